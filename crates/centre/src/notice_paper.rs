//! What an applicant without a telephone is to be told on paper: a list of the desk, the words to print, and who told it (E3).

use calendar::Instant;
use casework::{Act, Case};
use catalogue::item::Post;
use catalogue::{CaseId, PersonId, UnitCode};
use store::{Migration, Row, Statement, StoreError, Value};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::Problem;
use crate::file::{CaseFile, NoticeSent};
use crate::list::{BRIEF, CaseBrief, brief_columns};
use crate::notice_noted::{ONE_TIME, bears_code, seq_of};
use crate::particulars::Applicant;
use crate::scope::within;
use crate::{Centre, Fault};

pub use crate::notice_recipient::Whom;

/// What is to be told on paper, and how it was.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0068_paper_notice",
    sql: r#"
create table if not exists paper_notice (
  division text not null, key text not null, case_id text not null, recipient text not null, kind text not null,
  due_at bigint not null, told_at bigint, told_by text not null default '', told_way text not null default '',
  primary key (division, key));
create index if not exists paper_notice_waits on paper_notice (due_at) where told_at is null;
create index if not exists paper_notice_case on paper_notice (case_id, division);
"#,
};

/// Notices that the desk counts; more are many.
pub const COUNTED_MAX: u64 = 200;
/// Characters of a key in a cursor: an entry, a sign and an effect.
const KEY_CHARS: usize = 41;
/// What waits, with its cases. The division is hidden from the planner, for by its key it would read everything ever told; and
/// crossed, what waits is read first, and not every case of the scope (docs/gotchas.md).
const WAITING: &str = "from paper_notice p cross join case_row c \
    where p.division || '' = $1 and p.told_at is null and c.division = p.division and c.case_id = p.case_id";

/// How somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldWay {
    /// By a letter.
    Letter,
    /// At the window.
    Window,
    /// Through whom the applicant named.
    Trusted,
}

impl ToldWay {
    /// All of them, in the order of the form.
    pub const ALL: [ToldWay; 3] = [ToldWay::Letter, ToldWay::Window, ToldWay::Trusted];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            ToldWay::Letter => "letter",
            ToldWay::Window => "window",
            ToldWay::Trusted => "trusted",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<ToldWay> {
        ToldWay::ALL.into_iter().find(|way| way.key() == word)
    }
}

/// Somebody who is to be told on paper.
#[derive(Debug, Clone)]
pub struct PaperNoticeDue {
    /// The case.
    pub brief: CaseBrief,
    /// Names the notice in addresses.
    pub key: String,
    /// What it is: `ready-to-collect`.
    pub kind: String,
    /// Whom it is for.
    pub whom: Whom,
    /// Since when it waits.
    pub due_at: Instant,
}

impl PaperNoticeDue {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.due_at.0, self.key)
    }
}

/// When, by whom and how somebody was told.
pub type Told = (Instant, Option<PersonId>, Option<ToldWay>);

/// One notice with its words, to be printed.
pub struct PaperNotice {
    /// Names it in addresses.
    pub key: String,
    /// What it is.
    pub kind: String,
    /// Since when it waits.
    pub due_at: Instant,
    /// Who is to be told.
    pub whom: Whom,
    /// By which name, and where.
    pub to: Applicant,
    /// The words; none for whoever may not see the code in them.
    pub text: Option<String>,
    /// When, by whom and how it was told.
    pub told: Option<Told>,
    /// The case.
    pub file: CaseFile,
}

impl Centre {
    /// One page of who is to be told on paper of the cases in the person's scope, the longest waiting first; for those who
    /// receive people at a window. `after` is the cursor of the last one shown.
    pub async fn paper_notices(
        &self,
        session: &Session,
        after: &str,
        limit: usize,
    ) -> Result<Vec<PaperNoticeDue>, Fault> {
        self.paper_notices_of(session, None, after, limit).await
    }

    /// The same of one authority's cases alone, where it is kept to one.
    pub async fn paper_notices_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: &str,
        limit: usize,
    ) -> Result<Vec<PaperNoticeDue>, Fault> {
        if !self.receives_people(session).await? {
            return Ok(Vec::new());
        }
        let scope = self.scope(session).await?;
        let (at, key) = after.split_once('_').unwrap_or(("", ""));
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            at.parse().unwrap_or(i64::MIN).into(),
            key.chars().take(KEY_CHARS).collect::<String>().into(),
            limit.min(200).into(),
        ];
        let (seen, kept) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select {}, notice_key, notice_kind, notice_due, notice_to from \
             (select c.*, p.key as notice_key, p.kind as notice_kind, p.due_at as notice_due, \
              p.recipient as notice_to {WAITING} and p.due_at >= $2) as waiting \
             where {seen} and {kept} and (notice_due > $2 or notice_key > $3) \
             order by notice_due, notice_key limit $4",
            brief_columns()
        );
        let mut due = Vec::new();
        for (row, brief) in self.briefs_with(Statement::new(sql, params)).await? {
            let (key, kind) = (row.text(BRIEF)?.to_owned(), row.text(BRIEF + 1)?.to_owned());
            let (due_at, whom) = (Instant(row.int(BRIEF + 2)?), Whom::of(row.text(BRIEF + 3)?));
            due.push(PaperNoticeDue { brief, key, kind, whom, due_at });
        }
        Ok(due)
    }

    /// How many of them there are, up to [`COUNTED_MAX`].
    pub async fn paper_notices_waiting(&self, session: &Session) -> Result<u64, Fault> {
        if !self.receives_people(session).await? {
            return Ok(0);
        }
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let seen = scope.predicate(&mut params);
        let sql = format!(
            "select cast(count(*) as bigint) from (select case_id from (select c.* {WAITING}) as waiting \
             where {seen} limit {COUNTED_MAX}) as counted"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        Ok(rows.first().map(|row| row.count(0)).transpose()?.unwrap_or(0))
    }

    /// Whether the person receives people at a window today.
    async fn receives_people(&self, session: &Session) -> Result<bool, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(false) };
        let receives = |post| matches!(post, Post::DeliveryOfficer | Post::IntakeOfficer | Post::WindowHead);
        Ok(organisation.posts_of(session.person, self.today()).any(|holding| receives(holding.post)))
    }

    /// The row of one notice and its case, for whoever receives people and may see the case.
    async fn paper_noted(&self, session: &Session, key: &str) -> Result<(Row, CaseFile), Problem> {
        let rows = self
            .store
            .read(Statement::new(
                "select case_id, recipient, kind, due_at, told_at, told_by, told_way from paper_notice
                 where division = $1 and key = $2 limit 1",
                vec![self.division.as_str().into(), key.into()],
            ))
            .await?;
        let row = rows.into_iter().next().ok_or(Problem::NotFound)?;
        let case = CaseId::parse(row.text(0)?).map_err(|_| Problem::NotFound)?;
        if !self.receives_people(session).await? {
            return Err(Problem::OutOfScope);
        }
        let file = self.case_fetch_for(session, case).await?;
        Ok((row, file))
    }

    /// One notice, for whoever receives people and may see the case; words that bear the code, for whoever may hand out.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is none, [`Problem::OutOfScope`] where it is not for this person.
    pub async fn paper_notice(&self, session: &Session, key: &str) -> Result<PaperNotice, Problem> {
        let (row, file) = self.paper_noted(session, key).await?;
        let (recipient, kind) = (row.text(1)?, row.text(2)?);
        let seq = seq_of(key).ok_or(Problem::NotFound)?;
        let (to, text) = self.told(&file, recipient, kind, seq).await?.ok_or(Problem::NotFound)?;
        let withheld = ONE_TIME.contains(&kind)
            || (bears_code(file.happened(), kind, seq) && !file.may_hand_out(session));
        Ok(PaperNotice {
            key: key.to_owned(),
            kind: kind.to_owned(),
            due_at: Instant(row.int(3)?),
            whom: Whom::of(recipient),
            to,
            text: (!withheld).then_some(text),
            told: told_of(&row)?,
            file,
        })
    }

    /// Notes how somebody was told, whoever handed the words over; a second time changes nothing.
    ///
    /// # Errors
    /// As of [`Centre::paper_notice`]; [`Problem::Form`] for a word that is no way.
    pub async fn paper_notice_told(&self, session: &Session, key: &str, way: &str) -> Result<(), Problem> {
        let Some(way) = ToldWay::parse(way) else {
            return Err(Problem::Form(vec![FieldProblem { field: "way".into(), why: FieldWhy::NotAChoice }]));
        };
        self.paper_noted(session, key).await?;
        self.store
            .write(vec![Statement::new(
                "update paper_notice set told_at = $3, told_by = $4, told_way = $5
                 where division = $1 and key = $2 and told_at is null",
                vec![
                    self.division.as_str().into(),
                    key.into(),
                    self.now().into(),
                    session.person.as_str().into(),
                    way.key().into(),
                ],
            )])
            .await?;
        Ok(())
    }

    /// What a recipient of a case was told on paper, and how much still waits to be.
    pub(crate) async fn told_on_paper(
        &self,
        case: CaseId,
        recipient: &str,
    ) -> Result<(Vec<NoticeSent>, u32), Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, told_at from paper_notice where case_id = $1 and division = $2 and recipient = $3
                 order by due_at, key limit 100",
                vec![case.as_str().into(), self.division.as_str().into(), recipient.into()],
            ))
            .await?;
        let (mut told, mut waits) = (Vec::new(), 0);
        for row in &rows {
            match row.opt_int(1)? {
                Some(at) => told.push(NoticeSent { kind: row.text(0)?.to_owned(), sent_at: Instant(at) }),
                None => waits += 1,
            }
        }
        Ok((told, waits))
    }
}

fn told_of(row: &Row) -> Result<Option<Told>, StoreError> {
    let Some(at) = row.opt_int(4)? else { return Ok(None) };
    Ok(Some((Instant(at), PersonId::parse(row.text(5)?).ok(), ToldWay::parse(row.text(6)?))))
}

impl CaseFile {
    /// The words of the sheet that is handed to whoever showed the document when the code was made anew; nothing where the
    /// code was sent.
    pub fn pickup_words(&self) -> Option<String> {
        crate::notice_words::renewed_words(self)
    }

    /// Whether this person may hand out its result today, and so may see the code that collects it.
    pub fn may_hand_out(&self, session: &Session) -> bool {
        let handed = [Act::Deliver, Act::RenewPickup];
        let open = |case: &Case, known: &casework::Known<'_>| casework::offers_any(case, known, &handed);
        self.asked_by(session, |known| open(&self.state.case, known)).unwrap_or(false)
    }
}
