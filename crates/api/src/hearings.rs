//! Interested parties, hearings and the officers of a check for programs: what a person is to chair, the register of a case,
//! and its acts (N13, N18, N22, A26).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Instant;
use casework::hearing::{Party, Who, bars, clock, is_needed};
use catalogue::{CaseId, PersonId};
use centre::hearing::{HearingBrief, HearingFile};
use centre::particulars::Masked;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
pub use super::hearing_asked::HearingAsked;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{LightShown, Next, day, time};
use web::handle::glyphs::printable;
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
    /// When that arrival was put right last; null where it never was.
    pub service_corrected_at: Option<String>,
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
        service_corrected_at: party
            .told
            .and_then(|told| told.arrived?.corrected)
            .map(|corrected| time(corrected.at)),
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
    let printable = printable(&call.app.press, act.words()).await;
    printable.map_err(|problem| call.problem(problem))?;
    match call.app.centre.hearing_act(&bearer.session, case, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}/hearing"), case.as_str(), &done),
        Err(problem) => {
            let about =
                About { text: call.text, organisation: &file.case.organisation, item: &file.case.item };
            Err(call.refused_about(problem, &about))
        }
    }
}
