//! Licences of a limited number: who comes first is who was accepted first, by the order of the ledger (A24, N23, F21).
//!
//! The stream `quota/<item>` keeps the line.  A case looks at it when it is decided; whoever is refused or withdraws gives
//! the place up.

mod event;

pub use event::{Entered, Event, KINDS, Settled};

use crate::authority::Desk;
use crate::number::ReceiptNo;
use crate::refusal::Refusal;
use calendar::{Day, Instant};
use catalogue::CaseId;
use catalogue::item::{QuotaPeriod, QuotaRule};
use serde::{Deserialize, Serialize};

/// Places one line remembers; those that are over go first.
pub const LINE_MAX: usize = 300;

/// The line of one item, in the order of acceptance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The places, the first accepted first.
    pub places: Vec<Place>,
    /// Grants whose places were forgotten, by the year of the decision: what is used stays used.
    pub forgotten: Vec<Forgotten>,
}

/// Grants of a year whose places are not kept any more.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// The year.
    pub year: i32,
    /// How many.
    pub granted: u32,
}

/// One accepted case in the line.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The case.
    pub case: CaseId,
    /// Its number, by which a refusal names it.
    pub receipt: ReceiptNo,
    /// How it stands.
    pub standing: Standing,
}

/// How a place stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Accepted, not decided.
    Waiting,
    /// Granted: one of the number is used.
    Granted {
        /// The day of the decision, by which its year is counted.
        on: Day,
    },
    /// Refused, withdrawn or ended: the place is given up.
    Out,
}

/// What a case does to the line of its item.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// It was accepted.
    Enter {
        /// The case.
        case: CaseId,
        /// Its number.
        receipt: ReceiptNo,
    },
    /// It was decided, sent back to the decider, withdrawn or ended.
    Settle {
        /// The case.
        case: CaseId,
        /// How it stands now.
        standing: Standing,
    },
}

/// Whether a case may be granted now.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It is its turn, and one of the number is left.
    Free,
    /// Not in the line yet: its acceptance is on the way there.
    NotInLine,
    /// An earlier one is not decided.
    Behind {
        /// That one.
        first: ReceiptNo,
    },
    /// The number is used up.
    UsedUp {
        /// The number.
        number: u32,
    },
}

/// Why the line does not change.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaRefusal {
    /// It stands in the line already.
    AlreadyInLine,
    /// It does not stand in the line.
    NotInLine,
    /// More wait than a line remembers.
    LineFull,
    /// Not its turn, or nothing left (N23).
    NotItsTurn(Turn),
}

impl QuotaRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            QuotaRefusal::AlreadyInLine => "already-in-line",
            QuotaRefusal::NotInLine | QuotaRefusal::NotItsTurn(Turn::NotInLine) => "not-in-line",
            QuotaRefusal::LineFull => "line-full",
            QuotaRefusal::NotItsTurn(Turn::Behind { .. }) => "not-first-in-line",
            QuotaRefusal::NotItsTurn(Turn::UsedUp { .. } | Turn::Free) => "quota-used-up",
        }
    }
}

impl From<QuotaRefusal> for Refusal {
    fn from(refusal: QuotaRefusal) -> Refusal {
        Refusal::Register(crate::register::RegisterRefusal::Quota(refusal))
    }
}

/// Whether a grant of this case is in turn, where the number of its item is limited (N23).
pub(crate) fn in_turn(desk: &Desk) -> Result<(), Refusal> {
    if !desk.facts.acceptance.is_some_and(|acceptance| acceptance.limited) {
        return Ok(());
    }
    match desk.known.turn {
        Some(Turn::Free) => Ok(()),
        Some(turn) => Err(QuotaRefusal::NotItsTurn(turn).into()),
        None => Err(QuotaRefusal::NotItsTurn(Turn::NotInLine).into()),
    }
}

/// What a case does to the line, or why nothing changes.
pub fn decide(line: &Line, command: &Command, now: Instant) -> Result<Vec<Event>, QuotaRefusal> {
    match *command {
        Command::Enter { case, .. } if line.place(case).is_some() => Err(QuotaRefusal::AlreadyInLine),
        Command::Enter { .. } if line.waiting() >= LINE_MAX => Err(QuotaRefusal::LineFull),
        Command::Enter { case, receipt } => Ok(vec![Entered { at: now, case, receipt }.into()]),
        Command::Settle { case, standing } => match line.place(case) {
            Some(_) => Ok(vec![Settled { at: now, case, standing }.into()]),
            None => Err(QuotaRefusal::NotInLine),
        },
    }
}

/// The line after the fact.
pub fn evolve(mut line: Line, event: &Event) -> Line {
    match event {
        Event::Entered(fact) => {
            line.make_room();
            let (case, receipt, standing) = (fact.case, fact.receipt, Standing::Waiting);
            line.places.push(Place { case, receipt, standing });
        }
        Event::Settled(fact) => {
            if let Some(place) = line.places.iter_mut().find(|place| place.case == fact.case) {
                place.standing = fact.standing;
            }
        }
    }
    line
}

impl Line {
    fn place(&self, case: CaseId) -> Option<usize> {
        self.places.iter().position(|place| place.case == case)
    }

    /// How many are accepted and not decided.
    pub fn waiting(&self) -> usize {
        self.places.iter().filter(|place| place.standing == Standing::Waiting).count()
    }

    /// How many of the number are used in the period of that day.
    pub fn granted(&self, rule: &QuotaRule, on: Day) -> u32 {
        let counts = |standing: Standing| match standing {
            Standing::Granted { on: day } => match rule.period {
                QuotaPeriod::Year => day.year() == on.year(),
                QuotaPeriod::Once => true,
            },
            Standing::Waiting | Standing::Out => false,
        };
        let used = self.places.iter().filter(|place| counts(place.standing)).count();
        let of_period = |it: &&Forgotten| rule.period == QuotaPeriod::Once || it.year == on.year();
        let forgotten = self.forgotten.iter().filter(of_period).map(|it| it.granted);
        forgotten.fold(u32::try_from(used).unwrap_or(u32::MAX), u32::saturating_add)
    }

    /// How many waiting ones come before a waiting case, itself counted: its place on the waiting list.
    pub fn waiting_place(&self, case: CaseId) -> Option<u32> {
        let waiting = self.places.iter().filter(|place| place.standing == Standing::Waiting);
        let place = waiting.into_iter().position(|place| place.case == case)?;
        u32::try_from(place + 1).ok()
    }

    /// Whether the case may be granted on that day: strictly in the order of acceptance (N23).
    pub fn turn(&self, case: CaseId, rule: &QuotaRule, on: Day) -> Turn {
        let Some(place) = self.place(case) else { return Turn::NotInLine };
        let earlier = self.places[..place].iter().find(|place| place.standing == Standing::Waiting);
        match earlier {
            _ if self.granted(rule, on) >= rule.number => Turn::UsedUp { number: rule.number },
            Some(first) => Turn::Behind { first: first.receipt },
            None => Turn::Free,
        }
    }

    /// Forgets the oldest that is over, once the line is as long as it may be. A grant goes on counting in its year.
    fn make_room(&mut self) {
        if self.places.len() < LINE_MAX {
            return;
        }
        let over = self.places.iter().position(|place| place.standing == Standing::Out);
        let over = over.or_else(|| self.places.iter().position(|it| it.standing != Standing::Waiting));
        let Some(place) = over.map(|place| self.places.remove(place)) else { return };
        let Standing::Granted { on } = place.standing else { return };
        match self.forgotten.iter_mut().find(|it| it.year == on.year()) {
            Some(year) => year.granted = year.granted.saturating_add(1),
            None => self.forgotten.push(Forgotten { year: on.year(), granted: 1 }),
        }
    }
}
