//! 更正、变更、补发: the first two asked for by those who make papers, the third by the holder at a window; decided by whom the
//! decision belongs to, and never by one person alone (F5, M4, A22, N21, E11, E17).

use super::command::{Change, DecideReissue, Reissue, ReissueKind, Replace};
use super::decide::{Answer, Desk};
use super::event::{Changed, Corrected, Event, ReissueAskedFor, ReissueRefused, Replaced};
use super::refusal::CertificateRefusal as R;
use crate::authority::sits_at;
use crate::command::{Outcome, Sealed};
use crate::number::DocumentKind;
use crate::refusal::{Duty, Refusal, Whose};
use catalogue::{Power, WindowId};

/// 申请更正: the certificate stays with its holder.
pub(crate) fn correct(desk: &Desk, command: &Reissue) -> Answer {
    desk.needs(Power::MakeDocument)?;
    if command.holder != desk.file.holder {
        return Err(R::CorrectionKeepsHolder.into());
    }
    ask(desk, ReissueKind::Correction, command, None, None)
}

/// 申请变更, by the holder or whom the holder sent: who shows another document and no letter is not the one who may ask.
pub(crate) fn change(desk: &Desk, command: &Change) -> Answer {
    // The power before the document, so that nobody but those who make papers can try documents.
    desk.needs(Power::MakeDocument)?;
    let sent = command.by.sent_by(Whose::Holder, desk.file.holder)?;
    ask(desk, ReissueKind::Change, &command.new, None, sent)
}

/// 申请补发, by the holder in person at a window that serves the authority: the new paper says what the old one says.
pub(crate) fn replace(desk: &Desk, command: &Replace) -> Answer {
    let Replace { identity, window, reason, old_returned } = *command;
    sits_at(desk.known, desk.item, window)?;
    if identity != desk.file.holder {
        return Err(Refusal::IdentityDiffers { whose: Whose::Holder, instead: None });
    }
    let new = Reissue { content: desk.file.content, holder: desk.file.holder, reason, old_returned };
    ask(desk, ReissueKind::Replacement, &new, Some(window), None)
}

fn ask(
    desk: &Desk,
    kind: ReissueKind,
    new: &Reissue,
    window: Option<WindowId>,
    sent: Option<Sealed>,
) -> Answer {
    if desk.file.reissue.is_some() {
        return Err(R::ReissueWaits.into());
    }
    desk.room()?;
    let (at, by, new) = (desk.known.now, desk.known.actor, *new);
    let receipt = Some(desk.document_no(DocumentKind::ReissueReceipt));
    Ok(vec![ReissueAskedFor { at, by, kind, new, receipt, window, sent }.into()])
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
            let number = Some(desk.document_no(DocumentKind::ReissueRefusal));
            return Ok(vec![ReissueRefused { at, by, basis, reasons, number }.into()]);
        }
        (Outcome::Granted, None) => {}
    }
    desk.room()?;
    let number = desk.document_no(DocumentKind::Certificate);
    let (Reissue { content, holder, reason, old_returned }, basis) = (asked.new, Some(basis));
    let to_hand_out = true;
    let former = Some(desk.file.holder).filter(|before| *before != holder);
    Ok(vec![match asked.kind {
        ReissueKind::Correction => Event::from(Corrected {
            at,
            by,
            number,
            holder,
            content,
            reason,
            old_returned,
            basis,
            to_hand_out,
        }),
        ReissueKind::Change => {
            Changed { at, by, number, holder, content, reason, old_returned, basis, former, to_hand_out }
                .into()
        }
        ReissueKind::Replacement => {
            Replaced { at, by, number, reason, old_returned, basis, to_hand_out }.into()
        }
    }])
}
