//! Streams `assessment/<term>`: plan, what came in by hand, frozen counts, publication, and what follows (R184-R188).

use ledger::{RowImage, World};
use oversight::assessment::{self, Assessment, Command, Event, Given, Term};
use store::{Migration, Value};

use crate::domain::{Body, Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;

/// The rules of assessment.
pub struct Assessments;

/// The kind of the body that holds a plan.
pub(crate) const PLAN: &str = "assessment-plan";

/// The list of terms, and attendance by day and person.
pub const SCHEMA: Migration = Migration {
    name: "0032_assessment",
    sql: r#"
create table if not exists assessment_row (
  division text not null, term text not null, state text not null, plan_edition bigint not null, edition bigint not null,
  publish_by text not null, published_at bigint, prizes bigint not null,
  primary key (division, term));
create table if not exists attendance_row (
  division text not null, day text not null, person text not null, window_id text not null, mark text not null,
  corrections bigint not null,
  primary key (division, day, person));
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "term",
    // What its life changes.
    "state",
    "plan_edition",
    "edition",
    "publish_by",
    "published_at",
    "prizes",
];

/// The stream of a term.
pub(crate) fn stream_of(term: Term) -> String {
    format!("{}{}", Assessments::STREAM, term.key())
}

impl Kind for Assessments {
    type State = Assessment;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "assessment/";
    const EVENTS: &'static str = "assessment.";

    fn decide(
        stream: &str,
        state: &Assessment,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let term = stream.strip_prefix(Assessments::STREAM).and_then(Term::parse);
        let term = term.ok_or(Obstacle::WrongStream)?;
        if matches!(command, Command::Adopt { term: asked, .. } if *asked != term) {
            return Err(Obstacle::WrongStream);
        }
        let actor = actor_of(world)?;
        let bounds = bounds_of(world);
        // Only what follows from a publication looks at plan and counts.
        let looks = matches!(command, Command::Object(_) | Command::Correct(_) | Command::Award(_));
        let plan = state.plan.filter(|_| looks).and_then(|(_, digest)| world.body(&digest.0));
        let table = state.shown().filter(|_| looks).and_then(|it| world.body(&it.table.0));
        let given = Given {
            plan: match plan {
                Some(Body::AssessmentPlan(plan)) => Some(&**plan),
                _ => None,
            },
            table: match table {
                Some(Body::Report(table)) => Some(&**table),
                _ => None,
            },
        };
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            assessment::decide(state, command, given, known, bounds)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Assessment, event: &Event) -> Assessment {
        assessment::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Assessment) -> Vec<RowImage> {
        let (Some(term), Some((edition, _)), Some(dates)) =
            (stream.strip_prefix(Assessments::STREAM), state.plan, state.dates)
        else {
            return Vec::new();
        };
        let values: Vec<Value> = vec![
            division.into(),
            term.into(),
            state.key().into(),
            i64::from(edition).into(),
            i64::from(state.editions.last().map_or(0, |it| it.number)).into(),
            dates.publish_by.to_string().into(),
            state.published.map(|it| it.at.0).into(),
            i64::try_from(state.prizes.len()).unwrap_or(i64::MAX).into(),
        ];
        vec![RowImage { table: "assessment_row", columns: COLUMNS, key: 2, fixed: 2, values }]
    }
}
