//! The table of outages: before, while and after the system is down, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 5] = ["intake2", "intake3", "head.biz", "centre", "do.sc"];

fn states() -> Vec<(&'static str, Log)> {
    let new = || {
        let (organisation, state, log) = (organisation(), Outages::default(), Vec::new());
        Log { organisation, state, now: at("2026-03-02", 8, 0), log }
    };
    let printed = || new().then("head.biz", print(10));
    let down = || printed().on("2026-03-02", 10, 30).then("centre", declare("2026-03-02", 10, 12));
    let claimed = || Log::new().then("intake2", claim(1, 1, at("2026-03-02", 12, 0)));
    vec![
        ("no pad", new()),
        ("a pad printed", printed()),
        ("down", down()),
        ("down, past noon", down().on("2026-03-02", 14, 30)),
        ("up again", Log::new()),
        ("up again, a number entered", claimed()),
        ("up again, a sheet spoiled", {
            Log::new().then("intake2", Command::Void(Void { number: 1, cause: VoidCause::Spoiled }))
        }),
        ("up again, the third day", Log::new().on("2026-03-05", 17, 0)),
        ("up again, the fourth day", Log::new().on("2026-03-06", 9, 0)),
    ]
}

#[test]
fn the_table_of_outages_is_the_one_in_the_source() {
    let mut grid = Grid::default();
    for (name, log) in states() {
        let commands = [
            ("print", print(10)),
            ("declare", Command::Declare { since: log.now, kind: OutageKind::Power }),
            ("end", Command::End { until: log.now }),
            ("enter number 1", claim(1, 9, at("2026-03-02", 12, 0))),
            ("void number 1", Command::Void(Void { number: 1, cause: VoidCause::Spoiled })),
        ];
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let mut copy = log.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[log.log.len()..].iter().map(Event::kind).collect())
        });
    }
    grid.is("outage_transitions.txt");
}
