//! Reading a case whole without taking part in it: the form that asks what for, the own readings of an officer, the list of
//! whoever supervises, and what the applicant reads of it (F33).

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::{CaseId, Organisation, PersonId};
use centre::account::Session;
use centre::case::Problem;
use centre::file::CaseFile;
use centre::oversight::rating::{LOOKUPS_MAX, LookUp};
use centre::person_look::{LookCount, LookReason};
use centre::view::{Purpose, VIEWS_MAX, View, no_purpose};

use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::refusal::About;
use super::{act_cards, cases, disclosure_words, words};
use crate::app::App;
use crate::app::frame::post_word;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with, see_other};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm};
use pages::layout::{Nav, PageFrame, StateWord, Tone};
use pages::portal::{Happening, Readers};
use pages::text::Text;

/// Where a supervisor reads who read.
pub const PATH: &str = "/desk/views";

/// The word for a purpose.
fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Supervision => "监督检查",
        Purpose::Enquiry => "群众查询",
        Purpose::Complaint => "投诉办理",
        Purpose::Statistics => "统计核对",
        Purpose::Other => "其他",
    }
}

/// The form that asks what for; none for whoever reads the case whole, and none where there is nothing to read.
pub fn form(text: Text, file: &CaseFile, csrf: &str, sent: &SentForm<'_>) -> Option<RecordForm> {
    if !file.asks_what_for() {
        return None;
    }
    let of = Fields { text, slug: "reveal", sent };
    let all: Vec<(&str, String)> =
        Purpose::ALL.iter().map(|it| (it.key(), text.t(purpose(*it)).to_owned())).collect();
    let fields = vec![
        of.radios("purpose", "看来做什么用", &all, ""),
        of.line("words", "选“其他”的，写明", "").optional(),
    ];
    let help = "您没有经手这一件。选了用途才看得到完整的姓名、证件号和电话，今天有效。申请人看得到哪个单位什么岗位为什么看过，看不到您的姓名。";
    Some(of.form(csrf, file.state.version, "看完整信息", help, "记下用途，看完整信息", fields))
}

/// What a paper with the whole name answers whoever has not said what for: the page that asks.
pub fn asks_first(file: &CaseFile) -> Option<Response> {
    file.asks_what_for().then(|| says_first(file.state.id))
}

/// The page that asks what a case is read for.
pub fn says_first(case: CaseId) -> Response {
    see_other(&format!("/desk/cases/{case}?say=1"))
}

/// `POST /desk/cases/{case}/reveal`
pub async fn say(Path(case): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let typed = Typed { slug: "reveal", form: &posted.form };
    let (wanted, said) = (Purpose::parse(&typed.text("purpose")), typed.text("words"));
    let centre = &posted.app.centre;
    let carry = async |()| {
        let wanted = wanted.ok_or_else(no_purpose)?;
        centre.view_say(session, id, wanted, &said).await
    };
    let done = |()| format!("/desk/cases/{case}?done=reveal");
    posted.carry_out(Some(Ok(())), carry, done, async |problem| again(&posted, id, problem).await).await
}

async fn again(posted: &Posted, id: CaseId, problem: Problem) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let frame = at.frame(Nav::Cases, Some(session)).await;
    let file = match at.app.centre.case_fetch_for(session, id).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    let kept = About { text: frame.text, organisation: &file.organisation, item: &file.item }.kept(problem);
    let csrf = frame.csrf.clone();
    let sent = SentForm {
        slug: "reveal",
        form: Some(&posted.form),
        problems: &kept.problems,
        refused: kept.refused,
    };
    let asked = form(frame.text, &file, &csrf, &sent);
    let mut drawn = cases::draw(frame, &file, session, act_cards::Sent::default(), kept.stale);
    drawn.reveal = asked;
    page_with(kept.status, &drawn)
}

/// `GET /desk/my-views`
pub async fn mine(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let drawn = async {
        let views = at.app.centre.views_own(session).await?;
        let note = "经手的件不用写用途，不记在这里。";
        let frame = at.frame(Nav::Cases, Some(session)).await;
        readings(&at, frame, &views, ("我看过的、没有经手的件", note), ("/desk", "今天")).await
    };
    match drawn.await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `GET /desk/views`: counts by person and day.
pub async fn counts(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match counts_page(&at, session).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

async fn counts_page(at: &At<'_>, session: &Session) -> Result<AssessPage, Problem> {
    let centre = &at.app.centre;
    let counts = centre.view_counts(session).await?;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let row = |it: &centre::view::ViewCount| {
        vec![
            LinkCell::plain(text.date_with_year(it.day)),
            LinkCell::link(
                format!("{PATH}/{}?day={}", it.person, it.day),
                words::person_of_unit(text, &organisation, it.person),
            ),
            LinkCell::plain(it.cases.to_string()),
        ]
    };
    let note = match counts.len() {
        0 => text.t("三个月里没有人看过与自己无关的件。").to_owned(),
        VIEWS_MAX => text.f("只列最近的 {n} 行。", [("n", &VIEWS_MAX)]),
        _ => text.t("最近三个月。没有经手而看过完整信息的，每人每天一行。").to_owned(),
    };
    let note = [note, kept(text, centre.view_round().removed)].join(text.gap());
    let table = LinkTable {
        title: text.t("每人每天看了几件").to_owned(),
        id: "view-counts",
        note,
        first: true,
        head: heads(text, &["哪一天", "谁", "几件"]),
        rows: counts.iter().map(row).collect(),
    };
    let state = StateWord { word: text.f("{n} 行", [("n", &counts.len())]), tone: Tone::Ended };
    let looks = looked_up(text, &organisation, &centre.look_counts(session).await?);
    let mut drawn = drawn(frame, ("与案件无关的查看", state), ("/desk/oversight", "监察"), table);
    drawn.tables.push(looks);
    Ok(drawn)
}

/// How many people each officer looked up by their documents, and what for.
fn looked_up(text: Text, organisation: &Organisation, counts: &[LookCount]) -> LinkTable {
    let row = |it: &LookCount| {
        vec![
            LinkCell::plain(text.date_with_year(it.day)),
            LinkCell::plain(words::person_of_unit(text, organisation, it.person)),
            LinkCell::plain(text.t(look_reason(it.reason))),
            LinkCell::plain(it.documents.to_string()),
        ]
    };
    let note = match counts.len() {
        0 => text.t("三个月里没有人按证件号码查过。").to_owned(),
        VIEWS_MAX => text.f("只列最近的 {n} 行。", [("n", &VIEWS_MAX)]),
        _ => text.t("最近三个月。同一个证件，同一人一天查几次都只算一个；这里不写查的是谁。").to_owned(),
    };
    LinkTable {
        title: text.t("按证件号码查了几个人").to_owned(),
        id: "look-counts",
        note,
        first: true,
        head: heads(text, &["哪一天", "谁", "用途", "几个人"]),
        rows: counts.iter().map(row).collect(),
    }
}

fn look_reason(reason: LookReason) -> &'static str {
    match reason {
        LookReason::Intake => "收件时核对",
        LookReason::Receipt => "补打回执",
        LookReason::Search => "查办件",
    }
}

/// For how long readings are kept, and how many of them were removed today.
fn kept(text: Text, removed: u64) -> String {
    let mut said = vec![
        text.t("查看记录至少保存三年。满三年，而且办件已经送达或者终止的，系统每天自动清除。").to_owned(),
    ];
    if removed > 0 {
        said.push(text.f("今天清除了 {n} 条。", [("n", &removed)]));
    }
    said.join(text.gap())
}

/// `GET /desk/rater-views`: who looked up whom to call about a bad rating, and which; never who rated (F17).
pub async fn lookups(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match lookups_page(&at, session).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

async fn lookups_page(at: &At<'_>, session: &Session) -> Result<AssessPage, Problem> {
    let centre = &at.app.centre;
    let looks = centre.lookups(session).await?;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let opens = centre.is_supervisor(session).await?;
    let frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let which = |it: &LookUp| {
        let Some((rating, given)) = it.rating.zip(it.given_at) else {
            return LinkCell::plain(text.t("从前的记录，没有写哪一条"));
        };
        let day = text.date_with_year(given.day());
        let unit = it.unit.map_or_else(String::new, |unit| words::unit(text, &organisation, unit));
        let says = text.f("{day}对{unit}的差评", [("day", &day), ("unit", &unit)]);
        match opens {
            true => LinkCell::link(format!("/desk/bad-ratings/{rating}"), says),
            false => LinkCell::plain(says),
        }
    };
    let row = |it: &LookUp| {
        vec![
            LinkCell::plain(words::moment(text, it.at)),
            LinkCell::plain(words::person_of_unit(text, &organisation, it.person)),
            which(it),
            LinkCell::plain(text.t("回访、处理差评")),
        ]
    };
    let shown = match looks.len() {
        0 => text.t("没有人查看过。").to_owned(),
        LOOKUPS_MAX => text.f("只列最近的 {n} 行。", [("n", &LOOKUPS_MAX)]),
        _ => text.t("打开一次差评、看到怎么联系评价人，就记一行。这里不写评价人是谁。").to_owned(),
    };
    let table = LinkTable {
        title: text.t("谁看过怎么联系评价人").to_owned(),
        id: "rater-views",
        note: [shown, kept(text, 0)].join(text.gap()),
        first: true,
        head: heads(text, &["什么时候", "谁", "哪一条评价", "用途"]),
        rows: looks.iter().map(row).collect(),
    };
    let state = StateWord { word: text.f("{n} 次", [("n", &looks.len())]), tone: Tone::Ended };
    Ok(drawn(frame, ("查看评价人的记录", state), ("/desk/oversight", "监察"), table))
}

/// `GET /desk/views/{person}?day=`: what one person read on one day.
pub async fn of_person(opened: Opened, Path(person): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let named = PersonId::parse(&person).ok().zip(Day::parse(opened.query.get("day")));
    let Some((id, day)) = named else { return at.error(ErrorKind::NotFound).await };
    let drawn = async {
        let views = at.app.centre.views_on(session, id, day).await?;
        let organisation = at.app.centre.organisation().await?.ok_or(Problem::NotFound)?;
        let frame = at.frame(Nav::Oversight, Some(session)).await;
        let who = words::person_of_unit(frame.text, &organisation, id);
        let note = frame.text.f("{who}，{day}", [("who", &who), ("day", &frame.text.date_with_year(day))]);
        readings(&at, frame, &views, ("与案件无关的查看", &note), (PATH, "每人每天看了几件")).await
    };
    match drawn.await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// A page of readings; `title` and what stands under it, and where it comes from.
async fn readings(
    at: &At<'_>,
    frame: PageFrame,
    views: &[View],
    title: (&str, &str),
    back: (&str, &str),
) -> Result<AssessPage, Problem> {
    let text = frame.text;
    let mut rows = Vec::with_capacity(views.len());
    for it in views {
        let state = at.app.centre.case_state(it.case).await?;
        let facts = state.as_ref().and_then(|state| state.case.facts());
        let number = facts.map_or_else(|| it.case.to_string(), |facts| words::receipt_no(facts.receipt));
        let why = text.t(purpose(it.purpose)).to_owned();
        let why = if it.words.is_empty() { why } else { text.bracketed(&why, &it.words) };
        rows.push(vec![
            LinkCell::link(format!("/desk/cases/{}", it.case), number),
            LinkCell::plain(words::moment(text, it.at)),
            LinkCell::plain(text.t(post_word(it.post))),
            LinkCell::plain(why),
        ]);
    }
    let note = match (rows.len(), title.1) {
        (0, _) => text.t("没有看过。").to_owned(),
        (VIEWS_MAX, _) => text.f("只列最近的 {n} 行。", [("n", &VIEWS_MAX)]),
        // A sentence of ours, or one that was filled before.
        (_, note) => text.t(note).to_owned(),
    };
    let table = LinkTable {
        title: text.t("看了哪些件").to_owned(),
        id: "views",
        note,
        first: true,
        head: heads(text, &["收件编号", "什么时候", "岗位", "用途"]),
        rows,
    };
    let state = StateWord { word: text.f("看了 {n} 次", [("n", &views.len())]), tone: Tone::Ended };
    Ok(drawn(frame, (title.0, state), back, table))
}

fn drawn(
    mut frame: PageFrame,
    (title, state): (&str, StateWord),
    back: (&str, &str),
    table: LinkTable,
) -> AssessPage {
    let text = frame.text;
    frame.title = text.t(title).to_owned();
    AssessPage {
        text,
        back: (back.0.to_owned(), text.t(back.1).to_owned()),
        title: text.t(title).to_owned(),
        subtitle: String::new(),
        state,
        stale: String::new(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: vec![table],
        links: Vec::new(),
        moments: Vec::new(),
        path: frame.path.clone(),
        frame,
    }
}

/// Who saw an applicant's papers: authorities as far as nothing forbids to say so, and officers who took no part, by unit and
/// post.
pub async fn readers(app: &App, text: Text, file: &CaseFile) -> Result<Readers, centre::Fault> {
    let case = file.state.id;
    let told = app.centre.disclosures_told(case).await?;
    let views = app.centre.views_of_case(case).await?;
    let happening = |it: &centre::disclosure::ToldDisclosure| Happening {
        at: text.date_with_year(it.on),
        sentence: disclosure_words::told(text, it),
    };
    let mut lines: Vec<[String; 3]> = Vec::new();
    for line in views.iter().map(|it| reader(text, &file.organisation, it)) {
        // Two of the same post on the same day are one line: no officer is counted.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    Ok(Readers { authorities: told.iter().map(happening).collect(), officers: lines })
}

/// Day, unit with post, purpose; never who.
fn reader(text: Text, organisation: &Organisation, it: &View) -> [String; 3] {
    let unit = words::unit(text, organisation, it.unit);
    [
        text.date_with_year(it.day),
        [unit.as_str(), text.t(post_word(it.post))].join(text.gap()),
        text.t(purpose(it.purpose)).to_owned(),
    ]
}
