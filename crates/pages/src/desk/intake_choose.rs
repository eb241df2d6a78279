//! `GET /desk/intake`: which item is brought; those not open are shown with why (R73).

use super::parts::long_name;
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// One item this window serves.
#[derive(Clone, Debug)]
pub struct ChooseLine {
    /// Short name in the address.
    pub short: String,
    /// Name.
    pub name: String,
    /// Everyday names, joined; may be empty.
    pub everyday: String,
    /// Authority.
    pub authority: String,
    /// Category and limit: `当场办结`, `承诺 7 个工作日`.
    pub limit: String,
    /// How many materials.
    pub materials: usize,
    /// Why no case can be opened; empty when one can.
    pub closed: String,
}

/// Choosing the item.
#[derive(Debug, Template)]
#[template(path = "desk/intake_choose.html")]
pub struct IntakeChoose {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What was searched.
    pub asked: String,
    /// Items used most at this window today, at most six.
    pub often: Vec<ChooseLine>,
    /// Items found, open ones first.
    pub lines: Vec<ChooseLine>,
    /// Items of other windows that were found by the search: name and the windows to send the person to.
    pub elsewhere: Vec<(String, String)>,
}

impl Page for IntakeChoose {
    const NAME: &'static str = "desk/intake-choose";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let line = |short: &str,
                    name: &str,
                    everyday: &str,
                    authority: &str,
                    limit: &str,
                    materials,
                    closed: &str| {
            ChooseLine {
                short: short.into(),
                name: name.into(),
                everyday: everyday.into(),
                authority: authority.into(),
                limit: limit.into(),
                materials,
                closed: closed.into(),
            }
        };
        let lines = vec![
            line(
                "self-employed",
                "个体工商户设立登记",
                "开个小店、办营业执照",
                "县市场监督管理局",
                "当场办结",
                3,
                "",
            ),
            line(
                "food-business",
                "食品经营许可（餐饮）",
                "开饭馆、开奶茶店",
                "县市场监督管理局",
                "承诺 7 个工作日",
                5,
                "",
            ),
            line(
                "performance",
                "营业性演出审批",
                "办演唱会、请剧团",
                "县文化和旅游局",
                "承诺 1 个工作日",
                4,
                "",
            ),
            line(
                "fire-check",
                "公众聚集场所营业前消防安全检查",
                "开业前的消防",
                "县消防救援大队",
                "选承诺方式当天办结",
                4,
                "",
            ),
            line(
                "venue",
                "娱乐场所经营活动审批",
                "开歌厅、开网吧",
                "县文化和旅游局",
                "承诺 12 个工作日",
                5,
                "这个事项 11 月 16 日起暂停，清单正在修订；已收的照常办。",
            ),
            line(
                "old-permit",
                "食品流通许可",
                "",
                "县市场监督管理局",
                "",
                0,
                "这个事项 2015 年已取消，不能再收件；请改办食品经营许可。",
            ),
        ];
        let page = |asked: &str, often, lines, elsewhere| IntakeChoose {
            frame: PageFrame::sample(text, "收件", Nav::Intake),
            text,
            asked: asked.into(),
            often,
            lines,
            elsewhere,
        };
        let mut long = lines.clone();
        for line in &mut long {
            line.name = long_name();
        }
        vec![
            ("normal", page("", lines[..2].to_vec(), lines.clone(), Vec::new())),
            (
                "found at another window",
                page(
                    "结婚",
                    Vec::new(),
                    Vec::new(),
                    vec![("内地居民结婚登记".into(), "5、6 号社会综合窗口".into())],
                ),
            ),
            ("nothing", page("遛狗证", Vec::new(), Vec::new(), Vec::new())),
            ("long names", page("", Vec::new(), long, Vec::new())),
        ]
    }
}
