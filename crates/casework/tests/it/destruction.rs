//! Destruction lists: appraised, approved, carried out by two before a witness; a permanent dossier stands on none (C23, A29).

mod table;

use crate::fixture::*;
use crate::folder::Shelf;
use calendar::Day;
use casework::Refusal;
use casework::destruction::*;
use casework::folder::{Dossier, Folder, Row, Rows};
use catalogue::CaseId;
use catalogue::item::Retention;
use std::collections::BTreeSet;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/destruction_events.txt");

fn case(id: &str) -> CaseId {
    CaseId::parse(id).expect("a plain code")
}

/// An archive of three dossiers whose time is over, and its list.
#[derive(Clone)]
struct Archive {
    shelf: Shelf,
    dossiers: Vec<(CaseId, Dossier)>,
    state: Destruction,
    log: Vec<Event>,
}

impl Archive {
    fn new() -> Archive {
        let shelf = Shelf::stored().on(day("2037-01-02"));
        let dossier = shelf.dossier().clone();
        let dossiers = ["c1", "c2", "c3"].map(|id| (case(id), Dossier { case: case(id), ..dossier.clone() }));
        Archive { shelf, dossiers: dossiers.into(), state: Destruction::default(), log: Vec::new() }
    }

    fn change(mut self, id: &str, change: impl Fn(&mut Dossier)) -> Archive {
        self.dossiers.iter_mut().filter(|(known, _)| *known == case(id)).for_each(|(_, it)| change(it));
        self
    }

    fn attempt(&mut self, actor: &str, command: &Command) -> Result<(), Refusal> {
        let dossiers: Vec<(CaseId, &Dossier)> = self.dossiers.iter().map(|(id, it)| (*id, it)).collect();
        let facts = self.shelf.world.seen_by(actor, |known| {
            decide(&self.state, command, &Ground { authority: unit("sc"), known, dossiers: &dossiers })
        })?;
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(fact);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Archive {
        if let Err(refusal) = self.attempt(actor, &command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        match self.clone().attempt(actor, &command) {
            Ok(()) => panic!("{actor} {command:?} should be refused"),
            Err(refusal) => refusal.code(),
        }
    }

    fn list(&self) -> &List {
        self.state.list.as_ref().expect("a list was drawn up")
    }
}

fn destroy(id: &str) -> Appraisal {
    Appraisal { case: case(id), verdict: Verdict::Destroy, reason: sealed(50) }
}

fn keep(id: &str, until: Day) -> Appraisal {
    Appraisal { verdict: Verdict::Keep { until }, ..destroy(id) }
}

fn draw() -> Command {
    Command::Draw(vec![destroy("c1"), keep("c2", day("2047-12-31"))])
}

fn send_back() -> Command {
    Command::SendBack { reason: sealed(51) }
}

// C23: drawn by who keeps the archive, approved by the centre's head, carried out by two before a witness; four people.
#[test]
fn a_dossier_is_destroyed_by_four_people_and_by_no_fewer() {
    let new = Archive::new();
    for who in ["intake2", "chief.sc", "centre", "do.wj", "stranger"] {
        assert_eq!(new.refuses(who, draw()), "destruction-not-the-archivist", "{who}");
    }
    for command in [Command::Approve, send_back(), Command::Sign] {
        assert_eq!(new.refuses("centre", command), "destruction-no-list");
    }
    let drawn = new.then("do.sc", draw());
    assert_eq!((drawn.list().stage, drawn.list().dossiers.len()), (ListStage::Drawn, 2));
    assert_eq!(drawn.refuses("do2.sc", draw()), "destruction-list-open");
    assert_eq!(drawn.refuses("do2.sc", Command::Sign), "destruction-not-approved");
    for who in ["do.sc", "chief.sc", "intake2"] {
        assert_eq!(drawn.refuses(who, Command::Approve), "destruction-not-the-head", "{who}");
    }
    let approved = drawn.then("centre", Command::Approve);
    assert_eq!(approved.refuses("centre", send_back()), "destruction-decided-before");
    for who in ["chief.sc", "centre", "intake2"] {
        assert_eq!(approved.refuses(who, Command::Sign), "destruction-not-a-signer", "{who}");
    }
    let one = approved.then("do.sc", Command::Sign);
    assert_eq!(one.refuses("do.sc", Command::Sign), "destruction-not-a-signer", "not twice");
    let two = one.then("agent.sc", Command::Sign);
    assert!(two.list().is_open(), "nothing goes without the witness");
    for who in ["do.sc", "agent.sc", "do2.sc", "centre"] {
        assert_eq!(two.refuses(who, Command::Sign), "destruction-not-a-signer", "{who} is no witness");
    }
    let done = two.then("lead.sc", Command::Sign);
    assert_eq!(done.log.last().map(|fact| fact.kind()), Some("destruction.carried-out"));
    assert_eq!(done.list().to_destroy().collect::<Vec<_>>(), [case("c1")]);
    assert_eq!(done.refuses("do.sc", draw()), "destruction-not-proposed", "c1 is gone");
}

// C23: a permanent dossier, one whose time runs, one that is out: on no list.
#[test]
fn only_what_time_proposed_can_stand_on_a_list() {
    let one = || Command::Draw(vec![destroy("c1")]);
    let new = Archive::new();
    let permanent = new.clone().change("c1", |it| {
        it.archived.as_mut().expect("archived").retention = Retention::Permanent;
    });
    let running = new.clone().change("c1", |it| {
        it.archived.as_mut().expect("archived").keep_until = Some(day("2037-01-02"));
    });
    let elsewhere = new.clone().change("c1", |it| it.authority = unit("wj"));
    let unproposed = new.clone().change("c1", |it| it.proposed = false);
    for archive in [permanent, running, elsewhere, unproposed] {
        assert_eq!(archive.refuses("do.sc", one()), "destruction-not-proposed");
    }
    assert_eq!(new.refuses("do.sc", Command::Draw(vec![destroy("c9")])), "destruction-not-proposed");
    let lent = |archive: Archive| {
        archive.change("c1", |it| {
            let (to, purpose, on) = (who("do2.sc"), sealed(41), day("2037-01-02"));
            it.loan = Some(casework::folder::Loan { to, purpose, on, due_on: on, overdue: false });
        })
    };
    assert_eq!(lent(new.clone()).refuses("do.sc", one()), "destruction-on-loan");
    let too_many = (0..=DOSSIERS_MAX).map(|n| destroy(&format!("x{n}"))).collect();
    for wrong in [vec![], vec![destroy("c1"), destroy("c1")], too_many] {
        assert_eq!(new.refuses("do.sc", Command::Draw(wrong)), "destruction-list-wrong");
    }
    let past = Command::Draw(vec![keep("c1", day("2037-01-02"))]);
    assert_eq!(new.refuses("do.sc", past), "destruction-keep-day-passed");
    // E8: nor one with an original that was found and is still owed; it is kept on meanwhile.
    let found = new.clone().change("c1", |it| {
        let sheet = Row::new(2, 1, true);
        it.found = Rows::of(&[sheet]).expect("one row");
        it.rows = Rows::of(&[Row::new(1, 3, false), sheet]).expect("few rows");
    });
    assert_eq!(found.refuses("do.sc", one()), "destruction-originals-owed");
    let _ = found.then("do.sc", Command::Draw(vec![keep("c1", day("2040-12-31"))]));
    // What was lent after the approval is not destroyed either.
    let approved = new.then("do.sc", one()).then("centre", Command::Approve);
    assert_eq!(lent(approved).refuses("do.sc", Command::Sign), "destruction-on-loan");
}

// C23: a list that is sent back holds nothing, and one that only keeps needs nobody to carry it out.
#[test]
fn a_list_is_sent_back_or_only_keeps() {
    let back = Archive::new().then("do.sc", draw()).then("centre", send_back());
    assert_eq!((back.list().stage, back.list().sent_back), (ListStage::SentBack, Some(sealed(51))));
    assert_eq!(back.then("do2.sc", draw()).list().number.n, 1, "the world of this test counts no numbers");
    let keeps = Command::Draw(vec![keep("c1", day("2040-12-31"))]);
    let kept = Archive::new().then("do.sc", keeps).then("centre", Command::Approve);
    assert_eq!(kept.list().stage, ListStage::Done);
    assert_eq!(kept.refuses("do.sc", Command::Sign), "destruction-no-list");
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_of_a_list_ever_written_is_read_again() {
    let done = Archive::new().then("do.sc", draw()).then("centre", Command::Approve);
    let done =
        done.then("do.sc", Command::Sign).then("do2.sc", Command::Sign).then("chief.sc", Command::Sign);
    let back = Archive::new().then("do.sc", draw()).then("centre", send_back());
    let all: Vec<Event> = done.log.into_iter().chain(back.log).collect();
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let first = KINDS.iter().filter_map(|kind| all.iter().find(|event| event.kind() == *kind));
        std::fs::write(GOLDEN, first.map(line).collect::<String>()).expect("the file is written");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/destruction_events.txt stands in the source");
    let mut kinds = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored, "what is written today has the same form");
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, KINDS.iter().copied().collect(), "every kind stands in the file");
    assert!(matches!(Archive::new().shelf.folder, Folder::Kept(_)));
}
