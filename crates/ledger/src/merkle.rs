//! The Merkle tree of RFC 6962 over SHA-256, kept by its right edge.

use sha2::{Digest, Sha256};

/// A node of the tree.
pub type Hash = [u8; 32];

/// The hash of a leaf (RFC 6962, 2.1).
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// The hash of an inner node.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge: the roots of the complete subtrees, largest first, one for each bit of the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    nodes: Vec<Hash>,
}

impl Edge {
    /// Adds a leaf on the right.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.nodes.pop().expect("each one bit of the size has its node");
            node = node_hash(&left, &node);
        }
        self.nodes.push(node);
        self.size += 1;
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root; of no leaves, the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut nodes = self.nodes.iter().rev();
        match nodes.next() {
            None => Sha256::digest([]).into(),
            Some(last) => nodes.fold(*last, |right, left| node_hash(left, &right)),
        }
    }

    /// The stored form: the nodes one after the other.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.nodes.concat()
    }

    /// Reads the stored form for a size; `None` when they do not fit each other.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Edge> {
        let (nodes, rest) = bytes.as_chunks::<32>();
        (rest.is_empty() && nodes.len() == size.count_ones() as usize)
            .then(|| Edge { size, nodes: nodes.to_vec() })
    }
}

/// Collects the fields of a leaf, each with its length before it, so that no two entries have the same bytes.
#[derive(Default)]
pub(crate) struct LeafBytes(Vec<u8>);

impl LeafBytes {
    pub(crate) fn field(&mut self, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).expect("a stored field is below 4 GiB");
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn number(&mut self, number: i64) {
        self.field(&number.to_be_bytes());
    }

    pub(crate) fn hash(self) -> Hash {
        leaf_hash(&self.0)
    }
}
