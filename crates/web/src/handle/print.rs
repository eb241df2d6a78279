//! The papers of a case: each is made of its entries and its state; what was not issued cannot be printed.

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use calendar::{Day, Instant};
use casework::{Event, File};
use catalogue::{Authority, CaseId, PersonId};
use centre::Centre;
use centre::account::Session;
use centre::file::CaseFile;
use centre::paper::{PaperNo, issued_at};

use super::paper::asked_for;
use super::said::Said;
use super::{print_course, print_end, print_intake, print_other, words};
use crate::app::App;
use crate::app::frame::post_word;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::print::{PaperCase, PaperHead, Seal, qr_svg};
use pages::text::{Text, masked_number};

/// How the seal is called that an authority keeps in the hall.
const APPROVAL_SEAL: &str = "行政审批专用章";

/// `GET /desk/cases/{case}/print/{paper}?in=`
pub async fn paper(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/cases/{case}/print/{paper}");
    let headers = asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw(&at, &session, &case, &paper, None).await).await
}

/// `GET /desk/cases/{case}/print/{paper}/{mark}?in=`: an earlier one of its kind, by the mark of its number (F23).
pub async fn earlier(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper, mark)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/cases/{case}/print/{paper}/{mark}");
    let headers = asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw(&at, &session, &case, &paper, Some(&mark)).await).await
}

/// The case as it stood when the paper with this mark was issued; without a mark as it stands.
pub fn when_issued(file: CaseFile, mark: Option<&str>) -> Option<CaseFile> {
    let Some(mark) = mark else { return Some(file) };
    let place = issued_at(file.filed()?.facts.receipt, &file.lines, mark)?;
    file.as_of(place)
}

async fn draw(at: &At<'_>, session: &Session, case: &str, paper: &str, mark: Option<&str>) -> Answer {
    let Ok(case) = CaseId::parse(case) else { return Ok(at.error(ErrorKind::NotFound).await) };
    let file = match at.app.centre.case_fetch_for(session, case).await {
        Ok(file) => file,
        Err(problem) => return Ok(at.shut(problem).await),
    };
    if let Some(ask) = super::views::asks_first(&file) {
        return Ok(ask);
    }
    let kept = Some(file).filter(|file| file.destroyed().is_none()).and_then(|file| when_issued(file, mark));
    let Some((file, filed)) = kept.as_ref().and_then(|file| Some((file, file.filed()?))) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let Some(said) = Said::of(&at.app.centre, paper, &file.lines).await? else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let sheet = Sheet {
        text: frame.text,
        frame,
        said,
        file,
        filed,
        track: format!("{}/track", public_address(at)),
        centre: at.app.centre.as_ref(),
    };
    let drawn = match paper {
        "receipt" => Some(page(&print_intake::receipt(&sheet))),
        "correction" => print_intake::correction(&sheet).map(|it| page(&it)),
        "acceptance" => print_intake::acceptance(&sheet).map(|it| page(&it)),
        "refusal" => print_intake::refusal(&sheet).map(|it| page(&it)),
        "handover" => print_course::handover(&sheet).map(|it| page(&it)),
        "special" => print_course::special(&sheet).map(|it| page(&it)),
        "extension" => print_other::extension(&sheet).map(|it| page(&it)),
        "withdrawal" => print_other::withdrawal(&sheet).map(|it| page(&it)),
        "decision" => print_end::decision(&sheet).map(|it| page(&it)),
        "delivery" => print_end::delivery(&sheet).map(|it| page(&it)),
        "instant" => print_end::instant(&sheet).map(|it| page(&it)),
        _ => None,
    };
    match drawn {
        Some(response) => Ok(response),
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// Where people reach us: the set address, or the one of this request.
pub fn public_address(at: &At<'_>) -> String {
    let set = at.app.settings.public_url.trim_end_matches('/');
    if !set.is_empty() {
        return set.to_owned();
    }
    let host = at.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

/// What a paper is made of.
pub struct Sheet<'a> {
    /// Language.
    pub text: Text,
    /// Frame.
    pub frame: PageFrame,
    /// The whole case.
    pub file: &'a CaseFile,
    /// Facts and stage.
    pub filed: &'a File,
    /// What the paper says.
    pub said: Said,
    /// Address of the tracking page.
    pub track: String,
    /// The centre, which knows the codes of papers.
    pub centre: &'a Centre,
}

impl Sheet<'_> {
    /// A sentence of the paper, with its places filled; the names of the case stand in every sentence.
    pub fn say(&self, slot: &str, places: &[(&str, &dyn Display)]) -> String {
        let item = words::item(self.text, &self.file.item);
        let authority = words::unit_in_full(self.text, &self.file.organisation, self.filed.facts.authority);
        let (receipt, centre) = (words::receipt_no(self.filed.facts.receipt), self.centre());
        let common: [(&str, &dyn Display); 5] = [
            ("applicant", &self.file.applicant.name),
            ("item", &item),
            ("receipt", &receipt),
            ("authority", &authority),
            ("centre", &centre),
        ];
        self.said.say(self.text, slot, &[places, &common].concat())
    }

    /// The paragraphs of the paper's own text.
    pub fn body(&self, places: &[(&str, &dyn Display)]) -> Vec<String> {
        let body = self.say("body", places);
        body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    }

    /// The frame with this title.
    pub fn titled(&self, title: &str) -> PageFrame {
        PageFrame { title: title.to_owned(), ..self.frame.clone() }
    }

    /// The head of a paper of the authority.
    pub fn head(&self, title: &str, number: String) -> PaperHead {
        let time = self.moment(self.file.now);
        PaperHead {
            issuer: words::unit_in_full(self.text, &self.file.organisation, self.filed.facts.authority),
            title: title.to_owned(),
            number,
            copy: self.text.t("申请人留存").to_owned(),
            back: format!("/desk/cases/{}", self.file.state.id),
            printed: self.text.f("{time} 打印", [("time", &time)]),
        }
    }

    /// Name of the centre.
    pub fn centre(&self) -> String {
        let centre = &self.file.organisation.centre;
        self.text.pick(&centre.name, Some(&centre.name_en)).to_owned()
    }

    /// Who and what.
    pub fn case(&self) -> PaperCase {
        let applicant = &self.file.applicant;
        let representative = applicant.representative.as_ref().map_or_else(String::new, |it| {
            it.name.clone() + &self.text.aside(self.document(&it.document_type, &it.document_number))
        });
        PaperCase {
            applicant: applicant.name.clone(),
            document: self.document(&applicant.document_type, &applicant.document_number),
            representative,
            item: words::item(self.text, &self.file.item),
            receipt_no: words::receipt_no(self.filed.facts.receipt),
        }
    }

    /// A document masked: 居民身份证 990121********0016.
    pub fn document(&self, kind: &str, number: &str) -> String {
        format!("{} {}", words::document_type(self.text, kind), masked_number(number)).trim().to_owned()
    }

    /// The seal of the authority, with the day of the paper.
    pub fn seal(&self, on: Day) -> Seal {
        let office = words::unit_in_full(self.text, &self.file.organisation, self.filed.facts.authority);
        let own = &self.file.item.decision.seal;
        let unit = self.file.organisation.unit(self.filed.facts.authority);
        let plain = unit.is_none_or(|unit| unit.name == *own) || own.is_empty();
        let words = match own.strip_suffix(APPROVAL_SEAL) {
            _ if plain => self.text.t("（盖章）").to_owned(),
            Some(_) => self.text.t("（行政审批专用章）").to_owned(),
            None => self.text.aside(own).trim().to_owned(),
        };
        Seal { office, words, on: self.text.date_of_seal(on) }
    }

    /// The seal on a decision: signed by letter in the authority's name, it bears the authority's seal for approvals
    /// (C8).
    pub fn seal_of_decision(&self, on: Day, basis: Authority) -> Seal {
        match basis {
            Authority::ByDelegation { .. } => {
                Seal { words: self.text.t("（行政审批专用章）").to_owned(), ..self.seal(on) }
            }
            Authority::ByPost { .. } | Authority::No { .. } => self.seal(on),
        }
    }

    /// The number of a paper.
    pub fn number(&self, number: casework::DocumentNo) -> String {
        words::document_no(&self.file.organisation, self.filed.facts.kind, number)
    }

    /// The QR code that leads to the case.
    pub fn qr(&self, label: &str) -> String {
        let number = centre::row::receipt_text(self.filed.facts.receipt);
        qr_svg(&format!("{}?no={number}", self.track), self.text.t(label))
    }

    /// Address of the page that checks papers.
    pub fn verify(&self) -> String {
        format!("{}/verify", self.track.strip_suffix("/track").unwrap_or(&self.track))
    }

    /// The code by which a paper is checked.
    pub fn code(&self, number: PaperNo) -> String {
        self.centre.paper_code(self.filed.facts.receipt, number)
    }

    /// A moment with its year.
    pub fn moment(&self, at: Instant) -> String {
        let (hour, minute) = at.hour_minute();
        format!("{} {hour:02}:{minute:02}", self.text.date_with_year(at.day()))
    }

    /// A moment in a column: the day without its weekday.
    pub fn moment_short(&self, at: Instant) -> String {
        let (hour, minute) = at.hour_minute();
        format!("{} {hour:02}:{minute:02}", self.text.date_of_seal(at.day()))
    }

    /// A person's name.
    pub fn person(&self, id: PersonId) -> String {
        words::person(self.text, &self.file.organisation, id)
    }

    /// A person with the post, or the letter, by which the person acted.
    pub fn by(&self, id: PersonId, basis: Authority) -> String {
        let as_what = match basis {
            Authority::ByPost { post, .. } => self.text.t(post_word(post)).to_owned(),
            Authority::ByDelegation { .. } => self.text.t("依授权委托书").to_owned(),
            Authority::No { .. } => return self.person(id),
        };
        self.person(id) + &self.text.aside(as_what)
    }

    /// The latest fact of a kind, with its place among the lines.
    pub fn latest<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<(usize, T)> {
        let lines = self.file.lines.iter().enumerate().rev();
        lines.filter_map(|(place, line)| Some((place, pick(&line.event)?))).next()
    }
}
