//! The rating after a fact.

use crate::finding::Words;
use crate::rating::event::Event;
use crate::rating::round::{CALLS_MAX, Dismissal, Round, Second, Way};
use crate::rating::{Held, Invitation, Rating};

/// The rating after the fact.  Total: what does not fit leaves it as it is.
pub fn evolve(rating: Rating, event: &Event) -> Rating {
    match (rating, event) {
        (Rating::Absent, Event::Invited(fact)) => Rating::Invited(Invitation {
            about: fact.about,
            code: fact.code,
            code_sealed: fact.code_sealed,
            at: fact.at,
            until: fact.until,
        }),
        (rating @ (Rating::Absent | Rating::Invited(_)), Event::Given(fact)) => {
            let invitation = match rating {
                Rating::Invited(invitation) => Some(invitation),
                _ => None,
            };
            let round = fact.bad.then(|| Round::begun(fact.handler, fact.reachable, fact.due_on));
            let (about, channel, at, answer) = (fact.about, fact.channel, fact.at, fact.answer);
            let code = fact.code;
            Rating::Given(Box::new(Held { about, channel, invitation, code, at, answer, round }))
        }
        (Rating::Given(mut held), event) => {
            if let Some(round) = &mut held.round {
                apply(round, event);
            }
            Rating::Given(held)
        }
        (rating, _) => rating,
    }
}

fn apply(round: &mut Round, event: &Event) {
    match event {
        Event::Invited(_) | Event::Given(_) => {}
        Event::Called(fact) => {
            round.calls = round.calls.saturating_add(1);
            round.called = Some((fact.reached, Words { by: fact.by, at: fact.at, words: fact.words }));
            if fact.reached || round.calls >= CALLS_MAX {
                round.goes(Way::ToJudge, fact.due_on);
            }
        }
        Event::Confirmed(fact) => {
            let words = Words { by: fact.by, at: fact.at, words: fact.words };
            round.confirmed = Some((fact.class, words));
            round.goes(Way::ToCorrect, Some(fact.due_on));
        }
        Event::Corrected(fact) => {
            round.corrected = Some(Words { by: fact.by, at: fact.at, words: fact.words });
            round.goes(Way::ToAsk, Some(fact.due_on));
        }
        Event::AskedAgain(fact) => {
            round.seconds = round.seconds.saturating_add(1);
            let words = Words { by: fact.by, at: fact.at, words: fact.words };
            round.second = Some((fact.second, words));
            let again = fact.second == Second::NotSatisfied && fact.due_on.is_some();
            round.goes(if again { Way::ToCorrect } else { Way::Closed }, fact.due_on);
        }
        Event::DismissalProposed(fact) => {
            round.dismissal = Some(Dismissal {
                proposed: Words { by: fact.by, at: fact.at, words: fact.words },
                ground: fact.ground,
                decided: None,
                appeal_by: None,
                appealed: None,
                appeal_decided: None,
            });
            round.goes(Way::ToAgree, Some(fact.due_on));
        }
        Event::DismissalDecided(fact) => {
            if let Some(dismissal) = &mut round.dismissal {
                let words = Words { by: fact.by, at: fact.at, words: fact.words };
                dismissal.decided = Some((fact.agrees, words));
                dismissal.appeal_by = fact.agrees.then_some(fact.due_on);
            }
            match fact.agrees {
                // Nobody of the house has anything to do until it is appealed.
                true => round.goes(Way::Dismissed, None),
                false => round.goes(Way::ToJudge, Some(fact.due_on)),
            }
        }
        Event::AppealMade(fact) => {
            if let Some(dismissal) = &mut round.dismissal {
                dismissal.appealed = Some((fact.at, fact.words));
            }
            round.goes(Way::ToDecideAppeal, Some(fact.due_on));
        }
        Event::AppealDecided(fact) => {
            if let Some(dismissal) = &mut round.dismissal {
                let words = Words { by: fact.by, at: fact.at, words: fact.words };
                dismissal.appeal_decided = Some((fact.right, words));
            }
            match fact.right {
                true => round.goes(Way::ToJudge, fact.due_on),
                false => round.goes(Way::Dismissed, None),
            }
        }
        Event::Late(_) => (round.late, round.late_now) = (true, true),
    }
}
