//! Histories at random: whatever anybody does in whatever order, these things hold.

use crate::fixture::*;
use crate::play::Play;
use calendar::{Instant, Light};
use casework::*;
use catalogue::PersonId;
use catalogue::item::StepKind;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use std::collections::BTreeSet;

/// One move: somebody, some command, some minutes later.
#[derive(Clone, Debug)]
struct Move {
    person: usize,
    choice: usize,
    minutes: i64,
    manner: Manner,
}

/// How the move is chosen.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Manner {
    /// Anything by anybody.
    Wild,
    /// Something the page offers to somebody.
    Offered,
    /// What gets the case on.
    Onward,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let minutes = prop_oneof![12 => 0_i64..60, 4 => 60_i64..1_440, 1 => 1_440_i64..12_000];
    let manner = prop_oneof![3 => Just(Manner::Wild), 3 => Just(Manner::Offered), 5 => Just(Manner::Onward)];
    let one = (0..PEOPLE.len(), any::<usize>(), minutes, manner)
        .prop_map(|(person, choice, minutes, manner)| Move { person, choice, minutes, manner });
    prop::collection::vec(one, 1..90)
}

/// Any command, right or wrong, for any person.
fn wild(play: &Play, choice: usize) -> Command {
    let papers = (choice >> 8) as u16 % 8;
    let row = (choice >> 4) as u8 % 5 + 1;
    let person = PEOPLE[(choice >> 16) % PEOPLE.len()];
    let of_pending =
        play.case.facts().and_then(|facts| facts.pending).map_or(papers, |pending| pending.papers);
    let all = [
        Command::Receive(receive(&play.item, &[1])),
        Command::Receive(receive(&play.item, &[1, 2])),
        more(&[row]),
        notice(&[row]),
        notice(&[1, 2]),
        release(&[row]),
        Command::Accept,
        accept_deferred(&[2]),
        accept_deferred(&[row]),
        refuse_acceptance(NonAcceptanceGround::Barred { ground: ground("barred") }),
        Command::PresentInstant,
        Command::SignInstant,
        Command::ReturnInstant(reason()),
        give(person, papers + 5),
        take(of_pending),
        take(papers),
        Command::DeclineOver(reason()),
        Command::RecallOver,
        stand_in(papers + 5),
        take_back(papers + 5),
        reassign(person, papers),
        complete(DonePlace::Hall),
        complete(DonePlace::OnSite),
        Command::ReturnToStep(ReturnToStep { step: row, reason: sealed(1) }),
        ask_stop(row % 3, papers * 6),
        Command::ApproveStop,
        Command::RefuseStop(reason()),
        Command::AskExtension(reason()),
        Command::ApproveExtension,
        withdraw(WithdrawCause::ComesAgain, None),
        reissue(row, "w3", row),
        correct(row),
        rename(row),
        inherited(),
        end_with(EndGround::Died),
        resume(),
        grant(),
        refuse("place"),
        Command::Recheck,
        Command::ReturnDecision(reason()),
        make(),
        deliver(),
        crate::fixture::check(CheckOutcome::ToCorrect),
        crate::fixture::check(CheckOutcome::False),
        Command::AskPriority(reason()),
        approve_priority(),
        explain("2026-12-31"),
    ];
    all[choice % all.len()]
}

/// A command out of what the page offers, so that cases get far.
fn offered(play: &Play, person: &str, choice: usize) -> Command {
    let open: Vec<Offer> = play.seen_by(person, |known| offers(&play.case, known));
    let open: Vec<&Offer> = open.iter().filter(|offer| offer.refusal.is_none()).collect();
    match open.len() {
        0 => wild(play, choice),
        n => open[choice % n].example,
    }
}

/// The person who would get the case on, if there is one.
fn somebody(play: &Play, from: usize) -> &'static str {
    let people = PEOPLE.iter().cycle().skip(from).take(PEOPLE.len());
    let has_offer = |person: &&&str| {
        play.seen_by(person, |known| offers(&play.case, known)).iter().any(|offer| offer.refusal.is_none())
    };
    people.clone().find(has_offer).copied().unwrap_or(PEOPLE[from])
}

/// The act nearest to the end that anybody may do.
fn onward(play: &Play, from: usize, choice: usize) -> (&'static str, Command) {
    let acts = [
        Act::Deliver,
        Act::MakeDocument,
        Act::Recheck,
        Act::Decide,
        Act::SignInstant,
        Act::CompleteStep,
        Act::TakeOver,
        Act::Accept,
        Act::ReceiveMore,
        Act::GiveOver,
    ];
    let mut open = Vec::new();
    for person in PEOPLE.iter().cycle().skip(from).take(PEOPLE.len()) {
        let offers = play.seen_by(person, |known| offers(&play.case, known));
        open.extend(offers.into_iter().filter(|offer| offer.refusal.is_none()).map(|offer| (*person, offer)));
    }
    // Writing the record of a check anew leads nowhere; the second officer leads on.
    let first = match play.case.stage() {
        Some(Stage::Handling(handling)) => handling.first_officer,
        _ => None,
    };
    open.retain(|(person, offer)| offer.act != Act::CompleteStep || first != Some(who(person)));
    let nearest = acts.iter().find_map(|act| open.iter().find(|(_, offer)| offer.act == *act));
    nearest.map_or((PEOPLE[from], wild(play, choice)), |(person, offer)| (*person, offer.example))
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
            Event::Decided(fact) => drop(deciders.insert(fact.by)),
            _ => {}
        }
    }
    [intake, handlers, approvers, deciders]
}

fn is_handling(play: &Play, step: u8) -> bool {
    play.item.steps[usize::from(step)].kind != StepKind::SignOff
}

/// What holds after every step of every history.
fn check(play: &Play, before: &Play) -> Result<(), TestCaseError> {
    let Some(facts) = play.case.facts() else { return Ok(()) };
    // R81: one named holder, who is a person of the division.
    prop_assert!(play.organisation.person(facts.holding.person).is_some());
    if let (Some(was), Some(is)) = (before.case.facts(), play.case.facts()) {
        // M6: once late, late since the same instant for ever.
        if was.late_since.is_some() {
            prop_assert_eq!(was.late_since, is.late_since);
            prop_assert_eq!(play.case.light(play.now), Light::Red);
        }
        // F1: a notice never changes its list; the next names nothing new but what was released, and there are three.
        if let (Some(before), Some(after)) = (&was.correction, &is.correction) {
            if before.round == after.round {
                prop_assert_eq!(
                    (before.rows, before.notice, before.bring_by),
                    (after.rows, after.notice, after.bring_by)
                );
            } else {
                let released = was.release.map_or(catalogue::RowSet::EMPTY, |release| release.rows);
                prop_assert_eq!(after.round, before.round + 1);
                prop_assert!(after.rows.is_subset(before.named.union(released)));
                prop_assert!(after.round <= NOTICES_MAX);
            }
        }
        // M5: the revision is frozen; a number that was given goes on leading to the case (E10).
        prop_assert_eq!((was.revision, was.body), (is.revision, is.body));
        let leads_on = is.register.former().any(|former| former.receipt == was.receipt);
        prop_assert!(was.receipt == is.receipt || leads_on);
        // F7: days that did not count only add up, and stay within the total of their ground.
        for (place, exclusion) in play.item.exclusions.iter().enumerate() {
            prop_assert!(was.stopped_days[place] <= is.stopped_days[place]);
            prop_assert!(is.stopped_days[place] <= exclusion.max_days);
        }
        // C15: the day of acceptance never moves, and never lies before the receipt.
        if let (Some(was), Some(is)) = (was.acceptance, is.acceptance) {
            prop_assert_eq!(was, is);
        }
    }
    // N55: a check is due only where something was granted on a commitment, and its end is final.
    if let Some(check) = facts.check {
        prop_assert!(facts.by_commitment());
        let before = before.case.facts().and_then(|facts| facts.check).filter(|check| !check.is_open());
        prop_assert!(before.is_none_or(|before| before == check));
    }
    // N56: nothing is granted while deferred papers are open.
    if let Some(Stage::Decided { decision, .. }) = play.case.stage() {
        let open = facts.deferral.is_some_and(|deferral| !deferral.open().is_empty());
        prop_assert!(!open || decision.outcome == Outcome::Refused);
    }
    prop_assert!(facts.acceptance.is_none_or(|it| it.accepted_on >= facts.received_at.day()));
    // Clocks: the due day never lies before the start, and a case that ended is woken by nothing.
    for kind in ClockKind::ALL {
        if let Some(watch) = facts.clocks.get(kind) {
            prop_assert!(watch.clock.due() >= watch.clock.started_on());
            prop_assert!(watch.yellow_at <= watch.clock.late_from());
        }
    }
    prop_assert!(play.case.is_open() || due(&play.case).is_none());
    // M4 on the whole history.
    let duties = people_by_duty(play);
    for one in 0..duties.len() {
        for other in one + 1..duties.len() {
            prop_assert!(duties[one].is_disjoint(&duties[other]), "{:?}", duties);
        }
    }
    prop_assert!(postcard::to_stdvec(&play.case).expect("a state has a binary form").len() <= 4 * 1024);
    Ok(())
}

fn live(item: catalogue::Item, moves: Vec<Move>) -> Result<(Play, usize), TestCaseError> {
    let mut play = Play::new(item);
    let mut refused = 0;
    for Move { person, choice, minutes, manner } in moves {
        let before = play.clone();
        play = play.clone().until(Instant(play.now.plus_minutes(minutes).0));
        check(&play, &before)?;
        prop_assert!(due(&play.case).is_none_or(|next| next > play.now), "time has caught up");
        let before = play.clone();
        let (actor, command) = match manner {
            Manner::Onward if play.case == Case::Absent => (
                "intake2",
                Command::Receive(Receive {
                    marks: match (play.item.commitment.is_some(), choice % 2) {
                        (true, 0) => committed(),
                        (_, 0) => kept(&[1, 2]),
                        _ => kept(&[1]),
                    },
                    ..receive(&play.item, &[])
                }),
            ),
            Manner::Onward => onward(&play, person, choice),
            Manner::Offered => {
                let actor = somebody(&play, person);
                (actor, offered(&play, actor, choice))
            }
            Manner::Wild => (PEOPLE[person], wild(&play, choice)),
        };
        if play.attempt(actor, command).is_err() {
            refused += 1;
            prop_assert_eq!(&play.case, &before.case, "a refusal changes nothing");
        }
        check(&play, &before)?;
    }
    // The log alone gives the state, by way of its stored form; the state itself survives being stored.
    let replayed = play.log.iter().try_fold(Case::Absent, |case, event| {
        Event::decode(event.kind(), &event.encode()).map(|event| evolve(case, &event))
    });
    prop_assert_eq!(replayed.as_ref(), Ok(&play.case));
    let stored = postcard::to_stdvec(&play.case).expect("a state has a binary form");
    prop_assert_eq!(postcard::from_bytes::<Case>(&stored).expect("a state is read again"), play.case.clone());
    Ok((play, refused))
}

fn seeded(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20261121),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(seeded(64))]

    #[test]
    fn whatever_anybody_does_with_a_licence_the_invariants_hold(moves in moves()) {
        live(licence(), moves)?;
    }

    #[test]
    fn whatever_anybody_does_with_an_instant_case_the_invariants_hold(moves in moves()) {
        live(instant(), moves)?;
    }

    #[test]
    fn whatever_anybody_does_with_a_commitment_the_invariants_hold(moves in moves()) {
        live(by_commitment(), moves)?;
    }

    #[test]
    fn whatever_anybody_does_with_a_confirmation_the_invariants_hold(moves in moves()) {
        live(confirmation(), moves)?;
    }
}

// A property over histories is worth what the histories reach.
#[test]
fn the_random_histories_get_as_far_as_delivery_and_are_refused_often() {
    let mut runner = proptest::test_runner::TestRunner::new(seeded(64));
    let (mut ends, mut refused) = (BTreeSet::new(), 0);
    for _ in 0..64 {
        let tree = moves().new_tree(&mut runner).expect("moves can be made");
        let (play, times) = live(licence(), tree.current()).expect("the invariants hold");
        ends.insert(play.stage());
        refused += times;
    }
    assert!(ends.contains(&StageName::Delivered), "{ends:?}");
    assert!(
        ends.contains(&StageName::ClosedForMissing) || ends.contains(&StageName::NotAccepted),
        "{ends:?}"
    );
    assert!(refused > 200, "refused {refused} times");
}
