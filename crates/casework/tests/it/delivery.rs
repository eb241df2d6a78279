//! Delivery where the window and the first code do not do (C13, C25, E3, E15, N16).

use crate::fixture::*;
use crate::play::Play;
use casework::*;
use catalogue::Digest;

/// A new code for whoever shows the document with this digest.
pub fn renew(identity: Digest, pickup: u8, on_paper: bool) -> Command {
    let (pickup, pickup_sealed) = (digest(pickup), sealed(pickup));
    Command::RenewPickup(RenewPickup { identity, pickup, pickup_sealed, window: window("w15"), on_paper })
}

pub fn confirm_address(identity: Digest, at: &str) -> Command {
    let (address, window) = (sealed(61), window(at));
    Command::ConfirmAddress(ConfirmAddress { identity, address, window })
}

pub fn otherwise(way: OtherWay) -> Command {
    Command::DeliverOtherwise(DeliverOtherwise { way, window: window("w15") })
}

pub fn post() -> Command {
    post_with(&[])
}

/// With originals of these rows in the letter.
pub fn post_with(originals: &[u8]) -> Command {
    otherwise(OtherWay::Post { posting: sealed(62), originals: rows(originals) })
}

pub fn came_back(on: &str) -> Command {
    otherwise(OtherWay::CameBack { on: day(on), reason: sealed(66) })
}

pub fn not_back() -> Command {
    otherwise(OtherWay::NotBack { reason: sealed(67) })
}

pub fn lost(on: &str) -> Command {
    otherwise(OtherWay::Lost { on: day(on), word: sealed(68) })
}

pub fn signed_for(on: &str) -> Command {
    otherwise(OtherWay::SignedFor { on: day(on), signed: sealed(63) })
}

pub fn left(on: &str) -> Command {
    otherwise(OtherWay::Left { on: day(on), record: sealed(64) })
}

pub fn announced(on: &str) -> Command {
    otherwise(OtherWay::Announced { on: day(on), record: sealed(65) })
}

/// Concluded on 2 March, nobody came for ten working days, published on the 17th.
pub fn published() -> Play {
    Play::concluded().on("2026-03-17").then("out", announced("2026-03-17"))
}

fn with_code(pickup: u8) -> Command {
    let (identity, pickup) = (digest(1), digest(pickup));
    Command::Deliver(Deliver { to: DeliverTo::Applicant, identity, pickup, window: window("w15") })
}

// C13, E3, E15: nobody is left without the result because a message was lost, or never could be sent.
#[test]
fn a_new_pickup_code_after_a_look_at_the_document_voids_the_old_one() {
    let play = Play::concluded();
    assert_eq!(play.refuses("out", renew(digest(3), 70, true)), "identity-differs");
    assert_eq!(play.refuses("do.sc", renew(digest(1), 70, true)), "not-authorised");
    assert_eq!(Play::granted().refuses("out", renew(digest(1), 70, true)), "not-in-this-stage");
    let play = play.then("out", renew(digest(1), 70, true)).then("out", renew(digest(1), 71, false));
    let Event::PickupRenewed(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!((fact.renewal, fact.on_paper), (2, false));
    for void in [20, 70] {
        assert_eq!(play.refuses("out", with_code(void)), "pickup-code-wrong", "{void}");
    }
    let play = play.then("out", with_code(71));
    assert_eq!(play.stage(), StageName::Delivered);
    assert_eq!(play.refuses("out", renew(digest(1), 72, true)), "case-ended");
}

// C25: nothing is sent to an address that the applicant did not sign for, and the last one signed for counts.
#[test]
fn a_result_goes_by_post_only_to_an_address_the_applicant_confirmed() {
    let play = Play::concluded();
    assert_eq!(play.refuses("out", post()), "address-not-confirmed");
    assert_eq!(play.refuses("out", confirm_address(digest(3), "w15")), "identity-differs");
    assert_eq!(play.refuses("out", confirm_address(digest(1), "w99")), "window-unknown");
    let received = Play::accepted();
    assert_eq!(received.refuses("out", confirm_address(digest(1), "w15")), "window-does-not-serve");
    let early = received.then("intake2", confirm_address(digest(1), "w2"));
    assert_eq!(early.facts().sending.address, Some(sealed(61)), "at intake as well");
    let play = play.then("out", confirm_address(digest(1), "w15"));
    assert_eq!(play.refuses("out", signed_for("2026-03-02")), "not-posted");
    let sent = play.then("out", post());
    let Event::ResultPosted(fact) = sent.last() else { panic!("{:?}", sent.last()) };
    assert_eq!(fact.address, sealed(61));
    assert_eq!(sent.stage(), StageName::Concluded, "sent is not delivered");
}

// N16: the day on the carrier's receipt is the day of delivery, on both sides of the last working day.
#[test]
fn what_was_posted_is_delivered_on_the_day_the_carrier_says() {
    let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
    let noted = sent.on("2026-03-19");
    assert_eq!(noted.refuses("out", signed_for("2026-03-01")), "delivery-day-outside");
    assert_eq!(noted.refuses("out", signed_for("2026-03-20")), "delivery-day-outside");
    for (on, is_late) in [("2026-03-16", false), ("2026-03-17", true)] {
        let play = noted.clone().then("out", signed_for(on));
        let Event::Delivered(fact) = play.last() else { panic!("{:?}", play.last()) };
        assert_eq!((fact.late, fact.manner.day(), fact.identity), (is_late, Some(day(on)), None));
        assert_eq!(play.stage(), StageName::Delivered);
    }
    assert_eq!(noted.then("out", deliver()).stage(), StageName::Delivered, "what came back is collected");
}

// N16: sent twice, what came back signed may be the first; never what was signed before anything was sent.
#[test]
fn what_was_posted_again_may_have_been_signed_for_before() {
    let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).on("2026-03-04");
    let again = sent.then("out", post()).on("2026-03-09").then("out", post()).on("2026-03-10");
    let posted = again.facts().sending.posted.expect("it was sent");
    assert_eq!((posted.first, posted.on), (day("2026-03-04"), day("2026-03-09")));
    assert_eq!(again.refuses("out", signed_for("2026-03-03")), "delivery-day-outside");
    for on in ["2026-03-04", "2026-03-06"] {
        assert_eq!(again.clone().then("out", signed_for(on)).stage(), StageName::Delivered, "{on}");
    }
}

// N16, A29: the day of delivery is the carrier's, whenever somebody enters it, and never before the result was made.
#[test]
fn a_case_is_delivered_on_the_day_of_the_receipt_and_not_of_the_entry() {
    let at = |play: &Play| match play.case.stage() {
        Some(Stage::Delivered { delivered_at, .. }) => *delivered_at,
        other => panic!("{other:?}"),
    };
    let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
    let made = sent.now;
    let noted = sent.on("2026-03-19");
    assert_eq!(at(&noted.clone().then("out", signed_for("2026-03-16"))), day("2026-03-16").start());
    assert_eq!(at(&noted.clone().then("out", signed_for("2026-03-02"))), made, "the day it was made");
    assert_eq!(at(&noted.clone().then("out", left("2026-03-19"))), noted.now, "the day it is entered");
    assert_eq!(at(&noted.clone().then("out", deliver())), noted.now, "at the window");
}

// C25: refused at the address, left there before witnesses; never before the result was made.
#[test]
fn a_result_refused_at_the_address_is_left_there() {
    let play = Play::concluded().on("2026-03-05");
    assert_eq!(play.refuses("out", left("2026-03-04")), "address-not-confirmed");
    let play = play.then("out", confirm_address(digest(1), "w15"));
    assert_eq!(play.refuses("out", left("2026-03-01")), "delivery-day-outside");
    assert_eq!(play.refuses("out", left("2026-03-06")), "delivery-day-outside");
    assert_eq!(play.refuses("agent.sc", left("2026-03-05")), "not-authorised");
    let play = play.then("out", left("2026-03-04"));
    let Event::Delivered(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!(fact.manner, Manner::Left { on: day("2026-03-04"), record: sealed(64) });
}

// C25: the public notice is the last way, and counts from the midnight after its sixtieth day.
#[test]
fn a_public_notice_comes_last_and_counts_after_sixty_days() {
    let waiting = Play::concluded().on("2026-03-16");
    let first = DeliveryRefusal::OtherWaysFirst { until: day("2026-03-16") };
    assert_eq!(waiting.refusal("out", announced("2026-03-16")), first.into());
    let tried = waiting.then("out", confirm_address(digest(1), "w15")).then("out", post());
    assert_eq!(tried.then("out", announced("2026-03-16")).stage(), StageName::Concluded);

    let late = Play::concluded().on("2026-07-01");
    assert_eq!(late.refuses("out", announced("2026-05-01")), "delivery-day-outside", "it would have run");
    assert_eq!(late.refuses("out", announced("2026-07-02")), "delivery-day-outside");

    // Nor is it dated before it was lawful: from the first posting, or once the ten working days were over.
    let untried = Play::concluded().on("2026-03-20");
    assert_eq!(untried.refuses("out", announced("2026-03-16")), "delivery-day-outside");
    assert_eq!(untried.clone().then("out", announced("2026-03-17")).stage(), StageName::Concluded);
    let signed = Play::concluded().then("out", confirm_address(digest(1), "w15")).on("2026-03-05");
    let tried = signed.then("out", post()).on("2026-03-10").then("out", post());
    assert_eq!(tried.refuses("out", announced("2026-03-04")), "delivery-day-outside");
    assert_eq!(tried.then("out", announced("2026-03-05")).stage(), StageName::Concluded);
    let both = untried.then("out", confirm_address(digest(1), "w15")).then("out", post());
    assert_eq!(both.refuses("out", announced("2026-03-16")), "delivery-day-outside");
    assert_eq!(both.then("out", announced("2026-03-17")).stage(), StageName::Concluded, "before the post");

    let play = published();
    assert_eq!(play.refuses("out", announced("2026-03-17")), "already-announced");
    let last = play.clone().until(last_instant_of(day("2026-05-16")));
    assert_eq!(last.stage(), StageName::Concluded);
    let over = play.until(day("2026-05-17").start());
    let Event::DeliveryDeemed(fact) = over.last() else { panic!("{:?}", over.last()) };
    assert_eq!((fact.at, fact.until, fact.proof.n), (day("2026-05-17").start(), day("2026-05-16"), 1));
    assert_eq!((over.stage(), due(&over.case)), (StageName::Delivered, None));
}

// C25, C13: what counts as delivered still lies there for whoever comes, once.
#[test]
fn a_result_is_collected_after_its_notice_has_run_and_only_once() {
    let over = published().until(day("2026-06-01").at(9, 0));
    assert_eq!(over.refuses("out", post()), "case-ended");
    assert_eq!(over.refuses("out", confirm_address(digest(1), "w15")), "case-ended");
    let delivered_at = |play: &Play| match play.case.stage() {
        Some(Stage::Delivered { delivered_at, .. }) => *delivered_at,
        other => panic!("{other:?}"),
    };
    let play = over.clone().then("out", renew(digest(1), 70, true)).then("out", with_code(70));
    let Event::Delivered(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!(fact.proof.n, 2, "the one who came signs a proof of the own");
    assert_eq!(delivered_at(&play), delivered_at(&over), "the day of delivery stays that of the notice");
    assert_eq!(play.refuses("out", with_code(70)), "case-ended");
    assert_eq!(play.refuses("out", renew(digest(1), 71, true)), "case-ended");
}

// E10, E13, C25: nothing was signed for by, sent to or published for whoever takes the place; the former one's notice delivers nothing.
#[test]
fn another_applicant_begins_anew_with_address_posting_and_notice() {
    let sent = Play::concluded()
        .then("out", confirm_address(digest(1), "w15"))
        .then("out", renew(digest(1), 70, true))
        .then("out", post())
        .then("out", announced("2026-03-02"));
    assert!(sent.facts().sending.announced.is_some());
    let after = sent.then("head.biz", inherited());
    assert_eq!(after.facts().sending, Sending { renewals: 1, ..Sending::default() });
    assert_eq!(after.refuses("out", post()), "address-not-confirmed");
    assert_eq!(after.refuses("out", left("2026-03-02")), "address-not-confirmed");
    assert_eq!(after.refuses("out", signed_for("2026-03-02")), "not-posted");
    assert_eq!(after.refuses("out", confirm_address(digest(1), "w15")), "identity-differs");
    let waits = after.clone().until(day("2026-06-01").at(9, 0));
    assert_eq!((waits.stage(), due(&waits.case)), (StageName::Concluded, None), "no notice of theirs runs");
    assert_eq!(
        after.then("out", confirm_address(digest(60), "w15")).then("out", post()).stage(),
        StageName::Concluded
    );

    let wrong = Play::with_handler().then("intake2", confirm_address(digest(1), "w2"));
    assert_eq!(wrong.then("head.biz", correct(32)).facts().sending, Sending::default());
}

// E13: the same firm with another who speaks for it keeps its address; a firm that takes the place does not.
#[test]
fn an_address_stays_with_the_firm_that_signed_for_it() {
    use catalogue::item::ApplicantKind::Enterprise;
    let item = licence();
    let mut command = receive(&item, &[1, 2]);
    command.applicant_kind = Enterprise;
    let firm = Play::new(item)
        .then("intake2", Command::Receive(command))
        .then("intake2", confirm_address(digest(1), "w2"))
        .then("intake2", crate::electronic::agree(digest(1), "w2"));
    for (ground, applicant, stays) in
        [(SuccessionGround::Represented, 1, Some(sealed(61))), (SuccessionGround::Merged, 60, None)]
    {
        let after = firm.clone().then("head.biz", succeed(ground, applicant, Enterprise));
        assert_eq!(after.facts().sending.address, stays, "{ground:?}");
        // C25: the telephone or mailbox is that of whoever spoke for it before.
        assert_eq!(after.facts().sending.consent, Consent::NotGiven, "{ground:?}");
    }
}

// C25: after the ten working days a public notice is open, whatever else is not.
#[test]
fn the_other_ways_are_offered_when_one_of_them_is_open() {
    let offered = |play: &Play| {
        play.seen_by("out", |known| offers(&play.case, known))
            .iter()
            .any(|it| it.act == Act::DeliverOtherwise)
    };
    let fresh = Play::concluded();
    assert!(!offered(&fresh), "no address, and the days run");
    assert!(offered(&fresh.clone().then("out", confirm_address(digest(1), "w15"))));
    assert!(!offered(&fresh.clone().on("2026-03-16")));
    assert!(offered(&fresh.on("2026-03-17")));
}

// C25, E8: what is with a carrier says so until its receipt, its return or another way; a letter with originals until its receipt or
// its return alone, and never two at a time.
#[test]
fn a_letter_is_under_way_until_something_is_known_of_it() {
    let state = |play: &Play| play.case.public_state();
    let made = Play::concluded().then("out", confirm_address(digest(1), "w15"));
    assert_eq!(state(&made), Some(PublicState::ReadyToCollect));
    assert_eq!(made.refuses("out", came_back("2026-03-02")), "nothing-under-way");
    let sent = made.clone().then("out", post()).on("2026-03-04");
    assert_eq!(state(&sent), Some(PublicState::Posted));
    for on in ["2026-03-01", "2026-03-05"] {
        assert_eq!(sent.refuses("out", came_back(on)), "delivery-day-outside", "{on}");
    }
    for on in ["2026-03-02", "2026-03-04"] {
        let back = sent.clone().then("out", came_back(on));
        assert_eq!((back.stage(), state(&back)), (StageName::Concluded, Some(PublicState::ReadyToCollect)));
        assert_eq!(back.refuses("out", came_back(on)), "nothing-under-way");
        assert_eq!(state(&back.then("out", post())), Some(PublicState::Posted), "sent again");
    }
    assert_eq!(sent.refuses("do.sc", came_back("2026-03-04")), "not-authorised");
    let anew = renew(digest(1), 70, true);
    assert_eq!(state(&sent.clone().then("out", anew)), Some(PublicState::ReadyToCollect));
    assert_eq!(sent.then("out", post()).stage(), StageName::Concluded, "a second letter");

    let with = made.then("out", post_with(&[2]));
    assert_eq!(with.refuses("out", post_with(&[2])), "originals-with-carrier");
    assert_eq!(with.refuses("out", post()), "originals-with-carrier");
    assert_eq!(state(&with.clone().then("out", anew)), Some(PublicState::Posted), "they are in the letter");
    // E13: to whom they go back is known before somebody else takes the place.
    let heir = crate::fixture::inherited();
    assert_eq!(with.refuses("head.biz", heir), "originals-with-carrier");
    let back = with.then("out", anew).then("out", came_back("2026-03-02"));
    let _ = back.clone().then("head.biz", heir);
    let Event::PostCameBack(fact) = back.last() else { panic!("{:?}", back.last()) };
    assert_eq!(fact.originals, rows(&[2]));
    assert_eq!(state(&back), Some(PublicState::ReadyToCollect));
}

// C25: a letter that came back was signed for by nobody; one entered as come back by mistake is put right first. What went out
// since, or before and is not here again, may have been.
#[test]
fn what_came_back_was_not_signed_for() {
    let made = Play::concluded().then("out", confirm_address(digest(1), "w15"));
    assert_eq!(made.refuses("out", not_back()), "nothing-came-back");
    let sent = made.then("out", post()).on("2026-03-04");
    assert_eq!(sent.refuses("out", not_back()), "nothing-came-back");
    let back = sent.clone().then("out", came_back("2026-03-04"));
    for on in ["2026-03-02", "2026-03-04"] {
        assert_eq!(back.refuses("out", signed_for(on)), "letter-is-back", "{on}");
    }
    assert_eq!(back.refuses("out", lost("2026-03-04")), "nothing-under-way");
    assert_eq!(back.refuses("do.sc", not_back()), "not-authorised");
    // A wrong entry is corrected, once, and the day of the receipt counts as ever.
    let corrected = back.clone().then("out", not_back());
    let Event::PostReturnCorrected(fact) = corrected.last() else { panic!("{:?}", corrected.last()) };
    assert_eq!((fact.reason, corrected.case.public_state()), (sealed(67), Some(PublicState::Posted)));
    assert_eq!(corrected.refuses("out", not_back()), "nothing-came-back");
    assert_eq!(corrected.then("out", signed_for("2026-03-02")).stage(), StageName::Delivered);
    // Sent again: the receipt is of the second letter, and no day before it.
    let again = back.clone().on("2026-03-05").then("out", post()).on("2026-03-06");
    assert_eq!(again.refuses("out", signed_for("2026-03-04")), "delivery-day-outside");
    assert_eq!(again.clone().then("out", signed_for("2026-03-05")).stage(), StageName::Delivered);
    // Two at once: the second came back, and the first may still have been signed for.
    let two = sent.then("out", post()).then("out", came_back("2026-03-04"));
    let out_since = |play: &Play| play.facts().sending.posted.and_then(Posted::out_since);
    assert_eq!((out_since(&back), out_since(&two)), (None, Some(day("2026-03-02"))), "the form offers it");
    assert_eq!(two.refuses("out", signed_for("2026-03-01")), "delivery-day-outside");
    assert_eq!(two.then("out", signed_for("2026-03-02")).stage(), StageName::Delivered);
}

// C25, E8: the carrier's word that a letter is lost, of a day between the posting and today, once; the result is owed again and goes
// every way. A letter that is found after all comes back, or was signed for.
#[test]
fn a_letter_that_the_carrier_lost_leaves_the_result_owed() {
    let made = Play::concluded().then("out", confirm_address(digest(1), "w15"));
    assert_eq!(made.refuses("out", lost("2026-03-02")), "nothing-under-way", "nothing was posted");
    let sent = made.then("out", post_with(&[2])).on("2026-03-06");
    for on in ["2026-03-01", "2026-03-07"] {
        assert_eq!(sent.refuses("out", lost(on)), "delivery-day-outside", "{on}");
    }
    assert_eq!(sent.refuses("do.sc", lost("2026-03-06")), "not-authorised");
    for on in ["2026-03-02", "2026-03-06"] {
        let gone = sent.clone().then("out", lost(on));
        let Event::PostLost(fact) = gone.last() else { panic!("{:?}", gone.last()) };
        assert_eq!((fact.by, fact.sent_by, fact.on), (who("out"), who("out"), day(on)));
        assert_eq!((fact.word, fact.originals), (sealed(68), rows(&[2])));
    }
    let gone = sent.clone().then("out", lost("2026-03-06"));
    assert_eq!(
        (gone.stage(), gone.case.public_state()),
        (StageName::Concluded, Some(PublicState::ReadyToCollect))
    );
    assert_eq!(gone.facts().clocks.delivery, sent.facts().clocks.delivery, "its time goes on");
    let plain = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
    let plain = plain.then("out", lost("2026-03-02"));
    assert_eq!(plain.refuses("out", lost("2026-03-02")), "nothing-under-way", "once");
    assert_eq!(
        gone.clone().then("out", lost("2026-03-06")).last().kind(),
        "case.post-lost",
        "the folder says"
    );
    assert_eq!(gone.refuses("out", not_back()), "nothing-came-back");
    for (way, state) in [(deliver(), StageName::Delivered), (post(), StageName::Concluded)] {
        assert_eq!(gone.clone().then("out", way).stage(), state, "{way:?}");
    }
    // E13: whoever takes the place is not held up by what is nowhere.
    let _ = gone.clone().then("head.biz", crate::fixture::inherited());
    // Found again.
    let found = gone.clone().then("out", came_back("2026-03-06"));
    assert_eq!(found.refuses("out", signed_for("2026-03-06")), "letter-is-back");
    let signed = gone.then("out", signed_for("2026-03-05"));
    assert_eq!(signed.stage(), StageName::Delivered);
    assert_eq!(signed.refuses("out", lost("2026-03-06")), "case-ended", "it was signed for");
    // After another way was taken nobody waits for it, lost or not.
    let other = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
    let other = other.then("out", renew(digest(1), 70, true));
    assert_eq!(other.refuses("out", lost("2026-03-02")), "nothing-under-way");
}
