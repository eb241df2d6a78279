//! Assessment: plans, scores with their boundaries, the course of a term, objections, corrections, awards (R184-R188, A13, A40, A44).

mod owed;
mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::Known;
use catalogue::item::Post;
use catalogue::organisation::UnitKind;
use catalogue::{Digest, DivisionCode, Organisation};
use oversight::Refusal;
use oversight::assessment::*;
use oversight::bound::{Bound, Bounds};
use oversight::report::{EDITIONS_MAX, Line, Table};

fn term(key: &str) -> Term {
    Term::parse(key).expect("it is a term")
}

fn dates() -> Dates {
    Dates::usual(term("2026-Q1")).expect("a quarter of a year that is known")
}

fn plan() -> Plan {
    Plan::usual(term("2026-Q1"), dates())
}

fn sc() -> Subject {
    Subject::Unit(unit("sc"))
}

fn table(lines: &[(&str, &str, i64)]) -> Table {
    let listed = ["unit-sc", "unit-wj", "window-w2", "person-intake2"];
    let listed = listed.into_iter().map(|it| Line(it.to_owned(), LISTED.to_owned(), 1));
    Table::of(listed.chain(lines.iter().map(|it| Line(it.0.to_owned(), it.1.to_owned(), it.2))))
}

/// One indicator for units that alone makes the total.
fn only(formula: Formula, sample: Count, sample_min: u32) -> Plan {
    let indicator = Indicator {
        code: "U1".to_owned(),
        name: "按时办结率".to_owned(),
        scale: Scale::Unit,
        formula,
        full: 100,
        weight: 100,
        sample: vec![sample],
        sample_min,
        basis: "R184".to_owned(),
    };
    Plan { indicators: vec![indicator], ..plan() }
}

fn share(none_at: u32, full_at: u32) -> Formula {
    Formula::Share { part: vec![Count::InTime], whole: vec![Count::Concluded], none_at, full_at }
}

// R185: 占部门年度考核 5 分、乡镇 2 分
#[test]
fn a_total_is_so_many_points_of_the_annual_assessment() {
    let usual = plan().annual.expect("the usual plan says it");
    for (total, department, town) in
        [(10_000, 500, 200), (0, 0, 0), (8_765, 438, 175), (8_990, 450, 180), (8_989, 449, 180)]
    {
        assert_eq!(usual.points(false, total), department, "{total}");
        assert_eq!(usual.points(true, total), town, "{total}");
    }
    assert_eq!(Annual { department: 10, town: 2 }.points(false, 8_765), 877);
}

// A plan that was frozen before it was asked keeps its form and its digest
#[test]
fn a_plan_of_old_says_nothing_of_the_annual_assessment() {
    let old = Plan { annual: None, ..plan() };
    let body = old.to_body();
    assert!(!String::from_utf8_lossy(&body).contains("annual"));
    assert_eq!(Plan::from_body(&body), Ok(old));
    assert_eq!(Plan::from_body(&plan().to_body()), Ok(plan()));
}

#[test]
fn a_term_is_a_month_a_quarter_or_a_year() {
    for (key, first, last, after) in [
        ("2026-Q1", "2026-01-01", "2026-03-31", "2026-Q2"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2027-Q1"),
        ("2026-02", "2026-02-01", "2026-02-28", "2026-03"),
        ("2026-12", "2026-12-01", "2026-12-31", "2027-01"),
        ("2026", "2026-01-01", "2026-12-31", "2027"),
    ] {
        let it = term(key);
        assert_eq!((it.key().as_str(), it.days()), (key, Some((day(first), day(last)))));
        assert_eq!(it.after().key(), after);
        assert!(it.has_begun(day(first)) && !it.has_begun(day(first).plus_days(-1)), "{key}");
        assert!(it.is_over(day(last).plus_days(1)) && !it.is_over(day(last)), "{key}");
    }
    for none in
        ["", "26", "2026-Q5", "2026-Q0", "2026-Q", "2026-13", "2026-1", "1999", "2026-03-01", "2026-Ｑ1"]
    {
        assert_eq!(Term::parse(none), None, "{none}");
    }
    let on = day("2026-11-28");
    let keys = [Term::month_of(on), Term::quarter_of(on), Term::year_of(on)].map(Term::key);
    assert_eq!(keys, ["2026-11", "2026-Q4", "2026"]);
    // A13: the year is checked early in December.
    assert_eq!(Dates::usual(term("2026")).map(|it| it.check_by), Some(day("2026-12-05")));
}

#[test]
fn who_is_assessed_has_a_word_that_is_read_again() {
    for key in ["unit-sc", "town-sq", "window-w2", "person-do.sc"] {
        assert_eq!(Subject::parse(key).map(Subject::key).as_deref(), Some(key));
    }
    for none in ["", "unit", "unit-", "town-", "village-sc", "person-a b", "sc"] {
        assert_eq!(Subject::parse(none), None, "{none}");
    }
    for count in Count::ALL {
        assert_eq!(Count::parse(count.key()), Some(*count));
        assert!(Scale::ALL.into_iter().any(|scale| count.fits(scale)));
    }
}

// R185: the centres of towns are assessed by the year, each scale for itself
#[test]
fn a_year_has_the_centres_of_towns_and_a_shorter_term_has_not() {
    let of = |key: &str| Plan::usual(term(key), Dates::usual(term(key)).expect("known"));
    let towns = |plan: &Plan| plan.of(Scale::Town).map(|it| it.weight).sum::<u32>();
    assert_eq!(["2026", "2026-Q3", "2026-09"].map(|it| towns(&of(it))), [100, 0, 0]);
    let other = |plan: Plan, key: &str| plan.of_term(term(key), Dates::usual(term(key)).expect("known"));
    let year = other(plan(), "2026");
    assert_eq!((towns(&year), year.check(), year.term), (100, Ok(()), term("2026")));
    assert_eq!(other(year.clone(), "2027").indicators, year.indicators, "what was changed of them is kept");
    assert_eq!(other(year, "2026-Q1"), plan());
    // What is counted at windows is counted of a town's centre, and not what a unit or a person does.
    for count in [Count::Received, Count::Accepted, Count::Concluded, Count::VisitRated, Count::Findings] {
        assert!(count.fits(Scale::Town), "{count:?}");
    }
    for count in [Count::Orders, Count::Served, Count::MatterRated, Count::SelfChecked, Count::Corrected] {
        assert!(!count.fits(Scale::Town), "{count:?}");
    }
    let mut wrong = of("2026");
    let last = wrong.indicators.iter_mut().rfind(|it| it.scale == Scale::Town).expect("it has one");
    last.weight -= 1;
    let sum = PlanProblem::Weights { scale: Scale::Town, sum: 99 };
    assert_eq!(wrong.check(), Err(sum));
}

#[test]
fn a_town_s_windows_are_those_that_serve_its_government() {
    let mut organisation = organisation();
    let town = unit("wj");
    let mut kind = |kind| {
        let it = organisation.units.iter_mut().find(|it| it.code == town).expect("it is there");
        it.kind = kind;
    };
    kind(UnitKind::Town);
    let all: Vec<_> = windows_of_town(&organisation, town).collect();
    let serving = organisation.windows.iter().filter(|it| it.serves.contains(&town)).map(|it| it.id);
    assert_eq!(all, serving.collect::<Vec<_>>());
    assert!(!all.is_empty() && towns(&organisation).eq([town]));
    // A town without a window has no centre, and a department with one is no town.
    for window in &mut organisation.windows {
        window.serves.retain(|it| *it != town);
    }
    assert_eq!(towns(&organisation).count(), 0);
    assert!(windows_of_town(&organisation, unit("sc")).next().is_some());
}

// R185, R18: a centre in a division of its own is known there by the credit code of the town's government, whatever its unit is
// called; the division of the county, of a department or of nobody is none of a town.
#[test]
fn a_town_s_centre_in_a_division_of_its_own_is_known_by_its_credit_code() {
    let mut organisation = organisation();
    let (town, division) = (unit("wj"), DivisionCode::parse("990121102").expect("nine digits"));
    let mut there = organisation.clone();
    there.centre.division = division;
    let set = |organisation: &mut Organisation, code: &str, kind, division, credit_code: &str| {
        let it = organisation.units.iter_mut().find(|it| it.code == unit(code)).expect("it is there");
        (it.kind, it.division, it.credit_code) = (kind, division, Some(credit_code.to_owned()));
    };
    set(&mut organisation, "wj", UnitKind::Town, Some(division), "11990121MA0009167M");
    set(&mut there, "sc", UnitKind::Government, None, "11990121MA0009167M");
    set(&mut there, "wj", UnitKind::Authority, None, "11990121MA0009116D");
    assert!(towns_elsewhere(&organisation).eq([(town, division)]));
    let serving = |code: &str| -> Vec<_> { windows_of_town(&there, unit(code)).collect() };
    assert_eq!(windows_elsewhere(&organisation, town, &there), serving("sc"));
    assert!(!serving("sc").is_empty() && serving("sc") != serving("wj"));
    // Who is not known there has nothing there, and who has no credit code is known nowhere.
    set(&mut there, "sc", UnitKind::Government, None, "11990121MA0009175G");
    assert!(windows_elsewhere(&organisation, town, &there).is_empty());
    for it in organisation.units.iter_mut().chain(&mut there.units) {
        it.credit_code = None;
    }
    assert!(windows_elsewhere(&organisation, town, &there).is_empty());
    // The division of the centre itself is none of a town's own, and a department has none.
    for (kind, own) in [
        (UnitKind::Town, Some(organisation.centre.division)),
        (UnitKind::Town, None),
        (UnitKind::Authority, Some(division)),
    ] {
        set(&mut organisation, "wj", kind, own, "11990121MA0009167M");
        assert_eq!(towns_elsewhere(&organisation).count(), 0, "{kind:?} {own:?}");
    }
}

#[test]
fn the_centre_of_a_town_is_scored_by_its_own_counts() {
    let year = Plan::usual(term("2026"), Dates::usual(term("2026")).expect("known"));
    let town = Subject::Town(unit("sq"));
    let lines = |concluded: i64| {
        let of = |word: &str, n| Line("town-sq".to_owned(), word.to_owned(), n);
        Table::of([
            of(LISTED, 1),
            of("received", concluded),
            of("concluded", concluded),
            of("in-time", concluded),
            of("visit-rated", concluded),
            of("visit-good", concluded),
            // Of the town's government, and no part of it.
            Line("unit-sq".to_owned(), "late".to_owned(), 40),
        ])
    };
    let enough = score(&year, &lines(10), town);
    assert_eq!((enough.total, enough.grade), (Some(10_000), Some(Grade::Good)), "90 of 100 weights");
    assert_eq!(score(&year, &lines(9), town).total, None, "too few to say anything");
    assert_eq!(
        scores(&year, &lines(10), Scale::Town).iter().map(|it| it.subject).collect::<Vec<_>>(),
        [town]
    );
    assert_eq!(year.annual.map(|it| it.points(true, 10_000)), Some(200), "two points of the year");
    assert_eq!((town.unit(), town.scale()), (Some(unit("sq")), Scale::Town));
}

#[test]
fn a_plan_holds_together_or_says_what_is_wrong() {
    for key in ["2026", "2026-Q3", "2026-09"] {
        let usual = Plan::usual(term(key), Dates::usual(term(key)).expect("known"));
        assert_eq!(usual.check(), Ok(()), "{key}");
        assert_eq!(Plan::from_body(&usual.to_body()), Ok(usual));
    }
    let wrong = |change: &dyn Fn(&mut Plan)| {
        let mut changed = plan();
        change(&mut changed);
        assert!(Plan::from_body(&changed.to_body()).is_err(), "a wrong plan is not read");
        changed.check().expect_err("it is wrong")
    };
    let sum = PlanProblem::Weights { scale: Scale::Unit, sum: 99 };
    assert_eq!(wrong(&|it| it.indicators[0].weight -= 1), sum);
    let over = PlanProblem::Weights { scale: Scale::Window, sum: 101 };
    assert_eq!(wrong(&|it| it.indicators[13].weight += 1), over);
    assert_eq!(wrong(&|it| it.indicators.clear()), PlanProblem::Indicators);
    assert_eq!(wrong(&|it| it.indicators[1].code = "U1".into()), PlanProblem::CodeTwice);
    assert_eq!(wrong(&|it| it.indicators[0].name = " ".into()), PlanProblem::Name);
    assert_eq!(wrong(&|it| it.indicators[0].basis = "长".repeat(61)), PlanProblem::Name);
    assert_eq!(wrong(&|it| it.indicators[0].sample = vec![Count::Served]), PlanProblem::Counts);
    assert_eq!(wrong(&|it| it.indicators[0].formula = share(9_000, 9_000)), PlanProblem::Thresholds);
    assert_eq!(wrong(&|it| it.indicators[0].formula = share(9_000, 10_001)), PlanProblem::Thresholds);
    assert_eq!(wrong(&|it| it.indicators[0].sample_min = 0), PlanProblem::Sample { least: 5 });
    assert_eq!(wrong(&|it| it.fair_from = it.good_from), PlanProblem::Grades);
    assert_eq!(wrong(&|it| it.good_from = 101), PlanProblem::Grades);
    assert_eq!(wrong(&|it| it.centre_percent = 0), PlanProblem::Percent);
    for (department, town) in [(0, 2), (5, 0), (101, 2), (5, 101)] {
        assert_eq!(wrong(&|it| it.annual = Some(Annual { department, town })), PlanProblem::Annual);
    }
    let most = Plan { annual: Some(Annual { department: 100, town: 1 }), ..plan() };
    assert_eq!(most.check(), Ok(()));
    assert_eq!(wrong(&|it| it.dates.inspect_by = it.dates.check_by.plus_days(-1)), PlanProblem::Dates);
    assert_eq!(wrong(&|it| it.dates.publish_by = day("2026-03-31")), PlanProblem::Dates);
    // Windows and people may be left out, units not.
    let mut units = plan();
    units.indicators.retain(|it| it.scale == Scale::Unit);
    assert_eq!(units.check(), Ok(()));
    let mut none = plan();
    none.indicators.retain(|it| it.scale != Scale::Unit);
    assert_eq!(none.check(), Err(PlanProblem::Weights { scale: Scale::Unit, sum: 0 }));
}

// M7: no ranking is led by one case; both sides of each bound. What was adopted before there was one is read as it is.
#[test]
fn a_new_plan_rests_on_five_cases_and_half_of_the_weights() {
    let with = |change: &dyn Fn(&mut Plan)| {
        let mut changed = plan();
        change(&mut changed);
        let read = Plan::from_body(&changed.to_body());
        assert_eq!(read.as_ref(), Ok(&changed), "an old plan of that form is still read");
        changed.check()
    };
    for least in [Count::Concluded, Count::MatterRated, Count::VisitRated, Count::SocialAnswered] {
        let at = |n| with(&|it| (it.indicators[0].sample, it.indicators[0].sample_min) = (vec![least], n));
        assert_eq!(at(4), Err(PlanProblem::Sample { least: 5 }), "{least:?}");
        assert_eq!(at(5), Ok(()), "{least:?}");
    }
    for one in [Count::Orders, Count::InspectionFull, Count::SelfCheckDue, Count::AttendanceDue] {
        let at = |n| with(&|it| (it.indicators[0].sample, it.indicators[0].sample_min) = (vec![one], n));
        assert_eq!(at(1), Ok(()), "{one:?}");
    }
    // Where a sample adds up several, the greatest of their bounds holds.
    let both = |n| {
        with(&|it| {
            let it = &mut it.indicators[0];
            (it.sample, it.sample_min) = (vec![Count::Orders, Count::Concluded], n);
        })
    };
    assert_eq!((both(4), both(5)), (Err(PlanProblem::Sample { least: 5 }), Ok(())));
    assert_eq!(with(&|it| it.scored_min = 49), Err(PlanProblem::Scored));
    assert_eq!(with(&|it| it.scored_min = 50), Ok(()));
    assert_eq!(with(&|it| it.scored_min = 100), Ok(()));
}

// R184: each of its criteria is countable, of a unit
#[test]
fn every_criterion_of_the_annual_assessment_has_an_indicator() {
    let usual = Plan::usual(term("2026"), Dates::usual(term("2026")).expect("known"));
    for criterion in ["事项科学", "授权到位", "人员到位", "办理规范", "监督到位", "群众满意"]
    {
        let has = |it: &&Indicator| it.scale == Scale::Unit && it.basis.contains(criterion);
        assert!(usual.indicators.iter().any(|it| has(&it)), "{criterion}");
    }
    let (sc, wj) = (Subject::Unit(unit("sc")), Subject::Unit(unit("wj")));
    let counts = [
        ("unit-sc", "items-listed", 10),
        ("unit-sc", "items-published", 8),
        ("unit-sc", "decided", 10),
        ("unit-sc", "decided-in-hall", 4),
        ("unit-sc", "attendance-due", 20),
        ("unit-sc", "attendance-present", 18),
        ("unit-wj", "decided", 9),
    ];
    let table = table(&counts);
    let points = |subject, code: &str| {
        let score = score(&usual, &table, subject);
        score.points.iter().find(|it| it.indicator.code == code).and_then(|it| it.points)
    };
    // Eight of ten items between six and ten; four of ten decisions of at most eight; nine of ten days between eight and ten.
    assert_eq!(["U11", "U12", "U13"].map(|code| points(sc, code)), [5_000, 5_000, 5_000].map(Some));
    assert_eq!(points(wj, "U12"), None, "nine decisions say nothing");
}

// Both sides of each threshold; better is more, or better is less.
#[test]
fn a_share_is_scored_evenly_between_nothing_and_the_full_mark() {
    for (none_at, full_at, part, points) in [
        (8_000, 10_000, 100, Some(10_000)),
        (8_000, 10_000, 99, Some(9_500)),
        (8_000, 10_000, 81, Some(500)),
        (8_000, 10_000, 80, Some(0)),
        (8_000, 10_000, 79, Some(0)),
        (8_000, 10_000, 0, Some(0)),
        (5_000, 500, 5, Some(10_000)),
        (5_000, 500, 4, Some(10_000)),
        (5_000, 500, 6, Some(9_778)),
        (5_000, 500, 50, Some(0)),
        (5_000, 500, 51, Some(0)),
    ] {
        let plan = only(share(none_at, full_at), Count::Concluded, 10);
        let counts = table(&[("unit-sc", "concluded", 100), ("unit-sc", "in-time", part)]);
        assert_eq!(score(&plan, &counts, sc()).total, points, "{part} of 100 from {none_at} to {full_at}");
    }
}

#[test]
fn a_deduction_takes_for_each_and_never_more_than_there_is() {
    let plan = only(Formula::Deduct { of: vec![Count::Findings], each: 30 }, Count::Accepted, 10);
    for (findings, points) in [(0, 10_000), (1, 7_000), (3, 1_000), (4, 0), (90, 0)] {
        let counts = table(&[("unit-sc", "accepted", 10), ("unit-sc", "findings", findings)]);
        assert_eq!(score(&plan, &counts, sc()).total, Some(points), "{findings}");
    }
}

// What a formula came to stands in the frozen counts; nothing is worked out here.
#[test]
fn a_formula_gives_what_it_came_to_and_without_a_result_nothing() {
    let formula = |text: &str| Formula::Feel { text: text.to_owned() };
    let plan = only(formula("100 * 按时办结 / 办结"), Count::Concluded, 10);
    assert_eq!(plan.check(), Ok(()));
    assert_eq!(Plan::from_body(&plan.to_body()), Ok(plan.clone()));
    let [points, came] = plan.indicators[0].formula_words();
    for (lines, total) in [
        (
            vec![("unit-sc", "concluded", 10), ("unit-sc", &*points, 8_765), ("unit-sc", &*came, 1)],
            Some(8_765),
        ),
        (vec![("unit-sc", "concluded", 10), ("unit-sc", &*came, 1)], Some(0)),
        (
            vec![("unit-sc", "concluded", 10), ("unit-sc", &*points, 10_001), ("unit-sc", &*came, 1)],
            Some(10_000),
        ),
        (vec![("unit-sc", "concluded", 10), ("unit-sc", &*points, -1), ("unit-sc", &*came, 1)], Some(0)),
        (vec![("unit-sc", "concluded", 10), ("unit-sc", &*points, 8_765)], None),
        (vec![("unit-sc", "concluded", 9), ("unit-sc", &*points, 8_765), ("unit-sc", &*came, 1)], None),
    ] {
        assert_eq!(score(&plan, &table(&lines), sc()).total, total, "{lines:?}");
    }
}

#[test]
fn a_formula_speaks_of_counts_of_its_own_scale() {
    let of = |text: &str| only(Formula::Feel { text: text.to_owned() }, Count::Concluded, 10);
    let counts = |text: &str| of(text).indicators[0].counts();
    // The sample is among them; a name inside another name is not one.
    assert_eq!(counts("100 - 超期办结"), [Count::Concluded, Count::Late]);
    assert_eq!(counts("按时办结/办结*100"), [Count::Concluded, Count::InTime]);
    assert_eq!(of("100 - 超期办结").check(), Ok(()));
    for wrong in ["", "100", "100 - 接待和收件", "100 - 收件", "100 - 没有的数"] {
        assert_eq!(of(wrong).check(), Err(PlanProblem::Counts), "{wrong}");
    }
    let long = |n: usize| format!("办结{}", " ".repeat(n - 2));
    assert_eq!(of(&long(300)).check(), Ok(()));
    assert_eq!(of(&long(301)).check(), Err(PlanProblem::Counts));
    // Names of counts are names of formulas: no two alike, nothing but letters.
    let names: std::collections::BTreeSet<&str> = Count::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), Count::ALL.len());
    assert!(names.iter().all(|it| it.chars().all(char::is_alphanumeric)));
}

// A ranking is never led by one case: too few are not scored, and never a zero.
#[test]
fn what_was_counted_too_seldom_is_not_scored_and_stands_after_all() {
    let plan = only(share(8_000, 10_000), Count::Concluded, 10);
    let counts = table(&[
        ("unit-sc", "concluded", 9),
        ("unit-sc", "in-time", 9),
        ("unit-wj", "concluded", 10),
        ("unit-wj", "in-time", 8),
    ]);
    let all = scores(&plan, &counts, Scale::Unit);
    let said: Vec<_> = all.iter().map(|it| (it.subject, it.total, it.grade)).collect();
    let wj = (Subject::Unit(unit("wj")), Some(0), Some(Grade::Poor));
    assert_eq!(said, [wj, (sc(), None, None)], "even nothing stands before what is not scored");
    assert_eq!((all[1].points[0].points, all[1].points[0].sample), (None, 9));
}

#[test]
fn a_total_is_of_the_weights_that_were_scored_where_they_are_enough() {
    let usual = plan();
    // Of U1 25, U2 12, U3 15, U7 5, U11 3 there is a sample: 60 of 100, just enough; U10 makes 62.
    let counts = |concluded: i64| {
        table(&[
            ("unit-sc", "accepted", 20),
            ("unit-sc", "concluded", concluded),
            ("unit-sc", "in-time", concluded),
            ("unit-sc", "items-listed", 4),
            ("unit-sc", "items-published", 4),
            ("unit-sc", "self-check-due", 1),
        ])
    };
    let whole = score(&usual, &counts(10), sc());
    // All but the self-check are full: 60 of 62.
    assert_eq!((whole.total, whole.grade), (Some(9_677), Some(Grade::Good)));
    assert_eq!(score(&usual, &counts(9), sc()).total, None, "25 of 100 are not enough");
}

#[test]
fn the_grades_begin_at_their_points() {
    let plan = Plan { good_from: 85, fair_from: 60, ..only(share(0, 10_000), Count::Concluded, 10) };
    for (in_time, grade) in
        [(850, Grade::Good), (849, Grade::Fair), (600, Grade::Fair), (599, Grade::Poor), (0, Grade::Poor)]
    {
        let counts = table(&[("unit-sc", "concluded", 1000), ("unit-sc", "in-time", in_time)]);
        assert_eq!(score(&plan, &counts, sc()).grade, Some(grade), "{in_time}");
    }
}

// A40: two halves with their weights; without one of them there is no total.
#[test]
fn a_person_is_scored_in_two_halves() {
    let usual = plan();
    let who = Subject::Person(who("intake2"));
    let mut lines = vec![
        ("person-intake2", "attendance-due", 20),
        ("person-intake2", "attendance-present", 19),
        ("person-intake2", "served", 30),
    ];
    let half = score(&usual, &table(&lines), who);
    assert_eq!((half.own, half.department, half.total), (Some(9_000), None, None));
    lines.extend([("person-intake2", DEPARTMENT, 80), ("person-intake2", MARKED, 1)]);
    let whole = score(&usual, &table(&lines), who);
    assert_eq!((whole.total, whole.grade), (Some(8_600), Some(Grade::Good)));
    // A mark of nothing is a mark.
    let none = [("person-intake2", MARKED, 1)];
    let none: Vec<_> = lines[..3].iter().copied().chain(none).collect();
    assert_eq!(score(&usual, &table(&none), who).total, Some(5_400));
}

/// A term as the ledger leads it.
#[derive(Clone)]
struct Lead {
    play: Play,
    state: Assessment,
    plan: Plan,
    table: Table,
    log: Vec<&'static str>,
}

fn assessed(mut organisation: Organisation) -> Organisation {
    post(&mut organisation, "lead.wj", Post::LeaderInCharge, "wj");
    organisation
}

impl Lead {
    /// Nothing yet, in the middle of the quarter.
    fn none() -> Lead {
        let mut play = supervised(Play::new(licence()));
        play.organisation = assessed(play.organisation);
        play.now = day("2026-03-02").at(9, 0);
        let plan = only(share(8_000, 10_000), Count::Concluded, 10);
        // sc is good, wj poor.
        let table = table(&[
            ("unit-sc", "concluded", 10),
            ("unit-sc", "in-time", 10),
            ("unit-wj", "concluded", 10),
            ("unit-wj", "in-time", 8),
        ]);
        Lead { play, state: Assessment::default(), plan, table, log: Vec::new() }
    }

    fn adopted() -> Lead {
        Lead::none().then("super1", adopt(1, None))
    }

    /// Scored by the first supervisor on 2 April, published by the second.
    fn published() -> Lead {
        Lead::adopted().on("2026-04-02").then("super1", freeze(1, None)).then("super2", Command::Publish)
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<(), Refusal> {
        let given = Given { plan: Some(&self.plan), table: self.state.published.map(|_| &self.table) };
        let facts = self.play.seen_by(actor, |known: &Known<'_>| {
            decide(&self.state, &command, given, known, &Bounds::default())
        })?;
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push(fact.kind());
        }
        Ok(())
    }

    fn then(mut self, actor: &str, command: Command) -> Lead {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        self.clone().attempt(actor, command).expect_err("this is refused").code()
    }

    fn on(mut self, on: &str) -> Lead {
        self.play.now = day(on).at(9, 0);
        self
    }
}

fn frozen(n: u8, reason: Option<u8>) -> Freeze {
    Freeze { body: Digest([n; 32]), seq: 7, reason: reason.map(sealed) }
}

fn adopt(n: u8, reason: Option<u8>) -> Command {
    Command::Adopt { term: term("2026-Q1"), dates: dates(), plan: frozen(n, reason) }
}

fn freeze(n: u8, reason: Option<u8>) -> Command {
    Command::Score(frozen(n, reason))
}

fn check(code: &str) -> Command {
    Command::Check(Check { unit: unit(code), words: sealed(1) })
}

fn evaluate(numbers: [u32; 3]) -> Command {
    let [asked, answered, satisfied] = numbers;
    let (unit, words) = (unit("sc"), sealed(2));
    Command::Evaluate(Evaluate { unit, symposium: false, asked, answered, satisfied, words })
}

fn inspect(mark: u32) -> Command {
    Command::Inspect(Inspect { unit: unit("sc"), mark, words: sealed(3) })
}

fn mark(person: &str, mark: u32) -> Command {
    Command::Mark(Mark { person: who(person), mark, words: sealed(4) })
}

fn object(subject: Subject) -> Command {
    Command::Object(Object { subject, reason: sealed(5) })
}

fn answers(subject: Subject, right: bool) -> Command {
    Command::DecideObjection(DecideObjection { subject, right, reason: sealed(6) })
}

fn correct(code: &str) -> Command {
    Command::Correct(Correct { unit: unit(code), words: sealed(7) })
}

fn judge(code: &str, accepted: bool) -> Command {
    Command::JudgeCorrection(JudgeCorrection { unit: unit(code), accepted, reason: sealed(8) })
}

fn award(subject: Subject) -> Command {
    Command::Award(Award { subject, reason: sealed(9) })
}

#[test]
fn a_plan_is_adopted_before_its_term_is_over_and_changed_with_a_reason() {
    let none = Lead::none();
    for person in PEOPLE {
        assert_eq!(none.refuses(person, adopt(1, None)), "oversight-not-supervisor", "{person}");
    }
    assert_eq!(none.refuses("super1", check("sc")), "assessment-no-plan");
    // Its last day still, the day after no more: a change never changes a term that is over.
    assert_eq!(none.clone().on("2026-04-01").refuses("super1", adopt(1, None)), "assessment-term-over");
    let lead = none.on("2026-03-31").then("super1", adopt(1, None));
    assert_eq!(lead.refuses("super2", adopt(1, Some(1))), "report-figures-unchanged");
    assert_eq!(lead.refuses("super2", adopt(2, None)), "report-reason-missing");
    let lead = lead.then("super2", adopt(2, Some(1)));
    assert_eq!(lead.state.plan.map(|it| it.0), Some(2));
    assert_eq!(lead.on("2026-04-01").refuses("super1", adopt(3, Some(1))), "assessment-term-over");
    let mut many = Lead::adopted();
    for n in 2..=EDITIONS_MAX {
        many = many.then("super1", adopt(u8::try_from(n).expect("few"), Some(1)));
    }
    assert_eq!(many.refuses("super1", adopt(99, Some(1))), "report-too-many-editions");
}

// A13, R187: the unit's own head writes it; after its day it is taken and counted as late.
#[test]
fn a_unit_checks_itself_in_time_or_late_until_it_is_scored() {
    let lead = Lead::adopted();
    assert_eq!(dates().check_by, day("2026-04-05"));
    for person in ["do.sc", "lead.wj", "super1", "centre"] {
        assert_eq!(lead.refuses(person, check("sc")), "assessment-not-leader", "{person}");
    }
    assert_eq!(lead.refuses("lead.sc", check("none")), "assessment-not-assessed");
    let in_time = lead.clone().on("2026-04-05").then("lead.sc", check("sc"));
    assert_eq!(in_time.state.checked.get(&unit("sc")), Some(&(1, true)));
    // A supplement after the day leaves it in time.
    let more = in_time.on("2026-04-06").then("chief.sc", check("sc"));
    assert_eq!(more.state.checked.get(&unit("sc")), Some(&(2, true)));
    let late = lead.clone().on("2026-04-06").then("lead.sc", check("sc"));
    assert_eq!(late.state.checked.get(&unit("sc")), Some(&(1, false)));
    let scored = late.then("super1", freeze(1, None));
    assert_eq!(scored.refuses("lead.sc", check("sc")), "assessment-already-scored");
    let mut many = lead;
    for _ in 0..12 {
        many = many.then("lead.sc", check("sc"));
    }
    assert_eq!(many.refuses("lead.sc", check("sc")), "assessment-too-many");
}

// A44: how many were asked and how many answered.
#[test]
fn an_evaluation_has_numbers_that_fit() {
    let lead = Lead::adopted();
    for numbers in [[0, 0, 0], [10, 11, 0], [10, 5, 6], [1_000_001, 1, 1]] {
        assert_eq!(lead.refuses("centre", evaluate(numbers)), "assessment-numbers", "{numbers:?}");
    }
    assert_eq!(lead.refuses("lead.sc", evaluate([10, 5, 5])), "oversight-not-supervisor");
    let lead = lead.then("centre", evaluate([10, 5, 5])).then("super1", evaluate([20, 20, 0]));
    let it = lead.state.evaluated.get(&unit("sc")).copied().unwrap_or_default();
    assert_eq!((it.records, it.asked, it.answered, it.satisfied), (2, 30, 25, 5));
    assert_eq!(lead.refuses("centre", inspect(90)), "oversight-not-supervisor");
    assert_eq!(lead.refuses("super1", inspect(101)), "assessment-out-of-marks");
    let lead = lead.then("super1", inspect(100)).then("super2", inspect(90));
    assert_eq!(lead.state.inspected.get(&unit("sc")), Some(&(who("super2"), 90)));
}

// A40: the head of the own unit gives the department's half, of people at windows, never of the own person.
#[test]
fn a_department_marks_its_people_at_windows() {
    let mut lead = Lead::adopted();
    let organisation = &mut lead.play.organisation;
    for person in organisation.people.iter_mut().filter(|it| it.id == who("intake2")) {
        person.unit = unit("sc");
    }
    for holding in organisation.posts.iter_mut().filter(|it| it.person == who("chief.sc")) {
        holding.windows = vec![window("w3")];
    }
    assert_eq!(lead.refuses("lead.sc", mark("intake2", 101)), "assessment-out-of-marks");
    assert_eq!(lead.refuses("lead.wj", mark("intake2", 90)), "assessment-not-leader");
    assert_eq!(lead.refuses("super1", mark("intake2", 90)), "assessment-not-leader");
    assert_eq!(lead.refuses("lead.sc", mark("do.sc", 90)), "assessment-not-assessed", "no window");
    assert_eq!(lead.refuses("lead.sc", mark("nobody", 90)), "assessment-not-assessed");
    assert_eq!(lead.refuses("chief.sc", mark("chief.sc", 100)), "assessment-own-mark");
    let lead = lead.then("lead.sc", mark("intake2", 90)).then("chief.sc", mark("intake2", 0));
    assert_eq!(lead.state.marked.get(&who("intake2")), Some(&(who("chief.sc"), 0)));
}

#[test]
fn a_term_is_scored_when_it_is_over_and_published_by_another() {
    let lead = Lead::adopted();
    assert_eq!(lead.clone().on("2026-03-31").refuses("super1", freeze(1, None)), "assessment-term-runs");
    let lead = lead.on("2026-04-01");
    assert_eq!(lead.refuses("centre", freeze(1, None)), "oversight-not-supervisor");
    assert_eq!(lead.refuses("super1", Command::Publish), "assessment-not-scored");
    let lead = lead.then("super1", freeze(1, None));
    assert_eq!(lead.state.key(), "scored");
    assert_eq!(lead.refuses("super1", Command::Publish), "assessment-another-person");
    let lead = lead.then("super2", Command::Publish);
    let published = lead.state.published.expect("it is published");
    let usual = Bounds::default();
    let add = |bound| lead.play.calendar.add_working_days(day("2026-04-01"), u32::from(usual.get(bound)));
    assert_eq!(Ok(published.object_by), add(Bound::ObjectionDays));
    assert_eq!(Ok(published.correct_by), add(Bound::CorrectionDays));
    assert_eq!(lead.refuses("super3", Command::Publish), "assessment-already-published");
    // What changed later makes another edition, with a reason, which waits for publication.
    assert_eq!(lead.refuses("super1", freeze(1, Some(1))), "report-figures-unchanged");
    assert_eq!(lead.refuses("super1", freeze(2, None)), "report-reason-missing");
    let lead = lead.then("super1", freeze(2, Some(1)));
    assert_eq!((lead.state.key(), lead.state.shown().map(|it| it.number)), ("again", Some(1)));
    let lead = lead.then("super3", Command::Publish);
    assert_eq!((lead.state.key(), lead.state.shown().map(|it| it.number)), ("published", Some(2)));
}

#[test]
fn whoever_is_assessed_objects_once_and_another_than_the_scorer_answers() {
    assert_eq!(Lead::adopted().refuses("lead.sc", object(sc())), "assessment-not-published");
    let lead = Lead::published();
    let until = lead.state.published.map(|it| it.object_by).expect("published");
    for person in ["do.sc", "lead.wj", "super1"] {
        assert_eq!(lead.refuses(person, object(sc())), "finding-not-concerned", "{person}");
    }
    let person = Subject::Person(who("intake2"));
    assert_eq!(lead.refuses("lead.sc", object(person)), "finding-not-concerned");
    assert_eq!(lead.refuses("lead.sc", object(Subject::Unit(unit("none")))), "assessment-not-assessed");
    let mut last = lead.clone();
    last.play.now = until.at(17, 0);
    last = last.then("intake2", object(person)).then("head.biz", object(Subject::Window(window("w2"))));
    assert_eq!(last.state.objections.len(), 2);
    last.play.now = until.plus_days(1).at(9, 0);
    assert_eq!(last.refuses("lead.sc", object(sc())), "oversight-appeal-time-passed");
    let lead = lead.then("lead.sc", object(sc()));
    assert_eq!(lead.refuses("chief.sc", object(sc())), "oversight-already-appealed");
    assert_eq!(lead.refuses("centre", answers(sc(), true)), "oversight-not-supervisor");
    assert_eq!(lead.refuses("super1", answers(sc(), true)), "assessment-another-person");
    assert_eq!(lead.refuses("super2", answers(person, true)), "oversight-no-appeal");
    let lead = lead.then("super2", answers(sc(), true));
    assert_eq!(lead.refuses("super3", answers(sc(), false)), "oversight-no-appeal");
    assert_eq!(lead.refuses("lead.sc", object(sc())), "oversight-already-appealed", "once a term");
    // Nothing is removed: the answer explains.
    assert_eq!((lead.state.editions.len(), lead.log.last()), (1, Some(&"assessment.objection-decided")));
}

// R186: 一般 and 较差 are put right by a day; another accepts it or sends it back.
#[test]
fn a_poor_unit_puts_right_and_a_good_one_has_nothing_to() {
    let lead = Lead::published();
    assert_eq!(lead.refuses("lead.sc", correct("sc")), "assessment-nothing-to-correct");
    assert_eq!(lead.refuses("lead.sc", correct("wj")), "assessment-not-leader");
    assert_eq!(Lead::adopted().refuses("lead.wj", correct("wj")), "assessment-not-published");
    assert_eq!(lead.refuses("super1", judge("wj", true)), "assessment-no-answer");
    let due = lead.state.correct_by(unit("wj")).expect("a day");
    let mut late = lead.clone();
    late.play.now = due.plus_days(1).at(9, 0);
    assert!(late.then("lead.wj", correct("wj")).state.corrections[&unit("wj")].late);
    let mut lead = lead;
    lead.play.now = due.at(9, 0);
    let lead = lead.then("lead.wj", correct("wj"));
    assert!(!lead.state.corrections[&unit("wj")].late);
    assert_eq!(lead.refuses("lead.wj", correct("wj")), "assessment-correction-waits");
    assert_eq!(lead.refuses("lead.wj", judge("wj", true)), "oversight-not-supervisor");
    let lead = lead.then("super1", judge("wj", false));
    let again = lead.state.correct_by(unit("wj")).expect("a day");
    assert!(again > due, "it has its days again");
    assert_eq!(lead.refuses("super1", judge("wj", true)), "assessment-no-answer");
    let lead = lead.then("lead.wj", correct("wj")).then("super3", judge("wj", true));
    assert_eq!(lead.refuses("super3", judge("wj", false)), "assessment-correction-accepted");
    assert_eq!(lead.refuses("lead.wj", correct("wj")), "assessment-correction-accepted");
}

// R188: published, past objection, graded good on enough sample, nothing standing.
#[test]
fn an_award_is_for_the_good_when_nobody_can_object_any_more() {
    let w2 = Subject::Window(window("w2"));
    let mut lead = Lead::published();
    lead.plan.indicators[0].scale = Scale::Window;
    lead.plan.indicators[0].formula = Formula::Share {
        part: vec![Count::VisitGood],
        whole: vec![Count::VisitRated],
        none_at: 0,
        full_at: 10_000,
    };
    lead.plan.indicators[0].sample = vec![Count::VisitRated];
    let rated = |rated, good, accountable| {
        table(&[
            ("window-w2", "visit-rated", rated),
            ("window-w2", "visit-good", good),
            ("window-w2", ACCOUNTABLE, accountable),
        ])
    };
    lead.table = rated(20, 17, 0);
    let until = lead.state.published.map(|it| it.object_by).expect("published");
    lead.play.now = until.at(9, 0);
    assert_eq!(lead.refuses("super1", award(w2)), "assessment-objection-open");
    let waiting = lead.clone().then("head.biz", object(w2));
    lead.play.now = until.plus_days(1).at(9, 0);
    assert_eq!(waiting.on("2026-06-01").refuses("super1", award(w2)), "assessment-objection-open");
    assert_eq!(lead.refuses("centre", award(w2)), "oversight-not-supervisor");
    assert_eq!(lead.refuses("super1", award(sc())), "assessment-no-award-for-units");
    assert_eq!(lead.refuses("super1", award(Subject::Window(window("w9")))), "assessment-not-assessed");
    // Both sides: 85 points are good, 84 are not; nine ratings say nothing; a matter stands in the way.
    for (table, code) in [
        (rated(100, 84, 0), "assessment-not-good"),
        (rated(9, 9, 0), "assessment-not-good"),
        (rated(20, 17, 1), "assessment-accountable"),
    ] {
        let other = Lead { table, ..lead.clone() };
        assert_eq!(other.refuses("super1", award(w2)), code);
    }
    let lead = lead.then("super1", award(w2));
    assert_eq!(lead.refuses("super2", award(w2)), "assessment-already-awarded");
    assert!(lead.state.prizes.contains_key(&w2));
}

/// A life in which every kind of event happens.
#[test]
fn every_kind_happens_and_is_read_as_it_was_written() {
    let mut lead = Lead::adopted();
    for person in lead.play.organisation.people.iter_mut().filter(|it| it.id == who("intake2")) {
        person.unit = unit("sc");
    }
    let lead =
        lead.then("lead.sc", check("sc")).then("centre", evaluate([10, 9, 8])).then("super1", inspect(80));
    let lead = lead.then("lead.sc", mark("intake2", 90)).on("2026-04-02").then("super1", freeze(1, None));
    let lead = lead.then("super2", Command::Publish).then("lead.sc", object(sc()));
    let lead = lead.then("super2", answers(sc(), false)).then("lead.wj", correct("wj"));
    let mut lead = lead.then("super2", judge("wj", true)).on("2026-06-01");
    lead.plan.indicators[0].scale = Scale::Window;
    lead.plan.indicators[0].formula = Formula::Deduct { of: vec![Count::Findings], each: 10 };
    lead.plan.indicators[0].sample = vec![Count::Received];
    lead.table = table(&[("window-w2", "received", 10)]);
    let mut lead = lead.then("super1", award(Subject::Window(window("w2"))));
    lead.log.sort_unstable();
    let mut kinds = KINDS.to_vec();
    kinds.sort_unstable();
    assert_eq!(lead.log, kinds);
    for kind in ["assessment.burnt", "assessment."] {
        assert!(Event::decode(kind, b"{}").is_err());
    }
}

#[test]
fn the_days_of_a_plan_follow_one_another() {
    let quarter = term("2026-Q1");
    let of = |check: &str, evaluate: &str, inspect: &str, publish: &str| Dates {
        check_by: day(check),
        evaluate_by: day(evaluate),
        inspect_by: day(inspect),
        publish_by: day(publish),
    };
    // R187 has its days within the year.
    assert!(of("2026-03-01", "2026-03-15", "2026-03-25", "2026-04-01").are_in_order(quarter));
    assert!(of("2026-01-01", "2026-01-01", "2026-01-01", "2026-09-27").are_in_order(quarter));
    for wrong in [
        of("2025-12-31", "2026-03-15", "2026-03-25", "2026-04-01"),
        of("2026-03-16", "2026-03-15", "2026-03-25", "2026-04-01"),
        of("2026-03-01", "2026-03-26", "2026-03-25", "2026-04-01"),
        of("2026-03-01", "2026-03-15", "2026-04-02", "2026-04-01"),
        of("2026-03-01", "2026-03-15", "2026-03-25", "2026-03-31"),
        of("2026-03-01", "2026-03-15", "2026-03-25", "2026-09-28"),
    ] {
        assert!(!wrong.are_in_order(quarter), "{wrong:?}");
    }
}
