//! Annual summaries with self-check at the desk: who has handed in, one with the counts of its year, its paper (A13, R110, R121).

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::UnitCode;
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::oversight::summary::{SummaryBrief, SummaryForm, SummaryView};
use oversight::summary::{Edition, Event, is_whole};
use paper::{Paper, Part};

use super::glyphs::printable;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::report_sheet::{self as sheet, SheetTable};
use super::{oversight_words, paper as press, reports, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordMoment};
use pages::layout::{Field, Nav, PageFrame, StateWord, Tone};
use pages::text::Text;

/// Where they stand.
pub const PATH: &str = "/desk/summaries";

/// `GET /desk/summaries?year=2026`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let year = opened.query.number("year", 2000..=9998).unwrap_or_else(|| at.app.centre.today().year());
    match list_page(&at, session, year).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

fn brief_state(text: Text, brief: &SummaryBrief, today: calendar::Day) -> StateWord {
    let (word, tone) = match (brief.first_at, brief.late) {
        (Some(_), false) => ("按期上报", Tone::Good),
        (Some(_), true) => ("迟报", Tone::Ended),
        (None, _) if brief.due < today => ("逾期没有上报", Tone::Late),
        (None, _) => ("还没有上报", Tone::Waiting),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

async fn list_page(at: &At<'_>, session: &Session, year: i32) -> Result<AssessPage, Problem> {
    let centre = &at.app.centre;
    let list = centre.summary_list(session, year).await?;
    if list.is_empty() {
        return Err(Problem::OutOfScope);
    }
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let today = centre.today();
    let frame = at.titled(Nav::Oversight, session, "年度总结和自查报告").await;
    let text = frame.text;
    let row = |it: &SummaryBrief| {
        let editions = match it.editions {
            0 => "—".to_owned(),
            n => text.f("第 {n} 稿", [("n", &n)]),
        };
        vec![
            LinkCell::link(format!("{PATH}/{year}/{}", it.unit), words::unit(text, &organisation, it.unit)),
            LinkCell::plain(text.date(it.due)),
            LinkCell::plain(it.first_at.map_or_else(|| "—".to_owned(), |at| words::moment(text, at))),
            LinkCell::plain(editions),
            LinkCell::plain(brief_state(text, it, today).word),
        ]
    };
    let missing = list.iter().filter(|it| it.first_at.is_none()).count();
    let overdue = list.iter().filter(|it| it.first_at.is_none() && it.due < today).count();
    let state = match (missing, overdue) {
        (0, _) => StateWord { word: text.t("都报了").to_owned(), tone: Tone::Good },
        (n, 0) => {
            StateWord { word: text.f("还有 {n} 个单位没有报", [("n", &n)]), tone: Tone::Waiting }
        }
        (_, n) => StateWord { word: text.f("{n} 个单位逾期没有报", [("n", &n)]), tone: Tone::Late },
    };
    let near = [year - 1, year + 1].into_iter().filter(|it| *it <= today.year());
    let table = LinkTable {
        title: text.t("各单位").to_owned(),
        id: "summary-units",
        note: text.t("每年 11 月起可以上报。数由账本数出来，文字由单位写，一起定稿；中心自己的一份，数是全部单位的。").to_owned(),
        first: true,
        head: heads(text, &["单位", "期限", "上报时间", "稿数", "状态"]),
        rows: list.iter().map(row).collect(),
    };
    Ok(AssessPage {
        text,
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("年度总结和自查报告").to_owned(),
        subtitle: text.f("{year} 年", [("year", &year)]),
        state,
        stale: String::new(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: vec![table],
        links: near
            .map(|it| LinkCell::link(format!("{PATH}?year={it}"), text.f("{year} 年", [("year", &it)])))
            .collect(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    })
}

/// What an address asks for.
struct Wanted {
    year: i32,
    unit: UnitCode,
    edition: Option<u8>,
}

impl Wanted {
    fn of(year: &str, unit: &str, query: Option<String>) -> Option<Wanted> {
        let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
        let edition = match query.get("edition") {
            "" => None,
            typed => Some(typed.parse().ok()?),
        };
        let year = year.parse().ok().filter(|it| (2000..=9998).contains(it))?;
        Some(Wanted { year, unit: UnitCode::parse(unit).ok()?, edition })
    }

    async fn view(&self, app: &App, session: &Session) -> Result<SummaryView, Problem> {
        app.centre.summary_fetch(session, self.year, self.unit, self.edition).await
    }
}

/// `GET /desk/summaries/{year}/{unit}?edition=`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((year, unit)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{year}/{unit}");
    let at = At { app: &app, headers: &headers, path: &path };
    let done = query.as_deref().is_some_and(|it| it.contains("done"));
    let Some(wanted) = Wanted::of(&year, &unit, query) else { return at.error(ErrorKind::NotFound).await };
    match wanted.view(&app, &session).await {
        Ok(view) => {
            let drawn = one(&at, &session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(done, "已经上报。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/summaries/{year}/{unit}/hand-in`
pub async fn send(Path((year, unit, slug)): Path<(String, String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(wanted) = Wanted::of(&year, &unit, None) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let typed = Typed { slug: "hand-in", form: &posted.form };
    let asked: Option<Result<SummaryForm, Vec<FieldProblem>>> = (slug == "hand-in").then(|| {
        let [done, problems, plans, reason] =
            ["done", "problems", "plans", "reason"].map(|it| typed.text(it));
        Ok(SummaryForm { done, problems, plans, reason })
    });
    let of = (wanted.year, wanted.unit);
    let carry = async |form: SummaryForm| {
        printable(&posted.app.press, form.words()).await?;
        centre.summary_hand_in(session, of, command_id, posted.version(), &form).await
    };
    let again = async |problem| {
        let view = match wanted.view(&posted.app, session).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = oversight_words::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "hand-in", form, problems, refused: kept.refused };
        page_with(kept.status, &one(&at, session, &view, &sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, |_| format!("{PATH}/{year}/{unit}?done=hand-in"), again).await
}

/// Of the centre's own year the questions of the founding documents, each with its answer and what it was counted from (R183).
fn asked(text: Text, view: &SummaryView) -> Vec<Vec<String>> {
    if !is_whole(&view.organisation, view.unit) {
        return Vec::new();
    }
    let questions = sheet::sheet(text, &view.organisation, &view.table).questions;
    questions.into_iter().map(|it| vec![it.asks, it.answer, it.says]).collect()
}

/// The counts of the year: the tables of the yearly report, of one unit without the line of all units.
fn counted(text: Text, view: &SummaryView) -> Vec<SheetTable> {
    let mut tables = sheet::sheet(text, &view.organisation, &view.table).tables;
    if is_whole(&view.organisation, view.unit) {
        return tables;
    }
    let of_all = text.t("合计");
    for table in tables.iter_mut().filter(|it| it.rows.len() > 1) {
        table.rows.retain(|row| row.first().is_none_or(|cell| cell.long(text) != of_all));
    }
    tables
}

fn edition_line(text: Text, view: &SummaryView) -> String {
    match &view.edition {
        Some(edition) => text.f(
            "第 {n} 稿，{time} 上报，数到账本第 {seq} 条。",
            [
                ("n", &edition.number as &dyn Display),
                ("time", &words::moment(text, edition.at)),
                ("seq", &edition.seq),
            ],
        ),
        None => {
            let due = text.f("期限 {day}。", [("day", &text.date_with_year(view.due))]);
            // Of a year of which nothing was counted no table stands below.
            match asked(text, view).is_empty() && counted(text, view).is_empty() {
                true => due,
                false => [due.as_str(), text.t("下面的数是现在的，上报时定下来。")].join(text.gap()),
            }
        }
    }
}

/// What the unit wrote, part by part.
fn written(text: Text, view: &SummaryView, edition: &Edition) -> [(String, String); 3] {
    let part = |name: &str, it: casework::Sealed| (text.t(name).to_owned(), view.texts.text(it.0));
    [
        part("做了什么", edition.words.done),
        part("自查发现的问题", edition.words.problems),
        part("怎么改", edition.words.plans),
    ]
}

fn state(text: Text, view: &SummaryView) -> StateWord {
    let (unit, due, late) = (view.unit, view.due, view.late);
    let first_at = view.editions.first().map(|it| it.at);
    let editions = i64::try_from(view.editions.len()).unwrap_or(i64::MAX);
    brief_state(text, &SummaryBrief { unit, first_at, editions, late, due }, view.now.day())
}

fn form(text: Text, view: &SummaryView, csrf: &str, sent: &SentForm<'_>) -> Option<pages::desk::RecordForm> {
    if !view.may_hand_in && sent.form.is_none() {
        return None;
    }
    let of = Fields { text, slug: "hand-in", sent };
    let before = view.edition.map(|it| written(text, view, &it).map(|part| part.1)).unwrap_or_default();
    let labels = [("done", "做了什么"), ("problems", "自查发现的问题"), ("plans", "怎么改，什么时候改好")];
    let area = |((name, label), before): ((&str, &str), String)| {
        let field = of.area(name, label);
        let value = if sent.form.is_none() { before } else { field.value.clone() };
        Field { value, ..field }
    };
    let mut fields: Vec<Field> = labels.into_iter().zip(before).map(area).collect();
    let (title, help, button) = match view.edition {
        None => ("上报年度总结和自查报告", "上面的数和您写的一起定稿，以后改动要另出一稿。", "上报"),
        Some(_) => {
            fields.push(of.area("reason", "为什么另出一稿"));
            ("另出一稿", "上一稿照样留着，数按现在的重新定。", "上报新的一稿")
        }
    };
    Some(of.form(csrf, view.version, title, help, button, fields))
}

async fn one(
    at: &At<'_>,
    session: &Session,
    view: &SummaryView,
    sent: &SentForm<'_>,
    stale: String,
) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let title = heading(text, view);
    frame.title = title.clone();
    let path = format!("{PATH}/{}/{}", view.year, view.unit);
    let mut tables = Vec::new();
    if let Some(edition) = &view.edition {
        let rows = written(text, view, edition)
            .map(|(name, words)| vec![LinkCell::plain(name), LinkCell::plain(words)]);
        tables.push(LinkTable {
            title: text
                .t(if is_whole(&view.organisation, view.unit) { "中心写的" } else { "单位写的" })
                .to_owned(),
            id: "summary-words",
            note: String::new(),
            first: true,
            head: heads(text, &["哪一项", "内容"]),
            rows: rows.to_vec(),
        });
    }
    let questions = asked(text, view);
    if !questions.is_empty() {
        tables.push(LinkTable {
            title: text.t("三个问题").to_owned(),
            id: "summary-questions",
            note: String::new(),
            first: true,
            head: heads(text, &["问题", "回答", "从哪里来"]),
            rows: questions.into_iter().map(|row| row.into_iter().map(LinkCell::plain).collect()).collect(),
        });
    }
    tables.extend(counted(text, view).into_iter().map(|table| {
        LinkTable {
            title: table.title,
            id: table.id,
            note: String::new(),
            first: true,
            head: table.head,
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| LinkCell::plain(cell.long(text))).collect())
                .collect(),
        }
    }));
    let mut links = Vec::new();
    if let Some(edition) = &view.edition {
        links.push(LinkCell::link(format!("{path}/pdf?edition={}", edition.number), text.t("打印稿（PDF）")));
    }
    let others = view.editions.iter().filter(|it| Some(it.number) != view.edition.map(|it| it.number));
    links.extend(others.map(|it| {
        LinkCell::link(format!("{path}?edition={}", it.number), text.f("第 {n} 稿", [("n", &it.number)]))
    }));
    let moments = view.lines.iter().rev().map(|line| {
        let Event::HandedIn(fact) = &line.event;
        RecordMoment {
            when: words::moment(text, line.recorded_at),
            what: text.f(
                "上报第 {n} 稿，数到账本第 {seq} 条",
                [("n", &fact.edition as &dyn Display), ("seq", &fact.seq)],
            ),
            who: words::person(text, &view.organisation, fact.by),
            words: fact.reason.map_or_else(String::new, |it| view.texts.text(it.0)),
            photographs: Vec::new(),
        }
    });
    AssessPage {
        text,
        back: (format!("{PATH}?year={}", view.year), text.t("年度总结和自查报告").to_owned()),
        title,
        subtitle: edition_line(text, view),
        state: state(text, view),
        stale,
        facts: vec![(text.t("期限").to_owned(), text.date_with_year(view.due))],
        acts: form(text, view, &frame.csrf, sent).into_iter().collect(),
        nobody: None,
        tables,
        links,
        moments: moments.collect(),
        path,
        frame,
    }
}

fn heading(text: Text, view: &SummaryView) -> String {
    let unit = words::unit(text, &view.organisation, view.unit);
    text.f("{unit} {year} 年总结和自查报告", [("unit", &unit as &dyn Display), ("year", &view.year)])
}

/// `GET /desk/summaries/{year}/{unit}/pdf?edition=`
pub async fn file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((year, unit, what)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{year}/{unit}");
    let at = At { app: &app, headers: &headers, path: &path };
    let wanted = Wanted::of(&year, &unit, query).filter(|_| what == "pdf");
    let Some(wanted) = wanted else { return at.error(ErrorKind::NotFound).await };
    match wanted.view(&app, &session).await {
        Ok(view) => match view.edition {
            Some(edition) => {
                let frame = at.frame(Nav::Oversight, Some(&session)).await;
                let paper = paper_of(&frame, &view, &edition);
                at.answer(press::set(&at, frame, paper, &format!("summary-{year}-{unit}")).await).await
            }
            None => at.error(ErrorKind::NotFound).await,
        },
        Err(problem) => at.shut(problem).await,
    }
}

fn paper_of(frame: &PageFrame, view: &SummaryView, edition: &Edition) -> Paper {
    let text = frame.text;
    let mut parts = vec![Part::Lead { text: edition_line(text, view) }];
    for (name, words) in written(text, view, edition) {
        parts.push(Part::Heading { text: name });
        parts.extend(
            words.lines().filter(|it| !it.trim().is_empty()).map(|it| Part::Text { text: it.to_owned() }),
        );
    }
    let questions = asked(text, view);
    if !questions.is_empty() {
        parts.push(Part::Heading { text: text.t("三个问题").to_owned() });
        let head = heads(text, &["问题", "回答", "从哪里来"]);
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        parts.push(Part::table(&[4, 2, 6], &head, questions));
    }
    for table in counted(text, view) {
        parts.push(Part::Heading { text: table.title.clone() });
        parts.push(reports::part_of(&table));
    }
    let by = words::person(text, &view.organisation, edition.by);
    parts.push(Part::Sign { rows: vec![[text.t("上报人").to_owned(), by]] });
    Paper {
        issuer: words::unit(text, &view.organisation, view.unit),
        title: heading(text, view),
        number: text.f("第 {n} 稿", [("n", &edition.number)]),
        parts,
        ..press::blank(frame, "数由账本逐条数出来，文字由单位写。")
    }
}
