//! What the watcher finds about ratings: a bad one that nobody dealt with in its days, and windows and units whose ratings cannot
//! be believed (F16, F17).

use calendar::{Day, Instant};
use catalogue::{Organisation, RatingId, UnitCode, WindowId};
use ledger::Entry;
use oversight::Rule;
use oversight::bound::Bounds;
use oversight::finding::{About, Counted, ENTRIES_MAX, Evidence, SIGNS_MAX};
use oversight::rating::{Event, Kind, Late, owes, signs_counted};
use store::Statement;

use super::board::{RatingGroup, heard_where};
use crate::domain::Fact;
use crate::oversight::watch::Raised;
use crate::{Centre, Fault};

/// Days whose ratings are looked at.
const DAYS: i32 = 30;
/// Entries of one rating that are read to find the one by which it was given.
const OF_ONE: u64 = 20;

/// A finding about ratings, of nobody and no case: whoever was rated must not learn which rating it is (F17).
fn plain(rule: Rule, unit: UnitCode, happened_at: Instant) -> About {
    About {
        rule,
        unit,
        case: None,
        step: None,
        person: None,
        window: None,
        entry: 0,
        earlier: None,
        happened_at,
        measured: 0,
        bound: 0,
        edition: 0,
        words: None,
    }
}

/// A step about a bad rating was not done in its days, by the unit that owed it.
pub(in crate::oversight) fn late(
    division: &str,
    organisation: &Organisation,
    entry: &Entry,
    fact: &Late,
) -> Raised {
    let rule = Rule::BadRatingLate;
    let unit = owes(organisation, (fact.way, &fact.about), fact.person, fact.at.day());
    let plain = plain(rule, unit, fact.at);
    let about = About { person: fact.person, entry: entry.seq, ..plain };
    Raised::of(format!("{}/{division}/{}", rule.key(), entry.seq), about)
}

/// Whose ratings they are: those of a visit a window's, which the unit of its head explains; those of a result a unit's.
enum Whose {
    Window(WindowId, UnitCode),
    Unit(UnitCode),
}

impl Whose {
    fn of_window(organisation: &Organisation, code: &str) -> Option<Whose> {
        let window = organisation.windows.iter().find(|window| window.id.as_str() == code)?;
        let head = window.head.and_then(|head| organisation.person(head));
        Some(Whose::Window(window.id, head.map_or(organisation.centre.unit, |head| head.unit)))
    }

    fn of_unit(organisation: &Organisation, code: &str) -> Option<Whose> {
        let code = UnitCode::parse(code).ok()?;
        organisation.unit(code).map(|_| Whose::Unit(code))
    }
}

impl Centre {
    /// Windows and units whose ratings of the last thirty days cannot be believed, once a month each: whatever bears the label
    /// has somebody who explains it.
    pub(in crate::oversight) async fn unreliable(
        &self,
        today: Day,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let days = (today.plus_days(-DAYS), today);
        let board = self.rating_board(days.0, days.1, bounds).await?;
        let windows = board.windows.iter().map(|it| (it, Whose::of_window(&organisation, &it.code)));
        let units = board.units.iter().map(|it| (it, Whose::of_unit(&organisation, &it.code)));
        let mut raised = Vec::new();
        for (group, whose) in windows.chain(units) {
            if let Some(whose) = whose.filter(|_| !group.signs.is_empty()) {
                raised.push(self.label(group, &whose, days, bounds).await?);
            }
        }
        Ok(raised)
    }

    /// The finding about one group, with what it was counted from.
    async fn label(
        &self,
        group: &RatingGroup,
        whose: &Whose,
        (from, until): (Day, Day),
        bounds: &Bounds,
    ) -> Result<Raised, Fault> {
        let (kind, unit, window, key) = match whose {
            // As from when windows alone were looked at, so that none is found twice.
            Whose::Window(id, unit) => (Kind::Visit, *unit, Some(*id), id.to_string()),
            Whose::Unit(unit) => (Kind::Matter, *unit, None, format!("unit-{unit}")),
        };
        let own = self.heard(kind, &group.code, from, until).await?;
        let found = signs_counted(&group.sample(&own), bounds);
        let mut signs = [None; SIGNS_MAX];
        for (place, sign) in signs.iter_mut().zip(&found) {
            *place = Some(*sign);
        }
        let (invited, answered) = (group.invited, group.answered());
        let counted = Counted::Ratings { invited, answered, own: group.own, tablet: group.tablet, signs };
        let entries = Evidence::some_of(&self.given_entries(kind, &group.code, (from, until)).await?);
        let rule = Rule::RatingsNotReliable;
        let measured = i32::try_from(found.len()).unwrap_or(i32::MAX);
        let about = About { window, measured, bound: 1, ..plain(rule, unit, until.start()) };
        let (year, month, _) = until.ymd();
        let id = format!("{}/{}/{key}/{year}-{month}", rule.key(), self.division);
        Ok(Raised::counted(id, about, Some(Evidence { from, until, counted, entries })))
    }

    /// The entries by which the latest ratings of one window or unit were given, the latest first: the latest of those that the
    /// signs were counted from.
    async fn given_entries(
        &self,
        kind: Kind,
        code: &str,
        (from, until): (Day, Day),
    ) -> Result<Vec<u64>, Fault> {
        let sql = format!(
            "select rating_id from rating_row where {} order by given_at desc, rating_id limit $4",
            heard_where(kind)
        );
        let params = self.heard_params(code, from, until, ENTRIES_MAX.into());
        let mut entries = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let Ok(id) = RatingId::parse(row.text(0)?) else { continue };
            let stream = crate::kinds::rating::stream_of(id);
            for entry in self.ledger.entries(&self.division, &stream, 0, OF_ONE).await? {
                if matches!(self.ledger.event(&entry)?, Fact::Rating(Event::Given(_))) {
                    entries.push(entry.seq);
                }
            }
        }
        Ok(entries)
    }
}
