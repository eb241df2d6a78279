//! `GET /desk/cases`: cases found, page by page with a cursor.

use super::parts::{Answer, CaseLine, Due, Pick, long_name, sample_line};
use crate::layout::{Empty, LightKind, Nav, Page, PageFrame, Pagination, Tone};
use crate::text::Text;
use askama::Template;

/// What was asked. Names and document numbers come by `POST /desk/find` and never stand in an address.
#[derive(Clone, Debug, Default)]
pub struct FindAsked {
    /// In words, masked where personal: `编号“398”`, `证件号码末四位 101X`; empty for a plain list.
    pub words: String,
    /// Field `light`.
    pub light: Pick,
    /// Field `stage`.
    pub stage: Pick,
    /// Field `unit`.
    pub unit: Pick,
    /// Field `mine` = `1`: only what I hold.
    pub mine: bool,
    /// What the list is narrowed to beside.
    pub kept: Vec<FindKept>,
}

/// What a list is narrowed to that the form has no control for: a person, a day.
#[derive(Clone, Debug)]
pub struct FindKept {
    /// Name in the address.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// In words.
    pub says: String,
}

/// The list of cases.
#[derive(Debug, Template)]
#[template(path = "desk/find.html")]
pub struct FindCases {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What was asked.
    pub asked: FindAsked,
    /// Cases of this page.
    pub lines: Vec<CaseLine>,
    /// Next page.
    pub pages: Pagination,
}

impl FindCases {
    /// What stands where the list would be.
    pub fn empty(&self) -> Empty {
        Empty {
            title: self.text.t("没有查到").to_owned(),
            hint: self
                .text
                .t("编号可以只输后几位；姓名、证件号码要输全。您只能查到自己单位和窗口的件。")
                .to_owned(),
            link: Some(("/desk/cases".to_owned(), self.text.t("看全部").to_owned())),
        }
    }
}

impl Page for FindCases {
    const NAME: &'static str = "desk/find";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let asked = || FindAsked {
            words: String::new(),
            light: Pick::of(vec![
                Answer::of("", "灯：全部").chosen(),
                Answer::of("red", "超期"),
                Answer::of("yellow", "临期"),
                Answer::of("green", "正常"),
                Answer::of("stopped", "计时暂停"),
            ]),
            stage: Pick::of(vec![
                Answer::of("", "办到哪儿：全部").chosen(),
                Answer::of("received", "已收件"),
                Answer::of("correction", "待补正"),
                Answer::of("handling", "办理中"),
                Answer::of("concluded", "已办结"),
            ]),
            unit: Pick::of(vec![Answer::of("", "单位：全部").chosen(), Answer::of("sc", "县市场监督管理局")]),
            mine: false,
            kept: Vec::new(),
        };
        let line = |light,
                    state,
                    tone,
                    number: &str,
                    item: &str,
                    name: &str,
                    holder: &str,
                    day: &str,
                    left: &str| {
            let due = (!day.is_empty()).then(|| Due::of(day, left));
            sample_line(text, light, (state, tone), [number, item, name, holder], due)
        };
        let lines = vec![
            line(
                Some(LightKind::PastLaw),
                "办理中",
                Tone::Late,
                "收 2026-000371",
                "公共场所卫生许可",
                "晨禾宾馆有限公司",
                "许核查（卫健）",
                "11 月 18 日（周三）",
                "晚了 2 个工作日",
            ),
            line(
                Some(LightKind::Yellow),
                "已收件",
                Tone::Active,
                "收 2026-000402",
                "林木采伐许可",
                "岚*乡",
                "张受理（2 号窗口）",
                "11 月 20 日（周五）",
                "今天到期",
            ),
            line(
                Some(LightKind::Green),
                "审查材料",
                Tone::Active,
                "收 2026-000398",
                "食品经营许可（餐饮）",
                "许*店",
                "王承办（市场监管）",
                "12 月 1 日（周二）",
                "还剩 7 个工作日",
            ),
            line(
                None,
                "特别程序：检测",
                Tone::Stopped,
                "收 2026-000355",
                "公共场所卫生许可",
                "田*奶",
                "许核查（卫健）",
                "12 月 15 日（周二）",
                "计时暂停",
            ),
            line(
                None,
                "待补正",
                Tone::Waiting,
                "收 2026-000390",
                "河道采砂许可",
                "晨禾机械公司",
                "罗代理（水利）",
                "12 月 21 日（周一）",
                "等申请人补材料",
            ),
            line(
                None,
                "不予受理（不属本机关职权）",
                Tone::Ended,
                "收 2026-000333",
                "取水许可",
                "方*爸",
                "—",
                "",
                "",
            ),
            line(
                None,
                "已送达",
                Tone::Good,
                "收 2026-000301",
                "个体工商户设立登记",
                "许*店",
                "唐出件（15 号窗口）",
                "",
                "",
            ),
        ];
        let page = |words: &str, lines: Vec<CaseLine>, next: Option<&str>, shown: &str| FindCases {
            frame: PageFrame::sample(text, "查办件", Nav::Cases),
            text,
            asked: FindAsked { words: words.into(), ..asked() },
            lines,
            pages: Pagination { text, first: None, next: next.map(Into::into), shown: shown.into() },
        };
        let kept = vec![FindKept {
            name: "due",
            value: "2026-11-23".to_owned(),
            says: text.f("最后一天是 {day}的", [("day", &text.date((2026, 11, 23)))]),
        }];
        let due = FindCases {
            asked: FindAsked { kept, ..asked() },
            ..page("", lines.iter().take(2).cloned().collect(), None, "")
        };
        let many: Vec<CaseLine> = lines.iter().cycle().take(50).cloned().collect();
        let mut long = lines.clone();
        for line in &mut long {
            line.applicant = long_name();
            line.item = long_name();
        }
        vec![
            ("normal", page("编号含“3”", lines, None, "")),
            ("many rows", page("", many, Some("/desk/cases?after=2026-000301"), "第 1 至 50 件")),
            ("nothing", page("证件号码末四位 101X", Vec::new(), None, "")),
            ("long names", page("", long, None, "")),
            ("one day", due),
        ]
    }
}
