//! Days that no entry moves, for the preview of a calendar: those of parties and hearings, of naming officers, and of putting a
//! commitment right are laid on whatever calendar is in force (N18, N22, N55).

use std::collections::HashMap;
use std::sync::Arc;

use calendar::{Calendar, Day, Instant};
use casework::hearing::{Hearing, to_name};
use casework::{Case, CheckOutcome, File, Stage};
use catalogue::item::{Item, ItemKind};
use store::{Statement, Value};

use crate::calendar_preview::{Deadline, Laid};
use crate::case::case_of;
use crate::domain::State;
use crate::kinds::hearing::stream_of;
use crate::{Centre, Fault};

/// Commitments to be put right that are looked at.
const PUT_RIGHT_MAX: i64 = 1_000;

/// The calendar in force, and the one that would follow it.
pub(crate) struct Calendars {
    pub(crate) held: Arc<Calendar>,
    pub(crate) next: Arc<Calendar>,
}

/// The days of a case in hand that are laid on this calendar and are still to come.
fn of_case(
    file: &File,
    item: &Item,
    hearing: Option<&Hearing>,
    calendar: &Calendar,
    now: Instant,
) -> Vec<(Deadline, Day)> {
    let Stage::Handling(handling) = &file.stage else { return Vec::new() };
    let accepted_on = file.facts.acceptance.map(|it| it.accepted_on);
    let officers = accepted_on.and_then(|on| to_name(item, on, handling.step, hearing, calendar, now));
    let mut days: Vec<_> = officers.map(|it| (Deadline::Officers, it.clock.due())).into_iter().collect();
    let Some(hearing) = hearing else { return days };
    for (place, party) in hearing.parties.iter().enumerate() {
        let waits = party.told.filter(|_| party.stands() && party.stated.is_none());
        if let (Some(until), Ok(place)) =
            (waits.and_then(|it| it.answer_until(calendar)), u8::try_from(place))
        {
            days.push((Deadline::Party(place), until));
        }
    }
    let organise = hearing.organise_until(calendar).filter(|_| hearing.held.is_none());
    days.extend(organise.map(|until| (Deadline::Hearing, until)));
    days
}

impl Centre {
    /// The days of parties, hearings and officers of these cases, on both calendars; nothing of a case that has none.
    pub(crate) async fn hearings_laid(
        &self,
        states: &[(String, State)],
        calendars: &Calendars,
    ) -> Result<HashMap<String, Laid>, Fault> {
        let in_hand = states.iter().filter_map(|(stream, state)| match state {
            State::Case(Case::Filed(file)) if matches!(file.stage, Stage::Handling(_)) => {
                Some((stream, &**file, stream_of(case_of(stream)?)))
            }
            _ => None,
        });
        let in_hand: Vec<_> = in_hand.collect();
        let mut laid = HashMap::new();
        if in_hand.is_empty() {
            return Ok(laid);
        }
        let streams: Vec<String> = in_hand.iter().map(|(_, _, hearing)| hearing.clone()).collect();
        let hearings = self.ledger.load_all(&self.division, &streams).await?;
        let now = self.instant();
        for (stream, file, hearing) in in_hand {
            let item = self.item_body(file.facts.body).await?;
            let Some(item) = item.filter(|it| it.kind == ItemKind::Licensing) else { continue };
            let hearing = match hearings.get(&hearing) {
                Some(State::Hearing(hearing)) => Some(hearing),
                _ => None,
            };
            let today = now.day();
            let mut before = of_case(file, &item, hearing, &calendars.held, now);
            // What is over is over on any calendar.
            before.retain(|(_, day)| *day >= today);
            if !before.is_empty() {
                let after = of_case(file, &item, hearing, &calendars.next, now);
                laid.insert(stream.clone(), (before, after));
            }
        }
        Ok(laid)
    }

    /// Commitments that are to be put right, also of cases that are over, on both calendars.
    pub(crate) async fn put_right_laid(
        &self,
        calendars: &Calendars,
    ) -> Result<Vec<(String, State, Laid)>, Fault> {
        let params: Vec<Value> = vec![self.division.as_str().into(), PUT_RIGHT_MAX.into()];
        let sql = "select case_id from commitment_due where division = $1 and open = 1 \
                   and outcome = 'to-correct' order by case_id limit $2";
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let streams = rows.iter().map(|row| Ok(format!("case/{}", row.text(0)?)));
        let streams = streams.collect::<Result<Vec<String>, Fault>>()?;
        let mut laid = Vec::new();
        if streams.is_empty() {
            return Ok(laid);
        }
        let mut states = self.ledger.load_all(&self.division, &streams).await?;
        for stream in streams {
            let Some(state) = states.remove(&stream) else { continue };
            let State::Case(case) = &state else { continue };
            let Some(facts) = case.facts() else { continue };
            let Some(item) = self.item_body(facts.body).await? else { continue };
            let to_correct = |outcome| outcome == CheckOutcome::ToCorrect;
            let Some(check) =
                facts.check.filter(|it| it.found.is_some_and(|found| to_correct(found.outcome)))
            else {
                continue;
            };
            let day = |calendar: &Calendar| vec![(Deadline::PutRight, check.until(&item, calendar))];
            let days = (day(&calendars.held), day(&calendars.next));
            laid.push((stream, state, days));
        }
        Ok(laid)
    }
}
