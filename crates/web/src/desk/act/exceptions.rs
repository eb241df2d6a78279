//! Forms of acceptance's exceptions: rows released for a further correction notice (F1, tone 15).

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `release-correction`: the window head lets a further notice name what none named. Fields: `ask` (row numbers), `reason`.
#[derive(Clone, Debug)]
pub struct ReleaseCorrection {
    /// What was named before.
    pub named: Vec<String>,
    /// Rows that could be added.
    pub rows: Pick,
    /// Why they were not named at once; the applicant reads it.
    pub reason: Typed,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let release = ReleaseCorrection {
        named: vec!["设备设施、布局和操作流程图".into()],
        rows: Pick::of(vec![
            Answer::of("4", "食品安全管理人员和规章制度").with_hint("食品安全法第三十三条第（三）项"),
            Answer::of("5", "场所材料").with_hint("食品安全法第三十三条第（一）项"),
        ]),
        reason: Typed::default(),
    };
    let mut wrong = release.clone();
    wrong.rows.error = "这一项要填。".into();
    wrong.reason.error = "这一项要填。".into();
    vec![
        ("release-correction", Act::ReleaseCorrection(release)),
        ("release-correction with errors", Act::ReleaseCorrection(wrong)),
    ]
}
