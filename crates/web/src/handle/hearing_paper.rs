//! `GET /desk/cases/{case}/hearing/paper/{paper}`: the notice to a party, the notice of the hearing, its record.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::DocumentNo;
use casework::hearing::Who;
use catalogue::CaseId;
use centre::account::Session;
use centre::hearing::HearingFile;
use centre::paper::PaperNo;

use super::hearings::{party_of, when};
use super::print::public_address;
use super::{legal, visit_words, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::print::{NoticePaper, PaperHead, Seal, qr_svg};
use pages::text::{Text, masked_name};

/// One paper.
pub async fn paper(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper)): Path<(String, String)>,
) -> Response {
    let path = format!("/desk/cases/{case}/hearing/paper/{paper}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    let file = match app.centre.hearing_fetch(&session, id).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    if let Some(ask) = super::views::asks_first(&file.case) {
        return ask;
    }
    at.answer(draw(&at, &session, &file, &paper).await).await
}

async fn draw(at: &At<'_>, session: &Session, file: &HearingFile, paper: &str) -> Answer {
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let place = |of: &str| paper.strip_prefix(of).and_then(|n| n.parse::<usize>().ok());
    let drawn = match (paper, place("party-"), place("call-")) {
        (_, Some(place), _) => party(frame, file, place),
        ("call", ..) => call(frame, file, Who::Applicant),
        (_, _, Some(place)) => called(file, place).and_then(|who| call(frame, file, who)),
        ("record", ..) => record(frame, file),
        _ => None,
    };
    let (Some((number, mut paper)), Some(filed)) = (drawn, file.case.filed()) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let code = at.app.centre.paper_code(filed.facts.receipt, PaperNo::Document(number));
    let address = format!("{}/verify/{code}", public_address(at));
    paper.check = Some((qr_svg(&address, paper.frame.text.t("扫码核对真伪")), code));
    Ok(page(&paper))
}

/// Who is invited to the hearing, each by a paper of the own: the paper's name, and to whom it goes. Nobody reads the names of the
/// others on it (A26).
pub fn calls(text: Text, file: &HearingFile) -> Vec<(String, String)> {
    if file.hearing.called.is_none() {
        return Vec::new();
    }
    let thirds = (0..file.hearing.parties.len()).filter_map(|place| {
        let name = party_of(text, file, called(file, place)?).name;
        // Who takes no part and has not said what for reads no names (F33).
        Some((format!("call-{place}"), if file.case.whole { name } else { masked_name(&name) }))
    });
    std::iter::once(("call".to_owned(), text.t("申请人").to_owned())).chain(thirds).collect()
}

/// A party that is not the applicant, who has a notice in any case.
fn called(file: &HearingFile, place: usize) -> Option<Who> {
    file.hearing.parties.get(place).map(|party| party.who).filter(|who| *who != Who::Applicant)
}

fn head(text: Text, file: &HearingFile, title: &str, number: casework::DocumentNo) -> PaperHead {
    let organisation = &*file.case.organisation;
    PaperHead {
        issuer: words::unit_in_full(text, organisation, number.issuer),
        title: text.t(title).to_owned(),
        number: words::document_no(organisation, file.case.item.kind, number),
        copy: text.t("送达本人").to_owned(),
        back: format!("/desk/cases/{}/hearing", file.case.state.id),
        printed: text.f("{time} 打印", [("time", &words::moment(text, file.case.now))]),
    }
}

fn seal(text: Text, file: &HearingFile, number: casework::DocumentNo, on: calendar::Day) -> Seal {
    Seal {
        office: words::unit_in_full(text, &file.case.organisation, number.issuer),
        words: text.t("（盖章）").to_owned(),
        on: text.date_of_seal(on),
    }
}

fn signs(text: Text) -> Vec<String> {
    ["收到人", "日期"].map(|it| text.t(it).to_owned()).into()
}

fn titled(mut frame: PageFrame, title: &str) -> PageFrame {
    frame.title = frame.text.t(title).to_owned();
    frame
}

/// To a party: what is applied for, and its rights; nothing of the applicant's papers (A26). The applicant is told so of the own
/// application (N13).
fn party(frame: PageFrame, file: &HearingFile, place: usize) -> Option<(DocumentNo, NoticePaper)> {
    let text = frame.text;
    let party = file.hearing.parties.get(place)?;
    let told = party.told?;
    let own = party.who == Who::Applicant;
    let who = party_of(text, file, party.who);
    let item = words::item(text, &file.case.item);
    let until = text.date_with_year(told.until);
    let body = [
        text.f("您可以陈述意见、申辩；要求听证的，{day}以前提出，不收费。", [("day", &until)]),
        text.t("到期没有提出的，我们依法继续办理。意见可以写下来，也可以当面说，由我们记录。").to_owned(),
    ];
    let (title, next) = match own {
        true => {
            ("陈述、听证权利告知书", "您申请的“{item}”可能和别人的重大利益有关，决定以前依法听您的意见。")
        }
        false => ("利害关系人告知书", "有人申请“{item}”，可能和您的重大利益有关。"),
    };
    let interest = (!own).then(|| (text.t("有什么利害关系").to_owned(), who.interest));
    let paper = NoticePaper {
        head: head(text, file, title, told.notice),
        to: who.name,
        next: text.f(next, [("item", &item)]),
        facts: interest.into_iter().chain([(text.t("最迟答复").to_owned(), until)]).collect(),
        body: body.into(),
        law: legal::licensing_law("第三十六条、第四十七条"),
        signs: signs(text),
        check: None,
        seal: seal(text, file, told.notice, told.at.day()),
        frame: titled(frame, title),
    };
    Some((told.notice, paper))
}

/// To one of those who are invited, without the names of the others.
fn call(frame: PageFrame, file: &HearingFile, who: Who) -> Option<(DocumentNo, NoticePaper)> {
    let text = frame.text;
    let called = file.hearing.called?;
    let item = words::item(text, &file.case.item);
    let body =
        text.t("听证公开举行，不收费，可以委托人参加。认为主持人和这件事有直接利害关系的，有权申请回避。");
    let paper = NoticePaper {
        head: head(text, file, "听证通知书", called.notice),
        to: party_of(text, file, who).name,
        next: text.f("听证定在 {when}，请带身份证件参加。", [("when", &when(text, called.call.at))]),
        facts: vec![
            (text.t("事项").to_owned(), item),
            (text.t("在哪儿").to_owned(), file.texts.text(called.call.place.0)),
            (
                text.t("主持人").to_owned(),
                words::person_of_unit(text, &file.case.organisation, called.call.chair),
            ),
        ],
        body: vec![body.to_owned()],
        law: legal::licensing_law("第四十八条"),
        signs: signs(text),
        check: None,
        seal: seal(text, file, called.notice, called.called_at.day()),
        frame: titled(frame, "听证通知书"),
    };
    Some((called.notice, paper))
}

fn record(frame: PageFrame, file: &HearingFile) -> Option<(DocumentNo, NoticePaper)> {
    let text = frame.text;
    let (held, called) = (file.hearing.held?, file.hearing.called?);
    let paper = NoticePaper {
        head: head(text, file, "听证笔录", held.number),
        to: words::item(text, &file.case.item),
        next: text.f(
            "{when}由{chair}主持听证，根据这份笔录作决定。",
            [
                ("when", &when(text, called.call.at)),
                ("chair", &words::person(text, &file.case.organisation, called.call.chair)),
            ],
        ),
        facts: vec![(
            text.t("签字").to_owned(),
            visit_words::signature_of(text, &file.texts, held.hold.signature),
        )],
        body: vec![file.texts.text(held.hold.record.0)],
        law: legal::licensing_law("第四十八条"),
        signs: ["主持人", "参加人", "日期"].map(|it| text.t(it).to_owned()).into(),
        check: None,
        seal: seal(text, file, held.number, held.at.day()),
        frame: titled(frame, "听证笔录"),
    };
    Some((held.number, paper))
}
