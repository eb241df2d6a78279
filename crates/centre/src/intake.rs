//! Intake of a counter case on one screen: what is wrong, what is missing, who is already here with the same matter, and the receipt.

use calendar::Day;
use casework::{Channel, Command, MaterialMarks, Receive, Sealed};
use catalogue::identity::{DocumentType, IdentityDocument, IdentityWarning};
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, Digest, Item, RowSet, WindowId};
use ledger::{Done, Lane, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX, text_problem};
use crate::bars::BarWarning;
use crate::case::{Problem, content_of, stream_of};
use crate::catalogue_use::ItemEntry;
use crate::contact_details::reach_problems;
use crate::domain::Asked;
use crate::list::CaseBrief;
use crate::particulars::{Applicant, Sealer};
use crate::seal::{StreamKey, random_digits};
use crate::taken_up::Matter;
use crate::{Centre, Fault};

/// An intake as filled in at the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intake {
    /// Short code of the item.
    pub item: String,
    /// The applicant.
    pub applicant: Applicant,
    /// What kind of applicant.
    pub kind: ApplicantKind,
    /// Marks of the rows (E6).
    pub marks: MaterialMarks,
    /// Conditional rows that do not apply to this applicant.
    pub not_applicable: RowSet,
    /// Papers kept, counted.
    pub papers: u16,
    /// Where.
    pub window: WindowId,
    /// How it came (A45).
    pub channel: Channel,
    /// The day a letter or fax arrived, where it was another than today (N4).
    pub arrived_on: Option<Day>,
    /// The officer was shown open cases of the same person and item, and this is another matter (E9).
    pub other_matter: bool,
    /// An earlier case this one takes up again.
    pub previous: Option<CaseId>,
    /// Rows among those kept whose papers come from it (E14).
    pub earlier: RowSet,
    /// What was answered to the item's questions (R61).
    pub clear: casework::ClearAnswer,
}

/// What a look at a half-filled intake shows, before anything is taken in.
#[derive(Debug, Clone)]
pub struct IntakeLook {
    /// What is typed wrongly; empty if it can be taken in.
    pub problems: Vec<FieldProblem>,
    /// What to tell the applicant, without holding the case up (E5: expired).
    pub warnings: Vec<IdentityWarning>,
    /// Rows that apply.
    pub applies: RowSet,
    /// Rows that are required and not in.
    pub missing: RowSet,
    /// Open cases of the same person and item (E9), as far as the officer may see them.
    pub duplicates: Vec<CaseBrief>,
    /// That the applicant is on the bar list of the item's authority (N26).
    pub barred: Option<BarWarning>,
    /// How many there are in all.
    pub open: u16,
    /// The latest of them.
    pub(crate) beside: Option<CaseId>,
    /// The case on the same matter that is taken up again.
    pub(crate) taken_up: Option<CaseId>,
    /// The applicant's document number as it is kept.
    pub document_number: String,
}

/// What a look at an applicant's particulars shows.
pub(crate) struct ApplicantLook {
    /// What is typed wrongly.
    pub problems: Vec<FieldProblem>,
    /// What to tell the applicant.
    pub warnings: Vec<IdentityWarning>,
    /// The document number as it is kept.
    pub document_number: String,
}

impl Centre {
    /// Looks an intake over without taking it in.
    pub async fn intake_look(
        &self,
        session: &Session,
        item: &Item,
        intake: &Intake,
    ) -> Result<IntakeLook, Fault> {
        let mut look = self.intake_looked(session, item, intake).await?;
        if !no_number(&look.problems) {
            let digest = self.person_digest(&intake.applicant.document_type, &look.document_number);
            look.barred = self.bar_warning(item.authority, item.code, digest).await?;
        }
        Ok(look)
    }

    /// The same without the bar list, which holds nobody up and is said to the officer alone.
    async fn intake_looked(
        &self,
        session: &Session,
        item: &Item,
        intake: &Intake,
    ) -> Result<IntakeLook, Fault> {
        let who = &intake.applicant;
        let ApplicantLook { problems, warnings, document_number } = self.applicant_look(who);
        let applies = item.rows().difference(intake.not_applicable);
        let required = item.required_rows().intersection(applies);
        let missing = required.difference(intake.marks.rows());
        let same = if no_number(&problems) {
            Vec::new()
        } else {
            let digest = self.person_digest(&who.document_type, &document_number);
            self.case_same_matter(digest, item.code.as_str(), self.object_digest(&who.object)).await?
        };
        let Matter { taken_up, open: mut duplicates } = self.matter_of(same).await?;
        let beside = duplicates.first().map(|it| it.id);
        let open = duplicates.len() as u16;
        let scope = self.scope(session).await?;
        duplicates.retain(|it| scope.covers_unit(it.authority) || it.holder == Some(session.person));
        Ok(IntakeLook {
            problems,
            warnings,
            applies,
            missing,
            duplicates,
            barred: None,
            open,
            beside,
            taken_up,
            document_number,
        })
    }

    /// Looks the particulars of an applicant over.
    pub(crate) fn applicant_look(&self, who: &Applicant) -> ApplicantLook {
        let mut problems = applicant_problems(who);
        let mut warnings = Vec::new();
        let mut document_number = who.document_number.trim().to_owned();
        if !problems.iter().any(|problem| problem.field == "document_number") {
            match self.identity(&who.document_type, &who.document_number) {
                Ok(document) => {
                    warnings.extend(document.warnings.iter().copied());
                    document_number = document.number;
                }
                Err(why @ FieldWhy::NotAChoice) => {
                    problems.push(FieldProblem { field: "document_type".into(), why });
                }
                Err(why) => problems.push(FieldProblem { field: "document_number".into(), why }),
            }
        }
        if let Some(representative) = &who.representative {
            problems.extend(text_problem("representative_name", &representative.name, true, NAME_CHARS_MAX));
            problems.extend(text_problem("representative_phone", &representative.telephone, false, 40));
            if let Err(why) = self.identity(&representative.document_type, &representative.document_number) {
                problems.push(FieldProblem { field: "representative_number".into(), why });
            }
        }
        ApplicantLook { problems, warnings, document_number }
    }

    /// Takes a case in: the receipt is drawn in the same instant (E7, F3). The case bears the form's command id, so a
    /// double click cannot make two.
    pub async fn case_receive(
        &self,
        session: &Session,
        command_id: [u8; 16],
        intake: &Intake,
    ) -> Result<(CaseId, Done), Problem> {
        let Some(ItemEntry { item, .. }) = self.item_entry(&intake.item).await? else {
            return Err(Problem::NotFound);
        };
        self.case_receive_as(session, command_id, &item, intake).await
    }

    /// The same for whoever has looked the item up.
    pub async fn case_receive_as(
        &self,
        session: &Session,
        command_id: [u8; 16],
        item: &Item,
        intake: &Intake,
    ) -> Result<(CaseId, Done), Problem> {
        let look = self.intake_looked(session, item, intake).await?;
        if !look.problems.is_empty() {
            return Err(Problem::Form(look.problems));
        }
        let applicant_digest = self.person_digest(&intake.applicant.document_type, &look.document_number);
        let object = self.object_digest(&intake.applicant.object);
        // Whoever withdraws, is sent away or refused and comes again begins no new count (F9, E14).
        let previous = intake.previous.or(look.taken_up);
        let case = case_id(command_id);
        // A number of a pad was entered for this case: the instant on it is claimed in the entry as well (E21).
        let entered = self.outage_claim(case).await?;
        // And the beginning of the day on which a letter arrived (N4).
        let arrived = intake.arrived_on.filter(|on| *on < self.today()).map(|on| on.start().0);
        let stream = stream_of(case);
        let own = stream.clone();
        let key = StreamKey::random();
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let applicant =
            Applicant { document_number: look.document_number.clone(), ..intake.applicant.clone() };
        let applicant_sealed = Sealed(sealer.seal_record("applicant", &applicant)?);
        let code = random_digits(8);
        let query_sealed = Sealed(sealer.seal("query", code.as_bytes())?);
        let mut with = sealer.rows;
        with.push(self.key_row(&stream, &key));
        let command = Receive {
            item: item.code,
            revision: item.revision,
            applicant: applicant_digest,
            applicant_kind: intake.kind,
            applicant_sealed,
            object,
            window: intake.window,
            channel: intake.channel,
            arrived_on: intake.arrived_on,
            applies: look.applies,
            marks: intake.marks,
            papers: intake.papers,
            query: self.query_digest(case, &code),
            query_sealed,
            other_matter_confirmed: intake.other_matter,
            open_duplicates: look.open,
            beside: look.beside,
            previous,
            earlier: intake.earlier,
            clear: intake.clear,
        };
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream,
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Case(Command::Receive(command)),
                content: content_of(&("receive", intake))?,
                occurred_at: entered.map(|claim| claim.occurred_at.0).or(arrived),
                expected_version: None,
                bodies: Vec::new(),
                with,
                lane: Lane::People,
            })
            .await?;
        // A repeated form was sealed with a key that was not kept; the first one's stands.
        if !done.replayed {
            self.stream_keys.remember(&own, &key);
        }
        Ok((case, done))
    }

    /// Reads an identity document by its type (E4, E5).
    pub(crate) fn identity(&self, document_type: &str, number: &str) -> Result<IdentityDocument, FieldWhy> {
        let kind = DocumentType::from_code(document_type).ok_or(FieldWhy::NotAChoice)?;
        IdentityDocument::parse(kind, number, &self.divisions, self.today()).map_err(FieldWhy::Identity)
    }

    pub(crate) fn object_digest(&self, object: &str) -> Option<Digest> {
        let object: String = object.chars().filter(|c| !c.is_whitespace()).collect();
        (!object.is_empty()).then(|| self.keys.find_digest(&self.division, "object", &object))
    }
}

/// Whether nobody can be looked up by the number that was typed.
fn no_number(problems: &[FieldProblem]) -> bool {
    problems.iter().any(|problem| problem.field == "document_number")
}

/// What is wrong with the applicant's own particulars, the document's number left out.
fn applicant_problems(who: &Applicant) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    problems.extend(text_problem("name", &who.name, true, NAME_CHARS_MAX));
    problems.extend(text_problem("object", &who.object, false, NAME_CHARS_MAX));
    problems.extend(text_problem("legal_representative", &who.legal_representative, false, NAME_CHARS_MAX));
    problems.extend(text_problem("document_number", &who.document_number, true, 64));
    problems.extend(reach_problems(who));
    problems
}

/// What kind of applicant a unified social credit code names, by the office that registered it: its first two characters
/// (GB 32100).
pub fn kind_of_credit_code(code: &str) -> ApplicantKind {
    let code = code.trim_start().to_ascii_uppercase();
    match (code.get(..1), code.get(1..2)) {
        // 机构编制: organs of the state, institutions, mass organisations.
        (Some("1"), Some("1")) => ApplicantKind::StateOrgan,
        (Some("1"), Some("2")) => ApplicantKind::PublicInstitution,
        (Some("1"), Some("3")) => ApplicantKind::SocialOrganisation,
        // 民政: associations, private non-enterprise units, foundations.
        (Some("5"), Some("1" | "2" | "3")) => ApplicantKind::SocialOrganisation,
        // 市场监管: firms, sole traders, farmers' cooperatives.
        (Some("9"), _) => ApplicantKind::Enterprise,
        _ => ApplicantKind::Other,
    }
}

/// The case that a form makes.
pub fn case_id(command_id: [u8; 16]) -> CaseId {
    let hex: String = command_id.iter().map(|byte| format!("{byte:02x}")).collect();
    CaseId::parse(&hex).expect("32 hexadecimal digits are a code")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::particulars::NotifyBy;

    fn wrong(who: &Applicant) -> Vec<String> {
        applicant_problems(who).into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn who_has_no_telephone_is_told_by_letter_or_through_somebody_e3() {
        let who = Applicant { name: "许小店".into(), document_number: "1".into(), ..Applicant::default() };
        assert_eq!(wrong(&who), ["telephone"]);
        let none = Applicant { no_phone: true, ..who.clone() };
        assert_eq!(wrong(&none), ["notify"]);
        let letter = Applicant { notify: NotifyBy::Paper, ..none.clone() };
        assert_eq!(wrong(&letter), ["notify_detail"]);
        assert!(wrong(&Applicant { address: "河东街 1 号".into(), ..letter }).is_empty());
        let trusted = Applicant { notify: NotifyBy::Person, address: "河东街 1 号".into(), ..none };
        assert_eq!(wrong(&trusted), ["notify_detail"]);
        assert!(wrong(&Applicant { notify_detail: "侄女许小妹".into(), ..trusted }).is_empty());
        let phone = Applicant { telephone: "13900000000".into(), ..who };
        assert!(wrong(&phone).is_empty());
        assert_eq!(wrong(&Applicant { telephone: "12".into(), ..phone }), ["telephone"]);
    }

    #[test]
    fn a_credit_code_says_what_kind_of_applicant_it_is() {
        use ApplicantKind::*;
        for (code, kind) in [
            ("11990121MA0009052F", StateOrgan),
            ("12990121MA000901XU", PublicInstitution),
            ("52990121MJ00000000", SocialOrganisation),
            ("91990121MA10000000", Enterprise),
            ("92990121MA10000000", Enterprise),
            ("N2990121MA10000000", Other),
            ("", Other),
            ("一二", Other),
        ] {
            assert_eq!(kind_of_credit_code(code), kind, "{code}");
        }
    }
}
