//! Who deals with a bad rating, who puts it right, and who sees what of it: never the rated who rated them (F17, N51).

use calendar::Day;
use casework::{File, Known};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode};

use crate::rating::{About, Held, Kind, Way};

/// Posts that deal with bad ratings, in the order in which they are asked.
const DEALS: [Post; 3] = [Post::ComplaintOfficer, Post::CentreManager, Post::Supervisor];

/// What a person sees of a rating that was given.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Everything, and how to reach whoever rated: who deals with it.
    Rater,
    /// Everything that was said, and nothing of who said it.
    Said,
    /// Only what is to be put right.
    Correction,
}

/// Whether a person is one of those who were rated: who served, who sits at that window or heads it; of a matter everybody
/// who had to do with the case, and who leads the unit.
pub fn rated(
    organisation: &Organisation,
    about: &About,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> bool {
    let at_window = |held: &catalogue::organisation::PostHolding| {
        about.window.is_some_and(|window| held.windows.contains(&window))
    };
    let leads = |held: &catalogue::organisation::PostHolding| {
        held.unit == about.unit && matches!(held.post, Post::LeaderInCharge | Post::AuthorityHead)
    };
    let took_part = case.is_some_and(|file| took_part(file, person));
    about.by == Some(person)
        || organisation.posts_of(person, on).any(|held| at_window(held) || leads(held))
        || (about.kind == Kind::Matter && took_part)
}

/// Whether a person had to do with a case: did something in it, holds it, or carries it.
pub fn took_part(file: &File, person: PersonId) -> bool {
    let facts = &file.facts;
    [facts.intake, facts.agent, facts.holding.person].contains(&person)
        || facts.people.iter().any(|part| part.person == person)
}

/// Whether a person may deal with it: such a post, and not rated.
pub fn handles(
    organisation: &Organisation,
    about: &About,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> bool {
    DEALS.into_iter().any(|post| organisation.holds_anywhere(person, post, on))
        && !rated(organisation, about, case, person, on)
}

/// Who deals with a bad rating: the first who may and is here, otherwise the first who may.
pub fn handler_for(about: &About, case: Option<&File>, known: &Known<'_>) -> Option<PersonId> {
    let (organisation, today) = (known.organisation, known.today());
    let able: Vec<PersonId> = DEALS
        .into_iter()
        .flat_map(|post| {
            let held = organisation.posts.iter().filter(move |it| it.post == post && it.in_force(today));
            held.map(|it| it.person)
        })
        .filter(|person| handles(organisation, about, case, *person, today))
        .collect();
    able.iter().find(|person| !known.takes_nothing(**person)).or(able.first()).copied()
}

/// Whether a person has to put it right: who leads the unit, and for a visit who heads the window; never alone who served.
pub fn answers(organisation: &Organisation, about: &About, person: PersonId, on: Day) -> bool {
    let answers = organisation.posts_of(person, on).any(|held| match held.post {
        Post::LeaderInCharge | Post::AuthorityHead => held.unit == about.unit,
        Post::WindowHead => about.window.is_some_and(|window| held.windows.contains(&window)),
        _ => false,
    });
    answers && about.by != Some(person)
}

/// The unit that owes the step at which a bad rating stands: the rated one only while something is to be put right. Every other
/// step is the register's: of whoever deals with it, in the unit of that post, or of the centre (C32, F17).
pub fn owes(
    organisation: &Organisation,
    (way, about): (Way, &About),
    handler: Option<PersonId>,
    on: Day,
) -> UnitCode {
    if way == Way::ToCorrect {
        return about.unit;
    }
    let deals = |person| organisation.posts_of(person, on).find(|held| DEALS.contains(&held.post));
    handler.and_then(deals).map_or(organisation.centre.unit, |held| held.unit)
}

/// What a person sees of it; none: nothing at all.
pub fn sees(
    organisation: &Organisation,
    held: &Held,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> Option<Sees> {
    let round = held.round?;
    if handles(organisation, &held.about, case, person, on) {
        // Where nobody deals with it, any supervisor does.
        let deals = match round.handler {
            Some(handler) => handler == person,
            None => organisation.holds_anywhere(person, Post::Supervisor, on),
        };
        let asks = deals && matches!(round.way, Way::ToCall | Way::ToJudge | Way::ToAsk);
        return Some(if asks { Sees::Rater } else { Sees::Said });
    }
    // Only once something is to be put right is there something for them to know.
    (round.confirmed.is_some() && answers(organisation, &held.about, person, on)).then_some(Sees::Correction)
}
