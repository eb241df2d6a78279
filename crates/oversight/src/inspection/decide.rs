//! The rules of rounds on one screen. Everything not listed is refused.

use casework::Known;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId};

use super::*;
use crate::record_refusal::RecordRefusal as No;
use crate::refusal::Refusal;
use crate::{leads, runs, speaks_for};

type Answer = Result<Vec<Event>, Refusal>;

/// Whether a person may be sent to inspect: who supervises, runs the centre, leads a unit or heads a window.
pub fn may_inspect(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [
        Post::Supervisor,
        Post::CentreManager,
        Post::LeaderInCharge,
        Post::AuthorityHead,
        Post::WindowHead,
        Post::GovernmentHead,
    ]
    .into_iter()
    .any(|post| organisation.holds_anywhere(person, post, on))
}

/// Whether a person enters what a round saw: who made it, supervision, the centre.
pub fn may_observe(organisation: &Organisation, round: &Round, person: PersonId, on: Day) -> bool {
    round.is_made_by(person) || runs(organisation, person, on)
}

/// Whether a person says what was put right: who leads the unit, heads the window, or runs the centre where it is the centre's.
pub fn may_answer(organisation: &Organisation, point: &Point, person: PersonId, on: Day) -> bool {
    let heads = point.window.is_some_and(|window| crate::attendance::heads(organisation, person, window, on));
    speaks_for(organisation, person, point.unit, on) || heads
}

/// Whether a person looks at a correction: who made the round, or supervises; never who answered.
pub fn may_judge(
    organisation: &Organisation,
    round: &Round,
    point: &Point,
    person: PersonId,
    on: Day,
) -> bool {
    let looks = round.is_made_by(person) || organisation.holds_anywhere(person, Post::Supervisor, on);
    looks && point.answered_by != Some(person)
}

/// Decides a command.
///
/// # Errors
///
/// Who may not, a day off, nobody who inspects, what was done already, what is not there.
pub fn decide(state: &Inspection, command: &Command, known: &Known<'_>) -> Answer {
    let round = match (state, command) {
        (Inspection::Absent, Command::Plan(plan)) => return planned(plan, known),
        (Inspection::Absent, _) => return Err(No::Unknown.into()),
        (Inspection::Planned(_), Command::Plan(_)) => return Err(No::AlreadyThere.into()),
        (Inspection::Planned(round), _) => &**round,
    };
    let (at, by, today) = (known.now, known.actor, known.today());
    match *command {
        Command::Plan(_) => Err(No::AlreadyThere.into()),
        Command::Make(ref make) => made(round, make, known),
        Command::Observe(ref observe) => observed(round, observe, known),
        Command::Answer { point, words } => {
            let it = point_of(round, point)?;
            may_answer(known.organisation, it, by, today).then_some(()).ok_or(No::NotLeader)?;
            let late = match (it.standing, it.correct_by) {
                (Standing::Open, Some(until)) => today > until,
                (Standing::Answered, _) => return Err(No::Waits.into()),
                (Standing::Accepted, _) => return Err(No::Accepted.into()),
                (Standing::Noted | Standing::Open, _) => return Err(No::NothingToCorrect.into()),
            };
            Ok(vec![Answered { at, by, point, late, words }.into()])
        }
        Command::Judge { point, again_by, words } => {
            let it = point_of(round, point)?;
            if it.standing != Standing::Answered {
                return Err(No::NoAnswer.into());
            }
            may_judge(known.organisation, round, it, by, today).then_some(()).ok_or(No::NotInspector)?;
            if let Some(until) = again_by {
                (it.returned < RETURNS_MAX).then_some(()).ok_or(No::Full)?;
                working_day(until, known)?;
            }
            Ok(vec![Judged { at, by, point, again_by, words }.into()])
        }
    }
}

fn planned(plan: &Plan, known: &Known<'_>) -> Answer {
    runs(known.organisation, known.actor, known.today()).then_some(()).ok_or(No::MayNot)?;
    there(plan.place, known)?;
    (!plan.sections.is_empty()).then_some(()).ok_or(No::NothingLookedAt)?;
    people(&plan.people, plan.kind, plan.place, known)?;
    working_day(plan.by, known)?;
    Ok(vec![Planned { at: known.now, by: known.actor, plan: *plan }.into()])
}

fn made(round: &Round, make: &Make, known: &Known<'_>) -> Answer {
    let (at, by, today) = (known.now, known.actor, known.today());
    may_observe(known.organisation, round, by, today).then_some(()).ok_or(No::NotInspector)?;
    round.done.is_none().then_some(()).ok_or(No::AlreadyDone)?;
    let Make { on, people: who, sections, words, reason } = *make;
    let from = round.planned_at.day().plus_days(-BACK_DAYS);
    if on < from || on > today {
        return Err(No::Day { from, until: today }.into());
    }
    (!sections.is_empty()).then_some(()).ok_or(No::NothingLookedAt)?;
    people(&who, round.plan.kind, round.plan.place, known)?;
    // Entered in time is in time; what is typed after the last day is late, whatever day it claims.
    let late = today > round.plan.by;
    if late && reason.is_none() {
        return Err(No::LateWithoutReason { by: round.plan.by }.into());
    }
    let reason = reason.filter(|_| late);
    Ok(vec![Made { at, by, on, people: who, sections, late, words, reason }.into()])
}

fn observed(round: &Round, observe: &Observe, known: &Known<'_>) -> Answer {
    let (at, by, today) = (known.now, known.actor, known.today());
    may_observe(known.organisation, round, by, today).then_some(()).ok_or(No::NotInspector)?;
    let done = round.done.ok_or(No::NotDone)?;
    let until = done.entered_at.day().plus_days(OBSERVE_DAYS);
    if today > until {
        return Err(No::Over { until }.into());
    }
    let Observe { unit, window, section, correct_by, words } = *observe;
    there(Place::Unit(unit), known)?;
    if let Some(window) = window {
        there(Place::Window(window), known)?;
    }
    let inside = match round.plan.place {
        Place::Hall => true,
        Place::Unit(own) => own == unit,
        Place::Window(own) => window == Some(own),
    };
    inside.then_some(()).ok_or(No::Elsewhere)?;
    if let Some(day) = correct_by {
        working_day(day, known)?;
    }
    (round.points.len() < POINTS_MAX).then_some(()).ok_or(No::Full)?;
    let point = u8::try_from(round.points.len() + 1).unwrap_or(u8::MAX);
    Ok(vec![Observed { at, by, point, unit, window, section, correct_by, words }.into()])
}

fn there(place: Place, known: &Known<'_>) -> Result<(), No> {
    let there = match place {
        Place::Hall => true,
        Place::Unit(unit) => known.organisation.unit(unit).is_some(),
        Place::Window(window) => known.organisation.window(window).is_some(),
    };
    there.then_some(()).ok_or(No::NoSuchPlace)
}

/// A cross-check is of one unit and made by others; nobody inspects the window at which he sits.
fn people(people: &People, kind: Kind, place: Place, known: &Known<'_>) -> Result<(), No> {
    let (organisation, today) = (known.organisation, known.today());
    if kind == Kind::HalfYear && !matches!(place, Place::Unit(_)) {
        return Err(No::OneUnit);
    }
    for person in people.iter() {
        let unit = organisation.person(person).map(|it| it.unit).ok_or(No::NoSuchPerson)?;
        may_inspect(organisation, person, today).then_some(()).ok_or(No::NoSuchPerson)?;
        let own = match place {
            Place::Hall => false,
            Place::Unit(of) => {
                kind == Kind::HalfYear && (of == unit || leads(organisation, person, of, today))
            }
            Place::Window(window) => casework::window_day::sits_at(organisation, person, window, today),
        };
        (!own).then_some(()).ok_or(No::OwnUnit { person })?;
    }
    Ok(())
}

/// A last day: from today on, not too far, and worked by the calendar in force.
fn working_day(day: Day, known: &Known<'_>) -> Result<(), Refusal> {
    let (from, until) = (known.today(), known.today().plus_days(AHEAD_DAYS));
    if day < from || day > until {
        return Err(No::Day { from, until }.into());
    }
    match known.calendar.is_working(day)? {
        true => Ok(()),
        false => Err(No::DayOff { next: known.calendar.working_day_from(day)? }.into()),
    }
}

fn point_of(round: &Round, point: u8) -> Result<&Point, No> {
    let place = usize::from(point).checked_sub(1);
    place.and_then(|place| round.points.get(place)).ok_or(No::NoSuchPoint)
}

/// The round after the fact. Total.
pub fn evolve(state: Inspection, event: &Event) -> Inspection {
    let mut round = match (state, event) {
        (Inspection::Absent, Event::Planned(Planned { at, by, plan })) => {
            let (planned_by, planned_at) = (*by, *at);
            let round = Round { plan: *plan, planned_by, planned_at, done: None, points: Vec::new() };
            return Inspection::Planned(Box::new(round));
        }
        (Inspection::Absent, _) => return Inspection::Absent,
        (Inspection::Planned(round), _) => round,
    };
    match *event {
        Event::Planned(_) => {}
        Event::Made(Made { at: entered_at, by, on, people, sections, late, words, reason }) => {
            round.done = Some(Done { on, entered_at, by, people, sections, late, words, reason });
        }
        Event::Observed(Observed { unit, window, section, correct_by, words, .. }) => {
            let standing = if correct_by.is_some() { Standing::Open } else { Standing::Noted };
            let (answered_by, returned, late) = (None, 0, false);
            round.points.push(Point {
                unit,
                window,
                section,
                correct_by,
                words,
                standing,
                answered_by,
                returned,
                late,
            });
        }
        Event::Answered(Answered { by, point, late, .. }) => {
            if let Some(it) = usize::from(point).checked_sub(1).and_then(|at| round.points.get_mut(at)) {
                (it.standing, it.answered_by, it.late) = (Standing::Answered, Some(by), it.late || late);
            }
        }
        Event::Judged(Judged { point, again_by, .. }) => {
            if let Some(it) = usize::from(point).checked_sub(1).and_then(|at| round.points.get_mut(at)) {
                match again_by {
                    Some(until) => {
                        (it.standing, it.correct_by) = (Standing::Open, Some(until));
                        it.returned = it.returned.saturating_add(1);
                    }
                    None => it.standing = Standing::Accepted,
                }
            }
        }
    }
    Inspection::Planned(round)
}
