//! What happened about absences.

use super::{AbsenceClass, StillHeld, TOLD_MAX};
use crate::command::Sealed;
use calendar::{Day, Instant};
use catalogue::{Digest, PersonId};
use serde::{Deserialize, Serialize};

/// Who is told that nobody stands in: heads of window and unit, and the centre.
pub type Told = [Option<PersonId>; TOLD_MAX];

events! {
    @small
    /// 请假登记.
    Entered = "absence.entered" {
        /// Who entered it: the person, or a head.
        by: PersonId,
        /// Its id.
        id: u32,
        /// Who will be away.
        person: PersonId,
        /// First day.
        from: Day,
        /// Last day; open for illness.
        until: Option<Day>,
        /// Why.
        class: AbsenceClass,
        /// Who stands in; none where nobody can.
        deputy: Option<PersonId>,
    }
    /// It begins: what the person holds may be taken over from now on.
    Begun = "absence.begun" {
        /// Which.
        id: u32,
        /// Who is away.
        person: PersonId,
        /// Who stands in.
        deputy: Option<PersonId>,
        /// Told, where nobody stands in.
        told: Told,
    }
    /// Another stands in, or nobody can any more.
    DeputyChanged = "absence.deputy-changed" {
        /// Who changed it.
        by: PersonId,
        /// Which.
        id: u32,
        /// Who is away.
        person: PersonId,
        /// Who stands in now.
        deputy: Option<PersonId>,
        /// Told, where nobody stands in.
        told: Told,
    }
    /// 销假: back, or not going after all.
    Ended = "absence.ended" {
        /// Who says so.
        by: PersonId,
        /// Which.
        id: u32,
        /// Who was away.
        person: PersonId,
    }
    /// 离岗交接: the list of somebody who goes was drawn up (E33).
    LeavingListed = "absence.leaving-listed" {
        /** Who drew it up. */ by: PersonId, /** Who goes. */ person: PersonId, /** Who takes over. */ taker: PersonId,
        /** 监交人. */ witness: PersonId, /** What was held. */ held: StillHeld, /** The list in words. */ list: Sealed,
        /** Where the words are sealed. */ file: Digest,
    }
    /// Signed by who goes, then by who takes over.
    LeavingSigned = "absence.leaving-signed" { /** Who signed. */ by: PersonId, /** Who goes. */ person: PersonId, }
    /// The hand-over was given up.
    LeavingDropped = "absence.leaving-dropped" { /** Who says so. */ by: PersonId, /** Who stays. */ person: PersonId, }
    /// The witness signed: the person went, the account ended.
    Left = "absence.left" {
        /** The witness. */ by: PersonId, /** Who went. */ person: PersonId, /** Who took over. */ taker: PersonId,
        /** Results then in the person's keeping. */ results: u16, /** The list in words. */ list: Sealed,
    }
    /// Its last day is over.
    Passed = "absence.passed" {
        /// Which.
        id: u32,
        /// Who was away.
        person: PersonId,
    }
}
