//! What a report says of appeals: how many were right, for which reason, and how many nobody answered in time (F19).

use oversight::appeal::Ground;
use oversight::report::Table;

use super::appeal_words;
use super::record_list::heads;
use super::report_sheet::{SheetTable, grouped};
use pages::text::Text;

/// What was appealed against, as the word of a figure has it.
pub(super) fn against(text: Text, key: &str) -> Option<String> {
    let word = match key {
        "finding" => "监察发现的结论",
        "order" => "催办单、督办单、整改意见书",
        "accountability" => "问责处理",
        _ => return None,
    };
    Some(text.t(word).to_owned())
}

/// The reason of an answer, as the word of a figure has it.
pub(super) fn ground(text: Text, key: &str) -> Option<String> {
    Ground::parse(key).map(|it| text.t(appeal_words::ground(it)).to_owned())
}

/// Appeals by what they are against. A report of before counted none and has no such table.
pub(super) fn appeals(text: Text, table: &Table) -> SheetTable {
    SheetTable {
        id: "report-appeals",
        title: text.t("申诉").to_owned(),
        head: heads(text, &["对什么申诉", "这一期要答复的", "申诉成立", "没有按时答复"]),
        rows: grouped(table, "appeal/", &["appeal-right/", "appeal-late/"], |key| against(text, key)),
        bars: None,
    }
}

/// The answers by their reason: the same one again and again is seen.
pub(super) fn grounds(text: Text, table: &Table) -> SheetTable {
    SheetTable {
        id: "report-appeal-grounds",
        title: text.t("申诉怎么答复的").to_owned(),
        head: heads(text, &["答复的理由", "申诉"]),
        rows: grouped(table, "appeal-ground/", &[], |key| ground(text, key)),
        bars: None,
    }
}

#[cfg(test)]
mod tests {
    use oversight::report::Line;

    use super::super::report_sheet::Shown;
    use super::*;

    // F19: appeals are counted by what they are against and by the reason of the answer; a report of before has neither table.
    #[test]
    fn appeals_are_counted_with_their_reasons() {
        let line = |word: &str, n| Line("sc".to_owned(), word.to_owned(), n);
        let counted = Table::of([
            line("appeal/finding", 4),
            line("appeal-right/finding", 1),
            line("appeal-late/finding", 2),
            line("appeal-ground/facts", 1),
            line("appeal-ground/nothing-new", 3),
        ]);
        let shown = appeals(Text::Chinese, &counted);
        assert_eq!(shown.rows.len(), 1);
        assert_eq!(shown.rows[0][1..], [4, 1, 2].map(Shown::Count));
        let reasons = grounds(Text::Chinese, &counted).rows;
        assert_eq!((reasons.len(), &reasons[0][1]), (2, &Shown::Count(3)), "the most first");
        let before = Table::of([line("finding/law-broken", 2)]);
        assert!(appeals(Text::Chinese, &before).rows.is_empty());
        assert!(grounds(Text::Chinese, &before).rows.is_empty());
    }
}
