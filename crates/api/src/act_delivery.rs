//! The other ways of delivery as JSON (C25).

use calendar::Day;
use casework::ElectronicWay;
use centre::act::{FieldProblem, FieldWhy};
use centre::act_delivery::{Announcement, CarrierAnswer, DeliveryAddress, LeftThere, Posting, SentBy};
use centre::electronic::ElectronicAddress;
use schemars::JsonSchema;
use serde::Deserialize;

use super::intake::problem;

/// Where a result may be sent, as the applicant signed for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressAsked {
    /// Who receives it there.
    #[schemars(length(max = 300))]
    pub recipient: String,
    /// A telephone for the carrier.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub telephone: String,
    /// The address.
    #[schemars(length(max = 300))]
    pub address: String,
}

/// How it is delivered, where not at a window; each day is at most today.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum SentByAsked {
    /// 邮寄: handed to a carrier, to the confirmed address.
    Post {
        /// The carrier.
        #[schemars(length(max = 300))]
        carrier: String,
        /// Its number.
        #[schemars(length(max = 300))]
        number: String,
        /// Rows of the originals that go back in the same letter: all that are owed.
        #[serde(default)]
        #[schemars(length(max = 24))]
        originals: Vec<u8>,
    },
    /// The letter came back, and nobody had taken it; the originals in it are here again.
    CameBack {
        /// That day.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Why, as it stands on the letter.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// That the letter came back was entered wrongly, and it is still with the carrier.
    NotBack {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// The carrier says in writing that the letter is lost: the result is owed again, and a head signs for the originals in it.
    Lost {
        /// The day of that answer.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Its number or other reference.
        #[schemars(length(max = 300))]
        reference: String,
        /// What it says.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// The carrier's receipt came back signed.
    SignedFor {
        /// The day on it.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Who signed.
        #[schemars(length(max = 300))]
        signed: String,
    },
    /// 电子送达: a message with a code, to whoever agreed to it.
    Electronic {},
    /// The receipt of that message is confirmed.
    Confirmed {
        /// The day it was received.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// By what this is known.
        #[schemars(length(max = 2000))]
        receipt: String,
    },
    /// 留置: refused at the address and left there before two witnesses.
    Left {
        /// The day.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Where.
        #[schemars(length(max = 300))]
        place: String,
        /// Why it was not taken.
        #[schemars(length(max = 2000))]
        reason: String,
        /// One witness.
        #[schemars(length(max = 300))]
        witness1: String,
        /// The other.
        #[schemars(length(max = 300))]
        witness2: String,
    },
    /// 公告: nothing else reached the applicant; it counts after sixty days.
    Announced {
        /// The day it was published.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Where.
        #[schemars(length(max = 300))]
        place: String,
        /// Why nothing else did.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

/// By which way a message with the code reaches the applicant.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElectronicWayAsked {
    /// A message to the telephone.
    Sms,
    /// An e-mail.
    Mail,
}

/// The telephone or mailbox that the applicant signed for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ElectronicAsked {
    /// By which way.
    pub way: ElectronicWayAsked,
    /// The telephone or mailbox.
    #[schemars(length(max = 254))]
    pub to: String,
}

impl From<ElectronicAsked> for ElectronicAddress {
    fn from(asked: ElectronicAsked) -> ElectronicAddress {
        let way = match asked.way {
            ElectronicWayAsked::Sms => ElectronicWay::Sms,
            ElectronicWayAsked::Mail => ElectronicWay::Mail,
        };
        ElectronicAddress { way, to: asked.to }
    }
}

impl From<AddressAsked> for DeliveryAddress {
    fn from(asked: AddressAsked) -> DeliveryAddress {
        let AddressAsked { recipient, telephone, address } = asked;
        DeliveryAddress { recipient, telephone, address }
    }
}

impl SentByAsked {
    /// The way of the centre.
    pub fn read(self) -> Result<SentBy, FieldProblem> {
        let day = |on: &str| Day::parse(on).ok_or_else(|| problem("way.on", FieldWhy::NotADay));
        Ok(match self {
            SentByAsked::Post { carrier, number, originals } => {
                SentBy::Post { posting: Posting { carrier, number }, originals }
            }
            SentByAsked::CameBack { on, reason } => SentBy::CameBack { on: day(&on)?, reason },
            SentByAsked::NotBack { reason } => SentBy::NotBack { reason },
            SentByAsked::Lost { on, reference, reason } => {
                SentBy::Lost { on: day(&on)?, answer: CarrierAnswer { reference, said: reason } }
            }
            SentByAsked::SignedFor { on, signed } => SentBy::SignedFor { on: day(&on)?, signed },
            SentByAsked::Electronic {} => SentBy::Electronic,
            SentByAsked::Confirmed { on, receipt } => SentBy::Confirmed { on: day(&on)?, receipt },
            SentByAsked::Left { on, place, reason, witness1, witness2 } => SentBy::Left {
                on: day(&on)?,
                record: LeftThere { place, reason, witnesses: [witness1, witness2] },
            },
            SentByAsked::Announced { on, place, reason } => {
                SentBy::Announced { on: day(&on)?, record: Announcement { place, reason } }
            }
        })
    }
}
