//! `yimen user add`: an account for a person of the organisation. The password is made and shown once, or read
//! from the standard input; never an argument, for arguments can be seen by everyone on the machine. And
//! `yimen user set-password`, for whoever forgot it, and `remove-second-factor`, for whoever lost the telephone.

use std::io::BufRead;

use anyhow::{Context, bail};
use catalogue::PersonId;
use centre::Centre;
use centre::account::{AccountRefusal, PASSWORD_CHARS};
use serde_json::json;

use crate::args_user::{RemoveSecondFactorArgs, SetPasswordArgs, UserAddArgs};
use crate::config::{Settled, StoreSettings};
use crate::outcome::{Outcome, Verdict};
use crate::{key_file, logs, opening, patience};

/// Letters and digits that are not mistaken for one another when read aloud or from paper: 32, so five bits each.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";
/// Letters of a password that is made: 80 bits.
const MADE_CHARS: usize = 16;

/// Makes the account and prints its password where it was made here.
pub fn run(args: &UserAddArgs, json: bool) -> Outcome {
    let (settled, keys) = begin(&args.settings)?;
    let (password, made) = password(args.password_stdin)?;
    at_centre(&settled, keys, async |centre| {
        match centre.account_add(&args.login, &args.person, &password).await? {
            Ok(()) => Ok(()),
            Err(refusal) => bail!(in_words(refusal, &args.login, &args.person)),
        }
    })?;
    let (login, person) = (&args.login, &args.person);
    match made {
        true if json => {
            println!("{}", json!({ "login": login, "person": person, "password": password }))
        }
        true => {
            println!("{login} may sign in with the password {password}\nIt is not shown again.")
        }
        false if json => println!("{}", json!({ "login": login, "person": person })),
        false => println!("{login} may sign in."),
    }
    Ok(Verdict::Right)
}

/// Gives an account another password and prints it where it was made here; the log says that it was set.
pub fn set_password(args: &SetPasswordArgs, json: bool) -> Outcome {
    let (settled, keys) = begin(&args.settings)?;
    let (password, made) = password(args.password_stdin)?;
    let login = &args.login;
    at_centre(&settled, keys, async |centre| match centre.account_set_password(login, &password).await? {
        Ok(()) => Ok(()),
        Err(refusal) => bail!(in_words(refusal, login, "")),
    })?;
    match made {
        true if json => println!("{}", json!({ "login": login, "password": password })),
        true => {
            println!("{login} signs in with the password {password} from now on\nIt is not shown again.")
        }
        false if json => println!("{}", json!({ "login": login })),
        false => println!("{login} signs in with the new password from now on."),
    }
    Ok(Verdict::Right)
}

/// Takes the second factor of a person away; the log says so.
pub fn remove_second_factor(args: &RemoveSecondFactorArgs, json: bool) -> Outcome {
    let (settled, keys) = begin(&args.settings)?;
    let person = &args.person;
    let removed = at_centre(&settled, keys, async |centre| match PersonId::parse(person) {
        Ok(person) => Ok(centre.second_factor_remove(person).await?),
        Err(_) => Ok(false),
    })?;
    if !removed {
        bail!("{person} has no second factor; write the person's id in the organisation");
    }
    if json {
        println!("{}", json!({ "person": person, "removed": true }));
    } else {
        println!("{person} has no second factor any more and sets up a new one under /desk/second-factor.");
    }
    Ok(Verdict::Right)
}

/// The settings and the key; the logs are on from here.
fn begin(settings: &StoreSettings) -> anyhow::Result<(Settled, [u8; key_file::KEY_BYTES])> {
    let settled = Settled::read_here(&settings.0)?;
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let keys = key_file::read(&settled.key_file()?, false)?;
    Ok((settled, keys))
}

/// Opens the centre of the settings and does one thing there.
fn at_centre<T>(
    settled: &Settled,
    keys: [u8; key_file::KEY_BYTES],
    act: impl AsyncFnOnce(Centre) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let (url, division) = (settled.database()?, settled.division()?);
    opening::runtime()?.block_on(async {
        let store = opening::store(&url, patience::NONE).await?;
        act(opening::centre(store, division, keys, None).await?).await
    })
}

/// The password, and whether it was made here.
fn password(from_stdin: bool) -> anyhow::Result<(String, bool)> {
    match from_stdin {
        true => Ok((read(std::io::stdin().lock())?, false)),
        false => Ok((make()?, true)),
    }
}

fn in_words(refusal: AccountRefusal, login: &str, person: &str) -> String {
    match refusal {
        AccountRefusal::Taken => {
            format!(
                "the login name {login} is taken; choose another, or run `yimen user set-password {login}` if the person \
                 forgot the password"
            )
        }
        AccountRefusal::BadLogin => {
            format!("{login:?} is not a login name; write 1 to 40 of a-z, 0-9, dot, hyphen and underscore")
        }
        AccountRefusal::BadPassword => {
            format!("the password needs {} to {} characters", PASSWORD_CHARS.start(), PASSWORD_CHARS.end())
        }
        AccountRefusal::UnknownPerson => {
            format!("{person} is not a person of the organisation in force; publish the person there first")
        }
        AccountRefusal::NoSuchAccount => {
            format!("no account that may be used has the login name {login}; `yimen user add` makes one")
        }
    }
}

/// The first line, without its end.
fn read(input: impl BufRead) -> anyhow::Result<String> {
    let mut line = String::new();
    input
        .take(1024)
        .read_line(&mut line)
        .context("the password cannot be read from the standard input; it must be text in UTF-8")?;
    let password = line.trim_end_matches(['\n', '\r']).to_owned();
    let length = password.chars().count();
    if !PASSWORD_CHARS.contains(&length) {
        anyhow::bail!(
            "the password has {length} characters; it needs {} to {}",
            PASSWORD_CHARS.start(),
            PASSWORD_CHARS.end()
        );
    }
    Ok(password)
}

/// A random password in groups of four: `k3mq-9xap-7dhc-w2tn`.
pub fn make() -> anyhow::Result<String> {
    let mut bytes = [0_u8; MADE_CHARS];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    let letters: Vec<String> = bytes
        .chunks(4)
        .map(|group| group.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
        .collect();
    Ok(letters.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_is_long_random_and_easy_to_copy() -> anyhow::Result<()> {
        let (one, other) = (make()?, make()?);
        assert_ne!(one, other);
        assert_eq!(one.len(), 19);
        assert!(PASSWORD_CHARS.contains(&one.chars().count()), "the centre takes what is made here");
        let right = |byte: u8| byte == b'-' || LETTERS.contains(&byte);
        assert!(one.bytes().all(right), "{one}");
        Ok(())
    }

    #[test]
    fn a_password_from_the_standard_input_is_its_first_line_alone() -> anyhow::Result<()> {
        assert_eq!(read(&b"a long enough one\r\nsecond line\n"[..])?, "a long enough one");
        assert_eq!(read("十二个汉字也是一个密码啊".as_bytes())?.chars().count(), 12);
        Ok(())
    }

    #[test]
    fn a_short_password_is_refused_with_the_number_it_needs() {
        let sentence = read(&b"short\n"[..]).expect_err("too short").to_string();
        assert_eq!(sentence, "the password has 5 characters; it needs 12 to 128");
        assert!(read(&b""[..]).is_err() && read("x".repeat(2000).as_bytes()).is_err());
    }
}
