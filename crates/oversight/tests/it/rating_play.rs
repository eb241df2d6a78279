//! A rating as the ledger would lead it: time first, then the command, replay from stored bytes.

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{post, supervised};
use calendar::Instant;
use casework::window_day::{Visit, WindowDay};
use casework::{Case, File};
use catalogue::CaseId;
use catalogue::item::Post;
use oversight::bound::Bounds;
use oversight::rating::*;
use oversight::{Refusal, rating};

/// A rating with the world around it.
#[derive(Clone)]
pub struct Rated {
    pub world: Play,
    pub bounds: Bounds,
    pub state: Rating,
    pub day: Option<WindowDay>,
    /// What happened, as it is stored.
    pub log: Vec<(&'static str, Vec<u8>)>,
}

/// Who rates.
pub const RATER: &str = "applicant";

pub fn case_id() -> CaseId {
    CaseId::parse("c1").expect("a plain code")
}

/// The visit at window 2, or the matter of the bureau.
pub fn about(kind: Kind) -> About {
    let visit = kind == Kind::Visit;
    About {
        kind,
        case: Some(case_id()),
        unit: if visit { unit("centre") } else { unit("sc") },
        item: None,
        window: visit.then(|| window("w2")),
        by: visit.then(|| who("intake2")),
        served_at: day("2026-03-02").at(9, 0),
    }
}

pub fn answer(grade: Grade) -> Answer {
    let marks = [Some(Grade::Satisfied), None, Some(Grade::VeryDissatisfied), None];
    Answer {
        grade,
        marks,
        words: Some(sealed(90)),
        contact: None,
        device: digest(91),
        same: Some(digest(92)),
    }
}

pub fn invite(kind: Kind) -> Command {
    Command::Invite(Invite { about: about(kind), code: digest(93), code_sealed: sealed(94) })
}

pub fn rates(grade: Grade) -> Command {
    Command::Give(Give { answer: answer(grade), visit: None, no: 0, telephone: true, code: None })
}

pub fn on_tablet(grade: Grade, no: u16) -> Command {
    let visit = About { case: None, ..about(Kind::Visit) };
    let code = Some(digest(103));
    Command::Give(Give { answer: answer(grade), visit: Some(visit), no, telephone: false, code })
}

pub fn call(reached: bool) -> Command {
    Command::Act(Act::Call { reached, words: sealed(95) })
}

pub fn confirm(class: Class) -> Command {
    Command::Act(Act::Confirm { class, words: sealed(96) })
}

pub fn puts_right() -> Command {
    Command::Act(Act::Correct { words: sealed(97) })
}

pub fn ask(second: Second) -> Command {
    Command::Act(Act::AskAgain { second, words: sealed(98) })
}

pub fn propose(ground: Ground) -> Command {
    Command::Act(Act::ProposeDismissal { ground, words: sealed(99) })
}

pub fn agree(agrees: bool) -> Command {
    Command::Act(Act::DecideDismissal { agrees, words: sealed(100) })
}

pub fn appeal() -> Command {
    Command::Act(Act::Appeal { words: sealed(101) })
}

pub fn decide_appeal(right: bool) -> Command {
    Command::Act(Act::DecideAppeal { right, words: sealed(102) })
}

/// A window's day with so many visits, the last one under way.
pub fn window_day(visits: u16) -> WindowDay {
    let at = day("2026-03-02").at(8, 30);
    WindowDay {
        opened_at: Some(at),
        seat: Some(who("intake2")),
        since: Some(at),
        visits,
        visit: (visits > 0).then_some(Visit { no: visits, since: at }),
        ..WindowDay::default()
    }
}

impl Rated {
    /// Nothing yet; the complaint desk and three supervisors are there.
    pub fn new(world: Play) -> Rated {
        let mut world = supervised(world);
        post(&mut world.organisation, "complaint", Post::ComplaintOfficer, "centre");
        Rated { world, bounds: Bounds::default(), state: Rating::Absent, day: None, log: Vec::new() }
    }

    /// The case was taken in by intake2 at window 2 and went as far as the decision.
    pub fn of_case() -> Rated {
        Rated::new(Play::granted())
    }

    pub fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let itself = actor == "time";
        let case: Option<&File> = match &self.world.case {
            Case::Filed(file) => Some(file),
            Case::Absent => None,
        };
        let about = (case, self.day.as_ref());
        let facts = self.world.seen_by(actor, |known| {
            rating::decide(&self.state, &command, known, &self.bounds, about, itself)
        })?;
        assert!(!facts.is_empty(), "a command that passes leaves a fact");
        self.apply(&facts);
        Ok(facts)
    }

    pub fn then(mut self, actor: &str, command: Command) -> Rated {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    /// The code with which it is refused; nothing changes.
    pub fn refuses(&self, actor: &str, command: Command) -> &'static str {
        self.clone().attempt(actor, command).expect_err("this is refused").code()
    }

    pub fn on(self, text: &str) -> Rated {
        self.until(day(text).at(9, 0))
    }

    pub fn until(mut self, now: Instant) -> Rated {
        self.world.now = now;
        self.catch_up();
        self
    }

    pub fn catch_up(&mut self) {
        while let Some(at) = rating::due(&self.state).filter(|at| *at <= self.world.now) {
            let facts = rating::catch_up(&self.state, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(rating::due(&self.state).is_none_or(|next| next > at), "due moves forward");
        }
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            self.state = rating::evolve(std::mem::take(&mut self.state), &stored);
            self.log.push((fact.kind(), fact.encode()));
        }
    }

    pub fn kinds(&self) -> Vec<&'static str> {
        self.log.iter().map(|(kind, _)| kind.strip_prefix("rating.").unwrap_or(kind)).collect()
    }

    pub fn held(&self) -> &Held {
        self.state.held().expect("the test has given something")
    }

    pub fn round(&self) -> Round {
        self.held().round.expect("it is a bad one")
    }

    pub fn way(&self) -> (Way, Option<calendar::Day>) {
        (self.round().way, self.round().due_on)
    }

    /// What a person sees of it.
    pub fn sees(&self, person: &str) -> Option<Sees> {
        let case: Option<&File> = match &self.world.case {
            Case::Filed(file) => Some(file),
            Case::Absent => None,
        };
        sees(&self.world.organisation, self.held(), case, who(person), self.world.now.day())
    }
}

/// A bad visit rating of 2 March at window 2, by the own telephone; the complaint desk calls until 3 March.
pub fn bad() -> Rated {
    Rated::of_case().then("time", invite(Kind::Visit)).then(RATER, rates(Grade::Dissatisfied))
}

/// The same, called and found right, to be put right until 5 March.
pub fn confirmed() -> Rated {
    bad().then("complaint", call(true)).then("complaint", confirm(Class::Complex))
}

/// Proposed by the complaint desk to be left out.
pub fn proposed() -> Rated {
    bad().then("complaint", call(true)).then("complaint", propose(Ground::Mistaken))
}

/// Left out by two.
pub fn dismissed() -> Rated {
    proposed().then("super1", agree(true))
}
