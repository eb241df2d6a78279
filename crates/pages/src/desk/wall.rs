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
    pub href: String,
}

/// One of the four qualities of the founding documents: 便民、公开、依法、高效.
#[derive(Clone, Debug)]
pub struct WallQuality {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub lines: Vec<WallLine>,
}

/// A day of the trend.
#[derive(Clone, Debug)]
pub struct WallDay {
    /// Which day.
    pub name: String,
    /// What came in.
    pub received: u64,
    /// What was done.
    pub concluded: u64,
    /// Where the day opens.
    pub href: String,
}

/// What came in and what was done, day by day: one list for the drawing in the page, its table and the chart, which reads the table.
#[derive(Clone, Debug)]
pub struct WallTrend {
    /// The days, the earliest first.
    pub days: Vec<WallDay>,
    /// The same in words.
    pub says: String,
    /// Where the sums open.
    pub href: String,
}

impl WallTrend {
    /// Days less one: the width of the drawing.
    pub fn wide(&self) -> usize {
        self.days.len().saturating_sub(1).max(1)
    }

    /// Points of the line of what came in.
    pub fn received(&self) -> String {
        self.line(|day| day.received)
    }

    /// Points of the line of what was done.
    pub fn concluded(&self) -> String {
        self.line(|day| day.concluded)
    }

    /// A day a step; the highest day of both lines touches the top.
    fn line(&self, of: fn(&WallDay) -> u64) -> String {
        let most = self.days.iter().flat_map(|day| [day.received, day.concluded]).max().unwrap_or(0).max(1);
        let point = |(place, day): (usize, &WallDay)| format!("{place},{}", 100 - of(day) * 100 / most);
        self.days.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
    }
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
            href: "/figures".to_owned(),
        };
        let of = |counts: [u64; 4], lines: Vec<WallLine>, days: &[(u64, u64)]| Wall {
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
                days: days.iter().zip(18..).map(|(day, n)| sample_day(text, n, *day)).collect(),
                says: text.f(
                    "一共收件 {n} 件，办结 {m} 件",
                    [("n", &counts[0] as &dyn std::fmt::Display), ("m", &counts[1])],
                ),
                href: "/figures?period=last-30".to_owned(),
            },
        };
        vec![
            ("a day", of([31, 28, 3, 12], vec![line.clone(), line], &[(4, 0), (32, 24), (28, 16), (40, 36)])),
            ("empty", of([0; 4], Vec::new(), &[])),
            ("a city", of([123_456, 112_233, 4_321, 9_876], Vec::new(), &[(98_765, 87_654), (0, 0)])),
        ]
    }
}

fn sample_day(text: Text, day: u32, (received, concluded): (u64, u64)) -> WallDay {
    WallDay {
        name: text.date_short((2026, 11, day)),
        received,
        concluded,
        href: format!("/figures?period=2026-11-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Sample, draw_samples};

    fn drawn() -> Vec<Sample> {
        let mut samples = Vec::new();
        draw_samples::<Wall>(Text::Chinese, &mut samples);
        samples
    }

    fn trend(days: &[(u64, u64)]) -> WallTrend {
        let days = days.iter().zip(1..).map(|(day, n)| sample_day(Text::Chinese, n, *day)).collect();
        WallTrend { days, says: String::new(), href: String::new() }
    }

    // A35: the drawing is to the scale of its highest day, and stands where nothing came in.
    #[test]
    fn the_highest_day_of_both_lines_touches_the_top() {
        let some = trend(&[(4, 8), (0, 0), (2, 0)]);
        assert_eq!((some.received(), some.concluded()), ("0,50 1,100 2,75".into(), "0,0 1,100 2,100".into()));
        assert_eq!(some.wide(), 2);
        assert_eq!(trend(&[(0, 0), (0, 0)]).received(), "0,100 1,100", "nothing is drawn at the bottom");
        let none = trend(&[]);
        assert_eq!((none.received(), none.wide()), (String::new(), 1), "a drawing has some width");
        assert_eq!(trend(&[(7, 1)]).wide(), 1);
    }

    // R6: every number is a link. The chart has no numbers of its own: it reads this table, of the days that are drawn.
    #[test]
    fn every_day_of_the_drawing_stands_in_the_table_that_the_chart_reads() {
        let samples = drawn();
        let page = &samples.iter().find(|it| it.sample == "a day").expect("the sample stands above").html;
        let of =
            page.split("data-of=\"").nth(1).and_then(|it| it.split('"').next()).expect("the chart names it");
        let section =
            page.split("<section").find(|it| it.contains(&format!("id=\"{of}\""))).expect("a section");
        for (day, counts) in [("11 月 18 日", [4, 0]), ("11 月 19 日", [32, 24]), ("11 月 21 日", [40, 36])]
        {
            let row =
                section.split("<tr>").find(|it| it.contains(day)).unwrap_or_else(|| panic!("{day}: no row"));
            for count in counts {
                assert!(row.contains(&format!("\">{count}</a>")), "{day}: {count} is a link");
            }
        }
        assert_eq!(
            section.matches("/figures?period=2026-11-").count(),
            8,
            "two numbers a day, each opens its day"
        );
        assert!(section.contains("points=\"0,90 1,20 2,30 3,0\""), "and without a script it is drawn");
    }
}
