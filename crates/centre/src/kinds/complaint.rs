//! Streams `complaint/<id>`: the register of complaints, reports of corruption among them (R152, C32, F18).

use calendar::Instant;
use casework::{File, Series};
use catalogue::ComplaintId;
use ledger::{Effect, RowImage, World};
use oversight::complaint::{self, Command, Complaint, Event, Filed};
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, time_itself, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;
use crate::oversight::complaint::effect_of;

/// The rules of complaints.
pub struct Complaints;

/// Their list rows. Of what is sealed a row has number and date, and the rest is empty.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0022_complaint",
    sql: r#"
create table if not exists complaint_row (
  division text not null, complaint_id text not null, year bigint not null, n bigint not null, filed_at bigint not null,
  by_person text not null, channel text not null, class text not null, unit text not null, person text not null,
  case_id text not null, office text not null, to_person text not null, state text not null, open bigint not null,
  sealed bigint not null, yellow_at bigint, red_at bigint, late bigint not null, rounds bigint not null,
  verdict text not null, cause text not null, closed_at bigint, updated_at bigint not null, published bytea,
  published_at bigint,
  primary key (division, complaint_id));
create index if not exists complaint_row_filed on complaint_row (division, filed_at, complaint_id);
create index if not exists complaint_row_open on complaint_row (division, filed_at, complaint_id) where open = 1;
create index if not exists complaint_row_number on complaint_row (year, n, division);
create index if not exists complaint_row_office on complaint_row (office, division, filed_at) where office <> '';
create index if not exists complaint_row_case on complaint_row (case_id, division) where case_id <> '';
create index if not exists complaint_row_published on complaint_row (division, published_at, complaint_id)
  where published_at is not null;
create table if not exists complaint_count (
  division text not null, year bigint not null, kind text not null, count bigint not null,
  primary key (division, year, kind));
"#,
};

/// The last day to publish a result, while the public is owed it, and the list of those (R153, F28).
pub(crate) const TO_PUBLISH: Migration = Migration {
    name: "0069_complaint_to_publish",
    sql: r#"
alter table complaint_row add column publish_by text not null default '';
create index if not exists complaint_row_to_publish on complaint_row (division, filed_at, complaint_id)
  where state = 'closed' and published_at is null;
"#,
};

/// The window that is complained of, by which windows are assessed too (R184); of those from before it comes with their next entry.
pub(crate) const WINDOW: Migration = Migration {
    name: "0102_complaint_window",
    sql: "alter table complaint_row add column window_id text not null default ''",
};

const COLUMNS: &[&str] = &[
    "division",
    "complaint_id",
    // Written once.
    "year",
    "n",
    "filed_at",
    // What its life changes.
    "by_person",
    "channel",
    "class",
    "unit",
    "person",
    "case_id",
    "office",
    "to_person",
    "state",
    "open",
    "sealed",
    "yellow_at",
    "red_at",
    "late",
    "rounds",
    "verdict",
    "cause",
    "closed_at",
    "updated_at",
    "published",
    "published_at",
    "publish_by",
    "window_id",
];

/// How many of them are written once.
const FIXED: usize = 5;

/// The stream of a complaint.
pub(crate) fn stream_of(id: ComplaintId) -> String {
    format!("{}{id}", Complaints::STREAM)
}

/// The file of the case that it is about, or that a new one names: who had a part in it does not look into it (E27, F18).
fn file_of<'a>(state: &Complaint, command: &Command, world: &World<'a, Desk>) -> Option<&'a File> {
    let case = match (state, command) {
        (Complaint::Absent, Command::File(asked)) => asked.about.case,
        (Complaint::Filed(filed), _) => filed.about.case,
        (Complaint::Absent, _) => None,
    };
    case.and_then(|case| case_file(world, case))
}

impl Kind for Complaints {
    type State = Complaint;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "complaint/";
    const EVENTS: &'static str = "complaint.";

    fn decide(
        _stream: &str,
        state: &Complaint,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let (bounds, file) = (bounds_of(world), file_of(state, command, world));
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            complaint::decide(state, command, known, bounds, file)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Complaint, event: &Event) -> Complaint {
        complaint::evolve(state, event)
    }

    fn due(state: &Complaint) -> Option<Instant> {
        complaint::due(state)
    }

    fn catch_up(_stream: &str, state: &Complaint, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        complaint::catch_up(state, at)
    }

    fn redate(_stream: &str, state: &Complaint, world: &World<'_, Desk>) -> Vec<Event> {
        with_known(world, Bound::nothing(), time_itself(), |known| complaint::redate(state, known))
            .unwrap_or_default()
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        match event {
            Event::Registered(fact) => vec![(fact.number.series(), fact.number.n)],
            Event::ReportSealed(fact) => vec![(fact.number.series(), fact.number.n)],
            _ => Vec::new(),
        }
    }

    fn effects(stream: &str, state_after: &Complaint, event: &Event) -> Vec<Effect> {
        let id = stream.strip_prefix(Complaints::STREAM);
        id.and_then(|id| effect_of(id, state_after, event)).into_iter().collect()
    }

    fn rows(division: &str, stream: &str, state: &Complaint) -> Vec<RowImage> {
        let (Some(id), Complaint::Filed(filed)) = (stream.strip_prefix(Complaints::STREAM), state) else {
            return Vec::new();
        };
        vec![row(division, id, filed)]
    }
}

fn row(division: &str, id: &str, filed: &Filed) -> RowImage {
    let text = |code: Option<&str>| -> Value { code.unwrap_or_default().into() };
    // The state keeps nothing of a sealed one but number and date; who wrote it down is nobody's business either.
    let by = filed.by.filter(|_| !filed.is_sealed());
    let (about, way) = (&filed.about, &filed.way);
    let (unit, named, answer) = (way.unit(), way.named(), way.answer());
    let closed_at = match way {
        complaint::Way::Closed { at, .. } => Some(at.0),
        _ => None,
    };
    let running = filed.running();
    let publish_by = filed.publish_by.filter(|_| filed.is_to_publish());
    let values: Vec<Value> = vec![
        division.into(),
        id.into(),
        i64::from(filed.number.year).into(),
        i64::from(filed.number.n).into(),
        filed.filed_at.0.into(),
        text(by.as_ref().map(|it| it.as_str())),
        filed.channel.map_or("", |it| it.key()).into(),
        filed.class.map_or("", |it| it.key()).into(),
        text(about.unit.as_ref().map(|it| it.as_str())),
        text(about.person.as_ref().map(|it| it.as_str())),
        text(about.case.as_ref().map(|it| it.as_str())),
        text(unit.as_ref().map(|it| it.as_str())),
        text(named.as_ref().map(|it| it.as_str())),
        way.key().into(),
        filed.is_open().into(),
        filed.is_sealed().into(),
        running.and(filed.yellow_at).map(|it| it.0).into(),
        running.map(|clock| clock.late_from().0).into(),
        filed.late.into(),
        i64::from(filed.rounds).into(),
        answer.map_or("", |it| it.verdict.key()).into(),
        answer.map_or("", |it| it.cause.key()).into(),
        closed_at.into(),
        filed.touched_at.0.into(),
        filed.published.map(|it| it.words.0.0.to_vec()).into(),
        filed.published.map(|it| it.at.0).into(),
        publish_by.map_or_else(String::new, |day| day.to_string()).into(),
        text(about.window.as_ref().map(|it| it.as_str())),
    ];
    RowImage { table: "complaint_row", columns: COLUMNS, key: 2, fixed: FIXED, values }
}
