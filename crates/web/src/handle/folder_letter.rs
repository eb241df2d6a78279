//! 随信原件清单: what is printed for the letter by which originals go back with the result, one copy for the envelope (E8, C25).

use casework::folder::Folder;
use casework::{Event, ResultPosted};
use catalogue::RowSet;
use centre::act_delivery::{DeliveryAddress, Posting};
use centre::file::CaseFile;
use centre::folder::FolderView;
use centre::paper::PaperNo;
use paper::{Paper, Part};

use super::paper_parts::{check_of_receipt, of_centre};
use super::{folder_words, folders, words};
use crate::app::respond::At;
use pages::desk::PaperLink;
use pages::layout::PageFrame;
use pages::text::Text;

/// Its name in addresses.
pub const NAME: &str = "letter";

/// The last letter in which originals went back.
fn last(file: &CaseFile) -> Option<ResultPosted> {
    let mut lines = file.lines.iter().rev().filter(|_| file.destroyed().is_none());
    lines.find_map(|line| match &line.event {
        Event::ResultPosted(fact) if !fact.originals.is_empty() => Some(*fact),
        _ => None,
    })
}

/// Where it is printed; none where no letter had originals in it.
pub fn link(text: Text, file: &CaseFile) -> Option<PaperLink> {
    let fact = last(file)?;
    Some(PaperLink {
        href: format!("/desk/folders/{}/paper/{NAME}", file.state.id),
        name: text.t("随信原件清单").to_owned(),
        issued: words::moment(text, fact.at),
    })
}

/// The list itself.
pub fn list(at: &At<'_>, frame: &PageFrame, view: &FolderView) -> Option<Paper> {
    let text = frame.text;
    let Folder::Kept(dossier) = &view.folder else { return None };
    let fact = last(&view.case)?;
    let t = |sentence: &str| text.t(sentence).to_owned();
    let pair = |label: &str, value: String| [t(label), value];
    let organisation = &view.case.organisation;
    let posting: Posting = view.case.texts.record(fact.posting.0).unwrap_or_default();
    let to: DeliveryAddress = view.case.texts.record(fact.address.0).unwrap_or_default();
    let rows = fact.originals.iter().map(|row| {
        let name = folder_words::rows(text, &view.case.item, RowSet::of(&[row]).unwrap_or(RowSet::EMPTY));
        // Also where the letter was lost since, and its originals with it.
        let sheets = dossier.rows.iter().chain(dossier.lost.iter()).find(|it| it.row == row);
        let sheets = sheets.map_or_else(String::new, |it| folders::sheets(text, it));
        vec![format!("{row}. {name}"), sheets, "□".to_owned()]
    });
    let heads = [t("材料"), t("页数"), t("点清")];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let telephone = &view.case.item.inquiry_telephone;
    let code = at.app.centre.paper_code(dossier.receipt, PaperNo::Receipt(dossier.receipt));
    let parts = vec![
        Part::Lead {
            text: t("下列原件和结果装在这一封里，退还给您。请点清以后再在寄送单位的回执上签收。")
        },
        Part::Pairs {
            rows: vec![
                pair("申请人", view.case.applicant.name.clone()),
                pair("办什么事", words::item(text, &view.case.item)),
                pair("收件编号", words::receipt_no(dossier.receipt)),
                pair("寄送单位", posting.carrier),
                pair("单号", posting.number),
                pair("寄到", super::delivery_words::addressed(text, &to)),
            ],
        },
        Part::table(&[10, 2, 2], &heads, rows.collect()),
        Part::Text {
            text: text.f("少了或者不对的，请打 {telephone}。", [("telephone", telephone)])
        },
        Part::Sign {
            rows: vec![
                pair("装封人", words::person_of_unit(text, organisation, fact.by)),
                pair("日期", text.date_with_year(fact.at.day())),
            ],
        },
    ];
    let centre = of_centre(frame);
    let foot = &centre.foot;
    Some(Paper {
        title: t("随信原件清单"),
        number: words::receipt_no(dossier.receipt),
        parts,
        check: Some(check_of_receipt(at, text, code)),
        foot: format!("{} · {foot}", t("申请人留存")),
        ..centre
    })
}
