//! What a finding was counted from, in words: the days, the counts, and some of the entries (F4, F6, F7, F8, F16, M7).

use std::fmt::Display;

use catalogue::Organisation;
use oversight::Rule;
use oversight::finding::{Counted, Evidence};
use oversight::later::{Mark, OfUnit};

use super::oversight_words::thousandths;
use super::{rating_words, reconcile, words};
use pages::text::Text;

/// The days that were counted, or the one day.
pub fn days(text: Text, evidence: &Evidence) -> String {
    if evidence.from == evidence.until {
        return text.date_with_year(evidence.from);
    }
    let (from, until) = (text.date_with_year(evidence.from), text.date_with_year(evidence.until));
    text.f("{from}至 {until}", [("from", &from), ("until", &until)])
}

/// The counts, a sentence each.
pub fn counts(text: Text, organisation: &Organisation, rule: Rule, counted: &Counted) -> Vec<String> {
    match counted {
        Counted::Share { part, whole } => {
            let sentence = match rule {
                Rule::OutsideHours => "录入 {whole} 次，其中开放时间以外 {part} 次",
                Rule::AcceptedLastDay => "受理 {whole} 件，其中最后一天受理 {part} 件",
                Rule::SameExtensionWords => "延期 {whole} 件，其中同一个理由 {part} 件",
                Rule::StopHabit => "受理 {whole} 件，暂停计时 {part} 次",
                Rule::ExtensionHabit => "受理 {whole} 件，延期 {part} 件",
                Rule::AppealsRight => "答复了的申诉 {whole} 件，其中成立 {part} 件",
                Rule::ActedWhileAway => "这一天用这个账号办了 {whole} 次",
                Rule::PowerNotInHall => "作出决定 {whole} 件，其中大厅作出 {part} 件",
                _ => return vec![format!("{part} / {whole}")],
            };
            vec![text.f(sentence, [("part", part as &dyn Display), ("whole", whole)])]
        }
        Counted::Steps { own, others, own_half, others_half, distance, critical } => vec![
            text.f(
                "{n} 步，一半在 {minutes} 分钟以内办完",
                [("n", own as &dyn Display), ("minutes", own_half)],
            ),
            text.f(
                "其他单位 {n} 步，一半在 {minutes} 分钟以内办完",
                [("n", others as &dyn Display), ("minutes", others_half)],
            ),
            text.f(
                "分布差距 {d}（0—1），超过 {critical} 才算",
                [("d", &thousandths(*distance) as &dyn Display), ("critical", &thousandths(*critical))],
            ),
        ],
        Counted::Ratings { invited, answered, own, tablet, signs } => {
            let asked = text.f(
                "请了 {invited} 人，{answered} 人在手机上评了",
                [("invited", invited as &dyn Display), ("answered", answered)],
            );
            let good = text.f(
                "满意的：手机上 {a}/{b}，平板上 {c}/{d}",
                [
                    ("a", &own.satisfied() as &dyn Display),
                    ("b", &own.all()),
                    ("c", &tablet.satisfied()),
                    ("d", &tablet.all()),
                ],
            );
            let signs = signs.iter().flatten().map(|it| {
                let sign = rating_words::sign(text, &it.sign);
                text.f(
                    "{sign}（{part}/{whole}）",
                    [("sign", &sign as &dyn Display), ("part", &it.part), ("whole", &it.whole)],
                )
            });
            [asked, good].into_iter().chain(signs).collect()
        }
        Counted::Later(of) => later(text, organisation, of),
        Counted::Uncompared(of) => {
            let (unit, list) = (words::unit(text, organisation, of.unit), text.t(reconcile::word(of.kind)));
            vec![
                text.f(
                    "{unit}：{list}的清单没有从头对到尾",
                    [("unit", &unit as &dyn Display), ("list", &list)],
                ),
            ]
        }
    }
}

/// Of which unit, how many cases of how many people, where they are not few, and mark by mark how many are above the median beside what
/// is usual.
fn later(text: Text, organisation: &Organisation, of: &OfUnit) -> Vec<String> {
    let OfUnit { unit, later } = of;
    let name = words::unit(text, organisation, *unit);
    let whole = match later.people_told() {
        Some(people) => text.f(
            "{unit}：评了差评、投诉过的 {people} 人，后来办了 {n} 件",
            [("unit", &name as &dyn Display), ("people", &people), ("n", &later.cases)],
        ),
        None => text.f(
            "{unit}：评了差评、投诉过的不到三人，后来办了 {n} 件",
            [("unit", &name as &dyn Display), ("n", &later.cases)],
        ),
    };
    let marks = Mark::ALL.into_iter().enumerate().map(|(place, mark)| {
        let usual = tenths(later.usual[place]);
        text.f(
            "{mark}：{n} 件超过中位数，平常是 {usual} 件",
            [
                ("mark", &text.t(later_mark(mark)) as &dyn Display),
                ("n", &later.more[place]),
                ("usual", &usual),
            ],
        )
    });
    std::iter::once(whole).chain(marks).collect()
}

/// What is compared of a later case.
pub fn later_mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Corrections => "补正告知次数",
        Mark::Refused => "不予受理、不予许可",
        Mark::Stopped => "暂停计时天数",
        Mark::Extended => "延期",
        Mark::Days => "收件到决定的工作日",
    }
}

/// Hundredths as people read them: with one digit after the point.
pub fn tenths(hundredths: u32) -> String {
    let tenths = hundredths.saturating_add(5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The entries it names; empty where there are none.
pub fn entries(text: Text, evidence: &Evidence) -> String {
    let named: Vec<String> = evidence.entries().map(|n| text.f("第 {n} 条", [("n", &n)])).collect();
    named.join(text.comma())
}

/// Where in the habits of its month the counts of a rule stand; none of rules that are not counted there.
pub fn habit_part(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::OutsideHours => Some("habit-hours"),
        Rule::AcceptedLastDay => Some("habit-last-day"),
        Rule::SameExtensionWords => Some("habit-reasons"),
        Rule::StepsUnlikeOthers => Some("habit-steps"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use oversight::later::Later;
    use oversight::rating::{Sign, SignCounted, Tally};
    use oversight::reconciliation::{Kind as ListKind, OfList};

    use super::*;

    #[test]
    fn every_count_is_said_with_its_whole() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let text = Text::Chinese;
        let share = Counted::Share { part: 21, whole: 100 };
        for rule in [
            Rule::OutsideHours,
            Rule::AcceptedLastDay,
            Rule::SameExtensionWords,
            Rule::StopHabit,
            Rule::ExtensionHabit,
            Rule::PowerNotInHall,
            Rule::AppealsRight,
            Rule::SeenInPerson,
        ] {
            let said = counts(text, &county, rule, &share);
            assert!(said.len() == 1 && said[0].contains("21") && said[0].contains("100"), "{said:?}");
        }
        let steps = Counted::Steps {
            own: 30,
            others: 90,
            own_half: 1,
            others_half: 80,
            distance: 900,
            critical: 412,
        };
        assert_eq!(
            counts(text, &county, Rule::StepsUnlikeOthers, &steps)[2],
            "分布差距 0.900（0—1），超过 0.412 才算"
        );
        let sign = SignCounted { sign: Sign::Answered { share: 100, bound: 95 }, part: 40, whole: 40 };
        let ratings = Counted::Ratings {
            invited: 40,
            answered: 40,
            own: Tally([30, 5, 0, 5, 0]),
            tablet: Tally::default(),
            signs: [Some(sign), None, None, None, None, None],
        };
        let said = counts(text, &county, Rule::RatingsNotReliable, &ratings);
        assert_eq!(said[1], "满意的：手机上 35/40，平板上 0/0");
        assert!(said.len() == 3 && said[2].ends_with("（40/40）"), "{said:?}");
        // A31: which list was not compared, of which unit.
        let list = OfList { unit: county.units[0].code, kind: ListKind::Fees };
        let said = counts(text, &county, Rule::ReconciliationLate, &Counted::Uncompared(list));
        assert!(said.len() == 1 && said[0].ends_with("：收费的清单没有从头对到尾"), "{said:?}");
        // F17, N51: of later cases the unit and the counts, each beside what is usual.
        let later = Later { people: 3, cases: 8, more: [4, 1, 0, 0, 6], usual: [120, 5, 0, 0, 395] };
        let unit = county.units[0].code;
        let said = counts(text, &county, Rule::LaterCasesHarder, &Counted::Later(OfUnit { unit, later }));
        assert!(said[0].ends_with("评了差评、投诉过的 3 人，后来办了 8 件"), "{said:?}");
        assert!(!said[0].starts_with(unit.as_str()), "the unit by its name");
        for (text, words) in
            [(text, "投诉过的不到三人，后来办了 8 件"), (Text::English, "fewer than three people")]
        {
            let of = Counted::Later(OfUnit { unit, later: Later { people: 2, ..later } });
            let said = counts(text, &county, Rule::LaterCasesHarder, &of);
            assert!(
                said[0].contains(words) && !said[0].contains('2'),
                "whose they are could be guessed: {said:?}"
            );
        }
        assert_eq!(said[1], "补正告知次数：4 件超过中位数，平常是 1.2 件");
        assert_eq!((said.len(), said[5].as_str()), (6, "收件到决定的工作日：6 件超过中位数，平常是 4.0 件"));
        assert_eq!(["0.0", "0.1", "0.1", "1.0"], [0, 5, 14, 95].map(tenths).each_ref().map(String::as_str));
    }

    #[test]
    fn the_days_and_the_entries_are_named() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let counted = Counted::Share { part: 1, whole: 2 };
        let of = |all: &[u64]| Evidence {
            from: day("2026-03-01"),
            until: day("2026-03-31"),
            counted,
            entries: Evidence::some_of(all),
        };
        assert_eq!(days(Text::Chinese, &of(&[])), "2026 年 3 月 1 日（周日）至 2026 年 3 月 31 日（周二）");
        assert_eq!(entries(Text::Chinese, &of(&[90, 71])), "第 90 条、第 71 条");
        assert_eq!(entries(Text::Chinese, &of(&[])), "");
    }
}
