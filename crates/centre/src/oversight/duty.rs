//! Duties of supervision with a last day, for whoever has them: they stand on the desk before the day is over, and after it as overdue
//! (A13, A15, A40, C27, N32, N50, R101, R120, R121, R186).

use std::collections::BTreeMap;

use calendar::Day;
use catalogue::item::Post;
use catalogue::{InspectionId, Organisation, PersonId, RatingId, UnitCode, WindowId};
use oversight::assessment::Assessment;
use oversight::attendance::seated;
use oversight::inspection::{Inspection, Standing, may_answer, may_inspect, may_judge};
use oversight::rating::Way;
use oversight::summary::opens;
use oversight::{leads, speaks_for};
use store::{Statement, Value};

use crate::account::Session;
use crate::case::Problem;
use crate::domain::State;
use crate::scope::one_of;
use crate::{Centre, Fault, kinds};

/// Matters of one kind that are looked at; more are many.
const EACH_MAX: u64 = 100;
/// Days ahead of its last one from which a round is asked for, and after it for which it stands as missed.
const ROUND_DAYS: (i32, i32) = (7, 31);
/// Terms that are looked at, the latest.
const TERMS_MAX: usize = 6;
/// Bulletins that are looked at, the latest.
const BULLETINS: usize = 2;
/// Days after the last one for which a summary that nobody handed in still stands on the desk.
const SUMMARY_DAYS: i32 = 60;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyWhat {
    /// Put right what a bad rating was about (N50).
    CorrectRating,
    /// Say as the second whether a rating is left out (N50).
    AgreeDismissal,
    /// Call whoever gave a bad rating that was drawn once its round was over (F17).
    CallDrawn,
    /// Make a round of inspection (A15).
    MakeRound,
    /// Put right what a round saw (R120).
    CorrectPoint,
    /// Look at what was put right.
    LookAtPoint,
    /// Put right what made the unit 一般 or 较差 (R186).
    CorrectTerm,
    /// Look at what the unit put right.
    LookAtTerm,
    /// Hand in the self-check of a term (A13).
    SelfCheck,
    /// Give the department's half of who sits in the hall (A40).
    MarkStaff,
    /// Hand in the summary of the year (R121).
    HandInSummary,
    /// Say in public why the unit was late (N32).
    ExplainLate,
    /// Look at the answer to an order (R101).
    LookAtAnswer,
    /// Enter the receipt of a referral, or what came of it (C27).
    FollowReferral,
    /// Lay the secret of a draw open (F26).
    LayOpenDraw,
    /// Decide whether an inspector is spared (F26).
    DecideRecusal,
    /// Visit what was drawn (R170).
    VisitDrawn,
    /// Sign a result as the second inspector (R170).
    SignVisit,
    /// Compare a list of certificates, seals or fees of a unit with what was handled here (A31).
    CompareList,
}

impl DutyWhat {
    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            DutyWhat::CorrectRating => "correct-rating",
            DutyWhat::AgreeDismissal => "agree-dismissal",
            DutyWhat::CallDrawn => "call-drawn",
            DutyWhat::MakeRound => "make-round",
            DutyWhat::CorrectPoint => "correct-point",
            DutyWhat::LookAtPoint => "look-at-point",
            DutyWhat::CorrectTerm => "correct-term",
            DutyWhat::LookAtTerm => "look-at-term",
            DutyWhat::SelfCheck => "self-check",
            DutyWhat::MarkStaff => "mark-staff",
            DutyWhat::HandInSummary => "hand-in-summary",
            DutyWhat::ExplainLate => "explain-late",
            DutyWhat::LookAtAnswer => "look-at-answer",
            DutyWhat::FollowReferral => "follow-referral",
            DutyWhat::LayOpenDraw => "lay-open-draw",
            DutyWhat::DecideRecusal => "decide-recusal",
            DutyWhat::VisitDrawn => "visit-drawn",
            DutyWhat::SignVisit => "sign-visit",
            DutyWhat::CompareList => "compare-list",
        }
    }
}

/// How much of one kind a person has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// What is to be done.
    pub what: DutyWhat,
    /// How many.
    pub count: usize,
    /// The first last day, where there is one.
    pub first_on: Option<Day>,
    /// How many of them are past their day.
    pub overdue: usize,
    /// The first of them: its address in its list; a rating, a round, a term, a unit's summary, a month.
    pub one: String,
}

/// Who asks.
pub(super) struct Me<'a> {
    organisation: &'a Organisation,
    session: &'a Session,
    /// The person.
    pub(super) person: PersonId,
    /// Today.
    pub(super) today: Day,
}

impl Me<'_> {
    /// Whether this person holds such a post anywhere.
    pub(super) fn holds(&self, post: Post) -> bool {
        self.organisation.holds_anywhere(self.person, post, self.today)
    }

    fn led(&self) -> Vec<UnitCode> {
        let units = self.organisation.units.iter().map(|it| it.code);
        units.filter(|unit| leads(self.organisation, self.person, *unit, self.today)).collect()
    }

    fn headed(&self) -> Vec<WindowId> {
        let posts = self.organisation.posts_of(self.person, self.today);
        posts.filter(|it| it.post == Post::WindowHead).flat_map(|it| it.windows.iter().copied()).collect()
    }
}

/// What was found so far.
pub(super) struct Found {
    today: Day,
    all: BTreeMap<DutyWhat, Duty>,
}

impl Found {
    /// So many more of one kind, with their last day and where they are.
    pub(super) fn add(&mut self, what: DutyWhat, count: usize, day: Option<Day>, one: String) {
        let overdue = if day.is_some_and(|day| day < self.today) { count } else { 0 };
        let new = Duty { what, count: 0, first_on: None, overdue: 0, one: one.clone() };
        let duty = self.all.entry(what).or_insert(new);
        duty.count += count;
        duty.overdue += overdue;
        if let Some(day) = day
            && duty.first_on.is_none_or(|first| day < first)
        {
            (duty.first_on, duty.one) = (Some(day), one);
        }
    }
}

impl Centre {
    /// What this person has to do for supervision, each kind once.
    pub async fn oversight_duties(&self, session: &Session) -> Result<Vec<Duty>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (person, today) = (session.person, self.today());
        let me = Me { organisation: &organisation, session, person, today };
        let mut found = Found { today, all: BTreeMap::new() };
        self.answers_wait(&me, &mut found).await?;
        self.draws_wait(&me, &mut found).await?;
        // Whoever leads nothing, heads nothing and does not supervise has none of the others.
        if may_inspect(&organisation, person, today) {
            self.ratings_wait(&me, &mut found).await?;
            self.rounds_wait(&me, &mut found).await?;
            self.points_wait(&me, &mut found).await?;
            self.terms_wait(&me, &mut found).await?;
            self.summaries_wait(&me, &mut found).await?;
            self.bulletins_wait(&me, &mut found).await?;
            self.referrals_wait(&me, &mut found).await?;
            self.lists_to_compare(&me, &mut found).await?;
        }
        Ok(found.all.into_values().collect())
    }

    /// Answers to orders that nobody has looked at: all of them for a supervisor, else those of the own orders.
    async fn answers_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into(), EACH_MAX.into()];
        let whose = if me.holds(Post::Supervisor) {
            "1 = 1".to_owned()
        } else {
            params.push(me.person.as_str().into());
            format!("issued_by = ${}", params.len())
        };
        let sql = format!(
            "select order_id from order_row where division = $1 and open = 1 and state = 'answered' and {whose} \
             order by issued_at, order_id limit $2"
        );
        for row in &self.store.read(Statement::new(sql, params)).await? {
            found.add(DutyWhat::LookAtAnswer, 1, None, row.text(0)?.to_owned());
        }
        Ok(())
    }

    /// Bad ratings whose unit or window has to put something right, and those that wait for a second word.
    async fn ratings_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let (units, windows) = (me.led(), me.headed());
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), EACH_MAX.into(), me.person.as_str().into()];
        let units = one_of("unit", units.iter().map(UnitCode::as_str), &mut params);
        let windows = one_of("window_id", windows.iter().map(WindowId::as_str), &mut params);
        let sql = format!(
            "select rating_id, due_on from rating_row where division = $1 and open = 1 and state = 'to-correct' \
             and served_by <> $3 and ({units} or {windows}) order by due_on, rating_id limit $2"
        );
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let Ok(id) = RatingId::parse(row.text(0)?) {
                found.add(DutyWhat::CorrectRating, 1, Day::parse(row.text(1)?), id.to_string());
            }
        }
        if me.holds(Post::Supervisor) {
            for (id, _, day) in self.ratings_for(me.person, Way::ToAgree).await? {
                found.add(DutyWhat::AgreeDismissal, 1, day, id.to_string());
            }
            for (id, day) in self.second_calls_for(me.session, me.organisation).await? {
                found.add(DutyWhat::CallDrawn, 1, Some(day), id.to_string());
            }
        }
        Ok(())
    }

    /// Rounds this person is to make.
    async fn rounds_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let (ahead, back) = ROUND_DAYS;
        let rows = self.inspection_rows(me.today.plus_days(-back), me.today.plus_days(ahead)).await?;
        for row in rows.into_iter().filter(|it| it.done_on.is_none() && it.people.contains(&me.person)) {
            found.add(DutyWhat::MakeRound, 1, Some(row.by), row.id.to_string());
        }
        Ok(())
    }

    /// What rounds saw: to be put right, or to be looked at.
    async fn points_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let sql = "select inspection_id, min(correct_by) from inspection_point_row \
                   where division = $1 and (standing = 'open' or standing = 'answered') \
                   group by inspection_id order by 2, 1 limit $2";
        let params = vec![self.division.as_str().into(), EACH_MAX.into()];
        let mut ids = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            ids.extend(InspectionId::parse(row.text(0)?).ok());
        }
        let streams: Vec<String> = ids.iter().map(|id| kinds::inspection::stream_of(*id)).collect();
        if streams.is_empty() {
            return Ok(());
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        for (id, stream) in ids.iter().zip(&streams) {
            let Some(State::Inspection(Inspection::Planned(round))) = states.get(stream) else { continue };
            for point in &round.points {
                let what = match point.standing {
                    Standing::Open if may_answer(me.organisation, point, me.person, me.today) => {
                        DutyWhat::CorrectPoint
                    }
                    Standing::Answered if may_judge(me.organisation, round, point, me.person, me.today) => {
                        DutyWhat::LookAtPoint
                    }
                    _ => continue,
                };
                let day = point.correct_by.filter(|_| what == DutyWhat::CorrectPoint);
                found.add(what, 1, day, id.to_string());
            }
        }
        Ok(())
    }

    /// What comes in by hand before a term is scored, and what is put right once it is published.
    async fn terms_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let led = me.led();
        for owed in self.terms_owed().await? {
            let Some(term) = owed.state.term else { continue };
            for unit in &led {
                if let Some(day) = owed.state.correction_owed(owed.given(), *unit) {
                    found.add(DutyWhat::CorrectTerm, 1, Some(day), format!("{}/unit-{unit}", term.key()));
                }
            }
            if me.holds(Post::Supervisor) {
                for unit in owed.state.corrections_for(me.person) {
                    found.add(DutyWhat::LookAtTerm, 1, None, format!("{}/unit-{unit}", term.key()));
                }
            }
        }
        let running = self.assessment_list().await?.into_iter().filter(|it| it.state == "running");
        let streams: Vec<String> =
            running.take(TERMS_MAX).map(|it| kinds::assessment::stream_of(it.term)).collect();
        if streams.is_empty() {
            return Ok(());
        }
        for state in self.ledger.load_all(&self.division, &streams).await?.into_values() {
            if let State::Assessment(state) = state {
                of_running(me, &led, &state, found);
            }
        }
        Ok(())
    }

    /// The yearly summary of the units this person speaks for, from the day on which it is handed in.
    async fn summaries_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let (this, ..) = me.today.ymd();
        let year = if opens(this).is_some_and(|first| first <= me.today) { this } else { this - 1 };
        let list = match self.summary_list(me.session, year).await {
            Ok(list) => list,
            Err(Problem::Fault(fault)) => return Err(fault),
            // A year that no calendar covers asks for nothing.
            Err(_) => return Ok(()),
        };
        for it in list.iter().filter(|it| it.first_at.is_none()) {
            let asked = me.today <= it.due.plus_days(SUMMARY_DAYS);
            if asked && speaks_for(me.organisation, me.person, it.unit, me.today) {
                found.add(DutyWhat::HandInSummary, 1, Some(it.due), format!("{year}/{}", it.unit));
            }
        }
        Ok(())
    }

    /// Bulletins in which a unit this person leads was late and has said nothing yet.
    async fn bulletins_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        if me.led().is_empty() {
            return Ok(());
        }
        let list = match self.bulletin_list(me.session).await {
            Ok(list) => list,
            Err(Problem::Fault(fault)) => return Err(fault),
            Err(_) => return Ok(()),
        };
        for brief in list.into_iter().take(BULLETINS) {
            let view = match self.bulletin_fetch(me.session, brief.period).await {
                Ok(view) => view,
                Err(Problem::Fault(fault)) => return Err(fault),
                Err(_) => continue,
            };
            let silent = view.mine.iter().filter(|unit| !view.said.contains_key(unit)).count();
            if silent > 0 {
                found.add(DutyWhat::ExplainLate, silent, None, brief.period.key());
            }
        }
        Ok(())
    }

    /// Referrals whose receipt, or outcome, nobody has entered.
    async fn referrals_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        if !me.holds(Post::Supervisor) {
            return Ok(());
        }
        let sql = "select finding_id from accountability_row where division = $1 and open = 1 \
                   and measure = 'referred' and decide_by = '' order by opened_at, finding_id limit $2";
        let params = vec![self.division.as_str().into(), EACH_MAX.into()];
        for row in &self.store.read(Statement::new(sql, params)).await? {
            found.add(DutyWhat::FollowReferral, 1, None, row.text(0)?.to_owned());
        }
        Ok(())
    }
}

/// What a term that runs still asks of this person.
fn of_running(me: &Me<'_>, led: &[UnitCode], state: &Assessment, found: &mut Found) {
    let Some(term) = state.term else { return };
    let assessed: Vec<UnitCode> = super::assessment_count::units(me.organisation).collect();
    for unit in led.iter().filter(|unit| assessed.contains(unit)) {
        if let Some(day) = state.check_owed(*unit, me.today) {
            found.add(DutyWhat::SelfCheck, 1, Some(day), term.key());
        }
    }
    let (first, last) = term.days().unwrap_or((me.today, me.today));
    let people: Vec<PersonId> =
        seated(me.organisation, me.today.clamp(first, last)).into_iter().map(|(person, _)| person).collect();
    if let Some((count, day)) = state.marks_owed(me.organisation, (me.person, &people), me.today) {
        found.add(DutyWhat::MarkStaff, count, Some(day), term.key());
    }
}
