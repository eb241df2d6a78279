//! The later cases of who rated badly or complained, by unit, for programs of supervisors: in counts, and of nobody by name (F17, N51).

use axum::http::StatusCode;
use axum::response::Response;
use centre::oversight::later::LaterOfUnit;
use oversight::bound::{Bound, Bounds};
use oversight::later::{Mark, look};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::shown::day;

/// What is compared of later cases.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LaterMarkShown {
    /// `corrections`, `refused`, `stopped`, `extended` or `days`, stable.
    pub key: String,
    /// How many of the cases have more of it than the median of the others of the unit and item.
    pub more: u32,
    /// How many would, were they as the others: in hundredths.
    pub usual_hundredths: u32,
}

/// The later cases of a unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LaterUnitShown {
    /// The unit.
    pub unit: String,
    /// On which day they were counted last.
    #[schemars(extend("format" = "date"))]
    pub counted_on: String,
    /// Whose they are: so many people; null of fewer than three.
    pub people: Option<u32>,
    /// How many there are.
    pub cases: u32,
    /// Marks above the median that a hundred of them have beyond what is usual; below none where they have fewer.
    pub beyond: Option<i32>,
    /// Whether that is above the bound, so that it is found.
    pub is_harder: bool,
    /// Mark by mark.
    pub marks: Vec<LaterMarkShown>,
}

/// The later cases of every unit that has enough of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LaterShown {
    /// Of a unit with fewer later cases nothing is said.
    pub least: u16,
    /// The bound above which a unit's are found.
    pub bound: u16,
    /// The units.
    pub units: Vec<LaterUnitShown>,
}

/// `GET /api/v1/figures/later-cases`
pub async fn figures(call: Call) -> Response {
    call.finish(compared(&call).await)
}

async fn compared(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let centre = &call.app.centre;
    let units = centre.later_cases(&bearer.session).await.map_err(|problem| call.problem(problem))?;
    let bounds = centre.bounds().await.map_err(|fault| call.fault(&fault))?;
    call.json(StatusCode::OK, &shown(&units, &bounds))
}

fn shown(units: &[LaterOfUnit], bounds: &Bounds) -> LaterShown {
    let unit = |it: &LaterOfUnit| LaterUnitShown {
        unit: it.unit.clone(),
        counted_on: day(it.counted_on),
        people: it.later.people_told(),
        cases: it.later.cases,
        beyond: it.later.beyond(),
        is_harder: look(&it.later, bounds).is_some(),
        marks: Mark::ALL
            .into_iter()
            .zip(it.later.more)
            .zip(it.later.usual)
            .map(|((mark, more), usual_hundredths)| LaterMarkShown {
                key: mark.key().to_owned(),
                more,
                usual_hundredths,
            })
            .collect(),
    };
    LaterShown {
        least: bounds.get(Bound::LaterSample),
        bound: bounds.get(Bound::LaterPoints),
        units: units.iter().map(unit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use oversight::later::Later;

    use super::*;

    // F17, N51, M7: as on the page: on the bound nothing is found, and of fewer than three nobody is told how many they are.
    #[test]
    fn a_unit_above_the_bound_says_so_and_few_people_are_not_counted() {
        let of = |more, people| LaterOfUnit {
            unit: "sc".to_owned(),
            counted_on: Day::parse("2026-03-02").expect("a day"),
            later: Later { people, cases: 8, more: [more, 0, 0, 0, 4], usual: [0, 0, 0, 0, 400] },
        };
        let drawn = shown(&[of(5, 3), of(4, 2)], &Bounds::default());
        let of_units = |it: &LaterUnitShown| (it.beyond, it.is_harder, it.people, it.marks.len());
        let both: Vec<_> = drawn.units.iter().map(of_units).collect();
        assert_eq!(both, [(Some(62), true, Some(3), 5), (Some(50), false, None, 5)]);
        assert_eq!((drawn.least, drawn.bound), (8, 50));
        let days = &drawn.units[0].marks[4];
        assert_eq!((days.key.as_str(), days.more, days.usual_hundredths), ("days", 4, 400));
    }
}
