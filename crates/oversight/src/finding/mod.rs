//! 监察发现: a finding is raised by a rule or written down by a supervisor, explained by whom it concerns, judged by a
//! supervisor who did not write it down, and may be appealed to another one. Nothing of it is ever removed (F19).

mod decide;
mod event;
mod evidence;
mod time;

pub use crate::appeal::Appealed;
pub use decide::{
    Appeal, Command, DecideAppeal, Judge, Raise, State, concerns, decide, evolve, is_of_window,
};
pub use event::*;
pub use evidence::{Counted, ENTRIES_MAX, Evidence, SIGNS_MAX};
pub use time::{catch_up, due};

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{CaseId, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::rule::Rule;

/// What a finding is about.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The rule.
    pub rule: Rule,
    /// The unit.
    pub unit: UnitCode,
    /// The case, where it is one.
    pub case: Option<CaseId>,
    /// The step, from 0.
    pub step: Option<u8>,
    /// Whom it concerns, where it is a person.
    pub person: Option<PersonId>,
    /// The window where the case came in.
    pub window: Option<WindowId>,
    /// The entry that shows it; 0 where it is a share or was seen in person.
    pub entry: u64,
    /// An earlier entry that belongs to it.
    pub earlier: Option<u64>,
    /// When it happened.
    pub happened_at: Instant,
    /// What was measured.
    pub measured: i32,
    /// The bound at that time: a later one changes nothing here.
    pub bound: i32,
    /// Edition of the bounds.
    pub edition: u32,
    /// In words, where a supervisor wrote it down.
    pub words: Option<Sealed>,
}

impl About {
    /// What a supervisor writes down by hand, of no case and nobody yet (see [`Rule::is_by_hand`]).
    pub fn by_hand(rule: Rule, unit: UnitCode, happened_at: Instant, words: Sealed) -> About {
        About {
            rule,
            unit,
            case: None,
            step: None,
            person: None,
            window: None,
            entry: 0,
            earlier: None,
            happened_at,
            measured: 0,
            bound: 0,
            edition: 0,
            words: Some(words),
        }
    }
}

/// 结论.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 属实.
    Founded,
    /// 有正当理由.
    Excused,
    /// 误报.
    Mistaken,
}

impl Verdict {
    /// All of them, in the order of the form.
    pub const ALL: [Verdict; 3] = [Verdict::Founded, Verdict::Excused, Verdict::Mistaken];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Founded => "founded",
            Verdict::Excused => "excused",
            Verdict::Mistaken => "mistaken",
        }
    }
}

/// A finding: nothing yet, or raised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Nothing was found under this id.
    #[default]
    Absent,
    /// Raised.
    Found(Box<Found>),
}

/// A finding that was raised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What it is about.
    pub about: About,
    /// What it was counted from, where it rests on many entries; none in findings of old.
    pub evidence: Option<Evidence>,
    /// When it was raised.
    pub raised_at: Instant,
    /// Who wrote it down; none where a rule found it.
    pub raised_by: Option<PersonId>,
    /// Last day to explain it before it is judged founded; none in findings of old, and where no calendar covers the year.
    pub state_by: Option<Day>,
    /// The explanation.
    pub stated: Option<Words>,
    /// The judgement.
    pub judged: Option<Judged>,
    /// The appeal.
    pub appeal: Option<Appealed>,
}

/// Words of a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// What.
    pub words: Sealed,
}

/// A judgement.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// How it stands.
    pub verdict: Verdict,
    /// Who, when and why.
    pub why: Words,
    /// Last day to appeal, where there is something to appeal.
    pub appeal_by: Option<Day>,
}

impl Found {
    /// Whether it stands against somebody: judged founded, and no appeal was right.
    pub fn stands(&self) -> bool {
        let founded = self.judged.is_some_and(|it| it.verdict == Verdict::Founded);
        founded && !self.appeal.and_then(|it| it.decided).is_some_and(|(right, _)| right)
    }

    /// The last day to explain it, while nobody has and that day is not over: until then it is not judged founded (R143, R190).
    pub fn explained_by(&self, today: Day) -> Option<Day> {
        self.state_by.filter(|until| self.stated.is_none() && today <= *until)
    }

    /// Whether a person wrote it down; what a rule found nobody did.
    pub fn is_written_by(&self, person: PersonId) -> bool {
        self.raised_by == Some(person)
    }

    /// Whether a supervisor may judge it: another wrote it down, nobody has judged, and it is no own matter.
    pub fn judgement_is_for(&self, person: PersonId) -> bool {
        let concerned = [self.about.person, self.stated.map(|it| it.by), self.raised_by];
        self.judged.is_none() && !concerned.contains(&Some(person))
    }

    /// Whether a supervisor may decide the appeal that waits: others wrote it down, judged and appealed, and it is no own
    /// matter.
    pub fn appeal_is_for(&self, person: PersonId) -> bool {
        let Some(appeal) = self.appeal.filter(|it| it.decided.is_none()) else { return false };
        let judged_by = self.judged.map(|it| it.why.by);
        let concerned = [self.about.person, self.stated.map(|it| it.by), self.raised_by, judged_by];
        appeal.why.by != person && !concerned.contains(&Some(person))
    }

    /// Whether anybody still has to do something with it.
    pub fn is_open(&self) -> bool {
        self.judged.is_none() || self.appeal.is_some_and(|it| it.decided.is_none())
    }
}
