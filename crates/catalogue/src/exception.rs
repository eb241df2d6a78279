//! What an item allows besides bringing every paper at once: papers that may follow after acceptance (N56), papers in whose
//! place a commitment may be signed (N55).

use crate::item::{Basis, Item, Material};
use crate::lint::{Find, Rule, Severity, Spot, ends_later_in_ordinary_weeks};
use calendar::{Limit, LimitUnit};
use serde::{Deserialize, Serialize};

/// Code of the reason on which a decision may rest where deferred papers did not come; an item that allows deferral lists it.
pub const DEFERRED_NOT_BROUGHT: &str = "deferred-not-brought";

/// 容缺受理: the row may follow after acceptance (N56).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deferrable {
    /// Time to bring it, from acceptance; the same for every row of an item, so that one letter names one day.
    pub limit: Limit,
    /// The rule that allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// A word for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
}

/// 告知承诺: what is promised in the place of papers, and what follows (N55).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRule {
    /// What the applicant promises.
    pub promise: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise_en: Option<String>,
    /// What follows if it is false.
    pub consequence: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence_en: Option<String>,
    /// A quicker promise of the office for a case by commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Limit>,
    /// Time for the later check, from the decision.
    pub check_within: Limit,
    /// Time to put right what the check found, once.
    pub correct_within: Limit,
    /// The rule that allows it.
    pub basis: Basis,
}

impl Item {
    /// Time to bring what may follow after acceptance; `None` where nothing may.
    pub fn deferral(&self) -> Option<&Deferrable> {
        self.materials.iter().find_map(|material| material.deferrable.as_ref())
    }
}

/// A commitment has its rule and its rows, says what is promised and what follows, and has a time for the check.
fn check_commitment(item: &Item, find: &mut Find) {
    let rows = item.materials.iter().filter(|it| it.commitment_allowed);
    let valid = |limit: Limit| limit.is_valid() && limit.number > 0;
    let right = match &item.commitment {
        Some(rule) => {
            rows.count() > 0
                && !item.is_instant()
                && !rule.promise.trim().is_empty()
                && !rule.consequence.trim().is_empty()
                && valid(rule.check_within)
                && valid(rule.correct_within)
                && rule.promised.is_none_or(|limit| {
                    limit.is_valid() && !ends_later_in_ordinary_weeks(limit, item.promised.limit)
                })
        }
        None => rows.count() == 0 && !item.steps.iter().any(|step| step.after_commitment),
    };
    if !right {
        find(Rule::Exceptions, Severity::Error, Spot::Item);
    }
}

/// A paper that may follow: of an item that is not instant, required, with one limit, which ends before the promise does.
pub(crate) fn check(item: &Item, find: &mut Find) {
    check_commitment(item, find);
    let Some(first) = item.deferral() else { return };
    let in_days = matches!(first.limit.unit, LimitUnit::WorkingDays | LimitUnit::CalendarDays);
    let limit_holds =
        first.limit.is_valid() && in_days && !ends_later_in_ordinary_weeks(first.limit, item.promised.limit);
    // Main papers are there at acceptance: not every required row may follow.
    let main = |it: &Material| it.required && it.applies_when.is_none() && it.deferrable.is_none();
    let has_main = item.materials.iter().any(main);
    for material in &item.materials {
        let Some(deferrable) = &material.deferrable else { continue };
        let right = !item.is_instant()
            && material.required
            && limit_holds
            && deferrable.limit == first.limit
            && has_main;
        if !right {
            find(Rule::Exceptions, Severity::Error, Spot::Material(material.row));
        }
    }
    let listed =
        item.decision.refusal_reasons.iter().any(|reason| reason.code.as_str() == DEFERRED_NOT_BROUGHT);
    if !listed {
        find(Rule::Exceptions, Severity::Error, Spot::Item);
    }
}
