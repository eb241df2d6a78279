//! Spot checks through the centre: the lot, what is seen without names, the pass, and that every look is written (A6, E29).

use std::collections::BTreeSet;
use std::sync::Arc;

use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::spot::{Looker, SpotForm};

use crate::rig::{Rig, session};
use crate::walk::received;

fn alone() -> SpotForm {
    SpotForm { visitor: String::new(), with_pass: false, unit: None }
}

fn code(problem: Result<impl Sized, Problem>) -> String {
    match problem {
        Err(Problem::Oversight(refusal)) => refusal.code().to_owned(),
        Err(Problem::OutOfScope) => "out-of-scope".to_owned(),
        Err(Problem::NotFound) => "not-found".to_owned(),
        Err(other) => format!("{other:?}"),
        Ok(_) => "done".to_owned(),
    }
}

pub async fn the_lot_falls_over_the_last_cases_and_shows_no_name(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let nothing = centre.spot_begin(&session("super"), rig.command_id(), &alone()).await;
    assert_eq!(code(nothing), "spot-nothing-there");
    let mut all = BTreeSet::new();
    for n in 0..25 {
        all.insert(received(&rig, n).await);
    }
    assert_eq!(
        code(centre.spot_begin(&session("do.sc"), rig.command_id(), &alone()).await),
        "spot-may-not-begin"
    );
    let id = rig.command_id();
    let (spot, _) = centre.spot_begin(&session("social"), id, &alone()).await.expect("begun");
    let (again, done) = centre.spot_begin(&session("social"), id, &alone()).await.expect("the same");
    assert_eq!((again, done.replayed), (spot, true));

    let own = Looker::Officer(session("social"));
    let view = centre.spot_view(&own, spot).await.expect("seen");
    assert_eq!((view.cases.len(), view.held.begun.candidates, view.own), (20, 25, true));
    let drawn: BTreeSet<_> = view.cases.iter().map(|file| file.state.id).collect();
    assert_eq!(drawn.len(), 20, "none twice");
    assert!(drawn.is_subset(&all));
    let seen = centre.spot_case(&own, spot, 20).await.expect("the last one");
    assert_eq!(seen.state.id, view.cases[19].state.id);
    assert_eq!((seen.applicant.name.as_str(), seen.applicant.telephone.as_str()), ("", ""));
    assert!(!seen.lines.is_empty(), "its course is there");
    let hall = centre.spot_hall(&own, spot).await.expect("the hall");
    assert_eq!(hall.today.iter().filter(|it| it.kind == "received").map(|it| it.count).sum::<i64>(), 0);
    assert!(hall.seq > 0 && !hall.windows.is_empty());
    assert_eq!(code(centre.spot_case(&own, spot, 21).await), "spot-no-such-place");
    // Two looks were written down; who only supervises looks at it without making one.
    let colleague = Looker::Officer(session("super"));
    let view = centre.spot_view(&colleague, spot).await.expect("a supervisor sees it");
    assert_eq!((view.held.looks, view.own, view.pass), (2, false, None));
    assert_eq!(code(centre.spot_view(&Looker::Officer(session("do.sc")), spot).await), "out-of-scope");
    let list = centre.spot_list(&session("social"), "", 10).await.expect("the own ones");
    assert_eq!(list.iter().map(|it| (it.id, it.looks, it.open)).collect::<Vec<_>>(), [(spot, 2, true)]);

    let unit = Some(UnitCode::parse("wj").expect("a code"));
    let other = SpotForm { unit, ..alone() };
    assert_eq!(
        code(centre.spot_begin(&session("super"), rig.command_id(), &other).await),
        "spot-nothing-there",
        "no case of that unit"
    );
}

pub async fn a_pass_opens_one_check_for_one_day(rig: Arc<Rig>) {
    let centre = &rig.centre;
    received(&rig, 1).await;
    let visitor = "省政府办公厅督查室 刘处长";
    let form = SpotForm { visitor: visitor.into(), with_pass: true, unit: None };
    let blank = SpotForm { visitor: " ".into(), ..form.clone() };
    let blank = centre.spot_begin(&session("super"), rig.command_id(), &blank).await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "visitor"), "{:?}", blank.err());
    let (spot, _) = centre.spot_begin(&session("super"), rig.command_id(), &form).await.expect("begun");
    let received_by = Looker::Officer(session("super"));
    let view = centre.spot_view(&received_by, spot).await.expect("seen");
    assert_eq!((view.visitor().as_str(), view.own), (visitor, false));
    let pass = view.pass.expect("who received the visitor hands it out");
    assert_eq!(code(centre.spot_enter("1234 5678 9012", "a").await), "not-found");
    assert_eq!(code(centre.spot_enter("", "a").await), "not-found");
    let grouped = format!("{} {} {}", &pass[..4], &pass[4..8], &pass[8..]);
    assert_eq!(centre.spot_enter(&grouped, "a").await.expect("it opens"), spot);

    let looker = Looker::Visitor(spot);
    centre.spot_case(&looker, spot, 1).await.expect("looked at");
    let empty = centre.spot_remark(&looker, spot, rig.command_id(), 1, " ").await;
    assert!(matches!(empty, Err(Problem::Form(_))), "{empty:?}");
    centre.spot_remark(&looker, spot, rig.command_id(), 1, "等了一个上午。").await.expect("kept");
    assert_eq!(
        code(centre.spot_remark(&received_by, spot, rig.command_id(), 1, "替他写。").await),
        "spot-not-theirs"
    );
    let (own, _) = centre.spot_begin(&session("super"), rig.command_id(), &alone()).await.expect("begun");
    assert_eq!(code(centre.spot_view(&looker, own).await), "out-of-scope", "one pass, one check");
    let view = centre.spot_view(&received_by, spot).await.expect("seen");
    assert_eq!((view.held.looks, view.held.remarks, view.lines.len()), (1, 1, 3));
    rig.until("2026-03-03", 0, 0).await;
    assert_eq!(code(centre.spot_enter(&pass, "a").await), "spot-over");
    assert_eq!(code(centre.spot_view(&looker, spot).await), "out-of-scope");
    let view = centre.spot_view(&received_by, spot).await.expect("it stays on record");
    assert_eq!(view.pass, None);
}

pub async fn guesses_are_slowed_and_a_check_can_be_ended(rig: Arc<Rig>) {
    let centre = &rig.centre;
    received(&rig, 1).await;
    for n in 0..20 {
        assert_eq!(code(centre.spot_enter(&format!("{n:012}"), "b").await), "not-found", "{n}");
    }
    assert!(matches!(centre.spot_enter("000000000099", "b").await, Err(Problem::Throttled(_))));
    let (spot, _) = centre.spot_begin(&session("social"), rig.command_id(), &alone()).await.expect("begun");
    assert_eq!(code(centre.spot_end(&session("do.sc"), spot, rig.command_id()).await), "spot-not-theirs");
    centre.spot_end(&session("super"), spot, rig.command_id()).await.expect("ended");
    let own = Looker::Officer(session("social"));
    assert_eq!(code(centre.spot_case(&own, spot, 1).await), "spot-over");
    for _ in 0..4 {
        centre.spot_begin(&session("social"), rig.command_id(), &alone()).await.expect("five a day");
    }
    assert_eq!(
        code(centre.spot_begin(&session("social"), rig.command_id(), &alone()).await),
        "spot-too-many-today"
    );
}
