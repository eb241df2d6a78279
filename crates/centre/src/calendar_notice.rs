//! Adopting a holiday notice: reading what was handed in, laying it into the calendar in force, one entry, and the
//! history of calendars.

use std::sync::Arc;

use calendar::{Calendar, CalendarError, CalendarVersion, Day, DayRule, Instant, Notice};
use catalogue::publish::{CalendarCommand, CalendarState, InForce as Adopted, PublishEvent, PublishRefusal};
use catalogue::publish_calendar::{AdoptNotice, CalendarRefusal};
use catalogue::{Digest, Organisation, PersonId};
use ledger::{Body as LedgerBody, Done, Lane, Rejection, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::case::content_of;
use crate::domain::{Asked, Body, Fact, Obstacle, State};
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Versions that the history shows, the newest.
pub const HISTORY_MAX: u64 = 50;
/// The number of a notice in bytes, as a `source` of the text bears it.
pub const NUMBER_BYTES_MAX: usize = 200;

/// Why a notice or a question about the calendar is not taken.
#[derive(Debug)]
pub enum Unfit {
    /// The text cannot be read, at this line where one is named; or it does not fit the calendar in force.
    Text(CalendarError),
    /// The number of the notice is missing, has blanks, or is too long.
    Number,
    /// The rules refuse.
    Refused(CalendarRefusal),
    /// Another calendar came into force since the page was drawn: look at the preview again.
    Stale,
    /// The form was already used for another notice.
    IdReused,
    /// Our side.
    Fault(Fault),
}

impl From<Fault> for Unfit {
    fn from(fault: Fault) -> Unfit {
        Unfit::Fault(fault)
    }
}

impl From<CalendarError> for Unfit {
    fn from(error: CalendarError) -> Unfit {
        Unfit::Text(error)
    }
}

/// What was handed in: the text of one notice and its number.
#[derive(Debug, Clone, Copy)]
pub struct HandedIn<'a> {
    /// The text in the format of [`Notice::parse`].
    pub text: &'a str,
    /// The number under which the notice was published: 国办发明电〔2025〕7号.
    pub number: &'a str,
}

/// One calendar that was or is in force.
#[derive(Debug, Clone)]
pub struct CalendarLine {
    /// From 1, one after the other.
    pub revision: u32,
    /// As clocks name it.
    pub version: CalendarVersion,
    /// When it was adopted.
    pub at: Instant,
    /// Who adopted it: a person's id or the installation's word.
    pub actor: String,
    /// The year that the notice arranged; none for a calendar that was adopted whole.
    pub year: Option<u16>,
    /// Where that notice was published.
    pub sources: Vec<String>,
}

/// The calendar in force and how it came.
pub struct CalendarPage {
    /// In force.
    pub calendar: Arc<Calendar>,
    /// Its revision; an adoption names it, so that a preview of yesterday is not adopted today.
    pub revision: u32,
    /// Newest first.
    pub history: Vec<CalendarLine>,
    /// Whether this person may adopt a notice.
    pub may_adopt: bool,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
}

/// The calendar in force with a notice laid into it, and the year that the notice arranges.
pub fn laid(held: &Calendar, handed_in: HandedIn<'_>) -> Result<(Calendar, u16), Unfit> {
    let mut notice = Notice::parse(handed_in.text)?;
    let number = handed_in.number.trim();
    if number.is_empty() || number.len() > NUMBER_BYTES_MAX {
        return Err(Unfit::Number);
    }
    if !notice.sources().iter().any(|source| source == number) {
        notice.add_source(number).map_err(|_| Unfit::Number)?;
    }
    let year = u16::try_from(notice.year()).map_err(|_| CalendarError::from(calendar::Problem::Year))?;
    Ok((held.with_year(notice)?, year))
}

/// The calendar in force with days arranged otherwise: the question "what if".
pub fn supposed(held: &Calendar, days: &[(Day, DayRule)], name: &str) -> Result<Calendar, Unfit> {
    Ok(held.with_days(days, name)?)
}

impl Centre {
    /// What a preview rests on, for those who may see it.
    pub(crate) async fn calendar_ground(
        &self,
        session: &Session,
    ) -> Result<(Arc<Organisation>, Arc<Calendar>), Unfit> {
        let in_force = self.in_force().await?;
        let Some(organisation) = in_force.organisation else {
            return Err(Unfit::Refused(CalendarRefusal::NotAllowed));
        };
        if !organisation.may_preview_calendar(session.person, self.today()) {
            return Err(Unfit::Refused(CalendarRefusal::NotAllowed));
        }
        let Some(calendar) = in_force.calendar else {
            return Err(Unfit::Refused(CalendarRefusal::NothingInForce));
        };
        Ok((organisation, calendar))
    }

    /// The calendar in force, its history, and what this person may do with it.
    pub async fn calendar_page(&self, session: &Session) -> Result<CalendarPage, Unfit> {
        let (organisation, calendar) = self.calendar_ground(session).await?;
        let state = self.calendar_state().await?;
        let may_adopt = organisation.may_adopt_calendar(session.person, self.today());
        let history = self.calendar_history().await?;
        let revision = state.published.map_or(0, |it| it.body.revision);
        Ok(CalendarPage { calendar, revision, history, may_adopt, organisation })
    }

    /// Adopts a notice: one entry on the calendar's stream. `revision` is that of the calendar on which the preview was
    /// drawn, `command_id` was minted with the form. Open cases are re-dated by the sweep, each by its own entry.
    pub async fn calendar_notice_adopt(
        &self,
        session: &Session,
        command_id: [u8; 16],
        revision: u32,
        handed_in: HandedIn<'_>,
    ) -> Result<CalendarVersion, Unfit> {
        Ok(self.calendar_notice_adopted(session, command_id, revision, handed_in).await?.0)
    }

    /// The same, with what the ledger answered.
    pub async fn calendar_notice_adopted(
        &self,
        session: &Session,
        command_id: [u8; 16],
        revision: u32,
        handed_in: HandedIn<'_>,
    ) -> Result<(CalendarVersion, Done), Unfit> {
        #[derive(Serialize)]
        struct Content<'a>(&'a str, u32, &'a str, &'a str);
        let (_, held) = self.calendar_ground(session).await?;
        let (next, year) = laid(&held, handed_in)?;
        let version = next.version();
        let bytes = next.to_text().into_bytes();
        let body = Adopted { revision: revision.saturating_add(1), digest: sha256(&bytes) };
        let content = Content("calendar-notice", revision, handed_in.text, handed_in.number);
        let done = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream: "calendar".to_owned(),
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Calendar(CalendarCommand::AdoptNotice(AdoptNotice { body, year })),
                content: content_of(&content)?,
                occurred_at: None,
                expected_version: None,
                bodies: vec![LedgerBody { digest: body.digest.0, kind: "calendar".to_owned(), bytes }],
                with: Vec::new(),
                lane: Lane::People,
            })
            .await;
        *self.in_force.lock().expect("no panic while held") = None;
        match done {
            Ok(done) if done.replayed => {
                Ok((self.in_force().await?.calendar.map_or(version, |it| it.version()), done))
            }
            Ok(done) => Ok((version, done)),
            Err(Rejection::Refused(Obstacle::Publish(refusal))) => Err(match refusal {
                PublishRefusal::Calendar(refusal) => Unfit::Refused(refusal),
                PublishRefusal::RevisionOutOfOrder { .. } => Unfit::Stale,
                PublishRefusal::Unchanged => Unfit::Refused(CalendarRefusal::Unchanged),
                other => Fault::inside(format!("refused: {other:?}")).into(),
            }),
            Err(Rejection::Refused(other)) => Err(Fault::inside(format!("refused: {other:?}")).into()),
            Err(Rejection::Stale { .. }) => Err(Unfit::Stale),
            Err(Rejection::IdReused) => Err(Unfit::IdReused),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number).into()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable.into()),
            Err(Rejection::QueueFull) => Err(Fault::Busy.into()),
        }
    }

    async fn calendar_state(&self) -> Result<CalendarState, Fault> {
        let loaded = self.ledger.load(&self.division, "calendar").await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Calendar(state)) => state,
            _ => CalendarState::default(),
        })
    }

    /// The calendars of the division, newest first, at most [`HISTORY_MAX`].
    pub async fn calendar_history(&self) -> Result<Vec<CalendarLine>, Fault> {
        let version = self.ledger.load(&self.division, "calendar").await?.map_or(0, |loaded| loaded.version);
        let after = version.saturating_sub(HISTORY_MAX);
        let entries = self.ledger.entries(&self.division, "calendar", after, HISTORY_MAX).await?;
        let mut lines = Vec::with_capacity(entries.len());
        for entry in entries {
            let (at, body, year) = match self.ledger.event(&entry)? {
                Fact::Calendar(PublishEvent::CalendarAdopted(it)) => (it.at, it.body, None),
                Fact::Calendar(PublishEvent::NoticeAdopted(it)) => (it.at, it.body, Some(it.year)),
                _ => continue,
            };
            let Some(calendar) = self.calendar_body(body.digest).await? else { continue };
            let notice = year.and_then(|year| calendar.notice(i32::from(year)));
            lines.push(CalendarLine {
                revision: body.revision,
                version: calendar.version(),
                at,
                actor: entry.actor,
                year,
                sources: notice.map_or_else(Vec::new, |notice| notice.sources().to_vec()),
            });
        }
        lines.reverse();
        Ok(lines)
    }

    async fn calendar_body(&self, digest: Digest) -> Result<Option<Arc<Calendar>>, Fault> {
        Ok(match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::Calendar(calendar)) => Some(calendar.clone()),
            _ => None,
        })
    }
}

/// Who adopted, where it was a person.
pub fn person_of(line: &CalendarLine) -> Option<PersonId> {
    PersonId::parse(&line.actor).ok()
}
