//! 补打回执: a lost receipt is printed again at any window, after a look at the identity document (E15).

use super::{ReceiptReissued, RegisterRefusal, SameMatterCame};
use crate::authority::{Desk, sits_at};
use crate::command::Sealed;
use crate::decide::Answer;
use crate::refusal::Refusal;
use catalogue::item::Post;
use catalogue::{Digest, WindowId};
use serde::{Deserialize, Serialize};

/// Print the receipt again: the query code on it is a new one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReissueReceipt {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
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
    if command.identity != desk.facts.applicant {
        return Err(Refusal::IdentityDiffers);
    }
    let ReissueReceipt { query, query_sealed, window, .. } = *command;
    let reprint = desk.facts.register.reprints.saturating_add(1);
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ReceiptReissued { at, by, window, query, query_sealed, reprint }.into()])
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
    let receives = |post| matches!(post, Post::IntakeOfficer | Post::WindowHead | Post::GuideOfficer);
    let mut posts = desk.known.organisation.posts_of(desk.actor(), desk.today());
    match posts.any(|holding| receives(holding.post) && holding.windows.contains(&window)) {
        true => Ok(()),
        false => Err(RegisterRefusal::NotAtThatWindow { window }.into()),
    }
}
