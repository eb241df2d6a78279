//! How many copies of each row stay (E6; GB/T 39046: 收取数量).

use crate::fixture::*;
use crate::play::Play;
use casework::*;

/// Marks of rows that are kept, with copies of some.
fn counted(handed_in: &[u8], copies: &[(u8, u8)]) -> MaterialMarks {
    let with = |all: Copies, (row, n): &(u8, u8)| all.with(*row, *n).expect("a row and a number of copies");
    MaterialMarks { copies: copies.iter().fold(Copies::default(), with), ..kept(handed_in) }
}

fn stay(play: &Play) -> Vec<(u8, u8)> {
    play.facts().materials.marks.copies.iter().collect()
}

/// A licence whose list asks for three copies of row 2.
fn three() -> catalogue::Item {
    let mut item = licence();
    item.materials[1].copies = 3;
    item.materials[3].copies = 0;
    item
}

fn taken_in(marks: MaterialMarks) -> Play {
    let command = Receive { marks, ..receive(&three(), &[]) };
    Play::new(three()).then("intake2", Command::Receive(command))
}

// E6, R93: whoever counts nothing takes in as many as the list asks for, one at least; what was counted goes before, also less.
#[test]
fn every_row_that_is_kept_is_counted() {
    assert_eq!(stay(&taken_in(counted(&[1, 2, 4], &[]))), [(1, 1), (2, 3), (4, 1)]);
    assert_eq!(stay(&taken_in(counted(&[1, 2], &[(1, 99), (2, 1)]))), [(1, 99), (2, 1)]);
    let shown = MaterialMarks { original_seen: rows(&[1]), looked_up: rows(&[2]), ..kept(&[]) };
    assert!(stay(&taken_in(shown)).is_empty(), "nothing of them stays");
}

// E7: what comes later lies beside what was there; of a row that comes again after a notice both are there.
#[test]
fn what_comes_later_is_added() {
    let open = taken_in(counted(&[1], &[(1, 2)])).then("intake2", notice(&[1, 2]));
    let more = ReceiveMore { marks: counted(&[1, 2], &[(2, 5)]), ..receive_more(&[]) };
    let whole = open.clone().then("intake2", Command::ReceiveMore(more));
    assert_eq!(stay(&whole), [(1, 3), (2, 5)]);
    let came = whole.log.last().and_then(|event| match event {
        Event::ReceivedMore(fact) => Some(fact.marks.copies.iter().collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(came, Some(vec![(1, 1), (2, 5)]), "the entry says what came with it");
    let many = ReceiveMore { marks: counted(&[1], &[(1, 99)]), ..receive_more(&[]) };
    assert_eq!(stay(&open.then("intake2", Command::ReceiveMore(many))), [(1, 99)], "two digits");
}

// N56
#[test]
fn what_was_deferred_is_counted_when_it_comes() {
    let brought = |copies: &[(u8, u8)]| {
        Command::ReceiveMore(ReceiveMore { marks: counted(&[2], copies), ..receive_more(&[]) })
    };
    assert_eq!(stay(&Play::deferred().then("intake2", brought(&[(2, 4)]))), [(1, 1), (2, 4)]);
    assert_eq!(stay(&Play::deferred().then("intake2", brought(&[]))), [(1, 1), (2, 1)]);
    assert_eq!(Play::deferred().refuses("intake2", brought(&[(1, 1)])), "copies-not-kept");
}

// E6: of what is only shown, looked up or promised nothing stays that could be counted.
#[test]
fn only_what_is_kept_is_counted() {
    let shown = MaterialMarks { original_seen: rows(&[2]), ..counted(&[1], &[(2, 1)]) };
    for marks in [counted(&[1], &[(2, 1)]), shown, counted(&[1], &[(64, 1)])] {
        let command = Receive { marks, ..receive(&three(), &[]) };
        let refused = Play::new(three()).refuses("intake2", Command::Receive(command));
        assert_eq!(refused, "copies-not-kept", "{marks:?}");
    }
    let more = ReceiveMore { marks: counted(&[2], &[(1, 1)]), ..receive_more(&[]) };
    assert_eq!(taken_in(kept(&[1])).refuses("intake2", Command::ReceiveMore(more)), "copies-not-kept");
}

#[test]
fn copies_of_a_row_are_one_to_ninety_nine() {
    let none = Copies::default();
    for (row, n) in [(0, 1), (65, 1), (1, 0), (1, COPIES_MAX + 1), (255, 255)] {
        assert_eq!(none.with(row, n), None, "{row} {n}");
    }
    for (row, n) in [(1, 1), (64, COPIES_MAX)] {
        let one = none.with(row, n).expect("both are within the bounds");
        assert_eq!((one.of(row), one.rows(), one.is_empty()), (Some(n), rows(&[row]), false));
    }
    assert_eq!((none.of(0), none.of(1), none.of(65), none.is_empty()), (None, None, None, true));
}

// Entries of before name no copies and are read for ever; what they kept counts as its list asks.
#[test]
fn an_entry_of_before_counts_as_its_list_asks() {
    let before: MaterialMarks =
        serde_json::from_str(r#"{"original_seen":[],"copy_kept":[1,2],"looked_up":[4]}"#).expect("it reads");
    assert_eq!(before, MaterialMarks { looked_up: rows(&[4]), ..kept(&[1, 2]) });
    let of =
        |marks: MaterialMarks| three().materials.iter().map(|it| marks.copies_of(it)).collect::<Vec<_>>();
    assert_eq!(of(before), [1, 3, 0, 0]);
    assert_eq!(of(counted(&[1, 2, 4], &[(2, 7)])), [1, 7, 0, 1], "one where the list asks for none");
    let written = |marks: MaterialMarks| serde_json::to_string(&marks).expect("it is written");
    assert!(!written(before).contains("copies"), "and it is written as it was");
    assert!(written(counted(&[1], &[(1, 2)])).ends_with(r#""copies":[[1,2]]}"#));
    for wrong in ["[[1,0]]", "[[1,100]]", "[[0,1]]", "[[65,1]]", "[[1,1],[1,1]]", "[[1]]"] {
        assert!(serde_json::from_str::<Copies>(wrong).is_err(), "{wrong}");
    }
    for marks in [before, counted(&[1, 2], &[(1, 1), (2, 99)]), MaterialMarks::default()] {
        let bytes = postcard::to_stdvec(&marks).expect("marks have a binary form");
        assert_eq!(postcard::from_bytes::<MaterialMarks>(&bytes), Ok(marks), "{marks:?}");
    }
}
