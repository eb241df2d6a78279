//! What a person finds on the desk: their own queues, the most pressing first.

use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, Power, UnitCode};

use crate::account::Session;
use crate::list::{CaseBrief, Narrow, PAGE, Unnamed, Which};
use crate::row::waits;
use crate::scope::units_of_windows;
use crate::{Centre, Fault};

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
    /// Waiting for a decision this person may have the power to make.
    pub to_decide: Vec<CaseBrief>,
    /// A stop of the clock asked for, waiting for approval (F7).
    pub to_approve: Vec<CaseBrief>,
    /// Decided, waiting for the case agent's re-check (C17).
    pub to_recheck: Vec<CaseBrief>,
    /// Re-checked, waiting to be made and sealed (E18).
    pub to_make: Vec<CaseBrief>,
    /// Ready, waiting to be collected (C13).
    pub to_deliver: Vec<CaseBrief>,
    /// Clock stopped, waiting for a result.
    pub stopped: Vec<CaseBrief>,
    /// Held by somebody away for whom this person stands in (E23).
    pub to_stand_in: Vec<CaseBrief>,
    /// Held by another in the place of this person, who is back.
    pub to_take_back: Vec<CaseBrief>,
    /// Nobody is here who holds them; for those who lead (E25).
    pub nobody_here: Vec<CaseBrief>,
}

impl DeskLists {
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
}

/// Units of the person's posts by what they do there; each queue is then read once.
#[derive(Default)]
pub(crate) struct Posts {
    pub(crate) accept: Vec<UnitCode>,
    pub(crate) sign: Vec<UnitCode>,
    pub(crate) handle: Vec<UnitCode>,
    pub(crate) decide: Vec<UnitCode>,
    pub(crate) agent: bool,
    pub(crate) deliver: bool,
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
                _ => {}
            }
        }
        for units in [&mut posts.accept, &mut posts.sign, &mut posts.handle, &mut posts.decide] {
            units.sort();
            units.dedup();
        }
        posts
    }
}

impl Centre {
    /// The desk of a person: one reading for each queue the posts have, and one for the names of all.
    pub async fn desk(&self, session: &Session) -> Result<DeskLists, Fault> {
        let me = session.person;
        let mut queues = Queues {
            to_take: self.list(&Which::PendingTo(me), Narrow::default(), None, None, PAGE).await?,
            held: self.list(&Which::HeldBy(me), Narrow::default(), None, None, PAGE).await?,
            ..Queues::default()
        };
        if let Some(organisation) = self.organisation().await? {
            let today = self.today();
            let posts = Posts::of(&organisation, me, today);
            let waiting = async |what, units: &Vec<UnitCode>| {
                if units.is_empty() {
                    return Ok(Vec::new());
                }
                self.list(&Which::Waiting(what, units.clone()), Narrow::default(), None, None, PAGE).await
            };
            queues.to_accept = waiting(waits::ACCEPTANCE, &posts.accept).await?;
            queues.to_sign = waiting(waits::INSTANT, &posts.sign).await?;
            queues.to_make = waiting(waits::MAKING, &posts.handle).await?;
            queues.stopped = waiting(waits::RESULT, &posts.handle).await?;
            queues.to_decide = waiting(waits::DECISION, &posts.decide).await?;
            queues.to_approve = waiting(waits::STOP, &posts.decide).await?;
            let mut to_extend = waiting(waits::EXTENSION, &posts.decide).await?;
            let mut to_sign_off = waiting(waits::LEADER, &posts.decide).await?;
            if posts.agent {
                let which = Which::WaitingAgent(waits::LEADER, me);
                queues.to_lay_before = self.list(&which, Narrow::default(), None, None, PAGE).await?;
                let which = Which::WaitingAgent(waits::RECHECK, me);
                queues.to_recheck = self.list(&which, Narrow::default(), None, None, PAGE).await?;
            }
            if posts.deliver {
                let which = Which::WaitingAnywhere(waits::COLLECTION);
                queues.to_deliver = self.list(&which, Narrow::default(), None, None, PAGE).await?;
            }
            for (list, power) in [
                (&mut queues.to_decide, Power::Decide),
                (&mut queues.to_approve, Power::ApproveSpecialProcedure),
                (&mut to_extend, Power::ApproveExtension),
                (&mut to_sign_off, Power::SignOff),
            ] {
                self.keep_decidable(&organisation, me, today, list, power).await?;
            }
            queues.to_approve.append(&mut to_extend);
            queues.to_sign.append(&mut to_sign_off);
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
        })
    }

    /// Of what waits for a decision or approval, only what this person has the power for today (R52).
    async fn keep_decidable(
        &self,
        organisation: &Organisation,
        person: PersonId,
        today: Day,
        list: &mut Vec<Unnamed>,
        power: Power,
    ) -> Result<(), Fault> {
        let mut kept = Vec::new();
        for it in list.drain(..) {
            if let Some(item) = self.item_body(it.brief.item_body).await?
                && organisation.may(person, power, &item, today).is_yes()
            {
                kept.push(it);
            }
        }
        *list = kept;
        Ok(())
    }
}
