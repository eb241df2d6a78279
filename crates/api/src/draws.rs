//! Dual-random draws for everybody and, with what was seen, for whom they concern (R170, N38).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::DrawId;
use centre::oversight::draw::{DrawBrief, DrawView};
use oversight::draw::Way;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::record::{next, of_unit};
use super::shown::{Next, day, time};
use web::handle::draws::{moment, whole as read};

/// A draw in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawLine {
    /// Its name.
    pub draw: String,
    /// Whose matter it is.
    pub unit: String,
    /// Year of its announcement.
    pub year: u16,
    /// Number within that year.
    pub n: u32,
    /// When it was announced.
    #[schemars(extend("format" = "date-time"))]
    pub announced_at: String,
    /// From which day on the public value can be known.
    pub public_day: Option<String>,
    /// `announced`, `drawn`, `late` (results were due), `done` or `lapsed`.
    pub state: String,
    /// How many were picked.
    pub picks: i64,
    /// How many results are public.
    pub results: i64,
    /// Last day on which every result is public.
    pub results_by: Option<String>,
}

/// A page of draws, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawPage {
    /// The draws.
    pub draws: Vec<DrawLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// What was drawn, and what was found there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PickShown {
    /// Number of the certificate.
    pub object: String,
    /// 工号 of the inspectors, in the order drawn.
    pub inspectors: Vec<String>,
    /// The day of the visit; null before its result is public.
    pub on: Option<String>,
    /// What was found; null before it is public.
    pub outcome: Option<String>,
}

/// An item to which a draw is kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawItemShown {
    /// Its code.
    pub item: String,
    /// Its name at the announcement.
    pub name: String,
}

/// A town to which a draw is kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawTownShown {
    /// Code of its government.
    pub town: String,
    /// Its name at the announcement.
    pub name: String,
}

/// Who does not visit an object after all.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecusalShown {
    /// Number of the certificate.
    pub object: String,
    /// 工号 of the inspector.
    pub inspector: String,
    /// `kin`, `interest`, `took-part` or `ill`; null where it was not recorded at the time.
    pub cause: Option<String>,
    /// Whether the inspector stepped back himself; else a leader of the unit brought it up.
    pub own: bool,
    /// Whether a supervisor agreed to what a leader asked for.
    pub agreed: bool,
    /// Since when.
    #[schemars(extend("format" = "date"))]
    pub on: String,
}

/// One draw as everybody reads it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawShown {
    /// Its name.
    pub draw: String,
    /// Whose matter it is.
    pub unit: String,
    /// What is checked.
    pub title: String,
    /// `announced`, `drawn`, `late` (results were due), `done` or `lapsed`.
    pub state: String,
    /// When it was announced.
    #[schemars(extend("format" = "date-time"))]
    pub announced_at: String,
    /// How many certificates are on the list.
    pub objects: u64,
    /// How many inspectors are.
    pub inspectors: u64,
    /// How many are picked.
    pub count: u8,
    /// Which public value is used.
    pub source: String,
    /// From which day on it can be known.
    #[schemars(extend("format" = "date"))]
    pub public_day: String,
    /// Last day to draw.
    #[schemars(extend("format" = "date"))]
    pub draw_by: String,
    /// SHA-256 of the lists.
    pub list_sha256: String,
    /// SM3 of the secret.
    pub commitment_sm3: String,
    /// The secret; null before the draw.
    pub secret: Option<String>,
    /// The public value; null before the draw.
    pub public_value: Option<String>,
    /// Last day on which every result is public.
    pub results_by: Option<String>,
    /// The items whose certificates it is kept to; none for all of the unit.
    pub items: Vec<DrawItemShown>,
    /// The towns at whose windows the cases of its certificates came in; none where it is kept to none.
    pub towns: Vec<DrawTownShown>,
    /// What was drawn.
    pub picks: Vec<PickShown>,
    /// Who does not visit what after all, the oldest first.
    pub recusals: Vec<RecusalShown>,
    /// Where the file stands by which anybody computes it again.
    pub proof: String,
}

/// One draw with its history.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawRecord {
    /// As everybody reads it.
    pub public: DrawShown,
    /// Its version.
    pub version: u64,
    /// Whether the last draws of the unit hit its objects as a lot would; null where too little was drawn to say.
    pub even: Option<bool>,
    /// Draws of other units whose visits can be made together with these; for who visits and who leads.
    pub together: Vec<OtherDrawShown>,
    /// What happened, oldest first; what was seen is there for whom it concerns.
    pub history: Vec<MomentShown>,
}

/// Another unit's draw whose visits are under way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OtherDrawShown {
    /// Its name.
    pub draw: String,
    /// Whose matter it is.
    pub unit: String,
    /// When it was drawn.
    #[schemars(extend("format" = "date"))]
    pub drawn_on: String,
    /// Places of this draw, from 0, whose holder was picked there too.
    pub same: Vec<u8>,
}

/// `GET /api/v1/draws?limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let query = call.query(&["limit", "cursor"])?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let briefs = call.app.centre.draw_list(&after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, DrawBrief::cursor);
    let draws = briefs.iter().map(|it| DrawLine {
        draw: it.id.to_string(),
        unit: it.unit.to_string(),
        year: it.number.0,
        n: it.number.1,
        announced_at: time(it.announced_at),
        public_day: it.public_day.map(day),
        state: it.state.clone(),
        picks: it.picks.0,
        results: it.picks.1,
        results_by: it.results_by.map(day),
    });
    call.json(StatusCode::OK, &DrawPage { draws: draws.collect(), next })
}

/// `GET /api/v1/draws/{draw}`
pub async fn one(call: Call) -> Response {
    call.finish(public(&call).await)
}

async fn public(call: &Call) -> Answer {
    call.query(&[])?;
    let view = call.app.centre.draw_public(id(call)?).await.map_err(|problem| call.problem(problem))?;
    call.json(StatusCode::OK, &shown(&view))
}

/// `GET /api/v1/oversight/draws/{draw}`
pub async fn record(call: Call) -> Response {
    call.finish(whole(&call).await)
}

async fn whole(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let id = id(call)?;
    let read = read(&call.app, &bearer.session, id).await.map_err(|problem| call.problem(problem))?;
    let view = &read.view;
    of_unit(&bearer, view.held.unit)?;
    let history = view.lines.iter();
    let history =
        history.map(|it| MomentShown::of(it.seq, it.recorded_at, moment(call.text, view, &it.event)));
    let together = read.others.iter().map(|it| OtherDrawShown {
        draw: it.id.to_string(),
        unit: it.unit.to_string(),
        drawn_on: day(it.drawn_on),
        same: it.same.clone(),
    });
    let record = DrawRecord {
        public: shown(view),
        version: view.version,
        even: read.even.map(|it| it.plausible),
        together: together.collect(),
        history: history.collect(),
    };
    call.versioned(view.version, &record)
}

/// The draw of the address.
pub fn id(call: &Call) -> Result<DrawId, Trouble> {
    DrawId::parse(&call.place).map_err(|_| Kind::NotFound.into())
}

fn shown(view: &DrawView) -> DrawShown {
    let (held, list) = (&view.held, &view.list);
    let (secret, value, results_by) = match &held.way {
        Way::Drawn { secret, value, results_by, .. } => {
            (Some(secret.to_string()), Some(value.to_string()), Some(day(*results_by)))
        }
        _ => (None, None, None),
    };
    let picks = view.picks().into_iter().enumerate().map(|(place, pick)| {
        let visit = held.visits.iter().find(|it| usize::from(it.place) == place && it.signed.is_some());
        let object = list.objects.get(usize::from(pick.object));
        let numbers = pick.inspectors.iter().filter_map(|it| list.inspectors.get(usize::from(*it)));
        PickShown {
            object: object.map_or_else(String::new, |it| it.id.to_string()),
            inspectors: numbers.map(|it| it.staff_no.clone()).collect(),
            on: visit.map(|it| day(it.on)),
            outcome: visit.map(|it| it.outcome.key().to_owned()),
        }
    });
    let recusals = held.recused.iter().filter_map(|it| {
        let inspector = list.inspectors.get(usize::from(it.inspector))?;
        Some(RecusalShown {
            object: list.objects.get(usize::from(it.object))?.id.to_string(),
            inspector: inspector.staff_no.clone(),
            cause: it.cause.map(|it| it.key().to_owned()),
            own: it.by == inspector.id,
            agreed: it.agreed_by.is_some(),
            on: day(it.at.day()),
        })
    });
    let items = list.items.iter();
    DrawShown {
        draw: view.id.to_string(),
        unit: held.unit.to_string(),
        title: list.title.clone(),
        state: held.key().to_owned(),
        announced_at: time(held.at),
        objects: list.objects.len() as u64,
        inspectors: list.inspectors.len() as u64,
        count: list.count,
        source: list.source.clone(),
        public_day: day(held.public_day),
        draw_by: day(held.reveal_by),
        list_sha256: held.list.to_string(),
        commitment_sm3: held.commitment.to_string(),
        secret,
        public_value: value,
        results_by,
        items: items
            .map(|(item, name)| DrawItemShown { item: item.to_string(), name: name.clone() })
            .collect(),
        towns: list
            .towns
            .iter()
            .map(|(town, name)| DrawTownShown { town: town.to_string(), name: name.clone() })
            .collect(),
        picks: picks.collect(),
        recusals: recusals.collect(),
        proof: format!("/draws/{}/proof.json", view.id),
    }
}
