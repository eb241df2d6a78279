//! Messages in the language the applicant chose at intake (E4).

use std::sync::Arc;

use catalogue::CaseId;
use centre::act::Act;
use centre::particulars::{Applicant, Language, RowReason};

use crate::rig::{MINUTE, Rig, citizen, intake, item};

/// The latest message of a kind about a case to its applicant.
async fn told(rig: &Rig, case: CaseId, n: u32, kind: &str) -> String {
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(200).await.expect("the notices can be read");
    let found = notices
        .into_iter()
        .find(|it| it.case == Some(case) && it.kind == kind && it.to == citizen(n).telephone);
    found.unwrap_or_else(|| panic!("{kind} was told")).text
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

// E4: whoever chose English reads English to the end; whoever chose nothing reads Chinese.
pub async fn messages_come_in_the_language_the_applicant_chose(rig: Arc<Rig>) {
    let food = item("food-business");
    let foreign = |n: u32| Applicant { language: Language::English, ..citizen(n) };
    let (english, chinese) = (
        rig.receives("intake2", &intake(&food, foreign(1), &[3])).await,
        rig.receives("intake2", &intake(&food, citizen(2), &[3])).await,
    );
    for case in [english, chinese] {
        let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
        rig.does("intake2", case, Act::Correction { rows }).await;
    }
    let said = told(&rig, english, 1, "correction-noticed").await;
    assert!(said.contains("papers are missing") && said.contains("Questions:"), "{said}");
    let own = told(&rig, chinese, 2, "correction-noticed").await;
    assert!(own.contains("补齐就受理") && !own.contains("papers are missing"), "{own}");
    let accepted = rig.receives("intake2", &intake(&food, foreign(3), &[])).await;
    rig.does("intake2", accepted, Act::Accept).await;
    let said = told(&rig, accepted, 3, "accepted").await;
    assert!(
        said.contains("Accepted. We promise to be done by") && said.contains("Your case agent is"),
        "{said}"
    );
    // All of it, as far as the office itself has English names.
    let organisation = crate::rig::organisation();
    let named = !organisation.centre.name_en.is_empty() && food.name_en.is_some();
    assert!(named && !is_chinese(&said), "{said}");
}
