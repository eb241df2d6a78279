//! `GET /desk/commitments`: what was granted on a commitment and is still to be checked, the earliest day first (A25).

use super::parts::{CaseLine, sample_line};
use crate::layout::{Empty, LightKind, Nav, Page, PageFrame, Pagination, Tone};
use crate::text::Text;
use askama::Template;

/// The list of commitments to check.
#[derive(Debug, Template)]
#[template(path = "desk/commitments.html")]
pub struct Commitments {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Cases, with the day of the check in the place of the case's own.
    pub lines: Vec<CaseLine>,
    /// Pages.
    pub pages: Pagination,
}

impl Commitments {
    /// What stands where nothing is to be checked.
    pub fn empty(&self) -> Empty {
        Empty {
            title: self.text.t("没有等着核查的承诺").to_owned(),
            hint: self.text.t("凭告知承诺准予的件，作出决定以后会列在这里，按核查的最后一天排。").to_owned(),
            link: None,
        }
    }
}

impl Page for Commitments {
    const NAME: &'static str = "desk/commitments";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "承诺核查", Nav::Desk);
        let words = ["收 2026-000377", "公众聚集场所营业前消防安全检查", "许*店", "消承办（消防）"];
        let due = |day, left| Some(super::Due::of(day, left));
        let mut late = sample_line(
            text,
            Some(LightKind::Red),
            ("已送达", Tone::Good),
            words,
            due("11 月 18 日（周三）", "晚了 2 个工作日"),
        );
        late.note = text.t("限期整改，到期复查").to_owned();
        late.action = text.t("去核查").to_owned();
        let soon = sample_line(
            text,
            Some(LightKind::Green),
            ("已送达", Tone::Good),
            words,
            due("12 月 30 日（周三）", "还剩 28 个工作日"),
        );
        let shown = |n: usize| text.f("这一页 {n} 件", [("n", &n)]);
        let one = |n| Pagination { text, first: None, next: None, shown: shown(n) };
        let more = Pagination { next: Some("/desk/commitments?after=2026-11-18_c377".into()), ..one(40) };
        vec![
            (
                "two to check",
                Commitments { frame: frame(), text, lines: vec![late.clone(), soon], pages: one(2) },
            ),
            ("one page of several", Commitments { frame: frame(), text, lines: vec![late; 40], pages: more }),
            ("nothing to check", Commitments { frame: frame(), text, lines: Vec::new(), pages: one(0) }),
        ]
    }
}
