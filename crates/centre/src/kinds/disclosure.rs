//! Streams `disclosure/<case>`: which authorities were let see the dossier of a case (E30).

use calendar::{Day, Instant};
use casework::disclosure::{self, Command, Disclosures, Event};
use casework::folder::Folder;
use casework::{Refusal, Series};
use catalogue::CaseId;
use ledger::{RowImage, World};
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, case_file, with_known};
use crate::kinds::{Kind, drawn};

/// The rules of disclosures.
pub struct DisclosureLog;

/// The register by unit and number, and who looked at a case without taking part in it.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0064_disclosure",
    sql: r#"
create table if not exists disclosure_row (
  division text not null, case_id text not null, place bigint not null, authority text not null, year bigint not null,
  n bigint not null, asked_at bigint not null, asker bytea not null, kind text not null, form text not null,
  way text not null, due_on text not null, withheld_until text not null,
  primary key (division, case_id, place));
create index if not exists disclosure_row_asked on disclosure_row (authority, division, asked_at);
create table if not exists case_view (
  division text not null, day text not null, person text not null, case_id text not null, purpose text not null,
  unit text not null, post text not null, words bytea not null, at bigint not null,
  primary key (division, day, person, case_id, purpose));
create index if not exists case_view_case on case_view (case_id, division, day);
create index if not exists case_view_person on case_view (person, division, day);
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "case_id",
    "place",
    // Written once.
    "authority",
    "year",
    "n",
    "asked_at",
    "asker",
    "kind",
    "form",
    // What its life changes.
    "way",
    "due_on",
    "withheld_until",
];

/// How many of them are written once.
const FIXED: usize = 10;

/// The stream of a case's disclosures.
pub(crate) fn stream_of(case: CaseId) -> String {
    format!("{}{case}", DisclosureLog::STREAM)
}

/// The case of such a stream.
fn case_of(stream: &str) -> Option<CaseId> {
    CaseId::parse(stream.strip_prefix(DisclosureLog::STREAM)?).ok()
}

/// The last day to bring originals of a case back, while an authority has them.
pub(crate) fn originals_out(world: &World<'_, Desk>, case: CaseId) -> Option<Day> {
    match world.stream(&stream_of(case)) {
        Some(State::Disclosure(state)) => disclosure::originals_out(state),
        _ => None,
    }
}

impl Kind for DisclosureLog {
    type State = Disclosures;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "disclosure/";
    const EVENTS: &'static str = "disclosure.";

    fn decide(
        stream: &str,
        state: &Disclosures,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let case = case_of(stream).ok_or(Obstacle::WrongStream)?;
        let actor = actor_of(world)?;
        // Both are asked for before either is given up, so that one round of loading suffices.
        let (file, folder) = (case_file(world, case), world.stream(&format!("folder/{case}")));
        let file = file.ok_or(Obstacle::Case(Refusal::NoSuchCase))?;
        let folder = match folder {
            Some(State::Folder(folder)) => folder,
            _ => &Folder::Absent,
        };
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            let unit = file.facts.authority;
            // Not a word of who asked to whoever may not read the register.
            match disclosure::sees(known.organisation, actor, unit, known.today()) {
                true => disclosure::decide(state, command, known, Some(file), folder).map_err(Obstacle::Case),
                false => Err(Obstacle::OutOfScope),
            }
        });
        decided.ok_or(Obstacle::NothingInForce)?
    }

    fn evolve(state: Disclosures, event: &Event) -> Disclosures {
        disclosure::evolve(state, event)
    }

    fn due(state: &Disclosures) -> Option<Instant> {
        disclosure::due(state)
    }

    fn catch_up(_stream: &str, state: &Disclosures, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        disclosure::catch_up(state, at)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        drawn(event.number())
    }

    fn rows(division: &str, stream: &str, state: &Disclosures) -> Vec<RowImage> {
        let Some(case) = case_of(stream) else { return Vec::new() };
        let day = |day: Option<Day>| -> Value { day.map_or_else(String::new, |it| it.to_string()).into() };
        let row = |(place, it): (u8, &disclosure::Disclosure)| {
            let values: Vec<Value> = vec![
                division.into(),
                case.as_str().into(),
                i64::from(place).into(),
                it.number.issuer.as_str().into(),
                i64::from(it.number.year).into(),
                i64::from(it.number.n).into(),
                it.at.0.into(),
                it.asked.asker.0.0.into(),
                it.asked.kind.key().into(),
                it.asked.form.key().into(),
                it.key().into(),
                day(it.out_until()),
                day(it.withheld_until()),
            ];
            RowImage { table: "disclosure_row", columns: COLUMNS, key: 3, fixed: FIXED, values }
        };
        state.iter().map(row).collect()
    }
}
