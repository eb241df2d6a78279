//! The table of the register of parties and the hearing: every state of it, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 7] = ["agent.sc", "do.sc", "do2.sc", "chief.sc", "intake2", "head.biz", "stranger"];

fn states() -> Vec<(&'static str, Play)> {
    let empty = || before(None);
    let added = || then(empty(), "agent.sc", third());
    let told = || then(added(), "agent.sc", tell(0));
    let called = || then(before(Some(true)), "agent.sc", call("stranger", at("2026-03-11")));
    let beside = |mut play: Play| {
        play.hearing = Some(Hearing::default());
        play
    };
    vec![
        ("the case not accepted", beside(Play::received(&[1, 2]))),
        ("nobody on the register", empty()),
        ("the check on site still to come", {
            let mut play = beside(Play::with_handler());
            with_chairs(&mut play);
            play
        }),
        ("a party on the register", added()),
        ("a party told", told()),
        ("a party told, the notice arrived", then(told(), "agent.sc", serve(0, "2026-03-02"))),
        ("a party told, its time over", then(told(), "agent.sc", serve(0, "2026-03-02")).on("2026-03-10")),
        ("a party struck off", then(added(), "agent.sc", giving_up::strike(0))),
        (
            "a hearing asked for and given up",
            then(then(told(), "agent.sc", state(0, true)), "agent.sc", giving_up::withdraw(0)),
        ),
        ("a party stated", then(told(), "agent.sc", state(0, false))),
        ("a party asks for a hearing", then(told(), "agent.sc", state(0, true))),
        ("a hearing required", before(Some(true))),
        ("a hearing required, the check on site still to come", {
            let mut play = beside(Play::with_handler_of(heard()));
            with_chairs(&mut play);
            play
        }),
        ("a hearing called", called()),
        ("a hearing called, its hour come", called().until(at("2026-03-11"))),
        ("a hearing held", then(called().until(at("2026-03-11")), "stranger", hold())),
        ("the case decided", beside(Play::granted())),
    ]
}

#[test]
fn the_table_of_parties_and_hearing_is_the_one_in_the_source() {
    let mut grid = Grid::default();
    for (name, play) in states() {
        let hour = play.calendar.add_working_days(play.now.day(), NOTICE_DAYS).expect("the year is known");
        let commands = [
            ("add a third party", third()),
            ("add the applicant", Command::Add(Who::Applicant)),
            ("tell", tell(0)),
            ("state", state(0, false)),
            ("ask for a hearing", state(0, true)),
            ("call, stranger chairs", call("stranger", hour.at(9, 30))),
            ("call, do2.sc chairs", call("do2.sc", hour.at(9, 30))),
            ("hold", hold()),
            ("assign", assign("do.sc", "do2.sc")),
            ("serve", serve(0, "2026-03-02")),
            ("correct the service", correct_service(0, &play.now.day().to_string(), Way::Hand)),
            ("withdraw", giving_up::withdraw(0)),
            ("strike", giving_up::strike(0)),
            ("call off", giving_up::call_off()),
        ];
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let facts = attempt(&mut play.clone(), person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(Event::kind).collect())
        });
    }
    grid.is("hearing_transitions.txt");
}
