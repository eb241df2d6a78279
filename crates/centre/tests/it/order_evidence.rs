//! Photographs that show an answer to an order: kept sealed with it, at most three, seen by whoever sees the order (R102, R104).

use std::sync::Arc;

use casework::picture::{Form, PICTURE_BYTES_MAX, Unfit};
use catalogue::{Digest, OrderId, UnitCode};
use centre::act::FieldWhy;
use centre::case::Problem;
use centre::oversight::order::{OrderAct, OrderForm, OrderWhich};
use centre::photograph::{FIELD, PicturesWhy};
use ledger::Done;
use oversight::order::{ANSWER_PICTURES_MAX, Event, Kind, Rung};

use crate::photographs::picture;
use crate::rig::{DAY, DIVISION, Rig, session};

/// A rectification notice to the unit of `lead.sc`, about no case.
async fn issued(rig: &Rig) -> OrderId {
    let form = OrderForm {
        kind: Kind::Rectification,
        unit: Some(UnitCode::parse("sc").expect("a code")),
        case: String::new(),
        finding: None,
        to: None,
        words: "轮值表没有上墙，请改正。".into(),
    };
    let issued = rig.centre.order_issue(&session("super"), rig.command_id(), &form).await;
    let (order, _) = issued.expect("a supervisor issues it");
    order
}

async fn answers(
    rig: &Rig,
    who: &str,
    order: OrderId,
    id: [u8; 16],
    words: &str,
    pictures: Vec<Vec<u8>>,
) -> Result<Done, Problem> {
    let act = OrderAct::Answer { words: words.into(), entry: None };
    rig.centre.order_act_with(&session(who), order, id, None, &act, pictures).await
}

/// What the answers of an order name, oldest first.
async fn named(rig: &Rig, order: OrderId) -> Vec<Digest> {
    let view = rig.centre.order_fetch(&session("super"), order).await.expect("a supervisor sees it");
    let of = |event: &Event| match event {
        Event::Answered(fact) => fact.pictures.iter().collect(),
        _ => Vec::new(),
    };
    view.lines.iter().flat_map(|line| of(&line.event)).collect()
}

async fn kept(rig: &Rig) -> usize {
    rig.rows("select digest from photograph where division = $1 limit 99", vec![DIVISION.into()]).await.len()
}

fn wrong(result: Result<Done, Problem>) -> Vec<(String, FieldWhy)> {
    match result {
        Err(Problem::Form(problems)) => problems.into_iter().map(|it| (it.field, it.why)).collect(),
        other => panic!("{other:?}"),
    }
}

pub async fn photographs_of_an_answer_are_seen_by_whoever_sees_the_order(rig: Arc<Rig>) {
    let (order, other) = (issued(&rig).await, issued(&rig).await);
    let pictures = vec![picture("the wall"), picture("the rota")];
    answers(&rig, "lead.sc", order, rig.command_id(), "已经上墙。", pictures).await.expect("answered");
    let photographs = named(&rig, order).await;
    assert_eq!((photographs.len(), kept(&rig).await), (2, 2));
    for (who, sees) in
        [("lead.sc", true), ("chief.sc", true), ("super", true), ("do.sc", false), ("do.wj", false)]
    {
        for (named, words) in photographs.iter().zip(["the wall", "the rota"]) {
            match rig.centre.order_photograph(&session(who), order, *named).await {
                Ok(it) => {
                    assert!(sees, "{who}");
                    assert_eq!(it.form, Form::Png);
                    let has = |wanted: &str| it.bytes.windows(wanted.len()).any(|at| at == wanted.as_bytes());
                    assert!(has(words) && !has("where"), "the picture, and nothing besides (C24)");
                }
                Err(Problem::OutOfScope) => assert!(!sees, "{who}"),
                Err(problem) => panic!("{who}: {problem:?}"),
            }
        }
    }
    for (order, named) in [(order, Digest([7; 32])), (other, photographs[0])] {
        let nothing = rig.centre.order_photograph(&session("super"), order, named).await;
        assert!(
            matches!(nothing, Err(Problem::NotFound)),
            "a name leads to the picture of its own order only"
        );
    }
    let rows =
        rig.rows("select bytes from photograph where division = $1 limit 9", vec![DIVISION.into()]).await;
    for row in rows {
        let bytes = row.bytes(0).expect("bytes");
        assert!(!bytes.windows(8).any(|at| at == b"the wall") && Form::of(bytes).is_none(), "sealed");
    }
    // Sent back and answered again, what was handed in before stays.
    let back = OrderAct::Return("看不清日期。".into());
    let returned = rig.centre.order_act(&session("super"), order, rig.command_id(), None, &back).await;
    returned.expect("who issued it looks at it");
    let again = vec![picture("the date")];
    answers(&rig, "lead.sc", order, rig.command_id(), "补一张。", again).await.expect("answered again");
    assert_eq!(named(&rig, order).await[..2], photographs);
    assert_eq!(named(&rig, order).await.len(), 3);
    rig.verifies().await;
}

// A form sent twice keeps nothing twice; of one with a bad file, or without words, nothing is kept at all.
pub async fn an_answer_with_photographs_is_kept_once_or_not_at_all(rig: Arc<Rig>) {
    let order = issued(&rig).await;
    let send = async |words: &str, pictures: Vec<Vec<u8>>| {
        answers(&rig, "lead.sc", order, rig.command_id(), words, pictures).await
    };
    let fine = picture("fine");
    let pictures = |why| vec![(FIELD.to_owned(), FieldWhy::Pictures(why))];
    for (bad, unfit) in [
        (b"%PDF-1.7".to_vec(), Unfit::NoPicture),
        (fine[..fine.len() - 1].to_vec(), Unfit::Broken),
        (vec![0xFF; PICTURE_BYTES_MAX + 1], Unfit::TooLarge),
    ] {
        let refused = wrong(send("改好了。", vec![fine.clone(), bad]).await);
        assert_eq!(refused, pictures(PicturesWhy::One(2, unfit)));
    }
    let four = vec![fine.clone(); usize::from(ANSWER_PICTURES_MAX) + 1];
    let refused = wrong(send(" ", four).await);
    let expected = [
        ("words".to_owned(), FieldWhy::Missing),
        (FIELD.to_owned(), FieldWhy::Pictures(PicturesWhy::TooMany(ANSWER_PICTURES_MAX))),
    ];
    assert_eq!(refused, expected, "all that is wrong is said at once");
    let outside = answers(&rig, "do.mz", order, rig.command_id(), "改好了。", vec![fine.clone()]).await;
    assert!(matches!(outside, Err(Problem::OutOfScope)), "{outside:?}");
    let looking = answers(&rig, "super", order, rig.command_id(), "改好了。", vec![fine.clone()]).await;
    assert!(
        matches!(looking, Err(Problem::Oversight(ref it)) if it.code() == "order-not-addressed"),
        "{looking:?}"
    );
    assert_eq!((named(&rig, order).await.len(), kept(&rig).await), (0, 0), "nothing came of all that");

    let id = rig.command_id();
    let three = || vec![fine.clone(), picture("two"), picture("three")];
    let first = answers(&rig, "lead.sc", order, id, "改好了。", three()).await.expect("three are taken");
    let again = answers(&rig, "lead.sc", order, id, "改好了。", three()).await.expect("a double click");
    assert_eq!((again.version, again.replayed), (first.version, true));
    let other = answers(&rig, "lead.sc", order, id, "改好了。", vec![picture("other")]).await;
    assert!(matches!(other, Err(Problem::IdReused)), "{other:?}");
    let none = answers(&rig, "lead.sc", order, id, "改好了。", Vec::new()).await;
    assert!(matches!(none, Err(Problem::IdReused)), "{none:?}");
    assert_eq!((named(&rig, order).await.len(), kept(&rig).await), (3, 3));
}

// R49: a list says to whom one has risen and since when; what was never left lying has not risen.
pub async fn a_list_says_where_an_order_has_risen_to(rig: Arc<Rig>) {
    let order = issued(&rig).await;
    let brief = async || {
        let all = rig.centre.order_list(&session("super"), OrderWhich::Open, "", 9).await.expect("read");
        all.into_iter().find(|it| it.id == order).expect("it is open")
    };
    let fresh = brief().await;
    assert_eq!((fresh.has_risen, fresh.since), (false, fresh.issued_at));
    for _ in 0..60 {
        if brief().await.has_risen {
            break;
        }
        rig.advance(DAY).await;
    }
    let (risen, held) = (brief().await, rig.centre.order_fetch(&session("super"), order).await);
    let held = held.expect("it is seen").held;
    assert!(risen.has_risen && risen.late && risen.since > risen.issued_at);
    assert_eq!((risen.since, risen.rung), (held.since, held.addressee().map(|(_, rung)| rung)));
    assert_eq!(risen.rung, Some(Rung::Supervisor), "above the leaders");
}
