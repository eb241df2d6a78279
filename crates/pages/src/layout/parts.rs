//! Small parts of pages as types: a light, a word for a state, a line of a clock, the stages, an empty list.
//! A template prints one as `{{ case.light }}`.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::text::Text;

/// The three lights. Words 正常／临期／超期 for everyone (C29: never 黄牌, 红牌).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LightKind {
    /// 正常
    Green,
    /// 临期
    Yellow,
    /// 超期
    Red,
    /// 超期, and past the law's own limit, not only the promise: a red light with that word beside it.
    PastLaw,
}

impl LightKind {
    /// Whether it is late, by the promise or by the law.
    pub fn is_late(self) -> bool {
        matches!(self, LightKind::Red | LightKind::PastLaw)
    }
}

/// A light: shape, word and colour together, never the colour alone.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/light.html")]
pub struct Light {
    /// Language.
    pub text: Text,
    /// Which light.
    pub kind: LightKind,
}

impl Light {
    /// Whether the word stands beside it that the law's own limit is past.
    pub fn is_past_law(&self) -> bool {
        self.kind == LightKind::PastLaw
    }

    /// The word beside the shape.
    pub fn word(&self) -> &str {
        match self.kind {
            LightKind::Green => self.text.t("正常"),
            LightKind::Yellow => self.text.t("临期"),
            LightKind::Red | LightKind::PastLaw => self.text.t("超期"),
        }
    }
}

/// How a state is meant; chooses colour and shape, the word says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// We are working on it.
    Active,
    /// It waits for the applicant.
    Waiting,
    /// The clock stands still.
    Stopped,
    /// It ended as wished, or something lies ready.
    Good,
    /// It ended otherwise.
    Ended,
    /// It is late.
    Late,
}

impl Tone {
    /// Suffix of the css class.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Active => "active",
            Tone::Waiting => "waiting",
            Tone::Stopped => "stopped",
            Tone::Good => "good",
            Tone::Ended => "ended",
            Tone::Late => "late",
        }
    }
}

/// The word for a case's state, already in the reader's words (applicant's or window's).
#[derive(Debug, Clone, Template)]
#[template(path = "layout/state.html")]
pub struct StateWord {
    /// Word, for example “等您补材料”.
    pub word: String,
    /// Tone.
    pub tone: Tone,
}

/// One clock of a case in one line: what it is, the day it ends, how much is left, its light.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/clock.html")]
pub struct ClockLine {
    /// Language.
    pub text: Text,
    /// Which limit: “承诺”, “法定”, “本环节”.
    pub name: String,
    /// The day with weekday, never only a number.
    pub due: String,
    /// “还剩 6 个工作日”, “比承诺晚了 2 个工作日”, or empty.
    pub left: String,
    /// Start, length and article: “受理之日起 20 个工作日（行政许可法第四十二条）”, or empty.
    pub basis: String,
    /// The light, if this clock has one.
    pub light: Option<Light>,
    /// The date rests on a year whose holidays are not published yet.
    pub is_provisional: bool,
}

/// The applicant's one person for every question (C14: by name and office telephone).
#[derive(Debug, Clone, Template)]
#[template(path = "layout/agent.html")]
pub struct Agent {
    /// Language.
    pub text: Text,
    /// Name.
    pub name: String,
    /// Office telephone.
    pub telephone: String,
}

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageMark {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Here, and the clock stands still.
    Stopped,
    /// Ahead.
    Ahead,
}

/// One stage of a case as the citizen knows it.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Plain name: “审核材料”.
    pub name: String,
    /// A day or a few words under the name; may be empty.
    pub when: String,
    /// Where it stands.
    pub mark: StageMark,
}

/// The stages in a line; on a narrow screen and on paper one below the other.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/stages.html")]
pub struct Stages {
    /// Language.
    pub text: Text,
    /// In order.
    pub stages: Vec<Stage>,
}

/// What stands where a list would be: says why it is empty and what one can do.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/empty.html")]
pub struct Empty {
    /// What is so: “今天没有要办的”.
    pub title: String,
    /// What one can do.
    pub hint: String,
    /// A link: address and words.
    pub link: Option<(String, String)>,
}

/// Pages of a list by cursor: there is a next and a first, no number of pages.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/pagination.html")]
pub struct Pagination {
    /// Language.
    pub text: Text,
    /// Address of the first page, if this is another one.
    pub first: Option<String>,
    /// Address of the next page, if there is one.
    pub next: Option<String>,
    /// “第 21 至 40 件” or empty.
    pub shown: String,
}

impl HtmlSafe for Light {}
impl HtmlSafe for StateWord {}
impl HtmlSafe for ClockLine {}
impl HtmlSafe for Agent {}
impl HtmlSafe for Stages {}
impl HtmlSafe for Empty {}
impl HtmlSafe for Pagination {}
