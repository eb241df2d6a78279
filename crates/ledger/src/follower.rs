//! Followers read the entries of a division in order and make views; the cursor moves in the transaction of the view.

use std::ops::Deref;
use std::sync::{Arc, OnceLock, PoisonError};

use store::{Statement, StoreError};

use crate::{Domain, Entry, Ledger};

/// The most entries of a division that a follower or a watcher reads in one step. Who read fewer was at the head a moment ago.
pub const STRETCH: usize = 500;

/// Entries that follow one another, with what they say once somebody asked.
#[derive(Debug)]
pub struct Stretch<D: Domain> {
    entries: Vec<Entry>,
    events: OnceLock<Vec<D::Event>>,
}

impl<D: Domain> Stretch<D> {
    fn new(entries: Vec<Entry>) -> Stretch<D> {
        Stretch { entries, events: OnceLock::new() }
    }

    fn decoded(recent: Vec<(Entry, D::Event)>) -> Stretch<D> {
        let (entries, events): (Vec<Entry>, Vec<D::Event>) = recent.into_iter().unzip();
        Stretch { entries, events: OnceLock::from(events) }
    }

    /// Each entry with its event. They are decoded once for all who read the same stretch.
    pub fn read(&self, domain: &D) -> Result<impl Iterator<Item = (&Entry, &D::Event)>, StoreError> {
        if self.events.get().is_none() {
            let events = self.entries.iter().map(|entry| entry.event(domain));
            let events = events.collect::<Result<Vec<_>, _>>()?;
            // Two at once decode the same.
            let _ = self.events.set(events);
        }
        let events = self.events.get().map(Vec::as_slice).unwrap_or_default();
        Ok(self.entries.iter().zip(events))
    }
}

impl<D: Domain> Deref for Stretch<D> {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.entries
    }
}

/// What was read last, and where it begins. Followers go side by side, so that each stretch is read once for all of them.
pub(crate) type Held<D> = Option<(String, u64, Arc<Stretch<D>>)>;

const BEHIND: &str = "select h.division, coalesce(f.seq, 0) from head h \
     left join follower f on f.division = h.division and f.name = $1 \
     where h.seq > coalesce(f.seq, 0) order by h.division limit 256";
const CURSOR_MAKE: &str = "insert into follower (division, name, seq) values ($1, $2, 0) \
     on conflict (division, name) do nothing";
const CURSOR_MOVE: &str = "update follower set seq = $4 where division = $1 and name = $2 and seq = $3";
const CURSOR_READ: &str = "select seq from follower where division = $1 and name = $2";
const CURSOR_DROP: &str = "delete from follower where name = $1";

/// Makes a view of entries. It has no effect outside its own tables; each can be dropped and built again.
pub trait Follower<D: Domain>: Send + Sync {
    /// Its name, for ever. A view that is built anew beside the old one has a new name.
    fn name(&self) -> &str;

    /// Adds to the transaction what these entries, in order and without gaps, change in the view.
    fn apply(&self, domain: &D, tx: &mut FollowerTx, entries: &Stretch<D>) -> Result<(), StoreError>;

    /// The statements that empty the view's tables.
    fn empty(&self) -> Vec<Statement>;
}

/// Collects the statements of one step of a view.
#[derive(Debug, Default)]
pub struct FollowerTx {
    statements: Vec<Statement>,
}

impl FollowerTx {
    /// Adds a statement.
    pub fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }
}

impl<D: Domain> Ledger<D> {
    /// Lets a follower read on in every division that is ahead of it; answers how many entries it read. 0 says that
    /// it is at the heads.
    pub async fn follow(&self, follower: &dyn Follower<D>) -> Result<usize, StoreError> {
        let name = follower.name();
        let rows = self.inner.store.read(Statement::new(BEHIND, vec![name.into()])).await?;
        let mut read = 0;
        for row in &rows {
            let (division, cursor) = (row.text(0)?, row.count(1)?);
            read += self.follow_division(follower, division, cursor).await?;
        }
        Ok(read)
    }

    async fn follow_division(
        &self,
        follower: &dyn Follower<D>,
        division: &str,
        cursor: u64,
    ) -> Result<usize, StoreError> {
        let entries = self.stretch(division, cursor).await?;
        let Some(last) = entries.last() else { return Ok(0) };
        let mut tx = FollowerTx::default();
        tx.push(Statement::new(CURSOR_MAKE, vec![division.into(), follower.name().into()]));
        let moved = vec![division.into(), follower.name().into(), cursor.into(), last.seq.into()];
        tx.push(Statement::new(CURSOR_MOVE, moved).must_affect(1));
        follower.apply(&self.inner.domain, &mut tx, &entries)?;
        match self.inner.store.write(tx.statements).await {
            Ok(_) => Ok(entries.len()),
            // Another instance has moved the cursor first.
            Err(StoreError::Guard(_)) => Ok(0),
            Err(e) => Err(e),
        }
    }

    /// The entries of a division after a place, at most [`STRETCH`]: what another has just read, if it began at the same
    /// place, else what a lane has committed of late, else read now. Entries never change, so that what is held is right for ever; it may end before the head.
    async fn stretch(&self, division: &str, since: u64) -> Result<Arc<Stretch<D>>, StoreError> {
        let held = || self.inner.stretch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, from, it)) = &*held()
            && (of.as_str(), *from) == (division, since)
        {
            return Ok(Arc::clone(it));
        }
        let recent =
            self.inner.recent.lock().unwrap_or_else(PoisonError::into_inner).take(division, since, STRETCH);
        let read = Arc::new(match recent.is_empty() {
            true => Stretch::new(self.entries_since(division, since, STRETCH as u64).await?),
            false => Stretch::decoded(recent),
        });
        if !read.is_empty() {
            *held() = Some((division.to_owned(), since, Arc::clone(&read)));
        }
        Ok(read)
    }

    /// Entries of a division that a watcher of this name has not read, in order, at most [`STRETCH`]; with where it stands.
    /// A watcher is no view: it answers with commands, and marks what it read afterwards ([`Ledger::mark_read`]).
    pub async fn unread(&self, division: &str, name: &str) -> Result<(u64, Arc<Stretch<D>>), StoreError> {
        let cursor = self.cursor(division, name).await?;
        Ok((cursor, self.stretch(division, cursor).await?))
    }

    /// The place up to which a follower or a watcher of this name has read; 0 before its first entry.
    pub async fn cursor(&self, division: &str, name: &str) -> Result<u64, StoreError> {
        let params = vec![division.into(), name.into()];
        let rows = self.inner.store.read(Statement::new(CURSOR_READ, params)).await?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    /// Moves the cursor of a watcher, and writes in the same transaction what it keeps of the entries. Where another instance has
    /// moved it first, nothing is written: what was read there was kept there, and the rest is read again.
    pub async fn mark_read(
        &self,
        division: &str,
        name: &str,
        from: u64,
        until: u64,
        kept: Vec<Statement>,
    ) -> Result<(), StoreError> {
        let moved = vec![division.into(), name.into(), from.into(), until.into()];
        // The cursor first: whoever comes second waits here, and finds it moved.
        let mut statements = vec![
            Statement::new(CURSOR_MAKE, vec![division.into(), name.into()]),
            Statement::new(CURSOR_MOVE, moved).must_affect(1),
        ];
        statements.extend(kept);
        match self.inner.store.write(statements).await {
            Ok(_) | Err(StoreError::Guard(_)) => Ok(()),
            Err(e) => Err(e),
        }
    }

    /// Empties a view and sets its follower back to the beginning.
    pub async fn rebuild(&self, follower: &dyn Follower<D>) -> Result<(), StoreError> {
        let mut statements = vec![Statement::new(CURSOR_DROP, vec![follower.name().into()])];
        statements.extend(follower.empty());
        self.inner.store.write(statements).await.map(|_| ())
    }
}
