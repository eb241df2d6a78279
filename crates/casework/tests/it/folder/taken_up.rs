//! What was handed in before is not handed in again: which rows count, and how the papers go over (E14, F9).

use super::*;
use casework::taken_up::{Before, check, counted, still_runs};
use casework::{Copies, MaterialMarks, Receive};
use catalogue::{Item, RowSet};

pub fn take_up(of: &[u8]) -> Command {
    let case = CaseId::parse("c2").expect("a plain code");
    Command::TakeUp(TakeUp {
        rows: rows(of),
        case,
        receipt: casework::ReceiptNo { issuer: unit("sc"), year: 2026, n: 2 },
    })
}

/// Closed for row 2, with the papers of row 1 waiting to be fetched.
fn closed() -> Shelf {
    let closed = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-04-02");
    Shelf::of(closed).then("time", Command::AwaitFetch)
}

/// The same, and a letter that was posted in time lifted the closing.
pub fn lifted() -> Shelf {
    let shelf = closed();
    let letter = by_letter(&[2], "2026-04-02", Some("2026-04-01"));
    Shelf { world: shelf.world.clone().then("intake2", letter), ..shelf }.then("time", Command::AwaitFetch)
}

/// An intake that keeps papers of these rows, and says of some that they were handed in before.
fn again(kept: &[u8], earlier: &[u8]) -> Receive {
    Receive { previous: Some(case_id()), earlier: rows(earlier), ..receive(&licence(), kept) }
}

fn asked(shelf: &Shelf, command: &Receive, published: &Item) -> Result<(), &'static str> {
    let file = shelf.world.case.file().expect("something was received");
    let before = Before { file, item: &shelf.world.item, folder: &shelf.folder };
    check(command, Some(&before), published).map_err(|refusal| refusal.code())
}

fn there(shelf: &Shelf) -> RowSet {
    let file = shelf.world.case.file().expect("something was received");
    Before { file, item: &shelf.world.item, folder: &shelf.folder }.rows(&licence())
}

const NOT: Result<(), &str> = Err("not-from-earlier");

// E14: papers of a case that ended without delivery count, row by row, as long as they are in its folder and are kept now.
#[test]
fn papers_that_wait_count_for_the_case_that_takes_the_matter_up() {
    let item = licence();
    let waiting = refused();
    assert_eq!(asked(&waiting, &again(&[1, 2], &[1, 2]), &item), Ok(()));
    assert_eq!(asked(&waiting, &again(&[1, 2], &[1]), &item), Ok(()), "the other was brought anew");
    assert_eq!(asked(&waiting, &again(&[2], &[1]), &item), NOT, "not among the papers kept now");
    assert_eq!(asked(&waiting, &again(&[1, 4], &[1, 4]), &item), NOT, "row 4 was never handed in");
    let none = check(&again(&[1], &[1]), None, &item).map_err(|refusal| refusal.code());
    assert_eq!(none, NOT, "there is no earlier case");
    assert_eq!(check(&again(&[1], &[]), None, &item), Ok(()), "and nothing is said to come from one");
    let stranger = Receive { applicant: digest(7), ..again(&[1], &[1]) };
    assert_eq!(asked(&waiting, &stranger, &item), NOT, "of somebody else");
    let fetched = waiting.clone().then("intake2", materials(&[1], 1, himself(1)));
    assert_eq!(asked(&fetched, &again(&[1], &[1]), &item), NOT, "it was fetched");
    assert_eq!(asked(&fetched, &again(&[2], &[2]), &item), Ok(()));
}

// E6, E14: what goes over is as many copies as lie there, unless somebody counted anew; a copy that is taken is counted as it is.
#[test]
fn what_goes_over_keeps_its_copies() {
    let two = |row| Copies::default().with(row, 2).expect("a row");
    let with =
        |receive: Receive, copies| Receive { marks: MaterialMarks { copies, ..receive.marks }, ..receive };
    let of = |shelf: &Shelf, command: &Receive| {
        let file = shelf.world.case.file().expect("something was received");
        let before = Before { file, item: &shelf.world.item, folder: &shelf.folder };
        counted(command, Some(&before)).marks.copies.iter().collect::<Vec<_>>()
    };
    let mut waiting = refused();
    if let casework::Case::Filed(file) = &mut waiting.world.case {
        file.facts.materials.marks.copies =
            Copies::default().with(1, 7).and_then(|it| it.with(2, 3)).expect("rows");
    }
    assert_eq!(of(&waiting, &again(&[1, 2], &[1, 2])), [(1, 7), (2, 3)]);
    assert_eq!(of(&waiting, &again(&[1, 2], &[2])), [(2, 3)], "row 1 was brought anew");
    assert_eq!(of(&waiting, &with(again(&[1, 2], &[1, 2]), two(1))), [(1, 2), (2, 3)], "it was counted anew");
    let decided = Play::before_decision().then("chief.sc", refuse("flow"));
    let decided = decided.then("agent.sc", casework::Command::Recheck).then("do.sc", make());
    assert!(of(&Shelf::of(decided), &again(&[1], &[1])).is_empty(), "a copy is taken of it");
    assert!(counted(&again(&[1], &[1]), None).marks.copies.is_empty());
}

// E14: nothing takes up again what runs, also where a letter has lifted the closing; what was refused waits to be fetched and may come
// again, what was granted may not.
#[test]
fn only_what_has_ended_is_taken_up_again() {
    let runs = |shelf: &Shelf| still_runs(shelf.world.case.file().expect("something was received"));
    let decided = |act| {
        let decided = Play::before_decision().then("chief.sc", act);
        Shelf::of(decided.then("agent.sc", casework::Command::Recheck).then("do.sc", make()))
    };
    for (what, shelf, expected) in [
        ("closed for missing papers", closed(), false),
        ("lifted", lifted(), true),
        ("not accepted", refused(), false),
        ("in hand", Shelf::opened(), true),
        ("refused, to be fetched", decided(refuse("flow")), false),
        ("granted, to be fetched", decided(grant()), true),
        ("granted and fetched", Shelf::ended(), false),
    ] {
        assert_eq!(runs(&shelf), expected, "{what}");
    }
}

// F2, E14: a list that asks for something else now asks for it from everybody.
#[test]
fn a_row_that_is_another_material_now_is_handed_in() {
    let mut renamed = licence();
    renamed.materials[0].name = "另一种申请书".into();
    let mut formed = licence();
    formed.materials[0].form = catalogue::item::MaterialForm::OriginalSeen;
    for (what, published) in [("name", renamed), ("form", formed)] {
        assert_ne!(published.materials[0], licence().materials[0], "{what}");
        assert_eq!(asked(&refused(), &again(&[1], &[1]), &published), NOT, "{what}");
        assert_eq!(asked(&refused(), &again(&[2], &[2]), &published), Ok(()), "{what}");
    }
}

// E14: wherever the papers cannot be reached, they are not there; what was granted is never taken up.
#[test]
fn papers_that_are_not_at_hand_do_not_count() {
    assert_eq!(there(&refused()), rows(&[1, 2]));
    let given = refused().then("intake2", give("do2.sc", 2));
    let apart = given.clone().then("do2.sc", take(2));
    let lost = refused().then("intake2", loss::note(&[(1, 1), (2, 0)], 0));
    let found = lost.clone().then("intake2", loss::drop());
    let stored = refused().then("do.sc", archive(&[1, 2], 2));
    for (what, shelf) in [
        ("given", given),
        ("apart", apart),
        ("a loss waits", lost),
        ("in the archive", stored),
        ("the case goes on", Shelf::opened()),
        ("granted", Shelf::ended()),
        ("granted, in the archive", Shelf::stored()),
    ] {
        assert_eq!(there(&shelf), rows(&[]), "{what}");
    }
    assert_eq!(there(&found), rows(&[1, 2]), "it was found after all");
}

// E14: a refusal in a decision keeps its own papers, in the archive too, and a copy is taken; once destroyed there are none.
#[test]
fn what_was_refused_in_a_decision_gives_copies() {
    let decided = || {
        let refused = Play::before_decision().then("chief.sc", refuse("flow"));
        refused.then("agent.sc", casework::Command::Recheck).then("do.sc", make())
    };
    let loose = Shelf::of(decided());
    let kept = loose.world.facts().materials.marks.copy_kept;
    assert!(!kept.is_empty());
    assert_eq!(there(&loose), kept);
    let opened = Shelf { world: decided(), ..Shelf::opened() };
    assert_eq!(there(&opened), rows(&[1, 2]));
    let file = opened.world.case.file().expect("a file");
    let before = Before { file, item: &opened.world.item, folder: &opened.folder };
    assert!(!before.papers_move());
    let mut told = opened.clone();
    assert_eq!(told.attempt("time", take_up(&[1, 2])), Ok(Vec::new()), "its folder stays whole");
    let stored = Shelf { world: decided().then("out", deliver()), ..Shelf::ended() };
    assert_eq!(there(&stored.clone().then("do.sc", archive(&[1, 2], 5))), rows(&[1, 2]));
    let gone = stored.then("do.sc", archive(&[1, 2], 5)).on(day("2037-01-01")).then("time", destroyed());
    assert_eq!(there(&gone), rows(&[]));
}

// E14, C26: they leave the folder once, by no person, and nothing waits to be fetched any more.
#[test]
fn papers_go_over_once_and_the_folder_names_them() {
    let waiting = refused();
    for person in ["intake2", "do.sc", "chief.sc", "head.biz"] {
        assert_eq!(waiting.refuses(person, take_up(&[1])), "folder-not-by-hand", "{person}");
    }
    let one = waiting.then("time", take_up(&[1]));
    assert_eq!((one.dossier().rows.present(), one.dossier().taken_up.present()), (rows(&[2]), rows(&[1])));
    assert!(one.dossier().fetch.is_some(), "row 2 still waits");
    assert_eq!(one.refuses("intake2", materials(&[1], 1, himself(1))), "nothing-to-return");
    let mut told = one.clone();
    assert_eq!(told.attempt("time", take_up(&[1])), Ok(Vec::new()), "told again, it takes effect once");
    let all = one.then("time", take_up(&[1, 2]));
    assert_eq!((all.dossier().fetch, all.dossier().rows.present()), (None, rows(&[])));
    let over: Vec<RowSet> = all
        .log
        .iter()
        .filter_map(|fact| match fact {
            Event::TakenUp(fact) => Some(fact.rows),
            _ => None,
        })
        .collect();
    assert_eq!(over, [rows(&[1]), rows(&[2])]);
    let stored = all.then("do.sc", archive(&[], 0));
    assert!(stored.dossier().archived.is_some());
    // Listed sheets go along; what is in the archive or was never there does not move.
    let counted = Shelf { world: refused().world, ..Shelf::opened() }.then("time", take_up(&[1, 2]));
    assert!(matches!(counted.log.last(), Some(Event::TakenUp(fact)) if fact.sheets == 5));
    let mut stored = refused().then("do.sc", archive(&[1, 2], 2));
    assert_eq!(stored.attempt("time", take_up(&[1])), Ok(Vec::new()));
    let mut never = Shelf::of(refused().world);
    assert_eq!(never.attempt("time", take_up(&[1])), Ok(Vec::new()));
}

// E14: the case goes on, its papers wait for nobody, and what the letter brought joins them, uncounted; told again it takes effect once.
#[test]
fn papers_stay_where_a_closing_is_lifted() {
    assert_eq!((closed().dossier().rows.present(), closed().dossier().fetch.is_some()), (rows(&[1]), true));
    let lifted = lifted();
    assert_eq!(lifted.log.last().map(Event::kind), Some("folder.papers-stay"));
    assert_eq!((lifted.dossier().rows.present(), lifted.dossier().fetch), (rows(&[1, 2]), None));
    assert_eq!(lifted.dossier().rows.which(|row| row.sheets == 0), rows(&[1, 2]));
    assert_eq!(lifted.refuses("intake2", Command::AwaitFetch), "folder-not-by-hand");
    assert_eq!(lifted.clone().attempt("time", Command::AwaitFetch), Ok(Vec::new()));
    assert_eq!(lifted.refuses("intake2", materials(&[1], 1, himself(1))), "stays-with-case");
}

// E14: what was posted on the last day is under way for sixty days at most, and until then nothing shuts it out; where no letter can
// lift the closing any more, nobody waits for one.
#[test]
fn a_closed_case_waits_for_the_letter_that_may_still_come() {
    let waits = closed();
    assert_eq!(waits.refuses("do.sc", archive(&[1], 1)), "letter-may-come");
    let last = waits.clone().on(day("2026-05-31"));
    assert_eq!(last.refuses("do.sc", archive(&[1], 1)), "letter-may-come");
    let mut copy = last.clone();
    let until = day("2026-05-31");
    let refusal = copy.attempt("do.sc", archive(&[1], 1)).expect_err("the last day");
    assert_eq!(refusal, Refusal::Folder(FolderRefusal::LetterMayCome { until }), "sixty days after 1 April");
    let over = last.on(day("2026-06-01")).then("do.sc", archive(&[1], 1));
    assert!(over.dossier().archived.is_some());
    let fetched = waits.clone().then("intake2", materials(&[1], 1, himself(1)));
    assert!(fetched.then("do.sc", archive(&[], 0)).dossier().archived.is_some(), "the papers have left");
    // Without paper as well: the index alone would shut it out.
    let mut bare = waits.world;
    if let casework::Case::Filed(file) = &mut bare.case {
        file.facts.materials.marks.copy_kept = rows(&[]);
    }
    assert_eq!(Shelf::of(bare.clone()).refuses("do.sc", archive(&[], 0)), "letter-may-come");
    let bare = Shelf::of(bare).on(day("2026-06-01")).then("do.sc", archive(&[], 0));
    assert!(bare.dossier().archived.is_some());
}

// E14: a letter joins papers only where they are still in the house and in no archive; which officer has them is no matter of the
// applicant's, and an original that goes back anyway may have gone back before (E8).
#[test]
fn papers_that_went_elsewhere_have_left() {
    let left = |shelf: &Shelf| papers_left(&shelf.folder);
    let given = closed().then("intake2", give("do2.sc", 1));
    for (what, shelf) in [
        ("with the case", closed()),
        ("loose", Shelf::of(Play::received(&[1]))),
        ("given", given.clone()),
        ("apart", given.then("do2.sc", take(1))),
        ("an original went back", Shelf::opened().then("intake2", originals(&[2], 1))),
    ] {
        assert!(!left(&shelf), "{what}");
    }
    for (what, shelf) in [
        ("fetched", closed().then("intake2", materials(&[1], 1, himself(1)))),
        ("taken up", closed().then("time", take_up(&[1]))),
        ("in the archive", closed().on(day("2026-06-01")).then("do.sc", archive(&[1], 1))),
    ] {
        assert!(left(&shelf), "{what}");
    }
}
