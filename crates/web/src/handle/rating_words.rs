//! The office's words for ratings: grades, dimensions, steps, grounds, what cannot be believed, and why something was not done.

use catalogue::Organisation;
use oversight::follow_up;
use oversight::rating::{Channel, Class, Dimension, Grade, Ground, Kind, RatingRefusal, Second, Sign, Way};

use super::words;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// A grade, always in words (C30).
pub fn grade(grade: Grade) -> &'static str {
    pages::portal::GRADES[usize::from(grade.code()) - 1].1
}

/// What is rated.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Visit => "窗口评价",
        Kind::Matter => "结果评价",
    }
}

/// By which way.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Own => "本人手机",
        Channel::Tablet => "窗口平板",
    }
}

/// What is asked besides the whole (N49).
pub fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Efficiency => "服务效率",
        Dimension::Competence => "服务水平",
        Dimension::Attitude => "服务态度",
        Dimension::Speed => "办事效率",
        Dimension::Guide => "办事指南准不准",
        Dimension::Convenience => "办事方不方便",
        Dimension::Platform => "网上好不好用",
    }
}

/// How much there is to put right.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Simple => "简单，马上能改",
        Class::Complex => "复杂，要多几天",
    }
}

/// Why a rating may be left out.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Mistaken => "评错了，本人说的是另一个意思",
        Ground::Elsewhere => "说的事和这次服务没有关系",
        Ground::Malicious => "恶意",
    }
}

/// What whoever rated says in the end.
pub fn second(second: Second) -> &'static str {
    match second {
        Second::Satisfied => "认可",
        Second::NotSatisfied => "不认可",
        Second::NotReached => "没有联系上",
    }
}

/// What a follow-up was.
pub fn follow_up(kind: follow_up::Kind) -> &'static str {
    match kind {
        follow_up::Kind::Call => "电话回访",
        follow_up::Kind::SecretVisit => "暗访",
        follow_up::Kind::OpenVisit => "明察",
    }
}

/// Where a bad rating stands.
pub fn way(text: Text, way: Way, late: bool) -> StateWord {
    let (word, tone) = match way {
        Way::ToCall => ("等回电", Tone::Waiting),
        Way::ToJudge => ("等核实结论", Tone::Waiting),
        Way::ToCorrect => ("等整改", Tone::Waiting),
        Way::ToAsk => ("等回访", Tone::Waiting),
        Way::ToAgree => ("提出不计入，等第二人意见", Tone::Waiting),
        Way::Dismissed => ("不计入", Tone::Ended),
        Way::ToDecideAppeal => ("评价人申诉，等答复", Tone::Waiting),
        Way::Closed => ("已了结", Tone::Good),
    };
    let tone = if late && way.is_open() { Tone::Late } else { tone };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// Why a number is not believed, with the numbers that say so.
pub fn sign(text: Text, sign: &Sign) -> String {
    match sign {
        Sign::Answered { share, bound } => text
            .f("请到的人里 {share}% 都评了，达到 {bound}% 就不像自愿", [("share", share), ("bound", bound)]),
        Sign::Quick { share, seconds, bound } => text.f(
            "{share}% 在短信发出后 {seconds} 秒内就评了，达到 {bound}% 就不可信",
            [("share", share), ("seconds", seconds), ("bound", bound)],
        ),
        Sign::OneDevice { share, bound } => {
            text.f("{share}% 出自同一台设备，达到 {bound}% 就不可信", [("share", share), ("bound", bound)])
        }
        Sign::Run { length, bound } => text.f(
            "连着 {length} 份都是非常满意，达到 {bound} 份就不可信",
            [("length", length), ("bound", bound)],
        ),
        Sign::Gap { tablet, own, bound } => text.f(
            "平板上满意率 {tablet}%，本人手机上 {own}%，相差达到 {bound} 个百分点就不可信",
            [("tablet", tablet), ("own", own), ("bound", bound)],
        ),
        Sign::SameWords { share, bound } => {
            text.f("{share}% 的留言一模一样，达到 {bound}% 就不可信", [("share", share), ("bound", bound)])
        }
    }
}

/// Why something was not done.
pub fn refused(text: Text, organisation: &Organisation, refusal: &RatingRefusal) -> String {
    let said = match refusal {
        RatingRefusal::Unknown => "没有查到这一份评价。",
        RatingRefusal::AlreadyInvited => "已经请本人评过了，不会重复。",
        RatingRefusal::NotByHand => "评价由系统发到本人手机上，不能由人来请。",
        RatingRefusal::AlreadyGiven => "这一次已经评过了，只能评一次。",
        RatingRefusal::Closed { until } => {
            return text.f("评价到 {day}为止，已经过了。", [("day", &text.date(*until))]);
        }
        RatingRefusal::NotForStaff => "工作人员不能替人评价。",
        RatingRefusal::NobodyHere => "这个窗口现在没有可以评的来访，请等窗口叫下一位。",
        RatingRefusal::NotBad => "这不是差评，不用核实。",
        RatingRefusal::IsRated => "这一份评的有您或者您的窗口，由没有被评的人来核实。",
        RatingRefusal::NotHandler { handler: Some(handler) } => {
            let name = words::person(text, organisation, *handler);
            return text.f("这一份由{name}核实；不在的时候由督查人员来办。", [("name", &name)]);
        }
        RatingRefusal::NotHandler { handler: None } => "这一份由督查人员来核实。",
        RatingRefusal::NotCalled => "先给评价的人回电话，再作结论。",
        RatingRefusal::AlreadyReached => "已经回过电话了，请写核实结论。",
        RatingRefusal::NotToCorrect => "现在没有要整改的。",
        RatingRefusal::NotYours => "由被评的单位或窗口的负责人写整改情况。",
        RatingRefusal::NotCorrected => "还没有整改，先不用回访。",
        RatingRefusal::OwnCorrection => "整改是您写的，请另一位来回访。",
        RatingRefusal::NotProposed => "没有人提出不计入。",
        RatingRefusal::DismissalRefused => "不计入已经提过一次，没有通过；请按差评核实、整改。",
        RatingRefusal::SamePerson { person } => {
            let name = words::person(text, organisation, *person);
            return text.f("不计入要两个人先后同意，申诉由第三个人答复，不能还是{name}。", [("name", &name)]);
        }
        RatingRefusal::NotRater => "只有评价的人自己可以申诉。",
        RatingRefusal::NotDismissed => "这一份计入了，不用申诉。",
        RatingRefusal::AppealPassed { until } => {
            return text.f("申诉到 {day}为止，已经过了。", [("day", &text.date(*until))]);
        }
        RatingRefusal::AlreadyAppealed => "已经申诉过一次。",
        RatingRefusal::NoAppeal => "没有等答复的申诉。",
        RatingRefusal::Ended => "这一份已经了结。",
        RatingRefusal::NotNow => "现在还不到这一步，或者填的日子不在最近 30 天里。",
        RatingRefusal::TriedToday => {
            "没有接的一天只记一次，今天已经记过，请换一天再打。今天接通了的，可以照样记。"
        }
    };
    text.t(said).to_owned()
}
