//! The table of an order: wherever it stands, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 9] =
    ["time", "super1", "super2", "centre", "agent.sc", "do.sc", "lead.sc", "chief.sc", "intake2"];

#[test]
fn the_table_of_an_order_is_the_one_in_the_source() {
    let appealed = || closed().then("lead.sc", appeal());
    let states = [
        ("not issued", Order::new(Play::with_handler())),
        ("not issued, without a case", Order::new(Play::new(licence()))),
        ("issued", urging()),
        ("signed for", urging().then("do.sc", Command::Receive)),
        ("late, risen to the supervisors", urging().on("2026-03-16")),
        ("answered", answered()),
        ("sent back", answered().then("centre", back())),
        ("closed", closed()),
        ("closed, past its appeal", closed().on("2026-03-18")),
        ("appealed", appealed()),
        ("appealed in vain", appealed().then("super1", decide(false))),
        ("lifted", lifted()),
        ("a circular", circular()),
        ("a circular, published", circular().then("super1", publish())),
        ("a circular, signed for", circular().then("lead.sc", Command::Receive)),
    ];
    let commands = [
        ("issue an urging notice", issue(Kind::Urging)),
        ("issue a supervision order", issue(Kind::Supervision)),
        ("receive", Command::Receive),
        ("answer", answer()),
        ("return", back()),
        ("accept", accept()),
        ("publish", publish()),
        ("appeal", appeal()),
        ("uphold the appeal", decide(true)),
        ("dismiss the appeal", decide(false)),
    ];
    let mut grid = Grid::default();
    for (name, order) in states {
        grid.state(name, &BY, &commands, |person, command| {
            let facts = order.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(|fact| fact.kind()).collect())
        });
    }
    grid.is("order_transitions.txt");
}
