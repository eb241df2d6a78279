//! Tracking a case with the number and the query code of the receipt; no account (domain 6.4, C13).

use askama::Template;

use crate::layout::{ErrorSummary, Field, Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /track`, and `POST /track` when it was not found.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/track.html")]
pub struct Track {
    /// Frame.
    pub frame: PageFrame,
    /// Number of the receipt.
    pub number: Field,
    /// Query code; what was typed is not shown again.
    pub code: Field,
    /// Not found, or too many attempts.
    pub errors: ErrorSummary,
}

impl Track {
    /// The empty form.
    pub fn new(frame: PageFrame, number: &str) -> Self {
        let text = frame.text;
        let field = Field::line(text, "number", text.t("收件编号"))
            .help(text.t("在回执的最上面，形如 SC 2026 000123 K，空格不用填。"))
            .value(number);
        let code = Field::line(text, "code", text.t("查询码"))
            .help(text.t("在回执右上角二维码下面，8 位数字。取件码不用填在这里。"));
        let errors = ErrorSummary::none(text);
        Self {
            frame,
            number: Field { length_max: 40, ..field },
            code: Field { length_max: 12, inputmode: "numeric", ..code },
            errors,
        }
    }

    /// Number and code do not go together; does not say which of them is wrong.
    #[must_use]
    pub fn not_found(mut self) -> Self {
        let sentence = "没有查到。请对照回执再输一次编号和查询码；回执丢了，本人带身份证到任一窗口就能补打。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// The registration that this number and code belong to was corrected: the case is not the visitor's (E10).
    #[must_use]
    pub fn corrected(mut self) -> Self {
        let sentence =
            "这个编号已更正：窗口登记错了人，这一件不是您的，您不用做什么。有疑问，请打电话或到任一窗口问。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// Too many attempts from this address or for this number.
    #[must_use]
    pub fn throttled(mut self, minutes: u32) -> Self {
        self.errors = ErrorSummary::throttled(self.frame.text, minutes);
        self
    }
}

impl Page for Track {
    const NAME: &'static str = "portal/track";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new = |number| Self::new(PageFrame::sample(text, "查进度", Nav::Track), number);
        vec![
            ("empty", new("")),
            ("not found", new("SC 2026 000123 K").not_found()),
            ("corrected", new("SC 2026 000123 K").corrected()),
            ("throttled", new("SC 2026 000123 K").throttled(15)),
        ]
    }
}
