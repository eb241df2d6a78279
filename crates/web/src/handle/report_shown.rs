//! What stands in a cell of a report: on a page with what a share was counted from, on paper above it, in a workbook as a number (M7).

use oversight::figure::{Share, WHOLE_MIN};
use workbook::Cell;

use super::report_seldom::MARK;
use super::{assessment_words, figures};
use pages::text::Text;

/// Digits of part and whole that stand in one line of a narrow column.
const COUNTED_CHARS: usize = 8;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Words.
    Text(String),
    /// A count.
    Count(i64),
    /// A share.
    Share(Share),
    /// A share that is seldom met (F27).
    Seldom(Share),
    /// Points, in hundredths.
    Points(u32),
}

impl Shown {
    /// With what a share was counted from.
    pub fn long(&self, text: Text) -> String {
        match self {
            Shown::Share(share) => figures::share(text, *share),
            Shown::Seldom(share) => figures::share(text, *share) + MARK,
            Shown::Points(points) => assessment_words::points(*points),
            other => other.short(),
        }
    }

    /// For a narrow column of a paper: a share above what it was counted from (M7), which is broken where it is long.
    pub fn printed(&self) -> String {
        let (share, mark) = match self {
            Shown::Share(share) => (share, ""),
            Shown::Seldom(share) => (share, MARK),
            other => return other.short(),
        };
        let Some(percent) = share.percent() else { return self.short() };
        let (part, whole) = (share.part.to_string(), share.whole.to_string());
        let gap = if part.len() + whole.len() > COUNTED_CHARS { "\n" } else { "" };
        format!("{percent}{mark}\n{part}{gap}/{whole}")
    }

    /// As short as can be.
    pub fn short(&self) -> String {
        match self {
            Shown::Text(words) => words.clone(),
            Shown::Count(count) => count.to_string(),
            Shown::Share(share) => share.percent().unwrap_or_else(|| "—".to_owned()),
            Shown::Seldom(share) => Shown::Share(*share).short() + MARK,
            Shown::Points(points) if points.is_multiple_of(100) => (points / 100).to_string(),
            Shown::Points(points) => assessment_words::points(*points),
        }
    }

    /// For a workbook.
    pub fn cell(&self) -> Cell {
        match self {
            Shown::Text(words) => Cell::Text(words.clone()),
            Shown::Count(count) => Cell::Count(*count),
            Shown::Points(points) => Cell::Points(f64::from(*points) / 100.0),
            Shown::Share(share) | Shown::Seldom(share) => match share.basis_points() {
                Some(points) if share.whole >= WHOLE_MIN => {
                    Cell::Share(f64::from(u32::try_from(points).unwrap_or(u32::MAX)) / 10_000.0)
                }
                _ => Cell::Empty,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // M7: no rate on paper without what it was counted from, and none of a few.
    #[test]
    fn a_rate_on_paper_stands_above_its_counts() {
        let printed = |part, whole| Shown::Share(Share { part, whole }).printed();
        assert_eq!(printed(9, 9), "—");
        assert_eq!(printed(9, 10), "90.00%\n9/10");
        assert_eq!(printed(1_386, 1_391), "99.64%\n1386/1391");
        assert_eq!(printed(57_323, 57_514), "99.67%\n57323\n/57514", "broken where it is long");
        assert_eq!(Shown::Seldom(Share { part: 30, whole: 30 }).printed(), "100.00%※\n30/30");
        assert_eq!(Shown::Count(3).printed(), "3");
    }

    // What a chart draws is read from the cell (chart.js): the number stands first and bare, and a rate is known by its percent.
    #[test]
    fn a_cell_on_a_page_begins_with_its_number() {
        let long = |shown: Shown| shown.long(Text::Chinese);
        assert_eq!(long(Shown::Count(12_345)), "12345");
        assert_eq!(long(Shown::Share(Share { part: 57_323, whole: 57_514 })), "99.67%（57323/57514）");
        assert_eq!(long(Shown::Seldom(Share { part: 30, whole: 30 })), "100.00%（30/30）※");
        assert_eq!(long(Shown::Share(Share { part: 9, whole: 9 })), "—", "too few: no bar");
        assert!(Shown::Share(Share { part: 9, whole: 10 }).long(Text::English).starts_with("90.00% "));
    }
}
