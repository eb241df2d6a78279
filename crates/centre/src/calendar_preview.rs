//! What another calendar would move, before anybody adopts it: the sweep's own door is asked with the other calendar,
//! and nothing is written.

use std::collections::HashSet;
use std::sync::Arc;

use calendar::{Calendar, CalendarVersion, Clock, Day, Instant, Shift};
use casework::{Case, ClockKind};
use catalogue::publish::{BodyState, InForce as Adopted, Published};
use catalogue::{CaseId, Digest, Organisation, UnitCode};
use ledger::{Domain, Found, World};
use tokio::sync::Semaphore;

use crate::account::Session;
use crate::calendar_notice::Unfit;
use crate::case::case_of;
use crate::domain::{Body, Desk, State};
use crate::row;
use crate::{Centre, Fault};

/// Moves of one page.
pub const MOVES_PAGE: usize = 50;
/// Moves that are kept for the pages; beyond, they are only counted.
const MOVES_MAX: usize = 20_000;
/// Open cases that are looked at.
const CASES_MAX: u64 = 200_000;
/// Streams of one reading.
const READ: u64 = 500;
/// Previews at the same time; each reads every open case.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Which deadline of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// The day of a clock.
    Clock(ClockKind),
    /// The day whose end is acceptance by silence (N4).
    Silence,
}

/// One deadline that another calendar moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The case.
    pub case: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// Body of the frozen revision of its item.
    pub item: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// Which of its deadlines.
    pub deadline: Deadline,
    /// The day now.
    pub from: Day,
    /// The day on the other calendar.
    pub to: Day,
}

/// One page of what another calendar would move, with the counts of all.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The calendar that was asked about.
    pub version: CalendarVersion,
    /// Days that would be worked or off otherwise than now; `true` where it would be worked.
    pub days: Vec<(Day, bool)>,
    /// Open cases looked at.
    pub cases: u64,
    /// Cases of which a deadline moves.
    pub cases_moved: u64,
    /// Deadlines that would fall earlier.
    pub earlier: u64,
    /// Deadlines that would fall later.
    pub later: u64,
    /// Deadlines that stay.
    pub stays: u64,
    /// The moves of this page, by the day now, then by number.
    pub moves: Vec<Move>,
    /// The page, from 1.
    pub page: usize,
    /// Pages in all, at least 1.
    pub pages: usize,
    /// There are more open cases or moves than are looked at.
    pub cut: bool,
}

/// The clocks of a case that still run, each with its day.
pub fn deadlines(case: &Case) -> Vec<(Deadline, Clock)> {
    let Some(facts) = case.facts() else { return Vec::new() };
    let running = facts.clocks.running().map(|(kind, watch)| (Deadline::Clock(kind), watch.clock));
    running.chain(facts.clocks.deeming.map(|clock| (Deadline::Silence, clock))).collect()
}

/// The deadlines of a case before and after it was laid on another calendar, each with how it shifts.
pub fn shifts(before: &Case, after: &Case) -> Vec<(Deadline, Day, Shift)> {
    let after = deadlines(after);
    let day_after = |deadline| after.iter().find(|(it, _)| *it == deadline).map(|(_, clock)| clock.due());
    deadlines(before)
        .into_iter()
        .map(|(deadline, clock)| {
            let from = clock.due();
            (deadline, from, Shift::between(from, day_after(deadline).unwrap_or(from)))
        })
        .collect()
}

/// The division as it would be with another calendar in force.
pub struct Supposed {
    division: String,
    now: i64,
    organisation: (State, Body),
    calendar: (State, Body),
}

const ORGANISATION: Digest = Digest([1; 32]);
const CALENDAR: Digest = Digest([2; 32]);

impl Supposed {
    /// This calendar under this organisation, at this instant.
    pub fn new(
        division: &str,
        organisation: Arc<Organisation>,
        calendar: Arc<Calendar>,
        now: Instant,
    ) -> Supposed {
        let state = |digest| BodyState {
            published: Some(Published { at: now, body: Adopted { revision: 1, digest } }),
        };
        Supposed {
            division: division.to_owned(),
            now: now.0,
            organisation: (State::Organisation(state(ORGANISATION)), Body::Organisation(organisation)),
            calendar: (State::Calendar(state(CALENDAR)), Body::Calendar(calendar)),
        }
    }

    /// The case as the sweep would leave it: re-dated by the same door, before time does anything else to it.
    pub fn redated(&self, stream: &str, case: &Case) -> Case {
        let world = World::new(self.now, ledger::TIME, &self.division, None, self);
        let state = State::Case(case.clone());
        let facts = Desk.redate(stream, &state, &world);
        match facts.iter().fold(state, |state, fact| Desk.evolve(state, fact)) {
            State::Case(case) => case,
            _ => case.clone(),
        }
    }
}

impl ledger::Known<Desk> for Supposed {
    fn stream(&self, stream: &str) -> Found<&State> {
        match stream {
            "organisation" => Found::Here(&self.organisation.0),
            "calendar" => Found::Here(&self.calendar.0),
            _ => Found::Absent,
        }
    }

    fn body(&self, digest: &[u8; 32]) -> Found<&Body> {
        match Digest(*digest) {
            ORGANISATION => Found::Here(&self.organisation.1),
            CALENDAR => Found::Here(&self.calendar.1),
            _ => Found::Absent,
        }
    }

    fn last_number(&self, _series: &ledger::Series) -> Found<u32> {
        Found::Here(0)
    }
}

/// Counts the shifts of one case after the other.
#[derive(Default)]
struct Tally {
    cases: u64,
    earlier: u64,
    later: u64,
    stays: u64,
    moved: HashSet<CaseId>,
    moves: Vec<Move>,
    cut: bool,
}

impl Tally {
    fn add(&mut self, id: CaseId, before: &Case, after: &Case) {
        let Some(facts) = before.facts() else { return };
        self.cases += 1;
        for (deadline, from, shift) in shifts(before, after) {
            match shift {
                Shift::Stays => self.stays += 1,
                Shift::Earlier(_) => self.earlier += 1,
                Shift::Later(_) => self.later += 1,
            }
            let Some(to) = shift.to() else { continue };
            self.moved.insert(id);
            if self.moves.len() >= MOVES_MAX {
                self.cut = true;
                continue;
            }
            self.moves.push(Move {
                case: id,
                case_no: row::case_number(facts),
                item: facts.body,
                authority: facts.authority,
                deadline,
                from,
                to,
            });
        }
    }

    fn page(mut self, version: CalendarVersion, days: Vec<(Day, bool)>, page: usize) -> Preview {
        self.moves.sort_by(|a, b| {
            (a.from, &a.case_no, a.case, a.deadline).cmp(&(b.from, &b.case_no, b.case, b.deadline))
        });
        let pages = self.moves.len().div_ceil(MOVES_PAGE).max(1);
        let page = page.clamp(1, pages);
        let moves = self.moves.into_iter().skip((page - 1) * MOVES_PAGE).take(MOVES_PAGE).collect();
        Preview {
            version,
            days,
            cases: self.cases,
            cases_moved: self.moved.len() as u64,
            earlier: self.earlier,
            later: self.later,
            stays: self.stays,
            moves,
            page,
            pages,
            cut: self.cut,
        }
    }
}

impl Centre {
    /// What this calendar would move, if it followed the one in force today: read, and nothing written. `page` is from
    /// 1. For those who see every case of the centre.
    pub async fn calendar_preview(
        &self,
        session: &Session,
        next: Calendar,
        page: usize,
    ) -> Result<Preview, Unfit> {
        let (organisation, held) = self.calendar_ground(session).await?;
        catalogue::publish_calendar::may_follow(&held, &next, self.today()).map_err(Unfit::Refused)?;
        let _place = PLACES.try_acquire().map_err(|_| Fault::Busy)?;
        let version = next.version();
        let days = held.differences(&next).into_iter();
        let days = days.map(|day| (day, next.is_working(day) == Ok(true))).collect();
        let supposed = Supposed::new(&self.division, organisation, Arc::new(next), self.instant());
        let mut tally = Tally::default();
        let mut after = "case/".to_owned();
        loop {
            let states = self.ledger.awake(&self.division, &after, READ).await.map_err(Fault::from)?;
            let full = states.len() as u64 == READ;
            for (stream, state) in states {
                if let (Some(id), State::Case(case)) = (case_of(&stream), &state) {
                    tally.add(id, case, &supposed.redated(&stream, case));
                }
                after = stream;
            }
            if !full || !after.starts_with("case/") {
                break;
            }
            if tally.cases >= CASES_MAX {
                tally.cut = true;
                break;
            }
        }
        Ok(tally.page(version, days, page))
    }
}
