//! Notices to applicants and officers: effects of events, delivered by the outbox at least once and taking effect once.

use std::path::Path;

use calendar::Instant;
use casework::{Case, CheckOutcome, DeferralPhase, Event, File, Stage};
use catalogue::CaseId;
use catalogue::item::Category;
use ledger::{Delivery, Effect, RowImage};
use store::Statement;

use crate::case::case_of;
use crate::file::{CaseFile, NoticeSent};
use crate::notice_file::{Message, lay};
use crate::notice_words::words;
use crate::{Centre, Fault};

/// Whom a notice to an applicant goes to, before the case.
const APPLICANT: &str = "applicant/";

/// A notice to an applicant with its words, as the demonstration shows them.
#[derive(Debug, Clone)]
pub struct NoticeText {
    /// The case.
    pub case: CaseId,
    /// What it was.
    pub kind: String,
    /// When it went out.
    pub sent_at: Instant,
    /// The telephone it goes to; empty where the applicant left none and is told on paper (E3).
    pub to: String,
    /// The words.
    pub text: String,
}

/// The notices an event of a case gives rise to: codes only, the words are made when it is shown or sent.
pub(crate) fn effects_of(stream: &str, state: &Case, event: &Event) -> Vec<Effect> {
    let (Some(case), Case::Filed(file)) = (case_of(stream), state) else { return Vec::new() };
    let applicant = |kind: &'static str| Effect {
        recipient: format!("{APPLICANT}{case}"),
        kind,
        payload: format!("{{\"case\":\"{case}\"}}").into_bytes(),
    };
    let person = |person: &str, kind: &'static str| Effect {
        recipient: format!("person/{person}"),
        kind,
        payload: format!("{{\"case\":\"{case}\"}}").into_bytes(),
    };
    // Whoever stands at the window and goes home with the result is sent nothing (C6).
    let instant = file.facts.category == Category::Instant;
    match event {
        Event::CorrectionNoticed(_) => vec![applicant("correction-noticed")],
        Event::CorrectionRenewed(_) => vec![applicant("correction-renewed")],
        // R113: the agent is told the same day.
        Event::Accepted(_) if instant => vec![person(file.facts.agent.as_str(), "accepted")],
        Event::Accepted(_) => vec![applicant("accepted"), person(file.facts.agent.as_str(), "accepted")],
        Event::DeemedAccepted(_) => {
            vec![applicant("deemed-accepted"), person(file.facts.agent.as_str(), "deemed-accepted")]
        }
        Event::CommitmentChecked(fact) => match fact.outcome {
            CheckOutcome::Kept => vec![applicant("commitment-kept")],
            CheckOutcome::ToCorrect => vec![applicant("commitment-to-correct")],
            CheckOutcome::False => vec![applicant("commitment-false")],
        },
        Event::DeferralTurned(fact) => deferral_turned(file, fact.to, applicant, person),
        Event::AcceptanceRefused(_) => vec![applicant("acceptance-refused")],
        Event::ClosedForMissing(_) => vec![applicant("closed-for-missing")],
        Event::Stopped(_) => vec![applicant("clock-stopped")],
        Event::Resumed(_) => vec![applicant("clock-resumed")],
        Event::Extended(_) => vec![applicant("extended")],
        // Whoever carried the case learns that nothing more is to be done.
        Event::Withdrawn(_) => {
            vec![applicant("withdrawn"), person(file.facts.holding.person.as_str(), "withdrawn")]
        }
        Event::Concluded(_) if instant => Vec::new(),
        Event::Concluded(_) => vec![applicant("ready-to-collect")],
        Event::LateExplained(_) => vec![applicant("late-explained")],
        Event::LightTurned(turned) if turned.to != calendar::Light::Green => {
            vec![person(file.facts.holding.person.as_str(), "light-turned")]
        }
        _ => Vec::new(),
    }
}

/// Half time is told to the applicant, the last day to those who carry the case, and that it has passed to all (N56).
fn deferral_turned(
    file: &File,
    to: DeferralPhase,
    applicant: impl Fn(&'static str) -> Effect,
    person: impl Fn(&str, &'static str) -> Effect,
) -> Vec<Effect> {
    if !matches!(file.stage, Stage::Handling(_)) {
        return Vec::new();
    }
    let carriers = |kind| {
        let (holder, agent) = (file.facts.holding.person, file.facts.agent);
        let agent = Some(agent).filter(|agent| *agent != holder);
        [Some(holder), agent].into_iter().flatten().map(|who| person(who.as_str(), kind)).collect::<Vec<_>>()
    };
    match to {
        DeferralPhase::Begun => Vec::new(),
        DeferralPhase::Half => vec![applicant("deferral-reminder")],
        DeferralPhase::LastDay => carriers("deferral-last-day"),
        DeferralPhase::Passed => {
            let mut all = carriers("deferral-passed");
            all.insert(0, applicant("deferral-passed"));
            all
        }
    }
}

impl Centre {
    /// Delivers what waits in the outbox; true if there may be more.
    pub(crate) async fn deliver_notices(&self) -> Result<bool, Fault> {
        let round = self
            .ledger
            .deliver(self.now(), |delivery| async move {
                if let Some(folder) = &self.notices_dir {
                    self.notice_lay(folder, &delivery).await?;
                }
                Ok::<_, Fault>(vec![self.notice_row(&delivery)])
            })
            .await?;
        Ok(round.more && round.done > 0)
    }

    /// Lays the message of a notice into the folder of the gateway. Officers see theirs on the desk; an applicant without
    /// a telephone is told on paper.
    async fn notice_lay(&self, folder: &Path, delivery: &Delivery) -> Result<(), Fault> {
        let Some(case) = case_told(&delivery.recipient) else { return Ok(()) };
        let Some(file) = self.case_fetch(case).await? else { return Ok(()) };
        let Some((to, text)) = told(&file, delivery.seq) else { return Ok(()) };
        if to.is_empty() {
            return Ok(());
        }
        let name = format!("{}-{}-{}.json", delivery.division, delivery.seq, delivery.n);
        let message = Message { to, kind: delivery.kind.clone(), text, case: case.to_string() };
        let folder = folder.to_owned();
        tokio::task::spawn_blocking(move || lay(&folder, &name, &message))
            .await
            .map_err(|_| Fault::inside("a message was not written to its end"))?
            // Neither the name of the file nor the error holds anything personal.
            .map_err(|error| Fault::inside(format!("the folder of notices takes no message: {error}")))
    }

    /// The latest notices to applicants with their words, the newest first: what a telephone would show. Only for a
    /// demonstration, where everybody is invented; elsewhere the answer is empty.
    pub async fn notices_latest(&self, limit: u32) -> Result<Vec<NoticeText>, Fault> {
        if !self.sample {
            return Ok(Vec::new());
        }
        let rows = self
            .store
            .read(Statement::new(
                "select key, recipient, kind, sent_at from notice
                 where division = $1 and recipient like 'applicant/%' order by key desc limit $2",
                vec![self.division.as_str().into(), limit.min(200).into()],
            ))
            .await?;
        let mut latest = Vec::with_capacity(rows.len());
        for row in &rows {
            let seq = row.text(0)?.split('/').next().and_then(|seq| seq.parse().ok());
            let (Some(seq), Some(case)) = (seq, case_told(row.text(1)?)) else { continue };
            let Some(file) = self.case_fetch(case).await? else { continue };
            let Some((to, text)) = told(&file, seq) else { continue };
            latest.push(NoticeText {
                case,
                kind: row.text(2)?.to_owned(),
                sent_at: Instant(row.int(3)?),
                to,
                text,
            });
        }
        Ok(latest)
    }

    /// The row of a notice that was sent; the key makes it take effect once however often it is delivered.
    fn notice_row(&self, delivery: &Delivery) -> RowImage {
        RowImage {
            table: "notice",
            columns: &["division", "key", "recipient", "kind", "sent_at"],
            key: 2,
            fixed: 5,
            values: vec![
                self.division.as_str().into(),
                format!("{:020}/{}", delivery.seq, delivery.n).into(),
                delivery.recipient.as_str().into(),
                delivery.kind.as_str().into(),
                self.now().into(),
            ],
        }
    }

    /// What the applicant of a case was sent.
    pub(crate) async fn notices_of(&self, case: CaseId) -> Result<Vec<NoticeSent>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, sent_at from notice where division = $1 and recipient = $2 order by sent_at, key limit 100",
                vec![self.division.as_str().into(), format!("{APPLICANT}{case}").into()],
            ))
            .await?;
        rows.iter()
            .map(|row| Ok(NoticeSent { kind: row.text(0)?.to_owned(), sent_at: Instant(row.int(1)?) }))
            .collect()
    }
}

/// The case whose applicant is told.
fn case_told(recipient: &str) -> Option<CaseId> {
    CaseId::parse(recipient.strip_prefix(APPLICANT)?).ok()
}

/// Telephone and words of the notice that an entry gave rise to; the telephone is empty where nobody left one.
fn told(file: &CaseFile, seq: u64) -> Option<(String, String)> {
    let text = words(file, seq)?;
    let applicant = &file.applicant;
    let own = Some(&applicant.telephone).filter(|number| !number.is_empty());
    // Whoever acts for the applicant is reached for the applicant (N7).
    let to = own.or(applicant.representative.as_ref().map(|person| &person.telephone));
    Some((to.cloned().unwrap_or_default(), text))
}
