//! `yimen draw verify`: anybody computes a dual-random draw again from its published file (F26).

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use catalogue::Code;
use centre::seal::{sha256, sm3};
use oversight::draw::proof::{self, PROOF_BYTES_MAX, Right, Wrong};
use serde_json::json;

use crate::outcome::{Outcome, Verdict};

/// Prints what was computed; a difference makes the verdict wrong. Needs no database and no key.
pub fn run(file: &Path, json: bool) -> Outcome {
    let opened = std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut bytes = Vec::new();
    let longest = u64::try_from(PROOF_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    opened
        .take(longest)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let checked = proof::read(&bytes)
        .and_then(|proof| proof::check(&proof, |bytes| sha256(bytes).0, sm3).map(|right| (proof, right)));
    let (holds, sentence) = match &checked {
        Ok((proof, Right::Drawn(list))) => {
            (true, drawn(&proof.picks, list.objects.len(), list.inspectors.len()))
        }
        Ok((_, Right::Announced(list))) => (
            true,
            format!(
                "The lists ({} objects, {} inspectors) are those announced. Nothing is drawn yet.\n",
                list.objects.len(),
                list.inspectors.len()
            ),
        ),
        Err(wrong) => (false, told(wrong)),
    };
    if json {
        let picks = checked.as_ref().map(|(proof, _)| &proof.picks).ok();
        println!("{}", json!({ "holds": holds, "picks": picks, "says": sentence.trim_end() }));
    } else {
        print!("{sentence}");
    }
    Ok(if holds { Verdict::Right } else { Verdict::Wrong })
}

fn lines(picks: &[(Code, Vec<Code>)]) -> String {
    let line = |(object, inspectors): &(Code, Vec<Code>)| {
        let names: Vec<&str> = inspectors.iter().map(Code::as_str).collect();
        format!("  {object}  {}\n", names.join(" "))
    };
    picks.iter().map(line).collect()
}

fn drawn(picks: &[(Code, Vec<Code>)], objects: usize, inspectors: usize) -> String {
    format!(
        "Out of {objects} objects and {inspectors} inspectors, secret and public value give:\n{}\
         Everything is as it was announced.\n",
        lines(picks)
    )
}

fn told(wrong: &Wrong) -> String {
    match wrong {
        Wrong::NotAProof => "This is not the file of a draw.\n".to_owned(),
        Wrong::List => "The lists are not those announced: their SHA-256 is another.\n".to_owned(),
        Wrong::ListUnreadable(why) => format!("The lists do not hold: {why}.\n"),
        Wrong::Secret => "The secret is not the one fixed before: its SM3 is another.\n".to_owned(),
        Wrong::Recused(id) => format!("A recusal names {id}, which is on no list.\n"),
        Wrong::Picks(right) => {
            format!("The picks are not what secret and public value give, which is:\n{}", lines(right))
        }
    }
}
