//! Matters that are told so that each outcome of a case is in the county's history at least once, however few people come.

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{Item, Organisation, RowSet};
use centre::particulars::Applicant;

use super::exceptions::Exception;
use super::matter::{Matter, seats};
use super::people;
use super::random::Random;
use super::register::Turn;
use super::twists::Twist;

/// The applicants' numbers: others have smaller ones, or greater.
const NUMBERS_FROM: u32 = 820;

/// One told matter: how many working days before the last it comes, what for, and how it goes.
struct Story {
    left: usize,
    item: &'static str,
    goes: Goes,
}

/// How a told matter goes.
#[derive(Clone, Copy)]
enum Goes {
    /// Complete, granted, collected.
    Through,
    /// Refused, with remedies.
    Refused,
    /// Something is missing and comes after the notice (N4).
    Completed,
    /// What is missing never comes (E14).
    NeverCompleted,
    /// The window lets it lie until silence accepts it (N4).
    Parked,
    /// Another office is competent (N2, F13).
    Elsewhere,
    /// More time is asked for and given (N14).
    Extended,
    /// The clock is stopped for a test (N17).
    Stopped,
    /// Priority is given (A42).
    Hurried,
    /// An exception of acceptance.
    Excepted(Exception),
    /// Something about whose it is.
    Turns(Turn),
    /// Something comes between.
    Twists(Twist),
    /// Withdrawn at the window (C26).
    Withdrawn,
    /// The matter of the story before, come again within ninety days (F9, E14).
    Again,
    /// The matter that was closed for missing papers comes again, and what was handed in before is not handed in again (E14).
    TakenUp,
    /// One of some who are not content with their visit, and say so the same evening (N50).
    Unhappy(u8),
    /// The same person comes with another matter of the kind (F17).
    Anew(u8),
}

const fn story(left: usize, item: &'static str, goes: Goes) -> Story {
    Story { left, item, goes }
}

const FOOD: &str = "food-business";
const FELLING: &str = "tree-felling";
const HYGIENE: &str = "hygiene-licence";
const HAULAGE: &str = "road-haulage";
const FIRE: &str = "fire-safety-check";
const ANIMALS: &str = "animal-epidemic";
const INJURY: &str = "work-injury";
const WATER: &str = "water-abstraction";

/// The stories. What needs weeks comes first; a certificate that is talked about later is among the early ones.
const STORIES: [Story; 68] = [
    story(59, FELLING, Goes::Through),
    story(58, FELLING, Goes::Through),
    story(57, FELLING, Goes::Through),
    story(57, "entertainment-venue", Goes::Through),
    story(56, FOOD, Goes::NeverCompleted),
    story(55, FOOD, Goes::Completed),
    story(54, FOOD, Goes::Excepted(Exception::SecondList)),
    story(53, FOOD, Goes::Excepted(Exception::Follows)),
    story(52, FOOD, Goes::Excepted(Exception::NeverFollows)),
    story(51, FIRE, Goes::Excepted(Exception::Committed)),
    story(50, FIRE, Goes::Excepted(Exception::CommittedFalsely)),
    story(49, FIRE, Goes::Excepted(Exception::CommittedFalsely)),
    story(49, FOOD, Goes::Parked),
    story(48, FELLING, Goes::Extended),
    story(47, FOOD, Goes::Twists(Twist::ExtensionRefused)),
    story(46, HYGIENE, Goes::Stopped),
    story(45, HYGIENE, Goes::Twists(Twist::StopRefused)),
    story(44, FOOD, Goes::Hurried),
    story(43, FOOD, Goes::Twists(Twist::PriorityRefused)),
    story(42, FOOD, Goes::Twists(Twist::Died)),
    story(41, FOOD, Goes::Turns(Turn::Merged)),
    story(40, FOOD, Goes::Turns(Turn::Renamed)),
    story(39, FOOD, Goes::Turns(Turn::WrongPerson)),
    story(38, FOOD, Goes::Turns(Turn::LostReceipt)),
    story(37, FOOD, Goes::Turns(Turn::OwnCode)),
    story(36, HAULAGE, Goes::Twists(Twist::NewRevision)),
    story(35, HAULAGE, Goes::Twists(Twist::NotRequired)),
    story(34, FOOD, Goes::Withdrawn),
    story(24, FOOD, Goes::Again),
    story(33, FOOD, Goes::Twists(Twist::SameMatter)),
    story(32, "self-employed", Goes::Twists(Twist::InstantReturned)),
    story(31, FOOD, Goes::Twists(Twist::Declined)),
    story(30, FOOD, Goes::Twists(Twist::Recalled)),
    story(29, HAULAGE, Goes::Twists(Twist::StepReturned)),
    story(28, FOOD, Goes::Twists(Twist::DecisionReturned)),
    story(27, FOOD, Goes::Twists(Twist::NotRechecked)),
    story(26, HAULAGE, Goes::Twists(Twist::Late)),
    story(23, FOOD, Goes::Refused),
    story(22, ANIMALS, Goes::Twists(Twist::Away { earlier: false })),
    story(21, FOOD, Goes::Elsewhere),
    story(20, INJURY, Goes::Twists(Twist::Away { earlier: true })),
    // These are in hand while dossiers are moved apart and originals go back.
    story(20, FOOD, Goes::Through),
    story(19, FOOD, Goes::Through),
    story(17, FOOD, Goes::Through),
    story(15, FOOD, Goes::Through),
    story(12, FOOD, Goes::Through),
    story(9, FOOD, Goes::Through),
    story(6, FOOD, Goes::Through),
    // And these when somebody falls ill at ten to five of the last day.
    story(3, WATER, Goes::Through),
    story(2, INJURY, Goes::Through),
    story(2, INJURY, Goes::Through),
    story(2, ANIMALS, Goes::Through),
    story(2, ANIMALS, Goes::Through),
    story(40, FOOD, Goes::TakenUp),
    // Three who rate badly and then open three shops more each: whether they pay for it is counted every night.
    story(50, FOOD, Goes::Unhappy(1)),
    story(48, FOOD, Goes::Unhappy(2)),
    story(46, FOOD, Goes::Unhappy(3)),
    story(41, FOOD, Goes::Anew(1)),
    story(39, FOOD, Goes::Anew(2)),
    story(37, FOOD, Goes::Anew(3)),
    story(33, FOOD, Goes::Anew(1)),
    story(31, FOOD, Goes::Anew(2)),
    story(29, FOOD, Goes::Anew(3)),
    story(25, FOOD, Goes::Anew(1)),
    story(22, FOOD, Goes::Anew(2)),
    story(18, FOOD, Goes::Anew(3)),
    // And two whose bad ratings are dealt with just before the end, so that a second call waits then.
    story(10, FOOD, Goes::Unhappy(4)),
    story(9, FOOD, Goes::Unhappy(5)),
];

/// The told matters of a life of these days, and when each comes; a shorter life has the later of them.
pub fn told(
    days: &[Day],
    until: Instant,
    items: &[Arc<Item>],
    organisation: &Organisation,
) -> Vec<(i64, Matter)> {
    let mut matters: Vec<(i64, Matter)> = Vec::new();
    for (n, story) in (NUMBERS_FROM..).zip(&STORIES) {
        let day = days.len().checked_sub(story.left + 1).and_then(|place| days.get(place)).copied();
        let item = items.iter().find(|item| item.short.as_str() == story.item);
        let (Some(day), Some(item)) = (day, item) else { continue };
        let at = day.at(8, 40).plus_minutes(i64::from(n * 7 % 60));
        let seat = seats(item, organisation, day).first().copied();
        let (Some(seat), true) = (seat, at < until) else { continue };
        let before = matters.last().map(|(_, matter)| matter.applicant.clone());
        let applicant = applicant(story.goes, n, before);
        matters.push((at.0, gone(Matter::plain(item.clone(), applicant, seat), story.goes, n)));
    }
    matters
}

fn applicant(goes: Goes, n: u32, before: Option<Applicant>) -> Applicant {
    let mut random = Random::new(u64::from(n));
    match (goes, before) {
        (Goes::Again, Some(before)) => before,
        (Goes::TakenUp, _) => never_completed(),
        (Goes::Turns(Turn::Merged), _) => people::firm(&mut random, n),
        (Goes::Anew(who), _) => unhappy(who),
        _ => people::person(&mut random, n),
    }
}

/// Whether an applicant comes again with what was handed in before.
pub fn comes_again(applicant: &Applicant) -> bool {
    applicant.document_number == never_completed().document_number
}

/// Who never brought what was missing.
fn never_completed() -> Applicant {
    who_came(|goes| matches!(goes, Goes::NeverCompleted))
}

/// One of those who were not content.
fn unhappy(who: u8) -> Applicant {
    who_came(|goes| matches!(goes, Goes::Unhappy(it) if it == who))
}

/// Who comes in the first story that goes so.
fn who_came(goes: impl Fn(Goes) -> bool) -> Applicant {
    let n =
        (NUMBERS_FROM..).zip(&STORIES).find(|(_, story)| goes(story.goes)).map_or(NUMBERS_FROM, |it| it.0);
    people::person(&mut Random::new(u64::from(n)), n)
}

/// The matter as it is told to go.
fn gone(matter: Matter, goes: Goes, n: u32) -> Matter {
    let row = matter.item.required_rows().iter().next();
    let lacks = row.and_then(|row| RowSet::of(&[row]).ok()).unwrap_or(RowSet::EMPTY);
    match goes {
        Goes::Through | Goes::Again | Goes::Anew(_) => matter,
        Goes::Unhappy(_) => Matter { rates_badly: true, ..matter },
        Goes::TakenUp => Matter { takes_up: true, ..matter },
        Goes::Refused => Matter { refuse: true, ..matter },
        Goes::Completed => Matter { lacks, brings_after: Some(2), ..matter },
        Goes::NeverCompleted => Matter { lacks, ..matter },
        Goes::Parked => Matter { parked: true, ..matter },
        Goes::Elsewhere => Matter { not_competent: true, ..matter },
        Goes::Extended => Matter { extend: true, ..matter },
        Goes::Stopped => Matter { stop: true, order_later: true, ..matter },
        Goes::Hurried => Matter { priority: true, ..matter },
        Goes::Withdrawn => Matter { withdraws: true, ..matter },
        Goes::Excepted(exception) => {
            let (lacks, brings_after) = match exception {
                Exception::SecondList => (lacks, Some(2)),
                Exception::Follows | Exception::NeverFollows => {
                    (matter.item.rows_where(|material| material.deferrable.is_some()), None)
                }
                _ => (RowSet::EMPTY, None),
            };
            let slow = if matter.item.commitment.is_some() { 0 } else { 1 };
            Matter { exception, lacks, brings_after, slow, ..matter }
        }
        Goes::Turns(turn) => Matter { turn, first: first(turn, &matter.applicant, n), ..matter },
        Goes::Twists(twist) => {
            // What is not at hand is what the newer revision asks for no more.
            let licence = matter.item.materials.iter().find(|it| it.name == "营业执照").map(|it| it.row);
            let licence = licence.filter(|_| twist == Twist::NewRevision);
            let lacks = licence.and_then(|row| RowSet::of(&[row]).ok()).unwrap_or(RowSet::EMPTY);
            Matter { twist, lacks, ..matter }
        }
    }
}

/// On whom it is registered first.
fn first(turn: Turn, applicant: &Applicant, n: u32) -> Option<Applicant> {
    let mut random = Random::new(u64::from(n) + 977);
    match turn {
        Turn::Merged => Some(people::firm(&mut random, n + 50_000)),
        Turn::WrongPerson => Some(people::person(&mut random, n + 400)),
        Turn::Renamed => {
            let surname: String = applicant.name.chars().take(1).collect();
            Some(Applicant { name: format!("{surname}旧名"), ..applicant.clone() })
        }
        Turn::LostReceipt | Turn::OwnCode | Turn::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Every story finds its item and its window, and whoever comes again is the one who withdrew.
    #[test]
    fn every_story_can_be_told() -> anyhow::Result<()> {
        let until = Day::parse("2026-11-20").expect("a day").at(17, 0);
        let days = crate::hours::working_days_before(calendar::Calendar::built_in(), until.day(), 60)?;
        let items: Vec<Arc<Item>> =
            crate::items()?.into_iter().filter(|(_, live)| *live).map(|(item, _)| item.into()).collect();
        let organisation = crate::organisation()?;
        let matters = told(&days, until, &items, &organisation);
        assert_eq!(matters.len(), STORIES.len());
        let again =
            STORIES.iter().position(|story| matches!(story.goes, Goes::Again)).expect("one comes again");
        let (first, second) = (&matters[again - 1], &matters[again]);
        assert!(first.1.withdraws && first.0 < second.0);
        assert_eq!(first.1.applicant, second.1.applicant);
        let closed = STORIES.iter().position(|story| matches!(story.goes, Goes::NeverCompleted));
        let closed = &matters[closed.expect("one brings nothing more")];
        let taken_up = matters.iter().find(|(_, matter)| matter.takes_up).expect("and comes again");
        assert_eq!(closed.1.applicant, taken_up.1.applicant);
        assert!(closed.0 < taken_up.0 && closed.1.item.short == taken_up.1.item.short);
        for story in matters.iter().filter(|(_, matter)| matter.rates_badly).take(3) {
            let same = |it: &&(i64, Matter)| it.1.applicant == story.1.applicant && it.0 > story.0;
            let anew: Vec<_> = matters.iter().filter(same).collect();
            assert_eq!(anew.len(), 3, "they come again after they rated");
            assert!(anew.iter().all(|it| !it.1.rates_badly && it.1.item.short == story.1.item.short));
        }
        let short = told(&days[days.len() - 10..], until, &items, &organisation);
        assert!(!short.is_empty() && short.len() < STORIES.len());
        Ok(())
    }
}
