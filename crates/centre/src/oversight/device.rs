//! One device for two people whose parts must be apart (F6, M4).
//!
//! A browser at the desk bears a random mark. Which person used which mark in which minute is kept for a week as a keyed
//! digest, and says nothing of anybody but that two used the same.

use std::collections::BTreeSet;

use calendar::Day;
use catalogue::id::{Digest, PersonId};
use oversight::apart::{Hand, one_device, other_hands};
use oversight::bound::Bounds;
use oversight::{Fired, Seen};
use store::{Statement, Value};

use crate::account::Session;
use crate::{Centre, Fault};

/// Microseconds.
const MINUTE: i64 = 60_000_000;
/// Days for which it is kept who used a device: the watcher looks within seconds.
const DAYS: i32 = 7;
/// Devices remembered as just noted; beyond, all are forgotten and noted once more.
const REMEMBERED: usize = 4096;
/// Pairs of people that are asked of at once.
const PAIRS: [usize; 3] = [1, 8, PAIRS_MAX];
const PAIRS_MAX: usize = 64;
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

    /// What the rule of devices finds in each of some approvals and decisions, in their order.
    pub(super) async fn device_look(
        &self,
        all: &[Seen<'_>],
        bounds: &Bounds,
    ) -> Result<Vec<Option<Fired>>, Fault> {
        let mut pairs = Vec::new();
        for (at, seen) in all.iter().enumerate() {
            let Some(actor) = seen.actor else { continue };
            pairs.extend(other_hands(seen, bounds).into_iter().map(|hand| (at, actor, hand)));
        }
        let mut fired: Vec<Option<Fired>> = all.iter().map(|_| None).collect();
        for some in pairs.chunks(PAIRS_MAX) {
            for at in self.on_one_device(all, some).await? {
                let Some((place, _, hand)) = some.get(at) else { continue };
                // The first hand that is found, as they come.
                fired[*place].get_or_insert_with(|| one_device(&all[*place], hand, bounds));
            }
        }
        Ok(fired)
    }

    /// Those of some pairs, in their order, of which both used one device in the minute of their act or the one before it, in which a
    /// form is noted as it comes in.
    async fn on_one_device(
        &self,
        all: &[Seen<'_>],
        pairs: &[(usize, PersonId, Hand)],
    ) -> Result<BTreeSet<usize>, Fault> {
        // Few lengths, so that few texts are prepared; what is left over is nobody's.
        let size = PAIRS.into_iter().find(|size| pairs.len() <= *size).unwrap_or(PAIRS_MAX);
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        for (n, (place, actor, hand)) in pairs.iter().enumerate() {
            let (own, other) = (minute(all[*place].event.at().0), minute(hand.at.0));
            let pair: [Value; 5] =
                [n.into(), actor.as_str().into(), own.into(), hand.person.as_str().into(), other.into()];
            params.extend(pair);
        }
        params.resize(1 + 5 * size, Value::Null);
        let row = |n: usize| {
            let at = 2 + 5 * n;
            format!(
                "(cast(${at} as bigint), cast(${} as text), cast(${} as bigint), cast(${} as text), cast(${} as bigint))",
                at + 1,
                at + 2,
                at + 3,
                at + 4
            )
        };
        let rows: Vec<String> = (0..size).map(row).collect();
        let sql = format!(
            "with pair (n, person, own, hand, other) as (values {}) select distinct pair.n from pair \
             join device_use used on used.division = $1 and used.person = pair.person \
               and used.minute between pair.own - 1 and pair.own \
             join device_use also on also.division = $1 and also.person = pair.hand \
               and also.minute between pair.other - 1 and pair.other and also.device = used.device \
             order by pair.n limit {PAIRS_MAX}",
            rows.join(", ")
        );
        let found = self.store.read(Statement::new(sql, params)).await?;
        let at = |row: &store::Row| Ok(usize::try_from(row.count(0)?).unwrap_or(usize::MAX));
        found.iter().map(at).collect()
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
