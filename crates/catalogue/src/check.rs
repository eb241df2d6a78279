//! Check characters of the national standards: ISO 7064 MOD 37,36 and MOD 11-2, GB 32100 and GB 11714.

const ALPHANUMERIC: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Alphabet of GB 32100: digits and letters without I, O, S, V, Z.
const CREDIT: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

fn place(alphabet: &[u8], character: u8) -> Option<u32> {
    alphabet.iter().position(|&known| known == character).map(|at| at as u32)
}

/// The place of a digit or capital letter in [`ALPHANUMERIC`].
fn alphanumeric(character: u8) -> Option<u32> {
    char::from(character).to_digit(36).filter(|_| !character.is_ascii_lowercase())
}

/// ISO 7064 MOD 37,36 check character of digits and capital letters; `None` for any other character.
pub fn mod_37_36(text: &str) -> Option<char> {
    let product = text.bytes().try_fold(36, |product, byte| {
        let sum = (product + alphanumeric(byte)?) % 36;
        Some(if sum == 0 { 36 } else { sum } * 2 % 37)
    })?;
    Some(ALPHANUMERIC[((37 - product) % 36) as usize] as char)
}

/// Check character of a resident identity number (GB 11643, ISO 7064 MOD 11-2) over its first 17 digits.
pub fn resident_check(digits17: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if digits17.len() != 17 {
        return None;
    }
    let digits = digits17.chars().map(|c| c.to_digit(10));
    let sum = digits.zip(WEIGHTS).try_fold(0, |sum, (digit, weight)| Some(sum + digit? * weight))?;
    Some(b"10X98765432"[(sum % 11) as usize] as char)
}

/// Check character of a unified social credit code (GB 32100) over its first 17 characters.
pub fn credit_check(first17: &str) -> Option<char> {
    if first17.len() != 17 {
        return None;
    }
    let sum = first17.bytes().try_fold((0, 1), |(sum, weight), byte| {
        Some((sum + place(CREDIT, byte)? * weight, weight * 3 % 31))
    })?;
    Some(CREDIT[((31 - sum.0 % 31) % 31) as usize] as char)
}

/// Check character of an organisation code (GB 11714) over its first 8 characters.
pub fn organisation_check(first8: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    if first8.len() != 8 {
        return None;
    }
    let values = first8.bytes().map(alphanumeric);
    let sum = values.zip(WEIGHTS).try_fold(0, |sum, (value, weight)| Some(sum + value? * weight))?;
    Some(b"0123456789X"[((11 - sum % 11) % 11) as usize] as char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn electronic_certificate_numbers_verify_by_mod_37_36() {
        for (text, check) in [
            ("2.11100000000013338W011.11430000006122244L.20230000403.001", 'U'),
            ("2.11100000MB03271699022.340100.000000016.001", '9'),
            ("2.11100000000013338W009.11330105002500287C.2025052201.002", '0'),
        ] {
            let parts = text.split_once('.').expect("the root, then four parts").1.replace('.', "");
            assert_eq!(mod_37_36(&parts), Some(check), "{text}");
        }
        assert_eq!(mod_37_36("a"), None);
    }

    #[test]
    fn resident_and_credit_check_characters_are_those_of_the_standards() {
        assert_eq!(resident_check("11010519491231002"), Some('X'));
        assert_eq!(resident_check("44052418800101001"), Some('4'));
        assert_eq!(resident_check("4405241880010100"), None);
        assert_eq!(credit_check("91350100M000100Y4"), Some('3'));
        assert_eq!(credit_check("91350100M000100I4"), None);
        assert_eq!(organisation_check("MA000001"), Some('5'));
        assert_eq!(organisation_check("MA00090"), None);
    }
}
