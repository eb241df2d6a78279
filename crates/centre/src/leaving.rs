//! 离岗交接: the list of whoever goes, three signatures in order, and the account that ends with the last (E33).

use calendar::Instant;
use casework::Sealed;
use casework::absence::{ClosedLeaving, Command, Leaving, ListLeaving, SignLeaving, StillBeside, StillHeld};
use catalogue::{Digest, PersonId};
use ledger::{Done, Lane, RowImage, Submission};
use serde::{Deserialize, Serialize};
use store::{Migration, Statement};

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::list::{CaseBrief, Narrow, PAGE, Which};
use crate::particulars::Sealer;
use crate::row::waits;
use crate::seal::{StreamKey, sha256};
use crate::{Centre, Fault};

/// With whom folders are that lie apart from their cases.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0122_folder_keeper",
    sql: r#"
create index if not exists folder_row_keeper on folder_row (person, division) where person <> '';
"#,
};

/// The list in words; each may be empty but the first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingWords {
    /// Papers and originals in the drawer.
    pub papers: String,
    /// Certificates and results not collected.
    pub results: String,
    /// Seals and keys.
    pub seals: String,
    /// What else.
    pub other: String,
}

/// A hand-over list to be drawn up.
#[derive(Debug, Clone, Serialize)]
pub struct NewLeaving {
    /// Who goes.
    pub person: PersonId,
    /// Who takes over.
    pub taker: PersonId,
    /// 监交人.
    pub witness: PersonId,
    /// The list.
    pub words: LeavingWords,
}

/// A hand-over under way, as those see it whom it concerns.
#[derive(Debug, Clone)]
pub struct LeavingShown {
    /// What stands on record.
    pub leaving: Leaving,
    /// The list.
    pub words: LeavingWords,
    /// What is held at this moment.
    pub held: StillHeld,
    /// What is answered for beside it at this moment.
    pub beside: StillBeside,
    /// The first of the cases still held or on their way to the person.
    pub cases: Vec<CaseBrief>,
}

/// The list as it is printed.
#[derive(Debug, Clone)]
pub struct LeavingPaper {
    /// What stands on record.
    pub leaving: Leaving,
    /// The list.
    pub words: LeavingWords,
    /// When it was signed, in the order of the signers.
    pub signed: [Option<Instant>; 3],
}

/// What a signature under a hand-over came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeavingSigned {
    /// Another is to sign.
    Next,
    /// It was the last: the accounts have ended.
    Ended,
}

/// The place where the words of a list are sealed.
fn place_of(file: Digest) -> String {
    format!("leaving/{file}")
}

impl Centre {
    /// What a person holds at this moment.
    async fn still_held(&self, person: PersonId) -> Result<(StillHeld, Vec<crate::list::Unnamed>), Fault> {
        let narrow = Narrow::default();
        let held = self.list(&Which::HeldBy(person), narrow, None, None, 200).await?;
        let pending = self.list(&Which::PendingTo(person), narrow, None, None, 200).await?;
        let mut still = StillHeld {
            cases: u16::try_from(held.len()).unwrap_or(u16::MAX),
            pending: u16::try_from(pending.len()).unwrap_or(u16::MAX),
            ..StillHeld::default()
        };
        for it in &held {
            if it.brief.waits_for == waits::COLLECTION {
                still.results += 1;
            }
            let state = self.case_state(it.brief.id).await?;
            still.papers += state
                .and_then(|it| it.case.facts().map(|facts| u32::from(facts.holding.papers)))
                .unwrap_or(0);
        }
        let mut all = held;
        all.extend(pending);
        all.truncate(PAGE);
        Ok((still, all))
    }

    /// First contacts and folders that a person answers for at this moment (A10, A12).
    async fn still_beside(&self, person: PersonId) -> Result<StillBeside, Fault> {
        let count = async |sql: &'static str| -> Result<u16, Fault> {
            let params = vec![person.as_str().into(), self.division.as_str().into()];
            let rows = self.store.read(Statement::new(sql, params)).await?;
            let n = rows.first().map_or(Ok(0), |row| row.int(0))?;
            Ok(u16::try_from(n).unwrap_or(u16::MAX))
        };
        let contacts = "select cast(count(*) as bigint) from contact_row
            where responsible = $1 and division = $2 and open = 1";
        let kept = "select cast(count(*) as bigint) from folder_row
            where person = $1 and division = $2 and person <> ''";
        let coming = "select cast(count(*) as bigint) from folder_row
            where pending_to = $1 and division = $2 and pending_to <> ''";
        let lent = "select cast(count(*) as bigint) from folder_row
            where loan_to = $1 and division = $2 and loan_to <> ''";
        let folders = count(kept).await?.saturating_add(count(coming).await?);
        let folders = folders.saturating_add(count(lent).await?);
        Ok(StillBeside { contacts: count(contacts).await?, folders })
    }

    /// Draws up the list of somebody who goes; the words are sealed.
    pub async fn leaving_list(
        &self,
        session: &Session,
        command_id: [u8; 16],
        new: &NewLeaving,
    ) -> Result<Done, Problem> {
        let mut problems: Vec<FieldProblem> = Vec::new();
        problems.extend(text_problem("papers", &new.words.papers, true, TEXT_CHARS_MAX));
        for (field, text) in
            [("results", &new.words.results), ("seals", &new.words.seals), ("other", &new.words.other)]
        {
            problems.extend(text_problem(field, text, false, TEXT_CHARS_MAX));
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let (held, _) = self.still_held(new.person).await?;
        let file = sha256(&command_id);
        let place = place_of(file);
        let key = StreamKey::random();
        let mut sealer = Sealer::new(self, &place, key.clone());
        let list = Sealed(sealer.seal_record("leaving", &new.words)?);
        let mut with = sealer.rows;
        with.push(self.key_row(&place, &key));
        let command = Command::ListLeaving(ListLeaving {
            person: new.person,
            taker: new.taker,
            witness: new.witness,
            held,
            list,
            file,
        });
        self.leaving_submit(session, command_id, command, content_of(&("leaving", new))?, with).await
    }

    /// The next signature; with the last the person's accounts end in the same commit, and nobody is signed in by them
    /// any more. Refused while a case is held, a first contact has not come to an end, or a folder is kept apart.
    pub async fn leaving_sign(
        &self,
        session: &Session,
        command_id: [u8; 16],
        person: PersonId,
    ) -> Result<(LeavingSigned, Done), Problem> {
        let (held, _) = self.still_held(person).await?;
        let absences = self.absences().await?;
        // Who asks the same once more, after the end, gets the same answer.
        let last = absences.leaving(person).is_none_or(|leaving| leaving.next() == leaving.witness);
        let with = if last { self.ended_accounts(person).await? } else { Vec::new() };
        let beside = self.still_beside(person).await?;
        let command = Command::SignLeaving(SignLeaving { person, held, beside });
        let content = content_of(&("leaving-sign", person))?;
        let done = self.leaving_submit(session, command_id, command, content, with).await?;
        if last {
            self.reach_forget(person).await?;
            self.forget_sessions(person);
        }
        Ok((if last { LeavingSigned::Ended } else { LeavingSigned::Next }, done))
    }

    /// The hand-over is given up before the last signature.
    pub async fn leaving_drop(
        &self,
        session: &Session,
        command_id: [u8; 16],
        person: PersonId,
    ) -> Result<Done, Problem> {
        let content = content_of(&("leaving-drop", person))?;
        self.leaving_submit(session, command_id, Command::DropLeaving { person }, content, Vec::new()).await
    }

    async fn leaving_submit(
        &self,
        session: &Session,
        command_id: [u8; 16],
        command: Command,
        content: [u8; 32],
        with: Vec<RowImage>,
    ) -> Result<Done, Problem> {
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream: "absence".to_owned(),
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Absence(command),
                content,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with,
                lane: Lane::People,
            })
            .await;
        *self.in_force.lock().expect("no panic while held") = None;
        done
    }

    /// Hand-overs under way that concern a person: their own, as taker or witness, or of people they lead.
    pub async fn leavings(&self, session: &Session) -> Result<Vec<LeavingShown>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today, absences) = (session.person, self.today(), self.absences().await?);
        let mut shown = Vec::new();
        for leaving in &absences.leavings {
            let concerned = leaving.signers().contains(&me)
                || casework::absence::leads(&organisation, me, leaving.person, today);
            if !concerned {
                continue;
            }
            let (held, mut cases) = self.still_held(leaving.person).await?;
            let beside = self.still_beside(leaving.person).await?;
            self.open_names(cases.iter_mut().collect()).await?;
            let texts = self.texts_of(&place_of(leaving.file)).await?;
            shown.push(LeavingShown {
                leaving: *leaving,
                words: texts.record(leaving.list.0).unwrap_or_default(),
                held,
                beside,
                cases: cases.into_iter().map(|it| it.brief).collect(),
            });
        }
        Ok(shown)
    }

    /// The list of somebody who goes or went, for those whom it concerns: under way, or closed by the witness's signature.
    pub async fn leaving_paper(
        &self,
        session: &Session,
        person: PersonId,
    ) -> Result<Option<LeavingPaper>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(None) };
        let (me, today, absences) = (session.person, self.today(), self.absences().await?);
        let closed = absences.closed.iter().rev().find(|it| it.leaving.person == person);
        let leaving = absences.leaving(person).or(closed.map(|it| &it.leaving));
        let concerned = |it: &&Leaving| {
            it.signers().contains(&me) || casework::absence::leads(&organisation, me, person, today)
        };
        let Some(leaving) = leaving.filter(concerned) else { return Ok(None) };
        let ended = closed.filter(|it| it.leaving.file == leaving.file).map(|it| it.signed_at);
        let [first, second] = leaving.signed;
        let texts = self.texts_of(&place_of(leaving.file)).await?;
        Ok(Some(LeavingPaper {
            leaving: *leaving,
            words: texts.record(leaving.list.0).unwrap_or_default(),
            signed: [first, second, ended],
        }))
    }

    /// Hand-overs that were closed and concern a person, the latest first.
    pub async fn leavings_closed(&self, session: &Session) -> Result<Vec<ClosedLeaving>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today, absences) = (session.person, self.today(), self.absences().await?);
        let concerned = |it: &&ClosedLeaving| {
            it.leaving.signers().contains(&me)
                || casework::absence::leads(&organisation, me, it.leaving.person, today)
        };
        Ok(absences.closed.iter().rev().filter(concerned).copied().collect())
    }

    /// The rows of a person's accounts, shut.
    async fn ended_accounts(&self, person: PersonId) -> Result<Vec<RowImage>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select login, password, created_at from account where division = $1 and person = $2 limit 100",
                vec![self.division.as_str().into(), person.as_str().into()],
            ))
            .await?;
        let image = |row: &store::Row| {
            Ok(RowImage {
                table: "account",
                columns: &["division", "login", "person", "password", "disabled", "created_at"],
                key: 2,
                fixed: 3,
                values: vec![
                    self.division.as_str().into(),
                    row.text(0)?.into(),
                    person.as_str().into(),
                    row.text(1)?.into(),
                    1i64.into(),
                    row.int(2)?.into(),
                ],
            })
        };
        rows.iter().map(image).collect()
    }
}
