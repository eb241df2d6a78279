//! How often a call asks the database: a page that asks once for each unit or each row is slow exactly where it matters.

use std::sync::Arc;

use centre::act::Act;
use centre::list::{Narrow, Which};

use crate::rig::{Rig, citizen, intake, item, session};
use crate::walk::{collect, concluded, in_hand, pickup, received};

/// Readings that a call makes, once what is in force is known.
async fn reads(rig: &Rig, call: impl Future) -> u64 {
    rig.centre.in_force().await.expect("what is in force can be read");
    let before = rig.centre.store().stats().reads;
    call.await;
    rig.centre.store().stats().reads - before
}

pub async fn no_call_asks_the_database_more_than_it_needs(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let form = intake(&item("food-business"), citizen(90), &[]);
    let id = rig.command_id();
    let receive = async {
        centre.case_receive(&session("intake2"), id, &form).await.expect("it is taken in");
    };
    assert_eq!(reads(&rig, receive).await, 3, "receive: the item's row, cases of the same matter, the pads");
    let case = centre::intake::case_id(id);
    assert_eq!(
        reads(&rig, rig.does("intake2", case, Act::Accept)).await,
        0,
        "act: the lane has all it needs"
    );
    let fetch = async {
        centre.case_fetch_for(&session("intake2"), case).await.expect("it is in scope");
    };
    assert_eq!(
        reads(&rig, fetch).await,
        8,
        "case file: state, texts, entries, notices, what is told on paper, folder, hearing, another matter"
    );
    for n in 1..5 {
        received(&rig, n).await;
    }
    in_hand(&rig, 5).await;
    let ready = concluded(&rig, 6).await;
    // One for each queue of the posts, two for everybody, one for all names; six units of one agent are one queue. One more
    // where a case is to be checked on site: the registers say whether its two officers are named (N22). Two more for an agent:
    // the cases of agents who are none any more, to lay before the leader and to check again (F31).
    for (who, most) in [
        ("intake2", 4 + 1),
        ("head.biz", 4),
        ("agent.gen", 4 + 2),
        ("do.sc", 5 + 1),
        ("chief.sc", 7),
        ("out", 4),
        ("super", 3),
    ] {
        let desk = async {
            centre.desk(&session(who)).await.expect("the desk can be read");
        };
        let made = reads(&rig, desk).await;
        assert!(made <= most, "desk of {who}: {made}");
    }
    let list = async {
        let list = centre
            .case_list(&session("chief.sc"), Which::All, Narrow::default(), None, 40)
            .await
            .expect("it can be read");
        assert!(list.len() >= 7);
    };
    assert_eq!(reads(&rig, list).await, 3, "list: rows, names, and registers of what is to be checked");
    let find = async {
        let found = centre.case_find_person(&session("chief.sc"), &citizen(6).document_number).await;
        assert_eq!(found.expect("it can be looked for").len(), 1);
    };
    assert_eq!(reads(&rig, find).await, 2, "find a person: rows of every type of document, and names");
    let (number, code) = rig.receipt(ready).await;
    let find = async {
        centre.case_find_number(&session("chief.sc"), &number).await.expect("it can be looked for");
    };
    assert_eq!(reads(&rig, find).await, 1, "find a number");
    let track = async {
        centre.track(&number, &code, "192.0.2.1").await.expect("number and code fit");
    };
    assert_eq!(reads(&rig, track).await, 4, "track: two counts of tries, the number, the state");
    let code = pickup(&rig, ready).await;
    let deliver = rig.does("out", ready, collect(&code, &citizen(6).document_number));
    assert_eq!(reads(&rig, deliver).await, 1, "deliver: the count of wrong codes");
}
