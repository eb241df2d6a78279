//! What is asked of a rating besides the whole, in figures: each dimension of N49 by window and unit, each way to rate apart (C31).

use std::collections::BTreeMap;

use calendar::Day;
use oversight::rating::{Channel, Dimension, Event, Grade, Kind, Tally};
use store::{Migration, Statement};

use crate::{Centre, Fault};

/// Marks by day, way, window, unit and dimension. The follower counts from the first entry again: before, it read the whole alone.
pub const SCHEMA: Migration = Migration {
    name: "0100_rating_mark",
    sql: r#"
create table if not exists rating_mark_count (
  division text not null, day text not null, kind text not null, channel text not null, window_id text not null,
  unit text not null, dimension text not null, grade bigint not null, count bigint not null,
  primary key (division, day, kind, channel, window_id, unit, dimension, grade));
delete from rating_count;
"#,
};

/// Rows of figures read at most: windows and units, times ways, dimensions and grades.
const ROWS_MAX: u64 = 20_000;

/// Division, day, kind, way, window, unit, dimension, grade.
pub(super) type Key<'a> = (&'a str, String, &'static str, &'static str, String, String, &'static str, u8);

/// What an entry adds to the marks, under the day under which its rating is counted. What is left out takes its marks along.
pub(super) fn added<'a>(division: &'a str, event: &Event, counts: &mut BTreeMap<Key<'a>, i64>) {
    let (day, about, channel, marks, n) = match event {
        Event::Given(fact) => {
            let day = fact.invited_at.unwrap_or(fact.at).day();
            (day, &fact.about, fact.channel, fact.answer.marks, 1)
        }
        Event::DismissalDecided(fact) if fact.agrees => {
            (fact.counted_on, &fact.about, fact.channel, fact.marks, -1)
        }
        Event::AppealDecided(fact) if fact.right => {
            (fact.counted_on, &fact.about, fact.channel, fact.marks, 1)
        }
        _ => return,
    };
    for (dimension, mark) in about.kind.dimensions().iter().zip(marks) {
        let Some(grade) = mark else { continue };
        let window = about.window.as_ref().map_or_else(String::new, |it| it.to_string());
        let key = (
            division,
            day.to_string(),
            about.kind.key(),
            channel.key(),
            window,
            about.unit.to_string(),
            dimension.key(),
            grade.code(),
        );
        *counts.entry(key).or_default() += n;
    }
}

/// Adds marks to what was counted.
pub(super) fn statement((key, n): (Key<'_>, i64)) -> Statement {
    let (division, day, kind, channel, window, unit, dimension, grade) = key;
    Statement::new(
        "insert into rating_mark_count (division, day, kind, channel, window_id, unit, dimension, grade, count)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (division, day, kind, channel, window_id, unit, dimension, grade)
         do update set count = rating_mark_count.count + excluded.count",
        vec![
            division.into(),
            day.into(),
            kind.into(),
            channel.into(),
            window.into(),
            unit.into(),
            dimension.into(),
            i64::from(grade).into(),
            n.into(),
        ],
    )
}

/// What one dimension was told, each way to rate apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The dimension.
    pub dimension: Dimension,
    /// By the own channel.
    pub own: Tally,
    /// On the tablet.
    pub tablet: Tally,
}

impl Marks {
    fn none(dimension: Dimension) -> Marks {
        Marks { dimension, own: Tally::default(), tablet: Tally::default() }
    }
}

/// Marks by what is rated and by the code of the window or the unit, in the order of the form.
pub(super) type ByGroup = BTreeMap<(Kind, String), Vec<Marks>>;

impl Centre {
    /// The marks of a period: of visits by window, of results by unit.
    pub(super) async fn rating_marks(&self, from: Day, until: Day) -> Result<ByGroup, Fault> {
        let sql = "select kind, channel, window_id, unit, dimension, grade, cast(sum(count) as bigint) \
                   from rating_mark_count where division = $1 and day >= $2 and day <= $3 \
                   group by kind, channel, window_id, unit, dimension, grade limit $4";
        let params = vec![
            self.division.as_str().into(),
            from.to_string().into(),
            until.to_string().into(),
            ROWS_MAX.into(),
        ];
        let mut groups = ByGroup::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let visit = row.text(0)? == Kind::Visit.key();
            let (kind, place) = if visit { (Kind::Visit, 2) } else { (Kind::Matter, 3) };
            let Some(grade) = Grade::of(row.int(5)?) else { continue };
            let (dimension, count) = (row.text(4)?, u32::try_from(row.int(6)?).unwrap_or(0));
            let all = groups
                .entry((kind, row.text(place)?.to_owned()))
                .or_insert_with(|| kind.dimensions().iter().map(|it| Marks::none(*it)).collect());
            if let Some(marks) = all.iter_mut().find(|it| it.dimension.key() == dimension) {
                let own = row.text(1)? == Channel::Own.key();
                let tally = if own { &mut marks.own } else { &mut marks.tablet };
                tally.add(grade, count);
            }
        }
        Ok(groups)
    }
}
