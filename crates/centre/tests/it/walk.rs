//! Courses of a case that several tests begin with.

use casework::{DonePlace, Outcome, Verdict};
use catalogue::CaseId;
use centre::act::Act;
use centre::act_visit::{Signature, SiteVisit};

use crate::rig::{Rig, citizen, intake, item, person, window};

/// A step that finds everything in order.
pub fn step(place: DonePlace) -> Act {
    Act::Step {
        verdict: Verdict::Agree, opinion: "材料齐全，符合要求。".into(), place, visit: None
    }
}

/// A check on site with another officer, just now, signed by the party (C36).
pub fn visit(rig: &Rig, with: &str) -> Act {
    let now = rig.centre.instant();
    let visit = SiteVisit {
        with: person(with),
        entered_at: now,
        left_at: now,
        minutes: "冷藏设备两台在用，布局与图纸一致。".into(),
        signature: Signature::Signed,
        photographs: 4,
    };
    let (verdict, opinion, place) = (Verdict::Agree, "现场与申请材料一致。".into(), DonePlace::OnSite);
    Act::Step { verdict, opinion, place, visit: Some(visit) }
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
    Act::AskStop {
        exclusion: 0,
        days,
        reason: "要等检验报告。".into(),
        order: "检验委托单 2026-118 号".into(),
    }
}

/// The same, with the document it rests on left open (F7).
pub fn ask_stop_open(days: u16) -> Act {
    Act::AskStop { exclusion: 0, days, reason: "要等检验报告。".into(), order: String::new() }
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
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
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
