//! A case goes over to a newer revision of its item: by whom, on which ground, and never for more papers (C19, E36, F24).

use crate::fixture::*;
use crate::play::Play;
use casework::*;
use serde_json::{Value, json};

fn with(mut play: Play, changes: Value) -> Play {
    play.newer = Some(newer(changes));
    play
}

/// Goes over, and goes on under the newer body.
fn over(play: Play, ground: RebindGround) -> Play {
    let next = play.newer.clone().expect("there is a newer one");
    let mut play = play.then("legal", rebind(ground));
    play.item = next;
    play
}

// C19: a legal reviewer, with a ground; the promise that was given stays.
#[test]
fn a_legal_reviewer_binds_a_case_to_the_newer_revision() {
    let play = with(Play::with_handler(), json!({"promised": {"limit": "3wd", "start": "acceptance"}}));
    for person in ["head.biz", "chief.sc", "centre", "do.sc"] {
        assert_eq!(play.refuses(person, rebind(RebindGround::MoreFavourable)), "not-a-legal-reviewer");
    }
    let clocks = play.facts().clocks;
    let after = over(play, RebindGround::MoreFavourable);
    assert_eq!((after.facts().revision, after.facts().body), (4, digest(53)));
    assert_eq!(after.facts().clocks, clocks);
    let kept: Vec<u32> = after.facts().bindings.0.iter().flatten().map(|it| it.revision).collect();
    assert_eq!(kept, [3], "the history of its bindings");
    assert_eq!(after.then("do.sc", complete(DonePlace::Hall)).stage(), StageName::Handling, "and it goes on");
}

// C19: never more materials unless the law itself says so, and never after acceptance.
#[test]
fn no_newer_revision_asks_for_more_unless_the_law_says_so() {
    let more = || json!({"materials": [row(1, true), row(2, true), row(4, false), row(5, true)]});
    let received = with(Play::received(&[1, 2]), more());
    let refusal = received.refusal("legal", rebind(RebindGround::MoreFavourable));
    assert_eq!(refusal.code(), "more-materials");
    let after = over(received, RebindGround::LawRequires);
    assert_eq!(after.facts().open_rows(), rows(&[5]));
    assert_eq!(after.refuses("intake2", Command::Accept), "rows-missing");
    let accepted = with(Play::accepted(), more());
    assert_eq!(accepted.refuses("legal", rebind(RebindGround::LawRequires)), "more-after-acceptance");
    // Fewer are always welcome.
    let fewer =
        with(Play::received(&[1]), json!({"materials": [row(1, true), row(2, false), row(4, false)]}));
    let after = over(fewer, RebindGround::MoreFavourable);
    assert!(after.facts().open_rows().is_empty());
    assert_eq!(after.then("intake2", Command::Accept).stage(), StageName::Handling);
}

// What was done under the older one must mean the same under the newer.
#[test]
fn a_revision_with_another_course_does_not_fit() {
    let ground = RebindGround::LawRequires;
    let mut renamed = row(1, true);
    renamed["name"] = json!("另一样材料");
    let rows_differ = json!({"materials": [renamed, row(2, true), row(4, false)]});
    assert_eq!(with(Play::received(&[1]), rows_differ).refuses("legal", rebind(ground)), "rows-differ");
    assert_eq!(
        with(Play::with_handler(), json!({"exclusions": []})).refuses("legal", rebind(ground)),
        "course-differs"
    );
    let shorter = json!({"steps": []});
    assert_eq!(with(Play::with_handler(), shorter).refuses("legal", rebind(ground)), "course-differs");
    assert_eq!(Play::with_handler().refuses("legal", rebind(ground)), "not-newer");
    let mut same = with(Play::with_handler(), json!({}));
    same.newer = Some(licence());
    assert_eq!(same.refuses("legal", rebind(ground)), "not-newer");
}

// After the decision the revision stands; four changes and no more.
#[test]
fn a_case_remembers_four_bindings_and_none_changes_after_the_decision() {
    assert_eq!(
        with(Play::granted(), json!({})).refuses("legal", rebind(RebindGround::LawRequires)),
        "revision-stands"
    );
    let mut play = Play::with_handler();
    for revision in 4..4 + BINDINGS_MAX as u32 {
        let mut next = licence();
        next.revision = revision;
        play.newer = Some(next.clone());
        let Command::Rebind(command) = rebind(RebindGround::MoreFavourable) else { panic!("it is one") };
        play = play.then("legal", Command::Rebind(Rebind { revision, ..command }));
        play.item = next;
    }
    let mut next = licence();
    next.revision = 20;
    play.newer = Some(next);
    let Command::Rebind(command) = rebind(RebindGround::MoreFavourable) else { panic!("it is one") };
    assert_eq!(
        play.refuses("legal", Command::Rebind(Rebind { revision: 20, ..command })),
        "too-many-bindings"
    );
}
