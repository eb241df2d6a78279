//! 发放、送达: a paper made after the case reaches the holder with a numbered proof, within the days of its item (N16, E16, C25).

use super::command::{HandOut, Handing};
use super::decide::{Answer, Desk};
use super::event::HandedOut;
use super::proceeding::speak_by_of;
use super::refusal::CertificateRefusal as R;
use super::state::Heard;
use crate::close::sits_there;
use crate::delivery::{DeliveryRefusal, PUBLIC_NOTICE_DAYS};
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Instead, Refusal, Whose};
use calendar::{Calendar, Clock, ClockError, Day};
use catalogue::{Item, Power};
use serde::{Deserialize, Serialize};

/// A paper that the holder was not given yet.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// Its number.
    pub number: DocumentNo,
    /// The day it was made.
    pub on: Day,
}

/// The last day to hand out a paper made on a day, as the item's limit from the decision to delivery has it.
pub fn hand_out_by(made_on: Day, item: &Item, calendar: &Calendar) -> Result<Day, ClockError> {
    Ok(Clock::start(calendar, made_on, item.delivery.limit)?.due())
}

/// The last day to decide a correction, a change or a replacement asked for on a day: what the item promises for the first paper
/// counts for every later one.
pub fn decide_by(asked_on: Day, item: &Item, calendar: &Calendar) -> Result<Day, ClockError> {
    Ok(Clock::start(calendar, asked_on, item.promised.limit)?.due())
}

/// Where results are handed out: to the holder, to whoever brings the holder's letter, or in one of the law's other ways.
pub(crate) fn hand_out(desk: &Desk, command: &HandOut) -> Answer {
    let (known, file, today) = (desk.known, desk.file, desk.known.today());
    let HandOut { paper, way, window } = *command;
    known.organisation.window(window).ok_or(Refusal::WindowUnknown { window })?;
    sits_there(known, desk.item, desk.needs(Power::Deliver)?, window)?;
    let owed = file.owed.iter().find(|it| it.number == paper).ok_or(R::NotToHandOut)?;
    // In a year that no calendar covers nothing is late, and nobody is sent away for it.
    let last = hand_out_by(owed.on, desk.item, known.calendar);
    let on = match way {
        Handing::Holder { identity } if identity != file.holder => {
            let (whose, instead) = (Whose::Holder, Some(Instead::Collector));
            return Err(Refusal::IdentityDiffers { whose, instead });
        }
        Handing::Holder { .. } | Handing::Collector { .. } => today,
        Handing::Post { on, .. } | Handing::Left { on, .. } if on < owed.on || on > today => {
            return Err(DeliveryRefusal::DayOutside { from: owed.on, until: today }.into());
        }
        Handing::Post { on, .. } | Handing::Left { on, .. } => on,
        // It comes last, and counts once it has run (C25).
        Handing::Announced { on, .. } => {
            let last = last?;
            if on <= last {
                return Err(DeliveryRefusal::OtherWaysFirst { until: last }.into());
            }
            let until = on.plus_days(PUBLIC_NOTICE_DAYS);
            if until >= today {
                return Err(R::PublicNoticeRuns { until }.into());
            }
            until.plus_days(1)
        }
    };
    let speak_by = match &file.proceeding {
        // Whoever hears of it later than it was left or signed for still has today.
        Some(running) if running.notice == paper && running.heard == Heard::Awaited => {
            Some(speak_by_of(known.calendar, on)?.max(today))
        }
        _ => None,
    };
    let proof = desk.document_no(DocumentKind::DeliveryProof);
    let (at, by, late) = (known.now, known.actor, last.is_ok_and(|last| on > last));
    Ok(vec![HandedOut { at, by, window, paper, proof, way, on, late, speak_by }.into()])
}
