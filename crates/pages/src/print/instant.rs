//! 即办件办理单 (C6): receipt, acceptance and decision of a matter done on the spot, on one paper with two persons.

use askama::Template;

use super::{PaperCase, PaperHead, ReceiptRow, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/instant`
#[derive(Debug, Clone, Template)]
#[template(path = "print/instant.html")]
pub struct InstantPaper {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// What was handed over.
    pub rows: Vec<ReceiptRow>,
    /// That it is granted on the spot, and what to take along.
    pub next: String,
    /// The article it rests on, in full; may be empty.
    pub article: String,
    /// How it was done by two persons.
    pub paragraphs: Vec<String>,
    /// Received at, by.
    pub received: (String, String),
    /// Signed off by the leader in charge at, by; where the item asks for it (R56).
    pub leader: Option<(String, String)>,
    /// Signed at, by.
    pub signed: (String, String),
    /// Remedies; empty where there are none.
    pub remedies: String,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for InstantPaper {
    const NAME: &'static str = "print/instant";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |row, name: &str, way: &str, copies| ReceiptRow {
            row,
            name: name.to_owned(),
            way: text.t(way).to_owned(),
            copies,
            seen: copies == 0,
            looked_up: false,
        };
        let mut case = super::sample_case();
        case.item = "个体工商户设立登记".to_owned();
        let at = |time: &str| format!("{} {time}", text.date_with_year((2026, 11, 20)));
        let shop = Self {
            frame: super::sample_frame(text, "即办件办理单"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "即办件办理单", "澄市监即〔2026〕1204 号"),
            case,
            rows: vec![
                row(1, "申请书", "原件", 1),
                row(2, "经营者身份证明", "原件看过就还您", 0),
                row(3, "经营场所相关文件", "原件看过就还您", 0),
            ],
            next: super::built_in(text, "instant", "lead", &[("result", &"营业执照")]),
            article: "《中华人民共和国市场主体登记管理条例》第十九条第一款：登记机关应当对申请材料进行形式审查。对申请材料齐全、符合法定形式的予以确认并当场登记。".to_owned(),
            paragraphs: super::built_in_body(text, "instant", &[]),
            received: (at("10:12"), "张受理（2 号窗口受理人）".to_owned()),
            leader: None,
            signed: (at("10:31"), "吴窗长（企业窗口负责人）".to_owned()),
            remedies: String::new(),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let leader = Some((at("10:24"), "钱副局长（分管领导）".to_owned()));
        let signed_off = Self { leader, ..shop.clone() };
        vec![("registered on the spot", shop), ("signed off by the leader in charge", signed_off)]
    }
}
