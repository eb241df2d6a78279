//! 准予 / 不予决定书 (N14, N19, C8): the decision of one authority, with its number and seal; a refusal with reasons
//! and remedies, without which it cannot be printed.

use askama::Template;

use super::{PaperCase, PaperHead, Seal, qr_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/decision`
#[derive(Debug, Clone, Template)]
#[template(path = "print/decision.html")]
pub struct Decision {
    /// Frame.
    pub frame: PageFrame,
    /// Head; title 准予行政许可决定书, 不予行政许可决定书, 行政确认决定书 ….
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// Was it granted.
    pub is_granted: bool,
    /// “您于 2026 年 11 月 20 日提出的食品经营许可（餐饮）申请，本机关已依法受理（……号）。”
    pub opening: String,
    /// What is decided, in one sentence.
    pub decided: String,
    /// Reasons: sentence and article in full. Never empty for a refusal.
    pub reasons: Vec<(String, String)>,
    /// Content of the licence: label and value; empty for a refusal.
    pub content: Vec<(String, String)>,
    /// What comes next: where to collect, or that one may come again.
    pub next: String,
    /// Remedies; never empty for a refusal.
    pub remedies: String,
    /// Decided under a delegation: whose name and which letter (C21); may be empty.
    pub delegation: String,
    /// QR for checking the paper; trusted markup.
    pub qr: String,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for Decision {
    const NAME: &'static str = "print/decision";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let opening = super::built_in(
            text,
            "decision",
            "opening",
            &[
                ("day", &text.date_with_year((2026, 11, 20))),
                ("item", &"食品经营许可（餐饮）"),
                ("number", &"澄市监受〔2026〕318 号"),
            ],
        );
        let windows = text.pick("15 号出件窗口", Some("window 15"));
        let head =
            |title: &str, number: &str| super::sample_head(text, super::SAMPLE_AUTHORITY, title, number);
        let granted = Self {
            frame: super::sample_frame(text, "准予行政许可决定书"),
            head: head("准予行政许可决定书", "澄市监许准〔2026〕301 号"),
            case: super::sample_case(),
            is_granted: true,
            opening,
            decided: super::built_in(text, "decision", "granted-licence", &[]),
            reasons: vec![(
                "《中华人民共和国行政许可法》第三十八条第一款：申请人的申请符合法定条件、标准的，行政机关应当依法作出准予行政许可的书面决定。".to_owned(),
                String::new(),
            )],
            content: vec![
                ("证件".to_owned(), "食品经营许可证".to_owned()),
                ("经营场所".to_owned(), "澄湾镇禾渡路 18 号".to_owned()),
                ("经营项目".to_owned(), "热食类食品制售".to_owned()),
                ("有效期".to_owned(), "2026 年 11 月 30 日至 2031 年 11 月 29 日".to_owned()),
            ],
            next: super::built_in(text, "decision", "next-granted", &[("windows", &windows)]),
            remedies: String::new(),
            delegation: "依 2026 年 1 月 4 日授权委托书（澄市监授〔2026〕1 号），由钱副局长签发。".to_owned(),
            qr: qr_svg("http://127.0.0.1:8080/track?number=990121-20261120-00042", text.t("核对这份决定的二维码")),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let refused = Self {
            frame: super::sample_frame(text, "不予行政许可决定书"),
            head: head("不予行政许可决定书", "澄市监许不〔2026〕4 号"),
            is_granted: false,
            decided: super::built_in(text, "decision", "refused-licence", &[]),
            reasons: vec![(
                "加工间距露天垃圾房不足 25 米，短期内不能搬移。".to_owned(),
                "《中华人民共和国食品安全法》第三十三条第一款第一项：具有与生产经营的食品品种、数量相适应的食品原料处理和食品加工、包装、贮存等场所，保持该场所环境整洁，并与有毒、有害场所以及其他污染源保持规定的距离。".to_owned(),
            )],
            content: Vec::new(),
            next: super::built_in(text, "decision", "next-refused", &[]),
            remedies: super::built_in(
                text,
                "decision",
                "remedies",
                &[("days", &60), ("body", &"澄禾县人民政府"), ("months", &6)],
            ),
            delegation: String::new(),
            ..granted.clone()
        };
        vec![("granted by delegation", granted), ("refused", refused)]
    }
}
