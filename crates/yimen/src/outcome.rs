//! How a command ends: the exit status, and the one line that says why.

use std::process::ExitCode;

/// What a command found. Anything that kept it from its work is an error and ends with status 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Done, and what was checked is right: status 0.
    Right,
    /// Done, but what was checked is wrong (already said in words): status 1.
    Wrong,
}

/// What every command returns.
pub type Outcome = anyhow::Result<Verdict>;

/// Writes an error to the standard error, as a sentence or as a JSON object, and gives the exit status.
pub fn finish(outcome: Outcome, json: bool) -> ExitCode {
    match outcome {
        Ok(Verdict::Right) => ExitCode::SUCCESS,
        Ok(Verdict::Wrong) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let sentence = format!("{error:#}");
            if json {
                eprintln!("{}", serde_json::json!({ "error": sentence }));
            } else {
                eprintln!("yimen: {sentence}");
            }
            ExitCode::from(2)
        }
    }
}

/// `yimen calendar days .. | head` is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
