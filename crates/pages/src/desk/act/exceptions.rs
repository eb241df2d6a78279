//! Forms of acceptance's exceptions: rows released for a further correction notice (F1, tone 15), papers that follow (N56),
//! commitments checked (N55).

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

/// `accept-deferred`: accepted while papers may follow; the applicant signs. Fields: `ask` (row numbers, hidden), `signed`.
#[derive(Clone, Debug)]
pub struct AcceptDeferred {
    /// Row numbers and names of what follows.
    pub rows: Vec<(u8, String)>,
    /// The day the applicant signs for.
    pub bring_by: String,
    /// Promised last day counted from today.
    pub promised_by: String,
    /// The rule that allows it; may be empty.
    pub rule: String,
    /// That the signature is missing.
    pub signed_error: String,
}

/// `check-commitment`: what the later check found (N55, A25). Fields: `outcome`, `finding`.
#[derive(Clone, Debug)]
pub struct CheckCommitment {
    /// What was promised.
    pub promise: String,
    /// What an earlier check found; empty before the first.
    pub before: String,
    /// Last day of the check.
    pub due: String,
    /// `kept`, `to-correct`, `false`.
    pub outcome: Pick,
    /// In words; the applicant reads it.
    pub finding: Typed,
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
    let check = CheckCommitment {
        promise: "场所符合消防技术标准和管理规定，申报的情况真实。".into(),
        before: String::new(),
        due: "12 月 30 日（周三）".into(),
        outcome: Pick::of(vec![
            Answer::of("kept", "与承诺一致，或者已经改好"),
            Answer::of("to-correct", "有不符的，限期改好").with_hint("5 个工作日内改好，只有一次"),
            Answer::of("false", "承诺不实"),
        ]),
        finding: Typed::default(),
    };
    let deferred = AcceptDeferred {
        rows: vec![(4, "食品安全管理人员和规章制度".into())],
        bring_by: "11 月 27 日（周五）".into(),
        promised_by: "12 月 1 日（周二）".into(),
        rule: "澄禾县容缺受理事项清单第三项".into(),
        signed_error: String::new(),
    };
    let mut wrong = release.clone();
    wrong.rows.error = "这一项要填。".into();
    wrong.reason.error = "这一项要填。".into();
    vec![
        ("check-commitment", Act::CheckCommitment(check)),
        ("accept-deferred", Act::AcceptDeferred(deferred.clone())),
        (
            "accept-deferred without a signature",
            Act::AcceptDeferred(AcceptDeferred { signed_error: "这一项要填。".into(), ..deferred }),
        ),
        ("release-correction", Act::ReleaseCorrection(release)),
        ("release-correction with errors", Act::ReleaseCorrection(wrong)),
    ]
}
