//! The kinds of streams a division has, one file each: the rules, what is stored, the rows and effects that follow.

pub mod absence;
pub mod accountability;
pub mod assessment;
pub mod attendance;
pub mod bar;
pub mod bounds;
pub mod bulletin;
pub mod calendar;
pub mod case;
pub mod certificate;
pub mod complaint;
pub mod contact;
pub mod destruction;
pub mod disclosure;
pub mod draw;
pub mod finding;
pub mod folder;
pub mod follow_up;
pub mod hearing;
pub mod inspection;
pub mod item;
pub mod order;
pub mod organisation;
pub mod outage;
pub mod quota;
pub mod rating;
pub mod reconciliation;
pub mod report;
pub mod spot;
pub mod summary;
pub mod survey;
pub mod window_day;
pub mod wording;

use ::calendar::Instant;
use casework::{DocumentNo, Series};
use catalogue::wording::Wording;
use catalogue::{Item, Organisation};
use ledger::{DecodeError, Effect, RowImage, World};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use std::sync::Arc;

use crate::domain::{Body, Desk, Obstacle};

/// The rules of one kind of stream, as [`crate::domain`] wires them to the ledger. Pure, like everything the ledger asks.
pub trait Kind {
    /// What `decide` needs to know of a stream; its default is the stream before its first entry.
    type State: Clone + Debug + Default + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// What can be asked of it.
    type Command: Clone + Debug + Send + Sync + 'static;
    /// What happens to it. `Copy`, as every event is: no text of a person can be in it. It says its kind and its stored form by
    /// itself (`kind`, `encode`, `decode`), and reads every form ever stored of the kinds that begin with [`Kind::EVENTS`].
    type Event: Copy + Debug + Send + Sync + 'static;

    /// How the names of its streams begin (`case/`), or the whole name where the division has one only.
    const STREAM: &'static str;
    /// How the kinds of its events begin (`case.`).
    const EVENTS: &'static str;

    /// What follows from a command, or why nothing does.
    fn decide(
        stream: &str,
        state: &Self::State,
        command: &Self::Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Self::Event>, Obstacle>;

    /// The state after an event.
    fn evolve(state: Self::State, event: &Self::Event) -> Self::State;

    /// When time will next do something to it.
    fn due(state: &Self::State) -> Option<Instant> {
        let _ = state;
        None
    }

    /// The facts that fall due at exactly this instant.
    fn catch_up(stream: &str, state: &Self::State, at: Instant, world: &World<'_, Desk>) -> Vec<Self::Event> {
        let _ = (stream, state, at, world);
        Vec::new()
    }

    /// New dates, where another calendar is in force.
    fn redate(stream: &str, state: &Self::State, world: &World<'_, Desk>) -> Vec<Self::Event> {
        let _ = (stream, state, world);
        Vec::new()
    }

    /// Whether the event puts another calendar in force.
    fn bumps_epoch(event: &Self::Event) -> bool {
        let _ = event;
        false
    }

    /// The numbers an event carries, in the order of drawing.
    fn draws(event: &Self::Event) -> Vec<(Series, u32)> {
        let _ = event;
        Vec::new()
    }

    /// The list rows of a stream.
    fn rows(division: &str, stream: &str, state: &Self::State) -> Vec<RowImage> {
        let _ = (division, stream, state);
        Vec::new()
    }

    /// The rows of a state and of the one before it, without those that cannot differ between the two.
    fn rows_between(
        division: &str,
        stream: &str,
        before: &Self::State,
        now: &Self::State,
    ) -> [Vec<RowImage>; 2] {
        [before, now].map(|state| Self::rows(division, stream, state))
    }

    /// What has to happen outside because of an event.
    fn effects(stream: &str, state_after: &Self::State, event: &Self::Event) -> Vec<Effect> {
        let _ = (stream, state_after, event);
        Vec::new()
    }
}

/// Whether a stream is of the kind whose streams begin so, or are called so.
pub(crate) fn is_named(stream: &str, name: &str) -> bool {
    if name.ends_with('/') { stream.starts_with(name) } else { stream == name }
}

/// The number of a paper, where an event carries one, as [`Kind::draws`] names it.
pub(crate) fn drawn(number: Option<DocumentNo>) -> Vec<(Series, u32)> {
    number.map(|no| (no.series(), no.n)).into_iter().collect()
}

/// Reads a state that fills all of its bytes.
pub(crate) fn whole<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    match postcard::take_from_bytes(bytes) {
        Ok((state, [])) => Ok(state),
        Ok(_) => Err(DecodeError("a stored state is followed by other bytes".into())),
        Err(error) => Err(DecodeError(error.to_string())),
    }
}

/// Reads an immutable body of a kind.
pub(crate) fn body(kind: &str, bytes: &[u8]) -> Result<Body, DecodeError> {
    match kind {
        "item" => {
            Item::from_body(bytes).map(|it| Body::Item(Arc::new(it))).map_err(|e| DecodeError(e.to_string()))
        }
        "organisation" => Organisation::from_body(bytes)
            .map(|it| Body::Organisation(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_string())),
        "wording" => Wording::from_body(bytes)
            .map(|it| Body::Wording(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_string())),
        "calendar" => std::str::from_utf8(bytes)
            .map_err(|error| DecodeError(error.to_string()))
            .and_then(|text| {
                ::calendar::Calendar::parse(text).map_err(|error| DecodeError(error.to_string()))
            })
            .map(|it| Body::Calendar(Arc::new(it))),
        draw::LIST => oversight::draw::List::from_body(bytes)
            .map(|it| Body::DrawList(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_owned())),
        spot::CANDIDATES => serde_json::from_slice(bytes)
            .map(|it| Body::SpotCandidates(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_string())),
        assessment::PLAN => oversight::assessment::Plan::from_body(bytes)
            .map(|it| Body::AssessmentPlan(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_owned())),
        report::TABLE => oversight::report::Table::from_body(bytes)
            .map(|it| Body::Report(Arc::new(it)))
            .map_err(|error| DecodeError(error.to_owned())),
        crate::archive::INDEX => Ok(Body::ArchiveIndex),
        other => Err(DecodeError(format!("no body is of kind {other}"))),
    }
}
