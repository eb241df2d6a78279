//! Identity documents of persons and codes of firms: what can be read from a number, and what is wrong with it (E4, E5).

use crate::check::{credit_check, organisation_check, resident_check};
use crate::division::{Divisions, Standing};
use calendar::Day;
use serde::{Deserialize, Serialize};

/// Types of identity documents; three digits of GA/T 2000.156 where it has them (E4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentType {
    /// 111 居民身份证.
    ResidentCard,
    /// 112 临时居民身份证: the same number, for a lost card.
    TemporaryResidentCard,
    /// 113 居民户口簿: the same number, for who has no card yet.
    HouseholdRegister,
    /// 114 中国人民解放军军官证.
    OfficerCard,
    /// 115 中国人民武装警察部队警官证.
    ArmedPoliceCard,
    /// 117 出生医学证明: a newborn without a number.
    BirthCertificate,
    /// 118 中国人民解放军士兵证.
    SoldierCard,
    /// 154 港澳台居民居住证: 18 digits beginning with 810000, 820000 or 830000.
    ResidencePermitHkMoTw,
    /// 414 普通护照.
    Passport,
    /// 511 台湾居民来往大陆通行证.
    TravelPermitTaiwan,
    /// 516 港澳居民来往内地通行证.
    TravelPermitHkMo,
    /// 553 外国人永久居留身份证.
    ForeignerPermanentResidence,
    /// 统一社会信用代码 of a firm or other organisation; GA/T 2000.156 has no code of its own for it (990).
    CreditCode,
}

impl DocumentType {
    /// Every type in the order a form offers them.
    pub const ALL: [DocumentType; 13] = [
        DocumentType::ResidentCard,
        DocumentType::TemporaryResidentCard,
        DocumentType::HouseholdRegister,
        DocumentType::ResidencePermitHkMoTw,
        DocumentType::TravelPermitHkMo,
        DocumentType::TravelPermitTaiwan,
        DocumentType::Passport,
        DocumentType::ForeignerPermanentResidence,
        DocumentType::BirthCertificate,
        DocumentType::OfficerCard,
        DocumentType::ArmedPoliceCard,
        DocumentType::SoldierCard,
        DocumentType::CreditCode,
    ];

    /// Three digits of GA/T 2000.156, Chinese and English name.
    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            DocumentType::ResidentCard => ("111", "居民身份证", "Resident identity card"),
            DocumentType::TemporaryResidentCard => ("112", "临时居民身份证", "Temporary identity card"),
            DocumentType::HouseholdRegister => ("113", "居民户口簿", "Household register"),
            DocumentType::OfficerCard => ("114", "中国人民解放军军官证", "Military officer's card"),
            DocumentType::ArmedPoliceCard => {
                ("115", "中国人民武装警察部队警官证", "Armed police officer's card")
            }
            DocumentType::BirthCertificate => ("117", "出生医学证明", "Birth certificate"),
            DocumentType::SoldierCard => ("118", "中国人民解放军士兵证", "Soldier's card"),
            DocumentType::ResidencePermitHkMoTw => {
                ("154", "港澳台居民居住证", "Residence permit for Hong Kong, Macao and Taiwan residents")
            }
            DocumentType::Passport => ("414", "普通护照", "Passport"),
            DocumentType::TravelPermitTaiwan => {
                ("511", "台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents")
            }
            DocumentType::TravelPermitHkMo => {
                ("516", "港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macao residents")
            }
            DocumentType::ForeignerPermanentResidence => {
                ("553", "外国人永久居留身份证", "Foreigner's permanent residence card")
            }
            DocumentType::CreditCode => ("990", "统一社会信用代码", "Unified social credit code"),
        }
    }

    /// Three digits of GA/T 2000.156.
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// Chinese name.
    pub const fn name(self) -> &'static str {
        self.row().1
    }

    /// English name.
    pub const fn name_en(self) -> &'static str {
        self.row().2
    }

    /// The type of these three digits.
    pub fn from_code(code: &str) -> Option<DocumentType> {
        DocumentType::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it names a person and not an organisation.
    pub const fn is_of_person(self) -> bool {
        !matches!(self, DocumentType::CreditCode)
    }
}

/// What is wrong with a number; the page says it beside the field and keeps what was typed (E5).
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Nothing was given.
    #[error("the number is empty")]
    Empty,
    /// A wrong number of characters.
    #[error("the number has {got} characters, not {expected}")]
    Length {
        /// Characters given, spaces and hyphens aside.
        got: usize,
        /// Characters it has.
        expected: &'static str,
    },
    /// A character that cannot stand there; position counted from 1.
    #[error("the character at position {position} cannot stand there")]
    Character {
        /// Counted from 1.
        position: usize,
    },
    /// The first two digits are no province.
    #[error("the first two digits are no province")]
    Province,
    /// The digits of the date are no day, or one in the future.
    #[error("the date of birth is no day")]
    BirthDate,
    /// The check character is wrong: 第 18 位不对，请再核对.
    #[error("the check character at position {position} is wrong")]
    CheckCharacter {
        /// Which position, counted from 1.
        position: usize,
    },
    /// Not a name, number or address of a bearable length, or it holds control characters.
    #[error("between {min} and {max} characters")]
    Bounds {
        /// At least.
        min: usize,
        /// At most.
        max: usize,
    },
}

/// Something to look at, which does not stop a case.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityWarning {
    /// The table does not know the six digits of the division.
    UnknownDivision,
    /// The check character is wrong as in credit codes of the early pilots, which were really issued.
    EarlyPilotCode,
    /// Fifteen digits of the first generation: taken, written with eighteen.
    FirstGeneration,
}

/// A document whose number was read and is right as far as a number can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityDocument {
    /// Its type.
    pub kind: DocumentType,
    /// The number in its one spelling: capital letters, no spaces, eighteen digits instead of fifteen.
    pub number: String,
    /// Day of birth, where the number tells it.
    pub born: Option<Day>,
    /// The six digits of the division, where the number tells them.
    pub division: Option<u32>,
    /// What to look at.
    pub warnings: Vec<IdentityWarning>,
}

impl IdentityDocument {
    /// Reads a number as typed or scanned: spaces and hyphens are dropped, full-width characters and small letters
    /// accepted.
    pub fn parse(
        kind: DocumentType,
        text: &str,
        divisions: &Divisions,
        today: Day,
    ) -> Result<IdentityDocument, IdentityError> {
        use DocumentType::*;
        let number = plain(text);
        if number.is_empty() {
            return Err(IdentityError::Empty);
        }
        match kind {
            ResidentCard | TemporaryResidentCard | HouseholdRegister => {
                resident(kind, number, divisions, today)
            }
            ResidencePermitHkMoTw => {
                if number.len() == 18
                    && !["810000", "820000", "830000"].iter().any(|place| number.starts_with(place))
                {
                    return Err(IdentityError::Province);
                }
                if number.len() != 18 {
                    return Err(IdentityError::Length { got: number.chars().count(), expected: "18" });
                }
                resident(kind, number, divisions, today)
            }
            TravelPermitHkMo => shaped(kind, number, &[9, 11], "9", |at, c| match at {
                0 => matches!(c, 'H' | 'M'),
                _ => c.is_ascii_digit(),
            }),
            TravelPermitTaiwan => shaped(kind, number, &[8, 10], "8", |_, c| c.is_ascii_digit()),
            BirthCertificate => shaped(kind, number, &[10], "10", |at, c| match at {
                0 => c.is_ascii_uppercase(),
                _ => c.is_ascii_digit(),
            }),
            ForeignerPermanentResidence => {
                shaped(kind, number, &[15, 18], "15 / 18", |_, c| c.is_ascii_alphanumeric())
            }
            Passport => {
                shaped(kind, number, &[5, 6, 7, 8, 9, 10, 11, 12], "5-12", |_, c| c.is_ascii_alphanumeric())
            }
            OfficerCard | ArmedPoliceCard | SoldierCard => {
                shaped(kind, number, &[6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], "6-18", |_, c| {
                    c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c)
                })
            }
            CreditCode => {
                let code = self::CreditCode::parse(&number)?;
                let warnings = if code.sound { Vec::new() } else { vec![IdentityWarning::EarlyPilotCode] };
                Ok(IdentityDocument {
                    kind,
                    number: code.text,
                    born: None,
                    division: Some(code.division),
                    warnings,
                })
            }
        }
    }
}

/// A unified social credit code (GB 32100).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditCode {
    /// The eighteen characters.
    pub text: String,
    /// Six digits of the registering division.
    pub division: u32,
    /// Whether both check characters are right; `false` only for codes of the early pilots.
    pub sound: bool,
}

impl CreditCode {
    /// Reads a code.  A wrong check character is an error, except for codes of the early pilots (organisation part
    /// beginning with `M0`), some of which were really issued with one: those are taken and marked.
    pub fn parse(text: &str) -> Result<CreditCode, IdentityError> {
        let text = plain(text);
        let got = text.chars().count();
        if got == 0 {
            return Err(IdentityError::Empty);
        }
        if got != 18 {
            return Err(IdentityError::Length { got, expected: "18" });
        }
        let wrong = |(at, c): (usize, char)| {
            let letter = c.is_ascii_uppercase() && !"IOSVZ".contains(c);
            let fits = if (2..8).contains(&at) { c.is_ascii_digit() } else { c.is_ascii_digit() || letter };
            (!fits).then_some(at + 1)
        };
        if let Some(position) = text.chars().enumerate().find_map(wrong) {
            return Err(IdentityError::Character { position });
        }
        let pilot = text[8..].starts_with("M0");
        let organisation = organisation_check(&text[8..16]) == text[16..].chars().next();
        let check = credit_check(&text[..17]) == text[17..].chars().next();
        let sound = organisation && check;
        if !sound && !pilot {
            return Err(IdentityError::CheckCharacter { position: if check { 17 } else { 18 } });
        }
        let division = text[2..8].parse().expect("six digits were checked");
        Ok(CreditCode { text, division, sound })
    }
}

/// A mobile telephone of the mainland: eleven digits, 13 to 19 first; the one-time code proves the rest.
pub fn mobile(text: &str) -> Result<String, IdentityError> {
    let number = plain(text);
    let number = number.strip_prefix("+86").unwrap_or(&number).to_owned();
    digits(&number, 11, "11")?;
    match number.as_bytes() {
        [b'1', b'3'..=b'9', ..] => Ok(number),
        [b'1', ..] => Err(IdentityError::Character { position: 2 }),
        _ => Err(IdentityError::Character { position: 1 }),
    }
}

/// A telephone of any kind, as people write it: 7 to 15 digits, area code and extension by hyphens.
pub fn telephone(text: &str) -> Result<String, IdentityError> {
    let text: String = text.trim().chars().map(narrow).filter(|c| *c != ' ').collect();
    if text.is_empty() {
        return Err(IdentityError::Empty);
    }
    if let Some(at) = text.chars().position(|c| !(c.is_ascii_digit() || c == '-' || c == '+')) {
        return Err(IdentityError::Character { position: at + 1 });
    }
    let got = text.chars().filter(char::is_ascii_digit).count();
    if (7..=15).contains(&got) { Ok(text) } else { Err(IdentityError::Length { got, expected: "7-15" }) }
}

/// A postal code: six digits.
pub fn postal_code(text: &str) -> Result<String, IdentityError> {
    let number = plain(text);
    digits(&number, 6, "6").map(|()| number)
}

/// A name of a person (1 to 50 characters) or of a firm (2 to 100; 申请者名称 an..100), trimmed, as written.
pub fn name(text: &str, kind: DocumentType) -> Result<String, IdentityError> {
    let (min, max) = if kind.is_of_person() { (1, 50) } else { (2, 100) };
    bounded(text, min, max)
}

/// A text of these bounds, trimmed; control characters are refused.
pub fn bounded(text: &str, min: usize, max: usize) -> Result<String, IdentityError> {
    let text = text.trim();
    let count = text.chars().count();
    if count < min || count > max || text.chars().any(char::is_control) {
        return Err(IdentityError::Bounds { min, max });
    }
    Ok(text.to_owned())
}

/// Drops spaces and hyphens, makes full-width characters narrow and small letters capital.
pub fn plain(text: &str) -> String {
    let kept = text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '—'));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// A number as it is compared with others: as [`plain`] has it, and without a remark in brackets at its end, as in `SC2026000123K（补打）`.
pub fn compared(text: &str) -> String {
    let mut number = plain(text);
    while number.ends_with([')', ']', '】', '〕']) {
        let Some(at) = number.rfind(['(', '[', '【', '〔']).filter(|at| *at > 0) else { break };
        number.truncate(at);
    }
    number
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn digits(number: &str, count: usize, expected: &'static str) -> Result<(), IdentityError> {
    let got = number.chars().count();
    if got == 0 {
        return Err(IdentityError::Empty);
    }
    if let Some(at) = number.chars().position(|c| !c.is_ascii_digit()) {
        return Err(IdentityError::Character { position: at + 1 });
    }
    if got == count { Ok(()) } else { Err(IdentityError::Length { got, expected }) }
}

fn shaped(
    kind: DocumentType,
    number: String,
    lengths: &[usize],
    expected: &'static str,
    fits: impl Fn(usize, char) -> bool,
) -> Result<IdentityDocument, IdentityError> {
    let got = number.chars().count();
    if !lengths.contains(&got) {
        return Err(IdentityError::Length { got, expected });
    }
    match number.chars().enumerate().find(|(at, c)| !fits(*at, *c)) {
        Some((at, _)) => Err(IdentityError::Character { position: at + 1 }),
        None => Ok(IdentityDocument { kind, number, born: None, division: None, warnings: Vec::new() }),
    }
}

fn resident(
    kind: DocumentType,
    mut number: String,
    divisions: &Divisions,
    today: Day,
) -> Result<IdentityDocument, IdentityError> {
    let got = number.chars().count();
    if got != 15 && got != 18 {
        return Err(IdentityError::Length { got, expected: "18" });
    }
    let fits = |(at, c): (usize, char)| c.is_ascii_digit() || (at == 17 && c == 'X');
    if let Some(at) = number.chars().enumerate().position(|place| !fits(place)) {
        return Err(IdentityError::Character { position: at + 1 });
    }
    let mut warnings = Vec::new();
    if got == 15 {
        number.insert_str(6, "19");
        number.extend(resident_check(&number));
        warnings.push(IdentityWarning::FirstGeneration);
    }
    let number_at = |from: usize, to: usize| number[from..to].parse::<u32>().expect("digits were checked");
    let division = number_at(0, 6);
    let permit = matches!(division, 810_000 | 820_000 | 830_000);
    match divisions.standing(division) {
        _ if permit => {}
        Standing::NoProvince => return Err(IdentityError::Province),
        Standing::Unknown => warnings.push(IdentityWarning::UnknownDivision),
        Standing::Current | Standing::Abolished => {}
    }
    let born = Day::from_ymd(number_at(6, 10) as i32, number_at(10, 12), number_at(12, 14));
    let born = born.filter(|day| day.ymd().0 >= 1850 && *day <= today).ok_or(IdentityError::BirthDate)?;
    if resident_check(&number[..17]) != number[17..].chars().next() {
        return Err(IdentityError::CheckCharacter { position: 18 });
    }
    Ok(IdentityDocument { kind, number, born: Some(born), division: Some(division), warnings })
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
