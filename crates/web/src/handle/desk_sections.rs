//! The sections of the desk: what is late or due today first, whatever is to be done with it, then queue by queue. Each case
//! stands once, and behind each queue is a list with all of it.

use std::collections::HashSet;
use std::fmt::Display;

use calendar::{Day, Instant, Light};
use centre::account::Session;
use centre::desk::DeskLists;
use centre::desk_queue::{Queue, Waits};
use centre::list::CaseBrief;

use super::cases;
use crate::app::App;
use pages::desk::{CaseLine, Section, SectionKind};
use pages::text::Text;

/// Cases one section shows; the rest is behind its links.
pub(super) const SHOWN: usize = 12;

/// Queues of which the late and those of today stand at the head. What waits to be collected is late through nobody here.
const PRESSING: [Queue; 9] = [
    Queue::Held,
    Queue::ToTake,
    Queue::ToAccept,
    Queue::ToSign,
    Queue::ToLayBefore,
    Queue::ToApprove,
    Queue::ToDecide,
    Queue::ToRecheck,
    Queue::ToMake,
];

/// The section of a queue.
pub(super) fn section_of(queue: Queue) -> SectionKind {
    match queue {
        Queue::ToTake => SectionKind::ToSign,
        Queue::Held => SectionKind::InHand,
        Queue::ToAccept => SectionKind::PapersIn,
        Queue::ToSign => SectionKind::ToSignInstant,
        Queue::ToLayBefore => SectionKind::ToLayBefore,
        Queue::ToDecide => SectionKind::ToDecide,
        Queue::ToApprove => SectionKind::ToApprove,
        Queue::ToRecheck => SectionKind::ToRecheck,
        Queue::ToMake => SectionKind::ToMake,
        Queue::ToDeliver => SectionKind::ToCollect,
        Queue::Stopped => SectionKind::StopEnding,
    }
}

/// The sections that hold cases.
pub(super) async fn sections(
    app: &App,
    text: Text,
    session: &Session,
    lists: &DeskLists,
) -> Result<Vec<Section>, centre::Fault> {
    let (now, today) = (app.centre.instant(), app.centre.today());
    let mut placed = HashSet::new();
    let mut sections = Vec::new();
    for kind in [SectionKind::Late, SectionKind::Today] {
        let pressing = pressing(lists, kind, now, today, &mut placed);
        let lines = lines(app, text, session, kind, &pressing.cases).await?;
        let (count, more) = (pressing.cases.len() + pressing.unread, pressing.links(text, today));
        sections.push(Section { kind, count, lines, more });
    }
    for (kind, list) in [
        (SectionKind::ToStandIn, &lists.to_stand_in),
        (SectionKind::ToTakeBack, &lists.to_take_back),
        (SectionKind::NobodyHere, &lists.nobody_here),
    ] {
        let fresh = fresh(list.iter(), &mut placed);
        let all = text.f("看全部 {n} 件", [("n", &list.len())]);
        let more = (fresh.len() > 1).then(|| (all, "/desk/people".to_owned()));
        let lines = lines(app, text, session, kind, &fresh).await?;
        sections.push(Section { kind, count: fresh.len(), lines, more: more.into_iter().collect() });
    }
    // What is held stands last: a case that waits for something to be done is shown where it waits.
    let last = [Queue::Held];
    let order = Queue::ALL.into_iter().map(|(_, queue)| queue).filter(|it| !last.contains(it)).chain(last);
    for queue in order {
        let read = lists.of(queue);
        let fresh = fresh(read.iter(), &mut placed);
        let kind = section_of(queue);
        let (count, all) = match cut(lists, queue) {
            // What of the unread is late or of today is counted at the head.
            Some(waits) => (fresh.len() + unread(waits, read, queue, now, today).other, waits.all),
            None => (fresh.len(), read.len()),
        };
        let lines = lines(app, text, session, kind, &fresh).await?;
        let words = match queue {
            // The desk shows those that run again soon, the list behind it every one.
            Queue::Stopped => text.t("看全部计时暂停的件").to_owned(),
            _ => text.f("看全部 {n} 件", [("n", &all)]),
        };
        let more = (count > lines.len()).then(|| (words, format!("/desk/cases?queue={}", queue.key())));
        sections.push(Section { kind, count, lines, more: more.into_iter().collect() });
    }
    Ok(sections)
}

fn fresh<'a>(
    list: impl Iterator<Item = &'a CaseBrief>,
    placed: &mut HashSet<catalogue::CaseId>,
) -> Vec<&'a CaseBrief> {
    list.filter(|brief| placed.insert(brief.id)).collect()
}

fn cut(lists: &DeskLists, queue: Queue) -> Option<Waits> {
    lists.cut.iter().find(|(it, _)| *it == queue).map(|(_, waits)| *waits)
}

fn is_late(brief: &CaseBrief, now: Instant) -> bool {
    brief.waits_for != centre::row::waits::COLLECTION && brief.light(now) == Light::Red
}

fn is_of_today(brief: &CaseBrief, now: Instant, today: Day) -> bool {
    brief.waits_for != centre::row::waits::COLLECTION
        && !is_late(brief, now)
        && brief.due_on == Some(today)
        && brief.stopped_until.is_none()
}

/// What of a queue was not read.
struct Unread {
    late: usize,
    today: usize,
    other: usize,
}

fn unread(waits: Waits, read: &[CaseBrief], queue: Queue, now: Instant, today: Day) -> Unread {
    let all = waits.all.saturating_sub(read.len());
    if !PRESSING.contains(&queue) {
        return Unread { late: 0, today: 0, other: all };
    }
    let late = waits.late.saturating_sub(read.iter().filter(|it| is_late(it, now)).count());
    let of_today = waits.today.saturating_sub(read.iter().filter(|it| is_of_today(it, now, today)).count());
    Unread { late, today: of_today, other: all.saturating_sub(late + of_today) }
}

/// What stands at the head, and out of which queues it comes.
struct Pressing<'a> {
    kind: SectionKind,
    cases: Vec<&'a CaseBrief>,
    unread: usize,
    queues: Vec<(Queue, usize)>,
}

fn pressing<'a>(
    lists: &'a DeskLists,
    kind: SectionKind,
    now: Instant,
    today: Day,
    placed: &mut HashSet<catalogue::CaseId>,
) -> Pressing<'a> {
    let mut pressing = Pressing { kind, cases: Vec::new(), unread: 0, queues: Vec::new() };
    for queue in PRESSING {
        let read = lists.of(queue);
        let fits = |brief: &&CaseBrief| match kind {
            SectionKind::Late => is_late(brief, now),
            _ => is_of_today(brief, now, today),
        };
        let unread = cut(lists, queue).map(|waits| unread(waits, read, queue, now, today));
        let unread = unread.map_or(0, |it| if kind == SectionKind::Late { it.late } else { it.today });
        let of_queue = read.iter().filter(fits).count() + unread;
        if of_queue > 0 {
            pressing.queues.push((queue, of_queue));
        }
        pressing.unread += unread;
        pressing.cases.extend(fresh(read.iter().filter(fits), placed));
    }
    pressing.cases.sort_by_key(|it| (it.red_at.is_none(), it.red_at));
    pressing
}

impl Pressing<'_> {
    /// A link for each queue, where more waits than the section shows.
    fn links(&self, text: Text, today: Day) -> Vec<(String, String)> {
        if self.cases.len() + self.unread <= SHOWN {
            return Vec::new();
        }
        let link = |(queue, n): &(Queue, usize)| {
            let name = text.t(section_of(*queue).title());
            let places: [(&str, &dyn Display); 2] = [("queue", &name), ("n", n)];
            let (words, narrow) = match self.kind {
                SectionKind::Late => ("看“{queue}”里超期的 {n} 件", "light=red".to_owned()),
                _ => ("看“{queue}”里今天到期的 {n} 件", format!("due={today}")),
            };
            (text.f(words, places), format!("/desk/cases?{narrow}&queue={}", queue.key()))
        };
        self.queues.iter().map(link).collect()
    }
}

async fn lines(
    app: &App,
    text: Text,
    session: &Session,
    kind: SectionKind,
    fresh: &[&CaseBrief],
) -> Result<Vec<CaseLine>, centre::Fault> {
    let mut lines = Vec::new();
    for brief in fresh.iter().take(SHOWN) {
        let mut line = cases::line(app, text, brief).await?;
        let action = match kind {
            SectionKind::ToStandIn | SectionKind::ToTakeBack => "去接手",
            SectionKind::NobodyHere => super::people::to_reassign(app, session, brief).await?,
            SectionKind::ToApprove => "去审批",
            _ => action(brief, session),
        };
        line.action = text.t(action).to_owned();
        lines.push(line);
    }
    Ok(lines)
}

/// What this person would do with the case, as the words of its link.
fn action(brief: &CaseBrief, session: &Session) -> &'static str {
    if brief.pending_to == Some(session.person) {
        return "去签收";
    }
    match brief.waits_for.as_str() {
        "acceptance" => "去答复",
        "leader-signature" if brief.agent == Some(session.person) => "去送签",
        "instant-signature" | "leader-signature" => "去签字",
        "decision" => "去决定",
        "stop-approval" | "extension-approval" => "去审批",
        "recheck" => "去复核",
        "making" => "去制证",
        "collection" => "去出件",
        "step" => "去办",
        _ => "打开",
    }
}
