//! Streams `rating/<id>`: asked for, given once, and what became of a bad one (N47-N53).

use calendar::Instant;
use casework::File;
use casework::window_day::WindowDay;
use catalogue::{CaseId, RatingId};
use ledger::{Effect, RowImage, World};
use oversight::rating::{self, About, Channel, Command, Event, Held, Rating};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, case_file, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;
use crate::oversight::rating::RATER;

/// The rules of ratings.
pub struct Ratings;

const COLUMNS: &[&str] = &[
    "division",
    "rating_id",
    // Written once.
    "kind",
    "unit",
    "window_id",
    "case_id",
    "served_by",
    // What its life changes.
    "item",
    "channel",
    "code",
    "invited_at",
    "given_at",
    "grade",
    "device",
    "same",
    "state",
    "handler",
    "due_on",
    "late",
    "open",
    "confirmed",
    "reachable",
    "called",
    "corrected",
    "resolved",
];

/// How many of them are written once.
const FIXED: usize = 7;

/// The stream of a rating.
pub(crate) fn stream_of(id: RatingId) -> String {
    format!("{}{id}", Ratings::STREAM)
}

/// The file of the case that a rating or its invitation names.
fn file_of<'a>(rating: &Rating, command: &Command, world: &World<'a, Desk>) -> Option<&'a File> {
    let case: Option<CaseId> = match (rating.about(), command) {
        (Some(about), _) => about.case,
        (None, Command::Invite(invite)) => invite.about.case,
        (None, _) => None,
    };
    case.and_then(|case| case_file(world, case))
}

/// The window's day on which a tablet stands.
fn day_of<'a>(command: &Command, world: &World<'a, Desk>) -> Option<&'a WindowDay> {
    let Command::Give(give) = command else { return None };
    let window = give.visit?.window?;
    match world.stream(&crate::kinds::window_day::stream_of(window, Instant(world.now).day())) {
        Some(State::WindowDay(day)) => Some(day),
        _ => None,
    }
}

impl Kind for Ratings {
    type State = Rating;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "rating/";
    const EVENTS: &'static str = "rating.";

    fn decide(
        _stream: &str,
        state: &Rating,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let (bounds, itself) = (bounds_of(world), world.actor == ledger::TIME);
        let about = (file_of(state, command, world), day_of(command, world));
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            rating::decide(state, command, known, bounds, about, itself)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Rating, event: &Event) -> Rating {
        rating::evolve(state, event)
    }

    fn due(state: &Rating) -> Option<Instant> {
        rating::due(state)
    }

    fn catch_up(_stream: &str, state: &Rating, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        rating::catch_up(state, at)
    }

    fn rows(division: &str, stream: &str, state: &Rating) -> Vec<RowImage> {
        let Some(id) = stream.strip_prefix(Ratings::STREAM) else { return Vec::new() };
        let values = match state {
            Rating::Absent => return Vec::new(),
            Rating::Invited(invited) => {
                let sent = Sent { channel: Channel::Own, code: Some(&invited.code.0), at: Some(invited.at) };
                row(division, id, &invited.about, &sent, None)
            }
            Rating::Given(held) => {
                let invited = held.invitation.as_ref();
                let code = invited.map(|it| &it.code).or(held.code.as_ref()).map(|it| &it.0);
                let at = invited.map(|it| it.at);
                let sent = Sent { channel: held.channel, code, at };
                row(division, id, &held.about, &sent, Some(held))
            }
        };
        vec![RowImage { table: "rating_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }

    fn effects(stream: &str, state_after: &Rating, event: &Event) -> Vec<Effect> {
        let Some(id) = stream.strip_prefix(Ratings::STREAM) else { return Vec::new() };
        // Addressed to the rating and not to the case: nobody reads in a case's file that it was rated (F17).
        let rater = |kind: &'static str| {
            let payload = format!("{{\"rating\":\"{id}\"}}").into_bytes();
            vec![Effect { recipient: format!("{RATER}{id}"), kind, payload }]
        };
        // Of a case the applicant is known; on a tablet who wants to be called back leaves a telephone.
        let of_case = state_after.about().is_some_and(|about| about.case.is_some());
        let reachable = of_case || state_after.held().is_some_and(|held| held.answer.contact.is_some());
        match event {
            Event::Invited(_) => rater("rating-invited"),
            Event::DismissalDecided(fact) if fact.agrees && reachable => rater("rating-dismissed"),
            Event::AppealDecided(_) if reachable => rater("rating-appeal-decided"),
            _ => Vec::new(),
        }
    }
}

/// How it was asked for.
struct Sent<'a> {
    channel: Channel,
    code: Option<&'a [u8; 32]>,
    at: Option<Instant>,
}

fn row(division: &str, id: &str, about: &About, sent: &Sent<'_>, held: Option<&Held>) -> Vec<Value> {
    let text = |code: Option<&str>| -> Value { code.unwrap_or_default().into() };
    let round = held.and_then(|held| held.round);
    let handler = round.and_then(|round| round.handler);
    let due_on = round.filter(|round| round.way.is_open()).and_then(|round| round.due_on);
    vec![
        division.into(),
        id.into(),
        about.kind.key().into(),
        about.unit.as_str().into(),
        text(about.window.as_ref().map(|it| it.as_str())),
        text(about.case.as_ref().map(|it| it.as_str())),
        text(about.by.as_ref().map(|it| it.as_str())),
        text(about.item.as_ref().map(|it| it.as_str())),
        sent.channel.key().into(),
        sent.code.map(|code| code.to_vec()).into(),
        sent.at.map(|at| at.0).into(),
        held.map(|held| held.at.0).into(),
        held.map_or(0, |held| i64::from(held.answer.grade.code())).into(),
        held.map(|held| held.answer.device.0.to_vec()).into(),
        held.and_then(|held| held.answer.same).map(|same| same.0.to_vec()).into(),
        round.map_or("", |round| round.way.key()).into(),
        text(handler.as_ref().map(|it| it.as_str())),
        due_on.map_or_else(String::new, |day| day.to_string()).into(),
        round.is_some_and(|round| round.late).into(),
        held.is_some_and(|held| held.is_open()).into(),
        round.is_some_and(|round| round.confirmed.is_some()).into(),
        round.is_some_and(|round| round.reachable).into(),
        round.is_some_and(|round| round.calls > 0).into(),
        round.is_some_and(|round| round.corrected.is_some()).into(),
        round.is_some_and(|round| round.is_resolved()).into(),
    ]
}
