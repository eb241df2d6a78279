//! 即办件: two acts at one window, and the case is done; agent and hand-over are skipped, on record (C6, R55, R111).
//! Where the leader in charge must sign, the window accepts, he signs the same day, and the window ends it (R56).

use crate::authority::{Desk, able_by};
use crate::close;
use crate::command::{Decide, DeliverTo, Grounds, Outcome, Reason, Verdict};
use crate::decide::Answer;
use crate::event::{AgentSkipped, InstantReturned, Presented};
use crate::handling;
use crate::intake::{self, document_no};
use crate::number::DocumentKind;
use crate::refusal::{Duty, Need, Refusal};
use crate::state::{Capacity, Handling, StageName, Stop};
use catalogue::item::Post;
use catalogue::organisation::{NoAuthority, PostHolding};
use catalogue::{Authority, PersonId, Power};

/// Put before the window head again.
pub(crate) fn present(desk: &Desk) -> Answer {
    if !desk.item.is_instant() || desk.facts.leader_signs {
        return Err(Refusal::NotInThisStage { stage: StageName::Received });
    }
    let missing = desk.facts.open_rows();
    if !missing.is_empty() {
        return Err(Refusal::RowsMissing { rows: missing });
    }
    desk.needs(Power::Accept, None)?;
    desk.room_for(Duty::Intake)?;
    Ok(vec![Presented { at: desk.known.now, by: desk.actor() }.into()])
}

/// The second signature: accepted, granted, made, concluded and handed over in one visit.  A head who would refuse
/// returns it; the case then goes the ordinary way, where a refusal has its reasons.
pub(crate) fn sign(desk: &Desk) -> Answer {
    let Desk { facts, known, .. } = *desk;
    let basis = signs(desk)?;
    desk.room_for(Duty::Decider)?;
    let document = |kind| document_no(facts.authority, kind, known);
    let accepted = intake::accepted(desk, document(DocumentKind::AcceptanceNotice))?;
    let steps = accepted.steps;
    let at_decision = Handling {
        step: steps - 1,
        steps,
        first_officer: None,
        companion: None,
        last: None,
        stop: Stop::Running,
        returned: None,
    };
    let grant = Decide { outcome: Outcome::Granted, grounds: Grounds::NONE, reasons: None };
    let decided = handling::decided(desk, &at_decision, &grant, basis)?;
    let watch = accepted.promised;
    let (at, by) = (known.now, known.actor);
    let late = facts.clocks.pre_acceptance.is_some_and(|watch| watch.is_late(at));
    let concluded = crate::event::Concluded {
        at,
        by,
        late,
        days_used: watch.clock.days_used(at, known.calendar),
        days_left: watch.clock.days_left(at, known.calendar),
    };
    let proof = document(DocumentKind::DeliveryProof);
    Ok(vec![
        accepted.into(),
        AgentSkipped { at, by, agent: facts.agent }.into(),
        decided,
        close::made(desk, Outcome::Granted, None).into(),
        concluded.into(),
        close::delivered(desk, proof, DeliverTo::Applicant, None, facts.window, false).into(),
    ])
}

/// After the leader's signature: granted, made, concluded and handed over where the applicant waits (R56).  The papers
/// are at that window again, or never left it; then the agent was not needed, which is on record.
pub(crate) fn sign_after_leader(desk: &Desk, handling: &Handling) -> Answer {
    let Desk { facts, known, .. } = *desk;
    if !facts.leader_signs {
        return Err(Refusal::NotInThisStage { stage: StageName::Handling });
    }
    handling::steps_done(handling)?;
    // A decision that came back from the re-check is decided again, in the ordinary way (C17).
    if handling.last.is_none() {
        return Err(Refusal::NotInThisStage { stage: StageName::Handling });
    }
    not_withheld(desk, handling)?;
    let basis = signs(desk)?;
    desk.room_for(Duty::Decider)?;
    if let Some(pending) = facts.pending {
        return Err(Refusal::HandOverPending { to: pending.to });
    }
    let stayed = facts.holding.capacity == Capacity::Intake;
    if !stayed {
        desk.holds()?;
    }
    let grant = Decide { outcome: Outcome::Granted, grounds: Grounds::NONE, reasons: None };
    let decided = handling::decided(desk, handling, &grant, basis)?;
    let (at, by) = (known.now, known.actor);
    let promised = close::concluded(desk);
    let concluded = crate::event::Concluded { late: promised.late || facts.late_since.is_some(), ..promised };
    let proof = document_no(facts.authority, DocumentKind::DeliveryProof, known);
    let skipped = stayed.then(|| AgentSkipped { at, by, agent: facts.agent }.into());
    let ends = [
        decided,
        close::made(desk, Outcome::Granted, None).into(),
        concluded.into(),
        close::delivered(desk, proof, DeliverTo::Applicant, None, facts.window, false).into(),
    ];
    Ok(skipped.into_iter().chain(ends).collect())
}

/// Where the leader in charge must sign and does not agree, nobody grants it (R56).
pub(crate) fn not_withheld(desk: &Desk, handling: &Handling) -> Result<(), Refusal> {
    let withheld = handling.last.is_some_and(|last| last.verdict == Verdict::Disagree);
    if desk.facts.leader_signs && withheld { Err(Refusal::SignOffWithheld) } else { Ok(()) }
}

/// Sent back to the intake officer with a reason.
pub(crate) fn give_back(desk: &Desk, command: &Reason) -> Answer {
    signs(desk)?;
    Ok(vec![InstantReturned { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// The authorised second person: never the intake officer, and a window head only of the window where it was taken in.
fn signs(desk: &Desk) -> Result<Authority, Refusal> {
    let organisation = desk.known.organisation;
    let power = Power::SignInstant;
    let elsewhere = |authority: Authority, person: PersonId| {
        let heads = |holding: &PostHolding| {
            holding.post == Post::WindowHead && holding.windows.contains(&desk.facts.window)
        };
        matches!(authority, Authority::ByPost { post: Post::WindowHead, .. })
            && !organisation.posts_of(person, desk.today()).any(heads)
    };
    let mut holders = organisation.who_may(power, desk.item, desk.today());
    holders.retain(|holder| !elsewhere(holder.authority, holder.person));
    let signing = able_by(desk.known, holders, |person| desk.blocked(person, Duty::Decider).is_none());
    let basis =
        desk.needs(power, Some(Duty::Decider)).map_err(|refusal| refusal.with_able(signing.clone()))?;
    if elsewhere(basis, desk.actor()) {
        let reason = NoAuthority::ElsewhereOnly;
        return Err(Refusal::NotAuthorised { need: Need::Power(power), reason, able: signing });
    }
    Ok(basis)
}
