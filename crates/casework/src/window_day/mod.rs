//! A window's day: opened by whoever sits there, visits counted one by one, handed over at lunch and at the change of shift,
//! settled at the close and signed by two (E1, E2, E22, E31).
//!
//! One stream for each window and day; what it counts is of fixed size.

mod decide;
mod event;
mod refusal;

pub use decide::{Command, Give, Leave, Open, Settle, Tally, decide, originals, settles_late, sits_at};
pub use event::*;
pub use refusal::WindowDayRefusal;

use crate::command::Sealed;
use calendar::{Day, Instant};
use catalogue::{Organisation, PersonId, WindowId};
use serde::{Deserialize, Serialize};

/// Visits of one window on one day at most.
pub const VISITS_MAX: u16 = 2_000;

/// How a visit ended (E2).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitEnd {
    /// 收件: a receipt was given.
    Receipt,
    /// 咨询: advice only.
    Advice,
    /// 领证: something was collected.
    Collected,
    /// 没有收: sent away, with the reason.
    Returned,
    /// 没有人来: called and nobody came.
    NoShow,
}

impl VisitEnd {
    /// Every end, in the order of the buttons.
    pub const ALL: [VisitEnd; 5] =
        [VisitEnd::Receipt, VisitEnd::Advice, VisitEnd::Collected, VisitEnd::Returned, VisitEnd::NoShow];

    /// Its word in forms.
    pub fn key(self) -> &'static str {
        match self {
            VisitEnd::Receipt => "receipt",
            VisitEnd::Advice => "advice",
            VisitEnd::Collected => "collected",
            VisitEnd::Returned => "returned",
            VisitEnd::NoShow => "no-show",
        }
    }

    /// Its place among the counts.
    pub fn place(self) -> usize {
        match self {
            VisitEnd::Receipt => 0,
            VisitEnd::Advice => 1,
            VisitEnd::Collected => 2,
            VisitEnd::Returned => 3,
            VisitEnd::NoShow => 4,
        }
    }
}

/// A visit under way.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Counts from 1 on this day at this window.
    pub no: u16,
    /// Since when.
    pub since: Instant,
}

/// The window was given over and not yet taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handing {
    /// Who gives.
    pub from: PersonId,
    /// To whom.
    pub to: PersonId,
    /// What the system knows to be there.
    pub stock: Tally,
    /// A word to the other.
    pub note: Option<Sealed>,
    /// Since when.
    pub at: Instant,
}

/// 结算 at the close.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Who counted.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// As the system counts.
    pub system: Tally,
    /// Papers as the person counted.
    pub papers: u32,
    /// Originals among them, as the person counted.
    pub originals: u16,
    /// Results not collected, as the person counted.
    pub results: u16,
    /// Why they differ.
    pub explained: Option<Sealed>,
    /// Signed by the head.
    pub signed: Option<(PersonId, Instant)>,
}

impl Settlement {
    /// Whether both counts agree.
    pub fn agrees(&self) -> bool {
        agree(&self.system, self.papers, self.originals, self.results)
    }
}

/// Whether papers, the originals among them and results were counted as the system knows them (E31).
fn agree(system: &Tally, papers: u32, originals: u16, results: u16) -> bool {
    (papers, originals, results) == (system.papers, system.originals, system.results)
}

/// A settlement that was sent back.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// By which head.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Sealed,
}

/// One window on one day.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowDay {
    /// When it was opened first; none: not opened.
    pub opened_at: Option<Instant>,
    /// Who sits there now; none: nobody.
    pub seat: Option<PersonId>,
    /// Who sat there last.
    pub last: Option<PersonId>,
    /// Since when that is so.
    pub since: Option<Instant>,
    /// The printer was tested and works.
    pub printer: bool,
    /// The card reader was tested and works.
    pub reader: bool,
    /// The visit under way.
    pub visit: Option<Visit>,
    /// Visits begun.
    pub visits: u16,
    /// Visits by how they ended, in the order of [`VisitEnd::ALL`].
    pub ends: [u16; 5],
    /// Given over, not yet taken.
    pub handing: Option<Handing>,
    /// Settled.
    pub settlement: Option<Settlement>,
    /// The settlement before was sent back, and nobody has settled it since.
    pub sent_back: Option<SentBack>,
}

/// What a decision about a window's day rests on.
#[derive(Copy, Clone)]
pub struct Ground<'a> {
    /// The lane's instant.
    pub now: Instant,
    /// Who acts.
    pub actor: PersonId,
    /// Which window.
    pub window: WindowId,
    /// Which day.
    pub day: Day,
    /// The organisation in force.
    pub organisation: &'a Organisation,
    /// Who is away.
    pub absences: &'a crate::absence::Absences,
}

/// The state after a fact.
pub fn evolve(mut state: WindowDay, event: &Event) -> WindowDay {
    match event {
        Event::Opened(fact) => {
            state.opened_at = state.opened_at.or(Some(fact.at));
            (state.printer, state.reader) = (fact.printer, fact.reader);
            sit(&mut state, fact.by, fact.at);
        }
        Event::VisitBegun(fact) => {
            state.visits = fact.no;
            state.visit = Some(Visit { no: fact.no, since: fact.at });
        }
        Event::VisitEnded(fact) => {
            state.visit = None;
            let count = &mut state.ends[fact.how.place()];
            *count = count.saturating_add(1);
        }
        Event::SeatGiven(fact) => {
            let SeatGiven { at, by, to, stock, note } = *fact;
            state.handing = Some(Handing { from: by, to, stock, note, at });
        }
        Event::SeatTaken(fact) => {
            state.handing = None;
            sit(&mut state, fact.by, fact.at);
        }
        Event::SeatKept(_) => state.handing = None,
        Event::SeatLeft(fact) => {
            (state.seat, state.last, state.since) = (None, Some(fact.by), Some(fact.at));
        }
        Event::Settled(fact) => {
            let Settled { at, by, system, papers, originals, results, explained } = *fact;
            let signed = None;
            state.settlement =
                Some(Settlement { by, at, system, papers, originals, results, explained, signed });
            state.sent_back = None;
            (state.seat, state.last, state.since) = (None, Some(by), Some(at));
        }
        Event::SettlementReturned(fact) => {
            state.settlement = None;
            state.sent_back = Some(SentBack { by: fact.by, at: fact.at, reason: fact.reason });
            let back = state.last.unwrap_or(fact.by);
            sit(&mut state, back, fact.at);
        }
        Event::SettlementSigned(fact) => {
            if let Some(settlement) = &mut state.settlement {
                settlement.signed = Some((fact.by, fact.at));
            }
        }
    }
    state
}

fn sit(state: &mut WindowDay, who: PersonId, at: Instant) {
    (state.seat, state.last, state.since) = (Some(who), Some(who), Some(at));
}
