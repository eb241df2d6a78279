//! What the monitoring points find: in one entry of a case with what went before, and in the shares of a unit.
//!
//! A rule rests on the entry, on the entries of the same case before it and on facts that never change, so that it finds
//! the same whenever it looks.

use calendar::{Calendar, Instant, Light};
use casework::{ClockKind, Event, Facts, Outcome, ResumeCause, Running, Verdict, WithdrawCause};
use casework::{certificate, hearing};
use catalogue::item::Category;
use catalogue::{Digest, PersonId};

use crate::bound::{Bound, Bounds};
use crate::finding::Counted;
use crate::rule::Rule;

/// Microseconds.
const HOUR: i64 = 3_600_000_000;

/// One entry of a case, as a monitoring point sees it.
#[derive(Copy, Clone)]
pub struct Seen<'a> {
    /// What was entered.
    pub event: &'a Event,
    /// When, by the server (M1).
    pub recorded_at: Instant,
    /// Who acted; none where time did.
    pub actor: Option<PersonId>,
    /// Whether the actor was on leave or ill on that day.
    pub away: bool,
    /// What does not change about the case.
    pub facts: &'a Facts,
    /// The entries of the case before this one, the oldest first; empty where [`wants_history`] says no.
    pub before: &'a [Event],
    /// The calendar in force.
    pub calendar: &'a Calendar,
}

/// What a rule found.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// Which rule.
    pub rule: Rule,
    /// Whom it concerns, where it is a person.
    pub person: Option<PersonId>,
    /// The step, from 0.
    pub step: Option<u8>,
    /// What was measured, in the unit of the rule's bound; 0 where it has none.
    pub measured: i32,
    /// The bound it was compared with.
    pub bound: i32,
    /// Place of an earlier entry that belongs to the evidence, counted in [`Seen::before`].
    pub earlier: Option<usize>,
}

/// Whether a rule asks what went before such an entry.
pub fn wants_history(event: &Event) -> bool {
    match event {
        Event::LightTurned(fact) => fact.to == Light::Red && fact.clock == ClockKind::Step,
        Event::Withdrawn(_)
        | Event::WithdrawnByApplicant(_)
        | Event::StopAskedFor(_)
        | Event::Stopped(_)
        | Event::Resumed(_)
        | Event::StopOrderOverdue(_)
        | Event::Extended(_)
        | Event::Decided(_)
        | Event::StepReturned(_)
        | Event::ApplicantRenamed(_)
        | Event::Succeeded(_)
        | Event::CorrectionRenewed(_) => true,
        _ => false,
    }
}

/// Whether any rule looks at such an entry; of the others nothing is loaded.
pub fn is_of_interest(event: &Event, recorded_at: Instant) -> bool {
    match event {
        Event::LightTurned(fact) => fact.to == Light::Red,
        // A code that was sent is no paper in the hand of whoever renewed it.
        Event::PickupRenewed(fact) => fact.on_paper,
        // Entered in the hour in which it happened, as nearly all are.
        Event::Received(fact) => recorded_at.0 - fact.at.0 >= HOUR,
        Event::Accepted(_)
        | Event::CorrectionReleased(_)
        | Event::DeemedAccepted(_)
        | Event::Rebound(_)
        | Event::PapersLost(_)
        | Event::RecheckLapsed(_) => true,
        event => wants_history(event),
    }
}

/// What the rules find in one entry. Most entries are of no interest and cost a comparison.
pub fn look(seen: &Seen<'_>, bounds: &Bounds) -> Vec<Fired> {
    let mut found = Vec::new();
    let facts = seen.facts;
    let plain = |rule, person| Fired { rule, person, step: None, measured: 0, bound: 0, earlier: None };
    match seen.event {
        Event::Received(_) => found.extend(entered_late(seen, bounds)),
        Event::CorrectionReleased(fact) => found.push(plain(Rule::RowsAdded, Some(fact.by))),
        Event::CorrectionRenewed(fact) => {
            let measured = i32::from(fact.round);
            let (bound, earlier) = (bounds.int(Bound::CorrectionRounds), last_notice(seen.before));
            if measured >= bound {
                let rule = Rule::CorrectedAgain;
                found.push(Fired { measured, bound, earlier, ..plain(rule, Some(fact.by)) });
            }
        }
        Event::DeemedAccepted(_) => found.push(plain(Rule::DeemedAccepted, Some(facts.intake))),
        Event::LightTurned(fact) if fact.to == Light::Red => {
            let rule = match fact.clock {
                ClockKind::PreAcceptance => Rule::AnswerLate,
                ClockKind::Promised => Rule::PromiseBroken,
                ClockKind::Statutory => Rule::LawBroken,
                ClockKind::Step => Rule::StepLate,
                ClockKind::Delivery => Rule::NotDelivered,
            };
            let person = (rule == Rule::StepLate).then(|| holder(seen));
            found.push(plain(rule, person));
        }
        Event::Rebound(fact) => found.push(plain(Rule::Rebound, Some(fact.by))),
        Event::ApplicantRenamed(fact) => found.extend(applicant_changed(seen, fact.applicant, fact.by)),
        Event::Succeeded(fact) => found.extend(applicant_changed(seen, fact.applicant, fact.by)),
        // What a carrier lost nobody of ours had any more.
        Event::PapersLost(fact) if !fact.posted => found.push(plain(Rule::PaperLost, Some(fact.had_by))),
        Event::StepReturned(fact) => {
            let (measured, earlier) = returns(seen.before);
            let bound = bounds.int(Bound::StepReturns);
            if measured >= bound {
                let step = Some(fact.step);
                let rule = Rule::StepsReturned;
                found.push(Fired { measured, bound, earlier, step, ..plain(rule, Some(fact.by)) });
            }
        }
        Event::StopAskedFor(fact) => {
            let bound = bounds.int(Bound::StopUsedPercent);
            let used = used_percent(seen).filter(|used| *used >= bound);
            found.extend(used.map(|measured| Fired {
                measured,
                bound,
                ..plain(Rule::StopNearEnd, Some(fact.by))
            }));
        }
        Event::Resumed(fact) if fact.cause == ResumeCause::PlannedEnd => {
            found.push(plain(Rule::StopPastPlan, Some(holder(seen))));
        }
        Event::StopOrderOverdue(fact) => {
            let earlier = seen.before.iter().rposition(|it| matches!(it, Event::Stopped(_)));
            found.push(Fired { earlier, ..plain(Rule::StopWithoutOrder, Some(fact.asked_by)) });
        }
        Event::Extended(fact) => {
            let bound = bounds.int(Bound::ExtensionLastDays);
            let left = left_days(seen).filter(|left| *left <= bound);
            let rule = Rule::ExtendedNearEnd;
            found.extend(left.map(|measured| Fired { measured, bound, ..plain(rule, Some(fact.by)) }));
        }
        Event::Withdrawn(fact) => found.extend(withdrawn(seen, bounds, fact.cause)),
        Event::WithdrawnByApplicant(fact) => found.extend(withdrawn(seen, bounds, fact.cause)),
        Event::Decided(fact) => {
            found.extend(hasty(seen, bounds, fact.by));
            if fact.outcome == Outcome::Granted {
                let rule = Rule::AgainstOpinion;
                found.extend(last_finding_against(seen.before).map(|(place, step)| Fired {
                    step: Some(step),
                    earlier: Some(place),
                    ..plain(rule, Some(fact.by))
                }));
            }
        }
        Event::RecheckLapsed(_) => found.push(plain(Rule::RecheckLapsed, Some(facts.agent))),
        _ => {}
    }
    if seen.away && seen.actor.is_some() {
        found.push(plain(Rule::ActedWhileAway, seen.actor));
    }
    found
}

/// The case bears another document from here on: somebody else's, or another of the same person. A name alone, or another who
/// speaks for the same firm, is none (E11, E13).
fn applicant_changed(seen: &Seen<'_>, now: Digest, by: PersonId) -> Option<Fired> {
    let was = seen.before.iter().enumerate().rev().find_map(|(place, it)| match it {
        Event::Received(fact) => Some((place, fact.applicant)),
        Event::ApplicantCorrected(fact) => Some((place, fact.applicant)),
        Event::ApplicantRenamed(fact) => Some((place, fact.applicant)),
        Event::Succeeded(fact) => Some((place, fact.applicant)),
        _ => None,
    });
    let (place, _) = was.filter(|(_, was)| *was != now)?;
    let (rule, person, earlier) = (Rule::ApplicantChanged, Some(by), Some(place));
    Some(Fired { rule, person, step: None, measured: 0, bound: 0, earlier })
}

/// Received long before it was entered: outside an outage nothing explains it, within one the pad's number does not (F4).
fn entered_late(seen: &Seen<'_>, bounds: &Bounds) -> Option<Fired> {
    let hours = (seen.recorded_at.0 - seen.event.at().0) / HOUR;
    let measured = i32::try_from(hours).unwrap_or(i32::MAX);
    let bound = bounds.int(Bound::LateEntryHours);
    let (rule, person) = (Rule::EnteredLate, Some(seen.facts.intake));
    (measured >= bound).then_some(Fired { rule, person, step: None, measured, bound, earlier: None })
}

/// Withdrawn before an officer or by the applicant's own code: why, and how near the end of the promise (F9).
fn withdrawn(seen: &Seen<'_>, bounds: &Bounds, cause: WithdrawCause) -> Vec<Fired> {
    let fired =
        |rule, measured, bound| Fired { rule, person: None, step: None, measured, bound, earlier: None };
    let asked = (cause == WithdrawCause::AskedByWindow).then(|| fired(Rule::AskedToWithdraw, 0, 0));
    let bound = bounds.int(Bound::WithdrawalUsedPercent);
    let used = used_percent(seen).filter(|used| *used >= bound);
    asked.into_iter().chain(used.map(|used| fired(Rule::WithdrawnNearDue, used, bound))).collect()
}

/// Who held the case at the entry, whoever holds it by now.
fn holder(seen: &Seen<'_>) -> PersonId {
    let taken = seen.before.iter().rev().find_map(|it| match it {
        Event::TakenOver(fact) => Some(fact.by),
        Event::TakenForAbsent(fact) => Some(fact.by),
        Event::TakenBack(fact) => Some(fact.by),
        _ => None,
    });
    taken.unwrap_or(seen.facts.intake)
}

/// The place of the latest correction notice.
fn last_notice(before: &[Event]) -> Option<usize> {
    before.iter().rposition(|it| matches!(it, Event::CorrectionNoticed(_) | Event::CorrectionRenewed(_)))
}

/// How often it was sent back to an earlier step, this time with it, and the place of the time before.
fn returns(before: &[Event]) -> (i32, Option<usize>) {
    let is_return = |it: &&Event| matches!(it, Event::StepReturned(_));
    let times = 1 + before.iter().filter(is_return).count();
    let last = before.iter().rposition(|it| matches!(it, Event::StepReturned(_)));
    (i32::try_from(times).unwrap_or(i32::MAX), last)
}

/// The promise as it stood before the entry.
fn promise(before: &[Event]) -> Option<Running> {
    before.iter().rev().find_map(|it| match it {
        Event::Accepted(fact) => Some(fact.promised),
        Event::DeemedAccepted(fact) => Some(fact.promised),
        Event::Stopped(fact) => fact.promised,
        Event::Resumed(fact) => fact.promised,
        Event::Extended(fact) => fact.promised,
        Event::ClocksRedated(fact) => fact.promised,
        _ => None,
    })
}

/// How much of the promise was used, in percent of its days.
pub(crate) fn used_percent(seen: &Seen<'_>) -> Option<i32> {
    let clock = promise(seen.before)?.clock;
    let total = clock.days_total(seen.calendar);
    (total > 0).then(|| clock.days_used(seen.recorded_at, seen.calendar) * 100 / total)
}

/// How many days of the promise were left.
fn left_days(seen: &Seen<'_>) -> Option<i32> {
    Some(promise(seen.before)?.clock.days_left(seen.recorded_at, seen.calendar))
}

/// Decided before the steps can have been done, each with the least time it takes (F6). An instant case is decided at the
/// window and is none of this.
fn hasty(seen: &Seen<'_>, bounds: &Bounds, by: PersonId) -> Option<Fired> {
    if seen.facts.category == Category::Instant {
        return None;
    }
    let (place, accepted) = seen.before.iter().enumerate().rev().find_map(|(place, it)| match it {
        Event::Accepted(fact) => Some((place, (fact.at, fact.steps))),
        Event::DeemedAccepted(fact) => Some((place, (fact.at, fact.steps))),
        _ => None,
    })?;
    let minutes = (seen.recorded_at.0 - accepted.0.0) / 60_000_000;
    let measured = i32::try_from(minutes).unwrap_or(i32::MAX);
    // What a commitment leaves for later takes no time before the decision (N55).
    let skipped = seen.before.iter().filter(|it| matches!(it, Event::StepSkipped(_))).count();
    let steps = usize::from(accepted.1).saturating_sub(skipped);
    let bound = bounds.int(Bound::StepMinutes) * i32::try_from(steps).unwrap_or(i32::MAX);
    let (rule, person) = (Rule::HastyCase, Some(by));
    (measured < bound).then_some(Fired { rule, person, step: None, measured, bound, earlier: Some(place) })
}

/// The last step before the decision, where it found against the application: its place and number.
fn last_finding_against(before: &[Event]) -> Option<(usize, u8)> {
    before
        .iter()
        .enumerate()
        .rev()
        .find_map(|(place, it)| match it {
            Event::StepCompleted(fact) => Some((place, fact.step, fact.verdict)),
            _ => None,
        })
        .filter(|(_, _, verdict)| *verdict == Verdict::Disagree)
        .map(|(place, step, _)| (place, step))
}

/// A visitor was given on, for the so-and-so-manieth time (F13).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// How often by now.
    pub times: u8,
    /// Who gave it on.
    pub by: PersonId,
}

/// What the rule of first contacts finds.
pub fn passed(passed: Passed, bounds: &Bounds) -> Option<Fired> {
    let (measured, bound) = (i32::from(passed.times), bounds.int(Bound::PassedTimes));
    let (rule, person) = (Rule::PassedOn, Some(passed.by));
    (measured >= bound).then_some(Fired { rule, person, step: None, measured, bound, earlier: None })
}

/// What the rule of hearings finds in an entry of the register beside a case (N18).
pub fn called_late(event: &hearing::Event) -> Option<Fired> {
    let hearing::Event::CalledLate(fact) = event else { return None };
    let (rule, person) = (Rule::HearingLate, Some(fact.by));
    Some(Fired { rule, person, step: None, measured: 0, bound: 0, earlier: None })
}

/// What the rule of holders finds in an entry of a certificate: a change to another document (F5).
pub fn holder_changed(event: &certificate::Event) -> Option<Fired> {
    let certificate::Event::Changed(fact) = event else { return None };
    let (rule, person) = (Rule::HolderChanged, Some(fact.by));
    fact.former.map(|_| Fired { rule, person, step: None, measured: 0, bound: 0, earlier: None })
}

/// What a unit did over a while, counted.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// Cases accepted.
    pub accepted: u32,
    /// Stops of the clock.
    pub stopped: u32,
    /// Lengthened limits.
    pub extended: u32,
    /// Decisions.
    pub decided: u32,
    /// Decisions taken in the hall.
    pub decided_in_hall: u32,
}

impl Habit {
    /// What a rule of these counted of the unit, as it is kept with its finding.
    pub fn counted(&self, rule: Rule) -> Option<Counted> {
        let share = |part: u32, whole: u32| Counted::Share { part: part.into(), whole: whole.into() };
        match rule {
            Rule::StopHabit => Some(share(self.stopped, self.accepted)),
            Rule::ExtensionHabit => Some(share(self.extended, self.accepted)),
            Rule::PowerNotInHall => Some(share(self.decided_in_hall, self.decided)),
            _ => None,
        }
    }
}

/// What the rules find in the shares of a unit; a small number says nothing (M7).
pub fn habits(habit: &Habit, bounds: &Bounds) -> Vec<Fired> {
    let sample = u32::from(bounds.get(Bound::ShareSample));
    let mut all = shares(habit, bounds);
    all.retain(|_| habit.accepted >= sample);
    // "Person in the hall, power not": of enough decisions none was taken there (A37, R15).
    if habit.decided >= sample && habit.decided_in_hall == 0 {
        let (rule, bound) = (Rule::PowerNotInHall, bounds.int(Bound::ShareSample));
        let measured = i32::try_from(habit.decided).unwrap_or(i32::MAX);
        all.push(Fired { rule, person: None, step: None, measured, bound, earlier: None });
    }
    all
}

fn shares(habit: &Habit, bounds: &Bounds) -> Vec<Fired> {
    let share = |part: u32| {
        let percent = (u64::from(part) * 100).checked_div(u64::from(habit.accepted)).unwrap_or(0);
        i32::try_from(percent).unwrap_or(i32::MAX)
    };
    let rules = [
        (Rule::StopHabit, share(habit.stopped), Bound::StopSharePercent),
        (Rule::ExtensionHabit, share(habit.extended), Bound::ExtensionSharePercent),
    ];
    let fired = rules.into_iter().map(|(rule, measured, bound)| Fired {
        rule,
        person: None,
        step: None,
        measured,
        bound: bounds.int(bound),
        earlier: None,
    });
    fired.filter(|it| it.measured > it.bound).collect()
}
