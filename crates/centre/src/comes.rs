//! Who comes to a window, as typed: the person whose matter it is, or somebody sent with a letter (N7, E16).

use casework::{Comes, Sealed};

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
