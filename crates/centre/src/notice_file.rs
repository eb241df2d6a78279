//! Messages laid in a folder for the office's message gateway: one JSON file for each, whole or not there at all.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::reach::Way;

/// What the gateway reads. Personal: the folder belongs to the centre and the gateway alone.
#[derive(Serialize)]
pub(crate) struct Message {
    /// The telephone or the mailbox, as the applicant or the officer gave it.
    pub to: String,
    /// Which of both: `sms` or `mail`. Applicants are told by telephone, unless they agreed to a mailbox.
    pub by: Way,
    /// What it is about: `ready-to-collect`.
    pub kind: String,
    /// The words to send.
    pub text: String,
    /// The case; empty of a complaint.
    pub case: String,
}

/// Writes a message under its name. The name is the key: written twice it is the same file, and a gateway that keeps the
/// names it has sent sends it once.
pub(crate) fn lay(folder: &Path, name: &str, message: &Message) -> std::io::Result<()> {
    let bytes = serde_json::to_vec(message)?;
    std::fs::create_dir_all(folder)?;
    // A name with a dot in front is not for the gateway; the rename shows the file only when it is complete.
    let unfinished = folder.join(format!(".{name}.tmp"));
    let mut file = made_anew(&unfinished)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, folder.join(name))?;
    // The rename is durable once the folder is.
    File::open(folder)?.sync_all()
}

/// Owner writes, group reads: the gateway runs under an account of its own.
fn made_anew(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o640).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_laid_twice_is_one_whole_file_and_nothing_unfinished_stays() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("yimen-notices-{}", std::process::id()));
        let message = Message {
            to: "0000-0001000".into(),
            by: Way::Sms,
            kind: "accepted".into(),
            text: "已受理。".into(),
            case: "a".into(),
        };
        lay(&folder.join("deeper"), "990121-7-0.json", &message)?;
        lay(&folder.join("deeper"), "990121-7-0.json", &message)?;
        let names = std::fs::read_dir(folder.join("deeper"))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<Vec<_>>>()?;
        let text = std::fs::read_to_string(folder.join("deeper/990121-7-0.json"))?;
        std::fs::remove_dir_all(&folder)?;
        assert_eq!(names, ["990121-7-0.json"]);
        assert_eq!(
            text,
            r#"{"to":"0000-0001000","by":"sms","kind":"accepted","text":"已受理。","case":"a"}"#
        );
        Ok(())
    }
}
