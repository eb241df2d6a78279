//! What the county's office has said and laid out otherwise than the product: the wording of one paper and the layout of another in
//! force, a further wording waiting for review.

use anyhow::Context;
use catalogue::PersonId;
use catalogue::paper_layout::{CodePlace, LaidLine, Layout};
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
/// The paper that the county lays out otherwise: who withdraws takes one copy along, the dossier keeps the other.
const LAID: &str = "withdrawal";

/// Proposes all three, and approves the first wording and the layout; nothing is done where it was done before.
pub async fn wording(centre: &Centre) -> anyhow::Result<()> {
    let editor = Session::acting(PersonId::parse("cat.edit")?);
    if !centre.wording_page(&editor, KEPT.0).await.map_err(told)?.history.is_empty() {
        return Ok(());
    }
    for (paper, slot, zh, en) in [KEPT, WAITING] {
        let mut wording = built_in(paper)?;
        wording.zh.insert(slot.to_owned(), zh.to_owned());
        wording.en.insert(slot.to_owned(), en.to_owned());
        propose(centre, &editor, &wording).await?;
    }
    let withdrawal = built_in(LAID)?;
    let layout = in_two_copies(withdrawal.layout());
    propose(centre, &editor, &withdrawal.laid_out(layout)).await?;
    for paper in [KEPT.0, LAID] {
        approve(centre, paper).await?;
    }
    Ok(())
}

fn built_in(paper: &str) -> anyhow::Result<Wording> {
    Ok(Wording::built_in(words_of(paper).context("no such paper")?))
}

fn in_two_copies(layout: Layout) -> Layout {
    let line = |zh: &str, en: &str| LaidLine { zh: zh.to_owned(), en: en.to_owned() };
    Layout {
        code: CodePlace::Head,
        copies: vec![line("申请人留存", "For the applicant"), line("随卷", "For the dossier")],
        foot: line("想再办，前后的时间合在一起算", "If you come back, the time before counts too"),
        ..layout
    }
}

async fn propose(centre: &Centre, editor: &Session, wording: &Wording) -> anyhow::Result<()> {
    let proposed = Proposed { wording, after: 0 };
    centre.wording_propose(editor, centre::seal::random(), proposed, None).await.map_err(told)?;
    Ok(())
}

async fn approve(centre: &Centre, paper: &str) -> anyhow::Result<()> {
    let reviewer = Session::acting(PersonId::parse("cat.legal")?);
    let page = centre.wording_page(&reviewer, paper).await.map_err(told)?;
    let waits = page.state.proposed.context("the proposal does not wait")?;
    let approved = (waits.body.digest, &Review::Approve);
    centre.wording_review(&reviewer, centre::seal::random(), None, paper, approved).await.map_err(told)?;
    Ok(())
}

fn told(unfit: centre::wording::Unfit) -> anyhow::Error {
    anyhow::anyhow!("the county's wording: {unfit:?}")
}
