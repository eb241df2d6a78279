//! 限制名单 (N26, N55, A25): proposed by a handler, heard, decided by the head of the authority, told, and ended.

mod table;

use crate::fixture::*;
use crate::play::Play;
use calendar::Instant;
use casework::bar::{Bar, Command as Asked, Event as Fact, Ground, KINDS, decide, draws};
use casework::{CheckOutcome, Refusal};
use catalogue::CaseId;
use std::collections::BTreeSet;

/// The list beside a case whose commitment the check found false.
#[derive(Clone)]
struct Listed {
    play: Play,
    bar: Bar,
    log: Vec<Fact>,
}

fn listed() -> Listed {
    let mut play = Play::granted_on_commitment().on("2026-03-10").then("do.sc", check(CheckOutcome::False));
    let grounds = [("bar-one-year", "一年"), ("bar-three-years", "三年")];
    play.item.refusal_grounds = grounds
        .iter()
        .map(|(code, name)| catalogue::item::RefusalGround {
            code: ground(code),
            name: (*name).to_owned(),
            name_en: None,
            basis: play.item.basis[0].clone(),
        })
        .collect();
    Listed { play, bar: Bar::default(), log: Vec::new() }
}

impl Listed {
    fn attempt(&mut self, actor: &str, command: Asked) -> Result<(), Refusal> {
        let case = CaseId::parse("c1").expect("a code");
        let file = self.play.case.file().expect("a case").clone();
        let facts = self.play.seen_by(actor, |known| decide(&self.bar, &command, case, &file, known))?;
        for fact in facts {
            let stored = Fact::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, fact);
            assert!(draws(&fact).iter().all(|(_, n)| *n == 1));
            self.bar = self.bar.evolve(&stored);
            self.log.push(fact);
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Asked) -> Listed {
        self.attempt(actor, command).unwrap_or_else(|refusal| panic!("{actor} {command:?}: {refusal:?}"));
        self
    }

    fn refuses(&self, actor: &str, command: Asked) -> &'static str {
        self.clone().attempt(actor, command).expect_err("it is refused").code()
    }

    fn until(mut self, now: Instant) -> Listed {
        self.play.now = now;
        while let Some(at) = self.bar.due().filter(|at| *at <= now) {
            let facts = self.bar.catch_up(at);
            assert_eq!(facts.len(), 1);
            self.bar = self.bar.evolve(&facts[0]);
            self.log.extend(facts);
        }
        self
    }
}

fn propose(ground: Ground) -> Asked {
    Asked::Propose { ground, reason: sealed(30) }
}

fn hear() -> Asked {
    Asked::Hear { statement: sealed(31) }
}

fn lift() -> Asked {
    Asked::Lift { reason: sealed(32) }
}

// A25: who proposed does not decide; the person is heard first; the head of the authority and nobody by letter.
#[test]
fn nobody_is_listed_unheard_or_by_who_proposed_it() {
    let proposed = listed().then("do.sc", propose(Ground::FalseCommitment));
    assert_eq!(proposed.refuses("chief.sc", Asked::Decide), "bar-not-heard");
    for person in ["intake2", "agent.sc", "lead.sc", "deputy.sc", "do.sc", "centre"] {
        assert_eq!(proposed.refuses(person, Asked::Decide), "bar-head-only", "{person}");
    }
    for person in ["intake2", "agent.sc", "do.wj", "stranger"] {
        assert_eq!(proposed.refuses(person, hear()), "not-authorised", "{person}");
    }
    let heard = proposed.then("do2.sc", hear());
    assert_eq!(heard.refuses("do.sc", hear()), "bar-already-heard");
    assert!(!heard.bar.closes_commitments(day("2026-03-10")), "a proposal bars nobody");
    let decided = heard.clone().then("chief.sc", Asked::Decide);
    assert!(decided.bar.closes_commitments(day("2026-03-10")));
    assert_eq!(decided.bar.entry.and_then(|it| it.decision).and_then(|it| it.until), None, "until repaired");
    assert_eq!(decided.refuses("chief.sc", Asked::Decide), "bar-already-decided");
    let told = decided.then("do.sc", Asked::Tell);
    assert_eq!(told.refuses("do.sc", Asked::Tell), "bar-already-told");
    // The head who proposes is a handler as well: another head must decide.
    let mut both = listed();
    let seat = both.play.organisation.posts.iter().find(|it| it.person == who("do.sc")).cloned();
    let mut seat = seat.expect("do.sc has a post");
    seat.person = who("chief.sc");
    both.play.organisation.posts.push(seat);
    let both = both.then("chief.sc", propose(Ground::FalseCommitment)).then("do.sc", hear());
    assert_eq!(both.refuses("chief.sc", Asked::Decide), "bar-proposer-cannot-decide");
    assert_eq!(both.refuses("chief.sc", Asked::Refuse { reason: sealed(1) }), "bar-proposer-cannot-decide");
}

// N26: one year from the decision, to the corresponding day; the day after, it is over by itself.
#[test]
fn a_year_ends_by_itself_on_the_corresponding_day() {
    let decided = listed()
        .then("do.sc", propose(Ground::FalseMaterials))
        .then("do.sc", hear())
        .then("chief.sc", Asked::Decide);
    let until = decided.bar.entry.and_then(|it| it.decision).and_then(|it| it.until);
    assert_eq!(until, Some(day("2027-03-10")));
    assert!(!decided.bar.closes_commitments(day("2026-03-11")), "it closes the licence, not the commitment");
    let last = decided.clone().until(last_instant_of(day("2027-03-10")));
    assert!(last.bar.in_force(day("2027-03-10")).is_some());
    let over = decided.until(day("2027-03-11").start());
    assert!(over.bar.in_force(day("2027-03-11")).is_none() && over.bar.due().is_none());
    assert_eq!(over.refuses("chief.sc", lift()), "bar-over");
    assert_eq!(over.then("do.sc", propose(Ground::Fraud)).log.len(), 5, "a new entry takes its place");
    let fraud =
        listed().then("do.sc", propose(Ground::Fraud)).then("do.sc", hear()).then("chief.sc", Asked::Decide);
    let until = fraud.bar.entry.and_then(|it| it.decision).and_then(|it| it.until);
    assert_eq!(until, Some(day("2029-03-10")), "three years, beyond every known calendar");
}

// N55: lifted when credit is repaired, by the head; nothing is lifted that was not decided.
#[test]
fn a_bar_is_lifted_by_the_head_alone() {
    let proposed = listed().then("do.sc", propose(Ground::FalseCommitment));
    assert_eq!(proposed.refuses("chief.sc", lift()), "bar-not-decided");
    assert_eq!(proposed.refuses("do.sc", Asked::Tell), "bar-not-decided");
    assert_eq!(proposed.refuses("do2.sc", propose(Ground::Fraud)), "bar-already-proposed");
    let decided = proposed.clone().then("do.sc", hear()).then("chief.sc", Asked::Decide);
    assert_eq!(decided.refuses("lead.sc", lift()), "bar-head-only");
    let lifted = decided.then("chief.sc", lift());
    assert!(!lifted.bar.closes_commitments(day("2026-03-10")));
    let refused = proposed.then("chief.sc", Asked::Refuse { reason: sealed(33) });
    assert_eq!(refused.refuses("do.sc", hear()), "bar-over");
    assert_eq!(listed().refuses("chief.sc", Asked::Decide), "bar-not-proposed");
}

// N26, A25: only what the item's law knows; a false commitment only where the check said so.
#[test]
fn a_bar_rests_on_the_item_and_on_what_was_found() {
    let mut unlisted = listed();
    unlisted.play.item.refusal_grounds.clear();
    for ground in [Ground::FalseMaterials, Ground::Fraud] {
        assert_eq!(unlisted.refuses("do.sc", propose(ground)), "bar-ground-not-listed");
    }
    unlisted.play.item.commitment = None;
    assert_eq!(unlisted.refuses("do.sc", propose(Ground::FalseCommitment)), "bar-ground-not-listed");
    let mut kept = listed();
    kept.play = Play::granted_on_commitment().then("do.sc", check(CheckOutcome::Kept));
    assert_eq!(kept.refuses("do.sc", propose(Ground::FalseCommitment)), "bar-not-found-false");
    assert_eq!(listed().refuses("do.wj", propose(Ground::FalseCommitment)), "not-authorised");
}

// N55: no commitment is open to who made a false one; the paper route is.
#[test]
fn a_commitment_is_closed_to_who_made_a_false_one() {
    let item = by_commitment();
    let command =
        |marks| casework::Command::Receive(casework::Receive { marks, ..receive(&by_commitment(), &[]) });
    let mut play = Play::new(item);
    play.commitment_closed = true;
    assert_eq!(play.refuses("intake2", command(committed())), "commitment-closed");
    assert_eq!(play.then("intake2", command(kept(&[1, 2]))).stage(), casework::StageName::Received);
}

#[test]
fn every_kind_happens() {
    let whole = listed()
        .then("do.sc", propose(Ground::FalseCommitment))
        .then("do.sc", hear())
        .then("chief.sc", Asked::Decide)
        .then("do.sc", Asked::Tell)
        .then("chief.sc", lift());
    let refused =
        listed().then("do.sc", propose(Ground::Fraud)).then("chief.sc", Asked::Refuse { reason: sealed(1) });
    let kinds: BTreeSet<_> = whole.log.iter().chain(&refused.log).map(Fact::kind).collect();
    assert_eq!(kinds, KINDS.into_iter().collect());
    assert!(Fact::decode("bar.burnt", b"{}").is_err());
    assert!(postcard::to_stdvec(&whole.bar).expect("a state has a binary form").len() < 1_024);
}
