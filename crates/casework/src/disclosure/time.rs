//! What time alone does: once the day has come, the applicant may read who saw the dossier.

use super::event::{Event, Told};
use super::state::Disclosures;
use calendar::Instant;

/// When time will next do something.
pub fn due(state: &Disclosures) -> Option<Instant> {
    waiting(state).map(|(at, _)| at).min()
}

/// The facts that fall due at exactly `at`; afterwards [`due`] is later.
pub fn catch_up(state: &Disclosures, at: Instant) -> Vec<Event> {
    waiting(state).filter(|(when, _)| *when == at).map(|(_, place)| Told { at, place }.into()).collect()
}

/// Requests of which the applicant was not told, each with the instant at which that ends.
fn waiting(state: &Disclosures) -> impl Iterator<Item = (Instant, u8)> {
    let handed_out = state.iter().filter(|(_, it)| it.handed_out().is_some());
    handed_out.filter_map(|(place, it)| Some((it.withheld_until()?.start(), place)))
}
