//! Cases and drafts for the samples of the desk's first page.

use super::home::{DraftLine, Section, SectionKind};
use super::parts::{CaseLine, Due, sample_line};
use crate::layout::{Light, LightKind, Tone};
use crate::text::Text;

pub(super) fn sample_drafts() -> Vec<DraftLine> {
    vec![DraftLine {
        href: "/desk/intake/food-business?draft=3".into(),
        item: "食品经营许可（餐饮）".into(),
        applicant: "晨禾机械公司".into(),
        kept: "今天 08:52 存下，保留到 11 月 27 日（周五）".into(),
    }]
}

pub(super) fn sample_sections(text: Text, kinds: &[SectionKind]) -> Vec<Section> {
    kinds
        .iter()
        .map(|&kind| {
            let lines = sample_lines(text, kind);
            Section { kind, count: lines.len(), lines, more: Vec::new() }
        })
        .collect()
}

fn sample_lines(text: Text, kind: SectionKind) -> Vec<CaseLine> {
    use LightKind::{Green, Red, Yellow};
    let food = ["收 2026-000398", "食品经营许可（餐饮）", "许*店", "王承办（市场监管）"];
    let hygiene = ["收 2026-000371", "公共场所卫生许可", "晨禾宾馆有限公司", "许核查（卫健）"];
    let tree = ["收 2026-000402", "林木采伐许可", "岚*乡", "张受理（2 号窗口）"];
    let shop = ["收 2026-000411", "个体工商户设立登记", "方*爸", "张受理（2 号窗口）"];
    let line = |light, state, words, due: Option<(&str, &str)>, note: &str, action: &str| {
        let due = due.map(|(day, left)| Due::of(day, left));
        CaseLine {
            note: note.into(),
            action: text.t(action).into(),
            ..sample_line(text, light, state, words, due)
        }
    };
    match kind {
        SectionKind::Late => vec![line(
            Some(Red),
            ("办理中", Tone::Late),
            hygiene,
            Some(("11 月 18 日（周三）", "晚了 2 个工作日")),
            "还没有写明原因",
            "说明原因",
        )],
        SectionKind::Today => vec![
            line(
                Some(Yellow),
                ("已收件", Tone::Active),
                tree,
                Some(("11 月 20 日（周五）", "今天到期")),
                "今天没答复，就视为受理",
                "受理或告知",
            ),
            line(
                Some(Yellow),
                ("审查材料", Tone::Active),
                food,
                Some(("11 月 20 日（周五）", "今天到期")),
                "",
                "写意见",
            ),
        ],
        SectionKind::NobodyHere | SectionKind::ToStandIn | SectionKind::ToTakeBack => vec![line(
            Some(Yellow),
            ("办理中", Tone::Active),
            food,
            Some(("11 月 20 日（周五）", "今天到期")),
            "没有人在岗，也没有代班人",
            "改派",
        )],
        SectionKind::ToSign => vec![line(
            Some(Green),
            ("移交中", Tone::Waiting),
            food,
            Some(("12 月 1 日（周二）", "还剩 7 个工作日")),
            "张受理今天 09:12 移交，材料 5 份",
            "点清签收",
        )],
        SectionKind::PapersIn => vec![
            line(
                Some(Yellow),
                ("已收件", Tone::Active),
                tree,
                Some(("11 月 23 日（周一）", "还剩 1 个工作日")),
                "11 月 19 日补来 2 样",
                "受理",
            ),
            line(
                Some(Green),
                ("已收件", Tone::Active),
                hygiene,
                Some(("11 月 26 日（周四）", "还剩 4 个工作日")),
                "今天补来 1 样",
                "受理",
            ),
        ],
        SectionKind::StopEnding => vec![line(
            None,
            ("计时暂停 · 检测", Tone::Stopped),
            hygiene,
            Some(("11 月 24 日（周二）", "2 个工作日后恢复")),
            "检测报告还没有来",
            "登记结果",
        )],
        SectionKind::ToApprove => vec![line(
            Some(Green),
            ("申请暂停计时", Tone::Waiting),
            hygiene,
            Some(("12 月 1 日（周二）", "还剩 7 个工作日")),
            "王承办今天 09:30 申请：检测，11 天",
            "审批",
        )],
        SectionKind::ToDecide => {
            vec![line(
                Some(Yellow),
                ("待决定", Tone::Active),
                food,
                Some(("11 月 23 日（周一）", "还剩 1 个工作日")),
                "审查、核查都同意",
                "作决定",
            )]
        }
        SectionKind::ToSignInstant | SectionKind::ToLayBefore => {
            vec![line(
                Some(Green),
                ("等签字", Tone::Active),
                shop,
                Some(("11 月 20 日（周五）", "当场办结")),
                "张受理 09:18 收件",
                "看了签字",
            )]
        }
        SectionKind::ToRecheck => {
            vec![line(
                Some(Green),
                ("准予，等复核", Tone::Active),
                food,
                Some(("11 月 23 日（周一）", "还剩 1 个工作日")),
                "",
                "复核",
            )]
        }
        SectionKind::ToMake => {
            vec![line(
                Some(Green),
                ("制证、用印", Tone::Active),
                food,
                Some(("11 月 30 日（周一）", "还剩 6 个工作日")),
                "",
                "制证",
            )]
        }
        SectionKind::ToCollect => {
            vec![line(
                None,
                ("待送达", Tone::Good),
                food,
                Some(("12 月 4 日（周五）", "还剩 10 个工作日")),
                "取件码 11 月 18 日发出",
                "交给领证人",
            )]
        }
        SectionKind::ToCheck => sample_lines(text, SectionKind::ToCollect),
        SectionKind::InHand => {
            let due = Due {
                provisional: true, ..Due::of("2027 年 1 月 11 日（周一）", "还剩 35 个工作日")
            };
            vec![CaseLine {
                due: Some(due),
                officers: Some((
                    Light { text, kind: Yellow },
                    text.f("两名核查人员，最迟 {day}指派", [("day", &text.date((2026, 11, 25)))]),
                )),
                ..line(Some(Green), ("现场核查", Tone::Active), food, None, "", "")
            }]
        }
    }
}
