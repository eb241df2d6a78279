//! `GET /desk/flow`: how the cases of an item went through its procedure, how long they waited, and where longest.

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// What followed a milestone.
#[derive(Clone, Debug)]
pub struct FlowEdge {
    /// The milestone that came next.
    pub to: String,
    /// Whether it lies back in the procedure.
    pub back: bool,
    /// How often.
    pub count: String,
    /// How long it took, or why that is not said.
    pub wait: String,
    /// For whom it waited, where that was not the office; may be empty.
    pub whose: String,
    /// Length of its bar, 0 to 100 of the longest on the page; 0 draws none.
    pub bar: u32,
    /// The slowest of all that wait for the office.
    pub bottleneck: bool,
}

/// A milestone of the procedure.
#[derive(Clone, Debug)]
pub struct FlowStation {
    /// Its name.
    pub name: String,
    /// How often a case came to it.
    pub count: String,
    /// Whether it lies beside the straight way.
    pub aside: bool,
    /// What followed it, the most frequent first.
    pub edges: Vec<FlowEdge>,
}

/// The flow of one item, or the choice of one.
#[derive(Debug, Template)]
#[template(path = "desk/flow.html")]
pub struct FlowPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// The item; empty where one is still to be chosen.
    pub item: String,
    /// From which cases it was computed.
    pub lead: String,
    /// Where the bottleneck is, or that none is seen.
    pub bottleneck: String,
    /// Whether there is one.
    pub found: bool,
    /// What is to be known about the figures.
    pub notes: Vec<String>,
    /// The procedure.
    pub stations: Vec<FlowStation>,
    /// Items to choose from: address, name, whether it is the one shown.
    pub items: Vec<(String, String, bool)>,
}

impl Page for FlowPage {
    const NAME: &'static str = "desk/flow";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let edge = |to: &str, bar: u32, bottleneck: bool| FlowEdge {
            to: text.t(to).to_owned(),
            back: false,
            count: text.f("{n} 次", [("n", &124)]),
            wait: text.f("{n} 个工作日", [("n", &"2.3")]),
            whose: String::new(),
            bar,
            bottleneck,
        };
        let station = |name: &str, edges: Vec<FlowEdge>| FlowStation {
            name: text.t(name).to_owned(),
            count: text.f("{n} 次", [("n", &130)]),
            aside: false,
            edges,
        };
        let page = |item: &str, stations: Vec<FlowStation>| FlowPage {
            frame: PageFrame::sample(text, "办件流程", Nav::Oversight),
            text,
            item: item.to_owned(),
            lead: String::new(),
            bottleneck: if stations.is_empty() { String::new() } else { text.t("瓶颈").to_owned() },
            found: !stations.is_empty(),
            notes: Vec::new(),
            stations,
            items: vec![
                ("/desk/flow?item=000131012000".to_owned(), "食品经营许可".to_owned(), true),
                ("/desk/flow?item=000131013000".to_owned(), super::parts::long_name(), false),
            ],
        };
        let mut back = edge("收件", 0, false);
        (back.back, back.whose) = (true, text.t("等申请人").to_owned());
        let aside = FlowStation { aside: true, ..station("暂停计时", vec![back]) };
        let stations = vec![
            station("收件", vec![edge("受理", 4, false), edge("办结", 0, false)]),
            station("受理", vec![edge("作出决定", 100, true)]),
            aside,
            station("作出决定", Vec::new()),
        ];
        vec![
            ("normal", page("食品经营许可", stations)),
            ("nobody came", page("食品经营许可", Vec::new())),
            ("choose", FlowPage { items: Vec::new(), ..page("", Vec::new()) }),
        ]
    }
}
