//! A complaint from its number to its end: what is refused to whom (C32, E27, F18), its days (R118), the sealed report, and
//! who may do what where it stands, as a text in the source.
//!
//! `YIMEN_WRITE_GOLDEN=1` rewrites tests/complaint_may.txt.

mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::{Known, SeriesKind};
use catalogue::item::Post;
use catalogue::{CaseId, PersonId};
use oversight::bound::Bound;
use oversight::complaint::*;
use oversight::{Refusal, Rule};
use std::fmt::Write as _;

/// The complainant, who has no account.
pub const COMPLAINANT: &str = "applicant";

/// A complaint as the ledger would lead it.
pub type Led = crate::watch::Led<Complaint>;

/// The county with a complaint desk, its deputy, a leader of another unit, and the discipline inspection.
fn county(mut play: Play) -> Led {
    let organisation = &mut play.organisation;
    post(organisation, "desk1", Post::ComplaintOfficer, "centre");
    post(organisation, "desk2", Post::ComplaintOfficer, "centre");
    post(organisation, "lead.wj", Post::LeaderInCharge, "wj");
    post(organisation, "inspector", Post::DisciplineInspector, "centre");
    Led::new(play)
}

impl Led {
    fn known_by<T>(&self, actor: PersonId, look: impl FnOnce(&Known) -> T) -> T {
        let numbers = |series: casework::Series| {
            assert_eq!(series.kind, SeriesKind::Complaint, "one series for all");
            self.n
        };
        self.world.seen_by("stranger", |known| look(&Known { actor, numbers: &numbers, ..*known }))
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push((fact.kind(), fact.encode()));
        }
    }

    fn catch_up(&mut self) -> Vec<Event> {
        let mut all = Vec::new();
        while let Some(at) = due(&self.state).filter(|at| *at <= self.world.now) {
            let facts = catch_up(&self.state, at);
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at));
            self.apply(&facts);
            assert!(due(&self.state).is_none_or(|next| next > at), "due moves forward");
            all.extend(facts);
        }
        all
    }

    pub fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let case = self.about_case.then(|| file(&self.world));
        let facts =
            self.known_by(who(actor), |known| decide(&self.state, &command, known, &self.bounds, case))?;
        self.apply(&facts);
        Ok(facts)
    }

    pub fn then(mut self, actor: &str, command: Command) -> Self {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refusal(&self, actor: &str, command: Command) -> &'static str {
        self.clone().attempt(actor, command).expect_err("this is refused").code()
    }

    pub fn on(mut self, text: &str) -> Self {
        self.world.now = day(text).at(9, 0);
        self.catch_up();
        self
    }

    fn filed(&self) -> &Filed {
        match &self.state {
            Complaint::Filed(filed) => filed,
            Complaint::Absent => panic!("the test has filed something"),
        }
    }
}

fn ask() -> File {
    File {
        channel: Channel::Web,
        class: Class::Slow,
        about: About { unit: Some(unit("sc")), ..About::default() },
        words: sealed(1),
        contact: Some(sealed(2)),
        open_to_unit: false,
    }
}

fn assign() -> Assign {
    Assign { unit: unit("sc"), to: None, about_unit: unit("sc"), person: None, class: Class::Slow }
}

fn longer(until: &str) -> Command {
    Command::TellLonger(TellLonger { until: day(until), reason: sealed(3) })
}

fn draft() -> Command {
    Command::Draft(Draft(sealed(4)))
}

fn reply() -> Command {
    Command::Reply(Reply { words: sealed(5), verdict: Verdict::Founded, cause: Cause::Conduct })
}

fn satisfied() -> Command {
    Command::Close(Close::Satisfied(sealed(6)))
}

fn without_word() -> Command {
    Command::Close(Close::WithoutWord(sealed(7)))
}

fn confirm() -> Command {
    Command::Confirm(Confirm(None))
}

fn reopen() -> Command {
    Command::Reopen(sealed(8))
}

fn publish() -> Command {
    Command::Publish(sealed(9))
}

/// On 2 March, a Monday, about the market bureau.
pub fn filed() -> Led {
    county(Play::new(licence())).then(COMPLAINANT, Command::File(ask()))
}

/// The same without a word about who complains.
fn anonymous() -> Led {
    county(Play::new(licence())).then(COMPLAINANT, Command::File(File { contact: None, ..ask() }))
}

fn with_unit() -> Led {
    filed().then("desk1", Command::Assign(assign()))
}

fn drafted() -> Led {
    with_unit().then("lead.sc", draft())
}

fn replied() -> Led {
    drafted().then("desk1", reply())
}

fn closed() -> Led {
    replied().then("desk1", satisfied())
}

/// A report of corruption.
fn reported() -> Led {
    let report = Report { words: sealed(1), contact: None };
    county(Play::new(licence())).then(COMPLAINANT, Command::Report(report))
}

/// Everything that can happen to a complaint.
pub fn lives() -> Vec<(&'static str, Vec<u8>)> {
    let whole = with_unit().then("desk1", longer("2026-03-12")).on("2026-03-16");
    let whole = whole.then("desk1", longer("2026-03-18")).then("lead.sc", draft());
    let whole = whole.then("desk1", Command::Return(sealed(10))).then("lead.sc", draft());
    let whole = whole.then("desk1", reply()).then(COMPLAINANT, confirm()).on("2026-03-24");
    let whole = whole.then("desk2", publish()).then(COMPLAINANT, reopen()).then("desk1", Command::PassOn);
    let mut all = whole.log;
    let report = reported().then("inspector", Command::Receive);
    all.extend(report.then("inspector", Command::Conclude(sealed(11))).log);
    let mut moved = filed();
    moved.redate();
    all.extend(moved.log);
    all
}

impl Led {
    /// A holiday on the days before the due day moves it.
    fn redate(&mut self) {
        let off = [(day("2026-03-05"), calendar::DayRule::Off), (day("2026-03-06"), calendar::DayRule::Off)];
        let moved = self.world.calendar.with_days(&off, "试").expect("two days off");
        self.world.calendar = std::borrow::Cow::Owned(moved);
        let facts = self.known_by(who("time"), |known| redate(&self.state, known));
        self.apply(&facts);
    }
}

// R152, R118: number and day at once, whoever says it and whether or not a name is given.
#[test]
fn a_complaint_has_a_number_and_a_day_at_once_anonymous_or_not() {
    for led in [filed(), anonymous()] {
        let filed = led.filed();
        assert_eq!((filed.number.year, filed.number.n, filed.number.issuer), (2026, 1, unit("centre")));
        assert_eq!(filed.clock.map(|clock| clock.due()), Some(day("2026-03-09")), "five working days");
        assert_eq!((filed.way, filed.is_open(), filed.late), (Way::Waiting, true, false));
    }
    let officer = File { channel: Channel::Counter, ..ask() };
    let by = county(Play::new(licence())).then("intake2", Command::File(officer));
    assert_eq!(by.filed().by, Some(who("intake2")));
    let new = county(Play::new(licence()));
    assert_eq!(new.refusal("intake2", Command::File(ask())), "complaint-wrong-channel");
    assert_eq!(new.refusal(COMPLAINANT, Command::File(officer)), "complaint-wrong-channel");
    assert_eq!(new.refusal("nobody", Command::File(officer)), "complaint-unknown-person");
    assert_eq!(filed().refusal(COMPLAINANT, Command::File(ask())), "complaint-already-filed");
    assert_eq!(new.refusal("desk1", Command::PassOn), "complaint-unknown");
}

// E27: bound to case, step and person; the officer complained of does not write it down.
#[test]
fn it_is_bound_to_the_case_its_step_and_its_person_and_not_written_down_by_who_is_complained_of() {
    let case = CaseId::parse("c1").ok();
    let about = |person: Option<&str>, step| About {
        person: person.map(who),
        case,
        step,
        case_version: Some(5),
        ..About::default()
    };
    let new = county(Play::with_handler());
    let at_counter = |about| Command::File(File { channel: Channel::Counter, about, ..ask() });
    let led = new.clone().then("intake2", at_counter(about(None, Some(0))));
    assert_eq!(led.filed().about.unit, Some(unit("sc")), "the unit follows from the case");
    assert_eq!(new.refusal("intake2", at_counter(about(None, Some(99)))), "complaint-unknown-step");
    assert_eq!(new.refusal("do.sc", at_counter(about(Some("do.sc"), None))), "oversight-own-matter");
    let unknown = About { unit: Some(unit("nowhere")), ..About::default() };
    assert_eq!(new.refusal("intake2", at_counter(unknown)), "order-unknown-unit");
    assert_eq!(new.refusal("intake2", at_counter(about(Some("nobody"), None))), "complaint-unknown-person");
}

// C32, E27, F18, M4
#[test]
fn who_is_complained_of_neither_investigates_nor_answers_nor_closes() {
    let about_do = Assign { person: Some(who("do.sc")), ..assign() };
    let led = filed().then("desk1", Command::Assign(about_do));
    assert_eq!(led.refusal("do.sc", draft()), "oversight-own-matter");
    let named = Assign { to: Some(who("do.sc")), ..about_do };
    assert_eq!(filed().refusal("desk1", Command::Assign(named)), "order-nobody-there");
    let own = Assign { person: Some(who("desk1")), ..assign() };
    assert_eq!(filed().refusal("desk1", Command::Assign(own)), "oversight-own-matter");
    let about_desk = Assign { person: Some(who("desk1")), ..assign() };
    let led = filed().then("desk2", Command::Assign(about_desk)).then("lead.sc", draft());
    assert_eq!(led.refusal("desk1", reply()), "oversight-own-matter");
}

/// Granted by chief.sc after do.sc and do2.sc had handled it; the complaint names the case and nobody.
fn about_case() -> Led {
    let about = About { case: CaseId::parse("c1").ok(), ..About::default() };
    county(Play::granted()).then(COMPLAINANT, Command::File(File { about, ..ask() }))
}

// E27, F18: where nobody is named, who handled and who decided the case do not look into the complaint about it, nor answer it.
#[test]
fn who_had_a_part_in_the_case_neither_investigates_nor_answers_nor_closes() {
    let to = |person: &str| Command::Assign(Assign { to: Some(who(person)), ..assign() });
    for part in ["do.sc", "do2.sc", "chief.sc"] {
        assert_eq!(about_case().refusal("desk1", to(part)), "complaint-took-part", "{part}");
    }
    let led = about_case().then("desk1", Command::Assign(assign()));
    assert_eq!(led.refusal("chief.sc", draft()), "complaint-took-part", "who decided it");
    let mut drafted = led.then("lead.sc", draft());
    // Of the desk, and had taken the case in.
    post(&mut drafted.world.organisation, "intake2", Post::ComplaintOfficer, "centre");
    for command in [reply(), Command::Return(sealed(10))] {
        assert_eq!(drafted.refusal("intake2", command), "complaint-took-part");
    }
    let replied = drafted.then("desk1", reply());
    assert_eq!(replied.refusal("intake2", satisfied()), "complaint-took-part");
    let closed = replied.then("desk1", satisfied());
    assert_eq!(closed.refusal("intake2", publish()), "complaint-took-part");
    assert!(closed.clone().attempt("desk1", publish()).is_ok());
    // Nobody else leads the unit: somebody is named, or another unit looks into it.
    let mut alone = about_case();
    let others = [who("lead.sc"), who("centre")];
    alone.world.organisation.posts.retain(|it| !others.contains(&it.person));
    assert_eq!(alone.refusal("desk1", Command::Assign(assign())), "complaint-nobody-apart");
    assert!(alone.clone().attempt("desk1", to("lead.sc")).is_ok(), "works there, and had no part");
    let other = Command::Assign(Assign { unit: unit("wj"), ..assign() });
    assert!(alone.attempt("desk1", other).is_ok());
    // About no case the head of the unit investigates.
    assert!(with_unit().attempt("chief.sc", draft()).is_ok());
}

// R49, E27: given to the unit while its leader had no part; the leader then takes one. Who runs the centre investigates, and
// where that person had a part too, supervision; nobody of them before.
#[test]
fn where_nobody_of_the_unit_is_left_the_next_above_investigates() {
    let mut led = about_case().then("desk1", Command::Assign(assign()));
    let organisation = &mut led.world.organisation;
    organisation.posts.retain(|it| !matches!(it.post, Post::CentreManager | Post::Supervisor));
    post(organisation, "intake2", Post::CentreManager, "centre");
    post(organisation, "desk2", Post::CentreManager, "centre");
    post(organisation, "lead.wj", Post::Supervisor, "centre");
    for above in ["desk2", "lead.wj"] {
        assert_eq!(led.refusal(above, draft()), "complaint-not-the-unit", "the unit has its leader");
    }
    let leads = |it: &catalogue::organisation::PostHolding| it.person == who("lead.sc");
    led.world.organisation.posts.retain(|it| !leads(it));
    assert_eq!(led.refusal("chief.sc", draft()), "complaint-took-part", "who decided it");
    assert_eq!(led.refusal("intake2", draft()), "complaint-took-part", "runs the centre, and took it in");
    for other in ["lead.wj", "desk1", "lead.sc"] {
        assert_eq!(led.refusal(other, draft()), "complaint-not-the-unit", "{other}");
    }
    let drafted = led.clone().then("desk2", draft());
    assert_eq!(drafted.refusal("desk2", reply()), "complaint-drafted-it", "another answers");
    assert!(drafted.clone().attempt("desk1", reply()).is_ok());
    led.world.organisation.posts.retain(|it| it.person != who("desk2"));
    assert!(led.attempt("lead.wj", draft()).is_ok(), "nobody who runs the centre is apart");
}

// F18: the unit investigates and drafts; somebody who belongs to neither unit answers and closes.
#[test]
fn the_unit_investigates_and_somebody_else_answers_and_closes() {
    assert_eq!(with_unit().refusal("lead.wj", draft()), "complaint-not-the-unit");
    assert_eq!(with_unit().refusal("desk1", reply()), "complaint-not-now");
    // The centre's manager of these tests works for the market bureau.
    assert_eq!(drafted().refusal("centre", reply()), "complaint-own-unit");
    assert_eq!(drafted().refusal("lead.sc", reply()), "complaint-not-the-desk");
    let other = Assign { unit: unit("wj"), ..assign() };
    let led = filed().then("desk1", Command::Assign(other)).then("lead.wj", draft());
    assert_eq!(led.refusal("centre", reply()), "complaint-own-unit", "of the unit complained of");
    assert_eq!(replied().refusal("centre", satisfied()), "complaint-own-unit");
    assert_eq!(replied().filed().way.answer().map(|it| it.verdict), Some(Verdict::Founded));
    // Whoever investigated by name and keeps the register now does not answer it.
    let mut led = filed();
    post(&mut led.world.organisation, "mover", Post::Handler, "wj");
    let named = Assign { unit: unit("wj"), to: Some(who("mover")), ..assign() };
    let mut led = led.then("desk1", Command::Assign(named)).then("mover", draft());
    let organisation = &mut led.world.organisation;
    organisation.posts.retain(|it| it.person != who("mover"));
    organisation.people.iter_mut().filter(|it| it.id == who("mover")).for_each(|it| it.unit = unit("centre"));
    post(organisation, "mover", Post::ComplaintOfficer, "centre");
    assert_eq!(led.refusal("mover", reply()), "complaint-drafted-it");
}

// F18: closed by the complainant's word, or by a supervisor with a reason; never by who gave the answer.
#[test]
fn it_is_closed_on_the_complainant_s_word_or_by_a_supervisor_with_a_reason() {
    let filed = closed();
    assert!(matches!(filed.filed().way, Way::Closed { ending: Ending::Satisfied, .. }));
    let confirmed = replied().then(COMPLAINANT, confirm());
    assert!(matches!(confirmed.filed().way, Way::Closed { by: None, ending: Ending::Confirmed, .. }));
    assert_eq!(replied().refusal("desk1", confirm()), "complaint-not-the-complainant");
    assert_eq!(replied().refusal("desk1", without_word()), "complaint-needs-supervisor");
    let by_super = drafted().then("super1", reply());
    assert_eq!(by_super.refusal("super1", without_word()), "oversight-same-person");
    let closed = by_super.then("super2", without_word());
    assert!(matches!(closed.filed().way, Way::Closed { ending: Ending::WithoutWord, .. }));
    // Who left nothing by which the word could have been had was never asked.
    let nameless = anonymous().then("desk1", Command::Assign(assign())).then("lead.sc", draft());
    let nameless = nameless.then("desk1", reply());
    assert_eq!(nameless.refusal("desk2", satisfied()), "complaint-no-contact");
    assert!(nameless.clone().attempt(COMPLAINANT, confirm()).is_ok());
    assert!(nameless.clone().attempt("super1", without_word()).is_ok());
}

#[test]
fn it_is_opened_again_by_the_complainant_in_time_and_answered_by_another() {
    let again = closed().on("2026-03-20").then(COMPLAINANT, reopen());
    let filed = again.filed();
    assert_eq!((filed.rounds, filed.way), (1, Way::Waiting));
    assert_eq!(filed.clock.map(|it| it.due()), Some(day("2026-03-27")), "five working days anew");
    let answered = again.then("desk1", Command::Assign(assign())).then("lead.sc", draft());
    assert_eq!(answered.refusal("desk1", reply()), "complaint-answered-before");
    assert!(answered.clone().attempt("desk2", reply()).is_ok());
    let closed_on = |day: &str| closed().on(day).refusal(COMPLAINANT, reopen());
    assert_eq!(closed_on("2026-04-02"), "complaint-reopen-time-passed", "thirty days after 2 March");
    assert!(closed().on("2026-04-01").attempt("desk1", reopen()).is_ok(), "told on the telephone");
    assert_eq!(closed().refusal("lead.sc", reopen()), "complaint-not-the-desk");
    // Not content with an answer: no need to wait until it is closed.
    assert!(replied().attempt(COMPLAINANT, reopen()).is_ok());
    let mut often = closed();
    for round in 0..ROUNDS_MAX {
        often = often.then(COMPLAINANT, reopen()).then("desk1", Command::Assign(assign()));
        let by = ["desk2", "super1", "super2"][usize::from(round)];
        often = often.then("lead.sc", draft()).then(by, reply());
    }
    assert_eq!(often.refusal(COMPLAINANT, reopen()), "complaint-reopened-too-often");
}

// R118: longer once, with the reason told; late stays late, and the reason is told all the same.
#[test]
fn it_is_lengthened_once_with_a_reason_and_stays_late_once_it_was() {
    assert_eq!(filed().refusal("desk1", longer("2026-03-09")), "complaint-not-ahead");
    assert_eq!(filed().refusal("desk1", longer("2026-03-24")), "complaint-too-long");
    assert_eq!(filed().refusal("lead.sc", longer("2026-03-10")), "complaint-not-the-desk");
    let longer_once = filed().then("desk1", longer("2026-03-23"));
    assert_eq!(longer_once.filed().clock.map(|it| it.due()), Some(day("2026-03-23")));
    for until in ["2026-03-23", "2026-03-24", "2026-12-31"] {
        assert_eq!(longer_once.refusal("desk1", longer(until)), "complaint-already-lengthened", "{until}");
    }
    assert_eq!(longer_once.refusal("lead.sc", longer("2026-03-24")), "complaint-not-the-desk");
    let late = longer_once.on("2026-03-24").then("desk1", longer("2026-03-25"));
    assert_eq!(late.kinds().last(), Some(&"complaint.explained"), "late, and told all the same");
    let on_time = filed().on("2026-03-09");
    assert!(!on_time.filed().overdue, "the last day is in time");
    let late = filed().on("2026-03-10");
    assert!(late.filed().overdue && late.filed().late);
    assert_eq!(late.kinds().last(), Some(&"complaint.overdue"));
    let told = late.then("desk1", longer("2026-03-16"));
    assert_eq!(told.kinds().last(), Some(&"complaint.explained"));
    assert_eq!(told.filed().clock.map(|it| it.due()), Some(day("2026-03-09")), "the light stays");
    let told = told.then("desk1", Command::Assign(assign())).then("lead.sc", draft()).then("desk1", reply());
    assert!(told.filed().late, "once late, always late");
    assert_eq!(due(&told.state), None, "an answer ends the time");
}

// N57: what could not be got done has a time of its own.
#[test]
fn what_could_not_be_got_done_has_days_of_its_own() {
    let mut led = county(Play::new(licence()));
    led.bounds = changed(Bound::LastResortDays, 10);
    let ask = File { class: Class::LastResort, ..ask() };
    let led = led.then(COMPLAINANT, Command::File(ask));
    assert_eq!(led.filed().clock.map(|it| it.due()), Some(day("2026-03-16")));
}

#[test]
fn another_calendar_moves_the_day_of_what_waits_and_of_nothing_else() {
    let mut led = filed();
    led.redate();
    assert_eq!(led.filed().clock.map(|it| it.due()), Some(day("2026-03-11")), "two days off before it");
    let mut late = filed().on("2026-03-10");
    late.redate();
    assert_eq!(late.filed().clock.map(|it| it.due()), Some(day("2026-03-09")), "what has passed stands");
    let mut done = replied();
    let before = done.log.len();
    done.redate();
    assert_eq!(done.log.len(), before);
}

// C32: sealed to the discipline inspection; the entry says neither of whom nor of what.
#[test]
fn a_report_is_sealed_to_the_discipline_inspection() {
    let led = reported();
    let filed = led.filed();
    assert_eq!((filed.about, filed.class, filed.channel, filed.clock), (About::default(), None, None, None));
    let entry = String::from_utf8(led.log[0].1.clone()).expect("JSON");
    for hidden in ["sc", "class", "about", "channel"] {
        assert!(!entry.contains(&format!("\"{hidden}\"")), "{hidden} stands in {entry}");
    }
    for person in ["desk1", "super1", "centre", "lead.sc", COMPLAINANT] {
        for command in [Command::Receive, Command::Conclude(sealed(1)), Command::Assign(assign()), reply()] {
            assert_eq!(led.refusal(person, command), "complaint-not-inspector", "{person} {command:?}");
        }
    }
    for command in [Command::Conclude(sealed(1)), Command::Assign(assign()), reply()] {
        assert_eq!(led.refusal("inspector", command), "complaint-not-now", "not signed for yet: {command:?}");
    }
    let taken = led.then("inspector", Command::Receive);
    assert_eq!(taken.refusal("inspector", Command::Receive), "complaint-already-received");
    let ended = taken.then("inspector", Command::Conclude(sealed(1)));
    assert!(!ended.filed().is_open());
}

// C32: what turns out to be a report is given on, and the register keeps number and date of it.
#[test]
fn what_is_given_on_leaves_number_and_date_behind() {
    let led = with_unit().then("desk1", Command::PassOn);
    let filed = led.filed();
    assert_eq!((filed.about, filed.class, filed.channel), (About::default(), None, None));
    assert_eq!((filed.number.n, filed.filed_at), (1, day("2026-03-02").at(9, 0)));
    assert_eq!(due(&led.state), None);
    assert_eq!(led.refusal("lead.sc", draft()), "complaint-not-inspector");
    // What shows only in what the unit drafted goes on without going back to the unit, which loses sight of it; of what was answered
    // a report of its own is written.
    for person in ["lead.sc", "inspector", COMPLAINANT] {
        assert_eq!(drafted().refusal(person, Command::PassOn), "complaint-not-the-desk", "{person}");
    }
    let led = drafted().then("desk1", Command::PassOn);
    assert!(led.filed().is_sealed() && led.filed().drafters.is_empty());
    assert_eq!((led.filed().about, led.filed().unit()), (About::default(), None));
    assert_eq!(led.refusal("lead.sc", draft()), "complaint-not-inspector");
    assert_eq!(led.refusal("desk1", reply()), "complaint-not-inspector");
    assert_eq!(led.then("inspector", Command::Receive).refusal("desk1", reply()), "complaint-not-inspector");
    assert_eq!(replied().refusal("desk1", Command::PassOn), "complaint-not-now");
}

// R157, R189: only what the answer says was right, wholly or in part, is a finding to be written down.
#[test]
fn an_answer_says_whether_there_is_a_finding_in_it() {
    assert!(filed().filed().founded().is_none() && drafted().filed().founded().is_none());
    let answered = |verdict| match reply() {
        Command::Reply(asked) => drafted().then("desk1", Command::Reply(Reply { verdict, ..asked })),
        _ => panic!("a reply"),
    };
    for (verdict, is_founded) in [
        (Verdict::Founded, true),
        (Verdict::Partly, true),
        (Verdict::Unfounded, false),
        (Verdict::Unclear, false),
    ] {
        assert_eq!(answered(verdict).filed().founded().is_some(), is_founded, "{verdict:?}");
    }
    let again = answered(Verdict::Founded).then(COMPLAINANT, reopen());
    assert!(again.filed().founded().is_none(), "it is looked into again");
}

// R153, R167
#[test]
fn a_result_is_published_once_by_who_may_close() {
    let led = closed().then("desk2", publish());
    assert_eq!(led.refusal("desk2", publish()), "complaint-already-published");
    assert_eq!(closed().refusal("centre", publish()), "complaint-own-unit");
    assert_eq!(replied().refusal("desk1", publish()), "complaint-not-now");
    let again = led.then(COMPLAINANT, reopen());
    assert_eq!(again.filed().published, None, "what is open again is no result");
}

// R153, F28: the result has a last day; past it the publication is late on record, once, and still owed.
#[test]
fn a_result_is_published_in_its_days_or_is_late_on_record() {
    assert_eq!(replied().filed().publish_by, None, "nothing is closed");
    let led = closed();
    assert_eq!(led.filed().publish_by, Some(day("2026-03-09")), "five working days after 2 March");
    assert_eq!(due(&led.state), Some(day("2026-03-10").start()));
    let in_time = led.clone().on("2026-03-09");
    assert!(in_time.filed().is_to_publish() && !in_time.filed().publish_late, "the last day is in time");
    let in_time = in_time.then("desk2", publish()).on("2026-04-20");
    assert_eq!((in_time.kinds().last(), due(&in_time.state)), (Some(&"complaint.published"), None));
    let late = led.on("2026-03-10");
    assert_eq!(late.kinds().last(), Some(&"complaint.publication-late"));
    assert!(late.filed().publish_late && late.filed().is_to_publish() && !late.filed().late);
    assert_eq!(due(&late.state), None, "said once");
    let public = late.clone().then("desk2", publish());
    assert!(public.filed().publish_late && !public.filed().is_to_publish(), "late stays late");
    // Opened again, the public is owed the next result.
    let again = late.then(COMPLAINANT, reopen());
    assert_eq!((again.filed().publish_by, again.filed().publish_late), (None, false));
    let mut longer = replied();
    longer.bounds = changed(Bound::ComplaintPublishDays, 20);
    let longer = longer.then(COMPLAINANT, confirm());
    assert_eq!(longer.filed().publish_by, Some(day("2026-03-30")));
    // One that was closed before there was such a day owes its result, and time says nothing of it.
    let stored =
        br#"{"at":1772413200000000,"by":null,"ending":"confirmed","words":null,"reopen_by":"2026-04-15"}"#;
    let before = Event::decode("complaint.closed", stored).expect("it is read");
    let old = evolve(replied().state, &before);
    assert_eq!(due(&old), None);
    assert!(matches!(&old, Complaint::Filed(filed) if filed.is_to_publish() && filed.publish_by.is_none()));
}

// F18: what cannot be refused is found.
#[test]
fn lateness_a_close_without_word_and_a_reopening_are_found_and_nothing_else_is() {
    let found = |led: &Led| -> Vec<(Rule, i32)> {
        let events = led.log.iter().map(|(kind, bytes)| Event::decode(kind, bytes).expect("it reads"));
        events.filter_map(|event| look(&event)).map(|it| (it.rule, it.measured)).collect()
    };
    assert_eq!(found(&closed().then("desk2", publish())), []);
    assert_eq!(found(&replied().then(COMPLAINANT, confirm())), []);
    assert_eq!(found(&filed().on("2026-03-10")), [(Rule::ComplaintLate, 0)]);
    assert_eq!(found(&replied().then("super1", without_word())), [(Rule::ComplaintWithoutWord, 0)]);
    assert_eq!(found(&closed().then(COMPLAINANT, reopen())), [(Rule::ComplaintReopened, 1)]);
    assert_eq!(found(&reported().then("inspector", Command::Receive)), []);
    assert_eq!(found(&closed().on("2026-03-09")), [], "R153: the last day is in time");
    assert_eq!(found(&closed().on("2026-03-10")), [(Rule::ComplaintNotPublished, 0)]);
}

// C32, F18: what the register let pass or did is no finding of the unit that investigates; while it investigates its lateness is.
#[test]
fn what_is_found_is_of_whoever_owed_the_step() {
    let owed = |led: &Led| -> Vec<(Rule, String)> {
        let (mut state, mut all) = (Complaint::default(), Vec::new());
        for (kind, bytes) in &led.log {
            let event = Event::decode(kind, bytes).expect("it reads");
            if let (Some(found), Complaint::Filed(before)) = (look(&event), &state) {
                all.push((found.rule, owes(before, &event).to_string()));
            }
            state = evolve(state, &event);
        }
        all
    };
    let of = |rule, unit: &str| vec![(rule, unit.to_owned())];
    let late = "2026-03-10";
    assert_eq!(owed(&filed().on("2026-03-09")), [], "the last day is in time");
    assert_eq!(owed(&filed().on(late)), of(Rule::ComplaintLate, "centre"), "nobody was asked");
    assert_eq!(owed(&with_unit().on(late)), of(Rule::ComplaintLate, "sc"), "the unit investigates");
    assert_eq!(
        owed(&drafted().on(late)),
        of(Rule::ComplaintLate, "centre"),
        "the unit has said what it found"
    );
    // What came after the day makes the unit no less late.
    assert_eq!(owed(&with_unit().on(late).then("lead.sc", draft())), of(Rule::ComplaintLate, "sc"));
    let returned = drafted().then("desk2", Command::Return(sealed(9))).on(late);
    assert_eq!(owed(&returned), of(Rule::ComplaintLate, "sc"), "it went back to the unit");
    let closed_alone = replied().then("super1", without_word());
    assert_eq!(owed(&closed_alone), of(Rule::ComplaintWithoutWord, "centre"));
    assert_eq!(owed(&closed().then(COMPLAINANT, reopen())), of(Rule::ComplaintReopened, "sc"));
    assert_eq!(owed(&closed().on(late)), of(Rule::ComplaintNotPublished, "centre"));
}

#[test]
fn a_complaint_fits_its_state_and_reads_back() {
    for led in [filed(), with_unit(), drafted(), replied(), closed(), reported()] {
        let text = serde_json::to_string(&led.state).expect("a state has a stored form");
        assert_eq!(serde_json::from_str::<Complaint>(&text).expect("it reads"), led.state);
        assert!(text.len() < 8 * 1024, "{} bytes", text.len());
        let again = led.log.iter().fold(Complaint::Absent, |state, (kind, bytes)| {
            evolve(state, &Event::decode(kind, bytes).expect("what was written can be read"))
        });
        assert_eq!(again, led.state);
    }
}

// M4: who may do what where it stands, every act and every kind of person.
#[test]
fn the_table_of_who_may_do_what_is_the_one_in_the_source() {
    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/complaint_may.txt");
    let about_do = Assign { person: Some(who("do.sc")), ..assign() };
    let received = reported().then("inspector", Command::Receive);
    let stages = [
        ("waiting", filed()),
        ("waiting, put off once", filed().then("desk1", longer("2026-03-12"))),
        ("waiting, put off once, and late", filed().then("desk1", longer("2026-03-12")).on("2026-03-13")),
        ("with the unit, about do.sc", filed().then("desk1", Command::Assign(about_do))),
        ("with the unit, about a case that do.sc handled and chief.sc decided", {
            about_case().then("desk1", Command::Assign(assign()))
        }),
        ("drafted by lead.sc", drafted()),
        ("answered by desk1", replied()),
        ("answered by desk1, anonymous", {
            let led = anonymous().then("desk1", Command::Assign(assign())).then("lead.sc", draft());
            led.then("desk1", reply())
        }),
        ("closed", closed()),
        ("opened again", closed().then(COMPLAINANT, reopen())),
        ("sealed", reported()),
        ("sealed and received", received.clone()),
        ("sealed and ended", received.then("inspector", Command::Conclude(sealed(1)))),
    ];
    let people = [
        COMPLAINANT,
        "desk1",
        "desk2",
        "centre",
        "super1",
        "inspector",
        "lead.sc",
        "chief.sc",
        "do.sc",
        "lead.wj",
        "intake2",
    ];
    let mut text = String::new();
    for (name, led) in &stages {
        writeln!(text, "{name}").expect("a string takes all");
        for person in people {
            let on = led.world.now.day();
            let case = led.about_case.then(|| file(&led.world));
            let organisation = &led.world.organisation;
            let may = |act: &Act| may(led.filed(), *act, organisation, case, who(person), on).is_ok();
            let acts: Vec<&str> = Act::ALL.iter().filter(|act| may(act)).map(|act| act.key()).collect();
            writeln!(text, "  {person:<10} {}", if acts.is_empty() { "-".into() } else { acts.join(", ") })
                .expect("a string takes all");
        }
        text.push('\n');
    }
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/complaint_may.txt stands in the source");
    assert_eq!(text, golden, "a change of who may is a change of this file");
}
