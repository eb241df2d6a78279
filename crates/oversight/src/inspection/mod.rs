//! 检查日历 (四查): rounds of inspection that are planned, made, and whose observations are put right; what was missed stays missed
//! (A15, R120).
//!
//! A round belongs to its last day. Nobody deletes or moves one: who comes late enters it with a reason, and the time of entry
//! stands beside the day that is claimed.

mod decide;
mod event;
mod rhythm;

pub use decide::{decide, evolve, may_answer, may_inspect, may_judge, may_observe};
pub use event::{Answered, Event, Judged, KINDS, Made, Observed, Planned};
pub use rhythm::{rhythm_of, sections_of, usual};

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::words::words;

/// People who make one round.
pub const PEOPLE_MAX: usize = 4;
/// Observations of one round.
pub const POINTS_MAX: usize = 40;
/// Days after the entry of a round within which an observation is added to it.
pub const OBSERVE_DAYS: i32 = 7;
/// Days from planning a round to its last day, and from an observation to the last day of its correction.
pub const AHEAD_DAYS: i32 = 400;
/// Days that the day claimed may lie before the planning: somebody looked, and only then wrote down that it was to be.
pub const BACK_DAYS: i32 = 7;
/// How often one correction goes back.
pub const RETURNS_MAX: u8 = 10;

words! {
    /// What kind of round it is (四查, R120).
    Kind {
        /// 每周两查.
        Weekly = "weekly",
        /// 每月抽查.
        Monthly = "monthly",
        /// 每季重点查.
        Quarterly = "quarterly",
        /// 半年互查: one unit is looked at by people of others.
        HalfYear = "half-year",
        /// 专项检查: whenever there is a reason.
        Special = "special",
    }
}

words! {
    /// What is looked at.
    Section {
        /// 在岗情况.
        Presence = "presence",
        /// 服务态度.
        Manner = "manner",
        /// 收件和受理.
        Intake = "intake",
        /// 一次性告知.
        Telling = "telling",
        /// 办理时限.
        Limits = "limits",
        /// 授权到位.
        Powers = "powers",
        /// 公开公示.
        Publicity = "publicity",
        /// 收费.
        Fees = "fees",
        /// 档案.
        Dossiers = "dossiers",
        /// 设备和环境.
        Place = "place",
        /// 以前问题的整改.
        Corrections = "corrections",
    }
}

/// Sections that are looked at together, one bit each.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sections(u16);

impl Sections {
    /// These.
    pub fn of(sections: impl IntoIterator<Item = Section>) -> Sections {
        Sections(sections.into_iter().fold(0, |bits, it| bits | (1 << (it as u16))))
    }

    /// Which they are, in the order of the form.
    pub fn iter(self) -> impl Iterator<Item = Section> {
        Section::ALL.iter().copied().filter(move |it| self.0 & (1 << (*it as u16)) != 0)
    }

    /// Whether nothing is looked at.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Where a round goes.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 整个大厅.
    Hall,
    /// One unit.
    Unit(UnitCode),
    /// One window.
    Window(WindowId),
}

impl Place {
    /// `hall`, `unit-sc` or `window-w2`.
    pub fn key(self) -> String {
        match self {
            Place::Hall => "hall".to_owned(),
            Place::Unit(unit) => format!("unit-{unit}"),
            Place::Window(window) => format!("window-{window}"),
        }
    }

    /// Reads that.
    pub fn parse(key: &str) -> Option<Place> {
        match key.split_once('-') {
            Some(("unit", unit)) => UnitCode::parse(unit).ok().map(Place::Unit),
            Some(("window", window)) => WindowId::parse(window).ok().map(Place::Window),
            _ => (key == "hall").then_some(Place::Hall),
        }
    }
}

/// Who makes a round: one to [`PEOPLE_MAX`], each once.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct People([Option<PersonId>; PEOPLE_MAX]);

impl People {
    /// These; none where they are nobody or too many.
    pub fn of(people: &[PersonId]) -> Option<People> {
        let mut all = people.to_vec();
        all.sort();
        all.dedup();
        let mut places = [None; PEOPLE_MAX];
        if all.is_empty() || all.len() > PEOPLE_MAX {
            return None;
        }
        for (place, person) in places.iter_mut().zip(all) {
            *place = Some(person);
        }
        Some(People(places))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = PersonId> {
        self.0.iter().filter_map(|it| *it)
    }

    /// Whether a person is one of them.
    pub fn contains(&self, person: PersonId) -> bool {
        self.iter().any(|it| it == person)
    }
}

/// A round as it is planned.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which of the four.
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// Who inspects.
    pub people: People,
    /// The last day on which it is in time: a working day.
    pub by: Day,
    /// What is to be looked at.
    pub sections: Sections,
}

/// A round that was made.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The day that is claimed.
    pub on: Day,
    /// When it was entered.
    pub entered_at: Instant,
    /// Who entered it.
    pub by: PersonId,
    /// Who inspected.
    pub people: People,
    /// What was looked at.
    pub sections: Sections,
    /// Whether it was made or entered after its last day.
    pub late: bool,
    /// What was seen, in all.
    pub words: Sealed,
    /// Why it comes late.
    pub reason: Option<Sealed>,
}

/// How an observation stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Written down; nothing has to be put right.
    #[serde(rename = "noted")]
    Noted,
    /// To be put right, also after it went back.
    #[serde(rename = "open")]
    Open,
    /// The unit has answered, nobody has looked yet.
    #[serde(rename = "answered")]
    Answered,
    /// Put right.
    #[serde(rename = "accepted")]
    Accepted,
}

impl Standing {
    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Noted => "noted",
            Standing::Open => "open",
            Standing::Answered => "answered",
            Standing::Accepted => "accepted",
        }
    }

    /// The one of that word.
    pub fn parse(key: &str) -> Option<Standing> {
        [Standing::Noted, Standing::Open, Standing::Answered, Standing::Accepted]
            .into_iter()
            .find(|it| it.key() == key)
    }
}

/// What was observed at one place. It names no person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// The window, where it was at one.
    pub window: Option<WindowId>,
    /// Under what it belongs.
    pub section: Section,
    /// Last day to put it right, a working day; none where nothing has to be.
    pub correct_by: Option<Day>,
    /// In words.
    pub words: Sealed,
    /// How it stands.
    pub standing: Standing,
    /// Who answered last.
    pub answered_by: Option<PersonId>,
    /// How often it went back.
    pub returned: u8,
    /// Whether it was ever answered after its last day.
    pub late: bool,
}

/// A round that was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What is planned.
    pub plan: Plan,
    /// Who planned it.
    pub planned_by: PersonId,
    /// When.
    pub planned_at: Instant,
    /// Once it was made.
    pub done: Option<Done>,
    /// What was observed, in the order of entry.
    pub points: Vec<Point>,
}

/// How a round stands on a day.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum RoundState {
    /// Its last day is still to come.
    Planned,
    /// Its last day has passed, and nobody entered it (误期).
    Missed,
    /// Made and entered in time.
    Done,
    /// Entered after its last day, with a reason (补录).
    Late,
}

impl RoundState {
    /// By its last day, whether it was made, and whether that was late.
    pub fn of(by: Day, done: bool, late: bool, today: Day) -> RoundState {
        match (done, late) {
            (true, false) => RoundState::Done,
            (true, true) => RoundState::Late,
            (false, _) if by < today => RoundState::Missed,
            (false, _) => RoundState::Planned,
        }
    }
}

impl Round {
    /// How it stands on a day.
    pub fn state(&self, today: Day) -> RoundState {
        let late = self.done.is_some_and(|it| it.late);
        RoundState::of(self.plan.by, self.done.is_some(), late, today)
    }

    /// Whether a person makes it: as planned, or as it was made.
    pub fn is_made_by(&self, person: PersonId) -> bool {
        self.plan.people.contains(person) || self.done.is_some_and(|it| it.people.contains(person))
    }
}

/// A round: nothing yet, or planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inspection {
    /// Nothing was planned under this id.
    #[default]
    Absent,
    /// Planned.
    Planned(Box<Round>),
}

/// A round that was made, as it is entered.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Make {
    /// On which day.
    pub on: Day,
    /// Who inspected.
    pub people: People,
    /// What was looked at.
    pub sections: Sections,
    /// What was seen, in all.
    pub words: Sealed,
    /// Why it comes late.
    pub reason: Option<Sealed>,
}

/// An observation to enter.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Observe {
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// The window, where it was at one.
    pub window: Option<WindowId>,
    /// Under what it belongs.
    pub section: Section,
    /// Last day to put it right; none where nothing has to be.
    pub correct_by: Option<Day>,
    /// In words.
    pub words: Sealed,
}

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To plan it.
    Plan(Plan),
    /// To enter that it was made.
    Make(Make),
    /// To enter an observation.
    Observe(Observe),
    /// To say what was put right.
    Answer {
        /// Which observation, from 1.
        point: u8,
        /// What was put right, and when.
        words: Sealed,
    },
    /// To look whether it is right now.
    Judge {
        /// Which observation, from 1.
        point: u8,
        /// The new last day, where it goes back; none where it is accepted.
        again_by: Option<Day>,
        /// Why.
        words: Sealed,
    },
}
