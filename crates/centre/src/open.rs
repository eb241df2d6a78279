//! Opening a centre: store, tables, ledger, keys; and the loops that keep it going (time, outbox, followers).

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ledger::{Ledger, STRETCH};
use store::Store;

use crate::account::{Sessions, hash_password};
use crate::act_times::ActTimes;
use crate::counts::DayCounts;
use crate::domain::Desk;
use crate::oversight::rating::RatingCounts;
use crate::paper_number::PaperNumbers;
use crate::particulars::StreamKeys;
use crate::seal::KeyRing;
use crate::{Centre, Fault, schema};

/// How a centre is opened.
pub struct Options {
    /// Six digits of GB/T 2260, or the nine of a town.
    pub division: String,
    /// The installation's secret.
    pub keys: KeyRing,
    /// Where time comes from.
    pub clock: ledger::Clock,
    /// Whether pages and papers say that this is a demonstration.
    pub sample: bool,
    /// Divisions beside the real table: the demonstration's invented county.
    pub extra_divisions: Vec<(u32, String)>,
    /// Folder in which messages to applicants are laid for the office's message gateway; without one a notice is only
    /// written down as given.
    pub notices_dir: Option<PathBuf>,
}

/// How long the parts of a turn of the timekeeper took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What has fallen due with the time, dossiers with it.
    pub due: Duration,
    /// Effects of what happened: messages, invitations to rate, certificates.
    pub notices: Duration,
    /// Tables kept by followers.
    pub views: Duration,
    /// The monitoring points.
    pub monitoring: Duration,
}

/// Says when so many entries have come that the tables are no longer what the planner takes them for: after 256 since
/// the start of the program, and after eight times as many each time.
#[derive(Default)]
pub(crate) struct Growth(Mutex<(usize, u32)>);

impl Growth {
    fn grown(&self, entries: usize) -> bool {
        let mut growth = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        growth.0 += entries;
        let grown = growth.0 >= 256 << (3 * growth.1).min(40);
        growth.1 += u32::from(grown);
        grown
    }
}

/// How many passwords are hashed at the same time.
const HASHING: usize = 2;

impl Centre {
    /// Opens a centre on an open store; makes the tables if they are missing.
    pub async fn open(store: Store, options: Options) -> Result<Centre, Fault> {
        // The ledger's first: a migration of ours may read its tables.
        store.migrate(ledger::MIGRATIONS).await?;
        store.migrate(schema::MIGRATIONS).await?;
        let ledger =
            Ledger::open(store.clone(), Desk, options.clock.clone(), ledger::Config::default()).await?;
        let mut divisions = catalogue::division::Divisions::built_in().clone();
        for (code, name) in &options.extra_divisions {
            divisions = divisions.with(*code, name);
        }
        Ok(Centre {
            division: options.division,
            store,
            ledger,
            keys: options.keys,
            clock: options.clock,
            sessions: Sessions::default(),
            stream_keys: StreamKeys::default(),
            hashing: tokio::sync::Semaphore::new(HASHING),
            dummy_hash: hash_password("nobody has this password")?,
            in_force: std::sync::Mutex::new(None),
            in_force_turn: tokio::sync::Mutex::default(),
            divisions,
            sample: options.sample,
            notices_dir: options.notices_dir,
            public_url: String::new(),
            growth: Growth::default(),
            archive_round: Mutex::default(),
            view_round: Mutex::default(),
            monitoring: Mutex::default(),
            draw_picks: Mutex::default(),
        })
    }

    /// Another division of the same installation, only to be read: what is counted there is counted by the same rules (R18).
    pub(crate) fn beside(&self, division: &str) -> Centre {
        Centre {
            division: division.to_owned(),
            store: self.store.clone(),
            ledger: self.ledger.clone(),
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            sessions: Sessions::default(),
            stream_keys: StreamKeys::default(),
            hashing: tokio::sync::Semaphore::new(HASHING),
            dummy_hash: self.dummy_hash.clone(),
            in_force: std::sync::Mutex::new(None),
            in_force_turn: tokio::sync::Mutex::default(),
            divisions: self.divisions.clone(),
            sample: self.sample,
            notices_dir: None,
            public_url: String::new(),
            growth: Growth::default(),
            archive_round: Mutex::default(),
            view_round: Mutex::default(),
            monitoring: Mutex::default(),
            draw_picks: Mutex::default(),
        }
    }

    /// Everything that moves by itself, once: facts that have fallen due, views, notices. Answers how long each took.
    pub async fn tick(&self) -> Result<Turn, Fault> {
        let (mut turn, mut watch) = (Turn::default(), Instant::now());
        let mut took = |part: &mut Duration| {
            *part += watch.elapsed();
            watch = Instant::now();
        };
        // The day as the turn begins: at midnight what falls due with it comes before what is counted of the day before.
        let today = self.today();
        while self.ledger.tick(self.now()).await?.more {}
        took(&mut turn.due);
        while self.deliver_notices().await? {}
        took(&mut turn.notices);
        // Side by side, so that each stretch of entries is read once for all.
        loop {
            let counted = self.ledger.follow(&DayCounts).await?;
            if self.growth.grown(counted) {
                self.store.analyze().await?;
            }
            let (numbers, ratings) =
                (self.ledger.follow(&PaperNumbers).await?, self.ledger.follow(&RatingCounts).await?);
            let acts = self.ledger.follow(&ActTimes).await?;
            let decisions = self.public_decisions_step().await?;
            took(&mut turn.views);
            let read = [counted, numbers, ratings, acts, decisions, self.watch_step().await?];
            took(&mut turn.monitoring);
            // Not until nothing is left: under load something new is always there, and a turn would have no end.
            if read.into_iter().all(|entries| entries < STRETCH) {
                break;
            }
        }
        self.watch_sweep(today).await?;
        took(&mut turn.monitoring);
        self.archive_turn().await?;
        self.views_forget(today).await?;
        took(&mut turn.due);
        // Last: officers are told of what the turn brought about.
        self.officers_tell().await?;
        took(&mut turn.notices);
        Ok(turn)
    }

    /// Runs [`Centre::tick`] until the program ends. What cannot be done now is done at the next turn.
    pub async fn run(self: Arc<Self>, every: Duration) {
        let mut turns = tokio::time::interval(every);
        turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            turns.tick().await;
            match self.tick().await {
                Ok(_) => failing = false,
                // Said once, not every second of an outage.
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(%error, "the timekeeper could not finish its turn; it goes on trying");
                }
                Err(_) => {}
            }
        }
    }
}
