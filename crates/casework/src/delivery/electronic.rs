//! 电子送达: only to whoever agreed to it, at the address confirmed with the consent; it counts once it was fetched with the code
//! of the message, or on the day on which its receipt is confirmed (C25).

use super::{DeliveryRefusal, Manner, delivered, shows_own_document, within};
use super::{ElectronicAgreed, ElectronicEnded, ElectronicUnfetched, SentElectronically};
use crate::authority::{Desk, sits_at};
use crate::close::hands_out_at;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::state::Stage;
use crate::withdraw::is_the_applicant;
use calendar::{Day, Instant};
use catalogue::{Digest, WindowId};
use serde::{Deserialize, Serialize};

/// Working days in which a result that was sent electronically is fetched, before another way is looked for (C25).
pub const FETCH_WORKING_DAYS: u32 = 5;

/// By which way a message with the code reaches the applicant.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectronicWay {
    /// 手机短信.
    Sms,
    /// 电子邮箱.
    Mail,
}

impl ElectronicWay {
    /// Both, in the order of the form.
    pub const ALL: [ElectronicWay; 2] = [ElectronicWay::Sms, ElectronicWay::Mail];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            ElectronicWay::Sms => "sms",
            ElectronicWay::Mail => "mail",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<ElectronicWay> {
        ElectronicWay::ALL.into_iter().find(|way| way.key() == word)
    }
}

/// 同意电子送达, signed by the applicant at a window (C25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreeElectronic {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// By which way.
    pub way: ElectronicWay,
    /// The telephone or mailbox.
    pub address: Sealed,
    /// Where.
    pub window: WindowId,
}

/// The applicant takes the consent back; what was sent can be fetched no more (C25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndElectronic {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// Where.
    pub window: WindowId,
}

/// The applicant fetches the result with the code of the message.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchElectronic {
    /// Keyed digest of the code typed.
    pub code: Digest,
}

/// Whether the applicant agreed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Never asked, or never agreed.
    #[default]
    NotGiven,
    /// Agreed, to this address.
    Given {
        /// By which way.
        way: ElectronicWay,
        /// The confirmed telephone or mailbox.
        address: Sealed,
        /// That day.
        on: Day,
    },
    /// Taken back.
    TakenBack {
        /// That day.
        on: Day,
    },
}

/// The last message by which the result can be fetched.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchSent {
    /// Keyed digest of its code.
    pub code: Digest,
    /// From which window it was sent.
    pub window: WindowId,
    /// The day it was sent.
    pub on: Day,
    /// The last day before another way is looked for; the code holds until another is sent.
    pub until: Day,
    /// That these days have passed is on record.
    pub passed: bool,
}

impl FetchSent {
    /// When time notes that nobody fetched it.
    pub(crate) fn passes_at(&self) -> Option<Instant> {
        (!self.passed).then(|| self.until.plus_days(1).start())
    }

    /// The fact of it.
    pub(crate) fn unfetched(&self, at: Instant) -> ElectronicUnfetched {
        ElectronicUnfetched { at, on: self.on, until: self.until }
    }
}

/// As with the address for the post: as long as nothing is delivered, and a later one takes the place of the one before.
pub(crate) fn agree(desk: &Desk, stage: &Stage, command: &AgreeElectronic) -> Answer {
    receives_at(desk, stage, command.window)?;
    shows_own_document(desk, command.identity)?;
    let (at, by) = (desk.known.now, desk.actor());
    let AgreeElectronic { way, address, window, .. } = *command;
    Ok(vec![ElectronicAgreed { at, by, window, way, address }.into()])
}

/// At any time before the delivery, without a reason.
pub(crate) fn end(desk: &Desk, stage: &Stage, command: &EndElectronic) -> Answer {
    receives_at(desk, stage, command.window)?;
    given(desk)?;
    shows_own_document(desk, command.identity)?;
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ElectronicEnded { at, by, window: command.window }.into()])
}

/// A message with a code goes to the confirmed address; the code of an earlier one is void.
pub(crate) fn send(desk: &Desk, window: WindowId, code: Digest, code_sealed: Sealed) -> Answer {
    let (way, address) = given(desk)?;
    let until = desk.known.calendar.add_working_days(desk.today(), FETCH_WORKING_DAYS)?;
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![SentElectronically { at, by, window, way, address, code, code_sealed, until }.into()])
}

/// Its receipt is on record: an answer, the system's note that it reached the addressee.
pub(crate) fn confirmed(desk: &Desk, window: WindowId, on: Day, record: Sealed) -> Answer {
    let sent = sent(desk)?;
    within(sent.on, on, desk.today())?;
    Ok(vec![delivered(desk, window, Manner::Electronic { on, confirmed: Some(record) }, on).into()])
}

/// The applicant fetches it, on whichever day; by whom it was sent stands in the entry of the message.
pub(crate) fn fetch(desk: &Desk, command: &FetchElectronic) -> Answer {
    is_the_applicant(desk)?;
    let sent = sent(desk)?;
    if command.code != sent.code {
        return Err(DeliveryRefusal::FetchCodeWrong.into());
    }
    let on = desk.today();
    Ok(vec![delivered(desk, sent.window, Manner::Electronic { on, confirmed: None }, on).into()])
}

fn receives_at(desk: &Desk, stage: &Stage, window: WindowId) -> Result<(), crate::Refusal> {
    match stage {
        Stage::Concluded(_) => hands_out_at(desk, window),
        _ => sits_at(desk.known, desk.item, window),
    }
}

fn given(desk: &Desk) -> Result<(ElectronicWay, Sealed), crate::Refusal> {
    match desk.facts.sending.consent {
        Consent::Given { way, address, .. } => Ok((way, address)),
        Consent::TakenBack { on } => Err(DeliveryRefusal::ElectronicTakenBack { on }.into()),
        Consent::NotGiven => Err(DeliveryRefusal::ElectronicNotAgreed.into()),
    }
}

fn sent(desk: &Desk) -> Result<FetchSent, crate::Refusal> {
    given(desk)?;
    Ok(desk.facts.sending.fetch.ok_or(DeliveryRefusal::NothingSentElectronically)?)
}
