//! What was done so that a clock stands still and runs again: facts of the same form as those of [`crate::event`].

use crate::command::Sealed;
use crate::number::DocumentNo;
use crate::state::Running;
use crate::watch::ResumeCause;
use calendar::{Day, Instant};
use catalogue::{Authority, PersonId};
use serde::{Deserialize, Serialize};

facts! {
    /// A stop of the clock was asked for; it runs on (F7).
    StopAskedFor {
        /// Who.
        by: PersonId,
        /// Place in the item's list of exclusions.
        exclusion: u8,
        /// Calendar days planned.
        planned_days: u16,
        /// Why.
        reason: Sealed,
        /** The document it rests on; none where it was left open, and in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] order: Option<Sealed>,
    }
    /// 计时暂停: the notice is the act (N17, F7).
    Stopped {
        /// Who approved.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// The notice.
        notice: DocumentNo,
        /// First day that does not count.
        from: Day,
        /// Last day that does not count, as planned.
        planned_until: Day,
        /// The promise with its new day; `None` where it was late already and stays so.
        promised: Option<Running>,
        /// The law's limit, likewise.
        statutory: Option<Running>,
        /// The step's clock, likewise.
        step: Option<Running>,
        /** Last day to show the document it rests on; none where it was named, and in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] order_by: Option<Day>,
    }
    /// 补登依据文书: the document that a stop rests on (F7).
    StopOrderShown {
        /** Who carries the case. */ by: PersonId, /** The document by name and number. */ order: Sealed,
        /** The notice of the stop; none before it is approved. */ notice: Option<DocumentNo>,
    }
    /// 依据文书逾期未补登: the last day to show it passed (F7).
    StopOrderOverdue {
        /** Who asked for the stop. */ asked_by: PersonId, /** The notice of the stop. */ notice: DocumentNo, /** The last day. */ show_by: Day,
    }
    /// The stop was not approved.
    StopRefused { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// 计时恢复.
    Resumed {
        /// Why.
        cause: ResumeCause,
        /// Calendar days that did not count.
        days: u16,
        /// The promise with its day; `None` where it was not stopped.
        promised: Option<Running>,
        /// The law's limit, likewise.
        statutory: Option<Running>,
        /// The step's clock, likewise.
        step: Option<Running>,
    }
}
