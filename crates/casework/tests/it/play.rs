//! A case as the ledger would lead it: time first, then the command, numbers without gaps, replay from stored bytes.

use crate::fixture::*;
use calendar::{Calendar, Day, Instant, Thresholds};
use casework::*;
use catalogue::{Item, Organisation};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One case with the world around it.
#[derive(Clone)]
pub struct Play {
    pub organisation: Organisation,
    pub absences: casework::absence::Absences,
    pub received_at: Option<Instant>,
    pub item: Item,
    pub live: bool,
    pub commitment_closed: bool,
    pub hearing: Option<casework::hearing::Hearing>,
    pub calendar: Cow<'static, Calendar>,
    pub now: Instant,
    pub case: Case,
    pub log: Vec<Event>,
    pub numbers: BTreeMap<Series, u32>,
    pub turn: Option<quota::Turn>,
    pub newer: Option<Item>,
    pub archived: bool,
}

impl Play {
    /// An empty hall on Monday 2 March 2026, 09:00; the month has no holidays.
    pub fn new(item: Item) -> Play {
        Play {
            organisation: organisation(),
            absences: casework::absence::Absences::default(),
            received_at: None,
            item,
            live: true,
            commitment_closed: false,
            hearing: None,
            calendar: Cow::Borrowed(Calendar::built_in()),
            now: day("2026-03-02").at(9, 0),
            case: Case::Absent,
            log: Vec::new(),
            numbers: BTreeMap::new(),
            turn: None,
            newer: None,
            archived: false,
        }
    }

    /// A licence with these rows handed in to `intake2` at window 2.
    pub fn received(handed_in: &[u8]) -> Play {
        let item = licence();
        let command = Command::Receive(receive(&item, handed_in));
        Play::new(item).then("intake2", command)
    }

    /// A licence, complete and accepted on the day of receipt, still with the intake officer.
    pub fn accepted() -> Play {
        Play::received(&[1, 2]).then("intake2", Command::Accept)
    }

    /// Received by commitment, and granted on it the same day.
    pub fn granted_on_commitment() -> Play {
        let item = by_commitment();
        let command = Receive { marks: committed(), ..receive(&item, &[]) };
        let play =
            Play::new(item).then("intake2", Command::Receive(command)).then("intake2", Command::Accept);
        let play = play.hand("intake2", "agent.sc").hand("agent.sc", "do.sc");
        play.then("do.sc", complete(DonePlace::Hall)).then("chief.sc", grant())
    }

    /// A licence accepted while row 2 may follow until 9 March.
    pub fn deferred() -> Play {
        Play::received(&[1]).then("intake2", accept_deferred(&[2]))
    }

    /// The same, with the decision next and row 2 still open.
    pub fn deferred_before_decision() -> Play {
        let play = Play::deferred().hand("intake2", "agent.sc").hand("agent.sc", "do.sc");
        play.then("do.sc", complete(DonePlace::Hall))
            .then("do.sc", visit(record("do2.sc")))
            .then("do2.sc", complete(DonePlace::OnSite))
            .hand("do.sc", "lead.sc")
            .then("lead.sc", complete(DonePlace::Hall))
            .hand("lead.sc", "agent.sc")
    }

    /// Accepted and taken over by the case agent.
    pub fn with_agent() -> Play {
        Play::accepted().hand("intake2", "agent.sc")
    }

    /// Taken over by the handler of the first step.
    pub fn with_handler() -> Play {
        Play::with_handler_of(licence())
    }

    /// The same of another item with the licence's papers and steps.
    pub fn with_handler_of(item: Item) -> Play {
        let command = Command::Receive(receive(&item, &[1, 2]));
        let accepted = Play::new(item).then("intake2", command).then("intake2", Command::Accept);
        accepted.hand("intake2", "agent.sc").hand("agent.sc", "do.sc")
    }

    /// Examined, checked on site by two, signed off by the leader: the decision is next.
    pub fn before_decision() -> Play {
        Play::before_decision_of(licence())
    }

    /// The same of another item with the licence's papers and steps.
    pub fn before_decision_of(item: Item) -> Play {
        Play::with_handler_of(item)
            .then("do.sc", complete(DonePlace::Hall))
            .then("do.sc", visit(record("do2.sc")))
            .then("do2.sc", complete(DonePlace::OnSite))
            .hand("do.sc", "lead.sc")
            .then("lead.sc", complete(DonePlace::Hall))
            .hand("lead.sc", "agent.sc")
    }

    /// Somebody is away from today on, with this deputy.
    pub fn away(mut self, person: &str, deputy: Option<&str>) -> Play {
        self.absent(person, deputy);
        self
    }

    /// The same, where the world goes on.
    pub fn absent(&mut self, person: &str, deputy: Option<&str>) {
        self.absences.last += 1;
        self.absences.list.push(casework::absence::Absence {
            id: self.absences.last,
            person: who(person),
            from: self.now.day(),
            until: None,
            class: casework::absence::AbsenceClass::Illness,
            deputy: deputy.map(who),
            by: who(person),
            entered_at: self.now,
            begun: true,
        });
    }

    /// Everybody is here again.
    pub fn all_back(mut self) -> Play {
        self.absences.list.clear();
        self
    }

    /// The head of the authority approved ten working days more.
    pub fn extended() -> Play {
        let asked = Play::with_handler().then("do.sc", Command::AskExtension(reason()));
        asked.then("chief.sc", Command::ApproveExtension)
    }

    /// Granted by the head of the authority.
    pub fn granted() -> Play {
        Play::before_decision().then("chief.sc", grant())
    }

    /// Re-checked, made, waiting to be collected.
    pub fn concluded() -> Play {
        Play::granted().then("agent.sc", Command::Recheck).then("do.sc", make())
    }

    /// The world as a command of that person sees it.
    pub fn seen_by<T>(&self, actor: &str, look: impl FnOnce(&Known) -> T) -> T {
        let numbers = |series: Series| self.numbers.get(&series).map_or(1, |last| last + 1);
        look(&Known {
            now: self.now,
            actor: who(actor),
            organisation: &self.organisation,
            absences: &self.absences,
            received_at: self.received_at,
            item: Some(&self.item),
            item_digest: digest(50),
            item_live: self.live,
            commitment_closed: self.commitment_closed,
            calendar: &self.calendar,
            thresholds: Thresholds::default(),
            order_days: 3,
            turn: self.turn,
            newer: self.newer.as_ref(),
            hearing: self.hearing.as_ref(),
            archived: self.archived,
            numbers: &numbers,
        })
    }

    /// Lets time do what it has to do until now, as the ledger does before every command.
    pub fn catch_up(&mut self) -> Vec<Event> {
        let mut all = self.seen_by("stranger", |known| redate(&self.case, known));
        self.apply(&all);
        while let Some(at) = due(&self.case).filter(|at| *at <= self.now) {
            let facts = self.seen_by("stranger", |known| catch_up(&self.case, at, known));
            assert!(!facts.is_empty(), "something is due at {at} and nothing happens");
            assert!(facts.iter().all(|fact| fact.at() == at), "a fact of time bears its legal instant");
            self.apply(&facts);
            assert!(due(&self.case).is_none_or(|next| next > at), "catching up moves due forward");
            all.extend(facts);
        }
        all
    }

    /// Moves the clock on the wall and lets time act.
    pub fn until(mut self, now: Instant) -> Play {
        assert!(now >= self.now, "time does not run backwards");
        self.now = now;
        self.catch_up();
        self
    }

    /// Nine o'clock of a day.
    pub fn on(self, text: &str) -> Play {
        self.until(day(text).at(9, 0))
    }

    /// A command of a person, after time.
    pub fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let facts = self.seen_by(actor, |known| decide(&self.case, &command, known))?;
        assert!(!facts.is_empty(), "a command that passes leaves a fact");
        self.apply(&facts);
        Ok(facts)
    }

    /// A command that passes.
    pub fn then(mut self, actor: &str, command: Command) -> Play {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {} at {:?}: {refusal:?}", command.act().name(), self.case.stage_name());
        }
        self
    }

    /// The code with which a command is refused; nothing changes.
    pub fn refuses(&self, actor: &str, command: Command) -> &'static str {
        self.refusal(actor, command).code()
    }

    /// Why a command is refused; nothing changes.
    pub fn refusal(&self, actor: &str, command: Command) -> Refusal {
        let mut copy = self.clone();
        match copy.attempt(actor, command) {
            Ok(facts) => panic!("{actor} {} should be refused, but {facts:?}", command.act().name()),
            Err(refusal) => refusal,
        }
    }

    /// Given and taken, papers counted.
    pub fn hand(self, from: &str, to: &str) -> Play {
        let papers = self.facts().holding.papers;
        self.then(from, give(to, papers)).then(to, take(papers))
    }

    pub fn facts(&self) -> &Facts {
        self.case.facts().expect("the test has received something")
    }

    pub fn stage(&self) -> StageName {
        self.case.stage_name()
    }

    pub fn last(&self) -> Event {
        *self.log.last().expect("something happened")
    }

    pub fn due_of(&self, kind: ClockKind) -> Day {
        self.facts().clocks.get(kind).expect("the clock was started").clock.due()
    }

    /// Facts become state by way of their stored form, and use up their numbers one by one.
    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, *fact);
            for (series, n) in draws(fact) {
                let last = self.numbers.entry(series).or_default();
                assert_eq!(n, *last + 1, "numbers of a series have no gap: {series:?}");
                *last = n;
            }
            self.case = evolve(std::mem::take(&mut self.case), &stored);
            self.log.push(*fact);
        }
    }
}
