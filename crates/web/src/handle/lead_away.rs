//! How often a unit's steps left the hall, and for which of the ten reasons (A11, R87): with what it is counted from.

use catalogue::item::AwayReason;
use catalogue::{Organisation, UnitCode};
use centre::counts::{AWAY, DayFigure};

use super::{visit_words, words};
use pages::desk::AwayLine;
use pages::text::Text;

/// One line for each unit that had a step done back at the department, most often first.
pub fn lines(
    text: Text,
    organisation: &Organisation,
    figures: &[DayFigure],
    mine: impl Fn(&str) -> bool,
) -> Vec<AwayLine> {
    let mut units: Vec<&str> = figures.iter().map(|figure| figure.authority.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let mut lines: Vec<AwayLine> = units
        .into_iter()
        .filter(|unit| mine(unit))
        .filter_map(|unit| line(text, organisation, figures, unit))
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.away));
    lines
}

fn line(text: Text, organisation: &Organisation, figures: &[DayFigure], unit: &str) -> Option<AwayLine> {
    let count = |kind: &str| -> u64 {
        let of = figures.iter().filter(|figure| figure.authority == unit && figure.kind == kind);
        of.map(|figure| u64::try_from(figure.count).unwrap_or(0)).sum()
    };
    let reasons = AwayReason::ALL.map(|reason| (reason, count(&format!("{AWAY}{}", reason.key()))));
    let away: u64 = reasons.iter().map(|(_, n)| n).sum();
    if away == 0 {
        return None;
    }
    let name = UnitCode::parse(unit).map(|code| words::unit(text, organisation, code));
    let reasons = reasons.iter().filter(|(_, n)| *n > 0);
    let reasons = reasons.map(|(reason, n)| format!("{} {n}", visit_words::away(text, *reason)));
    Some(AwayLine {
        unit: name.unwrap_or_else(|_| unit.to_owned()),
        away,
        all: count("steps").max(away),
        reasons: reasons.collect::<Vec<String>>().join(text.comma()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_counted_by_reason_with_all_its_steps_and_one_that_stayed_is_not_named() {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let text = std::fs::read_to_string(folder).expect("the county stands beside this crate");
        let organisation = Organisation::from_toml(&text).expect("the county's organisation is right");
        let figure =
            |unit: &str, kind: &str, count| DayFigure { authority: unit.into(), kind: kind.into(), count };
        let figures = [
            figure("sc", "steps", 9),
            figure("sc", "away/expert-review", 2),
            figure("sc", "away/testing", 1),
            figure("wj", "steps", 4),
            figure("ga", "steps", 3),
            figure("ga", "away/testing", 1),
        ];
        let lines = lines(Text::Chinese, &organisation, &figures, |unit| unit != "ga");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!((lines[0].away, lines[0].all, lines[0].reasons.as_str()), (3, 9, "检测 1、专家评审 2"));
    }

    #[test]
    fn every_reason_has_its_words() {
        for reason in AwayReason::ALL {
            assert!(!visit_words::away(Text::Chinese, reason).is_empty(), "{reason:?}");
            assert_eq!(AwayReason::from_key(reason.key()), Some(reason));
        }
    }
}
