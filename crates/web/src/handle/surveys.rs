//! Questionnaires, symposia and open days at the desk: the list of a year, writing one down, one with its corrections (A44, R158).

use std::collections::BTreeMap;
use std::fmt::Display;

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::{Organisation, SurveyId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::survey::{SurveyBrief, SurveyForm, SurveyView};
use oversight::figure::Share;
use oversight::survey::{Event, Kind, Record};

use super::finding_new::units;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::{figures, oversight_words, words};
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordMoment};
use pages::layout::{Field, Nav, StateWord, Tone};
use pages::text::Text;

/// Where they stand.
pub const PATH: &str = "/desk/surveys";

/// What it was.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Questionnaire => "问卷",
        Kind::Symposium => "座谈会",
        Kind::OpenDay => "开放日",
    }
}

/// The first and the last day of a year.
fn days_of(year: i32) -> Option<(Day, Day)> {
    Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?))
}

/// `GET /desk/surveys?year=2026`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let year = opened.query.number("year", 2000..=9998).unwrap_or_else(|| at.app.centre.today().year());
    match list_page(&at, session, year, &SentForm::default()).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/surveys/write`
pub async fn write(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let asked = parse(&Typed { slug: "write", form: &posted.form });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: SurveyForm| centre.survey_write(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept =
            oversight_words::kept(posted.text(), &organisation, problem).with_day(&posted.form, "write");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "write", form, problems, refused: kept.refused };
        match list_page(&at, session, centre.today().year(), &sent).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(Some(asked), carry, |(id, _)| format!("{PATH}/{id}?done=write"), again).await
}

fn parse(typed: &Typed<'_>) -> Result<SurveyForm, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, why| problems.push(FieldProblem { field: field.to_owned(), why });
    let (kind, on) = (Kind::parse(&typed.text("kind")), Day::parse(&typed.text("on")));
    let unit = match typed.text("unit").as_str() {
        "" => Some(None),
        code => UnitCode::parse(code).ok().map(Some),
    };
    let numbers =
        ["asked", "answered", "satisfied"].map(|field| (field, typed.number(field, 0..=999_999u32)));
    for (field, known, why) in [
        ("kind", kind.is_some(), FieldWhy::NotAChoice),
        ("unit", unit.is_some(), FieldWhy::NotAChoice),
        ("on", on.is_some(), FieldWhy::NotADay),
    ] {
        if !known {
            wrong(field, why);
        }
    }
    for (field, number) in numbers {
        if number.is_none() {
            wrong(field, FieldWhy::NotANumber);
        }
    }
    match (kind, unit, on, numbers.map(|it| it.1)) {
        (Some(kind), Some(unit), Some(on), [Some(asked), Some(answered), Some(satisfied)]) => {
            let (chosen, words) = (typed.text("chosen"), typed.text("words"));
            Ok(SurveyForm { kind, unit, on, numbers: [asked, answered, satisfied], chosen, words })
        }
        _ => Err(problems),
    }
}

/// The fields of one, with what stands in them.
fn fields(
    of: &Fields<'_>,
    text: Text,
    organisation: &Organisation,
    (record, chosen, words): (Option<&Record>, &str, &str),
    today: Day,
) -> Vec<Field> {
    let kinds: Vec<(&str, String)> =
        Kind::ALL.iter().map(|it| (it.key(), text.t(kind(*it)).to_owned())).collect();
    let mut all_units = units(text, organisation);
    if let Some(first) = all_units.first_mut() {
        text.t("整个中心").clone_into(&mut first.1);
    }
    let stands = |field: Field, default: String| {
        let value =
            if field.value.is_empty() && of.sent.slug != of.slug { default } else { field.value.clone() };
        Field { value, ..field }
    };
    let number = |field: &str, label: &str, pick: fn(&Record) -> u32| {
        of.number(field, label, &record.map_or_else(String::new, |it| pick(it).to_string()))
    };
    let unit = record.and_then(|it| it.unit).map_or_else(String::new, |it| it.to_string());
    vec![
        of.radios("kind", "怎么问的", &kinds, record.map_or("", |it| it.kind.key())),
        of.select("unit", "关于哪个单位", &all_units, &unit).optional(),
        stands(of.day("on", "哪一天（几天的填最后一天）"), record.map_or(today, |it| it.on).to_string()),
        stands(of.area("chosen", "问的人是怎么选的"), chosen.to_owned()),
        number("asked", "问了多少人", |it| it.asked),
        number("answered", "多少人答复", |it| it.answered),
        number("satisfied", "多少人满意", |it| it.satisfied),
        stands(of.area("words", "主要意见"), words.to_owned()),
    ]
}

/// A share and what it was counted from: of few people as numbers only.
pub fn rate(text: Text, part: u64, whole: u64) -> String {
    let share = Share { part, whole };
    match share.percent() {
        Some(_) => figures::share(text, share),
        None => format!("{part}/{whole}"),
    }
}

async fn list_page(
    at: &At<'_>,
    session: &Session,
    year: i32,
    sent: &SentForm<'_>,
) -> Result<AssessPage, Problem> {
    let centre = &at.app.centre;
    let (first, last) = days_of(year).ok_or(Problem::NotFound)?;
    let list = centre.survey_list(session, first, last).await?;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let today = centre.today();
    let frame = at.titled(Nav::Oversight, session, "问卷和座谈会").await;
    let text = frame.text;
    let of = Fields { text, slug: "write", sent };
    let help = "一次记一条。主要意见里不写人的姓名。记错了可以更正，要写理由，原来的也留着。";
    let form = of.form(
        &frame.csrf,
        0,
        "登记一次问卷、座谈会",
        help,
        "登记",
        fields(&of, text, &organisation, (None, "", ""), today),
    );
    let mut tables = vec![list_table(text, &organisation, &list)];
    tables.extend(unit_table(text, &organisation, &list));
    let near = [year - 1, year + 1].into_iter().filter(|it| *it <= today.year());
    Ok(AssessPage {
        text,
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("问卷和座谈会").to_owned(),
        subtitle: text.f("{year} 年", [("year", &year)]),
        state: StateWord { word: text.f("{n} 次", [("n", &list.len())]), tone: Tone::Ended },
        stale: String::new(),
        facts: Vec::new(),
        acts: vec![form],
        nobody: None,
        tables,
        links: near
            .map(|it| LinkCell::link(format!("{PATH}?year={it}"), text.f("{year} 年", [("year", &it)])))
            .collect(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    })
}

fn about(text: Text, organisation: &Organisation, unit: Option<UnitCode>) -> String {
    unit.map_or_else(|| text.t("整个中心").to_owned(), |unit| words::unit(text, organisation, unit))
}

fn list_table(text: Text, organisation: &Organisation, list: &[SurveyBrief]) -> LinkTable {
    let row = |it: &SurveyBrief| {
        let corrected = match it.corrections {
            0 => "—".to_owned(),
            n => text.f("更正过 {n} 次", [("n", &n)]),
        };
        vec![
            LinkCell::link(format!("{PATH}/{}", it.id), text.date(it.on)),
            LinkCell::plain(text.t(kind(it.kind))),
            LinkCell::plain(about(text, organisation, it.unit)),
            LinkCell::plain(it.asked.to_string()),
            LinkCell::plain(rate(text, it.answered, it.asked)),
            LinkCell::plain(rate(text, it.satisfied, it.answered)),
            LinkCell::plain(corrected),
        ]
    };
    let note = match list.is_empty() {
        true => text.t("这一年还没有登记。").to_owned(),
        false => text
            .t("答复率是答复的人除以问的人，满意率是满意的人除以答复的人；不到 10 人的只写人数。")
            .to_owned(),
    };
    LinkTable {
        title: text.t("登记过的").to_owned(),
        id: "survey-list",
        note,
        first: true,
        head: heads(text, &["哪一天", "怎么问的", "关于哪个单位", "问了", "答复率", "满意率", "更正"]),
        rows: list.iter().map(row).collect(),
    }
}

/// What they add up to by unit.
fn unit_table(text: Text, organisation: &Organisation, list: &[SurveyBrief]) -> Option<LinkTable> {
    let mut sums: BTreeMap<Option<UnitCode>, [u64; 4]> = BTreeMap::new();
    for it in list {
        let sum = sums.entry(it.unit).or_default();
        for (place, n) in sum.iter_mut().zip([1, it.asked, it.answered, it.satisfied]) {
            *place += n;
        }
    }
    let row = |(unit, [times, asked, answered, satisfied]): (&Option<UnitCode>, &[u64; 4])| {
        vec![
            LinkCell::plain(about(text, organisation, *unit)),
            LinkCell::plain(times.to_string()),
            LinkCell::plain(asked.to_string()),
            LinkCell::plain(rate(text, *answered, *asked)),
            LinkCell::plain(rate(text, *satisfied, *answered)),
        ]
    };
    (!sums.is_empty()).then(|| LinkTable {
        title: text.t("各单位一年合计").to_owned(),
        id: "survey-units",
        note: String::new(),
        first: true,
        head: heads(text, &["单位", "次数", "问了", "答复率", "满意率"]),
        rows: sums.iter().map(row).collect(),
    })
}

/// `GET /desk/surveys/{survey}`
pub async fn show(opened: Opened, Path(survey): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = SurveyId::parse(&survey) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.survey_fetch(session, id).await {
        Ok(view) => {
            let drawn = one(&at, session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/surveys/{survey}/correct`
pub async fn correct(Path(survey): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = SurveyId::parse(&survey) else { return at.error(ErrorKind::BadRequest).await };
    let typed = Typed { slug: "correct", form: &posted.form };
    let asked = parse(&typed).map(|form| (form, typed.text("reason")));
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |(form, reason): (SurveyForm, String)| {
        centre.survey_correct(session, id, command_id, posted.version(), (&form, &reason)).await
    };
    let again = async |problem| {
        let view = match centre.survey_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = oversight_words::kept(posted.text(), &view.organisation, problem)
            .with_day(&posted.form, "correct");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "correct", form, problems, refused: kept.refused };
        page_with(kept.status, &one(&at, session, &view, &sent, kept.stale).await)
    };
    posted.carry_out(Some(asked), carry, |_| format!("{PATH}/{survey}?done=correct"), again).await
}

/// A record in one line, for its history.
fn line(text: Text, organisation: &Organisation, record: &Record) -> String {
    text.f(
        "{day}，{kind}，{unit}：问了 {asked} 人，{answered} 人答复，{satisfied} 人满意",
        [
            ("day", &text.date(record.on) as &dyn Display),
            ("kind", &text.t(kind(record.kind))),
            ("unit", &about(text, organisation, record.unit)),
            ("asked", &record.asked),
            ("answered", &record.answered),
            ("satisfied", &record.satisfied),
        ],
    )
}

async fn one(
    at: &At<'_>,
    session: &Session,
    view: &SurveyView,
    sent: &SentForm<'_>,
    stale: String,
) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (record, organisation) = (&view.record, &view.organisation);
    let title = text.t(kind(record.kind)).to_owned();
    frame.title = title.clone();
    let (chosen, words) = (view.texts.text(record.chosen.0), view.texts.text(record.words.0));
    let of = Fields { text, slug: "correct", sent };
    let mut all = fields(&of, text, organisation, (Some(record), &chosen, &words), record.on);
    all.push(of.area("reason", "为什么更正"));
    let help = "写成对的样子。原来登记的照样留在经过里。";
    let form = of.form(&frame.csrf, view.version, "更正", help, "更正", all);
    let fact = |label: &str, value: String| (text.t(label).to_owned(), value);
    let (asked, answered, satisfied) =
        (u64::from(record.asked), u64::from(record.answered), u64::from(record.satisfied));
    let facts = vec![
        fact("哪一天", text.date_with_year(record.on)),
        fact("问的人是怎么选的", chosen),
        fact("问了多少人", asked.to_string()),
        fact("答复率", rate(text, answered, asked)),
        fact("满意率", rate(text, satisfied, answered)),
        fact("主要意见", words),
    ];
    let moments = view.lines.iter().rev().map(|it| {
        let (record, by, reason) = match &it.event {
            Event::Written(it) => (&it.record, it.by, None),
            Event::Corrected(it) => (&it.record, it.by, Some(it.reason)),
        };
        let word = if reason.is_some() { "更正" } else { "登记" };
        // What stood before a correction is read here and nowhere else.
        let texts = reason.into_iter().chain([record.chosen, record.words]);
        let texts: Vec<String> = texts.map(|it| view.texts.text(it.0)).collect();
        RecordMoment {
            when: words::moment(text, it.recorded_at),
            what: [text.t(word).to_owned(), line(text, organisation, record)].join(text.colon()),
            who: words::person(text, organisation, by),
            words: texts.join(text.apart()),
            photographs: Vec::new(),
        }
    });
    let corrected = view.lines.len() > 1;
    let (word, tone) = if corrected { ("更正过", Tone::Waiting) } else { ("已登记", Tone::Good) };
    AssessPage {
        text,
        back: (PATH.to_owned(), text.t("问卷和座谈会").to_owned()),
        title,
        subtitle: about(text, organisation, record.unit),
        state: StateWord { word: text.t(word).to_owned(), tone },
        stale,
        facts,
        acts: vec![form],
        nobody: None,
        tables: Vec::new(),
        links: Vec::new(),
        moments: moments.collect(),
        path: format!("{PATH}/{}", view.id),
        frame,
    }
}
