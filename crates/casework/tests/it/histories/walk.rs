//! One walk: a case, what its ledger keeps beside it (the line of a limited number, parties and hearing), and one move
//! after another by anybody.

use super::holds;
use crate::delivery;
use crate::dice::{Dice, again};
use crate::electronic;
use crate::fixture::*;
use crate::hearings;
use crate::play::Play;
use calendar::Instant;
use casework::absence::deputies;
use casework::hearing::{self, Hearing};
use casework::quota::{self, Line, Standing, Turn};
use casework::*;
use catalogue::{CaseId, Item};
use std::collections::BTreeSet;

/// Moves of one walk, at most.
const MOVES_MAX: usize = 90;
/// Moves that are still tried on a case that has ended.
const AFTER_END: usize = 5;
/// Commands thrown until somebody passes with one.
const THROWS: usize = 40;

/// Everybody of the county, and the applicant with the own code.
const EVERYBODY: [&str; PEOPLE.len() + 1] = {
    let mut all = ["applicant"; PEOPLE.len() + 1];
    let mut n = 0;
    while n < PEOPLE.len() {
        all[n] = PEOPLE[n];
        n += 1;
    }
    all
};

/// What was done, for whoever reads a failed walk.
#[derive(Debug)]
#[expect(dead_code, reason = "read by whoever has to understand a failed walk")]
#[expect(clippy::large_enum_variant, reason = "nearly every deed is a command")]
enum Deed {
    Waited { minutes: i64 },
    World(&'static str),
    Case(&'static str, Command),
    Hearing(&'static str, hearing::Command),
}

pub struct Walk {
    pub play: Play,
    /// The line, where the number of the item is limited.
    pub line: Option<Line>,
    pub refused: usize,
    /// Acts of the case that passed.
    pub passed: BTreeSet<Act>,
    dice: Dice,
    seed: u64,
    others: usize,
    /// Moves out of twelve that get the case on.
    haste: usize,
    deeds: Vec<Deed>,
}

impl Drop for Walk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let deeds = self.deeds.iter().map(|deed| format!("{deed:?}\n")).collect::<String>();
            eprintln!("{deeds}this walk again: {}", again(self.seed));
        }
    }
}

fn own() -> CaseId {
    CaseId::parse("own").expect("a plain code")
}

fn other(n: usize) -> CaseId {
    CaseId::parse(&format!("other{n}")).expect("a plain code")
}

impl Walk {
    /// Walks from an empty hall as long as the dice say.
    pub fn through(item: Item, seed: u64) -> Walk {
        let mut play = Play::new(item);
        if play.item.hearing.is_some() {
            play.hearing = Some(Hearing::default());
            hearings::with_chairs(&mut play);
        }
        let line = play.item.quota.is_some().then(Line::default);
        let (passed, deeds, mut dice) = (BTreeSet::new(), Vec::new(), Dice::new(seed));
        let haste = dice.one(&[1, 4, 6, 7]);
        let mut walk = Walk { play, line, refused: 0, passed, dice, seed, others: 0, haste, deeds };
        let mut left = 1 + walk.dice.below(MOVES_MAX);
        while left > 0 {
            walk.moves();
            let ended = walk.play.case != Case::Absent && !walk.play.case.is_open();
            left = (left - 1).min(if ended { AFTER_END } else { MOVES_MAX });
        }
        walk
    }

    fn moves(&mut self) {
        let minutes = match self.dice.below(68) {
            0..48 => self.dice.below(60),
            48..64 => 60 + self.dice.below(1_380),
            64..67 => 1_440 + self.dice.below(10_560),
            _ => self.dice.below(50 * 1_440),
        };
        self.wait(i64::try_from(minutes).expect("fifty days"));
        self.world_moves();
        match self.dice.below(12) {
            0..2 => self.anything(),
            2..4 => self.whatever_passes(),
            n if n < 12 - self.haste => self.offered(),
            _ => self.onward(),
        }
    }

    fn wait(&mut self, minutes: i64) {
        self.deeds.push(Deed::Waited { minutes });
        let before = self.play.case.clone();
        self.play.now = Instant(self.play.now.plus_minutes(minutes).0);
        let facts = self.play.catch_up();
        self.leads(&facts);
        holds::after(self, &before, &facts);
        assert!(due(&self.play.case).is_none_or(|next| next > self.play.now), "time has caught up");
    }

    /// Somebody falls ill or is back, the item has a new revision, others stand in the line.
    fn world_moves(&mut self) {
        if self.dice.rarely(15) {
            self.deeds.push(Deed::World("somebody away"));
            let person = if self.dice.rarely(2) { self.dice.one(&PEOPLE) } else { self.holder() };
            let able = deputies(&self.play.organisation, who(person), self.play.now.day());
            let deputy = EVERYBODY.into_iter().find(|it| able.contains(&who(it)));
            self.play.absent(person, deputy);
        } else if self.dice.rarely(20) {
            self.deeds.push(Deed::World("all back"));
            self.play.absences.list.clear();
            let covered =
                self.play.case.facts().and_then(|facts| facts.covers.map(|it| (it, facts.holding.papers)));
            if let Some((person, papers)) = covered {
                let back = EVERYBODY.into_iter().find(|it| who(it) == person).expect("of this county");
                self.attempt(back, take_back(papers));
            }
        }
        if self.dice.rarely(25) {
            let mut newer = self.play.item.clone();
            newer.revision += 1;
            let more = self.dice.rarely(3);
            newer.materials.iter_mut().filter(|it| it.row == 4).for_each(|it| it.required |= more);
            self.deeds.push(Deed::World("a newer revision"));
            self.play.newer = Some(newer);
        }
        if self.line.is_some() && self.dice.rarely(6) {
            self.others_move();
        }
        if self.play.hearing.is_some() && self.dice.rarely(4) {
            self.anything_about_hearing();
        }
    }

    /// Who holds the case, or anybody as long as there is none.
    fn holder(&mut self) -> &'static str {
        let holder = self.play.case.facts().map(|facts| facts.holding.person);
        let holder = EVERYBODY.into_iter().find(|it| Some(who(it)) == holder);
        holder.unwrap_or_else(|| self.dice.one(&EVERYBODY))
    }

    fn turn(&self, case: CaseId) -> Option<Turn> {
        let rule = self.play.item.quota.as_ref()?;
        self.line.as_ref().map(|line| line.turn(case, rule, self.play.now.day()))
    }

    /// Another case is accepted, granted in its turn, or out.
    fn others_move(&mut self) {
        self.deeds.push(Deed::World("others in the line"));
        if self.others == 0 || self.dice.rarely(3) {
            self.others += 1;
            let receipt = ReceiptNo { issuer: unit("sc"), year: 2026, n: 1_000 };
            self.leads_line(quota::Command::Enter { case: other(self.others), receipt });
            return;
        }
        let case = other(1 + self.dice.below(self.others));
        let standing = match self.turn(case) {
            Some(Turn::Free) if self.dice.rarely(2) => Standing::Granted { on: self.play.now.day() },
            _ => Standing::Out,
        };
        self.leads_line(quota::Command::Settle { case, standing });
    }

    fn leads_line(&mut self, command: quota::Command) {
        let line = self.line.take().unwrap_or_default();
        let facts = quota::decide(&line, &command, self.play.now).expect("it is in the line or is not yet");
        self.line = Some(facts.iter().fold(line, quota::evolve));
    }

    /// What the facts of a case do beside it: the line of a limited number, the revision it is bound to.
    fn leads(&mut self, facts: &[Event]) {
        for fact in facts {
            if let (Event::Rebound(_), Some(newer)) = (fact, self.play.newer.take()) {
                self.play.item = newer;
            }
            let settle = |standing| quota::Command::Settle { case: own(), standing };
            let command = match fact {
                Event::Accepted(_) | Event::DeemedAccepted(_) => {
                    quota::Command::Enter { case: own(), receipt: self.play.facts().receipt }
                }
                Event::Decided(fact) if fact.outcome == Outcome::Granted => {
                    assert_eq!(self.turn(own()).unwrap_or(Turn::Free), Turn::Free, "N23: granted in turn");
                    settle(Standing::Granted { on: fact.at.day() })
                }
                Event::DecisionReturned(_) => settle(Standing::Waiting),
                Event::Decided(_)
                | Event::Withdrawn(_)
                | Event::WithdrawnByApplicant(_)
                | Event::EndedWithApplicant(_) => settle(Standing::Out),
                _ => continue,
            };
            if self.line.is_some() && self.play.facts().acceptance.is_some() {
                self.leads_line(command);
            }
        }
    }

    fn attempt(&mut self, actor: &'static str, command: Command) {
        self.deeds.push(Deed::Case(actor, command));
        self.play.turn = self.turn(own());
        let before = self.play.case.clone();
        match self.play.attempt(actor, command) {
            Ok(facts) => {
                self.passed.insert(command.act());
                self.leads(&facts);
                holds::after(self, &before, &facts);
            }
            Err(refusal) => {
                assert!(!refusal.code().is_empty());
                assert_eq!(self.play.case, before, "a refusal changes nothing");
                self.refused += 1;
            }
        }
    }

    /// Any command, right or wrong, by anybody; the applicant's own acts often enough by the applicant.
    fn anything(&mut self) {
        let all = wild(&self.play, &mut self.dice);
        let command = self.dice.one(&all);
        let own = command.act().is_applicants() && !self.dice.rarely(4);
        let actor = match own {
            true => "applicant",
            false if command.act().is_by_itself() => "time",
            false => self.dice.one(&EVERYBODY),
        };
        self.attempt(actor, command);
    }

    /// A command thrown until somebody passes with it; rather one that has not passed yet, and seldom one that ends the case.
    fn whatever_passes(&mut self) {
        if let Some(Event::WithdrawCodeSent(sent)) = self.play.log.last() {
            let by = WithdrawByCode { cause: WithdrawCause::ComesAgain, words: None, code: sent.code };
            return self.attempt("applicant", Command::WithdrawByCode(by));
        }
        if self.by_the_electronic_way() {
            return;
        }
        for _ in 0..THROWS {
            let all = wild(&self.play, &mut self.dice);
            let command = self.dice.one(&all);
            let act = command.act();
            let ends = [Act::Withdraw, Act::EndWithApplicant, Act::RefuseAcceptance].contains(&act);
            if (ends || self.passed.contains(&act)) && !self.dice.rarely(12) {
                continue;
            }
            if let Some(actor) = self.who_passes(&command) {
                return self.attempt(actor, command);
            }
        }
    }

    /// Whoever agreed to it is often sent a message, and often fetches with its code.
    fn by_the_electronic_way(&mut self) -> bool {
        let Some(facts) = self.play.case.facts().filter(|_| self.play.stage() == StageName::Concluded) else {
            return false;
        };
        let (sending, own_document) = (facts.sending, facts.applicant);
        match (sending.fetch, sending.consent) {
            (Some(sent), _) => {
                let by = FetchElectronic { code: sent.code };
                self.attempt("applicant", Command::FetchElectronic(by));
                true
            }
            (None, Consent::Given { .. }) if self.dice.rarely(2) => {
                self.attempt("out", electronic::send(80));
                true
            }
            (None, Consent::NotGiven) if self.dice.rarely(4) => {
                self.attempt("out", electronic::agree(own_document, "w15"));
                true
            }
            _ => false,
        }
    }

    /// Somebody who passes with the command.
    fn who_passes(&mut self, command: &Command) -> Option<&'static str> {
        self.play.turn = self.turn(own());
        let (play, from) = (&self.play, self.dice.below(EVERYBODY.len()));
        let mut people = EVERYBODY.into_iter().cycle().skip(from).take(EVERYBODY.len());
        people.find(|actor| play.seen_by(actor, |known| decide(&play.case, command, known)).is_ok())
    }

    /// Something the page offers to somebody, often to whoever holds the case.
    fn offered(&mut self) {
        let actor = if self.dice.rarely(2) { self.holder() } else { self.dice.one(&EVERYBODY) };
        let open = self.play.seen_by(actor, |known| offers(&self.play.case, known));
        let open: Vec<Command> =
            open.into_iter().filter(|it| it.refusal.is_none()).map(|it| it.example).collect();
        match open.is_empty() {
            true => self.anything(),
            false => {
                let command = self.dice.one(&open);
                self.attempt(actor, command);
            }
        }
    }

    /// The act nearest to the end that anybody may do.
    fn onward(&mut self) {
        if self.play.hearing.is_some() && self.onward_with_hearing() {
            return;
        }
        if self.dice.rarely(4) && self.by_the_electronic_way() {
            return;
        }
        let nearest = nearest(&self.play, &mut self.dice);
        let nearest = nearest.into_iter().find_map(|it| self.who_passes(&it).map(|actor| (actor, it)));
        match nearest {
            Some((actor, command)) => self.attempt(actor, command),
            None => self.anything(),
        }
    }

    fn in_hand(&self) -> Option<(&Hearing, &File)> {
        let file = self.play.case.file().filter(|file| matches!(file.stage, Stage::Handling(_)))?;
        Some((self.play.hearing.as_ref()?, file))
    }

    /// A hearing that is needed is called by whoever carries the case, and held by its chair when the hour has come.
    fn onward_with_hearing(&mut self) -> bool {
        let other = self.dice.rarely(2);
        let Some((hearing, file)) = self.in_hand() else { return false };
        if other || hearing.held.is_some() || !hearing::is_needed(&self.play.item, hearing) {
            return false;
        }
        let (called, agent) = (hearing.called, file.facts.agent);
        let chair = called.map_or(who("stranger"), |it| it.call.chair);
        let [agent, chair] = [agent, chair]
            .map(|person| EVERYBODY.into_iter().find(|it| who(it) == person).expect("of this county"));
        match called.map(|it| it.call.at) {
            None => {
                let at = self.play.calendar.add_working_days(self.play.now.day(), hearing::NOTICE_DAYS);
                let at = at.expect("the year is known").at(9, 0);
                let call =
                    hearing::Call { chair: who(self.dice.one(&hearings::CHAIRS)), at, place: sealed(31) };
                self.attempt_hearing(agent, hearing::Command::Call(call));
            }
            Some(at) if at > self.play.now => self.wait((at.0 - self.play.now.0) / 60_000_000 + 1),
            Some(_) => self.attempt_hearing(chair, hearings::hold()),
        }
        true
    }

    fn anything_about_hearing(&mut self) {
        let Some((hearing, file)) = self.in_hand() else { return };
        let (chair, carries) = (hearing.called.map(|it| it.call.chair), file.facts.holding.person);
        let party = u8::try_from(self.dice.below(3)).expect("a few");
        let days = i32::try_from(self.dice.below(40)).expect("a few");
        let at = self.play.now.day().plus_days(days).at(9, 0);
        let [first, second] = [self.dice.one(&PEOPLE), self.dice.one(&["do.sc", "do2.sc"])].map(who);
        let command = self.dice.one(&[
            hearings::third(),
            hearing::Command::Add(hearing::Who::Applicant),
            hearings::tell(party),
            hearings::state(party, days % 2 == 0),
            hearings::serve(party, &self.play.now.day().to_string()),
            hearings::giving_up::withdraw(party),
            hearings::giving_up::strike(party),
            hearings::giving_up::call_off(),
            hearing::Command::Call(hearing::Call { chair: first, at, place: sealed(31) }),
            hearings::hold(),
            hearing::Command::Assign(hearing::Officers { first, second }),
        ]);
        let likely = EVERYBODY.into_iter().filter(|it| who(it) == carries || Some(who(it)) == chair);
        let likely: Vec<&str> = likely.collect();
        let actor = if self.dice.rarely(3) { self.dice.one(&EVERYBODY) } else { self.dice.one(&likely) };
        self.attempt_hearing(actor, command);
    }

    fn attempt_hearing(&mut self, actor: &'static str, command: hearing::Command) {
        self.deeds.push(Deed::Hearing(actor, command));
        let before = self.play.case.clone();
        if let Err(refusal) = hearings::attempt(&mut self.play, actor, command) {
            assert!(!refusal.code().is_empty());
            self.refused += 1;
        }
        assert_eq!(self.play.case, before, "the register stands beside the case");
        holds::after(self, &before, &[]);
    }
}

/// Commands out of which one is thrown: each kind there is, fitted to the case or not.
pub fn wild(play: &Play, dice: &mut Dice) -> Vec<Command> {
    let papers = u16::try_from(dice.below(8)).expect("a few");
    let row = u8::try_from(1 + dice.below(5)).expect("a few");
    let code = u8::try_from(30 + dice.below(2)).expect("two codes");
    let person = dice.one(&PEOPLE);
    let held = play.case.facts().map_or(papers, |facts| facts.holding.papers);
    let given = play.case.facts().and_then(|facts| facts.pending).map_or(papers, |pending| pending.papers);
    let revision = play.newer.as_ref().map_or(play.item.revision, |newer| newer.revision);
    let (article, changes, body) = (sealed(51), sealed(52), digest(53));
    let ground = dice.one(&RebindGround::ALL);
    let newer = Rebind { revision, body, ground, article, changes };
    let today = play.now.day().to_string();
    let registered = play.case.facts().map_or(sealed(1), |facts| facts.applicant_sealed);
    let own_document = play.case.facts().map_or(digest(row), |facts| facts.applicant);
    vec![
        Command::Receive(receive(&play.item, &[1])),
        Command::Receive(receive(&play.item, &[1, 2])),
        more(&[row]),
        notice(&[row]),
        notice(&[1, 2]),
        release(&[1]),
        release(&[row]),
        Command::Accept,
        accept_deferred(&[2]),
        accept_deferred(&[row]),
        refuse_acceptance(NonAcceptanceGround::Barred { ground: crate::fixture::ground("barred") }),
        Command::PresentInstant,
        Command::SignInstant,
        Command::ReturnInstant(reason()),
        give(person, held),
        take(given),
        take(papers),
        Command::DeclineOver(reason()),
        Command::RecallOver,
        stand_in(held),
        take_back(held),
        reassign(person, papers),
        complete(DonePlace::Hall),
        complete(DonePlace::OnSite),
        Command::ReturnToStep(ReturnToStep { step: row - 1, reason: sealed(1) }),
        ask_stop(row % 3, papers * 6),
        ask_stop_open(row % 3, papers * 6),
        show_order(),
        Command::ApproveStop,
        Command::RefuseStop(reason()),
        resume(),
        Command::AskExtension(reason()),
        Command::ApproveExtension,
        Command::RefuseExtension(reason()),
        withdraw(WithdrawCause::ComesAgain, None),
        send_code(code),
        withdraw_by_code(code),
        reissue(row, "w3", row),
        same_matter("w2"),
        change_contact(row, "w2", registered),
        correct(row),
        rename(row),
        Command::Rebind(newer),
        inherited(),
        end_with(EndGround::Died),
        grant(),
        refuse("place"),
        Command::Recheck,
        Command::ReturnDecision(reason()),
        make(),
        deliver(),
        delivery::renew(own_document, code, true),
        delivery::confirm_address(own_document, "w15"),
        delivery::post(),
        delivery::signed_for(&today),
        delivery::left(&today),
        delivery::announced(&today),
        electronic::agree(own_document, "w15"),
        electronic::end(own_document, "w15"),
        electronic::send(code),
        electronic::confirmed(&today),
        electronic::fetch(code),
        check(CheckOutcome::ToCorrect),
        check(CheckOutcome::False),
        Command::AskPriority(reason()),
        approve_priority(),
        Command::RefusePriority(reason()),
        explain("2026-12-31"),
        photograph(code),
        papers_lost(1),
    ]
}

/// What gets the case on, nearest to the end first.
fn nearest(play: &Play, dice: &mut Dice) -> Vec<Command> {
    let Some(file) = play.case.file() else { return vec![Command::Receive(brought(play, dice))] };
    let (facts, now) = (&file.facts, play.now);
    let papers = facts.holding.papers;
    let mut all = vec![make(), Command::Recheck, grant(), Command::SignInstant];
    if let Stage::Concluded(conclusion) = &file.stage {
        let (identity, pickup) = (facts.applicant, conclusion.pickup.unwrap_or(digest(0)));
        all.push(Command::Deliver(Deliver {
            to: DeliverTo::Applicant,
            identity,
            pickup,
            window: window("w15"),
        }));
    }
    if let Stage::Handling(handling) = &file.stage {
        let with = if facts.holding.person == who("do.sc") { "do2.sc" } else { "do.sc" };
        let seen = Visit { entered_at: now, left_at: now, ..record(with) };
        let visits = handling.first_officer.is_none().then(|| visit(seen));
        all.extend([complete(DonePlace::Hall), complete(DonePlace::OnSite)].into_iter().chain(visits));
    }
    all.extend(facts.pending.map(|pending| take(pending.papers)));
    all.extend([Command::PresentInstant, Command::Accept]);
    let open = facts.open_rows();
    if !open.is_empty() && dice.rarely(2) {
        all.push(more(&open.iter().collect::<Vec<_>>()));
    }
    let from = dice.below(PEOPLE.len());
    all.extend(PEOPLE.into_iter().cycle().skip(from).take(PEOPLE.len()).map(|to| give(to, papers)));
    all
}

/// An application, complete or not; by commitment where the item allows it.
fn brought(play: &Play, dice: &mut Dice) -> Receive {
    let marks = match (play.item.commitment.is_some(), dice.rarely(2)) {
        (true, true) => committed(),
        (_, true) => kept(&[1, 2]),
        _ => kept(&[1]),
    };
    Receive { marks, ..receive(&play.item, &[]) }
}
