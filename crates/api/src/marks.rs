//! What was done with each row of a list of materials, as programs say it: the marks, and how many copies stay (E6, N55).

use casework::{COPIES_MAX, Copies, MaterialMarks};
use centre::act::{FieldProblem, FieldWhy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::intake::{problem, rows};

/// The marks of material rows (E6, N55); a row may bear more than one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// 原件已核对退回.
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    original_seen: Vec<u8>,
    /// 留存.
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    copy_kept: Vec<u8>,
    /// 共享查询.
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    looked_up: Vec<u8>,
    /// 告知承诺: a signed commitment takes the place of the paper (N55).
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    committed: Vec<u8>,
    /// 收取数量 of rows among `copy_kept`; of a row that is left out as many as the list asks for, or as lie there of what
    /// comes from an earlier case.
    #[serde(default)]
    #[schemars(length(max = 64))]
    copies: Vec<RowCopies>,
}

/// How many copies of a row are kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowCopies {
    /// The row of the item.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// How many.
    #[schemars(range(min = 1, max = 99))]
    pub count: u8,
}

impl Marks {
    /// The marks as the rules take them.
    pub fn read(&self) -> Result<MaterialMarks, FieldProblem> {
        let marks = MaterialMarks {
            original_seen: rows("marks.original_seen", &self.original_seen)?,
            copy_kept: rows("marks.copy_kept", &self.copy_kept)?,
            looked_up: rows("marks.looked_up", &self.looked_up)?,
            committed: rows("marks.committed", &self.committed)?,
            copies: copies("marks.copies", &self.copies)?,
        };
        if marks.copies.rows().is_subset(marks.copy_kept) {
            Ok(marks)
        } else {
            Err(problem("marks.copies", FieldWhy::NotAChoice))
        }
    }
}

/// Copies by row; each row is named once.
pub fn copies(field: &str, rows: &[RowCopies]) -> Result<Copies, FieldProblem> {
    rows.iter().try_fold(Copies::default(), |all, it| {
        let bounds = || problem(field, FieldWhy::OutOfBounds(1, u32::from(COPIES_MAX)));
        let known = (1..=64).contains(&it.row) && all.of(it.row).is_none();
        match known {
            true => all.with(it.row, it.count).ok_or_else(bounds),
            false => Err(problem(field, FieldWhy::NotAChoice)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // E6: a row is counted once, from 1 to 99, and only what is kept.
    #[test]
    fn copies_are_counted_of_rows_that_are_kept() {
        let read = |copies: &[(u8, u8)]| {
            let copies = copies.iter().map(|(row, count)| RowCopies { row: *row, count: *count }).collect();
            let none = Vec::new;
            Marks {
                original_seen: vec![2],
                copy_kept: vec![1, 64],
                looked_up: none(),
                committed: none(),
                copies,
            }
            .read()
        };
        let right = read(&[(64, 99), (1, 1)]).expect("both are kept").copies;
        assert_eq!(right.iter().collect::<Vec<_>>(), [(1, 1), (64, 99)]);
        assert!(read(&[]).expect("nobody has to count").copies.is_empty());
        let bounds = FieldWhy::OutOfBounds(1, 99);
        for (wrong, why) in [
            (&[(1, 0)][..], bounds.clone()),
            (&[(1, 100)], bounds),
            (&[(2, 1)], FieldWhy::NotAChoice),
            (&[(0, 1)], FieldWhy::NotAChoice),
            (&[(65, 1)], FieldWhy::NotAChoice),
            (&[(1, 1), (1, 2)], FieldWhy::NotAChoice),
        ] {
            assert_eq!(read(wrong), Err(problem("marks.copies", why)), "{wrong:?}");
        }
    }
}
