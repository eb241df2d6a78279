//! The other way of a reconciliation: certificates and fees of some days that a unit's list does not have (A31, F5, F22).

use std::collections::BTreeSet;

use calendar::Day;
use casework::{Case, Outcome, Stage};
use catalogue::{CaseId, ItemCode, ReconciliationId, UnitCode};
use oversight::reconciliation::{PERIOD_DAYS_MAX, Reconciliation};
use store::{Statement, Value};

use super::reconcile::{self, ListKind, Listed};
use crate::case::stream_of;
use crate::domain::State;
use crate::kinds::reconciliation;
use crate::{Centre, Fault};

/// Certificates, or cases of one item, that are looked at.
const LOOKED_MAX: u64 = 2_000;
/// What a list does not have, of one comparison.
const MISSING_MAX: usize = 500;
/// Days after the end of a case within which its fee is booked at the latest: whoever is told the result at a distance pays later.
const BOOKED_DAYS: i32 = 31;
/// Earlier lists of fees of a unit that are read beside one: one each day of the year that a list may be of.
const LISTS_MAX: u64 = 400;

/// What a list does not have.
#[derive(Debug, Clone)]
pub(super) struct NotListed {
    /// The case it is of.
    pub(super) case: CaseId,
    /// Number of that case's receipt.
    pub(super) receipt: String,
}

/// What the lists of fees of a unit have together.
struct Booked {
    /// Days that follow one another, all of which were compared.
    days: (Day, Day),
    /// The cases that the lists have, also those of other days.
    cases: BTreeSet<CaseId>,
}

/// The cases that a list means.
pub(super) fn cases_of(listed: &Listed) -> Vec<CaseId> {
    listed.keys().filter_map(|it| CaseId::parse(it.strip_prefix("case/")?).ok()).collect()
}

/// The days of a list with those of others that they touch.
fn joined(days: (Day, Day), mut others: Vec<(Day, Day)>) -> (Day, Day) {
    let (mut from, mut until) = days;
    while let Some(place) =
        others.iter().position(|it| it.0 <= until.plus_days(1) && from <= it.1.plus_days(1))
    {
        let it = others.swap_remove(place);
        (from, until) = (from.min(it.0), until.max(it.1));
    }
    (from, until)
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

    /// Cases that were granted on an item whose revision sets a fee, and which neither this list has nor one of other days. A fee is booked
    /// in the days from the receipt of a case until some after its end: a case is looked at with the list that closes those days, and never
    /// where one of them stood in no list. A case that was refused owes none.
    async fn fees_not_listed(
        &self,
        unit: UnitCode,
        days: (Day, Day),
        listed: &Listed,
    ) -> Result<Vec<NotListed>, Fault> {
        let of_unit = |it: &crate::catalogue_use::ItemEntry| {
            it.item.authority == unit && it.item.fee.as_ref().is_some_and(|fee| fee.amount_fen > 0)
        };
        let items: Vec<ItemCode> =
            self.item_list().await?.iter().filter(|it| of_unit(it)).map(|it| it.item.code).collect();
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let mut booked = self.fees_booked(unit, days).await?;
        booked.cases.extend(cases_of(listed));
        let mut missing = Vec::new();
        for item in items {
            let mut cases = self.booked_within(item, &booked, days).await?;
            cases.retain(|it| !booked.cases.contains(&it.case));
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

    /// What the other lists of fees of a unit have, and how far the days of this one reach with theirs; of lists from before their cases
    /// were kept neither counts.
    async fn fees_booked(&self, unit: UnitCode, days: (Day, Day)) -> Result<Booked, Fault> {
        let sql = "select reconciliation_id from reconciliation_row \
                   where division = $1 and unit = $2 and kind = $3 and until_day >= $4 \
                   order by until_day desc, made_at desc limit $5";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            unit.as_str().into(),
            ListKind::Fees.key().into(),
            days.0.plus_days(-PERIOD_DAYS_MAX).to_string().into(),
            LISTS_MAX.into(),
        ];
        let mut streams = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            streams.extend(ReconciliationId::parse(row.text(0)?).map(reconciliation::stream_of));
        }
        let (mut stretches, mut cases) = (Vec::new(), BTreeSet::new());
        for some in streams.chunks(64) {
            let states = self.ledger.load_all(&self.division, some).await?;
            let records: Vec<_> = states
                .into_iter()
                .filter_map(|(stream, state)| match state {
                    State::Reconciliation(Reconciliation::Made { record, .. }) => Some((stream, record)),
                    _ => None,
                })
                .collect();
            let wanted: Vec<_> = records.iter().map(|(stream, it)| (stream.clone(), it.result.0)).collect();
            let texts = self.texts_of_list(&wanted).await?;
            for (_, record) in records {
                let outcome: Option<reconcile::Outcome> = texts.record(record.result.0);
                if let Some(of_list) = outcome.and_then(|it| it.listed) {
                    stretches.push((record.from, record.until));
                    cases.extend(of_list);
                }
            }
        }
        Ok(Booked { days: joined(days, stretches), cases })
    }

    /// Cases of an item whose fee is booked in days that were compared, some of which are those of this list.
    async fn booked_within(
        &self,
        item: ItemCode,
        booked: &Booked,
        (from, until): (Day, Day),
    ) -> Result<Vec<NotListed>, Fault> {
        let (first, last) = booked.days;
        let sql = "select r.case_id, r.receipt_no from case_item c \
                   join case_row r on r.division = c.division and r.case_id = c.case_id \
                   where c.item = $1 and c.division = $2 and c.received_at >= $3 and c.received_at < $4 \
                   and r.concluded_at >= $5 and r.concluded_at < $6 \
                   order by c.received_at, c.case_id limit $7";
        let params: Vec<Value> = vec![
            item.as_str().into(),
            self.division.as_str().into(),
            first.start().0.into(),
            until.plus_days(1).start().0.into(),
            from.plus_days(-BOOKED_DAYS).start().0.into(),
            last.plus_days(1 - BOOKED_DAYS).start().0.into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    // A31: days that follow one another are one stretch; a day between that stands in no list parts it.
    #[test]
    fn days_of_lists_that_touch_are_one_stretch() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let march = (day("2026-03-01"), day("2026-03-31"));
        let said = |others: &[(&str, &str)]| {
            let others = others.iter().map(|(from, until)| (day(from), day(until))).collect();
            let (from, until) = joined(march, others);
            format!("{from} {until}")
        };
        assert_eq!(said(&[]), "2026-03-01 2026-03-31");
        assert_eq!(said(&[("2026-03-10", "2026-03-12")]), "2026-03-01 2026-03-31", "within");
        assert_eq!(
            said(&[("2026-02-01", "2026-02-28"), ("2026-04-01", "2026-04-30")]),
            "2026-02-01 2026-04-30"
        );
        assert_eq!(
            said(&[("2026-02-01", "2026-02-27"), ("2026-04-02", "2026-04-30")]),
            "2026-03-01 2026-03-31"
        );
        // In whatever order they come.
        assert_eq!(
            said(&[("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-03-05")]),
            "2026-01-01 2026-03-31"
        );
    }
}
