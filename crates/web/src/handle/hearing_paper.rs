//! `GET /desk/cases/{case}/hearing/paper/{paper}`: the notice of the right to be heard, the notice of the hearing, and its record,
//! as PDF (N13, N18, A26).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use casework::DocumentNo;
use casework::hearing::{Called, Held, Told, Who};
use catalogue::CaseId;
use centre::account::Session;
use centre::file::CaseFile;
use centre::hearing::HearingFile;
use centre::paper::PaperNo;
use paper::{Paper, Part};

use super::hearing_parties::party_of;
use super::said::Said;
use super::{legal, paper as press, paper_parts as made_of, visit_words, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::desk::PaperLink;
use pages::layout::{Nav, PageFrame};
use pages::text::{Text, masked_name};

/// One paper.
pub async fn paper(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/cases/{case}/hearing/paper/{paper}");
    let headers = press::asked_for(&headers, query);
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

async fn draw(at: &At<'_>, session: &Session, file: &HearingFile, name: &str) -> Answer {
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let Some(issued) = issued(file, name).filter(|_| file.case.destroyed().is_none()) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let seq = file.issued_at(issued.number()).unwrap_or(u64::MAX);
    let Some(said) = Said::at(&at.app.centre, issued.wording(), seq).await? else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let sheet = Sheet { at, text: frame.text, frame: &frame, file, said: &said };
    match sheet.paper(&issued) {
        Some(paper) => press::set(at, frame.clone(), said.laid(&frame, paper), name).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// A paper that was issued.
enum Issued {
    /// To one on the register: its rights, and until when.
    Right(Who, Told),
    /// To one of those who are invited.
    Call(Who, Called),
    /// The record.
    Record(Called, Held),
}

impl Issued {
    fn number(&self) -> DocumentNo {
        match self {
            Issued::Right(_, told) => told.notice,
            Issued::Call(_, called) => called.notice,
            Issued::Record(_, held) => held.number,
        }
    }

    /// The name of its wording.
    fn wording(&self) -> &'static str {
        match self {
            Issued::Right(..) => "hearing-right",
            Issued::Call(..) => "hearing-call",
            Issued::Record(..) => "hearing-record",
        }
    }
}

/// The paper of this name: `party-0`, `call`, `call-1`, `record`.
fn issued(file: &HearingFile, name: &str) -> Option<Issued> {
    let hearing = &file.hearing;
    let place = |of: &str| name.strip_prefix(of).and_then(|n| n.parse::<usize>().ok());
    match (name, place("party-"), place("call-")) {
        (_, Some(place), _) => {
            let party = hearing.parties.get(place)?;
            Some(Issued::Right(party.who, party.told?))
        }
        ("call", ..) => Some(Issued::Call(Who::Applicant, hearing.called?)),
        (_, _, Some(place)) => Some(Issued::Call(called(file, place)?, hearing.called?)),
        ("record", ..) => Some(Issued::Record(hearing.called?, hearing.held?)),
        _ => None,
    }
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

/// The applicant's own papers of the hearing among those of the case; those of everybody else stand on its page (N13, N18).
pub fn links(text: Text, file: &CaseFile, case_path: &str) -> Vec<PaperLink> {
    let Some(hearing) = &file.hearing else { return Vec::new() };
    let link = |paper: &str, name: &str, at| PaperLink {
        href: format!("{case_path}/hearing/paper/{paper}"),
        name: text.t(name).to_owned(),
        issued: words::moment(text, at),
    };
    let own = hearing.parties.iter().position(|party| party.who == Who::Applicant && party.stands());
    let told = own.and_then(|place| Some((place, hearing.parties.get(place)?.told?)));
    let told = told.map(|(place, told)| link(&format!("party-{place}"), "听证告知书", told.at));
    let called = hearing.called.map(|called| link("call", "听证通知书", called.called_at));
    let held = hearing.held.map(|held| link("record", "听证笔录", held.at));
    told.into_iter().chain(called).chain(held).collect()
}

/// A party that is not the applicant, who has a notice in any case.
fn called(file: &HearingFile, place: usize) -> Option<Who> {
    let party = file.hearing.parties.get(place).filter(|party| party.stands())?;
    Some(party.who).filter(|who| *who != Who::Applicant)
}

/// What a paper is made of.
struct Sheet<'a> {
    at: &'a At<'a>,
    frame: &'a PageFrame,
    text: Text,
    file: &'a HearingFile,
    said: &'a Said,
}

impl Sheet<'_> {
    fn t(&self, sentence: &str) -> String {
        self.text.t(sentence).to_owned()
    }

    fn say(&self, slot: &str, places: &[(&str, &dyn std::fmt::Display)]) -> String {
        self.said.say(self.text, slot, places)
    }

    fn item(&self) -> String {
        words::item(self.text, &self.file.case.item)
    }

    fn paper(&self, issued: &Issued) -> Option<Paper> {
        let (text, case, number) = (self.text, &self.file.case, issued.number());
        let receipt = case.filed()?.facts.receipt;
        let office = words::unit_in_full(text, &case.organisation, number.issuer);
        let code = self.at.app.centre.paper_code(receipt, PaperNo::Document(number));
        let (title, parts, on) = match issued {
            Issued::Right(who, told) => self.right(*who, told),
            Issued::Call(who, called) => self.call(*who, called),
            Issued::Record(called, held) => self.record(called, held),
        };
        Some(Paper {
            title,
            number: words::document_no(&case.organisation, case.item.kind, number),
            parts,
            ..made_of::of_office(self.at, self.frame, office, on, code)
        })
    }

    /// To a party: what is applied for, and its rights; nothing of the applicant's papers (A26). The applicant is told so of the
    /// own application (N13).
    fn right(&self, who: Who, told: &Told) -> (String, Vec<Part>, Day) {
        let own = who == Who::Applicant;
        let lead = if own { "lead-own" } else { "lead" };
        let party = party_of(self.text, self.file, who);
        let item = self.item();
        let due = self.text.date_with_year(told.until);
        let days = self.text.f("{day}；以后收到的，自收到之日起五个工作日内", [("day", &due)]);
        let mut parts = vec![
            Part::Lead { text: self.say(lead, &[("item", &item)]) },
            self.pairs(vec![
                ("送给", party.name),
                ("事项", item.clone()),
                ("有什么利害关系", if own { String::new() } else { party.interest }),
                ("最迟答复", days),
            ]),
        ];
        self.paragraphs(&mut parts, &[("item", &item), ("due", &due)]);
        parts.push(Part::Law { text: legal::licensing_law("第三十六条、第四十七条") });
        parts.push(self.signs(&["收到人", "日期"]));
        (self.say("title", &[]), parts, told.at.day())
    }

    /// To one of those who are invited, without the names of the others.
    fn call(&self, who: Who, called: &Called) -> (String, Vec<Part>, Day) {
        let (text, file) = (self.text, self.file);
        let (day, hour) = self.when(called);
        let chair = words::person_of_unit(text, &file.case.organisation, called.call.chair);
        let mut parts = vec![
            Part::Lead { text: self.say("lead", &[("day", &day), ("hour", &hour)]) },
            self.pairs(vec![
                ("送给", party_of(text, file, who).name),
                ("事项", self.item()),
                ("什么时候", [day.as_str(), hour.as_str()].join(" ")),
                ("在哪儿", file.texts.text(called.call.place.0)),
                ("主持人", chair),
            ]),
        ];
        self.paragraphs(&mut parts, &[("day", &day), ("hour", &hour)]);
        parts.push(Part::Law { text: legal::licensing_law("第四十八条") });
        parts.push(self.signs(&["收到人", "日期"]));
        (self.say("title", &[]), parts, called.called_at.day())
    }

    /// The record, with everybody who was invited and a place for each to sign.
    fn record(&self, called: &Called, held: &Held) -> (String, Vec<Part>, Day) {
        let (text, file) = (self.text, self.file);
        let (day, hour) = self.when(called);
        let chair = words::person(text, &file.case.organisation, called.call.chair);
        let mut parts = vec![
            Part::Lead { text: self.say("lead", &[("day", &day), ("hour", &hour), ("chair", &chair)]) },
            self.pairs(vec![
                ("事项", self.item()),
                ("在哪儿", file.texts.text(called.call.place.0)),
                ("主持人", words::person_of_unit(text, &file.case.organisation, called.call.chair)),
                ("签字", visit_words::signature_of(text, &file.texts, held.hold.signature)),
            ]),
            Part::Heading { text: self.t("参加人") },
            self.present(),
            Part::Heading { text: self.t("笔录") },
        ];
        let record = file.texts.text(held.hold.record.0);
        parts.extend(made_of::paragraphs(&record));
        self.paragraphs(&mut parts, &[]);
        parts.push(Part::Law { text: legal::licensing_law("第四十八条") });
        parts.push(self.signs(&["主持人", "记录人", "日期"]));
        (self.say("title", &[]), parts, held.at.day())
    }

    /// Who takes part: the applicant in any case, and everybody else on the register.
    fn present(&self) -> Part {
        let (text, file) = (self.text, self.file);
        let name = |who| party_of(text, file, who).name;
        let others = file.hearing.parties.iter().filter(|party| party.stands());
        let others = others.filter(|party| party.who != Who::Applicant);
        let others = others.map(|party| vec![name(party.who), self.t("利害关系人"), String::new()]);
        let own = vec![name(Who::Applicant), self.t("申请人"), String::new()];
        let rows = std::iter::once(own).chain(others).collect();
        let head = ["姓名或名称", "身份", "签名"].map(|it| text.t(it));
        Part::table(&[5, 3, 5], &head, rows)
    }

    fn when(&self, called: &Called) -> (String, String) {
        let (hour, minute) = called.call.at.hour_minute();
        (self.text.date_with_year(called.call.at.day()), format!("{hour:02}:{minute:02}"))
    }

    fn pairs(&self, rows: Vec<(&str, String)>) -> Part {
        made_of::pairs(self.text, rows)
    }

    fn paragraphs(&self, parts: &mut Vec<Part>, places: &[(&str, &dyn std::fmt::Display)]) {
        parts.extend(made_of::paragraphs(&self.say("body", places)));
    }

    fn signs(&self, rows: &[&str]) -> Part {
        made_of::signs(self.text, rows.iter().map(|label| (*label, String::new())))
    }
}
