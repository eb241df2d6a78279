//! Who does not visit after all (F26): an inspector by the own word, another only where a supervisor agrees; how often is found.

use super::*;
use crate::watch::changed;
use oversight::bound::Bound;

#[test]
fn a_recusal_lets_the_next_in_the_same_order_come() {
    // The order for the second object: insp3, insp1, do, insp2.
    let drawing = drawn();
    assert_eq!(drawing.refusal("insp1.sc", recuse(1, "insp3.sc")), DrawRefusal::NotPicked);
    assert_eq!(drawing.refusal("lead.sc", recuse(1, "insp2.sc")), DrawRefusal::NotPicked);
    let once = drawing.clone().then("insp3.sc", recuse(1, "insp3.sc"));
    assert_eq!(once.picked(1).1, ["insp1.sc", "do.sc"]);
    assert_eq!(once.picked(0), drawing.picked(0), "of the others nothing changes");
    assert_eq!(once.picked(2), drawing.picked(2));
    let twice = once.then("do.sc", recuse(1, "do.sc"));
    assert_eq!(twice.picked(1).1, ["insp1.sc", "insp2.sc"]);
    assert_eq!(twice.refusal("insp1.sc", recuse(1, "insp1.sc")), DrawRefusal::NobodyLeft);
    assert_eq!(twice.refusal("lead.sc", recuse(1, "insp1.sc")), DrawRefusal::NobodyLeft);
    let entered = drawing.then("insp3.sc", enter(1));
    assert_eq!(entered.refusal("insp1.sc", recuse(1, "insp1.sc")), DrawRefusal::AlreadyEntered);
    assert_eq!(entered.refusal("lead.sc", recuse(1, "insp1.sc")), DrawRefusal::AlreadyEntered);
}

// F26: a leader alone changes nobody; who asked and who would be spared do not decide it, and it is decided once.
#[test]
fn whom_a_leader_wants_to_spare_a_supervisor_decides() {
    let drawing = drawn();
    let asked = drawing.clone().then("lead.sc", recuse(1, "insp3.sc"));
    assert_eq!(asked.picked(1), drawing.picked(1), "nothing has changed");
    assert_eq!((asked.held().recused.len(), asked.held().asked.len()), (0, 1));
    assert_eq!(asked.refusal("lead.sc", recuse(1, "insp3.sc")), DrawRefusal::RecusalAsked);
    assert_eq!(asked.refusal("chief.sc", recuse(1, "insp3.sc")), DrawRefusal::RecusalAsked);
    for person in ["lead.sc", "chief.sc", "insp3.sc", "insp1.sc", "centre"] {
        assert_eq!(asked.refusal(person, answer(1, "insp3.sc", true)), DrawRefusal::MayNotAgree, "{person}");
    }
    assert_eq!(asked.refusal("super1", answer(1, "insp1.sc", true)), DrawRefusal::NothingAsked);
    assert_eq!(asked.refusal("super1", answer(0, "insp1.sc", true)), DrawRefusal::NothingAsked);
    assert_eq!(asked.refusal("super1", answer(3, "insp3.sc", true)), DrawRefusal::NoSuchPick);
    assert_eq!(drawing.refusal("super1", answer(1, "insp3.sc", true)), DrawRefusal::NothingAsked);

    let refused = asked.clone().then("super1", answer(1, "insp3.sc", false));
    assert_eq!(refused.picked(1), drawing.picked(1));
    assert_eq!((refused.held().recused.len(), refused.held().asked.len()), (0, 0));
    assert_eq!(refused.refusal("super1", answer(1, "insp3.sc", true)), DrawRefusal::NothingAsked);
    assert!(
        refused.clone().attempt("lead.sc", recuse(1, "insp3.sc")).is_ok(),
        "with another reason once more"
    );

    let agreed = asked.then("super1", answer(1, "insp3.sc", true));
    assert_eq!(agreed.picked(1).1, ["insp1.sc", "do.sc"]);
    let [one] = agreed.held().recused[..] else { panic!("one counts") };
    let said = (one.cause, one.by, one.agreed_by);
    assert_eq!(said, (Some(Cause::Kin), who("lead.sc"), Some(who("super1"))));
    assert!(agreed.held().asked.is_empty());
}

#[test]
fn what_was_asked_for_is_over_with_the_visit_or_the_own_word() {
    let asked = drawn().then("lead.sc", recuse(1, "insp3.sc")).then("lead.sc", recuse(2, "insp3.sc"));
    let visited = asked.clone().then("insp3.sc", enter(1));
    assert_eq!(visited.held().asked.iter().map(|it| it.place).collect::<Vec<_>>(), [2]);
    assert_eq!(visited.refusal("super1", answer(1, "insp3.sc", true)), DrawRefusal::NothingAsked);
    let own = asked.then("insp3.sc", recuse(1, "insp3.sc"));
    assert_eq!(own.held().asked.iter().map(|it| it.place).collect::<Vec<_>>(), [2]);
    let [one] = own.held().recused[..] else { panic!("one counts") };
    assert_eq!((one.by, one.agreed_by), (who("insp3.sc"), None));
    assert_eq!(own.refusal("super1", answer(1, "insp3.sc", true)), DrawRefusal::NothingAsked);
}

// A supervisor of the same unit who asked as its leader, or would be spared, leaves it to another.
#[test]
fn a_supervisor_who_asked_or_is_concerned_leaves_it_to_another() {
    let mut asked = drawn();
    for person in ["lead.sc", "insp3.sc"] {
        post(&mut asked.world.organisation, person, Post::Supervisor, "sc");
    }
    let asked = asked.then("lead.sc", recuse(1, "insp3.sc"));
    for person in ["lead.sc", "insp3.sc"] {
        assert_eq!(asked.refusal(person, answer(1, "insp3.sc", true)), DrawRefusal::MayNotAgree, "{person}");
    }
    assert!(asked.clone().attempt("super2", answer(1, "insp3.sc", true)).is_ok());
}

// F26: from the bound on each recusal is found, own or granted; what is only asked for or declined is not.
#[test]
fn inspectors_changed_again_and_again_are_found() {
    let own = drawn().then("insp3.sc", recuse(1, "insp3.sc"));
    let asked = own.clone().then("lead.sc", recuse(2, "insp3.sc"));
    let granted = asked.clone().then("super1", answer(2, "insp3.sc", true));
    let last = |drawing: &Drawing| {
        let (kind, bytes) = drawing.log.last().expect("something happened");
        Event::decode(kind, bytes).expect("it was just written")
    };
    let found = |drawing: &Drawing, bound: u16| {
        let event = last(drawing);
        look(drawing.held(), &event, &changed(Bound::DrawRecusals, bound)).map(|it| (it.measured, it.bound))
    };
    assert_eq!((found(&own, 1), found(&own, 2)), (Some((1, 1)), None));
    assert_eq!(
        (found(&granted, 1), found(&granted, 2), found(&granted, 3)),
        (Some((2, 1)), Some((2, 2)), None)
    );
    assert!(!is_of_interest(&last(&asked)) && found(&asked, 1).is_none());
    let declined = asked.then("super1", answer(2, "insp3.sc", false));
    assert!(!is_of_interest(&last(&declined)) && found(&declined, 1).is_none());
    assert!(is_of_interest(&last(&own)) && is_of_interest(&last(&granted)));
}

// Entries from before leaders had to ask are read as they are: they count, without a ground.
#[test]
fn a_recusal_of_before_counts_without_a_ground() {
    let stored = format!(
        r#"{{"at":1772758800000000,"by":"lead.sc","object":11,"inspector":3,"reason":"{}"}}"#,
        "5c".repeat(32)
    );
    let old = Event::decode("draw.recused", stored.as_bytes()).expect("it is read for ever");
    assert_eq!(old.encode(), stored.as_bytes());
    let Draw::Announced(held) = evolve(drawn().state, &old) else { panic!("it is drawn") };
    let [one] = held.recused[..] else { panic!("it counts") };
    assert_eq!((one.object, one.inspector, one.cause, one.agreed_by), (11, 3, None, None));
    assert_eq!(held.apart(), [(11, 3)]);
}
