//! What a person finds on the desk: their own queues, the most pressing first.

use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode};

use crate::account::Session;
use crate::desk_queue::{Queue, Reader, Waits};
use crate::list::{CaseBrief, Narrow, PAGE, Unnamed, Which};
use crate::scope::units_of_windows;
use crate::{Centre, Fault};

/// A stopped clock that runs again within these days stands on the desk.
const SOON_DAYS: i32 = 3;

/// The queues of one person's desk; each at most a page, most pressing first.
#[derive(Debug, Default)]
pub struct DeskLists {
    /// Given to this person and not yet signed for (R81).
    pub to_take: Vec<CaseBrief>,
    /// Held by this person.
    pub held: Vec<CaseBrief>,
    /// Everything handed in, acceptance due (N5), at the units this person's windows serve.
    pub to_accept: Vec<CaseBrief>,
    /// Waiting for a signature of an instant case: the second one, or that of the leader in charge (C6, R56).
    pub to_sign: Vec<CaseBrief>,
    /// Of those, what the case agent lays before the leader today and brings back to the window (R56).
    pub to_lay_before: Vec<CaseBrief>,
    /// Waiting for a decision this person has the power to make.
    pub to_decide: Vec<CaseBrief>,
    /// A stop of the clock, a longer limit or the fast track asked for, waiting for approval (F7, C7, A42).
    pub to_approve: Vec<CaseBrief>,
    /// Decided, waiting for the case agent's re-check (C17).
    pub to_recheck: Vec<CaseBrief>,
    /// Re-checked, waiting to be made and sealed (E18).
    pub to_make: Vec<CaseBrief>,
    /// Ready, waiting to be collected (C13).
    pub to_deliver: Vec<CaseBrief>,
    /// Clock stopped, running again within three days.
    pub stopped: Vec<CaseBrief>,
    /// Held by somebody away for whom this person stands in (E23).
    pub to_stand_in: Vec<CaseBrief>,
    /// Held by another in the place of this person, who is back.
    pub to_take_back: Vec<CaseBrief>,
    /// Nobody is here who holds them; for those who lead (E25).
    pub nobody_here: Vec<CaseBrief>,
    /// Queues of which more waits than was read, with how much; empty on most desks.
    pub cut: Vec<(Queue, Waits)>,
}

impl DeskLists {
    /// What was read of a queue.
    pub fn of(&self, queue: Queue) -> &[CaseBrief] {
        match queue {
            Queue::ToTake => &self.to_take,
            Queue::Held => &self.held,
            Queue::ToAccept => &self.to_accept,
            Queue::ToSign => &self.to_sign,
            Queue::ToLayBefore => &self.to_lay_before,
            Queue::ToDecide => &self.to_decide,
            Queue::ToApprove => &self.to_approve,
            Queue::ToRecheck => &self.to_recheck,
            Queue::ToMake => &self.to_make,
            Queue::ToDeliver => &self.to_deliver,
            Queue::Stopped => &self.stopped,
        }
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Every case of every queue; one case may stand in two.
    pub fn all(&self) -> impl Iterator<Item = &CaseBrief> {
        [
            &self.to_take,
            &self.held,
            &self.to_accept,
            &self.to_sign,
            &self.to_lay_before,
            &self.to_decide,
            &self.to_approve,
            &self.to_recheck,
            &self.to_make,
            &self.to_deliver,
            &self.stopped,
            &self.to_stand_in,
            &self.to_take_back,
            &self.nobody_here,
        ]
        .into_iter()
        .flatten()
    }
}

/// The queues while they are being filled: cases whose applicants' names are not opened yet.
#[derive(Default)]
struct Queues {
    to_take: Vec<Unnamed>,
    held: Vec<Unnamed>,
    to_accept: Vec<Unnamed>,
    to_sign: Vec<Unnamed>,
    to_lay_before: Vec<Unnamed>,
    to_decide: Vec<Unnamed>,
    to_approve: Vec<Unnamed>,
    to_recheck: Vec<Unnamed>,
    to_make: Vec<Unnamed>,
    to_deliver: Vec<Unnamed>,
    stopped: Vec<Unnamed>,
    to_stand_in: Vec<Unnamed>,
    to_take_back: Vec<Unnamed>,
    nobody_here: Vec<Unnamed>,
    cut: Vec<(Queue, Waits)>,
}

impl Queues {
    fn of(&mut self, queue: Queue) -> &mut Vec<Unnamed> {
        match queue {
            Queue::ToTake => &mut self.to_take,
            Queue::Held => &mut self.held,
            Queue::ToAccept => &mut self.to_accept,
            Queue::ToSign => &mut self.to_sign,
            Queue::ToLayBefore => &mut self.to_lay_before,
            Queue::ToDecide => &mut self.to_decide,
            Queue::ToApprove => &mut self.to_approve,
            Queue::ToRecheck => &mut self.to_recheck,
            Queue::ToMake => &mut self.to_make,
            Queue::ToDeliver => &mut self.to_deliver,
            Queue::Stopped => &mut self.stopped,
        }
    }
}

/// Units of the person's posts by what they do there; each queue is then read once.
#[derive(Default)]
pub(crate) struct Posts {
    pub(crate) accept: Vec<UnitCode>,
    pub(crate) sign: Vec<UnitCode>,
    pub(crate) handle: Vec<UnitCode>,
    /// By post or by a letter in force: what of it the person may do is asked of each item.
    pub(crate) decide: Vec<UnitCode>,
    /// Those of the letters alone.
    pub(crate) letters: Vec<UnitCode>,
    pub(crate) agent: bool,
    pub(crate) deliver: bool,
    /// Heads the government.
    pub(crate) governs: bool,
    /// Runs the centre.
    pub(crate) manages: bool,
}

impl Posts {
    pub(crate) fn of(organisation: &Organisation, person: PersonId, today: Day) -> Posts {
        let mut posts = Posts::default();
        for holding in organisation.posts_of(person, today) {
            match holding.post {
                Post::IntakeOfficer => posts.accept.extend(units_of_windows(organisation, holding)),
                Post::WindowHead => posts.sign.extend(units_of_windows(organisation, holding)),
                Post::Handler => posts.handle.push(holding.unit),
                Post::AuthorityHead | Post::LeaderInCharge => posts.decide.push(holding.unit),
                Post::CaseAgent => posts.agent = true,
                Post::DeliveryOfficer => posts.deliver = true,
                Post::GovernmentHead => posts.governs = true,
                Post::CentreManager => posts.manages = true,
                _ => {}
            }
        }
        // Whoever signs by letter finds it on the desk too, without any post of a leader (R52).
        let letters = organisation.delegations.iter();
        let letters = letters.filter(|it| it.to_person == person && it.in_force(today)).map(|it| it.unit);
        posts.letters.extend(letters);
        posts.decide.extend(posts.letters.iter().copied());
        let Posts { accept, sign, handle, decide, letters, .. } = &mut posts;
        for units in [accept, sign, handle, decide, letters] {
            units.sort();
            units.dedup();
        }
        posts
    }
}

impl Centre {
    /// The desk of a person: one reading for each queue the posts have, and one for the names of all.
    pub async fn desk(&self, session: &Session) -> Result<DeskLists, Fault> {
        let mut queues = Queues::default();
        if let Some(organisation) = self.organisation().await? {
            let (me, today) = (session.person, self.today());
            let posts = Posts::of(&organisation, me, today);
            let agents = self.agents_of(&organisation, me).await?;
            let reader = Reader { organisation: &organisation, posts: &posts, me, agents: &agents, today };
            for (_, queue) in Queue::ALL {
                let runs_by = (queue == Queue::Stopped).then(|| today.plus_days(SOON_DAYS));
                let narrow = Narrow { runs_by, ..Narrow::default() };
                let mut read = self.queue(&reader, queue, narrow, None, PAGE + 1).await?;
                if read.len() > PAGE {
                    read.truncate(PAGE);
                    queues.cut.push((queue, self.queue_waits(&reader, queue, narrow).await?));
                }
                *queues.of(queue) = read;
            }
        }
        self.who_is_missing(session, &mut queues).await?;
        self.named(queues).await
    }

    /// What is held by whoever is away, as far as it concerns this person; asks nothing where nobody is.
    async fn who_is_missing(&self, session: &Session, queues: &mut Queues) -> Result<(), Fault> {
        let (me, in_force) = (session.person, self.in_force().await?);
        let narrow = Narrow::default();
        let stood_in_for = self.stood_in_for(&in_force.absences, me);
        if !stood_in_for.is_empty() {
            let which = Which::HeldByAny(stood_in_for);
            let scope = self.scope(session).await?;
            queues.to_stand_in = self.list(&which, narrow, Some(&scope), None, PAGE).await?;
        }
        if in_force.covered.contains(&me) && !in_force.absences.is_away(me, self.today()) {
            queues.to_take_back = self.list(&Which::Covering(me), narrow, None, None, PAGE).await?;
        }
        let away = self.away_today(&in_force.absences);
        let leads = in_force.organisation.is_some_and(|it| self.sees_who_is_missing(&it, me));
        if leads && !away.is_empty() {
            let scope = self.scope(session).await?;
            queues.nobody_here = self.list(&Which::HeldByAny(away), narrow, Some(&scope), None, PAGE).await?;
        }
        Ok(())
    }

    /// Opens the names of all queues at once.
    async fn named(&self, mut queues: Queues) -> Result<DeskLists, Fault> {
        let all = [
            &mut queues.to_take,
            &mut queues.held,
            &mut queues.to_accept,
            &mut queues.to_sign,
            &mut queues.to_lay_before,
            &mut queues.to_decide,
            &mut queues.to_approve,
            &mut queues.to_recheck,
            &mut queues.to_make,
            &mut queues.to_deliver,
            &mut queues.stopped,
            &mut queues.to_stand_in,
            &mut queues.to_take_back,
            &mut queues.nobody_here,
        ];
        let mut all: Vec<&mut Unnamed> = all.into_iter().flatten().collect();
        self.open_names(all.iter_mut().map(|it| &mut **it).collect()).await?;
        self.look_for_officers(all.into_iter().map(|it| &mut it.brief).collect()).await?;
        let briefs = |list: Vec<Unnamed>| {
            let mut list: Vec<CaseBrief> = list.into_iter().map(|it| it.brief).collect();
            // While papers are awaited no light turns; then the day by which they are to be brought counts.
            list.sort_by_key(|it| (it.red_at.is_none(), it.red_at, it.due_on));
            list
        };
        Ok(DeskLists {
            to_take: briefs(queues.to_take),
            held: briefs(queues.held),
            to_accept: briefs(queues.to_accept),
            to_sign: briefs(queues.to_sign),
            to_lay_before: briefs(queues.to_lay_before),
            to_decide: briefs(queues.to_decide),
            to_approve: briefs(queues.to_approve),
            to_recheck: briefs(queues.to_recheck),
            to_make: briefs(queues.to_make),
            to_deliver: briefs(queues.to_deliver),
            stopped: briefs(queues.stopped),
            to_stand_in: briefs(queues.to_stand_in),
            to_take_back: briefs(queues.to_take_back),
            nobody_here: briefs(queues.nobody_here),
            cut: queues.cut,
        })
    }
}
