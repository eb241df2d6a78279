//! What nobody takes care of by itself: hand-overs not signed for, steps past their day, agents in name only (F30, F32).

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{CaseId, Digest, Organisation, PersonId, UnitCode, WindowId};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::desk_queue::Agents;
use crate::row::waits;
use crate::scope::{in_units, one_of};
use crate::{Centre, Fault};

/// Cases that one list names at most; one more is read, so that whoever shows it can say that there are more.
pub const CARE_MAX: usize = 200;
/// As many are read.
const READ: usize = CARE_MAX + 1;

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

/// An agent with what was concluded of his cases, and what of it he never touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleAgent {
    /// Who.
    pub agent: PersonId,
    /// Concluded cases in which the agent did nothing between acceptance and reply.
    pub idle: i64,
    /// All concluded cases of the agent.
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

    /// Agents by how many of their cases concluded since a day they never touched, the most first (F32).  Instant cases
    /// have no agent in fact (C6).
    pub async fn agents_idle(&self, since: Day) -> Result<Vec<IdleAgent>, Fault> {
        let sql = "select agent, cast(sum(1 - agent_acted) as bigint), cast(count(*) as bigint) from case_row
             where division = $1 and concluded_at >= $2 and category <> 'instant'
             group by agent order by agent limit 200";
        let rows = self.care_rows(sql.to_owned(), vec![since.start().0.into()]).await?;
        let mut idle = Vec::new();
        for row in &rows {
            let Ok(agent) = PersonId::parse(row.text(0)?) else { continue };
            idle.push(IdleAgent { agent, idle: row.int(1)?, all: row.int(2)? });
        }
        idle.retain(|it| it.idle > 0);
        idle.sort_by_key(|it| std::cmp::Reverse(it.idle));
        Ok(idle)
    }

    async fn care_rows(&self, sql: String, more: Vec<Value>) -> Result<Vec<Row>, Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        params.extend(more);
        Ok(self.store.read(Statement::new(sql, params)).await?)
    }
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
