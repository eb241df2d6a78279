//! Streams `hearing/<case>`: interested parties of a case and their hearing (N13, N18, A26).

use casework::Series;
use casework::hearing::{self, Command, Event, Hearing};
use catalogue::CaseId;
use ledger::{Effect, RowImage, World};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, case_file, item_of, looks_at, with_known};
use crate::kinds::{Kind, drawn};
use crate::notice_register::hearing_effect;

/// The rules of parties and hearings.
pub struct Hearings;

const COLUMNS: &[&str] = &["division", "case_id", "authority", "chair", "at", "held", "organise_by"];

/// The stream of a case's register.
pub(crate) fn stream_of(case: CaseId) -> String {
    format!("{}{case}", Hearings::STREAM)
}

/// The register of a case, once there is one.
pub(crate) fn hearing_of<'a>(world: &World<'a, Desk>, case: CaseId) -> Option<&'a Hearing> {
    match world.stream(&stream_of(case)) {
        Some(State::Hearing(hearing)) => Some(hearing),
        _ => None,
    }
}

/// The case of a register.
pub(crate) fn case_of_hearing(stream: &str) -> Option<CaseId> {
    CaseId::parse(stream.strip_prefix(Hearings::STREAM)?).ok()
}

impl Kind for Hearings {
    type State = Hearing;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "hearing/";
    const EVENTS: &'static str = "hearing.";

    fn decide(
        stream: &str,
        state: &Hearing,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let none = || Obstacle::Case(casework::Refusal::NoSuchCase);
        let file = case_of_hearing(stream).and_then(|case| case_file(world, case)).ok_or_else(none)?;
        // The chair reads what he closes; everybody else goes by the scope of the case.
        if state.called.is_none_or(|called| called.call.chair != actor) {
            looks_at(world, file, actor)?;
        }
        let digest = file.facts.body;
        // Whoever chaired it is named for no check (M4).
        let bound = Bound { hearing: Some(state), ..Bound::of(item_of(world, digest), digest, true) };
        let decided = with_known(world, bound, actor, |known| hearing::decide(state, command, known, file));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Hearing, event: &Event) -> Hearing {
        hearing::evolve(state, event)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        let paper = match event {
            Event::Informed(fact) => Some(fact.notice),
            Event::Convened(fact) => Some(fact.notice),
            Event::Closed(fact) => Some(fact.number),
            // Its notice is the one of the call it follows.
            Event::CalledLate(_) => None,
            Event::Added(_) | Event::Heard(_) | Event::Assigned(_) | Event::Served(_) => None,
            Event::Withdrawn(_) | Event::Struck(_) | Event::CalledOff(_) | Event::ServiceCorrected(_) => None,
        };
        drawn(paper)
    }

    fn rows(division: &str, stream: &str, hearing: &Hearing) -> Vec<RowImage> {
        let (Some(case), Some(authority)) = (case_of_hearing(stream), hearing.authority) else {
            return Vec::new();
        };
        let called = hearing.called;
        let values: Vec<Value> = vec![
            division.into(),
            case.as_str().into(),
            authority.as_str().into(),
            called.map_or(String::new(), |it| it.call.chair.as_str().to_owned()).into(),
            called.map(|it| it.call.at.0).into(),
            hearing.held.is_some().into(),
            hearing.organise_by().map_or(String::new(), |day| day.to_string()).into(),
        ];
        vec![RowImage { table: "hearing_row", columns: COLUMNS, key: 2, fixed: 2, values }]
    }

    /// An applicant whose hearing is given up or called off is told: nobody loses it unknowing (N18).
    fn effects(stream: &str, hearing: &Hearing, event: &Event) -> Vec<Effect> {
        case_of_hearing(stream).and_then(|case| hearing_effect(case, hearing, event)).into_iter().collect()
    }
}
