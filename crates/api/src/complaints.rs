//! The register of complaints for programs: a hot line's or a mail system's own desk enters, asks and answers here (R118, C32).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::ComplaintId;
use centre::oversight::complaint::{ComplaintBrief, ComplaintView, ComplaintWhich, Contact};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::complaints_asked::{ComplaintActAsked, ComplaintAsked};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, day, time};
use web::handle::complaint_words::moment;

/// A complaint in a list. Of a report of corruption only number and date (C32).
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintLine {
    /// Its name.
    pub complaint: String,
    /// Year of its number.
    pub year: u16,
    /// Its number in that year.
    pub number: u32,
    /// The number as people read it.
    pub shown: String,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub filed_at: String,
    /// Whether it is sealed to the discipline inspection; what follows is null then.
    pub sealed: bool,
    /// How it came.
    pub channel: Option<String>,
    /// Of which class.
    pub class: Option<String>,
    /// The unit complained of.
    pub unit: Option<String>,
    /// The unit that investigates.
    pub office: Option<String>,
    /// Who investigates, where somebody is named.
    pub to: Option<String>,
    /// Where it stands; null of a sealed one.
    pub state: Option<String>,
    /// Last day to answer; null where none runs.
    pub answer_by: Option<String>,
    /// Whether it was not answered in time, ever.
    pub late: bool,
    /// How often it was opened again.
    pub rounds: u8,
    /// Last day to publish its result; null where none is owed.
    pub publish_by: Option<String>,
}

/// A page of complaints, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintPage {
    /// The complaints.
    pub complaints: Vec<ComplaintLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// Who complains.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContactShown {
    /// Name; may be empty.
    pub name: String,
    /// Telephone; may be empty.
    pub telephone: String,
    /// Address or mail; may be empty.
    pub address: String,
}

/// The whole of one complaint, as far as the token may know it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintShown {
    /// Its name.
    pub complaint: String,
    /// Its version.
    pub version: u64,
    /// The number as people read it.
    pub shown: String,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub filed_at: String,
    /// How it came.
    pub channel: Option<String>,
    /// Of which class.
    pub class: Option<String>,
    /// The unit complained of.
    pub unit: Option<String>,
    /// The person complained of.
    pub person: Option<String>,
    /// The case it is about; null where it is about none, and for whoever may not know who complains.
    pub case: Option<String>,
    /// 收件编号 of that case; empty the same way.
    pub receipt_no: String,
    /// What is complained of.
    pub words: String,
    /// Who complains; null where nobody said so, or where it is not for this token.
    pub contact: Option<ContactShown>,
    /// Where it stands.
    pub state: String,
    /// Last day to answer; null where none runs.
    pub answer_by: Option<String>,
    /// Whether it was not answered in time, ever.
    pub late: bool,
    /// How often it was opened again.
    pub rounds: u8,
    /// Last day to publish its result; null where none is owed.
    pub publish_by: Option<String>,
    /// Whether that day passed without the result being public.
    pub publish_late: bool,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// The register is the centre's: a token that is kept to a unit does not reach it.
fn whole(bearer: &Bearer) -> Result<(), Trouble> {
    if bearer.unit.is_some() { Err(Kind::OutOfScope.into()) } else { Ok(()) }
}

/// `GET /api/v1/complaints`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["which", "limit", "cursor"]).await?;
    whole(&bearer)?;
    let limit = call.limit(query)?;
    let which = call.which(query.get("which"), &ComplaintWhich::ALL)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let briefs = call.app.centre.complaint_list(&bearer.session, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, ComplaintBrief::cursor);
    let complaints = briefs.iter().map(|it| ComplaintLine {
        complaint: it.id.to_string(),
        year: it.number.0,
        number: it.number.1,
        shown: it.number_text(),
        filed_at: time(it.filed_at),
        sealed: it.sealed,
        channel: it.channel.map(|it| it.key().to_owned()),
        class: it.class.map(|it| it.key().to_owned()),
        unit: it.unit.map(|it| it.to_string()),
        office: it.office.map(|it| it.to_string()),
        to: it.to.map(|it| it.to_string()),
        state: (!it.sealed).then(|| it.state.clone()),
        answer_by: it.red_at.map(|at| day(calendar::Instant(at.0 - 1).day())),
        late: it.late,
        rounds: it.rounds,
        publish_by: it.publish_by.map(day),
    });
    call.json(StatusCode::OK, &ComplaintPage { complaints: complaints.collect(), next })
}

/// The complaint of the address, once the token may see it.
pub async fn view(call: &Call, bearer: &Bearer) -> Result<ComplaintView, Trouble> {
    let id = ComplaintId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    whole(bearer)?;
    call.app.centre.complaint_fetch(&bearer.session, id).await.map_err(|problem| call.problem(problem))
}

/// `GET /api/v1/complaints/{complaint}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let (filed, reported) = (&view.filed, view.reported());
    let (number, about) = (filed.number, &filed.about);
    let history = view.lines.iter().filter_map(|line| {
        let moment = moment(call.text, &view.organisation, &view.texts, line, false)?;
        Some(MomentShown::of(line.seq, line.recorded_at, moment))
    });
    let unit = about.unit.or(reported.as_ref().and_then(|it| it.unit));
    let person = about.person.or(reported.as_ref().and_then(|it| it.person));
    let answer = ComplaintShown {
        complaint: view.id.to_string(),
        version: view.version,
        shown: centre::oversight::complaint::grouped(number.year, number.n),
        filed_at: time(filed.filed_at),
        channel: filed.channel.map(|it| it.key().to_owned()),
        class: filed.class.map(|it| it.key().to_owned()),
        unit: unit.map(|it| it.to_string()),
        person: person.map(|it| it.to_string()),
        case: view.case().map(|it| it.to_string()),
        receipt_no: view.receipt.clone(),
        words: match reported {
            Some(reported) => reported.words,
            None => view.texts.text(filed.words.0),
        },
        contact: view.contact().map(|Contact { name, telephone, address }| ContactShown {
            name,
            telephone,
            address,
        }),
        state: filed.way.key().to_owned(),
        answer_by: filed.running().map(|clock| day(clock.due())),
        late: filed.late,
        rounds: filed.rounds,
        publish_by: filed.publish_by.filter(|_| filed.is_to_publish()).map(day),
        publish_late: filed.publish_late,
        history: history.collect(),
    };
    call.versioned(view.version, &answer)
}

/// `POST /api/v1/complaints`
pub async fn enter(call: Call, body: Body) -> Response {
    call.finish(entered(&call, body).await)
}

async fn entered(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<ComplaintAsked>(body).await?;
    whole(&bearer)?;
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let entered = call.app.centre.complaint_write(&bearer.session, id, &form).await;
    let (complaint, done) = call.carried(entered).await?;
    let of = complaint.to_string();
    call.done(StatusCode::CREATED, &format!("/complaints/{of}"), &of, &done)
}

/// `POST /api/v1/complaints/{complaint}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<ComplaintActAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let of = view.id.to_string();
    let done = call.app.centre.complaint_act(&bearer.session, view.id, id, version, &act).await;
    call.done(StatusCode::OK, &format!("/complaints/{of}"), &of, &call.carried(done).await?)
}
