//! The papers of a case and of a certificate for programs: which were issued, and each as PDF; and what the ledger knows of one
//! that somebody holds.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::certificate::CertificateId;
use centre::certificate_paper::HolderSight;
use centre::paper::PaperChecked;
use paper::{Paper, PaperError};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::body;
use super::call::{Answer, Call, language_of};
use super::cases::file;
use super::certificates::standing_key;
use super::problem::{Kind, Trouble};
use super::readings::{asks_first, purpose_needed};
use super::record::of_unit;
use super::shown::{day, time};
use pages::desk::Refused;
use pages::layout::Nav;
use web::app::respond::At;
use web::app::visitor::in_language;
use web::handle::{certificate_print, file_parts, paper as printed, paper_verify, said};

/// Characters of a code or number at most.
const CODE_CHARS_MAX: usize = 60;

/// A paper of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperLine {
    /// Its name, as `GET /cases/{case}/papers/{paper}` takes it.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// When it was issued; null for a sheet that shows how the case stands.
    pub issued_at: Option<String>,
}

/// The papers of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperLines {
    /// The papers, the first issued first.
    pub papers: Vec<PaperLine>,
}

/// `GET /api/v1/cases/{case}/papers`
pub async fn list(call: Call) -> Response {
    call.finish(lines(&call).await)
}

async fn lines(call: &Call) -> Answer {
    let (_, file) = file(call).await?;
    call.query(&[])?;
    let links = file_parts::papers(call.text, &file, "");
    // The latest of each kind; an earlier one stands under its own number at the desk.
    let latest = links.into_iter().filter(|link| link.href.matches('/').count() == 2);
    let papers = latest.map(|link| {
        let paper = link.href.rsplit('/').next().unwrap_or_default().to_owned();
        let seq = said::issued_at(&paper, &file.lines);
        let issued = file.lines.iter().find(|line| line.seq == seq);
        PaperLine { issued_at: issued.map(|line| time(line.recorded_at)), name: link.name, paper }
    });
    call.json(StatusCode::OK, &PaperLines { papers: papers.collect() })
}

/// The type of an answer that is a file.
pub fn pdf(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "contentMediaType": "application/pdf" })
}

/// `GET /api/v1/cases/{case}/papers/{paper}`
pub async fn one(call: Call) -> Response {
    call.finish(set(&call).await)
}

async fn set(call: &Call) -> Answer {
    let (bearer, file) = file(call).await?;
    call.query(&[])?;
    asks_first(call, &file)?;
    let headers = in_language(&call.headers, if call.text.is_english() { "en" } else { "zh" });
    let at = At { app: &call.app, headers: &headers, path: "/desk/cases" };
    let frame = at.frame(Nav::Nowhere, Some(&bearer.session)).await;
    let made = printed::made(&at, frame, &file, &call.second).await;
    let Some((_, paper)) = made.map_err(|fault| call.fault(&fault))? else {
        return Err(Kind::NotFound.into());
    };
    printed_as(call, paper).await
}

/// The paper as a file.
async fn printed_as(call: &Call, paper: Paper) -> Answer {
    let set = call.app.press.pdf(paper).await.map_err(|error| not_set(call, &error))?;
    let mut response = set.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    language_of(headers, call.text);
    Ok(response)
}

/// `GET /api/v1/certificates/{certificate}/papers/{paper}`
pub async fn of_certificate(call: Call) -> Response {
    call.finish(certificate_paper(&call).await)
}

async fn certificate_paper(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let id = CertificateId::parse(&call.place).ok_or(Kind::NotFound)?;
    let view = centre.certificate_fetch_for(session, id).await.map_err(|problem| call.problem(problem))?;
    of_unit(&bearer, view.file.authority)?;
    let sight = centre.certificate_sight(session, &view).await.map_err(|fault| call.fault(&fault))?;
    let is_masked = match sight {
        HolderSight::AsksFirst => return Err(purpose_needed(call)),
        sight => sight == HolderSight::Masked,
    };
    let headers = in_language(&call.headers, if call.text.is_english() { "en" } else { "zh" });
    let at = At { app: &call.app, headers: &headers, path: "/desk/certificates" };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let paper = certificate_print::made(&at, &frame, &view, &call.second, is_masked).await;
    let paper = paper.map_err(|fault| call.fault(&fault))?;
    printed_as(call, paper.ok_or(Kind::NotFound)?).await
}

fn not_set(call: &Call, error: &PaperError) -> Trouble {
    let (code, sentence) = match error {
        PaperError::MissingGlyph(it) => {
            let code = format!("U+{:04X}", u32::from(*it));
            let places: [(&str, &dyn std::fmt::Display); 2] = [("character", it), ("code", &code)];
            ("missing-glyph", call.text.f("“{character}”（{code}）这个字，打印用的字库里没有。", places))
        }
        PaperError::NoFont => ("no-font", call.text.t("这台机器没有中文字库，打不了文书").to_owned()),
        PaperError::TooLong => ("paper-too-long", call.text.t("这份文书太长，打不了").to_owned()),
        PaperError::Inside(why) => return call.fault(&centre::Fault::Inside(why.clone())),
    };
    Trouble::refused(Refused { sentence, code: code.to_owned(), ..Refused::default() })
}

/// A paper that somebody holds.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyAsked {
    /// The code under its QR code, or its printed number.
    #[schemars(length(max = 60))]
    pub code: String,
}

/// What is known of it; nothing personal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifiedShown {
    /// `genuine`, `superseded`, `revoked`, `expired`, `void`, `renewed`, `withdrawn`, `cancelled` or `rescinded`.
    pub standing: String,
    /// The same as a sentence.
    pub says: String,
    /// What paper it is.
    pub kind: String,
    /// The number it must bear.
    pub number: String,
    /// In whose name.
    pub issuer: String,
    /// The day of issue.
    #[schemars(extend("format" = "date"))]
    pub issued_on: String,
    /// The number of the paper that stands in its place.
    pub replaced_by: Option<String>,
    /// The last valid day of a certificate.
    pub valid_until: Option<String>,
}

/// `POST /api/v1/verify`
pub async fn verify(call: Call, body: Body) -> Response {
    call.finish(checked(&call, body).await)
}

async fn checked(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let asked: VerifyAsked = body::read(call, body).await?;
    if asked.code.chars().count() > CODE_CHARS_MAX {
        return Err(Kind::NotFound.into());
    }
    let headers = in_language(&call.headers, if call.text.is_english() { "en" } else { "zh" });
    let at = At { app: &call.app, headers: &headers, path: "/verify" };
    let found = paper_verify::asked(&at, asked.code.trim(), &call.address).await;
    let found = found.map_err(|fault| call.fault(&fault))?.map_err(|problem| call.problem(problem))?;
    let answer = shown(call, &at, &found).await?;
    call.json(StatusCode::OK, &answer)
}

async fn shown(call: &Call, at: &At<'_>, found: &PaperChecked) -> Result<VerifiedShown, Trouble> {
    let said = paper_verify::verified(at, found).await.map_err(|fault| call.fault(&fault))?;
    Ok(VerifiedShown {
        standing: standing_key(found.paper.standing).to_owned(),
        says: said.answer,
        kind: said.kind,
        number: said.number,
        issuer: said.issuer,
        issued_on: day(found.paper.on),
        replaced_by: Some(said.replaced_by).filter(|it| !it.is_empty()),
        valid_until: found.valid_until.map(day),
    })
}
