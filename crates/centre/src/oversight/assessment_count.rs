//! What a term of assessment counts, of units, windows and people, as far as has been read.

use std::collections::{BTreeMap, HashMap};

use calendar::Day;
use catalogue::organisation::{UnitKind, WindowKind};
use catalogue::{FindingId, Organisation, PersonId, UnitCode, WindowId};
use oversight::assessment::{
    ACCOUNTABLE, Assessment, Count, DEPARTMENT, LISTED, MARKED, Plan, Scale, Subject, Term,
};
use oversight::attendance::{Mark, heads, seated};
use oversight::finding::{Finding, Found, is_of_window};
use oversight::rating::{Channel, Kind};
use oversight::report::{Line, Table};
use store::{Row, Statement, Value};

use super::assessment_formula::worked_out;
use super::report_count::TRIES;
use crate::domain::State;
use crate::{Centre, Fault};

/// Rows of one group of counts.
const ROWS_MAX: u64 = 8_000;
/// Findings read at once; however many there are, each is counted.
const FINDINGS: u64 = 64;
/// Days before the term in which a matter of accountability still stands in the way of an award.
const ACCOUNTABLE_DAYS: i32 = 365;

/// Lines of a table, by subject.
#[derive(Default)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    pub(super) fn word(&mut self, subject: Subject, word: &str, count: i64) {
        self.0.push(Line(subject.key(), word.to_owned(), count));
    }

    /// What was counted of a subject so far.
    pub(super) fn of(&self, subject: Subject) -> Vec<(String, i64)> {
        let key = subject.key();
        self.0.iter().filter(|it| it.0 == key).map(|it| (it.1.clone(), it.2)).collect()
    }

    pub(super) fn add(&mut self, subject: Subject, count: Count, n: i64) {
        self.word(subject, count.key(), n);
    }
}

/// Whether a finding stands and nothing can change that by an appeal any more.
pub(super) fn is_final(found: &Found, today: Day) -> bool {
    let decided = found.appeal.is_some_and(|it| it.decided.is_some());
    let until = found.judged.and_then(|it| it.appeal_by);
    found.stands() && (decided || (found.appeal.is_none() && until.is_none_or(|until| until < today)))
}

/// Departments and towns.
pub(super) fn units(organisation: &Organisation) -> impl Iterator<Item = UnitCode> {
    let assessed =
        organisation.units.iter().filter(|it| matches!(it.kind, UnitKind::Authority | UnitKind::Town));
    assessed.map(|it| it.code)
}

/// Windows that take in or hand out; the bank's counter is the bank's.
fn windows(organisation: &Organisation) -> impl Iterator<Item = WindowId> {
    let assessed = organisation.windows.iter().filter(|it| it.kind != WindowKind::Bank);
    assessed.map(|it| it.id)
}

pub(super) fn subjects_of(
    row: &Row,
    unit: usize,
    window: usize,
    person: usize,
) -> Result<Vec<Subject>, Fault> {
    let unit = UnitCode::parse(row.text(unit)?).ok().map(Subject::Unit);
    let window = WindowId::parse(row.text(window)?).ok().map(Subject::Window);
    let person = PersonId::parse(row.text(person)?).ok().map(Subject::Person);
    Ok([unit, window, person].into_iter().flatten().collect())
}

impl Centre {
    /// The counts of a term at one place of the ledger, with that place; none where something always came in between.
    pub(super) async fn assessment_count_at(
        &self,
        term: Term,
        state: &Assessment,
        plan: Option<&Plan>,
        organisation: &Organisation,
    ) -> Result<Option<(Table, u64)>, Fault> {
        for _ in 0..TRIES {
            let Some(seq) = self.views_at_head().await? else { continue };
            let table = self.assessment_count(term, state, plan, organisation).await?;
            if self.views_are_at(seq).await? {
                return Ok(Some((table, seq)));
            }
        }
        Ok(None)
    }

    /// The counts of a term now, as far as has been read.
    pub(super) async fn assessment_count(
        &self,
        term: Term,
        state: &Assessment,
        plan: Option<&Plan>,
        organisation: &Organisation,
    ) -> Result<Table, Fault> {
        let Some((first, last)) = term.days() else { return Ok(Table::default()) };
        let mut lines = Lines::default();
        let on = last.min(self.today());
        let people = seated(organisation, on);
        let units: Vec<UnitCode> = units(organisation).collect();
        let windows: Vec<WindowId> = windows(organisation).collect();
        let unit_subjects = units.iter().copied().map(Subject::Unit);
        let window_subjects = windows.iter().copied().map(Subject::Window);
        let person_subjects = people.iter().map(|it| Subject::Person(it.0));
        for subject in unit_subjects.chain(window_subjects).chain(person_subjects) {
            lines.word(subject, LISTED, 1);
        }
        self.count_done(first, last, plan, &mut lines).await?;
        self.count_answers(first, last, &mut lines).await?;
        self.count_catalogue(&mut lines).await?;
        self.count_accountable(first, &windows, organisation, on, &mut lines).await?;
        by_hand(state, &units, &mut lines);
        if plan.is_some_and(|it| it.of(Scale::Town).next().is_some()) {
            self.count_towns(first, last, (organisation, plan), &mut lines).await?;
        }
        // Whoever is not assessed has no line.
        let mut table = lines.0;
        let listed: std::collections::BTreeSet<String> =
            table.iter().filter(|it| it.1 == LISTED).map(|it| it.0.clone()).collect();
        table.retain(|it| listed.contains(&it.0));
        let table = Table::of(table);
        Ok(match plan {
            Some(plan) => worked_out(plan, table),
            None => table,
        })
    }

    /// The first day and the last, as statements bind them.
    fn days(&self, first: Day, last: Day) -> Vec<Value> {
        let division = self.division.as_str().into();
        vec![division, first.to_string().into(), last.to_string().into(), ROWS_MAX.into()]
    }

    /// The first instant and the first after, as statements bind them.
    pub(super) fn instants(&self, first: Day, last: Day, limit: u64) -> Vec<Value> {
        let after = last.plus_days(1).start().0;
        vec![self.division.as_str().into(), first.start().0.into(), after.into(), limit.into()]
    }

    /// What was done and said at units and windows of the division, and who was there.
    pub(super) async fn count_done(
        &self,
        first: Day,
        last: Day,
        plan: Option<&Plan>,
        lines: &mut Lines,
    ) -> Result<(), Fault> {
        self.count_cases(first, last, lines).await?;
        self.count_windows(first, last, lines).await?;
        for (subjects, _) in self.final_findings(first, last, plan).await? {
            subjects.into_iter().for_each(|subject| lines.add(subject, Count::Findings, 1));
        }
        self.count_said(first, last, lines).await?;
        self.count_rounds_of(first, last, lines).await?;
        self.count_attendance(first, last, lines).await
    }

    /// The course of cases by unit, and what each window took in.
    async fn count_cases(&self, first: Day, last: Day, lines: &mut Lines) -> Result<(), Fault> {
        for figure in self.figures_between(first, last).await? {
            if let Some(window) = figure.kind.strip_prefix("received/") {
                if let Ok(window) = WindowId::parse(window) {
                    lines.add(Subject::Window(window), Count::Received, figure.count);
                }
                continue;
            }
            let Ok(unit) = UnitCode::parse(&figure.authority) else { continue };
            let mut add = |count, n| lines.add(Subject::Unit(unit), count, n);
            match figure.kind.as_str() {
                "accepted" | "deemed" => add(Count::Accepted, figure.count),
                "concluded" => {
                    add(Count::Concluded, figure.count);
                    add(Count::InTime, figure.count);
                }
                "concluded_late" => {
                    add(Count::Late, figure.count);
                    add(Count::InTime, -figure.count);
                }
                "concluded_corrected" | "concluded_more" => add(Count::Corrected, figure.count),
                "decided" => add(Count::Decided, figure.count),
                "decided_in_hall" => add(Count::DecidedInHall, figure.count),
                _ => {}
            }
        }
        Ok(())
    }

    /// The items of each unit that are not cancelled, and how many of them are open, as the catalogue stands now.
    async fn count_catalogue(&self, lines: &mut Lines) -> Result<(), Fault> {
        for entry in self.item_list().await?.iter().filter(|it| it.state != "cancelled") {
            let subject = Subject::Unit(entry.item.authority);
            lines.add(subject, Count::ItemsListed, 1);
            if entry.is_live() {
                lines.add(subject, Count::ItemsPublished, 1);
            }
        }
        Ok(())
    }

    /// Acceptances by silence of what a window took in, and what was done at the seat of a person.
    async fn count_windows(&self, first: Day, last: Day, lines: &mut Lines) -> Result<(), Fault> {
        let sql = "select window_id, cast(count(*) as bigint) from case_row where division = $1 and deemed = 1 \
                   and received_at >= $2 and received_at < $3 group by window_id order by window_id limit $4";
        for row in &self.store.read(Statement::new(sql, self.instants(first, last, ROWS_MAX))).await? {
            if let Ok(window) = WindowId::parse(row.text(0)?) {
                lines.add(Subject::Window(window), Count::Deemed, row.int(1)?);
            }
        }
        let sql = "select seat, cast(sum(visits + receipts) as bigint) from window_day \
                   where division = $1 and day >= $2 and day <= $3 group by seat order by seat limit $4";
        for row in &self.store.read(Statement::new(sql, self.days(first, last))).await? {
            if let Ok(person) = PersonId::parse(row.text(0)?) {
                lines.add(Subject::Person(person), Count::Served, row.int(1)?);
            }
        }
        Ok(())
    }

    /// Findings of the term that stand for good, each with whom it counts against: its unit, its person, and a window only where
    /// the window answers for it (R184); none that the plan counts as the complaint it was made of.
    pub(super) async fn final_findings(
        &self,
        first: Day,
        last: Day,
        plan: Option<&Plan>,
    ) -> Result<Vec<(Vec<Subject>, FindingId)>, Fault> {
        let sql = "select finding_id, unit, window_id, person, raised_at from finding_row \
                   where division = $1 and stands = 1 and raised_at >= $2 and raised_at < $3 \
                   and (raised_at < $5 or (raised_at = $5 and finding_id < $6)) \
                   order by raised_at desc, finding_id desc limit $4";
        let (today, organisation) = (self.today(), self.organisation().await?);
        let mut all = Vec::new();
        let mut before = (i64::MAX, String::new());
        loop {
            let mut params = self.instants(first, last, FINDINGS);
            params.extend([before.0.into(), before.1.as_str().into()]);
            let rows = self.store.read(Statement::new(sql, params)).await?;
            let Some(lowest) = rows.last() else { return Ok(all) };
            before = (lowest.int(4)?, lowest.text(0)?.to_owned());
            let mut ids = Vec::with_capacity(rows.len());
            for row in &rows {
                if let Ok(id) = FindingId::parse(row.text(0)?) {
                    ids.push((id, subjects_of(row, 1, 2, 3)?));
                }
            }
            let streams: Vec<String> =
                ids.iter().map(|(id, _)| crate::kinds::finding::stream_of(*id)).collect();
            let states: HashMap<String, State> = self.ledger.load_all(&self.division, &streams).await?;
            for ((id, subjects), stream) in ids.into_iter().zip(&streams) {
                if let Some(State::Finding(Finding::Found(found))) = states.get(stream)
                    && is_final(found, today)
                {
                    let charged = |subject: &Subject| match subject {
                        Subject::Window(window) => {
                            organisation.as_deref().is_some_and(|of| is_of_window(of, &found.about, *window))
                        }
                        _ => true,
                    };
                    let subjects = subjects.into_iter().filter(charged).collect();
                    let about = &found.about;
                    all.push((self.not_as_complaint(plan, about, subjects, (first, last)).await?, id));
                }
            }
        }
    }

    /// Orders that had to be answered, each with the person it went to first, who left a late one unanswered, and not with
    /// whom it rose to; and complaints, of which what was sealed says neither of whom nor of what.
    pub(super) async fn count_answers(&self, first: Day, last: Day, lines: &mut Lines) -> Result<(), Fault> {
        let whole: [(&str, &[Count]); 2] = [
            (
                "select unit, '', first_to, cast(count(*) as bigint), cast(sum(late) as bigint) from order_row \
                 where division = $1 and issued_at >= $2 and issued_at < $3 and kind <> 'circular' and state <> 'lifted' \
                 group by unit, first_to order by unit, first_to limit $4",
                &[Count::Orders, Count::OrdersLate],
            ),
            (
                "select unit, window_id, person, cast(count(*) as bigint), \
                   cast(sum(case when verdict = 'founded' then 1 else 0 end) as bigint), \
                   cast(sum(case when verdict = 'partly' then 1 else 0 end) as bigint) from complaint_row \
                 where division = $1 and filed_at >= $2 and filed_at < $3 and sealed = 0 \
                 group by unit, window_id, person order by unit, window_id, person limit $4",
                &[Count::Complaints, Count::ComplaintsFounded, Count::ComplaintsPartly],
            ),
        ];
        for (sql, counts) in whole {
            let rows = self.store.read(Statement::new(sql, self.instants(first, last, ROWS_MAX))).await?;
            for row in &rows {
                for subject in subjects_of(row, 0, 1, 2)? {
                    for (place, count) in counts.iter().enumerate() {
                        lines.add(subject, *count, row.int(3 + place)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// Ratings by the own channel, of visits and of results apart (C31); none that cannot be believed (F16).
    async fn count_said(&self, first: Day, last: Day, lines: &mut Lines) -> Result<(), Fault> {
        let sql = "select kind, unit, window_id, what, cast(sum(count) as bigint) from rating_count \
                   where division = $1 and day >= $2 and day <= $3 and channel = $5 \
                   group by kind, unit, window_id, what order by kind, unit, window_id, what limit $4";
        let mut params = self.days(first, last);
        params.push(Channel::Own.key().into());
        let unbelieved = self.ratings_unbelieved(first, last).await?;
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let visit = row.text(0)? == Kind::Visit.key();
            let kind = if visit { Kind::Visit } else { Kind::Matter };
            if unbelieved.holds(kind, row.text(2)?, row.text(1)?) {
                continue;
            }
            let (what, count) = (row.text(3)?, row.int(4)?);
            let good = matches!(what, "1" | "2" | "3");
            if !good && !matches!(what, "4" | "5") {
                continue;
            }
            let unit = UnitCode::parse(row.text(1)?).ok().map(Subject::Unit);
            let window = WindowId::parse(row.text(2)?).ok().map(Subject::Window).filter(|_| visit);
            let words = match visit {
                true => [Count::VisitRated, Count::VisitGood],
                false => [Count::MatterRated, Count::MatterGood],
            };
            for subject in [unit, window].into_iter().flatten() {
                for word in words.into_iter().take(if good { 2 } else { 1 }) {
                    lines.add(subject, word, count);
                }
            }
        }
        Ok(())
    }

    /// Days on which people had to be there: of each person, of the window they sit at, and of the unit that sent them (R184).
    async fn count_attendance(&self, first: Day, last: Day, lines: &mut Lines) -> Result<(), Fault> {
        let organisation = self.organisation().await?;
        let sql = "select window_id, person, mark, cast(count(*) as bigint) from attendance_row \
                   where division = $1 and day >= $2 and day <= $3 \
                   group by window_id, person, mark order by window_id, person, mark limit $4";
        for row in &self.store.read(Statement::new(sql, self.days(first, last))).await? {
            let (Ok(window), Ok(person), Some(mark)) =
                (WindowId::parse(row.text(0)?), PersonId::parse(row.text(1)?), Mark::parse(row.text(2)?))
            else {
                continue;
            };
            let days = row.int(3)?;
            let word = match mark {
                Mark::Present => Some(Count::AttendancePresent),
                Mark::Late => Some(Count::AttendanceLate),
                Mark::Early => Some(Count::AttendanceEarly),
                Mark::Absent => Some(Count::AttendanceAbsent),
                Mark::Leave | Mark::Duty => None,
            };
            let unit =
                organisation.as_deref().and_then(|it| it.person(person)).map(|it| Subject::Unit(it.unit));
            for subject in
                [Some(Subject::Window(window)), Some(Subject::Person(person)), unit].into_iter().flatten()
            {
                if let Some(word) = word {
                    lines.add(subject, word, days);
                    lines.add(subject, Count::AttendanceDue, days);
                }
            }
        }
        Ok(())
    }

    /// Matters of accountability that stand against a person, and against those who sit at a window or head it.
    async fn count_accountable(
        &self,
        first: Day,
        windows: &[WindowId],
        organisation: &Organisation,
        on: Day,
        lines: &mut Lines,
    ) -> Result<(), Fault> {
        let sql = "select person, cast(count(*) as bigint) from accountability_row where division = $1 and person <> '' \
                   and opened_at >= $2 and measure not in ('', 'dropped') and state <> 'overturned' \
                   group by person order by person limit $3";
        let since = first.plus_days(-ACCOUNTABLE_DAYS).start().0;
        let params = vec![self.division.as_str().into(), since.into(), ROWS_MAX.into()];
        let mut standing: BTreeMap<PersonId, i64> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let Ok(person) = PersonId::parse(row.text(0)?) {
                lines.word(Subject::Person(person), ACCOUNTABLE, row.int(1)?);
                standing.insert(person, row.int(1)?);
            }
        }
        for window in windows {
            let at_it = |person: PersonId| {
                heads(organisation, person, *window, on)
                    || organisation.posts_of(person, on).any(|it| it.windows.contains(window))
            };
            let count = standing.iter().filter(|(person, _)| at_it(**person)).map(|(_, n)| n).sum();
            lines.word(Subject::Window(*window), ACCOUNTABLE, count);
        }
        Ok(())
    }
}

/// What came in by hand.
fn by_hand(state: &Assessment, units: &[UnitCode], lines: &mut Lines) {
    for unit in units {
        let subject = Subject::Unit(*unit);
        lines.add(subject, Count::SelfCheckDue, 1);
        let in_time = state.checked.get(unit).is_some_and(|it| it.1);
        lines.add(subject, Count::SelfChecked, i64::from(in_time));
        if let Some(it) = state.evaluated.get(unit) {
            lines.add(subject, Count::SocialAnswered, i64::from(it.answered));
            lines.add(subject, Count::SocialSatisfied, i64::from(it.satisfied));
        }
        if let Some((_, mark)) = state.inspected.get(unit) {
            lines.add(subject, Count::InspectionMark, i64::from(*mark));
            lines.add(subject, Count::InspectionFull, 100);
        }
    }
    for (person, (_, mark)) in &state.marked {
        lines.word(Subject::Person(*person), DEPARTMENT, i64::from(*mark));
        lines.word(Subject::Person(*person), MARKED, 1);
    }
}
