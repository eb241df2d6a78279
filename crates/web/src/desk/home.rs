//! `GET /desk`: what is due first, in order of urgency (tone 13).

use super::parts::{CaseLine, Due, long_name, sample_line};
use crate::layout::{Empty, LightKind, Nav, NoticeKind, Page, PageFrame, Tone};
use crate::text::Text;
use askama::Template;

/// A number at the head of the page that leads to its section.
#[derive(Clone, Debug)]
pub struct Counter {
    /// Id of the section.
    pub section: &'static str,
    /// Words under the number.
    pub word: String,
    /// How many.
    pub count: usize,
    /// Class of the counter.
    pub class: &'static str,
}

/// The sections in their order on the page. Different people see different ones; an empty one is not shown.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Late.
    Late,
    /// Due today.
    Today,
    /// Handed over to me, not yet signed for.
    ToSign,
    /// The missing papers are in; acceptance is due.
    PapersIn,
    /// A stopped clock starts again soon.
    StopEnding,
    /// Stops of the clock and fast tracks that wait for my approval.
    ToApprove,
    /// Waits for my decision.
    ToDecide,
    /// Instant cases that wait for the second signature (C6).
    ToSignInstant,
    /// Decided, waits for the agent's recheck.
    ToRecheck,
    /// Certificates to make.
    ToMake,
    /// Lies ready for collection.
    ToCollect,
    /// Granted on a commitment that is to be checked (A25).
    ToCheck,
    /// Everything else I hold.
    InHand,
}

impl SectionKind {
    /// Every kind in order.
    pub const ALL: [SectionKind; 13] = [
        SectionKind::Late,
        SectionKind::Today,
        SectionKind::ToSign,
        SectionKind::PapersIn,
        SectionKind::StopEnding,
        SectionKind::ToApprove,
        SectionKind::ToDecide,
        SectionKind::ToSignInstant,
        SectionKind::ToRecheck,
        SectionKind::ToMake,
        SectionKind::ToCollect,
        SectionKind::ToCheck,
        SectionKind::InHand,
    ];

    /// Id of the section on the page: `#late`.
    pub fn id(self) -> &'static str {
        match self {
            SectionKind::Late => "late",
            SectionKind::Today => "today",
            SectionKind::ToSign => "to-sign",
            SectionKind::PapersIn => "papers-in",
            SectionKind::StopEnding => "stop-ending",
            SectionKind::ToApprove => "to-approve",
            SectionKind::ToDecide => "to-decide",
            SectionKind::ToSignInstant => "to-sign-instant",
            SectionKind::ToRecheck => "to-recheck",
            SectionKind::ToMake => "to-make",
            SectionKind::ToCollect => "to-collect",
            SectionKind::ToCheck => "to-check",
            SectionKind::InHand => "in-hand",
        }
    }

    /// Message id of the heading.
    pub fn title(self) -> &'static str {
        match self {
            SectionKind::Late => "已经超期",
            SectionKind::Today => "今天到期",
            SectionKind::ToSign => "等您签收",
            SectionKind::PapersIn => "补正材料已到",
            SectionKind::StopEnding => "快要恢复计时",
            SectionKind::ToApprove => "等您审批",
            SectionKind::ToDecide => "等您决定",
            SectionKind::ToSignInstant => "即办件等您签字",
            SectionKind::ToRecheck => "等您复核",
            SectionKind::ToMake => "等制证、用印",
            SectionKind::ToCollect => "等人来领",
            SectionKind::ToCheck => "等着核查的承诺",
            SectionKind::InHand => "手上其他的件",
        }
    }

    /// Message id of the sentence under the heading.
    pub fn hint(self) -> &'static str {
        match self {
            SectionKind::Late => "先办这些，并写明晚了的原因，申请人在等。",
            SectionKind::Today => "今天下班前要有结果。",
            SectionKind::ToSign => "当面点清再签收；签收之前，责任在移交人。",
            SectionKind::PapersIn => "材料齐了，请尽快答复是否受理。",
            SectionKind::StopEnding => "到了日子自动恢复计时。",
            SectionKind::ToApprove => "批准并告知申请人以后才算数。",
            SectionKind::ToDecide => "前面的意见都齐了。",
            SectionKind::ToSignInstant => "申请人在窗口等着。",
            SectionKind::ToRecheck => "看材料、期限、告知三样，一个工作日内。",
            SectionKind::ToMake => "做好、盖章，才算办结。",
            SectionKind::ToCollect => "取件码已经发给申请人。",
            SectionKind::ToCheck => "凭告知承诺准予的，到日子以前要去核查。",
            SectionKind::InHand => "",
        }
    }

    /// Class of counter and section.
    pub fn class(self) -> &'static str {
        match self {
            SectionKind::Late => "urgent-red",
            SectionKind::Today | SectionKind::PapersIn => "urgent-yellow",
            SectionKind::InHand | SectionKind::ToCollect | SectionKind::ToCheck => "urgent-quiet",
            _ => "urgent-blue",
        }
    }
}

/// One section: at most twenty lines, then a link to the rest.
#[derive(Clone, Debug)]
pub struct Section {
    /// Kind.
    pub kind: SectionKind,
    /// How many there are in all.
    pub count: usize,
    /// The first of them, most urgent first.
    pub lines: Vec<CaseLine>,
    /// Address of the whole list when there are more.
    pub more: Option<String>,
}

/// A half-done intake of this person.
#[derive(Clone, Debug)]
pub struct DraftLine {
    /// Address of the form with what was typed.
    pub href: String,
    /// Item.
    pub item: String,
    /// Applicant, masked; may be empty.
    pub applicant: String,
    /// When it was put aside, and until when it is kept.
    pub kept: String,
}

/// The first page of the desk.
#[derive(Debug, Template)]
#[template(path = "desk/home.html")]
pub struct DeskHome {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// The sentence at the head (tone 13), made by [`DeskHome::new`].
    pub summary: String,
    /// Numbers at the head.
    pub counters: Vec<Counter>,
    /// Sections that are not empty, in order.
    pub sections: Vec<Section>,
    /// Half-done intakes.
    pub drafts: Vec<DraftLine>,
    /// Whether this person takes cases in.
    pub takes_in: bool,
}

impl DeskHome {
    /// The page from its sections; drops empty ones, puts them in order, and says the first sentence.
    pub fn new(frame: PageFrame, sections: Vec<Section>, drafts: Vec<DraftLine>, takes_in: bool) -> DeskHome {
        let text = frame.text;
        let mut sections: Vec<Section> = sections.into_iter().filter(|section| section.count > 0).collect();
        sections.sort_by_key(|section| section.kind);
        let counters: Vec<Counter> = sections
            .iter()
            .map(|section| Counter {
                section: section.kind.id(),
                word: text.t(section.kind.title()).to_owned(),
                count: section.count,
                class: section.kind.class(),
            })
            .collect();
        let summary = summary(text, &sections);
        DeskHome { frame, text, summary, counters, sections, drafts, takes_in }
    }

    /// What stands on an empty desk.
    pub fn empty(&self) -> Empty {
        let link = self.takes_in.then(|| ("/desk/intake".to_owned(), self.text.t("收一件新的").to_owned()));
        Empty {
            title: self.text.t("今天没有等您办的件").to_owned(),
            hint: self.text.t("有人移交给您、或者有件快到期，会先出现在这里。").to_owned(),
            link,
        }
    }
}

/// 今天先办这些：2 件今天到期，1 件等您签收，3 件的补正材料已到。
fn summary(text: Text, sections: &[Section]) -> String {
    let part = |section: &Section| {
        let sentence = match section.kind {
            SectionKind::Late => "{n} 件已经超期",
            SectionKind::Today => "{n} 件今天到期",
            SectionKind::ToSign => "{n} 件等您签收",
            SectionKind::PapersIn => "{n} 件的补正材料已到",
            SectionKind::StopEnding => "{n} 件快要恢复计时",
            SectionKind::ToApprove => "{n} 件等您审批",
            SectionKind::ToDecide => "{n} 件等您决定",
            SectionKind::ToSignInstant => "{n} 件即办件等您签字",
            SectionKind::ToRecheck => "{n} 件等您复核",
            SectionKind::ToMake | SectionKind::ToCollect | SectionKind::ToCheck | SectionKind::InHand => {
                return None;
            }
        };
        Some(text.f(sentence, [("n", &section.count)]))
    };
    let parts: Vec<String> = sections.iter().filter_map(part).take(4).collect();
    if parts.is_empty() {
        return text.t("今天没有到期的件。").to_owned();
    }
    let comma = if text.is_english() { ", " } else { "，" };
    text.f("今天先办这些：{list}。", [("list", &parts.join(comma))])
}

#[cfg(test)]
impl DeskHome {
    pub(super) fn samples_for_test(text: Text) -> DeskHome {
        let mut samples = <DeskHome as Page>::samples(text);
        samples.swap_remove(0).1
    }
}

impl Page for DeskHome {
    const NAME: &'static str = "desk/home";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "今天", Nav::Desk);
        let officer = DeskHome::new(
            frame().with_notice(NoticeKind::Done, "已收件，收件编号 收 2026-000412。"),
            sample_sections(text, &SectionKind::ALL[..4]),
            sample_drafts(),
            true,
        );
        let everybody =
            DeskHome::new(frame(), sample_sections(text, &SectionKind::ALL), sample_drafts(), true);
        let mut long = sample_sections(text, &SectionKind::ALL[..2]);
        for line in long.iter_mut().flat_map(|section| &mut section.lines) {
            line.applicant = long_name();
            line.item = format!("{}{}", line.item, &long_name()[..240]);
            line.holder = long_name();
        }
        let mut many = sample_sections(text, &[SectionKind::InHand]);
        let line = many[0].lines[0].clone();
        many[0].lines = vec![line; 20];
        many[0].count = 134;
        many[0].more = Some("/desk/cases?mine=1".into());
        vec![
            ("intake officer", officer),
            ("every section", everybody),
            ("empty", DeskHome::new(frame(), Vec::new(), Vec::new(), true)),
            ("long names", DeskHome::new(frame(), long, Vec::new(), true)),
            ("many rows", DeskHome::new(frame(), many, Vec::new(), false)),
        ]
    }
}

fn sample_drafts() -> Vec<DraftLine> {
    vec![DraftLine {
        href: "/desk/intake/food-business?draft=3".into(),
        item: "食品经营许可（餐饮）".into(),
        applicant: "晨禾机械公司".into(),
        kept: "今天 08:52 存下，保留到 11 月 27 日（周五）".into(),
    }]
}

fn sample_sections(text: Text, kinds: &[SectionKind]) -> Vec<Section> {
    kinds
        .iter()
        .map(|&kind| {
            let lines = sample_lines(text, kind);
            Section { kind, count: lines.len(), lines, more: None }
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
        SectionKind::ToSignInstant => {
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
                ..line(Some(Green), ("现场核查", Tone::Active), food, None, "", "")
            }]
        }
    }
}
