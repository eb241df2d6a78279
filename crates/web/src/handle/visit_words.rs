//! A check on site and the place of a step in words: for the timeline, the handling sheet, the second officer, the applicant.

use casework::{AwayReason, DonePlace, PartySignature, SiteVisited, Visit};
use catalogue::PersonId;
use centre::file::CaseFile;

use super::words;
use pages::desk::act::{PLACE_REASONS, Recorded};
use pages::text::Text;

/// One of the ten reasons to leave the hall (R87).
pub fn away(text: Text, reason: AwayReason) -> String {
    let words = PLACE_REASONS.iter().find(|(value, _)| *value == reason.key());
    words.map_or_else(String::new, |(_, words)| text.t(words).to_owned())
}

/// Where a step was done (A11).
pub fn place(text: Text, place: DonePlace) -> String {
    match place {
        DonePlace::Hall => text.t("在大厅办").to_owned(),
        DonePlace::OnSite => text.t("到现场办").to_owned(),
        DonePlace::Department(reason) => text.f("回单位办：{reason}", [("reason", &away(text, reason))]),
    }
}

/// Day, time in and time out.
pub fn times(text: Text, visit: &Visit) -> String {
    let clock = |at: calendar::Instant| {
        let (hour, minute) = at.hour_minute();
        format!("{hour:02}:{minute:02}")
    };
    text.f(
        "{day} {from} 至 {until}",
        [
            ("day", &text.date(visit.entered_at.day()) as &dyn std::fmt::Display),
            ("from", &clock(visit.entered_at)),
            ("until", &clock(visit.left_at)),
        ],
    )
}

/// An officer with the number of the enforcement certificate (C36).
pub fn officer(text: Text, file: &CaseFile, id: PersonId) -> String {
    let name = words::person(text, &file.organisation, id);
    let number = file.organisation.person(id).and_then(|person| person.enforcement_certificate.clone());
    match number {
        Some(number) => text.f("{name}（执法证 {number}）", [("name", &name), ("number", &number)]),
        None => name,
    }
}

/// Signed, refused with the reason, absent with a witness.
pub fn signature(text: Text, file: &CaseFile, signature: PartySignature) -> String {
    signature_of(text, &file.texts, signature)
}

/// The same, by the texts it was sealed with.
pub fn signature_of(text: Text, texts: &centre::particulars::Texts, signature: PartySignature) -> String {
    let open = |sealed: casework::Sealed| texts.text(sealed.0);
    match signature {
        PartySignature::Signed => text.t("当事人看过笔录，签了字").to_owned(),
        PartySignature::Refused { reason } => {
            text.f("当事人拒绝签字，已注明：{reason}", [("reason", &open(reason))])
        }
        PartySignature::Absent { witness } => {
            text.f("当事人不在场，见证人：{witness}", [("witness", &open(witness))])
        }
    }
}

/// The line of the timeline: what, and the words.
pub fn said(text: Text, file: &CaseFile, fact: &SiteVisited) -> (String, String) {
    let visit = &fact.visit;
    let what = text.f(
        "现场核查记录：{when}，{first}、{second}，照片 {n} 张",
        [
            ("when", &times(text, visit) as &dyn std::fmt::Display),
            ("first", &officer(text, file, fact.by)),
            ("second", &officer(text, file, visit.with)),
            ("n", &visit.photographs),
        ],
    );
    let words = [file.texts.text(visit.minutes.0), signature(text, file, visit.signature)];
    (what, text.in_line(&words))
}

/// The record that waits for the second officer.
pub fn recorded(text: Text, file: &CaseFile) -> Option<Recorded> {
    let fact = file.lines.iter().rev().find_map(|line| match &line.event {
        casework::Event::SiteVisited(fact) => Some(fact),
        _ => None,
    })?;
    let visit = &fact.visit;
    Some(Recorded {
        officers: [fact.by, visit.with].map(|id| officer(text, file, id)).join(text.comma()),
        times: times(text, visit),
        minutes: file.texts.text(visit.minutes.0),
        signature: signature(text, file, visit.signature),
        photographs: u32::from(visit.photographs),
    })
}

/// For the applicant: when, and by how many officers with which staff numbers (C14, C36).
pub fn visited(text: Text, file: &CaseFile, fact: &SiteVisited) -> String {
    let numbers = [fact.by, fact.visit.with]
        .map(|id| file.organisation.person(id).map_or_else(String::new, |person| person.staff_no.clone()));
    let numbers: Vec<String> = numbers.into_iter().filter(|number| !number.is_empty()).collect();
    text.f(
        "{when}，2 名执法人员到现场核查，工号 {numbers}",
        [("when", &times(text, &fact.visit)), ("numbers", &numbers.join(text.comma()))],
    )
}
