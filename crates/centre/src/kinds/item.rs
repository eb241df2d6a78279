//! Streams `item/<code>`: which revision of an item is published, and whether it is open.

use calendar::Instant;
use catalogue::publish::{ItemCommand, ItemState, PublishEvent};
use ledger::{RowImage, World};

use crate::domain::{Desk, Obstacle};
use crate::kinds::Kind;
use crate::row;

/// The rules of items.
pub struct Items;

impl Kind for Items {
    type State = ItemState;
    type Command = ItemCommand;
    type Event = PublishEvent;

    const STREAM: &'static str = "item/";
    const EVENTS: &'static str = "item.";

    fn decide(
        _stream: &str,
        state: &ItemState,
        command: &ItemCommand,
        world: &World<'_, Desk>,
    ) -> Result<Vec<PublishEvent>, Obstacle> {
        state.decide(command, Instant(world.now)).map_err(Obstacle::Publish)
    }

    fn evolve(state: ItemState, event: &PublishEvent) -> ItemState {
        state.evolve(event)
    }

    fn rows(division: &str, _stream: &str, state: &ItemState) -> Vec<RowImage> {
        row::item_row(division, state).into_iter().collect()
    }
}
