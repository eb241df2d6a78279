//! `GET /desk/live`: what is new at an open desk, as server-sent events. One watch of the ledger serves every
//! connection of the process; a connection asks the database nothing.
//!
//! A message names cases, each with the place in the ledger of what happened: `mine` stands on this person's desk,
//! `seen` may be looked at; with `mine` stand orders, complaints and bad ratings that this person has to answer. A page knows the place at which it was drawn, so that it tells nothing that it shows. The
//! page draws its lists anew when it is asked to, never a form.

use std::collections::{HashMap, HashSet, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Extension, http::HeaderMap};
use catalogue::PersonId;
use centre::Centre;
use centre::account::Session;
use centre::live::{LiveView, Stir, Stirred};
use tokio::sync::{broadcast, watch};

use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::fault_page;
use crate::app::visitor::session_of;

/// Connections of one person; a further one is told not to come again.
const PER_PERSON: usize = 4;
/// Connections of the process.
const IN_ALL: usize = 2_000;
/// How often the ledger's head is looked at, while anybody listens.
const LOOK: Duration = Duration::from_secs(1);
/// Looks between two readings of the sessions that stand.
const SESSIONS_EVERY: u32 = 10;
/// A line that keeps the connection open, and the moment at which it is seen whether the session stands.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Readings that are kept for whoever comes a moment late.
const KEPT: usize = 64;
/// Entries before the head with which a new watch begins.
const BEGIN_BEFORE: u64 = 100;
/// Cases named in one message.
const CASES_MAX: usize = 100;

/// What stirred, and the place of the ledger up to which was read.
type Reading = Stirred;

/// The one watch of the process and who listens to it.
pub struct Live {
    sender: broadcast::Sender<Arc<Reading>>,
    state: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    running: bool,
    kept: VecDeque<Arc<Reading>>,
    sessions: Option<Arc<HashSet<[u8; 32]>>>,
    listening: HashMap<PersonId, usize>,
}

impl Inner {
    /// A session that was looked up just now stands, though the watch may have read before it began.
    fn knows(&mut self, session: &Session) {
        if let Some(sessions) = &mut self.sessions {
            Arc::make_mut(sessions).insert(session.token.0);
        }
    }
}

impl Default for Live {
    fn default() -> Live {
        Live { sender: broadcast::channel(KEPT).0, state: Mutex::default() }
    }
}

impl Live {
    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place for one more connection of this person, if there is one.
    fn enter(self: &Arc<Live>, person: PersonId) -> Option<Place> {
        let mut inner = self.inner();
        if inner.listening.values().sum::<usize>() >= IN_ALL {
            return None;
        }
        let mine = inner.listening.entry(person).or_default();
        if *mine >= PER_PERSON {
            return None;
        }
        *mine += 1;
        Some(Place { live: self.clone(), person })
    }

    /// Whether the session stands, as far as the watch has read.
    fn stands(&self, session: &Session) -> bool {
        self.inner().sessions.as_ref().is_none_or(|known| known.contains(&session.token.0))
    }

    /// Begins the watch if none runs.
    fn watch(self: &Arc<Live>, centre: &Arc<Centre>) {
        let mut inner = self.inner();
        if !inner.running {
            inner.running = true;
            tokio::spawn(run(Arc::downgrade(self), Arc::downgrade(centre)));
        }
    }

    fn publish(&self, reading: Reading) {
        let reading = Arc::new(reading);
        let mut inner = self.inner();
        if inner.kept.len() >= KEPT {
            inner.kept.pop_front();
        }
        inner.kept.push_back(reading.clone());
        // Under the lock, so that whoever comes now has it either kept or sent, and not twice.
        let _ = self.sender.send(reading);
    }
}

/// The place of one connection; given back when it ends.
struct Place {
    live: Arc<Live>,
    person: PersonId,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inner = self.live.inner();
        if let Some(mine) = inner.listening.get_mut(&self.person) {
            *mine -= 1;
            if *mine == 0 {
                inner.listening.remove(&self.person);
            }
        }
    }
}

/// Reads what is new for as long as anybody listens.
async fn run(live: Weak<Live>, centre: Weak<Centre>) {
    let mut seq = None;
    let mut look: u32 = 0;
    loop {
        let (Some(live), Some(centre)) = (live.upgrade(), centre.upgrade()) else { return };
        {
            let mut inner = live.inner();
            if inner.listening.is_empty() && look > 0 {
                *inner = Inner::default();
                return;
            }
        }
        match read(&live, &centre, seq, look.is_multiple_of(SESSIONS_EVERY)).await {
            Ok(read) => seq = Some(read),
            Err(error) => tracing::debug!(%error, "the live desk cannot read; it goes on trying"),
        }
        look = look.wrapping_add(1).max(1);
        drop((live, centre));
        tokio::time::sleep(LOOK).await;
    }
}

async fn read(live: &Live, centre: &Centre, seq: Option<u64>, sessions: bool) -> Result<u64, centre::Fault> {
    if sessions {
        let standing = centre.live_sessions().await?;
        live.inner().sessions = Some(Arc::new(standing));
    }
    let head = centre.live_head().await?;
    let from = seq.unwrap_or(head.saturating_sub(BEGIN_BEFORE));
    if head <= from {
        return Ok(from);
    }
    let reading = centre.live_since(from).await?;
    let read = reading.seq;
    if !reading.stirs.is_empty() || !reading.calls.is_empty() {
        live.publish(reading);
    }
    Ok(read)
}

/// `GET /desk/live?since=seq`: the place of the ledger at which the page was asked for; what came since is told at once.
pub async fn stream(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    stopping: Option<Extension<watch::Receiver<bool>>>,
    Query(query): Query,
) -> Response {
    let session = match session_of(&app, &headers).await {
        Ok(session) => session,
        Err(fault) => return fault_page(&app, &headers, "/desk", fault).await,
    };
    let Some((session, place)) = session.and_then(|session| {
        let place = app.live.enter(session.person)?;
        Some((session, place))
    }) else {
        // Nobody is signed in, or enough pages of this person listen: a browser that hears this does not come again.
        return StatusCode::NO_CONTENT.into_response();
    };
    let view = match app.centre.live_view(&session).await {
        Ok(view) => view,
        Err(fault) => return fault_page(&app, &headers, "/desk", fault).await,
    };
    app.live.watch(&app.centre);
    let since = query.number("since", 0..=i64::MAX).map_or(u64::MAX, i64::unsigned_abs);
    let (receiver, waiting) = {
        let mut inner = app.live.inner();
        inner.knows(&session);
        let late = inner.kept.iter().filter(|reading| reading.seq > since).cloned().collect();
        (app.live.sender.subscribe(), late)
    };
    let stopping = stopping.map(|Extension(stopping)| stopping);
    let beat = tokio::time::interval_at(tokio::time::Instant::now() + HEARTBEAT, HEARTBEAT);
    let app = app.clone();
    let open = Open { app, session, view, receiver, waiting, stopping, place, beat, greeted: false };
    let events = futures_util::stream::unfold(open, next);
    let headers = [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    (headers, Sse::new(events)).into_response()
}

/// One open connection.
struct Open {
    app: Arc<App>,
    session: Session,
    view: LiveView,
    receiver: broadcast::Receiver<Arc<Reading>>,
    waiting: VecDeque<Arc<Reading>>,
    stopping: Option<watch::Receiver<bool>>,
    #[expect(dead_code, reason = "held until the connection ends")]
    place: Place,
    beat: tokio::time::Interval,
    greeted: bool,
}

/// What happens next at a connection.
enum Turn {
    Reading(Arc<Reading>),
    Missed,
    Heartbeat,
    End,
}

async fn next(mut open: Open) -> Option<(Result<Event, Infallible>, Open)> {
    if !open.greeted {
        open.greeted = true;
        // Said at once, so that the browser and every proxy between know that it is open.
        return Some((Ok(Event::default().retry(Duration::from_secs(5)).comment("open")), open));
    }
    loop {
        let event = match open.turn().await {
            Turn::Reading(_) if !open.app.live.stands(&open.session) => return None,
            Turn::Reading(reading) => open.message(&reading),
            Turn::Missed => Some(Event::default().event("missed").data("{}")),
            Turn::Heartbeat => {
                if !open.app.live.stands(&open.session) {
                    return None;
                }
                // Posts and letters may have changed meanwhile.
                if let Ok(view) = open.app.centre.live_view(&open.session).await {
                    open.view = view;
                }
                Some(Event::default().comment("here"))
            }
            Turn::End => return None,
        };
        if let Some(event) = event {
            return Some((Ok(event), open));
        }
    }
}

impl Open {
    async fn turn(&mut self) -> Turn {
        if let Some(reading) = self.waiting.pop_front() {
            return Turn::Reading(reading);
        }
        let told = async {
            match &mut self.stopping {
                Some(stopping) => drop(stopping.wait_for(|told| *told).await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = told => Turn::End,
            received = self.receiver.recv() => match received {
                Ok(reading) => Turn::Reading(reading),
                Err(broadcast::error::RecvError::Lagged(_)) => Turn::Missed,
                Err(broadcast::error::RecvError::Closed) => Turn::End,
            },
            _ = self.beat.tick() => Turn::Heartbeat,
        }
    }

    /// What of a reading is this person's; nothing where none of it is.
    fn message(&self, reading: &Reading) -> Option<Event> {
        let list = |wanted: &dyn Fn(&Stir) -> bool| {
            let cases = reading.stirs.iter().filter(|stir| wanted(stir)).take(CASES_MAX);
            cases.map(|stir| format!("\"{}\":{}", stir.case, stir.seq)).collect::<Vec<_>>().join(",")
        };
        let seen = list(&|stir| self.view.sees(stir));
        let calls = reading.calls.iter().filter(|call| self.view.is_called(call)).take(CASES_MAX);
        let calls: Vec<String> = calls.map(|call| format!("\"{}\":{}", call.stream, call.seq)).collect();
        if seen.is_empty() && calls.is_empty() {
            return None;
        }
        let mut mine = vec![list(&|stir| self.view.is_mine(stir))];
        mine.extend(calls);
        mine.retain(|it| !it.is_empty());
        let mine = mine.join(",");
        Some(Event::default().event("desk").data(format!("{{\"mine\":{{{mine}}},\"seen\":{{{seen}}}}}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str) -> PersonId {
        PersonId::parse(id).expect("a code")
    }

    #[test]
    fn a_person_has_so_many_places_and_gets_them_back() {
        let live: Arc<Live> = Arc::default();
        let mut places: Vec<Place> =
            (0..PER_PERSON).map(|_| live.enter(person("a")).expect("there is a place")).collect();
        assert!(live.enter(person("a")).is_none(), "one more than there are");
        let other = live.enter(person("b")).expect("another person has places of their own");
        places.pop();
        assert!(live.enter(person("a")).is_some(), "a place that was left is free");
        drop((places, other));
        assert!(live.inner().listening.is_empty(), "nobody listens any more");
    }

    #[test]
    fn what_was_read_is_kept_for_a_moment_and_no_longer_than_there_is_room() {
        let live = Live::default();
        for seq in 0..2 * KEPT as u64 {
            live.publish(Reading { seq, ..Reading::default() });
        }
        let inner = live.inner();
        assert_eq!(inner.kept.len(), KEPT);
        assert_eq!(inner.kept.front().map(|reading| reading.seq), Some(KEPT as u64));
    }
}
