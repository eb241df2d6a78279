//! What time alone does to a case: silence becomes acceptance, a stop ends, a light turns.  A late timekeeper changes
//! no outcome, for every fact bears its legal instant.

use crate::authority::{Desk, facts_of};
use crate::clocks::{self, Started};
use crate::correction::moved_later;
use crate::delivery::{Announced, FetchSent, deemed};
use crate::event::{
    ClocksRedated, ClosedForMissing, CorrectionReminded, DeemedAccepted, DeferralTurned, Event,
    HandOverWaits, LightTurned, RecheckLapsed, ResumeCause, Resumed, StopOrderOverdue,
};
use crate::evolve::evolve;
use crate::handling::recheck_by_of;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::Refusal;
use crate::state::{
    Case, ClockKind, Correction, Deferral, DeferralPhase, File, Handling, OrderOwed, Pending, Running, Stage,
    Stop, Watch,
};
use crate::stops::days_not_counted;
use calendar::{Clock, Day, Instant, Light};
use catalogue::{PersonId, RowSet};

/// Most facts that can fall on one instant: lights, the end of a stop, a hand-over, a message, one end of a stage.
const FACTS_MAX: usize = 16;

/// One thing that time will do.  Those of the same instant happen in the order of this list.
#[derive(Copy, Clone)]
enum Fall {
    PlannedEnd { from: Day, planned_until: Day },
    Turn { clock: ClockKind, to: Light, due: Day },
    Deferral { to: DeferralPhase, rows: RowSet, bring_by: Day },
    HandOverWaits { to: PersonId, take_by: Day },
    StopOrderOverdue(OrderOwed),
    Deemed,
    Remind { rows: RowSet, bring_by: Day },
    Closed,
    RecheckLapses,
    NoticeRan(Announced),
    Unfetched(FetchSent),
}

/// When time will next do something to the case.
pub fn due(case: &Case) -> Option<Instant> {
    next(case).map(|(at, _)| at)
}

/// The facts that fall due at exactly `at`, which is what [`due`] said; afterwards `due` is later.
///
/// Empty, and so a fault of this stream alone, only where a fact cannot be stated: the item's body is not at hand, or
/// a day lies in a year that no calendar covers.
pub fn catch_up(case: &Case, at: Instant, known: &Known) -> Vec<Event> {
    let mut case = case.clone();
    let mut events = Vec::new();
    while let Some((_, fall)) = next(&case).filter(|(when, _)| *when == at) {
        let Ok(event) = fact(&case, fall, at, known) else { break };
        case = evolve(case, &event);
        events.push(event);
        if events.len() == FACTS_MAX {
            break;
        }
    }
    events
}

fn next(case: &Case) -> Option<(Instant, Fall)> {
    let Case::Filed(file) = case else { return None };
    let File { facts, stage } = &**file;
    let end_of = |day: Day| day.plus_days(1).start();
    let stop = match stage {
        Stage::Handling(Handling { stop: Stop::Stopped { from, planned_until, .. }, .. }) => {
            Some((end_of(*planned_until), Fall::PlannedEnd { from: *from, planned_until: *planned_until }))
        }
        _ => None,
    };
    let turns = facts.clocks.running().filter_map(|(clock, watch)| {
        let (at, to) = watch.next_turn()?;
        Some((at, Fall::Turn { clock, to, due: watch.clock.due() }))
    });
    let end = match stage {
        Stage::Received | Stage::AwaitingSignature => {
            facts.clocks.deeming.map(|clock| (clock.late_from(), Fall::Deemed))
        }
        Stage::CorrectionNoticed => facts.correction.map(|notice| match notice.remind_on() {
            Some(day) if !notice.reminded => {
                (day.start(), Fall::Remind { rows: notice.open(), bring_by: notice.bring_by })
            }
            _ => (end_of(notice.bring_by), Fall::Closed),
        }),
        Stage::Decided { recheck_by, .. } => Some((end_of(*recheck_by), Fall::RecheckLapses)),
        Stage::Concluded(_) => facts.sending.announced.map(|it| (end_of(it.until), Fall::NoticeRan(it))),
        _ => None,
    };
    let deferral = file.deferral_runs().and_then(|it| {
        let (at, to) = it.next_turn()?;
        Some((at, Fall::Deferral { to, rows: it.open(), bring_by: it.bring_by }))
    });
    let waits = facts.pending.filter(|pending| !pending.waits).and_then(|Pending { to, take_by, .. }| {
        let take_by = take_by?;
        Some((end_of(take_by), Fall::HandOverWaits { to, take_by }))
    });
    let fetch = facts.sending.fetch.filter(|_| matches!(stage, Stage::Concluded(_)));
    let unfetched = fetch.and_then(|sent| Some((sent.passes_at()?, Fall::Unfetched(sent))));
    let owed = facts.stop_order.filter(|owed| !owed.overdue);
    let order = owed.map(|owed| (end_of(owed.show_by), Fall::StopOrderOverdue(owed)));
    // Of equals the first is taken.
    let all = stop.into_iter().chain(turns).chain(deferral).chain(waits).chain(order).chain(end);
    all.chain(unfetched).min_by_key(|(at, _)| *at)
}

impl File {
    /// The correction notice, while its papers are waited for (E14).
    pub fn correction_runs(&self) -> Option<Correction> {
        self.facts.correction.filter(|_| matches!(self.stage, Stage::CorrectionNoticed))
    }

    /// The deferral, while its papers are waited for and its day has not passed (N56).
    pub fn deferral_runs(&self) -> Option<Deferral> {
        let runs = matches!(self.stage, Stage::Handling(_) | Stage::Decided { .. } | Stage::Rechecked { .. });
        self.facts.deferral.filter(|it| runs && it.next_turn().is_some())
    }
}

fn fact(case: &Case, fall: Fall, at: Instant, known: &Known) -> Result<Event, Refusal> {
    let facts = facts_of(case).ok_or(Refusal::NoSuchCase)?;
    let notice = |kind| document_no(facts.authority, kind, known);
    Ok(match fall {
        Fall::PlannedEnd { from, planned_until } => {
            let days = days_not_counted(from, planned_until, planned_until);
            let cause = ResumeCause::PlannedEnd;
            Resumed { at, cause, days, promised: None, statutory: None, step: None }.into()
        }
        Fall::Turn { clock, to, due } => LightTurned { at, clock, to, due }.into(),
        Fall::Deferral { to, rows, bring_by } => DeferralTurned { at, to, rows, bring_by }.into(),
        Fall::HandOverWaits { to, take_by } => HandOverWaits { at, to, take_by }.into(),
        Fall::StopOrderOverdue(OrderOwed { asked_by, notice, show_by, .. }) => {
            StopOrderOverdue { at, asked_by, notice, show_by }.into()
        }
        Fall::Deemed => {
            let item = Desk::of(facts, known)?.item;
            // From the day of receipt; where a list was given, from the day everything on it was in (N4).
            let completed_on = facts.correction.and(facts.materials.complete_on);
            let accepted_on = completed_on.unwrap_or(facts.received_at.day());
            let Started { promised, statutory, step, steps } =
                clocks::accepted(facts, item, known, accepted_on, at)?;
            let notice = notice(DocumentKind::AcceptanceNotice);
            let limited = item.quota.is_some();
            DeemedAccepted { at, notice, accepted_on, promised, statutory, step, steps, limited }.into()
        }
        Fall::Remind { rows, bring_by } => CorrectionReminded { at, rows, bring_by }.into(),
        Fall::Closed => ClosedForMissing { at, notice: notice(DocumentKind::ClosureNotice) }.into(),
        Fall::RecheckLapses => RecheckLapsed { at }.into(),
        Fall::NoticeRan(notice) => deemed(facts, notice, at, known).into(),
        Fall::Unfetched(sent) => sent.unfetched(at).into(),
    })
}

/// Another calendar is in force: clocks that run get their new days; what is on record stands, a red light above all.
/// A day that the applicant was given in writing is never moved earlier.
pub fn redate(case: &Case, known: &Known) -> Vec<Event> {
    let version = known.calendar.version();
    let Case::Filed(file) = case else { return Vec::new() };
    let File { facts, stage } = &**file;
    if facts.calendar == version {
        return Vec::new();
    }
    let clocks = &facts.clocks;
    let again = |watch: &Option<Watch>| watch.as_ref().and_then(|watch| redated(watch, known));
    let later = |from, limit, until| moved_later(known.calendar, from, limit, until);
    let event = ClocksRedated {
        at: known.now,
        calendar: version,
        pre_acceptance: again(&clocks.pre_acceptance),
        deeming: clocks.deeming.and_then(|clock: Clock| clock.redate(known.calendar).ok()),
        promised: again(&clocks.promised),
        statutory: again(&clocks.statutory),
        step: again(&clocks.step),
        delivery: again(&clocks.delivery),
        bring_by: file.correction_runs().and_then(|it| later(it.noticed_on, it.limit, it.bring_by)),
        deferred_by: file.deferral_runs().and_then(|it| later(it.signed_on, it.limit, it.bring_by)),
        recheck_by: match stage {
            Stage::Decided { decision, recheck_by } => {
                recheck_by_of(known.calendar, decision.at.day()).ok().filter(|day| day != recheck_by)
            }
            _ => None,
        },
    };
    let running = [event.pre_acceptance, event.promised, event.statutory, event.step, event.delivery];
    let days = [event.bring_by, event.deferred_by, event.recheck_by];
    let any =
        event.deeming.is_some() || running.iter().any(Option::is_some) || days.iter().any(Option::is_some);
    if any { vec![event.into()] } else { Vec::new() }
}

/// The clock on the calendar in force.  Its recorded light stays until its next turn is due, so that no turn is lost
/// when the timekeeper was away; a yellow light goes back only if the new day is still far.
fn redated(watch: &Watch, known: &Known) -> Option<Running> {
    if watch.ended_at.is_some() || watch.light == Light::Red {
        return None;
    }
    let clock = watch.clock.redate(known.calendar).ok()?;
    let seen = clocks::seen(clock, known.now, known);
    Some(Running { light: watch.light.min(seen.light), ..seen })
}
