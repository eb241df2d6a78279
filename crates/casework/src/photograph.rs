//! 现场照片: what is handed in of a check on site and kept with the case, each named by the digest of its sealed bytes (C36, F23).

use crate::authority::Desk;
use crate::decide::Answer;
use crate::event::SiteVisited;
use crate::state::{Capacity, Facts, Handling};
use crate::visit::VisitRefusal;
use calendar::Instant;
use catalogue::{Digest, PersonId};
use serde::{Deserialize, Serialize};

/// Most photographs kept of one check.
pub const PHOTOGRAPHS_KEPT_MAX: u8 = 9;

/// The latest check on site: who made it, and how many photographs of it are kept.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCheck {
    /// The first officer, who wrote the record.
    pub by: PersonId,
    /// The second officer, whom the record names.
    pub with: PersonId,
    /// Photographs kept; at most [`PHOTOGRAPHS_KEPT_MAX`].
    pub kept: u8,
}

/// Keep one photograph of the latest check.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepPhotograph {
    /// SHA-256 of its sealed bytes.
    pub photograph: Digest,
}

facts! {
    /// 交现场照片: one photograph of the latest check on site is kept with the case (C36, F23).
    PhotographKept {
        /// Who handed it in.
        by: PersonId,
        /// Which of the check it is, from 1 to 9.
        number: u8,
        /// SHA-256 of its sealed bytes.
        photograph: Digest,
    }
}

/// Handed in by who made the check, or by the handler who holds the case; also after the decision, for it is an entry of
/// its own instant, and no longer once the dossier is in the archive.
pub(crate) fn keep(desk: &Desk, command: &KeepPhotograph) -> Answer {
    let check = desk.facts.site_check.ok_or(VisitRefusal::NotRecorded)?;
    let (by, holding) = (desk.actor(), desk.facts.holding);
    let handles = holding.person == by && holding.capacity == Capacity::Handler;
    if !handles && by != check.by && by != check.with {
        return Err(VisitRefusal::NotThere { by: check.by, with: check.with }.into());
    }
    if desk.known.archived {
        return Err(VisitRefusal::Archived.into());
    }
    if check.kept >= PHOTOGRAPHS_KEPT_MAX {
        return Err(VisitRefusal::EnoughKept { most: PHOTOGRAPHS_KEPT_MAX }.into());
    }
    let (at, number, photograph) = (desk.known.now, check.kept + 1, command.photograph);
    Ok(vec![PhotographKept { at, by, number, photograph }.into()])
}

impl Facts {
    /// A record of a check: of a new one, or the same written anew before it was confirmed, whose photographs stay.
    pub(crate) fn checked_on_site(&mut self, handling: &Handling, fact: &SiteVisited) {
        let anew = handling.first_officer == Some(fact.by);
        let kept = self.site_check.filter(|_| anew).map_or(0, |check| check.kept);
        self.site_check = Some(SiteCheck { by: fact.by, with: fact.visit.with, kept });
    }

    /// A photograph of it was kept.
    pub(crate) fn photographed(&mut self, fact: &PhotographKept) {
        if let Some(check) = &mut self.site_check {
            check.kept = fact.number;
        }
    }
}
