//! The rules of accountability on one screen. Everything not listed is refused.

use casework::{Known, Sealed};
use catalogue::PersonId;

use crate::accountability::event::*;
use crate::accountability::{Accountability, Brought, Kind, Level, Measure};
use crate::appeal::Ground;
use crate::bound::{Bound, Bounds};
use crate::finding::Found;
use crate::is_supervisor;
use crate::refusal::Refusal as No;

/// Bring it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Of which kind.
    pub kind: Kind,
    /// Whom it concerns; none for a department.
    pub person: Option<PersonId>,
    /// What is held against whom.
    pub words: Sealed,
}

/// Decide it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Decide {
    /// What is done.
    pub measure: Measure,
    /// Why.
    pub reason: Sealed,
}

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// See [`Open`].
    Open(Open),
    /// To be heard.
    Hear(Sealed),
    /// See [`Decide`].
    Decide(Decide),
    /// A referral was taken: by whom, when, under which number.
    Receipt(Sealed),
    /// What came back of it.
    Return(Sealed),
    /// To appeal.
    Appeal(Sealed),
    /// To decide the appeal.
    DecideAppeal {
        /// Whether it is right, and for which of the few reasons.
        ground: Ground,
        /// Why, in words.
        reason: Sealed,
    },
}

type Answer = Result<Vec<Event>, No>;

/// Decides a command. `finding` is the finding it follows from.
pub fn decide(
    state: &Accountability,
    command: &Command,
    finding: Option<&Found>,
    known: &Known<'_>,
    bounds: &Bounds,
) -> Answer {
    let brought = match (state, command) {
        (Accountability::Absent, Command::Open(open)) => return open_it(open, finding, known, bounds),
        (Accountability::Absent, _) => return Err(No::NoSuchMatter),
        (Accountability::Brought(_), Command::Open(_)) => return Err(No::AlreadyBrought),
        (Accountability::Brought(brought), _) => &**brought,
    };
    let (at, by, today) = (known.now, known.actor, known.today());
    match *command {
        Command::Open(_) => Err(No::AlreadyBrought),
        Command::Hear(words) => {
            concerned(brought, known)?;
            if brought.decided.is_some() {
                return Err(No::AlreadyJudged);
            }
            if brought.heard.is_some() {
                return Err(No::AlreadyStated);
            }
            Ok(vec![Heard { at, by, words }.into()])
        }
        Command::Decide(Decide { measure, reason }) => {
            supervises(brought, known)?;
            if brought.decided.is_some() {
                return Err(No::AlreadyJudged);
            }
            if brought.opened.1 == by {
                return Err(No::BroughtByYou);
            }
            // Nobody is decided about before being heard, or having let the days pass.
            if brought.heard.is_none() && today <= brought.heard_by {
                return Err(No::NotHeard { until: brought.heard_by });
            }
            let appeal_by =
                (measure != Measure::Dropped).then(|| today.plus_days(bounds.int(Bound::AppealDays)));
            Ok(vec![Decided { at, by, measure, reason, appeal_by }.into()])
        }
        Command::Receipt(receipt) => {
            supervises(brought, known)?;
            match (referred(brought), brought.referral.0) {
                (false, _) => Err(No::NotReferred),
                (true, true) => Err(No::AlreadyReceived),
                (true, false) => Ok(vec![Receipted { at, by, receipt }.into()]),
            }
        }
        Command::Return(outcome) => {
            supervises(brought, known)?;
            match (referred(brought), brought.referral) {
                (true, (true, false)) => Ok(vec![Returned { at, by, outcome }.into()]),
                (true, (true, true)) => Err(No::HasEnded),
                _ => Err(No::NotReferred),
            }
        }
        Command::Appeal(reason) => {
            concerned(brought, known)?;
            let (_, _, until) = brought.decided.ok_or(No::NotJudged)?;
            let until = until.ok_or(No::NothingToAppeal)?;
            if brought.appeal.is_some() {
                return Err(No::AlreadyAppealed);
            }
            if today > until {
                return Err(No::AppealTimePassed { until });
            }
            let days = u32::from(bounds.get(Bound::AppealDecisionDays));
            let decide_by = known.calendar.add_working_days(today, days)?;
            Ok(vec![Appealed { at, by, reason, decide_by }.into()])
        }
        Command::DecideAppeal { ground, reason } => {
            supervises(brought, known)?;
            if brought.appeal.is_none() || brought.appeal_right.is_some() {
                return Err(No::NoAppeal);
            }
            let before = brought.decided.map(|(_, person, _)| person);
            for person in before.into_iter().chain([brought.opened.1]) {
                if person == by {
                    return Err(No::SamePerson { person });
                }
            }
            let (right, ground) = (ground.is_right(), Some(ground));
            Ok(vec![AppealDecided { at, by, right, reason, ground }.into()])
        }
    }
}

/// Only of a finding that stands and can no longer be appealed; a kind of a department names nobody, any other somebody.
fn open_it(open: &Open, finding: Option<&Found>, known: &Known<'_>, bounds: &Bounds) -> Answer {
    let (at, by, today) = (known.now, known.actor, known.today());
    is_supervisor(known)?;
    let found = finding.ok_or(No::NoSuchFinding)?;
    if !found.stands() {
        return Err(No::NotStanding);
    }
    let waits = found.appeal.is_some_and(|it| it.decided.is_none());
    if let Some(until) = found.judged.and_then(|it| it.appeal_by)
        && (waits || (found.appeal.is_none() && today <= until))
    {
        return Err(No::AppealOpen { until });
    }
    match (open.kind.level(), open.person) {
        (Level::Department, Some(_)) | (Level::Head | Level::Approver | Level::Window, None) => {
            return Err(No::PersonOrDepartment);
        }
        (_, Some(person)) if known.organisation.person(person).is_none() => {
            return Err(No::PersonOrDepartment);
        }
        (_, person) if person == Some(by) => return Err(No::OwnMatter),
        _ => {}
    }
    let days = u32::from(bounds.get(Bound::HeardDays));
    let heard_by = known.calendar.add_working_days(today, days)?;
    let Open { kind, person, words } = *open;
    Ok(vec![Opened { at, by, unit: found.about.unit, person, kind, words, heard_by }.into()])
}

fn referred(brought: &Brought) -> bool {
    brought.stands() && brought.decided.is_some_and(|(measure, ..)| measure == Measure::Referred)
}

/// A supervisor, and not in the own matter.
fn supervises(brought: &Brought, known: &Known<'_>) -> Result<(), No> {
    is_supervisor(known)?;
    if brought.is_own(known.actor) { Err(No::OwnMatter) } else { Ok(()) }
}

fn concerned(brought: &Brought, known: &Known<'_>) -> Result<(), No> {
    match brought.concerns(known.organisation, known.actor, known.today()) {
        true => Ok(()),
        false => Err(No::NotConcerned),
    }
}

/// The matter after the fact. Total.
pub fn evolve(state: Accountability, event: &Event) -> Accountability {
    let mut brought = match (state, event) {
        (Accountability::Absent, Event::Opened(fact)) => Box::new(Brought {
            unit: fact.unit,
            person: fact.person,
            kind: fact.kind,
            opened: (fact.at, fact.by),
            heard_by: fact.heard_by,
            heard: None,
            decided: None,
            referral: (false, false),
            appeal: None,
            appeal_late: false,
            appeal_right: None,
            appeal_ground: None,
        }),
        (Accountability::Absent, _) => return Accountability::Absent,
        (Accountability::Brought(brought), _) => brought,
    };
    match event {
        Event::Opened(_) => {}
        Event::Heard(fact) => brought.heard = Some(fact.by),
        Event::Decided(fact) => brought.decided = Some((fact.measure, fact.by, fact.appeal_by)),
        Event::Receipted(_) => brought.referral.0 = true,
        Event::Returned(_) => brought.referral.1 = true,
        Event::Appealed(fact) => brought.appeal = Some((fact.by, fact.decide_by)),
        Event::AppealLate(_) => brought.appeal_late = true,
        Event::AppealDecided(fact) => {
            (brought.appeal_right, brought.appeal_ground) = (Some(fact.right), fact.ground);
        }
    }
    Accountability::Brought(brought)
}
