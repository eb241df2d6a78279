//! The office's words for supervision: rules, points, orders, rungs, numbers, and why something was not done.

use std::fmt::Display;

use calendar::Day;
use casework::DocumentNo;
use catalogue::item::{ItemKind, Post};
use catalogue::{FindingId, Organisation, PersonId};
use centre::case::Problem;
use oversight::bound::Bound;
use oversight::finding::{About, Verdict};
use oversight::order::{Kind, Rung};
use oversight::{Point, Refusal, Rule, Severity};

use super::posted::{self, Kept};
use super::{assessment_words, complaint_words, words};
use crate::app::frame::post_word;
use pages::desk::Refused;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// A monitoring point.
pub fn point(point: Point) -> &'static str {
    match point {
        Point::Applicant => "申请人",
        Point::Item => "事项及版本",
        Point::Materials => "收件与材料",
        Point::Acceptance => "受理与否",
        Point::Holder => "承办人",
        Point::Officer => "办理人员",
        Point::Time => "时间",
        Point::Opinion => "办理意见",
        Point::Step => "各步结果",
        Point::Interruption => "暂停计时和延期",
        Point::Fee => "收费",
        Point::Together => "联办和转办",
        Point::Decision => "决定与告知",
        Point::Delivery => "送达与评价",
    }
}

/// What a rule found, in a few words.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::AskedToWithdraw => "申请人说是窗口要求撤回的",
        Rule::WithdrawnNearDue => "快到期时撤回",
        Rule::Rebound => "办理中换用了事项的新版本",
        Rule::RowsAdded => "一次性告知以后又加了材料",
        Rule::CorrectedAgain => "不止一次要求补正",
        Rule::DeemedAccepted => "到期没有答复，视为受理",
        Rule::AnswerLate => "答复是否受理超期",
        Rule::EnteredLate => "事后补录",
        Rule::AcceptedLastDay => "拖到最后一天才受理",
        Rule::HandOverOpen => "移交没人签收",
        Rule::PaperLost => "材料在我们手里遗失",
        Rule::ActedWhileAway => "请假期间有人用这个账号办理",
        Rule::TwoPlaces => "一个账号同时在两处使用",
        Rule::SameDevice => "应当分开办的在同一台设备上办",
        Rule::PowerNotInHall => "人在大厅、权不在大厅",
        Rule::SeenInPerson => "现场察看发现",
        Rule::FeeWithoutCase => "收费没有对应的办件",
        Rule::FeeWithoutBasis => "收费没有依据，或者超过标准",
        Rule::FeeOutsideCounter => "在缴费窗口以外付过钱",
        Rule::CertificateWithoutCase => "证照没有对应的办件",
        Rule::SealWithoutCase => "用印没有对应的文书",
        Rule::RoundMissed => "计划的检查到期没有做",
        Rule::ObservationLate => "检查发现的问题到期没有整改",
        Rule::TermCorrectionLate => "考核一般、较差，到期没有整改",
        Rule::ReconciliationLate => "证照、用印、收费的清单过期没有对账",
        Rule::AppealsRight => "申诉成立的太多",
        Rule::FeeNotListed => "该收的费清单里没有",
        Rule::CertificateNotListed => "发了的证照清单里没有",
        Rule::DrawLapsed => "双随机抽查公告了没有抽取",
        Rule::DrawResultLate => "双随机抽查的结果没有按期公示",
        Rule::DrawRecusedAgain => "一次抽查里检查人员换了又换",
        Rule::PromiseBroken => "超过承诺时限",
        Rule::LawBroken => "超过法定时限",
        Rule::HastyCase => "办得太快，不像逐步办理",
        Rule::OutsideHours => "开放时间以外录入太多",
        Rule::StepsUnlikeOthers => "每一步都比其他单位快得多",
        Rule::AgainstOpinion => "审查不同意，决定准予",
        Rule::StepLate => "这一步超过时限",
        Rule::StepsReturned => "反复退回前面的步骤",
        Rule::StopNearEnd => "快到期时申请暂停计时",
        Rule::StopPastPlan => "暂停到期没有结果",
        Rule::StopWithoutOrder => "暂停计时的依据文书没有按期补登",
        Rule::ExtendedNearEnd => "最后几天才延期",
        Rule::StopHabit => "暂停计时的件太多",
        Rule::ExtensionHabit => "延期的件太多",
        Rule::SameExtensionWords => "延期理由雷同",
        Rule::PassedOn => "来人被转来转去",
        Rule::ApplicantChanged => "办件换了申请人或者申请人的证件",
        Rule::HolderChanged => "证照变更了持证人证件",
        Rule::ReissueLate => "证照的更正、变更、补发到期没有决定",
        Rule::PaperNotHandedOut => "证照的新证或者决定书没有按期发出",
        Rule::HearingLate => "听证没有按期组织",
        Rule::RecheckLapsed => "代理人没有在限期内复核",
        Rule::NotDelivered => "办结后没有按期送达",
        Rule::BadRatingLate => "差评没有按期核实、整改",
        Rule::RatingsNotReliable => "评价不可信",
        Rule::ComplaintLate => "投诉到期没有答复",
        Rule::ComplaintNotPublished => "投诉办结后没有按期公布结果",
        Rule::ComplaintWithoutWord => "投诉人没有表示满意就办结投诉",
        Rule::ComplaintReopened => "投诉人说没有解决，重新办理",
        Rule::ComplaintFounded => "投诉查实",
        Rule::LaterCasesHarder => "评了差评、投诉过的人，后来的件更难办",
        Rule::SecondCallMissed => "抽到的差评，督查没有按期回访",
    }
}

/// How grave it is, as a state with its colour.
pub fn severity(text: Text, severity: Severity) -> StateWord {
    let (word, tone) = match severity {
        Severity::Note => ("提示", Tone::Waiting),
        Severity::Warning => ("预警", Tone::Waiting),
        Severity::Serious => ("严重", Tone::Late),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// How it was judged.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Founded => "属实",
        Verdict::Excused => "有正当理由",
        Verdict::Mistaken => "误报",
    }
}

/// An order.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Urging => "催办单",
        Kind::Supervision => "督办单",
        Kind::Rectification => "整改意见书",
        Kind::Circular => "通报",
    }
}

/// A rung of the chain.
pub fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::Handler => "承办人",
        Rung::Agent => "全程代理人",
        Rung::Intake => "受理人",
        Rung::WindowHead => "窗口负责人",
        Rung::Leader => "分管领导",
        Rung::Supervisor => "督查",
    }
}

/// What somebody is to whom an order went on a rung: the post by which that person stood there that day, as the office calls it, for
/// a case may be held by whoever took it in, and the head of the authority stands in for a leader. Of who has none of them the rung.
pub fn role(organisation: &Organisation, (person, of): (PersonId, Rung), on: Day) -> &'static str {
    let posts: &[Post] = match of {
        Rung::Handler => &[Post::Handler, Post::CaseAgent, Post::IntakeOfficer, Post::DeliveryOfficer],
        Rung::Agent => &[Post::CaseAgent, Post::VillageAgent],
        Rung::Intake => &[Post::IntakeOfficer, Post::VillageAgent],
        Rung::WindowHead => &[Post::WindowHead],
        Rung::Leader => &[Post::LeaderInCharge, Post::AuthorityHead],
        Rung::Supervisor => &[Post::Supervisor],
    };
    let held = posts.iter().find(|post| organisation.holds_anywhere(person, **post, on));
    held.map_or_else(|| rung(of), |post| post_word(*post))
}

/// Where an order stands; `risen` is the rung to which one that still waits has risen, and since when (R49).
pub fn order_state(text: Text, state: &str, late: bool, risen: Option<(Rung, Day)>) -> StateWord {
    if let ("waiting", Some((to, since))) = (state, risen) {
        let places: [(&str, &dyn Display); 2] =
            [("day", &text.date_short(since)), ("rung", &text.t(rung(to)))];
        return StateWord {
            word: text.f("逾期没有答复，{day}升到{rung}", places), tone: Tone::Late
        };
    }
    let (word, tone) = match (state, late) {
        ("waiting", false) => ("等答复", Tone::Waiting),
        ("waiting", true) => ("逾期没有答复", Tone::Late),
        ("answered", _) => ("已答复，等认可", Tone::Waiting),
        ("lifted", _) => ("申诉成立，已撤下", Tone::Ended),
        (_, true) => ("已了结，曾经逾期", Tone::Ended),
        (_, false) => ("已了结", Tone::Good),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// A number, as people read it: 澄政务催〔2026〕12号.
pub fn order_no(organisation: &Organisation, kind: Kind, year: u16, n: u32) -> String {
    let number = DocumentNo { issuer: organisation.centre.unit, kind: kind.document(), year, n };
    words::document_no(organisation, ItemKind::PublicService, number)
}

/// What a bound is for.
pub fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::WithdrawalUsedPercent => "承诺时限用了百分之几以后撤回，算快到期时撤回",
        Bound::CorrectionRounds => "第几次补正告知起要说明",
        Bound::LateEntryHours => "发生以后几小时才录入，算事后补录",
        Bound::HandOverDays => "移交几个工作日没人签收要说明",
        Bound::StepMinutes => "一步最少要几分钟",
        Bound::StepReturns => "第几次退回前面的步骤起要说明",
        Bound::StopUsedPercent => "承诺时限用了百分之几以后申请暂停，算快到期时暂停",
        Bound::ExtensionLastDays => "剩几天以内延期，算最后几天才延期",
        Bound::StopSharePercent => "一个单位暂停计时的件超过百分之几要说明",
        Bound::ExtensionSharePercent => "一个单位延期的件超过百分之几要说明",
        Bound::ShareSample => "不到几件不算比例",
        Bound::PassedTimes => "来人被转几次起要说明",
        Bound::UrgingDays => "催办单承办人几个工作日内答复",
        Bound::OrderDays => "督办单几个工作日内答复",
        Bound::RectificationDays => "整改意见书几个工作日内答复",
        Bound::AppealDays => "几天以内可以申诉",
        Bound::AppealDecisionDays => "申诉几个工作日内答复",
        Bound::UrgesByItself => "自动发催办单：0 不发，1 超过承诺时限发，2 临期也发",
        Bound::StateDays => "监察发现几个工作日内说明，没有说明的过了才认定属实（管以后的发现）",
        Bound::RatingDays => "请人评价，几天以内有效",
        Bound::BadCallDays => "差评几个工作日内回电话",
        Bound::BadSimpleDays => "差评几个工作日内作结论、改好简单的",
        Bound::BadComplexDays => "差评几个工作日内改好复杂的",
        Bound::BadVisitDays => "差评改好以后几个工作日内回访",
        Bound::RatingSample => "评价不到几份不算率",
        Bound::AnsweredPercent => "请到的人百分之几以上都评了，算不可信",
        Bound::QuickSeconds => "短信发出几秒以内就评，算太快",
        Bound::QuickPercent => "太快的评价占百分之几以上，算不可信",
        Bound::DevicePercent => "同一台设备评的占百分之几以上，算不可信",
        Bound::BestRun => "连着几份都是非常满意，算不可信",
        Bound::ChannelGap => "平板比手机上的满意率高几个百分点以上，算不可信",
        Bound::SameWordsPercent => "一模一样的留言占百分之几以上，算不可信",
        Bound::ComplaintDays => "投诉几个工作日内答复",
        Bound::LastResortDays => "“办不成事”几个工作日内答复",
        Bound::ComplaintLongerDays => "投诉最多延长几个工作日",
        Bound::ComplaintReopenDays => "投诉办结后几天以内可以要求重新办理",
        Bound::HeardDays => "问责前给本人几个工作日陈述",
        Bound::ObjectionDays => "考核公布后几个工作日内可以申诉",
        Bound::CorrectionDays => "考核一般、较差的几个工作日内整改",
        Bound::AttendanceDays => "考勤最晚几天以内登记",
        Bound::AttendanceCorrectionDays => "考勤最晚几天以内更正",
        Bound::SummaryDay => "年度总结和自查报告 12 月几日以前上报",
        Bound::WeeklyRounds => "每周查：一周几次（管还没有排的）",
        Bound::MonthlyRounds => "每月抽查：一年几次（管还没有排的）",
        Bound::QuarterlyRounds => "每季重点查：一年几次（管还没有排的）",
        Bound::HalfYearRounds => "半年互查：一年几次（管还没有排的）",
        Bound::TwoPlacesMinutes => "同一账号几分钟以内在两处使用，算两处同时用",
        Bound::YellowPercent => "时限剩百分之几亮黄灯（新起算的时限用新的数）",
        Bound::YellowDays => "时限剩几个工作日亮黄灯（先到的算；新起算的时限用新的数）",
        Bound::AgentDays => "到全程代理人这一级，几个工作日内答复",
        Bound::IntakeDays => "到受理人这一级，几个工作日内答复",
        Bound::WindowHeadDays => "到窗口负责人这一级，几个工作日内答复",
        Bound::LeaderDays => "到分管领导这一级，几个工作日内答复",
        Bound::SupervisorDays => "到督查这一级，几个工作日内答复",
        Bound::HoursBeforeMinutes => "开门前几分钟以内录入，仍算开放时间",
        Bound::HoursAfterMinutes => "关门后几分钟以内录入，仍算开放时间",
        Bound::OutsideHoursPercent => "一个单位一个月的录入超过百分之几在开放时间以外要说明",
        Bound::LastDayPercent => "一个单位一个月的受理超过百分之几在最后一天要说明",
        Bound::SameDeviceMinutes => "应当由两个人分别办的，几分钟以内在同一台设备上办要说明",
        Bound::StepTimesPercent => "每一步用时的中位数在其他单位的百分之几以内要说明",
        Bound::StepTimesSample => "一个月办不到几步不和其他单位比",
        Bound::StopOrderDays => "暂停计时的依据文书，告知后几个工作日内补登（管以后批准的）",
        Bound::ComplaintPublishDays => "投诉办结后几个工作日内公布结果",
        Bound::ReconcileDays => "证照、用印、收费的清单，对到哪天以后几天以内再对",
        Bound::AppealRightPercent => "一个单位答复了的申诉百分之几以上成立要说明",
        Bound::AppealSample => "答复了的申诉不到几件不算比例",
        Bound::DrawRecusals => "一次抽查第几次回避起要说明",
        Bound::LaterSample => "差评、投诉以后的件不到几件不比较",
        Bound::LaterPoints => "差评、投诉以后的件，每百件比平常多几处就要查看",
        Bound::SecondCallPercent => "了结的差评抽百分之几由督查再回访一次",
        Bound::SecondCallDays => "抽到的差评，督查几个工作日内回访",
        Bound::SameReasonPercent => "一个单位一个季度的延期百分之几以上用同一个理由要说明",
    }
}

/// What was measured and with what it was compared; empty where a rule compares nothing.
pub fn measured(text: Text, about: &About) -> String {
    compared(text, about.rule, about.measured, about.bound)
}

/// The same of what a rule finds now.
pub fn compared(text: Text, rule: Rule, measured: i32, bound: i32) -> String {
    let f = |sentence: &str| text.f(sentence, [("n", &measured), ("bound", &bound)]);
    match rule {
        Rule::WithdrawnNearDue | Rule::StopNearEnd => f("承诺时限已用 {n}%，阈值 {bound}%"),
        Rule::DrawResultLate => text.f("到期还有 {n} 个结果没有公示", [("n", &measured)]),
        Rule::CorrectedAgain | Rule::StepsReturned | Rule::PassedOn | Rule::DrawRecusedAgain => {
            f("第 {n} 次，阈值 {bound} 次")
        }
        Rule::EnteredLate => f("晚了 {n} 小时录入，阈值 {bound} 小时"),
        Rule::HandOverOpen => f("超过 {bound} 个工作日"),
        Rule::HastyCase => f("受理到决定 {n} 分钟，至少要 {bound} 分钟"),
        Rule::ExtendedNearEnd => f("只剩 {n} 天，阈值 {bound} 天"),
        Rule::TwoPlaces => f("{n} 分钟前还在另一处使用，阈值 {bound} 分钟"),
        Rule::PowerNotInHall => f("决定 {n} 件，没有一件在大厅作出；满 {bound} 件才算"),
        Rule::RatingsNotReliable => text.f("有 {n} 项统计不可信", [("n", &measured)]),
        Rule::LaterCasesHarder => f("每百件比平常多 {n} 处超过中位数，阈值 {bound} 处"),
        Rule::StopHabit | Rule::ExtensionHabit => f("占受理件的 {n}%，阈值 {bound}%"),
        Rule::AcceptedLastDay => f("受理件的 {n}% 是最后一天受理的，阈值 {bound}%"),
        Rule::SameDevice => f("相隔 {n} 分钟，阈值 {bound} 分钟"),
        Rule::OutsideHours => f("{n}% 的录入在开放时间以外，阈值 {bound}%"),
        Rule::StepsUnlikeOthers => f("用时的中位数只有其他单位的 {n}%，阈值 {bound}%"),
        Rule::FeeWithoutBasis => fee(text, measured, bound),
        Rule::ReconciliationLate => f("有一份清单 {n} 天没有对，对过以后 {bound} 天以内要再对"),
        Rule::AppealsRight => f("答复了的申诉里 {n}% 成立，阈值 {bound}%"),
        Rule::SameExtensionWords => f("{n}% 的延期用同一个理由，阈值 {bound}%"),
        _ => String::new(),
    }
}

/// What was booked beside what the item sets, both in fen; a list need not say what was booked.
fn fee(text: Text, booked: i32, set: i32) -> String {
    let (booked_yuan, set_yuan) = (yuan(booked), yuan(set));
    match (booked, set) {
        (0, _) => text.t("这个事项不收费").to_owned(),
        (_, 0) => text.f("收了 {n} 元，这个事项不收费", [("n", &booked_yuan)]),
        _ => text.f("收了 {n} 元，标准 {bound} 元", [("n", &booked_yuan), ("bound", &set_yuan)]),
    }
}

fn yuan(fen: i32) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

/// A number in thousandths, as statistics print it: 0.275.
pub fn thousandths(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// Why something was not done.
pub fn refused(text: Text, organisation: &Organisation, refusal: &Refusal) -> Refused {
    let sentence = match refusal {
        Refusal::NotSupervisor => text.t("这要由督查人员来办。").to_owned(),
        Refusal::OutOfRange { from, to } => {
            text.f("只能填 {from} 到 {to}。", [("from", from), ("to", to)])
        }
        Refusal::Unchanged => text.t("现在就是这个数，没有改。").to_owned(),
        Refusal::NoSuchFinding => text.t("没有查到这一条监察发现。").to_owned(),
        Refusal::AlreadyFound => text.t("这一条已经记过了，不会重复。").to_owned(),
        Refusal::NotConcerned => text.t("由当事人、单位领导或窗口负责人来说明。").to_owned(),
        Refusal::AlreadyStated => text.t("已经说明过了。").to_owned(),
        Refusal::AlreadyJudged => text.t("已经有结论了。不同意的，可以申诉。").to_owned(),
        Refusal::NotJudged => text.t("还没有结论，先写说明。").to_owned(),
        Refusal::NotExplained { until } => text.f(
            "当事人还没有说明，可以说明到 {day}为止。说明了，或者过了这一天，再认定属实。",
            [("day", &text.date(*until))],
        ),
        Refusal::OwnMatter => text.t("这件事和您自己有关，请另一位来办。").to_owned(),
        Refusal::OwnFinding => text.t("这一条是您自己记的，由另一位督查人员作结论、答复申诉。").to_owned(),
        Refusal::NothingToAppeal => text.t("没有认定属实，不用申诉。").to_owned(),
        Refusal::AppealTimePassed { until } => {
            text.f("申诉到 {day}为止，已经过了。", [("day", &text.date(*until))])
        }
        Refusal::AlreadyAppealed => text.t("已经申诉过一次。").to_owned(),
        Refusal::NoAppeal => text.t("没有等答复的申诉。").to_owned(),
        Refusal::SamePerson { person } => text.f(
            "申诉要由另一位督查人员答复，不能是{name}。",
            [("name", &words::person(text, organisation, *person))],
        ),
        Refusal::NoSuchOrder => text.t("没有查到这一张单子。").to_owned(),
        Refusal::AlreadyIssued => text.t("这一张已经发出了，不会重复。").to_owned(),
        Refusal::MayNotIssue => {
            text.t("这种单子不由您发：督办单由督查人员发，整改意见书和通报由督查人员或中心发，催办单还可以由这一件的全程代理人、窗口负责人发。").to_owned()
        }
        Refusal::UnknownUnit => text.t("没有这个单位，请从列出的里面选。").to_owned(),
        Refusal::NobodyThere => text.t("这个单位今天没有人可以接，请指定一位、换一个单位，或者先请单位安排代班。").to_owned(),
        Refusal::HasEnded => text.t("这一张已经了结。").to_owned(),
        Refusal::NotAddressed => text.t("这一张不是发给您的。").to_owned(),
        Refusal::AlreadyReceived => text.t("已经签收过了。").to_owned(),
        Refusal::NotAnswered => text.t("对方还没有答复。").to_owned(),
        Refusal::AlreadyAnswered => text.t("已经答复，等发单的人看。").to_owned(),
        Refusal::NoAnswerAsked => text.t("通报只要签收，不用答复。").to_owned(),
        Refusal::NotACircular => text.t("只有通报可以向社会公开。").to_owned(),
        Refusal::MayNotPublish => text.t("通报由督查人员或中心管理人员公开。").to_owned(),
        Refusal::AnotherPublishes => text.t("这份通报是您发的，请另一位来公开。").to_owned(),
        Refusal::AlreadyPublished => text.t("这份通报已经公开了。").to_owned(),
        Refusal::AppealUndecided => text.t("有申诉还没有答复，答复了再公开。").to_owned(),
        Refusal::PeriodNotOver => text.t("这个月、这一年还没过完，过完才定稿。").to_owned(),
        Refusal::FiguresUnchanged => text.t("数字和上一稿一样，不用再出一稿。").to_owned(),
        Refusal::ReasonMissing => text.t("再出一稿要写明理由。").to_owned(),
        Refusal::TooManyEditions => text.t("这一期的稿数已经到顶，请和中心商量。").to_owned(),
        Refusal::NoSuchMatter => text.t("没有查到这一件问责事项。").to_owned(),
        Refusal::AlreadyBrought => text.t("这一条发现已经对同一个人（单位）提出过问责。").to_owned(),
        Refusal::NotStanding => text.t("这一条发现没有认定属实，不能据此问责。").to_owned(),
        Refusal::AppealOpen { until } => text.f(
            "这一条发现还在申诉期，申诉到 {day}为止；过了，或者申诉答复了再提。",
            [("day", &text.date(*until))],
        ),
        Refusal::PersonOrDepartment => {
            text.t("对审批部门的问责不指定人，其余的要指定一个在册的人。").to_owned()
        }
        Refusal::BroughtByYou => text.t("这一件是您提出的，请另一位督查处理。").to_owned(),
        Refusal::NotHeard { until } => {
            text.f("本人还没有陈述，最迟可以陈述到 {day}，请等一等。", [("day", &text.date(*until))])
        }
        Refusal::NotReferred => text.t("这一件没有移送，或者回执还没有录入。").to_owned(),
        Refusal::Draw(refusal) => super::draw_words::refused(text, refusal),
        Refusal::Spot(refusal) => super::spot_words::refused(text, refusal),
        Refusal::Rating(refusal) => super::rating_words::refused(text, organisation, refusal),
        Refusal::YearUnknown(_) => text.t("那一年的放假安排还没有公布，算不出日子。").to_owned(),
        Refusal::Complaint(refusal) => complaint_words::refused(text, organisation, refusal),
        Refusal::Assessment(refusal) => assessment_words::refused(text, organisation, refusal),
        Refusal::Record(refusal) => super::inspection_words::refused(text, organisation, refusal),
    };
    Refused { sentence, code: refusal.code().to_owned(), ..Refused::default() }
}

/// What stands beside a form of supervision that was not carried out. The rules of a case are not asked there.
pub fn kept(text: Text, organisation: &Organisation, problem: Problem) -> Kept {
    posted::kept(text, organisation, problem, |refusal| Refused {
        code: refusal.code().to_owned(),
        ..Refused::default()
    })
}

/// Address of a finding.
pub fn finding_href(id: FindingId) -> String {
    format!("/desk/findings/{id}")
}
