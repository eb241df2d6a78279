//! 遗失找回: what a head signed as lost turns up. The signed loss stays as it is, the papers are on the list again, and an original
//! is owed again, also where the dossier is on its shelf (A12, E8, E37, F30).

use super::command::NoteFound;
use super::custody::{is_made, is_with_somebody};
use super::decide::{Answer, Desk};
use super::event::{Event, PapersFound, PapersWait};
use super::fetch::ended_without_delivery;
use super::loss::had_by;
use super::refusal::FolderRefusal as R;
use super::state::{Dossier, Row, Rows, SHEETS_MAX};
use crate::refusal::Refusal;
use catalogue::{Power, RowSet};

impl Dossier {
    /// What of the signed losses was not found since; 0 sheets where they were never counted.
    pub fn missing(&self) -> Vec<Row> {
        let left = |lost: &Row| match (lost.sheets, self.found.iter().find(|it| it.row == lost.row)) {
            (_, None) => Some(*lost),
            (0, Some(_)) => None,
            (sheets, Some(found)) if sheets <= found.sheets => None,
            (sheets, Some(found)) => Some(Row { sheets: sheets - found.sheets, ..*lost }),
        };
        self.lost.iter().filter_map(left).collect()
    }

    /// Rows of which something was found since; whose loss was taken off unsigned was not found by that.
    pub fn turned_up(&self) -> RowSet {
        self.found.which(|_| true).difference(self.dropped)
    }

    /// Originals that can go back: all that are owed; from its shelf those alone that were found since.
    pub fn goes_back(&self) -> RowSet {
        match self.archived {
            None => self.rows.owed(),
            Some(_) => self.rows.owed().intersection(self.found.which(|_| true)),
        }
    }
}

/// By whoever may name a loss; an original also by whoever hands out the result, for there a letter turns up.
pub(crate) fn note(desk: &Desk, command: &NoteFound) -> Answer {
    let Desk { dossier, case, known, .. } = *desk;
    let missing = dossier.missing();
    if missing.is_empty() {
        return Err(R::NotAsLost { rows: RowSet::EMPTY }.into());
    }
    is_with_somebody(desk)?;
    let NoteFound { mut found, reason } = *command;
    let once = |it: &Row| found.iter().filter(|other| other.row == it.row).count() == 1;
    let most = |left: &Row| if left.sheets == 0 { SHEETS_MAX } else { left.sheets };
    let fits = |it: &Row| {
        let left = missing.iter().find(|left| left.row == it.row);
        once(it) && left.is_some_and(|left| (1..=most(left)).contains(&it.sheets))
    };
    if found.iter().next().is_none() || !found.iter().all(fits) {
        return Err(R::NotAsLost { rows: found.which(|it| !fits(it)) }.into());
    }
    for it in &mut found.0 {
        it.to_return = missing.iter().any(|left| left.row == it.row && left.to_return);
    }
    may_enter(desk, &found)?;
    let (at, by) = (known.now, known.actor);
    let window = case.facts.window;
    // The last of what waited to be fetched had been lost.
    let waits = ended_without_delivery(&case.stage) && dossier.fetch.is_none() && dossier.archived.is_none();
    let mut facts: Vec<Event> = vec![PapersFound { at, by, found, reason: Some(reason) }.into()];
    facts.extend(waits.then(|| Event::from(PapersWait { at, window })));
    Ok(facts)
}

fn may_enter(desk: &Desk, found: &Rows) -> Result<(), Refusal> {
    let originals = found.iter().all(|it| it.to_return) && is_made(&desk.case.stage);
    match had_by(desk) {
        Err(_) if originals && desk.needs(Power::Deliver).is_ok() => Ok(()),
        answer => answer.map(|_| ()),
    }
}

/// They are on the list again; what was never counted stays so.
pub(super) fn again(dossier: &mut Dossier, found: &Rows) {
    for it in found.iter() {
        let place = dossier.found.0.iter_mut().find(|place| place.row == it.row || place.row == 0);
        if let Some(place) = place {
            (place.row, place.sheets) = (it.row, place.sheets.saturating_add(it.sheets));
        }
        let rows = &mut dossier.rows.0;
        let listed = rows.iter().position(|place| place.row == it.row);
        let Some(place) = listed.or_else(|| rows.iter().position(|place| place.row == 0)) else { continue };
        let Some(place) = rows.get_mut(place) else { continue };
        if place.row == 0 || place.returned {
            *place = Row::new(it.row, it.sheets, it.to_return);
        } else {
            place.to_return |= it.to_return;
            place.sheets = if place.sheets == 0 { 0 } else { place.sheets.saturating_add(it.sheets) };
        }
    }
}
