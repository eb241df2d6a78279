//! What happened to a rating.

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{Digest, PersonId};
use serde::{Deserialize, Serialize};

use crate::rating::round::{Class, Ground, Second, Way};
use crate::rating::{About, Answer, Channel, Grade, MARKS_MAX};

casework::events! { @small
    /// 邀请评价: a one-time code went to the own telephone.
    Invited = "rating.invited" {
        /// What is to be rated.
        about: About,
        /// Keyed digest of the code.
        code: Digest,
        /// The code, for the message.
        code_sealed: Sealed,
        /// Last day.
        until: Day,
    }
    /// 评价.
    Given = "rating.given" {
        /// What is rated.
        about: About,
        /// By which way.
        channel: Channel,
        /// When the message went out; none for a tablet.
        invited_at: Option<Instant>,
        /// What was said.
        answer: Answer,
        /// Whether it is a bad one, which has to be dealt with.
        bad: bool,
        /// Who deals with it: nobody who was rated.
        handler: Option<PersonId>,
        /// Whether whoever rated can be called.
        reachable: bool,
        /// Last day of the next step.
        due_on: Option<Day>,
        /// On a tablet: keyed digest of the code with which whoever rated follows it; entries from before there was one name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Digest>,
    }
    /// 回电核实.
    Called = "rating.called" {
        /// Who.
        by: PersonId,
        /// Whether somebody answered.
        reached: bool,
        /// What was said.
        words: Sealed,
        /// Last day of the next step.
        due_on: Option<Day>,
    }
    /// 核实属实，要整改.
    Confirmed = "rating.confirmed" {
        /// Who.
        by: PersonId,
        /// How much there is to do.
        class: Class,
        /// What is to be put right; nothing of who rated.
        words: Sealed,
        /// Last day.
        due_on: Day,
    }
    /// 整改情况.
    Corrected = "rating.corrected" {
        /// Who.
        by: PersonId,
        /// What was done.
        words: Sealed,
        /// Last day to ask again.
        due_on: Day,
    }
    /// 回访.
    AskedAgain = "rating.asked-again" {
        /// Who.
        by: PersonId,
        /// How it stands now.
        second: Second,
        /// What was said.
        words: Sealed,
        /// Last day of the next step, where there is one.
        due_on: Option<Day>,
    }
    /// 提出不计入.
    DismissalProposed = "rating.dismissal-proposed" {
        /// Who.
        by: PersonId,
        /// On which ground.
        ground: Ground,
        /// Why.
        words: Sealed,
        /// Last day to decide it.
        due_on: Day,
    }
    /// 第二人意见.
    DismissalDecided = "rating.dismissal-decided" {
        /// Who: another.
        by: PersonId,
        /// Whether it is left out.
        agrees: bool,
        /// Why.
        words: Sealed,
        /// What is left out or not.
        about: About,
        /// By which way it was given.
        channel: Channel,
        /// Under which day it is counted.
        counted_on: Day,
        /// Its code.
        grade: u8,
        /** What was said of each dimension; nothing in entries from before they were counted. */ #[serde(default)] marks: [Option<Grade>; MARKS_MAX],
        /// Last day to appeal, or of the next step.
        due_on: Day,
    }
    /// 评价人申诉.
    AppealMade = "rating.appealed" {
        /// Why.
        words: Sealed,
        /// Last day to decide it.
        due_on: Day,
    }
    /// 申诉结论.
    AppealDecided = "rating.appeal-decided" {
        /// Who: a third.
        by: PersonId,
        /// Whether the appeal was right: then it counts again.
        right: bool,
        /// Why.
        words: Sealed,
        /// What counts again or not.
        about: About,
        /// By which way it was given.
        channel: Channel,
        /// Under which day it is counted.
        counted_on: Day,
        /// Its code.
        grade: u8,
        /** What was said of each dimension; nothing in entries from before they were counted. */ #[serde(default)] marks: [Option<Grade>; MARKS_MAX],
        /// Last day of the next step, where there is one.
        due_on: Option<Day>,
    }
    /// 到期没有办.
    Late = "rating.late" {
        /// What was not done.
        way: Way,
        /// Who had to do it; none where a unit had to.
        person: Option<PersonId>,
        /// What it is about.
        about: About,
    }
}
