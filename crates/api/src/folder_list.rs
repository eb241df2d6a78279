//! Lists of dossiers for programs: what is due for the archive, what lies where, what is out.

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::folder_row::{FolderBrief, FolderWhich};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::record::{ListAsked, next};
use super::shown::{Next, day};

/// A dossier in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FolderLine {
    /// Its case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// 实施主体.
    pub authority: String,
    /// Word of the state of the case, stable.
    pub state: String,
    /// With whom it is, where it is apart from the case.
    pub person: Option<String>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<String>,
    /// Year of its 档号; null before it is in the archive.
    pub archive_year: Option<u16>,
    /// Number within that year.
    pub archive_n: Option<u32>,
    /// Box.
    pub box_no: Option<i64>,
    /// Shelf.
    pub shelf: Option<i64>,
    /// `permanent`, `30-years` or `10-years`; null before it is in the archive.
    pub retention: Option<String>,
    /// With whom it is on loan.
    pub lent_to: Option<String>,
    /// Last day to bring it back.
    pub loan_due_on: Option<String>,
    /// Last day on which a letter may come that lifts the closing for missing papers: before it is over the dossier is not archived.
    /// Said of what is due for the archive alone.
    pub letter_until: Option<String>,
    /// It was destroyed by an approved list.
    pub destroyed: bool,
}

/// A page of dossiers, the case received last at the head.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FolderPage {
    /// The dossiers.
    pub folders: Vec<FolderLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// `GET /api/v1/folders?which=&limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let place = |text: &str| {
        let (at, case) = text.split_once('_')?;
        (at.parse::<i64>().is_ok() && CaseId::parse(case).is_ok()).then(|| text.to_owned())
    };
    let ListAsked { bearer, which, limit, after } = call.lists(&FolderWhich::ALL, place).await?;
    let centre = &call.app.centre;
    let briefs = centre.folder_list_of(&bearer.session, bearer.unit, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, FolderBrief::cursor);
    call.json(StatusCode::OK, &FolderPage { folders: briefs.iter().map(line).collect(), next })
}

fn line(it: &FolderBrief) -> FolderLine {
    let is_kept = it.archive.is_some();
    FolderLine {
        case: it.case.to_string(),
        receipt_no: it.receipt_no.clone(),
        authority: it.authority.to_string(),
        state: it.state.clone(),
        person: it.person.map(|it| it.to_string()),
        pending_to: it.pending_to.map(|it| it.to_string()),
        archive_year: it.archive.map(|(year, _)| year),
        archive_n: it.archive.map(|(_, n)| n),
        box_no: is_kept.then_some(it.shelf.0),
        shelf: is_kept.then_some(it.shelf.1),
        retention: Some(it.retention.clone()).filter(|it| !it.is_empty()),
        lent_to: it.loan.map(|(to, _)| to.to_string()),
        loan_due_on: it.loan.map(|(_, until)| day(until)),
        letter_until: it.letter_until.map(day),
        destroyed: it.destroyed,
    }
}
