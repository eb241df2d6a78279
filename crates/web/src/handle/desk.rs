//! The desk: what is due first, in the queues of this person.

use std::collections::HashSet;
use std::fmt::Display;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::item::Post;
use centre::account::Session;
use centre::list::CaseBrief;
use oversight::assessment::Subject;

use super::{cases, words};
use crate::app::App;
use crate::app::respond::{Answer, At, page};
use crate::app::visitor::Officer;
use pages::desk::{CaseLine, DeskHome, DraftLine, Section, SectionKind};
use pages::layout::Nav;
use pages::text::Text;

/// Cases one section shows; the rest is behind its link.
const SHOWN: usize = 12;

/// `GET /desk`
pub async fn home(State(app): State<Arc<App>>, headers: HeaderMap, Officer(session): Officer) -> Response {
    let at = At { app: &app, headers: &headers, path: "/desk" };
    at.answer(draw(&at, &session).await).await
}

async fn draw(at: &At<'_>, session: &Session) -> Answer {
    let mut frame = at.frame(Nav::Desk, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("工作台").to_owned();
    let lists = at.app.centre.desk(session).await?;
    let now = at.app.centre.instant();
    let today = now.day();
    let mut placed: HashSet<String> = HashSet::new();
    let mut sections = Vec::new();
    // What is late or due today stands first, whatever is to be done with it; each case stands once.
    let mine = || {
        lists
            .held
            .iter()
            .chain(&lists.to_take)
            .chain(&lists.to_accept)
            .chain(&lists.to_sign)
            .chain(&lists.to_lay_before)
            .chain(&lists.to_decide)
            .chain(&lists.to_recheck)
            .chain(&lists.to_make)
    };
    // What waits to be collected is late through nobody at this desk, except where it is handed out.
    let waits = |brief: &&CaseBrief| brief.waits_for != centre::row::waits::COLLECTION;
    let late = mine().filter(waits).filter(|brief| brief.light(now) == calendar::Light::Red);
    let due =
        mine().filter(waits).filter(|brief| brief.due_on == Some(today) && brief.stopped_until.is_none());
    let soon = lists
        .stopped
        .iter()
        .chain(&lists.held)
        .filter(|brief| brief.stopped_until.is_some_and(|until| until.number() - today.number() <= 3));
    let queues: Vec<(SectionKind, Vec<&CaseBrief>)> = vec![
        (SectionKind::Late, late.collect()),
        (SectionKind::Today, due.collect()),
        (SectionKind::ToStandIn, lists.to_stand_in.iter().collect()),
        (SectionKind::ToTakeBack, lists.to_take_back.iter().collect()),
        (SectionKind::NobodyHere, lists.nobody_here.iter().collect()),
        (SectionKind::ToSign, lists.to_take.iter().collect()),
        (SectionKind::ToSignInstant, lists.to_sign.iter().collect()),
        (SectionKind::PapersIn, lists.to_accept.iter().collect()),
        (SectionKind::ToApprove, lists.to_approve.iter().collect()),
        (SectionKind::ToDecide, lists.to_decide.iter().collect()),
        (SectionKind::ToRecheck, lists.to_recheck.iter().collect()),
        (SectionKind::ToMake, lists.to_make.iter().collect()),
        (SectionKind::StopEnding, soon.collect()),
        (SectionKind::ToCollect, lists.to_deliver.iter().collect()),
        (SectionKind::InHand, lists.held.iter().collect()),
    ];
    for (kind, queue) in queues {
        let fresh: Vec<&CaseBrief> =
            queue.into_iter().filter(|brief| placed.insert(brief.id.to_string())).collect();
        let mut lines: Vec<CaseLine> = Vec::new();
        for brief in fresh.iter().take(SHOWN) {
            let mut line = cases::line(at.app, text, brief).await?;
            line.action = match kind {
                SectionKind::ToStandIn | SectionKind::ToTakeBack => text.t("去接手").to_owned(),
                SectionKind::NobodyHere => {
                    text.t(super::people::to_reassign(at.app, session, brief).await?).to_owned()
                }
                _ => text.t(action(brief, session)).to_owned(),
            };
            lines.push(line);
        }
        let away = matches!(kind, SectionKind::ToStandIn | SectionKind::ToTakeBack | SectionKind::NobodyHere);
        let more = match away {
            true => (fresh.len() > 1).then(|| "/desk/people".to_owned()),
            false => (fresh.len() > SHOWN).then(|| "/desk/cases?mine=1".to_owned()),
        };
        sections.push(Section { kind, count: fresh.len(), lines, more });
    }
    let organisation = at.app.centre.organisation().await?;
    let may_record =
        organisation.as_ref().is_some_and(|it| casework::contact::may_record(it, session.person, today));
    let takes_in =
        organisation.as_ref().is_some_and(|it| it.holds_anywhere(session.person, Post::IntakeOfficer, today));
    let handles = organisation.is_some_and(|it| it.holds_anywhere(session.person, Post::Handler, today));
    if handles {
        let due = at.app.centre.commitments_due(session).await?;
        let mut lines: Vec<CaseLine> = Vec::new();
        for due in due.iter().take(SHOWN) {
            lines.push(super::commitments::line(at.app, text, due).await?);
        }
        let more = (due.len() > SHOWN).then(|| "/desk/commitments".to_owned());
        sections.push(Section { kind: SectionKind::ToCheck, count: due.len(), lines, more });
    }
    let cares = super::care_lines::parts(at.app, text, session).await?;
    let contacts = super::contact_lines::parts(at.app, text, session, false).await?;
    let drafts = if takes_in { drafts(at, text, session).await? } else { Vec::new() };
    let home = DeskHome::new(frame, sections, drafts, takes_in).with(contacts, cares, may_record);
    let empty = empty_windows(at, text, session).await?;
    let waiting = waiting(at, text, session).await?;
    Ok(page(&DeskHome { waiting, ..home.with_empty_windows(empty) }))
}

/// What waits for this person beside the cases, and the way there; first what is held against the person.
async fn waiting(
    at: &At<'_>,
    text: Text,
    session: &Session,
) -> Result<Vec<(String, String, String)>, centre::Fault> {
    let waits = at.app.centre.oversight_waiting(session).await?;
    let mut lines = Vec::new();
    let mut line = |sentence: String, href: String, action: &str| {
        lines.push((sentence, href, text.t(action).to_owned()));
    };
    if let Some((n, day)) = waits.to_hear {
        let places: [(&str, &dyn Display); 2] = [("n", &n), ("day", &text.date(day))];
        let sentence = text.f("有 {n} 件问责涉及您，最迟 {day}陈述、申辩", places);
        line(sentence, super::accountability::PATH.to_owned(), "去陈述");
    }
    if let Some((term, day)) = waits.assessed {
        let term_word = super::assessment_words::term(text, term);
        let places: [(&str, &dyn Display); 2] = [("term", &term_word), ("day", &text.date(day))];
        let sentence = text.f("{term}的考核已经公布，您不同意的，{day}前可以申诉", places);
        line(sentence, super::assessment::sheet_path(term, Subject::Person(session.person)), "看我的");
    }
    if let Some((n, overdue, day)) = waits.appeals {
        let places: [(&str, &dyn Display); 3] = [("n", &n), ("late", &overdue), ("day", &text.date(day))];
        let (sentence, which) = match overdue {
            0 => ("有 {n} 件申诉等您答复，最早的一件最迟 {day}答复", ""),
            _ => (
                "有 {n} 件申诉等您答复，其中 {late} 件已经逾期，最早的一件应当 {day}前答复",
                "?which=overdue",
            ),
        };
        line(text.f(sentence, places), format!("{}{which}", super::appeals::PATH), "去答复");
    }
    let counted = [
        (waits.heard, "有 {n} 件问责陈述期已过或已陈述，等您处理", super::appeals::PATH, "去处理"),
        (waits.findings, "有 {n} 条监察发现涉及您，您可以说明情况", "/desk/findings", "去说明"),
        (waits.orders, "您有 {n} 张催办、督办单要答复", "/desk/orders", "去答复"),
        (waits.complaints, "您有 {n} 件投诉要办", "/desk/complaints", "去办"),
        (waits.ratings, "您有 {n} 条差评要回访、整改", "/desk/bad-ratings?which=mine", "去办"),
    ];
    for (n, sentence, href, action) in counted.into_iter().filter(|it| it.0 > 0) {
        line(text.f(sentence, [("n", &n)]), href.to_owned(), action);
    }
    Ok(lines)
}

/// The windows this person leads at which nobody sits now, in one sentence (E1).
async fn empty_windows(at: &At<'_>, text: Text, session: &Session) -> Result<String, centre::Fault> {
    let empty = at.app.centre.windows_empty(session).await?;
    let Some(organisation) = at.app.centre.organisation().await?.filter(|_| !empty.is_empty()) else {
        return Ok(String::new());
    };
    let named = empty.iter().take(SHOWN).map(|window| words::window(text, &organisation, *window));
    let named = named.collect::<Vec<_>>().join(text.comma());
    Ok(text.f("现在 {n} 个窗口没有人：{names}。", [("n", &empty.len()), ("names", &named)]))
}

/// What this person would do with the case, as the words of its link.
fn action(brief: &CaseBrief, session: &Session) -> &'static str {
    if brief.pending_to == Some(session.person) {
        return "去签收";
    }
    match brief.waits_for.as_str() {
        "acceptance" => "去答复",
        "leader-signature" if brief.agent == Some(session.person) => "去送签",
        "instant-signature" | "leader-signature" => "去签字",
        "decision" => "去决定",
        "stop-approval" => "去审批",
        "recheck" => "去复核",
        "making" => "去制证",
        "collection" => "去出件",
        "step" => "去办",
        _ => "打开",
    }
}

async fn drafts(at: &At<'_>, text: Text, session: &Session) -> Result<Vec<DraftLine>, centre::Fault> {
    let mut lines = Vec::new();
    for draft in at.app.centre.draft_list(session).await? {
        let entry = at.app.centre.item_entry(&draft.item).await?;
        lines.push(DraftLine {
            href: format!("/desk/intake/{}?draft={}", draft.item, draft.id),
            item: entry.map_or_else(|| draft.item.clone(), |entry| words::item(text, &entry.item)),
            applicant: draft.typed.label.clone(),
            kept: words::moment(text, calendar::Instant(draft.saved_at)),
        });
    }
    Ok(lines)
}
