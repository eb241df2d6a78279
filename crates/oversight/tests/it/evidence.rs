//! What a finding keeps of what it was counted from, and whose assessment it counts in (F4, F6, F7, F8, F16, R184, A40).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::Sealed;
use catalogue::CaseId;
use oversight::bound::Bounds;
use oversight::figure::Share;
use oversight::finding::*;
use oversight::habit::{UnitHabits, counted};
use oversight::kolmogorov::{Times, compare};
use oversight::rating::{Sample, Sign, SignCounted, Tally, signs, signs_counted};
use oversight::reconciliation::{self, OfList};
use oversight::{Answers, Habit, Rule};

fn about(rule: Rule, words: Option<Sealed>) -> About {
    About {
        rule,
        unit: unit("sc"),
        case: None,
        step: None,
        person: None,
        window: None,
        entry: 0,
        earlier: None,
        happened_at: day("2026-04-01").start(),
        measured: 21,
        bound: 20,
        edition: 0,
        words,
    }
}

fn evidence(counted: Counted) -> Evidence {
    let (from, until) = (day("2026-03-01"), day("2026-03-31"));
    Evidence { from, until, counted, entries: Evidence::some_of(&[90, 71, 12]) }
}

/// Every sign at once, each with its counts.
fn of_ratings() -> Counted {
    let sign = Sign::Gap { tablet: 100, own: 60, bound: 15 };
    let all = [SignCounted { sign, part: u32::MAX, whole: u32::MAX }; SIGNS_MAX].map(Some);
    let tally = Tally([u32::MAX; 5]);
    Counted::Ratings { invited: u32::MAX, answered: u32::MAX, own: tally, tablet: tally, signs: all }
}

fn found(led: &Led<Finding>) -> &Found {
    match &led.state {
        Finding::Found(found) => found,
        Finding::Absent => panic!("the test has raised something"),
    }
}

#[test]
fn a_finding_that_rests_on_many_entries_keeps_its_counts_and_some_of_them() {
    let steps =
        Counted::Steps { own: 30, others: 90, own_half: 1, others_half: 80, distance: 900, critical: 412 };
    let list = Counted::Uncompared(OfList { unit: unit("sc"), kind: reconciliation::Kind::Seals });
    for counted in [Counted::Share { part: 21, whole: 100 }, steps, of_ratings(), list] {
        let (about, evidence) = (about(Rule::OutsideHours, None), Some(evidence(counted)));
        let led = Led::<Finding>::new(Play::new(licence()));
        let led = led.then("time", Command::Raise(Raise { about, evidence }));
        assert_eq!(found(&led).evidence, evidence);
        let (kind, bytes) = led.log.last().expect("it was entered");
        let read = Event::decode(kind, bytes).expect("it is read");
        assert!(matches!(read, Event::Raised(fact) if fact.evidence == evidence));
    }
    let entries: Vec<u64> = evidence(steps).entries().collect();
    assert_eq!(entries, [90, 71, 12], "as many as there are");
    assert_eq!(Evidence::some_of(&[6, 5, 4, 3, 2, 1]), [6, 5, 4, 3, 2], "and no more than five");
}

#[test]
fn whoever_saw_something_in_person_counted_nothing() {
    let seen = about(Rule::SeenInPerson, Some(sealed(60)));
    let evidence = Some(evidence(Counted::Share { part: 1, whole: 2 }));
    let led = Led::<Finding>::new(Play::new(licence()));
    let led = led.then("super1", Command::Raise(Raise { about: seen, evidence }));
    assert_eq!((found(&led).evidence, found(&led).raised_by), (None, Some(who("super1"))));
}

#[test]
fn an_entry_of_before_has_none_and_is_read() {
    let stored = br#"{"at":1772413200000000,"by":null,"about":{"rule":"outside-hours","unit":"sc","case":null,"step":null,"person":null,"window":null,"entry":0,"earlier":null,"happened_at":1772413200000000,"measured":21,"bound":20,"edition":0,"words":null}}"#;
    let read = Event::decode("finding.raised", stored).expect("it is read");
    assert!(matches!(read, Event::Raised(fact) if fact.evidence.is_none()));
    assert_eq!(read.encode(), stored, "and written as it was");
}

#[test]
fn every_rule_of_shares_says_what_it_counted() {
    let share = |part, whole| Share { part, whole };
    let habits = UnitHabits {
        acts: share(21, 100),
        accepted: share(6, 10),
        extended: share(5, 10),
        steps: compare(&Times::from([(1, 30)]), &Times::from([(80, 90)])),
    };
    let of = |rule| counted(rule, &habits);
    assert_eq!(of(Rule::OutsideHours), Some(Counted::Share { part: 21, whole: 100 }));
    assert_eq!(of(Rule::AcceptedLastDay), Some(Counted::Share { part: 6, whole: 10 }));
    assert_eq!(of(Rule::SameExtensionWords), Some(Counted::Share { part: 5, whole: 10 }));
    let Some(Counted::Steps { own: 30, others: 90, own_half: 1, others_half: 80, distance: 1_000, critical }) =
        of(Rule::StepsUnlikeOthers)
    else {
        panic!("{:?}", of(Rule::StepsUnlikeOthers));
    };
    assert_eq!(critical, habits.steps.map_or(0, |it| it.critical_per_mille()));
    let unit = Habit { accepted: 100, stopped: 31, extended: 21, decided: 12, decided_in_hall: 0 };
    let share = |part, whole| Some(Counted::Share { part, whole });
    assert_eq!(unit.counted(Rule::StopHabit), share(31, 100));
    assert_eq!(unit.counted(Rule::ExtensionHabit), share(21, 100));
    assert_eq!(unit.counted(Rule::PowerNotInHall), share(0, 12));
    // No other rule rests on these counts.
    let ours = |rule: &Rule| counted(*rule, &habits).is_some() || unit.counted(*rule).is_some();
    assert_eq!(Rule::ALL.iter().filter(|rule| ours(rule)).count(), 7);
}

// F16: the counts of each sign give its number again
#[test]
fn a_sign_is_kept_with_what_it_was_counted_from() {
    let tablet = Tally([10, 0, 0, 0, 0]);
    let own_tally = Tally([0, 7, 0, 3, 0]);
    let sample = Sample { invited: 10, answered: 10, own: &[], own_tally, tablet };
    let counted = signs_counted(&sample, &Bounds::default());
    let answered = Sign::Answered { share: 100, bound: 95 };
    let gap = Sign::Gap { tablet: 100, own: 70, bound: 15 };
    let expected =
        [SignCounted { sign: answered, part: 10, whole: 10 }, SignCounted { sign: gap, part: 10, whole: 10 }];
    assert_eq!(counted, expected);
    assert_eq!(signs(&sample, &Bounds::default()), [answered, gap]);
}

// R184, R188, A40: a window is charged with what its own people answer for, and with what is about no case
#[test]
fn a_window_is_not_charged_with_what_a_department_did_with_a_case() {
    let organisation = Play::new(licence()).organisation;
    let w2 = window("w2");
    let on = day("2026-03-02").start();
    for rule in Rule::ALL {
        let case =
            About { case: CaseId::parse("c1").ok(), window: Some(w2), happened_at: on, ..about(*rule, None) };
        let charged = |about: About| is_of_window(&organisation, &about, w2);
        let (officer, handler) = (Some(who("intake2")), Some(who("do.sc")));
        let answers = [None, officer, handler].map(|person| charged(About { person, ..case }));
        let expected = match rule.answers() {
            Answers::WindowHead => [true, true, true],
            Answers::Person => [false, true, false],
            Answers::Leader => [false, false, false],
        };
        assert_eq!(answers, expected, "{}", rule.key());
        assert!(charged(About { case: None, ..case }), "about no case: {}", rule.key());
        assert!(!charged(About { window: Some(window("w3")), person: officer, ..case }), "another window");
        assert!(!charged(About { window: None, case: None, ..case }), "no window");
    }
}
