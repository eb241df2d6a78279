//! Bulletins of cases: at the desk, where units explain and a supervisor publishes, and for everybody (A43, R109, N32, C28).

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::UnitCode;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::bulletin::{BulletinBrief, BulletinView};
use oversight::bulletin::{Event, UnitLine};
use oversight::report::{ALL, Period};
use paper::{Paper, Part};

use super::glyphs::printable;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::report_sheet as sheet;
use super::{circulars, figures, oversight_words, paper as press, words};
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm, RecordMoment};
use pages::layout::{Nav, PageFrame, StateWord, Tone};
use pages::portal::BulletinPublic;
use pages::text::Text;

/// Where they stand at the desk.
pub const PATH: &str = "/desk/bulletins";
/// Where the published ones stand, and the circulars that were published.
pub(super) const PUBLIC: &str = "/bulletins";

fn name(text: Text, period: Period) -> String {
    [sheet::name(text, period), text.t("办件通报").to_owned()].join(text.gap())
}

fn list_table(text: Text, base: &str, briefs: &[BulletinBrief]) -> LinkTable {
    let row = |it: &BulletinBrief| {
        let (number, at) = match it.published {
            Some((n, at)) => (text.f("第 {n} 稿", [("n", &n)]), words::moment(text, at)),
            None => (text.t("还没有公布").to_owned(), "—".to_owned()),
        };
        let href = format!("{base}/{}", it.period.key());
        vec![LinkCell::link(href, sheet::name(text, it.period)), LinkCell::plain(number), LinkCell::plain(at)]
    };
    let note = match briefs.is_empty() {
        true => text.t("还没有公布的办件通报。").to_owned(),
        false => text.t("一个月一份，数出自定稿的监察月报。").to_owned(),
    };
    LinkTable {
        title: text.t("各月通报").to_owned(),
        id: "bulletin-list",
        note,
        first: true,
        head: heads(text, &["月份", "公布", "公布时间"]),
        rows: briefs.iter().map(row).collect(),
    }
}

/// What the list is about.
const LEAD: &str = "各单位每月收件、受理、办结和超期的情况";

/// `GET /desk/bulletins`
pub async fn list(State(app): State<Arc<App>>, headers: HeaderMap, Officer(session): Officer) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let briefs = match app.centre.bulletin_list(&session).await {
        Ok(briefs) => briefs,
        Err(problem) => return at.shut(problem).await,
    };
    let frame = at.titled(Nav::Oversight, &session, "办件通报").await;
    let text = frame.text;
    page(&AssessPage {
        text,
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("办件通报").to_owned(),
        subtitle: [text.t(LEAD), text.stop()].concat(),
        state: StateWord { word: text.f("{n} 份", [("n", &briefs.len())]), tone: Tone::Ended },
        stale: String::new(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: vec![list_table(text, PATH, &briefs)],
        links: Vec::new(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    })
}

/// `GET /bulletins?after=`: the months, and the circulars that were published, page by page.
pub async fn public_list(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PUBLIC };
    at.answer(public_list_page(&at, query.get("after")).await).await
}

async fn public_list_page(at: &At<'_>, after: &str) -> Answer {
    let centre = &at.app.centre;
    let briefs = centre.bulletins_published().await?;
    let (circulars, next) = centre.circulars_published(after).await?;
    let organisation = centre.organisation().await?;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("办件通报").to_owned();
    let mut tables = vec![list_table(text, PUBLIC, &briefs)];
    tables.extend(organisation.as_deref().and_then(|of| circulars::table(text, of, &circulars)));
    let earlier = |after| LinkCell::link(format!("{PUBLIC}?after={after}"), text.t("更早公开的通报"));
    Ok(page(&BulletinPublic {
        text,
        back: ("/figures".to_owned(), text.t("办件数据").to_owned()),
        title: text.t("办件通报").to_owned(),
        lead: text.t(LEAD).to_owned(),
        links: next.map(earlier).into_iter().collect(),
        tables,
        frame,
    }))
}

/// Where the on-time rate stands among the columns.
const RATE: usize = 6;

/// Whether open cases were past their day. A bulletin of before did not count them, and must not say that there were none.
fn some_late(view: &BulletinView) -> bool {
    view.lines.iter().any(|it| it.open_late > 0)
}

fn line_table(text: Text, view: &BulletinView) -> LinkTable {
    let some_late = some_late(view);
    let mut head =
        heads(text, &["单位", "收件", "受理", "办结", "按时办结", "超期办结", "按时办结率", "没有办结"]);
    head.extend(some_late.then(|| text.t("其中超期的").to_owned()));
    let row = |it: &UnitLine| {
        let numbers = [it.received, it.accepted, it.concluded, it.in_time, it.late];
        std::iter::once(LinkCell::plain(sheet::unit(text, &view.organisation, &it.unit)))
            .chain(numbers.map(|n| LinkCell::plain(n.to_string())))
            .chain([
                LinkCell::plain(figures::share(text, it.on_time())),
                LinkCell::plain(it.open.to_string()),
            ])
            .chain(some_late.then(|| LinkCell::plain(it.open_late.to_string())))
            .collect()
    };
    LinkTable {
        title: text.t("各单位办件").to_owned(),
        id: "bulletin-units",
        note: text.t("没有办结的按月底数。办结不到 10 件的不算比例，写“—”。").to_owned(),
        first: true,
        head,
        rows: view.lines.iter().map(row).collect(),
    }
}

/// Each unit that was late, or had open cases past their day, and what it says about it (N32).
fn late(text: Text, view: &BulletinView) -> Vec<Vec<String>> {
    let some_late = some_late(view);
    let one = |it: &UnitLine| {
        let said = UnitCode::parse(&it.unit).ok().and_then(|unit| view.said.get(&unit));
        let (words, at) = match said {
            Some((words, at)) => (words.clone(), text.date_short(at.day())),
            None => (text.t("还没有说明").to_owned(), "—".to_owned()),
        };
        let mut cells = vec![sheet::unit(text, &view.organisation, &it.unit), it.late.to_string()];
        cells.extend(some_late.then(|| it.open_late.to_string()));
        cells.extend([words, at]);
        cells
    };
    view.lines.iter().filter(|it| it.unit != ALL && it.was_late()).map(one).collect()
}

fn late_heads(text: Text, view: &BulletinView) -> Vec<String> {
    let mut head = heads(text, &["单位", "超期办结"]);
    head.extend(some_late(view).then(|| text.t("超期没有办结").to_owned()));
    head.extend(heads(text, &["公开说明的理由", "说明时间"]));
    head
}

fn late_table(text: Text, view: &BulletinView) -> Option<LinkTable> {
    let rows = late(text, view);
    (!rows.is_empty()).then(|| LinkTable {
        title: text.t("超期的单位和理由").to_owned(),
        id: "bulletin-late",
        note: String::new(),
        first: true,
        head: late_heads(text, view),
        rows: rows.into_iter().map(|row| row.into_iter().map(LinkCell::plain).collect()).collect(),
    })
}

fn line_of(text: Text, view: &BulletinView) -> String {
    match view.published {
        Some(it) => text.f(
            "第 {n} 稿，{time} 公布，出自监察月报第 {m} 稿。",
            [("n", &it.number as &dyn Display), ("time", &words::moment(text, it.at)), ("m", &it.report)],
        ),
        None => text.f("还没有公布，数出自监察月报第 {m} 稿。", [("m", &view.report.number)]),
    }
}

fn draw(frame: PageFrame, view: &BulletinView, acts: Vec<RecordForm>) -> AssessPage {
    let text = frame.text;
    let (word, tone) = match view.published {
        Some(_) => ("已公布", Tone::Good),
        None => ("还没有公布", Tone::Waiting),
    };
    let moments = view.history.iter().rev().map(|line| {
        let (what, by) = match &line.event {
            Event::Explained(it) => {
                let unit = words::unit(text, &view.organisation, it.unit);
                (text.f("{unit}公开说明超期的理由", [("unit", &unit)]), it.by)
            }
            Event::Announced(it) => (text.f("公布第 {n} 稿", [("n", &it.number)]), it.by),
        };
        let when = words::moment(text, line.recorded_at);
        RecordMoment {
            when,
            what,
            who: words::person(text, &view.organisation, by),
            words: String::new(),
            photographs: Vec::new(),
        }
    });
    let mut tables = vec![line_table(text, view)];
    tables.extend(late_table(text, view));
    let key = view.period.key();
    let mut links = links_of(text, view);
    if view.published.is_some() {
        links.push(LinkCell::link(format!("{PUBLIC}/{key}"), text.t("公开的页面")));
    }
    AssessPage {
        text,
        back: (PATH.to_owned(), text.t("办件通报").to_owned()),
        title: name(text, view.period),
        subtitle: line_of(text, view),
        state: StateWord { word: text.t(word).to_owned(), tone },
        stale: String::new(),
        facts: Vec::new(),
        acts,
        nobody: None,
        tables,
        links,
        moments: moments.collect(),
        path: format!("{PATH}/{key}"),
        frame,
    }
}

/// The paper where it is published, and the figures of that month as they are now.
fn links_of(text: Text, view: &BulletinView) -> Vec<LinkCell> {
    let key = view.period.key();
    let paper = LinkCell::link(format!("{PUBLIC}/{key}/pdf"), text.t("打印稿（PDF）"));
    let figures = LinkCell::link(format!("/figures?period={key}"), text.t("办件数据"));
    view.published.map(|_| paper).into_iter().chain([figures]).collect()
}

/// `GET /bulletins/{period}`
pub async fn public(State(app): State<Arc<App>>, headers: HeaderMap, Path(period): Path<String>) -> Response {
    let path = format!("{PUBLIC}/{period}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Some(period) = Period::parse(&period) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.bulletin_public(period).await {
        Ok(view) => {
            let mut frame = at.frame(Nav::Nowhere, None).await;
            let text = frame.text;
            frame.title = name(text, period);
            let mut tables = vec![line_table(text, &view)];
            tables.extend(late_table(text, &view));
            page(&BulletinPublic {
                text,
                back: (PUBLIC.to_owned(), text.t("办件通报").to_owned()),
                title: name(text, period),
                lead: line_of(text, &view),
                links: links_of(text, &view),
                tables,
                frame,
            })
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `GET /bulletins/{period}/pdf`
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, Path(period): Path<String>) -> Response {
    let path = format!("{PUBLIC}/{period}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Some(period) = Period::parse(&period) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.bulletin_public(period).await {
        Ok(view) => {
            let frame = at.frame(Nav::Nowhere, None).await;
            let paper = paper_of(&frame, &view);
            at.answer(press::set(&at, frame, paper, &format!("bulletin-{}", period.key())).await).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

fn paper_of(frame: &PageFrame, view: &BulletinView) -> Paper {
    let text = frame.text;
    let mut parts = vec![Part::Lead { text: line_of(text, view) }];
    let table = line_table(text, view);
    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
    let cells = |row: &Vec<LinkCell>| row.iter().map(|it| it.says.clone()).collect();
    let widths: Vec<u8> = (0..head.len())
        .map(|place| match place {
            0 => 5,
            RATE => 4,
            _ => 2,
        })
        .collect();
    parts.push(Part::Heading { text: table.title.clone() });
    parts.push(Part::table(&widths, &head, table.rows.iter().map(cells).collect()));
    parts.push(Part::Text { text: table.note });
    let rows = late(text, view);
    if !rows.is_empty() {
        parts.push(Part::Heading { text: text.t("超期的单位和理由").to_owned() });
        let head = late_heads(text, view);
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let widths: &[u8] = if some_late(view) { &[4, 2, 2, 8, 3] } else { &[4, 2, 9, 3] };
        parts.push(Part::table(widths, &head, rows));
    }
    Paper {
        title: name(text, view.period),
        number: view.published.map_or_else(String::new, |it| text.f("第 {n} 稿", [("n", &it.number)])),
        parts,
        ..press::blank(frame, "数字由账本逐条数出来，没有一个是填的。")
    }
}

/// `GET /desk/bulletins/{period}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(period): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{period}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Some(period) = Period::parse(&period) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.bulletin_fetch(&session, period).await {
        Ok(view) => {
            let drawn = one(&at, &session, &view, &SentForm::default()).await;
            page(&drawn.after(query.is_some_and(|it| it.contains("done")), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/bulletins/{period}/{act}`: `explain` or `publish`.
pub async fn send(Path((period, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(period) = Period::parse(&period) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let typed = Typed { slug: &slug, form: &posted.form };
    let wrong = || vec![FieldProblem { field: "unit".to_owned(), why: FieldWhy::NotAChoice }];
    let asked = match slug.as_str() {
        "explain" => Some(
            UnitCode::parse(&typed.text("unit"))
                .map_err(|_| wrong())
                .map(|unit| Some((unit, typed.text("words")))),
        ),
        "publish" => Some(Ok(None)),
        _ => None,
    };
    let carry = async |asked: Option<(UnitCode, String)>| match asked {
        Some((unit, words)) => {
            printable(&posted.app.press, vec![("words".to_owned(), words.as_str())]).await?;
            centre.bulletin_explain(session, period, command_id, (unit, &words)).await
        }
        None => centre.bulletin_publish(session, period, command_id).await,
    };
    let again = async |problem| {
        let view = match centre.bulletin_fetch(session, period).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = oversight_words::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &one(&at, session, &view, &sent).await)
    };
    posted.carry_out(asked, carry, |_| format!("{PATH}/{}?done={slug}", period.key()), again).await
}

async fn one(at: &At<'_>, session: &Session, view: &BulletinView, sent: &SentForm<'_>) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    frame.title = name(text, view.period);
    let mut acts = Vec::new();
    if !view.mine.is_empty() {
        let of = Fields { text, slug: "explain", sent };
        let units: Vec<(String, String)> =
            view.mine.iter().map(|it| (it.to_string(), words::unit(text, &view.organisation, *it))).collect();
        let fields = vec![of.choose("unit", "单位", &units), of.area("words", "超期的理由和改进办法")];
        let help =
            "这段话和通报一起公开，不写办事人和经办人的姓名、电话、证件号、办件号。再写一次，以后一次为准。";
        acts.push(of.form(&frame.csrf, view.version, "公开说明超期的理由", help, "公开说明", fields));
    }
    if view.may_publish {
        let of = Fields { text, slug: "publish", sent };
        let help = "公布以后谁都看得到。以后说明理由的单位，理由接着列出来；月报出了新的一稿，再公布一次。";
        acts.push(of.form(&frame.csrf, view.version, "公布这份通报", help, "公布", Vec::new()));
    }
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    AssessPage { nobody, ..draw(frame, view, acts) }
}
