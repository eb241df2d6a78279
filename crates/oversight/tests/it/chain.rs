//! The chain of supervision: to whom an order goes, and how it rises when nobody answers (R49, R122).

use crate::fixture::*;
use crate::order::{Order, ahead, answer, ask, issue, urged};
use crate::play::Play;
use crate::watch::*;
use calendar::{Day, Instant};
use casework::Case;
use casework::absence::{Absence, AbsenceClass};
use catalogue::PersonId;
use oversight::Refusal;
use oversight::bound::{Bound, Bounds};
use oversight::order::*;

fn to(person: &str, rung: Rung) -> (PersonId, Rung) {
    (who(person), rung)
}

/// Everybody of the chain below the supervisors, with the rung.
const CHAIN: [(&str, Rung); 5] = [
    ("do.sc", Rung::Handler),
    ("agent.sc", Rung::Agent),
    ("intake2", Rung::Intake),
    ("head.biz", Rung::WindowHead),
    ("lead.sc", Rung::Leader),
];

#[test]
fn the_rungs_follow_each_other() {
    let above: Vec<_> = Rung::ALL.iter().map(|rung| rung.above()).collect();
    let next = Rung::ALL.iter().skip(1).copied().map(Some).chain([None]);
    assert_eq!(above, next.collect::<Vec<_>>());
    for rung in Rung::ALL {
        assert_eq!(serde_json::json!(rung), rung.key());
    }
}

#[test]
fn an_urging_notice_goes_to_the_lowest_rung_on_which_somebody_is_here() {
    let mut world = Play::with_handler();
    for (person, rung) in CHAIN {
        let order = Order::new(world.clone()).then("time", issue(Kind::Urging));
        assert_eq!(order.addressee(), to(person, rung));
        world = world.away(person, None);
    }
    let order = Order::new(world.clone()).then("time", issue(Kind::Urging));
    assert_eq!(order.addressee(), to("chief.sc", Rung::Leader), "where no leader is here, the head");
    world = world.away("chief.sc", None);
    for person in SUPERVISORS {
        let order = Order::new(world.clone()).then("time", issue(Kind::Urging));
        assert_eq!(order.addressee(), to(person, Rung::Supervisor));
        world = world.away(person, None);
    }
    assert_eq!(Order::new(world).refusal("time", issue(Kind::Urging)), Refusal::NobodyThere);
}

#[test]
fn what_is_more_than_an_urging_or_about_no_case_goes_to_the_leader() {
    for kind in [Kind::Supervision, Kind::Rectification, Kind::Circular] {
        let order = urged(Play::with_handler(), "super1", kind);
        assert_eq!(order.addressee(), to("lead.sc", Rung::Leader));
    }
    for kind in Kind::ALL {
        let order = urged(Play::new(licence()), "super1", kind);
        assert_eq!(order.addressee(), to("lead.sc", Rung::Leader));
    }
    let away = Play::with_handler().away("lead.sc", None);
    let order = urged(away, "super1", Kind::Supervision);
    assert_eq!(order.addressee(), to("chief.sc", Rung::Leader));
}

#[test]
fn a_person_of_the_unit_can_be_named() {
    let named = |person: &str| Command::Issue(Issue { to: Some(who(person)), ..ask(Kind::Rectification) });
    let world = Play::with_handler();
    for (person, rung) in CHAIN.into_iter().chain([
        ("do2.sc", Rung::Handler),
        ("agent2.sc", Rung::Handler),
        ("chief.sc", Rung::Leader),
        ("super2", Rung::Supervisor),
    ]) {
        let order = Order::new(world.clone()).then("super1", named(person));
        assert_eq!(order.addressee(), to(person, rung), "{person}");
    }
    // Of another unit, without a post, unknown, and whoever issues it.
    for person in ["do.wj", "head.soc", "stranger", "nobody", "super1"] {
        let refused = Order::new(world.clone()).refusal("super1", named(person));
        assert_eq!(refused, Refusal::NobodyThere, "{person}");
    }
    let away = Order::new(world.away("do2.sc", None));
    assert_eq!(away.refusal("super1", named("do2.sc")), Refusal::NobodyThere, "who is away is given nothing");
    let mut head = Order::new(Play::with_handler()).then("super1", named("chief.sc"));
    head.world.now = day("2026-03-20").at(9, 0);
    head.catch_up();
    assert_eq!(head.addressee(), to("super2", Rung::Supervisor), "never down to those below the head");
}

/// To whom it went, as what, and the last day to answer of each.
fn course(order: &mut Order, until: &str) -> Vec<(Option<PersonId>, Rung, String, Option<Day>)> {
    order.world.now = day(until).at(9, 0);
    let rose = |event: Event| match event {
        Event::Rose(fact) => (fact.to, fact.rung, fact.at.day().to_string(), fact.answer_by),
        other => panic!("only time acts: {other:?}"),
    };
    order.catch_up().into_iter().map(rose).collect()
}

fn step(
    person: &str,
    rung: Rung,
    on: &str,
    answer_by: &str,
) -> (Option<PersonId>, Rung, String, Option<Day>) {
    (Some(who(person)), rung, on.to_owned(), Some(day(answer_by)))
}

// R49, R122: a working day each; given on a Saturday, it is to be answered on Monday
#[test]
fn an_urging_that_nobody_answers_rises_by_a_working_day_each() {
    let mut order = urged(Play::with_handler(), "time", Kind::Urging);
    assert_eq!(order.held().answer_by, Some(day("2026-03-03")));
    assert_eq!(course(&mut order, "2026-03-03"), [], "on the last day nothing rises");
    let rose = course(&mut order, "2026-04-30");
    let end = (None, Rung::Supervisor, "2026-03-17".to_owned(), None);
    assert_eq!(
        rose,
        [
            step("agent.sc", Rung::Agent, "2026-03-04", "2026-03-05"),
            step("intake2", Rung::Intake, "2026-03-06", "2026-03-09"),
            step("head.biz", Rung::WindowHead, "2026-03-10", "2026-03-11"),
            step("lead.sc", Rung::Leader, "2026-03-12", "2026-03-13"),
            step("super1", Rung::Supervisor, "2026-03-14", "2026-03-16"),
            end,
        ]
    );
    assert_eq!(order.addressee(), to("super1", Rung::Supervisor), "at the end it stays with the supervisor");
    assert!(order.held().late && order.held().is_open());
    assert_eq!(due(&order.state), None);
    let answered = order.then("super1", answer()).then("super2", Command::Accept(Accept(None)));
    assert!(answered.held().late, "once late stays late");
}

// R149: what goes out by itself before the promise is broken asks for an answer by its last day, and rises the day after; nobody
// else names a day, and one that has passed is none.
#[test]
fn what_goes_out_at_yellow_is_answered_by_the_last_day_of_the_promise() {
    let case = Some(catalogue::CaseId::parse("c1").expect("a plain code"));
    let near =
        |on: &str| Command::Issue(Issue { case, answer_by: Some(day(on)), words: None, ..ask(Kind::Urging) });
    let mut order = Order::new(Play::with_handler()).then("time", near("2026-03-11"));
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-11")), None));
    assert_eq!(course(&mut order, "2026-03-11"), [], "its last day is in time");
    let first = step("agent.sc", Rung::Agent, "2026-03-12", "2026-03-13");
    assert_eq!(course(&mut order, "2026-03-12"), [first], "then it rises, with the days of the rung");
    let same_day = Order::new(Play::with_handler()).then("time", near("2026-03-02"));
    assert_eq!(same_day.held().answer_by, Some(day("2026-03-02")));
    let passed = Order::new(Play::with_handler()).then("time", near("2026-03-01"));
    assert_eq!((passed.held().answer_by, passed.held().days), (Some(day("2026-03-03")), Some(1)));
    let by_hand = Command::Issue(Issue { case, answer_by: Some(day("2026-03-11")), ..ask(Kind::Urging) });
    let by_hand = Order::new(Play::with_handler()).then("super1", by_hand);
    assert_eq!(by_hand.held().answer_by, Some(day("2026-03-03")), "a person has the days of the bound");
}

// R149, F8: ahead of a broken promise an urging rises with it; where the case was done in time, or has more time by now, nobody owes
// an answer and nothing is late.
#[test]
fn what_went_out_at_yellow_is_settled_with_a_promise_that_is_kept() {
    let order = ahead("2026-03-11");
    let promise = file(&order.world).facts.clocks.promised.expect("it is promised").clock;
    let late_from = promise.late_from();
    let due = |ended: Option<Instant>| {
        let mut order = ahead(&promise.due().to_string());
        if let Case::Filed(file) = &mut order.world.case {
            file.facts.clocks.promised.as_mut().expect("it is promised").ended_at = ended;
        }
        order.world.now = late_from;
        let happened = order.catch_up();
        (happened.iter().map(Event::kind).collect::<Vec<_>>(), order.held().late)
    };
    assert_eq!(due(None), (vec!["order.rose"], true), "the promise is broken");
    assert_eq!(due(Some(late_from)), (vec!["order.rose"], true), "done when it was broken");
    assert_eq!(due(Some(Instant(late_from.0 - 1))), (vec!["order.settled"], false), "done in time");
    let mut early = ahead(&promise.due().plus_days(-1).to_string());
    early.world.now = promise.due().start();
    let happened = early.catch_up();
    assert_eq!(happened.iter().map(Event::kind).collect::<Vec<_>>(), ["order.settled"], "it has more time");
    assert_eq!(early.held().way, Way::Closed { by: None, at: early.world.now });
    assert_eq!(early.refusal("do.sc", answer()), Refusal::HasEnded);
}

// R49, 6.5: each rung has days of its own, on both sides of every day
#[test]
fn every_rung_has_days_of_its_own() {
    let set_to = [
        (Bound::UrgingDays, 2),
        (Bound::AgentDays, 3),
        (Bound::IntakeDays, 1),
        (Bound::WindowHeadDays, 4),
        (Bound::LeaderDays, 5),
        (Bound::SupervisorDays, 6),
    ];
    let bounds = set_to.iter().fold(Bounds::default(), |bounds, (bound, n)| set(bounds, *bound, *n));
    let mut order = Order::new(Play::with_handler());
    order.bounds = bounds;
    let case = Some(catalogue::CaseId::parse("c1").expect("a plain code"));
    let mut order = order.then("time", Command::Issue(Issue { case, ..ask(Kind::Urging) }));
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-04")), Some(2)));
    let rises = [
        ("2026-03-05", "agent.sc", Rung::Agent, 3, "2026-03-10"),
        ("2026-03-11", "intake2", Rung::Intake, 1, "2026-03-12"),
        ("2026-03-13", "head.biz", Rung::WindowHead, 4, "2026-03-19"),
        ("2026-03-20", "lead.sc", Rung::Leader, 5, "2026-03-27"),
        // Three days of a holiday lie between.
        ("2026-03-28", "super1", Rung::Supervisor, 6, "2026-04-07"),
    ];
    for (on, person, rung, days, answer_by) in rises {
        let last_day = order.held().answer_by.expect("it is to be answered").to_string();
        assert_eq!(course(&mut order, &last_day), [], "on the last day nothing rises");
        assert_eq!(course(&mut order, on), [step(person, rung, on, answer_by)]);
        assert_eq!((order.addressee(), order.held().days), (to(person, rung), Some(days)));
    }
    assert_eq!(course(&mut order, "2026-04-07"), []);
    let end = course(&mut order, "2026-04-08");
    assert_eq!(end, [(None, Rung::Supervisor, "2026-04-08".to_owned(), None)]);
    assert_eq!(order.held().days, None, "at the end of the chain nobody counts days");
}

#[test]
fn the_days_of_a_rung_are_those_of_a_bound() {
    let days: Vec<_> = Rung::ALL.iter().map(|rung| rung.days()).collect();
    let all: std::collections::BTreeSet<_> = days.iter().collect();
    assert_eq!(all.len(), Rung::ALL.len(), "each has its own");
    for rung in Rung::ALL {
        for risen in [false, true] {
            assert_eq!(Kind::Urging.days(rung, risen), Some(rung.days()));
            assert_eq!(Kind::Circular.days(rung, risen), None, "a circular asks for no answer (C28)");
        }
        for (kind, own) in
            [(Kind::Supervision, Bound::OrderDays), (Kind::Rectification, Bound::RectificationDays)]
        {
            assert_eq!(kind.days(rung, false), Some(own), "what is asked takes the days of its kind");
            assert_eq!(kind.days(rung, true), Some(rung.days()), "left unanswered, those of the rung");
        }
    }
    // The usual numbers: nothing moves for an urging notice, and what rose is to be answered within a working day.
    assert!(days.iter().all(|bound| bound.usual() == 1));
}

// R102, R104: issued, as many days as its kind has; risen, as many as the rung has when it rises
#[test]
fn every_kind_begins_with_its_own_days_and_rises_by_those_of_the_rung() {
    let mut order = urged(Play::with_handler(), "centre", Kind::Rectification);
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-09")), Some(5)));
    let rose = course(&mut order, "2026-04-30");
    assert_eq!(rose[0], step("super1", Rung::Supervisor, "2026-03-10", "2026-03-11"));
    let mut order = urged(Play::with_handler(), "super1", Kind::Supervision);
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-05")), Some(3)));
    order.bounds = changed(Bound::SupervisorDays, 2);
    let rose = course(&mut order, "2026-04-30");
    assert_eq!(rose[0], step("super2", Rung::Supervisor, "2026-03-06", "2026-03-10"));
    let mut circular = urged(Play::with_handler(), "super1", Kind::Circular);
    assert_eq!((due(&circular.state), circular.held().days), (None, None));
    assert_eq!(course(&mut circular, "2026-12-31"), [], "a circular asks for no answer (C28)");
}

// A bound that changes later changes no order of before
#[test]
fn an_order_keeps_the_days_it_was_issued_or_raised_with() {
    let mut order = urged(Play::with_handler(), "time", Kind::Urging);
    order.bounds = changed(Bound::UrgingDays, 5);
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-03")), Some(1)));
    assert_eq!(course(&mut order, "2026-03-03"), []);
    assert_eq!(course(&mut order, "2026-03-04"), [step("agent.sc", Rung::Agent, "2026-03-04", "2026-03-05")]);
    order.bounds = changed(Bound::AgentDays, 5);
    assert_eq!((order.held().answer_by, order.held().days), (Some(day("2026-03-05")), Some(1)));
    assert_eq!(course(&mut order, "2026-03-05"), []);
    assert_eq!(course(&mut order, "2026-03-06").len(), 1, "it rises by the day it was given");
    // Sent back, it has the days of the rung it stands on, as they are on that day.
    let mut back_again = order.then("intake2", answer());
    back_again.bounds = set(changed(Bound::UrgingDays, 5), Bound::IntakeDays, 2);
    let returned = back_again.then("super1", Command::Return(Return(sealed(82))));
    assert_eq!((returned.held().answer_by, returned.held().days), (Some(day("2026-03-10")), Some(2)));
}

// Nobody urges himself: it never rises to whoever issued it
#[test]
fn an_order_never_rises_to_its_issuer() {
    for (issuer, expected) in [("agent.sc", "intake2"), ("centre", "agent.sc")] {
        let order = urged(Play::with_handler(), issuer, Kind::Urging).on("2026-03-04");
        assert_eq!(order.addressee().0, who(expected), "{issuer}");
    }
    let mut alone = urged(Play::with_handler(), "super1", Kind::Supervision);
    alone.world.organisation.posts.retain(|it| ![who("super2"), who("super3")].contains(&it.person));
    let rose = course(&mut alone, "2026-03-20");
    assert_eq!(rose, [(None, Rung::Supervisor, "2026-03-06".to_owned(), None)]);
    assert_eq!(alone.addressee(), to("lead.sc", Rung::Leader), "it stays where it was, late");
    assert!(alone.held().late);
}

#[test]
fn who_stands_on_two_rungs_is_addressed_once() {
    let order = urged(Play::with_agent(), "time", Kind::Urging);
    assert_eq!(order.addressee(), to("agent.sc", Rung::Handler));
    assert_eq!(order.on("2026-03-04").addressee(), to("intake2", Rung::Intake));
}

// F31: a late timekeeper changes no outcome
#[test]
fn whoever_was_away_on_the_day_is_skipped_however_late_it_is_looked_at() {
    let mut order = urged(Play::with_handler(), "time", Kind::Urging);
    let day = day("2026-03-04");
    order.world.absences.list.push(Absence {
        id: 1,
        person: who("agent.sc"),
        from: day,
        until: Some(day),
        class: AbsenceClass::Leave,
        deputy: None,
        by: who("agent.sc"),
        entered_at: order.world.now,
        begun: true,
    });
    let rose = course(&mut order, "2026-03-05");
    assert_eq!(rose, [step("intake2", Rung::Intake, "2026-03-04", "2026-03-05")]);
}

// R49, F31: on the agent's rung stands whoever carries the case on the day, also where it is looked at later, and that one urges.
#[test]
fn the_agent_of_the_day_is_urged_and_urges() {
    let urging = || issue(Kind::Urging);
    let world = || Play::with_handler().away("do.sc", None);
    let covered = || world().away("agent.sc", Some("agent2.sc"));
    let order = |world: Play| Order::new(world).then("time", urging());
    assert_eq!(order(world()).addressee(), to("agent.sc", Rung::Agent));
    assert_eq!(order(covered()).addressee(), to("agent2.sc", Rung::Agent));
    let away_too = covered().away("agent2.sc", None);
    assert_eq!(order(away_too).addressee(), to("intake2", Rung::Intake), "who is away is given nothing");
    let named = Issue { to: Some(who("agent2.sc")), ..ask(Kind::Urging) };
    let rung = |world: Play| Order::new(world).then("super1", Command::Issue(named)).addressee().1;
    assert_eq!((rung(world()), rung(covered())), (Rung::Handler, Rung::Agent));
    let mut gone = world();
    gone.absences.left.push(who("agent.sc"));
    assert_eq!(order(gone.clone()).addressee(), to("agent2.sc", Rung::Agent));

    let urges = |world: Play, person: &str| Order::new(world).attempt(person, urging()).map(|_| ());
    for (world, agent, deputy) in [
        (world(), Ok(()), Err(Refusal::MayNotIssue)),
        (covered(), Ok(()), Ok(())),
        (gone, Err(Refusal::MayNotIssue), Ok(())),
    ] {
        assert_eq!(urges(world.clone(), "agent.sc"), agent);
        assert_eq!(urges(world.clone(), "agent2.sc"), deputy);
        assert_eq!(urges(world, "do2.sc"), Err(Refusal::MayNotIssue), "standing in makes nobody an agent");
    }

    let mut rises = urged(Play::with_handler(), "time", Kind::Urging);
    let on = day("2026-03-04");
    rises.world.absences.list.push(Absence {
        id: 1,
        person: who("agent.sc"),
        from: on,
        until: Some(on),
        class: AbsenceClass::Leave,
        deputy: Some(who("agent2.sc")),
        by: who("agent.sc"),
        entered_at: rises.world.now,
        begun: true,
    });
    let rose = course(&mut rises, "2026-03-05");
    assert_eq!(rose, [step("agent2.sc", Rung::Agent, "2026-03-04", "2026-03-05")]);
}

#[test]
fn the_chain_ends_in_a_year_that_no_calendar_covers() {
    let mut order = Order::new(Play::new(licence())).on("2028-12-27");
    order = order.then("super1", issue(Kind::Urging));
    let rose = course(&mut order, "2029-03-01");
    assert_eq!(rose, [(Some(who("super2")), Rung::Supervisor, "2028-12-29".to_owned(), None)]);
    let refused =
        Order::new(Play::new(licence())).on("2028-12-28").refusal("super1", issue(Kind::Rectification));
    assert_eq!(refused.code(), "calendar-year-unknown");
}
