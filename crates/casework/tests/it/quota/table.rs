//! The table of a line: how a case stands in it, every command.

use super::*;
use crate::grid::Grid;

#[test]
fn the_table_of_a_line_is_the_one_in_the_source() {
    let waiting = || (1..=2).fold(Line::default(), enters);
    let states = [
        ("empty", Line::default()),
        ("the case waits first", waiting()),
        ("the case granted", settles(waiting(), 1, granted())),
        ("the case out", settles(waiting(), 1, Standing::Out)),
        ("the case waits again", settles(settles(waiting(), 1, granted()), 1, Standing::Waiting)),
        ("full, without the case", (2..=LINE_MAX + 1).fold(Line::default(), enters)),
    ];
    let settle = |standing| Asked::Settle { case: case(1), standing };
    let commands = [
        ("enter", Asked::Enter { case: case(1), receipt: number(1) }),
        ("settle as granted", settle(granted())),
        ("settle as out", settle(Standing::Out)),
        ("settle as waiting", settle(Standing::Waiting)),
    ];
    let mut grid = Grid::default();
    for (name, line) in states {
        grid.state(name, &["time"], &commands, |_, command| {
            let facts = quota::decide(&line, command, day("2026-03-02").at(9, 0));
            Ok(facts.map_err(|refusal| refusal.code())?.iter().map(quota::Event::kind).collect())
        });
    }
    grid.is("quota_transitions.txt");
}
