//! A licence of a limited number, through the centre: the line follows the ledger, and a grant waits for its turn (A24, N23, F21).

use std::sync::Arc;

use casework::quota::{QuotaRefusal, Turn};
use catalogue::item::{Basis, QuotaPeriod, QuotaRule};
use centre::act::Act;

use crate::rig::{MINUTE, Rig, item};
use crate::walk::{before_decision, grant};

pub async fn a_limited_number_goes_by_the_order_of_acceptance(rig: Arc<Rig>) {
    let before = before_decision(&rig, 40).await;
    let mut limited = item("food-business");
    limited.revision += 1;
    let basis = Basis { law: "某规划".into(), article: "第三条".into(), verified: false };
    limited.quota = Some(QuotaRule { number: 1, period: QuotaPeriod::Year, basis });
    rig.centre.item_publish("cat.gov", &limited).await.expect("the next revision is published");
    let (first, second) = (before_decision(&rig, 41).await, before_decision(&rig, 42).await);
    assert_eq!(rig.refused("lead.sc", first, grant()).await, "not-in-line", "not yet told");
    for _ in 0..2 {
        rig.advance(MINUTE).await;
    }
    let standing = async || {
        let standing = rig.centre.quota_standing(&limited).await.expect("readable").expect("limited");
        (standing.number, standing.granted, standing.waiting)
    };
    assert_eq!(standing().await, (1, 0, 2));
    let refused = rig.asks("lead.sc", second, &grant()).await;
    let number = rig.file(first).await.facts.receipt;
    let turn = Turn::Behind { first: number };
    assert!(
        matches!(&refused, Err(centre::case::Problem::Refused(it)) if *it == QuotaRefusal::NotItsTurn(turn).into()),
        "{refused:?}"
    );
    assert_eq!(rig.whole(second).await.turn, Some((turn, Some(2))));
    let notices = rig.centre.notices_latest(60).await.expect("readable");
    let of_second = notices.iter().find(|it| it.case == Some(second) && it.kind == "in-line");
    assert!(of_second.is_some_and(|it| it.text.contains("您排在第 2 位")), "A24: {of_second:?}");
    // Who was accepted before the number was limited stands in no line.
    rig.does("lead.sc", before, grant()).await;
    rig.does("lead.sc", first, grant()).await;
    rig.advance(MINUTE).await;
    assert_eq!(standing().await, (1, 1, 1));
    assert_eq!(rig.refused("lead.sc", second, grant()).await, "quota-used-up");
    assert_eq!(rig.whole(second).await.turn, Some((Turn::UsedUp { number: 1 }, Some(1))));
    // The re-check sends the grant back: the number is free again, but not for the second.
    rig.does("agent.sc", first, Act::ReturnDecision { reason: "漏写了地址。".into() }).await;
    rig.advance(MINUTE).await;
    assert_eq!(rig.refused("lead.sc", second, grant()).await, "not-first-in-line");
    let refuse = Act::Decide {
        outcome: casework::Outcome::Refused,
        grounds: limited.decision.refusal_reasons.iter().take(1).map(|it| it.code).collect(),
        reasons: "现场与规定的条件有差距。".into(),
    };
    rig.does("lead.sc", first, refuse).await;
    rig.advance(MINUTE).await;
    assert_eq!(standing().await, (1, 0, 1), "the place is given up");
    rig.does("lead.sc", second, grant()).await;
    // The same deliveries again change nothing.
    rig.advance(MINUTE).await;
    assert_eq!(standing().await, (1, 1, 0));
}
