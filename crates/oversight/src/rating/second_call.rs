//! 督查回访: of the rounds of bad ratings that are over a part is drawn, and a supervisor who had no part in it calls whoever rated
//! once more (F17, N52).

use calendar::Day;
use casework::File;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId};

use crate::rating::sight::handles;
use crate::rating::{Event, Held, Rating, evolve};

/// The entry by which a round ended, of all entries of its rating in their order; none while it runs. What was added afterwards draws
/// nothing anew. An appeal opens the round again, and then it is the entry by which that ended.
pub fn ended_by<'a, T>(entries: impl IntoIterator<Item = (&'a Event, T)>) -> Option<T> {
    let is_open = |rating: &Rating| matches!(rating, Rating::Given(held) if held.is_open());
    let (mut rating, mut end) = (Rating::default(), None);
    for (event, entry) in entries {
        let was_open = is_open(&rating);
        rating = evolve(rating, event);
        if was_open && !is_open(&rating) {
            end = Some(entry);
        }
    }
    end.filter(|_| !is_open(&rating))
}

/// Whether a round is drawn. It follows from the leaf of the entry by which it ended: the server's random salt is in it, so nobody
/// who ends a round can choose, and whoever has the ledger draws the same ones.
pub fn is_drawn(leaf: &[u8; 32], percent: u16) -> bool {
    let mut number = [0; 8];
    number.copy_from_slice(&leaf[..8]);
    u64::from_be_bytes(number) % 100 < u64::from(percent)
}

/// Whether a person may make the second call: a supervisor who was not rated and had no part in the round, once it is over and
/// whoever rated can be called.
pub fn calls_second(
    organisation: &Organisation,
    held: &Held,
    case: Option<&File>,
    person: PersonId,
    on: Day,
) -> bool {
    let Some(round) = held.round.filter(|round| round.reachable && !round.way.is_open()) else {
        return false;
    };
    let said = [round.called.map(|(_, it)| it.by), round.confirmed.map(|(_, it)| it.by)];
    let asked = [round.corrected.map(|it| it.by), round.second.map(|(_, it)| it.by), round.handler];
    let answered = round.dismissal.and_then(|it| it.appeal_decided).map(|(_, words)| words.by);
    let mut had_part = said.into_iter().chain(asked).chain([answered]).flatten().chain(round.deciders());
    organisation.holds_anywhere(person, Post::Supervisor, on)
        && handles(organisation, &held.about, case, person, on)
        && !had_part.any(|it| it == person)
}

/// Whether there is anybody who may make it; where there is nobody, it is no omission that it was not made.
pub fn has_second_caller(organisation: &Organisation, held: &Held, case: Option<&File>, on: Day) -> bool {
    organisation.people.iter().any(|it| calls_second(organisation, held, case, it.id, on))
}
