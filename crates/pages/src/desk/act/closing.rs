//! Forms from decision to delivery: decide, recheck, make and seal, deliver; and the one signature of an instant case.

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `decide` (C8, C16, A17). Fields: `outcome`, `ground` (codes of the item, up to four), `text`.
#[derive(Clone, Debug)]
pub struct Decide {
    /// Where the authority comes from: post, or letter of delegation with its number and last day.
    pub authority: String,
    /// Opinions of the steps before, one line each.
    pub opinions: Vec<String>,
    /// What must come in before anything is granted (N56); empty where nothing is awaited.
    pub awaited: String,
    /// `granted` or `refused`; each choice is disabled where the delegation does not reach.
    pub outcome: Pick,
    /// Reasons of refusal the item lists, with article.
    pub grounds: Pick,
    /// Reasons in words; needed for a refusal (N19).
    pub text: Typed,
    /// Remedies that will be printed on a refusal; empty for public services (A36).
    pub remedies: String,
}

/// One thing the case agent looks at; the program has counted what can be counted.
#[derive(Clone, Debug)]
pub struct Check {
    /// Posted value.
    pub value: String,
    /// What is looked at.
    pub name: String,
    /// What the program found.
    pub found: String,
    /// Right as far as the program can tell.
    pub right: bool,
    /// Ticked by the agent.
    pub ticked: bool,
}

/// `recheck` (field `checked`, all must be ticked) with `return-decision` beside it (field `reason`); no vote (C17).
#[derive(Clone, Debug)]
pub struct Recheck {
    /// The decision in one line.
    pub decision: String,
    /// Papers, limits, notices.
    pub checks: Vec<Check>,
    /// Last moment: a decision is not held beyond one working day.
    pub hold_until: String,
    /// Why it goes back.
    pub reason: Typed,
}

/// `make` (C18, E18). Field: `sealed`, a tick that the sealed document is on the table.
#[derive(Clone, Debug)]
pub struct Make {
    /// Name of the document.
    pub document: String,
    /// Whether it is the written refusal, which has its number already and is no certificate.
    pub is_refusal: bool,
    /// How the number is given, or the number of the refusal.
    pub number: String,
    /// Text of the seal.
    pub seal: String,
    /// Applicant, masked.
    pub holder: String,
    /// Sentence when the tick is missing; empty otherwise.
    pub sealed_error: String,
    /// Who receives it for delivery.
    pub delivery_window: String,
}

/// `deliver` (E16, F10). Fields: `collector`, `pickup_code`, `collector_name`, `document_type`,
/// `document_number`, `letter`.
#[derive(Clone, Debug)]
pub struct Deliver {
    /// What is handed out.
    pub document: String,
    /// Whether it is the written refusal.
    pub is_refusal: bool,
    /// Applicant, masked, to compare with the card.
    pub applicant: String,
    /// `self` or `other`.
    pub collector: Pick,
    /// Pickup code told by the collector.
    pub pickup_code: Typed,
    /// Collector's name when it is another person.
    pub collector_name: Typed,
    /// Type of the identity document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// The letter of authority was seen and kept.
    pub authority_letter: bool,
    /// Error of the letter of authority; empty when right.
    pub authority_letter_error: String,
    /// Last day of the delivery limit.
    pub due: String,
    /// Originals that go back before anything is handed out; empty where none do (E8).
    pub owed: String,
    /// Originals in a letter that was lost, which a head has to sign for first; empty where none are (E8).
    pub nowhere: String,
    /// Where they are given back, and where the loss is signed.
    pub folder: String,
}

/// `sign-instant` with `return-instant` beside it (field `reason`): the second person of C6.
#[derive(Clone, Debug)]
pub struct SignInstant {
    /// Who took it in and when.
    pub intake: String,
    /// Materials in one line each.
    pub materials: Vec<String>,
    /// What the leader in charge said, where he signs first (R56).
    pub opinions: Vec<String>,
    /// What will be printed: receipt, acceptance and decision on one sheet.
    pub decision: String,
    /// Whether it may still go back to intake: not after acceptance.
    pub may_return: bool,
    /// Why it goes back.
    pub reason: Typed,
}

/// `present-instant`: put a complete instant case before the window head again. No field.
#[derive(Clone, Debug)]
pub struct PresentInstant {
    /// Who sent it back and why.
    pub returned: String,
    /// Who will sign.
    pub signer: String,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let sign = SignInstant {
        intake: "张受理（2 号企业综合窗口），今天 09:12，用了 6 分钟".into(),
        materials: vec![
            "申请书：收原件".into(),
            "经营者身份证明：看过原件，已退还".into(),
            "经营场所相关文件：留复印件".into(),
        ],
        opinions: Vec::new(),
        decision: "准予登记，当场发给营业执照。".into(),
        may_return: true,
        reason: Typed::default(),
    };
    let opinions = vec!["分管领导签批：同意。钱副局长，今天 09:25".into()];
    let remedies = "您不同意，可以自收到决定之日起 60 日内向澄禾县人民政府申请行政复议，或者 6 个月内向有管辖权的人民法院起诉。";
    let deliver = Deliver {
        document: "食品经营许可证 JY29901210000012".into(),
        is_refusal: false,
        applicant: "许*店 · 居民身份证 9901***********01X".into(),
        collector: Pick::of(vec![Answer::of("self", "本人").chosen(), Answer::of("other", "别人代领")]),
        pickup_code: Typed::default(),
        collector_name: Typed::default(),
        document_type: Pick::of(vec![
            Answer::of("111", "居民身份证").chosen(),
            Answer::of("414", "普通护照"),
            Answer::of("112", "临时居民身份证"),
        ]),
        document_number: Typed::default(),
        authority_letter: false,
        authority_letter_error: String::new(),
        due: "12 月 4 日（周五），还剩 10 个工作日".into(),
        owed: String::new(),
        nowhere: String::new(),
        folder: "/desk/folders/0a1b2c3d4e5f60718293a4b5c6d7e8f9".into(),
    };
    let mut wrong = deliver.clone();
    wrong.owed = "营业执照、经营场所材料".into();
    wrong.nowhere = "食品安全管理人员和规章制度".into();
    (wrong.document, wrong.is_refusal) = ("不予决定书".into(), true);
    wrong.collector.choose("other");
    wrong.pickup_code = Typed::wrong("4410", "取件码对不上，请领证人再看一遍。");
    wrong.document_number = Typed::wrong("990121199001010011", "第 18 位不对，请再核对。");
    vec![
        (
            "decide",
            Act::Decide(Decide {
                authority:
                    "以澄禾县市场监督管理局的名义作决定。权限来自岗位：澄禾县市场监督管理局单位负责人。"
                        .into(),
                opinions: vec![
                    "审查材料：王承办，同意，11 月 18 日".into(),
                    "现场核查：许核查、王承办，同意，11 月 19 日".into(),
                ],
                awaited: String::new(),
                outcome: Pick::of(vec![Answer::of("granted", "准予"), Answer::of("refused", "不予")]),
                grounds: Pick::of(vec![
                    Answer::of("premises", "场所与有毒、有害场所的距离不符合要求")
                        .with_hint("食品安全法第三十三条第（一）项"),
                    Answer::of("flow", "布局和流程不能防止交叉污染")
                        .with_hint("食品安全法第三十三条第（四）项"),
                ]),
                text: Typed::default(),
                remedies: remedies.into(),
            }),
        ),
        (
            "recheck",
            Act::Recheck(Recheck {
                decision: "准予，赵局长，今天 10:05".into(),
                checks: vec![
                    Check {
                        value: "papers".into(),
                        name: "材料与清单一致".into(),
                        found: "清单 5 样，收到 5 样".into(),
                        right: true,
                        ticked: false,
                    },
                    Check {
                        value: "limits".into(),
                        name: "没有超过期限".into(),
                        found: "用了 4 个工作日，承诺 7 个".into(),
                        right: true,
                        ticked: false,
                    },
                    Check {
                        value: "notices".into(),
                        name: "该告知的都告知了".into(),
                        found: "补正告知 1 次；计时暂停告知没有送达记录".into(),
                        right: false,
                        ticked: false,
                    },
                ],
                hold_until: "最迟 11 月 23 日（周一）下班前，到时没有复核完也照样往下走。".into(),
                reason: Typed::default(),
            }),
        ),
        (
            "make",
            Act::Make(Make {
                document: "食品经营许可证".into(),
                is_refusal: false,
                number: "编号由系统接着上一本取，交上去就定，不能改。".into(),
                seal: "澄禾县市场监督管理局行政审批专用章".into(),
                holder: "许*店".into(),
                sealed_error: String::new(),
                delivery_window: "做好后送 15 号出件窗口。".into(),
            }),
        ),
        ("deliver", Act::Deliver(deliver)),
        ("deliver with errors", Act::Deliver(wrong)),
        (
            "present-instant",
            Act::PresentInstant(PresentInstant {
                returned: "吴窗长今天 09:20 退回：经营场所的门牌号看不清，请重新复印。".into(),
                signer: "由吴窗长（企业综合窗口负责人）签字。".into(),
            }),
        ),
        ("sign-instant", Act::SignInstant(sign.clone())),
        (
            "sign-instant after the leader",
            Act::SignInstant(SignInstant { opinions, may_return: false, ..sign }),
        ),
    ]
}
