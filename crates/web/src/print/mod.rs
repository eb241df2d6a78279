//! Papers (A4): every notice has a printable form.

use crate::layout::Sample;
use crate::text::Text;

/// Draws the samples of every paper.
pub fn samples(_text: Text, _into: &mut Vec<Sample>) {}
