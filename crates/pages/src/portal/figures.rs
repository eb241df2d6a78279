//! Figures for everybody, each with its definition.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// What a figure says.
#[derive(Debug, Clone)]
pub struct FigureDefinition {
    /// Its name.
    pub name: String,
    /// What is counted, and over what.
    pub says: String,
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// The unit, or all.
    pub name: String,
    /// The figures.
    pub cells: Vec<String>,
}

/// One table of figures by unit, or by level.
#[derive(Debug, Clone)]
pub struct FigureTable {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Head of the column of names: the unit, or the level.
    pub of: String,
    /// Heads of the columns after it.
    pub head: Vec<String>,
    /// The lines, all first.
    pub rows: Vec<FigureRow>,
}

/// `GET /figures`
#[derive(Debug, Template)]
#[template(path = "portal/figures.html")]
pub struct FiguresPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Which period.
    pub period: String,
    /// Other periods: address and name.
    pub others: Vec<(String, String)>,
    /// The tables: the course of cases first.
    pub tables: Vec<FigureTable>,
    /// What was asked, apart from what was applied for (R181).
    pub apart: String,
    /// What each figure says.
    pub definitions: Vec<FigureDefinition>,
    /// From how many on a share is printed.
    pub few: String,
    /// What the mark beside a rate means; empty where none bears it (F27).
    pub seldom: String,
    /// Address of the file.
    pub file: String,
    /// Windows with the red flag, each with its term (R188).
    pub flags: Vec<String>,
}

impl Page for FiguresPublic {
    const NAME: &'static str = "portal/figures";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |name: &str, cells: [&str; 4]| FigureRow {
            name: text.t(name).to_owned(),
            cells: cells.map(str::to_owned).to_vec(),
        };
        let page = |rows: Vec<FigureRow>| {
            FiguresPublic {
            frame: PageFrame::sample(text, "办件数据", Nav::Nowhere),
            text,
            period: text.month((2026, 11, 1)),
            others: vec![("/figures?period=2026-10".to_owned(), "2026-10".to_owned())],
            tables: vec![FigureTable {
                id: "figures-course",
                title: text.t("办件情况").to_owned(),
                of: text.t("单位").to_owned(),
                head: ["收件", "受理", "按时办结率", "一次办结率"].map(|it| text.t(it).to_owned()).to_vec(),
                rows,
            }],
            apart: text.f(
                "窗口和咨询台另外答了 {n} 次咨询，不算办件；申请收件 {m} 件。",
                [("n", &34_u64 as &dyn std::fmt::Display), ("m", &21_u64)],
            ),
            definitions: vec![FigureDefinition {
                name: text.t("一次办结率").to_owned(),
                says: text
                    .t("办结的件里，材料只交过一次的占多少；要求补正的、受理以前补交的、容缺受理以后补来的，都不算一次。")
                    .to_owned(),
            }],
            few: text.f("不到 {n} 件的不算比例，写“—”；比例后面括号里是分子/分母。", [("n", &10)]),
            seldom: text.t("※ 数值少见，原始计数见下载。").to_owned(),
            file: "/figures.csv?period=2026-11".to_owned(),
            flags: vec!["2026-Q3".to_owned()],
        }
        };
        let some = vec![
            row("合计", ["1,420", "1,391", "99.67%（1386/1391）", "88.10%（1226/1391）"]),
            row("县市场监督管理局", ["420", "391", "100.00%（391/391）※", "—"]),
        ];
        vec![("some", page(some)), ("none", page(vec![row("合计", ["0", "0", "—", "—"])]))]
    }
}
