//! Papers as PDF: one data type, one template, one press.
//!
//! The crate knows no case and no rule. Who prints gives a [`Paper`], whose texts are characters and never markup, and gets
//! the bytes of a PDF or the first character that no font on the machine has.

mod fonts;
mod layout;
mod press;
mod qr;
mod sheet;
mod words;

pub use fonts::Fonts;
pub use layout::{CodePlace, Layout, Margins, SealSide, SheetSize};
pub use press::Press;
pub use sheet::{Bar, Check, Language, Paper, Part, SealPlace};
pub use words::TEXT_MAX;

/// Why a paper was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The machine has no Chinese typeface.
    #[error("no Chinese typeface is installed (Debian: fonts-noto-cjk)")]
    NoFont,
    /// No font has this character; it is never printed as an empty box.
    #[error("no font has a glyph for {0} (U+{code:04X})", code = u32::from(*.0))]
    MissingGlyph(char),
    /// The texts are longer than a paper may be.
    #[error("the paper is longer than {TEXT_MAX} characters")]
    TooLong,
    /// The template or the compiler failed: a fault of ours.
    #[error("the paper could not be set: {0}")]
    Inside(String),
}
