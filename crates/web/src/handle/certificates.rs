//! Certificates after their cases: the list of a unit, one with its history, and what may be done with it.

use axum::extract::Path;
use axum::response::Response;
use casework::certificate::CertificateId;
use centre::Fault;
use centre::account::Session;
use centre::case::Problem;
use centre::certificate::{CertificateAct, CertificateView};
use centre::certificate_paper::{HolderSight, papers_of};
use centre::certificate_row::{CertificateBrief, CertificateWhich};
use centre::paper::{PaperNo, mark};
use centre::to_sign::ToSign;

use super::glyphs::printable;
use super::posted::Posted;
use super::record_forms::{SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::refusal::About;
use super::{certificate_forms, certificate_words as said, second_factor, words};
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordList, RecordMoment, RecordPage, RecordRow, RecordTable};
use pages::layout::Nav;
use pages::text::Text;

const PATH: &str = "/desk/certificates";

/// `GET /desk/certificates?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let frame = at.titled(Nav::Certificates, session, "证照").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let which = CertificateWhich::of(asked.which);
    let mut briefs = at.app.centre.certificate_list(session, None, which, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 份");
    let in_force = at.app.centre.in_force().await?;
    let (organisation, calendar) = (in_force.organisation, in_force.calendar);
    let today = at.app.centre.today();
    let mut rows = Vec::with_capacity(briefs.len());
    for brief in &briefs {
        let item = at.app.centre.item_body(brief.item_body).await?;
        let result = item.as_ref().map_or_else(String::new, |item| result_name(text, item));
        let is_late = calendar.as_deref().zip(item.as_deref());
        let is_late = is_late.is_some_and(|(calendar, item)| brief.is_late(item, calendar, today));
        let number = organisation.as_deref().map_or_else(String::new, |of| number_of(of, brief));
        rows.push(row(text, brief, result, number, is_late));
    }
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("证照").to_owned(),
        lead: text.t("先到期的排在前面。").to_owned(),
        tool: None,
        which: asked.choices(text, &CertificateWhich::ALL, which_word),
        head: heads(text, &["编号", "证照", "持证人", "有效期到", "情况", "状态"]),
        pages,
        rows,
        empty: text.t("这里只有您单位和窗口的证照。").to_owned(),
        frame,
    };
    Ok(page(&list))
}

fn which_word(which: CertificateWhich) -> &'static str {
    match which {
        CertificateWhich::All => "全部",
        CertificateWhich::InForce => "有效",
        CertificateWhich::EndsSoon => "60 天内到期",
        CertificateWhich::Renewal => "等延续、更正、变更、补发决定",
        CertificateWhich::Owed => "等着发给持证人",
        CertificateWhich::Proceeding => "拟撤回、撤销、注销、吊销",
        CertificateWhich::Expired => "已到期",
        CertificateWhich::Ended => "已撤回、撤销、注销、吊销",
    }
}

/// What the paper is called.
pub fn result_name(text: Text, item: &catalogue::Item) -> String {
    text.pick(&item.result_name, item.result_name_en.as_deref()).to_owned()
}

fn number_of(organisation: &catalogue::Organisation, brief: &CertificateBrief) -> String {
    let (year, n) = brief.number;
    let number = casework::DocumentNo { year, n, ..brief.id.number() };
    words::document_no(organisation, catalogue::item::ItemKind::Licensing, number)
}

fn row(text: Text, brief: &CertificateBrief, result: String, number: String, is_late: bool) -> RecordRow {
    let until = brief.valid_until.map_or_else(|| text.t("长期").to_owned(), |day| text.date_of_seal(day));
    let mut notes: Vec<&str> = Vec::new();
    if brief.renewal {
        notes.push(text.t("等延续决定"));
    }
    if brief.reissue {
        notes.push(text.t("等更正、变更、补发决定"));
    }
    if brief.owed_on.is_some() {
        notes.push(text.t("等着发给持证人"));
    }
    if is_late {
        notes.push(text.t("已超期"));
    }
    if brief.proceeding {
        notes.push(text.t("正在听取持证人意见"));
    }
    let named = [
        ("证照", result),
        ("持证人", brief.holder.name()),
        ("有效期到", until),
        ("情况", notes.join(text.comma())),
    ];
    RecordRow {
        href: format!("{PATH}/{}", brief.id),
        name: number,
        cells: cells(text, named),
        state: said::standing(text, &brief.state),
    }
}

/// `GET /desk/certificates/{certificate}`
pub async fn show(opened: Opened, Path(certificate): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Some(id) = CertificateId::parse(&certificate) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.certificate_fetch_for(session, id).await {
        Ok(view) => {
            let drawn = draw(&at, session, &view, &SentForm::default(), String::new()).await;
            let said = match opened.query.get("done") {
                "hand-out" | "deliver-paper" => "已经发出，送达回证在文书里打印。",
                _ => "已经记下，持证人会收到通知。",
            };
            at.answer(drawn.map(|it| page(&it.after(opened.query.has("done"), said)))).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/certificates/{certificate}/{act}`
pub async fn send(Path((certificate, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, form) = (posted.at(), &posted.form);
    let Some(id) = CertificateId::parse(&certificate) else { return at.error(ErrorKind::BadRequest).await };
    let window = match posted.seat().await {
        Ok(window) => window,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let asked = certificate_forms::parse(&Typed { slug: &slug, form }, window);
    let (centre, session, command_id) = (&posted.app.centre, &posted.session, posted.command_id);
    let act = async |wanted: CertificateAct| {
        printable(&posted.app.press, wanted.words()).await?;
        second_factor::confirmed(&posted, ToSign::Certificate(id, &wanted)).await?;
        centre.certificate_act(session, id, command_id, posted.version(), &wanted).await
    };
    let done = |_| format!("{}?done={slug}", at.path);
    posted.carry_out(asked, act, done, async |problem| again(&posted, id, &slug, problem).await).await
}

async fn again(posted: &Posted, id: CertificateId, slug: &str, problem: Problem) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let view = match at.app.centre.certificate_fetch_for(session, id).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let about = About { text: posted.text(), organisation: &view.organisation, item: &view.item };
    let kept = about.kept(problem).with_day(&posted.form, slug);
    let sent = SentForm { slug, form: Some(&posted.form), problems: &kept.problems, refused: kept.refused };
    let drawn = draw(&at, session, &view, &sent, kept.stale).await;
    at.answer(drawn.map(|it| page_with(kept.status, &it))).await
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &CertificateView,
    sent: &SentForm<'_>,
    stale: String,
) -> Result<RecordPage, Fault> {
    let mut frame = at.frame(Nav::Certificates, Some(session)).await;
    let text = frame.text;
    frame.title = result_name(text, &view.item);
    let path = format!("{PATH}/{}", view.id);
    let about = About { text, organisation: &view.organisation, item: &view.item };
    let offers = view.offers(session);
    let mut open: Vec<&'static str> =
        offers.iter().filter(|(_, refusal)| refusal.is_none()).map(|(name, _)| *name).collect();
    if let Some(place) = open.iter().position(|name| *name == "hand-out") {
        // The same act in two forms: at the window, and in the law's other ways.
        open.insert(place + 1, "deliver-paper");
    }
    let names = open.iter().any(|act| ["correct", "change", "decide-reissue"].contains(act));
    let is_whole = names && at.app.centre.certificate_sight(session, view).await? == HolderSight::Whole;
    let mut acts = certificate_forms::forms(text, view, is_whole, &frame.csrf, &open, sent);
    let signs = |slug: &str| view.asks_code(session, slug);
    second_factor::ask_on(at.app, text, session, &mut acts, signs, sent).await?;
    let lost = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let barred = || offers.iter().find_map(|(_, refusal)| refusal.as_ref()).map(|it| about.refused(it));
    let nobody = lost.or_else(|| if acts.is_empty() { barred() } else { None });
    let papers = papers_of(view);
    let made = papers.iter().filter_map(|paper| match paper.number {
        PaperNo::Document(number) => Some((paper, number)),
        PaperNo::Receipt(_) => None,
    });
    let links = made.clone().map(|(paper, number)| PaperLink {
        href: format!("{path}/paper/{}", mark(paper.number)),
        name: said::number(view, number),
        issued: text.date_with_year(paper.on),
    });
    let certificates = made.filter(|(_, number)| number.kind == casework::DocumentKind::Certificate);
    let rows = certificates.map(|(paper, number)| {
        let after = view.file.after(number).map_or_else(String::new, |it| said::number(view, it));
        vec![
            said::number(view, number),
            text.date_with_year(paper.on),
            said::worth(text, paper.standing),
            after,
        ]
    });
    let tables = vec![RecordTable {
        title: text.t("做过的证").to_owned(),
        id: "papers-made",
        head: heads(text, &["编号", "哪天做的", "状态", "现在看这一份"]),
        rows: rows.collect(),
    }];
    let moments = view.lines.iter().rev().map(|line| {
        let (what, words_said) = said::said(text, view, line);
        RecordMoment {
            when: words::moment(text, line.recorded_at),
            what,
            who: words::actor(text, &view.organisation, &line.actor),
            words: words_said,
            photographs: Vec::new(),
        }
    });
    Ok(RecordPage {
        text,
        back: (PATH.to_owned(), text.t("证照").to_owned()),
        title: result_name(text, &view.item),
        subtitle: said::number(view, view.file.current().number),
        state: said::standing(text, view.file.standing.key()),
        stale,
        facts: said::facts(text, view).into_iter().chain(said::asked(text, view, is_whole)).collect(),
        acts,
        nobody,
        tables,
        papers: links.collect(),
        moments: moments.collect(),
        path,
        frame,
    })
}
