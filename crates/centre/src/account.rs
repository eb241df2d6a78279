//! Staff accounts and their sessions: a password (argon2) opens an opaque session that the database knows only by its digest.

use std::collections::HashMap;
use std::sync::Mutex;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use catalogue::id::{Digest, PersonId};
use store::{Statement, StoreError};

use crate::seal::{random, sha256};
use crate::{Centre, Fault, throttle};

/// A session ends after this long without a request: a hall's lunch break.
pub const SESSION_IDLE: i64 = 90 * 60_000_000;
/// A session ends after this long whatever happens: a working day.
pub const SESSION_LONGEST: i64 = 12 * 3_600_000_000;
/// How many characters a password has: fewer can be guessed, more nobody types and hashing them would cost the server.
pub const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 12..=128;
/// How long a session read from the database is believed before it is read again; the reach of a sign-out at another instance.
const CACHE: i64 = 5_000_000;
/// How often "last seen" is written.
const SEEN_EVERY: i64 = 60_000_000;

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Digest of the token in the cookie; the anti-forgery token is derived from it.
    pub token: Digest,
    /// The account.
    pub login: String,
    /// The person in the organisation.
    pub person: PersonId,
    seen_at: i64,
    ends_at: i64,
}

/// The token of a new session, for the cookie: 64 hexadecimal digits, kept nowhere else.
pub struct Token(pub String);

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// No such account or a wrong password: never said which.
    Wrong,
    /// Too many tries; again from this instant.
    Throttled(i64),
}

/// Why an account was not added, or its password not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountRefusal {
    /// The login name is taken.
    Taken,
    /// Login names are 1 to 40 characters of `a-z 0-9 . _ -`.
    BadLogin,
    /// The password's length is not within [`PASSWORD_CHARS`].
    BadPassword,
    /// The organisation knows no such person.
    UnknownPerson,
    /// There is no account of this name, or it has ended.
    NoSuchAccount,
}

/// Sessions believed for a moment, so that a page does not ask the database who is asking.
#[derive(Default)]
pub(crate) struct Sessions {
    known: Mutex<HashMap<[u8; 32], (Session, i64)>>,
    devices: Mutex<HashMap<[u8; 32], (PersonId, i64)>>,
}

impl Sessions {
    /// Whether it is news that a person uses a device in this minute; at most so many devices are remembered.
    pub(crate) fn uses_device(&self, device: Digest, person: PersonId, minute: i64, most: usize) -> bool {
        let mut devices = self.devices.lock().expect("no panic while held");
        if devices.len() > most {
            devices.clear();
        }
        devices.insert(device.0, (person, minute)) != Some((person, minute))
    }
}

impl Centre {
    /// Signs a person in; `address` is the visitor's network address, counted but never stored readable.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        address: &str,
    ) -> Result<Result<Token, SignInRefusal>, Fault> {
        let now = self.now();
        let account = self.keys.find_digest(&self.division, "login", login);
        let from = self.keys.find_digest(&self.division, "address", address);
        for (limit, who) in [(throttle::SIGN_IN_ACCOUNT, &account), (throttle::SIGN_IN_ADDRESS, &from)] {
            if let Err(until) = throttle::count(&self.store, &self.division, limit, who, now).await? {
                return Ok(Err(SignInRefusal::Throttled(until)));
            }
        }
        let (person, hash) = match self.account_of(login).await? {
            Some((person, hash)) => (Some(person), hash),
            // An unknown name costs the same time as a wrong password.
            None => (None, self.dummy_hash.clone()),
        };
        let right = self.verify_password(password, hash).await;
        let Some(person) = person.filter(|_| right) else { return Ok(Err(SignInRefusal::Wrong)) };
        throttle::clear(&self.store, &self.division, throttle::SIGN_IN_ACCOUNT, &account).await?;
        throttle::clear(&self.store, &self.division, throttle::SIGN_IN_ADDRESS, &from).await?;
        let who = PersonId::parse(&person).map_err(|_| Fault::inside("an account names no person"))?;
        self.places_look(login, who, &from).await?;
        let token: String = random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
        self.store
            .write(vec![
                Statement::new(
                    "delete from session where division = $1 and (ends_at <= $2 or seen_at <= $3)",
                    vec![self.division.as_str().into(), now.into(), (now - SESSION_IDLE).into()],
                ),
                Statement::new(
                    "insert into session (division, token, login, person, created_at, seen_at, ends_at, address)
                     values ($1, $2, $3, $4, $5, $5, $6, $7)",
                    vec![
                        self.division.as_str().into(),
                        sha256(token.as_bytes()).0.into(),
                        login.into(),
                        person.into(),
                        now.into(),
                        (now + SESSION_LONGEST).into(),
                        from.0.into(),
                    ],
                ),
            ])
            .await?;
        Ok(Ok(Token(token)))
    }

    /// Whether this is the password of the own account of somebody who is signed in; wrong ones count with those of its
    /// sign-in, and make wait as there.
    pub(crate) async fn password_again(
        &self,
        session: &Session,
        password: &str,
    ) -> Result<Result<(), SignInRefusal>, Fault> {
        let (limit, now) = (throttle::SIGN_IN_ACCOUNT, self.now());
        let account = self.keys.find_digest(&self.division, "login", &session.login);
        if let Err(until) = throttle::count(&self.store, &self.division, limit, &account, now).await? {
            return Ok(Err(SignInRefusal::Throttled(until)));
        }
        let Some((_, hash)) = self.account_of(&session.login).await? else {
            return Ok(Err(SignInRefusal::Wrong));
        };
        if !self.verify_password(password, hash).await {
            return Ok(Err(SignInRefusal::Wrong));
        }
        throttle::clear(&self.store, &self.division, limit, &account).await?;
        Ok(Ok(()))
    }

    /// The person of an account that may be used, and the hash of its password.
    async fn account_of(&self, login: &str) -> Result<Option<(String, String)>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select person, password from account where division = $1 and login = $2 and disabled = 0 limit 1",
                vec![self.division.as_str().into(), login.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
    }

    /// The session of a cookie, if it still stands; the moment is noted at most once a minute.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, Fault> {
        if token.len() != 64 {
            return Ok(None);
        }
        let digest = sha256(token.as_bytes());
        let now = self.now();
        if let Some((session, read_at)) =
            self.sessions.known.lock().expect("no panic while held").get(&digest.0)
            && now < read_at + CACHE
            && now >= *read_at
        {
            return Ok(session.standing(now).then(|| session.clone()));
        }
        let rows = self
            .store
            .read(Statement::new(
                "select login, person, seen_at, ends_at from session where division = $1 and token = $2
                 and not exists (select 1 from account a where a.division = session.division
                 and a.login = session.login and a.disabled = 1) limit 1",
                vec![self.division.as_str().into(), digest.0.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let mut session = Session {
            token: digest,
            login: row.text(0)?.to_owned(),
            person: PersonId::parse(row.text(1)?).map_err(|_| Fault::inside("a session names no person"))?,
            seen_at: row.int(2)?,
            ends_at: row.int(3)?,
        };
        if !session.standing(now) {
            return Ok(None);
        }
        if now - session.seen_at > SEEN_EVERY {
            session.seen_at = now;
            let noted = self
                .store
                .write(vec![Statement::new(
                    "update session set seen_at = $3 where division = $1 and token = $2",
                    vec![self.division.as_str().into(), digest.0.into(), now.into()],
                )])
                .await;
            // Reading goes on while the database takes no writes.
            if let Err(error) = noted {
                tracing::debug!(%error, "that a session was seen could not be noted");
            }
        }
        let mut known = self.sessions.known.lock().expect("no panic while held");
        if known.len() > 4096 {
            known.clear();
        }
        known.insert(digest.0, (session.clone(), now));
        Ok(Some(session))
    }

    /// Forgets the sessions of a person whose account ended; the database knows of none that stands.
    pub(crate) fn forget_sessions(&self, person: PersonId) {
        self.sessions
            .known
            .lock()
            .expect("no panic while held")
            .retain(|_, (known, _)| known.person != person);
    }

    /// Ends a session at once.
    pub async fn sign_out(&self, session: &Session) -> Result<(), Fault> {
        self.sessions.known.lock().expect("no panic while held").remove(&session.token.0);
        self.store
            .write(vec![Statement::new(
                "delete from session where division = $1 and token = $2",
                vec![self.division.as_str().into(), session.token.0.into()],
            )])
            .await?;
        Ok(())
    }

    /// The anti-forgery token of a session's forms.
    pub fn csrf_token(&self, session: &Session) -> String {
        self.keys.find_digest(&self.division, "csrf", &session.token.to_string()).to_string()
    }

    /// Adds an account for a person of the organisation in force.
    pub async fn account_add(
        &self,
        login: &str,
        person: &str,
        password: &str,
    ) -> Result<Result<(), AccountRefusal>, Fault> {
        let login_ok = (1..=40).contains(&login.len())
            && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b));
        if !login_ok {
            return Ok(Err(AccountRefusal::BadLogin));
        }
        if !PASSWORD_CHARS.contains(&password.chars().count()) {
            return Ok(Err(AccountRefusal::BadPassword));
        }
        let known = match (PersonId::parse(person), self.organisation().await?) {
            (Ok(person), Some(organisation)) => organisation.person(person).is_some(),
            _ => false,
        };
        if !known {
            return Ok(Err(AccountRefusal::UnknownPerson));
        }
        let written = self
            .store
            .write(vec![Statement::new(
                "insert into account (division, login, person, password, disabled, created_at) values ($1, $2, $3, $4, 0, $5)
                 on conflict (division, login) do nothing",
                vec![
                    self.division.as_str().into(),
                    login.into(),
                    person.into(),
                    hash_password(password)?.into(),
                    self.now().into(),
                ],
            )])
            .await?;
        Ok(if written.first() == Some(&1) { Ok(()) } else { Err(AccountRefusal::Taken) })
    }

    /// Gives an account another password, for somebody who forgot it. Whoever is signed in by the account is so no longer, and
    /// wrong tries are forgotten.
    pub async fn account_set_password(
        &self,
        login: &str,
        password: &str,
    ) -> Result<Result<(), AccountRefusal>, Fault> {
        if !PASSWORD_CHARS.contains(&password.chars().count()) {
            return Ok(Err(AccountRefusal::BadPassword));
        }
        if self.account_of(login).await?.is_none() {
            return Ok(Err(AccountRefusal::NoSuchAccount));
        }
        self.store
            .write(vec![
                Statement::new(
                    "update account set password = $3 where division = $1 and login = $2 and disabled = 0",
                    vec![self.division.as_str().into(), login.into(), hash_password(password)?.into()],
                ),
                Statement::new(
                    "delete from session where division = $1 and login = $2",
                    vec![self.division.as_str().into(), login.into()],
                ),
            ])
            .await?;
        let account = self.keys.find_digest(&self.division, "login", login);
        throttle::clear(&self.store, &self.division, throttle::SIGN_IN_ACCOUNT, &account).await?;
        tracing::warn!(login, "a password was set from the command line");
        Ok(Ok(()))
    }

    /// Gives accounts one password, as the demonstration does; those that have it already keep it.
    pub async fn accounts_set<'a>(
        &self,
        accounts: impl Iterator<Item = (&'a str, &'a str)>,
        password: &str,
    ) -> Result<(), Fault> {
        let accounts: Vec<(&str, &str)> = accounts.collect();
        let Some((login, _)) = accounts.last() else { return Ok(()) };
        let known = self
            .store
            .read(Statement::new(
                "select password from account where division = $1 and login = $2 limit 1",
                vec![self.division.as_str().into(), (*login).into()],
            ))
            .await?;
        if let Some(row) = known.first()
            && self.verify_password(password, row.text(0)?.to_owned()).await
        {
            return Ok(());
        }
        let hash = hash_password(password)?;
        let statements = accounts.iter().map(|(login, person)| {
            Statement::new(
                "insert into account (division, login, person, password, disabled, created_at) values ($1, $2, $3, $4, 0, $5)
                 on conflict (division, login) do update set password = $4",
                vec![
                    self.division.as_str().into(),
                    (*login).into(),
                    (*person).into(),
                    hash.as_str().into(),
                    self.now().into(),
                ],
            )
        });
        self.store.write(statements.collect::<Vec<_>>()).await?;
        Ok(())
    }

    async fn verify_password(&self, password: &str, hash: String) -> bool {
        if password.chars().count() > *PASSWORD_CHARS.end() {
            return false;
        }
        // Hashing takes 20 MiB and tens of milliseconds: a few at a time, away from the threads that serve pages.
        let _turn = self.hashing.acquire().await;
        let password = password.to_owned();
        tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .unwrap_or(false)
    }
}

impl Session {
    /// A session of nobody's cookie, for programs that act in a person's place: the demonstration's own life.
    pub fn acting(person: PersonId) -> Session {
        Session {
            token: sha256(person.as_str().as_bytes()),
            login: person.as_str().to_owned(),
            person,
            seen_at: 0,
            ends_at: 0,
        }
    }

    fn standing(&self, now: i64) -> bool {
        now < self.ends_at && now < self.seen_at + SESSION_IDLE
    }
}

/// The PHC string of a password, with a random salt.
pub(crate) fn hash_password(password: &str) -> Result<String, Fault> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| Fault::inside(format!("a password does not hash: {error}")))?
        .to_string())
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        Fault::Store(error)
    }
}
