//! Bar codes for folder labels: Code 128 (ISO/IEC 15417), character set B, drawn as SVG (A12).

use std::fmt::Write;

/// Widths of bar, space, bar, space, bar, space of each value; the last ends every code.
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
/// Begins a code of character set B.
const START_B: usize = 104;
/// Ends a code.
const STOP: usize = 106;
/// The space on either side that a reader needs, in modules.
const QUIET: usize = 10;
/// Height in modules.
const HEIGHT: usize = 44;
/// Characters of a code at most: what is longer does not fit on a label.
const LENGTH_MAX: usize = 40;

/// The values of a text with start, check and stop; none where a character has no value or the text is too long.
fn values(text: &str) -> Option<Vec<usize>> {
    if text.is_empty() || text.len() > LENGTH_MAX {
        return None;
    }
    let plain = text.bytes().map(|byte| matches!(byte, 32..=126).then(|| usize::from(byte) - 32));
    let plain: Vec<usize> = plain.collect::<Option<_>>()?;
    let sum: usize = plain.iter().zip(1..).map(|(value, place)| value * place).sum();
    let check = (START_B + sum) % 103;
    Some([START_B].into_iter().chain(plain).chain([check, STOP]).collect())
}

/// The bar code of a text as SVG, with the words that say what it is; empty where the text has no code.
pub fn code128_svg(text: &str, label: &str) -> String {
    let Some(values) = values(text) else { return String::new() };
    let (mut x, mut path) = (QUIET, String::new());
    for value in values {
        for (place, width) in PATTERNS[value].bytes().map(|digit| usize::from(digit - b'0')).enumerate() {
            if place % 2 == 0 {
                write!(path, "M{x} 0h{width}v{HEIGHT}h-{width}z").expect("a text takes every character");
            }
            x += width;
        }
    }
    let width = x + QUIET;
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<svg class=\"bars\" viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" aria-label=\"{label}\" \
         preserveAspectRatio=\"none\"><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    // Properties that the standard gives every character: eleven modules, an even number of them dark, no two alike.
    #[test]
    fn the_table_of_patterns_has_the_properties_of_the_standard() {
        let sums = |pattern: &str| {
            let widths: Vec<usize> = pattern.bytes().map(|digit| usize::from(digit - b'0')).collect();
            (widths.iter().sum::<usize>(), widths.iter().step_by(2).sum::<usize>())
        };
        let mut seen = std::collections::BTreeSet::new();
        for (value, pattern) in PATTERNS.iter().enumerate() {
            assert!(seen.insert(pattern), "{value} stands twice");
            let (all, dark) = sums(pattern);
            match value {
                STOP => assert_eq!((all, pattern.len()), (13, 7)),
                _ => assert_eq!((all, pattern.len(), dark % 2), (11, 6, 0), "{value}"),
            }
        }
    }

    // The check character of a text that is worked out by hand: 104 + 48·1 + 42·2 + 42·3 + 17·4 + 18·5 + 19·6 + 35·7 = 879.
    #[test]
    fn the_check_character_is_the_weighted_sum_by_103() {
        assert_eq!(values("PJJ123C"), Some(vec![104, 48, 42, 42, 17, 18, 19, 35, 879 % 103, 106]));
    }

    #[test]
    fn what_has_no_code_is_left_out() {
        assert_eq!(values(""), None);
        assert_eq!(values("案卷"), None);
        assert_eq!(code128_svg(&"x".repeat(41), ""), "");
        let svg = code128_svg("SC2026000123K", "a \"label\"");
        assert!(svg.contains("a &quot;label&quot;") && !svg.contains("style"));
        // Start, thirteen characters, check and stop: 3 bars each, the stop has 4.
        assert_eq!(svg.matches('M').count(), 15 * 3 + 4);
    }
}
