//! Withdrawing from one's own telephone: a code of six digits, a reason, and the sentence that nobody asked for it (C26, F9).

use askama::Template;

use crate::layout::{Choice, Control, ErrorSummary, Field, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /track/case/withdraw`, and `POST` when something is missing.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/withdraw.html")]
pub struct WithdrawOwn {
    /// Frame.
    pub frame: PageFrame,
    /// What is withdrawn: item and number.
    pub item: String,
    /// Number of the receipt.
    pub receipt_no: String,
    /// The telephone the code goes to, masked; empty where none was left: then any window does it.
    pub telephone: String,
    /// A code was sent and still holds.
    pub is_sent: bool,
    /// Keys of the form that sends a code.
    pub send_keys: FormKeys,
    /// Keys of the form that withdraws.
    pub keys: FormKeys,
    /// The code.
    pub code: Field,
    /// Why.
    pub cause: Field,
    /// In the applicant's words.
    pub words: Field,
    /// That the sentence was not ticked.
    pub spoken_error: String,
    /// Papers to fetch afterwards, as a sentence; may be empty.
    pub papers: String,
    /// Errors, at the head.
    pub errors: ErrorSummary,
}

/// What the page is about.
#[derive(Debug, Clone, Default)]
pub struct WithdrawAbout {
    /// Item.
    pub item: String,
    /// Number of the receipt.
    pub receipt_no: String,
    /// Masked telephone.
    pub telephone: String,
    /// A code was sent and still holds.
    pub is_sent: bool,
    /// Papers to fetch.
    pub papers: String,
    /// Command id of the form that sends a code.
    pub send_id: String,
    /// Command id of the form that withdraws.
    pub id: String,
}

impl WithdrawOwn {
    /// The page, with what was chosen and written.
    pub fn new(
        frame: PageFrame,
        about: WithdrawAbout,
        causes: &[(&str, &str)],
        cause: &str,
        words: &str,
    ) -> Self {
        let text = frame.text;
        let code = Field::line(text, "code", text.t("短信里的验证码"))
            .help(text.t("6 位数字，10 分钟内有效，最多试 5 次。"));
        let choices = causes.iter().map(|(value, words)| Choice::new(value, text.t(words), *value == cause));
        let keys = |id: &str| FormKeys { csrf: frame.csrf.clone(), command_id: id.to_owned(), version: None };
        let words = Field::line(text, "words", text.t("您的话"))
            .help(text.t("选“别的原因”的，请写。"))
            .control(Control::Area(2))
            .value(words)
            .optional();
        Self {
            send_keys: keys(&about.send_id),
            keys: keys(&about.id),
            code: Field { length_max: 12, inputmode: "numeric", autocomplete: "one-time-code", ..code },
            cause: Field::line(text, "cause", text.t("为什么撤回"))
                .control(Control::Radios(choices.collect())),
            words: Field { length_max: 2000, ..words },
            spoken_error: String::new(),
            errors: ErrorSummary::none(text),
            item: about.item,
            receipt_no: about.receipt_no,
            telephone: about.telephone,
            is_sent: about.is_sent,
            papers: about.papers,
            frame,
        }
    }

    /// With a sentence that belongs to no field.
    #[must_use]
    pub fn refused(mut self, sentence: &str) -> Self {
        self.errors = ErrorSummary::one(self.frame.text, sentence);
        self
    }

    /// With the errors of its fields gathered at the head.
    #[must_use]
    pub fn gathered(mut self) -> Self {
        self.errors = ErrorSummary::of(self.frame.text, [&self.code, &self.cause, &self.words]);
        if !self.spoken_error.is_empty() {
            self.errors.errors.push(("spoken".to_owned(), self.spoken_error.clone()));
        }
        self
    }
}

impl Page for WithdrawOwn {
    const NAME: &'static str = "portal/withdraw";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let causes = crate::desk::act::WITHDRAW_CAUSES;
        let about = |telephone: &str, is_sent| WithdrawAbout {
            item: "食品经营许可".to_owned(),
            receipt_no: "SC 2026 000123 K".to_owned(),
            telephone: telephone.to_owned(),
            is_sent,
            papers: text.f("交过的纸质材料 {n} 份，撤回以后到窗口取回。", [("n", &5)]),
            send_id: FormKeys::sample(None).command_id,
            id: FormKeys::sample(None).command_id,
        };
        let new = |about| {
            Self::new(PageFrame::sample(text, "撤回申请", Nav::Track), about, &causes, "asked-by-window", "")
        };
        let mut wrong = new(about("*******1234", true));
        wrong.code = wrong.code.error(text.t("这一项要填。"));
        wrong.spoken_error = text.t("请看过这句话，再勾上。").to_owned();
        vec![
            ("not sent", new(about("*******1234", false))),
            ("sent", new(about("*******1234", true))),
            ("wrong", wrong.gathered()),
            ("no telephone", new(about("", false))),
            ("refused", new(about("*******1234", true)).refused(text.t("验证码不对，请对照短信再填一次。"))),
        ]
    }
}
