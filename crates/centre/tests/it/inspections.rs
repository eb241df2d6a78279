//! Rounds, surveys, summaries and bulletins through the centre: who sees and writes what, and what is frozen (A13, A15, A43, A44).

use std::sync::Arc;

use catalogue::{InspectionId, UnitCode};
use centre::act::FieldWhy;
use centre::case::Problem;
use centre::oversight::bounds::BoundForm;
use centre::oversight::inspection::{InspectionAct, PlanForm};
use centre::oversight::summary::SummaryForm;
use centre::oversight::survey::SurveyForm;
use oversight::bound::Bound;
use oversight::inspection::{Kind, Place, RoundState, Section, Standing};
use oversight::report::Period;
use oversight::survey;

use crate::rig::{DAY, Rig, day, person, session, window};
use crate::walk::{concluded, received};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn code<T>(answer: Result<T, Problem>) -> String {
    match answer {
        Ok(_) => "done".to_owned(),
        Err(Problem::Oversight(refusal)) => refusal.code().to_owned(),
        Err(Problem::OutOfScope) => "out-of-scope".to_owned(),
        Err(Problem::NotFound) => "not-found".to_owned(),
        Err(Problem::Form(problems)) => {
            problems.iter().map(|it| it.field.as_str()).collect::<Vec<_>>().join(",")
        }
        Err(other) => format!("{other:?}"),
    }
}

fn plan(kind: Kind, by: &str) -> PlanForm {
    PlanForm { kind, place: Place::Hall, people: vec![person("super")], by: day(by), sections: Vec::new() }
}

fn make(on: &str, reason: &str) -> InspectionAct {
    InspectionAct::Make {
        on: day(on),
        people: vec![person("super")],
        sections: vec![Section::Publicity],
        words: "大厅公示栏有两处旧的。".into(),
        reason: reason.into(),
    }
}

fn observe(of: &str, words: &str) -> InspectionAct {
    InspectionAct::Observe {
        unit: unit(of),
        window: (of == "sc").then(|| window("w2")),
        section: Section::Publicity,
        correct_by: Some(day("2026-03-13")),
        words: words.into(),
    }
}

// A15: what is to be inspected is not read by whom it concerns; what was seen is, each unit its own.
pub async fn a_round_is_planned_made_and_what_it_saw_is_put_right(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let act = |who: &'static str, id: InspectionId, act: InspectionAct| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.inspection_act(&session(who), id, rig.command_id(), &act).await }
    };
    let nobody = PlanForm { people: Vec::new(), ..plan(Kind::Monthly, "2026-03-06") };
    assert_eq!(code(centre.inspection_plan(&session("centre"), rig.command_id(), &nobody).await), "person1");
    let other = centre
        .inspection_plan(&session("lead.sc"), rig.command_id(), &plan(Kind::Monthly, "2026-03-06"))
        .await;
    assert_eq!(code(other), "record-may-not");
    let form = rig.command_id();
    let (id, _) = centre
        .inspection_plan(&session("centre"), form, &plan(Kind::Monthly, "2026-03-06"))
        .await
        .expect("planned");
    let again = centre.inspection_plan(&session("centre"), form, &plan(Kind::Monthly, "2026-03-06")).await;
    assert!(again.expect("a double click").1.replayed, "plans no second one");
    for (who, sees) in
        [("super", "done"), ("super2", "done"), ("lead.sc", "out-of-scope"), ("do.sc", "out-of-scope")]
    {
        assert_eq!(code(centre.inspection_fetch(&session(who), id).await), sees, "{who}");
    }
    let rows = |who: &'static str| {
        let rig = Arc::clone(&rig);
        async move {
            let list = rig.centre.inspection_list(&session(who), day("2026-03-01"), day("2026-03-31")).await;
            list.expect("listed")
        }
    };
    assert_eq!((rows("centre").await.len(), rows("lead.sc").await.len()), (1, 0));

    // Nobody came: it is missed, stays so, and is entered late with a reason.
    rig.until("2026-03-09", 9, 0).await;
    assert_eq!(rows("super").await[0].state(day("2026-03-09")), RoundState::Missed);
    let year = centre.inspection_year(2026).await.expect("counted");
    assert_eq!((year[&Kind::Monthly].planned, year[&Kind::Monthly].missed), (1, 1));
    assert_eq!(code(act("super", id, make("2026-03-06", "")).await), "inspection-late-without-reason");
    act("super", id, make("2026-03-06", "录入的人请假。")).await.expect("entered late");
    let row = rows("super").await.remove(0);
    assert_eq!((row.state(day("2026-03-09")), row.done_on), (RoundState::Late, Some(day("2026-03-06"))));
    assert_eq!(row.entered_at.map(|it| it.day()), Some(day("2026-03-09")), "beside the day that is claimed");
    let year = centre.inspection_year(2026).await.expect("counted");
    assert_eq!((year[&Kind::Monthly].late, year[&Kind::Monthly].missed), (1, 0));

    act("super", id, observe("sc", "二号窗口贴着旧指南。")).await.expect("observed");
    act("super", id, observe("wj", "卫健的承诺时限没有公示。")).await.expect("observed");
    let view = centre.inspection_fetch(&session("lead.sc"), id).await.expect("it concerns the unit");
    assert_eq!((view.seen.clone(), view.inside), (vec![1], false));
    assert!(
        view.lines.iter().all(|line| line.event.kind() != "inspection.planned"),
        "not how it was planned"
    );
    assert_eq!(view.lines.len(), 2, "the round and the own observation");
    let open = |who: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.inspection_points(&session(who)).await.expect("listed") }
    };
    assert_eq!(
        (open("super").await.len(), open("lead.sc").await.len(), open("intake2").await.len()),
        (2, 1, 0)
    );
    assert_eq!(open("head.biz").await.len(), 1, "the head of the window");

    let words = || "已经换成新的。".to_owned();
    assert_eq!(
        code(act("lead.wj", id, InspectionAct::Answer { point: 1, words: words() }).await),
        "record-not-leader"
    );
    assert_eq!(
        code(act("lead.sc", id, InspectionAct::Answer { point: 1, words: " ".into() }).await),
        "words"
    );
    act("lead.sc", id, InspectionAct::Answer { point: 1, words: words() }).await.expect("answered");
    let accept = InspectionAct::Judge { point: 1, again_by: None, words: "看过，已换。".into() };
    assert_eq!(code(act("lead.sc", id, accept.clone()).await), "inspection-not-inspector");
    act("super2", id, accept).await.expect("accepted");
    let view = centre.inspection_fetch(&session("super"), id).await.expect("read");
    assert_eq!(view.round.points[0].standing, Standing::Accepted);
    assert_eq!(view.texts.text(view.round.points[1].words.0), "卫健的承诺时限没有公示。");
    assert_eq!((open("super").await.len(), open("lead.sc").await.len()), (1, 0));
    assert_eq!((rows("super").await[0].points, rows("super").await[0].to_correct), (2, 1));
}

pub async fn the_usual_rounds_of_a_month_are_planned_once(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let usual = centre.inspection_usual(day("2026-03-02")).await.expect("counted");
    // Four weeks of two, the month and the quarter.
    assert_eq!(usual.len(), 10, "{usual:?}");
    let people = [person("super"), person("centre")];
    let form = rig.command_id();
    let of = |who: &'static str, id| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.inspection_plan_usual(&session(who), id, day("2026-03-02"), &people).await }
    };
    assert_eq!(code(of("lead.sc", rig.command_id()).await), "record-may-not");
    assert_eq!(of("super", form).await.expect("planned"), 10);
    assert_eq!(of("super", form).await.expect("a double click"), 0, "nothing is left to plan");
    assert!(centre.inspection_usual(day("2026-03-02")).await.expect("counted").is_empty());
    let year = centre.inspection_year(2026).await.expect("counted");
    assert_eq!(
        (year[&Kind::Weekly].planned, year[&Kind::Monthly].planned, year[&Kind::Quarterly].planned),
        (8, 1, 1)
    );
    // In June the cross-check is named, and left to be planned by hand.
    let june = centre.inspection_usual(day("2026-06-01")).await.expect("counted");
    assert!(june.contains(&(Kind::HalfYear, day("2026-06-30"))));
}

// A15, R120: how often is set by a supervisor with a reason, and rules what is not planned yet.
pub async fn the_rhythm_is_set_with_a_reason_and_changes_nothing_planned(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let set = |who: &'static str, value, reason: &'static str| {
        let rig = Arc::clone(&rig);
        async move {
            let form = BoundForm { bound: Bound::WeeklyRounds, value, reason: reason.into() };
            rig.centre.bound_set(&session(who), rig.command_id(), &form).await
        }
    };
    let people = [person("super"), person("centre")];
    let planned =
        centre.inspection_plan_usual(&session("super"), rig.command_id(), day("2026-03-02"), &people).await;
    assert_eq!(planned.expect("planned"), 10);
    assert_eq!(code(set("centre", 1, "人手少。").await), "oversight-not-supervisor");
    assert_eq!(code(set("super", 1, " ").await), "reason");
    assert_eq!(code(set("super", 0, "人手少。").await), "oversight-out-of-range");
    assert_eq!(code(set("super", 6, "人手少。").await), "oversight-out-of-range");
    set("super", 1, "人手少。").await.expect("set");
    let march = centre.inspection_list(&session("super"), day("2026-03-01"), day("2026-03-31")).await;
    assert_eq!(march.expect("listed").len(), 10, "what is planned stays");
    let weekly = async || {
        let all = centre.inspection_usual(day("2026-04-01")).await.expect("counted");
        all.iter().filter(|it| it.0 == Kind::Weekly).map(|it| it.1.to_string()).collect::<Vec<_>>()
    };
    // Once a week: on the last day that is worked; the week of the holiday in May ends on the Thursday.
    let fridays = ["2026-04-03", "2026-04-10", "2026-04-17", "2026-04-24", "2026-04-30"];
    assert_eq!(weekly().await, fridays);
    let changes = centre.bound_changes().await.expect("read");
    assert_eq!((changes[0].bound, changes[0].before, changes[0].value), (Bound::WeeklyRounds, 2, 1));
}

// A44: numerator and denominator; a correction is an entry, and both are read.
pub async fn a_questionnaire_is_corrected_in_the_open_and_offered_to_the_term(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let form = |satisfied| SurveyForm {
        kind: survey::Kind::Questionnaire,
        unit: Some(unit("sc")),
        on: day("2026-03-02"),
        numbers: [40, 30, satisfied],
        chosen: "从上月办结的件里抽四十位。".into(),
        words: "希望中午也有人。".into(),
    };
    let write = |who: &'static str, form: SurveyForm| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.survey_write(&session(who), rig.command_id(), &form).await }
    };
    assert_eq!(code(write("lead.sc", form(20)).await), "record-may-not");
    assert_eq!(
        code(write("centre", SurveyForm { chosen: " ".into(), words: String::new(), ..form(20) }).await),
        "chosen,words"
    );
    assert_eq!(code(write("centre", form(31)).await), "survey-numbers");
    let (id, _) = write("centre", form(20)).await.expect("written");
    write("super", SurveyForm { unit: None, ..form(25) }).await.expect("written");
    let correct = |form: SurveyForm, version, reason: &'static str| {
        let rig = Arc::clone(&rig);
        async move {
            rig.centre.survey_correct(&session("super"), id, rig.command_id(), version, (&form, reason)).await
        }
    };
    assert_eq!(code(correct(form(20), Some(1), "没有改。").await), "record-unchanged");
    assert_eq!(code(correct(form(22), Some(1), " ").await), "reason");
    correct(form(22), Some(1), "少录了两份。").await.expect("corrected");
    let view = centre.survey_fetch(&session("super"), id).await.expect("read");
    assert_eq!((view.record.satisfied, view.lines.len(), view.by), (22, 2, person("centre")));
    assert_eq!(code(centre.survey_fetch(&session("lead.sc"), id).await), "out-of-scope");
    let of = |who: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.surveys_of(&session(who), unit("sc"), day("2026-03-01"), day("2026-03-31")).await }
    };
    let own = of("super").await.expect("listed");
    assert_eq!((own.len(), own[0].asked, own[0].answered, own[0].satisfied), (1, 40, 30, 22));
    assert_eq!(own[0].corrections, 1);
    assert_eq!(code(of("lead.sc").await), "out-of-scope");
}

// A13: the counts are those of the unit and stand frozen beside its words.
pub async fn a_summary_is_handed_in_with_the_counts_of_its_year(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let form = |reason: &str| SummaryForm {
        done: "办结的件都按期。".into(),
        problems: "公示更新慢。".into(),
        plans: "每月核对一次。".into(),
        reason: reason.into(),
    };
    let hand_in = |who: &'static str, version, form: SummaryForm| {
        let rig = Arc::clone(&rig);
        async move {
            let of = (2026, unit("sc"));
            rig.centre.summary_hand_in(&session(who), of, rig.command_id(), version, &form).await
        }
    };
    assert_eq!(code(hand_in("lead.sc", Some(0), form("")).await), "record-too-early");
    concluded(&rig, 1).await;
    rig.until("2026-12-01", 9, 0).await;
    let list = centre.summary_list(&session("super"), 2026).await.expect("listed");
    assert!(list.len() > 5 && list.iter().all(|it| it.first_at.is_none() && it.due == day("2026-12-10")));
    let own = centre.summary_list(&session("lead.sc"), 2026).await.expect("listed");
    assert_eq!(own.iter().map(|it| it.unit).collect::<Vec<_>>(), [unit("sc")]);
    assert_eq!(code(hand_in("lead.wj", Some(0), form("")).await), "out-of-scope");
    assert_eq!(code(hand_in("super", Some(0), form("")).await), "record-not-leader");
    let blank = SummaryForm { plans: " ".into(), ..form("") };
    assert_eq!(code(hand_in("lead.sc", Some(0), blank).await), "plans");
    hand_in("lead.sc", Some(0), form("")).await.expect("handed in");
    let fetch = |edition| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.summary_fetch(&session("super"), 2026, unit("sc"), edition).await.expect("read") }
    };
    let first = fetch(None).await;
    assert_eq!(first.table.get("sc", "concluded"), 1);
    assert!(first.table.lines().iter().all(|it| it.0 == "sc"), "nothing of another unit");
    assert!(!first.late && !first.may_hand_in);
    // What comes afterwards changes nothing that was handed in; another edition has a reason.
    received(&rig, 2).await;
    rig.until("2026-12-11", 9, 0).await;
    assert_eq!(fetch(None).await.table, first.table);
    assert_eq!(code(hand_in("lead.sc", Some(1), form("")).await), "reason");
    hand_in("lead.sc", Some(1), form("漏写一件。")).await.expect("handed in again");
    let second = fetch(None).await;
    assert_eq!((second.editions.len(), second.table.get("sc", "received")), (2, 2));
    assert_eq!(fetch(Some(1)).await.table.get("sc", "received"), 1, "the first stays");
    let listed = centre.summary_list(&session("super"), 2026).await.expect("listed");
    let of = |code: &str| *listed.iter().find(|it| it.unit == unit(code)).expect("it is asked");
    assert_eq!((of("sc").editions, of("sc").late, of("wj").first_at), (2, false, None));
    // Who heads the government reads every one of them, and hands none in.
    let read = centre.summary_list(&session("gov"), 2026).await.expect("listed");
    assert_eq!(read, listed);
    let view = centre.summary_fetch(&session("gov"), 2026, unit("sc"), None).await.expect("read");
    assert!(!view.may_hand_in && view.editions.len() == 2);
    assert_eq!(code(hand_in("gov", Some(2), form("")).await), "reason");
    assert_eq!(code(hand_in("gov", Some(2), form("改数。")).await), "record-not-leader");
}

// A13: the centre's own year has the counts of all units; who runs the centre hands it in, and supervision does not.
pub async fn the_centre_hands_in_its_own_year(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let form = SummaryForm {
        done: "全县的件都在大厅受理。".into(),
        problems: "两个单位核查排期晚。".into(),
        plans: "明年一月底以前排好。".into(),
        reason: String::new(),
    };
    let own = centre.organisation().await.expect("read").expect("it is published").centre.unit;
    let hand_in = async |who: &str| {
        centre.summary_hand_in(&session(who), (2026, own), rig.command_id(), Some(0), &form).await
    };
    concluded(&rig, 1).await;
    rig.until("2026-12-01", 9, 0).await;
    let listed = async || centre.summary_list(&session("super"), 2026).await.expect("listed");
    let brief = async || *listed().await.iter().find(|it| it.unit == own).expect("it is asked");
    assert_eq!((brief().await.first_at, brief().await.due), (None, day("2026-12-10")));
    assert_eq!(code(hand_in("lead.sc").await), "out-of-scope");
    assert_eq!(code(hand_in("super").await), "record-not-leader");
    hand_in("centre").await.expect("handed in");
    let view = centre.summary_fetch(&session("super"), 2026, own, None).await.expect("read");
    let year = Period::parse("2026").expect("a year");
    let whole = centre.report_count(year).await.expect("counted");
    assert!(view.table.get("sc", "concluded") == 1 && view.table.lines() == whole.lines(), "of all units");
    assert!(brief().await.first_at.is_some() && !view.late);
}

// N32: a unit whose late cases are never concluded stands in the bulletin, and says why; one with nothing late has nothing to say.
pub async fn a_unit_whose_late_cases_are_never_concluded_explains_them(rig: Arc<Rig>) {
    let (centre, march) = (&rig.centre, Period::parse("2026-03").expect("a month"));
    crate::walk::in_hand(&rig, 1).await;
    rig.until("2026-04-01", 9, 0).await;
    let view = centre.bulletin_fetch(&session("lead.sc"), march).await.expect("inside");
    let line = view.lines.iter().find(|it| it.unit == "sc").expect("its line");
    assert_eq!((line.concluded, line.late, line.open, line.open_late), (0, 0, 1, 1));
    assert_eq!(view.mine, [unit("sc")]);
    let explain = async |who: &str, of: &str| {
        let said = (unit(of), "人手不够，正在补派。");
        centre.bulletin_explain(&session(who), march, rig.command_id(), said).await
    };
    assert_eq!(code(explain("lead.wj", "wj").await), "bulletin-nothing-late");
    explain("lead.sc", "sc").await.expect("explained");
    // The head of the government reads it and has no act.
    let read = centre.bulletin_fetch(&session("gov"), march).await.expect("inside the government");
    assert!(read.mine.is_empty() && !read.may_publish);
    assert_eq!(read.said[&unit("sc")].0, "人手不够，正在补派。");
    let publish = centre.bulletin_publish(&session("gov"), march, rig.command_id()).await;
    assert_eq!(code(publish), "oversight-not-supervisor");
}

// A43, N32, C28: inside until it is published; the figures of a publication do not move, another edition of the report makes another.
pub async fn a_bulletin_is_explained_published_and_published_anew(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let march = Period::parse("2026-03").expect("a month");
    let late = crate::walk::in_hand(&rig, 1).await;
    received(&rig, 2).await;
    // The promise of seven working days is broken before the document is made.
    rig.until("2026-03-20", 9, 0).await;
    rig.does("do.sc", late, crate::walk::step(casework::DonePlace::Hall)).await;
    rig.does("do.sc", late, crate::walk::visit(&rig, "do2.sc")).await;
    rig.does("do2.sc", late, crate::walk::step(casework::DonePlace::OnSite)).await;
    rig.does("lead.sc", late, crate::walk::grant()).await;
    rig.does("agent.sc", late, centre::act::Act::Recheck).await;
    rig.does("do.sc", late, centre::act::Act::Make).await;
    let publish = |who: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.bulletin_publish(&session(who), march, rig.command_id()).await }
    };
    let explain = |who: &'static str, of: &'static str, words: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.bulletin_explain(&session(who), march, rig.command_id(), (unit(of), words)).await }
    };
    assert_eq!(code(publish("super").await), "not-found", "the month is not over");
    rig.until("2026-04-01", 9, 0).await;
    rig.advance(DAY).await;

    let view = centre.bulletin_fetch(&session("lead.sc"), march).await.expect("inside");
    let line = view.lines.iter().find(|it| it.unit == "sc").expect("its line");
    assert_eq!((line.received, line.concluded, line.in_time, line.late, line.open), (2, 1, 0, 1, 1));
    assert_eq!(line.open_late, 1, "accepted by silence, and past its day");
    assert_eq!((view.mine.clone(), view.may_publish), (vec![unit("sc")], false));
    assert_eq!(code(centre.bulletin_fetch(&session("do.sc"), march).await), "out-of-scope");
    assert_eq!(code(centre.bulletin_public(march).await), "not-found", "nothing is public yet");
    assert!(centre.bulletins_published().await.expect("listed").is_empty());

    assert_eq!(code(explain("lead.wj", "wj", "没有超期。").await), "bulletin-nothing-late");
    for words in ["电话 13812345678。", "收件编号 2026000123。"] {
        let answer = explain("lead.sc", "sc", words).await;
        assert!(
            matches!(answer, Err(Problem::Form(ref it)) if it[0].why == FieldWhy::Personal),
            "{answer:?}"
        );
    }
    explain("lead.sc", "sc", "现场核查排期晚了，已经改成两天一排。").await.expect("explained");
    assert_eq!(code(publish("centre").await), "oversight-not-supervisor");
    publish("super").await.expect("published");
    assert_eq!(code(publish("super2").await), "bulletin-already-published");
    let public = centre.bulletin_public(march).await.expect("everybody reads it");
    assert_eq!(public.said[&unit("sc")].0, "现场核查排期晚了，已经改成两天一排。");
    assert!(public.history.is_empty(), "and not who wrote it");
    assert_eq!(centre.bulletins_published().await.expect("listed").len(), 1);

    // The case that was open is concluded in April: March stays as it was published.
    let before = public.lines;
    rig.does("intake2", received(&rig, 3).await, centre::act::Act::Accept).await;
    rig.advance(DAY).await;
    assert_eq!(centre.bulletin_public(march).await.expect("read").lines, before);
}
