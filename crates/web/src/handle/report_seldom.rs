//! Rates that are seldom met get a mark and a note, and what they were counted from can be downloaded (F27).

use catalogue::Organisation;
use oversight::figure::Share;
use oversight::report::{Line, Table};
use workbook::{Cell, Sheet};

use super::record_list::heads;
use super::report_sheet::{self, ReportSheet, SheetTable, Shown};
use super::report_words;
use pages::text::Text;

/// Stands beside such a rate; the note says what it means.
pub const MARK: &str = "※";

/// The rows of a table by unit, all together first, with the rates marked that are seldom met: each unit beside the others,
/// all together by itself.
pub fn marked(mut rows: Vec<Vec<Shown>>) -> Vec<Vec<Shown>> {
    let share = |row: &[Shown], column: usize| match row.get(column) {
        Some(Shown::Share(share)) => Some(*share),
        _ => None,
    };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut seldom = Vec::new();
    for column in 0..columns {
        for (place, row) in rows.iter().enumerate() {
            let Some(own) = share(row, column) else { continue };
            let beside = |other: &usize| place > 0 && *other > 0 && *other != place;
            let others: Vec<Share> =
                (0..rows.len()).filter(beside).filter_map(|other| share(&rows[other], column)).collect();
            seldom.extend(own.is_seldom(&others).then_some((place, column, own)));
        }
    }
    for (place, column, share) in seldom {
        rows[place][column] = Shown::Seldom(share);
    }
    rows
}

/// The tables by unit that bear marks.
const BY_UNIT: [&str; 3] = ["report-cases", "report-ways", "report-items"];

/// A report with its rates marked.
pub fn sheet(text: Text, organisation: &Organisation, table: &Table) -> ReportSheet {
    let mut sheet = report_sheet::sheet(text, organisation, table);
    for table in sheet.tables.iter_mut().filter(|it| BY_UNIT.contains(&it.id)) {
        table.rows = marked(std::mem::take(&mut table.rows));
    }
    sheet
}

/// The note, where something bears the mark; nothing otherwise.
pub fn note<'a>(text: Text, rows: impl IntoIterator<Item = &'a Vec<Shown>>) -> String {
    let some = rows.into_iter().flatten().any(|it| matches!(it, Shown::Seldom(_)));
    if some { text.t("※ 数值少见，原始计数见下载。").to_owned() } else { String::new() }
}

/// The row of a workbook that names them, since a number bears no mark; nothing where there is none.
pub fn named(text: Text, table: &SheetTable) -> Option<Vec<Cell>> {
    let named: Vec<String> = table
        .rows
        .iter()
        .flat_map(|row| {
            let unit = row.first().map_or_else(String::new, Shown::short);
            let seldom = row.iter().zip(&table.head).filter(|(it, _)| matches!(it, Shown::Seldom(_)));
            seldom.map(move |(_, head)| [unit.as_str(), head.as_str()].join(text.gap())).collect::<Vec<_>>()
        })
        .collect();
    let words = || text.f("数值少见，原始计数见最后一张表：{what}", [("what", &named.join(text.comma()))]);
    (!named.is_empty()).then(|| vec![Cell::Text(words())])
}

/// Every count of an edition as it stands, unit by unit.
pub fn counts(text: Text, organisation: &Organisation, heading: &str, table: &Table) -> Sheet {
    let row = |Line(unit, word, count): &Line| {
        vec![
            Cell::Text(report_sheet::unit(text, organisation, unit)),
            Cell::Text(report_words::word(text, word)),
            Cell::Text(word.clone()),
            Cell::Count(*count),
        ]
    };
    Sheet {
        name: text.t("原始计数").to_owned(),
        title: heading.to_owned(),
        head: heads(text, &["单位", "哪个数", "代码", "计数"]),
        rows: table.lines().iter().map(row).collect(),
        bars: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, part: u64, whole: u64) -> Vec<Shown> {
        vec![Shown::Text(name.to_owned()), Shown::Count(1), Shown::Share(Share { part, whole })]
    }

    fn seldom(rows: &[Vec<Shown>]) -> Vec<usize> {
        let is = |row: &Vec<Shown>| row.iter().any(|it| matches!(it, Shown::Seldom(_)));
        rows.iter().enumerate().filter(|(_, row)| is(row)).map(|(place, _)| place).collect()
    }

    // F27: all of thirty is to be looked at, in the line of all as well; and nothing else of the row is touched
    #[test]
    fn a_rate_of_all_is_marked_and_the_note_stands_below() {
        let rows = marked(vec![row("合计", 60, 60), row("一", 29, 29), row("二", 30, 30), row("三", 0, 31)]);
        assert_eq!(seldom(&rows), [0, 2, 3]);
        assert_eq!(rows[2][2].short(), "100.00%※");
        assert_eq!(rows[2][2].long(Text::Chinese), "100.00%（30/30）※");
        let plain = Shown::Share(Share { part: 30, whole: 30 });
        assert_eq!(rows[2][2].cell(), plain.cell(), "a workbook keeps the number");
        assert_eq!(note(Text::Chinese, &rows), "※ 数值少见，原始计数见下载。");
        assert_eq!(note(Text::Chinese, &rows[1..2]), "");
    }

    // F27: a unit is put beside the other units, and never beside all together, of which it is part
    #[test]
    fn a_rate_far_from_the_other_units_is_marked() {
        let mut rows = vec![row("合计", 500, 600)];
        rows.extend([88, 89, 90, 91, 92].map(|part| row("别的", part, 100)));
        assert_eq!(seldom(&marked(rows.clone())), [] as [usize; 0]);
        rows.push(row("远的", 50, 100));
        assert_eq!(seldom(&marked(rows)), [6]);
    }

    #[test]
    fn a_workbook_names_what_is_seldom_below_its_table() {
        let table = |rows| SheetTable {
            id: "report-cases",
            title: "办件".to_owned(),
            head: ["单位", "收件", "按时办结率"].map(str::to_owned).to_vec(),
            rows,
            bars: None,
        };
        let some = table(marked(vec![row("合计", 10, 20), row("一", 30, 30)]));
        let words = "数值少见，原始计数见最后一张表：一按时办结率";
        assert_eq!(named(Text::Chinese, &some), Some(vec![Cell::Text(words.to_owned())]));
        assert_eq!(named(Text::Chinese, &table(vec![row("一", 10, 20)])), None);
    }
}
