//! The table of a window's day: every hour of it, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 6] = ["intake2", "intake3", "head.biz", "head.soc", "centre", "do.sc"];

fn states() -> Vec<(&'static str, Window)> {
    let given = || Window::open().then("intake2", give("intake3", 12, 3));
    let settled = || Window::open().then("intake2", settle(12, 3, false));
    let signed = || settled().then("head.biz", Command::SignSettlement);
    vec![
        ("shut", Window::new()),
        ("open", Window::open()),
        ("open, a visit under way", Window::open().then("intake2", Command::Next)),
        ("open, given over", given()),
        ("open, taken over", given().then("intake3", Command::Take { papers: 12, results: 3 })),
        ("left", Window::open().then("intake2", leave(12))),
        ("settled", settled()),
        ("settled, sent back", {
            settled().then("head.biz", Command::ReturnSettlement { reason: sealed(3) })
        }),
        ("settled by the head", {
            Window::new().then("head.biz", open(true, true)).then("head.biz", settle(12, 3, false))
        }),
        ("settled and signed", signed()),
        ("open, the day over", Window::open().tomorrow()),
        ("settled, the day over", settled().tomorrow()),
        ("settled late", Window::open().tomorrow().then("intake2", settle(12, 3, true))),
        ("settled late, sent back", {
            let late = Window::open().tomorrow().then("intake2", settle(12, 3, true));
            late.then("head.biz", Command::ReturnSettlement { reason: sealed(3) })
        }),
        ("settled and signed, the day over", signed().tomorrow()),
    ]
}

#[test]
fn the_table_of_a_window_s_day_is_the_one_in_the_source() {
    let commands = [
        ("open", open(true, true)),
        ("next", Command::Next),
        ("end-visit", end(VisitEnd::Advice)),
        ("give to intake3", give("intake3", 12, 3)),
        ("take", Command::Take { papers: 12, results: 3 }),
        ("keep", Command::Keep),
        ("leave", leave(12)),
        ("settle", settle(12, 3, false)),
        ("return-settlement", Command::ReturnSettlement { reason: sealed(3) }),
        ("sign-settlement", Command::SignSettlement),
    ];
    let mut grid = Grid::default();
    for (name, window) in states() {
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let mut copy = window.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[window.log.len()..].iter().map(Event::kind).collect())
        });
    }
    grid.is("day_transitions.txt");
}
