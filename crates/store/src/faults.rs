//! Failures on purpose: a test arms a point of the transaction with a kind of failure.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::StoreError;

/// A point in the life of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultPoint {
    /// Before the transaction begins.
    Begin,
    /// Before the statements of stage [`crate::Stage::HeadRead`].
    HeadRead,
    /// Before the statements of stage [`crate::Stage::Load`].
    Load,
    /// Instead of the n-th statement (from 0) of the writing stage.
    Write(usize),
    /// All is written, the commit is not sent.
    BeforeCommit,
    /// The commit is done, its answer is lost.
    AfterCommit,
    /// The probe write.
    Probe,
}

/// The failure that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// [`StoreError::Busy`].
    Busy,
    /// [`StoreError::Serialization`].
    Serialization,
    /// [`StoreError::Deadlock`].
    Deadlock,
    /// [`StoreError::ConnectionLost`]; the connection is really given up.
    ConnectionLost,
    /// [`StoreError::Rejected`].
    Rejected,
    /// [`StoreError::Full`].
    Full,
    /// [`StoreError::Io`].
    Io,
}

#[derive(Debug)]
struct Armed {
    point: FaultPoint,
    kind: FaultKind,
    times: usize,
}

/// The armed failures of one store. Unarmed, a check costs one atomic load.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    armed: AtomicUsize,
    fired: AtomicUsize,
    list: Mutex<Vec<Armed>>,
}

impl Faults {
    /// The next `times` passages of `point` fail with `kind`.
    pub fn arm(&self, point: FaultPoint, kind: FaultKind, times: usize) {
        if times == 0 {
            return;
        }
        let mut list = self.0.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.push(Armed { point, kind, times });
        self.0.armed.store(list.len(), Ordering::Release);
    }

    /// Nothing fails any more.
    pub fn disarm(&self) {
        let mut list = self.0.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.clear();
        self.0.armed.store(0, Ordering::Release);
    }

    /// How often an armed failure has shown.
    #[must_use]
    pub fn fired(&self) -> usize {
        self.0.fired.load(Ordering::Acquire)
    }

    pub(crate) fn any(&self) -> bool {
        self.0.armed.load(Ordering::Acquire) != 0
    }

    pub(crate) fn check(&self, point: FaultPoint) -> Result<(), StoreError> {
        if self.any() { self.fire(point) } else { Ok(()) }
    }

    #[cold]
    fn fire(&self, point: FaultPoint) -> Result<(), StoreError> {
        let mut list = self.0.list.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(at) = list.iter().position(|it| it.point == point) else { return Ok(()) };
        let kind = list[at].kind;
        list[at].times -= 1;
        if list[at].times == 0 {
            list.remove(at);
        }
        self.0.armed.store(list.len(), Ordering::Release);
        self.0.fired.fetch_add(1, Ordering::AcqRel);
        let detail = format!("armed at {point:?}");
        Err(match kind {
            FaultKind::Busy => StoreError::Busy(detail),
            FaultKind::Serialization => StoreError::Serialization(detail),
            FaultKind::Deadlock => StoreError::Deadlock(detail),
            FaultKind::ConnectionLost => {
                StoreError::ConnectionLost { commit_sent: point == FaultPoint::AfterCommit, detail }
            }
            FaultKind::Rejected => StoreError::Rejected(detail),
            FaultKind::Full => StoreError::Full(detail),
            FaultKind::Io => StoreError::Io(detail),
        })
    }
}
