//! What these tests share: supervisors beside casework's county, an order or a finding as the ledger would lead it, and
//! what the rules find in a whole history.

use crate::fixture::*;
use crate::play::Play;
use calendar::Instant;
use casework::{Case, File, Known};
use catalogue::item::Post;
use catalogue::organisation::{Person, PostHolding};
use catalogue::{Organisation, PersonId};
use oversight::appeal::Ground;
use oversight::bound::{self, Bound, Bounds};
use oversight::{Fired, Refusal, Rule, Seen, finding, look, order, wants_history};

/// The supervisors, in the order of the list.
pub const SUPERVISORS: [&str; 3] = ["super1", "super2", "super3"];

/// One of the few reasons for which an appeal is right, or is not.
pub fn reason_for(right: bool) -> Ground {
    if right { Ground::Facts } else { Ground::NothingNew }
}

/// Gives somebody a post from 2020 on; who is not known yet is added.
pub fn post(organisation: &mut Organisation, person: &str, post: Post, unit_code: &str) {
    let id = who(person);
    if organisation.person(id).is_none() {
        organisation.people.push(Person {
            id,
            name: person.to_owned(),
            name_en: person.to_owned(),
            unit: unit(unit_code),
            staff_no: "002".to_owned(),
            telephone: None,
            enforcement_certificate: None,
        });
    }
    let (from, until) = (day("2020-01-01"), None);
    let unit = unit(unit_code);
    organisation.posts.push(PostHolding { person: id, post, unit, windows: Vec::new(), from, until });
}

/// The county of casework's tests with its supervisors.
pub fn supervised(mut play: Play) -> Play {
    for person in SUPERVISORS {
        post(&mut play.organisation, person, Post::Supervisor, "centre");
    }
    play
}

/// One number set otherwise than usual.
pub fn changed(bound: Bound, value: u16) -> Bounds {
    set(Bounds::default(), bound, value)
}

/// One more number set.
pub fn set(bounds: Bounds, bound: Bound, value: u16) -> Bounds {
    let (at, by, reason) = (day("2026-01-05").at(9, 0), who("super1"), sealed(70));
    let before = bounds.get(bound);
    bound::evolve(bounds, &bound::Changed { at, by, bound, before, value, reason }.into())
}

/// What the rules find in one entry of a history, recorded when it happened.
pub fn found_at(play: &Play, place: usize, bounds: &Bounds) -> Vec<Fired> {
    let event = &play.log[place];
    let before = if wants_history(event) { &play.log[..place] } else { &[] };
    let seen = Seen {
        event,
        recorded_at: event.at(),
        actor: Some(who("intake2")),
        away: false,
        facts: play.facts(),
        before,
        calendar: &play.calendar,
    };
    look(&seen, bounds)
}

/// What the rules find in a whole history, with the place of the entry.
pub fn found(play: &Play, bounds: &Bounds) -> Vec<(usize, Fired)> {
    let places = 0..play.log.len();
    places.flat_map(|place| found_at(play, place, bounds).into_iter().map(move |it| (place, it))).collect()
}

/// What one rule finds in a whole history.
pub fn by_rule(play: &Play, rule: Rule, bounds: &Bounds) -> Vec<Fired> {
    found(play, bounds).into_iter().map(|(_, fired)| fired).filter(|it| it.rule == rule).collect()
}

/// Which rules find something in a whole history with the usual bounds.
pub fn rules(play: &Play) -> Vec<Rule> {
    found(play, &Bounds::default()).into_iter().map(|(_, fired)| fired.rule).collect()
}

/// The file of the case.
pub fn file(play: &Play) -> &File {
    match &play.case {
        Case::Filed(file) => file,
        Case::Absent => panic!("the test has received something"),
    }
}

/// What is led in such a test: a finding or an order.
#[derive(Clone)]
pub struct Led<S> {
    /// The world, with the case where there is one.
    pub world: Play,
    pub bounds: Bounds,
    pub state: S,
    /// What happened, as it is stored.
    pub log: Vec<(&'static str, Vec<u8>)>,
    /// The next number.
    pub n: u32,
    /// Whether it is about the case of the world.
    pub about_case: bool,
}

impl<S: Default> Led<S> {
    pub fn new(world: Play) -> Led<S> {
        let about_case = matches!(world.case, Case::Filed(_));
        let (bounds, state) = (Bounds::default(), S::default());
        Led { world: supervised(world), bounds, state, log: Vec::new(), n: 1, about_case }
    }

    /// The kinds of what happened.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.log.iter().map(|(kind, _)| *kind).collect()
    }

    /// The world as a command of that person sees it.
    fn known<T>(&self, actor: PersonId, look: impl FnOnce(&Known) -> T) -> T {
        let numbers = |_| self.n;
        self.world.seen_by("stranger", |known| look(&Known { actor, numbers: &numbers, ..*known }))
    }
}

impl Led<finding::Finding> {
    fn apply(&mut self, facts: &[finding::Event]) {
        for fact in facts {
            let stored = finding::Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            self.state = finding::evolve(std::mem::take(&mut self.state), &stored);
            self.log.push((fact.kind(), fact.encode()));
        }
    }

    /// Lets time do what it has to do until now.
    pub fn catch_up(&mut self) {
        while let Some(at) = finding::due(&self.state).filter(|at| *at <= self.world.now) {
            let facts = finding::catch_up(&self.state, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(finding::due(&self.state).is_none_or(|next| next > at), "due moves forward");
        }
    }

    pub fn attempt(
        &mut self,
        actor: &str,
        command: finding::Command,
    ) -> Result<Vec<finding::Event>, Refusal> {
        self.catch_up();
        let itself = actor == "time";
        let facts = self
            .known(who(actor), |known| finding::decide(&self.state, &command, known, &self.bounds, itself))?;
        self.apply(&facts);
        Ok(facts)
    }

    pub fn then(mut self, actor: &str, command: finding::Command) -> Self {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    pub fn refusal(&self, actor: &str, command: finding::Command) -> Refusal {
        self.clone().attempt(actor, command).expect_err("this is refused")
    }

    pub fn on(mut self, text: &str) -> Self {
        self.world.now = day(text).at(9, 0);
        self.catch_up();
        self
    }
}

impl Led<order::Order> {
    fn apply(&mut self, facts: &[order::Event]) {
        for fact in facts {
            let stored = order::Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            if let order::Event::Sent(sent) = fact {
                assert_eq!(sent.number.n, self.n, "numbers have no gap");
                self.n += 1;
            }
            self.state = order::evolve(std::mem::take(&mut self.state), &stored);
            self.log.push((fact.kind(), fact.encode()));
        }
    }

    /// Lets time do what it has to do until now.
    pub fn catch_up(&mut self) -> Vec<order::Event> {
        let mut all = Vec::new();
        while let Some(at) = order::due(&self.state).filter(|at| *at <= self.world.now) {
            let case = self.about_case.then(|| file(&self.world));
            let facts =
                self.known(who("time"), |known| order::catch_up(&self.state, at, known, &self.bounds, case));
            assert!(!facts.is_empty(), "something is due at {at} and nothing happens");
            assert!(facts.iter().all(|fact| fact.at() == at), "a fact of time bears its legal instant");
            self.apply(&facts);
            assert!(order::due(&self.state).is_none_or(|next| next > at), "due moves forward");
            all.extend(facts);
        }
        all
    }

    pub fn attempt(&mut self, actor: &str, command: order::Command) -> Result<Vec<order::Event>, Refusal> {
        self.catch_up();
        let case = self.about_case.then(|| file(&self.world));
        let itself = actor == "time";
        let facts = self.known(who(actor), |known| {
            order::decide(&self.state, &command, known, &self.bounds, case, itself)
        })?;
        self.apply(&facts);
        Ok(facts)
    }

    pub fn then(mut self, actor: &str, command: order::Command) -> Self {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    pub fn refusal(&self, actor: &str, command: order::Command) -> Refusal {
        self.clone().attempt(actor, command).expect_err("this is refused")
    }

    pub fn until(mut self, now: Instant) -> Self {
        self.world.now = now;
        self.catch_up();
        self
    }

    pub fn on(self, text: &str) -> Self {
        self.until(day(text).at(9, 0))
    }

    pub fn held(&self) -> &order::Held {
        match &self.state {
            order::Order::Issued(held) => held,
            order::Order::Absent => panic!("the test has issued something"),
        }
    }

    /// Who has to answer now, and as what.
    pub fn addressee(&self) -> (PersonId, order::Rung) {
        self.held().addressee().expect("an order is always addressed to somebody")
    }
}
