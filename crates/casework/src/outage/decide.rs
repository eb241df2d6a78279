//! Who prints pads, declares an outage, and enters what was taken in meanwhile.

use super::{
    Declared, Event, NumberEntered, NumberVoided, OutageKind, OutageRefusal as No, Outages, Over,
    PAD_NUMBERS, PadPrinted, VoidCause, earliest,
};
use crate::absence::Ground;
use crate::window_day::sits_at;
use calendar::{Calendar, Day, Instant};
use catalogue::item::Post;
use catalogue::{CaseId, Organisation, PersonId, WindowId};
use serde::{Deserialize, Serialize};

/// What can be asked about outages.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Print a pad.
    Print(Print),
    /// "We are offline since …".
    Declare {
        /// From when.
        since: Instant,
        /// What is down.
        kind: OutageKind,
    },
    /// It is over.
    End {
        /// Until when.
        until: Instant,
    },
    /// A number stands for a case.
    Claim(Claim),
    /// A number was not used.
    Void(Void),
}

/// Print a pad of numbers for a window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// For which window.
    pub window: WindowId,
    /// How many numbers.
    pub count: u8,
}

/// Enter what was taken in under a number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The number on the pad.
    pub number: u32,
    /// The instant on the pad.
    pub occurred_at: Instant,
    /// The case that will be received.
    pub case: CaseId,
}

/// Strike a number off.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Void {
    /// The number.
    pub number: u32,
    /// Why.
    pub cause: VoidCause,
}

/// Whether a person declares outages and prints pads: heads of windows, and who runs the centre.
pub fn runs_outages(organisation: &Organisation, person: PersonId, today: Day) -> bool {
    let posts = [Post::WindowHead, Post::CentreManager];
    organisation.posts_of(person, today).any(|holding| posts.contains(&holding.post))
}

/// Decides a command about outages, by the calendar in force.
pub fn decide(
    state: &Outages,
    command: &Command,
    ground: &Ground,
    calendar: &Calendar,
) -> Result<Vec<Event>, No> {
    let (at, by, today) = (ground.now, ground.actor, ground.now.day());
    let runs = || if runs_outages(ground.organisation, by, today) { Ok(()) } else { Err(No::NotYours) };
    Ok(vec![match command {
        Command::Print(Print { window, count }) => {
            runs()?;
            ground.organisation.window(*window).ok_or(No::NoSuchWindow)?;
            if !PAD_NUMBERS.contains(count) {
                return Err(No::PadSize);
            }
            let (no, first) = (state.last_pad + 1, state.last_number + 1);
            PadPrinted { at, by, no, window: *window, first, count: *count }.into()
        }
        Command::Declare { since, kind } => {
            runs()?;
            if let Some(open) = state.open() {
                return Err(No::AlreadyDown { since: open.since });
            }
            let known = state.covering(*since, at).is_some();
            if *since > at || since.day() < earliest(calendar, today) || known {
                return Err(No::BadBeginning);
            }
            Declared { at, by, id: state.last_outage + 1, kind: *kind, since: *since }.into()
        }
        Command::End { until } => {
            runs()?;
            let open = state.open().ok_or(No::NotDown)?;
            if *until <= open.since || *until > at {
                return Err(No::BadEnd);
            }
            Over { at, by, id: open.id, until: *until }.into()
        }
        Command::Claim(command) => claim(state, command, ground, calendar)?,
        Command::Void(Void { number, cause }) => {
            free(state, *number, ground)?;
            NumberVoided { at, by, number: *number, cause: *cause }.into()
        }
    }])
}

/// Whether a person serves at a window today, or is its head: nobody else enters what stands on its pads.
fn serves(organisation: &Organisation, person: PersonId, window: WindowId, today: Day) -> bool {
    let heads = organisation.window(window).is_some_and(|it| it.head == Some(person));
    heads || sits_at(organisation, person, window, today)
}

/// The number stands on a pad of a window at which the actor serves, or which is the actor's, and nothing became of it yet.
fn free(state: &Outages, number: u32, ground: &Ground) -> Result<(), No> {
    let pad = state.pad_of(number).ok_or(No::NoSuchNumber)?;
    if !serves(ground.organisation, ground.actor, pad.window, ground.now.day()) {
        return Err(No::OtherWindow);
    }
    if pad.is_used(number) || pad.is_void(number) { Err(No::NumberGone) } else { Ok(()) }
}

fn claim(state: &Outages, command: &Claim, ground: &Ground, calendar: &Calendar) -> Result<Event, No> {
    let Claim { number, occurred_at, case } = *command;
    let (at, by) = (ground.now, ground.actor);
    free(state, number, ground)?;
    if state.claim_of(case).is_some() {
        return Err(No::CaseGone);
    }
    let printed_at = state.pad_of(number).map(|pad| pad.at).ok_or(No::NoSuchNumber)?;
    let outage = state.covering(occurred_at, at).filter(|_| printed_at <= occurred_at && occurred_at <= at);
    let outage = outage.ok_or(No::OutsideOutage)?.id;
    let earliest = earliest(calendar, at.day());
    if occurred_at.day() < earliest {
        return Err(No::TooLate { earliest });
    }
    Ok(NumberEntered { at, by, number, case, occurred_at, outage }.into())
}
