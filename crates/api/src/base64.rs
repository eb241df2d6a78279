//! Base64 as RFC 4648 writes it, with padding and nothing between: how a file stands in a body of JSON.

/// The bytes of a text in base64; none where it is none.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    let groups = text.as_bytes().chunks_exact(4);
    if !groups.remainder().is_empty() {
        return None;
    }
    let count = groups.len();
    let mut bytes = Vec::with_capacity(count * 3);
    for (place, group) in groups.enumerate() {
        let padding = group.iter().rev().take_while(|it| **it == b'=').count();
        // Nothing follows the padding, and at least one byte stands before it.
        if padding > 2 || (padding > 0 && place + 1 != count) {
            return None;
        }
        let mut bits: u32 = 0;
        for letter in &group[..4 - padding] {
            bits = bits << 6 | value(*letter)?;
        }
        bits <<= 6 * padding;
        let [_, whole @ ..] = bits.to_be_bytes();
        let (kept, left) = whole.split_at(3 - padding);
        if left.iter().any(|it| *it != 0) {
            return None;
        }
        bytes.extend(kept);
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::decoded;

    // RFC 4648, section 10.
    #[test]
    fn the_examples_of_the_standard_are_read() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decoded("+/+/AA=="), Some(vec![0xFB, 0xFF, 0xBF, 0]));
    }

    // Letters of the other alphabet, white space, padding that is missing, misplaced or too much, and bits that no byte holds.
    #[test]
    fn everything_else_is_none() {
        for text in [
            "Z",
            "Zg",
            "Zg=",
            "Zm9",
            "Zm9v\n",
            "Zm 9v",
            "Zm-_",
            "=",
            "====",
            "Z===",
            "Zg==Zg==",
            "Zg=v",
            "Zh==",
            "Zm9=",
            "长长长长",
        ] {
            assert_eq!(decoded(text), None, "{text:?}");
        }
    }
}
