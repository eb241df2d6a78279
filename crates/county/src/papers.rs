//! What the county's office has said otherwise than the product: one paper's wording in force, another waiting for review.

use anyhow::Context;
use catalogue::PersonId;
use catalogue::wording::Wording;
use catalogue::wording_slots::words_of;
use centre::Centre;
use centre::account::Session;
use centre::wording::{Proposed, Review};

/// The sentence of the refused way that the county says in its own words.
const KEPT: (&str, &str, &str, &str) = (
    "closure",
    "body",
    "退件不是不批准，不影响您以后申请。您交来的材料请带这份通知书来领回，三个月内都给您留着。",
    "This is not a refusal and does not affect a later application. Please bring this notice to collect your papers; we keep them for three months.",
);
/// The sentence that waits for the legal reviewer.
const WAITING: (&str, &str, &str, &str) = (
    "extension",
    "lead",
    "依法延长一次，新的最后一天是 {due}，不会再延。让您久等了。",
    "The limit is extended once, as the law allows. The new last day is {due}; it will not be extended again. We are sorry that you have to wait.",
);

/// Proposes both, and approves the first; nothing is done where it was done before.
pub async fn wording(centre: &Centre) -> anyhow::Result<()> {
    let editor = Session::acting(PersonId::parse("cat.edit")?);
    let reviewer = Session::acting(PersonId::parse("cat.legal")?);
    if !centre.wording_page(&editor, KEPT.0).await.map_err(told)?.history.is_empty() {
        return Ok(());
    }
    for (paper, slot, zh, en) in [KEPT, WAITING] {
        let mut wording = Wording::built_in(words_of(paper).context("no such paper")?);
        wording.zh.insert(slot.to_owned(), zh.to_owned());
        wording.en.insert(slot.to_owned(), en.to_owned());
        let proposed = Proposed { wording: &wording, after: 0 };
        centre.wording_propose(&editor, centre::seal::random(), proposed, None).await.map_err(told)?;
    }
    let page = centre.wording_page(&reviewer, KEPT.0).await.map_err(told)?;
    let waits = page.state.proposed.context("the proposal does not wait")?;
    let approve = Review::Approve;
    centre
        .wording_review(&reviewer, centre::seal::random(), None, KEPT.0, (waits.body.digest, &approve))
        .await
        .map_err(told)?;
    Ok(())
}

fn told(unfit: centre::wording::Unfit) -> anyhow::Error {
    anyhow::anyhow!("the county's wording: {unfit:?}")
}
