//! The one-time code on the form of an act that a leader signs (A17).

use crate::desk::parts::Typed;

/// Asks for the code of the person's own telephone; field `one_time_code`.
#[derive(Clone, Debug, Default)]
pub struct CodeField {
    /// What was typed, where it may still be right.
    pub typed: Typed,
    /// Whether the person has set up a second factor.
    pub is_set_up: bool,
    /// What the demonstration says beside the field; empty in operation.
    pub sample: String,
}
