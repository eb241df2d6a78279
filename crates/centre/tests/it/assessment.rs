//! Assessment through the centre: a month from plan to award, attendance, who sees whose sheet (R184-R188, A40, A44, C27).

use std::sync::Arc;

use catalogue::UnitCode;
use centre::FormulaError;
use centre::act::{FieldProblem, FieldWhy};
use centre::brought_again::AGAIN_SQL;
use centre::case::Problem;
use centre::counts::LIGHTS_SQL;
use centre::intake::Intake;
use centre::oversight::BehindKind;
use centre::oversight::appeals::AppealOf;
use centre::oversight::assessment::AssessmentAct as Act;
use centre::oversight::order::OrderForm;
use centre::status::STATUS_SQL;
use oversight::Refusal;
use oversight::assessment::{
    Count, Dates, ELSEWHERE, Formula, Grade, Indicator, Plan, PlanProblem, Scale, Subject, Term, score,
    scores, subjects,
};
use oversight::attendance::Mark;
use oversight::order::Kind;

use crate::rig::{DAY, Rig, citizen, day, intake, item, organisation, person, session, window};
use crate::walk::{concluded, in_hand, received};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn march() -> Term {
    Term::parse("2026-03").expect("a month")
}

/// Units by time and self-check, windows and people by attendance; as few as a plan may ask for are enough to be scored.
fn plan() -> Plan {
    let mut plan = Plan::usual(march(), Dates::usual(march()).expect("a known month"));
    plan.indicators.retain(|it| matches!(it.code.as_str(), "U1" | "U10" | "W4" | "P1"));
    for it in &mut plan.indicators {
        it.sample_min = it.sample_least();
        it.weight = match it.code.as_str() {
            "U1" => 50,
            "U10" => 30,
            _ => 100,
        };
    }
    let formula = Indicator {
        code: "U2".to_owned(),
        name: "一件不超期".to_owned(),
        formula: feel("if 办结 = 0 then null else 97.5 - 100 × 超期办结 ÷ 办结"),
        weight: 20,
        ..plan.indicators[0].clone()
    };
    plan.indicators.push(formula);
    plan
}

fn feel(text: &str) -> Formula {
    Formula::Feel { text: text.to_owned() }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Problem>) -> &'static str {
    match answer {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("refused by the rules: {other:?}"),
    }
}

pub async fn a_month_is_planned_scored_published_objected_to_and_put_right(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let adopt = |who: &'static str, version, plan: Plan, reason: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.assessment_adopt(&session(who), rig.command_id(), version, &plan, reason).await }
    };
    let act = |who: &'static str, act: Act| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.assessment_act(&session(who), march(), rig.command_id(), None, &act).await }
    };
    let words = || "情况都写在这里。".to_owned();
    let (sc, wj) = (Subject::Unit(unit("sc")), Subject::Unit(unit("wj")));

    // A plan that does not hold together is refused before anything is written.
    let mut wrong = plan();
    wrong.indicators[0].weight = 49;
    let answer = adopt("super", Some(0), wrong, "").await;
    let sum = PlanProblem::Weights { scale: Scale::Unit, sum: 99 };
    let expected = Refusal::from(oversight::assessment::AssessmentRefusal::Plan(sum));
    assert!(matches!(answer, Err(Problem::Oversight(ref it)) if *it == expected), "{answer:?}");
    // A formula that cannot be read is refused at its field, and says where.
    for (text, why) in [
        ("100 * 按时办结 / 办理", FormulaError::Unknown { place: 14, word: "办理".to_owned() }),
        ("办结 * (1", FormulaError::NotAFormula),
        ("for i in 1..办结 return i", FormulaError::Unknown { place: 1, word: "for".to_owned() }),
    ] {
        let mut wrong = plan();
        wrong.indicators[4].formula = feel(text);
        let answer = adopt("super", Some(0), wrong, "").await;
        let field = FieldProblem { field: "feel".to_owned(), why: FieldWhy::Formula(why) };
        assert!(matches!(answer, Err(Problem::Form(ref it)) if *it == [field.clone()]), "{answer:?}");
    }
    assert_eq!(refused(adopt("centre", Some(0), plan(), "").await), "oversight-not-supervisor");
    assert_eq!(
        refused(act("lead.sc", Act::Check { unit: unit("sc"), words: words() }).await),
        "assessment-no-plan"
    );
    adopt("super", Some(0), plan(), "").await.expect("adopted");
    let blank = adopt("super", Some(1), plan(), " ").await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "reason"), "{blank:?}");
    // The next term begins from this plan.
    let draft = centre.assessment_draft(march().after()).await.expect("drafted");
    assert_eq!((draft.indicators, draft.term), (plan().indicators, march().after()));

    let mut cases = Vec::new();
    for n in 1..=5 {
        cases.push(concluded(&rig, n).await.to_string());
    }
    let blank = act("lead.sc", Act::Check { unit: unit("sc"), words: " ".into() }).await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "words"), "{blank:?}");
    act("lead.sc", Act::Check { unit: unit("sc"), words: words() }).await.expect("checked");
    let numbers = [30, 20, 15];
    let evaluate = Act::Evaluate { unit: unit("sc"), symposium: true, numbers, words: words() };
    act("centre", evaluate).await.expect("evaluated");
    act("super", Act::Inspect { unit: unit("sc"), mark: 90, words: words() }).await.expect("inspected");
    assert_eq!(refused(act("super", Act::Score(String::new())).await), "assessment-term-runs");

    // The figures follow with the next tick.
    rig.advance(60_000_000).await;
    // Before it is published a unit sees its own sheet, prepared from the counts, and no other's.
    let own = centre.assessment_fetch(&session("lead.sc"), march(), None).await.expect("read");
    assert!(own.sees(sc) && !own.sees(wj) && own.edition.is_none());
    assert_eq!(own.table.get("unit-sc", Count::InTime.key()), 5);
    let stranger = act("do.wj", Act::Object { subject: sc, words: words() }).await;
    assert!(matches!(stranger, Err(Problem::OutOfScope)), "{stranger:?}");

    rig.until("2026-04-02", 9, 0).await;
    act("super", Act::Score(String::new())).await.expect("scored");
    assert_eq!(refused(act("super", Act::Publish).await), "assessment-another-person");
    act("super2", Act::Publish).await.expect("published");

    let view = centre.assessment_fetch(&session("lead.wj"), march(), None).await.expect("read");
    let plan_in_force = view.plan.as_deref().expect("a plan");
    assert!(view.sees(sc) && view.sees(wj), "published, the table is open to who leads");
    let of = |subject| score(plan_in_force, &view.table, subject);
    assert_eq!(
        of(sc).points.iter().map(|it| it.points).collect::<Vec<_>>(),
        [Some(10_000), Some(10_000), Some(9_750)]
    );
    assert_eq!((of(sc).total, of(sc).grade), (Some(9_950), Some(Grade::Good)));
    // Of wj only the self-check counts, 30 of 100 weights: too little for a total.
    assert_eq!((of(wj).total, of(wj).grade), (None, None));
    assert_eq!(scores(plan_in_force, &view.table, Scale::Unit)[0].subject, sc);

    // Every figure opens to what it counts.
    let behind = |who: &'static str, subject, count| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.assessment_behind(&session(who), march(), subject, count).await }
    };
    let lines = behind("super", sc, Count::InTime).await.expect("opened");
    assert!(lines.iter().all(|it| it.kind == BehindKind::Case));
    let mut behind_it: Vec<String> = lines.iter().map(|it| it.id.clone()).collect();
    behind_it.sort();
    cases.sort();
    assert_eq!(behind_it, cases);
    if centre.store().engine() == store::Engine::Sqlite {
        let sql = format!("explain query plan select 1 from case_row where division = $1{AGAIN_SQL}");
        let plan = rig.rows(&sql, vec![crate::rig::DIVISION.into()]).await;
        let plan: Vec<&str> = plan.iter().map(|row| row.text(3).expect("the step in words")).collect();
        let params = vec![crate::rig::DIVISION.into(), 0_i64.into()];
        let lights = rig.rows(&format!("explain query plan {LIGHTS_SQL}"), params).await;
        let lights: Vec<&str> = lights.iter().map(|row| row.text(3).expect("the step in words")).collect();
        assert_eq!(lights, ["SCAN case_row USING COVERING INDEX case_row_lights"], "also without statistics");
        let params = vec![crate::rig::DIVISION.into(), 0_i64.into()];
        let status = rig.rows(&format!("explain query plan {STATUS_SQL}"), params).await;
        let status: Vec<&str> = status.iter().map(|row| row.text(3).expect("the step in words")).collect();
        assert_eq!(
            status,
            ["SCAN case_row USING COVERING INDEX case_row_waits"],
            "in the order of the table"
        );
        assert!(plan.iter().any(|it| it.contains("INDEX entry_stream (division=? AND stream=?")), "{plan:?}");
    }
    for count in Count::ALL {
        for subject in [sc, Subject::Window(window("w2")), Subject::Person(person("intake2"))] {
            let opened = behind("super", subject, *count).await;
            let opens = centre::Centre::assessment_opens(subject, *count);
            assert_eq!(opened.is_ok(), opens, "{count:?} of {subject:?}: {opened:?}");
        }
    }
    let shut = behind("do.wj", sc, Count::InTime).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");

    // An objection, decided by another than who scored.
    act("chief.wj", Act::Object { subject: wj, words: words() }).await.expect("objected");
    let answer = |right| Act::DecideObjection { subject: wj, right, words: words() };
    assert_eq!(refused(act("super", answer(true)).await), "assessment-another-person");
    act("super2", answer(true)).await.expect("decided");
    assert_eq!(
        refused(act("lead.sc", Act::Correct { unit: unit("sc"), words: words() }).await),
        "assessment-nothing-to-correct"
    );

    // What changes afterwards makes another edition that says where it differs.
    assert_eq!(refused(act("super", Act::Score("再数一遍。".into())).await), "report-figures-unchanged");
    let list = centre.assessment_list().await.expect("listed");
    assert_eq!(
        list.iter().map(|it| (it.term, it.state.as_str())).collect::<Vec<_>>(),
        [(march(), "published")]
    );
}

pub async fn attendance_is_entered_by_the_head_and_a_person_is_scored_in_two_halves(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let monday = day("2026-03-02");
    let enter = |who: &'static str, on: &'static str, mark| {
        let rig = Arc::clone(&rig);
        async move {
            let people = vec![(person("intake2"), window("w2"), mark)];
            rig.centre.attendance_enter(&session(who), rig.command_id(), day(on), people).await
        }
    };
    let act = |who: &'static str, act: Act| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.assessment_act(&session(who), march(), rig.command_id(), None, &act).await }
    };
    centre
        .assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan(), "")
        .await
        .expect("adopted");
    assert_eq!(refused(enter("head.soc", "2026-03-02", Mark::Present).await), "attendance-not-head");
    assert_eq!(refused(enter("head.biz", "2026-03-03", Mark::Present).await), "attendance-day");
    enter("head.biz", "2026-03-02", Mark::Present).await.expect("entered");
    assert_eq!(refused(enter("centre", "2026-03-02", Mark::Late).await), "attendance-already-entered");
    rig.until("2026-03-03", 9, 0).await;
    enter("head.biz", "2026-03-03", Mark::Present).await.expect("entered");
    let correct = |reason: &'static str| {
        let rig = Arc::clone(&rig);
        async move {
            let what = (person("intake2"), Mark::Late);
            rig.centre.attendance_correct(&session("head.biz"), rig.command_id(), monday, what, reason).await
        }
    };
    let blank = correct(" ").await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "reason"), "{blank:?}");
    correct("九点二十才到。").await.expect("corrected");

    // The person sees the own line and who changed what; a colleague of another window nothing of it.
    let own = centre.attendance_fetch(&session("intake2"), monday).await.expect("read");
    assert_eq!(
        own.seats.iter().map(|it| (it.person, it.mark, it.corrections, it.mine)).collect::<Vec<_>>(),
        [(person("intake2"), Some(Mark::Late), 1, false)]
    );
    assert_eq!(own.lines.len(), 2);
    let other = centre.attendance_fetch(&session("intake5"), monday).await.expect("read");
    assert!(other.lines.is_empty() && other.seats.iter().all(|it| it.person == person("intake5")));
    let head = centre.attendance_fetch(&session("head.biz"), monday).await.expect("read");
    assert!(
        head.seats.iter().any(|it| it.mine) && !head.seats.iter().any(|it| it.person == person("intake5"))
    );
    assert_eq!(head.month[&person("intake2")].values().sum::<i64>(), 2);

    // A40: the department's half; of the centre's own staff the centre's management gives it.
    let mark = |mark| Act::Mark { person: person("intake2"), mark, words: "耐心。".into() };
    let shut = act("lead.ga", mark(90)).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
    assert_eq!(refused(act("super", mark(90)).await), "assessment-not-leader");
    act("centre", mark(90)).await.expect("marked");
    rig.until("2026-04-02", 9, 0).await;
    act("super", Act::Score(String::new())).await.expect("scored");
    act("super2", Act::Publish).await.expect("published");
    let who = Subject::Person(person("intake2"));
    for (reader, sees) in [
        ("intake2", true),
        ("head.biz", true),
        ("centre", true),
        ("intake5", false),
        ("lead.ga", false),
        ("do.sc", false),
    ] {
        let view = centre.assessment_fetch(&session(reader), march(), None).await.expect("read");
        assert_eq!(view.sees(who), sees, "{reader}");
    }
    let view = centre.assessment_fetch(&session("intake2"), march(), None).await.expect("read");
    let score = score(view.plan.as_deref().expect("a plan"), &view.table, who);
    // One day of two: 50 % is nothing of attendance; the department's 90 at 40 %.
    assert_eq!((score.own, score.department, score.total), (Some(0), Some(9_000), Some(3_600)));
    assert_eq!(score.grade, Some(Grade::Poor));
    // R188: not from such a sheet; and not before nobody can object any more.
    let award = |subject| Act::Award { subject, words: "群众表扬。".into() };
    assert_eq!(refused(act("super", award(who)).await), "assessment-objection-open");
    rig.until("2026-04-20", 9, 0).await;
    assert_eq!(refused(act("super", award(who)).await), "assessment-not-good");
    let again = act("super", Act::Score("多登记了一天。".into())).await;
    assert_eq!(refused(again), "report-figures-unchanged");
    assert!(centre.assessment_prizes().await.expect("read").is_empty());
}

// R187, A6: the person objects once and in time; a supervisor who did not score answers, and finds it on the desk with its day.
pub async fn a_person_objects_in_time_and_another_supervisor_answers(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let act = |who: &'static str, act: Act| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.assessment_act(&session(who), march(), rig.command_id(), None, &act).await }
    };
    let adopted = centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan(), "").await;
    adopted.expect("adopted");
    let (mine, window) = (Subject::Person(person("intake2")), Subject::Window(window("w2")));
    let object = |subject| Act::Object { subject, words: "请假条交过，登记成了缺岗。".into() };
    assert_eq!(refused(act("intake2", object(mine)).await), "assessment-not-published");
    rig.until("2026-04-02", 9, 0).await;
    act("super", Act::Score(String::new())).await.expect("scored");
    act("super2", Act::Publish).await.expect("published");
    let view = centre.assessment_fetch(&session("super"), march(), None).await.expect("read");
    let until = view.state.published.expect("it is published").object_by;

    let colleague = act("intake5", object(mine)).await;
    assert!(matches!(colleague, Err(Problem::OutOfScope)), "{colleague:?}");
    assert_eq!(refused(act("head.biz", object(mine)).await), "finding-not-concerned", "only the person");
    let waits = async |who: &str| {
        let all = centre.appeals_waiting(&session(who)).await.expect("they can be read");
        all.into_iter().filter(|it| matches!(it.of, AppealOf::Objection(..))).collect::<Vec<_>>()
    };
    assert!(waits("super2").await.is_empty() && waits("super3").await.is_empty());
    // The last day is in time, the next is not.
    rig.until(&until.to_string(), 17, 0).await;
    act("intake2", object(mine)).await.expect("on the last day");
    assert_eq!(refused(act("intake2", object(mine)).await), "oversight-already-appealed");
    rig.until(&until.plus_days(1).to_string(), 9, 0).await;
    assert_eq!(refused(act("head.biz", object(window)).await), "oversight-appeal-time-passed");

    // Whoever scored is offered nothing; the others find it.
    assert!(waits("super").await.is_empty() && waits("intake2").await.is_empty());
    for who in ["super2", "super3"] {
        let [brief] = waits(who).await[..] else { panic!("{who} finds it once") };
        assert_eq!((brief.of, brief.unit), (AppealOf::Objection(march(), mine), None), "{who}");
        let last = brief.decide_by.expect("it has a last day");
        assert_eq!((brief.is_overdue(last), brief.is_overdue(last.plus_days(1))), (false, true));
    }
    let award = Act::Award { subject: mine, words: "群众表扬。".into() };
    assert_eq!(refused(act("super2", award).await), "assessment-objection-open");
    let answer =
        |right| Act::DecideObjection { subject: mine, right, words: "请假条在，改正。".into() };
    assert_eq!(refused(act("intake2", answer(true)).await), "oversight-not-supervisor");
    assert_eq!(refused(act("super", answer(true)).await), "assessment-another-person");
    act("super3", answer(true)).await.expect("answered by another");
    assert_eq!(refused(act("super2", answer(false)).await), "oversight-no-appeal");
    assert!(waits("super2").await.is_empty() && waits("super3").await.is_empty());
}

// R185: a year assesses the centres of towns by what their windows took in, whichever unit handles it; a month does not.
pub async fn a_year_assesses_the_centres_of_towns_by_their_windows(rig: Arc<Rig>) {
    let centre = &rig.centre;
    // The town's window acts for a department of the county (R26).
    let mut county = organisation();
    county.revision += 1;
    let at_town = county.windows.iter_mut().find(|it| it.id == window("w21")).expect("the town's window");
    at_town.serves.push(unit("sc"));
    let own =
        county.posts.iter().find(|it| it.person == person("town3")).expect("the town's officer").clone();
    county.posts.push(catalogue::organisation::PostHolding { unit: unit("sc"), ..own });
    centre.organisation_publish("cat.office", &county).await.expect("published");
    let year = Term::parse("2026").expect("a year");
    let whole = Plan::usual(year, Dates::usual(year).expect("a known year"));
    for plan in [&whole, &plan()] {
        let adopted = centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), plan, "").await;
        adopted.expect("adopted");
    }
    let item = item("food-business");
    let form = Intake { window: window("w21"), ..intake(&item, citizen(91), &[]) };
    let case = rig.receives("town3", &form).await;
    rig.does("town3", case, centre::act::Act::Accept).await;
    received(&rig, 92).await;
    rig.advance(60_000_000).await;

    let town = Subject::Town(unit("sq"));
    let view = centre.assessment_fetch(&session("townhead3"), year, None).await.expect("read");
    assert!(view.sees(town) && !view.sees(Subject::Town(unit("hd"))), "the own one before publication");
    assert_eq!(subjects(&view.table, Scale::Town), [town], "of the towns only one has a window");
    let counted = ["received", "accepted", "concluded"].map(|word| view.table.get("town-sq", word));
    assert_eq!(counted, [1, 1, 0]);
    assert_eq!(view.table.get("unit-sq", "accepted"), 0, "the department decides it, not the town");
    let behind = async |who: &str, count| centre.assessment_behind(&session(who), year, town, count).await;
    for count in [Count::Received, Count::Accepted] {
        let lines = behind("super", count).await.expect("opened");
        assert_eq!(lines.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), [case.to_string()], "{count:?}");
    }
    assert!(behind("super", Count::Concluded).await.expect("opened").is_empty());
    for count in Count::ALL {
        let opens = centre::Centre::assessment_opens(town, *count);
        assert_eq!(behind("super", *count).await.is_ok(), opens, "{count:?}");
    }
    assert!(matches!(behind("do.sc", Count::Received).await, Err(Problem::OutOfScope)));
    // A month has no such sheet.
    let view = centre.assessment_fetch(&session("super"), march(), None).await.expect("read");
    assert!(subjects(&view.table, Scale::Town).is_empty());
    // What is begun from the year leaves it out for a month, and keeps it for the next year.
    let draft = async |term: Term| {
        let plan = centre.assessment_draft(term).await.expect("drafted");
        plan.of(Scale::Town).count()
    };
    assert_eq!((draft(march().after()).await, draft(year.after()).await), (0, 5));
}

// R185, R18, A38: the centre of a town that runs in a division of its own is counted in its own ledger, apart from the windows of
// this one; its cases are listed and open nowhere here. Another government's division is not read.
pub async fn a_town_in_a_division_of_its_own_is_counted_there(rig: Arc<Rig>) {
    let (centre, town) = (&rig.centre, Subject::Town(unit("hd")));
    let of_town = rig.of_division("990121102").await;
    of_town.calendar_adopt("cat.office", calendar::Calendar::built_in()).await.expect("adopted");
    // There the government of the town has another code, and window 21 serves it.
    let swapped = |revision: u32, swap: bool| {
        let mut there = organisation();
        there.revision += revision;
        there.centre.division = catalogue::DivisionCode::parse("990121102").expect("nine digits");
        let credit_code = |code: &str| organisation().unit(unit(code)).and_then(|it| it.credit_code.clone());
        for (code, of) in [("sq", "hd"), ("hd", "sq")] {
            let it = there.units.iter_mut().find(|it| it.code == unit(code)).expect("a town");
            it.credit_code = credit_code(if swap { of } else { code });
        }
        let at_town = there.windows.iter_mut().find(|it| it.id == window("w21")).expect("the window");
        at_town.serves.push(unit("sc"));
        let own = there.posts.iter().find(|it| it.person == person("town3")).expect("the officer").clone();
        there.posts.push(catalogue::organisation::PostHolding { unit: unit("sc"), ..own });
        there
    };
    of_town.organisation_publish("cat.office", &swapped(0, true)).await.expect("published");
    let item = item("food-business");
    of_town.item_publish("cat.gov", &item).await.expect("published");
    let live = catalogue::publish::ItemStage::Live;
    of_town.item_stage("cat.gov", item.code, live).await.expect("opened");
    let year = Term::parse("2026").expect("a year");
    let whole = Plan::usual(year, Dates::usual(year).expect("a known year"));
    let adopted = centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &whole, "").await;
    adopted.expect("adopted");

    let form = Intake { window: window("w21"), ..intake(&item, citizen(91), &[]) };
    let received = of_town.case_receive(&session("town3"), rig.command_id(), &form).await;
    let (case, _) = received.expect("the town receives");
    let accept = centre::act::Act::Accept;
    let accepted = of_town.case_act(&session("town3"), case, rig.command_id(), None, &accept).await;
    accepted.expect("the town accepts");
    rig.advance(60_000_000).await;

    let view = centre.assessment_fetch(&session("super"), year, None).await.expect("read");
    assert_eq!(subjects(&view.table, Scale::Town), [town, Subject::Town(unit("sq"))]);
    let counted =
        |of: &str| ["received", "accepted", "concluded", ELSEWHERE].map(|it| view.table.get(of, it));
    assert_eq!((counted("town-hd"), counted("town-sq")), ([1, 1, 0, 1], [0, 0, 0, 0]));
    assert_eq!(
        (counted("window-w21")[0], counted("unit-sc")[1]),
        (0, 0),
        "nothing of it is of this division"
    );
    let behind = async |subject, count| {
        let lines = centre.assessment_behind(&session("super"), year, subject, count).await;
        lines.expect("opened").into_iter().map(|it| (it.id, it.elsewhere)).collect::<Vec<_>>()
    };
    for count in [Count::Received, Count::Accepted] {
        assert_eq!(behind(town, count).await, [(case.to_string(), true)], "{count:?}");
        assert!(behind(Subject::Town(unit("sq")), count).await.is_empty(), "{count:?}");
    }
    assert!(matches!(centre.case_fetch_for(&session("super"), case).await, Err(Problem::NotFound)));
    let asked = centre.assessment_behind(&session("do.sc"), year, town, Count::Received).await;
    assert!(matches!(asked, Err(Problem::OutOfScope)));

    // What runs there is no longer the centre of this town.
    of_town.organisation_publish("cat.office", &swapped(1, false)).await.expect("published");
    rig.advance(60_000_000).await;
    let view = centre.assessment_fetch(&session("super"), year, None).await.expect("read");
    let all = [Subject::Town(unit("sq"))];
    assert_eq!(subjects(&view.table, Scale::Town), all, "the window there serves another government");
    assert!(behind(town, Count::Received).await.is_empty());
}

// R49, R184: an order that nobody answered counts against whom it went to first, and not against whom it rose to.
pub async fn a_late_order_counts_against_who_left_it_unanswered(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 77).await;
    let adopted = centre.assessment_adopt(&session("super"), rig.command_id(), None, &plan(), "").await;
    adopted.expect("a plan makes the counts of now");
    let (receipt, _) = rig.receipt(case).await;
    let form = OrderForm {
        kind: Kind::Urging,
        unit: None,
        case: receipt,
        finding: None,
        to: Some(person("intake2")),
        words: "请写明为什么材料没有移交。".into(),
    };
    let issued = centre.order_issue(&session("super"), rig.command_id(), &form).await;
    let (order, _) = issued.expect("a supervisor urges whom he names");
    let counted = async |who: &str, count: Count| {
        let view = centre.assessment_fetch(&session("super"), march(), None).await.expect("it can be read");
        view.table.get(&Subject::Person(person(who)).key(), count.key())
    };
    assert_eq!(
        (counted("intake2", Count::Orders).await, counted("intake2", Count::OrdersLate).await),
        (1, 0)
    );
    rig.advance(3 * DAY).await;
    let held = centre.order_fetch(&session("super"), order).await.expect("it is seen").held;
    let (last, _) = held.addressee().expect("it is addressed");
    assert!(held.late && last != person("intake2"), "it has risen: {:?}", held.to);
    assert_eq!(
        (counted("intake2", Count::Orders).await, counted("intake2", Count::OrdersLate).await),
        (1, 1)
    );
    assert_eq!(counted(last.as_str(), Count::OrdersLate).await, 0, "whom it rose to left nothing unanswered");
    let behind = async |who| {
        let of = Subject::Person(who);
        let lines = centre.assessment_behind(&session("super"), march(), of, Count::OrdersLate).await;
        lines.expect("every figure opens").len()
    };
    assert_eq!((behind(person("intake2")).await, behind(last).await), (1, 0));
}
