//! Reports at the desk: the list, one edition as a page, a paper and a workbook, and another edition (E32, R144, R183).

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Organisation;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::report::{ReportBrief, ReportView};
use oversight::report::{Event, Period};
use paper::{Bar, Paper, Part};

use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{cells, heads};
use super::report_sheet::{self as sheet, ReportSheet, SheetTable, Shown};
use super::{paper as press, report_seldom, report_words, words, workbook_file};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{PaperLink, RecordList, RecordMoment, RecordRow, RecordTable, ReportBar, ReportPage};
use pages::layout::{Choice, Nav, Notice, NoticeKind, PageFrame, Pagination, StateWord, Tone};
use pages::text::Text;

/// Where reports stand.
pub const PATH: &str = "/desk/reports";
/// Lines of a difference that a page shows.
const CHANGES_MAX: usize = 100;

/// `GET /desk/reports?which=day`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let days = opened.query.get("which") == "day";
    match at.app.centre.report_list(session, days).await {
        Ok(briefs) => page(&list_page(&at, session, days, &briefs).await),
        Err(problem) => at.shut(problem).await,
    }
}

async fn list_page(at: &At<'_>, session: &Session, days: bool, briefs: &[ReportBrief]) -> RecordList {
    let frame = at.titled(Nav::Oversight, session, "监察报表").await;
    let text = frame.text;
    let today = at.app.centre.today();
    let running =
        if days { vec![Period::of(today)] } else { vec![Period::month_of(today), Period::year_of(today)] };
    let live = |period: Period| RecordRow {
        href: format!("{PATH}/{}", period.key()),
        name: sheet::name(text, period),
        cells: cells(text, [("定稿时间", "—".to_owned()), ("数到账本第几条", "—".to_owned())]),
        state: StateWord { word: text.t("还没定稿，现在的数").to_owned(), tone: Tone::Active },
    };
    let fixed = briefs.iter().map(|brief| RecordRow {
        href: format!("{PATH}/{}", brief.period.key()),
        name: sheet::name(text, brief.period),
        cells: cells(
            text,
            [("定稿时间", words::moment(text, brief.frozen_at)), ("数到账本第几条", brief.seq.to_string())],
        ),
        state: edition_word(text, brief.editions),
    });
    let rows: Vec<RecordRow> = running.into_iter().map(live).chain(fixed).collect();
    let which = [("", "月报和年报"), ("day", "日报")];
    let choices =
        which.map(|(key, word)| Choice::new(key, text.t(word), (key == "day") == days)).into_iter().collect();
    let pages =
        Pagination {
            text, first: None, next: None, shown: text.f("这一页 {n} 份", [("n", &rows.len())])
        };
    RecordList {
        text,
        path: PATH,
        title: text.t("监察报表").to_owned(),
        lead: text.t("一天、一个月、一年过完就自动定稿，数到账本的哪一条也写上。以后数字变了，只能另出一稿，写明差在哪里。").to_owned(),
        which: (text.t("看哪些").to_owned(), choices),
        head: heads(text, &["报表", "定稿时间", "数到账本第几条", "状态"]),
        pages,
        rows,
        empty: text.t("还没有定稿的报表。").to_owned(),
        tool: None,
        frame,
    }
}

fn edition_word(text: Text, number: impl Display) -> StateWord {
    StateWord { word: text.f("第 {n} 稿", [("n", &number)]), tone: Tone::Good }
}

/// What an address asks for: the report of a period, and which edition of it.
struct Wanted {
    period: Period,
    edition: Option<u8>,
}

impl Wanted {
    fn of(period: &str, query: Option<String>) -> Option<Wanted> {
        let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
        let edition = match query.get("edition") {
            "" => None,
            typed => Some(typed.parse().ok()?),
        };
        Some(Wanted { period: Period::parse(period)?, edition })
    }

    async fn view(&self, app: &App, session: &Session) -> Result<(ReportView, Arc<Organisation>), Problem> {
        let view = app.centre.report_fetch(session, self.period, self.edition).await?;
        let organisation = app.centre.organisation().await?.ok_or(Problem::NotFound)?;
        Ok((view, organisation))
    }
}

/// `GET /desk/reports/{period}?edition=`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(period): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{period}");
    let at = At { app: &app, headers: &headers, path: &path };
    let done = query.as_deref().is_some_and(|it| it.contains("done"));
    let Some(wanted) = Wanted::of(&period, query) else { return at.error(ErrorKind::NotFound).await };
    match wanted.view(&app, &session).await {
        Ok((view, organisation)) => {
            let mut drawn =
                one(&at, &session, &organisation, &view, &SentForm::default(), String::new()).await;
            if done {
                let words = drawn.text.t("新的一稿已经定下。").to_owned();
                drawn.frame.notice = Some(Notice { kind: NoticeKind::Done, text: words });
            }
            page(&drawn)
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/reports/{period}/freeze`
pub async fn send(Path(period): Path<String>, posted: Posted) -> Response {
    let at = posted.at();
    let Some(wanted) = Wanted::of(&period, None) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, session, command_id) = (&posted.app.centre, &posted.session, posted.command_id);
    let reason = Typed { slug: "freeze", form: &posted.form }.text("reason");
    let carry = async |reason: String| {
        centre.report_freeze(session, command_id, wanted.period, posted.version(), &reason).await
    };
    let again = async |problem| {
        let (view, organisation) = match wanted.view(&posted.app, session).await {
            Ok(found) => found,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "freeze", form, problems, refused: kept.refused };
        page_with(kept.status, &one(&at, session, &organisation, &view, &sent, kept.stale).await)
    };
    posted.carry_out(Some(Ok(reason)), carry, |_| format!("{PATH}/{period}?done=freeze"), again).await
}

/// What a report is called, and which edition it is.
fn heading(text: Text, view: &ReportView) -> String {
    let (title, name) = (sheet::title(text, view.period), sheet::name(text, view.period));
    [name, title].join(text.gap())
}

fn edition_line(text: Text, view: &ReportView) -> String {
    match &view.edition {
        Some(edition) => text.f(
            "第 {n} 稿，{time} 定稿，数到账本第 {seq} 条。",
            [
                ("n", &edition.number as &dyn Display),
                ("time", &words::moment(text, edition.at)),
                ("seq", &edition.seq),
            ],
        ),
        None => text.t("数字随时会变，过完才定稿。").to_owned(),
    }
}

async fn one(
    at: &At<'_>,
    session: &Session,
    organisation: &Organisation,
    view: &ReportView,
    sent: &SentForm<'_>,
    stale: String,
) -> ReportPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    frame.title = heading(text, view);
    let ReportSheet { questions, tables, bars } = report_seldom::sheet(text, organisation, &view.table);
    let seldom = report_seldom::note(text, tables.iter().flat_map(|it| &it.rows));
    let path = format!("{PATH}/{}", view.period.key());
    let record = |table: sheet::SheetTable| RecordTable {
        title: table.title,
        id: table.id,
        head: table.head,
        rows: table.rows.iter().map(|row| row.iter().map(|cell| cell.long(text)).collect()).collect(),
    };
    // What is another figure stands first.
    let mut all: Vec<RecordTable> = Vec::new();
    let difference =
        |title: &str, id, before: &oversight::report::Table, after: &oversight::report::Table| {
            let mut changed = before.difference(after);
            changed.truncate(CHANGES_MAX);
            (!changed.is_empty()).then(|| RecordTable {
                title: text.t(title).to_owned(),
                id,
                head: heads(text, &["单位", "哪个数", "原来", "改成"]),
                rows: report_words::changes(text, organisation, &changed),
            })
        };
    all.extend(
        view.before
            .as_deref()
            .and_then(|before| difference("和上一稿的差别", "report-before", before, &view.table)),
    );
    let later = view.edition.and(view.now.as_ref());
    let later = later.and_then(|now| difference("定稿以后变了的数", "report-later", &view.table, now));
    let changed = later.is_some();
    all.extend(later);
    all.extend(tables.into_iter().map(record));
    let may = view.may_freeze && view.now.is_some() && (changed || view.edition.is_none());
    let of = Fields { text, slug: "freeze", sent };
    let reason = (view.edition.is_some()).then(|| of.area("reason", "理由"));
    let act = (may || sent.form.is_some()).then(|| {
        let (title, help) = match view.edition {
            Some(_) => ("再出一稿", "上一稿照样留着，差在哪里写在新的一稿里。"),
            None => ("现在定稿", "这一期过完了，还没有定稿。"),
        };
        of.form(&frame.csrf, view.version, title, help, "定稿", reason.into_iter().collect())
    });
    let link = |file: &str, word: &str| PaperLink {
        href: match view.edition {
            Some(edition) => format!("{path}/{file}?edition={}", edition.number),
            None => format!("{path}/{file}"),
        },
        name: text.t(word).to_owned(),
        issued: String::new(),
    };
    let others = view.editions.iter().filter(|it| Some(it.number) != view.edition.map(|it| it.number));
    let mut papers = vec![link("pdf", "打印稿（PDF）"), link("xlsx", "表格（XLSX）")];
    papers.extend(others.map(|it| PaperLink {
        href: format!("{path}?edition={}", it.number),
        name: edition_word(text, it.number).word,
        issued: words::moment(text, it.at),
    }));
    if view.edition.is_some() && view.period.month.is_some() && view.period.day.is_none() {
        papers.push(PaperLink {
            href: format!("{}/{}", super::bulletins::PATH, view.period.key()),
            name: text.t("办件通报").to_owned(),
            issued: String::new(),
        });
    }
    let moments = view.lines.iter().rev().map(|line| {
        let Event::Frozen(fact) = &line.event;
        RecordMoment {
            when: words::moment(text, line.recorded_at),
            what: text.f(
                "第 {n} 稿，数到账本第 {seq} 条",
                [("n", &fact.edition as &dyn Display), ("seq", &fact.seq)],
            ),
            who: match fact.by {
                Some(by) => words::person(text, organisation, by),
                None => text.t("到期自动定稿").to_owned(),
            },
            words: fact.reason.map_or_else(String::new, |reason| view.texts.text(reason.0)),
            photographs: Vec::new(),
        }
    });
    let neighbours = [view.period.before(), view.period.after()];
    let today = at.app.centre.today();
    let near = neighbours.into_iter().filter(|it| it.has_begun(today));
    ReportPage {
        text,
        back: (PATH.to_owned(), text.t("监察报表").to_owned()),
        title: heading(text, view),
        subtitle: edition_line(text, view),
        state: match &view.edition {
            Some(edition) => edition_word(text, edition.number),
            None => StateWord { word: text.t("还没定稿，现在的数").to_owned(), tone: Tone::Active },
        },
        near: near.map(|it| (format!("{PATH}/{}", it.key()), sheet::name(text, it))).collect(),
        stale,
        questions,
        bars,
        seldom,
        tables: all,
        act,
        papers,
        moments: moments.collect(),
        path,
        frame,
    }
}

/// `GET /desk/reports/{period}/{file}?edition=`: `pdf` or `xlsx`.
pub async fn file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((period, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{period}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Some(wanted) = Wanted::of(&period, query) else { return at.error(ErrorKind::NotFound).await };
    let (view, organisation) = match wanted.view(&app, &session).await {
        Ok(found) => found,
        Err(problem) => return at.shut(problem).await,
    };
    let frame = at.frame(Nav::Oversight, Some(&session)).await;
    let name = format!("report-{}", view.period.key());
    match file.as_str() {
        "pdf" => {
            let paper = paper_of(&frame, &organisation, &view);
            at.answer(press::set(&at, frame, paper, &name).await).await
        }
        "xlsx" => workbook_of(&at, &frame, &organisation, &view, &name).await,
        _ => at.error(ErrorKind::NotFound).await,
    }
}

/// A table on paper, each rate above what it was counted from (M7).
pub(super) fn part_of(table: &SheetTable) -> Part {
    let shares = |place: usize| {
        table.rows.iter().any(|row| matches!(row.get(place), Some(Shown::Share(_) | Shown::Seldom(_))))
    };
    let width = |place: usize| match place {
        0 => 5,
        _ if shares(place) => 4,
        _ => 2,
    };
    let widths: Vec<u8> = (0..table.head.len()).map(width).collect();
    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(Shown::printed).collect()).collect();
    Part::table(&widths, &head, rows)
}

fn paper_of(frame: &PageFrame, organisation: &Organisation, view: &ReportView) -> Paper {
    let text = frame.text;
    let report = report_seldom::sheet(text, organisation, &view.table);
    let mut parts = vec![Part::Lead { text: edition_line(text, view) }];
    for question in &report.questions {
        parts.push(Part::Heading { text: question.asks.clone() });
        let answer = match question.answer.as_str() {
            "—" => question.says.clone(),
            answer => answer.to_owned() + &text.aside(&question.says),
        };
        parts.push(Part::Text { text: answer });
    }
    for table in &report.tables {
        parts.push(Part::Heading { text: table.title.clone() });
        parts.push(part_of(table));
    }
    let seldom = report_seldom::note(text, report.tables.iter().flat_map(|it| &it.rows));
    parts.extend((!seldom.is_empty()).then_some(Part::Text { text: seldom }));
    let bar = |it: &ReportBar| Bar { name: it.name.clone(), filled: it.filled, says: it.says.clone() };
    if !report.bars.is_empty() {
        parts.push(Part::Heading { text: text.t("按时办结率").to_owned() });
        parts.push(Part::Bars { rows: report.bars.iter().map(bar).collect() });
    }
    Paper {
        title: heading(text, view),
        number: view.edition.map_or_else(String::new, |it| edition_word(text, it.number).word),
        parts,
        ..press::blank(frame, "数字由账本逐条数出来，没有一个是填的。")
    }
}

async fn workbook_of(
    at: &At<'_>,
    frame: &PageFrame,
    organisation: &Organisation,
    view: &ReportView,
    name: &str,
) -> Response {
    let text = frame.text;
    let report = report_seldom::sheet(text, organisation, &view.table);
    let heading = [heading(text, view), edition_line(text, view)].join(text.gap());
    let mut sheets = sheet::sheets(text, &heading, &report);
    sheets.push(report_seldom::counts(text, organisation, &heading, &view.table));
    let made_on = view.edition.map_or(at.app.centre.today(), |it| it.at.day());
    workbook_file::answer(at, &heading, made_on, &sheets, name).await
}
