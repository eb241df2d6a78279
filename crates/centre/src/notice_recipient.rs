//! Whom a notice of a case goes to: its applicant, somebody it was registered on or reached before, an interested party (E10, E11,
//! E13, N13).

use casework::hearing::{Hearing, Who};
use catalogue::CaseId;

use crate::file::CaseFile;
use crate::hearing::PartyForm;
use crate::kinds::hearing::stream_of as hearing_stream;
use crate::notice_words::from_centre_in;
use crate::particulars::{Applicant, Language, NotifyBy};
use crate::say::Say;
use crate::{Centre, Fault};

/// Whom a notice to an applicant goes to, before the case.
pub(crate) const APPLICANT: &str = "applicant/";
/// Whom a notice goes to on whom the case was registered before, or where the applicant was reached before (E10, E11, E13).
pub(crate) const FORMER: &str = "former/";
/// Whom a notice goes to who stands on the register of interested parties: before the case, with the place on it after.
const PARTY: &str = "party/";
/// That the day on which a party's notice arrived was put right (N18).
pub(crate) const SERVICE_CORRECTED: &str = "party-service-corrected";

/// The case of whose applicant, former applicant or interested party somebody is told.
pub(crate) fn case_told(recipient: &str) -> Option<CaseId> {
    let of = [APPLICANT, FORMER, PARTY].into_iter().find_map(|of| recipient.strip_prefix(of))?;
    CaseId::parse(of.split('~').next()?).ok()
}

/// Who somebody is that is told about a case; the recipient of the notice says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Its applicant of today.
    Applicant,
    /// Whom it was registered on before, or its applicant where that one was reached before (E10, E11, E13).
    Former,
    /// An interested party, by the place on the register (N13, N18).
    Party(u8),
}

impl Whom {
    /// Whom a recipient means; whoever is no other is the applicant.
    pub(crate) fn of(recipient: &str) -> Whom {
        let place = || recipient.strip_prefix(PARTY)?.split_once('~')?.1.parse().ok();
        match place() {
            Some(place) => Whom::Party(place),
            None if recipient.starts_with(FORMER) => Whom::Former,
            None => Whom::Applicant,
        }
    }
}

/// An interested party as a recipient.
pub(crate) fn to_party(case: CaseId, place: u8) -> String {
    format!("{PARTY}{case}~{place}")
}

/// The right day of a notice's arrival and the last day to answer, as it stands on the register.
pub(crate) fn service_words(file: &CaseFile, hearing: &Hearing, place: u8, say: Say) -> Option<String> {
    let told = hearing.parties.get(usize::from(place))?.told?;
    let (arrived, until) = (told.arrived?, told.answer_until(&file.calendar)?);
    Some(say.f(
        "告知书的送达日期登记错了，已经更正：{on}送达，陈述意见、要求听证最迟到 {until}。送达的日子不对的，请打 {telephone}。",
        &[
            ("on", &say.day(arrived.service.on, None)),
            ("until", &say.day(until, None)),
            ("telephone", &file.item.inquiry_telephone),
        ],
    ))
}

impl Centre {
    /// Whom and what it tells a party that its notice arrived on another day than was entered; nothing of who is erased.
    pub(crate) async fn party_told(
        &self,
        file: &CaseFile,
        place: u8,
    ) -> Result<Option<(Applicant, String)>, Fault> {
        let Some(hearing) = &file.hearing else { return Ok(None) };
        let Some(Who::Third { particulars }) = hearing.parties.get(usize::from(place)).map(|it| it.who)
        else {
            return Ok(None);
        };
        let texts = self.texts_of(&hearing_stream(file.state.id)).await?;
        let Some(party) = texts.record::<PartyForm>(particulars.0) else { return Ok(None) };
        let say = Say(Language::Chinese);
        let item = say.name(&file.item.name, None);
        let about = say.f("您有利害关系的“{item}”，", &[("item", &item)]);
        let said = service_words(file, hearing, place, say);
        let said = said.map(|said| from_centre_in(&file.organisation, say, &(about + &said)));
        let to = Applicant {
            name: party.name,
            address: party.contact,
            notify: NotifyBy::Paper,
            ..Applicant::default()
        };
        Ok(said.map(|said| (to, said)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // E10, N18: rows of before say in the same words whom they are for.
    #[test]
    fn a_recipient_says_whom_a_notice_is_for() {
        let case = CaseId::parse(&"0".repeat(32)).expect("the id of a case");
        for (recipient, whom) in [
            (format!("{APPLICANT}{case}"), Whom::Applicant),
            (format!("{FORMER}{case}"), Whom::Former),
            (to_party(case, 0), Whom::Party(0)),
            (to_party(case, 31), Whom::Party(31)),
        ] {
            assert_eq!((Whom::of(&recipient), case_told(&recipient)), (whom, Some(case)), "{recipient}");
        }
    }
}
