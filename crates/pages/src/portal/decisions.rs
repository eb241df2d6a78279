//! Granted licences as everybody reads them (N20, C24).

use askama::Template;

use crate::layout::{
    Choice, Control, ErrorSummary, Field, Nav, Page, PageFrame, Pagination, StateWord, Tone,
};
use crate::text::Text;

/// A decision of the register.
#[derive(Debug, Clone)]
pub struct PublicDecisionRow {
    /// Number of the decision.
    pub number: String,
    /// The item.
    pub item: String,
    /// Who holds it: a firm in full, a person masked.
    pub holder: String,
    /// Code of a firm; empty for a person.
    pub code: String,
    /// Who decided.
    pub unit: String,
    /// When.
    pub decided: String,
    /// Number of the certificate that counts; a dash while it is being made.
    pub certificate: String,
    /// From when to when.
    pub validity: String,
    /// What it is worth today.
    pub state: StateWord,
}

/// `GET /decisions`
#[derive(Debug, Template)]
#[template(path = "portal/decisions.html")]
pub struct DecisionsPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// A firm's name or code.
    pub name: Field,
    /// Which unit.
    pub unit: Field,
    /// Which item.
    pub item: Field,
    /// The decisions, the latest first.
    pub rows: Vec<PublicDecisionRow>,
    /// What is said where there are none.
    pub none: String,
    /// Pages.
    pub pages: Pagination,
    /// Address of the file.
    pub file: String,
    /// What the file holds.
    pub file_note: String,
}

impl DecisionsPublic {
    /// The field of a name, with what was typed.
    pub fn name_field(text: Text, typed: &str, length_max: u16) -> Field {
        Field::line(text, "name", text.t("单位名称或者统一社会信用代码"))
            .help(text.t("名称写其中一段就行，至少两个字。只能查单位；个人的名字遮着，查不了。"))
            .value(typed)
            .optional()
            .with_length(length_max)
    }

    /// A list to choose from, all at its head.
    pub fn choice_field(text: Text, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        let is_chosen = !choices.iter().any(|it| it.is_chosen);
        let all = Choice::new("", text.t("全部"), is_chosen);
        let choices = std::iter::once(all).chain(choices).collect();
        Field::line(text, name, label).optional().control(Control::Select(choices))
    }
}

impl Page for DecisionsPublic {
    const NAME: &'static str = "portal/decisions";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |n: u32, holder: &str, code: &str, word: &str, tone| PublicDecisionRow {
            number: format!("澄市监许准〔2026〕{n}号"),
            item: text.pick("食品经营许可（餐饮）", Some("Food business licence, catering")).to_owned(),
            holder: holder.to_owned(),
            code: code.to_owned(),
            unit: text.pick("县市场监督管理局", Some("Market Regulation Bureau")).to_owned(),
            decided: text.date_of_seal((2026, 11, 20)),
            certificate: format!("澄市监证〔2026〕{n}号"),
            validity: text.f(
                "{from}到 {until}",
                [
                    ("from", &text.date_of_seal((2026, 11, 20)) as &dyn std::fmt::Display),
                    ("until", &text.date_of_seal((2031, 11, 19))),
                ],
            ),
            state: StateWord { word: text.t(word).to_owned(), tone },
        };
        let page = |rows: Vec<PublicDecisionRow>, typed: &str, error: Option<&str>| {
            let name = Self::name_field(text, typed, 40);
            let name = error.map_or(name.clone(), |sentence| name.error(text.t(sentence)));
            let units = vec![Choice::new("sc", text.t("县市场监督管理局"), true)];
            DecisionsPublic {
                frame: PageFrame::sample(text, "行政许可结果公示", Nav::Nowhere),
                text,
                errors: ErrorSummary::of(text, [&name]),
                unit: Self::choice_field(text, "unit", text.t("决定机关"), units),
                item: Self::choice_field(text, "item", text.t("事项"), Vec::new()),
                name,
                none: text.t("没有查到。换个写法，或者少选一样再查。").to_owned(),
                pages: Pagination {
                    text,
                    first: None,
                    next: None,
                    shown: text.f("这一页 {n} 件", [("n", &rows.len())]),
                },
                rows,
                file: "/decisions.csv?unit=sc".to_owned(),
                file_note: text.f("下载的是这里选的，最近的在前，最多 {n} 件。", [("n", &2_000)]),
            }
        };
        let long = "澄禾县澄湾镇河东街东段一号院晨光早点铺餐饮服务有限责任公司第二分公司";
        let mut making = row(304, "许**", "", "证照制作中", Tone::Active);
        (making.certificate, making.validity) = ("—".to_owned(), "—".to_owned());
        let some = vec![
            making,
            row(303, long, "91990121MA0009124B", "有效", Tone::Good),
            row(302, "方**", "", "有效，内容有变更", Tone::Good),
            row(301, "澄禾县晨光食品店", "92990121MA0009124B", "已撤销", Tone::Ended),
        ];
        vec![
            ("some", page(some, "", None)),
            ("none", page(Vec::new(), "飞船<b>", None)),
            ("refused", page(Vec::new(), "晨", Some("请至少写两个字，最多四十个。"))),
        ]
    }
}
