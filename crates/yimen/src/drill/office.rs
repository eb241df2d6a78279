//! The office of a drill: people who act, a clock that is moved, and the course of a case as it should be.

use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, anyhow};
use calendar::{Calendar, Clock, Day, Instant};
use casework::{Case, DonePlace, File, Outcome, Verdict};
use catalogue::{CaseId, PersonId, RowSet, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::act_visit::{Signature, SiteVisit};
use centre::case::Problem;
use centre::particulars::{Applicant, RowReason};

use county::matter;
use county::people;
use county::random::Random;

const MINUTE: i64 = 60_000_000;

/// A unit with its people, and the item that is applied for there: examined, visited by two, decided.
pub struct Unit {
    /// Its code.
    pub code: &'static str,
    /// Who handles.
    pub handler: &'static str,
    /// Who approves more time.
    pub chief: &'static str,
    item: &'static str,
    window: &'static str,
    intake: &'static str,
    agent: &'static str,
    second: &'static str,
    lead: &'static str,
}

/// Market regulation, where nearly all is played.
pub const MARKET: Unit = Unit {
    code: "sc",
    handler: "do.sc",
    chief: "chief.sc",
    item: "food-business",
    window: "w2",
    intake: "intake2",
    agent: "agent.sc",
    second: "do2.sc",
    lead: "lead.sc",
};

/// Health, whose habits are bad.
pub const HEALTH: Unit = Unit {
    code: "wj",
    handler: "do.wj",
    chief: "chief.wj",
    item: "hygiene-licence",
    window: "w5",
    intake: "intake5",
    agent: "agent.gen",
    second: "do2.wj",
    lead: "lead.wj",
};

/// Farming, which does the same work as it should be done.
pub const FARMING: Unit = Unit {
    code: "ny",
    handler: "do.ny",
    chief: "chief.ny",
    item: "animal-epidemic",
    window: "w13",
    intake: "intake9",
    agent: "agent.gen",
    second: "do2.ny",
    lead: "lead.ny",
};

/// A fresh county at work.
pub struct Office<'a> {
    /// The centre.
    pub centre: &'a Centre,
    clock: &'a AtomicI64,
    applicants: Cell<u32>,
}

pub fn who(id: &str) -> PersonId {
    PersonId::parse(id).expect("the county's people have plain codes")
}

pub fn acting(id: &str) -> Session {
    Session::acting(who(id))
}

impl<'a> Office<'a> {
    pub fn new(centre: &'a Centre, clock: &'a AtomicI64) -> Office<'a> {
        Office { centre, clock, applicants: Cell::new(0) }
    }

    pub fn now(&self) -> Instant {
        self.centre.instant()
    }

    /// Lets an hour go by, and time do what it has to do.
    pub async fn hour(&self) -> anyhow::Result<()> {
        self.minutes(60).await
    }

    /// Lets minutes go by, and time do what it has to do.
    pub async fn minutes(&self, minutes: i64) -> anyhow::Result<()> {
        self.clock.fetch_add(minutes * MINUTE, Ordering::AcqRel);
        self.centre.tick().await?;
        Ok(())
    }

    /// Lets time do what it has to do, in the same minute.
    pub async fn turn(&self) -> anyhow::Result<()> {
        self.centre.tick().await?;
        Ok(())
    }

    /// Half past eight of the n-th working day from now on.
    pub async fn working_days(&self, n: u32) -> anyhow::Result<()> {
        let day = Calendar::built_in().add_working_days(self.now().day(), n)?;
        self.morning(day).await
    }

    /// Half past eight of a day.
    pub async fn morning(&self, day: Day) -> anyhow::Result<()> {
        self.until(day.at(8, 30)).await
    }

    /// Half past eight of the next day, on which yesterday is looked at.
    pub async fn tomorrow(&self) -> anyhow::Result<()> {
        self.morning(self.now().day().plus_days(1)).await
    }

    /// Eight in the evening, when the hall is long closed.
    pub async fn evening(&self) -> anyhow::Result<()> {
        self.until(self.now().day().at(20, 0)).await
    }

    async fn until(&self, at: Instant) -> anyhow::Result<()> {
        self.clock.fetch_max(at.0, Ordering::AcqRel);
        self.centre.tick().await?;
        Ok(())
    }

    /// The morning after next: a play begins with a clean desk.
    pub async fn next_play(&self) -> anyhow::Result<()> {
        self.working_days(2).await
    }

    /// Carries something out, or answers the code of the refusal.
    pub async fn tries(&self, person: &str, case: CaseId, act: Act) -> anyhow::Result<Result<(), String>> {
        match self.centre.case_act(&acting(person), case, centre::seal::random(), None, &act).await {
            Ok(_) => Ok(Ok(())),
            Err(Problem::Refused(refusal)) => Ok(Err(refusal.code().to_owned())),
            Err(other) => Err(anyhow!("{person} met {other:?}")),
        }
    }

    /// Carries something out that has to succeed.
    pub async fn does(&self, person: &str, case: CaseId, act: Act) -> anyhow::Result<()> {
        let name = act.name();
        let done = self.tries(person, case, act).await?;
        done.map_err(|code| anyhow!("{person} could not do {name}: {code}"))
    }

    /// The first of these people who may do it does it.
    pub async fn any_does(&self, people: &[&str], case: CaseId, act: &Act) -> anyhow::Result<()> {
        let mut codes = Vec::new();
        for person in people {
            match self.tries(person, case, act.clone()).await? {
                Ok(()) => return Ok(()),
                Err(code) => codes.push(code),
            }
        }
        Err(anyhow!("none of {people:?} could do {}: {codes:?}", act.name()))
    }

    /// A new applicant, with everything that is required but these rows.
    pub async fn receives(&self, lacks: &[u8]) -> anyhow::Result<CaseId> {
        self.receives_as(centre::seal::random(), lacks).await
    }

    /// The same under an id drawn before.
    pub async fn receives_as(&self, id: [u8; 16], lacks: &[u8]) -> anyhow::Result<CaseId> {
        self.takes_in(&MARKET, id, lacks, MARKET.window).await
    }

    /// With everything that is required, at another window of the same officer.
    pub async fn receives_at(&self, window: &str) -> anyhow::Result<CaseId> {
        self.takes_in(&MARKET, centre::seal::random(), &[], window).await
    }

    /// So many applicants of a unit, each with everything that is required.
    pub async fn receives_for(&self, unit: &Unit, n: usize) -> anyhow::Result<Vec<CaseId>> {
        let mut cases = Vec::with_capacity(n);
        for _ in 0..n {
            cases.push(self.takes_in(unit, centre::seal::random(), &[], unit.window).await?);
        }
        Ok(cases)
    }

    async fn takes_in(
        &self,
        unit: &Unit,
        id: [u8; 16],
        lacks: &[u8],
        window: &str,
    ) -> anyhow::Result<CaseId> {
        let n = self.applicants.get() + 1;
        self.applicants.set(n);
        let item = self.centre.item_entry(unit.item).await?.context("the county has the item")?.item;
        let applicant: Applicant = people::person(&mut Random::new(u64::from(n) + 31), 7_000 + n);
        let lacks = RowSet::of(lacks).map_err(|_| anyhow!("rows are below 65"))?;
        let mut intake = matter::complete(&item, applicant, WindowId::parse(window)?);
        let marks = &mut intake.marks;
        marks.copy_kept = marks.copy_kept.difference(lacks);
        marks.original_seen = marks.original_seen.difference(lacks);
        intake.papers = u16::from(marks.copy_kept.len());
        match self.centre.case_receive(&acting(unit.intake), id, &intake).await {
            Ok((case, _)) => Ok(case),
            Err(problem) => Err(anyhow!("the window met {problem:?}")),
        }
    }

    /// The file as it stands.
    pub async fn file(&self, case: CaseId) -> anyhow::Result<Box<File>> {
        match self.centre.case_state(case).await?.map(|it| it.case) {
            Some(Case::Filed(file)) => Ok(file),
            _ => Err(anyhow!("there is no such case")),
        }
    }

    /// A correction notice for these rows.
    pub fn correction(rows: &[u8]) -> Act {
        let rows = rows
            .iter()
            .map(|row| RowReason { row: *row, reason: "这次没有带来，请补齐。".into() });
        Act::Correction { rows: rows.collect() }
    }

    /// From hand to hand.
    async fn hands_over(&self, from: &str, to: &str, case: CaseId) -> anyhow::Result<()> {
        let papers = self.file(case).await?.facts.holding.papers;
        self.does(from, case, Act::Give { to: who(to), papers, note: String::new() }).await?;
        self.does(to, case, Act::Take { papers }).await
    }

    /// Accepted, and in the handler's hands. `hours` lets an hour go by before each act, as it takes people.
    pub async fn in_hand(&self, case: CaseId, hours: bool) -> anyhow::Result<()> {
        self.pause(hours).await?;
        self.accepts(&MARKET, case).await?;
        self.pause(hours).await?;
        self.passes_on(&MARKET, case).await
    }

    async fn pause(&self, hours: bool) -> anyhow::Result<()> {
        if hours { self.hour().await } else { Ok(()) }
    }

    /// Accepted at the window.
    pub async fn accepts(&self, unit: &Unit, case: CaseId) -> anyhow::Result<()> {
        self.does(unit.intake, case, Act::Accept).await
    }

    /// From the window by the agent into the handler's hands.
    pub async fn passes_on(&self, unit: &Unit, case: CaseId) -> anyhow::Result<()> {
        self.hands_over(unit.intake, unit.agent, case).await?;
        self.hands_over(unit.agent, unit.handler, case).await
    }

    /// The papers are examined.
    pub async fn examines(&self, unit: &Unit, case: CaseId) -> anyhow::Result<()> {
        self.does(unit.handler, case, Office::step(DonePlace::Hall)).await
    }

    /// The place is visited by two.
    pub async fn visits(&self, unit: &Unit, case: CaseId) -> anyhow::Result<()> {
        let now = self.now();
        let visit = SiteVisit {
            with: who(unit.second),
            entered_at: now,
            left_at: now,
            minutes: "设备在用，布局与图纸一致。".into(),
            signature: Signature::Signed,
            photographs: 4,
        };
        let opinion = "现场与申请材料一致。".into();
        let place = DonePlace::OnSite;
        let seen = Act::Step { verdict: Verdict::Agree, opinion, place, visit: Some(visit) };
        self.does(unit.handler, case, seen).await?;
        self.does(unit.second, case, Office::step(DonePlace::OnSite)).await
    }

    /// Granted, re-checked, made.
    pub async fn grants(&self, unit: &Unit, case: CaseId) -> anyhow::Result<()> {
        let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
        self.does(unit.lead, case, grant).await?;
        self.does(unit.agent, case, Act::Recheck).await?;
        self.does(unit.handler, case, Act::Make).await
    }

    fn step(place: DonePlace) -> Act {
        let opinion = "材料齐全，符合要求。".into();
        Act::Step { verdict: Verdict::Agree, opinion, place, visit: None }
    }

    /// Examined, visited, granted, re-checked, made: from the handler's hands to the counter.
    pub async fn concludes(&self, case: CaseId, hours: bool) -> anyhow::Result<()> {
        self.pause(hours).await?;
        self.examines(&MARKET, case).await?;
        self.pause(hours).await?;
        self.visits(&MARKET, case).await?;
        self.pause(hours).await?;
        self.grants(&MARKET, case).await
    }

    /// Several from the handler's hands to the counter, side by side: so many minutes before each step.
    pub async fn finishes(&self, unit: &Unit, cases: &[CaseId], minutes: i64) -> anyhow::Result<()> {
        self.minutes(minutes).await?;
        for case in cases {
            self.examines(unit, *case).await?;
        }
        self.minutes(minutes).await?;
        for case in cases {
            self.visits(unit, *case).await?;
        }
        self.minutes(minutes).await?;
        for case in cases {
            self.grants(unit, *case).await?;
        }
        Ok(())
    }

    /// Several are handed out on the next working day.
    pub async fn hands_out(&self, cases: &[CaseId]) -> anyhow::Result<()> {
        self.working_days(1).await?;
        for case in cases {
            self.delivers(*case).await?;
        }
        Ok(())
    }

    /// Handed out to the applicant.
    pub async fn delivers(&self, case: CaseId) -> anyhow::Result<()> {
        let code = self.centre.pickup_code(case).await?.context("the code was sent")?;
        let file = self.centre.case_fetch(case).await?.context("the case is there")?;
        let applicant = file.applicant;
        let deliver = Act::Deliver {
            code,
            document_type: applicant.document_type.clone(),
            document_number: applicant.document_number.clone(),
            collector: None,
            window: WindowId::parse("w15")?,
        };
        self.does("out", case, deliver).await
    }

    /// The rest of an honest case: done within the day, collected the next.
    pub async fn ends_well(&self, case: CaseId) -> anyhow::Result<()> {
        self.concludes(case, true).await?;
        self.working_days(1).await?;
        self.delivers(case).await
    }

    /// The clock of the promise.
    async fn promise(&self, case: CaseId) -> anyhow::Result<Clock> {
        let clocks = self.file(case).await?.facts.clocks;
        clocks.promised.map(|it| it.clock).context("no promise runs")
    }

    /// Lets working days go by until so many percent of the promise are used.
    pub async fn until_used(&self, case: CaseId, percent: i32) -> anyhow::Result<()> {
        let calendar = Calendar::built_in();
        loop {
            let clock = self.promise(case).await?;
            if clock.days_used(self.now(), calendar) * 100 / clock.days_total(calendar) >= percent {
                return Ok(());
            }
            self.working_days(1).await?;
        }
    }

    /// Lets working days go by until no more than so many of the promise are left.
    pub async fn until_left(&self, case: CaseId, days: i32) -> anyhow::Result<()> {
        let calendar = Calendar::built_in();
        while self.promise(case).await?.days_left(self.now(), calendar) > days {
            self.working_days(1).await?;
        }
        Ok(())
    }
}
