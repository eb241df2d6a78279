//! `yimen migrate`: brings the tables of a database to this version, once and in order.

use serde_json::json;

use crate::args::StoreArgs;
use crate::config::{Settled, shown};
use crate::outcome::{Outcome, Verdict};
use crate::{logs, opening, patience};

/// Says what was done; running it twice does nothing the second time.
pub fn run(args: &StoreArgs, json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let url = settled.database()?;
    opening::runtime()?.block_on(async {
        let store = opening::store(&url, patience::NONE).await?;
        opening::ledger(store.clone()).await?;
        store.migrate(centre::schema::MIGRATIONS).await?;
        anyhow::Ok(())
    })?;
    let (database, version) = (shown("database", &url), env!("CARGO_PKG_VERSION"));
    if json {
        println!("{}", json!({ "database": database, "version": version }));
    } else {
        println!("The tables of {database} are those of Yimen {version}.");
    }
    Ok(Verdict::Right)
}
