//! 明确答复 (R61, R115): an item's questions before anything is typed, and the reply where the answer is yes.

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// One question; the answer is posted as `q{n}`.
#[derive(Clone, Debug)]
pub struct ClearQuestion {
    /// The name of its field.
    pub name: String,
    /// The question.
    pub ask: String,
    /// Whether it was left open by a form that was sent.
    pub open: bool,
    /// `yes`, `no` or nothing.
    pub answer: String,
}

/// The reply to a yes.
#[derive(Clone, Debug)]
pub struct ClearAnswer {
    /// What is replied today, with the article.
    pub reply: String,
    /// What the applicant can do instead.
    pub instead: String,
    /// Address of the form, for an applicant who applies all the same.
    pub apply: String,
}

/// `GET /desk/intake/{short}` of an item with such questions, before its form.
#[derive(Debug, Template)]
#[template(path = "desk/clear_reply.html")]
pub struct ClearReplyPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Name of the item.
    pub item: String,
    /// Address of this page.
    pub path: String,
    /// The questions.
    pub questions: Vec<ClearQuestion>,
    /// The replies, once a question was answered with yes.
    pub answers: Vec<ClearAnswer>,
}

impl Page for ClearReplyPage {
    const NAME: &'static str = "desk/clear_reply";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let question = |n: usize, ask: &str, answer: &str| ClearQuestion {
            name: format!("q{n}"),
            ask: ask.to_owned(),
            open: false,
            answer: answer.to_owned(),
        };
        let page = |first: &str, answers| ClearReplyPage {
            frame: PageFrame::sample(text, "收件：河道采砂许可", Nav::Intake),
            text,
            item: "河道采砂许可".into(),
            path: "/desk/intake/river-sand".into(),
            questions: vec![
                question(0, "采砂的地点在公告的禁采区内吗？", first),
                question(1, "采砂的时间在公告的禁采期内吗？", "no"),
            ],
            answers,
        };
        let answer = ClearAnswer {
            reply: "今天就能答复：不予受理。申请采砂的地点在公告的禁采区内（水法第三十九条）。".into(),
            instead: "换到公告的可采区内，可以再来申请。".into(),
            apply: "/desk/intake/river-sand?clear=banned-zone".into(),
        };
        vec![("asked", page("", Vec::new())), ("clear", page("yes", vec![answer]))]
    }
}
