//! Sealing: every text typed by a person is an encrypted, immutable revision under a key of its own stream (design.md, Particulars).

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use catalogue::id::Digest;
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

/// Bytes of a sealed text at most: a long opinion or a whole applicant record, never a file.
pub const SEALED_BYTES_MAX: usize = 64 * 1024;

/// The installation's secret, kept in a file outside the database; every other key comes from it.
#[derive(Clone)]
pub struct KeyRing {
    master: [u8; 32],
}

/// The key of one stream: destroying its wrapped form erases the person from the ledger, and every proof stands.
#[derive(Clone)]
pub struct StreamKey([u8; 32]);

/// A sealed revision: what the database keeps, and the digest by which an event names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedText {
    /// SHA-256 of `bytes`.
    pub digest: Digest,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

/// The sealed bytes do not open: a wrong key, a changed byte, or a key destroyed on purpose.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
#[error("sealed bytes do not open")]
pub struct CannotOpen;

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// The id of what follows from something that has a name: the same name gives the same id, so it takes effect once.
pub(crate) fn derived_id(name: impl AsRef<[u8]>) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&sha256(name.as_ref()).0[..16]);
    id
}

/// SM3 (GB/T 32905) of some bytes.
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    use ::sm3::{Digest as _, Sm3};
    Sm3::digest(bytes).into()
}

/// Random bytes of the operating system; without them nothing secret can be made, so it is the one place that stops the program.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// `digits` decimal digits, evenly distributed.
pub fn random_digits(digits: u32) -> String {
    let span = 10u64.pow(digits);
    loop {
        let n = u64::from_be_bytes(random::<8>());
        // The last, incomplete span would favour small codes.
        if n < u64::MAX - u64::MAX % span {
            return format!("{:0width$}", n % span, width = digits as usize);
        }
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn encrypt(key: &[u8; 32], about: &str, plain: &[u8]) -> Vec<u8> {
    let cipher = Aes256Gcm::new_from_slice(key).expect("the key has 32 bytes");
    let nonce = random::<12>();
    let payload = Payload { msg: plain, aad: about.as_bytes() };
    let mut bytes = nonce.to_vec();
    bytes.extend(
        cipher.encrypt(&Nonce::from(nonce), payload).expect("the text is shorter than the limit of AES-GCM"),
    );
    bytes
}

fn decrypt(key: &[u8; 32], about: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    let (nonce, text) = sealed.split_at_checked(12).ok_or(CannotOpen)?;
    let nonce: [u8; 12] = nonce.try_into().map_err(|_| CannotOpen)?;
    let cipher = Aes256Gcm::new_from_slice(key).expect("the key has 32 bytes");
    cipher.decrypt(&Nonce::from(nonce), Payload { msg: text, aad: about.as_bytes() }).map_err(|_| CannotOpen)
}

impl KeyRing {
    /// A ring from its secret.
    pub fn new(master: [u8; 32]) -> KeyRing {
        KeyRing { master }
    }

    /// A ring from 64 hexadecimal digits, as the key file holds them.
    pub fn from_hex(text: &str) -> Option<KeyRing> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut master = [0; 32];
        for (byte, pair) in master.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(KeyRing { master })
    }

    /// A new secret as the key file holds it.
    pub fn new_hex() -> String {
        random::<32>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A secret of this installation for one use, e.g. the anti-forgery tokens.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        mac(&self.master, &[b"derive", purpose.as_bytes()])
    }

    fn division_key(&self, division: &str) -> [u8; 32] {
        mac(&self.master, &[b"division", division.as_bytes()])
    }

    /// Keyed digest by which a person or a code is found without being readable: `what` keeps the uses apart.
    pub fn find_digest(&self, division: &str, what: &str, value: &str) -> Digest {
        let key = mac(&self.master, &[b"find", division.as_bytes()]);
        Digest(mac(&key, &[what.as_bytes(), value.as_bytes()]))
    }

    /// Wraps a stream's key for the database.
    pub fn wrap(&self, division: &str, stream: &str, key: &StreamKey) -> Vec<u8> {
        encrypt(&self.division_key(division), stream, &key.0)
    }

    /// Unwraps a stream's key.
    pub fn unwrap_key(&self, division: &str, stream: &str, wrapped: &[u8]) -> Result<StreamKey, CannotOpen> {
        let plain = decrypt(&self.division_key(division), stream, wrapped)?;
        Ok(StreamKey(plain.try_into().map_err(|_| CannotOpen)?))
    }

    /// Seals what belongs to no stream yet (a half-done intake) under the division's own key.
    pub fn seal_plain(&self, division: &str, about: &str, plain: &[u8]) -> Vec<u8> {
        encrypt(&self.division_key(division), about, plain)
    }

    /// Opens what [`KeyRing::seal_plain`] sealed.
    pub fn open_plain(&self, division: &str, about: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        decrypt(&self.division_key(division), about, sealed)
    }
}

impl StreamKey {
    /// A new random key.
    pub fn random() -> StreamKey {
        StreamKey(random())
    }

    /// Seals a text of this stream.
    pub fn seal(&self, stream: &str, plain: &[u8]) -> SealedText {
        let bytes = encrypt(&self.0, stream, plain);
        SealedText { digest: sha256(&bytes), bytes }
    }

    /// Opens a text of this stream.
    pub fn open(&self, stream: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        decrypt(&self.0, stream, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_only_in_its_own_stream_and_unchanged() {
        let key = StreamKey::random();
        let sealed = key.seal("case/1", "许小店".as_bytes());
        assert_eq!(key.open("case/1", &sealed.bytes), Ok("许小店".as_bytes().to_vec()));
        assert_eq!(key.open("case/2", &sealed.bytes), Err(CannotOpen));
        let mut changed = sealed.bytes.clone();
        *changed.last_mut().expect("not empty") ^= 1;
        assert_eq!(key.open("case/1", &changed), Err(CannotOpen));
        assert_eq!(StreamKey::random().open("case/1", &sealed.bytes), Err(CannotOpen));
        assert_eq!(key.open("case/1", b"short"), Err(CannotOpen));
    }

    #[test]
    fn a_stream_key_is_wrapped_for_its_division_and_stream() {
        let ring = KeyRing::from_hex(&KeyRing::new_hex()).expect("64 digits");
        let key = StreamKey::random();
        let wrapped = ring.wrap("990121", "case/1", &key);
        assert!(ring.unwrap_key("990121", "case/1", &wrapped).is_ok_and(|k| k.0 == key.0));
        assert!(ring.unwrap_key("990100", "case/1", &wrapped).is_err());
        assert!(ring.unwrap_key("990121", "case/2", &wrapped).is_err());
    }

    #[test]
    fn find_digests_differ_by_use_and_division() {
        let ring = KeyRing::new([7; 32]);
        let digest = ring.find_digest("990121", "applicant", "111:990121194801010016");
        assert_ne!(digest, ring.find_digest("990121", "query", "111:990121194801010016"));
        assert_ne!(digest, ring.find_digest("990100", "applicant", "111:990121194801010016"));
        assert_eq!(digest, ring.find_digest("990121", "applicant", "111:990121194801010016"));
    }

    #[test]
    fn codes_have_their_digits() {
        for _ in 0..200 {
            let code = random_digits(8);
            assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        }
        assert!(KeyRing::from_hex("12").is_none());
    }
}
