//! `GET /desk/oversight`: the board of supervision.

use super::Big;
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// One line of lights.
#[derive(Clone, Debug)]
pub struct BoardLine {
    /// The unit, the person or the item.
    pub name: String,
    /// Where its cases are listed; may be empty.
    pub href: String,
    /// Past the day shown.
    pub red: u64,
    /// Near it.
    pub yellow: u64,
    /// In time.
    pub green: u64,
    /// Of all, with the clock stopped.
    pub stopped: u64,
}

/// Lights put together by one thing.
#[derive(Clone, Debug)]
pub struct BoardGroup {
    /// Its heading.
    pub title: String,
    /// Id of the heading.
    pub id: &'static str,
    /// The lines, the reddest first.
    pub lines: Vec<BoardLine>,
    /// How many more there are.
    pub more: usize,
    /// Where all of them stand.
    pub more_href: String,
}

/// What turns red after a day if nothing is done.
#[derive(Clone, Debug)]
pub struct TurningDay {
    /// The last day in time.
    pub day: String,
    /// Where its cases are listed.
    pub href: String,
    /// How many cases.
    pub count: u64,
    /// By unit.
    pub units: String,
    /// Who holds most of them, and how many others there are.
    pub people: String,
}

/// The board.
#[derive(Debug, Template)]
#[template(path = "desk/oversight.html")]
pub struct OversightBoard {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// When it was counted.
    pub counted_at: String,
    /// The large numbers, each a link.
    pub counters: Vec<Big>,
    /// Lights by department, person and item.
    pub groups: Vec<BoardGroup>,
    /// Who turns red next.
    pub forecast: Vec<TurningDay>,
    /// What else can be done: address and words.
    pub links: Vec<(String, String)>,
}

impl Page for OversightBoard {
    const NAME: &'static str = "desk/oversight";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let big = |kind: &'static str, word: &str, count: u64| Big {
            kind,
            word: text.t(word).to_owned(),
            count,
            note: String::new(),
            href: "/desk/findings".to_owned(),
        };
        let line = |name: &str, red: u64| BoardLine {
            name: name.to_owned(),
            href: "/desk/cases?unit=sc&hand=1".to_owned(),
            red,
            yellow: 2,
            green: 40,
            stopped: 1,
        };
        let board = |lines: Vec<BoardLine>, forecast: Vec<TurningDay>| OversightBoard {
            frame: PageFrame::sample(text, "监察", Nav::Oversight),
            text,
            counted_at: text.date_with_year((2026, 11, 20)),
            counters: vec![big("red", "严重发现", 3), big("yellow", "没有了结的单子", 12)],
            groups: vec![BoardGroup {
                title: text.t("各单位").to_owned(),
                id: "by-unit",
                more: if lines.is_empty() { 0 } else { 12 },
                more_href: "/desk/oversight?all=by-unit#by-unit".to_owned(),
                lines,
            }],
            forecast,
            links: vec![("/desk/bounds".to_owned(), text.t("监察阈值").to_owned())],
        };
        let day = TurningDay {
            day: text.date_with_year((2026, 11, 23)),
            href: "/desk/cases?due=2026-11-23".to_owned(),
            count: 4,
            units: "县公安局 4 件".to_owned(),
            people: text.f("{name} {n} 件", [("name", &"高翔" as &dyn std::fmt::Display), ("n", &4)]),
        };
        let long = super::parts::long_name();
        vec![
            ("normal", board(vec![line("县市场监督管理局", 1), line(&long, 0)], vec![day])),
            ("nothing", board(Vec::new(), Vec::new())),
        ]
    }
}
