//! The table of a term of assessment: from its plan to its awards, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 7] = ["super1", "super2", "centre", "lead.sc", "lead.wj", "head.biz", "do.sc"];

#[test]
fn the_table_of_an_assessment_is_the_one_in_the_source() {
    let over = || Lead::adopted().on("2026-04-02");
    let scored = || over().then("super1", freeze(1, None));
    let objected = || Lead::published().then("lead.sc", object(sc()));
    let corrected = || Lead::published().then("lead.wj", correct("wj"));
    let states = [
        ("no plan", Lead::none()),
        ("no plan, the term over", Lead::none().on("2026-04-02")),
        ("a plan", Lead::adopted()),
        ("a plan, the unit checked itself", Lead::adopted().then("lead.sc", check("sc"))),
        ("a plan, the term over", over()),
        ("scored", scored()),
        ("published", Lead::published()),
        ("published, past objection", Lead::published().on("2026-06-01")),
        ("objected", objected()),
        ("objected in vain", objected().then("super2", answers(sc(), false))),
        ("put right", corrected()),
        ("put right, sent back", corrected().then("super1", judge("wj", false))),
        ("put right, accepted", corrected().then("super1", judge("wj", true))),
        ("scored again", Lead::published().then("super1", freeze(2, Some(1)))),
    ];
    let w2 = Subject::Window(window("w2"));
    let commands = [
        ("adopt a plan", adopt(1, None)),
        ("adopt another plan", adopt(2, Some(1))),
        ("check sc", check("sc")),
        ("evaluate sc", evaluate([10, 5, 5])),
        ("inspect sc", inspect(90)),
        ("mark intake2", mark("intake2", 90)),
        ("score", freeze(1, None)),
        ("score again", freeze(2, Some(1))),
        ("publish", Command::Publish),
        ("object for sc", object(sc())),
        ("uphold the objection", answers(sc(), true)),
        ("dismiss the objection", answers(sc(), false)),
        ("correct wj", correct("wj")),
        ("accept the correction", judge("wj", true)),
        ("send the correction back", judge("wj", false)),
        ("award window 2", award(w2)),
    ];
    let mut grid = Grid::default();
    for (name, mut lead) in states {
        // Window officers of a unit are marked by its head; a window is good by what was counted at it.
        for person in lead.play.organisation.people.iter_mut().filter(|it| it.id == who("intake2")) {
            person.unit = unit("sc");
        }
        let mut windows = lead.plan.indicators[0].clone();
        windows.scale = Scale::Window;
        windows.formula = Formula::Deduct { of: vec![Count::Findings], each: 10 };
        windows.sample = vec![Count::Received];
        lead.plan.indicators.push(windows);
        lead.table = Table::of(lead.table.lines().iter().cloned().chain([Line(
            "window-w2".into(),
            "received".into(),
            10,
        )]));
        grid.state(name, &BY, &commands, |person, command| {
            let mut copy = lead.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[lead.log.len()..].to_vec())
        });
    }
    grid.is("assessment_transitions.txt");
}
