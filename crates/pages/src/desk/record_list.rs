//! Lists of what stands beside a case: narrowed by one choice, page by page.

use askama::Template;

use crate::layout::{Choice, Empty, Nav, Page, PageFrame, Pagination, StateWord, Tone};
use crate::text::Text;

/// One row of a list.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// Address; empty where there is nothing to open.
    pub href: String,
    /// What the link says.
    pub name: String,
    /// The other cells: head of the column, and what stands in it.
    pub cells: Vec<(String, String)>,
    /// State.
    pub state: StateWord,
}

/// A list of records.
#[derive(Debug, Template)]
#[template(path = "desk/record_list.html")]
pub struct RecordList {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its address.
    pub path: &'static str,
    /// Heading.
    pub title: String,
    /// A line under it; may be empty.
    pub lead: String,
    /// Where else to go: address and words.
    pub tool: Option<(String, String)>,
    /// What to narrow by: label, and the choices of the field `which`.
    pub which: (String, Vec<Choice>),
    /// Heads: of the link, the cells, and the state.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<RecordRow>,
    /// What stands where the list would be.
    pub empty: String,
    /// Pages.
    pub pages: Pagination,
}

impl RecordList {
    /// Address of the list at `path`: `which` records, after a cursor; an empty one is left out.
    pub fn href(path: &str, which: &str, after: &str) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !which.is_empty() {
            pairs.append_pair("which", which);
        }
        if !after.is_empty() {
            pairs.append_pair("after", after);
        }
        format!("{path}?{}", pairs.finish())
    }

    /// What stands where the list would be.
    pub fn nothing(&self) -> Empty {
        Empty { title: self.empty.clone(), hint: String::new(), link: None }
    }
}

impl Page for RecordList {
    const NAME: &'static str = "desk/record_list";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = RecordRow {
            href: "/desk/certificates/sc-2026-5".to_owned(),
            name: "澄市监证〔2026〕5号".to_owned(),
            cells: vec![
                (text.t("证照").to_owned(), "食品经营许可证".to_owned()),
                (text.t("持证人").to_owned(), "许*店".to_owned()),
            ],
            state: StateWord { word: text.t("有效").to_owned(), tone: Tone::Good },
        };
        let list = |rows: Vec<RecordRow>, next: Option<String>| RecordList {
            frame: PageFrame::sample(text, "证照", Nav::Certificates),
            text,
            path: "/desk/certificates",
            title: text.t("证照").to_owned(),
            lead: String::new(),
            tool: Some(("/desk/destruction".into(), text.t("档案销毁清册").to_owned())),
            which: (
                text.t("看哪些").to_owned(),
                vec![Choice::new("", text.t("全部"), true), Choice::new("in-force", text.t("有效"), false)],
            ),
            head: ["编号", "证照", "持证人", "状态"].iter().map(|it| text.t(it).to_owned()).collect(),
            rows,
            empty: text.t("这里只有您单位和窗口的证照。").to_owned(),
            pages: Pagination { text, first: None, next, shown: String::new() },
        };
        let many = std::iter::repeat_n(row.clone(), 40).collect();
        vec![
            ("normal", list(vec![row], None)),
            ("many rows", list(many, Some("/desk/certificates?after=2026-12-01_sc-2026-5".to_owned()))),
            ("nothing", list(Vec::new(), None)),
        ]
    }
}
