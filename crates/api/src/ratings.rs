//! Bad ratings for programs: what is to be dealt with, and one with its history; who was rated learns nothing of who rated (F17).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::RatingId;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::rating::{RatingAct, RatingBrief, RatingSight, RatingView, RatingWhich};
use oversight::rating::{Class, Ground, Second, Sees};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, ListAsked, next};
use super::second_calls::SecondCallShown;
use super::shown::{Next, day, time};
use web::handle::bad_ratings::moment;

/// A bad rating in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingLine {
    /// Its name.
    pub rating: String,
    /// `visit` or `matter`; null for who only has to put it right.
    pub kind: Option<String>,
    /// `own` or `tablet`; null for who only has to put it right.
    pub channel: Option<String>,
    /// The unit.
    pub unit: String,
    /// The window.
    pub window: Option<String>,
    /// When it was given; null for who only has to put it right.
    pub given_at: Option<String>,
    /// `dissatisfied` or `very-dissatisfied`; null for who only has to put it right.
    pub grade: Option<String>,
    /// `to-call`, `to-judge`, `to-correct`, `to-ask`, `to-agree`, `dismissed`, `to-decide-appeal` or `closed`.
    pub state: String,
    /// Who deals with it; null where a supervisor does, and for who only has to put it right.
    pub handler: Option<String>,
    /// Last day of the step it stands at.
    pub due_on: Option<String>,
    /// Whether a step was not done in its days, ever.
    pub late: bool,
}

/// A page of bad ratings, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingPage {
    /// The ratings.
    pub ratings: Vec<RatingLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// One bad rating, as far as its reader may see it. Reading who rated is written down.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingShown {
    /// Its name.
    pub rating: String,
    /// Its version.
    pub version: u64,
    /// What the reader sees: `rater`, everything and how to reach them; `said`, nothing of who; `correction`, what to put right.
    pub sees: String,
    /// The unit.
    pub unit: String,
    /// The window.
    pub window: Option<String>,
    /// What was said, as a grade; null for `correction`.
    pub grade: Option<String>,
    /// What was said in words; null for `correction`, empty where nothing was.
    pub words: Option<String>,
    /// Where it stands; null where it is none of the bad ones.
    pub state: Option<String>,
    /// Last day of the step it stands at; for `correction` of putting right alone.
    pub due_on: Option<String>,
    /// What is to be put right, once it was confirmed.
    pub to_correct: Option<String>,
    /// The telephone of whoever rated; for `rater`, and for who may make the second call.
    pub telephone: Option<String>,
    /// The second call by supervision, once the round is over; null unless it was drawn and is the reader's to make.
    pub second_call: Option<SecondCallShown>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// What is done about a bad rating.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum RatingAsked {
    /// 回电核实.
    Call {
        /// Whether somebody answered.
        reached: bool,
        /// What was said.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 要整改.
    Confirm {
        /// How much there is to do.
        #[schemars(extend("enum" = ["simple", "complex"]))]
        class: String,
        /// What is to be put right.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 整改情况.
    Correct {
        /// What was done.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 回访.
    AskAgain {
        /// How it stands now.
        #[schemars(extend("enum" = ["satisfied", "not-satisfied", "not-reached"]))]
        second: String,
        /// What was said.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 提出不计入.
    ProposeDismissal {
        /// On which ground.
        #[schemars(extend("enum" = ["mistaken", "elsewhere", "malicious"]))]
        ground: String,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 第二人意见.
    DecideDismissal {
        /// Whether it is left out.
        agrees: bool,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right.
        right: bool,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

impl RatingAsked {
    fn read(self) -> Result<RatingAct, FieldProblem> {
        let wrong = |field: &str| problem(field, FieldWhy::NotAChoice);
        Ok(match self {
            RatingAsked::Call { reached, words } => RatingAct::Call { reached, words },
            RatingAsked::Confirm { class, words } => {
                let class = Class::ALL.into_iter().find(|it| it.key() == class);
                RatingAct::Confirm { class: class.ok_or_else(|| wrong("class"))?, words }
            }
            RatingAsked::Correct { words } => RatingAct::Correct { words },
            RatingAsked::AskAgain { second, words } => {
                let second = Second::ALL.into_iter().find(|it| it.key() == second);
                RatingAct::AskAgain { second: second.ok_or_else(|| wrong("second"))?, words }
            }
            RatingAsked::ProposeDismissal { ground, words } => {
                let ground = Ground::ALL.into_iter().find(|it| it.key() == ground);
                RatingAct::ProposeDismissal { ground: ground.ok_or_else(|| wrong("ground"))?, words }
            }
            RatingAsked::DecideDismissal { agrees, words } => RatingAct::DecideDismissal { agrees, words },
            RatingAsked::DecideAppeal { right, words } => RatingAct::DecideAppeal { right, words },
        })
    }
}

/// `GET /api/v1/ratings?which=&limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let asked = call.lists(&RatingWhich::ALL, |text| Some(text.to_owned())).await?;
    let ListAsked { bearer, which, limit, after } = asked;
    let (organisation, centre) = (call.organisation().await?, &call.app.centre);
    let sight = RatingSight::of(&organisation, bearer.session.person, centre.today());
    let Some(sight) = sight.filter(|_| bearer.unit.is_none()) else { return Err(Kind::OutOfScope.into()) };
    let briefs = centre.rating_list(&bearer.session, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, RatingBrief::cursor);
    let deals = matches!(sight, RatingSight::Deals);
    let ratings = briefs.iter().map(|it| line(it, deals)).collect();
    call.json(StatusCode::OK, &RatingPage { ratings, next })
}

fn line(it: &RatingBrief, deals: bool) -> RatingLine {
    let open = |text: &str| deals.then(|| text.to_owned());
    let correcting = it.way == oversight::rating::Way::ToCorrect;
    RatingLine {
        rating: it.id.to_string(),
        kind: open(it.kind.key()),
        channel: open(it.channel.key()),
        unit: it.unit.to_string(),
        window: it.window.map(|it| it.to_string()),
        given_at: deals.then(|| time(it.given_at)),
        grade: open(it.grade.key()),
        state: it.way.key().to_owned(),
        handler: it.handler.filter(|_| deals).map(|it| it.to_string()),
        due_on: it.due_on.filter(|_| deals || correcting).map(day),
        late: it.late,
    }
}

/// `GET /api/v1/ratings/{rating}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let id = RatingId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let view = call.app.centre.rating_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    call.versioned(view.version, &rating(call, &view))
}

fn rating(call: &Call, view: &RatingView) -> RatingShown {
    let (held, open) = (&view.held, view.sees != Sees::Correction);
    let round = held.round;
    let state = round.map(|it| it.way);
    let correcting = state == Some(oversight::rating::Way::ToCorrect);
    let due = round.filter(|it| it.way.is_open()).and_then(|it| it.due_on);
    let words = held.answer.words.map_or_else(String::new, |it| view.texts.text(it.0));
    let to_correct = round.and_then(|it| it.confirmed);
    let history = view
        .lines
        .iter()
        .filter_map(|line| Some(MomentShown::of(line.seq, line.recorded_at, moment(call.text, view, line)?)));
    let sees = match view.sees {
        Sees::Rater => "rater",
        Sees::Said => "said",
        Sees::Correction => "correction",
    };
    RatingShown {
        rating: view.id.to_string(),
        version: view.version,
        sees: sees.to_owned(),
        unit: held.about.unit.to_string(),
        window: held.about.window.map(|it| it.to_string()),
        grade: open.then(|| held.answer.grade.key().to_owned()),
        words: open.then_some(words),
        state: state.map(|it| it.key().to_owned()),
        due_on: due.filter(|_| open || correcting).map(day),
        to_correct: to_correct.map(|(_, words)| view.texts.text(words.words.0)),
        telephone: view.reach.as_ref().map(|it| it.telephone.clone()),
        second_call: view.second_call.as_ref().map(SecondCallShown::of),
        history: history.collect(),
    }
}

/// `POST /api/v1/ratings/{rating}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<RatingAsked>(body).await?;
    let rating = RatingId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.app.centre.rating_act(&bearer.session, rating, id, version, &act).await;
    let (done, of) = (call.carried(done).await?, rating.to_string());
    call.done(StatusCode::OK, &format!("/ratings/{of}"), &of, &done)
}
