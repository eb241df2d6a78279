//! What was made after the case is handed out, with a proof and in its days (N16, E16, C25), and a lost paper is replaced by two
//! (A22, M4).

use super::*;

fn corrected() -> Life {
    // Decided on Monday 2 March 2026.
    Life::born(YEAR).then("do.sc", correct()).then("chief.sc", granted())
}

fn fact(life: &Life) -> HandedOut {
    let Some(Event::HandedOut(fact)) = life.log.last() else { panic!("{:?}", life.log.last()) };
    *fact
}

fn post(on: &str) -> Handing {
    Handing::Post { on: day(on), record: sealed(41) }
}

fn left(on: &str) -> Handing {
    Handing::Left { on: day(on), record: sealed(42) }
}

fn announced(on: &str) -> Handing {
    Handing::Announced { on: day(on), record: sealed(43) }
}

// N16, E16: to the holder who shows the document, or to whoever brings a letter; by whom results are handed out, once.
#[test]
fn a_new_paper_is_handed_to_its_holder_once_with_a_numbered_proof() {
    assert!(Life::born(YEAR).file().owed.is_empty(), "the first paper is delivered with its case");
    let made = corrected();
    let owed = made.file().owed.clone();
    assert_eq!((owed.len(), owed[0].number), (1, made.file().current().number));
    assert_eq!(made.refuses("out", to_holder(&made, 2)), "identity-differs");
    for person in ["do.sc", "chief.sc", "agent.sc", "do.wj", "intake5", "stranger"] {
        assert_eq!(made.refuses(person, to_holder(&made, 1)), "not-authorised", "{person}");
    }
    let elsewhere = Command::HandOut(HandOut {
        paper: owed[0].number,
        way: Handing::Holder { identity: digest(1) },
        window: window("w99"),
    });
    assert_eq!(made.refuses("out", elsewhere), "window-unknown");
    let other = Command::HandOut(HandOut {
        paper: made.id.number(),
        way: Handing::Holder { identity: digest(1) },
        window: window("w15"),
    });
    assert_eq!(made.refuses("out", other), "not-to-hand-out", "the superseded paper");

    let command = to_holder(&made, 1);
    let given = made.clone().then("out", command);
    let proof = fact(&given).proof;
    assert_eq!(
        (proof.kind, fact(&given).late, fact(&given).speak_by),
        (DocumentKind::DeliveryProof, false, None)
    );
    assert!(given.file().owed.is_empty());
    assert_eq!(given.refuses("out", command), "not-to-hand-out", "once");
    let letter = hand_out(&made, Handing::Collector { collector: sealed(40) });
    assert!(made.then("out", letter).file().owed.is_empty());
}

// N16: ten working days from the decision; the tenth is in time, the eleventh is late.
#[test]
fn the_days_to_hand_out_are_those_of_the_item() {
    let made = corrected();
    let last =
        hand_out_by(made.file().owed[0].on, &made.world.item, &made.world.calendar).expect("a known year");
    assert_eq!(made.world.calendar.working_days_between(day("2026-03-02"), last), Ok(10));
    for (on, late) in [(last, false), (last.plus_days(1), true)] {
        assert_eq!(fact(&made.clone().on(on).handed()).late, late, "{on}");
    }
    // What was signed for in time is not late because it was entered later.
    let entered = made.clone().on(last.plus_days(5));
    let command = hand_out(&entered, post(&last.to_string()));
    assert!(!fact(&entered.then("out", command)).late);
}

// N16: a year that no calendar covers keeps no paper from its holder; only what rests on its last day waits for it.
#[test]
fn a_paper_is_handed_over_in_a_year_that_no_calendar_covers() {
    let far = Life::born(ValidFor::Unlimited).on(day("2036-01-07"));
    let made = far.then("do.sc", correct()).then("chief.sc", granted());
    assert!(hand_out_by(made.file().owed[0].on, &made.world.item, &made.world.calendar).is_err());
    assert!(!fact(&made.clone().handed()).late);
    let later = made.on(day("2036-06-02"));
    assert_eq!(later.refuses("out", hand_out(&later, announced("2036-03-03"))), "year-unknown");
}

// C25: the post and what was left count from their day, between the making and today; the public notice comes last and runs.
#[test]
fn the_other_ways_have_what_the_law_asks_of_them() {
    let made = corrected().on(day("2026-03-10"));
    for way in [post("2026-03-01"), post("2026-03-11"), left("2026-03-01"), left("2026-03-11")] {
        assert_eq!(made.refuses("out", hand_out(&made, way)), "delivery-day-outside", "{way:?}");
    }
    for way in [post("2026-03-02"), post("2026-03-10"), left("2026-03-02"), left("2026-03-10")] {
        let given = made.clone().then("out", hand_out(&made, way));
        assert!(!fact(&given).late, "{way:?}");
    }
    let last = hand_out_by(day("2026-03-02"), &made.world.item, &made.world.calendar).expect("a known year");
    let next = last.plus_days(1);
    let on = |days: i32| made.clone().on(next.plus_days(days));
    let (runs, over) = (on(60), on(61));
    let too_early = announced(&last.to_string());
    assert_eq!(over.refuses("out", hand_out(&over, too_early)), "other-ways-first");
    let published = announced(&next.to_string());
    assert_eq!(runs.refuses("out", hand_out(&runs, published)), "public-notice-runs");
    let given = over.clone().then("out", hand_out(&over, published));
    assert_eq!((fact(&given).on, fact(&given).late), (next.plus_days(61), true));
}

// N19, N21, N25: refusals and decisions reach the holder too; what is void or past is owed no more.
#[test]
fn what_is_owed_follows_what_the_papers_are_worth() {
    let kinds = |life: &Life| life.file().owed.iter().map(|it| it.number.kind).collect::<Vec<_>>();
    let refused =
        Life::born(YEAR).then("do.sc", correct()).then("chief.sc", decide_reissue(Outcome::Refused));
    assert_eq!(kinds(&refused), [DocumentKind::ReissueRefusal]);
    let both = refused.then("do.sc", correct()).then("chief.sc", granted());
    assert_eq!(kinds(&both), [DocumentKind::ReissueRefusal, DocumentKind::Certificate]);
    let again = both.clone().replaced(1);
    assert_eq!(kinds(&again), kinds(&both), "one certificate, the last");
    let opened = again.then("do.sc", open(EndGround::Unqualified));
    assert_eq!(kinds(&opened).last(), Some(&DocumentKind::CertificateHearing));
    let spoken = opened.then("intake2", statement());
    let kept = spoken.clone().then("deputy.sc", end(false));
    assert_eq!(kinds(&kept), kinds(&both));
    let ended = spoken.then("deputy.sc", end(true));
    assert_eq!(kinds(&ended), [DocumentKind::ReissueRefusal, DocumentKind::CertificateEnd]);
    assert_eq!(kinds(&ended.handed().handed()), [], "also after its end");
    let renewal = Life::born(YEAR).then("intake2", apply(1)).then("chief.sc", renew(Outcome::Refused));
    assert_eq!(kinds(&renewal), [DocumentKind::RenewalRefusal]);
    let silent = Life::born(YEAR).then("intake2", apply(1));
    let until = silent.until();
    assert_eq!(kinds(&silent.on(until.plus_days(1))), [DocumentKind::Certificate], "renewed by silence");
}

// Bounded: nothing more is asked for before something was handed out.
#[test]
fn papers_that_nobody_fetches_hold_up_the_next() {
    let mut life = Life::born(YEAR);
    while life.file().owed.len() < OWED_MAX {
        life = life.then("do.sc", correct()).then("chief.sc", decide_reissue(Outcome::Refused));
    }
    assert_eq!(life.refuses("do.sc", correct()), "papers-not-handed-out");
    assert_eq!(life.refuses("intake2", apply(1)), "papers-not-handed-out");
    let _ = life.handed().then("do.sc", correct());
}

// N25: the days to speak begin with the notice in the holder's hands, and whoever hears of it late has today.
#[test]
fn the_days_to_speak_count_from_the_day_the_notice_was_handed_over() {
    let opened = Life::born(YEAR).then("do.sc", open(EndGround::Unqualified));
    let waits = opened.clone().on(day("2026-03-12"));
    let signed = waits.clone().then("out", hand_out(&waits, post("2026-03-04")));
    assert_eq!(fact(&signed).speak_by, Some(day("2026-03-12")), "signed for on the 4th, entered on the 12th");
    let known = waits.clone().then("out", hand_out(&waits, post("2026-03-11")));
    assert_eq!(fact(&known).speak_by, Some(day("2026-03-18")));
    assert_eq!(known.clone().on(day("2026-03-18")).refuses("deputy.sc", end(true)), "holder-not-heard");
    assert_eq!(known.on(day("2026-03-19")).then("deputy.sc", end(true)).file().standing.key(), "revoked");
    // Who has spoken already is not asked again.
    let spoken = opened.then("intake2", statement());
    let given = spoken.clone().handed();
    assert_eq!(fact(&given).speak_by, None);
    assert_eq!(given.file().proceeding.map(|it| it.heard), spoken.file().proceeding.map(|it| it.heard));
}

// A22, M4: the holder asks at a window with the document, another decides; until then the old paper counts.
#[test]
fn a_lost_paper_is_replaced_by_two_for_its_holder() {
    let life = Life::born(YEAR);
    assert_eq!(life.refuses("intake2", replace(2)), "identity-differs");
    for person in ["do.sc", "chief.sc", "out", "intake3", "intake5", "stranger"] {
        assert_eq!(life.refuses(person, replace(1)), "not-authorised", "{person}");
    }
    let asked = life.then("intake2", replace(1));
    let Some(Event::ReissueAskedFor(fact)) = asked.log.last() else { panic!("{:?}", asked.log.last()) };
    assert_eq!((fact.kind, fact.window), (ReissueKind::Replacement, Some(window("w2"))));
    assert_eq!(fact.receipt.map(|it| it.kind), Some(DocumentKind::ReissueReceipt));
    assert_eq!((asked.file().papers.len(), asked.file().current().fate), (1, Fate::Current));
    assert_eq!(asked.refuses("intake2", replace(1)), "reissue-waits");
    assert_eq!(asked.refuses("intake2", granted()), "not-authorised");
    let made = asked.then("chief.sc", granted());
    let [old, new] = made.file().papers[..] else { panic!("two papers") };
    assert_eq!((old.fate, new.content, new.valid_until), (Fate::Void, old.content, old.valid_until));
    let Some(Event::Replaced(fact)) = made.log.last() else { panic!("{:?}", made.log.last()) };
    assert!(fact.basis.is_some() && made.file().reissue.is_none());
}

// A22, F3, N19: an application has a receipt and a day, its refusal is a numbered decision.
#[test]
fn an_application_has_a_receipt_and_a_day_and_its_refusal_a_number() {
    let asked = Life::born(YEAR).then("do.sc", change(1, 9));
    let waiting = asked.file().reissue.expect("it waits");
    assert!(waiting.receipt.is_some());
    // The promise of the item: seven working days from Monday 2 March.
    assert_eq!(decide_by(waiting.on, &asked.world.item, &asked.world.calendar), Ok(day("2026-03-11")));
    let refused = asked.then("chief.sc", decide_reissue(Outcome::Refused));
    let Some(Event::ReissueRefused(fact)) = refused.log.last() else { panic!("{:?}", refused.log.last()) };
    assert_eq!(fact.number.map(|it| (it.kind, it.n)), Some((DocumentKind::ReissueRefusal, 1)));
}

// Entries of before are read: an answer without numbers, a notice whose days ran from its making.
#[test]
fn entries_of_before_say_what_they_said() {
    let read = |kind: &str, stored: &str| Event::decode(kind, stored.as_bytes()).expect("it was written so");
    let opened = Life::born(YEAR).then("do.sc", open(EndGround::Unqualified));
    let Some(Event::ProceedingOpened(fact)) = opened.log.last() else { panic!("{:?}", opened.log.last()) };
    let old = Event::from(ProceedingOpened { speak_by: Some(day("2026-03-09")), ..*fact });
    let stored = String::from_utf8(old.encode()).expect("JSON is UTF-8");
    assert!(stored.contains("\"speak_by\":\"2026-03-09\""), "{stored}");
    let after = evolve(Life::born(YEAR).certificate, &read("certificate.proceeding-opened", &stored));
    let Certificate::Issued(file) = after else { panic!("it was issued") };
    let running = file.proceeding.expect("it runs");
    assert_eq!((running.speak_by, running.told_on), (Some(day("2026-03-09")), Some(running.on)));
    assert!(file.owed.is_empty(), "nobody wrote down when such a notice was handed over");
}

// A22: papers made before anybody wrote down what was handed out stand in no queue; the entries themselves say which they are.
#[test]
fn papers_of_before_are_not_owed() {
    let born = Life::born(YEAR);
    let mut told = BTreeSet::new();
    for event in lives() {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        let before = stored.replace(",\"to_hand_out\":true", "");
        if before == stored {
            continue;
        }
        told.insert(event.kind());
        for (stored, owed) in [(stored, 1), (before, 0)] {
            let read = Event::decode(event.kind(), stored.as_bytes()).expect("it was written so");
            let Certificate::Issued(file) = evolve(born.certificate.clone(), &read) else {
                panic!("it was issued")
            };
            assert_eq!(file.owed.len(), owed, "{stored}");
        }
    }
    let kinds = ["changed", "corrected", "deemed-renewed", "ended", "renewal-refused", "renewed", "replaced"];
    assert_eq!(told.into_iter().collect::<Vec<_>>(), kinds.map(|kind| format!("certificate.{kind}")));
}
