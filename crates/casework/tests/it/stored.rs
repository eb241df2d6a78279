//! Stored forms: every kind ever written is read again, and no state grows.

use crate::delivery::{confirm_address, left, post, published, renew};
use crate::fixture::*;
use crate::play::Play;
use casework::*;
use std::collections::{BTreeMap, BTreeSet};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/events.txt");

/// One life after another until every kind of fact has happened.
fn lives() -> Vec<Event> {
    let instant_case = {
        let item = instant();
        let command = Command::Receive(receive(&item, &[1, 2]));
        let play =
            Play::new(item).then("intake2", command).then("head.biz", Command::ReturnInstant(reason()));
        play.then("intake2", Command::PresentInstant).then("head.biz", Command::SignInstant)
    };
    let declined = Play::accepted()
        .then("intake2", give("agent.sc", 5))
        .then("agent.sc", Command::DeclineOver(reason()));
    let recalled = declined.then("intake2", give("agent.sc", 5)).then("intake2", Command::RecallOver);
    let stopped =
        Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::RefuseStop(reason()));
    let stopped =
        stopped.then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop).on("2026-03-09");
    let resumed = stopped.then("do.sc", resume()).then("agent.sc", Command::AskPriority(reason()));
    let refused = resumed.then("centre", Command::RefusePriority(reason()));
    let priority =
        refused.then("agent.sc", Command::AskPriority(reason())).then("centre", approve_priority());
    let open =
        || Play::with_handler().then("do.sc", ask_stop_open(0, 5)).then("chief.sc", Command::ApproveStop);
    let back = Command::ReturnToStep(ReturnToStep { step: 0, reason: sealed(1) });
    let late = Play::before_decision()
        .on("2026-03-12")
        .then("agent.sc", explain("2026-03-20"))
        .then("chief.sc", back);
    let mut redated = Play::accepted();
    redated.calendar = std::borrow::Cow::Owned(crate::time::with_holiday("2026-03-05"));
    [
        Play::received(&[1]).then("intake2", notice(&[2])).then("intake2", more(&[2])),
        Play::received(&[1]).then("intake2", notice(&[2])).on("2026-04-02"),
        Play::received(&[1])
            .then("intake2", notice(&[2]))
            .on("2026-04-02")
            .then("intake2", by_letter(&[2], "2026-04-02", Some("2026-04-01"))),
        Play::received(&[1])
            .then("intake2", notice(&[2]))
            .then("head.biz", release(&[1]))
            .then("intake2", notice(&[1, 2])),
        Play::received(&[1, 2]).on("2026-03-10"),
        Play::received(&[1, 2])
            .then("intake2", refuse_acceptance(NonAcceptanceGround::Barred { ground: ground("barred") })),
        instant_case,
        Play::deferred().on("2026-03-06").then("intake2", more(&[2])),
        recalled,
        Play::accepted().then("intake2", give("agent.sc", 5)).on("2026-03-04"),
        priority,
        open().then("do.sc", show_order()),
        open().on("2026-03-06"),
        late,
        redated.on("2026-03-03"),
        Play::granted().then("agent.sc", Command::ReturnDecision(reason())),
        Play::granted().on("2026-03-04"),
        Play::extended(),
        Play::with_handler()
            .then("do.sc", Command::AskExtension(reason()))
            .then("chief.sc", Command::RefuseExtension(reason())),
        Play::with_handler().then("intake2", withdraw(WithdrawCause::Other, Some(sealed(11)))),
        Play::with_handler()
            .away("do.sc", Some("do2.sc"))
            .then("do2.sc", stand_in(5))
            .all_back()
            .then("do.sc", take_back(5)),
        Play::with_handler().away("do.sc", None).then("lead.sc", reassign("do2.sc", 4)),
        Play::concluded().then("out", deliver()),
        Play::concluded()
            .then("out", confirm_address(digest(1), "w15"))
            .then("out", post())
            .then("out", crate::delivery::came_back("2026-03-02"))
            .then("out", crate::delivery::post_with(&[2]))
            .then("out", renew(digest(1), 70, false))
            .then("out", crate::delivery::came_back("2026-03-02"))
            .then("out", crate::delivery::not_back())
            .then("out", crate::delivery::lost("2026-03-02"))
            .then("time", originals_lost())
            .then("out", left("2026-03-02")),
        published().on("2026-05-17"),
        crate::electronic::sent().on("2026-03-10").then("out", crate::electronic::confirmed("2026-03-10")),
        crate::electronic::sent().then("out", crate::electronic::end(digest(1), "w15")),
        Play::with_handler()
            .then("intake5", reissue(1, "w5", 31))
            .then("intake3", same_matter("w3"))
            .then("intake2", change_contact(1, "w2", sealed(1)))
            .then("head.biz", correct(32))
            .then("head.biz", rename(33))
            .then("head.biz", inherited())
            .then("applicant", send_code(30))
            .then("applicant", withdraw_by_code(30)),
        Play::accepted().then("head.biz", end_with(EndGround::Died)),
        {
            let mut play = Play::received(&[1]);
            play.newer = Some(newer(serde_json::json!({})));
            play.then("legal", rebind(RebindGround::LawRequires))
        },
        Play::granted_on_commitment().then("do.sc", check(CheckOutcome::ToCorrect)),
        Play::before_decision().then("do2.sc", photograph(40)),
        Play::with_handler().then("time", papers_lost(1)),
    ]
    .into_iter()
    .flat_map(|play| play.log)
    .collect()
}

fn line(event: &Event) -> String {
    let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
    format!("{} {stored}\n", event.kind())
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let mut first: BTreeMap<&str, String> = BTreeMap::new();
        for event in lives() {
            first.entry(event.kind()).or_insert_with(|| line(&event));
        }
        let text: String = KINDS.iter().filter_map(|kind| first.get(kind).cloned()).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/events.txt stands in the source");
    let mut kinds = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(event.kind(), kind);
        assert_eq!(line(&event).trim_end(), stored, "what is written today has the same form");
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, KINDS.iter().copied().collect(), "every kind stands in tests/events.txt");
}

#[test]
fn every_kind_happens_in_a_life() {
    let happened: BTreeSet<_> = lives().iter().map(Event::kind).collect();
    assert_eq!(happened, KINDS.iter().copied().collect());
}

#[test]
fn what_is_no_event_is_not_read() {
    assert_eq!(Event::decode("case.burnt", b"{}"), Err(DecodeError::UnknownKind));
    assert_eq!(Event::decode("case.presented", b"{"), Err(DecodeError::Malformed { line: 1, column: 1 }));
    let text = br#"{"at":0,"by":"a person with a name"}"#;
    assert!(Event::decode("case.presented", text).is_err(), "an event holds no text of a person");
}

#[test]
fn evolving_is_total_and_a_fact_out_of_place_changes_nothing_of_the_stage() {
    let cases: Vec<Play> =
        vec![Play::received(&[1]), Play::with_handler(), Play::granted(), Play::concluded()];
    for event in lives() {
        let absent = evolve(Case::Absent, &event);
        assert_eq!(absent == Case::Absent, event.kind() != "case.received", "{}", event.kind());
        for play in &cases {
            let after = evolve(play.case.clone(), &event);
            // Only a corrected registration has another number (E10).
            let stays = after.facts().is_some_and(|facts| facts.receipt == play.facts().receipt);
            assert_eq!(stays, event.kind() != "case.applicant-corrected", "{}", event.kind());
        }
    }
}

// design.md section 3: state holds what decide needs, never the timeline
#[test]
fn a_state_is_small_and_does_not_grow_with_the_life() {
    let size = |play: &Play| postcard::to_stdvec(&play.case).expect("a state has a binary form").len();
    let mut play = Play::with_agent();
    let mut after_round = Vec::new();
    for _ in 0..50 {
        play = play.hand("agent.sc", "do.sc").hand("do.sc", "agent.sc");
        play = play.then("agent.sc", ask_stop(0, 5)).then("chief.sc", Command::RefuseStop(reason()));
        play = play
            .then("agent.sc", Command::AskPriority(reason()))
            .then("centre", Command::RefusePriority(reason()));
        after_round.push(size(&play));
    }
    assert!(after_round.iter().all(|bytes| *bytes == after_round[0]), "constant size: {after_round:?}");
    let largest = [Play::concluded(), Play::before_decision(), play].iter().map(size).max().unwrap_or(0);
    println!("largest state of an ordinary life: {largest} bytes");
    assert!(largest <= 4_096, "{largest} bytes");
}
