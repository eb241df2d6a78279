//! What is collected is counted: dimensions and rounds of ratings, complaints by window and year, appeals by reason, attendance held
//! against what was done, and what leads to a finding (N49, N50, N52, R157, R182, R184, R189, F19, F20, F22, E27).

use std::sync::Arc;

use catalogue::{ComplaintId, FindingId, RatingId, UnitCode};
use centre::case::Problem;
use centre::list::{Narrow, Which};
use centre::oversight::board::By;
use centre::oversight::bounds::BoundForm;
use centre::oversight::complaint::{ComplaintAct, ComplaintForm, Contact, Matter};
use centre::oversight::finding::{FindingAct, FindingBrief, FindingWhich, FoundedForm, SeenForm};
use centre::oversight::rating::{
    FollowUpForm, RatingAct, RatingForm, RatingGroup, RatingWhich, Rounds, Writing,
};
use oversight::Rule;
use oversight::appeal::Ground;
use oversight::assessment::{Count, Dates, Plan, Subject, Term};
use oversight::attendance::Mark;
use oversight::bound::{Bound, Bounds};
use oversight::complaint::{Cause, Channel, Class, Verdict};
use oversight::finding::{Counted, Verdict as Judgement};
use oversight::follow_up;
use oversight::rating::{Class as Weight, Dimension, Grade, Ground as LeftOut, Kind, Second};
use oversight::report::Period;
use store::Value;

use crate::people::away;
use crate::rig::{DAY, DIVISION, MINUTE, Rig, day, person, session, window};
use crate::walk::{in_hand, received};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    match result {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("it should be refused: {other:?}"),
    }
}

async fn findings(rig: &Rig, who: &str, rule: Rule) -> Vec<FindingBrief> {
    let all = rig.centre.finding_list(&session(who), FindingWhich::All, "", 100).await.expect("read");
    all.into_iter().filter(|it| it.rule == rule).collect()
}

async fn at_window(rig: &Rig) -> RatingGroup {
    let today = rig.centre.today();
    let board = rig.centre.rating_board(today.plus_days(-30), today, &Bounds::default()).await;
    let windows = board.expect("it can be read").windows;
    windows.into_iter().find(|it| it.code == "w2").expect("window 2 was rated")
}

/// A bad rating of a visit to window 2, with its dimensions.
async fn bad(rig: &Rig, n: u32) -> RatingId {
    let case = received(rig, n).await;
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let code = rig.centre.rating_code(case, Kind::Visit).await.expect("read").expect("the visitor was asked");
    let form = RatingForm {
        grade: Some(Grade::Dissatisfied),
        marks: [Some(Grade::VeryDissatisfied), None, Some(Grade::Satisfied), None],
        words: "等了一个小时。".into(),
        ..RatingForm::default()
    };
    let from = Writing { address: format!("198.51.100.{n}"), browser: format!("phone {n}") };
    rig.centre.rating_give(&code, &from, rig.command_id(), &form).await.expect("given");
    rig.advance(MINUTE).await;
    let open = rig.centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 10).await;
    open.expect("the list can be read")[0].id
}

async fn acts(rig: &Rig, who: &str, id: RatingId, act: RatingAct) {
    rig.centre.rating_act(&session(who), id, rig.command_id(), None, &act).await.expect("done");
}

// N49, N50, N52, F17: each dimension is counted apart, and leaves the counts with a rating that is left out; a round shows how far it
// came.
pub async fn dimensions_and_rounds_of_ratings_are_counted(rig: Arc<Rig>) {
    let id = bad(&rig, 91).await;
    let group = at_window(&rig).await;
    let tally = |group: &RatingGroup, dimension| {
        let marks = group.marks.iter().find(|it| it.dimension == dimension).expect("it is asked there");
        (marks.own.0, marks.tablet.all())
    };
    assert_eq!(tally(&group, Dimension::Efficiency), ([0, 0, 0, 0, 1], 0));
    assert_eq!(tally(&group, Dimension::Competence), ([0; 5], 0), "what was left out says nothing");
    assert_eq!(tally(&group, Dimension::Attitude), ([0, 1, 0, 0, 0], 0));
    let one = Rounds { bad: 1, reachable: 1, ..Rounds::default() };
    assert_eq!(group.rounds, one);
    let call = || RatingAct::Call { reached: true, words: "说排队时没有人管。".into() };
    acts(&rig, "complaint", id, call()).await;
    assert_eq!(at_window(&rig).await.rounds, Rounds { called: 1, ..one });
    let confirm = RatingAct::Confirm { class: Weight::Complex, words: "请改进叫号。".into() };
    acts(&rig, "complaint", id, confirm).await;
    acts(&rig, "head.biz", id, RatingAct::Correct { words: "屏上加了前面还有几位。".into() }).await;
    let ask = RatingAct::AskAgain { second: Second::Satisfied, words: "说好多了。".into() };
    acts(&rig, "complaint", id, ask).await;
    let done = Rounds { called: 1, confirmed: 1, corrected: 1, resolved: 1, ..one };
    assert_eq!(at_window(&rig).await.rounds, done);
    let month = Period::month_of(rig.centre.today());
    let table = rig.centre.report_count(month).await.expect("counted");
    let words =
        ["bad", "called", "corrected", "resolved", "late"].map(|it| table.sum(&format!("visit-round-{it}")));
    assert_eq!(words, [1, 1, 1, 1, 0]);

    // Another one is left out by two: its marks and its round go with it, and come back when the appeal is right.
    let id = bad(&rig, 92).await;
    assert_eq!(tally(&at_window(&rig).await, Dimension::Efficiency).0, [0, 0, 0, 0, 2]);
    acts(&rig, "complaint", id, call()).await;
    let propose =
        RatingAct::ProposeDismissal { ground: LeftOut::Mistaken, words: "说是点错了。".into() };
    acts(&rig, "complaint", id, propose).await;
    let agree = RatingAct::DecideDismissal { agrees: true, words: "录音可以听到。".into() };
    acts(&rig, "super", id, agree).await;
    rig.advance(MINUTE).await;
    let group = at_window(&rig).await;
    assert_eq!(tally(&group, Dimension::Efficiency).0, [0, 0, 0, 0, 1]);
    assert_eq!(group.rounds, done, "what was left out is in no rate");
}

fn complaint(window_of: Option<&str>, open_to_unit: bool, case: &str) -> ComplaintForm {
    ComplaintForm {
        matter: Matter::Complaint(Class::Slow),
        channel: Channel::Web,
        unit: Some(unit("sc")),
        person: None,
        window: window_of.map(window),
        case: case.to_owned(),
        step: None,
        words: "说好三天，等了十天。".into(),
        contact: Contact::default(),
        open_to_unit,
    }
}

/// Made, and answered so.
async fn answered(rig: &Rig, form: &ComplaintForm, verdict: Verdict) -> ComplaintId {
    let made = rig.centre.complaint_make(rig.command_id(), form, None, "192.0.2.9").await;
    let id = made.expect("it is taken").0;
    let act = async |who: &str, act: ComplaintAct| {
        rig.centre.complaint_act(&session(who), id, rig.command_id(), None, &act).await.expect("done");
    };
    let (unit, about_unit) = (unit("sc"), unit("sc"));
    act("complaint", ComplaintAct::Assign { unit, to: None, about_unit, person: None, class: Class::Slow })
        .await;
    act("lead.sc", ComplaintAct::Draft("人手不够，已经补派。".into())).await;
    let words = "今天办好。".to_owned();
    act("complaint", ComplaintAct::Reply { words, verdict, cause: Cause::Conduct }).await;
    id
}

// R157, R189, E27: what a complaint was right about is written down by a supervisor, rests on the entry of the answer, and names no
// case to whom it concerns.
pub async fn a_complaint_that_was_right_becomes_a_finding(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 93).await;
    let receipt =
        rig.rows("select receipt_no from case_row", vec![]).await[0].text(0).expect("a text").to_owned();
    let form = |words: &str| FoundedForm {
        unit: unit("sc"),
        person: Some(person("do.sc")),
        words: words.to_owned(),
    };
    let write = async |who: &str, id, words: &str| {
        centre.finding_of_complaint(&session(who), id, rig.command_id(), &form(words)).await
    };
    let wrong = answered(&rig, &complaint(None, true, &receipt), Verdict::Unfounded).await;
    assert_eq!(refused(write("super", wrong, "没有按时办。").await), "complaint-not-founded");
    let right = answered(&rig, &complaint(None, true, &receipt), Verdict::Partly).await;
    for who in ["complaint", "centre"] {
        assert_eq!(refused(write(who, right, "没有按时办。").await), "oversight-not-supervisor", "{who}");
    }
    assert!(matches!(write("do.sc", right, "没有按时办。").await, Err(Problem::OutOfScope)));
    let blank = write("super", right, " ").await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "words"), "{blank:?}");
    let (id, _) = write("super", right, "两次说好的日子都没有办。").await.expect("written");
    let view = centre.finding_fetch(&session("super2"), id).await.expect("read");
    assert_eq!((view.found.about.case, view.found.raised_by), (Some(case), Some(person("super"))));
    let entry = centre.ledger().entries("990121", &format!("complaint/{right}"), 0, 50).await.expect("read");
    let answer = entry.iter().find(|it| it.kind == "complaint.replied").expect("it was answered");
    assert_eq!(view.found.about.entry, answer.seq);
    assert_eq!(refused(write("super2", right, "又写一遍。").await), "finding-already-found");
    let own = centre.finding_fetch(&session("do.sc"), id).await.expect("whom it concerns explains it");
    assert_eq!(own.found.about.case, None, "the case would say who complains");
    // Where the unit may not know who complains, the finding has no case at all.
    let hidden = answered(&rig, &complaint(None, false, &receipt), Verdict::Founded).await;
    let (id, _) = write("super", hidden, "没有按时办。").await.expect("written");
    assert_eq!(centre.finding_fetch(&session("super2"), id).await.expect("read").found.about.case, None);
}

// R157, R184: where the plan counts complaints that were right, the finding made of one is not counted again; of one that was right in
// part, which the plan does not count, it is.
pub async fn a_complaint_that_became_a_finding_is_counted_once(rig: Arc<Rig>) {
    let term = Term::parse("2026-03").expect("a month");
    let plan = Plan::usual(term, Dates::usual(term).expect("a known month"));
    let adopted = rig.centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan, "").await;
    adopted.expect("adopted");
    in_hand(&rig, 94).await;
    let receipt =
        rig.rows("select receipt_no from case_row", vec![]).await[0].text(0).expect("a text").to_owned();
    for verdict in [Verdict::Founded, Verdict::Partly] {
        let complaint = answered(&rig, &complaint(None, true, &receipt), verdict).await;
        let form =
            FoundedForm {
                unit: unit("sc"), person: Some(person("do.sc")), words: "没有按时办。".into()
            };
        let by = session("super");
        let made = rig.centre.finding_of_complaint(&by, complaint, rig.command_id(), &form).await;
        let (id, _) = made.expect("written");
        let judge = FindingAct::Judge { verdict: Judgement::Founded, reason: "属实。".into() };
        for (who, act) in [("do.sc", FindingAct::State("忘了。".into())), ("super2", judge)] {
            let done = rig.centre.finding_act(&session(who), id, rig.command_id(), None, &act).await;
            done.expect("done");
        }
    }
    rig.until("2026-03-20", 9, 0).await;
    let counted = async |count: Count| {
        let view = rig.centre.assessment_fetch(&session("super"), term, None).await.expect("read");
        view.table.get(&Subject::Unit(unit("sc")).key(), count.key())
    };
    assert_eq!(counted(Count::ComplaintsFounded).await, 1);
    assert_eq!(counted(Count::Findings).await, 1, "of the one that the plan does not count");
    let of = Subject::Unit(unit("sc"));
    let behind = rig.centre.assessment_behind(&session("super"), term, of, Count::Findings).await;
    assert_eq!(behind.expect("read").len(), 1, "the list is what was counted");
}

// F22, R150, R155: money that was paid elsewhere is found by itself, of nobody and no case; what is bad otherwise is not.
pub async fn money_paid_elsewhere_is_found_by_itself(rig: Arc<Rig>) {
    let write = async |paid_elsewhere, marks| {
        let form = FollowUpForm {
            kind: follow_up::Kind::Call,
            unit: unit("sc"),
            window: None,
            case: String::new(),
            on: rig.centre.today(),
            marks,
            paid_elsewhere,
            words: "交了两百元现金。".into(),
        };
        rig.centre.follow_up_write(&session("super"), rig.command_id(), &form).await.expect("written").0
    };
    let good = [Grade::Satisfied; 3];
    write(Some(false), [Grade::VeryDissatisfied; 3]).await;
    write(None, good).await;
    rig.advance(MINUTE).await;
    assert_eq!(findings(&rig, "super", Rule::FeeOutsideCounter).await.len(), 0);
    let id = write(Some(true), good).await;
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let found = findings(&rig, "super", Rule::FeeOutsideCounter).await;
    assert_eq!(found.len(), 1, "once");
    assert_eq!((found[0].unit, found[0].person, found[0].case), (unit("sc"), None, None));
    // The words of the call fill the form of a finding, for whoever writes such records alone.
    let read = rig.centre.follow_up_fetch(&session("super"), id).await.expect("read");
    assert_eq!((read.0, read.2.as_str()), (rig.centre.today(), "交了两百元现金。"));
    let shut = rig.centre.follow_up_fetch(&session("do.sc"), id).await.map(|it| it.2);
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
}

// F20: a sheet that says not there, and acts under the account on that day: both entries stand in one finding, once.
pub async fn attendance_is_held_against_what_was_done(rig: Arc<Rig>) {
    received(&rig, 94).await;
    rig.advance(MINUTE).await;
    let enter = async |who: &str, mark| {
        let (on, people) = (day("2026-03-02"), vec![(person(who), window("w2"), mark)]);
        rig.centre.attendance_enter(&session("head.biz"), rig.command_id(), on, people).await
    };
    enter("intake2", Mark::Absent).await.expect("entered");
    rig.advance(MINUTE).await;
    assert_eq!(findings(&rig, "super", Rule::ActedWhileAway).await.len(), 0, "the day is not over");
    rig.until("2026-03-03", 9, 0).await;
    rig.advance(MINUTE).await;
    let found = findings(&rig, "super", Rule::ActedWhileAway).await;
    assert_eq!(found.iter().map(|it| it.person).collect::<Vec<_>>(), [Some(person("intake2"))]);
    let view = rig.centre.finding_fetch(&session("super"), found[0].id).await.expect("read");
    let sheet = rig.centre.ledger().entries("990121", "attendance/2026-03-02", 0, 9).await.expect("read");
    assert!(view.found.about.entry > 0 && view.found.about.earlier == Some(sheet[0].seq));
    rig.until("2026-03-05", 9, 0).await;
    assert_eq!(findings(&rig, "super", Rule::ActedWhileAway).await.len(), 1, "once for each day");
    // What is done on registered leave is found by its entry, and not once more by the sheet when the leave is over.
    away(&rig, "intake2", "intake2", "2026-03-06", Some("2026-03-06"), Some("intake5")).await;
    rig.until("2026-03-06", 9, 0).await;
    received(&rig, 95).await;
    let (on, people) = (day("2026-03-06"), vec![(person("intake2"), window("w2"), Mark::Leave)]);
    let entered = rig.centre.attendance_enter(&session("head.biz"), rig.command_id(), on, people).await;
    entered.expect("entered");
    rig.advance(MINUTE).await;
    let by_entry = findings(&rig, "super", Rule::ActedWhileAway).await.len();
    assert!(by_entry > 1, "found at once");
    rig.until("2026-03-09", 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(findings(&rig, "super", Rule::ActedWhileAway).await.len(), by_entry);
}

// R157, R182, R184: complaints are counted at the window they name and by year, and what was right in part has a count of its own.
pub async fn complaints_are_counted_by_window_and_year(rig: Arc<Rig>) {
    let centre = &rig.centre;
    answered(&rig, &complaint(Some("w2"), false, ""), Verdict::Founded).await;
    answered(&rig, &complaint(Some("w2"), false, ""), Verdict::Partly).await;
    answered(&rig, &complaint(None, false, ""), Verdict::Partly).await;
    let rows =
        rig.rows("select window_id, verdict from complaint_row order by window_id, verdict", vec![]).await;
    let rows: Vec<_> = rows.iter().map(|it| (it.text(0).expect("text"), it.text(1).expect("text"))).collect();
    assert_eq!(rows, [("", "partly"), ("w2", "founded"), ("w2", "partly")]);
    let table = centre.report_count(Period::month_of(centre.today())).await.expect("counted");
    assert_eq!((table.sum("complaint-founded/slow"), table.sum("complaint-partly/slow")), (1, 2));
    rig.advance(MINUTE).await;
    let year = centre.today().year();
    assert_eq!(centre.complaint_years().await.expect("read"), [year]);
    assert_eq!(centre.complaint_figures_of(year).await.expect("read").answered, 3);
    rig.until(&format!("{}-01-04", year + 1), 9, 0).await;
    assert_eq!(centre.complaint_figures().await.expect("read").filed, 0, "of the new year");
    assert_eq!(centre.complaint_figures_of(year).await.expect("read").filed, 3, "the last one stands");
    assert_eq!(centre.complaint_figures_of(year).await.expect("read").overdue, 0);
    assert_eq!(centre.complaint_year_told().await.expect("read").0, year + 1, "three say nothing");
}

/// A finding of a unit's handler against which an appeal was made.
async fn appealed(rig: &Rig) -> FindingId {
    let form = SeenForm {
        unit: unit("sc"),
        person: Some(person("do.sc")),
        case: String::new(),
        words: "九点窗口没有人。".into(),
    };
    let written = rig.centre.finding_write(&session("super"), rig.command_id(), &form).await;
    let id = written.expect("written").0;
    for (who, act) in [
        ("do.sc", FindingAct::State("取件去了。".into())),
        ("super2", FindingAct::Judge { verdict: Judgement::Founded, reason: "监控属实。".into() }),
        ("do.sc", FindingAct::Appeal("有取件记录。".into())),
    ] {
        rig.centre.finding_act(&session(who), id, rig.command_id(), None, &act).await.expect("done");
    }
    id
}

/// The appeal is answered.
async fn answers(rig: &Rig, id: FindingId, ground: Ground) {
    let decide = FindingAct::DecideAppeal { ground, reason: "看过记录。".into() };
    rig.centre.finding_act(&session("super3"), id, rig.command_id(), None, &decide).await.expect("done");
}

// F19, M7: a unit whose appeals are right too often is found once in a quarter; few answers say nothing.
pub async fn appeals_that_are_right_too_often_are_found(rig: Arc<Rig>) {
    let form = BoundForm { bound: Bound::AppealSample, value: 3, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("it is set");
    let (mut last, mut ids) = (rig.centre.today(), Vec::new());
    for ground in [Ground::Facts, Ground::Excused, Ground::NothingNew] {
        let id = appealed(&rig).await;
        ids.push(id);
        let view = rig.centre.finding_fetch(&session("super"), id).await.expect("read");
        last = view.found.appeal.expect("it waits").decide_by;
        rig.until(&last.plus_days(1).to_string(), 9, 0).await;
        assert_eq!(findings(&rig, "super", Rule::AppealsRight).await.len(), 0, "fewer than three");
        answers(&rig, id, ground).await;
    }
    rig.until(&last.plus_days(2).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    let found = findings(&rig, "super", Rule::AppealsRight).await;
    assert_eq!(found.iter().map(|it| it.unit).collect::<Vec<_>>(), [unit("sc")]);
    let view = rig.centre.finding_fetch(&session("super"), found[0].id).await.expect("read").found;
    assert_eq!((view.about.measured, view.about.bound), (66, 50));
    let evidence = view.evidence.expect("it was counted");
    assert_eq!(evidence.counted, Counted::Share { part: 2, whole: 3 });
    // The answers to the two that were right, the latest first; not the one to the third.
    let mut named = Vec::new();
    for seq in evidence.entries() {
        let sql = "select stream, kind from entry where division = $1 and seq = $2";
        let rows = rig.rows(sql, vec![DIVISION.into(), Value::from(seq)]).await;
        let word = |column| rows[0].text(column).expect("a word").to_owned();
        named.push((word(0), word(1)));
    }
    let answer = |id: &FindingId| (format!("finding/{id}"), "finding.appeal-decided".to_owned());
    assert_eq!(named, [answer(&ids[1]), answer(&ids[0])]);
    rig.until(&last.plus_days(4).to_string(), 9, 0).await;
    assert_eq!(findings(&rig, "super", Rule::AppealsRight).await.len(), 1, "once");
}

// F19: appeals are counted by the last day to answer them, with the reason of the answer and what nobody answered in time.
pub async fn appeals_are_counted_by_their_reason(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let (answered, waits) = (appealed(&rig).await, appealed(&rig).await);
    answers(&rig, answered, Ground::Facts).await;
    let view = centre.finding_fetch(&session("super"), waits).await.expect("read");
    let last = view.found.appeal.expect("it waits").decide_by;
    let counts = centre.appeal_counts(last, last).await.expect("counted");
    let of = |ground| counts.iter().find(|it| it.ground == ground).map(|it| (it.made, it.right, it.late));
    assert_eq!((of(Some(Ground::Facts)), of(None)), (Some((1, 1, 0)), Some((1, 0, 0))));
    assert!(centre.appeal_counts(last.plus_days(1), last.plus_days(9)).await.expect("counted").is_empty());
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    rig.centre.tick().await.expect("time comes");
    let late: i64 = centre.appeal_counts(last, last).await.expect("counted").iter().map(|it| it.late).sum();
    assert_eq!(late, 1, "only what nobody answered");
    let units = centre.unit_appeals(last, last).await.expect("counted");
    let own = units.get("sc").expect("the unit appealed");
    assert_eq!((own.decided, own.right, own.same), (1, 1, Some((Ground::Facts, 1))));
}

// R143, R185: the board by window and the list behind it are one predicate; the forecast names who holds the cases.
pub async fn the_board_has_windows_and_the_forecast_has_people(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 95).await;
    received(&rig, 96).await;
    let at = session("centre");
    let windows = centre.board(&at, By::Window).await.expect("read");
    assert_eq!(windows.iter().map(|it| (it.code.as_str(), it.green)).collect::<Vec<_>>(), [("w2", 2)]);
    let narrow = |window| Narrow { window: Some(window), in_hand: true, ..Narrow::default() };
    let listed = async |window| {
        centre.case_list(&at, Which::All, narrow(window), None, 50).await.expect("listed").len()
    };
    assert_eq!((listed("w2").await, listed("w3").await), (2, 0));
    for _ in 0..40 {
        let holders = centre.forecast_holders(&at).await.expect("read");
        if let Some(mine) = holders.iter().find(|it| it.person == Some(person("do.sc"))) {
            let of_day: i64 = holders.iter().filter(|it| it.due_on == mine.due_on).map(|it| it.count).sum();
            let units = centre.forecast(&at).await.expect("read");
            let by_unit: i64 = units.iter().filter(|it| it.due_on == mine.due_on).map(|it| it.count).sum();
            assert_eq!((mine.count, of_day), (1, by_unit), "{case}: people and units add up alike");
            return;
        }
        rig.advance(DAY).await;
    }
    panic!("the case never stood in the forecast");
}
