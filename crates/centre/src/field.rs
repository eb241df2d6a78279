//! What is wrong with a field of a form, before any rule is asked.

/// What is wrong with a field, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field in the form.
    pub field: String,
    /// What is wrong.
    pub why: FieldWhy,
}

/// A row of a pasted list that cannot be read: the first one, and how many others there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowProblem {
    /// Which row, from 1, empty ones counted.
    pub row: usize,
    /// What is wrong with it.
    pub why: RowWhy,
    /// Other rows that cannot be read.
    pub others: usize,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowWhy {
    /// Nothing that could be a number stands in its first column.
    Number,
    /// The amount is none.
    Amount,
    /// The day is none.
    Day,
    /// The day is not one of those that the list is of.
    OtherDay,
}

/// The ways a field can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldWhy {
    /// Nothing was typed.
    Missing,
    /// A tick that is needed is not there.
    NotTicked,
    /// More than so many characters.
    TooLong(usize),
    /// More than so many lines.
    TooManyLines(usize),
    /// A row of a pasted list.
    Row(RowProblem),
    /// U+0000, which no database keeps.
    HasNul,
    /// A character that no typeface here has: no paper could say it.
    NoGlyph(char),
    /// Not a choice of the list.
    NotAChoice,
    /// More than so many were chosen.
    TooManyChosen(usize),
    /// Not a number, or out of bounds.
    NotANumber,
    /// Not a whole number from the one to the other.
    OutOfBounds(u32, u32),
    /// Not a day.
    NotADay,
    /// A day that it may not be: the first that it may, and the last, as far as the rules say.
    DayOutside {
        /// The first.
        from: Option<calendar::Day>,
        /// The last.
        until: Option<calendar::Day>,
    },
    /// Not a time of day.
    NotATime,
    /// Not a telephone number.
    NotATelephone,
    /// No telephone, and not said that there is none (E3).
    NoTelephone,
    /// Not the address of one mailbox.
    NotAMailbox,
    /// Chosen of a call that nobody answered.
    NobodyAnswered,
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
