//! The table of the bar list: an entry from its proposal to its end, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 6] = ["do.sc", "do2.sc", "agent.sc", "lead.sc", "chief.sc", "do.wj"];

fn states() -> Vec<(&'static str, Listed)> {
    let proposed = || listed().then("do.sc", propose(Ground::FalseMaterials));
    let heard = || proposed().then("do.sc", hear());
    let decided = || heard().then("chief.sc", Asked::Decide);
    vec![
        ("nobody listed", listed()),
        ("nothing found false", {
            let play = Play::granted_on_commitment().then("do.sc", check(CheckOutcome::Kept));
            Listed { play, ..listed() }
        }),
        ("proposed", proposed()),
        ("proposed, heard", heard()),
        ("not listed after all", proposed().then("chief.sc", Asked::Refuse { reason: sealed(33) })),
        ("listed", decided()),
        ("listed and told", decided().then("do.sc", Asked::Tell)),
        ("lifted", decided().then("chief.sc", lift())),
        ("over by itself", decided().until(day("2027-03-11").start())),
    ]
}

#[test]
fn the_table_of_the_bar_list_is_the_one_in_the_source() {
    let commands = [
        ("propose for a false commitment", propose(Ground::FalseCommitment)),
        ("propose for false materials", propose(Ground::FalseMaterials)),
        ("hear", hear()),
        ("decide", Asked::Decide),
        ("refuse", Asked::Refuse { reason: sealed(33) }),
        ("tell", Asked::Tell),
        ("lift", lift()),
    ];
    let mut grid = Grid::default();
    for (name, listed) in states() {
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let mut copy = listed.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[listed.log.len()..].iter().map(Fact::kind).collect())
        });
    }
    grid.is("bar_transitions.txt");
}
