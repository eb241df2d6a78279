//! Streams `contact/<id>`: who was asked what, and who answers for it (R76, A10, F12, F13).

use casework::contact::{self, Command, Contact, Event, Outcome, Target, Way};
use catalogue::{CaseId, ContactId, Digest};
use ledger::{RowImage, World};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, item_of, with_known};
use crate::kinds::Kind;

/// The rules of first contacts.
pub struct Contacts;

const COLUMNS: &[&str] = &[
    "division",
    "contact_id",
    // Written once: who was asked what, where.
    "asked",
    "asked_at",
    "window_id",
    "item",
    "from_case",
    "words",
    "visitor",
    // What its life changes.
    "responsible",
    "since",
    "open",
    "waiting",
    "to_kind",
    "to_code",
    "declined",
    "outcome",
    "kept_until",
];

/// How many of them are written once.
const FIXED: usize = 9;

/// The stream of a first contact.
pub(crate) fn stream_of(id: ContactId) -> String {
    format!("{}{id}", Contacts::STREAM)
}

/// The case that a command names.
fn case_named(command: &Command) -> Option<CaseId> {
    match command {
        Command::Record(record) => match record.outcome {
            Outcome::Receipt { case } => Some(case),
            _ => record.from_case,
        },
        Command::Settle { outcome: Outcome::Receipt { case } } => Some(*case),
        _ => None,
    }
}

/// The printed list that a command names.
fn list_named(command: &Command) -> Option<Digest> {
    let outcome = match command {
        Command::Record(record) => &record.outcome,
        Command::Settle { outcome } => outcome,
        _ => return None,
    };
    match outcome {
        Outcome::Advice { body, .. } => Some(*body),
        _ => None,
    }
}

impl Kind for Contacts {
    type State = Contact;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "contact/";
    const EVENTS: &'static str = "contact.";

    fn decide(
        _stream: &str,
        state: &Contact,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let case = case_named(command).and_then(|case| case_file(world, case));
        let digest = list_named(command);
        let item = digest.and_then(|digest| item_of(world, digest));
        let bound = Bound::of(item, digest.unwrap_or(Digest([0; 32])), true);
        let decided = with_known(world, bound, actor, |known| contact::decide(state, command, known, case));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Contact, event: &Event) -> Contact {
        contact::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, contact: &Contact) -> Vec<RowImage> {
        let (Some(id), Some(held)) = (stream.strip_prefix(Contacts::STREAM), contact.held()) else {
            return Vec::new();
        };
        let pending = held.pending();
        let (to_kind, to_code) = pending.map_or((String::new(), String::new()), |it| side(it.transfer.to));
        let (outcome, kept_until) = match held.way {
            Way::Ended { outcome, kept_until, .. } => (outcome_key(&outcome), kept_until),
            Way::Pending(_) | Way::InHand => ("", None),
        };
        let text = |code: Option<&str>| -> Value { code.unwrap_or_default().into() };
        let values: Vec<Value> = vec![
            division.into(),
            id.into(),
            held.asked.as_str().into(),
            held.asked_at.0.into(),
            text(held.window.as_ref().map(|it| it.as_str())),
            text(held.item.as_ref().map(|it| it.as_str())),
            text(held.from_case.as_ref().map(|it| it.as_str())),
            held.words.map(|it| it.0.0.to_vec()).into(),
            held.visitor.map(|it| it.0.0.to_vec()).into(),
            held.responsible.as_str().into(),
            pending.map_or(held.since, |handed| handed.at).0.into(),
            held.is_open().into(),
            pending.is_some().into(),
            to_kind.into(),
            to_code.into(),
            i64::from(held.declined).into(),
            outcome.into(),
            kept_until.map_or(String::new(), |day| day.to_string()).into(),
        ];
        vec![RowImage { table: "contact_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}

/// The receiving side as two words.
fn side(to: Target) -> (String, String) {
    let (kind, code) = match to {
        Target::Unit(unit) => ("unit", unit.0),
        Target::Window(window) => ("window", window.0),
        Target::Person(person) => ("person", person.0),
    };
    (kind.to_owned(), code.to_string())
}

/// The word of an outcome in rows.
fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Receipt { .. } => "receipt",
        Outcome::Advice { .. } => "advice",
        Outcome::Returned { .. } => "returned",
        Outcome::NoShow => "no-show",
        Outcome::Transferred(_) => "transferred",
    }
}
