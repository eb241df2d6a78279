//! 告知承诺: a signed commitment takes the place of a paper; a grant that rests on one is checked afterwards, by a day, by
//! somebody other than who decided (N55, A25).

use crate::acceptance::AcceptanceRefusal;
use crate::authority::{Desk, able_by};
use crate::command::{MaterialMarks, Outcome, Sealed};
use crate::decide::Answer;
use crate::event::{CommitmentChecked, CommitmentToCheck, Event, StepSkipped};
use crate::known::Known;
use crate::refusal::{Duty, Refusal};
use crate::{clocks, state::Facts};
use calendar::{Calendar, Clock, Day};
use catalogue::item::{Item, Step};
use catalogue::{PersonId, Power, RowSet};
use serde::{Deserialize, Serialize};

/// What a check of a commitment found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// 属实: kept, or put right within its time.
    Kept,
    /// 限期整改: to be put right by a day; once.
    ToCorrect,
    /// 不实: false. What the grant is worth is decided elsewhere; the person is proposed for the bar list.
    False,
}

impl CheckOutcome {
    /// Every outcome.
    pub const ALL: [CheckOutcome; 3] = [CheckOutcome::Kept, CheckOutcome::ToCorrect, CheckOutcome::False];
}

/// Record what a check found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckCommitment {
    /// What.
    pub outcome: CheckOutcome,
    /// In words; the applicant reads it.
    pub finding: Sealed,
}

/// The later check of a commitment.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Last day of the check, or of putting right.
    pub due_on: Day,
    /// What was found last; none before the first check.
    pub found: Option<Found>,
}

/// A finding.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What.
    pub outcome: CheckOutcome,
    /// In words.
    pub finding: Sealed,
    /// Who checked.
    pub by: PersonId,
    /// When.
    pub on: Day,
}

impl Check {
    /// Whether a check is still to be made.
    pub fn is_open(&self) -> bool {
        self.found.is_none_or(|found| found.outcome == CheckOutcome::ToCorrect)
    }

    /// The last day to put right what was found, where another calendar lays it later than it was told; never earlier. Of a
    /// check that is still to be made, its last day.
    pub fn until(&self, item: &Item, calendar: &Calendar) -> Day {
        let ordered = self.found.filter(|found| found.outcome == CheckOutcome::ToCorrect);
        let within = item.commitment.as_ref().map(|rule| rule.correct_within);
        let clock = ordered.zip(within).map(|(found, within)| Clock::start(calendar, found.on, within));
        clock.and_then(Result::ok).map_or(self.due_on, |clock| clock.due().max(self.due_on))
    }

    pub(crate) fn with(self, fact: &CommitmentChecked) -> Check {
        let CommitmentChecked { at, by, outcome, finding, correct_by } = *fact;
        let found = Some(Found { outcome, finding, by, on: at.day() });
        Check { due_on: correct_by.unwrap_or(self.due_on), found }
    }
}

impl Facts {
    /// Whether a signed commitment stands for a paper.
    pub fn by_commitment(&self) -> bool {
        !self.materials.marks.committed.is_empty()
    }
}

/// A commitment replaces only a row that the item lets it replace, and is not open to who made a false one.
pub(crate) fn check_marks(item: &Item, marks: MaterialMarks, known: &Known) -> Result<(), Refusal> {
    if known.commitment_closed && !marks.committed.is_empty() {
        return Err(AcceptanceRefusal::CommitmentClosed.into());
    }
    let may = match item.commitment {
        Some(_) => item.rows_where(|material| material.commitment_allowed),
        None => RowSet::EMPTY,
    };
    let others = marks.committed.difference(may);
    if others.is_empty() {
        Ok(())
    } else {
        Err(AcceptanceRefusal::CommitmentNotAllowed { rows: others }.into())
    }
}

/// The promise of a case by commitment, where the item makes a quicker one.
pub(crate) fn promised(item: &Item, facts: &Facts) -> Option<calendar::Limit> {
    item.commitment.as_ref().filter(|_| facts.by_commitment())?.promised
}

/// Steps that a case by commitment leaves out before the decision, because they are the later check; each is on record.
pub(crate) fn skipped(desk: &Desk, after: usize) -> Result<Vec<Event>, Refusal> {
    let Desk { facts, known, item } = *desk;
    let mut events = Vec::new();
    let mut place = after + 1;
    while let Some(next) = item.steps.get(place + 1).filter(|_| leaves_out(facts, &item.steps[place])) {
        let next = clocks::start(known, desk.today(), next.limit, known.now)?;
        let step = u8::try_from(place).map_err(|_| Refusal::NoSuchStep)?;
        events.push(StepSkipped { at: known.now, by: known.actor, step, next }.into());
        place += 1;
    }
    Ok(events)
}

fn leaves_out(facts: &Facts, step: &Step) -> bool {
    facts.by_commitment() && step.after_commitment
}

/// With the grant of a case by commitment the day of its check is set.
pub(crate) fn to_check(
    facts: &Facts,
    item: &Item,
    known: &Known,
    outcome: Outcome,
) -> Result<Option<Event>, Refusal> {
    let Some(rule) =
        item.commitment.as_ref().filter(|_| facts.by_commitment() && outcome == Outcome::Granted)
    else {
        return Ok(None);
    };
    let due_on = Clock::start(known.calendar, known.today(), rule.check_within)?.due();
    Ok(Some(CommitmentToCheck { at: known.now, due_on }.into()))
}

/// Checked by a handler of the authority who did not decide: kept, to be put right once, or false.
pub(crate) fn check(desk: &Desk, command: &CheckCommitment) -> Answer {
    let Desk { facts, known, item } = *desk;
    let check = facts.check.filter(Check::is_open).ok_or(AcceptanceRefusal::NothingToCheck)?;
    let rule = item.commitment.as_ref().ok_or(Refusal::ItemUnknown)?;
    if command.outcome == CheckOutcome::ToCorrect && check.found.is_some() {
        return Err(AcceptanceRefusal::CorrectedOnce { by: check.until(item, known.calendar) }.into());
    }
    desk.needs(Power::Handle, None)?;
    let decided = |person: PersonId| {
        facts.people.iter().any(|part| part.person == person && part.duty == Duty::Decider)
    };
    if decided(known.actor) {
        let holders = known.organisation.who_may(Power::Handle, item, desk.today());
        let able = able_by(known, holders, |person| !decided(person));
        return Err(Refusal::DutiesSeparate { did: Duty::Decider, wants: Duty::Handler, able });
    }
    let correct_by = match command.outcome {
        CheckOutcome::ToCorrect => {
            Some(Clock::start(known.calendar, desk.today(), rule.correct_within)?.due())
        }
        CheckOutcome::Kept | CheckOutcome::False => None,
    };
    let (outcome, finding) = (command.outcome, command.finding);
    Ok(vec![CommitmentChecked { at: known.now, by: known.actor, outcome, finding, correct_by }.into()])
}
