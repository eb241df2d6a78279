//! `yimen draw verify`: anybody computes a dual-random draw again from its published file, and holds it against the file that was
//! published before the draw (F26).

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use catalogue::Code;
use centre::seal::{sha256, sm3};
use oversight::draw::proof::{self, Kept, PROOF_BYTES_MAX, Promise, Proof, Right, Wrong};
use serde_json::json;

use crate::args::DrawVerifyArgs;
use crate::outcome::{Outcome, Verdict};

/// Prints what was computed; a difference makes the verdict wrong. Needs no database and no key.
pub fn run(args: &DrawVerifyArgs, json: bool) -> Outcome {
    let bytes = bytes_of(&args.file)?;
    let earlier = args.announced.as_deref().map(bytes_of).transpose()?;
    let checked = checked(&bytes, earlier.as_deref());
    let announced = checked.is_ok() && earlier.is_some();
    let (holds, sentence) = match &checked {
        Ok((proof, right)) => (true, said(proof, right, announced)),
        Err((of, wrong)) => (false, format!("{of}{}", told(wrong))),
    };
    if json {
        let picks = checked.as_ref().map(|(proof, _)| &proof.picks).ok();
        let answer = json!({
            "holds": holds, "announced": announced, "picks": picks, "says": sentence.trim_end(),
        });
        println!("{answer}");
    } else {
        print!("{sentence}");
    }
    Ok(if holds { Verdict::Right } else { Verdict::Wrong })
}

fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    let unread = || format!("{} cannot be read", file.display());
    let mut bytes = Vec::new();
    let longest = u64::try_from(PROOF_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(file)
        .with_context(unread)?
        .take(longest)
        .read_to_end(&mut bytes)
        .with_context(unread)?;
    Ok(bytes)
}

/// The file by itself, then the earlier one by itself, then one against the other. A wrong one says first whose it is.
fn checked(bytes: &[u8], earlier: Option<&[u8]>) -> Result<(Proof, Right), (&'static str, Wrong)> {
    let (proof, right) = read(bytes).map_err(|wrong| ("", wrong))?;
    if let Some(earlier) = earlier {
        let (kept, _) = read(earlier).map_err(|wrong| ("The earlier file: ", wrong))?;
        proof::is_announced(&proof, &Kept::of(&kept)).map_err(|wrong| ("", wrong))?;
    }
    Ok((proof, right))
}

/// A file that fits itself.
fn read(bytes: &[u8]) -> Result<(Proof, Right), Wrong> {
    let proof = proof::read(bytes)?;
    let right = proof::check(&proof, |bytes| sha256(bytes).0, sm3)?;
    Ok((proof, right))
}

fn lines(picks: &[(Code, Vec<Code>)]) -> String {
    let line = |(object, inspectors): &(Code, Vec<Code>)| {
        let names: Vec<&str> = inspectors.iter().map(Code::as_str).collect();
        format!("  {object}  {}\n", names.join(" "))
    };
    picks.iter().map(line).collect()
}

/// What fits, and what somebody has to look up still.
fn said(proof: &Proof, right: &Right, announced: bool) -> String {
    let (Right::Announced(list) | Right::Drawn(list)) = right;
    let (objects, inspectors) = (list.objects.len(), list.inspectors.len());
    let mut said = match (right, &proof.public_value) {
        (Right::Drawn(_), Some(value)) => format!(
            "Out of {objects} objects and {inspectors} inspectors, secret and public value give:\n{}\
             Public value: {value}. Its source: {}.\n",
            lines(&proof.picks),
            list.source
        ),
        _ => format!(
            "The lists ({objects} objects, {inspectors} inspectors) fit their digest. Nothing is drawn yet.\n"
        ),
    };
    let kept = |what: &str, names: Vec<&str>| match names[..] {
        [] => String::new(),
        _ => format!("The list is kept to {what}: {}.\n", names.join(", ")),
    };
    said += &kept("items", list.items.iter().map(|(_, name)| name.as_str()).collect());
    said += &kept("towns", list.towns.iter().map(|(_, name)| name.as_str()).collect());
    if let Some(day) = proof.public_day {
        said += &format!("Known from {day} on. Look the value up there: no file can prove it.\n");
    }
    said += &if announced {
        "Lists and secret are those announced in the earlier file.\n".to_owned()
    } else {
        format!(
            "The file fits itself. Whether it is the draw that was announced it cannot say; compare with what you kept:\n  \
             lists, SHA-256  {}\n  secret, SM3     {}\n",
            proof.list_sha256, proof.commitment_sm3
        )
    };
    said
}

fn told(wrong: &Wrong) -> String {
    match wrong {
        Wrong::NotAProof => "This is not the file of a draw.\n".to_owned(),
        Wrong::List => "The lists do not fit their digest: their SHA-256 is another.\n".to_owned(),
        Wrong::ListUnreadable(why) => format!("The lists do not hold: {why}.\n"),
        Wrong::Secret => "The secret does not fit its digest: its SM3 is another.\n".to_owned(),
        Wrong::Recused(id) => format!("A recusal names {id}, which is on no list.\n"),
        Wrong::Picks(right) => {
            format!("The picks are not what secret and public value give, which is:\n{}", lines(right))
        }
        Wrong::NotAnnounced(Promise::List) => "Other lists were announced before.\n".to_owned(),
        Wrong::NotAnnounced(Promise::Secret) => "Another secret was announced before.\n".to_owned(),
        Wrong::NotAnnounced(Promise::Day) => {
            "Another day of the public value was announced before.\n".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Day;
    use catalogue::{Digest, PersonId};
    use oversight::draw::{Inspector, List, Object, commitment, pick};

    fn code(text: &str) -> Code {
        Code::parse(text).expect("a code")
    }

    /// A file that fits itself, of so many objects and with this secret.
    fn file(objects: usize, secret: u8, drawn: bool) -> Vec<u8> {
        let (secret, value) = (Digest([secret; 32]), code("03-08"));
        let object = |n: usize| Object { id: code(&format!("sc-{n}")), not_by: Vec::new() };
        let inspector =
            |id: &str| Inspector { id: PersonId::parse(id).expect("a code"), staff_no: id.into() };
        let list = List {
            title: "证照持有情况".into(),
            source: "12月6日双色球".into(),
            count: 1,
            instead_of: None,
            items: Vec::new(),
            towns: Vec::new(),
            objects: (1..=objects).map(object).collect(),
            inspectors: vec![inspector("do.sc"), inspector("do2.sc")],
        };
        let text = String::from_utf8(list.to_body()).expect("JSON is UTF-8");
        let picks = pick(&list, &secret, value.as_str(), &[], sm3).into_iter().map(|it| {
            let of = |n: &u16| list.inspectors[usize::from(*n)].id.0;
            (list.objects[usize::from(it.object)].id, it.inspectors.iter().map(of).collect())
        });
        let proof = Proof {
            what: proof::WHAT.into(),
            list_sha256: Digest(sha256(text.as_bytes()).0),
            list: text,
            commitment_sm3: commitment(&secret, sm3),
            public_day: Day::parse("2026-12-06"),
            secret: drawn.then_some(secret),
            public_value: drawn.then_some(value),
            recused: Vec::new(),
            picks: if drawn { picks.collect() } else { Vec::new() },
        };
        serde_json::to_vec(&proof).expect("JSON")
    }

    // F26: without the file of the announcement nothing is said of it; with it another draw does not pass.
    #[test]
    fn a_file_alone_proves_no_announcement() {
        let (earlier, later) = (file(5, 1, false), file(5, 1, true));
        let (proof, right) = checked(&later, None).expect("it fits itself");
        let alone = said(&proof, &right, false);
        assert!(alone.contains("it cannot say") && alone.contains(&proof.list_sha256.to_string()), "{alone}");
        assert!(alone.contains("03-08") && alone.contains("12月6日双色球") && alone.contains("2026-12-06"));
        let (proof, right) = checked(&later, Some(&earlier)).expect("as announced");
        let held = said(&proof, &right, true);
        assert!(held.contains("are those announced") && !held.contains("it cannot say"), "{held}");
        for (remade, promise) in [(file(6, 1, true), Promise::List), (file(5, 2, true), Promise::Secret)] {
            assert!(checked(&remade, None).is_ok(), "it fits itself");
            let wrong = checked(&remade, Some(&earlier)).expect_err("another draw");
            assert_eq!(wrong, ("", Wrong::NotAnnounced(promise)));
        }
        let broken = checked(&later, Some(b"{}")).expect_err("the earlier one is none");
        assert_eq!(broken, ("The earlier file: ", Wrong::NotAProof));
        assert_eq!(checked(b"{}", None).expect_err("none"), ("", Wrong::NotAProof));
    }
}
