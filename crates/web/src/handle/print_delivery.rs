//! How a result was delivered, as the proof of delivery says it: at the window, by post, electronically, left at the address, by
//! a public notice (C25, N16, E16).

use calendar::Day;
use casework::{DeliverTo, Delivered, Event, Manner, Sealed};
use catalogue::RowSet;
use centre::act_delivery::{Announcement, DeliveryAddress, LeftThere, Posting};

use super::print::Sheet;
use super::{print_end, words};
use pages::text::Text;

/// What the proof says.
pub struct Way {
    /// “窗口领取”, “邮寄，单号……”, “电子送达”, “留置送达”, “公告送达”.
    pub manner: String,
    /// Where.
    pub place: String,
    /// Who received it, or why nobody did.
    pub receiver: String,
    /// When it counts as delivered.
    pub delivered_at: String,
    /// Who delivered it.
    pub officer: String,
    /// What else has to be on record.
    pub record: Vec<String>,
    /// Somebody else received it, so that the relation to the applicant is written down.
    pub by_another: bool,
    /// Who signs, and how: nobody where it was delivered electronically, the witnesses where it was left there (C25).
    pub signs: Vec<(String, String)>,
    /// The day under the seal.
    pub on: Day,
}

/// Who delivered it signs.
fn by_officer(text: Text) -> (String, String) {
    (text.t("送达人").to_owned(), text.t("签名").to_owned())
}

/// A witness signs beside the name that is on record.
fn by_witness(text: Text, name: &str) -> (String, String) {
    let who = if name.is_empty() {
        text.t("见证人").to_owned()
    } else {
        [text.t("见证人"), text.colon(), name].concat()
    };
    (who, text.t("签名").to_owned())
}

/// The way of the latest delivery; of one collected after a public notice, that at the window.
pub fn of(sheet: &Sheet<'_>) -> Option<Way> {
    let (place, fact) = sheet.latest(|event| match event {
        Event::Delivered(fact) => Some(Some(*fact)),
        Event::DeliveryDeemed(_) => Some(None),
        _ => None,
    })?;
    match fact {
        Some(fact) => Some(handed(sheet, place, &fact)),
        None => noticed(sheet, place),
    }
}

fn handed(sheet: &Sheet<'_>, place: usize, fact: &Delivered) -> Way {
    let (text, file) = (sheet.text, sheet.file);
    let officer = words::person_of_unit(text, &file.organisation, fact.by);
    let window = words::window(text, &file.organisation, fact.window);
    match fact.manner {
        Manner::Window => Way {
            manner: text.t("窗口领取").to_owned(),
            place: window,
            receiver: print_end::receiver(sheet, &fact.to),
            delivered_at: sheet.moment(fact.at),
            officer,
            record: Vec::new(),
            by_another: matches!(fact.to, DeliverTo::Authorised { .. }),
            signs: vec![(text.t("收件人").to_owned(), text.t("签名或捺印").to_owned()), by_officer(text)],
            on: fact.at.day(),
        },
        Manner::Post { on, signed } => {
            let sent = file.lines.iter().take(place).rev().find_map(|line| match &line.event {
                Event::ResultPosted(fact) => Some(*fact),
                _ => None,
            });
            let posting: Posting = sent.and_then(|it| file.texts.record(it.posting.0)).unwrap_or_default();
            let to: DeliveryAddress = sent.and_then(|it| file.texts.record(it.address.0)).unwrap_or_default();
            Way {
                manner: text.f(
                    "邮寄，{carrier}，单号 {number}",
                    [("carrier", &posting.carrier), ("number", &posting.number)],
                ),
                place: to.address,
                receiver: file.texts.text(signed.0),
                delivered_at: text.date_with_year(on),
                officer,
                record: std::iter::once(
                    text.t("寄到申请人在送达地址确认书上确认的地址，以回执上的签收日期为送达日期。")
                        .to_owned(),
                )
                .chain(sent.and_then(|it| originals(sheet, it.originals)))
                .collect(),
                by_another: false,
                // Whoever took it signed the carrier's receipt.
                signs: vec![by_officer(text)],
                on,
            }
        }
        Manner::Electronic { on, confirmed } => electronic(sheet, place, fact, on, confirmed),
        Manner::Left { on, record } => {
            let there: LeftThere = file.texts.record(record.0).unwrap_or_default();
            let [one, other] = there.witnesses;
            Way {
                manner: text.t("留置送达").to_owned(),
                place: there.place,
                receiver: text.t("拒收，文书留在送达地点").to_owned(),
                delivered_at: text.date_with_year(on),
                officer,
                record: vec![
                    text.f("拒收的理由：{reason}", [("reason", &there.reason)]),
                    text.f("见证人：{one}；{other}", [("one", &one), ("other", &other)]),
                ],
                by_another: false,
                signs: vec![by_officer(text), by_witness(text, &one), by_witness(text, &other)],
                on,
            }
        }
    }
}

/// Electronically: with the code that was sent, or received by what is on record. Whoever fetched it signed nothing.
fn electronic(sheet: &Sheet<'_>, place: usize, fact: &Delivered, on: Day, confirmed: Option<Sealed>) -> Way {
    let (text, file) = (sheet.text, sheet.file);
    let sent = file.lines.iter().take(place).rev().find_map(|line| match &line.event {
        Event::SentElectronically(sent) => Some(*sent),
        _ => None,
    });
    let to = sent.map_or_else(String::new, |it| file.texts.text(it.address.0));
    let by = sent.map_or(fact.by, |it| it.by);
    let agreed = text.t("发到申请人在电子送达同意书上确认的手机或者邮箱。").to_owned();
    let (receiver, delivered_at, known) = match confirmed {
        None => (
            text.t("申请人凭收件编号、查询码和领取凭码领取").to_owned(),
            sheet.moment(fact.at),
            text.t("以凭码领取的时间为送达时间。").to_owned(),
        ),
        Some(record) => (
            text.t("申请人").to_owned(),
            text.date_with_year(on),
            text.f("以什么确认收到：{record}", [("record", &file.texts.text(record.0))]),
        ),
    };
    Way {
        manner: text.t("电子送达").to_owned(),
        place: to,
        receiver,
        delivered_at,
        officer: words::person_of_unit(text, &file.organisation, by),
        record: vec![agreed, known],
        by_another: false,
        signs: Vec::new(),
        on,
    }
}

/// By a public notice that has run: nobody received it, and its days are on record.
fn noticed(sheet: &Sheet<'_>, place: usize) -> Option<Way> {
    let (text, file) = (sheet.text, sheet.file);
    let fact = file.lines.iter().take(place).rev().find_map(|line| match &line.event {
        Event::DeliveryAnnounced(fact) => Some(*fact),
        _ => None,
    })?;
    let record: Announcement = file.texts.record(fact.record.0).unwrap_or_default();
    let on = fact.until.plus_days(1);
    let days = text.calendar_days(casework::PUBLIC_NOTICE_DAYS.unsigned_abs());
    Some(Way {
        manner: text.t("公告送达").to_owned(),
        place: record.place,
        receiver: text.t("没有人签收，公告期满视为送达").to_owned(),
        delivered_at: text.date_with_year(on),
        officer: words::person_of_unit(text, &file.organisation, fact.by),
        record: vec![
            text.f("为什么公告：{reason}", [("reason", &record.reason)]),
            text.f(
                "{from}公告，满 {days}，到 {until}期满。",
                [
                    ("from", &text.date_with_year(fact.on) as &dyn std::fmt::Display),
                    ("days", &days),
                    ("until", &text.date_with_year(fact.until)),
                ],
            ),
        ],
        by_another: false,
        signs: vec![by_officer(text)],
        on,
    })
}

/// Which originals went back in the letter that was signed for (E8).
fn originals(sheet: &Sheet<'_>, rows: RowSet) -> Option<String> {
    let named = || super::folder_words::rows(sheet.text, &sheet.file.item, rows);
    (!rows.is_empty()).then(|| sheet.text.f("随信退还的原件：{rows}。", [("rows", &named())]))
}
