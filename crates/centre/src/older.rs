//! Open cases on an older revision of their item: for the legal reviewer who decides which of them go over (C19, E36).

use calendar::Instant;
use catalogue::item::Post;
use catalogue::{CaseId, Digest};
use store::Statement;

use crate::account::Session;
use crate::case::Problem;
use crate::file::CaseState;
use crate::{Centre, Fault};

/// Cases shown, and gone over with at once, of one item.
pub const OLDER_MAX: usize = 60;

/// An item of which cases are open on an older revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderItem {
    /// Short code.
    pub short: String,
    /// Body of the revision in force.
    pub body: Digest,
    /// How many cases.
    pub count: i64,
}

/// One of these cases, without a word about its applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderCase {
    /// The case.
    pub id: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Word of its state.
    pub state: String,
    /// When it was received.
    pub received_at: Instant,
    /// The revision it is bound to.
    pub revision: u32,
}

impl Centre {
    /// Refuses whoever is no legal reviewer today.
    async fn reviews_law(&self, session: &Session) -> Result<(), Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::OutOfScope)?;
        match organisation.holds_anywhere(session.person, Post::LegalReviewer, self.today()) {
            true => Ok(()),
            false => Err(Problem::OutOfScope),
        }
    }

    /// Items with open, undecided cases on an older revision.
    pub async fn older_items(&self, session: &Session) -> Result<Vec<OlderItem>, Problem> {
        self.reviews_law(session).await?;
        let rows = self
            .store
            .read(Statement::new(
                "select i.short, i.body, cast(count(*) as bigint) from case_row c
                 join item_row i on i.division = c.division and i.code = c.item
                 where c.division = $1 and c.open = 1 and c.decided_at is null and c.item_body <> i.body
                 group by i.short, i.body order by i.short limit 200",
                vec![self.division.as_str().into()],
            ))
            .await?;
        let line = |row: &store::Row| {
            Ok::<_, Fault>(OlderItem {
                short: row.text(0)?.to_owned(),
                body: Digest(row.array(1)?),
                count: row.int(2)?,
            })
        };
        Ok(rows.iter().map(line).collect::<Result<_, Fault>>()?)
    }

    /// The oldest of these cases of one item.
    pub async fn older_cases(&self, session: &Session, short: &str) -> Result<Vec<OlderCase>, Problem> {
        self.reviews_law(session).await?;
        let rows = self
            .store
            .read(Statement::new(
                "select c.case_id, c.receipt_no, c.state, c.received_at, c.item_body from case_row c
                 join item_row i on i.division = c.division and i.code = c.item
                 where c.division = $1 and i.short = $2 and c.open = 1 and c.decided_at is null
                 and c.item_body <> i.body order by c.received_at, c.case_id limit $3",
                vec![self.division.as_str().into(), short.into(), OLDER_MAX.into()],
            ))
            .await?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in &rows {
            let item = self.item_body(Digest(row.array(4)?)).await?;
            cases.push(OlderCase {
                id: CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a case row bears no case"))?,
                receipt_no: row.text(1)?.to_owned(),
                state: row.text(2)?.to_owned(),
                received_at: Instant(row.int(3)?),
                revision: item.map_or(0, |item| item.revision),
            });
        }
        Ok(cases)
    }

    /// Revision and body in force of the item of a case.
    pub(crate) async fn in_force_for(&self, case: CaseId) -> Result<Option<(u32, Digest)>, Fault> {
        let Some(CaseState { case, .. }) = self.case_state(case).await? else { return Ok(None) };
        let Some(facts) = case.facts() else { return Ok(None) };
        let Some(item) = self.item_body(facts.body).await? else { return Ok(None) };
        let entry = self.item_entry(item.short.as_str()).await?;
        Ok(entry.map(|entry| (entry.item.revision, entry.digest)))
    }
}
