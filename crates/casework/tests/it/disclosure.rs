//! Disclosures of a dossier: who enters, agrees and hands out, which pages, originals, and when the applicant is told (E30); and
//! who takes part in a case (F33).

mod table;

use crate::fixture::*;
use crate::folder::Shelf;
use crate::play::Play;
use calendar::{Day, Instant};
use casework::disclosure::*;
use casework::folder::{self, Folder};
use casework::{DocumentKind, Reading, Refusal};
use catalogue::PersonId;
use std::collections::BTreeSet;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/disclosure_events.txt");

/// The requests on a case, in its world.
#[derive(Clone)]
pub struct Desk {
    pub world: Play,
    pub folder: Folder,
    pub state: Disclosures,
    log: Vec<Event>,
}

/// A request of the police by two, for the whole dossier, to read; the applicant is told at once.
pub fn asked() -> Register {
    Register {
        kind: AskerKind::Police,
        asker: sealed(60),
        document: sealed(61),
        basis: sealed(62),
        visitors: sealed(63),
        people: 2,
        pages: Pages::Whole,
        form: Form::Read,
        telling: Telling::Now,
    }
}

fn register(asked: Register) -> Command {
    Command::Register(asked)
}

fn originals() -> Register {
    Register { form: Form::Original, ..asked() }
}

fn from_day(text: &str) -> Telling {
    Telling::From { day: day(text), basis: sealed(64) }
}

fn hand_out(due_on: Option<Day>) -> Command {
    Command::HandOut { place: 1, due_on }
}

const APPROVE: Command = Command::Approve { place: 1 };

impl Desk {
    /// A dossier of five pages in the archive.
    pub fn new() -> Desk {
        let shelf = Shelf::stored();
        Desk { world: shelf.world, folder: shelf.folder, state: Disclosures::default(), log: Vec::new() }
    }

    /// No folder was ever opened.
    fn without_paper() -> Desk {
        Desk { folder: Folder::Absent, ..Desk::new() }
    }

    pub fn registered(asked: Register) -> Desk {
        Desk::new().then("do.sc", register(asked))
    }

    pub fn approved(asked: Register) -> Desk {
        Desk::registered(asked).then("head.biz", APPROVE)
    }

    pub fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let case = self.world.case.file();
        let facts =
            self.world.seen_by(actor, |known| decide(&self.state, &command, known, case, &self.folder))?;
        assert!(!facts.is_empty());
        self.apply(&facts);
        Ok(facts)
    }

    pub fn then(mut self, actor: &str, command: Command) -> Desk {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        match self.clone().attempt(actor, command) {
            Ok(facts) => panic!("{actor} {command:?} should be refused, but {facts:?}"),
            Err(refusal) => refusal.code(),
        }
    }

    fn at(mut self, now: Instant) -> Desk {
        self.world.now = now;
        self.catch_up();
        self
    }

    fn today(&self) -> Day {
        self.world.now.day()
    }

    fn one(&self) -> &Disclosure {
        self.state.get(1).expect("it was written down")
    }

    fn catch_up(&mut self) {
        while let Some(at) = due(&self.state).filter(|at: &Instant| *at <= self.world.now) {
            let facts = catch_up(&self.state, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(due(&self.state).is_none_or(|next| next > at), "due moves forward");
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
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(*fact);
        }
    }
}

// E30: one register by unit and year; every request has the next number, whatever becomes of it.
#[test]
fn every_request_has_the_next_number_of_the_register() {
    let mut desk = Desk::new();
    for n in 1..=3 {
        desk = desk.then("do.sc", register(asked()));
        let number = desk.state.get(n).expect("it is there").number;
        assert_eq!(
            (number.kind, number.issuer, number.n),
            (DocumentKind::Disclosure, unit("sc"), u32::from(n))
        );
        assert_eq!(number.year, 2026);
    }
    let declined = desk.then("head.biz", Command::Decline { place: 2, reason: sealed(65) });
    assert_eq!(declined.then("agent.sc", register(asked())).state.get(4).expect("the fourth").number.n, 4);
    let mut full = Desk::new();
    for _ in 0..DISCLOSURES_MAX {
        full = full.then("do.sc", register(asked()));
    }
    assert_eq!(full.refuses("do.sc", register(asked())), "disclosures-too-many");
    let bytes = postcard::to_stdvec(&full.state).expect("a state has a binary form");
    assert!(bytes.len() < 60 * 1024, "{} bytes", bytes.len());
}

// E30: those who investigate, try or audit come in twos; whoever else is entitled may come alone.
#[test]
fn as_many_come_as_the_law_asks_for() {
    let of = |kind, people| register(Register { kind, people, ..asked() });
    for kind in AskerKind::ALL {
        let least = kind.people_least();
        assert_eq!(least, if kind == AskerKind::Other { 1 } else { 2 }, "{kind:?}");
        assert_eq!(Desk::new().refuses("do.sc", of(kind, least - 1)), "disclosure-people-wrong", "{kind:?}");
        Desk::new().then("do.sc", of(kind, least));
        Desk::new().then("do.sc", of(kind, VISITORS_MAX));
        assert_eq!(Desk::new().refuses("do.sc", of(kind, VISITORS_MAX + 1)), "disclosure-people-wrong");
    }
}

// E30: pages beyond the folder are refused; the first and the last page are in it.
#[test]
fn only_pages_that_are_in_the_dossier_are_named() {
    let of = |first, last| register(Register { pages: Pages::Range { first, last }, ..asked() });
    for (first, last) in [(1, 1), (5, 5), (1, 5), (2, 4)] {
        let desk = Desk::new().then("do.sc", of(first, last));
        assert_eq!(desk.one().asked.pages.count(5), last - first + 1);
    }
    for (first, last) in [(0, 1), (1, 6), (6, 6), (3, 2), (0, 0), (1, u16::MAX)] {
        assert_eq!(Desk::new().refuses("do.sc", of(first, last)), "disclosure-pages-wrong", "{first}-{last}");
    }
    // Of what has no paper, or was never counted, there is only the whole.
    assert_eq!(Desk::without_paper().refuses("do.sc", of(1, 1)), "disclosure-pages-not-counted");
    Desk::without_paper().then("do.sc", register(asked()));
    assert_eq!(Desk::without_paper().refuses("do.sc", register(originals())), "disclosure-pages-not-counted");
    assert_eq!(Pages::Whole.count(5), 5);
}

// E30: whoever keeps the dossiers enters and hands out; a head of the window or of the unit agrees, and never to the own.
#[test]
fn who_agrees_neither_enters_nor_hands_out() {
    for who in ["do.sc", "do2.sc", "agent.sc"] {
        Desk::new().then(who, register(asked()));
    }
    for who in ["do.wj", "intake2", "head.biz", "chief.sc", "lead.sc", "centre", "out", "stranger"] {
        assert_eq!(Desk::new().refuses(who, register(asked())), "not-authorised", "{who}");
    }
    let registered = Desk::registered(asked());
    for who in ["head.biz", "head.soc", "chief.sc"] {
        registered.clone().then(who, APPROVE).then("do.sc", hand_out(None));
    }
    for who in ["do.sc", "do2.sc", "lead.sc", "centre", "intake2"] {
        assert_eq!(registered.refuses(who, APPROVE), "not-authorised", "{who}");
    }
    // Somebody who holds both posts does one half of it.
    let mut both = registered.clone();
    let mut post = both.world.organisation.posts.iter().find(|it| it.person == who("chief.sc")).cloned();
    post.iter_mut().for_each(|it| it.person = who("do.sc"));
    both.world.organisation.posts.extend(post);
    assert_eq!(both.refuses("do.sc", APPROVE), "disclosure-same-person", "entered it");
    let other = both.clone().then("chief.sc", APPROVE).then("do.sc", hand_out(None));
    assert_eq!(
        other.one().handed_out().map(|it| (it.by, it.approved_by)),
        Some((who("do.sc"), who("chief.sc")))
    );
    let mut agreed = Desk { state: Disclosures::default(), ..both };
    agreed.world.numbers.clear();
    let agreed = agreed.then("do2.sc", register(asked())).then("do.sc", APPROVE);
    assert_eq!(agreed.refuses("do.sc", hand_out(None)), "disclosure-same-person", "agreed to it");
    agreed.then("do2.sc", hand_out(None));
}

#[test]
fn one_answer_is_given_and_one_time_it_is_handed_out() {
    let registered = Desk::registered(asked());
    assert_eq!(registered.refuses("do.sc", hand_out(None)), "disclosure-not-approved");
    let approved = registered.clone().then("head.biz", APPROVE);
    assert_eq!(approved.refuses("chief.sc", APPROVE), "disclosure-answered-before");
    let decline = Command::Decline { place: 1, reason: sealed(65) };
    assert_eq!(approved.refuses("chief.sc", decline), "disclosure-answered-before");
    let out = approved.then("do2.sc", hand_out(None));
    assert_eq!(out.refuses("do.sc", hand_out(None)), "disclosure-handed-out-before");
    let declined = registered.then("chief.sc", decline);
    assert_eq!(declined.refuses("do.sc", hand_out(None)), "disclosure-not-approved");
    assert_eq!(declined.refuses("head.biz", APPROVE), "disclosure-answered-before");
    assert_eq!(declined.refuses("head.biz", Command::Approve { place: 2 }), "no-such-disclosure");
    assert_eq!(declined.refuses("head.biz", Command::Approve { place: 0 }), "no-such-disclosure");
}

// E30: an original lent out has its day, and comes back counted.
#[test]
fn originals_go_out_until_a_day_and_come_back_counted() {
    let approved = Desk::approved(originals());
    let today = approved.today();
    let last = today.plus_days(i32::from(ORIGINAL_DAYS_MAX));
    assert_eq!(approved.refuses("do.sc", hand_out(None)), "disclosure-return-day-missing");
    assert_eq!(approved.refuses("do.sc", hand_out(Some(today.plus_days(-1)))), "day-has-passed");
    assert_eq!(approved.refuses("do.sc", hand_out(Some(last.plus_days(1)))), "disclosure-return-too-far");
    approved.clone().then("do.sc", hand_out(Some(today)));
    let out = approved.then("do.sc", hand_out(Some(last)));
    assert_eq!(out.one().out_until(), Some(last));
    assert_eq!(originals_out(&out.state), Some(last));
    assert!(!out.one().is_overdue(last) && out.one().is_overdue(last.plus_days(1)));
    // Nothing else of the kind goes out meanwhile; what is only read is read.
    assert_eq!(out.refuses("do.sc", register(originals())), "originals-out");
    out.clone().then("do.sc", register(asked()));
    let back = |sheets| Command::TakeBack { place: 1, sheets };
    assert_eq!(out.refuses("do.sc", back(4)), "sheets-differ");
    assert_eq!(out.refuses("do.sc", back(6)), "sheets-differ");
    assert_eq!(out.refuses("head.biz", back(5)), "not-authorised");
    let home = out.then("do2.sc", back(5));
    assert_eq!(originals_out(&home.state), None);
    assert_eq!(home.refuses("do.sc", back(5)), "disclosure-nothing-out");
    home.then("do.sc", register(originals()));
    // What was only read has nothing to bring back, and bears no day.
    let read = Desk::approved(asked()).then("do.sc", hand_out(Some(last)));
    assert_eq!(read.one().out_until(), None);
    assert_eq!(read.refuses("do.sc", back(5)), "disclosure-nothing-out");
}

#[test]
fn originals_of_a_dossier_that_is_elsewhere_do_not_go_out() {
    let lent = folder::Lent {
        at: Desk::new().world.now,
        by: who("do.sc"),
        to: who("do2.sc"),
        due_on: day("2026-12-31"),
        purpose: sealed(66),
    };
    let lent = |desk: Desk| Desk { folder: folder::evolve(desk.folder, &lent.into()), ..desk };
    assert_eq!(lent(Desk::new()).refuses("do.sc", register(originals())), "originals-away");
    // Lent after somebody had agreed.
    let agreed = lent(Desk::approved(originals()));
    assert_eq!(agreed.refuses("do.sc", hand_out(Some(agreed.today()))), "originals-away");
    lent(Desk::new()).then("do.sc", register(asked()));
    let list = catalogue_list();
    let destroyed = folder::Destroyed { at: Desk::new().world.now, list };
    let desk = Desk::new();
    let gone = Desk { folder: folder::evolve(desk.folder.clone(), &destroyed.into()), ..desk };
    assert_eq!(gone.refuses("do.sc", register(asked())), "dossier-destroyed");
}

fn catalogue_list() -> casework::DocumentNo {
    casework::DocumentNo { issuer: unit("sc"), kind: DocumentKind::DestructionList, year: 2026, n: 1 }
}

// E30: the person sees it unless the law forbids: then from the day on, not an instant before.
#[test]
fn the_applicant_is_told_at_once_or_from_the_day_on() {
    let at_once = Desk::approved(asked());
    assert_eq!(at_once.one().told, None, "nothing was handed out yet");
    let at_once = at_once.then("do.sc", hand_out(None));
    assert_eq!(at_once.one().told, Some(at_once.world.now));
    let today = Desk::new().today();
    let until = |n: i32| Telling::From { day: today.plus_days(n), basis: sealed(64) };
    let of = |n| register(Register { telling: until(n), ..asked() });
    let most = i32::from(WITHHELD_DAYS_MAX);
    for n in [-1, 0, most + 1] {
        assert_eq!(Desk::new().refuses("do.sc", of(n)), "disclosure-withheld-day-wrong", "{n}");
    }
    Desk::new().then("do.sc", of(most));
    let desk = Desk::registered(Register { telling: until(3), ..asked() }).then("head.biz", APPROVE);
    assert_eq!(due(&desk.state), None, "nothing to tell before it was handed out");
    let out = desk.clone().then("do.sc", hand_out(None));
    let first = today.plus_days(3);
    assert_eq!((out.one().told, out.one().withheld_until()), (None, Some(first)));
    assert_eq!(due(&out.state), Some(first.start()));
    let before = out.clone().at(last_instant_of(today.plus_days(2)));
    assert_eq!(before.one().told, None, "the last instant before");
    let on = out.clone().at(first.start());
    assert_eq!((on.one().told, on.one().withheld_until(), due(&on.state)), (Some(first.start()), None, None));
    // Handed out after the day: told with it.
    let late = desk.at(first.at(9, 0)).then("do.sc", hand_out(None));
    assert_eq!(late.one().told, Some(first.at(9, 0)));
    // Put off by a further order, by a head who did not hand it out, and not once it was told.
    let later = |n: i32| Command::Withhold { place: 1, until: today.plus_days(n), basis: sealed(67) };
    assert_eq!(out.refuses("do.sc", later(9)), "not-authorised");
    assert_eq!(out.refuses("chief.sc", later(0)), "disclosure-withheld-day-wrong");
    let put_off = out.then("chief.sc", later(9)).at(first.start());
    assert_eq!(put_off.one().told, None);
    assert_eq!(put_off.at(today.plus_days(9).start()).one().told, Some(today.plus_days(9).start()));
    assert_eq!(on.refuses("chief.sc", later(20)), "disclosure-told-already");
    let declined =
        Desk::registered(asked()).then("chief.sc", Command::Decline { place: 1, reason: sealed(65) });
    assert_eq!(declined.refuses("chief.sc", later(9)), "disclosure-not-approved");
}

// What a page offers is what the rules let that person do.
#[test]
fn what_is_open_to_a_person_is_what_the_rules_let_that_person_do() {
    let (out, told) = (Desk::approved(originals()), Desk::approved(asked()).then("do.sc", hand_out(None)));
    let withheld = Register { telling: from_day("2026-12-01"), ..asked() };
    let states = [
        Desk::registered(asked()),
        Desk::registered(withheld),
        Desk::approved(asked()),
        Desk::approved(withheld).then("do.sc", hand_out(None)),
        out.clone(),
        out.then("do.sc", hand_out(Some(day("2026-06-01")))),
        told,
        Desk::registered(asked()).then("chief.sc", Command::Decline { place: 1, reason: sealed(65) }),
    ];
    let mut offered = BTreeSet::new();
    for desk in states {
        let due_on = desk.one().takes_originals().then(|| day("2026-06-01"));
        let commands = [
            ("approve", APPROVE),
            ("decline", Command::Decline { place: 1, reason: sealed(65) }),
            ("hand-out", hand_out(due_on)),
            ("take-back", Command::TakeBack { place: 1, sheets: 5 }),
            ("withhold", Command::Withhold { place: 1, until: day("2026-12-24"), basis: sealed(67) }),
        ];
        for person in ["do.sc", "do2.sc", "agent.sc", "head.biz", "chief.sc", "lead.sc", "intake2"] {
            let (organisation, id) = (&desk.world.organisation, who(person));
            let keeps = keeps(organisation, id, unit("sc"), desk.today());
            let approves = approves(organisation, id, unit("sc"), desk.today());
            let open = open_acts(desk.one(), id, keeps, approves);
            let passes = commands.iter().filter(|it| desk.clone().attempt(person, it.1).is_ok());
            let passes: Vec<&str> = passes.map(|it| it.0).collect();
            assert_eq!(open, passes, "{person} in {}", desk.one().key());
            offered.extend(open);
        }
    }
    assert_eq!(offered.len(), 5, "each act is open to somebody somewhere: {offered:?}");
}

// F33: has or had it in hand, heads a window of the authority, or stands in; whoever could only see it takes no part.
#[test]
fn who_takes_part_in_a_case_and_who_only_could_see_it() {
    let takes = |world: &Play, folder: &Folder, person: &str| {
        let file = world.case.file().expect("it was received");
        let reading = Reading {
            file,
            folder,
            hearing: None,
            organisation: &world.organisation,
            absences: &world.absences,
            on: world.now.day(),
        };
        reading.takes_part(who(person))
    };
    let world = Play::with_handler();
    for (person, part) in [
        ("intake2", true),
        ("agent.sc", true),
        ("do.sc", true),
        ("head.biz", true),
        ("do2.sc", false),
        ("agent2.sc", false),
        ("chief.sc", false),
        ("lead.sc", false),
        ("centre", false),
        ("intake3", false),
        ("head.soc", true),
        ("out", false),
        ("stranger", false),
    ] {
        assert_eq!(takes(&world, &Folder::Absent, person), part, "{person}");
    }
    let world = Play::concluded();
    assert!(takes(&world, &Folder::Absent, "chief.sc"), "decided it");
    let away = Play::with_handler().away("do.sc", Some("do2.sc"));
    assert!(takes(&away, &Folder::Absent, "do2.sc"), "stands in for who holds it");
    assert!(!takes(&away.all_back(), &Folder::Absent, "do2.sc"), "no longer");
    // To whom it is given, before it was signed for.
    let agent = Play::with_agent();
    let papers = agent.case.file().map_or(0, |file| file.facts.holding.papers);
    let given = agent.then("agent.sc", give("do2.sc", papers));
    assert!(takes(&given, &Folder::Absent, "do2.sc"));
    // Who put the dossier away or borrowed it.
    let stored = Shelf::stored();
    assert!(!takes(&stored.world, &stored.folder, "agent2.sc"));
    let lent = folder::Lent {
        at: stored.world.now,
        by: who("do.sc"),
        to: who("agent2.sc"),
        due_on: day("2026-12-31"),
        purpose: sealed(66),
    };
    assert!(takes(&stored.world, &folder::evolve(stored.folder.clone(), &lent.into()), "agent2.sc"));
}

/// Lives in which every kind of event occurs.
fn lives() -> Vec<Event> {
    let withheld =
        Register { telling: from_day("2026-04-01"), pages: Pages::Range { first: 2, last: 3 }, ..asked() };
    let until = day("2026-05-01");
    let told = Desk::approved(withheld)
        .then("do.sc", hand_out(None))
        .then("chief.sc", Command::Withhold { place: 1, until, basis: sealed(67) })
        .at(until.at(9, 0));
    let out = Desk::approved(originals());
    let due_on = Some(out.today().plus_days(9));
    let back = out.then("do.sc", hand_out(due_on)).then("do.sc", Command::TakeBack { place: 1, sheets: 5 });
    let declined =
        Desk::registered(asked()).then("chief.sc", Command::Decline { place: 1, reason: sealed(65) });
    [told, back, declined].into_iter().flat_map(|desk| desk.log).collect()
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_of_a_disclosure_ever_written_is_read_again() {
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
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/disclosure_events.txt stands in the source");
    let mut kinds = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored, "what is written today has the same form");
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, KINDS.iter().copied().collect(), "every kind stands in tests/disclosure_events.txt");
}

#[test]
fn evolving_disclosures_is_total() {
    for event in lives() {
        let after = evolve(Disclosures::default(), &event);
        assert_eq!(
            after == Disclosures::default(),
            event.kind() != "disclosure.registered" || event.place() != 1
        );
    }
    let no_one: PersonId = who("stranger");
    assert!(open_acts(Desk::registered(asked()).one(), no_one, false, false).is_empty());
}
