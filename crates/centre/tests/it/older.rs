//! Open cases on an older revision go over by a legal reviewer, who sees nothing of their applicants (C19, E36).

use std::sync::Arc;

use casework::RebindGround;
use centre::act::Act;
use centre::act_register::RegisterAct;
use centre::case::Problem;

use crate::rig::{MINUTE, Rig, item, session};
use crate::walk::{before_decision, grant, received};

pub async fn a_legal_reviewer_lets_open_cases_go_over(rig: Arc<Rig>) {
    let (open, decided) = (received(&rig, 50).await, before_decision(&rig, 51).await);
    rig.does("lead.sc", decided, grant()).await;
    let legal = session("cat.legal");
    let items = async || rig.centre.older_items(&legal).await.expect("a legal reviewer may");
    assert!(items().await.is_empty());
    let rebind = || {
        Act::Register(RegisterAct::Rebind {
            ground: RebindGround::MoreFavourable,
            article: "某条例第三条".into(),
            changes: "少交一样材料。".into(),
        })
    };
    assert_eq!(rig.refused("cat.legal", open, rebind()).await, "not-newer");
    let mut next = item("food-business");
    next.revision += 1;
    rig.centre.item_publish("cat.gov", &next).await.expect("the next revision is published");
    assert_eq!(
        items().await.iter().map(|it| (it.short.as_str(), it.count)).collect::<Vec<_>>(),
        [("food-business", 1)]
    );
    let cases = rig.centre.older_cases(&legal, "food-business").await.expect("readable");
    assert_eq!(cases.iter().map(|it| (it.id, it.revision)).collect::<Vec<_>>(), [(open, next.revision - 1)]);
    let nosy = rig.centre.older_cases(&session("intake2"), "food-business").await;
    assert!(matches!(nosy, Err(Problem::OutOfScope)), "{nosy:?}");
    assert!(matches!(rig.centre.case_fetch_for(&legal, open).await, Err(Problem::OutOfScope)), "not a word");
    assert_eq!(rig.refused("chief.sc", open, rebind()).await, "not-a-legal-reviewer");
    assert_eq!(rig.refused("cat.legal", decided, rebind()).await, "revision-stands");
    rig.does("cat.legal", open, rebind()).await;
    let facts = rig.file(open).await.facts;
    assert_eq!((facts.revision, facts.bindings.0.iter().flatten().count()), (next.revision, 1));
    assert_eq!(rig.whole(open).await.item.revision, next.revision, "its file is drawn from the newer one");
    assert!(items().await.is_empty());
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(20).await.expect("readable");
    let words =
        notices.into_iter().find(|it| it.kind == "rebound").map(|it| it.text).expect("the applicant is told");
    assert!(words.contains("少交一样材料") && words.contains("某条例第三条"), "{words}");
    rig.does("intake2", open, Act::Accept).await;
}
