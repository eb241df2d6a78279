//! The whole life of a folder on one screen. Everything not listed is refused.

use super::command::{Command as C, Open};
use super::event::{Destroyed, Event, KeptLonger, Opened};
use super::refusal::FolderRefusal as R;
use super::state::{Dossier, Folder, Place, Rows, SHEETS_MAX};
use super::{archive, custody, fetch, found, loss, posted};
use crate::authority::able_by;
use crate::known::Known;
use crate::refusal::{Need, Refusal};
use crate::state::File;
use catalogue::{Authority, CaseId, Item, Power, RowSet};

pub(crate) type Answer = Result<Vec<Event>, Refusal>;

/// What a decision on a folder looks at: the folder, and the case as it stands.
#[derive(Copy, Clone)]
pub(crate) struct Desk<'a> {
    pub dossier: &'a Dossier,
    pub case: &'a File,
    pub known: &'a Known<'a>,
    pub item: &'a Item,
}

/// Decides a command on the folder of a case; `file` is the case's file.
pub fn decide(id: CaseId, folder: &Folder, command: &C, known: &Known, file: Option<&File>) -> Answer {
    let case = file.ok_or(Refusal::NoSuchCase)?;
    let bound = |item: &&Item| item.code == case.facts.item && item.revision == case.facts.revision;
    let item = known.item.filter(bound).ok_or(Refusal::ItemUnknown)?;
    let dossier = match (folder, command) {
        (Folder::Absent, C::Open(command)) => return open(id, case, command, known),
        (Folder::Absent, C::Archive(command)) => return archive::paperless(id, case, command, known, item),
        (Folder::Absent, C::NoteLoss(command)) => return loss::note_loose(id, case, command, known, item),
        (_, C::AwaitFetch) if !known.is_by_itself() => return Err(R::NotByHand.into()),
        (_, C::AwaitFetch) => return fetch::await_fetch(id, folder, case, known),
        (_, C::Join { .. } | C::OriginalsArrived(_) | C::LostInPost(_) | C::TakeUp(_))
            if !known.is_by_itself() =>
        {
            return Err(R::NotByHand.into());
        }
        (_, C::Join { rows }) => return Ok(fetch::join(folder, *rows, known)),
        (_, C::OriginalsArrived(command)) => return Ok(posted::arrived(folder, command, known)),
        (_, C::LostInPost(command)) => return loss::in_post(folder, command, known),
        (_, C::TakeUp(command)) => return Ok(fetch::take_up(folder, case, command, known)),
        (Folder::Absent, _) => return Err(R::NoSuchFolder.into()),
        (Folder::Kept(_), C::Open(_)) => return Err(R::AlreadyOpen.into()),
        (Folder::Kept(dossier), _) => dossier,
    };
    if let Some(list) = dossier.destroyed {
        return Err(R::Destroyed { list }.into());
    }
    let desk = &Desk { dossier, case, known, item };
    match command {
        C::SignLoss => return loss::sign(desk),
        C::DropLoss(command) => return loss::dropped(desk, command),
        // What a list brings goes its course.
        C::Destroy { .. } | C::KeepLonger { .. } => {}
        _ => loss::none_waits(dossier)?,
    }
    match (dossier.archived, dossier.loan, command) {
        // A list brings it, signed before a witness (C23); no person asks it of one dossier.
        (_, _, C::Destroy { .. } | C::KeepLonger { .. }) if !known.is_by_itself() => Err(R::NotByHand.into()),
        (None, _, C::Give(command)) => custody::give(desk, command),
        (None, _, C::Take(command)) => custody::take(desk, command),
        (None, _, C::Recall) => custody::recall(desk),
        (None, _, C::ReturnMaterials(command)) => fetch::return_materials(desk, command),
        (None, _, C::ReturnOriginals(command)) => custody::return_originals(desk, command),
        (None, _, C::Archive(command)) => archive::archive(desk, folder, command),
        (_, _, C::NoteLoss(command)) => loss::note(desk, command),
        (_, _, C::NoteFound(command)) => found::note(desk, command),
        // An original that was found after its loss was signed goes back from the shelf too (E8).
        (Some(_), _, C::ReturnOriginals(command)) if !dossier.goes_back().is_empty() => {
            custody::return_originals(desk, command)
        }
        (Some(_), _, C::Destroy { list }) => Ok(vec![Destroyed { at: known.now, list: *list }.into()]),
        (Some(_), _, C::KeepLonger { list, until }) => {
            Ok(vec![KeptLonger { at: known.now, list: *list, until: *until }.into()])
        }
        (Some(_), None, C::Lend(command)) => archive::lend(desk, command),
        (Some(_), Some(loan), C::Lend(_)) => Err(R::OnLoan { to: loan.to }.into()),
        (Some(_), Some(loan), C::TakeBack(command)) => archive::take_back(desk, &loan, command),
        (Some(_), None, C::TakeBack(_)) => Err(R::NotOnLoan.into()),
        (Some(_), _, _) => Err(R::InArchive.into()),
        (None, _, _) => Err(R::NotInArchive.into()),
    }
}

/// 建卷, by whoever holds the case.
fn open(id: CaseId, case: &File, command: &Open, known: &Known) -> Answer {
    let facts = &case.facts;
    let person = facts.holding.person;
    if person != known.actor {
        return Err(R::NotWithYou { person }.into());
    }
    listed(&command.rows, facts.materials.marks.copy_kept)?;
    Ok(vec![opened(id, case, known, command.rows)])
}

/// The fact that a folder is there.
pub(crate) fn opened(id: CaseId, case: &File, known: &Known, rows: Rows) -> Event {
    let facts = &case.facts;
    Opened {
        at: known.now,
        by: known.actor,
        case: id,
        receipt: facts.receipt,
        item: facts.item,
        revision: facts.revision,
        body: facts.body,
        item_kind: facts.kind,
        authority: facts.authority,
        applicant: facts.applicant,
        rows,
    }
    .into()
}

/// Each row that the case keeps papers of, once, with its sheets; and no other.
fn listed(rows: &Rows, kept: RowSet) -> Result<(), Refusal> {
    let once = |it: &super::state::Row| rows.iter().filter(|other| other.row == it.row).count() == 1;
    let fine = |it: &super::state::Row| {
        kept.contains(it.row) && once(it) && (1..=SHEETS_MAX).contains(&it.sheets) && !it.returned
    };
    let wrong = rows.which(|it| !fine(it));
    if !wrong.is_empty() || rows.iter().any(|it| !fine(it)) {
        return Err(R::ListWrong { rows: wrong }.into());
    }
    let left_out = kept.difference(rows.which(|_| true));
    if left_out.is_empty() { Ok(()) } else { Err(R::ListIncomplete { rows: left_out }.into()) }
}

impl Desk<'_> {
    /// Who has the folder now, and nobody was given it.
    pub fn keeper(&self) -> catalogue::PersonId {
        match self.dossier.place {
            Place::WithCase | Place::Shelf => self.case.facts.holding.person,
            Place::Apart { person, .. } => person,
        }
    }

    /// The actor has it, or goes on with it in the place of whoever has it.
    pub fn keeps(&self) -> Result<(), Refusal> {
        let person = self.keeper();
        if person != self.known.actor && !self.is_in_place_of_keeper() {
            return Err(R::NotWithYou { person }.into());
        }
        match self.dossier.pending {
            Some(pending) => Err(R::GivenBefore { to: pending.to }.into()),
            None => Ok(()),
        }
    }

    /// It lies apart with somebody who is away or went for good, and the actor gives such work to others; with a case it goes
    /// along where the case is given (E25, F31).
    pub fn is_in_place_of_keeper(&self) -> bool {
        matches!(self.dossier.place, Place::Apart { person, .. } if self.known.is_away(person))
            && self.needs(Power::Reassign).is_ok()
    }

    /// The actor's authority for a power over the item today.
    pub fn needs(&self, power: Power) -> Result<Authority, Refusal> {
        needs(self.known, self.item, power)
    }
}

/// The actor's authority for a power over an item today.
pub(crate) fn needs(known: &Known, item: &Item, power: Power) -> Result<Authority, Refusal> {
    match known.organisation.may(known.actor, power, item, known.today()) {
        Authority::No { reason } => {
            let able = able_by(known, known.organisation.who_may(power, item, known.today()), |_| true);
            Err(Refusal::NotAuthorised { need: Need::Power(power), reason, able })
        }
        authority => Ok(authority),
    }
}
