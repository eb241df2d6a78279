//! What stirs in the division, for desks that are open: one reading for the whole process, and for each person what of
//! it is theirs, without asking the database again.

use std::collections::{BTreeMap, HashSet};

use catalogue::{CaseId, PersonId, UnitCode};
use store::{Statement, Value};

use crate::account::{SESSION_IDLE, Session};
use crate::case::case_of;
use crate::desk_queue::Agents;
use crate::live_calls::{Mine, To};
use crate::row::waits;
use crate::scope::Scope;
use crate::{Centre, Fault};

/// Entries of one reading.
const ENTRIES: u64 = 500;
/// Rows of one statement; lists are filled up to this many by repeating the last.
const AT_ONCE: usize = 64;
/// Where what stirred stands, by the beginning of its stream's name: a case as it is, of the rest who has to answer it now.
const ROWS: [(&str, &str); 5] = [
    (
        "case/",
        "select case_id, authority, holder, pending_to, agent, waits_for, concluded_at, priority from case_row \
         where division = $1 and case_id",
    ),
    (
        "order/",
        "select order_id, to_person from order_row \
         where division = $1 and open = 1 and state = 'waiting' and to_person <> '' and order_id",
    ),
    (
        "complaint/",
        "select complaint_id, to_person from complaint_row \
         where division = $1 and open = 1 and state = 'with-unit' and to_person <> '' and complaint_id",
    ),
    (
        "rating/",
        "select rating_id, handler from rating_row \
         where division = $1 and open = 1 and handler <> '' and rating_id",
    ),
    (
        "folder/",
        "select case_id, pending_to from folder_row where division = $1 and pending_to <> '' and case_id",
    ),
];
/// Sessions that are looked at; more people than a county has at its desks.
const SESSIONS_MAX: u64 = 20_000;

/// A case in which something happened, as its row stands now.
#[derive(Debug, Clone)]
pub struct Stir {
    /// The case.
    pub case: CaseId,
    /// Place in the ledger of the last entry read of it.
    pub seq: u64,
    /// Who acted: persons' ids, or the ledger's word for time.
    actors: Vec<String>,
    authority: String,
    holder: String,
    pending_to: String,
    agent: String,
    waits_for: String,
    concluded: bool,
    priority_asked: bool,
}

/// What waits beside the cases and in which something happened: an order, a complaint or a bad rating to be answered, a folder
/// to be signed for, a first contact, a certificate, the bar list, a hearing, what is to be signed, somebody to stand in for.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its stream.
    pub stream: String,
    /// Place in the ledger of the last entry read of it.
    pub seq: u64,
    /// Who acted.
    pub(crate) actors: Vec<String>,
    /// For whom it waits.
    pub(crate) to: Vec<To>,
}

/// What one reading of the ledger found.
#[derive(Debug, Clone, Default)]
pub struct Stirred {
    /// The place up to which was read.
    pub seq: u64,
    /// Cases.
    pub stirs: Vec<Stir>,
    /// What somebody has to answer.
    pub calls: Vec<Call>,
}

/// What a person's posts make theirs today.
pub struct LiveView {
    me: PersonId,
    scope: Scope,
    mine: Mine,
    agents: Agents,
}

impl LiveView {
    /// Whether the person may look at the case and somebody else, or time, acted in it.
    pub fn sees(&self, stir: &Stir) -> bool {
        let by_others = stir.actors.iter().any(|actor| actor != self.me.as_str());
        by_others
            && self.scope.covers_row(
                &stir.authority,
                &stir.holder,
                &stir.pending_to,
                &stir.agent,
                stir.concluded,
            )
    }

    /// Whether it waits for the person, and somebody else, or time, acted in it.
    pub fn is_called(&self, call: &Call) -> bool {
        let by_others = call.actors.iter().any(|actor| actor != self.me.as_str());
        by_others && call.to.iter().any(|to| self.mine.is(self.me, to))
    }

    /// Whether the case stands on the person's desk: held, given, or in one of the queues of the person's posts.
    pub fn is_mine(&self, stir: &Stir) -> bool {
        let (me, posts) = (self.me.as_str(), &self.mine.posts);
        let at = |units: &[UnitCode]| units.iter().any(|unit| unit.as_str() == stir.authority);
        let queue = match stir.waits_for.as_str() {
            waits::ACCEPTANCE => at(&posts.accept),
            waits::INSTANT => at(&posts.sign),
            waits::LEADER => at(&posts.decide) || self.is_agent(stir),
            waits::MAKING | waits::RESULT => at(&posts.handle),
            waits::DECISION | waits::STOP => at(&posts.decide),
            waits::EXTENSION => at(&posts.decide) || posts.governs,
            waits::RECHECK => self.is_agent(stir),
            waits::COLLECTION => posts.deliver,
            _ => false,
        };
        // Asked for beside whatever the case waits for (A17).
        let priority = stir.priority_asked && (posts.manages || at(&posts.decide));
        self.sees(stir) && (queue || priority || stir.holder == me || stir.pending_to == me)
    }

    /// Whether the person is its case agent, or carries what that one carried (F31).
    fn is_agent(&self, stir: &Stir) -> bool {
        let Agents { of, units, here } = &self.agents;
        let is = |agent: &PersonId| agent.as_str() == stir.agent;
        let at = units.iter().any(|unit| unit.as_str() == stir.authority);
        of.iter().any(is) || (at && !here.iter().any(is))
    }
}

impl Centre {
    /// The last place of the division's ledger; 0 before the first entry.
    pub async fn live_head(&self) -> Result<u64, Fault> {
        Ok(self.ledger.head(&self.division).await?.map_or(0, |head| head.seq))
    }

    /// What happened after a place of the ledger. At most 500 entries; the next reading goes on.
    pub async fn live_since(&self, seq: u64) -> Result<Stirred, Fault> {
        let entries = self.ledger.entries_since(&self.division, seq, ENTRIES).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else {
            return Ok(Stirred { seq, ..Stirred::default() });
        };
        let mut stirred: BTreeMap<String, (u64, Vec<String>)> = BTreeMap::new();
        let mut calls = self.calls_beside(&entries).await?;
        for entry in entries {
            let (seq, actors) = stirred.entry(entry.stream).or_default();
            *seq = entry.seq;
            if !actors.contains(&entry.actor) {
                actors.push(entry.actor);
            }
        }
        for call in &mut calls {
            // Read already; what was said of it twice is said once.
            if let Some((seq, actors)) = stirred.get(&call.stream) {
                (call.seq, call.actors) = (*seq, actors.clone());
            }
        }
        let mut found = Stirred { seq: last, calls, ..Stirred::default() };
        for (kind, sql) in ROWS {
            let of_kind: Vec<String> =
                stirred.keys().filter(|stream| stream.starts_with(kind)).cloned().collect();
            for part in of_kind.chunks(AT_ONCE) {
                for row in self.store.read(rows_of(&self.division, kind, sql, part)).await? {
                    let stream = [kind, row.text(0)?].concat();
                    let Some((seq, actors)) = stirred.remove(&stream) else { continue };
                    match case_of(&stream) {
                        Some(case) => found.stirs.push(Stir {
                            case,
                            seq,
                            actors,
                            authority: row.text(1)?.to_owned(),
                            holder: row.text(2)?.to_owned(),
                            pending_to: row.text(3)?.to_owned(),
                            agent: row.text(4)?.to_owned(),
                            waits_for: row.text(5)?.to_owned(),
                            concluded: row.opt_int(6)?.is_some(),
                            priority_asked: row.int(7)? == 1,
                        }),
                        None => {
                            let to = PersonId::parse(row.text(1)?).map(To::Person).into_iter().collect();
                            found.calls.push(Call { stream, seq, actors, to });
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// What of that is a person's, by the posts of today.
    pub async fn live_view(&self, session: &Session) -> Result<LiveView, Fault> {
        let scope = self.scope(session).await?;
        let (mine, agents) = match self.organisation().await? {
            Some(organisation) => (
                self.live_mine(&organisation, session.person),
                self.agents_of(&organisation, session.person).await?,
            ),
            None => (Mine::default(), Agents::default()),
        };
        Ok(LiveView { me: session.person, scope, mine, agents })
    }

    /// Digests of the tokens of every session that stands. Looking on does not keep a session alive.
    pub async fn live_sessions(&self) -> Result<HashSet<[u8; 32]>, Fault> {
        let now = self.now();
        let params =
            vec![self.division.as_str().into(), now.into(), (now - SESSION_IDLE).into(), SESSIONS_MAX.into()];
        let sql = "select token from session where division = $1 and ends_at > $2 and seen_at > $3 limit $4";
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(|row| Ok(row.array(0)?)).collect()
    }
}

fn rows_of(division: &str, kind: &str, sql: &str, streams: &[String]) -> Statement {
    let mut params: Vec<Value> = vec![division.into()];
    let mut places = Vec::with_capacity(AT_ONCE);
    for slot in 0..AT_ONCE {
        let Some(stream) = streams.get(slot).or(streams.last()) else { break };
        params.push(stream.strip_prefix(kind).unwrap_or_default().into());
        places.push(format!("${}", params.len()));
    }
    Statement::new(format!("{sql} in ({}) limit {AT_ONCE}", places.join(", ")), params)
}
