//! Attendance: the sheet of a day, entered by the head of a window, and the figures of a month (R137).

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, WindowId};
use ledger::Done;
use oversight::attendance::{Attendance, Command, Event, Mark, enters, heads, seated};
use store::Statement;

use super::finding::Line;
use super::{Asking, sealed};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::attendance::stream_of;
use crate::particulars::Texts;
use crate::{Centre, Fault};

/// Rows of a month: people times marks.
const ROWS_MAX: u64 = 4_000;

/// A person on the sheet of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub person: PersonId,
    /// At which window.
    pub window: WindowId,
    /// What was entered.
    pub mark: Option<Mark>,
    /// How often it was corrected.
    pub corrections: u8,
    /// Whether the reader enters it.
    pub mine: bool,
}

/// The sheet of a day.
pub struct AttendanceView {
    /// Which day.
    pub day: Day,
    /// Its version, for forms.
    pub version: u64,
    /// People the reader sees.
    pub seats: Vec<Seat>,
    /// What happened to them, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The reasons.
    pub texts: Texts,
    /// Days of the month so far: by person, how often each mark.
    pub month: BTreeMap<PersonId, BTreeMap<Mark, i64>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub read_at: Instant,
}

impl Centre {
    /// The sheet of a day, with the people one enters; supervision and the centre see all, everybody the own line.
    pub async fn attendance_fetch(&self, session: &Session, day: Day) -> Result<AttendanceView, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        if day > today {
            return Err(Problem::NotFound);
        }
        let all = [Post::Supervisor, Post::CentreManager]
            .into_iter()
            .any(|post| organisation.holds_anywhere(me, post, today));
        let stream = stream_of(day);
        let (state, version) = match self.ledger.load(&self.division, &stream).await? {
            Some(loaded) => match loaded.state {
                State::Attendance(state) => (state, loaded.version),
                _ => return Err(Problem::NotFound),
            },
            None => (Attendance::default(), 0),
        };
        let mut places: BTreeMap<PersonId, WindowId> = seated(&organisation, day).into_iter().collect();
        places.extend(state.people.iter().map(|(person, it)| (*person, it.window)));
        let sees =
            |person: PersonId, window: WindowId| all || person == me || heads(&organisation, me, window, day);
        let seat = |(person, window): (PersonId, WindowId)| {
            let entered = state.people.get(&person);
            let mine = enters(&organisation, me, person, window, day);
            let (mark, corrections) = (entered.map(|it| it.mark), entered.map_or(0, |it| it.corrections));
            Seat { person, window, mark, corrections, mine }
        };
        let seats: Vec<Seat> =
            places.into_iter().filter(|(person, window)| sees(*person, *window)).map(seat).collect();
        let shown = |person: PersonId| seats.iter().any(|it| it.person == person);
        let mut lines = self.history(&stream, Event::decode).await?;
        lines.retain(|line| {
            let (Event::Recorded(oversight::attendance::Recorded { person, .. })
            | Event::Corrected(oversight::attendance::Corrected { person, .. })) = line.event;
            shown(person)
        });
        let mut month = self.attendance_month(day).await?;
        month.retain(|person, _| shown(*person));
        let (texts, read_at) = (self.texts_of(&stream).await?, self.instant());
        Ok(AttendanceView { day, version, seats, lines, texts, month, organisation, read_at })
    }

    /// How often each mark was entered of each person in the month of a day.
    async fn attendance_month(&self, day: Day) -> Result<BTreeMap<PersonId, BTreeMap<Mark, i64>>, Fault> {
        let (year, month, _) = day.ymd();
        let sql = "select person, mark, cast(count(*) as bigint) from attendance_row where division = $1 and day like $2 \
                   group by person, mark order by person, mark limit $3";
        let params =
            vec![self.division.as_str().into(), format!("{year}-{month:02}-%").into(), ROWS_MAX.into()];
        let mut all: BTreeMap<PersonId, BTreeMap<Mark, i64>> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let (Ok(person), Some(mark)) = (PersonId::parse(row.text(0)?), Mark::parse(row.text(1)?)) {
                all.entry(person).or_default().insert(mark, row.int(2)?);
            }
        }
        Ok(all)
    }

    /// The head of a window enters people of a day.
    pub async fn attendance_enter(
        &self,
        session: &Session,
        command_id: [u8; 16],
        day: Day,
        people: Vec<(PersonId, WindowId, Mark)>,
    ) -> Result<Done, Problem> {
        let content = content_of(&("attendance", day.to_string(), &people))?;
        let asking = Asking { stream: stream_of(day), command_id, version: None, content, by: session };
        self.supervise(asking, |_| Ok(Asked::Attendance(Command::Enter { day, people }))).await
    }

    /// The same person corrects one of them, with a reason.
    pub async fn attendance_correct(
        &self,
        session: &Session,
        command_id: [u8; 16],
        day: Day,
        (person, mark): (PersonId, Mark),
        reason: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("reason", reason, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let content = content_of(&("attendance-correct", day.to_string(), person, mark, reason))?;
        let asking = Asking { stream: stream_of(day), command_id, version: None, content, by: session };
        self.supervise(asking, |sealer| {
            let reason = sealed(sealer, "attendance-reason", reason)?;
            Ok(Asked::Attendance(Command::Correct { day, person, mark, reason }))
        })
        .await
    }
}
