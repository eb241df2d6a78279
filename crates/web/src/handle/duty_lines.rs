//! Duties of supervision as lines of the desk: how many, until when, and the way there (A13, A15, A40, C27, N32, N50, R101, R186).

use std::fmt::Display;

use calendar::Day;
use centre::oversight::duty::{Duty, DutyWhat};

use pages::desk::{OfficeLine, Urgency};
use pages::text::Text;

/// From so many days before its last day on a duty is urgent.
const YELLOW_DAYS: i32 = 1;

/// A line of the desk: past its day it says so.
pub(super) fn line(text: Text, duty: &Duty, today: Day) -> OfficeLine {
    let (what, action, list, one) = said(duty.what);
    let day = duty.first_on.map_or_else(String::new, |day| text.date(day));
    let (n, overdue) = (duty.count, duty.overdue);
    let places: [(&str, &dyn Display); 3] = [("n", &n), ("day", &day), ("late", &overdue)];
    let mut sentence = text.f(what, places);
    if overdue > 0 {
        sentence += &text.f("，其中 {late} 件已经逾期", places);
    } else if duty.first_on.is_some() {
        sentence += &text.f("，最早的一件最迟 {day}", places);
    }
    // What is one is opened itself; its page has no choice of a list behind it.
    let page = list.split_once('?').map_or(list, |(page, _)| page);
    let href = if n == 1 && one { format!("/desk/{page}/{}", duty.one) } else { format!("/desk/{list}") };
    OfficeLine { sentence, href, action: text.t(action).to_owned(), urgency: urgency(duty, today) }
}

/// What is said of a duty, what to do, where its list is, and whether one of them has a page there.
fn said(what: DutyWhat) -> (&'static str, &'static str, &'static str, bool) {
    match what {
        DutyWhat::CorrectRating => ("有 {n} 条差评等您单位、窗口整改", "去整改", "bad-ratings", true),
        DutyWhat::AgreeDismissal => {
            ("有 {n} 条差评提出不计入，等您作为第二人表示意见", "去看", "bad-ratings", true)
        }
        DutyWhat::CallDrawn => {
            ("有 {n} 条了结的差评抽到督查再回访一次", "去回访", "bad-ratings?which=second-call", true)
        }
        DutyWhat::MakeRound => ("有 {n} 次检查轮到您做", "去做", "inspections", true),
        DutyWhat::CorrectPoint => ("检查发现的 {n} 处问题等您整改、答复", "去答复", "inspections", true),
        DutyWhat::LookAtPoint => ("检查发现的 {n} 处问题已经答复，等您核看", "去核看", "inspections", true),
        DutyWhat::CorrectTerm => ("考核一般、较差，有 {n} 项整改情况要报", "去报", "assessment", true),
        DutyWhat::LookAtTerm => ("有 {n} 个单位报了考核整改情况，等您核看", "去核看", "assessment", true),
        DutyWhat::SelfCheck => ("有 {n} 份考核自查要报", "去报", "assessment", true),
        DutyWhat::MarkStaff => ("有 {n} 名窗口人员等您单位打考核分", "去打分", "assessment", false),
        DutyWhat::HandInSummary => ("有 {n} 份年度总结和自查报告要上报", "去上报", "summaries", true),
        DutyWhat::ExplainLate => {
            ("办件通报里有 {n} 个单位超期，还没有公开说明理由", "去说明", "bulletins", true)
        }
        DutyWhat::LookAtAnswer => {
            ("有 {n} 张催办、督办单已经答复，等您看", "去看", "orders?which=answered", false)
        }
        DutyWhat::LayOpenDraw => ("有 {n} 次双随机抽查等您抽取", "去抽取", "draws", true),
        DutyWhat::DecideRecusal => ("双随机抽查有 {n} 个回避等您决定", "去决定", "draws", true),
        DutyWhat::VisitDrawn => ("双随机抽查抽到您检查 {n} 个，结果还没有录入", "去录入", "draws", true),
        DutyWhat::SignVisit => ("双随机抽查有 {n} 个检查结果等您签字公示", "去签字", "draws", true),
        DutyWhat::CompareList => ("有 {n} 份证照、用印、收费的清单要对账", "去对账", "reconcile", false),
        DutyWhat::FollowReferral => ("有 {n} 件移送的问责等回执或者反馈", "去录入", "accountability", true),
    }
}

/// Past its day it is red, on it and the day before yellow.
fn urgency(duty: &Duty, today: Day) -> Urgency {
    match duty.first_on.map(|day| day.number() - today.number()) {
        _ if duty.overdue > 0 => Urgency::Red,
        Some(..=YELLOW_DAYS) => Urgency::Yellow,
        _ => Urgency::Calm,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(what: DutyWhat, count: usize, first_on: Option<&str>) -> OfficeLine {
        let today = Day::parse("2026-11-20").expect("a day");
        let first_on = first_on.map(|day| Day::parse(day).expect("a day"));
        let overdue = usize::from(first_on.is_some_and(|day| day < today));
        let one = "2026/unit-sc".to_owned();
        line(Text::Chinese, &Duty { what, count, first_on, overdue, one }, today)
    }

    // R120, R186: before its last day a duty says the day, on the day before it is urgent, afterwards it is overdue.
    #[test]
    fn the_nearer_its_last_day_the_more_urgent_a_duty_is() {
        for (day, urgency, says) in [
            (Some("2026-11-22"), Urgency::Calm, "最早的一件最迟"),
            (Some("2026-11-21"), Urgency::Yellow, "最早的一件最迟"),
            (Some("2026-11-20"), Urgency::Yellow, "最早的一件最迟"),
            (Some("2026-11-19"), Urgency::Red, "其中 1 件已经逾期"),
            (None, Urgency::Calm, "有 2 次检查轮到您做"),
        ] {
            let line = drawn(DutyWhat::MakeRound, 2, day);
            assert_eq!(line.urgency, urgency, "{day:?}");
            assert!(line.sentence.contains(says), "{day:?}: {}", line.sentence);
            assert_eq!(line.href, "/desk/inspections");
        }
    }

    #[test]
    fn what_is_one_is_one_click_away_where_it_has_a_page() {
        assert_eq!(drawn(DutyWhat::CorrectTerm, 1, None).href, "/desk/assessment/2026/unit-sc");
        assert_eq!(drawn(DutyWhat::CorrectTerm, 2, None).href, "/desk/assessment");
        assert_eq!(drawn(DutyWhat::LookAtAnswer, 1, None).href, "/desk/orders?which=answered");
        assert_eq!(drawn(DutyWhat::MarkStaff, 1, None).href, "/desk/assessment");
        assert_eq!(drawn(DutyWhat::CallDrawn, 1, None).href, "/desk/bad-ratings/2026/unit-sc");
        assert_eq!(drawn(DutyWhat::CallDrawn, 2, None).href, "/desk/bad-ratings?which=second-call");
    }
}
