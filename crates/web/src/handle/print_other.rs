//! Papers of the other ways a case goes: the limit lengthened, the application withdrawn.

use std::cmp::Ordering;

use casework::{Event, Extended, Running, Stage, Withdrawal};

use super::print::Sheet;
use super::{legal, print_course, words};
use pages::print::{ExtensionNotice, PaperCount, WithdrawalSlip};
use pages::text::Text;

/// 延期告知书 (N14, C7, F8), once extended.
pub fn extension(sheet: &Sheet<'_>) -> Option<ExtensionNotice> {
    let text = sheet.text;
    let (place, fact): (usize, Extended) = sheet.latest(|event| match event {
        Event::Extended(fact) => Some(*fact),
        _ => None,
    })?;
    let asked = sheet.latest(|event| match event {
        Event::ExtensionAskedFor(fact) => Some(fact.reason),
        _ => None,
    });
    let day = |it: Running| text.date_with_year(it.clock.due());
    let latest = fact.promised.or(fact.statutory).map_or_else(String::new, day);
    let (promised, statutory) = print_course::limits_before(&sheet.file.lines, place);
    let both = |label: &str, old: Option<Running>, new: Option<Running>| {
        let new = new?;
        Some([text.t(label).to_owned(), old.map_or_else(|| "—".to_owned(), day), day(new)])
    };
    let limits = [both("我们承诺", promised, fact.promised), both("法律规定最迟", statutory, fact.statutory)];
    let rule = sheet.file.item.extension.as_ref();
    let reason = asked.map_or_else(String::new, |(_, reason)| sheet.file.texts.text(reason.0));
    let title = sheet.say("title", &[]);
    Some(ExtensionNotice {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(fact.notice)),
        case: sheet.case(),
        next: sheet.say("lead", &[("due", &latest)]),
        reason: sheet.say("reason", &[("reason", &reason)]),
        limits: limits.into_iter().flatten().collect(),
        approved_by: sheet.by(fact.by, fact.basis),
        article: rule.map_or_else(String::new, |it| legal::in_full(&it.basis)),
        paragraphs: sheet.body(&[]),
        qr: sheet.qr("查进度的二维码"),
        seal: sheet.seal(fact.at.day()),
    })
}

/// How the case was withdrawn, if it was.
pub fn withdrawn<'a>(sheet: &Sheet<'a>) -> Option<&'a Withdrawal> {
    match &sheet.filed.stage {
        Stage::Withdrawn(withdrawal) => Some(withdrawal),
        _ => None,
    }
}

/// 撤回确认和材料退还清单 (C26, F9), once withdrawn.
pub fn withdrawal(sheet: &Sheet<'_>) -> Option<WithdrawalSlip> {
    let (text, withdrawal) = (sheet.text, withdrawn(sheet)?);
    let title = sheet.say("title", &[]);
    let officer = withdrawal.by.map_or_else(
        || text.t("本人用手机验证码确认，没有当面办").to_owned(),
        |by| words::person_of_unit(text, &sheet.file.organisation, by),
    );
    Some(WithdrawalSlip {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(withdrawal.notice)),
        case: sheet.case(),
        next: sheet.say("lead", &[]),
        confirmed: sheet.say("confirmed", &[]),
        cause: words::withdraw_cause(text, withdrawal.cause),
        said: withdrawal.words.map_or_else(String::new, |it| sheet.file.texts.text(it.0)),
        officer,
        papers: agreeing(text, kept(sheet), u32::from(withdrawal.papers)),
        total: sheet.say("total", &[("n", &withdrawal.papers)]),
        seal: sheet.seal(withdrawal.at.day()),
    })
}

/// Rows that add up to what was counted (E22): the rows say how many copies came, the count how many papers there are. What is
/// more stands in a line of its own; where there is less, the names stand together with the count.
pub fn agreeing(text: Text, rows: Vec<PaperCount>, total: u32) -> Vec<PaperCount> {
    let sum: u32 = rows.iter().map(|row| row.count).sum();
    match sum.cmp(&total) {
        Ordering::Equal => rows,
        Ordering::Less => {
            let name = text.t("清单以外的（意见、笔录、补交的材料）").to_owned();
            rows.into_iter().chain([PaperCount { name, count: total - sum }]).collect()
        }
        Ordering::Greater => {
            let names: Vec<String> = rows.into_iter().map(|row| row.name).collect();
            vec![PaperCount { name: names.join(text.comma()), count: total }]
        }
    }
}

/// The rows that were kept, by number and name, with their copies.
pub fn kept(sheet: &Sheet<'_>) -> Vec<PaperCount> {
    let marks = sheet.filed.facts.materials.marks;
    let row = |row: u8| {
        let material = sheet.file.item.material(row)?;
        let name = format!("{row}. {}", legal::material(sheet.text, material));
        Some(PaperCount { name, count: u32::from(marks.copies_of(material)) })
    };
    marks.copy_kept.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_list_add_up_to_what_was_counted() {
        for (counts, total) in [(vec![1, 2], 3), (vec![1, 2], 5), (vec![1, 2], 2), (vec![], 0), (vec![], 4)] {
            let row = |count: &u32| PaperCount { name: "申请书".into(), count: *count };
            let rows = agreeing(Text::Chinese, counts.iter().map(row).collect(), total);
            assert_eq!(rows.iter().map(|row| row.count).sum::<u32>(), total, "{counts:?}");
        }
    }
}
