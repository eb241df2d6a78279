//! Ratings in figures for programs: what everybody may read, and the board of who leads. Where so few answered that the figure
//! would tell who they were it is null; where it cannot be believed it is null and the signs say why (N52, F16, M7).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use centre::oversight::rating::{RatingBoard, RatingGroup, Rounds};
use oversight::bound::{Bound, Bounds};
use oversight::rating::Sign;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::shown::day;
use pages::text::Text;
use web::handle::{rating_words, ratings};

/// Days that are looked at when nothing else is asked for.
const DAYS_USUAL: i32 = 30;
/// The other choice.
const DAYS_LONG: i32 = 90;

/// What about a group of ratings cannot be believed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SignShown {
    /// `answered`, `quick`, `one-device`, `run`, `gap` or `same-words`, stable.
    pub key: String,
    /// With its number and the bound it is over, in words.
    pub says: String,
}

/// Ratings put together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingGroupShown {
    /// Code of the window, the unit or the item.
    pub code: String,
    /// People who were asked.
    pub invited: u32,
    /// People who answered by their own telephone.
    pub answered: u32,
    /// 满意率 of them in whole percent; null where they are too few or cannot be believed.
    pub satisfied: Option<u32>,
    /// Bad ratings; null where there are too few.
    pub bad: Option<u32>,
    /// Left out; null where there are too few.
    pub dismissed: Option<u32>,
    /// How many were given on the tablet, counted apart.
    pub tablet: u32,
    /// 满意率 of those; null where they are too few or cannot be believed.
    pub tablet_satisfied: Option<u32>,
    /// How many are content with each dimension, of a window or a unit; of an item none is counted.
    pub marks: Vec<MarkShown>,
    /// What became of the bad ratings of a window or a unit; null of an item, and where there are too few ratings.
    pub rounds: Option<RoundsShown>,
    /// What cannot be believed; empty where nothing says so.
    pub signs: Vec<SignShown>,
}

/// What was said of a dimension by the own telephone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MarkShown {
    /// `efficiency`, `competence`, `attitude`, `speed`, `guide`, `convenience` or `platform`, stable.
    pub key: String,
    /// How many marked it.
    pub marked: u32,
    /// 满意率 of them in whole percent; null where they are too few or cannot be believed.
    pub satisfied: Option<u32>,
}

/// What became of bad ratings, by either way; those left out are not among them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoundsShown {
    /// All of them.
    pub bad: u32,
    /// Of these, where whoever rated can be called.
    pub reachable: u32,
    /// Of those, called back.
    pub called: u32,
    /// Found to be so, to be put right.
    pub confirmed: u32,
    /// Of these, put right.
    pub corrected: u32,
    /// Of these, whoever rated is content.
    pub resolved: u32,
    /// Some step of them was late.
    pub late: u32,
}

/// Follow-ups of a unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FollowUpsShown {
    /// The unit.
    pub unit: String,
    /// 电话回访 that somebody answered.
    pub calls: i64,
    /// Calls that nobody answered.
    pub unreached: i64,
    /// 明察暗访.
    pub visits: i64,
    /// Of all, those with something bad.
    pub bad: i64,
}

/// The ratings of some days.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingFiguresShown {
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// Below so many a share says nothing and is null.
    pub least: u16,
    /// Of visits, by window.
    pub windows: Vec<RatingGroupShown>,
    /// Of results, by unit.
    pub units: Vec<RatingGroupShown>,
    /// Of results, by item.
    pub items: Vec<RatingGroupShown>,
}

/// The board: the same, and what was asked afterwards.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RatingBoardShown {
    /// The ratings.
    pub ratings: RatingFiguresShown,
    /// Return calls and visits, by unit.
    pub follow_ups: Vec<FollowUpsShown>,
}

/// `GET /api/v1/figures/ratings`
pub async fn public(call: Call) -> Response {
    call.finish(published(&call).await)
}

async fn published(call: &Call) -> Answer {
    call.query(&[])?;
    let (board, bounds, from) = read(call, DAYS_USUAL).await?;
    call.json(StatusCode::OK, &figures(call, &board, &bounds, from))
}

/// `GET /api/v1/figures/rating-board?days=`
pub async fn board(call: Call) -> Response {
    call.finish(looked(&call).await)
}

async fn looked(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["days"]).await?;
    let days = match query.get("days") {
        "" | "30" => DAYS_USUAL,
        "90" => DAYS_LONG,
        _ => return Err(call.wrong("days", "请从列出的里面选。")),
    };
    let (organisation, today) = (call.organisation().await?, call.app.centre.today());
    // It compares the units, so that a token of one does not read it.
    if bearer.unit.is_some() || !ratings::sees_board(&organisation, bearer.session.person, today) {
        return Err(Kind::OutOfScope.into());
    }
    let (board, bounds, from) = read(call, days).await?;
    let follow_ups = board.follow_ups.iter().map(|it| FollowUpsShown {
        unit: it.unit.clone(),
        calls: it.calls,
        unreached: it.unreached,
        visits: it.visits,
        bad: it.bad,
    });
    let answer =
        RatingBoardShown { ratings: figures(call, &board, &bounds, from), follow_ups: follow_ups.collect() };
    call.json(StatusCode::OK, &answer)
}

async fn read(call: &Call, days: i32) -> Result<(RatingBoard, Bounds, Day), Trouble> {
    let centre = &call.app.centre;
    let bounds = centre.bounds().await.map_err(|fault| call.fault(&fault))?;
    let (today, from) = (centre.today(), centre.today().plus_days(1 - days));
    let board = centre.rating_board(from, today, &bounds).await.map_err(|fault| call.fault(&fault))?;
    Ok((board, bounds, from))
}

fn figures(call: &Call, board: &RatingBoard, bounds: &Bounds, from: Day) -> RatingFiguresShown {
    let groups = |of: &[RatingGroup]| of.iter().map(|it| group(call.text, it, bounds)).collect();
    RatingFiguresShown {
        from: day(from),
        until: day(call.app.centre.today()),
        least: bounds.get(Bound::RatingSample),
        windows: groups(&board.windows),
        units: groups(&board.units),
        items: board
            .items
            .iter()
            .map(|it| RatingGroupShown { rounds: None, ..group(call.text, it, bounds) })
            .collect(),
    }
}

fn group(text: Text, of: &RatingGroup, bounds: &Bounds) -> RatingGroupShown {
    let (own, believed) = (of.own.share(bounds), of.signs.is_empty());
    let enough = own.is_some();
    let sign = |it: &Sign| SignShown { key: key(it).to_owned(), says: rating_words::sign(text, it) };
    RatingGroupShown {
        code: of.code.clone(),
        invited: of.invited,
        answered: of.answered(),
        satisfied: own.filter(|_| believed),
        bad: enough.then(|| of.own.bad()),
        dismissed: enough.then_some(of.dismissed),
        tablet: of.tablet.all(),
        tablet_satisfied: of.tablet.share(bounds).filter(|_| believed),
        marks: of
            .marks
            .iter()
            .map(|it| MarkShown {
                key: it.dimension.key().to_owned(),
                marked: it.own.all(),
                satisfied: it.own.share(bounds).filter(|_| believed),
            })
            .collect(),
        rounds: enough.then(|| rounds(&of.rounds)),
        signs: of.signs.iter().map(sign).collect(),
    }
}

fn rounds(of: &Rounds) -> RoundsShown {
    let Rounds { bad, reachable, called, confirmed, corrected, resolved, late } = *of;
    RoundsShown { bad, reachable, called, confirmed, corrected, resolved, late }
}

fn key(sign: &Sign) -> &'static str {
    match sign {
        Sign::Answered { .. } => "answered",
        Sign::Quick { .. } => "quick",
        Sign::OneDevice { .. } => "one-device",
        Sign::Run { .. } => "run",
        Sign::Gap { .. } => "gap",
        Sign::SameWords { .. } => "same-words",
    }
}

#[cfg(test)]
mod tests {
    use oversight::rating::{Grade, Tally};

    use super::*;

    fn of(good: u32, signs: Vec<Sign>) -> RatingGroup {
        let mut own = Tally::default();
        own.add(Grade::VerySatisfied, good);
        own.add(Grade::VeryDissatisfied, 1);
        RatingGroup { code: "w2".to_owned(), invited: 100, own, signs, ..RatingGroup::default() }
    }

    // F16, M7: where it cannot be believed a label stands in the place of the number; of a few nothing is told.
    #[test]
    fn a_share_is_told_where_there_are_enough_and_nothing_speaks_against_it() {
        let bounds = Bounds::default();
        let least = u32::from(bounds.get(Bound::RatingSample));
        let enough = group(Text::English, &of(least - 1, Vec::new()), &bounds);
        assert!(enough.satisfied.is_some() && enough.bad == Some(1) && enough.signs.is_empty());
        let few = group(Text::English, &of(least - 2, Vec::new()), &bounds);
        assert_eq!((few.satisfied, few.bad, few.dismissed), (None, None, None));
        let doubted =
            group(Text::English, &of(least - 1, vec![Sign::Run { length: 30, bound: 20 }]), &bounds);
        assert_eq!((doubted.satisfied, doubted.tablet_satisfied), (None, None));
        assert_eq!(doubted.signs[0].key, "run");
    }
}
