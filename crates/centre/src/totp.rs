//! One-time codes by the clock (RFC 6238): HMAC with SHA-1, six digits, a new one every thirty seconds, as every authenticator
//! speaks it.
//!
//! SHA-1 serves nothing else of ours: what breaks it are two texts of one digest, and a code rests on a secret instead.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds for which a code is shown.
pub const STEP_SECONDS: i64 = 30;
/// Bytes of a secret: as many as the digest has (RFC 4226, 4).
pub const SECRET_BYTES: usize = 20;
/// Digits of a code.
pub const DIGITS: usize = 6;

/// The step of an instant in microseconds UTC: which code is shown then.
pub fn step_at(micros: i64) -> i64 {
    micros.div_euclid(STEP_SECONDS * 1_000_000)
}

/// The code of a step.
pub fn code(secret: &[u8; SECRET_BYTES], step: i64) -> String {
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let mac: [u8; SECRET_BYTES] = mac.finalize().into_bytes().into();
    let at = usize::from(mac[19] & 15);
    let cut = u32::from_be_bytes([mac[at], mac[at + 1], mac[at + 2], mac[at + 3]]) & 0x7fff_ffff;
    format!("{:0width$}", cut % 10_u32.pow(DIGITS as u32), width = DIGITS)
}

/// A typed code as its six digits: blanks between them and digits of full width are no mistake.
pub fn read(typed: &str) -> Option<String> {
    let digits: Option<String> = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            _ => None,
        })
        .collect();
    digits.filter(|digits| digits.len() == DIGITS)
}

/// The secret as it is typed into an authenticator (RFC 4648, base 32): 32 characters.
pub fn base32(secret: &[u8; SECRET_BYTES]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letter = |bits: u64, n: u32| char::from(LETTERS[((bits >> (35 - 5 * n)) & 31) as usize]);
    secret
        .chunks(5)
        .flat_map(|five| {
            let bits = five.iter().fold(0, |bits, byte| (bits << 8) | u64::from(*byte));
            (0..8).map(move |n| letter(bits, n))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8; SECRET_BYTES] = b"12345678901234567890";

    // RFC 6238, appendix B: the last six digits of its codes.
    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, step_at(seconds * 1_000_000)), expected, "{seconds}");
        }
    }

    // RFC 4226, appendix D: the same secret, counted from 0.
    #[test]
    fn codes_are_those_of_rfc_4226() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (step, expected) in (0..).zip(expected) {
            assert_eq!(code(SECRET, step), expected, "{step}");
        }
    }

    #[test]
    fn a_step_ends_after_thirty_seconds() {
        assert_eq!([0, 29_999_999, 30_000_000].map(step_at), [0, 0, 1]);
    }

    #[test]
    fn a_typed_code_is_six_digits_however_they_are_written() {
        for typed in ["287082", " 287 082 ", "２８７０８２", "287\u{3000}082"] {
            assert_eq!(read(typed).as_deref(), Some("287082"), "{typed}");
        }
        for typed in ["", "28708", "2870821", "28708a", "-28708", "一二三四五六"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    // RFC 4648, 10, made as long as a secret is.
    #[test]
    fn a_secret_is_written_in_base_32() {
        assert_eq!(base32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"foobafoobafoobafooba"), "MZXW6YTBMZXW6YTBMZXW6YTBMZXW6YTB");
    }
}
