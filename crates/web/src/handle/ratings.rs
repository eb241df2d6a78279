//! The board of ratings, and the codes of the windows' tablets.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{ItemCode, Organisation, PersonId, UnitCode, WindowId};
use centre::account::Session;
use centre::oversight::rating::{Marks, RatingGroup, RatingSight, Rounds};
use oversight::bound::{Bound, Bounds};
use oversight::rating::percent;
use oversight::report::Period;

use super::print::public_address;
use super::rating_words as said;
use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::{Opened, Query};
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{FollowUpLine, RatingLine, RatingTable, RatingsBoard, RatingsPublic, TabletCodes};
use pages::layout::Nav;
use pages::text::Text;

/// Where the board stands.
pub const PATH: &str = "/desk/ratings";
/// Periods that can be looked at, in days.
const PERIODS: [(i32, &str); 2] = [(30, "近 30 天"), (90, "近 90 天")];

/// Whether the board is open to a person: who leads, and who deals with bad ratings.
pub fn sees_board(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    organisation
        .posts_of(person, on)
        .any(|it| crate::app::frame::leads(it.post) || it.post == Post::ComplaintOfficer)
}

/// `GET /desk/ratings?days=`
pub async fn board(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, &opened.query).await).await
}

async fn draw(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let centre = &at.app.centre;
    let today = centre.today();
    let organisation = match centre.organisation().await? {
        Some(organisation) if sees_board(&organisation, session.person, today) => organisation,
        _ => return Ok(at.error(ErrorKind::Forbidden).await),
    };
    let frame = at.titled(Nav::Ratings, session, "评价").await;
    let text = frame.text;
    let asked = query.number("days", 1..=400).unwrap_or(PERIODS[0].0);
    let days = PERIODS.iter().map(|(days, _)| *days).find(|days| *days == asked).unwrap_or(PERIODS[0].0);
    let bounds = centre.bounds().await?;
    let from = today.plus_days(1 - days);
    let (tables, follow_ups) = figures(at, text, &organisation, (from, today), &bounds).await?;
    let periods =
        PERIODS.iter().map(|(of, word)| (format!("{PATH}?days={of}"), text.t(word).to_owned(), *of == days));
    let drawn = RatingsBoard {
        text,
        period: period(text, from, today),
        periods: periods.collect(),
        links: links(text, &organisation, session.person, today),
        least: bounds.get(Bound::RatingSample),
        tables,
        follow_ups,
        frame,
    };
    Ok(page(&drawn))
}

/// `GET /ratings?period=`: for everybody (N52); the last thirty days, or a day, a month or a year.
pub async fn public(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: "/ratings" };
    at.answer(published(&at, query.get("period")).await).await
}

/// The days of a period that was asked for, of what has begun; the last thirty for anything else.
fn asked(typed: &str, today: Day) -> (Day, Day) {
    let days = Period::parse(typed).filter(|it| it.has_begun(today)).and_then(Period::days);
    days.map_or((today.plus_days(1 - PERIODS[0].0), today), |(first, last)| (first, last.min(today)))
}

async fn published(at: &At<'_>, typed: &str) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("大家怎么评的").to_owned();
    let (bounds, today) = (centre.bounds().await?, centre.today());
    let (from, until) = asked(typed, today);
    let (tables, _) = figures(at, text, &organisation, (from, until), &bounds).await?;
    let (period, least) = (period(text, from, until), bounds.get(Bound::RatingSample));
    Ok(page(&RatingsPublic { frame, text, period, least, tables }))
}

fn period(text: Text, from: Day, until: Day) -> String {
    text.f("{from}到 {until}", [("from", &text.date(from)), ("until", &text.date(until))])
}

/// The tables from a day until another.
async fn figures(
    at: &At<'_>,
    text: Text,
    organisation: &Organisation,
    (from, until): (Day, Day),
    bounds: &Bounds,
) -> Result<(Vec<RatingTable>, Vec<FollowUpLine>), centre::Fault> {
    let centre = &at.app.centre;
    let figures = centre.rating_board(from, until, bounds).await?;
    let together = figures.windows_together();
    let items = centre.item_list().await?;
    let window = |code: &str| {
        WindowId::parse(code).map_or_else(|_| code.to_owned(), |id| words::window(text, organisation, id))
    };
    let unit = |code: &str| {
        UnitCode::parse(code).map_or_else(|_| code.to_owned(), |id| words::unit(text, organisation, id))
    };
    let item = |code: &str| {
        let known = ItemCode::parse(code).ok().and_then(|id| items.iter().find(|it| it.item.code == id));
        known.map_or_else(|| code.to_owned(), |entry| words::item(text, &entry.item))
    };
    let lines = |groups: &[RatingGroup], name: &dyn Fn(&str) -> String| -> Vec<RatingLine> {
        groups.iter().map(|group| line(text, group, name(&group.code), bounds)).collect()
    };
    let mut by_window = figures.windows;
    // As they stand in the hall.
    by_window.sort_by_key(|group| organisation.windows.iter().position(|it| it.id.as_str() == group.code));
    let table = |title: &str, id, hint: &str, [has_tablet, has_parts]: [bool; 2], lines| RatingTable {
        title: text.t(title).to_owned(),
        id,
        hint: text.t(hint).to_owned(),
        has_tablet,
        has_parts,
        together: String::new(),
        lines,
    };
    let result = "问的是办的结果，领到以后才请，一件评一次。";
    let together = (together.whole > 0).then(|| {
        let percent = together.percent().unwrap_or_else(|| text.t("太少，不算").to_owned());
        text.f(
            "各窗口合计满意率 {share}（{part}/{whole}），不可信的窗口不算",
            [
                ("share", &percent as &dyn std::fmt::Display),
                ("part", &together.part),
                ("whole", &together.whole),
            ],
        )
    });
    let mut tables = vec![
        table(
            "窗口评价",
            "by-window",
            "问的是窗口服务，来一次评一次。",
            [true, true],
            lines(&by_window, &window),
        ),
        table("结果评价，各单位", "by-unit", result, [false, true], lines(&figures.units, &unit)),
        table("结果评价，各事项", "by-item", result, [false, false], lines(&figures.items, &item)),
    ];
    if let Some(windows) = tables.first_mut() {
        windows.together = together.unwrap_or_default();
    }
    let follow_ups = figures.follow_ups.iter().map(|it| FollowUpLine {
        name: unit(&it.unit),
        calls: it.calls,
        unreached: it.unreached,
        visits: it.visits,
        bad: it.bad,
    });
    Ok((tables, follow_ups.collect()))
}

fn links(text: Text, organisation: &Organisation, person: PersonId, today: Day) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if RatingSight::of(organisation, person, today).is_some() {
        links.push(("/desk/bad-ratings", "差评整改"));
    }
    if oversight::follow_up::may_record(organisation, person, today) {
        links.push(("/desk/follow-ups", "回访和明察暗访"));
    }
    links.into_iter().map(|(href, word)| (href.to_owned(), text.t(word).to_owned())).collect()
}

fn line(text: Text, group: &RatingGroup, name: String, bounds: &Bounds) -> RatingLine {
    let answered = group.answered();
    let few = || text.t("太少，不算").to_owned();
    let enough = group.own.share(bounds).is_some();
    let share = group.own.share(bounds).map_or_else(few, |share| format!("{share}%"));
    let tablet = match (group.tablet.all(), group.tablet.share(bounds)) {
        (0, _) => String::new(),
        (n, Some(share)) => text.f("{n} 份，满意 {share}%", [("n", &n), ("share", &share)]),
        (n, None) => text.f("{n} 份，太少，不算", [("n", &n)]),
    };
    RatingLine {
        name,
        invited: group.invited,
        answered: text
            .f("{n} 份（{share}%）", [("n", &answered), ("share", &percent(answered, group.invited))]),
        share,
        // One bad rating of three would tell the window whose it is (M7).
        bad: if enough { group.own.bad().to_string() } else { "—".to_owned() },
        dismissed: if enough { group.dismissed.to_string() } else { "—".to_owned() },
        tablet,
        marks: group.marks.iter().filter_map(|it| marked(text, it, bounds)).collect(),
        rounds: if enough { rounds(text, &group.rounds) } else { Vec::new() },
        doubts: group.signs.iter().map(|sign| said::sign(text, sign)).collect(),
    }
}

/// How many are content with a dimension, by the own channel: of visits and of results it is asked there alike. Nothing where too few
/// marked it (M7).
fn marked(text: Text, marks: &Marks, bounds: &Bounds) -> Option<String> {
    let share = marks.own.share(bounds)?;
    let name = text.t(said::dimension(marks.dimension));
    Some(format!("{name} {share}%"))
}

/// What became of the bad ones (N50, N52); nothing where there are none.
fn rounds(text: Text, of: &Rounds) -> Vec<String> {
    if of.bad == 0 {
        return Vec::new();
    }
    let share = |sentence: &str, part: u32, whole: u32| {
        (whole > 0).then(|| text.f(sentence, [("part", &part), ("whole", &whole)]))
    };
    let count = |sentence: &str, n: u32| (n > 0).then(|| text.f(sentence, [("n", &n)]));
    let said = [
        share("回访 {part}/{whole}", of.called, of.reachable),
        share("整改 {part}/{whole}", of.corrected, of.confirmed),
        count("评价人认可 {n}", of.resolved),
        count("没有按时办 {n}", of.late),
    ];
    said.into_iter().flatten().collect()
}

/// `GET /desk/tablets`: today's codes of the windows at which a person sits.
pub async fn tablets(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(codes(&at, session).await).await
}

async fn codes(at: &At<'_>, session: &Session) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut windows = centre.own_windows(&organisation, session.person);
    windows.extend(centre.led_windows(&organisation, session.person));
    windows.sort();
    windows.dedup();
    if windows.is_empty() {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let frame = at.titled(Nav::Day, session, "窗口平板的码").await;
    let text = frame.text;
    let today = centre.today();
    let code = |window: &WindowId| {
        let code = centre.tablet_code(*window, today);
        (words::window(text, &organisation, *window), format!("{} {}", &code[..4], &code[4..]))
    };
    let address = format!("{}/rate/tablet", public_address(at));
    let codes = windows.iter().map(code).collect();
    Ok(page(&TabletCodes { frame, text, address, codes }))
}
