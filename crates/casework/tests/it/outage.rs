//! Outages: pads, the declaration, and what is entered afterwards (E21, A32, F4, F34).

mod table;

use crate::fixture::*;
use crate::play::Play;
use calendar::{Calendar, Instant};
use casework::absence::Ground;
use casework::outage::*;
use casework::{ClockKind, StageName};
use catalogue::{CaseId, Organisation};

#[derive(Clone)]
struct Log {
    organisation: Organisation,
    state: Outages,
    now: Instant,
    log: Vec<Event>,
}

fn at(text: &str, hour: u32, minute: u32) -> Instant {
    day(text).at(hour, minute)
}

fn case(n: u8) -> CaseId {
    CaseId::parse(&format!("{n:032x}")).expect("a case's id is 32 digits")
}

impl Log {
    /// A pad of ten numbers for window 2, and an outage from 10:12 to 14:00 on Monday 2 March 2026.
    fn new() -> Log {
        let log = Log {
            organisation: organisation(),
            state: Outages::default(),
            now: at("2026-03-02", 8, 0),
            log: Vec::new(),
        };
        let log = log.then("head.biz", print(10)).on("2026-03-02", 10, 30);
        log.then("centre", declare("2026-03-02", 10, 12))
            .on("2026-03-02", 14, 30)
            .then("centre", Command::End { until: at("2026-03-02", 14, 0) })
    }

    fn on(mut self, text: &str, hour: u32, minute: u32) -> Log {
        self.now = at(text, hour, minute);
        self
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<(), OutageRefusal> {
        let ground = Ground { now: self.now, actor: who(actor), organisation: &self.organisation };
        for fact in decide(&self.state, &command, &ground, Calendar::built_in())? {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(fact);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Log {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> OutageRefusal {
        self.clone().attempt(actor, command).expect_err("it is refused")
    }
}

fn print(count: u8) -> Command {
    Command::Print(Print { window: window("w2"), count })
}

fn declare(text: &str, hour: u32, minute: u32) -> Command {
    Command::Declare { since: at(text, hour, minute), kind: OutageKind::Power }
}

fn claim(number: u32, n: u8, occurred_at: Instant) -> Command {
    Command::Claim(ClaimNumber { number, occurred_at, case: case(n) })
}

#[test]
fn numbers_of_pads_follow_each_other_without_gaps() {
    let log = Log::new().then("centre", print(50));
    let pads: Vec<_> = log.state.pads.iter().map(|pad| (pad.no, pad.first, pad.count)).collect();
    assert_eq!(pads, [(1, 1, 10), (2, 11, 50)]);
    for count in [4, 51] {
        assert_eq!(log.refuses("centre", print(count)), OutageRefusal::PadSize);
    }
    let other = Command::Print(Print { window: window("w99"), count: 10 });
    assert_eq!(log.refuses("centre", other), OutageRefusal::NoSuchWindow);
    for nobody in ["intake2", "do.sc", "lead.sc", "stranger"] {
        assert_eq!(log.refuses(nobody, print(10)), OutageRefusal::NotYours, "{nobody}");
    }
}

// F34: declared by heads or the centre, within three working days, never twice for the same hours.
#[test]
fn an_outage_is_declared_by_a_head_and_ends() {
    let log = Log::new();
    for nobody in ["intake2", "do.sc", "stranger"] {
        assert_eq!(log.refuses(nobody, declare("2026-03-02", 14, 10)), OutageRefusal::NotYours, "{nobody}");
    }
    assert_eq!(log.refuses("centre", declare("2026-03-02", 12, 0)), OutageRefusal::BadBeginning);
    assert_eq!(log.refuses("centre", declare("2026-03-02", 14, 31)), OutageRefusal::BadBeginning);
    // Saturday 28 February is worked, so Thursday 26 is the third working day back.
    assert_eq!(log.refuses("centre", declare("2026-02-25", 23, 59)), OutageRefusal::BadBeginning);
    let _ = log.clone().then("centre", declare("2026-02-26", 0, 0));
    assert_eq!(log.refuses("centre", Command::End { until: log.now }), OutageRefusal::NotDown);
    let again = log.clone().then("head.biz", declare("2026-02-27", 0, 0));
    let since = at("2026-02-27", 0, 0);
    assert_eq!(again.refuses("centre", declare("2026-03-02", 14, 10)), OutageRefusal::AlreadyDown { since });
    for until in [since, Instant(log.now.0 + 1)] {
        assert_eq!(again.refuses("centre", Command::End { until }), OutageRefusal::BadEnd);
    }
}

// F4: outside a declared outage nothing is dated back; inside it, up to three working days later, once for each number.
#[test]
fn what_stands_on_a_pad_is_entered_within_the_outage_only() {
    let log = Log::new();
    let noon = at("2026-03-02", 12, 0);
    for outside in [at("2026-03-02", 10, 11), at("2026-03-02", 14, 1), at("2026-03-01", 12, 0)] {
        assert_eq!(log.refuses("intake2", claim(1, 1, outside)), OutageRefusal::OutsideOutage);
    }
    // E21, A32: only who serves at the window of the pad, or is its head.
    for other in ["intake3", "do.sc", "centre", "head.soc", "stranger"] {
        assert_eq!(log.refuses(other, claim(1, 1, noon)), OutageRefusal::OtherWindow, "{other}");
    }
    assert_eq!(log.clone().then("head.biz", claim(1, 1, noon)).state.claims.len(), 1, "the window's head");
    for number in [0, 11] {
        assert_eq!(log.refuses("intake2", claim(number, 1, noon)), OutageRefusal::NoSuchNumber);
    }
    let edges = log.clone().then("intake2", claim(1, 1, at("2026-03-02", 10, 12)));
    let edges = edges.then("intake2", claim(2, 2, at("2026-03-02", 14, 0)));
    assert_eq!(edges.state.outages[0].entered, 2);
    assert_eq!(edges.refuses("intake2", claim(1, 3, noon)), OutageRefusal::NumberGone);
    assert_eq!(edges.refuses("intake2", claim(3, 2, noon)), OutageRefusal::CaseGone);
    let third = log.clone().on("2026-03-05", 17, 0).then("intake2", claim(1, 1, noon));
    assert_eq!(third.state.claim_of(case(1)).map(|it| it.occurred_at), Some(noon));
    let fourth = log.on("2026-03-06", 0, 0);
    assert_eq!(
        fourth.refuses("intake2", claim(1, 1, noon)),
        OutageRefusal::TooLate { earliest: day("2026-03-03") }
    );
}

// E21: what was taken in on the last afternoon before a holiday of a week is entered in the first three days after it.
#[test]
fn a_long_holiday_takes_nobody_the_day_on_the_pad() {
    let noon = at("2026-09-30", 15, 0);
    let log = Log::new().on("2026-09-30", 16, 0).then("centre", declare("2026-09-30", 14, 30));
    // 1 to 7 October are off, Saturday 10 is worked.
    let third = log.clone().on("2026-10-10", 23, 59).then("intake2", claim(1, 1, noon));
    assert_eq!(third.state.claim_of(case(1)).map(|it| it.occurred_at), Some(noon));
    assert_eq!(
        log.on("2026-10-12", 0, 0).refuses("intake2", claim(1, 1, noon)),
        OutageRefusal::TooLate { earliest: day("2026-10-08") }
    );
    // Both sides of it where the system came up only then.
    let up = Log::new().on("2026-10-10", 9, 0);
    let _ = up.clone().then("centre", declare("2026-09-30", 0, 0));
    assert_eq!(up.refuses("centre", declare("2026-09-29", 23, 59)), OutageRefusal::BadBeginning);
}

// F4: a pad printed after the hour on it proves nothing.
#[test]
fn a_pad_printed_afterwards_is_no_proof() {
    let log = Log::new().then("head.biz", print(10));
    let late = claim(11, 1, at("2026-03-02", 12, 0));
    assert_eq!(log.refuses("intake2", late), OutageRefusal::OutsideOutage);
}

// A32: gaps are shown until somebody says what became of the sheet.
#[test]
fn gaps_of_a_pad_are_shown() {
    let noon = at("2026-03-02", 12, 0);
    let log = Log::new();
    assert!(log.state.pads[0].gaps().is_empty());
    let log = log.then("intake2", claim(1, 1, noon)).then("intake2", claim(4, 4, noon));
    assert_eq!(log.state.pads[0].gaps(), [2, 3], "what comes after the last is no gap");
    let spoiled = Command::Void(Void { number: 2, cause: VoidCause::Spoiled });
    let log = log.then("intake2", spoiled);
    assert_eq!(log.state.pads[0].gaps(), [3]);
    assert_eq!(log.refuses("intake2", spoiled), OutageRefusal::NumberGone);
    assert_eq!(log.refuses("intake2", claim(2, 2, noon)), OutageRefusal::NumberGone);
}

#[test]
fn the_state_is_bounded() {
    let mut log = Log::new();
    for n in 0..u32::try_from(CLAIMS_MAX).expect("few") + 20 {
        let fact = NumberEntered {
            at: log.now,
            by: who("intake2"),
            number: n,
            case: case(u8::try_from(n % 256).expect("below 256")),
            occurred_at: log.now,
            outage: 1,
        };
        log.state = evolve(log.state, &fact.into());
    }
    for _ in 0..PADS_MAX + 5 {
        log = log.then("centre", print(50));
    }
    let bytes = postcard::to_stdvec(&log.state).expect("a state has a binary form").len();
    assert!(bytes < 64 * 1024 && log.state.claims.len() == CLAIMS_MAX, "{bytes} bytes");
}

// E21: deadlines run from the day on the pad, also over the silence of the law.
#[test]
fn a_case_entered_afterwards_counts_from_the_pad() {
    let mut play = Play::new(licence());
    let ordinary = play.clone().then("intake2", casework::Command::Receive(receive(&play.item, &[1, 2])));
    play.now = at("2026-03-04", 9, 0);
    play.received_at = Some(at("2026-03-02", 12, 0));
    let command = casework::Command::Receive(receive(&play.item, &[1, 2]));
    let entered = play.then("intake2", command);
    assert_eq!(entered.facts().received_at, at("2026-03-02", 12, 0));
    assert_eq!(entered.due_of(ClockKind::PreAcceptance), ordinary.due_of(ClockKind::PreAcceptance));
    let silent = entered.on("2026-03-10");
    assert_eq!(silent.stage(), StageName::Handling, "silence counts from the pad as well");
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outage_events.txt");

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    let log = Log::new()
        .then("intake2", claim(1, 1, at("2026-03-02", 12, 0)))
        .then("intake2", Command::Void(Void { number: 2, cause: VoidCause::Unused }));
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let first = |kind: &&str| log.log.iter().find(|event| event.kind() == *kind).map(line);
        let text: String = KINDS.iter().filter_map(first).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/outage_events.txt stands in the source");
    let mut kinds = Vec::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored);
        kinds.push(event.kind());
    }
    assert_eq!(kinds, KINDS, "every kind stands in tests/outage_events.txt");
}
