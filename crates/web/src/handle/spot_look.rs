//! What is looked at in a spot check: one case without names, and how the hall stands now, as a page and as a paper (A6, E29).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Instant;
use catalogue::SpotId;
use centre::case::Problem;
use centre::file::{CaseFile, Line};
use centre::oversight::spot::{HallNow, Looker};
use centre::row::waits;
use oversight::figure::Counts;
use paper::{Language, Paper, Part};

use super::lead::count;
use super::record_list::heads;
use super::spots::{Looking, PATH};
use super::{paper as press, spot_words as said, timeline, words};
use crate::app::App;
use crate::app::frame::post_word;
use crate::app::respond::{At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::desk::{RecordTable, SpotPage};
use pages::layout::PageFrame;
use pages::text::Text;

/// `GET /desk/spots/{id}/{what}`: `hall`, `hall.pdf`, or the place of a case.
pub async fn officer(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((spot, what)): Path<(String, String)>,
) -> Response {
    let path = format!("{PATH}/{spot}/{what}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = SpotId::parse(&spot) else { return at.error(ErrorKind::NotFound).await };
    let looker = Looker::Officer(session);
    let looking = Looking { base: format!("{PATH}/{spot}"), looker, id, sent: Default::default() };
    look(&at, &looking, &what).await
}

/// What an address after a check's own asks for.
pub async fn look(at: &At<'_>, looking: &Looking<'_>, what: &str) -> Response {
    let centre = &at.app.centre;
    let result = match what {
        "hall" => centre.spot_hall(&looking.looker, looking.id).await.map(Seen::Hall),
        "hall.pdf" => centre.spot_hall(&looking.looker, looking.id).await.map(Seen::Paper),
        place => match place.parse() {
            Ok(place @ 1..) => {
                let seen = centre.spot_case(&looking.looker, looking.id, place).await;
                seen.map(|seen| Seen::Case(place, Box::new(seen)))
            }
            _ => return at.error(ErrorKind::NotFound).await,
        },
    };
    match result {
        Ok(Seen::Case(place, seen)) => page(&case_page(at, looking, place, &seen).await),
        Ok(Seen::Hall(hall)) => page(&hall_page(at, looking, &hall).await),
        Ok(Seen::Paper(hall)) => {
            let frame = looking.frame(at, TITLE).await;
            let paper = hall_paper(&frame, &hall);
            at.answer(press::set(at, frame, paper, "hall-now").await).await
        }
        // Its day is over, or it is another's: the page of the check says so.
        Err(Problem::Oversight(_)) => at.error(ErrorKind::Forbidden).await,
        Err(problem) => at.shut(problem).await,
    }
}

const TITLE: &str = "大厅此刻的情况";

enum Seen {
    Case(u8, Box<CaseFile>),
    Hall(HallNow),
    Paper(HallNow),
}

async fn case_page(at: &At<'_>, looking: &Looking<'_>, place: u8, file: &CaseFile) -> SpotPage {
    let frame = looking.frame(at, "走一遍这件事").await;
    let text = frame.text;
    let facts = file.filed().map(|filed| &filed.facts);
    let clocks = facts.map_or_else(Vec::new, |facts| super::clock_rows::clocks(text, file, facts));
    let unit = facts.map_or_else(String::new, |it| words::unit(text, &file.organisation, it.authority));
    let received = facts.map_or_else(String::new, |it| text.date_with_year(it.received_at.day()));
    let row = |it: Happened| {
        let moment = |at| words::moment(text, at);
        vec![moment(it.at), it.what, it.by, it.entered_at.map_or_else(String::new, moment)]
    };
    let mut course: Vec<Vec<String>> = course(text, file).map(row).collect();
    let mut course_head = heads(text, &["时间", "做了什么", "谁做的", "补录时间"]);
    // A column of nothing says nothing.
    if course.iter().all(|row| row[3].is_empty()) {
        course.iter_mut().for_each(|row| row.truncate(3));
        course_head.truncate(3);
    }
    let clock_row = |row: &pages::desk::ClockRow| {
        vec![row.name.clone(), row.span.clone(), row.due.day.clone(), row.due.left.clone()]
    };
    let mut tables = vec![
        RecordTable {
            title: text.t("怎么办的").to_owned(), id: "course", head: course_head, rows: course
        },
        RecordTable {
            title: text.t("时限").to_owned(),
            id: "clocks",
            head: heads(text, &["时限", "怎么算", "到期", "还剩"]),
            rows: clocks.iter().map(clock_row).collect(),
        },
    ];
    tables.retain(|table| !table.rows.is_empty());
    SpotPage {
        title: file.item.name.clone(),
        subtitle: said::about(text, place),
        state: file.public_state().map(|state| words::officer_state(text, state.key())),
        facts: vec![
            (text.t("单位").to_owned(), unit),
            (text.t("收件").to_owned(), received),
            (text.t("时限").to_owned(), said::time(text, file)),
            (text.t("姓名和材料").to_owned(), text.t("不给看：看的是怎么办的，不是谁的事。").to_owned()),
        ],
        tables,
        ..looking.page(frame)
    }
}

/// What happened to a case, without names and numbers.
pub struct Happened {
    /// When.
    pub at: Instant,
    /// What.
    pub what: String,
    /// Unit and post of who did it.
    pub by: String,
    /// When it was entered, where that was long afterwards.
    pub entered_at: Option<Instant>,
}

/// The course of a case, without names and numbers.
pub fn course(text: Text, file: &CaseFile) -> impl Iterator<Item = Happened> {
    file.lines.iter().map(move |line| {
        let (what, words) = timeline::said(text, file, &line.event);
        let what = if words.is_empty() { what } else { [what, words].join(text.semicolon()) };
        let late = line.recorded_at.0 - line.event.at().0 > LATE_ENTRY && line.actor != "time";
        Happened {
            at: line.event.at(),
            what: said::without_numbers(&what),
            by: by(text, file, line),
            entered_at: late.then_some(line.recorded_at),
        }
    })
}

/// Who acted: unit and post on that day, no name.
fn by(text: Text, file: &CaseFile, line: &Line) -> String {
    let on = line.recorded_at.day();
    match catalogue::PersonId::parse(&line.actor) {
        _ if line.actor == "time" => text.t("到时自动").to_owned(),
        Ok(id) if id == casework::applicant_itself() => text.t("申请人本人").to_owned(),
        Ok(id) => {
            let authority = file.filed().map(|filed| filed.facts.authority);
            let posts = file.organisation.posts_of(id, on);
            let post = posts.min_by_key(|post| Some(post.unit) != authority);
            post.map_or_else(String::new, |post| {
                let unit = words::unit(text, &file.organisation, post.unit);
                [unit.as_str(), text.t(post_word(post.post))].join(text.gap())
            })
        }
        Err(_) => String::new(),
    }
}

/// What was entered later than this after it happened was entered afterwards: ten minutes.
const LATE_ENTRY: i64 = 600_000_000;

/// Tables of the hall as it stands.
fn hall_tables(text: Text, hall: &HallNow) -> Vec<RecordTable> {
    let organisation = &hall.organisation;
    let unit = |code: &str| {
        catalogue::UnitCode::parse(code)
            .map_or_else(|_| code.to_owned(), |code| words::unit(text, organisation, code))
    };
    let mut counts = Counts::default();
    for figure in &hall.today {
        counts.add(&figure.kind, count(figure.count));
    }
    let today =
        [("今天收件", counts.received), ("今天受理", counts.accepted), ("今天办结", counts.concluded)];
    let waiting = |what: &str, word: &str| {
        let n: i64 = hall.waiting.iter().filter(|(it, _)| it == what).map(|(_, n)| *n).sum();
        vec![text.t(word).to_owned(), n.to_string()]
    };
    let now = today
        .iter()
        .map(|(word, n)| vec![text.t(word).to_owned(), n.to_string()])
        .chain([
            waiting(waits::ACCEPTANCE, "等受理"),
            waiting(waits::INSTANT, "等窗口负责人签字"),
            waiting(waits::COLLECTION, "等群众来取"),
        ])
        .collect();
    let lights = hall.lights.iter().map(|it| {
        let numbers = [it.red, it.yellow, it.green, it.stopped].map(|n| n.to_string());
        std::iter::once(unit(&it.authority)).chain(numbers).collect()
    });
    let windows = hall.windows.iter().map(|line| {
        let seat = line.row.as_ref().and_then(|row| row.seat);
        let there = if seat.is_some() { "有人" } else { "没有人" };
        let (staff, away) = (line.staff.len(), line.away.len());
        vec![
            words::window(text, organisation, line.window),
            text.t(there).to_owned(),
            text.f("{n} 人，{m} 人不在", [("n", &staff), ("m", &away)]),
            text.f("今天到期 {n} 件，已超期 {m} 件", [("n", &line.due.today), ("m", &line.due.late)]),
        ]
    });
    let mut tables = vec![
        RecordTable {
            title: text.t("今天").to_owned(),
            id: "hall-today",
            head: heads(text, &["什么", "几件"]),
            rows: now,
        },
        RecordTable {
            title: text.t("窗口").to_owned(),
            id: "hall-windows",
            head: heads(text, &["窗口", "现在", "应到", "要办的"]),
            rows: windows.collect(),
        },
        RecordTable {
            title: text.t("在办的件").to_owned(),
            id: "hall-lights",
            head: heads(text, &["单位", "超期", "临期", "正常", "其中计时暂停"]),
            rows: lights.collect(),
        },
    ];
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn place_line(text: Text, hall: &HallNow) -> String {
    let root = hall.root.to_string();
    let short = root.get(..16).unwrap_or(&root);
    text.f(
        "截至 {time}，账本第 {seq} 条，账本摘要 {root}",
        [
            ("time", &words::moment(text, hall.at) as &dyn std::fmt::Display),
            ("seq", &hall.seq),
            ("root", &short),
        ],
    )
}

async fn hall_page(at: &At<'_>, looking: &Looking<'_>, hall: &HallNow) -> SpotPage {
    let frame = looking.frame(at, TITLE).await;
    let text = frame.text;
    SpotPage {
        subtitle: place_line(text, hall),
        tables: hall_tables(text, hall),
        links: vec![(format!("{}/hall.pdf", looking.base), text.t("大厅此刻的情况（PDF）").to_owned())],
        ..looking.page(frame)
    }
}

fn hall_paper(frame: &PageFrame, hall: &HallNow) -> Paper {
    let text = frame.text;
    let mut parts = vec![Part::Lead { text: place_line(text, hall) }];
    for table in hall_tables(text, hall) {
        parts.push(Part::Heading { text: table.title.clone() });
        let widths: Vec<u8> = (0..table.head.len()).map(|at| if at == 0 { 5 } else { 3 }).collect();
        let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
        parts.push(Part::table(&widths, &head, table.rows));
    }
    Paper {
        language: if text.is_english() { Language::En } else { Language::Zh },
        issuer: frame.centre.clone(),
        title: text.t(TITLE).to_owned(),
        number: String::new(),
        banner: if frame.is_demo { text.t("示例数据，仅供演示").to_owned() } else { String::new() },
        parts,
        seal: None,
        check: None,
        foot: text.t("数字由账本逐条数出来，没有一个是填的。").to_owned(),
        layout: paper::Layout::default(),
    }
}
