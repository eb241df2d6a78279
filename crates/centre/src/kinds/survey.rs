//! Streams `survey/<id>`: questionnaires, symposia and open days (A44, R158).

use catalogue::SurveyId;
use ledger::{RowImage, World};
use oversight::survey::{self, Command, Event, Survey};
use store::Migration;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of surveys.
pub struct Surveys;

/// Surveys by their day.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0042_survey",
    sql: r#"
create table if not exists survey_row (
  division text not null, survey_id text not null, written_at bigint not null, written_by text not null, kind text not null,
  unit text not null, on_day text not null, asked bigint not null, answered bigint not null, satisfied bigint not null,
  corrections bigint not null,
  primary key (division, survey_id));
create index if not exists survey_row_day on survey_row (division, on_day, survey_id);
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "survey_id",
    // Written once.
    "written_at",
    "written_by",
    // What a correction changes.
    "kind",
    "unit",
    "on_day",
    "asked",
    "answered",
    "satisfied",
    "corrections",
];

/// How many of them are written once.
const FIXED: usize = 4;

/// The stream of a survey.
pub(crate) fn stream_of(id: SurveyId) -> String {
    format!("{}{id}", Surveys::STREAM)
}

impl Kind for Surveys {
    type State = Survey;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "survey/";
    const EVENTS: &'static str = "survey.";

    fn decide(
        _stream: &str,
        state: &Survey,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let decided =
            with_known(world, Bound::nothing(), actor, |known| survey::decide(state, command, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Survey, event: &Event) -> Survey {
        survey::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Survey) -> Vec<RowImage> {
        let (Some(id), Survey::Written { by, at, record, corrections }) =
            (stream.strip_prefix(Surveys::STREAM), state)
        else {
            return Vec::new();
        };
        let values = vec![
            division.into(),
            id.into(),
            at.0.into(),
            by.as_str().into(),
            record.kind.key().into(),
            record.unit.as_ref().map_or("", |it| it.as_str()).into(),
            record.on.to_string().into(),
            i64::from(record.asked).into(),
            i64::from(record.answered).into(),
            i64::from(record.satisfied).into(),
            i64::from(*corrections).into(),
        ];
        vec![RowImage { table: "survey_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}
