//! Figures of a day, kept by a follower: what was received, accepted, concluded, by authority; every figure is a count of entries.

use std::collections::{BTreeMap, HashMap};

use calendar::{Day, Instant};
use casework::{AwayReason, Channel, PriorityClass};
use ledger::{Entry, Follower, FollowerTx, Stretch};
use store::{Statement, StoreError, Value};

use crate::domain::Desk;
use crate::{Centre, Fault, brought_again, item_figures};

/// The follower that keeps `day_count`; it can be dropped and rebuilt at any time.
pub struct DayCounts;

/// What is counted: the kind of the entry, and the word in the table.
const COUNTED: &[(&str, &str)] = &[
    ("case.received", "received"),
    ("case.accepted", "accepted"),
    ("case.deemed-accepted", "deemed"),
    ("case.concluded", "concluded"),
    ("case.delivered", "delivered"),
    ("case.acceptance-refused", "not_accepted"),
    ("case.closed-for-missing", "closed_for_missing"),
    ("case.withdrawn", "withdrawn"),
    ("case.withdrawn-by-applicant", "withdrawn"),
    ("case.ended-with-applicant", "ended"),
    ("case.decided", "decided"),
    ("case.step-completed", "steps"),
    ("case.priority-approved", "priority"),
    ("case.stopped", "stopped"),
    ("case.extended", "extended"),
];

/// The word of a step done back at the department; the reason's key follows (A11, R87).
pub const AWAY: &str = "away/";

/// The word under which a step is counted that left the hall for one of the ten reasons.
fn away(entry: &Entry) -> Option<&'static str> {
    let Ok(casework::Event::StepCompleted(fact)) = casework::Event::decode(&entry.kind, &entry.payload)
    else {
        return None;
    };
    let casework::DonePlace::Department(reason) = fact.place else { return None };
    Some(match reason {
        AwayReason::SiteSurvey => "away/survey",
        AwayReason::Hearing => "away/hearing",
        AwayReason::Tender => "away/tender",
        AwayReason::Auction => "away/auction",
        AwayReason::Inspection => "away/inspection",
        AwayReason::Testing => "away/testing",
        AwayReason::Quarantine => "away/quarantine",
        AwayReason::Appraisal => "away/appraisal",
        AwayReason::ExpertReview => "away/expert-review",
        AwayReason::CollectiveStudy => "away/collective-study",
    })
}

/// The word of a question asked at a desk that began with no case (R181); it belongs to no unit.
const CONSULTED: &str = "consulted";
/// The word of a decision that the hall took itself (A37).
const DECIDED_IN_HALL: &str = "decided_in_hall";

/// How a case came, other than by the applicant at the counter (R176, R178).
fn channel(entry: &Entry) -> Option<&'static str> {
    let Ok(casework::Event::Received(fact)) = casework::Event::decode(&entry.kind, &entry.payload) else {
        return None;
    };
    match fact.channel {
        Channel::Online => Some("received_online"),
        Channel::Agent => Some("received_by_agent"),
        Channel::Counter | Channel::Letter | Channel::Fax | Channel::Kiosk => None,
    }
}

/// Whether a decision was taken in the hall.
fn decided_in_hall(entry: &Entry) -> bool {
    let decided = casework::Event::decode(&entry.kind, &entry.payload);
    matches!(decided, Ok(casework::Event::Decided(fact)) if is_in_hall(&fact.basis))
}

/// Whether who sits in the hall decides on that authority: the window head by the post, or somebody under a letter of
/// delegation; not a head who signs at the department (A37, R15).
pub(crate) fn is_in_hall(basis: &catalogue::Authority) -> bool {
    use catalogue::Authority;
    use catalogue::item::Post;
    match basis {
        Authority::ByPost { post, .. } => {
            matches!(post, Post::WindowHead | Post::IntakeOfficer | Post::CaseAgent)
        }
        Authority::ByDelegation { .. } => true,
        Authority::No { .. } => false,
    }
}

/// Whether it is a question that was asked and began with no case.
fn is_consultation(entry: &Entry) -> bool {
    use casework::contact::Event;
    matches!(Event::decode(&entry.kind, &entry.payload), Ok(Event::Recorded(fact)) if fact.unit.is_none())
}

/// Adds to a figure of a day that belongs to no unit.
fn of_all(division: &str, day: &str, word: &str, times: i64) -> Statement {
    let sql = "insert into day_count (division, day, authority, kind, count) values ($1, $2, '', $3, $4)
        on conflict (division, day, authority, kind) do update set count = day_count.count + excluded.count";
    Statement::new(sql, vec![division.into(), day.into(), word.into(), times.into()])
}

/// The word of what was received at a window; the window's code follows.
const AT_WINDOW: &str = "received/";

/// What was concluded of an item, and the days it took; the item's code follows (R183).
const OF_ITEM: [&str; 2] = ["item/", "item-days/"];

/// How many cases one statement names; a shorter list is filled up, so that few texts are prepared.
const CASES: [usize; 3] = [1, 8, 64];
/// Cases of one statement at most.
pub(crate) const CASES_AT_ONCE: usize = CASES[2];

/// Stands for the words of a concluded case whose papers were handed in more than once (R174).
const AGAIN: &str = "again";
/// The words under which the days of a concluded case are added up: used, and promised (R180).
const DAYS: [&str; 2] = ["used_days", "promised_days"];

/// Cases as the next parameters of a statement, and the places by which it names them; the list is filled up with its last case.
pub(crate) fn case_list(cases: &[&str], params: &mut Vec<Value>) -> String {
    let size = CASES.into_iter().find(|size| cases.len() <= *size).unwrap_or(cases.len());
    let last = cases.last().copied().unwrap_or_default();
    let place = |n: usize| {
        params.push(cases.get(n).copied().unwrap_or(last).into());
        format!("${}", params.len())
    };
    (0..size).map(place).collect::<Vec<_>>().join(", ")
}

/// Adds the cases of a list to the figures of a day under a word, each `times` times.
fn count_statement(division: &str, day: &str, word: &str, times: i64, cases: &[&str]) -> Statement {
    if word == AGAIN {
        return brought_again::statement(division, day, cases);
    }
    // A received case is counted at its window too: what a share of a window is counted from (F3).
    let (kind, group) = match word {
        AT_WINDOW => ("$3 || window_id", ", window_id"),
        _ if OF_ITEM.contains(&word) => ("$3 || item", ", item"),
        _ => ("$3", ""),
    };
    let mut params: Vec<Value> = vec![division.into(), day.into(), word.into(), times.into()];
    let list = case_list(cases, &mut params);
    let sql = format!(
        "insert into day_count (division, day, authority, kind, count)
         select $1, $2, authority, {kind}, count(*) * $4 from case_row
         where division = $1 and case_id in ({list}) group by authority{group}
         on conflict (division, day, authority, kind) do update set count = day_count.count + excluded.count"
    );
    Statement::new(sql, params)
}

/// Under which word priority of that class is counted (A42).
fn priority_word(class: PriorityClass) -> &'static str {
    match class {
        PriorityClass::MajorProject => "priority/major-project",
        PriorityClass::Livelihood => "priority/livelihood",
        PriorityClass::Emergency => "priority/emergency",
        PriorityClass::Entitled => "priority/entitled",
    }
}

fn class_of(entry: &Entry) -> Option<&'static str> {
    match casework::Event::decode(&entry.kind, &entry.payload) {
        Ok(casework::Event::PriorityApproved(fact)) => fact.class.map(priority_word),
        _ => None,
    }
}

/// What an entry says of a concluded case: whether it was late, and the days used and promised.
fn concluded(entry: &Entry) -> Option<(bool, [i64; 2])> {
    match casework::Event::decode(&entry.kind, &entry.payload) {
        Ok(casework::Event::Concluded(fact)) => {
            let (used, left) = (i64::from(fact.days_used), i64::from(fact.days_left));
            Some((fact.late, [used, used + left]))
        }
        _ => None,
    }
}

impl Follower<Desk> for DayCounts {
    fn name(&self) -> &str {
        "day-counts-5"
    }

    fn empty(&self) -> Vec<Statement> {
        vec![
            Statement::new("delete from day_count", vec![]),
            Statement::new("delete from item_took", vec![]),
            crate::oversight::complaint::figures::empty(),
        ]
    }

    fn apply(&self, _domain: &Desk, tx: &mut FollowerTx, entries: &Stretch<Desk>) -> Result<(), StoreError> {
        // A case that comes twice under a word is counted in two turns, since a statement counts each case once.
        let mut groups: BTreeMap<(&str, String, &str, i64, usize), Vec<&str>> = BTreeMap::new();
        let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
        let mut consulted: BTreeMap<(&str, String), i64> = BTreeMap::new();
        let mut took: BTreeMap<(&str, String, i64), Vec<&str>> = BTreeMap::new();
        for entry in entries.iter() {
            crate::oversight::complaint::figures::count(entry, tx)?;
            if entry.kind == "contact.recorded" && is_consultation(entry) {
                let day = Instant(entry.recorded_at).day().to_string();
                *consulted.entry((&entry.division, day)).or_default() += 1;
                continue;
            }
            let Some((_, word)) = COUNTED.iter().find(|(kind, _)| *kind == entry.kind) else { continue };
            let Some(case) = entry.stream.strip_prefix("case/") else { continue };
            let day = Instant(entry.recorded_at).day().to_string();
            let mut words = vec![(*word, 1)];
            match *word {
                "received" => {
                    words.push((AT_WINDOW, 1));
                    words.extend(channel(entry).map(|word| (word, 1)));
                }
                "decided" => words.extend(decided_in_hall(entry).then_some((DECIDED_IN_HALL, 1))),
                "priority" => words.extend(class_of(entry).map(|class| (class, 1))),
                "steps" => words.extend(away(entry).map(|reason| (reason, 1))),
                "concluded" => {
                    words.extend([(AGAIN, 1), (OF_ITEM[0], 1)]);
                    if let Some((late, days)) = concluded(entry) {
                        words.extend(late.then_some(("concluded_late", 1)));
                        let [used, _] = days;
                        let month = day.get(..7).unwrap_or_default().to_owned();
                        took.entry((&entry.division, month, used.max(0))).or_default().push(case);
                        let days = DAYS.into_iter().zip(days).chain([(OF_ITEM[1], used)]);
                        words.extend(days.filter(|(_, days)| *days > 0));
                    }
                }
                _ => {}
            }
            for (word, times) in words {
                let turn = seen.entry((word, case)).and_modify(|turn| *turn += 1).or_insert(0);
                groups.entry((&entry.division, day.clone(), word, times, *turn)).or_default().push(case);
            }
        }
        for ((division, day, word, times, _), cases) in &groups {
            for part in cases.chunks(CASES_AT_ONCE) {
                tx.push(count_statement(division, day, word, *times, part));
            }
        }
        for ((division, month, days), cases) in &took {
            for part in cases.chunks(CASES_AT_ONCE) {
                tx.push(item_figures::took(division, month, *days, part));
            }
        }
        for ((division, day), times) in &consulted {
            tx.push(of_all(division, day, CONSULTED, *times));
        }
        Ok(())
    }
}

/// Counts of one unit, by light and by what is not moving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitLights {
    /// The unit.
    pub authority: String,
    /// Past the day shown.
    pub red: i64,
    /// Near it.
    pub yellow: i64,
    /// In time.
    pub green: i64,
    /// Of all these, with the clock stopped: late stays late.
    pub stopped: i64,
}

impl UnitLights {
    /// From a row with the unit, red, yellow, stopped and all from a column on; what is neither red nor yellow is green.
    pub(crate) fn read(row: &store::Row, from: usize) -> Result<UnitLights, StoreError> {
        let (red, yellow) = (row.int(from + 1)?, row.int(from + 2)?);
        let (stopped, green) = (row.int(from + 3)?, row.int(from + 4)? - red - yellow);
        Ok(UnitLights { authority: row.text(from)?.to_owned(), red, yellow, green, stopped })
    }
}

/// One figure of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFigure {
    /// The unit.
    pub authority: String,
    /// What is counted.
    pub kind: String,
    /// How often.
    pub count: i64,
}

/// What came in and what was done on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Cases received.
    pub received: i64,
    /// Cases concluded.
    pub concluded: i64,
}

/// Cases given priority this year (A42).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriorityFigures {
    /// All of them.
    pub all: i64,
    /// By class.
    pub classes: [(PriorityClass, i64); 4],
}

/// Cases in hand by unit and light; parameters division and instant. The division is hidden from the planner, or it may take the
/// key and read all cases.
pub const LIGHTS_SQL: &str = "select authority, \
    cast(sum(case when red_at <= $2 then 1 else 0 end) as bigint), \
    cast(sum(case when yellow_at <= $2 and (red_at is null or red_at > $2) then 1 else 0 end) as bigint), \
    cast(sum(stopped) as bigint), cast(count(*) as bigint) \
    from case_row where division || '' = $1 and open = 1 and concluded_at is null \
    group by authority order by authority limit 200";

impl Centre {
    /// Cases in hand by unit and light: open and not yet concluded; what was late and waits to be collected is in hand
    /// no more. Reads open cases only.
    pub async fn lights(&self) -> Result<Vec<UnitLights>, Fault> {
        let rows = self
            .store
            .read(Statement::new(LIGHTS_SQL, vec![self.division.as_str().into(), self.now().into()]))
            .await?;
        rows.iter().map(|row| Ok(UnitLights::read(row, 0)?)).collect()
    }

    /// What came in and what was done, day by day, from a day to another, both with it; a day of nothing is left out.
    pub async fn days_between(&self, from: Day, until: Day) -> Result<Vec<DayCount>, Fault> {
        let sql = "select day, cast(sum(case when kind = 'received' then count else 0 end) as bigint),
                     cast(sum(case when kind = 'concluded' then count else 0 end) as bigint) from day_count
                   where division = $1 and day >= $2 and day <= $3 and kind in ('received', 'concluded')
                   group by day order by day limit 400";
        let params = vec![self.division.as_str().into(), from.to_string().into(), until.to_string().into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let wrong = || Fault::inside("a row of the figures names no day");
        rows.iter()
            .map(|row| {
                let day = Day::parse(row.text(0)?).ok_or_else(wrong)?;
                Ok(DayCount { day, received: row.int(1)?, concluded: row.int(2)? })
            })
            .collect()
    }

    /// Open cases by what they wait for. Reads open cases only.
    pub async fn waiting(&self) -> Result<Vec<(String, i64)>, Fault> {
        let sql =
            "select waits_for, cast(count(*) as bigint) from case_row where division || '' = $1 and open = 1
                   group by waits_for order by waits_for limit 50";
        let rows = self.store.read(Statement::new(sql, vec![self.division.as_str().into()])).await?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
    }

    /// How many cases were given priority this year, and in which classes: for everybody to read (A42).
    pub async fn priority_figures(&self) -> Result<PriorityFigures, Fault> {
        let today = self.today();
        let first = Day::from_ymd(today.year(), 1, 1).unwrap_or(today);
        let figures = self.figures_between(first, today).await?;
        let of = |word: &str| figures.iter().filter(|it| it.kind == word).map(|it| it.count).sum();
        Ok(PriorityFigures {
            all: of("priority"),
            classes: PriorityClass::ALL.map(|class| (class, of(priority_word(class)))),
        })
    }

    /// What was counted on a day.
    pub async fn day_figures(&self, day: Day) -> Result<Vec<DayFigure>, Fault> {
        self.figures_between(day, day).await
    }

    /// Concluded cases and the days they took, by code of the item, from a day to another, both with it.
    pub async fn item_figures_between(
        &self,
        from: Day,
        until: Day,
    ) -> Result<HashMap<String, (i64, i64)>, Fault> {
        let sql = "select kind, cast(sum(count) as bigint) from day_count
                   where division = $1 and day >= $2 and day <= $3
                     and (kind like 'item/%' or kind like 'item-days/%')
                   group by kind order by kind limit 40000";
        let params = vec![self.division.as_str().into(), from.to_string().into(), until.to_string().into()];
        let mut figures: HashMap<String, (i64, i64)> = HashMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (word, count) = (row.text(0)?, row.int(1)?);
            if let Some(item) = word.strip_prefix(OF_ITEM[1]) {
                figures.entry(item.to_owned()).or_default().1 += count;
            } else if let Some(item) = word.strip_prefix(OF_ITEM[0]) {
                figures.entry(item.to_owned()).or_default().0 += count;
            }
        }
        Ok(figures)
    }

    /// What was counted from a day to another, both with it: of the words of a day, and `received/{window}`; not by item.
    pub async fn figures_between(&self, from: Day, until: Day) -> Result<Vec<DayFigure>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select authority, kind, cast(sum(count) as bigint) from day_count
                 where division = $1 and day >= $2 and day <= $3 and kind not like 'item%'
                 group by authority, kind order by authority, kind limit 4000",
                vec![self.division.as_str().into(), from.to_string().into(), until.to_string().into()],
            ))
            .await?;
        rows.iter()
            .map(|row| {
                Ok(DayFigure {
                    authority: row.text(0)?.to_owned(),
                    kind: row.text(1)?.to_owned(),
                    count: row.int(2)?,
                })
            })
            .collect()
    }
}
