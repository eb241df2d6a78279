//! 投诉登记回执: number and query code at once, and until when an answer is owed (R118, R153).

use askama::Template;

use super::PaperHead;
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/complaints/{complaint}/receipt`
#[derive(Debug, Clone, Template)]
#[template(path = "print/complaint.html")]
pub struct ComplaintReceipt {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Class.
    pub class: String,
    /// When it was made.
    pub filed: String,
    /// Until when it is answered.
    pub due: String,
    /// Query code.
    pub code: String,
    /// Where one may ask.
    pub telephone: String,
}

impl Page for ComplaintReceipt {
    const NAME: &'static str = "print/complaint";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        vec![(
            "normal",
            Self {
                frame: super::sample_frame(text, "投诉登记回执"),
                head: super::sample_head(text, super::SAMPLE_CENTRE, "投诉登记回执", "TS 2026 000012 K"),
                class: text.t("办得慢").to_owned(),
                filed: text.date_with_year((2026, 11, 20)),
                due: text.date_with_year((2026, 11, 27)),
                code: "20261128".to_owned(),
                telephone: "0000-0000180".to_owned(),
            },
        )]
    }
}
