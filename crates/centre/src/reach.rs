//! How an officer is reached outside the desk: by a message to the telephone, by e-mail, or not at all. Each sets it alone, and
//! may take it back at any time (R144).

use calendar::Instant;
use catalogue::{Organisation, PersonId};
use serde::{Deserialize, Serialize};
use store::{Migration, Statement};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, text_problem};
use crate::case::Problem;
use crate::{Centre, Fault};

/// Telephones and mailboxes, sealed under the division's key; what somebody is to be told; and the messages that came of it.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0063_officer_reach",
    sql: r#"
create table if not exists officer_reach (
  division text not null, person text not null, way text not null, sealed bytea not null, set_at bigint not null,
  primary key (division, person));
create table if not exists officer_notice (
  division text not null, person text not null, topic text not null, subject text not null, at bigint not null,
  next_at bigint not null, told bigint not null default 0,
  primary key (division, person, topic, subject));
create index if not exists officer_notice_waits on officer_notice (next_at) where told = 0;
create table if not exists officer_message (
  division text not null, person text not null, day text not null, n bigint not null, topic text not null,
  subject text not null, words text not null, made_at bigint not null, way text not null default '', sent_at bigint,
  tries bigint not null default 0, next_at bigint not null default 0,
  primary key (division, person, day, n));
create index if not exists officer_message_waits on officer_message (made_at) where sent_at is null;
create index if not exists officer_message_subject on officer_message (subject) where subject <> '';
"#,
};

/// Characters of a telephone as typed, at most.
pub const TELEPHONE_CHARS_MAX: usize = 40;
/// Characters of a mailbox at most (RFC 5321: 64 before the sign, 254 in all).
pub const MAILBOX_CHARS_MAX: usize = 254;

/// By which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// At the desk alone.
    #[default]
    Desk,
    /// By a message to the telephone.
    Sms,
    /// By e-mail.
    Mail,
}

impl Way {
    /// All of them, in the order of the form.
    pub const ALL: [Way; 3] = [Way::Desk, Way::Sms, Way::Mail];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Way::Desk => "desk",
            Way::Sms => "sms",
            Way::Mail => "mail",
        }
    }

    /// By which way a message reaches this address: every mailbox has the sign, and no telephone.
    pub(crate) fn to(address: &str) -> Way {
        if address.contains('@') { Way::Mail } else { Way::Sms }
    }

    /// The way of a word; the desk where it is none.
    pub(crate) fn of(word: &str) -> Way {
        Way::ALL.into_iter().find(|it| it.key() == word).unwrap_or_default()
    }
}

/// How a person wants to be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// By which way.
    pub way: Way,
    /// Telephone; may be empty.
    pub telephone: String,
    /// Mailbox; may be empty.
    pub mailbox: String,
}

impl Reach {
    /// Where a message goes; empty where none goes out.
    pub(crate) fn address(&self) -> &str {
        match self.way {
            Way::Desk => "",
            Way::Sms => &self.telephone,
            Way::Mail => &self.mailbox,
        }
    }

    /// What is wrong with it; a number or mailbox that is not used now may be kept, and has to be right too.
    fn check(&self) -> Vec<FieldProblem> {
        let (sms, mail) = (self.way == Way::Sms, self.way == Way::Mail);
        let telephone = text_problem("telephone", &self.telephone, sms, TELEPHONE_CHARS_MAX).or_else(|| {
            let wrong =
                !self.telephone.is_empty() && catalogue::identity::telephone(&self.telephone).is_err();
            wrong.then(|| FieldProblem { field: "telephone".into(), why: FieldWhy::NotATelephone })
        });
        let mailbox = text_problem("mailbox", &self.mailbox, mail, MAILBOX_CHARS_MAX).or_else(|| {
            let wrong = !self.mailbox.is_empty() && !is_mailbox(&self.mailbox);
            wrong.then(|| FieldProblem { field: "mailbox".into(), why: FieldWhy::NotAMailbox })
        });
        telephone.into_iter().chain(mailbox).collect()
    }
}

/// Whether a text can be the address of a mailbox. Nothing in it can begin a line or another address.
pub(crate) fn is_mailbox(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain =
        |part: &str, more: &[u8]| part.bytes().all(|b| b.is_ascii_alphanumeric() || more.contains(&b));
    let labels = host.split('.').all(|label| !label.is_empty() && plain(label, b"-"));
    (1..=64).contains(&local.len()) && plain(local, b"._-+") && host.contains('.') && labels
}

fn about(person: PersonId) -> String {
    format!("reach/{person}")
}

impl Centre {
    /// How this person is reached; at the desk alone until something else is set.
    pub async fn reach_fetch(&self, session: &Session) -> Result<Reach, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select sealed from officer_reach where division = $1 and person = $2 limit 1",
                vec![self.division.as_str().into(), session.person.as_str().into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(Reach::default()) };
        Ok(self.reach_open(session.person, row.bytes(0)?))
    }

    /// Sets how this person is reached, from now on.
    pub async fn reach_set(&self, session: &Session, reach: &Reach) -> Result<(), Problem> {
        let reach = Reach {
            way: reach.way,
            telephone: reach.telephone.trim().to_owned(),
            mailbox: reach.mailbox.trim().to_owned(),
        };
        let problems = reach.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let kept =
            self.reach_kept(session.person, &reach, "update set way = $3, sealed = $4, set_at = $5")?;
        self.store.write(vec![kept]).await.map_err(Fault::from)?;
        Ok(())
    }

    /// Gives everybody of a demonstration an invented telephone and mailbox; what somebody set stays.
    pub async fn reach_samples(&self, organisation: &Organisation) -> Result<(), Fault> {
        if !self.sample {
            return Err(Fault::inside("invented telephones are for a demonstration"));
        }
        let statements = organisation.people.iter().zip(1u32..).map(|(person, n)| {
            let reach = Reach {
                // Some read their mail, most look at the telephone.
                way: if n % 4 == 0 { Way::Mail } else { Way::Sms },
                telephone: format!("0000-0002{n:03}"),
                mailbox: format!("{}@mail.example", person.id),
            };
            self.reach_kept(person.id, &reach, "nothing")
        });
        let statements = statements.collect::<Result<Vec<_>, _>>()?;
        if !statements.is_empty() {
            self.store.write(statements).await?;
        }
        Ok(())
    }

    /// Who goes for good is reached no more.
    pub(crate) async fn reach_forget(&self, person: PersonId) -> Result<(), Fault> {
        self.store
            .write(vec![Statement::new(
                "delete from officer_reach where division = $1 and person = $2",
                vec![self.division.as_str().into(), person.as_str().into()],
            )])
            .await?;
        Ok(())
    }

    fn reach_kept(&self, person: PersonId, reach: &Reach, otherwise: &str) -> Result<Statement, Fault> {
        let plain = serde_json::to_vec(reach)
            .map_err(|error| Fault::inside(format!("a telephone does not serialise: {error}")))?;
        Ok(Statement::new(
            format!(
                "insert into officer_reach (division, person, way, sealed, set_at) values ($1, $2, $3, $4, $5)
                 on conflict (division, person) do {otherwise}"
            ),
            vec![
                self.division.as_str().into(),
                person.as_str().into(),
                reach.way.key().into(),
                self.keys.seal_plain(&self.division, &about(person), &plain).into(),
                self.now().into(),
            ],
        ))
    }

    /// What was sealed; of bytes that do not open nothing is left but the desk.
    pub(crate) fn reach_open(&self, person: PersonId, sealed: &[u8]) -> Reach {
        let plain = self.keys.open_plain(&self.division, &about(person), sealed).ok();
        plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default()
    }

    /// Whether a person is reached outside the desk at all.
    pub(crate) async fn is_reached(&self, person: PersonId) -> Result<bool, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select way from officer_reach where division = $1 and person = $2 limit 1",
                vec![self.division.as_str().into(), person.as_str().into()],
            ))
            .await?;
        Ok(rows.first().is_some_and(|row| row.text(0).is_ok_and(|way| Way::of(way) != Way::Desk)))
    }
}

/// A message that went out, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerMessage {
    /// To whom.
    pub person: PersonId,
    /// By which way; the desk where the person had taken it back before it went out.
    pub way: Way,
    /// When.
    pub sent_at: Instant,
    /// What it said: numbers and days, nobody's name.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(way: Way, telephone: &str, mailbox: &str) -> Reach {
        Reach { way, telephone: telephone.into(), mailbox: mailbox.into() }
    }

    // R144
    #[test]
    fn what_is_chosen_needs_its_address_and_what_is_typed_has_to_be_right() {
        let wrong = |it: &Reach| it.check().into_iter().map(|it| it.field).collect::<Vec<_>>();
        for fine in [
            reach(Way::Desk, "", ""),
            reach(Way::Sms, "0000-0001000", ""),
            reach(Way::Mail, "", "do.sc@mail.example"),
            reach(Way::Sms, "13800001234", "a+b_c-d@x-1.y.example"),
        ] {
            assert_eq!(wrong(&fine), [""; 0], "{fine:?}");
        }
        assert_eq!(wrong(&reach(Way::Sms, "", "do.sc@mail.example")), ["telephone"]);
        assert_eq!(wrong(&reach(Way::Mail, "13800001234", "")), ["mailbox"]);
        assert_eq!(wrong(&reach(Way::Desk, "12", "nowhere")), ["telephone", "mailbox"]);
        assert_eq!(wrong(&reach(Way::Mail, "", "a\0@mail.example")), ["mailbox"]);
    }

    #[test]
    fn a_mailbox_is_one_address_and_nothing_more() {
        let long = |n: usize| format!("{}@mail.example", "a".repeat(n));
        assert!(is_mailbox(&long(64)) && !is_mailbox(&long(65)));
        for text in [
            "",
            "@",
            "a",
            "a@",
            "@mail.example",
            "a@mail",
            "a@.example",
            "a@mail.",
            "a@b@mail.example",
            "a b@mail.example",
            "a@mail.example\nBcc: b@mail.example",
            "a@mail.example,b@mail.example",
            "王@mail.example",
        ] {
            assert!(!is_mailbox(text), "{text:?}");
        }
    }

    #[test]
    fn a_message_goes_where_it_was_asked_for() {
        let both = |way| reach(way, "13800001234", "do.sc@mail.example");
        assert_eq!(both(Way::Sms).address(), "13800001234");
        assert_eq!(both(Way::Mail).address(), "do.sc@mail.example");
        assert_eq!(both(Way::Desk).address(), "");
        for way in Way::ALL {
            assert_eq!(Way::of(way.key()), way);
        }
        assert_eq!(Way::of("pigeon"), Way::Desk);
    }
}
