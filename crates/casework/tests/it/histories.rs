//! Histories at random: whatever anybody does in whatever order, these things hold.
//!
//! Ten thousand walks in every run, each from a seed of its own.  A walk that fails prints what was done in it and its
//! seed; with `YIMEN_WALK_SEED=<seed>` the same test walks that one again.

mod holds;
mod walk;

use crate::dice::{Dice, seeds};
use crate::fixture::*;
use crate::play::Play;
use casework::*;
use catalogue::Item;
use std::collections::{BTreeMap, BTreeSet};
use walk::{Walk, wild};

/// Acts that an item has no place for.
const INSTANT: [Act; 3] = [Act::PresentInstant, Act::SignInstant, Act::ReturnInstant];

/// Acts that need so much before them that a run may pass without one.
const SELDOM: [Act; 3] = [Act::ReleaseCorrection, Act::TakeBack, Act::ReturnDecision];

/// So many walks with an item; then every stage and act named was reached, and much was refused: what walks prove is worth
/// what they reach.
fn walks(item: fn() -> Item, walks: u64, stages: &[StageName], acts: impl Fn(&Act) -> bool) {
    let seeds = seeds(walks);
    let (mut ends, mut passed, mut refused) = (BTreeSet::new(), BTreeMap::new(), 0);
    for seed in &seeds {
        let walk = Walk::through(item(), *seed);
        holds::whole(&walk.play);
        ends.insert(walk.play.stage());
        walk.passed.iter().for_each(|act| *passed.entry(*act).or_insert(0) += 1);
        refused += walk.refused;
    }
    println!("{} walks, {refused} refused, ends {ends:?}, passed {passed:?}", seeds.len());
    if seeds.len() > 1 {
        let missed: Vec<_> = stages.iter().filter(|it| !ends.contains(it)).collect();
        assert!(missed.is_empty(), "never ended as {missed:?}");
        let missed: Vec<_> = Act::ALL.iter().filter(|act| acts(act) && !passed.contains_key(act)).collect();
        assert!(missed.is_empty(), "never passed: {missed:?}");
        assert!(refused > 3 * seeds.len(), "refused {refused} times");
    }
}

#[test]
fn whatever_anybody_does_with_a_licence_the_invariants_hold() {
    use StageName::*;
    let ends = [Delivered, Withdrawn, NotAccepted, ClosedForMissing, EndedWithApplicant, Handling, Concluded];
    let elsewhere = INSTANT.into_iter().chain(SELDOM).chain([Act::CheckCommitment]).collect::<Vec<_>>();
    walks(licence, 4_000, &ends, |act| !elsewhere.contains(act));
}

#[test]
fn whatever_anybody_does_with_an_instant_case_the_invariants_hold() {
    walks(instant, 1_500, &[StageName::Delivered], |act| INSTANT.contains(act));
}

// R56: the leader in charge signs first.
#[test]
fn whatever_anybody_does_with_an_instant_case_of_the_leader_the_invariants_hold() {
    walks(instant_leader, 1_500, &[StageName::Delivered], |act| *act == Act::SignInstant);
}

#[test]
fn whatever_anybody_does_with_a_commitment_the_invariants_hold() {
    walks(by_commitment, 1_500, &[StageName::Delivered], |act| *act == Act::CheckCommitment);
}

#[test]
fn whatever_anybody_does_with_a_confirmation_the_invariants_hold() {
    walks(confirmation, 1_500, &[StageName::Delivered], |act| *act == Act::Accept);
}

// N23: others stand in the line as well, and are granted before or never.
#[test]
fn whatever_anybody_does_with_a_limited_number_the_invariants_hold() {
    walks(limited, 1_500, &[StageName::Delivered], |act| *act == Act::Decide);
}

// N18: the law itself asks for a hearing before the decision.
#[test]
fn whatever_anybody_does_where_a_hearing_is_required_the_invariants_hold() {
    walks(heard, 1_500, &[StageName::Delivered], |act| *act == Act::Decide);
}

#[test]
fn every_act_there_is_is_among_those_thrown() {
    let thrown = wild(&Play::with_handler(), &mut Dice::new(1));
    let acts: BTreeSet<Act> = thrown.iter().map(Command::act).collect();
    assert_eq!(acts, Act::ALL.iter().copied().collect());
}
