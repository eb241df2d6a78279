//! What facts change in the file itself: acceptance, papers, who holds it, who took part, the end, and being late.

use crate::event::{Accepted, DeemedAccepted, Event as E, ReceivedMore};
use crate::number::DocumentNo;
use crate::refusal::Duty;
use crate::state::{
    Acceptance, Capacity, ClockKind, Facts, Handling, Holding, PEOPLE_MAX, Part, Running, Stage as S, Stop,
    Watch,
};
use crate::watch::replace;
use calendar::{Day, Instant, Light};
use catalogue::PersonId;

/// What both ways of acceptance have in common.
pub(crate) struct Start {
    at: Instant,
    notice: DocumentNo,
    accepted_on: Day,
    deemed: bool,
    promised: Running,
    statutory: Option<Running>,
    step: Running,
    steps: u8,
    limited: bool,
}

impl From<&Accepted> for Start {
    fn from(fact: &Accepted) -> Start {
        let Accepted { at, notice, accepted_on, promised, statutory, step, steps, limited, .. } = *fact;
        Start { at, notice, accepted_on, deemed: false, promised, statutory, step, steps, limited }
    }
}

impl From<&DeemedAccepted> for Start {
    fn from(fact: &DeemedAccepted) -> Start {
        let DeemedAccepted { at, notice, accepted_on, promised, statutory, step, steps, limited } = *fact;
        Start { at, notice, accepted_on, deemed: true, promised, statutory, step, steps, limited }
    }
}

impl Handling {
    /// The first step of so many.
    pub(crate) fn first(steps: u8) -> Handling {
        let (first_officer, companion, last, returned) = (None, None, None, None);
        Handling { step: 0, steps, first_officer, companion, last, stop: Stop::Running, returned }
    }
}

impl Facts {
    pub(crate) fn accepted(&mut self, start: Start) -> S {
        let Start { notice, accepted_on, deemed, limited, .. } = start;
        self.acceptance = Some(Acceptance { notice, accepted_on, deemed, limited });
        self.clocks.answered(start.at);
        self.clocks.promised = Some(start.promised.into());
        self.clocks.statutory = start.statutory.map(Watch::from);
        self.clocks.step = Some(start.step.into());
        S::Handling(Handling::first(start.steps))
    }

    /// The applicant has the turn: whatever ran to acceptance has its answer.
    pub(crate) fn noticed(&mut self, by: PersonId, at: Instant) -> S {
        self.took_part(by, Duty::Intake);
        self.materials.complete_on = None;
        self.clocks.answered(at);
        S::CorrectionNoticed
    }

    pub(crate) fn take_in(&mut self, fact: &ReceivedMore) {
        self.took_part(fact.by, Duty::Intake);
        let materials = &mut self.materials;
        materials.marks = materials.marks.union(fact.marks);
        materials.papers = materials.papers.saturating_add(fact.papers);
        self.holding.papers = self.holding.papers.saturating_add(fact.papers);
        if let Some(pending) = &mut self.pending {
            pending.papers = pending.papers.saturating_add(fact.papers);
        }
        if let Some(correction) = &mut self.correction {
            correction.brought = correction.brought.union(fact.marks.rows().intersection(correction.rows));
        }
        if fact.complete {
            let came_on = fact.came_on().max(self.received_at.day());
            self.materials.complete_on = self.materials.complete_on.or(Some(came_on));
            if self.correction.is_some() {
                self.materials.complete_on = Some(came_on);
            }
        }
        replace(&mut self.clocks.pre_acceptance, fact.pre_acceptance);
        self.clocks.deeming = fact.deeming.or(self.clocks.deeming);
    }

    pub(crate) fn held_by(
        &mut self,
        covers: Option<PersonId>,
        who: (PersonId, Capacity, u16),
        since: Instant,
    ) {
        let (person, capacity, papers) = who;
        (self.pending, self.covers) = (None, covers);
        self.holding = Holding { person, capacity, papers, since };
    }

    pub(crate) fn took_part(&mut self, person: PersonId, duty: Duty) {
        let part = Part { person, duty };
        if !self.people.contains(&part) && self.people.len() < PEOPLE_MAX {
            self.people.push(part);
        }
    }

    pub(crate) fn did(&mut self, person: PersonId, duty: Option<Duty>) {
        if let Some(duty) = duty {
            self.took_part(person, duty);
        }
    }

    /// Nothing runs and nothing is under way any more.
    pub(crate) fn end(&mut self, at: Instant) {
        self.clocks.end(ClockKind::ALL, at);
        self.clocks.deeming = None;
        (self.pending, self.covers) = (None, None);
        self.stop_order = None;
    }

    /// An agent who did more than pass the papers on is one in more than name (F32). The re-check is the act of whoever carries the case
    /// as its agent by then.
    pub(crate) fn note_agent(&mut self, event: &E) {
        let passed_on =
            matches!(event, E::GivenOver(_) | E::TakenOver(_) | E::OverDeclined(_) | E::OverRecalled(_));
        let as_agent =
            event.by() == Some(self.agent) || matches!(event, E::Rechecked(_) | E::DecisionReturned(_));
        self.agent_acted |= !passed_on && self.acceptance.is_some() && as_agent;
    }

    /// Once late, always late (M6); a step or the collection by the applicant does not make a case late.
    pub(crate) fn note_late(&mut self) {
        let clocks = [&self.clocks.pre_acceptance, &self.clocks.promised, &self.clocks.statutory];
        let red = clocks.into_iter().flatten().filter(|watch| watch.light == Light::Red);
        let since = red.map(|watch| watch.clock.late_from()).min();
        self.late_since = self.late_since.or(since);
    }
}
