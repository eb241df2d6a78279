//! How the holder of a certificate is reached years after its case: as was said last at a window, and what is told when that changes
//! (E3, E11, A22).

use casework::certificate::Event;

use crate::certificate::CertificateView;
use crate::certificate_words::{subject, words};
use crate::contact_details::ContactDetails;
use crate::file::CaseFile;
use crate::notice::certificate_made;
use crate::notice_former::is_reached_as;
use crate::particulars::Applicant;
use crate::say::Say;
use crate::{Centre, Fault};

/// The notice that goes where the holder is reached from now on.
pub(crate) const CHANGED: &str = "certificate-contact-changed";
/// The notice that goes where the holder was reached before.
pub(crate) const LEFT: &str = "certificate-contact-left";

/// The holder as reached after the entries up to `seq`; until anything was said here, as the case has the applicant.
fn reached(view: &CertificateView, applicant: &Applicant, seq: u64) -> Applicant {
    let said = view.lines.iter().rev().filter(|line| line.seq <= seq).find_map(|line| match &line.event {
        Event::ContactChanged(fact) => view.texts.record::<ContactDetails>(fact.contact.0),
        _ => None,
    });
    match said {
        // Whoever acted for the applicant then does so no longer.
        Some(contact) => Applicant { representative: None, ..contact.of(applicant) },
        None => applicant.clone(),
    }
}

/// Whom a message about a certificate goes to today.
pub(crate) fn holder(view: &CertificateView, applicant: &Applicant) -> Applicant {
    reached(view, applicant, u64::MAX)
}

/// Whom and what an entry tells where the holder was reached before; nothing where both are the same place.
pub(crate) fn left(view: &CertificateView, applicant: &Applicant, seq: u64) -> Option<(Applicant, String)> {
    let changed = |event: &Event| matches!(event, Event::ContactChanged(_));
    view.lines.iter().find(|line| line.seq == seq && changed(&line.event))?;
    let (was, now) = (reached(view, applicant, seq.saturating_sub(1)), reached(view, applicant, seq));
    if is_reached_as(&was, &now) {
        return None;
    }
    let say = Say(was.language);
    let said = say.f(
        "换了联系方式，是在窗口核对持证人的证件后改的，以后的消息不再发到这里。不是您的意思，请马上打 {telephone}。",
        &[("telephone", &view.item.complaint_telephone)],
    );
    let text = subject(say, view, &said);
    Some((was, text))
}

impl Centre {
    /// Whom and what an entry of the certificate that a case made tells, in the holder's language.
    pub(crate) async fn certificate_told(
        &self,
        file: &CaseFile,
        kind: &str,
        seq: u64,
    ) -> Result<Option<(Applicant, String)>, Fault> {
        let Some(id) = file.filed().and_then(certificate_made) else { return Ok(None) };
        let Some(view) = self.certificate_fetch(id).await? else { return Ok(None) };
        if kind == LEFT {
            return Ok(left(&view, &file.applicant, seq));
        }
        let holder = holder(&view, &file.applicant);
        let text = words(Say(holder.language), &view, seq);
        Ok(text.map(|text| (holder, text)))
    }
}
