//! 投诉: whoever is not content says so at a window, on the telephone, by letter or on the net and has a number at once; the unit
//! investigates and drafts, somebody else answers and closes with the complainant, who may have it opened again
//! (R107, R118, R152-R157, C32, E27, F18, N57).
//!
//! A report of corruption (举报) is sealed to the discipline inspection: of it everybody else knows number and date.

mod decide;
mod duty;
mod event;
mod evolve;
mod look;
mod may;
mod refusal;
mod time;
mod words;

pub use decide::{Assign, Close, Command, Confirm, Draft, File, Reply, Report, TellLonger, decide};
pub use duty::{concerned, inspects, investigates, keeps, of_unit, took_part};
pub use event::*;
pub use evolve::evolve;
pub use look::{look, owes};
pub use may::may;
pub use refusal::ComplaintRefusal;
pub use time::{catch_up, due, redate};
pub use words::{Act, Cause, Channel, Class, Ending, Verdict};

use calendar::{Clock, Instant};
use casework::{Sealed, Series, SeriesKind};
use catalogue::{CaseId, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::finding::Words;

/// How often a complaint is opened again at most; afterwards the way on is another authority.
pub const ROUNDS_MAX: u8 = 3;
/// People of units who are remembered for what they drafted.
const DRAFTERS_MAX: usize = 16;

/// 投诉编号: one series for the division and year, reports of corruption too, without gaps.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ComplaintNo {
    /// The unit that keeps the register: the centre's.
    pub issuer: UnitCode,
    /// Year.
    pub year: u16,
    /// Number in the year, from 1.
    pub n: u32,
}

impl ComplaintNo {
    /// The series the number was drawn from.
    pub fn series(self) -> Series {
        Series { issuer: self.issuer, kind: SeriesKind::Complaint, period: u32::from(self.year) }
    }
}

/// Whom and what it is about.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// 被投诉单位; none where the complainant could not say.
    pub unit: Option<UnitCode>,
    /// 被投诉人.
    pub person: Option<PersonId>,
    /// The window.
    pub window: Option<WindowId>,
    /// The case.
    pub case: Option<CaseId>,
    /// Its step, from 0.
    pub step: Option<u8>,
    /// Version of the case then: its timeline up to there belongs to the complaint.
    pub case_version: Option<u64>,
}

/// A complaint: nothing yet, or on the register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complaint {
    /// Nothing stands under this id.
    #[default]
    Absent,
    /// On the register.
    Filed(Box<Filed>),
}

/// A complaint on the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// Its number.
    pub number: ComplaintNo,
    /// When it was made.
    pub filed_at: Instant,
    /// When something last happened; of a sealed one, when it was made.
    pub touched_at: Instant,
    /// The officer who wrote it down; none where the complainant did.
    pub by: Option<PersonId>,
    /// How it came; none for a report.
    pub channel: Option<Channel>,
    /// Of which class; none for a report.
    pub class: Option<Class>,
    /// Whom and what it is about; nothing for a report.
    pub about: About,
    /// What is complained of.
    pub words: Sealed,
    /// Who complains and where to be reached; none for who gave neither.
    pub contact: Option<Sealed>,
    /// Whether the unit may learn who complains.
    pub open_to_unit: bool,
    /// The time to answer; none for a report.
    pub clock: Option<Clock>,
    /// When its light turns yellow.
    pub yellow_at: Option<Instant>,
    /// Whether this answer is overdue.
    pub overdue: bool,
    /// Whether any answer of it was ever overdue.
    pub late: bool,
    /// Where it stands.
    pub way: Way,
    /// Who drafted for a unit.
    pub drafters: Vec<PersonId>,
    /// Who answered, one for each round.
    pub repliers: Vec<PersonId>,
    /// How often it was opened again.
    pub rounds: u8,
    /// Last day to publish the result (R153, F28); none before it is closed, and of one that was closed before there was such a day.
    pub publish_by: Option<calendar::Day>,
    /// Whether that day passed without the result being public.
    pub publish_late: bool,
    /// The result in words for the public.
    pub published: Option<Words>,
}

/// Where a complaint stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 已登记: to be given to a unit.
    Waiting,
    /// 调查中.
    WithUnit {
        /// The unit that investigates.
        unit: UnitCode,
        /// Who does, where somebody was named.
        to: Option<PersonId>,
        /// Since when.
        since: Instant,
    },
    /// 已有调查结果, to be answered by somebody else.
    Drafted {
        /// The unit.
        unit: UnitCode,
        /// Who was named to investigate.
        to: Option<PersonId>,
        /// What was found and is proposed.
        draft: Words,
    },
    /// 已答复: the complainant's word is awaited.
    Replied(Answer),
    /// 已办结.
    Closed {
        /// The answer.
        answer: Answer,
        /// When.
        at: Instant,
        /// Who closed it; none where the complainant's own word did.
        by: Option<PersonId>,
        /// On whose word.
        ending: Ending,
        /// Last day to have it opened again.
        reopen_by: calendar::Day,
    },
    /// 举报: with the discipline inspection.
    Sealed {
        /// Who received it there.
        received: Option<(PersonId, Instant)>,
        /// What it says came out.
        ended: Option<Words>,
    },
}

/// What the complainant was told.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who, when and what.
    pub words: Words,
    /// The unit that investigated.
    pub unit: UnitCode,
    /// 是否属实.
    pub verdict: Verdict,
    /// 原因.
    pub cause: Cause,
}

impl Way {
    /// Its stable word.
    pub fn key(&self) -> &'static str {
        match self {
            Way::Waiting => "waiting",
            Way::WithUnit { .. } => "with-unit",
            Way::Drafted { .. } => "drafted",
            Way::Replied(_) => "replied",
            Way::Closed { .. } => "closed",
            Way::Sealed { ended: None, .. } => "sealed",
            Way::Sealed { ended: Some(_), .. } => "sealed-ended",
        }
    }

    /// The unit that investigates or did.
    pub fn unit(&self) -> Option<UnitCode> {
        match self {
            Way::WithUnit { unit, .. } | Way::Drafted { unit, .. } => Some(*unit),
            Way::Replied(answer) | Way::Closed { answer, .. } => Some(answer.unit),
            Way::Waiting | Way::Sealed { .. } => None,
        }
    }

    /// Who was named to investigate.
    pub fn named(&self) -> Option<PersonId> {
        match self {
            Way::WithUnit { to, .. } | Way::Drafted { to, .. } => *to,
            _ => None,
        }
    }

    /// The answer.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Way::Replied(answer) | Way::Closed { answer, .. } => Some(answer),
            _ => None,
        }
    }
}

impl Filed {
    /// Whether it is sealed to the discipline inspection.
    pub fn is_sealed(&self) -> bool {
        matches!(self.way, Way::Sealed { .. })
    }

    /// Whether anybody still has to do something with it.
    pub fn is_open(&self) -> bool {
        !matches!(self.way, Way::Closed { .. } | Way::Sealed { ended: Some(_), .. })
    }

    /// Whether the public is owed its result (R153).
    pub fn is_to_publish(&self) -> bool {
        matches!(self.way, Way::Closed { .. }) && self.published.is_none()
    }

    /// Whether an answer is owed.
    pub fn is_unanswered(&self) -> bool {
        matches!(self.way, Way::Waiting | Way::WithUnit { .. } | Way::Drafted { .. })
    }

    /// The clock of an answer that is owed.
    pub fn running(&self) -> Option<&Clock> {
        self.clock.as_ref().filter(|_| self.is_unanswered())
    }

    /// The answer that says it was right, wholly or in part: what a supervisor writes down as a finding (R157, R189).
    pub fn founded(&self) -> Option<&Answer> {
        self.way.answer().filter(|it| matches!(it.verdict, Verdict::Founded | Verdict::Partly))
    }

    /// The unit to which a finding about it goes: the one that investigates, or the one complained of.
    pub fn unit(&self) -> Option<UnitCode> {
        self.way.unit().or(self.about.unit)
    }
}
