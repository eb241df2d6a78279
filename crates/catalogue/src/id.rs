//! Identifiers that may stand in an event: short, plain, Copy, and never a person's own text.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Longest [`Code`] in bytes.
pub const CODE_BYTES_MAX: usize = 40;
/// Highest material row number of an item; [`RowSet`] has one bit for each.
pub const ROWS_MAX: u8 = 64;

/// A short code: 1 to 40 ASCII characters out of `A-Z a-z 0-9 . _ / -`.
///
/// It is `Copy` and of fixed size, so that events can carry it; it is not a place for anything a person typed.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    bytes: [u8; CODE_BYTES_MAX],
    len: u8,
}

/// Why a text is not a [`Code`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing was given.
    #[error("the code is empty")]
    Empty,
    /// More than 40 bytes, or another length than this kind of code has.
    #[error("the code has {0} bytes, which is too many")]
    TooLong(usize),
    /// A character outside `A-Z a-z 0-9 . _ / -`; its position counted from 1.
    #[error("the character at position {0} is not allowed in a code")]
    Character(usize),
    /// Not 64 hexadecimal digits.
    #[error("a digest is 64 hexadecimal digits")]
    Digest,
    /// A material row outside 1..=64.
    #[error("material row {0} is not between 1 and 64")]
    Row(u8),
}

impl Code {
    /// Reads a code; nothing is trimmed or corrected.
    pub const fn parse(text: &str) -> Result<Code, CodeError> {
        let from = text.as_bytes();
        if from.is_empty() {
            return Err(CodeError::Empty);
        }
        if from.len() > CODE_BYTES_MAX {
            return Err(CodeError::TooLong(from.len()));
        }
        let mut bytes = [0; CODE_BYTES_MAX];
        let mut at = 0;
        while at < from.len() {
            if !matches!(from[at], b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'/' | b'-') {
                return Err(CodeError::Character(at + 1));
            }
            bytes[at] = from[at];
            at += 1;
        }
        Ok(Code { bytes, len: from.len() as u8 })
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len as usize]).expect("only ASCII is ever stored")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Code {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Code, CodeError> {
        Code::parse(text)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Code, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Code;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code of 1 to 40 plain characters")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Code, E> {
                Code::parse(text).map_err(E::custom)
            }
        }
        from.deserialize_str(Text)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Code);

        impl $name {
            /// Reads the code.
            pub const fn parse(text: &str) -> Result<$name, CodeError> {
                match Code::parse(text) {
                    Ok(code) => Ok($name(code)),
                    Err(why) => Err(why),
                }
            }
            /// The code as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<$name, CodeError> {
                $name::parse(text)
            }
        }
    )+};
}

codes! {
    /// 实施编码 of a service item: 31 characters (domain.md 2.8); checked by [`crate::number::ItemCodeParts`].
    ItemCode,
    /// A unit of the division, such as `sc` for the market regulation bureau.
    UnitCode,
    /// An account, named after its job, such as `agent.sc`.
    PersonId,
    /// A window of the hall, such as `w2`.
    WindowId,
    /// 办件编号: the one number a case has inside (C15).
    CaseId,
    /// A first contact (R76).
    ContactId,
    /// A finding of a monitoring point (R143).
    FindingId,
    /// An urging notice, a supervision order, a rectification notice or a circular (R101, R102, R104).
    OrderId,
    /// A dual-random draw (R170).
    DrawId,
    /// A rating, from its invitation on (N47).
    RatingId,
    /// A return visit, an open or a secret visit (R150, R155).
    FollowUpId,
    /// A complaint, or a report of corruption (R152, C32).
    ComplaintId,
    /// A spot check of somebody from outside (E29, R46).
    SpotId,
    /// A round of inspection (R120).
    InspectionId,
    /// A questionnaire, a symposium or an open day (R158).
    SurveyId,
    /// A list from outside held against what was handled here (A31).
    ReconciliationId,
    /// A step of an item's procedure, such as `site-check`.
    StepCode,
    /// A ground or reason an item lists by article (C4, N19).
    GroundCode,
    /// A division: six digits of GB/T 2260, or more for towns and villages.
    DivisionCode,
    /// A letter of delegation (R52).
    DelegationId,
}

/// SHA-256 of a published body or of sealed bytes; serialises as 64 hexadecimal digits.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Digest, CodeError> {
        let from = text.as_bytes();
        if from.len() != 64 {
            return Err(CodeError::Digest);
        }
        let nibble = |byte: u8| (byte as char).to_digit(16).map(|n| n as u8).ok_or(CodeError::Digest);
        let mut bytes = [0; 32];
        for (to, pair) in bytes.iter_mut().zip(from.chunks_exact(2)) {
            *to = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Digest(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        if !from.is_human_readable() {
            return Ok(Digest(Deserialize::deserialize(from)?));
        }
        Digest::parse(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// A set of material rows (numbers 1 to 64) of one item revision; serialises as a list of row numbers.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RowSet(u64);

impl RowSet {
    /// No row.
    pub const EMPTY: RowSet = RowSet(0);

    /// Rows 1 to `rows`; at most 64.
    pub const fn full(rows: u8) -> RowSet {
        match rows {
            0 => RowSet(0),
            1..ROWS_MAX => RowSet((1 << rows) - 1),
            _ => RowSet(u64::MAX),
        }
    }

    /// The set of these rows, or the first number that is no row.
    pub fn of(rows: &[u8]) -> Result<RowSet, CodeError> {
        rows.iter().try_fold(RowSet::EMPTY, |set, &row| set.with(row))
    }

    /// This set and one row more.
    pub const fn with(self, row: u8) -> Result<RowSet, CodeError> {
        match row {
            1..=ROWS_MAX => Ok(RowSet(self.0 | 1 << (row - 1))),
            _ => Err(CodeError::Row(row)),
        }
    }

    /// This set less one row.
    pub const fn without(self, row: u8) -> RowSet {
        match row {
            1..=ROWS_MAX => RowSet(self.0 & !(1 << (row - 1))),
            _ => self,
        }
    }

    /// Whether the row is in the set.
    pub const fn contains(self, row: u8) -> bool {
        matches!(row, 1..=ROWS_MAX) && self.0 >> (row - 1) & 1 == 1
    }

    /// Rows in either set.
    pub const fn union(self, other: RowSet) -> RowSet {
        RowSet(self.0 | other.0)
    }

    /// Rows in both sets.
    pub const fn intersection(self, other: RowSet) -> RowSet {
        RowSet(self.0 & other.0)
    }

    /// Rows of this set that are not in the other.
    pub const fn difference(self, other: RowSet) -> RowSet {
        RowSet(self.0 & !other.0)
    }

    /// Whether every row of this set is in the other.
    pub const fn is_subset(self, other: RowSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether no row is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many rows are in the set.
    pub const fn len(self) -> u8 {
        self.0.count_ones() as u8
    }

    /// The rows in ascending order.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (1..=ROWS_MAX).filter(move |&row| self.contains(row))
    }
}

impl fmt::Debug for RowSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for RowSet {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_seq(self.iter()) } else { self.0.serialize(to) }
    }
}

impl<'de> Deserialize<'de> for RowSet {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<RowSet, D::Error> {
        struct Rows;
        impl<'de> de::Visitor<'de> for Rows {
            type Value = RowSet;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of material rows between 1 and 64")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut rows: A) -> Result<RowSet, A::Error> {
                let mut set = RowSet::EMPTY;
                while let Some(row) = rows.next_element()? {
                    set = set.with(row).map_err(de::Error::custom)?;
                }
                Ok(set)
            }
        }
        if !from.is_human_readable() {
            return Ok(RowSet(Deserialize::deserialize(from)?));
        }
        from.deserialize_seq(Rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_plain_short_and_never_a_persons_text() {
        assert_eq!(Code::parse("agent.sc").map(|code| code.as_str().to_owned()), Ok("agent.sc".into()));
        assert_eq!(Code::parse(""), Err(CodeError::Empty));
        assert_eq!(Code::parse("王承办"), Err(CodeError::Character(1)));
        assert_eq!(Code::parse("a b"), Err(CodeError::Character(2)));
        assert_eq!(Code::parse(&"a".repeat(41)), Err(CodeError::TooLong(41)));
        assert!(Code::parse(&"a".repeat(40)).is_ok());
    }

    #[test]
    fn codes_sort_as_their_text_does() {
        let mut texts = ["w2", "w10", "W", "a", "a.b", "a-b", "aa"];
        let mut codes = texts.map(|text| Code::parse(text).expect("a plain code"));
        texts.sort_unstable();
        codes.sort_unstable();
        assert_eq!(codes.map(|code| code.as_str().to_owned()), texts.map(str::to_owned));
    }

    #[test]
    fn codes_digests_and_rows_come_back_from_json_as_they_were() {
        let unit = UnitCode::parse("sc").expect("a plain code");
        assert_eq!(serde_json::to_string(&unit).expect("a string"), "\"sc\"");
        assert!(serde_json::from_str::<UnitCode>("\"市监\"").is_err());
        let digest = Digest(std::array::from_fn(|n| n as u8 * 7));
        let json = serde_json::to_string(&digest).expect("a string");
        assert_eq!(serde_json::from_str::<Digest>(&json).expect("hex"), digest);
        assert!(serde_json::from_str::<Digest>("\"00\"").is_err());
        let rows = RowSet::of(&[64, 1, 3]).expect("three rows");
        assert_eq!(serde_json::to_string(&rows).expect("a list"), "[1,3,64]");
        assert_eq!(serde_json::from_str::<RowSet>("[3,64,1]").expect("a list"), rows);
        assert!(serde_json::from_str::<RowSet>("[0]").is_err());
        assert!(serde_json::from_str::<RowSet>("[65]").is_err());
    }

    #[test]
    fn sets_of_rows_obey_the_laws_of_sets() {
        let all = RowSet::full(64);
        assert_eq!((all.len(), RowSet::full(0), RowSet::full(3).len()), (64, RowSet::EMPTY, 3));
        let odd = RowSet::of(&[1, 3, 5]).expect("rows");
        let low = RowSet::full(3);
        assert_eq!(odd.union(low), RowSet::of(&[1, 2, 3, 5]).expect("rows"));
        assert_eq!(odd.intersection(low), RowSet::of(&[1, 3]).expect("rows"));
        assert_eq!(odd.difference(low), RowSet::of(&[5]).expect("rows"));
        assert!(odd.intersection(low).is_subset(odd) && !odd.is_subset(low));
        assert_eq!(odd.without(3).iter().collect::<Vec<_>>(), [1, 5]);
        assert_eq!(odd.with(0), Err(CodeError::Row(0)));
        assert!(!odd.contains(0) && !odd.contains(65));
    }
}
