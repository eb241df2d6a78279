//! Acts of somebody who was on leave or ill in what stands beside the cases: dossiers, certificates, hearings, complaints,
//! disclosures and the rest of the office (F20). Of the cases themselves the watcher asks the rules.

use calendar::Instant;
use catalogue::{CaseId, PersonId};
use ledger::Entry;
use oversight::complaint::Complaint;
use oversight::finding::About;
use oversight::{Fired, Rule, accountability, finding, order};

use super::watch::{Raised, plain};
use crate::domain::{Fact, State};
use crate::kinds::Kind;
use crate::kinds::complaint::Complaints;
use crate::{Centre, Fault};

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
        Ok(Some(Raised::of(format!("{}/{}/{}", rule.key(), self.division, entry.seq), about)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Day;
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
