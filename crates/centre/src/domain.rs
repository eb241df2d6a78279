//! The division's streams behind one door: of which kind a stream is, and what the ledger asks.
//!
//! The rules of each kind stand in [`crate::kinds`], one file each; a new kind is one line of the list below.

use std::sync::Arc;

use calendar::{Calendar, Instant};
use catalogue::publish::PublishRefusal;
use catalogue::wording::Wording;
use catalogue::wording_stream::WordingRefusal;
use catalogue::{Item, Organisation};
use ledger::{DecodeError, Domain, Effect, RowImage, World};

use crate::kinds::{
    Kind, absence::Absent, accountability::Accountabilities, assessment::Assessments,
    attendance::Attendances, bar::Bars, body, bounds::BoundsLog, bulletin::Bulletins, calendar::Calendars,
    case::Cases, certificate::Certificates, complaint::Complaints, contact::Contacts,
    destruction::Destructions, disclosure::DisclosureLog, draw::Draws, finding::Findings, folder::Folders,
    follow_up::FollowUps, hearing::Hearings, inspection::Inspections, is_named, item::Items, order::Orders,
    organisation::Organisations, outage::OutageLog, quota::Quotas, rating::Ratings,
    reconciliation::Reconciliations, report::Reports, spot::Spots, summary::Summaries, survey::Surveys,
    whole, window_day::WindowDays, wording::Wordings,
};
use crate::series::ledger_series;

pub use crate::lookup::Known;
pub(crate) use crate::lookup::{
    Bound, absences, actor_of, case_file, in_force, item_of, looks_at, time_itself, with_known,
};

/// The rules of a service centre, as the ledger runs them.
pub struct Desk;

/// Why a command of any kind was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// By a case, or by what stands around it.
    Case(casework::Refusal),
    /// By what is published.
    Publish(PublishRefusal),
    /// By the rules of supervision.
    Oversight(oversight::Refusal),
    /// By the wording of a paper.
    Wording(WordingRefusal),
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
    /// A revision of a paper's wording.
    Wording(Arc<Wording>),
    /// A calendar.
    Calendar(Arc<Calendar>),
    /// The lists of a dual-random draw.
    DrawList(Arc<oversight::draw::List>),
    /// The cases among which the lot of a spot check falls.
    SpotCandidates(Arc<oversight::spot::Candidates>),
    /// The figures of a report.
    Report(Arc<oversight::report::Table>),
    /// The plan of a term of assessment.
    AssessmentPlan(Arc<oversight::assessment::Plan>),
    /// The sealed index of a dossier: kept as it is, read when the archive is compared.
    ArchiveIndex,
}

/// Counts the changes of the form of any state here; the binary form has no names, so each change of a type counts.
/// A stored state of another number is replayed from its entries.
const SHAPE: i64 = 23;

/// Few states are longer in their stored form.
const STATE_BYTES: usize = 1024;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $rules:ty,)+) => {
        /// State of a stream of any kind.
        #[derive(Debug, Clone)]
        pub enum State {
            $($(#[$doc])* $name(<$rules as Kind>::State),)+
            /// A stream no rule knows.
            Unknown,
        }

        /// A command of any kind.
        #[derive(Debug, Clone)]
        pub enum Asked {
            $($(#[$doc])* $name(<$rules as Kind>::Command),)+
        }

        /// An event of any kind. Copy, as every event is: no text of a person can be in it.
        #[expect(clippy::large_enum_variant, reason = "an event is Copy, so that no text can stand in it")]
        #[derive(Debug, Clone, Copy)]
        pub enum Fact {
            $($(#[$doc])* $name(<$rules as Kind>::Event),)+
        }

        impl Domain for Desk {
            type State = State;
            type Command = Asked;
            type Event = Fact;
            type Refusal = Obstacle;
            type Body = Body;

            fn empty(&self, stream: &str) -> State {
                $(if is_named(stream, <$rules>::STREAM) {
                    return State::$name(Default::default());
                })+
                State::Unknown
            }

            fn decide(
                &self,
                stream: &str,
                state: &State,
                command: &Asked,
                world: &World<'_, Desk>,
            ) -> Result<Vec<Fact>, Obstacle> {
                match (state, command) {
                    $((State::$name(state), Asked::$name(command)) => {
                        let events = <$rules>::decide(stream, state, command, world)?;
                        Ok(events.into_iter().map(Fact::$name).collect())
                    })+
                    _ => Err(Obstacle::WrongStream),
                }
            }

            fn evolve(&self, state: State, event: &Fact) -> State {
                match (state, event) {
                    $((State::$name(state), Fact::$name(event)) => {
                        State::$name(<$rules>::evolve(state, event))
                    })+
                    (state, _) => state,
                }
            }

            fn due(&self, state: &State) -> Option<i64> {
                match state {
                    $(State::$name(state) => <$rules>::due(state).map(|at| at.0),)+
                    State::Unknown => None,
                }
            }

            fn catch_up(&self, stream: &str, state: &State, at: i64, world: &World<'_, Desk>) -> Vec<Fact> {
                match state {
                    $(State::$name(state) => {
                        let events = <$rules>::catch_up(stream, state, Instant(at), world);
                        events.into_iter().map(Fact::$name).collect()
                    })+
                    State::Unknown => Vec::new(),
                }
            }

            fn redate(&self, stream: &str, state: &State, world: &World<'_, Desk>) -> Vec<Fact> {
                match state {
                    $(State::$name(state) => {
                        <$rules>::redate(stream, state, world).into_iter().map(Fact::$name).collect()
                    })+
                    State::Unknown => Vec::new(),
                }
            }

            fn bumps_epoch(&self, event: &Fact) -> bool {
                match event {
                    $(Fact::$name(event) => <$rules>::bumps_epoch(event),)+
                }
            }

            fn draws(&self, event: &Fact, out: &mut dyn FnMut(ledger::Series, u32)) {
                let drawn = match event {
                    $(Fact::$name(event) => <$rules>::draws(event),)+
                };
                for (series, number) in drawn {
                    out(ledger_series(series), number);
                }
            }

            fn encode(&self, event: &Fact) -> (&'static str, Vec<u8>) {
                match event {
                    $(Fact::$name(event) => (event.kind(), event.encode()),)+
                }
            }

            fn decode(&self, kind: &str, payload: &[u8]) -> Result<Fact, DecodeError> {
                $(if kind.starts_with(<$rules>::EVENTS) {
                    let event = <<$rules as Kind>::Event>::decode(kind, payload);
                    return event.map(Fact::$name).map_err(|error| DecodeError(error.to_string()));
                })+
                Err(DecodeError(format!("no stream has events of the kind {kind}")))
            }

            fn encode_state(&self, state: &State) -> Vec<u8> {
                let bytes = match state {
                    $(State::$name(state) => postcard::to_extend(state, Vec::with_capacity(STATE_BYTES)),)+
                    State::Unknown => Ok(Vec::new()),
                };
                bytes.expect("states hold only numbers, codes and digests, which have a binary form")
            }

            fn decode_state(&self, stream: &str, bytes: &[u8]) -> Result<State, DecodeError> {
                Ok(match self.empty(stream) {
                    $(State::$name(_) => State::$name(whole(bytes)?),)+
                    State::Unknown => State::Unknown,
                })
            }

            fn shape(&self, _stream: &str) -> i64 {
                SHAPE
            }

            fn decode_body(&self, kind: &str, bytes: &[u8]) -> Result<Body, DecodeError> {
                body(kind, bytes)
            }

            fn rows(
                &self,
                division: &str,
                stream: &str,
                state: &State,
                _wake_at: Option<i64>,
            ) -> Vec<RowImage> {
                match state {
                    $(State::$name(state) => <$rules>::rows(division, stream, state),)+
                    State::Unknown => Vec::new(),
                }
            }

            fn rows_between(
                &self,
                division: &str,
                stream: &str,
                before: (&State, Option<i64>),
                now: (&State, Option<i64>),
            ) -> [Vec<RowImage>; 2] {
                match (before.0, now.0) {
                    $((State::$name(before), State::$name(now)) => {
                        <$rules>::rows_between(division, stream, before, now)
                    })+
                    _ => [before, now].map(|(state, wake_at)| self.rows(division, stream, state, wake_at)),
                }
            }

            fn effects(&self, stream: &str, state_after: &State, event: &Fact) -> Vec<Effect> {
                match (state_after, event) {
                    $((State::$name(state), Fact::$name(event)) => <$rules>::effects(stream, state, event),)+
                    _ => Vec::new(),
                }
            }
        }
    };
}

// Their order is of no consequence, but no name may be the beginning of another.
kinds! {
    /// `bar/<authority>/<person>`, `bar/<authority>/<person>/<item>`.
    Bar = Bars,
    /// `case/<id>`.
    Case = Cases,
    /// `contact/<id>`.
    Contact = Contacts,
    /// `certificate/<issuer>-<year>-<n>`.
    Certificate = Certificates,
    /// `folder/<case>`.
    Folder = Folders,
    /// `hearing/<case>`.
    Hearing = Hearings,
    /// `destruction/<authority>`.
    Destruction = Destructions,
    /// `disclosure/<case>`.
    Disclosure = DisclosureLog,
    /// `draw/<id>`.
    Draw = Draws,
    /// `item/<code>`.
    Item = Items,
    /// `finding/<id>`.
    Finding = Findings,
    /// `order/<id>`.
    Order = Orders,
    /// `rating/<id>`.
    Rating = Ratings,
    /// `follow-up/<id>`.
    FollowUp = FollowUps,
    /// `complaint/<id>`.
    Complaint = Complaints,
    /// `accountability/<finding>~<subject>`.
    Accountability = Accountabilities,
    /// `report/<period>`.
    Report = Reports,
    /// `spot/<id>`.
    Spot = Spots,
    /// `assessment/<term>`.
    Assessment = Assessments,
    /// `inspection/<id>`.
    Inspection = Inspections,
    /// `survey/<id>`.
    Survey = Surveys,
    /// `reconciliation/<id>`.
    Reconciliation = Reconciliations,
    /// `summary/<year>/<unit>`.
    Summary = Summaries,
    /// `bulletin/<month>`.
    Bulletin = Bulletins,
    /// `attendance/<day>`.
    Attendance = Attendances,
    /// `bounds`.
    Bounds = BoundsLog,
    /// `quota/<item>`.
    Quota = Quotas,
    /// `absence`.
    Absence = Absent,
    /// `outage`.
    Outage = OutageLog,
    /// `day/<window>/<day>`.
    WindowDay = WindowDays,
    /// `organisation`.
    Organisation = Organisations,
    /// `wording/<paper>`.
    Wording = Wordings,
    /// `calendar`.
    Calendar = Calendars,
}
