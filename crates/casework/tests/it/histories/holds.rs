//! What holds after every move of every walk, and of every walk as a whole.

use super::walk::Walk;
use crate::play::Play;
use calendar::Light;
use casework::hearing;
use casework::*;
use catalogue::PersonId;
use catalogue::item::StepKind;
use std::collections::BTreeSet;

/// After one move that left these facts.
pub fn after(walk: &Walk, before: &Case, events: &[Event]) {
    let play = &walk.play;
    let Some(is) = play.case.facts() else { return };
    // R81: one named holder, who is a person of the division.
    assert!(play.organisation.person(is.holding.person).is_some());
    if let Some(was) = before.facts() {
        never_goes_back(play, was, is, events);
    }
    // N55: a check is due only where something was granted on a commitment, and its end is final.
    if let Some(check) = is.check {
        assert!(is.by_commitment());
        let ended = before.facts().and_then(|facts| facts.check).filter(|check| !check.is_open());
        assert!(ended.is_none_or(|ended| ended == check));
    }
    // N56: nothing is granted while deferred papers are open.
    if let Some(Stage::Decided { decision, .. }) = play.case.stage() {
        let open = is.deferral.is_some_and(|deferral| !deferral.open().is_empty());
        assert!(!open || decision.outcome == Outcome::Refused);
    }
    assert!(is.acceptance.is_none_or(|it| it.accepted_on >= is.received_at.day()));
    // Clocks: the due day never lies before the start, and a case that ended is woken by nothing.
    for kind in ClockKind::ALL {
        if let Some(watch) = is.clocks.get(kind) {
            assert!(watch.clock.due() >= watch.clock.started_on());
            assert!(watch.yellow_at <= watch.clock.late_from());
        }
    }
    assert!(play.case.is_open() || due(&play.case).is_none());
    hearing_holds(play, is, events);
    line_holds(walk);
    assert!(postcard::to_stdvec(&play.case).expect("a state has a binary form").len() <= 4 * 1024);
}

fn never_goes_back(play: &Play, was: &Facts, is: &Facts, events: &[Event]) {
    // M6: once late, late since the same instant for ever.
    if was.late_since.is_some() {
        assert_eq!(was.late_since, is.late_since);
        assert_eq!(play.case.light(play.now), Light::Red);
    }
    // F1: a notice never changes its list; the next names nothing new but what was released, and there are three.
    if let (Some(before), Some(after)) = (&was.correction, &is.correction) {
        if before.round == after.round {
            let list = |it: &Correction| (it.rows, it.notice, it.bring_by);
            assert_eq!(list(before), list(after));
        } else {
            let released = was.release.map_or(catalogue::RowSet::EMPTY, |release| release.rows);
            assert_eq!(after.round, before.round + 1);
            assert!(after.rows.is_subset(before.named.union(released)));
            assert!(after.round <= NOTICES_MAX);
        }
    }
    // M5, C19: the revision is frozen, but a legal reviewer changes it for a later one and the former is remembered.
    if events.iter().any(|event| matches!(event, Event::Rebound(_))) {
        let former = is.bindings.0.iter().flatten().last().map(|it| (it.revision, it.body));
        assert_eq!(former, Some((was.revision, was.body)));
        assert!(is.revision > was.revision);
    } else {
        assert_eq!((was.revision, was.body), (is.revision, is.body));
    }
    // E10: a number that was given goes on leading to the case.
    let leads_on = is.register.former().any(|former| former.receipt == was.receipt);
    assert!(was.receipt == is.receipt || leads_on);
    // F7: days that did not count only add up, and stay within the total of their ground.
    for (place, exclusion) in play.item.exclusions.iter().enumerate() {
        assert!(was.stopped_days[place] <= is.stopped_days[place]);
        assert!(is.stopped_days[place] <= exclusion.max_days);
    }
    // C15: the day of acceptance never moves, and never lies before the receipt.
    if let (Some(was), Some(is)) = (was.acceptance, is.acceptance) {
        assert_eq!(was, is);
    }
    // N14, F8: lengthened once and for good.
    let lengthened = matches!(was.extension, Extension::Approved { .. });
    assert!(!lengthened || was.extension == is.extension);
}

/// N13, N18, M4: no decision before everybody was heard, on the record of the hearing, whose chair has no other part.
fn hearing_holds(play: &Play, facts: &Facts, events: &[Event]) {
    let Some(hearing) = &play.hearing else { return };
    for event in events {
        if let Event::Decided(fact) = event {
            assert_eq!(hearing::bars(&play.item, hearing, fact.at.day(), &play.calendar), None);
            assert_eq!(fact.record, hearing.held.map(|held| held.number));
        }
    }
    if let (Some(_), Some(called)) = (hearing.held, hearing.called) {
        let apart = |part: &Part| {
            let carries = matches!(part.duty, Duty::Asker | Duty::Rechecker | Duty::Chair);
            carries || part.person != called.call.chair
        };
        assert!(facts.people.iter().all(apart), "{} chaired: {:?}", called.call.chair, facts.people);
    }
}

/// N23: never more than the number.
fn line_holds(walk: &Walk) {
    if let (Some(line), Some(rule)) = (&walk.line, &walk.play.item.quota) {
        assert!(line.granted(rule, walk.play.now.day()) <= rule.number);
    }
}

/// Of the whole walk: duties stay apart, and the log alone gives the state.
pub fn whole(play: &Play) {
    // M4.
    let duties = people_by_duty(play);
    for one in 0..duties.len() {
        for other in one + 1..duties.len() {
            assert!(duties[one].is_disjoint(&duties[other]), "{duties:?}");
        }
    }
    // C17: whoever decided does not re-check it.
    let mut decider = None;
    for event in &play.log {
        match event {
            Event::Decided(fact) => decider = Some(fact.by),
            Event::Rechecked(fact) => assert_ne!(Some(fact.by), decider),
            _ => {}
        }
    }
    let replayed = play.log.iter().try_fold(Case::Absent, |case, event| {
        Event::decode(event.kind(), &event.encode()).map(|event| evolve(case, &event))
    });
    assert_eq!(replayed.as_ref(), Ok(&play.case));
    let stored = postcard::to_stdvec(&play.case).expect("a state has a binary form");
    assert_eq!(postcard::from_bytes::<Case>(&stored).expect("a state is read again"), play.case);
}

/// Who did what, read from the log alone.
fn people_by_duty(play: &Play) -> [BTreeSet<PersonId>; 4] {
    let [mut intake, mut handlers, mut approvers, mut deciders] = <[BTreeSet<PersonId>; 4]>::default();
    let skipped: BTreeSet<_> = play
        .log
        .iter()
        .filter_map(|event| matches!(event, Event::AgentSkipped(_)).then_some(event.at()))
        .collect();
    for event in &play.log {
        match event {
            Event::Received(fact) => drop(intake.insert(fact.by)),
            Event::ReceivedMore(fact) => drop(intake.insert(fact.by)),
            Event::CorrectionNoticed(fact) => drop(intake.insert(fact.by)),
            Event::CorrectionRenewed(fact) => drop(intake.insert(fact.by)),
            Event::DeferredBrought(fact) => drop(intake.insert(fact.by)),
            Event::Presented(fact) => drop(intake.insert(fact.by)),
            Event::Accepted(fact) if !skipped.contains(&fact.at) => drop(intake.insert(fact.by)),
            Event::StepConfirmed(fact) if is_handling(play, fact.step) => drop(handlers.insert(fact.by)),
            Event::StepCompleted(fact) if is_handling(play, fact.step) => drop(handlers.insert(fact.by)),
            Event::Stopped(fact) => drop(approvers.insert(fact.by)),
            Event::Extended(fact) => drop(approvers.insert(fact.by)),
            Event::Decided(fact) => drop(deciders.insert(fact.by)),
            _ => {}
        }
    }
    [intake, handlers, approvers, deciders]
}

fn is_handling(play: &Play, step: u8) -> bool {
    play.item.steps[usize::from(step)].kind != StepKind::SignOff
}
