//! The rules of assessment on one screen. Everything not listed is refused.

use calendar::Day;
use casework::Known;
use catalogue::item::Post;
use catalogue::organisation::UnitKind;
use catalogue::{Organisation, PersonId, UnitCode};

use super::command::*;
use super::event::*;
use super::plan::{Plan, Subject};
use super::refusal::AssessmentRefusal as No;
use super::score::{ACCOUNTABLE, Grade, LISTED, score};
use super::state::{Assessment, Dates, Objection, Prize, Published};
use super::term::Term;
use crate::bound::{Bound, Bounds};
use crate::refusal::Refusal;
use crate::report::{EDITIONS_MAX, Edition, Table};
use crate::{is_supervisor, leads, speaks_for};

/// Texts of one unit's self-check, and records of its evaluation.
const RECORDS_MAX: u8 = 12;
/// People marked, units checked, awards given: more than a county has.
const SUBJECTS_MAX: usize = 300;
/// People that one questionnaire may have asked.
const ASKED_MAX: u32 = 1_000_000;
/// How often a correction goes back.
const RETURNS_MAX: u8 = 20;

/// What a decision may look at beside the state.
#[derive(Copy, Clone, Default)]
pub struct Given<'a> {
    /// The plan in force.
    pub plan: Option<&'a Plan>,
    /// The counts that were published.
    pub table: Option<&'a Table>,
}

type Answer = Result<Vec<Event>, Refusal>;

/// Decides a command.
pub fn decide(
    state: &Assessment,
    command: &Command,
    given: Given<'_>,
    known: &Known<'_>,
    bounds: &Bounds,
) -> Answer {
    let (at, by, today) = (known.now, known.actor, known.today());
    if let Command::Adopt { term, dates, plan } = *command {
        return adopt(state, term, dates, plan, known);
    }
    let (Some(term), Some(dates)) = (state.term, state.dates) else { return Err(No::NoPlan.into()) };
    match *command {
        Command::Adopt { .. } => Err(No::NoPlan.into()),
        Command::Check(Check { unit, words }) => {
            assessed(unit, known)?;
            leads(known.organisation, by, unit, today).then_some(()).ok_or(No::NotLeader)?;
            open(state)?;
            let times = state.checked.get(&unit).map_or(0, |it| it.0);
            bounded(times < RECORDS_MAX && state.checked.len() < SUBJECTS_MAX)?;
            Ok(vec![Checked { at, by, unit, late: today > dates.check_by, words }.into()])
        }
        Command::Evaluate(Evaluate { unit, symposium, asked, answered, satisfied, words }) => {
            runs_it(known)?;
            assessed(unit, known)?;
            open(state)?;
            let holds = satisfied <= answered && answered <= asked && (1..=ASKED_MAX).contains(&asked);
            holds.then_some(()).ok_or(No::Numbers)?;
            let records = state.evaluated.get(&unit).map_or(0, |it| it.records);
            bounded(records < u32::from(RECORDS_MAX) && state.evaluated.len() < SUBJECTS_MAX)?;
            Ok(vec![Evaluation { at, by, unit, symposium, asked, answered, satisfied, words }.into()])
        }
        Command::Inspect(Inspect { unit, mark, words }) => {
            is_supervisor(known)?;
            assessed(unit, known)?;
            open(state)?;
            (mark <= 100).then_some(()).ok_or(No::OutOfMarks)?;
            Ok(vec![Inspected { at, by, unit, mark, words }.into()])
        }
        Command::Mark(Mark { person, mark, words }) => {
            let own = known.organisation.person(person).map(|it| it.unit).ok_or(No::NotAssessed)?;
            let seated = known.organisation.posts_of(person, today).any(|it| !it.windows.is_empty());
            seated.then_some(()).ok_or(No::NotAssessed)?;
            if person == by {
                return Err(No::OwnMark.into());
            }
            marks_staff(known.organisation, by, own, today).then_some(()).ok_or(No::NotLeader)?;
            open(state)?;
            (mark <= 100).then_some(()).ok_or(No::OutOfMarks)?;
            bounded(state.marked.contains_key(&person) || state.marked.len() < SUBJECTS_MAX)?;
            Ok(vec![Marked { at, by, person, mark, words }.into()])
        }
        Command::Score(freeze) => freeze_counts(state, term, freeze, known),
        Command::Publish => {
            is_supervisor(known)?;
            let last = state.editions.last().ok_or(No::NotScored)?;
            if state.published.is_some_and(|it| it.edition == last.number) {
                return Err(No::AlreadyPublished.into());
            }
            another(last.by, by)?;
            let days = |bound| u32::from(bounds.get(bound));
            let add = |days| known.calendar.add_working_days(today, days);
            let object_by = add(days(Bound::ObjectionDays))?;
            let correct_by = add(days(Bound::CorrectionDays))?;
            Ok(vec![Announced { at, by, edition: last.number, object_by, correct_by }.into()])
        }
        Command::Object(Object { subject, reason }) => {
            let published = state.published.ok_or(No::NotPublished)?;
            listed(given, subject)?;
            concerned(subject, known).then_some(()).ok_or(Refusal::NotConcerned)?;
            if state.objections.contains_key(&subject) {
                return Err(Refusal::AlreadyAppealed);
            }
            if today > published.object_by {
                return Err(Refusal::AppealTimePassed { until: published.object_by });
            }
            let days = u32::from(bounds.get(Bound::AppealDecisionDays));
            let decide_by = known.calendar.add_working_days(today, days)?;
            Ok(vec![Objected { at, by, subject, reason, decide_by }.into()])
        }
        Command::DecideObjection(DecideObjection { subject, right, reason }) => {
            is_supervisor(known)?;
            let objection = state.objections.get(&subject).filter(|it| it.right.is_none());
            let objection = objection.ok_or(Refusal::NoAppeal)?;
            if objection.by == by || subject == Subject::Person(by) {
                return Err(Refusal::OwnMatter);
            }
            another(state.shown().and_then(|it| it.by), by)?;
            Ok(vec![ObjectionDecided { at, by, subject, right, reason }.into()])
        }
        Command::Correct(Correct { unit, words }) => {
            leads(known.organisation, by, unit, today).then_some(()).ok_or(No::NotLeader)?;
            let due = to_correct(state, given, unit)?;
            match state.corrections.get(&unit) {
                Some(it) if it.accepted => Err(No::CorrectionAccepted.into()),
                Some(it) if it.answered.is_some() => Err(No::CorrectionWaits.into()),
                _ => Ok(vec![CorrectionAnswered { at, by, unit, late: today > due, words }.into()]),
            }
        }
        Command::JudgeCorrection(JudgeCorrection { unit, accepted, reason }) => {
            is_supervisor(known)?;
            let correction = state.corrections.get(&unit).ok_or(No::NoAnswer)?;
            if correction.accepted {
                return Err(No::CorrectionAccepted.into());
            }
            let answered = correction.answered.ok_or(No::NoAnswer)?;
            another(Some(answered), by)?;
            bounded(accepted || correction.returned < RETURNS_MAX)?;
            let days = u32::from(bounds.get(Bound::CorrectionDays));
            let again_by = match accepted {
                true => None,
                false => Some(known.calendar.add_working_days(today, days)?),
            };
            Ok(vec![CorrectionJudged { at, by, unit, accepted, again_by, reason }.into()])
        }
        Command::Award(award) => give(state, award, given, known),
    }
}

/// The plan is adopted before its term is over; a further edition has a reason and comes before anything was scored.
fn adopt(state: &Assessment, term: Term, dates: Dates, plan: Freeze, known: &Known<'_>) -> Answer {
    let (at, by, today) = (known.now, known.actor, known.today());
    is_supervisor(known)?;
    if term.is_over(today) || !state.editions.is_empty() {
        return Err(No::TermOver.into());
    }
    let edition = match state.plan {
        None => 1,
        Some((_, digest)) if digest == plan.body => return Err(Refusal::FiguresUnchanged),
        Some(_) if plan.reason.is_none() => return Err(Refusal::ReasonMissing),
        Some((edition, _)) if edition as usize >= EDITIONS_MAX => return Err(Refusal::TooManyEditions),
        Some((edition, _)) => edition + 1,
    };
    Ok(vec![Adopted { at, by, term, edition, plan: plan.body, dates, reason: plan.reason }.into()])
}

fn freeze_counts(state: &Assessment, term: Term, freeze: Freeze, known: &Known<'_>) -> Answer {
    let (at, by) = (known.now, known.actor);
    is_supervisor(known)?;
    if !term.is_over(known.today()) {
        let until = term.days().map_or(known.today(), |(_, last)| last);
        return Err(No::TermRuns { until }.into());
    }
    match state.editions.last() {
        Some(last) if last.table == freeze.body => return Err(Refusal::FiguresUnchanged),
        Some(_) if freeze.reason.is_none() => return Err(Refusal::ReasonMissing),
        Some(_) if state.editions.len() >= EDITIONS_MAX => return Err(Refusal::TooManyEditions),
        _ => {}
    }
    let edition = state.editions.last().map_or(1, |it| it.number + 1);
    let Freeze { body: table, seq, reason } = freeze;
    Ok(vec![Scored { at, by, edition, seq, table, reason }.into()])
}

/// Only what is published, scored well enough and free of anything that stands; when nobody can object any more (R188).
fn give(state: &Assessment, award: Award, given: Given<'_>, known: &Known<'_>) -> Answer {
    let Award { subject, reason } = award;
    is_supervisor(known)?;
    let published = state.published.ok_or(No::NotPublished)?;
    if subject.unit().is_some() {
        return Err(No::NoAwardForUnits.into());
    }
    let (plan, table) = listed(given, subject)?;
    if subject == Subject::Person(known.actor) {
        return Err(Refusal::OwnMatter);
    }
    if state.prizes.contains_key(&subject) {
        return Err(No::AlreadyAwarded.into());
    }
    let waits = state.objections.get(&subject).filter(|it| it.right.is_none());
    if known.today() <= published.object_by || waits.is_some() {
        let until = waits.map_or(published.object_by, |it| it.decide_by);
        return Err(No::ObjectionOpen { until }.into());
    }
    if score(plan, table, subject).grade != Some(Grade::Good) {
        return Err(No::NotGood.into());
    }
    if table.get(&subject.key(), ACCOUNTABLE) > 0 {
        return Err(No::Accountable.into());
    }
    bounded(state.prizes.len() < SUBJECTS_MAX)?;
    Ok(vec![Awarded { at: known.now, by: known.actor, subject, reason }.into()])
}

/// Plan and counts, where the subject stands in them.
fn listed<'a>(given: Given<'a>, subject: Subject) -> Result<(&'a Plan, &'a Table), No> {
    match (given.plan, given.table) {
        (Some(plan), Some(table)) if table.get(&subject.key(), LISTED) > 0 => Ok((plan, table)),
        _ => Err(No::NotAssessed),
    }
}

/// The last day to put right; only what is 一般 or 较差 has one (R186).
pub(super) fn to_correct(state: &Assessment, given: Given<'_>, unit: UnitCode) -> Result<Day, No> {
    let due = state.correct_by(unit).ok_or(No::NotPublished)?;
    let (plan, table) = listed(given, Subject::Unit(unit))?;
    // A town answers for its centre as for itself.
    let grades = [Subject::Unit(unit), Subject::Town(unit)].map(|it| score(plan, table, it).grade);
    let poor = grades.iter().any(|it| matches!(it, Some(Grade::Fair | Grade::Poor)));
    if poor { Ok(due) } else { Err(No::NothingToCorrect) }
}

/// Who gives the department's half of a person of a unit: its leaders, of the centre's own staff the centre's management (A40).
pub fn marks_staff(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    speaks_for(organisation, person, unit, on)
}

/// Departments and towns are assessed.
fn assessed(unit: UnitCode, known: &Known<'_>) -> Result<(), No> {
    let kind = known.organisation.unit(unit).map(|it| it.kind);
    match kind {
        Some(UnitKind::Authority | UnitKind::Town) => Ok(()),
        _ => Err(No::NotAssessed),
    }
}

/// What comes in by hand comes in before anything was scored.
fn open(state: &Assessment) -> Result<(), No> {
    if state.editions.is_empty() { Ok(()) } else { Err(No::AlreadyScored) }
}

fn bounded(holds: bool) -> Result<(), No> {
    if holds { Ok(()) } else { Err(No::TooMany) }
}

fn another(before: Option<PersonId>, now: PersonId) -> Result<(), No> {
    match before {
        Some(person) if person == now => Err(No::AnotherPerson { person }),
        _ => Ok(()),
    }
}

/// Supervision, or who runs the centre.
fn runs_it(known: &Known<'_>) -> Result<(), Refusal> {
    let runs = known.organisation.holds_anywhere(known.actor, Post::CentreManager, known.today());
    if runs { Ok(()) } else { is_supervisor(known) }
}

/// Whoever leads the unit, heads the window, or is the person.
fn concerned(subject: Subject, known: &Known<'_>) -> bool {
    let (organisation, me, today) = (known.organisation, known.actor, known.today());
    match subject {
        Subject::Unit(unit) | Subject::Town(unit) => leads(organisation, me, unit, today),
        Subject::Window(window) => crate::attendance::heads(organisation, me, window, today),
        Subject::Person(person) => person == me,
    }
}

/// The term after the fact. Total.
pub fn evolve(mut state: Assessment, event: &Event) -> Assessment {
    match *event {
        Event::Adopted(Adopted { term, edition, plan, dates, .. }) => {
            (state.term, state.plan, state.dates) = (Some(term), Some((edition, plan)), Some(dates));
        }
        Event::Checked(Checked { unit, late, .. }) => {
            let it = state.checked.entry(unit).or_insert((0, !late));
            it.0 = it.0.saturating_add(1);
        }
        Event::Evaluation(Evaluation { unit, asked, answered, satisfied, .. }) => {
            let it = state.evaluated.entry(unit).or_default();
            it.records = it.records.saturating_add(1);
            it.asked = it.asked.saturating_add(asked);
            it.answered = it.answered.saturating_add(answered);
            it.satisfied = it.satisfied.saturating_add(satisfied);
        }
        Event::Inspected(Inspected { by, unit, mark, .. }) => {
            state.inspected.insert(unit, (by, mark));
        }
        Event::Marked(Marked { by, person, mark, .. }) => {
            state.marked.insert(person, (by, mark));
        }
        Event::Scored(Scored { at, by, edition, seq, table, reason }) => {
            state.editions.push(Edition { number: edition, seq, at, by: Some(by), table, reason });
        }
        Event::Announced(Announced { at, edition, object_by, correct_by, .. }) => {
            state.published = Some(Published { edition, at, object_by, correct_by });
        }
        Event::Objected(Objected { by, subject, decide_by, .. }) => {
            state.objections.insert(subject, Objection { by, decide_by, right: None });
        }
        Event::ObjectionDecided(ObjectionDecided { subject, right, .. }) => {
            if let Some(it) = state.objections.get_mut(&subject) {
                it.right = Some(right);
            }
        }
        Event::CorrectionAnswered(CorrectionAnswered { by, unit, late, .. }) => {
            let it = state.corrections.entry(unit).or_default();
            it.answered = Some(by);
            it.late |= late;
        }
        Event::CorrectionJudged(CorrectionJudged { unit, accepted, again_by, .. }) => {
            let it = state.corrections.entry(unit).or_default();
            (it.answered, it.accepted, it.again_by) = (None, accepted, again_by.or(it.again_by));
            it.returned = it.returned.saturating_add(u8::from(!accepted));
        }
        Event::Awarded(Awarded { at, by, subject, .. }) => {
            state.prizes.insert(subject, Prize { by, at });
        }
    }
    state
}
