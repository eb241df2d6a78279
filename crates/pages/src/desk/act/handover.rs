//! Forms of the hand-over with two signatures: give, take or decline, recall (R81, C35, tone 19).

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `give`: to one named person, with the count of papers. Fields: `to`, `papers`, `remark`.
#[derive(Clone, Debug)]
pub struct Give {
    /// What the next step is and what it will be about.
    pub next_step: String,
    /// Lawful persons only; the hint says unit, post, and how many cases each holds.
    pub to: Pick,
    /// Papers in the folder.
    pub papers: Typed,
    /// A word to the next person.
    pub remark: Typed,
}

/// `take` (field `counted`) with `decline` beside it (field `reason`).
#[derive(Clone, Debug)]
pub struct Take {
    /// Who hands over, with unit and time.
    pub from: String,
    /// For which step.
    pub step: String,
    /// Papers said to be in the folder.
    pub papers: u32,
    /// What the giver wrote; may be empty.
    pub remark: String,
    /// Papers counted by the taker; never filled in beforehand.
    pub counted: Typed,
    /// Reason when the person does not take it.
    pub reason: Typed,
}

/// `recall`: while nobody has signed for it. No field.
#[derive(Clone, Debug)]
pub struct Recall {
    /// To whom it was given.
    pub to: String,
    /// When.
    pub given: String,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    vec![
        (
            "take",
            Act::Take(Take {
                from: "张受理（2 号企业综合窗口），今天 09:12".into(),
                step: "审查材料".into(),
                papers: 5,
                remark: "流程图是补交的，放在最后一页。".into(),
                counted: Typed::default(),
                reason: Typed::default(),
            }),
        ),
        (
            "give",
            Act::Give(Give {
                next_step: "现场核查（县市场监督管理局，限 3 个工作日）".into(),
                to: Pick::of(vec![
                    Answer::of("do.sc", "王承办").with_hint("县市场监督管理局 · 手上 6 件"),
                    Answer::of("do2.sc", "许核查").with_hint("县市场监督管理局 · 手上 2 件").chosen(),
                    Answer::of("do3.sc", "张受理")
                        .with_hint("这一件是张受理收的，不能再由张受理审查")
                        .disabled(),
                ]),
                papers: Typed::of("5"),
                remark: Typed::default(),
            }),
        ),
        (
            "recall",
            Act::Recall(Recall {
                to: "许核查（县市场监督管理局）".into(), given: "今天 09:40".into()
            }),
        ),
    ]
}
