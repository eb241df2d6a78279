//! The first page: one question, the common matters, tracking, help without a phone.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// A matter many people come for, as a big link.
#[derive(Debug, Clone)]
pub struct Common {
    /// In everyday words: “开个小饭馆”.
    pub everyday: String,
    /// Its official name: “食品经营许可（餐饮）”.
    pub name: String,
    /// `/items/{short}`.
    pub href: String,
    /// “最快当场办好”, “承诺 7 个工作日”.
    pub promise: String,
}

/// One public figure of today.
#[derive(Debug, Clone)]
pub struct Figure {
    /// “今天收件”.
    pub label: String,
    /// “42 件”.
    pub value: String,
}

/// `GET /`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/home.html")]
pub struct Home {
    /// Frame.
    pub frame: PageFrame,
    /// What was searched for last; usually empty.
    pub q: String,
    /// At most eight.
    pub common: Vec<Common>,
    /// Today's figures with their denominators; empty hides the line.
    pub figures: Vec<Figure>,
    /// “截至 14:30”.
    pub figures_at: String,
    /// How many cases were given priority this year, and for which kinds of reasons (A42); empty hides the line.
    pub priority: String,
}

impl Page for Home {
    const NAME: &'static str = "portal/home";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let spot = text.t("材料齐，当场办好").to_owned();
        let days = |n| text.f("承诺 {limit}", [("limit", &text.working_days(n))]);
        let common = [
            (
                "开个小饭馆",
                "Open a small restaurant",
                "食品经营许可（餐饮）",
                "Food business licence, catering",
                "food-business",
                days(7),
            ),
            (
                "开个小店",
                "Open a small shop",
                "个体工商户设立登记",
                "Registration of a self-employed business",
                "self-employed",
                spot.clone(),
            ),
            (
                "身份证丢了、到期了",
                "ID card lost or expired",
                "居民身份证换领、补领",
                "Renewal or replacement of identity card",
                "identity-card",
                days(15),
            ),
            ("给孩子上户口", "Register a new baby", "出生登记", "Birth registration", "birth", spot.clone()),
            (
                "领结婚证",
                "Get married",
                "内地居民结婚登记",
                "Marriage registration",
                "marriage",
                spot.clone(),
            ),
            (
                "二手房过户",
                "Transfer a flat",
                "不动产转移登记（存量住房）",
                "Transfer of an existing dwelling",
                "dwelling-transfer",
                days(3),
            ),
            (
                "给老人办高龄津贴",
                "Allowance for people over 80",
                "高龄津贴",
                "Old-age allowance, 80 and over",
                "old-age",
                days(5),
            ),
            (
                "上班受了伤",
                "Injured at work",
                "工伤认定",
                "Recognition of work injury",
                "work-injury",
                days(7),
            ),
        ]
        .map(|(everyday, everyday_en, name, name_en, short, promise)| Common {
            everyday: text.pick(everyday, Some(everyday_en)).to_owned(),
            name: text.pick(name, Some(name_en)).to_owned(),
            href: format!("/items/{short}"),
            promise,
        });
        let figure = |label: &str, n: u32| Figure {
            label: text.t(label).to_owned(),
            value: text.f("{n} 件", [("n", &n)]),
        };
        let normal = Self {
            frame: PageFrame::sample(text, "我要办事", Nav::Home),
            q: String::new(),
            common: common.to_vec(),
            figures: vec![
                figure("今天收件", 42),
                figure("今天办结", 38),
                figure("正在办理", 126),
                figure("其中超期", 1),
            ],
            figures_at: "14:30".to_owned(),
            priority: text.f(
                "今年走绿色通道 {n} 件：{classes}。只提前办，材料和审查一样不少。",
                [("n", &7), ("classes", &text.t("重点项目"))],
            ),
        };
        let mut bare = normal.clone();
        bare.common.clear();
        bare.figures.clear();
        let mut elder = normal.clone();
        elder.frame.is_elder = true;
        vec![("normal", normal), ("nothing published yet", bare), ("elder", elder)]
    }
}
