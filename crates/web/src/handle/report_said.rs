//! What a report says of what people said: complaints with their causes, and ratings by each way (R157, R175, R182, C31).

use oversight::complaint::{Cause, Class};
use oversight::figure::Share;
use oversight::rating::Kind;
use oversight::report::Table;

use super::complaint_words;
use super::record_list::heads;
use super::report_sheet::{SheetTable, Shown, grouped};
use pages::text::Text;

/// The class of a complaint as the word of a figure has it.
pub(super) fn complaint_class(text: Text, key: &str) -> Option<String> {
    match key {
        "sealed" => Some(text.t("密封移送纪检的举报").to_owned()),
        _ => Class::parse(key).map(|class| text.t(complaint_words::class(class)).to_owned()),
    }
}

/// Complaints by class.
pub(super) fn complaints(text: Text, table: &Table) -> SheetTable {
    let mut parts = vec!["complaint-founded/", "complaint-late/", "complaint-reopened/"];
    let mut named = vec!["类别", "收到", "查明属实", "没有按时答复", "重新办理"];
    // A report of before did not count it, which is no zero.
    if !table.words("complaint-partly/").is_empty() {
        parts.insert(1, "complaint-partly/");
        named.insert(3, "部分属实");
    }
    SheetTable {
        id: "report-complaints",
        title: text.t("投诉").to_owned(),
        head: heads(text, &named),
        rows: grouped(table, "complaint/", &parts, |key| complaint_class(text, key)),
        bars: None,
    }
}

/// The answered complaints by cause (R157: 原因分析).
pub(super) fn causes(text: Text, table: &Table) -> SheetTable {
    let cause = |key: &str| Cause::parse(key).map(|cause| text.t(complaint_words::cause(cause)).to_owned());
    SheetTable {
        id: "report-causes",
        title: text.t("投诉的原因").to_owned(),
        head: heads(text, &["原因", "已答复的投诉"]),
        rows: grouped(table, "complaint-cause/", &[], cause),
        bars: None,
    }
}

/// Visit and result apart, the own telephone and the tablet apart; never one rate of two (C31). Who answered is also whose answer
/// counts for nothing, and how many those are is printed (M7).
pub(super) fn ratings(text: Text, table: &Table) -> SheetTable {
    let row = |way: &str, name: &str| {
        let sum = |word: &str| u64::try_from(table.sum(&format!("{way}-{word}"))).unwrap_or(0);
        let count = |n: u64| Shown::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let (invited, answered, satisfied) = (sum("invited"), sum("answered"), sum("satisfied"));
        let (unbelieved, dismissed) = (sum("unbelieved"), sum("dismissed"));
        let given = answered + unbelieved + dismissed;
        // Nobody is asked on a tablet: whoever stands before it rates or does not.
        let asked = match way.ends_with("-tablet") {
            true => [Shown::Text("—".to_owned()), Shown::Text("—".to_owned())],
            false => [count(invited), Shown::Share(Share { part: given, whole: invited })],
        };
        (invited + given > 0).then(|| {
            let mut cells = vec![Shown::Text(text.t(name).to_owned())];
            cells.extend(asked);
            cells.extend([count(given), count(unbelieved), count(dismissed)]);
            cells.push(Shown::Share(Share { part: satisfied, whole: answered }));
            cells
        })
    };
    let [visit, matter] = [Kind::Visit, Kind::Matter].map(|kind| kind.key());
    let rows = [
        row(visit, "窗口服务，手机上评的"),
        row(&format!("{visit}-tablet"), "窗口服务，平板上评的"),
        row(matter, "办事结果，手机上评的"),
        row(&format!("{matter}-tablet"), "办事结果，平板上评的"),
    ];
    SheetTable {
        id: "report-ratings",
        title: text.t("评价").to_owned(),
        head: heads(
            text,
            &["评的什么", "请了多少人", "作答率", "收到", "不可信、未计入", "核实后不计入", "满意率"],
        ),
        rows: rows.into_iter().flatten().collect(),
        bars: None,
    }
}

/// What became of the bad ratings, visits and results apart (N50, N52): called back, put right, content afterwards, late. A report of
/// before counted none of it and has no such table.
pub(super) fn rounds(text: Text, table: &Table) -> SheetTable {
    let row = |kind: Kind, name: &str| {
        let sum = |word: &str| table.sum(&format!("{}-round-{word}", kind.key()));
        let share = |part: &str, whole: &str| {
            let count = |word: &str| u64::try_from(sum(word)).unwrap_or(0);
            Shown::Share(Share { part: count(part), whole: count(whole) })
        };
        (sum("bad") > 0).then(|| {
            vec![
                Shown::Text(text.t(name).to_owned()),
                Shown::Count(sum("bad")),
                Shown::Count(sum("called")),
                share("called", "reachable"),
                Shown::Count(sum("corrected")),
                share("corrected", "confirmed"),
                Shown::Count(sum("resolved")),
                Shown::Count(sum("late")),
            ]
        })
    };
    let rows = [row(Kind::Visit, "窗口服务"), row(Kind::Matter, "办事结果")];
    SheetTable {
        id: "report-rounds",
        title: text.t("差评办得怎么样").to_owned(),
        head: heads(
            text,
            &["评的什么", "差评", "已回访", "差评回访率", "已整改", "差评整改率", "评价人认可", "没有按时办"],
        ),
        rows: rows.into_iter().flatten().collect(),
        bars: None,
    }
}

#[cfg(test)]
mod tests {
    use oversight::report::Line;

    use super::*;

    fn table(lines: &[(&str, i64)]) -> Table {
        Table::of(lines.iter().map(|(word, n)| Line("sc".to_owned(), (*word).to_owned(), *n)))
    }

    // M7, R175, N50: what was left out was an answer all the same; it is printed, and in no rate of satisfaction.
    #[test]
    fn a_rating_that_was_left_out_is_an_answer_and_is_printed() {
        let counted = table(&[
            ("visit-invited", 50),
            ("visit-answered", 20),
            ("visit-satisfied", 18),
            ("visit-unbelieved", 3),
            ("visit-dismissed", 2),
        ]);
        let shown = ratings(Text::Chinese, &counted);
        assert_eq!(shown.rows.len(), 1, "nothing was rated on a tablet");
        let row = &shown.rows[0];
        assert_eq!(row[2], Shown::Share(Share { part: 25, whole: 50 }));
        assert_eq!(row[3..6], [25, 3, 2].map(Shown::Count));
        assert_eq!(row[6], Shown::Share(Share { part: 18, whole: 20 }));
        assert_eq!(shown.head.len(), row.len());
        // Where all that came was left out there is a row, and no rate.
        let none = ratings(Text::Chinese, &table(&[("matter-dismissed", 1)]));
        assert_eq!(none.rows[0][6].printed(), "—");
    }

    // N50, N52, F17: what became of bad ratings has both numbers of its rates; nothing bad has no row.
    #[test]
    fn what_became_of_bad_ratings_is_printed() {
        let counted = table(&[
            ("visit-round-bad", 4),
            ("visit-round-reachable", 3),
            ("visit-round-called", 3),
            ("visit-round-confirmed", 2),
            ("visit-round-corrected", 1),
            ("visit-round-resolved", 1),
            ("visit-round-late", 1),
        ]);
        let shown = rounds(Text::Chinese, &counted);
        assert_eq!(shown.rows.len(), 1, "of results nothing was bad");
        let row = &shown.rows[0];
        assert_eq!((row.len(), &row[1]), (shown.head.len(), &Shown::Count(4)));
        assert_eq!(row[3], Shown::Share(Share { part: 3, whole: 3 }));
        assert_eq!(row[5], Shown::Share(Share { part: 1, whole: 2 }));
        assert!(rounds(Text::Chinese, &table(&[("visit-answered", 9)])).rows.is_empty());
    }

    // R157: what was right in part is a column of its own, where it was counted.
    #[test]
    fn complaints_that_were_right_in_part_have_a_column() {
        let counted =
            table(&[("complaint/slow", 5), ("complaint-founded/slow", 2), ("complaint-partly/slow", 1)]);
        let shown = complaints(Text::Chinese, &counted);
        assert_eq!((shown.head.len(), &shown.rows[0][3]), (6, &Shown::Count(1)));
        assert_eq!(complaints(Text::Chinese, &table(&[("complaint/slow", 5)])).head.len(), 5);
    }

    // C31: the tablet is a row of its own, without a rate of answers.
    #[test]
    fn the_tablet_stands_apart() {
        let counted = table(&[
            ("visit-invited", 12),
            ("visit-answered", 12),
            ("visit-tablet-answered", 30),
            ("visit-tablet-satisfied", 30),
        ]);
        let rows = ratings(Text::Chinese, &counted).rows;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0][6], Shown::Share(Share { part: 0, whole: 12 }), "nothing of the tablet is in it");
        assert_eq!(rows[1][1..3], [Shown::Text("—".to_owned()), Shown::Text("—".to_owned())]);
        assert_eq!(rows[1][6], Shown::Share(Share { part: 30, whole: 30 }));
    }

    // R157, R182: causes and what was opened again; a report of before has neither, and reads.
    #[test]
    fn complaints_have_their_causes_and_say_what_was_opened_again() {
        let counted = table(&[
            ("complaint/slow", 5),
            ("complaint-late/slow", 1),
            ("complaint-founded/slow", 2),
            ("complaint-reopened/slow", 1),
            ("complaint-cause/means", 3),
        ]);
        assert_eq!(complaints(Text::Chinese, &counted).rows[0][1..], [5, 2, 1, 1].map(Shown::Count));
        let shown = causes(Text::Chinese, &counted);
        assert_eq!(shown.rows, [vec![Shown::Text("人手、设备不够".to_owned()), Shown::Count(3)]]);
        let before = table(&[("complaint/slow", 5)]);
        assert_eq!(complaints(Text::Chinese, &before).rows[0][1..], [5, 0, 0, 0].map(Shown::Count));
        assert!(causes(Text::Chinese, &before).rows.is_empty());
    }
}
