//! What is said of the way of a result: to the desk, on the applicant's page, and why a way is not open (C13, C25, N16).

use calendar::Day;
use casework::{DeliveryRefusal, Event};
use centre::act_delivery::{DeliveryAddress, Posting};
use centre::file::CaseFile;

use super::words;
use pages::text::Text;

/// The address the applicant signed for last, for whoever sees names and numbers whole.
pub fn confirmed(file: &CaseFile) -> Option<DeliveryAddress> {
    file.texts.record(file.filed()?.facts.sending.address?.0).filter(|_| file.whole)
}

/// The address in a line, with who takes it there.
pub fn addressed(text: Text, address: &DeliveryAddress) -> String {
    [address.recipient.as_str(), address.telephone.as_str(), address.address.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(text.comma())
}

/// What was done so that the result reaches the applicant, one sentence each.
pub fn so_far(text: Text, file: &CaseFile) -> Vec<String> {
    let Some(filed) = file.filed() else { return Vec::new() };
    let sending = &filed.facts.sending;
    let mut lines = Vec::new();
    if let Some(address) = confirmed(file) {
        lines.push(text.f("送达地址已经确认：{address}。", [("address", &addressed(text, &address))]));
    }
    lines.extend(posted(text, file));
    if let Some(notice) = sending.announced {
        let (on, until) = (words::day(text, notice.on), words::day(text, notice.until));
        let sentence = "{on}已经公告，到 {until}期满视为送达；期满以前、以后都可以来领。";
        lines.push(text.f(sentence, [("on", &on), ("until", &until)]));
    }
    lines
}

/// How the result reaches its applicant, in the words of the applicant's page.
pub fn told(text: Text, file: &CaseFile) -> Vec<String> {
    let Some(filed) = file.filed() else { return Vec::new() };
    let sending = &filed.facts.sending;
    let notice = sending.announced.map(|notice| {
        let day = text.date(notice.until);
        text.f("已经公告送达，到 {day}期满视为送达；结果还给您留着。", [("day", &day)])
    });
    let way = match (posted(text, file), sending.address) {
        (Some(posted), _) => posted,
        (None, Some(_)) => text.t("您已经确认送达地址，可以寄给您。").to_owned(),
        (None, None) => text.t("想要邮寄的，请本人先到窗口签送达地址确认书。").to_owned(),
    };
    [way].into_iter().chain(notice).collect()
}

/// The day the result came into the applicant's hands: that of the carrier's receipt, or of the entry.
pub fn delivered_on(file: &CaseFile) -> Option<Day> {
    file.lines.iter().rev().find_map(|line| match &line.event {
        Event::Delivered(fact) => Some(fact.manner.day().unwrap_or(fact.at.day())),
        _ => None,
    })
}

/// With which carrier and number it went out, where it did.
pub fn posted(text: Text, file: &CaseFile) -> Option<String> {
    let posted = file.filed()?.facts.sending.posted?;
    let posting: Posting = file.texts.record(posted.posting.0)?;
    let day = words::day(text, posted.on);
    Some(text.f(
        "{day}已寄出：{carrier}，单号 {number}。",
        [("day", &day), ("carrier", &posting.carrier), ("number", &posting.number)],
    ))
}

/// Why it was not done.
pub fn refusal(text: Text, refusal: DeliveryRefusal) -> String {
    let day = |day| words::day(text, day);
    match refusal {
        DeliveryRefusal::AddressNotConfirmed => {
            text.t("申请人还没有确认送达地址，不能邮寄，也不能留置。请本人先签送达地址确认书。").to_owned()
        }
        DeliveryRefusal::NotPosted => text.t("这一件还没有寄出，没有回执可以登记。").to_owned(),
        DeliveryRefusal::DayOutside { from, until } => text.f(
            "这一天不对：最早 {from}，最晚 {until}，请核对。",
            [("from", &day(from)), ("until", &day(until))],
        ),
        DeliveryRefusal::OtherWaysFirst { until } => text
            .f("公告送达是最后的办法：先邮寄，或者等过了 {day}还送不到，才能公告。", [("day", &day(until))]),
        DeliveryRefusal::AlreadyAnnounced { until } => {
            text.f("已经公告过，到 {day}期满。", [("day", &day(until))])
        }
    }
}
