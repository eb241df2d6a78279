//! Setting a second factor up, by the person alone: a new secret is shown once and holds when a code of it was typed. Whoever
//! has none yet types the password again, so that a desk left open is bound to nobody else's telephone; whoever has one shows a
//! code of it first; somebody who lost it asks the system administrator to remove it.

use calendar::Instant;
use catalogue::{Organisation, PersonId};
use store::Statement;

use crate::account::{Session, SignInRefusal};
use crate::seal::random;
use crate::second_factor::CodeRefusal;
use crate::to_sign::signers;
use crate::totp::{self, SECRET_BYTES, STEP_SECONDS};
use crate::{Centre, Fault};

/// How long a new secret waits for its first code, in microseconds.
const WAITS: i64 = 30 * 60_000_000;

/// Where a person stands with the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    /// When the one that holds was set up.
    pub set_up_at: Option<Instant>,
    /// A new secret waits for its first code.
    pub waits: bool,
}

/// Why no new secret was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeginRefusal {
    /// One holds, and the code does not confirm it.
    Code(CodeRefusal),
    /// None holds, and no password was typed.
    NoPassword,
    /// None holds, and the password is not that of the account.
    Password(SignInRefusal),
}

/// A secret that was just made, to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSecret {
    /// As it is typed: 32 letters and digits.
    pub key: String,
    /// As it is read by an authenticator from a square code.
    pub uri: String,
}

/// The code the demonstration shows beside the field, for nobody there has the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleCode {
    /// This one is right now and was not used.
    Code(String),
    /// Those of now were used; another in so many seconds.
    In(i64),
}

impl Centre {
    /// Where a person stands with the second factor.
    pub async fn second_factor(&self, person: PersonId) -> Result<SecondFactor, Fault> {
        let factor = self.factor_of(person).await?;
        let waits = self.waiting_of(person).await?.is_some();
        Ok(SecondFactor { set_up_at: factor.map(|it| Instant(it.set_up_at)), waits })
    }

    /// Makes a new secret that holds once it is confirmed: with a code where one holds already, else with the password of the
    /// account. The same form sent twice shows the same secret.
    pub async fn second_factor_begin(
        &self,
        session: &Session,
        command_id: [u8; 16],
        password: &str,
        code: &str,
    ) -> Result<Result<NewSecret, BeginRefusal>, Fault> {
        let person = session.person;
        let holds = self.factor_of(person).await?;
        // Asked also of a form that is sent again: whoever finds a desk left open finds its pages too.
        if holds.is_none() {
            if password.is_empty() {
                return Ok(Err(BeginRefusal::NoPassword));
            }
            if let Err(refusal) = self.password_again(session, password).await? {
                return Ok(Err(BeginRefusal::Password(refusal)));
            }
        }
        if let Some((secret, by)) = self.waiting_of(person).await?
            && by == command_id
        {
            return Ok(Ok(new_secret(session, &secret)));
        }
        if let Some(factor) = holds {
            let step = match self.step_of(person, &factor.secret, code).await? {
                Ok(step) => step,
                Err(refusal) => return Ok(Err(BeginRefusal::Code(refusal))),
            };
            if !self.step_use(person, step, Vec::new()).await? {
                return Ok(Err(BeginRefusal::Code(CodeRefusal::Used)));
            }
        }
        let secret = random::<SECRET_BYTES>();
        self.store
            .write(vec![Statement::new(
                "insert into second_factor_new (division, person, sealed, command_id, begun_at) values ($1, $2, $3, $4, $5)
                 on conflict (division, person) do update
                 set sealed = excluded.sealed, command_id = excluded.command_id, begun_at = excluded.begun_at",
                vec![
                    self.division.as_str().into(),
                    person.as_str().into(),
                    self.secret_sealed(person, &secret).into(),
                    command_id.into(),
                    self.now().into(),
                ],
            )])
            .await?;
        Ok(Ok(new_secret(session, &secret)))
    }

    /// The new secret holds from now on, in place of any other; its first code is used up.
    pub async fn second_factor_confirm(
        &self,
        session: &Session,
        code: &str,
    ) -> Result<Result<(), CodeRefusal>, Fault> {
        let person = session.person;
        let Some((secret, _)) = self.waiting_of(person).await? else {
            let factor = self.factor_of(person).await?;
            // The other click of a double click has it done.
            let done =
                factor.is_some_and(|it| totp::read(code) == Some(totp::code(&it.secret, it.last_step)));
            return Ok(if done { Ok(()) } else { Err(CodeRefusal::NotSetUp) });
        };
        let step = match self.step_of(person, &secret, code).await? {
            Ok(step) => step,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut statements = vec![Statement::new(
            "insert into second_factor (division, person, sealed, set_up_at, last_step) values ($1, $2, $3, $4, $5)
             on conflict (division, person) do update
             set sealed = excluded.sealed, set_up_at = excluded.set_up_at, last_step = excluded.last_step",
            vec![
                self.division.as_str().into(),
                person.as_str().into(),
                self.secret_sealed(person, &secret).into(),
                self.now().into(),
                step.into(),
            ],
        )];
        statements
            .push(self.deleted("delete from second_factor_new where division = $1 and person = $2", person));
        self.store.write(statements).await?;
        self.tries_forget(person).await?;
        tracing::info!(%person, "a second factor was set up");
        Ok(Ok(()))
    }

    /// Takes a person's second factor away; `false` where there was none. Who signs sets up a new one.
    pub async fn second_factor_remove(&self, person: PersonId) -> Result<bool, Fault> {
        let statements = [
            "delete from second_factor where division = $1 and person = $2",
            "delete from second_factor_new where division = $1 and person = $2",
        ];
        let statements: Vec<Statement> = statements.map(|sql| self.deleted(sql, person)).into();
        let removed = self.store.write(statements).await?.first() == Some(&1);
        if removed {
            tracing::warn!(%person, "a second factor was removed by the system administrator");
        }
        Ok(removed)
    }

    /// Gives whoever signs in the demonstration a second factor whose secret follows from the key; one that is there stays.
    pub async fn second_factor_samples(&self, organisation: &Organisation) -> Result<(), Fault> {
        if !self.sample {
            return Err(Fault::inside("second factors of a demonstration are for a demonstration"));
        }
        let statements = signers(organisation).into_iter().map(|person| {
            let derived = self.keys.find_digest(&self.division, "second-factor", person.as_str()).0;
            let (secret, _) = derived.split_first_chunk::<SECRET_BYTES>().expect("a digest has 32 bytes");
            Statement::new(
                "insert into second_factor (division, person, sealed, set_up_at, last_step) values ($1, $2, $3, $4, 0)
                 on conflict (division, person) do nothing",
                vec![
                    self.division.as_str().into(),
                    person.as_str().into(),
                    self.secret_sealed(person, secret).into(),
                    self.now().into(),
                ],
            )
        });
        let statements: Vec<Statement> = statements.collect();
        if !statements.is_empty() {
            self.store.write(statements).await?;
        }
        Ok(())
    }

    /// The code that the demonstration shows to this person; nothing in operation, nor where none is set up.
    pub async fn second_factor_sample(&self, person: PersonId) -> Result<Option<SampleCode>, Fault> {
        if !self.sample {
            return Ok(None);
        }
        let Some(factor) = self.factor_of(person).await? else { return Ok(None) };
        let (now, at) = (self.now(), totp::step_at(self.now()));
        let unused = (at..=at + 1).find(|step| *step > factor.last_step);
        let waits = || factor.last_step * STEP_SECONDS - now.div_euclid(1_000_000);
        let shown = unused.map(|step| SampleCode::Code(totp::code(&factor.secret, step)));
        Ok(Some(shown.unwrap_or_else(|| SampleCode::In(waits().max(1)))))
    }

    /// The secret that waits for its first code, and the command that made it.
    async fn waiting_of(&self, person: PersonId) -> Result<Option<([u8; SECRET_BYTES], [u8; 16])>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select sealed, command_id from second_factor_new
                 where division = $1 and person = $2 and begun_at > $3 limit 1",
                vec![self.division.as_str().into(), person.as_str().into(), (self.now() - WAITS).into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some((self.secret_opened(person, row.bytes(0)?)?, row.array(1)?)))
    }

    fn deleted(&self, sql: &'static str, person: PersonId) -> Statement {
        Statement::new(sql, vec![self.division.as_str().into(), person.as_str().into()])
    }

    fn secret_sealed(&self, person: PersonId, secret: &[u8; SECRET_BYTES]) -> Vec<u8> {
        self.keys.seal_plain(&self.division, &about(person), secret)
    }

    pub(crate) fn secret_opened(&self, person: PersonId, sealed: &[u8]) -> Result<[u8; SECRET_BYTES], Fault> {
        let opened = self.keys.open_plain(&self.division, &about(person), sealed);
        let secret = opened.ok().and_then(|bytes| bytes.try_into().ok());
        secret.ok_or_else(|| Fault::inside("the secret of a second factor does not open"))
    }
}

/// What a sealed secret is bound to: another person's does not open in its place.
fn about(person: PersonId) -> String {
    format!("second-factor/{person}")
}

fn new_secret(session: &Session, secret: &[u8; SECRET_BYTES]) -> NewSecret {
    let key = totp::base32(secret);
    // 一门, as an address writes it; login names need no such writing.
    const OURS: &str = "%E4%B8%80%E9%97%A8";
    let uri = format!(
        "otpauth://totp/{OURS}:{}?secret={key}&issuer={OURS}&algorithm=SHA1&digits={}&period={STEP_SECONDS}",
        session.login,
        totp::DIGITS
    );
    NewSecret { key, uri }
}
