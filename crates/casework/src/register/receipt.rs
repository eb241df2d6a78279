//! 补打回执: a lost receipt is printed again at any window, after a look at the identity document, or at the letter of whoever was
//! sent for it (E15, N7).

use super::{ReceiptReissued, RegisterRefusal, SameMatterCame, mandate_stands};
use crate::authority::{Desk, sits_at};
use crate::comes::Comes;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::refusal::{Refusal, Whose};
use calendar::Day;
use catalogue::item::Post;
use catalogue::{Digest, Organisation, PersonId, WindowId};
use serde::{Deserialize, Serialize};

/// Print the receipt again: the query code on it is a new one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReissueReceipt {
    /// Who comes for it.
    pub by: Comes,
    /// Keyed digest of the new query code.
    pub query: Digest,
    /// The new query code.
    pub query_sealed: Sealed,
    /// Where.
    pub window: WindowId,
}

/// At any window where people are received, whichever authority it serves; at every stage, for the page goes on being
/// read after the end.
pub(crate) fn reissue(desk: &Desk, command: &ReissueReceipt) -> Answer {
    sits_at_a_window(desk, command.window)?;
    let sent = command.by.sent_by(Whose::Applicant, desk.facts.applicant)?;
    mandate_stands(desk.facts, command.by.identity())?;
    let ReissueReceipt { query, query_sealed, window, .. } = *command;
    let reprint = desk.facts.register.reprints.saturating_add(1);
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ReceiptReissued { at, by, window, query, query_sealed, reprint, sent }.into()])
}

/// The applicant came again with the same matter, and was led to this case (E9).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSameMatter {
    /// Where.
    pub window: WindowId,
}

/// The officer at a window says that it is the same matter; nothing new is taken in (E9).
pub(crate) fn same_matter(desk: &Desk, command: &NoteSameMatter) -> Answer {
    let window = command.window;
    sits_at(desk.known, desk.item, window)?;
    Ok(vec![SameMatterCame { at: desk.known.now, by: desk.actor(), window }.into()])
}

/// The actor receives people at that window today.
fn sits_at_a_window(desk: &Desk, window: WindowId) -> Result<(), Refusal> {
    desk.known.organisation.window(window).ok_or(Refusal::WindowUnknown { window })?;
    match receives_at(desk.known.organisation, desk.actor(), window, desk.today()) {
        true => Ok(()),
        false => Err(RegisterRefusal::NotAtThatWindow { window }.into()),
    }
}

/// Whether this person receives people at a window that day, whichever authority it serves.
pub fn receives_at(organisation: &Organisation, person: PersonId, window: WindowId, day: Day) -> bool {
    let receives = |post| matches!(post, Post::IntakeOfficer | Post::WindowHead | Post::GuideOfficer);
    let mut posts = organisation.posts_of(person, day);
    posts.any(|holding| receives(holding.post) && holding.windows.contains(&window))
}
