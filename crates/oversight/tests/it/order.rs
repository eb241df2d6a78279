//! An order: who issues which kind, and its way from signing for it to its end (R101, R102, R104, C28).

mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::{Case, DocumentKind};
use catalogue::{CaseId, FindingId};
use oversight::Refusal;
use oversight::bound::Bound;
use oversight::order::*;
use std::collections::BTreeSet;

pub type Order = Led<oversight::order::Order>;

pub fn ask(kind: Kind) -> Issue {
    let finding = FindingId::parse("f1").ok();
    Issue { kind, unit: unit("sc"), case: None, finding, words: Some(sealed(80)), to: None, answer_by: None }
}

pub fn issue(kind: Kind) -> Command {
    Command::Issue(ask(kind))
}

pub fn answer() -> Command {
    Command::Answer(Answer { words: sealed(81), entry: Some(23), pictures: Pictures::default() })
}

pub fn back() -> Command {
    Command::Return(Return(sealed(82)))
}

pub fn accept() -> Command {
    Command::Accept(Accept(Some(sealed(83))))
}

pub fn appeal() -> Command {
    Command::Appeal(Appeal(sealed(84)))
}

pub fn decide(right: bool) -> Command {
    Command::DecideAppeal(DecideAppeal { ground: reason_for(right), reason: sealed(85) })
}

pub fn publish() -> Command {
    Command::Publish(Publish(sealed(86)))
}

/// Issued in this world by that person, about its case where there is one.
pub fn urged(world: Play, by: &str, kind: Kind) -> Order {
    let case = matches!(world.case, Case::Filed(_)).then(|| CaseId::parse("c1").expect("a plain code"));
    Order::new(world).then(by, Command::Issue(Issue { case, ..ask(kind) }))
}

/// An urging notice that goes out by itself before the promise is broken, to be answered by that day (R149).
pub fn ahead(answer_by: &str) -> Order {
    let case = CaseId::parse("c1").ok();
    let (finding, words, answer_by) = (None, None, Some(day(answer_by)));
    let near = Issue { case, finding, words, answer_by, ..ask(Kind::Urging) };
    Order::new(Play::with_handler()).then("time", Command::Issue(near))
}

/// An urging notice of the centre to the handler, on 2 March; to be answered on 3 March.
fn urging() -> Order {
    urged(Play::with_handler(), "centre", Kind::Urging)
}

fn answered() -> Order {
    urging().then("do.sc", answer())
}

fn closed() -> Order {
    answered().then("centre", accept())
}

fn lifted() -> Order {
    closed().then("lead.sc", appeal()).then("super1", decide(true))
}

fn circular() -> Order {
    urged(Play::with_handler(), "centre", Kind::Circular)
}

// R49, R101, R102, R104
#[test]
fn who_may_issue_which_kind() {
    let table = [
        ("super1", "urging supervision rectification circular", "urging supervision rectification circular"),
        ("centre", "urging rectification circular", "urging rectification circular"),
        ("agent.sc", "urging", ""),
        ("head.biz", "urging", ""),
        ("time", "urging", "urging"),
    ];
    let others = PEOPLE.into_iter().filter(|it| !table.iter().any(|(person, ..)| person == it));
    for (person, with_case, without) in table.into_iter().chain(others.map(|it| (it, "", ""))) {
        for (world, expected) in [(Play::with_handler(), with_case), (Play::new(licence()), without)] {
            let may = |kind: &Kind| match Order::new(world.clone()).attempt(person, issue(*kind)) {
                Ok(_) => true,
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::MayNotIssue, "{person} {}", kind.key());
                    false
                }
            };
            let kinds: Vec<_> = Kind::ALL.iter().filter(|it| may(it)).map(|it| it.key()).collect();
            assert_eq!(kinds.join(" "), expected, "{person}");
        }
    }
}

#[test]
fn an_order_bears_its_number_and_says_what_is_asked() {
    for (kind, document, answer_by) in [
        (Kind::Urging, DocumentKind::UrgingNotice, Some("2026-03-03")),
        (Kind::Supervision, DocumentKind::SupervisionOrder, Some("2026-03-05")),
        (Kind::Rectification, DocumentKind::RectificationNotice, Some("2026-03-09")),
        (Kind::Circular, DocumentKind::Circular, None),
    ] {
        let order = urged(Play::with_handler(), "super1", kind);
        let held = order.held();
        assert_eq!((held.kind, held.number.kind, held.number.issuer), (kind, document, unit("centre")));
        assert_eq!((held.number.year, held.number.n), (2026, 1));
        assert_eq!(held.answer_by, answer_by.map(day));
        assert_eq!((held.by, held.unit, held.words), (Some(who("super1")), unit("sc"), Some(sealed(80))));
        assert_eq!(held.finding.map(|it| it.to_string()).as_deref(), Some("f1"));
        assert_eq!(serde_json::json!(kind), kind.key());
        assert!(held.is_open() && held.counts() && !held.late && held.way == Way::Waiting);
    }
    let itself = urged(Play::with_handler(), "time", Kind::Urging);
    assert_eq!(itself.held().by, None);
}

#[test]
fn a_person_issues_nothing_without_words_and_nothing_for_an_unknown_unit() {
    let wordless = Command::Issue(Issue { words: None, ..ask(Kind::Urging) });
    let none = || Order::new(Play::with_handler());
    assert_eq!(none().refusal("super1", wordless), Refusal::MayNotIssue);
    assert_eq!(none().then("time", wordless).held().words, None, "a rule says nothing");
    let unknown = Command::Issue(Issue { unit: unit("none"), ..ask(Kind::Urging) });
    let without = Order::new(Play::new(licence()));
    assert_eq!(without.refusal("super1", unknown), Refusal::UnknownUnit);
    assert_eq!(none().then("super1", unknown).held().unit, unit("sc"), "the authority of the case answers");
}

#[test]
fn it_is_signed_for_once_by_whom_it_went_to_or_a_leader() {
    for person in ["agent.sc", "do2.sc", "intake2", "centre", "super1", "stranger"] {
        assert_eq!(urging().refusal(person, Command::Receive), Refusal::NotAddressed, "{person}");
        assert_eq!(urging().refusal(person, answer()), Refusal::NotAddressed, "{person}");
    }
    for person in ["do.sc", "lead.sc", "chief.sc"] {
        let signed = urging().then(person, Command::Receive);
        assert_eq!(signed.held().received, Some((who(person), signed.world.now)));
        assert_eq!(signed.refusal("do.sc", Command::Receive), Refusal::AlreadyReceived);
        assert!(signed.held().is_open());
    }
}

#[test]
fn who_answers_signs_for_it_and_it_is_answered_once() {
    assert_eq!(answered().kinds(), ["order.sent", "order.received", "order.answered"]);
    let apart = urging().then("do.sc", Command::Receive).then("lead.sc", answer());
    assert_eq!(apart.kinds(), ["order.sent", "order.received", "order.answered"]);
    let Way::Answered { answer: words, entry } = apart.held().way else { panic!("it was answered") };
    assert_eq!((words.by, words.words, entry), (who("lead.sc"), sealed(81), Some(23)));
    for command in [answer(), Command::Receive] {
        assert_eq!(answered().refusal("do.sc", command), Refusal::AlreadyAnswered);
    }
    assert_eq!(due(&answered().state), None, "what is answered does not rise");
    assert!(answered().held().is_open(), "somebody has to look at it");
}

// R102, R104: up to three photographs show it; entries from before there were any are read as they were.
#[test]
fn an_answer_names_up_to_three_photographs() {
    let named = |n: u8| Pictures::try_from((1..=n).map(|it| sealed(it).0).collect::<Vec<_>>());
    for n in 0..=ANSWER_PICTURES_MAX {
        let pictures = named(n).expect("within the bound");
        assert_eq!((pictures.iter().count(), pictures.is_empty()), (usize::from(n), n == 0));
        let answer = Command::Answer(Answer { words: sealed(81), entry: None, pictures });
        let play = urging().then("do.sc", answer);
        let (kind, bytes) = play.log.last().expect("it was answered").clone();
        let Ok(Event::Answered(fact)) = Event::decode(kind, &bytes) else { panic!("{kind}") };
        assert_eq!((fact.pictures, Event::from(fact).encode()), (pictures, bytes), "read as it was written");
        assert_eq!(String::from_utf8_lossy(&Event::from(fact).encode()).contains("pictures"), n > 0);
    }
    assert_eq!(named(ANSWER_PICTURES_MAX + 1), Err(TooManyPictures));
    let pictured = Answer { words: sealed(81), entry: None, pictures: named(1).expect("one") };
    assert_eq!(circular().refusal("lead.sc", Command::Answer(pictured)), Refusal::NoAnswerAsked);
}

#[test]
fn an_entry_with_more_photographs_than_an_answer_has_is_not_read() {
    let entry = |n: usize| {
        let pictures = vec![format!("\"{}\"", "51".repeat(32)); n].join(",");
        let words = "51".repeat(32);
        format!(r#"{{"at":0,"by":"do.sc","words":"{words}","entry":null,"pictures":[{pictures}]}}"#)
    };
    assert!(Event::decode("order.answered", entry(3).as_bytes()).is_ok());
    assert!(Event::decode("order.answered", entry(4).as_bytes()).is_err());
}

// After it rose, everybody it went to may still answer
#[test]
fn whoever_it_went_to_before_may_still_answer() {
    let risen = urging().on("2026-03-06");
    assert_eq!(risen.addressee(), (who("intake2"), Rung::Intake));
    for person in ["do.sc", "agent.sc", "intake2"] {
        let answered = risen.clone().then(person, answer());
        assert!(answered.held().late && answered.held().is_open());
    }
    let signed = urging().then("do.sc", Command::Receive).on("2026-03-04");
    assert_eq!(signed.held().received, None, "the next one signs anew");
}

#[test]
fn an_answer_is_looked_at_by_the_issuer_or_a_supervisor_and_never_by_who_gave_it() {
    for command in [back(), accept()] {
        assert_eq!(urging().refusal("centre", command), Refusal::NotAnswered);
        assert_eq!(answered().refusal("do.sc", command), Refusal::OwnMatter);
        for person in ["lead.sc", "agent.sc", "stranger"] {
            assert_eq!(answered().refusal(person, command), Refusal::NotAddressed, "{person}");
        }
        for person in ["centre", "super1", "super3"] {
            answered().then(person, command);
        }
    }
    let mut own = urged(Play::with_handler(), "super1", Kind::Supervision);
    post(&mut own.world.organisation, "super1", catalogue::item::Post::LeaderInCharge, "sc");
    let own = own.then("super1", answer());
    assert_eq!(own.refusal("super1", accept()), Refusal::OwnMatter);
    assert!(!own.then("super2", accept()).held().is_open());
}

#[test]
fn a_returned_answer_is_due_again_and_counted() {
    let returned = answered().on("2026-03-05").then("centre", back());
    let held = returned.held();
    assert_eq!((held.returned, held.answer_by, held.way), (1, Some(day("2026-03-06")), Way::Waiting));
    assert!(!held.late, "the time of whoever looks counts against nobody");
    let twice = returned.clone().then("do.sc", answer()).then("super1", back());
    assert_eq!(twice.held().returned, 2);
    assert_eq!(returned.on("2026-03-07").addressee(), (who("agent.sc"), Rung::Agent));
    let mut longer = answered();
    longer.bounds = changed(Bound::UrgingDays, 3);
    assert_eq!(longer.then("centre", back()).held().answer_by, Some(day("2026-03-05")));
}

#[test]
fn an_accepted_answer_ends_it() {
    let closed = closed();
    assert_eq!(closed.held().way, Way::Closed { by: Some(who("centre")), at: closed.world.now });
    assert!(!closed.held().is_open() && closed.held().counts());
    for command in [Command::Receive, answer(), back(), accept()] {
        assert_eq!(closed.refusal("super1", command), Refusal::HasEnded);
    }
    assert_eq!(due(&closed.state), None);
}

// C28
#[test]
fn a_circular_asks_for_no_answer_and_ends_with_its_signature() {
    assert_eq!(circular().refusal("lead.sc", answer()), Refusal::NoAnswerAsked);
    assert_eq!(circular().refusal("do.sc", Command::Receive), Refusal::NotAddressed);
    for command in [back(), accept()] {
        assert_eq!(circular().refusal("super1", command), Refusal::NotAnswered);
    }
    let signed = circular().then("lead.sc", Command::Receive);
    assert_eq!(signed.held().way, Way::Closed { by: Some(who("lead.sc")), at: signed.world.now });
    assert_eq!(signed.refusal("lead.sc", Command::Receive), Refusal::HasEnded);
}

// C28: who did not issue it, and supervises or runs the centre
#[test]
fn a_circular_is_published_by_another_and_only_by_who_may() {
    for person in PEOPLE.into_iter().chain(["super1", "super2", "stranger", "time"]) {
        let asked = circular().attempt(person, publish());
        match person {
            "super1" | "super2" => assert_eq!(asked.map(|it| it[0].kind()), Ok("order.published")),
            "centre" => assert_eq!(asked, Err(Refusal::AnotherPublishes)),
            _ => assert_eq!(asked, Err(Refusal::MayNotPublish), "{person}"),
        }
    }
    let by_supervisor = urged(Play::with_handler(), "super1", Kind::Circular);
    assert_eq!(by_supervisor.refusal("super1", publish()), Refusal::AnotherPublishes);
    let published = by_supervisor.then("centre", publish());
    let words = published.held().published.expect("it is public");
    assert_eq!((words.by, words.at, words.words), (who("centre"), published.world.now, sealed(86)));
    assert_eq!(published.held().way, Way::Waiting, "it still wants its signature");
    assert_eq!(published.refusal("super2", publish()), Refusal::AlreadyPublished);
}

// C28
#[test]
fn signed_for_or_not_a_circular_can_be_published_and_nothing_else_can() {
    let signed = circular().then("lead.sc", Command::Receive);
    let published = signed.then("super1", publish());
    assert!(published.held().published.is_some() && !published.held().is_open());
    for kind in [Kind::Urging, Kind::Supervision, Kind::Rectification] {
        let order = urged(Play::with_handler(), "super1", kind);
        assert_eq!(order.refusal("super2", publish()), Refusal::NotACircular);
    }
    for order in [answered(), closed()] {
        assert_eq!(order.refusal("super1", publish()), Refusal::NotACircular);
    }
}

// C28, F19
#[test]
fn what_an_appeal_lifted_or_may_still_lift_is_not_published() {
    let appealed = circular().then("lead.sc", appeal());
    assert_eq!(appealed.refusal("super1", publish()), Refusal::AppealUndecided);
    let lifted = appealed.clone().then("super1", decide(true));
    assert_eq!(lifted.refusal("super2", publish()), Refusal::HasEnded);
    let stays = appealed.then("super1", decide(false)).then("super2", publish());
    assert!(stays.held().published.is_some());
    let later = circular().then("super1", publish()).then("lead.sc", appeal()).then("super2", decide(true));
    assert!(later.held().published.is_some() && !later.held().counts(), "it stays, and is lifted");
}

// The days to appeal are those of the day it was issued
#[test]
fn a_bound_set_afterwards_takes_no_day_of_appeal_away() {
    let mut order = closed();
    assert_eq!(order.held().appeal_until, Some(day("2026-03-17")));
    order.bounds = changed(Bound::AppealDays, 5);
    order.clone().on("2026-03-17").then("do.sc", appeal());
    let until = day("2026-03-17");
    assert_eq!(
        order.clone().on("2026-03-18").refusal("do.sc", appeal()),
        Refusal::AppealTimePassed { until }
    );
    // An entry from before it was frozen names no day: there today's bound counts.
    let oversight::order::Order::Issued(held) = &mut order.state else { panic!("it was issued") };
    held.appeal_until = None;
    let until = day("2026-03-07");
    assert_eq!(
        order.clone().on("2026-03-08").refusal("do.sc", appeal()),
        Refusal::AppealTimePassed { until }
    );
    order.on("2026-03-07").then("do.sc", appeal());
}

// Fifteen days from 2 March end on 17 March
#[test]
fn an_appeal_is_made_once_in_time_by_whom_it_went_to() {
    for order in [urging(), answered(), closed(), circular()] {
        for person in ["do2.sc", "super1", "stranger"] {
            assert_eq!(order.refusal(person, appeal()), Refusal::NotAddressed, "{person}");
        }
        let appealed = order.then("lead.sc", appeal());
        let made = appealed.held().appeal.expect("it was made");
        assert_eq!((made.why.by, made.decide_by), (who("lead.sc"), day("2026-03-16")));
        assert!(appealed.held().is_open() && appealed.held().counts(), "an appeal alone lifts nothing");
        assert_eq!(appealed.refusal("chief.sc", appeal()), Refusal::AlreadyAppealed);
    }
    closed().on("2026-03-17").then("do.sc", appeal());
    let until = day("2026-03-17");
    let passed = closed().on("2026-03-18").refusal("do.sc", appeal());
    assert_eq!(passed, Refusal::AppealTimePassed { until });
}

// F19
#[test]
fn an_appeal_is_decided_once_by_another_supervisor() {
    assert_eq!(closed().refusal("super1", decide(true)), Refusal::NoAppeal);
    let order = urged(Play::with_handler(), "super1", Kind::Supervision).then("lead.sc", appeal());
    assert_eq!(order.refusal("super1", decide(true)), Refusal::SamePerson { person: who("super1") });
    for person in ["lead.sc", "centre", "stranger"] {
        assert_eq!(order.refusal(person, decide(true)), Refusal::NotSupervisor, "{person}");
    }
    let stays = order.clone().then("super2", decide(false));
    assert!(stays.held().counts() && stays.held().way == Way::Waiting);
    assert_eq!(stays.refusal("super3", decide(true)), Refusal::NoAppeal);
    assert_eq!(stays.on("2026-03-06").addressee(), (who("super2"), Rung::Supervisor), "and it rises on");
    let right = order.then("super2", decide(true));
    assert_eq!(right.held().way, Way::Lifted { at: right.world.now });
    assert!(!right.held().counts() && !right.held().is_open());
    assert_eq!(due(&right.state), None);
    assert_eq!(right.held().appeal.and_then(|it| it.decided).map(|(_, it)| it.by), Some(who("super2")));
    let risen = urging().on("2026-03-16").then("super1", appeal());
    assert_eq!(risen.refusal("super1", decide(true)), Refusal::SamePerson { person: who("super1") });
}

// F19: the answer to an appeal has days of its own, beside those of the order; past the last it is late on record, once.
#[test]
fn an_appeal_that_is_not_answered_in_its_days_is_late_on_record() {
    let appealed = closed().then("lead.sc", appeal());
    assert_eq!(due(&appealed.state), Some(day("2026-03-17").start()));
    let in_time = appealed.clone().on("2026-03-16").then("super1", decide(false)).on("2026-05-01");
    assert!(!in_time.kinds().contains(&"order.appeal-late"), "the last day is in time");
    let late = appealed.on("2026-03-17");
    assert_eq!(late.kinds().last(), Some(&"order.appeal-late"));
    let made = late.held().appeal.expect("it was made");
    assert!(made.late && late.held().is_open() && late.held().counts());
    let decided = late.on("2026-05-01").then("super1", decide(true));
    let made = decided.held().appeal.expect("it was made");
    assert_eq!((made.late, made.ground), (true, Some(reason_for(true))), "late stays late");
    assert_eq!(decided.kinds().iter().filter(|kind| **kind == "order.appeal-late").count(), 1);
    // An order that waits for its own answer rises in between: neither holds the other up.
    let waits = urging().then("lead.sc", appeal()).on("2026-03-17");
    let kinds = waits.kinds();
    assert!(kinds.contains(&"order.rose") && kinds.contains(&"order.appeal-late"), "{kinds:?}");
}

#[test]
fn a_lifted_order_takes_nothing_any_more() {
    let all =
        [Command::Receive, answer(), back(), accept(), appeal(), decide(true), decide(false), publish()];
    for command in all {
        for person in ["do.sc", "lead.sc", "centre", "super1", "super2"] {
            assert_eq!(lifted().refusal(person, command), Refusal::HasEnded);
        }
    }
}

#[test]
fn every_other_command_is_refused_with_a_code_of_its_own() {
    let none = Order::new(Play::with_handler());
    for command in [Command::Receive, answer(), back(), accept(), appeal(), decide(true), publish()] {
        assert_eq!(none.refusal("super1", command), Refusal::NoSuchOrder);
    }
    for order in [urging(), answered(), closed(), lifted(), circular()] {
        assert_eq!(order.refusal("super1", issue(Kind::Urging)), Refusal::AlreadyIssued);
    }
    let refusals = [
        Refusal::NoSuchOrder,
        Refusal::AlreadyIssued,
        Refusal::MayNotIssue,
        Refusal::UnknownUnit,
        Refusal::NobodyThere,
        Refusal::HasEnded,
        Refusal::NotAddressed,
        Refusal::AlreadyReceived,
        Refusal::NotAnswered,
        Refusal::AlreadyAnswered,
        Refusal::NoAnswerAsked,
        Refusal::NotACircular,
        Refusal::MayNotPublish,
        Refusal::AnotherPublishes,
        Refusal::AlreadyPublished,
        Refusal::AppealUndecided,
    ];
    let codes: BTreeSet<_> = refusals.iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), refusals.len(), "each says another thing");
    assert!(codes.iter().all(|code| code.starts_with("order-")));
}

// A6: what went out by itself was judged by whoever looked at the answer; where somebody issued it, by that person.
#[test]
fn an_appeal_against_what_went_out_by_itself_is_not_decided_by_who_looked_at_the_answer() {
    let decides = |order: &Order, person: &str| order.held().appeal_is_for(who(person));
    for looked in [accept(), back()] {
        let order = urged(Play::with_handler(), "time", Kind::Urging).then("do.sc", answer());
        let order = order.then("super1", looked).then("do.sc", appeal());
        assert_eq!(order.refusal("super1", decide(true)), Refusal::SamePerson { person: who("super1") });
        assert!(!decides(&order, "super1") && !decides(&order, "do.sc") && decides(&order, "super2"));
        let over = order.then("super2", decide(true));
        assert!(!decides(&over, "super3"), "decided, it waits for nobody");
    }
    let issued = urged(Play::with_handler(), "super1", Kind::Supervision).then("lead.sc", answer());
    let order = issued.then("super2", accept()).then("lead.sc", appeal());
    assert!(!decides(&order, "super1") && decides(&order, "super2"));
    order.then("super2", decide(false));
}
