//! Appeals that wait for this supervisor: of findings, orders, ratings left out, assessments and accountability, the earliest last
//! day first (A6).

use axum::response::Response;
use catalogue::Organisation;
use centre::account::Session;
use centre::oversight::appeals::{AppealBrief, AppealOf};

use super::record_list::{cells, heads};
use super::{accountability, accountability_words, assessment, assessment_words, bad_ratings, orders};
use super::{oversight_words as said, words};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{RecordList, RecordRow};
use pages::layout::{Choice, Nav, Pagination, StateWord, Tone};
use pages::text::Text;

/// Where they are listed.
pub const PATH: &str = "/desk/appeals";

/// `GET /desk/appeals?which=overdue`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, opened.query.get("which") == "overdue").await).await
}

async fn list_page(at: &At<'_>, session: &Session, overdue: bool) -> Answer {
    let centre = &at.app.centre;
    if !centre.is_supervisor(session).await? {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let (text, today) = (frame.text, centre.today());
    frame.title = text.t("等您答复的申诉").to_owned();
    let waiting = centre.appeals_waiting(session).await?;
    let rows: Vec<RecordRow> = waiting
        .iter()
        .filter(|it| !overdue || it.is_overdue(today))
        .map(|it| row(text, &organisation, it, it.is_overdue(today)))
        .collect();
    let choices = [("", "全部", !overdue), ("overdue", "已经逾期的", overdue)];
    let choices = choices.map(|(key, word, on)| Choice::new(key, text.t(word), on));
    Ok(page(&RecordList {
        text,
        path: PATH,
        title: frame.title.clone(),
        lead: text.t("您没有经手过的，才列在这里：谁作的结论，谁就不答复对它的申诉。").to_owned(),
        which: (text.t("看哪些").to_owned(), choices.into()),
        head: heads(text, &["对哪件事", "哪一类", "单位", "最迟答复", "状态"]),
        pages: Pagination {
            text,
            first: None,
            next: None,
            shown: text.f("这一页 {n} 件", [("n", &rows.len())]),
        },
        rows,
        empty: text.t("没有等您答复的申诉。").to_owned(),
        tool: None,
        frame,
    }))
}

fn row(text: Text, organisation: &Organisation, brief: &AppealBrief, overdue: bool) -> RecordRow {
    let matter = |kind| text.t(accountability_words::kind(kind)).to_owned();
    let (href, name, class) = match brief.of {
        AppealOf::Finding(id, rule) => {
            (said::finding_href(id), text.t(said::rule(rule)).to_owned(), "监察结论")
        }
        AppealOf::Order(id, kind, year, n) => {
            (format!("{}/{id}", orders::PATH), said::order_no(organisation, kind, year, n), "催办、督办")
        }
        AppealOf::Rating(id) => {
            (format!("{}/{id}", bad_ratings::PATH), text.t("一条不计入的差评").to_owned(), "差评不计入")
        }
        AppealOf::Objection(term, subject) => {
            let name = assessment_words::subject(text, organisation, subject);
            let name =
                text.f("{term}，{name}", [("term", &assessment_words::term(text, term)), ("name", &name)]);
            (assessment::sheet_path(term, subject), name, "考核")
        }
        AppealOf::Accountability(id, kind) => {
            (format!("{}/{id}", accountability::PATH), matter(kind), "问责处理")
        }
        AppealOf::Heard(id, kind) => (format!("{}/{id}", accountability::PATH), matter(kind), "问责"),
    };
    let dash = || "—".to_owned();
    let (word, tone) = match (brief.decide_by, overdue) {
        (_, true) => ("已经逾期", Tone::Late),
        (Some(_), false) => ("申诉，等答复", Tone::Waiting),
        (None, false) => ("陈述期已过或已陈述，等处理", Tone::Waiting),
    };
    RecordRow {
        href,
        name,
        cells: cells(
            text,
            [
                ("哪一类", text.t(class).to_owned()),
                ("单位", brief.unit.map_or_else(dash, |it| words::unit(text, organisation, it))),
                ("最迟答复", brief.decide_by.map_or_else(dash, |day| text.date(day))),
            ],
        ),
        state: StateWord { word: text.t(word).to_owned(), tone },
    }
}
