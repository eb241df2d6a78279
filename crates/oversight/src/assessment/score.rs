//! From plan and frozen counts to points, a total and a grade. What was counted too seldom is not scored and never a zero.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::count::Count;
use super::plan::{Formula, Indicator, Plan, Scale, Subject};
use crate::report::Table;

/// Word of the line by which a subject stands in the counts.
pub const LISTED: &str = "listed";
/// Word under which standing matters of accountability are counted.
pub const ACCOUNTABLE: &str = "accountable";
/// Word of the department's mark of a person, of 100.
pub const DEPARTMENT: &str = "department-mark";
/// Word that says that there is such a mark.
pub const MARKED: &str = "department-marked";

/// 档次 (R186).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// 好.
    Good,
    /// 一般.
    Fair,
    /// 较差.
    Poor,
}

impl Grade {
    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Grade::Good => "good",
            Grade::Fair => "fair",
            Grade::Poor => "poor",
        }
    }
}

/// What one indicator came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point<'a> {
    /// Which.
    pub indicator: &'a Indicator,
    /// The part, what is deducted for, or what a formula came to in hundredths.
    pub part: i64,
    /// The whole; of a deduction what the sample is counted from.
    pub whole: i64,
    /// How much of a sample there is.
    pub sample: i64,
    /// In hundredths of a point; none where the sample is too small.
    pub points: Option<u32>,
}

/// What one subject came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score<'a> {
    /// Who.
    pub subject: Subject,
    /// By indicator.
    pub points: Vec<Point<'a>>,
    /// What the indicators make, in hundredths of 100; none where too little of the weights was scored.
    pub own: Option<u32>,
    /// The department's mark of a person, in hundredths of 100.
    pub department: Option<u32>,
    /// The total in hundredths of 100; of a person only where both halves are there.
    pub total: Option<u32>,
    /// The grade of the total.
    pub grade: Option<Grade>,
}

fn sum(table: &Table, subject: &str, counts: &[Count]) -> i64 {
    counts.iter().map(|count| table.get(subject, count.key())).sum()
}

fn point<'a>(indicator: &'a Indicator, table: &Table, subject: &str) -> Point<'a> {
    let sample = sum(table, subject, &indicator.sample);
    let (part, whole, points) = match &indicator.formula {
        Formula::Share { part, whole, none_at, full_at } => {
            let (part, whole) = (sum(table, subject, part), sum(table, subject, whole));
            (part, whole, share(part, whole, i64::from(*none_at), i64::from(*full_at), indicator.full))
        }
        Formula::Deduct { of, each } => {
            let of = sum(table, subject, of);
            let lost = of.saturating_mul(i64::from(*each)).saturating_mul(100);
            (of, sample, Some((i64::from(indicator.full) * 100 - lost).max(0)))
        }
        Formula::Feel { .. } => {
            let [points, came] = indicator.formula_words().map(|word| table.get(subject, &word));
            let most = i64::from(indicator.full) * 100;
            (points, sample, (came > 0).then(|| points.clamp(0, most)))
        }
    };
    let enough = sample >= i64::from(indicator.sample_min);
    let points = points.filter(|_| enough).and_then(|points| u32::try_from(points).ok());
    Point { indicator, part, whole, sample, points }
}

/// Hundredths of a point, rounded half up; none of nothing.
fn share(part: i64, whole: i64, none_at: i64, full_at: i64, full: u32) -> Option<i64> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    if whole <= 0 {
        return None;
    }
    // (part / whole - none) / (full - none), as one fraction whose lower side is positive.
    let (none, best) = (i128::from(none_at), i128::from(full_at));
    let (mut above, mut below) = (part * 10_000 - none * whole, (best - none) * whole);
    if below < 0 {
        (above, below) = (-above, -below);
    }
    let points = i128::from(full) * 100;
    let got = (above.clamp(0, below) * points * 2 + below) / (below * 2);
    i64::try_from(got).ok()
}

/// The weighted points in hundredths of 100, rounded half up, where enough of the weights was scored.
fn weighted(points: &[Point<'_>], scored_min: u32) -> Option<u32> {
    let scored = || points.iter().filter_map(|it| it.points.map(|points| (it.indicator, points)));
    let weights: u32 = scored().map(|(indicator, _)| indicator.weight).sum();
    if weights < scored_min.max(1) {
        return None;
    }
    // Each share of its own full mark; in millionths, so that rounding at the end is the only one.
    let whole: u64 = scored()
        .map(|(indicator, points)| {
            u64::from(points) * 1_000_000 * u64::from(indicator.weight) / u64::from(indicator.full.max(1))
        })
        .sum();
    let below = u64::from(weights) * 10_000;
    u32::try_from((whole + below / 2) / below).ok()
}

/// What a subject came to by a plan, from the counts of a term.
pub fn score<'a>(plan: &'a Plan, table: &Table, subject: Subject) -> Score<'a> {
    let key = subject.key();
    let points: Vec<_> = plan.of(subject.scale()).map(|it| point(it, table, &key)).collect();
    let own = weighted(&points, plan.scored_min);
    let marked = subject.scale() == Scale::Person && table.get(&key, MARKED) > 0;
    let mark = marked.then(|| table.get(&key, DEPARTMENT).clamp(0, 100));
    let department = mark.and_then(|mark| u32::try_from(mark * 100).ok());
    let total = match subject.scale() {
        Scale::Unit | Scale::Window | Scale::Town => own,
        Scale::Person => own.zip(department).map(|(own, department)| {
            let centre = plan.centre_percent.min(100);
            (own * centre + department * (100 - centre) + 50) / 100
        }),
    };
    let grade = total.map(|total| match total {
        _ if total >= plan.good_from * 100 => Grade::Good,
        _ if total >= plan.fair_from * 100 => Grade::Fair,
        _ => Grade::Poor,
    });
    Score { subject, points, own, department, total, grade }
}

/// Who stands in the counts on a scale.
pub fn subjects(table: &Table, scale: Scale) -> Vec<Subject> {
    let listed = table.lines().iter().filter(|line| line.1 == LISTED);
    listed.filter_map(|line| Subject::parse(&line.0)).filter(|it| it.scale() == scale).collect()
}

/// Puts scores in the order of a ranking: the best first; who has no total stands after all, by code.
pub fn order(scores: &mut [Score<'_>]) {
    scores.sort_by_key(|it| (Reverse(it.total), it.subject));
}

/// Everybody of a scale in the order of the ranking.
pub fn scores<'a>(plan: &'a Plan, table: &Table, scale: Scale) -> Vec<Score<'a>> {
    let mut all: Vec<_> = subjects(table, scale).into_iter().map(|it| score(plan, table, it)).collect();
    order(&mut all);
    all
}
