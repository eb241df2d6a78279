//! What happened to a folder: one small Copy struct for each fact.

use super::state::Rows;
use crate::command::Sealed;
use crate::number::{DocumentNo, ReceiptNo};
use calendar::{Day, Instant};
use catalogue::item::{ItemKind, Retention};
use catalogue::{Authority, CaseId, Digest, ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

events! {
    @small
    /// 建卷.
    Opened = "folder.opened" {
        /** Who. */ by: PersonId, /** The case. */ case: CaseId, /** Its receipt number. */ receipt: ReceiptNo,
        /** The item. */ item: ItemCode, /** The frozen revision. */ revision: u32, /** Digest of its body. */ body: Digest,
        /** Kind of the item. */ item_kind: ItemKind, /** 实施主体. */ authority: UnitCode,
        /** Keyed digest of the applicant's document. */ applicant: Digest, /** What is in it. */ rows: Rows,
    }
    /// Given apart from the case, or back to it (R88).
    Given = "folder.given" {
        /** Who. */ by: PersonId, /** To whom. */ to: PersonId, /** Sheets counted. */ sheets: u16, /** Why. */ reason: Sealed,
    }
    /// Signed for.
    Taken = "folder.taken" {
        /** Who. */ by: PersonId, /** From whom. */ from: PersonId, /** Sheets counted. */ sheets: u16,
        /** The taker holds the case: they are together again. */ with_case: bool,
    }
    /// Taken back before it was signed for.
    Recalled = "folder.recalled" {
        /** Who. */ by: PersonId,
    }
    /// 原件已退还, signed by the applicant (E8).
    OriginalsReturned = "folder.originals-returned" {
        /** Who. */ by: PersonId, /** Which. */ rows: RowSet, /** 材料退还回执. */ receipt: DocumentNo, /** Where. */ window: WindowId,
        /** Who fetched them, where it was not the applicant. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        collector: Option<Sealed>,
        /** In the letter with the result, which was signed for; otherwise over the counter. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
    }
    /// The case ended without delivery: its papers wait at the window where they were taken in.
    PapersWait = "folder.papers-wait" {
        /** Where. */ window: WindowId,
    }
    /// 补来的材料入卷: papers that came after its list was written stand on it, uncounted (A12).
    PapersJoined = "folder.papers-joined" {
        /** Which. */ rows: RowSet,
    }
    /// The case goes on after all: its papers wait for nobody (E14).
    PapersStay = "folder.papers-stay" {
        /** Rows that came with the letter and join the others, uncounted. */
        #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")]
        rows: RowSet,
    }
    /// 材料转到新的一件: the matter was taken up again, and these papers with it (E14).
    TakenUp = "folder.taken-up" {
        /** Which. */ rows: RowSet, /** Sheets as listed; fewer where some were never counted. */ sheets: u16,
        /** The new case. */ case: CaseId, /** Its receipt number. */ receipt: ReceiptNo,
    }
    /// 材料已退还, signed by whoever fetched them.
    MaterialsReturned = "folder.materials-returned" {
        /** Who gave them back. */ by: PersonId, /** Which. */ rows: RowSet, /** Sheets counted. */ sheets: u16,
        /** 材料退还回执. */ receipt: DocumentNo, /** Where. */ window: WindowId,
        /** Who fetched them, where it was not the applicant. */ collector: Option<Sealed>,
    }
    /// 已归档 (A29).
    Archived = "folder.archived" {
        /** Who. */ by: PersonId, /** 档号. */ number: DocumentNo, /** Box. */ box_no: u16, /** Shelf. */ shelf: u16,
        /** 保管期限. */ retention: Retention, /** Last day of keeping. */ keep_until: Option<Day>,
        /** SHA-256 of the canonical index. */ index: Digest, /** Lines of the index. */ lines: u32, /** Sheets counted. */ sheets: u16,
    }
    /// 借出.
    Lent = "folder.lent" {
        /** Who. */ by: PersonId, /** To whom. */ to: PersonId, /** Last day to bring it back. */ due_on: Day, /** What for. */ purpose: Sealed,
    }
    /// The day to bring it back has passed.
    LoanOverdue = "folder.loan-overdue" {
        /** With whom it is. */ to: PersonId, /** The day. */ due_on: Day,
    }
    /// 归还.
    TakenBack = "folder.taken-back" {
        /** Who took it back. */ by: PersonId, /** From whom. */ from: PersonId, /** Sheets counted. */ sheets: u16,
    }
    /// Its keeping time is over: time only proposes, people appraise (C23).
    DestructionProposed = "folder.destruction-proposed" {
        /** The last day of keeping. */ keep_until: Day,
    }
    /// 继续保管, by an approved list (C23).
    KeptLonger = "folder.kept-longer" {
        /** The list. */ list: DocumentNo, /** The new last day of keeping. */ until: Day,
    }
    /// 已销毁, by an approved list and before a witness (C23): its texts cannot be opened any more.
    Destroyed = "folder.destroyed" {
        /** The list. */ list: DocumentNo,
    }
    /// Papers are not found (F30); the count stands until a head has signed.
    LossNoted = "folder.loss-noted" {
        /** Who. */ by: PersonId, /** Who had the papers. */ had: PersonId, /** Sheets that are there, by row. */ found: Rows,
        /** Rows of which something is missing. */ rows: RowSet,
        /** By how many papers the count of the case goes down. */ papers: u16,
        /** How it came about; of a letter the carrier's word, which stands with the case. */ reason: Sealed,
        /** In the letter with the result, which the carrier lost. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
    }
    /// A head put a name to the loss: the lower count holds.
    LossSigned = "folder.loss-signed" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority, /** Who had named it. */ noted_by: PersonId,
        /** Who had the papers. */ had: PersonId, /** Rows of which something is missing. */ rows: RowSet, /** By how many papers the count of the case goes down. */ papers: u16,
        /** In the letter with the result, which the carrier lost. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
    }
    /// The loss is not so, or was not signed: everything is to be there.
    LossDropped = "folder.loss-dropped" {
        /** Who. */ by: PersonId, /** Why. */ reason: Sealed,
    }
    /// What was signed as lost turned up (A12, E8).
    PapersFound = "folder.papers-found" {
        /** Who entered it. */ by: PersonId, /** Sheets, by row; originals go back. */ found: Rows,
        /** Where and how; none where the letter that was lost was signed for after all. */
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();

impl Event {
    /// The number a fact used up.
    pub fn number(&self) -> Option<DocumentNo> {
        match self {
            Event::OriginalsReturned(fact) => Some(fact.receipt),
            Event::MaterialsReturned(fact) => Some(fact.receipt),
            Event::Archived(fact) => Some(fact.number),
            _ => None,
        }
    }
}
