//! The acts of a register of parties and of a hearing as JSON (N13, N18, N22).

use calendar::Day;
use casework::hearing::Way;
use catalogue::PersonId;
use centre::act::{FieldProblem, FieldWhy};
use centre::hearing::{HearingAct, PartyForm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::act_visit::SignatureAsked;
use super::intake::problem;
use web::handle::act_visit::clock as time_of_day;

/// The acts of a register and a hearing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum HearingAsked {
    /// Put the applicant on the register.
    AddApplicant {},
    /// 登记利害关系人.
    Add {
        /// Name.
        #[schemars(length(max = 300))]
        name: String,
        /// Telephone or address.
        #[schemars(length(max = 300))]
        contact: String,
        /// What is at stake.
        #[schemars(length(max = 2000))]
        interest: String,
    },
    /// 告知.
    Tell {
        /// Whom, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
    },
    /// 陈述意见.
    State {
        /// Who, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
        /// The words; empty where it says nothing.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        words: String,
        /// It asks for a hearing.
        #[serde(default)]
        asks_hearing: bool,
    },
    /// 告知书送达: the days of the party begin there.
    Serve {
        /// Whose notice, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
        /// The day it arrived, between the telling and today.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// How it arrived.
        way: WayAsked,
        /// Who signed for it, the number of the posting, or the witnesses.
        #[schemars(length(max = 300))]
        proof: String,
    },
    /// 更正送达: by whoever entered it or a window head, before the party answered and the hearing was held; the days run anew.
    CorrectService {
        /// Whose notice, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
        /// The day it arrived, between the telling and today.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// How it arrived.
        way: WayAsked,
        /// Who signed for it, the number of the posting, or the witnesses.
        #[schemars(length(max = 300))]
        proof: String,
        /// What was wrong, and how it was found.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 放弃听证; a hearing that was called is called off with the last request where no law requires it.
    Withdraw {
        /// Who, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
        /// What it wrote.
        #[schemars(length(max = 2000))]
        words: String,
        /// It signed.
        signed: bool,
    },
    /// 撤下登记错的一位, before it was told.
    Strike {
        /// Whom, by the place on the register.
        #[schemars(range(max = 11))]
        party: u8,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 取消听证.
    CallOff {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 指派核查人员.
    Assign {
        /// One.
        #[schemars(length(max = 64))]
        first: String,
        /// Another.
        #[schemars(length(max = 64))]
        second: String,
    },
    /// 通知听证.
    Call {
        /// Who chairs.
        #[schemars(length(max = 64))]
        chair: String,
        /// The day.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// The time, `HH:MM` in Asia/Shanghai.
        #[schemars(length(max = 8))]
        time: String,
        /// Where.
        #[schemars(length(max = 300))]
        place: String,
    },
    /// 听证笔录.
    Hold {
        /// The record.
        #[schemars(length(max = 2000))]
        record: String,
        /// Whether it was signed.
        signature: SignatureAsked,
    },
}

/// How a notice arrived.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WayAsked {
    /// 直接送达.
    Hand,
    /// 邮寄送达.
    Post,
    /// 留置送达.
    Left,
}

impl WayAsked {
    fn read(self) -> Way {
        match self {
            WayAsked::Hand => Way::Hand,
            WayAsked::Post => Way::Post,
            WayAsked::Left => Way::Left,
        }
    }
}

/// The day a notice arrived.
fn arrived(on: &str) -> Result<Day, FieldProblem> {
    Day::parse(on).ok_or_else(|| problem("on", FieldWhy::NotADay))
}

impl HearingAsked {
    /// The act of the centre.
    pub fn read(self) -> Result<HearingAct, FieldProblem> {
        Ok(match self {
            HearingAsked::AddApplicant {} => HearingAct::AddApplicant,
            HearingAsked::Add { name, contact, interest } => {
                HearingAct::Add(PartyForm { name, contact, interest })
            }
            HearingAsked::Tell { party } => HearingAct::Tell(party),
            HearingAsked::State { party, words, asks_hearing } => {
                HearingAct::State { party, words, asks_hearing }
            }
            HearingAsked::Serve { party, on, way, proof } => {
                HearingAct::Serve { party, on: arrived(&on)?, way: way.read(), proof }
            }
            HearingAsked::CorrectService { party, on, way, proof, reason } => {
                HearingAct::CorrectService { party, on: arrived(&on)?, way: way.read(), proof, reason }
            }
            HearingAsked::Withdraw { party, words, signed } => HearingAct::Withdraw { party, words, signed },
            HearingAsked::Strike { party, reason } => HearingAct::Strike { party, reason },
            HearingAsked::CallOff { reason } => HearingAct::CallOff { reason },
            HearingAsked::Assign { first, second } => {
                let person = |field, text: &str| {
                    PersonId::parse(text).map_err(|_| problem(field, FieldWhy::NotAChoice))
                };
                HearingAct::Assign { first: person("first", &first)?, second: person("second", &second)? }
            }
            HearingAsked::Call { chair, on, time, place } => {
                let on = Day::parse(&on).ok_or_else(|| problem("on", FieldWhy::NotADay))?;
                HearingAct::Call {
                    chair: PersonId::parse(&chair).map_err(|_| problem("chair", FieldWhy::NotAChoice))?,
                    at: time_of_day(&time, on).ok_or_else(|| problem("time", FieldWhy::NotATime))?,
                    place,
                }
            }
            HearingAsked::Hold { record, signature } => {
                HearingAct::Hold { record, signature: signature.read() }
            }
        })
    }
}
