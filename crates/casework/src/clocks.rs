//! Clocks of a case: started, stopped and redated as values, each with the instants of its lights.

use crate::authority::Desk;
use crate::commitment;
use crate::known::Known;
use crate::refusal::Refusal;
use crate::state::{ClockKind, Clocks, Facts, Running, Watch};
use calendar::{Clock, ClockError, Day, Instant, Light, Limit, YearUnknown};
use catalogue::item::{Item, ItemLimit, StartEvent, StepKind};

/// Clocks that acceptance starts.
pub(crate) struct Started {
    pub promised: Running,
    pub statutory: Option<Running>,
    pub step: Running,
    pub steps: u8,
}

/// Clocks that a stop or a resumption changes; `None` stays as it was.
#[derive(Default)]
pub(crate) struct Changed {
    pub promised: Option<Running>,
    pub statutory: Option<Running>,
    pub step: Option<Running>,
}

impl Watch {
    /// Whether it has run out at that instant, or is on record as such: once late it stays late.
    pub fn is_late(&self, now: Instant) -> bool {
        self.light == Light::Red || now >= self.clock.late_from()
    }

    /// When and to what its light turns next.
    pub(crate) fn next_turn(&self) -> Option<(Instant, Light)> {
        match (self.ended_at, self.light) {
            (Some(_), _) | (None, Light::Red) => None,
            (None, Light::Yellow) => Some((self.clock.late_from(), Light::Red)),
            (None, Light::Green) => Some((self.yellow_at, Light::Yellow)),
        }
    }
}

impl From<Running> for Watch {
    fn from(Running { clock, yellow_at, light }: Running) -> Watch {
        Watch { clock, yellow_at, light, ended_at: None }
    }
}

impl Clocks {
    /// The clock of a kind.
    pub fn get(&self, kind: ClockKind) -> Option<&Watch> {
        match kind {
            ClockKind::PreAcceptance => self.pre_acceptance.as_ref(),
            ClockKind::Promised => self.promised.as_ref(),
            ClockKind::Statutory => self.statutory.as_ref(),
            ClockKind::Step => self.step.as_ref(),
            ClockKind::Delivery => self.delivery.as_ref(),
        }
    }

    pub(crate) fn slot(&mut self, kind: ClockKind) -> &mut Option<Watch> {
        match kind {
            ClockKind::PreAcceptance => &mut self.pre_acceptance,
            ClockKind::Promised => &mut self.promised,
            ClockKind::Statutory => &mut self.statutory,
            ClockKind::Step => &mut self.step,
            ClockKind::Delivery => &mut self.delivery,
        }
    }

    /// Clocks that have not ended.
    pub fn running(&self) -> impl Iterator<Item = (ClockKind, &Watch)> {
        let started = ClockKind::ALL.into_iter().filter_map(|kind| Some((kind, self.get(kind)?)));
        started.filter(|(_, watch)| watch.ended_at.is_none())
    }
}

/// A clock with its lights as seen at that instant.
pub(crate) fn seen(clock: Clock, at: Instant, known: &Known) -> Running {
    Running {
        clock,
        yellow_at: clock.yellow_from(known.calendar, &known.thresholds),
        light: clock.light(at, &known.thresholds, known.calendar),
    }
}

/// A clock from that day, seen at that instant.
pub(crate) fn start(known: &Known, on: Day, limit: Limit, at: Instant) -> Result<Running, Refusal> {
    Ok(seen(Clock::start(known.calendar, on, limit)?, at, known))
}

/// Steps up to and with the decision.
pub(crate) fn steps_of(item: &Item) -> Result<u8, Refusal> {
    let deciding = item.steps.iter().position(|step| step.kind == StepKind::Decide);
    deciding.and_then(|place| u8::try_from(place + 1).ok()).ok_or(Refusal::ItemUnknown)
}

/// The clocks that begin with acceptance (N14, C3).  A limit that the law counts from receipt starts on the day
/// everything was in.
pub(crate) fn accepted(
    facts: &Facts,
    item: &Item,
    known: &Known,
    on: Day,
    at: Instant,
) -> Result<Started, Refusal> {
    let received_on = facts.materials.complete_on.unwrap_or(facts.received_at.day());
    let lay = |limit: &ItemLimit| {
        let from = match limit.start {
            StartEvent::Receipt => received_on,
            StartEvent::Acceptance | StartEvent::RoundClosed | StartEvent::Decision => on,
        };
        start(known, from, limit.limit, at)
    };
    let first = item.steps.first().ok_or(Refusal::ItemUnknown)?;
    Ok(Started {
        promised: match commitment::promised(item, facts) {
            Some(limit) => lay(&ItemLimit { limit, ..item.promised.clone() })?,
            None => lay(&item.promised)?,
        },
        statutory: item.statutory.as_ref().map(lay).transpose()?,
        step: start(known, at.day(), first.limit, at)?,
        steps: steps_of(item)?,
    })
}

/// Applies a change to the promise, the law's limit and the step, leaving alone what is late already (F7, M6).
pub(crate) fn change(
    desk: &Desk,
    mut to: impl FnMut(Clock) -> Result<Option<Clock>, ClockError>,
) -> Result<Changed, Refusal> {
    let now = desk.known.now;
    let mut one = |watch: &Option<Watch>| -> Result<Option<Running>, Refusal> {
        let in_time = watch.as_ref().filter(|watch| watch.ended_at.is_none() && !watch.is_late(now));
        let changed = in_time.map(|watch| to(watch.clock)).transpose()?.flatten();
        Ok(changed.map(|clock| seen(clock, now, desk.known)))
    };
    let clocks = &desk.facts.clocks;
    Ok(Changed {
        promised: one(&clocks.promised)?,
        statutory: one(&clocks.statutory)?,
        step: one(&clocks.step)?,
    })
}

impl From<ClockError> for Refusal {
    fn from(error: ClockError) -> Refusal {
        match error {
            ClockError::YearUnknown(unknown) => unknown.into(),
            ClockError::TooManyExclusions => Refusal::TooManyStops,
            ClockError::NotStopped => Refusal::ClockNotStopped,
            // A published revision has no empty limit; without a usable body nothing can be decided.
            ClockError::EmptyLimit => Refusal::ItemUnknown,
            ClockError::Overlap
            | ClockError::BeforeStart
            | ClockError::BeforeExclusion
            | ClockError::EndsBeforeItBegins
            | ClockError::WithoutNotice
            | ClockError::Ended
            | ClockError::AlreadyExtended => Refusal::StopOverlaps,
        }
    }
}

impl From<YearUnknown> for Refusal {
    fn from(unknown: YearUnknown) -> Refusal {
        Refusal::YearUnknown { year: unknown.0 }
    }
}
