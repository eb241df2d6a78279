//! 撤回确认和材料退还清单 (C26, F9): withdrawn by the applicant's own signature; what was kept goes back, counted.

use askama::Template;

use super::{PaperCase, PaperCount, PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/withdrawal`
#[derive(Debug, Clone, Template)]
#[template(path = "print/withdrawal.html")]
pub struct WithdrawalSlip {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// That it is withdrawn as the applicant wished, and that the way back is open.
    pub next: String,
    /// What was read aloud and is signed: nobody asked for it.
    pub confirmed: String,
    /// Why.
    pub cause: String,
    /// In the applicant's words; may be empty.
    pub said: String,
    /// The officer before whom it was signed.
    pub officer: String,
    /// The papers that go back.
    pub papers: Vec<PaperCount>,
    /// How many papers that are in all, as a sentence.
    pub total: String,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for WithdrawalSlip {
    const NAME: &'static str = "print/withdrawal";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let title = "撤回确认和材料退还清单";
        let paper = |name: &str| PaperCount { name: name.to_owned(), count: 1 };
        let signed = Self {
            frame: super::sample_frame(text, title),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, title, "澄市监许撤〔2026〕2 号"),
            case: super::sample_case(),
            next: super::built_in(text, "withdrawal", "lead", &[]),
            confirmed: super::built_in(text, "withdrawal", "confirmed", &[]),
            cause: text.t("情况有变，准备好再来").to_owned(),
            said: text.pick("店面还没有定下来。", Some("I have not found a shop yet.")).to_owned(),
            officer: "张受理（县市场监督管理局）".to_owned(),
            papers: vec![paper("1. 食品经营许可申请书"), paper("3. 设备设施布局和操作流程图")],
            total: super::built_in(text, "withdrawal", "total", &[("n", &2)]),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let mut nothing = signed.clone();
        nothing.said.clear();
        nothing.papers.clear();
        vec![("signed", signed), ("nothing kept", nothing)]
    }
}
