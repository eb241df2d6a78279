//! The officers' pages.

use crate::layout::Sample;
use crate::text::Text;

/// Draws the samples of every page of the desk.
pub fn samples(_text: Text, _into: &mut Vec<Sample>) {}
