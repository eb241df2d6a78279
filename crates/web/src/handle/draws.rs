//! Dual-random draws at the desk: announcing one, laying the secret open, recusal, results (R170, N38, F26).

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{DrawId, Organisation, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::draw::{DrawAct, DrawView};
use centre::oversight::draw_merge::OtherDraw;
use oversight::draw::{Evenness, Event, Outcome, Pick, Way};

use super::draw_recusals as recusals;
use super::draw_words as words_of;
use super::draws_public::{number, results};
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordForm, RecordList, RecordMoment, RecordPage, RecordRow, RecordTable};
use pages::layout::Nav;
use pages::text::Text;

/// Where draws are listed.
pub const PATH: &str = "/desk/draws";

/// `GET /desk/draws?after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let frame = at.titled(Nav::Oversight, session, "双随机抽查").await;
    let text = frame.text;
    let asked = Asked { path: PATH, which: "", after: query.get("after") };
    let mut briefs = at.app.centre.draw_list(asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 次");
    let organisation = at.app.centre.organisation().await?;
    let mut rows = Vec::new();
    for brief in organisation.iter().flat_map(|of| briefs.iter().map(move |brief| (of, brief))) {
        let (of, brief) = brief;
        let named = [
            ("单位", words::unit(text, of, brief.unit)),
            ("公告时间", words::moment(text, brief.announced_at)),
            ("已公示结果", results(text, brief)),
        ];
        rows.push(RecordRow {
            href: format!("{PATH}/{}", brief.id),
            name: number(of, brief),
            cells: cells(text, named),
            state: words_of::state(text, &brief.state),
        });
    }
    let may = organisation.as_deref().is_some_and(|it| announces(it, session.person, at.app.centre.today()));
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("双随机抽查").to_owned(),
        lead: text.t("先公告名单和密封值的摘要，再用公开值抽取，谁都能自己算一遍。").to_owned(),
        which: (text.t("看哪些").to_owned(), Vec::new()),
        head: heads(text, &["公告编号", "单位", "公告时间", "已公示结果", "状态"]),
        pages,
        rows,
        empty: text.t("还没有公告过抽查。").to_owned(),
        tool: may.then(|| (format!("{PATH}/new"), text.t("发起抽查").to_owned())),
        frame,
    };
    Ok(page(&list))
}

/// Whether a person may announce a draw of some unit.
pub(super) fn announces(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::Supervisor, Post::LeaderInCharge, Post::AuthorityHead]
        .into_iter()
        .any(|post| organisation.holds_anywhere(person, post, on))
}

/// `GET /desk/draws/{draw}`
pub async fn show(opened: Opened, Path(draw): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = DrawId::parse(&draw) else { return at.error(ErrorKind::NotFound).await };
    match whole(at.app, session, id).await {
        Ok(read) => {
            let drawn = one(&at, session, &read, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// A draw with what is read beside it.
pub struct Read {
    /// The draw.
    pub view: DrawView,
    /// How evenly the last draws of the unit have hit; none where too little was drawn.
    pub even: Option<Evenness>,
    /// Other draws whose visits can be made together with these, for who visits and who leads.
    pub others: Vec<OtherDraw>,
}

/// A draw with what is read beside it, for one person.
pub async fn whole(app: &App, session: &Session, id: DrawId) -> Result<Read, centre::case::Problem> {
    let view = app.centre.draw_fetch(session, id).await?;
    let even = app.centre.draw_evenness(view.held.unit).await?;
    let (me, today) = (session.person, view.now.day());
    let concerned = view.list.inspectors.iter().any(|it| it.id == me)
        || oversight::leads(&view.organisation, me, view.held.unit, today);
    let others = match concerned {
        true => app.centre.draws_together(&view).await?,
        false => Vec::new(),
    };
    Ok(Read { view, even, others })
}

/// `POST /desk/draws/{draw}/{act}`
pub async fn send(Path((draw, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = DrawId::parse(&draw) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form });
    let carry = async |act| centre.draw_act(session, id, command_id, posted.version(), &act).await;
    let again = async |problem| {
        let read = match whole(&posted.app, session, id).await {
            Ok(read) => read,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &read.view.organisation, problem).with_day(&posted.form, &slug);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &one(&at, session, &read, &sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

fn parse(typed: &Typed<'_>) -> Option<Result<DrawAct, Vec<FieldProblem>>> {
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    let place = || typed.number("place", 0..=u8::MAX).ok_or_else(|| wrong("place", FieldWhy::NotAChoice));
    let words = typed.text("words");
    Some(match typed.slug {
        "reveal" => Ok(DrawAct::Reveal { value: typed.text("value") }),
        "sign" => place().map(|place| DrawAct::Sign { place }).map_err(|it| vec![it]),
        "recuse" | "answer-recusal" => recusals::parse(typed),
        "enter" => {
            let on = Day::parse(&typed.text("on")).ok_or_else(|| wrong("on", FieldWhy::NotADay));
            let key = typed.text("outcome");
            let outcome = Outcome::ALL.into_iter().find(|it| it.key() == key);
            let outcome = outcome.ok_or_else(|| wrong("outcome", FieldWhy::NotAChoice));
            let with = match typed.text("with").as_str() {
                "" => Ok(None),
                draw => DrawId::parse(draw).map(Some).map_err(|_| wrong("with", FieldWhy::NotAChoice)),
            };
            match (place(), on, outcome, with) {
                (Ok(place), Ok(on), Ok(outcome), Ok(with)) => {
                    Ok(DrawAct::Enter { place, on, outcome, words, with })
                }
                (place, on, outcome, with) => {
                    let all = [place.err(), on.err(), outcome.err(), with.err()];
                    Err(all.into_iter().flatten().collect())
                }
            }
        }
        _ => return None,
    })
}

/// The forms open to this person.
fn forms(
    text: Text,
    read: &Read,
    picks: &[Pick],
    me: PersonId,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let view = &read.view;
    let (held, list, organisation, today) = (&view.held, &view.list, &view.organisation, view.now.day());
    let version = view.version;
    let fields = |slug| Fields { text, slug, sent };
    let mut forms = Vec::new();
    let supervises = organisation.holds_anywhere(me, Post::Supervisor, today);
    if held.way == Way::Announced && supervises && held.by != me && today >= held.public_day {
        let of = fields("reveal");
        let value = of.line("value", "公开值", "").help(&list.source);
        let help = "照公布的填，数字之间空格或短横都行。抽取以后密封值公开，谁都能核对。";
        forms.push(of.form(csrf, version, "抽取", help, "抽取", vec![value]));
    }
    let mine = |pick: &Pick| pick.inspectors.iter().any(|n| list.inspectors[usize::from(*n)].id == me);
    let object =
        |pick: &Pick| words_of::object(organisation, list.objects[usize::from(pick.object)].id.as_str());
    let places = |wanted: &dyn Fn(u8, &Pick) -> bool| -> Vec<(String, String)> {
        let numbered = picks.iter().enumerate().filter_map(|(n, pick)| Some((u8::try_from(n).ok()?, pick)));
        numbered.filter(|(n, pick)| wanted(*n, pick)).map(|(n, pick)| (n.to_string(), object(pick))).collect()
    };
    let open = |n: u8| held.visit(n).is_none_or(|visit| visit.signed.is_none());
    let to_enter = places(&|n, pick| mine(pick) && open(n));
    if !to_enter.is_empty() {
        let of = fields("enter");
        let outcomes: Vec<(&str, String)> =
            Outcome::ALL.iter().map(|it| (it.key(), text.t(words_of::outcome(*it)).to_owned())).collect();
        let mut all = vec![
            of.choose("place", "检查了哪一个", &to_enter),
            of.day("on", "检查日期"),
            of.radios("outcome", "结果", &outcomes, ""),
            of.area("words", "检查情况").help(text.t("只供内部看，不公示。")),
        ];
        let others = together(text, organisation, &read.others);
        if others.len() > 1 {
            all.push(of.select("with", "和哪一次抽查合并检查", &others, "").optional());
        }
        let help = "由另一名检查人员签字以后公示；签字前可以重新录入。";
        forms.push(of.form(csrf, version, "录入检查结果", help, "录入", all));
    }
    let to_sign = places(&|n, pick| {
        mine(pick) && held.visit(n).is_some_and(|visit| visit.signed.is_none() && visit.by != me)
    });
    if !to_sign.is_empty() {
        let of = fields("sign");
        let all = vec![of.choose("place", "签哪一个", &to_sign)];
        forms.push(of.form(csrf, version, "签字", "签字以后马上公示。", "签字，公示", all));
    }
    forms.extend(recusals::forms(text, view, picks, me, csrf, sent));
    forms
}

/// Other draws by unit, number and day, to choose from, none of them first: those in which a holder was picked who was picked
/// here too (N38).
fn together(text: Text, organisation: &Organisation, others: &[OtherDraw]) -> Vec<(String, String)> {
    let named = |it: &OtherDraw| {
        let unit = words::unit(text, organisation, it.unit);
        let number = words_of::number(organisation, it.number);
        let day = text.date(it.drawn_on);
        text.f("{unit} {number}，{day}抽取", [("unit", &unit), ("number", &number), ("day", &day)])
    };
    let fits = others.iter().filter(|it| !it.same.is_empty());
    let none = (String::new(), text.t("不合并").to_owned());
    std::iter::once(none).chain(fits.map(|it| (it.id.to_string(), named(it)))).collect()
}

/// What is proposed where a holder was picked here and there (N38).
fn proposals(text: Text, organisation: &Organisation, others: &[OtherDraw]) -> Vec<(String, String)> {
    let proposed = others.iter().filter(|it| !it.same.is_empty());
    let said = proposed.map(|it| {
        let places: Vec<String> = it.same.iter().map(|n| (u32::from(*n) + 1).to_string()).collect();
        let unit = words::unit(text, organisation, it.unit);
        let number = words_of::number(organisation, it.number);
        let places = places.join(text.comma());
        let said = [("places", &places), ("unit", &unit), ("number", &number)];
        text.f(
            "第 {places} 个的持证人，{unit} {number} 也抽中了，请约好一起去",
            said.map(|(k, v)| (k, v as _)),
        )
    });
    said.map(|sentence| (text.t("建议合并检查").to_owned(), sentence)).collect()
}

async fn one(at: &At<'_>, session: &Session, read: &Read, sent: &SentForm<'_>, stale: String) -> RecordPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let view = &read.view;
    let (held, list, organisation) = (&view.held, &view.list, &view.organisation);
    frame.title = list.title.clone();
    let picks = view.picks();
    let acts = forms(text, read, &picks, session.person, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let facts = words_of::facts(text, organisation, held, list).into_iter().filter(|(.., long)| !long);
    let mut facts: Vec<(String, String)> = facts.map(|(name, value, _)| (name, value)).collect();
    facts.extend(proposals(text, organisation, &read.others));
    if let Some(even) = read.even {
        let sentence = match even.plausible {
            true => "近几次各对象被抽中的次数，像随机抽的",
            false => "近几次各对象被抽中的次数，不像随机抽的，请查",
        };
        facts.push((text.t("均匀不均匀").to_owned(), text.t(sentence).to_owned()));
    }
    let link =
        |href: String, name: &str| PaperLink { href, name: text.t(name).to_owned(), issued: String::new() };
    let mut papers = vec![
        link(format!("/draws/{}", view.id), "公示的页面"),
        link(format!("/draws/{}/proof.json", view.id), "核对用的文件"),
    ];
    if !held.is_open() && announces(organisation, session.person, view.now.day()) {
        papers.push(link(format!("{PATH}/new?again={}", view.id), "重抽"));
    }
    let mut tables = Vec::new();
    if !picks.is_empty() {
        tables.push(RecordTable {
            title: text.t("抽中的").to_owned(),
            id: "picks",
            head: words_of::heads(text),
            rows: words_of::picks(text, organisation, held, list, &picks),
        });
    }
    let stepped_back = recusals::rows(text, organisation, held, list);
    if !stepped_back.is_empty() {
        tables.push(RecordTable {
            title: text.t("回避").to_owned(),
            id: "recusals",
            head: recusals::heads(text),
            rows: stepped_back,
        });
    }
    RecordPage {
        text,
        back: (PATH.to_owned(), text.t("双随机抽查").to_owned()),
        title: list.title.clone(),
        subtitle: words_of::number(organisation, held.number),
        state: words_of::state(text, held.key()),
        stale,
        facts,
        acts,
        nobody,
        tables,
        papers,
        moments: view.lines.iter().rev().map(|line| moment(text, view, &line.event)).collect(),
        path: format!("{PATH}/{}", view.id),
        frame,
    }
}

/// A line of its history.
pub fn moment(text: Text, view: &DrawView, event: &Event) -> RecordMoment {
    let name = |id: PersonId| words::person(text, &view.organisation, id);
    let inspector =
        |n: u16| view.list.inspectors.get(usize::from(n)).map_or_else(String::new, |it| name(it.id));
    let (what, who, said_words) = match event {
        Event::Announced(fact) => (text.t("公告名单和密封值摘要").to_owned(), name(fact.by), String::new()),
        Event::Revealed(fact) => {
            let what = text.f("抽取，公开值 {value}", [("value", &fact.value)]);
            (what, name(fact.by), String::new())
        }
        Event::Lapsed(_) => {
            (text.t("到期没有抽取，作废").to_owned(), text.t("系统").to_owned(), String::new())
        }
        Event::ResultsLate(fact) => {
            let what = text.f("到期还有 {n} 个结果没有公示", [("n", &fact.missing)]);
            (what, text.t("系统").to_owned(), String::new())
        }
        Event::Recused(fact) => {
            let what = text.f("{name}回避", [("name", &inspector(fact.inspector))]);
            (what, name(fact.by), view.texts.text(fact.reason.0))
        }
        Event::RecusalAsked(fact) => {
            let of = [
                ("name", inspector(fact.inspector)),
                ("why", text.t(recusals::cause(fact.cause)).to_owned()),
            ];
            let what = text.f("提出{name}回避：{why}", of.each_ref().map(|(k, v)| (*k, v as _)));
            (what, name(fact.by), view.texts.text(fact.reason.0))
        }
        Event::RecusalAnswered(fact) => {
            let sentence = if fact.agreed { "同意{name}回避" } else { "不同意{name}回避" };
            let what = text.f(sentence, [("name", &inspector(fact.inspector))]);
            (what, name(fact.by), view.texts.text(fact.words.0))
        }
        Event::Entered(fact) => {
            let what = text.f("录入第 {n} 个的结果", [("n", &(u32::from(fact.place) + 1))]);
            (what, name(fact.by), view.texts.text(fact.words.0))
        }
        Event::Signed(fact) => {
            let what = text.f("第 {n} 个签字公示", [("n", &(u32::from(fact.place) + 1))]);
            (what, name(fact.by), String::new())
        }
    };
    RecordMoment {
        when: words::moment(text, event.at()),
        what,
        who,
        words: said_words,
        photographs: Vec::new(),
    }
}
