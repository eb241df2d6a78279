//! Absences and deputies for programs: who is away and who stands in, entering and ending, and what is to be taken over
//! (E23, F31).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use casework::absence::{Absence, AbsenceClass, ChangeDeputy, Command as Asks, Enter, leads};
use catalogue::{Organisation, PersonId};
use centre::absence::CoverCase;
use centre::act::{FieldProblem, FieldWhy};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::cases;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, covers_person, next};
use super::shown::{CaseLine, Next, day, time};

/// An absence, present or coming.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AbsenceShown {
    /// Its number.
    pub absence: u32,
    /// Who is away.
    pub person: String,
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day; null where it is not known yet.
    pub until: Option<String>,
    /// `leave`, `illness`, `errand` or `training`; only for the person and whoever leads the person.
    pub class: Option<String>,
    /// Who stands in.
    pub deputy: Option<String>,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub entered_at: String,
    /// Whether it has begun.
    pub begun: bool,
    /// Whether the token's person may end it.
    pub may_end: bool,
}

/// A page of absences, the first entered first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AbsencePage {
    /// The absences.
    pub absences: Vec<AbsenceShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A case that waits to be taken over, by the act `stand-in` or `take-back` of the case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoverShown {
    /// The case.
    pub case: CaseLine,
    /// Papers that should be there.
    pub papers: u16,
}

/// What is held in the place of somebody away, at most 40 of each, the most pressing first; what was taken over drops out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoversShown {
    /// Held by those for whom the person stands in today.
    pub stand_in: Vec<CoverShown>,
    /// Held by others in the person's place.
    pub take_back: Vec<CoverShown>,
    /// For those who lead: cases whose holder is not here.
    pub nobody: Vec<CaseLine>,
}

/// Why somebody is away.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceClassAsked {
    /// 休假.
    Leave,
    /// 病假.
    Illness,
    /// 外出办事.
    Errand,
    /// 培训、开会.
    Training,
}

/// An absence to be entered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceAsked {
    /// Who will be away; the token's own person when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub person: Option<String>,
    /// Why.
    pub class: AbsenceClassAsked,
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day; only illness may do without.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub until: Option<String>,
    /// Who stands in; none only where nobody can.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub deputy: Option<String>,
}

/// The acts of an absence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum AbsenceActAsked {
    /// 销假.
    End {},
    /// Another stands in.
    ChangeDeputy {
        /// Who, from now on.
        #[schemars(length(max = 64))]
        deputy: String,
    },
}

impl AbsenceAsked {
    fn read(self, own: PersonId) -> Result<Enter, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut code = |field: &str, text: Option<String>| {
            let person = text.map(|text| PersonId::parse(&text));
            person.and_then(|read| read.map_err(|_| problems.push(problem(field, FieldWhy::NotAChoice))).ok())
        };
        let (person, deputy) = (code("person", self.person).unwrap_or(own), code("deputy", self.deputy));
        let mut on = |field: &str, text: &str| {
            let read = Day::parse(text);
            if read.is_none() {
                problems.push(problem(field, FieldWhy::NotADay));
            }
            read
        };
        let (from, until) = (on("from", &self.from), self.until.and_then(|text| on("until", &text)));
        let class = match self.class {
            AbsenceClassAsked::Leave => AbsenceClass::Leave,
            AbsenceClassAsked::Illness => AbsenceClass::Illness,
            AbsenceClassAsked::Errand => AbsenceClass::Errand,
            AbsenceClassAsked::Training => AbsenceClass::Training,
        };
        match from {
            Some(from) if problems.is_empty() => Ok(Enter { person, from, until, class, deputy }),
            _ => Err(problems),
        }
    }
}

/// `GET /api/v1/absences`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| text.parse::<u32>().ok())?.unwrap_or(0);
    let organisation = call.organisation().await?;
    let absences = call.app.centre.absences().await.map_err(|fault| call.fault(&fault))?;
    let mine = absences.list.iter().filter(|it| covers_person(&bearer, &organisation, it.person));
    let mut page: Vec<&Absence> = mine.filter(|it| it.id > after).take(limit + 1).collect();
    let next = next(&mut page, limit, |last| last.id.to_string());
    let absences = page.into_iter().map(|it| line(call, &bearer, &organisation, it)).collect();
    call.json(StatusCode::OK, &AbsencePage { absences, next })
}

/// Why somebody is away is for the person and whoever leads the person (P7).
fn line(call: &Call, bearer: &Bearer, organisation: &Organisation, absence: &Absence) -> AbsenceShown {
    let (me, today) = (bearer.session.person, call.app.centre.today());
    let own = me == absence.person || leads(organisation, me, absence.person, today);
    AbsenceShown {
        absence: absence.id,
        person: absence.person.to_string(),
        from: day(absence.from),
        until: absence.until.map(day),
        class: own.then(|| absence.class.key().to_owned()),
        deputy: absence.deputy.map(|it| it.to_string()),
        entered_by: absence.by.to_string(),
        entered_at: time(absence.entered_at),
        begun: absence.begun,
        may_end: own,
    }
}

/// `GET /api/v1/absences/{absence}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let id = call.numbered()?;
    let absences = call.app.centre.absences().await.map_err(|fault| call.fault(&fault))?;
    let absence = absences.get(id).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let organisation = call.organisation().await?;
    if !covers_person(&bearer, &organisation, absence.person) {
        return Err(Kind::OutOfScope.into());
    }
    call.json(StatusCode::OK, &line(call, &bearer, &organisation, absence))
}

/// `POST /api/v1/absences`
pub async fn enter(call: Call, body: Body) -> Response {
    call.finish(entered(&call, body).await)
}

async fn entered(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<AbsenceAsked>(body).await?;
    let asked = asked.read(bearer.session.person).map_err(|them| Trouble::fields(call.text, &them))?;
    if !covers_person(&bearer, &*call.organisation().await?, asked.person) {
        return Err(Kind::OutOfScope.into());
    }
    let centre = &call.app.centre;
    match centre.absence_act(&bearer.session, id, Asks::Enter(asked)).await {
        Ok(done) => {
            let made = centre.absence_entered(&done).await.map_err(|fault| call.fault(&fault))?;
            let of = made.unwrap_or_default().to_string();
            call.done_once(StatusCode::CREATED, &format!("/absences/{of}"), &of, &done)
        }
        Err(problem) => Err(call.refused(problem).await),
    }
}

/// `POST /api/v1/absences/{absence}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<AbsenceActAsked>(body).await?;
    let absence = call.numbered()?;
    let centre = &call.app.centre;
    let absences = centre.absences().await.map_err(|fault| call.fault(&fault))?;
    let organisation = call.organisation().await?;
    // One that is over is for the rules to refuse, or for the first answer to be given again.
    if absences.get(absence).is_some_and(|it| !covers_person(&bearer, &organisation, it.person)) {
        return Err(Kind::OutOfScope.into());
    }
    let command = match asked {
        AbsenceActAsked::End {} => Asks::End { id: absence },
        AbsenceActAsked::ChangeDeputy { deputy } => {
            let wrong = |_| Trouble::fields(call.text, &[problem("deputy", FieldWhy::NotAChoice)]);
            Asks::ChangeDeputy(ChangeDeputy { id: absence, deputy: PersonId::parse(&deputy).map_err(wrong)? })
        }
    };
    let of = absence.to_string();
    match centre.absence_act(&bearer.session, id, command).await {
        Ok(done) => call.done_once(StatusCode::OK, &format!("/absences/{of}"), &of, &done),
        Err(problem) => Err(call.refused(problem).await),
    }
}

/// `GET /api/v1/covers`
pub async fn covers(call: Call) -> Response {
    call.finish(covered(&call).await)
}

async fn covered(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let centre = &call.app.centre;
    let covers = centre.covers(&bearer.session, bearer.unit).await.map_err(|fault| call.fault(&fault))?;
    let now = centre.instant();
    let cover = |it: &CoverCase| CoverShown { case: cases::line(&it.brief, now), papers: it.papers };
    let answer = CoversShown {
        stand_in: covers.stand_in.iter().map(cover).collect(),
        take_back: covers.take_back.iter().map(cover).collect(),
        nobody: covers.nobody.iter().map(|it| cases::line(it, now)).collect(),
    };
    call.json(StatusCode::OK, &answer)
}
