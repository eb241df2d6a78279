//! The division's key: 32 random bytes in a file of their own, outside the database, so that a copy of the
//! database alone opens no one's particulars (design.md, Particulars).

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::Context;

/// Length of the key in bytes.
pub const KEY_BYTES: usize = 32;

/// Reads the key; `create` makes the file (mode 0600) when it is missing.
pub fn read(path: &Path, create: bool) -> anyhow::Result<[u8; KEY_BYTES]> {
    match File::open(path) {
        Ok(file) => read_open(file, path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && create => make(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => anyhow::bail!(
            "the key file {} is missing; without it no case can be read. Put it back from its safe copy, or for a \
             new centre let --create-key-file make one",
            path.display()
        ),
        Err(error) => Err(error).with_context(|| format!("the key file {} cannot be read", path.display())),
    }
}

fn read_open(file: File, path: &Path) -> anyhow::Result<[u8; KEY_BYTES]> {
    let shown = path.display();
    let mode =
        file.metadata().with_context(|| format!("the key file {shown} cannot be read"))?.permissions().mode();
    if mode & 0o077 != 0 {
        anyhow::bail!(
            "the key file {shown} can be read by other accounts (mode {:03o}); run: chmod 600 {shown}",
            mode & 0o777
        );
    }
    let mut text = String::new();
    file.take(1024)
        .read_to_string(&mut text)
        .with_context(|| format!("the key file {shown} cannot be read"))?;
    decode(text.trim()).with_context(|| {
        format!("the key file {shown} does not hold a key of 64 hexadecimal digits; put the right file back")
    })
}

fn make(path: &Path) -> anyhow::Result<[u8; KEY_BYTES]> {
    let shown = path.display();
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).context("the system gives no random bytes")?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("the key file {shown} cannot be made"))?;
    writeln!(file, "{text}")
        .and_then(|()| file.sync_all())
        .with_context(|| format!("the key file {shown} cannot be written"))?;
    tracing::warn!("made the key file {shown}; keep a copy in a safe, without it no case can be read");
    Ok(key)
}

fn decode(text: &str) -> Option<[u8; KEY_BYTES]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * KEY_BYTES {
        return None;
    }
    let mut key = [0; KEY_BYTES];
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::Scratch;

    #[test]
    fn a_missing_key_file_is_an_error_that_says_what_to_do() {
        let scratch = Scratch::new();
        let sentence = read(&scratch.path("key"), false).expect_err("nothing is there").to_string();
        assert!(sentence.contains("is missing") && sentence.contains("--create-key-file"), "{sentence}");
    }

    #[test]
    fn a_key_file_that_was_made_is_read_again_and_belongs_to_one_account() -> anyhow::Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        let made = read(&path, true)?;
        assert_eq!(read(&path, false)?, made);
        assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        assert_ne!(made, read(&scratch.path("another"), true)?);
        Ok(())
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() -> anyhow::Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        read(&path, true)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644))?;
        let sentence = read(&path, true).expect_err("the mode is too wide").to_string();
        assert!(sentence.contains("chmod 600"), "{sentence}");
        Ok(())
    }

    #[test]
    fn a_damaged_key_file_is_never_replaced() -> anyhow::Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        read(&path, true)?;
        std::fs::write(&path, "not a key\n")?;
        assert!(read(&path, true).is_err());
        assert_eq!(std::fs::read_to_string(&path)?, "not a key\n");
        Ok(())
    }
}
