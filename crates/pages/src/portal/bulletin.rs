//! Bulletins of cases for everybody: the list, and one month with the reasons of who was late (A43, N32).

use askama::Template;

use crate::desk::{LinkCell, LinkTable};
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /bulletins` and `GET /bulletins/{period}`
#[derive(Debug, Template)]
#[template(path = "portal/bulletin.html")]
pub struct BulletinPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Where it comes from: address and words.
    pub back: (String, String),
    /// Of which month.
    pub title: String,
    /// Which publication, and of what.
    pub lead: String,
    /// The paper, and the figures of that month.
    pub links: Vec<LinkCell>,
    /// Its tables.
    pub tables: Vec<LinkTable>,
}

impl Page for BulletinPublic {
    const NAME: &'static str = "portal/bulletin";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let long = text.pick(
            "澄禾县住房和城乡建设局（人民防空办公室、地震局）",
            Some("Housing and Urban-Rural Construction Bureau"),
        );
        let row = || [long, "12", "9", "75.00%"].map(LinkCell::plain).to_vec();
        let table = |rows: usize| LinkTable {
            title: text.t("各单位办件").to_owned(),
            id: "bulletin-units",
            note: text.t("一个月一份，数出自定稿的监察月报。").to_owned(),
            first: true,
            head: ["单位", "收件", "办结", "按时办结率"].iter().map(|it| text.t(it).to_owned()).collect(),
            rows: std::iter::repeat_with(row).take(rows).collect(),
        };
        let page = |rows: usize| BulletinPublic {
            text,
            back: ("/bulletins".to_owned(), text.t("办件通报").to_owned()),
            title: text.t("办件通报").to_owned(),
            lead: text.t("各单位每月收件、受理、办结和超期的情况").to_owned(),
            links: vec![LinkCell::link("/figures?period=2026-10", text.t("办件数据"))],
            tables: vec![table(rows)],
            frame: PageFrame::sample(text, "办件通报", Nav::Nowhere),
        };
        vec![("empty", page(0)), ("long names", page(14))]
    }
}
