//! The leader's page: open cases by unit and light, the late ones with their reason, every share with its count.

use std::collections::HashMap;

use axum::response::Response;
use calendar::{Calendar, Day, Instant, Light};
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{Organisation, UnitCode, WindowId};
use centre::account::Session;
use centre::counts::{DayFigure, UnitLights};
use centre::deemed::DeemedAtWindow;
use centre::list::{CaseBrief, Narrow, Which};
use centre::row::waits;

use super::{care_lines, lead_away, lead_status, words};
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page as draw_page};
use pages::desk::{Big, DeemedLine, Lead, Share, UnitLine, Worst};
use pages::layout::Nav;
use pages::text::Text;

/// Cases looked at: the most pressing; how many are late in all stands in the large numbers.
const LOOKED_AT: usize = 200;
/// Cases named on the page.
const NAMED: usize = 30;
/// Days back for acceptances by silence.
const DEEMED_DAYS: i32 = 30;

/// `GET /lead`
pub async fn page(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session).await).await
}

async fn draw(at: &At<'_>, session: &Session) -> Answer {
    let centre = &at.app.centre;
    let (today, now) = (centre.today(), centre.instant());
    let in_force = centre.in_force().await?;
    let (Some(organisation), Some(calendar)) = (in_force.organisation, in_force.calendar) else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let Some(scope) = scope(&organisation, session, today) else {
        return Ok(at.error(ErrorKind::Forbidden).await);
    };
    let (lights, statuses) = (centre.lights().await?, centre.status_lights().await?);
    let month = centre.figures_between(first_of_month(today), today).await?;
    let day: Vec<DayFigure> = centre.day_figures(today).await?;
    let since = today.plus_days(-DEEMED_DAYS);
    let deemed = centre.deemed_since(Some(session), since).await?;
    let received = centre.figures_between(since, today).await?;
    let handovers = centre.handovers_late(session).await?;
    let idle = centre.agents_idle(&scope, since).await?;
    let frame = at.titled(Nav::Lead, session, "领导看板").await;
    let text = frame.text;
    let seen = Seen { text, organisation: &organisation, calendar: &calendar, now, scope: &scope };
    let pressing = pressing(at, session, &seen).await?;
    let worst = worst(at, &seen, &pressing).await?;
    let page = Lead {
        frame,
        text,
        scope: seen.scope_words(),
        leads_all: leads_all(&organisation, session, today),
        counted_at: words::moment(text, now),
        bigs: seen.bigs(&lights, &pressing),
        shares: seen.shares(&day, &month, &lights),
        units: seen.units(&lights, &month),
        statuses: lead_status::table(text, &organisation, |unit| seen.has_code(unit), &statuses),
        worst,
        lateness: seen.lateness(&pressing),
        deemed: seen.deemed(since, &deemed, &received),
        handovers: care_lines::lines(at.app, text, session, &handovers).await?,
        handovers_cut: care_lines::cut(text, &handovers),
        idle: care_lines::idle(text, &organisation, &idle),
        away: lead_away::lines(text, &organisation, &received, |unit| seen.has_code(unit)),
    };
    Ok(draw_page(&page))
}

/// Whether a person leads the whole centre: its manager, who supervises it, the head of the government.
pub(super) fn leads_all(organisation: &Organisation, session: &Session, today: Day) -> bool {
    [Post::CentreManager, Post::Supervisor, Post::GovernmentHead]
        .into_iter()
        .any(|post| organisation.holds_anywhere(session.person, post, today))
}

/// Whose cases a person leads: nothing where none of the posts leads any, no unit where all do.
pub fn scope(organisation: &Organisation, session: &Session, today: Day) -> Option<Vec<UnitCode>> {
    let holdings: Vec<&PostHolding> =
        organisation.posts_of(session.person, today).filter(|holding| leads(holding.post)).collect();
    if holdings.is_empty() {
        return None;
    }
    if leads_all(organisation, session, today) {
        return Some(Vec::new());
    }
    let mut units: Vec<UnitCode> =
        holdings.iter().flat_map(|holding| units_of(organisation, holding)).collect();
    units.sort();
    units.dedup();
    // A window head whose window serves nobody leads no cases, and not all of them.
    (!units.is_empty()).then_some(units)
}

/// A window head leads what the window takes in; others their unit.
fn units_of(organisation: &Organisation, holding: &PostHolding) -> Vec<UnitCode> {
    if holding.post != Post::WindowHead {
        return vec![holding.unit];
    }
    let mine = |id: &WindowId, head: Option<catalogue::PersonId>| {
        holding.windows.contains(id) || head == Some(holding.person)
    };
    let windows = organisation.windows.iter().filter(|window| mine(&window.id, window.head));
    windows.flat_map(|window| window.serves.iter().copied()).collect()
}

pub(super) fn first_of_month(day: Day) -> Day {
    let (_, _, of_month) = day.ymd();
    day.plus_days(1 - of_month.cast_signed())
}

/// The most pressing cases of the scope that are late or soon will be.
async fn pressing(at: &At<'_>, session: &Session, seen: &Seen<'_>) -> Result<Vec<CaseBrief>, centre::Fault> {
    let centre = &at.app.centre;
    let which = if seen.scope.is_empty() { Which::All } else { Which::Units(seen.scope.to_vec()) };
    let mut cases = centre.case_list(session, which, Narrow::default(), None, LOOKED_AT).await?;
    // What is done and waits to be collected asks nothing of a leader, late as it was.
    cases.retain(|case| case.light(seen.now) != Light::Green && case.waits_for != waits::COLLECTION);
    // Late ones first, longest past its day first; the list itself comes by the instant at which the light turned.
    cases.sort_by_key(|case| (case.light(seen.now) != Light::Red, case.due_on, case.id));
    Ok(cases)
}

/// The cases named on the page; of the late ones also what was explained to the applicant.
async fn worst(at: &At<'_>, seen: &Seen<'_>, cases: &[CaseBrief]) -> Result<Vec<Worst>, centre::Fault> {
    let mut lines = Vec::new();
    for case in cases.iter().take(NAMED) {
        let mut reason = String::new();
        if case.light(seen.now) == Light::Red
            && let Some(state) = at.app.centre.case_state(case.id).await?
            && let Some(explained) = state.case.facts().and_then(|facts| facts.explained)
        {
            let day = seen.text.date(explained.expected_on);
            reason = seen.text.f("原因已写明，预计 {day}办好", [("day", &day)]);
        }
        let item = at.app.centre.item_body(case.item_body).await?;
        let item = item.map_or_else(|| case.item.clone(), |item| words::item(seen.text, &item));
        lines.push(seen.worst(case, item, reason));
    }
    Ok(lines)
}

struct Seen<'a> {
    text: Text,
    organisation: &'a Organisation,
    calendar: &'a Calendar,
    now: Instant,
    scope: &'a [UnitCode],
}

impl Seen<'_> {
    fn has_code(&self, unit: &str) -> bool {
        self.scope.is_empty() || self.scope.iter().any(|code| code.as_str() == unit)
    }

    fn scope_words(&self) -> String {
        if self.scope.is_empty() {
            return self.text.t("全中心").to_owned();
        }
        let names: Vec<String> =
            self.scope.iter().map(|code| words::unit(self.text, self.organisation, *code)).collect();
        match names.as_slice() {
            [first, _, _, ..] => self.text.f("{unit}等 {n} 个单位", [("unit", first), ("n", &names.len())]),
            _ => names.join(self.text.comma()),
        }
    }

    fn bigs(&self, lights: &[UnitLights], pressing: &[CaseBrief]) -> Vec<Big> {
        let mine = || lights.iter().filter(|unit| self.has_code(&unit.authority));
        let sum = |of: fn(&UnitLights) -> u64| mine().map(of).sum();
        let longest = pressing
            .iter()
            .filter(|case| case.light(self.now) == Light::Red)
            .map(|it| self.days_late(it))
            .max();
        let longest = longest.map_or_else(String::new, |n| {
            self.text.f("最久的晚了 {days}", [("days", &self.text.working_days(n))])
        });
        let big = |kind: &'static str, word: &str, count: u64, note: String| Big {
            href: format!("/desk/cases?light={kind}"),
            kind,
            word: self.text.t(word).to_owned(),
            count,
            note,
        };
        vec![
            big("red", "超期", sum(|it| count(it.red)), longest),
            big("yellow", "临期", sum(|it| count(it.yellow)), String::new()),
            big("green", "正常", sum(|it| count(it.green)), String::new()),
            big(
                "stopped",
                "计时暂停",
                sum(|it| count(it.stopped)),
                self.text.t("已经算在前面三种灯里").to_owned(),
            ),
        ]
    }

    fn shares(&self, day: &[DayFigure], month: &[DayFigure], lights: &[UnitLights]) -> Vec<Share> {
        let of = |figures: &[DayFigure], kind: &str| -> u64 {
            let mine =
                figures.iter().filter(|figure| figure.kind == kind && self.has_code(&figure.authority));
            mine.map(|figure| count(figure.count)).sum()
        };
        let share = |word: &str, value: String, counted: String| Share {
            word: self.text.t(word).to_owned(),
            value,
            counted,
        };
        let (all, late) = (of(month, "concluded"), of(month, "concluded_late"));
        let mine = || lights.iter().filter(|unit| self.has_code(&unit.authority));
        let open: u64 = mine().map(|it| count(it.red + it.yellow + it.green)).sum();
        let red: u64 = mine().map(|it| count(it.red)).sum();
        let of_cases = |part: u64, all: u64| match all {
            0 => String::new(),
            _ => self.text.f("{part}/{all} 件", [("part", &part), ("all", &all)]),
        };
        vec![
            share("今天收件", of(day, "received").to_string(), String::new()),
            share("今天受理", (of(day, "accepted") + of(day, "deemed")).to_string(), String::new()),
            share("今天办结", of(day, "concluded").to_string(), String::new()),
            share(
                "本月按承诺办结",
                percent(all.saturating_sub(late), all),
                of_cases(all.saturating_sub(late), all),
            ),
            share(
                "在办件没有超期",
                percent(open.saturating_sub(red), open),
                of_cases(open.saturating_sub(red), open),
            ),
        ]
    }

    /// A leader's own units first, then those with late cases.
    fn units(&self, lights: &[UnitLights], month: &[DayFigure]) -> Vec<UnitLine> {
        let mut sorted: Vec<&UnitLights> = lights.iter().collect();
        sorted.sort_by_key(|unit| {
            let own = !self.scope.is_empty() && self.has_code(&unit.authority);
            (!own, std::cmp::Reverse(unit.red), std::cmp::Reverse(unit.yellow))
        });
        sorted.into_iter().map(|unit| self.unit(unit, month)).collect()
    }

    fn unit(&self, unit: &UnitLights, month: &[DayFigure]) -> UnitLine {
        let of = |kind: &str| -> u64 {
            let mine =
                month.iter().filter(|figure| figure.kind == kind && figure.authority == unit.authority);
            mine.map(|figure| count(figure.count)).sum()
        };
        let (all, late) = (of("concluded"), of("concluded_late"));
        let kept = all.saturating_sub(late);
        let name =
            UnitCode::parse(&unit.authority).map(|code| words::unit(self.text, self.organisation, code));
        UnitLine {
            href: format!("/desk/cases?unit={}&hand=1", unit.authority),
            name: name.unwrap_or_else(|_| unit.authority.clone()),
            red: count(unit.red),
            yellow: count(unit.yellow),
            green: count(unit.green),
            stopped: count(unit.stopped),
            on_time: if all == 0 {
                String::new()
            } else {
                percent(kept, all) + &self.text.aside(format!("{kept}/{all}"))
            },
        }
    }

    fn worst(&self, case: &CaseBrief, item: String, reason: String) -> Worst {
        let unit = words::unit(self.text, self.organisation, case.authority);
        let holder = case.holder.map(|id| words::person(self.text, self.organisation, id));
        Worst {
            light: words::light_of_case(self.text, case.light(self.now), case.is_past_law(self.now)),
            href: format!("/desk/cases/{}", case.id),
            number: case.receipt_no.clone(),
            item,
            holder: holder.map_or_else(|| unit.clone(), |name| format!("{unit} · {name}")),
            due: case.due_on.map_or_else(String::new, |day| self.text.date(day)),
            left: case.due_on.map_or_else(String::new, |day| {
                words::days_of(self.text, case, day, self.now, self.calendar)
            }),
            reason,
        }
    }

    /// Working days since the day shown; at least one.
    fn days_late(&self, case: &CaseBrief) -> u32 {
        let due = case.due_on.unwrap_or(self.now.day());
        self.calendar.working_days_between(due, self.now.day()).unwrap_or(1).max(1).unsigned_abs()
    }

    fn lateness(&self, pressing: &[CaseBrief]) -> Vec<(String, u64)> {
        let late: Vec<u32> = pressing
            .iter()
            .filter(|case| case.light(self.now) == Light::Red)
            .map(|case| self.days_late(case))
            .collect();
        if late.is_empty() {
            return Vec::new();
        }
        let within =
            |days: std::ops::RangeInclusive<u32>| late.iter().filter(|n| days.contains(n)).count() as u64;
        vec![
            (self.text.f("{n} 个工作日", [("n", &"1–3")]), within(1..=3)),
            (self.text.f("{n} 个工作日", [("n", &"4–10")]), within(4..=10)),
            (self.text.f("超过 {n} 个工作日", [("n", &10)]), within(11..=u32::MAX)),
        ]
    }

    /// Windows with an acceptance by silence, each with what it received in the same days (F3).
    fn deemed(&self, since: Day, deemed: &[DeemedAtWindow], figures: &[DayFigure]) -> Vec<DeemedLine> {
        let mut received: HashMap<&str, u64> = HashMap::new();
        for figure in figures.iter().filter(|it| self.has_code(&it.authority)) {
            if let Some(window) = figure.kind.strip_prefix("received/") {
                *received.entry(window).or_default() += count(figure.count);
            }
        }
        let line = |at: &DeemedAtWindow| DeemedLine {
            window: WindowId::parse(&at.window)
                .map_or_else(|_| at.window.clone(), |id| words::window(self.text, self.organisation, id)),
            deemed: count(at.count),
            received: received.get(at.window.as_str()).copied().unwrap_or_default().max(count(at.count)),
            href: format!("/desk/cases?deemed={since}&window={}", at.window),
        };
        let mut sorted: Vec<&DeemedAtWindow> = deemed.iter().collect();
        // In the order of the hall: as text the tenth window would come before the second.
        sorted.sort_by_key(|at| self.organisation.windows.iter().position(|it| it.id.as_str() == at.window));
        sorted.into_iter().map(line).collect()
    }
}

pub(super) fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// A share in percent with one place; a dash where nothing was counted.
fn percent(part: u64, all: u64) -> String {
    if all == 0 {
        return "—".to_owned();
    }
    // Rounded down: 100 % is said only where nothing is missing.
    let thousandths = part * 1000 / all;
    match thousandths % 10 {
        0 => format!("{} %", thousandths / 10),
        tenth => format!("{}.{tenth} %", thousandths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_and_nothing_counted_is_no_share() {
        assert_eq!(percent(108, 112), "96.4 %");
        assert_eq!(percent(1999, 2000), "99.9 %");
        assert_eq!(percent(3, 3), "100 %");
        assert_eq!(percent(0, 0), "—");
    }

    #[test]
    fn a_month_begins_on_its_first_day() {
        let day = Day::from_ymd(2026, 11, 21).expect("a day");
        assert_eq!(Some(first_of_month(day)), Day::from_ymd(2026, 11, 1));
    }
}
