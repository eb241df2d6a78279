//! The lane: order, command ids, numbers, batches, staleness.

use futures_util::future::join_all;
use ledger::{Body, Config, Lane, Rejection, RowImage};
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::{Engine, Statement};

use crate::rig::{DIVISION, Rig, START};
use crate::toy::{Command, Refusal, Toy};

pub async fn a_command_becomes_entries_stream_and_rows(engine: Engine) {
    let rig = Rig::new(engine).await;
    let mut command = rig.command("account/a", Command::AddOnes(3));
    command.occurred_at = Some(START - 5);
    let id = command.command_id;
    let done = rig.ledger.submit(command).await.expect("it is carried out");
    assert_eq!((done.version, done.first_seq, done.last_seq, done.replayed), (3, 1, 3, false));
    assert_eq!(done.at, START);
    assert_eq!(rig.account("account/a").await.balance, 3);
    let entries = rig.ledger.entries(DIVISION, "account/a", 1, 10).await.expect("entries can be read");
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[0].seq, entries[0].version, entries[0].command_id), (2, 2, id));
    assert_eq!((entries[0].occurred_at, entries[0].recorded_at), (Some(START - 5), START));
    assert_eq!(entries[0].actor, "ann");
    let rows = rig
        .store()
        .read(Statement::new("select balance from toy_account where division = $1", vec![DIVISION.into()]))
        .await
        .expect("rows can be read");
    assert_eq!(rows[0].int(0), Ok(3));
    rig.assert_verifies(DIVISION).await;
}

pub async fn the_same_id_gives_the_first_answer_and_no_second_event(engine: Engine) {
    let rig = Rig::new(engine).await;
    let first = rig.command("account/a", Command::Add(5));
    let again = |it: &ledger::Submission<Toy>| ledger::Submission {
        division: it.division.clone(),
        stream: it.stream.clone(),
        command_id: it.command_id,
        actor: it.actor.clone(),
        command: it.command.clone(),
        content: it.content,
        occurred_at: None,
        expected_version: None,
        bodies: vec![],
        with: vec![],
        lane: Lane::People,
    };
    let second = again(&first);
    let third = again(&first);
    let done = rig.ledger.submit(first).await.expect("it is carried out");
    rig.does("account/a", Command::Add(1)).await;
    rig.advance(1_000);
    let replayed = rig.ledger.submit(second).await.expect("it is answered again");
    assert!(replayed.replayed);
    assert_eq!(
        (replayed.version, replayed.first_seq, replayed.last_seq, replayed.at),
        (done.version, done.first_seq, done.last_seq, done.at)
    );
    let other = rig.second(Toy::default()).await;
    assert!(other.submit(third).await.expect("another instance knows it too").replayed);
    assert_eq!(rig.account("account/a").await.balance, 6);
    rig.assert_verifies(DIVISION).await;
}

pub async fn the_same_id_twice_in_one_batch_is_carried_out_once(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    let submissions = (0..4).map(|_| {
        let mut it = rig.command("account/a", Command::Add(5));
        it.command_id = [9; 16];
        rig.ledger.submit(it)
    });
    let answers = rig.hold(join_all(submissions)).await;
    let replayed: Vec<bool> = answers.into_iter().map(|it| it.expect("all are answered").replayed).collect();
    assert_eq!(replayed.iter().filter(|it| !**it).count(), 1, "{replayed:?}");
    assert_eq!(rig.account("account/a").await.balance, 6);
}

pub async fn an_id_with_another_content_actor_or_stream_is_refused(engine: Engine) {
    let rig = Rig::new(engine).await;
    let first = rig.command("account/a", Command::Add(5));
    let id = first.command_id;
    rig.ledger.submit(first).await.expect("it is carried out");
    let mut other_content = rig.command("account/a", Command::Add(6));
    other_content.command_id = id;
    let mut other_actor = rig.command("account/a", Command::Add(5));
    (other_actor.command_id, other_actor.actor) = (id, "bob".into());
    let mut other_stream = rig.command("account/b", Command::Add(5));
    other_stream.command_id = id;
    for it in [other_content, other_actor, other_stream] {
        assert_eq!(rig.ledger.submit(it).await, Err(Rejection::IdReused));
    }
    assert_eq!(rig.entries().await, 1);
}

pub async fn a_refusal_leaves_nothing_and_is_not_remembered(engine: Engine) {
    let rig = Rig::new(engine).await;
    let mut first = rig.command("account/a", Command::Take(5));
    first.command_id = [7; 16];
    assert_eq!(rig.ledger.submit(first).await, Err(Rejection::Refused(Refusal::TooLittle)));
    assert_eq!(rig.entries().await, 0);
    rig.does("account/a", Command::Add(5)).await;
    let mut again = rig.command("account/a", Command::Take(5));
    again.command_id = [7; 16];
    assert!(!rig.ledger.submit(again).await.expect("now there is enough").replayed);
    assert_eq!(rig.submit("account/a", Command::Nothing).await.map(|it| it.last_seq), Ok(2));
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_panic_is_a_fault_of_that_command_alone(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    let commands = [Command::Add(1), Command::DrawAndPanic, Command::Draw(1), Command::Add(1)];
    let work = join_all(commands.map(|it| rig.submit("account/a", it)));
    let answers = rig.hold(work).await;
    assert!(matches!(answers[1], Err(Rejection::Fault(number)) if number >= 10_000_000), "{answers:?}");
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 3);
    assert_eq!(rig.account("account/a").await.balance, 3);
    rig.assert_verifies(DIVISION).await;
}

pub async fn numbers_have_no_gaps_whatever_is_refused(engine: Engine) {
    let rig = Rig::new(engine).await;
    for command in [
        Command::Draw(2),
        Command::DrawAndRefuse,
        Command::Draw(3),
        Command::DrawAndPanic,
        Command::Draw(1),
        Command::DrawAndDrop,
        Command::Draw(1),
    ] {
        let _ = rig.submit("account/a", command).await;
    }
    let report = rig.ledger.verify(DIVISION, |_, _| {}).await.expect("the division can be read");
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.numbers, 7);
    let other = rig.second(Toy::default()).await;
    let mut command = rig.command("account/b", Command::Draw(1));
    command.command_id = [1; 16];
    other.submit(command).await.expect("another instance goes on with 8");
    rig.does("account/a", Command::Draw(1)).await;
    let report = rig.ledger.verify(DIVISION, |_, _| {}).await.expect("the division can be read");
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.numbers, 9);
}

pub async fn a_number_that_no_event_carries_is_a_fault(engine: Engine) {
    let rig = Rig::new(engine).await;
    assert!(matches!(rig.submit("account/a", Command::DrawAndDrop).await, Err(Rejection::Fault(_))));
    assert_eq!(rig.entries().await, 0);
}

pub async fn a_decision_reads_other_streams_that_are_not_in_memory(engine: Engine) {
    let rig = Rig::new(engine).await;
    for n in 0..20 {
        rig.does(&format!("account/{n}"), Command::Add(n)).await;
    }
    let fresh = rig.second(Toy::default()).await;
    let others = (0..25).map(|n| format!("account/{n}")).collect();
    fresh.submit(rig.command("account/sum", Command::AddOf(others))).await.expect("it is carried out");
    assert_eq!(rig.account("account/sum").await.balance, 190);
    rig.does("account/0", Command::Add(10)).await;
    let others = vec!["account/0".into(), "account/1".into()];
    fresh.submit(rig.command("account/sum", Command::AddOf(others))).await.expect("it sees the change");
    assert_eq!(rig.account("account/sum").await.balance, 201);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_chain_of_look_ups_is_bounded(engine: Engine) {
    let rig = Rig::new(engine).await;
    for n in 0..12 {
        rig.does(&format!("link/{n}"), Command::Add(n + 1)).await;
    }
    let fresh = rig.second(Toy::default()).await;
    let chain = |links| rig.command("account/a", Command::Chain(links));
    assert!(matches!(fresh.submit(chain(12)).await, Err(Rejection::Fault(_))));
    let fresh = rig.second(Toy::default()).await;
    fresh.submit(chain(5)).await.expect("five links can be followed");
    assert_eq!(rig.account("account/a").await.balance, 5);
}

pub async fn waiting_commands_share_a_batch(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/0", Command::Add(1)).await;
    let before = rig.ledger.stats();
    let work: Vec<_> = (0..100).map(|n| format!("account/{}", n % 7)).collect();
    let work = join_all(work.iter().map(|it| rig.submit(it, Command::Add(1))));
    let answers = rig.hold(work).await;
    assert!(answers.iter().all(Result::is_ok));
    let stats = rig.ledger.stats();
    // The refused one at which they were held, and all others at once.
    assert_eq!((stats.batches - before.batches, stats.commands - before.commands), (2, 101), "{stats:?}");
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_full_queue_says_so(engine: Engine) {
    let rig = Rig::with(engine, Config { queue_max: 10, ..Config::default() }).await;
    rig.does("account/a", Command::Add(1)).await;
    let work = join_all((0..40).map(|_| rig.submit("account/a", Command::Add(1))));
    let answers = rig.hold(work).await;
    let full = answers.iter().filter(|it| **it == Err(Rejection::QueueFull)).count();
    assert_eq!(full, 30);
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 10);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_page_is_stale_when_another_person_has_changed_the_stream(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 0 }).await;
    rig.advance(10);
    rig.ledger.catch_up(DIVISION, "account/a").await.expect("it rings");
    let from_version_1 = |actor: &str| {
        let mut it = rig.command("account/a", Command::Add(1));
        (it.actor, it.expected_version) = (actor.into(), Some(1));
        it
    };
    let bob = rig.ledger.submit(from_version_1("bob")).await.expect("time does not make a page stale");
    assert_eq!(bob.version, 3);
    rig.ledger.submit(from_version_1("bob")).await.expect("nor does one's own command");
    let ann = rig.ledger.submit(from_version_1("ann")).await;
    assert_eq!(ann, Err(Rejection::Stale { by: "bob".into(), at: START + 10, version: 4 }));
    let fresh = rig.second(Toy::default()).await;
    assert!(matches!(fresh.submit(from_version_1("ann")).await, Err(Rejection::Stale { .. })));
}

pub async fn particulars_are_written_only_with_an_accepted_command(engine: Engine) {
    let rig = Rig::new(engine).await;
    let note = |id: i64| {
        let values = vec![DIVISION.into(), id.into(), "sealed".into()];
        RowImage { table: "toy_note", columns: &["division", "id", "note"], key: 2, fixed: 3, values }
    };
    let mut accepted = rig.command("account/a", Command::Add(1));
    accepted.with = vec![note(1)];
    let mut refused = rig.command("account/a", Command::Take(100));
    refused.with = vec![note(2)];
    rig.ledger.submit(accepted).await.expect("it is carried out");
    assert!(rig.ledger.submit(refused).await.is_err());
    let rows = rig.store().read(Statement::new("select id from toy_note", vec![])).await.expect("it reads");
    assert_eq!(rows.iter().map(|it| it.int(0)).collect::<Result<Vec<_>, _>>(), Ok(vec![1]));
}

fn body(number: i64) -> Body {
    let bytes = number.to_be_bytes().to_vec();
    Body { digest: Sha256::digest(&bytes).into(), kind: "number".into(), bytes }
}

pub async fn a_published_body_is_known_to_later_commands(engine: Engine) {
    let rig = Rig::new(engine).await;
    let (published, unknown) = (body(42), body(43));
    let mut command = rig.command("account/a", Command::AddBody(published.digest));
    command.bodies = vec![published.clone()];
    rig.ledger.submit(command).await.expect("a command knows its own body");
    rig.does("account/a", Command::AddBody(published.digest)).await;
    let refused = rig.submit("account/a", Command::AddBody(unknown.digest)).await;
    assert_eq!(refused, Err(Rejection::Refused(Refusal::NoBody)));
    let fresh = rig.second(Toy::default()).await;
    let command = rig.command("account/a", Command::AddBody(published.digest));
    fresh.submit(command).await.expect("another instance loads it");
    assert_eq!(rig.account("account/a").await.balance, 126);
    let read = fresh.body(DIVISION, published.digest).await.expect("it can be read");
    assert_eq!(read.as_deref(), Some(&42));
    assert_eq!(fresh.body("999999", published.digest).await, Ok(None), "bodies belong to a division");
}

pub async fn a_body_that_is_not_what_it_claims_is_a_fault(engine: Engine) {
    let rig = Rig::new(engine).await;
    let mut wrong_digest = body(1);
    wrong_digest.digest[0] ^= 1;
    let mut unreadable = Body { digest: [0; 32], kind: "number".into(), bytes: vec![1] };
    unreadable.digest = Sha256::digest(&unreadable.bytes).into();
    for it in [wrong_digest, unreadable] {
        let mut command = rig.command("account/a", Command::Add(1));
        command.bodies = vec![it];
        assert!(matches!(rig.ledger.submit(command).await, Err(Rejection::Fault(_))));
    }
    assert_eq!(rig.entries().await, 0);
}

pub async fn a_state_above_64_kib_is_a_fault_of_that_command_alone(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Grow(60_000)).await;
    let work = join_all([
        rig.submit("account/a", Command::Add(1)),
        rig.submit("account/a", Command::Grow(10_000)),
        rig.submit("account/b", Command::Add(1)),
    ]);
    let answers = rig.hold(work).await;
    assert!(matches!(answers[1], Err(Rejection::Fault(_))), "{answers:?}");
    assert!(answers[0].is_ok() && answers[2].is_ok(), "{answers:?}");
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_row_goes_when_it_must_not_be_there(engine: Engine) {
    let rig = Rig::new(engine).await;
    let rich = async || {
        let sql = "select count(*) from toy_rich where division = $1";
        let rows = rig.store().read(Statement::new(sql, vec![DIVISION.into()])).await.expect("it reads");
        rows[0].int(0).expect("a count")
    };
    rig.does("account/a", Command::Add(1500)).await;
    assert_eq!(rich().await, 1);
    rig.does("account/a", Command::Take(1000)).await;
    assert_eq!(rich().await, 0);
    rig.assert_verifies(DIVISION).await;
}

pub async fn recorded_at_never_falls(engine: Engine) {
    let rig = Rig::new(engine).await;
    assert_eq!(rig.does("account/a", Command::Add(1)).await.at, START);
    rig.advance(-5_000_000);
    assert_eq!(rig.does("account/a", Command::Add(1)).await.at, START);
    rig.advance(6_000_000);
    assert_eq!(rig.does("account/a", Command::Add(1)).await.at, START + 1_000_000);
    rig.assert_verifies(DIVISION).await;
}

pub async fn divisions_have_their_own_order_and_numbers(engine: Engine) {
    let rig = Rig::new(engine).await;
    let work = (0..60).map(|n| {
        let mut it = rig.command("account/a", Command::Draw(1));
        it.division = format!("33010{}", n % 3);
        rig.ledger.submit(it)
    });
    assert!(join_all(work).await.iter().all(Result::is_ok));
    let divisions = rig.ledger.divisions("", 10).await.expect("divisions can be read");
    assert_eq!(divisions, ["330100", "330101", "330102"]);
    for division in divisions {
        let report = rig.ledger.verify(&division, |_, _| {}).await.expect("the division can be read");
        assert!(report.holds(), "{report:?}");
        assert_eq!((report.entries, report.numbers), (20, 20));
    }
}

pub async fn an_idle_lane_ends_and_another_begins(engine: Engine) {
    let rig = Rig::with(engine, Config { lane_idle: Duration::ZERO, ..Config::default() }).await;
    for _ in 0..20 {
        rig.does("account/a", Command::Add(1)).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(rig.account("account/a").await.balance, 20);
    rig.assert_verifies(DIVISION).await;
}

pub async fn closing_answers_what_was_taken(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    let work = join_all((0..50).map(|_| rig.submit("account/a", Command::Add(1))));
    let work = async { futures_util::future::join(work, rig.ledger.close()).await.0 };
    let answers = rig.hold(work).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(rig.submit("account/a", Command::Add(1)).await, Err(Rejection::Unavailable));
    assert_eq!(rig.account("account/a").await.balance, 51);
}

pub async fn two_instances_write_one_order(engine: Engine) {
    let rig = Rig::new(engine).await;
    let other = rig.second(Toy::default()).await;
    let mut work = Vec::new();
    for n in 0..300 {
        let stream = format!("account/{}", n % 5);
        let command = if n % 3 == 0 { Command::Draw(1) } else { Command::Add(1) };
        let submission = rig.command(&stream, command);
        work.push(if n % 2 == 0 { rig.ledger.submit(submission) } else { other.submit(submission) });
    }
    let mut answers = Vec::new();
    // In waves, so that each instance meets what the other has written.
    while !work.is_empty() {
        let wave = work.split_off(work.len().saturating_sub(20));
        answers.extend(join_all(wave).await);
    }
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let mut seqs: Vec<u64> = answers.into_iter().flatten().map(|it| it.first_seq).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=300).collect::<Vec<u64>>());
    rig.assert_verifies(DIVISION).await;
}

/// What is remembered is no truth: whoever decides by it asks when writing, and begins anew where another has written since.
pub async fn another_instance_is_noticed_with_the_writing(engine: Engine) {
    let rig = Rig::new(engine).await;
    let other = rig.second(Toy::default()).await;
    let elsewhere = async |stream: &str, command| {
        other.submit(rig.command(stream, command)).await.expect("done elsewhere")
    };
    rig.does("account/a", Command::Add(5)).await;
    rig.does("account/a", Command::Draw(1)).await;
    let before = rig.store().stats().statements;
    rig.does("account/a", Command::Add(1)).await;
    let asked = rig.store().stats().statements - before;
    match engine {
        // The head moved on, the entry, the stream and its row: nothing is asked first.
        Engine::Postgres => assert_eq!(asked, 4),
        Engine::Sqlite => assert!(asked > 4, "{asked}"),
    }
    // Spent elsewhere: what would be granted by memory is refused.
    elsewhere("account/a", Command::Take(6)).await;
    assert_eq!(rig.submit("account/a", Command::Take(6)).await, Err(Rejection::Refused(Refusal::TooLittle)));
    // Given elsewhere: what would be refused by memory is granted, alone and beside another.
    elsewhere("account/a", Command::Add(9)).await;
    rig.does("account/a", Command::Take(9)).await;
    rig.does("account/b", Command::Add(1)).await;
    rig.does("account/b", Command::Add(1)).await;
    elsewhere("account/a", Command::Add(9)).await;
    let both = join_all(
        [("account/a", Command::Take(9)), ("account/b", Command::Add(1))]
            .map(|(stream, command)| rig.submit(stream, command)),
    );
    assert!(rig.hold(both).await.iter().all(Result::is_ok));
    // Numbers drawn elsewhere are not drawn again, and a stream made elsewhere is not made again.
    assert_eq!(rig.submit("account/c", Command::Take(1)).await, Err(Rejection::Refused(Refusal::TooLittle)));
    elsewhere("account/c", Command::Draw(2)).await;
    rig.does("account/c", Command::Draw(1)).await;
    assert_eq!(rig.account("account/c").await.numbers, 3);
    // A refusal of what was granted before is the first answer, whatever stands by now.
    let once = rig.command("account/b", Command::Take(3));
    let (id, content) = (once.command_id, once.content);
    rig.ledger.submit(once).await.expect("it is carried out");
    let mut again = rig.command("account/b", Command::Take(3));
    (again.command_id, again.content) = (id, content);
    assert!(rig.ledger.submit(again).await.expect("the first answer").replayed);
    rig.assert_verifies(DIVISION).await;
}

pub async fn known_command_ids_are_found_by_their_index(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::AddOnes(500)).await;
    let explain = match engine {
        Engine::Sqlite => "explain query plan ",
        Engine::Postgres => "explain ",
    };
    let sql = format!(
        "{explain} select seq from entry where division || '' = '{DIVISION}' and command_id in ($1, $2) group by seq"
    );
    let plan = Statement::new(sql, vec![vec![1_u8; 16].into(), vec![2_u8; 16].into()]);
    let mut tx = rig.store().begin().await;
    let outputs = tx.run(store::Stage::Load, vec![plan]).await.expect("a plan is made");
    let plan = format!("{:?}", outputs[0].rows);
    assert!(plan.contains("entry_command_id"), "{plan}");
}

/// A tree by its key tempts SQLite to read the whole division, and a recipient of many effects is not read once for each.
pub async fn effects_that_wait_are_found_by_their_index(engine: Engine) {
    let rig = Rig::new(engine).await;
    let explain = match engine {
        Engine::Sqlite => "explain query plan ",
        Engine::Postgres => "explain ",
    };
    let sql = format!("{explain}{}", ledger::WAITING_SQL);
    let plan = Statement::new(sql, vec![0_i64.into(), 10_i64.into()]);
    let mut tx = rig.store().begin().await;
    let outputs = tx.run(store::Stage::Load, vec![plan]).await.expect("a plan is made");
    let plan = format!("{:?}", outputs[0].rows);
    assert_eq!(
        (plan.matches("outbox_waiting").count(), plan.matches("outbox_failed").count()),
        (1, 1),
        "{plan}"
    );
    assert!(!plan.contains("PRIMARY KEY") && !plan.contains("CORRELATED"), "{plan}");
    if engine == Engine::Postgres {
        assert!(plan.contains("hashed SubPlan"), "{plan}");
    }
}
