//! The attendance sheet of a day: entered by the head of the window, corrected with a reason, with the figures of the month (R137).

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::PersonId;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::attendance::AttendanceView;
use centre::oversight::finding::Line;
use oversight::attendance::{Event, Mark};

use super::assessment_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm, RecordMoment};
use pages::layout::{Field, Nav, StateWord, Tone};
use pages::text::Text;

/// Where the sheet stands.
const PATH: &str = "/desk/attendance";

/// `GET /desk/attendance?day=`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let day = match opened.query.get("day") {
        "" => Some(at.app.centre.today()),
        typed => Day::parse(typed),
    };
    let Some(day) = day else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.attendance_fetch(session, day).await {
        Ok(view) => {
            let drawn = draw(&at, session, &view, &SentForm::default()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/attendance/{day}/{act}`
pub async fn send(Path((day, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(day) = Day::parse(&day) else { return at.error(ErrorKind::BadRequest).await };
    let centre = &posted.app.centre;
    let view = match centre.attendance_fetch(session, day).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let asked = parse(&Typed { slug: &slug, form: &posted.form }, &view);
    let carry = async |asked: Asked| match asked {
        Asked::Enter(people) => centre.attendance_enter(session, posted.command_id, day, people).await,
        Asked::Correct(what, reason) => {
            centre.attendance_correct(session, posted.command_id, day, what, &reason).await
        }
    };
    let again = async |problem| {
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &draw(&at, session, &view, &sent).await)
    };
    posted.carry_out(asked, carry, |_| format!("{PATH}?day={day}&done={slug}"), again).await
}

/// What a form of the sheet asks.
enum Asked {
    /// To enter people.
    Enter(Vec<(PersonId, catalogue::WindowId, Mark)>),
    /// To correct one.
    Correct((PersonId, Mark), String),
}

/// Whoever is left blank is not entered yet.
fn parse(typed: &Typed<'_>, view: &AttendanceView) -> Option<Result<Asked, Vec<FieldProblem>>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    match typed.slug {
        "enter" => {
            let (mut people, mut problems) = (Vec::new(), Vec::new());
            for seat in view.seats.iter().filter(|it| it.mine && it.mark.is_none()) {
                let field = format!("m{}", seat.person);
                match (typed.text(&field).as_str(), Mark::parse(&typed.text(&field))) {
                    ("", _) => {}
                    (_, Some(mark)) => people.push((seat.person, seat.window, mark)),
                    (_, None) => problems.push(wrong(&field)),
                }
            }
            Some(if problems.is_empty() { Ok(Asked::Enter(people)) } else { Err(problems) })
        }
        "correct" => {
            let person = PersonId::parse(&typed.text("person")).map_err(|_| vec![wrong("person")]);
            let mark = Mark::parse(&typed.text("mark")).ok_or_else(|| vec![wrong("mark")]);
            Some(
                person
                    .and_then(|person| mark.map(|mark| Asked::Correct((person, mark), typed.text("reason")))),
            )
        }
        _ => None,
    }
}

fn marks(text: Text) -> Vec<(&'static str, String)> {
    Mark::ALL.iter().map(|it| (it.key(), text.t(words_of::mark(*it)).to_owned())).collect()
}

fn forms(text: Text, view: &AttendanceView, csrf: &str, sent: &SentForm<'_>) -> Vec<RecordForm> {
    let mut forms = Vec::new();
    let mine = || view.seats.iter().filter(|it| it.mine);
    let of = Fields { text, slug: "enter", sent };
    let fields: Vec<Field> = mine()
        .filter(|it| it.mark.is_none())
        .map(|it| {
            let field = of.radios(&format!("m{}", it.person), "考勤", &marks(text), "");
            let name = words::person(text, &view.organisation, it.person);
            let label = [name, words::window(text, &view.organisation, it.window)].join(text.apart());
            Field { label, ..field }.optional()
        })
        .collect();
    if !fields.is_empty() || sent.slug == "enter" {
        let help = "一天一个人登记一次。还没有到的先空着，到了再登记。";
        forms.push(of.form(csrf, view.version, "登记考勤", help, "登记", fields));
    }
    let entered: Vec<(String, String)> = std::iter::once((String::new(), text.t("请选择").to_owned()))
        .chain(
            mine()
                .filter(|it| it.mark.is_some())
                .map(|it| (it.person.to_string(), words::person(text, &view.organisation, it.person))),
        )
        .collect();
    if entered.len() > 1 {
        let of = Fields { text, slug: "correct", sent };
        let fields = vec![
            of.select("person", "谁的", &entered, ""),
            of.radios("mark", "改成", &marks(text), ""),
            of.area("reason", "理由"),
        ];
        let help = "原来登记的照样留着，更正和理由写在后面。";
        forms.push(of.form(csrf, view.version, "更正考勤", help, "更正", fields));
    }
    forms
}

fn tables(text: Text, view: &AttendanceView) -> Vec<LinkTable> {
    let name = |person| LinkCell::plain(words::person_of_unit(text, &view.organisation, person));
    let rows = view.seats.iter().map(|seat| {
        let mark = match (seat.mark, seat.corrections) {
            (None, _) => text.t("还没有登记").to_owned(),
            (Some(mark), 0) => text.t(words_of::mark(mark)).to_owned(),
            (Some(mark), n) => text.f(
                "{mark}（更正过 {n} 次）",
                [("mark", &text.t(words_of::mark(mark)) as &dyn std::fmt::Display), ("n", &n)],
            ),
        };
        let window = words::window(text, &view.organisation, seat.window);
        vec![name(seat.person), LinkCell::plain(window), LinkCell::plain(mark)]
    });
    let mut tables = vec![LinkTable {
        title: text.t("这一天").to_owned(),
        id: "attendance-day",
        note: String::new(),
        first: false,
        head: heads(text, &["姓名", "窗口", "考勤"]),
        rows: rows.collect(),
    }];
    if !view.month.is_empty() {
        let mut head = heads(text, &["姓名"]);
        head.extend(marks(text).into_iter().map(|it| it.1));
        let rows = view.month.iter().map(|(person, days)| {
            let cell = |mark: &Mark| LinkCell::plain(days.get(mark).copied().unwrap_or(0).to_string());
            std::iter::once(name(*person)).chain(Mark::ALL.iter().map(cell)).collect()
        });
        tables.push(LinkTable {
            title: text.f("{month}各几天", [("month", &text.month(view.day))]),
            id: "attendance-month",
            note: String::new(),
            first: false,
            head,
            rows: rows.collect(),
        });
    }
    tables
}

/// A line of its history.
pub fn moment(text: Text, view: &AttendanceView, line: &Line<Event>) -> RecordMoment {
    let (by, of, what, reason) = match &line.event {
        Event::Recorded(it) => (it.by, it.person, text.t(words_of::mark(it.mark)).to_owned(), None),
        Event::Corrected(it) => {
            let (before, after) = (text.t(words_of::mark(it.before)), text.t(words_of::mark(it.mark)));
            let what = text.f("{before} 改成 {after}", [("before", &before), ("after", &after)]);
            (it.by, it.person, what, Some(it.reason))
        }
    };
    RecordMoment {
        when: words::moment(text, line.recorded_at),
        what: [words::person(text, &view.organisation, of), what].join(text.colon()),
        who: words::person(text, &view.organisation, by),
        words: reason.map_or_else(String::new, |it| view.texts.text(it.0)),
        photographs: Vec::new(),
    }
}

async fn draw(at: &At<'_>, session: &Session, view: &AttendanceView, sent: &SentForm<'_>) -> AssessPage {
    let frame = at.titled(Nav::Oversight, session, "考勤").await;
    let text = frame.text;
    let acts = forms(text, view, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let moments = view.lines.iter().rev().map(|line| moment(text, view, line));
    let today = view.read_at.day();
    let near = [(-1, "前一天"), (1, "后一天")].map(|(days, word)| (view.day.plus_days(days), word));
    let links = near.into_iter().filter(|(day, _)| *day <= today);
    let all = view.seats.iter().all(|it| it.mark.is_some());
    let (word, tone) = if all { ("登记齐了", Tone::Good) } else { ("还没有登记齐", Tone::Waiting) };
    AssessPage {
        text,
        back: (super::assessment::PATH.to_owned(), text.t("考核").to_owned()),
        title: text.t("考勤").to_owned(),
        subtitle: text.date_with_year(view.day),
        state: StateWord { word: text.t(word).to_owned(), tone },
        stale: String::new(),
        facts: Vec::new(),
        acts,
        nobody,
        tables: tables(text, view),
        links: links.map(|(day, word)| LinkCell::link(format!("{PATH}?day={day}"), text.t(word))).collect(),
        moments: moments.collect(),
        path: format!("{PATH}/{}", view.day),
        frame,
    }
}
