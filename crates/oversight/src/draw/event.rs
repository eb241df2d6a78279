//! What happened to a draw.

use calendar::{Day, Instant};
use casework::{DocumentNo, Sealed};
use catalogue::{Code, Digest, DrawId, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::draw::{Cause, Outcome};

casework::events! {
    /// 抽查公告: the lists and the digest of the secret are fixed.
    Announced = "draw.announced" {
        /// Who.
        by: PersonId,
        /// Whose matter it is.
        unit: UnitCode,
        /// Number of the announcement.
        number: DocumentNo,
        /// Digest of the lists.
        list: Digest,
        /// SM3 of the secret.
        commitment: Digest,
        /// The secret, sealed until it is laid open.
        kept: Sealed,
        /// From which day on the public value can be known.
        public_day: Day,
        /// Last day to lay the secret open.
        reveal_by: Day,
        /// The draw it takes the place of.
        instead_of: Option<DrawId>,
    }
    /// 抽取: the secret is laid open.
    Revealed = "draw.revealed" {
        /// Who.
        by: PersonId,
        /// The secret.
        secret: Digest,
        /// The public value.
        value: Code,
        /// How many were picked.
        picks: u8,
        /// Last day on which every result is public.
        results_by: Day,
    }
    /// 逾期未抽取，作废.
    Lapsed = "draw.lapsed" {}
    /// 结果逾期没有全部公示 (F28).
    ResultsLate = "draw.results-late" {
        /// How many results are not public.
        missing: u8,
    }
    /// 回避: the next in the same order takes the place.
    Recused = "draw.recused" {
        /// Who entered it: the inspector; before leaders had to ask, also a leader.
        by: PersonId,
        /// Place of the object in the list.
        object: u16,
        /// Place of the inspector in the list.
        inspector: u16,
        /// Why.
        reason: Sealed,
        /// On which ground; none in entries from before there were grounds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Cause>,
    }
    /// 单位领导提出回避, which a supervisor decides.
    RecusalAsked = "draw.recusal-asked" {
        /// Who.
        by: PersonId,
        /// Place of the object among the picks.
        place: u8,
        /// Place of the object in the list.
        object: u16,
        /// Place of the inspector in the list.
        inspector: u16,
        /// On which ground.
        cause: Cause,
        /// Why.
        reason: Sealed,
    }
    /// 督查同意、不同意回避.
    RecusalAnswered = "draw.recusal-answered" {
        /// Who.
        by: PersonId,
        /// Place of the object among the picks.
        place: u8,
        /// Place of the object in the list.
        object: u16,
        /// Place of the inspector in the list.
        inspector: u16,
        /// Whether the next in the same order takes the place.
        agreed: bool,
        /// Why.
        words: Sealed,
    }
    /// 检查结果录入.
    Entered = "draw.visit-entered" {
        /// Who.
        by: PersonId,
        /// Place of the object among the picks.
        place: u8,
        /// The day of the visit.
        on: Day,
        /// What was found.
        outcome: Outcome,
        /// What was seen.
        words: Sealed,
        /// Together with the visit of another draw (N38).
        with: Option<DrawId>,
    }
    /// 第二名检查人员签字: the result is public from here on.
    Signed = "draw.visit-signed" {
        /// Who.
        by: PersonId,
        /// Place of the object among the picks.
        place: u8,
    }
}
