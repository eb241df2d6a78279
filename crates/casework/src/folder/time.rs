//! What time alone does to a folder: it reminds of a loan, it proposes for appraisal what need not be kept (C23).

use super::event::{DestructionProposed, Event, LoanOverdue};
use super::state::{Folder, evolve};
use calendar::Instant;

/// When time will next do something.
pub fn due(folder: &Folder) -> Option<Instant> {
    next(folder).map(|(at, _)| at)
}

/// The facts that fall due at exactly `at`; afterwards [`due`] is later.
pub fn catch_up(folder: &Folder, at: Instant) -> Vec<Event> {
    let mut folder = folder.clone();
    let mut events = Vec::new();
    while let Some((_, event)) = next(&folder).filter(|(when, _)| *when == at) {
        folder = evolve(folder, &event);
        events.push(event);
        // A loan and the end of keeping can meet, nothing else.
        if events.len() > 2 {
            break;
        }
    }
    events
}

fn next(folder: &Folder) -> Option<(Instant, Event)> {
    let Folder::Kept(dossier) = folder else { return None };
    if dossier.destroyed.is_some() {
        return None;
    }
    let loan = dossier.loan.filter(|loan| !loan.overdue).map(|loan| {
        let at = loan.due_on.plus_days(1).start();
        (at, LoanOverdue { at, to: loan.to, due_on: loan.due_on }.into())
    });
    let kept = dossier.archived.and_then(|archived| archived.keep_until).filter(|_| !dossier.proposed);
    let end = kept.map(|keep_until| {
        let at = keep_until.plus_days(1).start();
        (at, DestructionProposed { at, keep_until }.into())
    });
    // Of equals the first is taken.
    loan.into_iter().chain(end).min_by_key(|(at, _)| *at)
}
