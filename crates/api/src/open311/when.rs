//! Instants as GeoReport v2 writes them: `2026-11-28T09:00:00+08:00` (ISO 8601).

use calendar::{Day, Instant};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;
/// Shanghai is eight hours ahead.
const AHEAD: i64 = 8;

/// An instant, in the time of the county.
pub fn write(at: Instant) -> String {
    let day = at.day();
    let into = (at.0 - day.start().0) / SECOND;
    let (hour, minute, second) = (into / 3_600, into / 60 % 60, into % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}+{AHEAD:02}:00")
}

/// Reads an instant: a day, a day with a time, or one with its zone (`Z`, `+08:00`); without a zone in the time of the
/// county. None where it is none.
pub fn read(text: &str) -> Option<Instant> {
    let day = Day::parse(text.get(..10)?)?;
    let rest = &text[10..];
    if rest.is_empty() {
        return Some(day.start());
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, zone) = match rest.find(['Z', 'z', '+', '-']) {
        Some(place) => rest.split_at(place),
        None => (rest, "+08:00"),
    };
    let parts: Vec<i64> =
        time.split(':').map(|part| part.split('.').next().and_then(two_digits)).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let ahead = zone_hours(zone)?;
    let own = day.start().0 + hour * HOUR + (minute * 60 + second) * SECOND;
    // The day began in Shanghai; where it is told elsewhere it began as much later.
    Some(Instant(own + (AHEAD * 60 - ahead) * 60 * SECOND))
}

/// Minutes a zone is ahead of UTC.
fn zone_hours(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits = zone.get(1..)?.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (two_digits(&digits)?, 0),
        4 => (two_digits(&digits[..2])?, two_digits(&digits[2..])?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn two_digits(text: &str) -> Option<i64> {
    let is_two = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
    is_two.then(|| text.parse().ok()).flatten()
}
