//! Papers as PDF: for officers who may see the case, and for the applicant who has shown number and query code.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::{DocumentNo, Stage};
use catalogue::CaseId;
use centre::account::Session;
use centre::file::CaseFile;
use centre::notice::certificate_made;
use centre::paper::{PaperNo, mark};
use paper::{Language, Paper, PaperError, Press};
use tokio::sync::Semaphore;

use super::delivery_words::electronic_certificate;
use super::print::{Sheet, public_address};
use super::said::Said;
use super::{certificate_print, paper_make, track};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, ErrorKind, error_response, see_other};
use crate::app::visitor::{Officer, in_language};
use pages::layout::{Nav, PageFrame};
use pages::portal::ErrorPage;

/// Papers that are set at the same time; a third waits, so that pages stay quick on a small machine.
const AT_ONCE: usize = 2;
/// Papers that belong into the applicant's hands; the others stay in the file.
const OWN: [&str; 13] = [
    "receipt",
    "correction",
    "acceptance",
    "refusal",
    "closure",
    "commitment",
    "return",
    "withdrawal",
    "special",
    "extension",
    "instant",
    "decision",
    "cover",
];

/// The certificate, where the file is what its holder has.
const CERTIFICATE: &str = "certificate";

/// The press of the house. It is opened when the first paper is wanted: its fonts take some forty megabytes.
pub struct PaperPress {
    fonts: Option<PathBuf>,
    press: Arc<Mutex<Option<Arc<Press>>>>,
    places: Semaphore,
}

impl PaperPress {
    /// A press that also takes the fonts of this folder.
    pub fn new(fonts: Option<PathBuf>) -> PaperPress {
        PaperPress { fonts, press: Arc::default(), places: Semaphore::new(AT_ONCE) }
    }

    /// The paper as PDF, set on a thread of its own.
    pub async fn pdf(&self, paper: Paper) -> Result<Vec<u8>, PaperError> {
        let _place = self.places.acquire().await.map_err(|error| PaperError::Inside(error.to_string()))?;
        let (fonts, press) = (self.fonts.clone(), self.press.clone());
        let set = tokio::task::spawn_blocking(move || {
            let press = {
                let mut open = press.lock().unwrap_or_else(PoisonError::into_inner);
                match &*open {
                    Some(press) => press.clone(),
                    None => open.insert(Arc::new(Press::open(fonts.as_deref())?)).clone(),
                }
            };
            press.pdf(&paper)
        });
        set.await.map_err(|error| PaperError::Inside(error.to_string()))?
    }
}

/// The headers with the language that the address asks for: `in` is `zh` or `en`.
pub fn asked_for(headers: &HeaderMap, query: Option<String>) -> HeaderMap {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    in_language(headers, query.get("in"))
}

/// `GET /desk/cases/{case}/paper/{paper}`
pub async fn desk(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/cases/{case}/paper/{paper}");
    let headers = asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(for_officer(&at, &session, &case, &paper, None).await).await
}

/// `GET /desk/cases/{case}/paper/{paper}/{mark}`: an earlier one of its kind, by the mark of its number (F23).
pub async fn earlier(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper, mark)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/cases/{case}/paper/{paper}/{mark}");
    let headers = asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(for_officer(&at, &session, &case, &paper, Some(&mark)).await).await
}

async fn for_officer(at: &At<'_>, session: &Session, case: &str, paper: &str, mark: Option<&str>) -> Answer {
    let Ok(case) = CaseId::parse(case) else { return Ok(at.error(ErrorKind::NotFound).await) };
    match at.app.centre.case_fetch_for(session, case).await {
        Ok(file) => match super::views::asks_first(&file) {
            Some(ask) => Ok(ask),
            None if file.destroyed().is_some() => Ok(at.error(ErrorKind::NotFound).await),
            None => match super::print::when_issued(file, mark) {
                Some(file) => printed(at, Some(session), &file, paper).await,
                None => Ok(at.error(ErrorKind::NotFound).await),
            },
        },
        Err(problem) => Ok(at.shut(problem).await),
    }
}

/// `GET /track/case/paper/{paper}`
pub async fn tracked(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(paper): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/track/case/paper/{paper}");
    let headers = asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(for_applicant(&at, &paper).await).await
}

async fn for_applicant(at: &At<'_>, paper: &str) -> Answer {
    let Some(case) = track::case_of_pass(at.app, at.headers).await? else { return Ok(see_other("/track")) };
    let Some(file) = at.app.centre.case_fetch(case).await? else { return Ok(see_other("/track")) };
    if let (CERTIFICATE, Some(number)) = (paper, electronic_certificate(&file)) {
        return certificate(at, &file, number).await;
    }
    if !own_papers(&file).contains(&paper) {
        return Ok(at.error(ErrorKind::NotFound).await);
    }
    printed(at, None, &file, paper).await
}

/// The certificate of a result that was delivered electronically (C25).
async fn certificate(at: &At<'_>, file: &CaseFile, number: DocumentNo) -> Answer {
    let view = match file.filed().and_then(certificate_made) {
        Some(id) => at.app.centre.certificate_fetch(id).await?,
        None => None,
    };
    let Some(view) = view else { return Ok(at.error(ErrorKind::NotFound).await) };
    let frame = at.frame(Nav::Nowhere, None).await;
    match certificate_print::made(at, &frame, &view, &mark(PaperNo::Document(number)), false).await? {
        Some(paper) => set(at, frame, paper, CERTIFICATE).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// The papers of a case that its applicant may print: who can read the state is not who may fetch the decision, so
/// that paper is there only once it was delivered (C13, N16).
pub fn own_papers(file: &CaseFile) -> Vec<&'static str> {
    if file.destroyed().is_some() {
        return Vec::new();
    }
    let delivered = matches!(file.filed().map(|it| &it.stage), Some(Stage::Delivered { .. }));
    OWN.into_iter().filter(|paper| delivered || !matches!(*paper, "decision" | "instant" | "cover")).collect()
}

async fn printed(at: &At<'_>, session: Option<&Session>, file: &CaseFile, name: &str) -> Answer {
    let frame = at.frame(Nav::Nowhere, session).await;
    match made(at, frame, file, name).await? {
        Some((frame, paper)) => set(at, frame, paper, name).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// A paper of a case before it is set; none for a name that is none, a paper that was not issued, and a destroyed dossier.
pub async fn made(
    at: &At<'_>,
    frame: PageFrame,
    file: &CaseFile,
    name: &str,
) -> Result<Option<(PageFrame, Paper)>, centre::Fault> {
    let Some(filed) = file.filed().filter(|_| file.destroyed().is_none()) else { return Ok(None) };
    let Some(said) = Said::of(&at.app.centre, name, &file.lines).await? else { return Ok(None) };
    let public = public_address(at);
    let sheet = Sheet {
        text: frame.text,
        frame,
        said,
        file,
        filed,
        track: format!("{public}/track"),
        centre: at.app.centre.as_ref(),
    };
    let made = paper_make::paper(&sheet, name).map(|paper| sheet.said.laid(&sheet.frame, paper));
    Ok(made.map(|paper| (sheet.frame, paper)))
}

/// A sheet of the centre before anything is written on it: language, in whose name, the mark of a demonstration and the foot.
pub fn blank(frame: &PageFrame, foot: &str) -> Paper {
    let text = frame.text;
    Paper {
        language: if text.is_english() { Language::En } else { Language::Zh },
        issuer: frame.centre.clone(),
        banner: if frame.is_demo { text.t("示例数据，仅供演示").to_owned() } else { String::new() },
        foot: text.t(foot).to_owned(),
        ..Paper::default()
    }
}

/// Sets a paper and answers with it, or with the page that says which character is missing.
pub async fn set(at: &At<'_>, frame: PageFrame, paper: Paper, name: &str) -> Answer {
    Ok(match at.app.press.pdf(paper).await {
        Ok(pdf) => pdf_response(pdf, name),
        Err(error) => {
            tracing::warn!(paper = name, %error, "a paper was not printed");
            match error {
                PaperError::MissingGlyph(character) => {
                    error_response(&ErrorPage::missing_glyph(frame, character))
                }
                PaperError::NoFont => error_response(&ErrorPage::no_font(frame)),
                PaperError::TooLong => error_response(&ErrorPage::paper_too_long(frame)),
                PaperError::Inside(_) => {
                    let number = at.app.fault_number();
                    tracing::error!(fault = number, detail = %error, "a fault");
                    at.error(ErrorKind::Fault(number)).await
                }
            }
        }
    })
}

fn pdf_response(pdf: Vec<u8>, name: &str) -> Response {
    let mut response = pdf.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let shown = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\""));
    headers.insert(header::CONTENT_DISPOSITION, shown.unwrap_or(HeaderValue::from_static("inline")));
    response
}
