//! The bar list: proposing, hearing, deciding, telling and lifting; who is on it; and what intake has to say of a person
//! (N26, N55, A25).

use calendar::Day;
use casework::bar::{Bar, Command, End, Entry, Ground};
use casework::{Facts, Sealed};
use catalogue::{CaseId, Digest, ItemCode, UnitCode};
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

    pub(crate) fn check(&self) -> Vec<FieldProblem> {
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

impl BarPlace {
    /// As a cursor of an address.
    pub fn cursor(&self) -> String {
        let until = self.until.map_or_else(String::new, |day| day.to_string());
        format!("{}_{until}_{}", u8::from(self.open), self.case)
    }

    /// The place that a cursor names.
    pub fn parse(text: &str) -> Option<BarPlace> {
        let (open, rest) = text.split_once('_')?;
        let (until, case) = rest.split_once('_')?;
        let open = match open {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let until = if until.is_empty() { None } else { Some(Day::parse(until)?) };
        Some(BarPlace { open, until, case: CaseId::parse(case).ok()? })
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
    match ground.of_item() {
        Some(_) => stream_of_item(facts.authority, facts.applicant, facts.item),
        None => stream_of(facts.authority, facts.applicant),
    }
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
        let (stream, bar, version) = self.bar_beside(case, facts).await?;
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

    /// The stream whose entry stands beside a case, its state and its version.
    async fn bar_beside(&self, case: CaseId, facts: &Facts) -> Result<(String, Bar, u64), Fault> {
        let of_item = stream_of_item(facts.authority, facts.applicant, facts.item);
        let mut best: Option<(u8, (String, Bar, u64))> = None;
        for stream in [of_item.clone(), stream_of(facts.authority, facts.applicant)] {
            let Some(loaded) = self.ledger.load(&self.division, &stream).await? else { continue };
            let State::Bar(bar) = loaded.state else { continue };
            let rank = bar.entry.as_ref().and_then(|entry| beside(case, facts.item, entry));
            if let Some(rank) = rank.filter(|rank| best.as_ref().is_none_or(|(so_far, _)| rank < so_far)) {
                best = Some((rank, (stream, bar, loaded.version)));
            }
        }
        Ok(best.map_or_else(|| (of_item, Bar::default(), 0), |(_, found)| found))
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
        let (shown, ..) = self.bar_beside(case, facts).await?;
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

    /// One page of the entries in the person's scope, what is to be done first, then by their last day; with `unit` only
    /// that unit's. `after` is the last one shown.
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

    /// What intake has to say of this person and this item of the authority today (N26).
    pub(crate) async fn bar_warning(
        &self,
        authority: UnitCode,
        item: ItemCode,
        person: Digest,
    ) -> Result<Option<BarWarning>, Fault> {
        for stream in [stream_of_item(authority, person, item), stream_of(authority, person)] {
            let loaded = self.ledger.load(&self.division, &stream).await?;
            let Some(State::Bar(bar)) = loaded.map(|loaded| loaded.state) else { continue };
            if let Some(entry) = bar.in_force(self.today()).filter(|entry| entry.concerns(item)) {
                let until = entry.decision.and_then(|decision| decision.until);
                return Ok(Some(BarWarning { ground: entry.ground, until }));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let case = "0123456789abcdef0123456789abcdef";
        for text in [format!("1__{case}"), format!("0_2027-03-01_{case}")] {
            assert_eq!(BarPlace::parse(&text).map(|it| it.cursor()), Some(text));
        }
        for wrong in ["", "1", "2__x", "1_soon_x", "1__"] {
            assert_eq!(BarPlace::parse(wrong), None, "{wrong}");
        }
    }
}
