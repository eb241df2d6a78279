//! Reading a case whole without taking part in it, for programs: the purpose that is given first, the applicant whole, the own
//! readings, and the list of whoever supervises (F33).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::PersonId;
use centre::act::FieldProblem;
use centre::file::CaseFile;
use centre::particulars::NotifyBy;
use centre::person_look::LookCount;
use centre::view::{Purpose, VIEWS_MAX, View, ViewCount, WORDS_CHARS_MAX};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::cases::file;
use super::intake::within;
use super::problem::{Kind, Trouble};
use super::record::{Command, choice};
use super::shown::{day, time};
use pages::desk::Refused;
use web::app::frame::post_word;
use web::handle::words;

/// What a case is read for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurposeAsked {
    /// What for; the applicant reads it, with unit and post of the reader and no name.
    #[schemars(extend("enum" = ["supervision", "enquiry", "complaint", "statistics", "other"]))]
    purpose: String,
    /// Another purpose, in words; needed for `other`, and kept for it alone.
    #[serde(default)]
    #[schemars(length(max = 100))]
    words: String,
}

/// A purpose was given. Said again it stands once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PurposeSaid {
    /// The case.
    pub case: String,
    /// What for.
    pub purpose: String,
    /// The last day on which the person reads the case whole for it.
    #[schemars(extend("format" = "date"))]
    pub until: String,
}

/// Somebody who acts for the applicant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AgentWhole {
    /// Name.
    pub name: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Number of the document.
    pub document_number: String,
    /// Telephone; may be empty.
    pub telephone: String,
}

/// The applicant as told at intake; empty texts if erased.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApplicantWhole {
    /// Kind of applicant.
    pub kind: String,
    /// Name of the person or the organisation.
    pub name: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Number of the document.
    pub document_number: String,
    /// Telephone; may be empty.
    pub telephone: String,
    /// Said to have no telephone.
    pub no_telephone: bool,
    /// `sms`, `paper` or `person`: how news is to reach the applicant.
    pub notify: String,
    /// To whom or where, when not by telephone.
    pub notify_detail: String,
    /// 法定代表人、负责人 of an organisation.
    pub legal_representative: String,
    /// Address for letters.
    pub address: String,
    /// What the case is about, where one applicant may have several.
    pub object: String,
    /// Who acts for the applicant.
    pub agent: Option<AgentWhole>,
}

/// One reading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadingLine {
    /// The case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// When it was first read so on that day.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// The post under which it was read, in words.
    pub post: String,
    /// What for, stable.
    pub purpose: String,
    /// Another purpose as it was said; empty where it was none, or where the dossier was destroyed.
    pub words: String,
}

/// Readings, the latest first; 200 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Readings {
    /// The readings.
    pub readings: Vec<ReadingLine>,
    /// Whether there may be earlier ones that are not named.
    pub cut: bool,
}

/// Readings of one person on one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadingCount {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// Who read.
    pub person: String,
    /// How many cases.
    pub cases: u64,
}

/// How much was read by whom in the last three months, the latest day first; 200 lines at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadingCounts {
    /// The counts.
    pub counts: Vec<ReadingCount>,
    /// How many people were looked up by their documents, and by whom; 200 lines at most.
    pub looks: Vec<LookShown>,
    /// Whether there may be earlier ones that are not named.
    pub cut: bool,
}

/// People whom somebody looked up by their documents on one day; never which.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LookShown {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// Who looked.
    pub person: String,
    /// `intake`, `receipt` (a lost one) or `search`.
    pub reason: String,
    /// How many documents, each once.
    pub documents: u64,
}

impl PurposeAsked {
    fn read(&self) -> Result<Purpose, FieldProblem> {
        within("words", &self.words, WORDS_CHARS_MAX)?;
        choice("purpose", Purpose::parse(&self.purpose))
    }
}

/// Refuses whoever reads the case masked: the purpose comes first. Of an erased person nothing is left to read.
pub fn asks_first(call: &Call, file: &CaseFile) -> Result<(), Trouble> {
    if file.asks_what_for() { Err(purpose_needed(call)) } else { Ok(()) }
}

/// That the purpose comes first, and how.
pub fn purpose_needed(call: &Call) -> Trouble {
    Trouble::refused(Refused {
        sentence: call.text.t("您没有经手这一件，申请人的姓名和号码是遮住的。").to_owned(),
        code: "purpose-needed".to_owned(),
        next: call.text.t("请先用 sayPurpose 写明看来做什么用，当天有效。").to_owned(),
        ..Refused::default()
    })
}

/// `POST /api/v1/cases/{case}/purpose`
pub async fn say(call: Call, body: Body) -> Response {
    call.finish(said(&call, body).await)
}

async fn said(call: &Call, body: Body) -> Answer {
    let Command { bearer, asked, .. } = call.makes::<PurposeAsked>(body).await?;
    let case = call.case(&bearer).await?;
    let purpose = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let centre = &call.app.centre;
    let said = centre.view_say(&bearer.session, case, purpose, &asked.words).await;
    said.map_err(|problem| call.problem(problem))?;
    let answer =
        PurposeSaid { case: case.to_string(), purpose: purpose.key().to_owned(), until: day(centre.today()) };
    call.answered(StatusCode::OK, &format!("/cases/{case}/applicant"), false, &answer)
}

/// `GET /api/v1/cases/{case}/applicant`
pub async fn applicant(call: Call) -> Response {
    call.finish(whole(&call).await)
}

async fn whole(call: &Call) -> Answer {
    let (_, file) = file(call).await?;
    call.query(&[])?;
    asks_first(call, &file)?;
    let it = &file.applicant;
    let agent = it.representative.as_ref().map(|agent| AgentWhole {
        name: agent.name.clone(),
        document_type: agent.document_type.clone(),
        document_number: agent.document_number.clone(),
        telephone: agent.telephone.clone(),
    });
    let answer = ApplicantWhole {
        kind: it.kind.clone(),
        name: it.name.clone(),
        document_type: it.document_type.clone(),
        document_number: it.document_number.clone(),
        telephone: it.telephone.clone(),
        no_telephone: it.no_phone,
        notify: notify_word(it.notify).to_owned(),
        notify_detail: it.notify_detail.clone(),
        legal_representative: it.legal_representative.clone(),
        address: it.address.clone(),
        object: it.object.clone(),
        agent,
    };
    call.json(StatusCode::OK, &answer)
}

/// How somebody wants to be told, in a word.
pub fn notify_word(by: NotifyBy) -> &'static str {
    match by {
        NotifyBy::Sms => "sms",
        NotifyBy::Paper => "paper",
        NotifyBy::Person => "person",
    }
}

/// `GET /api/v1/my-readings`
pub async fn mine(call: Call) -> Response {
    call.finish(own(&call).await)
}

async fn own(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let views = call.app.centre.views_own(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    readings(call, &views).await
}

/// `GET /api/v1/readings`
pub async fn counts(call: Call) -> Response {
    call.finish(counted(&call).await)
}

async fn counted(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let counts = call.app.centre.view_counts(&bearer.session).await;
    let counts = counts.map_err(|problem| call.problem(problem))?;
    let line =
        |it: &ViewCount| ReadingCount { day: day(it.day), person: it.person.to_string(), cases: it.cases };
    let looks = call.app.centre.look_counts(&bearer.session).await;
    let looks = looks.map_err(|problem| call.problem(problem))?;
    let look = |it: &LookCount| LookShown {
        day: day(it.day),
        person: it.person.to_string(),
        reason: it.reason.key().to_owned(),
        documents: it.documents,
    };
    let answer = ReadingCounts {
        cut: counts.len().max(looks.len()) >= VIEWS_MAX,
        counts: counts.iter().map(line).collect(),
        looks: looks.iter().map(look).collect(),
    };
    call.json(StatusCode::OK, &answer)
}

/// `GET /api/v1/readings/{day}?person=`
pub async fn of_person(call: Call) -> Response {
    call.finish(on_a_day(&call).await)
}

async fn on_a_day(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["person"]).await?;
    let on = Day::parse(&call.place).ok_or(Kind::NotFound)?;
    let person = PersonId::parse(query.get("person"));
    let person = person.map_err(|_| call.wrong("person", "请填列表里的代码。"))?;
    let views = call.app.centre.views_on(&bearer.session, person, on).await;
    readings(call, &views.map_err(|problem| call.problem(problem))?).await
}

async fn readings(call: &Call, views: &[View]) -> Answer {
    let mut lines = Vec::with_capacity(views.len());
    for it in views {
        let state = call.app.centre.case_state(it.case).await.map_err(|fault| call.fault(&fault))?;
        let facts = state.as_ref().and_then(|state| state.case.facts());
        lines.push(ReadingLine {
            case: it.case.to_string(),
            receipt_no: facts.map_or_else(String::new, |facts| words::receipt_no(facts.receipt)),
            at: time(it.at),
            post: call.text.t(post_word(it.post)).to_owned(),
            purpose: it.purpose.key().to_owned(),
            words: it.words.clone(),
        });
    }
    call.json(StatusCode::OK, &Readings { cut: lines.len() >= VIEWS_MAX, readings: lines })
}
