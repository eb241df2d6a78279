//! 承办单 / 交接单 (R81, R96, C35): what is handed over, how many, and two signatures.

use askama::Template;

use super::{PaperCase, PaperHead};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// A paper of the file and how many of it.
#[derive(Debug, Clone)]
pub struct PaperCount {
    /// Name.
    pub name: String,
    /// Sheets or copies.
    pub count: u32,
}

/// `GET /desk/cases/{id}/print/handover`
#[derive(Debug, Clone, Template)]
#[template(path = "print/handover.html")]
pub struct HandoverSheet {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item; internal paper.
    pub case: PaperCase,
    /// How many papers, and who answers for them until they are taken.
    pub next: String,
    /// The step to be done, its unit, the day it must be done by.
    pub step: String,
    /// Unit.
    pub unit: String,
    /// The day with year.
    pub due: String,
    /// Papers.
    pub papers: Vec<PaperCount>,
    /// Sum of the counts.
    pub total: u32,
    /// Who gives, with post.
    pub from: String,
    /// When it was given.
    pub given_at: String,
    /// Who takes, with post.
    pub to: String,
    /// When it was taken; empty before.
    pub taken_at: String,
}

impl Page for HandoverSheet {
    const NAME: &'static str = "print/handover";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let paper = |name: &str, count| PaperCount { name: name.to_owned(), count };
        let mut head =
            super::sample_head(text, super::SAMPLE_CENTRE, "承办交接单", "990121-20261120-00042-01");
        head.copy = text.t("随卷").to_owned();
        let given = Self {
            frame: super::sample_frame(text, "承办交接单"),
            head,
            case: super::sample_case(),
            next: super::built_in(text, "handover", "lead", &[("n", &5)]),
            step: text.pick("审核材料", Some("Reading the papers")).to_owned(),
            unit: super::SAMPLE_AUTHORITY.to_owned(),
            due: text.date_with_year((2026, 11, 24)),
            papers: vec![
                paper("食品经营许可申请书", 1),
                paper("设备设施布局和操作流程图", 2),
                paper("食品安全管理人员和规章制度", 1),
                paper("经营场所材料", 1),
            ],
            total: 5,
            from: "张受理（2 号窗口受理人）".to_owned(),
            given_at: format!("{} 15:45", text.date_with_year((2026, 11, 20))),
            to: "王承办（县市场监督管理局承办人）".to_owned(),
            taken_at: String::new(),
        };
        let mut taken = given.clone();
        taken.taken_at = format!("{} 16:20", text.date_with_year((2026, 11, 20)));
        vec![("given", given), ("taken", taken)]
    }
}
