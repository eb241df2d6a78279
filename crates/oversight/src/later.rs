//! What became of the later cases of who rated badly or complained, beside the other cases of the same unit and item, so that nobody
//! pays for having said something (F17, N51, B6). It is a lead for supervision and no charge: it names neither person nor case.

use calendar::{Calendar, Day};
use casework::{Extension, File, Outcome, Stage};
use catalogue::{Digest, UnitCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::bound::{Bound, Bounds};
use crate::look::Fired;
use crate::rule::Rule;

/// What is compared of a case.
pub const MARKS: usize = 5;
/// People of whom it is said how many they are; of fewer it could be guessed who they are (N51).
pub const PEOPLE_LEAST: u32 = 3;

/// What is compared of a case; more of each is worse for the applicant.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 补正: correction notices (F1).
    Corrections,
    /// 不予受理、不予许可.
    Refused,
    /// 暂停: days that did not count.
    Stopped,
    /// 延期.
    Extended,
    /// 用时: working days from receipt to the decision.
    Days,
}

impl Mark {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Mark; MARKS] =
        [Mark::Corrections, Mark::Refused, Mark::Stopped, Mark::Extended, Mark::Days];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Mark::Corrections => "corrections",
            Mark::Refused => "refused",
            Mark::Stopped => "stopped",
            Mark::Extended => "extended",
            Mark::Days => "days",
        }
    }
}

/// What one case came to, by the order of [`Mark::ALL`]; none where a mark cannot be said of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Course(pub [Option<u32>; MARKS]);

/// What a case came to. Nothing of one that is still in hand, nor of one that its applicant ended.
pub fn course(file: &File, calendar: &Calendar) -> Option<Course> {
    let facts = &file.facts;
    let (refused, on): (bool, Option<Day>) = match &file.stage {
        Stage::Decided { decision, .. } | Stage::Rechecked { decision, .. } => {
            (decision.outcome == Outcome::Refused, Some(decision.at.day()))
        }
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => {
            let decision = &conclusion.decision;
            (decision.outcome == Outcome::Refused, Some(decision.at.day()))
        }
        Stage::NotAccepted { at, .. } => (true, Some(at.day())),
        // It ended because nothing was brought: how long that took says nothing of the office.
        Stage::ClosedForMissing { .. } => (false, None),
        Stage::Received
        | Stage::CorrectionNoticed
        | Stage::AwaitingSignature
        | Stage::Handling(_)
        | Stage::Withdrawn(_)
        | Stage::EndedWithApplicant(_) => return None,
    };
    let days = on.and_then(|on| calendar.working_days_between(facts.received_at.day(), on).ok());
    Some(Course([
        Some(facts.correction.map_or(0, |it| it.round.into())),
        Some(refused.into()),
        Some(facts.stopped_days.iter().map(|days| u32::from(*days)).sum()),
        Some(matches!(facts.extension, Extension::Approved { .. }).into()),
        days.and_then(|days| u32::try_from(days).ok()),
    ]))
}

/// The cases of one item at one unit.
#[derive(Clone, Debug, Default)]
pub struct OfItem {
    /// Those that came in after whoever applied had rated badly or complained, each with the keyed digest of the applicant.
    pub later: Vec<(Digest, Course)>,
    /// Those of everybody else.
    pub others: Vec<Course>,
}

/// What the later cases of one unit come to.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// Whose they are: so many people.
    pub people: u32,
    /// How many.
    pub cases: u32,
    /// Of these, how many have more than the median of the others of the unit and item, by the order of [`Mark::ALL`].
    pub more: [u32; MARKS],
    /// How many would, were they as the others: hundredths.
    pub usual: [u32; MARKS],
}

impl Later {
    /// Whether they are enough to say anything: whose a few cases are could be guessed (N51, M7).
    pub fn is_enough(&self, bounds: &Bounds) -> bool {
        self.cases >= u32::from(bounds.get(Bound::LaterSample))
    }

    /// Whose they are, as it is shown: of fewer than three no number (N51).
    pub fn people_told(&self) -> Option<u32> {
        Some(self.people).filter(|it| *it >= PEOPLE_LEAST)
    }

    /// How many marks above the median a hundred cases have beyond what is usual; none of no case.
    pub fn beyond(&self) -> Option<i32> {
        let sum = |all: &[u32; MARKS]| all.iter().map(|it| i64::from(*it)).sum::<i64>();
        let beyond = (sum(&self.more) * 100 - sum(&self.usual)).checked_div(i64::from(self.cases))?;
        Some(i32::try_from(beyond).unwrap_or(if beyond < 0 { i32::MIN } else { i32::MAX }))
    }
}

/// Compares the later cases of one unit with the others, item by item: whoever asks for what takes long anywhere is not said to be
/// kept waiting. An item of which fewer than `least` others are there says nothing, and its cases are left out.
pub fn compare(items: &[OfItem], least: usize) -> Later {
    let (mut all, mut people) = (Later::default(), BTreeSet::new());
    for item in items.iter().filter(|it| it.others.len() >= least.max(1)) {
        all.cases += many(item.later.len());
        people.extend(item.later.iter().map(|(applicant, _)| applicant.0));
        for place in 0..MARKS {
            let mut others: Vec<u32> = item.others.iter().filter_map(|it| it.0[place]).collect();
            others.sort_unstable();
            let Some(median) = others.get(others.len() / 2).copied() else { continue };
            let own: Vec<u32> = item.later.iter().filter_map(|(_, it)| it.0[place]).collect();
            all.more[place] += many(own.iter().filter(|it| **it > median).count());
            let above = others.iter().filter(|it| **it > median).count();
            all.usual[place] += many(own.len() * above * 100 / others.len());
        }
    }
    all.people = many(people.len());
    all
}

fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The later cases of a unit, as a finding keeps them. The finding itself is the centre's, whose duty it is that nobody pays for a
/// word: whoever was rated must not learn that somebody looks at whom (N51).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfUnit {
    /// The unit.
    pub unit: UnitCode,
    /// What they come to.
    pub later: Later,
}

/// Whether the later cases of a unit are harder than is usual there; few say nothing (M7).
pub fn look(later: &Later, bounds: &Bounds) -> Option<Fired> {
    let (rule, bound) = (Rule::LaterCasesHarder, bounds.int(Bound::LaterPoints));
    let measured = later.beyond().filter(|it| later.is_enough(bounds) && *it > bound)?;
    Some(Fired { rule, person: None, step: None, measured, bound, earlier: None })
}
