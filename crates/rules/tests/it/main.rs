//! Formulas over counts: what they come to, what they may not be, and that none of them takes long or ends the process.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rules::{CHARS_MAX, DEPTH_MAX, Formula, FormulaError};

const NAMES: [&str; 4] = ["办结", "按时办结", "超期办结", "in_time"];

/// With 40 concluded, 38 in time, 2 late.
fn count(name: &str) -> i64 {
    match name {
        "办结" => 40,
        "按时办结" | "in_time" => 38,
        "超期办结" => 2,
        _ => panic!("{name} is no name"),
    }
}

fn comes_to(text: &str) -> Option<u32> {
    Formula::read(text, &NAMES).unwrap_or_else(|error| panic!("{text}: {error}")).hundredths(count, 100)
}

fn refused(text: &str) -> FormulaError {
    Formula::read(text, &NAMES).expect_err(text)
}

#[test]
fn a_formula_comes_to_points_in_hundredths() {
    for (text, points) in [
        ("100 * 按时办结 / 办结", 9_500),
        ("100 × 按时办结 ÷ 办结", 9_500),
        ("100 - 200 * 超期办结 / 办结", 9_000),
        ("办结", 4_000),
        ("按时办结-超期办结", 3_600),
        ("(按时办结 + 超期办结) / 办结 * 100", 10_000),
        ("（按时办结 ＋ 0） / 办结 * 100", 9_500),
        ("max(0, 100 - 60 * 超期办结)", 0),
        ("min(50, 按时办结)", 3_800),
        ("floor(100 * 按时办结 / 办结 / 10) * 10", 9_000),
        ("ceiling(100 * 按时办结 / 办结 / 10) * 10", 10_000),
        ("abs(超期办结 - 按时办结)", 3_600),
        ("if 超期办结 = 0 then 100 else 60", 6_000),
        ("if 超期办结 ≥ 2 and 办结 > 10 then 40 else 90", 4_000),
        ("if 超期办结 != 2 or 办结 <= 10 then 40 else 90", 9_000),
        ("in_time * 2.5", 9_500),
        // Half up, in hundredths.
        ("办结 / 3", 1_333),
        ("办结 * 0.000125", 1),
        ("办结 * 0.000124", 0),
    ] {
        let text = text.replace('＋', "+");
        assert_eq!(comes_to(&text), Some(points), "{text}");
    }
}

#[test]
fn points_are_never_below_nothing_or_above_the_full_mark() {
    assert_eq!(comes_to("0 - 办结"), Some(0));
    assert_eq!(comes_to("办结 * 1000"), Some(10_000));
    let formula = Formula::read("办结", &NAMES).expect("a formula");
    assert_eq!(formula.hundredths(|_| 100, 100), Some(10_000));
    assert_eq!(formula.hundredths(|_| 99, 100), Some(9_900));
    assert_eq!(formula.hundredths(|_| 0, 100), Some(0));
    assert_eq!(formula.hundredths(|_| i64::MAX, 1_000), Some(100_000));
    assert_eq!(formula.hundredths(|_| i64::MIN, 1_000), Some(0));
}

#[test]
fn a_division_by_nothing_and_null_come_to_nothing() {
    assert_eq!(comes_to("100 * 按时办结 / (办结 - 40)"), None);
    assert_eq!(comes_to("if 办结 < 100 then null else 办结"), None);
    assert_eq!(comes_to("if 办结 < 10 then null else 办结"), Some(4_000));
}

#[test]
fn the_names_of_a_formula_are_known() {
    let formula = Formula::read("100 * 按时办结 / 办结 + 办结", &NAMES).expect("a formula");
    assert_eq!(formula.names(), ["办结", "按时办结"]);
}

#[test]
fn what_a_formula_may_not_be_is_refused_at_its_place() {
    let unknown = |place, word: &str| FormulaError::Unknown { place, word: word.to_owned() };
    assert_eq!(refused("   "), FormulaError::Empty);
    assert_eq!(refused("100 * 按时办理 / 办结"), unknown(7, "按时办理"));
    assert_eq!(refused("办结 ** 9"), unknown(4, "**"));
    assert_eq!(refused("办结 // 2"), unknown(4, "//"));
    assert_eq!(refused("办结 + \"x\""), unknown(6, "\""));
    assert_eq!(refused("[办结][1]"), unknown(1, "["));
    assert_eq!(refused("{a: 办结}"), unknown(1, "{"));
    assert_eq!(refused("for i in 1..办结 return i"), unknown(1, "for"));
    assert_eq!(refused("some i in 办结 satisfies i"), unknown(1, "some"));
    assert_eq!(refused("function(a) 办结"), unknown(1, "function"));
    assert_eq!(refused("string(办结)"), unknown(1, "string"));
    assert_eq!(refused("办结 . 办结"), unknown(4, "."));
    assert_eq!(refused("1.2.3 + 办结"), unknown(1, "1.2."));
    assert_eq!(refused("1..办结"), unknown(1, "1."));
    assert_eq!(refused("12a + 办结"), unknown(1, "12a"));
    assert_eq!(refused("办结办结"), unknown(1, "办结办结"));
    assert_eq!(refused("100"), FormulaError::Constant);
    assert_eq!(refused("100 * (办结"), FormulaError::NotAFormula);
    assert_eq!(refused("100 办结"), FormulaError::NotAFormula);
    assert_eq!(refused("if 办结 then"), FormulaError::NotAFormula);
    assert_eq!(refused("办结 > 3"), FormulaError::NotANumber);
}

#[test]
fn a_formula_is_bounded() {
    let long = |n: usize| format!("办结{}", " ".repeat(n - 2));
    assert!(Formula::read(&long(CHARS_MAX), &NAMES).is_ok());
    assert_eq!(refused(&long(CHARS_MAX + 1)), FormulaError::TooLong);
    let deep = |n: usize| format!("{}办结{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(comes_to(&deep(DEPTH_MAX)), Some(4_000));
    assert_eq!(refused(&deep(DEPTH_MAX + 1)), FormulaError::TooLong);
    let many = |n: usize| vec!["办结"; n].join("+");
    assert_eq!(comes_to(&many(60)), Some(10_000));
    assert_eq!(refused(&many(61)), FormulaError::TooLong);
    assert!(Formula::read("办结 + 999999999", &NAMES).is_ok());
    assert_eq!(refused("办结 + 1000000000"), FormulaError::TooLong);
    assert_eq!(refused("办结 + 0.1234567"), FormulaError::TooLong);
}

/// The largest numbers that can be written, multiplied as often as can be: no power of ten is beyond what the library holds.
#[test]
fn the_greatest_formula_is_worked_out_in_no_time() {
    let text = vec!["办结"; 60].join("*");
    let formula = Formula::read(&text, &NAMES).expect("a formula");
    let begun = Instant::now();
    assert_eq!(formula.hundredths(|_| i64::MAX, 100), Some(10_000));
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Whatever is written, it is read or refused; and what was read gives points within bounds.
    #[test]
    fn whatever_is_written_is_read_or_refused(
        words in prop::collection::vec(prop::sample::select(vec![
            "办结", "按时办结", "超期办结", "in_time", "+", "-", "*", "/", "(", ")", ",", "1", "0", "2.5", "if", "then", "else",
            "and", "or", "null", "min", "max", "floor", "abs", "<", ">=", "=", "!=", "for", "..", "[", "\"", "date", "，", "÷",
        ]), 1..14),
        n in any::<i32>(),
    ) {
        if let Ok(formula) = Formula::read(&words.join(" "), &NAMES) {
            let points = formula.hundredths(|_| i64::from(n), 100);
            prop_assert!(points.is_none_or(|it| it <= 10_000));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = Formula::read(&text, &NAMES);
    }
}
