//! The bar list: proposing, hearing, deciding, telling and lifting; who is on it; and what intake has to say of a person
//! (N26, N55, A25).

use calendar::Day;
use casework::Sealed;
use casework::bar::{Bar, Command, End, Entry, Ground};
use catalogue::{CaseId, Digest, UnitCode};
use ledger::{Done, Lane, RowImage, Submission};
use serde::Serialize;
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::bar::BarAsked;
use crate::list::{BRIEF, CaseBrief, brief_columns};
use crate::particulars::{Sealer, Texts};
use crate::scope::within;
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// Entries that one page lists.
const BARS_MAX: usize = 100;

const COLUMNS: &[&str] =
    &["division", "bar_id", "authority", "case_id", "ground", "stage", "from_on", "until_on", "open"];

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
    fn check(&self) -> Vec<FieldProblem> {
        let (field, text) = match self {
            BarAct::Propose { reason, .. } => ("propose-reason", reason),
            BarAct::Hear { statement } => ("hear-statement", statement),
            BarAct::Refuse { reason } => ("refuse-reason", reason),
            BarAct::Lift { reason } => ("lift-reason", reason),
            BarAct::Decide | BarAct::Tell => return Vec::new(),
        };
        text_problem(field, text, true, TEXT_CHARS_MAX).into_iter().collect()
    }
}

/// The list beside one case: the entry of its applicant at its authority, and the words.
pub struct BarFile {
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

/// An entry as the list shows it.
#[derive(Debug, Clone)]
pub struct BarLine {
    /// The case out of which it came.
    pub brief: CaseBrief,
    /// For what.
    pub ground: Ground,
    /// `proposed`, `heard`, `decided`, `told`.
    pub stage: String,
    /// Last day; none until it is lifted, or before a decision.
    pub until: Option<Day>,
    /// Whether something is still to be done.
    pub open: bool,
}

impl BarLine {
    /// Where the list goes on after this one.
    pub fn place(&self) -> BarPlace {
        BarPlace { open: self.open, until: self.until, case: self.brief.id }
    }
}

/// A place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarPlace {
    /// Whether something is still to be done.
    pub open: bool,
    /// Last day.
    pub until: Option<Day>,
    /// The case.
    pub case: CaseId,
}

/// That a person is barred, as intake says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarWarning {
    /// For what.
    pub ground: Ground,
    /// Last day; none until it is lifted.
    pub until: Option<Day>,
}

/// The stream of a person at an authority.
pub(crate) fn stream_of(authority: UnitCode, person: Digest) -> String {
    let hex: String = person.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("bar/{authority}/{hex}")
}

/// The list row; an entry that is over leaves none.
pub(crate) fn row(division: &str, stream: &str, state: &Bar) -> Option<RowImage> {
    let entry = state.entry.as_ref()?;
    let id = stream.strip_prefix("bar/")?;
    let authority = id.split('/').next().unwrap_or_default();
    let mut values: Vec<Value> = vec![division.into(), id.into()];
    if entry.end.is_some() {
        return Some(RowImage::absent("bar_row", COLUMNS, 2, values));
    }
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let columns: [Value; 7] = [
        authority.into(),
        entry.case.as_str().into(),
        entry.ground.name().into(),
        stage(entry).into(),
        day(entry.decision.map(|it| it.from)).into(),
        day(entry.decision.and_then(|it| it.until)).into(),
        entry.is_open().into(),
    ];
    values.extend(columns);
    Some(RowImage { table: "bar_row", columns: COLUMNS, key: 2, fixed: 2, values })
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

fn ground(name: &str) -> Result<Ground, Fault> {
    let known = Ground::ALL.into_iter().find(|ground| ground.name() == name);
    known.ok_or_else(|| Fault::inside("a row of the bar list bears no ground"))
}

impl Centre {
    /// The entry of a case's applicant at its authority, for an officer in whose scope the case is.
    pub async fn bar_fetch(&self, session: &Session, case: CaseId) -> Result<BarFile, Problem> {
        let state = self.case_in_scope(session, case).await?;
        let facts = state.case.facts().ok_or(Problem::NotFound)?;
        let stream = stream_of(facts.authority, facts.applicant);
        let loaded = self.ledger.load(&self.division, &stream).await?;
        let version = loaded.as_ref().map_or(0, |loaded| loaded.version);
        let bar = match loaded.map(|loaded| loaded.state) {
            Some(State::Bar(bar)) => bar,
            _ => Bar::default(),
        };
        let decision = bar.entry.and_then(|entry| entry.decision);
        let decided_seq = match decision {
            Some(decision) => {
                let all = self.bar_decisions(&stream).await?;
                all.into_iter().find(|it| it.number == decision.number).map(|it| it.seq)
            }
            None => None,
        };
        Ok(BarFile { bar, version, decided_seq, texts: self.texts_of(&stream).await?, today: self.today() })
    }

    /// A person acts on the list beside a case.
    pub async fn bar_act(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &BarAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let state = self.case_in_scope(session, case).await?;
        let facts = state.case.facts().ok_or(Problem::NotFound)?;
        let stream = stream_of(facts.authority, facts.applicant);
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

    /// Entries in the person's scope: what is to be done first, then by their last day.
    pub async fn bars_list(&self, session: &Session) -> Result<Vec<BarLine>, Fault> {
        self.bars_page(session, None, None, BARS_MAX).await
    }

    /// One page of them, with `unit` only that unit's; `after` is the last one shown.
    pub async fn bars_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<&BarPlace>,
        limit: usize,
    ) -> Result<Vec<BarLine>, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            limit.min(200).into(),
            after.map_or(2, |it| i64::from(it.open)).into(),
            after.and_then(|it| it.until).map_or_else(String::new, |day| day.to_string()).into(),
            after.map_or("", |it| it.case.as_str()).into(),
        ];
        let (seen, within) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select {}, bar_ground, bar_stage, bar_until, bar_open from \
             (select c.*, b.ground as bar_ground, b.stage as bar_stage, b.until_on as bar_until, b.open as bar_open \
              from bar_row b join case_row c on c.division = b.division and c.case_id = b.case_id \
              where b.division = $1) as listed \
             where {seen} and {within} and (bar_open < $3 or (bar_open = $3 and (bar_until > $4 \
              or (bar_until = $4 and case_id > $5)))) order by bar_open desc, bar_until, case_id limit $2",
            brief_columns()
        );
        let mut lines = Vec::new();
        for (row, brief) in self.briefs_with(Statement::new(sql, params)).await? {
            lines.push(BarLine {
                brief,
                ground: ground(row.text(BRIEF)?)?,
                stage: row.text(BRIEF + 1)?.to_owned(),
                until: Day::parse(row.text(BRIEF + 2)?),
                open: row.int(BRIEF + 3)? == 1,
            });
        }
        Ok(lines)
    }

    /// What intake has to say of this person at this authority today.
    pub(crate) async fn bar_warning(
        &self,
        authority: UnitCode,
        person: Digest,
    ) -> Result<Option<BarWarning>, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(authority, person)).await?;
        let Some(State::Bar(bar)) = loaded.map(|loaded| loaded.state) else { return Ok(None) };
        let entry = bar.in_force(self.today());
        Ok(entry.map(|entry| BarWarning {
            ground: entry.ground,
            until: entry.decision.and_then(|decision| decision.until),
        }))
    }
}
