//! Acts of somebody who was on leave or ill in what stands beside the cases: dossiers, certificates, hearings, complaints,
//! disclosures and the rest of the office (F20). Of the cases themselves the watcher asks the rules.

use calendar::{Day, Instant};
use catalogue::{CaseId, FindingId, PersonId};
use ledger::Entry;
use oversight::complaint::Complaint;
use oversight::finding::{About, Counted, Evidence};
use oversight::{Fired, Rule, accountability, finding, order};
use store::{Migration, Row, Statement, Value};

use super::habit::Samples;
use super::watch::{Raised, finding_names, plain};
use crate::domain::{Fact, State};
use crate::kinds::Kind;
use crate::kinds::complaint::Complaints;
use crate::{Centre, Fault};

/// Which cases acts on leave touched: they are one finding, which is about the first of them.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0125_finding_beside",
    sql: r#"
create table if not exists finding_beside (
  division text not null, case_id text not null, finding_id text not null,
  primary key (case_id, division, finding_id));
"#,
};

/// The cases of a finding, as its page names them.
pub(crate) const BY_FINDING: Migration = Migration {
    name: "0126_finding_beside_finding",
    sql: "create index if not exists finding_beside_finding on finding_beside (finding_id, division);",
};

/// Cases that the page of a finding names at most, beside the one it is about.
const OTHERS_MAX: usize = 30;

/// Whether it is done for the office, and not for the own person: whoever is away may still say when that ends, explain, answer,
/// be heard and appeal.
pub(super) fn is_of_office(fact: &Fact) -> bool {
    use {accountability::Event as Held, finding::Event as Found, order::Event as Ordered};
    match fact {
        // The rules look at it with the case.
        Fact::Case(_) => false,
        Fact::Absence(_) | Fact::Assessment(_) => false,
        Fact::Finding(event) => !matches!(event, Found::Stated(_) | Found::AppealMade(_)),
        Fact::Order(event) => {
            !matches!(event, Ordered::Received(_) | Ordered::Answered(_) | Ordered::AppealMade(_))
        }
        Fact::Accountability(event) => !matches!(event, Held::Heard(_) | Held::Appealed(_)),
        _ => true,
    }
}

/// The case beside which a stream stands.
fn case_beside(stream: &str) -> Option<CaseId> {
    match stream.split_once('/')? {
        ("folder" | "hearing" | "disclosure", case) => CaseId::parse(case).ok(),
        _ => None,
    }
}

impl Centre {
    /// The finding of such an act: it concerns whose account it was, and the unit of that person answers. Of a complaint it names no
    /// case, and of a report of corruption there is none: when it was made or received says who brought it (C32).
    pub(super) async fn acted_while_away(
        &self,
        entry: &Entry,
        person: PersonId,
        samples: &mut Samples,
    ) -> Result<Option<Raised>, Fault> {
        let Some(unit) = self.unit_of(person).await? else { return Ok(None) };
        if entry.stream.starts_with(Complaints::STREAM) {
            let loaded = self.ledger.load(&self.division, &entry.stream).await?;
            match loaded.map(|loaded| loaded.state) {
                Some(State::Complaint(Complaint::Filed(filed))) if !filed.is_sealed() => {}
                _ => return Ok(None),
            }
        }
        let rule = Rule::ActedWhileAway;
        let fired = Fired { rule, person: Some(person), step: None, measured: 0, bound: 0, earlier: None };
        let at = Instant(entry.recorded_at);
        let about = About { case: case_beside(&entry.stream), ..plain(&fired, unit, entry.seq, at) };
        Ok(Some(self.on_leave(entry, person, about, samples)))
    }

    /// The finding of an act on leave: one for a person and a day. The first act is found at once, and is what it is about; the others
    /// are counted beside it, and it is shown with each of their cases.
    pub(super) fn on_leave(
        &self,
        entry: &Entry,
        person: PersonId,
        about: About,
        samples: &mut Samples,
    ) -> Raised {
        let happened_at = Instant(entry.recorded_at);
        let day = happened_at.day();
        samples.rows.push([
            self.division.as_str().into(),
            kept_as(person).into(),
            day.to_string().into(),
            entry.seq.into(),
            0_i64.into(),
            about.unit.as_str().into(),
            act_of(&entry.command_id).into(),
        ]);
        let id = format!("{}/{}/{person}/{day}", about.rule.key(), self.division);
        if let Some(case) = about.case {
            let (_, finding) = finding_names(0, &id);
            let sql = "insert into finding_beside (division, case_id, finding_id) values ($1, $2, $3) \
                       on conflict (case_id, division, finding_id) do nothing";
            let params: Vec<Value> =
                vec![self.division.as_str().into(), case.as_str().into(), finding.as_str().into()];
            samples.other.push(Statement::new(sql, params));
        }
        Raised { near: 0, ..Raised::of(id, About { happened_at, ..about }) }
    }

    /// The other cases that the acts of such a finding touched, with the numbers of their receipts.
    pub(super) async fn cases_beside(
        &self,
        finding: FindingId,
        about: Option<CaseId>,
    ) -> Result<Vec<(CaseId, String)>, Fault> {
        let sql = format!(
            "select r.case_id, r.receipt_no from finding_beside b \
             join case_row r on r.case_id = b.case_id and r.division = b.division \
             where b.finding_id = $2 and b.division = $1 and b.case_id <> $3 order by b.case_id limit {OTHERS_MAX}"
        );
        let about = about.map_or_else(String::new, |case| case.to_string());
        let params: Vec<Value> = vec![self.division.as_str().into(), finding.as_str().into(), about.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let other = |row: &Row| {
            let case = CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a row bears no case"))?;
            Ok((case, row.text(1)?.to_owned()))
        };
        rows.iter().map(other).collect()
    }

    /// What a person on leave did on a day, where that was more than once: how often, and the first entries; as long as samples are kept.
    pub(super) async fn acts_on_leave(&self, person: PersonId, day: Day) -> Result<Option<Evidence>, Fault> {
        // One act may be several entries, and is named by its first.
        let sql = "select min(seq) from habit_sample where division = $1 and kind = $2 and period = $3 \
                   group by value order by 1 limit 1000";
        let params: Vec<Value> =
            vec![self.division.as_str().into(), kept_as(person).into(), day.to_string().into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let entries = rows.iter().map(|row| row.count(0)).collect::<Result<Vec<u64>, _>>()?;
        let whole = entries.len() as u64;
        let counted = Counted::Share { part: whole, whole };
        let entries = Evidence::some_of(&entries);
        Ok((whole > 1).then_some(Evidence { from: day, until: day, counted, entries }))
    }
}

/// The kind of the samples of a person's acts on leave; their period is the day.
fn kept_as(person: PersonId) -> String {
    format!("on-leave/{person}")
}

/// What the entries of one command have in common, as a sample keeps it.
fn act_of(command_id: &[u8; 16]) -> i64 {
    let mut end = [0; 8];
    end.copy_from_slice(&command_id[8..]);
    i64::from_be_bytes(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::Sealed;
    use catalogue::Digest;

    // F20: what is done for the office is looked at; what one does in the own matter, while on leave too, is not.
    #[test]
    fn an_own_matter_is_no_act_of_the_office() {
        let (at, by) = (Instant(0), PersonId::parse("do.sc").expect("a code"));
        let words = Sealed(Digest([1; 32]));
        let day = Day::parse("2026-03-02").expect("a day");
        let found = |event: finding::Event| is_of_office(&Fact::Finding(event));
        assert!(!found(finding::Stated { at, by, words }.into()));
        assert!(!found(finding::AppealMade { at, by, reason: words, decide_by: day }.into()));
        let decided = finding::AppealDecided { at, by, right: true, reason: words, ground: None };
        assert!(found(decided.into()));
        let held = |event: accountability::Event| is_of_office(&Fact::Accountability(event));
        assert!(!held(accountability::Heard { at, by, words }.into()));
        assert!(held(accountability::Returned { at, by, outcome: words }.into()));
        let ordered = |event: order::Event| is_of_office(&Fact::Order(event));
        assert!(!ordered(order::Received { at, by }.into()));
        assert!(ordered(order::AnswerAccepted { at, by, reason: None }.into()));
        let complaint: oversight::complaint::Event =
            oversight::complaint::Returned { at, by, reason: words }.into();
        assert!(is_of_office(&Fact::Complaint(complaint)));
    }

    #[test]
    fn what_stands_beside_a_case_names_it_and_a_complaint_does_not() {
        let case = CaseId::parse("c1").ok();
        for stream in ["folder/c1", "hearing/c1", "disclosure/c1"] {
            assert_eq!(case_beside(stream), case, "{stream}");
        }
        for stream in ["complaint/c1", "certificate/sc-2026-1", "case/c1", "outage"] {
            assert_eq!(case_beside(stream), None, "{stream}");
        }
    }
}
