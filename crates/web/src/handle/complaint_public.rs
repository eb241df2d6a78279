//! `GET /complaints`: how to complain, where one's own complaint is looked up, and the results that are public (R153, R167).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use centre::oversight::complaint::ComplaintFigures;

use super::complaint_words as said;
use super::{csv, words};
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, page_with};
use pages::layout::{Nav, Pagination, escape_query};
use pages::portal::{Complain, PublishedResult};
use pages::text::Text;

const PATH: &str = "/complaints";
/// The figures of every year as a file.
const FILE: &str = "/complaints.csv";
/// No register is older.
const YEAR_MIN: i32 = 2000;
/// Results of one page.
const PAGE: usize = 20;

/// The page.
pub async fn page_of(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let asked = query.number("year", YEAR_MIN..=app.centre.today().year());
    let (years, of_year) = match years(&app, asked).await {
        Ok(read) => read,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    at.answer(
        draw(&at, "", query.get("after"), StatusCode::OK, |page| {
            let (text, year) = (page.frame.text, of_year.0);
            Complain { figures: figures(text, year, &of_year.1), others: others(text, year, &years), ..page }
        })
        .await,
    )
    .await
}

/// The years there are, and the figures of the one asked for, or of the present one.
async fn years(app: &App, asked: Option<i32>) -> Result<(Vec<i32>, (i32, ComplaintFigures)), centre::Fault> {
    let years = app.centre.complaint_years().await?;
    let year = asked.filter(|it| years.contains(it)).unwrap_or_else(|| app.centre.today().year());
    Ok((years, (year, app.centre.complaint_figures_of(year).await?)))
}

/// The ways to the other years, and to the file of all of them.
fn others(text: Text, year: i32, years: &[i32]) -> Vec<(String, String)> {
    let other = |it: &i32| (format!("{PATH}?year={it}"), text.f("{year} 年的", [("year", it)]));
    let file = (!years.is_empty()).then(|| (FILE.to_owned(), text.t("下载各年的数（CSV）").to_owned()));
    years.iter().filter(|it| **it != year).map(other).chain(file).collect()
}

/// `GET /complaints.csv`: what was counted in each year, without shares, for whoever computes on (F27, R182).
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: FILE };
    match lines(&app).await {
        Ok(text) => csv::download("complaints.csv", text),
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// A line for each year and word.
async fn lines(app: &App) -> Result<String, centre::Fault> {
    let mut out = format!("{}年,数的是什么,件数\r\n", csv::BEGIN);
    for year in app.centre.complaint_years().await? {
        let of = app.centre.complaint_figures_of(year).await?;
        let text = Text::Chinese;
        // Words of a file that other programs read.
        let mut line = |word: &str, n: i64| out.push_str(&format!("{year},{},{n}\r\n", csv::cell(word)));
        line("登记", of.filed);
        line("其中密封给纪检监察", of.sealed);
        line("已答复", of.answered);
        line("其中超期才答复", of.answered_late);
        line("超期", of.late);
        line("重新办理", of.reopened);
        of.classes.iter().for_each(|(it, n)| line(&format!("类别：{}", text.t(said::class(*it))), *n));
        of.verdicts.iter().for_each(|(it, n)| line(&format!("结论：{}", text.t(said::verdict(*it))), *n));
        of.causes.iter().for_each(|(it, n)| line(&format!("原因：{}", text.t(said::cause(*it))), *n));
    }
    Ok(out)
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
    let (years, of_year) = years(at.app, None).await?;
    let figures = figures(text, of_year.0, &of_year.1);
    let others = others(text, of_year.0, &years);
    let drawn = Complain { figures, others, results, pages, ..Complain::new(frame, number, &telephone) };
    Ok(page_with(status, &with(drawn)))
}

/// A year in figures (R157): how many, of which class, founded or not, from which cause.
fn figures(text: Text, year: i32, of: &ComplaintFigures) -> Vec<(String, String)> {
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
    let first = (text.f("{year} 年登记", [("year", &year)]), registered);
    let lines = [
        ("类别", join(of.classes.iter().map(|(it, n)| counted(said::class(*it), *n)).collect())),
        ("已答复", join(answered)),
        ("原因", join(of.causes.iter().map(|(it, n)| counted(said::cause(*it), *n)).collect())),
        ("按时答复", in_time),
        ("超期、重新办理", join(vec![counted("超期", of.late), counted("重新办理", of.reopened)])),
    ];
    let shown = lines.into_iter().filter(|(_, value)| !value.is_empty());
    std::iter::once(first).chain(shown.map(|(label, value)| (text.t(label).to_owned(), value))).collect()
}
