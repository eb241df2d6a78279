//! Forms from receipt to acceptance: supplement, correction notice, acceptance, refusal to accept (C2, C4, F1).

use super::Act;
use crate::desk::materials::MaterialRow;
use crate::desk::parts::{Answer, Pick, Typed};

/// `supplement`: what was brought later joins the same number (E7).
/// Fields: `seen`, `kept`, `lookup` (row numbers, each may repeat), `copies` and a row number, `papers`.
/// Those of [`SentBy`] besides.
#[derive(Clone, Debug)]
pub struct Supplement {
    /// Rows not yet in.
    pub rows: Vec<MaterialRow>,
    /// Papers that came now, counted.
    pub papers: Typed,
    /// Who brought it, or how it was sent.
    pub sent: SentBy,
    /// What happens once they are in: `收齐后，受理期限从今天算起` and the like.
    pub effect: String,
}

/// Who brought it, or how and when it was sent (N7, E14).
/// Fields: `brought_by`, `arrived_on`, `posted_on`.
#[derive(Clone, Debug, Default)]
pub struct SentBy {
    /// Whether it stands open: after the closing of a case, and where something else than usual was chosen.
    pub open: bool,
    /// `applicant`, `representative`, `letter`, `fax`.
    pub by: Pick,
    /// The day a letter or fax arrived; empty is today.
    pub arrived_on: Typed,
    /// The day of the postmark.
    pub posted_on: Typed,
}

impl SentBy {
    /// Whether nobody can bring it: after the closing only what was sent counts.
    pub fn only_sent(&self) -> bool {
        self.by.answers.iter().all(|answer| matches!(answer.value.as_str(), "letter" | "fax"))
    }
}

/// A row of the frozen list that may be asked for in the notice.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// Row number of the frozen list.
    pub row: u8,
    /// Name of the material.
    pub name: String,
    /// Article, short.
    pub basis: String,
    /// Ticked.
    pub asked: bool,
    /// Why it is asked for again: missing, unreadable, does not match …
    pub reason: Pick,
    /// What exactly is to be mended, in words for the applicant.
    pub detail: Typed,
    /// Sentence why this row may not be ticked (tone 15); empty when it may.
    pub barred: String,
}

/// `correction`: everything that is missing, once, from the frozen list only (F1, tone 14 and 15).
/// Fields: `ask` (row numbers), `reason{row}`, `detail{row}`.
#[derive(Clone, Debug)]
pub struct Correction {
    /// All rows of the frozen list.
    pub rows: Vec<CorrectionRow>,
    /// What a further notice is told about itself; empty for the first.
    pub again: Vec<String>,
    /// Last day for the applicant (E14).
    pub bring_by: String,
    /// Last day for this notice under the item's rule; empty when the item has none (C2).
    pub notice_by: String,
}

/// `accept`. No field is needed.
#[derive(Clone, Debug)]
pub struct Accept {
    /// What stands against it, for instance rows not in; the officer may still see it and act on it.
    pub missing: Vec<String>,
    /// Promised last day counted from today.
    pub promised_by: String,
    /// Statutory last day counted from today; empty when none is stated.
    pub statutory_by: String,
    /// Case agent and office telephone.
    pub agent: String,
    /// Who signs off an instant case the same day, before the window ends it (R56); empty for any other.
    pub leader: String,
    /// The day from which silence is acceptance; empty where the law gives no such effect (C2).
    pub deemed_on: String,
}

/// `refuse-acceptance`: three kinds and no other (C4). Incomplete is never one of them.
/// Fields: `ground`, `competent`, `bar`, `explanation`.
#[derive(Clone, Debug)]
pub struct RefuseAcceptance {
    /// `not-required`, `not-competent`, `barred`.
    pub ground: Pick,
    /// The office that is competent, named to the applicant (F13).
    pub competent: Pick,
    /// Grounds that the item lists by article; empty when it lists none.
    pub bar: Pick,
    /// Sentence for the applicant.
    pub explanation: Typed,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let reasons = || {
        Pick::of(vec![
            Answer::of("missing", "没有交"),
            Answer::of("unreadable", "看不清"),
            Answer::of("expired", "过了有效期"),
            Answer::of("mismatch", "内容对不上"),
            Answer::of("unsigned", "没签字、没盖章"),
        ])
    };
    let sent = |at_hand: bool, open| {
        let own = [Answer::of("applicant", "申请人送来"), Answer::of("representative", "代办人送来")];
        let sent = [Answer::of("letter", "邮寄"), Answer::of("fax", "传真")];
        let by = Pick::of(own.into_iter().filter(|_| at_hand).chain(sent).collect());
        SentBy { open, by, ..SentBy::default() }
    };
    let row = |row, name: &str, basis: &str| CorrectionRow {
        row,
        name: name.into(),
        basis: basis.into(),
        asked: false,
        reason: reasons(),
        detail: Typed::default(),
        barred: String::new(),
    };
    let mut first = vec![
        row(1, "食品经营许可申请书", "行政许可法第二十九条"),
        row(2, "营业执照", "食品经营许可管理办法第十二条"),
        row(3, "设备设施、布局和操作流程图", "食品安全法第三十三条第（二）、（四）项"),
        row(4, "食品安全管理人员和规章制度", "食品安全法第三十三条第（三）项"),
        row(5, "场所材料", "食品安全法第三十三条第（一）项"),
    ];
    first[2].asked = true;
    first[2].reason.answers[3].chosen = true;
    first[2].detail = Typed::of("图上没有标出粗加工间的水池，请补画");
    first[3].asked = true;
    first[3].reason.answers[0].chosen = true;
    let mut second = first.clone();
    for row in &mut second {
        if row.row != 3 {
            row.asked = false;
            row.barred = "上次告知没有列这一项，现在不能再加。".into();
        }
    }
    let accept = Accept {
        missing: vec!["设备设施、布局和操作流程图".into()],
        promised_by: "12 月 1 日（周二）".into(),
        statutory_by: "12 月 18 日（周五）".into(),
        agent: "李代理，电话 0000-0000101".into(),
        leader: String::new(),
        deemed_on: "11 月 27 日（周五）".into(),
    };
    vec![
        ("accept", Act::Accept(accept.clone())),
        (
            "accept, the leader signs",
            Act::Accept(Accept { missing: Vec::new(), leader: "钱副局长".into(), ..accept }),
        ),
        (
            "correction",
            Act::Correction(Correction {
                rows: first,
                again: Vec::new(),
                bring_by: "12 月 21 日（周一）".into(),
                notice_by: "11 月 27 日（周五）".into(),
            }),
        ),
        (
            "correction once given",
            Act::Correction(Correction {
                rows: second,
                again: vec!["11 月 20 日已经告知过，这是第 2 次。".into()],
                bring_by: "12 月 21 日（周一）".into(),
                notice_by: String::new(),
            }),
        ),
        (
            "supplement",
            Act::Supplement(Supplement {
                rows: crate::desk::materials::sample_rows(2),
                papers: Typed::default(),
                sent: sent(true, false),
                effect: "这两样收齐，就可以受理；受理期限从收齐那天算起，最迟 11 月 27 日（周五）答复。"
                    .into(),
            }),
        ),
        (
            "supplement after the closing, refused",
            Act::Supplement(Supplement {
                rows: crate::desk::materials::sample_rows(1),
                papers: Typed::of("1"),
                sent: SentBy {
                    arrived_on: Typed::wrong("2026-11-31", "请填日期。"),
                    posted_on: Typed::of("2026-11-20"),
                    ..sent(false, true)
                },
                effect:
                    "已经退件。信是 11 月 20 日（周五）当天或者以前寄出的，要补的又都在里面，就撤销退件。"
                        .into(),
            }),
        ),
        (
            "refuse-acceptance",
            Act::RefuseAcceptance(RefuseAcceptance {
                ground: Pick::of(vec![
                    Answer::of("not-required", "不受理：这件事依法不需要许可")
                        .with_hint("行政许可法第三十二条第一款第一项"),
                    Answer::of("not-competent", "不予受理：不属本机关职权")
                        .with_hint("行政许可法第三十二条第一款第二项；必须写明归谁管"),
                    Answer::of("barred", "不予受理：本事项列明的情形").with_hint("只有下面列出的几种"),
                ]),
                competent: Pick::of(vec![
                    Answer::of("", "请选择"),
                    Answer::of("wj", "县卫生健康局"),
                    Answer::of("xf", "县消防救援大队"),
                ]),
                bar: Pick::of(vec![
                    Answer::of("bar-in-force", "申请人在一年禁止期内").with_hint("行政许可法第七十八条"),
                ]),
                explanation: Typed::default(),
            }),
        ),
    ]
}
