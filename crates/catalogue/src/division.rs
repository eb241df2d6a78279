//! Administrative divisions of GB/T 2260: which six digits are a division today, which were one, and what became of them.
//!
//! The table knows that a code was abolished and its successors, not the year; so a number whose division came into
//! force only after the holder was born is not told apart.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One line for each four digits: `1101 01东城区 03-崇文区>01`; a minus marks an abolished code, successors follow `>`.
const TABLE: &str = include_str!("../data/divisions.txt");

/// A table of divisions; the built-in one, or that with additions for demonstration and training.
#[derive(Clone, Debug)]
pub struct Divisions {
    known: BTreeMap<u32, Division>,
}

/// One division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its name without that of the division above.
    pub name: Cow<'static, str>,
    /// `None` while in force; else the codes that took its place, where known.
    pub replaced_by: Option<Vec<u32>>,
}

/// What the table says of six digits.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In force today.
    Current,
    /// Was a division once.
    Abolished,
    /// The province is known, the rest is not: an error of the table or of the number; warn.
    Unknown,
    /// Not even the province exists.
    NoProvince,
}

impl Divisions {
    /// The divisions of GB/T 2260 as of April 2026, and those abolished before.
    pub fn built_in() -> &'static Divisions {
        static BUILT_IN: OnceLock<Divisions> = OnceLock::new();
        BUILT_IN.get_or_init(|| Divisions { known: TABLE.lines().flat_map(read_line).collect() })
    }

    /// This table and one division more: a county that exists only for demonstration or training.
    pub fn with(&self, code: u32, name: &str) -> Divisions {
        let mut known = self.known.clone();
        known.insert(code, Division { name: Cow::Owned(name.to_owned()), replaced_by: None });
        Divisions { known }
    }

    /// The division of that code.
    pub fn get(&self, code: u32) -> Option<&Division> {
        self.known.get(&code)
    }

    /// How a code stands.
    pub fn standing(&self, code: u32) -> Standing {
        match self.known.get(&code) {
            Some(Division { replaced_by: None, .. }) => Standing::Current,
            Some(_) => Standing::Abolished,
            None => {
                let first = code / 10_000 * 10_000;
                match self.known.range(first..first + 10_000).next() {
                    Some(_) => Standing::Unknown,
                    None => Standing::NoProvince,
                }
            }
        }
    }

    /// Province, city and county in one: 广东省深圳市罗湖区; names that only say 市辖区 are left out.
    pub fn full_name(&self, code: u32) -> Option<String> {
        let own = self.known.get(&code)?;
        let mut name = String::new();
        for above in [code / 10_000 * 10_000, code / 100 * 100] {
            if let Some(division) = self.known.get(&above).filter(|_| above != code)
                && !matches!(division.name.as_ref(), "市辖区" | "县")
            {
                name.push_str(&division.name);
            }
        }
        name.push_str(&own.name);
        Some(name)
    }

    /// How many codes the table knows, abolished ones included.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether the table is empty; the built-in one never is.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Divisions in force directly under a province or city, in the order of their codes.
    pub fn under(&self, code: u32) -> impl Iterator<Item = (u32, &Division)> {
        let step = if code.is_multiple_of(10_000) { 10_000 } else { 100 };
        let below = self.known.range(code + 1..code + step).map(|(code, division)| (*code, division));
        below.filter(move |(below, division)| {
            division.replaced_by.is_none() && (step == 100 || below.is_multiple_of(100))
        })
    }
}

fn read_line(line: &'static str) -> impl Iterator<Item = (u32, Division)> {
    let (prefix, entries) = line.split_once(' ').expect("each line has its four digits and a space");
    entries.split(' ').map(move |entry| {
        let (digits, rest) = entry.split_at(2);
        let (name, replaced_by) = match rest.strip_prefix('-') {
            None => (rest, None),
            Some(rest) => {
                let (name, successors) = rest.split_once('>').unwrap_or((rest, ""));
                let codes = successors.split(',').filter(|code| !code.is_empty());
                (
                    name,
                    Some(
                        codes
                            .map(|code| read_code(if code.len() == 2 { prefix } else { "" }, code))
                            .collect(),
                    ),
                )
            }
        };
        (read_code(prefix, digits), Division { name: Cow::Borrowed(name), replaced_by })
    })
}

fn read_code(prefix: &str, digits: &str) -> u32 {
    format!("{prefix}{digits}").parse().expect("the table holds digits where digits belong")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_places_of_today_and_what_became_of_those_before() {
        let table = Divisions::built_in();
        assert!(table.len() > 7000, "{}", table.len());
        assert_eq!(table.full_name(440303).as_deref(), Some("广东省深圳市罗湖区"));
        assert_eq!(table.full_name(110108).as_deref(), Some("北京市海淀区"));
        assert_eq!(table.full_name(610924).as_deref(), Some("陕西省安康市紫阳县"));
        assert_eq!(table.standing(110103), Standing::Abolished);
        assert_eq!(table.get(110103).and_then(|old| old.replaced_by.clone()), Some(vec![110101]));
        assert_eq!(table.standing(370215), Standing::Current);
        assert_eq!(table.standing(370282), Standing::Abolished);
        assert_eq!(table.standing(235407), Standing::Unknown);
        assert_eq!(table.standing(160101), Standing::NoProvince);
        assert!(table.under(610900).any(|(code, county)| code == 610924 && county.name == "紫阳县"));
    }

    #[test]
    fn the_demonstration_county_is_known_only_where_it_was_added() {
        let real = Divisions::built_in();
        assert_eq!(real.standing(990121), Standing::NoProvince);
        let demonstration = real.with(990121, "澄禾县");
        assert_eq!(demonstration.standing(990121), Standing::Current);
        assert_eq!(demonstration.standing(990122), Standing::Unknown);
        assert_eq!(real.standing(990121), Standing::NoProvince);
    }
}
