//! The table of a rating: asked for, given, and the round of a bad one, every command.

use super::*;
use crate::grid::Grid;
use crate::rating_play;

const BY: [&str; 7] = ["time", RATER, "complaint", "super1", "super2", "head.biz", "intake2"];

#[test]
fn the_table_of_a_rating_is_the_one_in_the_source() {
    let asked = || Rated::of_case().then("time", invite(Kind::Visit));
    let right = || confirmed().then("head.biz", puts_right());
    let appealed = || dismissed().then(RATER, appeal());
    let states = [
        ("nothing asked", Rated::of_case()),
        ("asked for", asked()),
        ("asked for, its days over", asked().on("2026-03-10")),
        ("given, good", asked().then(RATER, rates(Grade::Satisfied))),
        ("given, bad", bad()),
        ("bad, late", bad().on("2026-03-10")),
        ("bad, called", bad().then("complaint", call(true))),
        ("bad, not reached", bad().then("complaint", call(false))),
        ("bad, found right", confirmed()),
        ("bad, put right", right()),
        ("bad, asked again", right().then("complaint", ask(Second::NotReached))),
        ("bad, proposed to be left out", proposed()),
        ("bad, stays in", proposed().then("super1", agree(false))),
        ("left out", dismissed()),
        ("left out, appealed", appealed()),
        ("left out, appealed in vain", appealed().then("super2", decide_appeal(false))),
        ("counts again", appealed().then("super2", decide_appeal(true))),
    ];
    let commands = [
        ("invite", invite(Kind::Visit)),
        ("give a good one", rates(Grade::Satisfied)),
        ("give a bad one", rates(Grade::Dissatisfied)),
        ("call", call(true)),
        ("call in vain", call(false)),
        ("confirm", confirm(Class::Complex)),
        ("put right", puts_right()),
        ("ask again", ask(Second::NotReached)),
        ("propose to leave it out", propose(Ground::Mistaken)),
        ("agree to leave it out", agree(true)),
        ("keep it in", agree(false)),
        ("appeal", rating_play::appeal()),
        ("uphold the appeal", decide_appeal(true)),
        ("dismiss the appeal", decide_appeal(false)),
    ];
    let mut grid = Grid::default();
    for (name, rated) in states {
        grid.state(name, &BY, &commands, |person, command| {
            let facts = rated.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(|fact| fact.kind()).collect())
        });
    }
    grid.is("rating_transitions.txt");
}
