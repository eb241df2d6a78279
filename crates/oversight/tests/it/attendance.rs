//! Attendance: one entry for each day and person by who heads the window, corrected in the open (R137).

use crate::fixture::*;
use crate::play::Play;
use casework::Known;
use casework::absence::{Absence, AbsenceClass};
use oversight::Refusal;
use oversight::attendance::*;
use oversight::bound::Bounds;

#[derive(Clone)]
struct Sheet {
    play: Play,
    state: Attendance,
    log: Vec<&'static str>,
}

impl Sheet {
    fn new() -> Sheet {
        let mut play = Play::new(licence());
        play.now = day("2026-03-12").at(9, 0);
        Sheet { play, state: Attendance::default(), log: Vec::new() }
    }

    fn attempt(&mut self, actor: &str, command: &Command) -> Result<(), Refusal> {
        let facts = self
            .play
            .seen_by(actor, |known: &Known<'_>| decide(&self.state, command, known, &Bounds::default()))?;
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(fact.kind());
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: &Command) -> Sheet {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: &Command) -> &'static str {
        self.clone().attempt(actor, command).expect_err("this is refused").code()
    }
}

fn enter(on: &str, people: &[(&str, &str, Mark)]) -> Command {
    let people = people.iter().map(|it| (who(it.0), window(it.1), it.2)).collect();
    Command::Enter { day: day(on), people }
}

fn correct(on: &str, person: &str, mark: Mark) -> Command {
    Command::Correct { day: day(on), person: who(person), mark, reason: sealed(1) }
}

const TODAY: &str = "2026-03-12";

#[test]
fn who_heads_the_window_enters_others_once_a_day() {
    let sheet = Sheet::new();
    let present = enter(TODAY, &[("intake2", "w2", Mark::Present)]);
    for person in ["intake3", "head.soc", "do.sc", "lead.sc", "legal"] {
        assert_eq!(sheet.refuses(person, &present), "attendance-not-head", "{person}");
    }
    assert_eq!(sheet.refuses("intake2", &present), "attendance-own");
    let own = enter(TODAY, &[("head.biz", "w2", Mark::Present)]);
    assert_eq!(sheet.refuses("head.biz", &own), "attendance-own");
    assert_eq!(sheet.refuses("head.biz", &enter(TODAY, &[])), "attendance-nothing");
    assert_eq!(
        sheet.refuses("head.biz", &enter(TODAY, &[("do.sc", "w2", Mark::Present)])),
        "attendance-no-seat"
    );
    assert_eq!(
        sheet.refuses("head.biz", &enter(TODAY, &[("intake2", "w3", Mark::Present)])),
        "attendance-no-seat"
    );
    let twice = enter(TODAY, &[("intake2", "w2", Mark::Present), ("intake2", "w2", Mark::Late)]);
    assert_eq!(sheet.refuses("head.biz", &twice), "attendance-already-entered");
    // The whole form or nothing of it.
    let half = enter(TODAY, &[("intake2", "w2", Mark::Present), ("intake3", "w3", Mark::Present)]);
    assert_eq!(sheet.refuses("head.biz", &half), "attendance-not-head");
    let sheet = sheet.then("head.biz", &present);
    assert_eq!(sheet.refuses("head.biz", &present), "attendance-already-entered");
    assert_eq!(sheet.refuses("centre", &present), "attendance-already-entered");
    // The centre enters the head.
    let sheet = sheet.then("centre", &own);
    assert_eq!(sheet.state.people.len(), 2);
}

#[test]
fn a_day_is_entered_within_a_week_and_never_beforehand() {
    let sheet = Sheet::new();
    let on = |on: &str| enter(on, &[("intake2", "w2", Mark::Present)]);
    assert_eq!(sheet.refuses("head.biz", &on("2026-03-13")), "attendance-day");
    assert_eq!(sheet.refuses("head.biz", &on("2026-03-04")), "attendance-day");
    assert_eq!(sheet.clone().then("head.biz", &on("2026-03-05")).log, ["attendance.entered"]);
    assert_eq!(sheet.then("head.biz", &on(TODAY)).log, ["attendance.entered"]);
}

#[test]
fn a_correction_is_a_further_entry_with_a_reason() {
    let sheet = Sheet::new();
    assert_eq!(sheet.refuses("head.biz", &correct(TODAY, "intake2", Mark::Late)), "attendance-nothing");
    let sheet = sheet.then("head.biz", &enter(TODAY, &[("intake2", "w2", Mark::Present)]));
    assert_eq!(sheet.refuses("intake2", &correct(TODAY, "intake2", Mark::Leave)), "attendance-own");
    assert_eq!(sheet.refuses("head.soc", &correct(TODAY, "intake2", Mark::Late)), "attendance-not-head");
    assert_eq!(sheet.refuses("head.biz", &correct(TODAY, "intake2", Mark::Present)), "attendance-same");
    let late = sheet.clone().then("head.biz", &correct(TODAY, "intake2", Mark::Late));
    assert_eq!(late.log, ["attendance.entered", "attendance.corrected"]);
    assert_eq!(
        late.state.people[&who("intake2")],
        Entered { window: window("w2"), mark: Mark::Late, corrections: 1 }
    );
    let mut often = late;
    for mark in [Mark::Early, Mark::Late, Mark::Early, Mark::Late] {
        often = often.then("centre", &correct(TODAY, "intake2", mark));
    }
    assert_eq!(often.refuses("centre", &correct(TODAY, "intake2", Mark::Early)), "attendance-too-often");
    // A month back, and no day more.
    let mut old = sheet;
    old.play.now = day("2026-04-12").at(9, 0);
    assert_eq!(old.clone().then("centre", &correct(TODAY, "intake2", Mark::Late)).log.len(), 2);
    old.play.now = day("2026-04-13").at(9, 0);
    assert_eq!(old.refuses("centre", &correct(TODAY, "intake2", Mark::Late)), "attendance-day");
}

#[test]
fn who_is_on_leave_or_sent_elsewhere_was_not_due() {
    let due: Vec<_> = Mark::ALL.iter().filter(|it| it.is_due()).collect();
    assert_eq!(due, [&Mark::Present, &Mark::Late, &Mark::Early, &Mark::Absent]);
    for mark in Mark::ALL {
        assert_eq!(Mark::parse(mark.key()), Some(*mark));
        assert_eq!(serde_json::json!(mark), mark.key());
    }
    assert_eq!(Mark::parse("ill"), None);
}

// F20: whoever is registered as on leave or ill was not at the window; elsewhere on duty is another thing.
#[test]
fn nobody_on_registered_leave_is_entered_as_there() {
    let away = |class| {
        let mut sheet = Sheet::new();
        sheet.play.absences.last += 1;
        sheet.play.absences.list.push(Absence {
            id: sheet.play.absences.last,
            person: who("intake2"),
            from: day(TODAY),
            until: Some(day(TODAY)),
            class,
            deputy: None,
            by: who("head.biz"),
            entered_at: sheet.play.now,
            begun: true,
        });
        sheet
    };
    for class in [AbsenceClass::Leave, AbsenceClass::Illness] {
        let sheet = away(class);
        for mark in [Mark::Present, Mark::Late, Mark::Early] {
            let asked = enter(TODAY, &[("intake2", "w2", mark)]);
            assert_eq!(sheet.refuses("head.biz", &asked), "attendance-on-leave", "{mark:?}");
        }
        let sheet = sheet.then("head.biz", &enter(TODAY, &[("intake2", "w2", Mark::Leave)]));
        assert_eq!(
            sheet.refuses("head.biz", &correct(TODAY, "intake2", Mark::Present)),
            "attendance-on-leave"
        );
        // The day before is another day.
        let before = enter("2026-03-11", &[("intake2", "w2", Mark::Present)]);
        assert_eq!(away(class).then("head.biz", &before).log, ["attendance.entered"]);
    }
    let errand = away(AbsenceClass::Errand);
    errand.then("head.biz", &enter(TODAY, &[("intake2", "w2", Mark::Present)]));
}
