//! What each fact changes.  Total: an event that does not fit leaves the case as it is.

use crate::event::{Accepted, DeemedAccepted, Event as E, ResumeCause, Resumed, Stopped};
use crate::filed::received;
use crate::number::DocumentNo;
use crate::refusal::Duty;
use crate::register::{self, Ended};
use crate::state::{
    Acceptance, Capacity, Case, Check, ClockKind, Conclusion, Correction, Decision, Deferral, Explained,
    Extension, Facts, File, Handling, Holding, PEOPLE_MAX, Part, Pending, Priority, Release, Running,
    Stage as S, StepDone, Stop, StopAsked, Watch,
};
use crate::watch::replace;
use crate::withdraw::Withdrawal;
use calendar::{Day, Instant, Light};
use catalogue::PersonId;
use catalogue::item::Category;

/// The case after the fact.
pub fn evolve(case: Case, event: &E) -> Case {
    match (case, event) {
        (Case::Absent, E::Received(fact)) => Case::Filed(Box::new(received(fact))),
        (Case::Filed(mut file), event) => {
            apply(&mut file, event);
            file.facts.note_agent(event);
            file.facts.note_late();
            Case::Filed(file)
        }
        (Case::Absent, _) => Case::Absent,
    }
}

fn apply(file: &mut File, event: &E) {
    let File { facts, stage } = file;
    match (&mut *stage, event) {
        (S::Received | S::CorrectionNoticed, E::ReceivedMore(fact)) => {
            facts.take_in(fact);
            if fact.complete {
                *stage = complete(facts);
            }
        }
        (S::Received, E::CorrectionNoticed(fact)) => {
            facts.correction = Some(Correction::first(fact));
            *stage = facts.noticed(fact.by, fact.at);
        }
        (S::Received | S::CorrectionNoticed, E::CorrectionReleased(fact)) => {
            facts.release = Some(Release { rows: fact.rows, reason: fact.reason, by: fact.by, at: fact.at });
        }
        (S::Received | S::CorrectionNoticed, E::CorrectionRenewed(fact)) => {
            let used = if fact.added.is_empty() { None } else { facts.release.take() };
            facts.correction = facts.correction.map(|before| before.next(fact, used));
            *stage = facts.noticed(fact.by, fact.at);
        }
        (S::Received, E::Presented(fact)) => {
            facts.took_part(fact.by, Duty::Intake);
            *stage = S::AwaitingSignature;
        }
        (S::AwaitingSignature, E::InstantReturned(_)) => *stage = S::Received,
        (S::Received | S::CorrectionNoticed, E::Accepted(fact)) => {
            facts.took_part(fact.by, Duty::Intake);
            *stage = facts.accepted(Start::from(fact));
        }
        // Here the second person accepts and decides in one act (C6); that makes no intake officer of him.
        (S::AwaitingSignature, E::Accepted(fact)) => *stage = facts.accepted(Start::from(fact)),
        (S::Received | S::AwaitingSignature, E::DeemedAccepted(fact)) => {
            *stage = facts.accepted(Start::from(fact))
        }
        (S::Received | S::CorrectionNoticed, E::AcceptanceRefused(fact)) => {
            facts.took_part(fact.by, Duty::Intake);
            facts.end(fact.at);
            let (notice, ground, reason, at) = (fact.notice, fact.ground, fact.reason, fact.at);
            *stage = S::NotAccepted { notice, ground, reason, at };
        }
        (S::CorrectionNoticed, E::CorrectionReminded(_)) => {
            facts.correction = facts.correction.map(|it| Correction { reminded: true, ..it });
        }
        (S::CorrectionNoticed, E::ClosedForMissing(fact)) => {
            facts.end(fact.at);
            *stage = S::ClosedForMissing { notice: fact.notice };
        }

        (S::Received | S::CorrectionNoticed | S::AwaitingSignature | S::Handling(_), E::Withdrawn(fact)) => {
            facts.end(fact.at);
            facts.holding.papers = 0;
            *stage = S::Withdrawn(Withdrawal::from(fact));
        }
        (
            S::Received | S::CorrectionNoticed | S::AwaitingSignature | S::Handling(_),
            E::WithdrawnByApplicant(fact),
        ) => {
            facts.end(fact.at);
            *stage = S::Withdrawn(Withdrawal::from(fact));
        }
        (
            S::Received | S::CorrectionNoticed | S::AwaitingSignature | S::Handling(_),
            E::EndedWithApplicant(fact),
        ) => {
            facts.end(fact.at);
            *stage = S::EndedWithApplicant(Ended::from(fact));
        }
        (S::Concluded(conclusion), E::Succeeded(fact)) => {
            register::apply(facts, event);
            conclusion.pickup = fact.pickup.or(conclusion.pickup);
            conclusion.pickup_sealed = fact.pickup_sealed.or(conclusion.pickup_sealed);
        }

        (S::Handling(handling), E::Decided(fact)) => {
            facts.took_part(fact.by, Duty::Decider);
            facts.clocks.end([ClockKind::Statutory, ClockKind::Step], fact.at);
            facts.clocks.delivery = Some(fact.delivery.into());
            let (step, steps) = (handling.steps.saturating_sub(1), handling.steps);
            let (number, outcome, by, basis) = (fact.number, fact.outcome, fact.by, fact.basis);
            let decision = Decision { number, outcome, by, basis, at: fact.at, step, steps, late: fact.late };
            *stage = S::Decided { decision, recheck_by: fact.recheck_by };
        }
        (S::Handling(handling), event) => {
            if !in_hand(facts, handling, event) {
                anywhere(facts, event);
            }
        }
        (S::Decided { recheck_by, .. }, E::ClocksRedated(fact)) => {
            *recheck_by = fact.recheck_by.unwrap_or(*recheck_by);
            anywhere(facts, event);
        }
        (S::Decided { decision, .. }, E::Rechecked(fact)) => {
            facts.took_part(fact.by, Duty::Rechecker);
            *stage = S::Rechecked { decision: *decision, lapsed: false };
        }
        (S::Decided { decision, .. }, E::RecheckLapsed(_)) => {
            *stage = S::Rechecked { decision: *decision, lapsed: true };
        }
        (S::Decided { decision, .. }, E::DecisionReturned(fact)) => {
            facts.took_part(fact.by, Duty::Rechecker);
            facts.clocks.delivery = None;
            facts.check = None;
            facts.clocks.step = Some(fact.step.into());
            if let Some(statutory) = &mut facts.clocks.statutory {
                statutory.ended_at = None;
            }
            *stage = S::Handling(Handling {
                step: decision.step,
                returned: Some(*decision),
                ..Handling::first(decision.steps)
            });
        }
        (S::Decided { decision, .. } | S::Rechecked { decision, .. }, E::DocumentMade(fact)) => {
            *stage = S::Concluded(Conclusion {
                decision: *decision,
                certificate: fact.certificate,
                pickup: fact.pickup,
                pickup_sealed: fact.pickup_sealed,
                concluded_at: fact.at,
                late: false,
            });
        }
        (S::Concluded(conclusion), E::Concluded(fact)) => {
            facts.clocks.end([ClockKind::Promised, ClockKind::Step], fact.at);
            (conclusion.concluded_at, conclusion.late) = (fact.at, fact.late);
        }
        (S::Concluded(conclusion), E::Delivered(fact)) => {
            facts.end(fact.at);
            let (conclusion, proof) = (*conclusion, fact.proof);
            let delivered_at = fact.manner.delivered_at(fact.at).max(conclusion.concluded_at);
            *stage = S::Delivered { conclusion, proof, delivered_at, by_notice: false };
        }
        (S::Concluded(conclusion), E::DeliveryDeemed(fact)) => {
            facts.end(fact.at);
            let (conclusion, proof, delivered_at) = (*conclusion, fact.proof, fact.at);
            *stage = S::Delivered { conclusion, proof, delivered_at, by_notice: true };
        }
        // Collected after the notice had run: the day of delivery stays the notice's.
        (S::Delivered { proof, by_notice, .. }, E::Delivered(fact)) => {
            (*proof, *by_notice) = (fact.proof, false);
        }
        (S::Concluded(conclusion) | S::Delivered { conclusion, .. }, E::PickupRenewed(fact)) => {
            facts.sending.apply(event);
            (conclusion.pickup, conclusion.pickup_sealed) = (Some(fact.pickup), Some(fact.pickup_sealed));
        }
        (_, event) => anywhere(facts, event),
    }
}

/// Facts of a case in hand that leave it in hand; whether this was one.
fn in_hand(facts: &mut Facts, handling: &mut Handling, event: &E) -> bool {
    match event {
        E::SiteVisited(fact) => {
            facts.checked_on_site(handling, fact);
            handling.companion = Some(fact.visit.with);
        }
        E::StepConfirmed(fact) => {
            facts.did(fact.by, fact.duty);
            handling.first_officer = Some(fact.by);
        }
        E::StepCompleted(fact) => {
            facts.did(fact.by, fact.duty);
            facts.clocks.step = Some(fact.next.into());
            handling.step = fact.step + 1;
            (handling.first_officer, handling.companion) = (None, None);
            let (by, verdict, opinion, place) = (fact.by, fact.verdict, fact.opinion, fact.place);
            handling.last = Some(StepDone { by, verdict, opinion, place });
        }
        E::StepSkipped(fact) => {
            facts.clocks.step = Some(fact.next.into());
            handling.step = fact.step + 1;
        }
        E::StepReturned(fact) => {
            facts.clocks.step = Some(fact.clock.into());
            (handling.step, handling.first_officer, handling.last) = (fact.step, None, None);
            handling.companion = None;
        }
        E::StopAskedFor(fact) => {
            let (by, exclusion, planned_days, reason) =
                (fact.by, fact.exclusion, fact.planned_days, fact.reason);
            handling.stop = Stop::Asked(StopAsked { by, exclusion, planned_days, reason });
        }
        E::Deferred(fact) => facts.deferral = Some(Deferral::signed(fact)),
        E::DeferredBrought(fact) => {
            facts.take_in(&fact.as_received_more());
            facts.deferral = facts.deferral.map(|deferral| deferral.with(fact.marks.rows()));
        }
        E::StopRefused(_) => handling.stop = Stop::Running,
        E::ExtensionAskedFor(fact) => facts.extension = Extension::Asked { by: fact.by, reason: fact.reason },
        E::ExtensionRefused(_) => facts.extension = Extension::None,
        E::Extended(fact) => {
            facts.took_part(fact.by, Duty::Approver);
            facts.clocks.change(fact.promised, fact.statutory, None);
            if let Extension::Asked { reason, .. } = facts.extension {
                let (by, notice, at) = (fact.by, fact.notice, fact.at);
                facts.extension = Extension::Approved { by, reason, notice, at };
            }
        }
        E::Stopped(fact) => stopped(facts, handling, fact),
        E::Resumed(fact) => resumed(facts, handling, fact),
        _ => return false,
    }
    true
}

fn stopped(facts: &mut Facts, handling: &mut Handling, fact: &Stopped) {
    let Stop::Asked(asked) = handling.stop else { return };
    facts.took_part(fact.by, Duty::Approver);
    facts.clocks.change(fact.promised, fact.statutory, fact.step);
    let (approved_by, notice) = (fact.by, fact.notice);
    let (from, planned_until) = (fact.from, fact.planned_until);
    handling.stop = Stop::Stopped { asked, approved_by, notice, from, planned_until };
}

fn resumed(facts: &mut Facts, handling: &mut Handling, fact: &Resumed) {
    facts.clocks.change(fact.promised, fact.statutory, fact.step);
    if let Stop::Stopped { asked, notice, planned_until, .. } = handling.stop {
        if let Some(used) = facts.stopped_days.get_mut(usize::from(asked.exclusion)) {
            *used = used.saturating_add(fact.days);
        }
        if fact.cause == ResumeCause::PlannedEnd {
            handling.stop = Stop::PastPlan { asked, notice, planned_until };
            return;
        }
    }
    handling.stop = Stop::Running;
}

/// Facts that change no stage.
fn anywhere(facts: &mut Facts, event: &E) {
    match event {
        E::GivenOver(fact) => {
            let (to, capacity, papers, note) = (fact.to, fact.capacity, fact.papers, fact.note);
            let (by, given_at, take_by) = (fact.by, fact.at, fact.take_by);
            facts.pending = Some(Pending { to, capacity, papers, note, by, given_at, take_by, waits: false });
        }
        E::Reassigned(fact) => {
            let (to, capacity, papers, note) = (fact.to, fact.capacity, fact.papers, Some(fact.reason));
            let (by, given_at, take_by) = (fact.by, fact.at, fact.take_by);
            facts.pending = Some(Pending { to, capacity, papers, note, by, given_at, take_by, waits: false });
        }
        E::HandOverWaits(_) => {
            facts.pending = facts.pending.map(|pending| Pending { waits: true, ..pending });
        }
        E::TakenForAbsent(fact) => {
            // A deputy who is away in turn: it stays the place of whoever was away first.
            let covers = facts.covers.or(Some(fact.from));
            facts.held_by(covers, (fact.by, fact.capacity, fact.papers), fact.at);
        }
        E::TakenBack(fact) => facts.held_by(None, (fact.by, fact.capacity, fact.papers), fact.at),
        E::TakenOver(fact) => facts.held_by(None, (fact.by, fact.capacity, fact.papers), fact.at),
        E::OverDeclined(_) | E::OverRecalled(_) => facts.pending = None,
        E::PriorityAskedFor(fact) => facts.priority = Priority::Asked { by: fact.by, reason: fact.reason },
        E::PriorityApproved(fact) => {
            if let Priority::Asked { reason, .. } = facts.priority {
                facts.priority = Priority::Approved { by: fact.by, reason, at: fact.at };
            }
        }
        E::PriorityRefused(_) => facts.priority = Priority::None,
        E::PhotographKept(fact) => facts.photographed(fact),
        E::AddressConfirmed(_) | E::ResultPosted(_) | E::DeliveryAnnounced(_) => facts.sending.apply(event),
        E::CommitmentToCheck(fact) => facts.check = Some(Check { due_on: fact.due_on, found: None }),
        E::CommitmentChecked(fact) => facts.check = facts.check.map(|check| check.with(fact)),
        E::DeferralTurned(fact) => facts.deferral = facts.deferral.map(|it| it.turned(fact.to)),
        E::LateExplained(fact) => {
            let (reason, expected_on, by, at) = (fact.reason, fact.expected_on, fact.by, fact.at);
            facts.explained = Some(Explained { reason, expected_on, by, at });
        }
        E::LightTurned(fact) => {
            if let Some(watch) = facts.clocks.slot(fact.clock) {
                watch.light = fact.to;
            }
        }
        E::ClocksRedated(fact) => {
            facts.calendar = fact.calendar;
            let clocks = &mut facts.clocks;
            clocks.change(fact.promised, fact.statutory, fact.step);
            replace(&mut clocks.pre_acceptance, fact.pre_acceptance);
            replace(&mut clocks.delivery, fact.delivery);
            clocks.deeming = fact.deeming.or(clocks.deeming);
            if let (Some(bring_by), Some(correction)) = (fact.bring_by, &mut facts.correction) {
                correction.bring_by = bring_by;
            }
            let later = |it: Deferral| fact.deferred_by.map_or(it, |day| it.until(day));
            facts.deferral = facts.deferral.map(later);
        }
        event => register::apply(facts, event),
    }
}

/// Everything is in: an instant case waits for the second signature, any other for acceptance; so does an instant one
/// that the leader in charge signs first (R56).
pub(crate) fn complete(facts: &Facts) -> S {
    let second_signature = facts.category == Category::Instant && !facts.leader_signs;
    if second_signature { S::AwaitingSignature } else { S::Received }
}

/// What both ways of acceptance have in common.
struct Start {
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
    fn first(steps: u8) -> Handling {
        let (first_officer, companion, last, returned) = (None, None, None, None);
        Handling { step: 0, steps, first_officer, companion, last, stop: Stop::Running, returned }
    }
}

impl Facts {
    fn accepted(&mut self, start: Start) -> S {
        let Start { notice, accepted_on, deemed, limited, .. } = start;
        self.acceptance = Some(Acceptance { notice, accepted_on, deemed, limited });
        self.clocks.answered(start.at);
        self.clocks.promised = Some(start.promised.into());
        self.clocks.statutory = start.statutory.map(Watch::from);
        self.clocks.step = Some(start.step.into());
        S::Handling(Handling::first(start.steps))
    }

    /// The applicant has the turn: whatever ran to acceptance has its answer.
    fn noticed(&mut self, by: PersonId, at: Instant) -> S {
        self.took_part(by, Duty::Intake);
        self.materials.complete_on = None;
        self.clocks.answered(at);
        S::CorrectionNoticed
    }

    fn take_in(&mut self, fact: &crate::event::ReceivedMore) {
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
            self.materials.complete_on = self.materials.complete_on.or(Some(fact.at.day()));
            if self.correction.is_some() {
                self.materials.complete_on = Some(fact.at.day());
            }
        }
        replace(&mut self.clocks.pre_acceptance, fact.pre_acceptance);
        self.clocks.deeming = fact.deeming.or(self.clocks.deeming);
    }

    fn held_by(&mut self, covers: Option<PersonId>, who: (PersonId, Capacity, u16), since: Instant) {
        let (person, capacity, papers) = who;
        (self.pending, self.covers) = (None, covers);
        self.holding = Holding { person, capacity, papers, since };
    }

    fn took_part(&mut self, person: PersonId, duty: Duty) {
        let part = Part { person, duty };
        if !self.people.contains(&part) && self.people.len() < PEOPLE_MAX {
            self.people.push(part);
        }
    }

    fn did(&mut self, person: PersonId, duty: Option<Duty>) {
        if let Some(duty) = duty {
            self.took_part(person, duty);
        }
    }

    /// Nothing runs and nothing is under way any more.
    fn end(&mut self, at: Instant) {
        self.clocks.end(ClockKind::ALL, at);
        self.clocks.deeming = None;
        (self.pending, self.covers) = (None, None);
    }

    /// An agent who did more than pass the papers on is one in more than name (F32).
    fn note_agent(&mut self, event: &E) {
        let passed_on =
            matches!(event, E::GivenOver(_) | E::TakenOver(_) | E::OverDeclined(_) | E::OverRecalled(_));
        self.agent_acted |= !passed_on && self.acceptance.is_some() && event.by() == Some(self.agent);
    }

    /// Once late, always late (M6); a step or the collection by the applicant does not make a case late.
    pub(crate) fn note_late(&mut self) {
        let clocks = [&self.clocks.pre_acceptance, &self.clocks.promised, &self.clocks.statutory];
        let red = clocks.into_iter().flatten().filter(|watch| watch.light == Light::Red);
        let since = red.map(|watch| watch.clock.late_from()).min();
        self.late_since = self.late_since.or(since);
    }
}
