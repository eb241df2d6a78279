//! Bounds: who sets them, within what, and how they are read again.

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{set, supervised};
use oversight::Refusal;
use oversight::bound::{Bound, Bounds, Event, Set, decide, evolve};
use std::collections::BTreeSet;

fn ask(actor: &str, bounds: &Bounds, bound: Bound, value: u16) -> Result<Vec<Event>, Refusal> {
    let play = supervised(Play::new(licence()));
    let reason = sealed(70);
    play.seen_by(actor, |known| decide(bounds, &Set { bound, value, reason }, known))
}

#[test]
fn only_a_supervisor_sets_a_bound() {
    let usual = Bounds::default();
    for person in PEOPLE {
        let refused = ask(person, &usual, Bound::StepMinutes, 6);
        assert_eq!(refused, Err(Refusal::NotSupervisor), "{person}");
    }
    let facts = ask("super1", &usual, Bound::StepMinutes, 6).expect("a supervisor may");
    let [Event::Changed(fact)] = facts[..] else { panic!("one fact: {facts:?}") };
    assert_eq!((fact.bound, fact.before, fact.value), (Bound::StepMinutes, 5, 6));
    assert_eq!((fact.by, fact.reason), (who("super1"), sealed(70)));
}

#[test]
fn every_bound_is_set_within_its_range_and_is_not_set_to_what_it_is() {
    let usual = Bounds::default();
    for bound in Bound::ALL {
        let (from, to) = (*bound.range().start(), *bound.range().end());
        assert!(bound.range().contains(&bound.usual()), "{}", bound.key());
        assert_eq!(Bound::parse(bound.key()), Some(*bound));
        assert_eq!(serde_json::json!(bound), bound.key());
        for value in [from, to] {
            let answer = ask("super1", &usual, *bound, value);
            assert_eq!(answer.is_ok(), value != bound.usual(), "{} {value}: {answer:?}", bound.key());
        }
        let unchanged = ask("super1", &usual, *bound, bound.usual()).expect_err("it is so already");
        assert_eq!(unchanged.code(), "oversight-unchanged");
        for value in from.checked_sub(1).into_iter().chain([to + 1, u16::MAX]) {
            let refused = ask("super1", &usual, *bound, value).expect_err("it is out of range");
            assert_eq!(refused, Refusal::OutOfRange { from, to }, "{}", bound.key());
            assert_eq!(refused.code(), "oversight-out-of-range");
        }
    }
    let keys: BTreeSet<_> = Bound::ALL.iter().map(|bound| bound.key()).collect();
    assert_eq!(keys.len(), Bound::ALL.len());
    assert_eq!(Bound::parse("burnt"), None);
}

#[test]
fn the_edition_counts_and_only_the_named_bound_changes() {
    let mut bounds = Bounds::default();
    assert_eq!(bounds.edition, 0);
    let all = Bound::ALL.iter().rev().chain(Bound::ALL);
    for (place, bound) in all.enumerate() {
        let value = bound.range().find(|value| *value != bounds.get(*bound)).expect("a range has two ends");
        let before: Vec<u16> = Bound::ALL.iter().map(|it| bounds.get(*it)).collect();
        let facts = ask("super1", &bounds, *bound, value).expect("another value within the range");
        bounds = facts.iter().fold(bounds, evolve);
        assert_eq!(bounds.edition as usize, place + 1);
        for (it, before) in Bound::ALL.iter().zip(before) {
            assert_eq!(bounds.get(*it), if it == bound { value } else { before }, "{}", it.key());
            assert_eq!(bounds.int(*it), i32::from(bounds.get(*it)));
        }
    }
}

// The list is stored by its order: a bound is added at the end, or an old list would say something else.
#[test]
fn a_shorter_list_of_old_reads_and_ends_with_the_usual_ones() {
    let first: Vec<_> = Bound::ALL.iter().take(3).map(|bound| bound.key()).collect();
    assert_eq!(first, ["withdrawal-used-percent", "correction-rounds", "late-entry-hours"]);
    let old: Bounds = serde_json::from_str(r#"{"set":[null,3],"edition":4}"#).expect("an old state reads");
    assert_eq!((old.get(Bound::CorrectionRounds), old.edition), (3, 4));
    for bound in Bound::ALL.iter().filter(|bound| **bound != Bound::CorrectionRounds) {
        assert_eq!(old.get(*bound), bound.usual(), "{}", bound.key());
    }
    let grown = set(old, Bound::UrgesByItself, 0);
    assert_eq!((grown.get(Bound::UrgesByItself), grown.edition), (0, 5));
    assert_eq!(grown.get(Bound::CorrectionRounds), 3);
}
