//! Attendance held against what was done (F20): somebody entered as on leave or not there, under whose account things were done on
//! that day. Either the sheet is wrong, or somebody else used the account.

use std::collections::BTreeSet;

use calendar::{Day, Instant};
use casework::absence::{self, AbsenceClass};
use catalogue::{PersonId, WindowId};
use ledger::Entry;
use oversight::attendance::Event;
use oversight::finding::About;
use oversight::{Fired, Rule};
use store::{Statement, Value};

use super::away::is_of_office;
use super::watch::{Raised, plain};
use crate::domain::Fact;
use crate::kinds::attendance::stream_of;
use crate::many_rows::insert_new;
use crate::{Centre, Fault};

/// Days of attendance that are looked back on: the longest within which a sheet is entered and corrected.
const BACK_DAYS: i32 = 62;
/// What sorts after every day.
const NEVER: &str = "9999-12-31";
/// Lines of one turn: people that a sheet says were not there, and who acted.
const LINES_MAX: u64 = 500;

/// Who did something for the office in some entries, and on which day, each with the first entry; and whose leave was registered.
#[derive(Default)]
pub(super) struct Acted<'a> {
    first: BTreeSet<(&'a str, Day, u64)>,
    on_leave: Vec<(PersonId, Day, Option<Day>)>,
}

impl<'a> Acted<'a> {
    /// Notes an entry, where a person made it for the office. What is done on registered leave is found by its entry, and not once
    /// more by a sheet. A complaint is passed over: when it was made or received can say who brought it (C32).
    pub(super) fn note(&mut self, entry: &'a Entry, fact: &Fact, away: bool) {
        if let Fact::Absence(absence::Event::Entered(fact)) = fact
            && matches!(fact.class, AbsenceClass::Leave | AbsenceClass::Illness)
        {
            self.on_leave.push((fact.person, fact.from, fact.until));
        }
        let of_person = entry.actor != ledger::TIME && entry.actor != casework::applicant_itself().as_str();
        let day = Instant(entry.recorded_at).day();
        let seen = self.first.iter().any(|it| it.0 == entry.actor && it.1 == day);
        let of_office =
            matches!(fact, Fact::Case(_)) || (is_of_office(fact) && !matches!(fact, Fact::Complaint(_)));
        if of_person && !away && !seen && of_office {
            self.first.insert((&entry.actor, day, entry.seq));
        }
    }

    /// What keeps it: the first entry of a person and a day stays. Whoever worked in the morning and is registered as ill at noon was
    /// there: of such a day nothing is kept.
    pub(super) fn statements(self, division: &str) -> Vec<Statement> {
        let keep = |(person, day, seq): (&str, Day, u64)| -> [Value; 4] {
            [division.into(), day.to_string().into(), person.into(), seq.into()]
        };
        let kept: Vec<_> = self.first.into_iter().map(keep).collect();
        let kept = insert_new("act_day (division, day, person, seq)", "division, day, person", &kept);
        let drop = |(person, from, until): (PersonId, Day, Option<Day>)| {
            let sql = "delete from act_day where division = $1 and person = $2 and day >= $3 and day <= $4";
            let until = until.map_or_else(|| NEVER.to_owned(), |day| day.to_string());
            let params: Vec<Value> =
                vec![division.into(), person.as_str().into(), from.to_string().into(), until.into()];
            Statement::new(sql, params)
        };
        kept.into_iter().chain(self.on_leave.into_iter().map(drop)).collect()
    }
}

/// Removes days whose sheets are not corrected any more.
pub(super) fn forget(division: &str, today: Day) -> Statement {
    let last = today.plus_days(-BACK_DAYS).to_string();
    Statement::new("delete from act_day where division = $1 and day < $2", vec![division.into(), last.into()])
}

impl Centre {
    /// Days that are over on which a sheet says on leave or not there, and the person acted: each person and day once.
    pub(super) async fn attendance_unlike(&self, today: Day) -> Result<Vec<Raised>, Fault> {
        let sql = "select a.day, a.person, a.window_id, d.seq from attendance_row a \
                   join act_day d on d.division = a.division and d.day = a.day and d.person = a.person \
                   where a.division = $1 and a.day >= $2 and a.day < $3 and a.mark in ('leave', 'absent') \
                   order by a.day desc, a.person limit $4";
        let from = today.plus_days(-BACK_DAYS).to_string();
        let params =
            vec![self.division.as_str().into(), from.into(), today.to_string().into(), LINES_MAX.into()];
        let mut raised = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (Some(day), Ok(person)) = (Day::parse(row.text(0)?), PersonId::parse(row.text(1)?)) else {
                continue;
            };
            let Some(unit) = self.unit_of(person).await? else { continue };
            let entry = u64::try_from(row.int(3)?).unwrap_or(0);
            let (rule, person_of) = (Rule::ActedWhileAway, Some(person));
            let fired = Fired { rule, person: person_of, step: None, measured: 0, bound: 0, earlier: None };
            let about = About {
                window: WindowId::parse(row.text(2)?).ok(),
                earlier: self.attendance_entry(day, person).await?,
                ..plain(&fired, unit, entry, day.start())
            };
            let id = format!("{}/{}/attendance/{person}/{day}", rule.key(), self.division);
            raised.push(Raised::of(id, about));
        }
        Ok(raised)
    }

    /// The entry by which a person was entered last on the sheet of a day.
    async fn attendance_entry(&self, day: Day, person: PersonId) -> Result<Option<u64>, Fault> {
        let lines = self.history(&stream_of(day), Event::decode).await?;
        let of_person = |event: &Event| match event {
            Event::Recorded(fact) => fact.person == person,
            Event::Corrected(fact) => fact.person == person,
        };
        Ok(lines.iter().rev().find(|line| of_person(&line.event)).map(|line| line.seq))
    }
}
