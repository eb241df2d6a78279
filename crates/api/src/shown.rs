//! What the interface shows: one type for each answer. The names are those of the glossary; times are RFC 3339 in the
//! county's own offset, days are `2026-11-21`.

use calendar::{Day, Instant, Light};
use schemars::JsonSchema;
use serde::Serialize;

/// Where and how to go on in a list.
pub type Next = Option<String>;

/// A code and the name it stands for, in the language asked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Named {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A light, or that the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LightShown {
    /// 正常.
    Green,
    /// 临期.
    Yellow,
    /// 超期.
    Red,
}

impl From<Light> for LightShown {
    fn from(light: Light) -> LightShown {
        match light {
            Light::Green => LightShown::Green,
            Light::Yellow => LightShown::Yellow,
            Light::Red => LightShown::Red,
        }
    }
}

/// A case in a list. The applicant's name is masked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseLine {
    /// The case.
    pub case: String,
    /// 办件编号; empty before acceptance.
    pub case_no: String,
    /// 收件编号.
    pub receipt_no: String,
    /// 实施编码 of the item.
    pub item_code: String,
    /// 实施主体.
    pub authority: String,
    /// The applicant's name, masked; empty if erased.
    pub applicant: String,
    /// Word of the state, stable.
    pub state: String,
    /// Whose move it is, stable.
    pub waits_for: String,
    /// Who holds it.
    pub holder: Option<String>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<String>,
    /// When it was received.
    #[schemars(extend("format" = "date-time"))]
    pub received_at: String,
    /// The day shown.
    pub due_on: Option<String>,
    /// Its light now.
    pub light: LightShown,
    /// Whether the law's own limit is past, not only the promise.
    pub past_law: bool,
    /// The clock stands until this day at the latest.
    pub stopped_until: Option<String>,
    /// Last day to name the two officers of its check (N22); null where nobody is to be named.
    pub name_officers_by: Option<String>,
    /// Granted priority.
    pub priority: bool,
}

/// A page of open cases, the most pressing first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<CaseLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// One clock of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockShown {
    /// `pre_acceptance`, `promised`, `statutory`, `step` or `delivery`.
    pub clock: String,
    /// Its name in the language asked for.
    pub name: String,
    /// Day 0, not counted.
    #[schemars(extend("format" = "date"))]
    pub started_on: String,
    /// The due day.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
    /// Days left in its own unit; negative when late.
    pub days_left: i32,
    /// Whether it stands still now.
    pub stopped: bool,
    /// Whether it is or was late; late stays late.
    pub late: bool,
    /// Its light now.
    pub light: LightShown,
    /// Whether the due day lies in a year whose holidays are not announced yet.
    pub provisional: bool,
}

/// One act of a case that the person may do now, or that another may.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfferShown {
    /// Its name, as `POST /cases/{case}/acts` takes it.
    pub act: String,
    /// Whether this person may.
    pub open: bool,
    /// Code of the refusal, where not.
    pub code: Option<String>,
    /// The refusal in words.
    pub detail: Option<String>,
    /// Who may today.
    pub who_may: Vec<String>,
}

/// The applicant, masked as on the pages (F33); empty texts if erased.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApplicantShown {
    /// Kind of applicant.
    pub kind: String,
    /// Name, masked.
    pub name: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Number of the document, masked.
    pub document_number: String,
    /// Whether a telephone is known.
    pub has_telephone: bool,
    /// Whether the person reads it whole, at `GET /cases/{case}/applicant`: takes part in the case, or said today what for.
    pub whole: bool,
}

/// 现场照片: a photograph of a check on site that is kept with the case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhotographShown {
    /// Which of its check it is, from 1.
    pub number: u8,
    /// Who handed it in.
    pub by: Named,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// SHA-256 of its sealed bytes, by which the entry names it, and the address of the picture.
    pub digest: String,
}

/// 办件: a case as an officer in its scope sees it. `ETag` bears the version.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseShown {
    /// The case.
    pub case: String,
    /// Its version; `If-Match` of an act.
    pub version: u64,
    /// 收件编号.
    pub receipt_no: String,
    /// Number of the acceptance notice, once accepted.
    pub acceptance_no: Option<String>,
    /// Short name of the item.
    pub item: String,
    /// 事项名称.
    pub item_name: String,
    /// SHA-256 of the frozen revision.
    pub item_digest: String,
    /// 实施主体.
    pub authority: Named,
    /// The applicant.
    pub applicant: ApplicantShown,
    /// Word of the state for the public, stable.
    pub state: String,
    /// The state in words.
    pub state_word: String,
    /// Stage of the rules, stable.
    pub stage: String,
    /// Place of the current step, from 0, while handled.
    pub step: Option<u8>,
    /// Who holds it.
    pub holder: Named,
    /// Papers held.
    pub papers: u16,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<Named>,
    /// 全程代理人.
    pub agent: Named,
    /// When it was received.
    #[schemars(extend("format" = "date-time"))]
    pub received_at: String,
    /// The clocks that run.
    pub clocks: Vec<ClockShown>,
    /// Why its light is yellow, or would be if it were not red: `limit`, `stop-past-plan`, `hand-over`.
    pub yellow_for: Vec<String>,
    /// Whether the law's own limit is past, not only the promise.
    pub past_law: bool,
    /// Last day to show the document of the latest stop of the clock (F7); null where none is owed.
    pub stop_order_by: Option<String>,
    /// Photographs kept of its checks on site, oldest first.
    pub photographs: Vec<PhotographShown>,
    /// What may be done now; of a token that only reads, what its person might.
    pub acts: Vec<OfferShown>,
}

/// One entry of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryShown {
    /// Place in the division's ledger.
    pub entry: u64,
    /// Kind of the entry, stable.
    pub kind: String,
    /// Who acted: a person's code, or `time`.
    pub actor: String,
    /// When the server recorded it.
    #[schemars(extend("format" = "date-time"))]
    pub recorded_at: String,
    /// When it happened, if that is another instant.
    pub occurred_at: Option<String>,
    /// What happened, in words.
    pub what: String,
    /// What was said; may be empty.
    pub words: String,
}

/// A page of a case's entries, oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Timeline {
    /// The entries.
    pub entries: Vec<EntryShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// One day of a clock.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockDay {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// Whether it is counted.
    pub counts: bool,
    /// Days counted by its end.
    pub number: u16,
    /// Why it counts or not.
    pub why: WhyShown,
    /// Name of the holiday, or what stopped the clock; empty where there is none.
    pub name: String,
    /// Whether it is the due day.
    pub due: bool,
    /// Whether its year's holidays are not announced yet.
    pub provisional: bool,
}

/// Why a day counts or not.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyShown {
    /// Day 0 is not counted (民法典 §201).
    StartDay,
    /// A working day.
    Working,
    /// A weekend day worked to make up for a holiday.
    MakeUp,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday.
    Holiday,
    /// The clock stood still.
    Excluded,
}

/// The day-by-day account of one clock.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockAccount {
    /// `pre_acceptance`, `promised`, `statutory`, `step` or `delivery`.
    pub clock: String,
    /// Its name.
    pub name: String,
    /// Every day from start to due.
    pub days: Vec<ClockDay>,
}

/// The accounts of the clocks that run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockAccounts {
    /// One for each clock.
    pub clocks: Vec<ClockAccount>,
}

/// A case was taken in; the same command sent again gets the same answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseReceived {
    /// The case.
    pub case: String,
    /// Its version after the command.
    pub version: u64,
    /// 收件编号, as it stands on the receipt.
    pub receipt_no: String,
    /// 查询码, as it stands on the receipt: for the applicant alone.
    pub query_code: String,
}

/// Something that happened, without names of handlers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HappenedShown {
    /// Day and time in words.
    pub at: String,
    /// What happened.
    pub what: String,
}

/// A paper that is missing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MissingShown {
    /// Its name.
    pub name: String,
    /// What is wrong or missing.
    pub reason: String,
    /// Whether it has come since.
    pub brought: bool,
}

/// A case as its applicant may read it: what happens next, why, until when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrackedShown {
    /// 收件编号.
    pub receipt_no: String,
    /// Number of the acceptance notice, once accepted.
    pub acceptance_no: Option<String>,
    /// 事项名称.
    pub item: String,
    /// The applicant's name, masked.
    pub applicant: String,
    /// Word of the state, stable.
    pub state: String,
    /// The state in words.
    pub state_word: String,
    /// What happens next.
    pub next: String,
    /// Then why.
    pub why: Vec<String>,
    /// The unit that has it now; may be empty.
    pub unit: String,
    /// The day shown; null where the applicant has the turn or all is done.
    pub due_on: Option<String>,
    /// Papers still missing.
    pub missing: Vec<MissingShown>,
    /// What happened, newest first.
    pub happened: Vec<HappenedShown>,
    /// Authorities that were let see the dossier, as far as it may be said, the latest first.
    pub authorities: Vec<HappenedShown>,
    /// Officers who read it whole without taking part in it.
    pub readers: Vec<ReaderShown>,
}

/// An officer who read a case whole without taking part in it; nobody is named.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReaderShown {
    /// The day in words.
    pub on: String,
    /// Unit and post.
    pub who: String,
    /// What for.
    pub purpose: String,
}

/// An instant as the interface writes it: RFC 3339 with the offset of Asia/Shanghai.
pub fn time(at: Instant) -> String {
    let (hour, minute) = at.hour_minute();
    let second = at.0.div_euclid(1_000_000).rem_euclid(60);
    format!("{}T{hour:02}:{minute:02}:{second:02}+08:00", at.day())
}

/// A day as the interface writes it.
pub fn day(day: Day) -> String {
    day.to_string()
}
