//! Opening what the configuration names: the store, the ledger alone, or the whole centre.

use std::path::PathBuf;

use centre::{Centre, Desk};
use ledger::Ledger;
use store::{Store, StoreError};

use crate::config::Division;
use crate::key_file::KEY_BYTES;
use crate::patience::{self, Patience};

/// The threads of a command: one for each core.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("yimen").build()?)
}

/// The machine's clock, microseconds UTC.
pub fn now() -> i64 {
    ledger::Clock::System.now()
}

/// Opens the store; a server that is away is waited for, a file or a wrong address is not.
pub async fn store(url: &str, patience: Patience) -> anyhow::Result<Store> {
    let away = |error: &StoreError| matches!(error, StoreError::ConnectionLost { .. } | StoreError::Busy(_));
    patience::until_open("the database", patience, || Store::open(url), away).await
}

/// Opens the store of a database that is there already: where the file is not, none is made.
pub async fn store_there(url: &str) -> anyhow::Result<Store> {
    if let Some(path) = url.strip_prefix("sqlite:")
        && !std::path::Path::new(path).exists()
    {
        anyhow::bail!("there is no database at {path}");
    }
    store(url, patience::NONE).await
}

/// Opens the ledger of an open store, for those who need no key.
pub async fn ledger(store: Store) -> anyhow::Result<Ledger<Desk>> {
    Ok(Ledger::open(store, Desk, ledger::Clock::System, ledger::Config::default()).await?)
}

/// Opens the centre of a division on the machine's clock. `notices_dir` is for the process that delivers notices.
pub async fn centre(
    store: Store,
    division: Division,
    key: [u8; KEY_BYTES],
    notices_dir: Option<PathBuf>,
) -> anyhow::Result<Centre> {
    let options = centre::open::Options {
        division: division.as_str().to_owned(),
        keys: centre::seal::KeyRing::new(key),
        clock: ledger::Clock::System,
        sample: false,
        extra_divisions: Vec::new(),
        notices_dir,
    };
    Ok(Centre::open(store, options).await?)
}
