//! 在岗与请假: who is away from when until when, and who stands in (F31, E23, E25).
//!
//! One stream of a division.  The state holds present and coming absences; what is over drops out when its last day ends, and
//! for two months is kept who stood in, so it stays small whatever the years.  An absence takes nobody's power: it says whom
//! not to hand a case to, whom not to name among those who can act today, and who may take over what the absent person holds.

mod decide;
mod event;
mod leaving;
mod over;
mod refusal;
mod time;

pub use decide::{ChangeDeputy, Command, Enter, decide, deputies, leads, own_people};
pub use event::*;
pub use leaving::{
    CLOSED_MAX, ClosedLeaving, LEAVINGS_MAX, LEFT_MAX, Leaving, ListLeaving, SignLeaving, StillBeside,
    StillHeld, takers,
};
pub use over::{OVER_DAYS, StoodIn};
pub use refusal::AbsenceRefusal;
pub use time::{catch_up, due};

use calendar::{Day, Instant};
use catalogue::{Organisation, PersonId};
use serde::{Deserialize, Serialize};

/// Present and coming absences of one division at most; a further one is refused.
pub const ABSENCES_MAX: usize = 300;
/// Days before its first day that an absence may be entered, and days it may last, at most.
pub const DAYS_MAX: i32 = 366;
/// People told that nobody stands in, at most.
pub const TOLD_MAX: usize = 4;

/// Why somebody is away.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceClass {
    /// 休假.
    Leave,
    /// 病假: the only one whose end may be open.
    Illness,
    /// 外出办事.
    Errand,
    /// 培训、开会.
    Training,
}

impl AbsenceClass {
    /// Every class, in the order of the form.
    pub const ALL: [AbsenceClass; 4] =
        [AbsenceClass::Leave, AbsenceClass::Illness, AbsenceClass::Errand, AbsenceClass::Training];

    /// Its word in forms.
    pub fn key(self) -> &'static str {
        match self {
            AbsenceClass::Leave => "leave",
            AbsenceClass::Illness => "illness",
            AbsenceClass::Errand => "errand",
            AbsenceClass::Training => "training",
        }
    }
}

/// One absence.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Counts from 1 in the division.
    pub id: u32,
    /// Who is away.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// Last day; open for illness.
    pub until: Option<Day>,
    /// Why.
    pub class: AbsenceClass,
    /// B 角: who stands in; none where nobody could be named.
    pub deputy: Option<PersonId>,
    /// Who entered it.
    pub by: PersonId,
    /// When.
    pub entered_at: Instant,
    /// Whether it has begun.
    pub begun: bool,
}

impl Absence {
    /// Whether the person is away on that day.
    pub fn covers(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Whether it meets the days from one to the other.
    pub fn meets(&self, from: Day, until: Option<Day>) -> bool {
        until.is_none_or(|until| self.from <= until) && self.until.is_none_or(|own| from <= own)
    }
}

/// Present and coming absences of the division.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absences {
    /// By the order of entering.
    pub list: Vec<Absence>,
    /// The last id given.
    pub last: u32,
    /// Hand-overs of people who go for good, under way (E33).
    pub leavings: Vec<Leaving>,
    /// Who went, the oldest first.
    pub left: Vec<PersonId>,
    /// Hand-overs that were closed, the oldest first.
    pub closed: Vec<ClosedLeaving>,
    /// Who stood in on days that are over, the oldest first.
    pub over: Vec<StoodIn>,
}

/// Nobody is away.
pub static NOBODY_AWAY: Absences = Absences {
    list: Vec::new(),
    last: 0,
    leavings: Vec::new(),
    left: Vec::new(),
    closed: Vec::new(),
    over: Vec::new(),
};

impl Absences {
    /// The absence of a person on that day.
    pub fn of(&self, person: PersonId, on: Day) -> Option<&Absence> {
        self.list.iter().find(|absence| absence.person == person && absence.covers(on))
    }

    /// Whether a person is away on that day, or went for good.
    pub fn is_away(&self, person: PersonId, on: Day) -> bool {
        self.of(person, on).is_some() || self.has_left(person)
    }

    /// Whether nothing more is given to a person: away on that day, or going (E33).
    pub fn takes_nothing(&self, person: PersonId, on: Day) -> bool {
        self.is_away(person, on) || self.leaving(person).is_some()
    }

    /// Whether a person is away on any day from one to the other.
    pub fn is_away_between(&self, person: PersonId, from: Day, until: Option<Day>) -> bool {
        self.takes_nothing(person, from)
            || self.list.iter().any(|absence| absence.person == person && absence.meets(from, until))
    }

    /// Absences of that day in which this person stands in.
    pub fn stood_in_by(&self, deputy: PersonId, on: Day) -> impl Iterator<Item = &Absence> {
        self.list.iter().filter(move |absence| absence.deputy == Some(deputy) && absence.covers(on))
    }

    /// Who stands in for somebody who is away on that day.
    pub fn deputy_of(&self, person: PersonId, on: Day) -> Option<PersonId> {
        self.of(person, on).and_then(|absence| absence.deputy)
    }

    /// The absence of that id.
    pub fn get(&self, id: u32) -> Option<&Absence> {
        self.list.iter().find(|absence| absence.id == id)
    }
}

/// What a decision about absences rests on besides their own stream.
#[derive(Copy, Clone)]
pub struct Ground<'a> {
    /// The lane's instant.
    pub now: Instant,
    /// Who acts.
    pub actor: PersonId,
    /// The organisation in force.
    pub organisation: &'a Organisation,
}

/// The state after a fact.  Total: a fact about an absence that is over changes nothing.
pub fn evolve(mut state: Absences, event: &Event) -> Absences {
    let of = |list: &mut Vec<Absence>, id: u32| list.iter().position(|absence| absence.id == id);
    let today = event.at().day();
    // Whoever stood in until yesterday did so, whatever changes today.
    let changed: Vec<Absence> = match event {
        Event::DeputyChanged(DeputyChanged { id, .. })
        | Event::Ended(Ended { id, .. })
        | Event::Passed(Passed { id, .. }) => state.get(*id).copied().into_iter().collect(),
        Event::Left(fact) => {
            state.list.iter().filter(|absence| absence.person == fact.person).copied().collect()
        }
        _ => Vec::new(),
    };
    changed.iter().for_each(|absence| state.keep(absence, today.plus_days(-1)));
    match event {
        Event::Entered(fact) => {
            state.last = fact.id;
            let (by, entered_at) = (fact.by, fact.at);
            let Entered { id, person, from, until, class, deputy, .. } = *fact;
            state.list.push(Absence { id, person, from, until, class, deputy, by, entered_at, begun: false });
        }
        Event::Begun(fact) => {
            if let Some(place) = of(&mut state.list, fact.id) {
                state.list[place].begun = true;
            }
        }
        Event::DeputyChanged(fact) => {
            if let Some(place) = of(&mut state.list, fact.id) {
                state.list[place].deputy = fact.deputy;
            }
        }
        Event::Ended(fact) => state.list.retain(|absence| absence.id != fact.id),
        Event::Passed(fact) => state.list.retain(|absence| absence.id != fact.id),
        Event::LeavingListed(fact) => {
            let LeavingListed { at: listed_at, by, person, taker, witness, held, list, file } = *fact;
            let signed = [None; 2];
            state.leavings.push(Leaving { person, taker, witness, by, listed_at, held, list, file, signed });
        }
        Event::LeavingSigned(fact) => {
            let of_person = state.leavings.iter_mut().find(|leaving| leaving.person == fact.person);
            if let Some(slot) = of_person.and_then(|it| it.signed.iter_mut().find(|at| at.is_none())) {
                *slot = Some(fact.at);
            }
        }
        Event::LeavingDropped(fact) => state.leavings.retain(|leaving| leaving.person != fact.person),
        Event::Left(fact) => {
            if let Some(leaving) = state.leaving(fact.person).copied() {
                if state.closed.len() >= CLOSED_MAX {
                    state.closed.remove(0);
                }
                state.closed.push(ClosedLeaving { leaving, signed_at: fact.at });
            }
            state.leavings.retain(|leaving| leaving.person != fact.person);
            state.list.retain(|absence| absence.person != fact.person);
            if state.left.len() >= LEFT_MAX {
                state.left.remove(0);
            }
            state.left.push(fact.person);
        }
    }
    state.forget(today);
    state
}
