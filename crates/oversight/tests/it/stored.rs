//! Stored forms: every kind of finding, order and bound ever written is read again.

use crate::draw::{Drawing, answer as decide_recusal, commit, drawn, enter, list, recuse, reveal};
use crate::fixture::*;
use crate::order::{accept, ahead, answer, appeal, back, decide, publish, urged};
use crate::play::Play;
use crate::watch::*;
use casework::DecodeError;
use catalogue::CaseId;
use oversight::bound::{self, Bound};
use oversight::draw;
use oversight::finding::{self, About, DecideAppeal, Judge, Verdict};
use oversight::order::{self, Command, Kind};
use oversight::{Rule, complaint, finding::Finding};
use std::collections::{BTreeMap, BTreeSet};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/events.txt");

/// A finding with everything that can happen to it.
fn finding_life() -> Led<Finding> {
    let about = About {
        rule: Rule::CorrectedAgain,
        unit: unit("sc"),
        case: CaseId::parse("c1").ok(),
        step: Some(2),
        person: Some(who("do.sc")),
        window: Some(window("w2")),
        entry: 17,
        earlier: Some(11),
        happened_at: day("2026-03-02").at(9, 0),
        measured: 3,
        bound: 2,
        edition: 0,
        words: None,
    };
    let judge = Judge { verdict: Verdict::Founded, reason: sealed(62) };
    let decide = DecideAppeal { ground: reason_for(true), reason: sealed(64) };
    Led::<Finding>::new(Play::new(licence()))
        .then("time", finding::Command::Raise(finding::Raise::from(about)))
        .then("do.sc", finding::Command::State(finding::State(sealed(61))))
        .then("super1", finding::Command::Judge(judge))
        .then("do.sc", finding::Command::Appeal(finding::Appeal(sealed(63))))
        .on("2026-03-17")
        .then("super2", finding::Command::DecideAppeal(decide))
}

/// A draw with recusals and a result that is late, and one that lapsed.
fn draw_life() -> Vec<(&'static str, Vec<u8>)> {
    let drawing = drawn().then("insp3.sc", recuse(1, "insp3.sc")).then("do.sc", enter(1));
    let drawing = drawing.then("lead.sc", recuse(0, "insp1.sc"));
    let drawing = drawing.then("super1", decide_recusal(0, "insp1.sc", true));
    // Whoever signs after the last day finds that it was late.
    let mut log = drawing.on("2026-04-20").then("insp1.sc", draw::Command::Sign(1)).log;
    let mut late = Drawing::new(list()).on("2026-03-02").then("lead.sc", commit(&list())).on("2026-03-13");
    assert!(late.attempt("super1", reveal()).is_err(), "its time is over");
    log.extend(late.log);
    log
}

/// Everything that was ever written in these lives, in their order.
fn lives() -> Vec<(&'static str, Vec<u8>)> {
    let whole = urged(Play::with_handler(), "centre", Kind::Urging).on("2026-03-04");
    let whole = whole.then("agent.sc", Command::Receive).then("agent.sc", answer()).then("centre", back());
    let whole = whole.then("agent.sc", answer()).then("super1", accept());
    let whole = whole.then("lead.sc", appeal()).on("2026-03-19").then("super2", decide(false));
    let (at, by, reason) = (day("2026-03-02").at(9, 0), who("super1"), sealed(70));
    let set = bound::Changed { at, by, bound: Bound::StepMinutes, before: 5, value: 6, reason };
    let set: bound::Event = set.into();
    let mut all = finding_life().log;
    all.extend(whole.log);
    all.extend(urged(Play::with_handler(), "centre", Kind::Circular).then("super1", publish()).log);
    all.extend(ahead("2026-03-04").on("2026-03-05").log);
    all.extend(draw_life());
    all.push((set.kind(), set.encode()));
    all.extend(crate::complaint::lives());
    all
}

fn kinds() -> Vec<&'static str> {
    [finding::KINDS, order::KINDS, bound::KINDS, draw::KINDS, complaint::KINDS].concat()
}

/// Reads a stored form and writes it again.
fn again(kind: &str, bytes: &[u8]) -> Result<(&'static str, Vec<u8>), DecodeError> {
    match kind.split_once('.').map(|(of, _)| of) {
        Some("finding") => finding::Event::decode(kind, bytes).map(|it| (it.kind(), it.encode())),
        Some("draw") => draw::Event::decode(kind, bytes).map(|it| (it.kind(), it.encode())),
        Some("complaint") => complaint::Event::decode(kind, bytes).map(|it| (it.kind(), it.encode())),
        Some("order") => order::Event::decode(kind, bytes).map(|it| (it.kind(), it.encode())),
        _ => bound::Event::decode(kind, bytes).map(|it| (it.kind(), it.encode())),
    }
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let mut first: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for (kind, bytes) in lives() {
            first.entry(kind).or_insert(bytes);
        }
        let line = |kind: &&str| {
            let bytes = first.get(kind)?.clone();
            Some(format!("{kind} {}\n", String::from_utf8(bytes).expect("JSON is UTF-8")))
        };
        let text: String = kinds().iter().filter_map(line).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/events.txt stands in the source");
    let mut read = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let (same, written) = again(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(same, kind);
        assert_eq!(written, bytes.as_bytes(), "what is written today has the same form");
        read.insert(kind);
    }
    assert_eq!(read, kinds().into_iter().collect(), "every kind stands in tests/events.txt");
}

#[test]
fn every_kind_happens_in_a_life_and_is_read_as_it_was_written() {
    let lives = lives();
    for (kind, bytes) in &lives {
        assert_eq!(again(kind, bytes), Ok((*kind, bytes.clone())));
    }
    let happened: BTreeSet<_> = lives.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(happened, kinds().into_iter().collect());
}

#[test]
fn what_is_no_event_is_not_read() {
    for kind in ["finding.burnt", "order.burnt", "bounds.burnt", "draw.burnt"] {
        assert_eq!(again(kind, b"{}"), Err(DecodeError::UnknownKind));
    }
    let text = br#"{"at":0,"by":"a person with a name"}"#;
    assert!(again("order.received", text).is_err(), "an event holds no text of a person");
}
