//! What a plan of assessment can count, each with its word, its name in formulas, and the scales on which it is counted (R184).

use serde::{Deserialize, Serialize};

use super::plan::Scale;

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident = $key:literal $word:literal, $($scale:ident)|+;)+) => {
        /// A named count. What each means stands beside it on every page that shows it.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Count { $($(#[$doc])* #[serde(rename = $key)] $name,)+ }

        impl Count {
            /// Every one.
            pub const ALL: &'static [Count] = &[$(Count::$name,)+];

            /// Its stable word.
            pub fn key(self) -> &'static str {
                match self { $(Count::$name => $key,)+ }
            }

            /// What the office calls it; by this name a formula speaks of it, so it never changes.
            pub fn name(self) -> &'static str {
                match self { $(Count::$name => $word,)+ }
            }

            /// Whether it is counted on a scale.
            pub fn fits(self, scale: Scale) -> bool {
                match self { $(Count::$name => matches!(scale, $(Scale::$scale)|+),)+ }
            }
        }
    };
}

counts! {
    /// 收件 at a window, of a town's centre at its windows.
    Received = "received" "收件", Window | Town;
    /// 受理, silence with it.
    Accepted = "accepted" "受理", Unit | Town;
    /// 视为受理.
    Deemed = "deemed" "视为受理", Window | Town;
    /// 办结.
    Concluded = "concluded" "办结", Unit | Town;
    /// 按时办结.
    InTime = "in-time" "按时办结", Unit | Town;
    /// 超期办结.
    Late = "late" "超期办结", Unit | Town;
    /// Concluded after a correction notice.
    Corrected = "corrected" "补正过的件", Unit;
    /// Findings judged founded that can no longer be appealed, or whose appeal was lost.
    Findings = "findings" "属实的监察发现", Unit | Window | Person | Town;
    /// Orders that had to be answered.
    Orders = "orders" "要答复的单子", Unit | Person;
    /// Of these, not answered in their days.
    OrdersLate = "orders-late" "逾期答复的单子", Unit | Person;
    /// Ratings of a visit (C31).
    VisitRated = "visit-rated" "现场评价", Unit | Window | Town;
    /// Of these, one of the three good ones.
    VisitGood = "visit-good" "现场评价满意", Unit | Window | Town;
    /// Ratings of a result (C31).
    MatterRated = "matter-rated" "结果评价", Unit;
    /// Of these, one of the three good ones.
    MatterGood = "matter-good" "结果评价满意", Unit;
    /// Complaints; reports of corruption are not among them (C32).
    Complaints = "complaints" "投诉", Unit | Window | Person | Town;
    /// Of these, founded.
    ComplaintsFounded = "complaints-founded" "查实的投诉", Unit | Window | Person | Town;
    /// Visits and receipts at the seat of a person.
    Served = "served" "接待和收件", Person;
    /// Days on which somebody had to be there.
    AttendanceDue = "attendance-due" "应到的天数", Unit | Window | Person | Town;
    /// Of these, there the whole day.
    AttendancePresent = "attendance-present" "在岗的天数", Unit | Window | Person | Town;
    /// 迟到.
    AttendanceLate = "attendance-late" "迟到的天数", Unit | Window | Person | Town;
    /// 早退.
    AttendanceEarly = "attendance-early" "早退的天数", Unit | Window | Person | Town;
    /// 缺岗.
    AttendanceAbsent = "attendance-absent" "缺岗的天数", Unit | Window | Person | Town;
    /// Answers to the questionnaires and symposia of the term (A44).
    SocialAnswered = "social-answered" "社会评议答复", Unit;
    /// Of these, satisfied.
    SocialSatisfied = "social-satisfied" "社会评议满意", Unit;
    /// Mark of the key inspection.
    InspectionMark = "inspection-mark" "重点检查得分", Unit;
    /// The best mark there is, where there was an inspection.
    InspectionFull = "inspection-full" "重点检查满分", Unit;
    /// 1 where a self-check is due.
    SelfCheckDue = "self-check-due" "要自查", Unit;
    /// 1 where it came in time.
    SelfChecked = "self-checked" "按期自查了", Unit;
    /// Decisions.
    Decided = "decided" "作出的决定", Unit;
    /// Of these, taken in the hall: by the window head's post or under a letter of delegation (A37, R15).
    DecidedInHall = "decided-in-hall" "大厅作出的决定", Unit;
    /// Items in the catalogue that are not cancelled, as they stand when it is counted.
    ItemsListed = "items-listed" "清单里的事项", Unit;
    /// Of these, published and open at the windows (N33, R14).
    ItemsPublished = "items-published" "公布开办的事项", Unit;
    /// Complaints that were right in part.
    ComplaintsPartly = "complaints-partly" "部分查实的投诉", Unit | Window | Person | Town;
    /// Bad ratings of a visit or a result of which whoever rated can be called (N50).
    BadReachable = "bad-reachable" "能回访的差评", Unit | Window;
    /// Of these, called back.
    BadCalled = "bad-called" "回访过的差评", Unit | Window;
    /// Bad ratings that have to be put right (N50).
    BadConfirmed = "bad-confirmed" "要整改的差评", Unit | Window;
    /// Of these, put right.
    BadCorrected = "bad-corrected" "整改过的差评", Unit | Window;
}

/// Cases, ratings and visits of which an indicator has to have at the least so many: one of them says nothing (M7).
pub const SAMPLE_LEAST: u32 = 5;

impl Count {
    /// The count of that word.
    pub fn parse(key: &str) -> Option<Count> {
        Count::ALL.iter().copied().find(|it| it.key() == key)
    }

    /// How many there have to be at the least before anything is scored by them: of cases, ratings and visits
    /// [`SAMPLE_LEAST`]; an inspection, a self-check, an order or a day is one by itself.
    pub fn sample_least(self) -> u32 {
        use Count::*;
        match self {
            Received | Accepted | Deemed | Concluded | InTime | Late | Corrected | Decided
            | DecidedInHall | VisitRated | VisitGood | MatterRated | MatterGood | SocialAnswered
            | SocialSatisfied | Served => SAMPLE_LEAST,
            Findings | Orders | OrdersLate | Complaints | ComplaintsFounded | AttendanceDue
            | AttendancePresent | AttendanceLate | AttendanceEarly | AttendanceAbsent | InspectionMark
            | InspectionFull | SelfCheckDue | SelfChecked | ItemsListed | ItemsPublished
            | ComplaintsPartly | BadReachable | BadCalled | BadConfirmed | BadCorrected => 1,
        }
    }
}
