//! Accountability: the register, who is heard, who decides, what is referred (R190-R192, C27).

mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use calendar::Instant;
use casework::Known;
use catalogue::FindingId;
use oversight::Refusal;
use oversight::Rule;
use oversight::accountability::*;
use oversight::bound::Bounds;
use oversight::finding::{About, Appealed, Found, Judged, Verdict, Words};
use std::collections::BTreeSet;

/// A finding about do.sc, judged founded on 2 March; its appeal ends on 17 March.
fn found() -> Found {
    let at = day("2026-03-02").at(9, 0);
    let words = Words { by: who("super1"), at, words: sealed(1) };
    Found {
        about: About {
            rule: Rule::SeenInPerson,
            unit: unit("sc"),
            case: None,
            step: None,
            person: Some(who("do.sc")),
            window: None,
            entry: 0,
            earlier: None,
            happened_at: at,
            measured: 0,
            bound: 0,
            edition: 0,
            words: Some(sealed(1)),
        },
        evidence: None,
        raised_at: at,
        raised_by: Some(who("super1")),
        state_by: None,
        stated: None,
        judged: Some(Judged { verdict: Verdict::Founded, why: words, appeal_by: Some(day("2026-03-17")) }),
        appeal: None,
    }
}

#[derive(Clone)]
struct Matter {
    play: Play,
    state: Accountability,
    found: Found,
    log: Vec<&'static str>,
}

impl Matter {
    /// Nothing yet, on the day after the appeal has ended.
    fn none() -> Matter {
        let mut play = supervised(Play::new(licence()));
        play.now = day("2026-03-18").at(9, 0);
        Matter { play, state: Accountability::Absent, found: found(), log: Vec::new() }
    }

    fn brought(kind: Kind, person: Option<&str>) -> Matter {
        Matter::none().then("super1", open(kind, person))
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<(), Refusal> {
        let facts = self.play.seen_by(actor, |known: &Known<'_>| {
            decide(&self.state, &command, Some(&self.found), known, &Bounds::default())
        })?;
        self.apply(&facts);
        Ok(())
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(fact.kind());
        }
    }

    fn then(mut self, actor: &str, command: Command) -> Matter {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        self.clone().attempt(actor, command).expect_err("this is refused").code()
    }

    fn on(mut self, on: &str) -> Matter {
        self.play.now = day(on).at(9, 0);
        while let Some(at) = due(&self.state).filter(|at| *at <= self.play.now) {
            let facts = catch_up(&self.state, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(due(&self.state).is_none_or(|next| next > at), "due moves forward");
        }
        self
    }

    fn held(&self) -> &Brought {
        match &self.state {
            Accountability::Brought(brought) => brought,
            Accountability::Absent => panic!("the test has brought something"),
        }
    }
}

fn open(kind: Kind, person: Option<&str>) -> Command {
    Command::Open(Open { kind, person: person.map(who), words: sealed(2) })
}

fn decides(measure: Measure) -> Command {
    Command::Decide(Decide { measure, reason: sealed(3) })
}

fn answers(right: bool) -> Command {
    Command::DecideAppeal { ground: reason_for(right), reason: sealed(4) }
}

#[test]
fn the_register_has_four_levels_of_eight_kinds_each_with_its_basis() {
    assert_eq!(Kind::ALL.len(), 32);
    for (level, letter) in Level::ALL.into_iter().zip(["A", "B", "C", "D"]) {
        let of: Vec<_> = Kind::ALL.iter().filter(|kind| kind.level() == level).collect();
        assert_eq!(of.len(), 8);
        assert!(of.iter().all(|kind| kind.key().starts_with(letter) && !kind.basis().is_empty()));
    }
    let keys: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.key()).collect();
    assert_eq!(keys.len(), 32);
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.key()), Some(*kind));
        assert_eq!(serde_json::json!(kind), kind.key());
    }
    for measure in Measure::ALL {
        assert_eq!(Measure::parse(measure.key()), Some(measure));
        assert_eq!(serde_json::json!(measure), measure.key());
    }
    assert_eq!((Kind::parse("E1"), Measure::parse("fired")), (None, None));
}

#[test]
fn only_a_supervisor_brings_it_and_only_of_what_stands_and_is_final() {
    let none = Matter::none();
    let kind = open(Kind::D8, Some("do.sc"));
    for person in PEOPLE {
        assert_eq!(none.refuses(person, kind), "oversight-not-supervisor", "{person}");
    }
    // The appeal ends on 17 March.
    assert_eq!(none.clone().on("2026-03-17").refuses("super1", kind), "accountability-appeal-open");
    let mut waiting = none.clone();
    let why = Words { by: who("do.sc"), at: Instant(1), words: sealed(1) };
    let appealed = Appealed::made(why, day("2026-04-01"));
    waiting.found.appeal = Some(appealed);
    assert_eq!(waiting.refuses("super1", kind), "accountability-appeal-open");
    waiting.found.appeal = Some(Appealed { decided: Some((true, why)), ..appealed });
    assert_eq!(waiting.refuses("super1", kind), "accountability-not-standing");
    // An appeal that was wrong is the end of it, also before its days are over.
    waiting.found.appeal = Some(Appealed { decided: Some((false, why)), ..appealed });
    assert_eq!(waiting.on("2026-03-10").then("super1", kind).log, ["accountability.opened"]);
    let mut open_still = none.clone();
    open_still.found.judged = None;
    assert_eq!(open_still.refuses("super1", kind), "accountability-not-standing");
    let missing = none
        .play
        .seen_by("super1", |known| decide(&Accountability::Absent, &kind, None, known, &Bounds::default()));
    assert_eq!(missing, Err(Refusal::NoSuchFinding));
    assert_eq!(none.refuses("do.sc", Command::Hear(sealed(1))), "accountability-unknown");
    assert_eq!(none.clone().then("super1", kind).refuses("super2", kind), "accountability-already-brought");
}

#[test]
fn a_kind_of_a_department_names_nobody_and_any_other_somebody() {
    let none = Matter::none();
    for kind in Kind::ALL {
        let (with, without) = (open(*kind, Some("do.sc")), open(*kind, None));
        let (right, wrong) =
            if kind.level() == Level::Department { (without, with) } else { (with, without) };
        assert_eq!(none.refuses("super1", wrong), "accountability-person-or-department", "{}", kind.key());
        assert_eq!(none.clone().then("super1", right).held().kind, *kind);
    }
    assert_eq!(none.refuses("super1", open(Kind::D1, Some("nobody"))), "accountability-person-or-department");
    assert_eq!(none.refuses("super1", open(Kind::D1, Some("super1"))), "oversight-own-matter");
}

// C27: heard first, decided by another, within the centre or referred.
#[test]
fn nobody_is_decided_about_before_being_heard_or_having_let_the_days_pass() {
    let brought = Matter::brought(Kind::D8, Some("do.sc"));
    // Brought on Wednesday 18 March: five working days end on the 25th.
    assert_eq!(brought.held().heard_by, day("2026-03-25"));
    assert_eq!(brought.refuses("super2", decides(Measure::Reminded)), "accountability-not-heard");
    assert_eq!(
        brought.clone().on("2026-03-25").refuses("super2", decides(Measure::Reminded)),
        "accountability-not-heard"
    );
    let silent = brought.clone().on("2026-03-26").then("super2", decides(Measure::Reminded));
    assert_eq!(
        (silent.held().key(), silent.held().stands(), silent.held().is_open()),
        ("reminded", true, false)
    );
    for other in ["agent.sc", "super1", "intake2"] {
        assert_eq!(brought.refuses(other, Command::Hear(sealed(1))), "finding-not-concerned", "{other}");
    }
    let heard = brought.then("do.sc", Command::Hear(sealed(1)));
    assert_eq!(heard.held().key(), "to-decide");
    assert_eq!(heard.refuses("do.sc", Command::Hear(sealed(1))), "finding-already-stated");
    assert_eq!(heard.refuses("super1", decides(Measure::Reminded)), "accountability-brought-by-you");
    assert_eq!(heard.refuses("do.sc", decides(Measure::Dropped)), "oversight-not-supervisor");
    let dropped = heard.then("super2", decides(Measure::Dropped));
    assert!(!dropped.held().stands() && !dropped.held().is_open());
    assert_eq!(dropped.refuses("do.sc", Command::Appeal(sealed(1))), "oversight-nothing-to-appeal");
    assert_eq!(dropped.refuses("super3", decides(Measure::Reminded)), "finding-already-judged");
}

// C27: a matter against the centre itself is heard, and appealed, by who runs it, and by nobody else of the centre's people.
#[test]
fn the_centre_itself_is_heard_by_who_runs_it() {
    let mut none = Matter::none();
    none.found.about.unit = unit("centre");
    let brought = none.then("super1", open(Kind::A3, None));
    for other in ["intake2", "head.biz", "super1", "lead.sc"] {
        assert_eq!(brought.refuses(other, Command::Hear(sealed(1))), "finding-not-concerned", "{other}");
    }
    let heard = brought.then("centre", Command::Hear(sealed(1)));
    assert_eq!(heard.held().key(), "to-decide");
    let decided = heard.then("super2", decides(Measure::Corrected));
    assert_eq!(decided.then("centre", Command::Appeal(sealed(1))).held().key(), "appealed");
    // Of a department it is not who runs the centre.
    let department = Matter::brought(Kind::A3, None);
    assert_eq!(department.refuses("centre", Command::Hear(sealed(1))), "finding-not-concerned");
}

#[test]
fn a_referral_ends_with_its_receipt_and_with_what_came_back() {
    let heard = Matter::brought(Kind::C8, Some("do.sc")).then("do.sc", Command::Hear(sealed(1)));
    assert_eq!(heard.refuses("super2", Command::Receipt(sealed(1))), "accountability-not-referred");
    let referred = heard.then("super2", decides(Measure::Referred));
    assert!(referred.held().is_open(), "a referral without its receipt is open");
    assert_eq!(referred.refuses("super2", Command::Return(sealed(1))), "accountability-not-referred");
    assert_eq!(referred.refuses("do.sc", Command::Receipt(sealed(1))), "oversight-not-supervisor");
    let taken = referred.then("super2", Command::Receipt(sealed(1)));
    assert_eq!(taken.refuses("super3", Command::Receipt(sealed(1))), "order-already-received");
    let back = taken.then("super3", Command::Return(sealed(1)));
    assert!(!back.held().is_open() && back.held().stands());
    assert_eq!(back.refuses("super3", Command::Return(sealed(1))), "order-has-ended");
    // A measure of the centre itself has none.
    let own =
        Matter::brought(Kind::C7, Some("do.sc")).on("2026-03-26").then("super2", decides(Measure::Corrected));
    assert_eq!(own.refuses("super2", Command::Receipt(sealed(1))), "accountability-not-referred");
}

// F19: another decides the appeal, and nothing is removed.
#[test]
fn an_appeal_is_decided_by_who_had_no_part_in_it() {
    let heard = Matter::brought(Kind::D8, Some("do.sc")).then("do.sc", Command::Hear(sealed(1)));
    assert_eq!(heard.refuses("do.sc", Command::Appeal(sealed(1))), "finding-not-judged");
    let decided = heard.then("super2", decides(Measure::Criticised));
    let until = day("2026-03-18").plus_days(15);
    assert_eq!(decided.held().decided.and_then(|it| it.2), Some(until));
    let late = decided.clone().on("2026-04-03").refuses("do.sc", Command::Appeal(sealed(1)));
    assert_eq!(late, "oversight-appeal-time-passed");
    let appealed = decided.on("2026-04-02").then("do.sc", Command::Appeal(sealed(1)));
    assert_eq!(appealed.refuses("do.sc", Command::Appeal(sealed(1))), "oversight-already-appealed");
    for part in ["super1", "super2"] {
        assert_eq!(appealed.refuses(part, answers(true)), "oversight-same-person", "{part}");
    }
    let right = appealed.clone().then("super3", answers(true));
    assert_eq!((right.held().key(), right.held().stands()), ("overturned", false));
    assert_eq!(right.refuses("super3", answers(false)), "oversight-no-appeal");
    assert_eq!(right.log.len(), 5, "nothing is removed");
    let wrong = appealed.then("super3", answers(false));
    assert_eq!((wrong.held().key(), wrong.held().stands()), ("criticised", true));
    // Of a department its leaders are heard and appeal.
    let department = Matter::brought(Kind::A3, None);
    assert_eq!(department.refuses("do.sc", Command::Hear(sealed(1))), "finding-not-concerned");
}

// F19: past its last day the answer to an appeal is late on record, once.
#[test]
fn an_appeal_that_is_not_answered_in_its_days_is_late_on_record() {
    let heard = Matter::brought(Kind::D8, Some("do.sc")).then("do.sc", Command::Hear(sealed(1)));
    let appealed =
        heard.then("super2", decides(Measure::Criticised)).then("do.sc", Command::Appeal(sealed(1)));
    let (_, decide_by) = appealed.held().appeal.expect("it was made");
    assert_eq!(decide_by, day("2026-04-01"), "ten working days from 18 March");
    let in_time = appealed.clone().on("2026-04-01").then("super3", answers(false)).on("2026-06-01");
    assert!(!in_time.held().appeal_late && due(&in_time.state).is_none(), "the last day is in time");
    let late = appealed.on("2026-04-02");
    assert!(late.held().appeal_late && late.held().is_open());
    assert_eq!(late.log.last(), Some(&"accountability.appeal-late"));
    let decided = late.on("2026-06-01").then("super3", answers(true));
    assert_eq!((decided.held().appeal_late, decided.held().appeal_ground), (true, Some(reason_for(true))));
    assert_eq!(decided.log.iter().filter(|kind| kind.ends_with("appeal-late")).count(), 1, "said once");
}

// R191: of one finding the department, its head and the direct person each answer under a name of their own; the one matter that a
// finding could have before keeps its name.
#[test]
fn a_matter_is_named_by_its_finding_and_by_whom_it_holds_to_account() {
    let finding = FindingId::parse("f1").expect("a plain code");
    let (head, direct) = (who("chief.sc"), who("do.sc"));
    let names = [
        (MatterId::unnamed(finding), "f1"),
        (MatterId::of(finding, None), "f1~~"),
        (MatterId::of(finding, Some(head)), "f1~chief.sc"),
        (MatterId::of(finding, Some(direct)), "f1~do.sc"),
    ];
    for (matter, text) in names {
        assert_eq!((matter.to_string().as_str(), MatterId::parse(text)), (text, Some(matter)));
    }
    let fits = |matter: MatterId| [None, Some(head), Some(direct)].map(|person| matter.is_against(person));
    assert_eq!(fits(MatterId::unnamed(finding)), [true, true, true], "whoever it was about");
    assert_eq!(fits(MatterId::of(finding, None)), [true, false, false]);
    assert_eq!(fits(MatterId::of(finding, Some(head))), [false, true, false]);
    for wrong in ["", "~", "~do.sc", "f1~", "f1~do sc", "f1~~~", "f1~do.sc~x"] {
        assert_eq!(MatterId::parse(wrong), None, "{wrong}");
    }
}

// What was once written is read for ever.
#[test]
fn the_stored_form_does_not_change() {
    let stored =
        "{\"at\":1000000,\"by\":\"super1\",\"unit\":\"sc\",\"person\":\"do.sc\",\"kind\":\"D8\",\"words\":";
    let words = serde_json::to_string(&sealed(1)).expect("it is JSON");
    let stored = format!("{stored}{words},\"heard_by\":\"2026-03-25\"}}");
    let event = Event::decode("accountability.opened", stored.as_bytes()).expect("it is read");
    assert_eq!(String::from_utf8(event.encode()).as_deref(), Ok(stored.as_str()));
    assert!(Event::decode("accountability.forgotten", b"{}").is_err());
    assert_eq!(KINDS.len(), 8);
}
