//! Accountability: brought from a finding that stands, heard, decided, referred, appealed. Only supervisors and whom it concerns
//! see any of it (R190-R192, C27).

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{FindingId, Organisation, PersonId, UnitCode};
use ledger::Done;
use oversight::accountability::{Accountability, Brought, Command, Decide, Event, Kind, Measure, Open};
use serde::Serialize;
use store::{Row, Statement, Value};

use super::finding::Line;
use super::{Asking, sealed};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::accountability::stream_of;
use crate::particulars::Texts;
use crate::scope::in_units;
use crate::{Centre, Fault};

/// What a person does with a matter, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountabilityAct {
    /// 提出问责.
    Open {
        /// Of which kind.
        kind: Kind,
        /// Whom it concerns; none for a department.
        person: Option<PersonId>,
        /// What is held against whom.
        words: String,
    },
    /// 陈述、申辩.
    Hear(String),
    /// 作出处理决定.
    Decide {
        /// What is done.
        measure: Measure,
        /// Why.
        reason: String,
    },
    /// 录入移送回执.
    Receipt(String),
    /// 录入反馈结果.
    Return(String),
    /// 申诉.
    Appeal(String),
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right.
        right: bool,
        /// Why.
        reason: String,
    },
}

impl AccountabilityAct {
    fn words(&self) -> &str {
        use AccountabilityAct as It;
        match self {
            It::Hear(words) | It::Receipt(words) | It::Return(words) | It::Appeal(words) => words,
            It::Open { words, .. } => words,
            It::Decide { reason, .. } | It::DecideAppeal { reason, .. } => reason,
        }
    }
}

/// A matter of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountabilityBrief {
    /// The finding it follows from.
    pub finding: FindingId,
    /// Of which kind.
    pub kind: Kind,
    /// The unit.
    pub unit: UnitCode,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// When it was brought.
    pub opened_at: Instant,
    /// Last day to be heard.
    pub heard_by: Option<Day>,
    /// Its state in a word.
    pub state: String,
}

impl AccountabilityBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.opened_at.0, self.finding)
    }
}

/// The whole of one.
pub struct AccountabilityView {
    /// The finding it follows from.
    pub finding: FindingId,
    /// What holds of it.
    pub brought: Box<Brought>,
    /// Its version, for forms.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
    /// Whether the reader supervises.
    pub supervises: bool,
}

fn brief_of(row: &Row) -> Result<AccountabilityBrief, Fault> {
    let wrong = || Fault::inside("a row of accountability does not read");
    Ok(AccountabilityBrief {
        finding: FindingId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::parse(row.text(1)?).ok_or_else(wrong)?,
        unit: UnitCode::parse(row.text(2)?).map_err(|_| wrong())?,
        person: PersonId::parse(row.text(3)?).ok(),
        opened_at: Instant(row.int(4)?),
        heard_by: Day::parse(row.text(5)?),
        state: row.text(6)?.to_owned(),
    })
}

impl Centre {
    /// Whether a person supervises.
    pub async fn is_supervisor(&self, session: &Session) -> Result<bool, Fault> {
        let organisation = self.organisation().await?;
        Ok(organisation.is_some_and(|it| it.holds_anywhere(session.person, Post::Supervisor, self.today())))
    }

    /// One page of the matters a person sees, the latest first: all of them for who supervises, else those about the own person
    /// and about departments the person leads.
    pub async fn accountability_list(
        &self,
        session: &Session,
        after: &str,
        limit: usize,
    ) -> Result<Vec<AccountabilityBrief>, Fault> {
        let (at, id) = after.split_once('_').unwrap_or(("", ""));
        let at: i64 = at.parse().unwrap_or(i64::MAX);
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            at.into(),
            id.chars().take(40).collect::<String>().into(),
            limit.min(200).into(),
        ];
        let seen = match self.is_supervisor(session).await? {
            true => "1 = 1".to_owned(),
            false => {
                params.push(session.person.as_str().into());
                let mut seen = format!("(person = ${}", params.len());
                if let super::Sight::Own { units, .. } = self.sight(session).await?
                    && !units.is_empty()
                {
                    let units = in_units(&units, &mut params).replacen("authority", "unit", 1);
                    seen += &format!(" or (person = '' and {units})");
                }
                seen + ")"
            }
        };
        let sql = format!(
            "select finding_id, kind, unit, person, opened_at, heard_by, state from accountability_row \
             where division = $1 and {seen} and (opened_at < $2 or (opened_at = $2 and finding_id < $3)) \
             order by opened_at desc, finding_id desc limit $4"
        );
        self.store.read(Statement::new(sql, params)).await?.iter().map(brief_of).collect()
    }

    /// How many matters were brought since a day, by kind and state; only for who supervises.
    pub async fn accountability_counts(
        &self,
        session: &Session,
        since: Day,
    ) -> Result<Vec<(Kind, String, i64)>, Fault> {
        if !self.is_supervisor(session).await? {
            return Ok(Vec::new());
        }
        let sql = "select kind, state, cast(count(*) as bigint) from accountability_row \
                   where division = $1 and opened_at >= $2 group by kind, state order by kind, state limit 400";
        let params = vec![self.division.as_str().into(), since.start().0.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut counts = Vec::with_capacity(rows.len());
        for row in &rows {
            if let Some(kind) = Kind::parse(row.text(0)?) {
                counts.push((kind, row.text(1)?.to_owned(), row.int(2)?));
            }
        }
        Ok(counts)
    }

    /// The whole of one, for whoever may see it.
    pub async fn accountability_fetch(
        &self,
        session: &Session,
        finding: FindingId,
    ) -> Result<AccountabilityView, Problem> {
        let stream = stream_of(finding);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Accountability(Accountability::Brought(brought)) = loaded.state else {
            return Err(Problem::NotFound);
        };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let supervises = self.is_supervisor(session).await?;
        if !supervises && !brought.concerns(&organisation, session.person, self.today()) {
            return Err(Problem::OutOfScope);
        }
        let texts = self.texts_of(&stream).await?;
        let lines = self.history(&stream, Event::decode).await?;
        let (version, now) = (loaded.version, self.instant());
        Ok(AccountabilityView { finding, brought, version, texts, lines, organisation, now, supervises })
    }

    /// A person does something with a matter; a supervisor brings one.
    pub async fn accountability_act(
        &self,
        session: &Session,
        finding: FindingId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &AccountabilityAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", act.words(), true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        // Before the rules: whoever may not look at it learns nothing.
        if matches!(act, AccountabilityAct::Open { .. }) {
            self.finding_fetch(session, finding).await?;
        } else {
            self.accountability_fetch(session, finding).await?;
        }
        let content = content_of(&(finding.as_str(), act))?;
        let asking = Asking { stream: stream_of(finding), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "accountability-words", act.words())?;
            use AccountabilityAct as It;
            Ok(Asked::Accountability(match act {
                It::Open { kind, person, .. } => Command::Open(Open { kind: *kind, person: *person, words }),
                It::Hear(_) => Command::Hear(words),
                It::Decide { measure, .. } => Command::Decide(Decide { measure: *measure, reason: words }),
                It::Receipt(_) => Command::Receipt(words),
                It::Return(_) => Command::Return(words),
                It::Appeal(_) => Command::Appeal(words),
                It::DecideAppeal { right, .. } => Command::DecideAppeal { right: *right, reason: words },
            }))
        })
        .await
    }
}
