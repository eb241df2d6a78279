//! A paper's number as people type it from paper: blanks, brackets and digits of any width, with or without 号.

use casework::{DocumentKind, DocumentNo};
use catalogue::Organisation;
use catalogue::item::ItemKind;
use centre::paper_number::MEANINGS_MAX;

use super::words;

/// Characters of a number that are read.
const NUMBER_MAX: usize = 60;
/// One kind of item for each word in a number: 许, 确, 给, 服, 行.
const CLASSES: [ItemKind; 5] = [
    ItemKind::Licensing,
    ItemKind::Confirmation,
    ItemKind::Benefit,
    ItemKind::PublicService,
    ItemKind::OtherPower,
];

/// The number without blanks, with the brackets of documents, digits of one width, and 号 at its end, without a remark in brackets
/// behind it; `None` for what has no year in brackets, and so is no number of a paper.
pub fn plain(typed: &str) -> Option<String> {
    let mut plain = in_one_form(typed);
    while plain.ends_with('〕') {
        let at = plain.rfind('〔')?;
        plain.truncate(at);
    }
    if !plain.ends_with('号') {
        plain.push('号');
    }
    let is_number = year_and_serial(&plain).is_some();
    is_number.then_some(plain)
}

fn in_one_form(typed: &str) -> String {
    let mut plain = String::new();
    for character in typed.chars().take(NUMBER_MAX) {
        match character {
            it if it.is_whitespace() || it == '第' => {}
            '〔' | '［' | '[' | '（' | '(' | '【' | '〖' | '「' => plain.push('〔'),
            '〕' | '］' | ']' | '）' | ')' | '】' | '〗' | '」' => plain.push('〕'),
            '號' => plain.push('号'),
            it @ '！'..='～' => plain.extend(char::from_u32(u32::from(it) - 0xfee0)),
            it => plain.push(it),
        }
    }
    plain
}

/// What stands before the year, the year, and the serial.
fn year_and_serial(plain: &str) -> Option<(&str, u16, u32)> {
    let (head, rest) = plain.split_once('〔')?;
    let (year, serial) = rest.strip_suffix('号')?.split_once('〕')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if head.is_empty() || !digits(year) || !digits(serial) {
        return None;
    }
    Some((head, year.parse().ok()?, serial.parse().ok()?))
}

/// The numbers that a plain text may mean.
pub fn meanings(organisation: &Organisation, plain: &str) -> Vec<DocumentNo> {
    let Some((head, year, n)) = year_and_serial(plain) else { return Vec::new() };
    let mut meant = Vec::new();
    for unit in &organisation.units {
        if !unit.document_prefix.as_ref().is_some_and(|prefix| head.starts_with(prefix.as_str())) {
            continue;
        }
        for kind in DocumentKind::ALL {
            let number = DocumentNo { issuer: unit.code, kind, year, n };
            if CLASSES.iter().any(|class| words::document_no(organisation, *class, number) == plain) {
                meant.push(number);
            }
        }
    }
    meant.truncate(MEANINGS_MAX);
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_brackets_and_width_do_not_matter() {
        for typed in [
            "澄市监许受〔2026〕12号",
            "澄市监许受〔2026〕12 号",
            " 澄市监许受 ［２０２６］ １２　号 ",
            "澄市监许受(2026)第12号",
            "澄市监许受【2026】12",
            "澄市监许受（2026）12號",
            "澄市监许受〔2026〕12号（副本）",
            "澄市监许受(2026)12(补发)【旧】",
        ] {
            assert_eq!(plain(typed).as_deref(), Some("澄市监许受〔2026〕12号"), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_of_a_paper_is_none() {
        for typed in [
            "",
            "号",
            "SC2026000123K",
            "澄市监许受2026 12号",
            "〔2026〕12号",
            "澄市监〔〕12号",
            "澄市监〔2026〕号",
            "甲〔二〇二六〕12号",
            "澄市监许受〔2026〕",
            "（澄市监许受〔2026〕12号）",
            "澄市监许受〔2026〕12号（副本",
        ] {
            assert_eq!(plain(typed), None, "{typed}");
        }
        assert_eq!(plain(&"〔".repeat(500)), None);
        assert_eq!(year_and_serial("甲〔99999〕1号"), None);
        assert_eq!(year_and_serial("甲〔2026〕99999999999号"), None);
    }

    #[test]
    fn a_number_means_the_paper_of_its_office_and_no_other() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        for kind in DocumentKind::ALL {
            for unit in county.units.iter().filter(|unit| unit.document_prefix.is_some()) {
                let number = DocumentNo { issuer: unit.code, kind, year: 2026, n: 12 };
                let printed = words::document_no(&county, ItemKind::Licensing, number);
                let typed = plain(&printed).expect("what we print can be typed");
                assert!(meanings(&county, &typed).contains(&number), "{printed}");
            }
        }
        assert_eq!(meanings(&county, "某市监许受〔2026〕12号"), []);
        assert_eq!(meanings(&county, "澄市监许〔2026〕12号"), []);
    }
}
