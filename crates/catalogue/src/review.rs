//! The gate before publication: a body is what its entry says, no lint error stands against it, and what goes live has a window.

use crate::item::Item;
use crate::lint::{Finding, Rule, Severity, lint};
use crate::organisation::Organisation;
use crate::publish::{InForce, ItemStage};

/// Why a revision may not be published, or an item not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// The body carries another revision number than the entry that would publish it.
    OtherRevision {
        /// In the body.
        body: u32,
        /// In the entry.
        entry: u32,
    },
    /// Findings of the lint that bar publication.
    Lint(Vec<Finding>),
    /// An item without a window cannot go live (A46).
    NoWindow,
}

impl NotReady {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            NotReady::OtherRevision { .. } => "other-revision",
            NotReady::Lint(_) => "lint-errors",
            NotReady::NoWindow => "no-window",
        }
    }
}

/// Whether a body may be published; a missing window only bars going live, so a planned item may lack one.
pub fn may_publish(item: &Item, organisation: &Organisation, entry: InForce) -> Result<(), NotReady> {
    if item.revision != entry.revision {
        return Err(NotReady::OtherRevision { body: item.revision, entry: entry.revision });
    }
    let bars = |finding: &Finding| finding.severity == Severity::Error && finding.rule != Rule::Window;
    let errors: Vec<Finding> = lint(item, organisation).into_iter().filter(bars).collect();
    if errors.is_empty() { Ok(()) } else { Err(NotReady::Lint(errors)) }
}

/// Whether a published item may come to a stage: pilot and live need a window that serves it (A46).
pub fn may_stage(item: &Item, organisation: &Organisation, stage: ItemStage) -> Result<(), NotReady> {
    let opens = matches!(stage, ItemStage::Pilot | ItemStage::Live);
    match opens && lint(item, organisation).iter().any(|finding| finding.rule == Rule::Window) {
        true => Err(NotReady::NoWindow),
        false => Ok(()),
    }
}
