//! Reconciliations: who records one, of which days, and when a list is compared again (A31, F5); when appeals are right too often (F19).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{SUPERVISORS, supervised};
use calendar::Day;
use catalogue::Digest;
use oversight::appeal::right_too_often;
use oversight::bound::{Bound, Bounds};
use oversight::figure::Share;
use oversight::reconciliation::*;
use oversight::{Refusal, Rule};

fn record() -> Record {
    Record {
        kind: Kind::Fees,
        unit: unit("sc"),
        from: day("2026-02-01"),
        until: day("2026-02-28"),
        matched: 0,
        orphans: 0,
        missing: 0,
        twice: 0,
        digest: Digest([7; 32]),
        result: sealed(80),
    }
}

fn ask(actor: &str, state: &Reconciliation, record: Record) -> Result<Vec<Event>, Refusal> {
    supervised(Play::new(licence())).seen_by(actor, |known| decide(state, &record, known))
}

fn code(answer: Result<Vec<Event>, Refusal>) -> &'static str {
    answer.map_or_else(|refusal| refusal.code(), |_| "done")
}

#[test]
fn a_supervisor_records_it_once_and_nobody_else() {
    for person in PEOPLE.into_iter().chain(SUPERVISORS) {
        let may = SUPERVISORS.contains(&person);
        let expected = if may { "done" } else { "oversight-not-supervisor" };
        assert_eq!(code(ask(person, &Reconciliation::Absent, record())), expected, "{person}");
    }
    // Nothing was found, and it stands all the same.
    let events = ask("super1", &Reconciliation::Absent, record()).expect("it is done");
    let [fact] = events[..] else { panic!("one fact") };
    let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
    assert_eq!(stored, fact);
    let state = evolve(Reconciliation::Absent, &stored);
    let Reconciliation::Made { record: kept, .. } = &state else { panic!("it is made") };
    assert!(*kept == record() && kept.is_clean());
    assert_eq!(code(ask("super1", &state, record())), "record-already-there");
    assert_eq!(evolve(state, &stored), state, "nothing changes it");
}

// The test lives on Monday 2 March 2026.
#[test]
fn the_days_are_over_and_a_year_at_most() {
    for (from, until, expected) in [
        ("2026-03-02", "2026-03-02", "done"),
        ("2026-03-01", "2026-03-03", "record-day"),
        ("2026-03-02", "2026-03-01", "record-day"),
        ("2025-03-02", "2026-03-02", "done"),
        ("2025-03-01", "2026-03-02", "record-day"),
        ("2025-03-01", "2026-03-01", "done"),
        ("2027-01-01", "2027-01-02", "record-day"),
    ] {
        let record = Record { from: day(from), until: day(until), ..record() };
        assert_eq!(code(ask("super1", &Reconciliation::Absent, record)), expected, "{from} {until}");
    }
    let nowhere = Record { unit: unit("none"), ..record() };
    assert_eq!(code(ask("super1", &Reconciliation::Absent, nowhere)), "record-no-such-place");
}

#[test]
fn what_a_list_has_and_what_it_has_not_are_found_by_rules_of_their_own() {
    let rules: Vec<_> = Kind::ALL.iter().map(|it| (it.rule().key(), it.reverse().map(Rule::key))).collect();
    assert_eq!(
        rules,
        [
            ("certificate-without-case", Some("certificate-not-listed")),
            ("seal-without-case", None),
            ("fee-without-case", Some("fee-not-listed")),
        ]
    );
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.key()), Some(kind));
        assert_eq!(serde_json::json!(kind), kind.key());
        assert!(kind.rule().is_by_hand() && kind.reverse().is_none_or(Rule::is_by_hand));
    }
    let dirty = |of: fn(&mut Record)| {
        let mut it = record();
        of(&mut it);
        it.is_clean()
    };
    assert!(dirty(|it| it.matched = 9));
    assert!(!dirty(|it| it.orphans = 1) && !dirty(|it| it.missing = 1) && !dirty(|it| it.twice = 1));
}

fn of_seals() -> OfList {
    OfList { unit: unit("sc"), kind: Kind::Seals }
}

// A31: up to where it was compared is counted without a gap, whatever the order of the lists; a gap keeps it due and is named.
#[test]
fn days_between_two_lists_are_a_gap_until_they_are_compared() {
    let first = day("2026-01-10");
    let after = |stretches: &[(&str, &str)]| {
        let stretches = stretches.iter().map(|(from, until)| (day(from), day(until))).collect();
        let it = Standing::after(of_seals(), (first, first), stretches);
        let gaps: Vec<String> = it.gaps.iter().map(|(from, until)| format!("{from} {until}")).collect();
        (it.until.map(|it| it.to_string()).unwrap_or_default(), gaps, it.due(31))
    };
    let january = ("2026-01-10", "2026-01-31");
    assert_eq!(after(&[]), (String::new(), vec![], day("2026-02-10")));
    assert_eq!(after(&[january]), ("2026-01-31".into(), vec![], day("2026-03-03")));
    let next = ("2026-02-01", "2026-02-10");
    assert_eq!(after(&[next, january]).0, "2026-02-10", "the day after is no gap");
    let later = ("2026-02-02", "2026-02-10");
    let gap = vec!["2026-02-01 2026-02-01".to_owned()];
    assert_eq!(after(&[january, later]), ("2026-01-31".into(), gap, day("2026-03-03")), "one day is");
    assert_eq!(
        after(&[january, later, ("2026-02-01", "2026-02-01")]),
        after(&[january, next]),
        "and is closed"
    );
    // Days before the first one need no list, and the first one itself does.
    assert_eq!(
        after(&[("2026-01-11", "2026-01-31")]),
        (String::new(), vec!["2026-01-10 2026-01-10".into()], day("2026-02-10"))
    );
    assert_eq!(after(&[("2025-12-01", "2026-01-08")]), ("2026-01-08".into(), vec![], day("2026-02-10")));
    assert_eq!(after(&[("2025-12-01", "2026-01-09"), january]).1, [""; 0]);
    assert_eq!(
        after(&[("2025-12-01", "2025-12-02"), january]).0,
        "2026-01-31",
        "from the first on there is none"
    );
    // One list within another, and two gaps.
    let within =
        after(&[("2026-01-10", "2026-03-31"), ("2026-02-01", "2026-02-02"), ("2026-04-01", "2026-04-02")]);
    assert_eq!((within.0.as_str(), within.1.len()), ("2026-04-02", 0));
    let two = after(&[("2026-03-01", "2026-03-31"), january, ("2026-05-01", "2026-05-02")]);
    assert_eq!(two.1, ["2026-02-01 2026-02-28", "2026-04-01 2026-04-30"]);
}

// A31: one lateness has one name, also across the end of a quarter and of a year of which the oldest days go; it has another after another
// span of the bound.
#[test]
fn a_lateness_has_one_name_until_another_span_has_passed() {
    let standing = |first: &str, stretches: Vec<(Day, Day)>| {
        Standing::after(of_seals(), (day("2026-01-01"), day(first)), stretches)
    };
    let never = standing("2026-01-01", Vec::new());
    let name =
        |it: &Standing, today: &str| it.lateness(31, day(today)).map(|(since, n)| (since.to_string(), n));
    let at = |since: &str, n: i32| Some((since.to_owned(), n));
    assert_eq!(name(&never, "2026-02-01"), None, "the last day");
    assert_eq!(name(&never, "2026-02-02"), at("2026-01-01", 1));
    assert_eq!(name(&never, "2026-03-04"), at("2026-01-01", 1));
    assert_eq!(name(&never, "2026-03-05"), at("2026-01-01", 2), "another span");
    let once = standing("2026-01-01", vec![(day("2026-01-01"), day("2026-03-15"))]);
    assert_eq!(name(&once, "2026-04-15"), None);
    for today in ["2026-04-16", "2026-05-16"] {
        assert_eq!(name(&once, today), at("2026-03-15", 1), "{today}");
    }
    assert_eq!(name(&once, "2026-05-17"), at("2026-03-15", 2));
    // A day later the oldest case is a year old, and the first one another.
    let slid = standing("2026-04-02", vec![(day("2026-01-01"), day("2026-03-15"))]);
    assert_eq!(name(&slid, "2026-05-16"), at("2026-03-15", 1));
    assert_eq!(
        standing("2026-02-03", Vec::new()).lateness(31, day("2026-03-07")),
        Some((day("2026-01-01"), 2))
    );
}

#[test]
fn a_list_is_late_the_day_after_its_last_one() {
    let standing = |until: Option<&str>| Standing {
        until: until.map(day),
        ..Standing::after(of_seals(), (day("2026-01-01"), day("2026-01-01")), Vec::new())
    };
    assert_eq!(standing(None).due(31), day("2026-02-01"));
    assert_eq!(
        standing(Some("2025-06-30")).due(31),
        day("2026-02-01"),
        "nothing came in until the first day"
    );
    assert_eq!(standing(Some("2026-02-28")).due(31), day("2026-03-31"));
    for (today, late) in [("2026-01-31", false), ("2026-02-01", false), ("2026-02-02", true)] {
        assert_eq!(standing(None).is_late(31, day(today)), late, "{today}");
    }
}

// A31: where the cases are older than the duty, its days count from when it was first known; a list that was compared is due as ever.
#[test]
fn a_duty_counts_from_when_it_was_known() {
    let (ever, known) = (day("2025-06-01"), day("2026-03-01"));
    let standing = |since, stretches| Standing::after(of_seals(), (since, ever), stretches);
    let new = standing(known, Vec::new());
    assert_eq!((new.due(31), new.is_late(31, day("2026-04-01"))), (day("2026-04-01"), false));
    assert_eq!(new.lateness(31, day("2026-04-01")), None);
    assert_eq!(new.lateness(31, day("2026-04-02")), Some((known, 1)));
    assert_eq!(standing(ever, Vec::new()).due(31), day("2025-07-02"), "it was known all the time");
    let compared = standing(known, vec![(ever, day("2026-01-31"))]);
    assert_eq!(
        compared.due(31),
        day("2026-04-01"),
        "whoever begins with the oldest days is not later for it"
    );
    assert_eq!(compared.lateness(31, day("2026-04-02")), Some((known, 1)));
    let since = standing(known, vec![(ever, day("2026-03-05"))]);
    assert_eq!(since.due(31), day("2026-04-05"));
}

// F19, M7: few answers say nothing, and the bound itself is reached.
#[test]
fn appeals_that_are_right_too_often_are_found() {
    let bounds = Bounds::default();
    assert_eq!((bounds.get(Bound::AppealSample), bounds.get(Bound::AppealRightPercent)), (5, 50));
    for (part, whole, percent) in
        [(4, 4, None), (3, 5, Some(60)), (2, 5, None), (3, 6, Some(50)), (49, 99, None), (0, 0, None)]
    {
        let fired = right_too_often(Share { part, whole }, &bounds);
        assert_eq!(fired.map(|it| it.measured), percent, "{part}/{whole}");
        if let Some(it) = fired {
            assert_eq!((it.rule, it.bound, it.person), (Rule::AppealsRight, 50, None));
        }
    }
}
