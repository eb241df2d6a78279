//! Attendance for programs: the sheet of a day, entered by the head of a window and corrected with a reason (R137).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::PersonId;
use centre::act::FieldProblem;
use centre::oversight::attendance::AttendanceView;
use oversight::attendance::Mark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, whole};
use super::shown::day;
use web::handle::attendance::moment;

/// A person on the sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SeatShown {
    /// Who.
    pub person: String,
    /// At which window.
    pub window: String,
    /// `present`, `late`, `early`, `leave`, `duty` or `absent`; null while nothing was entered.
    pub mark: Option<String>,
    /// How often it was corrected.
    pub corrections: u8,
    /// Whether the token's person enters it.
    pub mine: bool,
}

/// Days of the month so far.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthShown {
    /// Who.
    pub person: String,
    /// What was entered.
    pub mark: String,
    /// On how many days.
    pub days: i64,
}

/// The sheet of a day, with the people one sees.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttendanceShown {
    /// Which day.
    #[schemars(extend("format" = "date"))]
    pub day: String,
    /// The people.
    pub seats: Vec<SeatShown>,
    /// What was entered of them in the month so far.
    pub month: Vec<MonthShown>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// What is entered of a person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendedAsked {
    /// Who, of those on the sheet.
    #[schemars(length(max = 40))]
    person: String,
    /// What.
    #[schemars(extend("enum" = ["present", "late", "early", "leave", "duty", "absent"]))]
    mark: String,
}

/// What is done with the sheet of a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum AttendanceAsked {
    /// 登记, each person of a day once.
    Enter {
        /// Who and what.
        #[schemars(length(min = 1, max = 100))]
        people: Vec<AttendedAsked>,
    },
    /// 更正, with a reason; what was entered stays in the history.
    Correct {
        /// Whose.
        #[schemars(length(max = 40))]
        person: String,
        /// What is right.
        #[schemars(extend("enum" = ["present", "late", "early", "leave", "duty", "absent"]))]
        mark: String,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

/// What is asked of the centre.
enum Asked {
    Enter(Vec<(PersonId, catalogue::WindowId, Mark)>),
    Correct((PersonId, Mark), String),
}

impl AttendanceAsked {
    /// Each person stands with the window at which the sheet has them.
    fn read(self, view: &AttendanceView) -> Result<Asked, FieldProblem> {
        match self {
            AttendanceAsked::Enter { people } => {
                choice("people", (!people.is_empty()).then_some(()))?;
                let one = |it: AttendedAsked| {
                    let seat = view.seats.iter().find(|seat| seat.person.as_str() == it.person);
                    let seat = choice("person", seat)?;
                    Ok((seat.person, seat.window, choice("mark", Mark::parse(&it.mark))?))
                };
                people.into_iter().map(one).collect::<Result<_, _>>().map(Asked::Enter)
            }
            AttendanceAsked::Correct { person, mark, reason } => {
                let person = choice("person", PersonId::parse(&person).ok())?;
                Ok(Asked::Correct((person, choice("mark", Mark::parse(&mark))?), reason))
            }
        }
    }
}

fn day_of(call: &Call) -> Result<Day, Trouble> {
    Day::parse(&call.place).ok_or_else(|| Kind::NotFound.into())
}

/// `GET /api/v1/attendance/{day}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let view = call.app.centre.attendance_fetch(&bearer.session, day_of(call)?).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let seats = view.seats.iter().map(|it| SeatShown {
        person: it.person.to_string(),
        window: it.window.to_string(),
        mark: it.mark.map(|mark| mark.key().to_owned()),
        corrections: it.corrections,
        mine: it.mine,
    });
    let month = view.month.iter().flat_map(|(person, marks)| {
        marks.iter().map(|(mark, days)| MonthShown {
            person: person.to_string(),
            mark: mark.key().to_owned(),
            days: *days,
        })
    });
    let history = view
        .lines
        .iter()
        .map(|line| MomentShown::of(line.seq, line.recorded_at, moment(call.text, &view, line)));
    let answer = AttendanceShown {
        day: day(view.day),
        seats: seats.collect(),
        month: month.collect(),
        history: history.collect(),
    };
    call.json(StatusCode::OK, &answer)
}

/// `POST /api/v1/attendance/{day}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<AttendanceAsked>(body).await?;
    whole(&bearer)?;
    let (centre, session, on) = (&call.app.centre, &bearer.session, day_of(call)?);
    let view = centre.attendance_fetch(session, on).await.map_err(|problem| call.problem(problem))?;
    let asked = asked.read(&view).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = match asked {
        Asked::Enter(people) => centre.attendance_enter(session, id, on, people).await,
        Asked::Correct(what, reason) => centre.attendance_correct(session, id, on, what, &reason).await,
    };
    let (done, of) = (call.carried(done).await?, day(on));
    call.done_once(StatusCode::OK, &format!("/attendance/{of}"), &of, &done)
}
