//! The office's words for complaints: how one came, of which class, where it stands, what happened, why something was not
//! done.

use calendar::{Day, Instant};
use catalogue::{Organisation, PersonId};
use centre::oversight::finding::Line;
use centre::particulars::Texts;
use oversight::complaint::{Act, Cause, Channel, Class, ComplaintRefusal, Ending, Event, Filed, Verdict};

use super::words;
use pages::desk::RecordMoment;
use pages::layout::{Light, LightKind, StateWord, Tone};
use pages::text::Text;

/// The value of the choice that makes a complaint a report.
pub const REPORT: &str = "corruption";
/// What that choice says.
pub const REPORT_WORD: &str = "举报工作人员违纪违法（密封转纪检监察）";

/// How it came.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "网上",
        Channel::HotLine => "热线电话",
        Channel::Counter => "窗口",
        Channel::Letter => "来信、意见箱",
        Channel::Mail => "电子邮箱",
        Channel::Outside => "其他系统转来",
    }
}

/// Of which class.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::LastResort => "办不成事",
        Class::NotTaken => "不收件",
        Class::MorePapers => "多要材料",
        Class::Slow => "办得慢",
        Class::PassedOn => "推来推去",
        Class::Fee => "收费",
        Class::Manner => "服务态度",
        Class::Guide => "指南和实际不一样",
        Class::Hall => "大厅环境、设备",
        Class::Other => "其他",
        Class::StoppedClock => "不同意暂停计时",
        Class::NotReceived => "写着送到了，没有收到",
    }
}

/// 是否属实.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Founded => "属实",
        Verdict::Partly => "部分属实",
        Verdict::Unfounded => "不属实",
        Verdict::Unclear => "查不清",
    }
}

/// 原因.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Conduct => "工作人员没有按规定办",
        Cause::Skill => "业务不熟",
        Cause::Means => "人手、设备不够",
        Cause::Unclear => "指南、表格没有写清",
        Cause::Between => "部门之间没有衔接好",
        Cause::Rule => "规定本身就是这样",
        Cause::Misunderstanding => "没有讲清楚，有误会",
        Cause::Other => "其他",
    }
}

/// On whose word it was closed.
pub fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Satisfied => "投诉人表示满意，办结",
        Ending::Confirmed => "投诉人用编号和查询码确认满意，办结",
        Ending::WithoutWord => "投诉人没有表示满意，由督查办结",
    }
}

/// Choices of the classes, the report last where it is one of them.
pub fn classes(text: Text, with_report: bool) -> Vec<(&'static str, String)> {
    let named = Class::ALL.iter().copied().filter(|it| *it != Class::Other).chain([Class::Other]);
    let all = named.map(|it| (it.key(), text.t(class(it)).to_owned()));
    let report = with_report.then(|| (REPORT, text.t(REPORT_WORD).to_owned()));
    all.chain(report).collect()
}

/// Where it stands, as officers read it; `overdue` while its day has passed without an answer.
pub fn state(text: Text, key: &str, overdue: bool) -> StateWord {
    let (word, tone) = match (key, overdue) {
        ("waiting", false) => ("待转办", Tone::Waiting),
        ("with-unit", false) => ("调查中", Tone::Waiting),
        ("drafted", false) => ("待答复", Tone::Waiting),
        ("waiting", true) => ("待转办，已超期", Tone::Late),
        ("with-unit", true) => ("调查中，已超期", Tone::Late),
        ("drafted", true) => ("待答复，已超期", Tone::Late),
        ("replied", _) => ("已答复，等投诉人的话", Tone::Waiting),
        ("closed", _) => ("已办结", Tone::Good),
        ("sealed-ended", _) => ("密封，纪检监察已反馈", Tone::Ended),
        _ => ("密封，在纪检监察", Tone::Waiting),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// The state of one that is closed and whose result the public is owed by that day (R153).
pub fn to_publish(text: Text, by: Day, today: Day) -> StateWord {
    let (word, tone) = match by < today {
        false => ("已办结，待公布", Tone::Waiting),
        true => ("已办结，公布已逾期", Tone::Late),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// Where it stands, as its complainant reads it.
pub fn own_state(text: Text, filed: &Filed) -> StateWord {
    let (word, tone) = match filed.way.key() {
        "waiting" => ("已登记，正在转给承办单位", Tone::Waiting),
        "with-unit" => ("正在调查", Tone::Waiting),
        "drafted" => ("查完了，正在复核答复", Tone::Waiting),
        "replied" => ("已答复，请您确认", Tone::Waiting),
        "closed" => ("已办结", Tone::Good),
        "sealed-ended" => ("纪检监察已反馈结果", Tone::Good),
        _ => ("已密封转纪检监察，别人看不到内容", Tone::Waiting),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// The light of an answer that is owed.
pub fn light(text: Text, yellow_at: Option<Instant>, red_at: Option<Instant>, now: Instant) -> Option<Light> {
    let red_at = red_at?;
    let kind = if red_at <= now {
        LightKind::Red
    } else if yellow_at.is_some_and(|at| at <= now) {
        LightKind::Yellow
    } else {
        LightKind::Green
    };
    Some(Light { text, kind })
}

/// The name, in the address and on the button of what may be done.
pub fn act(act: Act) -> &'static str {
    match act {
        Act::Assign => "转单位调查",
        Act::PassOn => "转纪检监察",
        Act::TellLonger => "告知为什么要更长时间",
        Act::Draft => "报调查结果",
        Act::Return => "退回再查",
        Act::Reply => "答复投诉人",
        Act::Close => "投诉人满意，办结",
        Act::CloseWithoutWord => "投诉人没有表示满意，由督查办结",
        Act::Confirm => "确认满意",
        Act::Reopen => "没有解决，重新办理",
        Act::Publish => "公布结果",
        Act::Receive => "接收",
        Act::Conclude => "反馈结果",
    }
}

/// One line of a history. What only the office said among itself is left out for the complainant.
pub fn moment(
    text: Text,
    organisation: &Organisation,
    texts: &Texts,
    line: &Line<Event>,
    own: bool,
) -> Option<RecordMoment> {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let name = |id: PersonId| match own {
        // The complainant knows the unit, not who sits there (C14).
        true => {
            organisation.person(id).map_or_else(String::new, |it| words::unit(text, organisation, it.unit))
        }
        false => words::person(text, organisation, id),
    };
    let by = |id: Option<PersonId>| id.map_or_else(|| t("投诉人"), name);
    let said = |sealed: casework::Sealed| texts.text(sealed.0);
    let (none, itself) = (String::new, || t("系统"));
    let (what, who, words_said) = match &line.event {
        Event::Registered(fact) => {
            let from = text.t(channel(fact.channel)).to_owned();
            (text.f("登记，来源：{channel}", [("channel", &from)]), by(fact.by), none())
        }
        Event::ReportSealed(fact) => (t("登记，密封转纪检监察"), by(fact.by), none()),
        Event::Assigned(fact) => {
            let unit = words::unit(text, organisation, fact.unit);
            (text.f("转{unit}调查", [("unit", &unit)]), name(fact.by), none())
        }
        Event::PassedOn(fact) => (t("密封转纪检监察"), name(fact.by), none()),
        Event::Lengthened(fact) => {
            let day = text.date(fact.clock.due());
            (text.f("延长到 {day}答复", [("day", &day)]), name(fact.by), said(fact.reason))
        }
        Event::Explained(fact) => {
            let day = text.date(fact.expected);
            (text.f("说明超期原因，预计 {day}答复", [("day", &day)]), name(fact.by), said(fact.reason))
        }
        Event::Drafted(fact) => (t("报调查结果"), name(fact.by), if own { none() } else { said(fact.words) }),
        Event::Returned(fact) => (t("退回再查"), name(fact.by), if own { none() } else { said(fact.reason) }),
        Event::Replied(fact) => {
            let what = text.f("答复：{verdict}", [("verdict", &text.t(verdict(fact.verdict)).to_owned())]);
            (what, name(fact.by), said(fact.words))
        }
        Event::Closed(fact) => {
            let words = fact.words.map_or_else(none, said);
            (t(ending(fact.ending)), by(fact.by), words)
        }
        Event::Reopened(fact) => {
            (text.f("没有解决，第 {n} 次重新办理", [("n", &fact.round)]), by(fact.by), said(fact.words))
        }
        // What the public is owed is no matter of the complainant's own page.
        Event::PublicationLate(_) if own => return None,
        Event::PublicationLate(fact) => {
            let day = text.date(fact.publish_by);
            (text.f("应当 {day}前公布结果，没有公布", [("day", &day)]), itself(), none())
        }
        Event::Published(fact) => (t("公布结果"), name(fact.by), said(fact.words)),
        Event::Received(fact) => (t("纪检监察接收"), name(fact.by), none()),
        Event::Concluded(fact) => (t("纪检监察反馈结果"), name(fact.by), said(fact.words)),
        Event::Overdue(_) => (t("到期没有答复，超期"), itself(), none()),
        Event::Redated(fact) => {
            let day = text.date(fact.clock.due());
            (text.f("放假安排有变，最迟答复改为 {day}", [("day", &day)]), itself(), none())
        }
    };
    Some(RecordMoment {
        when: words::moment(text, line.event.at()),
        what,
        who,
        words: words_said,
        photographs: Vec::new(),
    })
}

/// Why something was not done.
pub fn refused(text: Text, organisation: &Organisation, refusal: &ComplaintRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match refusal {
        ComplaintRefusal::Unknown => t("没有查到这件投诉。"),
        ComplaintRefusal::AlreadyFiled => t("这件投诉已经登记过了，不会重复。"),
        ComplaintRefusal::WrongChannel => t("来源和登记的人对不上，请重新选来源。"),
        ComplaintRefusal::UnknownPerson => t("没有这个人，请从列出的里面选。"),
        ComplaintRefusal::UnknownStep => t("这一件现在没有这一步，请留空不选。"),
        ComplaintRefusal::NotNow => t("这件投诉现在办到别的步骤了，请看过最新情况再办。"),
        ComplaintRefusal::NotTheDesk => t("这要由投诉受理、中心管理或督查人员来办。"),
        ComplaintRefusal::NotTheUnit => t("由承办单位的领导或指定的人报调查结果。"),
        ComplaintRefusal::NotTheComplainant => t("这要投诉人自己用编号和查询码来办。"),
        ComplaintRefusal::NotInspector => t("这一件已经密封，只由纪检监察人员办理。"),
        ComplaintRefusal::OwnUnit { unit } => text.f(
            "您在{unit}，投诉的就是这个单位，或者由这个单位调查，不能由您答复、办结。请别的单位的投诉受理或督查人员来办。",
            [("unit", &words::unit(text, organisation, *unit))],
        ),
        ComplaintRefusal::TookPart { person } => text.f(
            "{name}经手过这一件，不能调查、答复对它的投诉。请换没有经手过的人。",
            [("name", &words::person(text, organisation, *person))],
        ),
        ComplaintRefusal::NobodyApart => {
            t("这个单位的领导都经手过这一件。请指定单位里没有经手过的人来调查，或者转给别的单位调查。")
        }
        ComplaintRefusal::DraftedIt => t("调查结果是您报的，要由另一位答复、办结。"),
        ComplaintRefusal::AnsweredBefore => t("上一次是您答复的，投诉人不满意，这一次要由另一位答复。"),
        ComplaintRefusal::NoContact => {
            t("投诉人没有留联系方式，不能替他说满意。请等他用编号和查询码确认，或由督查写明理由办结。")
        }
        ComplaintRefusal::NeedsSupervisor => t("投诉人没有表示满意，只有督查人员能办结。"),
        ComplaintRefusal::AlreadyLengthened => t("已经延长过一次，不能再延。"),
        ComplaintRefusal::TooLong { until } => text.f("最多延到 {day}。", [("day", &text.date(*until))]),
        ComplaintRefusal::NotAhead => t("请选比现在的期限更晚的工作日。"),
        ComplaintRefusal::ReopenTimePassed { until } => text
            .f("重新办理的期限到 {day}为止，已经过了。您可以重新投诉一次。", [("day", &text.date(*until))]),
        ComplaintRefusal::ReopenedTooOften => {
            t("已经重新办理过三次。还不满意的，可以向县人民政府或上级主管部门反映。")
        }
        ComplaintRefusal::AlreadyPublished => t("结果已经公布了。"),
        ComplaintRefusal::NotFounded => t("答复里没有说投诉属实，不能据此记为监察发现。"),
        ComplaintRefusal::AlreadyReceived => t("已经接收过了。"),
    }
}
