//! What is printed of a folder: its label, and the receipt for originals that went back.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::folder::{Event, Folder};
use catalogue::CaseId;
use centre::account::Session;
use centre::folder::FolderView;
use centre::paper::{PaperNo, mark};
use centre::row::receipt_text;
use paper::{Check, Language, Paper, Part, SealPlace};

use super::print::public_address;
use super::{folder_words, folders, paper as press, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use crate::layout::{Nav, PageFrame};
use crate::print::{FolderLabel, PaperHead, code128_svg};
use crate::text::masked_number;

/// `GET /desk/folders/{case}/print/label`
pub async fn label(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(case): Path<String>,
) -> Response {
    let path = format!("/desk/folders/{case}/print/label");
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
        (format!("{}. {name}", it.row), it.sheets, folders::note(text, it))
    });
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
        rows: rows.collect(),
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
) -> Response {
    let path = format!("/desk/folders/{case}/paper/{paper}");
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_receipt(&at, &session, &case, &paper).await).await
}

async fn draw_receipt(at: &At<'_>, session: &Session, case: &str, wanted: &str) -> Answer {
    let view = match fetch(at, session, case).await {
        Ok(view) => view,
        Err(response) => return Ok(*response),
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    match receipt(at, &frame, &view, wanted) {
        Some(set) => press::set(at, frame, set, wanted).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// 材料退还回执 (E8): which originals went back, with the place to sign.
fn receipt(at: &At<'_>, frame: &PageFrame, view: &FolderView, wanted: &str) -> Option<Paper> {
    let text = frame.text;
    let Folder::Kept(dossier) = &view.folder else { return None };
    let (fact, on) = view.lines.iter().find_map(|line| match &line.event {
        Event::OriginalsReturned(fact) if mark(PaperNo::Document(fact.receipt)) == wanted => {
            Some((*fact, line.recorded_at.day()))
        }
        _ => None,
    })?;
    let t = |sentence: &str| text.t(sentence).to_owned();
    let organisation = &view.case.organisation;
    let office = words::unit_in_full(text, organisation, dossier.authority);
    let who = &view.case.applicant;
    let document = words::document_type(text, &who.document_type);
    let rows = dossier.rows.iter().filter(|it| fact.rows.contains(it.row)).map(|it| {
        let name = folder_words::rows(text, &view.case.item, dossier.rows.which(|other| other.row == it.row));
        vec![format!("{}. {name}", it.row), it.sheets.to_string(), "□".to_owned()]
    });
    let heads = [t("材料"), t("页数"), t("点清")];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let officer = words::person_of_unit(text, organisation, fact.by);
    let pair = |label: &str, value: String| [t(label), value];
    let code = at.app.centre.paper_code(dossier.receipt, PaperNo::Document(fact.receipt));
    let parts = vec![
        Part::Lead { text: t("下列原件已当面退还，请点清后签名。") },
        Part::Pairs {
            rows: vec![
                pair("申请人", who.name.clone()),
                pair("证件", format!("{document} {}", masked_number(&who.document_number))),
                pair("办什么事", words::item(text, &view.case.item)),
                pair("收件编号", words::receipt_no(dossier.receipt)),
            ],
        },
        Part::table(&[10, 2, 2], &heads, rows.collect()),
        Part::Sign {
            rows: vec![
                pair("申请人签收", String::new()),
                pair("退还人", officer),
                pair("日期", String::new()),
            ],
        },
    ];
    Some(Paper {
        language: if text.is_english() { Language::En } else { Language::Zh },
        issuer: office.clone(),
        title: t("材料退还回执"),
        number: words::document_no(organisation, dossier.item_kind, fact.receipt),
        banner: if frame.is_demo { t("示例数据，仅供演示") } else { String::new() },
        parts,
        seal: Some(SealPlace { office, words: t("（盖章）"), on: text.date_of_seal(on) }),
        check: Some(Check {
            address: format!("{}/verify/{code}", public_address(at)),
            words: vec![t("扫码核对真伪"), code],
        }),
        foot: format!("{} {}", frame.centre, frame.centre_telephone),
    })
}
