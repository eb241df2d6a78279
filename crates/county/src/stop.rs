//! A clock that stands still in the life of the county: what is asked for, its document, its result (F7, N17).

use casework::{Facts, Handling, Stop};
use catalogue::item::{ExclusionKind, ItemExclusion};
use centre::act::Act;

use super::matter::Matter;
use super::simulate::{DAY, HOUR};

/// What whoever carries the case does about a stop.
pub enum Stands {
    /// The clock runs; the case goes on.
    Runs,
    /// This is done now.
    Does(Box<Act>),
    /// Nothing before this instant.
    Waits(i64),
}

/// The request, with its document, or where the matter says so without.
pub fn ask(matter: &Matter, facts: &Facts) -> Option<Act> {
    let exclusion = matter.item.exclusions.first()?;
    Some(Act::AskStop {
        exclusion: 0,
        days: exclusion.max_days.clamp(1, 12),
        reason: format!("需要{}，结果出来前无法判断。", exclusion.name),
        order: if matter.order_later { String::new() } else { document(exclusion, facts) },
    })
}

/// While the clock stands still, or past the plan: the document the day after the notice, the result a day or two before the
/// plan ends; for slow matters it does not come in time.
pub fn stands(matter: &Matter, facts: &Facts, handling: &Handling, now: i64) -> Stands {
    let (asked, from, planned_until) = match handling.stop {
        Stop::Stopped { asked, from, planned_until, .. } => (asked, from, planned_until),
        Stop::PastPlan { .. } => return Stands::Does(Box::new(came("检测结果晚到，符合要求。"))),
        Stop::Running | Stop::Asked(_) => return Stands::Runs,
    };
    let morning = |day: calendar::Day| day.start().0 + 9 * HOUR;
    let exclusion = matter.item.exclusions.get(usize::from(asked.exclusion));
    if let (Some(_), Some(exclusion)) = (facts.stop_order, exclusion) {
        let shown = morning(from) + DAY;
        let order = document(exclusion, facts);
        return if now < shown {
            Stands::Waits(shown)
        } else {
            Stands::Does(Box::new(Act::ShowStopOrder { order }))
        };
    }
    let comes = if matter.slow > 2 { planned_until.plus_days(2) } else { planned_until.plus_days(-1) };
    let comes = morning(comes.max(from.plus_days(1)));
    if now < comes {
        Stands::Waits(comes)
    } else {
        Stands::Does(Box::new(came("检测结果已送达，符合要求。")))
    }
}

fn came(result: &str) -> Act {
    Act::Resume { result: result.into() }
}

/// The document that a stop on this ground rests on.
fn document(exclusion: &ItemExclusion, facts: &Facts) -> String {
    let name = match exclusion.kind {
        ExclusionKind::Suspension => "有关机关来函".to_owned(),
        ExclusionKind::SpecialProcedure if exclusion.name.contains("听证") => "听证通知书".to_owned(),
        ExclusionKind::SpecialProcedure if exclusion.name.contains("征求") => "征求意见函".to_owned(),
        ExclusionKind::SpecialProcedure => format!("{}委托书", exclusion.name),
    };
    format!("{name}〔{}〕{} 号", facts.receipt.year, facts.receipt.n)
}
