//! The register of complaints for programs: a hot line's or a mail system's own desk enters, asks and answers here (R118, C32).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::{ComplaintId, PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::complaint::{
    ComplaintAct, ComplaintBrief, ComplaintForm, ComplaintView, ComplaintWhich, Contact, Matter,
};
use centre::token::Bearer;
use oversight::complaint::{Cause, Channel, Class, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, day, time};
use crate::handle::complaint_words::moment;

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
    /// The case it is about.
    pub case: Option<String>,
    /// 收件编号 of that case; empty where it is about none.
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
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// Who complains, as told.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactAsked {
    /// Name; may be empty.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub name: String,
    /// Telephone; may be empty.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub telephone: String,
    /// Address or mail; may be empty.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub address: String,
}

/// A complaint that was told to somebody of the centre.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintAsked {
    /// How it came.
    #[schemars(extend("enum" = ["hot-line", "counter", "letter", "mail", "outside"]))]
    pub channel: String,
    /// Of which class; `report` is a report of corruption, which is sealed to the discipline inspection at once.
    #[schemars(extend("enum" = ["report", "last-resort", "not-taken", "more-papers", "slow", "passed-on", "fee", "manner", "guide", "hall", "other"]))]
    pub class: String,
    /// The unit, if one is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub unit: Option<String>,
    /// The person, if one is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub person: Option<String>,
    /// Number of the case; may be empty.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub case: String,
    /// What is complained of.
    #[schemars(length(max = 2000))]
    pub words: String,
    /// Who complains; left out it is anonymous.
    #[serde(default)]
    pub contact: ContactAsked,
    /// Whether the unit may learn who complains.
    #[serde(default)]
    pub open_to_unit: bool,
}

/// What can be done with a complaint.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum ComplaintActAsked {
    /// 转单位调查.
    Assign {
        /// The unit that investigates.
        #[schemars(length(max = 40))]
        unit: String,
        /// Who does, where somebody is named.
        #[serde(default)]
        #[schemars(length(max = 40))]
        to: Option<String>,
        /// The unit complained of.
        #[schemars(length(max = 40))]
        about_unit: String,
        /// The person complained of.
        #[serde(default)]
        #[schemars(length(max = 40))]
        person: Option<String>,
        /// The class, as the register sees it.
        #[schemars(extend("enum" = ["last-resort", "not-taken", "more-papers", "slow", "passed-on", "fee", "manner", "guide", "hall", "other"]))]
        class: String,
    },
    /// 转纪检监察: from here on sealed.
    PassOn {},
    /// 告知为什么要更长时间.
    TellLonger {
        /// Until when.
        #[schemars(extend("format" = "date"))]
        until: String,
        /// Why; the complainant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 报调查结果.
    Draft {
        /// What was found and put right.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 退回再查.
    Return {
        /// What is missing.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 答复投诉人.
    Reply {
        /// What the complainant is told.
        #[schemars(length(max = 2000))]
        words: String,
        /// 是否属实.
        #[schemars(extend("enum" = ["founded", "partly", "unfounded", "unclear"]))]
        verdict: String,
        /// 原因.
        #[schemars(extend("enum" = ["conduct", "skill", "means", "unclear", "between", "rule", "misunderstanding", "other"]))]
        cause: String,
    },
    /// 投诉人满意，办结.
    Close {
        /// When and how the complainant was reached, and the complainant's words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 没有投诉人的话，由督查办结.
    CloseWithoutWord {
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 没有解决，重新办理.
    Reopen {
        /// What is not solved.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 公布结果.
    Publish {
        /// In words without personal data.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 纪检监察接收.
    Receive {},
    /// 纪检监察反馈.
    Conclude {
        /// What came out.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

fn wrong(field: &str) -> FieldProblem {
    problem(field, FieldWhy::NotAChoice)
}

fn unit(field: &str, code: &str) -> Result<UnitCode, FieldProblem> {
    UnitCode::parse(code).map_err(|_| wrong(field))
}

fn person(field: &str, code: Option<&String>) -> Result<Option<PersonId>, FieldProblem> {
    code.map(|it| PersonId::parse(it)).transpose().map_err(|_| wrong(field))
}

impl ComplaintAsked {
    fn read(self) -> Result<ComplaintForm, FieldProblem> {
        let channel = Channel::parse(&self.channel).filter(|it| *it != Channel::Web);
        let matter = match self.class.as_str() {
            "report" => Matter::Report,
            class => Matter::Complaint(Class::parse(class).ok_or_else(|| wrong("class"))?),
        };
        let ContactAsked { name, telephone, address } = self.contact;
        Ok(ComplaintForm {
            matter,
            channel: channel.ok_or_else(|| wrong("channel"))?,
            unit: self.unit.map(|it| unit("unit", &it)).transpose()?,
            person: person("person", self.person.as_ref())?,
            window: None,
            case: self.case,
            step: None,
            words: self.words,
            contact: Contact { name, telephone, address },
            open_to_unit: self.open_to_unit,
        })
    }
}

impl ComplaintActAsked {
    fn read(self) -> Result<ComplaintAct, FieldProblem> {
        use ComplaintActAsked as It;
        Ok(match self {
            It::Assign { unit: by, to, about_unit, person: about, class } => ComplaintAct::Assign {
                unit: unit("unit", &by)?,
                to: person("to", to.as_ref())?,
                about_unit: unit("about_unit", &about_unit)?,
                person: person("person", about.as_ref())?,
                class: Class::parse(&class).ok_or_else(|| wrong("class"))?,
            },
            It::PassOn {} => ComplaintAct::PassOn,
            It::TellLonger { until, reason } => {
                let until = Day::parse(&until).ok_or_else(|| problem("until", FieldWhy::NotADay))?;
                ComplaintAct::TellLonger { until, reason }
            }
            It::Draft { words } => ComplaintAct::Draft(words),
            It::Return { words } => ComplaintAct::Return(words),
            It::Reply { words, verdict, cause } => ComplaintAct::Reply {
                words,
                verdict: Verdict::parse(&verdict).ok_or_else(|| wrong("verdict"))?,
                cause: Cause::parse(&cause).ok_or_else(|| wrong("cause"))?,
            },
            It::Close { words } => ComplaintAct::Close(words),
            It::CloseWithoutWord { words } => ComplaintAct::CloseWithoutWord(words),
            It::Reopen { words } => ComplaintAct::Reopen(words),
            It::Publish { words } => ComplaintAct::Publish(words),
            It::Receive {} => ComplaintAct::Receive,
            It::Conclude { words } => ComplaintAct::Conclude(words),
        })
    }
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
    let word = query.get("which");
    if !ComplaintWhich::ALL.iter().any(|(known, _)| *known == word) {
        return Err(call.wrong("which", "请从列出的里面选。"));
    }
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let which = ComplaintWhich::of(word);
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
    });
    call.json(StatusCode::OK, &ComplaintPage { complaints: complaints.collect(), next })
}

/// The complaint of the address, once the token may see it.
async fn view(call: &Call, bearer: &Bearer) -> Result<ComplaintView, Trouble> {
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
        case: about.case.map(|it| it.to_string()),
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
    let (complaint, done) = entered.map_err(|problem| call.problem(problem))?;
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
    let done = done.map_err(|problem| call.problem(problem))?;
    call.done(StatusCode::OK, &format!("/complaints/{of}"), &of, &done)
}
