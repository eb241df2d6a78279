//! Ratings in figures: by window what visitors say, by unit and item what is said of results, each way to rate apart, with how
//! many were asked, how many answered, and what cannot be believed (C31, N52, F16, M7).

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Day, Instant};
use catalogue::Digest;
use ledger::{Follower, FollowerTx, Stretch};
use oversight::bound::Bounds;
use oversight::figure::Share;
use oversight::rating::{About, Channel, Event, Grade, Heard, Kind, SAMPLE_MAX, Sample, Sign, Tally, signs};
use store::{Statement, StoreError, Value};

use super::dimension::{self, Marks};
use super::round_figures::Rounds;
use crate::domain::Desk;
use crate::{Centre, Fault};

/// Rows of figures read at most: windows, units and items of one period.
const ROWS_MAX: u64 = 20_000;
/// Days after an invitation within which a rating comes, more than the longest that can be set.
pub(super) const GIVEN_WITHIN_DAYS: i32 = 31;
/// The word under which people are counted who were asked.
const INVITED: &str = "invited";
/// The word under which ratings are counted that were left out.
const DISMISSED: &str = "dismissed";

/// The follower that keeps `rating_count`; it can be dropped and rebuilt at any time.
pub struct RatingCounts;

/// Division, day, kind, way, window, unit, item, word.
type Key<'a> = (&'a str, String, &'static str, &'static str, String, String, String, &'static str);

fn word(grade: u8) -> &'static str {
    match grade {
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        _ => "5",
    }
}

fn key<'a>(division: &'a str, day: Day, about: &About, channel: Channel, what: &'static str) -> Key<'a> {
    let text = |code: Option<&str>| code.unwrap_or_default().to_owned();
    (
        division,
        day.to_string(),
        about.kind.key(),
        channel.key(),
        text(about.window.as_ref().map(|it| it.as_str())),
        about.unit.to_string(),
        text(about.item.as_ref().map(|it| it.as_str())),
        what,
    )
}

/// What an entry adds to the figures. People are counted under the day on which they were asked, so that who answered is never
/// more than who was asked.
fn added<'a>(division: &'a str, event: &Event, counts: &mut BTreeMap<Key<'a>, i64>) {
    let mut add = |key: Key<'a>, n: i64| *counts.entry(key).or_default() += n;
    match event {
        Event::Invited(fact) => {
            add(key(division, fact.at.day(), &fact.about, Channel::Own, INVITED), 1);
        }
        Event::Given(fact) => {
            let day = fact.invited_at.unwrap_or(fact.at).day();
            add(key(division, day, &fact.about, fact.channel, word(fact.answer.grade.code())), 1);
        }
        Event::DismissalDecided(fact) if fact.agrees => {
            add(key(division, fact.counted_on, &fact.about, fact.channel, word(fact.grade)), -1);
            add(key(division, fact.counted_on, &fact.about, fact.channel, DISMISSED), 1);
        }
        Event::AppealDecided(fact) if fact.right => {
            add(key(division, fact.counted_on, &fact.about, fact.channel, word(fact.grade)), 1);
            add(key(division, fact.counted_on, &fact.about, fact.channel, DISMISSED), -1);
        }
        _ => {}
    }
}

impl Follower<Desk> for RatingCounts {
    fn name(&self) -> &str {
        "rating-counts-marks"
    }

    fn empty(&self) -> Vec<Statement> {
        ["delete from rating_count", "delete from rating_mark_count"]
            .map(|sql| Statement::new(sql, vec![]))
            .into()
    }

    fn apply(&self, _domain: &Desk, tx: &mut FollowerTx, entries: &Stretch<Desk>) -> Result<(), StoreError> {
        let (mut counts, mut marks) = (BTreeMap::new(), BTreeMap::new());
        for entry in entries.iter().filter(|entry| entry.kind.starts_with("rating.")) {
            let event = Event::decode(&entry.kind, &entry.payload);
            let event = event.map_err(|error| StoreError::Row(format!("entry {}: {error}", entry.seq)))?;
            added(&entry.division, &event, &mut counts);
            dimension::added(&entry.division, &event, &mut marks);
        }
        for counted in marks {
            tx.push(dimension::statement(counted));
        }
        for ((division, day, kind, channel, window, unit, item, what), n) in counts {
            tx.push(Statement::new(
                "insert into rating_count (division, day, kind, channel, window_id, unit, item, what, count)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                 on conflict (division, day, kind, channel, window_id, unit, item, what)
                 do update set count = rating_count.count + excluded.count",
                vec![
                    division.into(),
                    day.into(),
                    kind.into(),
                    channel.into(),
                    window.into(),
                    unit.into(),
                    item.into(),
                    what.into(),
                    n.into(),
                ],
            ));
        }
        Ok(())
    }
}

/// Ratings put together: of a window, a unit, or an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingGroup {
    /// Code of the window, the unit or the item.
    pub code: String,
    /// People who were asked.
    pub invited: u32,
    /// By the own channel, those that count.
    pub own: Tally,
    /// On the tablet, those that count.
    pub tablet: Tally,
    /// Left out, by either way.
    pub dismissed: u32,
    /// Of these, by the own channel.
    pub dismissed_own: u32,
    /// What was said of each dimension (N49), of a window or a unit; nothing where nobody said anything of one.
    pub marks: Vec<Marks>,
    /// What became of the bad ones (N50), of a window or a unit.
    pub rounds: Rounds,
    /// What cannot be believed.
    pub signs: Vec<Sign>,
}

impl RatingGroup {
    /// People who answered by the own channel, also those whose rating was left out.
    pub fn answered(&self) -> u32 {
        self.own.all() + self.dismissed_own
    }

    /// What its signs are looked for in.
    pub(super) fn sample<'a>(&self, own: &'a [Heard]) -> Sample<'a> {
        let (invited, answered) = (self.invited, self.answered());
        Sample { invited, answered, own, own_tally: self.own, tablet: self.tablet }
    }

    fn add(&mut self, channel: Channel, what: &str, count: i64) {
        // A count below nothing would be a fault of the view; it is shown as nothing.
        let n = u32::try_from(count).unwrap_or(0);
        match what {
            INVITED => self.invited += n,
            DISMISSED => {
                self.dismissed += n;
                self.dismissed_own += if channel == Channel::Own { n } else { 0 };
            }
            grade => {
                let grade = grade.parse().ok().and_then(Grade::of);
                let tally = if channel == Channel::Own { &mut self.own } else { &mut self.tablet };
                if let Some(grade) = grade {
                    tally.add(grade, n);
                }
            }
        }
    }
}

/// Follow-ups of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUps {
    /// The unit.
    pub unit: String,
    /// 电话回访 that somebody answered.
    pub calls: i64,
    /// Calls that nobody answered.
    pub unreached: i64,
    /// 明察暗访.
    pub visits: i64,
    /// Of all, those with something bad.
    pub bad: i64,
}

/// The figures of a period.
#[derive(Debug, Clone, Default)]
pub struct RatingBoard {
    /// Visit ratings by window.
    pub windows: Vec<RatingGroup>,
    /// Matter ratings by unit.
    pub units: Vec<RatingGroup>,
    /// Matter ratings by item.
    pub items: Vec<RatingGroup>,
    /// Follow-ups by unit.
    pub follow_ups: Vec<FollowUps>,
}

impl RatingBoard {
    /// 窗口满意率 of all windows together, by the own channel. Windows whose ratings cannot be believed have a label in the place of
    /// a number, here as everywhere (F16).
    pub fn windows_together(&self) -> Share {
        let believed = self.windows.iter().filter(|group| group.signs.is_empty());
        believed.fold(Share::default(), |sum, group| Share {
            part: sum.part + u64::from(group.own.satisfied()),
            whole: sum.whole + u64::from(group.own.all()),
        })
    }
}

/// Windows and units whose ratings of a period cannot be believed: a label stands in the place of their number, so they count in
/// no rate, no report and no assessment (F16).
#[derive(Debug, Clone, Default)]
pub struct Unbelieved {
    windows: BTreeSet<String>,
    units: BTreeSet<String>,
}

impl Unbelieved {
    /// Those of a board.
    pub fn of(board: &RatingBoard) -> Unbelieved {
        let codes = |groups: &[RatingGroup]| {
            groups.iter().filter(|it| !it.signs.is_empty()).map(|it| it.code.clone()).collect()
        };
        Unbelieved { windows: codes(&board.windows), units: codes(&board.units) }
    }

    /// Whether a rating of this kind, window and unit is one of them: a visit is about the window, a result about the unit.
    pub fn holds(&self, kind: Kind, window: &str, unit: &str) -> bool {
        match kind {
            Kind::Visit => self.windows.contains(window),
            Kind::Matter => self.units.contains(unit),
        }
    }
}

/// Which ratings are heard: given by the own channel, of those who were asked in these days. Written out by kind, so that the
/// partial indexes are found.
pub(super) fn heard_where(kind: Kind) -> &'static str {
    match kind {
        Kind::Visit => {
            "window_id = $2 and division = $1 and given_at >= $3 and given_at < $6
               and coalesce(invited_at, given_at) >= $3 and coalesce(invited_at, given_at) < $5
               and kind = 'visit' and channel = 'own' and grade > 0"
        }
        Kind::Matter => {
            "unit = $2 and division = $1 and given_at >= $3 and given_at < $6
               and coalesce(invited_at, given_at) >= $3 and coalesce(invited_at, given_at) < $5
               and kind = 'matter' and channel = 'own' and grade > 0"
        }
    }
}

impl Centre {
    /// Whose ratings of these days cannot be believed, by the bounds of now.
    pub(crate) async fn ratings_unbelieved(&self, from: Day, until: Day) -> Result<Unbelieved, Fault> {
        let bounds = self.bounds().await?;
        Ok(Unbelieved::of(&self.rating_board(from, until, &bounds).await?))
    }

    /// The figures of ratings whose visit or result people were asked about from a day to another, both with it.
    pub async fn rating_board(&self, from: Day, until: Day, bounds: &Bounds) -> Result<RatingBoard, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, channel, window_id, unit, item, what, cast(sum(count) as bigint) from rating_count
                 where division = $1 and day >= $2 and day <= $3
                 group by kind, channel, window_id, unit, item, what limit $4",
                vec![
                    self.division.as_str().into(),
                    from.to_string().into(),
                    until.to_string().into(),
                    ROWS_MAX.into(),
                ],
            ))
            .await?;
        let mut groups: [BTreeMap<String, RatingGroup>; 3] = Default::default();
        for row in &rows {
            let channel = if row.text(1)? == Channel::Own.key() { Channel::Own } else { Channel::Tablet };
            let (what, count) = (row.text(5)?, row.int(6)?);
            let mut add = |place: usize, code: &str| {
                let group = groups[place].entry(code.to_owned()).or_default();
                code.clone_into(&mut group.code);
                group.add(channel, what, count);
            };
            if row.text(0)? == Kind::Visit.key() {
                add(0, row.text(2)?);
            } else {
                add(1, row.text(3)?);
                add(2, row.text(4)?);
            }
        }
        let [mut windows, mut units, items] = groups;
        let mut marks = self.rating_marks(from, until).await?;
        let rounds = self.rating_rounds_by_group(from, until).await?;
        for (kind, groups) in [(Kind::Visit, &mut windows), (Kind::Matter, &mut units)] {
            for group in groups.values_mut() {
                let key = (kind, group.code.clone());
                group.marks = marks.remove(&key).unwrap_or_default();
                group.rounds = rounds.get(&key).copied().unwrap_or_default();
                let own = self.heard(kind, &group.code, from, until).await?;
                group.signs = signs_of(group, &own, bounds);
            }
        }
        let follow_ups = self.follow_ups_by_unit(from, until).await?;
        let all = |groups: BTreeMap<String, RatingGroup>| groups.into_values().collect();
        Ok(RatingBoard { windows: all(windows), units: all(units), items: all(items), follow_ups })
    }

    /// The latest ratings by the own channel of one window or unit, the oldest first: of those who were asked in these days, as
    /// the counts are, so that what is said of a time that is over rests on nothing that came later (E32).
    pub(super) async fn heard(
        &self,
        kind: Kind,
        code: &str,
        from: Day,
        until: Day,
    ) -> Result<Vec<Heard>, Fault> {
        let sql = format!(
            "select invited_at, given_at, grade, device, same from rating_row where {} \
             order by given_at desc, rating_id limit $4",
            heard_where(kind)
        );
        let params = self.heard_params(code, from, until, SAMPLE_MAX.into());
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut heard = Vec::with_capacity(rows.len());
        for row in rows.iter().rev() {
            let Some(grade) = Grade::of(row.int(2)?) else { continue };
            let given_at = row.int(1)?;
            let invited_at = row.opt_int(0)?.unwrap_or(given_at);
            let same = match row.opt_bytes(4)? {
                Some(_) => Some(Digest(row.array(4)?)),
                None => None,
            };
            let waited = (Instant(given_at).0 - invited_at) / 1_000_000;
            heard.push(Heard { waited, grade, device: Digest(row.array(3)?), same });
        }
        Ok(heard)
    }

    /// What [`heard_where`] is bound with; the limit is the fourth.
    pub(super) fn heard_params(&self, code: &str, from: Day, until: Day, limit: Value) -> Vec<Value> {
        let after = until.plus_days(1);
        vec![
            self.division.as_str().into(),
            code.into(),
            from.start().0.into(),
            limit,
            after.start().0.into(),
            after.plus_days(GIVEN_WITHIN_DAYS).start().0.into(),
        ]
    }

    async fn follow_ups_by_unit(&self, from: Day, until: Day) -> Result<Vec<FollowUps>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select unit, cast(sum(case when kind = 'call' and attitude > 0 then 1 else 0 end) as bigint),
                   cast(count(*) as bigint), cast(sum(bad) as bigint),
                   cast(sum(case when attitude = 0 then 1 else 0 end) as bigint)
                 from follow_up_row where division = $1 and on_day >= $2 and on_day <= $3
                 group by unit order by unit limit 200",
                vec![self.division.as_str().into(), from.to_string().into(), until.to_string().into()],
            ))
            .await?;
        rows.iter()
            .map(|row| {
                let (calls, unreached) = (row.int(1)?, row.int(4)?);
                Ok(FollowUps {
                    unit: row.text(0)?.to_owned(),
                    calls,
                    unreached,
                    visits: row.int(2)? - calls - unreached,
                    bad: row.int(3)?,
                })
            })
            .collect()
    }
}

/// What about a group cannot be believed.
fn signs_of(group: &RatingGroup, own: &[Heard], bounds: &Bounds) -> Vec<Sign> {
    signs(&group.sample(own), bounds)
}
