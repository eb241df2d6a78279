//! What may be asked of a folder. Texts come sealed.

use super::state::{Row, Rows};
use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::Day;
use catalogue::{Digest, PersonId, RowSet, WindowId};
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
    /// The case ended and its papers wait to be fetched; asked by what the case tells the outside, never by a person.
    AwaitFetch,
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

/// Originals go back to the applicant.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnOriginals {
    /// Which.
    pub rows: RowSet,
    /// Keyed digest of the document shown.
    pub identity: Digest,
    /// At which window the applicant signed.
    pub window: WindowId,
}

/// Who fetches the papers of a case that ended.
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

impl Row {
    /// Papers of a row.
    pub fn new(row: u8, sheets: u16, to_return: bool) -> Row {
        Row { row, sheets, to_return, returned: false }
    }
}
