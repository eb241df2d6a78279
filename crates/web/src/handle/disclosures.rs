//! Disclosures at the desk: the register, the requests on one case with the form of a new one, one request with its forms (E30).

use axum::extract::Path;
use axum::response::Response;
use casework::Refusal;
use casework::disclosure::{Disclosure, open_acts};
use catalogue::CaseId;
use centre::account::Session;
use centre::case::Problem;
use centre::disclosure::{DisclosureAct, DisclosureForm, DisclosureLine, DisclosureView};
use centre::disclosure_list::{DisclosureBrief, DisclosureWhich};

use super::glyphs::printable;
use super::posted::{Kept, Posted};
use super::record_forms::{SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::refusal::About;
use super::{disclosure_forms as forms, disclosure_words as said, words};
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{
    AssessPage, LinkCell, LinkTable, PaperLink, RecordList, RecordMoment, RecordPage, RecordRow, Refused,
};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where the register stands.
pub const PATH: &str = "/desk/disclosures";

/// The way from a case or its folder to what authorities were shown of it.
pub fn link(text: Text, case: CaseId) -> PaperLink {
    let (href, name) = (format!("{PATH}/{case}"), text.t("办案机关调阅").to_owned());
    PaperLink { href, name, issued: String::new() }
}

/// `GET /desk/disclosures?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let centre = &at.app.centre;
    let frame = at.titled(Nav::Folders, session, "案卷调阅登记").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let which = DisclosureWhich::of(asked.which);
    let mut briefs = centre.disclosure_list(session, which, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, DisclosureBrief::cursor, "这一页 {n} 次");
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let today = centre.today();
    let kind = catalogue::item::ItemKind::Licensing;
    let row = |it: &DisclosureBrief| RecordRow {
        href: format!("{PATH}/{}/{}", it.case, it.place),
        name: words::document_no(&organisation, kind, it.number),
        cells: cells(
            text,
            [
                ("来调阅的机关", text.bracketed(&it.asker, text.t(said::kind(it.kind)))),
                ("怎么看", text.t(said::form(it.form)).to_owned()),
                ("登记时间", words::moment(text, it.asked_at)),
                ("原件归还日", it.due_on.map_or_else(|| "—".to_owned(), |day| text.date_with_year(day))),
                (
                    "哪天起告知",
                    it.withheld_until.map_or_else(|| "—".to_owned(), |day| text.date_with_year(day)),
                ),
            ],
        ),
        state: said::state(text, &it.way, it.due_on.is_some_and(|day| day < today)),
    };
    Ok(page(&RecordList {
        text,
        path: PATH,
        title: text.t("案卷调阅登记").to_owned(),
        lead: text.t("办案机关依法来看案卷的，一次一号，按单位和年份连着编。登记从案卷的页面进。").to_owned(),
        tool: Some(("/desk/folders".to_owned(), text.t("案卷").to_owned())),
        which: asked.choices(text, &DisclosureWhich::ALL, which_word),
        head: heads(
            text,
            &["调阅登记号", "来调阅的机关", "怎么看", "登记时间", "原件归还日", "哪天起告知", "状态"],
        ),
        pages,
        rows: briefs.iter().map(row).collect(),
        empty: text.t("这里只有您单位和窗口的案卷调阅。").to_owned(),
        frame,
    }))
}

fn which_word(which: DisclosureWhich) -> &'static str {
    match which {
        DisclosureWhich::All => "全部调阅",
        DisclosureWhich::Open | DisclosureWhich::Care => "等审批、等提供的",
        DisclosureWhich::Out => "原件在外的",
        DisclosureWhich::Overdue => "原件过了归还日的",
        DisclosureWhich::Withheld => "暂不告知申请人的",
    }
}

/// `GET /desk/disclosures/{case}`: the requests on a case, and the form of a new one.
pub async fn of_case(opened: Opened, Path(case): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.disclosure_fetch(session, id).await {
        Ok(view) => page(&case_page(&at, session, &view, SentForm::default(), String::new()).await),
        Err(problem) => at.shut(problem).await,
    }
}

async fn case_page(
    at: &At<'_>,
    session: &Session,
    view: &DisclosureView,
    sent: SentForm<'_>,
    stale: String,
) -> AssessPage {
    let frame = at.titled(Nav::Folders, session, "案卷调阅登记").await;
    let text = frame.text;
    let path = format!("{PATH}/{}", view.state.id);
    let today = view.now.day();
    let row = |(place, it): (u8, &Disclosure)| {
        let asked = &it.asked;
        let no = words::document_no(&view.organisation, view.item.kind, it.number);
        vec![
            LinkCell::link(format!("{path}/{place}"), no),
            LinkCell::plain(view.texts.text(asked.asker.0)),
            LinkCell::plain(said::pages(text, asked.pages)),
            LinkCell::plain(text.t(said::form(asked.form))),
            LinkCell::plain(words::moment(text, it.at)),
            LinkCell::plain(said::state(text, it.key(), it.is_overdue(today)).word),
        ]
    };
    let table = LinkTable {
        title: text.t("这一卷的调阅").to_owned(),
        id: "disclosures-of-case",
        note: match view.all.all.is_empty() {
            true => text.t("还没有机关来调阅过这一卷。").to_owned(),
            false => String::new(),
        },
        first: true,
        head: heads(text, &["调阅登记号", "来调阅的机关", "哪些页", "怎么看", "登记时间", "状态"]),
        rows: view.all.iter().map(row).collect(),
    };
    let count = view.all.all.len();
    let form = view.keeps.then(|| forms::register(text, view, &frame.csrf, &sent));
    AssessPage {
        text,
        back: (format!("/desk/folders/{}", view.state.id), text.t("回到案卷").to_owned()),
        title: words::item(text, &view.item),
        subtitle: receipt(view),
        state: StateWord { word: text.f("调阅 {n} 次", [("n", &count)]), tone: Tone::Ended },
        stale,
        facts: vec![(text.t("卷内页数").to_owned(), view.sheets().to_string())],
        acts: form.into_iter().collect(),
        nobody: sent.refused.filter(|_| !view.keeps),
        tables: vec![table],
        links: vec![LinkCell::link(PATH, text.t("案卷调阅登记"))],
        moments: Vec::new(),
        path,
        frame,
    }
}

fn receipt(view: &DisclosureView) -> String {
    view.state.case.facts().map_or_else(String::new, |facts| words::receipt_no(facts.receipt))
}

/// `POST /desk/disclosures/{case}/register`
pub async fn register(Path((case, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let typed = Typed { slug: "register", form: &posted.form };
    let asked = (slug == "register").then(|| forms::parse_register(&typed));
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: DisclosureForm| {
        printable(&posted.app.press, form.words()).await?;
        centre.disclosure_register(session, id, command_id, &form).await
    };
    let done = |(place, _)| format!("{PATH}/{case}/{place}?done=register");
    let again = async |problem| {
        let view = match centre.disclosure_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = kept(&posted, &view, problem).with_day(&posted.form, "register");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "register", form, problems, refused: kept.refused };
        page_with(kept.status, &case_page(&at, session, &view, sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, done, again).await
}

fn kept(posted: &Posted, view: &DisclosureView, problem: Problem) -> Kept {
    let about = About { text: posted.text(), organisation: &view.organisation, item: &view.item };
    about.kept(problem)
}

/// `GET /desk/disclosures/{case}/{place}`
pub async fn show(opened: Opened, Path((case, place)): Path<(String, String)>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let named = CaseId::parse(&case).ok().zip(place.parse::<u8>().ok());
    let Some((id, place)) = named else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.disclosure_fetch(session, id).await {
        Ok(view) => match one_page(&at, session, &view, place, &SentForm::default(), String::new()).await {
            Some(drawn) => page(&drawn.after(opened.query.has("done"), "已经记下。")),
            None => at.error(ErrorKind::NotFound).await,
        },
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/disclosures/{case}/{place}/{act}`
pub async fn send(Path((case, place, slug)): Path<(String, String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let named = CaseId::parse(&case).ok().zip(place.parse::<u8>().ok());
    let Some((id, place)) = named else { return at.error(ErrorKind::BadRequest).await };
    let asked = forms::parse(&Typed { slug: &slug, form: &posted.form });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |act: DisclosureAct| {
        printable(&posted.app.press, act.words()).await?;
        centre.disclosure_act(session, (id, place), command_id, posted.version(), &act).await
    };
    let done = |_| format!("{}?done={slug}", at.path);
    let again = async |problem| {
        let view = match centre.disclosure_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = kept(&posted, &view, problem).with_day(&posted.form, &slug);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match one_page(&at, session, &view, place, &sent, kept.stale).await {
            Some(drawn) => page_with(kept.status, &drawn),
            None => at.error(ErrorKind::NotFound).await,
        }
    };
    posted.carry_out(asked, carry, done, again).await
}

async fn one_page(
    at: &At<'_>,
    session: &Session,
    view: &DisclosureView,
    place: u8,
    sent: &SentForm<'_>,
    stale: String,
) -> Option<RecordPage> {
    let one = view.one(place)?;
    let mut frame = at.frame(Nav::Folders, Some(session)).await;
    let text = frame.text;
    let path = format!("{PATH}/{}/{place}", view.state.id);
    let title = words::document_no(&view.organisation, view.item.kind, one.number);
    frame.title = title.clone();
    let acts = forms::forms(text, view, one, session.person, &frame.csrf, sent);
    let lost = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let nobody = lost.or_else(|| if acts.is_empty() { who_could(text, view, one, session) } else { None });
    let lines = view.lines.iter().rev().filter(|line| line.event.place() == place);
    let moments = lines.map(|line| moment(text, view, line));
    let papers = match one.key() {
        "registered" | "declined" => Vec::new(),
        _ => vec![PaperLink {
            href: format!("{path}/paper"),
            name: text.t("案卷调阅登记单").to_owned(),
            issued: String::new(),
        }],
    };
    Some(RecordPage {
        text,
        back: (format!("{PATH}/{}", view.state.id), text.t("这一卷的调阅").to_owned()),
        title,
        subtitle: [receipt(view), words::item(text, &view.item)].join(text.apart()),
        state: said::state(text, one.key(), one.is_overdue(view.now.day())),
        stale,
        facts: said::facts(text, view, one),
        acts,
        nobody,
        tables: Vec::new(),
        papers,
        moments: moments.collect(),
        path,
        frame,
    })
}

/// A line of its history.
pub fn moment(text: Text, view: &DisclosureView, line: &DisclosureLine) -> RecordMoment {
    let (what, words_said) = said::said(text, view, line);
    RecordMoment {
        when: words::moment(text, line.recorded_at),
        what,
        who: words::actor(text, &view.organisation, &line.actor),
        words: words_said,
        photographs: Vec::new(),
    }
}

/// Why this person has nothing to do, where it is because of the person: it was the same one who did the other half.
fn who_could(text: Text, view: &DisclosureView, one: &Disclosure, session: &Session) -> Option<Refused> {
    let me = session.person;
    // What would be open to somebody else of the same posts.
    let other = catalogue::PersonId::parse("time").ok()?;
    let open = open_acts(one, other, view.keeps, view.approves);
    if open.iter().all(|act| *act == "withhold") {
        return None;
    }
    let refusal = casework::disclosure::DisclosureRefusal::SamePerson { person: me };
    let about = About { text, organisation: &view.organisation, item: &view.item };
    Some(about.refused(&Refusal::from(refusal)))
}
