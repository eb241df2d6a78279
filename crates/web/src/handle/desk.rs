//! The desk: what is due first, in the queues of this person.

use std::fmt::Display;

use axum::response::Response;
use catalogue::item::Post;
use centre::account::Session;
use centre::oversight::finding::FindingsWait;
use oversight::assessment::Subject;

use super::desk_sections::{self, SHOWN};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, page};
use pages::desk::{CaseLine, DeskHome, DraftLine, Section, SectionKind};
use pages::layout::Nav;
use pages::text::Text;

/// `GET /desk`
pub async fn home(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session).await).await
}

async fn draw(at: &At<'_>, session: &Session) -> Answer {
    let frame = at.titled(Nav::Desk, session, "工作台").await;
    let text = frame.text;
    let lists = at.app.centre.desk(session).await?;
    let today = at.app.centre.today();
    let mut sections = desk_sections::sections(at.app, text, session, &lists).await?;
    let organisation = at.app.centre.organisation().await?;
    let may_record =
        organisation.as_ref().is_some_and(|it| casework::contact::may_record(it, session.person, today));
    let takes_in =
        organisation.as_ref().is_some_and(|it| it.holds_anywhere(session.person, Post::IntakeOfficer, today));
    let handles = organisation.is_some_and(|it| it.holds_anywhere(session.person, Post::Handler, today));
    if handles {
        let due = at.app.centre.commitments_due(session, None, None, SHOWN + 1).await?;
        let count = match due.len() > SHOWN {
            true => at.app.centre.commitments_count(session).await?,
            false => due.len(),
        };
        let mut lines: Vec<CaseLine> = Vec::new();
        for due in due.iter().take(SHOWN) {
            lines.push(super::commitments::line(at.app, text, due).await?);
        }
        let all = || (text.f("看全部 {n} 件", [("n", &count)]), "/desk/commitments".to_owned());
        let more = (count > SHOWN).then(all).into_iter().collect();
        sections.push(Section { kind: SectionKind::ToCheck, count, lines, more });
    }
    let cares = super::care_lines::parts(at.app, text, session).await?;
    let contacts = super::contact_lines::parts(at.app, text, session, false).await?;
    let drafts = if takes_in { drafts(at, text, session).await? } else { Vec::new() };
    let home = DeskHome::new(frame, sections, drafts, takes_in).with(contacts, cares, may_record);
    let empty = empty_windows(at, text, session).await?;
    let waiting = waiting(at, text, session).await?;
    let office = super::office_lines::lines(at.app, text, session).await?;
    Ok(page(&DeskHome { waiting, office, ..home.with_empty_windows(empty) }))
}

/// What waits for this person beside the cases, and the way there; first what is held against the person.
async fn waiting(
    at: &At<'_>,
    text: Text,
    session: &Session,
) -> Result<Vec<(String, String, String)>, centre::Fault> {
    let waits = at.app.centre.oversight_waiting(session).await?;
    let mut lines = of_findings(text, &waits.findings);
    let mut line = |sentence: String, href: String, action: &str| {
        lines.push((sentence, href, text.t(action).to_owned()));
    };
    if let Some((n, day)) = waits.to_hear {
        let places: [(&str, &dyn Display); 2] = [("n", &n), ("day", &text.date(day))];
        let sentence = text.f("有 {n} 件问责等您陈述、申辩，最迟 {day}", places);
        line(sentence, super::accountability::PATH.to_owned(), "去陈述");
    }
    let n = at.app.centre.paper_notices_waiting(session).await?;
    if n > 0 {
        let said = match n < centre::notice_paper::COUNTED_MAX {
            true => "有 {n} 件要书面告知，申请人没有电话",
            false => "要书面告知的有 {n} 件以上，申请人没有电话",
        };
        let sentence = text.f(said, [("n", &n)]);
        line(sentence, "/desk/paper-notices".to_owned(), "去告知");
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
    let public = waits.to_publish;
    if public.count > 0 {
        let places: [(&str, &dyn Display); 2] = [("n", &public.count), ("late", &public.overdue)];
        let sentence = match (public.overdue, public.first) {
            (0, Some(day)) => text.f(
                "有 {n} 件投诉办结了，等您公布结果，最早的一件最迟 {day}公布",
                [("n", &public.count as &dyn Display), ("day", &text.date(day))],
            ),
            (0, None) => text.f("有 {n} 件投诉办结了，等您公布结果", [("n", &public.count)]),
            _ => text.f("有 {n} 件投诉办结了，等您公布结果，其中 {late} 件已经逾期", places),
        };
        line(sentence, format!("{}?which=to-publish", super::complaints::PATH), "去公布");
    }
    let counted = [
        (waits.heard, "有 {n} 件问责陈述期已过或已陈述，等您处理", super::appeals::PATH, "去处理"),
        (waits.orders, "您有 {n} 张催办、督办单要答复", "/desk/orders", "去答复"),
        (waits.complaints, "您有 {n} 件投诉要办", "/desk/complaints", "去办"),
        (waits.ratings, "您有 {n} 条差评要回访、整改", "/desk/bad-ratings?which=mine", "去办"),
    ];
    for (n, sentence, href, action) in counted.into_iter().filter(|it| it.0 > 0) {
        line(text.f(sentence, [("n", &n)]), href.to_owned(), action);
    }
    Ok(lines)
}

/// Findings this person answers for: to be appealed against, and to be explained.
fn of_findings(text: Text, found: &FindingsWait) -> Vec<(String, String, String)> {
    let date = |day: Option<calendar::Day>| day.map_or_else(String::new, |day| text.date(day));
    let mut lines = Vec::new();
    let mut line = |n: i64, day: Option<calendar::Day>, sentence: &str, which: &str, action: &str| {
        let places: [(&str, &dyn Display); 2] = [("n", &n), ("day", &date(day))];
        let href = format!("{}?which={which}", super::findings::PATH);
        lines.push((text.f(sentence, places), href, text.t(action).to_owned()));
    };
    if found.to_appeal > 0 {
        let sentence = "有 {n} 条监察发现认定属实，不同意的可以申诉，最早的一条申诉到 {day}为止";
        line(found.to_appeal, found.appeal_by, sentence, "to-appeal", "去看");
    }
    if found.to_state > 0 {
        let sentence = match found.state_by {
            Some(_) => "有 {n} 条监察发现等您说明，最早的一条最迟 {day}说明",
            None => "有 {n} 条监察发现等您说明",
        };
        line(found.to_state, found.state_by, sentence, "to-state", "去说明");
    }
    lines
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
