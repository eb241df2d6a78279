//! Who is registered on a case, and what a round of deliveries needs of the cases that it tells about: read at once for all.

use std::collections::{HashMap, HashSet};

use casework::{Case, Event, Sealed, Stage};
use catalogue::{CaseId, Digest};
use ledger::{Delivery, Entry};

use crate::case::{case_of, stream_of};
use crate::certificate_issue;
use crate::domain::State;
use crate::file::event_of;
use crate::notice_noted::{code_ended, tells_code};
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
    /// The result was handed over: no code collects anything any more.
    pub handed_over: bool,
}

fn is_handed_over(file: &casework::File) -> bool {
    matches!(file.stage, Stage::Delivered { by_notice: false, .. })
}

/// What a round of deliveries needs of its cases. Of a case that is not among them the delivery asks by itself, and says itself what
/// is wrong.
#[derive(Debug, Default)]
pub(crate) struct Round {
    registered: HashMap<CaseId, Registered>,
    /// What has happened, by place, in the cases whose notices bear a code.
    happened: HashMap<CaseId, Happened>,
    /// The cases of which a code waits to be told on paper; none: nobody asked.
    pub(crate) coded: Option<HashSet<CaseId>>,
}

/// What has happened in a case from some place on, each with its place, the oldest first.
pub(crate) type Happened = Vec<(u64, Event)>;

/// The case whose applicant a delivery needs.
fn needed(delivery: &Delivery) -> Option<CaseId> {
    match certificate_issue::case_of(delivery) {
        Some(case) => Some(case),
        None => case_told(&delivery.recipient).filter(|_| Whom::of(&delivery.recipient) == Whom::Applicant),
    }
}

fn happened_in(course: &[Entry]) -> Result<Happened, Fault> {
    course.iter().map(|entry| Ok((entry.seq, event_of(entry, Event::decode)?))).collect()
}

impl Centre {
    /// The applicant as registered; empty if erased.
    pub(crate) async fn applicant_of(&self, case: CaseId) -> Result<Applicant, Fault> {
        Ok(self.registered(case).await?.map_or_else(Applicant::default, |it| it.applicant))
    }

    /// What a case has registered, if it was filed.
    pub(crate) async fn registered(&self, case: CaseId) -> Result<Option<Registered>, Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok(None) };
        let Case::Filed(file) = &state.case else { return Ok(None) };
        let (stream, sealed, body) = (stream_of(case), file.facts.applicant_sealed, file.facts.body);
        let applicant = match self.stream_key(&stream).await? {
            Some(_) => self.texts_of_list(&[(stream, sealed.0)]).await?.record(sealed.0),
            None => None,
        };
        let (applicant, handed_over) = (applicant.unwrap_or_default(), is_handed_over(file));
        Ok(Some(Registered { sealed, body, applicant, handed_over }))
    }

    /// What a round of deliveries needs: one question for many.
    pub(crate) async fn round_for(&self, waiting: &[Delivery]) -> Round {
        // As the last of these entries has left it, or later.
        let since = waiting.iter().map(|delivery| delivery.seq).max().unwrap_or_default();
        let mut round = Round::default();
        let cases: HashSet<CaseId> = waiting.iter().filter_map(needed).collect();
        if cases.len() > 1 {
            round.registered = self.registered_all(cases, since).await.unwrap_or_default();
        }
        let told = |delivery: &Delivery| {
            let case = case_told(&delivery.recipient).filter(|_| tells_code(&delivery.kind))?;
            let is_over = round.registered.get(&case).is_some_and(|it| it.handed_over);
            (!is_over).then_some((case, delivery.seq))
        };
        let (cases, places): (HashSet<CaseId>, Vec<u64>) = waiting.iter().filter_map(told).unzip();
        if cases.len() > 1 {
            let since = places.into_iter().min().unwrap_or_default();
            round.happened = self.happened_all(&cases, since).await.unwrap_or_default();
        }
        let ended = waiting.iter().filter_map(code_ended);
        round.coded = self.paper_codes_of(ended.collect()).await.ok();
        round
    }

    async fn happened_all(
        &self,
        cases: &HashSet<CaseId>,
        since: u64,
    ) -> Result<HashMap<CaseId, Happened>, Fault> {
        let streams: Vec<String> = cases.iter().map(|case| stream_of(*case)).collect();
        let courses = self.ledger.courses(&self.division, &streams, since).await?;
        let of = |course: Vec<Entry>| {
            let case = course.first().and_then(|entry| case_of(&entry.stream));
            Ok(case.zip(Some(happened_in(&course)?)))
        };
        courses.into_iter().filter_map(|course| of(course).transpose()).collect()
    }

    /// What has happened in a case from the place of a notice on, from what the round has read or else by itself.
    pub(crate) async fn happened(&self, round: &Round, case: CaseId, since: u64) -> Result<Happened, Fault> {
        if let Some(it) = round.happened.get(&case) {
            return Ok(it.clone());
        }
        let courses = self.ledger.courses(&self.division, &[stream_of(case)], since).await?;
        courses.first().map_or(Ok(Vec::new()), |course| happened_in(course))
    }

    async fn registered_all(
        &self,
        cases: HashSet<CaseId>,
        since: u64,
    ) -> Result<HashMap<CaseId, Registered>, Fault> {
        let streams: Vec<String> = cases.iter().map(|case| stream_of(*case)).collect();
        let states = self.ledger.load_followed(&self.division, &streams, since).await?;
        let mut found = Vec::with_capacity(cases.len());
        for case in cases {
            let stream = stream_of(case);
            let Some(State::Case(Case::Filed(file))) = states.get(&stream) else { continue };
            found.push((case, stream, file.as_ref()));
        }
        let wanted: Vec<_> =
            found.iter().map(|(_, stream, file)| (stream.clone(), file.facts.applicant_sealed.0)).collect();
        let texts = self.texts_of_list(&wanted).await?;
        let known = |(case, _, file): (CaseId, String, &casework::File)| {
            let (sealed, body) = (file.facts.applicant_sealed, file.facts.body);
            let handed_over = is_handed_over(file);
            texts
                .record(sealed.0)
                .map(|applicant| (case, Registered { sealed, body, applicant, handed_over }))
        };
        Ok(found.into_iter().filter_map(known).collect())
    }

    /// What a case has registered, from what the round has read or else by itself.
    pub(crate) async fn registered_in(
        &self,
        round: &Round,
        case: CaseId,
    ) -> Result<Option<Registered>, Fault> {
        match round.registered.get(&case) {
            Some(it) => Ok(Some(it.clone())),
            None => self.registered(case).await,
        }
    }
}
