//! What each fact changes.  Total: an event that does not fit leaves the case as it is.

use crate::event::Event as E;
use crate::evolve_facts::Start;
use crate::filed::received;
use crate::refusal::Duty;
use crate::register::{self, Ended};
use crate::state::{
    Case, Check, ClockKind, Conclusion, Correction, Decision, Deferral, Explained, Extension, Facts, File,
    Handling, OrderOwed, Pending, Priority, Release, Stage as S, StepDone, Stop,
};
use crate::watch::replace;
use crate::withdraw::Withdrawal;
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
        // What was missing had been posted in time: the fact that it came follows (E14).
        (S::ClosedForMissing { .. }, E::ClosureLifted(_)) => *stage = S::CorrectionNoticed,

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
        E::StopAskedFor(fact) => handling.stop_asked(fact),
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
        E::Stopped(fact) => handling.stopped(facts, fact),
        E::StopOrderShown(fact) => handling.order_shown(facts, fact),
        E::Resumed(fact) => handling.resumed(facts, fact),
        _ => return false,
    }
    true
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
        E::StopOrderShown(_) => facts.stop_order = None,
        E::StopOrderOverdue(_) => {
            facts.stop_order = facts.stop_order.map(|owed| OrderOwed { overdue: true, ..owed });
        }
        E::PriorityAskedFor(fact) => facts.priority = Priority::Asked { by: fact.by, reason: fact.reason },
        E::PriorityApproved(fact) => {
            if let Priority::Asked { reason, .. } = facts.priority {
                facts.priority = Priority::Approved { by: fact.by, reason, at: fact.at };
            }
        }
        E::PriorityRefused(_) => facts.priority = Priority::None,
        E::PhotographKept(fact) => facts.photographed(fact),
        E::PapersLost(fact) => facts.papers_lost(fact),
        E::AddressConfirmed(_)
        | E::ResultPosted(_)
        | E::PostCameBack(_)
        | E::PostReturnCorrected(_)
        | E::PostLost(_)
        | E::DeliveryAnnounced(_)
        | E::ElectronicAgreed(_)
        | E::ElectronicEnded(_)
        | E::SentElectronically(_)
        | E::ElectronicUnfetched(_) => facts.sending.apply(event),
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
