//! Lists of cases: narrow rows, always by index, always bounded, never growing with the number of closed cases.

use calendar::{Day, Instant, Light};
use casework::Watch;
use casework::hearing::to_name;
use catalogue::{CaseId, Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::case::stream_of;
use crate::deemed::Deemed;
use crate::domain::State;
use crate::kinds::hearing::stream_of as hearing_stream;
use crate::particulars::{Applicant, Masked};
use crate::scope::{Scope, in_units, one_of, within};
use crate::{Centre, Fault};

/// Rows of one page of a list.
pub const PAGE: usize = 40;

/// One case as a list shows it.
#[derive(Debug, Clone)]
pub struct CaseBrief {
    /// The case.
    pub id: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// 收件编号.
    pub receipt_no: String,
    /// Code of the item.
    pub item: String,
    /// Body of the frozen revision.
    pub item_body: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// State word key (`casework`'s public state).
    pub state: String,
    /// Whose move it is (`casework`'s `WaitsFor` key).
    pub waits_for: String,
    /// Who holds the case.
    pub holder: Option<PersonId>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<PersonId>,
    /// The case agent.
    pub agent: Option<PersonId>,
    /// Applicant's name, masked; empty if erased.
    pub applicant: Masked,
    /// When it was received.
    pub received_at: Instant,
    /// The day shown: the earlier of promised and statutory, or the pre-acceptance or delivery day (C3).
    pub due_on: Option<Day>,
    /// When it turns yellow.
    pub yellow_at: Option<Instant>,
    /// When it turns red.
    pub red_at: Option<Instant>,
    /// From when on the law's own limit is past, or was when it ended.
    pub law_at: Option<Instant>,
    /// The clock is stopped, until this day at the latest.
    pub stopped_until: Option<Day>,
    /// Granted priority.
    pub priority: bool,
    /// Accepted by silence.
    pub deemed: bool,
    /// The day on which it was accepted.
    pub accepted_on: Option<Day>,
    /// The step in hand, from 0; none where no step is.
    pub step: Option<u8>,
    /// Two officers are still to be named for its check: the clock of that, which makes no case late (N22).
    pub to_name: Option<Watch>,
}

impl CaseBrief {
    /// The light now: instants are compared, colours are never stored.
    pub fn light(&self, now: Instant) -> Light {
        light(self.yellow_at, self.red_at, now)
    }

    /// Where a list goes on after this case.
    pub fn place(&self) -> Cursor {
        Cursor { red_at: self.red_at.map_or(i64::MAX, |at| at.0), case_id: self.id.to_string() }
    }

    /// Whether the law's own limit is past, not only the promise.
    pub fn is_past_law(&self, now: Instant) -> bool {
        self.law_at.is_some_and(|at| at <= now)
    }
}

pub(crate) fn light(yellow_at: Option<Instant>, red_at: Option<Instant>, now: Instant) -> Light {
    if red_at.is_some_and(|at| at <= now) {
        Light::Red
    } else if yellow_at.is_some_and(|at| at <= now) {
        Light::Yellow
    } else {
        Light::Green
    }
}

/// Where a list goes on: the sort key and the case of the last row shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// `red_at` of the last row; [`i64::MAX`] where it has none.
    pub red_at: i64,
    /// The last row's case.
    pub case_id: String,
}

/// Which open cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All open cases of a unit.
    Unit(UnitCode),
    /// All open cases of these units.
    Units(Vec<UnitCode>),
    /// All open cases.
    All,
    /// Held by a person.
    HeldBy(PersonId),
    /// Held by any of these people.
    HeldByAny(Vec<PersonId>),
    /// Held by another in the place of a person who is or was away (E23).
    Covering(PersonId),
    /// Given to a person and not yet taken.
    PendingTo(PersonId),
    /// Waiting for a kind of act at one of these units.
    Waiting(&'static str, Vec<UnitCode>),
    /// Waiting for a kind of act anywhere.
    WaitingAnywhere(&'static str),
    /// Rechecks and the like of one case agent.
    WaitingAgent(&'static str, PersonId),
    /// The same at these units, of agents who are none of these people: they went, or have the post no longer (F31).
    WaitingNoAgent(&'static str, Vec<UnitCode>, Vec<PersonId>),
    /// The fast track is asked for at one of these units, and nobody has answered (A42).
    PriorityAsked(Vec<UnitCode>),
    /// The same anywhere.
    PriorityAskedAnywhere,
}

impl Which {
    /// The division, hidden from the planner where nothing beside it leads to an index: it would read all by their key.
    pub(crate) fn division(&self) -> &'static str {
        if *self == Which::PriorityAskedAnywhere { "division || ''" } else { "division" }
    }

    /// The predicate; what it names is added to `params`.
    pub(crate) fn predicate(&self, params: &mut Vec<Value>) -> String {
        let mut place = |value: &str| {
            params.push(value.into());
            params.len()
        };
        match self {
            Which::All => "1 = 1".to_owned(),
            Which::Unit(unit) => format!("authority = ${}", place(unit.as_str())),
            Which::Units(units) => in_units(units, params),
            Which::HeldBy(person) => format!("holder = ${}", place(person.as_str())),
            Which::HeldByAny(people) => one_of("holder", people.iter().map(PersonId::as_str), params),
            Which::Covering(person) => format!("covers <> '' and covers = ${}", place(person.as_str())),
            Which::PendingTo(person) => {
                format!("pending_to <> '' and pending_to = ${}", place(person.as_str()))
            }
            Which::Waiting(what, units) => {
                let what = place(what);
                format!("waits_for = ${what} and {}", in_units(units, params))
            }
            Which::WaitingAnywhere(what) => format!("waits_for = ${}", place(what)),
            Which::WaitingAgent(what, person) => {
                format!("waits_for = ${} and agent = ${}", place(what), place(person.as_str()))
            }
            Which::WaitingNoAgent(what, units, here) => {
                let (what, at) = (place(what), in_units(units, params));
                // All of them: whoever was left out would seem to have gone.
                let here = one_of("agent", here.iter().map(PersonId::as_str), params);
                format!("waits_for = ${what} and {at} and not {here}")
            }
            Which::PriorityAsked(units) => format!("priority = 1 and {}", in_units(units, params)),
            Which::PriorityAskedAnywhere => "priority = 1".to_owned(),
        }
    }
}

/// What a person narrows a list to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Narrow<'a> {
    /// Only cases in hand whose light is this one.
    pub light: Option<Light>,
    /// Only cases whose clock is stopped.
    pub stopped: bool,
    /// Only cases not concluded, as boards count them: what waits to be collected is in hand no more.
    pub in_hand: bool,
    /// Only cases that wait for this (a word of [`crate::row::waits`]).
    pub waits_for: Option<&'a str>,
    /// Only cases whose stopped clock runs again on this day at the latest.
    pub runs_by: Option<Day>,
    /// Only cases of this authority.
    pub unit: Option<UnitCode>,
    /// Only cases of the item with this code.
    pub item: Option<&'a str>,
    /// Only what came in at the window with this code.
    pub window: Option<&'a str>,
    /// Only cases not concluded whose last day in time this is.
    pub due: Option<Day>,
    /// Only what silence accepted; then also what is over, as the board counts it.
    pub deemed: Option<Deemed<'a>>,
}

impl Narrow<'_> {
    /// The predicate at an instant; what it names is added to `params`.
    pub(crate) fn predicate(self, now: i64, params: &mut Vec<Value>) -> String {
        let mut sql = within(self.unit, params);
        if self.stopped {
            sql += " and stopped = 1";
        }
        if self.in_hand {
            sql += " and concluded_at is null";
        }
        if let Some(day) = self.runs_by {
            params.push(day.to_string().into());
            sql += &format!(" and stopped = 1 and stopped_until <= ${}", params.len());
        }
        if let Some(light) = self.light {
            params.push(now.into());
            let now = params.len();
            let red = format!("coalesce(red_at, 9223372036854775807) <= ${now}");
            let yellow = format!("coalesce(yellow_at, 9223372036854775807) <= ${now}");
            sql += " and concluded_at is null";
            sql += &match light {
                Light::Red => format!(" and {red}"),
                Light::Yellow => format!(" and {yellow} and not {red}"),
                Light::Green => format!(" and not {yellow} and not {red}"),
            };
        }
        if let Some(due) = self.due {
            // Red begins at midnight after the last day in time.
            params.push(due.start().0.into());
            params.push(due.plus_days(1).start().0.into());
            let (after, until) = (params.len() - 1, params.len());
            sql += &format!(" and concluded_at is null and red_at > ${after} and red_at <= ${until}");
        }
        if let Some(deemed) = self.deemed {
            sql += &format!(" and {}", deemed.predicate(params));
        }
        if let Some(what) = self.waits_for {
            params.push(what.into());
            sql += &format!(" and waits_for = ${}", params.len());
        }
        if let Some(item) = self.item {
            params.push(item.into());
            sql += &format!(" and item = ${}", params.len());
        }
        if let Some(window) = self.window {
            params.push(window.into());
            sql += &format!(" and window_id = ${}", params.len());
        }
        sql
    }
}

const COLUMNS: &str = "case_id, case_no, receipt_no, item, item_body, authority, state, waits_for, holder, pending_to, agent, \
     applicant_seal, received_at, due_on, yellow_at, red_at, stopped, stopped_until, priority, deemed, accepted_at, step, \
     law_at";

/// How many columns a brief has: where those of a longer row begin.
pub(crate) const BRIEF: usize = 23;

/// A case of a list before its applicant's name is opened.
pub(crate) struct Unnamed {
    pub(crate) brief: CaseBrief,
    seal: Digest,
}

impl Centre {
    /// One page of open cases in the person's scope, the most pressing first; of what silence accepted also what is over.
    pub async fn case_list(
        &self,
        session: &Session,
        which: Which,
        narrow: Narrow<'_>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let scope = self.scope(session).await?;
        let mut list = self.list(&which, narrow, Some(&scope), after, limit).await?;
        self.open_names(list.iter_mut().collect()).await?;
        self.look_for_officers(list.iter_mut().map(|it| &mut it.brief).collect()).await?;
        Ok(list.into_iter().map(|it| it.brief).collect())
    }

    /// One page of open cases, names not yet opened: several lists are opened in one reading.
    pub(crate) async fn list(
        &self,
        which: &Which,
        narrow: Narrow<'_>,
        scope: Option<&Scope>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Unnamed>, Fault> {
        let after = after.unwrap_or(Cursor { red_at: i64::MIN, case_id: String::new() });
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            after.red_at.into(),
            after.case_id.into(),
            limit.min(200).into(),
        ];
        let wanted = which.predicate(&mut params);
        // A day, an item or a window of the whole division is looked up among the open cases, as the forecast is, not among all by their key.
        let one = narrow.due.is_some() || narrow.item.is_some() || narrow.window.is_some();
        let few = one && narrow.deemed.is_none();
        let division = if *which == Which::All && few { "division || ''" } else { which.division() };
        let open = if narrow.deemed.is_some() { "1 = 1" } else { "open = 1" };
        let narrow = narrow.predicate(self.now(), &mut params);
        let seen = scope.map_or_else(|| "1 = 1".to_owned(), |scope| scope.predicate(&mut params));
        let sql = format!(
            "select {COLUMNS} from case_row where {division} = $1 and {open} and {wanted} and {narrow} and {seen} \
             and (coalesce(red_at, 9223372036854775807) > $2 \
                  or (coalesce(red_at, 9223372036854775807) = $2 and case_id > $3)) \
             order by coalesce(red_at, 9223372036854775807), case_id limit $4"
        );
        self.unnamed(Statement::new(sql, params)).await
    }

    pub(crate) async fn briefs(&self, statement: Statement) -> Result<Vec<CaseBrief>, Fault> {
        let mut list = self.unnamed(statement).await?;
        self.open_names(list.iter_mut().collect()).await?;
        Ok(list.into_iter().map(|it| it.brief).collect())
    }

    /// Rows that begin with the columns of a brief, each with its brief and the applicant's name opened.
    pub(crate) async fn briefs_with(&self, statement: Statement) -> Result<Vec<(Row, CaseBrief)>, Fault> {
        let rows = self.store.read(statement).await?;
        let mut named: Vec<Unnamed> = Vec::with_capacity(rows.len());
        for row in &rows {
            named.push(Unnamed { seal: Digest(row.array(11)?), brief: brief_of(row)? });
        }
        self.open_names(named.iter_mut().collect()).await?;
        Ok(rows.into_iter().zip(named.into_iter().map(|it| it.brief)).collect())
    }

    async fn unnamed(&self, statement: Statement) -> Result<Vec<Unnamed>, Fault> {
        let rows = self.store.read(statement).await?;
        rows.iter().map(|row| Ok(Unnamed { seal: Digest(row.array(11)?), brief: brief_of(row)? })).collect()
    }

    /// Says of every case for whose check two officers are still to be named until when: one reading of the registers of
    /// those that are to be checked (N22).
    pub(crate) async fn look_for_officers(&self, briefs: Vec<&mut CaseBrief>) -> Result<(), Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(()) };
        let now = self.instant();
        let mut checked = Vec::new();
        for brief in briefs {
            let (Some(accepted_on), Some(step)) = (brief.accepted_on, brief.step) else { continue };
            let Some(item) = self.item_body(brief.item_body).await? else { continue };
            // As if nobody were named: the register says whether it is so.
            if let Some(watch) = to_name(&item, accepted_on, step, None, &calendar, now) {
                checked.push((brief, watch));
            }
        }
        let mut registers: Vec<String> = checked.iter().map(|(brief, _)| hearing_stream(brief.id)).collect();
        registers.sort();
        registers.dedup();
        if registers.is_empty() {
            return Ok(());
        }
        let registers = self.ledger.load_all(&self.division, &registers).await?;
        for (brief, watch) in checked {
            let register = registers.get(&hearing_stream(brief.id));
            let named = matches!(register, Some(State::Hearing(hearing)) if hearing.officers.is_some());
            brief.to_name = (!named).then_some(watch);
        }
        Ok(())
    }

    /// Opens the applicants' names of lists, each sealed text once.
    pub(crate) async fn open_names(&self, lists: Vec<&mut Unnamed>) -> Result<(), Fault> {
        let mut wanted: Vec<(String, Digest)> =
            lists.iter().map(|it| (stream_of(it.brief.id), it.seal)).collect();
        wanted.sort();
        wanted.dedup();
        let texts = self.texts_of_list(&wanted).await?;
        for it in lists {
            let applicant: Option<Applicant> = texts.record(it.seal);
            it.brief.applicant = Masked::new(applicant.map(|it| it.name).unwrap_or_default());
        }
        Ok(())
    }
}

/// The columns that [`brief_of`] reads.
pub(crate) fn brief_columns() -> &'static str {
    COLUMNS
}

fn brief_of(row: &Row) -> Result<CaseBrief, Fault> {
    let code = |text: &str| PersonId::parse(text).ok();
    let day = |text: &str| Day::parse(text);
    Ok(CaseBrief {
        id: CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a case row bears no case"))?,
        case_no: row.text(1)?.to_owned(),
        receipt_no: row.text(2)?.to_owned(),
        item: row.text(3)?.to_owned(),
        item_body: Digest(row.array(4)?),
        authority: UnitCode::parse(row.text(5)?)
            .map_err(|_| Fault::inside("a case row bears no authority"))?,
        state: row.text(6)?.to_owned(),
        waits_for: row.text(7)?.to_owned(),
        holder: code(row.text(8)?),
        pending_to: code(row.text(9)?),
        agent: code(row.text(10)?),
        applicant: Masked::new(String::new()),
        received_at: Instant(row.int(12)?),
        due_on: day(row.text(13)?),
        yellow_at: row.opt_int(14)?.map(Instant),
        red_at: row.opt_int(15)?.map(Instant),
        stopped_until: if row.int(16)? == 1 { day(row.text(17)?) } else { None },
        priority: row.int(18)? == 1,
        deemed: row.int(19)? == 1,
        accepted_on: row.opt_int(20)?.map(|at| Instant(at).day()),
        step: u8::try_from(row.int(21)?).ok(),
        law_at: row.opt_int(22)?.map(Instant),
        to_name: None,
    })
}
