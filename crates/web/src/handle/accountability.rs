//! Accountability at the desk: the register, its figures, one matter with its forms (R190-R192, C27).

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use catalogue::{Organisation, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::accountability::{AccountabilityAct, AccountabilityBrief, AccountabilityView};
use centre::oversight::finding::Line;
use oversight::accountability::{Event, Kind, Level, MatterId, Measure};

use super::accountability_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::{appeal_words, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{PaperLink, RecordForm, RecordList, RecordMoment, RecordPage, RecordRow, RecordTable};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where matters are listed.
pub const PATH: &str = "/desk/accountability";

/// `GET /desk/accountability?after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let centre = &at.app.centre;
    let frame = at.titled(Nav::Oversight, session, "问责登记").await;
    let text = frame.text;
    let asked = Asked { path: PATH, which: "", after: query.get("after") };
    let mut briefs = centre.accountability_list(session, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 件");
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let row = |brief: &AccountabilityBrief| RecordRow {
        href: format!("{PATH}/{}", brief.matter),
        name: named(text, brief.kind),
        cells: cells(
            text,
            [
                ("层次", text.t(words_of::level(brief.kind.level())).to_owned()),
                ("单位", words::unit(text, &organisation, brief.unit)),
                (
                    "涉及",
                    brief.person.map_or_else(|| "—".to_owned(), |it| words::person(text, &organisation, it)),
                ),
                ("提出", words::moment(text, brief.opened_at)),
            ],
        ),
        state: words_of::state(text, &brief.state),
    };
    let tool = centre
        .is_supervisor(session)
        .await?
        .then(|| (format!("{PATH}/figures"), text.t("按层次、种类统计").to_owned()));
    Ok(page(&RecordList {
        text,
        path: PATH,
        title: text.t("问责登记").to_owned(),
        lead: text.t("从认定属实的监察发现提出。本人先陈述，由另一位督查处理；重的移送问题线索，有回执、有反馈。只有督查和本人看得到。").to_owned(),
        which: (text.t("看哪些").to_owned(), Vec::new()),
        head: heads(text, &["种类", "层次", "单位", "涉及", "提出", "状态"]),
        pages,
        rows: briefs.iter().map(row).collect(),
        empty: text.t("没有要您看的问责事项。").to_owned(),
        tool,
        frame,
    }))
}

/// Whom a matter holds to account: the person, or the department.
pub fn whose(text: Text, organisation: &Organisation, brief: &AccountabilityBrief) -> String {
    match brief.person {
        Some(person) => words::person(text, organisation, person),
        None => words::unit(text, organisation, brief.unit),
    }
}

/// Code and words of a kind.
pub fn named(text: Text, kind: Kind) -> String {
    [kind.key(), text.t(words_of::kind(kind))].join(" ")
}

/// `GET /desk/accountability/figures`: of this year, by level and kind.
pub async fn figures(State(app): State<Arc<App>>, headers: HeaderMap, Officer(session): Officer) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(figures_page(&at, &session).await).await
}

async fn figures_page(at: &At<'_>, session: &Session) -> Answer {
    let centre = &at.app.centre;
    if !centre.is_supervisor(session).await? {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let frame = at.titled(Nav::Oversight, session, "问责统计").await;
    let text = frame.text;
    let year = centre.today().year();
    let since = Day::from_ymd(year, 1, 1).unwrap_or(centre.today());
    let mut kinds: BTreeMap<Kind, (i64, i64)> = BTreeMap::new();
    for (kind, state, count) in centre.accountability_counts(session, since).await? {
        let (all, stands) = kinds.entry(kind).or_default();
        *all += count;
        if Measure::parse(&state).is_some_and(|measure| measure != Measure::Dropped) {
            *stands += count;
        }
    }
    let head = |first: &str| heads(text, &[first, "提出", "已处理、没有被推翻"]);
    let sum = |level: Level| {
        let of = kinds.iter().filter(|(kind, _)| kind.level() == level);
        of.fold((0, 0), |sum, (_, it)| (sum.0 + it.0, sum.1 + it.1))
    };
    let line = |name: String, (all, stands): (i64, i64)| vec![name, all.to_string(), stands.to_string()];
    let levels = Level::ALL.map(|it| line(text.t(words_of::level(it)).to_owned(), sum(it))).to_vec();
    let by_kind = kinds.iter().map(|(kind, it)| line(named(text, *kind), *it)).collect();
    let mut tables = vec![RecordTable {
        title: text.t("按层次").to_owned(),
        id: "by-level",
        head: head("层次"),
        rows: levels,
    }];
    if !kinds.is_empty() {
        tables.push(RecordTable {
            title: text.t("按种类").to_owned(),
            id: "by-kind",
            head: head("种类"),
            rows: by_kind,
        });
    }
    Ok(page(&RecordPage {
        text,
        back: (PATH.to_owned(), text.t("问责登记").to_owned()),
        title: text.t("问责统计").to_owned(),
        subtitle: text.f("{year} 年", [("year", &year)]),
        state: StateWord { word: text.t("现在的数").to_owned(), tone: Tone::Active },
        stale: String::new(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables,
        papers: Vec::new(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    }))
}

/// `GET /desk/accountability/{matter}`
pub async fn show(opened: Opened, Path(matter): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Some(id) = MatterId::parse(&matter) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.accountability_fetch(session, id).await {
        Ok(view) => match draw(&at, session, &view, &SentForm::default(), String::new()).await {
            Ok(drawn) => page(&drawn.after(opened.query.has("done"), "已经记下。")),
            Err(fault) => at.answer(Err(fault)).await,
        },
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/accountability/{matter}/{act}`
pub async fn send(Path((matter, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(id) = MatterId::parse(&matter) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form });
    let carry = async |act| centre.accountability_act(session, id, command_id, posted.version(), &act).await;
    let again = async |problem| {
        let view = match centre.accountability_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match draw(&at, session, &view, &sent, kept.stale).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(fault) => at.answer(Err(fault)).await,
        }
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

fn parse(typed: &Typed<'_>) -> Option<Result<AccountabilityAct, Vec<FieldProblem>>> {
    use AccountabilityAct as It;
    let wrong = |field: &str| vec![FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice }];
    let words = typed.text("words");
    Some(match typed.slug {
        "hear" => Ok(It::Hear(words)),
        "decide" => Measure::parse(&typed.text("measure"))
            .map(|measure| It::Decide { measure, reason: words })
            .ok_or_else(|| wrong("measure")),
        "receipt" => Ok(It::Receipt(words)),
        "return" => Ok(It::Return(words)),
        "appeal" => Ok(It::Appeal(words)),
        "decide-appeal" => appeal_words::read(typed)
            .map(|ground| It::DecideAppeal { ground, reason: words })
            .map_err(|problem| vec![problem]),
        _ => return None,
    })
}

/// The forms open to this person.
fn forms(
    text: Text,
    view: &AccountabilityView,
    me: PersonId,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let (brought, today) = (&view.brought, view.now.day());
    let concerned = brought.concerns(&view.organisation, me, today);
    let supervises = view.supervises && ![brought.person, brought.heard].contains(&Some(me));
    let mut forms = Vec::new();
    let mut one = |slug, title: &str, help: &str, button: &str, label: &str| {
        let of = Fields { text, slug, sent };
        let area = of.area("words", label);
        forms.push(of.form(csrf, view.version, title, help, button, vec![area]));
    };
    let referred = brought.stands() && brought.decided.is_some_and(|it| it.0 == Measure::Referred);
    if concerned && brought.decided.is_none() && brought.heard.is_none() {
        one("hear", "陈述、申辩", "写清楚事实和您的理由，处理的人都会看。", "交陈述", "陈述和理由");
    }
    if supervises && referred && !brought.referral.0 {
        one("receipt", "录入移送回执", "哪个机关、哪一天、什么文号收下的。", "录入", "回执");
    }
    if supervises && referred && brought.referral == (true, false) {
        one("return", "录入反馈结果", "那个机关办理的结果，照来文写。", "录入", "结果");
    }
    let in_time = brought.decided.and_then(|it| it.2).is_some_and(|until| today <= until);
    if concerned && in_time && brought.appeal.is_none() {
        one("appeal", "申诉", "由没有经手过的督查人员答复。原来的记录都留着。", "交申诉", "理由");
    }
    let brought_by_me = brought.opened.1 == me;
    if supervises && brought.decided.is_none() && !brought_by_me {
        let of = Fields { text, slug: "decide", sent };
        let measures = Measure::ALL.map(|it| (it.key(), text.t(words_of::measure(it)).to_owned()));
        let all = vec![of.radios("measure", "怎么处理", &measures, ""), of.area("words", "理由")];
        let help = "本人陈述以后，或者陈述的日子过了，才能处理。处理以后本人可以申诉。";
        forms.push(of.form(csrf, view.version, "作出处理", help, "作出处理", all));
    }
    if supervises && brought.appeal_is_for(me) {
        let of = Fields { text, slug: "decide-appeal", sent };
        let all = appeal_words::fields(text, &of);
        forms.push(of.form(csrf, view.version, "答复申诉", "答复只作说明，不删原来的记录。", "答复", all));
    }
    forms
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &AccountabilityView,
    sent: &SentForm<'_>,
    stale: String,
) -> Result<RecordPage, centre::Fault> {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (brought, organisation) = (&view.brought, &view.organisation);
    let title = named(text, brought.kind);
    frame.title = text.t("问责登记").to_owned();
    let acts = forms(text, view, session.person, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut facts = vec![(text.t("单位").to_owned(), words::unit(text, organisation, brought.unit))];
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push((text.t(name).to_owned(), value));
        }
    };
    fact("涉及", brought.person.map_or_else(String::new, |it| words::person(text, organisation, it)));
    fact("依据", text.t(brought.kind.basis()).to_owned());
    let hears = brought.decided.is_none() && brought.heard.is_none();
    fact("陈述到", if hears { text.date(brought.heard_by) } else { String::new() });
    let appeal = brought.decided.and_then(|it| it.2).filter(|_| brought.appeal.is_none());
    fact("申诉到", appeal.map_or_else(String::new, |day| text.date(day)));
    let waits = brought.appeal.filter(|_| brought.appeal_right.is_none());
    let due = waits.map(|(_, day)| appeal_words::due(text, day, brought.appeal_late));
    fact("申诉最迟答复", due.unwrap_or_default());
    let moments = view.lines.iter().rev().map(|line| moment(text, view, line));
    let finding = PaperLink {
        href: said::finding_href(view.matter.finding),
        name: text.t("看监察发现").to_owned(),
        issued: String::new(),
    };
    // The department, its head and the direct person each have one of their own (R191).
    let of_finding = at.app.centre.accountability_of(session, view.matter.finding).await?;
    let others = of_finding.into_iter().filter(|it| it.matter != view.matter).map(|it| {
        let name = text.f("看问责：{name}", [("name", &whose(text, organisation, &it))]);
        PaperLink { href: format!("{PATH}/{}", it.matter), name, issued: String::new() }
    });
    Ok(RecordPage {
        text,
        back: (PATH.to_owned(), text.t("问责登记").to_owned()),
        title,
        subtitle: text.t(words_of::level(brought.kind.level())).to_owned(),
        state: words_of::state(text, brought.key()),
        stale,
        facts,
        acts,
        nobody,
        tables: Vec::new(),
        papers: std::iter::once(finding).chain(others).collect(),
        moments: moments.collect(),
        path: format!("{PATH}/{}", view.matter),
        frame,
    })
}

/// What happened.
pub fn moment(text: Text, view: &AccountabilityView, line: &Line<Event>) -> RecordMoment {
    let (by, words) = match line.event {
        Event::AppealLate(fact) => {
            return RecordMoment {
                when: words::moment(text, line.event.at()),
                what: appeal_words::late(text, fact.decide_by),
                who: text.t("系统").to_owned(),
                words: String::new(),
                photographs: Vec::new(),
            };
        }
        Event::Opened(fact) => (fact.by, fact.words),
        Event::Heard(fact) => (fact.by, fact.words),
        Event::Decided(fact) => (fact.by, fact.reason),
        Event::Receipted(fact) => (fact.by, fact.receipt),
        Event::Returned(fact) => (fact.by, fact.outcome),
        Event::Appealed(fact) => (fact.by, fact.reason),
        Event::AppealDecided(fact) => (fact.by, fact.reason),
    };
    RecordMoment {
        when: words::moment(text, line.recorded_at),
        what: words_of::event(text, &line.event),
        who: words::person(text, &view.organisation, by),
        words: view.texts.text(words.0),
        photographs: Vec::new(),
    }
}
