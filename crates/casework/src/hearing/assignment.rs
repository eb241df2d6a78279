//! 指派检验核查人员: within five working days of acceptance at least two officers are named who will check (N22, 行政许可法第五十五条).

use super::command::Officers;
use super::event::Assigned;
use super::refusal::HearingRefusal as No;
use super::state::Hearing;
use crate::authority::{Desk, duty_of};
use crate::refusal::{ABLE_MAX, Able, Refusal};
use crate::state::{Facts, Handling, Watch};
use crate::visit;
use calendar::{Calendar, Clock, Day, Instant, Limit, LimitUnit, Thresholds};
use catalogue::PersonId;
use catalogue::item::{Item, ItemKind, Step};

/// Working days within which the officers are named.
pub const ASSIGN_DAYS: u16 = 5;

/// The step of a licence that is a check on site; none where the item has none.
fn checked(item: &Item) -> Option<&Step> {
    item.steps.iter().find(|step| item.kind == ItemKind::Licensing && visit::is_needed(step))
}

/// Named by whoever carries the case, until the check is done; naming others takes the place of the first, and the day of
/// the first counts.
pub(super) fn assign(
    hearing: &Hearing,
    desk: &Desk,
    handling: &Handling,
    officers: Officers,
) -> Result<Assigned, Refusal> {
    desk.carries()?;
    let step = checked(desk.item).ok_or(No::NoCheckOnSite)?;
    if desk.item.steps.iter().take(usize::from(handling.step)).any(visit::is_needed) {
        return Err(No::CheckDone.into());
    }
    let able = able(desk, step);
    let fits = |person: PersonId| able.iter().any(|it| it.person == person);
    if officers.first == officers.second || !fits(officers.first) || !fits(officers.second) {
        let able = able.into_iter().take(ABLE_MAX).collect();
        return Err(No::OfficersWrong { able }.into());
    }
    if hearing.officers.is_some_and(|named| named.officers == officers) {
        return Err(No::OfficersNamedBefore.into());
    }
    Ok(Assigned { at: desk.known.now, by: desk.actor(), officers })
}

/// Who may check today: of the step's unit, with its certificate, and kept apart from nothing done before.
fn able(desk: &Desk, step: &Step) -> Vec<Able> {
    let people = desk.known.organisation.who_may_do_step(step, desk.item, desk.today());
    let people = people.into_iter().map(|holder| holder.person);
    let apart = |person| duty_of(step).is_none_or(|duty| desk.blocked(person, duty).is_none());
    let certified = |person: &PersonId| visit::is_certified(desk.known.organisation, step, *person);
    people
        .filter(|person| certified(person) && apart(*person))
        .map(|person| Able { person, deputising: false })
        .collect()
}

/// The clock of naming them, with its light: from acceptance, ended when two are named. None where nothing is checked, or
/// before acceptance. It makes no case late.
pub fn clock(
    item: &Item,
    facts: &Facts,
    hearing: Option<&Hearing>,
    calendar: &Calendar,
    now: Instant,
) -> Option<Watch> {
    checked(item)?;
    let named = hearing.and_then(|it| it.officers).map(|named| named.since);
    watch(facts.acceptance?.accepted_on, named, calendar, now)
}

/// The same clock while somebody has to look at it, by what a list knows of a case: nobody is named and the check, which is
/// at or after the step in hand, is not done.
pub fn to_name(
    item: &Item,
    accepted_on: Day,
    step: u8,
    hearing: Option<&Hearing>,
    calendar: &Calendar,
    now: Instant,
) -> Option<Watch> {
    let at = item.steps.iter().position(visit::is_needed)?;
    let open = usize::from(step) <= at && hearing.is_none_or(|it| it.officers.is_none());
    checked(item).filter(|_| open)?;
    watch(accepted_on, None, calendar, now)
}

fn watch(accepted_on: Day, ended_at: Option<Instant>, calendar: &Calendar, now: Instant) -> Option<Watch> {
    let limit = Limit { number: ASSIGN_DAYS, unit: LimitUnit::WorkingDays };
    let clock = Clock::start(calendar, accepted_on, limit).ok()?;
    let thresholds = Thresholds::default();
    let light = clock.light(ended_at.unwrap_or(now), &thresholds, calendar);
    Some(Watch { clock, yellow_at: clock.yellow_from(calendar, &thresholds), light, ended_at })
}
