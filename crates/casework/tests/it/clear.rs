//! 明确答复 (R61, R115): recognised at once, answered the same day.

use crate::fixture::*;
use crate::play::Play;
use casework::*;
use catalogue::Item;
use serde_json::json;

/// River sand: two questions, each with its ground.
fn sand() -> Item {
    let basis = json!({"law": "河道管理条例", "article": "第二十五条", "verified": true});
    let ground = |code: &str| json!({"code": code, "name": code, "basis": basis});
    let ask = |code: &str| json!({"ask": code, "ground": code, "instead": "换个地方"});
    let mut body = serde_json::to_value(licence()).expect("an item is JSON");
    body["category"] = json!("restricted");
    body["refusal_grounds"] = json!([ground("banned-zone"), ground("banned-season"), ground("other")]);
    body["clear_replies"] = json!([ask("banned-zone"), ask("banned-season")]);
    serde_json::from_value(body).expect("the item is one")
}

pub fn received(clear: ClearAnswer) -> Play {
    let item = sand();
    let command = Receive { clear, ..receive(&item, &[1, 2]) };
    Play::new(item).then("intake2", Command::Receive(command))
}

pub fn barred(code: &str) -> ClearAnswer {
    ClearAnswer::Barred { ground: ground(code) }
}

// R115: the same day if recognisable, otherwise the item's own limit.
#[test]
fn a_clear_reply_is_due_the_same_day_and_otherwise_the_items_limit_runs() {
    assert_eq!(received(barred("banned-zone")).due_of(ClockKind::PreAcceptance), day("2026-03-02"));
    assert_eq!(received(ClearAnswer::Nothing).due_of(ClockKind::PreAcceptance), day("2026-03-09"));
}

// R61: no acceptance and no list of papers, but the refusal by its article.
#[test]
fn a_clear_reply_is_the_refusal_on_the_listed_ground() {
    let play = received(barred("banned-season"));
    assert_eq!(play.refuses("intake2", Command::Accept), "clear-reply-due");
    assert_eq!(play.refuses("intake2", notice(&[1])), "clear-reply-due");
    let refused = NonAcceptanceGround::Barred { ground: ground("banned-season") };
    assert_eq!(play.then("intake2", refuse_acceptance(refused)).stage(), StageName::NotAccepted);
    let open = received(ClearAnswer::Nothing).then("intake2", Command::Accept);
    assert_eq!(open.stage(), StageName::Handling);
}

// The questions are asked of whom they are for, and of nobody else.
#[test]
fn the_questions_of_the_item_are_answered_and_no_others() {
    let refused = |item: Item, clear| {
        let command = Receive { clear, ..receive(&item, &[1, 2]) };
        Play::new(item).refuses("intake2", Command::Receive(command))
    };
    assert_eq!(refused(sand(), ClearAnswer::NotAsked), "clear-questions-open");
    assert_eq!(refused(sand(), barred("other")), "ground-not-listed", "listed, but not asked");
    assert_eq!(refused(licence(), ClearAnswer::Nothing), "ground-not-listed");
    assert_eq!(refused(licence(), barred("barred")), "ground-not-listed");
}
