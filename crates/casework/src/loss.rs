//! 材料遗失: what a head signed in the folder lowers the count with which the case is handed over (A12, E8, F30).

use crate::authority::Desk;
use crate::decide::Answer;
use crate::folder::FolderRefusal;
use crate::offers::Act;
use crate::state::{Facts, Pending};
use calendar::Instant;
use catalogue::{PersonId, RowSet};
use serde::{Deserialize, Serialize};

/// The case is told of a loss that was signed; asked by its folder, never by a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotePapersLost {
    /// By how many papers the count goes down.
    pub papers: u16,
    /// Rows of which something is missing.
    pub rows: RowSet,
    /// Who had the papers.
    pub had_by: PersonId,
    /// The head who signed.
    pub signed_by: PersonId,
    /// In a letter that the carrier lost.
    pub posted: bool,
}

facts! {
    /// 材料遗失: named in the folder, signed by a head (F30).
    PapersLost {
        /** By how many papers the count went down. */ papers: u16, /** Rows of which something is missing. */ rows: RowSet,
        /** Who had the papers. */ had_by: PersonId, /** The head who signed. */ signed_by: PersonId,
        /** In a letter that the carrier lost: nobody of ours had them any more. */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        posted: bool,
    }
}

impl Act {
    /// Whether it follows from a fact of another stream, and no person asks it.
    pub fn is_by_itself(self) -> bool {
        self == Act::NotePapersLost
    }
}

/// Papers may be found missing wherever the case stands, and long after its end.
pub(crate) fn noted(desk: &Desk, command: &NotePapersLost) -> Answer {
    if !desk.known.is_by_itself() {
        return Err(FolderRefusal::NotByHand.into());
    }
    let NotePapersLost { papers, rows, had_by, signed_by, posted } = *command;
    Ok(vec![PapersLost { at: desk.known.now, papers, rows, had_by, signed_by, posted }.into()])
}

impl Facts {
    /// The count goes down, also that of a giving under way.
    pub(crate) fn papers_lost(&mut self, fact: &PapersLost) {
        self.holding.papers = self.holding.papers.saturating_sub(fact.papers);
        let fewer = |it: Pending| Pending { papers: it.papers.saturating_sub(fact.papers), ..it };
        self.pending = self.pending.map(fewer);
    }
}
