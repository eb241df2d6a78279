//! The demonstration's token: a window officer's, written beside the database, so that the examples of the programming
//! interface work at once.

use std::path::Path;

use anyhow::{Context, bail};
use centre::Centre;
use centre::token::{NewToken, TOKEN_DAYS_MAX};

/// The file in the demonstration's folder.
pub const FILE: &str = "api-token.txt";
/// In whose name it acts: window 2, for firms.
pub const PERSON: &str = "intake2";

/// The token of the folder, if it still stands; else a new one, written there for its owner alone.
pub async fn token(centre: &Centre, folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(FILE);
    if let Ok(known) = std::fs::read_to_string(&path)
        && centre.token(known.trim()).await?.is_some()
    {
        return Ok(());
    }
    let wanted = NewToken {
        person: PERSON.to_owned(),
        unit: None,
        may_act: true,
        purpose: "demonstration".to_owned(),
        days: TOKEN_DAYS_MAX,
    };
    let made = match centre.token_add(&wanted).await? {
        Ok(made) => made,
        Err(refusal) => bail!("the demonstration's token cannot be made: {refusal:?}"),
    };
    write(&path, &made.secret).with_context(|| format!("{} cannot be written", path.display()))
}

fn write(path: &Path, secret: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(format!("{secret}\n").as_bytes())
}
