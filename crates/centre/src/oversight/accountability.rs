//! Accountability: brought from a finding that stands, heard, decided, referred, appealed. Only supervisors and whom it concerns
//! see any of it (R190-R192, C27).

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{FindingId, Organisation, PersonId, UnitCode};
use ledger::Done;
use oversight::accountability::{
    Accountability, Brought, Command, Decide, Event, Kind, MatterId, Measure, Open,
};
use oversight::appeal::Ground;
use oversight::speaks_for;
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
use crate::scope::{one_of, page_after};
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
        /// Whether it is right, and for which of the few reasons.
        ground: Ground,
        /// Why, in words.
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
    /// Which: the finding it follows from, and whom it holds to account.
    pub matter: MatterId,
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
        format!("{}_{}", self.opened_at.0, self.matter)
    }
}

/// The whole of one.
pub struct AccountabilityView {
    /// Which: the finding it follows from, and whom it holds to account.
    pub matter: MatterId,
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

const COLUMNS: &str = "finding_id, kind, unit, person, opened_at, heard_by, state";
/// Matters of one finding that are listed.
const OF_ONE_MAX: usize = 40;

fn brief_of(row: &Row) -> Result<AccountabilityBrief, Fault> {
    let wrong = || Fault::inside("a row of accountability does not read");
    Ok(AccountabilityBrief {
        matter: MatterId::parse(row.text(0)?).ok_or_else(wrong)?,
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
    /// and about departments the person speaks for.
    pub async fn accountability_list(
        &self,
        session: &Session,
        after: &str,
        limit: usize,
    ) -> Result<Vec<AccountabilityBrief>, Fault> {
        let mut params = page_after(&self.division, after, limit);
        let seen = self.matters_seen(session, &mut params).await?;
        let sql = format!(
            "select {COLUMNS} from accountability_row \
             where division = $1 and {seen} and (opened_at < $2 or (opened_at = $2 and finding_id < $3)) \
             order by opened_at desc, finding_id desc limit $4"
        );
        self.store.read(Statement::new(sql, params)).await?.iter().map(brief_of).collect()
    }

    /// The matters that follow from one finding, as far as a person sees them, the earliest first: the department, its head and the
    /// direct person may each have one (R191).
    pub async fn accountability_of(
        &self,
        session: &Session,
        finding: FindingId,
    ) -> Result<Vec<AccountabilityBrief>, Fault> {
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), finding.as_str().into(), OF_ONE_MAX.into()];
        let seen = self.matters_seen(session, &mut params).await?;
        let sql = format!(
            "select {COLUMNS} from accountability_row \
             where division = $1 and finding = $2 and {seen} order by opened_at, finding_id limit $3"
        );
        self.store.read(Statement::new(sql, params)).await?.iter().map(brief_of).collect()
    }

    /// The predicate on rows: all for who supervises, else those about the own person and about departments the person speaks for.
    async fn matters_seen(&self, session: &Session, params: &mut Vec<Value>) -> Result<String, Fault> {
        if self.is_supervisor(session).await? {
            return Ok("1 = 1".to_owned());
        }
        params.push(session.person.as_str().into());
        let mut seen = format!("(person = ${}", params.len());
        if let Some(organisation) = self.organisation().await? {
            let (me, today) = (session.person, self.today());
            let units = organisation.units.iter().map(|it| it.code);
            let own: Vec<UnitCode> =
                units.filter(|unit| speaks_for(&organisation, me, *unit, today)).collect();
            let units = one_of("unit", own.iter().map(UnitCode::as_str), params);
            seen += &format!(" or (person = '' and {units})");
        }
        Ok(seen + ")")
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
        matter: MatterId,
    ) -> Result<AccountabilityView, Problem> {
        let stream = stream_of(matter);
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
        Ok(AccountabilityView { matter, brought, version, texts, lines, organisation, now, supervises })
    }

    /// A person does something with a matter; a supervisor brings one, whose name follows from its finding and from whom it holds to
    /// account.
    pub async fn accountability_act(
        &self,
        session: &Session,
        matter: MatterId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &AccountabilityAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", act.words(), true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        // Before the rules: whoever may not look at it learns nothing.
        let matter = match act {
            AccountabilityAct::Open { person, .. } => {
                self.finding_fetch(session, matter.finding).await?;
                MatterId::of(matter.finding, *person)
            }
            _ => {
                self.accountability_fetch(session, matter).await?;
                matter
            }
        };
        let content = content_of(&(matter.to_string(), act))?;
        let asking = Asking { stream: stream_of(matter), command_id, version, content, by: session };
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
                It::DecideAppeal { ground, .. } => Command::DecideAppeal { ground: *ground, reason: words },
            }))
        })
        .await
    }
}
