//! The published file of a draw, and what anyone can check with it and nothing else.

use calendar::Day;
use catalogue::{Code, Digest};
use serde::{Deserialize, Serialize};

use crate::draw::{Hash, Held, List, Pick, Way, commitment, pick};

/// What the file is, as its first field says.
pub const WHAT: &str = "yimen-draw-1";
/// Bytes of a file at most.
pub const PROOF_BYTES_MAX: usize = 32 << 20;

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// [`WHAT`].
    pub what: String,
    /// The published lists, byte for byte.
    pub list: String,
    /// SHA-256 of these bytes, as announced.
    pub list_sha256: Digest,
    /// SM3 of the secret, as announced.
    pub commitment_sm3: Digest,
    /// From which day on the public value could be known, as announced; none in files of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_day: Option<Day>,
    /// The secret; none before it is laid open.
    pub secret: Option<Digest>,
    /// The public value; none before it is known.
    pub public_value: Option<Code>,
    /// Who may not visit which object after all: object and inspector by id.
    pub recused: Vec<(Code, Code)>,
    /// What is claimed: each object with its inspectors, by id.
    pub picks: Vec<(Code, Vec<Code>)>,
}

/// Why the file does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is not such a file.
    NotAProof,
    /// The lists are others than those announced.
    List,
    /// The lists do not read, or cannot be drawn from.
    ListUnreadable(&'static str),
    /// The secret is another than the one fixed before.
    Secret,
    /// A recusal names what is on no list.
    Recused(Code),
    /// The picks are not what the secret and the public value give; what they give.
    Picks(Vec<(Code, Vec<Code>)>),
    /// What was announced before is something else.
    NotAnnounced(Promise),
}

/// What an announcement fixes for good.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The lists, by their digest.
    List,
    /// The secret, by its digest.
    Secret,
    /// The day of the public value.
    Day,
}

/// What was found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Right {
    /// Announced: the lists are those of the digest, nothing is laid open yet.
    Announced(List),
    /// Drawn: the same picks follow.
    Drawn(List),
}

fn named(list: &List, picks: &[Pick]) -> Vec<(Code, Vec<Code>)> {
    let named = |pick: &Pick| {
        let inspectors = pick.inspectors.iter().map(|n| list.inspectors[usize::from(*n)].id.0);
        (list.objects[usize::from(pick.object)].id, inspectors.collect())
    };
    picks.iter().map(named).collect()
}

/// The file of a draw as it stands.
pub fn of(held: &Held, list: &List, sm3: Hash) -> Proof {
    let (secret, public_value) = match held.way {
        Way::Drawn { secret, value, .. } => (Some(secret), Some(value)),
        Way::Announced | Way::Lapsed => (None, None),
    };
    let recused = held.recused.iter().filter_map(|it| {
        let object = list.objects.get(usize::from(it.object))?;
        let inspector = list.inspectors.get(usize::from(it.inspector))?;
        Some((object.id, inspector.id.0))
    });
    Proof {
        what: WHAT.to_owned(),
        list: String::from_utf8(list.to_body()).expect("JSON is UTF-8"),
        list_sha256: held.list,
        commitment_sm3: held.commitment,
        public_day: Some(held.public_day),
        secret,
        public_value,
        recused: recused.collect(),
        picks: named(list, &held.picks(list, sm3)),
    }
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Proof, Wrong> {
    if bytes.len() > PROOF_BYTES_MAX {
        return Err(Wrong::NotAProof);
    }
    serde_json::from_slice(bytes).ok().filter(|it: &Proof| it.what == WHAT).ok_or(Wrong::NotAProof)
}

/// What somebody kept of the announcement.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the lists.
    pub list_sha256: Digest,
    /// SM3 of the secret.
    pub commitment_sm3: Digest,
    /// The day of the public value, where it was kept too.
    pub public_day: Option<Day>,
}

impl Kept {
    /// What stands of it in a file that was fetched then.
    pub fn of(proof: &Proof) -> Kept {
        let Proof { list_sha256, commitment_sm3, public_day, .. } = *proof;
        Kept { list_sha256, commitment_sm3, public_day }
    }
}

/// Whether a file is of the draw that was announced. [`check`] sees only that a file fits itself: whoever makes another list and
/// another secret makes another such file.
pub fn is_announced(proof: &Proof, kept: &Kept) -> Result<(), Wrong> {
    if proof.list_sha256 != kept.list_sha256 {
        return Err(Wrong::NotAnnounced(Promise::List));
    }
    if proof.commitment_sm3 != kept.commitment_sm3 {
        return Err(Wrong::NotAnnounced(Promise::Secret));
    }
    match kept.public_day {
        Some(day) if proof.public_day != Some(day) => Err(Wrong::NotAnnounced(Promise::Day)),
        _ => Ok(()),
    }
}

/// Computes everything again.
pub fn check(proof: &Proof, sha256: Hash, sm3: Hash) -> Result<Right, Wrong> {
    if Digest(sha256(proof.list.as_bytes())) != proof.list_sha256 {
        return Err(Wrong::List);
    }
    let list = List::from_body(proof.list.as_bytes()).map_err(Wrong::ListUnreadable)?;
    let (Some(secret), Some(value)) = (&proof.secret, &proof.public_value) else {
        let nothing = proof.secret.is_none() && proof.public_value.is_none() && proof.picks.is_empty();
        return if nothing { Ok(Right::Announced(list)) } else { Err(Wrong::NotAProof) };
    };
    if commitment(secret, sm3) != proof.commitment_sm3 {
        return Err(Wrong::Secret);
    }
    let mut recused = Vec::with_capacity(proof.recused.len());
    for (object, inspector) in &proof.recused {
        let object = list.objects.binary_search_by(|it| it.id.cmp(object)).map_err(|_| *object);
        let inspector = list.inspectors.binary_search_by(|it| it.id.0.cmp(inspector)).map_err(|_| *inspector);
        let (object, inspector) = (object.map_err(Wrong::Recused)?, inspector.map_err(Wrong::Recused)?);
        recused
            .push((u16::try_from(object).unwrap_or(u16::MAX), u16::try_from(inspector).unwrap_or(u16::MAX)));
    }
    let picks = named(&list, &pick(&list, secret, value.as_str(), &recused, sm3));
    if picks == proof.picks { Ok(Right::Drawn(list)) } else { Err(Wrong::Picks(picks)) }
}
