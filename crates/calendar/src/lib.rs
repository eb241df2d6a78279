//! Working days by the notices of the State Council, and the clocks that run on them: pure values, no clock of the machine, no I/O.
//!
//! Begin with [`Calendar::built_in`] and [`Clock::start`]. Every function that depends on a calendar takes it as
//! an argument, and every clock says which [`CalendarVersion`] its due day rests on (domain.md 2.1 and 3.1, C1-C3).

mod clock;
mod clock_wire;
mod count;
mod day;
mod exclusion;
mod explain;
mod light;
mod limit;
mod notice;
mod table;
mod text;
mod version;
mod what_if;

pub use clock::{Clock, ClockError, earlier};
pub use day::{Day, Instant, NotADay, Weekday};
pub use exclusion::{ExcludedTime, Exclusion, ExclusionKind};
pub use explain::{DayLine, Phase, Why};
pub use light::{Light, Thresholds};
pub use limit::{Limit, LimitUnit, NotALimit};
pub use notice::{DayRule, ListedDay, Notice, Overlay, YearStatus};
pub use table::{Calendar, DayKind, DayStatus, YearUnknown};
pub use text::{CalendarError, Problem};
pub use version::{CalendarVersion, NotAVersion};
pub use what_if::{Shift, WHAT_IF_DAYS_MAX};
