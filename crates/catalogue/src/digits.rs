//! Digits of a number, as numbers people read are filled up with zeros.

/// Adds a number with at least so many digits; every row of a case bears two, and formatting them is half of its price.
pub(crate) fn push_digits(text: &mut String, number: u32, width: u32) {
    let digits = number.checked_ilog10().map_or(1, |tens| tens + 1).max(width);
    for place in (0..digits).rev() {
        let digit = number / 10u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).expect("a digit"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_filled_up_and_never_cut() {
        let said = |number, width| {
            let mut text = String::new();
            push_digits(&mut text, number, width);
            text
        };
        for number in [0, 1, 9, 10, 99, 100, 9_999, 10_000, 999_999, 1_000_000, u32::MAX] {
            assert_eq!(said(number, 4), format!("{number:04}"));
            assert_eq!(said(number, 6), format!("{number:06}"));
        }
    }
}
