//! The invitation: what follows from a visit at a window, and from a result that was handed out.

use casework::{Case, Channel, Event, Sealed};
use catalogue::CaseId;
use ledger::{Delivery, Effect, Lane, Rejection, Submission, TIME};
use oversight::rating::{About, Command, Invite, Kind};

use super::{new_code, rating_id};
use crate::case::content_of;
use crate::domain::{Asked, Obstacle};
use crate::kinds::rating::stream_of;
use crate::notice_delivery::is_collected;
use crate::particulars::Sealer;
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// The effect by which somebody is asked.
pub(crate) const INVITE: &str = "rating-invite";
/// Where it goes, before the case; after it what is rated.
const TO: &str = "rating/";

/// Who has been at a window is asked about the window; who has the result in hand is asked about the result (F10, C31).
///
/// What is handed over at once is one visit and ends with it, so it is asked about once (一次一评).
pub(crate) fn invite_effect(case: CaseId, state: &Case, event: &Event) -> Option<Effect> {
    let Case::Filed(file) = state else { return None };
    let kind = match event {
        Event::Received(_) if file.facts.channel == Channel::Counter => Kind::Visit,
        Event::Delivered(_) if is_collected(file) => Kind::Matter,
        _ => return None,
    };
    let facts = &file.facts;
    let (window, by) = match kind {
        Kind::Visit => (Some(facts.window), Some(facts.intake)),
        Kind::Matter => (None, None),
    };
    let about = About {
        kind,
        case: Some(case),
        unit: facts.authority,
        item: Some(facts.item),
        window,
        by,
        served_at: facts.received_at,
    };
    // Whatever is asked about stands in the payload: nothing has to be read again.
    let payload = serde_json::to_vec(&about).expect("codes and numbers serialise");
    Some(Effect { recipient: format!("{TO}{case}/{}", kind.key()), kind: INVITE, payload })
}

/// The case whose result is in the hands of whoever is invited; nothing where a visit is asked about.
pub(crate) fn case_invited(recipient: &str) -> Option<CaseId> {
    let (case, kind) = recipient.strip_prefix(TO)?.split_once('/')?;
    CaseId::parse(case).ok().filter(|_| kind == Kind::Matter.key())
}

impl Centre {
    /// Asks for a rating: draws a code, seals it, and lets the rules send it out. Delivered twice it is done once.
    pub(crate) async fn rating_invite(&self, delivery: &Delivery) -> Result<(), Fault> {
        let wrong = || Fault::inside("an invitation to rate names no case");
        let mut about: About = serde_json::from_slice(&delivery.payload).map_err(|_| wrong())?;
        let (case, kind) = (about.case.ok_or_else(wrong)?, about.kind);
        match kind {
            // The window is rated, and with it the unit of whoever sits there.
            Kind::Visit => {
                let organisation = self.organisation().await?;
                let by = about.by.and_then(|by| organisation.as_ref()?.person(by).map(|person| person.unit));
                about.unit = by.unwrap_or(about.unit);
            }
            Kind::Matter => about.served_at = self.instant(),
        }
        let (id, command_id) = rating_id(&self.keys, &self.division, case, kind);
        let stream = stream_of(id);
        let key = StreamKey::random();
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let code = new_code();
        let code_sealed = Sealed(sealer.seal("rating-code", code.as_bytes())?);
        let mut with = sealer.rows;
        with.push(self.key_row(&stream, &key));
        let code = self.keys.find_digest(&self.division, "rating-code", &code);
        let submitted = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream: stream.clone(),
                command_id,
                actor: TIME.to_owned(),
                command: Asked::Rating(Command::Invite(Invite { about, code, code_sealed })),
                content: content_of(&("rating-invite", case.as_str(), kind.key()))?,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with,
                lane: Lane::Time,
            })
            .await;
        match submitted {
            Ok(_) | Err(Rejection::Refused(Obstacle::Oversight(_))) => Ok(()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable),
            Err(Rejection::QueueFull) => Err(Fault::Busy),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number)),
            Err(other) => Err(Fault::inside(format!("nobody could be asked to rate: {other:?}"))),
        }
    }
}
