//! Tables as a workbook of a spreadsheet program (`.xlsx`), with a chart where a column wants one.
//!
//! A leaf: it knows nothing of cases. Text is text, also where it begins like a formula; a share is a number that the program
//! shows in percent, so that whoever opens the file computes on.

use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// Characters of a sheet's name.
const NAME_CHARS_MAX: usize = 31;
/// Characters of one cell.
const CELL_CHARS_MAX: usize = 32_767;
/// Rows of one sheet; more is no report.
pub const ROWS_MAX: usize = 100_000;
/// Columns of one sheet.
pub const COLUMNS_MAX: usize = 200;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Count(i64),
    /// A share of 1, shown in percent with two places.
    Share(f64),
    /// Points, shown with two places.
    Points(f64),
    /// Nothing.
    Empty,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name at the foot; characters that no name may have are left out.
    pub name: String,
    /// What it is, in its first row.
    pub title: String,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The column that is drawn as bars beside the table.
    pub bars: Option<usize>,
}

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// More rows or columns than a report has.
    #[error("a sheet has more than {ROWS_MAX} rows or {COLUMNS_MAX} columns")]
    TooLarge,
    /// No sheet at all, or two of the same name.
    #[error("a workbook has sheets, and each a name of its own")]
    Names,
    /// The writer failed.
    #[error("the workbook cannot be written: {0}")]
    Writer(#[from] XlsxError),
}

/// The bytes of the file. The same sheets and day give the same bytes.
pub fn xlsx(
    title: &str,
    (year, month, day): (i32, u32, u32),
    sheets: &[Sheet],
) -> Result<Vec<u8>, WorkbookError> {
    let names: Vec<String> = sheets.iter().map(|sheet| name_of(&sheet.name)).collect();
    let mut known: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    known.sort();
    if sheets.is_empty() || names.iter().any(String::is_empty) || known.windows(2).any(|two| two[0] == two[1])
    {
        return Err(WorkbookError::Names);
    }
    let mut workbook = Workbook::new();
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), small(month), small(day))?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for (sheet, name) in sheets.iter().zip(&names) {
        let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0).max(sheet.head.len());
        if sheet.rows.len() > ROWS_MAX || columns > COLUMNS_MAX {
            return Err(WorkbookError::TooLarge);
        }
        write(workbook.add_worksheet(), sheet, name)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn name_of(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|it| !"[]:*?/\\'".contains(*it) && !it.is_control())
        .take(NAME_CHARS_MAX)
        .collect();
    name.trim().to_owned()
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARS_MAX).collect()
}

/// How wide a column is: a Chinese character takes twice the room of a digit.
fn width(text: &str) -> f64 {
    text.chars().map(|it| if it.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// Row and column as the writer counts them; both are bounded before.
fn row(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn write(page: &mut Worksheet, sheet: &Sheet, name: &str) -> Result<(), XlsxError> {
    page.set_name(name)?;
    let title = Format::new().set_bold().set_font_size(14);
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let percent = Format::new().set_num_format("0.00%");
    let places = Format::new().set_num_format("0.00");
    page.write_string_with_format(0, 0, cut(&sheet.title), &title)?;
    for (place, words) in sheet.head.iter().enumerate() {
        page.write_string_with_format(1, column(place), cut(words), &head)?;
    }
    let mut widths: Vec<f64> = sheet.head.iter().map(|words| width(words).min(14.0)).collect();
    for (line, cells) in sheet.rows.iter().enumerate() {
        for (place, cell) in cells.iter().enumerate() {
            let (line, place) = (row(line + 2), column(place));
            match cell {
                Cell::Text(words) => drop(page.write_string(line, place, cut(words))?),
                // Exact up to 2^53, and no centre counts further.
                Cell::Count(count) => drop(page.write_number(line, place, *count as f64)?),
                Cell::Share(share) => drop(page.write_number_with_format(line, place, *share, &percent)?),
                Cell::Points(points) => drop(page.write_number_with_format(line, place, *points, &places)?),
                Cell::Empty => {}
            }
            if let (Cell::Text(words), Some(wide)) = (cell, widths.get_mut(usize::from(place))) {
                *wide = wide.max(width(words).min(60.0));
            }
        }
    }
    for (place, wide) in widths.iter().enumerate() {
        page.set_column_width(column(place), wide + 2.0)?;
    }
    page.set_freeze_panes(2, 1)?;
    if let (Some(bars), true) = (sheet.bars, !sheet.rows.is_empty()) {
        let last = row(sheet.rows.len() + 1);
        let mut chart = Chart::new(ChartType::Bar);
        let series = chart.add_series();
        series.set_categories((name, 2, 0, last, 0)).set_values((name, 2, column(bars), last, column(bars)));
        if let Some(words) = sheet.head.get(bars) {
            series.set_name(words.as_str());
            chart.title().set_name(words.as_str());
        }
        chart.legend().set_hidden();
        // The first row of the table is the highest bar.
        chart.y_axis().set_reverse();
        page.insert_chart(row(sheet.rows.len() + 3), 0, &chart)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    /// A part of the file, unpacked.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
        let mut text = String::new();
        archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("it is text");
        text
    }

    fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet {
            name: name.to_owned(),
            title: "2026年10月".to_owned(),
            head: vec!["单位".to_owned(), "办结".to_owned(), "按时办结率".to_owned()],
            rows,
            bars: Some(2),
        }
    }

    #[test]
    fn figures_are_numbers_words_are_words_and_the_same_sheets_give_the_same_bytes() {
        let text = "=HYPERLINK(\"evil\")";
        let rows = vec![
            vec![Cell::Text("市场监管局".to_owned()), Cell::Count(57_323), Cell::Share(0.9967)],
            vec![Cell::Text(text.to_owned()), Cell::Count(-3), Cell::Empty],
        ];
        let sheets = [sheet("办件", rows), sheet("空", Vec::new())];
        let bytes = xlsx("月报", (2026, 11, 1), &sheets).expect("it is written");
        assert_eq!(bytes, xlsx("月报", (2026, 11, 1), &sheets).expect("again"));
        let book = part(&bytes, "xl/workbook.xml");
        assert!(book.contains("name=\"办件\"") && book.contains("name=\"空\""), "{book}");
        let first = part(&bytes, "xl/worksheets/sheet1.xml");
        for cell in ["<c r=\"B3\"><v>57323</v></c>", "<v>0.9967</v>", "<c r=\"B4\"><v>-3</v></c>"] {
            assert!(first.contains(cell), "{cell}: {first}");
        }
        // Text stays text, however it begins, and what is empty has no cell.
        assert!(!first.contains("<f>") && !first.contains("r=\"C4\""), "{first}");
        let strings = part(&bytes, "xl/sharedStrings.xml");
        assert!(strings.contains("=HYPERLINK(") && strings.contains("2026年10月"), "{strings}");
        let chart = part(&bytes, "xl/charts/chart1.xml");
        assert!(chart.contains("$C$3:$C$4"), "the bars are those of the third column: {chart}");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let none = |sheets: &[Sheet]| xlsx("", (2026, 11, 1), sheets).expect_err("it is refused").to_string();
        assert!(none(&[]).contains("sheets"));
        assert!(none(&[sheet("[]", Vec::new())]).contains("name"));
        assert!(none(&[sheet("a", Vec::new()), sheet("A", Vec::new())]).contains("name"));
        let wide = vec![vec![Cell::Empty; COLUMNS_MAX + 1]];
        assert!(none(&[sheet("a", wide)]).contains("columns"));
        let long = "很长的名字/".repeat(20);
        assert!(xlsx("", (2026, 11, 1), &[sheet(&long, Vec::new())]).is_ok(), "a long name is cut");
    }
}
