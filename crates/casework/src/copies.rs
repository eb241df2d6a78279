//! 收取数量: how many copies of each material row were kept on paper (E6; GB/T 39046).

use catalogue::RowSet;
use catalogue::id::ROWS_MAX;
use catalogue::item::Material;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Most copies of one row: the data set has two digits for them.
pub const COPIES_MAX: u8 = 99;

/// How many copies of each row were kept: of a fixed size, so that an event can carry it. It is written as pairs of row and
/// count; a row that was never counted has none.
#[derive(Copy, Clone, PartialEq, Eq)]
pub struct Copies([u8; ROWS_MAX as usize]);

impl Default for Copies {
    fn default() -> Copies {
        Copies([0; ROWS_MAX as usize])
    }
}

impl Copies {
    /// How many a list asks for of a row that is kept: one at least.
    pub fn asked(material: &Material) -> u8 {
        material.copies.clamp(1, COPIES_MAX)
    }

    /// These, and so many of one row, from 1 to [`COPIES_MAX`]; none where it is no row or no such number.
    pub fn with(mut self, row: u8, copies: u8) -> Option<Copies> {
        let count = self.0.get_mut(usize::from(row.checked_sub(1)?))?;
        *count = Some(copies).filter(|it| (1..=COPIES_MAX).contains(it))?;
        Some(self)
    }

    /// How many of a row; none where nobody counted it.
    pub fn of(&self, row: u8) -> Option<u8> {
        let count = self.0.get(usize::from(row.checked_sub(1)?))?;
        Some(*count).filter(|it| *it > 0)
    }

    /// Rows that were counted, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (u8, u8)> {
        (1..=ROWS_MAX).filter_map(|row| Some((row, self.of(row)?)))
    }

    /// Rows that were counted.
    pub fn rows(&self) -> RowSet {
        self.iter().fold(RowSet::EMPTY, |set, (row, _)| set.with(row).unwrap_or(set))
    }

    /// Whether no row was counted.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|it| *it == 0)
    }

    /// Both together, row by row: what came later lies beside what was there.
    pub(crate) fn plus(self, more: Copies) -> Copies {
        more.iter().fold(self, |all, (row, copies)| {
            let sum = all.of(row).unwrap_or(0).saturating_add(copies).min(COPIES_MAX);
            all.with(row, sum).unwrap_or(all)
        })
    }

    /// These, and of rows that nobody counted what was counted elsewhere.
    pub(crate) fn or(self, others: Copies) -> Copies {
        others.iter().fold(self, |all, (row, copies)| match all.of(row) {
            Some(_) => all,
            None => all.with(row, copies).unwrap_or(all),
        })
    }

    /// Those of these rows alone.
    pub(crate) fn among(self, rows: RowSet) -> Copies {
        let among = self.iter().filter(|(row, _)| rows.contains(*row));
        among.fold(Copies::default(), |all, (row, copies)| all.with(row, copies).unwrap_or(all))
    }
}

impl fmt::Debug for Copies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Serialize for Copies {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // A list, and no iterator: a binary form wants to know how long it is.
        self.iter().collect::<Vec<(u8, u8)>>().serialize(to)
    }
}

impl<'de> Deserialize<'de> for Copies {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Copies, D::Error> {
        let once = |all: Copies, (row, copies): (u8, u8)| match all.of(row) {
            Some(_) => None,
            None => all.with(row, copies),
        };
        let pairs: Vec<(u8, u8)> = Vec::deserialize(from)?;
        let all = pairs.into_iter().try_fold(Copies::default(), once);
        all.ok_or_else(|| de::Error::custom("copies of a row are 1 to 99, and each row is named once"))
    }
}
