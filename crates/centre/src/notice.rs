//! Notices to applicants and officers: effects of events, delivered by the outbox at least once and taking effect once.

use std::path::Path;

use calendar::{Instant, Light};
use casework::certificate::CertificateId;
use casework::{
    Case, Channel, CheckOutcome, ClockKind, DeferralPhase, Event, File, LightTurned, NonAcceptanceGround,
    Stage,
};
use catalogue::CaseId;
use ledger::{Delivery, Effect, RowImage};
use oversight::telling::Topic;
use store::Statement;

use crate::case::case_of;
use crate::certificate::certificate_stream;
use crate::electronic;
use crate::file::NoticeSent;
use crate::folder_care::{arrived_effect, fetch_effect, joined_effect, taken_up_effect};
use crate::folder_loss::lost_in_post_effect;
use crate::notice_delivery::{at_once, is_collected};
use crate::notice_file::{Message, lay};
use crate::notice_noted::code_ended;
use crate::notice_register::BY_LETTER;
use crate::officer_told::LIGHT_TURNED;
use crate::oversight::rating::{INVITE, invite_effect};
use crate::quota::{LINE, effect_of};
use crate::reach::Way;
use crate::{Centre, Fault, notice_former};

pub(crate) use crate::notice_recipient::{APPLICANT, FORMER, Whom, case_told};
pub(crate) use crate::notice_told::addressed;

/// The effect by which a made certificate begins its own life.
pub(crate) const MADE: &str = "certificate-made";
/// How notices begin whose entry is one of a certificate.
pub(crate) const OF_CERTIFICATE: &str = "certificate-";
/// The notice whose entry is one of a line, not of the case.
pub(crate) const IN_LINE: &str = "in-line";

/// Where a refused matter goes on, before the case.
const TRANSFER: &str = "transfer/";

/// A notice to an applicant, or a message to an officer, with its words, as the demonstration shows them.
#[derive(Debug, Clone)]
pub struct NoticeText {
    /// The case; none of a complaint.
    pub case: Option<CaseId>,
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
    let mut effects = notices(stream, state, event);
    effects.extend(case_of(stream).and_then(|case| effect_of(case, state, event)));
    effects.extend(case_of(stream).and_then(|case| fetch_effect(case, state, event)));
    effects.extend(case_of(stream).and_then(|case| taken_up_effect(case, event)));
    effects.extend(case_of(stream).and_then(|case| joined_effect(case, event)));
    effects.extend(case_of(stream).and_then(|case| arrived_effect(case, state, event)));
    effects.extend(case_of(stream).and_then(|case| lost_in_post_effect(case, event)));
    effects.extend(case_of(stream).and_then(|case| invite_effect(case, state, event)));
    effects
}

/// What tells an applicant the place in the line of a limited number.
pub(crate) fn in_line(line: &str, case: CaseId) -> Effect {
    let payload = format!("{{\"line\":\"{line}\"}}").into_bytes();
    Effect { recipient: format!("{APPLICANT}{case}"), kind: IN_LINE, payload }
}

fn notices(stream: &str, state: &Case, event: &Event) -> Vec<Effect> {
    let (Some(case), Case::Filed(file)) = (case_of(stream), state) else { return Vec::new() };
    let of_case = || format!("{{\"case\":\"{case}\"}}").into_bytes();
    let applicant =
        |kind: &'static str| Effect { recipient: format!("{APPLICANT}{case}"), kind, payload: of_case() };
    let person = |person: &str, kind: &'static str| Effect {
        recipient: format!("person/{person}"),
        kind,
        payload: of_case(),
    };
    match event {
        // Whoever sent a letter stands at no window, and the receipt would reach nobody (N7).
        Event::Received(fact) if matches!(fact.channel, Channel::Letter | Channel::Fax) => {
            vec![applicant("received-by-letter")]
        }
        Event::ReceivedMore(fact) if fact.letter.is_some() => vec![applicant(BY_LETTER)],
        Event::DeferredBrought(fact) if fact.letter.is_some() => vec![applicant(BY_LETTER)],
        Event::CorrectionNoticed(_) => vec![applicant("correction-noticed")],
        Event::CorrectionRenewed(_) => vec![applicant("correction-renewed")],
        // R113: the agent is told the same day.
        Event::Accepted(fact) if at_once(file, fact) => vec![person(file.facts.agent.as_str(), "accepted")],
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
        // Should the process die after the refusal, the matter goes to the competent office all the same (F13).
        Event::AcceptanceRefused(fact) => {
            let ours = matches!(fact.ground, NonAcceptanceGround::NotCompetent { unit: Some(_), .. });
            let transfer = ours.then(|| Effect {
                recipient: format!("{TRANSFER}{case}"),
                kind: "transfer",
                payload: format!("{{\"case\":\"{case}\"}}").into_bytes(),
            });
            std::iter::once(applicant("acceptance-refused")).chain(transfer).collect()
        }
        Event::CorrectionReminded(_) => vec![applicant("correction-reminder")],
        Event::ClosedForMissing(_) => vec![applicant("closed-for-missing")],
        Event::Stopped(_) => vec![applicant("clock-stopped")],
        Event::Resumed(_) => vec![applicant("clock-resumed")],
        Event::Extended(_) => vec![applicant("extended")],
        // Whoever carried the case learns that nothing more is to be done.
        Event::Withdrawn(_) => {
            vec![applicant("withdrawn"), person(file.facts.holding.person.as_str(), "withdrawn")]
        }
        // What stands on its own from here begins its own life (A22).
        Event::DocumentMade(fact) => {
            fact.certificate.and_then(CertificateId::of).map_or_else(Vec::new, |id| {
                vec![Effect { recipient: certificate_stream(id), kind: MADE, payload: of_case() }]
            })
        }
        Event::WithdrawnByApplicant(_) => {
            vec![applicant("withdrawn"), person(file.facts.holding.person.as_str(), "withdrawn")]
        }
        Event::EndedWithApplicant(_) => {
            let holder = file.facts.holding.person;
            vec![applicant("ended-with-applicant"), person(holder.as_str(), "ended-with-applicant")]
        }
        Event::WithdrawCodeSent(_) => vec![applicant("withdraw-code")],
        // Whoever has it printed without being the applicant is found out by the applicant (E15).
        Event::ReceiptReissued(_) => vec![applicant("receipt-reissued")],
        Event::PapersLost(_) => vec![applicant("papers-lost")],
        Event::Rebound(_) => vec![applicant("rebound")],
        Event::Concluded(_) if is_collected(file) => vec![applicant("ready-to-collect")],
        Event::PickupRenewed(fact) if fact.on_paper => vec![applicant("pickup-on-paper")],
        Event::PickupRenewed(_) => vec![applicant("pickup-renewed")],
        Event::ResultPosted(_) => vec![applicant("result-posted")],
        Event::PostCameBack(_) => vec![applicant("post-came-back")],
        Event::PostReturnCorrected(_) => vec![applicant("post-return-corrected")],
        Event::PostLost(_) => vec![applicant("post-lost")],
        Event::Delivered(fact) if fact.manner.is_left() => vec![applicant("result-left")],
        Event::Delivered(fact) if fact.manner.is_confirmed() => vec![applicant("electronic-confirmed")],
        Event::SentElectronically(_) => vec![applicant(electronic::SENT)],
        Event::ElectronicAgreed(_) => vec![applicant(electronic::AGREED)],
        Event::ElectronicEnded(_) => vec![applicant(electronic::ENDED)],
        Event::ElectronicUnfetched(_) => vec![applicant(electronic::UNFETCHED)],
        Event::DeliveryAnnounced(_) => vec![applicant("delivery-announced")],
        // Whoever is to sign for it, and whoever comes back to find it gone (E25).
        Event::Reassigned(fact) => {
            vec![person(fact.to.as_str(), "reassigned"), person(fact.from.as_str(), "reassigned-away")]
        }
        Event::TakenForAbsent(fact) => vec![person(fact.from.as_str(), "taken-for-absent")],
        Event::LateExplained(_) => vec![applicant("late-explained")],
        Event::LightTurned(turned) if turned.to != Light::Green => {
            let payload = light_payload(case, state, turned);
            vec![Effect { payload, ..person(file.facts.holding.person.as_str(), LIGHT_TURNED) }]
        }
        // Whoever it was registered on is told as well, so that nobody loses a matter unknowing (E10, E11, E13).
        event => {
            let (now, before) = notice_former::kinds(event);
            let former = |kind| Effect { recipient: format!("{FORMER}{case}"), ..applicant(kind) };
            now.map(applicant).into_iter().chain(before.map(former)).collect()
        }
    }
}

/// What a turned light carries: its word, where it is the light of the case that everybody sees. A step's own day and the day by
/// which a result is fetched make no case late, and of two clocks the first counts.
fn light_payload(case: CaseId, state: &Case, turned: &LightTurned) -> Vec<u8> {
    let measured =
        matches!(turned.clock, ClockKind::PreAcceptance | ClockKind::Promised | ClockKind::Statutory);
    let light = match turned.to {
        Light::Yellow => Topic::Yellow.key(),
        _ => Topic::Red.key(),
    };
    match measured && state.light(turned.at) == turned.to {
        true => format!("{{\"case\":\"{case}\",\"light\":\"{light}\"}}").into_bytes(),
        false => format!("{{\"case\":\"{case}\"}}").into_bytes(),
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
        let now = self.now();
        let waiting = self.ledger.outbox_next(now).await?;
        let about = &self.round_for(&waiting).await;
        let round = self
            .ledger
            // Boxed, so that what waits in line is not as large as the largest of them.
            .deliver_these(now, &waiting, |delivery| async move {
                if delivery.kind == MADE {
                    Box::pin(self.certificate_issue(about, &delivery)).await?;
                    return Ok(Vec::new());
                }
                if delivery.kind == INVITE {
                    Box::pin(self.rating_invite(&delivery)).await?;
                    // Whoever is asked about a result has it in hand, and its code is used up.
                    if let Some(case) = code_ended(&delivery) {
                        Box::pin(self.paper_codes_close(about, case)).await?;
                    }
                    return Ok(Vec::new());
                }
                if Box::pin(self.paper_effect(&delivery)).await? {
                    return Ok(Vec::new());
                }
                Box::pin(self.transfer_make_good(&delivery)).await?;
                if delivery.recipient.starts_with(LINE) {
                    Box::pin(self.line_take(&delivery)).await?;
                    return Ok(Vec::new());
                }
                if let Some(folder) = &self.notices_dir {
                    Box::pin(self.notice_lay(folder, &delivery)).await?;
                }
                Box::pin(self.closing_void(&delivery)).await?;
                let noted = Box::pin(self.notice_noted(about, &delivery)).await?;
                let waits = Box::pin(self.officer_waits(&delivery)).await?;
                Ok::<_, Fault>(noted.into_iter().chain(waits).collect())
            })
            .await?;
        Ok(round.more && round.done > 0)
    }

    /// Makes the transfer of a refused matter, if it was not made with the refusal.
    async fn transfer_make_good(&self, delivery: &Delivery) -> Result<(), Fault> {
        let case = delivery.recipient.strip_prefix(TRANSFER).and_then(|case| CaseId::parse(case).ok());
        let Some(case) = case else { return Ok(()) };
        let Some(file) = self.case_fetch(case).await? else { return Ok(()) };
        let refused = file.lines.iter().rev().find_map(|line| match &line.event {
            Event::AcceptanceRefused(fact) => Some(fact.by),
            _ => None,
        });
        let Some(by) = refused else { return Ok(()) };
        match self.contact_after_refusal(case, by).await {
            Err(crate::case::Problem::Fault(fault)) => Err(fault),
            _ => Ok(()),
        }
    }

    /// Lays the message of a notice into the folder of the gateway. Officers are told in [`crate::officer_told`]; an
    /// applicant without a telephone is told on paper.
    async fn notice_lay(&self, folder: &Path, delivery: &Delivery) -> Result<(), Fault> {
        let told = self.message(&delivery.recipient, &delivery.kind, delivery.seq).await?;
        let Some((case, to, text)) = told else { return Ok(()) };
        if to.is_empty() {
            return Ok(());
        }
        let name = format!("{}-{}-{}.json", delivery.division, delivery.seq, delivery.n);
        let case = case.map_or_else(String::new, |case| case.to_string());
        let message = Message { by: Way::to(&to), to, kind: delivery.kind.clone(), text, case };
        self.message_lay(folder, name, message).await
    }

    /// Lays a message under its name.
    pub(crate) async fn message_lay(
        &self,
        folder: &Path,
        name: String,
        message: Message,
    ) -> Result<(), Fault> {
        let folder = folder.to_owned();
        tokio::task::spawn_blocking(move || lay(&folder, &name, &message))
            .await
            .map_err(|_| Fault::inside("a message was not written to its end"))?
            // Neither the name of the file nor the error holds anything personal.
            .map_err(|error| Fault::inside(format!("the folder of notices takes no message: {error}")))
    }

    /// The latest notices to applicants, and messages to officers, with their words, the newest first: what a telephone would show. Only for a
    /// demonstration, where everybody is invented; elsewhere the answer is empty.
    pub async fn notices_latest(&self, limit: u32) -> Result<Vec<NoticeText>, Fault> {
        if !self.sample {
            return Ok(Vec::new());
        }
        let rows = self
            .store
            .read(Statement::new(
                "select key, recipient, kind, sent_at from notice
                 where division = $1 and (recipient like 'applicant/%' or recipient like 'former/%' or recipient like 'rater/%' or recipient like 'complainant/%')
                 order by key desc limit $2",
                vec![self.division.as_str().into(), limit.min(200).into()],
            ))
            .await?;
        let mut latest = Vec::with_capacity(rows.len());
        for row in &rows {
            let seq = row.text(0)?.split('/').next().and_then(|seq| seq.parse().ok());
            let Some(seq) = seq else { continue };
            let told = self.message(row.text(1)?, row.text(2)?, seq).await?;
            let Some((case, to, text)) = told else { continue };
            latest.push(NoticeText {
                case,
                kind: row.text(2)?.to_owned(),
                sent_at: Instant(row.int(3)?),
                to,
                text,
            });
        }
        let of_officers = self.officer_messages_latest(limit).await?;
        if !of_officers.is_empty() {
            latest.extend(of_officers);
            latest.sort_by_key(|notice| std::cmp::Reverse(notice.sent_at));
            latest.truncate(limit.min(200) as usize);
        }
        Ok(latest)
    }

    /// The row of a notice that was sent; the key makes it take effect once however often it is delivered.
    pub(crate) fn notice_row(&self, delivery: &Delivery) -> RowImage {
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

    /// What the applicant of a case was really told, by message or on paper, and how much waits to be told on paper.
    pub(crate) async fn notices_of(&self, case: CaseId) -> Result<(Vec<NoticeSent>, u32), Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, sent_at from notice where division = $1 and recipient = $2 order by sent_at, key limit 100",
                vec![self.division.as_str().into(), format!("{APPLICANT}{case}").into()],
            ))
            .await?;
        let (mut told, waits) = self.told_on_paper(case, &format!("{APPLICANT}{case}")).await?;
        for row in &rows {
            told.push(NoticeSent { kind: row.text(0)?.to_owned(), sent_at: Instant(row.int(1)?) });
        }
        told.sort_by_key(|notice| notice.sent_at);
        Ok((told, waits))
    }
}

/// The certificate that a case made.
pub fn certificate_made(file: &casework::File) -> Option<CertificateId> {
    match &file.stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => {
            conclusion.certificate.and_then(CertificateId::of)
        }
        _ => None,
    }
}
