//! The running centre: what people do and look up, with scope, sealing, sign-in and lists around the pure rules.
//!
//! A use case takes plain words, checks them, seals what is personal and submits one command to the ledger; a query
//! reads rows and opens what may be seen. Nothing here knows HTTP; nothing above sees the database.

pub mod absence;
pub mod account;
pub mod act;
mod act_check;
mod act_command;
pub mod act_delivery;
pub mod act_register;
pub mod act_times;
pub mod act_visit;
pub mod act_words;
pub mod archive;
pub mod bar_list;
mod bar_paper;
pub mod bars;
pub mod brought_again;
mod calendar_laid;
pub mod calendar_moved;
pub mod calendar_notice;
pub mod calendar_preview;
pub mod care;
pub mod case;
pub mod catalogue_use;
pub mod certificate;
mod certificate_act;
mod certificate_contact;
mod certificate_issue;
pub mod certificate_paper;
pub mod certificate_row;
mod certificate_words;
mod comes;
pub mod commitments;
pub mod contact;
pub mod contact_details;
pub mod contact_list;
pub mod counts;
pub mod course_log;
pub mod deemed;
pub mod desk;
pub mod desk_queue;
pub mod destruction;
pub mod disclosure;
pub mod disclosure_list;
pub mod domain;
pub mod draft;
pub mod electronic;
mod field;
pub mod file;
pub mod find;
pub mod flow;
pub mod folder;
pub mod folder_care;
mod folder_loss;
pub mod folder_row;
mod guess;
pub mod hall;
pub mod hearing;
mod hearing_paper;
pub mod intake;
pub mod item_figures;
pub mod kinds;
pub mod leaving;
pub mod list;
pub mod live;
mod live_calls;
mod lookup;
mod many_rows;
pub mod notice;
mod notice_delivery;
mod notice_file;
mod notice_former;
mod notice_noted;
pub mod notice_paper;
mod notice_parts;
mod notice_recipient;
mod notice_register;
mod notice_told;
mod notice_words;
pub mod office_waits;
mod officer_told;
mod officer_words;
pub mod older;
pub mod open;
pub mod outage;
pub mod oversight;
mod own_code;
pub mod own_receipts;
pub mod paper;
pub mod paper_form;
pub mod paper_number;
pub mod particulars;
pub mod person_known;
pub mod person_look;
pub mod photograph;
mod public_decision;
pub mod public_decision_list;
pub mod quota;
pub mod reach;
mod registered;
pub mod row;
mod say;
pub mod schema;
pub mod scope;
pub mod seal;
pub mod second_factor;
mod second_factor_setup;
mod series;
pub mod status;
pub mod supplement;
pub mod taken_up;
pub mod throttle;
pub mod to_sign;
pub mod token;
pub mod totp;
pub mod track;
pub mod view;
pub mod window_day;
pub mod window_list;
pub mod wording;

use std::sync::{Arc, Mutex};

use calendar::{Day, Instant};
use catalogue::Organisation;
use ledger::Ledger;
use store::{Store, StoreError};

pub use crate::domain::{Desk, Known};
use crate::seal::KeyRing;
pub use ledger::Done;
pub use rules::FormulaError;

/// A service centre of one division, on its ledger.
pub struct Centre {
    pub(crate) division: String,
    pub(crate) store: Store,
    pub(crate) ledger: Ledger<Desk>,
    pub(crate) keys: KeyRing,
    pub(crate) clock: ledger::Clock,
    pub(crate) sessions: account::Sessions,
    pub(crate) stream_keys: particulars::StreamKeys,
    pub(crate) hashing: tokio::sync::Semaphore,
    pub(crate) dummy_hash: String,
    pub(crate) in_force: Mutex<Option<catalogue_use::InForce>>,
    /// One reads what is in force, whoever asks meanwhile waits for it.
    pub(crate) in_force_turn: tokio::sync::Mutex<()>,
    pub(crate) divisions: catalogue::division::Divisions,
    pub(crate) sample: bool,
    pub(crate) notices_dir: Option<std::path::PathBuf>,
    pub(crate) public_url: String,
    pub(crate) growth: open::Growth,
    pub(crate) archive_round: Mutex<archive::ArchiveRound>,
    pub(crate) view_round: Mutex<view::ViewRound>,
    pub(crate) monitoring: Mutex<oversight::Round>,
    pub(crate) draw_picks: Mutex<oversight::PickCache>,
}

/// Something is wrong on our side: the visitor gets a number, the log the detail.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("{0}")]
    Store(StoreError),
    /// A fact that should be impossible.
    #[error("{0}")]
    Inside(String),
    /// The ledger gave up on a command, and has logged why under this number.
    #[error("fault {0}")]
    Ledger(u64),
    /// The database does not take writes for the moment.
    #[error("the database is not available")]
    Unavailable,
    /// Too many commands wait.
    #[error("too many commands wait")]
    Busy,
}

impl Fault {
    pub(crate) fn inside(detail: impl Into<String>) -> Fault {
        Fault::Inside(detail.into())
    }

    /// The database is away or full: worth trying again in a moment.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Fault::Unavailable | Fault::Busy => true,
            Fault::Store(error) => !matches!(
                error,
                StoreError::Rejected(_)
                    | StoreError::Guard(_)
                    | StoreError::Row(_)
                    | StoreError::TooLong(_)
                    | StoreError::Config(_)
            ),
            Fault::Inside(_) | Fault::Ledger(_) => false,
        }
    }
}

impl Centre {
    /// The same centre, reached at this address: for what messages send people to.
    #[must_use]
    pub fn reached_at(mut self, public_url: &str) -> Centre {
        public_url.trim_end_matches('/').clone_into(&mut self.public_url);
        self
    }

    /// The division's code.
    pub fn division(&self) -> &str {
        &self.division
    }

    /// Microseconds now, by the centre's clock.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The instant now.
    pub fn instant(&self) -> Instant {
        Instant(self.now())
    }

    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Day {
        self.instant().day()
    }

    /// Whether every page and paper says that it is a demonstration.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// The ledger, for those who operate it.
    pub fn ledger(&self) -> &Ledger<Desk> {
        &self.ledger
    }

    /// The store, for those who operate it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A secret of this installation for one use.
    pub fn secret(&self, purpose: &str) -> [u8; 32] {
        self.keys.derive(purpose)
    }

    /// Figures for those who operate the service: name and value.
    pub fn figures(&self) -> Vec<(&'static str, f64)> {
        let stats = self.ledger.stats();
        vec![
            ("yimen_batches_total", stats.batches as f64),
            ("yimen_commands_total", stats.commands as f64),
            ("yimen_batch_retries_total", stats.retries as f64),
            ("yimen_unavailable_total", stats.unavailable as f64),
            ("yimen_commands_waiting", self.ledger.waiting() as f64),
        ]
    }

    /// The organisation in force, if one was published.
    pub async fn organisation(&self) -> Result<Option<Arc<Organisation>>, Fault> {
        Ok(self.in_force().await?.organisation.clone())
    }
}
