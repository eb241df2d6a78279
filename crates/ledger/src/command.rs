//! One command on the overlay: known id, catch up with time, decide, evolve, numbers. Pure; a part is merged only
//! when all of it has succeeded.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::Series;
use crate::memory::{Layers, Memory, Overlay, Part, Past, Pending, Stream};
use crate::queue::{Decoded, Work};
use crate::submit::Answer;
use crate::world::{Found, Misses};
use crate::{Domain, Done, Lane, Rejection, Submission, World};

/// The actor of what falls due by itself.
pub const TIME: &str = "time";

/// A stream that falls due more often than this at once is a fault.
const CATCH_UP_ROUNDS_MAX: usize = 512;

/// What came of one command.
pub(crate) enum Step<D: Domain> {
    /// Something has to be loaded first.
    Missed(Misses),
    /// It is settled; the parts are to be merged in this order.
    Settled { caught: Option<Part<D>>, decided: Option<Part<D>>, answer: Verdict<D> },
}

/// The answer before it is known whether the batch stands.
pub(crate) enum Verdict<D: Domain> {
    Answer(Answer<D>),
    /// A fault of ours, with the detail for the log.
    Fault(String),
}

enum Trouble {
    Missed(Misses),
    Fault(String),
}

struct Context<'a, D: Domain> {
    domain: &'a D,
    division: &'a str,
    stream: &'a str,
    memory: &'a Memory<D>,
    overlay: &'a Overlay<D>,
    bodies: &'a [Decoded<D>],
}

/// Who records events, and for which command.
struct Author<'a> {
    actor: &'a str,
    occurred_at: Option<i64>,
    /// Absent for what falls due by itself.
    command: Option<(&'a [u8; 16], &'a [u8; 32])>,
}

pub(crate) fn step<D: Domain>(
    domain: &D,
    memory: &Memory<D>,
    overlay: &Overlay<D>,
    work: &Work<D>,
) -> Step<D> {
    let bodies = match work {
        Work::Command { bodies, .. } => bodies.as_slice(),
        Work::CatchUp { .. } => &[],
    };
    let context =
        Context { domain, division: work.division(), stream: work.stream(), memory, overlay, bodies };
    match catch_unwind(AssertUnwindSafe(|| context.step(work))) {
        Ok(it) => it,
        Err(panic) => fault(panic_text(panic.as_ref())),
    }
}

fn fault<D: Domain>(detail: String) -> Step<D> {
    Step::Settled { caught: None, decided: None, answer: Verdict::Fault(detail) }
}

fn settled<D: Domain>(caught: Option<Part<D>>, answer: Answer<D>) -> Step<D> {
    Step::Settled { caught, decided: None, answer: Verdict::Answer(answer) }
}

impl<D: Domain> Context<'_, D> {
    fn step(&self, work: &Work<D>) -> Step<D> {
        if let Work::Command { submission, .. } = work
            && let Some(past) = self.overlay.past.get(&submission.command_id)
        {
            return settled(None, replay(past, submission));
        }
        let base = match self.layers(None).stream_whole(self.stream) {
            Found::Here(it) => Some(Arc::clone(it)),
            Found::Absent => None,
            Found::Unknown => {
                return Step::Missed(Misses { streams: vec![self.stream.into()], ..Misses::default() });
            }
        };
        let caught = match base.as_ref().map(|it| self.catch_up(it)) {
            None => None,
            Some(Ok(it)) => it,
            Some(Err(Trouble::Missed(misses))) => return Step::Missed(misses),
            Some(Err(Trouble::Fault(detail))) => {
                return fault(format!("stream {} cannot catch up with time: {detail}", self.stream));
            }
        };
        let before = caught.as_ref().map(|it| Arc::clone(&it.stream)).or(base);
        match work {
            Work::CatchUp { .. } => {
                let entries = caught.as_ref().map_or(0, |it| it.pending.len() as u64);
                let answer = Done {
                    stream: self.stream.into(),
                    version: before.map_or(0, |it| it.version),
                    first_seq: self.overlay.seq + 1,
                    last_seq: self.overlay.seq + entries,
                    replayed: false,
                    at: self.overlay.now,
                };
                settled(caught, Ok(answer))
            }
            Work::Command { submission, .. } => match self.decide(submission, before, caught.as_ref()) {
                Err(Trouble::Missed(misses)) => Step::Missed(misses),
                Err(Trouble::Fault(detail)) => {
                    Step::Settled { caught, decided: None, answer: Verdict::Fault(detail) }
                }
                Ok(Err(rejection)) => settled(caught, Err(rejection)),
                Ok(Ok((decided, done))) => {
                    Step::Settled { caught, decided, answer: Verdict::Answer(Ok(done)) }
                }
            },
        }
    }

    /// Re-dated first, then each fact that has fallen due, with its legal instant. `None` when nothing changes.
    fn catch_up(&self, base: &Arc<Stream<D>>) -> Result<Option<Part<D>>, Trouble> {
        let now = self.overlay.now;
        let mut part = None;
        if base.epoch < self.overlay.epoch {
            let mut next = self.part_of(base);
            let (events, drawn) = self.asked(TIME, Some(now), Some(&next), |world| {
                self.domain.redate(self.stream, &base.state, world)
            })?;
            let author = Author { actor: TIME, occurred_at: Some(now), command: None };
            next = self.apply(next, events, drawn, &author)?;
            Arc::make_mut(&mut next.stream).epoch = self.overlay.epoch;
            part = Some(next);
        }
        for _ in 0..CATCH_UP_ROUNDS_MAX {
            let stream = part.as_ref().map_or(base, |it| &it.stream);
            let Some(at) = self.domain.due(&stream.state).filter(|at| *at <= now) else { return Ok(part) };
            let next = part.take().unwrap_or_else(|| self.part_of(base));
            let (events, drawn) = self.asked(TIME, Some(at), Some(&next), |world| {
                self.domain.catch_up(self.stream, &next.stream.state, at, world)
            })?;
            let author = Author { actor: TIME, occurred_at: Some(at), command: None };
            let next = self.apply(next, events, drawn, &author)?;
            if self.domain.due(&next.stream.state).is_some_and(|due| due <= at) {
                return Err(Trouble::Fault(format!("what falls due at {at} is still due afterwards")));
            }
            part = Some(next);
        }
        Err(Trouble::Fault(format!("more than {CATCH_UP_ROUNDS_MAX} facts fall due at once")))
    }

    #[expect(clippy::type_complexity, reason = "decided part and answer, or a rejection, or trouble")]
    fn decide(
        &self,
        submission: &Submission<D>,
        before: Option<Arc<Stream<D>>>,
        caught: Option<&Part<D>>,
    ) -> Result<Result<(Option<Part<D>>, Done), Rejection<D::Refusal>>, Trouble> {
        if let (Some(expected), Some(stream)) = (submission.expected_version, &before)
            && stream.touched_version > expected
            && stream.touched_by != submission.actor
        {
            return Ok(Err(Rejection::Stale {
                by: stream.touched_by.clone(),
                at: stream.touched_at,
                version: stream.version,
            }));
        }
        let before = before.unwrap_or_else(|| {
            Arc::new(Stream {
                state: self.domain.empty(self.stream),
                version: 0,
                epoch: self.overlay.epoch,
                touched_version: 0,
                touched_by: String::new(),
                touched_at: 0,
                replayed: false,
            })
        });
        let (decided, drawn) = self.asked(&submission.actor, submission.occurred_at, caught, |world| {
            self.domain.decide(self.stream, &before.state, &submission.command, world)
        })?;
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(Rejection::Refused(refusal))),
        };
        let first_seq = self.overlay.seq + caught.map_or(0, |it| it.pending.len() as u64) + 1;
        let last_seq = first_seq + events.len() as u64 - 1;
        let nothing = events.is_empty() && drawn.is_empty();
        let mut part = self.part_of(&before);
        part.epoch = caught.map_or(self.overlay.epoch, |it| it.epoch);
        let author = Author {
            actor: &submission.actor,
            occurred_at: submission.occurred_at,
            command: Some((&submission.command_id, &submission.content)),
        };
        let mut part = self.apply(part, events, drawn, &author)?;
        let version = part.stream.version;
        if submission.lane == Lane::People && !nothing {
            let stream = Arc::make_mut(&mut part.stream);
            stream.touched_version = version;
            stream.touched_by.clone_from(&submission.actor);
            stream.touched_at = self.overlay.now;
        }
        let done = Done {
            stream: self.stream.into(),
            version,
            first_seq,
            last_seq,
            replayed: false,
            at: self.overlay.now,
        };
        Ok(Ok(((!nothing).then_some(part), done)))
    }

    /// Evolves the stream by the events, and holds the numbers they carry against those that were drawn.
    fn apply(
        &self,
        part: Part<D>,
        events: Vec<D::Event>,
        drawn: Vec<(Series, u32)>,
        author: &Author<'_>,
    ) -> Result<Part<D>, Trouble> {
        let Part { stream, mut pending, mut counters, mut epoch } = part;
        let mut stream = Arc::unwrap_or_clone(stream);
        stream.replayed = false;
        let mut carried = Vec::with_capacity(drawn.len());
        for event in events {
            stream.state = self.domain.evolve(stream.state, &event);
            stream.version += 1;
            self.domain.draws(&event, &mut |series, number| carried.push((series, number)));
            if self.domain.bumps_epoch(&event) {
                epoch += 1;
            }
            let time_id;
            let (command_id, content) = match author.command {
                Some((id, content)) => (*id, *content),
                None => {
                    time_id = time_command_id(self.division, self.stream, stream.version);
                    (time_id, [0; 32])
                }
            };
            pending.push(Pending {
                stream: self.stream.into(),
                version: stream.version,
                event,
                actor: author.actor.into(),
                occurred_at: author.occurred_at,
                command_id,
                content,
                effects: self.domain.effects(self.stream, &stream.state, &event),
            });
        }
        // Within a series the order counts, between two it says nothing.
        carried.sort_by(|one, other| one.0.cmp(&other.0));
        let mut drawn = drawn;
        drawn.sort_by(|one, other| one.0.cmp(&other.0));
        if carried != drawn {
            return Err(Trouble::Fault(format!(
                "drawn were the numbers {drawn:?}, the events carry {carried:?}"
            )));
        }
        counters.extend(drawn);
        Ok(Part { stream: Arc::new(stream), pending, counters, epoch })
    }

    fn part_of(&self, stream: &Arc<Stream<D>>) -> Part<D> {
        Part {
            stream: Arc::clone(stream),
            pending: Vec::new(),
            counters: HashMap::new(),
            epoch: self.overlay.epoch,
        }
    }

    /// Asks the domain; a panic is a fault, and a lookup that found nothing in memory voids the result.
    fn asked<T>(
        &self,
        actor: &str,
        occurred_at: Option<i64>,
        part: Option<&Part<D>>,
        ask: impl FnOnce(&World<'_, D>) -> T,
    ) -> Result<(T, Vec<(Series, u32)>), Trouble> {
        let layers = self.layers(part);
        let world = World::new(self.overlay.now, actor, self.division, occurred_at, &layers);
        let result = catch_unwind(AssertUnwindSafe(|| ask(&world)));
        let (misses, drawn) = world.finish();
        if !misses.is_empty() {
            return Err(Trouble::Missed(misses));
        }
        match result {
            Ok(it) => Ok((it, drawn)),
            Err(panic) => Err(Trouble::Fault(panic_text(panic.as_ref()))),
        }
    }

    fn layers<'a>(&'a self, part: Option<&'a Part<D>>) -> Layers<'a, D> {
        Layers {
            memory: self.memory,
            overlay: self.overlay,
            part: part.map(|it| (self.stream, it)),
            bodies: self.bodies,
        }
    }
}

fn replay<D: Domain>(past: &Past, submission: &Submission<D>) -> Answer<D> {
    let same = past.stream == submission.stream
        && past.actor == submission.actor
        && past.content == submission.content;
    if !same {
        return Err(Rejection::IdReused);
    }
    Ok(Done {
        stream: past.stream.clone(),
        version: past.version,
        first_seq: past.first_seq,
        last_seq: past.last_seq,
        replayed: true,
        at: past.at,
    })
}

/// What falls due by itself has an id derived from its place, so that it is the same whoever records it.
fn time_command_id(division: &str, stream: &str, version: u64) -> [u8; 16] {
    let digest = Sha256::new()
        .chain_update(b"time\0")
        .chain_update(division)
        .chain_update([0])
        .chain_update(stream)
        .chain_update([0])
        .chain_update(version.to_be_bytes())
        .finalize();
    *digest.first_chunk().expect("a SHA-256 digest has 32 bytes")
}

pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("without a text"))
}
