//! 电子送达: consent with a confirmed address, the code that fetches, five working days, and how it is taken back (C25).

use crate::delivery::{announced, confirm_address, otherwise, post, signed_for};
use crate::fixture::*;
use crate::play::Play;
use casework::*;
use catalogue::Digest;

/// The applicant with this document agrees, at this window.
pub fn agree(identity: Digest, at: &str) -> Command {
    let (way, address, window) = (ElectronicWay::Sms, sealed(66), window(at));
    Command::AgreeElectronic(AgreeElectronic { identity, way, address, window })
}

/// And takes it back.
pub fn end(identity: Digest, at: &str) -> Command {
    Command::EndElectronic(EndElectronic { identity, window: window(at) })
}

/// A message with this code.
pub fn send(code: u8) -> Command {
    otherwise(OtherWay::Electronic { code: digest(code), code_sealed: sealed(code) })
}

/// Its receipt is on record.
pub fn confirmed(on: &str) -> Command {
    otherwise(OtherWay::Confirmed { on: day(on), record: sealed(67) })
}

/// The applicant types this code.
pub fn fetch(code: u8) -> Command {
    Command::FetchElectronic(FetchElectronic { code: digest(code) })
}

/// Concluded on 2 March, agreed to and sent the same day.
pub fn sent() -> Play {
    Play::concluded().then("out", agree(digest(1), "w15")).then("out", send(80))
}

// C25: nothing goes out electronically to whoever did not agree, or agreed no longer; the address is the one signed for last.
#[test]
fn nothing_is_sent_electronically_without_the_applicants_consent() {
    let play = Play::concluded();
    assert_eq!(play.refuses("out", send(80)), "electronic-not-agreed");
    assert_eq!(play.refuses("out", confirmed("2026-03-02")), "electronic-not-agreed");
    assert_eq!(play.refuses("applicant", fetch(80)), "electronic-not-agreed");
    assert_eq!(play.refuses("out", end(digest(1), "w15")), "electronic-not-agreed");
    assert_eq!(play.refuses("out", agree(digest(3), "w15")), "identity-differs");
    assert_eq!(play.refuses("out", agree(digest(1), "w99")), "window-unknown");
    assert_eq!(play.refuses("do.sc", agree(digest(1), "w15")), "not-authorised");
    let play = play.then("out", agree(digest(1), "w15"));
    assert_eq!(play.refuses("out", confirmed("2026-03-02")), "nothing-sent-electronically");
    assert_eq!(play.refuses("applicant", fetch(80)), "nothing-sent-electronically");
    assert_eq!(play.refuses("do.sc", send(80)), "not-authorised");
    let sent = play.then("out", send(80));
    let Event::SentElectronically(fact) = sent.last() else { panic!("{:?}", sent.last()) };
    assert_eq!((fact.address, fact.until), (sealed(66), day("2026-03-09")), "five working days");
    assert_eq!(sent.stage(), StageName::Concluded, "sent is not delivered");

    assert_eq!(sent.refuses("out", end(digest(3), "w15")), "identity-differs");
    let back = sent.then("out", end(digest(1), "w15"));
    assert_eq!(back.facts().sending.fetch, None, "its code is void");
    for (who, command) in [("out", send(81)), ("applicant", fetch(80)), ("out", end(digest(1), "w15"))] {
        assert_eq!(back.refuses(who, command), "electronic-taken-back");
    }
    let again = back.then("out", agree(digest(1), "w15")).then("out", send(82));
    assert_eq!(
        again.then("applicant", fetch(82)).stage(),
        StageName::Delivered,
        "who agrees again is served"
    );
}

// C25: consent is taken in where the papers are, and later where results are handed out, until the case is over.
#[test]
fn consent_is_given_at_intake_or_later() {
    let received = Play::accepted();
    assert_eq!(received.refuses("out", agree(digest(1), "w15")), "window-does-not-serve");
    let early = received.then("intake2", agree(digest(1), "w2"));
    let given = Consent::Given { way: ElectronicWay::Sms, address: sealed(66), on: early.now.day() };
    assert_eq!(early.facts().sending.consent, given);
    assert_eq!(early.refuses("out", send(80)), "not-in-this-stage");
    let gone = early.then("intake2", end(digest(1), "w2"));
    assert!(matches!(gone.facts().sending.consent, Consent::TakenBack { .. }));
    let over = sent().then("applicant", fetch(80));
    assert_eq!(over.refuses("out", agree(digest(1), "w15")), "case-ended");
    assert_eq!(over.refuses("out", end(digest(1), "w15")), "case-ended");
}

// C25, C13: only the applicant fetches, only with the last code, and only once.
#[test]
fn a_result_is_delivered_when_it_is_fetched_with_the_last_code() {
    let play = sent();
    assert_eq!(play.refuses("out", fetch(80)), "only-the-applicant");
    assert_eq!(play.refuses("applicant", fetch(81)), "fetch-code-wrong");
    let again = play.clone().then("out", send(81));
    assert_eq!(again.refuses("applicant", fetch(80)), "fetch-code-wrong", "an earlier code is void");
    let elsewhere = play.clone().then("out", agree(digest(1), "w15"));
    assert_eq!(elsewhere.refuses("applicant", fetch(80)), "nothing-sent-electronically", "another address");
    let fetched = play.on("2026-03-05").then("applicant", fetch(80));
    let Event::Delivered(fact) = fetched.last() else { panic!("{:?}", fetched.last()) };
    assert_eq!(fact.manner, Manner::Electronic { on: day("2026-03-05"), confirmed: None });
    assert_eq!((fact.by, fact.window, fact.proof.n), (applicant_itself(), window("w15"), 1));
    assert_eq!((fetched.stage(), due(&fetched.case)), (StageName::Delivered, None));
    assert_eq!(fetched.refuses("applicant", fetch(80)), "case-ended");
    assert_eq!(fetched.refuses("out", deliver()), "case-ended");
}

// C25, N16: the day on record is that of delivery, on both sides of what it can have been and of the last working day.
#[test]
fn a_confirmed_receipt_delivers_on_its_day() {
    let noted = sent().on("2026-03-19");
    assert_eq!(noted.refuses("out", confirmed("2026-03-01")), "delivery-day-outside");
    assert_eq!(noted.refuses("out", confirmed("2026-03-20")), "delivery-day-outside");
    assert_eq!(noted.refuses("agent.sc", confirmed("2026-03-16")), "not-authorised");
    for (on, is_late) in [("2026-03-02", false), ("2026-03-16", false), ("2026-03-17", true)] {
        let play = noted.clone().then("out", confirmed(on));
        let Event::Delivered(fact) = play.last() else { panic!("{:?}", play.last()) };
        assert_eq!(fact.manner, Manner::Electronic { on: day(on), confirmed: Some(sealed(67)) });
        assert_eq!((fact.late, play.stage()), (is_late, StageName::Delivered), "{on}");
    }
}

// C25: five working days and no more; the code goes on working, and every other way is open.
#[test]
fn what_nobody_fetches_is_noted_after_five_working_days() {
    let last = sent().until(last_instant_of(day("2026-03-09")));
    assert!(!matches!(last.last(), Event::ElectronicUnfetched(_)), "{:?}", last.last());
    let passed = last.until(day("2026-03-10").start());
    let noted = passed.log.iter().filter_map(|event| match event {
        Event::ElectronicUnfetched(fact) => Some((fact.at, fact.on, fact.until)),
        _ => None,
    });
    let expected = (day("2026-03-10").start(), day("2026-03-02"), day("2026-03-09"));
    assert_eq!(noted.collect::<Vec<_>>(), [expected], "once");
    let later = passed.on("2026-03-11");
    assert_eq!(later.clone().then("applicant", fetch(80)).stage(), StageName::Delivered);
    assert_eq!(later.clone().then("out", deliver()).stage(), StageName::Delivered);
    let posted = later.clone().then("out", confirm_address(digest(1), "w15")).then("out", post());
    assert_eq!(posted.then("out", signed_for("2026-03-11")).stage(), StageName::Delivered);
    assert_eq!(later.refuses("out", announced("2026-03-11")), "other-ways-first");
    let again = later.then("out", send(81));
    let Event::SentElectronically(fact) = again.last() else { panic!("{:?}", again.last()) };
    assert_eq!(fact.until, day("2026-03-18"), "its days begin anew");
    let handed = sent().then("out", deliver()).on("2026-03-20");
    assert!(
        !handed.log.iter().any(|it| matches!(it, Event::ElectronicUnfetched(_))),
        "nothing waits any more"
    );
}

// E10, E13, C25: whoever takes the place agreed to nothing, and no code of the former one fetches.
#[test]
fn another_applicant_agreed_to_nothing() {
    let after = sent().then("head.biz", inherited());
    assert_eq!(after.facts().sending, Sending::default());
    assert_eq!(after.refuses("out", send(81)), "electronic-not-agreed");
    assert_eq!(after.refuses("applicant", fetch(80)), "electronic-not-agreed");
    let later = after.until(day("2026-03-20").at(9, 0));
    assert!(!later.log.iter().any(|it| matches!(it, Event::ElectronicUnfetched(_))), "nor do its days run");
}

// C25: no officer is offered what only the applicant does, and the way is offered once it is open.
#[test]
fn the_electronic_way_is_offered_to_whom_it_is_open() {
    let open = |play: &Play, who: &str, act: Act| {
        let offered = play.seen_by(who, |known| offers(&play.case, known));
        offered.iter().any(|it| it.act == act && it.refusal.is_none())
    };
    let (fresh, sent) = (Play::concluded(), sent());
    assert!(open(&fresh, "out", Act::AgreeElectronic) && !open(&fresh, "out", Act::EndElectronic));
    assert!(!open(&fresh, "out", Act::DeliverOtherwise) && open(&sent, "out", Act::DeliverOtherwise));
    assert!(open(&sent, "out", Act::EndElectronic));
    assert!(!open(&sent, "out", Act::FetchElectronic) && open(&sent, "applicant", Act::FetchElectronic));
}
