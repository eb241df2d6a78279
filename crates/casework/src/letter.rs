//! 信函、传真: time counts from the day they arrived, and what was posted in time is in time, also where the case was closed for
//! missing papers meanwhile (N4, N7, E14).

use crate::acceptance::AcceptanceRefusal;
use crate::authority::Desk;
use crate::command::ReceiveMore;
use crate::decide::Answer;
use crate::delivery::within;
use crate::event::ReceivedMore;
use crate::intake;
use crate::known::Known;
use crate::number::DocumentNo;
use crate::refusal::Refusal;
use crate::state::{File, Stage};
use calendar::{Day, Instant};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Calendar days within which a letter or fax that arrived is entered; the long holidays are not longer.
pub const ARRIVED_DAYS_MAX: i32 = 10;
/// Calendar days that a letter is under way at most.
pub const POSTED_DAYS_MAX: i32 = 60;

/// How papers that were missing came, where nobody brought them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// By fax; otherwise by letter.
    pub fax: bool,
    /// The day it arrived.
    pub arrived_on: Day,
    /// The day of its postmark; none of a fax, and where nobody can read it.
    pub posted_on: Option<Day>,
}

facts! {
    /// 撤销退件: what was missing had been posted in time, and the case goes on under its number (E14).
    ClosureLifted {
        /** Who took the letter in. */ by: PersonId, /** The paper of the closing, which counts no longer. */ notice: DocumentNo,
        /** The day that counts as that of bringing. */ brought_on: Day, /** Last day to bring it. */ bring_by: Day,
    }
}

impl Letter {
    /// The day on which it counts as brought: that of its postmark, or where there is none that of its arrival.
    pub fn brought_on(self) -> Day {
        self.posted_on.filter(|_| !self.fax).unwrap_or(self.arrived_on)
    }
}

impl ReceivedMore {
    /// When it came: by a letter that was entered later, at the beginning of the day of its arrival.
    pub fn came_at(&self) -> Instant {
        let late = self.letter.filter(|letter| letter.arrived_on != self.at.day());
        late.map_or(self.at, |letter| letter.arrived_on.start())
    }

    /// The day it came: by letter that of its arrival.
    pub fn came_on(&self) -> Day {
        self.came_at().day()
    }
}

/// When papers of that day were received: of an earlier day only the beginning is known, and it is a few days back at most.
pub(crate) fn arrived_at(on: Day, back: i32, known: &Known) -> Result<Instant, Refusal> {
    let today = known.today();
    if on == today {
        return Ok(known.receipt_at());
    }
    within(today.plus_days(-back), on, today)?;
    Ok(known.received_at.unwrap_or(on.start()))
}

/// When what was missing came: now, or by letter on the day it arrived, though not before the case was received.
pub(crate) fn came_at(desk: &Desk, letter: Option<Letter>) -> Result<Instant, Refusal> {
    let Some(letter) = letter else { return Ok(desk.known.now) };
    if let Some(posted_on) = letter.posted_on {
        within(letter.arrived_on.plus_days(-POSTED_DAYS_MAX), posted_on, letter.arrived_on)?;
    }
    let at = arrived_at(letter.arrived_on, ARRIVED_DAYS_MAX, desk.known)?;
    Ok(at.max(desk.facts.received_at))
}

/// After the closing only a letter is taken in that was posted in time and brings everything that is open; otherwise the closing
/// stands, and the matter is taken up again by a new case.
pub(crate) fn lift(desk: &Desk, stage: &Stage, command: &ReceiveMore) -> Answer {
    let ended = || Refusal::CaseEnded { stage: stage.name() };
    let Stage::ClosedForMissing { notice } = *stage else { return Err(ended()) };
    let (Some(letter), Some(asked)) = (command.letter, desk.facts.correction) else { return Err(ended()) };
    let (brought_on, bring_by) = (letter.brought_on(), asked.bring_by);
    if brought_on > bring_by {
        // A day that cannot be is no letter that was posted late.
        came_at(desk, Some(letter))?;
        return Err(AcceptanceRefusal::PostedLate { bring_by }.into());
    }
    if command.taken_up || desk.known.archived {
        return Err(AcceptanceRefusal::ClosingStands { bring_by }.into());
    }
    let rows = asked.open().difference(command.marks.rows());
    if !rows.is_empty() {
        return Err(AcceptanceRefusal::LetterIncomplete { rows, bring_by }.into());
    }
    let came = intake::receive_more(desk, command)?;
    let lifted = ClosureLifted { at: desk.known.now, by: desk.actor(), notice, brought_on, bring_by };
    Ok([lifted.into()].into_iter().chain(came).collect())
}

/// An example for a case that was closed: a letter that arrives today and was posted on the last day.
pub(crate) fn example(file: &File, known: &Known) -> Option<Letter> {
    let Stage::ClosedForMissing { .. } = file.stage else { return None };
    let (arrived_on, posted_on) = (known.today(), file.facts.correction.map(|it| it.bring_by));
    Some(Letter { fax: false, arrived_on, posted_on })
}
