//! The words of assessment and attendance: terms, counts with what each means, grades, states, refusals (R184-R188, A40).

use std::fmt::Display;

use catalogue::Organisation;
use oversight::assessment::{
    AssessmentRefusal, AttendanceRefusal, Count, Event, Formula, Grade, Part, PlanProblem, SCORED_LEAST,
    Scale, Subject, Term,
};
use oversight::attendance::Mark;

use super::words;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// A term: 2026 年第 3 季度.
pub fn term(text: Text, term: Term) -> String {
    match term.part {
        Part::Year => text.f("{year} 年度", [("year", &term.year)]),
        Part::Quarter(n) => text.f("{year} 年第 {n} 季度", [("year", &term.year as &dyn Display), ("n", &n)]),
        Part::Month(n) => text.month((term.year, n, 1)),
    }
}

/// A scale.
pub fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Unit => "单位",
        Scale::Window => "窗口",
        Scale::Person => "窗口人员",
        Scale::Town => "乡镇便民服务中心",
    }
}

/// Who is assessed.
pub fn subject(text: Text, organisation: &Organisation, subject: Subject) -> String {
    match subject {
        Subject::Unit(code) => words::unit(text, organisation, code),
        Subject::Window(id) => words::window(text, organisation, id),
        Subject::Person(id) => words::person_of_unit(text, organisation, id),
        Subject::Town(code) => {
            text.f("{town}便民服务中心", [("town", &words::unit(text, organisation, code))])
        }
    }
}

/// A count, and how it is counted.
pub fn count(count: Count) -> (&'static str, &'static str) {
    let how = match count {
        Count::Received => "这一期窗口收下的件",
        Count::Accepted => "这一期受理的件，视为受理的也算",
        Count::Deemed => "这一期收下、到期没有答复的件",
        Count::Concluded => "这一期办结的件，不管哪天受理",
        Count::InTime => "办结的件里没有超过承诺时限的",
        Count::Late => "办结的件里超过承诺时限的",
        Count::Corrected => "办结的件里受理以前补正、补交过材料的；容缺受理以后补的不算",
        Count::Findings => {
            "认定属实，并且申诉期已过或者申诉没有成立的；还能申诉的不算。方案另外数查实的投诉的，由那件投诉记下的发现不在这里再数"
        }
        Count::Orders => "这一期发出的催办单、督办单、整改意见书；申诉成立撤下的不算",
        Count::OrdersLate => "其中到期没有答复过的",
        Count::VisitRated => "对现场服务的评价，只算手机上评的",
        Count::VisitGood => "其中非常满意、满意、基本满意的",
        Count::MatterRated => "对办事结果的评价，只算手机上评的",
        Count::MatterGood => "其中非常满意、满意、基本满意的",
        Count::Complaints => "这一期的投诉；举报不在这里",
        Count::ComplaintsFounded => "这一期的投诉里查实的",
        Count::Served => "开着这个人名字的窗口，一天一天的来访和回执",
        Count::AttendanceDue => "登记在岗、迟到、早退、缺岗的天数；请假、公差不算",
        Count::AttendancePresent => "登记在岗的天数",
        Count::AttendanceLate => "登记迟到的天数",
        Count::AttendanceEarly => "登记早退的天数",
        Count::AttendanceAbsent => "登记缺岗的天数",
        Count::SocialAnswered => "问卷和座谈会上答了的人数",
        Count::SocialSatisfied => "其中满意的人数",
        Count::InspectionMark => "督查现场检查打的分，满分 100",
        Count::InspectionFull => "检查过的是 100，没有检查的没有",
        Count::SelfCheckDue => "每个单位一次",
        Count::SelfChecked => "自查在限期以内交的是 1",
        Count::Decided => "这一期作出的决定，准予和不予都算",
        Count::DecidedInHall => "其中窗口负责人的岗位作的，或者凭授权书作的",
        Count::ItemsListed => "清单里没有取消的事项，按计数那天的清单",
        Count::ItemsPublished => "其中已经公布、窗口开办的",
        Count::ComplaintsPartly => "这一期的投诉里部分属实的",
        Count::BadReachable => "这一期请人评的差评里，留有办法联系评价人的；不计入的除外",
        Count::BadCalled => "其中回访过的",
        Count::BadConfirmed => "这一期请人评的差评里，核实属实、要整改的",
        Count::BadCorrected => "其中已经整改的",
    };
    (count.name(), how)
}

/// How points follow, in a sentence.
pub fn formula(text: Text, formula: &Formula) -> String {
    let names = |counts: &[Count]| {
        let names: Vec<&str> = counts.iter().map(|it| text.t(count(*it).0)).collect();
        names.join(" + ")
    };
    let percent = |points: u32| match points % 100 {
        0 => format!("{}%", points / 100),
        rest => format!("{}.{rest:02}%", points / 100),
    };
    match formula {
        Formula::Share { part, whole, none_at, full_at } => text.f(
            "{part} ÷ {whole}：{full} 得满分，{none} 不得分，中间按比例",
            [
                ("part", &names(part) as &dyn Display),
                ("whole", &names(whole)),
                ("full", &percent(*full_at)),
                ("none", &percent(*none_at)),
            ],
        ),
        Formula::Deduct { of, each } => {
            text.f("每有一条{of}扣 {n} 分，扣完为止", [("of", &names(of) as &dyn Display), ("n", each)])
        }
        Formula::Feel { text: formula } => {
            text.f("{formula}（不低于 0，不高于满分）", [("formula", &spoken(text, formula))])
        }
    }
}

/// A formula as it is written, its counts by their names in the language of the page: where one name holds another, the whole of it.
fn spoken(text: Text, formula: &str) -> String {
    let (mut said, mut rest) = (String::new(), formula);
    while let Some(first) = rest.chars().next() {
        let names = Count::ALL.iter().map(|it| it.name()).filter(|name| rest.starts_with(name));
        let (word, length) = match names.max_by_key(|name| name.len()) {
            Some(name) => (text.t(name), name.len()),
            None => (&rest[..first.len_utf8()], first.len_utf8()),
        };
        said.push_str(word);
        rest = &rest[length..];
    }
    said
}

/// Points as people read them: 97.50.
pub fn points(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A grade (R186).
pub fn grade(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::Good) => "好",
        Some(Grade::Fair) => "一般",
        Some(Grade::Poor) => "较差",
        None => "不评档次",
    }
}

/// Where a term stands.
pub fn state(text: Text, key: &str) -> StateWord {
    let (word, tone) = match key {
        "running" => ("方案已定，正在进行", Tone::Active),
        "scored" => ("已总评，等公布", Tone::Waiting),
        "published" => ("已公布", Tone::Good),
        "again" => ("有新的一稿，等公布", Tone::Waiting),
        _ => ("还没有定方案", Tone::Ended),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// A mark of a day.
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Present => "在岗",
        Mark::Late => "迟到",
        Mark::Early => "早退",
        Mark::Leave => "请假",
        Mark::Duty => "公差",
        Mark::Absent => "缺岗",
    }
}

/// What happened.
pub fn event(text: Text, event: &Event) -> String {
    let of = |sentence: &str, n: &dyn Display| text.f(sentence, [("n", n)]);
    let plain = |word: &str| text.t(word).to_owned();
    match event {
        Event::Adopted(fact) => of("定考核方案，第 {n} 稿", &fact.edition),
        Event::Checked(fact) if fact.late => plain("交自查，过了限期"),
        Event::Checked(_) => plain("交自查"),
        Event::Evaluation(fact) => text.f(
            if fact.symposium {
                "座谈会：请了 {a} 人，{b} 人发言，{c} 人满意"
            } else {
                "问卷：问了 {a} 人，{b} 人答复，{c} 人满意"
            },
            [("a", &fact.asked as &dyn Display), ("b", &fact.answered), ("c", &fact.satisfied)],
        ),
        Event::Inspected(fact) => of("重点检查：{n} 分", &fact.mark),
        Event::Marked(fact) => of("单位评分：{n} 分", &fact.mark),
        Event::Scored(fact) => text.f(
            "总评第 {n} 稿，数到账本第 {seq} 条",
            [("n", &fact.edition as &dyn Display), ("seq", &fact.seq)],
        ),
        Event::Announced(fact) => of("公布第 {n} 稿", &fact.edition),
        Event::Objected(_) => plain("申诉"),
        Event::ObjectionDecided(fact) if fact.right => plain("申诉成立"),
        Event::ObjectionDecided(_) => plain("申诉不成立"),
        Event::CorrectionAnswered(fact) if fact.late => plain("报整改情况，过了限期"),
        Event::CorrectionAnswered(_) => plain("报整改情况"),
        Event::CorrectionJudged(fact) if fact.accepted => plain("整改通过"),
        Event::CorrectionJudged(_) => plain("整改退回，再改"),
        Event::Awarded(fact) => plain(award(fact.subject)),
    }
}

/// What an award of a subject is called (R188).
pub fn award(subject: Subject) -> &'static str {
    match subject {
        Subject::Person(_) => "示范岗",
        Subject::Unit(_) | Subject::Town(_) | Subject::Window(_) => "红旗窗口",
    }
}

fn plan_problem(text: Text, problem: PlanProblem) -> String {
    let sentence = match problem {
        PlanProblem::Weights { scale: of, sum } => {
            return text.f(
                "{scale}的指标权重加起来是 {sum}，要正好是 100。",
                [("scale", &text.t(scale(of)) as &dyn Display), ("sum", &sum)],
            );
        }
        PlanProblem::Indicators => "方案里一项指标也没有，或者太多。",
        PlanProblem::CodeTwice => "有两项指标用了同一个代码。",
        PlanProblem::Name => "指标的名称和依据都要写，不超过 60 个字。",
        PlanProblem::Counts => "这项指标用的数，不是这一类对象的数，或者没有选。",
        PlanProblem::Thresholds => "得满分和不得分的线不能一样，也不能超过 100%；扣的分不能超过满分。",
        PlanProblem::Sample { least } => {
            return text.f("最少样本要填 {n} 到 10000：一件、一份评价说明不了什么。", [("n", &least)]);
        }
        PlanProblem::Scored => {
            return text.f("评了的权重至少要有百分之 {n}，才出总分。", [("n", &SCORED_LEAST)]);
        }
        PlanProblem::Grades => "“好”的分数线要高于“一般”的，都在 1 到 100 之间。",
        PlanProblem::Annual => "占年度考核的分要在 1 到 100 之间。",
        PlanProblem::Percent => "占比要在 1 到 100 之间。",
        PlanProblem::Dates => "自查、社会评议、重点检查、总评要一个接一个，总评在这一期过完以后。",
    };
    text.t(sentence).to_owned()
}

/// Why something was not done.
pub fn refused(text: Text, organisation: &Organisation, refusal: &AssessmentRefusal) -> String {
    use AssessmentRefusal as It;
    let name = |person| words::person(text, organisation, person);
    let sentence = match *refusal {
        It::Plan(problem) => return plan_problem(text, problem),
        It::TermRuns { until } => {
            return text.f("这一期到 {day}才过完，过完再总评。", [("day", &text.date(until))]);
        }
        It::AnotherPerson { person } => {
            return text.f("这一步要由另一位来办，不能是{name}。", [("name", &name(person))]);
        }
        It::ObjectionOpen { until } => {
            return text.f("申诉还没有了结，最迟到 {day}；过了再授予。", [("day", &text.date(until))]);
        }
        It::Attendance(refusal) => return attendance_refused(text, organisation, refusal),
        It::NoPlan => "这一期还没有定考核方案。",
        It::TermOver => "这一期已经过完，或者已经总评，方案不能再改；要改的，从下一期改。",
        It::AlreadyScored => "这一期已经总评，不再收自查、评议、检查和评分。",
        It::NotScored => "还没有总评，没有可以公布的。",
        It::AlreadyPublished => "这一稿已经公布了。",
        It::NotPublished => "这一期还没有公布。",
        It::NotAssessed => "这一期不考核这个对象，请从列出的里面选。",
        It::NotLeader => "这要由本单位的负责人来办。",
        It::OwnMark => "不能给自己评分，请分管领导或另一位负责人来评。",
        It::OutOfMarks => "分数填 0 到 100。",
        It::Numbers => "人数对不上：满意的不多于答复的，答复的不多于问到的，至少问了一个人。",
        It::TooMany => "这里记的次数已经到顶，请和督查商量。",
        It::NothingToCorrect => "这个单位评的是好，或者不评档次，没有要整改的。",
        It::CorrectionWaits => "整改情况已经报了，等督查看。",
        It::NoAnswer => "单位还没有报整改情况。",
        It::CorrectionAccepted => "整改已经通过了。",
        It::NoAwardForUnits => "红旗窗口只给窗口，示范岗只给个人。",
        It::NotGood => "只有样本够、评为好的，才能授予。",
        It::Accountable => "受过问责处理，又没有被推翻，不能授予。",
        It::AlreadyAwarded => "已经授予了。",
    };
    text.t(sentence).to_owned()
}

fn attendance_refused(text: Text, organisation: &Organisation, refusal: AttendanceRefusal) -> String {
    use AttendanceRefusal as It;
    let sentence = match refusal {
        It::Day { from, until } => {
            return text.f(
                "只能登记 {from}到 {until}的考勤。",
                [("from", &text.date(from) as &dyn Display), ("until", &text.date(until))],
            );
        }
        It::AlreadyEntered { person } => {
            return text.f(
                "{name}这一天已经登记过，要改请写明理由更正。",
                [("name", &words::person(text, organisation, person))],
            );
        }
        It::OnLeave { person } => {
            return text.f(
                "{name}这一天登记了休假或者病假，不能登记在岗。已经回来的，先在“人员”里结束休假。",
                [("name", &words::person(text, organisation, person))],
            );
        }
        It::NotHead => "考勤由这个窗口的负责人或中心登记。",
        It::OwnAttendance => "自己的考勤不能自己登记，请中心登记。",
        It::NoSeat => "这个人这一天没有窗口岗位。",
        It::Nothing => "没有要登记的人，或者这一天没有登记过。",
        It::Same => "现在登记的就是这个，没有改。",
        It::TooOften => "这一条更正的次数已经到顶，请和督查商量。",
    };
    text.t(sentence).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    // R184: an English page says a formula with English names, longer names before those they hold; a Chinese one as it is written.
    #[test]
    fn a_formula_is_said_in_the_language_of_the_page() {
        let written = "100 - 200 × 超期办结 ÷ 办结 - max(0, 50 × 补正过的件 ÷ 办结 - 5)";
        let said =
            "100 - 200 × Concluded late ÷ Concluded - max(0, 50 × Cases with a correction ÷ Concluded - 5)";
        assert_eq!(spoken(Text::Chinese, written), written);
        assert_eq!(spoken(Text::English, written), said);
        let english = Count::ALL.iter().map(|it| spoken(Text::English, it.name())).collect::<Vec<_>>();
        assert!(english.iter().all(|it| it.is_ascii()), "{english:?}");
    }
}
