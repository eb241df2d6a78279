//! The record of a check on site as JSON (C36, N11).

use calendar::Day;
use catalogue::PersonId;
use centre::act::{FieldProblem, FieldWhy};
use centre::act_visit::{Signature, SiteVisit};
use schemars::JsonSchema;
use serde::Deserialize;

use super::intake::problem;
use web::handle::act_visit::clock;

/// 现场核查记录.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitAsked {
    /// The second officer, who confirms with an act of his own.
    #[schemars(length(max = 64))]
    pub with: String,
    /// Day of the check.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// Time in, `HH:MM` in Asia/Shanghai.
    #[schemars(length(max = 8))]
    pub entered: String,
    /// Time out, likewise.
    #[schemars(length(max = 8))]
    pub left: String,
    /// 笔录.
    #[schemars(length(max = 2000))]
    pub minutes: String,
    /// Whether the party signed.
    pub signature: SignatureAsked,
    /// Photographs taken.
    #[schemars(range(min = 1, max = 999))]
    pub photographs: u16,
}

/// Whether the party signed the minutes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "party", rename_all = "snake_case", deny_unknown_fields)]
pub enum SignatureAsked {
    /// 签了字.
    Signed {},
    /// 拒绝签字.
    Refused {
        /// Why, as noted.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 不在场.
    Absent {
        /// The witness.
        #[schemars(length(max = 300))]
        witness: String,
    },
}

impl SignatureAsked {
    /// The same in the centre's terms.
    pub fn read(self) -> Signature {
        match self {
            SignatureAsked::Signed {} => Signature::Signed,
            SignatureAsked::Refused { reason } => Signature::Refused(reason),
            SignatureAsked::Absent { witness } => Signature::Absent(witness),
        }
    }
}

impl VisitAsked {
    /// The record in the centre's terms.
    pub fn read(self) -> Result<SiteVisit, FieldProblem> {
        let on = Day::parse(&self.on).ok_or_else(|| problem("visit.on", FieldWhy::NotADay))?;
        let at = |field, text: &str| clock(text, on).ok_or_else(|| problem(field, FieldWhy::NotATime));
        Ok(SiteVisit {
            with: PersonId::parse(&self.with).map_err(|_| problem("visit.with", FieldWhy::NotAChoice))?,
            entered_at: at("visit.entered", &self.entered)?,
            left_at: at("visit.left", &self.left)?,
            minutes: self.minutes,
            signature: self.signature.read(),
            photographs: self.photographs,
        })
    }
}
