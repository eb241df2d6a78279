//! Signing in: for officers only, citizens need no account.

use askama::Template;

use crate::layout::{Control, ErrorSummary, Field, Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /sign-in`, and `POST /sign-in` when it did not work.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/sign_in.html")]
pub struct SignIn {
    /// Frame.
    pub frame: PageFrame,
    /// Account.
    pub account: Field,
    /// Password; never shown again.
    pub password: Field,
    /// What was wrong.
    pub errors: ErrorSummary,
    /// Path to go to afterwards; a path of ours, checked by the handler.
    pub back: String,
}

impl SignIn {
    /// The empty form.
    pub fn new(frame: PageFrame, account: &str, back: &str) -> Self {
        let text = frame.text;
        let account = Field::line(text, "account", text.t("账号")).value(account);
        let password = Field::line(text, "password", text.t("密码")).control(Control::Line("password"));
        Self {
            errors: ErrorSummary::none(text),
            account: Field { autocomplete: "username", length_max: 40, ..account },
            password: Field { autocomplete: "current-password", length_max: 200, ..password },
            back: back.to_owned(),
            frame,
        }
    }

    /// A form was sent after the session had ended.
    #[must_use]
    pub fn ended(mut self) -> Self {
        let sentence = "登录已经过期，请重新登录。刚才交的没有记下，登录以后会回到那一页，请再填一次。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// Account and password do not go together; does not say which of them is wrong.
    #[must_use]
    pub fn refused(mut self) -> Self {
        let sentence = "账号或密码不对，请再输一次。忘了密码，请找系统管理员重设。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// Too many attempts.
    #[must_use]
    pub fn throttled(mut self, minutes: u32) -> Self {
        let sentence = "试的次数多了，请过 {n} 分钟再登录。不是您本人在试，请告诉安全管理员。";
        let text = self.frame.text;
        self.errors = ErrorSummary::one(text, &text.f(sentence, [("n", &minutes)]));
        self
    }
}

impl Page for SignIn {
    const NAME: &'static str = "portal/sign_in";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new =
            |account| Self::new(PageFrame::sample(text, "工作人员登录", Nav::Nowhere), account, "/desk");
        vec![
            ("empty", new("")),
            ("refused", new("intake2").refused()),
            ("throttled", new("intake2").throttled(10)),
            ("ended", new("").ended()),
        ]
    }
}
