//! Adopting a holiday notice: who may, and what no notice can change any more.
//!
//! The first calendar of a division comes with its installation ([`CalendarCommand::Adopt`]); every later one is the
//! calendar in force with one notice laid into it, adopted by a person whose post gives the power.

use calendar::{Calendar, CalendarVersion, Day, Instant, YearStatus};
use serde::{Deserialize, Serialize};

use crate::item::Post;
use crate::publish::{CalendarCommand, CalendarState, InForce, PublishEvent, PublishRefusal};
use crate::{Organisation, PersonId};

/// A notice laid into the calendar in force.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct AdoptNotice {
    /// The calendar that follows; its revision is the next one of the stream.
    pub body: InForce,
    /// The year that the notice arranges.
    pub year: u16,
}

/// A calendar came into force by a notice. The notice's number stands in the calendar, with the year.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeAdopted {
    /// When.
    pub at: Instant,
    /// The revision and its body.
    pub body: InForce,
    /// Who adopted it.
    pub by: PersonId,
    /// The year that the notice arranges.
    pub year: u16,
    /// The calendar as clocks name it.
    pub version: CalendarVersion,
}

/// Why a calendar cannot follow the one in force.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CalendarRefusal {
    /// The person holds no post that adopts calendars.
    NotAllowed,
    /// No calendar is in force that a notice could be laid into.
    NothingInForce,
    /// It is the notice that is in force already.
    Unchanged,
    /// It is older than what is in force: a provisional year in the place of a notice, or an edition that went before.
    Older,
    /// It changes a day that is over, on which recorded facts rest.
    DayIsOver {
        /// The first such day.
        day: Day,
    },
}

impl Organisation {
    /// Whether a person adopts calendars for the centre: its management, and nobody else.
    pub fn may_adopt_calendar(&self, person: PersonId, on: Day) -> bool {
        self.posts_of(person, on).any(|holding| holding.post == Post::CentreManager)
    }

    /// Whether a person may ask what a calendar would move: whoever sees every case of the centre.
    pub fn may_preview_calendar(&self, person: PersonId, on: Day) -> bool {
        let sees_all = [Post::CentreManager, Post::Supervisor, Post::GovernmentHead];
        self.posts_of(person, on).any(|holding| sees_all.contains(&holding.post))
    }
}

/// Whether one calendar may follow another today. A day that is over stays what it was, since what is on record rests
/// on it; today may still change, for no clock ends before midnight.
pub fn may_follow(held: &Calendar, next: &Calendar, today: Day) -> Result<(), CalendarRefusal> {
    if held.version().content == next.version().content || same_days(held, next) {
        return Err(CalendarRefusal::Unchanged);
    }
    let edition = |calendar: &Calendar| (calendar.version().year, calendar.version().issue);
    if edition(next) <= edition(held) || loses_a_notice(held, next) {
        return Err(CalendarRefusal::Older);
    }
    match held.differences(next).into_iter().find(|day| *day < today) {
        Some(day) => Err(CalendarRefusal::DayIsOver { day }),
        None => Ok(()),
    }
}

/// The same years say the same of the same days, wherever they were published.
fn same_days(held: &Calendar, next: &Calendar) -> bool {
    held.years().eq(next.years())
        && held.overlay() == next.overlay()
        && held.years().all(|(year, _)| {
            held.notice(year).map(calendar::Notice::days) == next.notice(year).map(calendar::Notice::days)
        })
}

fn loses_a_notice(held: &Calendar, next: &Calendar) -> bool {
    let official = |calendar: &Calendar, year: i32| {
        calendar.notice(year).is_some_and(|notice| notice.status() == YearStatus::Official)
    };
    held.years().any(|(year, _)| official(held, year) && !official(next, year))
}

/// What a person asks of the calendar's stream, with the two calendars it rests on.
pub fn adopt_notice(
    state: &CalendarState,
    asked: &AdoptNotice,
    by: PersonId,
    now: Instant,
    organisation: &Organisation,
    held: Option<&Calendar>,
    next: &Calendar,
) -> Result<Vec<PublishEvent>, PublishRefusal> {
    let refused = |refusal| Err(PublishRefusal::Calendar(refusal));
    if !organisation.may_adopt_calendar(by, now.day()) {
        return refused(CalendarRefusal::NotAllowed);
    }
    let Some(held) = held else { return refused(CalendarRefusal::NothingInForce) };
    // The revision first: whoever previewed on another calendar looks again, whatever the new one says.
    state.decide(&CalendarCommand::Adopt(asked.body), now)?;
    may_follow(held, next, now.day()).map_err(PublishRefusal::Calendar)?;
    let (body, year) = (asked.body, asked.year);
    Ok(vec![PublishEvent::NoticeAdopted(NoticeAdopted { at: now, body, by, year, version: next.version() })])
}

#[cfg(test)]
mod tests {
    use calendar::{DayRule, Notice};

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn held() -> &'static Calendar {
        Calendar::built_in()
    }

    fn with(days: &[(&str, DayRule)]) -> Calendar {
        let days: Vec<(Day, DayRule)> = days.iter().map(|(text, rule)| (day(text), *rule)).collect();
        held().with_days(&days, "补假").expect("the days are known")
    }

    fn noticed(text: &str) -> Calendar {
        held().with_year(Notice::parse(text).expect("it reads")).expect("it fits")
    }

    #[test]
    fn a_day_that_is_over_stays_and_today_may_still_change() {
        let friday = with(&[("2026-03-06", DayRule::Off)]);
        assert_eq!(may_follow(held(), &friday, day("2026-03-05")), Ok(()));
        assert_eq!(may_follow(held(), &friday, day("2026-03-06")), Ok(()));
        let over = Err(CalendarRefusal::DayIsOver { day: day("2026-03-06") });
        assert_eq!(may_follow(held(), &friday, day("2026-03-07")), over);
        // The first of several is named, a Saturday that would have been worked too.
        let both = with(&[("2026-03-06", DayRule::Off), ("2026-02-28", DayRule::Work)]);
        // The 28th of February 2026 is worked by notice already.
        assert_eq!(may_follow(held(), &both, day("2026-03-07")), over);
        let saturday = with(&[("2026-03-07", DayRule::Work)]);
        assert_eq!(may_follow(held(), &saturday, day("2026-03-07")), Ok(()));
        let over = Err(CalendarRefusal::DayIsOver { day: day("2026-03-07") });
        assert_eq!(may_follow(held(), &saturday, day("2026-03-08")), over);
    }

    #[test]
    fn a_notice_for_the_next_year_follows_and_the_same_again_does_not() {
        let next = noticed("year 2027 official\n2027-01-01..2027-01-03 off 元旦\n");
        let today = day("2026-11-21");
        assert_eq!(may_follow(held(), &next, today), Ok(()));
        assert_eq!(may_follow(&next, &next, today), Err(CalendarRefusal::Unchanged));
        let elsewhere = noticed("year 2027 official\nsource 文号\n2027-01-01..2027-01-03 off 元旦\n");
        assert_eq!(
            may_follow(&next, &elsewhere, today),
            Err(CalendarRefusal::Unchanged),
            "only the source differs"
        );
    }

    #[test]
    fn what_is_older_than_the_calendar_in_force_does_not_follow_it() {
        let next = noticed("year 2027 official\n2027-01-01..2027-01-03 off 元旦\n");
        let today = day("2026-11-21");
        assert_eq!(may_follow(&next, held(), today), Err(CalendarRefusal::Older));
        // The same year with the same days, but no longer by a notice.
        let again = with(&[("2027-06-01", DayRule::Off)]);
        assert_eq!(may_follow(&next, &again, today), Err(CalendarRefusal::Older));
    }
}
