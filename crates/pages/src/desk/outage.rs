//! `GET POST /desk/outage`: pads, the outage declared, and entry afterwards (E21); `GET /desk/outage/pad/{no}`: a pad to print;
//! `GET /outages`: the public log (A32, F34).

use askama::Template;

use super::parts::{Answer, Pick, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, NoticeKind, Page, PageFrame};
use crate::text::Text;

/// One pad.
#[derive(Clone, Debug)]
pub struct PadLine {
    /// Its number.
    pub no: u32,
    /// Its window.
    pub window: String,
    /// First and last number.
    pub numbers: String,
    /// How many were entered and struck off.
    pub used: String,
    /// Numbers of which nobody has said what became of them.
    pub gaps: String,
}

/// One outage.
#[derive(Clone, Debug)]
pub struct OutageLine {
    /// What was down.
    pub kind: String,
    /// From when until when.
    pub span: String,
    /// Goes on.
    pub now: bool,
    /// When it was declared, and by whom where that is shown.
    pub declared: String,
    /// Numbers entered for it.
    pub entered: u16,
}

/// The forms of the page, as typed.
#[derive(Clone, Debug, Default)]
pub struct OutageForms {
    /// For which window.
    pub window: Pick,
    /// How many numbers.
    pub count: Typed,
    /// What is down.
    pub kind: Pick,
    /// Since which day and time.
    pub since: Typed,
    /// Until which day and time.
    pub until: Typed,
    /// The number on the pad.
    pub number: Typed,
    /// Day and time on the pad.
    pub occurred: Typed,
    /// Which item.
    pub item: Pick,
    /// The number that was not used.
    pub void: Typed,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/outage.html")]
pub struct OutagePage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// Since when it is down; empty where nothing is.
    pub down: String,
    /// Whether this person prints pads and declares outages.
    pub runs: bool,
    /// Whether this person takes papers in.
    pub enters: bool,
    /// The forms.
    pub forms: OutageForms,
    /// Their hidden fields.
    pub keys: [FormKeys; 5],
    /// Pads, the latest first.
    pub pads: Vec<PadLine>,
    /// Outages, the latest first.
    pub outages: Vec<OutageLine>,
}

/// One sheet of a pad.
#[derive(Clone, Debug)]
pub struct PadSheet {
    /// 停 000123.
    pub number: String,
    /// Its code as an image; trusted markup.
    pub qr: String,
}

/// A pad to print.
#[derive(Debug, Template)]
#[template(path = "desk/pad.html")]
pub struct PadPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Which window.
    pub window: String,
    /// Its number and when it was printed.
    pub about: String,
    /// The sheets.
    pub sheets: Vec<PadSheet>,
}

/// The public log.
#[derive(Debug, Template)]
#[template(path = "desk/outages_public.html")]
pub struct OutagesPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Since when it is down; empty where nothing is.
    pub down: String,
    /// Outages, the latest first.
    pub outages: Vec<OutageLine>,
}

fn sample_outages(text: Text) -> Vec<OutageLine> {
    vec![OutageLine {
        kind: text.t("停电").to_owned(),
        span: "11 月 18 日（周三） 10:12 — 11:40".into(),
        now: false,
        declared: "11 月 18 日 11:45".into(),
        entered: 3,
    }]
}

impl Page for OutagePage {
    const NAME: &'static str = "desk/outage";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let mut wrong = sample(text);
        wrong.forms.occurred = Typed::wrong(
            "2026-11-18T09:00",
            text.t("号上写的时间不在登记过的停用时段里，不能补录。").to_owned(),
        );
        wrong.errors.errors = vec![("enter-occurred".into(), wrong.forms.occurred.error.clone())];
        let mut down = sample(text);
        down.down = text.f("从 {at} 起停用", [("at", &"11 月 20 日 10:12")]);
        let mut empty = sample(text);
        (empty.pads, empty.outages, empty.runs, empty.enters) = (Vec::new(), Vec::new(), false, false);
        let mut done = sample(text);
        done.frame = done.frame.with_notice(NoticeKind::Done, "登记了，已经公布。");
        vec![("normal", sample(text)), ("wrong", wrong), ("down", down), ("empty", empty), ("done", done)]
    }
}

impl Page for PadPage {
    const NAME: &'static str = "desk/pad";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let sheets = (1..=10).map(|n| PadSheet { number: format!("停 {n:06}"), qr: String::new() });
        vec![(
            "pad",
            PadPage {
                frame: PageFrame::sample(text, "停电备用号", Nav::Day),
                text,
                window: "2 号企业综合窗口".into(),
                about: "第 1 本，11 月 2 日印".into(),
                sheets: sheets.collect(),
            },
        )]
    }
}

impl Page for OutagesPublic {
    const NAME: &'static str = "desk/outages_public";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |down: String, outages| OutagesPublic {
            frame: PageFrame::sample(text, "停用记录", Nav::Nowhere),
            text,
            down,
            outages,
        };
        vec![
            ("log", page(String::new(), sample_outages(text))),
            ("down", page(text.f("从 {at} 起停用", [("at", &"11 月 20 日 10:12")]), sample_outages(text))),
            ("never", page(String::new(), Vec::new())),
        ]
    }
}

fn sample(text: Text) -> OutagePage {
    let pick = |value: &str, label: &str| Pick::of(vec![Answer::of(value, text.t(label)).chosen()]);
    OutagePage {
        frame: PageFrame::sample(text, "停电、断网", Nav::Day),
        text,
        errors: ErrorSummary::none(text),
        down: String::new(),
        runs: true,
        enters: true,
        forms: OutageForms {
            window: pick("w2", "2 号企业综合窗口"),
            count: Typed::of("20"),
            kind: pick("power", "停电"),
            item: pick("food-business", "食品经营许可（餐饮）"),
            ..OutageForms::default()
        },
        keys: std::array::from_fn(|_| FormKeys::sample(None)),
        pads: vec![PadLine {
            no: 1,
            window: "2 号企业综合窗口".into(),
            numbers: "停 000001 — 000020".into(),
            used: text.f("录入 {n} 个，作废 {m} 个", [("n", &3), ("m", &0)]),
            gaps: "停 000003".into(),
        }],
        outages: sample_outages(text),
    }
}
