//! Licences of a limited number: the order of acceptance, the waiting list, the place given up (A24, N23, F21).

mod table;

use crate::fixture::*;
use crate::play::Play;
use casework::quota::{self, Command as Asked, LINE_MAX, Line, QuotaRefusal, Standing, Turn};
use casework::*;
use catalogue::CaseId;
use catalogue::item::{QuotaPeriod, QuotaRule};

fn case(n: usize) -> CaseId {
    CaseId::parse(&format!("{n:032x}")).expect("32 digits are a code")
}

fn number(n: usize) -> ReceiptNo {
    ReceiptNo { issuer: unit("sc"), year: 2026, n: n as u32 }
}

fn rule(number: u32, period: QuotaPeriod) -> QuotaRule {
    QuotaRule { number, period, ..limited().quota.expect("it is limited") }
}

fn two() -> QuotaRule {
    rule(2, QuotaPeriod::Year)
}

fn ask(line: Line, command: Asked) -> Result<Line, QuotaRefusal> {
    let facts = quota::decide(&line, &command, day("2026-03-02").at(9, 0))?;
    Ok(facts.iter().fold(line, |line, fact| {
        let stored = quota::Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
        quota::evolve(line, &stored)
    }))
}

fn enters(line: Line, n: usize) -> Line {
    ask(line, Asked::Enter { case: case(n), receipt: number(n) }).expect("it enters")
}

fn settles(line: Line, n: usize, standing: Standing) -> Line {
    ask(line, Asked::Settle { case: case(n), standing }).expect("it stands in the line")
}

fn granted() -> Standing {
    Standing::Granted { on: day("2026-03-10") }
}

fn turn(line: &Line, n: usize) -> Turn {
    line.turn(case(n), &two(), day("2026-03-10"))
}

// N23: strictly in the order of acceptance; the refusal names the earlier one.
#[test]
fn the_first_accepted_is_the_first_granted() {
    let line = (1..=4).fold(Line::default(), enters);
    assert_eq!(turn(&line, 1), Turn::Free);
    assert_eq!(turn(&line, 2), Turn::Behind { first: number(1) });
    assert_eq!(turn(&line, 9), Turn::NotInLine);
    assert_eq!(line.waiting_place(case(3)), Some(3));
    let line = settles(line, 1, granted());
    assert_eq!((turn(&line, 2), turn(&line, 3)), (Turn::Free, Turn::Behind { first: number(2) }));
    let line = settles(line, 2, granted());
    assert_eq!(turn(&line, 3), Turn::UsedUp { number: 2 });
    assert_eq!((line.waiting_place(case(3)), line.waiting_place(case(4))), (Some(1), Some(2)));
    assert_eq!(line.waiting_place(case(1)), None);
}

// A24: whoever is refused or withdraws gives the place up; a decision that comes back takes it again.
#[test]
fn a_place_that_is_given_up_goes_to_the_next() {
    let line = (1..=3).fold(Line::default(), enters);
    let line = settles(settles(line, 1, granted()), 2, Standing::Out);
    assert_eq!(turn(&line, 3), Turn::Free);
    let back = settles(line.clone(), 1, Standing::Waiting);
    assert_eq!((turn(&back, 3), turn(&back, 1)), (Turn::Behind { first: number(1) }, Turn::Free));
    assert_eq!(line.granted(&two(), day("2026-12-31")), 1);
}

// A new year begins with the whole number; what is granted once for all is used for good.
#[test]
fn the_number_is_counted_by_its_period() {
    let line = (1..=3).fold(Line::default(), enters);
    let line = settles(settles(line, 1, granted()), 2, granted());
    assert_eq!(line.turn(case(3), &two(), day("2026-12-31")), Turn::UsedUp { number: 2 });
    assert_eq!(line.turn(case(3), &two(), day("2027-01-01")), Turn::Free);
    let once = rule(2, QuotaPeriod::Once);
    assert_eq!(line.turn(case(3), &once, day("2027-01-01")), Turn::UsedUp { number: 2 });
}

#[test]
fn nobody_stands_in_the_line_twice_or_leaves_it_without_standing_there() {
    let line = enters(Line::default(), 1);
    let twice = ask(line.clone(), Asked::Enter { case: case(1), receipt: number(1) });
    assert_eq!(twice, Err(QuotaRefusal::AlreadyInLine));
    let stranger = ask(line, Asked::Settle { case: case(2), standing: Standing::Out });
    assert_eq!(stranger, Err(QuotaRefusal::NotInLine));
}

// The state is bounded: what is over goes first, who waits never.
#[test]
fn a_long_line_forgets_what_is_over_and_nobody_who_waits() {
    let line = (0..LINE_MAX).fold(Line::default(), enters);
    let full = ask(line.clone(), Asked::Enter { case: case(LINE_MAX), receipt: number(LINE_MAX) });
    assert_eq!(full, Err(QuotaRefusal::LineFull));
    let line = settles(settles(line, 5, granted()), 7, Standing::Out);
    let line = enters(line, LINE_MAX);
    assert_eq!(line.places.len(), LINE_MAX);
    assert!(
        line.places.iter().all(|place| place.case != case(7)) && line.granted(&two(), day("2026-03-10")) == 1
    );
    let bytes = postcard::to_stdvec(&line).expect("a state has a binary form").len();
    assert!(bytes < 32 * 1024, "{bytes} bytes");
}

// N23, A24: with nobody out, a full line forgets a granted place, and the number it used stays used in its year.
#[test]
fn a_grant_whose_place_is_forgotten_goes_on_counting() {
    let line = (0..LINE_MAX).fold(Line::default(), enters);
    let line = settles(settles(line, 0, granted()), 1, granted());
    let line = (LINE_MAX..LINE_MAX + 2).fold(line, enters);
    let kept = |n: usize| line.places.iter().any(|place| place.case == case(n));
    assert!(!kept(0) && !kept(1) && kept(2));
    assert_eq!((line.places.len(), line.granted(&two(), day("2026-12-31"))), (LINE_MAX, 2));
    assert_eq!(turn(&line, 2), Turn::UsedUp { number: 2 });
    assert_eq!(line.granted(&two(), day("2027-01-01")), 0, "a new year begins with the whole number");
    assert_eq!(line.granted(&rule(2, QuotaPeriod::Once), day("2027-01-01")), 2);
    // One more is not granted, and the next year it is.
    assert_eq!(line.turn(case(2), &two(), day("2027-01-01")), Turn::Free);
}

// N23: the case asks before it is granted, and only then.
#[test]
fn a_limited_licence_is_granted_only_in_its_turn() {
    let mut play = Play::before_decision();
    play.item = limited();
    let item = limited();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let mut limited = Play::new(item).then("intake2", command).then("intake2", Command::Accept);
    let Event::Accepted(fact) = limited.last() else { panic!("{:?}", limited.last()) };
    assert!(fact.limited && limited.facts().acceptance.is_some_and(|it| it.limited));
    limited = limited
        .hand("intake2", "agent.sc")
        .hand("agent.sc", "do.sc")
        .then("do.sc", complete(DonePlace::Hall))
        .then("do.sc", visit(record("do2.sc")))
        .then("do2.sc", complete(DonePlace::OnSite))
        .hand("do.sc", "lead.sc")
        .then("lead.sc", complete(DonePlace::Hall));
    assert_eq!(limited.refuses("chief.sc", grant()), "not-in-line");
    for (turn, code) in [
        (Turn::NotInLine, "not-in-line"),
        (Turn::Behind { first: number(1) }, "not-first-in-line"),
        (Turn::UsedUp { number: 2 }, "quota-used-up"),
    ] {
        limited.turn = Some(turn);
        assert_eq!(limited.refuses("chief.sc", grant()), code);
    }
    // A refusal waits for nobody.
    assert_eq!(limited.clone().then("chief.sc", refuse("place")).stage(), StageName::Decided);
    limited.turn = Some(Turn::Free);
    assert_eq!(limited.then("chief.sc", grant()).stage(), StageName::Decided);
    // A case accepted before the number was limited is in no line.
    assert_eq!(play.then("chief.sc", grant()).stage(), StageName::Decided);
}

#[test]
fn a_number_that_no_line_could_remember_is_no_quota() {
    for wrong in [0, 201] {
        let mut body = serde_json::to_value(limited()).expect("an item is JSON");
        body["quota"]["number"] = wrong.into();
        assert!(serde_json::from_value::<catalogue::Item>(body).is_err(), "{wrong}");
    }
}
