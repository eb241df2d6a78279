//! Why a light is yellow, and when the law's own limit is past (6.5, F7, F30, N14).

use crate::fixture::*;
use crate::play::Play;
use calendar::Light;
use casework::*;

fn given() -> Play {
    Play::accepted().then("intake2", give("agent.sc", 5))
}

/// Given by an entry from before the last day was written into it.
fn given_of_old(play: &Play) -> Case {
    let mut case = play.case.clone();
    let mut given = play.log.last().expect("it was given").encode();
    let stored = String::from_utf8(given).expect("JSON is UTF-8");
    given = stored.replace(r#","take_by":"2026-03-03""#, "").into_bytes();
    assert_ne!(given.len(), stored.len(), "{stored}");
    case = evolve(case, &Event::OverRecalled(OverRecalled { at: play.now, by: who("intake2") }));
    evolve(case, &Event::decode("case.given-over", &given).expect("an old entry is read"))
}

// 6.5, F30: both sides of the midnight after the next working day; the giver answers, and the light says it
#[test]
fn a_hand_over_that_nobody_takes_within_a_working_day_turns_the_light_yellow() {
    let play = given();
    let turns = day("2026-03-04").start();
    assert_eq!(play.case.yellow_at(), Some(turns), "given on Monday, to be taken on Tuesday at the latest");
    assert_eq!(play.case.light(last_instant_of(day("2026-03-03"))), Light::Green);
    assert_eq!(play.case.light(turns), Light::Yellow);
    assert_eq!(play.case.red_at(), Some(day("2026-03-12").start()), "it makes no case late");

    let before = play.clone().until(last_instant_of(day("2026-03-03")));
    assert_eq!(due(&before.case), Some(turns), "time looks at it then");
    let waits = |play: &Play| {
        let all = play.log.iter().filter_map(|it| match it {
            Event::HandOverWaits(fact) => Some(*fact),
            _ => None,
        });
        all.collect::<Vec<_>>()
    };
    assert_eq!(waits(&before), []);
    let after = play.until(turns);
    let (to, take_by) = (who("agent.sc"), day("2026-03-03"));
    assert_eq!(waits(&after), [HandOverWaits { at: turns, to, take_by }]);
    assert_eq!(waits(&after.clone().until(day("2026-03-09").start())).len(), 1, "once for each hand-over");
    let cause = YellowCause::HandOver { to: who("agent.sc"), take_by: day("2026-03-03") };
    assert_eq!(after.case.yellow_causes(turns), [cause]);
    assert_eq!(after.case.yellow_causes(last_instant_of(day("2026-03-03"))), []);

    let taken = after.clone().then("agent.sc", take(5));
    assert_eq!((taken.case.light(taken.now), taken.case.yellow_causes(taken.now)), (Light::Green, vec![]));
    let again = after.then("intake2", Command::RecallOver).then("intake2", give("agent.sc", 5));
    assert_eq!(again.case.light(again.now), Light::Green, "it counts anew");
    assert_eq!(again.case.yellow_at(), Some(day("2026-03-06").start()));
}

#[test]
fn a_weekend_is_no_day_to_take_anything() {
    let friday = Play::accepted().on("2026-03-06").then("intake2", give("agent.sc", 5));
    assert_eq!(friday.case.light(last_instant_of(day("2026-03-09"))), Light::Green);
    // On the tenth the promise turns by itself too: both are said.
    let tenth = day("2026-03-10").start();
    let hand_over = YellowCause::HandOver { to: who("agent.sc"), take_by: day("2026-03-09") };
    assert_eq!(friday.case.yellow_causes(tenth), [YellowCause::Limit, hand_over]);
}

#[test]
fn what_a_head_gave_in_anothers_place_waits_as_long() {
    let play = Play::with_handler().away("do.sc", None).then("lead.sc", reassign("do2.sc", 5));
    assert_eq!(play.case.light(last_instant_of(day("2026-03-03"))), Light::Green);
    assert_eq!(play.case.light(day("2026-03-04").start()), Light::Yellow);
}

#[test]
fn what_was_given_before_the_last_day_was_written_down_turns_no_light() {
    let old = given_of_old(&given());
    let pending = old.facts().and_then(|facts| facts.pending).expect("it waits");
    assert_eq!((pending.take_by, pending.waits), (None, false));
    assert_eq!(old.yellow_at(), Some(day("2026-03-10").start()), "the promise alone");
    assert_eq!(old.yellow_causes(day("2026-03-09").start()), []);
}

#[test]
fn an_ended_case_waits_for_nobody() {
    let play = given().then("intake2", withdraw(WithdrawCause::Other, Some(sealed(11))));
    assert_eq!((play.case.yellow_at(), due(&play.case)), (None, None));
}

// F7, 6.5: both sides of the planned end; the reason is the stop and not the limit, of which nearly all is left
#[test]
fn the_overrun_of_a_stop_is_yellow_and_says_so() {
    let stopped = Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    let end = day("2026-03-07").start();
    assert_eq!(stopped.case.yellow_at(), Some(end));
    let before = stopped.clone().until(last_instant_of(day("2026-03-06")));
    assert_eq!(
        (before.case.light(before.now), before.case.yellow_causes(before.now)),
        (Light::Green, vec![])
    );
    let over = stopped.until(end);
    let stop = YellowCause::StopPastPlan { planned_until: day("2026-03-06") };
    assert_eq!((over.case.light(end), over.case.yellow_causes(end)), (Light::Yellow, vec![stop]));
    let came = over.then("do.sc", resume());
    assert_eq!((came.case.light(came.now), came.case.yellow_causes(came.now)), (Light::Green, vec![]));
}

#[test]
fn a_limit_that_was_near_before_the_stop_is_said_beside_it() {
    let near = Play::with_handler().on("2026-03-10");
    assert_eq!(near.case.yellow_causes(near.now), [YellowCause::Limit]);
}

// 6.5: past the law's limit is more than late; both sides of its midnight, and it stays
#[test]
fn the_laws_limit_is_past_after_its_own_last_day() {
    let play = Play::before_decision();
    let past = day("2026-03-31").start();
    assert_eq!(play.case.law_broken_at(), Some(past));
    assert!(play.case.red_at() < Some(past), "the promise goes first");
    let kept = play.clone().until(last_instant_of(day("2026-03-30"))).then("chief.sc", grant());
    assert_eq!(kept.case.law_broken_at(), None, "decided on the last day");
    let broken = play.until(past).then("chief.sc", grant());
    assert_eq!(broken.case.law_broken_at(), Some(past), "a decision does not undo it");
    assert_eq!(Play::received(&[1, 2]).case.law_broken_at(), None, "nothing is accepted yet");
}
