//! Complaints as they are made, investigated, answered and closed; what the complainant sees with number and code; and the
//! results that are public.

mod act;
pub(crate) mod figures;
mod file;
mod list;
mod outside;
mod own;
mod publish;
mod told;
mod watch;

pub use act::ComplaintAct;
pub(super) use act::has_long_number;
pub use figures::ComplaintFigures;
pub use file::{ComplaintForm, Matter};
pub use list::{ComplaintBrief, ComplaintView, ComplaintWhich};
pub use outside::{OutsideAsked, OutsideLine};
pub use own::{OwnComplaint, PublishedLine};
pub use publish::ToPublish;
pub(crate) use told::{complaint_of, effect_of};

use calendar::Day;
use catalogue::number::ReceiptNumber;
use catalogue::{ComplaintId, Organisation, PersonId, UnitCode};
use oversight::complaint::{Complaint, ComplaintNo};
use serde::{Deserialize, Serialize};
use store::Value;

use crate::account::Session;
use crate::domain::State;
use crate::kinds::complaint::stream_of;
use crate::scope::in_units;
use crate::throttle::Limit;
use crate::{Centre, Fault};

/// Characters of a complaint at most.
pub const WORDS_CHARS_MAX: usize = 4_000;
/// Letters of every number of the register.
const LETTERS: &str = "ts";
const MINUTE: i64 = 60_000_000;

/// Wrong query codes for one number.
const CODE_NUMBER: Limit = Limit { kind: "complaint", tries: 8, span: 30 * MINUTE };
/// Wrong query codes from one address.
const CODE_ADDRESS: Limit = Limit { kind: "complaint-address", tries: 40, span: 15 * MINUTE };
/// Complaints made from one address: a hall's own computers are one address.
const MADE_ADDRESS: Limit = Limit { kind: "complaint-made", tries: 60, span: 60 * MINUTE };

/// Who complains, as told; sealed apart from what is complained of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name; may be empty.
    #[serde(default)]
    pub name: String,
    /// Telephone; may be empty.
    #[serde(default)]
    pub telephone: String,
    /// Address for letters or of mail; may be empty.
    #[serde(default)]
    pub address: String,
}

impl Contact {
    /// Whether nothing was told: an anonymous complaint.
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.telephone, &self.address].iter().all(|it| it.trim().is_empty())
    }

    /// Whether there is a way to reach the complainant.
    pub fn can_be_reached(&self) -> bool {
        !self.telephone.trim().is_empty() || !self.address.trim().is_empty()
    }
}

/// All of a report of corruption, sealed as one: also whom it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What is reported.
    pub words: String,
    /// The unit, if one was named.
    #[serde(default)]
    pub unit: Option<UnitCode>,
    /// The person, if one was named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The case, as its number was typed.
    #[serde(default)]
    pub case: String,
}

/// A number as it is searched for: `TS2026000012K`.
pub fn number_text(number: ComplaintNo) -> String {
    text_of(number.year, number.n)
}

/// The same by year and number.
pub fn text_of(year: u16, n: u32) -> String {
    receipt(year, n).map_or_else(|| format!("TS{year:04}{n:06}"), |it| it.to_string())
}

/// In groups, for reading and the telephone: `TS 2026 000012 K`.
pub fn grouped(year: u16, n: u32) -> String {
    receipt(year, n).map_or_else(|| text_of(year, n), ReceiptNumber::grouped)
}

fn receipt(year: u16, n: u32) -> Option<ReceiptNumber> {
    ReceiptNumber::new(UnitCode::parse(LETTERS).expect("two letters are a code"), year, n)
}

/// Year and number of what was typed; none where it is no number of this register.
pub fn number_of(text: &str) -> Option<(u16, u32)> {
    let number = ReceiptNumber::parse(text).ok().filter(|it| it.unit.as_str() == LETTERS)?;
    Some((number.year, number.serial))
}

/// Which complaints a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplaintSight {
    /// Who keeps the register: every one but those about the own person; of reports number and date.
    Desk(PersonId),
    /// The discipline inspection: the reports, and nothing else.
    Inspection(PersonId),
    /// Everybody else: what the person wrote down, is to investigate, or what units investigate that the person leads.
    Own {
        /// Who.
        person: PersonId,
        /// Units the person leads.
        units: Vec<UnitCode>,
    },
}

impl ComplaintSight {
    /// What a person sees on a day.
    pub fn of(organisation: &Organisation, person: PersonId, on: Day) -> ComplaintSight {
        use catalogue::item::Post;
        use oversight::complaint::{inspects, keeps};
        if inspects(organisation, person, on) {
            return ComplaintSight::Inspection(person);
        }
        if keeps(organisation, person, on) {
            return ComplaintSight::Desk(person);
        }
        let leads = |post: Post| matches!(post, Post::LeaderInCharge | Post::AuthorityHead);
        let mut units: Vec<UnitCode> =
            organisation.posts_of(person, on).filter(|it| leads(it.post)).map(|it| it.unit).collect();
        units.sort();
        units.dedup();
        ComplaintSight::Own { person, units }
    }

    /// The predicate on rows that says the same.
    fn predicate(&self, params: &mut Vec<Value>) -> String {
        match self {
            ComplaintSight::Inspection(_) => "sealed = 1".to_owned(),
            ComplaintSight::Desk(person) => {
                params.push(person.as_str().into());
                format!("person <> ${}", params.len())
            }
            ComplaintSight::Own { person, units } => {
                params.push(person.as_str().into());
                let me = params.len();
                let own = investigated_by(*person, units, params);
                format!("sealed = 0 and person <> ${me} and (by_person = ${me} or {own})")
            }
        }
    }
}

/// The predicate on rows: the person is to investigate, or the unit that does is one the person leads.
pub(super) fn investigated_by(person: PersonId, units: &[UnitCode], params: &mut Vec<Value>) -> String {
    params.push(person.as_str().into());
    let mut sql = format!("(to_person = ${}", params.len());
    if !units.is_empty() {
        sql += &format!(" or {}", in_units(units, params).replacen("authority", "office", 1));
    }
    sql + ")"
}

impl Centre {
    /// What a signed-in person sees of the register.
    pub async fn complaint_sight(&self, session: &Session) -> Result<ComplaintSight, Fault> {
        let (person, today) = (session.person, self.today());
        Ok(match self.organisation().await? {
            Some(organisation) => ComplaintSight::of(&organisation, person, today),
            None => ComplaintSight::Own { person, units: Vec::new() },
        })
    }

    /// Year and number of a complaint, sealed or not: what everybody may know of it.
    pub async fn complaint_number(&self, id: ComplaintId) -> Result<Option<(u16, u32)>, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Complaint(Complaint::Filed(filed))) => Some((filed.number.year, filed.number.n)),
            _ => None,
        })
    }

    /// The query code of a complaint: eight digits that follow from the key file, so that the receipt of a form that is
    /// sent twice says the same. Nothing in the database gives it away.
    pub fn complaint_code(&self, id: ComplaintId) -> String {
        let digest = self.keys.find_digest(&self.division, "complaint-code", id.as_str());
        let mut first = [0; 8];
        first.copy_from_slice(&digest.0[..8]);
        format!("{:08}", u64::from_be_bytes(first) % 100_000_000)
    }
}
