//! Receipt, correction notice, acceptance and the three refusals.

use crate::fixture::*;
use crate::play::Play;
use calendar::Light;
use casework::*;
use catalogue::RowSet;
use catalogue::item::ApplicantKind;

/// The code with which a changed receipt is refused.
fn receiving(change: impl FnOnce(&mut Receive)) -> &'static str {
    let item = licence();
    let mut command = receive(&item, &[1, 2]);
    change(&mut command);
    Play::new(item).refuses("intake2", Command::Receive(command))
}

// R78, C15, M5
#[test]
fn a_receipt_bears_its_own_number_and_freezes_the_published_revision() {
    let play = Play::received(&[1, 2]);
    let facts = play.facts();
    assert_eq!((facts.receipt.issuer, facts.receipt.year, facts.receipt.n), (unit("sc"), 2026, 1));
    assert_eq!((facts.number.day, facts.number.n), (day("2026-03-02"), 1));
    assert_eq!((facts.revision, facts.body), (3, digest(50)));
    assert_eq!(facts.holding.person, who("intake2"));
    assert_eq!(facts.acceptance, None, "a receipt is no acceptance");
}

// E7, F3
#[test]
fn an_incomplete_hand_in_is_receipted_and_its_clock_runs() {
    let play = Play::received(&[1]);
    assert_eq!(play.stage(), StageName::Received);
    assert_eq!(play.facts().open_rows(), rows(&[2]));
    assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-09"));
}

#[test]
fn a_receipt_is_refused_for_what_it_lacks() {
    assert_eq!(receiving(|it| it.item = other_item()), "item-unknown");
    assert_eq!(receiving(|it| it.revision = 2), "revision-not-published"); // M5
    assert_eq!(receiving(|it| it.applicant_kind = ApplicantKind::StateOrgan), "applicant-not-served");
    assert_eq!(receiving(|it| it.applies = rows(&[1, 2, 4, 5])), "rows-not-in-item"); // F2
    assert_eq!(receiving(|it| it.marks = kept(&[1, 2, 5])), "rows-not-in-item"); // F2
    assert_eq!(receiving(|it| it.applies = rows(&[1, 4])), "rows-left-out");
    assert_eq!(receiving(|it| it.marks = kept(&[1, 2, 3])), "rows-do-not-apply");
    assert_eq!(receiving(|it| it.marks = MaterialMarks::default()), "nothing-handed-over");
    assert_eq!(receiving(|it| it.papers = 10_000), "too-many-papers");
    assert_eq!(receiving(|it| it.window = window("w99")), "window-unknown");
    assert_eq!(receiving(|it| it.window = window("w5")), "window-does-not-serve"); // A46
    assert_eq!(receiving(|it| it.window = window("w3")), "not-authorised"); // intake2 sits at window 2
    assert_eq!(receiving(|it| it.open_duplicates = 1), "same-matter-open"); // E9
}

// E9
#[test]
fn another_matter_of_the_same_applicant_is_received_once_it_is_said_to_be_another() {
    let item = licence();
    let beside = catalogue::CaseId::parse("00000000000000000000000000000007").ok();
    let other =
        Receive { open_duplicates: 1, beside, other_matter_confirmed: true, ..receive(&item, &[1, 2]) };
    let received = |asked| Play::new(licence()).then("intake2", Command::Receive(asked));
    assert_eq!(received(other).stage(), StageName::Received);
    assert!(beside.is_some() && received(other).facts().beside == beside, "the link is kept");
    let alone = Receive { open_duplicates: 0, ..other };
    assert_eq!(received(alone).facts().beside, None, "nothing was shown that it could be mistaken for");
}

// R73
#[test]
fn no_case_is_opened_on_an_item_that_is_not_live() {
    let mut play = Play::new(licence());
    play.live = false;
    assert_eq!(play.refuses("intake2", Command::Receive(receive(&play.item, &[1, 2]))), "item-not-live");
}

#[test]
fn only_an_intake_officer_of_that_window_receives() {
    let play = Play::new(licence());
    let command = Command::Receive(receive(&play.item, &[1, 2]));
    for other in ["intake3", "intake5", "head.soc", "agent.sc", "do.sc", "chief.sc", "stranger"] {
        assert_eq!(play.refuses(other, command), "not-authorised", "{other}");
    }
    assert_eq!(play.then("head.biz", command).facts().intake, who("head.biz"));
}

// N5
#[test]
fn with_everything_in_acceptance_is_due_the_same_day() {
    let play = Play::received(&[1]).on("2026-03-04").then("intake2", more(&[2]));
    assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-04"));
    // The office gains nothing from a late paper it never asked for: silence still counts from the receipt.
    let play = play.until(day("2026-03-10").start());
    let acceptance = play.facts().acceptance.expect("silence is acceptance");
    assert_eq!((acceptance.deemed, acceptance.accepted_on), (true, day("2026-03-02")));
}

// N4, F1, E14
#[test]
fn a_correction_notice_names_everything_once_and_stops_the_clock_to_acceptance() {
    let play = Play::received(&[1]);
    assert_eq!(play.refuses("intake2", notice(&[])), "nothing-to-correct");
    assert_eq!(play.refuses("intake2", notice(&[2, 9])), "rows-not-in-item"); // F2, tone 14
    assert_eq!(play.refuses("intake2", notice(&[2, 3])), "rows-do-not-apply");
    assert_eq!(play.refuses("intake2", notice(&[2, 4])), "rows-not-required");
    assert_eq!(
        play.refuses("intake2", notice(&[1])),
        "rows-still-open",
        "row 2 could never be asked for again"
    );
    let play = play.then("intake2", notice(&[1, 2]));
    let given = play.facts().correction.expect("the notice was given");
    assert_eq!((given.rows, given.bring_by), (rows(&[1, 2]), day("2026-04-01")));
    assert_eq!(given.notice.kind, DocumentKind::CorrectionNotice);
    assert_eq!(play.case.shown_clock(), None, "the applicant has the turn");
    let play = play.then("intake2", more(&[2]));
    assert_eq!((play.stage(), play.facts().open_rows()), (StageName::CorrectionNoticed, rows(&[1])));
    assert_eq!(play.refuses("intake2", Command::Accept), "rows-missing");
    let play = play.then("intake2", more(&[1]));
    assert_eq!(play.stage(), StageName::Received);
    assert_eq!(play.then("intake2", Command::Accept).stage(), StageName::Handling);
}

// N4, N5
#[test]
fn after_a_correction_silence_is_counted_anew_from_the_day_everything_was_in() {
    let play =
        Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-12").then("intake2", more(&[2]));
    assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-12"), "acceptance is due that day");
    let before = play.clone().until(last_instant_of(day("2026-03-19")));
    assert_eq!(before.stage(), StageName::Received);
    let after = play.until(day("2026-03-20").start());
    assert_eq!(after.facts().acceptance.map(|it| it.accepted_on), Some(day("2026-03-12")));
}

// E14
#[test]
fn papers_never_brought_close_the_case_on_the_day_after_the_last_day() {
    let play = Play::received(&[1]).then("intake2", notice(&[2]));
    let before = play.clone().until(last_instant_of(day("2026-04-01")));
    assert_eq!(before.stage(), StageName::CorrectionNoticed);
    assert_eq!(before.clone().then("intake2", more(&[2])).stage(), StageName::Received);
    let after = play.until(day("2026-04-02").start());
    assert_eq!(after.stage(), StageName::ClosedForMissing);
    assert_eq!(after.last().at(), day("2026-04-02").start());
    assert_eq!(after.refuses("intake2", more(&[2])), "case-ended");
    assert_eq!(after.case.light(after.now), Light::Green, "nobody's fault");
}

// N4, F3: 23:59:59.999999 of the fifth working day, and 00:00 of the next day
#[test]
fn silence_for_five_working_days_is_acceptance_from_the_day_of_receipt() {
    for handed_in in [&[1, 2][..], &[1]] {
        let play = Play::received(handed_in);
        let before = play.clone().until(last_instant_of(day("2026-03-09")));
        assert_eq!(before.facts().acceptance, None);
        let after = play.until(day("2026-03-10").start());
        let acceptance = after.facts().acceptance.expect("silence is acceptance");
        assert_eq!((acceptance.deemed, acceptance.accepted_on), (true, day("2026-03-02")));
        assert_eq!(after.case.public_state(), Some(PublicState::DeemedAccepted));
        assert_eq!(after.due_of(ClockKind::Promised), day("2026-03-11"), "7 working days from the receipt");
        assert_eq!(
            after.facts().late_since,
            Some(day("2026-03-10").start()),
            "red for the window, on record"
        );
    }
}

// A late timekeeper changes no outcome (design.md section 3).
#[test]
fn a_timekeeper_ten_days_late_records_the_same_facts() {
    let end = day("2026-03-25").at(12, 0);
    let late = Play::received(&[1, 2]).until(end);
    let mut in_time = Play::received(&[1, 2]);
    let mut now = in_time.now;
    while now < end {
        now = calendar::Instant(now.plus_minutes(7 * 60).0.min(end.0));
        in_time = in_time.until(now);
    }
    assert_eq!((in_time.log, in_time.case), (late.log, late.case));
}

// C2
#[test]
fn without_a_rule_silence_is_no_acceptance_but_past_the_promise_it_is_red() {
    let item = confirmation();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let play = Play::new(item).then("intake2", command);
    assert_eq!(play.facts().clocks.deeming, None);
    let play = play.until(day("2026-03-12").start());
    assert_eq!(play.stage(), StageName::Received);
    assert_eq!(play.case.light(play.now), Light::Red);
    assert_eq!(play.case.light(last_instant_of(day("2026-03-11"))), Light::Yellow);
    assert_eq!(play.refuses("stranger", explain("2026-03-20")), "not-the-holder");
}

// C3: a limit counted from receipt
#[test]
fn a_legal_limit_from_receipt_starts_on_the_day_everything_was_in() {
    let item = confirmation();
    let command = Command::Receive(receive(&item, &[1]));
    let play = Play::new(item).then("intake2", command).on("2026-03-03").then("intake2", more(&[2]));
    let play = play.on("2026-03-05").then("intake2", Command::Accept);
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-03-18"), "15 calendar days from 3 March");
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-16"), "7 working days from 5 March");
    assert_eq!(
        play.case.shown_clock().map(|(kind, _)| kind),
        Some(ClockKind::Promised),
        "the earlier is shown"
    );
}

// N5, N6, R113
#[test]
fn acceptance_bears_its_number_starts_both_limits_and_needs_every_required_row() {
    let incomplete = Play::received(&[1]);
    assert_eq!(incomplete.refusal("intake2", Command::Accept), Refusal::RowsMissing { rows: rows(&[2]) },);
    let play = Play::received(&[1, 2]);
    for other in ["intake5", "agent.sc", "do.sc", "chief.sc", "stranger"] {
        assert_eq!(play.refuses(other, Command::Accept), "not-authorised", "{other}");
    }
    let play = play.then("intake3", Command::Accept);
    let acceptance = play.facts().acceptance.expect("it was accepted");
    assert_eq!((acceptance.notice.kind, acceptance.notice.n), (DocumentKind::AcceptanceNotice, 1));
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"));
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-03-30"));
    assert_eq!(play.case.public_state(), Some(PublicState::Accepted));
    assert_eq!(play.facts().agent, who("agent.sc"));
    assert_eq!(play.refuses("intake2", more(&[4])), "materials-closed");
    assert_eq!(play.refuses("intake2", notice(&[1])), "materials-closed");
}

// C4, F12, F13
#[test]
fn there_are_three_grounds_of_non_acceptance_and_no_other() {
    use NonAcceptanceGround::*;
    let play = Play::received(&[1]);
    let refuses = |ground| play.refuses("intake2", refuse_acceptance(ground));
    assert_eq!(refuses(NotCompetent { office: sealed(1), unit: Some(unit("sc")) }), "same-office");
    assert_eq!(refuses(Barred { ground: ground("incomplete") }), "ground-not-listed");
    assert_eq!(play.refuses("do.sc", refuse_acceptance(NotRequired)), "not-authorised");
    let grounds = [
        (NotRequired, PublicState::NotRequired),
        (NotCompetent { office: sealed(1), unit: Some(unit("wj")) }, PublicState::NotCompetent),
        (Barred { ground: ground("barred") }, PublicState::Barred),
    ];
    for (ground, state) in grounds {
        let ended = play.clone().then("intake2", refuse_acceptance(ground));
        assert_eq!(ended.case.public_state(), Some(state));
        assert!(!ended.case.is_open());
        assert_eq!(due(&ended.case), None);
        assert_eq!(ended.refuses("intake2", Command::Accept), "case-ended");
    }
}

// E6
#[test]
fn each_row_keeps_its_marks() {
    let item = licence();
    let (original_seen, copy_kept, looked_up) = (rows(&[1]), rows(&[1]), rows(&[2]));
    let marks = MaterialMarks { original_seen, copy_kept, looked_up, ..MaterialMarks::default() };
    let play =
        Play::new(item.clone()).then("intake2", Command::Receive(Receive { marks, ..receive(&item, &[]) }));
    let copies = Copies::default().with(1, 1).expect("a row");
    assert_eq!(play.facts().materials.marks, MaterialMarks { copies, ..marks });
    assert_eq!(play.facts().open_rows(), RowSet::EMPTY);
    assert_eq!(play.facts().materials.complete_on, Some(day("2026-03-02")));
}

// N4, N7: a letter counts from the day it arrived, ten days back at most; who stands at the counter hands in today.
#[test]
fn a_letter_counts_from_the_day_it_arrived() {
    let item = licence();
    let by = |channel, on: &str| {
        let command = Receive { channel, arrived_on: Some(day(on)), ..receive(&item, &[1, 2]) };
        (Play::new(item.clone()).on("2026-03-13"), Command::Receive(command))
    };
    for (channel, on) in [
        (Channel::Letter, "2026-03-02"),
        (Channel::Letter, "2026-03-14"),
        (Channel::Counter, "2026-03-12"),
        (Channel::Agent, "2026-03-12"),
    ] {
        let (play, command) = by(channel, on);
        assert_eq!(play.refuses("intake2", command), "delivery-day-outside", "{channel:?} {on}");
    }
    for (channel, on) in [(Channel::Letter, "2026-03-03"), (Channel::Fax, "2026-03-12")] {
        let (play, command) = by(channel, on);
        let received = play.then("intake2", command);
        assert_eq!(received.facts().received_at, day(on).start());
        let clock = received.facts().clocks.pre_acceptance.expect("it runs").clock;
        let today = received.now.day();
        assert_eq!(clock.days_used(received.now, &received.calendar) > 0, on != today.to_string(), "{on}");
    }
    // Of what arrived today the instant counts as always.
    for channel in [Channel::Letter, Channel::Counter] {
        let (play, command) = by(channel, "2026-03-13");
        let now = play.now;
        assert_eq!(play.then("intake2", command).facts().received_at, now, "{channel:?}");
    }
}
