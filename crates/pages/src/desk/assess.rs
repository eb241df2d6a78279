//! Pages of assessment: tables in which every figure leads to what stands behind it, with forms and a history beside.

use askama::Template;

use super::{FormPart, RecordForm, RecordMoment, Refused};
use crate::layout::{Field, FormKeys, Nav, NoticeKind, Page, PageFrame, StateWord, Tone};
use crate::text::Text;

/// A cell that may lead on.
#[derive(Clone, Debug, Default)]
pub struct LinkCell {
    /// Address; may be empty.
    pub href: String,
    /// What it says.
    pub says: String,
}

impl LinkCell {
    /// A cell that leads nowhere.
    pub fn plain(says: impl Into<String>) -> LinkCell {
        LinkCell { href: String::new(), says: says.into() }
    }

    /// A cell that leads on.
    pub fn link(href: impl Into<String>, says: impl Into<String>) -> LinkCell {
        LinkCell { href: href.into(), says: says.into() }
    }
}

/// A table whose cells lead on.
#[derive(Clone, Debug)]
pub struct LinkTable {
    /// Its heading.
    pub title: String,
    /// Id of the heading.
    pub id: &'static str,
    /// A line under it; may be empty.
    pub note: String,
    /// Whether it stands over the forms, the whole page wide.
    pub first: bool,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<LinkCell>>,
}

impl LinkTable {
    /// The heads, and whether the column holds figures, which stand at the right; sentences begin at the left.
    pub fn heads(&self) -> impl Iterator<Item = (&String, bool)> {
        self.head.iter().enumerate().map(|(column, head)| (head, self.is_num(column)))
    }

    /// The cells of a row, each with its head.
    pub fn cells<'a>(
        &'a self,
        row: &'a [LinkCell],
    ) -> impl Iterator<Item = (&'a String, bool, &'a LinkCell)> {
        self.heads().zip(row).map(|((head, num), cell)| (head, num, cell))
    }

    fn is_num(&self, column: usize) -> bool {
        let says = |row: &Vec<LinkCell>| row.get(column).map_or_else(String::new, |it| it.says.clone());
        let short = |it: &String| it.chars().count() <= 8;
        let figure = |it: &String| {
            !it.is_empty() && it.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '/' | '-'))
        };
        // Short words alone are no figures: kinds, states and days begin at the left.
        let cells: Vec<String> = self.rows.iter().map(says).collect();
        column > 0 && cells.iter().all(short) && cells.iter().any(figure)
    }
}

/// A page of assessment: a term, a plan, or the sheet of one.
#[derive(Debug, Template)]
#[template(path = "desk/assess.html")]
pub struct AssessPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its own address, under which the forms post.
    pub path: String,
    /// Where it comes from: address and words.
    pub back: (String, String),
    /// Of which term or whom.
    pub title: String,
    /// A line under it.
    pub subtitle: String,
    /// State.
    pub state: StateWord,
    /// A notice that the page was old; may be empty.
    pub stale: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Forms open to this person.
    pub acts: Vec<RecordForm>,
    /// Why a form that is not there any more was not carried out.
    pub nobody: Option<Refused>,
    /// Tables.
    pub tables: Vec<LinkTable>,
    /// Where else to go.
    pub links: Vec<LinkCell>,
    /// History, newest first.
    pub moments: Vec<RecordMoment>,
}

impl AssessPage {
    /// The page after a form of it was carried out: with a sentence that says so.
    pub fn after(mut self, done: bool, sentence: &str) -> AssessPage {
        if done {
            self.frame = self.frame.with_notice(NoticeKind::Done, sentence);
        }
        self
    }
}

impl Page for AssessPage {
    const NAME: &'static str = "desk/assess";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let long = text.pick(
            "澄禾县住房和城乡建设局（人民防空办公室、地震局）",
            Some("Housing and Urban-Rural Construction Bureau"),
        );
        let cell = |says: &str| LinkCell::link("/desk/assessment/2026-Q3/unit-sc", says);
        let row =
            || vec![cell("1"), cell(long), cell("98.75"), LinkCell::plain(text.t("样本不足")), cell("97.50")];
        let table = |n: usize| LinkTable {
            title: text.t("各单位").to_owned(),
            id: "assess-unit",
            note: text.t("样本不足的不评，也不算零分；总分从高到低排。").to_owned(),
            first: true,
            head: ["名次", "单位", "按时办结率", "按期自查", "总分"]
                .iter()
                .map(|it| text.t(it).to_owned())
                .collect(),
            rows: std::iter::repeat_with(row).take(n).collect(),
        };
        let part = |title: &str, field: Field| FormPart {
            title: text.t(title).to_owned(),
            fields: vec![field],
            open: false,
        };
        // One part folded, and one that is open because of what is wrong in it.
        let parts = || {
            let weight = Field::line(text, "object-weight", text.t("权重")).value("100");
            let sample = Field::line(text, "object-sample", text.t("最少样本")).error(text.t("这一项要填。"));
            vec![part("各步的日期", weight), part("再加一项指标", sample)]
        };
        let form = |refused: Option<Refused>| RecordForm {
            slug: "object",
            title: text.t("申诉").to_owned(),
            help: String::new(),
            parts: parts(),
            fields: vec![Field::line(text, "object-words", text.t("理由")).error(text.t("这一项要填。"))],
            code: None,
            keys: FormKeys::sample(Some(3)),
            button: text.t("交申诉").to_owned(),
            open: refused.is_some(),
            refused,
        };
        let page = |rows: usize, acts: Vec<RecordForm>| AssessPage {
            text,
            path: "/desk/assessment/2026-Q3".to_owned(),
            back: ("/desk/assessment".to_owned(), text.t("考核").to_owned()),
            title: text.t("考核").to_owned(),
            subtitle: long.to_owned(),
            state: StateWord { word: text.t("已公布").to_owned(), tone: Tone::Good },
            stale: String::new(),
            facts: vec![(text.t("总评").to_owned(), text.date((2026, 10, 20)))],
            acts,
            nobody: None,
            tables: if rows == 0 {
                Vec::new()
            } else {
                vec![table(rows), LinkTable { first: false, id: "assess-window", ..table(1) }]
            },
            links: vec![cell(text.t("考核方案"))],
            moments: Vec::new(),
            frame: PageFrame::sample(text, "考核", Nav::Oversight),
        };
        let refused = Refused {
            sentence: text.t("已经申诉过一次。").to_owned(),
            code: "oversight-already-appealed".to_owned(),
            ..Refused::default()
        };
        vec![("empty", page(0, Vec::new())), ("long names", page(20, vec![form(Some(refused))]))]
    }
}
