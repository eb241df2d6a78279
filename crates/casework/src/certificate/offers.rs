//! What a person may ask of a certificate now: each act is tried with an example.

use super::command::*;
use super::decide::decide;
use super::state::{Certificate, Heard};
use crate::comes::Comes;
use crate::command::{Outcome, Sealed};
use crate::known::Known;
use crate::refusal::Refusal;
use catalogue::{Digest, WindowId};

const EMPTY: Sealed = Sealed(Digest([0; 32]));

/// Each act that the state admits, by name, with the refusal that concerns this person only; what the state does not
/// admit is left out.
pub fn offers(certificate: &Certificate, known: &Known) -> Vec<(&'static str, Option<Refusal>)> {
    let Certificate::Issued(file) = certificate else { return Vec::new() };
    let reissue = Reissue { content: EMPTY, holder: file.holder, reason: EMPTY, old_returned: true };
    let windows = known.organisation.posts_of(known.actor, known.today());
    let windows: Vec<WindowId> = windows.flat_map(|holding| holding.windows.iter().copied()).collect();
    let at_window: Vec<WindowId> =
        windows.into_iter().chain(known.item.iter().flat_map(|item| item.windows.iter().copied())).collect();
    let at_window = || at_window.iter().copied();
    let own = Comes::Own { identity: file.holder };
    let apply = |window| Command::ApplyRenewal(ApplyRenewal { by: own, window, words: None });
    let ground = match file.standing {
        super::Standing::Expired => EndGround::NotRenewed,
        _ => EndGround::Unqualified,
    };
    let open = Command::OpenProceeding(OpenProceeding { ground, facts: EMPTY });
    let ask = |command: &Command| decide(file.id(), certificate, command, known, None).err();
    let mut offers = Vec::new();
    let mut offer = |name, refusal: Option<Refusal>| match refusal {
        None => offers.push((name, None)),
        Some(refusal) if refusal.concerns_person() => offers.push((name, Some(refusal))),
        Some(_) => {}
    };
    if let Some(paper) = file.owed.first().map(|it| it.number) {
        let way = Handing::Holder { identity: file.holder };
        let hand = |window| ask(&Command::HandOut(HandOut { paper, way, window }));
        if let Some(refusal) = at_window().map(hand).min_by_key(Option::is_some) {
            offer("hand-out", refusal);
        }
    }
    if let Some(refusal) = at_window().map(|window| ask(&apply(window))).min_by_key(Option::is_some) {
        offer("apply-renewal", refusal);
    }
    if file.renewal.is_some() {
        let decide = DecideRenewal { outcome: Outcome::Granted, reasons: None };
        offer("decide-renewal", ask(&Command::DecideRenewal(decide)));
    }
    offer("record-statement", ask(&Command::RecordStatement(RecordStatement { words: EMPTY })));
    if file.proceeding.is_some_and(|running| running.heard != Heard::Awaited) {
        let decide = DecideProceeding { ends: true, reasons: EMPTY };
        offer("decide-proceeding", ask(&Command::DecideProceeding(decide)));
    }
    if file.reissue.is_some() {
        let decide = DecideReissue { outcome: Outcome::Granted, reasons: None };
        offer("decide-reissue", ask(&Command::DecideReissue(decide)));
    }
    offer("correct", ask(&Command::Correct(reissue)));
    offer("change", ask(&Command::Change(Change { by: own, new: reissue })));
    let replace = |window| {
        ask(&Command::Replace(Replace { identity: file.holder, window, reason: EMPTY, old_returned: false }))
    };
    if let Some(refusal) = at_window().map(replace).min_by_key(Option::is_some) {
        offer("replace", refusal);
    }
    let reached = |window| {
        ask(&Command::ChangeContact(ChangeHolderContact { identity: file.holder, contact: EMPTY, window }))
    };
    if let Some(refusal) = at_window().map(reached).min_by_key(Option::is_some) {
        offer("change-contact", refusal);
    }
    offer("open-proceeding", ask(&open));
    offers
}
