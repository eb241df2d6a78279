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
use oversight::figure::{Counts, Share, WHOLE_MIN};

use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, page};
use crate::layout::Nav;
use crate::portal::{FigureDefinition, FigureRow, FiguresPublic};
use crate::text::Text;

/// Where the figures stand.
const PATH: &str = "/figures";
/// The first year that can be asked for.
const YEAR_MIN: i32 = 2000;

/// A month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    year: i32,
    month: Option<u32>,
}

impl Period {
    /// Reads `2026` or `2026-11`; the month of today for anything else.
    fn of(typed: &str, today: Day) -> Period {
        let (year, month, _) = today.ymd();
        let usual = Period { year, month: Some(month) };
        let (year, month) = match typed.split_once('-') {
            Some((year, month)) => (year.parse(), Some(month.parse())),
            None => (typed.parse(), None),
        };
        let period = match (year, month) {
            (Ok(year), None) => Period { year, month: None },
            (Ok(year), Some(Ok(month))) => Period { year, month: Some(month) },
            _ => return usual,
        };
        match period.days(today) {
            Some(_) => period,
            None => usual,
        }
    }

    /// Its first and last day, none after today.
    fn days(self, today: Day) -> Option<(Day, Day)> {
        let first = Day::from_ymd(self.year, self.month.unwrap_or(1), 1)?;
        let after = match self.month {
            Some(month) if month < 12 => Day::from_ymd(self.year, month + 1, 1)?,
            _ => Day::from_ymd(self.year + 1, 1, 1)?,
        };
        (first <= today && self.year >= YEAR_MIN).then(|| (first, after.plus_days(-1).min(today)))
    }

    fn key(self) -> String {
        match self.month {
            Some(month) => format!("{}-{month:02}", self.year),
            None => self.year.to_string(),
        }
    }

    fn name(self, text: Text) -> String {
        match self.month {
            Some(month) => text.f("{year}年{month}月", [("year", &self.year as _), ("month", &month as _)]),
            None => text.f("{year}年", [("year", &self.year)]),
        }
    }

    fn before(self) -> Period {
        match self.month {
            Some(1) => Period { year: self.year - 1, month: Some(12) },
            Some(month) => Period { month: Some(month - 1), ..self },
            None => Period { year: self.year - 1, month: None },
        }
    }

    fn after(self) -> Period {
        match self.month {
            Some(12) => Period { year: self.year + 1, month: Some(1) },
            Some(month) => Period { month: Some(month + 1), ..self },
            None => Period { year: self.year + 1, month: None },
        }
    }
}

/// What was counted: of all, and of each unit.
struct Counted {
    all: Counts,
    units: BTreeMap<String, Counts>,
}

async fn counted(app: &App, period: Period) -> Result<Counted, Fault> {
    let mut counted = Counted { all: Counts::default(), units: BTreeMap::new() };
    let Some((from, until)) = period.days(app.centre.today()) else { return Ok(counted) };
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
    let period = Period::of(typed, today);
    let counted = counted(at.app, period).await?;
    let organisation = at.app.centre.organisation().await?;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("办件数据").to_owned();
    let href = |period: Period| format!("{PATH}?period={}", period.key());
    let link = |period: Period| (href(period), period.name(text));
    let next = period.after();
    let mut others = vec![link(period.before())];
    others.extend(next.days(today).is_some().then(|| link(next)));
    let whole = match period.month {
        Some(_) => Period { month: None, ..period },
        None => Period::of("", today),
    };
    others.push(link(whole));
    let rows = organisation.as_deref().map_or_else(Vec::new, |of| rows(text, of, &counted));
    Ok(page(&FiguresPublic {
        period: period.name(text),
        others,
        head: heads().iter().map(|it| text.t(it).to_owned()).collect(),
        rows,
        definitions: definitions(text),
        few: text.f("不到 {n} 件的不算比例，写“—”。", [("n", &WHOLE_MIN)]),
        file: format!("/figures.csv?period={}", period.key()),
        text,
        frame,
    }))
}

/// What stands in the columns after the unit, in their order.
fn heads() -> [&'static str; 9] {
    ["收件", "受理", "办结", "按时办结率", "一次办结率", "办结率", "比承诺快", "暂停计时", "延期"]
}

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
fn share(text: Text, share: Share) -> String {
    match share.percent() {
        Some(percent) => percent + &text.aside(format!("{}/{}", share.part, share.whole)),
        None => "—".to_owned(),
    }
}

fn cells(text: Text, counts: &Counts) -> Vec<String> {
    vec![
        counts.received.to_string(),
        counts.accepted.to_string(),
        counts.concluded.to_string(),
        share(text, counts.on_time()),
        share(text, counts.one_time()),
        share(text, counts.concluded_rate()),
        share(text, counts.faster()),
        counts.stopped.to_string(),
        counts.extended.to_string(),
    ]
}

/// All first, then the units in the order of their codes.
fn rows(text: Text, organisation: &Organisation, counted: &Counted) -> Vec<FigureRow> {
    let all = FigureRow { name: text.t("合计").to_owned(), cells: cells(text, &counted.all) };
    let unit = |(code, counts): (&String, &Counts)| FigureRow {
        name: UnitCode::parse(code)
            .map_or_else(|_| code.clone(), |code| words::unit(text, organisation, code)),
        cells: cells(text, counts),
    };
    std::iter::once(all).chain(counted.units.iter().map(unit)).collect()
}

/// `GET /figures.csv?period=`: what was counted, without shares, for whoever computes on.
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let at = At { app: &app, headers: &headers, path: "/figures.csv" };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let period = Period::of(query.get("period"), app.centre.today());
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

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn a_period_is_a_month_or_a_year_that_has_begun() {
        let today = day("2026-11-28");
        let key = |typed: &str| Period::of(typed, today).key();
        for (typed, expected) in [
            ("2026-10", "2026-10"),
            ("2026", "2026"),
            ("", "2026-11"),
            ("2026-12", "2026-11"),
            ("2027", "2026-11"),
            ("2026-13", "2026-11"),
            ("2026-00", "2026-11"),
            ("1999", "2026-11"),
            ("-5", "2026-11"),
            ("99999999999", "2026-11"),
            ("二〇二六", "2026-11"),
        ] {
            assert_eq!(key(typed), expected, "{typed}");
        }
        let days = |typed: &str| Period::of(typed, today).days(today);
        assert_eq!(days("2026-02"), Some((day("2026-02-01"), day("2026-02-28"))));
        assert_eq!(days("2025-12"), Some((day("2025-12-01"), day("2025-12-31"))));
        assert_eq!(days("2026"), Some((day("2026-01-01"), today)));
        assert_eq!(Period::of("2026-01", today).before().key(), "2025-12");
        assert_eq!(Period::of("2025-12", today).after().key(), "2026-01");
    }
}
