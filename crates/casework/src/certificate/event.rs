//! What happened to a certificate: one small Copy struct for each fact.

use super::command::{EndGround, EndKind, Handing, Reissue, ReissueKind};
use crate::command::Sealed;
use crate::number::{DocumentNo, ReceiptNo};
use calendar::{CalendarVersion, Day, Instant};
use catalogue::item::{ItemKind, ValidFor};
use catalogue::{Authority, CaseId, Digest, ItemCode, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

events! {
    @small
    /// Made and sealed by the case (C18, F5).
    Issued = "certificate.issued" {
        /** The case. */ case: CaseId, /** Its receipt number, by which papers are checked. */ receipt: ReceiptNo,
        /** The item. */ item: ItemCode, /** The frozen revision. */ revision: u32, /** Digest of its body. */ body: Digest,
        /** Kind of the item. */ item_kind: ItemKind, /** 实施主体. */ authority: UnitCode,
        /** Who decided the case. */ granted_by: PersonId, /** Number of the first paper. */ number: DocumentNo,
        /** Keyed digest of the holder's identity document. */ holder: Digest, /** What it says. */ content: Sealed,
        /** How long it is valid. */ valid_for: ValidFor, /** First valid day. */ valid_from: Day,
        /** Last valid day; none where no rule ends it. */ valid_until: Option<Day>,
    }
    /// 申请更正、变更、补发: one asks, another decides (M4, A22, E11, E17).
    ReissueAskedFor = "certificate.reissue-asked" {
        /** Who took it in. */ by: PersonId, /** Which. */ kind: ReissueKind, /** The new paper. */ new: Reissue,
        /** 申请回执; none in entries of when there was none. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<DocumentNo>,
        /** Where, of what is asked for at a window. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<WindowId>,
        /** Who was sent for the holder, with a letter (N7). */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sealed>,
    }
    /// 不予更正、变更、补发, with reasons and remedies.
    ReissueRefused = "certificate.reissue-refused" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority, /** Why. */ reasons: Sealed,
        /** The decision; none in entries of when it was no paper. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNo>,
    }
    /// 更正 (E17): the new paper supersedes the old.
    Corrected = "certificate.corrected" {
        /** Who decided. */ by: PersonId, /** The new paper. */ number: DocumentNo, /** The holder. */ holder: Digest,
        /** What it says. */ content: Sealed, /** Why. */ reason: Sealed, /** The old paper came back. */ old_returned: bool,
        /** On what authority; none in entries of when one person did it alone. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Authority>,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// 变更 (E11).
    Changed = "certificate.changed" {
        /** Who decided. */ by: PersonId, /** The new paper. */ number: DocumentNo, /** The holder. */ holder: Digest,
        /** What it says. */ content: Sealed, /** Why. */ reason: Sealed, /** The old paper came back. */ old_returned: bool,
        /** On what authority; none in entries of when one person did it alone. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Authority>,
        /** The holder before, where the new paper bears another document. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former: Option<Digest>,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// 补发: the old paper is void.
    Replaced = "certificate.replaced" {
        /** Who decided. */ by: PersonId, /** The new paper. */ number: DocumentNo, /** Why. */ reason: Sealed,
        /** The old paper came back. */ old_returned: bool,
        /** On what authority; none in entries of when one person did it alone. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Authority>,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// 申请延续 (N21).
    RenewalAppliedFor = "certificate.renewal-applied" {
        /** Who took it in. */ by: PersonId, /** 延续申请回执. */ receipt: DocumentNo, /** Where. */ window: WindowId,
        /** In the holder's words. */ words: Option<Sealed>,
        /** Who was sent for the holder, with a letter (N7). */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sealed>,
    }
    /// 准予延续.
    Renewed = "certificate.renewed" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority, /** The new paper. */ number: DocumentNo,
        /** First day of the new time. */ valid_from: Day, /** Its last day. */ valid_until: Day,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// 不予延续, with reasons and remedies.
    RenewalRefused = "certificate.renewal-refused" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority, /** The decision. */ number: DocumentNo,
        /** Why. */ reasons: Sealed,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// 视为准予延续: applied for in time and not decided before the last day was over (N21).
    DeemedRenewed = "certificate.deemed-renewed" {
        /** The new paper. */ number: DocumentNo, /** First day of the new time. */ valid_from: Day, /** Its last day. */ valid_until: Day,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// The holder was reminded (A22).
    Reminded = "certificate.reminded" {
        /** Days before the last day. */ days: u8, /** The last valid day. */ valid_until: Day,
    }
    /// Its last valid day is over.
    Expired = "certificate.expired" {
        /** That day. */ valid_until: Day,
    }
    /// 立案并告知 (N25): the holder may speak from the day the notice is handed over.
    ProceedingOpened = "certificate.proceeding-opened" {
        /** Who. */ by: PersonId, /** On what ground. */ ground: EndGround, /** The facts. */ facts: Sealed,
        /** 告知书. */ notice: DocumentNo,
        /** Last day to speak, in entries of when the days were counted from this one. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speak_by: Option<Day>,
    }
    /// Another calendar is in force: the holder has longer to speak.
    StatementRedated = "certificate.statement-redated" {
        /** The calendar. */ calendar: CalendarVersion, /** Last day to speak, later than it was. */ speak_by: Day,
    }
    /// 陈述申辩.
    StatementRecorded = "certificate.statement-recorded" {
        /** Who took it down. */ by: PersonId, /** The words. */ words: Sealed,
    }
    /// The holder said nothing in time.
    StatementLapsed = "certificate.statement-lapsed" {}
    /// Withdrawn, revoked, cancelled or rescinded.
    Ended = "certificate.ended" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority, /** How. */ how: EndKind,
        /** On what ground. */ ground: EndGround, /** The decision. */ number: DocumentNo, /** Why. */ reasons: Sealed,
        /** The holder is to be given the paper; entries from before this was written down do not say so. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_hand_out: bool,
    }
    /// The proceedings ended and it stays in force.
    ProceedingDropped = "certificate.proceeding-dropped" {
        /** Who. */ by: PersonId, /** Why. */ reasons: Sealed,
    }
    /// 发放、送达 (N16, E16, C25).
    HandedOut = "certificate.handed-out" {
        /** Who. */ by: PersonId, /** Where that officer sits. */ window: WindowId, /** Which paper. */ paper: DocumentNo,
        /** 送达回证. */ proof: DocumentNo, /** How. */ way: Handing, /** The day it counts as delivered. */ on: Day,
        /** After the last day of the law. */ late: bool,
        /** Of a notice before an end: last day for the holder to speak. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speak_by: Option<Day>,
    }
    /// 改联系方式: from this instant the holder is reached in another way (E3, E11).
    ContactChanged = "certificate.contact-changed" {
        /** Who entered it. */ by: PersonId, /** Where. */ window: WindowId, /** How, from now on. */ contact: Sealed,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();

impl Event {
    /// The number a fact used up; each fact uses at most one.
    pub fn number(&self) -> Option<DocumentNo> {
        match self {
            // The first number was drawn by the case.
            Event::Issued(_) => None,
            Event::ReissueAskedFor(fact) => fact.receipt,
            Event::ReissueRefused(fact) => fact.number,
            Event::Corrected(fact) => Some(fact.number),
            Event::Changed(fact) => Some(fact.number),
            Event::Replaced(fact) => Some(fact.number),
            Event::RenewalAppliedFor(fact) => Some(fact.receipt),
            Event::Renewed(fact) => Some(fact.number),
            Event::RenewalRefused(fact) => Some(fact.number),
            Event::DeemedRenewed(fact) => Some(fact.number),
            Event::ProceedingOpened(fact) => Some(fact.notice),
            Event::Ended(fact) => Some(fact.number),
            Event::HandedOut(fact) => Some(fact.proof),
            Event::Reminded(_)
            | Event::ContactChanged(_)
            | Event::Expired(_)
            | Event::StatementRedated(_)
            | Event::StatementRecorded(_)
            | Event::StatementLapsed(_)
            | Event::ProceedingDropped(_) => None,
        }
    }
}
