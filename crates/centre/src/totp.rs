//! One-time codes by the clock (RFC 6238): HMAC with SHA-1, six digits, a new one every thirty seconds, as every authenticator
//! speaks it.
//!
//! SHA-1 stands here by itself, for nothing else of ours uses it: what breaks SHA-1 are two texts of one digest, and a code
//! rests on a secret instead.

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
    let mac = hmac_sha1(secret, &step.to_be_bytes());
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

fn hmac_sha1(key: &[u8; SECRET_BYTES], text: &[u8]) -> [u8; 20] {
    let padded = |with: u8| -> Vec<u8> {
        let mut block = [with; BLOCK];
        for (byte, own) in block.iter_mut().zip(key) {
            *byte ^= own;
        }
        block.to_vec()
    };
    let inner = sha1(&[padded(0x36), text.to_vec()].concat());
    sha1(&[padded(0x5c), inner.to_vec()].concat())
}

/// Bytes of a block.
const BLOCK: usize = 64;

/// SHA-1 (FIPS 180-4, 6.1).
fn sha1(text: &[u8]) -> [u8; 20] {
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(BLOCK), 0);
    // The length in bits takes the last eight bytes, in a block of its own where it does not fit.
    if text.len() % BLOCK > BLOCK - 9 {
        padded.resize(padded.len() + BLOCK, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(text.len() as u64 * 8).to_be_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded.chunks_exact(BLOCK) {
        turned(&mut state, block);
    }
    let mut digest = [0; 20];
    for (bytes, word) in digest.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// The state after one more block.
fn turned(state: &mut [u32; 5], block: &[u8]) {
    let mut words = [0_u32; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte));
    }
    for t in 16..80 {
        words[t] = (words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16]).rotate_left(1);
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for (t, word) in words.into_iter().enumerate() {
        let (mixed, constant) = match t / 20 {
            0 => ((b & c) | (!b & d), 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let next = [mixed, e, constant, word].into_iter().fold(a.rotate_left(5), u32::wrapping_add);
        (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
    }
    for (word, more) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8; SECRET_BYTES] = b"12345678901234567890";

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    // FIPS 180-4, the examples of the standard; and each length around the end of a block.
    #[test]
    fn sha1_gives_the_digests_of_the_standard() {
        assert_eq!(hex(&sha1(b"abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hex(&sha1(b"")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hex(&sha1(two_blocks)), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(hex(&sha1(&vec![b'a'; 1_000_000])), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
        for (length, digest) in [
            (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
            (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
            (63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
            (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        ] {
            assert_eq!(hex(&sha1(&vec![b'a'; length])), digest, "{length}");
        }
    }

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
