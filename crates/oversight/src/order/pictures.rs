//! Photographs and scans handed in with an answer, each named by the digest of its sealed bytes (R102, R104).

use catalogue::Digest;
use serde::{Deserialize, Serialize};

/// Most of one answer.
pub const ANSWER_PICTURES_MAX: u8 = 3;

/// More were named than one answer has.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TooManyPictures;

impl std::fmt::Display for TooManyPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an answer has at most {ANSWER_PICTURES_MAX} photographs")
    }
}

/// The photographs of one answer, in their order.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Digest>", into = "Vec<Digest>")]
pub struct Pictures([Option<Digest>; ANSWER_PICTURES_MAX as usize]);

impl Pictures {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Digest> {
        self.0.into_iter().flatten()
    }
}

impl TryFrom<Vec<Digest>> for Pictures {
    type Error = TooManyPictures;

    fn try_from(named: Vec<Digest>) -> Result<Pictures, TooManyPictures> {
        let mut pictures = Pictures::default();
        if named.len() > pictures.0.len() {
            return Err(TooManyPictures);
        }
        for (place, digest) in pictures.0.iter_mut().zip(named) {
            *place = Some(digest);
        }
        Ok(pictures)
    }
}

impl From<Pictures> for Vec<Digest> {
    fn from(pictures: Pictures) -> Vec<Digest> {
        pictures.iter().collect()
    }
}
