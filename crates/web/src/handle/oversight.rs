//! The board of supervision: what is open, how the lights stand by department, person and item, who turns red next.

use std::collections::BTreeMap;

use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{ItemCode, Organisation, PersonId, UnitCode, WindowId};
use centre::account::Session;
use centre::oversight::Sight;
use centre::oversight::board::{By, Holding, LINES, Lights, Turning};
use centre::oversight::order::OrderWhich;
use oversight::assessment::{towns, windows_of_town};

use super::words;
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{BoardGroup, BoardLine, OversightBoard, TurningDay};
use pages::layout::Nav;
use pages::text::Text;

/// Where the board stands.
const PATH: &str = "/desk/oversight";
/// People who are named under a day of the forecast.
const PEOPLE_SHOWN: usize = 5;

/// `GET /desk/oversight?all=by-person`: a group in whole.
pub async fn board(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, opened.query.get("all")).await).await
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
    let frame = at.titled(Nav::Oversight, session, "监察").await;
    let text = frame.text;
    let links = links(text, &organisation, session.person, today);
    let drawn = OversightBoard {
        text,
        counted_at: words::moment(text, centre.instant()),
        counters: counters(at, session, text).await?,
        groups: groups(at, session, text, &organisation, whole).await?,
        forecast: turning(
            text,
            &organisation,
            centre.forecast(session).await?,
            &centre.forecast_holders(session).await?,
        ),
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
    let orders = async |which| centre.order_count(session, which).await;
    let (open, mine) = (orders(OrderWhich::Open).await?, orders(OrderWhich::Mine).await?);
    let (overdue, answered) = (orders(OrderWhich::Overdue).await?, orders(OrderWhich::Answered).await?);
    Ok(vec![
        counter(text, "red", "严重发现", findings[0].1, "/desk/findings?which=serious"),
        counter(text, "yellow", "没有了结的发现", findings.iter().map(|it| it.1).sum(), "/desk/findings"),
        counter(text, "yellow", "没有了结的单子", open, "/desk/orders?which=open"),
        counter(text, "red", "逾期没有答复的单子", overdue, "/desk/orders?which=overdue"),
        counter(text, "stopped", "已答复，等认可的", answered, "/desk/orders?which=answered"),
        counter(text, "green", "等我答复的", mine, "/desk/orders"),
    ])
}

/// Lights by unit with all together first, by person, by item and by window. What does not stand on the page is named and can be opened.
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
    let behind = |narrow: &str, it: &Lights| format!("/desk/cases?{narrow}={}&hand=1", it.code);
    let windows = centre.board(session, By::Window).await?;
    let window = |code: &str| {
        WindowId::parse(code).map_or_else(|_| code.to_owned(), |id| window_name(text, organisation, id))
    };
    let of_window = |it: &Lights| board_line(it, window(&it.code), behind("window", it));
    let of_unit = |it: &Lights| board_line(it, unit(&it.code), behind("unit", it));
    let of_person = |it: &Lights| board_line(it, person(&it.code), behind("holder", it));
    let of_item = |it: &Lights| board_line(it, item(&it.code), behind("item", it));
    let all = (units.len() > 1).then(|| {
        board_line(&Lights::sum(&units), text.t("合计").to_owned(), "/desk/cases?hand=1".to_owned())
    });
    let units = all.into_iter().chain(units.iter().map(of_unit)).collect();
    let group = |title: &str, id, lines| group(text.t(title).to_owned(), id, lines, whole);
    Ok(vec![
        group("各单位", "by-unit", units),
        group("各人", "by-person", people.iter().map(of_person).collect()),
        group("各事项", "by-item", things.iter().map(of_item).collect()),
        group("各窗口收的", "by-window", windows.iter().map(of_window).collect()),
    ])
}

/// The name of a window; of a town's own centre with the town before it (R185).
pub fn window_name(text: Text, organisation: &Organisation, id: WindowId) -> String {
    let window = words::window(text, organisation, id);
    let town = towns(organisation).find(|town| windows_of_town(organisation, *town).any(|it| it == id));
    match town {
        Some(town) => words::unit(text, organisation, town) + text.colon() + &window,
        None => window,
    }
}

/// A group with its first lines, and how many more there are.
fn group(title: String, id: &'static str, mut lines: Vec<BoardLine>, whole: &str) -> BoardGroup {
    let more = if whole == id { 0 } else { lines.len().saturating_sub(LINES) };
    lines.truncate(lines.len() - more);
    BoardGroup { title, id, lines, more, more_href: format!("{PATH}?all={id}#{id}") }
}

/// The days of the forecast, each with its units and the way to its cases.
fn turning(
    text: Text,
    organisation: &Organisation,
    all: Vec<Turning>,
    holders: &[Holding],
) -> Vec<TurningDay> {
    let mut days: BTreeMap<Day, (i64, Vec<String>)> = BTreeMap::new();
    for turning in all {
        let (all, units) = days.entry(turning.due_on).or_default();
        *all += turning.count;
        let name = words::unit(text, organisation, turning.unit);
        units.push(
            text.f("{unit} {n} 件", [("unit", &name as &dyn std::fmt::Display), ("n", &turning.count)]),
        );
    }
    let day = |(day, (all, units)): (Day, (i64, Vec<String>))| TurningDay {
        day: text.date(day),
        href: format!("/desk/cases?due={day}"),
        count: count(all),
        units: units.join(text.comma()),
        people: people_of(text, organisation, day, holders),
    };
    days.into_iter().map(day).collect()
}

/// Who holds most of what turns red on a day, and how many others hold some (R143).
fn people_of(text: Text, organisation: &Organisation, day: Day, holders: &[Holding]) -> String {
    let of_day: Vec<&Holding> = holders.iter().filter(|it| it.due_on == day).collect();
    let name = |it: &Holding| match it.person {
        Some(person) => words::person(text, organisation, person),
        None => text.t("还没有人接手").to_owned(),
    };
    let said = |it: &&Holding| {
        text.f("{name} {n} 件", [("name", &name(it) as &dyn std::fmt::Display), ("n", &it.count)])
    };
    let more = of_day.len().saturating_sub(PEOPLE_SHOWN);
    let rest = (more > 0).then(|| text.f("另外 {n} 人", [("n", &more)]));
    of_day.iter().take(PEOPLE_SHOWN).map(said).chain(rest).collect::<Vec<_>>().join(text.comma())
}

/// The ways on; what is shut to a person is not offered: the head of the government reads all of it and issues nothing.
fn links(text: Text, organisation: &Organisation, me: PersonId, today: Day) -> Vec<(String, String)> {
    let holds = |post| organisation.holds_anywhere(me, post, today);
    let (supervises, runs) = (holds(Post::Supervisor), oversight::runs(organisation, me, today));
    let reads = Sight::of(organisation, me, today) == Sight::Everything;
    let leads_unit = holds(Post::LeaderInCharge) || holds(Post::AuthorityHead);
    let links = [
        (runs || holds(Post::WindowHead), "/desk/orders/new", "发催办单、督办单"),
        (reads, "/desk/reports", "监察报表"),
        (true, "/desk/assessment", "考核"),
        (true, "/desk/attendance", "考勤"),
        (true, "/desk/inspections", "检查日历"),
        (reads || leads_unit, "/desk/summaries", "年度总结和自查报告"),
        (true, "/desk/bulletins", "办件通报"),
        (true, "/desk/accountability", "问责登记"),
        (true, "/desk/draws", "双随机抽查"),
        (true, "/desk/flow", "办件流程"),
        (true, "/desk/habits", "单位办件习惯"),
        (runs, "/desk/surveys", "问卷和座谈会"),
        (supervises, "/desk/spots", "突击检查和社会监督"),
        (supervises, "/desk/findings/new", "记下现场察看"),
        (supervises, "/desk/reconcile", "对账"),
        (supervises, "/desk/appeals", "等您答复的申诉"),
        (supervises, "/desk/disclosures", "案卷调阅登记"),
        (supervises, "/desk/later-cases", "差评、投诉以后的件"),
        (supervises, "/desk/views", "与案件无关的查看"),
        (supervises || holds(Post::DisciplineInspector), "/desk/rater-views", "查看评价人的记录"),
        (true, "/desk/my-views", "我看过的、没有经手的件"),
        (true, "/desk/bounds", "监察阈值"),
        (organisation.may_preview_calendar(me, today), "/desk/calendar", "假如放一天假，哪些件会变"),
    ];
    let open = links.into_iter().filter(|(open, _, _)| *open);
    open.map(|(_, href, word)| (href.to_owned(), text.t(word).to_owned())).collect()
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

    fn county() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    // What is shut to a person is offered to nobody: the head of the government reads reports, and issues nothing.
    #[test]
    fn a_board_leads_nowhere_that_is_shut() {
        let (county, today) = (county(), Day::parse("2026-11-23").expect("a day"));
        let offers = |who: &str, href: &str| {
            let me = PersonId::parse(who).expect("a code");
            links(Text::Chinese, &county, me, today).iter().any(|it| it.0 == href)
        };
        for (who, reports, orders, summaries, spots) in [
            ("super", true, true, true, true),
            ("centre", true, true, true, false),
            ("gov", true, false, true, false),
            ("lead.sc", false, false, true, false),
            ("head.biz", false, true, false, false),
        ] {
            assert_eq!(offers(who, "/desk/reports"), reports, "{who}");
            assert_eq!(offers(who, "/desk/orders/new"), orders, "{who}");
            assert_eq!(offers(who, "/desk/summaries"), summaries, "{who}");
            assert_eq!(offers(who, "/desk/spots"), spots, "{who}");
            assert!(offers(who, "/desk/bulletins"), "{who}");
        }
    }

    #[test]
    fn a_day_of_the_forecast_leads_to_its_cases() {
        let county = county();
        let due_on = Day::parse("2026-11-23").expect("a day");
        let of = |unit: &str, count| Turning { due_on, unit: UnitCode::parse(unit).expect("a code"), count };
        let holds = |person: Option<&str>, count| Holding {
            due_on,
            person: person.map(|it| PersonId::parse(it).expect("a code")),
            count,
        };
        let mut holders = vec![holds(Some("do.sc"), 2), holds(None, 2)];
        let days = turning(Text::Chinese, &county, vec![of("sc", 3), of("wj", 1)], &holders);
        assert!(days[0].people.ends_with("还没有人接手 2 件"), "{}", days[0].people);
        // Five are named, and how many more there are.
        holders.extend(["do.wj", "intake1", "intake2", "intake3", "intake4"].map(|it| holds(Some(it), 1)));
        let many = people_of(Text::Chinese, &county, due_on, &holders);
        assert!(many.ends_with("另外 2 人") && many.matches(" 件").count() == 5, "{many}");
        assert_eq!(people_of(Text::Chinese, &county, due_on.plus_days(1), &holders), "");
        assert_eq!((days.len(), days[0].count, days[0].href.as_str()), (1, 4, "/desk/cases?due=2026-11-23"));
    }
}
