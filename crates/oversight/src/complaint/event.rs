//! What happened to a complaint.

use calendar::{Clock, Day, Instant};
use casework::Sealed;
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::complaint::{About, Cause, Channel, Class, ComplaintNo, Ending, Verdict};

casework::events! {
    /// 登记.
    Registered = "complaint.filed" {
        /// The officer who wrote it down; none where the complainant did.
        by: Option<PersonId>,
        /// Its number.
        number: ComplaintNo,
        /// How it came.
        channel: Channel,
        /// Of which class.
        class: Class,
        /// Whom and what it is about.
        about: About,
        /// What is complained of.
        words: Sealed,
        /// Who complains, where anybody said so.
        contact: Option<Sealed>,
        /// Whether the unit may learn who complains.
        open_to_unit: bool,
        /// The time to answer.
        clock: Clock,
        /// When its light turns yellow.
        yellow_at: Instant,
    }
    /// 举报，密封: the entry says neither of whom nor of what.
    ReportSealed = "complaint.report-sealed" {
        /// The officer who wrote it down; none where the reporter did.
        by: Option<PersonId>,
        /// Its number, of the same series.
        number: ComplaintNo,
        /// All that was said.
        words: Sealed,
        /// Who reports, where anybody said so.
        contact: Option<Sealed>,
    }
    /// 转单位调查.
    Assigned = "complaint.assigned" {
        /// Who.
        by: PersonId,
        /// The unit that investigates.
        unit: UnitCode,
        /// Who does, where somebody is named.
        to: Option<PersonId>,
        /// The unit complained of.
        about_unit: UnitCode,
        /// The person complained of.
        person: Option<PersonId>,
        /// The class, as the register sees it.
        class: Class,
    }
    /// 转纪检监察: from here on sealed.
    PassedOn = "complaint.passed-on" {
        /// Who.
        by: PersonId,
    }
    /// 延长，并告知原因 (R118).
    Lengthened = "complaint.lengthened" {
        /// Who.
        by: PersonId,
        /// Why: the complainant reads it.
        reason: Sealed,
        /// The longer time.
        clock: Clock,
        /// When its light turns yellow.
        yellow_at: Instant,
    }
    /// 超期以后告知原因 and by when (R118).
    Explained = "complaint.explained" {
        /// Who.
        by: PersonId,
        /// Why: the complainant reads it.
        reason: Sealed,
        /// By when an answer is expected.
        expected: Day,
    }
    /// 报调查结果.
    Drafted = "complaint.drafted" {
        /// Who.
        by: PersonId,
        /// What was found, what was put right, the proposed answer.
        words: Sealed,
    }
    /// 退回再查.
    Returned = "complaint.returned" {
        /// Who.
        by: PersonId,
        /// What is missing.
        reason: Sealed,
    }
    /// 答复投诉人 (R153).
    Replied = "complaint.replied" {
        /// Who.
        by: PersonId,
        /// What the complainant was told.
        words: Sealed,
        /// 是否属实.
        verdict: Verdict,
        /// 原因.
        cause: Cause,
    }
    /// 办结.
    Closed = "complaint.closed" {
        /// Who; none where the complainant's own word did.
        by: Option<PersonId>,
        /// On whose word.
        ending: Ending,
        /// The complainant's words, or why it is closed without them.
        words: Option<Sealed>,
        /// Last day to have it opened again.
        reopen_by: Day,
        /// Last day to publish the result (R153, F28); entries from before there was one name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publish_by: Option<Day>,
    }
    /// 没有解决，重新办理.
    Reopened = "complaint.reopened" {
        /// The officer who wrote it down; none where the complainant did.
        by: Option<PersonId>,
        /// What is not solved.
        words: Sealed,
        /// The how manyeth time.
        round: u8,
        /// The time to answer again.
        clock: Clock,
        /// When its light turns yellow.
        yellow_at: Instant,
    }
    /// 公布结果 (R153, R167).
    Published = "complaint.published" {
        /// Who.
        by: PersonId,
        /// In words without personal data.
        words: Sealed,
    }
    /// 到期没有公布结果 (R153, F28).
    PublicationLate = "complaint.publication-late" {
        /// The last day, which has passed.
        publish_by: Day,
    }
    /// 纪检监察接收.
    Received = "complaint.report-received" {
        /// Who.
        by: PersonId,
    }
    /// 纪检监察反馈: told to the reporter, and to nobody else.
    Concluded = "complaint.report-concluded" {
        /// Who.
        by: PersonId,
        /// What came out.
        words: Sealed,
    }
    /// 到期没有答复.
    Overdue = "complaint.overdue" {}
    /// The time to answer on another calendar.
    Redated = "complaint.redated" {
        /// The time.
        clock: Clock,
        /// When its light turns yellow.
        yellow_at: Instant,
    }
}
