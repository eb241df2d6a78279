//! Steps in their order, each by a person of its post, on its own clock.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

#[test]
fn a_step_is_done_by_the_holder_with_its_post() {
    let agent = Play::with_agent();
    assert_eq!(agent.refuses("agent.sc", complete(DonePlace::Hall)), "not-authorised");
    let play = Play::with_handler().then("do.sc", complete(DonePlace::Department(AwayReason::ExpertReview)));
    let Some(Stage::Handling(handling)) = play.case.stage() else { panic!("it is in hand") };
    assert_eq!(handling.step, 1);
    assert_eq!(handling.last.map(|done| done.by), Some(who("do.sc")));
}

// Each step has its own clock, which starts when the one before is done: no time belongs to nobody.
#[test]
fn a_steps_clock_starts_when_the_step_before_is_done() {
    let play = Play::with_handler();
    assert_eq!(play.due_of(ClockKind::Step), day("2026-03-04"));
    let play = play.on("2026-03-05").then("do.sc", complete(DonePlace::Hall));
    assert_eq!(play.due_of(ClockKind::Step), day("2026-03-09"));
    assert_eq!(play.facts().late_since, None, "a late step alone does not make the case late");
}

// N11, C36
#[test]
fn a_site_check_takes_two_different_officers_on_site() {
    let play = Play::with_handler().then("do.sc", complete(DonePlace::Hall));
    assert_eq!(play.refuses("do.sc", complete(DonePlace::Hall)), "must-be-on-site");
    let play = play.then("do.sc", visit(record("do2.sc")));
    assert_eq!(
        play.refusal("do.sc", complete(DonePlace::OnSite)),
        Refusal::NeedsAnotherOfficer { done_by: who("do.sc") },
    );
    assert_eq!(play.refuses("do.wj", complete(DonePlace::OnSite)), "not-authorised");
    let play = play.then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(play.last().kind(), "case.step-completed");
}

// M4
#[test]
fn who_took_the_case_in_does_not_handle_it() {
    let mut play =
        Play::with_handler().then("do.sc", complete(DonePlace::Hall)).then("do.sc", visit(record("do2.sc")));
    let post = play.organisation.posts.iter().find(|holding| holding.person == who("do.sc")).cloned();
    let mut post = post.expect("do.sc is a handler");
    post.person = who("intake2");
    play.organisation.posts.push(post);
    assert_eq!(play.refuses("intake2", complete(DonePlace::OnSite)), "intake-cannot-handle");
}

#[test]
fn the_decider_sends_back_to_an_earlier_step_and_the_promise_runs_on() {
    let back = |step| Command::ReturnToStep(ReturnToStep { step, reason: sealed(1) });
    assert_eq!(Play::with_handler().refuses("chief.sc", back(0)), "steps-open");
    let play = Play::before_decision();
    let promised = play.due_of(ClockKind::Promised);
    assert_eq!(play.refuses("chief.sc", back(3)), "no-such-step");
    assert_eq!(play.refuses("chief.sc", back(99)), "no-such-step");
    assert_eq!(play.refuses("do.sc", back(0)), "not-authorised");
    let play = play.then("chief.sc", back(0));
    assert_eq!(play.refuses("chief.sc", grant()), "steps-open");
    assert_eq!(play.due_of(ClockKind::Promised), promised);
    let again = play.hand("agent.sc", "do.sc").then("do.sc", complete(DonePlace::Hall));
    assert_eq!(again.stage(), StageName::Handling);
}
