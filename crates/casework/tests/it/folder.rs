//! The paper of a case: label and list, custody with and apart from the case, originals, archive, loans (A12, A29, E8, E37, F30, R88, C23).

mod found;
mod loss;
mod posted;
mod table;
mod taken_up;

use crate::delivery::{confirm_address, post, signed_for};
use crate::fixture::*;
use crate::play::Play;
use calendar::{Day, Instant};
use casework::folder::*;
use casework::{DocumentKind, NonAcceptanceGround, Refusal};
use catalogue::CaseId;
use catalogue::item::Retention;
use std::collections::BTreeSet;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/folder_events.txt");

fn case_id() -> CaseId {
    CaseId::parse("c1").expect("a plain code")
}

/// A folder in the world of its case.
#[derive(Clone)]
pub struct Shelf {
    pub world: Play,
    pub folder: Folder,
    log: Vec<Event>,
}

impl Shelf {
    fn of(world: Play) -> Shelf {
        Shelf { world, folder: Folder::Absent, log: Vec::new() }
    }

    /// With the handler, papers of rows 1 and 2 listed; row 2 is an original that goes back.
    fn opened() -> Shelf {
        Shelf::of(Play::with_handler()).then("do.sc", open(&[(1, 3, false), (2, 2, true)]))
    }

    /// The same without an original, the case delivered.
    fn ended() -> Shelf {
        let with = Shelf::of(Play::with_handler()).then("do.sc", open(&[(1, 3, false), (2, 2, false)]));
        Shelf { world: Play::concluded().then("out", deliver()), ..with }
    }

    /// In the archive.
    pub fn stored() -> Shelf {
        Shelf::ended().then("do.sc", archive(&[1, 2], 5))
    }

    pub fn dossier(&self) -> &Dossier {
        match &self.folder {
            Folder::Kept(dossier) => dossier,
            Folder::Absent => panic!("no folder was opened"),
        }
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let case = self.world.case.file();
        let facts =
            self.world.seen_by(actor, |known| decide(case_id(), &self.folder, &command, known, case))?;
        let told = matches!(
            command,
            Command::AwaitFetch
                | Command::Join { .. }
                | Command::OriginalsArrived(_)
                | Command::LostInPost(_)
                | Command::TakeUp(_)
        );
        assert!(!facts.is_empty() || told);
        self.apply(&facts);
        Ok(facts)
    }

    fn then(mut self, actor: &str, command: Command) -> Shelf {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        let mut copy = self.clone();
        match copy.attempt(actor, command) {
            Ok(facts) => panic!("{actor} {command:?} should be refused, but {facts:?}"),
            Err(refusal) => refusal.code(),
        }
    }

    pub fn on(mut self, day: Day) -> Shelf {
        self.world.now = day.at(9, 0);
        self.catch_up();
        self
    }

    fn catch_up(&mut self) {
        while let Some(at) = due(&self.folder).filter(|at: &Instant| *at <= self.world.now) {
            let facts = catch_up(&self.folder, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(due(&self.folder).is_none_or(|next| next > at), "due moves forward");
        }
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, *fact);
            if let Some(no) = fact.number() {
                let last = self.world.numbers.entry(no.series()).or_default();
                assert_eq!(no.n, *last + 1, "numbers have no gap");
                *last = no.n;
            }
            self.folder = evolve(std::mem::take(&mut self.folder), &stored);
            self.log.push(*fact);
        }
    }
}

fn open(rows: &[(u8, u16, bool)]) -> Command {
    let rows: Vec<Row> = rows.iter().map(|(row, sheets, back)| Row::new(*row, *sheets, *back)).collect();
    Command::Open(Open { rows: Rows::of(&rows).expect("few rows") })
}

fn give(to: &str, sheets: u16) -> Command {
    Command::Give(GiveFolder { to: who(to), sheets, reason: sealed(40) })
}

fn take(sheets: u16) -> Command {
    Command::Take(TakeFolder { sheets })
}

fn originals(of: &[u8], identity: u8) -> Command {
    originals_for(of, himself(identity))
}

fn originals_for(of: &[u8], by: FetchedBy) -> Command {
    Command::ReturnOriginals(ReturnOriginals { rows: rows(of), by, window: window("w2") })
}

fn archive(found: &[u8], sheets: u16) -> Command {
    archive_in(found, sheets, 3, 1)
}

fn archive_in(found: &[u8], sheets: u16, box_no: u16, shelf: u16) -> Command {
    Command::Archive(Archive { found: rows(found), sheets, box_no, shelf, index: digest(60), lines: 12 })
}

fn lend(to: &str, due_on: Day) -> Command {
    Command::Lend(Lend { to: who(to), due_on, purpose: sealed(41) })
}

fn take_back(sheets: u16) -> Command {
    Command::TakeBack(TakeFolder { sheets })
}

// A12: the list is that of the papers kept, each once, with its sheets; opened by who holds the case.
#[test]
fn a_folder_lists_what_the_case_keeps_and_nothing_else() {
    let loose = Shelf::of(Play::with_handler());
    assert_eq!(loose.refuses("intake2", open(&[(1, 1, false), (2, 1, false)])), "folder-not-with-you");
    for (wrong, code) in [
        (open(&[(1, 1, false)]), "folder-list-incomplete"),
        (open(&[(1, 1, false), (2, 1, false), (4, 1, false)]), "folder-list-wrong"),
        (open(&[(1, 1, false), (1, 1, false), (2, 1, false)]), "folder-list-wrong"),
        (open(&[(1, 0, false), (2, 1, false)]), "folder-list-wrong"),
        (open(&[(1, SHEETS_MAX + 1, false), (2, 1, false)]), "folder-list-wrong"),
        (give("do2.sc", 0), "no-such-folder"),
        (originals(&[1], 1), "no-such-folder"),
    ] {
        assert_eq!(loose.refuses("do.sc", wrong), code, "{wrong:?}");
    }
    let opened = Shelf::opened();
    assert_eq!((opened.dossier().rows.sheets(), opened.dossier().place), (5, Place::WithCase));
    assert_eq!(opened.refuses("do.sc", open(&[(1, 1, false), (2, 1, false)])), "folder-already-open");
    let absent = opened.world.seen_by("do.sc", |known| {
        decide(case_id(), &Folder::Absent, &open(&[]), known, None).map_err(|it| it.code())
    });
    assert_eq!(absent, Err("no-such-case"));
}

// E25, F31: a folder apart with somebody who is away is given on by a head, with the same two counts; nobody away is given one.
#[test]
fn a_head_gives_on_what_lies_with_somebody_away() {
    let apart = Shelf::opened().then("do.sc", give("do2.sc", 5)).then("do2.sc", take(5));
    assert_eq!(apart.refuses("lead.sc", give("agent.sc", 5)), "folder-not-with-you", "the keeper is here");
    let mut ill = apart;
    ill.world.absent("do2.sc", None);
    for nobody in ["do.sc", "agent.sc", "out", "stranger"] {
        assert_eq!(ill.refuses(nobody, give("do.sc", 5)), "folder-not-with-you", "{nobody}");
    }
    assert_eq!(
        ill.refuses("lead.sc", give("lead.sc", 5)),
        "wrong-direction",
        "who gives does not count for it"
    );
    assert_eq!(ill.refuses("lead.sc", give("do2.sc", 5)), "wrong-direction", "nor who is away");
    assert_eq!(ill.refuses("lead.sc", give("do.sc", 4)), "sheets-differ");
    let given = ill.clone().then("lead.sc", give("do.sc", 5));
    assert_eq!(given.refuses("do.sc", take(4)), "sheets-differ");
    let back = given.clone().then("lead.sc", Command::Recall);
    assert_eq!(back.dossier().pending, None);
    let taken = given.then("do.sc", take(5));
    assert_eq!(taken.dossier().place, Place::WithCase, "with the case again");
    // What somebody gave who is away now is taken back by a head.
    let mut gave = Shelf::opened().then("do.sc", give("do2.sc", 5));
    assert_eq!(gave.refuses("lead.sc", Command::Recall), "folder-not-with-you");
    gave.world.absent("do.sc", None);
    assert_eq!(gave.refuses("agent.sc", Command::Recall), "folder-not-with-you");
    assert_eq!(gave.then("lead.sc", Command::Recall).dossier().pending, None);
    // While it goes with the case, the case is given, and the folder along with it.
    let mut along = Shelf::opened();
    along.world.absent("do.sc", None);
    assert_eq!(along.refuses("lead.sc", give("do2.sc", 5)), "folder-not-with-you");
}

// R88, F30: apart from the case with two signatures; both counts agree, and until then the giver answers for it.
#[test]
fn paper_moves_apart_from_the_case_with_two_signatures() {
    let opened = Shelf::opened();
    assert_eq!(opened.refuses("do2.sc", give("agent.sc", 5)), "folder-not-with-you");
    assert_eq!(opened.refuses("do.sc", give("do2.sc", 4)), "sheets-differ");
    assert_eq!(opened.refuses("do.sc", give("do.sc", 5)), "wrong-direction");
    for outside in ["do.wj", "stranger", "head.soc"] {
        assert_eq!(opened.refuses("do.sc", give(outside, 5)), "wrong-direction", "{outside}");
    }
    let given = opened.then("do.sc", give("do2.sc", 5));
    assert_eq!(given.refuses("do.sc", give("agent.sc", 5)), "folder-given-before");
    assert_eq!(given.refuses("agent.sc", take(5)), "not-the-recipient");
    assert_eq!(given.refuses("do2.sc", take(4)), "sheets-differ");
    assert_eq!(given.refuses("do2.sc", Command::Recall), "folder-not-with-you");
    let back = given.clone().then("do.sc", Command::Recall);
    assert_eq!((back.dossier().pending, back.dossier().place), (None, Place::WithCase));
    assert_eq!(back.refuses("do2.sc", take(5)), "nothing-pending");

    let apart = given.then("do2.sc", take(5));
    assert!(matches!(apart.dossier().place, Place::Apart { person, .. } if person == who("do2.sc")));
    assert_eq!(apart.refuses("do.sc", give("agent.sc", 5)), "folder-not-with-you");
    // The case goes on without its paper; whoever holds the case and signs has both together again.
    let mut moved = apart;
    moved.world = moved.world.hand("do.sc", "agent.sc");
    let together = moved.then("do2.sc", give("agent.sc", 5)).then("agent.sc", take(5));
    assert_eq!(together.dossier().place, Place::WithCase);
}

// E8: the applicant shows the document and signs; each original goes back once.
#[test]
fn an_original_goes_back_once_against_a_numbered_receipt() {
    let opened = Shelf::opened();
    assert_eq!(opened.refuses("intake2", originals(&[1], 1)), "nothing-to-return", "row 1 stays in the file");
    assert_eq!(opened.refuses("intake2", originals(&[], 1)), "nothing-to-return");
    assert_eq!(opened.refuses("intake2", originals(&[2], 7)), "identity-differs");
    assert_eq!(opened.refuses("do.sc", originals(&[2], 1)), "not-authorised", "not at a window");
    let returned = opened.then("intake2", originals(&[2], 1));
    let Some(Event::OriginalsReturned(fact)) = returned.log.last() else { panic!("{:?}", returned.log) };
    assert_eq!((fact.receipt.kind, fact.receipt.n), (DocumentKind::OriginalsReturn, 1));
    assert_eq!((returned.dossier().rows.sheets(), returned.dossier().rows.owed()), (3, rows(&[])));
    assert_eq!(returned.refuses("intake2", originals(&[2], 1)), "nothing-to-return");
}

// N7, E8, E16: whoever was sent for an original shows the letter, and stands on record.
#[test]
fn an_original_goes_to_whoever_was_sent_with_a_letter() {
    let opened = Shelf::opened();
    assert_eq!(opened.refuses("intake2", originals_for(&[2], somebody(false))), "proof-not-seen");
    assert_eq!(
        opened.refuses("do.sc", originals_for(&[2], somebody(true))),
        "not-authorised",
        "not at a window"
    );
    let fetched = |shelf: &Shelf| match shelf.log.last() {
        Some(Event::OriginalsReturned(fact)) => fact.collector,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        fetched(&opened.clone().then("intake2", originals_for(&[2], somebody(true)))),
        Some(sealed(42))
    );
    assert_eq!(fetched(&opened.then("intake2", originals(&[2], 1))), None);
}

// A29, E37: after the end of the case, complete to the sheet; the missing paper is named at closing, not ten years later.
#[test]
fn a_dossier_is_archived_complete_or_not_at_all() {
    assert_eq!(Shelf::opened().refuses("do.sc", archive(&[1, 2], 5)), "case-open");
    let ended = Shelf::ended();
    for person in ["intake2", "out", "chief.sc", "do.wj"] {
        assert_eq!(ended.refuses(person, archive(&[1, 2], 5)), "not-authorised", "{person}");
    }
    let missing = ended.clone().attempt("do.sc", archive(&[1], 5));
    assert_eq!(missing, Err(FolderRefusal::PapersNotFound { rows: rows(&[2]) }.into()));
    assert_eq!(ended.refuses("do.sc", archive(&[1, 2], 4)), "sheets-differ");
    assert_eq!(ended.refuses("do.sc", archive_in(&[1, 2], 5, 0, 1)), "place-missing");
    let stored = ended.then("do.sc", archive(&[1, 2], 5));
    let kept = stored.dossier().archived.expect("it is in the archive");
    assert_eq!((kept.number.kind, kept.number.n, kept.index), (DocumentKind::Archive, 1, digest(60)));
    assert_eq!((kept.retention, kept.keep_until), (Retention::TenYears, Some(day("2036-12-31"))));
    for command in [archive(&[1, 2], 5), give("do2.sc", 5), originals(&[1], 1), Command::Recall] {
        assert_eq!(stored.refuses("do.sc", command), "in-archive", "{command:?}");
    }
    assert_eq!(Shelf::ended().refuses("do.sc", lend("do2.sc", day("2026-03-20"))), "not-in-archive");
}

// A29, N45: ten years from the end of the case, however late its folder is closed; each end has its own day.
#[test]
fn the_years_of_keeping_run_from_the_end_of_the_case() {
    let late = |shelf: Shelf, until: &str| {
        let mut shelf = shelf;
        shelf.world.now = day("2027-02-01").at(9, 0);
        let kept = shelf.then("do.sc", archive(&[1, 2], 5)).dossier().archived.expect("it is in the archive");
        assert_eq!(kept.keep_until, Some(day(until)), "archived in the year after");
    };
    let mut next_year = Shelf::ended();
    next_year.world = Play::concluded().on("2027-01-04").then("out", deliver());
    late(Shelf::ended(), "2036-12-31");
    late(next_year, "2037-12-31");
    // The day on the carrier's receipt is the end, not that on which somebody enters it.
    let mut signed = Shelf::ended();
    let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
    signed.world = sent.on("2027-01-04").then("out", signed_for("2026-12-31"));
    late(signed, "2036-12-31");
}

// E8: nothing is closed while an original of the applicant lies in it.
#[test]
fn a_dossier_with_an_original_that_is_owed_is_not_archived() {
    let owed = Shelf { world: Play::concluded().then("out", deliver()), ..Shelf::opened() };
    assert_eq!(owed.refuses("do.sc", archive(&[1, 2], 5)), "originals-owed");
    let back = owed.then("intake2", originals(&[2], 1));
    assert_eq!(back.then("do.sc", archive(&[1], 3)).dossier().archived.map(|it| it.box_no), Some(3));
    let pending = Shelf::ended();
    let mut pending = Shelf { world: Play::with_handler(), ..pending }.then("do.sc", give("do2.sc", 5));
    pending.world = Play::concluded().then("out", deliver());
    assert_eq!(pending.refuses("do.sc", archive(&[1, 2], 5)), "folder-given-before");
}

fn materials(of: &[u8], sheets: u16, by: FetchedBy) -> Command {
    Command::ReturnMaterials(ReturnMaterials { rows: rows(of), sheets, by, window: window("w2") })
}

fn himself(identity: u8) -> FetchedBy {
    FetchedBy::Applicant { identity: digest(identity) }
}

fn somebody(proof_seen: bool) -> FetchedBy {
    FetchedBy::Other { collector: sealed(42), proof_seen }
}

/// Refused at the window, papers of rows 1 and 2 loose, and the folder told of it.
fn refused() -> Shelf {
    let barred = NonAcceptanceGround::Barred { ground: ground("barred") };
    let world = Play::received(&[1, 2]).then("intake2", refuse_acceptance(barred));
    Shelf::of(world).then("time", Command::AwaitFetch)
}

// E8, E14, C26: a case that ended without delivery has its papers waiting, listed as far as they were counted, and they go
// back against a numbered receipt.
#[test]
fn papers_of_a_case_that_ended_wait_and_go_back_signed() {
    let waiting = refused();
    let kinds: Vec<&str> = waiting.log.iter().map(|fact| fact.kind()).collect();
    assert_eq!(kinds, ["folder.opened", "folder.papers-wait"]);
    assert_eq!(waiting.dossier().fetch.map(|it| it.window), Some(window("w2")));
    for (command, code) in [
        (materials(&[3], 1, himself(1)), "nothing-to-return"),
        (materials(&[], 0, himself(1)), "nothing-to-return"),
        (materials(&[1, 2], 2, himself(7)), "identity-differs"),
        (materials(&[1, 2], 1, himself(1)), "sheets-differ"),
        (materials(&[1, 2], SHEETS_MAX + 1, himself(1)), "sheets-differ"),
        (materials(&[1, 2], 2, somebody(false)), "proof-not-seen"),
        (originals(&[1], 1), "all-goes-back"),
    ] {
        assert_eq!(waiting.refuses("intake2", command), code, "{command:?}");
    }
    assert_eq!(
        waiting.refuses("do.sc", materials(&[1, 2], 2, himself(1))),
        "not-authorised",
        "not at a window"
    );
    let some = waiting.then("intake2", materials(&[1], 4, somebody(true)));
    assert!(some.dossier().fetch.is_some(), "row 2 still waits");
    let all = some.then("intake2", materials(&[2], 1, himself(1)));
    assert_eq!((all.dossier().fetch, all.dossier().rows.present()), (None, rows(&[])));
    let receipts: Vec<u32> = all.log.iter().filter_map(Event::number).map(|it| it.n).collect();
    assert_eq!(receipts, [1, 2]);
    assert!(all.clone().attempt("time", Command::AwaitFetch).is_ok_and(|facts| facts.is_empty()));
    assert!(all.then("do.sc", archive(&[], 0)).dossier().archived.is_some());
}

// C26: a folder that was opened before keeps its counts; what nobody fetched is archived with the dossier, originals never.
#[test]
fn papers_that_nobody_fetches_are_archived_and_originals_are_not() {
    let ended = |shelf: Shelf| {
        let barred = NonAcceptanceGround::Barred { ground: ground("barred") };
        let world = Play::received(&[1, 2]).then("intake2", refuse_acceptance(barred));
        Shelf { world, ..shelf }.then("time", Command::AwaitFetch)
    };
    let owed = ended(Shelf::opened());
    assert_eq!(owed.refuses("do.sc", archive(&[1, 2], 5)), "originals-owed");
    assert_eq!(owed.refuses("intake2", materials(&[2], 3, himself(1))), "sheets-differ", "two were listed");
    let back = owed.then("intake2", materials(&[2], 2, himself(1)));
    let stored = back.then("do.sc", archive(&[1], 3));
    assert_eq!((stored.dossier().fetch, stored.dossier().rows.present()), (None, rows(&[1])));
    assert_eq!(stored.refuses("intake2", materials(&[1], 3, himself(1))), "in-archive");
    // While the case goes on its papers stay with it, and nothing waits.
    let open = Shelf::opened();
    assert_eq!(open.refuses("intake2", materials(&[1], 3, himself(1))), "stays-with-case");
    assert!(open.clone().attempt("time", Command::AwaitFetch).is_ok_and(|facts| facts.is_empty()));
    let given = Shelf::opened().then("do.sc", give("agent.sc", 5));
    assert_eq!(ended(given).refuses("intake2", materials(&[1], 3, himself(1))), "folder-given-before");
}

// N45: a case that kept no paper has the index alone for its dossier.
#[test]
fn a_dossier_without_paper_is_archived_by_its_index() {
    let barred = NonAcceptanceGround::Barred { ground: ground("barred") };
    let refused = Play::received(&[1, 2]).then("intake2", refuse_acceptance(barred));
    assert_eq!(Shelf::of(refused).refuses("do.sc", archive(&[], 0)), "papers-not-found", "they wait");
    let mut none = Play::received(&[1, 2]);
    if let casework::Case::Filed(file) = &mut none.case {
        file.facts.materials.marks.copy_kept = rows(&[]);
    }
    let refused = none.then("intake2", refuse_acceptance(barred));
    let stored = Shelf::of(refused).then("do.sc", archive(&[], 0));
    let kinds: Vec<&str> = stored.log.iter().map(|fact| fact.kind()).collect();
    assert_eq!(kinds, ["folder.opened", "folder.archived"]);
    let delivered = Shelf::of(Play::concluded().then("out", deliver()));
    assert_eq!(delivered.refuses("do.sc", archive(&[1, 2], 5)), "papers-not-found", "no folder was opened");
    assert_eq!(Shelf::of(Play::with_handler()).refuses("do.sc", archive(&[], 0)), "case-open");
}

// A29: out for at most sixty days, back to somebody else and complete; a day over is recorded, by time, once.
#[test]
fn a_dossier_is_lent_until_a_day_and_comes_back_complete() {
    let stored = Shelf::ended().then("do.sc", archive(&[1, 2], 5));
    let today = stored.world.now.day();
    assert_eq!(stored.refuses("do.sc", lend("do2.sc", today.plus_days(-1))), "day-has-passed");
    assert_eq!(stored.refuses("do.sc", lend("do2.sc", today.plus_days(61))), "loan-too-long");
    assert_eq!(stored.refuses("do.sc", lend("nobody", today)), "wrong-direction");
    assert_eq!(stored.refuses("intake2", lend("do2.sc", today)), "not-authorised");
    assert_eq!(stored.refuses("do.sc", take_back(5)), "not-on-loan");
    let lent = stored.then("do.sc", lend("do2.sc", today.plus_days(60)));
    assert_eq!(lent.refuses("do.sc", lend("agent.sc", today)), "on-loan");
    assert_eq!(lent.refuses("do2.sc", take_back(5)), "on-loan", "not by the borrower");
    assert_eq!(lent.refuses("do.sc", take_back(4)), "sheets-differ");
    let last_day = lent.clone().on(today.plus_days(60));
    assert!(last_day.dossier().loan.is_some_and(|loan| !loan.overdue));
    let over = lent.on(today.plus_days(90));
    let overdue = over.log.iter().filter(|fact| fact.kind() == "folder.loan-overdue").count();
    assert_eq!((overdue, over.dossier().loan.map(|loan| loan.overdue)), (1, Some(true)));
    let back = over.then("agent.sc", take_back(5));
    assert_eq!(back.dossier().loan, None);
    assert_eq!(
        back.then("do.sc", lend("do2.sc", today.plus_days(100))).dossier().loan.map(|it| it.overdue),
        Some(false)
    );
}

// C23: time only proposes, once; nothing is destroyed here.
#[test]
fn when_its_keeping_time_is_over_a_dossier_is_proposed_and_stays() {
    let stored = Shelf::ended().then("do.sc", archive(&[1, 2], 5));
    assert!(!stored.clone().on(day("2036-12-31")).dossier().proposed);
    let over = stored.on(day("2041-01-01"));
    let proposed = over.log.iter().filter(|fact| fact.kind() == "folder.destruction-proposed");
    assert_eq!(proposed.map(|fact| fact.at()).collect::<Vec<_>>(), [day("2037-01-01").start()]);
    assert!(over.dossier().archived.is_some());
    assert_eq!(due(&over.folder), None);

    let mut ever = Shelf::ended();
    ever.world.item.retention = Retention::Permanent;
    let ever = ever.then("do.sc", archive(&[1, 2], 5));
    assert_eq!(due(&ever.folder), None);
}

fn list_no() -> casework::DocumentNo {
    casework::DocumentNo { issuer: unit("sc"), kind: DocumentKind::DestructionList, year: 2037, n: 1 }
}

fn destroyed() -> Command {
    Command::Destroy { list: list_no() }
}

fn keep_longer() -> Command {
    Command::KeepLonger { list: list_no(), until: day("2047-12-31") }
}

// C23: kept longer it is proposed again when that time is over; destroyed it takes nothing more, and time leaves it alone.
#[test]
fn a_list_keeps_a_dossier_longer_or_ends_it() {
    let over = Shelf::stored().on(day("2037-01-01"));
    let longer = over.clone().then("time", keep_longer());
    assert!(!longer.dossier().proposed);
    assert!(longer.on(day("2048-01-01")).dossier().proposed, "time proposes again");
    let gone = over.then("time", destroyed());
    assert_eq!((gone.dossier().destroyed, due(&gone.folder)), (Some(list_no()), None));
    for command in [lend("do2.sc", day("2037-02-01")), take_back(5), destroyed(), keep_longer()] {
        assert_eq!(gone.refuses("do.sc", command), "dossier-destroyed", "{command:?}");
    }
    // By a list alone, signed before a witness: no person asks it of one dossier, whatever the post.
    for person in PEOPLE {
        for command in [
            destroyed(),
            keep_longer(),
            Command::AwaitFetch,
            taken_up::take_up(&[1]),
            posted::join(&[1]),
            posted::arrived(&[1]),
            posted::lost_in_post(&[1]),
        ] {
            assert_eq!(
                Shelf::stored().refuses(person, command),
                "folder-not-by-hand",
                "{person} {command:?}"
            );
        }
    }
    assert_eq!(Shelf::ended().refuses("time", destroyed()), "not-in-archive");
}

fn lives() -> Vec<Event> {
    let today = Shelf::ended().world.now.day();
    [
        Shelf::opened().then("do.sc", give("do2.sc", 5)).then("do2.sc", take(5)),
        Shelf::opened().then("do.sc", give("do2.sc", 5)).then("do.sc", Command::Recall),
        Shelf::opened().then("intake2", originals(&[2], 1)),
        Shelf::ended()
            .then("do.sc", archive(&[1, 2], 5))
            .then("do.sc", lend("do2.sc", today))
            .on(today.plus_days(1))
            .then("do.sc", take_back(5))
            .on(day("2037-01-01")),
        Shelf::stored().on(day("2037-01-01")).then("time", keep_longer()).then("time", destroyed()),
        refused().then("intake2", materials(&[1, 2], 5, somebody(true))),
        refused().then("time", taken_up::take_up(&[1, 2])),
        taken_up::lifted(),
        posted::joined(),
        loss::signed(),
        posted::lost().then("time", posted::lost_in_post(&[2])).then("head.biz", Command::SignLoss),
        Shelf::opened().then("do.sc", loss::note(&[(1, 2), (2, 2)], 1)).then("do.sc", loss::drop()),
        found::found(),
    ]
    .into_iter()
    .flat_map(|shelf| shelf.log)
    .collect()
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_of_a_folder_ever_written_is_read_again() {
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let all = lives();
        let first = KINDS.iter().filter_map(|kind| all.iter().find(|event| event.kind() == *kind));
        let text: String = first.map(line).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/folder_events.txt stands in the source");
    let mut kinds = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored, "what is written today has the same form");
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, KINDS.iter().copied().collect(), "every kind stands in tests/folder_events.txt");
}

#[test]
fn evolving_a_folder_is_total_and_its_state_stays_small() {
    for event in lives() {
        let absent = evolve(Folder::Absent, &event);
        assert_eq!(absent == Folder::Absent, event.kind() != "folder.opened");
        assert!(matches!(evolve(Shelf::opened().folder, &event), Folder::Kept(_)), "{}", event.kind());
    }
    let bytes = postcard::to_stdvec(&Shelf::ended().folder).expect("a state has a binary form");
    assert!(bytes.len() < 4 * 1024, "{} bytes", bytes.len());
    let rows: Vec<Row> = (1..=FOLDER_ROWS_MAX as u8 + 1).map(|row| Row::new(row, 1, false)).collect();
    assert_eq!(Rows::of(&rows), None, "a list has an end");
}

#[test]
fn offers_of_a_folder_are_what_the_rules_would_let_a_person_do() {
    let offered = |shelf: &Shelf, actor: &str| {
        let case = shelf.world.case.file().expect("something was received");
        shelf.world.seen_by(actor, |known| {
            let all = offers(case_id(), &shelf.folder, known, case);
            all.into_iter().filter(|(_, refusal)| refusal.is_none()).map(|(name, _)| name).collect::<Vec<_>>()
        })
    };
    assert_eq!(offered(&Shelf::of(Play::with_handler()), "do.sc"), ["open", "note-loss"]);
    assert_eq!(offered(&Shelf::of(Play::with_handler()), "do2.sc"), Vec::<&str>::new());
    assert_eq!(offered(&Shelf::opened(), "do.sc"), ["give", "note-loss"]);
    assert_eq!(offered(&Shelf::opened(), "intake2"), ["return-originals"]);
    let given = Shelf::opened().then("do.sc", give("do2.sc", 5));
    assert_eq!(offered(&given, "do2.sc"), ["take"]);
    assert_eq!(offered(&given, "do.sc"), ["recall"]);
    assert_eq!(offered(&Shelf::ended(), "do.sc"), ["archive", "note-loss"]);
    let stored = Shelf::ended().then("do.sc", archive(&[1, 2], 5));
    assert_eq!(offered(&stored, "do.sc"), ["lend", "note-loss"]);
    let lent = stored.clone().then("do.sc", lend("do2.sc", stored.world.now.day()));
    assert_eq!(offered(&lent, "do.sc"), ["take-back", "note-loss"]);
    assert_eq!(offered(&refused(), "intake2"), ["return-materials", "give", "note-loss"]);
}
