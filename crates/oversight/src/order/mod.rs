//! 催办单, 督办单, 整改意见书 and 通报: issued, signed for, answered, looked at; unanswered they rise along the chain of
//! supervision (R49, R101, R102, R104, R122, C28).

mod chain;
mod decide;
mod event;
mod pictures;
mod time;

pub use chain::{Rung, people_of};
pub use decide::{
    Accept, Answer, Appeal, Command, DecideAppeal, Issue, Publish, Return, addressed, decide, looks_at,
    may_issue, may_publish, urges_own,
};
pub use event::*;
pub use pictures::{ANSWER_PICTURES_MAX, Pictures, TooManyPictures};
pub use time::{catch_up, due};

use calendar::{Day, Instant};
use casework::{DocumentKind, DocumentNo, Sealed};
use catalogue::{CaseId, FindingId, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::bound::{Bound, Bounds};
use crate::finding::Words;

/// People an order can have been addressed to, at most: the length of the chain, and the one it began with.
pub const ADDRESSED_MAX: usize = 8;

/// What it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 催办单 (R101).
    Urging,
    /// 督办单 (R102).
    Supervision,
    /// 整改意见书 (R104).
    Rectification,
    /// 通报: inside the government until somebody else publishes it, asks for no answer (C28).
    Circular,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 4] = [Kind::Urging, Kind::Supervision, Kind::Rectification, Kind::Circular];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Urging => "urging",
            Kind::Supervision => "supervision",
            Kind::Rectification => "rectification",
            Kind::Circular => "circular",
        }
    }

    /// The bound that says how many working days somebody on a rung has to answer. An urging notice asks every rung within its
    /// own days; what asks for more than words gives whom it was issued to the days of its kind, and once it rose the
    /// rung's (R49).
    pub fn days(self, rung: Rung, risen: bool) -> Option<Bound> {
        match (self, risen) {
            (Kind::Circular, _) => None,
            (Kind::Supervision, false) => Some(Bound::OrderDays),
            (Kind::Rectification, false) => Some(Bound::RectificationDays),
            (Kind::Urging, _) | (_, true) => Some(rung.days()),
        }
    }

    /// The paper it is.
    pub fn document(self) -> DocumentKind {
        match self {
            Kind::Urging => DocumentKind::UrgingNotice,
            Kind::Supervision => DocumentKind::SupervisionOrder,
            Kind::Rectification => DocumentKind::RectificationNotice,
            Kind::Circular => DocumentKind::Circular,
        }
    }
}

/// An order: nothing yet, or issued.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Nothing was issued under this id.
    #[default]
    Absent,
    /// Issued.
    Issued(Box<Held>),
}

/// An order that was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub number: DocumentNo,
    /// Who issued it; none where it went out by itself.
    pub by: Option<PersonId>,
    /// When.
    pub issued_at: Instant,
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// The case, where it is about one.
    pub case: Option<CaseId>,
    /// The finding it rests on.
    pub finding: Option<FindingId>,
    /// What is asked; none where it went out by itself.
    pub words: Option<Sealed>,
    /// To whom it went, one after the other; the last one answers.
    pub to: Vec<(PersonId, Rung)>,
    /// When the last one got it.
    pub since: Instant,
    /// Last day to answer; none at the end of the chain and for a circular.
    pub answer_by: Option<Day>,
    /// Working days there were to answer when it was issued, rose or was sent back: a bound set afterwards changes none. None
    /// where `answer_by` is none or the last day of the case itself, and of entries from before it was kept.
    pub days: Option<u16>,
    /// Who signed for it, and when.
    pub received: Option<(PersonId, Instant)>,
    /// Whether it was not answered in time, ever: counts in the assessment.
    pub late: bool,
    /// How often an answer was sent back.
    pub returned: u8,
    /// Where it stands.
    pub way: Way,
    /// Last day to appeal, as it was when it was issued; older ones have none and follow the bound.
    pub appeal_until: Option<Day>,
    /// The appeal against it.
    pub appeal: Option<crate::finding::Appealed>,
    /// Who looked at an answer last, and sent it back or accepted it.
    pub looked: Option<PersonId>,
    /// Who published a circular, when, and with which words.
    pub published: Option<Words>,
}

/// Where it stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It waits for an answer, or a circular for its signature.
    Waiting,
    /// Answered, and not looked at yet.
    Answered {
        /// Who, when and what.
        answer: Words,
        /// The entry that shows it, where the answer names one.
        entry: Option<u64>,
    },
    /// The answer was accepted, a circular signed for, or the promise kept of which an urging was ahead.
    Closed {
        /// Who closed it; none where the promise was kept.
        by: Option<PersonId>,
        /// When.
        at: Instant,
    },
    /// An appeal against it was right: it stands on record and counts against nobody.
    Lifted {
        /// When.
        at: Instant,
    },
}

impl Way {
    /// Its stable word.
    pub fn key(&self) -> &'static str {
        match self {
            Way::Waiting => "waiting",
            Way::Answered { .. } => "answered",
            Way::Closed { .. } => "closed",
            Way::Lifted { .. } => "lifted",
        }
    }
}

impl Held {
    /// Who has to answer now, and on which rung; an order is always addressed to somebody.
    pub fn addressee(&self) -> Option<(PersonId, Rung)> {
        self.to.last().copied()
    }

    /// Whether it still has to be answered or looked at.
    pub fn is_open(&self) -> bool {
        matches!(self.way, Way::Waiting | Way::Answered { .. })
            || self.appeal.is_some_and(|it| it.decided.is_none())
    }

    /// Whether it went out by itself before the promise was broken (R149): with a broken one there is a finding.
    pub fn is_ahead(&self) -> bool {
        self.by.is_none() && self.finding.is_none()
    }

    /// Whether it went on from whom it was issued to.
    pub fn has_risen(&self) -> bool {
        self.to.len() > 1
    }

    /// The last day to appeal.
    pub fn last_day_to_appeal(&self, bounds: &Bounds) -> Day {
        let by_bound = || self.issued_at.day().plus_days(bounds.int(Bound::AppealDays));
        self.appeal_until.unwrap_or_else(by_bound)
    }

    /// Whose judgement an appeal is against: who issued it, or, where it went out by itself, who looked at the answer.
    pub(crate) fn judge(&self) -> Option<PersonId> {
        self.by.or(self.looked)
    }

    /// Whether a supervisor may decide the appeal that waits: another judged, and another appealed.
    pub fn appeal_is_for(&self, person: PersonId) -> bool {
        let waits = self.appeal.filter(|it| it.decided.is_none());
        waits.is_some_and(|it| it.why.by != person) && self.judge() != Some(person)
    }

    /// Whether it counts against the unit: not lifted on appeal.
    pub fn counts(&self) -> bool {
        !matches!(self.way, Way::Lifted { .. })
    }
}

/// The order after the fact.  Total.
pub fn evolve(order: Order, event: &Event) -> Order {
    let mut held = match (order, event) {
        (Order::Absent, Event::Sent(fact)) => {
            return Order::Issued(Box::new(Held {
                kind: fact.kind,
                number: fact.number,
                by: fact.by,
                issued_at: fact.at,
                unit: fact.unit,
                case: fact.case,
                finding: fact.finding,
                words: fact.words,
                to: vec![(fact.to, fact.rung)],
                since: fact.at,
                answer_by: fact.answer_by,
                days: fact.days,
                received: None,
                late: false,
                returned: 0,
                way: Way::Waiting,
                appeal_until: fact.appeal_until,
                appeal: None,
                looked: None,
                published: None,
            }));
        }
        (Order::Absent, _) => return Order::Absent,
        (Order::Issued(held), _) => held,
    };
    match event {
        Event::Sent(_) => {}
        Event::Received(fact) => {
            held.received = Some((fact.by, fact.at));
            if held.kind == Kind::Circular {
                held.way = Way::Closed { by: Some(fact.by), at: fact.at };
            }
        }
        Event::Answered(fact) => {
            let answer = Words { by: fact.by, at: fact.at, words: fact.words };
            held.way = Way::Answered { answer, entry: fact.entry };
        }
        Event::AnswerReturned(fact) => {
            held.way = Way::Waiting;
            held.looked = Some(fact.by);
            held.returned = held.returned.saturating_add(1);
            held.answer_by = Some(fact.answer_by);
            held.days = fact.days;
        }
        Event::AnswerAccepted(fact) => {
            held.looked = Some(fact.by);
            held.way = Way::Closed { by: Some(fact.by), at: fact.at };
        }
        Event::Rose(fact) => {
            held.late = true;
            held.since = fact.at;
            held.answer_by = fact.answer_by;
            held.days = fact.days;
            if let Some(to) = fact.to.filter(|_| held.to.len() < ADDRESSED_MAX) {
                held.to.push((to, fact.rung));
                held.received = None;
            }
        }
        Event::Settled(fact) => held.way = Way::Closed { by: None, at: fact.at },
        Event::AppealMade(fact) => {
            let why = Words { by: fact.by, at: fact.at, words: fact.reason };
            held.appeal = Some(crate::finding::Appealed::made(why, fact.decide_by));
        }
        Event::AppealLate(_) => {
            if let Some(appeal) = &mut held.appeal {
                appeal.late = true;
            }
        }
        Event::AppealDecided(fact) => {
            let words = Words { by: fact.by, at: fact.at, words: fact.reason };
            if let Some(appeal) = &mut held.appeal {
                (appeal.decided, appeal.ground) = (Some((fact.right, words)), fact.ground);
            }
            if fact.right {
                held.way = Way::Lifted { at: fact.at };
            }
        }
        Event::Published(fact) => {
            held.published = Some(Words { by: fact.by, at: fact.at, words: fact.words });
        }
    }
    Order::Issued(held)
}
