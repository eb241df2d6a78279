//! A ledger of the toy domain on a database of its own, SQLite or PostgreSQL.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use ledger::{Clock, Config, Done, Lane, Ledger, Rejection, Submission};
use store::{Engine, Options, Store};

use crate::toy::{self, Account, Command, Refusal, Toy};

/// The toy's first instant: 2026-11-21 in microseconds, near enough.
pub const START: i64 = 1_795_000_000_000_000;
/// The division that most tests use.
pub const DIVISION: &str = "330199";

/// The answer to a command.
pub type Answer = Result<Done, Rejection<Refusal>>;

/// A ledger with all that a test turns on it.
pub struct Rig {
    pub ledger: Ledger<Toy>,
    pub clock: Arc<AtomicI64>,
    pub url: String,
    pub options: Options,
    folder: Option<PathBuf>,
    ids: AtomicU64,
}

/// A name that no other test uses, in this run or a former one.
fn fresh_name() -> String {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the machine has random bytes");
    format!("t{:016x}", u64::from_be_bytes(bytes))
}

impl Rig {
    pub async fn new(engine: Engine) -> Rig {
        Rig::with(engine, Config::default()).await
    }

    pub async fn with(engine: Engine, config: Config) -> Rig {
        let name = fresh_name();
        let (url, folder, schema) = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir(&folder).expect("the temporary directory takes a folder");
                (format!("sqlite:{}", folder.join("yimen.db").display()), Some(folder), None)
            }
            Engine::Postgres => {
                let url = std::env::var("YIMEN_TEST_POSTGRES").expect(
                    "YIMEN_TEST_POSTGRES is not set: run the tests through `make test` or `scripts/test-postgres`",
                );
                (url, None, Some(name))
            }
        };
        let options = Options { pg_schema: schema, ..Options::default() };
        Rig::at(url, options, folder, config).await
    }

    pub async fn at(url: String, options: Options, folder: Option<PathBuf>, config: Config) -> Rig {
        let clock = Arc::new(AtomicI64::new(START));
        let store = Store::open_with(&url, options.clone()).await.expect("the database opens");
        store.migrate(toy::MIGRATIONS).await.expect("the toy's tables are made");
        let manual = Clock::Manual(Arc::clone(&clock));
        let ledger = Ledger::open(store, Toy::default(), manual, config).await.expect("the ledger opens");
        Rig { ledger, clock, url, options, folder, ids: AtomicU64::new(1) }
    }

    /// Another instance on the same database, as a second server is.
    pub async fn second(&self, domain: Toy) -> Ledger<Toy> {
        let store =
            Store::open_with(&self.url, self.options.clone()).await.expect("the database opens twice");
        let manual = Clock::Manual(Arc::clone(&self.clock));
        Ledger::open(store, domain, manual, Config::default()).await.expect("the ledger opens twice")
    }

    pub fn store(&self) -> &Store {
        self.ledger.store()
    }

    pub fn advance(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::AcqRel);
    }

    /// A command of "ann" with a new id.
    pub fn command(&self, stream: &str, command: Command) -> Submission<Toy> {
        let id = self.ids.fetch_add(1, Ordering::AcqRel);
        Submission {
            division: DIVISION.into(),
            stream: stream.into(),
            command_id: u128::from(id).to_be_bytes(),
            actor: "ann".into(),
            content: content(&command),
            command,
            occurred_at: None,
            expected_version: None,
            bodies: vec![],
            with: vec![],
            lane: Lane::People,
        }
    }

    pub async fn submit(&self, stream: &str, command: Command) -> Answer {
        self.ledger.submit(self.command(stream, command)).await
    }

    /// A command that is carried out.
    pub async fn does(&self, stream: &str, command: Command) -> Done {
        self.submit(stream, command).await.expect("the command is carried out")
    }

    pub async fn account(&self, stream: &str) -> Account {
        let loaded = self.ledger.load(DIVISION, stream).await.expect("the stream can be read");
        loaded.map_or_else(Account::default, |it| it.state)
    }

    pub async fn entries(&self) -> u64 {
        self.ledger.head(DIVISION).await.expect("the head can be read").map_or(0, |it| it.seq)
    }

    pub async fn assert_verifies(&self, division: &str) {
        let report = self.ledger.verify(division, |_, _| {}).await.expect("the division can be read");
        assert!(report.holds(), "{report:#?}");
    }

    /// Lets `work` begin while somebody else holds the database, so that all its commands wait together.
    pub async fn hold<T>(&self, work: impl Future<Output = T>) -> T {
        let mut tx = self.store().begin().await;
        let sql = match self.store().engine() {
            Engine::Sqlite => "select seq from head where division = $1",
            Engine::Postgres => "select seq from head where division = $1 for update",
        };
        let lock = store::Statement::new(sql, vec![DIVISION.into()]);
        tx.run(store::Stage::Load, vec![lock]).await.expect("the head can be locked");
        // A lane that is awake would carry the first command out alone: it is at work on one that is refused and writes nothing.
        let first = self.submit("account/held", Command::Take(1));
        let rest = async {
            while self.ledger.waiting() > 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            // Work is polled first: when the release is, every command has been handed in.
            futures_util::future::join(work, tx.rollback()).await.0
        };
        let (first, answers) = futures_util::future::join(first, rest).await;
        assert!(matches!(first, Err(Rejection::Refused(_))), "{first:?}");
        answers
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// The digest that stands for a command's content.
pub fn content(command: &Command) -> [u8; 32] {
    ledger::merkle::leaf_hash(format!("{command:?}").as_bytes())
}

/// A test, boxed so that the runtime is compiled once and not once for each of them.
pub type Test = Pin<Box<dyn Future<Output = ()>>>;

/// Runs one test on one engine.
pub fn run(engine: Engine, test: fn(Engine) -> Test) {
    // One thread: commands handed in together are in one batch, every time.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("the runtime starts");
    runtime.block_on(test(engine));
}
