//! Some weeks in the life of the demonstration county: invented people, but every step goes through the product's own rules.
//!
//! Nothing is written beside the ledger: a simulated officer gets the same refusals as a real one, and the figures on
//! every screen come from what the rules made of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use calendar::{Calendar, Instant};
use catalogue::Item;
use centre::Centre;
use oversight::rating::Kind;

use super::after::After;
use super::assess::Assess;
use super::away::Away;
use super::exceptions::bars;
use super::hours::{office_time, pace, working_days_before};
use super::matter::Matter;
use super::next_step::{Step, act};
use super::offline::Offline;
use super::plan::invented;
pub use super::plan::{Plan, Report};
use super::random::Random;
use super::ratings::Ratings;

/// Microseconds.
pub const HOUR: i64 = 3_600_000_000;
const SLOT: i64 = HOUR / 3;
/// Microseconds.
pub const DAY: i64 = 24 * HOUR;

/// Fills the county: `clock` is moved from the first day to `until` and left there.
pub async fn run(
    centre: &Centre,
    clock: &Arc<AtomicI64>,
    until: Instant,
    plan: Plan,
) -> anyhow::Result<Report> {
    let calendar = Calendar::built_in();
    let days = working_days_before(calendar, until.day(), plan.days)?;
    let mut random = Random::new(plan.seed);
    let organisation =
        centre.organisation().await?.ok_or_else(|| anyhow::anyhow!("no organisation was published"))?;
    let items: Vec<Arc<Item>> = centre
        .item_list()
        .await?
        .into_iter()
        .filter(|entry| entry.is_live())
        .map(|entry| entry.item)
        .collect();
    let mut matters: Vec<Matter> = Vec::new();
    let mut queue: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
    for (at, matter) in invented(plan, &days, until, &mut random, &items, &organisation) {
        queue.push(Reverse((at, matters.len())));
        matters.push(matter);
    }
    let (mut report, mut last_day) = (Report::default(), None);
    let (mut after, mut assess, mut ratings) =
        (After::default(), Assess::default(), Ratings::new(plan.seed, plan.cases));
    let (mut away, mut offline) = (Away::planned(&days, until), Offline::planned(&days));
    while let Some(Reverse((first, _))) = queue.peek().copied() {
        if first >= until.0 {
            break;
        }
        // Before the clock goes on to another day: the evening of the last one may be what it waits for.
        away.arrange(centre, &organisation, clock, first, until).await?;
        // Facts that fell due in the night stand before the first officer sits down.
        if last_day != Some(Instant(first).day()) {
            if let Some(day) = last_day.replace(Instant(first).day()) {
                ratings.evening(centre, clock, day).await?;
            }
            let day = Instant(first).day();
            clock.fetch_max(day.at(0, 5).0, Ordering::AcqRel);
            centre.tick().await?;
            let left = days.iter().filter(|it| **it > day).count();
            super::visitors::morning(centre, left).await?;
            clock.fetch_max(day.at(8, 31).0.min(first), Ordering::AcqRel);
            super::complaints::morning(centre, left).await?;
            super::draws::morning(centre, left).await?;
            after.morning(centre, &organisation, until.day()).await?;
            ratings.morning(centre, &organisation, left).await?;
            assess.morning(centre, &organisation, until.day()).await?;
            super::supervise::morning(centre, &organisation).await?;
        }
        for matter in offline.arrange(centre, &organisation, &items, clock, first).await? {
            queue.push(Reverse((office_time(calendar, first + HOUR), matters.len())));
            matters.push(matter);
        }
        let slot_end = (first / SLOT + 1) * SLOT;
        clock.fetch_max(first.min(until.0), Ordering::AcqRel);
        let mut turn = Vec::new();
        while let Some(Reverse((at, n))) = queue.peek().copied() {
            if at >= slot_end || at >= until.0 {
                break;
            }
            queue.pop();
            turn.push((at, n));
        }
        let steps = turn.iter().map(|(_, n)| act(centre, &organisation, &matters[*n]));
        let results = futures_util::future::join_all(steps).await;
        for ((at, n), result) in turn.into_iter().zip(results) {
            match result? {
                Step::Received(case) => {
                    report.received += 1;
                    report.done += 1;
                    matters[n].case = Some(case);
                    ratings.asked(case, Kind::Visit, matters[n].window);
                    if matters[n].rates_badly {
                        ratings.unhappy(case);
                    }
                    queue.push(Reverse((office_time(calendar, at + pace(&mut random, 25, 90)), n)));
                }
                Step::Done(hours) => {
                    report.done += 1;
                    ratings.handed_out(matters[n].case.filter(|_| hours == 0), matters[n].window);
                    let slow = matters[n].slow;
                    // A slowness of nothing: done the same day, as a commitment promises.
                    let hours = hours * slow.min(1);
                    let wait = (hours * HOUR).max(pace(&mut random, 20, 160) * slow).max(SLOT / 2);
                    queue.push(Reverse((office_time(calendar, at + wait), n)));
                }
                Step::Later(at_least) => {
                    queue.push(Reverse((office_time(calendar, at_least.max(at + HOUR)), n)));
                }
                Step::Refused(code) => {
                    report.refused += 1;
                    *report.codes.entry(code).or_default() += 1;
                }
                Step::Ended => {}
            }
        }
    }
    away.arrange(centre, &organisation, clock, until.0, until).await?;
    clock.store(until.0, Ordering::Release);
    bars(centre, &organisation, &matters).await?;
    centre.tick().await?;
    away.stand_in(centre).await?;
    Ok(report)
}
