//! Who is registered on a case: of one case, or of all that a round of deliveries tells about, read at once.

use std::collections::{HashMap, HashSet};

use casework::Sealed;
use catalogue::{CaseId, Digest};
use ledger::Delivery;

use crate::case::stream_of;
use crate::certificate_issue;
use crate::domain::State;
use crate::notice_recipient::{Whom, case_told};
use crate::particulars::Applicant;
use crate::{Centre, Fault};

/// The applicant of a case and what the case is bound to.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    /// The name of the registration among the case's sealed texts.
    pub sealed: Sealed,
    /// The revision of the item.
    pub body: Digest,
    /// The applicant; empty if erased.
    pub applicant: Applicant,
}

/// The case whose applicant a delivery needs.
fn needed(delivery: &Delivery) -> Option<CaseId> {
    match certificate_issue::case_of(delivery) {
        Some(case) => Some(case),
        None => case_told(&delivery.recipient).filter(|_| Whom::of(&delivery.recipient) == Whom::Applicant),
    }
}

impl Centre {
    /// The applicant as registered; empty if erased.
    pub(crate) async fn applicant_of(&self, case: CaseId) -> Result<Applicant, Fault> {
        Ok(self.registered(case).await?.map_or_else(Applicant::default, |it| it.applicant))
    }

    /// What a case has registered, if it was filed.
    pub(crate) async fn registered(&self, case: CaseId) -> Result<Option<Registered>, Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok(None) };
        let Some(facts) = state.case.facts() else { return Ok(None) };
        let (stream, sealed, body) = (stream_of(case), facts.applicant_sealed, facts.body);
        let applicant = match self.stream_key(&stream).await? {
            Some(_) => self.texts_of_list(&[(stream, sealed.0)]).await?.record(sealed.0),
            None => None,
        };
        Ok(Some(Registered { sealed, body, applicant: applicant.unwrap_or_default() }))
    }

    /// What the cases have registered that a round of deliveries needs: one question for many. A case whose applicant cannot be
    /// read is not among them; its delivery asks for itself, and says itself what is wrong.
    pub(crate) async fn registered_for(&self, waiting: &[Delivery]) -> HashMap<CaseId, Registered> {
        let cases: HashSet<CaseId> = waiting.iter().filter_map(needed).collect();
        match cases.len() {
            0 | 1 => HashMap::new(),
            _ => self.registered_all(cases).await.unwrap_or_default(),
        }
    }

    async fn registered_all(&self, cases: HashSet<CaseId>) -> Result<HashMap<CaseId, Registered>, Fault> {
        let streams: Vec<String> = cases.iter().map(|case| stream_of(*case)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mut found = Vec::with_capacity(cases.len());
        for case in cases {
            let stream = stream_of(case);
            let Some(State::Case(state)) = states.get(&stream) else { continue };
            let Some(facts) = state.facts() else { continue };
            found.push((case, stream, facts.applicant_sealed, facts.body));
        }
        let wanted: Vec<_> = found.iter().map(|(_, stream, sealed, _)| (stream.clone(), sealed.0)).collect();
        let texts = self.texts_of_list(&wanted).await?;
        let known = |(case, _, sealed, body): (CaseId, String, Sealed, Digest)| {
            texts.record(sealed.0).map(|applicant| (case, Registered { sealed, body, applicant }))
        };
        Ok(found.into_iter().filter_map(known).collect())
    }

    /// What a case has registered, from what the round has read or else by itself.
    pub(crate) async fn registered_in(
        &self,
        round: &HashMap<CaseId, Registered>,
        case: CaseId,
    ) -> Result<Option<Registered>, Fault> {
        match round.get(&case) {
            Some(it) => Ok(Some(it.clone())),
            None => self.registered(case).await,
        }
    }
}
