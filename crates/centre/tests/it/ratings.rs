//! Ratings through the centre: asked on the own telephone, given once, counted apart; a bad one makes its round, and who was
//! rated never sees who rated (N47-N53, C31, F16, F17, R150, R155).

use std::sync::Arc;

use catalogue::{CaseId, RatingId, UnitCode};
use centre::act::Act;
use centre::case::Problem;
use centre::oversight::appeals::AppealOf;
use centre::oversight::finding::FindingWhich;
use centre::oversight::rating::{
    FollowUpForm, RatingAct, RatingBoard, RatingForm, RatingGroup, RatingWhich, Writing,
};
use centre::window_day::WindowAct;
use oversight::Rule;
use oversight::bound::Bounds;
use oversight::follow_up;
use oversight::rating::{Class, Grade, Ground, Kind, Rating, Second, Sees, Sign, Way};
use store::Statement;

use crate::rig::{DAY, MINUTE, Rig, citizen, day, session, window};
use crate::walk::{collect, concluded, pickup, received};

fn own(n: u32) -> Writing {
    Writing { address: format!("198.51.100.{n}"), browser: format!("phone {n}") }
}

fn form(grade: Grade, words: &str) -> RatingForm {
    RatingForm { grade: Some(grade), words: words.into(), ..RatingForm::default() }
}

fn refused(result: Result<ledger::Done, Problem>) -> &'static str {
    match result {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("it should be refused by the rules of ratings: {other:?}"),
    }
}

async fn code(rig: &Rig, case: CaseId, kind: Kind) -> Option<String> {
    rig.centre.rating_code(case, kind).await.expect("the code can be read")
}

async fn gives(rig: &Rig, code: &str, n: u32, form: &RatingForm) -> Result<ledger::Done, Problem> {
    rig.centre.rating_give(code, &own(n), rig.command_id(), form).await
}

async fn board(rig: &Rig) -> RatingBoard {
    let today = rig.centre.today();
    let read = rig.centre.rating_board(today.plus_days(-30), today, &Bounds::default()).await;
    read.expect("the board can be read")
}

fn group<'a>(groups: &'a [RatingGroup], code: &str) -> &'a RatingGroup {
    groups.iter().find(|group| group.code == code).unwrap_or_else(|| panic!("{code} is not in {groups:?}"))
}

/// The messages about ratings, the newest first.
async fn messages(rig: &Rig, kind: &str) -> Vec<String> {
    let latest = rig.centre.notices_latest(100).await.expect("they can be read");
    latest.into_iter().filter(|it| it.kind == kind).map(|it| it.text).collect()
}

// C31, F10, F16, N47: the window after the visit, the result once it is in hand; each once, by a code of its own.
pub async fn a_visit_and_a_result_are_asked_about_once_each(rig: Arc<Rig>) {
    let case = received(&rig, 81).await;
    assert_eq!(code(&rig, case, Kind::Visit).await, None, "the message goes out with the timekeeper");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let visit = code(&rig, case, Kind::Visit).await.expect("the visitor was asked");
    assert_eq!(code(&rig, case, Kind::Matter).await, None, "nothing is in hand yet");
    let told = messages(&rig, "rating-invited").await;
    assert_eq!(told.len(), 1);
    let grouped = format!("{}-{}-{}", &visit[..4], &visit[4..8], &visit[8..]);
    assert!(told[0].contains(&grouped) && told[0].contains("评不评都由您"), "{}", told[0]);
    // What was typed wrongly is named, and nothing is chosen beforehand.
    let none = gives(&rig, &visit, 1, &RatingForm::default()).await;
    assert!(matches!(none, Err(Problem::Form(ref it)) if it[0].field == "grade"), "{none:?}");
    let long = gives(&rig, &visit, 1, &form(Grade::Satisfied, &"长".repeat(501))).await;
    assert!(matches!(long, Err(Problem::Form(ref it)) if it[0].field == "words"), "{long:?}");
    for wrong in ["K7QM-4XPA-9TRD", "", "x", "222222222222"] {
        assert!(matches!(
            rig.centre.rating_open(wrong, &own(1)).await.map(|it| it.id),
            Err(Problem::NotFound)
        ));
    }
    let id = rig.command_id();
    let first = rig.centre.rating_give(&visit, &own(1), id, &form(Grade::Satisfied, "讲得清楚。")).await;
    let again = rig.centre.rating_give(&visit, &own(1), id, &form(Grade::Satisfied, "讲得清楚。")).await;
    assert!(!first.expect("it is given").replayed && again.expect("a double click").replayed);
    assert_eq!(
        refused(gives(&rig, &visit, 1, &form(Grade::VerySatisfied, "")).await),
        "rating-already-given"
    );
    let page =
        rig.centre.rating_open(&grouped.to_lowercase(), &own(2)).await.expect("the code opens it still");
    let words = page.rating.held().and_then(|held| held.answer.words).map(|words| page.texts.text(words.0));
    assert_eq!(words.as_deref(), Some("讲得清楚。"));
    // The result, and never in one rate with the visit.
    let done = concluded(&rig, 82).await;
    let pickup = pickup(&rig, done).await;
    rig.does("out", done, collect(&pickup, &citizen(82).document_number)).await;
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let matter = code(&rig, done, Kind::Matter).await.expect("the result is in hand");
    gives(&rig, &matter, 3, &form(Grade::VerySatisfied, "")).await.expect("given");
    rig.advance(MINUTE).await;
    let board = board(&rig).await;
    let (w2, sc) = (group(&board.windows, "w2"), group(&board.units, "sc"));
    assert_eq!((w2.invited, w2.answered(), w2.own.0), (2, 1, [0, 1, 0, 0, 0]));
    assert_eq!((sc.invited, sc.answered(), sc.own.0), (1, 1, [1, 0, 0, 0, 0]));
    assert_eq!(board.items.len(), 1);
    assert!(
        board.windows.iter().chain(&board.units).all(|group| group.signs.is_empty()),
        "too few to say so"
    );
    // After its days nobody can rate any more, and nothing was written down for that.
    let late = code(&rig, done, Kind::Visit).await.expect("asked and not answered");
    rig.advance(8 * DAY).await;
    assert_eq!(refused(gives(&rig, &late, 4, &form(Grade::Satisfied, "")).await), "rating-closed");
    let page = rig.centre.rating_open(&late, &own(4)).await.expect("it says so");
    assert!(matches!(page.rating, Rating::Invited(_)));
    let throttled = async {
        for _ in 0..60 {
            let tried = rig.centre.rating_open("K7QM4XPA9TRD", &own(9)).await.map(|it| it.id);
            if let Err(Problem::Throttled(_)) = tried {
                return true;
            }
        }
        false
    };
    assert!(throttled.await, "codes cannot be tried one after the other");
}

/// A bad visit rating at window 2, and its code.
async fn bad(rig: &Rig, n: u32) -> (CaseId, RatingId, String) {
    let case = received(rig, n).await;
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let code = code(rig, case, Kind::Visit).await.expect("the visitor was asked");
    gives(rig, &code, n, &form(Grade::Dissatisfied, "等了一个小时，没有人说为什么。")).await.expect("given");
    let open = rig.centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 10).await;
    (case, open.expect("the list can be read")[0].id, code)
}

async fn act(rig: &Rig, who: &str, id: RatingId, act: RatingAct) -> Result<ledger::Done, Problem> {
    rig.centre.rating_act(&session(who), id, rig.command_id(), None, &act).await
}

fn call(reached: bool) -> RatingAct {
    RatingAct::Call { reached, words: "说排队时没有人管。".into() }
}

// F33, F17: each look at whom to call stands for supervision and discipline inspection, with the rating and without a name;
// it goes after three years to the day, and not while the case is open.
pub async fn who_looked_up_a_rater_is_read_by_supervision_and_kept_three_years(rig: Arc<Rig>) {
    let (case, id, _) = bad(&rig, 84).await;
    let looks = async |who: &str| rig.centre.lookups(&session(who)).await;
    assert_eq!(looks("super").await.expect("read"), [], "nobody has looked");
    rig.centre.rating_fetch(&session("super"), id).await.expect("what was said, and not who");
    assert_eq!(looks("super").await.expect("read"), []);
    let at = rig.centre.instant();
    rig.centre.rating_fetch(&session("complaint"), id).await.expect("who deals with it");
    for who in ["super2", "discipline"] {
        let all = looks(who).await.expect("read");
        let all: Vec<_> = all.iter().map(|it| (it.at, it.person.as_str(), it.rating)).collect();
        assert_eq!(all, [(at, "complaint", Some(id))], "{who}");
    }
    for who in ["complaint", "centre", "lead.sc", "gov", "sys"] {
        assert!(matches!(looks(who).await, Err(Problem::OutOfScope)), "{who}");
    }
    // As if the rating had been given at a window, about no case.
    let copy = "insert into reveal (division, reveal_id, person, stream, purpose, at, rating_id) \
                select division, $1, person, 'rating/' || rating_id, purpose, at, rating_id from reveal \
                where stream = $2";
    let other = vec![vec![7_u8; 16].into(), format!("case/{case}").into()];
    rig.centre.store().write(vec![Statement::new(copy, other)]).await.expect("written");
    let streams = async || {
        let rows = rig.rows("select stream from reveal order by stream", vec![]).await;
        rows.iter().map(|row| row.text(0).expect("a text").to_owned()).collect::<Vec<_>>()
    };
    let (of_case, of_none) = (format!("case/{case}"), format!("rating/{id}"));
    let kept = rig.centre.today().plus_months(36);
    rig.until(&kept.to_string(), 23, 59).await;
    assert_eq!(streams().await, [of_case.clone(), of_none], "the last day of three years");
    rig.until(&kept.plus_days(1).to_string(), 9, 0).await;
    assert_eq!(streams().await, [of_case], "its case is open still");
    assert_eq!(rig.centre.view_round().removed, 1);
}

// N50, F17, N51: called, found right, put right, asked again; the window sees what to change and nothing else.
pub async fn a_bad_rating_makes_its_round_and_the_window_never_sees_who(rig: Arc<Rig>) {
    let (case, id, code) = bad(&rig, 83).await;
    for rated in ["intake2", "head.biz", "agent.sc", "lead.sc"] {
        let list = rig.centre.rating_list(&session(rated), RatingWhich::All, "", 10).await.expect("read");
        assert!(list.is_empty(), "{rated} has no list of it");
        let shut = rig.centre.rating_fetch(&session(rated), id).await.map(|it| it.id);
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{rated}");
        assert!(matches!(act(&rig, rated, id, call(true)).await, Err(Problem::OutOfScope)), "{rated}");
    }
    let view = rig.centre.rating_fetch(&session("complaint"), id).await.expect("who deals with it");
    let reach = view.reach.as_ref().expect("the desk has to call");
    assert_eq!((reach.name.as_str(), reach.telephone.as_str()), ("许小店83", "13900000083"));
    let noted = rig.rows("select purpose from reveal where person = 'complaint'", vec![]).await;
    assert_eq!(noted.len(), 1, "looking at whom to call is written down (F33)");
    let other = rig.centre.rating_fetch(&session("super"), id).await.expect("supervision sees what was said");
    assert!(other.reach.is_none() && other.sees == Sees::Said);
    let silent = act(&rig, "complaint", id, RatingAct::Call { reached: true, words: " ".into() }).await;
    assert!(matches!(silent, Err(Problem::Form(ref it)) if it[0].field == "words"), "{silent:?}");
    let confirm =
        || RatingAct::Confirm { class: Class::Complex, words: "请改进叫号和引导。".into() };
    assert_eq!(refused(act(&rig, "complaint", id, confirm()).await), "rating-not-called");
    act(&rig, "complaint", id, call(true)).await.expect("called");
    act(&rig, "complaint", id, confirm()).await.expect("found right");
    let head = rig.centre.rating_list(&session("head.biz"), RatingWhich::Open, "", 10).await.expect("read");
    assert_eq!(head.iter().map(|it| (it.id, it.way)).collect::<Vec<_>>(), [(id, Way::ToCorrect)]);
    let view = rig.centre.rating_fetch(&session("head.biz"), id).await.expect("what is to be changed");
    assert!(view.sees == Sees::Correction && view.reach.is_none() && view.item.is_none());
    let no = act(&rig, "head.biz", id, RatingAct::DecideDismissal { agrees: true, words: "x".into() }).await;
    assert_eq!(refused(no), "rating-is-rated");
    let correct = || RatingAct::Correct { words: "屏上加了前面还有几位。".into() };
    assert_eq!(refused(act(&rig, "complaint", id, correct()).await), "rating-not-yours");
    act(&rig, "head.biz", id, correct()).await.expect("put right");
    let ask = RatingAct::AskAgain { second: Second::Satisfied, words: "说好多了。".into() };
    act(&rig, "complaint", id, ask).await.expect("asked again");
    let page = rig.centre.rating_open(&code, &own(83)).await.expect("the rater looks");
    assert!(page.rating.held().and_then(|held| held.round).is_some_and(|round| round.is_resolved()));
    // Nothing about it stands in the case's own file.
    let kinds = rig.kinds(case).await;
    assert!(kinds.iter().all(|kind| !kind.contains("rating")), "{kinds:?}");
    let notices = rig.whole(case).await.notices;
    assert!(notices.iter().all(|notice| !notice.kind.contains("rating")), "the file tells nobody of it");
}

// F17: two people, the rater is told and appeals, a third decides; out of the rate and in again.
pub async fn leaving_a_rating_out_takes_two_and_is_appealed(rig: Arc<Rig>) {
    let (_, id, code) = bad(&rig, 84).await;
    act(&rig, "complaint", id, call(true)).await.expect("called");
    let propose =
        RatingAct::ProposeDismissal { ground: Ground::Mistaken, words: "说是点错了。".into() };
    act(&rig, "complaint", id, propose).await.expect("proposed");
    let agree = || RatingAct::DecideDismissal { agrees: true, words: "通话记录可以听到。".into() };
    assert_eq!(refused(act(&rig, "complaint", id, agree()).await), "oversight-not-supervisor");
    act(&rig, "super", id, agree()).await.expect("another agrees");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let told = messages(&rig, "rating-dismissed").await;
    assert!(told[0].contains("没有计入") && told[0].contains("通话记录可以听到"), "{told:?}");
    let at = board(&rig).await;
    let w2 = group(&at.windows, "w2");
    assert_eq!((w2.invited, w2.answered(), w2.own.bad(), w2.dismissed), (1, 1, 0, 1));
    // M7, R175: in the report it is an answer, and what was left out is printed as a number.
    let month = oversight::report::Period::month_of(rig.centre.today());
    let table = rig.centre.report_count(month).await.expect("counted");
    let words =
        ["invited", "answered", "unbelieved", "dismissed"].map(|it| table.sum(&format!("visit-{it}")));
    assert_eq!(words, [1, 0, 0, 1]);
    let appeal = |words: &'static str| {
        let rig = Arc::clone(&rig);
        let code = code.clone();
        async move { rig.centre.rating_appeal(&code, &own(84), rig.command_id(), words).await }
    };
    assert!(matches!(appeal(" ").await, Err(Problem::Form(ref it)) if it[0].field == "appeal"));
    appeal("我没有点错。").await.expect("the rater appeals");
    assert_eq!(refused(appeal("再说一次。").await), "rating-already-appealed");
    let decide = || RatingAct::DecideAppeal { right: true, words: "电话里的人不是本人。".into() };
    assert_eq!(refused(act(&rig, "super", id, decide()).await), "rating-same-person");
    act(&rig, "super2", id, decide()).await.expect("a third decides");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let at = board(&rig).await;
    let w2 = group(&at.windows, "w2");
    assert_eq!((w2.answered(), w2.own.bad(), w2.dismissed), (1, 1, 0), "it counts again");
    assert!(messages(&rig, "rating-appeal-decided").await[0].contains("申诉成立"));
    // N53: what nobody does in its days is found once, and names neither case nor window.
    rig.advance(4 * DAY).await;
    rig.advance(MINUTE).await;
    let late = rig.centre.rating_list(&session("super"), RatingWhich::Late, "", 10).await.expect("read");
    assert_eq!(late.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
    let found = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let found: Vec<_> = found.iter().filter(|it| it.rule == Rule::BadRatingLate).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].case.is_none() && found[0].person.is_some_and(|it| it.as_str() == "complaint"));
    assert_eq!(found[0].unit.as_str(), "zs", "of the complaint desk, and not of the rated unit");
}

// F17: who proposed and who agreed cannot answer the rater; the appeal waits on a third desk alone, and may be in vain.
pub async fn a_rating_left_out_waits_for_a_third_and_may_stay_out(rig: Arc<Rig>) {
    let (_, id, code) = bad(&rig, 85).await;
    let propose = || RatingAct::ProposeDismissal {
        ground: Ground::Mistaken,
        words: "评的是另一家单位。".into(),
    };
    let agree =
        |agrees| RatingAct::DecideDismissal { agrees, words: "录音里说的是另一家。".into() };
    let decide = |right| RatingAct::DecideAppeal { right, words: "录音和本人说的一致。".into() };
    act(&rig, "complaint", id, call(true)).await.expect("called");
    assert_eq!(refused(act(&rig, "super2", id, agree(true)).await), "rating-not-proposed");
    act(&rig, "super", id, propose()).await.expect("a supervisor stands in");
    assert_eq!(refused(act(&rig, "super", id, agree(true)).await), "rating-same-person");
    assert_eq!(refused(act(&rig, "super3", id, decide(true)).await), "rating-no-appeal");
    act(&rig, "super2", id, agree(true)).await.expect("another agrees");
    let appeal = async |words: &str| rig.centre.rating_appeal(&code, &own(85), rig.command_id(), words).await;
    appeal("我评的就是这一家。").await.expect("the rater appeals");
    let waits = async |who: &str| {
        let all = rig.centre.appeals_waiting(&session(who)).await.expect("they can be read");
        all.into_iter().filter(|it| it.of == AppealOf::Rating(id)).collect::<Vec<_>>()
    };
    for who in ["super", "super2", "complaint", "head.biz"] {
        assert!(waits(who).await.is_empty(), "{who}");
    }
    let [brief] = waits("super3").await[..] else { panic!("the third finds it once") };
    let last = brief.decide_by.expect("it has a last day");
    assert_eq!((brief.is_overdue(last), brief.is_overdue(last.plus_days(1))), (false, true));
    for who in ["super", "super2"] {
        assert_eq!(refused(act(&rig, who, id, decide(true)).await), "rating-same-person", "{who}");
    }
    act(&rig, "super3", id, decide(false)).await.expect("a third decides");
    assert!(waits("super3").await.is_empty());
    assert_eq!(refused(act(&rig, "super3", id, decide(true)).await), "rating-no-appeal");
    assert_eq!(refused(appeal("再说一次。").await), "rating-already-appealed");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let at = board(&rig).await;
    let w2 = group(&at.windows, "w2");
    assert_eq!((w2.own.bad(), w2.dismissed), (0, 1), "it stays out of the rate, and is counted beside it");

    // Where the second does not agree it counts, and is not proposed again.
    let (_, other, _) = bad(&rig, 86).await;
    act(&rig, "complaint", other, call(true)).await.expect("called");
    act(&rig, "complaint", other, propose()).await.expect("proposed");
    act(&rig, "super", other, agree(false)).await.expect("not agreed to");
    assert_eq!(refused(act(&rig, "complaint", other, propose()).await), "rating-dismissal-refused");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    assert_eq!(group(&board(&rig).await.windows, "w2").own.bad(), 1);
}

// F16: the tablet of an open window, set up with the code of the day, each visit once, counted apart.
pub async fn a_tablet_is_bound_to_its_window_and_counted_apart(rig: Arc<Rig>) {
    let (centre, w2, today) = (&rig.centre, window("w2"), day("2026-03-02"));
    let here = Writing { address: "192.0.2.1".into(), browser: "tablet".into() };
    assert_eq!(centre.tablet_visit(w2).await.expect("read"), None);
    let none = centre.tablet_give(w2, 1, &here, rig.command_id(), &form(Grade::Satisfied, "")).await;
    assert_eq!(refused(none), "rating-nobody-here");
    let asks = async |act: WindowAct| {
        let done = centre.window_act(&session("intake2"), rig.command_id(), (w2, today), None, &act).await;
        done.expect("it is the officer's window")
    };
    asks(WindowAct::Open { printer: true, reader: true }).await;
    asks(WindowAct::Next).await;
    let code = centre.tablet_code(w2, today);
    assert_ne!(code, centre.tablet_code(window("w3"), today));
    assert_ne!(code, centre.tablet_code(w2, today.plus_days(1)));
    assert_eq!(centre.tablet_open(&code, &here).await.expect("the code of today"), w2);
    assert!(matches!(centre.tablet_open("00000000", &here).await, Err(Problem::NotFound)));
    let visit = centre.tablet_visit(w2).await.expect("read").expect("somebody is there");
    assert_eq!((visit.no, visit.given), (1, false));
    let bad = RatingForm { contact: "0000-0001234".into(), ..form(Grade::VeryDissatisfied, "不耐烦。") };
    centre.tablet_give(w2, 1, &here, rig.command_id(), &bad).await.expect("given");
    let twice = centre.tablet_give(w2, 1, &here, rig.command_id(), &bad).await;
    assert_eq!(refused(twice), "rating-already-given");
    assert!(centre.tablet_visit(w2).await.expect("read").is_some_and(|visit| visit.given));
    let old = centre.tablet_give(w2, 2, &here, rig.command_id(), &bad).await;
    assert_eq!(refused(old), "rating-nobody-here");
    rig.advance(MINUTE).await;
    let at = board(&rig).await;
    let group = group(&at.windows, "w2");
    assert_eq!((group.own.all(), group.tablet.0), (0, [0, 0, 0, 0, 1]));
    // C31: in the report it stands apart too.
    let month = oversight::report::Period::month_of(today);
    let table = centre.report_count(month).await.expect("counted");
    assert_eq!((table.sum("visit-answered"), table.sum("visit-tablet-answered")), (0, 1));
    assert_eq!((table.sum("visit-tablet-satisfied"), table.sum("visit-tablet-invited")), (0, 0));
    let open = centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 10).await.expect("read");
    let view = centre.rating_fetch(&session("complaint"), open[0].id).await.expect("it is to be called");
    let reach = view.reach.expect("a number was left");
    assert_eq!((reach.name.as_str(), reach.telephone.as_str()), ("", "0000-0001234"));
    // F17: with the code of the page that thanks whoever rated follows it; another visit has another, and no guess opens one.
    let (id, code) = (open[0].id, centre.tablet_rated(w2, 1));
    assert_eq!(code, centre.tablet_rated(w2, 1), "the same form sent twice says the same");
    assert_ne!(code, centre.tablet_rated(w2, 2));
    let page = centre.rating_open(&code, &own(7)).await.expect("the code opens it");
    let words = page.rating.held().and_then(|held| held.answer.words).map(|words| page.texts.text(words.0));
    assert_eq!((page.id, words.as_deref()), (id, Some("不耐烦。")));
    assert!(matches!(
        centre.rating_open(&centre.tablet_rated(w2, 2), &own(7)).await.map(|it| it.id),
        Err(Problem::NotFound)
    ));
    // Left out by two: the telephone that was left is told so, and the appeal is made with the code.
    act(&rig, "complaint", id, call(true)).await.expect("called");
    let propose = RatingAct::ProposeDismissal { ground: Ground::Malicious, words: "没有的事。".into() };
    act(&rig, "complaint", id, propose).await.expect("proposed");
    let agree = RatingAct::DecideDismissal { agrees: true, words: "当时的录像看过。".into() };
    act(&rig, "super", id, agree).await.expect("another agrees");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let sent = async |kind: &str| {
        let latest = centre.notices_latest(100).await.expect("they can be read");
        latest.into_iter().find(|it| it.kind == kind).map(|it| (it.to, it.text))
    };
    let (to, text) = sent("rating-dismissed").await.expect("who left a telephone is told");
    assert!(to == "0000-0001234" && text.contains("没有计入") && text.contains(&code), "{to} {text}");
    assert!(!text.contains("不耐烦"), "nothing of what was said: {text}");
    centre.rating_appeal(&code, &own(7), rig.command_id(), "就是不耐烦。").await.expect("appealed");
    let right = RatingAct::DecideAppeal { right: true, words: "录像没有声音，看不出来。".into() };
    act(&rig, "super2", id, right).await.expect("a third decides");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let (to, text) = sent("rating-appeal-decided").await.expect("and of the answer");
    assert!(to == "0000-0001234" && text.contains("申诉成立"), "{to} {text}");
}

// F17: who left nothing by which to be reached on a tablet is sent nothing, and appeals with the code all the same.
pub async fn who_left_no_telephone_on_a_tablet_appeals_with_the_code(rig: Arc<Rig>) {
    let (centre, w2, today) = (&rig.centre, window("w2"), day("2026-03-02"));
    let here = Writing { address: "192.0.2.1".into(), browser: "tablet".into() };
    for act in [WindowAct::Open { printer: true, reader: true }, WindowAct::Next] {
        let done = centre.window_act(&session("intake2"), rig.command_id(), (w2, today), None, &act).await;
        done.expect("it is the officer's window");
    }
    let bad = RatingForm { contact: "门口的老李".into(), ..form(Grade::Dissatisfied, "") };
    centre.tablet_give(w2, 1, &here, rig.command_id(), &bad).await.expect("given");
    let open = centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 10).await.expect("read");
    let id = open[0].id;
    act(&rig, "complaint", id, call(false)).await.expect("tried");
    act(&rig, "complaint", id, call(false)).await.expect("tried twice");
    let propose =
        RatingAct::ProposeDismissal { ground: Ground::Elsewhere, words: "说的是别处。".into() };
    act(&rig, "complaint", id, propose).await.expect("proposed");
    let agree = RatingAct::DecideDismissal { agrees: true, words: "是别处的事。".into() };
    act(&rig, "super", id, agree).await.expect("another agrees");
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    assert_eq!(messages(&rig, "rating-dismissed").await, [] as [String; 0], "what was left is no telephone");
    let code = centre.tablet_rated(w2, 1);
    centre.rating_appeal(&code, &own(8), rig.command_id(), "说的就是这里。").await.expect("appealed");
    let page = centre.rating_open(&code, &own(8)).await.expect("the code opens it");
    let way = page.rating.held().and_then(|held| held.round).map(|round| round.way);
    assert_eq!(way, Some(Way::ToDecideAppeal));
}

// F16, E7: ten answers within seconds from one device are labelled with the numbers, and found once a month.
pub async fn ratings_that_cannot_be_are_labelled_and_found(rig: Arc<Rig>) {
    let mut cases = Vec::new();
    for n in 0..12 {
        cases.push(received(&rig, 200 + n).await);
    }
    rig.advance(MINUTE).await;
    rig.advance(0).await;
    for case in &cases {
        let code = code(&rig, *case, Kind::Visit).await.expect("the visitor was asked");
        gives(&rig, &code, 7, &form(Grade::VerySatisfied, "服务非常好，很满意！")).await.expect("given");
    }
    rig.advance(MINUTE).await;
    let at = board(&rig).await;
    let w2 = group(&at.windows, "w2");
    let kinds: Vec<bool> = vec![
        w2.signs.iter().any(|it| matches!(it, Sign::Answered { share: 100, .. })),
        w2.signs.iter().any(|it| matches!(it, Sign::Quick { share: 100, seconds: 10, .. })),
        w2.signs.iter().any(|it| matches!(it, Sign::OneDevice { share: 100, .. })),
        w2.signs.iter().any(|it| matches!(it, Sign::SameWords { share: 100, .. })),
    ];
    assert_eq!(kinds, [true; 4], "{:?}", w2.signs);
    // A label in the place of a number, in the report too: they are in no rate.
    let month = oversight::report::Period::month_of(rig.centre.today());
    let table = rig.centre.report_count(month).await.expect("counted");
    assert_eq!((table.sum("visit-unbelieved"), table.sum("visit-answered")), (12, 0));
    assert_eq!((table.sum("visit-satisfied"), table.sum("visit-invited")), (0, 12));
    let found = async || -> usize {
        let list = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
        list.iter().filter(|it| it.rule == Rule::RatingsNotReliable).count()
    };
    for _ in 0..3 {
        rig.advance(DAY).await;
        assert_eq!(found().await, 1, "once a month");
    }
    // The figures are a view: made anew they are the same.
    let before = board(&rig).await.windows;
    let second = rig.second().await;
    second.tick().await.expect("another instance goes on");
    assert_eq!(board(&rig).await.windows, before);
}

// E32, F16: whether ratings of a time that is over can be believed rests on those asked in it, and on none that came later.
pub async fn a_label_of_a_time_that_is_over_rests_on_nothing_later(rig: Arc<Rig>) {
    let signs_between = async |from: calendar::Day, until: calendar::Day| {
        let at = rig.centre.rating_board(from, until, &Bounds::default()).await.expect("it can be read");
        group(&at.windows, "w2").signs.clone()
    };
    let asked = async |first: u32, n: u32| {
        let mut codes = Vec::new();
        for n in first..first + n {
            codes.push(received(&rig, n).await);
        }
        rig.advance(MINUTE).await;
        rig.advance(0).await;
        codes
    };
    let before = rig.centre.today();
    for case in asked(400, 2).await {
        rig.advance(MINUTE).await;
        let code = code(&rig, case, Kind::Visit).await.expect("the visitor was asked");
        gives(&rig, &code, 90, &form(Grade::Satisfied, "还可以。")).await.expect("given");
    }
    rig.advance(DAY).await;
    for (place, case) in asked(410, 12).await.into_iter().enumerate() {
        let code = code(&rig, case, Kind::Visit).await.expect("the visitor was asked");
        let grade = if place == 0 { Grade::Satisfied } else { Grade::VerySatisfied };
        gives(&rig, &code, 7, &form(grade, "服务非常好，很满意！")).await.expect("given");
    }
    rig.advance(MINUTE).await;
    let today = rig.centre.today();
    assert_eq!(signs_between(before, before).await, [], "two calm ratings of the day before");
    assert!(!signs_between(today, today).await.is_empty(), "twelve within seconds");
    assert!(!signs_between(before, today).await.is_empty(), "and of both days together");
}

// R150, R155: written down by who had no part, listed with words, counted apart.
pub async fn follow_ups_stand_beside_the_ratings(rig: Arc<Rig>) {
    let unit = |code: &str| UnitCode::parse(code).expect("a code");
    let form = |kind, window: Option<&str>| FollowUpForm {
        kind,
        unit: unit("sc"),
        window: window.map(crate::rig::window),
        case: String::new(),
        on: rig.centre.today(),
        marks: [Grade::Satisfied, Grade::Dissatisfied, Grade::Satisfied],
        paid_elsewhere: Some(false),
        words: "等了半个小时。".into(),
    };
    let write = async |who: &str, form: FollowUpForm| {
        rig.centre.follow_up_write(&session(who), rig.command_id(), &form).await.map(|(_, done)| done)
    };
    let no_window = write("super", form(follow_up::Kind::SecretVisit, None)).await;
    assert!(matches!(no_window, Err(Problem::Form(ref it)) if it[0].field == "window"), "{no_window:?}");
    assert_eq!(refused(write("do.sc", form(follow_up::Kind::Call, None)).await), "oversight-not-supervisor");
    write("super", form(follow_up::Kind::SecretVisit, Some("w2"))).await.expect("written");
    write("complaint", form(follow_up::Kind::Call, None)).await.expect("written");
    let list = rig.centre.follow_up_list(&session("super"), "", 10).await.expect("read");
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|it| it.bad && it.words == "等了半个小时。"), "{list:?}");
    let shut = rig.centre.follow_up_list(&session("do.sc"), "", 10).await.map(|it| it.len());
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
    let at = board(&rig).await.follow_ups;
    assert_eq!(
        at.iter().map(|it| (it.unit.as_str(), it.calls, it.visits, it.bad)).collect::<Vec<_>>(),
        [("sc", 1, 1, 2)]
    );
    // An accepted case goes on as if nothing had been asked.
    let case = received(&rig, 90).await;
    rig.does("intake2", case, Act::Accept).await;
}
