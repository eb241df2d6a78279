//! Streams `destruction/<authority>`: lists by which dossiers are destroyed or kept longer (C23, A29).

use calendar::Instant;
use casework::Series;
use casework::destruction::{self, Command, Destruction, DestructionRefusal, Event, Ground};
use casework::folder::{Dossier, Folder};
use catalogue::{CaseId, Digest, UnitCode};
use ledger::{Effect, RowImage, World};

use crate::destruction as lists;
use crate::domain::{Bound, Desk, Obstacle, State, actor_of, in_force, with_known};
use crate::folder::folder_stream;
use crate::kinds::disclosure::originals_out;
use crate::kinds::{Kind, drawn};
use crate::scope::Scope;

/// The rules of destruction lists.
pub struct Destructions;

/// The authority of a stream.
pub(crate) fn authority_of(stream: &str) -> Option<UnitCode> {
    UnitCode::parse(stream.strip_prefix(Destructions::STREAM)?).ok()
}

impl Kind for Destructions {
    type State = Destruction;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "destruction/";
    const EVENTS: &'static str = "destruction.";

    fn decide(
        stream: &str,
        state: &Destruction,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let authority = authority_of(stream).ok_or(Obstacle::WrongStream)?;
        let actor = actor_of(world)?;
        let organisation = in_force(world).ok_or(Obstacle::NothingInForce)?.organisation;
        if !Scope::of(organisation, actor, Instant(world.now).day()).covers_unit(authority) {
            return Err(Obstacle::OutOfScope);
        }
        let cases: Vec<CaseId> = match (command, &state.list) {
            (Command::Draw(dossiers), _) => dossiers.iter().map(|it| it.case).collect(),
            (Command::Sign, Some(list)) => list.to_destroy().collect(),
            _ => Vec::new(),
        };
        // All are asked for before any is looked at, so that one round of loading suffices.
        let with_authority: Vec<CaseId> =
            cases.iter().copied().filter(|case| originals_out(world, *case).is_some()).collect();
        let dossiers: Vec<(CaseId, &Dossier)> = cases
            .into_iter()
            .filter_map(|case| match world.stream(&folder_stream(case)) {
                Some(State::Folder(Folder::Kept(dossier))) => Some((case, &**dossier)),
                _ => None,
            })
            .collect();
        if let Some(case) = with_authority.first() {
            return Err(Obstacle::Case(DestructionRefusal::OnLoan { case: *case }.into()));
        }
        // No item is looked at: a list is about dossiers of the authority, whatever they were of.
        let bound = Bound::of(None, Digest([0; 32]), false);
        let decided = with_known(world, bound, actor, |known| {
            destruction::decide(state, command, &Ground { authority, known, dossiers: &dossiers })
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Destruction, event: &Event) -> Destruction {
        destruction::evolve(state, event)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        drawn(event.number())
    }

    fn rows(division: &str, stream: &str, state: &Destruction) -> Vec<RowImage> {
        let rows = authority_of(stream).and_then(|unit| lists::row(division, unit, state));
        rows.into_iter().collect()
    }

    fn effects(_stream: &str, state: &Destruction, event: &Event) -> Vec<Effect> {
        state.list.as_ref().map_or_else(Vec::new, |list| lists::verdicts(list, event))
    }
}
