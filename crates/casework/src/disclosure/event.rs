//! What happened to the disclosures of a case: Copy, so that no word of anybody stands in an entry.

use super::command::Register;
use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

events! {
    /// 登记.
    Registered = "disclosure.registered" {
        /// Who wrote it down.
        by: PersonId,
        /// Which request of the case, from 1.
        place: u8,
        /// 调阅登记号.
        number: DocumentNo,
        /// The authority whose dossier it is.
        unit: UnitCode,
        /// Who asks for what.
        asked: Register,
    }
    /// 同意提供.
    Approved = "disclosure.approved" {
        /// Who.
        by: PersonId,
        /// Which request.
        place: u8,
    }
    /// 不予提供.
    Declined = "disclosure.declined" {
        /// Who.
        by: PersonId,
        /// Which request.
        place: u8,
        /// Why.
        reason: Sealed,
    }
    /// 提供.
    HandedOut = "disclosure.handed-out" {
        /// Who.
        by: PersonId,
        /// Which request.
        place: u8,
        /// Pages of the dossier on that day.
        sheets: u16,
        /// Last day to bring originals back.
        due_on: Option<Day>,
    }
    /// Originals came back.
    TakenBack = "disclosure.taken-back" {
        /// Who took them back.
        by: PersonId,
        /// Which request.
        place: u8,
        /// Sheets counted.
        sheets: u16,
    }
    /// The applicant is told later still.
    Withheld = "disclosure.withheld" {
        /// Who.
        by: PersonId,
        /// Which request.
        place: u8,
        /// The first day on which the applicant is told.
        until: Day,
        /// By which article and document.
        basis: Sealed,
    }
    /// The day has come: the applicant may read it.
    Told = "disclosure.told" {
        /// Which request.
        place: u8,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();

impl Event {
    /// Which request of the case it is about.
    pub fn place(&self) -> u8 {
        match self {
            Event::Registered(fact) => fact.place,
            Event::Approved(fact) => fact.place,
            Event::Declined(fact) => fact.place,
            Event::HandedOut(fact) => fact.place,
            Event::TakenBack(fact) => fact.place,
            Event::Withheld(fact) => fact.place,
            Event::Told(fact) => fact.place,
        }
    }

    /// The number a fact used up.
    pub fn number(&self) -> Option<DocumentNo> {
        match self {
            Event::Registered(fact) => Some(fact.number),
            _ => None,
        }
    }
}
