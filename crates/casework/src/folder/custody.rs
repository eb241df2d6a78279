//! Where the paper is: with the case, or apart from it with signatures of its own; originals go back signed (A12, E8, F30, R88).

use super::command::{GiveFolder, ReturnOriginals, TakeFolder};
use super::decide::{Answer, Desk};
use super::event::{Given, OriginalsReturned, Recalled, Taken};
use super::fetch::{counted, ended_without_delivery, fetched_by};
use super::posted::not_in_letter;
use super::refusal::FolderRefusal as R;
use crate::authority::sits_at;
use crate::close::sits_there;
use crate::intake::document_no;
use crate::number::DocumentKind;
use crate::refusal::{Able, Refusal};
use crate::state::Stage;
use catalogue::{PersonId, Power, RowSet, WindowId};

/// Give it to somebody of the authority, to the case's agent or intake officer, or back to who holds the case.
pub(crate) fn give(desk: &Desk, command: &GiveFolder) -> Answer {
    desk.keeps()?;
    not_in_letter(desk.dossier, desk.case, desk.dossier.rows.present())?;
    counted(&desk.dossier.rows, desk.dossier.rows.present(), command.sheets)?;
    if command.to == desk.known.actor || !lawful(desk, command.to) {
        let able = recipients(desk).into_iter().map(|person| Able { person, deputising: false });
        return Err(Refusal::WrongDirection { able: able.take(crate::refusal::ABLE_MAX).collect() });
    }
    let (at, by) = (desk.known.now, desk.known.actor);
    let GiveFolder { to, sheets, reason } = *command;
    Ok(vec![Given { at, by, to, sheets, reason }.into()])
}

/// Both counts agree; whoever holds the case has both together again.
pub(crate) fn take(desk: &Desk, command: &TakeFolder) -> Answer {
    let pending = desk.dossier.pending.ok_or(Refusal::NothingPending)?;
    if pending.to != desk.known.actor {
        return Err(Refusal::NotTheRecipient { to: pending.to });
    }
    if command.sheets != pending.sheets {
        return Err(R::SheetsDiffer { listed: pending.sheets, counted: command.sheets }.into());
    }
    let (at, by, from, sheets) = (desk.known.now, desk.known.actor, pending.from, pending.sheets);
    let with_case = desk.case.facts.holding.person == by;
    Ok(vec![Taken { at, by, from, sheets, with_case }.into()])
}

/// The giver takes it back before it was signed for; where that one is away, whoever gives such work to others (F31).
pub(crate) fn recall(desk: &Desk) -> Answer {
    let pending = desk.dossier.pending.ok_or(Refusal::NothingPending)?;
    let instead = || desk.known.is_away(pending.from) && desk.needs(Power::Reassign).is_ok();
    if pending.from != desk.known.actor && !instead() {
        return Err(R::NotWithYou { person: pending.from }.into());
    }
    Ok(vec![Recalled { at: desk.known.now, by: desk.known.actor }.into()])
}

/// 原件已退还: the applicant shows the document, or whoever was sent the letter, and signs at a window.
pub(crate) fn return_originals(desk: &Desk, command: &ReturnOriginals) -> Answer {
    if ended_without_delivery(&desk.case.stage) && desk.dossier.archived.is_none() {
        return Err(R::AllGoesBack.into());
    }
    if command.rows.is_empty() || !command.rows.difference(desk.dossier.goes_back()).is_empty() {
        return Err(R::NothingToReturn.into());
    }
    not_in_letter(desk.dossier, desk.case, command.rows)?;
    at_a_window(desk, command.window)?;
    let collector = fetched_by(desk, command.by)?;
    let receipt = document_no(desk.dossier.authority, DocumentKind::OriginalsReturn, desk.known);
    let (at, by, rows, window) = (desk.known.now, desk.known.actor, command.rows, command.window);
    Ok(vec![OriginalsReturned { at, by, rows, receipt, window, collector, posted: false }.into()])
}

/// At a window that serves the authority; once the result is made also where it is handed out, for whoever comes for it gets
/// the originals there (E8).
fn at_a_window(desk: &Desk, window: WindowId) -> Result<(), Refusal> {
    let hands_out = || {
        let there = desk.known.organisation.window(window).is_some();
        let authority = desk.needs(Power::Deliver).ok().filter(|_| there);
        authority.is_some_and(|it| sits_there(desk.known, desk.item, it, window).is_ok())
    };
    match sits_at(desk.known, desk.item, window) {
        Err(_) if is_made(&desk.case.stage) && hands_out() => Ok(()),
        answer => answer,
    }
}

/// Whether there is a result, so that whoever hands it out has to do with the papers too.
pub(crate) fn is_made(stage: &Stage) -> bool {
    matches!(stage, Stage::Concluded(_) | Stage::Delivered { .. })
}

/// Refuses while the folder was given and not signed for: nobody knows who has the papers.
pub(crate) fn is_with_somebody(desk: &Desk) -> Result<(), Refusal> {
    match desk.dossier.pending {
        Some(pending) => Err(R::GivenBefore { to: pending.to }.into()),
        None => Ok(()),
    }
}

/// Refuses while originals have not gone back (E8).
pub(crate) fn nothing_owed(rows: &super::state::Rows) -> Result<(), Refusal> {
    let owed: RowSet = rows.owed();
    if owed.is_empty() { Ok(()) } else { Err(R::OriginalsOwed { rows: owed }.into()) }
}

fn lawful(desk: &Desk, to: PersonId) -> bool {
    recipients(desk).contains(&to)
}

/// Everybody who has a post in the authority today, and those who carry the case; nobody who is away (F31).
fn recipients(desk: &Desk) -> Vec<PersonId> {
    let facts = &desk.case.facts;
    let today = desk.known.today();
    let posts = desk.known.organisation.posts.iter();
    let own = posts.filter(|it| it.unit == facts.authority && it.in_force(today)).map(|it| it.person);
    let mut all: Vec<PersonId> =
        [facts.holding.person, facts.agent, facts.intake].into_iter().chain(own).collect();
    all.sort();
    all.dedup();
    all.retain(|person| *person != desk.keeper() && !desk.known.takes_nothing(*person));
    all
}
