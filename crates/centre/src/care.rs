//! What nobody takes care of by itself: hand-overs not signed for, steps past their day, agents in name only (F30, F32).

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use casework::File;
use catalogue::item::Post;
use catalogue::{CaseId, Digest, Organisation, PersonId, UnitCode, WindowId};
use store::{Migration, Row, Statement, Value};

use crate::account::Session;
use crate::desk_queue::Agents;
use crate::row::waits;
use crate::scope::{in_units, one_of};
use crate::{Centre, Fault};

/// Concluded cases by when, for what is counted of the last days.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0123_case_concluded",
    sql: r#"
create index if not exists case_row_concluded on case_row (division, concluded_at) where concluded_at is not null;
"#,
};

/// Cases that one list names at most; one more is read, so that whoever shows it can say that there are more.
pub const CARE_MAX: usize = 200;
/// As many are read.
const READ: usize = CARE_MAX + 1;
/// Groups of concluded cases that are read at once.
const GROUPS: u64 = 2_000;

/// Groups of cases concluded since an instant: by the day of their end, the agent, the item and the day of the decision; days are those of
/// Asia/Shanghai, by number. Parameters division, instant, the group after which it goes on, how many. `concluded_at is not null` finds
/// the index.
pub const IDLE_SQL: &str = "select concluded, agent, item_body, decided, \
    cast(sum(1 - agent_acted) as bigint), cast(count(*) as bigint) \
    from (select agent, item_body, agent_acted, (decided_at + 28800000000) / 86400000000 as decided, \
      (concluded_at + 28800000000) / 86400000000 as concluded from case_row \
      where division = $1 and concluded_at is not null and concluded_at >= $2 and decided_at is not null \
      and category <> 'instant') as done \
    where (concluded, agent, item_body, decided) > ($3, $4, $5, $6) \
    group by concluded, agent, item_body, decided order by concluded, agent, item_body, decided limit $7";

/// Why a case stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Given over and not signed for since.
    NotTaken(Instant),
    /// The current step is past its own day since.
    StepLate(Instant),
    /// Re-checked, and the document is not made (E18).
    PaperDue,
    /// Decided, and the agent has not re-checked it (C17).
    RecheckDue,
}

/// A case somebody has to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareBrief {
    /// Which.
    pub id: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Digest of its item revision.
    pub item_body: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// Where it was taken in.
    pub window: Option<WindowId>,
    /// Who holds it, and is responsible.
    pub holder: Option<PersonId>,
    /// To whom it was given.
    pub pending_to: Option<PersonId>,
    /// The current step, from 0.
    pub step: Option<u8>,
    /// Why it stands here.
    pub why: Care,
}

/// An agent with what was concluded of the cases he carried, and what of it nobody touched as the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleAgent {
    /// Who.
    pub agent: PersonId,
    /// Concluded cases in which no agent did anything between acceptance and reply.
    pub idle: i64,
    /// All concluded cases that he carried when the re-check was due.
    pub all: i64,
}

const COLUMNS: &str = "case_id, receipt_no, item_body, authority, window_id, holder, pending_to, step, pending_since, step_late_at, waits_for";

impl Centre {
    /// Hand-overs that wait longer than a working day and that this person gave, is to take, or looks after (F30).
    pub async fn handovers_late(&self, session: &Session) -> Result<Vec<CareBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let before = self.rises_before().await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), before.0.into()];
        let mine = looked_after(&organisation, session.person, self.today(), &mut params);
        let sql = format!(
            "select {COLUMNS} from case_row where division = $1 and open = 1 and pending_to <> '' \
             and pending_since < $2 and {mine} order by pending_since, case_id limit {READ}"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        briefs(&rows, |row| Ok(row.opt_int(8)?.map(|at| Care::NotTaken(Instant(at)))))
    }

    /// What the agent has to ask about among the cases he carries, also in the place of another who is away or went: steps past
    /// their own clock, hand-overs not taken, papers due (F31, F32).
    pub async fn agent_care(&self, session: &Session) -> Result<Vec<CareBrief>, Fault> {
        let (me, now) = (session.person, self.now());
        let before = self.rises_before().await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), now.into(), before.0.into()];
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let Agents { of, units, .. } = self.agents_of(&organisation, me).await?;
        let mut carried = one_of("agent", of.iter().map(PersonId::as_str), &mut params);
        // What belonged to agents who went for good, the latest of them.
        let left = self.in_force().await?.absences.left.clone();
        if !units.is_empty() && !left.is_empty() {
            let gone = one_of("agent", left.iter().rev().map(PersonId::as_str), &mut params);
            carried = format!("({carried} or ({gone} and {}))", in_units(&units, &mut params));
        }
        let sql = format!(
            "select {COLUMNS} from case_row where division = $1 and open = 1 and {carried} and \
             (step_late_at <= $2 or pending_since < $3 or waits_for = '{}' or waits_for = '{}') \
             order by coalesce(step_late_at, pending_since, 9223372036854775807), case_id limit {READ}",
            waits::MAKING,
            waits::RECHECK,
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        briefs(&rows, |row| {
            let pending = row.opt_int(8)?.filter(|at| *at < before.0);
            let late = row.opt_int(9)?.filter(|at| *at <= now);
            Ok(match (pending, late, row.text(10)?) {
                (Some(at), _, _) => Some(Care::NotTaken(Instant(at))),
                (None, Some(at), _) => Some(Care::StepLate(Instant(at))),
                (None, None, waits::MAKING) => Some(Care::PaperDue),
                (None, None, waits::RECHECK) => Some(Care::RecheckDue),
                _ => None,
            })
        })
    }

    /// Agents by how many of the cases concluded since a day nobody touched as the agent, the most first (F32). A case is counted with
    /// whoever carried it on the last day for its re-check: who was away by then, or went, answers for the own days alone, and where
    /// nobody was an agent, nobody does. Instant cases have no agent in fact (C6). Of the cases of
    /// these units, of all where none is named.
    pub async fn agents_idle(&self, units: &[UnitCode], since: Day) -> Result<Vec<IdleAgent>, Fault> {
        self.agents_idle_by(units, since, GROUPS).await
    }

    /// The same, so many groups of cases at a time.
    pub async fn agents_idle_by(
        &self,
        units: &[UnitCode],
        since: Day,
        groups: u64,
    ) -> Result<Vec<IdleAgent>, Fault> {
        let in_force = self.in_force().await?;
        let (Some(organisation), Some(calendar)) = (&in_force.organisation, &in_force.calendar) else {
            return Ok(Vec::new());
        };
        let mut agents: BTreeMap<PersonId, IdleAgent> = BTreeMap::new();
        // Before every group of the days that are asked for.
        let before = since.plus_days(-1).number();
        let mut after: [Value; 4] = [before.into(), "".into(), Value::Bytes(Vec::new()), 0_i64.into()];
        let mut from = since;
        loop {
            let mut params: Vec<Value> = vec![self.division.as_str().into(), from.start().0.into()];
            params.extend(after);
            params.push(groups.into());
            let rows = self.store.read(Statement::new(IDLE_SQL, params)).await?;
            for row in &rows {
                let Ok(named) = PersonId::parse(row.text(1)?) else { continue };
                let (concluded, decided) = (day_of(row, 0)?, day_of(row, 3)?);
                let Some(item) = self.item_body(Digest(row.array(2)?)).await? else { continue };
                if !units.is_empty() && !units.contains(&item.authority) {
                    continue;
                }
                let on = calendar.add_working_days(decided, 1).map_or(concluded, |due| due.min(concluded));
                let carried = casework::agent_on(organisation, &in_force.absences, &item, named, on);
                let Some(agent) = carried else { continue };
                let of = agents.entry(agent).or_insert(IdleAgent { agent, idle: 0, all: 0 });
                (of.idle, of.all) = (of.idle + row.int(4)?, of.all + row.int(5)?);
            }
            let Some(last) = rows.last().filter(|_| rows.len() as u64 >= groups) else { break };
            after = [last.int(0)?.into(), last.text(1)?.into(), last.bytes(2)?.into(), last.int(3)?.into()];
            from = day_of(last, 0)?;
        }
        let mut idle: Vec<IdleAgent> = agents.into_values().filter(|it| it.idle > 0).collect();
        idle.sort_by_key(|it| std::cmp::Reverse(it.idle));
        Ok(idle)
    }

    /// Who carried a case as its agent on a day; nobody where nobody was one.
    pub(crate) async fn agent_then(&self, file: &File, on: Day) -> Result<Option<PersonId>, Fault> {
        let in_force = self.in_force().await?;
        let item = self.item_body(file.facts.body).await?;
        let (Some(organisation), Some(item)) = (&in_force.organisation, item) else { return Ok(None) };
        Ok(casework::agent_on(organisation, &in_force.absences, &item, file.facts.agent, on))
    }
}

/// A day of a row, by its number.
fn day_of(row: &Row, place: usize) -> Result<Day, Fault> {
    let day = i32::try_from(row.int(place)?).ok().and_then(Day::from_number);
    day.ok_or_else(|| Fault::inside("a case row bears a day that is none"))
}

fn briefs(rows: &[Row], why: impl Fn(&Row) -> Result<Option<Care>, Fault>) -> Result<Vec<CareBrief>, Fault> {
    let mut briefs = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(why) = why(row)? else { continue };
        briefs.push(CareBrief {
            id: CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a case row bears no case"))?,
            receipt_no: row.text(1)?.to_owned(),
            item_body: Digest(row.array(2)?),
            authority: UnitCode::parse(row.text(3)?)
                .map_err(|_| Fault::inside("a case row bears no authority"))?,
            window: WindowId::parse(row.text(4)?).ok(),
            holder: PersonId::parse(row.text(5)?).ok(),
            pending_to: PersonId::parse(row.text(6)?).ok(),
            step: u8::try_from(row.int(7)?).ok(),
            why,
        });
    }
    Ok(briefs)
}

/// Cases of which the person is one end, whose window the person heads or whose authority the person leads; all of them for
/// who runs or supervises the centre, and for the head of the government: their board counts the whole centre.
fn looked_after(organisation: &Organisation, me: PersonId, on: Day, params: &mut Vec<Value>) -> String {
    let over = |post| organisation.holds_anywhere(me, post, on);
    if [Post::CentreManager, Post::Supervisor, Post::GovernmentHead].into_iter().any(over) {
        return "1 = 1".to_owned();
    }
    params.push(me.as_str().into());
    let place = params.len();
    let leads = organisation.posts_of(me, on);
    let leads = leads.filter(|it| [Post::LeaderInCharge, Post::AuthorityHead].contains(&it.post));
    let units: Vec<UnitCode> = leads.map(|it| it.unit).collect();
    let windows = organisation.windows.iter().filter(|it| it.head == Some(me)).map(|it| it.id.as_str());
    let windows = one_of("window_id", windows, params);
    format!("(holder = ${place} or pending_to = ${place} or {windows} or {})", in_units(&units, params))
}
