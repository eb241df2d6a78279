//! Parts of the acts of a case that are more than a word or a number.

use calendar::Day;
use centre::act::{FieldProblem, FieldWhy};
use centre::contact_details::ContactDetails;
use centre::supplement::SentIn;
use schemars::JsonSchema;
use serde::Deserialize;

use super::act_words::AwayAsked;
use super::intake::{NotifyAsked, problem};

/// Who brought what was missing, or how it was sent. A letter posted by the last day to bring it lifts a closing for missing papers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum BroughtAsked {
    /// The applicant.
    Applicant {},
    /// Who acts for the applicant and showed a letter of authority at intake.
    Representative {},
    /// The post.
    Letter {
        /// The day it arrived, ten days back at most; today where it does not come.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        arrived_on: Option<String>,
        /// The day of its postmark; null where nobody can read it, and then the arrival counts.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        posted_on: Option<String>,
    },
    /// A fax.
    Fax {
        /// The day it arrived, ten days back at most; today where it does not come.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        arrived_on: Option<String>,
    },
}

impl BroughtAsked {
    /// How it was sent, if it was, and whether who acts for the applicant brought it.
    pub fn read(self) -> Result<(Option<SentIn>, bool), FieldProblem> {
        let day = |field: &str, typed: Option<String>| {
            let day = typed.map(|typed| Day::parse(&typed).ok_or_else(|| problem(field, FieldWhy::NotADay)));
            day.transpose()
        };
        Ok(match self {
            BroughtAsked::Applicant {} => (None, false),
            BroughtAsked::Representative {} => (None, true),
            BroughtAsked::Letter { arrived_on, posted_on } => {
                let arrived_on = day("brought.arrived_on", arrived_on)?;
                let posted_on = day("brought.posted_on", posted_on)?;
                (Some(SentIn { fax: false, arrived_on, posted_on }), false)
            }
            BroughtAsked::Fax { arrived_on } => {
                let arrived_on = day("brought.arrived_on", arrived_on)?;
                (Some(SentIn { fax: true, arrived_on, posted_on: None }), false)
            }
        })
    }
}

/// Where a step was done.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(tag = "at", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceAsked {
    /// In the hall.
    Hall {},
    /// On site.
    OnSite {},
    /// Back at the department.
    Department {
        /// For which reason.
        because: AwayAsked,
    },
}

/// Why a case is not accepted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum GroundAsked {
    /// 不受理: no approval is needed.
    NotRequired {},
    /// 不予受理: another office is competent.
    NotCompetent {
        /// Its name and address.
        #[schemars(length(max = 2000))]
        office: String,
        /// The unit, where it is one of ours.
        #[serde(default)]
        #[schemars(length(max = 64))]
        unit: Option<String>,
    },
    /// A ground listed by the item.
    Barred {
        /// Its code, of the item's `acceptance_grounds`.
        #[schemars(length(max = 64))]
        ground: String,
    },
}

/// A row of a correction notice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowAsked {
    /// Row of the list.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// What is wrong or missing; the applicant reads it.
    #[schemars(length(max = 2000))]
    pub reason: String,
}

/// How an applicant or a holder is reached from now on (E3, E11).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactDetailsAsked {
    /// Telephone.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub telephone: String,
    /// Said to have no telephone.
    #[serde(default)]
    pub no_telephone: bool,
    /// How news arrives.
    #[serde(default)]
    pub notify: NotifyAsked,
    /// To whom or where, when not by telephone.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub notify_detail: String,
    /// Address for letters.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub address: String,
}

impl ContactDetailsAsked {
    /// As the centre keeps it.
    pub fn read(self) -> ContactDetails {
        ContactDetails {
            telephone: self.telephone.trim().to_owned(),
            no_phone: self.no_telephone,
            notify: self.notify.read(),
            notify_detail: self.notify_detail,
            address: self.address,
        }
    }
}
