//! The division's streams behind one door: which rules decide, which bodies they rest on, which rows and effects follow.

use std::sync::Arc;

use calendar::{Calendar, Instant, Thresholds};
use casework::{Case, Series, SeriesKind};
use catalogue::publish::{
    CalendarCommand, CalendarState, ItemCommand, ItemState, OrganisationCommand, OrganisationState,
    PublishEvent, PublishRefusal,
};
use catalogue::publish_calendar::{self, AdoptNotice};
use catalogue::{Digest, Item, ItemCode, Organisation, PersonId};
use ledger::{DecodeError, Domain, Effect, RowImage, World};

use crate::case::case_of;
use crate::scope::Scope;
use crate::{notice, row};

/// The rules of a service centre, as the ledger runs them.
pub struct Desk;

/// State of a stream of any kind.
#[derive(Debug, Clone)]
pub enum State {
    /// `case/<id>`.
    Case(Case),
    /// `item/<code>`.
    Item(ItemState),
    /// `organisation`.
    Organisation(OrganisationState),
    /// `calendar`.
    Calendar(CalendarState),
    /// A stream no rule knows.
    Unknown,
}

/// A command of any kind.
#[expect(clippy::large_enum_variant, reason = "a command lives for one decision and is never stored")]
#[derive(Debug, Clone)]
pub enum Asked {
    /// To a case.
    Case(casework::Command),
    /// To an item.
    Item(ItemCommand),
    /// To the organisation.
    Organisation(OrganisationCommand),
    /// To the calendar.
    Calendar(CalendarCommand),
}

/// An event of any kind. Copy, as every event is: no text of a person can be in it.
#[expect(clippy::large_enum_variant, reason = "an event is Copy, so that no text can stand in it")]
#[derive(Debug, Clone, Copy)]
pub enum Fact {
    /// Of a case.
    Case(casework::Event),
    /// Of what is published.
    Publish(PublishEvent),
}

/// Why a command of any kind was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// By a case.
    Case(casework::Refusal),
    /// By what is published.
    Publish(PublishRefusal),
    /// Nothing can be done before an organisation and a calendar are in force.
    NothingInForce,
    /// The command is not for this stream.
    WrongStream,
    /// The actor is no person of the organisation.
    UnknownActor,
    /// The case is not open to the actor.
    OutOfScope,
}

/// An immutable body, decoded.
pub enum Body {
    /// A revision of an item.
    Item(Arc<Item>),
    /// A revision of the organisation.
    Organisation(Arc<Organisation>),
    /// A calendar.
    Calendar(Arc<Calendar>),
}

/// What rules the division at this place of the ledger.
pub struct Known<'a> {
    /// The organisation in force.
    pub organisation: &'a Organisation,
    /// The calendar in force.
    pub calendar: &'a Calendar,
}

fn in_force<'a>(world: &World<'a, Desk>) -> Option<Known<'a>> {
    // Both are asked for before either is given up, so that one round of loading suffices.
    let organisation = match world.stream("organisation") {
        Some(State::Organisation(state)) => state.digest(),
        _ => None,
    };
    let calendar = match world.stream("calendar") {
        Some(State::Calendar(state)) => state.digest(),
        _ => None,
    };
    let organisation = organisation.and_then(|digest| world.body(&digest.0));
    let calendar = calendar.and_then(|digest| world.body(&digest.0));
    match (organisation, calendar) {
        (Some(Body::Organisation(organisation)), Some(Body::Calendar(calendar))) => {
            Some(Known { organisation, calendar })
        }
        _ => None,
    }
}

/// A notice is laid into the calendar in force: both calendars and the organisation are at hand.
fn adopt_notice(
    state: &CalendarState,
    asked: &AdoptNotice,
    world: &World<'_, Desk>,
) -> Result<Result<Vec<PublishEvent>, PublishRefusal>, Obstacle> {
    let next = world.body(&asked.body.digest.0);
    let (Some(known), Some(Body::Calendar(next))) = (in_force(world), next) else {
        return Err(Obstacle::NothingInForce);
    };
    let by = PersonId::parse(world.actor).map_err(|_| Obstacle::UnknownActor)?;
    let (now, held) = (Instant(world.now), Some(known.calendar));
    Ok(publish_calendar::adopt_notice(state, asked, by, now, known.organisation, held, next))
}

fn item_of<'a>(world: &World<'a, Desk>, digest: Digest) -> Option<&'a Item> {
    match world.body(&digest.0) {
        Some(Body::Item(item)) => Some(item),
        _ => None,
    }
}

/// The item a command of a case rests on: the frozen revision, or for a receipt the published one.
fn item_for<'a>(
    world: &World<'a, Desk>,
    case: &Case,
    receive: Option<ItemCode>,
) -> (Option<&'a Item>, Digest, bool) {
    const NOTHING: Digest = Digest([0; 32]);
    match (case, receive) {
        (Case::Filed(file), _) => (item_of(world, file.facts.body), file.facts.body, true),
        (Case::Absent, Some(code)) => match world.stream(&format!("item/{code}")) {
            Some(State::Item(state)) => match state.digest() {
                Some(digest) => (item_of(world, digest), digest, state.is_live()),
                None => (None, NOTHING, false),
            },
            _ => (None, NOTHING, false),
        },
        (Case::Absent, None) => (None, NOTHING, false),
    }
}

/// The ledger's name of a series.
fn ledger_series(series: Series) -> ledger::Series {
    let kind = match series.kind {
        SeriesKind::Receipt => "receipt",
        SeriesKind::Case => "case",
        SeriesKind::Document(kind) => document_key(kind),
    };
    ledger::Series::new(series.issuer.as_str().to_owned(), kind, series.period.to_string())
}

fn with_known<R>(
    world: &World<'_, Desk>,
    case: &Case,
    receive: Option<ItemCode>,
    actor: PersonId,
    then: impl FnOnce(&casework::Known<'_>) -> R,
) -> Option<R> {
    let in_force = in_force(world)?;
    let (item, item_digest, item_live) = item_for(world, case, receive);
    let numbers = |series: Series| world.next_number(&ledger_series(series));
    Some(then(&casework::Known {
        now: Instant(world.now),
        actor,
        organisation: in_force.organisation,
        item,
        item_digest,
        item_live,
        calendar: in_force.calendar,
        thresholds: Thresholds::default(),
        numbers: &numbers,
    }))
}

/// The ledger's word for the series of a paper.
fn document_key(kind: casework::DocumentKind) -> &'static str {
    use casework::DocumentKind;
    match kind {
        DocumentKind::CorrectionNotice => "correction-notice",
        DocumentKind::AcceptanceNotice => "acceptance-notice",
        DocumentKind::NonAcceptance => "non-acceptance",
        DocumentKind::ClosureNotice => "closure-notice",
        DocumentKind::StopNotice => "stop-notice",
        DocumentKind::ExtensionNotice => "extension-notice",
        DocumentKind::Withdrawal => "withdrawal",
        DocumentKind::GrantDecision => "grant-decision",
        DocumentKind::RefusalDecision => "refusal-decision",
        DocumentKind::Certificate => "certificate",
        DocumentKind::DeliveryProof => "delivery-proof",
    }
}

/// The actor of what time does by itself; no person bears it.
fn time_itself() -> PersonId {
    PersonId::parse("time").expect("a short word is a code")
}

/// Counts the changes of the form of any state here; the binary form has no names, so each change of a type counts.
/// A stored state of another number is replayed from its entries.
const SHAPE: i64 = 3;

/// Reads a state that fills all of its bytes.
fn whole<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    match postcard::take_from_bytes(bytes) {
        Ok((state, [])) => Ok(state),
        Ok(_) => Err(DecodeError("a stored state is followed by other bytes".into())),
        Err(error) => Err(DecodeError(error.to_string())),
    }
}

impl Domain for Desk {
    type State = State;
    type Command = Asked;
    type Event = Fact;
    type Refusal = Obstacle;
    type Body = Body;

    fn empty(&self, stream: &str) -> State {
        if stream.starts_with("case/") {
            State::Case(Case::Absent)
        } else if stream.starts_with("item/") {
            State::Item(ItemState::default())
        } else if stream == "organisation" {
            State::Organisation(OrganisationState::default())
        } else if stream == "calendar" {
            State::Calendar(CalendarState::default())
        } else {
            State::Unknown
        }
    }

    fn decide(
        &self,
        _stream: &str,
        state: &State,
        command: &Asked,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Fact>, Obstacle> {
        let publish = |events: Result<Vec<PublishEvent>, PublishRefusal>| {
            events.map(|events| events.into_iter().map(Fact::Publish).collect()).map_err(Obstacle::Publish)
        };
        match (state, command) {
            (State::Case(case), Asked::Case(command)) => {
                let receive = match command {
                    casework::Command::Receive(receive) => Some(receive.item),
                    _ => None,
                };
                let actor = PersonId::parse(world.actor).map_err(|_| Obstacle::UnknownActor)?;
                // Before the rules: whoever may not look at a case learns nothing from what they would answer.
                if let Case::Filed(file) = case {
                    let organisation = in_force(world).ok_or(Obstacle::NothingInForce)?.organisation;
                    if !Scope::of(organisation, actor, Instant(world.now).day()).covers(file) {
                        return Err(Obstacle::OutOfScope);
                    }
                }
                let decided =
                    with_known(world, case, receive, actor, |known| casework::decide(case, command, known));
                let events = decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)?;
                Ok(events.into_iter().map(Fact::Case).collect())
            }
            (State::Item(item), Asked::Item(command)) => publish(item.decide(command, Instant(world.now))),
            (State::Organisation(organisation), Asked::Organisation(command)) => {
                publish(organisation.decide(command, Instant(world.now)))
            }
            (State::Calendar(calendar), Asked::Calendar(CalendarCommand::AdoptNotice(asked))) => {
                publish(adopt_notice(calendar, asked, world)?)
            }
            (State::Calendar(calendar), Asked::Calendar(command)) => {
                publish(calendar.decide(command, Instant(world.now)))
            }
            _ => Err(Obstacle::WrongStream),
        }
    }

    fn evolve(&self, state: State, event: &Fact) -> State {
        match (state, event) {
            (State::Case(case), Fact::Case(event)) => State::Case(casework::evolve(case, event)),
            (State::Item(item), Fact::Publish(event)) => State::Item(item.evolve(event)),
            (State::Organisation(organisation), Fact::Publish(event)) => {
                State::Organisation(organisation.evolve(event))
            }
            (State::Calendar(calendar), Fact::Publish(event)) => State::Calendar(calendar.evolve(event)),
            (state, _) => state,
        }
    }

    fn due(&self, state: &State) -> Option<i64> {
        match state {
            State::Case(case) => casework::due(case).map(|at| at.0),
            _ => None,
        }
    }

    fn catch_up(&self, _stream: &str, state: &State, at: i64, world: &World<'_, Desk>) -> Vec<Fact> {
        let State::Case(case) = state else { return Vec::new() };
        with_known(world, case, None, time_itself(), |known| casework::catch_up(case, Instant(at), known))
            .unwrap_or_default()
            .into_iter()
            .map(Fact::Case)
            .collect()
    }

    fn redate(&self, _stream: &str, state: &State, world: &World<'_, Desk>) -> Vec<Fact> {
        let State::Case(case) = state else { return Vec::new() };
        with_known(world, case, None, time_itself(), |known| casework::redate(case, known))
            .unwrap_or_default()
            .into_iter()
            .map(Fact::Case)
            .collect()
    }

    fn bumps_epoch(&self, event: &Fact) -> bool {
        matches!(event, Fact::Publish(event) if event.is_calendar())
    }

    fn draws(&self, event: &Fact, out: &mut dyn FnMut(ledger::Series, u32)) {
        if let Fact::Case(event) = event {
            for (series, number) in casework::draws(event) {
                out(ledger_series(series), number);
            }
        }
    }

    fn encode(&self, event: &Fact) -> (&'static str, Vec<u8>) {
        match event {
            Fact::Case(event) => (event.kind(), event.encode()),
            Fact::Publish(event) => (event.kind(), event.encode()),
        }
    }

    fn decode(&self, kind: &str, payload: &[u8]) -> Result<Fact, DecodeError> {
        if kind.starts_with("case.") {
            casework::Event::decode(kind, payload)
                .map(Fact::Case)
                .map_err(|error| DecodeError(error.to_string()))
        } else {
            PublishEvent::decode(kind, payload)
                .map(Fact::Publish)
                .map_err(|error| DecodeError(error.to_string()))
        }
    }

    fn encode_state(&self, state: &State) -> Vec<u8> {
        let bytes = match state {
            State::Case(case) => postcard::to_stdvec(case),
            State::Item(item) => postcard::to_stdvec(item),
            State::Organisation(organisation) => postcard::to_stdvec(organisation),
            State::Calendar(calendar) => postcard::to_stdvec(calendar),
            State::Unknown => Ok(Vec::new()),
        };
        bytes.expect("states hold only numbers, codes and digests, which have a binary form")
    }

    fn decode_state(&self, stream: &str, bytes: &[u8]) -> Result<State, DecodeError> {
        Ok(match self.empty(stream) {
            State::Case(_) => State::Case(whole(bytes)?),
            State::Item(_) => State::Item(whole(bytes)?),
            State::Organisation(_) => State::Organisation(whole(bytes)?),
            State::Calendar(_) => State::Calendar(whole(bytes)?),
            State::Unknown => State::Unknown,
        })
    }

    fn shape(&self, _stream: &str) -> i64 {
        SHAPE
    }

    fn decode_body(&self, kind: &str, bytes: &[u8]) -> Result<Body, DecodeError> {
        match kind {
            "item" => Item::from_body(bytes)
                .map(|it| Body::Item(Arc::new(it)))
                .map_err(|e| DecodeError(e.to_string())),
            "organisation" => Organisation::from_body(bytes)
                .map(|it| Body::Organisation(Arc::new(it)))
                .map_err(|error| DecodeError(error.to_string())),
            "calendar" => std::str::from_utf8(bytes)
                .map_err(|error| DecodeError(error.to_string()))
                .and_then(|text| Calendar::parse(text).map_err(|error| DecodeError(error.to_string())))
                .map(|it| Body::Calendar(Arc::new(it))),
            other => Err(DecodeError(format!("no body is of kind {other}"))),
        }
    }

    fn rows(&self, division: &str, stream: &str, state: &State, _wake_at: Option<i64>) -> Vec<RowImage> {
        match state {
            State::Case(case) => {
                let Some(id) = case_of(stream) else { return Vec::new() };
                let mut rows = row::finding_rows(division, id, case);
                rows.extend(row::case_row(division, id, case));
                rows
            }
            State::Item(item) => row::item_row(division, item).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn effects(&self, stream: &str, state_after: &State, event: &Fact) -> Vec<Effect> {
        match (state_after, event) {
            (State::Case(case), Fact::Case(event)) => notice::effects_of(stream, case, event),
            _ => Vec::new(),
        }
    }
}
