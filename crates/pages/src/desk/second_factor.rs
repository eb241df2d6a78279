//! `GET POST /desk/second-factor`: setting up the second factor of who signs, alone and with the own telephone (A17).

use askama::Template;

use super::parts::Typed;
use crate::layout::{ErrorSummary, FormKeys, Nav, NoticeKind, Page, PageFrame};
use crate::print::qr_svg;
use crate::text::Text;

/// A secret as it is shown once.
#[derive(Clone, Debug)]
pub struct SecretShown {
    /// The square code, as SVG.
    pub qr: String,
    /// The same as it is typed, in groups of four.
    pub groups: Vec<String>,
}

impl SecretShown {
    /// A secret by its address for authenticators and its letters.
    pub fn new(text: Text, uri: &str, key: &str) -> SecretShown {
        let letters: Vec<char> = key.chars().collect();
        SecretShown {
            qr: qr_svg(uri, text.t("密钥的二维码，用身份验证器扫")),
            groups: letters.chunks(4).map(|group| group.iter().collect()).collect(),
        }
    }
}

/// The page; field `code` of both forms and `password` of the first, `do` is `begin` or `confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/second_factor.html")]
pub struct SecondFactorPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Errors of the fields: `begin-code`, `begin-password`, `confirm-code`, or of the whole page.
    pub errors: ErrorSummary,
    /// Where the person stands: `还没有设置。`, `11 月 12 日 09:12 设置好，现在用着。`
    pub stands: String,
    /// A new secret, once.
    pub shown: Option<SecretShown>,
    /// The form that confirms a new secret, while one waits.
    pub confirm: Option<(FormKeys, Typed)>,
    /// Hidden fields of the form that makes a new secret.
    pub begin: FormKeys,
    /// The present code, where one is set up.
    pub present: Option<Typed>,
    /// The password, where none is; never shown again.
    pub password: Typed,
    /// What the demonstration says beside the present code; empty in operation.
    pub sample: String,
}

impl Page for SecondFactorPage {
    const NAME: &'static str = "desk/second_factor";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |stands: &str| SecondFactorPage {
            frame: PageFrame::sample(text, "二次验证", Nav::Desk),
            text,
            errors: ErrorSummary::none(text),
            stands: stands.to_owned(),
            shown: None,
            confirm: None,
            begin: FormKeys::sample(None),
            present: None,
            password: Typed::default(),
            sample: String::new(),
        };
        let none = text.t("还没有设置。");
        let keys = || FormKeys::sample(None);
        let key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let uri = format!("otpauth://totp/%E4%B8%80%E9%97%A8:lead.sc?secret={key}&issuer=%E4%B8%80%E9%97%A8");
        let mut shown = page(none);
        shown.shown = Some(SecretShown::new(text, &uri, key));
        shown.confirm = Some((keys(), Typed::default()));
        let wrong = text.t("动态码不对或者已经过时，请看手机上现在显示的再填。");
        let mut unconfirmed = page(none);
        unconfirmed.confirm = Some((keys(), Typed::wrong("287083", wrong)));
        unconfirmed.errors.errors.push(("confirm-code".to_owned(), wrong.to_owned()));
        let when = text.f("{when}设置好，现在用着。", [("when", &"11 月 12 日 09:12")]);
        let mut guessed = page(none);
        let no = text.t("密码不对，请再填一次。忘了密码，请找系统管理员重设。");
        guessed.password = Typed::wrong("", no);
        guessed.errors.errors.push(("begin-password".to_owned(), no.to_owned()));
        let mut set_up = page(&when);
        set_up.frame = set_up.frame.with_notice(NoticeKind::Done, "设置好了，签字的时候填动态码。");
        set_up.present = Some(Typed::default());
        set_up.sample = text.f("示例数据：这部手机上现在显示 {code}。", [("code", &"287082")]);
        let mut refused = page(&when);
        let used = text.t("这个动态码刚才用过了，请等手机上换了新的（最多 30 秒）再填。");
        refused.present = Some(Typed::wrong("287082", used));
        refused.errors.errors.push(("begin-code".to_owned(), used.to_owned()));
        vec![
            ("not set up", page(none)),
            ("password wrong", guessed),
            ("secret shown once", shown),
            ("first code wrong", unconfirmed),
            ("set up", set_up),
            ("present code used", refused),
        ]
    }
}
