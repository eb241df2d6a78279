//! What becomes of a bad rating: called, confirmed, put right, asked again; or left out by two, with an appeal (N50, F17).

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

use crate::finding::Words;

/// Calls without an answer after which it goes on without one.
pub(super) const CALLS_MAX: u8 = 2;
/// Times it is sent back to be put right, at most.
pub(super) const SECONDS_MAX: u8 = 3;

/// Where it stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// 待回电.
    ToCall,
    /// 待核实.
    ToJudge,
    /// 待整改.
    ToCorrect,
    /// 待回访.
    ToAsk,
    /// 待第二人意见.
    ToAgree,
    /// 不计入.
    Dismissed,
    /// 评价人申诉，待答复.
    ToDecideAppeal,
    /// 已了结.
    Closed,
}

impl Way {
    /// Every one.
    pub const ALL: [Way; 8] = [
        Way::ToCall,
        Way::ToJudge,
        Way::ToCorrect,
        Way::ToAsk,
        Way::ToAgree,
        Way::Dismissed,
        Way::ToDecideAppeal,
        Way::Closed,
    ];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Way::ToCall => "to-call",
            Way::ToJudge => "to-judge",
            Way::ToCorrect => "to-correct",
            Way::ToAsk => "to-ask",
            Way::ToAgree => "to-agree",
            Way::Dismissed => "dismissed",
            Way::ToDecideAppeal => "to-decide-appeal",
            Way::Closed => "closed",
        }
    }

    /// Whether somebody of the house has still to do something.
    pub fn is_open(self) -> bool {
        !matches!(self, Way::Dismissed | Way::Closed)
    }
}

/// How much there is to put right (N53).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 简单.
    Simple,
    /// 复杂.
    Complex,
}

impl Class {
    /// Both, in the order of the form.
    pub const ALL: [Class; 2] = [Class::Simple, Class::Complex];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Class::Simple => "simple",
            Class::Complex => "complex",
        }
    }
}

/// Why a rating may be left out (N50).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// 误评: whoever rated says that another grade or another matter was meant.
    Mistaken,
    /// 与这次服务无关.
    Elsewhere,
    /// 恶意.
    Malicious,
}

impl Ground {
    /// All of them, in the order of the form.
    pub const ALL: [Ground; 3] = [Ground::Mistaken, Ground::Elsewhere, Ground::Malicious];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Ground::Mistaken => "mistaken",
            Ground::Elsewhere => "elsewhere",
            Ground::Malicious => "malicious",
        }
    }
}

/// What whoever rated says after it was put right.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Second {
    /// 认可.
    Satisfied,
    /// 不认可.
    NotSatisfied,
    /// 没有联系上.
    NotReached,
}

impl Second {
    /// All of them, in the order of the form.
    pub const ALL: [Second; 3] = [Second::Satisfied, Second::NotSatisfied, Second::NotReached];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Second::Satisfied => "satisfied",
            Second::NotSatisfied => "not-satisfied",
            Second::NotReached => "not-reached",
        }
    }
}

/// A rating left out, or proposed to be.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// Who proposed it, when and why.
    pub proposed: Words,
    /// On which ground.
    pub ground: Ground,
    /// Whether the second person agreed, and what was said.
    pub decided: Option<(bool, Words)>,
    /// Last day to appeal.
    pub appeal_by: Option<Day>,
    /// The appeal: when and why.
    pub appealed: Option<(Instant, Sealed)>,
    /// Whether it was right.
    pub appeal_decided: Option<(bool, Words)>,
}

/// The course of a bad rating.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Who deals with it; none where nobody who was not rated holds such a post.
    pub handler: Option<PersonId>,
    /// Whether whoever rated can be called.
    pub reachable: bool,
    /// Where it stands.
    pub way: Way,
    /// Last day of this step.
    pub due_on: Option<Day>,
    /// Whether this step is late.
    pub late_now: bool,
    /// Whether any step was, ever.
    pub late: bool,
    /// Calls made.
    pub calls: u8,
    /// The last call.
    pub called: Option<(bool, Words)>,
    /// What is to be put right.
    pub confirmed: Option<(Class, Words)>,
    /// What was done.
    pub corrected: Option<Words>,
    /// What was said then; the last time.
    pub second: Option<(Second, Words)>,
    /// Times it was asked again.
    pub seconds: u8,
    /// Left out, or proposed to be.
    pub dismissal: Option<Dismissal>,
}

impl Round {
    /// It begins.
    pub(super) fn begun(handler: Option<PersonId>, reachable: bool, due_on: Option<Day>) -> Round {
        Round {
            handler,
            reachable,
            way: if reachable { Way::ToCall } else { Way::ToJudge },
            due_on,
            late_now: false,
            late: false,
            calls: 0,
            called: None,
            confirmed: None,
            corrected: None,
            second: None,
            seconds: 0,
            dismissal: None,
        }
    }

    /// Goes on to another step.
    pub(super) fn goes(&mut self, way: Way, due_on: Option<Day>) {
        (self.way, self.due_on, self.late_now) = (way, due_on, false);
    }

    /// Who has said something about leaving it out, and so decides no more of it.
    pub fn deciders(&self) -> impl Iterator<Item = PersonId> {
        let proposed = self.dismissal.map(|it| it.proposed.by);
        let decided = self.dismissal.and_then(|it| it.decided).map(|(_, words)| words.by);
        proposed.into_iter().chain(decided)
    }

    /// Whether it is left out of the rates now.
    pub fn is_dismissed(&self) -> bool {
        matches!(self.way, Way::Dismissed | Way::ToDecideAppeal)
    }

    /// Whether it was put right, and whoever rated says so.
    pub fn is_resolved(&self) -> bool {
        self.way == Way::Closed && self.second.is_some_and(|(second, _)| second == Second::Satisfied)
    }
}

/// What is done about a bad rating.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// 回电核实.
    Call {
        /// Whether somebody answered.
        reached: bool,
        /// What was said.
        words: Sealed,
    },
    /// 核实属实，要整改.
    Confirm {
        /// How much there is to do.
        class: Class,
        /// What is to be put right.
        words: Sealed,
    },
    /// 整改情况.
    Correct {
        /// What was done.
        words: Sealed,
    },
    /// 回访.
    AskAgain {
        /// How it stands now.
        second: Second,
        /// What was said.
        words: Sealed,
    },
    /// 提出不计入.
    ProposeDismissal {
        /// On which ground.
        ground: Ground,
        /// Why.
        words: Sealed,
    },
    /// 第二人意见.
    DecideDismissal {
        /// Whether it is left out.
        agrees: bool,
        /// Why.
        words: Sealed,
    },
    /// 评价人申诉.
    Appeal {
        /// Why.
        words: Sealed,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it was right.
        right: bool,
        /// Why.
        words: Sealed,
    },
}
