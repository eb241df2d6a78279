//! Lengthening the limit: asked for by those who carry the case, approved once by whom the law names, told by a
//! numbered notice (N14, C7, F8).

use crate::authority::Desk;
use crate::clocks::{self, Changed};
use crate::command::{Reason, Sealed};
use crate::decide::Answer;
use crate::event::{Extended, ExtensionAskedFor, ExtensionRefused};
use crate::intake::document_no;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Refusal};
use crate::state::File;
use crate::stops::somebody_left_to_decide;
use calendar::{Instant, Light};
use catalogue::item::ExtensionRule;
use catalogue::{Authority, PersonId, Power};
use serde::{Deserialize, Serialize};

/// 延期 (N14).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extension {
    /// Nobody asked.
    #[default]
    None,
    /// Asked for; every clock runs on.
    Asked {
        /// By whom.
        by: PersonId,
        /// Why.
        reason: Sealed,
    },
    /// Lengthened; never a second time.
    Approved {
        /// By whom.
        by: PersonId,
        /// Why it was asked for; the applicant reads it.
        reason: Sealed,
        /// The notice to the applicant.
        notice: DocumentNo,
        /// Since when.
        at: Instant,
    },
}

/// Asked for, before the limit ends.
pub(crate) fn ask(desk: &Desk, command: &Reason) -> Answer {
    match desk.facts.extension {
        Extension::None => {}
        Extension::Asked { .. } => return Err(Refusal::ExtensionAlreadyAsked),
        Extension::Approved { .. } => return Err(Refusal::AlreadyExtended),
    }
    in_time(desk)?;
    desk.carries()?;
    Ok(vec![ExtensionAskedFor { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// Approved: the law's limit and the promise get their new days in one numbered notice, so that the promise is never
/// lengthened in silence.  A promise that is broken stays broken (M6); the step's clock is nobody's business outside.
pub(crate) fn approve(desk: &Desk) -> Answer {
    let asker = asked(desk)?;
    let rule = in_time(desk)?;
    let basis = approver(desk, asker)?;
    somebody_left_to_decide(desk)?;
    desk.room_for(Duty::Approver)?;
    let lengthened = |clock: calendar::Clock| clock.extend(desk.known.calendar, rule.by).map(Some);
    let Changed { promised, statutory, step: _ } = clocks::change(desk, lengthened)?;
    let notice = document_no(desk.facts.authority, DocumentKind::ExtensionNotice, desk.known);
    Ok(vec![Extended { at: desk.known.now, by: desk.actor(), basis, notice, promised, statutory }.into()])
}

/// Not approved: every clock ran on.
pub(crate) fn refuse(desk: &Desk, command: &Reason) -> Answer {
    let asker = asked(desk)?;
    approver(desk, asker)?;
    Ok(vec![ExtensionRefused { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

impl File {
    /// Whether the limit that would be lengthened has passed, as far as time has recorded it: what was asked for can only
    /// be refused.
    pub fn extension_is_too_late(&self) -> bool {
        let clocks = &self.facts.clocks;
        let measured = clocks.statutory.or(clocks.promised).filter(|watch| watch.ended_at.is_none());
        measured.is_none_or(|watch| watch.light == Light::Red)
    }
}

/// The item's rule, if the limit it lengthens has not ended: the law's, or the promise where the law sets none.
fn in_time<'a>(desk: &Desk<'a>) -> Result<&'a ExtensionRule, Refusal> {
    let rule = desk.item.extension.as_ref().ok_or(Refusal::ExtensionNotListed)?;
    let clocks = &desk.facts.clocks;
    let measured = clocks.statutory.or(clocks.promised).filter(|watch| watch.ended_at.is_none());
    match measured {
        Some(watch) if watch.is_late(desk.known.now) => {
            Err(Refusal::ExtensionTooLate { due: watch.clock.due() })
        }
        Some(_) => Ok(rule),
        None => Err(Refusal::ExtensionTooLate { due: desk.today() }),
    }
}

fn asked(desk: &Desk) -> Result<PersonId, Refusal> {
    match desk.facts.extension {
        Extension::Asked { by, .. } => Ok(by),
        Extension::None => Err(Refusal::NoExtensionAsked),
        Extension::Approved { .. } => Err(Refusal::AlreadyExtended),
    }
}

/// Whoever approves neither asked, nor took in, handled or decides (C7, M4).
fn approver(desk: &Desk, asker: PersonId) -> Result<Authority, Refusal> {
    let basis = desk.needs(Power::ApproveExtension, Some(Duty::Approver))?;
    desk.differs_from(asker, Power::ApproveExtension)?;
    Ok(basis)
}
