//! Whose the case is: a receipt printed again, a registration corrected, a successor, an end, and the applicant's own code.

use crate::fixture::*;
use crate::play::Play;
use calendar::Instant;
use casework::*;
use catalogue::item::ApplicantKind;

const MINUTE: i64 = 60_000_000;

/// A firm's case in the handler's hands.
fn firm() -> Play {
    let item = licence();
    let mut command = receive(&item, &[1, 2]);
    command.applicant_kind = ApplicantKind::Enterprise;
    let play = Play::new(item).then("intake2", Command::Receive(command)).then("intake2", Command::Accept);
    play.hand("intake2", "agent.sc").hand("agent.sc", "do.sc")
}

// E15: any window, whatever it serves, after a look at the document; the old code is void in the same instant.
#[test]
fn a_lost_receipt_is_printed_again_at_any_window_and_its_code_is_void() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("intake5", reissue(99, "w5", 31)), "identity-differs");
    assert_eq!(play.refuses("intake5", reissue(1, "w2", 31)), "not-at-that-window");
    assert_eq!(play.refuses("do.sc", reissue(1, "w2", 31)), "not-at-that-window");
    assert_eq!(play.refuses("intake5", reissue(1, "w99", 31)), "window-unknown");
    let before = play.facts().query;
    let once = play.then("intake5", reissue(1, "w5", 31));
    assert_eq!((once.facts().query, once.facts().query_sealed), (digest(31), sealed(31)));
    assert_ne!(once.facts().query, before);
    let twice = once.then("head.biz", reissue(1, "w2", 34));
    let Event::ReceiptReissued(fact) = twice.last() else { panic!("{:?}", twice.last()) };
    assert_eq!((fact.reprint, twice.facts().register.reprints), (2, 2), "counted");
    // The page goes on being read after the end.
    let delivered = Play::concluded().then("out", deliver()).then("intake3", reissue(1, "w3", 35));
    assert_eq!((delivered.stage(), delivered.facts().query), (StageName::Delivered, digest(35)));
}

// N7, E15: somebody sent with a letter gets it too, and is on record; whose mandate has ended gets nothing any more (E13).
#[test]
fn a_receipt_is_printed_for_whoever_was_sent_with_a_letter() {
    let sent = |identity: u8, letter| Comes::Sent { identity: digest(identity), sent: sealed(71), letter };
    let play = Play::with_handler();
    assert_eq!(play.refuses("intake5", reissue_for(sent(77, false), "w5", 31)), "letter-not-seen");
    assert_eq!(play.refuses("do.sc", reissue_for(sent(77, true), "w2", 31)), "not-at-that-window");
    let after = play.clone().then("intake5", reissue_for(sent(77, true), "w5", 31));
    let Event::ReceiptReissued(fact) = after.last() else { panic!("{:?}", after.last()) };
    assert_eq!((fact.sent, after.facts().query), (Some(sealed(71)), digest(31)));
    let own = play.clone().then("intake5", reissue(1, "w5", 31));
    assert!(matches!(own.last(), Event::ReceiptReissued(fact) if fact.sent.is_none()));
    let succeeded = play.then("head.biz", inherited());
    for former in [77, 1] {
        assert_eq!(succeeded.refuses("intake5", reissue_for(sent(former, true), "w5", 31)), "mandate-ended");
    }
    assert_eq!(succeeded.then("intake5", reissue_for(sent(78, true), "w5", 31)).facts().query, digest(31));
}

// C26, C13: number and query code only read; the code of ten minutes to the own telephone withdraws, once.
#[test]
fn an_applicant_withdraws_with_the_own_code_for_ten_minutes_and_once() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("applicant", withdraw_by_code(30)), "no-code-sent");
    for person in ["intake2", "head.biz", "centre"] {
        assert_eq!(play.refuses(person, send_code(30)), "only-the-applicant", "{person}");
    }
    let sent = play.then("applicant", send_code(30));
    assert_eq!(sent.refuses("intake2", withdraw_by_code(30)), "only-the-applicant");
    assert_eq!(sent.refuses("applicant", withdraw_by_code(29)), "code-wrong");
    let later = |micros| sent.clone().until(Instant(sent.now.0 + micros));
    assert_eq!(later(10 * MINUTE).refuses("applicant", withdraw_by_code(30)), "code-expired");
    let after = later(10 * MINUTE - 1).then("applicant", withdraw_by_code(30));
    let Some(Stage::Withdrawn(withdrawal)) = after.case.stage() else { panic!("{:?}", after.case.stage()) };
    assert_eq!((withdrawal.by, withdrawal.cause), (None, WithdrawCause::AskedByWindow));
    assert_eq!((withdrawal.papers, after.facts().holding.papers), (5, 5), "the papers wait to be fetched");
    assert!(after.facts().clocks.running().next().is_none());
    assert_eq!(after.refuses("applicant", withdraw_by_code(30)), "case-ended");
    // A newer code makes the older one void.
    let again = sent.then("applicant", send_code(36));
    assert_eq!(again.refuses("applicant", withdraw_by_code(30)), "code-wrong");
    assert_eq!(again.then("applicant", withdraw_by_code(36)).stage(), StageName::Withdrawn);
}

// F9: until the decision; a reason that is not listed needs words.
#[test]
fn the_own_code_withdraws_nothing_that_is_decided() {
    let sent = Play::before_decision().then("applicant", send_code(30));
    let other = Command::WithdrawByCode(WithdrawByCode {
        cause: WithdrawCause::Other,
        words: None,
        code: digest(30),
    });
    assert_eq!(sent.refuses("applicant", other), "words-needed");
    let decided = sent.then("chief.sc", grant());
    assert_eq!(decided.refuses("applicant", withdraw_by_code(30)), "not-in-this-stage");
    assert_eq!(decided.refuses("applicant", send_code(30)), "not-in-this-stage");
}

// E10: the window head with a reason, never whoever took it in; new number, new code, the old ones remembered.
#[test]
fn a_wrong_registration_is_corrected_by_the_window_head_before_the_decision() {
    let play = Play::with_handler();
    for person in ["intake2", "do.sc", "agent.sc", "chief.sc", "centre"] {
        assert_eq!(play.refuses(person, correct(32)), "not-authorised", "{person}");
    }
    assert_eq!(play.refuses("head.biz", correct(1)), "same-person");
    let was = play.facts().clone();
    let after = play.then("head.biz", correct(32));
    let facts = after.facts();
    assert_eq!((facts.applicant, facts.query), (digest(32), digest(41)));
    assert_eq!((was.receipt.n, facts.receipt.n), (1, 2), "a new number of the same series");
    let former: Vec<_> = facts.register.former().collect();
    assert_eq!(former.len(), 1);
    assert_eq!(
        (former[0].receipt, former[0].applicant, former[0].query),
        (was.receipt, was.applicant, was.query)
    );
    assert_eq!(former[0].change, Change::WrongPerson);
    assert_eq!((facts.received_at, facts.clocks), (was.received_at, was.clocks), "no time is won or lost");
    // The wrong person withdraws nothing and gets nothing printed.
    assert_eq!(after.refuses("intake2", withdraw(WithdrawCause::ComesAgain, None)), "identity-differs");
    assert_eq!(after.refuses("intake2", reissue(1, "w2", 31)), "identity-differs");
    assert_eq!(after.then("intake2", reissue(32, "w2", 31)).facts().query, digest(31));
}

// E10: not by the same person, even with the post.
#[test]
fn whoever_took_it_in_does_not_correct_it_alone() {
    let item = licence();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let play = Play::new(item).then("head.biz", command);
    let refusal = play.refusal("head.biz", correct(32));
    assert_eq!(refusal.code(), "intake-cannot-correct");
    assert_eq!(refusal.able().iter().map(|able| able.person).collect::<Vec<_>>(), [who("head.soc")]);
    for command in [rename(33), inherited(), end_with(EndGround::Died)] {
        assert_eq!(play.refuses("head.biz", command), "intake-cannot-correct");
    }
    assert_eq!(play.then("head.soc", correct(32)).facts().applicant, digest(32));
}

// E10, E11, E13: after the decision only revocation and a new case.
#[test]
fn after_the_decision_nothing_is_corrected() {
    for play in [Play::granted(), Play::concluded(), Play::concluded().then("out", deliver())] {
        for command in [correct(32), end_with(EndGround::Died)] {
            assert_eq!(play.refuses("head.biz", command), "already-decided", "{:?}", play.stage());
        }
    }
    assert_eq!(Play::before_decision().then("head.biz", correct(32)).stage(), StageName::Handling);
}

// E11: the same person; number and code stay, and the former name is remembered.
#[test]
fn a_name_or_number_that_changed_is_entered_on_proof() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("intake2", rename(33)), "not-authorised");
    let was = play.facts().clone();
    let after = play.then("head.biz", rename(33));
    assert_eq!((after.facts().receipt, after.facts().query), (was.receipt, was.query));
    assert_eq!(after.facts().applicant, digest(33));
    let former: Vec<_> = after.facts().register.former().map(|it| (it.applicant, it.change)).collect();
    assert_eq!(former, [(digest(1), Change::SamePerson)]);
}

// E11: who got another number after the decision collects with it, and nobody does once the result is handed out.
#[test]
fn a_name_or_number_is_entered_until_the_result_is_handed_out() {
    let collect = |identity: u8| {
        let (to, identity, pickup) = (DeliverTo::Applicant, digest(identity), digest(20));
        Command::Deliver(Deliver { to, identity, pickup, window: window("w15") })
    };
    assert_eq!(Play::granted().then("head.biz", rename(33)).facts().applicant, digest(33));
    let waits = Play::concluded().then("head.biz", rename(33));
    assert_eq!(waits.refuses("out", collect(1)), "identity-differs", "the former number");
    let delivered = waits.then("out", collect(33));
    assert_eq!(delivered.stage(), StageName::Delivered);
    assert_eq!(delivered.refuses("head.biz", rename(34)), "already-decided");
    // A public notice has run, and the result still lies there (C25).
    let published = crate::delivery::published().on("2026-05-17");
    assert_eq!(published.then("head.biz", rename(33)).facts().applicant, digest(33));
}

// E13, M4: one person does not both put somebody into the applicant's place and hand out the result.
#[test]
fn whoever_changed_whose_the_case_is_hands_nothing_out_of_it() {
    let mut play = Play::concluded();
    let desk = "w15";
    let of_head = |it: &&mut catalogue::organisation::PostHolding| it.person == who("head.biz");
    for holding in play.organisation.posts.iter_mut().filter(of_head) {
        holding.windows.push(window(desk));
    }
    let handed = |pickup: u8, identity: u8| {
        let (to, identity, pickup) = (DeliverTo::Applicant, digest(identity), digest(pickup));
        Command::Deliver(Deliver { to, identity, pickup, window: window(desk) })
    };
    assert_eq!(
        play.clone().then("head.biz", handed(20, 1)).stage(),
        StageName::Delivered,
        "the post is enough"
    );
    for (changed, identity, pickup) in [(inherited(), 60, 47), (rename(33), 33, 20)] {
        let waits = play.clone().then("head.biz", changed);
        let refusal = waits.refusal("head.biz", handed(pickup, identity));
        assert_eq!(refusal.code(), "registrar-cannot-hand-out");
        let able: Vec<_> = refusal.able().iter().map(|able| able.person).collect();
        assert!(able.contains(&who("out")) && !able.contains(&who("head.biz")), "{able:?}");
        let renewal = crate::delivery::renew(digest(identity), 71, true);
        assert_eq!(waits.refuses("head.biz", renewal), "registrar-cannot-hand-out");
        assert_eq!(waits.then("out", handed(pickup, identity)).stage(), StageName::Delivered);
    }
}

// E3, E11: with the own document, where the applicant is received; who it is does not change.
#[test]
fn a_telephone_is_changed_with_the_own_document_until_the_result_is_handed_out() {
    let play = Play::with_handler();
    let before = play.facts().applicant_sealed;
    assert_eq!(play.refuses("intake2", change_contact(9, "w2", before)), "identity-differs");
    assert_eq!(play.refuses("intake5", change_contact(1, "w5", before)), "window-does-not-serve");
    assert_eq!(play.refuses("do.sc", change_contact(1, "w2", before)), "not-authorised");
    assert_eq!(play.refuses("intake2", change_contact(1, "w99", before)), "window-unknown");
    let was = play.facts().clone();
    let after = play.clone().then("intake2", change_contact(1, "w2", before));
    let facts = after.facts();
    assert_eq!((facts.applicant, facts.applicant_sealed), (was.applicant, sealed(48)));
    assert_eq!((facts.receipt, facts.query, facts.clocks), (was.receipt, was.query, was.clocks));
    assert_eq!(facts.register, was.register, "nobody takes anybody's place");
    // What was registered meanwhile is not undone by particulars that were made from older ones.
    let renamed = play.then("head.biz", rename(1));
    assert_eq!(renamed.refuses("intake2", change_contact(1, "w2", before)), "registration-moved");
    // When the result waits, where results are handed out, by who did not change whose the case is.
    let waits = Play::concluded();
    let before = waits.facts().applicant_sealed;
    assert_eq!(waits.refuses("do.sc", change_contact(1, "w15", before)), "not-authorised");
    let told = waits.then("out", change_contact(1, "w15", before));
    assert_eq!(told.facts().applicant_sealed, sealed(48));
    let delivered = told.then("out", deliver());
    assert_eq!(delivered.refuses("out", change_contact(1, "w15", sealed(48))), "case-ended");
}

#[test]
fn a_registration_changes_six_times_and_no_more() {
    let play =
        (61..61 + FORMER_MAX as u8).fold(Play::with_handler(), |play, n| play.then("head.biz", rename(n)));
    assert_eq!(play.refuses("head.biz", rename(90)), "too-many-changes");
    assert_eq!(play.refuses("head.biz", correct(90)), "too-many-changes");
}

// E13: the successor on proof, clocks run on; whoever acted before collects nothing, nor does the code that was sent.
#[test]
fn a_successor_takes_the_place_and_the_former_representative_collects_nothing() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("intake2", inherited()), "not-authorised");
    let clocks = play.facts().clocks;
    let after = play.then("head.biz", inherited());
    assert_eq!((after.facts().applicant, after.facts().query), (digest(60), digest(46)));
    assert_eq!(after.facts().clocks, clocks);
    let waits = Play::concluded().then("head.biz", inherited());
    let handed = |identity: u8, pickup: u8, to| {
        let (identity, pickup) = (digest(identity), digest(pickup));
        Command::Deliver(Deliver { to, identity, pickup, window: window("w15") })
    };
    let sent = DeliverTo::Authorised { collector: sealed(70), letter: true };
    assert_eq!(
        waits.refuses("out", handed(60, 20, DeliverTo::Applicant)),
        "pickup-code-wrong",
        "the old code"
    );
    assert_eq!(waits.refuses("out", handed(1, 47, DeliverTo::Applicant)), "identity-differs");
    assert_eq!(waits.refuses("out", handed(77, 47, sent)), "mandate-ended", "the former representative");
    assert_eq!(waits.refuses("out", handed(1, 47, sent)), "mandate-ended", "with the former document");
    assert_eq!(waits.clone().then("out", handed(78, 47, sent)).stage(), StageName::Delivered);
    assert_eq!(waits.then("out", handed(60, 47, DeliverTo::Applicant)).stage(), StageName::Delivered);
}

// E13: a son acted for his father and inherits; the mandate ended, and it is his own matter now.
#[test]
fn an_heir_who_acted_for_the_applicant_collects_as_the_applicant() {
    let heir = succeed(SuccessionGround::Inherited, 77, ApplicantKind::NaturalPerson);
    let waits = Play::concluded().then("head.biz", heir);
    let (to, identity, pickup) = (DeliverTo::Applicant, digest(77), digest(47));
    let own = Command::Deliver(Deliver { to, identity, pickup, window: window("w15") });
    assert_eq!(waits.then("out", own).stage(), StageName::Delivered);
}

// E13: a firm merges, or another speaks for it; each ground fits one kind of applicant.
#[test]
fn a_firm_is_succeeded_or_gets_another_representative() {
    use ApplicantKind::{Enterprise, NaturalPerson, StateOrgan};
    use SuccessionGround::*;
    let play = firm();
    assert_eq!(play.refuses("head.biz", succeed(Represented, 60, Enterprise)), "another-firm");
    assert_eq!(play.refuses("head.biz", succeed(Merged, 1, Enterprise)), "same-person");
    assert_eq!(play.refuses("head.biz", succeed(Merged, 60, StateOrgan)), "applicant-not-served");
    let after = play.clone().then("head.biz", succeed(Represented, 1, Enterprise));
    assert_eq!(after.facts().applicant, digest(1), "the same firm");
    assert_eq!(play.clone().then("head.biz", succeed(Merged, 60, Enterprise)).facts().applicant, digest(60));
    assert_eq!(Play::accepted().refuses("head.biz", succeed(Represented, 1, NaturalPerson)), "no-firm");
    assert_eq!(play.refuses("head.biz", end_with(EndGround::Died)), "wrong-end");
    assert_eq!(Play::accepted().refuses("head.biz", end_with(EndGround::Dissolved)), "wrong-end");
    assert_eq!(play.then("head.biz", end_with(EndGround::Dissolved)).stage(), StageName::EndedWithApplicant);
}

// E13: the end has a paper of its own, nothing runs, the papers wait to be fetched.
#[test]
fn a_case_ends_with_its_applicant_by_a_numbered_paper() {
    let after = Play::with_handler().then("head.biz", end_with(EndGround::Died));
    let Some(Stage::EndedWithApplicant(ended)) = after.case.stage() else { panic!("{:?}", after.stage()) };
    assert_eq!((ended.notice.kind, ended.notice.n, ended.papers), (DocumentKind::EndNotice, 1, 5));
    assert!(after.facts().clocks.running().next().is_none() && due(&after.case).is_none());
    assert_eq!(after.case.public_state(), Some(PublicState::EndedWithApplicant));
    let acts = |play: &Play| play.case.file().expect("it was received").mandate_runs();
    assert!(acts(&Play::with_handler()) && acts(&Play::concluded()) && !acts(&after), "a mandate ends too");
    assert_eq!(after.refuses("do.sc", complete(DonePlace::Hall)), "case-ended");
    assert_eq!(after.refuses("head.biz", inherited()), "case-ended");
}

// E9: whoever comes again with the same matter is led to the open case, and that is on record.
#[test]
fn the_same_matter_that_comes_again_is_noted_on_the_open_case() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("intake5", same_matter("w5")), "window-does-not-serve");
    assert_eq!(play.refuses("do.sc", same_matter("w2")), "not-authorised");
    let after = play.clone().then("intake3", same_matter("w3"));
    assert_eq!((after.stage(), after.last().kind()), (play.stage(), "case.same-matter"));
    assert_eq!(after.facts(), play.facts(), "nothing else changes");
    let ended = Play::accepted().then("head.biz", end_with(EndGround::Died));
    assert_eq!(ended.refuses("intake2", same_matter("w2")), "case-ended");
}
