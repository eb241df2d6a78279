//! Lists of bad ratings: for whoever deals with them, and of what a unit or a window has to put right.

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, RatingId, UnitCode, WindowId};
use oversight::rating::{Channel, Grade, Kind, Way};
use store::{Row, Statement};

use crate::account::Session;
use crate::scope::{in_units, page_after};
use crate::{Centre, Fault};

/// What lists of bad ratings a person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RatingSight {
    /// Deals with them.
    Deals,
    /// Leads units and windows that have to put something right.
    Corrects {
        /// The units.
        units: Vec<UnitCode>,
        /// The windows.
        windows: Vec<WindowId>,
    },
}

impl RatingSight {
    /// What a person has today; none for whoever has nothing to do with them.
    pub fn of(organisation: &Organisation, person: PersonId, on: Day) -> Option<RatingSight> {
        let (mut units, mut windows) = (Vec::new(), Vec::new());
        for holding in organisation.posts_of(person, on) {
            match holding.post {
                Post::Supervisor | Post::CentreManager | Post::ComplaintOfficer => {
                    return Some(RatingSight::Deals);
                }
                Post::LeaderInCharge | Post::AuthorityHead => units.push(holding.unit),
                Post::WindowHead => windows.extend(holding.windows.iter().copied()),
                _ => {}
            }
        }
        units.sort();
        units.dedup();
        (!units.is_empty() || !windows.is_empty()).then_some(RatingSight::Corrects { units, windows })
    }
}

/// Which bad ratings a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RatingWhich {
    /// Something has still to be done.
    #[default]
    Open,
    /// Of these, what this person deals with.
    Mine,
    /// Not done in its days, ever.
    Late,
    /// Left out of the rates.
    Dismissed,
    /// Over, and drawn for a supervisor's own call that is still to be made; for supervisors alone.
    SecondCall,
    /// All.
    All,
}

impl RatingWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, RatingWhich); 6] = [
        ("", RatingWhich::Open),
        ("mine", RatingWhich::Mine),
        ("late", RatingWhich::Late),
        ("dismissed", RatingWhich::Dismissed),
        ("second-call", RatingWhich::SecondCall),
        ("all", RatingWhich::All),
    ];

    /// The choice of a word; the open ones for a word that is none.
    pub fn of(word: &str) -> RatingWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(RatingWhich::Open, |(_, which)| *which)
    }
}

/// A bad rating of a list.
#[derive(Debug, Clone)]
pub struct RatingBrief {
    /// Which.
    pub id: RatingId,
    /// What was rated.
    pub kind: Kind,
    /// By which way.
    pub channel: Channel,
    /// The unit.
    pub unit: UnitCode,
    /// The window.
    pub window: Option<WindowId>,
    /// When it was given.
    pub given_at: Instant,
    /// What was said.
    pub grade: Grade,
    /// Where it stands.
    pub way: Way,
    /// Who deals with it.
    pub handler: Option<PersonId>,
    /// Last day of the step it stands at.
    pub due_on: Option<Day>,
    /// Whether a step was not done in its days, ever.
    pub late: bool,
    /// Last day of the supervisor's own call, in the list of those alone ([`RatingWhich::SecondCall`]).
    pub call_by: Option<Day>,
}

impl RatingBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.given_at.0, self.id)
    }
}

/// Rows of ratings that were drawn and are still to be called about.
const SECOND_CALL: &str = "grade > 3 and open = 0 and exists (select 1 from second_call s \
    where s.division = rating_row.division and s.rating_id = rating_row.rating_id and s.drawn = 1) \
    and not exists (select 1 from follow_up_row f where f.rating_id = rating_row.rating_id \
      and f.division = rating_row.division and f.rating_id <> '' and f.again = 0)";

/// Until when each of them is to be called about.
const CALL_BY: &str = "coalesce((select s.call_by from second_call s \
    where s.division = rating_row.division and s.rating_id = rating_row.rating_id), '')";

const COLUMNS: &str =
    "rating_id, kind, channel, unit, window_id, given_at, grade, state, handler, due_on, late";

fn brief_of(row: &Row) -> Result<RatingBrief, Fault> {
    let wrong = || Fault::inside("a row of a rating does not read");
    let (kind, channel, state) = (row.text(1)?, row.text(2)?, row.text(7)?);
    Ok(RatingBrief {
        id: RatingId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::ALL.into_iter().find(|it| it.key() == kind).ok_or_else(wrong)?,
        channel: if channel == Channel::Tablet.key() { Channel::Tablet } else { Channel::Own },
        unit: UnitCode::parse(row.text(3)?).map_err(|_| wrong())?,
        window: WindowId::parse(row.text(4)?).ok(),
        given_at: Instant(row.int(5)?),
        grade: Grade::of(row.int(6)?).ok_or_else(wrong)?,
        way: Way::ALL.into_iter().find(|it| it.key() == state).ok_or_else(wrong)?,
        handler: PersonId::parse(row.text(8)?).ok(),
        due_on: Day::parse(row.text(9)?),
        late: row.int(10)? == 1,
        call_by: Day::parse(row.text(11)?),
    })
}

impl Centre {
    /// One page of the bad ratings a person may know of, the latest first; nothing for whoever has nothing to do with them.
    /// What a person was rated in does not stand in the own list.
    pub async fn rating_list(
        &self,
        session: &Session,
        which: RatingWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<RatingBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let Some(sight) = RatingSight::of(&organisation, session.person, self.today()) else {
            return Ok(Vec::new());
        };
        let mut params = page_after(&self.division, after, limit);
        params.push(session.person.as_str().into());
        let supervises = organisation.holds_anywhere(session.person, Post::Supervisor, self.today());
        let wanted = match which {
            RatingWhich::SecondCall if supervises => SECOND_CALL,
            // Whoever dealt with it does not learn that it was drawn before the call is made.
            RatingWhich::SecondCall => "1 = 0",
            RatingWhich::Open => "open = 1",
            RatingWhich::Mine => "open = 1 and handler = $5",
            RatingWhich::Late => "grade > 3 and late = 1",
            RatingWhich::Dismissed => "grade > 3 and state in ('dismissed', 'to-decide-appeal')",
            RatingWhich::All => "grade > 3",
        };
        let seen = match &sight {
            RatingSight::Deals => "1 = 1".to_owned(),
            RatingSight::Corrects { units, windows } => {
                let mut all = Vec::new();
                if !units.is_empty() {
                    all.push(in_units(units, &mut params).replacen("authority", "unit", 1));
                }
                for window in windows.iter().take(8) {
                    params.push(window.as_str().into());
                    all.push(format!("window_id = ${}", params.len()));
                }
                format!("confirmed = 1 and ({})", all.join(" or "))
            }
        };
        let call_by = if wanted == SECOND_CALL { CALL_BY } else { "''" };
        let sql = format!(
            "select {COLUMNS}, {call_by} from rating_row where division = $1 and {wanted} and {seen} and served_by <> $5 \
             and (given_at < $2 or (given_at = $2 and rating_id < $3)) \
             order by given_at desc, rating_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(brief_of).collect()
    }
}
