//! Dual-random draws: announced with lists and the digest of a secret, drawn, visited, published (R170, N38, F26).

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Day, Instant};
use casework::DocumentNo;
use catalogue::{Code, Digest, DrawId, Organisation, PersonId, UnitCode};
use ledger::Done;
use oversight::draw::proof::{self, Proof};
use oversight::draw::{
    AnswerRecusal, Cause, Command, Draw, Enter, Evenness, Event, Held, List, Outcome, Pick, Recuse, Reveal,
    evenness,
};
use serde::Serialize;
use store::{Row, Statement};

pub use super::draw_form::{DrawForm, DrawItem};
use super::finding::Line;
use super::{Asking, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::kinds::draw::stream_of;
use crate::particulars::Texts;
use crate::scope::page_after;
use crate::seal::sm3;
use crate::{Centre, Fault};

/// Draws of a unit over which hits are counted.
const EVEN_OVER: i64 = 6;

/// What a person does with a draw, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawAct {
    /// 抽取.
    Reveal {
        /// The public value.
        value: String,
    },
    /// 回避: the own word counts at once, a leader's asks a supervisor.
    Recuse {
        /// Place among the picks.
        place: u8,
        /// Who.
        inspector: PersonId,
        /// On which ground; public.
        cause: Cause,
        /// Why.
        reason: String,
    },
    /// 同意、不同意回避.
    AnswerRecusal {
        /// Place among the picks.
        place: u8,
        /// Who would not visit it.
        inspector: PersonId,
        /// Whether the next in the order comes.
        agreed: bool,
        /// Why.
        words: String,
    },
    /// 录入检查结果.
    Enter {
        /// Place among the picks.
        place: u8,
        /// The day of the visit.
        on: Day,
        /// What was found.
        outcome: Outcome,
        /// What was seen.
        words: String,
        /// Together with the visit of another draw.
        with: Option<DrawId>,
    },
    /// 签字.
    Sign {
        /// Place among the picks.
        place: u8,
    },
}

/// A draw of a list.
#[derive(Debug, Clone)]
pub struct DrawBrief {
    /// Which.
    pub id: DrawId,
    /// Whose matter it is.
    pub unit: UnitCode,
    /// Year and number of the announcement.
    pub number: (u16, u32),
    /// When it was announced.
    pub announced_at: Instant,
    /// From which day on the public value can be known.
    pub public_day: Option<Day>,
    /// `announced`, `drawn`, `late`, `done` or `lapsed`.
    pub state: String,
    /// How many were picked, and how many results are public.
    pub picks: (i64, i64),
    /// Last day on which every result is public.
    pub results_by: Option<Day>,
}

impl DrawBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.announced_at.0, self.id)
    }
}

/// The whole of one draw. Nothing in it but the texts is secret from anybody.
pub struct DrawView {
    /// Which.
    pub id: DrawId,
    /// What holds of it.
    pub held: Box<Held>,
    /// The published lists.
    pub list: Arc<List>,
    /// Its version, for forms.
    pub version: u64,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The opened texts; empty for the public.
    pub texts: Texts,
    /// Number of the announcement that this one takes the place of.
    pub before: Option<DocumentNo>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
}

impl DrawView {
    /// The file by which anybody checks it.
    pub fn proof(&self) -> Proof {
        proof::of(&self.held, &self.list, sm3)
    }

    /// The picks; none before the secret is laid open.
    pub fn picks(&self) -> Vec<Pick> {
        self.held.picks(&self.list, sm3)
    }
}

fn brief_of(row: &Row) -> Result<DrawBrief, Fault> {
    let wrong = || Fault::inside("a row of a draw does not read");
    Ok(DrawBrief {
        id: DrawId::parse(row.text(0)?).map_err(|_| wrong())?,
        unit: UnitCode::parse(row.text(1)?).map_err(|_| wrong())?,
        number: (
            u16::try_from(row.int(2)?).map_err(|_| wrong())?,
            u32::try_from(row.int(3)?).map_err(|_| wrong())?,
        ),
        announced_at: Instant(row.int(4)?),
        public_day: Day::parse(row.text(5)?),
        state: row.text(6)?.to_owned(),
        picks: (row.int(7)?, row.int(8)?),
        results_by: Day::parse(row.text(9)?),
    })
}

impl Centre {
    /// One page of the draws, the latest first; they are public.
    pub async fn draw_list(&self, after: &str, limit: usize) -> Result<Vec<DrawBrief>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select draw_id, unit, year, n, announced_at, public_day, state, picks, results, results_by \
                 from draw_row where division = $1 \
                 and (announced_at < $2 or (announced_at = $2 and draw_id < $3)) \
                 order by announced_at desc, draw_id desc limit $4",
                page_after(&self.division, after, limit),
            ))
            .await?;
        rows.iter().map(brief_of).collect()
    }

    /// The whole of one draw, as the public sees it.
    pub async fn draw_public(&self, id: DrawId) -> Result<DrawView, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Draw(Draw::Announced(held)) = loaded.state else { return Err(Problem::NotFound) };
        let list = self.draw_lists(held.list).await?;
        let lines = self.history(&stream, Event::decode).await?;
        let before = match held.instead_of {
            Some(before) => {
                match self.ledger.load(&self.division, &stream_of(before)).await?.map(|it| it.state) {
                    Some(State::Draw(Draw::Announced(before))) => Some(before.number),
                    _ => None,
                }
            }
            None => None,
        };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (version, texts, now) = (loaded.version, Texts::default(), self.instant());
        Ok(DrawView { id, held, list, version, lines, texts, before, organisation, now })
    }

    /// The same with what inspectors wrote, for who works with it: the people of the unit and of supervision.
    pub async fn draw_fetch(&self, session: &Session, id: DrawId) -> Result<DrawView, Problem> {
        let mut view = self.draw_public(id).await?;
        let sees = match self.sight(session).await? {
            super::Sight::Everything => true,
            super::Sight::Own { person, .. } => {
                view.organisation.person(person).is_some_and(|it| it.unit == view.held.unit)
                    || view.list.inspectors.iter().any(|it| it.id == person)
            }
        };
        if sees {
            view.texts = self.texts_of(&stream_of(id)).await?;
        }
        Ok(view)
    }

    pub(super) async fn draw_lists(&self, digest: Digest) -> Result<Arc<List>, Fault> {
        let body = self.ledger.body(&self.division, digest.0).await?;
        match body.as_deref() {
            Some(Body::DrawList(list)) => Ok(Arc::clone(list)),
            _ => Err(Fault::inside("the lists of a draw are not where its announcement says")),
        }
    }

    /// How evenly the last draws of a unit have hit the objects; none where too little was drawn to say anything.
    pub async fn draw_evenness(&self, unit: UnitCode) -> Result<Option<Evenness>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select draw_id from draw_row where unit = $2 and division = $1 and drawn_at > 0 \
                 order by drawn_at desc limit $3",
                vec![self.division.as_str().into(), unit.as_str().into(), EVEN_OVER.into()],
            ))
            .await?;
        let mut hits: BTreeMap<Code, (u32, f64)> = BTreeMap::new();
        for row in &rows {
            let Ok(id) = DrawId::parse(row.text(0)?) else { continue };
            let Some(loaded) = self.ledger.load(&self.division, &stream_of(id)).await? else { continue };
            let State::Draw(Draw::Announced(held)) = loaded.state else { continue };
            let list = self.draw_lists(held.list).await?;
            let chance = f64::from(list.count) / list.objects.len() as f64;
            for object in &list.objects {
                hits.entry(object.id).or_default().1 += chance;
            }
            for pick in self.draw_picks(id, loaded.version, &held, &list).iter() {
                let object = list.objects[usize::from(pick.object)].id;
                hits.entry(object).or_default().0 += 1;
            }
        }
        Ok(evenness(&hits.into_values().collect::<Vec<_>>()))
    }

    /// A person does something with a draw.
    pub async fn draw_act(
        &self,
        session: &Session,
        id: DrawId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &DrawAct,
    ) -> Result<Done, Problem> {
        let problem = match act {
            DrawAct::Reveal { value } => public_value(value).err(),
            DrawAct::Recuse { reason, .. } => text_problem("words", reason, true, TEXT_CHARS_MAX),
            DrawAct::Enter { words, .. } | DrawAct::AnswerRecusal { words, .. } => {
                text_problem("words", words, true, TEXT_CHARS_MAX)
            }
            DrawAct::Sign { .. } => None,
        };
        if let Some(problem) = problem {
            return Err(Problem::Form(vec![problem]));
        }
        let stream = stream_of(id);
        let secret = match act {
            DrawAct::Reveal { .. } => Some(self.draw_secret(id).await?),
            _ => None,
        };
        let content = content_of(&(id.as_str(), act))?;
        let asking = Asking { stream, command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            Ok(Asked::Draw(match act {
                DrawAct::Reveal { value } => Command::Reveal(Reveal {
                    secret: secret.ok_or_else(|| Fault::inside("a draw has lost its secret"))?,
                    value: public_value(value).map_err(|_| Fault::inside("it was just checked"))?,
                }),
                DrawAct::Recuse { place, inspector, cause, reason } => Command::Recuse(Recuse {
                    place: *place,
                    inspector: *inspector,
                    cause: *cause,
                    reason: sealed(sealer, "draw-recusal", reason)?,
                }),
                DrawAct::AnswerRecusal { place, inspector, agreed, words } => {
                    Command::AnswerRecusal(AnswerRecusal {
                        place: *place,
                        inspector: *inspector,
                        agreed: *agreed,
                        words: sealed(sealer, "draw-recusal-answer", words)?,
                    })
                }
                DrawAct::Enter { place, on, outcome, words, with } => Command::Enter(Enter {
                    place: *place,
                    on: *on,
                    outcome: *outcome,
                    words: sealed(sealer, "draw-visit", words)?,
                    with: *with,
                }),
                DrawAct::Sign { place } => Command::Sign(*place),
            }))
        })
        .await
    }

    /// The sealed secret of a draw. Who may lay it open is asked by the rules, and nothing shows it before.
    async fn draw_secret(&self, id: DrawId) -> Result<Digest, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Draw(Draw::Announced(held)) = loaded.state else { return Err(Problem::NotFound) };
        let text = self.texts_of(&stream).await?.text(held.kept.0);
        Ok(Digest::parse(&text).map_err(|_| Fault::inside("the sealed secret of a draw does not read"))?)
    }
}

/// A public value as it is typed: digits and letters; blanks and other marks between them become one `-`.
fn public_value(typed: &str) -> Result<Code, FieldProblem> {
    let mut value = String::new();
    for letter in typed.trim().chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' => value.push(letter),
            _ if !value.ends_with('-') => value.push('-'),
            _ => {}
        }
    }
    let why = |why| FieldProblem { field: "value".to_owned(), why };
    match value.trim_matches('-') {
        "" => Err(why(FieldWhy::Missing)),
        value => Code::parse(value).map_err(|_| why(FieldWhy::TooLong(catalogue::id::CODE_BYTES_MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F26: the same value however it is typed.
    #[test]
    fn a_public_value_is_typed_with_blanks_or_without() {
        for typed in ["03 08 17 21 25 31 + 09", " 03-08-17-21-25-31-09 ", "03，08，17，21，25，31，09"]
        {
            assert_eq!(public_value(typed).expect("a value").as_str(), "03-08-17-21-25-31-09");
        }
        assert_eq!(public_value("3482.17").expect("an index").as_str(), "3482.17");
        assert!(matches!(public_value(" ，").expect_err("nothing").why, FieldWhy::Missing));
        assert!(matches!(public_value(&"7".repeat(41)).expect_err("long").why, FieldWhy::TooLong(40)));
    }
}
