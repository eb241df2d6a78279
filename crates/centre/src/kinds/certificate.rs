//! Streams `certificate/<first number>`: what a case made, as long as it is in anybody's hands.

use calendar::Instant;
use casework::certificate::{self, Certificate, CertificateId, Command, Event, Handing};
use casework::{File, Refusal, Series};
use catalogue::Digest;
use ledger::{Effect, RowImage, TIME, World};

use crate::certificate_contact::{CHANGED, LEFT};
use crate::certificate_row;
use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, in_force, item_of, time_itself, with_known};
use crate::kinds::{Kind, drawn};
use crate::notice::{APPLICANT, FORMER};
use crate::scope::Scope;

/// The rules of certificates.
pub struct Certificates;

/// The certificate of a stream.
pub(crate) fn certificate_of(stream: &str) -> Option<CertificateId> {
    CertificateId::parse(stream.strip_prefix(Certificates::STREAM)?)
}

/// The frozen revision it rests on.
fn bound<'a>(world: &World<'a, Desk>, certificate: &Certificate, case: Option<&File>) -> Bound<'a> {
    let digest = match (certificate, case) {
        (Certificate::Issued(file), _) => file.body,
        (Certificate::Absent, Some(case)) => case.facts.body,
        (Certificate::Absent, None) => {
            return Bound::of(None, Digest([0; 32]), false);
        }
    };
    Bound::of(item_of(world, digest), digest, true)
}

impl Kind for Certificates {
    type State = Certificate;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "certificate/";
    const EVENTS: &'static str = "certificate.";

    fn decide(
        stream: &str,
        state: &Certificate,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let Some(id) = certificate_of(stream) else { return Err(Obstacle::WrongStream) };
        let case = match command {
            Command::Issue(issue) => case_file(world, issue.case),
            _ => None,
        };
        let actor = actor_of(world)?;
        if let (Certificate::Issued(file), true) = (state, world.actor != TIME) {
            let organisation = in_force(world).ok_or(Obstacle::NothingInForce)?.organisation;
            if !Scope::of(organisation, actor, Instant(world.now).day()).covers_certificate(file.authority) {
                return Err(Obstacle::OutOfScope);
            }
        }
        let item = bound(world, state, case);
        let decided =
            with_known(world, item, actor, |known| certificate::decide(id, state, command, known, case));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(|refusal: Refusal| Obstacle::Case(refusal))
    }

    fn evolve(state: Certificate, event: &Event) -> Certificate {
        certificate::evolve(state, event)
    }

    fn due(state: &Certificate) -> Option<Instant> {
        certificate::due(state)
    }

    fn catch_up(_stream: &str, state: &Certificate, at: Instant, world: &World<'_, Desk>) -> Vec<Event> {
        let item = bound(world, state, None);
        with_known(world, item, time_itself(), |known| certificate::catch_up(state, at, known))
            .unwrap_or_default()
    }

    fn redate(_stream: &str, state: &Certificate, world: &World<'_, Desk>) -> Vec<Event> {
        with_known(world, Bound::nothing(), time_itself(), |known| certificate::redate(state, known))
            .unwrap_or_default()
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        drawn(event.number())
    }

    fn rows(division: &str, stream: &str, state: &Certificate) -> Vec<RowImage> {
        let (Some(id), Certificate::Issued(file)) = (certificate_of(stream), state) else {
            return Vec::new();
        };
        vec![certificate_row::row(division, id, file)]
    }

    /// The holder hears of everything that touches the certificate; reminders are the holder's right (A22).
    fn effects(_stream: &str, state: &Certificate, event: &Event) -> Vec<Effect> {
        let Certificate::Issued(file) = state else { return Vec::new() };
        let kind = match event {
            Event::Corrected(_) => "certificate-corrected",
            Event::Changed(_) => "certificate-changed",
            Event::Replaced(_) => "certificate-replaced",
            Event::Reminded(_) => "certificate-reminded",
            Event::RenewalAppliedFor(_) => "certificate-renewal-applied",
            Event::Renewed(_) => "certificate-renewed",
            Event::RenewalRefused(_) => "certificate-renewal-refused",
            Event::DeemedRenewed(_) => "certificate-deemed-renewed",
            Event::Expired(_) => "certificate-expired",
            Event::ProceedingOpened(_) => "certificate-hearing",
            Event::Ended(_) => "certificate-ended",
            Event::ProceedingDropped(_) => "certificate-proceeding-dropped",
            Event::ReissueRefused(_) => "certificate-reissue-refused",
            Event::ReissueAskedFor(_) => "certificate-reissue-asked",
            Event::ContactChanged(_) => CHANGED,
            // Somebody else has it, or it lies at the address: who sent nobody says so (N7, E16, C25).
            Event::HandedOut(fact)
                if matches!(fact.way, Handing::Collector { .. } | Handing::Left { .. }) =>
            {
                "certificate-handed-out"
            }
            Event::Issued(_)
            | Event::StatementRedated(_)
            | Event::StatementRecorded(_)
            | Event::StatementLapsed(_)
            | Event::HandedOut(_) => return Vec::new(),
        };
        let to = |recipient, kind| Effect {
            recipient: format!("{recipient}{}", file.case),
            kind,
            payload: format!("{{\"case\":\"{}\",\"certificate\":\"{}\"}}", file.case, file.id()).into_bytes(),
        };
        // Where the holder was reached before it is said that nothing comes there any more (E11).
        let left = matches!(event, Event::ContactChanged(_)).then(|| to(FORMER, LEFT));
        std::iter::once(to(APPLICANT, kind)).chain(left).collect()
    }
}
