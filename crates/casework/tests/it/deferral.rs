//! 容缺受理 (N56): accepted while minor papers may follow by a day the applicant signed for.

use crate::fixture::*;
use crate::play::Play;
use casework::*;
use catalogue::RowSet;

/// A refusal because the deferred papers did not come.
fn not_brought() -> Command {
    refuse("deferred-not-brought")
}

// N56: acceptance is real and the clock runs.
#[test]
fn what_may_follow_does_not_hold_up_acceptance() {
    let play = Play::deferred();
    assert_eq!(play.stage(), StageName::Handling);
    let kinds: Vec<_> = play.log.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["case.received", "case.accepted", "case.deferred"]);
    let deferral = play.facts().deferral.expect("it was signed");
    assert_eq!((deferral.rows, deferral.open()), (rows(&[2]), rows(&[2])));
    assert_eq!((deferral.bring_by, deferral.remind_on), (day("2026-03-09"), Some(day("2026-03-05"))));
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"), "7 working days from today");
    assert_eq!(
        play.facts().acceptance.map(|it| (it.accepted_on, it.deemed)),
        Some((day("2026-03-02"), false))
    );
}

#[test]
fn only_what_the_item_lets_follow_may_be_missing() {
    let both = Play::received(&[4]);
    assert_eq!(
        both.refusal("intake2", accept_deferred(&[1, 2])),
        AcceptanceRefusal::NotDeferrable { rows: rows(&[1]) }.into(),
        "row 1 is a main paper"
    );
    assert_eq!(both.refusal("intake2", accept_deferred(&[2])), Refusal::RowsMissing { rows: rows(&[1]) });
    let play = Play::received(&[1]);
    assert_eq!(
        play.refuses("intake2", Command::Accept),
        "rows-missing",
        "without a signature nothing may be missing"
    );
    assert_eq!(play.refuses("intake2", accept_deferred(&[2, 4])), "not-deferrable");
    assert_eq!(play.refuses("intake2", accept_deferred(&[2, 9])), "not-deferrable"); // F2
    for person in ["intake5", "agent.sc", "do.sc", "chief.sc", "stranger"] {
        assert_eq!(play.refuses(person, accept_deferred(&[2])), "not-authorised", "{person}");
    }
    assert_eq!(Play::received(&[1, 2]).refuses("intake2", accept_deferred(&[])), "nothing-deferred");
    // C6: an instant case has nothing to follow.
    let item = instant();
    let command = Command::Receive(receive(&item, &[1]));
    assert_eq!(
        Play::new(item).then("intake2", command).refuses("intake2", accept_deferred(&[2])),
        "not-deferrable"
    );
}

// After a correction notice the same is open to the applicant.
#[test]
fn what_was_asked_for_may_follow_as_well() {
    let play = Play::received(&[1]).then("intake2", notice(&[2])).then("intake3", accept_deferred(&[2]));
    assert_eq!((play.stage(), play.facts().open_rows()), (StageName::Handling, rows(&[2])));
    assert_eq!(play.then("intake2", more(&[2])).facts().open_rows(), RowSet::EMPTY);
}

// N56: the decision waits for them; a refusal for another reason does not.
#[test]
fn nothing_is_granted_before_they_are_in() {
    let play = Play::deferred_before_decision();
    let open = AcceptanceRefusal::DeferredOpen { rows: rows(&[2]), by: day("2026-03-09") };
    assert_eq!(play.refusal("chief.sc", grant()), open.into());
    assert_eq!(play.clone().then("chief.sc", refuse("place")).stage(), StageName::Decided);
    let in_now = play.then("intake2", more(&[2]));
    assert_eq!(in_now.refuses("chief.sc", not_brought()), "nothing-deferred");
    assert_eq!(in_now.then("chief.sc", grant()).stage(), StageName::Decided);
    assert_eq!(Play::before_decision().refuses("chief.sc", not_brought()), "nothing-deferred");
}

// N56: on the last day nobody is refused for them; on the day after, yes; and what comes late is still taken in.
#[test]
fn nobody_is_refused_for_them_before_the_day_has_passed() {
    let play = Play::deferred_before_decision().until(last_instant_of(day("2026-03-09")));
    assert_eq!(
        play.refusal("chief.sc", not_brought()),
        AcceptanceRefusal::DeferredNotDue { by: day("2026-03-09") }.into()
    );
    let after = play.until(day("2026-03-10").start());
    assert_eq!(after.refuses("chief.sc", grant()), "deferred-open");
    assert_eq!(after.clone().then("chief.sc", not_brought()).stage(), StageName::Decided);
    assert_eq!(after.then("intake2", more(&[2])).then("chief.sc", grant()).stage(), StageName::Decided);
}

// Half time, the last day, and the day after, each with its legal instant; none once everything is in.
#[test]
fn time_reminds_warns_and_passes() {
    let turns = |play: &Play| -> Vec<_> {
        let turned = |event: &Event| match event {
            Event::DeferralTurned(fact) => Some((fact.at.day(), fact.to, fact.rows)),
            _ => None,
        };
        play.log.iter().filter_map(turned).collect()
    };
    let open = rows(&[2]);
    let play = Play::deferred().on("2026-03-20");
    assert_eq!(
        turns(&play),
        [
            (day("2026-03-05"), DeferralPhase::Half, open),
            (day("2026-03-09"), DeferralPhase::LastDay, open),
            (day("2026-03-10"), DeferralPhase::Passed, open),
        ]
    );
    let brought = Play::deferred().on("2026-03-06").then("intake2", more(&[2])).on("2026-03-20");
    assert_eq!(turns(&brought), [(day("2026-03-05"), DeferralPhase::Half, open)]);
    let mut short = Play::received(&[1]);
    short.item.materials[1].deferrable.as_mut().expect("row 2 may follow").limit =
        calendar::Limit::working_days(1);
    let short = short.then("intake2", accept_deferred(&[2])).on("2026-03-20");
    let phases: Vec<_> = turns(&short).into_iter().map(|(on, to, _)| (on, to)).collect();
    assert_eq!(
        phases,
        [(day("2026-03-03"), DeferralPhase::LastDay), (day("2026-03-04"), DeferralPhase::Passed)],
        "no half time within a day"
    );
}

// After acceptance only deferred rows are taken in, at a window, by who handles nothing (F2, M4).
#[test]
fn after_acceptance_only_deferred_rows_are_taken_in() {
    let play = Play::deferred().hand("intake2", "agent.sc").hand("agent.sc", "do.sc");
    assert_eq!(
        play.refusal("intake2", more(&[1])),
        AcceptanceRefusal::NotDeferred { rows: rows(&[1]) }.into()
    );
    assert_eq!(play.refuses("intake2", more(&[2, 4])), "not-deferred");
    assert_eq!(play.refuses("intake2", more(&[])), "nothing-handed-over");
    assert_eq!(play.refuses("do.sc", more(&[2])), "not-authorised");
    let held = play.facts().holding.papers;
    let after = play.then("intake2", more(&[2]));
    let Event::DeferredBrought(fact) = after.last() else { panic!("{:?}", after.last()) };
    assert!(fact.complete);
    assert_eq!((after.facts().holding.papers, after.facts().materials.papers), (held + 1, 6));
    assert_eq!(after.facts().holding.person, who("do.sc"), "the papers join the case where it is");
    assert_eq!(after.refuses("intake2", more(&[2])), "materials-closed");
    assert_eq!(Play::accepted().refuses("intake2", more(&[4])), "materials-closed");
}

// M4: who handles the case takes nothing in, even at a window.
#[test]
fn the_handler_takes_in_nothing_at_a_window() {
    let mut play = Play::deferred_before_decision();
    let seat = play.organisation.posts.iter().find(|it| it.person == who("intake2")).cloned();
    let mut seat = seat.expect("intake2 has a seat");
    seat.person = who("do.sc");
    play.organisation.posts.push(seat);
    let Refusal::DutiesSeparate { did, wants, .. } = play.refusal("do.sc", more(&[2])) else {
        panic!("the handler is refused");
    };
    assert_eq!((did, wants), (Duty::Handler, Duty::Intake));
}
