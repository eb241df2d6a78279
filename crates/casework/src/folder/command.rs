//! What may be asked of a folder. Texts come sealed.

use super::state::{Row, Rows};
use crate::command::Sealed;
use crate::number::{DocumentNo, ReceiptNo};
use calendar::Day;
use catalogue::{CaseId, Digest, PersonId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

/// Everything that can be asked of a folder.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 建卷: put the papers into a folder with a label and list its pages.
    Open(Open),
    /// Move the folder apart from the case, or back to whoever holds the case.
    Give(GiveFolder),
    /// Sign for it.
    Take(TakeFolder),
    /// Take it back before it was signed for.
    Recall,
    /// 退还原件, signed by the applicant (E8).
    ReturnOriginals(ReturnOriginals),
    /// 退还材料, where the case ended without delivery; signed by whoever fetches them.
    ReturnMaterials(ReturnMaterials),
    /// The case ended and its papers wait to be fetched, or goes on after all; asked by what the case tells the outside, never by
    /// a person.
    AwaitFetch,
    /// 补来的纸质材料: papers that came after its list was written; told by the case, never by a person.
    Join {
        /// Rows of which papers came.
        rows: RowSet,
    },
    /// The letter with the result was signed for, and the originals in it are back; told by the case, never by a person (E8).
    OriginalsArrived(OriginalsArrived),
    /// The carrier lost the letter with the result, and the originals in it; told by the case, never by a person (E8, F30).
    LostInPost(LostInPost),
    /// The matter was taken up again, and papers go over to the new case (E14); asked by that case, never by a person.
    TakeUp(TakeUp),
    /// Destroyed on an approved list, before a witness (C23); asked by the list, never by a person.
    Destroy {
        /// The list.
        list: DocumentNo,
    },
    /// Kept longer by an approved list; asked by the list, never by a person.
    KeepLonger {
        /// The list.
        list: DocumentNo,
        /// The new last day of keeping.
        until: Day,
    },
    /// 归档 (A29).
    Archive(Archive),
    /// 借阅.
    Lend(Lend),
    /// 归还.
    TakeBack(TakeFolder),
    /// 报告遗失 (F30).
    NoteLoss(NoteLoss),
    /// 遗失签字, by a head.
    SignLoss,
    /// The loss is not so, or is not signed.
    DropLoss(DropLoss),
    /// 遗失找回: what was signed as lost turned up.
    NoteFound(NoteFound),
}

/// Open the folder.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Papers by material row, the rows kept by the case and no other.
    pub rows: Rows,
}

/// Give it to a named person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveFolder {
    /// To whom.
    pub to: PersonId,
    /// Sheets counted by the giver.
    pub sheets: u16,
    /// Why it goes apart from the case.
    pub reason: Sealed,
}

/// Sign for it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeFolder {
    /// Sheets counted.
    pub sheets: u16,
}

/// Originals go back to the applicant, or to whoever was sent for them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnOriginals {
    /// Which.
    pub rows: RowSet,
    /// Who fetches them.
    pub by: FetchedBy,
    /// At which window they were signed for.
    pub window: WindowId,
}

/// Who fetches originals, or the papers of a case that ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchedBy {
    /// The applicant.
    Applicant {
        /// Keyed digest of the document shown.
        identity: Digest,
    },
    /// Somebody else: by letter of authority, as heir, as liquidator.
    Other {
        /// Name, document and in what right, for the receipt.
        collector: Sealed,
        /// The letter or the proof was seen.
        proof_seen: bool,
    },
}

/// The papers go back.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnMaterials {
    /// Which.
    pub rows: RowSet,
    /// Sheets counted together.
    pub sheets: u16,
    /// To whom.
    pub by: FetchedBy,
    /// At which window it was signed.
    pub window: WindowId,
}

/// Originals arrived with the result.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalsArrived {
    /// Which were in the letter.
    pub rows: RowSet,
    /// Who entered the carrier's receipt.
    pub by: PersonId,
    /// At which window.
    pub window: WindowId,
}

/// Originals were in a letter that the carrier lost.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostInPost {
    /// Which.
    pub rows: RowSet,
    /// Who entered the carrier's word.
    pub by: PersonId,
    /// Who had handed the letter over.
    pub had: PersonId,
    /// The carrier's word, as it stands with the case.
    pub reason: Sealed,
}

/// Papers go over to the case that takes the matter up again.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeUp {
    /// Which.
    pub rows: RowSet,
    /// The new case.
    pub case: CaseId,
    /// Its receipt number.
    pub receipt: ReceiptNo,
}

/// Close the folder and put it on its shelf.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// Rows whose papers were found when the folder was closed.
    pub found: RowSet,
    /// Sheets counted when it was closed.
    pub sheets: u16,
    /// Box, from 1.
    pub box_no: u16,
    /// Shelf, from 1.
    pub shelf: u16,
    /// SHA-256 of the canonical index: entries, papers, particulars.
    pub index: Digest,
    /// Lines of the index.
    pub lines: u32,
}

/// Lend the dossier to somebody.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lend {
    /// To whom.
    pub to: PersonId,
    /// Last day to bring it back.
    pub due_on: Day,
    /// What for.
    pub purpose: Sealed,
}

/// Name what is not found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteLoss {
    /// Sheets that are there, of every row that should be in the folder; 0 where nothing is.
    pub found: Rows,
    /// By how many papers the count of the case, as it is handed over, goes down.
    pub papers: u16,
    /// How it came about, and where was looked.
    pub reason: Sealed,
}

/// Take a loss back before it is signed, or do not sign it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropLoss {
    /// Why.
    pub reason: Sealed,
}

/// Name what turned up.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteFound {
    /// Sheets that were found, by row.
    pub found: Rows,
    /// Where and how.
    pub reason: Sealed,
}

impl Row {
    /// Papers of a row.
    pub fn new(row: u8, sheets: u16, to_return: bool) -> Row {
        Row { row, sheets, to_return, returned: false }
    }
}
