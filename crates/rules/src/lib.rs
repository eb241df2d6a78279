//! Formulas over named counts, in FEEL, the expression language of the decision standard DMN.
//!
//! Arithmetic, comparison, `if … then … else …` and five functions. What else FEEL has (loops, lists, strings, functions of one's own,
//! functions of other programs) is refused before the library sees it, so every formula ends, needs little and reaches nothing:
//! at most [`CHARS_MAX`] characters, [`TOKENS_MAX`] tokens and [`DEPTH_MAX`] brackets in one another.
//!
//! *Absent: any knowledge of what a name means, of cases, of a database.*

mod token;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, Name};

use token::tokens;

/// Characters of a formula.
pub const CHARS_MAX: usize = 300;
/// Names, numbers, signs and words of a formula.
pub const TOKENS_MAX: usize = 120;
/// Brackets in one another.
pub const DEPTH_MAX: usize = 12;
/// Digits of a number before its point.
pub const DIGITS_MAX: usize = 9;
/// Digits behind it.
pub const PLACES_MAX: usize = 6;
/// Functions that may be called, all of FEEL itself.
pub const FUNCTIONS: [&str; 5] = ["abs", "ceiling", "floor", "max", "min"];

/// Why a formula cannot be read. Places count characters, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// Nothing was written.
    #[error("an empty formula")]
    Empty,
    /// More than a formula may have: characters, tokens, digits or brackets in one another.
    #[error("a formula is too long")]
    TooLong,
    /// A word that is no name, function or keyword, or a sign that is not allowed.
    #[error("{word:?} at {place} is not known")]
    Unknown {
        /// Where it begins.
        place: usize,
        /// What stands there.
        word: String,
    },
    /// Known words that do not make a formula.
    #[error("this is no formula")]
    NotAFormula,
    /// No name in it, so that it would say the same of everybody.
    #[error("a formula without a name")]
    Constant,
    /// It does not come to a number.
    #[error("a formula that does not come to a number")]
    NotANumber,
}

/// A formula that was read.
pub struct Formula {
    names: Vec<String>,
    evaluator: Evaluator,
}

impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Formula").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Formula {
    /// Reads a formula over these names. Signs of typesetting (`×`, `÷`, `≥`, full-width brackets) are read as what they mean.
    ///
    /// # Errors
    ///
    /// Why it is no formula, or may not be one.
    pub fn read(text: &str, names: &[&str]) -> Result<Formula, FormulaError> {
        let tokens = tokens(text, names)?;
        let used: Vec<String> =
            names.iter().filter(|name| tokens.names.contains(*name)).map(|it| (*it).to_owned()).collect();
        if used.is_empty() {
            return Err(FormulaError::Constant);
        }
        let scope = scope(used.iter().map(|name| (name.as_str(), 1)));
        // The library is not ours: what it cannot read must not end the process.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let node = dsntk_feel_parser::parse_expression(&scope, &tokens.text, false).ok()?;
            Some(dsntk_feel_evaluator::prepare(&node))
        }));
        let evaluator = read.ok().flatten().ok_or(FormulaError::NotAFormula)?;
        let formula = Formula { names: used, evaluator };
        match formula.value(|_| 1) {
            Value::Number(_) | Value::Null(_) => Ok(formula),
            _ => Err(FormulaError::NotANumber),
        }
    }

    /// The names it is made of.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn value(&self, of: impl Fn(&str) -> i64) -> Value {
        let scope = scope(self.names.iter().map(|name| (name.as_str(), of(name))));
        let evaluated = catch_unwind(AssertUnwindSafe(|| (self.evaluator)(&scope)));
        evaluated.unwrap_or(Value::Null(None))
    }

    /// What it comes to, in hundredths rounded half up, between 0 and `most` whole ones; none where it comes to nothing (`null`,
    /// a division by nothing).
    pub fn hundredths(&self, of: impl Fn(&str) -> i64, most: u32) -> Option<u32> {
        let Value::Number(number) = self.value(of) else { return None };
        let scaled = number * FeelNumber::from(100_i64);
        let least = FeelNumber::zero();
        let most = FeelNumber::from(i64::from(most) * 100);
        if scaled >= most {
            return u32::try_from(i64::try_from(most).ok()?).ok();
        }
        if scaled <= least {
            return Some(0);
        }
        let rounded = scaled.round_half_up(0).ok()?;
        u32::try_from(i64::try_from(rounded).ok()?).ok()
    }
}

fn scope<'a>(values: impl Iterator<Item = (&'a str, i64)>) -> FeelScope {
    let mut context = FeelContext::default();
    for (name, value) in values {
        context.set_entry(&Name::from(name), Value::Number(FeelNumber::from(value)));
    }
    context.into()
}
