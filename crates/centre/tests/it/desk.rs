//! The desk and the lists behind it: nothing is cut off before it is sorted by who may do it, and what a queue counts is what
//! its list shows (R52, C7, A42, A22, A23).

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::PriorityClass;
use catalogue::CaseId;
use centre::act::Act;
use centre::desk_queue::{Queue, Waits};
use centre::list::{CaseBrief, Narrow};
use centre::office_waits::{OfficeWait, OfficeWhat};

use crate::rig::{Rig, organisation, person, session};
use crate::walk::{before_decision, in_hand, received};

fn ids(list: &[CaseBrief]) -> Vec<CaseId> {
    list.iter().map(|it| it.id).collect()
}

/// A queue of somebody, page by page, to its end.
async fn whole(rig: &Rig, who: &str, queue: Queue, page: usize) -> Vec<CaseId> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let list = rig.centre.queue_list(&session(who), queue, Narrow::default(), after, page).await;
        let list = list.expect("it can be read");
        assert!(list.len() <= page);
        all.extend(ids(&list));
        match list.last() {
            Some(last) if list.len() == page => after = Some(last.place()),
            _ => return all,
        }
    }
}

/// What waits for somebody beside the cases: what, how many, and which is the first.
pub async fn beside(rig: &Rig, who: &str) -> Vec<(OfficeWhat, usize, String)> {
    let waits = rig.centre.office_waits(&session(who)).await.expect("it can be read");
    waits.into_iter().map(|OfficeWait { what, count, one, .. }| (what, count, one)).collect()
}

// E2: forty stand on the desk, all of them are counted, and the list behind it has each once.
pub async fn a_queue_is_whole_behind_the_desk(rig: Arc<Rig>) {
    let mut cases = BTreeSet::new();
    for n in 1..=40 {
        cases.insert(received(&rig, n).await);
    }
    let desk = rig.centre.desk(&session("intake2")).await.expect("the desk can be read");
    assert_eq!((desk.to_accept.len(), desk.cut.len()), (40, 0), "forty are a page, and nothing is left out");
    cases.insert(received(&rig, 41).await);
    cases.insert(received(&rig, 42).await);
    let desk = rig.centre.desk(&session("intake2")).await.expect("the desk can be read");
    assert_eq!(desk.to_accept.len(), 40);
    let of_accept = |cut: &[(Queue, Waits)]| cut.iter().find(|it| it.0 == Queue::ToAccept).map(|it| it.1);
    let waits = of_accept(&desk.cut).expect("two more wait");
    assert_eq!((waits.all, waits.late), (42, 0));
    for page in [5, 41, 42, 43] {
        let list = whole(&rig, "intake2", Queue::ToAccept, page).await;
        assert_eq!(list.len(), 42, "by {page}");
        assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), cases, "each once, by {page}");
    }
    let counted = async |who: &str, unit: Option<&str>| {
        let unit = unit.map(|code| catalogue::UnitCode::parse(code).expect("a code"));
        let counts = rig.centre.queue_counts(&session(who), unit).await.expect("it can be counted");
        counts.into_iter().find(|it| it.0 == Queue::ToAccept).map(|it| it.1)
    };
    assert_eq!(counted("intake2", None).await, Some(waits), "and counted where the desk is not drawn");
    assert_eq!(counted("intake2", Some("sc")).await, Some(waits));
    // Where nothing waits nothing is named: of another unit, or with somebody who accepts nothing.
    assert_eq!((counted("intake2", Some("jy")).await, counted("do.sc", None).await), (None, None));
    // What is nobody's queue is empty, not everything.
    assert_eq!(whole(&rig, "do.sc", Queue::ToAccept, 40).await, []);
    assert_eq!(whole(&rig, "nobody", Queue::ToDecide, 40).await, []);
}

// R52: a page of one is the first that this person may decide, however much others have to decide before it.
pub async fn what_others_decide_takes_no_place_in_a_queue(rig: Arc<Rig>) {
    let (first, second) = (before_decision(&rig, 51).await, before_decision(&rig, 52).await);
    assert_eq!(whole(&rig, "chief.sc", Queue::ToDecide, 1).await.len(), 2);
    assert_eq!(whole(&rig, "lead.sc", Queue::ToDecide, 1).await.len(), 2, "by letter");
    // The letter names decisions no more: of the same rows nothing is left, at any size of page.
    let mut changed = organisation();
    changed.revision += 1;
    let letter = changed.delegations.iter_mut().find(|it| it.to_person == person("lead.sc"));
    letter.expect("a letter").powers.retain(|power| *power != catalogue::Power::Decide);
    rig.centre.organisation_publish("cat.office", &changed).await.expect("it is published");
    rig.advance(2_000_000).await;
    assert_eq!(whole(&rig, "lead.sc", Queue::ToDecide, 1).await, []);
    let both: BTreeSet<CaseId> = [first, second].into_iter().collect();
    let left = whole(&rig, "chief.sc", Queue::ToDecide, 1).await;
    assert_eq!(left.into_iter().collect::<BTreeSet<_>>(), both);
}

// R52: whoever signs by letter alone, without a post of a leader, finds it on the desk.
pub async fn a_letter_alone_puts_a_decision_on_the_desk(rig: Arc<Rig>) {
    let case = before_decision(&rig, 53).await;
    let desk =
        async |who: &str| ids(&rig.centre.desk(&session(who)).await.expect("the desk can be read").to_decide);
    assert_eq!(desk("do2.wj").await, []);
    let mut changed = organisation();
    changed.revision += 1;
    let letter = changed.delegations.iter_mut().find(|it| it.to_person == person("lead.sc"));
    letter.expect("a letter").to_person = person("do2.wj");
    rig.centre.organisation_publish("cat.office", &changed).await.expect("it is published");
    rig.advance(2_000_000).await;
    assert_eq!(desk("do2.wj").await, [case]);
    assert_eq!(desk("lead.sc").await, [], "the letter went elsewhere");
}

// A42: the fast track that is asked for stands with everybody who may grant it, until one has answered.
pub async fn the_fast_track_waits_on_the_desk_of_whoever_may_grant_it(rig: Arc<Rig>) {
    let case = in_hand(&rig, 54).await;
    let desk = async |who: &str| {
        ids(&rig.centre.desk(&session(who)).await.expect("the desk can be read").to_approve)
    };
    rig.does("do.sc", case, Act::AskPriority { reason: "灾后重新开业。".into() }).await;
    for who in ["lead.sc", "chief.sc", "centre"] {
        assert_eq!(desk(who).await, [case], "{who}");
    }
    for who in ["do.sc", "chief.wj", "super", "head.biz"] {
        assert_eq!(desk(who).await, [], "{who}");
    }
    // A stop beside it: the case stands there once.
    rig.does("do.sc", case, crate::walk::ask_stop(5)).await;
    assert_eq!(desk("chief.sc").await, [case]);
    rig.does("chief.sc", case, Act::ApprovePriority { class: PriorityClass::Livelihood }).await;
    assert_eq!((desk("centre").await, desk("lead.sc").await), (vec![], vec![]));
    assert_eq!(desk("chief.sc").await, [case], "the stop still waits");
}

// The lists of what waits go by an index of what waits, not by everything of the unit.
pub async fn what_waits_is_found_by_what_waits(rig: Arc<Rig>) {
    if rig.centre.store().engine() != store::Engine::Sqlite {
        return;
    }
    for (sql, index) in [
        (
            "select certificate from certificate_row where division = $1 and authority in ($2) \
             and (renewal > 0 or proceeding = 1) order by valid_until, certificate limit 10",
            "certificate_row_waits",
        ),
        (
            "select certificate, item_body, owed_on from certificate_row where owed_on <> '' \
             and owed_on > '' and division || '' = $1 and certificate <> $2 order by owed_on, certificate limit 10",
            "certificate_row_owed",
        ),
        (
            "select certificate, item_body, asked_on from certificate_row where asked_on <> '' \
             and division || '' = $1 and asked_on <= $2 and (asked_on > $2 or (asked_on = $2 and certificate > $2)) \
             order by asked_on, certificate limit 10",
            "certificate_row_asked",
        ),
        (
            "select bar_id from bar_row where division = $1 and authority in ($2) and open = 1 order by bar_id || '' limit 10",
            "bar_row_waits",
        ),
        (
            "select case_id from case_row where division = $1 and open = 1 and priority = 1 and authority in ($2) \
             order by coalesce(red_at, 9223372036854775807), case_id limit 10",
            "case_row_priority",
        ),
        (
            "select case_id from folder_row where pending_to = $2 and division = $1 and pending_to <> '' \
             order by pending_at, case_id limit 10",
            "folder_row_taker",
        ),
    ] {
        let explained = format!("explain query plan {sql}");
        let plan = rig.rows(&explained, vec![crate::rig::DIVISION.into(), "sc".into()]).await;
        let plan: Vec<String> =
            plan.iter().map(|row| row.text(3).expect("the step in words").to_owned()).collect();
        assert!(plan.iter().any(|step| step.contains(&format!("INDEX {index} "))), "{index}: {plan:?}");
    }
}
