//! Whom a notice is told to and in which words, whatever way it goes: a message, or a sheet of paper.

use catalogue::CaseId;

use crate::electronic;
use crate::file::CaseFile;
use crate::notice::{IN_LINE, OF_CERTIFICATE, Whom, case_told};
use crate::notice_register::{BESIDE, beside_words, line_words};
use crate::notice_words::words;
use crate::oversight::complaint::complaint_of;
use crate::oversight::rating::rating_of;
use crate::particulars::Applicant;
use crate::{Centre, Fault, notice_former};

/// Telephone and words of a notice; the telephone is empty where nobody left one.
pub(crate) fn addressed(applicant: &Applicant, text: String) -> (String, String) {
    let own = Some(&applicant.telephone).filter(|number| !number.is_empty());
    // Whoever acts for the applicant is reached for the applicant (N7).
    let to = own.or(applicant.representative.as_ref().map(|person| &person.telephone));
    (to.cloned().unwrap_or_default(), text)
}

impl Centre {
    /// Case, telephone and words of a message to somebody outside.
    pub(crate) async fn message(
        &self,
        recipient: &str,
        kind: &str,
        seq: u64,
    ) -> Result<Option<(Option<CaseId>, String, String)>, Fault> {
        if let Some(rating) = rating_of(recipient) {
            return self.rating_told(rating, kind).await;
        }
        if let Some(complaint) = complaint_of(recipient) {
            let told = self.complaint_told(complaint, seq).await?;
            return Ok(told.map(|(to, text)| (None, to, text)));
        }
        let Some(case) = case_told(recipient) else { return Ok(None) };
        let Some(file) = self.case_fetch(case).await? else { return Ok(None) };
        let told = self.told(&file, recipient, kind, seq).await?;
        Ok(told.map(|(applicant, text)| {
            let (to, text) = addressed(&applicant, text);
            // What is fetched with a code goes nowhere but to the address that was agreed to (C25).
            (Some(case), electronic::sent_to(&file, seq).unwrap_or(to), text)
        }))
    }

    /// Whom and what the entry of a case, or of the certificate it made, tells the applicant.
    pub(crate) async fn told(
        &self,
        file: &CaseFile,
        recipient: &str,
        kind: &str,
        seq: u64,
    ) -> Result<Option<(Applicant, String)>, Fault> {
        if kind.starts_with(OF_CERTIFICATE) {
            return self.certificate_told(file, kind, seq).await;
        }
        match Whom::of(recipient) {
            Whom::Applicant => {}
            Whom::Former => return Ok(notice_former::words(file, seq)),
            Whom::Party(place) => return self.party_told(file, place).await,
        }
        let text = if kind == IN_LINE {
            line_words(file)
        } else if BESIDE.contains(&kind) {
            beside_words(file, kind)
        } else {
            words(file, seq)
        };
        Ok(text.map(|text| (file.applicant.clone(), text)))
    }
}
