//! What is known of whoever stands at the window, for programs: before an intake the earlier case on the same matter and certificates
//! in force (E11, E14); after a lost receipt the own cases (E15). Each in a body, so that no number stands in an address or a log.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::catalogue_use::ItemEntry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body;
use super::call::{Answer, Call};
use super::came::at_window;
use super::intake::{problem, within};
use super::problem::Trouble;
use super::record::{of_unit, whole};
use super::shown::{day, time};
use web::handle::act::seat;
use web::handle::words;

/// Characters of the type of a document and of its number at most, and of what a case is about.
const CHARS_MAX: (usize, usize, usize) = (8, 64, 300);

/// Whoever is about to apply.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicantLookAsked {
    /// Short name of the item.
    #[schemars(length(max = 64))]
    item: String,
    /// Type of the document shown, as at the intake.
    #[schemars(length(max = 8))]
    document_type: String,
    /// Its number.
    #[schemars(length(max = 64))]
    document_number: String,
    /// What the case is about, where one applicant may have several.
    #[serde(default)]
    #[schemars(length(max = 300))]
    object: String,
}

/// What is known of an applicant; nothing where the document's number is none.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApplicantKnown {
    /// The case on the same matter that ended and is taken up again by itself; null where there is none.
    pub earlier: Option<EarlierShown>,
    /// Certificates in force, those of the item first; 6 at most.
    pub certificates: Vec<CertificateHeld>,
}

/// A case that is taken up again.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EarlierShown {
    /// The case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// Its state, as in lists.
    pub state: String,
    /// Rows that need not be handed in again: they may stand in `earlier` and among the papers kept.
    pub rows: Vec<u8>,
    /// The papers go over to the new case; otherwise a copy is taken of them.
    pub papers_move: bool,
    /// The window at which they wait; null where they do not.
    pub window: Option<String>,
}

/// A certificate that is held.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificateHeld {
    /// Its name.
    pub certificate: String,
    /// Its number, as it stands on the paper.
    pub number: String,
    /// Short name of the item.
    pub item: String,
    /// It is of the item asked for: a change, a renewal or a replacement, and no new application.
    pub same_item: bool,
    /// Last valid day; null where no rule ends it.
    pub valid_until: Option<String>,
    /// It bears another document number today.
    pub other_document: bool,
}

/// Whoever lost a receipt, with the document shown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnReceiptsAsked {
    /// Type of the document shown, as at the intake.
    #[schemars(length(max = 8))]
    document_type: String,
    /// Its number.
    #[schemars(length(max = 64))]
    document_number: String,
    /// The window; where the person sits when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    window: Option<String>,
}

/// The cases registered on a document, the latest first; 20 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnReceipts {
    /// What each is about, and when it came; nothing else of it.
    pub receipts: Vec<OwnReceiptLine>,
}

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnReceiptLine {
    /// The case, by which its receipt is printed again.
    pub case: String,
    /// Short name of the item.
    pub item: String,
    /// When it was received.
    #[schemars(extend("format" = "date-time"))]
    pub received_at: String,
}

/// `POST /api/v1/applicants/find`
pub async fn find(call: Call, body: Body) -> Response {
    call.finish(known(&call, body).await)
}

async fn known(call: &Call, body: Body) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let asked: ApplicantLookAsked = body::read(call, body).await?;
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    within("document_type", &asked.document_type, CHARS_MAX.0).map_err(wrong)?;
    within("document_number", &asked.document_number, CHARS_MAX.1).map_err(wrong)?;
    within("object", &asked.object, CHARS_MAX.2).map_err(wrong)?;
    let (centre, fault) = (&call.app.centre, |fault| call.fault(&fault));
    let entry = centre.item_entry(&asked.item).await.map_err(fault)?;
    let Some(ItemEntry { item, .. }) = entry else {
        return Err(wrong(problem("item", FieldWhy::NotAChoice)));
    };
    of_unit(&bearer, item.authority)?;
    let (kind, number) = (asked.document_type.trim(), asked.document_number.trim());
    let known = centre.person_known(&bearer.session, &item, kind, number, asked.object.trim()).await;
    let known = known.map_err(fault)?;
    if let Some(until) = known.wait_until {
        return Err(call.problem(Problem::Throttled(until)));
    }
    let organisation = call.organisation().await?;
    let mut certificates = Vec::with_capacity(known.holds.len());
    for held in &known.holds {
        let Some(of) = centre.item_body(held.item_body).await.map_err(fault)? else { continue };
        if !bearer.covers_unit(of.authority) {
            continue;
        }
        certificates.push(CertificateHeld {
            certificate: held.id.to_string(),
            number: words::document_no(&organisation, of.kind, held.number),
            item: of.short.to_string(),
            same_item: held.same_item,
            valid_until: held.valid_until.map(day),
            other_document: held.other_document,
        });
    }
    let earlier = known.earlier.map(|it| EarlierShown {
        case: it.id.to_string(),
        receipt_no: it.receipt,
        state: it.state,
        rows: it.rows.iter().collect(),
        papers_move: it.papers_move,
        window: it.window.map(|window| window.to_string()),
    });
    call.json(StatusCode::OK, &ApplicantKnown { earlier, certificates })
}

/// `POST /api/v1/receipts/find`
pub async fn receipts(call: Call, body: Body) -> Response {
    call.finish(own(&call, body).await)
}

async fn own(call: &Call, body: Body) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let asked: OwnReceiptsAsked = body::read(call, body).await?;
    whole(&bearer)?;
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    within("document_type", &asked.document_type, CHARS_MAX.0).map_err(wrong)?;
    within("document_number", &asked.document_number, CHARS_MAX.1).map_err(wrong)?;
    let (centre, fault) = (&call.app.centre, |fault| call.fault(&fault));
    let seat = seat(&call.app, &bearer.session).await.map_err(fault)?;
    let window = at_window(asked.window.clone(), seat).map_err(wrong)?;
    let (kind, number) = (asked.document_type.trim(), asked.document_number.trim());
    let found = match centre.own_receipts(&bearer.session, window, kind, number).await {
        Ok(found) => found,
        Err(Problem::NotFound) => Vec::new(),
        Err(problem) => return Err(call.problem(problem)),
    };
    let mut receipts = Vec::with_capacity(found.len());
    for it in found {
        let item = centre.item_body(it.item_body).await.map_err(fault)?;
        receipts.push(OwnReceiptLine {
            case: it.case.to_string(),
            item: item.map_or_else(String::new, |item| item.short.to_string()),
            received_at: time(it.received_at),
        });
    }
    call.json(StatusCode::OK, &OwnReceipts { receipts })
}
