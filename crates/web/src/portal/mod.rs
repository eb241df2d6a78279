//! Pages for citizens and firms: ask, read what is needed, track a case; no account is needed (domain 6.4).

mod home;

pub use home::{Common, Figure, Home};

use crate::layout::{Sample, draw_samples};
use crate::text::Text;

/// Draws the samples of every page of the portal.
pub fn samples(text: Text, into: &mut Vec<Sample>) {
    draw_samples::<Home>(text, into);
}
