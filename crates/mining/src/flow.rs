//! The flow of an item as its cases went: how often one milestone followed another, how long that took in working time, and
//! where it takes longest.

use std::collections::BTreeMap;

use calendar::{Calendar, Instant};

use crate::{Node, Whose, between};

/// Below so many passages no middle is said: it would be that of single cases.
pub const SAMPLE_MIN: usize = 10;

/// How long a passage took, microseconds of working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Half of the passages took no longer.
    pub median: i64,
    /// Nine of ten took no longer.
    pub ninetieth: i64,
}

/// One milestone that followed another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The earlier milestone.
    pub from: Node,
    /// The later one.
    pub to: Node,
    /// How often.
    pub count: usize,
    /// How long; none below [`SAMPLE_MIN`].
    pub wait: Option<Wait>,
    /// For whom it waited.
    pub whose: Whose,
    /// Whether it is the slowest of those that wait for the office.
    pub bottleneck: bool,
}

/// The flow of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Cases it was computed from.
    pub cases: usize,
    /// Each milestone and how often a case came to it, in the order of the procedure.
    pub nodes: Vec<(Node, usize)>,
    /// What followed what, by the earlier milestone and then by the later.
    pub edges: Vec<Edge>,
    /// Whether a day of a year without a calendar was counted with all its hours.
    pub plain: bool,
}

/// The flow of these courses, each in the order of the ledger.
pub fn flow<'a>(courses: impl Iterator<Item = &'a [(Node, Instant)]>, calendar: &Calendar) -> Flow {
    let (mut cases, mut plain) = (0, false);
    let mut nodes: BTreeMap<Node, usize> = BTreeMap::new();
    let mut waits: BTreeMap<(Node, Node), Vec<i64>> = BTreeMap::new();
    for course in courses {
        cases += 1;
        for (node, _) in course {
            *nodes.entry(*node).or_default() += 1;
        }
        for pair in course.windows(2) {
            let ((from, began), (to, ended)) = (pair[0], pair[1]);
            let took = between(calendar, began, ended).unwrap_or_else(|_| {
                plain = true;
                (ended.0 - began.0).max(0)
            });
            waits.entry((from, to)).or_default().push(took);
        }
    }
    let mut edges: Vec<Edge> = waits.into_iter().map(|((from, to), took)| edge(from, to, took)).collect();
    let slowest = edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| edge.whose == Whose::Office)
        .filter_map(|(at, edge)| Some((edge.wait?.median, at)))
        .filter(|(median, _)| *median > 0)
        .max_by_key(|(median, at)| (*median, std::cmp::Reverse(*at)));
    if let Some((_, at)) = slowest {
        edges[at].bottleneck = true;
    }
    Flow { cases, nodes: nodes.into_iter().collect(), edges, plain }
}

fn edge(from: Node, to: Node, mut took: Vec<i64>) -> Edge {
    took.sort_unstable();
    let count = took.len();
    let wait = (count >= SAMPLE_MIN).then(|| Wait { median: rank(&took, 50), ninetieth: rank(&took, 90) });
    Edge { from, to, count, wait, whose: from.then_waits_for(), bottleneck: false }
}

/// The smallest value that so many of a hundred do not exceed.
fn rank(sorted: &[i64], percent: usize) -> i64 {
    sorted[(sorted.len() * percent).div_ceil(100) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DAY;
    use crate::course::sample::at;

    const HOUR: i64 = DAY / 24;

    /// `n` cases: received, accepted after some minutes, a step after some hours, concluded at once, delivered days later.
    fn courses(n: i64) -> Vec<Vec<(Node, Instant)>> {
        let start = at("2026-11-23", 9, 0);
        let after = |micros: i64| Instant(start.0 + micros);
        (1..=n)
            .map(|k| {
                let accepted = after(k * HOUR / 60);
                let step = Instant(accepted.0 + k * HOUR);
                vec![
                    (Node::Received, start),
                    (Node::Accepted, accepted),
                    (Node::Step(0), step),
                    (Node::Concluded, step),
                    (Node::Delivered, Instant(step.0 + 2 * DAY)),
                ]
            })
            .collect()
    }

    fn of(courses: &[Vec<(Node, Instant)>]) -> Flow {
        flow(courses.iter().map(Vec::as_slice), Calendar::built_in())
    }

    fn find(flow: &Flow, from: Node, to: Node) -> &Edge {
        flow.edges.iter().find(|it| it.from == from && it.to == to).expect("the edge is there")
    }

    #[test]
    fn the_slowest_wait_for_the_office_is_the_bottleneck() {
        let flow = of(&courses(10));
        let step = find(&flow, Node::Accepted, Node::Step(0));
        assert_eq!(step.wait, Some(Wait { median: 5 * HOUR, ninetieth: 9 * HOUR }));
        let marked: Vec<_> =
            flow.edges.iter().filter(|it| it.bottleneck).map(|it| (it.from, it.to)).collect();
        // Fetching the result takes longer, and is the applicant's.
        assert_eq!(marked, [(Node::Accepted, Node::Step(0))]);
        let fetched = find(&flow, Node::Concluded, Node::Delivered);
        assert_eq!((fetched.whose, fetched.wait.map(|it| it.median)), (Whose::Applicant, Some(2 * DAY)));
        assert_eq!((flow.cases, flow.nodes[0]), (10, (Node::Received, 10)));
    }

    // E14: what was closed waits for the applicant's letter.
    #[test]
    fn a_letter_under_way_is_no_wait_for_the_office() {
        let (closed, came) = (at("2026-11-23", 0, 0), at("2026-11-26", 9, 0));
        let lifted = vec![(Node::NotBrought, closed), (Node::MorePapers, came)];
        let flow = of(&vec![lifted; 10]);
        let letter = find(&flow, Node::NotBrought, Node::MorePapers);
        assert!(letter.whose == Whose::Applicant && letter.wait.is_some() && !letter.bottleneck);
    }

    #[test]
    fn of_few_passages_no_middle_is_said_and_nothing_is_marked() {
        let flow = of(&courses(9));
        assert!(flow.edges.iter().all(|it| it.wait.is_none() && !it.bottleneck), "{flow:?}");
        assert_eq!(find(&flow, Node::Received, Node::Accepted).count, 9);
    }

    #[test]
    fn what_never_waits_is_no_bottleneck() {
        let start = at("2026-11-23", 9, 0);
        let instant =
            vec![vec![(Node::Received, start), (Node::Decided, start), (Node::Concluded, start)]; 20];
        assert!(of(&instant).edges.iter().all(|it| !it.bottleneck));
    }

    #[test]
    fn a_way_back_is_an_edge_of_its_own() {
        let (a, b) = (at("2026-11-23", 9, 0), at("2026-11-23", 10, 0));
        let flow = of(&[vec![(Node::Step(1), a), (Node::StepReturned, b), (Node::Step(0), b)]]);
        assert_eq!(find(&flow, Node::StepReturned, Node::Step(0)).count, 1);
        assert_eq!(
            flow.nodes.iter().map(|it| it.0).collect::<Vec<_>>(),
            [Node::Step(0), Node::Step(1), Node::StepReturned]
        );
    }

    #[test]
    fn where_the_calendar_knows_nothing_all_hours_count_and_it_is_said() {
        let (a, b) = (at("2050-01-01", 9, 0), at("2050-01-02", 9, 0));
        let course = vec![(Node::Received, a), (Node::Accepted, b)];
        let flow = of(&vec![course; 10]);
        assert!(flow.plain);
        assert_eq!(flow.edges[0].wait.map(|it| it.median), Some(DAY));
    }
}
