//! A page that says no: the obstacle, who may act, what to do next.

use super::parts::Refused;
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// Shown when a request cannot be carried out and there is no form to draw again.
#[derive(Debug, Template)]
#[template(path = "desk/refused.html")]
pub struct RefusedPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What stands in the way.
    pub refused: Refused,
    /// Where to go on: address and words.
    pub back: (String, String),
}

/// Tone 16, as a sample.
pub(super) fn sample() -> Refused {
    Refused {
        sentence: "这一件是您受理的，不能再由您决定。".into(),
        who_may: vec!["赵局长".into(), "钱副局长（代）".into()],
        next: "请把这一件移交给其中一位。".into(),
        code: "duties-separate".into(),
    }
}

impl Page for RefusedPage {
    const NAME: &'static str = "desk/refused";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |refused| RefusedPage {
            frame: PageFrame::sample(text, "现在还不能这样办", Nav::Desk),
            text,
            refused,
            back: ("/desk".into(), text.t("回到今天的件").to_owned()),
        };
        let alone = Refused {
            sentence: "您的授权不包括这个事项，或已在 10 月 31 日到期。".into(),
            next: "请授权人签发新的授权委托书，生效后再办。".into(),
            code: "delegation-does-not-reach".into(),
            ..Refused::default()
        };
        vec![("separation of duties", page(sample())), ("delegation ended", page(alone))]
    }
}
