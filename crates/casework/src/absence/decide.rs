//! Who enters an absence, for whom, and who can stand in.

use super::leaving::{self, ListLeaving, SignLeaving};
use super::{
    ABSENCES_MAX, Absence, AbsenceClass, AbsenceRefusal as No, Absences, Begun, DAYS_MAX, DeputyChanged,
    Ended, Entered, Event, Ground, TOLD_MAX, Told,
};
use calendar::Day;
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{Organisation, PersonId};
use serde::{Deserialize, Serialize};

/// What can be asked about absences.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 请假登记.
    Enter(Enter),
    /// Another stands in.
    ChangeDeputy(ChangeDeputy),
    /// 离岗交接: the list of somebody who goes.
    ListLeaving(ListLeaving),
    /// The next signature.
    SignLeaving(SignLeaving),
    /// Given up.
    DropLeaving {
        /// Who stays.
        person: PersonId,
    },
    /// 销假.
    End {
        /// Which.
        id: u32,
    },
}

/// Enter an absence.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enter {
    /// Who will be away.
    pub person: PersonId,
    /// First day; today or later.
    pub from: Day,
    /// Last day; may be open for illness.
    pub until: Option<Day>,
    /// Why.
    pub class: AbsenceClass,
    /// Who stands in; none only where nobody can.
    pub deputy: Option<PersonId>,
}

/// Name another deputy.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeDeputy {
    /// Which absence.
    pub id: u32,
    /// Who stands in from now on.
    pub deputy: PersonId,
}

/// Decides a command about absences; time was caught up before.
pub fn decide(state: &Absences, command: &Command, ground: &Ground) -> Result<Vec<Event>, No> {
    match command {
        Command::Enter(command) => enter(state, command, ground),
        Command::ChangeDeputy(command) => change_deputy(state, command, ground),
        Command::ListLeaving(command) => leaving::list(state, command, ground),
        Command::SignLeaving(command) => leaving::sign(state, command, ground),
        Command::DropLeaving { person } => leaving::drop_it(state, *person, ground),
        Command::End { id } => end(state, *id, ground),
    }
}

fn enter(state: &Absences, command: &Enter, ground: &Ground) -> Result<Vec<Event>, No> {
    let (today, organisation) = (ground.now.day(), ground.organisation);
    let Enter { person, from, until, class, deputy } = *command;
    if state.has_left(person) || organisation.posts_of(person, today).next().is_none() {
        return Err(No::PersonUnknown);
    }
    may_enter(person, ground)?;
    if from < today {
        return Err(No::Backdated { today });
    }
    match until {
        Some(until) if until < from => return Err(No::EndsBeforeItBegins),
        None if class != AbsenceClass::Illness => return Err(No::EndNeeded),
        _ => {}
    }
    let last = until.unwrap_or(from);
    if from.number() - today.number() > DAYS_MAX || last.number() - from.number() > DAYS_MAX {
        return Err(No::TooFar);
    }
    let other = state.list.iter().find(|absence| absence.person == person && absence.meets(from, until));
    if let Some(other) = other {
        return Err(No::Overlaps { from: other.from });
    }
    if state.list.len() >= ABSENCES_MAX {
        return Err(No::TooMany);
    }
    check_deputy(state, person, from, until, deputy, organisation)?;
    let (at, by, id) = (ground.now, ground.actor, state.last.saturating_add(1));
    let mut events: Vec<Event> = vec![Entered { at, by, id, person, from, until, class, deputy }.into()];
    if from == today {
        let told = told(organisation, person, deputy, today);
        events.push(Begun { at, id, person, deputy, told }.into());
    }
    // Whoever stands in for another cannot while away: another takes that place, or heads are told.
    let stands_in = state.list.iter().filter(|it| it.deputy == Some(person) && it.meets(from, until));
    for absence in stands_in {
        let next = able(state, absence.person, absence.from, absence.until, organisation)
            .into_iter()
            .find(|other| *other != person);
        let told = told(organisation, absence.person, next, today);
        let (id, person) = (absence.id, absence.person);
        events.push(DeputyChanged { at, by, id, person, deputy: next, told }.into());
    }
    Ok(events)
}

fn change_deputy(state: &Absences, command: &ChangeDeputy, ground: &Ground) -> Result<Vec<Event>, No> {
    let absence = state.get(command.id).ok_or(No::NoSuchAbsence)?;
    may_enter(absence.person, ground)?;
    let Absence { id, person, from, until, .. } = *absence;
    let deputy = Some(command.deputy);
    check_deputy(state, person, from.max(ground.now.day()), until, deputy, ground.organisation)?;
    let (at, by, told) = (ground.now, ground.actor, Told::default());
    Ok(vec![DeputyChanged { at, by, id, person, deputy, told }.into()])
}

fn end(state: &Absences, id: u32, ground: &Ground) -> Result<Vec<Event>, No> {
    let absence = state.get(id).ok_or(No::NoSuchAbsence)?;
    may_enter(absence.person, ground)?;
    Ok(vec![Ended { at: ground.now, by: ground.actor, id, person: absence.person }.into()])
}

/// The person, or a head of window or unit, or who runs the centre.
fn may_enter(person: PersonId, ground: &Ground) -> Result<(), No> {
    let own = ground.actor == person;
    if own || leads(ground.organisation, ground.actor, person, ground.now.day()) {
        Ok(())
    } else {
        Err(No::NotYours)
    }
}

fn check_deputy(
    state: &Absences,
    person: PersonId,
    from: Day,
    until: Option<Day>,
    deputy: Option<PersonId>,
    organisation: &Organisation,
) -> Result<(), No> {
    let able = able(state, person, from, until, organisation);
    match deputy {
        Some(deputy) if able.contains(&deputy) => Ok(()),
        Some(_) => Err(No::NotADeputy { able }),
        None if able.is_empty() => Ok(()),
        None => Err(No::DeputyNeeded { able }),
    }
}

/// Those who can stand in and are here in that time.
fn able(
    state: &Absences,
    person: PersonId,
    from: Day,
    until: Option<Day>,
    organisation: &Organisation,
) -> Vec<PersonId> {
    let mut able = deputies(organisation, person, from);
    able.retain(|deputy| !state.is_away_between(*deputy, from, until));
    able
}

/// Who can stand in for a person on a day: whoever holds the same post in the same unit, at a window that serves the
/// same; where nobody does, whoever has a letter from the person in force.
pub fn deputies(organisation: &Organisation, person: PersonId, on: Day) -> Vec<PersonId> {
    let mut able: Vec<PersonId> = Vec::new();
    let mut add = |deputy: PersonId| {
        if deputy != person && !able.contains(&deputy) {
            able.push(deputy);
        }
    };
    for own in organisation.posts_of(person, on) {
        let same = organisation.posts.iter().filter(|other| {
            other.post == own.post
                && other.unit == own.unit
                && other.in_force(on)
                && (own.windows.is_empty() || serve_the_same(organisation, own, other))
        });
        same.for_each(|other| add(other.person));
    }
    if able.is_empty() {
        let letters = organisation.delegations.iter();
        let by_letter: Vec<PersonId> =
            letters.filter(|it| it.from_person == person && it.in_force(on)).map(|it| it.to_person).collect();
        for deputy in by_letter {
            if deputy != person && !able.contains(&deputy) {
                able.push(deputy);
            }
        }
    }
    able
}

fn serve_the_same(organisation: &Organisation, own: &PostHolding, other: &PostHolding) -> bool {
    let serves = |holding: &PostHolding| {
        let windows = organisation.windows.iter().filter(|window| holding.windows.contains(&window.id));
        windows.flat_map(|window| window.serves.iter().copied()).collect::<Vec<_>>()
    };
    let (mine, theirs) = (serves(own), serves(other));
    own.windows.iter().any(|window| other.windows.contains(window))
        || mine.iter().any(|it| theirs.contains(it))
}

/// Whether a person leads another today: the head of the other's window, the leader or head of a unit in which the other
/// has a post or by which the other is employed, or who runs the centre.
pub fn leads(organisation: &Organisation, head: PersonId, person: PersonId, today: Day) -> bool {
    let employed_by = organisation.person(person).map(|it| it.unit);
    let has_post_in =
        |unit| employed_by == Some(unit) || organisation.posts_of(person, today).any(|it| it.unit == unit);
    organisation.posts_of(head, today).any(|holding| match holding.post {
        Post::CentreManager => true,
        Post::LeaderInCharge | Post::AuthorityHead => has_post_in(holding.unit),
        Post::WindowHead => organisation
            .posts_of(person, today)
            .any(|it| it.windows.iter().any(|window| holding.windows.contains(window))),
        _ => false,
    })
}

/// Everybody with a post today whom a person leads, and the person first.
pub fn own_people(organisation: &Organisation, head: PersonId, today: Day) -> Vec<PersonId> {
    let mut people = vec![head];
    for person in &organisation.people {
        let has_post = organisation.posts_of(person.id, today).next().is_some();
        if has_post && !people.contains(&person.id) && leads(organisation, head, person.id, today) {
            people.push(person.id);
        }
    }
    people
}

/// Who learns that nobody stands in: window head, leader in charge, and the centre; nobody where somebody does.
pub(super) fn told(
    organisation: &Organisation,
    person: PersonId,
    deputy: Option<PersonId>,
    today: Day,
) -> Told {
    let mut told = Told::default();
    if deputy.is_some() {
        return told;
    }
    let leads_as = |post: Post| {
        let heads = organisation.posts.iter().filter(move |it| it.post == post && it.in_force(today));
        heads.map(|it| it.person).find(|head| *head != person && leads(organisation, *head, person, today))
    };
    let posts = [Post::WindowHead, Post::LeaderInCharge, Post::AuthorityHead, Post::CentreManager];
    debug_assert_eq!(posts.len(), TOLD_MAX);
    for (slot, post) in told.iter_mut().zip(posts) {
        *slot = leads_as(post);
    }
    told
}
