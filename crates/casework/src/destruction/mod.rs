//! 档案销毁清册: dossiers whose keeping time is over are appraised one by one, the list is approved, and carried out by two
//! before a witness (C23, A29, N45).
//!
//! One stream for each authority holds one list at a time; earlier ones stay in its entries. Time only proposes: nothing is
//! destroyed without the four people of a list.

mod decide;
mod event;
mod refusal;

pub use decide::{Command, Ground, decide, keeps_archive, may_witness};
pub use event::*;
pub use refusal::DestructionRefusal;

use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::{CaseId, PersonId};
use serde::{Deserialize, Serialize};

/// Dossiers of one list at most: as many as a person appraises with care.
pub const DOSSIERS_MAX: usize = 20;

/// What is to become of a dossier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 销毁.
    Destroy,
    /// 继续保管.
    Keep {
        /// The new last day of keeping.
        until: Day,
    },
}

/// A dossier of a list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Whose.
    pub case: CaseId,
    /// What is to become of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: Sealed,
}

/// How far a list is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStage {
    /// Drawn up, waits for the centre's head.
    Drawn,
    /// Approved, waits for those who carry it out.
    Approved,
    /// Sent back: nothing of it holds.
    SentBack,
    /// Carried out, or nothing was to be destroyed.
    Done,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its number.
    pub number: DocumentNo,
    /// Who appraised.
    pub drawn_by: PersonId,
    /// When.
    pub drawn_at: Instant,
    /// The dossiers.
    pub dossiers: Vec<Appraisal>,
    /// How far it is.
    pub stage: ListStage,
    /// The centre's head, and when.
    pub decided: Option<(PersonId, Instant)>,
    /// Why it was sent back.
    pub sent_back: Option<Sealed>,
    /// Two who carry it out, then the witness, each with the instant.
    pub signed: Vec<(PersonId, Instant)>,
}

impl List {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, ListStage::Drawn | ListStage::Approved)
    }

    /// Dossiers that are to be destroyed.
    pub fn to_destroy(&self) -> impl Iterator<Item = CaseId> + '_ {
        let destroyed = self.dossiers.iter().filter(|it| it.verdict == Verdict::Destroy);
        destroyed.map(|it| it.case)
    }
}

/// The latest list of an authority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destruction {
    /// None before the first.
    pub list: Option<List>,
}

/// The state after a fact. Total.
pub fn evolve(mut state: Destruction, event: &Event) -> Destruction {
    if let Event::Drawn(fact) = event {
        state.list = Some(List {
            number: fact.number,
            drawn_by: fact.by,
            drawn_at: fact.at,
            dossiers: Vec::new(),
            stage: ListStage::Drawn,
            decided: None,
            sent_back: None,
            signed: Vec::new(),
        });
        return state;
    }
    let Some(list) = &mut state.list else { return state };
    match event {
        Event::Drawn(_) => {}
        Event::Appraised(fact) => {
            if list.dossiers.len() < DOSSIERS_MAX {
                list.dossiers.push(fact.appraisal);
            }
        }
        Event::Approved(fact) => {
            list.decided = Some((fact.by, fact.at));
            let nothing = list.to_destroy().next().is_none();
            list.stage = if nothing { ListStage::Done } else { ListStage::Approved };
        }
        Event::SentBack(fact) => {
            list.decided = Some((fact.by, fact.at));
            list.sent_back = Some(fact.reason);
            list.stage = ListStage::SentBack;
        }
        Event::Signed(fact) => list.signed.push((fact.by, fact.at)),
        Event::CarriedOut(_) => list.stage = ListStage::Done,
    }
    state
}
