//! The table of rules, whole and without doubles (R143).

use oversight::bound::Bound;
use oversight::{Point, Rule};
use std::collections::BTreeSet;

#[test]
fn every_rule_has_a_point_a_basis_and_a_word_of_its_own() {
    let keys: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
    assert_eq!(keys.len(), Rule::ALL.len(), "no two rules share a word");
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.key()), Some(*rule));
        assert_eq!(serde_json::json!(rule), rule.key(), "what is stored is the word");
        assert!((1..=14).contains(&rule.point().number()), "{}", rule.key());
        assert!(rule.basis().chars().count() > 5 && !rule.basis().ends_with('。'), "{}", rule.key());
    }
    assert_eq!(Rule::parse("burnt"), None);
}

#[test]
fn the_points_are_the_fourteen_of_r143_and_rules_stand_in_their_order() {
    let numbers: Vec<_> = Point::ALL.iter().map(|point| point.number()).collect();
    assert_eq!(numbers, (1..=14).collect::<Vec<_>>());
    let order: Vec<_> = Rule::ALL.iter().map(|rule| rule.point().number()).collect();
    assert!(order.is_sorted(), "{order:?}");
    // A fee is watched by its list from outside (A31): no entry of a case shows one.
    let watched: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.point()).collect();
    let missing: Vec<_> = Point::ALL.iter().filter(|point| !watched.contains(point)).collect();
    assert_eq!(missing, [] as [&Point; 0]);
}

#[test]
fn no_two_rules_share_a_bound() {
    let bounds: Vec<Bound> = Rule::ALL.iter().filter_map(|rule| rule.bound()).collect();
    let unique: BTreeSet<_> = bounds.iter().collect();
    assert_eq!(unique.len(), bounds.len());
}
