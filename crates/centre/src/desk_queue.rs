//! A queue of a person's desk as a list of its own: what the desk shows of it first, and behind that page by page the rest.
//!
//! What waits for a decision is kept to what this person has the power for today while it is read, not afterwards: a page is
//! full wherever there is enough of it, and a count counts nothing that somebody else has to do.

use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, Power, UnitCode};
use store::{Statement, Value};

use crate::account::Session;
use crate::desk::Posts;
use crate::list::{CaseBrief, Cursor, Narrow, Unnamed, Which};
use crate::row::waits;
use crate::{Centre, Fault};

/// Rows of one reading while they are sorted by power.
const READ: usize = 200;
/// Revisions of items that one count goes through.
const BODIES_MAX: usize = 5_000;

/// A queue of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Queue {
    /// Given to this person and not yet signed for (R81).
    ToTake,
    /// Held by this person.
    Held,
    /// Everything handed in, acceptance due (N5).
    ToAccept,
    /// A signature of an instant case: the second one, or that of the leader in charge (C6, R56).
    ToSign,
    /// Of those, what the case agent lays before the leader.
    ToLayBefore,
    /// A decision that this person may make.
    ToDecide,
    /// A stop of the clock, a longer limit or the fast track asked for (F7, C7, A42).
    ToApprove,
    /// The case agent's re-check (C17).
    ToRecheck,
    /// To be made and sealed (E18).
    ToMake,
    /// Ready, to be handed out (C13).
    ToDeliver,
    /// Clock stopped, a result awaited.
    Stopped,
}

impl Queue {
    /// Every queue with its word in addresses.
    pub const ALL: [(&'static str, Queue); 11] = [
        ("take", Queue::ToTake),
        ("held", Queue::Held),
        ("accept", Queue::ToAccept),
        ("sign", Queue::ToSign),
        ("lay-before", Queue::ToLayBefore),
        ("decide", Queue::ToDecide),
        ("approve", Queue::ToApprove),
        ("recheck", Queue::ToRecheck),
        ("make", Queue::ToMake),
        ("deliver", Queue::ToDeliver),
        ("stopped", Queue::Stopped),
    ];

    /// The queue of a word.
    pub fn parse(word: &str) -> Option<Queue> {
        Queue::ALL.into_iter().find(|(it, _)| *it == word).map(|(_, queue)| queue)
    }

    /// Its word in addresses.
    pub fn key(self) -> &'static str {
        Queue::ALL.into_iter().find(|(_, queue)| *queue == self).map_or("", |(word, _)| word)
    }

    /// The rows of which it is made; none where the person has no such post.
    fn parts(self, reader: &Reader<'_>) -> Vec<Part> {
        let Reader { posts, me, .. } = *reader;
        let at = |what, units: &Vec<_>, power| {
            (!units.is_empty()).then(|| Part { which: Which::Waiting(what, units.clone()), power })
        };
        let of = |which| Some(Part { which, power: None });
        let as_agent = |what: &'static str| {
            let Agents { of: people, units, here } = reader.agents;
            let gone = || Which::WaitingNoAgent(what, units.clone(), here.clone());
            let mut parts: Vec<_> =
                people.iter().map(|agent| of(Which::WaitingAgent(what, *agent))).collect();
            parts.push((!units.is_empty()).then(|| Part { which: gone(), power: None }));
            parts
        };
        let parts = match self {
            Queue::ToTake => vec![of(Which::PendingTo(me))],
            Queue::Held => vec![of(Which::HeldBy(me))],
            Queue::ToAccept => vec![at(waits::ACCEPTANCE, &posts.accept, None)],
            Queue::ToSign => vec![
                at(waits::INSTANT, &posts.sign, None),
                at(waits::INSTANT, &posts.letters, Some(Power::SignInstant)),
                at(waits::LEADER, &posts.decide, Some(Power::SignOff)),
            ],
            Queue::ToLayBefore => as_agent(waits::LEADER),
            Queue::ToDecide => vec![at(waits::DECISION, &posts.decide, Some(Power::Decide))],
            Queue::ToApprove => {
                let everywhere = |power, which| Some(Part { which, power: Some(power) });
                vec![
                    at(waits::STOP, &posts.decide, Some(Power::ApproveSpecialProcedure)),
                    at(waits::EXTENSION, &posts.decide, Some(Power::ApproveExtension)),
                    everywhere(Power::ApproveExtension, Which::WaitingAnywhere(waits::EXTENSION))
                        .filter(|_| posts.governs),
                    everywhere(Power::ApprovePriority, Which::PriorityAsked(posts.decide.clone()))
                        .filter(|_| !posts.decide.is_empty() && !posts.manages),
                    everywhere(Power::ApprovePriority, Which::PriorityAskedAnywhere)
                        .filter(|_| posts.manages),
                ]
            }
            Queue::ToRecheck => as_agent(waits::RECHECK),
            Queue::ToMake => vec![at(waits::MAKING, &posts.handle, None)],
            Queue::ToDeliver => vec![
                posts
                    .deliver
                    .then_some(Part { which: Which::WaitingAnywhere(waits::COLLECTION), power: None }),
            ],
            Queue::Stopped => vec![at(waits::RESULT, &posts.handle, None)],
        };
        parts.into_iter().flatten().collect()
    }
}

/// Rows of a queue, and the power that its act needs where the post alone does not say it.
struct Part {
    which: Which,
    power: Option<Power>,
}

/// How much waits in a queue of which the desk shows the beginning only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// All of it.
    pub all: usize,
    /// Past its day.
    pub late: usize,
    /// On its last day.
    pub today: usize,
}

/// Who reads, as far as a queue asks.
pub(crate) struct Reader<'a> {
    pub(crate) organisation: &'a Organisation,
    pub(crate) posts: &'a Posts,
    pub(crate) me: PersonId,
    /// As whose case agent the person acts today.
    pub(crate) agents: &'a Agents,
    pub(crate) today: Day,
}

/// As whose case agent a person acts today; nobody's without that post (F31, R113).
#[derive(Default)]
pub(crate) struct Agents {
    /// The person, and whoever is away and for whom the person stands in.
    pub(crate) of: Vec<PersonId>,
    /// Units at which the person has the post, and so carries what belonged to agents who are none any more.
    pub(crate) units: Vec<UnitCode>,
    /// Everybody who is a case agent there today.
    pub(crate) here: Vec<PersonId>,
}

impl Centre {
    /// As whose case agent a person acts today.
    pub(crate) async fn agents_of(&self, organisation: &Organisation, me: PersonId) -> Result<Agents, Fault> {
        let (today, absences) = (self.today(), self.in_force().await?.absences);
        let own = organisation.posts_of(me, today).filter(|holding| holding.post == Post::CaseAgent);
        let units: Vec<UnitCode> = own.map(|holding| holding.unit).collect();
        if units.is_empty() {
            return Ok(Agents::default());
        }
        let agents = units.iter().flat_map(|unit| organisation.who_holds(Post::CaseAgent, *unit, today));
        let here: Vec<PersonId> = agents.filter(|agent| !absences.has_left(*agent)).collect();
        // Whoever is away and no agent of these units is none to stand in for: those cases are named by `units`, once.
        let away = self.stood_in_for(&absences, me).into_iter().filter(|it| here.contains(it) && *it != me);
        let of = [me].into_iter().chain(away).collect();
        Ok(Agents { of, units, here })
    }

    /// One page of a queue of this person's desk, the most pressing first.
    pub async fn queue_list(
        &self,
        session: &Session,
        queue: Queue,
        narrow: Narrow<'_>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today) = (session.person, self.today());
        let posts = Posts::of(&organisation, me, today);
        let agents = self.agents_of(&organisation, me).await?;
        let reader = Reader { organisation: &organisation, posts: &posts, me, agents: &agents, today };
        let mut list = self.queue(&reader, queue, narrow, after, limit).await?;
        self.open_names(list.iter_mut().collect()).await?;
        self.look_for_officers(list.iter_mut().map(|it| &mut it.brief).collect()).await?;
        Ok(list.into_iter().map(|it| it.brief).collect())
    }

    /// The same before names are opened.
    pub(crate) async fn queue(
        &self,
        reader: &Reader<'_>,
        queue: Queue,
        narrow: Narrow<'_>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Unnamed>, Fault> {
        let parts = queue.parts(reader);
        let mut rows = Vec::new();
        for part in &parts {
            rows.extend(self.part(reader, part, narrow, after.clone(), limit).await?);
        }
        if parts.len() > 1 {
            // One case may wait for two things at once, a stop and the fast track.
            rows.sort_by_key(|it| (it.brief.place().red_at, it.brief.id));
            rows.dedup_by_key(|it| it.brief.id);
        }
        rows.truncate(limit);
        Ok(rows)
    }

    async fn part(
        &self,
        reader: &Reader<'_>,
        part: &Part,
        narrow: Narrow<'_>,
        mut after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Unnamed>, Fault> {
        let Some(power) = part.power else { return self.list(&part.which, narrow, None, after, limit).await };
        let mut kept = Vec::new();
        loop {
            let read = self.list(&part.which, narrow, None, after, READ).await?;
            let (is_last, last) = (read.len() < READ, read.last().map(|it| it.brief.place()));
            for it in read {
                if self.may_do(reader, power, it.brief.item_body).await? {
                    kept.push(it);
                }
            }
            if is_last || kept.len() >= limit {
                return Ok(kept);
            }
            after = last;
        }
    }

    async fn may_do(
        &self,
        reader: &Reader<'_>,
        power: Power,
        body: catalogue::Digest,
    ) -> Result<bool, Fault> {
        let item = self.item_body(body).await?;
        Ok(item.is_some_and(|item| reader.organisation.may(reader.me, power, &item, reader.today).is_yes()))
    }

    /// How much waits in a queue. A case that waits for two things in it counts twice.
    pub(crate) async fn queue_waits(
        &self,
        reader: &Reader<'_>,
        queue: Queue,
        narrow: Narrow<'_>,
    ) -> Result<Waits, Fault> {
        let mut waits = Waits::default();
        for part in queue.parts(reader) {
            let mut params: Vec<Value> = vec![
                self.division.as_str().into(),
                self.now().into(),
                reader.today.start().0.into(),
                reader.today.plus_days(1).start().0.into(),
            ];
            let wanted = part.which.predicate(&mut params);
            let narrow = narrow.predicate(self.now(), &mut params);
            let division = part.which.division();
            let sql = format!(
                "select item_body, cast(count(*) as bigint), \
                 cast(sum(case when concluded_at is null and red_at <= $2 then 1 else 0 end) as bigint), \
                 cast(sum(case when concluded_at is null and red_at > $3 and red_at <= $4 then 1 else 0 end) as bigint) \
                 from case_row where {division} = $1 and open = 1 and {wanted} and {narrow} \
                 group by item_body limit {BODIES_MAX}"
            );
            for row in self.store.read(Statement::new(sql, params)).await? {
                let counted = match part.power {
                    Some(power) => self.may_do(reader, power, catalogue::Digest(row.array(0)?)).await?,
                    None => true,
                };
                if counted {
                    let count = |n: i64| usize::try_from(n).unwrap_or(0);
                    waits.all += count(row.int(1)?);
                    waits.late += count(row.int(2)?);
                    waits.today += count(row.int(3)?);
                }
            }
        }
        Ok(waits)
    }

    /// How much waits in each queue of this person's desk, of one authority alone where it is kept to one; a queue in which
    /// nothing waits is left out.
    pub async fn queue_counts(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
    ) -> Result<Vec<(Queue, Waits)>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today) = (session.person, self.today());
        let posts = Posts::of(&organisation, me, today);
        let agents = self.agents_of(&organisation, me).await?;
        let reader = Reader { organisation: &organisation, posts: &posts, me, agents: &agents, today };
        let narrow = Narrow { unit, ..Narrow::default() };
        let mut counts = Vec::new();
        for (_, queue) in Queue::ALL {
            let waits = self.queue_waits(&reader, queue, narrow).await?;
            if waits.all > 0 {
                counts.push((queue, waits));
            }
        }
        Ok(counts)
    }
}
