//! `GET POST /desk/day`: the window's day: open, next visit, hand over, settle; and the hall at a glance (E1, E2, E22, E31).

use askama::Template;

use super::parts::{Answer, Pick, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, NoticeKind, Page, PageFrame};
use crate::text::Text;

/// Where a window's day stands for whoever looks at it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum WindowStage {
    /// Nobody sits there: it may be opened.
    Closed,
    /// This person sits there.
    Mine,
    /// Another sits there.
    Others,
    /// Given to this person, to be counted and taken.
    ToTake,
    /// Given away by this person, not yet taken.
    Given,
    /// Settled, waiting for this person's signature.
    ToSign,
    /// Settled.
    Settled,
    /// The day is over and nobody settled it: this person does it late.
    Late,
}

/// What was counted in one form, as typed.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Papers.
    pub papers: Typed,
    /// Originals among them; asked for at the close.
    pub originals: Typed,
    /// Results.
    pub results: Typed,
    /// The form came back: it is drawn open.
    pub open: bool,
}

/// One case or result that lies at the window.
#[derive(Clone, Debug)]
pub struct LyingLine {
    /// Address of its file.
    pub href: String,
    /// 收件编号.
    pub number: String,
    /// The item.
    pub item: String,
    /// Papers and originals, or that the result was not collected.
    pub what: String,
}

/// What lies at a window, piece by piece (E22).
#[derive(Clone, Debug, Default)]
pub struct LyingList {
    /// Whether it is shown: somebody sits there, and it is about now.
    pub shown: bool,
    /// Whether it is drawn open: it is to be counted and taken.
    pub open: bool,
    /// The pieces.
    pub lines: Vec<LyingLine>,
    /// That there are more than are named; may be empty.
    pub more: String,
}

/// One window's day with its forms.
#[derive(Clone, Debug)]
pub struct WindowCard {
    /// The window's id, posted with every form.
    pub window: String,
    /// The day, posted with every form.
    pub day: String,
    /// 2 号窗口（企业综合窗口）.
    pub name: String,
    /// Where it stands.
    pub stage: WindowStage,
    /// Who sits there and since when, or that nobody does; of a day that has passed who sat there last. May be empty.
    pub seat: String,
    /// What was not right when it was opened; may be empty.
    pub defects: String,
    /// The visit under way, as a sentence; empty when nobody is at the counter.
    pub visit: String,
    /// Word and number of each count of the day.
    pub counts: Vec<(String, String)>,
    /// Papers and results as the system counts.
    pub stock: String,
    /// The same piece by piece.
    pub lying: LyingList,
    /// How many of the cases taken in here are due today, or late; empty on another day.
    pub due: String,
    /// Who is away at this window, and who stands in.
    pub away: Vec<String>,
    /// How visits may end.
    pub ends: Vec<Answer>,
    /// Why nothing was taken in.
    pub reason: Typed,
    /// To whom it may be given.
    pub to: Pick,
    /// Counts of the form that gives the window over.
    pub give: Counted,
    /// Counts of the form that takes it.
    pub take: Counted,
    /// Counts of the form that leaves it.
    pub leave: Counted,
    /// Counts of the settlement.
    pub settle: Counted,
    /// Whether results lie at this window.
    pub has_results: bool,
    /// A word to the other.
    pub note: Typed,
    /// Why the counts differ.
    pub explained: Typed,
    /// Address of the settlement as a sheet to print; empty before there is one.
    pub paper: String,
    /// The settlement in sentences, once there is one.
    pub settlement: Vec<String>,
    /// By whom and why the settlement before was sent back; empty where it was not.
    pub sent_back: String,
}

/// One window of the hall.
#[derive(Clone, Debug)]
pub struct HallLine {
    /// Its name.
    pub name: String,
    /// Address of its day.
    pub href: String,
    /// Who sits there, or that nobody does.
    pub seat: String,
    /// Nobody sits there though it is open hours.
    pub empty: bool,
    /// Printer or reader is broken, or who is away; may be empty.
    pub note: String,
    /// Cases taken in there that are due today.
    pub due: String,
    /// Those that are late; may be empty.
    pub late: String,
    /// Visits and receipts.
    pub visits: String,
    /// Settled, signed, or not yet.
    pub settled: String,
}

/// A settlement that waits for a signature.
#[derive(Clone, Debug)]
pub struct UnsignedLine {
    /// Address of that day.
    pub href: String,
    /// Window and day.
    pub name: String,
    /// Who counted, and whether the counts differ.
    pub by: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/day.html")]
pub struct DayPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// The person's other windows: address and name.
    pub windows: Vec<(String, String)>,
    /// The window that is looked at.
    pub card: Option<WindowCard>,
    /// Hidden fields of its forms, one set for each.
    pub keys: [FormKeys; 5],
    /// The hall, for those who lead windows.
    pub hall: Vec<HallLine>,
    /// Settlements to sign.
    pub unsigned: Vec<UnsignedLine>,
    /// Earlier days that are not settled.
    pub unsettled: Vec<UnsignedLine>,
    /// That there may be more of them than are named; may be empty.
    pub unsettled_more: String,
}

impl Page for DayPage {
    const NAME: &'static str = "desk/day";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let with = |stage| {
            let mut page = sample(text);
            if let Some(card) = &mut page.card {
                card.stage = stage;
            }
            page
        };
        let mut visit = with(WindowStage::Mine);
        if let Some(card) = &mut visit.card {
            card.visit = text.f("第 {n} 位，{at} 起", [("n", &12), ("at", &"09:40")]);
        }
        let mut wrong = with(WindowStage::Mine);
        if let Some(card) = &mut wrong.card {
            card.explained.error = text.t("点到的和系统记的对不上，请写明原因再结算。").to_owned();
            card.settle = Counted { papers: Typed::of("11"), open: true, ..Counted::default() };
        }
        wrong.errors.errors = vec![(
            "settle-explained".into(),
            text.t("点到的和系统记的对不上，请写明原因再结算。").to_owned(),
        )];
        let mut settled = with(WindowStage::ToSign);
        if let Some(card) = &mut settled.card {
            card.settlement = vec![
                text.f("系统记 {n} 份，点到 {m} 份", [("n", &12), ("m", &11)]),
                "一份在复印，明早放回。".into(),
            ];
        }
        let mut to_take = with(WindowStage::ToTake);
        if let Some(card) = &mut to_take.card {
            card.lying = lying(text, true);
        }
        let mut bare = with(WindowStage::ToTake);
        if let Some(card) = &mut bare.card {
            card.lying.lines.clear();
        }
        let mut empty = sample(text);
        (empty.card, empty.hall, empty.unsigned) = (None, Vec::new(), Vec::new());
        empty.unsettled.clear();
        let mut done = with(WindowStage::Settled);
        done.frame = done.frame.with_notice(NoticeKind::Done, "结算好了，等窗口负责人签字。");
        vec![
            ("closed", with(WindowStage::Closed)),
            ("mine", with(WindowStage::Mine)),
            ("visit", visit),
            ("wrong", wrong),
            ("others", with(WindowStage::Others)),
            ("to take", to_take),
            ("to take, nothing there", bare),
            ("given", with(WindowStage::Given)),
            ("to sign", settled),
            ("to sign, no reason", no_reason(with(WindowStage::ToSign))),
            ("settled", done),
            ("late", with(WindowStage::Late)),
            ("mine, sent back", sent_back(with(WindowStage::Mine))),
            ("late, sent back", sent_back(with(WindowStage::Late))),
            ("others, many unsettled", many_unsettled(with(WindowStage::Others))),
            ("empty", empty),
        ]
    }
}

/// The settlement of before was sent back.
fn sent_back(mut page: DayPage) -> DayPage {
    let text = page.text;
    if let Some(card) = &mut page.card {
        let why = "少的一份去哪儿了，没有写。";
        card.sent_back = text.f(
            "{name} {at} 退回了结算：{why}",
            [("name", &"王窗口"), ("at", &"11 月 21 日 08:40"), ("why", &why)],
        );
    }
    page
}

/// It was to be sent back without a reason.
fn no_reason(mut page: DayPage) -> DayPage {
    let missing = page.text.t("这一项要填。");
    if let Some(card) = &mut page.card {
        card.reason.error = missing.to_owned();
    }
    page.errors.errors = vec![("return-reason".into(), missing.to_owned())];
    page
}

/// More days than are named, the first with a long name.
fn many_unsettled(mut page: DayPage) -> DayPage {
    page.unsettled = page.unsettled.into_iter().cycle().take(60).collect();
    page.unsettled_more = page.text.f("这里列了最早的 {n} 条，补上以后再列后面的。", [("n", &60)]);
    if let Some(line) = page.unsettled.first_mut() {
        (line.name, line.by) = (super::parts::long_name(), super::parts::long_name());
    }
    page
}

/// An intake and a result, or more than a page names.
fn lying(text: Text, many: bool) -> LyingList {
    let line = |number: &str, item: &str, what: String| LyingLine {
        href: "/desk/cases/c-398".into(),
        number: number.into(),
        item: item.into(),
        what,
    };
    let papers = text.f("材料 {n} 份，其中原件 {k} 份", [("n", &4), ("k", &1)]);
    let intake = line("SC 2026 000398 2", "食品经营许可（餐饮）", papers);
    let result = line("WJ 2026 000371 X", "公共场所卫生许可", text.t("证件没有领走").to_owned());
    let lines = [intake, result].iter().cycle().take(if many { 40 } else { 2 }).cloned().collect();
    let more = text.f("这里列了 {n} 件，其余的在“查办件”里看。", [("n", &40)]);
    LyingList { shown: true, open: many, lines, more: if many { more } else { String::new() } }
}

fn sample(text: Text) -> DayPage {
    let t = |sentence: &str| text.t(sentence).to_owned();
    DayPage {
        frame: PageFrame::sample(text, "窗口的一天", Nav::Day),
        text,
        errors: ErrorSummary::none(text),
        windows: vec![("/desk/day?window=w3".into(), "3 号企业综合窗口".into())],
        card: Some(WindowCard {
            window: "w2".into(),
            day: "2026-11-20".into(),
            name: "2 号企业综合窗口".into(),
            stage: WindowStage::Mine,
            seat: text.f("{name}在这里，{at} 起", [("name", &"张受理"), ("at", &"08:22")]),
            defects: t("打印机不好用"),
            visit: String::new(),
            counts: vec![(t("来办的"), "11".into()), (t("收件"), "6".into()), (t("咨询"), "3".into())],
            stock: text
                .f("系统记：窗口上 {n} 件，材料 {m} 份，其中原件 {k} 份", [("n", &4), ("m", &12), ("k", &5)]),
            lying: lying(text, false),
            due: text.f("这个窗口收的件，今天到期 {n} 件", [("n", &2)]),
            away: vec!["刘受理，到 11 月 27 日（周五）".into()],
            ends: vec![Answer::of("receipt", t("收件")), Answer::of("returned", t("没有收"))],
            reason: Typed::default(),
            to: Pick::of(vec![Answer::of("intake3", "吴受理").chosen()]),
            give: Counted::default(),
            take: Counted::default(),
            leave: Counted::default(),
            settle: Counted::default(),
            has_results: true,
            note: Typed::default(),
            explained: Typed::default(),
            paper: "/desk/day/paper?window=w2&day=2026-11-28".into(),
            settlement: Vec::new(),
            sent_back: String::new(),
        }),
        keys: std::array::from_fn(|_| FormKeys::sample(None)),
        hall: vec![
            HallLine {
                name: "2 号企业综合窗口".into(),
                href: "/desk/day?window=w2".into(),
                seat: "张受理".into(),
                empty: false,
                note: t("打印机不好用"),
                due: text.f("{n} 件", [("n", &2)]),
                late: text.f("已经超期 {n} 件", [("n", &1)]),
                visits: text.f("来 {n} 位，收 {m} 件", [("n", &11), ("m", &6)]),
                settled: t("还没有结算"),
            },
            HallLine {
                name: "5 号社会综合窗口".into(),
                href: "/desk/day?window=w5".into(),
                seat: t("没有人"),
                empty: true,
                note: text.f("应到：{who}", [("who", &"刘受理 0000-0000405")]),
                due: "—".into(),
                late: String::new(),
                visits: "—".into(),
                settled: "—".into(),
            },
        ],
        unsigned: vec![UnsignedLine {
            href: "/desk/day?window=w2&day=2026-11-19".into(),
            name: "2 号企业综合窗口，11 月 19 日（周四）".into(),
            by: "张受理".into(),
        }],
        unsettled: vec![UnsignedLine {
            href: "/desk/day?window=w5&day=2026-11-18".into(),
            name: "5 号社会综合窗口，11 月 18 日（周三）".into(),
            by: text.f("最后坐在这里的是{name}", [("name", &"刘受理")]),
        }],
        unsettled_more: String::new(),
    }
}
