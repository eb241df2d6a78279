//! A window's day: opened, visits counted, given over, settled and signed (E1, E2, E22, E31).

mod table;

use crate::fixture::*;
use calendar::Instant;
use casework::absence::{Absence, AbsenceClass, Absences};
use casework::folder::{Row, Rows};
use casework::window_day::*;
use catalogue::Organisation;

/// Window 2 on Monday 2 March 2026, with two officers and a head.
#[derive(Clone)]
struct Window {
    organisation: Organisation,
    absences: Absences,
    state: WindowDay,
    now: Instant,
    log: Vec<Event>,
}

impl Window {
    fn new() -> Window {
        let mut organisation = organisation();
        let second = organisation.posts.iter_mut().find(|it| it.person == who("intake3"));
        second.expect("intake3 has a post").windows.push(window("w2"));
        let (state, log) = (WindowDay::default(), Vec::new());
        Window { organisation, absences: Absences::default(), state, now: day("2026-03-02").at(8, 20), log }
    }

    fn open() -> Window {
        Window::new().then("intake2", open(true, true))
    }

    fn ground(&self, actor: &str) -> Ground<'_> {
        Ground {
            now: self.now,
            actor: who(actor),
            window: window("w2"),
            day: day("2026-03-02"),
            organisation: &self.organisation,
            absences: &self.absences,
        }
    }

    fn settles_late(&self, person: &str) -> bool {
        settles_late(&self.state, &self.ground(person))
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<(), WindowDayRefusal> {
        let facts = decide(&self.state, &command, &self.ground(actor))?;
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, fact);
            self.state = evolve(self.state, &stored);
            self.log.push(fact);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Window {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> WindowDayRefusal {
        self.clone().attempt(actor, command).expect_err("it is refused")
    }

    fn tomorrow(mut self) -> Window {
        self.now = day("2026-03-03").at(8, 20);
        self
    }
}

fn open(printer: bool, reader: bool) -> Command {
    Command::Open(Open { printer, reader })
}

fn end(how: VisitEnd) -> Command {
    let reason = (how == VisitEnd::Returned).then(|| sealed(1));
    Command::EndVisit { how, reason }
}

const STOCK: Tally =
    Tally { taken: 6, handed: 2, waiting: 4, papers: 12, originals: 5, results: 3, drafts: 1 };

fn give(to: &str, papers: u32, results: u16) -> Command {
    Command::Give(Give { to: who(to), stock: STOCK, papers, results, note: None })
}

fn leave(papers: u32) -> Command {
    Command::Leave(Leave { stock: STOCK, papers })
}

fn settle(papers: u32, results: u16, explained: bool) -> Command {
    settle_of(papers, STOCK.originals, results, explained)
}

fn settle_of(papers: u32, originals: u16, results: u16, explained: bool) -> Command {
    let explained = explained.then(|| sealed(2));
    Command::Settle(Settle { system: STOCK, papers, originals, results, explained })
}

// E1: whoever has a post at the window sits down, once; what is broken is said and hinders nobody.
#[test]
fn a_window_is_opened_by_whoever_has_a_post_there() {
    let shut = Window::new();
    for other in ["intake5", "head.soc", "agent.sc", "centre", "stranger"] {
        assert_eq!(shut.refuses(other, open(true, true)), WindowDayRefusal::NotYourWindow, "{other}");
    }
    let window = shut.clone().then("intake2", open(false, true));
    assert_eq!((window.state.seat, window.state.printer), (Some(who("intake2")), false));
    let taken = WindowDayRefusal::SeatTaken { by: who("intake2") };
    assert_eq!(window.refuses("intake3", open(true, true)), taken);
    assert_eq!(window.refuses("intake2", open(true, true)), taken);
    assert_eq!(
        shut.tomorrow().refuses("intake2", open(true, true)),
        WindowDayRefusal::NotToday { today: day("2026-03-03") },
        "nothing is entered for a day that is over"
    );
}

// Whoever sat there and is ill since holds no seat against a colleague.
#[test]
fn the_seat_of_somebody_away_is_free() {
    let mut window = Window::open();
    window.absences.list.push(Absence {
        id: 1,
        person: who("intake2"),
        from: day("2026-03-02"),
        until: None,
        class: AbsenceClass::Illness,
        deputy: None,
        by: who("intake2"),
        entered_at: window.now,
        begun: true,
    });
    assert_eq!(window.then("intake3", open(true, true)).state.seat, Some(who("intake3")));
}

// E2: one visit after the other, each ends as one of five.
#[test]
fn visits_are_counted_one_by_one() {
    let window = Window::open();
    assert_eq!(window.refuses("intake2", end(VisitEnd::Advice)), WindowDayRefusal::NoVisit);
    assert_eq!(
        window.refuses("intake3", Command::Next),
        WindowDayRefusal::NotYourSeat { by: Some(who("intake2")) }
    );
    let visit = window.then("intake2", Command::Next);
    assert_eq!(visit.refuses("intake2", Command::Next), WindowDayRefusal::VisitOpen { no: 1 });
    let silent = Command::EndVisit { how: VisitEnd::Returned, reason: None };
    assert_eq!(visit.refuses("intake2", silent), WindowDayRefusal::ReasonNeeded);
    let mut window = visit;
    for how in VisitEnd::ALL {
        window = window.then("intake2", end(how)).then("intake2", Command::Next);
    }
    assert_eq!((window.state.visits, window.state.ends), (6, [1; 5]));
    window.state.visits = VISITS_MAX;
    let window = window.then("intake2", end(VisitEnd::NoShow));
    assert_eq!(window.refuses("intake2", Command::Next), WindowDayRefusal::TooManyVisits);
}

// E22: given and taken with counts of both; until then the giver is responsible.
#[test]
fn a_window_is_given_over_with_both_counts() {
    let window = Window::open();
    assert_eq!(
        window.refuses("intake2", give("intake3", 13, 3)),
        WindowDayRefusal::UnsignedPapers { more: 1 }
    );
    assert_eq!(
        window.refuses("intake2", give("intake3", 11, 3)),
        WindowDayRefusal::PapersMissing { held: 12 }
    );
    assert_eq!(
        window.refuses("intake2", give("intake3", 12, 2)),
        WindowDayRefusal::ResultsDiffer { held: 3 }
    );
    for to in ["intake2", "intake5", "agent.sc"] {
        assert_eq!(window.refuses("intake2", give(to, 12, 3)), WindowDayRefusal::NotARecipient, "{to}");
    }
    let busy = window.clone().then("intake2", Command::Next);
    assert_eq!(busy.refuses("intake2", give("intake3", 12, 3)), WindowDayRefusal::VisitOpen { no: 1 });
    let given = window.then("intake2", give("intake3", 12, 3));
    assert_eq!(given.state.seat, Some(who("intake2")));
    assert_eq!(given.refuses("intake2", Command::Next), WindowDayRefusal::HandingOpen { to: who("intake3") });
    let take = |papers, results| Command::Take { papers, results };
    assert_eq!(given.refuses("head.biz", take(12, 3)), WindowDayRefusal::NothingToTake);
    assert_eq!(given.refuses("intake3", take(11, 3)), WindowDayRefusal::PapersMissing { held: 12 });
    assert_eq!(given.refuses("intake3", take(12, 4)), WindowDayRefusal::ResultsDiffer { held: 3 });
    let kept = given.clone().then("intake3", Command::Keep).then("intake2", Command::Next);
    assert_eq!(kept.state.handing, None);
    let taken = given.then("intake3", take(12, 3)).then("intake3", Command::Next);
    assert_eq!(taken.state.seat, Some(who("intake3")));
}

// E22, E25: what somebody gave over who then fell ill holds nobody up who sits down in that place.
#[test]
fn whoever_sits_down_for_somebody_ill_is_not_held_up_by_a_hand_over() {
    let mut given = Window::open().then("intake2", give("intake3", 12, 3));
    given.organisation.posts.iter_mut().filter(|it| it.person == who("intake5")).for_each(|it| {
        it.windows.push(window("w2"));
    });
    assert_eq!(
        given.refuses("intake5", open(true, true)),
        WindowDayRefusal::SeatTaken { by: who("intake2") }
    );
    assert_eq!(given.refuses("intake5", Command::Keep), WindowDayRefusal::NothingToTake);
    let today = day("2026-03-02");
    given.absences.list.push(Absence {
        id: 1,
        person: who("intake2"),
        from: today,
        until: Some(today),
        class: AbsenceClass::Illness,
        deputy: None,
        by: who("head.biz"),
        entered_at: given.now,
        begun: true,
    });
    assert_eq!(given.refuses("intake5", Command::Keep), WindowDayRefusal::NothingToTake, "not yet there");
    let seated = given.then("intake5", open(true, true));
    assert_eq!(
        seated.refuses("intake5", Command::Next),
        WindowDayRefusal::HandingOpen { to: who("intake3") }
    );
    let free = seated.then("intake5", Command::Keep);
    assert_eq!((free.state.handing, free.state.seat), (None, Some(who("intake5"))));
    let _ = free.then("intake5", Command::Next);
}

// E22: a window cannot be left with an unsigned original.
#[test]
fn a_window_is_not_left_with_an_unsigned_original() {
    let window = Window::open();
    assert_eq!(window.refuses("intake2", leave(13)), WindowDayRefusal::UnsignedPapers { more: 1 });
    assert_eq!(window.refuses("intake2", leave(11)), WindowDayRefusal::PapersMissing { held: 12 });
    let left = window.then("intake2", leave(12));
    assert_eq!((left.state.seat, left.state.last), (None, Some(who("intake2"))));
    assert_eq!(left.refuses("intake2", Command::Next), WindowDayRefusal::NotYourSeat { by: None });
    assert_eq!(left.then("intake2", open(true, true)).state.seat, Some(who("intake2")));
}

// E31: a difference is explained before anybody signs; the head signs, never whoever counted.
#[test]
fn a_day_is_settled_and_signed_by_two() {
    let window = Window::open();
    let needed = WindowDayRefusal::ExplanationNeeded { papers: 12, originals: 5, results: 3 };
    for (papers, results) in [(11, 3), (13, 3), (12, 2), (12, 4)] {
        assert_eq!(window.refuses("intake2", settle(papers, results, false)), needed);
    }
    // Originals are counted apart: one too few among papers whose number is right is a difference too.
    for originals in [4, 6] {
        assert_eq!(window.refuses("intake2", settle_of(12, originals, 3, false)), needed);
        let differs = window.clone().then("intake2", settle_of(12, originals, 3, true));
        assert!(differs.state.settlement.is_some_and(|it| !it.agrees() && it.originals == originals));
    }
    assert_eq!(window.refuses("head.biz", Command::SignSettlement), WindowDayRefusal::NotSettled);
    let agrees = window.clone().then("intake2", settle(12, 3, false));
    assert!(agrees.state.settlement.is_some_and(|it| it.agrees()));
    let settled = window.then("intake2", settle(11, 3, true));
    assert!(settled.state.settlement.is_some_and(|it| !it.agrees() && it.explained.is_some()));
    for other in ["intake2", "intake3", "head.soc", "lead.sc"] {
        assert_eq!(settled.refuses(other, Command::SignSettlement), WindowDayRefusal::NotTheHead, "{other}");
    }
    assert_eq!(settled.refuses("intake2", Command::Next), WindowDayRefusal::AlreadySettled);
    let back = Command::ReturnSettlement { reason: sealed(3) };
    let again = settled.clone().then("head.biz", back);
    assert_eq!((again.state.seat, again.state.settlement), (Some(who("intake2")), None));
    // The signature may come on a later morning.
    let morning = settled.tomorrow();
    let signed = morning.then("centre", Command::SignSettlement);
    assert_eq!(signed.refuses("head.biz", Command::SignSettlement), WindowDayRefusal::AlreadySettled);
    assert_eq!(signed.refuses("head.biz", back), WindowDayRefusal::AlreadySettled);
    // A head who sat there and counted does not sign the own count (M4).
    let own = Window::new().then("head.biz", open(true, true)).then("head.biz", settle(12, 3, false));
    assert_eq!(own.refuses("head.biz", Command::SignSettlement), WindowDayRefusal::NotTheHead);
    assert_eq!(own.then("centre", Command::SignSettlement).log.len(), 3);
}

// E31: what nobody settled on its day is settled late, by whoever sat there last, with the reason, also where the counts agree.
#[test]
fn a_day_that_nobody_settled_is_settled_late() {
    let window = Window::open().tomorrow();
    assert_eq!(window.refuses("intake2", settle(12, 3, false)), WindowDayRefusal::LateReasonNeeded);
    let by = Some(who("intake2"));
    for other in ["intake3", "head.biz", "centre"] {
        assert_eq!(
            window.refuses(other, settle(12, 3, true)),
            WindowDayRefusal::NotYourSeat { by },
            "{other}"
        );
    }
    let today = day("2026-03-03");
    assert_eq!(window.refuses("intake2", Command::Next), WindowDayRefusal::NotToday { today });
    let late = window.clone().then("intake2", settle(12, 3, true)).then("head.biz", Command::SignSettlement);
    assert!(late.state.settlement.is_some_and(|it| it.agrees() && it.signed.is_some()));
    // Also where the window was left, a visitor stood there or a hand-over was never taken.
    let left = Window::open().then("intake2", leave(12)).tomorrow();
    let _ = left.then("intake2", settle(12, 3, true));
    let given = Window::open().then("intake2", give("intake3", 12, 3)).tomorrow();
    assert_eq!(given.refuses("intake3", settle(12, 3, true)), WindowDayRefusal::NotYourSeat { by });
    let _ = given.then("intake2", settle(12, 3, true));
    // Whoever is ill does not come back for it.
    let mut ill = window;
    ill.absences.list.push(Absence {
        id: 1,
        person: who("intake2"),
        from: today,
        until: None,
        class: AbsenceClass::Illness,
        deputy: None,
        by: who("head.biz"),
        entered_at: ill.now,
        begun: true,
    });
    assert_eq!(ill.refuses("intake5", settle(12, 3, true)), WindowDayRefusal::NotYourSeat { by });
    let _ = ill.then("intake3", settle(12, 3, true));
    // Nor whoever has no post there any more.
    let mut moved = Window::open().tomorrow();
    moved.organisation.posts.retain(|it| it.person != who("intake2"));
    for (person, late) in [("intake3", true), ("head.biz", true), ("intake5", false), ("centre", false)] {
        let settles = moved.clone().attempt(person, settle(12, 3, true)).is_ok();
        assert_eq!((settles, moved.settles_late(person)), (late, late), "{person}");
    }
    let shut = Window::new().tomorrow();
    assert_eq!(shut.refuses("intake2", settle(12, 3, true)), WindowDayRefusal::NotToday { today });
    assert!(!shut.settles_late("intake2") && !Window::open().settles_late("intake2"));
}

// E31: a difference is explained before anybody signs, also where the head looks at it the next morning, and also where it was
// settled late: it goes back with the reason, is settled once more with one, and is signed then.
#[test]
fn a_settlement_goes_back_on_a_later_day_and_is_settled_late() {
    let back = Command::ReturnSettlement { reason: sealed(3) };
    let ordinary = Window::open().then("intake2", settle(11, 3, true)).tomorrow();
    let late = Window::open().tomorrow().then("intake2", settle(12, 3, true));
    for settled in [ordinary, late] {
        for other in ["intake2", "intake3", "head.soc", "lead.sc"] {
            assert_eq!(settled.refuses(other, back), WindowDayRefusal::NotTheHead, "{other}");
        }
        let returned = settled.then("head.biz", back);
        let sent_back = returned.state.sent_back.expect("it was sent back");
        assert_eq!(
            (sent_back.by, sent_back.reason, returned.state.settlement),
            (who("head.biz"), sealed(3), None)
        );
        assert!(returned.settles_late("intake2") && !returned.settles_late("intake3"));
        assert_eq!(returned.refuses("head.biz", back), WindowDayRefusal::NotSettled);
        assert_eq!(returned.refuses("head.biz", Command::SignSettlement), WindowDayRefusal::NotSettled);
        let today = day("2026-03-03");
        for own in [Command::Next, open(true, true), leave(12), give("intake3", 12, 3)] {
            assert_eq!(returned.refuses("intake2", own), WindowDayRefusal::NotToday { today }, "{own:?}");
        }
        assert_eq!(returned.refuses("intake2", settle(12, 3, false)), WindowDayRefusal::LateReasonNeeded);
        let again = returned.then("intake2", settle(12, 3, true));
        assert_eq!(again.state.sent_back, None, "it is answered");
        let signed = again.then("head.biz", Command::SignSettlement);
        assert_eq!(signed.refuses("centre", back), WindowDayRefusal::AlreadySettled);
    }
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/day_events.txt");

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    let window = Window::open()
        .then("intake2", Command::Next)
        .then("intake2", end(VisitEnd::Returned))
        .then("intake2", give("intake3", 12, 3))
        .then("intake2", Command::Keep)
        .then("intake2", give("intake3", 12, 3))
        .then("intake3", Command::Take { papers: 12, results: 3 })
        .then("intake3", leave(12))
        .then("intake3", open(true, false))
        .then("intake3", settle(11, 3, true))
        .then("head.biz", Command::ReturnSettlement { reason: sealed(3) })
        .then("intake3", settle(12, 3, false))
        .then("head.biz", Command::SignSettlement);
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let first = |kind: &&str| window.log.iter().find(|event| event.kind() == *kind).map(line);
        let text: String = KINDS.iter().filter_map(first).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/day_events.txt stands in the source");
    let mut kinds = Vec::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        // Entries from before originals were counted apart say nothing of them: none, and both counts agree on it.
        let is_older = stored.contains("\"papers\":12,\"results\":3,\"drafts\"");
        if !is_older {
            assert_eq!(line(&event).trim_end(), stored);
        }
        match event {
            Event::SeatGiven(fact) => assert_eq!(fact.stock.originals == 0, is_older),
            Event::Settled(fact) => {
                assert_eq!((fact.system.originals == 0, fact.originals == 0), (is_older, is_older));
            }
            _ => assert!(!is_older, "{stored}"),
        }
        kinds.push(event.kind());
    }
    kinds.dedup();
    assert_eq!(kinds, KINDS, "every kind stands in tests/day_events.txt");
}

// E8, E31: what the list asks for in the original and was kept; never what was shown and given back, looked up or promised.
#[test]
fn originals_are_what_was_kept_in_the_original_and_did_not_go_back() {
    use catalogue::item::MaterialForm;
    let mut item = licence();
    for (material, form) in item.materials.iter_mut().zip([MaterialForm::Original, MaterialForm::Copy]) {
        material.form = form;
        material.copies = 2;
    }
    let rows = |rows: &[u8]| catalogue::RowSet::of(rows).expect("rows are below 65");
    let kept = |rows| casework::MaterialMarks { copy_kept: rows, ..casework::MaterialMarks::default() };
    let count = |marks, folder: Option<&[Row]>| {
        originals(&item, marks, folder.map(|it| Rows::of(it).expect("few rows")).as_ref())
    };
    assert_eq!(count(kept(rows(&[1, 2])), None), 2, "two of the first row, copies of the second");
    assert_eq!(count(kept(rows(&[2])), None), 0);
    let shown = casework::MaterialMarks { original_seen: rows(&[1]), ..kept(rows(&[1])) };
    assert_eq!(count(shown, None), 0, "shown and given back on the spot: what stayed is a copy");
    let elsewhere = casework::MaterialMarks { looked_up: rows(&[1]), ..kept(rows(&[])) };
    assert_eq!(count(elsewhere, None), 0);
    // The folder knows an original that goes back, and that it went.
    let owed = |returned| Row { row: 2, sheets: 3, to_return: true, returned };
    assert_eq!(count(kept(rows(&[1, 2])), Some(&[owed(false)])), 3);
    assert_eq!(count(kept(rows(&[1, 2])), Some(&[owed(true)])), 2);
    let gone = Row { row: 1, sheets: 1, to_return: true, returned: true };
    assert_eq!(count(kept(rows(&[1])), Some(&[gone])), 0);
    // What was counted goes before what the list asks for (E6).
    let copies = |pairs: &[(u8, u8)]| {
        let with = |all: casework::Copies, (row, n): &(u8, u8)| all.with(*row, *n).expect("a row");
        let copies = pairs.iter().fold(casework::Copies::default(), with);
        casework::MaterialMarks { copies, ..kept(rows(&[1, 2])) }
    };
    assert_eq!(count(copies(&[(1, 5)]), None), 5);
    assert_eq!(count(copies(&[(1, 1), (2, 9)]), None), 1, "copies are none");
    assert_eq!(
        count(copies(&[(1, 1), (2, 9)]), Some(&[owed(false)])),
        10,
        "unless the folder says that they go back"
    );
    assert_eq!(count(copies(&[(1, 1), (2, 9)]), Some(&[owed(true)])), 1);
}
