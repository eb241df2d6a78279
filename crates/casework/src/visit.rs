//! 现场核查: two officers of the unit with their certificates, time in and out, minutes, and the party's signature or why
//! there is none; without such a record the step does not end (C36, N11, N22).

use crate::authority::{Desk, duty_of};
use crate::command::Sealed;
use crate::event::SiteVisited;
use crate::refusal::{Able, Refusal};
use crate::state::Handling;
use calendar::{Day, Instant};
use catalogue::item::{Step, StepKind};
use catalogue::{Organisation, PersonId};
use serde::{Deserialize, Serialize};

/// Most photographs of one check.
pub const PHOTOGRAPHS_MAX: u16 = 999;

/// Whether the party signed the minutes (C36).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartySignature {
    /// 当事人签字.
    Signed,
    /// 拒绝签字, noted with the reason.
    Refused {
        /// In words.
        reason: Sealed,
    },
    /// 当事人不在场, with a witness.
    Absent {
        /// The witness: name and who that is.
        witness: Sealed,
    },
}

/// 现场核查记录, as the first officer writes it and the second confirms it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The second officer.
    pub with: PersonId,
    /// Time in, claimed.
    pub entered_at: Instant,
    /// Time out, claimed.
    pub left_at: Instant,
    /// 笔录: what was seen.
    pub minutes: Sealed,
    /// Signed, refused or absent.
    pub signature: PartySignature,
    /// Photographs taken; at least one.
    pub photographs: u16,
}

/// Why a check on site is not recorded or not confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitRefusal {
    /// A check on site ends only with its record.
    RecordMissing,
    /// The step is no check on site.
    RecordNotWanted,
    /// The record stands: the second officer confirms it, and writes none.
    RecordStands,
    /// Only a step that the item places on site is done on site.
    NoSiteStep,
    /// No enforcement certificate of the unit is on record for this person.
    NoCertificate {
        /// Who.
        person: PersonId,
        /// Who may go today.
        able: Vec<Able>,
    },
    /// The second officer is the first, or may not do this step.
    SecondOfficerWrong {
        /// Who may go today.
        able: Vec<Able>,
    },
    /// Another officer was there.
    NotNamed {
        /// Who.
        named: PersonId,
    },
    /// Time out lies before time in.
    LeftBeforeEntered,
    /// In and out lie on different days: each day has its own record.
    NotOneDay,
    /// Time in or out has not come yet.
    NotYet,
    /// The check lies before the case was received.
    BeforeReceipt {
        /// The day of receipt.
        received_on: Day,
    },
    /// No photographs, or more than one check can have.
    Photographs {
        /// At most.
        most: u16,
    },
    /// No check on site stands on record, so there is nothing of which a photograph could be kept.
    NotRecorded,
    /// Photographs are handed in by who made the check, or by the handler who holds the case.
    NotThere {
        /// The first officer.
        by: PersonId,
        /// The second.
        with: PersonId,
    },
    /// As many photographs as one check keeps.
    EnoughKept {
        /// At most.
        most: u8,
    },
    /// The dossier is in the archive.
    Archived,
}

impl VisitRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            VisitRefusal::RecordMissing => "visit-record-missing",
            VisitRefusal::RecordNotWanted => "visit-record-not-wanted",
            VisitRefusal::RecordStands => "visit-record-stands",
            VisitRefusal::NoSiteStep => "visit-no-site-step",
            VisitRefusal::NoCertificate { .. } => "visit-no-certificate",
            VisitRefusal::SecondOfficerWrong { .. } => "visit-second-officer-wrong",
            VisitRefusal::NotNamed { .. } => "visit-not-named",
            VisitRefusal::LeftBeforeEntered => "visit-left-before-entered",
            VisitRefusal::NotOneDay => "visit-not-one-day",
            VisitRefusal::NotYet => "visit-not-yet",
            VisitRefusal::BeforeReceipt { .. } => "visit-before-receipt",
            VisitRefusal::Photographs { .. } => "visit-photographs",
            VisitRefusal::NotRecorded => "visit-not-recorded",
            VisitRefusal::NotThere { .. } => "visit-not-there",
            VisitRefusal::EnoughKept { .. } => "visit-enough-kept",
            VisitRefusal::Archived => "visit-archived",
        }
    }

    /// Whether the obstacle is the person, not the act.  Photographs hold nothing up, so nobody is told who could bring them.
    pub(crate) fn concerns_person(&self) -> bool {
        matches!(
            self,
            VisitRefusal::NoCertificate { .. }
                | VisitRefusal::SecondOfficerWrong { .. }
                | VisitRefusal::NotNamed { .. }
        )
    }

    /// Who may go today, where the refusal says so.
    pub(crate) fn able(&self) -> &[Able] {
        match self {
            VisitRefusal::NoCertificate { able, .. } | VisitRefusal::SecondOfficerWrong { able } => able,
            _ => &[],
        }
    }
}

impl From<VisitRefusal> for Refusal {
    fn from(refusal: VisitRefusal) -> Refusal {
        Refusal::Visit(refusal)
    }
}

/// Whether the step ends only with a record.
pub(crate) fn is_needed(step: &Step) -> bool {
    step.kind == StepKind::SiteCheck
}

/// Whether the person is of the step's unit and holds its enforcement certificate.
pub fn is_certified(organisation: &Organisation, step: &Step, person: PersonId) -> bool {
    organisation.person(person).filter(|person| person.unit == step.unit).is_some_and(|person| {
        person.enforcement_certificate.as_deref().is_some_and(|number| !number.trim().is_empty())
    })
}

/// Who may go to the place with the actor today.
pub(crate) fn companions(desk: &Desk, step: &Step) -> Vec<Able> {
    let able = desk.able_for_step(step).into_iter();
    able.filter(|able| {
        able.person != desk.actor() && is_certified(desk.known.organisation, step, able.person)
    })
    .collect()
}

fn certified(desk: &Desk, step: &Step, person: PersonId) -> Result<(), Refusal> {
    match is_certified(desk.known.organisation, step, person) {
        true => Ok(()),
        false => Err(VisitRefusal::NoCertificate { person, able: companions(desk, step) }.into()),
    }
}

/// The first officer records the check, or records it anew before it is confirmed.
pub(crate) fn record(
    desk: &Desk,
    handling: &Handling,
    step: &Step,
    visit: Option<&Visit>,
) -> Result<SiteVisited, Refusal> {
    certified(desk, step, desk.actor())?;
    let visit = *visit.ok_or(VisitRefusal::RecordMissing)?;
    let may = desk.known.organisation.may_do_step(visit.with, step, desk.item, desk.today()).is_yes();
    let apart = duty_of(step).is_none_or(|duty| desk.blocked(visit.with, duty).is_none());
    if visit.with == desk.actor() || !may || !apart {
        return Err(VisitRefusal::SecondOfficerWrong { able: companions(desk, step) }.into());
    }
    certified(desk, step, visit.with)?;
    times(desk, &visit)?;
    if visit.photographs == 0 || visit.photographs > PHOTOGRAPHS_MAX {
        return Err(VisitRefusal::Photographs { most: PHOTOGRAPHS_MAX }.into());
    }
    Ok(SiteVisited { at: desk.known.now, by: desk.actor(), step: handling.step, visit })
}

/// In before out, on one day, neither in the future nor before the receipt.  The times are claimed; when they were
/// written down is the server's (M1).
fn times(desk: &Desk, visit: &Visit) -> Result<(), VisitRefusal> {
    let received_on = desk.facts.received_at.day();
    if visit.left_at < visit.entered_at {
        return Err(VisitRefusal::LeftBeforeEntered);
    }
    if visit.left_at > desk.known.now {
        return Err(VisitRefusal::NotYet);
    }
    if visit.entered_at.day() != visit.left_at.day() {
        return Err(VisitRefusal::NotOneDay);
    }
    if visit.entered_at.day() < received_on {
        return Err(VisitRefusal::BeforeReceipt { received_on });
    }
    Ok(())
}

/// The second officer confirms the record that names him.
pub(crate) fn confirm(
    desk: &Desk,
    handling: &Handling,
    step: &Step,
    visit: Option<&Visit>,
) -> Result<(), Refusal> {
    certified(desk, step, desk.actor())?;
    if visit.is_some() {
        return Err(VisitRefusal::RecordStands.into());
    }
    match handling.companion {
        None => Err(VisitRefusal::RecordMissing.into()),
        Some(named) if named == desk.actor() => Ok(()),
        Some(named) => Err(VisitRefusal::NotNamed { named }.into()),
    }
}
