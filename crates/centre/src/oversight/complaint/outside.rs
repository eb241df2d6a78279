//! Complaints as other systems read them (Open311 GeoReport v2): what is published, and with a key what its bearer may see.
//! No words of a person but those that are public.

use calendar::Instant;
use catalogue::{ComplaintId, UnitCode};
use oversight::complaint::{Class, Verdict};
use store::{Statement, Value};

use crate::account::Session;
use crate::kinds::complaint::stream_of;
use crate::{Centre, Fault};

/// Complaints that a list reaches at most, over all its pages.
pub const REACH_MAX: usize = 1_000;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideAsked {
    /// These numbers, whatever else is asked.
    pub numbers: Option<Vec<(u16, u32)>>,
    /// Only these classes; all where none is named.
    pub classes: Vec<Class>,
    /// Made from this instant on, microseconds UTC.
    pub from: i64,
    /// Up to this one.
    pub until: i64,
    /// Only open or only closed ones.
    pub open: Option<bool>,
    /// Which page, from 1.
    pub page: usize,
    /// How many on a page.
    pub size: usize,
}

/// A complaint as another system sees it.
#[derive(Debug, Clone)]
pub struct OutsideLine {
    /// Year and number.
    pub number: (u16, u32),
    /// Of which class.
    pub class: Option<Class>,
    /// The unit complained of.
    pub unit: Option<UnitCode>,
    /// Its state's stable word.
    pub state: String,
    /// 是否属实, once it is closed.
    pub verdict: Option<Verdict>,
    /// When it was made.
    pub filed_at: Instant,
    /// When something last happened.
    pub updated_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Until when it is answered.
    pub due_at: Option<Instant>,
    /// The published words; may be empty.
    pub words: String,
}

impl Centre {
    /// One page of the complaints that another system may see, the latest first; sealed ones never.
    pub async fn complaints_outside(
        &self,
        session: Option<&Session>,
        asked: &OutsideAsked,
    ) -> Result<Vec<OutsideLine>, Fault> {
        let upto = asked.page.saturating_mul(asked.size).min(REACH_MAX);
        let skip = (asked.page - 1).saturating_mul(asked.size);
        if skip >= REACH_MAX {
            return Ok(Vec::new());
        }
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), asked.from.into(), asked.until.into(), upto.into()];
        let seen = match session {
            None => "published_at is not null".to_owned(),
            Some(session) => {
                let sight = self.complaint_sight(session).await?.predicate(&mut params);
                format!("(published_at is not null or ({sight}))")
            }
        };
        let mut wanted = String::from("filed_at >= $2 and filed_at <= $3");
        if let Some(numbers) = &asked.numbers {
            let pairs: Vec<String> = numbers
                .iter()
                .map(|(year, n)| {
                    params.push(i64::from(*year).into());
                    params.push(i64::from(*n).into());
                    format!("(year = ${} and n = ${})", params.len() - 1, params.len())
                })
                .collect();
            if pairs.is_empty() {
                return Ok(Vec::new());
            }
            wanted += &format!(" and ({})", pairs.join(" or "));
        }
        if !asked.classes.is_empty() {
            let classes: Vec<String> = asked
                .classes
                .iter()
                .map(|class| {
                    params.push(class.key().into());
                    format!("class = ${}", params.len())
                })
                .collect();
            wanted += &format!(" and ({})", classes.join(" or "));
        }
        match asked.open {
            Some(true) => wanted += " and closed_at is null",
            Some(false) => wanted += " and closed_at is not null",
            None => {}
        }
        let sql = format!(
            "select complaint_id, year, n, class, unit, state, verdict, filed_at, updated_at, closed_at, red_at, \
             published from complaint_row where division = $1 and sealed = 0 and {wanted} and {seen} \
             order by filed_at desc, complaint_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut named = Vec::new();
        let mut lines = Vec::new();
        for row in rows.iter().skip(skip) {
            let Ok(id) = ComplaintId::parse(row.text(0)?) else { continue };
            let published = row.opt_bytes(11)?.and_then(|it| it.try_into().ok()).map(catalogue::Digest);
            named.extend(published.map(|digest| (stream_of(id), digest)));
            let line = OutsideLine {
                number: (u16::try_from(row.int(1)?).unwrap_or(0), u32::try_from(row.int(2)?).unwrap_or(0)),
                class: Class::parse(row.text(3)?),
                unit: UnitCode::parse(row.text(4)?).ok(),
                state: row.text(5)?.to_owned(),
                verdict: Verdict::parse(row.text(6)?),
                filed_at: Instant(row.int(7)?),
                updated_at: Instant(row.int(8)?),
                closed_at: row.opt_int(9)?.map(Instant),
                // Late begins a moment after the last one in time.
                due_at: row.opt_int(10)?.map(|at| Instant(at - 1_000_000)),
                words: String::new(),
            };
            lines.push((line, published));
        }
        let texts = match named.is_empty() {
            true => crate::particulars::Texts::default(),
            false => self.texts_of_list(&named).await?,
        };
        let with = |(line, published): (OutsideLine, Option<catalogue::Digest>)| OutsideLine {
            words: published.map_or_else(String::new, |digest| texts.text(digest)),
            ..line
        };
        Ok(lines.into_iter().map(with).collect())
    }
}
