//! The wording of papers and how they are laid out: which revision a paper bears, proposing, approving, sending back, and the history.

use std::sync::Arc;

use calendar::Instant;
use catalogue::paper_layout::LayoutProblem;
use catalogue::publish::InForce as Adopted;
use catalogue::wording::{Wording, WordingProblem};
use catalogue::wording_slots::{PaperWords, papers, words_of};
use catalogue::wording_stream::{WordingCommand, WordingEvent, WordingRefusal, WordingState};
use catalogue::{Digest, Organisation, PersonId};
use ledger::{Body as LedgerBody, Done, Entry, Lane, Rejection, Submission};

use crate::account::Session;
use crate::act::text_problem;
use crate::case::content_of;
use crate::domain::{Asked, Body, Desk, Fact, Obstacle, State};
use crate::particulars::Sealer;
use crate::seal::{StreamKey, sha256};
use crate::{Centre, Fault};

/// Revisions that the history shows, the newest.
pub const HISTORY_MAX: usize = 50;
/// Characters of the reason for which a proposal is sent back.
pub const REASON_MAX: usize = 500;
/// Entries of one page while a revision is looked for.
const PAGE: u64 = 200;

/// Why a wording was not proposed, approved or sent back.
#[derive(Debug)]
pub enum Unfit {
    /// There is no such paper.
    NoPaper,
    /// Sentences are wrong, or how the paper is laid out.
    Wrong(Vec<WordingProblem>, Vec<LayoutProblem>),
    /// A proposal is sent back with a reason that can be kept, and none was given.
    Reason,
    /// The rules refuse.
    Refused(WordingRefusal),
    /// The form was already used for something else.
    IdReused,
    /// Our side.
    Fault(Fault),
}

impl<E: Into<Fault>> From<E> for Unfit {
    fn from(error: E) -> Unfit {
        Unfit::Fault(error.into())
    }
}

/// What the form of a proposal says.
#[derive(Debug, Clone, Copy)]
pub struct Proposed<'a> {
    /// The wording.
    pub wording: &'a Wording,
    /// The revision that it follows, as the form was drawn; 0 for the built-in one.
    pub after: u32,
}

/// What a legal reviewer does with a proposal.
#[derive(Debug, Clone)]
pub enum Review {
    /// Puts it in force.
    Approve,
    /// Sends it back, with a reason.
    Return(String),
}

/// One thing that happened to a wording.
#[derive(Debug, Clone)]
pub struct WordingLine {
    /// What.
    pub event: WordingEvent,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Of which revision.
    pub revision: u32,
    /// Its body.
    pub digest: Digest,
    /// The reason for which it was sent back; empty otherwise.
    pub reason: String,
}

/// Everything about one paper's wording.
pub struct WordingPage {
    /// The paper and its sentences.
    pub words: &'static PaperWords,
    /// State of its stream.
    pub state: WordingState,
    /// Its version; 0 before anything was proposed.
    pub version: u64,
    /// In force: a revision, or what is built in.
    pub in_force: Arc<Wording>,
    /// Waiting for the legal reviewer.
    pub proposed: Option<Arc<Wording>>,
    /// Newest first.
    pub history: Vec<WordingLine>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// Whether this person edits.
    pub may_edit: bool,
    /// Whether this person approves, and the proposal is another's.
    pub may_approve: bool,
}

fn stream_of(paper: &str) -> String {
    format!("wording/{paper}")
}

impl Centre {
    /// The wording that a paper issued at a place of the ledger bears: the revision approved last before it. A reprint
    /// bears the same, whatever was approved since.
    pub async fn wording_at(&self, paper: &str, seq: u64) -> Result<Option<Arc<Wording>>, Fault> {
        let Some(words) = words_of(paper) else { return Ok(None) };
        let (state, _) = self.wording_state(paper).await?;
        let mut digest = None;
        if state.published.is_some() {
            let mut version = 0;
            loop {
                let entries = self.ledger.entries(&self.division, &stream_of(paper), version, PAGE).await?;
                let Some(last) = entries.last() else { break };
                version = last.version;
                let before = entries.iter().take_while(|entry| entry.seq < seq);
                for entry in before {
                    if let WordingEvent::WordingApproved(it) = self.wording_event(entry)? {
                        digest = Some(it.body.digest);
                    }
                }
                if last.seq >= seq {
                    break;
                }
            }
        }
        Ok(Some(match digest {
            Some(digest) => self.wording_body(digest).await?,
            None => Arc::new(Wording::built_in(words)),
        }))
    }

    fn wording_event(&self, entry: &Entry) -> Result<WordingEvent, Fault> {
        match self.ledger.event(entry)? {
            Fact::Wording(event) => Ok(event),
            _ => Err(Fault::inside(format!("entry {} is none of a wording", entry.seq))),
        }
    }

    async fn wording_body(&self, digest: Digest) -> Result<Arc<Wording>, Fault> {
        match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::Wording(wording)) => Ok(Arc::clone(wording)),
            _ => Err(Fault::inside("the wording of a revision is not in the database")),
        }
    }

    async fn wording_state(&self, paper: &str) -> Result<(WordingState, u64), Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(paper)).await?;
        let version = loaded.as_ref().map_or(0, |loaded| loaded.version);
        let state = match loaded.map(|loaded| loaded.state) {
            Some(State::Wording(state)) => state,
            _ => WordingState::default(),
        };
        Ok((state, version))
    }

    /// The organisation, for those who may see wording before it is in force.
    async fn wording_ground(&self, session: &Session) -> Result<Arc<Organisation>, Unfit> {
        let organisation = self.organisation().await?;
        organisation
            .filter(|it| it.may_see_wording(session.person, self.today()))
            .ok_or(Unfit::Refused(WordingRefusal::NotAllowed))
    }

    /// Every paper with the state of its wording, in the order of a case's course.
    pub async fn wording_list(
        &self,
        session: &Session,
    ) -> Result<Vec<(&'static PaperWords, WordingState)>, Unfit> {
        self.wording_ground(session).await?;
        let mut list = Vec::new();
        for words in papers() {
            list.push((words, self.wording_state(words.paper).await?.0));
        }
        Ok(list)
    }

    /// The papers with a proposal that waits for this reviewer; one's own waits for another.
    pub(crate) async fn wording_waits(
        &self,
        organisation: &Organisation,
        person: PersonId,
    ) -> Result<Vec<&'static str>, Fault> {
        if !organisation.may_approve_wording(person, self.today()) {
            return Ok(Vec::new());
        }
        let streams: Vec<String> = papers().iter().map(|words| stream_of(words.paper)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let waits = papers().iter().zip(&streams).filter(|(_, stream)| match states.get(*stream) {
            Some(State::Wording(state)) => state.proposed.is_some_and(|it| it.by != person),
            _ => false,
        });
        Ok(waits.map(|(words, _)| words.paper).collect())
    }

    /// Everything about one paper's wording.
    pub async fn wording_page(&self, session: &Session, paper: &str) -> Result<WordingPage, Unfit> {
        let organisation = self.wording_ground(session).await?;
        let Some(words) = words_of(paper) else { return Err(Unfit::NoPaper) };
        let (state, version) = self.wording_state(paper).await?;
        let (today, me) = (self.today(), session.person);
        let in_force = match state.published {
            Some(it) => self.wording_body(it.body.digest).await?,
            None => Arc::new(Wording::built_in(words)),
        };
        let proposed = match state.proposed {
            Some(it) => Some(self.wording_body(it.body.digest).await?),
            None => None,
        };
        Ok(WordingPage {
            words,
            in_force,
            proposed,
            history: self.wording_history(paper).await?,
            may_edit: organisation.may_edit_wording(me, today),
            may_approve: organisation.may_approve_wording(me, today)
                && state.proposed.is_some_and(|it| it.by != me),
            organisation,
            state,
            version,
        })
    }

    async fn wording_history(&self, paper: &str) -> Result<Vec<WordingLine>, Fault> {
        let stream = stream_of(paper);
        let version = self.ledger.load(&self.division, &stream).await?.map_or(0, |loaded| loaded.version);
        let after = version.saturating_sub(HISTORY_MAX as u64);
        let entries = self.ledger.entries(&self.division, &stream, after, HISTORY_MAX as u64).await?;
        let texts = self.texts_of(&stream).await?;
        let mut lines = Vec::with_capacity(entries.len());
        for entry in &entries {
            let event = self.wording_event(entry)?;
            let (by, at, body, reason) = match &event {
                WordingEvent::WordingProposed(it) => (it.by, it.at, it.body, String::new()),
                WordingEvent::WordingApproved(it) => (it.by, it.at, it.body, String::new()),
                WordingEvent::WordingReturned(it) => (it.by, it.at, it.body, texts.text(it.reason)),
            };
            lines.push(WordingLine { event, by, at, revision: body.revision, digest: body.digest, reason });
        }
        lines.reverse();
        Ok(lines)
    }

    /// A wording of a paper's history by its body, for those who may see it.
    pub async fn wording_of_history(
        &self,
        session: &Session,
        paper: &str,
        digest: Digest,
    ) -> Result<Option<Arc<Wording>>, Unfit> {
        self.wording_ground(session).await?;
        let known = self.wording_history(paper).await?.iter().any(|line| line.digest == digest);
        Ok(if known { Some(self.wording_body(digest).await?) } else { None })
    }

    /// Proposes a wording. It is in force only once a legal reviewer, who is somebody else, has approved it (C16).
    pub async fn wording_propose(
        &self,
        session: &Session,
        command_id: [u8; 16],
        proposed: Proposed<'_>,
        version: Option<u64>,
    ) -> Result<Done, Unfit> {
        self.wording_ground(session).await?;
        let Proposed { wording, after } = proposed;
        let (problems, laid) = (wording.problems(), wording.layout_problems());
        if !problems.is_empty() || !laid.is_empty() {
            return Err(Unfit::Wrong(problems, laid));
        }
        let bytes = wording.to_body();
        let digest = sha256(&bytes);
        let body = Adopted { revision: after.saturating_add(1), digest };
        let content = content_of(&("wording-propose", &wording.paper, after, digest.to_string()))?;
        let body_of = LedgerBody { digest: digest.0, kind: "wording".to_owned(), bytes };
        let command = WordingCommand::Propose(body);
        let asked = self.wording_submission(session, command_id, &wording.paper, command, content);
        self.wording_submit(Submission { bodies: vec![body_of], expected_version: version, ..asked }).await
    }

    /// A legal reviewer judges the proposal with this digest.
    pub async fn wording_review(
        &self,
        session: &Session,
        command_id: [u8; 16],
        version: Option<u64>,
        paper: &str,
        (digest, review): (Digest, &Review),
    ) -> Result<Done, Unfit> {
        self.wording_ground(session).await?;
        let Some(words) = words_of(paper) else { return Err(Unfit::NoPaper) };
        let stream = stream_of(words.paper);
        let mut with = Vec::new();
        let (command, content) = match review {
            Review::Approve => (
                WordingCommand::Approve { digest },
                content_of(&("wording-approve", paper, digest.to_string()))?,
            ),
            Review::Return(reason) => {
                let reason = reason.trim();
                if text_problem("reason", reason, true, REASON_MAX).is_some() {
                    return Err(Unfit::Reason);
                }
                let known = self.stream_key(&stream).await?;
                let key = known.clone().unwrap_or_else(StreamKey::random);
                let mut sealer = Sealer::new(self, &stream, key.clone());
                let sealed = sealer.seal("wording-reason", reason.as_bytes())?;
                with = sealer.rows;
                if known.is_none() {
                    with.push(self.key_row(&stream, &key));
                }
                let content = content_of(&("wording-return", paper, digest.to_string(), reason))?;
                (WordingCommand::Return { digest, reason: sealed }, content)
            }
        };
        let asked = self.wording_submission(session, command_id, paper, command, content);
        self.wording_submit(Submission { with, expected_version: version, ..asked }).await
    }

    fn wording_submission(
        &self,
        session: &Session,
        command_id: [u8; 16],
        paper: &str,
        command: WordingCommand,
        content: [u8; 32],
    ) -> Submission<Desk> {
        Submission {
            division: self.division.clone(),
            stream: stream_of(paper),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Wording(command),
            content,
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with: Vec::new(),
            lane: Lane::People,
        }
    }

    async fn wording_submit(&self, submission: Submission<Desk>) -> Result<Done, Unfit> {
        match self.ledger.submit(submission).await {
            Ok(done) => Ok(done),
            Err(Rejection::Refused(Obstacle::Wording(refusal))) => Err(Unfit::Refused(refusal)),
            Err(Rejection::Refused(other)) => Err(Fault::inside(format!("refused: {other:?}")).into()),
            Err(Rejection::Stale { .. }) => Err(Unfit::Refused(WordingRefusal::Changed)),
            Err(Rejection::IdReused) => Err(Unfit::IdReused),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number).into()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable.into()),
            Err(Rejection::QueueFull) => Err(Fault::Busy.into()),
        }
    }
}
