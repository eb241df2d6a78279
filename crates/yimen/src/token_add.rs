//! `yimen token add`, `list` and `revoke`: tokens for programs that act in a person's name. A token is shown once and kept
//! nowhere but as a digest.

use anyhow::bail;
use centre::Centre;
use centre::token::{NewToken, TOKEN_DAYS_MAX, TOKEN_PURPOSE_CHARS_MAX, TokenLine, TokenRefusal};
use serde_json::json;

use crate::args::{StoreArgs, TokenAddArgs, TokenRevokeArgs, TokenScope};
use crate::config::Settled;
use crate::outcome::{Outcome, Verdict};
use crate::{key_file, logs, opening, patience};

/// Makes a token and prints it once.
pub fn run(args: &TokenAddArgs, json: bool) -> Outcome {
    let wanted = NewToken {
        person: args.person.clone(),
        unit: args.unit.clone(),
        may_act: args.scope == TokenScope::Act,
        purpose: args.purpose.clone(),
        days: args.days,
    };
    let made = with_centre(Settled::read_here(&args.settings.0)?, async |centre| {
        match centre.token_add(&wanted).await? {
            Ok(made) => Ok(made),
            Err(refusal) => bail!(in_words(refusal, &wanted)),
        }
    })?;
    let until = calendar::Instant(made.ends_at).day();
    if json {
        println!("{}", json!({ "id": made.id, "token": made.secret, "ends_on": until.to_string() }));
    } else {
        println!(
            "{}\nIt is not shown again. It ends on {until}; to end it before: yimen token revoke {}",
            made.secret, made.id
        );
    }
    Ok(Verdict::Right)
}

/// Lists the division's tokens; never the tokens themselves.
pub fn list(args: &StoreArgs, json: bool) -> Outcome {
    let lines =
        with_centre(Settled::read_here(&args.settings.0)?, async |centre| Ok(centre.token_list().await?))?;
    for line in &lines {
        if json {
            println!("{}", json_line(line));
        } else {
            let scope = if line.may_act { "act" } else { "read" };
            let unit = if line.unit.is_empty() { "every unit of the person" } else { &line.unit };
            let ended = if line.revoked_at.is_some() { " (revoked)" } else { "" };
            let until = calendar::Instant(line.ends_at).day();
            println!("{}  {}  {scope}  {unit}  until {until}{ended}  {}", line.id, line.person, line.purpose);
        }
    }
    Ok(Verdict::Right)
}

/// Ends a token at once.
pub fn revoke(args: &TokenRevokeArgs, json: bool) -> Outcome {
    let revoked = with_centre(Settled::read_here(&args.settings.0)?, async |centre| {
        Ok(centre.token_revoke(&args.id).await?)
    })?;
    if !revoked {
        bail!("no token that stands bears the name {}; `yimen token list` shows them", args.id);
    }
    if json {
        println!("{}", json!({ "id": args.id, "revoked": true }));
    } else {
        println!("{} is revoked.", args.id);
    }
    Ok(Verdict::Right)
}

fn with_centre<T>(
    settled: Settled,
    what: impl AsyncFnOnce(&Centre) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let keys = key_file::read(&settled.key_file()?, false)?;
    let (url, division) = (settled.database()?, settled.division()?);
    opening::runtime()?.block_on(async {
        let store = opening::store(&url, patience::NONE).await?;
        let centre = opening::centre(store, division, keys, None).await?;
        what(&centre).await
    })
}

fn json_line(line: &TokenLine) -> serde_json::Value {
    json!({
        "id": line.id,
        "person": line.person,
        "unit": line.unit,
        "scope": if line.may_act { "act" } else { "read" },
        "purpose": line.purpose,
        "ends_on": calendar::Instant(line.ends_at).day().to_string(),
        "revoked": line.revoked_at.is_some(),
    })
}

fn in_words(refusal: TokenRefusal, wanted: &NewToken) -> String {
    match refusal {
        TokenRefusal::UnknownPerson => format!(
            "{} is not a person of the organisation in force; publish the person there first",
            wanted.person
        ),
        TokenRefusal::UnknownUnit => {
            format!(
                "{} is not a unit of the organisation in force",
                wanted.unit.as_deref().unwrap_or_default()
            )
        }
        TokenRefusal::BadPurpose => {
            format!("say with --purpose what it is for, in 1 to {TOKEN_PURPOSE_CHARS_MAX} characters")
        }
        TokenRefusal::BadDays => format!("a token stands for 1 to {TOKEN_DAYS_MAX} days"),
    }
}
