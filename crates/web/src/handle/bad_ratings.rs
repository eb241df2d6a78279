//! Bad ratings: lists, and one with what is done about it. Whoever was rated sees nothing of it but what is to be put right (F17).

use axum::extract::Path;
use axum::response::Response;
use catalogue::{Organisation, PersonId, RatingId};
use centre::account::Session;
use centre::oversight::finding::Line;
use centre::oversight::rating::{RatingBrief, RatingSight, RatingView, RatingWhich};
use centre::particulars::Masked;
use oversight::rating::{Event, Held, Kind, Sees, Way};

use super::bad_rating_forms::{RatingAsked, forms, parse_any};
use super::oversight_words;
use super::posted::Posted;
use super::rating_words as said;
use super::record_forms::{SentForm, Typed};
use super::record_list::{Asked, PAGE, heads};
use super::words;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{RecordList, RecordMoment, RecordPage, RecordRow};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where they are listed.
pub const PATH: &str = "/desk/bad-ratings";

/// `GET /desk/bad-ratings?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let Some(sight) = RatingSight::of(&organisation, session.person, centre.today()) else {
        return Ok(at.error(ErrorKind::Forbidden).await);
    };
    let deals = sight == RatingSight::Deals;
    let frame = at.titled(Nav::Ratings, session, "差评整改").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let mut briefs = centre.rating_list(session, RatingWhich::of(asked.which), asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 条");
    let mut offered = RatingWhich::ALL.to_vec();
    let supervises = centre.is_supervisor(session).await?;
    offered.retain(|(_, which)| match which {
        RatingWhich::SecondCall => supervises,
        which => deals || matches!(which, RatingWhich::Open | RatingWhich::All),
    });
    let head: &[&str] = if deals {
        &["评价", "评的是", "渠道", "评于", "谁在办", "最晚", "状态"]
    } else {
        &["整改", "评的是", "最晚", "状态"]
    };
    let lead = match deals {
        true => "由没有被评的人核实：先回电话，再作结论；要整改的限期改好，再回访。不计入要两个人先后同意。",
        false => "核实属实、要您的单位或窗口整改的。是谁评的，这里看不到，也请不要打听。",
    };
    let empty = match RatingWhich::of(asked.which) {
        RatingWhich::Open | RatingWhich::Mine => "现在没有要您办的差评。",
        RatingWhich::SecondCall => "没有等您再回访的差评。",
        RatingWhich::Late | RatingWhich::Dismissed | RatingWhich::All => "还没有这样的差评。",
    };
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("差评整改").to_owned(),
        lead: text.t(lead).to_owned(),
        which: asked.choices(text, &offered, which_word),
        head: heads(text, head),
        pages,
        rows: briefs.iter().map(|brief| row(text, &organisation, brief, deals)).collect(),
        empty: text.t(empty).to_owned(),
        tool: Some(("/desk/ratings".to_owned(), text.t("评价").to_owned())),
        frame,
    };
    Ok(page(&list))
}

fn which_word(which: RatingWhich) -> &'static str {
    match which {
        RatingWhich::Open => "没有了结的",
        RatingWhich::Mine => "我在办的",
        RatingWhich::Late => "办晚过的",
        RatingWhich::Dismissed => "不计入的",
        RatingWhich::SecondCall => "抽到再回访的",
        RatingWhich::All => "全部",
    }
}

fn row(text: Text, organisation: &Organisation, brief: &RatingBrief, deals: bool) -> RecordRow {
    let of = match brief.window {
        Some(window) => words::window(text, organisation, window),
        None => words::unit(text, organisation, brief.unit),
    };
    let due = brief.due_on.filter(|_| deals || brief.way == Way::ToCorrect);
    let due = brief.call_by.or(due).map_or_else(|| "—".to_owned(), |day| text.date(day));
    let handler = brief
        .handler
        .map_or_else(|| text.t("督查人员").to_owned(), |handler| words::person(text, organisation, handler));
    let cells = match deals {
        true => vec![
            ("评的是", text.f("{of}，{kind}", [("of", &of), ("kind", &text.t(said::kind(brief.kind)))])),
            ("渠道", text.t(said::channel(brief.channel)).to_owned()),
            ("评于", text.date_short(brief.given_at.day())),
            ("谁在办", handler),
            ("最晚", due),
        ],
        false => vec![("评的是", of), ("最晚", due)],
    };
    let name = if deals { text.t(said::grade(brief.grade)) } else { text.t("要整改的一条") };
    RecordRow {
        href: format!("{PATH}/{}", brief.id),
        name: name.to_owned(),
        cells: cells.into_iter().map(|(head, value)| (text.t(head).to_owned(), value)).collect(),
        // Its round is over; what waits is the supervisor's own call.
        state: match brief.call_by {
            Some(_) => StateWord { word: text.t("等督查回访").to_owned(), tone: Tone::Waiting },
            None => said::way(text, brief.way, brief.late),
        },
    }
}

/// `GET /desk/bad-ratings/{rating}`
pub async fn show(opened: Opened, Path(rating): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = RatingId::parse(&rating) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.rating_fetch(session, id).await {
        Ok(view) => {
            let drawn = draw(&at, session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/bad-ratings/{rating}/{act}`
pub async fn send(Path((rating, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = RatingId::parse(&rating) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse_any(&Typed { slug: &slug, form: &posted.form });
    let carry = async |asked: RatingAsked| match asked {
        RatingAsked::Act(act) => centre.rating_act(session, id, command_id, posted.version(), &act).await,
        RatingAsked::Call(call) => centre.second_call_write(session, id, command_id, &call).await,
    };
    let again = async |problem| {
        let view = match centre.rating_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = oversight_words::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &draw(&at, session, &view, &sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &RatingView,
    sent: &SentForm<'_>,
    stale: String,
) -> RecordPage {
    let mut frame = at.frame(Nav::Ratings, Some(session)).await;
    let text = frame.text;
    let held = &view.held;
    let hidden = view.sees == Sees::Correction;
    let title = if hidden { text.t("要整改的一条") } else { text.t(said::grade(held.answer.grade)) };
    let title = title.to_owned();
    frame.title = title.clone();
    let acts = forms(text, view, session, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let subtitle = match (hidden, held.about.window) {
        (false, _) => text.t(said::kind(held.about.kind)).to_owned(),
        (true, Some(window)) => words::window(text, &view.organisation, window),
        (true, None) => words::unit(text, &view.organisation, held.about.unit),
    };
    let state = held.round.map(|round| said::way(text, round.way, round.late));
    let lines = view.lines.iter().rev().filter_map(|line| moment(text, view, line));
    RecordPage {
        text,
        back: (PATH.to_owned(), text.t("差评整改").to_owned()),
        subtitle,
        title,
        state: state.unwrap_or_else(|| said::way(text, Way::Closed, false)),
        stale,
        facts: facts(text, view, held),
        acts,
        nobody,
        tables: Vec::new(),
        papers: Vec::new(),
        moments: lines.collect(),
        path: format!("{PATH}/{}", view.id),
        frame,
    }
}

fn facts(text: Text, view: &RatingView, held: &Held) -> Vec<(String, String)> {
    let organisation = &view.organisation;
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push((text.t(name).to_owned(), value));
        }
    };
    let round = held.round;
    let due = round.filter(|round| round.way.is_open()).and_then(|round| round.due_on);
    if view.sees == Sees::Correction {
        let what = round.and_then(|round| round.confirmed);
        fact("要改什么", what.map_or_else(String::new, |(_, words)| view.texts.text(words.words.0)));
        let mine = due.filter(|_| round.is_some_and(|round| round.way == Way::ToCorrect));
        fact("最晚", mine.map_or_else(String::new, |day| text.date(day)));
        return facts;
    }
    if let Some(reach) = &view.reach {
        fact("评价人", Masked::new(reach.name.as_str()).name());
        let none = || text.t("没有留电话").to_owned();
        fact("电话", if reach.telephone.is_empty() { none() } else { reach.telephone.clone() });
    }
    let open = |sealed: Option<casework::Sealed>| sealed.map_or_else(String::new, |it| view.texts.text(it.0));
    fact("评价人的话", open(held.answer.words));
    let marks: Vec<String> = held
        .about
        .kind
        .dimensions()
        .iter()
        .zip(held.answer.marks)
        .filter_map(|(dimension, mark)| {
            let mark = text.t(said::grade(mark?));
            Some(format!("{}{}{mark}", text.t(said::dimension(*dimension)), text.colon()))
        })
        .collect();
    fact("分项", marks.join(text.semicolon()));
    let window = held.about.window.map(|window| words::window(text, organisation, window));
    fact("窗口", window.unwrap_or_default());
    fact("单位", words::unit(text, organisation, held.about.unit));
    fact("事项", view.item.as_ref().map_or_else(String::new, |item| words::item(text, item)));
    let served = match held.about.kind {
        Kind::Visit => "来窗口",
        Kind::Matter => "领到结果",
    };
    fact(served, text.date(held.about.served_at.day()));
    fact("渠道", text.t(said::channel(held.channel)).to_owned());
    fact("评于", words::moment(text, held.at));
    let handler = round.and_then(|round| round.handler);
    fact("谁在办", handler.map_or_else(String::new, |it| words::person(text, organisation, it)));
    fact("最晚", due.map_or_else(String::new, |day| text.date(day)));
    if let Some(call) = &view.second_call {
        fact("督查回访最晚", text.date(call.by));
        for tried in &call.tries {
            let (day, name) = (text.date(tried.on), words::person(text, organisation, tried.by));
            let tried = [("day", &day as &dyn std::fmt::Display), ("name", &name), ("words", &tried.words)];
            fact("督查打过，没有接", text.f("{day}，{name}：{words}", tried));
        }
    }
    let appeal = round.and_then(|round| round.dismissal).filter(|it| it.appealed.is_none());
    fact("申诉到", appeal.and_then(|it| it.appeal_by).map_or_else(String::new, |day| text.date(day)));
    facts
}

/// A line of the history. A unit that has to put something right sees when it was asked and what it did, and not who rated.
/// A line of its history, as far as the reader may see it.
pub fn moment(text: Text, view: &RatingView, line: &Line<Event>) -> Option<RecordMoment> {
    let name = |id: PersonId| words::person(text, &view.organisation, id);
    let open = |words: casework::Sealed| view.texts.text(words.0);
    let itself = || text.t("系统").to_owned();
    let rater = || text.t("评价人").to_owned();
    let t = |sentence: &str| text.t(sentence).to_owned();
    let for_unit = matches!(line.event, Event::Confirmed(_) | Event::Corrected(_) | Event::AskedAgain(_));
    if view.sees == Sees::Correction && !for_unit {
        return None;
    }
    let (what, who, words) = match line.event {
        Event::Invited(fact) => {
            (text.f("请本人评价，{day}前有效", [("day", &text.date(fact.until))]), itself(), String::new())
        }
        Event::Given(fact) => {
            let grade = text.t(said::grade(fact.answer.grade));
            let words = fact.answer.words.map_or_else(String::new, open);
            (text.f("评了：{grade}", [("grade", &grade)]), rater(), words)
        }
        Event::Called(fact) => {
            let what = if fact.reached { "回电话，接通了" } else { "回电话，没有接" };
            (t(what), name(fact.by), open(fact.words))
        }
        Event::Confirmed(fact) => {
            let until = text.date(fact.due_on);
            (text.f("属实，要整改，最迟 {day}", [("day", &until)]), name(fact.by), open(fact.words))
        }
        Event::Corrected(fact) => (t("写了整改情况"), name(fact.by), open(fact.words)),
        Event::AskedAgain(fact) => {
            let what = text.f("回访：{what}", [("what", &text.t(said::second(fact.second)))]);
            // What whoever rated said is not for the unit.
            let words = if view.sees == Sees::Correction { String::new() } else { open(fact.words) };
            (what, name(fact.by), words)
        }
        Event::DismissalProposed(fact) => {
            let ground = text.t(said::ground(fact.ground));
            (text.f("提出不计入：{ground}", [("ground", &ground)]), name(fact.by), open(fact.words))
        }
        Event::DismissalDecided(fact) => {
            let what =
                if fact.agrees { "第二人同意不计入" } else { "第二人不同意，照样核实" };
            (t(what), name(fact.by), open(fact.words))
        }
        Event::AppealMade(fact) => (t("申诉"), rater(), open(fact.words)),
        Event::AppealDecided(fact) => {
            let what =
                if fact.right { "申诉成立，重新计入" } else { "申诉不成立，仍不计入" };
            (t(what), name(fact.by), open(fact.words))
        }
        Event::Late(fact) => {
            let way = said::way(text, fact.way, false).word;
            (text.f("到期没有办：{way}", [("way", &way)]), itself(), String::new())
        }
    };
    Some(RecordMoment {
        when: words::moment(text, line.event.at()),
        what,
        who,
        words,
        photographs: Vec::new(),
    })
}
