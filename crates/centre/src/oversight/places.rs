//! One account in two places at once: somebody presses it for another (E24, F20).

use catalogue::PersonId;
use catalogue::id::Digest;
use oversight::bound::Bound;
use oversight::{Fired, Rule};
use store::{Migration, Statement};

use super::watch::{Raised, plain};
use crate::{Centre, Fault};

/// Where a session was opened from, as a digest that only this installation can make.
pub(crate) const SCHEMA: Migration =
    Migration { name: "0051_session_place", sql: "alter table session add column address bytea" };

const MINUTE: i64 = 60_000_000;

impl Centre {
    /// Called when an account was opened from an address: a finding, once a day, where it was just in use from another one. Who
    /// goes from the desk to the telephone leaves some minutes between the two.
    pub(crate) async fn places_look(
        &self,
        login: &str,
        person: PersonId,
        from: &Digest,
    ) -> Result<(), Fault> {
        let (now, bounds) = (self.instant(), self.bounds().await?);
        let minutes = bounds.int(Bound::TwoPlacesMinutes);
        let sql = "select seen_at from session where division = $1 and login = $2 and address <> $3 \
                   and seen_at > $4 and ends_at > $5 order by seen_at desc limit 1";
        let since = now.0 - i64::from(minutes) * MINUTE;
        let params =
            vec![self.division.as_str().into(), login.into(), from.0.into(), since.into(), now.0.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(row) = rows.first() else { return Ok(()) };
        let Some(unit) = self.unit_of(person).await? else { return Ok(()) };
        let fired = Fired {
            rule: Rule::TwoPlaces,
            person: Some(person),
            step: None,
            measured: i32::try_from((now.0 - row.int(0)?) / MINUTE).unwrap_or(i32::MAX),
            bound: minutes,
            earlier: None,
        };
        let id = format!("{}/{}/{person}/{}", fired.rule.key(), self.division, now.day());
        let raised = Raised::of(id, plain(&fired, unit, 0, now));
        self.raise(vec![raised], &bounds).await
    }
}
