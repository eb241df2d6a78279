//! The migration runner: an ordered list of named texts, each applied once, never changed afterwards.

use sha2::{Digest, Sha256};

use crate::{Engine, Stage, Statement, Store, StoreError, Value};

/// One step of the schema. The name is unique among all crates (`ledger_0001`), the text is one for both engines
/// (`create table if not exists …`), statements separated by semicolons. What stands in a comment `/*sqlite …*/` or
/// `/*postgres …*/` is read by that engine only.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name, for ever.
    pub name: &'static str,
    /// Its text, for ever.
    pub sql: &'static str,
}

const BASE: &str = "create table if not exists store_migration \
 (name TEXT not null primary key, checksum TEXT not null);
create table if not exists store_migration_lock (id BIGINT not null primary key);
create table if not exists store_probe (id BIGINT not null primary key, filler BYTEA not null)";

pub(crate) async fn run(store: &Store, migrations: &[Migration]) -> Result<(), StoreError> {
    let mut tries = 0;
    // Two instances that make the same table at the same instant: PostgreSQL rejects one of them.
    while let Err(e) = store.script(BASE.to_owned()).await {
        tries += 1;
        if tries > 8 || matches!(e, StoreError::Config(_)) {
            return Err(e);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20 * tries)).await;
    }
    store
        .write(vec![Statement::new(
            "insert into store_migration_lock (id) values ($1) on conflict (id) do nothing",
            vec![Value::Int(1)],
        )])
        .await?;
    let mut tx = store.begin().await;
    let lock = match store.engine() {
        Engine::Sqlite => "select id from store_migration_lock where id = $1",
        Engine::Postgres => "select id from store_migration_lock where id = $1 for update",
    };
    tx.run(Stage::Load, vec![Statement::new(lock, vec![Value::Int(1)])]).await?;
    let known = tx
        .run(Stage::Load, vec![Statement::new("select name, checksum from store_migration", vec![])])
        .await?;
    let mut known_names = Vec::new();
    for row in &known[0].rows {
        known_names.push((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    }
    let mut statements = Vec::new();
    for migration in migrations {
        let checksum = checksum(migration.sql);
        match known_names.iter().find(|(name, _)| name == migration.name) {
            Some((_, applied)) if *applied == checksum => {}
            Some(_) => {
                return Err(StoreError::Config(format!(
                    "the migration {} was changed after it was applied",
                    migration.name
                )));
            }
            None => {
                let own = match store.engine() {
                    Engine::Sqlite => "/*sqlite ",
                    Engine::Postgres => "/*postgres ",
                };
                let sql = opened(migration.sql, own);
                let parts = sql.split(';').map(str::trim).filter(|it| !is_nothing(it));
                statements.extend(parts.map(|it| Statement::new(it.to_owned(), vec![])));
                statements.push(Statement::new(
                    "insert into store_migration (name, checksum) values ($1, $2)",
                    vec![migration.name.into(), checksum.into()],
                ));
            }
        }
    }
    // One by one: a statement can only be prepared when the table it names exists.
    for statement in statements {
        tx.run(Stage::Load, vec![statement]).await?;
    }
    tx.commit(Vec::new()).await.map(|_| ())
}

/// Nothing, or what is the other engine's alone.
fn is_nothing(part: &str) -> bool {
    part.is_empty() || (part.starts_with("/*") && part.find("*/") == Some(part.len() - 2))
}

/// The text with its comments that begin with `own` opened.
fn opened(sql: &str, own: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, inside)) = rest.split_once(own) {
        let (inside, after) = inside.split_once("*/").unwrap_or((inside, ""));
        text.push_str(before);
        text.push_str(inside);
        rest = after;
    }
    text + rest
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
