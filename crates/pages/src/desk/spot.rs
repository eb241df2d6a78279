//! Spot checks: the list of them, and what one of them drew (A6, E29).

use askama::Template;

use super::{RecordForm, RecordMoment, RecordTable};
use crate::layout::{Field, FormKeys, Nav, Page, PageFrame, Pagination, StateWord, Tone};
use crate::text::Text;

/// A check of the list, or a case that was drawn.
#[derive(Clone, Debug)]
pub struct SpotRow {
    /// Address; empty where it does not open.
    pub href: String,
    /// What the link says.
    pub name: String,
    /// The other cells, as the head has them.
    pub cells: Vec<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/spot.html")]
pub struct SpotPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its own address, under which the forms post.
    pub path: String,
    /// Where it comes from: address and words.
    pub back: (String, String),
    /// Heading.
    pub title: String,
    /// A line under it.
    pub subtitle: String,
    /// State of a check.
    pub state: Option<StateWord>,
    /// The visitor's pass, for who received the visitor.
    pub pass: Option<String>,
    /// Forms.
    pub acts: Vec<RecordForm>,
    /// Heading of the table of what opens; empty where there is none.
    pub rows_title: String,
    /// Heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<SpotRow>,
    /// What stands where there are none.
    pub empty: String,
    /// What else can be looked at: address and words.
    pub links: Vec<(String, String)>,
    /// Tables of which nothing opens.
    pub tables: Vec<RecordTable>,
    /// Heading over the facts.
    pub facts_title: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// History, newest first.
    pub moments: Vec<RecordMoment>,
    /// Pages of the list.
    pub pages: Option<Pagination>,
}

impl SpotPage {
    /// A page with nothing on it yet.
    pub fn empty(frame: PageFrame) -> SpotPage {
        SpotPage {
            text: frame.text,
            path: String::new(),
            back: Default::default(),
            title: String::new(),
            subtitle: String::new(),
            state: None,
            pass: None,
            acts: Vec::new(),
            rows_title: String::new(),
            head: Vec::new(),
            rows: Vec::new(),
            empty: String::new(),
            links: Vec::new(),
            tables: Vec::new(),
            facts_title: frame.t("情况").to_owned(),
            facts: Vec::new(),
            moments: Vec::new(),
            pages: None,
            frame,
        }
    }

    /// The cells of a row, each with its head.
    pub fn cells<'a>(&'a self, row: &'a SpotRow) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.head.iter().skip(1).zip(&row.cells)
    }
}

impl Page for SpotPage {
    const NAME: &'static str = "desk/spot";

    fn samples(text: Text) -> Vec<(&'static str, SpotPage)> {
        let t = |word: &str| text.t(word).to_owned();
        let form = |slug: &'static str, title: &str| RecordForm {
            slug,
            title: t(title),
            help: t("意见交给督查人员。请不要写群众的姓名、证件号和电话。"),
            parts: Vec::new(),
            fields: vec![Field::line(text, "remark-words", text.t("看到了什么问题，有什么建议"))],
            code: None,
            keys: FormKeys { csrf: String::new(), command_id: "0".repeat(32), version: None },
            button: t(title),
            refused: None,
            open: false,
        };
        let row = |href: &str, item: &str, unit: &str| SpotRow {
            href: href.to_owned(),
            name: text.f("第 {n} 件", [("n", &1)]),
            cells: vec![
                item.to_owned(),
                unit.to_owned(),
                text.date_with_year((2026, 11, 20)),
                t("办理中"),
                t("正常"),
            ],
        };
        let page = |rows: Vec<SpotRow>, pass: Option<String>| SpotPage {
            frame: PageFrame::sample(text, "突击检查和社会监督", Nav::Oversight),
            text,
            path: "/desk/spots/1".to_owned(),
            back: ("/desk/spots".to_owned(), t("突击检查和社会监督")),
            title: t("突击检查和社会监督"),
            subtitle: t("整个中心"),
            state: Some(StateWord { word: t("进行中"), tone: Tone::Active }),
            pass,
            acts: vec![form("remark", "留下意见")],
            rows_title: t("抽到的件"),
            head: ["第几件", "事项", "单位", "收件", "到了哪一步", "时限"].map(t).to_vec(),
            rows,
            empty: t("没有抽到件。"),
            links: vec![("/desk/spots/1/hall".to_owned(), t("大厅此刻的情况"))],
            tables: Vec::new(),
            facts_title: t("怎么抽的"),
            facts: vec![(t("随机数"), "0f".repeat(32)), (t("范围"), t("整个中心"))],
            moments: vec![RecordMoment {
                when: text.date_short((2026, 11, 20)),
                what: t("抽件"),
                who: t("来访人员"),
                words: String::new(),
                photographs: Vec::new(),
            }],
            pages: None,
        };
        let long =
            "Establishment of an enterprise with a name as long as the widest column can be 名称很长的事项"
                .repeat(2);
        let rows = vec![
            row("/desk/spots/1/1", text.pick("食品经营许可", Some("Food business licence")), &t("整个中心")),
            row("", &long, &long),
        ];
        vec![("drawn", page(rows, Some("1234 5678 9012".to_owned()))), ("empty", page(Vec::new(), None))]
    }
}
