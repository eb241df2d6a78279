//! The board of supervision: what is open, how the lights stand by department, person and item, who turns red next.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::{ItemCode, Organisation, PersonId, UnitCode};
use centre::account::Session;
use centre::oversight::board::{By, LINES, Lights, Turning};
use centre::oversight::order::OrderWhich;

use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::frame::leads;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::desk::{BoardGroup, BoardLine, OversightBoard, TurningDay};
use pages::layout::Nav;
use pages::text::Text;

/// Where the board stands.
const PATH: &str = "/desk/oversight";
/// Orders counted for the head of the page.
const COUNTED: usize = 200;

/// `GET /desk/oversight?all=by-person`: a group in whole.
pub async fn board(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    at.answer(draw(&at, &session, query.get("all")).await).await
}

async fn draw(at: &At<'_>, session: &Session, whole: &str) -> Answer {
    let centre = &at.app.centre;
    let today = centre.today();
    let organisation = match centre.organisation().await? {
        Some(organisation)
            if organisation.posts_of(session.person, today).any(|holding| leads(holding.post)) =>
        {
            organisation
        }
        _ => return Ok(at.error(ErrorKind::Forbidden).await),
    };
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("监察").to_owned();
    let supervises = organisation.holds_anywhere(session.person, catalogue::item::Post::Supervisor, today);
    let runs = oversight::runs(&organisation, session.person, today);
    let links = links(text, supervises, runs, frame.signed_in.as_ref().is_some_and(|it| it.sees_calendar));
    let drawn = OversightBoard {
        text,
        counted_at: words::moment(text, centre.instant()),
        counters: counters(at, session, text).await?,
        groups: groups(at, session, text, &organisation, whole).await?,
        forecast: turning(text, &organisation, centre.forecast(session).await?),
        links,
        frame,
    };
    Ok(page(&drawn))
}

/// The large numbers at the head.
async fn counters(
    at: &At<'_>,
    session: &Session,
    text: Text,
) -> Result<Vec<pages::desk::Big>, centre::Fault> {
    let centre = &at.app.centre;
    let findings = centre.finding_counts(session).await?;
    let mine = centre.order_list(session, OrderWhich::Mine, "", COUNTED).await?.len();
    let open = centre.order_list(session, OrderWhich::Open, "", COUNTED).await?;
    let answered = open.iter().filter(|it| it.state == "answered").count();
    let late = open.iter().filter(|it| it.late).count();
    Ok(vec![
        counter(text, "red", "严重发现", findings[0].1, "/desk/findings?which=serious"),
        counter(text, "yellow", "没有了结的发现", findings.iter().map(|it| it.1).sum(), "/desk/findings"),
        counter(text, "yellow", "没有了结的单子", open.len() as i64, "/desk/orders?which=open"),
        counter(text, "red", "逾期没有答复的单子", late as i64, "/desk/orders?which=late"),
        counter(text, "stopped", "已答复，等认可的", answered as i64, "/desk/orders?which=answered"),
        counter(text, "green", "等我答复的", mine as i64, "/desk/orders"),
    ])
}

/// Lights by unit with all together first, by person and by item. What does not stand on the page is named and can be opened.
async fn groups(
    at: &At<'_>,
    session: &Session,
    text: Text,
    organisation: &Organisation,
    whole: &str,
) -> Result<Vec<BoardGroup>, centre::Fault> {
    let centre = &at.app.centre;
    let unit = |code: &str| {
        let known = UnitCode::parse(code).map(|code| words::unit(text, organisation, code));
        known.unwrap_or_else(|_| code.to_owned())
    };
    let person = |code: &str| {
        let known = PersonId::parse(code).map(|code| words::person_of_unit(text, organisation, code));
        known.unwrap_or_else(|_| code.to_owned())
    };
    let items = item_names(at, text).await?;
    let item = |code: &str| items.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let (units, people, things) = (
        centre.board(session, By::Unit).await?,
        centre.board(session, By::Person).await?,
        centre.board(session, By::Item).await?,
    );
    let of_unit = |it: &Lights| board_line(it, unit(&it.code), format!("/desk/cases?unit={}", it.code));
    let of_person = |it: &Lights| board_line(it, person(&it.code), format!("/desk/cases?holder={}", it.code));
    let of_item = |it: &Lights| board_line(it, item(&it.code), format!("/desk/flow?item={}", it.code));
    let all = (units.len() > 1)
        .then(|| board_line(&Lights::sum(&units), text.t("合计").to_owned(), "/desk/cases".to_owned()));
    let units = all.into_iter().chain(units.iter().map(of_unit)).collect();
    let group = |title: &str, id, lines| group(text.t(title).to_owned(), id, lines, whole);
    Ok(vec![
        group("各单位", "by-unit", units),
        group("各人", "by-person", people.iter().map(of_person).collect()),
        group("各事项", "by-item", things.iter().map(of_item).collect()),
    ])
}

/// A group with its first lines, and how many more there are.
fn group(title: String, id: &'static str, mut lines: Vec<BoardLine>, whole: &str) -> BoardGroup {
    let more = if whole == id { 0 } else { lines.len().saturating_sub(LINES) };
    lines.truncate(lines.len() - more);
    BoardGroup { title, id, lines, more, more_href: format!("{PATH}?all={id}#{id}") }
}

/// The days of the forecast, each with its units and the way to its cases.
fn turning(text: Text, organisation: &Organisation, all: Vec<Turning>) -> Vec<TurningDay> {
    let mut days: BTreeMap<calendar::Day, (i64, Vec<String>)> = BTreeMap::new();
    for turning in all {
        let (all, units) = days.entry(turning.due_on).or_default();
        *all += turning.count;
        let name = words::unit(text, organisation, turning.unit);
        units.push(
            text.f("{unit} {n} 件", [("unit", &name as &dyn std::fmt::Display), ("n", &turning.count)]),
        );
    }
    let day = |(day, (all, units)): (calendar::Day, (i64, Vec<String>))| TurningDay {
        day: text.date(day),
        href: format!("/desk/cases?due={day}"),
        count: count(all),
        units: units.join(text.comma()),
    };
    days.into_iter().map(day).collect()
}

fn links(text: Text, supervises: bool, runs: bool, calendar: bool) -> Vec<(String, String)> {
    let mut links = vec![
        ("/desk/orders/new", "发催办单、督办单"),
        ("/desk/reports", "监察报表"),
        ("/desk/assessment", "考核"),
        ("/desk/attendance", "考勤"),
        ("/desk/inspections", "检查日历"),
        ("/desk/summaries", "年度总结和自查报告"),
        ("/desk/bulletins", "办件通报"),
        ("/desk/accountability", "问责登记"),
        ("/desk/draws", "双随机抽查"),
        ("/desk/flow", "办件流程"),
        ("/desk/habits", "单位办件习惯"),
    ];
    if runs {
        links.push(("/desk/surveys", "问卷和座谈会"));
    }
    if supervises {
        links.push(("/desk/spots", "突击检查和社会监督"));
    }
    if supervises {
        links.push(("/desk/findings/new", "记下现场察看"));
        links.push(("/desk/reconcile", "对账"));
        links.push(("/desk/appeals", "等您答复的申诉"));
        links.push(("/desk/disclosures", "案卷调阅登记"));
        links.push(("/desk/views", "与案件无关的查看"));
    }
    links.push(("/desk/my-views", "我看过的、没有经手的件"));
    links.push(("/desk/bounds", "监察阈值"));
    if calendar {
        links.push(("/desk/calendar", "假如放一天假，哪些件会变"));
    }
    links.into_iter().map(|(href, word)| (href.to_owned(), text.t(word).to_owned())).collect()
}

fn counter(text: Text, kind: &'static str, word: &str, count: i64, href: &str) -> pages::desk::Big {
    pages::desk::Big {
        kind,
        word: text.t(word).to_owned(),
        count: self::count(count),
        note: String::new(),
        href: href.to_owned(),
    }
}

fn board_line(lights: &Lights, name: String, href: String) -> BoardLine {
    BoardLine {
        name,
        href,
        red: count(lights.red),
        yellow: count(lights.yellow),
        green: count(lights.green),
        stopped: count(lights.stopped),
    }
}

async fn item_names(at: &At<'_>, text: Text) -> Result<BTreeMap<String, String>, centre::Fault> {
    let entries = at.app.centre.item_list().await?;
    let name = |entry: &centre::catalogue_use::ItemEntry| {
        let code: ItemCode = entry.item.code;
        (code.to_string(), words::item(text, &entry.item))
    };
    Ok(entries.iter().map(name).collect())
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use calendar::Day;

    use super::*;

    fn lines(n: usize) -> Vec<BoardLine> {
        let lights = Lights { code: String::new(), red: 1, yellow: 2, green: 3, stopped: 0 };
        (0..n).map(|n| board_line(&lights, n.to_string(), String::new())).collect()
    }

    #[test]
    fn a_group_says_how_many_lines_it_leaves_out_and_shows_them_when_asked() {
        let of = |n: usize, whole: &str| {
            let group = group("各人".to_owned(), "by-person", lines(n), whole);
            (group.lines.len(), group.more)
        };
        assert_eq!((of(LINES, ""), of(LINES + 1, ""), of(LINES + 7, "by-unit")), ((30, 0), (30, 1), (30, 7)));
        assert_eq!(of(LINES + 7, "by-person"), (37, 0));
        let group = group("各人".to_owned(), "by-person", lines(40), "");
        assert_eq!(group.more_href, "/desk/oversight?all=by-person#by-person");
    }

    #[test]
    fn a_day_of_the_forecast_leads_to_its_cases() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let due_on = Day::parse("2026-11-23").expect("a day");
        let of = |unit: &str, count| Turning { due_on, unit: UnitCode::parse(unit).expect("a code"), count };
        let days = turning(Text::Chinese, &county, vec![of("sc", 3), of("wj", 1)]);
        assert_eq!((days.len(), days[0].count, days[0].href.as_str()), (1, 4, "/desk/cases?due=2026-11-23"));
    }
}
