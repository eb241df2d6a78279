//! Return calls, open and secret visits: written down, listed, and counted on the board of ratings (R150, R155).

use calendar::{Day, Instant};
use catalogue::{FollowUpId, PersonId, UnitCode, WindowId};
use ledger::Done;
use oversight::follow_up::{FollowUp, Found, Kind, Record, may_record};
use oversight::rating::Grade;
use serde::Serialize;
use store::{Row, Statement};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::follow_up::stream_of;
use crate::oversight::{Asking, hex, sealed};
use crate::scope::page_after;
use crate::{Centre, Fault};

/// A follow-up as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUpForm {
    /// What it was.
    pub kind: Kind,
    /// The unit.
    pub unit: UnitCode,
    /// The window.
    pub window: Option<WindowId>,
    /// The case, by number; may be empty.
    pub case: String,
    /// On which day.
    pub on: Day,
    /// 态度、质量、效率.
    pub marks: [Grade; 3],
    /// Whether money was paid elsewhere; none: not asked.
    pub paid_elsewhere: Option<bool>,
    /// What was said or seen.
    pub words: String,
}

/// A follow-up of a list.
#[derive(Debug, Clone)]
pub struct FollowUpBrief {
    /// Which.
    pub id: FollowUpId,
    /// What it was.
    pub kind: Kind,
    /// The unit.
    pub unit: UnitCode,
    /// The window.
    pub window: Option<WindowId>,
    /// On which day.
    pub on: Day,
    /// When it was written down.
    pub written_at: Instant,
    /// By whom.
    pub by: Option<PersonId>,
    /// 态度、质量、效率; none where nobody answered.
    pub marks: Option<[Grade; 3]>,
    /// Whether something is bad.
    pub bad: bool,
    /// How often it was tried; everything else is of the last try.
    pub tries: i64,
    /// What was said or seen.
    pub words: String,
}

impl FollowUpBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.written_at.0, self.id)
    }
}

fn brief_of(row: &Row) -> Result<FollowUpBrief, Fault> {
    let wrong = || Fault::inside("a row of a follow-up does not read");
    let kind = row.text(1)?;
    let grade = |place| -> Result<Grade, Fault> { Grade::of(row.int(place)?).ok_or_else(wrong) };
    Ok(FollowUpBrief {
        id: FollowUpId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::ALL.into_iter().find(|it| it.key() == kind).ok_or_else(wrong)?,
        unit: UnitCode::parse(row.text(2)?).map_err(|_| wrong())?,
        window: WindowId::parse(row.text(3)?).ok(),
        on: Day::parse(row.text(4)?).ok_or_else(wrong)?,
        written_at: Instant(row.int(5)?),
        by: PersonId::parse(row.text(6)?).ok(),
        marks: match row.int(7)? {
            0 => None,
            _ => Some([grade(7)?, grade(8)?, grade(9)?]),
        },
        bad: row.int(10)? == 1,
        tries: row.int(11)?,
        words: String::new(),
    })
}

impl Centre {
    /// Writes a follow-up down. A double click makes no second one.
    pub async fn follow_up_write(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &FollowUpForm,
    ) -> Result<(FollowUpId, Done), Problem> {
        let mut problems: Vec<FieldProblem> =
            text_problem("words", &form.words, true, TEXT_CHARS_MAX).into_iter().collect();
        problems.extend(text_problem("case", &form.case, false, 60));
        if form.kind != Kind::Call && form.window.is_none() {
            problems.push(FieldProblem { field: "window".into(), why: FieldWhy::Missing });
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let case = self.case_named(session, &form.case).await?;
        let id = FollowUpId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let content = content_of(&("follow-up", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let [attitude, quality, efficiency] = form.marks.map(Some);
        let done = self
            .supervise(asking, |sealer| {
                let words = sealed(sealer, "follow-up-words", &form.words)?;
                Ok(Asked::FollowUp(Record {
                    on: form.on,
                    found: Found {
                        kind: form.kind,
                        unit: form.unit,
                        window: form.window,
                        case,
                        attitude,
                        quality,
                        efficiency,
                        paid_elsewhere: form.paid_elsewhere,
                        words,
                    },
                    rating: None,
                }))
            })
            .await?;
        Ok((id, done))
    }

    /// What one says in words, with its unit, kind and window, to be written down as a finding (R151); for whoever writes such records.
    pub async fn follow_up_fetch(
        &self,
        session: &Session,
        id: FollowUpId,
    ) -> Result<(Day, Found, String), Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if !may_record(&organisation, session.person, self.today()) {
            return Err(Problem::OutOfScope);
        }
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await.map_err(Fault::from)?;
        let Some(State::FollowUp(FollowUp::Written { on, found, .. })) = loaded.map(|it| it.state) else {
            return Err(Problem::NotFound);
        };
        let words = self.texts_of(&stream).await?.text(found.words.0);
        Ok((on, found, words))
    }

    /// One page of follow-ups, the latest first, with their words; for whoever writes them.
    pub async fn follow_up_list(
        &self,
        session: &Session,
        after: &str,
        limit: usize,
    ) -> Result<Vec<FollowUpBrief>, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if !may_record(&organisation, session.person, self.today()) {
            return Err(Problem::OutOfScope);
        }
        let params = page_after(&self.division, after, limit);
        let rows = self
            .store
            .read(Statement::new(
                "select follow_up_id, kind, unit, window_id, on_day, written_at, written_by, attitude, quality, efficiency, bad, tries
                 from follow_up_row where division = $1 and (written_at < $2 or (written_at = $2 and follow_up_id < $3))
                 order by written_at desc, follow_up_id desc limit $4",
                params,
            ))
            .await
            .map_err(Fault::from)?;
        let mut list = rows.iter().map(brief_of).collect::<Result<Vec<_>, Fault>>()?;
        let streams: Vec<String> = list.iter().map(|brief| stream_of(brief.id)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await.map_err(Fault::from)?;
        let digest_of = |stream: &String| match states.get(stream) {
            Some(State::FollowUp(FollowUp::Written { found, .. })) => Some(found.words.0),
            _ => None,
        };
        let wanted: Vec<_> =
            streams.iter().filter_map(|stream| Some((stream.clone(), digest_of(stream)?))).collect();
        if wanted.is_empty() {
            return Ok(list);
        }
        let texts = self.texts_of_list(&wanted).await?;
        for (brief, stream) in list.iter_mut().zip(&streams) {
            brief.words = digest_of(stream).map_or_else(String::new, |digest| texts.text(digest));
        }
        Ok(list)
    }
}
