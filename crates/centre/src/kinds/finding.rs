//! Streams `finding/<id>`: what the monitoring points found, and what became of it (R143).

use calendar::Instant;
use catalogue::FindingId;
use ledger::{RowImage, World};
use oversight::finding::{self, Command, Event, Finding};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;
use crate::oversight::appeal_figures::Made;

/// The rules of findings.
pub struct Findings;

const COLUMNS: &[&str] = &[
    "division",
    "finding_id",
    // Written once.
    "rule",
    "point",
    "severity",
    "unit",
    "case_id",
    "person",
    "window_id",
    "happened_at",
    "raised_at",
    "state_by",
    // What its life changes.
    "stated",
    "verdict",
    "open",
    "stands",
    "decide_by",
    "appeal_by",
];

/// How many of them are written once.
const FIXED: usize = 12;

/// The stream of a finding.
pub(crate) fn stream_of(id: FindingId) -> String {
    format!("{}{id}", Findings::STREAM)
}

impl Kind for Findings {
    type State = Finding;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "finding/";
    const EVENTS: &'static str = "finding.";

    fn decide(
        _stream: &str,
        state: &Finding,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let (bounds, itself) = (bounds_of(world), world.actor == ledger::TIME);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            finding::decide(state, command, known, bounds, itself)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Finding, event: &Event) -> Finding {
        finding::evolve(state, event)
    }

    fn due(state: &Finding) -> Option<Instant> {
        finding::due(state)
    }

    fn catch_up(_stream: &str, state: &Finding, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        finding::catch_up(state, at)
    }

    fn rows(division: &str, stream: &str, state: &Finding) -> Vec<RowImage> {
        let (Some(id), Finding::Found(found)) = (stream.strip_prefix(Findings::STREAM), state) else {
            return Vec::new();
        };
        let about = &found.about;
        let text = |code: Option<&str>| -> Value { code.unwrap_or_default().into() };
        let day = |day: Option<calendar::Day>| -> Value {
            day.map_or_else(String::new, |day| day.to_string()).into()
        };
        let point = i64::try_from(about.rule.point().number()).unwrap_or_default();
        let waiting = found.appeal.filter(|it| it.decided.is_none());
        let values: Vec<Value> = vec![
            division.into(),
            id.into(),
            about.rule.key().into(),
            point.into(),
            (about.rule.severity() as i64).into(),
            about.unit.as_str().into(),
            text(about.case.as_ref().map(|it| it.as_str())),
            text(about.person.as_ref().map(|it| it.as_str())),
            text(about.window.as_ref().map(|it| it.as_str())),
            about.happened_at.0.into(),
            found.raised_at.0.into(),
            day(found.state_by),
            found.stated.is_some().into(),
            found.judged.map_or("", |it| it.verdict.key()).into(),
            found.is_open().into(),
            found.stands().into(),
            day(waiting.map(|it| it.decide_by)),
            day(found.judged.and_then(|it| it.appeal_by).filter(|_| found.appeal.is_none())),
        ];
        let own = RowImage { table: "finding_row", columns: COLUMNS, key: 2, fixed: FIXED, values };
        let appealed = found.appeal.map(|it| Made::of("finding", about.unit, &it).row(division, stream));
        std::iter::once(own).chain(appealed).collect()
    }
}
