//! Up to where each list was compared, which days between were not, and by when it is compared again (A31, F5).

use std::fmt::Display;

use catalogue::Organisation;
use centre::oversight::reconcile_list::Due;
use oversight::reconciliation::Standing;

use super::reconcile::{PATH, stretch, word};
use super::record_list::heads;
use super::words;
use pages::desk::{LinkCell, LinkTable};
use pages::text::Text;

/// Stretches that are named of one list; of more their number is said.
const GAPS_MAX: usize = 4;

/// Up to where each list was compared, the most urgent first.
pub(super) fn due_table(text: Text, organisation: &Organisation, due: &[Due], compares: bool) -> LinkTable {
    let mut due: Vec<&Due> = due.iter().collect();
    due.sort_by_key(|it| it.by);
    let row = |it: &&Due| {
        let (kind, unit) = (it.standing.of.kind, it.standing.of.unit);
        let by = text.date_of_seal(it.by);
        let by = if it.is_late { text.f("{day}，已经过了", [("day", &by)]) } else { by };
        let name = text.t(word(kind));
        let kind = match compares {
            true => LinkCell::link(format!("{PATH}?kind={}&unit={unit}", kind.key()), name),
            false => LinkCell::plain(name),
        };
        vec![
            LinkCell::plain(words::unit(text, organisation, unit)),
            kind,
            LinkCell::plain(compared(text, &it.standing)),
            LinkCell::plain(by),
        ]
    };
    let note = match due.is_empty() {
        true => text.t("还没有单位收过件，没有要对的。").to_owned(),
        false => text.t("过了这一天还没有对的，记为监察发现。").to_owned(),
    };
    LinkTable {
        title: text.t("哪些对过，哪些没有").to_owned(),
        id: "reconcile-due",
        note,
        first: false,
        head: heads(text, &["单位", "清单", "对到哪天", "最迟哪天再对"]),
        rows: due.iter().map(row).collect(),
    }
}

/// Up to which day without a gap, and the days after it that were left out.
fn compared(text: Text, standing: &Standing) -> String {
    let until = match standing.until {
        Some(until) => Some(text.f("对到 {day}", [("day", &text.date_of_seal(until))])),
        None if standing.gaps.is_empty() => Some(text.t("从来没有对过").to_owned()),
        None => None,
    };
    let one = |gap: &(calendar::Day, calendar::Day)| match gap.0 == gap.1 {
        true => text.date_of_seal(gap.0),
        false => stretch(text, *gap),
    };
    let mut named: Vec<String> = standing.gaps.iter().take(GAPS_MAX).map(one).collect();
    if standing.gaps.len() > GAPS_MAX {
        named.push(text.f("等 {n} 段", [("n", &standing.gaps.len())]));
    }
    let days = named.join(text.comma());
    let gaps = (!named.is_empty()).then(|| text.f("没有对的：{days}", [("days", &days as &dyn Display)]));
    until.into_iter().chain(gaps).collect::<Vec<_>>().join(text.semicolon())
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use catalogue::UnitCode;
    use oversight::reconciliation::{Kind, OfList};

    use super::*;

    // A31: the days that were left out between two lists are named; of many their number is.
    #[test]
    fn the_days_that_were_not_compared_are_named() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let said = |stretches: &[(&str, &str)]| {
            let of = OfList { unit: UnitCode::parse("sc").expect("a code"), kind: Kind::Seals };
            let stretches = stretches.iter().map(|(from, until)| (day(from), day(until))).collect();
            compared(Text::Chinese, &Standing::after(of, (day("2026-01-01"), day("2026-01-01")), stretches))
        };
        assert_eq!(said(&[]), "从来没有对过");
        let january = ("2026-01-01", "2026-01-31");
        let until = "对到 2026 年 1 月 31 日";
        assert_eq!(said(&[january]), until);
        let one = said(&[january, ("2026-02-02", "2026-02-28")]);
        assert_eq!(one, format!("{until}；没有对的：2026 年 2 月 1 日"));
        let first = said(&[("2026-01-03", "2026-01-31")]);
        assert_eq!(first, "没有对的：2026 年 1 月 1 日至 2026 年 1 月 2 日");
        let each: Vec<String> = (1..=6).map(|n| format!("2026-03-{:02}", n * 2)).collect();
        let each: Vec<(&str, &str)> = each.iter().map(|it| (it.as_str(), it.as_str())).collect();
        for (days, many) in [(4, false), (5, true)] {
            let said = said(&each[..days]);
            assert_eq!(said.contains(&format!("等 {days} 段")), many, "{said}");
        }
    }
}
