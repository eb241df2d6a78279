//! Checking a paper: genuine, superseded or revoked, by the code under its QR code; no account, nothing personal (M3).

use askama::Template;

use crate::layout::{ErrorSummary, Field, Nav, Page, PageFrame};
use crate::text::Text;

/// What is known of the paper.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The sentence that answers: what it is worth.
    pub answer: String,
    /// Class of the card: `card-good`, `card-waiting` or `card-late`.
    pub tone: &'static str,
    /// What paper it is.
    pub kind: String,
    /// The number it must bear.
    pub number: String,
    /// In whose name.
    pub issuer: String,
    /// The day of issue, with year.
    pub on: String,
    /// The number of the paper that stands in its place; may be empty.
    pub replaced_by: String,
    /// The last valid day of a certificate; may be empty.
    pub valid_until: String,
}

/// `GET /verify`, `GET /verify/{code}`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/verify.html")]
pub struct Verify {
    /// Frame.
    pub frame: PageFrame,
    /// The code or the receipt number.
    pub code: Field,
    /// What is known.
    pub found: Option<Verified>,
    /// Not found, or too many tries.
    pub errors: ErrorSummary,
}

impl Verify {
    /// The form.
    pub fn new(frame: PageFrame, code: &str) -> Self {
        let text = frame.text;
        let field = Field::line(text, "code", text.t("核验码或者文书编号"))
            .help(text.t("核验码在文书左下角二维码旁边。也可以照文书填编号，如“澄市监许受〔2026〕12号”，括号、空格怎么打都行；回执填收件编号。"))
            .value(code);
        let errors = ErrorSummary::none(text);
        Self { frame, code: Field { length_max: 60, ..field }, found: None, errors }
    }

    /// What was found.
    #[must_use]
    pub fn found(mut self, found: Verified) -> Self {
        self.found = Some(found);
        self
    }

    /// There is no such paper.
    #[must_use]
    pub fn not_found(mut self) -> Self {
        let sentence =
            "没有查到这份文书。请对照文书再填一次；还查不到，请打电话或到窗口问，先不要照这份文书办。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// Too many tries from this address.
    #[must_use]
    pub fn throttled(mut self, minutes: u32) -> Self {
        self.errors = ErrorSummary::throttled(self.frame.text, minutes);
        self
    }
}

impl Page for Verify {
    const NAME: &'static str = "portal/verify";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new = || {
            Self::new(PageFrame::sample(text, "核对文书真伪", Nav::Verify), "SC2026000123K-A26318-7K2M9QXT")
        };
        let paper = |answer, tone| Verified {
            answer: text.t(answer).to_owned(),
            tone,
            kind: text.t("受理通知书").to_owned(),
            number: "澄市监受〔2026〕318 号".to_owned(),
            issuer: "澄禾县市场监督管理局".to_owned(),
            on: text.date_with_year((2026, 11, 20)),
            replaced_by: String::new(),
            valid_until: String::new(),
        };
        let certificate = |answer, tone, replaced_by: &str| Verified {
            kind: text.t("证照或结果文书").to_owned(),
            number: "澄市监证〔2026〕5 号".to_owned(),
            replaced_by: replaced_by.to_owned(),
            valid_until: text.date_with_year((2031, 11, 27)),
            ..paper(answer, tone)
        };
        let (genuine, replaced) = ("是真的，现在有效", "是真的，但已被后来的文书代替");
        let renewed = "是真的，已经延续，请看新的一份";
        vec![
            ("empty", Self::new(PageFrame::sample(text, "核对文书真伪", Nav::Verify), "")),
            ("genuine", new().found(paper(genuine, "card-good"))),
            ("superseded", new().found(paper(replaced, "card-waiting"))),
            ("revoked", new().found(paper("是真的，但已经撤销", "card-late"))),
            (
                "certificate renewed",
                new().found(certificate(renewed, "card-waiting", "澄市监证〔2026〕9 号")),
            ),
            ("certificate expired", new().found(certificate("是真的，但已经到期", "card-late", ""))),
            ("not found", new().not_found()),
            ("throttled", new().throttled(15)),
        ]
    }
}
