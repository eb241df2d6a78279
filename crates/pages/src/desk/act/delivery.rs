//! Forms by which a result reaches whoever has no code or cannot come (C13, C25, E3).

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `renew-pickup`: a look at the document, then a new code. Fields: `document_type`, `document_number`, `to` (`sms` or
/// `paper`).
#[derive(Clone, Debug)]
pub struct RenewPickup {
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// How the new code reaches the applicant.
    pub to: Pick,
    /// How often it was made anew so far, as a sentence; empty if never.
    pub before: String,
}

/// `confirm-address`: what the applicant signed. Fields: `recipient`, `telephone`, `address`, `document_type`,
/// `document_number`, `signed`.
#[derive(Clone, Debug)]
pub struct ConfirmAddress {
    /// The address that was signed for before; empty if none was.
    pub now: String,
    /// Who receives it there.
    pub recipient: Typed,
    /// A telephone for the carrier.
    pub telephone: Typed,
    /// The address.
    pub address: Typed,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// Sentence when the tick is missing; empty otherwise.
    pub signed_error: String,
}

/// `deliver-otherwise`. Fields: `way` (`post`, `came-back`, `not-back`, `lost`, `signed-for`, `electronic`, `confirmed`, `left`,
/// `announced`), `carrier`, `number`, `reference`, `originals`, `on`, `signed`, `receipt`, `witness1`, `witness2`, `place`, `reason`.
#[derive(Clone, Debug)]
pub struct DeliverOtherwise {
    /// What is known of the way so far, one sentence each: address, posting, notice.
    pub so_far: Vec<String>,
    /// The ways; those whose condition is not met are disabled.
    pub way: Pick,
    /// The carrier.
    pub carrier: Typed,
    /// Its number.
    pub number: Typed,
    /// The reference of the answer by which the carrier says that the letter is lost.
    pub reference: Typed,
    /// Originals that are owed and go back in the same letter; none where none are.
    pub originals: Pick,
    /// The day it was signed for, came back, was left or published, or of the carrier's answer.
    pub on: Typed,
    /// Who signed.
    pub signed: Typed,
    /// One witness.
    pub witness1: Typed,
    /// The other.
    pub witness2: Typed,
    /// Where it was left or published.
    pub place: Typed,
    /// Why it came back or was not taken, why nothing else reached the applicant, or what the carrier answers.
    pub reason: Typed,
    /// By what it is known that the applicant received it electronically.
    pub receipt: Typed,
}

/// The ways, with the words of the form.
pub const OTHER_WAYS: [(&str, &str); 9] = [
    ("post", "邮寄：今天交给了寄送单位"),
    ("came-back", "邮寄的退回来了"),
    ("not-back", "退回登记错了，邮件还在路上"),
    ("lost", "邮寄的丢了，寄送单位书面答复"),
    ("signed-for", "邮寄的已经签收，登记回执"),
    ("electronic", "电子送达：今天发出领取凭码"),
    ("confirmed", "电子送达的已经收到，登记确认"),
    ("left", "留置送达：送上门拒收，有两位见证人"),
    ("announced", "公告送达：别的方式都送不到"),
];

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let types = || Pick::of(vec![Answer::of("111", "居民身份证").chosen(), Answer::of("414", "普通护照")]);
    let renew = RenewPickup {
        document_type: types(),
        document_number: Typed::default(),
        to: Pick::of(vec![
            Answer::of("sms", "再发到登记的手机").chosen(),
            Answer::of("paper", "打印领取通知，当面交给本人"),
        ]),
        before: "以前换过 1 次。".into(),
    };
    let address = ConfirmAddress {
        now: String::new(),
        recipient: Typed::default(),
        telephone: Typed::default(),
        address: Typed::default(),
        document_type: types(),
        document_number: Typed::default(),
        signed_error: String::new(),
    };
    let signed = ConfirmAddress {
        now: "许小满，澄湾镇河东街 12 号".into(),
        address: Typed::wrong("", "这一项要填。"),
        signed_error: "请先勾选这一项，再往下办。".into(),
        ..address.clone()
    };
    let otherwise = DeliverOtherwise {
        so_far: Vec::new(),
        way: Pick::of(OTHER_WAYS.iter().map(|(value, words)| Answer::of(*value, *words)).collect()),
        carrier: Typed::default(),
        number: Typed::default(),
        reference: Typed::default(),
        originals: Pick::default(),
        on: Typed::default(),
        signed: Typed::default(),
        witness1: Typed::default(),
        witness2: Typed::default(),
        place: Typed::default(),
        reason: Typed::default(),
        receipt: Typed::default(),
    };
    let mut left = otherwise.clone();
    left.so_far = vec![
        "送达地址已经确认：许小满，澄湾镇河东街 12 号。".into(),
        "11 月 24 日已寄出：示例邮政，单号 XX000000000012。".into(),
    ];
    left.way.choose("left");
    left.witness2 = Typed::wrong("", "这一项要填。");
    let mut post = otherwise.clone();
    post.way.choose("post");
    post.originals = Pick::of(vec![
        Answer::of("2", "营业执照").chosen(),
        Answer::of("5", "与食品经营相适应的主要设备设施、经营布局、操作流程等文件，包括房屋所有权证明原件")
            .chosen(),
    ]);
    let mut lost = otherwise.clone();
    lost.way.choose("lost");
    lost.reference = Typed::wrong("", "这一项要填。");
    lost.reason = Typed::of("查询后确认在分拣途中遗失，按规定赔偿。");
    vec![
        ("renew-pickup", Act::RenewPickup(renew)),
        ("confirm-address", Act::ConfirmAddress(address)),
        ("confirm-address with errors", Act::ConfirmAddress(signed)),
        ("deliver-otherwise", Act::DeliverOtherwise(otherwise)),
        ("deliver-otherwise, originals in the letter", Act::DeliverOtherwise(post)),
        ("deliver-otherwise with errors", Act::DeliverOtherwise(left)),
        ("deliver-otherwise, lost, with errors", Act::DeliverOtherwise(lost)),
    ]
}
