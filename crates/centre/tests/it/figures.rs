//! Figures that everybody may read: what is counted of the items and of the courses, and what is left out (R173-R181, F11, F16).

use std::sync::Arc;

use catalogue::CaseId;
use centre::act::Act;
use centre::oversight::bounds::BoundForm;
use oversight::bound::Bound;
use oversight::report::{ALL, Period};

use crate::rig::{DAY, Rig, session};
use crate::walk::{concluded, received};

// F11, R177, R180, A37: how long it took, what is published of the items, and where it was decided.
pub async fn a_guide_says_how_long_it_took_and_figures_say_where_it_was_decided(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    received(&rig, 2).await;
    let code = rig.whole(case).await.item.code;
    rig.advance(DAY).await;
    let today = centre.today();
    let took = centre.item_took(code.as_str(), today).await.expect("read").expect("one was concluded");
    assert_eq!((took.cases, took.half), (1, took.most));
    assert_eq!(centre.item_took("no-such-item", today).await.expect("read"), None);
    // The view is made anew by another instance and says the same.
    let second = rig.second().await;
    second.tick().await.expect("another instance goes on");
    assert_eq!(second.item_took(code.as_str(), today).await.expect("read"), Some(took));

    let (table, _) = centre.report_count(Period::month_of(today)).await.expect("counted");
    let counts = table.counts("sc");
    assert_eq!((counts.received, counts.decided, counts.online, counts.by_agent), (2, 1, 0, 0));
    // The leader in charge signs under a letter of the authority's head, or by the own post at the department.
    let basis = rig.whole(case).await.lines.iter().find_map(|line| match &line.event {
        casework::Event::Decided(fact) => Some(fact.basis),
        _ => None,
    });
    let in_hall = matches!(basis, Some(catalogue::Authority::ByDelegation { .. }));
    assert_eq!(counts.decided_in_hall, u64::from(in_hall), "{basis:?}");
    let (items, all) = (table.item_counts("sc"), table.item_counts(ALL));
    assert!(items.all > 0 && all.all >= items.all, "{items:?} {all:?}");
    assert!(all.statutory_days > all.promised_days, "the promise is shorter than the law: {all:?}");
    let by_kind: i64 = table.words("items-kind/").iter().map(|(_, n)| n).sum();
    assert_eq!(u64::try_from(by_kind).ok(), Some(all.all), "each item is of one kind");
}

// 6.5, M6: when a light turns yellow is data of the centre, and moves no light of a clock that runs already.
pub async fn when_a_light_turns_yellow_is_set_for_clocks_to_come(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let turns = async |case: CaseId| {
        let state = rig.centre.case_state(case).await.expect("the case can be read");
        state.and_then(|it| it.case.yellow_at()).expect("its promise runs")
    };
    let yellow = async |n: u32| {
        let case = received(&rig, n).await;
        rig.does("intake2", case, Act::Accept).await;
        (case, turns(case).await)
    };
    let (old, before) = yellow(1).await;
    let wide = BoundForm { bound: Bound::YellowPercent, value: 51, reason: "试行。".into() };
    let far = centre.bound_set(&session("super"), rig.command_id(), &wide).await;
    assert!(far.is_err(), "half is the most");
    let form = BoundForm { value: 50, ..wide };
    centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("set");
    rig.advance(2_000_000).await;
    let (_, after) = yellow(2).await;
    assert!(after < before, "half of the promise left is earlier than a fifth");
    assert_eq!(turns(old).await, before, "a clock keeps its instant");
}
