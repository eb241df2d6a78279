//! What waits for a lane: people first, time and relays at least one place in eight.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use crate::submit::Answer;
use crate::{Domain, Lane, Submission};

/// The most commands of one batch.
pub(crate) const BATCH_MAX: usize = 256;

/// A body that came with a command, read before the lane sees it.
pub(crate) type Decoded<D> = ([u8; 32], Arc<<D as Domain>::Body>);

/// What a lane is asked to do.
pub(crate) enum Work<D: Domain> {
    Command { submission: Box<Submission<D>>, bodies: Vec<Decoded<D>> },
    CatchUp { division: String, stream: String },
}

impl<D: Domain> Work<D> {
    pub(crate) fn division(&self) -> &str {
        match self {
            Work::Command { submission, .. } => &submission.division,
            Work::CatchUp { division, .. } => division,
        }
    }

    pub(crate) fn stream(&self) -> &str {
        match self {
            Work::Command { submission, .. } => &submission.stream,
            Work::CatchUp { stream, .. } => stream,
        }
    }

    fn is_people(&self) -> bool {
        matches!(self, Work::Command { submission, .. } if submission.lane == Lane::People)
    }
}

/// Work with the place its answer goes to.
pub(crate) struct Job<D: Domain> {
    pub(crate) work: Work<D>,
    pub(crate) reply: oneshot::Sender<Answer<D>>,
}

impl<D: Domain> Job<D> {
    pub(crate) fn answer(self, answer: Answer<D>) {
        // Nobody waits any more: the browser has gone. The command stands all the same.
        let _ = self.reply.send(answer);
    }
}

struct Waiting<D: Domain> {
    people: VecDeque<Job<D>>,
    others: VecDeque<Job<D>>,
}

/// The queue of one lane.
pub(crate) struct Queue<D: Domain> {
    waiting: Mutex<Waiting<D>>,
    bell: Notify,
    bound: usize,
}

impl<D: Domain> Queue<D> {
    pub(crate) fn new(bound: usize) -> Queue<D> {
        let waiting = Mutex::new(Waiting { people: VecDeque::new(), others: VecDeque::new() });
        Queue { waiting, bell: Notify::new(), bound }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<D>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the job back when too many wait.
    pub(crate) fn push(&self, job: Job<D>) -> Result<(), Job<D>> {
        {
            let mut waiting = self.waiting();
            let list = if job.work.is_people() { &mut waiting.people } else { &mut waiting.others };
            if list.len() >= self.bound {
                return Err(job);
            }
            list.push_back(job);
        }
        self.bell.notify_one();
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        let waiting = self.waiting();
        waiting.people.len() + waiting.others.len()
    }

    /// What waits now, at most a batch.
    pub(crate) fn take(&self) -> Vec<Job<D>> {
        let mut waiting = self.waiting();
        let (people, others) = places(waiting.people.len(), waiting.others.len());
        let mut jobs: Vec<Job<D>> = waiting.people.drain(..people).collect();
        jobs.extend(waiting.others.drain(..others));
        jobs
    }

    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }

    /// The ledger is gone: its lane looks up once more and ends.
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }
}

/// How many of the waiting people and others come into a batch.
fn places(people: usize, others: usize) -> (usize, usize) {
    let reserved = others.min(BATCH_MAX / 8);
    let people = people.min(BATCH_MAX - reserved);
    (people, others.min(BATCH_MAX - people))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_go_first_and_others_get_one_place_in_eight() {
        assert_eq!(places(1000, 1000), (224, 32));
        assert_eq!(places(1000, 0), (256, 0));
        assert_eq!(places(1000, 3), (253, 3));
        assert_eq!(places(10, 1000), (10, 246));
        assert_eq!(places(0, 1000), (0, 256));
        assert_eq!(places(3, 4), (3, 4));
    }
}
