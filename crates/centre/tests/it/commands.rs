//! Forms sent twice, forms grown old, codes guessed: what reaches the ledger once, and what does not reach it at all.

use std::sync::Arc;

use centre::act::Act;
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::track::Tracked;

use crate::rig::{MINUTE, Rig, citizen, intake, item, person, session};
use crate::walk::{collect, concluded, pickup, received};

// E8: the second click is answered like the first and makes nothing.
pub async fn a_double_click_makes_one_case_and_one_entry(rig: Arc<Rig>) {
    let form = intake(&item("food-business"), citizen(1), &[]);
    let before = rig.entries().await;
    let (id, who) = (rig.command_id(), session("intake2"));
    let (one, other) =
        tokio::join!(rig.centre.case_receive(&who, id, &form), rig.centre.case_receive(&who, id, &form));
    let (one, other) = (one.expect("the first is taken in"), other.expect("the second is answered too"));
    assert_eq!(one.0, other.0);
    assert!(one.1.replayed != other.1.replayed, "{one:?} {other:?}");
    assert_eq!(rig.entries().await, before + 1);
    let again = rig.centre.case_receive(&who, id, &form).await.expect("a later click is answered too");
    assert!(again.1.replayed && again.0 == one.0);
    let (id, case) = (rig.command_id(), one.0);
    let first = rig.centre.case_act(&who, case, id, Some(1), &Act::Accept).await.expect("it is accepted");
    let second = rig.centre.case_act(&who, case, id, Some(1), &Act::Accept).await.expect("and once only");
    assert_eq!((first.replayed, second.replayed), (false, true));
    assert_eq!((first.first_seq, first.last_seq), (second.first_seq, second.last_seq));
    assert_eq!(rig.entries().await, before + 2);
    assert_eq!(rig.rows("select case_id from case_row", vec![]).await.len(), 1);
}

pub async fn the_same_form_with_other_words_is_refused(rig: Arc<Rig>) {
    let form = intake(&item("food-business"), citizen(1), &[]);
    let (id, who) = (rig.command_id(), session("intake2"));
    let (case, _) = rig.centre.case_receive(&who, id, &form).await.expect("it is taken in");
    let before = rig.entries().await;
    let other = centre::intake::Intake { papers: form.papers + 1, ..form.clone() };
    let again = rig.centre.case_receive(&who, id, &other).await;
    assert!(matches!(again, Err(Problem::IdReused)), "{again:?}");
    let id = rig.command_id();
    let ask = |reason: &str| Act::AskPriority { reason: reason.into() };
    rig.centre.case_act(&who, case, id, None, &ask("重点工程")).await.expect("it is asked for");
    let again = rig.centre.case_act(&who, case, id, None, &ask("重点工程，工期紧")).await;
    assert!(matches!(again, Err(Problem::IdReused)), "{again:?}");
    // Whoever may not look at the case does not learn either that the form was used.
    let outsider = rig.centre.case_act(&session("do.ga"), case, id, None, &ask("重点工程")).await;
    assert!(matches!(outsider, Err(Problem::OutOfScope)), "{outsider:?}");
    assert_eq!(rig.entries().await, before + 1);
}

pub async fn a_page_that_another_person_made_old_is_refused(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    let page = rig.whole(case).await.state.version;
    rig.does("head.biz", case, Act::Accept).await;
    let late =
        rig.centre.case_act(&session("intake2"), case, rig.command_id(), Some(page), &Act::Accept).await;
    assert!(matches!(late, Err(Problem::Stale { by, .. }) if by == Some(person("head.biz"))), "{late:?}");
    let late = rig.centre.case_act(&session("sys"), case, rig.command_id(), Some(page), &Act::Accept).await;
    assert!(matches!(late, Err(Problem::OutOfScope)), "{late:?}");
    // One's own act in another window makes no page old, and neither does time.
    let page = rig.whole(case).await.state.version;
    let give = Act::Give { to: person("agent.sc"), papers: 4, note: String::new() };
    rig.does("intake2", case, give).await;
    rig.until("2026-03-20", 9, 0).await;
    let own =
        rig.centre.case_act(&session("intake2"), case, rig.command_id(), Some(page), &Act::Recall).await;
    own.expect("the page is the person's own");
}

// F10, C13: six digits are not guessed in half an hour.
pub async fn a_wrong_pickup_code_is_refused_and_guessing_is_slowed(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    let number = citizen(1).document_number;
    let right = pickup(&rig, case).await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    assert_eq!(
        rig.refused("out", case, collect(&right, &citizen(2).document_number)).await,
        "identity-differs"
    );
    for _ in 0..4 {
        assert_eq!(rig.refused("out", case, collect(wrong, &number)).await, "pickup-code-wrong");
    }
    let slowed = rig.asks("out", case, &collect(&right, &number)).await;
    let until = rig.clock.load(std::sync::atomic::Ordering::Acquire) + 30 * MINUTE;
    assert!(matches!(slowed, Err(Problem::Throttled(at)) if at == until), "{slowed:?}");
    rig.advance(30 * MINUTE).await;
    // As people write it: full-width digits and spaces are the same code.
    let wide: String = right
        .chars()
        .map(|c| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).expect("a digit"))
        .collect();
    rig.does("out", case, collect(&format!("{} {}", &wide[..9], &wide[9..]), &number)).await;
}

// C13, C14: the number stands on paper for everybody to see; the code is what opens the case.
pub async fn a_wrong_query_code_is_refused_and_guessing_is_slowed(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    let (number, code) = rig.receipt(case).await;
    assert_eq!(code.len(), 8);
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    let found = rig
        .centre
        .track(&number.to_lowercase(), &format!("{}-{}", &code[..4], &code[4..]), "192.0.2.1")
        .await;
    assert_eq!(found.expect("number and code fit, however they are written"), Tracked::Case(case));
    for n in 0..8 {
        let address = format!("192.0.2.{n}");
        let refused = rig.centre.track(&number, wrong, &address).await;
        assert!(matches!(refused, Err(Problem::NotFound)), "{refused:?}");
    }
    let slowed = rig.centre.track(&number, &code, "198.51.100.1").await;
    assert!(matches!(slowed, Err(Problem::Throttled(_))), "{slowed:?}");
    // A number that does not exist is answered like a wrong code.
    let nobody = rig.centre.track("SC2026999999", &code, "198.51.100.2").await;
    assert!(matches!(nobody, Err(Problem::NotFound)), "{nobody:?}");
    rig.advance(30 * MINUTE).await;
    rig.centre.track(&number, &code, "198.51.100.1").await.expect("after half an hour it opens again");
}

// E9: the officer is shown what is open and says whether it is another matter.
pub async fn the_same_matter_of_the_same_person_is_pointed_out(rig: Arc<Rig>) {
    let item = item("food-business");
    let first = received(&rig, 1).await;
    let mut form = intake(&item, citizen(1), &[]);
    let seen = rig.centre.intake_look(&session("intake2"), &item, &form).await.expect("it is looked over");
    assert_eq!(seen.duplicates.iter().map(|it| it.id).collect::<Vec<_>>(), [first]);
    // Who has nothing to do with the unit is not told what its applicants have open.
    let seen = rig.centre.intake_look(&session("intake7"), &item, &form).await.expect("it is looked over");
    assert!(seen.duplicates.is_empty() && seen.open == 1);
    let refused = rig.centre.case_receive(&session("intake2"), rig.command_id(), &form).await;
    assert!(
        matches!(refused, Err(Problem::Refused(ref it)) if it.code() == "same-matter-open"),
        "{refused:?}"
    );
    // It is the same: noted on the open case, and nothing new is taken in.
    let same = Act::Register(RegisterAct::SameMatter { window: crate::rig::window("w2") });
    rig.does("intake2", first, same).await;
    assert_eq!(rig.kinds(first).await, ["received", "same-matter"]);
    form.other_matter = true;
    assert_ne!(rig.receives("intake2", &form).await, first);
}
