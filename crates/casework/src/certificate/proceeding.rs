//! 撤回、撤销、注销、吊销: opened on a ground of law with a numbered notice, the holder heard, decided by somebody else (N25, A23).

use super::command::{DecideProceeding, EndGround, EndKind, OpenProceeding, RecordStatement};
use super::decide::{Answer, Desk};
use super::event::{Ended, ProceedingDropped, ProceedingOpened, StatementRecorded};
use super::refusal::CertificateRefusal as R;
use super::state::{Heard, Proceeding, Standing};
use crate::number::DocumentKind;
use crate::refusal::{Duty, Need, Refusal};
use calendar::{Calendar, Day, YearUnknown};
use catalogue::item::{ItemKind, Post};
use catalogue::organisation::NoAuthority;
use catalogue::{Authority, Power};

/// Working days in which the holder may speak (行政处罚法 §64 gives five to ask for a hearing).
pub const SPEAK_WORKING_DAYS: u32 = 5;

/// Last day to speak, where the notice was handed over on this day.
pub(super) fn speak_by_of(calendar: &Calendar, told_on: Day) -> Result<Day, YearUnknown> {
    calendar.add_working_days(told_on, SPEAK_WORKING_DAYS)
}

/// 立案并告知, by a handler of the authority.
pub(crate) fn open(desk: &Desk, command: &OpenProceeding) -> Answer {
    if desk.file.item_kind != ItemKind::Licensing {
        return Err(R::NotALicence.into());
    }
    fits(desk.file.standing, command.ground)?;
    desk.needs(Power::Handle)?;
    let notice = desk.document_no(DocumentKind::CertificateHearing);
    let (at, by) = (desk.known.now, desk.known.actor);
    let OpenProceeding { ground, facts } = *command;
    Ok(vec![ProceedingOpened { at, by, ground, facts, notice, speak_by: None }.into()])
}

/// Only what has expired is cancelled for not being renewed; what has expired is not withdrawn or rescinded any more.
fn fits(standing: Standing, ground: EndGround) -> Result<(), Refusal> {
    match (standing, ground, ground.kind()) {
        (Standing::Expired, EndGround::NotRenewed, _) | (Standing::Expired, _, EndKind::Revoked) => Ok(()),
        (Standing::InForce, EndGround::NotRenewed, _) => Err(R::StillInForce.into()),
        (Standing::InForce, _, _) => Ok(()),
        (standing, _, _) => Err(R::NotInForce { standing }.into()),
    }
}

/// 陈述申辩, taken down at a window or by a handler.
pub(crate) fn record(desk: &Desk, running: &Proceeding, command: &RecordStatement) -> Answer {
    if running.heard != Heard::Awaited {
        return Err(R::HeardBefore.into());
    }
    if let Err(refusal) = desk.needs(Power::Receive) {
        desk.needs(Power::Handle).map_err(|_| refusal)?;
    }
    Ok(vec![StatementRecorded { at: desk.known.now, by: desk.known.actor, words: command.words }.into()])
}

/// By the head of the authority or whom the head named by letter, who neither granted it nor opened this.
pub(crate) fn decide(desk: &Desk, running: &Proceeding, command: &DecideProceeding) -> Answer {
    if running.heard == Heard::Awaited {
        return Err(match running.speak_by {
            Some(speak_by) => R::HolderNotHeard { speak_by },
            None => R::NoticeNotHandedOut,
        }
        .into());
    }
    let did = [(desk.file.granted_by, Duty::Decider), (running.by, Duty::Handler)];
    let basis = desk.needs_apart(Power::Decide, &did)?;
    // A window head decides instant cases at the window; to end a certificate is for the authority.
    if let Authority::ByPost { post, .. } = basis
        && post != Post::AuthorityHead
    {
        let need = Need::Post { post: Post::AuthorityHead, unit: desk.file.authority };
        return Err(Refusal::NotAuthorised { need, reason: NoAuthority::NoPost, able: Vec::new() });
    }
    let (at, by, reasons) = (desk.known.now, desk.known.actor, command.reasons);
    if !command.ends {
        return Ok(vec![ProceedingDropped { at, by, reasons }.into()]);
    }
    let (how, ground) = (running.ground.kind(), running.ground);
    let number = desk.document_no(DocumentKind::CertificateEnd);
    Ok(vec![Ended { at, by, basis, how, ground, number, reasons, to_hand_out: true }.into()])
}
