//! The table of a certificate: every standing, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 9] =
    ["time", "intake2", "do.sc", "agent.sc", "lead.sc", "chief.sc", "deputy.sc", "do.wj", "out"];

fn states() -> Vec<(&'static str, Life)> {
    let until = Life::born(YEAR).until();
    let applied = || Life::born(YEAR).then("intake2", apply(1));
    let opened = || Life::born(YEAR).then("do.sc", open(EndGround::Unqualified));
    let told = || opened().handed();
    let heard = || told().then("intake2", statement());
    let expired = || Life::born(YEAR).on(until.plus_days(1));
    let full = || {
        let life = Life::born(YEAR);
        (1..CERTIFICATE_PAPERS_MAX).fold(life, |life, _| life.replaced(1))
    };
    vec![
        ("not issued", Life { certificate: Certificate::Absent, log: Vec::new(), ..Life::born(YEAR) }),
        ("not issued, the case not concluded", {
            let world = Play::granted();
            Life { world, certificate: Certificate::Absent, log: Vec::new(), ..Life::born(YEAR) }
        }),
        ("in force", Life::born(YEAR)),
        ("in force without an end", Life::born(ValidFor::Unlimited)),
        ("in force, as many papers as there may be", full()),
        ("in force, too late to renew", {
            let life = Life::born(YEAR);
            let by = life.last_day_to_apply();
            life.on(by.plus_days(1))
        }),
        ("in force, correction asked", Life::born(YEAR).then("do.sc", correct())),
        ("in force, change asked", Life::born(YEAR).then("do.sc", change(1, 9))),
        ("in force, replacement asked", Life::born(YEAR).then("intake2", replace(1))),
        ("in force, replaced", Life::born(YEAR).replaced(1).handed()),
        ("in force, changed", Life::born(YEAR).then("do.sc", change(1, 9)).then("chief.sc", granted())),
        ("in force, renewal asked", applied()),
        ("in force, renewal granted", applied().then("chief.sc", renew(Outcome::Granted))),
        ("in force, renewal refused", applied().then("chief.sc", renew(Outcome::Refused))),
        ("in force, renewed by silence", applied().on(until.plus_days(1))),
        ("in force, proceedings, the notice in the office", opened()),
        ("in force, proceedings, the holder may speak", told()),
        ("in force, proceedings, the holder has spoken", heard()),
        ("in force, proceedings, the holder was silent", told().on(day("2026-03-20"))),
        ("in force, proceedings and a renewal", applied().then("do.sc", open(EndGround::Unqualified))),
        ("in force, proceedings came to nothing", heard().then("deputy.sc", end(false))),
        ("expired", expired()),
        ("expired, proceedings", expired().then("do.sc", open(EndGround::NotRenewed))),
        ("revoked", heard().then("deputy.sc", end(true))),
    ]
}

#[test]
fn the_table_of_a_certificate_is_the_one_in_the_source() {
    let mut grid = Grid::default();
    for (name, life) in states() {
        let way = Handing::Collector { collector: sealed(40) };
        let commands = [
            ("issue", issue()),
            ("correct", correct()),
            ("correct-holder", Command::Correct(reissue(9))),
            ("change", change(1, 9)),
            ("change-contact", reached(1, "w2")),
            ("change, another document", change(9, 9)),
            ("grant-reissue", granted()),
            ("refuse-reissue", decide_reissue(Outcome::Refused)),
            ("replace", replace(1)),
            ("replace, another document", replace(9)),
            ("hand-out", hand_out(&life, way)),
            ("apply-renewal", apply(1)),
            ("grant-renewal", renew(Outcome::Granted)),
            ("refuse-renewal", renew(Outcome::Refused)),
            ("open-revocation", open(EndGround::Unqualified)),
            ("open-cancellation", open(EndGround::NotRenewed)),
            ("record-statement", statement()),
            ("end", end(true)),
            ("let-it-stand", end(false)),
        ];
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let facts = life.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(Event::kind).collect())
        });
    }
    grid.is("certificate_transitions.txt");
}
