//! That nobody pays for a bad rating: later cases compared, and a second call by supervision (F17, N51, B6).

use std::sync::Arc;

use catalogue::{CaseId, RatingId};
use centre::act::Act;
use centre::case::Problem;
use centre::oversight::bounds::BoundForm;
use centre::oversight::duty::{Duty, DutyWhat};
use centre::oversight::finding::{FindingBrief, FindingWhich};
use centre::oversight::rating::{RatingAct, RatingForm, RatingWhich, SecondCall, Try, Writing};
use oversight::Rule;
use oversight::bound::Bound;
use oversight::finding::Counted;
use oversight::follow_up;
use oversight::rating::{Event, Grade, Ground, Kind, ended_by, is_drawn};

use crate::rig::{DAY, DIVISION, MINUTE, Rig, citizen, session};
use crate::walk::{before_decision, collect, concluded, grant, in_hand, pickup, received, step, visit};

async fn set(rig: &Rig, bound: Bound, value: u16) {
    let form = BoundForm { bound, value, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("it is set");
}

async fn found(rig: &Rig, who: &str, rule: Rule) -> Vec<FindingBrief> {
    let all = rig.centre.finding_list(&session(who), FindingWhich::All, "", 200).await;
    all.expect("the list can be read").into_iter().filter(|it| it.rule == rule).collect()
}

/// A bad rating of the visit of a case.
async fn rated_badly(rig: &Rig, case: CaseId, n: u32) -> String {
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    let code = rig.centre.rating_code(case, Kind::Visit).await.expect("read").expect("the visitor was asked");
    let form = RatingForm {
        grade: Some(Grade::VeryDissatisfied),
        words: "等了一个小时。".into(),
        ..RatingForm::default()
    };
    rig.centre.rating_give(&code, &writing(n), rig.command_id(), &form).await.expect("given");
    code
}

fn writing(n: u32) -> Writing {
    Writing { address: format!("198.51.100.{n}"), browser: format!("phone {n}") }
}

async fn collected(rig: &Rig, case: CaseId, n: u32) {
    let code = pickup(rig, case).await;
    rig.does("out", case, collect(&code, &citizen(n).document_number)).await;
}

/// A case whose limit is lengthened and that is decided a day later.
async fn harder(rig: &Rig, n: u32) {
    let case = in_hand(rig, n).await;
    rig.does("do.sc", case, Act::AskExtension { reason: "人手不够。".into() }).await;
    rig.does("chief.sc", case, Act::ApproveExtension).await;
    rig.advance(DAY).await;
    rig.does("do.sc", case, step(casework::DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(casework::DonePlace::OnSite)).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    collected(rig, case, n).await;
}

// F17, N51, B6, M7: enough later cases that are harder than the others are found once a month, of the centre and in counts; the unit and
// the window see none of it, and few are not compared.
pub async fn later_cases_of_who_rated_badly_are_compared_and_nobody_is_named(rig: Arc<Rig>) {
    set(&rig, Bound::LaterSample, 5).await;
    let first = concluded(&rig, 9).await;
    rated_badly(&rig, first, 9).await;
    collected(&rig, first, 9).await;
    rig.advance(MINUTE).await;
    for n in 1..=5 {
        concluded(&rig, n).await;
    }
    // Monday to Friday, each decided on the next working day.
    for _ in 0..4 {
        harder(&rig, 9).await;
    }
    rig.advance(DAY).await;
    rig.advance(MINUTE).await;
    let four = rig.centre.later_cases(&session("super")).await.expect("read");
    assert_eq!(four, [], "four say nothing");
    rig.until("2026-03-09", 9, 0).await;
    harder(&rig, 9).await;
    // One that has come to nothing yet is not among them.
    before_decision(&rig, 9).await;
    rig.advance(DAY).await;
    rig.advance(MINUTE).await;
    let counted = rig.centre.later_cases(&session("super")).await.expect("read");
    let [unit] = &counted[..] else { panic!("one unit: {counted:?}") };
    let later = unit.later;
    assert_eq!((unit.unit.as_str(), later.people, later.cases), ("sc", 1, 5));
    assert_eq!(
        (later.more, later.usual),
        ([0, 0, 0, 5, 5], [0; 5]),
        "lengthened, and longer than the same day"
    );
    assert_eq!(unit.counted_on, rig.centre.today());
    for who in ["centre", "complaint", "lead.sc", "chief.sc", "head.biz", "intake2", "gov", "discipline"] {
        let shut = rig.centre.later_cases(&session(who)).await;
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}: {shut:?}");
    }
    let all = found(&rig, "super", Rule::LaterCasesHarder).await;
    let [brief] = &all[..] else { panic!("one finding: {all:?}") };
    let of_centre = rig.centre.organisation().await.expect("read").expect("published").centre.unit;
    assert_eq!((brief.unit, brief.case, brief.person), (of_centre, None, None));
    let view = rig.centre.finding_fetch(&session("super"), brief.id).await.expect("it is seen");
    let evidence = view.found.evidence.expect("it was counted");
    assert!(matches!(evidence.counted, Counted::Later(of) if of.unit.as_str() == "sc" && of.later == later));
    assert_eq!(evidence.entries().count(), 0, "no entry is named: it would say whose it is");
    for who in ["lead.sc", "chief.sc", "head.biz", "intake2"] {
        assert!(found(&rig, who, Rule::LaterCasesHarder).await.is_empty(), "{who}");
        let shut = rig.centre.finding_fetch(&session(who), brief.id).await.map(|it| it.id);
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}");
    }
    rig.advance(DAY).await;
    rig.advance(MINUTE).await;
    assert_eq!(found(&rig, "super", Rule::LaterCasesHarder).await.len(), 1, "once a month");
}

async fn duty(rig: &Rig, who: &str) -> Option<Duty> {
    let all = rig.centre.oversight_duties(&session(who)).await.expect("counted");
    all.into_iter().find(|it| it.what == DutyWhat::CallDrawn)
}

/// A bad rating that two people left out.
async fn left_out(rig: &Rig, n: u32) -> RatingId {
    left_out_of(rig, n).await.0
}

/// The same with the code by which whoever rated appeals.
async fn left_out_of(rig: &Rig, n: u32) -> (RatingId, String) {
    let case = received(rig, n).await;
    let code = rated_badly(rig, case, n).await;
    let open = rig.centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 1).await;
    let id = open.expect("read")[0].id;
    let act = async |who: &str, act: RatingAct| {
        rig.centre.rating_act(&session(who), id, rig.command_id(), None, &act).await.expect("done")
    };
    act("complaint", RatingAct::Call { reached: true, words: "说是点错了。".into() }).await;
    act("complaint", RatingAct::ProposeDismissal { ground: Ground::Mistaken, words: "点错。".into() }).await;
    act("super", RatingAct::DecideDismissal { agrees: true, words: "同意。".into() }).await;
    (id, code)
}

/// Whether the entry by which its round ended draws a rating, as whoever has the ledger finds it.
async fn draws(rig: &Rig, id: RatingId, percent: u16) -> bool {
    let entries = rig.centre.ledger().entries(DIVISION, &format!("rating/{id}"), 0, 60).await;
    let entries = entries.expect("they can be read");
    let events: Vec<(Event, &ledger::Entry)> = entries
        .iter()
        .map(|entry| (Event::decode(&entry.kind, &entry.payload).expect("it reads"), entry))
        .collect();
    let end = ended_by(events.iter().map(|(event, entry)| (event, *entry))).expect("it is over");
    is_drawn(&end.leaf, percent)
}

fn said(words: &str) -> SecondCall {
    SecondCall { marks: Some([Grade::Satisfied; 3]), paid_elsewhere: Some(false), words: words.into() }
}

// F17: what was drawn stands on the desks of supervisors who had no part in the round, once; the follow-up names no case, and a call
// that nobody makes is found, of the centre.
pub async fn a_call_that_was_drawn_is_made_by_a_supervisor_who_had_no_part(rig: Arc<Rig>) {
    set(&rig, Bound::SecondCallPercent, 100).await;
    let id = left_out(&rig, 91).await;
    assert_eq!(duty(&rig, "super2").await, None, "it is drawn at night");
    rig.advance(DAY).await;
    rig.advance(MINUTE).await;
    let owed = duty(&rig, "super2").await.expect("it was drawn");
    assert_eq!((owed.count, owed.one, owed.overdue), (1, id.to_string(), 0));
    let by = owed.first_on.expect("a last day");
    assert_eq!(by.to_string(), "2026-03-10", "five working days from Tuesday the 3rd");
    for who in ["super", "complaint", "centre", "head.biz"] {
        assert_eq!(duty(&rig, who).await, None, "{who} had a part in it, or does not supervise");
    }
    let listed = async |who: &str| {
        let list = rig.centre.rating_list(&session(who), RatingWhich::SecondCall, "", 10).await;
        list.expect("read").into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!((listed("super2").await, listed("complaint").await), (vec![id], vec![]));
    for (which, told) in [(RatingWhich::SecondCall, Some(by)), (RatingWhich::All, None)] {
        let list = rig.centre.rating_list(&session("super2"), which, "", 10).await.expect("read");
        let call_by = list.iter().find(|it| it.id == id).map(|it| it.call_by);
        assert_eq!(call_by, Some(told), "{which:?}: the last day stands in the list of the calls alone");
    }
    let view = rig.centre.rating_fetch(&session("super2"), id).await.expect("it is seen");
    assert_eq!(view.second_call.map(|it| (it.by, it.tries)), Some((by, Vec::new())));
    assert!(view.reach.is_some_and(|it| !it.telephone.is_empty()), "whom to call");
    let view = rig.centre.rating_fetch(&session("super"), id).await.expect("it is seen");
    assert!(view.second_call.is_none() && view.reach.is_none());

    let calls = async |who: &str, command_id, call: &SecondCall| {
        rig.centre.second_call_write(&session(who), id, command_id, call).await
    };
    let blank = calls("super2", rig.command_id(), &said(" ")).await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "words"), "{blank:?}");
    let shut = calls("intake2", rig.command_id(), &said("没有事。")).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
    for who in ["super", "complaint"] {
        let refused = calls(who, rig.command_id(), &said("没有事。")).await;
        let code = match refused {
            Err(Problem::Oversight(refusal)) => refusal.code(),
            other => panic!("{who}: {other:?}"),
        };
        assert_eq!(code, "rating-not-now", "{who}");
    }
    let command_id = rig.command_id();
    let call = said("后来没有被为难。");
    assert!(!calls("super2", command_id, &call).await.expect("written").replayed);
    assert!(calls("super2", command_id, &call).await.expect("a double click").replayed);
    let again = calls("super3", rig.command_id(), &call).await;
    assert!(matches!(again, Err(Problem::Oversight(ref it)) if it.code() == "rating-ended"), "{again:?}");
    assert_eq!((duty(&rig, "super2").await, listed("super2").await), (None, vec![]));
    let view = rig.centre.rating_fetch(&session("super2"), id).await.expect("it is seen");
    assert!(view.reach.is_none() && view.second_call.is_none(), "once it was made nobody looks any more");
    let list = rig.centre.follow_up_list(&session("super"), "", 10).await.expect("read");
    assert_eq!(list.iter().map(|it| it.kind).collect::<Vec<_>>(), [follow_up::Kind::Call]);
    let (_, record, words) = rig.centre.follow_up_fetch(&session("super"), list[0].id).await.expect("read");
    assert_eq!(
        (record.case, words.as_str()),
        (None, "后来没有被为难。"),
        "no case, so that nobody learns who rated"
    );
    rig.until("2026-03-12", 9, 0).await;
    assert!(found(&rig, "super", Rule::SecondCallMissed).await.is_empty(), "it was made in time");

    left_out(&rig, 92).await;
    // Drawn on Friday the 13th: five working days end on the 20th.
    rig.until("2026-03-13", 9, 0).await;
    rig.until("2026-03-20", 9, 0).await;
    assert!(found(&rig, "super", Rule::SecondCallMissed).await.is_empty(), "the last day");
    rig.until("2026-03-21", 9, 0).await;
    rig.until("2026-03-24", 9, 0).await;
    let missed = found(&rig, "super", Rule::SecondCallMissed).await;
    let [missed] = &missed[..] else { panic!("once: {missed:?}") };
    let of_centre = rig.centre.organisation().await.expect("read").expect("published").centre.unit;
    assert_eq!((missed.unit, missed.case, missed.person), (of_centre, None, None));

    // The name of a call follows from its rating: of two who write at the same moment one is refused in words.
    let second = left_out(&rig, 93).await;
    rig.until("2026-03-25", 9, 0).await;
    rig.advance(MINUTE).await;
    assert!(listed("super2").await.contains(&second), "it was drawn");
    let nobody =
        SecondCall { marks: None, paid_elsewhere: None, words: "打了两次，没有人接。".into() };
    let one = [session("super2"), session("super3")];
    let ids = [rig.command_id(), rig.command_id()];
    let both = tokio::join!(
        rig.centre.second_call_write(&one[0], second, ids[0], &nobody),
        rig.centre.second_call_write(&one[1], second, ids[1], &nobody),
    );
    let codes: Vec<&str> = [both.0, both.1]
        .into_iter()
        .map(|it| match it {
            Ok(_) => "written",
            Err(Problem::Oversight(refusal)) => refusal.code(),
            Err(other) => panic!("{other:?}"),
        })
        .collect();
    assert!(codes.contains(&"written") && codes.contains(&"rating-tried-today"), "{codes:?}");
    // It is tried on other days, three times in all, each an entry; the call that was missed waits beside it.
    let waits = async || duty(&rig, "super2").await.map_or(0, |it| it.count);
    assert!(listed("super2").await.contains(&second), "whoever calls back is heard");
    assert_eq!(waits().await, 1, "no more on this day");
    rig.until("2026-03-26", 9, 0).await;
    assert_eq!(waits().await, 2);
    let tried = async |who: &str| {
        let view = rig.centre.rating_fetch(&session(who), second).await.expect("it is seen");
        let said = |it: Try| (it.on.to_string(), it.words);
        view.second_call.map(|it| it.tries.into_iter().map(said).collect::<Vec<_>>())
    };
    let words = "打了两次，没有人接。".to_owned();
    assert_eq!(tried("super3").await, Some(vec![("2026-03-25".to_owned(), words)]));
    assert_eq!(tried("super").await, None, "who had a part in the round");
    for (who, on) in [("super3", "2026-03-27"), ("super2", "2026-03-30")] {
        let again = rig.centre.second_call_write(&session(who), second, rig.command_id(), &nobody).await;
        assert!(again.is_ok(), "{who}: {again:?}");
        rig.until(on, 9, 0).await;
    }
    assert!(!listed("super2").await.contains(&second), "that is enough");
    assert_eq!((waits().await, tried("super3").await), (1, None));
    let again = rig.centre.second_call_write(&session("super3"), second, rig.command_id(), &nobody).await;
    assert!(matches!(again, Err(Problem::Oversight(ref it)) if it.code() == "rating-ended"), "{again:?}");
    let list = rig.centre.follow_up_list(&session("super"), "", 10).await.expect("read");
    assert_eq!(
        list.iter().map(|it| (it.marks, it.bad, it.tries)).collect::<Vec<_>>(),
        [(None, false, 3), (Some([Grade::Satisfied; 3]), false, 1)]
    );
    let (today, bounds) = (rig.centre.today(), rig.centre.bounds().await.expect("read"));
    let board = rig.centre.rating_board(today.plus_days(-29), today, &bounds).await.expect("read").follow_ups;
    let counted: Vec<_> = board.iter().map(|it| (it.calls, it.unreached, it.visits, it.bad)).collect();
    assert_eq!(counted, [(1, 1, 0, 0)], "who did not answer is counted apart, and once");
    rig.until("2026-04-03", 9, 0).await;
    let missed = found(&rig, "super", Rule::SecondCallMissed).await;
    assert_eq!(missed.len(), 1, "the one that was tried was made");
}

// F17: an appeal opens a round again, and what then ends it draws, also where both were on one day; a call that was made stays made.
pub async fn a_round_that_an_appeal_opened_again_is_drawn_by_its_later_end(rig: Arc<Rig>) {
    let listed = async || {
        let list = rig.centre.rating_list(&session("super3"), RatingWhich::SecondCall, "", 20).await;
        list.expect("read").into_iter().map(|it| (it.id, it.call_by)).collect::<Vec<_>>()
    };
    let appeals = async |code: &str, n: u32| {
        let done = rig.centre.rating_appeal(code, &writing(n), rig.command_id(), "我没有点错。").await;
        done.expect("whoever rated appeals");
    };
    let answers = async |id: RatingId| {
        let stays = RatingAct::DecideAppeal { right: false, words: "录音里说是点错。".into() };
        rig.centre.rating_act(&session("super2"), id, rig.command_id(), None, &stays).await.expect("answered")
    };
    set(&rig, Bound::SecondCallPercent, 100).await;
    let (id, code) = left_out_of(&rig, 91).await;
    rig.until("2026-03-03", 9, 0).await;
    rig.advance(MINUTE).await;
    let first = listed().await;
    assert_eq!(first.iter().map(|it| it.0).collect::<Vec<_>>(), [id]);
    appeals(&code, 91).await;
    assert!(listed().await.is_empty(), "it runs again");
    rig.until("2026-03-05", 9, 0).await;
    rig.advance(MINUTE).await;
    answers(id).await;
    rig.until("2026-03-06", 9, 0).await;
    rig.advance(MINUTE).await;
    let later = listed().await;
    assert_eq!(later.iter().map(|it| it.0).collect::<Vec<_>>(), [id]);
    assert!(later[0].1 > first[0].1, "its last day follows from the later end: {first:?} {later:?}");

    // Of some the one end draws and the other does not.
    set(&rig, Bound::SecondCallPercent, 50).await;
    let mut opened = Vec::new();
    for n in 92..98 {
        opened.push((n, left_out_of(&rig, n).await));
    }
    rig.until("2026-03-09", 9, 0).await;
    rig.advance(MINUTE).await;
    for (n, (id, code)) in &opened {
        appeals(code.as_str(), *n).await;
        answers(*id).await;
    }
    rig.until("2026-03-10", 9, 0).await;
    rig.advance(MINUTE).await;
    let now: Vec<RatingId> = listed().await.into_iter().map(|it| it.0).collect();
    for (_, (id, _)) in &opened {
        assert_eq!(now.contains(id), draws(&rig, *id, 50).await, "{id}: {now:?}");
    }
}
