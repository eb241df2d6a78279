//! What time alone does to a certificate: it reminds, it renews by silence, it ends, it stops waiting for words.

use super::event::{DeemedRenewed, Event, Expired, Reminded, StatementLapsed, StatementRedated};
use super::proceeding::speak_by_of;
use super::renewal::next_time;
use super::state::{Certificate, CertificateFile, Heard, Proceeding, REMINDERS, Standing, evolve};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use calendar::{Day, Instant};

/// One thing that time will do. Those of the same instant happen in the order of this list.
#[derive(Copy, Clone)]
enum Fall {
    Remind(u8, Day),
    Lapse,
    End(Day),
}

/// When time will next do something.
pub fn due(certificate: &Certificate) -> Option<Instant> {
    next(certificate).map(|(at, _)| at)
}

/// The facts that fall due at exactly `at`; afterwards [`due`] is later.
pub fn catch_up(certificate: &Certificate, at: Instant, known: &Known) -> Vec<Event> {
    let mut certificate = certificate.clone();
    let mut events = Vec::new();
    while let Some((_, fall)) = next(&certificate).filter(|(when, _)| *when == at) {
        let Certificate::Issued(file) = &certificate else { break };
        let event = fact(file, fall, at, known);
        certificate = evolve(certificate, &event);
        events.push(event);
        // At most the reminder, the end of waiting and the last day meet in one midnight.
        if events.len() > REMINDERS.len() + 2 {
            break;
        }
    }
    events
}

fn next(certificate: &Certificate) -> Option<(Instant, Fall)> {
    let Certificate::Issued(file) = certificate else { return None };
    let in_force = file.standing == Standing::InForce;
    let until = file.current().valid_until.filter(|_| in_force);
    let reminder = until
        .zip(REMINDERS.get(usize::from(file.reminded)))
        .map(|(until, days)| (until.plus_days(-i32::from(*days)).start(), Fall::Remind(*days, until)));
    let lapse = waiting(file).and_then(|it| it.speak_by);
    let lapse = lapse.map(|day| (day.plus_days(1).start(), Fall::Lapse));
    let end = until.map(|until| (until.plus_days(1).start(), Fall::End(until)));
    // Of equals the first is taken.
    [reminder, lapse, end].into_iter().flatten().min_by_key(|(at, _)| *at)
}

/// Proceedings that wait for the holder's words.
fn waiting(file: &CertificateFile) -> Option<Proceeding> {
    file.proceeding.filter(|it| it.heard == Heard::Awaited)
}

/// Another calendar is in force: the holder, who was told a day in writing, may have longer and never shorter. When it
/// is valid and when it ends are days of the calendar and stay.
pub fn redate(certificate: &Certificate, known: &Known) -> Vec<Event> {
    let Certificate::Issued(file) = certificate else { return Vec::new() };
    let later = waiting(file).and_then(|it| {
        let laid = speak_by_of(known.calendar, it.told_on?).ok()?;
        Some(laid).filter(|day| Some(*day) > it.speak_by)
    });
    let calendar = known.calendar.version();
    later.map(|speak_by| StatementRedated { at: known.now, calendar, speak_by }.into()).into_iter().collect()
}

fn fact(file: &CertificateFile, fall: Fall, at: Instant, known: &Known) -> Event {
    match fall {
        Fall::Remind(days, valid_until) => Reminded { at, days, valid_until }.into(),
        Fall::Lapse => StatementLapsed { at }.into(),
        Fall::End(valid_until) => match next_time(file).filter(|_| file.renewal.is_some()) {
            Some((valid_from, valid_until)) => {
                let number = document_no(file.authority, DocumentKind::Certificate, known);
                DeemedRenewed { at, number, valid_from, valid_until, to_hand_out: true }.into()
            }
            None => Expired { at, valid_until }.into(),
        },
    }
}
