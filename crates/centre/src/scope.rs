//! Scope: whose cases a person may open today, by division, unit, post and case, as one value (design.md section 7).
//!
//! The same value is a predicate of SQL for lists and a check of one case, so that a list never shows what cannot be
//! opened. It says who may look; who may act is for the rules of `casework`, which are asked afterwards.

use calendar::Day;
use casework::{File, Stage};
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{Organisation, PersonId, UnitCode};
use store::Value;

use crate::account::Session;
use crate::{Centre, Fault};

/// Values that one list of a predicate names; more are named by several lists.
const LIST_MAX: usize = 64;
/// Lengths to which a list is filled up, so that few texts are prepared.
const LIST_SIZES: [usize; 3] = [1, 8, LIST_MAX];
/// Characters of a name in a cursor: the longest is that of a matter of accountability, two codes and a sign.
const NAME_CHARS: usize = 2 * catalogue::id::CODE_BYTES_MAX + 1;

/// Whose cases a person may open on a day. Whatever is not named here is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    person: PersonId,
    reach: Reach,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reach {
    /// Every case of the division: who runs the centre, supervises it or heads the government.
    Everything,
    /// What the posts reach, and always what the person holds or is to take over.
    Part {
        /// Authorities whose cases the posts serve.
        units: Vec<UnitCode>,
        /// Cases of which the person is the case agent, whatever their unit.
        as_agent: bool,
        /// Results to hand out, of whatever unit (C13), and the proof that they were.
        results: bool,
    },
}

impl Scope {
    /// The scope of a person by the posts and letters in force on a day (R52).
    pub fn of(organisation: &Organisation, person: PersonId, on: Day) -> Scope {
        let (mut units, mut as_agent, mut results) = (Vec::new(), false, false);
        for holding in organisation.posts_of(person, on) {
            match holding.post {
                Post::CentreManager | Post::Supervisor | Post::GovernmentHead => {
                    return Scope { person, reach: Reach::Everything };
                }
                Post::IntakeOfficer | Post::WindowHead | Post::GuideOfficer => {
                    units.extend(units_of_windows(organisation, holding));
                }
                Post::DeliveryOfficer => {
                    units.extend(units_of_windows(organisation, holding));
                    results = true;
                }
                Post::CaseAgent => {
                    units.push(holding.unit);
                    as_agent = true;
                }
                Post::Handler | Post::LeaderInCharge | Post::AuthorityHead => units.push(holding.unit),
                // They work on items, money, complaints, people or machines, not on the cases of others.
                Post::HearingChair
                | Post::BankCounter
                | Post::VillageAgent
                | Post::CatalogueEditor
                | Post::LegalReviewer
                | Post::FeeReviewer
                | Post::ReformReviewer
                | Post::CatalogueApprover
                | Post::ComplaintOfficer
                | Post::SocialSupervisor
                | Post::SystemAdministrator
                | Post::SecurityAdministrator
                | Post::AuditAdministrator
                | Post::DisciplineInspector => {}
            }
        }
        // A power given by letter is of no use to somebody who cannot read the case.
        let letters = organisation.delegations.iter();
        units.extend(letters.filter(|it| it.to_person == person && it.in_force(on)).map(|it| it.unit));
        units.sort();
        units.dedup();
        Scope { person, reach: Reach::Part { units, as_agent, results } }
    }

    /// Whether the posts reach any cases, beside what the person holds.
    pub fn reaches_cases(&self) -> bool {
        match &self.reach {
            Reach::Everything => true,
            Reach::Part { units, as_agent, results } => !units.is_empty() || *as_agent || *results,
        }
    }

    /// Whether this case may be opened.
    pub fn covers(&self, file: &File) -> bool {
        let facts = &file.facts;
        match &self.reach {
            Reach::Everything => true,
            Reach::Part { units, as_agent, results } => {
                facts.holding.person == self.person
                    || facts.pending.is_some_and(|pending| pending.to == self.person)
                    || units.contains(&facts.authority)
                    || (*as_agent && facts.agent == self.person)
                    || (*results && matches!(file.stage, Stage::Concluded(_) | Stage::Delivered { .. }))
            }
        }
    }

    /// The same of a case as its row names it, where no file is at hand.
    pub(crate) fn covers_row(
        &self,
        authority: &str,
        holder: &str,
        pending_to: &str,
        agent: &str,
        concluded: bool,
    ) -> bool {
        let me = self.person.as_str();
        match &self.reach {
            Reach::Everything => true,
            Reach::Part { units, as_agent, results } => {
                holder == me
                    || pending_to == me
                    || units.iter().any(|unit| unit.as_str() == authority)
                    || (*as_agent && agent == me)
                    || (*results && concluded)
            }
        }
    }

    /// Whether every case of the unit is covered.
    pub fn covers_unit(&self, unit: UnitCode) -> bool {
        match &self.reach {
            Reach::Everything => true,
            Reach::Part { units, .. } => units.contains(&unit),
        }
    }

    /// Whether the certificates of the unit are covered: whoever hands out results does so of every unit (C13, N16).
    pub fn covers_certificate(&self, unit: UnitCode) -> bool {
        match &self.reach {
            Reach::Everything => true,
            Reach::Part { units, results, .. } => *results || units.contains(&unit),
        }
    }

    /// The predicate on `certificate_row` that says the same.
    pub(crate) fn certificates_predicate(&self, params: &mut Vec<Value>) -> String {
        match &self.reach {
            Reach::Part { results: true, .. } => "1 = 1".to_owned(),
            _ => self.units_predicate(params),
        }
    }

    /// The predicate on rows that name an authority and no holder: what [`Scope::covers_unit`] says.
    pub(crate) fn units_predicate(&self, params: &mut Vec<Value>) -> String {
        match &self.reach {
            Reach::Everything => "1 = 1".to_owned(),
            Reach::Part { units, .. } => in_units(units, params),
        }
    }

    /// The predicate on `case_row` that says the same as [`Scope::covers`]; what it names is added to `params`.
    pub(crate) fn predicate(&self, params: &mut Vec<Value>) -> String {
        let Reach::Part { units, as_agent, results } = &self.reach else { return "1 = 1".to_owned() };
        params.push(self.person.as_str().into());
        let me = params.len();
        let mut sql = format!("(holder = ${me} or pending_to = ${me}");
        if *as_agent {
            sql += &format!(" or agent = ${me}");
        }
        if *results {
            sql += " or concluded_at is not null";
        }
        if !units.is_empty() {
            sql += &format!(" or {}", in_units(units, params));
        }
        sql + ")"
    }
}

/// `authority in (…)`.
pub(crate) fn in_units(units: &[UnitCode], params: &mut Vec<Value>) -> String {
    one_of("authority", units.iter().map(UnitCode::as_str), params)
}

/// `column in (…)`, filled up to few lengths by repeating the last. They are units, windows or people of one organisation, which
/// the catalogue bounds.
pub(crate) fn one_of<'a>(
    column: &str,
    values: impl Iterator<Item = &'a str>,
    params: &mut Vec<Value>,
) -> String {
    let values: Vec<&str> = values.collect();
    let lists: Vec<String> = values.chunks(LIST_MAX).map(|some| list_of(column, some, params)).collect();
    match lists.len() {
        0 => "1 = 0".to_owned(),
        1 => lists.concat(),
        _ => format!("({})", lists.join(" or ")),
    }
}

fn list_of(column: &str, some: &[&str], params: &mut Vec<Value>) -> String {
    let size = LIST_SIZES.into_iter().find(|size| some.len() <= *size).unwrap_or(LIST_MAX);
    let mut places = Vec::with_capacity(size);
    for slot in 0..size {
        params.push(some[slot.min(some.len() - 1)].into());
        places.push(format!("${}", params.len()));
    }
    format!("{column} in ({})", places.join(", "))
}

/// The first four places of the statement of a page, the latest first: the division, the instant and the name after which it goes
/// on (a cursor `{instant}_{name}`, empty for the first page), and how many rows it has at most.
pub(crate) fn page_after(division: &str, after: &str, limit: usize) -> Vec<Value> {
    let (at, name) = after.split_once('_').unwrap_or(("", ""));
    vec![
        division.into(),
        at.parse().unwrap_or(i64::MAX).into(),
        name.chars().take(NAME_CHARS).collect::<String>().into(),
        limit.min(200).into(),
    ]
}

/// The rows of one authority alone; all of them where a list is kept to none.
pub(crate) fn within(unit: Option<UnitCode>, params: &mut Vec<Value>) -> String {
    unit.map_or_else(|| "1 = 1".to_owned(), |unit| in_units(&[unit], params))
}

/// The units for which the windows of a post take in and hand out; a post without windows serves its own unit, as in a
/// town.
pub(crate) fn units_of_windows(organisation: &Organisation, holding: &PostHolding) -> Vec<UnitCode> {
    let mine = organisation
        .windows
        .iter()
        .filter(|window| holding.windows.contains(&window.id) || window.head == Some(holding.person));
    let mut units: Vec<UnitCode> = mine.flat_map(|window| window.serves.iter().copied()).collect();
    if holding.windows.is_empty() && matches!(holding.post, Post::IntakeOfficer | Post::WindowHead) {
        units.push(holding.unit);
    }
    units.sort();
    units.dedup();
    units
}

impl Centre {
    /// The scope of a signed-in person today.
    pub async fn scope(&self, session: &Session) -> Result<Scope, Fault> {
        let organisation = self.organisation().await?;
        Ok(match &organisation {
            Some(organisation) => Scope::of(organisation, session.person, self.today()),
            // Before there is an organisation nobody has a post.
            None => Scope {
                person: session.person,
                reach: Reach::Part { units: Vec::new(), as_agent: false, results: false },
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, one_of};

    #[test]
    fn nobody_is_left_out_of_a_long_list() {
        for count in [0_usize, 1, 2, 8, 9, 64, 65, 129, 2000] {
            let names: Vec<String> = (0..count).map(|n| format!("u{n}")).collect();
            let mut params: Vec<Value> = vec!["division".into()];
            let said = one_of("unit", names.iter().map(String::as_str), &mut params);
            for name in &names {
                assert!(params.contains(&name.as_str().into()), "{name} of {count}");
            }
            assert!(
                params.len() <= 1 + count.max(1).next_multiple_of(64),
                "{count} values, {} places",
                params.len()
            );
            // Each place is in the text once, after those that were there before.
            let places = (2..=params.len())
                .filter(|n| said.split(['(', ')', ',', ' ']).any(|it| it == format!("${n}")));
            assert_eq!(places.count(), params.len() - 1, "{count} values: {said}");
            assert_eq!(said == "1 = 0", count == 0);
        }
    }
}
