//! Rounds of inspection: who plans and makes one, when it is missed, what has to be put right and who says that it is (A15, R120).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{changed, post, supervised};
use calendar::Calendar;
use catalogue::item::Post;
use oversight::Refusal;
use oversight::bound::{Bound, Bounds};
use oversight::inspection::*;

#[derive(Clone)]
struct Led {
    world: Play,
    state: Inspection,
}

/// Supervisors and the head of another unit beside the county of the tests.
fn world() -> Play {
    let mut world = supervised(Play::new(licence()));
    post(&mut world.organisation, "lead.wj", Post::LeaderInCharge, "wj");
    world
}

fn people(ids: &[&str]) -> People {
    let ids: Vec<_> = ids.iter().map(|it| who(it)).collect();
    People::of(&ids).expect("one to four")
}

/// A spot check of the hall by a supervisor, until Friday the 6th.
fn plan() -> Plan {
    Plan {
        kind: Kind::Monthly,
        place: Place::Hall,
        people: people(&["super1"]),
        by: day("2026-03-06"),
        sections: sections_of(Kind::Monthly),
    }
}

fn make(on: &str, reason: Option<u8>) -> Command {
    Command::Make(Make {
        on: day(on),
        people: people(&["super1"]),
        sections: sections_of(Kind::Monthly),
        words: sealed(80),
        reason: reason.map(sealed),
    })
}

fn observe(correct_by: Option<&str>) -> Observe {
    Observe {
        unit: unit("sc"),
        window: Some(window("w2")),
        section: Section::Publicity,
        correct_by: correct_by.map(day),
        words: sealed(81),
    }
}

fn answer(point: u8) -> Command {
    Command::Answer { point, words: sealed(82) }
}

fn judge(point: u8, again_by: Option<&str>) -> Command {
    Command::Judge { point, again_by: again_by.map(day), words: sealed(83) }
}

impl Led {
    fn new() -> Led {
        Led { world: world(), state: Inspection::Absent }
    }

    fn on(mut self, on: &str) -> Led {
        self.world.now = day(on).at(9, 0);
        self
    }

    fn attempt(&mut self, actor: &str, command: &Command) -> Result<(), Refusal> {
        for fact in self.world.seen_by(actor, |known| decide(&self.state, command, known))? {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, fact, "it is read as it was written");
            self.state = evolve(std::mem::take(&mut self.state), &stored);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Led {
        if let Err(refusal) = self.attempt(actor, &command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        match self.clone().attempt(actor, &command) {
            Err(refusal) => refusal.code(),
            Ok(()) => "done",
        }
    }

    fn round(&self) -> &Round {
        match &self.state {
            Inspection::Planned(round) => round,
            Inspection::Absent => panic!("it was planned"),
        }
    }
}

fn planned() -> Led {
    Led::new().then("centre", Command::Plan(plan()))
}

/// Made in time, with one observation to be put right by the 13th.
fn observed() -> Led {
    let led = planned().on("2026-03-05").then("super1", make("2026-03-05", None));
    led.then("super1", Command::Observe(observe(Some("2026-03-13"))))
}

#[test]
fn supervision_and_the_centre_plan_and_nobody_else() {
    for person in PEOPLE.into_iter().chain(["super1", "lead.wj"]) {
        let expected = if ["centre", "super1"].contains(&person) { "done" } else { "record-may-not" };
        assert_eq!(Led::new().refuses(person, Command::Plan(plan())), expected, "{person}");
    }
    assert_eq!(planned().refuses("super1", Command::Plan(plan())), "record-already-there");
    assert_eq!(Led::new().refuses("super1", make("2026-03-02", None)), "record-unknown");
}

#[test]
fn a_plan_has_a_working_day_a_place_people_and_something_to_look_at() {
    let refused = |plan: Plan| Led::new().refuses("super1", Command::Plan(plan));
    for (by, code) in [
        ("2026-03-01", "record-day"),
        ("2026-03-02", "done"),
        // A Saturday, and the first day of the holiday in May.
        ("2026-03-07", "record-day-off"),
        ("2026-05-01", "record-day-off"),
        ("2027-03-31", "done"),
        ("2027-04-30", "record-day"),
    ] {
        assert_eq!(refused(Plan { by: day(by), ..plan() }), code, "{by}");
    }
    assert_eq!(refused(Plan { place: Place::Unit(unit("none")), ..plan() }), "record-no-such-place");
    assert_eq!(refused(Plan { place: Place::Window(window("w99")), ..plan() }), "record-no-such-place");
    assert_eq!(refused(Plan { sections: Sections::default(), ..plan() }), "inspection-nothing-looked-at");
    assert_eq!(refused(Plan { people: people(&["do.sc"]), ..plan() }), "inspection-no-such-person");
    assert_eq!(refused(Plan { people: people(&["nobody"]), ..plan() }), "inspection-no-such-person");
    assert!(People::of(&[]).is_none());
    assert!(People::of(&["a", "b", "c", "d", "e"].map(who)).is_none());
    assert_eq!(people(&["super2", "super1", "super2"]).iter().count(), 2);
}

#[test]
fn a_cross_check_is_of_one_unit_and_made_by_others() {
    let cross = |place, who: &[&str]| {
        let plan = Plan { kind: Kind::HalfYear, place, people: people(who), ..plan() };
        Led::new().refuses("super1", Command::Plan(plan))
    };
    assert_eq!(cross(Place::Hall, &["super1"]), "inspection-one-unit");
    assert_eq!(cross(Place::Window(window("w2")), &["super1"]), "inspection-one-unit");
    assert_eq!(cross(Place::Unit(unit("sc")), &["super1", "lead.sc"]), "inspection-own-unit");
    assert_eq!(cross(Place::Unit(unit("sc")), &["lead.wj"]), "done");
    assert_eq!(cross(Place::Unit(unit("wj")), &["lead.wj"]), "inspection-own-unit");
    // Nobody inspects the window at which he sits, whatever the round.
    let own = Plan { place: Place::Window(window("w2")), people: people(&["head.biz"]), ..plan() };
    assert_eq!(Led::new().refuses("super1", Command::Plan(own)), "inspection-own-unit");
    let other = Plan { place: Place::Window(window("w5")), ..own };
    assert_eq!(Led::new().refuses("super1", Command::Plan(other)), "done");
    // Nor does he enter it for himself where somebody else was to go.
    let plan = Plan { kind: Kind::HalfYear, place: Place::Unit(unit("sc")), ..plan() };
    let led = Led::new().then("super1", Command::Plan(plan));
    let people = people(&["lead.sc"]);
    let Command::Make(made) = make("2026-03-02", None) else { unreachable!() };
    assert_eq!(led.refuses("super1", Command::Make(Make { people, ..made })), "inspection-own-unit");
}

#[test]
fn what_was_not_made_by_its_last_day_is_missed_and_entered_late_with_a_reason() {
    let led = planned();
    assert_eq!(led.round().state(day("2026-03-06")), RoundState::Planned);
    assert_eq!(led.round().state(day("2026-03-07")), RoundState::Missed);
    // Made and entered on the last day is in time.
    let in_time = led.clone().on("2026-03-06").then("super1", make("2026-03-06", Some(84)));
    assert_eq!(in_time.round().state(day("2026-12-01")), RoundState::Done);
    assert!(in_time.round().done.is_some_and(|it| it.reason.is_none()), "what is in time needs no reason");
    // Typed after it, it is late whatever day it claims, and says why.
    let late = led.on("2026-03-09");
    assert_eq!(late.refuses("super1", make("2026-03-05", None)), "inspection-late-without-reason");
    let late = late.then("super1", make("2026-03-05", Some(84)));
    assert_eq!(late.round().state(day("2026-03-09")), RoundState::Late);
    let done = late.round().done.expect("it was made");
    assert_eq!((done.on, done.entered_at), (day("2026-03-05"), day("2026-03-09").at(9, 0)));
    assert_eq!(late.refuses("super1", make("2026-03-06", Some(84))), "inspection-already-done");
}

#[test]
fn a_round_is_entered_by_who_makes_it_or_runs_supervision_for_a_day_that_can_be() {
    for (person, code) in [
        ("super1", "done"),
        ("super2", "done"),
        ("centre", "done"),
        ("lead.sc", "inspection-not-inspector"),
        ("do.sc", "inspection-not-inspector"),
    ] {
        assert_eq!(planned().on("2026-03-03").refuses(person, make("2026-03-03", None)), code, "{person}");
    }
    let led = planned().on("2026-03-05");
    for (on, code) in [
        ("2026-02-22", "record-day"),
        ("2026-02-23", "done"),
        ("2026-03-05", "done"),
        ("2026-03-06", "record-day"),
    ] {
        assert_eq!(led.refuses("super1", make(on, None)), code, "{on}");
    }
}

#[test]
fn an_observation_is_added_soon_after_and_where_the_round_went() {
    assert_eq!(planned().refuses("super1", Command::Observe(observe(None))), "inspection-not-done");
    let led = planned().on("2026-03-05").then("super1", make("2026-03-05", None));
    for (observe, code) in [
        (observe(None), "done"),
        (observe(Some("2026-03-13")), "done"),
        (observe(Some("2026-03-14")), "record-day-off"),
        (observe(Some("2026-03-04")), "record-day"),
        (Observe { unit: unit("none"), ..observe(None) }, "record-no-such-place"),
        (Observe { window: Some(window("w99")), ..observe(None) }, "record-no-such-place"),
    ] {
        assert_eq!(led.refuses("super1", Command::Observe(observe)), code, "{observe:?}");
    }
    assert_eq!(led.refuses("do.sc", Command::Observe(observe(None))), "inspection-not-inspector");
    let over = led.clone().on("2026-03-13");
    assert_eq!(over.refuses("super1", Command::Observe(observe(None))), "record-over");
    let last = led.clone().on("2026-03-12");
    assert_eq!(last.refuses("super1", Command::Observe(observe(None))), "done");
    let full = (0..POINTS_MAX).fold(led, |led, _| led.then("super1", Command::Observe(observe(None))));
    assert_eq!(full.refuses("super1", Command::Observe(observe(None))), "record-full");
    // A round of one unit or window says nothing of another.
    let of = |place| {
        let led = Led::new().then("super1", Command::Plan(Plan { place, ..plan() }));
        led.then("super1", make("2026-03-02", None))
    };
    let unit_round = of(Place::Unit(unit("wj")));
    assert_eq!(unit_round.refuses("super1", Command::Observe(observe(None))), "inspection-elsewhere");
    let window_round = of(Place::Window(window("w5")));
    assert_eq!(window_round.refuses("super1", Command::Observe(observe(None))), "inspection-elsewhere");
    assert_eq!(of(Place::Window(window("w2"))).refuses("super1", Command::Observe(observe(None))), "done");
}

#[test]
fn the_unit_answers_and_whoever_inspected_looks_at_it() {
    let led = observed();
    for (person, code) in [
        ("lead.sc", "done"),
        ("chief.sc", "done"),
        ("head.biz", "done"),
        ("head.soc", "record-not-leader"),
        ("lead.wj", "record-not-leader"),
        ("centre", "record-not-leader"),
        ("do.sc", "record-not-leader"),
    ] {
        assert_eq!(led.refuses(person, answer(1)), code, "{person}");
    }
    assert_eq!(led.refuses("lead.sc", answer(0)), "inspection-no-such-point");
    assert_eq!(led.refuses("lead.sc", answer(2)), "inspection-no-such-point");
    assert_eq!(led.refuses("super1", judge(1, None)), "inspection-no-answer");
    let led = led.on("2026-03-13").then("lead.sc", answer(1));
    assert!(!led.round().points[0].late, "its last day is in time");
    assert_eq!(led.refuses("lead.sc", answer(1)), "inspection-waits");
    for (person, code) in [
        ("super1", "done"),
        ("super2", "done"),
        ("lead.sc", "inspection-not-inspector"),
        ("centre", "inspection-not-inspector"),
    ] {
        assert_eq!(led.refuses(person, judge(1, None)), code, "{person}");
    }
    // Sent back with a new last day, answered after it, accepted.
    assert_eq!(led.refuses("super1", judge(1, Some("2026-03-14"))), "record-day-off");
    let back = led.then("super1", judge(1, Some("2026-03-16"))).on("2026-03-17").then("head.biz", answer(1));
    let accepted = back.then("super2", judge(1, None));
    let point = accepted.round().points[0];
    assert_eq!((point.standing, point.returned, point.late), (Standing::Accepted, 1, true));
    assert_eq!(accepted.refuses("lead.sc", answer(1)), "inspection-accepted");
    // What was only noted asks for nothing.
    let noted =
        planned().then("super1", make("2026-03-02", None)).then("super1", Command::Observe(observe(None)));
    assert_eq!(noted.refuses("lead.sc", answer(1)), "inspection-nothing-to-correct");
}

#[test]
fn who_answered_does_not_accept_the_own_answer() {
    // The head of the window went along on the round of another window, and answers for the own.
    let plan = Plan { people: people(&["head.biz", "super1"]), ..plan() };
    let led = Led::new().then("super1", Command::Plan(plan)).then("super1", make("2026-03-02", None));
    let led = led.then("head.biz", Command::Observe(observe(Some("2026-03-13")))).then("head.biz", answer(1));
    assert_eq!(led.refuses("head.biz", judge(1, None)), "inspection-not-inspector");
    assert_eq!(led.refuses("super1", judge(1, None)), "done");
}

#[test]
fn the_rhythm_follows_the_published_calendar() {
    let of = |month: &str, kind| -> Vec<String> {
        let all = usual(Calendar::built_in(), &Bounds::default(), day(month)).expect("a published year");
        all.into_iter().filter(|it| it.0 == kind).map(|it| it.1.to_string()).collect()
    };
    assert_eq!(
        of("2026-03-17", Kind::Weekly),
        [
            "2026-03-04",
            "2026-03-06",
            "2026-03-11",
            "2026-03-13",
            "2026-03-18",
            "2026-03-20",
            "2026-03-25",
            "2026-03-27",
        ]
    );
    assert_eq!(of("2026-03-17", Kind::Monthly), ["2026-03-31"]);
    assert_eq!(of("2026-03-17", Kind::Quarterly), ["2026-03-31"]);
    assert!(of("2026-04-01", Kind::Quarterly).is_empty());
    assert_eq!(of("2026-06-01", Kind::HalfYear), ["2026-06-30"]);
    assert!(of("2026-06-01", Kind::Special).is_empty());
    // The week of the national holiday: what is left of it is inspected once or twice, never on a day off.
    let calendar = Calendar::built_in();
    for (_, by) in usual(calendar, &Bounds::default(), day("2026-10-01")).expect("a published year") {
        assert_eq!(calendar.is_working(by), Ok(true), "{by}");
    }
    let unknown = usual(calendar, &Bounds::default(), day("2090-01-01"));
    assert!(unknown.is_err(), "a year nobody knows is no guess");
}

// A15, R120: how often is data of the centre; at both ends of what may be set
#[test]
fn the_rhythm_is_set_by_the_centre() {
    let of = |bounds: &Bounds, month: &str, kind| -> Vec<String> {
        let all = usual(Calendar::built_in(), bounds, day(month)).expect("a published year");
        all.into_iter().filter(|it| it.0 == kind).map(|it| it.1.to_string()).collect()
    };
    let months = |kind, times| -> Vec<u32> {
        let bound = rhythm_of(kind).expect("it has a rhythm");
        let bounds = changed(bound, times);
        let has = |month: &u32| !of(&bounds, &format!("2026-{month:02}-01"), kind).is_empty();
        (1..=12).filter(has).collect()
    };
    let weekly = |times, month| of(&changed(Bound::WeeklyRounds, times), month, Kind::Weekly);
    assert_eq!(weekly(1, "2026-03-01"), ["2026-03-06", "2026-03-13", "2026-03-20", "2026-03-27"]);
    assert_eq!(weekly(5, "2026-03-01").len(), 22, "every working day of March");
    assert_eq!(weekly(3, "2026-03-01")[..3], ["2026-03-03", "2026-03-05", "2026-03-06"]);
    assert_eq!(months(Kind::Monthly, 12), (1..=12).collect::<Vec<_>>());
    assert_eq!(months(Kind::Monthly, 1), [12]);
    assert_eq!(months(Kind::Quarterly, 4), [3, 6, 9, 12]);
    assert_eq!(months(Kind::Quarterly, 6), [2, 4, 6, 8, 10, 12]);
    assert_eq!(months(Kind::HalfYear, 2), [6, 12]);
    assert_eq!(months(Kind::HalfYear, 3), [4, 8, 12]);
    // Also where the months are no whole number, there are as many as were set.
    for times in 1..=12 {
        assert_eq!(months(Kind::Quarterly, times).len(), usize::from(times));
    }
    assert_eq!(rhythm_of(Kind::Special), None);
    // Of one kind alone.
    let other = changed(Bound::WeeklyRounds, 5);
    let all = |bounds: &Bounds, kind| of(bounds, "2026-06-01", kind);
    for kind in [Kind::Monthly, Kind::Quarterly, Kind::HalfYear] {
        assert_eq!(all(&other, kind), all(&Bounds::default(), kind));
    }
}

#[test]
fn words_and_places_are_read_as_they_are_written() {
    for place in [Place::Hall, Place::Unit(unit("sc")), Place::Window(window("w2"))] {
        assert_eq!(Place::parse(&place.key()), Some(place));
    }
    for wrong in ["", "unit-", "street", "hall-2"] {
        assert_eq!(Place::parse(wrong), None, "{wrong}");
    }
    assert!(Kind::ALL.iter().all(|it| Kind::parse(it.key()) == Some(*it)));
    assert!(Section::ALL.iter().all(|it| Section::parse(it.key()) == Some(*it)));
    assert_eq!(Sections::of(Section::ALL.iter().copied()).iter().count(), Section::ALL.len());
}
