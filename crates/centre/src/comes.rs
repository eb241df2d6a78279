//! Who comes to a window, as typed: the person whose matter it is, or somebody sent with a letter (N7, E16).

use casework::{Comes, File, Sealed};
use catalogue::CaseId;

use crate::act::{Collector, FieldProblem, NAME_CHARS_MAX, text_problem};
use crate::particulars::Sealer;
use crate::{Centre, Fault};

/// What is typed wrongly of whoever comes; `field` is that of the document shown.
pub(crate) fn comer_problems(
    field: &str,
    document_number: &str,
    collector: Option<&Collector>,
) -> Vec<FieldProblem> {
    let problems = match collector {
        None => vec![text_problem(field, document_number, true, 64)],
        Some(who) => vec![
            text_problem("collector_name", &who.name, true, NAME_CHARS_MAX),
            text_problem(field, &who.document_number, true, 64),
        ],
    };
    problems.into_iter().flatten().collect()
}

impl Centre {
    /// Whoever acts for the applicant of a case by a letter that was shown at intake, where the document shown is theirs: neither name
    /// nor letter is asked for again (N7), as long as the mandate runs (E13).
    pub(crate) async fn acts_for(
        &self,
        case: CaseId,
        document_type: &str,
        document_number: &str,
    ) -> Result<Option<Collector>, Fault> {
        let state = self.case_state(case).await?;
        if !state.is_some_and(|it| it.case.file().is_some_and(File::mandate_runs)) {
            return Ok(None);
        }
        let applicant = self.applicant_of(case).await?;
        let Some(who) = applicant.representative.filter(|it| it.letter) else { return Ok(None) };
        let shown = self.person_digest(document_type, document_number);
        let known = Collector {
            name: who.name,
            document_type: who.document_type,
            document_number: who.document_number,
            letter: true,
        };
        let same = self.person_digest(&known.document_type, &known.document_number) == shown;
        Ok(same.then_some(known))
    }

    /// Who comes: the own document, or name, document and letter of whoever was sent.
    pub(crate) fn comes(
        &self,
        document_type: &str,
        document_number: &str,
        collector: Option<&Collector>,
        sealer: &mut Sealer<'_>,
    ) -> Result<Comes, Fault> {
        let Some(who) = collector else {
            return Ok(Comes::Own { identity: self.person_digest(document_type, document_number) });
        };
        let identity = self.person_digest(&who.document_type, &who.document_number);
        let sent = Sealed(sealer.seal_record("collector", who)?);
        Ok(Comes::Sent { identity, sent, letter: who.letter })
    }
}
