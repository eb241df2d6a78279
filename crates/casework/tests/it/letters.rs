//! What was missing comes by letter: its days, and a closing that it lifts (N4, N7, E14, A45).

use crate::fixture::*;
use crate::play::Play;
use casework::*;

/// On Monday 2 March 2026 row 2 was asked for; the last day to bring it is Wednesday 1 April.
fn noticed() -> Play {
    Play::received(&[1]).then("intake2", notice(&[2]))
}

/// Closed for row 2, on Thursday 2 April.
fn closed() -> Play {
    noticed().on("2026-04-02")
}

// N4, N7: acceptance is due on the day it arrived, and the rule of silence counts from there.
#[test]
fn what_comes_by_letter_counts_from_the_day_it_arrived() {
    let letter = by_letter(&[2], "2026-03-06", Some("2026-03-04"));
    let mut play = noticed().on("2026-03-09").then("intake2", letter);
    let facts = play.facts();
    assert_eq!((play.stage(), facts.materials.complete_on), (StageName::Received, Some(day("2026-03-06"))));
    assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-06"));
    assert_eq!(facts.clocks.deeming.map(|clock| clock.started_on()), Some(day("2026-03-06")));
    play.catch_up();
    assert_eq!(play.facts().late_since, Some(day("2026-03-07").start()), "it lay over the weekend");
    // Of what came today the instant counts as always, by letter or not.
    for today in [more(&[2]), by_letter(&[2], "2026-03-09", None)] {
        let play = noticed().on("2026-03-09").then("intake2", today);
        assert_eq!(play.due_of(ClockKind::PreAcceptance), day("2026-03-09"));
        assert_eq!(play.facts().late_since, None);
    }
    // It counts from no day before the case was received.
    let early = Play::received(&[1]).on("2026-03-03").then("intake2", by_letter(&[2], "2026-02-27", None));
    assert_eq!(early.facts().materials.complete_on, Some(day("2026-03-02")));
}

// N4: ten days back at most, never in days to come; under way for sixty days at most, and posted before it arrived.
#[test]
fn the_days_of_a_letter_have_bounds() {
    let play = noticed().on("2026-03-16");
    for (arrived, posted) in [
        ("2026-03-05", None),
        ("2026-03-17", None),
        ("2026-03-16", Some("2026-03-17")),
        ("2026-03-16", Some("2026-01-14")),
    ] {
        let code = play.refuses("intake2", by_letter(&[2], arrived, posted));
        assert_eq!(code, "delivery-day-outside", "{arrived} {posted:?}");
    }
    for (arrived, posted) in
        [("2026-03-06", None), ("2026-03-16", Some("2026-03-16")), ("2026-03-16", Some("2026-01-15"))]
    {
        let _ = play.clone().then("intake2", by_letter(&[2], arrived, posted));
    }
    // Deferred papers come by letter as well, within the same bounds.
    let deferred = Play::deferred().on("2026-03-06");
    assert_eq!(deferred.refuses("intake2", by_letter(&[2], "2026-03-07", None)), "delivery-day-outside");
    let brought = deferred.then("intake2", by_letter(&[2], "2026-03-05", Some("2026-03-03")));
    let Event::DeferredBrought(fact) = brought.last() else { panic!("{:?}", brought.last()) };
    assert_eq!(fact.letter.map(|it| it.brought_on()), Some(day("2026-03-03")));
}

// E14: posted on the last day is in time; the closing stays on record with the fact that explains, and one number and one clock
// go on.
#[test]
fn a_letter_posted_in_time_lifts_the_closing() {
    let number = closed().facts().receipt;
    let play = closed().on("2026-04-07");
    let lifted = play.then("intake2", by_letter(&[2], "2026-04-03", Some("2026-04-01")));
    let kinds: Vec<_> = lifted.log.iter().rev().take(3).map(Event::kind).collect();
    assert_eq!(kinds, ["case.received-more", "case.closure-lifted", "case.closed-for-missing"]);
    assert_eq!((lifted.stage(), lifted.facts().receipt), (StageName::Received, number));
    assert_eq!(lifted.due_of(ClockKind::PreAcceptance), day("2026-04-03"));
    assert_eq!(lifted.facts().materials.complete_on, Some(day("2026-04-03")));
    assert_eq!(lifted.then("intake2", Command::Accept).stage(), StageName::Handling);
    // Without a postmark that can be read the day of arrival counts: it was there in time, and nobody entered it.
    let unread = closed().then("intake2", by_letter(&[2], "2026-04-01", None));
    assert_eq!(unread.stage(), StageName::Received);
}

// E14: late, without everything, or where the matter went on elsewhere, the closing stands; and nobody brings it to a window.
#[test]
fn a_closing_stands_where_the_letter_was_late_or_is_not_whole() {
    let play = closed().on("2026-04-07");
    let late = by_letter(&[2], "2026-04-03", Some("2026-04-02"));
    assert_eq!(play.refuses("intake2", late), "posted-late");
    assert_eq!(play.refuses("intake2", by_letter(&[2], "2026-04-02", None)), "posted-late");
    let day_of = |on| Some(Letter { fax: true, arrived_on: day(on), posted_on: Some(day("2026-04-01")) });
    let fax = Command::ReceiveMore(ReceiveMore { letter: day_of("2026-04-02"), ..receive_more(&[2]) });
    assert_eq!(play.refuses("intake2", fax), "posted-late", "a fax has no postmark");
    for (arrived, posted) in
        [("2026-04-07", Some("2026-04-08")), ("2026-04-08", None), ("2026-04-08", Some("2026-04-08"))]
    {
        let code = play.refuses("intake2", by_letter(&[2], arrived, posted));
        assert_eq!(code, "delivery-day-outside", "E5: {arrived} {posted:?} has not come yet");
    }
    assert_eq!(play.refuses("intake2", by_letter(&[2], "2026-04-07", Some("2026-04-07"))), "posted-late");
    assert_eq!(play.refuses("intake2", more(&[2])), "case-ended");
    let in_time = || by_letter(&[2], "2026-04-03", Some("2026-04-01"));
    assert_eq!(
        play.refuses("intake2", by_letter(&[4], "2026-04-03", Some("2026-04-01"))),
        "letter-incomplete"
    );
    let Command::ReceiveMore(more) = in_time() else { panic!("it is one") };
    let again = Command::ReceiveMore(ReceiveMore { taken_up: true, ..more });
    assert_eq!(play.refuses("intake2", again), "closing-stands");
    let gone = Play { archived: true, ..play.clone() };
    assert_eq!(gone.refuses("intake2", in_time()), "closing-stands");
    assert_eq!(play.refuses("intake5", in_time()), "not-authorised");
    // Another end is no closing for missing papers.
    let withdrawn = noticed().then("intake2", withdraw(WithdrawCause::NoLongerWanted, None));
    assert_eq!(withdrawn.refuses("intake2", by_letter(&[2], "2026-03-02", None)), "case-ended");
}
