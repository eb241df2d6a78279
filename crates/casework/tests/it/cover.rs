//! Work goes on while its holder is away (E23, E25, F31).

use crate::fixture::*;
use crate::play::Play;
use casework::absence::{
    self, AbsenceClass, AbsenceRefusal, Absences, Entered, LeavingListed, Left, Passed, StillHeld,
};
use casework::*;

fn ill() -> Play {
    Play::with_handler().away("do.sc", Some("do2.sc"))
}

// E23, C35: the deputy counts, holds it in the same capacity, does the step; the other takes it back with a count.
#[test]
fn the_deputy_takes_over_and_gives_back() {
    let play = ill();
    assert_eq!(play.refuses("do2.sc", complete(DonePlace::Hall)), "not-the-holder");
    assert_eq!(play.refusal("do2.sc", stand_in(4)), Refusal::CountDiffers { given: 5, counted: 4 });
    assert_eq!(play.refuses("do2.sc", stand_in(6)), "count-differs");
    let play = play.then("do2.sc", stand_in(5));
    let Holding { person, capacity, papers, .. } = play.facts().holding;
    assert_eq!((person, capacity, papers), (who("do2.sc"), Capacity::Handler, 5));
    assert_eq!(play.facts().covers, Some(who("do.sc")));
    assert_eq!(play.refuses("do.sc", take_back(5)), "still-away");
    let play = play.then("do2.sc", complete(DonePlace::Hall)).all_back();
    assert_eq!(play.refuses("do.sc", take_back(4)), "count-differs");
    assert_eq!(play.refuses("lead.sc", take_back(5)), "not-yours-to-take-back");
    let play = play.then("do.sc", take_back(5));
    assert_eq!((play.facts().holding.person, play.facts().covers), (who("do.sc"), None));
    assert_eq!(play.refuses("do.sc", take_back(5)), "not-yours-to-take-back");
}

// E23: what the deputy handed on is nobody's to take back.
#[test]
fn what_went_on_does_not_come_back() {
    let play = ill().then("do2.sc", stand_in(5)).hand("do2.sc", "agent.sc").all_back();
    assert_eq!(play.refuses("do.sc", take_back(5)), "not-yours-to-take-back");
}

#[test]
fn nobody_takes_over_from_somebody_who_is_here() {
    let here = Play::with_handler();
    assert_eq!(
        here.refusal("do2.sc", stand_in(5)),
        AbsenceRefusal::HolderPresent { holder: who("do.sc") }.into()
    );
    assert_eq!(here.refuses("lead.sc", reassign("do2.sc", 5)), "holder-is-present");
    let play = ill();
    for other in ["do.sc", "do.wj", "agent.sc", "lead.sc", "chief.sc"] {
        assert_eq!(play.refuses(other, stand_in(5)), "not-the-deputy", "{other}");
    }
    let nobody = Play::with_handler().away("do.sc", None);
    assert_eq!(nobody.refusal("do2.sc", stand_in(5)), AbsenceRefusal::NotTheDeputy { deputy: None }.into());
}

// E23: a deputy who once touched the case in another role is skipped; a head then gives it to another.
#[test]
fn a_deputy_who_had_another_part_is_skipped() {
    let mut play = Play::with_handler();
    let post = play.organisation.posts.iter().find(|holding| holding.person == who("do.sc")).cloned();
    let mut post = post.expect("do.sc is a handler");
    post.person = who("intake2");
    play.organisation.posts.push(post);
    let play = play.away("do.sc", Some("intake2"));
    assert_eq!(
        play.refusal("intake2", stand_in(5)),
        AbsenceRefusal::DeputyTouched { did: Duty::Intake }.into()
    );
    assert_eq!(play.refuses("lead.sc", reassign("intake2", 5)), "wrong-direction");
    assert_eq!(play.then("lead.sc", reassign("do2.sc", 5)).last().kind(), "case.reassigned");
}

// E25, R81: reassigned at 16:50 by a head, signed for by the other with the count; missing papers go on record.
#[test]
fn a_head_gives_what_an_ill_person_holds_to_another() {
    let play = ill();
    for nobody in ["agent.sc", "do.wj", "out", "centre", "stranger"] {
        assert_eq!(play.refuses(nobody, reassign("do2.sc", 5)), "not-authorised", "{nobody}");
    }
    assert_eq!(play.refuses("do2.sc", reassign("do2.sc", 5)), "delegation-does-not-cover");
    for to in ["do.sc", "do.wj", "agent.sc", "lead.sc", "intake2"] {
        assert_eq!(play.refuses("lead.sc", reassign(to, 5)), "wrong-direction", "{to}");
    }
    for head in ["head.biz", "lead.sc", "chief.sc"] {
        let given = play.clone().then(head, reassign("do2.sc", 4));
        let Event::Reassigned(fact) = given.last() else { panic!("{:?}", given.last()) };
        assert_eq!((fact.from, fact.held, fact.papers), (who("do.sc"), 5, 4));
        assert_eq!(given.facts().holding.person, who("do.sc"), "until it is signed for");
        assert_eq!(given.refuses("do2.sc", take(5)), "count-differs");
        let taken = given.clone().then("do2.sc", take(4));
        let Holding { person, papers, .. } = taken.facts().holding;
        assert_eq!((person, papers), (who("do2.sc"), 4));
        assert_eq!(given.then(head, Command::RecallOver).facts().pending, None);
    }
}

// F31: whoever is away is neither given anything nor named among those who can act today.
#[test]
fn nobody_away_is_offered_or_named() {
    let play = Play::with_agent().away("do2.sc", None);
    assert_eq!(play.refuses("agent.sc", give("do2.sc", 5)), "wrong-direction");
    let Refusal::WrongDirection { able } = play.refusal("agent.sc", give("do2.sc", 5)) else { panic!() };
    assert!(able.iter().any(|able| able.person == who("do.sc")));
    assert!(able.iter().all(|able| able.person != who("do2.sc")));
    let play = Play::before_decision().away("chief.sc", None);
    let able = play.refusal("do.wj", grant());
    assert!(!able.able().is_empty() && able.able().iter().all(|able| able.person != who("chief.sc")));
    // E24: absence takes nobody's power; a leader who travels signs from elsewhere.
    assert_eq!(play.then("chief.sc", grant()).stage(), StageName::Decided);
}

// An accepted case still with an ill intake officer: another intake officer holds it and hands it to the agent.
#[test]
fn the_counter_is_stood_in_for_as_well() {
    let play = Play::accepted().away("intake2", Some("intake3"));
    let play = play.then("intake3", stand_in(5));
    assert_eq!(play.facts().holding.capacity, Capacity::Intake);
    assert_eq!(play.hand("intake3", "agent.sc").facts().holding.capacity, Capacity::Agent);
    let ill = Play::accepted().away("intake2", None);
    let given = ill.then("head.biz", reassign("intake3", 5)).then("intake3", take(5));
    assert_eq!(given.facts().holding.capacity, Capacity::Intake);
}

// R113: an agent who is away at receipt is not named where another is here.
#[test]
fn a_new_case_names_an_agent_who_is_here() {
    let item = licence();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let one = Play::new(item.clone()).away("agent.sc", None).then("intake2", command);
    assert_eq!(one.facts().agent, who("agent2.sc"));
    let none = Play::new(item).away("agent.sc", None).away("agent2.sc", None).then("intake2", command);
    assert_eq!(none.facts().agent, who("agent.sc"));
}

#[test]
fn what_waits_for_a_signature_waits() {
    let given = Play::with_handler().then("do.sc", give("agent.sc", 5)).away("do.sc", Some("do2.sc"));
    assert_eq!(given.refuses("do2.sc", stand_in(5)), "hand-over-pending");
    assert_eq!(given.refuses("lead.sc", reassign("do2.sc", 5)), "hand-over-pending");
    let both = given.away("agent.sc", None);
    assert_eq!(both.facts().pending.map(|it| it.to), Some(who("agent.sc")));
    let play = both.then("do2.sc", stand_in(5));
    assert_eq!((play.facts().holding.person, play.facts().pending), (who("do2.sc"), None));
}

// F31, E33: while the agent is away the deputy asks, explains and keeps the register, and who stands in no longer when that one
// is back; where the agent is none any more, every agent of the authority.
#[test]
fn a_case_in_other_hands_has_somebody_in_the_place_of_its_agent() {
    let play = Play::with_handler();
    let extend = Command::AskExtension(reason());
    let asked = |play: Play, who: &str| play.then(who, extend).last().kind();
    assert_eq!(play.refuses("agent2.sc", extend), "not-the-holder");
    assert_eq!(asked(play.clone(), "agent.sc"), "case.extension-asked");
    let ill = play.clone().away("agent.sc", Some("agent2.sc"));
    assert_eq!(asked(ill.clone(), "agent2.sc"), "case.extension-asked");
    assert_eq!(asked(ill.clone(), "agent.sc"), "case.extension-asked", "absence takes nobody's power");
    assert_eq!(ill.all_back().refuses("agent2.sc", extend), "not-the-holder");
    assert_eq!(play.clone().away("agent.sc", None).refuses("agent2.sc", extend), "not-the-holder");
    // Standing in makes nobody an agent.
    assert_eq!(play.clone().away("agent.sc", Some("do2.sc")).refuses("do2.sc", extend), "not-the-holder");
    let mut gone = play.clone();
    gone.absences.left.push(who("agent.sc"));
    assert_eq!(asked(gone.clone(), "agent2.sc"), "case.extension-asked");
    for other in ["agent.sc", "do2.sc", "lead.sc", "stranger"] {
        assert_eq!(gone.refuses(other, extend), "not-the-holder", "{other}");
    }
    let mut moved = play;
    moved.organisation.posts.retain(|it| it.person != who("agent.sc"));
    assert_eq!(asked(moved, "agent2.sc"), "case.extension-asked");
}

// R113, F31: whom the applicant is told to ask.
#[test]
fn somebody_is_named_who_can_be_asked() {
    let play = Play::with_handler();
    let named = |play: &Play| {
        let (agent, today) = (play.facts().agent, play.now.day());
        agent_on(&play.organisation, &play.absences, &play.item, agent, today)
    };
    assert_eq!(named(&play), Some(who("agent.sc")));
    assert_eq!(named(&play.clone().away("agent.sc", Some("agent2.sc"))), Some(who("agent2.sc")));
    assert_eq!(named(&play.clone().away("agent.sc", None)), Some(who("agent.sc")), "back one day");
    let mut gone = play;
    gone.absences.left.push(who("agent.sc"));
    assert_eq!(named(&gone), Some(who("agent2.sc")));
    gone.absences.left.push(who("agent2.sc"));
    assert_eq!(named(&gone), None);
    gone.organisation.posts.retain(|it| it.post != catalogue::item::Post::CaseAgent);
    assert_eq!(named(&gone), None);
}

// F31, F32: on a day that is over as it was then: on each side of the deputy's days, and of the day on which the agent went.
#[test]
fn whoever_was_replaced_carried_the_case_on_the_own_days() {
    let play = Play::with_handler();
    let (agent, deputy) = (who("agent.sc"), who("agent2.sc"));
    let carried = |absences: &Absences, on: &str| {
        agent_on(&play.organisation, absences, &play.item, play.facts().agent, day(on))
    };
    let (from, until) = (day("2026-03-03"), day("2026-03-05"));
    let (at, by, id, class) = (day("2026-03-02").at(9, 0), agent, 1, AbsenceClass::Leave);
    let entered =
        Entered { at, by, id, person: agent, from, until: Some(until), class, deputy: Some(deputy) };
    let coming = absence::evolve(Absences::default(), &entered.into());
    let over =
        absence::evolve(coming.clone(), &Passed { at: day("2026-03-06").start(), id, person: agent }.into());
    assert!(over.list.is_empty());
    for absences in [&coming, &over] {
        for (on, who) in
            [("2026-03-02", agent), ("2026-03-03", deputy), ("2026-03-05", deputy), ("2026-03-06", agent)]
        {
            assert_eq!(carried(absences, on), Some(who), "{on}");
        }
    }
    let (at, taker, witness) = (day("2026-03-05").at(16, 0), deputy, who("lead.sc"));
    let (held, list, file) = (StillHeld::default(), sealed(1), digest(2));
    let listed = LeavingListed { at, by, person: agent, taker, witness, held, list, file };
    let left = Left { at, by: witness, person: agent, taker, results: 0, list };
    let facts: [absence::Event; 2] = [listed.into(), left.into()];
    let gone = facts.iter().fold(Absences::default(), absence::evolve);
    for (on, who) in [("2026-03-04", agent), ("2026-03-05", deputy), ("2026-03-06", deputy)] {
        assert_eq!(carried(&gone, on), Some(who), "{on}");
    }
    // A post that ended ends the agent's days as well.
    let mut moved = play.organisation.clone();
    let post = moved.posts.iter_mut().find(|it| it.person == agent).expect("agent.sc has a post");
    post.until = Some(day("2026-03-04"));
    let none = Absences::default();
    let on = |text: &str| agent_on(&moved, &none, &play.item, agent, day(text));
    assert_eq!((on("2026-03-04"), on("2026-03-05")), (Some(agent), Some(deputy)));
}
