//! Forms about whose the case is: the receipt printed again, another telephone, the registration changed, the case ended with its applicant.

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `reissue-receipt`: a look at the document, then the receipt is printed with a new query code (E15). Fields: `collector`,
/// `document_type`, `document_number`, `collector_name`, `letter`.
#[derive(Clone, Debug)]
pub struct ReissueReceipt {
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// `self` or `other`.
    pub collector: Pick,
    /// Name of whoever was sent.
    pub collector_name: Typed,
    /// The letter of authority was seen.
    pub letter: bool,
    /// How often it was printed again so far, as a sentence; empty if never.
    pub before: String,
}

/// `change-contact`: how the applicant is reached from now on, after a look at the document (E3, E11). Fields: `telephone`,
/// `no_phone`, `notify`, `notify_detail`, `address`, `document_type`, `document_number`.
#[derive(Clone, Debug)]
pub struct ChangeContact {
    /// Telephone.
    pub telephone: Typed,
    /// There is none.
    pub no_phone: bool,
    /// How news arrives.
    pub notify: Pick,
    /// To whom or where, when not by telephone.
    pub notify_detail: Typed,
    /// Address for letters.
    pub address: Typed,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
}

/// `correct-applicant`, `rename-applicant`, `succeed`: who the applicant is from now on, typed from the document shown
/// (E10, E11, E13). Fields: those of the applicant, then `ground`, and `reason` or `proof`.
#[derive(Clone, Debug)]
pub struct ApplicantChange {
    /// First part of the ids.
    pub slug: &'static str,
    /// What happens, in one sentence.
    pub lead: String,
    /// Who is registered now.
    pub now: String,
    /// How the successor came into the place; empty where nobody succeeds.
    pub ground: Pick,
    /// Name.
    pub name: Typed,
    /// Type of the document.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// Telephone.
    pub telephone: Typed,
    /// There is none.
    pub no_phone: bool,
    /// Messages come in English.
    pub english: bool,
    /// How news arrives.
    pub notify: Pick,
    /// To whom or where, when not by telephone.
    pub notify_detail: Typed,
    /// Address.
    pub address: Typed,
    /// Of a firm.
    pub legal_representative: Typed,
    /// Who acts for the applicant from now on; empty where nobody does.
    pub representative_name: Typed,
    /// Type of that document.
    pub representative_type: Pick,
    /// Its number.
    pub representative_number: Typed,
    /// That person's telephone.
    pub representative_phone: Typed,
    /// Name of the last field: `reason` or `proof`.
    pub words_name: &'static str,
    /// Its label.
    pub words_label: String,
    /// What was written there.
    pub words: Typed,
    /// What follows, each in a sentence.
    pub effects: Vec<String>,
    /// The button.
    pub button: String,
}

/// `end-with-applicant`: nobody takes the place (E13). Fields: `ground`, `proof`.
#[derive(Clone, Debug)]
pub struct EndWithApplicant {
    /// Who is registered now.
    pub now: String,
    /// Why.
    pub ground: Pick,
    /// Which proof was shown.
    pub proof: Typed,
    /// How many papers wait to be fetched, as a sentence.
    pub papers: String,
}

/// How somebody comes into the applicant's place, as posted value and words (E13).
pub const SUCCESSION_GROUNDS: [(&str, &str); 4] = [
    ("inherited", "申请人去世，由继承人接着办"),
    ("merged", "单位合并，由合并后的单位接着办"),
    ("divided", "单位分立，由其中一家接着办"),
    ("represented", "还是这家单位，法定代表人换了"),
];

/// Why a case ends with its applicant, as posted value and words (E13).
pub const END_GROUNDS: [(&str, &str); 2] =
    [("died", "申请人去世，这件事依法不能继承"), ("dissolved", "申请单位注销，没有单位接着办")];

fn change(slug: &'static str) -> ApplicantChange {
    let person = vec![Answer::of("111", "居民身份证").chosen()];
    ApplicantChange {
        slug,
        lead: "受理时登记错了人。更正后有新的编号和查询码，原来的不能用了。".into(),
        now: "许小满".into(),
        ground: Pick::default(),
        name: Typed::default(),
        document_type: Pick::of(person.clone()),
        document_number: Typed::default(),
        telephone: Typed::default(),
        no_phone: false,
        english: false,
        notify: Pick::of(vec![Answer::of("sms", "发短信").chosen(), Answer::of("paper", "寄纸质通知")]),
        notify_detail: Typed::default(),
        address: Typed::default(),
        legal_representative: Typed::default(),
        representative_name: Typed::default(),
        representative_type: Pick::of(person),
        representative_number: Typed::default(),
        representative_phone: Typed::default(),
        words_name: "proof",
        words_label: "看了什么证明".into(),
        words: Typed::default(),
        effects: vec!["两位当事人都会收到通知。".into()],
        button: "更正登记".into(),
    }
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let mut correct = change("correct-applicant");
    (correct.words_name, correct.words_label) = ("reason", "怎么登记错的".into());
    let mut wrong = correct.clone();
    wrong.document_number =
        Typed { value: "990121199001010011".into(), error: "第 18 位不对，请再核对。".into() };
    wrong.telephone.error = "这一项要填。".into();
    let mut succeed = change("succeed");
    succeed.ground =
        Pick::of(SUCCESSION_GROUNDS.iter().map(|(value, words)| Answer::of(*value, *words)).collect());
    let end = EndWithApplicant {
        now: "许小满".into(),
        ground: Pick::of(END_GROUNDS.iter().map(|(value, words)| Answer::of(*value, *words)).collect()),
        proof: Typed::default(),
        papers: "纸质材料 5 份，等近亲属或者清算的人来取。".into(),
    };
    let reissue = ReissueReceipt {
        document_type: Pick::of(vec![Answer::of("111", "居民身份证").chosen()]),
        document_number: Typed::default(),
        collector: Pick::of(vec![Answer::of("self", "本人").chosen(), Answer::of("other", "别人代办")]),
        collector_name: Typed::default(),
        letter: false,
        before: "以前补打过 1 次。".into(),
    };
    let contact = ChangeContact {
        telephone: Typed::default(),
        no_phone: false,
        notify: Pick::of(vec![Answer::of("sms", "发短信").chosen(), Answer::of("paper", "寄纸质通知")]),
        notify_detail: Typed::default(),
        address: Typed::default(),
        document_type: Pick::of(vec![Answer::of("111", "居民身份证").chosen()]),
        document_number: Typed::default(),
    };
    let mut unreachable = contact.clone();
    unreachable.no_phone = true;
    unreachable.notify_detail = Typed {
        value: "河东街道示例社区一百二十弄三号楼东单元".repeat(4),
        error: "这一项太长。".into(),
    };
    unreachable.document_number.error = "这一项要填。".into();
    vec![
        ("reissue-receipt", Act::ReissueReceipt(reissue)),
        ("change-contact", Act::ChangeContact(contact)),
        ("change-contact with errors", Act::ChangeContact(unreachable)),
        ("correct-applicant", Act::CorrectApplicant(correct)),
        ("correct-applicant with errors", Act::CorrectApplicant(wrong)),
        ("rename-applicant", Act::RenameApplicant(change("rename-applicant"))),
        ("succeed", Act::Succeed(succeed)),
        ("end-with-applicant", Act::EndWithApplicant(end)),
    ]
}
