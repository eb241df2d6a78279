//! Certificates after their cases, for programs: the list, one with its papers, and the same acts as on the desk.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use casework::certificate::{CertificateId, decide_by, hand_out_by};
use centre::certificate::CertificateView;
use centre::certificate_paper::papers_of;
use centre::certificate_row::{CertificateBrief, CertificateWhich};
use centre::paper::{PaperNo, PaperStanding, mark};
use centre::particulars::Masked;
use centre::row::receipt_text;
use centre::to_sign::ToSign;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::certificates_asked::CertificateAsked;
use super::problem::{Kind, Trouble};
use super::record::{Command, ListAsked, next, offers};
use super::shown::{Next, OfferShown, day};
use super::signed::confirmed;
use web::handle::act::seat;
use web::handle::certificate_words as said;
use web::handle::glyphs::printable;
use web::handle::refusal::About;

/// A certificate in a list. The holder's name is masked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificateLine {
    /// Its name.
    pub certificate: String,
    /// 收件编号 of its case.
    pub receipt_no: String,
    /// 实施主体.
    pub authority: String,
    /// The holder's name, masked; empty if erased.
    pub holder: String,
    /// `in-force`, `expired`, `withdrawn`, `revoked`, `cancelled` or `rescinded`.
    pub state: String,
    /// Last valid day; null where no rule ends it.
    pub valid_until: Option<String>,
    /// A renewal waits for an answer.
    pub renewal_waits: bool,
    /// A correction, a change or a replacement waits for an answer.
    pub reissue_waits: bool,
    /// The day the oldest paper was made that waits to be handed out; null where none does.
    pub paper_waits_since: Option<String>,
    /// Proceedings to end it run.
    pub proceeding_runs: bool,
}

/// A page of certificates, those that end first at the head.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificatePage {
    /// The certificates.
    pub certificates: Vec<CertificateLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A paper of a certificate.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificatePaperShown {
    /// The code by which anybody checks it.
    pub code: String,
    /// Its number as people read it.
    pub number: String,
    /// The day it was issued.
    #[schemars(extend("format" = "date"))]
    pub issued_on: String,
    /// What it is worth today, stable.
    pub standing: String,
    /// Its name, as `GET /certificates/{certificate}/papers/{paper}` takes it.
    pub paper: String,
}

/// The whole of one certificate.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificateShown {
    /// Its name.
    pub certificate: String,
    /// Its version.
    pub version: u64,
    /// The case that made it.
    pub case: String,
    /// 收件编号 of that case.
    pub receipt_no: String,
    /// 实施主体.
    pub authority: String,
    /// 实施编码 of the item.
    pub item_code: String,
    /// The holder's name, masked; empty if erased.
    pub holder: String,
    /// The paper that counts.
    pub number: String,
    /// See [`CertificateLine::state`].
    pub state: String,
    /// First valid day.
    #[schemars(extend("format" = "date"))]
    pub valid_from: String,
    /// Last valid day; null where no rule ends it.
    pub valid_until: Option<String>,
    /// Last day on which the holder may speak, while proceedings run; null before the notice was handed out.
    pub speak_by: Option<String>,
    /// Last day to decide a correction, a change or a replacement that waits.
    pub decide_by: Option<String>,
    /// Papers that wait to be handed out, the oldest first.
    pub to_hand_out: Vec<PaperWaits>,
    /// Its papers, oldest first.
    pub papers: Vec<CertificatePaperShown>,
    /// What this person may do now, or another.
    pub acts: Vec<OfferShown>,
}

/// A paper that waits to be handed out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperWaits {
    /// Its name, as among the papers.
    pub paper: String,
    /// The last day to hand it out; null in a year that no calendar covers.
    pub hand_out_by: Option<String>,
}

/// `GET /api/v1/certificates`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let asked = call.lists(&CertificateWhich::ALL, |text| Some(text.to_owned())).await?;
    let ListAsked { bearer, which, limit, after } = asked;
    let briefs =
        call.app.centre.certificate_list(&bearer.session, bearer.unit, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, CertificateBrief::cursor);
    let certificates = briefs.iter().map(|it| CertificateLine {
        certificate: it.id.to_string(),
        receipt_no: it.receipt_no.clone(),
        authority: it.authority.to_string(),
        holder: it.holder.name(),
        state: it.state.clone(),
        valid_until: it.valid_until.map(day),
        renewal_waits: it.renewal,
        reissue_waits: it.reissue,
        paper_waits_since: it.owed_on.map(day),
        proceeding_runs: it.proceeding,
    });
    call.json(StatusCode::OK, &CertificatePage { certificates: certificates.collect(), next })
}

/// The certificate of the address, once the token may see it.
async fn view(call: &Call, bearer: &Bearer) -> Result<CertificateView, Trouble> {
    let id = CertificateId::parse(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.certificate_fetch_for(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    if bearer.covers_unit(view.file.authority) { Ok(view) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/certificates/{certificate}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let about = About { text: call.text, organisation: &view.organisation, item: &view.item };
    let file = &view.file;
    let papers = papers_of(&view).into_iter().filter_map(|paper| match paper.number {
        PaperNo::Document(number) => Some(CertificatePaperShown {
            code: call.app.centre.paper_code(file.receipt, paper.number),
            number: said::number(&view, number),
            issued_on: day(paper.on),
            standing: standing_key(paper.standing).to_owned(),
            paper: mark(paper.number),
        }),
        PaperNo::Receipt(_) => None,
    });
    let named = view.offers(&bearer.session).into_iter().map(|(act, no)| (act.replace('-', "_"), no));
    let answer = CertificateShown {
        certificate: view.id.to_string(),
        version: view.version,
        case: file.case.to_string(),
        receipt_no: receipt_text(file.receipt),
        authority: file.authority.to_string(),
        item_code: file.item.to_string(),
        holder: Masked::new(view.content.holder.as_str()).name(),
        number: said::number(&view, file.current().number),
        state: file.standing.key().to_owned(),
        valid_from: day(file.current().valid_from),
        valid_until: file.current().valid_until.map(day),
        speak_by: file.proceeding.and_then(|it| it.speak_by).map(day),
        decide_by: file.reissue.and_then(|it| decide_by(it.on, &view.item, &view.calendar).ok()).map(day),
        to_hand_out: to_hand_out(&view),
        papers: papers.collect(),
        acts: offers(&about, named),
    };
    call.versioned(view.version, &answer)
}

fn to_hand_out(view: &CertificateView) -> Vec<PaperWaits> {
    let waits = view.file.owed.iter().map(|owed| PaperWaits {
        paper: mark(PaperNo::Document(owed.number)),
        hand_out_by: hand_out_by(owed.on, &view.item, &view.calendar).ok().map(day),
    });
    waits.collect()
}

/// What a paper is worth, as a stable word.
pub fn standing_key(standing: PaperStanding) -> &'static str {
    match standing {
        PaperStanding::Genuine => "genuine",
        PaperStanding::Superseded => "superseded",
        PaperStanding::Revoked => "revoked",
        PaperStanding::Expired => "expired",
        PaperStanding::Void => "void",
        PaperStanding::Renewed => "renewed",
        PaperStanding::Withdrawn => "withdrawn",
        PaperStanding::Cancelled => "cancelled",
        PaperStanding::Rescinded => "rescinded",
    }
}

/// `POST /api/v1/certificates/{certificate}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<CertificateAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let seat = seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let act = asked.read(seat).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printable = printable(&call.app.press, act.words()).await;
    printable.map_err(|problem| call.problem(problem))?;
    confirmed(call, &bearer, id, ToSign::Certificate(view.id, &act)).await?;
    let of = view.id.to_string();
    match call.app.centre.certificate_act(&bearer.session, view.id, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/certificates/{of}"), &of, &done),
        Err(problem) => {
            let about = About { text: call.text, organisation: &view.organisation, item: &view.item };
            Err(call.refused_about(problem, &about))
        }
    }
}
