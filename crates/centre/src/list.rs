//! Lists of cases: narrow rows, always by index, always bounded, never growing with the number of closed cases.

use calendar::{Day, Instant, Light};
use catalogue::{CaseId, Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};
use store::{Row, Statement, Value};

use crate::particulars::{Applicant, Masked};
use crate::{Centre, Fault};

/// Rows of one page of a list.
pub const PAGE: usize = 40;

/// One case as a list shows it.
#[derive(Debug, Clone)]
pub struct CaseBrief {
    /// The case.
    pub id: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// 收件编号.
    pub receipt_no: String,
    /// Code of the item.
    pub item: String,
    /// Body of the frozen revision.
    pub item_body: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// State word key (`casework`'s public state).
    pub state: String,
    /// Whose move it is (`casework`'s `WaitsFor` key).
    pub waits_for: String,
    /// Who holds the case.
    pub holder: Option<PersonId>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<PersonId>,
    /// The case agent.
    pub agent: Option<PersonId>,
    /// Applicant's name, masked; empty if erased.
    pub applicant: Masked,
    /// When it was received.
    pub received_at: Instant,
    /// The day shown: the earlier of promised and statutory, or the pre-acceptance or delivery day (C3).
    pub due_on: Option<Day>,
    /// When it turns yellow.
    pub yellow_at: Option<Instant>,
    /// When it turns red.
    pub red_at: Option<Instant>,
    /// The clock is stopped, until this day at the latest.
    pub stopped_until: Option<Day>,
    /// Granted priority.
    pub priority: bool,
    /// Accepted by silence.
    pub deemed: bool,
}

impl CaseBrief {
    /// The light now: instants are compared, colours are never stored.
    pub fn light(&self, now: Instant) -> Light {
        light(self.yellow_at, self.red_at, now)
    }
}

pub(crate) fn light(yellow_at: Option<Instant>, red_at: Option<Instant>, now: Instant) -> Light {
    if red_at.is_some_and(|at| at <= now) {
        Light::Red
    } else if yellow_at.is_some_and(|at| at <= now) {
        Light::Yellow
    } else {
        Light::Green
    }
}

/// Where a list goes on: the sort key and the case of the last row shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// `red_at` of the last row; [`i64::MAX`] where it has none.
    pub red_at: i64,
    /// The last row's case.
    pub case_id: String,
}

/// Which open cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All open cases of a unit.
    Unit(UnitCode),
    /// All open cases.
    All,
    /// Held by a person.
    HeldBy(PersonId),
    /// Given to a person and not yet taken.
    PendingTo(PersonId),
    /// Waiting for a kind of act at a unit.
    Waiting(&'static str, UnitCode),
    /// Waiting for a kind of act anywhere.
    WaitingAnywhere(&'static str),
    /// Rechecks and the like of one case agent.
    WaitingAgent(&'static str, PersonId),
}

const COLUMNS: &str = "case_id, case_no, receipt_no, item, item_body, authority, state, waits_for, holder, pending_to, agent, \
     applicant_seal, received_at, due_on, yellow_at, red_at, stopped, stopped_until, priority, deemed";

macro_rules! list_sql {
    ($filter:literal) => {
        concat!(
            "select case_id, case_no, receipt_no, item, item_body, authority, state, waits_for, holder, pending_to, agent, \
             applicant_seal, received_at, due_on, yellow_at, red_at, stopped, stopped_until, priority, deemed \
             from case_row where division = $1 and open = 1 and ",
            $filter,
            " and (coalesce(red_at, 9223372036854775807) > $2 or (coalesce(red_at, 9223372036854775807) = $2 and case_id > $3)) \
             order by coalesce(red_at, 9223372036854775807), case_id limit $4"
        )
    };
}

impl Centre {
    /// One page of open cases, the most pressing first.
    pub async fn case_list(
        &self,
        which: Which,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let after = after.unwrap_or(Cursor { red_at: i64::MIN, case_id: String::new() });
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            after.red_at.into(),
            after.case_id.into(),
            limit.min(200).into(),
        ];
        let sql = match &which {
            Which::All => list_sql!("1 = 1"),
            Which::Unit(unit) => {
                params.push(unit.as_str().into());
                list_sql!("authority = $5")
            }
            Which::HeldBy(person) => {
                params.push(person.as_str().into());
                list_sql!("holder = $5")
            }
            Which::PendingTo(person) => {
                params.push(person.as_str().into());
                list_sql!("pending_to <> '' and pending_to = $5")
            }
            Which::Waiting(what, unit) => {
                params.extend([(*what).into(), unit.as_str().into()]);
                list_sql!("waits_for = $5 and authority = $6")
            }
            Which::WaitingAnywhere(what) => {
                params.push((*what).into());
                list_sql!("waits_for = $5")
            }
            Which::WaitingAgent(what, person) => {
                params.extend([(*what).into(), person.as_str().into()]);
                list_sql!("waits_for = $5 and agent = $6")
            }
        };
        self.briefs(Statement::new(sql, params)).await
    }

    /// Finds a case by its receipt number or case number.
    pub async fn case_find_number(&self, number: &str) -> Result<Option<CaseId>, Fault> {
        let number: String =
            number.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
        if number.is_empty() || number.len() > 60 {
            return Ok(None);
        }
        for sql in [
            "select case_id from case_row where division = $1 and receipt_no = $2 limit 1",
            "select case_id from case_row where division = $1 and case_no = $2 limit 1",
        ] {
            let rows = self
                .store
                .read(Statement::new(sql, vec![self.division.as_str().into(), number.as_str().into()]))
                .await?;
            if let Some(row) = rows.first() {
                return Ok(CaseId::parse(row.text(0)?).ok());
            }
        }
        Ok(None)
    }

    /// The cases of a person, newest first: by the keyed digest of the document, never by its text.
    pub async fn case_find_person(
        &self,
        document_type: &str,
        document_number: &str,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let digest = self.person_digest(document_type, document_number);
        self.briefs(Statement::new(
            format!("select {COLUMNS} from case_row where division = $1 and applicant = $2 order by received_at desc limit 40"),
            vec![self.division.as_str().into(), digest.0.into()],
        ))
        .await
    }

    /// Open cases of the same person and item, and the same object where one is named (E9).
    pub(crate) async fn case_duplicates(
        &self,
        applicant: Digest,
        item: &str,
        object: Option<Digest>,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into(), applicant.0.into(), item.into()];
        let narrower = match object {
            Some(object) => {
                params.push(object.0.into());
                "and (object is null or object = $4)"
            }
            None => "",
        };
        self.briefs(Statement::new(
            format!(
                "select {COLUMNS} from case_row where division = $1 and applicant = $2 and item = $3 and open = 1 {narrower}
                 order by received_at desc limit 10"
            ),
            params,
        ))
        .await
    }

    async fn briefs(&self, statement: Statement) -> Result<Vec<CaseBrief>, Fault> {
        let rows = self.store.read(statement).await?;
        let mut wanted = Vec::with_capacity(rows.len());
        for row in &rows {
            wanted.push((format!("case/{}", row.text(0)?), Digest(row.array(11)?)));
        }
        let texts = self.texts_of_list(&wanted).await?;
        let mut briefs = Vec::with_capacity(rows.len());
        for (row, (_, seal)) in rows.iter().zip(&wanted) {
            let applicant: Option<Applicant> = texts.record(*seal);
            briefs.push(brief_of(row, applicant.map(|it| it.name).unwrap_or_default())?);
        }
        Ok(briefs)
    }
}

fn brief_of(row: &Row, applicant: String) -> Result<CaseBrief, Fault> {
    let code = |text: &str| PersonId::parse(text).ok();
    let day = |text: &str| Day::parse(text);
    Ok(CaseBrief {
        id: CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a case row bears no case"))?,
        case_no: row.text(1)?.to_owned(),
        receipt_no: row.text(2)?.to_owned(),
        item: row.text(3)?.to_owned(),
        item_body: Digest(row.array(4)?),
        authority: UnitCode::parse(row.text(5)?)
            .map_err(|_| Fault::inside("a case row bears no authority"))?,
        state: row.text(6)?.to_owned(),
        waits_for: row.text(7)?.to_owned(),
        holder: code(row.text(8)?),
        pending_to: code(row.text(9)?),
        agent: code(row.text(10)?),
        applicant: Masked::new(applicant),
        received_at: Instant(row.int(12)?),
        due_on: day(row.text(13)?),
        yellow_at: row.opt_int(14)?.map(Instant),
        red_at: row.opt_int(15)?.map(Instant),
        stopped_until: if row.int(16)? == 1 { day(row.text(17)?) } else { None },
        priority: row.int(18)? == 1,
        deemed: row.int(19)? == 1,
    })
}
