//! `GET /desk/papers`: every paper, the wording in force, and what waits for the legal reviewer.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// One paper.
#[derive(Clone, Debug)]
pub struct PaperLine {
    /// Its name in addresses.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// The revision in force and since when, or that it is the built-in wording.
    pub in_force: String,
    /// Who has proposed another, and when; empty where nothing waits.
    pub waiting: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/papers.html")]
pub struct PapersDesk {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// The papers.
    pub lines: Vec<PaperLine>,
}

impl Page for PapersDesk {
    const NAME: &'static str = "desk/papers";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let line = |paper: &str, name: &str, in_force: String, waiting: String| PaperLine {
            paper: paper.to_owned(),
            name: text.t(name).to_owned(),
            in_force,
            waiting,
        };
        let built_in = text.t("内置的文本").to_owned();
        let day = text.date_short((2026, 11, 20));
        let second = text.f("第 {n} 版，{day}起", [("n", &2), ("day", &day)]);
        let waiting = text.f("{who}，{day}提出", [("who", &"编目录"), ("day", &day)]);
        let lines = vec![
            line("receipt", "收件回执", built_in.clone(), String::new()),
            line("acceptance", "受理通知书", second, waiting),
            line("withdrawal", "撤回确认和材料退还清单", built_in, String::new()),
        ];
        vec![("papers", Self { frame: PageFrame::sample(text, "文书文本", Nav::Papers), text, lines })]
    }
}
