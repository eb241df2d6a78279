//! What happened on the register of parties and at the hearing.

use crate::command::Sealed;
use crate::hearing::command::{
    Call, Hold, Officers, Service, ServiceCorrection, Statement, Strike, Who, Withdrawal,
};
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

events! { @small
    /// 登记利害关系人.
    Added = "hearing.party-added" {
        /// Who wrote it down.
        by: PersonId,
        /// The authority of the case.
        authority: UnitCode,
        /// Who stands on the register.
        who: Who,
    }
    /// 告知, with the right to state and to be heard.
    Informed = "hearing.party-told" {
        /// Who.
        by: PersonId,
        /// Place on the register.
        party: u8,
        /// The notice.
        notice: DocumentNo,
        /// Last day to state and to ask for a hearing, were it served the same day; it is never an earlier one.
        until: Day,
    }
    /// 陈述意见.
    Heard = "hearing.party-stated" {
        /// Who took it down.
        by: PersonId,
        /// What was said.
        statement: Statement,
        /// Last day to organise the hearing that was asked for.
        organise_by: Option<Day>,
    }
    /// 听证通知.
    Convened = "hearing.called" {
        /// Who.
        by: PersonId,
        /// The notice.
        notice: DocumentNo,
        /// Time, place and chair.
        call: Call,
    }
    /// 逾期组织: called, with its whole notice, for a day after the last one to organise it (N18).
    CalledLate = "hearing.called-late" {
        /// Who.
        by: PersonId,
        /// The notice of the hearing.
        notice: DocumentNo,
        /// The last day to organise it.
        until: Day,
    }
    /// 听证举行, closed with its record.
    Closed = "hearing.held" {
        /// The chair.
        by: PersonId,
        /// Number of the record.
        number: DocumentNo,
        /// The record.
        hold: Hold,
    }
    /// 指派检验核查人员 (N22).
    Assigned = "hearing.officers-assigned" {
        /// Who.
        by: PersonId,
        /// The two.
        officers: Officers,
    }
    /// 告知书送达.
    Served = "hearing.notice-served" {
        /// Who entered it.
        by: PersonId,
        /// When and how it arrived.
        service: Service,
        /// Last day to state and to ask for a hearing.
        until: Day,
    }
    /// 更正告知书的送达.
    ServiceCorrected = "hearing.service-corrected" {
        /// Who: whoever entered it, or a window head.
        by: PersonId,
        /// When and how it arrived, and what was wrong.
        correction: ServiceCorrection,
        /// The day that was entered before.
        before: Day,
        /// Last day to state and to ask for a hearing; it is told to the party.
        until: Day,
    }
    /// 放弃听证.
    Withdrawn = "hearing.request-withdrawn" {
        /// Who took it down.
        by: PersonId,
        /// What was given up.
        withdrawal: Withdrawal,
    }
    /// 从登记簿上撤下.
    Struck = "hearing.party-struck" {
        /// Who.
        by: PersonId,
        /// Whom, and why.
        strike: Strike,
    }
    /// 取消听证.
    CalledOff = "hearing.called-off" {
        /// Who.
        by: PersonId,
        /// The notice that no longer counts.
        notice: DocumentNo,
        /// Why; none where nobody asks for a hearing any more.
        reason: Option<Sealed>,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();
