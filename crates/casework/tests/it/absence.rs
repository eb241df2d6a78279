//! Who is away, who enters it, who stands in (F31, E23).

mod table;

use crate::fixture::*;
use calendar::{Day, Instant};
use casework::absence::*;
use catalogue::Organisation;

/// The absences of a division as the ledger would lead them.
#[derive(Clone)]
struct Hall {
    organisation: Organisation,
    state: Absences,
    now: Instant,
    log: Vec<Event>,
}

impl Hall {
    fn new() -> Hall {
        let now = day("2026-03-02").at(9, 0);
        Hall { organisation: organisation(), state: Absences::default(), now, log: Vec::new() }
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, *fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(*fact);
        }
    }

    fn on(mut self, text: &str) -> Hall {
        self.now = day(text).at(9, 0);
        while let Some(at) = due(&self.state).filter(|at| *at <= self.now) {
            let facts = catch_up(&self.state, at, Some(&self.organisation));
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at));
            self.apply(&facts);
            assert!(due(&self.state).is_none_or(|next| next > at), "catching up moves due forward");
        }
        self
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, AbsenceRefusal> {
        let ground = Ground { now: self.now, actor: who(actor), organisation: &self.organisation };
        let facts = decide(&self.state, &command, &ground)?;
        self.apply(&facts);
        Ok(facts)
    }

    fn then(mut self, actor: &str, command: Command) -> Hall {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> AbsenceRefusal {
        self.clone().attempt(actor, command).expect_err("it is refused")
    }

    fn away(&self, person: &str) -> bool {
        self.state.is_away(who(person), self.now.day())
    }
}

fn leave(person: &str, from: &str, until: &str, deputy: Option<&str>) -> Command {
    enter(person, from, Some(until), AbsenceClass::Leave, deputy)
}

fn enter(
    person: &str,
    from: &str,
    until: Option<&str>,
    class: AbsenceClass,
    deputy: Option<&str>,
) -> Command {
    let (person, deputy) = (who(person), deputy.map(who));
    Command::Enter(Enter { person, from: day(from), until: until.map(day), class, deputy })
}

// E23: from its first day on, until its last is over; then it drops out of the state.
#[test]
fn an_absence_begins_and_is_over_by_itself() {
    let hall = Hall::new().then("do.sc", leave("do.sc", "2026-03-04", "2026-03-05", Some("do2.sc")));
    assert!(!hall.away("do.sc"));
    let hall = hall.on("2026-03-03");
    assert!(!hall.away("do.sc") && hall.log.len() == 1);
    let hall = hall.on("2026-03-04");
    assert!(hall.away("do.sc"));
    assert_eq!(
        hall.log.last().map(|fact| (fact.kind(), fact.at())),
        Some(("absence.begun", day("2026-03-04").start()))
    );
    let hall = hall.on("2026-03-05");
    assert!(hall.away("do.sc"));
    let hall = hall.on("2026-03-06");
    assert!(!hall.away("do.sc"));
    assert_eq!(hall.state.list, []);
    assert_eq!(hall.log.last().map(Event::at), Some(day("2026-03-06").start()));
    // A late timekeeper changes no outcome.
    let late = Hall::new().then("do.sc", leave("do.sc", "2026-03-04", "2026-03-05", Some("do2.sc")));
    assert_eq!(late.on("2026-03-20").log, hall.log);
}

#[test]
fn one_s_own_or_that_of_people_one_leads() {
    let today = "2026-03-02";
    let hall = Hall::new();
    for head in ["do.sc", "lead.sc", "chief.sc", "centre"] {
        let hall = hall.clone().then(head, leave("do.sc", today, today, Some("do2.sc")));
        assert!(hall.away("do.sc"), "{head}");
    }
    for other in ["do2.sc", "agent.sc", "head.biz", "do.wj", "stranger"] {
        let refusal = hall.refuses(other, leave("do.sc", today, today, Some("do2.sc")));
        assert_eq!(refusal, AbsenceRefusal::NotYours, "{other}");
    }
    // A window head leads whoever sits at the window.
    assert!(hall.clone().then("head.biz", leave("intake2", today, today, Some("intake3"))).away("intake2"));
    assert_eq!(
        hall.refuses("head.soc", leave("intake2", today, today, Some("intake3"))),
        AbsenceRefusal::NotYours
    );
    assert_eq!(hall.refuses("centre", leave("stranger", today, today, None)), AbsenceRefusal::PersonUnknown);
}

// Boundaries on both sides.
#[test]
fn days_are_today_or_later_in_order_and_within_a_year() {
    let hall = Hall::new();
    let deputy = Some("do2.sc");
    let backwards = hall.refuses("do.sc", leave("do.sc", "2026-03-01", "2026-03-05", deputy));
    assert_eq!(backwards, AbsenceRefusal::Backdated { today: day("2026-03-02") });
    let order = hall.refuses("do.sc", leave("do.sc", "2026-03-05", "2026-03-04", deputy));
    assert_eq!(order, AbsenceRefusal::EndsBeforeItBegins);
    for class in [AbsenceClass::Leave, AbsenceClass::Errand, AbsenceClass::Training] {
        let open = hall.refuses("do.sc", enter("do.sc", "2026-03-02", None, class, deputy));
        assert_eq!(open, AbsenceRefusal::EndNeeded);
    }
    let hall = hall.then("do.sc", enter("do.sc", "2026-03-02", None, AbsenceClass::Illness, deputy));
    assert!(hall.clone().on("2026-12-30").away("do.sc"), "an illness ends when the person is back");
    let year = |days: i32| day("2026-03-02").plus_days(days).to_string();
    let far = Hall::new();
    let ask = |from: i32, until: i32| leave("do.sc", &year(from), &year(until), deputy);
    assert_eq!(far.refuses("do.sc", ask(367, 367)), AbsenceRefusal::TooFar);
    assert_eq!(far.refuses("do.sc", ask(0, 367)), AbsenceRefusal::TooFar);
    assert_eq!(far.then("do.sc", ask(366, 732)).state.list.len(), 1);
    let _: Day = day("2026-03-02");
}

#[test]
fn nobody_is_away_twice_at_a_time() {
    let hall = Hall::new().then("do.sc", leave("do.sc", "2026-03-04", "2026-03-06", Some("do2.sc")));
    for (from, until) in
        [("2026-03-02", "2026-03-04"), ("2026-03-06", "2026-03-09"), ("2026-03-05", "2026-03-05")]
    {
        let refusal = hall.refuses("do.sc", leave("do.sc", from, until, Some("do2.sc")));
        assert_eq!(refusal, AbsenceRefusal::Overlaps { from: day("2026-03-04") });
    }
    let hall = hall.then("do.sc", leave("do.sc", "2026-03-02", "2026-03-03", Some("do2.sc")));
    assert_eq!(
        hall.then("do.sc", leave("do.sc", "2026-03-07", "2026-03-07", Some("do2.sc"))).state.list.len(),
        3
    );
}

// E23, AB 角: the same post in the same unit; where nobody has it, whoever has a letter; none only where nobody can.
#[test]
fn a_deputy_holds_the_same_post_or_has_a_letter() {
    let today = "2026-03-02";
    let hall = Hall::new();
    let needed = hall.refuses("do.sc", leave("do.sc", today, today, None));
    assert_eq!(needed, AbsenceRefusal::DeputyNeeded { able: vec![who("do2.sc")] });
    for wrong in ["do.sc", "do.wj", "agent.sc", "lead.sc"] {
        let refusal = hall.refuses("do.sc", leave("do.sc", today, today, Some(wrong)));
        assert_eq!(refusal, AbsenceRefusal::NotADeputy { able: vec![who("do2.sc")] }, "{wrong}");
    }
    // At the counter: a window that serves the same.
    assert_eq!(deputies(&hall.organisation, who("intake2"), day(today)), [who("intake3")]);
    // The head of the authority is alone: those with letters in force stand in, the one whose letter ended does not.
    assert_eq!(deputies(&hall.organisation, who("chief.sc"), day(today)), [who("deputy.sc"), who("lead.sc")]);
    assert_eq!(deputies(&hall.organisation, who("lead.sc"), day(today)), []);
    let hall = hall.then("lead.sc", leave("lead.sc", today, today, None));
    let Some(Event::Begun(begun)) = hall.log.last() else { panic!("{:?}", hall.log) };
    let told: Vec<_> = begun.told.iter().flatten().copied().collect();
    assert_eq!(told, [who("chief.sc"), who("centre")], "nobody stands in: heads and the centre are told");
}

// Whoever stands in and is away in turn is replaced, or heads are told.
#[test]
fn a_deputy_who_goes_away_is_replaced() {
    let today = "2026-03-02";
    let hall = Hall::new().then("do.sc", leave("do.sc", today, "2026-03-06", Some("do2.sc")));
    let absent = hall.refuses("do2.sc", leave("do2.sc", today, today, Some("do.sc")));
    assert_eq!(absent, AbsenceRefusal::NotADeputy { able: vec![] }, "the other is away already");
    let hall = hall.then("do2.sc", leave("do2.sc", today, today, None));
    assert_eq!(hall.state.of(who("do.sc"), day(today)).map(|it| it.deputy), Some(None));
    let Some(Event::DeputyChanged(changed)) = hall.log.last() else { panic!("{:?}", hall.log) };
    assert_eq!(changed.told.iter().flatten().count(), 3);
    let hall = hall.on("2026-03-03");
    let back = Command::ChangeDeputy(ChangeDeputy { id: 1, deputy: who("do2.sc") });
    assert_eq!(hall.refuses("do2.sc", back), AbsenceRefusal::NotYours);
    let hall = hall.then("lead.sc", back);
    assert_eq!(hall.state.stood_in_by(who("do2.sc"), day("2026-03-03")).count(), 1);
    let none = Command::ChangeDeputy(ChangeDeputy { id: 9, deputy: who("do2.sc") });
    assert_eq!(hall.refuses("lead.sc", none), AbsenceRefusal::NoSuchAbsence);
}

#[test]
fn whoever_is_back_says_so() {
    let hall = Hall::new().then("do.sc", leave("do.sc", "2026-03-02", "2026-03-06", Some("do2.sc")));
    assert_eq!(hall.refuses("do2.sc", Command::End { id: 1 }), AbsenceRefusal::NotYours);
    let hall = hall.then("do.sc", Command::End { id: 1 });
    assert!(!hall.away("do.sc"));
    assert_eq!(hall.refuses("do.sc", Command::End { id: 1 }), AbsenceRefusal::NoSuchAbsence);
    assert_eq!(hall.then("do.sc", leave("do.sc", "2026-03-02", "2026-03-02", Some("do2.sc"))).state.last, 2);
}

// design.md section 3: at most 64 KiB, also on the fullest day.
#[test]
fn the_state_is_bounded() {
    let mut hall = Hall::new();
    let long = who("a-person-with-as-long-an-id-as-there-is");
    let entry = Absence {
        id: 1,
        person: long,
        from: day("2026-03-02"),
        until: Some(day("2026-03-06")),
        class: AbsenceClass::Training,
        deputy: Some(long),
        by: long,
        entered_at: hall.now,
        begun: true,
    };
    hall.state.list = vec![entry; ABSENCES_MAX];
    hall.state.left = vec![long; LEFT_MAX];
    let leaving = Leaving {
        person: long,
        taker: long,
        witness: long,
        by: long,
        listed_at: hall.now,
        held: StillHeld::default(),
        list: sealed(1),
        file: digest(2),
        signed: [Some(hall.now); 2],
    };
    hall.state.leavings = vec![leaving; LEAVINGS_MAX];
    let today = "2026-03-02";
    assert_eq!(hall.refuses("do.sc", leave("do.sc", today, today, Some("do2.sc"))), AbsenceRefusal::TooMany);
    let bytes = postcard::to_stdvec(&hall.state).expect("a state has a binary form").len();
    assert!(bytes < 64 * 1024, "{bytes} bytes");
    hall.state.list.pop();
    let over = StoodIn { person: long, deputy: Some(long), from: day(today), until: day(today) };
    hall.state.over = vec![over; 5];
    let full = hall.then("do.sc", leave("do.sc", today, today, Some("do2.sc")));
    assert_eq!((full.state.list.len(), full.state.over.len()), (ABSENCES_MAX, 0), "what is over gives room");
}

// F31, F32: who stood in is known of the days that are over, on both sides of each change, for two months.
#[test]
fn who_stood_in_is_remembered() {
    let who_on = |hall: &Hall, on: &str| hall.state.deputy_on(who("do.sc"), day(on));
    let is = |hall: &Hall, days: &[(&str, Option<&str>)]| {
        for (on, deputy) in days {
            assert_eq!(who_on(hall, on), deputy.map(who), "{on}");
        }
    };
    let do2 = Some("do2.sc");
    let hall = Hall::new().then("do.sc", leave("do.sc", "2026-03-03", "2026-03-05", do2)).on("2026-03-10");
    is(&hall, &[("2026-03-02", None), ("2026-03-03", do2), ("2026-03-05", do2), ("2026-03-06", None)]);
    // Back early, and another deputy in between: each stood in until the day before.
    let away = || Hall::new().then("do.sc", leave("do.sc", "2026-03-02", "2026-03-06", do2));
    let back = away().on("2026-03-04").then("do.sc", Command::End { id: 1 });
    is(&back, &[("2026-03-02", do2), ("2026-03-03", do2), ("2026-03-04", None), ("2026-03-06", None)]);
    let other = away().on("2026-03-04").then("do2.sc", leave("do2.sc", "2026-03-04", "2026-03-04", None));
    for hall in [other.clone(), other.on("2026-03-09")] {
        is(&hall, &[("2026-03-03", do2), ("2026-03-04", None), ("2026-03-06", None)]);
    }
    assert_eq!(away().then("do.sc", Command::End { id: 1 }).state.over, [], "over before its first day was");
    // Sixty-two days after its last day, and not one more.
    let later = |on: &str| hall.clone().on(on).then("do.sc", leave("do.sc", on, on, do2));
    assert_eq!((later("2026-05-06").state.over.len(), later("2026-05-07").state.over.len()), (1, 0));
}

// E33: whoever signed away everything went on that day, and was there until the day before.
#[test]
fn whoever_went_was_there_until_then() {
    let three = ["do.sc", "do2.sc", "lead.sc"];
    let hall = Hall::new().on("2026-03-05").then("do.sc", listing("do.sc", "do2.sc", "lead.sc"));
    let gone = three.iter().fold(hall, |hall, it| hall.then(it, sign("do.sc", 0, 0)));
    let left = |on: &str| gone.state.had_left(who("do.sc"), day(on));
    assert_eq!((left("2026-03-04"), left("2026-03-05"), left("2026-03-06")), (false, true, true));
    assert!(!gone.state.had_left(who("do2.sc"), day("2026-03-06")));
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/absence_events.txt");

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    let hall = Hall::new()
        .then("do.sc", leave("do.sc", "2026-03-02", "2026-03-03", Some("do2.sc")))
        .then("do2.sc", leave("do2.sc", "2026-03-03", "2026-03-03", None))
        .then("do2.sc", Command::End { id: 2 })
        .on("2026-03-05")
        .then("do.sc", listing("do.sc", "do2.sc", "lead.sc"))
        .then("do.sc", Command::DropLeaving { person: who("do.sc") })
        .then("do.sc", listing("do.sc", "do2.sc", "lead.sc"))
        .then("do.sc", sign("do.sc", 0, 0))
        .then("do2.sc", sign("do.sc", 0, 0))
        .then("lead.sc", sign("do.sc", 0, 0));
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let first = |kind: &&str| hall.log.iter().find(|event| event.kind() == *kind).map(line);
        let text: String = KINDS.iter().filter_map(first).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/absence_events.txt stands in the source");
    let mut kinds = Vec::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored);
        kinds.push(event.kind());
    }
    assert_eq!(kinds, KINDS, "every kind stands in tests/absence_events.txt");
}

fn listing(person: &str, taker: &str, witness: &str) -> Command {
    let (person, taker, witness) = (who(person), who(taker), who(witness));
    let held = StillHeld { cases: 2, ..StillHeld::default() };
    Command::ListLeaving(ListLeaving { person, taker, witness, held, list: sealed(1), file: digest(2) })
}

fn sign(person: &str, cases: u16, pending: u16) -> Command {
    let held = StillHeld { cases, pending, ..StillHeld::default() };
    Command::SignLeaving(SignLeaving { person: who(person), held, beside: StillBeside::default() })
}

// E33: three people sign in order; with the witness the person is gone; nothing is forgotten.
#[test]
fn whoever_goes_hands_over_before_a_witness() {
    let hall = Hall::new();
    for (taker, witness, why) in [
        ("do.sc", "lead.sc", AbsenceRefusal::ThreePeople),
        ("do2.sc", "do.sc", AbsenceRefusal::ThreePeople),
        ("do2.sc", "do2.sc", AbsenceRefusal::ThreePeople),
        ("do.wj", "lead.sc", AbsenceRefusal::NotATaker),
        ("stranger", "lead.sc", AbsenceRefusal::NotATaker),
        ("do2.sc", "agent.sc", AbsenceRefusal::NotAWitness),
        ("do2.sc", "head.biz", AbsenceRefusal::NotAWitness),
    ] {
        assert_eq!(hall.refuses("do.sc", listing("do.sc", taker, witness)), why, "{taker} {witness}");
    }
    assert_eq!(hall.refuses("do2.sc", listing("do.sc", "do2.sc", "lead.sc")), AbsenceRefusal::NotYours);
    let hall = hall.then("do.sc", listing("do.sc", "do2.sc", "lead.sc"));
    assert_eq!(
        hall.refuses("do.sc", listing("do.sc", "do2.sc", "chief.sc")),
        AbsenceRefusal::LeavingUnderWay
    );
    let today = day("2026-03-02");
    assert!(hall.state.takes_nothing(who("do.sc"), today) && !hall.state.is_away(who("do.sc"), today));
    assert_eq!(
        hall.refuses("do2.sc", sign("do.sc", 0, 0)),
        AbsenceRefusal::NotYourSignature { next: who("do.sc") }
    );
    assert_eq!(
        hall.refuses("do.sc", sign("do.sc", 1, 0)),
        AbsenceRefusal::StillHeld { cases: 1, pending: 0 }
    );
    assert_eq!(
        hall.refuses("do.sc", sign("do.sc", 0, 1)),
        AbsenceRefusal::StillHeld { cases: 0, pending: 1 }
    );
    // A10, A12: nor what is answered for beside the cases.
    for (contacts, folders) in [(1, 0), (0, 1)] {
        let beside = StillBeside { contacts, folders };
        let command = SignLeaving { person: who("do.sc"), held: StillHeld::default(), beside };
        assert_eq!(
            hall.refuses("do.sc", Command::SignLeaving(command)),
            AbsenceRefusal::StillBeside { contacts, folders }
        );
    }
    let hall = hall.then("do.sc", sign("do.sc", 0, 0)).then("do2.sc", sign("do.sc", 0, 0));
    assert_eq!(
        hall.refuses("do2.sc", sign("do.sc", 0, 0)),
        AbsenceRefusal::NotYourSignature { next: who("lead.sc") }
    );
    assert_eq!(
        hall.refuses("lead.sc", sign("do.sc", 1, 0)),
        AbsenceRefusal::StillHeld { cases: 1, pending: 0 },
        "nothing is forgotten at the last signature either"
    );
    let hall = hall.then("lead.sc", sign("do.sc", 0, 0));
    assert!(hall.state.is_away(who("do.sc"), today) && hall.state.leavings.is_empty());
    assert_eq!(hall.refuses("lead.sc", sign("do.sc", 0, 0)), AbsenceRefusal::NoSuchLeaving);
    assert_eq!(hall.refuses("centre", listing("do.sc", "do2.sc", "lead.sc")), AbsenceRefusal::PersonUnknown);
}

#[test]
fn whoever_goes_stands_in_for_nobody_and_may_stay_after_all() {
    let hall = Hall::new()
        .then("do.sc", leave("do.sc", "2026-03-02", "2026-03-06", Some("do2.sc")))
        .then("lead.sc", listing("do2.sc", "agent.sc", "lead.sc"));
    assert_eq!(
        hall.refuses("agent.sc", Command::DropLeaving { person: who("do2.sc") }),
        AbsenceRefusal::NotYours
    );
    let stays = hall.clone().then("do2.sc", Command::DropLeaving { person: who("do2.sc") });
    assert!(stays.state.leavings.is_empty());
    let gone =
        ["do2.sc", "agent.sc", "lead.sc"].iter().fold(hall, |hall, it| hall.then(it, sign("do2.sc", 0, 0)));
    assert_eq!(gone.state.of(who("do.sc"), day("2026-03-02")).map(|it| it.deputy), Some(None));
    let Some(Event::DeputyChanged(changed)) = gone.log.last() else { panic!("{:?}", gone.log) };
    assert!(changed.told.iter().flatten().count() > 0, "heads are told");
}
