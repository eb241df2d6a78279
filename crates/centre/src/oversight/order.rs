//! Orders: urging notices, supervision orders, rectification notices and circulars, as they are written, answered and
//! looked at.

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{CaseId, FindingId, OrderId, Organisation, PersonId, UnitCode};
use ledger::Done;
use oversight::order::{Command, Event, Held, Issue, Kind, Order, Rung, addressed};
use serde::Serialize;
use store::{Row, Statement, Value};

use super::finding::Line;
pub use super::order_act::OrderAct;
use super::{Asking, Sight, hex, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::order::stream_of;
use crate::particulars::Texts;
use crate::reach::OfficerMessage;
use crate::scope::page_after;
use crate::{Centre, Fault};

/// An order as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderForm {
    /// What.
    pub kind: Kind,
    /// The unit; that of the case where one is named.
    pub unit: Option<UnitCode>,
    /// The case, by number; may be empty.
    pub case: String,
    /// The finding it rests on.
    pub finding: Option<FindingId>,
    /// To whom, where a person is named.
    pub to: Option<PersonId>,
    /// What is asked.
    pub words: String,
}

/// An order of a list.
#[derive(Debug, Clone)]
pub struct OrderBrief {
    /// Which.
    pub id: OrderId,
    /// What it is.
    pub kind: Kind,
    /// Year and number.
    pub number: (u16, u32),
    /// The unit.
    pub unit: UnitCode,
    /// The case.
    pub case: Option<CaseId>,
    /// When it was issued.
    pub issued_at: Instant,
    /// Who has to answer now.
    pub to: Option<PersonId>,
    /// On which rung.
    pub rung: Option<Rung>,
    /// When it came there.
    pub since: Instant,
    /// Whether it went on from whom it was issued to.
    pub has_risen: bool,
    /// Last day to answer.
    pub answer_by: Option<Day>,
    /// `waiting`, `answered`, `closed` or `lifted`.
    pub state: String,
    /// Whether it was not answered in time, ever.
    pub late: bool,
    /// Last day to decide an appeal that waits.
    pub decide_by: Option<Day>,
}

impl OrderBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.issued_at.0, self.id)
    }
}

/// Which orders a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OrderWhich {
    /// Those that wait for this person's answer.
    #[default]
    Mine,
    /// Those that are open.
    Open,
    /// Answered, to be looked at.
    Answered,
    /// Past their day and still not answered.
    Overdue,
    /// Not answered in time once, also when they are closed.
    Late,
    /// All.
    All,
}

impl OrderWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, OrderWhich); 6] = [
        ("", OrderWhich::Mine),
        ("open", OrderWhich::Open),
        ("answered", OrderWhich::Answered),
        ("overdue", OrderWhich::Overdue),
        ("late", OrderWhich::Late),
        ("all", OrderWhich::All),
    ];

    /// The choice of a word; the own ones for a word that is none.
    pub fn of(word: &str) -> OrderWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(OrderWhich::Mine, |(_, which)| *which)
    }

    /// The predicate on rows; what it names is added to `params`.
    fn predicate(self, session: &Session, params: &mut Vec<Value>) -> String {
        match self {
            OrderWhich::Mine => {
                params.push(session.person.as_str().into());
                format!("open = 1 and state = 'waiting' and to_person = ${}", params.len())
            }
            OrderWhich::Open => "open = 1".to_owned(),
            OrderWhich::Answered => "open = 1 and state = 'answered'".to_owned(),
            OrderWhich::Overdue => "open = 1 and state = 'waiting' and late = 1".to_owned(),
            OrderWhich::Late => "late = 1".to_owned(),
            OrderWhich::All => "1 = 1".to_owned(),
        }
    }
}

/// The whole of one order.
pub struct OrderView {
    /// Which.
    pub id: OrderId,
    /// What holds of it.
    pub held: Box<Held>,
    /// Its version, for forms.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
    /// Number of the case's receipt.
    pub receipt: String,
    /// Messages by which those it went to were told outside the desk, the oldest first (R144).
    pub told: Vec<OfficerMessage>,
}

const COLUMNS: &str = "order_id, kind, year, n, unit, case_id, issued_at, to_person, rung, answer_by, state, late, \
     decide_by, since, first_to";

fn brief_of(row: &Row) -> Result<OrderBrief, Fault> {
    let wrong = || Fault::inside("a row of an order does not read");
    let (kind, rung) = (row.text(1)?, row.text(8)?);
    Ok(OrderBrief {
        id: OrderId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::ALL.into_iter().find(|it| it.key() == kind).ok_or_else(wrong)?,
        number: (
            u16::try_from(row.int(2)?).map_err(|_| wrong())?,
            u32::try_from(row.int(3)?).map_err(|_| wrong())?,
        ),
        unit: UnitCode::parse(row.text(4)?).map_err(|_| wrong())?,
        case: CaseId::parse(row.text(5)?).ok(),
        issued_at: Instant(row.int(6)?),
        to: PersonId::parse(row.text(7)?).ok(),
        rung: Rung::ALL.into_iter().find(|it| it.key() == rung),
        answer_by: Day::parse(row.text(9)?),
        state: row.text(10)?.to_owned(),
        late: row.int(11)? == 1,
        decide_by: Day::parse(row.text(12)?),
        since: Instant(row.int(13)?),
        has_risen: row.text(14)? != row.text(7)?,
    })
}

impl Centre {
    /// One page of the orders a person sees, the latest first.
    pub async fn order_list(
        &self,
        session: &Session,
        which: OrderWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<OrderBrief>, Fault> {
        self.order_list_of(session, None, which, after, limit).await
    }

    /// The same of one unit alone.
    pub async fn order_list_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: OrderWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<OrderBrief>, Fault> {
        let sight = self.sight(session).await?;
        let mut params = page_after(&self.division, after, limit);
        let wanted = which.predicate(session, &mut params);
        params.push(session.person.as_str().into());
        let issuer = params.len();
        let seen = sight.predicate("to_person", false, &mut params);
        let of_unit = super::of_unit(unit, &mut params);
        let sql = format!(
            "select {COLUMNS} from order_row where division = $1 and {wanted} and {of_unit} \
             and ({seen} or issued_by = ${issuer}) \
             and (issued_at < $2 or (issued_at = $2 and order_id < $3)) \
             order by issued_at desc, order_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(brief_of).collect()
    }

    /// How many orders a list would show on all its pages.
    pub async fn order_count(&self, session: &Session, which: OrderWhich) -> Result<i64, Fault> {
        let sight = self.sight(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), session.person.as_str().into()];
        let wanted = which.predicate(session, &mut params);
        let seen = sight.predicate("to_person", false, &mut params);
        let sql = format!(
            "select cast(count(*) as bigint) from order_row where division = $1 and {wanted} \
             and ({seen} or issued_by = $2)"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
    }

    /// How many orders wait for this person's answer or signature.
    pub async fn orders_waiting(&self, session: &Session) -> Result<i64, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select cast(count(*) as bigint) from order_row \
                 where to_person = $2 and division = $1 and open = 1 and state = 'waiting'",
                vec![self.division.as_str().into(), session.person.as_str().into()],
            ))
            .await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
    }

    /// Orders about one case, for whoever may see them.
    pub async fn orders_of_case(&self, session: &Session, case: CaseId) -> Result<Vec<OrderBrief>, Fault> {
        let sight = self.sight(session).await?;
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), case.as_str().into(), session.person.as_str().into()];
        let seen = sight.predicate("to_person", false, &mut params);
        let sql = format!(
            "select {COLUMNS} from order_row where division = $1 and case_id <> '' and case_id = $2 \
             and ({seen} or issued_by = $3) order by issued_at desc, order_id limit 40"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(brief_of).collect()
    }

    /// What holds of an order and its version, for whoever has to do with it; nobody else sees anything of it.
    pub(super) async fn order_seen(
        &self,
        session: &Session,
        id: OrderId,
    ) -> Result<(Box<Held>, u64, Arc<Organisation>), Problem> {
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await?.ok_or(Problem::NotFound)?;
        let State::Order(Order::Issued(held)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let sees = Sight::of(&organisation, me, today) == Sight::Everything
            || addressed(&organisation, &held, me, today)
            || held.by == Some(me);
        if sees { Ok((held, loaded.version, organisation)) } else { Err(Problem::OutOfScope) }
    }

    /// The whole of one order, for whoever has to do with it.
    pub async fn order_fetch(&self, session: &Session, id: OrderId) -> Result<OrderView, Problem> {
        let (held, version, organisation) = self.order_seen(session, id).await?;
        let stream = stream_of(id);
        let texts = self.texts_of(&stream).await?;
        let lines = self.history(&stream, Event::decode).await?;
        let receipt = self.receipt_of(held.case).await?;
        let now = self.instant();
        let told = self.officer_messages_about(id.as_str()).await?;
        Ok(OrderView { id, held, version, texts, lines, organisation, now, receipt, told })
    }

    /// Issues an order. It bears the form's command id, so a double click makes no second one.
    pub async fn order_issue(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &OrderForm,
    ) -> Result<(OrderId, Done), Problem> {
        let mut problems: Vec<FieldProblem> =
            text_problem("words", &form.words, true, TEXT_CHARS_MAX).into_iter().collect();
        problems.extend(text_problem("case", &form.case, false, 60));
        if form.unit.is_none() && form.case.trim().is_empty() && problems.is_empty() {
            problems.push(FieldProblem { field: "unit".into(), why: FieldWhy::Missing });
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let case = self.case_named(session, &form.case).await?;
        let unit = match case {
            Some(case) => {
                let state = self.case_in_scope(session, case).await?;
                state.case.facts().ok_or(Problem::NotFound)?.authority
            }
            None => form.unit.ok_or(Problem::NotFound)?,
        };
        if let Some(finding) = form.finding {
            self.finding_fetch(session, finding).await?;
        }
        let id = OrderId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let content = content_of(&("order", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let done = self
            .supervise(asking, |sealer| {
                let words = Some(sealed(sealer, "order-words", &form.words)?);
                let (kind, finding, to) = (form.kind, form.finding, form.to);
                Ok(Asked::Order(Command::Issue(Issue {
                    kind,
                    unit,
                    case,
                    finding,
                    words,
                    to,
                    answer_by: None,
                })))
            })
            .await?;
        Ok((id, done))
    }
}
