//! Courses of a case that several tests begin with.

use casework::{DonePlace, Outcome, Verdict};
use catalogue::CaseId;
use centre::act::Act;

use crate::rig::{Rig, citizen, intake, item, window};

/// A step that finds everything in order.
pub fn step(place: DonePlace) -> Act {
    Act::Step { verdict: Verdict::Agree, opinion: "材料齐全，符合要求。".into(), place }
}

/// A grant.
pub fn grant() -> Act {
    Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() }
}

/// The applicant collects with a code.
pub fn collect(code: &str, document_number: &str) -> Act {
    Act::Deliver {
        code: code.into(),
        document_type: "111".into(),
        document_number: document_number.into(),
        collector: None,
        window: window("w15"),
    }
}

/// A request to stop the clock for a test.
pub fn ask_stop(days: u16) -> Act {
    Act::AskStop { exclusion: 0, days, reason: "要等检验报告。".into() }
}

/// 食品经营许可, received complete.
pub async fn received(rig: &Rig, n: u32) -> CaseId {
    rig.receives("intake2", &intake(&item("food-business"), citizen(n), &[])).await
}

/// Accepted, and in the handler's hands.
pub async fn in_hand(rig: &Rig, n: u32) -> CaseId {
    let case = received(rig, n).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    case
}

/// Examined and visited by two, the decision comes next.
pub async fn before_decision(rig: &Rig, n: u32) -> CaseId {
    let case = in_hand(rig, n).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, step(DonePlace::OnSite)).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    case
}

/// Concluded: the document is made, the code is sent.
pub async fn concluded(rig: &Rig, n: u32) -> CaseId {
    let case = before_decision(rig, n).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    case
}

/// The pickup code of a concluded case.
pub async fn pickup(rig: &Rig, case: CaseId) -> String {
    rig.centre.pickup_code(case).await.expect("the case can be read").expect("the code was drawn")
}
