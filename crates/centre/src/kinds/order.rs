//! Streams `order/<id>`: urging notices, supervision orders, rectification notices and circulars (R101, R102, R104).

use calendar::Instant;
use casework::{File, Series};
use catalogue::OrderId;
use ledger::{Effect, RowImage, World};
use oversight::order::{self, Command, Event, Order};
use oversight::telling::Topic;
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, item_of, time_itself, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;
use crate::officer_told::order_effect;
use crate::oversight::appeal_figures::Made;

/// The rules of orders.
pub struct Orders;

const COLUMNS: &[&str] = &[
    "division",
    "order_id",
    // Written once.
    "kind",
    "year",
    "n",
    "unit",
    "case_id",
    "finding_id",
    "issued_by",
    "issued_at",
    "first_to",
    // What its life changes.
    "to_person",
    "rung",
    "since",
    "answer_by",
    "state",
    "open",
    "late",
    "returned",
    "counts",
    "decide_by",
    "published_at",
];

/// How many of them are written once.
const FIXED: usize = 11;

/// Whom an order went to first: who left it unanswered counts it, not whom it rose to. And which circulars are public.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0052_order_first",
    sql: r#"
alter table order_row add column first_to text not null default '';
alter table order_row add column published_at bigint;
update order_row set first_to = to_person;
create index if not exists order_row_published on order_row (division, published_at, order_id)
  where published_at is not null;
"#,
};

/// The stream of an order.
pub(crate) fn stream_of(id: OrderId) -> String {
    format!("{}{id}", Orders::STREAM)
}

/// The file of the case that a command or an order names.
fn file_of<'a>(order: &Order, command: Option<&Command>, world: &World<'a, Desk>) -> Option<&'a File> {
    let case = match (order, command) {
        (Order::Issued(held), _) => held.case,
        (Order::Absent, Some(Command::Issue(issue))) => issue.case,
        (Order::Absent, _) => None,
    };
    case.and_then(|case| case_file(world, case))
}

/// The item of such a case, by which its agent is found (F31).
fn bound_to<'a>(file: Option<&File>, world: &World<'a, Desk>) -> Bound<'a> {
    let of = |file: &File| Bound::of(item_of(world, file.facts.body), file.facts.body, true);
    file.map_or_else(Bound::nothing, of)
}

impl Kind for Orders {
    type State = Order;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "order/";
    const EVENTS: &'static str = "order.";

    fn decide(
        _stream: &str,
        state: &Order,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let (bounds, itself) = (bounds_of(world), world.actor == ledger::TIME);
        let file = file_of(state, Some(command), world);
        let decided = with_known(world, bound_to(file, world), actor, |known| {
            order::decide(state, command, known, bounds, file, itself)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Order, event: &Event) -> Order {
        order::evolve(state, event)
    }

    fn due(state: &Order) -> Option<Instant> {
        order::due(state)
    }

    fn catch_up(_stream: &str, state: &Order, at: Instant, world: &World<'_, Desk>) -> Vec<Event> {
        let (bounds, file) = (bounds_of(world), file_of(state, None, world));
        with_known(world, bound_to(file, world), time_itself(), |known| {
            order::catch_up(state, at, known, bounds, file)
        })
        .unwrap_or_default()
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        match event {
            Event::Sent(fact) => vec![(fact.number.series(), fact.number.n)],
            _ => Vec::new(),
        }
    }

    fn rows(division: &str, stream: &str, state: &Order) -> Vec<RowImage> {
        let (Some(id), Order::Issued(held)) = (stream.strip_prefix(Orders::STREAM), state) else {
            return Vec::new();
        };
        let text = |code: Option<&str>| -> Value { code.unwrap_or_default().into() };
        let day = |day: Option<calendar::Day>| -> Value {
            day.map_or_else(String::new, |day| day.to_string()).into()
        };
        let to = held.addressee();
        let appeal = held.appeal.filter(|it| it.decided.is_none());
        let values: Vec<Value> = vec![
            division.into(),
            id.into(),
            held.kind.key().into(),
            i64::from(held.number.year).into(),
            i64::from(held.number.n).into(),
            held.unit.as_str().into(),
            text(held.case.as_ref().map(|it| it.as_str())),
            text(held.finding.as_ref().map(|it| it.as_str())),
            text(held.by.as_ref().map(|it| it.as_str())),
            held.issued_at.0.into(),
            text(held.to.first().map(|(person, _)| person.as_str())),
            text(to.as_ref().map(|(person, _)| person.as_str())),
            to.map_or("", |(_, rung)| rung.key()).into(),
            held.since.0.into(),
            day(held.answer_by),
            held.way.key().into(),
            held.is_open().into(),
            held.late.into(),
            i64::from(held.returned).into(),
            held.counts().into(),
            day(appeal.map(|it| it.decide_by)),
            held.published.map(|it| it.at.0).into(),
        ];
        let own = RowImage { table: "order_row", columns: COLUMNS, key: 2, fixed: FIXED, values };
        let appealed = held.appeal.map(|it| Made::of("order", held.unit, &it).row(division, stream));
        std::iter::once(own).chain(appealed).collect()
    }

    /// Whom it goes to is told, and whom it rises to (R49, R144).
    fn effects(stream: &str, _state: &Order, event: &Event) -> Vec<Effect> {
        let Some(id) = stream.strip_prefix(Orders::STREAM) else { return Vec::new() };
        let told = match event {
            Event::Sent(fact) => Some((fact.to, Topic::OrderSent)),
            Event::Rose(fact) => fact.to.map(|to| (to, Topic::OrderRisen)),
            _ => None,
        };
        told.map(|(to, topic)| order_effect(to, id, topic)).into_iter().collect()
    }
}
