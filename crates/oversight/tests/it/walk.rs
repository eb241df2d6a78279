//! Orders at random: whatever people ask and however time goes, what must never happen does not happen.

use crate::dice::Dice;
use crate::fixture::*;
use crate::order::{Order, accept, answer, appeal, back, decide, issue, publish};
use crate::play::Play;
use crate::watch::*;
use calendar::Instant;
use oversight::order::*;

/// Steps of the walk.
const STEPS: usize = 2_000;
/// Where it begins.
const SEED: u64 = 20_260_302;

fn is_closing(held: &Held, kind: &str) -> bool {
    kind == "order.answer-accepted" || (held.kind == Kind::Circular && kind == "order.received")
}

/// What holds of every order at every moment.
fn holds(order: &Order) {
    let oversight::order::Order::Issued(held) = &order.state else { return };
    assert!(!held.to.is_empty() && held.to.len() <= ADDRESSED_MAX, "{:?}", held.to);
    let rungs: Vec<_> = held.to.iter().map(|(_, rung)| *rung).collect();
    assert!(rungs.is_sorted(), "it only rises: {rungs:?}");
    assert!(held.by.is_none_or(|by| held.to.iter().all(|(to, _)| *to != by)), "nobody urges himself");
    let closings = order.log.iter().filter(|(kind, _)| is_closing(held, kind)).count();
    assert!(closings <= 1, "closed twice: {:?}", order.kinds());
    assert!(due(&order.state).is_none_or(|at| at > order.world.now), "time has done all it had to do");
    let lifted = matches!(held.way, Way::Lifted { .. });
    assert_eq!(lifted, !held.counts());
    if lifted {
        assert_eq!(order.log.last().map(|(kind, _)| *kind), Some("order.appeal-decided"));
    }
    let again = order.log.iter().fold(oversight::order::Order::Absent, |state, (kind, bytes)| {
        evolve(state, &Event::decode(kind, bytes).expect("what was written can be read"))
    });
    assert_eq!(again, order.state, "what is stored gives the same state");
    let state = serde_json::to_string(&order.state).expect("a state has a stored form");
    assert_eq!(serde_json::from_str::<oversight::order::Order>(&state).expect("it reads"), order.state);
}

#[test]
fn no_walk_breaks_what_must_hold_of_an_order() {
    let mut dice = Dice::new(SEED);
    let people: Vec<&str> = PEOPLE.into_iter().chain(SUPERVISORS).chain(["time"]).collect();
    let likely = ["do.sc", "lead.sc", "chief.sc", "centre", "super1", "super2"];
    let world = Play::with_handler();
    let mut order = Order::new(world);
    let (mut taken, mut refused, mut orders, mut ends) = (0, 0, 0, [0; 3]);
    for _ in 0..STEPS {
        if dice.below(3) == 0 {
            let minutes = i64::try_from(dice.below(36 * 60)).expect("a day and a half");
            let now = Instant(order.world.now.0 + minutes * 60_000_000);
            order = order.until(now);
            holds(&order);
            continue;
        }
        let absent = matches!(order.state, oversight::order::Order::Absent);
        let person = if dice.below(4) > 0 { dice.one(&likely) } else { dice.one(&people) };
        let command = match dice.below(13) {
            n if n == 0 || (absent && n < 6) => issue(dice.one(&Kind::ALL)),
            1 => Command::Receive,
            2..=5 => answer(),
            6 | 7 => back(),
            8 => accept(),
            9 => appeal(),
            12 => publish(),
            _ => decide(dice.below(2) == 0),
        };
        let was_lifted = matches!(&order.state, oversight::order::Order::Issued(held) if !held.counts());
        match order.attempt(person, command) {
            Ok(facts) => {
                assert!(!facts.is_empty() && !was_lifted, "a lifted order takes nothing any more");
                taken += 1;
            }
            Err(refusal) => {
                assert!(!refusal.code().is_empty());
                refused += 1;
            }
        }
        holds(&order);
        let oversight::order::Order::Issued(held) = &order.state else { continue };
        let end = match held.way {
            Way::Lifted { .. } => 0,
            Way::Closed { .. } => 1,
            _ if held.late => 2,
            _ => continue,
        };
        if dice.below(6) == 0 {
            ends[end] += 1;
            orders += 1;
            (order.state, order.log) = (oversight::order::Order::Absent, Vec::new());
        }
    }
    println!("{orders} orders, {taken} acts taken, {refused} refused, ends {ends:?}");
    assert!(orders > 30 && taken > 100 && refused > 500, "the walk went somewhere");
    assert!(ends.iter().all(|n| *n > 0), "lifted, closed and late: {ends:?}");
}
