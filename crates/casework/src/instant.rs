//! 即办件: two acts at one window, and the case is done; agent and hand-over are skipped, on record (C6, R55, R111).

use crate::authority::{Desk, able_by, blocked};
use crate::close;
use crate::command::{Decide, DeliverTo, Grounds, Outcome, Reason};
use crate::decide::Answer;
use crate::event::{AgentSkipped, InstantReturned, Presented};
use crate::handling;
use crate::intake::{self, document_no};
use crate::number::DocumentKind;
use crate::refusal::{Duty, Need, Refusal};
use crate::state::{Handling, StageName, Stop};
use catalogue::item::Post;
use catalogue::organisation::{NoAuthority, PostHolding};
use catalogue::{Authority, PersonId, Power};

/// Put before the window head again.
pub(crate) fn present(desk: &Desk) -> Answer {
    if !desk.item.is_instant() {
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
    let signing =
        able_by(desk.known, holders, |person| blocked(&desk.facts.people, person, Duty::Decider).is_none());
    let basis =
        desk.needs(power, Some(Duty::Decider)).map_err(|refusal| refusal.with_able(signing.clone()))?;
    if elsewhere(basis, desk.actor()) {
        let reason = NoAuthority::ElsewhereOnly;
        return Err(Refusal::NotAuthorised { need: Need::Power(power), reason, able: signing });
    }
    Ok(basis)
}
