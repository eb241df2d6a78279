//! Streams `bar/<authority>/<keyed digest of the person>`, and with `/<item>` behind it: the bar list, decided by `casework::bar` beside the case out of
//! which an entry comes (N26, A25).

use calendar::Instant;
use casework::bar::{self, Bar, Command, Event};
use casework::{Refusal, Series};
use catalogue::CaseId;
use ledger::{RowImage, World};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, case_file, item_of, looks_at, with_known};
use crate::kinds::Kind;
use crate::{bar_list, bars};

/// The rules of the bar list.
pub struct Bars;

/// A command, and the case out of which a proposal comes.
#[derive(Debug, Clone, Copy)]
pub struct BarAsked {
    /// The case.
    pub case: CaseId,
    /// What is asked.
    pub command: Command,
}

impl Kind for Bars {
    type State = Bar;
    type Command = BarAsked;
    type Event = Event;

    const STREAM: &'static str = "bar/";
    const EVENTS: &'static str = "bar.";

    fn decide(
        stream: &str,
        state: &Bar,
        asked: &BarAsked,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        // An entry is decided beside the case out of which it was proposed, whatever page asks.
        let open = state.entry.filter(|entry| entry.end.is_none());
        let case = open.map_or(asked.case, |entry| entry.case);
        let file = case_file(world, case).ok_or(Obstacle::Case(Refusal::NoSuchCase))?;
        let facts = &file.facts;
        let of_all = bars::stream_of(facts.authority, facts.applicant);
        let of_item = bars::stream_of_item(facts.authority, facts.applicant, facts.item);
        match asked.command {
            Command::Propose { ground, .. } if bars::stream_for(ground, facts) != stream => {
                return Err(Obstacle::WrongStream);
            }
            _ if of_all != stream && of_item != stream => return Err(Obstacle::WrongStream),
            _ => {}
        }
        // An entry for the same item from before items had streams of their own still runs in the other.
        if let (Command::Propose { .. }, true, Some(State::Bar(before))) =
            (asked.command, of_item == stream, world.stream(&of_all))
            && before
                .entry
                .is_some_and(|it| it.end.is_none() && it.ground.of_item().is_some() && it.item == facts.item)
        {
            return Err(Obstacle::Case(bar::BarRefusal::AlreadyProposed.into()));
        }
        let actor = actor_of(world)?;
        looks_at(world, file, actor)?;
        let digest = file.facts.body;
        let bound = Bound::of(item_of(world, digest), digest, true);
        let decided =
            with_known(world, bound, actor, |known| bar::decide(state, &asked.command, case, file, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Bar, event: &Event) -> Bar {
        state.evolve(event)
    }

    fn due(state: &Bar) -> Option<Instant> {
        state.due()
    }

    fn catch_up(_stream: &str, state: &Bar, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        state.catch_up(at)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        bar::draws(event)
    }

    fn rows(division: &str, stream: &str, state: &Bar) -> Vec<RowImage> {
        bar_list::row(division, stream, state).into_iter().collect()
    }
}
