//! What is wrong with a field of a form, before any rule is asked.

/// What is wrong with a field, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field in the form.
    pub field: String,
    /// What is wrong.
    pub why: FieldWhy,
}

/// The ways a field can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldWhy {
    /// Nothing was typed.
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// More than so many lines.
    TooManyLines(usize),
    /// U+0000, which no database keeps.
    HasNul,
    /// Not a choice of the list.
    NotAChoice,
    /// Not a number, or out of bounds.
    NotANumber,
    /// Not a day.
    NotADay,
    /// Not a time of day.
    NotATime,
    /// Not a telephone number.
    NotATelephone,
    /// Not the address of one mailbox.
    NotAMailbox,
    /// The same as the one before, where two are wanted.
    SameAgain,
    /// Not an entry of the case in question.
    NotAnEntry,
    /// Words for the public that tell who somebody is (C24).
    Personal,
    /// The one-time code of who signs (A17).
    Code(crate::second_factor::CodeRefusal),
    /// Photographs that are not kept (C36).
    Pictures(crate::photograph::PicturesWhy),
    /// A formula over counts that cannot be read.
    Formula(rules::FormulaError),
    /// The identity document's number is wrong.
    Identity(catalogue::identity::IdentityError),
}
