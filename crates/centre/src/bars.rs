//! The bar list: proposing, hearing, deciding, telling and lifting; who is on it; and what intake has to say of a person
//! (N26, N55, A25).

use calendar::Day;
use casework::bar::{Bar, Command, End, Entry, Ground};
use casework::{Facts, Sealed};
use catalogue::{CaseId, Digest, ItemCode, UnitCode};
use ledger::{Done, Lane, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::bar::BarAsked;
use crate::particulars::{Sealer, Texts};
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// What a person asks of an entry, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BarAct {
    /// Propose it.
    Propose {
        /// For what.
        ground: Ground,
        /// Why.
        reason: String,
    },
    /// The person was heard.
    Hear {
        /// What was said.
        statement: String,
    },
    /// Decide it.
    Decide,
    /// Not decide it.
    Refuse {
        /// Why.
        reason: String,
    },
    /// The person was told.
    Tell,
    /// Lift it.
    Lift {
        /// Why.
        reason: String,
    },
}

impl BarAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            BarAct::Propose { .. } => "propose",
            BarAct::Hear { .. } => "hear",
            BarAct::Decide => "decide",
            BarAct::Refuse { .. } => "refuse",
            BarAct::Tell => "tell",
            BarAct::Lift { .. } => "lift",
        }
    }

    /// The text, and the field it was written in.
    pub(crate) fn written(&self) -> Option<(&'static str, &str)> {
        match self {
            BarAct::Propose { reason, .. } => Some(("propose-reason", reason)),
            BarAct::Hear { statement } => Some(("hear-statement", statement)),
            BarAct::Refuse { reason } => Some(("refuse-reason", reason)),
            BarAct::Lift { reason } => Some(("lift-reason", reason)),
            BarAct::Decide | BarAct::Tell => None,
        }
    }

    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let wrong = |(field, text)| text_problem(field, text, true, TEXT_CHARS_MAX);
        self.written().and_then(wrong).into_iter().collect()
    }
}

/// Which record of a person at an authority: one case can have an entry in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarOf {
    /// Of the one item (N26).
    Item,
    /// Of the whole authority: false commitments.
    Authority,
}

impl BarOf {
    /// Both.
    pub const ALL: [BarOf; 2] = [BarOf::Item, BarOf::Authority];

    /// Its word in addresses.
    pub fn name(self) -> &'static str {
        match self {
            BarOf::Item => "item",
            BarOf::Authority => "authority",
        }
    }

    /// The record with that word.
    pub fn named(word: &str) -> Option<BarOf> {
        BarOf::ALL.into_iter().find(|it| it.name() == word)
    }

    /// The other of the two.
    pub fn other(self) -> BarOf {
        if self == BarOf::Item { BarOf::Authority } else { BarOf::Item }
    }

    /// The one into which an entry for this ground is proposed.
    pub fn taking(ground: Ground) -> BarOf {
        if ground.of_item().is_some() { BarOf::Item } else { BarOf::Authority }
    }

    pub(crate) fn stream(self, facts: &Facts) -> String {
        match self {
            BarOf::Item => stream_of_item(facts.authority, facts.applicant, facts.item),
            BarOf::Authority => stream_of(facts.authority, facts.applicant),
        }
    }
}

/// The list beside one case: an entry of its applicant at its authority, and the words.
pub struct BarFile {
    /// Which record it stands in.
    pub of: BarOf,
    /// The entry of the other record, where that concerns the case too.
    pub other: Option<Entry>,
    /// The latest entry.
    pub bar: Bar,
    /// Its version; 0 before anything was proposed.
    pub version: u64,
    /// Its words.
    pub texts: Texts,
    /// Where in the ledger its decision stands; none before there is one.
    pub decided_seq: Option<u64>,
    /// Today.
    pub today: Day,
}

/// The record that a page shows, and what stands in the other.
struct Beside {
    of: BarOf,
    bar: Bar,
    version: u64,
    other: Option<Entry>,
}

/// That a person is barred, as intake says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarWarning {
    /// For what.
    pub ground: Ground,
    /// Last day; none until it is lifted.
    pub until: Option<Day>,
}

/// The stream of a person at an authority: false commitments, and what was entered for an item before items had their own.
pub(crate) fn stream_of(authority: UnitCode, person: Digest) -> String {
    let hex: String = person.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("bar/{authority}/{hex}")
}

/// The stream of a person in one item of an authority.
pub(crate) fn stream_of_item(authority: UnitCode, person: Digest, item: ItemCode) -> String {
    format!("{}/{item}", stream_of(authority, person))
}

/// The stream into which an entry for this ground, out of this case, is proposed.
pub(crate) fn stream_for(ground: Ground, facts: &Facts) -> String {
    BarOf::taking(ground).stream(facts)
}

/// The entry that stands beside a case: one that came out of it, what waits first; then one that keeps the person from its
/// item. Of an entry that bars from another licence the case says nothing.
fn beside(case: CaseId, item: ItemCode, entry: &Entry) -> Option<u8> {
    let (own, live) = (entry.case == case, entry.end.is_none());
    match (own, live) {
        (true, true) if entry.is_open() => Some(0),
        (true, true) => Some(1),
        (false, true) if entry.ground.of_item().is_some() && entry.concerns(item) => Some(2),
        (true, false) => Some(3),
        // Beside it one for the item can be proposed.
        (false, true) if entry.concerns(item) => Some(4),
        (false, false) if entry.concerns(item) => Some(5),
        _ => None,
    }
}

/// The word for how far an entry is.
pub fn stage(entry: &Entry) -> &'static str {
    match (entry.end, entry.decision, entry.heard, entry.told_on) {
        (Some(End::Refused { .. }), ..) => "refused",
        (Some(End::Lifted { .. }), ..) => "lifted",
        (Some(End::Expired), ..) => "expired",
        (None, Some(_), _, Some(_)) => "told",
        (None, Some(_), _, None) => "decided",
        (None, None, Some(_), _) => "heard",
        (None, None, None, _) => "proposed",
    }
}

impl Centre {
    /// An entry of a case's applicant at its authority, for an officer in whose scope the case is: that of one record, or
    /// without `of` the one that concerns the case most.
    pub async fn bar_fetch(
        &self,
        session: &Session,
        case: CaseId,
        of: Option<BarOf>,
    ) -> Result<BarFile, Problem> {
        let state = self.case_in_scope(session, case).await?;
        let facts = state.case.facts().ok_or(Problem::NotFound)?;
        let Beside { of, bar, version, other } = self.bar_beside(case, facts, of).await?;
        let stream = of.stream(facts);
        let decision = bar.entry.and_then(|entry| entry.decision);
        let decided_seq = match decision {
            Some(decision) => {
                let all = self.bar_decisions(&stream).await?;
                all.into_iter().find(|it| it.number == decision.number).map(|it| it.seq)
            }
            None => None,
        };
        let texts = self.texts_of(&stream).await?;
        Ok(BarFile { of, other, bar, version, decided_seq, texts, today: self.today() })
    }

    /// The records beside a case: the one asked for, or the one that concerns it most; of the other, what stands in it.
    async fn bar_beside(&self, case: CaseId, facts: &Facts, of: Option<BarOf>) -> Result<Beside, Fault> {
        let mut found = Vec::with_capacity(BarOf::ALL.len());
        for of in BarOf::ALL {
            let loaded = self.ledger.load(&self.division, &of.stream(facts)).await?;
            let (bar, version) = match loaded.map(|loaded| (loaded.state, loaded.version)) {
                Some((State::Bar(bar), version)) => (bar, version),
                _ => (Bar::default(), 0),
            };
            let rank = bar.entry.as_ref().and_then(|entry| beside(case, facts.item, entry));
            found.push((rank, of, bar, version));
        }
        // What has no place beside the case comes last; of two such the item's own.
        found.sort_by_key(|(rank, at, ..)| (of.is_some_and(|asked| asked != *at), rank.unwrap_or(u8::MAX)));
        let other = found.get(1).and_then(|(rank, _, bar, _)| rank.and(bar.entry));
        let Some((rank, of_shown, bar, version)) = found.into_iter().next() else {
            return Err(Fault::inside("a case has no record of the bar list"));
        };
        // Of an entry that bars from another licence the case says nothing.
        let (bar, version) = if rank.is_some() { (bar, version) } else { (Bar::default(), version) };
        Ok(Beside { of: of_shown, bar, version, other })
    }

    /// A person acts on the list beside a case: on the entry of the record `of`, as [`Centre::bar_fetch`] shows it.
    pub async fn bar_act(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        of: Option<BarOf>,
        act: &BarAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let state = self.case_in_scope(session, case).await?;
        let facts = state.case.facts().ok_or(Problem::NotFound)?;
        let shown = self.bar_beside(case, facts, of).await?.of.stream(facts);
        let stream = match act {
            BarAct::Propose { ground, .. } => stream_for(*ground, facts),
            _ => shown.clone(),
        };
        // A version is that of what was shown.
        let version = version.filter(|_| stream == shown);
        let known = self.stream_key(&stream).await?;
        let key = known.clone().unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let mut text = |kind: &'static str, text: &str| sealer.seal(kind, text.as_bytes()).map(Sealed);
        let command = match act {
            BarAct::Propose { ground, reason } => {
                Command::Propose { ground: *ground, reason: text("bar-reason", reason)? }
            }
            BarAct::Hear { statement } => Command::Hear { statement: text("bar-statement", statement)? },
            BarAct::Decide => Command::Decide,
            BarAct::Refuse { reason } => Command::Refuse { reason: text("bar-refusal", reason)? },
            BarAct::Tell => Command::Tell,
            BarAct::Lift { reason } => Command::Lift { reason: text("bar-lift", reason)? },
        };
        let mut with = sealer.rows;
        if known.is_none() {
            with.push(self.key_row(&stream, &key));
        }
        let own = stream.clone();
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream,
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Bar(BarAsked { case, command }),
                content: content_of(&(case.as_str(), act))?,
                occurred_at: None,
                expected_version: version,
                bodies: Vec::new(),
                with,
                lane: Lane::People,
            })
            .await?;
        if known.is_none() && !done.replayed {
            self.stream_keys.remember(&own, &key);
        }
        Ok(done)
    }

    /// What intake has to say of this person and this item of the authority today (N26).
    pub(crate) async fn bar_warning(
        &self,
        authority: UnitCode,
        item: ItemCode,
        person: Digest,
    ) -> Result<Option<BarWarning>, Fault> {
        let streams = [stream_of_item(authority, person, item), stream_of(authority, person)];
        let states = self.ledger.load_all(&self.division, &streams).await?;
        // What bars from the item comes before what bars from all of the authority.
        for stream in &streams {
            let Some(State::Bar(bar)) = states.get(stream) else { continue };
            if let Some(entry) = bar.in_force(self.today()).filter(|entry| entry.concerns(item)) {
                let until = entry.decision.and_then(|decision| decision.until);
                return Ok(Some(BarWarning { ground: entry.ground, until }));
            }
        }
        Ok(None)
    }
}
