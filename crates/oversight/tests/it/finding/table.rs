//! The table of a finding: raised, judged, appealed, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 7] = ["time", "super1", "super2", "do.sc", "lead.sc", "agent.sc", "centre"];

#[test]
fn the_table_of_a_finding_is_the_one_in_the_source() {
    let appealed = || founded().then("do.sc", appeal());
    let states = [
        ("nothing found", none()),
        ("raised by a rule", raised()),
        ("raised by super1", none().then("super1", Command::Raise(Raise::from(seen_in_person())))),
        ("raised, its days to explain over", raised().on("2026-03-06")),
        ("stated", raised().then("do.sc", state())),
        ("founded", founded()),
        ("founded, past its appeal", founded().on("2026-03-18")),
        ("excused", raised().then("super1", judge(Verdict::Excused))),
        ("appealed", appealed()),
        ("appealed, its answer late", appealed().on("2026-03-17")),
        ("appealed in vain", appealed().then("super2", decide(false))),
        ("lifted", appealed().then("super2", decide(true))),
    ];
    let commands = [
        ("raise by a rule", Command::Raise(Raise::from(about(Rule::StepLate)))),
        ("raise what was seen", Command::Raise(Raise::from(seen_in_person()))),
        ("state", state()),
        ("judge founded", judge(Verdict::Founded)),
        ("judge mistaken", judge(Verdict::Mistaken)),
        ("appeal", appeal()),
        ("uphold the appeal", decide(true)),
        ("dismiss the appeal", decide(false)),
    ];
    let mut grid = Grid::default();
    for (name, finding) in states {
        grid.state(name, &BY, &commands, |person, command| {
            let facts = finding.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(|fact| fact.kind()).collect())
        });
    }
    grid.is("finding_transitions.txt");
}
