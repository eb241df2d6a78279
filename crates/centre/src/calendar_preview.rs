//! What another calendar would move, before anybody adopts it: the sweep's own door is asked with the other calendar,
//! and nothing is written.

use std::collections::HashMap;
use std::sync::Arc;

use calendar::{Calendar, CalendarVersion, Day, Instant, Shift};
use casework::certificate::{Certificate, CertificateId, Heard};
use casework::{Case, ClockKind, Stage};
use catalogue::publish::{BodyState, InForce as Adopted, Published};
use catalogue::{CaseId, ComplaintId, Digest, Organisation, UnitCode};
use ledger::{Domain, Found, World};
use oversight::complaint::Complaint;
use store::Statement;
use tokio::sync::Semaphore;

use crate::account::Session;
use crate::calendar_laid::Calendars;
use crate::calendar_notice::Unfit;
use crate::case::case_of;
use crate::domain::{Body, Desk, State};
use crate::kinds::Kind;
use crate::kinds::case::Cases;
use crate::kinds::certificate::Certificates;
use crate::kinds::complaint::Complaints;
use crate::oversight::complaint::number_text;
use crate::row;
use crate::{Centre, Fault};

/// Moves of one page.
pub const MOVES_PAGE: usize = 50;
/// Moves that are kept for the pages; beyond, they are only counted.
const MOVES_MAX: usize = 20_000;
/// Open cases and complaints that are looked at.
const SEEN_MAX: u64 = 200_000;
/// Certificates with proceedings that are looked at.
const PROCEEDINGS_MAX: i64 = 1_000;
const CASES: &str = <Cases as Kind>::STREAM;
const COMPLAINTS: &str = <Complaints as Kind>::STREAM;
const CERTIFICATES: &str = <Certificates as Kind>::STREAM;
/// Streams of one reading.
const READ: u64 = 500;
/// Previews at the same time; each reads every open case.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Which deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// The day of a clock of a case.
    Clock(ClockKind),
    /// The day whose end is acceptance by silence (N4).
    Silence,
    /// The applicant's last day for the papers of a correction notice (E14).
    Correction,
    /// The applicant's last day for deferred papers (N56).
    Deferral,
    /// The agent's last day for the re-check (C17).
    Recheck,
    /// The holder's last day to speak before a certificate is ended (N25).
    Statement,
    /// The day by which a complaint is answered (N57).
    Complaint,
    /// The last day of a party, by its place on the register, to state and to ask for a hearing (N18).
    Party(u8),
    /// The last day to organise the hearing that was asked for (N18).
    Hearing,
    /// The last day to name the officers of a check (N22).
    Officers,
    /// The applicant's last day to put right what a check of the commitment found (N55).
    PutRight,
}

/// Whose deadline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A case.
    Case(CaseId),
    /// A certificate that is to be ended.
    Certificate(CertificateId),
    /// A complaint.
    Complaint(ComplaintId),
}

/// One deadline that another calendar moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Whose.
    pub subject: Subject,
    /// 办件编号; of a certificate the receipt number of its case; of a complaint its own.
    pub number: String,
    /// Body of the frozen revision of its item; none of a complaint.
    pub item: Option<Digest>,
    /// The authority; of a complaint the unit, once there is one.
    pub unit: Option<UnitCode>,
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
    /// Open cases, complaints and proceedings looked at.
    pub seen: u64,
    /// Those of which a deadline moves.
    pub moved: u64,
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

/// The deadlines of a case that still run, each with its day.
pub fn deadlines(case: &Case) -> Vec<(Deadline, Day)> {
    let Case::Filed(file) = case else { return Vec::new() };
    let clocks = &file.facts.clocks;
    let running = clocks.running().map(|(kind, watch)| (Deadline::Clock(kind), watch.clock.due()));
    let recheck = match file.stage {
        Stage::Decided { recheck_by, .. } => Some((Deadline::Recheck, recheck_by)),
        _ => None,
    };
    running
        .chain(clocks.deeming.map(|clock| (Deadline::Silence, clock.due())))
        .chain(file.correction_runs().map(|it| (Deadline::Correction, it.bring_by)))
        .chain(file.deferral_runs().map(|it| (Deadline::Deferral, it.bring_by)))
        .chain(recheck)
        .collect()
}

/// The deadlines of any stream that follow the calendar and still run.
fn deadlines_of(state: &State) -> Vec<(Deadline, Day)> {
    match state {
        State::Case(case) => deadlines(case),
        State::Certificate(Certificate::Issued(file)) => {
            let waiting = file.proceeding.filter(|it| it.heard == Heard::Awaited);
            waiting.and_then(|it| Some((Deadline::Statement, it.speak_by?))).into_iter().collect()
        }
        State::Complaint(Complaint::Filed(filed)) => {
            let clock = filed.running().filter(|_| !filed.overdue);
            clock.map(|clock| (Deadline::Complaint, clock.due())).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The deadlines of a case before and after it was laid on another calendar, each with how it shifts.
pub fn shifts(before: &Case, after: &Case) -> Vec<(Deadline, Day, Shift)> {
    shifted(deadlines(before), &deadlines(after))
}

fn shifted(before: Vec<(Deadline, Day)>, after: &[(Deadline, Day)]) -> Vec<(Deadline, Day, Shift)> {
    let day_after = |deadline| after.iter().find(|(it, _)| *it == deadline).map(|(_, day)| *day);
    let shift =
        |(deadline, from)| (deadline, from, Shift::between(from, day_after(deadline).unwrap_or(from)));
    before.into_iter().map(shift).collect()
}

/// The division as it would be with another calendar in force.
struct Supposed {
    division: String,
    now: i64,
    organisation: (State, Body),
    calendar: (State, Body),
}

const ORGANISATION: Digest = Digest([1; 32]);
const CALENDAR: Digest = Digest([2; 32]);

impl Supposed {
    /// This calendar under this organisation, at this instant.
    fn new(
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

    /// The stream as the sweep would leave it: re-dated by the same door, before time does anything else to it.
    fn redated(&self, stream: &str, state: &State) -> State {
        let world = World::new(self.now, ledger::TIME, &self.division, None, self);
        let facts = Desk.redate(stream, state, &world);
        facts.iter().fold(state.clone(), |state, fact| Desk.evolve(state, fact))
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

/// Counts the shifts of one stream after the other.
#[derive(Default)]
struct Tally {
    seen: u64,
    earlier: u64,
    later: u64,
    stays: u64,
    moved: u64,
    moves: Vec<Move>,
    cut: bool,
}

/// Deadlines of a stream that no entry moves: they are laid on whatever calendar is in force. Those on the calendar in force,
/// and the same on the other.
pub(crate) type Laid = (Vec<(Deadline, Day)>, Vec<(Deadline, Day)>);

/// What a moved deadline stands under; nothing of a stream that has none.
fn about(stream: &str, state: &State) -> Option<(Subject, String, Option<Digest>, Option<UnitCode>)> {
    match state {
        State::Case(case) => {
            let facts = case.facts()?;
            let subject = Subject::Case(case_of(stream)?);
            Some((subject, row::case_number(facts), Some(facts.body), Some(facts.authority)))
        }
        State::Certificate(Certificate::Issued(file)) => {
            let number = row::receipt_text(file.receipt);
            Some((Subject::Certificate(file.id()), number, Some(file.body), Some(file.authority)))
        }
        State::Complaint(Complaint::Filed(filed)) => {
            let id = ComplaintId::parse(stream.strip_prefix(COMPLAINTS)?).ok()?;
            Some((Subject::Complaint(id), number_text(filed.number), None, filed.unit()))
        }
        _ => None,
    }
}

impl Tally {
    fn add(&mut self, stream: &str, before: &State, supposed: &Supposed) {
        let (from, to) = (deadlines_of(before), deadlines_of(&supposed.redated(stream, before)));
        self.seen += 1;
        self.count(stream, before, from, &to);
    }

    /// Counts what moves of a stream that was looked at.
    fn count(
        &mut self,
        stream: &str,
        state: &State,
        before: Vec<(Deadline, Day)>,
        after: &[(Deadline, Day)],
    ) {
        let Some((subject, number, item, unit)) = about(stream, state) else { return };
        let mut moved = false;
        for (deadline, from, shift) in shifted(before, after) {
            match shift {
                Shift::Stays => self.stays += 1,
                Shift::Earlier(_) => self.earlier += 1,
                Shift::Later(_) => self.later += 1,
            }
            let Some(to) = shift.to() else { continue };
            moved = true;
            if self.moves.len() >= MOVES_MAX {
                self.cut = true;
                continue;
            }
            self.moves.push(Move { subject, number: number.clone(), item, unit, deadline, from, to });
        }
        self.moved += u64::from(moved);
    }

    fn page(mut self, version: CalendarVersion, days: Vec<(Day, bool)>, page: usize) -> Preview {
        // Streams were read in their order, so the order of equals is the same for every page.
        self.moves.sort_by(|a, b| (a.from, &a.number, a.deadline).cmp(&(b.from, &b.number, b.deadline)));
        let pages = self.moves.len().div_ceil(MOVES_PAGE).max(1);
        let page = page.clamp(1, pages);
        let moves = self.moves.into_iter().skip((page - 1) * MOVES_PAGE).take(MOVES_PAGE).collect();
        Preview {
            version,
            days,
            seen: self.seen,
            moved: self.moved,
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
        let next = Arc::new(next);
        let supposed = Supposed::new(&self.division, organisation, next.clone(), self.instant());
        let calendars = Calendars { held, next };
        let mut tally = Tally::default();
        for prefix in [CASES, COMPLAINTS] {
            self.look_at_awake(prefix, &supposed, &calendars, &mut tally).await?;
        }
        self.look_at_proceedings(&supposed, &mut tally).await?;
        for (stream, state, (before, after)) in self.put_right_laid(&calendars).await? {
            tally.count(&stream, &state, before, &after);
        }
        Ok(tally.page(version, days, page))
    }

    /// Every stream of a kind that waits for time.
    async fn look_at_awake(
        &self,
        prefix: &str,
        supposed: &Supposed,
        calendars: &Calendars,
        tally: &mut Tally,
    ) -> Result<(), Fault> {
        let mut after = prefix.to_owned();
        loop {
            let states = self.ledger.awake(&self.division, &after, READ).await?;
            let full = states.len() as u64 == READ;
            let mut laid =
                if prefix == CASES { self.hearings_laid(&states, calendars).await? } else { HashMap::new() };
            for (stream, state) in states {
                if stream.starts_with(prefix) {
                    tally.add(&stream, &state, supposed);
                    if let Some((from, to)) = laid.remove(&stream) {
                        tally.count(&stream, &state, from, &to);
                    }
                }
                after = stream;
            }
            if !full || !after.starts_with(prefix) {
                return Ok(());
            }
            if tally.seen >= SEEN_MAX {
                tally.cut = true;
                return Ok(());
            }
        }
    }

    /// Of certificates only those that are to be ended: every other one waits for time too, and for no working day.
    async fn look_at_proceedings(&self, supposed: &Supposed, tally: &mut Tally) -> Result<(), Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select certificate from certificate_row where division = $1 and proceeding = 1
                 order by certificate limit $2",
                vec![self.division.as_str().into(), PROCEEDINGS_MAX.into()],
            ))
            .await?;
        tally.cut |= rows.len() as i64 == PROCEEDINGS_MAX;
        let ids = rows.iter().map(|row| Ok(format!("{CERTIFICATES}{}", row.text(0)?)));
        let streams = ids.collect::<Result<Vec<String>, Fault>>()?;
        let states = self.ledger.load_all(&self.division, &streams).await?;
        for stream in &streams {
            if let Some(state) = states.get(stream) {
                tally.add(stream, state, supposed);
            }
        }
        Ok(())
    }
}
