//! Figures for programs: cases by unit and light, and what is published of a period, of complaints and of ratings, each with its
//! definition and what it was counted from (E28, R157, R173-R183, N52, F16).

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Level;
use catalogue::{Organisation, UnitCode};
use centre::item_figures::ItemFigures;
use oversight::figure::ItemCounts;
use oversight::report::Period;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::items::{organisation, unit};
use super::problem::Kind;
use super::shown::{Named, day, time};
use web::handle::figures::{self, HEADS, ITEMS, WAYS};
use web::handle::report_sheet::Shown;
use web::handle::{lead, legal};

/// Stable words of the figures in the order of [`HEADS`].
const OF_HEADS: [&str; 9] = [
    "received",
    "accepted",
    "concluded",
    "on_time",
    "one_time",
    "concluded_rate",
    "faster",
    "stopped",
    "extended",
];
/// Stable words of the figures in the order of [`WAYS`].
const OF_WAYS: [&str; 6] =
    ["online_rate", "by_agent_rate", "decided", "in_hall", "withdrawn", "closed_for_missing"];
/// Stable words of the figures in the order of [`ITEMS`].
const OF_ITEMS: [&str; 5] = ["items", "agency_rate", "doorstep_rate", "items_online_rate", "compressed"];

/// Cases in hand of one unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitLightsShown {
    /// The unit.
    pub unit: Named,
    /// 超期.
    pub red: i64,
    /// 临期.
    pub yellow: i64,
    /// 正常.
    pub green: i64,
    /// Of all, with the clock stopped.
    pub stopped: i64,
}

/// Cases in hand by unit and light: open and not concluded.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LightsShown {
    /// When it was counted.
    #[schemars(extend("format" = "date-time"))]
    pub counted_at: String,
    /// The units that the person leads, and of them those that have cases in hand.
    pub units: Vec<UnitLightsShown>,
}

/// `GET /api/v1/figures/lights`
pub async fn lights(call: Call) -> Response {
    call.finish(by_light(&call).await)
}

async fn by_light(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let organisation = call.organisation().await?;
    let centre = &call.app.centre;
    let Some(led) = lead::scope(&organisation, &bearer.session, centre.today()) else {
        return Err(Kind::OutOfScope.into());
    };
    let seen = |code: &str| {
        let unit = UnitCode::parse(code).ok()?;
        ((led.is_empty() || led.contains(&unit)) && bearer.covers_unit(unit)).then_some(unit)
    };
    let lights = centre.lights().await.map_err(|fault| call.fault(&fault))?;
    let units = lights.iter().filter_map(|it| {
        Some(UnitLightsShown {
            unit: unit(call.text, Some(&organisation), seen(&it.authority)?),
            red: it.red,
            yellow: it.yellow,
            green: it.green,
            stopped: it.stopped,
        })
    });
    let answer = LightsShown { counted_at: time(centre.instant()), units: units.collect() };
    call.json(StatusCode::OK, &answer)
}

/// What a figure says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DefinitionShown {
    /// Its word, stable.
    pub key: String,
    /// Its name in the language asked for.
    pub name: String,
    /// What is counted, and over what; empty where the name says it.
    pub says: String,
}

/// A figure: a count, or a share with what it was counted from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeasureShown {
    /// Its word, stable.
    pub key: String,
    /// How many; null for a share.
    pub count: Option<i64>,
    /// The part of a share.
    pub part: Option<u64>,
    /// Its whole.
    pub whole: Option<u64>,
    /// As it is printed, `99.67%`; null where too few were counted to say anything.
    pub percent: Option<String>,
}

/// The figures of one unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitMeasures {
    /// The unit.
    pub unit: Named,
    /// Its figures.
    pub figures: Vec<MeasureShown>,
}

/// The items of one level.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LevelMeasures {
    /// 行使层级, the digit of the code set: 5 乡镇（街道）, 6 村（社区）.
    pub level: u8,
    /// Its name in the language asked for.
    pub name: String,
    /// Its figures.
    pub figures: Vec<MeasureShown>,
}

/// The figures of a period, and those of the items as they are today.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FiguresShown {
    /// The period: `2026`, `2026-11` or `2026-11-28`.
    pub period: String,
    /// Its first day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Its last day.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// What each figure says.
    pub definitions: Vec<DefinitionShown>,
    /// Of all units.
    pub all: Vec<MeasureShown>,
    /// By unit.
    pub units: Vec<UnitMeasures>,
    /// Of all items.
    pub items: Vec<MeasureShown>,
    /// Of the items of each unit.
    pub items_by_unit: Vec<UnitMeasures>,
    /// Of the items of each level; the streets and the communities always (R177).
    pub items_by_level: Vec<LevelMeasures>,
}

/// `GET /api/v1/figures?period=`
pub async fn of_period(call: Call) -> Response {
    call.finish(published(&call).await)
}

async fn published(call: &Call) -> Answer {
    let query = call.query(&["period"])?;
    let (centre, today) = (&call.app.centre, call.app.centre.today());
    let period = match query.get("period") {
        "" => Some(Period::month_of(today)),
        typed => Period::parse(typed).filter(|it| it.has_begun(today)),
    };
    let days = period.and_then(|period| Some((period, period.days()?)));
    let Some((period, (from, until))) = days else {
        return Err(call.wrong("period", "请填已经开始的年、月或日，写成 2026、2026-11 或 2026-11-28。"));
    };
    let counted =
        figures::counted_between(&call.app, from, until).await.map_err(|fault| call.fault(&fault))?;
    let ItemFigures { units: items, levels, .. } =
        centre.item_figures().await.map_err(|fault| call.fault(&fault))?;
    let organisation = organisation(call).await?;
    let organisation = organisation.as_deref();
    let of_cases = |counts: &_| {
        let mut all = measures(&OF_HEADS, &figures::shown(counts));
        all.extend(measures(&OF_WAYS, &figures::shown_ways(counts)));
        all
    };
    let of_items = |counts: &_| measures(&OF_ITEMS, &figures::shown_items(counts));
    let mut all_items = ItemCounts::default();
    for (word, count) in items.values().flat_map(ItemCounts::words) {
        all_items.add(word, count);
    }
    let answer = FiguresShown {
        period: period.key(),
        from: day(from),
        until: day(until),
        definitions: definitions(call),
        all: of_cases(&counted.all),
        units: by_unit(call, organisation, &counted.units, of_cases),
        items: of_items(&all_items),
        items_by_unit: by_unit(call, organisation, &items, of_items),
        items_by_level: by_level(call, &levels, of_items),
    };
    call.json(StatusCode::OK, &answer)
}

fn by_unit<T>(
    call: &Call,
    organisation: Option<&Organisation>,
    units: &BTreeMap<String, T>,
    figures: impl Fn(&T) -> Vec<MeasureShown>,
) -> Vec<UnitMeasures> {
    let of = |(code, counts): (&String, &T)| {
        let named = UnitCode::parse(code).map(|it| unit(call.text, organisation, it));
        let named = named.unwrap_or_else(|_| Named { code: code.clone(), name: code.clone() });
        UnitMeasures { unit: named, figures: figures(counts) }
    };
    units.iter().map(of).collect()
}

fn by_level(
    call: &Call,
    levels: &BTreeMap<u8, ItemCounts>,
    measures: impl Fn(&ItemCounts) -> Vec<MeasureShown>,
) -> Vec<LevelMeasures> {
    let counts = |level: Level| levels.get(&level.digit()).copied().unwrap_or_default();
    let of = |(level, counts): (Level, ItemCounts)| LevelMeasures {
        level: level.digit(),
        name: legal::level(call.text, level),
        figures: measures(&counts),
    };
    figures::levels(counts).into_iter().map(of).collect()
}

fn measures(keys: &[&str], shown: &[Shown]) -> Vec<MeasureShown> {
    let one = |(key, shown): (&&str, &Shown)| {
        let (count, share) = match shown {
            Shown::Count(count) => (Some(*count), None),
            Shown::Share(share) | Shown::Seldom(share) => (None, Some(*share)),
            Shown::Text(_) | Shown::Points(_) => (None, None),
        };
        MeasureShown {
            key: (*key).to_owned(),
            count,
            part: share.map(|it| it.part),
            whole: share.map(|it| it.whole),
            percent: share.and_then(|it| it.percent()),
        }
    };
    keys.iter().zip(shown).map(one).collect()
}

/// Each figure with what its page says of it.
fn definitions(call: &Call) -> Vec<DefinitionShown> {
    let said = figures::definitions(call.text);
    let heads = HEADS.iter().chain(&WAYS).chain(&ITEMS);
    let one = |(key, head): (&&str, &&str)| {
        let name = call.text.t(head).to_owned();
        let says = said.iter().find(|it| it.name == name).map_or_else(String::new, |it| it.says.clone());
        DefinitionShown { key: (*key).to_owned(), name, says }
    };
    OF_HEADS.iter().chain(&OF_WAYS).chain(&OF_ITEMS).zip(heads).map(one).collect()
}

/// How many of something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountedWord {
    /// Of what, stable.
    pub key: String,
    /// How many.
    pub count: i64,
}

/// The complaints of this year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintFiguresShown {
    /// The year.
    pub year: i32,
    /// On the register, sealed ones too.
    pub filed: i64,
    /// Of these, sealed to the discipline inspection from the first.
    pub sealed: i64,
    /// Answered, each round for itself.
    pub answered: i64,
    /// Of these, after the day.
    pub answered_late: i64,
    /// Days that passed without an answer, whether one came later or not.
    pub late: i64,
    /// Past the day and still not answered, now. In time is `answered - answered_late`, of `answered + overdue`.
    pub overdue: i64,
    /// Opened again.
    pub reopened: i64,
    /// By class, those that occur.
    pub classes: Vec<CountedWord>,
    /// Answers by what they say.
    pub verdicts: Vec<CountedWord>,
    /// Answers by cause.
    pub causes: Vec<CountedWord>,
}

/// `GET /api/v1/figures/complaints`
pub async fn complaints(call: Call) -> Response {
    call.finish(of_complaints(&call).await)
}

async fn of_complaints(call: &Call) -> Answer {
    let query = call.query(&["year"])?;
    let centre = &call.app.centre;
    let today = Day::year(centre.today());
    let year = match query.get("year") {
        "" => today,
        typed => match typed.parse().ok().filter(|year| (2000..=today).contains(year)) {
            Some(year) => year,
            None => return Err(call.wrong("year", "请从列出的里面选。")),
        },
    };
    let of = centre.complaint_figures_of(year).await.map_err(|fault| call.fault(&fault))?;
    let counted = |key: &str, count: &i64| CountedWord { key: key.to_owned(), count: *count };
    let answer = ComplaintFiguresShown {
        year,
        filed: of.filed,
        sealed: of.sealed,
        answered: of.answered,
        answered_late: of.answered_late,
        late: of.late,
        overdue: of.overdue,
        reopened: of.reopened,
        classes: of.classes.iter().map(|(it, n)| counted(it.key(), n)).collect(),
        verdicts: of.verdicts.iter().map(|(it, n)| counted(it.key(), n)).collect(),
        causes: of.causes.iter().map(|(it, n)| counted(it.key(), n)).collect(),
    };
    call.json(StatusCode::OK, &answer)
}
