//! The plan of a term: its indicators with formula, weight, sample and basis, and the form that adopts one (R184-R187).

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::assessment::AssessmentView;
use oversight::assessment::{
    Annual, Count, Dates, Formula, Indicator, Plan, SAMPLE_LEAST, SCORED_LEAST, Scale, Term,
};

use super::assessment::{PATH, moments, term_path};
use super::assessment_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{AssessPage, FormPart, LinkCell, LinkTable, RecordForm};
use pages::layout::{Field, Nav};
use pages::text::Text;

/// Days a plan names, in their order (R187): field and label.
const DATES: [(&str, &str); 4] = [
    ("check_by", "自查到"),
    ("evaluate_by", "社会评议到"),
    ("inspect_by", "重点检查到"),
    ("publish_by", "总评到"),
];
/// Numbers of a plan: field and label.
const NUMBERS: [(&str, &str); 6] = [
    ("good_from", "几分起是好"),
    ("fair_from", "几分起是一般，低于它是较差"),
    ("centre_percent", "个人总分里中心评占百分之几，其余是单位评"),
    ("scored_min", "评了的权重不到百分之几，就不出总分"),
    ("annual_department", "占部门年度考核几分"),
    ("annual_town", "占乡镇年度考核几分"),
];

/// How a formula is written.
const FEEL_HELP: &str = "用数的名称写，满分是 100，例如：100 - 200 × 超期办结 ÷ 办结。可以用加减乘除、括号、min( , )、max( , ) 和 if … then … else …；除以 0 就不评。";

/// The plan that is shown, and the term it stands in.
struct Shown {
    view: AssessmentView,
    /// The plan in force, or what a new one begins from.
    plan: Plan,
}

async fn shown(app: &App, session: &Session, term: Term) -> Result<Shown, Problem> {
    let view = app.centre.assessment_fetch(session, term, None).await?;
    // A term that has no plan yet is for supervision alone.
    let plan = match &view.plan {
        Some(plan) => Plan::clone(plan),
        None if view.eyes.supervises => app.centre.assessment_draft(term).await?,
        None => return Err(Problem::NotFound),
    };
    Ok(Shown { view, plan })
}

/// `GET /desk/assessment/{term}/plan`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(term): Path<String>,
    Query(query): Query,
) -> Response {
    let path = format!("{PATH}/{term}/plan");
    let at = At { app: &app, headers: &headers, path: &path };
    let Some(term) = Term::parse(&term) else { return at.error(ErrorKind::NotFound).await };
    match shown(&app, &session, term).await {
        Ok(shown) => {
            let drawn = draw(&at, &session, &shown, &SentForm::default(), String::new()).await;
            page(&drawn.after(query.has("done"), "考核方案已经定下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/assessment/{term}/plan/adopt`
pub async fn send(Path(term): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(term) = Term::parse(&term) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let typed = Typed { slug: "adopt", form: &posted.form };
    let base = match shown(&posted.app, session, term).await {
        Ok(shown) => shown.plan,
        Err(problem) => return at.shut(problem).await,
    };
    let asked = parse(&typed, base).map(|plan| (plan, typed.text("reason")));
    let carry = async |(plan, reason): (Plan, String)| {
        centre.assessment_adopt(session, command_id, posted.version(), &plan, &reason).await
    };
    let again = async |problem| {
        let shown = match shown(&posted.app, session, term).await {
            Ok(shown) => shown,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &shown.view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "adopt", form, problems, refused: kept.refused };
        page_with(kept.status, &draw(&at, session, &shown, &sent, kept.stale).await)
    };
    posted.carry_out(Some(asked), carry, |_| format!("{}?done=adopt", at.path), again).await
}

fn problem(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

/// The plan as typed: weights and samples of the one it begins from (0 leaves an indicator out), and perhaps one more.
fn parse(typed: &Typed<'_>, mut plan: Plan) -> Result<Plan, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut number = |field: &str, bounds: std::ops::RangeInclusive<u32>| {
        typed.number(field, bounds).unwrap_or_else(|| {
            problems.push(problem(field, FieldWhy::NotANumber));
            0
        })
    };
    for indicator in &mut plan.indicators {
        indicator.weight = number(&format!("w{}", indicator.code), 0..=100);
        // What is left out may have been scored by less.
        let least = if indicator.weight == 0 { 1 } else { indicator.sample_least() };
        indicator.sample_min = number(&format!("s{}", indicator.code), least..=10_000);
    }
    plan.good_from = number("good_from", 1..=100);
    plan.fair_from = number("fair_from", 1..=100);
    plan.centre_percent = number("centre_percent", 1..=100);
    plan.scored_min = number("scored_min", SCORED_LEAST..=100);
    let (department, town) = (number("annual_department", 1..=100), number("annual_town", 1..=100));
    plan.annual = Some(Annual { department, town });
    plan.indicators.retain(|it| it.weight > 0);
    let mut day = |field: &str, before: Day| {
        Day::parse(&typed.text(field)).unwrap_or_else(|| {
            problems.push(problem(field, FieldWhy::NotADay));
            before
        })
    };
    let dates = plan.dates;
    plan.dates = Dates {
        check_by: day("check_by", dates.check_by),
        evaluate_by: day("evaluate_by", dates.evaluate_by),
        inspect_by: day("inspect_by", dates.inspect_by),
        publish_by: day("publish_by", dates.publish_by),
    };
    match added(typed, &plan) {
        Ok(more) => plan.indicators.extend(more),
        Err(more) => problems.extend(more),
    }
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

/// One more indicator; none where it has no name.
fn added(typed: &Typed<'_>, plan: &Plan) -> Result<Option<Indicator>, Vec<FieldProblem>> {
    let name = typed.text("name");
    if name.is_empty() {
        return Ok(None);
    }
    let mut problems = Vec::new();
    let Some(scale) = Scale::parse(&typed.text("scale")) else {
        return Err(vec![problem("scale", FieldWhy::NotAChoice)]);
    };
    let counts = |fields: &[&str]| -> Vec<Count> {
        fields.iter().filter_map(|field| Count::parse(&typed.text(field))).collect()
    };
    let (part, whole) = (counts(&["part", "part2"]), counts(&["whole"]));
    let feel = typed.text("feel");
    if part.is_empty() && feel.is_empty() {
        problems.push(problem("part", FieldWhy::NotAChoice));
    }
    let mut number = |field: &str, bounds| {
        typed.number(field, bounds).unwrap_or_else(|| {
            problems.push(problem(field, FieldWhy::NotANumber));
            0u32
        })
    };
    let weight = number("weight", 1..=100);
    let sample_min = number("sample", 1..=10_000);
    let (sample, formula) = match whole.is_empty() {
        _ if !feel.is_empty() => (counts(&["sample_of"]), Formula::Feel { text: feel }),
        false => {
            let (none, full) = (number("none", 0..=100), number("full", 0..=100));
            (whole.clone(), Formula::Share { part, whole, none_at: none * 100, full_at: full * 100 })
        }
        true => (counts(&["sample_of"]), Formula::Deduct { of: part, each: number("each", 1..=100) }),
    };
    if sample.is_empty() {
        problems.push(problem("sample_of", FieldWhy::NotAChoice));
    }
    if sample.iter().any(|count| sample_min < count.sample_least()) {
        problems.retain(|it| it.field != "sample");
        problems.push(problem("sample", FieldWhy::NotANumber));
    }
    let letter = match scale {
        Scale::Unit => "U",
        Scale::Window => "W",
        Scale::Person => "P",
        Scale::Town => "T",
    };
    let free = |n: &usize| plan.indicators.iter().all(|it| it.code != format!("{letter}{n}"));
    let code = format!("{letter}{}", (1..=99).find(free).unwrap_or(99));
    let basis = typed.text("basis");
    if basis.is_empty() {
        problems.push(problem("basis", FieldWhy::Missing));
    }
    match problems.is_empty() {
        true => {
            Ok(Some(Indicator { code, name, scale, formula, full: 100, weight, sample, sample_min, basis }))
        }
        false => Err(problems),
    }
}

fn labelled(text: Text, field: Field, indicator: &Indicator, word: &str) -> Field {
    let label = [indicator.code.as_str(), text.t(&indicator.name), text.t(word)].join(text.apart());
    Field { label, ..field }
}

fn form(text: Text, shown: &Shown, csrf: &str, sent: &SentForm<'_>) -> Option<RecordForm> {
    let (view, plan) = (&shown.view, &shown.plan);
    let today = view.read_at.day();
    let open = view.state.editions.is_empty() && !view.term.is_over(today);
    if !view.eyes.supervises || (!open && sent.form.is_none()) {
        return None;
    }
    let of = Fields { text, slug: "adopt", sent };
    let dates = plan.dates;
    let days = [dates.check_by, dates.evaluate_by, dates.inspect_by, dates.publish_by];
    let part = |title: String, fields: Vec<Field>| FormPart { title, fields, open: false };
    let day = |((field, label), day): ((&str, &str), Day)| {
        let made = of.line(field, label, &day.to_string());
        Field { length_max: 10, ..made.control(pages::layout::Control::Line("date")) }
    };
    let mut parts =
        vec![part(text.t("各步的日期").to_owned(), DATES.into_iter().zip(days).map(day).collect())];
    let annual = plan.annual.unwrap_or(Annual::USUAL);
    let numbers = [
        plan.good_from,
        plan.fair_from,
        plan.centre_percent,
        plan.scored_min,
        annual.department,
        annual.town,
    ];
    let number = |((field, label), n): ((&str, &str), u32)| {
        let made = of.number(field, label, &n.to_string());
        let help = match field {
            "scored_min" => text.f("至少 {n}", [("n", &SCORED_LEAST)]),
            _ => String::new(),
        };
        Field { help, ..made }
    };
    let numbers = NUMBERS.into_iter().zip(numbers).map(number).collect();
    parts.push(part(text.t("档次、总分和年度考核").to_owned(), numbers));
    let indicator = |it: &Indicator| {
        let weight = of.number(&format!("w{}", it.code), "权重，0 是不用", &it.weight.to_string());
        let sample = of.number(&format!("s{}", it.code), "最少样本", &it.sample_min.to_string());
        let help = text.f("至少 {n}", [("n", &it.sample_least())]);
        let sample = Field { help, ..labelled(text, sample, it, "最少样本") };
        [labelled(text, weight, it, "权重，0 是不用"), sample]
    };
    for scale in Scale::ALL {
        let all: Vec<&Indicator> = plan.indicators.iter().filter(|it| it.scale == scale).collect();
        if !all.is_empty() {
            let places: [(&str, &dyn Display); 2] =
                [("who", &text.t(words_of::scale(scale))), ("n", &all.len())];
            let fields = all.into_iter().flat_map(indicator).collect();
            // What the rules refuse is most often the sum of the weights.
            let open = sent.refused.is_some();
            parts.push(FormPart { open, ..part(text.f("{who}的指标，{n} 项", places), fields) });
        }
    }
    let blank = || (String::new(), text.t("请选择").to_owned());
    let counts: Vec<(String, String)> = std::iter::once(blank())
        .chain(Count::ALL.iter().map(|it| (it.key().to_owned(), text.t(words_of::count(*it).0).to_owned())))
        .collect();
    let scales: Vec<(&str, String)> =
        Scale::ALL.iter().map(|it| (it.key(), text.t(words_of::scale(*it)).to_owned())).collect();
    let more = vec![
        of.line("name", "再加一项：名称", "").help(text.t("不加就空着，下面的也不用填。")),
        of.radios("scale", "再加一项：考核谁", &scales, "unit"),
        of.select("part", "再加一项：数哪个", &counts, ""),
        of.select("part2", "再加一项：还加上哪个", &counts, ""),
        of.select("whole", "再加一项：除以哪个；不选就是每有一条扣几分", &counts, ""),
        of.number("none", "再加一项：百分之几不得分", ""),
        of.number("full", "再加一项：百分之几得满分", ""),
        of.number("each", "再加一项：每有一条扣几分", ""),
        Field {
            length_max: 300, ..of.line("feel", "再加一项：或者写一个算式", "").help(text.t(FEEL_HELP))
        },
        of.select("sample_of", "再加一项：扣分、算式的样本看哪个数", &counts, ""),
        Field {
            help: text.f("办件、评价、来访至少 {n}，其他至少 1", [("n", &SAMPLE_LEAST)]),
            ..of.number("sample", "再加一项：最少样本", "")
        },
        of.number("weight", "再加一项：权重", ""),
        of.line("basis", "再加一项：依据", ""),
    ];
    // What was begun there is not folded away.
    let open = more.first().is_some_and(|name| !name.value.is_empty());
    let more = more.into_iter().map(Field::optional).collect();
    parts.push(FormPart { open, ..part(text.t("再加一项指标").to_owned(), more) });
    let (title, help, reason) = match view.plan {
        None => {
            ("定考核方案", "每一类对象的权重加起来正好 100。窗口、个人不考核的，把它们的权重都填 0。", false)
        }
        Some(_) => ("改考核方案", "改了是新的一稿，只管这一期和以后；过完的各期不变。", true),
    };
    let fields = reason.then(|| of.area("reason", "理由")).into_iter().collect();
    Some(RecordForm { parts, ..of.form(csrf, view.version, title, help, title, fields) })
}

fn table(text: Text, plan: &Plan) -> LinkTable {
    let row = |it: &Indicator| {
        let sample: Vec<&str> = it.sample.iter().map(|count| text.t(words_of::count(*count).0)).collect();
        vec![
            LinkCell::plain([it.code.as_str(), text.t(&it.name)].join(" ")),
            LinkCell::plain(text.t(words_of::scale(it.scale))),
            LinkCell::plain(words_of::formula(text, &it.formula)),
            LinkCell::plain(it.full.to_string()),
            LinkCell::plain(format!("{}%", it.weight)),
            LinkCell::plain(format!("{} ≥ {}", sample.join(" + "), it.sample_min)),
            LinkCell::plain(text.t(&it.basis)),
        ]
    };
    LinkTable {
        title: text.t("指标").to_owned(),
        id: "plan-indicators",
        note: String::new(),
        first: true,
        head: heads(text, &["指标", "考核谁", "怎么算", "满分", "权重", "最少样本", "依据"]),
        rows: plan.indicators.iter().map(row).collect(),
    }
}

/// Every count with what it means.
fn definitions(text: Text, plan: &Plan) -> LinkTable {
    let used: BTreeSet<Count> = plan.indicators.iter().flat_map(Indicator::counts).collect();
    let row = |count: &Count| {
        let (name, how) = words_of::count(*count);
        vec![LinkCell::plain(text.t(name)), LinkCell::plain(text.t(how))]
    };
    LinkTable {
        title: text.t("每个数怎么数").to_owned(),
        id: "plan-counts",
        note: String::new(),
        first: false,
        head: heads(text, &["哪个数", "怎么数"]),
        rows: used.iter().map(row).collect(),
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    shown: &Shown,
    sent: &SentForm<'_>,
    stale: String,
) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (view, plan) = (&shown.view, &shown.plan);
    let term = words_of::term(text, view.term);
    frame.title = [term.as_str(), text.t("考核方案")].join(text.gap());
    let acts: Vec<RecordForm> = form(text, shown, &frame.csrf, sent).into_iter().collect();
    let mut facts = Vec::new();
    let days = [plan.dates.check_by, plan.dates.evaluate_by, plan.dates.inspect_by, plan.dates.publish_by];
    for ((_, label), day) in DATES.into_iter().zip(days) {
        facts.push((text.t(label).to_owned(), text.date(day)));
    }
    let from = |n: u32| text.f("{n} 分起", [("n", &n)]);
    let scored = text.f("权重评了 {n}% 以上才有", [("n", &plan.scored_min)]);
    let more = [
        ("好", from(plan.good_from)),
        ("一般", from(plan.fair_from)),
        ("中心评", format!("{}%", plan.centre_percent)),
        ("总分", scored),
    ];
    facts.extend(more.map(|(label, says)| (text.t(label).to_owned(), says)));
    if let Some(annual) = plan.annual {
        let points = |n: u32| text.f("{n} 分", [("n", &n)]);
        let both = [("占部门年度考核", points(annual.department)), ("占乡镇年度考核", points(annual.town))];
        facts.extend(both.map(|(label, says)| (text.t(label).to_owned(), says)));
    }
    let edition = match view.state.plan {
        Some((n, _)) => text.f("第 {n} 稿", [("n", &n)]),
        None => text.t("还没有定，下面是可以从这里改起的").to_owned(),
    };
    let back = match view.plan.is_some() && view.eyes.ranks(true) {
        true => (term_path(view.term), term),
        false => (PATH.to_owned(), text.t("考核").to_owned()),
    };
    AssessPage {
        text,
        back,
        title: frame.title.clone(),
        subtitle: edition,
        state: words_of::state(text, view.state.key()),
        stale,
        facts,
        acts,
        nobody: None,
        tables: vec![table(text, plan), definitions(text, plan)],
        links: Vec::new(),
        moments: if view.eyes.everything { moments(text, view, None) } else { Vec::new() },
        path: format!("{}/plan", term_path(view.term)),
        frame,
    }
}
