//! Notices to one person: that a result is ready, and what somebody without a telephone is told (C13, E3).

use askama::Template;

use super::{PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{case}/print/pickup`, `/desk/paper-notices/{key}/print`
#[derive(Debug, Clone, Template)]
#[template(path = "print/notice.html")]
pub struct NoticePaper {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// To whom; of several people, one.
    pub to: String,
    /// What it says first.
    pub next: String,
    /// Names and values; to a party of the case only the item, nothing of the applicant's papers.
    pub facts: Vec<(String, String)>,
    /// Paragraphs.
    pub body: Vec<String>,
    /// The law in full; empty where none has to be quoted.
    pub law: String,
    /// Who signs.
    pub signs: Vec<String>,
    /// QR code of the page that checks the paper, and the code in letters; none of a paper without a number of its own.
    pub check: Option<(String, String)>,
    /// Seal.
    pub seal: Seal,
}

impl Page for NoticePaper {
    const NAME: &'static str = "print/notice";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let code = "WH2026000009X-HN261-7K2M9QXT".to_owned();
        let hearing = Self {
            frame: super::sample_frame(text, "听证通知书"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "听证通知书", "澄文旅听通〔2026〕1号"),
            to: "柏邻居".to_owned(),
            next: "听证定在 12 月 8 日（周二）09:30，请带身份证件参加。".to_owned(),
            facts: vec![("在哪儿".to_owned(), "县政务服务中心三楼会议室".to_owned())],
            body: vec!["听证不收费。认为主持人和这件事有直接利害关系的，有权申请他回避。".to_owned()],
            law: "《行政许可法》第四十八条".to_owned(),
            signs: vec!["收到人".to_owned(), "日期".to_owned()],
            check: Some((
                super::qr_svg(&format!("https://example.invalid/verify/{code}"), "扫码核对真伪"),
                code,
            )),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let pickup = Self {
            frame: super::sample_frame(text, "领取通知"),
            head: super::sample_head(text, super::SAMPLE_CENTRE, "领取通知", "SC 2026 000123 K"),
            to: "许小店（告诉信得过的人：许家人 0000-0000099）".to_owned(),
            next: "已批准，食品经营许可证做好了。取件码 441026，请到 15 号出件窗口领取，带上身份证。"
                .to_owned(),
            facts: Vec::new(),
            body: Vec::new(),
            law: String::new(),
            check: None,
            seal: super::sample_seal(text, super::SAMPLE_CENTRE),
            ..hearing.clone()
        };
        vec![("of a hearing", hearing), ("of a result", pickup)]
    }
}
