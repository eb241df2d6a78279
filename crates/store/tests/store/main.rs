//! The store's tests: every one runs on SQLite and on PostgreSQL.

use std::path::PathBuf;
use std::pin::Pin;

use futures_util::future::join_all;
mod wire;

use store::{Engine, FaultKind, FaultPoint, Migration, Options, Stage, Statement, Store, StoreError, Value};

/// A database of its own for one test.
struct Bench {
    url: String,
    options: Options,
    folder: Option<PathBuf>,
}

const TABLES: &[Migration] = &[Migration {
    name: "test_0001",
    sql: "create table if not exists item (id BIGINT not null primary key, name TEXT, price DOUBLE PRECISION, \
          image BYTEA); create index if not exists item_name on item (name);",
}];

impl Bench {
    fn new(engine: Engine) -> Bench {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).expect("the machine has random bytes");
        let name = format!("s{:016x}", u64::from_be_bytes(bytes));
        match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir(&folder).expect("the temporary directory takes a folder");
                let url = format!("sqlite:{}", folder.join("yimen.db").display());
                Bench { url, options: Options::default(), folder: Some(folder) }
            }
            Engine::Postgres => {
                let url = std::env::var("YIMEN_TEST_POSTGRES").expect(
                    "YIMEN_TEST_POSTGRES is not set: run the tests through `make test` or `scripts/test-postgres`",
                );
                let options = Options { pg_schema: Some(name), ..Options::default() };
                Bench { url, options, folder: None }
            }
        }
    }

    async fn open(&self) -> Store {
        Store::open_with(&self.url, self.options.clone()).await.expect("the database opens")
    }

    async fn with_tables(&self) -> Store {
        let store = self.open().await;
        store.migrate(TABLES).await.expect("the tables are made");
        store
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn insert(id: i64, name: impl Into<Value>) -> Statement {
    Statement::new("insert into item (id, name) values ($1, $2)", vec![id.into(), name.into()])
}

async fn ids(store: &Store) -> Vec<i64> {
    let rows = store.read(Statement::new("select id from item order by id", vec![])).await.expect("it reads");
    rows.iter().map(|row| row.int(0).expect("an id")).collect()
}

async fn every_kind_of_value_comes_back_as_it_went(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    let text = "行政许可 ' \" \\ $1 ;--";
    let sql = "insert into item (id, name, price, image) values ($1, $2, $3, $4)";
    let rows = [
        vec![Value::Int(i64::MIN), text.into(), Value::Real(1.5), Value::Bytes(vec![0, 255, 39])],
        vec![Value::Int(i64::MAX), Value::Null, Value::Null, Value::Null],
        vec![Value::Int(0), "".into(), Value::Real(-0.25), Value::Bytes(vec![])],
    ];
    for row in &rows {
        assert_eq!(store.write(vec![Statement::new(sql, row.clone())]).await, Ok(vec![1]));
    }
    let read = store
        .read(Statement::new("select id, name, price, image from item order by id", vec![]))
        .await
        .expect("it reads");
    let read: Vec<Vec<Value>> = read.into_iter().map(store::Row::into_values).collect();
    assert_eq!(read, [rows[0].clone(), rows[2].clone(), rows[1].clone()]);
}

async fn parameters_are_bound_by_their_number(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    store.write(vec![insert(1, "a"), insert(2, "b")]).await.expect("it writes");
    let sql = "select id from item where name = $2 and id = $1 or name = $2 and id = $1 + 10 * $1";
    let rows = store.read(Statement::new(sql, vec![2.into(), "b".into()])).await.expect("it reads");
    assert_eq!(rows[0].int(0), Ok(2));
    for params in [vec![2.into()], vec![]] {
        assert!(matches!(store.read(Statement::new(sql, params)).await, Err(StoreError::Rejected(_))));
    }
}

async fn sums_and_counts_are_integers(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    store
        .write((1..=4).map(|n| insert(n * 3_000_000_000, "a")).collect::<Vec<_>>())
        .await
        .expect("it writes");
    let sql = "select sum(id), count(*), -sum(id), sum(id) * 0 from item";
    let rows = store.read(Statement::new(sql, vec![])).await.expect("it reads");
    let sums: Vec<_> = (0..4).map(|n| rows[0].int(n)).collect();
    assert_eq!(sums, [Ok(30_000_000_000), Ok(4), Ok(-30_000_000_000), Ok(0)]);
}

async fn a_wrong_column_or_type_is_named(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    store.write(vec![insert(1, Value::Null)]).await.expect("it writes");
    let rows = store.read(Statement::new("select id, name from item", vec![])).await.expect("it reads");
    let detail = |e: StoreError| e.to_string();
    assert_eq!(rows[0].text(0).map_err(detail), Err("column 0: expected a text, found an integer".into()));
    assert_eq!(rows[0].text(1).map_err(detail), Err("column 1: expected a text, found null".into()));
    assert_eq!(rows[0].opt_text(1), Ok(None));
    assert_eq!(rows[0].int(5).map_err(detail), Err("column 5 was asked of a row with 2 columns".into()));
}

async fn a_transaction_stands_whole_or_not_at_all(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    let twice = vec![insert(1, "a"), insert(2, "b"), insert(1, "c")];
    assert!(matches!(store.write(twice).await, Err(StoreError::Rejected(_))));
    let unfit = vec![insert(1, "a"), Statement::new("insert into item (id) values ($1)", vec!["x".into()])];
    let unfit = store.write(unfit).await;
    if engine == Engine::Postgres {
        assert!(matches!(unfit, Err(StoreError::Rejected(_))), "{unfit:?}");
    }
    let sql = "delete from item";
    store.write(vec![Statement::new(sql, vec![])]).await.expect("it writes");
    let guard = vec![insert(1, "a"), Statement::new("delete from item where id = 9", vec![]).must_affect(1)];
    assert!(matches!(store.write(guard).await, Err(StoreError::Guard(_))));
    let mut dropped = store.begin().await;
    dropped.run(Stage::Write, vec![insert(3, "a")]).await.expect("it runs");
    drop(dropped);
    let mut rolled_back = store.begin().await;
    rolled_back.run(Stage::Write, vec![insert(4, "a")]).await.expect("it runs");
    rolled_back.rollback().await;
    let mut failed = store.begin().await;
    assert!(failed.run(Stage::Write, vec![insert(5, "a"), insert(5, "a")]).await.is_err());
    assert!(failed.commit(vec![insert(6, "a")]).await.is_err(), "a failed transaction stays failed");
    assert_eq!(ids(&store).await, [0_i64; 0]);
    let mut kept = store.begin().await;
    let returned = Statement::new("insert into item (id) values ($1) returning id + 1", vec![7.into()]);
    let outputs = kept.run(Stage::Write, vec![returned]).await.expect("it runs");
    assert_eq!((outputs[0].affected, outputs[0].rows[0].int(0)), (1, Ok(8)));
    kept.commit(vec![insert(9, "a")]).await.expect("it commits");
    assert_eq!(ids(&store).await, [7, 9]);
}

async fn a_changed_migration_is_refused(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    store.migrate(TABLES).await.expect("applied ones are left alone");
    let more = [TABLES[0], Migration { name: "test_0002", sql: "create table other (id BIGINT)" }];
    store.migrate(&more).await.expect("the missing one is applied");
    let changed = [Migration { name: "test_0001", sql: "create table item (id BIGINT)" }];
    assert!(matches!(store.migrate(&changed).await, Err(StoreError::Config(_))));
    let broken = [
        Migration { name: "test_0003", sql: "create table third (id BIGINT)" },
        Migration { name: "test_0004", sql: "create tabel fourth (id BIGINT)" },
    ];
    assert!(matches!(store.migrate(&broken).await, Err(StoreError::Rejected(_))));
    let third = store.read(Statement::new("select id from third", vec![])).await;
    assert!(third.is_err(), "a migration that fails leaves nothing");
}

async fn instances_that_start_at_once_migrate_once(engine: Engine) {
    let bench = Bench::new(engine);
    let stores = join_all((0..4).map(|_| bench.open())).await;
    for result in join_all(stores.iter().map(|it| it.migrate(TABLES))).await {
        result.expect("it migrates or finds it done");
    }
    let sql = "select count(*) from store_migration";
    let rows = stores[0].read(Statement::new(sql, vec![])).await.expect("it reads");
    assert_eq!(rows[0].int(0), Ok(1));
}

async fn writers_at_once_lose_nothing(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    let other = bench.open().await;
    store.write(vec![insert(0, Value::Null)]).await.expect("it writes");
    let sql = "update item set price = coalesce(price, 0) + 1 where id = 0";
    let work = (0..60).map(|n| {
        let store = if n % 2 == 0 { &store } else { &other };
        store.write(vec![Statement::new(sql, vec![])])
    });
    assert!(join_all(work).await.iter().all(Result::is_ok));
    let rows = store.read(Statement::new("select price from item", vec![])).await.expect("it reads");
    assert_eq!(rows[0].real(0), Ok(60.0));
}

async fn a_plain_write_is_tried_again_where_that_is_safe(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    store.faults().arm(FaultPoint::Begin, FaultKind::ConnectionLost, 2);
    store.faults().arm(FaultPoint::BeforeCommit, FaultKind::Deadlock, 2);
    store.write(vec![insert(1, "a")]).await.expect("it is tried again");
    assert_eq!(store.faults().fired(), 4);
    store.faults().arm(FaultPoint::AfterCommit, FaultKind::ConnectionLost, 1);
    let lost = store.write(vec![insert(2, "a")]).await;
    assert!(matches!(lost, Err(StoreError::ConnectionLost { commit_sent: true, .. })), "{lost:?}");
    assert_eq!(ids(&store).await, [1, 2]);
}

async fn a_probe_tells_whether_the_database_takes_writes(engine: Engine) {
    let bench = Bench::new(engine);
    let store = bench.with_tables().await;
    if engine == Engine::Sqlite {
        // Before the first probe: later ones find the pages that it has freed.
        store.sqlite_pages_max_set(1);
        assert!(matches!(store.probe().await, Err(StoreError::Full(_))), "a full disk is found");
        store.sqlite_pages_max_set(100_000);
    }
    store.probe().await.expect("it takes writes");
    store.faults().arm(FaultPoint::Probe, FaultKind::Full, 1);
    assert!(matches!(store.probe().await, Err(StoreError::Full(_))));
    store.probe().await.expect("it takes writes again");
    let stats = store.stats();
    assert!(stats.transactions > 2 && stats.statements > 4 && stats.connections > 1, "{stats:?}");
}

async fn an_address_that_cannot_be_used_is_said(engine: Engine) {
    let urls = match engine {
        Engine::Sqlite => ["sqlite:", "sqlite:/no/such/folder/yimen.db", "mysql://localhost/db"],
        Engine::Postgres => {
            ["postgres://localhost:notaport/", "postgres://nobody@127.0.0.1:1/none", "postgresql://?x=y"]
        }
    };
    for url in urls {
        assert!(Store::open(url).await.is_err(), "{url}");
    }
    let bench = Bench::new(engine);
    let options = Options { pg_schema: Some("a; drop table item".into()), ..Options::default() };
    let opened = Store::open_with(&bench.url, options).await;
    assert_eq!(opened.is_err(), engine == Engine::Postgres);
}

type Test = Pin<Box<dyn Future<Output = ()>>>;

fn run(engine: Engine, test: fn(Engine) -> Test) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("the runtime starts").block_on(test(engine));
}

/// One list of tests for both engines.
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[test]
            fn $name() {
                crate::run(store::Engine::Sqlite, |it| Box::pin(crate::$name(it)));
            }
        )* }
        mod postgres { $(
            #[test]
            fn $name() {
                crate::run(store::Engine::Postgres, |it| Box::pin(crate::$name(it)));
            }
        )* }
    };
}

on_both_engines!(
    every_kind_of_value_comes_back_as_it_went,
    parameters_are_bound_by_their_number,
    sums_and_counts_are_integers,
    a_wrong_column_or_type_is_named,
    a_transaction_stands_whole_or_not_at_all,
    a_changed_migration_is_refused,
    instances_that_start_at_once_migrate_once,
    writers_at_once_lose_nothing,
    a_plain_write_is_tried_again_where_that_is_safe,
    a_probe_tells_whether_the_database_takes_writes,
    an_address_that_cannot_be_used_is_said,
);

/// A short question is answered by the thread that asks it; a long one leaves the thread to others meanwhile, and is answered as well.
#[test]
fn only_a_short_question_is_answered_in_place() {
    run(Engine::Sqlite, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let store = bench.with_tables().await;
            store.write(vec![insert(1, "a")]).await.expect("it writes");
            let asked = |sql: &'static str| Box::pin(store.read(Statement::new(sql, vec![])));
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            let mut short = asked("select id from item");
            assert!(short.as_mut().poll(&mut context).is_ready());
            let long = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) \
                        select count(*) from n";
            let mut question = asked(long);
            assert!(question.as_mut().poll(&mut context).is_pending());
            assert_eq!(question.await.expect("it is answered")[0].int(0), Ok(300_000));
            // The connection that gave it up serves the next question.
            assert!(asked("select name from item").as_mut().poll(&mut context).is_ready());
            let wrong = asked("select nothing from item").await;
            assert!(matches!(wrong, Err(StoreError::Rejected(_))), "{wrong:?}");
            store.write(vec![insert(2, "b")]).await.expect("it writes");
            assert_eq!(ids(&store).await, [1, 2]);
            // Many in a row are not answered in one go: others have their turn in between.
            let mut many = Box::pin(async {
                for _ in 0..1_000 {
                    asked("select id from item").await.expect("it is answered");
                }
            });
            assert!(many.as_mut().poll(&mut context).is_pending());
            many.await;
        })
    });
}

/// A table that has doubled is counted anew, one that has not is left alone; and nothing is looked for by reading a table
/// from end to end, however small it was when that was planned.
#[test]
fn postgresql_counts_what_has_grown_and_looks_up_by_index() {
    run(Engine::Postgres, |engine| {
        Box::pin(async move {
            let bench = Bench::new(engine);
            let store = bench.with_tables().await;
            let fill = async |ids: std::ops::Range<i64>| {
                let rows: Vec<_> = ids.map(|id| insert(id, "a".repeat(500))).collect();
                store.write(rows).await.expect("it writes");
                store.analyze().await.expect("it counts");
                let sql = "select cast(reltuples as bigint) from pg_class \
                           where relnamespace = current_schema()::regnamespace and relname = 'item'";
                let counted = store.read(Statement::new(sql, vec![])).await.expect("it reads");
                counted[0].int(0).expect("a number")
            };
            assert_eq!(fill(0..0).await, -1, "an empty table is not counted");
            let sql = "explain (costs off) select id, price from item where name = 'a'";
            let plan = store.read(Statement::new(sql, vec![])).await.expect("it is planned");
            let plan: Vec<_> = plan.iter().map(|row| row.text(0).expect("a line")).collect();
            assert!(plan.iter().any(|line| line.contains("item_name")), "{plan:?}");
            assert_eq!(fill(0..60).await, 60);
            assert_eq!(fill(60..70).await, 60, "it has not doubled");
            assert_eq!(fill(70..200).await, 200);
        })
    });
}
