//! 更正、变更: asked for by those who make papers, decided by whom the decision belongs to, and never by one person alone (F5,
//! M4, N21, E11, E17).

use super::command::{Change, DecideReissue, Reissue, ReissueKind};
use super::decide::{Answer, Desk};
use super::event::{Changed, Corrected, Event, ReissueAskedFor, ReissueRefused};
use super::refusal::CertificateRefusal as R;
use crate::command::Outcome;
use crate::number::DocumentKind;
use crate::refusal::{Duty, Refusal};
use catalogue::Power;

/// 申请更正: the certificate stays with its holder.
pub(crate) fn correct(desk: &Desk, command: &Reissue) -> Answer {
    desk.needs(Power::MakeDocument)?;
    if command.holder != desk.file.holder {
        return Err(R::CorrectionKeepsHolder.into());
    }
    ask(desk, ReissueKind::Correction, command)
}

/// 申请变更, by the holder in person: who shows another document is not the one who may ask.
pub(crate) fn change(desk: &Desk, command: &Change) -> Answer {
    // The power before the document, so that nobody but those who make papers can try documents.
    desk.needs(Power::MakeDocument)?;
    if command.identity != desk.file.holder {
        return Err(Refusal::IdentityDiffers);
    }
    ask(desk, ReissueKind::Change, &command.new)
}

fn ask(desk: &Desk, kind: ReissueKind, new: &Reissue) -> Answer {
    if desk.file.reissue.is_some() {
        return Err(R::ReissueWaits.into());
    }
    desk.room()?;
    let (at, by, new) = (desk.known.now, desk.known.actor, *new);
    Ok(vec![ReissueAskedFor { at, by, kind, new }.into()])
}

/// By whom the decision belongs to, and who did not ask. The new number is of the same series, and the time of the old
/// paper goes on.
pub(crate) fn decide(desk: &Desk, command: &DecideReissue) -> Answer {
    let asked = desk.file.reissue.ok_or(R::NoReissue)?;
    let basis = desk.needs_apart(Power::Decide, &[(asked.taken_by, Duty::Asker)])?;
    let (at, by) = (desk.known.now, desk.known.actor);
    match (command.outcome, command.reasons) {
        (Outcome::Granted, Some(_)) => return Err(Refusal::ReasonsNotWanted),
        (Outcome::Refused, None) => return Err(Refusal::ReasonsNeeded),
        (Outcome::Refused, Some(reasons)) => {
            return Ok(vec![ReissueRefused { at, by, basis, reasons }.into()]);
        }
        (Outcome::Granted, None) => {}
    }
    desk.room()?;
    let number = desk.document_no(DocumentKind::Certificate);
    let (Reissue { content, holder, reason, old_returned }, basis) = (asked.new, Some(basis));
    let former = Some(desk.file.holder).filter(|before| *before != holder);
    Ok(vec![match asked.kind {
        ReissueKind::Correction => {
            Event::from(Corrected { at, by, number, holder, content, reason, old_returned, basis })
        }
        ReissueKind::Change => {
            Changed { at, by, number, holder, content, reason, old_returned, basis, former }.into()
        }
    }])
}
