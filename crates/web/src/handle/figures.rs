//! Figures for everybody: of a month or a year, by unit, each with its definition and what it was counted from, as a page and
//! as a file (E28, R173-R180).

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use calendar::Day;
use catalogue::{Organisation, UnitCode};
use centre::Fault;
use oversight::assessment::Subject;
use oversight::figure::{Counts, Share, WHOLE_MIN};
use oversight::report::Period;

use super::report_sheet::{self, Shown};
use super::{assessment_words, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, page};
use crate::layout::Nav;
use crate::portal::{FigureDefinition, FigureRow, FiguresPublic};
use crate::text::Text;

/// Where the figures stand.
const PATH: &str = "/figures";

/// The period that is asked for, of those that have begun; the month of today for anything else.
fn asked(typed: &str, today: Day) -> Period {
    let period = Period::parse(typed).filter(|it| it.has_begun(today));
    period.unwrap_or_else(|| Period::month_of(today))
}

/// What was counted: of all, and of each unit.
struct Counted {
    all: Counts,
    units: BTreeMap<String, Counts>,
}

async fn counted(app: &App, period: Period) -> Result<Counted, Fault> {
    let mut counted = Counted { all: Counts::default(), units: BTreeMap::new() };
    let Some((from, until)) = period.days() else { return Ok(counted) };
    for figure in app.centre.figures_between(from, until).await? {
        let count = u64::try_from(figure.count).unwrap_or(0);
        counted.all.add(&figure.kind, count);
        counted.units.entry(figure.authority).or_default().add(&figure.kind, count);
    }
    counted.units.retain(|_, counts| *counts != Counts::default());
    Ok(counted)
}

/// `GET /figures?period=`
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    at.answer(draw(&at, query.get("period")).await).await
}

async fn draw(at: &At<'_>, typed: &str) -> Answer {
    let today = at.app.centre.today();
    let period = asked(typed, today);
    let counted = counted(at.app, period).await?;
    let organisation = at.app.centre.organisation().await?;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("办件数据").to_owned();
    let href = |period: Period| format!("{PATH}?period={}", period.key());
    let link = |period: Period| (href(period), report_sheet::name(text, period));
    let next = period.after();
    let mut others = vec![link(period.before())];
    others.extend(next.has_begun(today).then(|| link(next)));
    let whole = match (period.month, period.day) {
        (Some(_), Some(_)) => Period { day: None, ..period },
        (Some(_), None) => Period { month: None, ..period },
        (None, _) => Period::month_of(today),
    };
    others.push(link(whole));
    let rows = organisation.as_deref().map_or_else(Vec::new, |of| rows(text, of, &counted));
    Ok(page(&FiguresPublic {
        period: report_sheet::name(text, period),
        others,
        head: HEADS.iter().map(|it| text.t(it).to_owned()).collect(),
        rows,
        definitions: definitions(text),
        few: text.f("不到 {n} 件的不算比例，写“—”。", [("n", &WHOLE_MIN)]),
        file: format!("/figures.csv?period={}", period.key()),
        flags: match organisation.as_deref() {
            Some(organisation) => flags(at.app, text, organisation).await?,
            None => Vec::new(),
        },
        text,
        frame,
    }))
}

/// Windows with the red flag; a model post is a person's and stays at the desk (C14).
async fn flags(app: &App, text: Text, organisation: &Organisation) -> Result<Vec<String>, Fault> {
    let prizes = app.centre.assessment_prizes().await?;
    let flag = |(term, subject)| match subject {
        Subject::Window(window) => {
            let window = words::window(text, organisation, window);
            Some([assessment_words::term(text, term), window].join(text.colon()))
        }
        Subject::Unit(_) | Subject::Person(_) => None,
    };
    Ok(prizes.into_iter().filter_map(flag).collect())
}

/// What stands in the columns after the unit, in their order.
pub(super) const HEADS: [&str; 9] =
    ["收件", "受理", "办结", "按时办结率", "一次办结率", "办结率", "比承诺快", "暂停计时", "延期"];

/// What each says.
fn definitions(text: Text) -> Vec<FigureDefinition> {
    let all = [
        ("收件", "这段时间收下材料的件数，当场办结的也算。"),
        ("受理", "决定受理的件数，包括到期没有答复、视为受理的。"),
        ("办结", "办出结果的件数，准予和不予都算；不管是哪天受理的。"),
        ("按时办结率", "办结的件里，没有超过承诺时限的占多少。"),
        ("一次办结率", "办结的件里，从没要求补正过的占多少。"),
        ("办结率", "这段时间办结的件数除以受理的件数；可以超过 100%。"),
        ("比承诺快", "办结的件一共承诺多少天，少用的天数占多少；计时暂停的日子不算用掉。"),
        ("暂停计时", "申请暂停计时获准的次数。"),
        ("延期", "延长办理时限的次数。"),
    ];
    all.iter()
        .map(|(name, says)| FigureDefinition { name: text.t(name).to_owned(), says: text.t(says).to_owned() })
        .collect()
}

/// A share with what it was counted from.
pub(super) fn share(text: Text, share: Share) -> String {
    match share.percent() {
        Some(percent) => percent + &text.aside(format!("{}/{}", share.part, share.whole)),
        None => "—".to_owned(),
    }
}

/// The figures of those columns.
pub(super) fn shown(counts: &Counts) -> [Shown; 9] {
    let count = |count: u64| Shown::Count(i64::try_from(count).unwrap_or(i64::MAX));
    [
        count(counts.received),
        count(counts.accepted),
        count(counts.concluded),
        Shown::Share(counts.on_time()),
        Shown::Share(counts.one_time()),
        Shown::Share(counts.concluded_rate()),
        Shown::Share(counts.faster()),
        count(counts.stopped),
        count(counts.extended),
    ]
}

fn cells(text: Text, counts: &Counts) -> Vec<String> {
    shown(counts).iter().map(|it| it.long(text)).collect()
}

/// All first, then the units in the order of their codes.
fn rows(text: Text, organisation: &Organisation, counted: &Counted) -> Vec<FigureRow> {
    let all = FigureRow { name: text.t("合计").to_owned(), cells: cells(text, &counted.all) };
    let unit = |(code, counts): (&String, &Counts)| FigureRow {
        name: report_sheet::unit(text, organisation, code),
        cells: cells(text, counts),
    };
    std::iter::once(all).chain(counted.units.iter().map(unit)).collect()
}

/// `GET /figures.csv?period=`: what was counted, without shares, for whoever computes on.
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let at = At { app: &app, headers: &headers, path: "/figures.csv" };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let period = asked(query.get("period"), app.centre.today());
    let (counted, organisation) = match (counted(&app, period).await, app.centre.organisation().await) {
        (Ok(counted), Ok(Some(organisation))) => (counted, organisation),
        (Err(fault), _) | (_, Err(fault)) => return at.shut(fault.into()).await,
        (_, Ok(None)) => return at.shut(centre::case::Problem::NotFound).await,
    };
    let mut response = csv(&organisation, period, &counted).into_response();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"figures-{}.csv\"", period.key());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// One line a unit. It begins with the mark by which spreadsheets know that it is UTF-8.
fn csv(organisation: &Organisation, period: Period, counted: &Counted) -> String {
    let mut out = String::from(
        "\u{feff}时段,单位,收件,受理,其中视为受理,办结,其中超过承诺时限,其中补正过,用掉天数,承诺天数,暂停计时,延期,送达,不予受理\r\n",
    );
    let line = |name: &str, it: &Counts| {
        let numbers = [
            it.received,
            it.accepted,
            it.deemed,
            it.concluded,
            it.concluded_late,
            it.concluded_corrected,
            it.used_days,
            it.promised_days,
            it.stopped,
            it.extended,
            it.delivered,
            it.not_accepted,
        ];
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        format!("{},\"{}\",{}\r\n", period.key(), name.replace('"', "\"\""), numbers.join(","))
    };
    out += &line("合计", &counted.all);
    for (code, counts) in &counted.units {
        let unit = UnitCode::parse(code).ok().and_then(|code| organisation.unit(code));
        out += &line(unit.map_or(code.as_str(), |unit| unit.name.as_str()), counts);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_one_that_has_begun() {
        let today = Day::parse("2026-11-28").expect("a day");
        for (typed, expected) in [
            ("2026-10", "2026-10"),
            ("2026", "2026"),
            ("2026-11-20", "2026-11-20"),
            ("", "2026-11"),
            ("2026-12", "2026-11"),
            ("2026-11-29", "2026-11"),
            ("2027", "2026-11"),
            ("二〇二六", "2026-11"),
        ] {
            assert_eq!(asked(typed, today).key(), expected, "{typed}");
        }
    }
}
