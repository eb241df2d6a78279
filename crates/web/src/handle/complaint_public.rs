//! `GET /complaints`: how to complain, where one's own complaint is looked up, and the results that are public (R153, R167).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use centre::oversight::complaint::ComplaintFigures;

use super::complaint_words as said;
use super::words;
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, page_with};
use pages::layout::{Nav, Pagination, escape_query};
use pages::portal::{Complain, PublishedResult};
use pages::text::Text;

const PATH: &str = "/complaints";
/// Results of one page.
const PAGE: usize = 20;

/// The page.
pub async fn page_of(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(draw(&at, "", query.get("after"), StatusCode::OK, |page| page).await).await
}

/// The page with what was typed, and what is to be said about it.
pub async fn draw(
    at: &At<'_>,
    number: &str,
    after: &str,
    status: StatusCode,
    with: impl FnOnce(Complain) -> Complain,
) -> Answer {
    let centre = &at.app.centre;
    let mut frame = at.frame(Nav::Complain, None).await;
    let text = frame.text;
    frame.title = text.t("投诉").to_owned();
    let organisation = centre.organisation().await?;
    let telephone =
        organisation.as_deref().map_or_else(String::new, |it| it.centre.complaint_telephone.clone());
    let mut lines = centre.complaints_published(after, PAGE + 1).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let href = |after: &str| format!("{PATH}?after={}", escape_query(after));
    let pages = Pagination {
        text,
        first: (!after.is_empty()).then(|| PATH.to_owned()),
        next: lines.last().filter(|_| more).map(|last| href(&last.cursor())),
        shown: String::new(),
    };
    let results = lines
        .into_iter()
        .map(|line| PublishedResult {
            class: line.class.map_or_else(String::new, |it| text.t(said::class(it)).to_owned()),
            unit: match (line.unit, organisation.as_deref()) {
                (Some(unit), Some(organisation)) => words::unit(text, organisation, unit),
                _ => String::new(),
            },
            verdict: line.verdict.map_or_else(String::new, |it| text.t(said::verdict(it)).to_owned()),
            days: text.f(
                "{from}登记，{until}办结",
                [
                    ("from", &text.date_with_year(line.filed_at.day())),
                    ("until", &text.date_with_year(line.closed_at.day())),
                ],
            ),
            number: line.number,
            words: line.words,
        })
        .collect();
    let figures = figures(text, &centre.complaint_figures().await?);
    let drawn = Complain { figures, results, pages, ..Complain::new(frame, number, &telephone) };
    Ok(page_with(status, &with(drawn)))
}

/// The year in figures (R157): how many, of which class, founded or not, from which cause.
fn figures(text: Text, of: &ComplaintFigures) -> Vec<(String, String)> {
    if of.filed == 0 {
        return Vec::new();
    }
    let cases = |n: i64| text.f("{n} 件", [("n", &n)]);
    let counted = |word: &str, n: i64| format!("{} {}", text.t(word), cases(n));
    let join = |parts: Vec<String>| parts.join(text.pause());
    let mut registered = cases(of.filed);
    if of.sealed > 0 {
        registered += &text.aside(counted("其中密封给纪检监察", of.sealed));
    }
    // What is overdue and not answered counts too, or a complaint nobody answers would spoil no rate.
    let kept = of.in_time();
    let in_time = match kept.whole {
        0 => String::new(),
        _ => text.f(
            "{part}/{all} 件，超期还没有答复的也算在里面",
            [("part", &kept.part as &dyn std::fmt::Display), ("all", &kept.whole)],
        ),
    };
    let mut answered = vec![cases(of.answered)];
    answered.extend(of.verdicts.iter().map(|(it, n)| counted(said::verdict(*it), *n)));
    let lines = [
        ("今年登记", registered),
        ("类别", join(of.classes.iter().map(|(it, n)| counted(said::class(*it), *n)).collect())),
        ("已答复", join(answered)),
        ("原因", join(of.causes.iter().map(|(it, n)| counted(said::cause(*it), *n)).collect())),
        ("按时答复", in_time),
        ("超期、重新办理", join(vec![counted("超期", of.late), counted("重新办理", of.reopened)])),
    ];
    let shown = lines.into_iter().filter(|(_, value)| !value.is_empty());
    shown.map(|(label, value)| (text.t(label).to_owned(), value)).collect()
}
