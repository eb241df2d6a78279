//! 全程代理人: who carries a case as its agent on a day, also where the one named at receipt is away or is one no more (R42, R113,
//! F31, F32). A day that is over is asked as it was: whoever was replaced answers for the own days.

use crate::absence::Absences;
use calendar::Day;
use catalogue::item::{Item, Post};
use catalogue::{Organisation, PersonId, UnitCode};

/// Whether a person is no case agent of the authority any more: went for good, or has the post no longer.
fn is_gone(
    organisation: &Organisation,
    absences: &Absences,
    authority: UnitCode,
    agent: PersonId,
    on: Day,
) -> bool {
    absences.had_left(agent, on) || !organisation.holds(agent, Post::CaseAgent, authority, on)
}

/// Whether a person carries what the agent named at receipt carries: that one, the deputy while that one is away, and every agent
/// of the authority where that one is none any more.
pub fn carries(
    organisation: &Organisation,
    absences: &Absences,
    authority: UnitCode,
    named: PersonId,
    person: PersonId,
    on: Day,
) -> bool {
    let gone = |agent| is_gone(organisation, absences, authority, agent, on);
    !gone(person) && (person == named || absences.deputy_on(named, on) == Some(person) || gone(named))
}

/// Who carries a case as its agent on a day, today or one that is over: the agent named at receipt, in the place of whoever is away the
/// deputy, and where that one is none any more the agent of the item; nobody where there is none.
pub fn agent_on(
    organisation: &Organisation,
    absences: &Absences,
    item: &Item,
    named: PersonId,
    on: Day,
) -> Option<PersonId> {
    match is_gone(organisation, absences, item.authority, named, on) {
        true => agent_for(organisation, absences, item, on).filter(|agent| !absences.had_left(*agent, on)),
        false => Some(absences.deputy_on(named, on).unwrap_or(named)),
    }
}

/// The case agent of an item on a day: as the organisation names one, but somebody who is here where anybody is.
pub(crate) fn agent_for(
    organisation: &Organisation,
    absences: &Absences,
    item: &Item,
    on: Day,
) -> Option<PersonId> {
    let named = organisation.agent_for(item, on)?;
    let here = |agent: &PersonId| !absences.takes_nothing(*agent, on);
    let mut agents = [named].into_iter().chain(organisation.who_holds(Post::CaseAgent, item.authority, on));
    agents.find(here).or(Some(named))
}
