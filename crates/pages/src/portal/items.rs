//! The list of items and the answer to a search.

use askama::Template;

use crate::layout::{Empty, Nav, Page, PageFrame, Pagination};
use crate::text::Text;

/// One item in the list.
#[derive(Debug, Clone)]
pub struct ItemLine {
    /// Official name.
    pub name: String,
    /// Everyday names, joined; may be empty.
    pub everyday: String,
    /// `/items/{short}`.
    pub href: String,
    /// Who decides.
    pub authority: String,
    /// “承诺 7 个工作日”, “材料齐，当场办好”.
    pub promise: String,
    /// “即办件”, “承诺件”, “联办件”, “上报件”, “控制件”.
    pub category: String,
    /// “还没开办”, “暂停办理”; empty where it is open.
    pub not_open: String,
    /// Has rows that are not confirmed (※).
    pub is_sample: bool,
}

/// `GET /items?q=`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/items.html")]
pub struct Items {
    /// Frame.
    pub frame: PageFrame,
    /// What was searched for; empty shows all.
    pub q: String,
    /// How many in all, not only on this page.
    pub count: usize,
    /// This page of them.
    pub items: Vec<ItemLine>,
    /// Shown instead of an empty list.
    pub empty: Empty,
    /// Other words that find something: words and address.
    pub suggestions: Vec<(String, String)>,
    /// Next and first page.
    pub pagination: Pagination,
}

impl Items {
    /// What stands where nothing was found.
    pub fn nothing_found(text: Text) -> Empty {
        Empty {
            title: text.t("没有找到这件事").to_owned(),
            hint: text
                .t("换个说法试试，比如写要办的事，不写证件名。也可以打电话或到 1 号引导台，有人帮您找。")
                .to_owned(),
            link: Some(("/items".to_owned(), text.t("看全部事项").to_owned())),
        }
    }
}

impl Page for Items {
    const NAME: &'static str = "portal/items";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let line = |name: (&str, &str),
                    everyday: &str,
                    authority: (&str, &str),
                    days: u32,
                    category: &str,
                    is_sample| ItemLine {
            name: text.pick(name.0, Some(name.1)).to_owned(),
            everyday: everyday.to_owned(),
            href: "/items/food-business".to_owned(),
            authority: text.pick(authority.0, Some(authority.1)).to_owned(),
            promise: match days {
                0 => text.t("材料齐，当场办好").to_owned(),
                days => text.f("承诺 {limit}", [("limit", &text.working_days(days))]),
            },
            category: text.t(category).to_owned(),
            not_open: if category == "联办件" { text.t("还没开办").to_owned() } else { String::new() },
            is_sample,
        };
        let market = ("县市场监督管理局", "Market Regulation Bureau");
        let items = vec![
            line(
                ("食品经营许可（餐饮）", "Food business licence, catering"),
                "开个小饭馆、小吃店",
                market,
                7,
                "承诺件",
                true,
            ),
            line(
                ("个体工商户设立登记", "Registration of a self-employed business"),
                "开个小店、办营业执照",
                market,
                0,
                "即办件",
                false,
            ),
            line(
                (
                    "公众聚集场所投入使用、营业前消防安全检查（告知承诺方式）",
                    "Fire safety check before opening",
                ),
                "",
                ("县消防救援大队", "Fire and Rescue Brigade"),
                7,
                "承诺件",
                false,
            ),
            line(
                ("新建厂房开工联合办理", "Joint start-of-works case for a new plant"),
                "建厂房",
                ("县自然资源局牵头，共 5 家", "Natural Resources Bureau and four others"),
                25,
                "联办件",
                true,
            ),
        ];
        let pagination = Pagination { text, first: None, next: None, shown: String::new() };
        let found = Self {
            frame: PageFrame::sample(text, "办事指南", Nav::Items),
            q: "开饭馆".to_owned(),
            count: items.len(),
            items,
            empty: Self::nothing_found(text),
            suggestions: Vec::new(),
            pagination,
        };
        let mut all = found.clone();
        all.q.clear();
        all.count = 30;
        all.pagination.next = Some("/items?after=4".to_owned());
        let mut nothing = found.clone();
        nothing.q = "<b>飞船</b>".to_owned();
        nothing.count = 0;
        nothing.items.clear();
        nothing.suggestions =
            ["开个小店", "身份证", "过户"].map(|words| (words.to_owned(), "/items?q=x".to_owned())).to_vec();
        vec![("search", found), ("all", all), ("nothing found", nothing)]
    }
}
