//! What open draws wait for, for whoever has to do it: laying open, the word on a recusal, a visit, the second signature (R170, F26).

use catalogue::DrawId;
use catalogue::item::Post;
use oversight::draw::{Draw, Way};
use store::{Migration, Statement};

use super::duty::{DutyWhat, Found, Me};
use crate::domain::State;
use crate::kinds::draw::stream_of;
use crate::{Centre, Fault};

/// Open draws that are looked at, the oldest first.
const DRAWS_MAX: u64 = 50;

/// Open draws.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0098_draw_open",
    sql: r#"
create index if not exists draw_row_open on draw_row (announced_at, division, draw_id) where open = 1;
"#,
};

impl Centre {
    /// Open draws that wait for this person.
    pub(super) async fn draws_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let sql = "select draw_id from draw_row where open = 1 and division = $1 \
                   order by announced_at, draw_id limit $2";
        let params = vec![self.division.as_str().into(), DRAWS_MAX.into()];
        let supervises = me.holds(Post::Supervisor);
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let Ok(id) = DrawId::parse(row.text(0)?) else { continue };
            let Some(loaded) = self.ledger.load(&self.division, &stream_of(id)).await? else { continue };
            let State::Draw(Draw::Announced(held)) = loaded.state else { continue };
            let results_by = match held.way {
                Way::Announced => {
                    if supervises && held.by != me.person && held.public_day <= me.today {
                        found.add(DutyWhat::LayOpenDraw, 1, Some(held.reveal_by), id.to_string());
                    }
                    continue;
                }
                Way::Drawn { results_by, .. } => Some(results_by),
                Way::Lapsed => continue,
            };
            let list = self.draw_lists(held.list).await?;
            let own = list.inspectors.binary_search_by(|it| it.id.cmp(&me.person)).ok();
            let own = own.and_then(|n| u16::try_from(n).ok());
            if supervises {
                let to_decide =
                    held.asked.iter().filter(|it| it.by != me.person && Some(it.inspector) != own);
                for _ in to_decide {
                    found.add(DutyWhat::DecideRecusal, 1, results_by, id.to_string());
                }
            }
            let Some(own) = own else { continue };
            let picks = self.draw_picks(id, loaded.version, &held, &list);
            for (place, _) in (0..).zip(picks.iter()).filter(|(_, pick)| pick.inspectors.contains(&own)) {
                let what = match held.visit(place) {
                    None => DutyWhat::VisitDrawn,
                    Some(visit) if visit.signed.is_none() && visit.by != me.person => DutyWhat::SignVisit,
                    Some(_) => continue,
                };
                found.add(what, 1, results_by, id.to_string());
            }
        }
        Ok(())
    }
}
