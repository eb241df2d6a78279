//! Short questions, answered on the thread that asks: the way to a reader's thread and back costs more than most of them. One
//! that turns out long is given up and asked again of a reader, so that no thread of the program's is held up by it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode};

use super::Opener;
use super::values::{error_of, execute_on};
use crate::{Row, Statement, StoreError};

/// Steps of SQLite's machine between two looks at what is left of a question's share.
const STEPS: i32 = 500;
/// Looks that a question has: about a millisecond.
const LOOKS: u32 = 40;

/// The connections for short questions; at most as many as there are readers.
#[derive(Debug)]
pub(super) struct Quick {
    idle: Mutex<Places>,
}

#[derive(Debug)]
struct Places {
    connections: Vec<Counted>,
    /// Connections that may still be opened.
    to_open: usize,
}

/// A connection that ends a statement when its share is used up.
#[derive(Debug)]
struct Counted {
    connection: Connection,
    left: Arc<AtomicU32>,
}

impl Counted {
    fn open(opener: &Opener) -> Result<Counted, StoreError> {
        let mut connection = opener.connect(true)?;
        let left = Arc::new(AtomicU32::new(LOOKS));
        let looks = Arc::clone(&left);
        let used_up = move || {
            let left = looks.load(Ordering::Relaxed);
            looks.store(left.saturating_sub(1), Ordering::Relaxed);
            left == 0
        };
        let set = |connection: &mut Connection| -> rusqlite::Result<()> {
            connection.progress_handler(STEPS, Some(used_up))?;
            // Whoever would have to wait for another process waits on a reader's thread.
            connection.busy_timeout(std::time::Duration::ZERO)
        };
        set(&mut connection).map_err(|e| error_of(&e))?;
        Ok(Counted { connection, left })
    }
}

impl Quick {
    pub(super) fn new(connections: usize) -> Quick {
        Quick { idle: Mutex::new(Places { connections: Vec::new(), to_open: connections }) }
    }

    fn places(&self) -> std::sync::MutexGuard<'_, Places> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer; `None` where no connection is free, or where a reader has to be asked.
    pub(super) fn ask(&self, opener: &Opener, statement: &Statement) -> Option<Result<Vec<Row>, StoreError>> {
        let place = {
            let mut places = self.places();
            match places.connections.pop() {
                Some(it) => Some(it),
                None if places.to_open > 0 => {
                    places.to_open -= 1;
                    None
                }
                None => return None,
            }
        };
        let Ok(place) = place.map_or_else(|| Counted::open(opener), Ok) else {
            self.places().to_open += 1;
            return None;
        };
        place.left.store(LOOKS, Ordering::Relaxed);
        match execute_on(&place.connection, statement) {
            Ok(output) => {
                self.places().connections.push(place);
                opener.metrics.read();
                Some(Ok(output.rows))
            }
            Err(error) => {
                let again = matches!(
                    error.sqlite_error_code(),
                    Some(
                        ErrorCode::OperationInterrupted | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked
                    )
                );
                let error = error_of(&error);
                match error.breaks_connection() {
                    true => self.places().to_open += 1,
                    false => self.places().connections.push(place),
                }
                if again {
                    return None;
                }
                opener.metrics.failed();
                Some(Err(error))
            }
        }
    }
}
