//! 回访和明察暗访: a call to an applicant after the matter, an open or a secret visit to a window, written down by somebody who
//! had no part in it (R150, R155). One record, never changed; a call about a bad rating that nobody answers is tried again on other
//! days, each try a record of its own (F17).

use calendar::{Day, Instant};
use casework::{File, Known, Sealed};
use catalogue::item::Post;
use catalogue::{CaseId, Organisation, PersonId, RatingId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::look::Fired;
use crate::rating::{Grade, Held, RatingRefusal, calls_second, took_part};
use crate::rule::Rule;

/// What it was.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 电话回访 (R155).
    Call,
    /// 暗访 (R150).
    SecretVisit,
    /// 明察 (R150).
    OpenVisit,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 3] = [Kind::Call, Kind::SecretVisit, Kind::OpenVisit];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Call => "call",
            Kind::SecretVisit => "secret-visit",
            Kind::OpenVisit => "open-visit",
        }
    }
}

/// What was found (R155): attitude, quality, efficiency.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it was.
    pub kind: Kind,
    /// The unit.
    pub unit: UnitCode,
    /// The window, where it was at one.
    pub window: Option<WindowId>,
    /// The case, for a call.
    pub case: Option<CaseId>,
    /// 态度; none of the three where nobody answered the telephone.
    pub attitude: Option<Grade>,
    /// 质量.
    pub quality: Option<Grade>,
    /// 效率.
    pub efficiency: Option<Grade>,
    /// Whether money was paid elsewhere than at the counter (F22); none: not asked.
    pub paid_elsewhere: Option<bool>,
    /// What was said or seen.
    pub words: Sealed,
}

impl Found {
    /// Whether nobody answered: then nothing was asked.
    pub fn is_unreached(&self) -> bool {
        self.marks().iter().all(Option::is_none) && self.paid_elsewhere.is_none()
    }

    /// Whether something is bad, or money was taken.
    pub fn is_bad(&self) -> bool {
        self.paid_elsewhere == Some(true) || self.marks().iter().flatten().any(|it| it.is_bad())
    }

    /// 态度、质量、效率.
    pub fn marks(&self) -> [Option<Grade>; 3] {
        [self.attitude, self.quality, self.efficiency]
    }
}

/// A record: nothing yet, or written.
#[expect(clippy::large_enum_variant, reason = "all that are held are written")]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    /// Nothing was written under this id.
    #[default]
    Absent,
    /// Written.
    Written {
        /// Who.
        by: PersonId,
        /// When.
        at: Instant,
        /// On which day it was.
        on: Day,
        /// What was found.
        found: Found,
        /// The bad rating about which a supervisor called once more.
        rating: Option<RatingId>,
        /// How often it was tried; 1 but for a call about a bad rating that nobody answered at first.
        tries: u8,
    },
}

impl FollowUp {
    /// The day of the last try, where nobody answered it and it may be tried once more (F17).
    pub fn again_after(&self) -> Option<Day> {
        match self {
            FollowUp::Written { on, found, rating: Some(_), tries, .. }
                if found.is_unreached() && *tries < TRIES_MAX =>
            {
                Some(*on)
            }
            FollowUp::Written { .. } | FollowUp::Absent => None,
        }
    }
}

/// Write it down.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// On which day it was.
    pub on: Day,
    /// What was found.
    pub found: Found,
    /// The bad rating about which a supervisor calls once more (F17): then no case is named, so that nobody learns who rated.
    pub rating: Option<RatingId>,
}

/// Days back for which one may still be written down.
const DAYS_BACK: i32 = 30;
/// Tries of a call about a bad rating, each on a day of its own; whoever did not answer the last of them was not reached.
pub const TRIES_MAX: u8 = 3;
/// Days after a try in vain within which it is tried again: longer than a call that was drawn stands, and no call stands for ever.
pub const AGAIN_DAYS: i32 = 180;

casework::events! { @small
    /// 记下.
    Recorded = "follow-up.recorded" {
        /// Who.
        by: PersonId,
        /// On which day it was.
        on: Day,
        /// What was found.
        found: Found,
        /// The bad rating about which a supervisor called once more; none of other follow-ups, and of those from before there were such calls.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<RatingId>,
    }
}

/// Whether a person writes such records: a supervisor, the centre's management, the complaint desk.
pub fn may_record(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::Supervisor, Post::CentreManager, Post::ComplaintOfficer]
        .into_iter()
        .any(|post| organisation.holds_anywhere(person, post, on))
}

/// Who may, of whom; a case is asked about by nobody who took part in it. `case` is the one that is asked about, or that of the bad
/// rating; `rated` is that rating, where the call is about one.
pub fn decide(
    follow_up: &FollowUp,
    record: &Record,
    known: &Known<'_>,
    case: Option<&File>,
    rated: Option<&Held>,
) -> Result<Vec<Event>, Refusal> {
    let tried_on = follow_up.again_after();
    if matches!(follow_up, FollowUp::Written { .. }) && tried_on.is_none() {
        return Err(RatingRefusal::Ended.into());
    }
    let (at, by, today) = (known.now, known.actor, known.today());
    let Record { on, found, rating } = *record;
    if !may_record(known.organisation, by, today) {
        return Err(Refusal::NotSupervisor);
    }
    known.organisation.unit(found.unit).ok_or(Refusal::UnknownUnit)?;
    let took_part = case.is_some_and(|file| took_part(file, by));
    let sits = found
        .window
        .is_some_and(|window| casework::window_day::sits_at(known.organisation, by, window, today));
    if took_part || sits {
        return Err(Refusal::OwnMatter);
    }
    if on > today || on < today.plus_days(-DAYS_BACK) {
        return Err(RatingRefusal::NotNow.into());
    }
    // All three are said. That nobody answered is written down of the call about a bad rating alone: it was drawn and is owed.
    if found.marks().iter().any(Option::is_none) && !(rating.is_some() && found.is_unreached()) {
        return Err(RatingRefusal::NotNow.into());
    }
    if rating.is_some() {
        let held = rated.ok_or(RatingRefusal::Unknown)?;
        let fits = found.kind == Kind::Call && found.case.is_none() && found.unit == held.about.unit;
        if !fits || !calls_second(known.organisation, held, case, by, today) {
            return Err(RatingRefusal::NotNow.into());
        }
    }
    match tried_on {
        Some(before) if on < before || on > before.plus_days(AGAIN_DAYS) => {
            return Err(RatingRefusal::NotNow.into());
        }
        // Whoever calls back on the same day was reached after all.
        Some(before) if on == before && found.is_unreached() => return Err(RatingRefusal::TriedToday.into()),
        _ => {}
    }
    Ok(vec![Recorded { at, by, on, found, rating }.into()])
}

/// What a record shows by itself: money that was paid elsewhere than at the counter (F22). Everything else that is bad a supervisor
/// writes down.
pub fn look(event: &Event) -> Option<Fired> {
    let Event::Recorded(fact) = event;
    (fact.found.paid_elsewhere == Some(true)).then_some(Fired {
        rule: Rule::FeeOutsideCounter,
        person: None,
        step: None,
        measured: 0,
        bound: 0,
        earlier: None,
    })
}

/// The record after the fact.  Total.
pub fn evolve(follow_up: FollowUp, event: &Event) -> FollowUp {
    let Event::Recorded(fact) = event;
    let Recorded { at, by, on, found, rating } = *fact;
    let tries = match follow_up {
        FollowUp::Absent => 1,
        FollowUp::Written { tries, .. } => tries.saturating_add(1),
    };
    FollowUp::Written { by, at, on, found, rating, tries }
}
