//! A first contact in words: what was asked, where it stands, what happened.

use calendar::Day;
use casework::absence::Absences;
use casework::contact::{Event, Held, Outcome, Target, Way, is_in_place_of};
use catalogue::{Organisation, PersonId};
use centre::contact::ContactFile;

use super::words;
use pages::text::Text;

/// The receiving side of a transfer.
pub fn target(text: Text, organisation: &Organisation, to: Target) -> String {
    match to {
        Target::Unit(unit) => words::unit(text, organisation, unit),
        Target::Window(window) => words::window(text, organisation, window),
        Target::Person(person) => words::person_of_unit(text, organisation, person),
    }
}

/// A person with the telephone by which the next one is asked.
pub fn reachable(text: Text, organisation: &Organisation, id: PersonId) -> String {
    let name = words::person(text, organisation, id);
    match organisation.person(id).and_then(|person| person.telephone.clone()) {
        Some(telephone) => format!("{name} {telephone}"),
        None => name,
    }
}

/// Who answers for it, for whoever looks: that the person is away and that they may go on themselves (E25, F31).
pub fn responsible(
    text: Text,
    (organisation, absences): (&Organisation, &Absences),
    id: PersonId,
    (me, today): (PersonId, Day),
) -> String {
    let who = reachable(text, organisation, id);
    match is_in_place_of(organisation, absences, id, me, today) {
        true => text.f("{who}，不在岗，您可以接着办", [("who", &who)]),
        false => who,
    }
}

/// The receiving side with a telephone, where one is known.
pub fn target_to_call(text: Text, organisation: &Organisation, to: Target) -> String {
    let name = target(text, organisation, to);
    let telephone = match to {
        Target::Unit(unit) => organisation.unit(unit).and_then(|unit| unit.telephone.clone()),
        Target::Person(person) => organisation.person(person).and_then(|person| person.telephone.clone()),
        Target::Window(_) => None,
    };
    telephone.map_or(name.clone(), |telephone| format!("{name} {telephone}"))
}

/// What came of it.
pub fn outcome(text: Text, outcome: &str) -> String {
    let words = pages::desk::OUTCOMES.iter().find(|(value, _)| *value == outcome);
    words.map_or_else(String::new, |(_, words)| text.t(words).to_owned())
}

fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Receipt { .. } => "receipt",
        Outcome::Advice { .. } => "advice",
        Outcome::Returned { .. } => "returned",
        Outcome::NoShow => "no-show",
        Outcome::Transferred(_) => "transferred",
    }
}

/// Where it stands.
pub fn stands(text: Text, organisation: &Organisation, held: &Held) -> String {
    match &held.way {
        Way::Pending(handed) => {
            text.f("已转给{to}，还没有签收", [("to", &target(text, organisation, handed.transfer.to))])
        }
        Way::InHand => text
            .f("由{name}负责，还没有结果", [("name", &words::person(text, organisation, held.responsible))]),
        Way::Ended { outcome: ended, .. } => outcome(text, outcome_key(ended)),
    }
}

/// One fact of the course: who, what, in words.
pub fn said(text: Text, file: &ContactFile, event: &Event) -> (PersonId, String, String) {
    let open = |sealed: Option<casework::Sealed>| sealed.map_or_else(String::new, |it| file.texts.text(it.0));
    let to = |to| target(text, &file.organisation, to);
    let t = |sentence: &str| text.t(sentence).to_owned();
    match event {
        Event::Recorded(fact) => match fact.record.outcome {
            Outcome::Transferred(transfer) => {
                (fact.by, text.f("登记，转给{to}", [("to", &to(transfer.to))]), open(transfer.note))
            }
            ended => {
                let what = text.f("登记：{outcome}", [("outcome", &outcome(text, outcome_key(&ended)))]);
                (fact.by, what, reason(file, &ended))
            }
        },
        Event::Passed(fact) => {
            let transfer = fact.transfer;
            (fact.by, text.f("转给{to}", [("to", &to(transfer.to))]), open(transfer.note))
        }
        Event::Signed(fact) => (fact.by, t("签收，从这时起负责"), String::new()),
        Event::Declined(fact) => {
            (fact.by, text.f("{to}没有接，退给转交的人", [("to", &to(fact.to))]), open(Some(fact.reason)))
        }
        Event::Recalled(fact) => (fact.by, t("收回，自己办"), String::new()),
        Event::Settled(fact) => {
            (fact.by, outcome(text, outcome_key(&fact.outcome)), reason(file, &fact.outcome))
        }
    }
}

fn reason(file: &ContactFile, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned { reason } => file.texts.text(reason.0),
        _ => String::new(),
    }
}
