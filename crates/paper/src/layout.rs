//! How a paper is laid out: sheet, margins, letters, the places of seal and code, and the copies set together.
//!
//! Values only. Whoever gives them keeps them within bounds in which everything on a paper finds its place.

use serde::{Deserialize, Serialize};

/// The sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetSize {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 148 by 210 millimetres.
    A5,
}

/// On which side the seal stands; what is left of the line is the code's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealSide {
    /// At the right.
    #[default]
    Right,
    /// At the left.
    Left,
}

/// Where the square code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePlace {
    /// Under the text, beside the seal.
    #[default]
    Foot,
    /// Beside the title.
    Head,
}

/// Margins in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margins {
    /// Above.
    pub top: u8,
    /// Below.
    pub bottom: u8,
    /// At the left.
    pub left: u8,
    /// At the right.
    pub right: u8,
}

/// How a paper is laid out; by itself as every paper was before anybody laid out one otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// A line above the name of whoever issues it; may be empty.
    pub letterhead: String,
    /// The sheet.
    pub sheet: SheetSize,
    /// Margins.
    pub margins: Margins,
    /// Size of the letters of the text, in tenths of a point; larger and smaller ones follow it, the foot does not.
    pub letters: u8,
    /// Where the seal stands.
    pub seal: SealSide,
    /// Where the code stands.
    pub code: CodePlace,
    /// The foot of each copy that is set in the same file; none for one copy with the paper's own foot.
    pub copies: Vec<String>,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            letterhead: String::new(),
            sheet: SheetSize::A4,
            margins: Margins { top: 22, bottom: 20, left: 24, right: 24 },
            letters: 105,
            seal: SealSide::Right,
            code: CodePlace::Foot,
            copies: Vec::new(),
        }
    }
}
