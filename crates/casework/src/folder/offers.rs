//! What a person may ask of a folder now: each act is tried with an example.

use super::command::*;
use super::decide::decide;
use super::state::{Folder, Row, Rows};
use crate::command::Sealed;
use crate::known::Known;
use crate::refusal::Refusal;
use crate::state::File;
use catalogue::{CaseId, Digest, WindowId};

const EMPTY: Sealed = Sealed(Digest([0; 32]));

/// Each act that the state admits, by name, with the refusal that concerns this person only.
pub fn offers(
    id: CaseId,
    folder: &Folder,
    known: &Known,
    case: &File,
) -> Vec<(&'static str, Option<Refusal>)> {
    let ask = |command: &Command| decide(id, folder, command, known, Some(case)).err();
    let kept: Vec<Row> =
        case.facts.materials.marks.copy_kept.iter().map(|row| Row::new(row, 1, false)).collect();
    let (found, sheets, owed, pending) = match folder {
        Folder::Absent => (catalogue::RowSet::EMPTY, 0, catalogue::RowSet::EMPTY, None),
        Folder::Kept(it) => (it.rows.present(), it.rows.least(it.rows.present()), it.goes_back(), it.pending),
    };
    let posts = known.organisation.posts_of(known.actor, known.today());
    let windows: Vec<WindowId> = posts.flat_map(|holding| holding.windows.iter().copied()).collect();
    let window = windows.into_iter().chain([case.facts.window]).next().unwrap_or(case.facts.window);
    // Giving to oneself is never lawful: the answer "wrong direction" says that everything else fits.
    let give = Command::Give(GiveFolder { to: known.actor, sheets, reason: EMPTY });
    let give = ask(&give).filter(|refusal| !matches!(refusal, Refusal::WrongDirection { .. }));
    let index = Digest([0; 32]);
    let archive = Archive { found, sheets, box_no: 1, shelf: 1, index, lines: 0 };
    let lend = Lend { to: known.actor, due_on: known.today(), purpose: EMPTY };
    let originals =
        ReturnOriginals { rows: owed, by: FetchedBy::Applicant { identity: case.facts.applicant }, window };
    let fetched = ReturnMaterials {
        rows: found,
        sheets,
        by: FetchedBy::Applicant { identity: case.facts.applicant },
        window,
    };
    // Nothing of what is listed is there.
    let listed = match folder {
        Folder::Absent => kept.clone(),
        Folder::Kept(dossier) => dossier.rows.iter().filter(|it| !it.returned).copied().collect(),
    };
    let none: Vec<Row> = listed.iter().map(|it| Row::new(it.row, 0, false)).collect();
    let lost = Rows::of(&none).map(|found| NoteLoss { found, papers: 0, reason: EMPTY });
    let missing = match folder {
        Folder::Absent => Vec::new(),
        Folder::Kept(dossier) => dossier.missing(),
    };
    // Of originals more people may say so.
    let meant = |it: &&Row| it.to_return || missing.iter().all(|other| !other.to_return);
    let missing: Vec<Row> =
        missing.iter().filter(meant).map(|it| Row::new(it.row, it.sheets.max(1), false)).collect();
    let turned_up = Rows::of(&missing).map(|found| NoteFound { found, reason: EMPTY });
    let taken = TakeFolder { sheets: pending.map_or(sheets, |it| it.sheets) };
    let tried = [
        ("open", Rows::of(&kept).and_then(|rows| ask(&Command::Open(Open { rows })))),
        ("take", ask(&Command::Take(taken))),
        ("recall", ask(&Command::Recall)),
        ("return-originals", ask(&Command::ReturnOriginals(originals))),
        ("return-materials", ask(&Command::ReturnMaterials(fetched))),
        ("give", give),
        ("archive", ask(&Command::Archive(archive))),
        ("lend", ask(&Command::Lend(lend))),
        ("take-back", ask(&Command::TakeBack(TakeFolder { sheets }))),
        ("sign-loss", ask(&Command::SignLoss)),
        ("drop-loss", ask(&Command::DropLoss(DropLoss { reason: EMPTY }))),
        ("note-found", turned_up.and_then(|found| ask(&Command::NoteFound(found)))),
        ("note-loss", lost.and_then(|lost| ask(&Command::NoteLoss(lost)))),
    ];
    tried.into_iter().filter(|(_, refusal)| refusal.as_ref().is_none_or(Refusal::concerns_person)).collect()
}
