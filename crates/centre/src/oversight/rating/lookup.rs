//! Who looked up whom to call about a bad rating: written down with each look, read by supervision and discipline inspection,
//! and kept as readings of cases are (F33, F17).
//!
//! A plain table, for a look at a page never queues in a lane. It says which rating, and never who rated.

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{CaseId, PersonId, RatingId, UnitCode};
use store::{Migration, Statement};

use crate::account::Session;
use crate::case::{Problem, stream_of as case_stream};
use crate::kinds::rating::stream_of;
use crate::{Centre, Fault};

/// Looks that one page shows.
pub const LOOKUPS_MAX: usize = 200;

/// Which rating was looked up, and the looks by their day. Older looks name none.
pub const SCHEMA: Migration = Migration {
    name: "0076_reveal_rating",
    sql: r#"
alter table reveal add column rating_id text not null default '';
create index if not exists reveal_at on reveal (division, at);
"#,
};

/// One look at whom to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUp {
    /// When.
    pub at: Instant,
    /// Who looked.
    pub person: PersonId,
    /// Which rating; none of looks from before they said so.
    pub rating: Option<RatingId>,
    /// The unit that was rated.
    pub unit: Option<UnitCode>,
    /// When the rating was given.
    pub given_at: Option<Instant>,
}

/// Removes looks from before a day whose case is over, the oldest first and a bounded number of them. The id of the case stands
/// after `case/`: so each is found by its key, and not among all cases.
pub(crate) fn forget(division: &str, kept_from: Day, limit: u64) -> Statement {
    let sql = "delete from reveal where division = $1 and reveal_id in \
                 (select r.reveal_id from reveal r where r.division = $1 and r.at < $2 and not exists \
                   (select 1 from case_row c where c.division = r.division and c.case_id = substr(r.stream, 6) \
                     and c.open = 1) order by r.at limit $3)";
    Statement::new(sql, vec![division.into(), kept_from.start().0.into(), limit.into()])
}

impl Centre {
    /// Writes down that a person looked up whom to call about a rating.
    pub(super) async fn lookup_note(
        &self,
        session: &Session,
        rating: RatingId,
        case: Option<CaseId>,
    ) -> Result<(), Fault> {
        let stream = case.map_or_else(|| stream_of(rating), case_stream);
        self.store
            .write(vec![Statement::new(
                "insert into reveal (division, reveal_id, person, stream, purpose, at, rating_id) \
                 values ($1, $2, $3, $4, 'bad rating: call back', $5, $6)",
                vec![
                    self.division.as_str().into(),
                    crate::seal::random::<16>().into(),
                    session.person.as_str().into(),
                    stream.into(),
                    self.now().into(),
                    rating.as_str().into(),
                ],
            )])
            .await?;
        Ok(())
    }

    /// The last looks at whom to call, the latest first, for supervision and the discipline inspection.
    pub async fn lookups(&self, session: &Session) -> Result<Vec<LookUp>, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::OutOfScope)?;
        let holds = |post| organisation.holds_anywhere(session.person, post, self.today());
        if !holds(Post::Supervisor) && !holds(Post::DisciplineInspector) {
            return Err(Problem::OutOfScope);
        }
        let sql = "select r.at, r.person, r.rating_id, coalesce(g.unit, ''), g.given_at from reveal r \
                   left join rating_row g on g.division = r.division and g.rating_id = r.rating_id \
                   where r.division = $1 order by r.at desc, r.reveal_id limit $2";
        let params = vec![self.division.as_str().into(), LOOKUPS_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await.map_err(Fault::from)?;
        let look = |row: &store::Row| {
            Ok(LookUp {
                at: Instant(row.int(0)?),
                person: PersonId::parse(row.text(1)?)
                    .map_err(|_| Fault::inside("a row of the looks names nobody"))?,
                rating: RatingId::parse(row.text(2)?).ok(),
                unit: UnitCode::parse(row.text(3)?).ok(),
                given_at: row.opt_int(4)?.map(Instant),
            })
        };
        Ok(rows.iter().map(look).collect::<Result<Vec<LookUp>, Fault>>()?)
    }
}
