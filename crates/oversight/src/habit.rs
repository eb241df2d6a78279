//! What a unit does again and again: entries outside the hours, acceptances on the last day, reasons that are all the same,
//! steps that take next to no time (F4, F6, F8).

use calendar::Calendar;
use casework::{Event, Facts};
use catalogue::PersonId;
use catalogue::item::Category;

use crate::bound::{Bound, Bounds};
use crate::figure::Share;
use crate::finding::Counted;
use crate::kolmogorov::{Compared, coarse};
use crate::look::{Fired, Seen, used_percent};
use crate::rule::Rule;

/// Microseconds.
const MINUTE: i64 = 60_000_000;

/// What was counted of a unit.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitHabits {
    /// Acts of its officers in the month, and how many were entered outside the hours (F4).
    pub acts: Share,
    /// Cases accepted in the month, and how many on the last day there was (F4).
    pub accepted: Share,
    /// Extensions in the quarter, and how many have the commonest reason (F8).
    pub extended: Share,
    /// The times of the steps of what was decided in the month, beside those of the other units (F6).
    pub steps: Option<Compared>,
}

/// What the rules find; few say nothing (M7).
pub fn unlike(habits: &UnitHabits, bounds: &Bounds) -> Vec<Fired> {
    let sample = u64::from(bounds.get(Bound::ShareSample));
    let mut all = Vec::new();
    let mut fire = |rule, measured: Option<i32>, bound: i32, fires: fn(i32, i32) -> bool| {
        let measured = measured.filter(|measured| fires(*measured, bound));
        all.extend(measured.map(|measured| Fired {
            rule,
            person: None,
            step: None,
            measured,
            bound,
            earlier: None,
        }));
    };
    // So many outside, and not only so many in all: a few late evenings are no habit.
    let acts = percent(habits.acts).filter(|_| habits.acts.part >= sample);
    fire(Rule::OutsideHours, acts, bounds.int(Bound::OutsideHoursPercent), |it, bound| it > bound);
    let accepted = percent(habits.accepted).filter(|_| habits.accepted.whole >= sample);
    fire(Rule::AcceptedLastDay, accepted, bounds.int(Bound::LastDayPercent), |it, bound| it > bound);
    let steps = habits.steps.and_then(|steps| quick(&steps, bounds));
    fire(Rule::StepsUnlikeOthers, steps, bounds.int(Bound::StepTimesPercent), |it, bound| it <= bound);
    let extended = percent(habits.extended).filter(|_| habits.extended.whole >= sample);
    fire(Rule::SameExtensionWords, extended, bounds.int(Bound::SameReasonPercent), |it, bound| it >= bound);
    all
}

/// What a rule of these counted of the unit, as it is kept with its finding.
pub fn counted(rule: Rule, habits: &UnitHabits) -> Option<Counted> {
    match rule {
        Rule::OutsideHours => Some(habits.acts.into()),
        Rule::AcceptedLastDay => Some(habits.accepted.into()),
        Rule::SameExtensionWords => Some(habits.extended.into()),
        Rule::StepsUnlikeOthers => habits.steps.as_ref().map(Counted::from),
        _ => None,
    }
}

fn percent(share: Share) -> Option<i32> {
    let percent = (u128::from(share.part) * 100).checked_div(u128::from(share.whole))?;
    i32::try_from(percent).ok()
}

/// In how many percent of the others' time half of the steps were done, where both are enough, chance does not explain it and
/// they are the quicker ones.
fn quick(steps: &Compared, bounds: &Bounds) -> Option<i32> {
    let sample = u64::from(bounds.get(Bound::StepTimesSample));
    let enough = steps.own >= sample && steps.others >= sample;
    let percent = steps.percent().filter(|_| enough && steps.is_unlike() && steps.is_quicker())?;
    i32::try_from(percent).ok()
}

/// How long each step of a case took before a decision, in minutes as they are counted; what was counted with an earlier
/// decision is not counted again. A step begins when the one before it was done, or when the clock ran again.
pub fn step_minutes(before: &[Event]) -> Vec<u32> {
    let (mut minutes, mut since) = (Vec::new(), None);
    for event in before {
        match event {
            Event::Accepted(_)
            | Event::DeemedAccepted(_)
            | Event::StepReturned(_)
            | Event::StepSkipped(_)
            | Event::DecisionReturned(_)
            | Event::Resumed(_) => since = Some(event.at()),
            Event::StepCompleted(_) => {
                let took = since.map(|since: calendar::Instant| (event.at().0 - since.0) / MINUTE);
                minutes.extend(took.map(coarse));
                since = Some(event.at());
            }
            Event::Decided(_) => minutes.clear(),
            _ => {}
        }
    }
    minutes
}

/// Whether a case was accepted on the last day there was. Nothing where there was no other day: at the window at once, or on
/// the day on which the rest was brought.
pub fn accepted_last_day(facts: &Facts, event: &Event, calendar: &Calendar) -> Option<bool> {
    let Event::Accepted(fact) = event else { return None };
    let clock = facts.clocks.pre_acceptance?.clock;
    let choice = facts.category != Category::Instant && clock.days_total(calendar) >= 2;
    choice.then(|| fact.at.day() >= clock.due())
}

/// From so much of the promise on, in percent, a stop begins in the last tenth of the time.
const LAST_TENTH: i32 = 90;

/// What an entry says of the person who answers for it (F7).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum OfPerson {
    /// A stop of the clock, by whoever approved it.
    Stop {
        /// Who.
        by: PersonId,
        /// Whether the promise was in its last tenth.
        last_tenth: bool,
    },
    /// A stop that has ended, by whoever approved it.
    Excluded {
        /// Who.
        by: PersonId,
        /// Calendar days that did not count.
        days: u16,
    },
    /// A pickup code given anew on paper, by whoever looked at the document (C13).
    CodeOnPaper {
        /// Who.
        by: PersonId,
    },
}

/// What is counted of a person; most entries say nothing.
pub fn of_person(seen: &Seen<'_>) -> Option<OfPerson> {
    match seen.event {
        Event::Stopped(fact) => {
            let last_tenth = used_percent(seen).is_some_and(|used| used >= LAST_TENTH);
            Some(OfPerson::Stop { by: fact.by, last_tenth })
        }
        Event::Resumed(fact) => {
            let approved = seen.before.iter().rev().find_map(|it| match it {
                Event::Stopped(fact) => Some(fact.by),
                _ => None,
            });
            approved.map(|by| OfPerson::Excluded { by, days: fact.days })
        }
        Event::PickupRenewed(fact) if fact.on_paper => Some(OfPerson::CodeOnPaper { by: fact.by }),
        _ => None,
    }
}

/// The reason of an extension as it is compared: without spaces and marks, in small letters. Nothing where nothing is left.
pub fn plain_words(words: &str) -> Option<String> {
    let plain: String =
        words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!plain.is_empty()).then_some(plain)
}
