//! 停电、断网: pads of numbers printed beforehand, the outage declared, and afterwards one entry for each number, with the instant
//! that stands on it (E21, A32, F4, F34).
//!
//! One stream of a division.  Outside a declared outage nothing is dated back, whatever is typed.

mod decide;
mod event;
mod refusal;

pub use decide::{Claim as ClaimNumber, Command, Print, Void, decide, runs_outages};
pub use event::*;
pub use refusal::OutageRefusal;

use calendar::{Calendar, Day, Instant};
use catalogue::{CaseId, PersonId, WindowId};
use serde::{Deserialize, Serialize};

/// Numbers of one pad: what fits on a few sheets.
pub const PAD_NUMBERS: std::ops::RangeInclusive<u8> = 5..=50;
/// Pads that a division remembers; the oldest drops out.
pub const PADS_MAX: usize = 120;
/// Outages that a division remembers; the log shows these.
pub const OUTAGES_MAX: usize = 60;
/// Numbers entered and perhaps not yet received.
pub const CLAIMS_MAX: usize = 400;
/// Working days after which nothing is entered for a day any more: what came in before a long holiday is entered after it.
pub const DAYS_BACK: i32 = 3;
/// Days that are looked at to find them; the longest holiday with its weekends is shorter.
const LOOK_BACK: usize = 30;

/// What was down.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutageKind {
    /// 停电.
    Power,
    /// 断网.
    Network,
    /// 系统故障.
    System,
}

impl OutageKind {
    /// Every kind, in the order of the form.
    pub const ALL: [OutageKind; 3] = [OutageKind::Power, OutageKind::Network, OutageKind::System];

    /// Its word in forms.
    pub fn key(self) -> &'static str {
        match self {
            OutageKind::Power => "power",
            OutageKind::Network => "network",
            OutageKind::System => "system",
        }
    }
}

/// Why a number on a pad was not used.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidCause {
    /// 写坏了, the sheet is kept.
    Spoiled,
    /// 没有用, the sheet is empty.
    Unused,
}

/// A pad of numbers for one window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pad {
    /// Counts from 1 in the division.
    pub no: u32,
    /// For which window.
    pub window: WindowId,
    /// Its first number.
    pub first: u32,
    /// How many.
    pub count: u8,
    /// Who printed it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Entered, by place.
    pub used: u64,
    /// Not used, by place.
    pub void: u64,
}

impl Pad {
    /// The place of a number on this pad.
    pub fn place(&self, number: u32) -> Option<u8> {
        let place = number.checked_sub(self.first)?;
        u8::try_from(place).ok().filter(|place| *place < self.count)
    }

    fn bit(place: u8) -> u64 {
        1 << place
    }

    /// Whether a number was entered.
    pub fn is_used(&self, number: u32) -> bool {
        self.place(number).is_some_and(|place| self.used & Pad::bit(place) != 0)
    }

    /// Whether a number was struck off.
    pub fn is_void(&self, number: u32) -> bool {
        self.place(number).is_some_and(|place| self.void & Pad::bit(place) != 0)
    }

    /// Numbers before the last that was entered or struck off, of which nobody has said what became of them.
    pub fn gaps(&self) -> Vec<u32> {
        let known = self.used | self.void;
        let places = 0..self.count;
        let last = places.clone().rev().find(|place| known & Pad::bit(*place) != 0);
        let Some(last) = last else { return Vec::new() };
        places
            .take_while(|place| *place < last)
            .filter(|place| known & Pad::bit(*place) == 0)
            .map(|place| self.first + u32::from(place))
            .collect()
    }
}

/// A declared outage.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Counts from 1 in the division.
    pub id: u32,
    /// What was down.
    pub kind: OutageKind,
    /// From when, as declared.
    pub since: Instant,
    /// Until when; it goes on where there is none.
    pub until: Option<Instant>,
    /// Who declared it.
    pub by: PersonId,
    /// When it was declared, by the server.
    pub declared_at: Instant,
    /// Numbers of pads entered for it.
    pub entered: u16,
}

impl Outage {
    /// Whether an instant lies in it.
    pub fn covers(&self, at: Instant, now: Instant) -> bool {
        self.since <= at && at <= self.until.unwrap_or(now)
    }
}

/// A number of a pad that stands for a case.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The number.
    pub number: u32,
    /// The case that is, or will be, received under it.
    pub case: CaseId,
    /// The instant that stands on the pad.
    pub occurred_at: Instant,
    /// Who entered it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Pads, outages and numbers of a division.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outages {
    /// The oldest first.
    pub pads: Vec<Pad>,
    /// The oldest first.
    pub outages: Vec<Outage>,
    /// The oldest first.
    pub claims: Vec<Claimed>,
    /// The last pad.
    pub last_pad: u32,
    /// The last number printed.
    pub last_number: u32,
    /// The last outage.
    pub last_outage: u32,
}

/// Nothing was ever down.
pub static NOTHING_DOWN: Outages = Outages {
    pads: Vec::new(),
    outages: Vec::new(),
    claims: Vec::new(),
    last_pad: 0,
    last_number: 0,
    last_outage: 0,
};

impl Outages {
    /// The pad that bears a number.
    pub fn pad_of(&self, number: u32) -> Option<&Pad> {
        self.pads.iter().find(|pad| pad.place(number).is_some())
    }

    /// What was entered for a case.
    pub fn claim_of(&self, case: CaseId) -> Option<&Claimed> {
        self.claims.iter().find(|claim| claim.case == case)
    }

    /// The outage that goes on.
    pub fn open(&self) -> Option<&Outage> {
        self.outages.iter().find(|outage| outage.until.is_none())
    }

    /// The outage in which an instant lies.
    pub fn covering(&self, at: Instant, now: Instant) -> Option<&Outage> {
        self.outages.iter().find(|outage| outage.covers(at, now))
    }
}

/// The state after a fact.
pub fn evolve(mut state: Outages, event: &Event) -> Outages {
    match event {
        Event::PadPrinted(fact) => {
            let PadPrinted { at, by, no, window, first, count } = *fact;
            (state.last_pad, state.last_number) = (no, first + u32::from(count) - 1);
            if state.pads.len() >= PADS_MAX {
                state.pads.remove(0);
            }
            state.pads.push(Pad { no, window, first, count, by, at, used: 0, void: 0 });
        }
        Event::Declared(fact) => {
            let Declared { at: declared_at, by, id, kind, since } = *fact;
            state.last_outage = id;
            if state.outages.len() >= OUTAGES_MAX {
                state.outages.remove(0);
            }
            state.outages.push(Outage { id, kind, since, until: None, by, declared_at, entered: 0 });
        }
        Event::Over(fact) => {
            if let Some(outage) = state.outages.iter_mut().find(|outage| outage.id == fact.id) {
                outage.until = Some(fact.until);
            }
        }
        Event::NumberEntered(fact) => {
            let NumberEntered { at, by, number, case, occurred_at, outage } = *fact;
            mark(&mut state, number, |pad, bit| pad.used |= bit);
            if let Some(outage) = state.outages.iter_mut().find(|it| it.id == outage) {
                outage.entered = outage.entered.saturating_add(1);
            }
            if state.claims.len() >= CLAIMS_MAX {
                state.claims.remove(0);
            }
            state.claims.push(Claimed { number, case, occurred_at, by, at });
        }
        Event::NumberVoided(fact) => mark(&mut state, fact.number, |pad, bit| pad.void |= bit),
    }
    state
}

fn mark(state: &mut Outages, number: u32, set: impl Fn(&mut Pad, u64)) {
    for pad in &mut state.pads {
        if let Some(place) = pad.place(number) {
            set(pad, Pad::bit(place));
        }
    }
}

/// The first day for which something may still be entered; today where the calendar does not reach back.
pub fn earliest(calendar: &Calendar, today: Day) -> Day {
    let mut day = today;
    for _ in 0..LOOK_BACK {
        let earlier = day.plus_days(-1);
        if !calendar.working_days_between(earlier, today).is_ok_and(|days| days <= DAYS_BACK) {
            break;
        }
        day = earlier;
    }
    day
}
