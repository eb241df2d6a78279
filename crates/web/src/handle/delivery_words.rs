//! What is said of the way of a result: to the desk, on the applicant's page, and why a way is not open (C13, C25, N16).

use calendar::Day;
use casework::folder::Folder;
use casework::{
    DeliveryRefusal, DocumentNo, ElectronicWay, Event, Manner, Outcome, PostLost, ResultPosted, Stage,
    Whereabouts,
};
use catalogue::RowSet;
use centre::act_delivery::{CarrierAnswer, DeliveryAddress, Posting};
use centre::file::CaseFile;
use centre::particulars::Masked;

use super::tracked::View;
use super::{folder_words, guide, words};
use pages::layout::{StateWord, Tone};
use pages::portal::Collect;
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
    lines.extend(agreed(text, file).map(|to| text.f("申请人同意电子送达：{address}。", [("address", &to)])));
    lines.extend(sent_electronically(text, file));
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
    let fetch = may_fetch(file).then(|| text.t("结果已经用电子方式发给您，填上领取凭码就能看。").to_owned());
    fetch.into_iter().chain([way]).chain(originals(text, file)).chain(notice).collect()
}

/// Of originals in a letter that was lost: that they are here again, or what follows, in the words of the applicant's page (E8).
pub fn originals(text: Text, file: &CaseFile) -> Option<String> {
    let lost = || {
        let posted = file.filed()?.facts.sending.posted.filter(|it| it.whereabouts == Whereabouts::Lost)?;
        let Folder::Kept(dossier) = &file.folder else { return None };
        let rows = posted.originals.difference(dossier.turned_up());
        let said = text.t("随结果寄还给您的原件在路上丢了，怎么补办，我们和您商量。");
        (!rows.is_empty()).then(|| said.to_owned())
    };
    originals_found(text, file).or_else(lost)
}

/// That originals which were lost are here again, and go back at the window (E8, F30).
pub fn originals_found(text: Text, file: &CaseFile) -> Option<String> {
    let Folder::Kept(dossier) = &file.folder else { return None };
    let waits = dossier.loss.map_or(RowSet::EMPTY, |it| it.rows);
    let elsewhere = file.filed()?.originals_with_carrier().union(waits);
    let here = dossier.turned_up().intersection(dossier.goes_back()).difference(elsewhere);
    let rows = folder_words::rows(text, &file.item, here);
    let sentence = "前面登记遗失的原件找到了：{rows}。请带上身份证到窗口签字取回。";
    (!here.is_empty()).then(|| text.f(sentence, [("rows", &rows)]))
}

/// The day the result came into the applicant's hands: that of the carrier's receipt, or of the entry.
pub fn delivered_on(file: &CaseFile) -> Option<Day> {
    file.lines.iter().rev().find_map(|line| match &line.event {
        Event::Delivered(fact) => Some(fact.manner.day().unwrap_or(fact.at.day())),
        _ => None,
    })
}

/// What waits to be collected, where, and whether it can be fetched electronically; nothing while it is with a carrier.
pub fn collect(view: &View<'_>) -> Option<Collect> {
    let Stage::Concluded(conclusion) = &view.filed.stage else { return None };
    if on_the_way(view.file).is_some() && !may_fetch(view.file) {
        return None;
    }
    let (text, item) = (view.text, view.item());
    let what = match conclusion.decision.outcome {
        Outcome::Granted => text.pick(&item.result_name, item.result_name_en.as_deref()),
        Outcome::Refused => text.t("决定书"),
    };
    let windows = guide::delivery_windows(text, view.organisation());
    let centre = &view.organisation().centre;
    let hours = text.pick(&centre.hours, centre.hours_en.as_deref());
    Some(Collect {
        what: format!("{}{what}", text.gap()),
        place: format!("{windows}{}{hours}", text.pause()),
        bring: text.t("带上取件码和身份证。请别人代领，再带上委托书和代领人的身份证。").to_owned(),
        may_fetch: may_fetch(view.file),
    })
}

/// Whether a message with a code is on its way, by which the applicant fetches the result (C25).
pub fn may_fetch(file: &CaseFile) -> bool {
    file.filed().is_some_and(|it| matches!(it.stage, Stage::Concluded(_)) && it.facts.sending.fetch.is_some())
}

/// The number of the certificate that was delivered electronically: its holder has the file, and no paper (C25).
pub fn electronic_certificate(file: &CaseFile) -> Option<DocumentNo> {
    let filed = file.filed().filter(|_| file.destroyed().is_none())?;
    let Stage::Delivered { conclusion, .. } = &filed.stage else { return None };
    let electronic = file.lines.iter().rev().find_map(|line| match &line.event {
        Event::Delivered(fact) => Some(matches!(fact.manner, Manner::Electronic { .. })),
        _ => None,
    });
    conclusion.certificate.filter(|_| electronic == Some(true))
}

/// The telephone or mailbox that was agreed to, so far as its owner knows it again.
pub fn masked_address(file: &CaseFile) -> String {
    file.electronic_address().map_or_else(String::new, |(_, to)| masked(&to))
}

fn masked(to: &str) -> String {
    let Some((local, host)) = to.split_once('@') else { return Masked::new(to).telephone() };
    format!("{}***@{host}", local.chars().take(1).collect::<String>())
}

fn way_word(text: Text, way: ElectronicWay) -> &'static str {
    text.t(match way {
        ElectronicWay::Sms => "手机短信",
        ElectronicWay::Mail => "电子邮箱",
    })
}

/// What the applicant agreed to, whole for whoever sees numbers whole (F33).
pub fn agreed(text: Text, file: &CaseFile) -> Option<String> {
    let (way, to) = file.electronic_address()?;
    let to = if file.whole { to } else { masked(&to) };
    Some([way_word(text, way), text.comma(), &to].concat())
}

/// What is said of the electronic way in the course of the case; never the address, and never the code.
pub fn electronic(text: Text, file: &CaseFile, event: &Event) -> (String, String) {
    let sentence = match event {
        Event::ElectronicAgreed(it) => {
            text.f("申请人签字同意电子送达（{way}）", [("way", &way_word(text, it.way))])
        }
        Event::ElectronicEnded(_) => text.t("申请人收回了对电子送达的同意").to_owned(),
        Event::SentElectronically(it) => {
            let until = words::day(text, it.until);
            text.f("用电子方式发出领取凭码，到 {day}没有领取就改用别的办法", [("day", &until)])
        }
        Event::ElectronicUnfetched(it) => {
            let day = words::day(text, it.until);
            text.f("电子送达到 {day}没有领取，请书面告知或者换一种方式", [("day", &day)])
        }
        _ => String::new(),
    };
    let said = match event {
        Event::SentElectronically(it) => {
            let to = masked(&file.texts.text(it.address.0));
            [way_word(text, it.way), text.comma(), &to].concat()
        }
        _ => String::new(),
    };
    (sentence, said)
}

/// How far the electronic way is, for the desk.
fn sent_electronically(text: Text, file: &CaseFile) -> Option<String> {
    let sent = file.filed()?.facts.sending.fetch?;
    let (on, until) = (words::day(text, sent.on), words::day(text, sent.until));
    let sentence = match sent.passed {
        false => "{on}已用电子方式发出，等申请人凭码领取，到 {until}。",
        true => "{on}已用电子方式发出，到 {until}没有领取；凭码还能用，也可以换一种方式。",
    };
    Some(text.f(sentence, [("on", &on), ("until", &until)]))
}

/// With which carrier the result is, and under which number: it was handed over, and nothing else was done for it since. What is
/// waited for is the carrier's receipt (C25).
pub fn on_the_way(file: &CaseFile) -> Option<Posting> {
    let filed = file.filed().filter(|it| matches!(it.stage, Stage::Concluded(_)))?;
    let posted = filed.facts.sending.posted.filter(|_| filed.facts.sending.is_under_way())?;
    Some(file.texts.record(posted.posting.0).unwrap_or_default())
}

/// The state of a result that is with a carrier, for the desk and for its applicant.
pub fn posted_state(text: Text, file: &CaseFile) -> Option<StateWord> {
    let posting = on_the_way(file)?;
    let word = match posting.number.is_empty() {
        true => text.t("已寄出，等签收").to_owned(),
        false => text.f("已寄出，单号 {number}，等签收", [("number", &posting.number)]),
    };
    Some(StateWord { word, tone: Tone::Active })
}

/// With which carrier and number it went out the last time, where it did, and whether it came back or was lost.
pub fn posted(text: Text, file: &CaseFile) -> Option<String> {
    file.filed()?.facts.sending.posted?;
    let (mut sent, mut back) = (None, None);
    for line in &file.lines {
        match &line.event {
            Event::ResultPosted(fact) => (sent, back) = (Some(posting(text, file, fact)), None),
            Event::PostCameBack(fact) => {
                back = Some(text.f("{day}退回。", [("day", &words::day(text, fact.on))]));
            }
            Event::PostReturnCorrected(_) => back = None,
            Event::PostLost(fact) => back = Some(lost(text, file, fact)),
            _ => {}
        }
    }
    Some(std::iter::once(sent?).chain(back).collect::<Vec<_>>().join(text.gap()))
}

/// That the carrier lost it, by which answer, and what follows.
fn lost(text: Text, file: &CaseFile, fact: &PostLost) -> String {
    let answer: CarrierAnswer = file.texts.record(fact.word.0).unwrap_or_default();
    text.f(
        "寄送单位 {day}书面答复丢失（{reference}），结果照原样另出一份。",
        [("day", &words::day(text, fact.on) as &dyn std::fmt::Display), ("reference", &answer.reference)],
    )
}

/// The carrier's answer in a line: its reference, and what it says.
pub fn answered(text: Text, answer: &CarrierAnswer) -> String {
    let reference = match answer.reference.as_str() {
        "" => String::new(),
        reference => text.f("答复 {reference}", [("reference", &reference)]),
    };
    let said = [text.begun(&reference), answer.said.clone()];
    text.in_line(&said.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>())
}

/// With which carrier and number, and which originals were in the same letter (E8).
pub fn posting(text: Text, file: &CaseFile, fact: &ResultPosted) -> String {
    let posting: Posting = file.texts.record(fact.posting.0).unwrap_or_default();
    let said = text.f(
        "{day}已寄出：{carrier}，单号 {number}。",
        [
            ("day", &words::day(text, fact.at.day())),
            ("carrier", &posting.carrier),
            ("number", &posting.number),
        ],
    );
    let originals = (!fact.originals.is_empty()).then(|| {
        let rows = folder_words::rows(text, &file.item, fact.originals);
        text.f("原件装在一起：{rows}。", [("rows", &rows)])
    });
    std::iter::once(said).chain(originals).collect::<Vec<_>>().join(text.gap())
}

/// Why it was not done.
pub fn refusal(text: Text, refusal: DeliveryRefusal) -> String {
    let day = |day| words::day(text, day);
    match refusal {
        DeliveryRefusal::AddressNotConfirmed => {
            text.t("申请人还没有确认送达地址，不能邮寄，也不能留置。请本人先签送达地址确认书。").to_owned()
        }
        DeliveryRefusal::NotPosted => text.t("这一件还没有寄出，没有回执可以登记。").to_owned(),
        DeliveryRefusal::NothingUnderWay => {
            text.t("这一件没有邮件在路上：还没有寄出，或者已经退回、报失、改用了别的方式。").to_owned()
        }
        DeliveryRefusal::LetterIsBack => {
            text.t("寄出的邮件已经登记退回，不能再登记签收。退回登记错了的，先更正退回的登记。").to_owned()
        }
        DeliveryRefusal::NothingCameBack => {
            text.t("最近一次寄出的邮件没有登记过退回，没有可以更正的。").to_owned()
        }
        DeliveryRefusal::DayOutside { from, until } => text.f(
            "这一天不对：最早 {from}，最晚 {until}，请核对。",
            [("from", &day(from)), ("until", &day(until))],
        ),
        DeliveryRefusal::OtherWaysFirst { until } => text
            .f("公告送达是最后的办法：先邮寄，或者等过了 {day}还送不到，才能公告。", [("day", &day(until))]),
        DeliveryRefusal::AlreadyAnnounced { until } => {
            text.f("已经公告过，到 {day}期满。", [("day", &day(until))])
        }
        DeliveryRefusal::ElectronicNotAgreed => {
            text.t("申请人没有同意电子送达。请本人先签同意书，或者换一种方式。").to_owned()
        }
        DeliveryRefusal::ElectronicTakenBack { on } => {
            text.f("申请人 {day}收回了对电子送达的同意，请换一种方式。", [("day", &day(on))])
        }
        DeliveryRefusal::NothingSentElectronically => {
            text.t("还没有用电子方式发出结果，或者发出的已经作废。").to_owned()
        }
        DeliveryRefusal::FetchCodeWrong => {
            text.t("领取凭码不对，请对照最近一次收到的短信或者邮件再填。").to_owned()
        }
        DeliveryRefusal::MessagesNotSent => {
            text.t("这里现在发不了短信和邮件，领取凭码送不到申请人手里。请换一种方式。").to_owned()
        }
    }
}
