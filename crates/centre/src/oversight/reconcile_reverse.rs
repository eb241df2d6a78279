//! The other way of a reconciliation: certificates and fees of some days that a unit's list does not have (A31, F5, F22).

use calendar::Day;
use casework::{Case, Outcome, Stage};
use catalogue::{CaseId, ItemCode, UnitCode};
use store::{Statement, Value};

use super::reconcile::{ListKind, Listed};
use crate::case::stream_of;
use crate::domain::State;
use crate::{Centre, Fault};

/// Certificates, or cases of one item, that are looked at.
const LOOKED_MAX: u64 = 2_000;
/// What a list does not have, of one comparison.
const MISSING_MAX: usize = 500;

/// What a list does not have.
#[derive(Debug, Clone)]
pub(super) struct NotListed {
    /// The case it is of.
    pub(super) case: CaseId,
    /// Number of that case's receipt.
    pub(super) receipt: String,
}

impl Centre {
    /// What was handled here in these days, and whose streams are not among those that the list means.
    pub(super) async fn not_listed(
        &self,
        kind: ListKind,
        unit: UnitCode,
        days: (Day, Day),
        listed: &Listed,
    ) -> Result<Vec<NotListed>, Fault> {
        match kind {
            ListKind::Certificates => self.certificates_not_listed(unit, days, listed).await,
            ListKind::Fees => self.fees_not_listed(unit, days, listed).await,
            ListKind::Seals => Ok(Vec::new()),
        }
    }

    /// Certificates by the day they were issued. The first number of one was drawn by its case, a later one by itself: either is in the
    /// list.
    async fn certificates_not_listed(
        &self,
        unit: UnitCode,
        (from, until): (Day, Day),
        listed: &Listed,
    ) -> Result<Vec<NotListed>, Fault> {
        let sql = "select certificate, case_id, receipt_no from certificate_row \
                   where authority = $1 and division = $2 and issued_on >= $3 and issued_on <= $4 \
                   order by issued_on, certificate limit $5";
        let params: Vec<Value> = vec![
            unit.as_str().into(),
            self.division.as_str().into(),
            from.to_string().into(),
            until.to_string().into(),
            LOOKED_MAX.into(),
        ];
        let mut missing = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let Ok(case) = CaseId::parse(row.text(1)?) else { continue };
            let own = format!("certificate/{}", row.text(0)?);
            if !listed.contains_key(&own)
                && !listed.contains_key(&stream_of(case))
                && missing.len() < MISSING_MAX
            {
                missing.push(NotListed { case, receipt: row.text(2)?.to_owned() });
            }
        }
        Ok(missing)
    }

    /// Cases that came in and were granted in these days on an item whose revision sets a fee; that of one which came in before may have
    /// been booked then. A case that was refused owes none.
    async fn fees_not_listed(
        &self,
        unit: UnitCode,
        (from, until): (Day, Day),
        listed: &Listed,
    ) -> Result<Vec<NotListed>, Fault> {
        let of_unit = |it: &crate::catalogue_use::ItemEntry| {
            it.item.authority == unit && it.item.fee.as_ref().is_some_and(|fee| fee.amount_fen > 0)
        };
        let items: Vec<ItemCode> =
            self.item_list().await?.iter().filter(|it| of_unit(it)).map(|it| it.item.code).collect();
        let mut missing = Vec::new();
        for item in items {
            let mut cases = self.concluded_between(item, from, until).await?;
            cases.retain(|it| !listed.contains_key(&stream_of(it.case)));
            for some in cases.chunks(64) {
                let streams: Vec<String> = some.iter().map(|it| stream_of(it.case)).collect();
                let states = self.ledger.load_all(&self.division, &streams).await?;
                for (it, stream) in some.iter().zip(&streams) {
                    let Some(State::Case(case)) = states.get(stream) else { continue };
                    if missing.len() < MISSING_MAX && self.owes_fee(case, unit).await? {
                        missing.push(it.clone());
                    }
                }
            }
        }
        Ok(missing)
    }

    /// Cases of an item that came in and were concluded in these days.
    async fn concluded_between(
        &self,
        item: ItemCode,
        from: Day,
        until: Day,
    ) -> Result<Vec<NotListed>, Fault> {
        let sql = "select r.case_id, r.receipt_no from case_item c \
                   join case_row r on r.division = c.division and r.case_id = c.case_id \
                   where c.item = $1 and c.division = $2 and c.received_at >= $3 and c.received_at < $4 \
                   and r.concluded_at < $4 \
                   order by c.received_at, c.case_id limit $5";
        let params: Vec<Value> = vec![
            item.as_str().into(),
            self.division.as_str().into(),
            from.start().0.into(),
            until.plus_days(1).start().0.into(),
            LOOKED_MAX.into(),
        ];
        let mut cases = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let Ok(case) = CaseId::parse(row.text(0)?) {
                cases.push(NotListed { case, receipt: row.text(1)?.to_owned() });
            }
        }
        Ok(cases)
    }

    /// Whether a case was granted here, on a revision that sets a fee.
    async fn owes_fee(&self, case: &Case, unit: UnitCode) -> Result<bool, Fault> {
        let Case::Filed(file) = case else { return Ok(false) };
        let (Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. }) = &file.stage else {
            return Ok(false);
        };
        if file.facts.authority != unit || conclusion.decision.outcome != Outcome::Granted {
            return Ok(false);
        }
        let item = self.item_body(file.facts.body).await?;
        Ok(item.is_some_and(|it| it.fee.as_ref().is_some_and(|fee| fee.amount_fen > 0)))
    }
}
