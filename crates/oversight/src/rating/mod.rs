//! 好差评: a rating is asked for, given once or not at all, and a bad one has to be dealt with by somebody who was not rated
//! (N47-N53, C30, C31, F16, F17).
//!
//! A visit rating is about the window, a matter rating about the result; they are never counted together.

mod decide;
mod event;
mod reading;
mod refusal;
mod round;
mod second_call;
mod sight;
mod statistics;
mod time;

pub use decide::{Command, Give, Invite, decide};
pub use event::*;
pub use reading::evolve;
pub use refusal::RatingRefusal;
pub use round::{Act, Class, Dismissal, Ground, Round, Second, Way};
pub use second_call::{calls_second, ended_by, has_second_caller, is_drawn};
pub use sight::{Sees, answers, handler_for, handles, owes, rated, sees, took_part};
pub use statistics::{Heard, SAMPLE_MAX, Sample, Sign, SignCounted, Tally, percent, signs, signs_counted};
pub use time::{catch_up, due};

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{CaseId, Digest, ItemCode, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

/// Dimensions of one rating at most.
pub const MARKS_MAX: usize = 4;

/// What is rated.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 窗口评价: the visit, once each (一次一评).
    Visit,
    /// 结果评价: the matter, once after its result is in hand (一事一评).
    Matter,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::Visit, Kind::Matter];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Visit => "visit",
            Kind::Matter => "matter",
        }
    }

    /// What is asked besides the whole, in the order of the form (N49).
    pub fn dimensions(self) -> &'static [Dimension] {
        match self {
            Kind::Visit => &[Dimension::Efficiency, Dimension::Competence, Dimension::Attitude],
            Kind::Matter => {
                &[Dimension::Speed, Dimension::Guide, Dimension::Convenience, Dimension::Platform]
            }
        }
    }
}

/// By which way it was given; never counted together (F16).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// 本人手机: by the code sent to the applicant's own telephone.
    Own,
    /// 窗口平板: on the tablet of the window.
    Tablet,
}

impl Channel {
    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Channel::Own => "own",
            Channel::Tablet => "tablet",
        }
    }
}

/// 五档, the best first; in words only on any screen (C30, N48).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// 非常满意.
    VerySatisfied,
    /// 满意.
    Satisfied,
    /// 基本满意.
    Fairly,
    /// 不满意.
    Dissatisfied,
    /// 非常不满意.
    VeryDissatisfied,
}

impl Grade {
    /// In the order of the form.
    pub const ALL: [Grade; 5] =
        [Grade::VerySatisfied, Grade::Satisfied, Grade::Fairly, Grade::Dissatisfied, Grade::VeryDissatisfied];

    /// Its code in data and export: 1 is the best (GB/T 39046).
    pub fn code(self) -> u8 {
        self as u8 + 1
    }

    /// The grade of a code.
    pub fn of(code: i64) -> Option<Grade> {
        Grade::ALL.into_iter().find(|it| i64::from(it.code()) == code)
    }

    /// The last two are bad (N48).
    pub fn is_bad(self) -> bool {
        self >= Grade::Dissatisfied
    }

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Grade::VerySatisfied => "very-satisfied",
            Grade::Satisfied => "satisfied",
            Grade::Fairly => "fairly",
            Grade::Dissatisfied => "dissatisfied",
            Grade::VeryDissatisfied => "very-dissatisfied",
        }
    }
}

/// What is asked besides the whole (N49).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// 服务效率.
    Efficiency,
    /// 服务水平.
    Competence,
    /// 服务态度.
    Attitude,
    /// 办事效率.
    Speed,
    /// 办事指南精确度.
    Guide,
    /// 办事便捷度.
    Convenience,
    /// 平台操作性.
    Platform,
}

impl Dimension {
    /// Its word in forms.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Efficiency => "efficiency",
            Dimension::Competence => "competence",
            Dimension::Attitude => "attitude",
            Dimension::Speed => "speed",
            Dimension::Guide => "guide",
            Dimension::Convenience => "convenience",
            Dimension::Platform => "platform",
        }
    }
}

/// What a rating is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What is rated.
    pub kind: Kind,
    /// The case; none where only a visit is known.
    pub case: Option<CaseId>,
    /// The unit that is rated: the authority of a matter, the unit of whoever served a visitor.
    pub unit: UnitCode,
    /// The item.
    pub item: Option<ItemCode>,
    /// The window of a visit.
    pub window: Option<WindowId>,
    /// Who served the visitor.
    pub by: Option<PersonId>,
    /// When the visit or the delivery was.
    pub served_at: Instant,
}

/// What was said.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// 整体满意度.
    pub grade: Grade,
    /// By the order of [`Kind::dimensions`]; what was left out says nothing.
    pub marks: [Option<Grade>; MARKS_MAX],
    /// In own words.
    pub words: Option<Sealed>,
    /// How to reach whoever rated on a tablet; of the others the case knows it.
    pub contact: Option<Sealed>,
    /// Keyed digest of the device.
    pub device: Digest,
    /// Keyed digest of the words without what does not matter, so that the same ones are seen.
    pub same: Option<Digest>,
}

/// A rating: nothing yet, asked for, or given.
#[expect(clippy::large_enum_variant, reason = "most that are held are invitations")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Nobody was asked under this id.
    #[default]
    Absent,
    /// Asked for, and not given; not giving it says nothing (N51).
    Invited(Invitation),
    /// Given.
    Given(Box<Held>),
}

/// An invitation to rate.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What is to be rated.
    pub about: About,
    /// Keyed digest of the one-time code.
    pub code: Digest,
    /// The code, for the message.
    pub code_sealed: Sealed,
    /// When the message went out.
    pub at: Instant,
    /// Last day.
    pub until: Day,
}

/// A rating that was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// What is rated.
    pub about: About,
    /// By which way.
    pub channel: Channel,
    /// The invitation; none for a tablet.
    pub invitation: Option<Invitation>,
    /// Of a tablet: keyed digest of the code with which whoever rated follows it.
    pub code: Option<Digest>,
    /// When.
    pub at: Instant,
    /// What was said.
    pub answer: Answer,
    /// What became of it, where it is a bad one.
    pub round: Option<Round>,
}

impl Held {
    /// Whether it stands in the rates: not dismissed.
    pub fn counts(&self) -> bool {
        !self.round.is_some_and(|round| round.is_dismissed())
    }

    /// Whether somebody has still to do something about it.
    pub fn is_open(&self) -> bool {
        self.round.is_some_and(|round| round.way.is_open())
    }
}

impl Rating {
    /// What was given.
    pub fn held(&self) -> Option<&Held> {
        match self {
            Rating::Given(held) => Some(held),
            Rating::Absent | Rating::Invited(_) => None,
        }
    }

    /// What it is about, once it is about something.
    pub fn about(&self) -> Option<&About> {
        match self {
            Rating::Absent => None,
            Rating::Invited(invitation) => Some(&invitation.about),
            Rating::Given(held) => Some(&held.about),
        }
    }
}
