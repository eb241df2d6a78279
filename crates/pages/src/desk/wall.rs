//! `GET /wall`: the county head's one page, for a wall screen or a telephone (R6, A35).

use askama::Template;

use super::Big;
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// A figure of a quality.
#[derive(Clone, Debug)]
pub struct WallLine {
    /// What it is.
    pub word: String,
    /// The figure.
    pub value: String,
    /// What it was counted from; may be empty.
    pub counted: String,
    /// Where it opens.
    pub href: &'static str,
}

/// One of the four qualities of the founding documents: 便民、公开、依法、高效.
#[derive(Clone, Debug)]
pub struct WallQuality {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub lines: Vec<WallLine>,
}

/// What came in and what was done, day by day.
#[derive(Clone, Debug)]
pub struct WallTrend {
    /// Days less one: the width of the drawing.
    pub wide: usize,
    /// Points of the line of what came in.
    pub received: String,
    /// Points of the line of what was done.
    pub concluded: String,
    /// The same in words.
    pub says: String,
    /// Where the sums open.
    pub href: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/wall.html")]
pub struct Wall {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// When it was counted.
    pub counted_at: String,
    /// Today's figures.
    pub figures: Vec<Big>,
    /// The four qualities.
    pub qualities: Vec<WallQuality>,
    /// The trend.
    pub trend: WallTrend,
}

impl Page for Wall {
    const NAME: &'static str = "desk/wall";

    fn samples(text: Text) -> Vec<(&'static str, Wall)> {
        let big = |kind: &'static str, word: &str, count: u64| Big {
            href: "/desk/cases".to_owned(),
            kind,
            word: text.t(word).to_owned(),
            count,
            note: String::new(),
        };
        let line = WallLine {
            word: text.t("按时办结率").to_owned(),
            value: "99.67%".to_owned(),
            counted: "57323/57514".to_owned(),
            href: "/figures",
        };
        let of = |counts: [u64; 4], lines: Vec<WallLine>, received: &str| Wall {
            frame: PageFrame::sample(text, "大屏", Nav::Lead),
            text,
            counted_at: text.date((2026, 11, 20)),
            figures: vec![
                big("plain", "今天收件", counts[0]),
                big("plain", "今天办结", counts[1]),
                big("red", "超期", counts[2]),
                big("yellow", "临期", counts[3]),
            ],
            qualities: ["便民", "公开", "依法", "高效"]
                .map(|name| WallQuality { name: text.t(name).to_owned(), lines: lines.clone() })
                .to_vec(),
            trend: WallTrend {
                wide: 3,
                received: received.to_owned(),
                concluded: "0,100 1,40 2,60 3,10".to_owned(),
                says: text.f(
                    "一共收件 {n} 件，办结 {m} 件",
                    [("n", &counts[0] as &dyn std::fmt::Display), ("m", &counts[1])],
                ),
                href: "/figures?period=last-30".to_owned(),
            },
        };
        vec![
            ("a day", of([31, 28, 3, 12], vec![line.clone(), line], "0,90 1,20 2,30 3,0")),
            ("empty", of([0; 4], Vec::new(), "")),
            ("a city", of([123_456, 112_233, 4_321, 9_876], Vec::new(), "0,0 3,0")),
        ]
    }
}
