//! What is looked at in a spot check, and what is said of it; each look is written down before anything is shown.

use std::sync::Arc;

use calendar::Instant;
use catalogue::{CaseId, Digest, Organisation, SpotId};
use ledger::{Done, Lane, Submission};
use oversight::spot::{Command, Held, SpotRefusal, visitor};

use super::Looker;
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::counts::{DayFigure, UnitLights};
use crate::domain::Asked;
use crate::file::CaseFile;
use crate::hall::WindowLine;
use crate::kinds::spot::stream_of;
use crate::oversight::sealed;
use crate::particulars::{Applicant, Sealer, Texts};
use crate::{Centre, Fault};

/// How the hall stands now.
pub struct HallNow {
    /// The ledger's place.
    pub seq: u64,
    /// The root of its tree at that place.
    pub root: Digest,
    /// Now.
    pub at: Instant,
    /// Open cases by unit and light.
    pub lights: Vec<UnitLights>,
    /// Open cases by what they wait for.
    pub waiting: Vec<(String, i64)>,
    /// What was done today.
    pub today: Vec<DayFigure>,
    /// Windows: who should be there, and who is.
    pub windows: Vec<WindowLine>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
}

impl Centre {
    /// A case file of which nobody can be recognised.
    pub(super) async fn without_names(&self, case: CaseId) -> Result<CaseFile, Problem> {
        let mut file = self.case_fetch(case).await?.ok_or(Problem::NotFound)?;
        file.applicant = Applicant::default();
        file.texts = Texts::default();
        file.notices.clear();
        file.earlier.clear();
        file.beside.clear();
        file.hearing = None;
        Ok(file)
    }

    /// Looks at one drawn case, from 1; the look is written down first.
    pub async fn spot_case(&self, looker: &Looker, id: SpotId, place: u8) -> Result<CaseFile, Problem> {
        let (held, drawn) = self.spot_held(id).await?;
        self.spot_own(looker, id, &held).await?;
        let case = usize::from(place).checked_sub(1).and_then(|at| drawn.get(at));
        let case = *case.ok_or(Problem::Oversight(SpotRefusal::NoSuchPlace.into()))?;
        self.spot_look(looker, id, &held, place).await?;
        self.without_names(case).await
    }

    /// How the hall stands now; the look is written down first.
    pub async fn spot_hall(&self, looker: &Looker, id: SpotId) -> Result<HallNow, Problem> {
        let (held, _) = self.spot_held(id).await?;
        self.spot_own(looker, id, &held).await?;
        self.spot_look(looker, id, &held, 0).await?;
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let head = self.ledger.head(&self.division).await.map_err(Fault::from)?.ok_or(Problem::NotFound)?;
        let windows: Vec<_> = organisation.windows.iter().map(|window| window.id).collect();
        Ok(HallNow {
            seq: head.seq,
            root: Digest(head.root),
            at: self.instant(),
            lights: self.lights().await?,
            waiting: self.waiting().await?,
            today: self.day_figures(self.today()).await?,
            windows: self.window_lines(&organisation, &windows).await?,
            organisation,
        })
    }

    /// Writes a look down. Who received the visitor looks at what was drawn without it: the look of the visitor counts.
    async fn spot_look(&self, looker: &Looker, id: SpotId, held: &Held, place: u8) -> Result<(), Problem> {
        let looks = match looker {
            Looker::Visitor(_) => true,
            Looker::Officer(session) => !held.by_pass() && session.person == held.begun.by,
        };
        if !looks {
            return Ok(());
        }
        let command_id = crate::seal::random::<16>();
        let content = content_of(&("spot-look", id.as_str(), place))?;
        self.as_looker(looker, id, command_id, Command::Look { place }, content, Vec::new()).await?;
        Ok(())
    }

    /// Leaves a remark about one of the cases, or about the hall.
    pub async fn spot_remark(
        &self,
        looker: &Looker,
        id: SpotId,
        command_id: [u8; 16],
        place: u8,
        words: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", words, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let (held, _) = self.spot_held(id).await?;
        self.spot_own(looker, id, &held).await?;
        let stream = stream_of(id);
        let known = self.stream_key(&stream).await?;
        let key = known.clone().unwrap_or_else(crate::seal::StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let sealed = sealed(&mut sealer, "spot-remark", words)?;
        let mut with = sealer.rows;
        if known.is_none() {
            with.push(self.key_row(&stream, &key));
        }
        let content = content_of(&("spot-remark", id.as_str(), place, words))?;
        self.as_looker(looker, id, command_id, Command::Remark { place, words: sealed }, content, with).await
    }

    /// Ends a check before its day is over: the pass opens nothing any more.
    pub async fn spot_end(
        &self,
        session: &Session,
        id: SpotId,
        command_id: [u8; 16],
    ) -> Result<Done, Problem> {
        let content = content_of(&("spot-end", id.as_str()))?;
        let looker = Looker::Officer(session.clone());
        self.as_looker(&looker, id, command_id, Command::End, content, Vec::new()).await
    }

    async fn as_looker(
        &self,
        looker: &Looker,
        id: SpotId,
        command_id: [u8; 16],
        command: Command,
        content: [u8; 32],
        with: Vec<ledger::RowImage>,
    ) -> Result<Done, Problem> {
        let actor = match looker {
            Looker::Officer(session) => session.person,
            Looker::Visitor(_) => visitor(),
        };
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream_of(id),
            command_id,
            actor: actor.as_str().to_owned(),
            command: Asked::Spot(command),
            content,
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        })
        .await
    }
}
