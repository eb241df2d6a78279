//! What is said to PostgreSQL and heard from it, beyond the statements of other tests.

use std::time::Duration;

use store::{Engine, Stage, Statement, Store, StoreError, Value};

use crate::{Bench, ids, insert, run};

async fn one(store: &Store, sql: &str) -> Vec<Value> {
    let mut rows = store.read(Statement::new(sql.to_owned(), vec![])).await.expect("it reads");
    rows.pop().expect("a row").into_values()
}

/// A server whose answers nobody takes stops reading: both sides would wait for each other.
#[test]
fn much_is_sent_while_much_is_answered() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let store = bench.with_tables().await;
            let image = |id: i64| vec![u8::try_from(id).expect("a small number"); 700_000];
            let sql = "insert into item (id, image) values ($1, $2) returning image, id";
            let inserts =
                (1..=20).map(|id: i64| Statement::new(sql, vec![id.into(), image(id).into()])).collect();
            let mut tx = store.begin().await;
            let outputs = tx.run(Stage::Write, inserts).await.expect("it runs");
            for (output, id) in outputs.iter().zip(1..) {
                assert!(output.rows[0].bytes(0) == Ok(&image(id)) && output.rows[0].int(1) == Ok(id));
                assert_eq!(output.affected, 1);
            }
            tx.commit(vec![]).await.expect("it commits");
            let rows = store.read(Statement::new("select image from item order by id", vec![])).await;
            assert!(rows.expect("it reads").iter().zip(1..).all(|(row, id)| row.bytes(0) == Ok(&image(id))));
        })
    });
}

#[test]
fn a_connection_that_the_server_has_closed_is_replaced() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let store = bench.with_tables().await;
            store.write(vec![insert(1, "a")]).await.expect("it writes");
            assert_eq!(ids(&store).await, [1]);
            let name = format!("yimen {}", bench.options.pg_schema.clone().expect("a schema"));
            let other = Store::open(&bench.url).await.expect("the database opens");
            let sql = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where application_name = $1";
            let rows = other.read(Statement::new(sql, vec![name.into()])).await.expect("it reads");
            assert!(rows[0].int(0).is_ok_and(|ended| ended > 1), "a writer and a reader at least");
            tokio::time::sleep(Duration::from_millis(50)).await;
            store.write(vec![insert(2, "b")]).await.expect("it writes");
            assert_eq!(ids(&store).await, [1, 2]);
        })
    });
}

/// Whoever asked went away: the answer to that question is nobody else's.
#[test]
fn an_answer_that_nobody_waits_for_is_not_taken_for_another() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let mut bench = Bench::new(engine);
            bench.options.pg_readers = 1;
            let store = bench.open().await;
            for _ in 0..3 {
                let question = store.read(Statement::new("select 7 from pg_sleep(0.2)", vec![]));
                assert!(tokio::time::timeout(Duration::from_millis(50), question).await.is_err());
                assert_eq!(one(&store, "select 8").await, [Value::Int(8)]);
            }
        })
    });
}

#[test]
fn a_statement_that_cannot_be_said_spoils_nothing() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let store = bench.with_tables().await;
            let wrong = vec![insert(1, "a"), Statement::new("insert into nowhere (id) values (1)", vec![])];
            let refused = store.write(wrong).await.expect_err("there is no such table").to_string();
            assert!(refused.contains("\"nowhere\" does not exist (42P01)"), "{refused}");
            let nul = store.write(vec![insert(1, "a\0b"), insert(2, "b")]).await;
            assert!(matches!(nul, Err(StoreError::Rejected(_))), "{nul:?}");
            // The number of parameters has two bytes.
            let many = (1..=70_000).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
            let sql = format!("select count(*) from item where id in ({many})");
            let params: Vec<Value> = (0..70_000_i64).map(Value::from).collect();
            let too_many = store.read(Statement::new(sql, params)).await;
            assert!(matches!(too_many, Err(StoreError::TooLong(_))), "{too_many:?}");
            let unread = store.read(Statement::new("select current_date", vec![])).await;
            assert!(matches!(unread, Err(StoreError::Row(_))), "{unread:?}");
            store.write(vec![insert(3, "c")]).await.expect("it writes");
            assert_eq!(ids(&store).await, [3]);
            assert_eq!(store.stats().connections, 2, "one writes and one reads");
        })
    });
}

#[test]
fn a_connection_forgets_statements_when_it_has_learnt_too_many() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let mut bench = Bench::new(engine);
            bench.options.pg_readers = 1;
            let store = bench.open().await;
            for n in (0..700_i64).chain(0..3) {
                assert_eq!(one(&store, &format!("select {n}")).await, [Value::Int(n)]);
            }
            let [Value::Int(kept)] = one(&store, "select count(*) from pg_prepared_statements").await[..]
            else {
                panic!("a number")
            };
            assert!((100..=514).contains(&kept), "{kept}");
        })
    });
}

/// A cluster is named by all its hosts; which of them writes now is found out (`target_session_attrs`).
#[test]
fn the_hosts_of_an_address_are_tried_in_turn() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let (user, rest) = bench.url.rsplit_once('@').expect("postgres://user@host:port/name");
            let (host, name) = rest.split_once('/').expect("a host and a name");
            let open = async |hosts: &str, wish: &str| {
                let url = format!("{user}@{hosts}/{name}?{wish}");
                Store::open_with(&url, bench.options.clone()).await
            };
            let store = open(&format!("127.0.0.1:1,{host}"), "target_session_attrs=read-write").await;
            assert_eq!(one(&store.expect("the second answers"), "select 1").await, [Value::Int(1)]);
            let refused = [
                (host, "target_session_attrs=read-only"),
                (host, "sslmode=require"),
                (host, "hostaddr=127.0.0.1,127.0.0.1"),
                ("no.such.host.invalid:1", ""),
            ];
            for (hosts, wish) in refused {
                assert!(open(hosts, wish).await.is_err(), "{hosts} {wish}");
            }
        })
    });
}
