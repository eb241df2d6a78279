//! Acts by which a result reaches whoever has no code or cannot come: a new pickup code, a confirmed address, the post, the
//! electronic way, the paper left at the address, the public notice (C13, C25, E3).

use calendar::Day;
use casework::{
    AgreeElectronic, Command, ConfirmAddress, DeliverOtherwise, EndElectronic, OtherWay, RenewPickup, Sealed,
};
use catalogue::{CaseId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

use crate::Centre;
use crate::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::case::Problem;
use crate::electronic::{CODE_DIGITS, ElectronicAddress};
use crate::particulars::Sealer;
use crate::seal::random_digits;

/// What a person asks so that a result reaches its applicant. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryAct {
    /// A new pickup code; the old one is void.
    RenewPickup {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// At which window.
        window: WindowId,
        /// Printed and handed over; otherwise sent as the first one was.
        on_paper: bool,
    },
    /// 送达地址确认书: the applicant signed where the result may be sent.
    ConfirmAddress {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// What was signed for.
        address: DeliveryAddress,
        /// At which window.
        window: WindowId,
    },
    /// 同意电子送达: the applicant signed for the telephone or mailbox.
    AgreeElectronic {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// What was signed for.
        address: ElectronicAddress,
        /// At which window.
        window: WindowId,
    },
    /// The applicant takes that back.
    EndElectronic {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// At which window.
        window: WindowId,
    },
    /// By post, electronically, left at the address, or by a public notice.
    Otherwise {
        /// How.
        way: SentBy,
        /// At which window the officer sits.
        window: WindowId,
    },
}

/// Where a result may be sent, as the applicant signed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct DeliveryAddress {
    /// Who receives it there.
    pub recipient: String,
    /// A telephone for the carrier; may be empty.
    #[serde(default)]
    pub telephone: String,
    /// The address.
    pub address: String,
}

/// The ways beside the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentBy {
    /// Handed to a carrier.
    Post {
        /// With which, under which number.
        posting: Posting,
        /// Originals that go back in the same letter, by row: all that are owed.
        originals: Vec<u8>,
    },
    /// It came back, and nobody had taken it.
    CameBack {
        /// That day.
        on: Day,
        /// Why, as it stands on the letter.
        reason: String,
    },
    /// That it came back was entered wrongly.
    NotBack {
        /// Why.
        reason: String,
    },
    /// The carrier says in writing that it is lost.
    Lost {
        /// The day of that answer.
        on: Day,
        /// Its reference, and what it says.
        answer: CarrierAnswer,
    },
    /// The carrier's receipt came back signed.
    SignedFor {
        /// The day on it.
        on: Day,
        /// Who signed.
        signed: String,
    },
    /// 电子送达: a message with a code.
    Electronic,
    /// The receipt of that message is confirmed.
    Confirmed {
        /// The day it was received.
        on: Day,
        /// By what this is known.
        receipt: String,
    },
    /// 留置.
    Left {
        /// The day it was left.
        on: Day,
        /// What is on record about it.
        record: LeftThere,
    },
    /// 公告.
    Announced {
        /// The day it was published.
        on: Day,
        /// What is on record about it.
        record: Announcement,
    },
}

/// With which carrier, under which number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Posting {
    /// The carrier.
    pub carrier: String,
    /// Its number.
    pub number: String,
}

/// The carrier's written answer, by which a letter is known to be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct CarrierAnswer {
    /// Its number or other reference.
    pub reference: String,
    /// What it says.
    pub said: String,
}

/// What the law wants on record of a paper that was left at the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct LeftThere {
    /// Where.
    pub place: String,
    /// Why it was not taken.
    pub reason: String,
    /// The two who saw it, with name and employer or neighbourhood.
    pub witnesses: [String; 2],
}

/// What the law wants on record of a public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Announcement {
    /// Where it was published.
    pub place: String,
    /// Why nothing else reached the applicant.
    pub reason: String,
}

/// One person named twice is one witness.
pub(crate) fn same_witness([first, second]: &[String; 2]) -> Option<FieldProblem> {
    let same = !first.trim().is_empty() && first.trim() == second.trim();
    same.then(|| FieldProblem { field: "witness2".to_owned(), why: FieldWhy::SameAgain })
}

impl DeliveryAct {
    /// The act's name in addresses and forms.
    pub fn name(&self) -> &'static str {
        match self {
            DeliveryAct::RenewPickup { .. } => "renew-pickup",
            DeliveryAct::ConfirmAddress { .. } => "confirm-address",
            DeliveryAct::AgreeElectronic { .. } => "agree-electronic",
            DeliveryAct::EndElectronic { .. } => "end-electronic",
            DeliveryAct::Otherwise { .. } => "deliver-otherwise",
        }
    }

    /// Whether it sends a code that nobody is told on paper.
    pub(crate) fn is_sent_electronically(&self) -> bool {
        matches!(self, DeliveryAct::Otherwise { way: SentBy::Electronic, .. })
    }

    /// Whether a document is shown that somebody might guess.
    pub(crate) fn shows_identity(&self) -> bool {
        !matches!(self, DeliveryAct::Otherwise { .. })
    }

    /// Checks the typed words.
    pub fn check(&self) -> Vec<FieldProblem> {
        let name = |field: &str, text: &str| text_problem(field, text, true, NAME_CHARS_MAX);
        let reason = |text: &str| text_problem("reason", text, true, TEXT_CHARS_MAX);
        let document = |number: &str| text_problem("document_number", number, true, 64);
        let problems: Vec<Option<FieldProblem>> = match self {
            DeliveryAct::RenewPickup { document_number, .. } => vec![document(document_number)],
            DeliveryAct::ConfirmAddress { document_number, address, .. } => vec![
                document(document_number),
                name("recipient", &address.recipient),
                text_problem("telephone", &address.telephone, false, 40),
                name("address", &address.address),
            ],
            DeliveryAct::AgreeElectronic { document_number, address, .. } => {
                vec![document(document_number), address.check()]
            }
            DeliveryAct::EndElectronic { document_number, .. } => vec![document(document_number)],
            DeliveryAct::Otherwise { way, .. } => match way {
                SentBy::Electronic => Vec::new(),
                SentBy::Confirmed { receipt, .. } => {
                    vec![text_problem("receipt", receipt, true, TEXT_CHARS_MAX)]
                }
                SentBy::Post { posting, .. } => {
                    vec![name("carrier", &posting.carrier), name("number", &posting.number)]
                }
                SentBy::CameBack { reason: why, .. } | SentBy::NotBack { reason: why } => vec![reason(why)],
                SentBy::Lost { answer, .. } => {
                    vec![name("reference", &answer.reference), reason(&answer.said)]
                }
                SentBy::SignedFor { signed, .. } => vec![name("signed", signed)],
                SentBy::Left { record, .. } => vec![
                    name("place", &record.place),
                    name("witness1", &record.witnesses[0]),
                    name("witness2", &record.witnesses[1]).or_else(|| same_witness(&record.witnesses)),
                    reason(&record.reason),
                ],
                SentBy::Announced { record, .. } => {
                    vec![name("place", &record.place), reason(&record.reason)]
                }
            },
        };
        problems.into_iter().flatten().collect()
    }
}

impl Centre {
    /// Seals what was typed and makes the command of the case.
    pub(crate) fn delivery_command(
        &self,
        case: CaseId,
        act: &DeliveryAct,
        sealer: &mut Sealer<'_>,
    ) -> Result<Command, Problem> {
        Ok(match act {
            DeliveryAct::RenewPickup { document_type, document_number, window, on_paper } => {
                let code = random_digits(6);
                Command::RenewPickup(RenewPickup {
                    identity: self.person_digest(document_type, document_number),
                    pickup: self.pickup_digest(case, &code),
                    pickup_sealed: Sealed(sealer.seal("pickup", code.as_bytes())?),
                    window: *window,
                    on_paper: *on_paper,
                })
            }
            DeliveryAct::ConfirmAddress { document_type, document_number, address, window } => {
                Command::ConfirmAddress(ConfirmAddress {
                    identity: self.person_digest(document_type, document_number),
                    address: Sealed(sealer.seal_record("delivery-address", address)?),
                    window: *window,
                })
            }
            DeliveryAct::AgreeElectronic { document_type, document_number, address, window } => {
                Command::AgreeElectronic(AgreeElectronic {
                    identity: self.person_digest(document_type, document_number),
                    way: address.way,
                    address: Sealed(sealer.seal("electronic-address", address.to.trim().as_bytes())?),
                    window: *window,
                })
            }
            DeliveryAct::EndElectronic { document_type, document_number, window } => {
                let identity = self.person_digest(document_type, document_number);
                Command::EndElectronic(EndElectronic { identity, window: *window })
            }
            DeliveryAct::Otherwise { way, window } => {
                let way = match way {
                    SentBy::Electronic => {
                        let code = random_digits(CODE_DIGITS);
                        OtherWay::Electronic {
                            code: self.fetch_digest(case, &code),
                            code_sealed: Sealed(sealer.seal("fetch-code", code.as_bytes())?),
                        }
                    }
                    SentBy::Confirmed { on, receipt } => {
                        let record = Sealed(sealer.seal("electronic-receipt", receipt.trim().as_bytes())?);
                        OtherWay::Confirmed { on: *on, record }
                    }
                    SentBy::Post { posting, originals } => OtherWay::Post {
                        posting: Sealed(sealer.seal_record("posting", posting)?),
                        originals: RowSet::of(originals).map_err(|_| {
                            let (field, why) = ("originals".to_owned(), FieldWhy::NotAChoice);
                            Problem::Form(vec![FieldProblem { field, why }])
                        })?,
                    },
                    SentBy::CameBack { on, reason } => {
                        let reason = Sealed(sealer.seal("came-back", reason.trim().as_bytes())?);
                        OtherWay::CameBack { on: *on, reason }
                    }
                    SentBy::NotBack { reason } => OtherWay::NotBack {
                        reason: Sealed(sealer.seal("not-back", reason.trim().as_bytes())?),
                    },
                    SentBy::Lost { on, answer } => OtherWay::Lost {
                        on: *on,
                        word: Sealed(sealer.seal_record("carrier-answer", answer)?),
                    },
                    SentBy::SignedFor { on, signed } => {
                        let signed = Sealed(sealer.seal("signed-for", signed.trim().as_bytes())?);
                        OtherWay::SignedFor { on: *on, signed }
                    }
                    SentBy::Left { on, record } => {
                        OtherWay::Left { on: *on, record: Sealed(sealer.seal_record("left-there", record)?) }
                    }
                    SentBy::Announced { on, record } => {
                        let record = Sealed(sealer.seal_record("announcement", record)?);
                        OtherWay::Announced { on: *on, record }
                    }
                };
                Command::DeliverOtherwise(DeliverOtherwise { way, window: *window })
            }
        })
    }
}
