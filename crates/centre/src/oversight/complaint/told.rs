//! The words of messages to complainants: that a complaint is registered and under which number, that it takes longer and why, that
//! there is an answer. What the answer says stands behind number and code, for a telephone is read by others too.

use casework::Sealed;
use catalogue::ComplaintId;
use ledger::Effect;
use oversight::complaint::{Complaint, Ending, Event};

use super::{Contact, grouped};
use crate::notice_words::{day_words, from_centre};
use crate::{Centre, Fault};

/// Whom a message to a complainant goes to, before the complaint.
pub(crate) const COMPLAINANT: &str = "complainant/";

/// What an event tells the complainant. Of what is sealed nothing is sent: it could be read on somebody's telephone (C32).
pub(crate) fn effect_of(id: &str, state: &Complaint, event: &Event) -> Option<Effect> {
    let Complaint::Filed(filed) = state else { return None };
    if filed.is_sealed() || filed.contact.is_none() {
        return None;
    }
    let kind = match event {
        Event::Registered(_) => "complaint-registered",
        Event::Lengthened(_) | Event::Explained(_) => "complaint-longer",
        Event::Replied(_) => "complaint-replied",
        Event::Closed(fact) if fact.ending == Ending::WithoutWord => "complaint-closed",
        Event::Reopened(fact) if fact.by.is_some() => "complaint-reopened",
        _ => return None,
    };
    let payload = format!("{{\"complaint\":\"{id}\"}}").into_bytes();
    Some(Effect { recipient: format!("{COMPLAINANT}{id}"), kind, payload })
}

/// The complaint that a message is about.
pub(crate) fn complaint_of(recipient: &str) -> Option<ComplaintId> {
    ComplaintId::parse(recipient.strip_prefix(COMPLAINANT)?).ok()
}

impl Centre {
    /// Telephone and words of the message that the entry `seq` of a complaint gave rise to; none where it tells nothing, or where
    /// it was sealed since.
    pub(crate) async fn complaint_told(
        &self,
        id: ComplaintId,
        seq: u64,
    ) -> Result<Option<(String, String)>, Fault> {
        let Some(own) = self.complaint_own(id).await? else { return Ok(None) };
        if own.filed.is_sealed() {
            return Ok(None);
        }
        let Some(sealed) = own.filed.contact else { return Ok(None) };
        let Some(contact) = own.texts.record::<Contact>(sealed.0) else { return Ok(None) };
        let Some(line) = own.lines.iter().find(|line| line.seq == seq) else { return Ok(None) };
        let number = own.filed.number;
        let subject = format!("您的投诉（编号 {}）", grouped(number.year, number.n));
        let typed = |sealed: Sealed| {
            let text = own.texts.text(sealed.0);
            text.trim().trim_end_matches(['。', '，', '；']).to_owned()
        };
        let said = match &line.event {
            Event::Registered(fact) => format!(
                "已经登记，查询码 {}。最迟 {}答复。{}",
                self.complaint_code(id),
                day_words(fact.clock.due()),
                self.complaint_way()
            ),
            Event::Lengthened(fact) => {
                format!(
                    "要多用一些时间，原因是：{}。最迟 {}答复。",
                    typed(fact.reason),
                    day_words(fact.clock.due())
                )
            }
            Event::Explained(fact) => {
                format!(
                    "超期还没有答复，原因是：{}。预计 {}答复。",
                    typed(fact.reason),
                    day_words(fact.expected)
                )
            }
            Event::Replied(_) => {
                format!("有答复了。{}解决了请您确认，没有解决可以要求重新办理。", self.complaint_way())
            }
            Event::Closed(fact) => format!(
                "已经办结。没有解决的，{}前可以要求重新办理。{}",
                day_words(fact.reopen_by),
                self.complaint_way()
            ),
            Event::Reopened(fact) => {
                format!("已经重新办理，最迟 {}再答复您。", day_words(fact.clock.due()))
            }
            _ => return Ok(None),
        };
        let text = from_centre(&own.organisation, &format!("{subject}{said}"));
        Ok(Some((contact.telephone.trim().to_owned(), text)))
    }

    /// Where one reads on with number and code.
    fn complaint_way(&self) -> String {
        match self.public_url.as_str() {
            "" => "凭编号和查询码，在网站的“投诉”页看。".to_owned(),
            url => format!("凭编号和查询码在这里看：{url}/complaints 。"),
        }
    }
}
