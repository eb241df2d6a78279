//! The first page, the list of items and its search, the guide of an item, language and size of type.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Organisation;
use catalogue::item::ApplicantKind;
use centre::catalogue_use::ItemEntry;
use centre::counts::{DayFigure, PriorityFigures, UnitLights};

use super::sign_in::ours;
use super::{guide, legal, search, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page, see_other, with_cookie};
use crate::app::visitor::set_cookie;
use pages::layout::{Nav, NoticeKind, Pagination, escape_query};
use pages::portal::{Common, Figure, Home, ItemLine, Items};
use pages::text::Text;

/// Matters on the first page.
const COMMON_MAX: usize = 8;
/// Items on one page of the list.
const ITEMS_MAX: usize = 40;
/// A year, for how a page is liked best.
const YEAR_SECONDS: u64 = 365 * 86_400;

/// `GET /`
pub async fn home(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    if !query.trimmed("q").is_empty() {
        return see_other(&format!("/items?q={}", escape_query(query.trimmed("q"))));
    }
    let at = At { app: &app, headers: &headers, path: "/" };
    at.answer(draw_home(&at).await).await
}

async fn draw_home(at: &At<'_>) -> Answer {
    let centre = &at.app.centre;
    let mut frame = at.frame(Nav::Home, None).await;
    let text = frame.text;
    frame.title = text.t("我要办事").to_owned();
    let items = centre.item_list().await?;
    let (day, lights) = (centre.day_figures(centre.today()).await?, centre.lights().await?);
    let (hour, minute) = centre.instant().hour_minute();
    let common = common(text, &items);
    let figures = if common.is_empty() { Vec::new() } else { figures(text, &day, &lights) };
    let priority = priority(text, &centre.priority_figures().await?);
    let figures_at = format!("{hour:02}:{minute:02}");
    Ok(page(&Home { frame, q: String::new(), common, figures, figures_at, priority }))
}

/// The public count of the fast track, by kind of reason; a year without one says so too (A42).
fn priority(text: Text, figures: &PriorityFigures) -> String {
    let counted = figures.classes.iter().filter(|(_, count)| *count > 0);
    let classes = counted.map(|(class, count)| {
        text.f("{class} {n} 件", [("class", &text.t(words::priority_class(*class))), ("n", count)])
    });
    let classes = classes.collect::<Vec<_>>().join(text.comma());
    match (figures.all, classes.is_empty()) {
        (0, _) => text.t("今年还没有走绿色通道的件。").to_owned(),
        (n, true) => text.f("今年走绿色通道 {n} 件。", [("n", &n)]),
        (n, false) => text.f(
            "今年走绿色通道 {n} 件：{classes}。只提前办，材料和审查一样不少。",
            [("n", &n), ("classes", &classes)],
        ),
    }
}

/// Live items with an everyday name, those for people before those for firms.
fn common(text: Text, items: &[ItemEntry]) -> Vec<Common> {
    let mut live: Vec<&ItemEntry> =
        items.iter().filter(|entry| entry.is_live() && !entry.item.everyday_names.is_empty()).collect();
    live.sort_by_key(|entry| !entry.item.applicants.contains(&ApplicantKind::NaturalPerson));
    let line = |entry: &&ItemEntry| Common {
        everyday: text.pick(&entry.item.everyday_names[0], entry.item.name_en.as_deref()).to_owned(),
        // The official name is what stands on every sign of the hall, also for those who read English.
        name: entry.item.name.clone(),
        href: href(entry),
        promise: legal::promise(text, &entry.item),
    };
    live.iter().take(COMMON_MAX).map(line).collect()
}

fn figures(text: Text, day: &[DayFigure], lights: &[UnitLights]) -> Vec<Figure> {
    let of_day =
        |kind: &str| -> i64 { day.iter().filter(|figure| figure.kind == kind).map(|it| it.count).sum() };
    let late: i64 = lights.iter().map(|unit| unit.red).sum();
    let open: i64 = lights.iter().map(|unit| unit.red + unit.yellow + unit.green).sum();
    let cases = |n: i64| text.f("{n} 件", [("n", &n)]);
    let figure = |label: &str, value: String| Figure { label: text.t(label).to_owned(), value };
    vec![
        figure("今天收件", cases(of_day("received"))),
        figure("今天办结", cases(of_day("concluded"))),
        figure("正在办理", cases(open)),
        figure("其中超期", text.f("{n} 件（共 {all} 件）", [("n", &late), ("all", &open)])),
    ]
}

/// `GET /items?q=`
pub async fn items(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let q: String = query.trimmed("q").chars().take(search::QUESTION_CHARS_MAX).collect();
    let path = address(&q, "");
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_items(&at, &q, query.trimmed("after")).await).await
}

async fn draw_items(at: &At<'_>, q: &str, after: &str) -> Answer {
    let centre = &at.app.centre;
    let mut frame = at.frame(Nav::Items, None).await;
    let text = frame.text;
    frame.title = text.t("办事指南").to_owned();
    let mut announced = centre.item_list().await?;
    announced.retain(ItemEntry::is_announced);
    let organisation = centre.organisation().await?;
    let mut found = search::find(&announced, q);
    // What can be done today comes first.
    found.sort_by_key(|entry| !entry.is_live());
    let from = found.iter().position(|entry| entry.item.short.as_str() == after).map_or(0, |place| place + 1);
    let shown: Vec<&ItemEntry> = found.iter().copied().skip(from).take(ITEMS_MAX).collect();
    let rest = found.len() > from + shown.len();
    let next = shown.last().filter(|_| rest).map(|last| address(q, last.item.short.as_str()));
    let pagination = Pagination {
        text,
        first: (from > 0).then(|| address(q, "")),
        next,
        shown: if found.len() > ITEMS_MAX {
            text.f("第 {from} 至 {until} 件", [("from", &(from + 1)), ("until", &(from + shown.len()))])
        } else {
            String::new()
        },
    };
    Ok(page(&Items {
        frame,
        q: q.to_owned(),
        count: found.len(),
        items: shown.iter().map(|entry| line(text, organisation.as_deref(), entry)).collect(),
        empty: Items::nothing_found(text),
        suggestions: suggestions(&announced),
        pagination,
    }))
}

fn line(text: Text, organisation: Option<&Organisation>, entry: &ItemEntry) -> ItemLine {
    let item = &entry.item;
    ItemLine {
        name: words::item(text, item),
        everyday: item.everyday_names.join("、"),
        href: href(entry),
        authority: organisation.map_or_else(String::new, |it| words::unit(text, it, item.authority)),
        promise: legal::promise(text, item),
        category: legal::category(text, item.category),
        not_open: not_open(text, entry),
        is_sample: item.sample,
    }
}

/// Why nothing is taken in, as a word; empty where it is.
fn not_open(text: Text, entry: &ItemEntry) -> String {
    match entry.state.as_str() {
        "planned" => text.t("还没开办").to_owned(),
        "suspended" => text.t("暂停办理").to_owned(),
        _ => String::new(),
    }
}

/// Words that do find something.
fn suggestions(items: &[ItemEntry]) -> Vec<(String, String)> {
    let first = items.iter().filter(|entry| entry.is_live()).filter_map(|it| it.item.everyday_names.first());
    first.take(5).map(|words| (words.clone(), address(words, ""))).collect()
}

fn href(entry: &ItemEntry) -> String {
    format!("/items/{}", entry.item.short)
}

fn address(q: &str, after: &str) -> String {
    match (q, after) {
        ("", "") => "/items".to_owned(),
        ("", after) => format!("/items?after={}", escape_query(after)),
        (q, "") => format!("/items?q={}", escape_query(q)),
        (q, after) => format!("/items?q={}&after={}", escape_query(q), escape_query(after)),
    }
}

/// `GET /items/{short}`
pub async fn guide(State(app): State<Arc<App>>, headers: HeaderMap, Path(short): Path<String>) -> Response {
    let path = format!("/items/{short}");
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_guide(&at, &short).await).await
}

async fn draw_guide(at: &At<'_>, short: &str) -> Answer {
    let centre = &at.app.centre;
    let entry = centre.item_entry(short).await?.filter(ItemEntry::is_announced);
    let (Some(entry), Some(organisation)) = (entry, centre.organisation().await?) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let mut frame = at.frame(Nav::Items, None).await;
    frame.title = words::item(frame.text, &entry.item);
    frame = match entry.state.as_str() {
        "planned" => frame.with_notice(
            NoticeKind::Hint,
            "指南先公布，大厅还没有开始收这件事的材料；开办后在这里告诉大家。现在要办，请先打电话问。",
        ),
        "suspended" => frame.with_notice(NoticeKind::Warning, "这件事现在暂停办理，恢复后在这里告诉大家。"),
        _ => frame,
    };
    let standing = centre.quota_standing(&entry.item).await?;
    let took = centre.item_took(entry.item.code.as_str(), centre.today()).await?;
    Ok(page(&guide::page(frame, &entry, &organisation, centre.today(), standing, took)))
}

/// `GET /lang?to=en&back=/path`
pub async fn language(State(app): State<Arc<App>>, Query(query): Query) -> Response {
    choose(&app, &query, "lang", &["zh", "en"])
}

/// `GET /size?to=large&back=/path`
pub async fn size(State(app): State<Arc<App>>, Query(query): Query) -> Response {
    choose(&app, &query, "size", &["normal", "large"])
}

fn choose(app: &App, query: &Form, cookie: &str, known: &[&str]) -> Response {
    let back = if query.get("back").is_empty() { "/" } else { ours(query.get("back")) };
    let response = see_other(back);
    match known.iter().find(|value| **value == query.get("to")) {
        Some(value) => with_cookie(response, &set_cookie(app, cookie, value, Some(YEAR_SECONDS))),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_question_survives_its_address() {
        assert_eq!(address("", ""), "/items");
        assert_eq!(address("a&b", ""), "/items?q=a%26b");
        assert_eq!(address("证", "food-business"), "/items?q=%E8%AF%81&after=food-business");
    }
}
