//! Whoever a case was registered on before is told that it is so no longer, and where an applicant was reached before it is said that
//! nothing comes there any more: a matter is taken from nobody unknowing (E10, E11, E13).

use casework::{Event, ReceiptNo, Sealed, SuccessionGround};

use crate::file::CaseFile;
use crate::notice::addressed;
use crate::notice_paper::PaperNotice;
use crate::notice_recipient::Whom;
use crate::notice_words::{from_centre_in, grouped};
use crate::particulars::Applicant;
use crate::say::Say;

/// The notice of a registration by mistake: the case is nothing of whoever it goes to (E10).
const MISTAKEN: &str = "registration-ended";

impl PaperNotice {
    /// Whether the number of the case is nothing of theirs: the case was registered on them by mistake, or they are an interested party (E10, N13).
    pub fn bears_no_number(&self) -> bool {
        matches!(self.whom, Whom::Party(_)) || self.kind == MISTAKEN
    }
}

/// What an event about whose the case is tells whoever it is now, and whoever it was before. Who has died is told nothing.
pub(crate) fn kinds(event: &Event) -> (Option<&'static str>, Option<&'static str>) {
    match event {
        Event::ApplicantCorrected(_) => (Some("registration-corrected"), Some(MISTAKEN)),
        Event::ApplicantRenamed(_) => (Some("applicant-renamed"), Some("former-renamed")),
        Event::Succeeded(fact) if fact.ground == SuccessionGround::Inherited => (Some("succeeded"), None),
        Event::Succeeded(_) => (Some("succeeded"), Some("former-succeeded")),
        Event::ContactChanged(_) => (Some("contact-changed"), Some("contact-left")),
        _ => (None, None),
    }
}

/// Whom and what the entry tells of those it was registered on before. Nobody is told twice: where the same telephone or address
/// reaches whoever it is now, that message says it.
pub(crate) fn words(file: &CaseFile, seq: u64) -> Option<(Applicant, String)> {
    let place = file.lines.iter().position(|line| line.seq == seq)?;
    let (_, event) = (kinds(&file.lines[place].event).1?, &file.lines[place].event);
    let earlier = || file.lines[..place].iter().rev();
    let (now, _) = registered(event)?;
    let before = earlier().find_map(|line| registered(&line.event))?.0;
    let receipt = grouped(earlier().find_map(|line| registered(&line.event)?.1)?);
    let was: Applicant = file.texts.record(before.0)?;
    let mistaken = matches!(event, Event::ApplicantCorrected(_));
    if !mistaken && file.texts.record(now.0).is_some_and(|now| is_reached_as(&was, &now)) {
        return None;
    }
    let say = Say(was.language);
    let item = say.name(&file.item.name, file.item.name_en.as_deref());
    let places: [(&str, &dyn std::fmt::Display); 3] =
        [("item", &item), ("receipt", &receipt), ("telephone", &file.item.complaint_telephone)];
    let said = match event {
        Event::ApplicantCorrected(_) => say.f(
            "窗口曾误把“{item}”（收件编号 {receipt}）登记在您名下，现在已经更正。这一件与您无关，这个编号和它的查询码已经作废，您不用做什么。给您添麻烦了，有疑问请打 {telephone}。",
            &places,
        ),
        Event::ApplicantRenamed(_) => say.f(
            "您办的“{item}”（收件编号 {receipt}）登记的姓名（名称）、证件号码和联系方式，窗口已按出示的证明改过，以后的消息不再发到这里。不是您的意思，请马上打 {telephone}。",
            &places,
        ),
        Event::Succeeded(fact) if fact.ground == SuccessionGround::Represented => say.f(
            "您办的“{item}”（收件编号 {receipt}）已按出示的证明改了法定代表人，原来的查询码、取件码和委托都不能用了，以后的消息不再发到这里。不是您单位的意思，请马上打 {telephone}。",
            &places,
        ),
        Event::Succeeded(_) => say.f(
            "您办的“{item}”（收件编号 {receipt}）已按出示的证明改由承继的单位接着办，原来的查询码、取件码和委托都不能用了，以后的消息不再发到这里。不是您单位的意思，请马上打 {telephone}。",
            &places,
        ),
        Event::ContactChanged(_) => say.f(
            "您办的“{item}”（收件编号 {receipt}）换了联系方式，是在窗口核对证件后改的，以后的消息不再发到这里。不是您的意思，请马上打 {telephone}。",
            &places,
        ),
        _ => return None,
    };
    let said = from_centre_in(&file.organisation, say, &said);
    Some((was, said))
}

/// The particulars that hold from an event on, and the receipt number where it draws one.
fn registered(event: &Event) -> Option<(Sealed, Option<ReceiptNo>)> {
    Some(match event {
        Event::Received(fact) => (fact.applicant_sealed, Some(fact.receipt)),
        Event::ApplicantCorrected(fact) => (fact.applicant_sealed, Some(fact.receipt)),
        Event::ApplicantRenamed(fact) => (fact.applicant_sealed, None),
        Event::Succeeded(fact) => (fact.applicant_sealed, None),
        Event::ContactChanged(fact) => (fact.applicant_sealed, None),
        _ => return None,
    })
}

/// Whether both are reached in the same place: by one telephone, or without any at one address.
pub(crate) fn is_reached_as(was: &Applicant, now: &Applicant) -> bool {
    let of = |who: &Applicant| addressed(who, String::new()).0;
    let place = |who: &Applicant| (who.notify, who.notify_detail.clone(), who.address.clone());
    of(was) == of(now) && (!of(was).is_empty() || place(was) == place(now))
}
