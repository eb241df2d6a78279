//! 告知承诺 (N55, A25): a signed commitment takes the place of a paper, the decision does not wait for the visit, and what was
//! promised is checked afterwards.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

fn received(marks: MaterialMarks) -> Play {
    let item = by_commitment();
    let command = Receive { marks, ..receive(&item, &[]) };
    Play::new(item).then("intake2", Command::Receive(command))
}

fn code(item: catalogue::Item, marks: MaterialMarks) -> &'static str {
    let command = Command::Receive(Receive { marks, ..receive(&item, &[]) });
    Play::new(item).refuses("intake2", command)
}

// N55: two routes of one item, the applicant's choice.
#[test]
fn the_commitment_is_the_quick_route_and_the_paper_the_ordinary_one() {
    let quick = received(committed());
    assert_eq!(quick.facts().open_rows(), catalogue::RowSet::EMPTY, "the commitment stands for the paper");
    let quick = quick.then("intake2", Command::Accept);
    assert_eq!(quick.due_of(ClockKind::Promised), day("2026-03-02"), "the same day");
    let ordinary = received(kept(&[1, 2])).then("intake2", Command::Accept);
    assert_eq!(ordinary.due_of(ClockKind::Promised), day("2026-03-11"), "7 working days");
    assert_eq!(quick.due_of(ClockKind::Statutory), ordinary.due_of(ClockKind::Statutory));
}

// N55: the visit is the later check; that it is left out is on record, and only in a case by commitment.
#[test]
fn the_decision_does_not_wait_for_the_visit() {
    let in_hand = |marks| {
        let play = received(marks).then("intake2", Command::Accept);
        play.hand("intake2", "agent.sc").hand("agent.sc", "do.sc").then("do.sc", complete(DonePlace::Hall))
    };
    let quick = in_hand(committed());
    let Event::StepSkipped(fact) = quick.last() else { panic!("{:?}", quick.last()) };
    assert_eq!((fact.step, fact.by), (1, who("do.sc")));
    assert_eq!(quick.clone().then("chief.sc", grant()).stage(), StageName::Decided);
    let ordinary = in_hand(kept(&[1, 2]));
    assert_eq!(ordinary.last().kind(), "case.step-completed");
    assert_eq!(ordinary.refuses("chief.sc", grant()), "steps-open");
}

#[test]
fn a_commitment_replaces_only_what_the_item_lets_it_replace() {
    let both = MaterialMarks { committed: rows(&[1, 2]), ..MaterialMarks::default() };
    let item = by_commitment();
    let command = Command::Receive(Receive { marks: both, ..receive(&item, &[]) });
    assert_eq!(
        Play::new(item).refusal("intake2", command),
        AcceptanceRefusal::CommitmentNotAllowed { rows: rows(&[2]) }.into()
    );
    assert_eq!(code(licence(), committed()), "commitment-not-allowed");
    let later = MaterialMarks { committed: rows(&[2]), ..MaterialMarks::default() };
    let more = Command::ReceiveMore(ReceiveMore { marks: later, papers: 0, ..receive_more(&[]) });
    assert_eq!(Play::received(&[1]).refuses("intake2", more), "commitment-not-allowed");
    assert_eq!(
        Play::deferred().refuses("intake2", more),
        "commitment-not-allowed",
        "what follows is a paper"
    );
}

// A25: with the grant its day is set; without a commitment, or with a refusal, there is nothing to check.
#[test]
fn a_grant_on_a_commitment_is_to_be_checked_by_a_day() {
    let play = Play::granted_on_commitment();
    let check = play.facts().check.expect("a check is due");
    let by = calendar::Calendar::built_in().add_working_days(day("2026-03-02"), 30).expect("2026 is known");
    assert_eq!((check.due_on, check.found), (by, None));
    assert_eq!(Play::granted().facts().check, None);
    assert_eq!(
        Play::granted().refuses("do.sc", crate::fixture::check(CheckOutcome::Kept)),
        "nothing-to-check"
    );
    let returned = play.then("agent.sc", Command::ReturnDecision(reason()));
    assert_eq!(returned.facts().check, None, "a void decision rests on nothing");
    let refused = returned.then("chief.sc", refuse("place"));
    assert_eq!(refused.facts().check, None);
}

// A25, M4: by a handler of the authority, never by who decided; also long after the certificate was handed out.
#[test]
fn the_check_is_made_by_a_handler_who_did_not_decide() {
    let kept_now = crate::fixture::check(CheckOutcome::Kept);
    let play = Play::granted_on_commitment();
    for person in ["intake2", "head.biz", "agent.sc", "do.wj", "out", "centre", "stranger"] {
        assert_eq!(play.refuses(person, kept_now), "not-authorised", "{person}");
    }
    let mut decider = play.clone();
    let seat = decider.organisation.posts.iter().find(|it| it.person == who("do.sc")).cloned();
    let mut seat = seat.expect("do.sc has a post");
    seat.person = who("chief.sc");
    decider.organisation.posts.push(seat);
    assert_eq!(decider.refuses("chief.sc", kept_now), "decider-cannot-handle");
    let delivered =
        play.then("agent.sc", Command::Recheck).then("do.sc", make()).then("out", deliver()).on("2026-04-20");
    let after = delivered.then("do2.sc", kept_now);
    let found = after.facts().check.and_then(|check| check.found).expect("it was checked");
    assert_eq!((found.outcome, found.by, found.on), (CheckOutcome::Kept, who("do2.sc"), day("2026-04-20")));
    assert_eq!(after.stage(), StageName::Delivered);
    assert_eq!(after.refuses("do2.sc", kept_now), "nothing-to-check");
    assert_eq!(due(&after.case), None, "time does nothing to it");
}

// N55: put right once within its time, then it is kept or false.
#[test]
fn what_is_not_kept_may_be_put_right_once() {
    let play = Play::granted_on_commitment().on("2026-03-10");
    let ordered = play.clone().then("do.sc", crate::fixture::check(CheckOutcome::ToCorrect));
    let check = ordered.facts().check.expect("it goes on");
    assert!(check.is_open());
    assert_eq!(check.due_on, day("2026-03-17"), "5 working days");
    assert_eq!(
        ordered.refusal("do2.sc", crate::fixture::check(CheckOutcome::ToCorrect)),
        AcceptanceRefusal::CorrectedOnce { by: day("2026-03-17") }.into()
    );
    // A new holiday lays the day later; a calendar with a day more to work never lays it earlier than it was told.
    let until = |play: &Play| {
        play.facts().check.map(|check| check.until(&play.item, &play.calendar)).expect("it goes on")
    };
    let mut longer = ordered.clone();
    longer.calendar = std::borrow::Cow::Owned(crate::time::with_holiday("2026-03-12"));
    assert_eq!((until(&ordered), until(&longer)), (day("2026-03-17"), day("2026-03-18")));
    let mut told = play.clone();
    told.calendar = longer.calendar.clone();
    let mut told = told.then("do.sc", crate::fixture::check(CheckOutcome::ToCorrect));
    told.calendar = ordered.calendar.clone();
    assert_eq!(until(&told), day("2026-03-18"), "never earlier");
    let mut to_check = play.clone();
    to_check.calendar = longer.calendar.clone();
    assert_eq!(until(&to_check), until(&play), "the office's own day stays");
    for outcome in [CheckOutcome::Kept, CheckOutcome::False] {
        let ended = ordered.clone().then("do2.sc", crate::fixture::check(outcome));
        assert!(ended.facts().check.is_some_and(|check| !check.is_open()), "{outcome:?}");
    }
    let at_once = play.then("do.sc", crate::fixture::check(CheckOutcome::False));
    assert!(at_once.facts().check.is_some_and(|check| !check.is_open()));
}
