//! Findings of supervision for programs: the list, one with its history, and what can be done with it (R143, F19).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{ComplaintId, FindingId, PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::finding::{
    FindingAct, FindingBrief, FindingView, FindingWhich, FoundedForm, SeenForm,
};
use centre::token::Bearer;
use oversight::Severity;
use oversight::appeal::Ground;
use oversight::finding::{Counted, Evidence, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, ListAsked, choice, next, of_unit};
use super::shown::{Next, day, time};
use pages::desk::RecordMoment;
use pages::text::Text;
use web::handle::evidence_words;
use web::handle::findings::{moment, names_entries, rests_on};

/// A finding in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingLine {
    /// Its name.
    pub finding: String,
    /// The monitoring rule, stable.
    pub rule: String,
    /// `note`, `warning` or `serious`.
    pub severity: String,
    /// The unit.
    pub unit: String,
    /// The case; null where it is about none.
    pub case: Option<String>,
    /// Whom it concerns; null where nobody is named.
    pub person: Option<String>,
    /// When it happened.
    #[schemars(extend("format" = "date-time"))]
    pub happened_at: String,
    /// When it was found.
    #[schemars(extend("format" = "date-time"))]
    pub raised_at: String,
    /// Whether it was explained.
    pub stated: bool,
    /// `founded`, `excused` or `mistaken`; null before it is judged.
    pub verdict: Option<String>,
    /// Last day to decide an appeal that waits.
    pub decide_appeal_by: Option<String>,
}

/// A page of findings, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingPage {
    /// The findings.
    pub findings: Vec<FindingLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// What happened, in words.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MomentShown {
    /// Place in the ledger.
    pub entry: u64,
    /// When it was recorded.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// What was said; may be empty.
    pub words: String,
}

impl MomentShown {
    /// A line of a history as the desk words it.
    pub fn of(entry: u64, at: calendar::Instant, moment: RecordMoment) -> MomentShown {
        MomentShown { entry, at: time(at), what: moment.what, who: moment.who, words: moment.words }
    }
}

/// What a finding that rests on many entries was counted from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountedShown {
    /// First day that was counted.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day that was counted.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// The part, where it is a share.
    pub part: Option<u64>,
    /// The whole, where it is a share.
    pub whole: Option<u64>,
    /// The counts in words.
    pub says: Vec<String>,
    /// Some of the entries, the latest first; none of ratings to whom was rated.
    pub entries: Vec<u64>,
}

/// The whole of one finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingShown {
    /// Its name.
    pub finding: String,
    /// Its version.
    pub version: u64,
    /// The monitoring rule, stable.
    pub rule: String,
    /// `note`, `warning` or `serious`.
    pub severity: String,
    /// What the rule rests on.
    pub basis: String,
    /// The unit.
    pub unit: String,
    /// The case; null where it is about none.
    pub case: Option<String>,
    /// 收件编号 of that case; empty where it is about none.
    pub receipt_no: String,
    /// The other cases that it touches: what somebody did on leave on one day is one finding.
    pub other_cases: Vec<String>,
    /// Whom it concerns.
    pub person: Option<String>,
    /// When it happened.
    #[schemars(extend("format" = "date-time"))]
    pub happened_at: String,
    /// When it was found.
    #[schemars(extend("format" = "date-time"))]
    pub raised_at: String,
    /// What was measured.
    pub measured: i32,
    /// What it was compared with.
    pub bound: i32,
    /// The entry that shows it; 0 where it is no single one.
    pub evidence: u64,
    /// What it was counted from; null where it rests on one entry, or was seen in person.
    pub counted: Option<CountedShown>,
    /// Last day to explain it before it is judged founded; null once it was explained or the day is over.
    pub explain_by: Option<String>,
    /// How it was judged.
    pub verdict: Option<String>,
    /// Last day to appeal.
    pub appeal_by: Option<String>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// How a finding is judged.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictAsked {
    /// 属实.
    Founded,
    /// 有正当理由.
    Excused,
    /// 误报.
    Mistaken,
}

/// What somebody saw in person (R150).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenAsked {
    /// The unit.
    #[schemars(length(max = 40))]
    unit: String,
    /// The person, if one is concerned.
    #[serde(default)]
    #[schemars(length(max = 40))]
    person: Option<String>,
    /// The case, by its number; may be empty.
    #[serde(default)]
    #[schemars(length(max = 60))]
    case: String,
    /// The complaint that was right about it, instead of what was seen: then no case is named, it follows from the complaint.
    #[serde(default)]
    #[schemars(length(max = 64))]
    complaint: Option<String>,
    /// What was seen, where and when.
    #[schemars(length(max = 2000))]
    words: String,
}

/// What can be done with a finding.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum FindingAsked {
    /// 说明情况.
    State {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 作出结论.
    Judge {
        /// How it stands.
        verdict: VerdictAsked,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 申诉.
    Appeal {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right, and for which of the few reasons: the first three grant it.
        #[schemars(extend("enum" = ["facts", "law", "excused", "confirmed", "unproven", "nothing-new"]))]
        ground: String,
        /// Why, in words.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

impl FindingAsked {
    fn read(self) -> Result<FindingAct, FieldProblem> {
        Ok(match self {
            FindingAsked::State { words } => FindingAct::State(words),
            FindingAsked::Judge { verdict, reason } => FindingAct::Judge {
                verdict: match verdict {
                    VerdictAsked::Founded => Verdict::Founded,
                    VerdictAsked::Excused => Verdict::Excused,
                    VerdictAsked::Mistaken => Verdict::Mistaken,
                },
                reason,
            },
            FindingAsked::Appeal { words } => FindingAct::Appeal(words),
            FindingAsked::DecideAppeal { ground, reason } => {
                FindingAct::DecideAppeal { ground: choice("ground", Ground::parse(&ground))?, reason }
            }
        })
    }
}

fn severity(of: Severity) -> String {
    match of {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Serious => "serious",
    }
    .to_owned()
}

/// `GET /api/v1/findings`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let asked = call.lists(&FindingWhich::ALL, |text| Some(text.to_owned())).await?;
    let ListAsked { bearer, which, limit, after } = asked;
    let briefs =
        call.app.centre.finding_list_of(&bearer.session, bearer.unit, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, FindingBrief::cursor);
    let findings = briefs.iter().map(|it| FindingLine {
        finding: it.id.to_string(),
        rule: it.rule.key().to_owned(),
        severity: severity(it.rule.severity()),
        unit: it.unit.to_string(),
        case: it.case.map(|case| case.to_string()),
        person: it.person.map(|person| person.to_string()),
        happened_at: time(it.happened_at),
        raised_at: time(it.raised_at),
        stated: it.stated,
        verdict: it.verdict.map(|verdict| verdict.key().to_owned()),
        decide_appeal_by: it.decide_by.map(day),
    });
    call.json(StatusCode::OK, &FindingPage { findings: findings.collect(), next })
}

/// `POST /api/v1/findings`
pub async fn write(call: Call, body: Body) -> Response {
    call.finish(written(&call, body).await)
}

async fn written(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<SeenAsked>(body).await?;
    let wrong = |it| Trouble::fields(call.text, &[it]);
    let unit = choice("unit", UnitCode::parse(&asked.unit).ok()).map_err(wrong)?;
    // A token kept to a unit names no case and no complaint, which may be another's.
    let names = !asked.case.trim().is_empty() || asked.complaint.is_some();
    if bearer.unit.is_some() && names {
        return Err(Kind::OutOfScope.into());
    }
    of_unit(&bearer, unit)?;
    let person = asked.person.map(|it| choice("person", PersonId::parse(&it).ok()));
    let person = person.transpose().map_err(wrong)?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let complaint = asked.complaint.map(|it| choice("complaint", ComplaintId::parse(&it).ok()));
    let written = match complaint.transpose().map_err(wrong)? {
        Some(_) if !asked.case.trim().is_empty() => {
            let problem = FieldProblem { field: "case".to_owned(), why: FieldWhy::NotAChoice };
            return Err(wrong(problem));
        }
        Some(complaint) => {
            let form = FoundedForm { unit, person, words: asked.words };
            centre.finding_of_complaint(session, complaint, id, &form).await
        }
        None => {
            let form = SeenForm { unit, person, case: asked.case, words: asked.words };
            centre.finding_write(session, id, &form).await
        }
    };
    let (finding, done) = call.carried(written).await?;
    let of = finding.to_string();
    call.done(StatusCode::CREATED, &format!("/findings/{of}"), &of, &done)
}

/// The finding of the address, once the token may see it.
async fn view(call: &Call, bearer: &Bearer) -> Result<FindingView, Trouble> {
    let id = FindingId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.finding_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    if bearer.covers_unit(view.found.about.unit) { Ok(view) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/findings/{finding}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let (found, about) = (&view.found, &view.found.about);
    let history = view
        .lines
        .iter()
        .map(|line| MomentShown::of(line.seq, line.recorded_at, moment(call.text, &view, line)));
    let answer = FindingShown {
        finding: view.id.to_string(),
        version: view.version,
        rule: about.rule.key().to_owned(),
        severity: severity(about.rule.severity()),
        basis: rests_on(Text::Chinese, &view),
        unit: about.unit.to_string(),
        case: about.case.map(|case| case.to_string()),
        receipt_no: view.receipt.clone(),
        other_cases: view.beside.iter().map(|(case, _)| case.to_string()).collect(),
        person: about.person.map(|person| person.to_string()),
        happened_at: time(about.happened_at),
        raised_at: time(found.raised_at),
        measured: about.measured,
        bound: about.bound,
        evidence: about.entry,
        counted: found.evidence.as_ref().map(|it| counted(call, &view, it, bearer.session.person)),
        explain_by: found.explained_by(view.now.day()).map(day),
        verdict: found.judged.map(|it| it.verdict.key().to_owned()),
        appeal_by: found.judged.and_then(|it| it.appeal_by).map(day),
        history: history.collect(),
    };
    call.versioned(view.version, &answer)
}

/// What it was counted from, as the page shows it.
fn counted(call: &Call, view: &FindingView, evidence: &Evidence, reader: PersonId) -> CountedShown {
    let share = match evidence.counted {
        Counted::Share { part, whole } => Some((part, whole)),
        Counted::Steps { .. } | Counted::Ratings { .. } | Counted::Later(_) | Counted::Uncompared(_) => None,
    };
    let entries = evidence.entries().filter(|_| names_entries(view, reader));
    CountedShown {
        from: day(evidence.from),
        until: day(evidence.until),
        part: share.map(|it| it.0),
        whole: share.map(|it| it.1),
        says: evidence_words::counts(call.text, &view.organisation, view.found.about.rule, &evidence.counted),
        entries: entries.collect(),
    }
}

/// `POST /api/v1/findings/{finding}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<FindingAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let of = view.id.to_string();
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.app.centre.finding_act(&bearer.session, view.id, id, version, &act).await;
    call.done(StatusCode::OK, &format!("/findings/{of}"), &of, &call.carried(done).await?)
}
