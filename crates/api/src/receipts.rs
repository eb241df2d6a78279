//! A lost receipt printed again at any window, for programs: number and document in, the receipt with its new query code out (E15).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Refusal, Whose};
use catalogue::{CaseId, WindowId};
use centre::Done;
use centre::act::{FieldProblem, FieldWhy};
use centre::act_register::RegisterAct;
use centre::case::Problem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::came::{Came, CameAsked};
use super::intake::{problem, within};
use super::problem::Trouble;
use super::record::{Command, whole};
use pages::desk::Refused;
use web::handle::act::seat;
use web::handle::refusal::About;

/// Characters of a number, of the type of a document and of its number at most.
const CHARS_MAX: (usize, usize, usize) = (80, 8, 64);

/// A lost receipt, with the document that the applicant shows. In a body, so that it stands in no address and no log.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptAsked {
    /// 收件编号 or 办件编号; empty where a case is named.
    #[serde(default)]
    #[schemars(length(max = 80))]
    number: String,
    /// The case that the document found, where nobody remembers a number.
    #[serde(default)]
    #[schemars(length(max = 64))]
    case: Option<String>,
    /// Who came for it, and the window.
    #[serde(flatten)]
    came: CameAsked,
}

/// Which receipt is asked for.
enum Of {
    /// Of a number.
    Number(String),
    /// Of a case that the document found.
    Case(CaseId),
}

/// A receipt was printed again; the same command sent again gets the same answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReceiptReissued {
    /// The case.
    pub case: String,
    /// Its version after the command.
    pub version: u64,
    /// 收件编号, as it stands on the receipt.
    pub receipt_no: String,
    /// The new 查询码: for the applicant alone. The one before is void.
    pub query_code: String,
}

impl ReceiptAsked {
    /// Which receipt, and the act with the document shown; `seat` is where the person sits.
    fn read(self, seat: Option<WindowId>) -> Result<(Of, RegisterAct), FieldProblem> {
        let trimmed = |field: &str, typed: &str, most: usize| {
            within(field, typed, most).map(|()| typed.trim().to_owned())
        };
        let number = trimmed("number", &self.number, CHARS_MAX.0)?;
        let of = match &self.case {
            Some(case) if number.is_empty() => {
                Of::Case(CaseId::parse(case).map_err(|_| problem("case", FieldWhy::NotAChoice))?)
            }
            Some(_) => return Err(problem("case", FieldWhy::NotAChoice)),
            None => Of::Number(number),
        };
        let document_type = trimmed("document_type", &self.came.document_type, CHARS_MAX.1)?;
        let document_number = trimmed("document_number", &self.came.document_number, CHARS_MAX.2)?;
        if let Some(who) = &self.came.collector {
            within("collector.document_type", &who.document_type, CHARS_MAX.1)?;
        }
        let Came { collector, window, .. } = self.came.read(seat)?;
        Ok((of, RegisterAct::Reissue { document_type, document_number, collector, window }))
    }
}

/// `POST /api/v1/receipts`
pub async fn reissue(call: Call, body: Body) -> Response {
    call.finish(reissued(&call, body).await)
}

async fn reissued(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<ReceiptAsked>(body).await?;
    // Whose case it is does not count at any window; a token that is kept to a unit has no business with the others'.
    whole(&bearer)?;
    let seat = seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let (of, act) = asked.read(seat).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let centre = &call.app.centre;
    let printed = match of {
        Of::Number(number) => centre.receipt_reissue(&bearer.session, id, &number, &act).await,
        Of::Case(case) => centre.receipt_reissue_of(&bearer.session, id, case, &act).await,
    };
    match printed {
        Ok((case, done)) => {
            let answer = receipt(call, case, &done).await?;
            call.answered(StatusCode::CREATED, &format!("/cases/{case}"), done.replayed, &answer)
        }
        Err(problem) => Err(refused(call, problem).await?),
    }
}

/// The receipt as this command made it, also where another was made since.
async fn receipt(call: &Call, case: CaseId, done: &Done) -> Result<ReceiptReissued, Trouble> {
    let lost =
        || call.fault(&centre::Fault::Inside("a receipt that was printed again is not there".to_owned()));
    let file = call.app.centre.case_fetch(case).await.map_err(|fault| call.fault(&fault))?;
    let file = file.ok_or_else(lost)?;
    let place = file.lines.iter().rposition(|line| line.seq <= done.last_seq);
    let file = match place.filter(|_| done.replayed) {
        Some(place) => file.as_of(place).ok_or_else(lost)?,
        None => file,
    };
    let facts = &file.filed().ok_or_else(lost)?.facts;
    Ok(ReceiptReissued {
        case: case.to_string(),
        version: done.version,
        receipt_no: centre::row::receipt_text(facts.receipt),
        query_code: file.texts.text(facts.query_sealed.0),
    })
}

/// What the centre says, in the words of the window; a number that is none and one of somebody else are told alike.
async fn refused(call: &Call, said: Problem) -> Result<Trouble, Trouble> {
    match said {
        Problem::NotFound => {
            let differs = Refusal::IdentityDiffers { whose: Whose::Applicant, instead: None };
            Ok(Trouble::refused(Refused {
                sentence: call.text.t("编号和证件对不上。请对照证件和申请人说的编号再填一次。").to_owned(),
                code: differs.code().to_owned(),
                ..Refused::default()
            }))
        }
        problem => {
            let organisation = call.organisation().await?;
            let items = call.app.centre.item_list().await.map_err(|fault| call.fault(&fault))?;
            Ok(match items.first() {
                Some(entry) => {
                    let about = About { text: call.text, organisation: &organisation, item: &entry.item };
                    call.refused_about(problem, &about)
                }
                None => call.problem(problem),
            })
        }
    }
}
