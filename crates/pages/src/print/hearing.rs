//! Papers of parties and hearings: the notice to a party, the notice of a hearing, its record (N13, N18).

use askama::Template;

use super::{PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{case}/hearing/paper/{paper}`
#[derive(Debug, Clone, Template)]
#[template(path = "print/hearing.html")]
pub struct HearingPaper {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// To whom.
    pub to: String,
    /// What it says first.
    pub next: String,
    /// Names and values; of the case only the item, nothing of the applicant's papers.
    pub facts: Vec<(String, String)>,
    /// Paragraphs.
    pub body: Vec<String>,
    /// The law in full.
    pub law: String,
    /// Who signs.
    pub signs: Vec<String>,
    /// Seal.
    pub seal: Seal,
}

impl Page for HearingPaper {
    const NAME: &'static str = "print/hearing";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        vec![(
            "notice",
            Self {
                frame: super::sample_frame(text, "听证通知书"),
                head: super::sample_head(
                    text,
                    super::SAMPLE_AUTHORITY,
                    "听证通知书",
                    "澄文旅听通〔2026〕1号",
                ),
                to: "柏邻居".to_owned(),
                next: "听证定在 12 月 8 日（周二）09:30，请带身份证件参加。".to_owned(),
                facts: vec![("在哪儿".to_owned(), "县政务服务中心三楼会议室".to_owned())],
                body: vec!["听证不收费。认为主持人和这件事有直接利害关系的，有权申请他回避。".to_owned()],
                law: "《行政许可法》第四十八条".to_owned(),
                signs: vec!["收到人".to_owned(), "日期".to_owned()],
                seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
            },
        )]
    }
}
