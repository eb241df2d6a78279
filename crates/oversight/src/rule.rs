//! The rules of the 14 monitoring points (R143): what each watches, how grave it is, who answers, on which basis.

use serde::{Deserialize, Serialize};

use crate::bound::Bound;

/// 监察点, in the order of R143.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Point {
    /// 申请人.
    Applicant,
    /// 事项及版本.
    Item,
    /// 收件与材料.
    Materials,
    /// 受理与否.
    Acceptance,
    /// 承办人.
    Holder,
    /// 办理人员.
    Officer,
    /// 时间.
    Time,
    /// 办理意见.
    Opinion,
    /// 环节结果.
    Step,
    /// 时限中断、特别程序、延期.
    Interruption,
    /// 收费.
    Fee,
    /// 联办与上报协同, and the way from window to window.
    Together,
    /// 决定与告知.
    Decision,
    /// 送达与评价.
    Delivery,
}

impl Point {
    /// All of them.
    pub const ALL: [Point; 14] = [
        Point::Applicant,
        Point::Item,
        Point::Materials,
        Point::Acceptance,
        Point::Holder,
        Point::Officer,
        Point::Time,
        Point::Opinion,
        Point::Step,
        Point::Interruption,
        Point::Fee,
        Point::Together,
        Point::Decision,
        Point::Delivery,
    ];

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }
}

/// How grave a finding is. A finding is no penalty: it asks for an answer (C29).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 提示: to be looked at.
    Note,
    /// 预警: to be explained.
    Warning,
    /// 严重: to be explained and put right.
    Serious,
}

/// Who answers for a finding.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answers {
    /// The person who acted or held the case.
    Person,
    /// 窗口负责人 of the window where the case came in.
    WindowHead,
    /// 分管领导 of the authority.
    Leader,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $point:ident, $severity:ident, $answers:ident, $bound:expr, $basis:literal;)+) => {
        /// A rule. Its word is stable for ever; a new meaning is a new rule.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $($(#[$doc])* #[serde(rename = $key)] $name,)+
        }

        impl Rule {
            /// Every rule, by its monitoring point.
            pub const ALL: &'static [Rule] = &[$(Rule::$name,)+];

            /// Its stable word.
            pub fn key(self) -> &'static str {
                match self { $(Rule::$name => $key,)+ }
            }

            /// The monitoring point it belongs to.
            pub fn point(self) -> Point {
                match self { $(Rule::$name => Point::$point,)+ }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)+ }
            }

            /// Who answers.
            pub fn answers(self) -> Answers {
                match self { $(Rule::$name => Answers::$answers,)+ }
            }

            /// The bound it compares with, if it has one.
            pub fn bound(self) -> Option<Bound> {
                match self { $(Rule::$name => $bound,)+ }
            }

            /// Its basis, in Chinese: the id of the sentence.
            pub fn basis(self) -> &'static str {
                match self { $(Rule::$name => $basis,)+ }
            }
        }
    };
}

rules! {
    /// The applicant withdrew because a window asked for it (F9).
    AskedToWithdraw = "asked-to-withdraw", Applicant, Serious, WindowHead, None, "行政许可法第三十二条";
    /// Withdrawn when little of the promise was left (F9).
    WithdrawnNearDue = "withdrawn-near-due", Applicant, Warning, Leader, Some(Bound::WithdrawalUsedPercent), "优化营商环境条例第三十六条";
    /// A case went over to somebody else, or to another document of its applicant (E11, E13).
    ApplicantChanged = "applicant-changed", Applicant, Note, Leader, None, "行政许可法第三十四条";
    /// A case went over to a newer revision of its item (C19, F24).
    Rebound = "rebound", Item, Note, Leader, None, "行政许可法第八条";
    /// Rows were added that the first notice had not named (F1).
    RowsAdded = "rows-added", Materials, Warning, WindowHead, None, "行政许可法第三十二条第一款第四项";
    /// A further correction notice (F1).
    CorrectedAgain = "corrected-again", Materials, Note, WindowHead, Some(Bound::CorrectionRounds), "行政许可法第三十二条第一款第四项";
    /// Nobody answered in time, and silence was acceptance (N4, F3).
    DeemedAccepted = "deemed-accepted", Acceptance, Serious, WindowHead, None, "行政许可法第三十二条第一款第四项";
    /// The time to answer the applicant ran out (N4, F3).
    AnswerLate = "answer-late", Acceptance, Serious, WindowHead, None, "行政许可法第三十二条";
    /// Entered long after it happened (F4).
    EnteredLate = "entered-late", Acceptance, Warning, WindowHead, Some(Bound::LateEntryHours), "行政许可法第三十二条第二款";
    /// A unit accepts too great a share of its cases on the last day there is (F4).
    AcceptedLastDay = "accepted-last-day", Acceptance, Warning, Leader, Some(Bound::LastDayPercent), "行政许可法第三十二条第一款第五项";
    /// A hand-over that nobody took (F30).
    HandOverOpen = "hand-over-open", Holder, Warning, Person, Some(Bound::HandOverDays), "全程办事代理制交接规定";
    /// Papers of an applicant are not to be found, as a head signed (F30, A12).
    PaperLost = "paper-lost", Holder, Serious, Person, None, "全程办事代理制交接规定";
    /// Somebody acted who was on leave or ill (F20).
    ActedWhileAway = "acted-while-away", Officer, Serious, Leader, None, "账号和电子签名由本人使用的规定";
    /// An account was opened while it was in use from another place (E24, F20).
    TwoPlaces = "two-places", Officer, Serious, Person, Some(Bound::TwoPlacesMinutes), "账号和电子签名由本人使用的规定";
    /// Two people whose parts must be apart did them from one device (F6, M4).
    SameDevice = "same-device", Officer, Warning, Leader, Some(Bound::SameDeviceMinutes), "账号和电子签名由本人使用的规定";
    /// None of a unit's decisions was taken in the hall: the person is there and the power is not (A37, R15).
    PowerNotInHall = "power-not-in-hall", Officer, Warning, Leader, Some(Bound::ShareSample), "部门对窗口充分授权的规定";
    /// Seen in person by a supervisor, openly or in secret (R150).
    SeenInPerson = "seen-in-person", Officer, Warning, Person, None, "窗口工作规范";
    /// A round of inspection that was planned and that nobody made by its last day (A15, R120).
    RoundMissed = "round-missed", Officer, Note, Person, None, "检查考核制度规定";
    /// What a round saw was not put right by its last day (A15, R120).
    ObservationLate = "observation-late", Officer, Note, Leader, None, "检查考核制度规定";
    /// What made a unit 一般 or 较差 was not put right by its last day (R186).
    TermCorrectionLate = "term-correction-late", Officer, Note, Leader, None, "检查考核制度规定";
    /// Lists of certificates, seals or fees were not compared with what was handled here by their day (A31, F5).
    ReconciliationLate = "reconciliation-late", Officer, Note, Leader, Some(Bound::ReconcileDays), "检查考核制度规定";
    /// Too great a share of a unit's appeals is right: of what is found there, or of how appeals are answered (F19).
    AppealsRight = "appeals-right", Officer, Note, Leader, Some(Bound::AppealRightPercent), "监察申诉由另一人答复的规定";
    /// A dual-random draw that nobody made in its days (R170, F26).
    DrawLapsed = "draw-lapsed", Officer, Note, Leader, None, "双随机抽查实施规定";
    /// Results of a draw that are not public by their last day (R170, F28).
    DrawResultLate = "draw-result-late", Officer, Warning, Leader, None, "双随机抽查结果公示的规定";
    /// Inspectors of one draw changed again and again (F26).
    DrawRecusedAgain = "draw-recused-again", Officer, Warning, Leader, Some(Bound::DrawRecusals), "双随机抽查实施规定";
    /// The promise was broken.
    PromiseBroken = "promise-broken", Time, Warning, Leader, None, "优化营商环境条例第三十六条第二款";
    /// The law's limit was broken.
    LawBroken = "law-broken", Time, Serious, Leader, None, "行政许可法第四十二条";
    /// Decided so soon after acceptance that the steps cannot have been done (F6).
    HastyCase = "hasty-case", Time, Serious, Leader, Some(Bound::StepMinutes), "行政许可法第三十四条";
    /// A unit enters too great a share of its acts outside the opening hours (F4).
    OutsideHours = "outside-hours", Time, Warning, Leader, Some(Bound::OutsideHoursPercent), "窗口统一受理、当场录入的规定";
    /// The steps of a unit take next to no time beside those of the others, and it is no chance (F6).
    StepsUnlikeOthers = "steps-unlike-others", Time, Warning, Leader, Some(Bound::StepTimesPercent), "行政许可法第三十四条";
    /// Granted although the last step had found against it.
    AgainstOpinion = "against-opinion", Opinion, Warning, Leader, None, "行政许可法第三十八条";
    /// A step ran past its own day.
    StepLate = "step-late", Step, Note, Person, None, "全程办事代理制承诺时限规定";
    /// Sent back to an earlier step again and again.
    StepsReturned = "steps-returned", Step, Warning, Leader, Some(Bound::StepReturns), "行政许可法第三十四条";
    /// The clock was stopped when little of the promise was left (F7).
    StopNearEnd = "stop-near-end", Interruption, Warning, Leader, Some(Bound::StopUsedPercent), "行政许可法第四十五条";
    /// The planned end of a stop passed without its result (F7).
    StopPastPlan = "stop-past-plan", Interruption, Warning, Person, None, "行政许可法第四十五条";
    /// The document that a stop rests on was not shown by its last day (F7, N17).
    StopWithoutOrder = "stop-without-order", Interruption, Warning, Person, None, "行政许可法第四十五条";
    /// The limit was lengthened in its last days (F8).
    ExtendedNearEnd = "extended-near-end", Interruption, Note, Leader, Some(Bound::ExtensionLastDays), "行政许可法第四十二条第一款";
    /// A unit stops the clock of too great a share of its cases (F7).
    StopHabit = "stop-habit", Interruption, Warning, Leader, Some(Bound::StopSharePercent), "行政许可法第四十五条";
    /// A unit lengthens the limit of too great a share of its cases (F8).
    ExtensionHabit = "extension-habit", Interruption, Warning, Leader, Some(Bound::ExtensionSharePercent), "行政许可法第四十二条第一款";
    /// A unit gives the same reason for its extensions again and again (F8).
    SameExtensionWords = "same-extension-words", Interruption, Warning, Leader, Some(Bound::SameReasonPercent), "行政许可法第四十二条第一款";
    /// A fee was booked for which there is no case (R143, A31).
    FeeWithoutCase = "fee-without-case", Fee, Serious, Leader, None, "行政许可法第五十八条";
    /// A fee was booked for an item that has none, or another than the item sets (R143, A31, F22).
    FeeWithoutBasis = "fee-without-basis", Fee, Serious, Leader, None, "行政许可法第五十八条、第五十九条";
    /// A case whose item sets a fee was granted, and the unit's list of these days has none (A31, F5, F22).
    FeeNotListed = "fee-not-listed", Fee, Note, Leader, None, "行政许可法第五十八条、第五十九条";
    /// Somebody paid elsewhere than at the counter, as was said or seen on a return call or a visit (F22, R150, R155).
    FeeOutsideCounter = "fee-outside-counter", Fee, Serious, Leader, None, "行政许可法第五十八条、第五十九条";
    /// A visitor was passed on and on (F13).
    PassedOn = "passed-on", Together, Warning, Person, Some(Bound::PassedTimes), "首问负责制规定";
    /// The case agent let the re-check lapse (F32).
    RecheckLapsed = "recheck-lapsed", Decision, Note, Person, None, "全程代理人职责规定";
    /// A hearing was called for a day after the last one to organise it (N18).
    HearingLate = "hearing-late", Decision, Warning, Leader, None, "行政许可法第四十七条";
    /// A certificate bears another document of its holder than before (F5, E11).
    HolderChanged = "holder-changed", Decision, Note, Leader, None, "行政许可法第四十九条";
    /// A correction, a change or a replacement of a certificate was not decided in its days (A22, F3).
    ReissueLate = "reissue-late", Decision, Warning, Leader, None, "行政许可法第四十九条";
    /// A certificate is out for which no case was handled here (F5, A31).
    CertificateWithoutCase = "certificate-without-case", Decision, Serious, Leader, None, "窗口统一受理、当场录入的规定";
    /// A certificate was made here, and the unit's list of these days does not have it (A31, F5).
    CertificateNotListed = "certificate-not-listed", Decision, Note, Leader, None, "窗口统一受理、当场录入的规定";
    /// A seal was used on a paper that no case has issued (F5, A31).
    SealWithoutCase = "seal-without-case", Decision, Serious, Leader, None, "审批专用章使用的规定";
    /// Concluded, and not handed out within the law's time (F10, N16).
    NotDelivered = "not-delivered", Delivery, Warning, Leader, None, "行政许可法第四十四条";
    /// A paper of a certificate was made after its case and not handed out within the law's time (N16).
    PaperNotHandedOut = "paper-not-handed-out", Delivery, Warning, Leader, None, "行政许可法第四十四条";
    /// A bad rating that nobody dealt with in its days (F17, N53).
    BadRatingLate = "bad-rating-late", Delivery, Warning, Person, None, "差评核实整改时限规定";
    /// The ratings of a window cannot be as they are (F16).
    RatingsNotReliable = "ratings-not-reliable", Delivery, Warning, WindowHead, None, "政务服务“好差评”真实自愿的规定";
    /// A complaint was not answered in its days (R118, F18).
    ComplaintLate = "complaint-late", Delivery, Warning, Leader, None, "投诉五个工作日内答复的规定";
    /// The result of a complaint was not made public in its days (R153, F28).
    ComplaintNotPublished = "complaint-not-published", Delivery, Warning, Leader, None, "投诉处理情况向社会公布的规定";
    /// A supervisor closed a complaint without the complainant's word (F18).
    ComplaintWithoutWord = "complaint-without-word", Delivery, Note, Person, None, "投诉人确认办结的规定";
    /// The complainant had it opened again, for it was not solved (F18).
    ComplaintReopened = "complaint-reopened", Delivery, Warning, Leader, None, "投诉人确认办结的规定";
    /// A complaint was right, wholly or in part, as its answer says; a supervisor writes it down (R157, R189).
    ComplaintFounded = "complaint-founded", Delivery, Warning, Person, None, "投诉查实后追究责任的规定";
    /// The later cases of who rated a unit badly or complained are harder than its other ones; for supervision alone (F17, N51, B6).
    LaterCasesHarder = "later-cases-harder", Delivery, Note, Leader, Some(Bound::LaterPoints), "不得打击报复评价人、投诉人的规定";
    /// A supervisor's own call about a bad rating, which was drawn, was not made by its last day (F17).
    SecondCallMissed = "second-call-missed", Delivery, Note, Leader, None, "差评核实整改时限规定";
}

impl Rule {
    /// Whether a supervisor writes it down, and no rule finds it in an entry: what was seen in person, what a complaint was right
    /// about, and what a list from outside shows (R150, R157, A31).
    pub fn is_by_hand(self) -> bool {
        use Rule::{CertificateNotListed, CertificateWithoutCase, SealWithoutCase};
        use Rule::{ComplaintFounded, FeeNotListed, FeeWithoutBasis, FeeWithoutCase, SeenInPerson};
        let of_fee = matches!(self, FeeWithoutCase | FeeWithoutBasis | FeeNotListed);
        let of_paper = matches!(self, CertificateWithoutCase | CertificateNotListed | SealWithoutCase);
        of_fee || of_paper || matches!(self, SeenInPerson | ComplaintFounded)
    }

    /// Whether it is found in a complaint: the case of its finding could say who complains (E27).
    pub fn is_of_complaint(self) -> bool {
        use Rule::{ComplaintFounded, ComplaintLate, ComplaintNotPublished, ComplaintReopened};
        let step = matches!(self, ComplaintLate | ComplaintNotPublished | ComplaintReopened);
        step || matches!(self, ComplaintFounded | Rule::ComplaintWithoutWord)
    }

    /// The rule of that word.
    pub fn parse(key: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.key() == key)
    }
}
