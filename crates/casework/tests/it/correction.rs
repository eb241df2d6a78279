//! A further correction notice: only what was named, or what the window head released in writing (N5, F1, tone 15).

use crate::fixture::*;
use crate::play::Play;
use casework::*;

/// Row 2 was missing and named on 2 March; it came on 4 March.
fn corrected() -> Play {
    Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-04").then("intake2", more(&[2]))
}

// N5, F1: what came is not right; the list is no longer than the first, and the same-day clock to acceptance has its answer.
#[test]
fn a_second_notice_repeats_what_was_named_and_ends_the_clock_to_acceptance() {
    let play = corrected();
    assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-04"));
    let again = play.clone().then("intake3", notice(&[2]));
    let given = again.facts().correction.expect("it was given");
    assert_eq!((given.round, given.rows, given.by), (2, rows(&[2]), who("intake3")));
    assert_eq!((given.notice.kind, given.notice.n), (DocumentKind::CorrectionNotice, 2));
    assert_eq!((given.bring_by, given.released), (day("2026-04-03"), None));
    assert_eq!((again.stage(), again.case.shown_clock()), (StageName::CorrectionNoticed, None));
    assert_eq!(again.facts().clocks.deeming, None, "nobody is accepted by silence while papers are awaited");
    assert_eq!(again.refuses("intake2", Command::Accept), "rows-missing");
    let done = again.on("2026-03-12").then("intake2", more(&[2]));
    assert_eq!(done.due_of(ClockKind::PreAcceptance), day("2026-03-12"), "N5: accepted the same day");
    assert_eq!(done.facts().materials.complete_on, Some(day("2026-03-12")));
    let silent = done.until(day("2026-03-20").start());
    let acceptance = silent.facts().acceptance.expect("N4: silence counts anew");
    assert_eq!((acceptance.deemed, acceptance.accepted_on), (true, day("2026-03-12")));
}

// Tone 15: also after part of it has come, also once it is complete.
#[test]
fn a_row_that_was_not_named_cannot_be_added() {
    let noticed = Play::received(&[1]).then("intake2", notice(&[2]));
    for play in [noticed.clone(), corrected()] {
        for list in [&[1, 2][..], &[1]] {
            assert_eq!(
                play.refusal("intake2", notice(list)),
                Refusal::AlreadyNoticed { noticed_on: day("2026-03-02"), rows: rows(&[2]) }
            );
        }
    }
    assert_eq!(
        noticed.refusal("intake2", notice(&[2])),
        AcceptanceRefusal::NothingCame { bring_by: day("2026-04-01") }.into(),
        "nothing came, so there is nothing to say again"
    );
}

#[test]
fn a_further_notice_names_everything_that_is_open() {
    let play = Play::received(&[1]).then("intake2", notice(&[1, 2])).then("intake2", more(&[2]));
    assert_eq!(
        play.refusal("intake2", notice(&[2])),
        AcceptanceRefusal::StillOpen { rows: rows(&[1]) }.into()
    );
    assert_eq!(play.then("intake2", notice(&[1, 2])).facts().open_rows(), rows(&[1, 2]));
}

// Tone 15, F1: the window head, with a reason; neither the officer who gave the notice nor anybody else.
#[test]
fn only_a_window_head_who_took_no_part_releases_a_row() {
    let play = corrected();
    for person in ["intake3", "agent.sc", "do.sc", "chief.sc", "centre", "stranger"] {
        assert_eq!(play.refuses(person, release(&[1])), "not-authorised", "{person}");
    }
    let by_head = Play::received(&[1]).then("head.biz", notice(&[2]));
    let Refusal::DutiesSeparate { did, able, .. } = by_head.refusal("head.biz", release(&[1])) else {
        panic!("the head gave the notice himself");
    };
    assert_eq!(did, Duty::Intake);
    assert_eq!(able.iter().map(|able| able.person).collect::<Vec<_>>(), [who("head.soc")]);
    assert_eq!(by_head.then("head.soc", release(&[1])).last().kind(), "case.correction-released");
    assert_eq!(Play::received(&[1]).refuses("head.biz", release(&[2])), "nothing-noticed");
    assert_eq!(play.refuses("head.biz", release(&[])), "nothing-to-correct");
    assert_eq!(play.refuses("head.biz", release(&[9])), "rows-not-in-item"); // F2
    assert_eq!(play.refuses("head.biz", release(&[3])), "rows-do-not-apply");
    assert_eq!(play.refuses("head.biz", release(&[4])), "rows-not-required"); // N9
    assert_eq!(
        play.refusal("head.biz", release(&[1, 2])),
        AcceptanceRefusal::NamedBefore { rows: rows(&[2]) }.into()
    );
    let released = play.then("head.biz", release(&[1]));
    assert_eq!(released.refuses("head.soc", release(&[1])), "already-released");
}

// F1: a release is used once; what it let in is known by who and why, and a new row needs a new one.
#[test]
fn a_release_serves_one_notice() {
    let released = corrected().then("head.biz", release(&[1]));
    assert_eq!(released.stage(), StageName::Received, "a release alone asks the applicant for nothing");
    assert_eq!(released.refuses("head.biz", notice(&[1])), "duties-separate", "who released does not ask");
    let play = released.then("intake2", notice(&[1, 2]));
    let given = play.facts().correction.expect("it was given");
    assert_eq!((given.round, given.named), (2, rows(&[1, 2])));
    let release_used = given.released.expect("it rests on a release");
    assert_eq!(
        (release_used.by, release_used.reason, release_used.rows),
        (who("head.biz"), sealed(12), rows(&[1]))
    );
    assert_eq!(play.facts().release, None);
    let Event::CorrectionRenewed(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!((fact.round, fact.added), (2, rows(&[1])));
    assert_eq!(play.refuses("intake2", release(&[1])), "rows-named-before");
}

// A release that was not needed stays; a notice within the first list does not use it.
#[test]
fn a_notice_within_the_list_uses_no_release() {
    let play = corrected().then("head.biz", release(&[1])).then("intake2", notice(&[2]));
    assert_eq!(play.facts().correction.and_then(|it| it.released), None);
    assert_eq!(play.facts().release.map(|it| it.rows), Some(rows(&[1])));
}

// F1: three lists are the most; then the case is accepted, or its day comes.
#[test]
fn a_fourth_notice_is_never_given() {
    let mut play = corrected();
    for round in 2..=NOTICES_MAX {
        play = play.then("intake2", notice(&[2])).then("intake2", more(&[2]));
        assert_eq!(play.facts().correction.map(|it| it.round), Some(round));
    }
    assert_eq!(play.refuses("intake2", notice(&[2])), "too-many-notices");
    assert_eq!(play.refuses("head.biz", release(&[1])), "too-many-notices");
    assert_eq!(play.then("intake2", Command::Accept).stage(), StageName::Handling);
}

// E14 after the second list: its own day, and the case closes on the day after it.
#[test]
fn the_second_list_has_its_own_last_day() {
    let play = corrected().then("intake2", notice(&[2]));
    let before = play.clone().until(last_instant_of(day("2026-04-03")));
    assert_eq!(before.stage(), StageName::CorrectionNoticed);
    assert_eq!(play.until(day("2026-04-04").start()).stage(), StageName::ClosedForMissing);
}

fn reminders(play: &Play) -> Vec<(calendar::Day, catalogue::RowSet, calendar::Day)> {
    let reminder = |event: &Event| match event {
        Event::CorrectionReminded(fact) => Some((fact.at.day(), fact.rows, fact.bring_by)),
        _ => None,
    };
    play.log.iter().filter_map(reminder).collect()
}

// E14: at half of the time, with its legal instant, what is not in; once, and the case still closes on its day.
#[test]
fn half_of_the_time_reminds_once_of_what_is_not_in() {
    let noticed = Play::received(&[1]).then("intake2", notice(&[2]));
    let eve = noticed.clone().until(last_instant_of(day("2026-03-16")));
    assert_eq!(reminders(&eve), []);
    let half = eve.until(day("2026-03-17").start());
    let expected = [(day("2026-03-17"), rows(&[2]), day("2026-04-01"))];
    assert_eq!((reminders(&half), half.stage()), (expected.to_vec(), StageName::CorrectionNoticed));
    let closed = noticed.on("2026-04-20");
    assert_eq!((reminders(&closed), closed.stage()), (expected.to_vec(), StageName::ClosedForMissing));
    let part = Play::received(&[4]).then("intake2", notice(&[1, 2])).on("2026-03-10");
    let part = part.then("intake2", more(&[2])).on("2026-03-20");
    assert_eq!(reminders(&part), [(day("2026-03-17"), rows(&[1]), day("2026-04-01"))]);
}

// E14: nobody is reminded of what came, of what was withdrawn, or within a time that has no middle.
#[test]
fn nobody_is_reminded_in_vain() {
    assert_eq!(reminders(&corrected().on("2026-04-20")), []);
    let noticed = Play::received(&[1]).then("intake2", notice(&[2]));
    let withdrawn = noticed.then("intake2", withdraw(WithdrawCause::Other, Some(sealed(11))));
    assert_eq!(reminders(&withdrawn.on("2026-04-20")), []);
    let mut short = Play::received(&[1]);
    short.item.correction_days = calendar::Limit::working_days(1);
    let short = short.then("intake2", notice(&[2])).on("2026-03-20");
    assert_eq!((reminders(&short), short.stage()), (Vec::new(), StageName::ClosedForMissing));
}

// E14: each notice has a reminder of its own.
#[test]
fn the_next_notice_reminds_again() {
    let play = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-20");
    let again = play.then("intake2", more(&[2])).then("intake3", notice(&[2])).on("2026-04-30");
    let expected = [
        (day("2026-03-17"), rows(&[2]), day("2026-04-01")),
        (day("2026-04-04"), rows(&[2]), day("2026-04-20")),
    ];
    assert_eq!((reminders(&again), again.stage()), (expected.to_vec(), StageName::ClosedForMissing));
}
