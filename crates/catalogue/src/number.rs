//! Numbers people read: item code, case number, receipt number, document number, query code and pickup code.

use crate::check::mod_37_36;
use crate::digits::push_digits;
use crate::id::{ItemCode, UnitCode};
use crate::identity::{CreditCode, plain};
use crate::item::{ItemKind, Level};
use calendar::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a number is not one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// A wrong number of characters.
    #[error("the number has {0} characters, which is not its length")]
    Length(usize),
    /// A character that cannot stand there; counted from 1.
    #[error("the character at position {0} cannot stand there")]
    Character(usize),
    /// The credit code of the authority in it is wrong.
    #[error("the credit code of the authority is wrong")]
    CreditCode,
    /// No such level of exercise.
    #[error("there is no such level of exercise")]
    Level,
    /// The day in it is no day.
    #[error("the day in it is no day")]
    Day,
    /// The check character does not fit: one character was misread or two were swapped.
    #[error("the check character does not fit")]
    CheckCharacter,
    /// Unit codes in receipt numbers are one to six letters; serials begin at 1.
    #[error("a unit of one to six letters and a serial from 1")]
    Part,
}

/// Parts of an item code (实施编码): credit code 18, level 1, basic code 12 (domain.md 2.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemCodeParts {
    /// Credit code of the authority.
    pub credit_code: String,
    /// 行使层级.
    pub level: Level,
    /// 基本编码: region 2, kind 2, department 2, main item 3, sub-item 3.
    pub basic: String,
}

impl ItemCodeParts {
    /// Takes a code apart; the credit code in it must be sound (L12).
    pub fn parse(code: ItemCode) -> Result<ItemCodeParts, NumberError> {
        let text = code.as_str();
        if text.len() != 31 {
            return Err(NumberError::Length(text.len()));
        }
        if let Some(at) = text.bytes().position(|byte| !(byte.is_ascii_digit() || byte.is_ascii_uppercase()))
        {
            return Err(NumberError::Character(at + 1));
        }
        if let Some(at) = text[18..].bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(NumberError::Character(at + 19));
        }
        if !CreditCode::parse(&text[..18]).is_ok_and(|code| code.sound) {
            return Err(NumberError::CreditCode);
        }
        let level = Level::from_digit(text.as_bytes()[18] - b'0').ok_or(NumberError::Level)?;
        Ok(ItemCodeParts { credit_code: text[..18].to_owned(), level, basic: text[19..].to_owned() })
    }

    /// 事项类型 in the basic code; `None` for extensions of the code set.
    pub fn kind(&self) -> Option<ItemKind> {
        ItemKind::from_code(&self.basic[2..4])
    }
}

/// 办件编号: item code, day of receipt, serial of that item's unit and day (four digits, more above 9999), check
/// character.  At most 50 characters (GB/T 39046 an..50).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CaseNumber {
    /// The item.
    pub item: ItemCode,
    /// Day of receipt.
    pub day: Day,
    /// From 1, without gaps.
    pub serial: u32,
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.day.ymd();
        let mut text = String::with_capacity(64);
        text.push_str(self.item.as_str());
        // No day of ours lies before the year 0.
        for (number, width) in [(year.unsigned_abs(), 4), (month, 2), (day, 2), (self.serial, 4)] {
            push_digits(&mut text, number, width);
        }
        text.push(mod_37_36(&text).expect("digits and capital letters only"));
        f.write_str(&text)
    }
}

impl CaseNumber {
    /// Reads a case number as typed; the check character tells a slip.
    pub fn parse(text: &str) -> Result<CaseNumber, NumberError> {
        let text = checked(text, 44, 50)?;
        let (item, rest) = text.split_at(31);
        let item = ItemCode::parse(item).map_err(|_| NumberError::Character(1))?;
        ItemCodeParts::parse(item)?;
        let digits = &rest[..rest.len() - 1];
        let number = |from: usize, to: usize| {
            digits[from..to].parse::<u32>().map_err(|_| NumberError::Character(from + 32))
        };
        let day =
            Day::from_ymd(number(0, 4)? as i32, number(4, 6)?, number(6, 8)?).ok_or(NumberError::Day)?;
        let serial = serial(&digits[8..], 4).ok_or(NumberError::Part)?;
        Ok(CaseNumber { item, day, serial })
    }
}

/// 收件编号, short enough for the telephone: unit letters, year, six-digit serial, check character: `SC2026000123K`.
/// It is drawn at receipt and promises nothing about acceptance (C15). It is a number for people: the case's id is another,
/// made from the form's command id.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReceiptNumber {
    /// The authority, in letters.
    pub unit: UnitCode,
    /// Year of receipt.
    pub year: u16,
    /// From 1 in each unit and year, without gaps.
    pub serial: u32,
}

impl ReceiptNumber {
    /// A number of a unit with one to six small letters; `None` for other units, serial 0 or years without four digits.
    pub fn new(unit: UnitCode, year: u16, serial: u32) -> Option<ReceiptNumber> {
        let letters = unit.as_str();
        let plain = letters.len() <= 6 && letters.bytes().all(|byte| byte.is_ascii_lowercase());
        (plain && serial > 0 && (1000..=9999).contains(&year)).then_some(ReceiptNumber { unit, year, serial })
    }

    /// Reads a number as told on the telephone or typed: spaces, hyphens, small letters and full-width are accepted.
    pub fn parse(text: &str) -> Result<ReceiptNumber, NumberError> {
        let text = checked(text, 12, 21)?;
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let unit = UnitCode::parse(&text[..letters].to_lowercase()).map_err(|_| NumberError::Part)?;
        let digits = &text[letters..text.len() - 1];
        if digits.len() < 10 {
            return Err(NumberError::Length(text.len()));
        }
        let year = digits[..4].parse().map_err(|_| NumberError::Character(letters + 1))?;
        let serial = serial(&digits[4..], 6).ok_or(NumberError::Part)?;
        ReceiptNumber::new(unit, year, serial).ok_or(NumberError::Part)
    }

    /// In groups, for paper and telephone: `SC 2026 000123 K`.
    pub fn grouped(self) -> String {
        let text = self.to_string();
        let letters = self.unit.as_str().len();
        let (digits, check) = text[letters..].split_at(text.len() - letters - 1);
        format!("{} {} {} {check}", &text[..letters], &digits[..4], &digits[4..])
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(32);
        text.extend(self.unit.as_str().bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
        push_digits(&mut text, u32::from(self.year), 4);
        push_digits(&mut text, self.serial, 6);
        text.push(mod_37_36(&text).expect("digits and capital letters only"));
        f.write_str(&text)
    }
}

/// Papers that carry a number of their own (domain.md G, C15).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 受理通知书: only on acceptance (C15).
    Acceptance,
    /// 一次性补正告知书.
    Correction,
    /// 不受理 or 不予受理.
    NonAcceptance,
    /// 准予决定书.
    Grant,
    /// 不予决定书.
    Refusal,
    /// 延期告知书.
    Extension,
    /// 特别程序 or 中止告知书.
    ClockStopped,
    /// 恢复计时告知书.
    ClockResumed,
    /// 听证告知书.
    Hearing,
    /// 延续申请回执 (N21).
    RenewalReceipt,
    /// 不予延续决定书 (N21).
    RenewalRefusal,
    /// 拟撤回、撤销、注销、吊销告知书 (N25).
    CertificateHearing,
    /// 撤回、撤销、注销、吊销决定书 (N25).
    CertificateEnd,
    /// 材料退还回执 (E8).
    OriginalsReturn,
    /// 送达回证.
    Delivery,
    /// 终止告知书.
    Ended,
    /// 撤回确认和材料退还.
    Withdrawn,
    /// 列入限制名单决定.
    Barred,
}

impl DocumentKind {
    /// Word in the number: 许受 for licences, 受 for the rest.
    pub fn word(self, of: ItemKind) -> String {
        let word = match self {
            DocumentKind::Acceptance => "受",
            DocumentKind::Correction => "补",
            DocumentKind::NonAcceptance => "不受",
            DocumentKind::Grant => "准",
            DocumentKind::Refusal => "不准",
            DocumentKind::Extension => "延",
            DocumentKind::ClockStopped => "停",
            DocumentKind::ClockResumed => "复",
            DocumentKind::Hearing => "听",
            DocumentKind::RenewalReceipt => "续",
            DocumentKind::RenewalRefusal => "不续",
            DocumentKind::CertificateHearing => "告",
            DocumentKind::CertificateEnd => "销",
            DocumentKind::OriginalsReturn => "退",
            DocumentKind::Delivery => "送",
            DocumentKind::Ended => "终",
            DocumentKind::Withdrawn => "撤",
            DocumentKind::Barred => "限",
        };
        let class = match of {
            ItemKind::Licensing => "许",
            ItemKind::Confirmation => "确",
            ItemKind::Benefit => "给",
            ItemKind::PublicService => "服",
            _ => "行",
        };
        format!("{class}{word}")
    }
}

/// Number of a paper: issuer, kind, year and a serial without gaps; rendered as 澄市监许受〔2026〕12号.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// The unit that issues it.
    pub issuer: UnitCode,
    /// Kind of paper.
    pub kind: DocumentKind,
    /// Kind of item, for the word.
    pub item_kind: ItemKind,
    /// Year of issue.
    pub year: u16,
    /// From 1 in each issuer, kind and year.
    pub n: u32,
}

impl DocumentNumber {
    /// The number as the paper shows it; the prefix is the unit's [`crate::organisation::Unit::document_prefix`].
    pub fn render(&self, prefix: &str) -> String {
        format!("{prefix}{}〔{}〕{}号", self.kind.word(self.item_kind), self.year, self.n)
    }
}

/// 查询码: eight digits on the receipt; reads the state of a case, nothing more (C13).
pub const QUERY_CODE_DIGITS: usize = 8;
/// 取件码: six digits, sent when the paper is ready; collects it with a second check by document (C13).
pub const PICKUP_CODE_DIGITS: usize = 6;

/// A query code out of 64 random bits.
pub fn query_code(random: u64) -> String {
    format!("{:08}", random % 100_000_000)
}

/// A pickup code out of 64 random bits.
pub fn pickup_code(random: u64) -> String {
    format!("{:06}", random % 1_000_000)
}

/// A code of that many digits as typed: spaces, hyphens and full-width digits are accepted.
pub fn parse_code(text: &str, digits: usize) -> Result<String, NumberError> {
    let text = plain(text);
    if let Some(at) = text.chars().position(|c| !c.is_ascii_digit()) {
        return Err(NumberError::Character(at + 1));
    }
    if text.len() == digits { Ok(text) } else { Err(NumberError::Length(text.len())) }
}

/// A code in two halves, for paper: `1234 5678`.
pub fn grouped_code(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((first, second)) => format!("{first} {second}"),
        None => code.to_owned(),
    }
}

/// Plain capital text of bearable length whose last character checks the others.
fn checked(text: &str, min: usize, max: usize) -> Result<String, NumberError> {
    let text = plain(text);
    let count = text.chars().count();
    if let Some(at) = text.chars().position(|c| !(c.is_ascii_digit() || c.is_ascii_uppercase())) {
        return Err(NumberError::Character(at + 1));
    }
    if count < min || count > max {
        return Err(NumberError::Length(count));
    }
    let (body, check) = text.split_at(count - 1);
    match mod_37_36(body).is_some_and(|right| check.starts_with(right)) {
        true => Ok(text),
        false => Err(NumberError::CheckCharacter),
    }
}

/// A serial of at least so many digits; a longer one has no leading zero, so that each number has one spelling.
fn serial(digits: &str, width: usize) -> Option<u32> {
    let canonical = digits.len() == width || (digits.len() > width && !digits.starts_with('0'));
    let number = digits.parse().ok().filter(|number| *number > 0)?;
    (canonical && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODE: &str = "11440100007482575H3440118009000";

    fn item(text: &str) -> ItemCode {
        ItemCode::parse(text).expect("plain characters")
    }

    fn unit(text: &str) -> UnitCode {
        UnitCode::parse(text).expect("plain characters")
    }

    #[test]
    fn item_codes_come_apart_into_authority_level_and_basic_code() {
        for code in [
            CODE,
            "11440000MB2D0164XH2440289876000",
            "11440100007483172Q3440106043001",
            "12441500196720244T3442199806003",
        ] {
            assert!(ItemCodeParts::parse(item(code)).is_ok(), "{code}");
        }
        let parts = ItemCodeParts::parse(item(CODE)).expect("a real code");
        assert_eq!((parts.level, parts.basic.as_str()), (Level::City, "440118009000"));
        assert_eq!(parts.kind(), Some(ItemKind::Licensing));
        assert_eq!(ItemCodeParts::parse(item(&CODE[1..])), Err(NumberError::Length(30)));
        assert_eq!(ItemCodeParts::parse(item(&CODE.replacen("H34", "J34", 1))), Err(NumberError::CreditCode));
        assert_eq!(ItemCodeParts::parse(item(&CODE.replacen("H34", "H94", 1))), Err(NumberError::Level));
    }

    #[test]
    fn a_case_number_is_the_published_form_with_a_check_character() {
        let day = Day::from_ymd(2022, 6, 23).expect("a day");
        let number = CaseNumber { item: item("12441500196720244T3442199806003"), day, serial: 68 };
        let text = number.to_string();
        assert_eq!(&text[..43], "12441500196720244T3442199806003202206230068");
        assert_eq!(text.len(), 44);
        assert_eq!(CaseNumber::parse(&text), Ok(number));
        let wide = CaseNumber { serial: 12_345, ..number };
        assert_eq!((wide.to_string().len(), CaseNumber::parse(&wide.to_string())), (45, Ok(wide)));
    }

    #[test]
    fn a_receipt_number_can_be_told_on_the_telephone() {
        let number = ReceiptNumber::new(unit("sc"), 2026, 123).expect("a unit of letters");
        let text = number.to_string();
        assert!(text.starts_with("SC2026000123") && text.len() == 13, "{text}");
        let check = &text[12..].to_lowercase();
        for told in [
            text.clone(),
            number.grouped(),
            format!("sc-2026-000123-{check}"),
            format!("ｓｃ ２０２６ 000123{check}"),
        ] {
            assert_eq!(ReceiptNumber::parse(&told), Ok(number), "{told}");
        }
        let wide = ReceiptNumber::new(unit("sc"), 2026, 1_234_567).expect("a wide serial");
        assert_eq!(ReceiptNumber::parse(&wide.to_string()), Ok(wide));
        assert_eq!(ReceiptNumber::new(unit("town1"), 2026, 1), None);
        assert_eq!(ReceiptNumber::new(unit("sc"), 2026, 0), None);
        assert_eq!(ReceiptNumber::parse("没有"), Err(NumberError::Character(1)));
        assert_eq!(ReceiptNumber::parse(""), Err(NumberError::Length(0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]
        #[test]
        fn every_receipt_number_is_read_back_and_no_single_slip_is_taken(
            letters in "[a-z]{1,6}", year in 2000u16..2100, serial in 1u32..30_000_000, at in 0usize..24, slip in 0usize..36,
        ) {
            let number = ReceiptNumber::new(unit(&letters), year, serial).expect("letters, a year and a serial");
            let text = number.to_string();
            prop_assert_eq!(ReceiptNumber::parse(&text), Ok(number));
            let mut wrong = text.clone().into_bytes();
            let at = at % wrong.len();
            wrong[at] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[slip];
            let wrong = String::from_utf8(wrong).expect("ASCII");
            prop_assert!(wrong == text || ReceiptNumber::parse(&wrong).is_err(), "{wrong}");
        }

        #[test]
        fn nothing_that_people_type_breaks_the_reading_of_numbers(text in "\\PC{0,60}") {
            let _ = ReceiptNumber::parse(&text);
            let _ = CaseNumber::parse(&text);
            prop_assert!(parse_code(&text, 8).is_ok_and(|code| code.len() == 8) || parse_code(&text, 8).is_err());
        }
    }

    #[test]
    fn document_numbers_read_as_an_authority_writes_them() {
        let number = DocumentNumber {
            issuer: unit("sc"),
            kind: DocumentKind::Acceptance,
            item_kind: ItemKind::Licensing,
            year: 2026,
            n: 12,
        };
        assert_eq!(number.render("澄市监"), "澄市监许受〔2026〕12号");
        let refusal = DocumentNumber { kind: DocumentKind::Refusal, item_kind: ItemKind::Benefit, ..number };
        assert_eq!(refusal.render("澄民"), "澄民给不准〔2026〕12号");
    }

    #[test]
    fn query_and_pickup_codes_have_their_digits_and_are_not_alike() {
        assert_eq!((query_code(7).as_str(), pickup_code(7).as_str()), ("00000007", "000007"));
        assert_eq!(query_code(u64::MAX).len(), QUERY_CODE_DIGITS);
        assert_eq!(parse_code(" 1234-５６７８", QUERY_CODE_DIGITS).as_deref(), Ok("12345678"));
        assert_eq!(parse_code("1234567", QUERY_CODE_DIGITS), Err(NumberError::Length(7)));
        assert_eq!(grouped_code("12345678"), "1234 5678");
    }
}
