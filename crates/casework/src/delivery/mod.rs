//! 送达, where the window and the code that was sent do not do: a new pickup code, a confirmed address, the post, the electronic
//! way, the paper left at the address, and last the public notice (C13, C25, E3, N16).

mod electronic;
mod fact;
mod posting;
mod refusal;

pub use electronic::{
    AgreeElectronic, Consent, ElectronicWay, EndElectronic, FETCH_WORKING_DAYS, FetchElectronic, FetchSent,
};
pub(crate) use electronic::{agree, end, fetch};
pub use fact::*;
pub use posting::{Posted, Whereabouts};
pub use refusal::DeliveryRefusal;

use crate::authority::{Desk, sits_at};
use crate::close::hands_out_at;
use crate::command::{Command, Sealed};
use crate::decide::Answer;
use crate::event::Delivered;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::offers::{Act, EMPTY, window_of, windows_of};
use crate::refusal::{Refusal, Whose};
use crate::state::{Conclusion, Facts, File, Stage};
use calendar::{Day, Instant};
use catalogue::{Digest, RowSet, WindowId};
use serde::{Deserialize, Serialize};

/// Days after which a public notice counts as delivery. The general rule has thirty (民事诉讼法 of 2023 §95), rules of
/// departments on their licences sixty; nobody is wronged by the longer.
pub const PUBLIC_NOTICE_DAYS: i32 = 60;

/// Make the pickup code anew, after a look at the applicant's document: the old one is void (C13, E15).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewPickup {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// Keyed digest of the new code.
    pub pickup: Digest,
    /// The new code.
    pub pickup_sealed: Sealed,
    /// Where.
    pub window: WindowId,
    /// It is printed and handed over; otherwise it is sent as the first one was.
    pub on_paper: bool,
}

/// 送达地址确认书: the applicant signed where the result may be sent (C25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmAddress {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// Address, recipient and telephone.
    pub address: Sealed,
    /// Where.
    pub window: WindowId,
}

/// Deliver in another way than at the window (C25, N16).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverOtherwise {
    /// How.
    pub way: OtherWay,
    /// Where the officer sits.
    pub window: WindowId,
}

/// The other ways; each day is at most today.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherWay {
    /// 邮寄: handed to the carrier, to the confirmed address.
    Post {
        /// Carrier and number.
        posting: Sealed,
        /// Originals that go back in the same letter: all that are owed (E8).
        originals: RowSet,
    },
    /// It came back, and nobody had taken it.
    CameBack {
        /// That day.
        on: Day,
        /// Why, as it stands on the letter.
        reason: Sealed,
    },
    /// 退回登记更正: that it came back was entered wrongly, and it is still with the carrier.
    NotBack {
        /// Why.
        reason: Sealed,
    },
    /// 丢失: the carrier says in writing that it is lost.
    Lost {
        /// The day of that word.
        on: Day,
        /// Its reference, and what it says.
        word: Sealed,
    },
    /// The carrier's receipt came back signed: the day on it is that of delivery.
    SignedFor {
        /// That day.
        on: Day,
        /// Who signed.
        signed: Sealed,
    },
    /// 留置: refused at the address and left there before two witnesses.
    Left {
        /// That day.
        on: Day,
        /// Witnesses, place and what was said.
        record: Sealed,
    },
    /// 公告: nothing else reached the applicant.
    Announced {
        /// The day it was published.
        on: Day,
        /// Where it was published, and why nothing else did.
        record: Sealed,
    },
    /// 电子送达: a message with a code, to whoever agreed to it.
    Electronic {
        /// Keyed digest of the code.
        code: Digest,
        /// The code itself, for the message.
        code_sealed: Sealed,
    },
    /// The receipt of that message is confirmed.
    Confirmed {
        /// The day it was received.
        on: Day,
        /// By what this is known.
        record: Sealed,
    },
}

/// How a result came into the applicant's hands; entries of old have the window only.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// 窗口领取.
    #[default]
    Window,
    /// 邮寄, signed for.
    Post {
        /// The day on the carrier's receipt.
        on: Day,
        /// Who signed.
        signed: Sealed,
    },
    /// 留置送达.
    Left {
        /// The day it was left.
        on: Day,
        /// Witnesses, place and what was said.
        record: Sealed,
    },
    /// 电子送达.
    Electronic {
        /// The day it was fetched or received.
        on: Day,
        /// By what its receipt is known; none where the applicant fetched it.
        confirmed: Option<Sealed>,
    },
}

impl Manner {
    /// Whether it was handed over at a window.
    pub fn is_window(&self) -> bool {
        *self == Manner::Window
    }

    /// Whether an officer says that it was received electronically, and not the applicant's own code.
    pub fn is_confirmed(&self) -> bool {
        matches!(self, Manner::Electronic { confirmed: Some(_), .. })
    }

    /// Whether it was left at the address.
    pub fn is_left(&self) -> bool {
        matches!(self, Manner::Left { .. })
    }

    /// The day of delivery, where it is another than that of the entry.
    pub fn day(&self) -> Option<Day> {
        match self {
            Manner::Window => None,
            Manner::Post { on, .. } | Manner::Left { on, .. } | Manner::Electronic { on, .. } => Some(*on),
        }
    }

    /// When it was delivered: on an earlier day than that of the entry only the day is known, and its beginning counts.
    pub(crate) fn delivered_at(&self, entered: Instant) -> Instant {
        self.day().filter(|on| *on < entered.day()).map_or(entered, Day::start)
    }
}

/// What was done so that the result reaches the applicant; of constant size.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// The address the applicant confirmed last.
    pub address: Option<Sealed>,
    /// Handed to a carrier, the last time.
    pub posted: Option<Posted>,
    /// Published.
    pub announced: Option<Announced>,
    /// How often the pickup code was made anew.
    pub renewals: u16,
    /// Whether the applicant agreed to the electronic way.
    pub consent: Consent,
    /// The last message by which it can be fetched.
    pub fetch: Option<FetchSent>,
}

/// A public notice.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The day it was published, which is not counted.
    pub on: Day,
    /// Its last day; at the midnight after it the result counts as delivered.
    pub until: Day,
}

/// At a delivery window, for whoever shows the applicant's document; also after a public notice has run (C13).
pub(crate) fn renew(desk: &Desk, command: &RenewPickup) -> Answer {
    hands_out_at(desk, command.window)?;
    shows_own_document(desk, command.identity)?;
    let RenewPickup { pickup, pickup_sealed, window, on_paper, .. } = *command;
    let renewal = desk.facts.sending.renewals.saturating_add(1);
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![PickupRenewed { at, by, window, pickup, pickup_sealed, on_paper, renewal }.into()])
}

/// As long as nothing is delivered; a later one takes the place of the one before (C25). Before the result is made at a window of its
/// authority, afterwards where results are handed out.
pub(crate) fn confirm_address(desk: &Desk, stage: &Stage, command: &ConfirmAddress) -> Answer {
    match stage {
        Stage::Concluded(_) => hands_out_at(desk, command.window)?,
        _ => sits_at(desk.known, desk.item, command.window)?,
    }
    shows_own_document(desk, command.identity)?;
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![AddressConfirmed { at, by, window: command.window, address: command.address }.into()])
}

/// Each way has what the law asks of it, and the public notice comes last (C25).
pub(crate) fn otherwise(desk: &Desk, conclusion: &Conclusion, command: &DeliverOtherwise) -> Answer {
    hands_out_at(desk, command.window)?;
    let (sending, today) = (&desk.facts.sending, desk.today());
    let (at, by) = (desk.known.now, desk.actor());
    let made_on = conclusion.concluded_at.day();
    match command.way {
        OtherWay::Post { posting, originals } => posting::post(desk, posting, originals),
        OtherWay::CameBack { on, reason } => posting::came_back(desk, on, reason),
        OtherWay::NotBack { reason } => posting::not_back(desk, reason),
        OtherWay::Lost { on, word } => posting::lost(desk, on, word),
        OtherWay::SignedFor { on, signed } => posting::signed_for(desk, command.window, on, signed),
        OtherWay::Left { on, record } => {
            if sending.address.is_none() {
                return Err(DeliveryRefusal::AddressNotConfirmed.into());
            }
            within(made_on, on, today)?;
            Ok(vec![delivered(desk, command.window, Manner::Left { on, record }, on).into()])
        }
        OtherWay::Electronic { code, code_sealed } => {
            electronic::send(desk, command.window, code, code_sealed)
        }
        OtherWay::Confirmed { on, record } => electronic::confirmed(desk, command.window, on, record),
        OtherWay::Announced { on, record } => {
            if let Some(notice) = sending.announced {
                return Err(DeliveryRefusal::AlreadyAnnounced { until: notice.until }.into());
            }
            let delivery = desk.facts.clocks.delivery;
            if let Some(watch) = delivery.filter(|it| sending.posted.is_none() && !it.is_late(at)) {
                return Err(DeliveryRefusal::OtherWaysFirst { until: watch.clock.due() }.into());
            }
            // It was lawful from the first posting, or once the ten working days were over, whichever came first.
            let (posted, over) =
                (sending.posted.map(|it| it.first), delivery.map(|it| it.clock.due().plus_days(1)));
            let lawful = posted.into_iter().chain(over).min().unwrap_or(made_on);
            // One that has run already is none that the case could wait for.
            within(lawful.max(made_on).max(today.plus_days(-PUBLIC_NOTICE_DAYS)), on, today)?;
            let until = on.plus_days(PUBLIC_NOTICE_DAYS);
            Ok(vec![DeliveryAnnounced { at, by, record, on, until }.into()])
        }
    }
}

/// The notice has run: it counts as delivered from this midnight (C25).
pub(crate) fn deemed(facts: &Facts, notice: Announced, at: Instant, known: &Known) -> DeliveryDeemed {
    let Announced { on, until } = notice;
    let proof = document_no(facts.authority, DocumentKind::DeliveryProof, known);
    DeliveryDeemed { at, proof, on, until }
}

fn delivered(desk: &Desk, window: WindowId, manner: Manner, on: Day) -> Delivered {
    let facts = desk.facts;
    let late = facts.clocks.delivery.is_some_and(|watch| on.start() >= watch.clock.late_from());
    let proof = document_no(facts.authority, DocumentKind::DeliveryProof, desk.known);
    let to = crate::command::DeliverTo::Applicant;
    let fact = crate::close::delivered(desk, proof, to, None, window, late);
    Delivered { manner, ..fact }
}

fn shows_own_document(desk: &Desk, identity: Digest) -> Result<(), Refusal> {
    match identity == desk.facts.applicant {
        true => Ok(()),
        false => Err(Refusal::IdentityDiffers { whose: Whose::Applicant, instead: None }),
    }
}

pub(crate) fn within(from: Day, day: Day, until: Day) -> Result<(), Refusal> {
    if from <= day && day <= until { Ok(()) } else { Err(DeliveryRefusal::DayOutside { from, until }.into()) }
}

impl Sending {
    /// Whose the case is has changed: nothing was signed for by, sent to or published for whoever it is now (E10, E13, C25).
    /// How often the code was made anew goes on being counted.
    pub(crate) fn begin_anew(&mut self) {
        *self = Sending { renewals: self.renewals, ..Sending::default() };
    }

    /// Another speaks for the same applicant: nothing goes any more, and nothing is fetched, where the former one agreed to it
    /// (E13, C25).
    pub(crate) fn end_electronic(&mut self) {
        (self.consent, self.fetch) = (Consent::NotGiven, None);
    }

    /// What a fact changes.
    pub(crate) fn apply(&mut self, event: &crate::event::Event) {
        use crate::event::Event as E;
        match event {
            E::PickupRenewed(_) => {
                self.renewals = self.renewals.saturating_add(1);
                self.goes_otherwise();
            }
            E::AddressConfirmed(fact) => self.address = Some(fact.address),
            E::ResultPosted(fact) => self.posted = Some(Posted::after(self.posted, fact)),
            E::PostCameBack(_) => self.letter_is(Whereabouts::Back),
            E::PostReturnCorrected(_) => self.letter_is(Whereabouts::UnderWay),
            E::PostLost(_) => self.letter_is(Whereabouts::Lost),
            E::DeliveryAnnounced(fact) => {
                self.announced = Some(Announced { on: fact.on, until: fact.until });
                self.goes_otherwise();
            }
            // What went to another address before is void, and so is what was sent once the consent is taken back.
            E::ElectronicAgreed(fact) => {
                let ElectronicAgreed { way, address, .. } = *fact;
                self.consent = Consent::Given { way, address, on: fact.at.day() };
                self.fetch = None;
            }
            E::ElectronicEnded(fact) => {
                (self.consent, self.fetch) = (Consent::TakenBack { on: fact.at.day() }, None);
            }
            E::SentElectronically(fact) => {
                let SentElectronically { code, window, until, .. } = *fact;
                self.fetch = Some(FetchSent { code, window, on: fact.at.day(), until, passed: false });
                self.goes_otherwise();
            }
            E::ElectronicUnfetched(_) => {
                self.fetch = self.fetch.map(|sent| FetchSent { passed: true, ..sent });
            }
            _ => {}
        }
    }
}

/// Examples of these acts, by which the rules are asked what to offer; of the ways the first that passes.
pub(crate) fn probes(file: &File, act: Act, known: &Known) -> Vec<Command> {
    let window = windows_of(known).next().unwrap_or(file.facts.window);
    let (identity, on) = (file.facts.applicant, known.today());
    let way = |way| Command::DeliverOtherwise(DeliverOtherwise { way, window });
    match act {
        Act::RenewPickup => {
            let (pickup, pickup_sealed, on_paper) = (EMPTY.0, EMPTY, false);
            vec![Command::RenewPickup(RenewPickup { identity, pickup, pickup_sealed, window, on_paper })]
        }
        Act::ConfirmAddress => {
            let at = |window| Command::ConfirmAddress(ConfirmAddress { identity, address: EMPTY, window });
            vec![at(window), at(window_of(&file.facts, known))]
        }
        Act::AgreeElectronic => {
            let (way, address) = (ElectronicWay::Sms, EMPTY);
            let at = |window| Command::AgreeElectronic(AgreeElectronic { identity, way, address, window });
            vec![at(window), at(window_of(&file.facts, known))]
        }
        Act::EndElectronic => {
            let at = |window| Command::EndElectronic(EndElectronic { identity, window });
            vec![at(window), at(window_of(&file.facts, known))]
        }
        Act::FetchElectronic => {
            let code = file.facts.sending.fetch.map_or(EMPTY.0, |sent| sent.code);
            vec![Command::FetchElectronic(FetchElectronic { code })]
        }
        Act::DeliverOtherwise => vec![
            way(OtherWay::SignedFor { on, signed: EMPTY }),
            way(OtherWay::Electronic { code: EMPTY.0, code_sealed: EMPTY }),
            way(OtherWay::Confirmed { on, record: EMPTY }),
            way(OtherWay::Post { posting: EMPTY, originals: RowSet::EMPTY }),
            way(OtherWay::CameBack { on, reason: EMPTY }),
            way(OtherWay::NotBack { reason: EMPTY }),
            way(OtherWay::Lost { on, word: EMPTY }),
            way(OtherWay::Left { on, record: EMPTY }),
            way(OtherWay::Announced { on, record: EMPTY }),
        ],
        _ => Vec::new(),
    }
}
