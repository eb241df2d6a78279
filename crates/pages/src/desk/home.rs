//! `GET /desk`: what is due first, in order of urgency (tone 13).

use super::home_samples::{sample_drafts, sample_sections};
use super::parts::{CaseLine, long_name};
use crate::layout::{Empty, Light, LightKind, Nav, NoticeKind, Page, PageFrame};
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
    /// Nobody is here who holds it (E25).
    NobodyHere,
    /// Held by somebody away for whom I stand in (E23).
    ToStandIn,
    /// Held by another in my place; I am back.
    ToTakeBack,
    /// Handed over to me, not yet signed for.
    ToSign,
    /// Handed in, the missing papers with it; acceptance is due.
    PapersIn,
    /// A stopped clock starts again soon.
    StopEnding,
    /// Stops of the clock, longer limits and fast tracks that wait for my approval.
    ToApprove,
    /// Waits for my decision.
    ToDecide,
    /// Instant cases that wait for the second signature (C6).
    ToSignInstant,
    /// Instant cases that I carry to the leader today and back to the window (R56).
    ToLayBefore,
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
    pub const ALL: [SectionKind; 17] = [
        SectionKind::Late,
        SectionKind::Today,
        SectionKind::NobodyHere,
        SectionKind::ToStandIn,
        SectionKind::ToTakeBack,
        SectionKind::ToSign,
        SectionKind::PapersIn,
        SectionKind::StopEnding,
        SectionKind::ToApprove,
        SectionKind::ToDecide,
        SectionKind::ToSignInstant,
        SectionKind::ToLayBefore,
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
            SectionKind::NobodyHere => "nobody-here",
            SectionKind::ToStandIn => "to-stand-in",
            SectionKind::ToTakeBack => "to-take-back",
            SectionKind::ToSign => "to-sign",
            SectionKind::PapersIn => "papers-in",
            SectionKind::StopEnding => "stop-ending",
            SectionKind::ToApprove => "to-approve",
            SectionKind::ToDecide => "to-decide",
            SectionKind::ToSignInstant => "to-sign-instant",
            SectionKind::ToLayBefore => "to-lay-before",
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
            SectionKind::NobodyHere => "没有人在岗",
            SectionKind::ToStandIn => "等您代班接手",
            SectionKind::ToTakeBack => "等您接回来",
            SectionKind::ToSign => "等您签收",
            SectionKind::PapersIn => "等您答复受理",
            SectionKind::StopEnding => "快要恢复计时",
            SectionKind::ToApprove => "等您审批",
            SectionKind::ToDecide => "等您决定",
            SectionKind::ToSignInstant => "即办件等您签字",
            SectionKind::ToLayBefore => "等您送签",
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
            SectionKind::NobodyHere => "承办的人不在岗，请改派或者提醒代班人，别等到明天。",
            SectionKind::ToStandIn => "登记由您代班；点清材料再接，可以一次接几件。",
            SectionKind::ToTakeBack => "您不在时别人代办的，当面点清再接回来。",
            SectionKind::ToSign => "当面点清再签收；签收之前，责任在移交人。",
            SectionKind::PapersIn => "材料齐了的受理，不齐的一次说清还缺什么。",
            SectionKind::StopEnding => "到了日子自动恢复计时。",
            SectionKind::ToApprove => "批准并告知申请人以后才算数。",
            SectionKind::ToDecide => "前面的意见都齐了。",
            SectionKind::ToSignInstant => "申请人在窗口等着。",
            SectionKind::ToLayBefore => "当天送分管领导签批，签好带回窗口。",
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
            SectionKind::Late | SectionKind::NobodyHere => "urgent-red",
            SectionKind::Today | SectionKind::PapersIn => "urgent-yellow",
            SectionKind::InHand | SectionKind::ToCollect | SectionKind::ToCheck => "urgent-quiet",
            _ => "urgent-blue",
        }
    }
}

/// One section: at most twenty lines, then links to the rest.
#[derive(Clone, Debug)]
pub struct Section {
    /// Kind.
    pub kind: SectionKind,
    /// How many there are in all.
    pub count: usize,
    /// The first of them, most urgent first.
    pub lines: Vec<CaseLine>,
    /// Where all of it stands when there is more: the words of each link and its address. What is late or due today comes
    /// out of several queues, and each of them has its own.
    pub more: Vec<(String, String)>,
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
    /// First contacts that want an answer (F12, F13).
    pub contacts: Vec<super::ContactPart>,
    /// Cases somebody has to ask about, with whom to call (F30, F32).
    pub cares: Vec<super::CarePart>,
    /// The windows this person leads at which nobody sits now; may be empty (E1).
    pub empty_windows: String,
    /// Whether this person is asked at a desk, and writes first contacts down (R76).
    pub may_record: bool,
    /// What waits beside the cases: a sentence, where it is, and what to do there (R101, C32, N53).
    pub waiting: Vec<(String, String, String)>,
    /// What of certificates, the bar list and the archive waits for this person, the most urgent first.
    pub office: Vec<super::OfficeLine>,
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
        DeskHome {
            frame,
            text,
            summary,
            counters,
            sections,
            drafts,
            takes_in,
            contacts: Vec::new(),
            cares: Vec::new(),
            empty_windows: String::new(),
            may_record: false,
            waiting: Vec::new(),
            office: Vec::new(),
        }
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
            SectionKind::NobodyHere => "{n} 件没有人在岗",
            SectionKind::ToStandIn => "{n} 件等您代班接手",
            SectionKind::ToTakeBack => "{n} 件等您接回来",
            SectionKind::ToSign => "{n} 件等您签收",
            SectionKind::PapersIn => "{n} 件等您答复受理",
            SectionKind::StopEnding => "{n} 件快要恢复计时",
            SectionKind::ToApprove => "{n} 件等您审批",
            SectionKind::ToDecide => "{n} 件等您决定",
            SectionKind::ToSignInstant => "{n} 件即办件等您签字",
            SectionKind::ToLayBefore => "{n} 件等您送签",
            SectionKind::ToRecheck => "{n} 件等您复核",
            SectionKind::ToMake | SectionKind::ToCollect | SectionKind::ToCheck | SectionKind::InHand => {
                return None;
            }
        };
        Some(text.f(sentence, [("n", &section.count)]))
    };
    let parts: Vec<String> = sections.iter().filter_map(part).take(4).collect();
    if parts.is_empty() {
        return quiet(text, sections);
    }
    let comma = text.pause();
    text.f("今天先办这些：{list}。", [("list", &parts.join(comma))])
}

/// Where nothing presses: what waits for others, and whether some of it is late all the same.
fn quiet(text: Text, sections: &[Section]) -> String {
    let waits = |kind| sections.iter().find(|it| it.kind == kind && it.count > 0);
    let (sentence, late, section) = match (waits(SectionKind::ToCollect), waits(SectionKind::ToCheck)) {
        (Some(it), _) => ("{n} 件等人来领。", "{n} 件等人来领，其中有超期的。", it),
        (None, Some(it)) => ("{n} 件承诺等着核查。", "{n} 件承诺等着核查，其中有超期的。", it),
        (None, None) => return text.t("今天没有到期的件。").to_owned(),
    };
    let is_late = section.lines.iter().any(|it| it.light.as_ref().is_some_and(|light| light.kind.is_late()));
    text.f(if is_late { late } else { sentence }, [("n", &section.count)])
}

#[cfg(test)]
impl DeskHome {
    pub(super) fn samples_for_test(text: Text) -> DeskHome {
        let mut samples = <DeskHome as Page>::samples(text);
        samples.swap_remove(0).1
    }
}

impl DeskHome {
    /// The desk of who hands out results, one of which is late or none.
    pub(super) fn sample_of_results(text: Text, is_late: bool) -> DeskHome {
        let mut collect = sample_sections(text, &[SectionKind::ToCollect]);
        let kind = if is_late { LightKind::Red } else { LightKind::Green };
        for line in collect.iter_mut().flat_map(|section| &mut section.lines) {
            line.light = Some(Light { text, kind });
        }
        DeskHome::new(PageFrame::sample(text, "今天", Nav::Desk), collect, Vec::new(), false)
    }
}

impl Page for DeskHome {
    const NAME: &'static str = "desk/home";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "今天", Nav::Desk);
        let officer = DeskHome::new(
            frame().with_notice(NoticeKind::Done, "已收件，收件编号 收 2026-000412。"),
            sample_sections(
                text,
                &[SectionKind::Late, SectionKind::Today, SectionKind::ToSign, SectionKind::PapersIn],
            ),
            sample_drafts(),
            true,
        )
        .with(super::contact::sample_parts(), super::care::sample_parts(), true);
        let named = ["11 号不动产登记窗口", "12 号不动产登记窗口"].join(text.comma());
        let empty_windows = text
            .f("现在 {n} 个窗口没有人：{names}。", [("n", &2 as &dyn std::fmt::Display), ("names", &named)]);
        let manager = DeskHome::new(frame(), Vec::new(), Vec::new(), false).with_empty_windows(empty_windows);
        let everybody =
            DeskHome::new(frame(), sample_sections(text, &SectionKind::ALL), sample_drafts(), true);
        let leads = DeskHome {
            office: super::office::sample_lines(text),
            ..DeskHome::new(frame(), sample_sections(text, &[SectionKind::ToDecide]), Vec::new(), false)
        };
        let results = DeskHome::sample_of_results(text, true);
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
        many[0].more = vec![(text.f("看全部 {n} 件", [("n", &134)]), "/desk/cases?queue=held".into())];
        let mut late = sample_sections(text, &SectionKind::ALL[..2]);
        for (section, words) in
            late.iter_mut().zip(["看“{queue}”里超期的 {n} 件", "看“{queue}”里今天到期的 {n} 件"])
        {
            section.lines = vec![section.lines[0].clone(); 12];
            section.count = 71;
            let of = |queue: &str, n: usize, href: &str| {
                let places: [(&str, &dyn std::fmt::Display); 2] = [("queue", &text.t(queue)), ("n", &n)];
                (text.f(words, places), href.to_owned())
            };
            section.more = vec![
                of("等您决定", 60, "/desk/cases?light=red&queue=decide"),
                of("手上其他的件", 11, "/desk/cases?light=red&queue=held"),
            ];
        }
        vec![
            ("intake officer", officer),
            ("every section", everybody),
            ("decisions beside the cases", leads),
            ("empty windows", manager),
            ("results alone", results),
            ("empty", DeskHome::new(frame(), Vec::new(), Vec::new(), true)),
            ("long names", DeskHome::new(frame(), long, Vec::new(), true)),
            ("many rows", DeskHome::new(frame(), many, Vec::new(), false)),
            ("more late than one page", DeskHome::new(frame(), late, Vec::new(), false)),
        ]
    }
}
