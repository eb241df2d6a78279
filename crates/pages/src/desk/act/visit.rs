//! The record of a check on site, within the card of a step: written by the first officer, confirmed by the second (C36).

use crate::desk::parts::{Answer, Pick, Typed};

/// What the first officer writes. Fields: `with`, `visited_on`, `entered`, `left`, `minutes`, `signature` (`signed`,
/// `sign-refused`, `absent`), `refusal`, `witness`, `photographs`.
#[derive(Clone, Debug)]
pub struct VisitForm {
    /// The officer's own certificate number.
    pub certificate: String,
    /// The second officer.
    pub with: Pick,
    /// Day of the check, `YYYY-MM-DD`.
    pub on: Typed,
    /// Time in, `HH:MM`.
    pub entered: Typed,
    /// Time out.
    pub left: Typed,
    /// 笔录.
    pub minutes: Typed,
    /// Whether the party signed.
    pub signature: Pick,
    /// Why the party refused to sign.
    pub refusal: Typed,
    /// Who witnessed it where the party was absent.
    pub witness: Typed,
    /// Photographs taken.
    pub photographs: Typed,
}

/// The record as the second officer reads it before confirming.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Both with their certificate numbers.
    pub officers: String,
    /// Day, in and out.
    pub times: String,
    /// 笔录.
    pub minutes: String,
    /// Signed, refused, absent.
    pub signature: String,
    /// Photographs.
    pub photographs: u32,
}

/// Whether the party signed, as posted value and words.
pub const SIGNATURES: [(&str, &str); 3] =
    [("signed", "看过笔录，签了字"), ("sign-refused", "拒绝签字"), ("absent", "不在场")];

pub(super) fn sample_form() -> VisitForm {
    VisitForm {
        certificate: "示例执法SC001".into(),
        with: Pick::of(vec![Answer::of("do2.sc", "潘承办（执法证 示例执法SC002）").chosen()]),
        on: Typed::of("2026-11-24"),
        entered: Typed::of("09:30"),
        left: Typed::wrong("09:10", "请填数字。"),
        minutes: Typed::of("冷藏设备两台在用，布局与图纸一致。"),
        signature: Pick::of(SIGNATURES.iter().map(|(value, words)| Answer::of(*value, *words)).collect()),
        refusal: Typed::default(),
        witness: Typed::default(),
        photographs: Typed::of("6"),
    }
}

pub(super) fn sample_record() -> Recorded {
    Recorded {
        officers: "王承办（执法证 示例执法SC001）、潘承办（执法证 示例执法SC002）".into(),
        times: "11 月 24 日（周二） 09:30 至 10:20".into(),
        minutes: "冷藏设备两台在用，布局与图纸一致。".into(),
        signature: "当事人拒绝签字，已注明：认为不用核查。".into(),
        photographs: 6,
    }
}
