//! The plan of a term: indicators as data, each a sum of named counts over another, with weight, full mark and minimum sample.
//!
//! Part and whole are lists of counts, which are added up. What these two kinds cannot say is a formula in FEEL over the names of the
//! counts; it is kept here as text, read and worked out elsewhere, and its result enters the frozen counts.

use std::collections::BTreeSet;

use catalogue::{PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use super::annual::Annual;
use super::count::Count;
use super::state::Dates;
use super::term::Term;

/// Indicators of one plan.
pub const INDICATORS_MAX: usize = 40;
/// Counts that one side of a formula adds up.
const TERMS_MAX: usize = 6;
/// Characters of a formula in FEEL.
const FEEL_CHARS_MAX: usize = 300;
/// Characters of a name or a basis.
const NAME_CHARS_MAX: usize = 60;
/// All of something, in hundredths of a percent.
const WHOLE: u32 = 10_000;
/// Percent of the weights that have to be scored at the least, or a ranking rested on a corner of the plan.
pub const SCORED_LEAST: u32 = 50;

/// To what an indicator applies.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// A department or a town.
    Unit,
    /// A window of the hall.
    Window,
    /// A person at a window: the centre's half (A40).
    Person,
    /// The service centre of a town, by what was taken in at its windows (R185).
    Town,
}

impl Scale {
    /// All of them.
    pub const ALL: [Scale; 4] = [Scale::Unit, Scale::Town, Scale::Window, Scale::Person];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Scale::Unit => "unit",
            Scale::Window => "window",
            Scale::Person => "person",
            Scale::Town => "town",
        }
    }

    /// The one of that word.
    pub fn parse(key: &str) -> Option<Scale> {
        Scale::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// Who is assessed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A department or a town.
    Unit(UnitCode),
    /// A window of the hall.
    Window(WindowId),
    /// A person at a window.
    Person(PersonId),
    /// The service centre of a town.
    Town(UnitCode),
}

impl Subject {
    /// On which scale.
    pub fn scale(self) -> Scale {
        match self {
            Subject::Unit(_) => Scale::Unit,
            Subject::Window(_) => Scale::Window,
            Subject::Person(_) => Scale::Person,
            Subject::Town(_) => Scale::Town,
        }
    }

    /// The unit that answers for it, of a department, a town and its centre.
    pub fn unit(self) -> Option<UnitCode> {
        match self {
            Subject::Unit(unit) | Subject::Town(unit) => Some(unit),
            Subject::Window(_) | Subject::Person(_) => None,
        }
    }

    /// `unit-sc`, `town-sq`, `window-w2`, `person-do.sc`.
    pub fn key(self) -> String {
        let code = match self {
            Subject::Unit(code) | Subject::Town(code) => code.to_string(),
            Subject::Window(id) => id.to_string(),
            Subject::Person(id) => id.to_string(),
        };
        format!("{}-{code}", self.scale().key())
    }

    /// Reads [`Subject::key`].
    pub fn parse(key: &str) -> Option<Subject> {
        let (scale, code) = key.split_once('-')?;
        match Scale::parse(scale)? {
            Scale::Unit => UnitCode::parse(code).ok().map(Subject::Unit),
            Scale::Window => WindowId::parse(code).ok().map(Subject::Window),
            Scale::Person => PersonId::parse(code).ok().map(Subject::Person),
            Scale::Town => UnitCode::parse(code).ok().map(Subject::Town),
        }
    }
}

/// How points follow from counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The share of `part` in `whole`: nothing at `none_at`, the full mark at `full_at`, evenly between, in hundredths of a
    /// percent. Where `full_at` is the less of them, less is better.
    Share {
        /// Added up.
        part: Vec<Count>,
        /// Added up.
        whole: Vec<Count>,
        /// At which share there is nothing.
        none_at: u32,
        /// At which share there is the full mark.
        full_at: u32,
    },
    /// The full mark less `each` for every one of `of`, never below nothing.
    Deduct {
        /// Added up.
        of: Vec<Count>,
        /// Points for each.
        each: u32,
    },
    /// What a formula over the names of the counts comes to, between nothing and the full mark; what comes to nothing (`null`) is not
    /// scored.
    Feel {
        /// The formula as it was written.
        text: String,
    },
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its code, by which figures of two terms are compared.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// To what it applies.
    pub scale: Scale,
    /// How points follow.
    pub formula: Formula,
    /// The full mark.
    pub full: u32,
    /// Its weight in percent; those of one scale make 100.
    pub weight: u32,
    /// What has to be there in some number, or it is not scored.
    pub sample: Vec<Count>,
    /// That number.
    pub sample_min: u32,
    /// On what it stands.
    pub basis: String,
}

/// The plan of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Of which term.
    pub term: Term,
    /// What is scored.
    pub indicators: Vec<Indicator>,
    /// From how many points, of 100, the grade is 好.
    pub good_from: u32,
    /// From how many it is 一般; below it is 较差.
    pub fair_from: u32,
    /// What the centre's half of a person weighs, in percent; the rest is the department's (A40).
    pub centre_percent: u32,
    /// Percent of the weights that have to be scored, or there is no total.
    pub scored_min: u32,
    /// When what is done (R187).
    pub dates: Dates,
    /// What the total counts for in the annual assessment; plans from before it was asked say nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual: Option<Annual>,
}

/// What is wrong with a plan.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PlanProblem {
    /// None, or more than [`INDICATORS_MAX`].
    Indicators,
    /// Weights of a scale that do not make 100.
    Weights {
        /// Which scale.
        scale: Scale,
        /// What they make.
        sum: u32,
    },
    /// A code twice.
    CodeTwice,
    /// A name or a basis that is empty or too long.
    Name,
    /// A formula without counts, with too many, or with one of another scale.
    Counts,
    /// Thresholds that are the same, or above the whole.
    Thresholds,
    /// A smallest sample below what its counts allow.
    Sample {
        /// What they allow.
        least: u32,
    },
    /// Less of the weights than [`SCORED_LEAST`] make a total.
    Scored,
    /// 一般 from more points than 好, or out of 1 to 100.
    Grades,
    /// Halves or the least share of weights out of 1 to 100.
    Percent,
    /// Points of the annual assessment out of 1 to 100.
    Annual,
    /// Days that do not follow one another.
    Dates,
}

impl Plan {
    /// What is wrong with it before it is adopted, the first thing first.
    pub fn check(&self) -> Result<(), PlanProblem> {
        self.holds_together()?;
        if self.scored_min < SCORED_LEAST {
            return Err(PlanProblem::Scored);
        }
        let small = self.indicators.iter().find(|it| it.sample_min < it.sample_least());
        small.map_or(Ok(()), |it| Err(PlanProblem::Sample { least: it.sample_least() }))
    }

    /// What no plan that was ever adopted has wrong: those of old may rest on less than is asked of a new one.
    fn holds_together(&self) -> Result<(), PlanProblem> {
        if self.indicators.is_empty() || self.indicators.len() > INDICATORS_MAX {
            return Err(PlanProblem::Indicators);
        }
        let codes: BTreeSet<&str> = self.indicators.iter().map(|it| it.code.as_str()).collect();
        if codes.len() != self.indicators.len() {
            return Err(PlanProblem::CodeTwice);
        }
        self.indicators.iter().try_for_each(Indicator::check)?;
        for scale in Scale::ALL {
            let sum: u32 = self.of(scale).map(|it| it.weight).sum();
            // Units are always assessed; town centres, windows and people only where the plan says by what.
            if sum != 100 && (scale == Scale::Unit || sum != 0) {
                return Err(PlanProblem::Weights { scale, sum });
            }
        }
        if self.good_from > 100 || self.fair_from == 0 || self.fair_from >= self.good_from {
            return Err(PlanProblem::Grades);
        }
        if !(1..=100).contains(&self.centre_percent) || !(1..=100).contains(&self.scored_min) {
            return Err(PlanProblem::Percent);
        }
        if self.annual.is_some_and(|it| !it.is_sound()) {
            return Err(PlanProblem::Annual);
        }
        if self.dates.are_in_order(self.term) { Ok(()) } else { Err(PlanProblem::Dates) }
    }

    /// The indicators of a scale.
    pub fn of(&self, scale: Scale) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |it| it.scale == scale)
    }

    /// Whether a complaint of that verdict (`founded`, `partly`) is counted at a scale by itself.
    pub fn counts_complaint(&self, scale: Scale, verdict: &str) -> bool {
        let own = match verdict {
            "founded" => Count::ComplaintsFounded,
            "partly" => Count::ComplaintsPartly,
            _ => return false,
        };
        self.of(scale).any(|it| it.counts().iter().any(|count| *count == own || *count == Count::Complaints))
    }

    /// The stored form.
    pub fn to_body(&self) -> Vec<u8> {
        casework::codec::bytes(self)
    }

    /// Reads the stored form. An error says in words what is wrong with it.
    pub fn from_body(bytes: &[u8]) -> Result<Plan, &'static str> {
        let plan: Plan = serde_json::from_slice(bytes).map_err(|_| "a plan of assessment does not read")?;
        plan.holds_together().map_err(|_| "a plan of assessment does not hold together")?;
        Ok(plan)
    }
}

/// The counts that a formula speaks of.
fn spoken_of(formula: &str) -> Vec<Count> {
    let words: BTreeSet<&str> = formula.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    Count::ALL.iter().copied().filter(|count| words.contains(count.name())).collect()
}

impl Indicator {
    /// The word under which what its formula came to stands in the counts, and the word that says that it came to something.
    pub fn formula_words(&self) -> [String; 2] {
        [format!("formula-{}", self.code), format!("formula-came-{}", self.code)]
    }

    /// The smallest sample its counts allow.
    pub fn sample_least(&self) -> u32 {
        self.sample.iter().map(|count| count.sample_least()).max().unwrap_or(1)
    }

    /// The counts it is made of, the sample's with them.
    pub fn counts(&self) -> Vec<Count> {
        let mut counts = match &self.formula {
            Formula::Share { part, whole, .. } => [part.as_slice(), whole.as_slice()].concat(),
            Formula::Deduct { of, .. } => of.clone(),
            Formula::Feel { text } => spoken_of(text),
        };
        counts.extend(&self.sample);
        counts.sort();
        counts.dedup();
        counts
    }

    fn check(&self) -> Result<(), PlanProblem> {
        let named = |text: &str| !text.trim().is_empty() && text.chars().count() <= NAME_CHARS_MAX;
        let is_code = !self.code.is_empty()
            && self.code.len() <= 8
            && self.code.bytes().all(|it| it.is_ascii_alphanumeric());
        if !is_code || !named(&self.name) || !named(&self.basis) {
            return Err(PlanProblem::Name);
        }
        let fit = |counts: &[Count]| {
            !counts.is_empty()
                && counts.len() <= TERMS_MAX
                && counts.iter().all(|count| count.fits(self.scale))
        };
        let (sides, thresholds) = match &self.formula {
            Formula::Share { part, whole, none_at, full_at } => {
                (fit(part) && fit(whole), none_at != full_at && *none_at.max(full_at) <= WHOLE)
            }
            Formula::Deduct { of, each } => (fit(of), (1..=self.full).contains(each)),
            Formula::Feel { text } => {
                let spoken_of = spoken_of(text);
                let fits = spoken_of.iter().all(|count| count.fits(self.scale));
                (!spoken_of.is_empty() && fits && text.chars().count() <= FEEL_CHARS_MAX, true)
            }
        };
        if !sides || !fit(&self.sample) {
            return Err(PlanProblem::Counts);
        }
        if !thresholds || !(1..=1000).contains(&self.full) || !(1..=100).contains(&self.weight) {
            return Err(PlanProblem::Thresholds);
        }
        match self.sample_min {
            1..=10_000 => Ok(()),
            _ => Err(PlanProblem::Sample { least: self.sample_least() }),
        }
    }
}
