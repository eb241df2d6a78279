//! `GET /desk/ratings`: ratings in figures, visits and results apart, each way to rate apart (C31, N52, F16).

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// One line: a window, a unit or an item.
#[derive(Clone, Debug)]
pub struct RatingLine {
    /// Its name.
    pub name: String,
    /// How many were asked.
    pub invited: u32,
    /// How many answered, with the share.
    pub answered: String,
    /// 满意率, or why there is none.
    pub share: String,
    /// Bad ones; a stroke where there are too few to say.
    pub bad: String,
    /// Left out, by two people; likewise.
    pub dismissed: String,
    /// What the tablet says; empty where it said nothing.
    pub tablet: String,
    /// How many are content with each dimension (N49); nothing where nobody marked one.
    pub marks: Vec<String>,
    /// What became of the bad ones (N50); nothing where there are none, or too few to say.
    pub rounds: Vec<String>,
    /// Why the number is not believed.
    pub doubts: Vec<String>,
}

/// Lines of one kind.
#[derive(Clone, Debug)]
pub struct RatingTable {
    /// Heading.
    pub title: String,
    /// Id of the heading.
    pub id: &'static str,
    /// What is asked there.
    pub hint: String,
    /// Whether a tablet can say something.
    pub has_tablet: bool,
    /// Whether dimensions and what became of bad ones are counted there.
    pub has_parts: bool,
    /// All of it together; empty where nothing is put together.
    pub together: String,
    /// The lines.
    pub lines: Vec<RatingLine>,
}

/// Follow-ups of a unit.
#[derive(Clone, Debug)]
pub struct FollowUpLine {
    /// The unit.
    pub name: String,
    /// Calls that somebody answered.
    pub calls: i64,
    /// Calls that nobody answered.
    pub unreached: i64,
    /// Visits, open and secret.
    pub visits: i64,
    /// With something bad.
    pub bad: i64,
}

/// The board.
#[derive(Debug, Template)]
#[template(path = "desk/ratings.html")]
pub struct RatingsBoard {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// From which day to which.
    pub period: String,
    /// Other periods: address, words, and whether it is the one shown.
    pub periods: Vec<(String, String, bool)>,
    /// What else there is: address and words.
    pub links: Vec<(String, String)>,
    /// How many are needed for a rate.
    pub least: u16,
    /// The tables.
    pub tables: Vec<RatingTable>,
    /// Follow-ups by unit.
    pub follow_ups: Vec<FollowUpLine>,
}

/// `GET /ratings`: the same figures for everybody (N52).
#[derive(Debug, Template)]
#[template(path = "desk/ratings_public.html")]
pub struct RatingsPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// From which day to which.
    pub period: String,
    /// How many are needed for a rate.
    pub least: u16,
    /// The tables.
    pub tables: Vec<RatingTable>,
}

impl Page for RatingsPublic {
    const NAME: &'static str = "desk/ratings_public";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let boards = RatingsBoard::samples(text).into_iter();
        let public = |(name, board): (&'static str, RatingsBoard)| {
            let RatingsBoard { period, least, tables, .. } = board;
            let frame = PageFrame::sample(text, "大家怎么评的", Nav::Nowhere);
            (name, RatingsPublic { frame, text, period, least, tables })
        };
        boards.map(public).collect()
    }
}

impl Page for RatingsBoard {
    const NAME: &'static str = "desk/ratings";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let line = |name: &str, doubts: Vec<String>| RatingLine {
            name: name.to_owned(),
            invited: 120,
            answered: text.f("{n} 份（{share}%）", [("n", &44), ("share", &36)]),
            share: "93%".to_owned(),
            bad: "3".to_owned(),
            dismissed: "1".to_owned(),
            tablet: text.f("{n} 份，满意 {share}%", [("n", &30), ("share", &100)]),
            marks: vec![format!("{} 91%", text.t("服务效率"))],
            rounds: vec![
                text.f("回访 {part}/{whole}", [("part", &3), ("whole", &3)]),
                text.f("整改 {part}/{whole}", [("part", &1), ("whole", &2)]),
                text.f("评价人认可 {n}", [("n", &1)]),
            ],
            doubts,
        };
        let doubt =
            text.f("{share}% 出自同一台设备，达到 {bound}% 就不可信", [("share", &61), ("bound", &20)]);
        let board = |lines: Vec<RatingLine>, follow_ups: Vec<FollowUpLine>| RatingsBoard {
            frame: PageFrame::sample(text, "评价", Nav::Ratings),
            text,
            period: text.f(
                "{from}到 {until}",
                [("from", &text.date((2026, 10, 22))), ("until", &text.date((2026, 11, 20)))],
            ),
            periods: vec![("/desk/ratings?days=30".to_owned(), text.t("近 30 天").to_owned(), true)],
            links: vec![("/desk/bad-ratings".to_owned(), text.t("差评整改").to_owned())],
            least: 10,
            tables: vec![RatingTable {
                title: text.t("窗口评价").to_owned(),
                id: "by-window",
                hint: text.t("问的是窗口服务，来一次评一次。").to_owned(),
                has_tablet: true,
                has_parts: true,
                together: text.f(
                    "各窗口合计满意率 {share}（{part}/{whole}），不可信的窗口不算",
                    [("share", &"93.18%" as &dyn std::fmt::Display), ("part", &41), ("whole", &44)],
                ),
                lines,
            }],
            follow_ups,
        };
        let follow_up =
            FollowUpLine { name: "县公安局".to_owned(), calls: 12, unreached: 1, visits: 1, bad: 1 };
        let long = super::parts::long_name();
        vec![
            (
                "normal",
                board(vec![line("2 号企业综合窗口", Vec::new()), line(&long, vec![doubt])], vec![follow_up]),
            ),
            ("nothing", board(Vec::new(), Vec::new())),
        ]
    }
}
