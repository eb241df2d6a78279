//! What everybody reads of the register of granted licences: a page of it, by unit, item, name or code (N20, C24).

use std::sync::Arc;

use calendar::Day;
use casework::{DocumentKind, DocumentNo};
use catalogue::{Digest, Item, ItemCode, UnitCode};
use store::{Row, Statement, Value};

use crate::particulars::Masked;
use crate::public_decision::{SealedHolder, pairs, searched};
use crate::{Centre, Fault};

/// Characters of a name that are looked at.
pub const NAME_MAX: u16 = 40;
/// The fewest by which anything is found.
pub const NAME_MIN: usize = 2;
/// Rows of one page, or of one file, at most.
pub const ROWS_MAX: usize = 2_000;
/// Names that one search looks at; it goes on after the last of them.
const LOOKED_MAX: usize = 500;
/// Pairs of characters of which the rarest leads.
const PAIRS_MAX: usize = 16;
/// Up to how many names a pair is counted.
const COUNTED_MAX: usize = 500;
/// Later than every day: where a list begins.
const FIRST: &str = "9999-12-31";

const COLUMNS: &str = "d.decided_on, d.number, d.item_body, d.authority, d.year, d.n, d.certificate_year, d.certificate_n, \
    d.state, d.valid_from, d.valid_until, d.holder, d.code, d.text_stream, d.text";

/// Which decisions are asked for.
#[derive(Debug, Clone, Default)]
pub struct DecisionsAsked {
    /// A part of a firm's name, or its code; empty for all.
    pub name: String,
    /// Of this item only.
    pub item: Option<ItemCode>,
    /// Of this unit only.
    pub unit: Option<UnitCode>,
    /// `next` of the page before.
    pub after: String,
}

impl DecisionsAsked {
    /// Whether the name is one by which anything can be found.
    pub fn is_findable(&self) -> bool {
        let chars = searched(&self.name).chars().count();
        chars == 0 || (NAME_MIN..=usize::from(NAME_MAX)).contains(&chars)
    }
}

/// One decision of the register.
#[derive(Debug, Clone)]
pub struct PublicDecision {
    /// Its number.
    pub number: DocumentNo,
    /// The item as it was decided on.
    pub item: Arc<Item>,
    /// Who decided.
    pub authority: UnitCode,
    /// When.
    pub decided_on: Day,
    /// Who holds it: a firm in full, a person masked; empty if erased.
    pub holder: String,
    /// 统一社会信用代码 of a firm; empty for a person.
    pub code: String,
    /// The certificate that counts; none while it is being made.
    pub certificate: Option<DocumentNo>,
    /// `making`, `in-force`, `changed`, `expired`, `withdrawn`, `revoked`, `cancelled` or `rescinded`.
    pub state: String,
    /// First valid day; none while the certificate is being made.
    pub valid_from: Option<Day>,
    /// Last valid day; none where no rule ends it.
    pub valid_until: Option<Day>,
}

/// A page of the register.
#[derive(Debug, Clone, Default)]
pub struct DecisionPage {
    /// The decisions, the latest first.
    pub decisions: Vec<PublicDecision>,
    /// Where the list goes on. A search by name may go on behind a page that is not full: so many names were looked at.
    pub next: Option<String>,
}

/// A row with what its name is opened by.
struct Found {
    cursor: String,
    decision: PublicDecision,
    text: (String, Digest),
}

/// How often a pair stands in names, for so many pairs at once: always the same text, so that it is prepared once.
fn counts_sql() -> Arc<str> {
    static SQL: std::sync::OnceLock<Arc<str>> = std::sync::OnceLock::new();
    SQL.get_or_init(|| {
        let count = |place: usize| {
            format!(
                "(select count(*) from (select 1 from public_decision_word where word = ${} and division = $1 \
                 limit {COUNTED_MAX}) as p{place})",
                place + 2
            )
        };
        let counts: Vec<String> = (0..PAIRS_MAX).map(count).collect();
        format!("select {}", counts.join(", ")).into()
    })
    .clone()
}

/// Whether what is looked for is a 统一社会信用代码, which always has digits: those of a division. A name of as many letters is a name.
fn is_code(searched: &str) -> bool {
    let bytes = searched.as_bytes();
    bytes.len() == 18 && bytes.iter().all(u8::is_ascii_alphanumeric) && bytes.iter().any(u8::is_ascii_digit)
}

impl Centre {
    /// A page of the register: the latest decision first, at most [`ROWS_MAX`].
    pub async fn public_decisions(
        &self,
        asked: &DecisionsAsked,
        limit: usize,
    ) -> Result<DecisionPage, Fault> {
        let limit = limit.clamp(1, ROWS_MAX);
        let name = searched(&asked.name);
        let by_code = is_code(&name);
        let (mut found, looked_until) = match name.is_empty() || by_code {
            true => (self.decisions_listed(asked, by_code.then_some(&name), limit + 1).await?, None),
            false => self.decisions_named(asked, &name).await?,
        };
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().map(|it| it.cursor.clone());
        let next = if more { last } else { looked_until };
        let persons: Vec<(String, Digest)> =
            found.iter().filter(|it| it.decision.code.is_empty()).map(|it| it.text.clone()).collect();
        let texts =
            if persons.is_empty() { Default::default() } else { self.texts_of_list(&persons).await? };
        let shown = |it: Found| {
            let mut decision = it.decision;
            if decision.code.is_empty() {
                let sealed: SealedHolder = texts.record(it.text.1).unwrap_or_default();
                decision.holder = Masked::new(sealed.holder).name();
            }
            decision
        };
        Ok(DecisionPage { decisions: found.into_iter().map(shown).collect(), next })
    }

    /// Division, where the list goes on, and how many rows.
    fn decisions_params(&self, asked: &DecisionsAsked, limit: usize) -> Vec<Value> {
        let (on, number) = asked.after.split_once('_').unwrap_or((FIRST, ""));
        let cut = |text: &str| text.chars().take(60).collect::<String>();
        vec![self.division.as_str().into(), cut(on).into(), cut(number).into(), limit.into()]
    }

    async fn decisions_listed(
        &self,
        asked: &DecisionsAsked,
        code: Option<&String>,
        limit: usize,
    ) -> Result<Vec<Found>, Fault> {
        let mut params = self.decisions_params(asked, limit);
        let mut only = String::new();
        let mut with = |column: &str, value: Value| {
            params.push(value);
            only.push_str(&format!(" and d.{column} = ${}", params.len()));
        };
        if let Some(item) = asked.item {
            with("item", item.as_str().into());
        }
        if let Some(unit) = asked.unit {
            with("authority", unit.as_str().into());
        }
        if let Some(code) = code {
            with("code", code.to_uppercase().into());
            only.push_str(" and d.code <> ''");
        }
        // The first condition on the day is where an index begins; the second leaves out what was shown of that day.
        let sql = format!(
            "select {COLUMNS} from public_decision d where d.division = $1{only}
             and d.decided_on <= $2 and (d.decided_on < $2 or d.number < $3)
             order by d.decided_on desc, d.number desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        self.decisions_read(&rows).await
    }

    /// Those whose name has these characters in a row, among so many as were looked at; and where looking goes on.
    async fn decisions_named(
        &self,
        asked: &DecisionsAsked,
        name: &str,
    ) -> Result<(Vec<Found>, Option<String>), Fault> {
        let Some(lead) = self.rarest_pair(name).await? else { return Ok((Vec::new(), None)) };
        let mut params = self.decisions_params(asked, LOOKED_MAX);
        params.push(lead.into());
        let sql = format!(
            "select {COLUMNS} from public_decision_word w
             join public_decision d on d.division = w.division and d.number = w.number
             where w.word = $5 and w.division = $1
             and w.decided_on <= $2 and (w.decided_on < $2 or w.number < $3)
             order by w.decided_on desc, w.number desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut found = self.decisions_read(&rows).await?;
        let looked_until = found.last().filter(|_| rows.len() == LOOKED_MAX).map(|it| it.cursor.clone());
        // A pair may be left of a former name.
        found.retain(|it| {
            searched(&it.decision.holder).contains(name)
                && asked.item.is_none_or(|item| it.decision.item.code == item)
                && asked.unit.is_none_or(|unit| it.decision.authority == unit)
        });
        Ok((found, looked_until))
    }

    /// The pair of a name that the fewest names have; none for a name without pairs.
    async fn rarest_pair(&self, name: &str) -> Result<Option<String>, Fault> {
        let pairs: Vec<String> = pairs(name).into_iter().take(PAIRS_MAX).collect();
        let Some(last) = pairs.last() else { return Ok(None) };
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        params.extend((0..PAIRS_MAX).map(|place| pairs.get(place).unwrap_or(last).as_str().into()));
        let rows = self.store.read(Statement::new(counts_sql(), params)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let mut counted = Vec::with_capacity(pairs.len());
        for (place, pair) in pairs.into_iter().enumerate() {
            counted.push((row.int(place)?, pair));
        }
        Ok(counted.into_iter().min().map(|(_, pair)| pair))
    }

    async fn decisions_read(&self, rows: &[Row]) -> Result<Vec<Found>, Fault> {
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let body = Digest(row.array(2)?);
            let Some(item) = self.item_body(body).await? else {
                return Err(Fault::inside("the frozen revision of a public decision is not in the database"));
            };
            let authority = UnitCode::parse(row.text(3)?)
                .map_err(|_| Fault::inside("a public decision bears no authority"))?;
            let decided_on =
                Day::parse(row.text(0)?).ok_or_else(|| Fault::inside("a public decision bears no day"))?;
            let number = |kind, year: i64, n: i64| {
                let (year, n) = (u16::try_from(year).ok()?, u32::try_from(n).ok().filter(|n| *n > 0)?);
                Some(DocumentNo { issuer: authority, kind, year, n })
            };
            let decision = PublicDecision {
                number: number(DocumentKind::GrantDecision, row.int(4)?, row.int(5)?)
                    .ok_or_else(|| Fault::inside("a public decision bears no number"))?,
                item,
                authority,
                decided_on,
                holder: row.text(11)?.to_owned(),
                code: row.text(12)?.to_owned(),
                certificate: number(DocumentKind::Certificate, row.int(6)?, row.int(7)?),
                state: row.text(8)?.to_owned(),
                valid_from: Day::parse(row.text(9)?),
                valid_until: Day::parse(row.text(10)?),
            };
            let cursor = format!("{}_{}", row.text(0)?, row.text(1)?);
            found.push(Found { cursor, decision, text: (row.text(13)?.to_owned(), Digest(row.array(14)?)) });
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_as_many_letters_as_a_code_has_is_a_name() {
        assert!(is_code(&searched("92990121MA0009124B")) && is_code(&searched("9299 0121 MA00 0912 4b")));
        for name in ["shanghaitradingltd", "92990121ma0009124", "92990121ma0009124bx", "晨光食品店", ""]
        {
            assert!(!is_code(&searched(name)), "{name}");
        }
    }
}
