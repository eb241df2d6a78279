//! `GET /desk/inspections`: the rounds of a month as a grid of its days and as a table, what has to be put right, the count of the
//! year and the forms (A15, R120).

use askama::Template;

use super::{LinkCell, LinkTable, RecordForm, Refused};
use crate::layout::{Field, FormKeys, Nav, NoticeKind, Page, PageFrame, StateWord, Tone};
use crate::text::Text;

/// A round on its last day.
#[derive(Clone, Debug)]
pub struct GridRound {
    /// Its address.
    pub href: String,
    /// Which kind, and where.
    pub says: String,
    /// How it stands.
    pub state: StateWord,
}

/// A day of the grid; of another month it is empty.
#[derive(Clone, Debug, Default)]
pub struct GridDay {
    /// The day of the month; empty outside of the month.
    pub number: String,
    /// The day with its weekday, for narrow screens.
    pub date: String,
    /// Whether nobody works.
    pub off: bool,
    /// Whether it is today.
    pub today: bool,
    /// The rounds whose last day it is.
    pub rounds: Vec<GridRound>,
}

/// The days of a month in weeks from Monday.
#[derive(Clone, Debug)]
pub struct MonthGrid {
    /// Its caption.
    pub title: String,
    /// What it shows, in a line.
    pub note: String,
    /// Weekdays.
    pub heads: Vec<String>,
    /// Weeks of seven days each.
    pub weeks: Vec<Vec<GridDay>>,
}

impl MonthGrid {
    /// From the days of a month, the first of which is so many days after a Monday.
    pub fn of(
        title: String,
        note: String,
        heads: Vec<String>,
        after_monday: usize,
        days: Vec<GridDay>,
    ) -> MonthGrid {
        let mut all = vec![GridDay::default(); after_monday.min(6)];
        all.extend(days);
        all.resize(all.len().next_multiple_of(7), GridDay::default());
        let weeks = all.chunks(7).map(<[GridDay]>::to_vec).collect();
        MonthGrid { title, note, heads, weeks }
    }
}

/// The inspection calendar.
#[derive(Debug, Template)]
#[template(path = "desk/rounds.html")]
pub struct RoundsPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its own address, under which the forms post.
    pub path: String,
    /// Which month, in words.
    pub subtitle: String,
    /// How the month stands.
    pub state: StateWord,
    /// Its days.
    pub grid: MonthGrid,
    /// Label and value: how often each kind is to be made.
    pub facts: Vec<(String, String)>,
    /// Forms open to this person.
    pub acts: Vec<RecordForm>,
    /// Why a form that is not there any more was not carried out.
    pub nobody: Option<Refused>,
    /// Tables.
    pub tables: Vec<LinkTable>,
    /// Other months, and where else to go.
    pub links: Vec<LinkCell>,
}

impl RoundsPage {
    /// The page after a form of it was carried out: with a sentence that says so.
    pub fn after(mut self, done: bool, sentence: &str) -> RoundsPage {
        if done {
            self.frame = self.frame.with_notice(NoticeKind::Done, sentence);
        }
        self
    }
}

impl Page for RoundsPage {
    const NAME: &'static str = "desk/rounds";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let long = text.pick(
            "澄禾县住房和城乡建设局（人民防空办公室、地震局）",
            Some("Housing and Urban-Rural Construction Bureau"),
        );
        let word = |word: &str, tone| StateWord { word: text.t(word).to_owned(), tone };
        let round = |place: &str, state: StateWord| GridRound {
            href: "/desk/inspections/0123456789abcdef0123456789abcdef".to_owned(),
            says: [text.t("每月抽查"), place].join(text.comma()),
            state,
        };
        // November 2026 begins on a Sunday.
        let grid = |place: &str, rounds: bool| {
            let day = |number: u32| {
                let all = vec![
                    round(place, word("已检查", Tone::Good)),
                    round(place, word("误期，没有检查", Tone::Late)),
                    round(place, word("待检查", Tone::Waiting)),
                ];
                GridDay {
                    number: number.to_string(),
                    date: text.date((2026, 11, number)),
                    off: matches!(number % 7, 0 | 1),
                    today: number == 20,
                    rounds: all.into_iter().filter(|_| rounds && number.is_multiple_of(6)).collect(),
                }
            };
            let heads = text.weekday_heads().map(str::to_owned).to_vec();
            let title = text.f("{month}的检查", [("month", &text.month((2026, 11, 1)))]);
            let note = text.t("每一次记在它的最后一天上。").to_owned();
            MonthGrid::of(title, note, heads, 6, (1..=30).map(day).collect())
        };
        let form = |refused: Option<Refused>| RecordForm {
            slug: "rhythm",
            title: text.t("调整多久查一次").to_owned(),
            help: String::new(),
            parts: Vec::new(),
            fields: vec![
                Field::line(text, "rhythm-value", text.t("改成几次（每周查的一周几次，其余的一年几次）"))
                    .error(text.t("这一项要填。")),
            ],
            code: None,
            keys: FormKeys::sample(Some(0)),
            button: text.t("调整").to_owned(),
            open: refused.is_some(),
            refused,
        };
        let page = |grid: MonthGrid, acts: Vec<RecordForm>| RoundsPage {
            text,
            path: "/desk/inspections".to_owned(),
            subtitle: text.month((2026, 11, 1)),
            state: word("待检查", Tone::Waiting),
            grid,
            facts: vec![(text.t("每周两查").to_owned(), text.f("一周 {n} 次", [("n", &2)]))],
            acts,
            nobody: None,
            tables: Vec::new(),
            links: vec![LinkCell::link("/desk/inspections?month=2026-10", text.month((2026, 10, 1)))],
            frame: PageFrame::sample(text, "检查日历", Nav::Oversight),
        };
        let refused = Refused {
            sentence: text.f("只能填 {from} 到 {to}。", [("from", &1), ("to", &5)]),
            code: "oversight-out-of-range".to_owned(),
            ..Refused::default()
        };
        vec![
            ("normal", page(grid(text.t("整个大厅"), true), vec![form(None)])),
            ("empty", page(grid("", false), Vec::new())),
            ("long names", page(grid(long, true), Vec::new())),
            ("refused", page(grid(text.t("整个大厅"), true), vec![form(Some(refused))])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_laid_into_whole_weeks_wherever_it_begins() {
        let day = |number: usize| GridDay { number: number.to_string(), ..GridDay::default() };
        for (after_monday, length, weeks) in [(0, 28, 4), (0, 31, 5), (6, 30, 6), (5, 30, 5), (5, 31, 6)] {
            let days = (1..=length).map(day).collect();
            let grid = MonthGrid::of(String::new(), String::new(), Vec::new(), after_monday, days);
            assert_eq!(grid.weeks.len(), weeks, "{after_monday} {length}");
            assert!(grid.weeks.iter().all(|week| week.len() == 7));
            assert_eq!(grid.weeks[0][after_monday].number, "1");
            let all = grid.weeks.concat();
            assert_eq!(all.iter().filter(|it| !it.number.is_empty()).count(), length);
        }
    }
}
