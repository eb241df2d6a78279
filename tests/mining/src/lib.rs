//! What `yimen export` writes is loaded by the library of the field with as many cases and events as were written.
#![cfg(test)]

use std::io::Cursor;
use std::path::PathBuf;

use calendar::Day;
use mining::{Actor, Course, Happening, OcelWriter, Officer, XesWriter};
use process_mining::{EventLog, Importable, OCEL};

/// Cases and events of a loaded XES log.
fn of_xes(log: &EventLog) -> (usize, usize) {
    (log.traces.len(), log.traces.iter().map(|trace| trace.events.len()).sum())
}

/// Cases and events of a loaded OCEL log.
fn of_ocel(log: &OCEL) -> (usize, usize) {
    (log.objects.iter().filter(|it| it.object_type == "case").count(), log.events.len())
}

/// Every event belongs to one case that is there, and its type is among the types.
fn hangs_together(log: &OCEL) {
    let ids: std::collections::BTreeSet<&str> = log.objects.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids.len(), log.objects.len(), "an object has one id");
    for event in &log.events {
        assert!(log.event_types.iter().any(|it| it.name == event.event_type), "{event:?}");
        assert!(event.relationships.iter().all(|it| ids.contains(it.object_id.as_str())), "{event:?}");
        let cases = event.relationships.iter().filter(|it| it.object_id.starts_with("case/"));
        assert_eq!(cases.count(), 1, "{event:?}");
    }
}

fn made_up() -> Vec<Course> {
    let happening = |seq: u64, kind: &str, by: Actor| {
        let at = Day::parse("2026-11-10").expect("a day").at(9, 0).plus_minutes(seq as i64);
        let step = (kind == "case.step-completed").then(|| (0, "初审 <\"甲\" & 乙>".to_owned()));
        let certificate = kind == "case.document-made";
        Happening { seq, kind: kind.to_owned(), step, at, recorded_at: at, by, certificate }
    };
    let officer = || {
        let person = Some("do.sc".to_owned());
        Actor::Officer(Officer { unit: "sc".to_owned(), post: "handler".to_owned(), person })
    };
    let course = |case: &str, happenings| Course {
        case: case.to_owned(),
        item: "000131012000".to_owned(),
        item_name: "食品经营许可".to_owned(),
        authority: "sc".to_owned(),
        happenings,
    };
    vec![
        course(
            "0a",
            vec![
                happening(1, "case.received", officer()),
                happening(2, "case.accepted", officer()),
                happening(4, "case.step-completed", officer()),
                happening(5, "case.document-made", officer()),
            ],
        ),
        course(
            "0b",
            vec![happening(3, "case.received", officer()), happening(6, "case.deemed-accepted", Actor::Time)],
        ),
    ]
}

#[test]
fn a_made_up_log_is_loaded_with_all_it_has() {
    let courses = made_up();
    let mut xes = XesWriter::begin(Vec::new(), "990121").expect("memory takes everything");
    let mut ocel = OcelWriter::begin(Vec::new(), Cursor::new(Vec::new())).expect("memory takes everything");
    for course in &courses {
        xes.course(course).expect("memory takes everything");
        ocel.course(course).expect("memory takes everything");
    }
    let (xes, ocel) = (xes.end().expect("memory"), ocel.end().expect("memory"));
    let xes = EventLog::import_from_reader(xes.as_slice(), "xes").expect("it is XES");
    assert_eq!(of_xes(&xes), (2, 6));
    let step = &xes.traces[0].events[2];
    let name = step.attributes.iter().find(|it| it.key == "concept:name").expect("an activity");
    let name = name.value.try_as_string().expect("a word");
    assert_eq!(name, "办完一步：初审 <\"甲\" & 乙>");
    let ocel = OCEL::import_from_reader(ocel.as_slice(), "json").expect("it is OCEL 2.0");
    assert_eq!(of_ocel(&ocel), (2, 6));
    assert_eq!(ocel.objects.iter().filter(|it| it.object_type == "certificate").count(), 1);
    hangs_together(&ocel);
}

#[test]
fn the_files_of_a_centre_are_loaded_with_as_many_cases_and_events_as_were_written() {
    let folder = std::env::var_os("YIMEN_EXPORTS").map(PathBuf::from);
    let folder = folder
        .expect("the files lie in the folder YIMEN_EXPORTS; scripts/test-export makes them and runs this");
    let said = |name: &str| {
        let text = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let said: serde_json::Value = serde_json::from_slice(&text).expect("the program says JSON");
        let count = |of: &str| said[of].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a number");
        (count("cases"), count("events"))
    };
    let xes = EventLog::import_from_path(folder.join("cases.xes")).expect("it is XES");
    let ocel = OCEL::import_from_path(folder.join("cases.json")).expect("it is OCEL 2.0");
    assert_eq!(of_xes(&xes), said("xes.said"));
    assert_eq!(of_ocel(&ocel), said("ocel.said"));
    assert_eq!(of_xes(&xes), of_ocel(&ocel));
    assert!(of_xes(&xes).0 >= 40, "the county has lived: {:?}", of_xes(&xes));
    hangs_together(&ocel);
}
