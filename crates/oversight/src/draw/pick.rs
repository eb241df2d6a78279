//! The order of a draw: `SM3(secret ‖ public value ‖ LF ‖ id)` for objects, with `‖ LF ‖ inspector` for who visits one. The
//! smallest come first. A secret is 32 bytes; neither the value nor an id holds a line feed.

use crate::draw::List;
use catalogue::Digest;

/// A digest of 32 bytes, which the caller computes: SM3 or SHA-256.
pub type Hash = fn(&[u8]) -> [u8; 32];

/// Inspectors of one visit: at least two (行政处罚法第四十二条).
pub const PER_OBJECT: usize = 2;

/// One pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Place of the object in the list.
    pub object: u16,
    /// Places of the inspectors in the list, in the order drawn; fewer than [`PER_OBJECT`] if nobody is left.
    pub inspectors: Vec<u16>,
}

/// What is published of a secret.
pub fn commitment(secret: &Digest, sm3: Hash) -> Digest {
    Digest(sm3(&secret.0))
}

fn rank(secret: &Digest, value: &str, ids: &[&str], sm3: Hash) -> [u8; 32] {
    let mut bytes = secret.0.to_vec();
    bytes.extend_from_slice(value.as_bytes());
    for id in ids {
        bytes.push(b'\n');
        bytes.extend_from_slice(id.as_bytes());
    }
    sm3(&bytes)
}

/// What the draw picks: `list.count` objects with two inspectors each, passing over who is recused.
pub fn pick(list: &List, secret: &Digest, value: &str, recused: &[(u16, u16)], sm3: Hash) -> Vec<Pick> {
    let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let mut objects: Vec<([u8; 32], u16)> = list
        .objects
        .iter()
        .enumerate()
        .map(|(n, object)| (rank(secret, value, &[object.id.as_str()], sm3), place(n)))
        .collect();
    objects.sort_unstable();
    objects.truncate(usize::from(list.count));
    let inspectors = |object: u16| {
        let it = &list.objects[usize::from(object)];
        let apart = |n: u16| it.not_by.contains(&n) || recused.contains(&(object, n));
        let mut order: Vec<([u8; 32], u16)> = list
            .inspectors
            .iter()
            .enumerate()
            .map(|(n, inspector)| (n, inspector.id.as_str()))
            .filter(|(n, _)| !apart(place(*n)))
            .map(|(n, id)| (rank(secret, value, &[it.id.as_str(), id], sm3), place(n)))
            .collect();
        order.sort_unstable();
        order.into_iter().take(PER_OBJECT).map(|(_, n)| n).collect()
    };
    objects.into_iter().map(|(_, object)| Pick { object, inspectors: inspectors(object) }).collect()
}
