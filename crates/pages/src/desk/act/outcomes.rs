//! Forms of the other ways a case goes: the limit lengthened, the application withdrawn.

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `ask-extension`: once, before the limit ends, as far as the item's law knows it (N14, F8). Field: `reason`.
#[derive(Clone, Debug)]
pub struct AskExtension {
    /// By how much, and by which article.
    pub rule: String,
    /// Reason the applicant will read.
    pub reason: Typed,
    /// Who approves, as a sentence.
    pub approver: String,
}

/// `approve-extension` with `refuse-extension` beside it. Field: `reason` (needed only when refusing).
#[derive(Clone, Debug)]
pub struct ApproveExtension {
    /// Where the authority comes from: post, or letter of delegation with its number and last day (A17).
    pub authority: String,
    /// Who asks.
    pub asked_by: String,
    /// What the asker wrote.
    pub because: String,
    /// By how much, and by which article.
    pub rule: String,
    /// The days before and after, one line for each limit.
    pub due_change: Vec<String>,
}

/// `refuse-stop` and `refuse-extension`: a request is answered also where approving it is too late. Field: `reason`.
#[derive(Clone, Debug)]
pub struct RefuseRequest {
    /// That it can no longer be approved; empty where it can.
    pub too_late: String,
    /// Who asks.
    pub asked_by: String,
    /// What the asker wrote.
    pub because: String,
    /// Why it is not approved.
    pub reason: Typed,
}

/// `withdraw`: signed by the applicant before an officer who is not the handler (C26, F9). Fields: `cause`, `words`,
/// `document_type`, `document_number`, `signed`.
#[derive(Clone, Debug)]
pub struct Withdraw {
    /// The applicant's name.
    pub applicant: String,
    /// Why, as the applicant ticks it.
    pub cause: Pick,
    /// In the applicant's words.
    pub words: Typed,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// That the signature is missing.
    pub signed_error: String,
    /// How many papers go back, as a sentence.
    pub papers: String,
}

/// Why an applicant withdraws, as posted value and words (F9).
pub const WITHDRAW_CAUSES: [(&str, &str); 5] = [
    ("no-longer-wanted", "不想办了"),
    ("comes-again", "情况有变，准备好再来"),
    ("wrong-item", "报错了事项"),
    ("asked-by-window", "窗口要求撤回"),
    ("other", "别的原因"),
];

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let withdraw = Withdraw {
        applicant: "许小满".into(),
        cause: Pick::of(WITHDRAW_CAUSES.iter().map(|(value, words)| Answer::of(*value, *words)).collect()),
        words: Typed::default(),
        document_type: Pick::of(vec![Answer::of("111", "居民身份证").chosen()]),
        document_number: Typed::default(),
        signed_error: String::new(),
        papers: "退还纸质材料 5 份，请申请人当面点清。".into(),
    };
    let mut wrong = withdraw.clone();
    wrong.cause.error = "请从列出的里面选。".into();
    wrong.signed_error = "请先勾选这一项，再往下办。".into();
    let request = |too_late: &str| RefuseRequest {
        too_late: too_late.into(),
        asked_by: "王承办（县市场监督管理局）".into(),
        because: "暴雨冲断进场道路，现场核查要推迟。".into(),
        reason: Typed::default(),
    };
    vec![
        (
            "ask-extension",
            Act::AskExtension(AskExtension {
                rule: "可以延长 10 个工作日，只有一次（行政许可法第四十二条）".into(),
                reason: Typed::default(),
                approver: "由赵局长审批；办这一件的人不能批。".into(),
            }),
        ),
        (
            "approve-extension",
            Act::ApproveExtension(ApproveExtension {
                authority: "权限来自岗位：澄禾县市场监督管理局单位负责人。".into(),
                asked_by: "王承办（县市场监督管理局）".into(),
                because: "暴雨冲断进场道路，现场核查要推迟。".into(),
                rule: "可以延长 10 个工作日，只有一次（行政许可法第四十二条）".into(),
                due_change: vec!["法定办结：12 月 1 日（周二） → 12 月 15 日（周二）".into()],
            }),
        ),
        ("refuse-stop", Act::RefuseStop(request(""))),
        (
            "refuse-extension, too late",
            Act::RefuseExtension(RefuseRequest {
                reason: Typed::wrong("", "这一项要填。"),
                ..request("期限已经过了，这份申请不能再批准，请给申请的人一个答复。")
            }),
        ),
        ("withdraw", Act::Withdraw(withdraw)),
        ("withdraw with errors", Act::Withdraw(wrong)),
    ]
}
