//! Findings: the list of what is to be explained or judged, one with its history, and what people do with it.

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{CaseId, FindingId, Item, Organisation, PersonId, UnitCode};
use ledger::Done;
use oversight::appeal::Ground;
use oversight::finding::{
    Appeal, Command, DecideAppeal, Event, Finding, Found, Judge, State as Explain, Verdict, concerns,
};
use oversight::{Rule, Severity};
use serde::Serialize;
use store::{Row, Statement, Value};

pub use super::finding_mine::{FindingWhich, FindingsWait};
pub use super::finding_write::{FoundedForm, SeenForm};

use super::finding_mine::Answering;
use super::{Asking, Sight, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::event_of;
use crate::kinds::finding::stream_of;
use crate::particulars::Texts;
use crate::scope::page_after;
use crate::{Centre, Fault};

/// What a person does with a finding, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingAct {
    /// 说明情况.
    State(String),
    /// 作出结论.
    Judge {
        /// How it stands.
        verdict: Verdict,
        /// Why.
        reason: String,
    },
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

impl FindingAct {
    fn words(&self) -> &str {
        match self {
            FindingAct::State(words) | FindingAct::Appeal(words) => words,
            FindingAct::Judge { reason, .. } | FindingAct::DecideAppeal { reason, .. } => reason,
        }
    }
}

/// A finding of a list.
#[derive(Debug, Clone)]
pub struct FindingBrief {
    /// Which.
    pub id: FindingId,
    /// The rule.
    pub rule: Rule,
    /// The unit.
    pub unit: UnitCode,
    /// The case.
    pub case: Option<CaseId>,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// When it happened.
    pub happened_at: Instant,
    /// When it was raised.
    pub raised_at: Instant,
    /// Whether it was explained.
    pub stated: bool,
    /// How it was judged.
    pub verdict: Option<Verdict>,
    /// Last day to decide an appeal that waits.
    pub decide_by: Option<Day>,
}

impl FindingBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.raised_at.0, self.id)
    }
}

/// One line of a history.
#[derive(Debug, Clone)]
pub struct Line<E> {
    /// Place in the ledger.
    pub seq: u64,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// What happened.
    pub event: E,
}

/// The whole of one finding.
pub struct FindingView {
    /// Which.
    pub id: FindingId,
    /// What holds of it.
    pub found: Box<Found>,
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
    /// Number of the case's receipt, for whoever may open the case.
    pub receipt: String,
    /// The other cases that it touches, with the numbers of their receipts.
    pub beside: Vec<(CaseId, String)>,
    /// The item of that case, as the case has it: its articles say what the finding rests on.
    pub item: Option<Arc<Item>>,
}

const COLUMNS: &str =
    "finding_id, rule, unit, case_id, person, happened_at, raised_at, stated, verdict, decide_by";

fn brief_of(row: &Row) -> Result<Option<FindingBrief>, Fault> {
    // A row of a rule that a newer version knows is left out, not a fault.
    let (Ok(id), Some(rule), Ok(unit)) =
        (FindingId::parse(row.text(0)?), Rule::parse(row.text(1)?), UnitCode::parse(row.text(2)?))
    else {
        return Ok(None);
    };
    let verdict = row.text(8)?;
    Ok(Some(FindingBrief {
        id,
        rule,
        unit,
        case: CaseId::parse(row.text(3)?).ok(),
        person: PersonId::parse(row.text(4)?).ok(),
        happened_at: Instant(row.int(5)?),
        raised_at: Instant(row.int(6)?),
        stated: row.int(7)? == 1,
        verdict: Verdict::ALL.into_iter().find(|it| it.key() == verdict),
        decide_by: Day::parse(row.text(9)?),
    }))
}

/// The rows of the findings about a case, and of those that touch it; parameters division and case. Crossed, for SQLite would read
/// all findings of the division in their order.
const ABOUT_CASE: &str = "(select r.finding_id as about from finding_row r \
      where r.case_id <> '' and r.case_id = $2 and r.division = $1 \
      union select b.finding_id from finding_beside b where b.case_id = $2 and b.division = $1) as those \
    cross join finding_row where division = $1 and finding_id = about";

/// Whether a person may know which case a finding is about: of a complaint whoever it concerns may not, for it would say who
/// complains (E27).
fn says_case(sight: &Sight, rule: Rule) -> bool {
    *sight == Sight::Everything || !rule.is_of_complaint()
}

/// The case of a finding as a person sees it.
fn case_seen(sight: &Sight, rule: Rule, case: Option<CaseId>) -> Option<CaseId> {
    case.filter(|_| says_case(sight, rule))
}

impl Centre {
    /// One page of the findings a person sees, the latest first.
    pub async fn finding_list(
        &self,
        session: &Session,
        which: FindingWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<FindingBrief>, Fault> {
        self.finding_list_of(session, None, which, after, limit).await
    }

    /// The same of one unit alone.
    pub async fn finding_list_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: FindingWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<FindingBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today) = (session.person, self.today());
        let sight = Sight::of(&organisation, me, today);
        let mut params = page_after(&self.division, after, limit);
        let seen = match which {
            // Whoever answers for it sees it.
            FindingWhich::ToState | FindingWhich::ToAppeal => "1 = 1".to_owned(),
            _ => sight.predicate("person", true, &mut params),
        };
        let wanted = which.predicate(&Answering::of(&organisation, me, today), today, &mut params);
        let of_unit = super::of_unit(unit, &mut params);
        let sql = format!(
            "select {COLUMNS} from finding_row where division = $1 and {wanted} and {seen} and {of_unit} \
             and (raised_at < $2 or (raised_at = $2 and finding_id < $3)) \
             order by raised_at desc, finding_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut list = Vec::with_capacity(rows.len());
        for row in &rows {
            list.extend(
                brief_of(row)?.map(|it| FindingBrief { case: case_seen(&sight, it.rule, it.case), ..it }),
            );
        }
        Ok(list)
    }

    /// Findings about one case and those that touch it, the latest first, for whoever may see them, and may know that they are about
    /// this case.
    pub async fn findings_of_case(
        &self,
        session: &Session,
        case: CaseId,
    ) -> Result<Vec<FindingBrief>, Fault> {
        let sight = self.sight(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), case.as_str().into()];
        let seen = sight.predicate("person", true, &mut params);
        let sql = format!(
            "select {COLUMNS} from {ABOUT_CASE} and {seen} order by raised_at desc, finding_id limit 40"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut list = Vec::with_capacity(rows.len());
        for row in &rows {
            list.extend(brief_of(row)?.filter(|it| says_case(&sight, it.rule)));
        }
        Ok(list)
    }

    /// The whole of one finding, for whoever may see it.
    pub async fn finding_fetch(&self, session: &Session, id: FindingId) -> Result<FindingView, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Finding(Finding::Found(mut found)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let sight = Sight::of(&organisation, session.person, self.today());
        let sees = match &sight {
            Sight::Everything => true,
            Sight::Own { windows, .. } => {
                concerns(&organisation, &found.about, session.person, self.today())
                    || found.about.window.is_some_and(|window| windows.contains(&window))
            }
        };
        if !sees {
            return Err(Problem::OutOfScope);
        }
        found.about.case = case_seen(&sight, found.about.rule, found.about.case);
        let (about, counted) = (&found.about, found.evidence.is_some());
        if let (Rule::ActedWhileAway, Some(person), false) = (about.rule, about.person, counted) {
            found.evidence = self.acts_on_leave(person, about.happened_at.day()).await?;
        }
        let texts = self.texts_of(&stream).await?;
        let lines = self.history(&stream, Event::decode).await?;
        let receipt = self.receipt_of(found.about.case).await?;
        let item = self.item_of(found.about.case).await?;
        let beside = match found.about.rule {
            Rule::ActedWhileAway => self.cases_beside(id, found.about.case).await?,
            _ => Vec::new(),
        };
        let (version, now) = (loaded.version, self.instant());
        Ok(FindingView { id, found, version, texts, lines, organisation, now, receipt, beside, item })
    }

    /// What happened to a finding or an order, oldest first.
    pub(super) async fn history<E>(
        &self,
        stream: &str,
        decode: impl Fn(&str, &[u8]) -> Result<E, casework::DecodeError>,
    ) -> Result<Vec<Line<E>>, Fault> {
        let entries = self.ledger.entries(&self.division, stream, 0, crate::file::ENTRIES_MAX).await?;
        let line = |entry: ledger::Entry| {
            let event = event_of(&entry, &decode)?;
            Ok(Line { seq: entry.seq, recorded_at: Instant(entry.recorded_at), event })
        };
        entries.into_iter().map(line).collect()
    }

    /// The receipt number of a case that is named.
    pub(super) async fn receipt_of(&self, case: Option<CaseId>) -> Result<String, Fault> {
        let Some(case) = case else { return Ok(String::new()) };
        let state = self.case_state(case).await?;
        let facts = state.as_ref().and_then(|it| it.case.facts());
        Ok(facts.map_or_else(String::new, |facts| crate::row::receipt_text(facts.receipt)))
    }

    /// The item of a case that is named, in the revision that the case has.
    async fn item_of(&self, case: Option<CaseId>) -> Result<Option<Arc<Item>>, Fault> {
        let Some(case) = case else { return Ok(None) };
        let state = self.case_state(case).await?;
        match state.as_ref().and_then(|it| it.case.facts()) {
            Some(facts) => self.item_body(facts.body).await,
            None => Ok(None),
        }
    }

    /// A person does something with a finding.
    pub async fn finding_act(
        &self,
        session: &Session,
        id: FindingId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &FindingAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", act.words(), true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        // Before the rules: whoever may not look at it learns nothing.
        self.finding_fetch(session, id).await?;
        let content = content_of(&(id.as_str(), act))?;
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "finding-words", act.words())?;
            Ok(Asked::Finding(match act {
                FindingAct::State(_) => Command::State(Explain(words)),
                FindingAct::Judge { verdict, .. } => {
                    Command::Judge(Judge { verdict: *verdict, reason: words })
                }
                FindingAct::Appeal(_) => Command::Appeal(Appeal(words)),
                FindingAct::DecideAppeal { ground, .. } => {
                    Command::DecideAppeal(DecideAppeal { ground: *ground, reason: words })
                }
            }))
        })
        .await
    }

    /// The case of a number that was typed; none where nothing was.
    pub(super) async fn case_named(
        &self,
        session: &Session,
        number: &str,
    ) -> Result<Option<CaseId>, Problem> {
        if number.trim().is_empty() {
            return Ok(None);
        }
        let unknown = FieldProblem { field: "case".into(), why: crate::act::FieldWhy::NotAChoice };
        let case = self.case_find_number(session, number).await?;
        Ok(Some(case.ok_or(Problem::Form(vec![unknown]))?))
    }

    /// How many open findings there are by gravity, as far as a person sees them.
    pub async fn finding_counts(&self, session: &Session) -> Result<[(Severity, i64); 3], Fault> {
        let sight = self.sight(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let seen = sight.predicate("person", true, &mut params);
        let sql = format!(
            "select severity, cast(count(*) as bigint) from finding_row \
             where division = $1 and open = 1 and {seen} group by severity"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut counts = [(Severity::Serious, 0), (Severity::Warning, 0), (Severity::Note, 0)];
        for row in &rows {
            let severity = row.int(0)?;
            for (known, count) in &mut counts {
                if *known as i64 == severity {
                    *count = row.int(1)?;
                }
            }
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // E27: whom a complaint concerns does not read from its finding which case it is about, whenever that was raised.
    #[test]
    fn the_finding_of_a_complaint_names_its_case_to_the_overseers_alone() {
        let case = CaseId::parse("c1").ok();
        let person = PersonId::parse("lead.sc").expect("a code");
        let own = Sight::Own { person, units: Vec::new(), windows: Vec::new() };
        for rule in Rule::ALL.iter().copied() {
            assert_eq!(case_seen(&Sight::Everything, rule, case), case, "{rule:?}");
            let hidden = rule.key().starts_with("complaint-");
            assert_eq!(case_seen(&own, rule, case), case.filter(|_| !hidden), "{rule:?}");
        }
    }
}
