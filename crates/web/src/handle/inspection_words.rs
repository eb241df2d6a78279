//! The office's words for rounds of inspection, and why something was not done with a register of supervision.

use catalogue::Organisation;
use oversight::inspection::{Kind, People, Place, RoundState, Section, Sections, Standing};
use oversight::record_refusal::RecordRefusal as No;

use super::words;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// A kind of round.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Weekly => "每周两查",
        Kind::Monthly => "每月抽查",
        Kind::Quarterly => "每季重点查",
        Kind::HalfYear => "半年互查",
        Kind::Special => "专项检查",
    }
}

/// What is looked at.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Presence => "在岗情况",
        Section::Manner => "服务态度",
        Section::Intake => "收件和受理",
        Section::Telling => "一次性告知",
        Section::Limits => "办理时限",
        Section::Powers => "授权到位",
        Section::Publicity => "公开公示",
        Section::Fees => "收费",
        Section::Dossiers => "档案",
        Section::Place => "设备和环境",
        Section::Corrections => "以前问题的整改",
    }
}

/// All that is looked at, in one line.
pub fn sections(text: Text, all: Sections) -> String {
    let words: Vec<&str> = all.iter().map(|it| text.t(section(it))).collect();
    words.join(text.comma())
}

/// Where a round goes.
pub fn place(text: Text, organisation: &Organisation, place: Place) -> String {
    match place {
        Place::Hall => text.t("整个大厅").to_owned(),
        Place::Unit(unit) => words::unit(text, organisation, unit),
        Place::Window(window) => words::window(text, organisation, window),
    }
}

/// Who makes it, in one line.
pub fn people(
    text: Text,
    organisation: &Organisation,
    people: impl Iterator<Item = catalogue::PersonId>,
) -> String {
    let names: Vec<String> = people.map(|it| words::person(text, organisation, it)).collect();
    names.join(text.comma())
}

/// Who makes a planned round.
pub fn people_of(text: Text, organisation: &Organisation, of: &People) -> String {
    people(text, organisation, of.iter())
}

/// How a round stands.
pub fn state(text: Text, state: RoundState) -> StateWord {
    let (word, tone) = match state {
        RoundState::Planned => ("待检查", Tone::Waiting),
        RoundState::Missed => ("误期，没有检查", Tone::Late),
        RoundState::Done => ("已检查", Tone::Good),
        RoundState::Late => ("过期补录", Tone::Ended),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// How an observation stands.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Noted => "不用整改",
        Standing::Open => "待整改",
        Standing::Answered => "已报整改，等验收",
        Standing::Accepted => "整改到位",
    }
}

/// Why not, in words.
pub fn refused(text: Text, organisation: &Organisation, refusal: &No) -> String {
    let day = |day: calendar::Day| text.date_with_year(day);
    match *refusal {
        No::OwnUnit { person } => text.f(
            "{name}不能查自己的单位和窗口，互查也不查自己分管的单位，请换一位。",
            [("name", &words::person(text, organisation, person))],
        ),
        No::Day { from, until } => {
            text.f("日期要在{from}到{until}之间。", [("from", &day(from)), ("until", &day(until))])
        }
        No::DayOff { next } => {
            text.f("这一天不上班，期限要定在工作日，可以定到{day}。", [("day", &day(next))])
        }
        No::LateWithoutReason { by } => {
            text.f("期限是{day}，已经过了。补录要写明误期的理由。", [("day", &day(by))])
        }
        No::Over { until } => text.f("最迟到{day}，已经过了。", [("day", &day(until))]),
        No::TooEarly { from } => text.f("还没有到时候，{day}起可以上报。", [("day", &day(from))]),
        ref other => text.t(plain(other)).to_owned(),
    }
}

fn plain(refusal: &No) -> &'static str {
    match refusal {
        No::Unknown => "没有查到这条记录。",
        No::AlreadyThere => "已经登记过了，没有重复登记。",
        No::MayNot => "由督查和中心来办，请联系他们。",
        No::NotLeader => "由这个单位的分管领导、负责人或者窗口负责人来办。",
        No::NotInspector => "由参加检查的人、督查或者中心来办；报整改情况的人不能验收自己报的。",
        No::NoSuchPlace => "没有这个单位或者窗口，请重新选。",
        No::NoSuchPerson => "检查人员从督查、中心、单位负责人和窗口负责人里选。",
        No::OneUnit => "半年互查要选一个被查的单位。",
        No::NothingLookedAt => "请勾选查了什么。",
        No::AlreadyDone => "这一次已经登记过检查情况了。",
        No::NotDone => "先登记检查情况，再记看到的问题。",
        No::Elsewhere => "这一次没有查那个单位或者窗口。",
        No::Full => "次数或者条数已经到顶，不能再加。请告诉中心管理。",
        No::NoSuchPoint => "没有这一条，请重新选。",
        No::NothingToCorrect => "这一条不用整改。",
        No::Waits => "已经报过整改情况，等验收。",
        No::Accepted => "这一条已经整改到位。",
        No::NoAnswer => "单位还没有报整改情况。",
        No::Numbers => "人数对不上：至少问一个人，答复的不能比问的多，满意的不能比答复的多。",
        No::Unchanged => "和登记的一样，没有要改的。",
        No::NotFrozen => "这个月的监察月报还没有定稿，或者刚出了新的一稿，请重新打开再办。",
        No::AlreadyPublished => "月报的这一稿已经公布过了。",
        No::NothingLate => "这个单位这个月没有超期办结的件，月底也没有超期没办结的，不用说明。",
        No::OwnUnit { .. }
        | No::Day { .. }
        | No::DayOff { .. }
        | No::LateWithoutReason { .. }
        | No::Over { .. }
        | No::TooEarly { .. } => "日期或者人不合适，请核对。",
    }
}
