//! Questionnaires, symposia and open days: the list, one with its corrections, and what a term adds up to (A44, R158).

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{Organisation, PersonId, SurveyId, UnitCode};
use ledger::Done;
use oversight::runs;
use oversight::survey::{Command, Event, Kind, Record, Survey};
use serde::Serialize;
use store::{Row, Statement};

use super::finding::Line;
use super::{Asking, hex, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::survey::stream_of;
use crate::particulars::Texts;
use crate::{Centre, Fault};

/// Surveys of one stretch.
const ROWS_MAX: u64 = 500;

/// A survey as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SurveyForm {
    /// What it was.
    pub kind: Kind,
    /// The unit; none for the whole centre.
    pub unit: Option<UnitCode>,
    /// On which day.
    pub on: Day,
    /// How many were asked, answered, are satisfied.
    pub numbers: [u32; 3],
    /// How those who were asked were chosen.
    pub chosen: String,
    /// What they said.
    pub words: String,
}

impl SurveyForm {
    fn problems(&self) -> Vec<FieldProblem> {
        let mut problems: Vec<FieldProblem> =
            text_problem("chosen", &self.chosen, true, TEXT_CHARS_MAX).into_iter().collect();
        problems.extend(text_problem("words", &self.words, true, TEXT_CHARS_MAX));
        problems
    }

    fn record(&self, chosen: casework::Sealed, words: casework::Sealed) -> Record {
        let [asked, answered, satisfied] = self.numbers;
        Record { kind: self.kind, unit: self.unit, on: self.on, asked, answered, satisfied, chosen, words }
    }
}

/// A survey of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyBrief {
    /// Which.
    pub id: SurveyId,
    /// What it was.
    pub kind: Kind,
    /// The unit; none for the whole centre.
    pub unit: Option<UnitCode>,
    /// On which day.
    pub on: Day,
    /// How many were asked.
    pub asked: u64,
    /// How many answered.
    pub answered: u64,
    /// How many are satisfied.
    pub satisfied: u64,
    /// How often it was corrected.
    pub corrections: i64,
}

/// The whole of one.
pub struct SurveyView {
    /// Which.
    pub id: SurveyId,
    /// Who wrote it down.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// As it was corrected last.
    pub record: Record,
    /// Its version, for the form.
    pub version: u64,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The opened texts.
    pub texts: Texts,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
}

fn brief_of(row: &Row) -> Result<SurveyBrief, Fault> {
    let wrong = || Fault::inside("a row of a survey does not read");
    Ok(SurveyBrief {
        id: SurveyId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::parse(row.text(1)?).ok_or_else(wrong)?,
        unit: UnitCode::parse(row.text(2)?).ok(),
        on: Day::parse(row.text(3)?).ok_or_else(wrong)?,
        asked: row.count(4)?,
        answered: row.count(5)?,
        satisfied: row.count(6)?,
        corrections: row.int(7)?,
    })
}

impl Centre {
    async fn survey_rows(&self, first: Day, last: Day) -> Result<Vec<SurveyBrief>, Fault> {
        let sql = "select survey_id, kind, unit, on_day, asked, answered, satisfied, corrections from survey_row \
                   where division = $1 and on_day >= $2 and on_day <= $3 order by on_day desc, survey_id limit $4";
        let params = vec![
            self.division.as_str().into(),
            first.to_string().into(),
            last.to_string().into(),
            ROWS_MAX.into(),
        ];
        self.store.read(Statement::new(sql, params)).await?.iter().map(brief_of).collect()
    }

    /// Surveys of a stretch, the latest first, for who supervises or runs the centre.
    pub async fn survey_list(
        &self,
        session: &Session,
        first: Day,
        last: Day,
    ) -> Result<Vec<SurveyBrief>, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        match runs(&organisation, session.person, self.today()) {
            true => Ok(self.survey_rows(first, last).await?),
            false => Err(Problem::OutOfScope),
        }
    }

    /// Surveys of one unit in a stretch, from which its social evaluation can be filled.
    pub async fn surveys_of(
        &self,
        session: &Session,
        unit: UnitCode,
        first: Day,
        last: Day,
    ) -> Result<Vec<SurveyBrief>, Problem> {
        let mut all = self.survey_list(session, first, last).await?;
        all.retain(|it| it.unit == Some(unit));
        Ok(all)
    }

    /// One survey, for who supervises or runs the centre.
    pub async fn survey_fetch(&self, session: &Session, id: SurveyId) -> Result<SurveyView, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if !runs(&organisation, session.person, self.today()) {
            return Err(Problem::OutOfScope);
        }
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let version = loaded.version;
        let State::Survey(Survey::Written { by, at, record, .. }) = loaded.state else {
            return Err(Problem::NotFound);
        };
        let lines = self.history(&stream, Event::decode).await?;
        let texts = self.texts_of(&stream).await?;
        Ok(SurveyView { id, by, at, record, version, lines, texts, organisation })
    }

    /// Writes a survey down. A double click makes no second one.
    pub async fn survey_write(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &SurveyForm,
    ) -> Result<(SurveyId, Done), Problem> {
        let problems = form.problems();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let id = SurveyId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let content = content_of(&("survey", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let done = self
            .supervise(asking, |sealer| {
                let chosen = sealed(sealer, "survey-chosen", &form.chosen)?;
                let words = sealed(sealer, "survey-words", &form.words)?;
                Ok(Asked::Survey(Command::Write(form.record(chosen, words))))
            })
            .await?;
        Ok((id, done))
    }

    /// Corrects a survey, with a reason; what stood before stays in its history.
    pub async fn survey_correct(
        &self,
        session: &Session,
        id: SurveyId,
        command_id: [u8; 16],
        version: Option<u64>,
        (form, reason): (&SurveyForm, &str),
    ) -> Result<Done, Problem> {
        let mut problems = form.problems();
        problems.extend(text_problem("reason", reason, true, TEXT_CHARS_MAX));
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let view = self.survey_fetch(session, id).await?;
        let is = |digest: casework::Sealed, typed: &str| view.texts.text(digest.0) == typed.trim();
        let words_changed = !is(view.record.chosen, &form.chosen) || !is(view.record.words, &form.words);
        let content = content_of(&("survey-correct", id.as_str(), form, reason))?;
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let chosen = sealed(sealer, "survey-chosen", &form.chosen)?;
            let words = sealed(sealer, "survey-words", &form.words)?;
            let reason = sealed(sealer, "survey-reason", reason)?;
            let record = form.record(chosen, words);
            Ok(Asked::Survey(Command::Correct { record, reason, words_changed }))
        })
        .await
    }
}
