//! Of which blocks each paper is made, in the order in which the program sets them, and which of them an office may leave out.

use serde::{Deserialize, Serialize};

/// A block of a paper. What stands between others and belongs to them (a ground and its article) is no block of its own.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 单位、标题、编号.
    Head,
    /// The sentence that matters most.
    Lead,
    /// For whom it is, and about what.
    About,
    /// Everything else it says, in the order of the program: lists, limits, grounds, the office's own text.
    Content,
    /// Law quoted in full.
    Law,
    /// 救济告知: to whom one can turn, and within which time (C16).
    Remedies,
    /// Places for signatures.
    Sign,
    /// Place of the seal, with the day under it.
    Seal,
    /// The code by which the paper is checked.
    Code,
}

impl Block {
    /// Every block.
    pub const ALL: [Block; 9] = [
        Block::Head,
        Block::Lead,
        Block::About,
        Block::Content,
        Block::Law,
        Block::Remedies,
        Block::Sign,
        Block::Seal,
        Block::Code,
    ];

    /// Its name in bodies and forms.
    pub fn key(self) -> &'static str {
        match self {
            Block::Head => "head",
            Block::Lead => "lead",
            Block::About => "about",
            Block::Content => "content",
            Block::Law => "law",
            Block::Remedies => "remedies",
            Block::Sign => "sign",
            Block::Seal => "seal",
            Block::Code => "code",
        }
    }

    /// Whether it may change its place with others.
    pub fn moves(self) -> bool {
        self.rank() == MOVES
    }

    /// Blocks of a lower rank stand above those of a higher.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Block::Head => 0,
            Block::Lead | Block::About | Block::Content | Block::Law | Block::Remedies => MOVES,
            Block::Sign => 2,
            Block::Seal => 3,
            Block::Code => 4,
        }
    }
}

const MOVES: u8 = 1;

/// Whether a block may be left out.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum BlockUse {
    /// It may not.
    Always,
    /// It may.
    Optional,
}

/// What a paper is made of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Whether it is short enough for an A5 sheet.
    pub fits_a5: bool,
    /// Its blocks in the order of the program.
    pub uses: &'static [(Block, BlockUse)],
}

impl Frame {
    /// Its blocks.
    pub fn blocks(self) -> impl Iterator<Item = Block> {
        self.uses.iter().map(|it| it.0)
    }

    /// Whether the paper has the block.
    pub fn has(&self, block: Block) -> bool {
        self.blocks().any(|it| it == block)
    }

    /// Whether the block may be left out.
    pub fn is_optional(&self, block: Block) -> bool {
        self.uses.contains(&(block, BlockUse::Optional))
    }
}

/// Papers of at most a few lines.
const A5: [&str; 8] = [
    "receipt",
    "closure",
    "return",
    "withdrawal",
    "cover",
    "hearing-call",
    "renewal-receipt",
    "reissue-receipt",
];

macro_rules! blocks {
    ($($block:ident)+) => {
        &[(Block::Head, BlockUse::Always), $(blocks!(@ $block),)+]
    };
    (@ MayLaw) => { (Block::Law, BlockUse::Optional) };
    (@ MaySign) => { (Block::Sign, BlockUse::Optional) };
    (@ $block:ident) => { (Block::$block, BlockUse::Always) };
}

/// The frame of a paper. An article may be left out where it only explains; where a decision rests on it, it is there. A place to
/// sign for a notice may be left out where the arrival is proven otherwise; where a day or a duty rests on the signature, it is there.
pub fn frame_of(paper: &str) -> Frame {
    let uses: &'static [(Block, BlockUse)] = match paper {
        "receipt" => blocks!(Lead About MayLaw Content Sign Seal Code),
        "correction" => blocks!(Lead About Content MayLaw MaySign Seal Code),
        "acceptance" | "withdrawal" | "return" | "certificate-notice" => {
            blocks!(Lead About Content Sign Seal Code)
        }
        "closure" => blocks!(Lead About Content MaySign Seal Code),
        "refusal" => blocks!(Lead About Content Law Remedies MaySign Seal Code),
        "special" | "extension" => blocks!(Lead About Content Law MaySign Seal Code),
        "instant" | "hearing-right" | "hearing-call" | "hearing-record" => {
            blocks!(Lead About Content Law Sign Seal Code)
        }
        "commitment" => blocks!(Lead About Content Law Sign),
        "decision" => blocks!(About Content Remedies Seal Code),
        "cover" => blocks!(About Lead Content Seal Code),
        "bar" => blocks!(About Lead Content Remedies Sign Seal Code),
        "renewal-receipt" | "reissue-receipt" => blocks!(Lead About Content MayLaw Seal Code),
        "renewal-refusal" | "reissue-refusal" | "certificate-end" => {
            blocks!(Lead About Content Remedies Seal Code)
        }
        "handover" | "agency" => blocks!(Lead About Content Sign Code),
        "handling" | "control" => blocks!(About Content Sign Code),
        // The proof of delivery, and whatever has no line here yet: nothing may be left out.
        _ => blocks!(About Content Sign Seal Code),
    };
    Frame { fits_a5: A5.contains(&paper), uses }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording_slots::papers;

    #[test]
    fn every_block_has_a_name_of_its_own_and_stands_once_on_a_paper() {
        for block in Block::ALL {
            assert_eq!(serde_json::to_string(&block).ok(), Some(format!("\"{}\"", block.key())));
        }
        for words in papers() {
            let frame = frame_of(words.paper);
            for (n, block) in frame.blocks().enumerate() {
                assert!(frame.blocks().skip(n + 1).all(|it| it != block), "{} {block:?}", words.paper);
            }
            let ranks: Vec<u8> = frame.blocks().map(Block::rank).collect();
            assert!(ranks.is_sorted(), "{}", words.paper);
        }
        assert!(A5.iter().all(|paper| papers().iter().any(|it| it.paper == *paper)));
    }

    // C16: a paper whose wording tells of remedies has their block, and it cannot be left out.
    #[test]
    fn whatever_tells_of_remedies_has_their_block() {
        for words in papers() {
            let tells = words.slots.iter().any(|slot| slot.key.starts_with("remedies"));
            let frame = frame_of(words.paper);
            assert_eq!(frame.has(Block::Remedies), tells, "{}", words.paper);
            assert!(!frame.is_optional(Block::Remedies));
        }
    }
}
