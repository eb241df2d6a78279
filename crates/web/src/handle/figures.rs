//! Figures for everybody: of a month or a year, by unit, each with its definition and what it was counted from, as a page and
//! as a file (E28, R173-R180).

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use catalogue::Organisation;
use catalogue::item::Level;
use centre::Fault;
use oversight::assessment::Subject;
use oversight::figure::{Counts, ItemCounts, Share, WHOLE_MIN};
use oversight::report::Period;

use super::report_sheet::{self, SheetTable, Shown};
use super::{assessment_words, legal, record_list, report_seldom, wall, words};
use crate::app::App;
use crate::app::opened::{Opened, Query};
use crate::app::respond::{Answer, At, page};
use pages::desk::MaySay;
use pages::layout::Nav;
use pages::portal::{FigureDefinition, FigureRow, FigureTable, FiguresPublic};
use pages::text::Text;

/// Where the figures stand.
const PATH: &str = "/figures";

/// What an address calls the days of the trend on the wall screen.
pub(super) const LAST_DAYS: &str = "last-30";

/// Days that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// A day, a month or a year.
    Period(Period),
    /// The thirty days up to today.
    Last,
}

impl Span {
    pub(super) fn key(self) -> String {
        match self {
            Span::Period(period) => period.key(),
            Span::Last => LAST_DAYS.to_owned(),
        }
    }

    fn name(self, text: Text) -> String {
        match self {
            Span::Period(period) => report_sheet::name(text, period),
            Span::Last => text.t("最近三十天").to_owned(),
        }
    }

    fn days(self, today: Day) -> Option<(Day, Day)> {
        match self {
            Span::Period(period) => period.days(),
            Span::Last => Some((today.plus_days(1 - wall::DAYS), today)),
        }
    }
}

/// What is asked for, of what has begun; the month of today for anything else.
pub(super) fn asked(typed: &str, today: Day) -> Span {
    if typed == LAST_DAYS {
        return Span::Last;
    }
    let period = Period::parse(typed).filter(|it| it.has_begun(today));
    Span::Period(period.unwrap_or_else(|| Period::month_of(today)))
}

/// What was counted: of all, and of each unit.
pub struct Counted {
    /// Of all.
    pub all: Counts,
    /// By the code of the unit.
    pub units: BTreeMap<String, Counts>,
}

pub(super) async fn counted(app: &App, span: Span) -> Result<Counted, Fault> {
    match span.days(app.centre.today()) {
        Some((from, until)) => counted_between(app, from, until).await,
        None => Ok(Counted { all: Counts::default(), units: BTreeMap::new() }),
    }
}

/// What was counted from a day to another, both with it.
pub async fn counted_between(app: &App, from: Day, until: Day) -> Result<Counted, Fault> {
    let mut counted = Counted { all: Counts::default(), units: BTreeMap::new() };
    for figure in app.centre.figures_between(from, until).await? {
        let count = u64::try_from(figure.count).unwrap_or(0);
        counted.all.add(&figure.kind, count);
        // What belongs to no unit is of all alone.
        if figure.authority.is_empty() {
            continue;
        }
        counted.units.entry(figure.authority).or_default().add(&figure.kind, count);
    }
    counted.units.retain(|_, counts| *counts != Counts::default());
    Ok(counted)
}

/// `GET /figures?period=`
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(draw(&at, query.get("period")).await).await
}

async fn draw(at: &At<'_>, typed: &str) -> Answer {
    let today = at.app.centre.today();
    let span = asked(typed, today);
    let counted = counted(at.app, span).await?;
    let organisation = at.app.centre.organisation().await?;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("办件数据").to_owned();
    let sheets = match organisation.as_deref() {
        Some(organisation) => vec![
            course(text, organisation, &counted),
            ways(text, organisation, &counted),
            items(at.app, text, organisation).await?,
            of_levels(text, &at.app.centre.item_figures().await?.levels),
        ],
        None => Vec::new(),
    };
    let seldom = report_seldom::note(text, sheets.iter().flat_map(|it| &it.rows));
    let tables = sheets.into_iter().map(|it| drawn(text, it)).collect();
    Ok(page(&FiguresPublic {
        period: span.name(text),
        others: others(text, span, today),
        tables,
        apart: apart(text, &counted.all),
        definitions: definitions(text),
        few: notes(text, &counted),
        seldom,
        file: format!("/figures.csv?period={}", span.key()),
        flags: match organisation.as_deref() {
            Some(organisation) => flags(at.app, text, organisation).await?,
            None => Vec::new(),
        },
        text,
        frame,
    }))
}

/// What is near: the period before and after, and the larger one it is part of.
fn others(text: Text, span: Span, today: Day) -> Vec<(String, String)> {
    let link = |period: Period| (format!("{PATH}?period={}", period.key()), report_sheet::name(text, period));
    let Span::Period(period) = span else { return vec![link(Period::month_of(today))] };
    let next = period.after();
    let mut others = vec![link(period.before())];
    others.extend(next.has_begun(today).then(|| link(next)));
    others.push(link(match (period.month, period.day) {
        (Some(_), Some(_)) => Period { day: None, ..period },
        (Some(_), None) => Period { month: None, ..period },
        (None, _) => Period::month_of(today),
    }));
    others
}

/// Windows with the red flag; a model post is a person's and stays at the desk (C14).
async fn flags(app: &App, text: Text, organisation: &Organisation) -> Result<Vec<String>, Fault> {
    let prizes = app.centre.assessment_prizes().await?;
    let flag = |(term, subject)| match subject {
        Subject::Window(window) => {
            let window = words::window(text, organisation, window);
            Some([assessment_words::term(text, term), window].join(text.colon()))
        }
        Subject::Unit(_) | Subject::Town(_) | Subject::Person(_) => None,
    };
    Ok(prizes.into_iter().filter_map(flag).collect())
}

/// What stands in the columns after the unit, in their order.
pub const HEADS: [&str; 9] =
    ["收件", "受理", "办结", "按时办结率", "一次办结率", "办结率", "比承诺快", "暂停计时", "延期"];

/// What stands in the columns of how cases came, where they were decided, and what is in no rate.
pub const WAYS: [&str; 6] =
    ["网上收件率", "代办员收件率", "决定", "大厅决定率", "撤回、终止", "逾期未补正退件"];

/// What stands in the columns of the items.
pub const ITEMS: [&str; 5] = ["在办事项", "全程代理率", "家门口可办率", "可网办率", "时限压缩率"];

/// What stands in the columns of the levels that exercise the items, the level first.
pub const LEVELS: [&str; 4] = ["行使层级", "在办事项", "全程代理率", "家门口可办率"];

/// The levels with their items: those that have any, and the streets and the communities always (R177).
pub fn levels(of: impl Fn(Level) -> ItemCounts) -> Vec<(Level, ItemCounts)> {
    let shown = |(level, counts): &(Level, ItemCounts)| {
        counts.all > 0 || matches!(level, Level::Town | Level::Village)
    };
    (1..=7).filter_map(Level::from_digit).map(|level| (level, of(level))).filter(shown).collect()
}

/// The figures of [`LEVELS`].
pub(super) fn shown_levels(text: Text, levels: &[(Level, ItemCounts)]) -> Vec<Vec<Shown>> {
    let line = |(level, counts): &(Level, ItemCounts)| {
        vec![
            Shown::Text(legal::level(text, *level)),
            Shown::Count(i64::try_from(counts.all).unwrap_or(i64::MAX)),
            Shown::Share(counts.agency_rate()),
            Shown::Share(counts.doorstep_rate()),
        ]
    };
    levels.iter().map(line).collect()
}

/// What was asked and what was applied for, apart (R181).
fn apart(text: Text, all: &Counts) -> String {
    text.f(
        "窗口和咨询台另外答了 {n} 次咨询，不算办件；申请收件 {m} 件。",
        [("n", &all.consulted as &dyn std::fmt::Display), ("m", &all.received)],
    )
}

/// How shares are read; and where more was concluded than accepted, why that can be.
fn notes(text: Text, counted: &Counted) -> String {
    let mut said = text.f("不到 {n} 件的不算比例，写“—”；比例后面括号里是分子/分母。", [("n", &WHOLE_MIN)]);
    let mut all = std::iter::once(&counted.all).chain(counted.units.values());
    if all.any(|it| it.concluded > it.accepted && it.accepted >= WHOLE_MIN) {
        said += text.gap();
        said += text.t("办结率超过 100% 的，这段时间办结的件里有以前受理的。");
    }
    said
}

/// What each says.
pub fn definitions(text: Text) -> Vec<FigureDefinition> {
    let all = [
        ("收件", "这段时间收下材料的件数，当场办结的也算。"),
        ("受理", "决定受理的件数，包括到期没有答复、视为受理的。"),
        ("办结", "办出结果的件数，准予和不予都算；不管是哪天受理的。"),
        ("按时办结率", "办结的件里，没有超过承诺时限的占多少。"),
        (
            "一次办结率",
            "办结的件里，材料只交过一次的占多少；要求补正的、受理以前补交的、容缺受理以后补来的，都不算一次。",
        ),
        (
            "办结率",
            "分子是这段时间办结的件数，不管是哪天受理的；分母是这段时间受理的件数。以前受理的件这时办结，就会超过 100%。",
        ),
        ("比承诺快", "办结的件一共承诺多少天，少用的天数占多少；计时暂停的日子不算用掉。"),
        ("暂停计时", "申请暂停计时获准的次数。"),
        ("延期", "延长办理时限的次数。"),
        ("网上收件率", "收件里，从网上收的占多少。"),
        ("代办员收件率", "收件里，由乡镇、村代办员代交的占多少。"),
        ("大厅决定率", "决定里，由窗口负责人或者持授权书的人在大厅作出的占多少；退回重做的决定算两次。"),
        ("撤回、终止", "申请人撤回的、因为没有申请人而终止的件数；不算办结，不进按时办结率和一次办结率。"),
        ("逾期未补正退件", "通知补正以后到期没有补的件数；不算办结，也不进这两个率。"),
        ("全程代理率", "现在开办的事项里，由一位代理人全程代理的占多少。"),
        ("家门口可办率", "现在开办的事项里，乡镇、村代办员可以代办的占多少。"),
        ("可网办率", "现在开办的事项里，可以全程在网上申请的占多少。"),
        ("行使层级", "事项由哪一级办；乡镇（街道）的和村（社区）的分开数，没有的写 0。"),
        ("时限压缩率", "法定和承诺都按工作日算的事项，承诺一共比法定少多少；当场办结按 0 天算。"),
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
pub fn shown(counts: &Counts) -> [Shown; 9] {
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

/// The figures of [`WAYS`].
pub fn shown_ways(counts: &Counts) -> [Shown; 6] {
    let count = |count: u64| Shown::Count(i64::try_from(count).unwrap_or(i64::MAX));
    [
        Shown::Share(counts.online_rate()),
        Shown::Share(counts.by_agent_rate()),
        count(counts.decided),
        Shown::Share(counts.in_hall()),
        count(counts.withdrawn),
        count(counts.closed_for_missing),
    ]
}

/// The figures of [`ITEMS`].
pub fn shown_items(counts: &ItemCounts) -> [Shown; 5] {
    [
        Shown::Count(i64::try_from(counts.all).unwrap_or(i64::MAX)),
        Shown::Share(counts.agency_rate()),
        Shown::Share(counts.doorstep_rate()),
        Shown::Share(counts.online_rate()),
        Shown::Share(counts.compressed()),
    ]
}

fn table<T>(
    text: Text,
    organisation: &Organisation,
    (id, title, heads): (&'static str, &str, &[&str]),
    all: &T,
    units: &BTreeMap<String, T>,
    shown: impl Fn(&T) -> Vec<Shown>,
) -> SheetTable {
    let row = |name: String, counts: &T| [vec![Shown::Text(name)], shown(counts)].concat();
    // All first, then the units in the order of their codes.
    let first = row(text.t("合计").to_owned(), all);
    let units = units.iter().map(|(code, counts)| row(report_sheet::unit(text, organisation, code), counts));
    SheetTable {
        id,
        title: text.t(title).to_owned(),
        head: record_list::heads(text, &[&["单位"], heads].concat()),
        rows: report_seldom::marked(std::iter::once(first).chain(units).collect()),
        bars: None,
    }
}

/// The table as the page shows it: what stands first in a row is its name.
fn drawn(text: Text, table: SheetTable) -> FigureTable {
    let row = |cells: Vec<Shown>| {
        let mut cells = cells.iter().map(|it| it.long(text));
        FigureRow { name: cells.next().unwrap_or_default(), cells: cells.collect() }
    };
    let SheetTable { id, title, head, rows, .. } = table;
    let mut head = head.into_iter();
    let of = head.next().unwrap_or_default();
    FigureTable { id, title, of, head: head.collect(), rows: rows.into_iter().map(row).collect() }
}

fn course(text: Text, organisation: &Organisation, counted: &Counted) -> SheetTable {
    let what = ("figures-course", "办件情况", &HEADS[..]);
    table(text, organisation, what, &counted.all, &counted.units, |it| shown(it).to_vec())
}

fn ways(text: Text, organisation: &Organisation, counted: &Counted) -> SheetTable {
    let what = ("figures-ways", "怎么来的、在哪里决定的、没有办到底的", &WAYS[..]);
    table(text, organisation, what, &counted.all, &counted.units, |it| shown_ways(it).to_vec())
}

async fn items(app: &App, text: Text, organisation: &Organisation) -> Result<SheetTable, Fault> {
    let units = app.centre.item_figures().await?.units;
    let all = all_items(&units);
    let what = ("figures-items", "现在开办的事项", &ITEMS[..]);
    Ok(table(text, organisation, what, &all, &units, |it| shown_items(it).to_vec()))
}

fn of_levels(text: Text, by_digit: &BTreeMap<u8, ItemCounts>) -> SheetTable {
    let of = |level: Level| by_digit.get(&level.digit()).copied().unwrap_or_default();
    SheetTable {
        id: "figures-levels",
        title: text.t("事项的行使层级").to_owned(),
        head: record_list::heads(text, &LEVELS),
        rows: shown_levels(text, &levels(of)),
        bars: None,
    }
}

/// The items of all units together.
pub(super) fn all_items(units: &BTreeMap<String, ItemCounts>) -> ItemCounts {
    let mut all = ItemCounts::default();
    for (word, count) in units.values().flat_map(ItemCounts::words) {
        all.add(word, count);
    }
    all
}

/// `GET /desk/may-say`: what may be said outside (E28).
pub async fn may_say(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let mut frame = at.frame(Nav::Nowhere, Some(session)).await;
    frame.title = frame.t("对外可以说什么").to_owned();
    page(&MaySay::new(frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    // R174: more was concluded than accepted only where cases of before are among them, and the page says so; of few it says nothing.
    #[test]
    fn a_rate_above_a_hundred_percent_is_explained() {
        let says = |concluded, accepted| {
            let all = Counts { concluded, accepted, ..Counts::default() };
            let units = BTreeMap::from([("sc".to_owned(), all)]);
            notes(Text::Chinese, &Counted { all: Counts::default(), units }).contains("以前受理的")
        };
        for (concluded, accepted, expected) in
            [(11, 10, true), (10, 10, false), (9, 10, false), (20, 9, false)]
        {
            assert_eq!(says(concluded, accepted), expected, "{concluded}/{accepted}");
        }
    }

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
            ("last-30", "last-30"),
            ("last-31", "2026-11"),
        ] {
            assert_eq!(asked(typed, today).key(), expected, "{typed}");
        }
        let first = Day::parse("2026-10-30").expect("a day");
        assert_eq!(asked("last-30", today).days(today), Some((first, today)), "today is one of them");
    }
}
