//! Spot checks and social supervision: beginning one, what was drawn, one case without names, the hall now, remarks (A6, E29).
//!
//! The same pages are seen by who makes a check alone, by a visitor with a pass, and by who received the visitor.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::{Organisation, SpotId, UnitCode};
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::oversight::spot::{Looker, SpotBrief, SpotForm, SpotView};
use oversight::spot::{CASES, may_receive};

use super::finding_new::units;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, heads};
use super::{oversight_words, spot_words as said, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{RecordForm, RecordMoment, SpotPage, SpotRow};
use pages::layout::{Nav, Notice, NoticeKind, StateWord, Tone};
use pages::text::Text;

/// Where officers find them.
pub const PATH: &str = "/desk/spots";

/// One request for a check: who looks, and under which address.
pub struct Looking<'a> {
    /// Where the pages of the check stand.
    pub base: String,
    /// Who looks.
    pub looker: Looker,
    /// Which check.
    pub id: SpotId,
    /// What was sent and came back; nothing where a page is only shown.
    pub sent: SentForm<'a>,
}

impl Looking<'_> {
    fn session(&self) -> Option<&Session> {
        match &self.looker {
            Looker::Officer(session) => Some(session),
            Looker::Visitor(_) => None,
        }
    }

    /// The frame of its pages; a visitor has no menu of the desk.
    pub async fn frame(&self, at: &At<'_>, title: &str) -> pages::layout::PageFrame {
        let nav = if self.session().is_some() { Nav::Oversight } else { Nav::Nowhere };
        let mut frame = at.frame(nav, self.session()).await;
        frame.title = frame.t(title).to_owned();
        frame
    }

    /// A page of something that is looked at, still empty; it leads back to the check.
    pub fn page(&self, frame: pages::layout::PageFrame) -> SpotPage {
        let text = frame.text;
        SpotPage {
            back: (self.base.clone(), text.t("这次检查").to_owned()),
            title: frame.title.clone(),
            path: self.base.clone(),
            ..SpotPage::empty(frame)
        }
    }

    /// The form for a remark about the hall or one of so many cases.
    fn remark(&self, text: Text, csrf: &str, cases: usize) -> RecordForm {
        let of = Fields { text, slug: "remark", sent: &self.sent };
        let hall = std::iter::once(("0".to_owned(), text.t("大厅和窗口").to_owned()));
        let case = |n: usize| (n.to_string(), text.f("第 {n} 件", [("n", &n)]));
        let about: Vec<(String, String)> = hall.chain((1..=cases).map(case)).collect();
        let place = of.select("place", "说的是哪一件", &about, "0");
        let words = of.area("words", "看到了什么问题，有什么建议");
        let help = "意见交给督查人员。请不要写群众的姓名、证件号和电话。";
        of.form(csrf, 0, "留下意见", help, "留下意见", vec![place, words])
    }
}

/// `GET /desk/spots`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match list_page(&at, session, &SentForm::default(), opened.query.get("after")).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/spots/begin`
pub async fn begin(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "begin", form: &posted.form };
    let asked = SpotForm {
        visitor: typed.text("visitor"),
        with_pass: typed.text("who") == "visitor",
        unit: UnitCode::parse(&typed.text("unit")).ok(),
    };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: SpotForm| centre.spot_begin(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = oversight_words::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "begin", form, problems, refused: kept.refused };
        match list_page(&at, session, &sent, "").await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(Some(Ok(asked)), carry, |(id, _)| format!("{PATH}/{id}"), again).await
}

async fn list_page(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    after: &str,
) -> Result<SpotPage, Problem> {
    let centre = &at.app.centre;
    let mut briefs = centre.spot_list(session, after, PAGE + 1).await?;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let frame = at.titled(Nav::Oversight, session, "突击检查和社会监督").await;
    let text = frame.text;
    let pages =
        Asked { path: PATH, which: "", after }.pages(text, &mut briefs, SpotBrief::cursor, "这一页 {n} 次");
    let receives = may_receive(&organisation, session.person, centre.today());
    Ok(SpotPage {
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: frame.title.clone(),
        subtitle: text
            .f("最近办的件里随机抽 {n} 件，谁也挑不了；看的时候不带姓名，看一次记一次。", [("n", &CASES)]),
        path: PATH.to_owned(),
        acts: vec![begin_form(text, &organisation, &frame.csrf, receives, sent)],
        head: heads(text, &["哪一次", "谁来看", "看了", "意见", "状态"]),
        rows: briefs.iter().map(|brief| brief_row(text, &organisation, brief)).collect(),
        rows_title: text.t("做过的检查").to_owned(),
        empty: text.t("还没有做过。").to_owned(),
        pages: Some(pages),
        ..SpotPage::empty(frame)
    })
}

fn begin_form(
    text: Text,
    organisation: &Organisation,
    csrf: &str,
    receives: bool,
    sent: &SentForm<'_>,
) -> RecordForm {
    let of = Fields { text, slug: "begin", sent };
    let mut all = Vec::new();
    if receives {
        let who = [
            ("self", text.t("我自己看").to_owned()),
            ("visitor", text.t("外面来的检查人员，发一个今天有效的查阅码").to_owned()),
        ];
        all.push(of.radios("who", "谁来看", &who, "self"));
        all.push(of.line("visitor", "来的人和单位（发查阅码时要填）", "").optional());
    }
    let none = (String::new(), text.t("整个中心").to_owned());
    let all_units: Vec<(String, String)> = std::iter::once(none)
        .chain(units(text, organisation).into_iter().map(|(code, name)| (code.to_string(), name)))
        .collect();
    all.push(of.select("unit", "看哪个单位的件", &all_units, ""));
    let help = "点了就抽，抽到哪些由随机数定，一天最多抽五次，每次都记在账本里。";
    of.form(csrf, 0, "开始一次检查", help, "随机抽件", all)
}

fn brief_row(text: Text, organisation: &Organisation, brief: &SpotBrief) -> SpotRow {
    let who = match brief.by_pass {
        true => text.f("来访人员（{name}接待）", [("name", &words::person(text, organisation, brief.by))]),
        false => words::person(text, organisation, brief.by),
    };
    let state = if brief.open { "进行中" } else { "已结束" };
    SpotRow {
        href: format!("{PATH}/{}", brief.id),
        name: words::moment(text, brief.begun_at),
        cells: vec![
            who,
            text.f("{n} 次", [("n", &brief.looks)]),
            text.f("{n} 条", [("n", &brief.remarks)]),
            text.t(state).to_owned(),
        ],
    }
}

/// `GET /desk/spots/{id}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(spot): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let base = format!("{PATH}/{spot}");
    let at = At { app: &app, headers: &headers, path: &base };
    let Ok(id) = SpotId::parse(&spot) else { return at.error(ErrorKind::NotFound).await };
    let looking =
        Looking { base: base.clone(), looker: Looker::Officer(session), id, sent: SentForm::default() };
    shown(&at, &looking, query).await
}

/// The page of a check, with a sentence after something was done.
pub async fn shown(at: &At<'_>, looking: &Looking<'_>, query: Option<String>) -> Response {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    match one(at, looking).await {
        Ok(mut drawn) => {
            let done = match query.get("done") {
                "remark" => "意见已经留下，督查人员会看到。",
                "end" => "检查已经结束，查阅码不能再用了。",
                _ => "",
            };
            if !done.is_empty() {
                let text = drawn.text.t(done).to_owned();
                drawn.frame.notice = Some(Notice { kind: NoticeKind::Done, text });
            }
            page(&drawn)
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/spots/{id}/{act}`: `remark` or `end`.
pub async fn send(Path((spot, act)): Path<(String, String)>, posted: Posted) -> Response {
    let at = posted.at();
    let Ok(id) = SpotId::parse(&spot) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, session) = (&posted.app.centre, &posted.session);
    let slug = match act.as_str() {
        "remark" => "remark",
        "end" => "end",
        _ => return at.error(ErrorKind::NotFound).await,
    };
    let typed = Typed { slug, form: &posted.form };
    let asked = Ok((place(&typed), typed.text("words")));
    let looker = Looker::Officer(session.clone());
    let carry = async |(place, words): (u8, String)| match slug {
        "end" => centre.spot_end(session, id, posted.command_id).await,
        _ => centre.spot_remark(&looker, id, posted.command_id, place, &words).await,
    };
    let again = async |problem| {
        let looker = Looker::Officer(session.clone());
        again(&at, format!("{PATH}/{spot}"), looker, id, slug, &posted.form, problem).await
    };
    posted.carry_out(Some(asked), carry, |_| format!("{PATH}/{spot}?done={slug}"), again).await
}

/// Which case a remark is about.
pub fn place(typed: &Typed<'_>) -> u8 {
    typed.text("place").parse().unwrap_or(u8::MAX)
}

/// The page of a check again, with the form as it was typed.
pub async fn again(
    at: &At<'_>,
    base: String,
    looker: Looker,
    id: SpotId,
    slug: &'static str,
    form: &Form,
    problem: Problem,
) -> Response {
    let Ok(Some(organisation)) = at.app.centre.organisation().await else {
        return at.error(ErrorKind::Unavailable).await;
    };
    let text = crate::app::visitor::language(at.headers);
    let kept = oversight_words::kept(text, &organisation, problem);
    let problems: &[FieldProblem] = &kept.problems;
    let sent = SentForm { slug, form: Some(form), problems, refused: kept.refused };
    match one(at, &Looking { base, looker, id, sent }).await {
        Ok(drawn) => page_with(kept.status, &drawn),
        Err(problem) => at.shut(problem).await,
    }
}

async fn one(at: &At<'_>, looking: &Looking<'_>) -> Result<SpotPage, Problem> {
    let view = at.app.centre.spot_view(&looking.looker, looking.id).await?;
    let frame = looking.frame(at, "突击检查和社会监督").await;
    let text = frame.text;
    let open = view.held.is_open(view.now.day());
    let mut acts = Vec::new();
    if open && view.own {
        acts.push(looking.remark(text, &frame.csrf, view.cases.len()));
    }
    if open && looking.session().is_some() {
        let of = Fields { text, slug: "end", sent: &looking.sent };
        let help = "到今天夜里十二点自己会结束；提前结束以后，不能再看。";
        acts.push(of.form(&frame.csrf, 0, "提前结束", help, "结束检查", Vec::new()));
    }
    let visitor = view.visitor();
    let by = words::person(text, &view.organisation, view.held.begun.by);
    let subtitle = match visitor.is_empty() {
        true => by,
        false => text
            .f("{visitor}（{name}接待）", [("visitor", &visitor as &dyn std::fmt::Display), ("name", &by)]),
    };
    let looks = open && view.own;
    let rows =
        view.cases.iter().enumerate().map(|(at, file)| said::row(text, &looking.base, looks, at, file));
    let back = match looking.session() {
        Some(_) => (PATH.to_owned(), text.t("突击检查和社会监督").to_owned()),
        None => ("/".to_owned(), frame.centre.clone()),
    };
    let links = match looks {
        true => vec![
            (format!("{}/hall", looking.base), text.t("大厅此刻的情况").to_owned()),
            (format!("{}/hall.pdf", looking.base), text.t("大厅此刻的情况（PDF）").to_owned()),
        ],
        false => Vec::new(),
    };
    let word = if open { "进行中" } else { "已结束" };
    let tone = if open { Tone::Active } else { Tone::Ended };
    Ok(SpotPage {
        back,
        title: frame.title.clone(),
        subtitle,
        state: Some(StateWord { word: text.t(word).to_owned(), tone }),
        pass: view.pass.as_deref().map(grouped),
        path: looking.base.clone(),
        acts,
        head: heads(text, &["第几件", "事项", "单位", "收件", "到了哪一步", "时限"]),
        rows: rows.collect(),
        rows_title: text.t("抽到的件").to_owned(),
        empty: text.t("没有抽到件。").to_owned(),
        links,
        facts_title: text.t("怎么抽的").to_owned(),
        facts: facts(text, &view),
        moments: view.lines.iter().rev().map(|line| moment(text, &view, line)).collect(),
        ..SpotPage::empty(frame)
    })
}

fn facts(text: Text, view: &SpotView) -> Vec<(String, String)> {
    let begun = &view.held.begun;
    let fact = |label: &str, value: String| (text.t(label).to_owned(), value);
    let unit = begun
        .unit
        .map_or_else(|| text.t("整个中心").to_owned(), |unit| words::unit(text, &view.organisation, unit));
    vec![
        fact("抽取时间", words::moment(text, begun.at)),
        fact("范围", unit),
        fact("从多少件里抽", text.f("最近的 {n} 件", [("n", &begun.candidates)])),
        fact("抽取时的账本位置", begun.place.to_string()),
        fact("随机数", begun.seed.to_string()),
        fact("看了", text.f("{n} 次", [("n", &view.held.looks)])),
    ]
}

/// A line of its history.
pub fn moment(
    text: Text,
    view: &SpotView,
    line: &centre::oversight::finding::Line<oversight::spot::Event>,
) -> RecordMoment {
    let (what, who, words) = said::happened(text, view, &line.event);
    RecordMoment { when: words::moment(text, line.event.at()), what, who, words, photographs: Vec::new() }
}

/// A pass as it is read out: in three groups of four.
fn grouped(pass: &str) -> String {
    let groups: Vec<&str> = [0, 4, 8].iter().filter_map(|at| pass.get(*at..*at + 4)).collect();
    groups.join(" ")
}
