//! What waits for a supervisor because somebody else judged before: appeals with their last day, and matters of accountability
//! whose hearing is over (A6, C27).

use calendar::Day;
use casework::Case;
use catalogue::{FindingId, OrderId, PersonId, RatingId, UnitCode};
use oversight::accountability::{self, Accountability, MatterId};
use oversight::assessment::{Subject, Term};
use oversight::finding::Finding;
use oversight::order::{self, Order};
use oversight::rating::{Rating, Way, rated};
use oversight::{Rule, assessment::Assessment};
use store::Statement;

use crate::account::Session;
use crate::domain::State;
use crate::{Centre, Fault, kinds};

/// Of each kind as many are looked at; more are many.
const EACH_MAX: u64 = 100;
/// Terms whose objections are looked at.
const TERMS_MAX: usize = 20;

/// The indexes by which they are found among all that was ever judged.
pub const SCHEMA: store::Migration = store::Migration {
    name: "0050_appeals",
    sql: r#"
create index if not exists finding_row_appealed on finding_row (division, decide_by, finding_id) where decide_by <> '';
create index if not exists order_row_appealed on order_row (division, decide_by, order_id) where decide_by <> '';
create index if not exists accountability_row_open on accountability_row (division, heard_by, finding_id) where open = 1;
"#,
};

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppealOf {
    /// An appeal against the judgement of a finding.
    Finding(FindingId, Rule),
    /// An appeal against an order, with year and number.
    Order(OrderId, order::Kind, u16, u32),
    /// An appeal of whoever rated, against leaving the rating out.
    Rating(RatingId),
    /// An objection to an assessment.
    Objection(Term, Subject),
    /// An appeal against a measure of accountability.
    Accountability(MatterId, accountability::Kind),
    /// A matter of accountability in which whom it concerns was heard, or let the days for it pass.
    Heard(MatterId, accountability::Kind),
}

/// One that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppealBrief {
    /// Which.
    pub of: AppealOf,
    /// The unit, where it is one's.
    pub unit: Option<UnitCode>,
    /// Last day to decide it; none for a matter that was heard.
    pub decide_by: Option<Day>,
}

impl AppealBrief {
    /// Whether its last day has passed.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.decide_by.is_some_and(|day| day < today)
    }
}

impl Centre {
    /// What this supervisor may decide, the earliest last day first; nothing for anybody else. What the person judged, brought or
    /// appealed stands on the desk of the others alone.
    pub async fn appeals_waiting(&self, session: &Session) -> Result<Vec<AppealBrief>, Fault> {
        if !self.is_supervisor(session).await? {
            return Ok(Vec::new());
        }
        let me = session.person;
        let mut all = self.appeals_of_findings(me).await?;
        all.extend(self.appeals_of_orders(me).await?);
        all.extend(self.appeals_of_ratings(me).await?);
        all.extend(self.matters_waiting(me).await?);
        all.extend(self.objections_waiting(me).await?);
        all.sort_by_key(|it| (it.decide_by.is_none(), it.decide_by));
        Ok(all)
    }

    /// The ids that a statement finds, each with the state of its stream.
    async fn states_of(&self, sql: &str, head: &str) -> Result<Vec<(String, State)>, Fault> {
        let params = vec![self.division.as_str().into(), EACH_MAX.into()];
        let rows = self.store.read(Statement::new(sql.to_owned(), params)).await?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            ids.push(row.text(0)?.to_owned());
        }
        let streams: Vec<String> = ids.iter().map(|id| format!("{head}{id}")).collect();
        let mut states = self.ledger.load_all(&self.division, &streams).await?;
        let found = ids.into_iter().zip(streams);
        Ok(found.filter_map(|(id, stream)| states.remove(&stream).map(|state| (id, state))).collect())
    }

    async fn appeals_of_findings(&self, me: PersonId) -> Result<Vec<AppealBrief>, Fault> {
        let sql = "select finding_id from finding_row where division = $1 and decide_by <> '' \
                   order by decide_by, finding_id limit $2";
        let mut all = Vec::new();
        for (id, state) in self.states_of(sql, "finding/").await? {
            let (Ok(id), State::Finding(Finding::Found(found))) = (FindingId::parse(&id), state) else {
                continue;
            };
            if let Some(appeal) = found.appeal.filter(|_| found.appeal_is_for(me)) {
                let of = AppealOf::Finding(id, found.about.rule);
                let (unit, decide_by) = (Some(found.about.unit), Some(appeal.decide_by));
                all.push(AppealBrief { of, unit, decide_by });
            }
        }
        Ok(all)
    }

    async fn appeals_of_orders(&self, me: PersonId) -> Result<Vec<AppealBrief>, Fault> {
        let sql = "select order_id from order_row where division = $1 and decide_by <> '' \
                   order by decide_by, order_id limit $2";
        let mut all = Vec::new();
        for (id, state) in self.states_of(sql, "order/").await? {
            let (Ok(id), State::Order(Order::Issued(held))) = (OrderId::parse(&id), state) else { continue };
            if let Some(appeal) = held.appeal.filter(|_| held.appeal_is_for(me)) {
                let of = AppealOf::Order(id, held.kind, held.number.year, held.number.n);
                let (unit, decide_by) = (Some(held.unit), Some(appeal.decide_by));
                all.push(AppealBrief { of, unit, decide_by });
            }
        }
        Ok(all)
    }

    async fn appeals_of_ratings(&self, me: PersonId) -> Result<Vec<AppealBrief>, Fault> {
        let waits = self.ratings_for(me, Way::ToDecideAppeal).await?.into_iter();
        let brief =
            |(id, unit, decide_by)| AppealBrief { of: AppealOf::Rating(id), unit: Some(unit), decide_by };
        Ok(waits.map(brief).collect())
    }

    /// Bad ratings at a step of supervision that this supervisor may do: who proposed or agreed does not, nor whoever was rated.
    pub(super) async fn ratings_for(
        &self,
        me: PersonId,
        way: Way,
    ) -> Result<Vec<(RatingId, UnitCode, Option<Day>)>, Fault> {
        let sql = match way {
            Way::ToAgree => {
                "select rating_id from rating_row where division = $1 and open = 1 and state = 'to-agree' \
                 order by given_at, rating_id limit $2"
            }
            _ => {
                "select rating_id from rating_row where division = $1 and open = 1 and state = 'to-decide-appeal' \
                 order by given_at, rating_id limit $2"
            }
        };
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for (id, state) in self.states_of(sql, "rating/").await? {
            let (Ok(id), State::Rating(Rating::Given(held))) = (RatingId::parse(&id), state) else {
                continue;
            };
            let waits = held.round.filter(|it| it.way == way);
            let Some(round) = waits.filter(|it| it.deciders().all(|person| person != me)) else { continue };
            let case = match held.about.case {
                Some(case) => self.case_state(case).await?,
                None => None,
            };
            let file = case.as_ref().and_then(|it| match &it.case {
                Case::Filed(file) => Some(&**file),
                Case::Absent => None,
            });
            if !rated(&organisation, &held.about, file, me, self.today()) {
                all.push((id, held.about.unit, round.due_on));
            }
        }
        Ok(all)
    }

    async fn matters_waiting(&self, me: PersonId) -> Result<Vec<AppealBrief>, Fault> {
        let sql = "select finding_id from accountability_row where division = $1 and open = 1 \
                   order by heard_by, finding_id limit $2";
        let mut all = Vec::new();
        for (id, state) in self.states_of(sql, "accountability/").await? {
            let (Some(id), State::Accountability(Accountability::Brought(brought))) =
                (MatterId::parse(&id), state)
            else {
                continue;
            };
            let unit = Some(brought.unit);
            if let Some((_, day)) = brought.appeal.filter(|_| brought.appeal_is_for(me)) {
                let of = AppealOf::Accountability(id, brought.kind);
                all.push(AppealBrief { of, unit, decide_by: Some(day) });
            } else if brought.decision_is_for(me, self.today()) {
                let of = AppealOf::Heard(id, brought.kind);
                all.push(AppealBrief { of, unit, decide_by: None });
            }
        }
        Ok(all)
    }

    async fn objections_waiting(&self, me: PersonId) -> Result<Vec<AppealBrief>, Fault> {
        let terms: Vec<Term> = self
            .assessment_list()
            .await?
            .into_iter()
            .filter(|it| it.published_at.is_some())
            .map(|it| it.term)
            .take(TERMS_MAX)
            .collect();
        let streams: Vec<String> = terms.iter().map(|it| kinds::assessment::stream_of(*it)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mut all = Vec::new();
        for (term, stream) in terms.into_iter().zip(streams) {
            let Some(State::Assessment(state)) = states.get(&stream) else { continue };
            all.extend(objections(term, state, me));
        }
        Ok(all)
    }
}

fn objections(term: Term, state: &Assessment, me: PersonId) -> Vec<AppealBrief> {
    let mine = state.objections.iter().filter(|(subject, _)| state.objection_is_for(**subject, me));
    mine.map(|(subject, objection)| AppealBrief {
        of: AppealOf::Objection(term, *subject),
        unit: subject.unit(),
        decide_by: Some(objection.decide_by),
    })
    .collect()
}
