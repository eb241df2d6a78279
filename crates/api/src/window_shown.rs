//! What the interface shows and takes of a window's day.

use casework::window_day::VisitEnd;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shown::Next;

/// Papers that one count may have.
pub const PAPERS_MAX: u32 = 99_999;
/// Results that one count may have.
pub const RESULTS_MAX: u16 = 9_999;

/// A window today.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowListed {
    /// Its code.
    pub window: String,
    /// Who should sit there.
    pub staff: Vec<String>,
    /// Of those, who is away.
    pub away: Vec<String>,
    /// Whether it was opened today.
    pub opened: bool,
    /// Who sits there now.
    pub seat: Option<String>,
    /// Since when that is so.
    pub since: Option<String>,
    /// Visits begun.
    pub visits: i64,
    /// Who settled the day.
    pub settled_by: Option<String>,
    /// The counts differed.
    pub differs: bool,
    /// Who signed the settlement.
    pub signed_by: Option<String>,
}

/// The windows a person sits at or leads, in the order of the hall.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowList {
    /// The windows.
    pub windows: Vec<WindowListed>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A settlement that waits for the person's signature.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SettlementListed {
    /// Its window.
    pub window: String,
    /// Its day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// Who counted.
    pub settled_by: Option<String>,
    /// The counts differed.
    pub differs: bool,
}

/// A page of settlements, the oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SettlementPage {
    /// The settlements.
    pub settlements: Vec<SettlementListed>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// An earlier day on which a window was opened and that nobody settled, or whose settlement was sent back.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnsettledListed {
    /// Its window.
    pub window: String,
    /// Its day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// Who sat there last; null where the seat was left.
    pub last: Option<String>,
}

/// A page of such days, the oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnsettledPage {
    /// The days.
    pub days: Vec<UnsettledListed>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A visit under way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VisitShown {
    /// Counts from 1 on the day.
    pub number: u16,
    /// Since when.
    #[schemars(extend("format" = "date-time"))]
    pub since: String,
}

/// Visits by how they ended.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EndsShown {
    /// 收件.
    pub receipts: u16,
    /// 咨询.
    pub advice: u16,
    /// 领证.
    pub collected: u16,
    /// 没有收.
    pub returned: u16,
    /// 没有人来.
    pub no_show: u16,
}

/// What the system knows to be at the window.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TallyShown {
    /// Papers of cases still there.
    pub papers: u32,
    /// Originals among them.
    pub originals: u16,
    /// Results not collected.
    pub results: u16,
    /// Cases not handed over.
    pub waiting: u16,
    /// Cases taken in today.
    pub taken: u16,
    /// Of those, handed over.
    pub handed: u16,
    /// Intakes begun and not finished.
    pub drafts: u16,
}

/// One thing that lies at the window.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LyingShown {
    /// The case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// A result that was not collected; otherwise an intake that nobody else has.
    pub is_result: bool,
    /// Papers of the intake.
    pub papers: u16,
    /// Originals among them.
    pub originals: u16,
}

/// The window was given over and not yet taken.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HandingShown {
    /// Who gives.
    pub from: String,
    /// To whom.
    pub to: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What the system knew to be there.
    pub known: TallyShown,
    /// A word to the other; may be empty.
    pub note: String,
}

/// 结算.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SettlementShown {
    /// Who counted.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What the system knew to be there.
    pub known: TallyShown,
    /// Papers counted.
    pub papers: u32,
    /// Originals among them, counted.
    pub originals: u16,
    /// Results counted.
    pub results: u16,
    /// Why they differ; may be empty.
    pub explained: String,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// When.
    pub signed_at: Option<String>,
}

/// A settlement that a head sent back.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SentBackShown {
    /// Who.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Why.
    pub reason: String,
}

/// A window on one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowShown {
    /// Its code.
    pub window: String,
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// Version of the day; 0 before it was opened.
    pub version: u64,
    /// When it was opened first.
    pub opened_at: Option<String>,
    /// Who sits there now.
    pub seat: Option<String>,
    /// Since when that is so.
    pub since: Option<String>,
    /// The printer works.
    pub printer: bool,
    /// The card reader works.
    pub reader: bool,
    /// The visit under way.
    pub visit: Option<VisitShown>,
    /// Visits begun.
    pub visits: u16,
    /// Visits by how they ended.
    pub ended: EndsShown,
    /// What the system knows to be there now.
    pub known: TallyShown,
    /// The same piece by piece, two hundred of each kind at most: what both go through at a hand-over.
    pub lying: Vec<LyingShown>,
    /// Given over, not yet taken.
    pub handing: Option<HandingShown>,
    /// Settled.
    pub settlement: Option<SettlementShown>,
    /// The settlement before was sent back, and nobody has settled it since.
    pub sent_back: Option<SentBackShown>,
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitEndAsked {
    /// 收件.
    Receipt,
    /// 咨询.
    Advice,
    /// 领证.
    Collected,
    /// 没有收.
    Returned,
    /// 没有人来.
    NoShow,
}

impl From<VisitEndAsked> for VisitEnd {
    fn from(asked: VisitEndAsked) -> VisitEnd {
        match asked {
            VisitEndAsked::Receipt => VisitEnd::Receipt,
            VisitEndAsked::Advice => VisitEnd::Advice,
            VisitEndAsked::Collected => VisitEnd::Collected,
            VisitEndAsked::Returned => VisitEnd::Returned,
            VisitEndAsked::NoShow => VisitEnd::NoShow,
        }
    }
}

/// The acts of a window's day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum WindowAsked {
    /// 开窗.
    Open {
        /// The printer was tested and works.
        printer: bool,
        /// The card reader was tested and works.
        reader: bool,
    },
    /// 下一位.
    Next {},
    /// The visit ended.
    End {
        /// How.
        how: VisitEndAsked,
        /// Why nothing was taken in.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 交班.
    Give {
        /// To whom.
        #[schemars(length(max = 64))]
        to: String,
        /// Papers counted.
        #[schemars(range(max = 99999))]
        papers: u32,
        /// Results counted.
        #[serde(default)]
        #[schemars(range(max = 9999))]
        results: u16,
        /// A word to the other.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        note: String,
    },
    /// 接班.
    Take {
        /// Papers counted.
        #[schemars(range(max = 99999))]
        papers: u32,
        /// Results counted.
        #[serde(default)]
        #[schemars(range(max = 9999))]
        results: u16,
    },
    /// Not given after all.
    Keep {},
    /// Gone for a while.
    Leave {
        /// Papers counted.
        #[schemars(range(max = 99999))]
        papers: u32,
    },
    /// 结算.
    Settle {
        /// Papers counted.
        #[schemars(range(max = 99999))]
        papers: u32,
        /// Originals among them, counted.
        #[serde(default)]
        #[schemars(range(max = 9999))]
        originals: u16,
        /// Results counted.
        #[serde(default)]
        #[schemars(range(max = 9999))]
        results: u16,
        /// Why they differ.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        explained: String,
    },
    /// The head sends the settlement back, on its day or later, until it is signed.
    Return {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// The head signs it.
    Sign {},
}
