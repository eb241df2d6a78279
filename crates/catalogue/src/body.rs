//! The door of published bodies: bounds on everything, TOML and canonical JSON in, canonical JSON out.
//!
//! Canonical JSON is the compact JSON of the declared field order; there are no floating numbers and absent fields
//! are left out, so equal values give equal bytes and the digest names the value.

use crate::id::{PersonId, UnitCode, WindowId};
use crate::item::{Item, Post, StepKind};
use crate::organisation::{Organisation, UnitKind, WindowKind};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeSet;

/// Largest canonical body in bytes.
pub const BODY_BYTES_MAX: usize = 256 * 1024;
/// Longest text of a body in characters.
pub const TEXT_CHARS_MAX: usize = 2000;
/// Longest name (事项名称) in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// Why a body is not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// More than 256 KiB.
    #[error("the body has {0} bytes, more than 262144")]
    TooLarge(usize),
    /// Not TOML or JSON of this form; the parser's own words.
    #[error("cannot be read: {0}")]
    Syntax(String),
    /// A text is too long or holds a control character.
    #[error("{0}: the text is too long or holds a control character")]
    Text(String),
    /// Something that must be there is missing.
    #[error("{0} is missing")]
    Missing(String),
    /// Too many of something.
    #[error("{what}: at most {max}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many at most.
        max: usize,
    },
    /// Two with the same code.
    #[error("{0} occurs twice")]
    Twice(String),
    /// Material rows are not numbered 1, 2, 3 in order.
    #[error("material rows are not numbered from 1 in order")]
    Rows,
    /// Not exactly one deciding step, or something other than making after it.
    #[error("exactly one step decides, and only making may follow it")]
    DecideStep,
    /// Remedies against nothing, or a decision without remedies (A36, C16).
    #[error("remedies belong to a power, and every power has them")]
    Remedies,
    /// Names something that does not exist.
    #[error("{from} names {to}, which does not exist")]
    Dangling {
        /// What refers.
        from: String,
        /// To what.
        to: String,
    },
    /// Ends before it begins.
    #[error("{0} ends before it begins")]
    Dates(String),
    /// A credit code with a wrong length, character or check digit.
    #[error("{0}: the credit code is wrong")]
    CreditCode(String),
    /// An authority without a head: nobody could decide.
    #[error("{0} has no head")]
    NoHead(String),
    /// The giver of a letter holds no post in that unit, or gives to himself.
    #[error("delegation {0} gives what its giver does not have")]
    Giver(String),
}

impl Item {
    /// Reads one revision from TOML and checks its bounds.
    pub fn from_toml(text: &str) -> Result<Item, Problem> {
        Item::checked(parse_toml(text)?)
    }

    /// Reads one revision from its canonical body and checks its bounds.
    pub fn from_body(body: &[u8]) -> Result<Item, Problem> {
        Item::checked(parse_json(body)?)
    }

    /// The canonical body; its SHA-256 names the revision.
    pub fn to_body(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an item has only text, numbers and lists")
    }

    /// Lets an item through the door, or says the first thing that is wrong.
    pub fn checked(item: Item) -> Result<Item, Problem> {
        match item.validate().into_iter().next() {
            None => Ok(item),
            Some(problem) => Err(problem),
        }
    }

    /// Everything about the form of the item that is wrong; what it says is judged by [`crate::lint`].
    pub fn validate(&self) -> Vec<Problem> {
        let mut problems = check_texts(self);
        let mut at_most = |what: &'static str, count: usize, max: usize| {
            if count > max {
                problems.push(Problem::TooMany { what, max });
            }
        };
        at_most("materials", self.materials.len(), crate::id::ROWS_MAX as usize);
        at_most("steps", self.steps.len(), 16);
        at_most("exclusions", self.exclusions.len(), 16);
        at_most("refusal_grounds", self.refusal_grounds.len(), 32);
        at_most("clear_replies", self.clear_replies.len(), 4);
        at_most("refusal_reasons", self.decision.refusal_reasons.len(), 32);
        at_most("conditions", self.conditions.len(), 32);
        at_most("basis", self.basis.len(), 16);
        at_most("windows", self.windows.len(), 32);
        at_most("questions", self.questions.len(), 32);
        at_most("everyday_names", self.everyday_names.len(), 32);
        at_most("themes", self.themes.len(), 16);
        at_most("applicants", self.applicants.len(), 6);
        at_most("characters of the name", self.name.chars().count(), NAME_CHARS_MAX);
        let mut needed = |what: &str, there: bool| {
            if !there {
                problems.push(Problem::Missing(what.to_owned()));
            }
        };
        needed("revision", self.revision > 0);
        needed("name", !self.name.trim().is_empty());
        needed("applicants", !self.applicants.is_empty());
        needed("result_name", !self.result_name.trim().is_empty());
        needed("decision.seal", !self.decision.seal.trim().is_empty());
        problems.extend(twice("step", self.steps.iter().map(|step| step.code.to_string())));
        // A clear reply without its ground would be a refusal without an article (R61, C4).
        let groundless = self.clear_replies.iter().filter(|it| self.refusal_ground(it.ground).is_none());
        problems.extend(groundless.map(|it| Problem::Missing(format!("refusal_grounds {}", it.ground))));
        problems.extend(twice("ground", self.refusal_grounds.iter().map(|ground| ground.code.to_string())));
        problems.extend(twice(
            "reason",
            self.decision.refusal_reasons.iter().map(|reason| reason.code.to_string()),
        ));
        problems.extend(twice("window", self.windows.iter().map(|window| window.to_string())));
        if !self.materials.iter().map(|material| usize::from(material.row)).eq(1..=self.materials.len()) {
            problems.push(Problem::Rows);
        }
        let decides = |kind: StepKind| kind == StepKind::Decide;
        let after: Vec<StepKind> =
            self.steps.iter().map(|step| step.kind).skip_while(|kind| !decides(*kind)).collect();
        if after.is_empty() || after[1..].iter().any(|kind| *kind != StepKind::Make) {
            problems.push(Problem::DecideStep);
        }
        if self.remedies.is_some() != self.kind.is_power() {
            problems.push(Problem::Remedies);
        }
        problems
    }
}

impl Organisation {
    /// Reads one revision from TOML and checks it.
    pub fn from_toml(text: &str) -> Result<Organisation, Problem> {
        Organisation::checked(parse_toml(text)?)
    }

    /// Reads one revision from its canonical body and checks it.
    pub fn from_body(body: &[u8]) -> Result<Organisation, Problem> {
        Organisation::checked(parse_json(body)?)
    }

    /// The canonical body; its SHA-256 names the revision.
    pub fn to_body(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an organisation has only text, numbers and lists")
    }

    /// Lets an organisation through the door, or says the first thing that is wrong.
    pub fn checked(organisation: Organisation) -> Result<Organisation, Problem> {
        match organisation.validate().into_iter().next() {
            None => Ok(organisation),
            Some(problem) => Err(problem),
        }
    }

    /// Everything that is wrong: bounds, doubles, names of nothing, dates, credit codes, authorities without a head.
    pub fn validate(&self) -> Vec<Problem> {
        let mut problems = check_texts(self);
        for (what, count, max) in [
            ("units", self.units.len(), 256),
            ("windows", self.windows.len(), 256),
            ("people", self.people.len(), 2000),
            ("posts", self.posts.len(), 4000),
            ("delegations", self.delegations.len(), 1000),
        ] {
            if count > max {
                problems.push(Problem::TooMany { what, max });
            }
        }
        problems.extend(twice("unit", self.units.iter().map(|unit| unit.code.to_string())));
        problems.extend(twice("window", self.windows.iter().map(|window| window.id.to_string())));
        problems.extend(twice("person", self.people.iter().map(|person| person.id.to_string())));
        problems.extend(twice("delegation", self.delegations.iter().map(|letter| letter.id.to_string())));
        problems.extend(twice("staff number", self.people.iter().map(|person| person.staff_no.clone())));
        self.check_units(&mut problems);
        self.check_windows(&mut problems);
        self.check_posts(&mut problems);
        self.check_letters(&mut problems);
        problems
    }

    fn check_units(&self, problems: &mut Vec<Problem>) {
        self.need_unit("centre", self.centre.unit, problems);
        for unit in &self.units {
            if let Some(parent) = unit.parent {
                self.need_unit(&format!("unit {}", unit.code), parent, problems);
            }
            if unit
                .credit_code
                .as_ref()
                .is_some_and(|code| !crate::identity::CreditCode::parse(code).is_ok_and(|code| code.sound))
            {
                problems.push(Problem::CreditCode(format!("unit {}", unit.code)));
            }
            let headed = self.posts.iter().any(|holding| {
                holding.unit == unit.code
                    && matches!(holding.post, Post::AuthorityHead | Post::GovernmentHead)
            });
            if unit.kind == UnitKind::Authority && !headed {
                problems.push(Problem::NoHead(format!("unit {}", unit.code)));
            }
        }
        for person in &self.people {
            self.need_unit(&format!("person {}", person.id), person.unit, problems);
        }
    }

    fn check_windows(&self, problems: &mut Vec<Problem>) {
        for window in &self.windows {
            let from = format!("window {}", window.id);
            window.serves.iter().for_each(|unit| self.need_unit(&from, *unit, problems));
            if let Some(head) = window.head {
                self.need_person(&from, head, problems);
            }
            let bank = window.kind == WindowKind::Bank;
            let teller = |holding: &&crate::organisation::PostHolding| holding.post == Post::BankCounter;
            if bank && !self.posts.iter().filter(teller).any(|holding| holding.windows.contains(&window.id)) {
                problems.push(Problem::NoHead(from));
            }
        }
    }

    fn check_posts(&self, problems: &mut Vec<Problem>) {
        for holding in &self.posts {
            let from = format!("post of {}", holding.person);
            self.need_person(&from, holding.person, problems);
            self.need_unit(&from, holding.unit, problems);
            holding.windows.iter().for_each(|window| self.need_window(&from, *window, problems));
            if holding.until.is_some_and(|until| until < holding.from) {
                problems.push(Problem::Dates(from));
            }
        }
    }

    fn check_letters(&self, problems: &mut Vec<Problem>) {
        for letter in &self.delegations {
            let from = format!("delegation {}", letter.id);
            self.need_person(&from, letter.from_person, problems);
            self.need_person(&from, letter.to_person, problems);
            self.need_unit(&from, letter.unit, problems);
            if letter.until < letter.from {
                problems.push(Problem::Dates(from));
            }
            let gives = |holding: &crate::organisation::PostHolding| {
                holding.person == letter.from_person
                    && (holding.unit == letter.unit || holding.post == Post::GovernmentHead)
            };
            if letter.from_person == letter.to_person || !self.posts.iter().any(gives) {
                problems.push(Problem::Giver(letter.id.to_string()));
            }
            if letter.powers.is_empty() {
                problems.push(Problem::Missing(format!("powers of delegation {}", letter.id)));
            }
        }
    }

    fn need_unit(&self, from: &str, code: UnitCode, problems: &mut Vec<Problem>) {
        if self.unit(code).is_none() {
            problems.push(Problem::Dangling { from: from.to_owned(), to: format!("unit {code}") });
        }
    }

    fn need_person(&self, from: &str, id: PersonId, problems: &mut Vec<Problem>) {
        if self.person(id).is_none() {
            problems.push(Problem::Dangling { from: from.to_owned(), to: format!("person {id}") });
        }
    }

    fn need_window(&self, from: &str, id: WindowId, problems: &mut Vec<Problem>) {
        if self.window(id).is_none() {
            problems.push(Problem::Dangling { from: from.to_owned(), to: format!("window {id}") });
        }
    }
}

fn parse_toml<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    if text.len() > 2 * BODY_BYTES_MAX {
        return Err(Problem::TooLarge(text.len()));
    }
    toml::from_str(text).map_err(|why| Problem::Syntax(why.to_string()))
}

fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    if body.len() > BODY_BYTES_MAX {
        return Err(Problem::TooLarge(body.len()));
    }
    serde_json::from_slice(body).map_err(|why| Problem::Syntax(why.to_string()))
}

fn check_texts<T: Serialize>(body: &T) -> Vec<Problem> {
    let value = serde_json::to_value(body).expect("a body has only text, numbers and lists");
    let bytes = value.to_string().len();
    let mut problems = Vec::new();
    if bytes > BODY_BYTES_MAX {
        problems.push(Problem::TooLarge(bytes));
    }
    walk("", &value, &mut problems);
    problems
}

fn walk(path: &str, value: &Value, problems: &mut Vec<Problem>) {
    match value {
        Value::String(text) => {
            let control = text.chars().any(|c| c.is_control() && c != '\n');
            if control || text.chars().count() > TEXT_CHARS_MAX {
                problems.push(Problem::Text(path.to_owned()));
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| walk(&format!("{path}[{at}]"), value, problems));
        }
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| walk(&format!("{path}.{key}"), value, problems))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn twice(what: &str, codes: impl Iterator<Item = String>) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    codes
        .filter(|code| !seen.insert(code.clone()))
        .map(|code| Problem::Twice(format!("{what} {code}")))
        .collect()
}
