//! One round of inspection: what was planned, what was seen, and how it was put right (A15, R120).

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use catalogue::{InspectionId, UnitCode, WindowId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::finding::Line;
use centre::oversight::inspection::{InspectionAct, InspectionView};
use oversight::inspection::{
    Event, Place, Point, RoundState, Section, Standing, may_answer, may_judge, may_observe,
};

use super::inspection_words as said;
use super::inspections::{PATH, chosen, people_fields, section_choices, ticked};
use super::oversight_words;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::{finding_new, words};
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm, RecordMoment};
use pages::layout::{Field, Nav};
use pages::text::Text;

/// `GET /desk/inspections/{inspection}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(inspection): Path<String>,
    Query(query): Query,
) -> Response {
    let path = format!("{PATH}/{inspection}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = InspectionId::parse(&inspection) else { return at.error(ErrorKind::NotFound).await };
    match draw(&at, &session, id, &SentForm::default()).await {
        Ok(drawn) => page(&drawn.after(query.has("done"), "已经记下。")),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/inspections/{inspection}/{act}`
pub async fn send(Path((inspection, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = InspectionId::parse(&inspection) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form });
    let carry = async |act| centre.inspection_act(session, id, command_id, &act).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = oversight_words::kept(posted.text(), &organisation, problem).with_day(&posted.form, &slug);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match draw(&at, session, id, &sent).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(asked, carry, |_| format!("{PATH}/{inspection}?done={slug}"), again).await
}

fn parse(typed: &Typed<'_>) -> Option<Result<InspectionAct, Vec<FieldProblem>>> {
    let wrong = |field: &str, why| vec![FieldProblem { field: field.to_owned(), why }];
    let words = typed.text("words");
    let day = |field: &str| Day::parse(&typed.text(field)).ok_or_else(|| wrong(field, FieldWhy::NotADay));
    let maybe_day = |field: &str| match typed.text(field).as_str() {
        "" => Ok(None),
        _ => day(field).map(Some),
    };
    let point = || typed.number("point", 1..=u8::MAX).ok_or_else(|| wrong("point", FieldWhy::NotAChoice));
    Some(match typed.slug {
        "make" => day("on").and_then(|on| {
            let (sections, reason) = (ticked(typed), typed.text("reason"));
            chosen(typed).map(|people| InspectionAct::Make { on, people, sections, words, reason })
        }),
        "observe" => observed(typed, words, maybe_day("correct_by")),
        "answer" => point().map(|point| InspectionAct::Answer { point, words }),
        "judge" => point().and_then(|point| match typed.text("accepted").as_str() {
            "yes" => Ok(InspectionAct::Judge { point, again_by: None, words }),
            "no" => day("again_by").map(|by| InspectionAct::Judge { point, again_by: Some(by), words }),
            _ => Err(wrong("accepted", FieldWhy::NotAChoice)),
        }),
        _ => return None,
    })
}

fn observed(
    typed: &Typed<'_>,
    words: String,
    correct_by: Result<Option<Day>, Vec<FieldProblem>>,
) -> Result<InspectionAct, Vec<FieldProblem>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    let (unit, section) = (UnitCode::parse(&typed.text("unit")), Section::parse(&typed.text("section")));
    let window = WindowId::parse(&typed.text("window")).ok();
    match (unit, section, correct_by) {
        (Ok(unit), Some(section), Ok(correct_by)) => {
            Ok(InspectionAct::Observe { unit, window, section, correct_by, words })
        }
        (unit, section, correct_by) => {
            let mut problems = correct_by.err().unwrap_or_default();
            problems.extend(unit.is_err().then(|| wrong("unit")));
            problems.extend(section.is_none().then(|| wrong("section")));
            Err(problems)
        }
    }
}

/// A day that stands in the field until another is typed.
fn on_day(field: Field, default: Day) -> Field {
    let value = if field.value.is_empty() { default.to_string() } else { field.value.clone() };
    Field { value, ..field }
}

/// An observation as a choice: its number and the beginning of its words.
fn choice(text: Text, view: &InspectionView, number: u8, point: &Point) -> (String, String) {
    let words: String = view.texts.text(point.words.0).chars().take(24).collect();
    let name = text.f(
        "第 {n} 条，{unit}：{words}",
        [
            ("n", &number as &dyn Display),
            ("unit", &words::unit(text, &view.organisation, point.unit)),
            ("words", &words),
        ],
    );
    (number.to_string(), name)
}

async fn forms(
    at: &At<'_>,
    session: &Session,
    view: &InspectionView,
    text: Text,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Result<Vec<RecordForm>, Problem> {
    let (me, today, organisation) = (session.person, view.now.day(), &view.organisation);
    let (round, mut forms) = (&view.round, Vec::new());
    let writes = may_observe(organisation, round, me, today);
    if writes && round.done.is_none() {
        let of = Fields { text, slug: "make", sent };
        let inspectors = at.app.centre.inspectors().await?;
        let planned: Vec<_> = round.plan.people.iter().collect();
        let mut fields = vec![on_day(of.day("on", "检查日期"), today)];
        fields.extend(people_fields(&of, text, organisation, &inspectors, &planned));
        let usual: Vec<String> = round.plan.sections.iter().map(|it| it.key().to_owned()).collect();
        fields.push(of.checks("sections", "查了什么", &section_choices(text), &usual));
        fields.push(of.area("words", "总的情况"));
        let late = round.state(today) == RoundState::Missed;
        if late {
            fields.push(of.area("reason", "误期的理由"));
        }
        let help = match late {
            true => "期限已经过了。补录的写明理由，录入时间和检查日期并排列出。",
            false => "检查完当天登记。看到的问题登记以后一条一条地记。",
        };
        forms.push(of.form(csrf, view.version, "登记检查情况", help, "登记", fields));
    }
    let until = round.done.map(|it| it.entered_at.day().plus_days(oversight::inspection::OBSERVE_DAYS));
    if writes && until.is_some_and(|until| today <= until) {
        forms.push(observe_form(text, view, csrf, sent));
    }
    let seen = || view.seen.iter().filter_map(|n| Some((*n, round.points.get(usize::from(*n) - 1)?)));
    let open: Vec<_> = seen()
        .filter(|(_, it)| it.standing == Standing::Open && may_answer(organisation, it, me, today))
        .map(|(n, it)| choice(text, view, n, it))
        .collect();
    if !open.is_empty() {
        let of = Fields { text, slug: "answer", sent };
        let fields = vec![of.choose("point", "哪一条", &open), of.area("words", "改了什么，哪天改好的")];
        forms.push(of.form(csrf, view.version, "报整改情况", "", "报整改情况", fields));
    }
    let answered: Vec<_> = seen()
        .filter(|(_, it)| it.standing == Standing::Answered && may_judge(organisation, round, it, me, today))
        .map(|(n, it)| choice(text, view, n, it))
        .collect();
    if !answered.is_empty() {
        let of = Fields { text, slug: "judge", sent };
        let words = [("yes", text.t("整改到位").to_owned()), ("no", text.t("退回再改").to_owned())];
        let fields = vec![
            of.choose("point", "哪一条", &answered),
            of.radios("accepted", "结论", &words, ""),
            of.day("again_by", "退回的，改到哪天（工作日）").optional(),
            of.area("words", "验收看到的情况"),
        ];
        forms.push(of.form(csrf, view.version, "验收整改", "", "记下结论", fields));
    }
    Ok(forms)
}

fn observe_form(text: Text, view: &InspectionView, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let organisation = &view.organisation;
    let of = Fields { text, slug: "observe", sent };
    let (unit, window) = match view.round.plan.place {
        Place::Hall => (String::new(), String::new()),
        Place::Unit(unit) => (unit.to_string(), String::new()),
        Place::Window(window) => {
            let only = organisation.window(window).and_then(|it| it.serves.first());
            (only.map_or_else(String::new, |it| it.to_string()), window.to_string())
        }
    };
    let windows: Vec<(String, String)> = std::iter::once((String::new(), text.t("不在窗口").to_owned()))
        .chain(
            organisation
                .windows
                .iter()
                .map(|it| (it.id.to_string(), words::window(text, organisation, it.id))),
        )
        .collect();
    let looked = view.round.done.map_or(view.round.plan.sections, |it| it.sections);
    let sections: Vec<(String, String)> = std::iter::once((String::new(), text.t("请选择").to_owned()))
        .chain(looked.iter().map(|it| (it.key().to_owned(), text.t(said::section(it)).to_owned())))
        .collect();
    let fields = vec![
        of.select("unit", "哪个单位的事", &finding_new::units(text, organisation), &unit),
        of.select("window", "在哪个窗口看到的", &windows, &window).optional(),
        of.select("section", "哪一类", &sections, ""),
        of.area("words", "看到了什么"),
        of.day("correct_by", "要整改的，改到哪天（工作日）").optional(),
    ];
    let help = "写地方和事情，不写人的姓名。不用整改的不填期限。";
    of.form(csrf, view.version, "记一条看到的情况", help, "记下", fields)
}

fn point_table(text: Text, view: &InspectionView, supervises: bool) -> Option<LinkTable> {
    let today = view.now.day();
    let row = |number: &u8| {
        let point = view.round.points.get(usize::from(*number) - 1)?;
        let late = point.standing == Standing::Open && point.correct_by.is_some_and(|by| by < today);
        let word = text.t(if late { "整改逾期" } else { said::standing(point.standing) });
        let word = match point.returned {
            0 => word.to_owned(),
            n => text.f("{word}，退回过 {n} 次", [("word", &word as &dyn Display), ("n", &n)]),
        };
        let unit = words::unit(text, &view.organisation, point.unit);
        let place = match point.window {
            Some(window) => [unit, words::window(text, &view.organisation, window)].join(text.apart()),
            None => unit,
        };
        let mut row = vec![
            LinkCell::plain(text.f("第 {n} 条", [("n", number)])),
            LinkCell::plain(place),
            LinkCell::plain(text.t(said::section(point.section))),
            LinkCell::plain(view.texts.text(point.words.0)),
            LinkCell::plain(point.correct_by.map_or_else(|| "—".to_owned(), |by| text.date(by))),
            LinkCell::plain(word),
        ];
        if supervises {
            let href = format!("/desk/findings/new?inspection={}&point={number}", view.id);
            row.push(LinkCell::link(href, text.t("记为监察发现")));
        }
        Some(row)
    };
    let rows: Vec<_> = view.seen.iter().filter_map(row).collect();
    let mut head = heads(text, &["第几条", "单位和窗口", "哪一类", "看到的情况", "整改期限", "状态"]);
    if supervises {
        head.push(text.t("监察发现").to_owned());
    }
    (!rows.is_empty()).then(|| LinkTable {
        title: text.t("看到的情况").to_owned(),
        id: "inspection-seen",
        note: String::new(),
        first: true,
        head,
        rows,
    })
}

fn facts(text: Text, view: &InspectionView) -> Vec<(String, String)> {
    let (round, organisation) = (&view.round, &view.organisation);
    let fact = |label: &str, value: String| (text.t(label).to_owned(), value);
    let mut facts = vec![
        fact("最后一天", text.date_with_year(round.plan.by)),
        fact("排的人", words::person(text, organisation, round.planned_by)),
    ];
    match round.done {
        None => {
            facts.push(fact("检查人员", said::people_of(text, organisation, &round.plan.people)));
            facts.push(fact("要查什么", said::sections(text, round.plan.sections)));
        }
        Some(done) => {
            facts.push(fact("检查日期", text.date_with_year(done.on)));
            facts.push(fact("录入时间", words::moment(text, done.entered_at)));
            facts.push(fact("检查人员", said::people_of(text, organisation, &done.people)));
            facts.push(fact("查了什么", said::sections(text, done.sections)));
            facts.push(fact("总的情况", view.texts.text(done.words.0)));
            if let Some(reason) = done.reason {
                facts.push(fact("误期的理由", view.texts.text(reason.0)));
            }
        }
    }
    // Whoever was inspected sees what was seen, and not how it was planned.
    if !view.inside {
        facts.drain(..2);
    }
    facts
}

/// A line of its history.
pub fn moment(text: Text, view: &InspectionView, line: &Line<Event>) -> RecordMoment {
    let numbered = |word: &str, n: u8| text.f(word, [("n", &n)]);
    let (what, by, words) = match &line.event {
        Event::Planned(it) => (text.t("列入计划").to_owned(), it.by, None),
        Event::Made(it) => {
            let word = if it.late {
                "过期补录，检查日期 {day}"
            } else {
                "登记检查情况，检查日期 {day}"
            };
            (text.f(word, [("day", &text.date(it.on))]), it.by, Some(it.words))
        }
        Event::Observed(it) => (numbered("记下第 {n} 条", it.point), it.by, Some(it.words)),
        Event::Answered(it) => {
            let word = if it.late {
                "过了期限报第 {n} 条的整改情况"
            } else {
                "报第 {n} 条的整改情况"
            };
            (numbered(word, it.point), it.by, Some(it.words))
        }
        Event::Judged(it) => match it.again_by {
            None => (numbered("第 {n} 条整改到位", it.point), it.by, Some(it.words)),
            Some(until) => {
                let places = [("n", &it.point as &dyn Display), ("day", &text.date(until))];
                (text.f("退回第 {n} 条，改到 {day}", places), it.by, Some(it.words))
            }
        },
    };
    RecordMoment {
        when: words::moment(text, line.recorded_at),
        what,
        who: words::person(text, &view.organisation, by),
        words: words.map_or_else(String::new, |it| view.texts.text(it.0)),
        photographs: Vec::new(),
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    id: InspectionId,
    sent: &SentForm<'_>,
) -> Result<AssessPage, Problem> {
    let view = at.app.centre.inspection_fetch(session, id).await?;
    let supervises = at.app.centre.is_supervisor(session).await?;
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let plan = &view.round.plan;
    let title = text.t(said::kind(plan.kind)).to_owned();
    frame.title = title.clone();
    let acts = forms(at, session, &view, text, &frame.csrf, sent).await?;
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    Ok(AssessPage {
        text,
        back: (PATH.to_owned(), text.t("检查日历").to_owned()),
        title,
        subtitle: said::place(text, &view.organisation, plan.place),
        state: said::state(text, view.round.state(view.now.day())),
        stale: String::new(),
        facts: facts(text, &view),
        acts,
        nobody,
        tables: point_table(text, &view, supervises).into_iter().collect(),
        links: Vec::new(),
        moments: view.lines.iter().rev().map(|line| moment(text, &view, line)).collect(),
        path: format!("{PATH}/{id}"),
        frame,
    })
}
