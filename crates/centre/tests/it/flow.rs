//! The flow of an item, and the courses that are written for programs of process mining.

use std::sync::Arc;

use casework::DonePlace;
use catalogue::CaseId;
use centre::act::Act;
use centre::case::Problem;
use centre::course_log::CourseLog;
use centre::flow::CASES_SQL;
use mining::{DAY as WORKING_DAY, Node};

use crate::rig::{DAY, DIVISION, Rig, item, session};
use crate::walk::{concluded, in_hand, received, step};

// Ten cases are accepted at once and examined the next working day; an eleventh only came in.
pub async fn the_flow_of_an_item_shows_where_its_cases_wait(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let licence = item("food-business");
    let mut cases = Vec::new();
    for n in 0..10 {
        cases.push(in_hand(&rig, 200 + n).await);
    }
    rig.advance(DAY).await;
    for case in cases {
        rig.does("do.sc", case, step(DonePlace::Hall)).await;
    }
    received(&rig, 211).await;
    let read = centre.flow(&session("super"), &licence).await.expect("the supervisor sees it");
    let flow = &read.flow;
    assert_eq!((flow.cases, read.cut, flow.plain), (11, false, false));
    assert_eq!(flow.nodes, [(Node::Received, 11), (Node::Accepted, 10), (Node::Step(0), 10)]);
    let slow: Vec<_> = flow.edges.iter().filter(|it| it.bottleneck).collect();
    assert_eq!(slow.len(), 1, "{:?}", flow.edges);
    assert_eq!((slow[0].from, slow[0].to, slow[0].count), (Node::Accepted, Node::Step(0), 10));
    let median = slow[0].wait.expect("ten are enough").median;
    assert!((WORKING_DAY / 2..=2 * WORKING_DAY).contains(&median), "{median}");
    // The head of the unit sees the same, another unit's head nothing.
    let own = centre.flow(&session("lead.sc"), &licence).await.expect("the unit's head sees it");
    assert_eq!(own.flow, read.flow);
    let shut = centre.flow(&session("do.wj"), &licence).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)));
    // What came in longer ago than is looked at is not read.
    rig.advance(100 * DAY).await;
    assert_eq!(centre.flow(&session("super"), &licence).await.expect("read").flow.cases, 0);
    if rig.centre.store().engine() == store::Engine::Sqlite {
        let params = vec![licence.code.as_str().into(), DIVISION.into(), 0_i64.into(), 10_i64.into()];
        let plan = rig.rows(&format!("explain query plan {CASES_SQL}"), params).await;
        let plan: Vec<&str> = plan.iter().map(|row| row.text(3).expect("the step in words")).collect();
        assert!(
            plan.len() == 1 && plan[0].starts_with("SEARCH case_item") && plan[0].contains("received_at>?"),
            "{plan:?}"
        );
    }
    rig.verifies().await;
}

// Every entry of every case is there once, in its order, and nobody's name or number.
pub async fn courses_are_read_whole_and_without_names(rig: Arc<Rig>) {
    let (first, second) = (concluded(&rig, 221).await, received(&rig, 222).await);
    rig.does("intake2", second, Act::Accept).await;
    let (ledger, store) = (rig.centre.ledger(), rig.centre.store());
    let mut log =
        CourseLog::begin(ledger, store, DIVISION, None, false).await.expect("read").expect("it has entries");
    let third = received(&rig, 223).await;
    let mut courses = Vec::new();
    while let Some(some) = log.next(1).await.expect("read") {
        assert!(some.len() <= 1, "no more at once than was asked for");
        courses.extend(some);
    }
    let ids: Vec<&str> = courses.iter().map(|it| it.case.as_str()).collect();
    let mut expected = vec![first.as_str(), second.as_str()];
    expected.sort_unstable();
    assert_eq!(ids, expected, "{third} came later");
    for course in &courses {
        let whole = rig.whole(CaseId::parse(&course.case).expect("the id of a case")).await;
        let seqs: Vec<u64> = whole.lines.iter().map(|line| line.seq).collect();
        assert_eq!(course.happenings.iter().map(|it| it.seq).collect::<Vec<_>>(), seqs);
    }
    let told = format!("{courses:?}");
    for hidden in ["intake2", "do.sc", "agent.sc"] {
        assert!(!told.contains(hidden), "{hidden} stands in {told}");
    }
    assert!(told.contains("\"材料审查\"") && told.contains("post: \"intake_officer\""), "{told}");
    let none = CourseLog::begin(ledger, store, "999999", None, false).await.expect("read");
    assert!(none.is_none(), "another division has no entries");
}
