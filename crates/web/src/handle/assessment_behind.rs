//! What stands behind a figure of assessment: the cases, findings, orders, complaints or days it counts.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use centre::oversight::{Behind, BehindKind};
use oversight::assessment::{Count, Subject, Term};
use oversight::attendance::Mark;

use super::assessment::{PATH, sheet_path};
use super::assessment_words as words_of;
use super::oversight_words as said;
use super::record_list::{cells, heads};
use super::{complaint_words, words};
use crate::app::App;
use crate::app::respond::{At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::desk::{RecordList, RecordRow};
use pages::layout::{Nav, Pagination, StateWord, Tone};
use pages::text::Text;

/// `GET /desk/assessment/{term}/{subject}/{count}`: what stands behind a figure.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((term, subject, count)): Path<(String, String, String)>,
) -> Response {
    let path = format!("{PATH}/{term}/{subject}/{count}");
    let at = At { app: &app, headers: &headers, path: &path };
    let (Some(term), Some(subject), Some(count)) =
        (Term::parse(&term), Subject::parse(&subject), Count::parse(&count))
    else {
        return at.error(ErrorKind::NotFound).await;
    };
    let organisation = match app.centre.organisation().await {
        Ok(Some(organisation)) => organisation,
        Ok(None) => return at.error(ErrorKind::Unavailable).await,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    match app.centre.assessment_behind(&session, term, subject, count).await {
        Ok(lines) => {
            let (name, how) = words_of::count(count);
            let mut frame = at.frame(Nav::Oversight, Some(&session)).await;
            let text = frame.text;
            let of = words_of::subject(text, &organisation, subject);
            frame.title = [of.as_str(), text.t(name)].join(text.colon());
            let rows: Vec<_> = lines.iter().map(|line| row(text, &organisation, line)).collect();
            let shown = text.f("这一页 {n} 条", [("n", &rows.len())]);
            page(&RecordList {
                text,
                path: PATH,
                title: frame.title.clone(),
                lead: lead(text, how, &lines),
                which: (text.t("看哪些").to_owned(), Vec::new()),
                head: heads(text, &["编号", "时间", "涉及", "种类"]),
                pages: Pagination { text, first: None, next: None, shown },
                rows,
                empty: text.t("这一期没有。").to_owned(),
                tool: Some((sheet_path(term, subject), text.t("回到考核表").to_owned())),
                frame,
            })
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// How it is counted, and what the list leaves out.
fn lead(text: Text, how: &str, lines: &[Behind]) -> String {
    let lead = [text.t(how), text.t("最多列出 200 条。")].join(text.semicolon());
    match lines.iter().any(|it| it.elsewhere) {
        true => [&lead, text.t("中心另设区划的，只列编号，要在那边的工作台上打开。")].join(text.gap()),
        false => lead,
    }
}

fn row(text: Text, organisation: &catalogue::Organisation, line: &Behind) -> RecordRow {
    let plain = |word: &str| text.t(word).to_owned();
    let (href, name, kind) = match line.kind {
        BehindKind::Case => (format!("/desk/cases/{}", line.id), line.says.clone(), "办件"),
        BehindKind::Finding => {
            let rule = oversight::Rule::parse(&line.says);
            let name = rule.map_or_else(|| line.says.clone(), |it| plain(said::rule(it)));
            (format!("/desk/findings/{}", line.id), name, "监察发现")
        }
        BehindKind::Order => {
            (format!("/desk/orders/{}", line.id), order_name(text, organisation, &line.says), "单子")
        }
        BehindKind::Complaint => {
            (format!("/desk/complaints/{}", line.id), complaint_name(text, &line.says), "投诉")
        }
        BehindKind::Day => {
            let day = calendar::Day::parse(&line.id).map_or_else(|| line.id.clone(), |day| text.date(day));
            let mark = Mark::parse(&line.says);
            let name = match mark {
                Some(mark) => [day.as_str(), text.t(words_of::mark(mark))].join(text.colon()),
                None => [day.as_str(), &line.says].join(text.colon()),
            };
            let href = mark.map_or_else(String::new, |_| format!("/desk/attendance?day={}", line.id));
            (href, name, "一天")
        }
    };
    let person = catalogue::PersonId::parse(&line.person).ok();
    RecordRow {
        // What is of another division opens at the desk there.
        href: if line.elsewhere { String::new() } else { href },
        name,
        cells: cells(
            text,
            [
                ("时间", line.at.map_or_else(|| "—".to_owned(), |at| words::moment(text, at))),
                ("涉及", person.map_or_else(|| "—".to_owned(), |it| words::person(text, organisation, it))),
            ],
        ),
        state: StateWord { word: plain(kind), tone: Tone::Active },
    }
}

/// Number of an order from its kind, year and number.
fn order_name(text: Text, organisation: &catalogue::Organisation, says: &str) -> String {
    let parts: Vec<&str> = says.split(' ').collect();
    let kind = parts.first().and_then(|key| {
        use oversight::order::Kind;
        [Kind::Urging, Kind::Supervision, Kind::Rectification, Kind::Circular]
            .into_iter()
            .find(|it| it.key() == *key)
    });
    let number = |place: usize| parts.get(place).and_then(|it| it.parse::<u32>().ok());
    match (kind, number(1).and_then(|it| u16::try_from(it).ok()), number(2)) {
        (Some(kind), Some(year), Some(n)) => said::order_no(organisation, kind, year, n),
        _ => text.t("单子").to_owned(),
    }
}

fn complaint_name(text: Text, class: &str) -> String {
    let known = oversight::complaint::Class::parse(class);
    known.map_or_else(|| text.t("投诉"), |it| text.t(complaint_words::class(it))).to_owned()
}
