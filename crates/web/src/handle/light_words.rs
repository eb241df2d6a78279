//! Why the light of a case is as it is: past the law's limit, and everything that makes it yellow (6.5, F7, F30, N14).

use calendar::Light;
use casework::YellowCause;
use centre::file::CaseFile;

use super::words;
use pages::text::Text;

/// A sentence for each reason; none while the light is green.
pub fn why(text: Text, file: &CaseFile) -> Vec<String> {
    let (case, now) = (&file.state.case, file.now);
    let light = case.light(now);
    if light == Light::Green {
        return Vec::new();
    }
    let past = case.law_broken_at().filter(|_| case.is_past_law(now)).map(|at| {
        let day = text.date(at.day().plus_days(-1));
        text.f("超过了法定时限，最后一天是 {day}。", [("day", &day)])
    });
    let causes = case.yellow_causes(now);
    let causes = causes.into_iter().filter_map(|cause| match cause {
        // Late says more than soon late.
        YellowCause::Limit if light == Light::Red => None,
        YellowCause::Limit => Some(text.t("期限快到了。").to_owned()),
        YellowCause::StopPastPlan { planned_until } => {
            Some(text.f("暂停计时到 {day}为止，结果还没有登记。", [("day", &text.date(planned_until))]))
        }
        YellowCause::HandOver { to, take_by } => Some(text.f(
            "移交给{name}，到 {day}还没有签收。",
            [
                ("name", &words::person(text, &file.organisation, to) as &dyn std::fmt::Display),
                ("day", &text.date(take_by)),
            ],
        )),
    });
    past.into_iter().chain(causes).collect()
}

/// The stable words of what makes the light yellow, for programs.
pub fn cause_key(cause: YellowCause) -> &'static str {
    match cause {
        YellowCause::Limit => "limit",
        YellowCause::StopPastPlan { .. } => "stop-past-plan",
        YellowCause::HandOver { .. } => "hand-over",
    }
}
