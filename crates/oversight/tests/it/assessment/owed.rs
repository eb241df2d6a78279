//! What of a term is still owed, and from when to when it is asked for (A13, A40, R186).

use super::*;

// A13: asked for from ten days before its last one, past it too, until the unit has checked itself or anything was scored.
#[test]
fn a_self_check_is_owed_until_it_is_there_or_the_term_is_scored() {
    let owed = |lead: &Lead, on: &str| lead.state.check_owed(unit("sc"), day(on));
    let lead = Lead::adopted();
    let last = Some(day("2026-04-05"));
    assert_eq!(dates().check_by, day("2026-04-05"));
    for (on, is) in [("2026-03-25", None), ("2026-03-26", last), ("2026-04-05", last), ("2026-04-06", last)] {
        assert_eq!(owed(&lead, on), is, "{on}");
    }
    assert_eq!(owed(&Lead::none(), "2026-04-05"), None, "nothing was adopted");
    let checked = lead.clone().then("lead.sc", check("sc"));
    assert_eq!(owed(&checked, "2026-04-05"), None);
    assert_eq!(checked.state.check_owed(unit("wj"), day("2026-04-05")), last, "another unit's is another's");
    let scored = lead.on("2026-04-02").then("super1", freeze(1, None));
    assert_eq!(owed(&scored, "2026-04-05"), None, "nothing comes in by hand any more");
}

// A40: of the own unit's people, and never the own half.
#[test]
fn marks_are_owed_of_the_own_people_who_have_none() {
    let lead = Lead::adopted();
    let people = ["do.sc", "lead.sc", "intake2"].map(who);
    let owed = |lead: &Lead, leader: &str, on: &str| {
        lead.state.marks_owed(&lead.play.organisation, (who(leader), &people), day(on))
    };
    let last = dates().inspect_by;
    assert_eq!(owed(&lead, "lead.sc", "2026-03-25"), None, "not asked for yet");
    assert_eq!(owed(&lead, "lead.sc", "2026-03-26"), Some((2, last)), "not the leader himself");
    assert_eq!(owed(&lead, "chief.sc", "2026-03-26"), Some((3, last)), "and of whom he leads");
    let marked = lead.clone().then("lead.sc", mark("intake2", 80));
    assert_eq!(owed(&marked, "lead.sc", "2026-03-26"), Some((1, last)));
    assert_eq!(owed(&lead, "lead.wj", "2026-03-26"), None, "no people of that unit");
    assert_eq!(owed(&lead, "do.sc", "2026-03-26"), None, "who leads nothing marks nobody");
    let scored = lead.on("2026-04-02").then("super1", freeze(1, None));
    assert_eq!(owed(&scored, "chief.sc", "2026-04-02"), None);
}

// R186: owed by what is 一般 or 较差, not while an answer waits or was accepted; sent back it is owed anew.
#[test]
fn what_is_poor_owes_a_correction_until_its_answer_is_in() {
    let published = Lead::published();
    let owed = |lead: &Lead, code: &str| {
        let given = Given { plan: Some(&lead.plan), table: lead.state.published.map(|_| &lead.table) };
        lead.state.correction_owed(given, unit(code))
    };
    let last = published.state.correct_by(unit("wj"));
    assert!(last.is_some());
    assert_eq!((owed(&published, "wj"), owed(&published, "sc")), (last, None), "sc is good");
    assert_eq!(owed(&Lead::adopted(), "wj"), None, "nothing was published");
    let answered = published.then("lead.wj", correct("wj"));
    assert_eq!(owed(&answered, "wj"), None);
    let waits = |lead: &Lead, person: &str| lead.state.corrections_for(who(person)).collect::<Vec<_>>();
    assert_eq!((waits(&answered, "super1"), waits(&answered, "lead.wj")), (vec![unit("wj")], Vec::new()));
    let back = answered.clone().then("super1", judge("wj", false));
    assert_eq!(owed(&back, "wj"), back.state.correct_by(unit("wj")));
    assert!(owed(&back, "wj").is_some() && waits(&back, "super1").is_empty());
    let accepted = answered.then("super1", judge("wj", true));
    assert_eq!((owed(&accepted, "wj"), waits(&accepted, "super2")), (None, Vec::new()));
}
