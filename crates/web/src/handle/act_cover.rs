//! The forms for the work of somebody who is away.

use casework::{Command, Offer};

use super::act_cards::Cards;
use super::{people_words, words};
use pages::desk::Answer;
use pages::desk::act::{Reassign, StandIn, TakeBack};

impl Cards<'_> {
    /// Who holds the case and is away, as a sentence.
    fn holder_away(&self) -> String {
        let holder = self.filed.facts.holding.person;
        let absence = self.file.absences.of(holder, self.file.now.day());
        people_words::away(self.text(), self.about.organisation, holder, absence)
    }

    pub(super) fn stand_in(&self) -> StandIn {
        StandIn {
            away: self.holder_away(),
            step: self.step_name(),
            papers: u32::from(self.filed.facts.holding.papers),
            counted: self.typed("stand-in", "counted", ""),
        }
    }

    pub(super) fn take_back(&self) -> TakeBack {
        let holding = &self.filed.facts.holding;
        TakeBack {
            deputy: words::person_of_unit(self.text(), self.about.organisation, holding.person),
            papers: u32::from(holding.papers),
            counted: self.typed("take-back", "counted", ""),
        }
    }

    pub(super) fn reassign(&self, offer: &Offer) -> Reassign {
        let likely = match offer.example {
            Command::Reassign(example) => Some(example.to),
            _ => None,
        };
        let answers = self.file.may_get(self.session).into_iter().map(|person| {
            let name = words::person_of_unit(self.text(), self.about.organisation, person);
            let answer = Answer::of(person.as_str(), name);
            if Some(person) == likely { answer.chosen() } else { answer }
        });
        Reassign {
            away: self.holder_away(),
            to: self.pick("reassign", "to", answers.collect()),
            held: u32::from(self.filed.facts.holding.papers),
            // What is likely is filled in: one click is enough when it is late in the day (E25).
            papers: self.typed("reassign", "papers", self.filed.facts.holding.papers.to_string()),
            reason: self.typed("reassign", "reason", self.holder_away()),
        }
    }
}
