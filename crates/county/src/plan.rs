//! How much life a simulated county has, and what came of it.

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{Item, Organisation};

use super::matter::{Matter, invent};
use super::random::Random;
use super::stories::told;

/// How much life.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Working days before today.
    pub days: u32,
    /// Cases in all.
    pub cases: u32,
    /// The same seed gives the same county.
    pub seed: u64,
}

/// What came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Cases taken in.
    pub received: u32,
    /// Commands carried out.
    pub done: u32,
    /// Commands the rules refused.
    pub refused: u32,
    /// The refusals by code, for the curious.
    pub codes: std::collections::BTreeMap<String, u32>,
}

/// The matters that people come with, and when each comes first: spread over the days, none after the end; with them
/// those that are told ([`told`]).
pub fn invented(
    plan: Plan,
    days: &[Day],
    until: Instant,
    random: &mut Random,
    items: &[Arc<Item>],
    organisation: &Organisation,
) -> Vec<(i64, Matter)> {
    let mut matters = told(days, until, items, organisation);
    for n in 0..plan.cases {
        let day = days[(n as usize * days.len() / plan.cases as usize).min(days.len() - 1)];
        let at = day.at(8, 40).0 + i64::from(random.below(440)) * 60_000_000;
        if at >= until.0 {
            continue;
        }
        matters.extend(invent(random, items, organisation, day, n).map(|matter| (at, matter)));
    }
    matters
}
