//! The paper of a case, for programs: where it is, what is in it, and the same acts as on the desk.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use casework::folder::{Folder, Place};
use catalogue::{PersonId, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::folder::{Fetcher, FolderAct, FolderRow, FolderView};
use centre::folder_row::retention_key;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::came::at_window;
use super::intake::problem;
use super::problem::Trouble;
use super::record::{Command, offers};
use super::shown::{OfferShown, day};
use web::handle::act::seat;
use web::handle::refusal::About;
use web::handle::words;

/// Papers of one material row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FolderRowShown {
    /// The row of the item.
    pub row: u8,
    /// Copies that were handed in.
    pub copies: u8,
    /// Sheets.
    pub sheets: u16,
    /// An original that goes back to the applicant.
    pub to_return: bool,
    /// It went back.
    pub returned: bool,
}

/// Papers of a row that are not to be found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LostShown {
    /// The row of the item.
    pub row: u8,
    /// Sheets that are missing; 0 where all of it is and nobody had counted it.
    pub sheets: u16,
}

/// Papers of a row that were found since they were signed as lost.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FoundShown {
    /// The row of the item.
    pub row: u8,
    /// Sheets that were found.
    pub sheets: u16,
}

/// Where a dossier lies in the archive.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArchiveShown {
    /// 档号.
    pub number: String,
    /// Box.
    pub box_no: u16,
    /// Shelf.
    pub shelf: u16,
    /// `permanent`, `30-years` or `10-years`.
    pub retention: String,
    /// Last day of keeping; null for ever.
    pub keep_until: Option<String>,
    /// SHA-256 of the sealed index.
    pub index: String,
    /// With whom it is on loan.
    pub lent_to: Option<String>,
    /// Last day to bring it back.
    pub loan_due_on: Option<String>,
}

/// The folder of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FolderShown {
    /// The case.
    pub case: String,
    /// Its version; 0 before a folder was opened.
    pub version: u64,
    /// `none`, `with_case`, `apart` or `shelf`.
    pub place: String,
    /// Who has it, where it is apart from the case.
    pub person: Option<String>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<String>,
    /// What is in it.
    pub rows: Vec<FolderRowShown>,
    /// What was lost of it, as a head signed.
    pub lost: Vec<LostShown>,
    /// What of that was found since.
    pub found: Vec<FoundShown>,
    /// Who named a loss that waits for a head's signature.
    pub loss_by: Option<String>,
    /// In the archive.
    pub archive: Option<ArchiveShown>,
    /// What this person may do now, or another.
    pub acts: Vec<OfferShown>,
}

/// Papers of one row, as counted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetsAsked {
    /// The row.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// Sheets.
    #[schemars(range(min = 1, max = 9999))]
    pub sheets: u16,
    /// An original that goes back to the applicant.
    #[serde(default)]
    pub to_return: bool,
}

/// Papers of one row that are still there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetsLeft {
    /// The row.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// Sheets; 0 where nothing of it is found.
    #[schemars(range(max = 9999))]
    pub sheets: u16,
}

/// Papers of one row that were found.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetsFound {
    /// The row.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// Sheets.
    #[schemars(range(min = 1, max = 9999))]
    pub sheets: u16,
}

/// The acts of a folder; the names are those under which it offers them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum FolderAsked {
    /// 立卷.
    Open {
        /// What is in it.
        #[schemars(length(max = 24))]
        papers: Vec<SheetsAsked>,
    },
    /// 案卷另行移交.
    Give {
        /// To whom.
        #[schemars(length(max = 64))]
        to: String,
        /// Sheets counted.
        #[schemars(range(max = 9999))]
        sheets: u16,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 签收案卷.
    Take {
        /// Sheets counted.
        #[schemars(range(max = 9999))]
        sheets: u16,
    },
    /// 收回移交.
    Recall {},
    /// 退还原件.
    ReturnOriginals {
        /// Rows.
        #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
        rows: Vec<u8>,
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// Name of whoever fetches them, where it is not the applicant.
        #[serde(default)]
        #[schemars(length(max = 300))]
        other_name: Option<String>,
        /// The letter of authority was seen.
        #[serde(default)]
        proof_seen: bool,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 退还材料, where the case ended without delivery.
    ReturnMaterials {
        /// Rows.
        #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
        rows: Vec<u8>,
        /// Sheets counted together.
        #[schemars(range(max = 9999))]
        sheets: u16,
        /// Type of the document shown by whoever fetches them.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// Name of whoever fetches them, where it is not the applicant.
        #[serde(default)]
        #[schemars(length(max = 300))]
        other_name: Option<String>,
        /// The letter of authority, or the proof of the right to the papers, was seen.
        #[serde(default)]
        proof_seen: bool,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 归档.
    Archive {
        /// Rows whose papers were found.
        #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
        found: Vec<u8>,
        /// Sheets counted.
        #[schemars(range(max = 9999))]
        sheets: u16,
        /// Box.
        #[schemars(range(min = 1, max = 9999))]
        box_no: u16,
        /// Shelf.
        #[schemars(range(min = 1, max = 9999))]
        shelf: u16,
    },
    /// 借阅.
    Lend {
        /// To whom.
        #[schemars(length(max = 64))]
        to: String,
        /// Last day to bring it back.
        #[schemars(extend("format" = "date"))]
        due_on: String,
        /// What for.
        #[schemars(length(max = 2000))]
        purpose: String,
    },
    /// 归还.
    TakeBack {
        /// Sheets counted.
        #[schemars(range(max = 9999))]
        sheets: u16,
    },
    /// 报告遗失: every row that should be there is counted; a head signs it before the lower count holds.
    NoteLoss {
        /// What is still there.
        #[schemars(length(max = 24))]
        papers: Vec<SheetsLeft>,
        /// By how many papers the count goes down with which the case is handed over.
        #[schemars(range(max = 9999))]
        fewer: u16,
        /// How it came about, and where was looked.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 遗失签字, by a head who neither named it nor had the papers.
    SignLoss {},
    /// 撤销遗失: found after all, or not signed.
    DropLoss {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 遗失找回: what was signed as lost turned up.
    NoteFound {
        /// What was found.
        #[schemars(length(max = 24))]
        papers: Vec<SheetsFound>,
        /// Where and how.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

impl FolderAsked {
    fn read(self, seat: Option<WindowId>) -> Result<FolderAct, FieldProblem> {
        let person = |to: String| PersonId::parse(&to).map_err(|_| problem("to", FieldWhy::NotAChoice));
        Ok(match self {
            FolderAsked::Open { papers } => FolderAct::Open {
                rows: papers
                    .into_iter()
                    .map(|it| FolderRow { row: it.row, sheets: it.sheets, to_return: it.to_return })
                    .collect(),
            },
            FolderAsked::Give { to, sheets, reason } => FolderAct::Give { to: person(to)?, sheets, reason },
            FolderAsked::Take { sheets } => FolderAct::Take { sheets },
            FolderAsked::Recall {} => FolderAct::Recall,
            FolderAsked::ReturnMaterials {
                rows,
                sheets,
                document_type,
                document_number,
                other_name,
                proof_seen,
                window,
            } => {
                let window = at_window(window, seat)?;
                let other = other_name.map(|name| Fetcher { name, proof_seen });
                FolderAct::ReturnMaterials { rows, sheets, document_type, document_number, other, window }
            }
            FolderAsked::ReturnOriginals {
                rows,
                document_type,
                document_number,
                other_name,
                proof_seen,
                window,
            } => {
                let window = at_window(window, seat)?;
                let other = other_name.map(|name| Fetcher { name, proof_seen });
                FolderAct::ReturnOriginals { rows, document_type, document_number, other, window }
            }
            FolderAsked::Archive { found, sheets, box_no, shelf } => {
                FolderAct::Archive { found, sheets, box_no, shelf }
            }
            FolderAsked::Lend { to, due_on, purpose } => FolderAct::Lend {
                to: person(to)?,
                due_on: Day::parse(&due_on).ok_or_else(|| problem("due_on", FieldWhy::NotADay))?,
                purpose,
            },
            FolderAsked::TakeBack { sheets } => FolderAct::TakeBack { sheets },
            FolderAsked::NoteLoss { papers, fewer, reason } => {
                let found = papers.into_iter();
                let found = found.map(|it| FolderRow { row: it.row, sheets: it.sheets, to_return: false });
                FolderAct::NoteLoss { found: found.collect(), papers: fewer, reason }
            }
            FolderAsked::SignLoss {} => FolderAct::SignLoss,
            FolderAsked::DropLoss { reason } => FolderAct::DropLoss { reason },
            FolderAsked::NoteFound { papers, reason } => {
                let found = papers.into_iter();
                let found = found.map(|it| FolderRow { row: it.row, sheets: it.sheets, to_return: false });
                FolderAct::NoteFound { found: found.collect(), reason }
            }
        })
    }
}

/// The folder of the case in the address, once the token may see the case.
async fn view(call: &Call, bearer: &Bearer) -> Result<FolderView, Trouble> {
    let case = call.case(bearer).await?;
    let view = call.app.centre.folder_fetch_for(&bearer.session, case).await;
    view.map_err(|problem| call.problem(problem))
}

/// `GET /api/v1/cases/{case}/folder`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let about = About { text: call.text, organisation: &view.case.organisation, item: &view.case.item };
    let named = view.offers(&bearer.session).into_iter().map(|(act, no)| (act.replace('-', "_"), no));
    let mut answer = FolderShown {
        case: view.case.state.id.to_string(),
        version: view.version,
        place: "none".to_owned(),
        person: None,
        pending_to: None,
        rows: Vec::new(),
        lost: Vec::new(),
        found: Vec::new(),
        loss_by: None,
        archive: None,
        acts: offers(&about, named),
    };
    if let Folder::Kept(dossier) = &view.folder {
        let (place, person) = match dossier.place {
            Place::WithCase => ("with_case", None),
            Place::Apart { person, .. } => ("apart", Some(person.to_string())),
            Place::Shelf => ("shelf", None),
        };
        answer.place = place.to_owned();
        answer.person = person;
        answer.pending_to = dossier.pending.map(|it| it.to.to_string());
        let row = |it: &casework::folder::Row| FolderRowShown {
            row: it.row,
            copies: web::handle::folders::copies(&view, it.row),
            sheets: it.sheets,
            to_return: it.to_return,
            returned: it.returned,
        };
        answer.rows = dossier.rows.iter().map(row).collect();
        let lost = dossier.lost.iter().map(|it| LostShown { row: it.row, sheets: it.sheets });
        answer.lost = lost.collect();
        let found = dossier.found.iter().map(|it| FoundShown { row: it.row, sheets: it.sheets });
        answer.found = found.collect();
        answer.loss_by = dossier.loss.map(|it| it.by.to_string());
        answer.archive = dossier.archived.map(|it| ArchiveShown {
            number: words::document_no(&view.case.organisation, dossier.item_kind, it.number),
            box_no: it.box_no,
            shelf: it.shelf,
            retention: retention_key(it.retention).to_owned(),
            keep_until: it.keep_until.map(day),
            index: it.index.to_string(),
            lent_to: dossier.loan.map(|loan| loan.to.to_string()),
            loan_due_on: dossier.loan.map(|loan| day(loan.due_on)),
        });
    }
    call.versioned(view.version, &answer)
}

/// `POST /api/v1/cases/{case}/folder/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<FolderAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let case = view.case.state.id;
    let seat = seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let act = asked.read(seat).map_err(|it| Trouble::fields(call.text, &[it]))?;
    match call.app.centre.folder_act(&bearer.session, case, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}/folder"), case.as_str(), &done),
        Err(problem) => {
            let about =
                About { text: call.text, organisation: &view.case.organisation, item: &view.case.item };
            Err(call.refused_about(problem, &about))
        }
    }
}
