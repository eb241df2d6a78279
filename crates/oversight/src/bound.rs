//! Bounds (阈值): the numbers rules and notices compare with. Data of the centre, with the defaults of practice.

use calendar::{Instant, Thresholds};
use casework::Sealed;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

macro_rules! bounds {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $usual:literal, $from:literal ..= $to:literal;)+) => {
        /// A number that can be set.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Bound {
            $($(#[$doc])* #[serde(rename = $key)] $name,)+
        }

        impl Bound {
            /// Every one.
            pub const ALL: &'static [Bound] = &[$(Bound::$name,)+];

            /// Its stable word.
            pub fn key(self) -> &'static str {
                match self { $(Bound::$name => $key,)+ }
            }

            /// What holds until somebody sets another.
            pub fn usual(self) -> u16 {
                match self { $(Bound::$name => $usual,)+ }
            }

            /// What may be set.
            pub fn range(self) -> std::ops::RangeInclusive<u16> {
                match self { $(Bound::$name => $from..=$to,)+ }
            }
        }
    };
}

bounds! {
    /// Percent of the promise used when a withdrawal is one near its end.
    WithdrawalUsedPercent = "withdrawal-used-percent", 80, 50..=100;
    /// Correction notices of one case from which on it is found.
    CorrectionRounds = "correction-rounds", 2, 2..=9;
    /// Hours between what happened and its entry.
    LateEntryHours = "late-entry-hours", 24, 1..=240;
    /// Working days a hand-over may wait to be signed for.
    HandOverDays = "hand-over-days", 1, 1..=10;
    /// Minutes that a step takes at the least.
    StepMinutes = "step-minutes", 5, 1..=480;
    /// Returns to an earlier step from which on they are found.
    StepReturns = "step-returns", 2, 1..=9;
    /// Percent of the promise used when a stop is one near its end.
    StopUsedPercent = "stop-used-percent", 90, 50..=100;
    /// Working days left when a lengthening is one in the last days.
    ExtensionLastDays = "extension-last-days", 2, 0..=10;
    /// Percent of a unit's accepted cases whose clock was stopped.
    StopSharePercent = "stop-share-percent", 30, 1..=100;
    /// Percent of a unit's accepted cases whose limit was lengthened.
    ExtensionSharePercent = "extension-share-percent", 20, 1..=100;
    /// Cases without which a share says nothing.
    ShareSample = "share-sample", 10, 5..=1000;
    /// Times a visitor is passed on from which on it is found.
    PassedTimes = "passed-times", 2, 1..=5;
    /// Working days the handler has to answer an urging notice; every other rung of the chain has its own (R49).
    UrgingDays = "urging-days", 1, 1..=5;
    /// Working days to answer a supervision order; after it rose those of the rung.
    OrderDays = "order-days", 3, 1..=15;
    /// Working days to answer a rectification notice; after it rose those of the rung.
    RectificationDays = "rectification-days", 5, 1..=30;
    /// Calendar days within which one may appeal.
    AppealDays = "appeal-days", 15, 5..=60;
    /// Working days within which an appeal is decided.
    AppealDecisionDays = "appeal-decision-days", 10, 3..=30;
    /// When an urging notice goes out by itself (R122, R149): 0 never, 1 when a promise is broken, 2 when its light turns yellow
    /// too, which then rises instead of a second one.
    UrgesByItself = "urges-by-itself", 1, 0..=2;
    /// Calendar days in which an invitation to rate can be used (F16).
    RatingDays = "rating-days", 7, 1..=30;
    /// Working days to call back whoever rated badly (N53).
    BadCallDays = "bad-call-days", 1, 1..=5;
    /// Working days to say what is right about a bad rating, and to put right what is simple (N53).
    BadSimpleDays = "bad-simple-days", 2, 1..=15;
    /// Working days to put right what is not simple (N53).
    BadComplexDays = "bad-complex-days", 3, 1..=30;
    /// Working days to ask again after it was put right (N53).
    BadVisitDays = "bad-visit-days", 5, 1..=15;
    /// Ratings below which no rate is shown (M7).
    RatingSample = "rating-sample", 10, 5..=200;
    /// Percent of the invited who answered, from which on it is not believed (F16).
    AnsweredPercent = "answered-percent", 95, 50..=100;
    /// Seconds after the message within which nobody reads and rates (F16).
    QuickSeconds = "quick-seconds", 10, 2..=120;
    /// Percent of ratings within those seconds, from which on they are not believed (F16).
    QuickPercent = "quick-percent", 30, 5..=100;
    /// Percent of ratings from one device, from which on they are not believed (F16).
    DevicePercent = "device-percent", 20, 5..=100;
    /// Best grades one after the other, from which on they are not believed (F16).
    BestRun = "best-run", 30, 10..=150;
    /// Points by which the tablet is better than the own channel, from which on it is not believed (F16).
    ChannelGap = "channel-gap", 15, 5..=60;
    /// Percent of written words that are the same, from which on they are not believed (F16).
    SameWordsPercent = "same-words-percent", 50, 10..=100;
    /// Working days to answer a complaint (R118, R153).
    ComplaintDays = "complaint-days", 5, 1..=5;
    /// Working days to answer what could not be got done (N57).
    LastResortDays = "last-resort-days", 5, 1..=15;
    /// Working days by which a complaint may be lengthened at most, with the reason told (R118).
    ComplaintLongerDays = "complaint-longer-days", 10, 1..=30;
    /// Calendar days within which a complaint can be opened again.
    ComplaintReopenDays = "complaint-reopen-days", 30, 15..=365;
    /// Working days in which whom it concerns can be heard before anything is decided (R190).
    HeardDays = "heard-days", 5, 3..=30;
    /// Working days in which whoever is assessed may object to what was published.
    ObjectionDays = "objection-days", 5, 3..=30;
    /// Working days to put right what made a unit 一般 or 较差 (R186).
    CorrectionDays = "correction-days", 20, 5..=60;
    /// Calendar days after which an attendance is no more entered.
    AttendanceDays = "attendance-days", 7, 1..=31;
    /// Calendar days after which an attendance is no more corrected.
    AttendanceCorrectionDays = "attendance-correction-days", 31, 7..=92;
    /// Day of December by which a unit hands in its summary of the year and its self-check (A13, R121); on a day off the next working day.
    SummaryDay = "summary-day", 10, 1..=25;
    /// Percent of a limit that are left when its light turns yellow; of clocks that start from then on.
    YellowPercent = "yellow-percent", 20, 5..=50;
    /// Working days that are left when a light turns yellow, if that comes first; of clocks that start from then on.
    YellowDays = "yellow-days", 1, 0..=5;
    /// Minutes within which an account is in use from two places at once (E24).
    TwoPlacesMinutes = "two-places-minutes", 10, 1..=90;
    /// Working days the case agent has to answer an urging notice, and whatever rose to him (R49). As every rung above the
    /// handler: one day, for what rises was left unanswered before, and with a day each the supervisor has it within two weeks.
    AgentDays = "agent-days", 1, 1..=5;
    /// Working days whoever took the case in has, the same way (R49).
    IntakeDays = "intake-days", 1, 1..=5;
    /// Working days the window head has, the same way (R49).
    WindowHeadDays = "window-head-days", 1, 1..=5;
    /// Working days the leader in charge has, the same way (R49); who is seldom at the desk may need more.
    LeaderDays = "leader-days", 1, 1..=10;
    /// Working days the supervisor has, the same way (R49).
    SupervisorDays = "supervisor-days", 1, 1..=10;
    /// 每周查: rounds in a week; of rounds that are not planned yet (R120).
    WeeklyRounds = "weekly-rounds", 2, 1..=5;
    /// 每月抽查: rounds in a year; of rounds that are not planned yet (R120).
    MonthlyRounds = "monthly-rounds", 12, 1..=12;
    /// 每季重点查: rounds in a year; of rounds that are not planned yet (R120).
    QuarterlyRounds = "quarterly-rounds", 4, 1..=12;
    /// 半年互查: rounds in a year; of rounds that are not planned yet (R120).
    HalfYearRounds = "half-year-rounds", 2, 1..=12;
    /// Minutes before the hall opens from which on an act is one within the hours (F4).
    HoursBeforeMinutes = "hours-before-minutes", 60, 0..=240;
    /// Minutes after it closes up to which an act is one within the hours (F4).
    HoursAfterMinutes = "hours-after-minutes", 120, 0..=360;
    /// Percent of a unit's acts of a month that are entered outside the hours (F4).
    OutsideHoursPercent = "outside-hours-percent", 20, 1..=100;
    /// Percent of a unit's acceptances of a month that come on the last day there is (F4).
    LastDayPercent = "last-day-percent", 50, 5..=100;
    /// Minutes between two parts of a case that must be apart, within which they come from one device (F6).
    SameDeviceMinutes = "same-device-minutes", 10, 1..=120;
    /// Percent of the others' time within which half of a unit's steps are done, down from which they are found (F6).
    StepTimesPercent = "step-times-percent", 25, 1..=90;
    /// Steps of a month without which their times say nothing (F6).
    StepTimesSample = "step-times-sample", 30, 20..=1000;
    /// Percent of a unit's extensions of a quarter with the same reason, from which on they are found (F8).
    SameReasonPercent = "same-reason-percent", 50, 10..=100;
    /// Working days after a complaint is closed in which its result is made public (R153); 20 at most (F28).
    ComplaintPublishDays = "complaint-publish-days", 5, 1..=20;
    /// Working days after the notice of a stop in which the document it rests on is shown, where it was left open (F7); of stops
    /// approved from then on.
    StopOrderDays = "stop-order-days", 3, 1..=10;
    /// Working days to explain a finding before it is judged founded (R143, R190); of findings raised from then on.
    StateDays = "state-days", 3, 1..=15;
    /// Recusals of one draw from which on each is found (F26).
    DrawRecusals = "draw-recusals", 3, 1..=20;
    /// Calendar days after the last day that was compared, by which a unit's list is compared again: a quarter and a month (A31).
    ReconcileDays = "reconcile-days", 122, 31..=400;
    /// Percent of a unit's appeals that are right, from which on it is found (F19).
    AppealRightPercent = "appeal-right-percent", 50, 10..=100;
    /// Answered appeals of a unit without which their share says nothing (F19, M7).
    AppealSample = "appeal-sample", 5, 3..=200;
    /// Later cases of who rated badly or complained without which nothing is said of a unit, and other cases of an item without which
    /// nothing is compared (F17, M7).
    LaterSample = "later-sample", 8, 5..=200;
    /// Marks above the median that a hundred such later cases have beyond what is usual at the unit, above which it is found (F17).
    LaterPoints = "later-points", 50, 10..=400;
    /// Percent of the rounds of bad ratings that are over of which a supervisor calls once more (F17).
    SecondCallPercent = "second-call-percent", 10, 1..=100;
    /// Working days for that call.
    SecondCallDays = "second-call-days", 5, 1..=20;
}

impl Bound {
    /// The bound of that word.
    pub fn parse(key: &str) -> Option<Bound> {
        Bound::ALL.iter().copied().find(|bound| bound.key() == key)
    }
}

/// All numbers in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Those that were set, by the order of [`Bound::ALL`]; a shorter list of old ends with the usual ones.
    set: Vec<Option<u16>>,
    /// How often any was set: the edition a finding names.
    pub edition: u32,
}

/// The usual numbers.
pub static USUAL: Bounds = Bounds { set: Vec::new(), edition: 0 };

impl Default for Bounds {
    fn default() -> Bounds {
        USUAL.clone()
    }
}

impl Bounds {
    /// The number in force.
    pub fn get(&self, bound: Bound) -> u16 {
        self.set.get(bound as usize).copied().flatten().unwrap_or(bound.usual())
    }

    /// When a light turns yellow. A clock keeps the instant it was started with.
    pub fn thresholds(&self) -> Thresholds {
        let fraction_percent = u8::try_from(self.get(Bound::YellowPercent)).unwrap_or(100);
        Thresholds { fraction_percent, days_left: self.get(Bound::YellowDays) }
    }

    /// The number in force, as one counts with it.
    pub fn int(&self, bound: Bound) -> i32 {
        i32::from(self.get(bound))
    }
}

/// Sets one number; why is kept and can be read by everybody concerned.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Which.
    pub bound: Bound,
    /// To what.
    pub value: u16,
    /// Why.
    pub reason: Sealed,
}

casework::events! { @small
    /// 调整阈值. No finding of before changes.
    Changed = "bounds.set" {
        /// Who.
        by: PersonId,
        /// Which.
        bound: Bound,
        /// What it was.
        before: u16,
        /// What it is.
        value: u16,
        /// Why.
        reason: Sealed,
    }
}

/// Only the supervisor sets a bound, and never one to which the law ties him.
pub fn decide(bounds: &Bounds, set: &Set, known: &casework::Known<'_>) -> Result<Vec<Event>, Refusal> {
    crate::is_supervisor(known)?;
    if !set.bound.range().contains(&set.value) {
        let range = set.bound.range();
        return Err(Refusal::OutOfRange { from: *range.start(), to: *range.end() });
    }
    let before = bounds.get(set.bound);
    if before == set.value {
        return Err(Refusal::Unchanged);
    }
    let Set { bound, value, reason } = *set;
    Ok(vec![Changed { at: known.now, by: known.actor, bound, before, value, reason }.into()])
}

/// The numbers after the fact.  Total.
pub fn evolve(mut bounds: Bounds, event: &Event) -> Bounds {
    let Event::Changed(fact) = event;
    let place = fact.bound as usize;
    if bounds.set.len() <= place {
        bounds.set.resize(place + 1, None);
    }
    bounds.set[place] = Some(fact.value);
    bounds.edition += 1;
    bounds
}
