//! 双随机抽查 (R170, N38, F26): who is checked and by whom is settled by a secret that was fixed before and a public value
//! that nobody could know then.
//!
//! Before: the lists, and the digest of a secret, are published. After the day of the public value: the secret is laid open.
//! Whoever has the published file computes the same picks ([`pick`], [`proof`]). A draw that is not laid open in time stays on
//! record as lapsed, so nobody can make many and show the one that suits.

mod decide;
mod even;
mod event;
mod list;
mod pick;
pub mod proof;
mod recusal;
mod watch;

pub use decide::{Command, Commit, DrawRefusal, Enter, Ground, Other, Reveal, decide, may_announce};
pub use even::{Evenness, SAMPLE_MIN, evenness};
pub use event::*;
pub use list::{
    INSPECTORS_MAX, ITEMS_MAX, Inspector, LIST_BYTES_MAX, List, ListFault, OBJECTS_MAX, Object,
    TITLE_CHARS_MAX, TOWNS_MAX,
};
pub use pick::{Hash, PER_OBJECT, Pick, commitment, pick};
pub use recusal::{AnswerRecusal, Asked, Cause, Recusal, Recuse};
pub use watch::{is_of_interest, look};

use calendar::{Calendar, Day, Instant};
use casework::{DocumentNo, Sealed};
use catalogue::{Code, Digest, DrawId, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

/// Objects that one draw picks at most: as many as one announcement and one round of visits hold.
pub const PICKS_MAX: usize = 60;
/// Working days after the day of the public value within which the secret must be laid open.
pub const REVEAL_DAYS: u32 = 5;
/// Working days after the draw within which every result is public (抽查结果自形成之日起20个工作日内公示).
pub const RESULT_DAYS: u32 = 20;
/// Recusals of one draw at most.
pub const RECUSALS_MAX: usize = 120;

/// What a visit found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 未发现问题.
    InOrder,
    /// 发现问题，已当场改正.
    PutRight,
    /// 发现问题，责令限期改正.
    ToPutRight,
    /// 发现问题，移送处理.
    HandedOver,
    /// 查无下落.
    NotFound,
    /// 不配合检查，情节严重.
    Obstructed,
}

impl Outcome {
    /// Every result.
    pub const ALL: [Outcome; 6] = [
        Outcome::InOrder,
        Outcome::PutRight,
        Outcome::ToPutRight,
        Outcome::HandedOver,
        Outcome::NotFound,
        Outcome::Obstructed,
    ];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::InOrder => "in-order",
            Outcome::PutRight => "put-right",
            Outcome::ToPutRight => "to-put-right",
            Outcome::HandedOver => "handed-over",
            Outcome::NotFound => "not-found",
            Outcome::Obstructed => "obstructed",
        }
    }
}

/// A draw: nothing yet, or announced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draw {
    /// Nothing was announced under this id.
    #[default]
    Absent,
    /// Announced.
    Announced(Box<Held>),
}

/// A draw that was announced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Number of the announcement.
    pub number: DocumentNo,
    /// The unit whose matter it is.
    pub unit: UnitCode,
    /// Who announced it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The lists, by the digest of the body.
    pub list: Digest,
    /// SM3 of the secret.
    pub commitment: Digest,
    /// The secret, sealed until it is laid open.
    pub kept: Sealed,
    /// From which day on the public value can be known.
    pub public_day: Day,
    /// Last day to lay the secret open.
    pub reveal_by: Day,
    /// The draw it takes the place of.
    pub instead_of: Option<DrawId>,
    /// Where it stands.
    pub way: Way,
    /// Inspectors who do not visit an object after all.
    pub recused: Vec<Recusal>,
    /// What leaders asked for and no supervisor has decided.
    pub asked: Vec<Asked>,
    /// The visits, by the place among the picks.
    pub visits: Vec<Visit>,
    /// Not every result was public by its last day; late stays late.
    pub late: bool,
}

/// How far a draw is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The secret is not laid open yet.
    Announced,
    /// Drawn.
    Drawn {
        /// Who laid it open.
        by: PersonId,
        /// When.
        at: Instant,
        /// The secret.
        secret: Digest,
        /// The public value.
        value: Code,
        /// How many were picked.
        picks: u8,
        /// Last day on which every result is public.
        results_by: Day,
    },
    /// Not laid open in time: it picks nobody, and stays on record.
    Lapsed,
}

/// What was entered of the visit to a picked object.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Place of the object among the picks.
    pub place: u8,
    /// The day of the visit.
    pub on: Day,
    /// Who entered it.
    pub by: PersonId,
    /// What was found.
    pub outcome: Outcome,
    /// What was seen, in words; not public.
    pub words: Sealed,
    /// The draw of another unit whose visit was made together with this one (N38).
    pub with: Option<DrawId>,
    /// The second inspector, with the instant of the signature; public from then on.
    pub signed: Option<(PersonId, Instant)>,
}

impl Held {
    /// How many results are signed, and so public.
    pub fn results(&self) -> usize {
        self.visits.iter().filter(|it| it.signed.is_some()).count()
    }

    /// Whether something is to be done still.
    pub fn is_open(&self) -> bool {
        match self.way {
            Way::Announced => true,
            Way::Drawn { picks, .. } => self.results() < usize::from(picks),
            Way::Lapsed => false,
        }
    }

    /// The stable word of where it stands.
    pub fn key(&self) -> &'static str {
        match self.way {
            Way::Announced => "announced",
            Way::Drawn { .. } if self.is_open() && self.late => "late",
            Way::Drawn { .. } if self.is_open() => "drawn",
            Way::Drawn { .. } => "done",
            Way::Lapsed => "lapsed",
        }
    }

    /// What was entered of a picked object.
    pub fn visit(&self, place: u8) -> Option<&Visit> {
        self.visits.iter().find(|it| it.place == place)
    }

    /// The picks; none before the secret is laid open.
    pub fn picks(&self, list: &List, sm3: Hash) -> Vec<Pick> {
        match self.way {
            Way::Drawn { secret, value, .. } => pick(list, &secret, value.as_str(), &self.apart(), sm3),
            Way::Announced | Way::Lapsed => Vec::new(),
        }
    }
}

/// When time will next do something to it: with the end of the last day to lay the secret open, and of that on which every
/// result is public.
pub fn due(draw: &Draw) -> Option<Instant> {
    let Draw::Announced(held) = draw else { return None };
    match held.way {
        Way::Announced => Some(held.reveal_by.plus_days(1).start()),
        Way::Drawn { results_by, .. } if held.is_open() && !held.late => {
            Some(results_by.plus_days(1).start())
        }
        Way::Drawn { .. } | Way::Lapsed => None,
    }
}

/// The facts that fall due at this instant.
pub fn catch_up(draw: &Draw, at: Instant) -> Vec<Event> {
    let (Draw::Announced(held), true) = (draw, due(draw) == Some(at)) else { return Vec::new() };
    match held.way {
        Way::Drawn { picks, .. } => {
            let public = u8::try_from(held.results()).unwrap_or(u8::MAX);
            vec![ResultsLate { at, missing: picks.saturating_sub(public) }.into()]
        }
        Way::Announced | Way::Lapsed => vec![Lapsed { at }.into()],
    }
}

/// The last day to lay a secret open.
pub(crate) fn reveal_by(calendar: &Calendar, public_day: Day) -> Result<Day, calendar::YearUnknown> {
    calendar.add_working_days(public_day, REVEAL_DAYS)
}

/// The draw after the fact. Total.
pub fn evolve(draw: Draw, event: &Event) -> Draw {
    let mut held = match (draw, event) {
        (Draw::Absent, Event::Announced(fact)) => {
            return Draw::Announced(Box::new(Held {
                number: fact.number,
                unit: fact.unit,
                by: fact.by,
                at: fact.at,
                list: fact.list,
                commitment: fact.commitment,
                kept: fact.kept,
                public_day: fact.public_day,
                reveal_by: fact.reveal_by,
                instead_of: fact.instead_of,
                way: Way::Announced,
                recused: Vec::new(),
                asked: Vec::new(),
                visits: Vec::new(),
                late: false,
            }));
        }
        (Draw::Absent, _) => return Draw::Absent,
        (Draw::Announced(held), _) => held,
    };
    match event {
        Event::Announced(_) => {}
        Event::Revealed(fact) => {
            let Revealed { at, by, secret, value, picks, results_by } = *fact;
            held.way = Way::Drawn { by, at, secret, value, picks, results_by };
        }
        Event::Lapsed(_) => held.way = Way::Lapsed,
        Event::ResultsLate(_) => held.late = true,
        Event::Recused(fact) => recusal::stepped_back(&mut held, fact),
        Event::RecusalAsked(fact) => recusal::asked(&mut held, fact),
        Event::RecusalAnswered(fact) => recusal::answered(&mut held, fact),
        Event::Entered(fact) => {
            let Entered { at: _, by, place, on, outcome, words, with } = *fact;
            held.visits.retain(|it| it.place != place);
            // Who visited it has visited it: whether somebody else should have is no question any more.
            held.asked.retain(|it| it.place != place);
            if held.visits.len() < PICKS_MAX {
                held.visits.push(Visit { place, on, by, outcome, words, with, signed: None });
            }
        }
        Event::Signed(fact) => {
            if let Some(visit) = held.visits.iter_mut().find(|it| it.place == fact.place) {
                visit.signed = Some((fact.by, fact.at));
            }
        }
    }
    Draw::Announced(held)
}
