//! Why something was not done to a folder, where the reason is of folders alone.

use crate::number::DocumentNo;
use crate::refusal::Refusal;
use calendar::Day;
use catalogue::{PersonId, RowSet};
use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FolderRefusal {
    /// There is no folder.
    NoSuchFolder,
    /// It has its label already.
    AlreadyOpen,
    /// The list names rows of which the case keeps no paper, or the same row twice, or no sheets.
    ListWrong {
        /// These.
        rows: RowSet,
    },
    /// The list leaves out rows of which the case keeps papers.
    ListIncomplete {
        /// These.
        rows: RowSet,
    },
    /// Somebody else has it.
    NotWithYou {
        /// Who.
        person: PersonId,
    },
    /// It was given to somebody who has not signed.
    GivenBefore {
        /// To whom.
        to: PersonId,
    },
    /// The counts differ: count again together.
    SheetsDiffer {
        /// As listed or given.
        listed: u16,
        /// As counted.
        counted: u16,
    },
    /// No such original waits to go back.
    NothingToReturn,
    /// The case ended without delivery: originals go back with everything else, on one receipt.
    AllGoesBack,
    /// The case goes on, or was delivered: its papers stay with it.
    StaysWithCase,
    /// Neither letter of authority nor proof was shown.
    ProofNotSeen,
    /// Originals have not gone back (E8).
    OriginalsOwed {
        /// These.
        rows: RowSet,
    },
    /// Originals are in a letter with the result, of which neither the receipt nor the return was entered (E8).
    WithCarrier {
        /// These.
        rows: RowSet,
    },
    /// Originals are in a letter that the carrier lost; no head has signed for it, and nothing says that it was found (E8).
    InLostLetter {
        /// These.
        rows: RowSet,
    },
    /// A letter that was posted in time may still come and lift the closing (E14).
    LetterMayCome {
        /// The last day of waiting for it.
        until: Day,
    },
    /// The case is still open.
    CaseOpen,
    /// Papers of these rows were not found when it was closed (E37).
    PapersNotFound {
        /// These.
        rows: RowSet,
    },
    /// It was destroyed.
    Destroyed {
        /// On which list.
        list: DocumentNo,
    },
    /// It is in the archive.
    InArchive,
    /// It is not in the archive.
    NotInArchive,
    /// It is out on loan.
    OnLoan {
        /// With whom.
        to: PersonId,
    },
    /// It is not out on loan.
    NotOnLoan,
    /// Originals are out with an authority (E30).
    WithAuthority {
        /// Last day to bring them back.
        due_on: Day,
    },
    /// Longer than a dossier is lent.
    LoanTooLong {
        /// Most days.
        days_max: u16,
    },
    /// Box and shelf are counted from 1.
    PlaceMissing,
    /// It follows from the case or from a list, and is asked by no person.
    NotByHand,
    /// A loss was named and no head has signed it.
    LossWaits {
        /// Who named it.
        by: PersonId,
    },
    /// No loss waits to be signed.
    NoLossNoted,
    /// As much is there as is listed.
    NothingLost,
    /// What is said to be found was not signed as lost, or is more than that, or nothing.
    NotAsLost {
        /// These rows.
        rows: RowSet,
    },
    /// More papers than the case has.
    LossBeyondCount {
        /// As it has.
        held: u16,
    },
    /// Whoever named the loss, or had the papers, does not sign it; nor does whoever had them drop what another named.
    OwnLoss,
}

impl From<FolderRefusal> for Refusal {
    fn from(refusal: FolderRefusal) -> Refusal {
        Refusal::Folder(refusal)
    }
}

impl FolderRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        use FolderRefusal::*;
        match self {
            NoSuchFolder => "no-such-folder",
            AlreadyOpen => "folder-already-open",
            ListWrong { .. } => "folder-list-wrong",
            ListIncomplete { .. } => "folder-list-incomplete",
            NotWithYou { .. } => "folder-not-with-you",
            GivenBefore { .. } => "folder-given-before",
            SheetsDiffer { .. } => "sheets-differ",
            NothingToReturn => "nothing-to-return",
            AllGoesBack => "all-goes-back",
            StaysWithCase => "stays-with-case",
            ProofNotSeen => "proof-not-seen",
            OriginalsOwed { .. } => "originals-owed",
            WithCarrier { .. } => "originals-with-carrier",
            InLostLetter { .. } => "originals-in-lost-letter",
            LetterMayCome { .. } => "letter-may-come",
            CaseOpen => "case-open",
            PapersNotFound { .. } => "papers-not-found",
            Destroyed { .. } => "dossier-destroyed",
            InArchive => "in-archive",
            NotInArchive => "not-in-archive",
            OnLoan { .. } => "on-loan",
            NotOnLoan => "not-on-loan",
            WithAuthority { .. } => "originals-with-authority",
            LoanTooLong { .. } => "loan-too-long",
            PlaceMissing => "place-missing",
            NotByHand => "folder-not-by-hand",
            LossWaits { .. } => "loss-waits",
            NoLossNoted => "no-loss-noted",
            NothingLost => "nothing-lost",
            NotAsLost { .. } => "found-not-as-lost",
            LossBeyondCount { .. } => "loss-beyond-count",
            OwnLoss => "own-loss",
        }
    }
}
