//! A pasted list of numbers, read row by row: what cannot be read is told with its row, and nothing is left out in silence (A31, F22).

use std::collections::BTreeMap;

use calendar::Day;
use catalogue::Organisation;
use centre::act::{FieldProblem, FieldWhy, RowProblem, RowWhy};
use centre::oversight::reconcile::{LINES_MAX, ListKind, ListLine};

use super::printed_number;

/// Characters of one cell that are read.
pub const CELL_MAX: usize = 60;
/// How a row begins that adds the others up.
const TOTALS: [&str; 4] = ["合计", "总计", "小计", "共计"];
/// What stands in the title of a list and in no number.
const TITLES: [char; 6] = ['表', '簿', '账', '帐', '：', ':'];
/// Brackets, as they are opened and closed.
const OPENING: [char; 7] = ['（', '(', '〔', '[', '【', '《', '“'];
const CLOSING: [char; 7] = ['）', ')', '〕', ']', '】', '》', '”'];

/// The numbers of a list, each once with how often it stands there; one more than may be compared. The first column is the number. Of fees
/// the second is the amount in yuan, which is added up, and the third the day; of the others the second is the day. Both may be left out.
///
/// # Errors
///
/// The first row that cannot be read, with how many others there are.
pub fn lines(
    organisation: &Organisation,
    kind: ListKind,
    days: (Day, Day),
    typed: &str,
) -> Result<Vec<ListLine>, FieldProblem> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<ListLine> = Vec::new();
    let mut wrong: Option<RowProblem> = None;
    let mut begun = false;
    for (row, line) in (1..).zip(typed.lines()) {
        let (written, booked) = match read(kind, days, line, begun) {
            Ok(None) => continue,
            Ok(Some(it)) => it,
            Err(why) => {
                begun = true;
                match &mut wrong {
                    Some(first) => first.others += 1,
                    None => wrong = Some(RowProblem { row, why, others: 0 }),
                }
                continue;
            }
        };
        begun = true;
        let plain = printed_number::plain(&written).filter(|_| kind != ListKind::Fees);
        let meant = plain.as_ref().map_or_else(Vec::new, |it| printed_number::meanings(organisation, it));
        let written = plain.unwrap_or(written);
        if let Some(place) = places.get(&written) {
            let before = &mut all[*place];
            before.times += 1;
            before.amount_fen = match (before.amount_fen, booked) {
                (Some(before), Some(booked)) => Some(before.saturating_add(booked)),
                (before, booked) => before.or(booked),
            };
        } else if all.len() <= LINES_MAX {
            places.insert(written.clone(), all.len());
            all.push(ListLine { written, meant, amount_fen: booked, times: 1 });
        }
    }
    match wrong {
        Some(row) => Err(FieldProblem { field: "numbers".to_owned(), why: FieldWhy::Row(row) }),
        None => Ok(all),
    }
}

/// A row: its number with the amount in fen. Nothing for an empty one, for titles and heads before the first number, and for totals.
fn read(
    kind: ListKind,
    (from, until): (Day, Day),
    line: &str,
    begun: bool,
) -> Result<Option<(String, Option<u64>)>, RowWhy> {
    let [written, second, third] = columns(line);
    if written.is_empty() && second.is_empty() && third.is_empty() {
        return Ok(None);
    }
    let has_digit = written.chars().any(|it| it.is_ascii_digit() || ('０'..='９').contains(&it));
    if !has_digit || (second.is_empty() && third.is_empty() && is_title(&written)) {
        let is_head = !begun && !written.is_empty();
        let is_total = TOTALS.iter().any(|it| written.starts_with(it));
        return if is_head || is_total { Ok(None) } else { Err(RowWhy::Number) };
    }
    let (amount, day) =
        if kind == ListKind::Fees { (second.as_str(), third.as_str()) } else { ("", second.as_str()) };
    let booked = match amount {
        "" => None,
        amount => Some(fen_of(amount).ok_or(RowWhy::Amount)?),
    };
    if !day.is_empty() {
        let on = day_of(day).ok_or(RowWhy::Day)?;
        if on < from || until < on {
            return Err(RowWhy::OtherDay);
        }
    }
    Ok(Some((written, booked)))
}

/// Whether a cell that has digits is a title or a remark: it reads as words, and ends in words or names a list or says who made it.
/// `2026年3月用印登记表` and `制表：2026年4月1日` are, `澄市监许受〔2026〕12号（作废）`, `食健证字第12号` and `SC-2026-12（作废）` are not.
fn is_title(cell: &str) -> bool {
    let reads_as_words = cell.starts_with(is_han) || cell.contains('年');
    let named = without_remark(cell);
    if !reads_as_words || printed_number::plain(named).is_some() {
        return false;
    }
    let ends_in_words = named.ends_with(|it: char| is_han(it) && it != '号' && it != '號');
    // 补录 is a remark, and 记录 a list.
    ends_in_words || cell.contains(TITLES) || named.contains('录')
}

/// A cell without the words in brackets at its end; of brackets that hold no words, or everything, without those at the end alone.
fn without_remark(cell: &str) -> &str {
    let inner = cell.trim_end_matches(CLOSING);
    let before = inner.rfind(OPENING).map_or("", |at| &inner[..at]);
    let is_remark = inner.len() < cell.len() && inner.ends_with(is_han) && !before.is_empty();
    if is_remark { before } else { inner }
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// The first three cells of a line; a comma within quotes belongs to the cell.
fn columns(line: &str) -> [String; 3] {
    let mut cells = [String::new(), String::new(), String::new()];
    let (mut at, mut quoted) = (0, false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' | '，' | '\t' | ';' | '；' if !quoted => at += 1,
            letter if letter.is_whitespace() => {}
            letter => {
                if let Some(cell) = cells.get_mut(at).filter(|cell| cell.chars().count() < CELL_MAX) {
                    cell.push(letter);
                }
            }
        }
        if at >= cells.len() {
            break;
        }
    }
    cells
}

/// An amount in yuan as it is printed, in fen: `80`, `80.5`, `1,200.00元`; none for what is no amount.
fn fen_of(typed: &str) -> Option<u64> {
    let bare = typed.trim_start_matches(['¥', '￥']).trim_end_matches('元').replace(',', "");
    let (yuan, rest) = bare.split_once('.').unwrap_or((bare.as_str(), ""));
    let digits = |text: &str| text.chars().all(|it| it.is_ascii_digit());
    if yuan.is_empty() || !digits(yuan) || !digits(rest) || rest.len() > 2 {
        return None;
    }
    let fen: u64 = format!("{rest:0<2}").parse().ok()?;
    yuan.parse::<u64>().ok()?.checked_mul(100)?.checked_add(fen)
}

/// A day as registers write it: `2026-11-28`, `2026/1/5`, `2026年11月28日`, `20261128`, with or without a time after it.
fn day_of(typed: &str) -> Option<Day> {
    let plain: String =
        typed.chars().map(|it| if matches!(it, '年' | '月' | '/' | '.') { '-' } else { it }).collect();
    let (year, month, rest) = match plain.split_once('-') {
        Some((year, rest)) => {
            let (month, rest) = rest.split_once('-')?;
            (year.to_owned(), month.to_owned(), rest.to_owned())
        }
        None => (plain.get(..4)?.to_owned(), plain.get(4..6)?.to_owned(), plain.get(6..)?.to_owned()),
    };
    let digits = rest.chars().take_while(char::is_ascii_digit).take(2).count();
    let (day, after) = rest.split_at_checked(digits)?;
    let after = after.trim_start_matches('日');
    let is_whole = year.len() == 4 && (after.is_empty() || after.contains(':'));
    is_whole.then(|| Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    fn days() -> (Day, Day) {
        let day = |text| Day::parse(text).expect("a day");
        (day("2026-03-01"), day("2026-03-31"))
    }

    fn row(kind: ListKind, typed: &str) -> Option<RowProblem> {
        match lines(&organisation(), kind, days(), typed) {
            Err(FieldProblem { field, why: FieldWhy::Row(row) }) if field == "numbers" => Some(row),
            Err(other) => panic!("{other:?}"),
            Ok(_) => None,
        }
    }

    // F22: an amount is read as it is printed, what a number stands for twice is added up, and the second column counts for fees only.
    #[test]
    fn of_fees_the_amount_is_read_and_a_number_that_stands_twice_is_told() {
        let of = organisation();
        let read = |kind, typed: &str| -> Vec<(String, Option<u64>, usize)> {
            let read = lines(&of, kind, days(), typed).expect("every row is read");
            read.into_iter().map(|it| (it.written, it.amount_fen, it.times)).collect()
        };
        let line = |written: &str, amount, times| (written.to_owned(), amount, times);
        let typed = "编号,金额\nSC-2026-12,80\nSC-2026-13\nSC-2026-12\t80.50\nSC-2026-14；\"1,200.00元\"\nSC-2026-13，￥5\n";
        let expected = [
            line("SC-2026-12", Some(16_050), 2),
            line("SC-2026-13", Some(500), 2),
            line("SC-2026-14", Some(120_000), 1),
        ];
        assert_eq!(read(ListKind::Fees, typed), expected);
        for (typed, fen) in [
            ("0", Some(0)),
            ("80", Some(8_000)),
            ("80.5", Some(8_050)),
            ("80.05元", Some(8_005)),
            ("", None),
            (".5", None),
            ("80.555", None),
            ("-80", None),
            ("八十", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(fen_of(typed), fen, "{typed}");
        }
    }

    #[test]
    fn a_list_is_read_line_by_line_each_number_once() {
        let of = organisation();
        let read = |kind, typed: &str| -> Vec<String> {
            let read = lines(&of, kind, days(), typed).expect("every row is read");
            read.into_iter().map(|it| it.written).collect()
        };
        let typed = "编号,金额\r\n SC-2026-12 ,30\n\nSC-2026-12\t30\n\"SC-2026-13\"；8；；x\n合计,68\n";
        assert_eq!(read(ListKind::Fees, typed), ["SC-2026-12", "SC-2026-13"]);
        // Brackets of any width are the same number, and so is one with a remark behind it.
        let typed = "澄市监许受〔2026〕12号\n澄市监许受[2026]12 号\n澄市监许受〔2026〕12号（副本）\n";
        let papers = read(ListKind::Seals, typed);
        assert_eq!(papers, ["澄市监许受〔2026〕12号"]);
        let many: String = (0..2 * LINES_MAX).map(|n| format!("SC-2026-{n}\n")).collect();
        assert_eq!(read(ListKind::Fees, &many).len(), LINES_MAX + 1, "one more says that it is too long");
        assert_eq!(read(ListKind::Fees, &"1".repeat(1000)), ["1".repeat(CELL_MAX)]);
        assert!(read(ListKind::Certificates, "合计\n\n,,,\n").is_empty());
    }

    // A31: what cannot be read is refused with its row, as it counts on the page; the others are counted.
    #[test]
    fn a_row_that_cannot_be_read_is_told_with_its_number() {
        let wrong = |row, why, others| Some(RowProblem { row, why, others });
        assert_eq!(row(ListKind::Fees, "编号,金额\n\nF1,80\nF2,八十\nF3,-5\n"), wrong(4, RowWhy::Amount, 1));
        assert_eq!(row(ListKind::Fees, "F1,80\n,50\n"), wrong(2, RowWhy::Number, 0), "booked for nothing");
        assert_eq!(row(ListKind::Fees, "F1,80\n无编号,50\n"), wrong(2, RowWhy::Number, 0));
        assert_eq!(row(ListKind::Fees, "F1,80\n合计,80\n"), None, "a total is no row");
        assert_eq!(row(ListKind::Fees, "F1,80,三月二日\n"), wrong(1, RowWhy::Day, 0));
        assert_eq!(
            row(ListKind::Seals, "F1,八十\n"),
            wrong(1, RowWhy::Day, 0),
            "of a seal the second is the day"
        );
        for (day, why) in [
            ("2026-02-28", Some(RowWhy::OtherDay)),
            ("2026-03-01", None),
            ("2026-03-31", None),
            ("2026-04-01", Some(RowWhy::OtherDay)),
            ("2026-03-32", Some(RowWhy::Day)),
            ("", None),
        ] {
            for typed in [format!("F1,80,{day}\n"), format!("F1,,{day}\n")] {
                assert_eq!(row(ListKind::Fees, &typed).map(|it| it.why), why, "{typed}");
            }
            let typed = format!("F1,{day}\n");
            assert_eq!(row(ListKind::Certificates, &typed).map(|it| it.why), why, "{typed}");
        }
    }

    // A31: the title of a register has digits too, and is no number; what stands below the first number is told and not left out.
    #[test]
    fn a_title_above_the_list_is_no_number() {
        let of = organisation();
        for title in [
            "2026年3月用印登记表",
            "澄州县市场监管局 2026 年 3 月收费记录（第 1 页）",
            "用印登记簿2026-03",
            "2026年3月1日至2026年3月31日",
            "填报单位：市场监管局 电话 12345",
            "（2026年度）",
            "市场监管局2026-03（用印登记表）",
            "2026年3月收费（第2页）",
            "第1页",
        ] {
            for (kind, number) in
                [(ListKind::Seals, "澄市监许受〔2026〕12号"), (ListKind::Fees, "SC-2026-12")]
            {
                let typed = format!("{title}\n编号\n{number}\n");
                let read = lines(&of, kind, days(), &typed).expect("it is read");
                assert_eq!(
                    read.iter().map(|it| it.written.as_str()).collect::<Vec<_>>(),
                    [number],
                    "{title}"
                );
                let below = Some(RowProblem { row: 2, why: RowWhy::Number, others: 0 });
                assert_eq!(row(kind, &format!("{number}\n{title}\n")), below, "{title}");
            }
        }
        for number in [
            "食健证字第12号",
            "食健证12",
            "SC-2026-12（作废）",
            "粤A2026号",
            "2026000123",
            "澄市监许受〔2026〕12号（作废）",
            "食健证字第12号(补录)",
            "食健证12【已注销】",
            "食健证〔12〕",
        ] {
            // Above the first number it is not passed over, and below it is not refused.
            for typed in [format!("{number}\n"), format!("SC-2026-13\n{number}\n")] {
                let read = lines(&of, ListKind::Fees, days(), &typed).expect("it is read");
                assert!(read.iter().any(|it| it.written == number), "{typed}");
            }
        }
    }

    #[test]
    fn a_day_is_read_as_registers_write_it() {
        let day = Day::parse("2026-01-05");
        for typed in ["2026-01-05", "2026/1/5", "2026.01.05", "2026年1月5日", "20260105", "2026-01-0509:30"]
        {
            assert_eq!(day_of(typed), day, "{typed}");
        }
        for typed in ["", "1月5日", "26-01-05", "2026-13-05", "2026-01-05x", "2026-01", "202601", "二〇二六"]
        {
            assert_eq!(day_of(typed), None, "{typed}");
        }
    }
}
