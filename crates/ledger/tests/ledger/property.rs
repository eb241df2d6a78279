//! Any sequence of commands over several streams and divisions, with any failures of the database.

use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;
use ledger::Rejection;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::{Engine, FaultKind, FaultPoint};

use crate::rig::{Rig, content};
use crate::toy::{Command, Toy};

#[derive(Clone, Debug)]
struct Op {
    command: Command,
    division: usize,
    stream: usize,
    second_instance: bool,
    repeats: Option<usize>,
    advance: i64,
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        5 => (-20..100_i64).prop_map(Command::Add),
        2 => (0..4_u32).prop_map(Command::AddOnes),
        3 => (0..200_i64).prop_map(Command::Take),
        2 => proptest::collection::vec((0..5_usize).prop_map(|it| format!("account/{it}")), 1..4)
            .prop_map(Command::AddOf),
        3 => (0..3_u32).prop_map(Command::Draw),
        1 => Just(Command::DrawAndDrop),
        1 => Just(Command::DrawAndRefuse),
        1 => Just(Command::DrawAndPanic),
        2 => (0..500_i64, 0..200_i64)
            .prop_map(|(at, every)| Command::Ring { at: crate::rig::START + at, every: 40 + every }),
        1 => Just(Command::Adopt),
        1 => (1..4_u8).prop_map(Command::Notify),
        1 => Just(Command::Nothing),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    (
        command(),
        0..2_usize,
        0..4_usize,
        any::<bool>(),
        proptest::option::weighted(0.2, 0..20_usize),
        0..30_i64,
    )
        .prop_map(|(command, division, stream, second_instance, repeats, advance)| Op {
            command,
            division,
            stream,
            second_instance,
            repeats,
            advance,
        })
}

fn fault() -> impl Strategy<Value = (FaultPoint, FaultKind, usize)> {
    let point = prop_oneof![
        Just(FaultPoint::Begin),
        Just(FaultPoint::HeadRead),
        Just(FaultPoint::Load),
        (0..6_usize).prop_map(FaultPoint::Write),
        Just(FaultPoint::BeforeCommit),
        Just(FaultPoint::AfterCommit),
        Just(FaultPoint::Probe),
    ];
    let kind = prop_oneof![
        Just(FaultKind::Busy),
        Just(FaultKind::Serialization),
        Just(FaultKind::Deadlock),
        Just(FaultKind::ConnectionLost),
        Just(FaultKind::Rejected),
        Just(FaultKind::Full),
        Just(FaultKind::Io),
    ];
    (point, kind, 1..4_usize)
}

type Wave = (Vec<Op>, Vec<(FaultPoint, FaultKind, usize)>);

fn course() -> impl Strategy<Value = Vec<Wave>> {
    let wave = (proptest::collection::vec(op(), 1..12), proptest::collection::vec(fault(), 0..3));
    proptest::collection::vec(wave, 1..8)
}

pub async fn any_sequence_with_any_faults_keeps_the_invariants(engine: Engine) {
    let rig = Rig::new(engine).await;
    let other = rig.second(Toy::default()).await;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for case in 0..40 {
        let tree = course().new_tree(&mut runner).expect("a course can be made");
        runs(&rig, &other, case, tree.current()).await;
    }
    let stats = rig.ledger.stats();
    assert!(stats.retries > 20 && stats.unavailable > 20, "the failures were met: {stats:?}");
}

async fn runs(rig: &Rig, other: &ledger::Ledger<Toy>, case: usize, course: Vec<Wave>) {
    let divisions = [format!("{case:05}a"), format!("{case:05}b")];
    // Command id -> division, entries it must have.
    let mut answered: HashMap<[u8; 16], (usize, u64)> = HashMap::new();
    let mut sent: Vec<(Op, [u8; 16])> = Vec::new();
    for (ops, faults) in course {
        for (point, kind, times) in &faults {
            rig.store().faults().arm(*point, *kind, *times);
            if *times == 1 {
                other.store().faults().arm(*point, *kind, *times);
            }
        }
        let mut work = Vec::new();
        let mut ids = Vec::new();
        for op in ops {
            rig.advance(op.advance);
            let repeated = op.repeats.and_then(|it| sent.get(it)).cloned();
            let (op, id) = repeated.unwrap_or_else(|| {
                let id = rig.command("", Command::Nothing).command_id;
                sent.push((op.clone(), id));
                (op, id)
            });
            let mut submission = rig.command(&format!("account/{}", op.stream), op.command.clone());
            submission.division.clone_from(&divisions[op.division]);
            submission.command_id = id;
            submission.content = content(&op.command);
            ids.push((op.division, id));
            work.push(if op.second_instance {
                other.submit(submission)
            } else {
                rig.ledger.submit(submission)
            });
        }
        for ((division, id), answer) in ids.into_iter().zip(join_all(work).await) {
            match answer {
                Ok(done) => {
                    let entries = done.last_seq + 1 - done.first_seq;
                    let before = answered.insert(id, (division, entries));
                    let same = before.is_none_or(|it| it == (division, entries));
                    assert!(same, "an id is answered in one way");
                }
                Err(Rejection::Unavailable) => {}
                Err(Rejection::Refused(_)) => {
                    assert!(answered.get(&id).is_none_or(|it| it.1 == 0), "what is done is not refused");
                }
                // The database rejected something else of the batch when the command was alone.
                Err(Rejection::Fault(_)) => {}
                Err(unexpected) => panic!("{unexpected:?}"),
            }
        }
        rig.store().faults().disarm();
        other.store().faults().disarm();
    }
    let mut found: HashMap<[u8; 16], (usize, u64)> = HashMap::new();
    for (n, division) in divisions.iter().enumerate() {
        rig.assert_verifies(division).await;
        for entry in rig.ledger.entries_since(division, 0, 1_000).await.expect("entries can be read") {
            if entry.actor != ledger::TIME {
                found.entry(entry.command_id).or_insert((n, 0)).1 += 1;
            }
        }
    }
    for (id, entries) in &answered {
        if entries.1 > 0 {
            assert_eq!(found.get(id), Some(entries), "every answered command is there exactly once");
        }
    }
    let ids: HashSet<[u8; 16]> = sent.iter().map(|(_, id)| *id).collect();
    assert!(found.keys().all(|id| ids.contains(id)), "nothing is there that nobody asked for");
}
