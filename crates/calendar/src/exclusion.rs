//! Time that is not counted: the special procedures of 行政许可法 §45 and the suspensions other laws grant (C1, N17).

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// Time that a law takes out of a limit, as it is told to the applicant in writing (N17).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Exclusion {
    /// In which of the two ways time is not counted.
    pub kind: ExclusionKind,
    /// Which of the item revision's grounds it is, from 0; the ground cites its article (L10).
    pub ground: u8,
    /// The first day that is not counted.
    pub from: Day,
    /// The last day that is not counted, as the applicant was told; the clock runs again by itself on the day after.
    pub planned_until: Day,
    /// Which written notice told the applicant, numbered from 1 by the case; without notice no exclusion.
    pub notice: u32,
}

/// The two words of C1.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionKind {
    /// 特别程序: hearing, tender, auction, inspection, testing, quarantine, appraisal, expert review (行政许可法 §45).
    SpecialProcedure,
    /// 中止: waiting for another's finding, where a named article grants it.
    Suspension,
}

/// An exclusion as a clock holds it: with the day on which its result came.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcludedTime {
    /// In which of the two ways time is not counted.
    pub kind: ExclusionKind,
    /// Which of the item revision's grounds it is, from 0.
    pub ground: u8,
    /// The first day that is not counted.
    pub from: Day,
    /// The last day that is not counted, as the applicant was told.
    pub planned_until: Day,
    /// Which written notice told the applicant.
    pub notice: u32,
    /// The day on which the result came; `None` while it is awaited, also past the plan.
    #[serde(default)]
    pub resumed_on: Option<Day>,
}

impl ExcludedTime {
    pub(crate) fn of(exclusion: Exclusion) -> ExcludedTime {
        let Exclusion { kind, ground, from, planned_until, notice } = exclusion;
        ExcludedTime { kind, ground, from, planned_until, notice, resumed_on: None }
    }

    /// The last day that is not counted: when the result came, at the latest as planned.
    pub fn last_day(&self) -> Day {
        self.resumed_on.map_or(self.planned_until, |on| on.min(self.planned_until))
    }

    /// Whether this day is not counted.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.last_day()
    }
}

/// How many exclusions one clock can hold.
pub(crate) const EXCLUSIONS_MAX: usize = 8;

/// At most eight, in order of days and without overlap, held inline so that a clock can be copied.
#[derive(Copy, Clone)]
pub(crate) struct Exclusions {
    len: u8,
    items: [ExcludedTime; EXCLUSIONS_MAX],
}

impl Exclusions {
    pub const NONE: Exclusions = Exclusions {
        len: 0,
        items: [ExcludedTime {
            kind: ExclusionKind::SpecialProcedure,
            ground: 0,
            from: Day::MIN,
            planned_until: Day::MIN,
            notice: 0,
            resumed_on: None,
        }; EXCLUSIONS_MAX],
    };

    pub fn as_slice(&self) -> &[ExcludedTime] {
        &self.items[..usize::from(self.len)]
    }

    pub fn is_full(&self) -> bool {
        usize::from(self.len) == EXCLUSIONS_MAX
    }

    /// Puts one in its place by days; the caller has refused overlap and a ninth.
    pub fn insert(&mut self, new: ExcludedTime) {
        let place = self.as_slice().partition_point(|held| held.from < new.from);
        let len = usize::from(self.len);
        self.items.copy_within(place..len, place + 1);
        self.items[place] = new;
        self.len += 1;
    }

    /// The latest exclusion whose result is still awaited and can have come on this day.
    pub fn awaited_mut(&mut self, on: Day) -> Option<&mut ExcludedTime> {
        let held = &mut self.items[..usize::from(self.len)];
        held.iter_mut().rev().find(|held| held.resumed_on.is_none() && held.from <= on)
    }
}

impl PartialEq for Exclusions {
    fn eq(&self, other: &Exclusions) -> bool {
        self.as_slice() == other.as_slice()
    }
}
