//! The whole of one case for those who may see it: state, frozen item, opened texts, timeline, and what this person may do now.

use std::sync::Arc;

use calendar::{Calendar, Instant, Thresholds};
use casework::absence::Absences;
use casework::folder::Folder;
use casework::{Case, DocumentNo, Event, Offer, PublicState, Refusal};
use catalogue::{CaseId, Item, Organisation, PersonId};
use ledger::Entry;

use crate::account::Session;
use crate::case::{Problem, stream_of};
use crate::particulars::{Applicant, Texts};
use crate::taken_up::{Beside, Earlier, TakenOver};
use crate::{Centre, Fault};

/// Entries a case file shows at most; a case that has more shows the newest.
pub const ENTRIES_MAX: u64 = 400;

/// The state of a case and its version.
#[derive(Debug, Clone)]
pub struct CaseState {
    /// The case.
    pub id: CaseId,
    /// Its state.
    pub case: Case,
    /// Its version: forms carry it, so that a stale page is noticed.
    pub version: u64,
}

/// One line of the timeline.
#[derive(Debug, Clone)]
pub struct Line {
    /// Place in the division's ledger.
    pub seq: u64,
    /// Who acted: a person's id, or the ledger's word for time.
    pub actor: String,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// When it happened, if that is another instant.
    pub occurred_at: Option<Instant>,
    /// What happened.
    pub event: Event,
}

/// A notice that reached the applicant of a case.
#[derive(Debug, Clone)]
pub struct NoticeSent {
    /// What it was.
    pub kind: String,
    /// When.
    pub sent_at: Instant,
}

/// A whole case.
pub struct CaseFile {
    /// State and version.
    pub state: CaseState,
    /// The frozen revision (M5).
    pub item: Arc<Item>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The calendar in force.
    pub calendar: Arc<Calendar>,
    /// Who is away (F31).
    pub absences: Arc<Absences>,
    /// The applicant; empty if erased.
    pub applicant: Applicant,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line>,
    /// The folder of its papers, as far as one was opened.
    pub folder: Folder,
    /// What the applicant was told, by message or on paper.
    pub notices: Vec<NoticeSent>,
    /// How many notices wait to be told on paper, for there is no telephone (E3).
    pub to_tell: u32,
    /// Earlier cases on the same matter, the latest first (F9).
    pub earlier: Vec<Earlier>,
    /// What it says it took over from the earlier one, and what of it has not come (E14).
    pub taken_over: Option<TakenOver>,
    /// Other matters of the same applicant, taken in beside this one or this one beside them (E9).
    pub beside: Vec<Beside>,
    /// Where the matter went, if the case was not accepted because another unit is competent (F13).
    pub transferred: Option<crate::contact_list::ContactBrief>,
    /// Interested parties and their hearing, while the case is in hand (N13, N18).
    pub hearing: Option<casework::hearing::Hearing>,
    /// Deadlines that another calendar moved, oldest first.
    pub moved: Vec<crate::calendar_moved::Moved>,
    /// Turn and place in the line, where the number of its item is limited (N23).
    pub turn: Option<(casework::quota::Turn, Option<u32>)>,
    /// Whether the reader sees names and numbers whole: takes part in the case, or said today what for (F33).
    pub whole: bool,
    /// The instant at which the file was read.
    pub now: Instant,
    /// When lights turn yellow.
    pub thresholds: Thresholds,
    /// Working days in which the document of a stop is shown (F7).
    pub order_days: u16,
}

impl CaseFile {
    /// What has happened, by place.
    pub(crate) fn happened(&self) -> impl Iterator<Item = (u64, &Event)> {
        self.lines.iter().map(|line| (line.seq, &line.event))
    }

    /// The document that the latest stop in these lines rests on, as it was typed (F7); empty where it was left open, and for
    /// stops of old.
    pub fn stop_order(&self, lines: &[Line]) -> String {
        let order = lines.iter().rev().find_map(|line| match &line.event {
            Event::StopAskedFor(fact) => Some(fact.order),
            Event::StopOrderShown(fact) => Some(Some(fact.order)),
            _ => None,
        });
        let order = order.flatten().map(|order| self.texts.text(order.0)).unwrap_or_default();
        order.trim().trim_end_matches('。').to_owned()
    }

    /// The case's facts; a file exists only once something was received.
    pub fn filed(&self) -> Option<&casework::File> {
        match &self.state.case {
            Case::Filed(file) => Some(file),
            Case::Absent => None,
        }
    }

    /// The word for where the case is; once its dossier is in the archive, that.
    pub fn public_state(&self) -> Option<PublicState> {
        match &self.folder {
            Folder::Kept(dossier) if dossier.archived.is_some() => Some(PublicState::Archived),
            _ => self.state.case.public_state(),
        }
    }

    /// Whether the reader has to say what for before names and numbers are shown; of who is erased nothing is left to show.
    pub fn asks_what_for(&self) -> bool {
        !self.whole && !self.applicant.name.is_empty()
    }

    /// The list on which its dossier was destroyed: what a person could read of it is gone (C23).
    pub fn destroyed(&self) -> Option<DocumentNo> {
        match &self.folder {
            Folder::Kept(dossier) => dossier.destroyed,
            Folder::Absent => None,
        }
    }

    /// The case as it stood after the entry at that place, for a paper that was issued then; nothing where the file does not reach
    /// back to its beginning.
    pub fn as_of(mut self, place: usize) -> Option<CaseFile> {
        let begins = matches!(self.lines.first().map(|line| &line.event), Some(Event::Received(_)));
        self.lines.truncate(place.saturating_add(1));
        let case = self.lines.iter().fold(Case::Absent, |case, line| casework::evolve(case, &line.event));
        let sealed = case.facts()?.applicant_sealed;
        self.applicant = self.texts.record(sealed.0).unwrap_or_default();
        self.state.case = case;
        begins.then_some(self)
    }

    /// What this person may do now, and what is refused only because it is this person.
    pub fn offers(&self, session: &Session) -> Vec<Offer> {
        self.asked_by(session, |known| casework::offers(&self.state.case, known)).unwrap_or_default()
    }

    /// To whom the holder may give the case today: the rules name them when asked for the impossible.
    pub fn may_receive(&self, session: &Session) -> Vec<PersonId> {
        let refused = self.asked_by(session, |known| {
            // Giving to oneself is never lawful, and the refusal names those to whom one may give.
            let papers = self.filed().map_or(0, |file| file.facts.holding.papers);
            let to_self = casework::GiveOver { to: session.person, papers, note: None };
            casework::decide(&self.state.case, &casework::Command::GiveOver(to_self), known)
        });
        match refused {
            Some(Err(Refusal::WrongDirection { able })) => able.iter().map(|able| able.person).collect(),
            _ => Vec::new(),
        }
    }

    /// To whom a head may give the case of somebody who is not here.
    pub fn may_get(&self, session: &Session) -> Vec<PersonId> {
        let refused = self.asked_by(session, |known| {
            // Giving it to oneself is never lawful, and the refusal names those who are.
            let (to, reason) = (session.person, casework::Sealed(catalogue::Digest([0; 32])));
            let papers = self.filed().map_or(0, |file| file.facts.holding.papers);
            let to_self = casework::Command::Reassign(casework::Reassign { to, papers, reason });
            casework::decide(&self.state.case, &to_self, known)
        });
        match refused {
            Some(Err(Refusal::WrongDirection { able })) => able.iter().map(|able| able.person).collect(),
            _ => Vec::new(),
        }
    }

    /// Asks the rules as they would answer this person now; nothing is drawn or recorded.
    pub(crate) fn asked_by<R>(
        &self,
        session: &Session,
        ask: impl FnOnce(&casework::Known<'_>) -> R,
    ) -> Option<R> {
        let numbers = |_| 1;
        Some(ask(&casework::Known {
            now: self.now,
            actor: session.person,
            organisation: &self.organisation,
            absences: &self.absences,
            received_at: None,
            item: Some(&self.item),
            item_digest: self.filed()?.facts.body,
            item_live: true,
            commitment_closed: false,
            calendar: &self.calendar,
            thresholds: self.thresholds,
            order_days: self.order_days,
            turn: self.turn.map(|(turn, _)| turn),
            newer: None,
            hearing: self.hearing.as_ref(),
            archived: match self.filed()?.stage {
                casework::Stage::ClosedForMissing { .. } => casework::folder::papers_left(&self.folder),
                _ => matches!(&self.folder, Folder::Kept(dossier) if dossier.archived.is_some()),
            },
            numbers: &numbers,
        }))
    }
}

impl Centre {
    /// The state of a case.
    pub async fn case_state(&self, case: CaseId) -> Result<Option<CaseState>, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(case)).await?;
        Ok(loaded.and_then(|loaded| match loaded.state {
            crate::domain::State::Case(state) => {
                Some(CaseState { id: case, case: state, version: loaded.version })
            }
            _ => None,
        }))
    }

    /// The pickup code of a case that is ready, for the message to its applicant.
    pub async fn pickup_code(&self, case: CaseId) -> Result<Option<String>, Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok(None) };
        let Case::Filed(file) = &state.case else { return Ok(None) };
        let casework::Stage::Concluded(conclusion) = &file.stage else { return Ok(None) };
        let Some(sealed) = conclusion.pickup_sealed else { return Ok(None) };
        Ok(Some(self.texts_of(&stream_of(case)).await?.text(sealed.0)))
    }

    /// The state of a case in the person's scope.
    pub(crate) async fn case_in_scope(&self, session: &Session, case: CaseId) -> Result<CaseState, Problem> {
        let Some(state) = self.case_state(case).await? else { return Err(Problem::NotFound) };
        let Case::Filed(file) = &state.case else { return Err(Problem::NotFound) };
        if !self.scope(session).await?.covers(file) {
            return Err(Problem::OutOfScope);
        }
        Ok(state)
    }

    /// The whole of one case for an officer, if it is in the officer's scope.
    pub async fn case_fetch_for(&self, session: &Session, case: CaseId) -> Result<CaseFile, Problem> {
        let state = self.case_in_scope(session, case).await?;
        let mut file = Box::pin(self.file_of(state)).await?.ok_or(Problem::NotFound)?;
        file.whole = self.reads_whole(session, &file).await?;
        Ok(file)
    }

    /// The whole of one case, or nothing if there is none: for whoever has shown number and query code.
    pub async fn case_fetch(&self, case: CaseId) -> Result<Option<CaseFile>, Fault> {
        match self.case_state(case).await? {
            Some(state) => Box::pin(self.file_of(state)).await,
            None => Ok(None),
        }
    }

    /// Boxed where it is asked: eight questions at once make a future of 45 KB, which whoever holds it would carry about.
    async fn file_of(&self, state: CaseState) -> Result<Option<CaseFile>, Fault> {
        let case = state.id;
        let Case::Filed(file) = &state.case else { return Ok(None) };
        let stream = stream_of(case);
        let in_force = self.in_force().await?;
        let (Some(organisation), Some(calendar)) = (in_force.organisation, in_force.calendar) else {
            return Ok(None);
        };
        let Some(item) = self.item_body(file.facts.body).await? else {
            return Err(Fault::inside("the frozen revision of a case is not in the database"));
        };
        let after = state.version.saturating_sub(ENTRIES_MAX);
        let (texts, entries, notices, earlier, beside, transferred, folder, hearing) = tokio::try_join!(
            self.texts_of(&stream),
            async { Ok(self.ledger.entries(&self.division, &stream, after, ENTRIES_MAX).await?) },
            self.notices_of(case),
            self.earlier_of(file),
            self.beside_of(case, file),
            async {
                match file.stage {
                    casework::Stage::NotAccepted { .. } => self.contact_of_case(case).await,
                    _ => Ok(None),
                }
            },
            self.folder_state(case),
            async {
                match file.facts.kind {
                    catalogue::item::ItemKind::Licensing => self.hearing_state(case).await,
                    _ => Ok(None),
                }
            },
        )?;
        let applicant = texts.record(file.facts.applicant_sealed.0).unwrap_or_default();
        let lines = entries.into_iter().map(line_of).collect::<Result<Vec<Line>, Fault>>()?;
        let moved = self.moved_by_calendars(&lines).await?;
        let taken_over = Box::pin(self.taken_over(case, &lines)).await?;
        let limited = file.facts.acceptance.is_some_and(|it| it.limited);
        let turn = match item.quota.as_ref().filter(|_| limited) {
            Some(rule) => Some(self.place_of(case, file.facts.item, rule).await?),
            None => None,
        };
        Ok(Some(CaseFile {
            item,
            organisation,
            calendar,
            absences: in_force.absences,
            applicant,
            texts,
            lines,
            folder: folder.0,
            taken_over,
            notices: notices.0,
            to_tell: notices.1,
            earlier,
            beside,
            transferred,
            hearing,
            moved,
            turn,
            whole: false,
            now: self.instant(),
            thresholds: in_force.thresholds,
            order_days: in_force.order_days,
            state,
        }))
    }
}

/// The event of an entry, as the rules of its stream read it; one that they cannot read is a fault of ours.
pub(crate) fn event_of<E, D: std::fmt::Display>(
    entry: &Entry,
    decode: impl Fn(&str, &[u8]) -> Result<E, D>,
) -> Result<E, Fault> {
    decode(&entry.kind, &entry.payload)
        .map_err(|error| Fault::inside(format!("entry {} does not decode: {error}", entry.seq)))
}

fn line_of(entry: Entry) -> Result<Line, Fault> {
    let event = event_of(&entry, Event::decode)?;
    Ok(Line {
        seq: entry.seq,
        actor: entry.actor,
        recorded_at: Instant(entry.recorded_at),
        occurred_at: entry.occurred_at.filter(|at| *at != entry.recorded_at).map(Instant),
        event,
    })
}
