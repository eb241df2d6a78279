//! Figures that everybody may read: what is counted of the items and of the courses, and what is left out (R173-R181, F11, F16).

use std::sync::Arc;

use casework::{DonePlace, MaterialMarks};
use catalogue::{CaseId, RowSet, UnitCode};
use centre::act::Act;
use centre::oversight::BehindKind;
use centre::oversight::bounds::BoundForm;
use centre::particulars::RowReason;
use oversight::assessment::{Count, Subject, Term};
use oversight::bound::Bound;
use oversight::report::{ALL, Period};

use crate::rig::{DAY, Rig, citizen, intake, item, session, window};
use crate::walk::{concluded, grant, in_hand, received, step, visit};

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

    let table = centre.report_count(Period::month_of(today)).await.expect("counted");
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

// R174, E7, N56: one submission is one: whatever papers came again are a second, on a notice, without one, or after the
// acceptance; the assessment of a unit counts the first two.
pub async fn papers_that_came_again_are_a_second_submission(rig: Arc<Rig>) {
    let rows = || RowSet::of(&[4]).expect("a row");
    let lacking =
        async |n: u32| rig.receives("intake2", &intake(&item("food-business"), citizen(n), &[4])).await;
    let brings = async |case: CaseId| {
        let marks = MaterialMarks { copy_kept: rows(), ..MaterialMarks::default() };
        rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
    };
    let examined = async |case: CaseId| {
        rig.hands_over("intake2", "agent.sc", case).await;
        rig.hands_over("agent.sc", "do.sc", case).await;
        rig.does("do.sc", case, step(DonePlace::Hall)).await;
        rig.does("do.sc", case, visit(&rig, "do2.sc")).await;
        rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    };
    let ends = async |case: CaseId| {
        rig.does("lead.sc", case, grant()).await;
        rig.does("agent.sc", case, Act::Recheck).await;
        rig.does("do.sc", case, Act::Make).await;
    };
    concluded(&rig, 1).await;
    let noticed = lacking(2).await;
    let reasons = vec![RowReason { row: 4, reason: "还差这一样。".into() }];
    rig.does("intake2", noticed, Act::Correction { rows: reasons }).await;
    let (silent, deferred) = (lacking(3).await, lacking(4).await);
    for case in [noticed, silent] {
        brings(case).await;
        rig.does("intake2", case, Act::Accept).await;
    }
    rig.does("intake2", deferred, Act::AcceptDeferred { rows: rows() }).await;
    for case in [noticed, silent, deferred] {
        examined(case).await;
    }
    brings(deferred).await;
    for case in [noticed, silent, deferred] {
        ends(case).await;
    }
    rig.advance(0).await;
    let counted =
        async || rig.centre.report_count(Period::month_of(rig.centre.today())).await.expect("counted");
    let table = counted().await;
    let words = ["concluded", "concluded_corrected", "concluded_more", "concluded_deferred"];
    assert_eq!(words.map(|word| table.get("sc", word)), [4, 1, 1, 1]);
    assert_eq!((table.counts("sc").one_time().part, table.counts("sc").one_time().whole), (1, 4));
    // What stands behind the count of the assessment is what it counts.
    let sc = Subject::Unit(UnitCode::parse("sc").expect("a code"));
    let march = Term::parse("2026-03").expect("a term");
    let behind = rig.centre.assessment_behind(&session("super"), march, sc, Count::Corrected).await;
    let mut behind: Vec<_> = behind.expect("opened").into_iter().map(|it| (it.kind, it.id)).collect();
    let mut expected = [noticed, silent].map(|case| (BehindKind::Case, case.to_string()));
    behind.sort_by(|a, b| a.1.cmp(&b.1));
    expected.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(behind, expected);
}

// N32, E32: open cases past their day are counted as they stood when the month was over, and a later count leaves them so.
pub async fn what_was_open_at_the_end_stays_as_it_stood(rig: Arc<Rig>) {
    let (month, super_) = (Period::parse("2026-03").expect("a month"), session("super"));
    let late = in_hand(&rig, 1).await;
    rig.until("2026-03-30", 9, 0).await;
    let fresh = in_hand(&rig, 2).await;
    let now = rig.centre.report_count(month).await.expect("counted");
    assert_eq!(
        (now.get("sc", "open"), now.get("sc", "open_late")),
        (2, 1),
        "while the month runs, as it is now"
    );
    let day = rig.centre.report_count(Period::of(rig.centre.today())).await.expect("counted");
    assert_eq!(day.sum("open"), 0, "a day counts none");
    rig.until("2026-04-01", 9, 0).await;
    let frozen = rig.centre.report_fetch(&super_, month, None).await.expect("frozen by itself").table;
    assert_eq!((frozen.get("sc", "open"), frozen.get("sc", "open_late")), (2, 1));
    // The other turns late in April: March stays as it stood.
    rig.until("2026-04-20", 9, 0).await;
    let view = rig.centre.report_fetch(&super_, month, None).await.expect("it is there");
    let changed = view.table.difference(&view.now.expect("what is counted now"));
    assert!(changed.iter().all(|it| !["open", "open_late"].contains(&it.word.as_str())), "{changed:?}");
    let again = rig.centre.report_count(month).await.expect("counted");
    assert_eq!((again.get("sc", "open"), again.get("sc", "open_late")), (2, 1), "{late} {fresh}");
}

// R177: items of the streets and of the communities are counted apart from those of the county.
pub async fn items_are_counted_by_the_level_that_exercises_them(rig: Arc<Rig>) {
    let figures = rig.centre.item_figures().await.expect("read");
    let all: u64 = figures.units.values().map(|it| it.all).sum();
    assert_eq!(figures.levels.values().map(|it| it.all).sum::<u64>(), all, "each item is of one level");
    let entries = rig.centre.item_list().await.expect("read");
    for (digit, counts) in &figures.levels {
        let live = entries.iter().filter(|it| it.is_live() && it.item.level.digit() == *digit);
        assert_eq!(u64::try_from(live.count()).ok(), Some(counts.all), "level {digit}");
        assert!(counts.agency <= counts.all && counts.doorstep <= counts.all);
    }
    received(&rig, 1).await;
    rig.advance(0).await;
    let table = rig.centre.report_count(Period::month_of(rig.centre.today())).await.expect("counted");
    let by_level: i64 = table.words("items-level/").iter().map(|(_, n)| n).sum();
    assert_eq!(u64::try_from(by_level).ok(), Some(all));
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
