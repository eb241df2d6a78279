//! Urging notices, supervision orders, rectification notices and circulars for programs (R101-R104, C28).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{Digest, FindingId, OrderId, PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::finding::Line;
use centre::oversight::order::{OrderAct, OrderBrief, OrderForm, OrderView, OrderWhich};
use centre::photograph::FIELD;
use centre::token::Bearer;
use oversight::appeal::Ground;
use oversight::order::{ANSWER_PICTURES_MAX, Event, Kind as Paper, Pictures};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PREFIX;
use super::body::may_be_large;
use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::intake::problem;
use super::photographs::{ENCODED_CHARS_MAX, READING, decoded, served};
use super::problem::{Kind, Trouble};
use super::record::{Command, ListAsked, choice, next};
use super::shown::{Next, day, time};
use web::handle::glyphs::printable;
use web::handle::orders::moment;

/// Bytes of an act at most: the photographs of an answer, and room for a writer that escapes what need not be.
pub const ACTS_BYTES_MAX: usize = ANSWER_PICTURES_MAX as usize * ENCODED_CHARS_MAX + 256 * 1024;

/// Whether this is an address to which acts on an order are sent, which has a bound of its own on the body.
pub fn is_acted_on(path: &str) -> bool {
    let below = path.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix("/orders/"));
    let order = below.and_then(|rest| rest.strip_suffix("/acts"));
    order.is_some_and(|order| !order.is_empty() && !order.contains('/'))
}

/// An order in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrderLine {
    /// Its name.
    pub order: String,
    /// `urging`, `supervision`, `rectification` or `circular`.
    pub kind: String,
    /// Year of its number.
    pub year: u16,
    /// Its number in that year.
    pub number: u32,
    /// The unit that answers for it.
    pub unit: String,
    /// The case; null where it is about none.
    pub case: Option<String>,
    /// When it was issued.
    #[schemars(extend("format" = "date-time"))]
    pub issued_at: String,
    /// Who has to answer now.
    pub to: Option<String>,
    /// Last day to answer.
    pub answer_by: Option<String>,
    /// `waiting`, `answered`, `closed` or `lifted`.
    pub state: String,
    /// Whether it was not answered in time, ever.
    pub late: bool,
}

/// A page of orders, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrderPage {
    /// The orders.
    pub orders: Vec<OrderLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// The whole of one order.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrderShown {
    /// Its name.
    pub order: String,
    /// Its version.
    pub version: u64,
    /// `urging`, `supervision`, `rectification` or `circular`.
    pub kind: String,
    /// Year of its number.
    pub year: u16,
    /// Its number in that year.
    pub number: u32,
    /// The unit that answers for it.
    pub unit: String,
    /// The case.
    pub case: Option<String>,
    /// 收件编号 of that case; empty where it is about none.
    pub receipt_no: String,
    /// The finding it rests on.
    pub finding: Option<String>,
    /// When it was issued.
    #[schemars(extend("format" = "date-time"))]
    pub issued_at: String,
    /// Who has to answer now.
    pub to: Option<String>,
    /// Last day to answer.
    pub answer_by: Option<String>,
    /// `waiting`, `answered`, `closed` or `lifted`.
    pub state: String,
    /// Whether it was not answered in time, ever.
    pub late: bool,
    /// How often an answer was sent back.
    pub returned: u8,
    /// When a circular was published; null where it is inside the government.
    pub published_at: Option<String>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
    /// Photographs and scans that came with answers, oldest first.
    pub photographs: Vec<OrderPhotograph>,
}

/// A photograph or scan of an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrderPhotograph {
    /// The entry of the answer.
    pub entry: u64,
    /// Its name in addresses.
    pub digest: String,
}

fn photographs(view: &OrderView) -> Vec<OrderPhotograph> {
    let of = |line: &Line<Event>| {
        let pictures = match &line.event {
            Event::Answered(fact) => fact.pictures,
            _ => Pictures::default(),
        };
        let entry = line.seq;
        let named = move |digest: Digest| OrderPhotograph { entry, digest: digest.to_string() };
        pictures.iter().map(named).collect::<Vec<_>>()
    };
    view.lines.iter().flat_map(of).collect()
}

/// What an order is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaperAsked {
    /// 催办单.
    Urging,
    /// 督办单.
    Supervision,
    /// 整改意见书.
    Rectification,
    /// 通报.
    Circular,
}

/// An order to issue.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderAsked {
    /// What it is.
    pub kind: PaperAsked,
    /// The unit; that of the case where one is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub unit: Option<String>,
    /// The case, by its number; may be empty.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub case: String,
    /// The finding it rests on.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub finding: Option<String>,
    /// To whom, where a person is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub to: Option<String>,
    /// What is asked.
    #[schemars(length(max = 2000))]
    pub words: String,
}

/// What can be done with an order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum OrderActAsked {
    /// 签收.
    Receive {},
    /// 答复.
    Answer {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
        /// The entry of the case that shows it.
        #[serde(default)]
        #[schemars(range(max = 9007199254740991_u64))]
        entry: Option<u64>,
        /// Photographs or scans that show it, each a JPEG, PNG or WebP of 3 MB at most, in base64 with its padding.
        #[serde(default)]
        #[schemars(length(max = 3), inner(length(max = 4_194_304)))]
        photographs: Vec<String>,
    },
    /// 退回重办.
    Return {
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 认可.
    Accept {
        /// May be empty.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉.
    Appeal {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right, and for which of the few reasons: the first three grant it.
        #[schemars(extend("enum" = ["facts", "law", "excused", "confirmed", "unproven", "nothing-new"]))]
        ground: String,
        /// Why, in words.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 通报公开, by somebody who did not issue it.
    Publish {
        /// What everybody reads; names nobody.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

impl OrderActAsked {
    /// The files that came with it, out of their letters.
    fn photographs(&mut self, call: &Call) -> Result<Vec<Vec<u8>>, Trouble> {
        let OrderActAsked::Answer { photographs, .. } = self else { return Ok(Vec::new()) };
        let encoded = std::mem::take(photographs);
        encoded.iter().map(|it| decoded(call, FIELD, it)).collect()
    }

    fn read(self) -> Result<OrderAct, FieldProblem> {
        Ok(match self {
            OrderActAsked::Receive {} => OrderAct::Receive,
            OrderActAsked::Answer { words, entry, .. } => OrderAct::Answer { words, entry },
            OrderActAsked::Return { words } => OrderAct::Return(words),
            OrderActAsked::Accept { words } => OrderAct::Accept(words),
            OrderActAsked::Appeal { words } => OrderAct::Appeal(words),
            OrderActAsked::Publish { words } => OrderAct::Publish(words),
            OrderActAsked::DecideAppeal { ground, reason } => {
                OrderAct::DecideAppeal { ground: choice("ground", Ground::parse(&ground))?, reason }
            }
        })
    }
}

impl OrderAsked {
    fn read(self) -> Result<OrderForm, centre::act::FieldProblem> {
        let wrong = |field: &str| problem(field, FieldWhy::NotAChoice);
        let unit = self.unit.map(|it| UnitCode::parse(&it)).transpose().map_err(|_| wrong("unit"))?;
        let finding =
            self.finding.map(|it| FindingId::parse(&it)).transpose().map_err(|_| wrong("finding"))?;
        let to = self.to.map(|it| PersonId::parse(&it)).transpose().map_err(|_| wrong("to"))?;
        let kind = match self.kind {
            PaperAsked::Urging => Paper::Urging,
            PaperAsked::Supervision => Paper::Supervision,
            PaperAsked::Rectification => Paper::Rectification,
            PaperAsked::Circular => Paper::Circular,
        };
        Ok(OrderForm { kind, unit, case: self.case, finding, to, words: self.words })
    }
}

/// `GET /api/v1/orders`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let asked = call.lists(&OrderWhich::ALL, |text| Some(text.to_owned())).await?;
    let ListAsked { bearer, which, limit, after } = asked;
    let briefs = call.app.centre.order_list_of(&bearer.session, bearer.unit, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, OrderBrief::cursor);
    let orders = briefs.iter().map(|it| OrderLine {
        order: it.id.to_string(),
        kind: it.kind.key().to_owned(),
        year: it.number.0,
        number: it.number.1,
        unit: it.unit.to_string(),
        case: it.case.map(|case| case.to_string()),
        issued_at: time(it.issued_at),
        to: it.to.map(|to| to.to_string()),
        answer_by: it.answer_by.map(day),
        state: it.state.clone(),
        late: it.late,
    });
    call.json(StatusCode::OK, &OrderPage { orders: orders.collect(), next })
}

/// The order of the address, once the token may see it.
async fn view(call: &Call, bearer: &Bearer) -> Result<OrderView, Trouble> {
    let id = OrderId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.order_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    if bearer.covers_unit(view.held.unit) { Ok(view) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/orders/{order}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let held = &view.held;
    let history = view
        .lines
        .iter()
        .map(|line| MomentShown::of(line.seq, line.recorded_at, moment(call.text, &view, line)));
    let answer = OrderShown {
        order: view.id.to_string(),
        version: view.version,
        kind: held.kind.key().to_owned(),
        year: held.number.year,
        number: held.number.n,
        unit: held.unit.to_string(),
        case: held.case.map(|case| case.to_string()),
        receipt_no: view.receipt.clone(),
        finding: held.finding.map(|finding| finding.to_string()),
        issued_at: time(held.issued_at),
        to: held.to.last().map(|(to, _)| to.to_string()),
        answer_by: held.answer_by.map(day),
        state: held.way.key().to_owned(),
        late: held.late,
        returned: held.returned,
        published_at: held.published.map(|it| time(it.at)),
        history: history.collect(),
        photographs: photographs(&view),
    };
    call.versioned(view.version, &answer)
}

/// `POST /api/v1/orders`
pub async fn issue(call: Call, body: Body) -> Response {
    call.finish(issued(&call, body).await)
}

async fn issued(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<OrderAsked>(body).await?;
    let mut form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    if let Some(own) = bearer.unit {
        // A token kept to a unit issues to that unit, and names the unit and not a case, which may be another's.
        if !form.case.trim().is_empty() || form.unit.is_some_and(|unit| unit != own) {
            return Err(Kind::OutOfScope.into());
        }
        form.unit = Some(own);
    }
    let printable = printable(&call.app.press, form.printed()).await;
    printable.map_err(|problem| call.problem(problem))?;
    let issued = call.app.centre.order_issue(&bearer.session, id, &form).await;
    let (order, done) = call.carried(issued).await?;
    let of = order.to_string();
    call.done(StatusCode::CREATED, &format!("/orders/{of}"), &of, &done)
}

/// `POST /api/v1/orders/{order}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    // Only what may bring files waits for one of the few places. They never close.
    let _turn = if may_be_large(&call.headers) { READING.acquire().await.ok() } else { None };
    let asked = call.acts_up_to::<OrderActAsked>(body, &[], ACTS_BYTES_MAX).await?;
    let Command { bearer, id, version, mut asked } = asked;
    let view = view(call, &bearer).await?;
    let of = view.id.to_string();
    let photographs = asked.photographs(call)?;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printable = printable(&call.app.press, act.words()).await;
    printable.map_err(|problem| call.problem(problem))?;
    let done = call.app.centre.order_act_with(&bearer.session, view.id, id, version, &act, photographs).await;
    call.done(StatusCode::OK, &format!("/orders/{of}"), &of, &call.carried(done).await?)
}

/// `GET /api/v1/orders/{order}/photographs/{photograph}`
pub async fn photograph(call: Call) -> Response {
    call.finish(pictured(&call).await)
}

async fn pictured(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let named = Digest::parse(&call.second).map_err(|_| Trouble::from(Kind::NotFound))?;
    let found = call.app.centre.order_photograph(&bearer.session, view.id, named).await;
    served(call, found.map_err(|problem| call.problem(problem))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_acts_on_an_order_have_the_larger_bound() {
        assert!(is_acted_on("/api/v1/orders/abc/acts"));
        for other in [
            "/api/v1/orders//acts",
            "/api/v1/orders/abc",
            "/api/v1/orders/abc/def/acts",
            "/api/v1/cases/abc/acts",
            "/desk/orders/abc/acts",
        ] {
            assert!(!is_acted_on(other), "{other}");
        }
    }
}
