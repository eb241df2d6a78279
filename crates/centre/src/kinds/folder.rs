//! Streams `folder/<case>`: the paper of a case, as long as it is kept.

use calendar::Instant;
use casework::folder::{self, Command, Event, Folder, FolderRefusal};
use casework::{File, Refusal, Series};
use catalogue::CaseId;
use ledger::{Effect, RowImage, World};

use crate::domain::{
    Bound, Desk, Obstacle, State, actor_of, case_file, item_of, looks_at, time_itself, with_known,
};
use crate::folder_loss::lost_effect;
use crate::folder_row;
use crate::kinds::disclosure::originals_out;
use crate::kinds::{Kind, drawn};
use crate::notice_register::fetched_effect;

/// The rules of folders.
pub struct Folders;

/// The case of a folder's stream.
pub(crate) fn case_of_folder(stream: &str) -> Option<CaseId> {
    CaseId::parse(stream.strip_prefix(Folders::STREAM)?).ok()
}

/// Refuses to hand out a result while originals of the applicant are owed that do not go along (E8).
pub(crate) fn originals_go_along(
    world: &World<'_, Desk>,
    id: CaseId,
    case: &File,
    command: &casework::Command,
) -> Result<(), Obstacle> {
    let none = Folder::Absent;
    let folder = match world.stream(&format!("folder/{id}")) {
        Some(State::Folder(folder)) => folder,
        _ => &none,
    };
    folder::originals_go_along(folder, case, command).map_err(Obstacle::Case)
}

/// Whether the dossier of a case is in the archive.
pub(crate) fn is_archived(world: &World<'_, Desk>, case: CaseId) -> bool {
    let folder = world.stream(&format!("folder/{case}"));
    matches!(folder, Some(State::Folder(Folder::Kept(dossier))) if dossier.archived.is_some())
}

/// Whether papers of a case that was closed have left it.
pub(crate) fn papers_left(world: &World<'_, Desk>, case: CaseId) -> bool {
    let folder = world.stream(&format!("folder/{case}"));
    matches!(folder, Some(State::Folder(folder)) if folder::papers_left(folder))
}

impl Kind for Folders {
    type State = Folder;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "folder/";
    const EVENTS: &'static str = "folder.";

    fn decide(
        stream: &str,
        state: &Folder,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let Some(id) = case_of_folder(stream) else { return Err(Obstacle::WrongStream) };
        let actor = actor_of(world)?;
        let Some(case) = case_file(world, id) else { return Err(Obstacle::Case(Refusal::NoSuchCase)) };
        // What the case or a list brings; no person has a door to it.
        let told = matches!(
            command,
            Command::AwaitFetch
                | Command::Join { .. }
                | Command::OriginalsArrived(_)
                | Command::LostInPost(_)
                | Command::TakeUp(_)
                | Command::Destroy { .. }
                | Command::KeepLonger { .. }
        );
        if told && actor != time_itself() {
            return Err(Obstacle::OutOfScope);
        }
        if !told {
            looks_at(world, case, actor)?;
        }
        // What is with an authority is neither lent, given nor put on its shelf (E30).
        if matches!(command, Command::Lend(_) | Command::Give(_) | Command::Archive(_))
            && let Some(due_on) = originals_out(world, id)
        {
            return Err(Obstacle::Case(FolderRefusal::WithAuthority { due_on }.into()));
        }
        let bound = Bound::of(item_of(world, case.facts.body), case.facts.body, true);
        let decided =
            with_known(world, bound, actor, |known| folder::decide(id, state, command, known, Some(case)));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Folder, event: &Event) -> Folder {
        folder::evolve(state, event)
    }

    fn due(state: &Folder) -> Option<Instant> {
        folder::due(state)
    }

    fn catch_up(_stream: &str, state: &Folder, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        folder::catch_up(state, at)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        drawn(event.number())
    }

    fn rows(division: &str, stream: &str, state: &Folder) -> Vec<RowImage> {
        match (case_of_folder(stream), state) {
            (Some(case), Folder::Kept(dossier)) => vec![folder_row::row(division, case, dossier)],
            _ => Vec::new(),
        }
    }

    /// Whoever has a dossier beyond its day is told; and so is who lent it, by the list. The case is told of a signed loss.
    fn effects(stream: &str, state: &Folder, event: &Event) -> Vec<Effect> {
        if let Some(effect) = case_of_folder(stream).and_then(|case| lost_effect(case, event)) {
            return vec![effect];
        }
        // Whoever fetched papers in the applicant's place is told to the applicant (N7, E8).
        if let Some(effect) = case_of_folder(stream).and_then(|case| fetched_effect(case, event)) {
            return vec![effect];
        }
        let (Folder::Kept(dossier), Event::LoanOverdue(fact)) = (state, event) else { return Vec::new() };
        vec![Effect {
            recipient: format!("person/{}", fact.to),
            kind: "folder-loan-overdue",
            payload: format!("{{\"case\":\"{}\"}}", dossier.case).into_bytes(),
        }]
    }
}
