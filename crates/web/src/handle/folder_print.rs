//! What is printed of a folder: its label, and the receipt for originals that went back.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::folder::{Event, Folder, MaterialsReturned, OriginalsReturned};
use casework::{DocumentNo, Sealed};
use catalogue::{CaseId, PersonId, RowSet};
use centre::account::Session;
use centre::act::Collector;
use centre::folder::FolderView;
use centre::paper::{PaperNo, mark};
use centre::row::receipt_text;
use paper::{Paper, Part};

use super::{folder_words, folders, paper as press, paper_parts as made_of, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::print::{FolderLabel, PaperHead, code128_svg};
use pages::text::{Text, masked_number};

/// `GET /desk/folders/{case}/print/label?in=`
pub async fn label(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(case): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/folders/{case}/print/label");
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_label(&at, &session, &case).await).await
}

async fn fetch(at: &At<'_>, session: &Session, case: &str) -> Result<FolderView, Box<Response>> {
    let Ok(id) = CaseId::parse(case) else { return Err(Box::new(at.error(ErrorKind::NotFound).await)) };
    match at.app.centre.folder_fetch_for(session, id).await {
        Ok(view) => Ok(view),
        Err(problem) => Err(Box::new(at.shut(problem).await)),
    }
}

async fn draw_label(at: &At<'_>, session: &Session, case: &str) -> Answer {
    let view = match fetch(at, session, case).await {
        Ok(view) => view,
        Err(response) => return Ok(*response),
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let text = frame.text;
    let Folder::Kept(dossier) = &view.folder else { return Ok(at.error(ErrorKind::NotFound).await) };
    let number = receipt_text(dossier.receipt);
    let organisation = &view.case.organisation;
    let archive = dossier.archived.map_or_else(String::new, |it| {
        let no = words::document_no(organisation, dossier.item_kind, it.number);
        text.f("{no}，{box} 盒，{shelf} 架", [("no", &no), ("box", &it.box_no), ("shelf", &it.shelf)])
    });
    let rows = dossier.rows.iter().map(|it| {
        let name = folder_words::rows(text, &view.case.item, dossier.rows.which(|other| other.row == it.row));
        let copies = folders::copies(&view, it.row);
        (it.row, (format!("{}. {name}", it.row), copies, it.sheets, folders::notes(text, &view, dossier, it)))
    });
    let gone = folders::gone(text, &view, dossier).map(|(row, name, note)| (row, (name, 0, 0, note)));
    let mut rows: Vec<_> = rows.chain(gone).collect();
    rows.sort_by_key(|(row, _)| *row);
    let head = PaperHead {
        issuer: words::unit_in_full(text, organisation, dossier.authority),
        title: text.t("案卷封面").to_owned(),
        number: number.clone(),
        copy: text.t("随卷").to_owned(),
        back: format!("/desk/folders/{case}"),
        printed: text.f("{time} 打印", [("time", &words::moment(text, view.case.now))]),
    };
    Ok(page(&FolderLabel {
        head,
        bars: code128_svg(&number, text.t("案卷条码")),
        receipt_no: words::receipt_no(dossier.receipt),
        item: words::item(text, &view.case.item),
        archive,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        sheets: dossier.rows.sheets(),
        frame,
    }))
}

/// `GET /desk/folders/{case}/paper/{paper}`
pub async fn paper(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, paper)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/folders/{case}/paper/{paper}");
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_receipt(&at, &session, &case, &paper).await).await
}

async fn draw_receipt(at: &At<'_>, session: &Session, case: &str, wanted: &str) -> Answer {
    let view = match fetch(at, session, case).await {
        Ok(view) => view,
        Err(response) => return Ok(*response),
    };
    // Whoever gave it back prints the receipt at once.
    let gave = view.lines.iter().any(|line| line.actor == session.person.as_str());
    if let Some(ask) = super::views::asks_first(&view.case).filter(|_| !gave) {
        return Ok(ask);
    }
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let drawn = match wanted {
        super::folder_letter::NAME => super::folder_letter::list(at, &frame, &view),
        number => receipt(at, &frame, &view, number),
    };
    match drawn {
        Some(set) => press::set(at, frame, set, wanted).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// What went back: originals only, or everything where the case ended without delivery.
struct Back {
    by: PersonId,
    rows: RowSet,
    receipt: DocumentNo,
    /// Sheets counted together, where everything went back.
    sheets: Option<u16>,
    /// In the letter with the result.
    posted: bool,
    collector: Option<Sealed>,
}

impl Back {
    fn of(event: &Event) -> Option<Back> {
        match *event {
            Event::OriginalsReturned(OriginalsReturned { by, rows, receipt, collector, posted, .. }) => {
                Some(Back { by, rows, receipt, sheets: None, posted, collector })
            }
            Event::MaterialsReturned(MaterialsReturned { by, rows, receipt, sheets, collector, .. }) => {
                Some(Back { by, rows, receipt, sheets: Some(sheets), posted: false, collector })
            }
            _ => None,
        }
    }

    fn lead(&self, text: Text) -> String {
        match self.sheets {
            None if self.posted => {
                text.t("下列原件和结果装在一封里寄给申请人，寄送单位的回执已经签收，以回执为凭。").to_owned()
            }
            None => text.t("下列原件已当面退还，请点清后签名。").to_owned(),
            Some(n) => text.f("下列材料已当面退还，一共 {n} 页，请点清后签名。", [("n", &n)]),
        }
    }
}

/// 材料退还回执 (E8): which originals went back, with the place to sign.
fn receipt(at: &At<'_>, frame: &PageFrame, view: &FolderView, wanted: &str) -> Option<Paper> {
    let text = frame.text;
    let Folder::Kept(dossier) = &view.folder else { return None };
    let (back, on) = view.lines.iter().find_map(|line| {
        let back = Back::of(&line.event)?;
        (mark(PaperNo::Document(back.receipt)) == wanted).then(|| (back, line.recorded_at.day()))
    })?;
    let t = |sentence: &str| text.t(sentence).to_owned();
    let organisation = &view.case.organisation;
    let office = words::unit_in_full(text, organisation, dossier.authority);
    let who = &view.case.applicant;
    let document = words::document_type(text, &who.document_type);
    let rows = dossier.rows.iter().filter(|it| back.rows.contains(it.row)).map(|it| {
        let name = folder_words::rows(text, &view.case.item, dossier.rows.which(|other| other.row == it.row));
        vec![format!("{}. {name}", it.row), folders::sheets(text, it), "□".to_owned()]
    });
    let heads = [t("材料"), t("页数"), t("点清")];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let officer = words::person_of_unit(text, organisation, back.by);
    let pair = |label: &str, value: String| [t(label), value];
    let collector = back.collector.and_then(|sealed| view.texts.record::<Collector>(sealed.0));
    let fetched = collector.as_ref().map(|it| {
        let document = words::document_type(text, &it.document_type);
        pair("代取人", format!("{} {document} {}", it.name, masked_number(&it.document_number)))
    });
    let code = at.app.centre.paper_code(dossier.receipt, PaperNo::Document(back.receipt));
    let parts = vec![
        Part::Lead { text: back.lead(text) },
        Part::Pairs {
            rows: [
                pair("申请人", who.name.clone()),
                pair("证件", format!("{document} {}", masked_number(&who.document_number))),
                pair("办什么事", words::item(text, &view.case.item)),
                pair("收件编号", words::receipt_no(dossier.receipt)),
            ]
            .into_iter()
            .chain(fetched)
            .collect(),
        },
        Part::table(&[10, 2, 2], &heads, rows.collect()),
        Part::Sign {
            // Whoever took the letter signed the carrier's receipt.
            rows: (!back.posted)
                .then(|| pair(if collector.is_some() { "代取人签收" } else { "申请人签收" }, String::new()))
                .into_iter()
                .chain([pair("退还人", officer), pair("日期", String::new())])
                .collect(),
        },
    ];
    Some(Paper {
        title: t("材料退还回执"),
        number: words::document_no(organisation, dossier.item_kind, back.receipt),
        parts,
        ..made_of::of_office(at, frame, office, on, code)
    })
}
