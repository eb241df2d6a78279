//! The stream `organisation`: which revision of who is who is in force.

use calendar::Instant;
use catalogue::publish::{OrganisationCommand, OrganisationState, PublishEvent};
use ledger::World;

use crate::domain::{Desk, Obstacle};

use crate::kinds::Kind;

/// The rules of the organisation.
pub struct Organisations;

impl Kind for Organisations {
    type State = OrganisationState;
    type Command = OrganisationCommand;
    type Event = PublishEvent;

    const STREAM: &'static str = "organisation";
    const EVENTS: &'static str = "organisation.";

    fn decide(
        _stream: &str,
        state: &OrganisationState,
        command: &OrganisationCommand,
        world: &World<'_, Desk>,
    ) -> Result<Vec<PublishEvent>, Obstacle> {
        state.decide(command, Instant(world.now)).map_err(Obstacle::Publish)
    }

    fn evolve(state: OrganisationState, event: &PublishEvent) -> OrganisationState {
        state.evolve(event)
    }
}
