//! What the watcher finds about ratings: a bad one that nobody dealt with in its days, and a window whose ratings cannot be
//! believed (F16, F17).

use calendar::{Day, Instant};
use ledger::Entry;
use oversight::Rule;
use oversight::bound::Bounds;
use oversight::finding::About;
use oversight::rating::Late;

use crate::oversight::watch::Raised;
use crate::{Centre, Fault};

/// Days whose ratings are looked at.
const DAYS: i32 = 30;

/// A step about a bad rating was not done in its days.
pub(in crate::oversight) fn late(division: &str, entry: &Entry, fact: &Late) -> Raised {
    let rule = Rule::BadRatingLate;
    let about = About {
        rule,
        unit: fact.about.unit,
        // Neither case nor window: whoever was rated must not learn which rating it is (F17).
        case: None,
        step: None,
        person: fact.person,
        window: None,
        entry: entry.seq,
        earlier: None,
        happened_at: fact.at,
        measured: 0,
        bound: 0,
        edition: 0,
        words: None,
    };
    Raised::of(format!("{}/{division}/{}", rule.key(), entry.seq), about)
}

impl Centre {
    /// Windows whose ratings of the last thirty days cannot be believed, once a month each.
    pub(in crate::oversight) async fn unreliable(
        &self,
        today: Day,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let board = self.rating_board(today.plus_days(-DAYS), today, bounds).await?;
        let (year, month, _) = today.ymd();
        let mut raised = Vec::new();
        for group in board.windows.iter().filter(|group| !group.signs.is_empty()) {
            let window = organisation.windows.iter().find(|window| window.id.as_str() == group.code);
            let Some(window) = window else { continue };
            let head = window.head.and_then(|head| organisation.person(head));
            let rule = Rule::RatingsNotReliable;
            let about = About {
                rule,
                unit: head.map_or(organisation.centre.unit, |head| head.unit),
                case: None,
                step: None,
                person: None,
                window: Some(window.id),
                entry: 0,
                earlier: None,
                happened_at: Instant(today.start().0),
                measured: i32::try_from(group.signs.len()).unwrap_or(i32::MAX),
                bound: 1,
                edition: 0,
                words: None,
            };
            let id = format!("{}/{}/{}/{year}-{month}", rule.key(), self.division, window.id);
            raised.push(Raised::of(id, about));
        }
        Ok(raised)
    }
}
