//! Who may do what with a complaint where it stands, on one screen. Everything not listed is refused.

use calendar::Day;
use casework::{File, applicant_itself};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId};

use crate::complaint::{Act, ComplaintRefusal as Why, Filed, ROUNDS_MAX, Way, duty};
use crate::refusal::Refusal as No;

/// Whether a person may do this with a complaint where it stands on this day, or why not; `case` is the file of the case it is
/// about.
pub fn may(
    filed: &Filed,
    act: Act,
    organisation: &Organisation,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> Result<(), No> {
    let complainant = person == applicant_itself();
    match (&filed.way, act) {
        (Way::Sealed { received, ended: None }, Act::Receive) => {
            inspector(organisation, person, on)?;
            if received.is_some() { Err(Why::AlreadyReceived.into()) } else { Ok(()) }
        }
        (Way::Sealed { received: Some(_), ended: None }, Act::Conclude) => {
            inspector(organisation, person, on)
        }
        // Not a word about what is sealed, not even that it was, but to whom it is sealed.
        (Way::Sealed { .. }, _) => {
            inspector(organisation, person, on)?;
            Err(Why::NotNow.into())
        }
        (Way::Waiting | Way::WithUnit { .. }, Act::Assign | Act::PassOn) => {
            desk(filed, organisation, person, on)
        }
        (Way::Waiting | Way::WithUnit { .. } | Way::Drafted { .. }, Act::TellLonger) => {
            desk(filed, organisation, person, on)?;
            // Once before the day has passed; afterwards the reason is told all the same (R118).
            let is_lengthened = filed.running().is_some_and(|clock| clock.extension().is_some());
            if is_lengthened && !filed.overdue { Err(Why::AlreadyLengthened.into()) } else { Ok(()) }
        }
        // What shows only in the unit's own words is given on without going back to it (C32). What was answered is on record as
        // answered: there a report of its own is written.
        (Way::Drafted { .. }, Act::PassOn) => desk(filed, organisation, person, on),
        (Way::WithUnit { .. }, Act::Draft) => {
            if duty::concerned(filed, person) {
                return Err(No::OwnMatter);
            }
            apart(case, person)?;
            match duty::investigates(organisation, filed, case, person, on) {
                true => Ok(()),
                false => Err(Why::NotTheUnit.into()),
            }
        }
        (Way::Drafted { .. }, Act::Return) => outside(filed, organisation, case, person, on),
        (Way::Drafted { .. }, Act::Reply) => {
            outside(filed, organisation, case, person, on)?;
            if filed.repliers.contains(&person) { Err(Why::AnsweredBefore.into()) } else { Ok(()) }
        }
        (Way::Replied(_), Act::Close) => {
            outside(filed, organisation, case, person, on)?;
            if filed.contact.is_none() { Err(Why::NoContact.into()) } else { Ok(()) }
        }
        (Way::Replied(answer), Act::CloseWithoutWord) => {
            outside(filed, organisation, case, person, on)?;
            if !organisation.holds_anywhere(person, Post::Supervisor, on) {
                return Err(Why::NeedsSupervisor.into());
            }
            // Nobody overrides the complainant in favour of the own answer.
            if answer.words.by == person { Err(No::SamePerson { person }) } else { Ok(()) }
        }
        (Way::Replied(_), Act::Confirm) if complainant => Ok(()),
        (_, Act::Confirm) if !complainant => Err(Why::NotTheComplainant.into()),
        (Way::Replied(_) | Way::Closed { .. }, Act::Reopen) => {
            if !complainant {
                desk(filed, organisation, person, on)?;
            }
            if filed.rounds >= ROUNDS_MAX {
                return Err(Why::ReopenedTooOften.into());
            }
            match filed.way {
                Way::Closed { reopen_by, .. } if on > reopen_by => {
                    Err(Why::ReopenTimePassed { until: reopen_by }.into())
                }
                _ => Ok(()),
            }
        }
        (Way::Closed { .. }, Act::Publish) => {
            outside(filed, organisation, case, person, on)?;
            if filed.published.is_some() { Err(Why::AlreadyPublished.into()) } else { Ok(()) }
        }
        _ => Err(Why::NotNow.into()),
    }
}

fn inspector(organisation: &Organisation, person: PersonId, on: Day) -> Result<(), No> {
    match duty::inspects(organisation, person, on) {
        true => Ok(()),
        false => Err(Why::NotInspector.into()),
    }
}

/// Who keeps the register and is not complained of (E27).
fn desk(filed: &Filed, organisation: &Organisation, person: PersonId, on: Day) -> Result<(), No> {
    if !duty::keeps(organisation, person, on) {
        return Err(Why::NotTheDesk.into());
    }
    if duty::concerned(filed, person) { Err(No::OwnMatter) } else { Ok(()) }
}

/// Who had no part in the case (E27, F18).
fn apart(case: Option<&File>, person: PersonId) -> Result<(), No> {
    if duty::took_part(case, person) { Err(Why::TookPart { person }.into()) } else { Ok(()) }
}

/// Who answers and closes: of the desk, with no part in the case, of neither unit, and not who drafted (F18, C32).
fn outside(
    filed: &Filed,
    organisation: &Organisation,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> Result<(), No> {
    desk(filed, organisation, person, on)?;
    apart(case, person)?;
    for unit in filed.about.unit.into_iter().chain(filed.way.unit()) {
        if duty::of_unit(organisation, person, unit, on) {
            return Err(Why::OwnUnit { unit }.into());
        }
    }
    if filed.drafters.contains(&person) { Err(Why::DraftedIt.into()) } else { Ok(()) }
}
