//! First contact (R76, A10, F12, F13): who was asked answers for it until another signs; nobody is sent from door to door.

mod table;

use crate::fixture::*;
use crate::play::Play;
use calendar::{Calendar, Thresholds};
use casework::absence::{Absence, AbsenceClass, Absences};
use casework::contact::*;
use casework::{NonAcceptanceGround, Refusal, Sealed};
use catalogue::organisation::PostHolding;
use catalogue::{CaseId, Organisation};

/// One first contact, as the ledger would lead it.
#[derive(Clone)]
struct Hall {
    organisation: Organisation,
    absences: Absences,
    contact: Contact,
    case: Option<casework::File>,
    log: Vec<Event>,
}

impl Hall {
    fn new() -> Hall {
        let (organisation, absences) = (organisation(), Absences::default());
        Hall { organisation, absences, contact: Contact::Absent, case: None, log: Vec::new() }
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<(), Refusal> {
        let item = licence();
        let known = casework::Known {
            now: day("2026-03-02").at(9, 0),
            actor: who(actor),
            organisation: &self.organisation,
            item: Some(&item),
            item_digest: digest(50),
            item_live: true,
            calendar: Calendar::built_in(),
            thresholds: Thresholds::default(),
            order_days: 3,
            absences: &self.absences,
            commitment_closed: false,
            received_at: None,
            newer: None,
            turn: None,
            hearing: None,
            archived: false,
            numbers: &|_| 1,
        };
        let facts = decide(&self.contact, &command, &known, self.case.as_ref())?;
        assert!(!facts.is_empty(), "a command that passes leaves a fact");
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, fact);
            self.contact = evolve(std::mem::take(&mut self.contact), &stored);
            self.log.push(fact);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Hall {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        match self.clone().attempt(actor, command) {
            Ok(()) => panic!("{actor} should be refused: {command:?}"),
            Err(refusal) => refusal.code(),
        }
    }

    fn held(&self) -> &Held {
        self.contact.held().expect("it was written down")
    }
}

fn record(outcome: Outcome) -> Command {
    let (window, words) = (Some(window("w2")), Some(sealed(1)));
    Command::Record(Record { window, item: None, words, visitor: None, from_case: None, outcome })
}

fn to(to: Target) -> Transfer {
    Transfer { to, note: None }
}

fn transferred(target: Target) -> Command {
    record(Outcome::Transferred(to(target)))
}

fn decline() -> Command {
    Command::Decline { reason: sealed(2) }
}

// F12: the closed list, each with what it needs.
#[test]
fn every_question_ends_in_one_of_the_list() {
    let ended = |command| Hall::new().then("intake2", command);
    assert!(!ended(record(Outcome::NoShow)).held().is_open());
    assert!(!ended(record(Outcome::Returned { reason: sealed(3) })).held().is_open());
    let body = digest(50);
    let advice = ended(record(Outcome::Advice { item: licence().code, body }));
    let Way::Ended { kept_until, .. } = advice.held().way else { panic!("{:?}", advice.held().way) };
    assert_eq!(kept_until, Some(day("2026-05-31")), "E26: ninety days");
    let other = record(Outcome::Advice { item: licence().code, body: digest(51) });
    assert_eq!(Hall::new().refuses("intake2", other), "contact-list-unknown");
    let case = CaseId::parse("c1").expect("a code");
    assert_eq!(Hall::new().refuses("intake2", record(Outcome::Receipt { case })), "contact-case-unknown");
    let filed = Hall { case: Play::received(&[1]).case.file().cloned(), ..Hall::new() };
    assert!(!filed.then("intake2", record(Outcome::Receipt { case })).held().is_open());
    let nothing = Command::Record(Record {
        window: None,
        item: None,
        words: None,
        visitor: None,
        from_case: None,
        outcome: Outcome::Returned { reason: sealed(3) },
    });
    assert_eq!(Hall::new().refuses("intake2", nothing), "contact-nothing-asked");
}

#[test]
fn it_is_written_down_by_whoever_is_asked_and_once() {
    assert_eq!(Hall::new().refuses("chief.sc", record(Outcome::NoShow)), "contact-no-desk");
    assert_eq!(Hall::new().refuses("stranger", record(Outcome::NoShow)), "contact-no-desk");
    assert_eq!(Hall::new().refuses("intake3", record(Outcome::NoShow)), "contact-not-at-window");
    assert_eq!(Hall::new().refuses("intake2", Command::Sign), "contact-none");
    let once = Hall::new().then("intake2", record(Outcome::NoShow));
    assert_eq!(once.refuses("intake2", record(Outcome::NoShow)), "contact-already-recorded");
    assert_eq!(once.refuses("intake2", Command::Settle { outcome: Outcome::NoShow }), "contact-has-ended");
}

// R76, F13: responsible stays the giver until a person of the receiving side signs.
#[test]
fn the_giver_answers_for_it_until_somebody_signs() {
    let given = Hall::new().then("intake2", transferred(Target::Unit(unit("wj"))));
    assert_eq!(given.held().responsible, who("intake2"));
    for nobody in ["intake2", "do.sc", "agent.sc", "chief.sc", "stranger"] {
        assert_eq!(given.refuses(nobody, Command::Sign), "contact-not-for-you", "{nobody}");
    }
    assert_eq!(
        given.refuses("intake2", Command::Settle { outcome: Outcome::NoShow }),
        "contact-waits-for-signature"
    );
    for able in ["do.wj", "intake5"] {
        let taken = given.clone().then(able, Command::Sign);
        assert_eq!(taken.held().responsible, who(able));
        assert_eq!(
            taken.refuses("intake2", Command::Settle { outcome: Outcome::NoShow }),
            "contact-not-responsible"
        );
        assert_eq!(taken.refuses(able, Command::Sign), "contact-nothing-waits");
        let settled = taken.then(able, Command::Settle { outcome: Outcome::Returned { reason: sealed(4) } });
        assert!(!settled.held().is_open());
    }
}

#[test]
fn to_a_window_or_a_person_only_they_sign() {
    let window_5 = Hall::new().then("intake2", transferred(Target::Window(window("w5"))));
    assert_eq!(window_5.refuses("do.wj", Command::Sign), "contact-not-for-you");
    let _ = window_5.then("intake5", Command::Sign);
    let person = Hall::new().then("intake2", transferred(Target::Person(who("agent.sc"))));
    assert_eq!(person.refuses("do.sc", Command::Sign), "contact-not-for-you");
    let _ = person.then("agent.sc", Command::Sign);
    for nobody in [Target::Unit(unit("zz")), Target::Window(window("w9")), Target::Person(who("nobody"))] {
        assert_eq!(Hall::new().refuses("intake2", transferred(nobody)), "contact-nobody-there");
    }
    assert_eq!(
        Hall::new().refuses("intake2", transferred(Target::Person(who("intake2")))),
        "contact-nobody-there"
    );
}

// Declined with a reason it goes back, and does not go there again.
#[test]
fn what_is_not_taken_goes_back_to_the_giver() {
    let back = Hall::new().then("intake2", transferred(Target::Unit(unit("wj")))).then("do.wj", decline());
    assert_eq!(
        (back.held().responsible, back.held().declined, back.held().pending()),
        (who("intake2"), 1, None)
    );
    assert_eq!(back.refuses("intake2", Command::Transfer(to(Target::Unit(unit("wj"))))), "contact-ping-pong");
    let on = back.then("intake2", Command::Transfer(to(Target::Unit(unit("sc")))));
    assert_eq!(on.refuses("do.wj", Command::Sign), "contact-not-for-you");
    let _ = on.then("agent.sc", Command::Sign);
}

/// Ill from 1 March on, with this deputy.
fn ill(mut hall: Hall, person: &str, deputy: Option<&str>) -> Hall {
    hall.absences.list.push(Absence {
        id: 1,
        person: who(person),
        from: day("2026-03-01"),
        until: None,
        class: AbsenceClass::Illness,
        deputy: deputy.map(who),
        by: who(person),
        entered_at: day("2026-03-01").at(9, 0),
        begun: true,
    });
    hall
}

// E25, F31: while whoever answers for it is away, the deputy or who leads that person goes on with it; nobody else.
#[test]
fn what_somebody_away_answers_for_goes_on() {
    let today = day("2026-03-02");
    let given = Hall::new().then("intake2", transferred(Target::Person(who("agent.sc"))));
    assert_eq!(given.refuses("head.biz", Command::Recall), "contact-not-responsible", "the giver is here");
    let away = ill(given, "intake2", None);
    for nobody in ["head.soc", "do.sc", "agent.sc", "intake3", "stranger"] {
        assert_eq!(away.refuses(nobody, Command::Recall), "contact-not-responsible", "{nobody}");
    }
    let turn_of =
        |hall: &Hall, person: &str| turn(hall.held(), &hall.organisation, &hall.absences, who(person), today);
    assert_eq!((turn_of(&away, "head.biz"), turn_of(&away, "head.soc")), (Turn::Recall, Turn::Nothing));
    let back = away.then("head.biz", Command::Recall);
    assert_eq!((turn_of(&back, "head.biz"), turn_of(&back, "intake3")), (Turn::Settle, Turn::Nothing));
    let ended = back.clone().then("head.biz", Command::Settle { outcome: Outcome::NoShow });
    assert!(!ended.held().is_open());
    // Given to another, or taken over by giving it to oneself; until it is signed for nothing changed.
    let to_agent = Command::Transfer(to(Target::Person(who("agent.sc"))));
    let on = back.clone().then("head.biz", to_agent);
    assert_eq!(on.held().responsible, who("intake2"));
    assert_eq!(on.then("agent.sc", Command::Sign).held().responsible, who("agent.sc"));
    let own = Command::Transfer(to(Target::Person(who("head.biz"))));
    let taken = back.then("head.biz", own).then("head.biz", Command::Sign);
    assert_eq!(taken.held().responsible, who("head.biz"));
    // The deputy as well.
    let given = Hall::new().then("intake2", transferred(Target::Person(who("agent.sc"))));
    let covered = ill(given, "intake2", Some("intake3"));
    assert_eq!(turn_of(&covered, "intake3"), Turn::Recall);
    let _ = covered.then("intake3", Command::Recall);
}

// F31: nothing is given to one person who is away; to that person's unit it is.
#[test]
fn nothing_is_given_to_somebody_away() {
    let hall = ill(Hall::new(), "agent.sc", None);
    let person = transferred(Target::Person(who("agent.sc")));
    assert_eq!(hall.refuses("intake2", person), "contact-nobody-there");
    let _ = hall.then("intake2", transferred(Target::Unit(unit("sc"))));
    let _ = Hall::new().then("intake2", person);
}

// F13: A→B→A is refused, by unit, by window and by person.
#[test]
fn nothing_goes_back_where_it_was() {
    let at_b =
        Hall::new().then("intake2", transferred(Target::Unit(unit("wj")))).then("do.wj", Command::Sign);
    for back in [Target::Window(window("w2")), Target::Person(who("intake2")), Target::Unit(unit("wj"))] {
        assert_eq!(at_b.refuses("do.wj", Command::Transfer(to(back))), "contact-ping-pong", "{back:?}");
    }
    assert_eq!(
        at_b.refuses("intake2", Command::Transfer(to(Target::Unit(unit("sc"))))),
        "contact-not-responsible"
    );
    let at_c =
        at_b.then("do.wj", Command::Transfer(to(Target::Unit(unit("sc"))))).then("do.sc", Command::Sign);
    assert_eq!(at_c.refuses("do.sc", Command::Transfer(to(Target::Unit(unit("wj"))))), "contact-ping-pong");
}

// F13: nor by way of a unit whose window it came from; a colleague of that unit takes it.
#[test]
fn whoever_gave_it_away_does_not_sign_for_it_later() {
    let given = Hall::new().then("intake2", transferred(Target::Unit(unit("wj"))));
    let back =
        given.then("do.wj", Command::Sign).then("do.wj", Command::Transfer(to(Target::Unit(unit("sc")))));
    for command in [Command::Sign, decline()] {
        assert_eq!(back.refuses("intake2", command), "contact-not-for-you", "{command:?}");
    }
    assert_eq!(
        turn(back.held(), &back.organisation, &back.absences, who("intake2"), day("2026-03-02")),
        Turn::Nothing
    );
    assert_eq!(
        turn(back.held(), &back.organisation, &back.absences, who("intake3"), day("2026-03-02")),
        Turn::Sign
    );
    let _ = back.clone().then("intake3", Command::Sign);
    // Where nobody else may sign, it is not given there.
    let mut alone = back.then("do.wj", Command::Recall);
    alone.organisation.posts.retain(|it| ![who("intake3"), who("intake5")].contains(&it.person));
    alone.organisation.posts.retain(|it| it.unit != unit("sc"));
    alone.organisation.posts.retain(|it| ![who("head.biz"), who("head.soc")].contains(&it.person));
    assert_eq!(
        alone.refuses("do.wj", Command::Transfer(to(Target::Unit(unit("sc"))))),
        "contact-nobody-there"
    );
}

#[test]
fn the_giver_takes_back_what_was_not_signed_for() {
    let given = Hall::new().then("intake2", transferred(Target::Unit(unit("wj"))));
    assert_eq!(given.refuses("do.wj", Command::Recall), "contact-not-responsible");
    let back = given.then("intake2", Command::Recall);
    assert_eq!(back.refuses("intake2", Command::Recall), "contact-nothing-waits");
    let again = back.then("intake2", Command::Transfer(to(Target::Unit(unit("wj")))));
    let _ = again.then("do.wj", Command::Sign);
    let end = Hall::new().then("intake2", transferred(Target::Unit(unit("wj")))).then("do.wj", Command::Sign);
    let transfer = Outcome::Transferred(to(Target::Unit(unit("sc"))));
    assert_eq!(end.refuses("do.wj", Command::Settle { outcome: transfer }), "contact-transfer-is-no-end");
}

// The chain is bounded: whoever has it last settles it.
#[test]
fn a_matter_passes_only_so_many_desks() {
    let mut hall = Hall::new();
    let post = hall.organisation.posts[1].clone();
    for n in 0..HAD_MAX {
        let id = who(&format!("desk{n}"));
        let mut person = hall.organisation.people[0].clone();
        person.id = id;
        hall.organisation.people.push(person);
        hall.organisation.posts.push(PostHolding { person: id, windows: Vec::new(), ..post.clone() });
    }
    let target = |n: usize| Target::Person(who(&format!("desk{n}")));
    let mut hall = hall.then("intake2", transferred(target(0)));
    for n in 0..HAD_MAX - 1 {
        hall = hall.then(&format!("desk{n}"), Command::Sign);
        if n + 1 < HAD_MAX - 1 {
            hall = hall.then(&format!("desk{n}"), Command::Transfer(to(target(n + 1))));
        }
    }
    let last = format!("desk{}", HAD_MAX - 2);
    assert_eq!(hall.refuses(&last, Command::Transfer(to(target(HAD_MAX - 1)))), "contact-passed-too-often");
    assert!(postcard::to_stdvec(&hall.contact).expect("a state has a binary form").len() < 2_048);
}

// N2, F13: "another office is competent" names a unit of ours, and the matter goes there with the refusal.
#[test]
fn a_refused_acceptance_is_transferred_to_the_unit_it_names() {
    let refused = |unit_named: Option<&str>| {
        let ground = NonAcceptanceGround::NotCompetent { office: sealed(5), unit: unit_named.map(unit) };
        Play::received(&[1, 2]).then("intake2", refuse_acceptance(ground)).case.file().cloned()
    };
    let from_case = CaseId::parse("c1").ok();
    let command = |target| {
        let outcome = Outcome::Transferred(to(target));
        let item = Some(licence().code);
        Command::Record(Record {
            window: Some(window("w2")),
            item,
            words: None,
            visitor: None,
            from_case,
            outcome,
        })
    };
    let hall = Hall { case: refused(Some("wj")), ..Hall::new() };
    assert_eq!(hall.refuses("intake2", command(Target::Unit(unit("sc")))), "contact-case-not-refused");
    let none = Hall { case: refused(None), ..Hall::new() };
    assert_eq!(none.refuses("intake2", command(Target::Unit(unit("wj")))), "contact-case-not-refused");
    let open = Hall { case: Play::received(&[1]).case.file().cloned(), ..Hall::new() };
    assert_eq!(open.refuses("intake2", command(Target::Unit(unit("wj")))), "contact-case-not-refused");
    let hall = hall.then("intake2", command(Target::Unit(unit("wj")))).then("do.wj", Command::Sign);
    assert_eq!(hall.refuses("do.wj", Command::Transfer(to(Target::Unit(unit("sc"))))), "contact-ping-pong");
}

// Stored forms: lines of this list are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    let stored = [
        r#"contact.recorded {"at":1,"by":"intake2","record":{"window":"w2","item":null,"words":null,"visitor":null,"from_case":null,"outcome":"no_show"},"unit":null,"kept_until":null}"#,
        r#"contact.passed {"at":1,"by":"intake2","transfer":{"to":{"unit":"wj"},"note":null}}"#,
        r#"contact.signed {"at":1,"by":"do.wj","from":"intake2"}"#,
        r#"contact.declined {"at":1,"by":"do.wj","to":{"unit":"wj"},"reason":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
        r#"contact.recalled {"at":1,"by":"intake2"}"#,
        r#"contact.settled {"at":1,"by":"do.wj","outcome":{"returned":{"reason":"0000000000000000000000000000000000000000000000000000000000000000"}},"kept_until":null}"#,
    ];
    for (line, kind) in stored.iter().zip(KINDS) {
        let (name, bytes) = line.split_once(' ').expect("a kind and its bytes");
        assert_eq!(name, *kind);
        let event = Event::decode(name, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(String::from_utf8(event.encode()).expect("JSON is UTF-8"), bytes);
        assert_eq!(evolve(Contact::Absent, &event) == Contact::Absent, name != "contact.recorded");
    }
    assert_eq!(stored.len(), KINDS.len());
    assert_eq!(Sealed(digest(0)), sealed(0));
}
