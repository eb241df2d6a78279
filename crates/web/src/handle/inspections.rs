//! The inspection calendar: the rounds of a month, what has to be put right, the count of the year; planning a round (A15, R120).

use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId};
use centre::Centre;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::bounds::BoundForm;
use centre::oversight::inspection::{InspectionBrief, PlanForm, PointBrief};
use oversight::inspection::{Kind, PEOPLE_MAX, Place, RoundState, Section, Standing};
use oversight::runs;

use super::inspection_month as month_of_rounds;
use super::inspection_words as said;
use super::oversight_words;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{LinkCell, LinkTable, RecordForm, RoundsPage};
use pages::layout::{Field, Nav, StateWord, Tone};
use pages::text::Text;

/// Where they stand.
pub const PATH: &str = "/desk/inspections";
/// The names of the fields for people.
const PEOPLE: [&str; PEOPLE_MAX] = ["person1", "person2", "person3", "person4"];

/// `GET /desk/inspections?month=2026-11`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let month = month_of(opened.query.get("month")).unwrap_or_else(|| at.app.centre.today());
    match draw(&at, session, month, &SentForm::default()).await {
        Ok(drawn) => {
            let sentence = match opened.query.get("done") {
                "usual" => "照惯例该排的都排上了。",
                "rhythm" => "已经调整，从还没有排的算起。",
                _ => "已经记下。",
            };
            page(&drawn.after(opened.query.has("done"), sentence))
        }
        Err(problem) => at.shut(problem).await,
    }
}

fn month_of(typed: &str) -> Option<Day> {
    Day::parse(&format!("{typed}-01"))
}

/// `2026-11`.
fn month_key(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-{month:02}")
}

/// The people chosen in the fields for them; a word that is nobody is a mistake at its field.
pub fn chosen(typed: &Typed<'_>) -> Result<Vec<PersonId>, Vec<FieldProblem>> {
    let (mut people, mut problems) = (Vec::new(), Vec::new());
    for field in PEOPLE {
        match (typed.text(field).as_str(), PersonId::parse(&typed.text(field))) {
            ("", _) => {}
            (_, Ok(person)) => people.push(person),
            (_, Err(_)) => {
                problems.push(FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice });
            }
        }
    }
    if problems.is_empty() { Ok(people) } else { Err(problems) }
}

/// The fields for people, the first of which has to be filled.
pub fn people_fields(
    of: &Fields<'_>,
    text: Text,
    organisation: &Organisation,
    all: &[PersonId],
    default: &[PersonId],
) -> Vec<Field> {
    let names: Vec<(String, String)> = std::iter::once((String::new(), text.t("请选择").to_owned()))
        .chain(all.iter().map(|it| (it.to_string(), words::person_of_unit(text, organisation, *it))))
        .collect();
    let field = |(n, name): (usize, &&str)| {
        let label = text.f("检查人员 {n}", [("n", &(n + 1))]);
        let default = default.get(n).map_or_else(String::new, |it| it.to_string());
        let field = Field { label, ..of.select(name, "检查人员", &names, &default) };
        if n == 0 { field } else { field.optional() }
    };
    PEOPLE.iter().enumerate().map(field).collect()
}

/// Choices of what is looked at.
pub fn section_choices(text: Text) -> Vec<(String, String)> {
    Section::ALL.iter().map(|it| (it.key().to_owned(), text.t(said::section(*it)).to_owned())).collect()
}

/// Sections that were ticked.
pub fn ticked(typed: &Typed<'_>) -> Vec<Section> {
    typed.all("sections").iter().filter_map(|it| Section::parse(it)).collect()
}

/// `POST /desk/inspections/plan`, `…/usual` and `…/rhythm`
pub async fn send(axum::extract::Path(slug): axum::extract::Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let typed = Typed { slug: &slug, form: &posted.form };
    let month = month_of(&typed.text("month")).unwrap_or_else(|| centre.today());
    let asked = match slug.as_str() {
        "plan" => Some(plan_of(&typed).map(Asked::Plan)),
        "usual" => Some(chosen(&typed).map(Asked::Usual)),
        "rhythm" => Some(month_of_rounds::rhythm_of_form(&typed).map(Asked::Rhythm)),
        _ => None,
    };
    let carry = async |asked: Asked| match asked {
        Asked::Plan(form) => centre
            .inspection_plan(session, command_id, &form)
            .await
            .map(|(id, _)| format!("{PATH}/{id}?done=plan")),
        Asked::Usual(people) => centre
            .inspection_plan_usual(session, command_id, month, &people)
            .await
            .map(|_| format!("{PATH}?month={}&done=usual", month_key(month))),
        Asked::Rhythm(form) => {
            centre.bound_set(session, command_id, &form).await.map(|_| format!("{PATH}?done=rhythm"))
        }
    };
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = oversight_words::kept(posted.text(), &organisation, problem).with_day(&posted.form, &slug);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match draw(&at, session, month, &sent).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(asked, carry, |href| href, again).await
}

/// What a form of the calendar asks.
enum Asked {
    /// To plan one round.
    Plan(PlanForm),
    /// To plan the usual ones of a month.
    Usual(Vec<PersonId>),
    /// To set how often a kind is made.
    Rhythm(BoundForm),
}

fn plan_of(typed: &Typed<'_>) -> Result<PlanForm, Vec<FieldProblem>> {
    let kind = Kind::parse(&typed.text("kind"));
    let place = Place::parse(&typed.text("place"));
    let by = Day::parse(&typed.text("by"));
    let people = chosen(typed);
    let mut problems = Vec::new();
    for (field, known, why) in [
        ("kind", kind.is_some(), FieldWhy::NotAChoice),
        ("place", place.is_some(), FieldWhy::NotAChoice),
        ("by", by.is_some(), FieldWhy::NotADay),
    ] {
        if !known {
            problems.push(FieldProblem { field: field.to_owned(), why });
        }
    }
    match (kind, place, by, people) {
        (Some(kind), Some(place), Some(by), Ok(people)) => {
            Ok(PlanForm { kind, place, people, by, sections: ticked(typed) })
        }
        (.., people) => {
            problems.extend(people.err().unwrap_or_default());
            Err(problems)
        }
    }
}

/// Places a round can go to.
fn places(text: Text, organisation: &Organisation) -> Vec<(String, String)> {
    let units = super::finding_new::units(text, organisation).into_iter().skip(1);
    let units = units.map(|(code, name)| (format!("unit-{code}"), name));
    let windows = organisation
        .windows
        .iter()
        .map(|it| (Place::Window(it.id).key(), words::window(text, organisation, it.id)));
    std::iter::once((Place::Hall.key(), text.t("整个大厅").to_owned())).chain(units).chain(windows).collect()
}

fn forms(
    text: Text,
    organisation: &Organisation,
    inspectors: &[PersonId],
    (month, usual): (Day, &[(Kind, Day)]),
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let mut forms = Vec::new();
    let of = Fields { text, slug: "usual", sent };
    let count = usual.iter().filter(|(kind, _)| *kind != Kind::HalfYear).count();
    if count > 0 || sent.slug == "usual" {
        let mut fields = people_fields(&of, text, organisation, inspectors, &[]);
        let label = text.t("哪个月").to_owned();
        let key = month_key(month);
        let months = [(key.clone(), text.month(month))];
        fields.insert(0, Field { label, ..of.select("month", "哪个月", &months, &key) });
        let made = of.form(csrf, 0, "照惯例排这个月", "", "排上", fields);
        let help = text.f(
            "每周查、每月抽查、每季重点查，期限按工作日算，还有 {n} 次没有排。半年互查要选单位，请一次一次地排。",
            [("n", &count)],
        );
        forms.push(RecordForm { help, ..made });
    }
    let of = Fields { text, slug: "plan", sent };
    let kinds: Vec<(&str, String)> =
        Kind::ALL.iter().map(|it| (it.key(), text.t(said::kind(*it)).to_owned())).collect();
    let mut fields = vec![
        of.radios("kind", "哪一种检查", &kinds, ""),
        of.select("place", "查哪里", &places(text, organisation), "hall"),
        of.day("by", "最后一天（工作日）"),
    ];
    fields.extend(people_fields(&of, text, organisation, inspectors, &[]));
    fields.push(of.checks("sections", "查什么（不勾就照惯例）", &section_choices(text), &[]));
    let help = "排上以后不能删、不能改期。过了最后一天没有检查，就是误期；以后补录要写理由。";
    forms.push(of.form(csrf, 0, "排一次检查", help, "排上", fields));
    forms
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    month: Day,
    sent: &SentForm<'_>,
) -> Result<RoundsPage, Problem> {
    let centre = &at.app.centre;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let today = centre.today();
    let inside = runs(&organisation, session.person, today);
    let (first, last) = Centre::month_around(month);
    let rounds = centre.inspection_list(session, first, last).await?;
    let points = centre.inspection_points(session).await?;
    let frame = at.titled(Nav::Oversight, session, "检查日历").await;
    let text = frame.text;
    let mut tables = vec![round_table(text, &organisation, (month, today), &rounds, inside)];
    if !points.is_empty() {
        tables.push(point_table(text, &organisation, today, &points));
    }
    let mut acts = Vec::new();
    if inside {
        tables.push(year_table(text, centre, month.year()).await?);
        let usual = centre.inspection_usual(month).await.unwrap_or_default();
        let inspectors = centre.inspectors().await?;
        acts = forms(text, &organisation, &inspectors, (month, &usual), &frame.csrf, sent);
    }
    if organisation.holds_anywhere(session.person, Post::Supervisor, today) {
        acts.push(month_of_rounds::form(text, &frame.csrf, sent));
    }
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let count = |state: RoundState| rounds.iter().filter(|it| it.state(today) == state).count();
    let missed = count(RoundState::Missed);
    let state = match (missed, count(RoundState::Planned)) {
        (0, 0) => StateWord { word: text.t("没有要查的").to_owned(), tone: Tone::Ended },
        (0, n) => StateWord { word: text.f("待检查 {n} 次", [("n", &n)]), tone: Tone::Waiting },
        (n, _) => StateWord { word: text.f("误期 {n} 次", [("n", &n)]), tone: Tone::Late },
    };
    let near = [first.plus_days(-1), today, last.plus_days(1)];
    let mut links: Vec<LinkCell> = Vec::new();
    for day in near {
        let key = month_key(day);
        if key != month_key(month) && links.iter().all(|it| !it.href.ends_with(&key)) {
            links.push(LinkCell::link(format!("{PATH}?month={key}"), text.month(day)));
        }
    }
    if inside {
        links.push(LinkCell::link("/desk/bounds", text.t("以前为什么改（监察阈值）")));
    }
    let bounds = centre.bounds().await?;
    let calendar = centre.in_force().await?.calendar.clone();
    let days = (first, last, today);
    Ok(RoundsPage {
        text,
        subtitle: text.month(month),
        state,
        grid: month_of_rounds::grid(text, &organisation, calendar.as_deref(), days, &rounds),
        facts: month_of_rounds::facts(text, &bounds),
        acts,
        nobody,
        tables,
        links,
        path: PATH.to_owned(),
        frame,
    })
}

fn round_table(
    text: Text,
    organisation: &Organisation,
    (month, today): (Day, Day),
    rounds: &[InspectionBrief],
    inside: bool,
) -> LinkTable {
    let row = |it: &InspectionBrief| {
        let state = it.state(today);
        // What falls due within seven days is told from what comes later.
        let soon = state == RoundState::Planned && it.by <= today.plus_days(6);
        let word = if soon { text.t("七天内到期").to_owned() } else { said::state(text, state).word };
        let points = match (it.points, it.to_correct) {
            (0, _) => "—".to_owned(),
            (n, 0) => text.f("{n} 条", [("n", &n)]),
            (n, m) => text.f("{n} 条，{m} 条没改完", [("n", &n as &dyn std::fmt::Display), ("m", &m)]),
        };
        vec![
            LinkCell::link(format!("{PATH}/{}", it.id), text.date(it.by)),
            LinkCell::plain(text.t(said::kind(it.kind))),
            LinkCell::plain(said::place(text, organisation, it.place)),
            LinkCell::plain(said::people(text, organisation, it.people.iter().copied())),
            LinkCell::plain(word),
            LinkCell::plain(it.done_on.map_or_else(|| "—".to_owned(), |on| text.date_short(on))),
            LinkCell::plain(points),
        ]
    };
    let note = match (inside, rounds.is_empty()) {
        (false, _) => text.t("这里只列您参加的检查。").to_owned(),
        (true, true) => text.t("这个月还没有排检查。").to_owned(),
        (true, false) => text.t("按最后一天排。误期的一直留在这里，补录的写明录入时间和理由。").to_owned(),
    };
    LinkTable {
        title: text.f("{month}的检查", [("month", &text.month(month))]),
        id: "inspection-month",
        note,
        first: true,
        head: heads(text, &["最后一天", "哪一种", "查哪里", "检查人员", "状态", "检查日期", "记下的情况"]),
        rows: rounds.iter().map(row).collect(),
    }
}

fn point_table(text: Text, organisation: &Organisation, today: Day, points: &[PointBrief]) -> LinkTable {
    let row = |it: &PointBrief| {
        let late = it.standing == Standing::Open && it.correct_by.is_some_and(|by| by < today);
        let word = if late { "整改逾期" } else { said::standing(it.standing) };
        vec![
            LinkCell::link(format!("{PATH}/{}", it.id), text.t(said::section(it.section))),
            LinkCell::plain(words::unit(text, organisation, it.unit)),
            LinkCell::plain(
                it.window.map_or_else(|| "—".to_owned(), |of| words::window(text, organisation, of)),
            ),
            LinkCell::plain(it.correct_by.map_or_else(|| "—".to_owned(), |by| text.date(by))),
            LinkCell::plain(text.t(word)),
        ]
    };
    LinkTable {
        title: text.t("还没有改完的").to_owned(),
        id: "inspection-points",
        note: String::new(),
        first: true,
        head: heads(text, &["查的什么", "单位", "窗口", "整改期限", "状态"]),
        rows: points.iter().map(row).collect(),
    }
}

async fn year_table(text: Text, centre: &Centre, year: i32) -> Result<LinkTable, Problem> {
    let all = centre.inspection_year(year).await?;
    let row = |kind: &Kind| {
        let it = all.get(kind).copied().unwrap_or_default();
        let to_come = it.planned.saturating_sub(it.done + it.late + it.missed);
        let numbers = [it.planned, it.done, it.late, it.missed, to_come];
        std::iter::once(LinkCell::plain(text.t(said::kind(*kind))))
            .chain(numbers.map(|n| LinkCell::plain(n.to_string())))
            .collect()
    };
    Ok(LinkTable {
        title: text.f("{year} 年各查了几次", [("year", &year)]),
        id: "inspection-year",
        note: String::new(),
        first: false,
        head: heads(text, &["哪一种", "计划", "按期检查", "过期补录", "误期", "还没到期"]),
        rows: Kind::ALL.iter().map(row).collect(),
    })
}
