//! 延续: applied for thirty working days before the last day, decided before it is over, or deemed granted (N21).

use super::command::{ApplyRenewal, DecideRenewal};
use super::decide::{Answer, Desk};
use super::event::{Event, RenewalAppliedFor, RenewalRefused, Renewed};
use super::refusal::CertificateRefusal as R;
use super::state::CertificateFile;
use crate::authority::sits_at;
use crate::command::Outcome;
use crate::number::DocumentKind;
use crate::refusal::{Duty, Refusal, Whose};
use calendar::{Calendar, Day, YearUnknown};
use catalogue::Power;
use catalogue::item::{ItemKind, ValidFor};

/// Working days that must be left (行政许可法 §50 with §82).
const WORKING_DAYS: i32 = 30;
/// Calendar days beyond which no calendar is needed to see that thirty working days are left.
const SURELY: i32 = 120;

/// 申请延续, by the holder or whom the holder sent, at a window that serves the authority.
pub(crate) fn apply(desk: &Desk, command: &ApplyRenewal) -> Answer {
    let file = desk.file;
    if file.item_kind != ItemKind::Licensing {
        return Err(R::NotALicence.into());
    }
    if file.renewal.is_some() {
        return Err(R::RenewalWaits.into());
    }
    let until = renewable(file)?;
    sits_at(desk.known, desk.item, command.window)?;
    let sent = command.by.sent_by(Whose::Holder, file.holder)?;
    if !in_time(desk.known.today(), until, desk.known.calendar)? {
        return Err(R::RenewalTooLate { by: renewal_by(until, desk.known.calendar) }.into());
    }
    // Whatever the answer will be, the new paper has its place.
    desk.room()?;
    let receipt = desk.document_no(DocumentKind::RenewalReceipt);
    let (at, by, window, words) = (desk.known.now, desk.known.actor, command.window, command.words);
    Ok(vec![RenewalAppliedFor { at, by, receipt, window, words, sent }.into()])
}

/// By whom the decision belongs to, and who did not take it in (M4).
pub(crate) fn decide(desk: &Desk, command: &DecideRenewal) -> Answer {
    let renewal = desk.file.renewal.ok_or(R::NoRenewal)?;
    let basis = desk.needs_apart(Power::Decide, &[(renewal.taken_by, Duty::Intake)])?;
    let (at, by) = (desk.known.now, desk.known.actor);
    Ok(vec![match (command.outcome, command.reasons) {
        (Outcome::Granted, Some(_)) => return Err(Refusal::ReasonsNotWanted),
        (Outcome::Refused, None) => return Err(Refusal::ReasonsNeeded),
        (Outcome::Granted, None) => {
            let (valid_from, valid_until) = next_time(desk.file).ok_or(R::NotRenewable)?;
            let number = desk.document_no(DocumentKind::Certificate);
            Event::from(Renewed { at, by, basis, number, valid_from, valid_until, to_hand_out: true })
        }
        (Outcome::Refused, Some(reasons)) => {
            let number = desk.document_no(DocumentKind::RenewalRefusal);
            RenewalRefused { at, by, basis, number, reasons, to_hand_out: true }.into()
        }
    }])
}

/// The last valid day, of a certificate whose time is counted from the day it was made.
fn renewable(file: &CertificateFile) -> Result<Day, Refusal> {
    match (file.valid_for, file.current().valid_until) {
        (ValidFor::Years(_) | ValidFor::Months(_), Some(until)) => Ok(until),
        _ => Err(R::NotRenewable.into()),
    }
}

/// First and last day of the time that follows the present one.
pub(crate) fn next_time(file: &CertificateFile) -> Option<(Day, Day)> {
    let from = renewable(file).ok()?.plus_days(1);
    Some((from, file.valid_for.last_day(from)?))
}

fn in_time(today: Day, until: Day, calendar: &Calendar) -> Result<bool, YearUnknown> {
    if until.number() - today.number() >= SURELY {
        return Ok(true);
    }
    Ok(calendar.working_days_between(today, until)? >= WORKING_DAYS)
}

/// The last day to apply; none while no calendar covers the time before the last valid day.
pub fn renewal_by(until: Day, calendar: &Calendar) -> Option<Day> {
    let mut days = (WORKING_DAYS..SURELY).map(|days| until.plus_days(-days));
    days.find(|day| in_time(*day, until, calendar) == Ok(true))
}
