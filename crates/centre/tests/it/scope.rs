//! Who sees which case: a list and a check that say the same, and silence outside.

use std::collections::BTreeSet;
use std::sync::Arc;

use calendar::Light;
use catalogue::item::Post;
use catalogue::organisation::{Delegation, ItemScope};
use catalogue::{CaseId, Power, UnitCode};
use centre::act::Act;
use centre::case::Problem;
use centre::list::{Narrow, Which};
use centre::oversight::board::By;
use centre::scope::Scope;

use crate::rig::{Rig, citizen, day, intake, item, organisation, person, session};
use crate::walk::{before_decision, concluded, in_hand, received};

/// Cases of three units in several stages.
async fn several(rig: &Rig) -> Vec<CaseId> {
    let mut cases = vec![received(rig, 1).await, in_hand(rig, 2).await, concluded(rig, 3).await];
    let case = received(rig, 4).await;
    rig.does("intake2", case, Act::Accept).await;
    let give = Act::Give { to: person("agent.sc"), papers: 4, note: String::new() };
    rig.does("intake2", case, give).await;
    cases.push(case);
    for (name, who, at) in [("hygiene-licence", "intake5", "w5"), ("identity-card", "intake7", "w7")] {
        let item = item(name);
        rig.open_item(&item).await;
        let form =
            centre::intake::Intake { window: crate::rig::window(at), ..intake(&item, citizen(5), &[]) };
        cases.push(rig.receives(who, &form).await);
    }
    cases
}

// Design section 7: one predicate, as SQL and as a check.
pub async fn a_list_shows_what_can_be_opened_and_nothing_else(rig: Arc<Rig>) {
    let cases = several(&rig).await;
    let organisation = organisation();
    let today = rig.centre.today();
    let mut seen_by_somebody = 0;
    for who in &organisation.people {
        let session = session(who.id.as_str());
        let scope = Scope::of(&organisation, who.id, today);
        let listed = rig
            .centre
            .case_list(&session, Which::All, Narrow::default(), None, 100)
            .await
            .expect("the list can be read");
        let listed: BTreeSet<CaseId> = listed.into_iter().map(|it| it.id).collect();
        for case in &cases {
            let covers = scope.covers(&rig.file(*case).await);
            seen_by_somebody += usize::from(covers);
            assert_eq!(listed.contains(case), covers, "{}: {case} in the list", who.id);
            let whole = rig.centre.case_fetch_for(&session, *case).await;
            match whole {
                Ok(_) => assert!(covers, "{} opens {case}", who.id),
                Err(Problem::OutOfScope) => assert!(!covers, "{} does not open {case}", who.id),
                Err(other) => panic!("{}: {other:?}", who.id),
            }
            let (number, _) = rig.receipt(*case).await;
            let found = rig.centre.case_find_number(&session, &number).await.expect("it can be looked for");
            assert_eq!(found, covers.then_some(*case), "{} looks for {number}", who.id);
        }
        let number = citizen(5).document_number;
        let found = rig.centre.case_find_person(&session, &number).await.expect("it can be looked for");
        let found: BTreeSet<CaseId> = found.into_iter().map(|it| it.id).collect();
        let theirs: BTreeSet<CaseId> = cases[4..].iter().copied().filter(|it| listed.contains(it)).collect();
        assert_eq!(found, theirs, "{}", who.id);
        for desk in rig.centre.desk(&session).await.expect("the desk can be read").all() {
            assert!(listed.contains(&desk.id), "{}: {} is on the desk", who.id, desk.id);
        }
    }
    assert!(seen_by_somebody > 40, "{seen_by_somebody}");
    // The whole of a unit, page by page, in the same order as on one page.
    let chief = session("centre");
    let whole = rig
        .centre
        .case_list(&chief, Which::All, Narrow::default(), None, 100)
        .await
        .expect("the list can be read");
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = rig
            .centre
            .case_list(&chief, Which::All, Narrow::default(), after, 2)
            .await
            .expect("the list can be read");
        let Some(last) = page.last() else { break };
        let red_at = last.red_at.map_or(i64::MAX, |at| at.0);
        after = Some(centre::list::Cursor { red_at, case_id: last.id.to_string() });
        paged.extend(page.into_iter().map(|it| it.id));
    }
    assert_eq!(paged, whole.iter().map(|it| it.id).collect::<Vec<_>>());
    let unit =
        Which::Units(vec![UnitCode::parse("wj").expect("a code"), UnitCode::parse("ga").expect("a code")]);
    assert_eq!(
        rig.centre.case_list(&chief, unit, Narrow::default(), None, 100).await.expect("it can be read").len(),
        2
    );
}

// The board's numbers, the lists behind them and the lights of the rows are one count; what waits to be collected is in
// hand no more, late as it was (C18).
pub async fn the_numbers_of_the_board_are_those_of_the_lists_behind_them(rig: Arc<Rig>) {
    let late = concluded(&rig, 1).await;
    for n in 2..5 {
        in_hand(&rig, n).await;
    }
    let session = session("centre");
    let mut colours = BTreeSet::new();
    for (n, day) in (5..).zip(["2026-03-03", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-30"]) {
        rig.until(day, 9, 0).await;
        received(&rig, n).await;
        let lights = rig.centre.lights().await.expect("the lights can be read");
        for light in [Light::Green, Light::Yellow, Light::Red] {
            let counted: i64 = lights
                .iter()
                .map(|unit| match light {
                    Light::Green => unit.green,
                    Light::Yellow => unit.yellow,
                    Light::Red => unit.red,
                })
                .sum();
            let narrow = Narrow { light: Some(light), ..Narrow::default() };
            let list = rig.centre.case_list(&session, Which::All, narrow, None, 100).await.expect("it reads");
            assert_eq!(list.len() as i64, counted, "{light:?} on {day}");
            assert!(list.iter().all(|it| it.light(rig.centre.instant()) == light && it.id != late));
            if counted > 0 {
                colours.insert(light);
            }
        }
        // What each unit's cases wait for adds up to its lights.
        let statuses = rig.centre.status_lights().await.expect("it can be read");
        for unit in &lights {
            let of = |count: fn(&centre::counts::UnitLights) -> i64| -> i64 {
                let mine = statuses.iter().filter(|it| it.lights.authority == unit.authority);
                mine.map(|it| count(&it.lights)).sum()
            };
            assert_eq!(
                [of(|it| it.red), of(|it| it.yellow), of(|it| it.green), of(|it| it.stopped)],
                [unit.red, unit.yellow, unit.green, unit.stopped]
            );
        }
    }
    assert_eq!(colours.len(), 3, "all three were seen: {colours:?}");
    // The rows of a unit and of an item count what is not concluded, and so do the lists they open.
    let hand = Narrow { in_hand: true, ..Narrow::default() };
    let list = rig.centre.case_list(&session, Which::All, hand, None, 100).await.expect("it reads");
    let rows = rig.centre.board(&session, By::Item).await.expect("it can be read");
    assert_eq!(list.len() as i64, rows.iter().map(|it| it.red + it.yellow + it.green).sum::<i64>());
    for row in &rows {
        let of_item = Narrow { item: Some(row.code.as_str()), ..hand };
        let list = rig.centre.case_list(&session, Which::All, of_item, None, 100).await.expect("it reads");
        assert_eq!(list.len() as i64, row.red + row.yellow + row.green, "{}", row.code);
        assert!(list.iter().all(|it| it.id != late && it.item == row.code));
    }
    let waits = Narrow { waits_for: Some("collection"), ..Narrow::default() };
    let list = rig.centre.case_list(&session, Which::All, waits, None, 100).await.expect("it reads");
    assert_eq!(list.iter().map(|it| it.id).collect::<Vec<_>>(), [late]);
}

pub async fn outside_the_scope_not_a_word_is_said(rig: Arc<Rig>) {
    let case = before_decision(&rig, 1).await;
    let before = rig.entries().await;
    for who in
        ["do.ga", "chief.ga", "social", "sys", "sec", "aud", "fee", "guide", "out", "cat.edit", "nobody"]
    {
        for act in [Act::Accept, Act::Recall, Act::Recheck, crate::walk::grant()] {
            let answer = rig.asks(who, case, &act).await;
            assert!(matches!(answer, Err(Problem::OutOfScope)), "{who} {}: {answer:?}", act.name());
        }
        assert!(matches!(rig.centre.case_fetch_for(&session(who), case).await, Err(Problem::OutOfScope)));
    }
    assert_eq!(rig.entries().await, before);
    // Inside the scope the rules answer, with who may.
    assert_eq!(rig.refused("super", case, crate::walk::grant()).await, "not-authorised");
    let nowhere = centre::intake::case_id([9; 16]);
    assert!(matches!(rig.centre.case_fetch_for(&session("centre"), nowhere).await, Err(Problem::NotFound)));
    assert!(matches!(rig.asks("centre", nowhere, &Act::Accept).await, Err(Problem::NotFound)));
}

// R52: a power given by letter is of no use to somebody who cannot read the case; when it ends, so does the sight.
pub async fn a_letter_opens_the_cases_of_its_unit(rig: Arc<Rig>) {
    let case = before_decision(&rig, 1).await;
    assert!(matches!(rig.asks("lead.ga", case, &crate::walk::grant()).await, Err(Problem::OutOfScope)));
    let mut changed = organisation();
    changed.revision = 2;
    changed.delegations.push(Delegation {
        id: catalogue::DelegationId::parse("sc-2026-9").expect("a code"),
        from_person: person("chief.sc"),
        to_person: person("lead.ga"),
        unit: UnitCode::parse("sc").expect("a code"),
        items: ItemScope::All,
        powers: vec![Power::Decide],
        from: day("2026-03-02"),
        until: day("2026-03-02"),
        letter_no: "澄市监授〔2026〕9号".into(),
    });
    assert!(changed.posts_of(person("lead.ga"), day("2026-03-02")).all(|it| it.post == Post::LeaderInCharge));
    rig.centre.organisation_publish("cat.office", &changed).await.expect("it is published");
    rig.centre.case_fetch_for(&session("lead.ga"), case).await.expect("the letter opens it");
    rig.until("2026-03-03", 9, 0).await;
    assert!(matches!(rig.asks("lead.ga", case, &crate::walk::grant()).await, Err(Problem::OutOfScope)));
}
