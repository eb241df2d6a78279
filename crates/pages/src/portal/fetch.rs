//! Fetching a result electronically: the code of the message, beside number and query code (C25).

use askama::Template;

use crate::layout::{ErrorSummary, Field, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /track/case/fetch`, and `POST` when the code is missing or wrong.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/fetch.html")]
pub struct FetchOwn {
    /// Frame.
    pub frame: PageFrame,
    /// What the result is of.
    pub item: String,
    /// Number of the receipt.
    pub receipt_no: String,
    /// Where the message went, masked, as a sentence.
    pub sent: String,
    /// Keys of the form.
    pub keys: FormKeys,
    /// The code.
    pub code: Field,
    /// Errors, at the head.
    pub errors: ErrorSummary,
}

impl FetchOwn {
    /// The page, before anything is typed.
    pub fn new(frame: PageFrame, item: String, receipt_no: String, sent: String, id: &str) -> Self {
        let text = frame.text;
        let code = Field::line(text, "code", text.t("领取凭码"))
            .help(text.t("8 位数字，在发给您的短信或者邮件里。"));
        Self {
            keys: FormKeys { csrf: frame.csrf.clone(), command_id: id.to_owned(), version: None },
            code: Field { length_max: 20, inputmode: "numeric", autocomplete: "one-time-code", ..code },
            errors: ErrorSummary::none(text),
            item,
            receipt_no,
            sent,
            frame,
        }
    }

    /// With a sentence at the code.
    #[must_use]
    pub fn wrong(mut self, sentence: &str) -> Self {
        self.code = self.code.error(sentence);
        self.errors = ErrorSummary::of(self.frame.text, [&self.code]);
        self
    }

    /// With a sentence that belongs to no field.
    #[must_use]
    pub fn refused(mut self, sentence: &str) -> Self {
        self.errors = ErrorSummary::one(self.frame.text, sentence);
        self
    }
}

impl Page for FetchOwn {
    const NAME: &'static str = "portal/fetch";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new = |item: &str, to: &str| {
            let frame = PageFrame::sample(text, "领取电子文书", Nav::Track);
            let sent = text.f("领取凭码已发到您同意的{to}。", [("to", &to)]);
            let receipt_no = "SC 2026 000123 K".to_owned();
            Self::new(frame, item.to_owned(), receipt_no, sent, &FormKeys::sample(None).command_id)
        };
        let long = "在历史文化街区、名镇、名村核心保护范围内拆除历史建筑以外的建筑物、构筑物或者其他设施审批";
        vec![
            ("normal", new("食品经营许可", "*******1234")),
            ("long names", new(long, "x***@mail.a-rather-long-host-of-a-firm.example")),
            (
                "wrong",
                new("食品经营许可", "*******1234")
                    .wrong(text.t("领取凭码不对，请对照最近一次收到的短信或者邮件再填。")),
            ),
            (
                "refused",
                new("食品经营许可", "*******1234")
                    .refused(text.t("还没有用电子方式发出结果，或者发出的已经作废。")),
            ),
        ]
    }
}
