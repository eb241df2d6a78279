//! Forms of the electronic way of delivery: the applicant agrees to it, and takes that back (C25).

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `agree-electronic`: what the applicant signed. Fields: `way` (`sms`, `mail`), `to`, `document_type`, `document_number`,
/// `signed`.
#[derive(Clone, Debug)]
pub struct AgreeElectronic {
    /// The address that was signed for before; empty if none was.
    pub now: String,
    /// By which way.
    pub way: Pick,
    /// The telephone or mailbox.
    pub to: Typed,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// Sentence when the tick is missing; empty otherwise.
    pub signed_error: String,
}

/// `end-electronic`. Fields: `document_type`, `document_number`.
#[derive(Clone, Debug)]
pub struct EndElectronic {
    /// The address that was signed for.
    pub now: String,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
}

/// The ways, with the words of the form.
pub const ELECTRONIC_WAYS: [(&str, &str); 2] = [("sms", "发短信到手机"), ("mail", "发邮件到电子邮箱")];

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let types = || Pick::of(vec![Answer::of("111", "居民身份证").chosen(), Answer::of("414", "普通护照")]);
    let ways = || Pick::of(ELECTRONIC_WAYS.iter().map(|(value, words)| Answer::of(*value, *words)).collect());
    let agree = AgreeElectronic {
        now: String::new(),
        way: ways(),
        to: Typed::default(),
        document_type: types(),
        document_number: Typed::default(),
        signed_error: String::new(),
    };
    let mut wrong = AgreeElectronic {
        now: "手机短信，0000-0001234".into(),
        to: Typed::wrong(
            "xu.xiaoman.at.a.mailbox.with.a.long.name",
            "电子邮箱要写全，比如 name@example.cn。",
        ),
        signed_error: "请先勾选这一项，再往下办。".into(),
        ..agree.clone()
    };
    wrong.way.choose("mail");
    let end = EndElectronic {
        now: "手机短信，0000-0001234".into(),
        document_type: types(),
        document_number: Typed::wrong("", "这一项要填。"),
    };
    vec![
        ("agree-electronic", Act::AgreeElectronic(agree)),
        ("agree-electronic with errors", Act::AgreeElectronic(wrong)),
        ("end-electronic", Act::EndElectronic(end)),
    ]
}
