//! Who has which part in a complaint: who keeps the register, who investigates, who may not be both (C32, E27, F18).

use calendar::Day;
use casework::File;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode};

use crate::complaint::Filed;

/// Who stands above the leaders of the units, from below: who runs the whole centre, then supervision (R49).
const ABOVE: [Post; 2] = [Post::CentreManager, Post::Supervisor];

/// Whether a person keeps the register: the complaint desk, who runs the centre, a supervisor.
pub fn keeps(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::ComplaintOfficer, Post::CentreManager, Post::Supervisor]
        .into_iter()
        .any(|post| organisation.holds_anywhere(person, post, on))
}

/// Whether a person is of the discipline inspection (纪检监察), the only one to whom a report is open.
pub fn inspects(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    organisation.holds_anywhere(person, Post::DisciplineInspector, on)
}

/// Whether a person is the one complained of.
pub fn concerned(filed: &Filed, person: PersonId) -> bool {
    filed.about.person == Some(person)
}

/// Whether a person had a part in the case that is complained of: whoever is named, and also where nobody is, who handled and
/// decided it does not look into it (E27, F18).
pub fn took_part(case: Option<&File>, person: PersonId) -> bool {
    case.is_some_and(|file| crate::took_part(file, person))
}

/// Whether a person works for a unit, or holds a post there.
pub fn of_unit(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    organisation.person(person).is_some_and(|it| it.unit == unit)
        || organisation.posts_of(person, on).any(|it| it.unit == unit)
}

/// Whether a person investigates: who was named, or who leads the unit; never who is complained of, nor who had a part in the
/// case. Where nobody of the unit is left, because its leader took a part in the case afterwards, the next above does (R49).
pub fn investigates(
    organisation: &Organisation,
    filed: &Filed,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> bool {
    let Some(unit) = filed.way.unit() else { return false };
    let apart = |person: PersonId| !concerned(filed, person) && !took_part(case, person);
    let in_unit = |person: PersonId| {
        apart(person) && (filed.way.named() == Some(person) || leads(organisation, person, unit, on))
    };
    if organisation.people.iter().any(|it| in_unit(it.id)) {
        return in_unit(person);
    }
    let holds = |person: PersonId, post: Post| apart(person) && organisation.holds_anywhere(person, post, on);
    let above = ABOVE.into_iter().find(|post| organisation.people.iter().any(|it| holds(it.id, *post)));
    above.is_some_and(|post| holds(person, post))
}

/// Whether a person leads a unit.
pub(crate) fn leads(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    [Post::LeaderInCharge, Post::AuthorityHead, Post::CentreManager]
        .into_iter()
        .any(|post| organisation.holds(person, post, unit, on))
}
