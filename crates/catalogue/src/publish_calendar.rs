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
