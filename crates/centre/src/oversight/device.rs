//! One device for two people whose parts must be apart (F6, M4).
//!
//! A browser at the desk bears a random mark. Which person used which mark in which minute is kept for a week as a keyed
//! digest, and says nothing of anybody but that two used the same.

use calendar::{Day, Instant};
use catalogue::id::{Digest, PersonId};
use oversight::apart::{Hand, one_device, other_hands};
use oversight::bound::Bounds;
use oversight::{Fired, Seen};
use store::Statement;

use crate::account::Session;
use crate::{Centre, Fault};

/// Microseconds.
const MINUTE: i64 = 60_000_000;
/// Days for which it is kept who used a device: the watcher looks within seconds.
const DAYS: i32 = 7;
/// Devices remembered as just noted; beyond, all are forgotten and noted once more.
const REMEMBERED: usize = 4096;
/// Characters of a mark.
const MARK_CHARS: usize = 64;

fn minute(at: i64) -> i64 {
    at.div_euclid(MINUTE)
}

/// Forgets who used a device more than a week before a day.
pub(super) fn forget(division: &str, today: Day) -> Statement {
    let until = minute(today.plus_days(-DAYS).start().0);
    let sql = "delete from device_use where division = $1 and minute < $2";
    Statement::new(sql, vec![division.into(), until.into()])
}

impl Centre {
    /// A new mark for a device: 64 hexadecimal digits.
    pub fn device_mark_new() -> String {
        Digest(crate::seal::random()).to_string()
    }

    /// Whether it can be a mark of ours.
    pub fn is_device_mark(mark: &str) -> bool {
        mark.len() == MARK_CHARS && mark.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
    }

    /// Notes, at most once a minute, that a person acts at a device. What cannot be noted holds nobody up.
    pub async fn device_used(&self, session: &Session, mark: &str) {
        if !Centre::is_device_mark(mark) {
            return;
        }
        let device = self.keys.find_digest(&self.division, "device", mark);
        let (person, minute) = (session.person, minute(self.now()));
        if !self.sessions.uses_device(device, person, minute, REMEMBERED) {
            return;
        }
        let sql = "insert into device_use (division, person, minute, device) values ($1, $2, $3, $4) \
                   on conflict (division, person, minute, device) do nothing";
        let params =
            vec![self.division.as_str().into(), person.as_str().into(), minute.into(), device.0.into()];
        if let Err(error) = self.store.write(vec![Statement::new(sql, params)]).await {
            tracing::debug!(%error, "that a device was used could not be noted");
        }
    }

    /// What the rule of devices finds in an approval or a decision.
    pub(super) async fn device_look(&self, seen: &Seen<'_>, bounds: &Bounds) -> Result<Option<Fired>, Fault> {
        let Some(actor) = seen.actor else { return Ok(None) };
        for hand in other_hands(seen, bounds) {
            if self.is_one_device(actor, seen.event.at(), &hand).await? {
                return Ok(Some(one_device(seen, &hand, bounds)));
            }
        }
        Ok(None)
    }

    /// Whether two people used one device, each in the minute of the own act or the one before: a form is noted as it comes in.
    async fn is_one_device(&self, actor: PersonId, at: Instant, hand: &Hand) -> Result<bool, Fault> {
        let sql = "select own.minute from device_use own join device_use other \
                     on other.division = own.division and other.device = own.device \
                   where own.division = $1 and own.person = $2 and own.minute between $3 and $4 \
                     and other.person = $5 and other.minute between $6 and $7 limit 1";
        let (own, other) = (minute(at.0), minute(hand.at.0));
        let params = vec![
            self.division.as_str().into(),
            actor.as_str().into(),
            (own - 1).into(),
            own.into(),
            hand.person.as_str().into(),
            (other - 1).into(),
            other.into(),
        ];
        Ok(!self.store.read(Statement::new(sql, params)).await?.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_64_small_hexadecimal_digits() {
        let mark = Centre::device_mark_new();
        assert!(Centre::is_device_mark(&mark) && mark != Centre::device_mark_new());
        let (upper, short) =
            (mark.replace(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], "A"), &mark[1..]);
        for other in ["", short, upper.as_str(), &format!("{mark}0"), &format!("{short}g")] {
            assert!(!Centre::is_device_mark(other), "{other}");
        }
    }
}
