//! Interested parties, hearings and the officers of a check for programs: what a person is to chair, the register of a case,
//! and its acts (N13, N18, N22, A26).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Day, Instant};
use casework::hearing::{Party, Way, Who, bars, clock, is_needed};
use catalogue::{CaseId, PersonId};
use centre::act::{FieldProblem, FieldWhy};
use centre::hearing::{HearingAct, HearingBrief, HearingFile, PartyForm};
use centre::particulars::Masked;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::act_visit::SignatureAsked;
use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{LightShown, Next, day, time};
use web::handle::act_visit::clock as time_of_day;
use web::handle::hearing_parties::party_of;
use web::handle::refusal::About;
use web::handle::{refusal_hearing, visit_words, words};

/// A hearing that the person is to chair.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingLine {
    /// Its case.
    pub case: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}

/// A page of hearings, the next one first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingList {
    /// The hearings.
    pub hearings: Vec<HearingLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// Somebody on the register of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PartyShown {
    /// Place on the register, by which acts name it.
    pub party: usize,
    /// It is the applicant, whose name is masked.
    pub is_applicant: bool,
    /// Name; masked for whoever takes no part in the case and has not said what for, empty if erased.
    pub name: String,
    /// How it is told; empty where the name is masked so.
    pub contact: String,
    /// What is at stake for it.
    pub interest: String,
    /// When it was told.
    pub told_at: Option<String>,
    /// The day its notice arrived; null while nobody entered it.
    pub served_on: Option<String>,
    /// Last day of its answer; null before the notice arrived.
    pub answer_by: Option<String>,
    /// When it answered.
    pub stated_at: Option<String>,
    /// What it said; empty where it said nothing.
    pub words: String,
    /// It asks for a hearing, and has not given it up.
    pub asks_hearing: bool,
    /// When it gave up the hearing that it asked for.
    pub given_up_at: Option<String>,
    /// When it was taken off the register; nothing is asked of it any more.
    pub struck_at: Option<String>,
}

/// A hearing that was called.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingCalled {
    /// When it is.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Where.
    pub place: String,
    /// Who chairs.
    pub chair: String,
    /// Number of its notice.
    pub notice_no: String,
    /// It was called for a day after `organise_by`.
    pub late: bool,
}

/// A hearing that was held.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingHeld {
    /// When it was closed.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Number of the record.
    pub record_no: String,
    /// The record.
    pub record: String,
    /// Whether it was signed, in words.
    pub signature: String,
}

/// Why the decision waits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DecisionWaits {
    /// The code with which the decision would be refused.
    pub code: String,
    /// The same in words.
    pub detail: String,
}

/// The two officers who will check on site (N22).
#[derive(Debug, Serialize, JsonSchema)]
pub struct AssignmentShown {
    /// Last day to name them.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
    /// The light of that clock; it makes no case late.
    pub light: LightShown,
    /// Who was named; empty before that.
    pub officers: Vec<String>,
    /// When the first two were named.
    pub named_at: Option<String>,
}

/// The register of a case and its hearing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingShown {
    /// The case.
    pub case: String,
    /// Version of the register; 0 before anybody stands on it.
    pub version: u64,
    /// The law requires a hearing, or somebody asked for one.
    pub hearing_needed: bool,
    /// Why the decision waits; null where it need not.
    pub decision_waits: Option<DecisionWaits>,
    /// Who stands on it.
    pub parties: Vec<PartyShown>,
    /// Who checks on site; null where nothing is checked, and before acceptance.
    pub assignment: Option<AssignmentShown>,
    /// Last day to organise the hearing.
    pub organise_by: Option<String>,
    /// The hearing, once it was called.
    pub called: Option<HearingCalled>,
    /// The hearing, once it was held.
    pub held: Option<HearingHeld>,
}

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

impl HearingAsked {
    fn read(self) -> Result<HearingAct, FieldProblem> {
        Ok(match self {
            HearingAsked::AddApplicant {} => HearingAct::AddApplicant,
            HearingAsked::Add { name, contact, interest } => {
                HearingAct::Add(PartyForm { name, contact, interest })
            }
            HearingAsked::Tell { party } => HearingAct::Tell(party),
            HearingAsked::State { party, words, asks_hearing } => {
                HearingAct::State { party, words, asks_hearing }
            }
            HearingAsked::Serve { party, on, way, proof } => HearingAct::Serve {
                party,
                on: Day::parse(&on).ok_or_else(|| problem("on", FieldWhy::NotADay))?,
                way: match way {
                    WayAsked::Hand => Way::Hand,
                    WayAsked::Post => Way::Post,
                    WayAsked::Left => Way::Left,
                },
                proof,
            },
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

/// `GET /api/v1/hearings`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| {
        let (at, case) = text.split_once('_')?;
        Some(HearingBrief { case: CaseId::parse(case).ok()?, at: Instant(at.parse().ok()?) })
    })?;
    let briefs = call.app.centre.hearings_page(&bearer.session, bearer.unit, after.as_ref(), limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, |last| format!("{}_{}", last.at.0, last.case));
    let hearings = briefs.iter().map(|it| HearingLine { case: it.case.to_string(), at: time(it.at) });
    call.json(StatusCode::OK, &HearingList { hearings: hearings.collect(), next })
}

/// The register of the case in the address, for whoever may open the case, and for who chairs its hearing.
async fn file(call: &Call, bearer: &Bearer) -> Result<HearingFile, Trouble> {
    let case = CaseId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let file = call.app.centre.hearing_fetch(&bearer.session, case).await;
    let file = file.map_err(|problem| call.problem(problem))?;
    match file.case.filed() {
        Some(filed) if bearer.covers_unit(filed.facts.authority) => Ok(file),
        Some(_) => Err(Kind::OutOfScope.into()),
        None => Err(Kind::NotFound.into()),
    }
}

/// `GET /api/v1/cases/{case}/hearing`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let file = file(call, &bearer).await?;
    let (text, hearing, case) = (call.text, &file.hearing, &file.case);
    let in_hand = case.filed().is_some_and(|it| matches!(it.stage, casework::Stage::Handling(_)));
    let waits = bars(&case.item, hearing, case.now.day(), &case.calendar).filter(|_| in_hand);
    let number = |no| words::document_no(&case.organisation, case.item.kind, no);
    let answer = HearingShown {
        case: case.state.id.to_string(),
        version: file.version,
        hearing_needed: is_needed(&case.item, hearing),
        decision_waits: waits.map(|it| DecisionWaits {
            code: it.code().to_owned(),
            detail: refusal_hearing::sentence(text, &case.organisation, &it),
        }),
        parties: hearing.parties.iter().enumerate().map(|(n, it)| party(call, &file, n, it)).collect(),
        assignment: assignment(&file),
        organise_by: hearing.organise_until(&case.calendar).map(day),
        called: hearing.called.map(|it| HearingCalled {
            at: time(it.call.at),
            place: file.texts.text(it.call.place.0),
            chair: it.call.chair.to_string(),
            notice_no: number(it.notice),
            late: hearing.late_since(&case.calendar).is_some(),
        }),
        held: hearing.held.map(|it| HearingHeld {
            at: time(it.at),
            record_no: number(it.number),
            record: file.texts.text(it.hold.record.0),
            signature: visit_words::signature_of(text, &file.texts, it.hold.signature),
        }),
    };
    call.versioned(file.version, &answer)
}

fn assignment(file: &HearingFile) -> Option<AssignmentShown> {
    let case = &file.case;
    let watch = clock(&case.item, &case.filed()?.facts, Some(&file.hearing), &case.calendar, case.now)?;
    let named = file.hearing.officers;
    let officers = named.map(|it| [it.officers.first, it.officers.second]);
    Some(AssignmentShown {
        due_on: day(watch.clock.due()),
        light: watch.light.into(),
        officers: officers.iter().flatten().map(PersonId::to_string).collect(),
        named_at: named.map(|it| time(it.since)),
    })
}

fn party(call: &Call, file: &HearingFile, place: usize, party: &Party) -> PartyShown {
    let who = party_of(call.text, file, party.who);
    let is_applicant = party.who == Who::Applicant;
    let said = party.stated.and_then(|stated| stated.words);
    let whole = file.case.whole || is_applicant;
    PartyShown {
        party: place,
        is_applicant,
        name: if is_applicant || !whole { Masked::new(who.name.as_str()).name() } else { who.name },
        contact: if whole { who.contact } else { String::new() },
        interest: who.interest,
        told_at: party.told.map(|told| time(told.at)),
        served_on: party.told.and_then(|told| told.arrived).map(|it| day(it.service.on)),
        answer_by: party.told.and_then(|told| told.answer_until(&file.case.calendar)).map(day),
        stated_at: party.stated.map(|stated| time(stated.at)),
        words: said.map_or_else(String::new, |it| file.texts.text(it.0)),
        asks_hearing: party.stated.is_some_and(|stated| stated.asks_hearing()),
        given_up_at: party.stated.and_then(|stated| stated.given_up).map(|it| time(it.at)),
        struck_at: party.struck.map(|it| time(it.at)),
    }
}

/// `POST /api/v1/cases/{case}/hearing/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<HearingAsked>(body).await?;
    let file = file(call, &bearer).await?;
    let case = file.case.state.id;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    match call.app.centre.hearing_act(&bearer.session, case, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}/hearing"), case.as_str(), &done),
        Err(problem) => {
            let about =
                About { text: call.text, organisation: &file.case.organisation, item: &file.case.item };
            Err(call.refused_about(problem, &about))
        }
    }
}
