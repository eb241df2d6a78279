//! The label of a folder: bar code, numbers, the list of what is in it, and lines to sign when it is moved (A12).

use askama::Template;

use super::{PaperHead, code128_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/folders/{case}/print/label`
#[derive(Debug, Clone, Template)]
#[template(path = "print/label.html")]
pub struct FolderLabel {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// The bar code as SVG.
    pub bars: String,
    /// What it says, for people.
    pub receipt_no: String,
    /// Name of the item.
    pub item: String,
    /// 档号, box and shelf; empty before it is in the archive.
    pub archive: String,
    /// Papers: name, copies, sheets, what becomes of them.
    pub rows: Vec<(String, u8, u16, String)>,
    /// Sheets in all.
    pub sheets: u16,
}

impl Page for FolderLabel {
    const NAME: &'static str = "print/label";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let label = |archive: &str| Self {
            frame: super::sample_frame(text, "案卷封面"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "案卷封面", "SC2026000123K"),
            bars: code128_svg("SC2026000123K", text.t("案卷条码")),
            receipt_no: "SC 2026 000123 K".to_owned(),
            item: "食品经营许可（餐饮）".to_owned(),
            archive: archive.to_owned(),
            rows: vec![
                ("1. 食品经营许可申请书".to_owned(), 1, 3, String::new()),
                ("5. 经营场所材料".to_owned(), 2, 2, text.t("原件，办完退还").to_owned()),
            ],
            sheets: 5,
        };
        let place = text
            .f("{no}，{box} 盒，{shelf} 架", [("no", &"澄市监档〔2026〕12号"), ("box", &3), ("shelf", &1)]);
        vec![("new", label("")), ("archived", label(&place))]
    }
}
