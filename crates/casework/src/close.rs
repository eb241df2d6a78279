//! After the decision: re-check, making and sealing, conclusion, delivery (C17, C18, E16, E18).

use crate::authority::{Desk, able_by};
use crate::clocks;
use crate::command::{Deliver, DeliverTo, MakeDocument, Outcome, Reason};
use crate::decide::Answer;
use crate::delivery::Manner;
use crate::event::{Concluded, DecisionReturned, Delivered, DocumentMade, Rechecked};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::{DocumentKind, DocumentNo};
use crate::offers::{EMPTY, windows_of};
use crate::refusal::{Duty, Instead, Need, Refusal, Whose};
use crate::register::{mandate_stands, registered_by_another};
use crate::state::{Conclusion, Decision, File, Stage};
use catalogue::organisation::NoAuthority;
use catalogue::{Authority, Digest, Item, Power, WindowId};

/// 复核: papers, limits and notices; the agent has no vote (C17).
pub(crate) fn recheck(desk: &Desk) -> Answer {
    desk.needs(Power::Recheck, Some(Duty::Rechecker))?;
    desk.room_for(Duty::Rechecker)?;
    Ok(vec![Rechecked { at: desk.known.now, by: desk.actor() }.into()])
}

/// Back to the decider with a reason, while the clock runs; the decision is void and is decided again (C17).
pub(crate) fn return_decision(desk: &Desk, decision: &Decision, command: &Reason) -> Answer {
    let Desk { facts, known, item } = *desk;
    let clocks = [facts.clocks.promised, facts.clocks.statutory];
    if let Some(late) = clocks.into_iter().flatten().find(|watch| watch.is_late(known.now)) {
        return Err(Refusal::ClockHasRunOut { due: late.clock.due() });
    }
    desk.needs(Power::Recheck, Some(Duty::Rechecker))?;
    desk.room_for(Duty::Rechecker)?;
    let deciding = item.steps.get(usize::from(decision.step)).ok_or(Refusal::ItemUnknown)?;
    let step = clocks::start(known, desk.today(), deciding.limit, known.now)?;
    Ok(vec![DecisionReturned { at: known.now, by: desk.actor(), reason: command.reason, step }.into()])
}

/// 制证用印; with it the case is concluded (C18).
pub(crate) fn make_document(desk: &Desk, decision: &Decision, command: &MakeDocument) -> Answer {
    desk.needs(Power::MakeDocument, None)?;
    let made = made(desk, decision.outcome, Some((command.pickup, command.pickup_sealed)));
    Ok(vec![made.into(), concluded(desk).into()])
}

/// The fact that the document is made; a certificate has a number only if granted (F5).
pub(crate) fn made(desk: &Desk, outcome: Outcome, pickup: Option<(Digest, crate::Sealed)>) -> DocumentMade {
    let certificate = || document_no(desk.facts.authority, DocumentKind::Certificate, desk.known);
    DocumentMade {
        at: desk.known.now,
        by: desk.actor(),
        certificate: (outcome == Outcome::Granted).then(certificate),
        pickup: pickup.map(|(digest, _)| digest),
        pickup_sealed: pickup.map(|(_, sealed)| sealed),
    }
}

/// 办结 now, measured against the promise of the case.
pub(crate) fn concluded(desk: &Desk) -> Concluded {
    let promised = desk.facts.clocks.promised;
    let calendar = desk.known.calendar;
    let now = desk.known.now;
    Concluded {
        at: now,
        by: desk.actor(),
        late: promised.is_some_and(|watch| watch.is_late(now)),
        days_used: promised.map_or(0, |watch| watch.clock.days_used(now, calendar)),
        days_left: promised.map_or(0, |watch| watch.clock.days_left(now, calendar)),
    }
}

/// 送达: the pickup code collects once, the identity document is the second check (C13, E16).
pub(crate) fn deliver(desk: &Desk, conclusion: &Conclusion, command: &Deliver) -> Answer {
    let facts = desk.facts;
    hands_out_at(desk, command.window)?;
    if conclusion.pickup != Some(command.pickup) {
        return Err(Refusal::PickupCodeWrong);
    }
    if command.to == DeliverTo::Applicant && command.identity != facts.applicant {
        let (whose, instead) = (Whose::Applicant, Some(Instead::Collector));
        return Err(Refusal::IdentityDiffers { whose, instead });
    }
    mandate_stands(facts, command.identity)?;
    let late = facts.clocks.delivery.is_some_and(|watch| watch.is_late(desk.known.now));
    let proof = document_no(facts.authority, DocumentKind::DeliveryProof, desk.known);
    Ok(vec![delivered(desk, proof, command.to, Some(command.identity), command.window, late).into()])
}

/// An example of it, by which the rules are asked whether to offer it: the applicant comes with the code.
pub(crate) fn deliver_example(file: &File, known: &Known) -> Deliver {
    let pickup = match &file.stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => conclusion.pickup,
        _ => None,
    };
    let window = windows_of(known).next().unwrap_or(file.facts.window);
    Deliver {
        to: DeliverTo::Applicant,
        identity: file.facts.applicant,
        pickup: pickup.unwrap_or(EMPTY.0),
        window,
    }
}

/// The fact of delivery.
pub(crate) fn delivered(
    desk: &Desk,
    proof: DocumentNo,
    to: DeliverTo,
    identity: Option<Digest>,
    window: WindowId,
    late: bool,
) -> Delivered {
    let manner = Manner::Window;
    Delivered { at: desk.known.now, by: desk.actor(), proof, to, identity, window, late, manner }
}

/// The actor may hand out, sits at that window if the post names windows, and has not changed whose the case is.
pub(crate) fn hands_out_at(desk: &Desk, window: WindowId) -> Result<(), Refusal> {
    let organisation = desk.known.organisation;
    organisation.window(window).ok_or(Refusal::WindowUnknown { window })?;
    let authority = desk.needs(Power::Deliver, None)?;
    sits_there(desk.known, desk.item, authority, window)?;
    registered_by_another(desk)
}

/// Whoever may hand out sits at that window, if the post names windows.
pub(crate) fn sits_there(
    known: &Known,
    item: &Item,
    authority: Authority,
    window: WindowId,
) -> Result<(), Refusal> {
    let (organisation, today) = (known.organisation, known.today());
    let Authority::ByPost { post, .. } = authority else { return Ok(()) };
    let mut posts = organisation.posts_of(known.actor, today).filter(|holding| holding.post == post);
    if posts.any(|holding| holding.windows.is_empty() || holding.windows.contains(&window)) {
        return Ok(());
    }
    let able = able_by(known, organisation.who_may(Power::Deliver, item, today), |_| true);
    Err(Refusal::NotAuthorised {
        need: Need::Power(Power::Deliver),
        reason: NoAuthority::ElsewhereOnly,
        able,
    })
}
