//! Interested parties and hearings (N13, N18, A26): told, heard, and decided on the record.

pub mod giving_up;
mod table;

use crate::fixture::*;
use crate::play::Play;
use calendar::Instant;
use casework::hearing::*;
use casework::{DonePlace, PartySignature, Refusal};
use catalogue::organisation::PostHolding;
use serde_json::json;

/// A licence before its decision on Monday 2 March 2026, with an agent who carries it and two who may chair.
fn before(required: Option<bool>) -> Play {
    let mut play = Play::before_decision();
    let mut body = serde_json::to_value(&play.item).expect("an item is JSON");
    if let Some(required) = required {
        let basis = json!({"law": "娱乐场所管理条例", "article": "第十条", "verified": true});
        body["hearing"] = json!({"required": required, "basis": basis});
    }
    play.item = serde_json::from_value(body).expect("the item is one");
    with_chairs(&mut play);
    play.hearing = Some(Hearing::default());
    play
}

/// Those who may chair a hearing, one of them a handler as well.
pub const CHAIRS: [&str; 2] = ["stranger", "do2.sc"];

pub fn with_chairs(play: &mut Play) {
    let post = play.organisation.posts[0].clone();
    let chair = |person| PostHolding {
        person: who(person),
        post: catalogue::item::Post::HearingChair,
        windows: Vec::new(),
        ..post.clone()
    };
    play.organisation.posts.extend(CHAIRS.map(chair));
}

pub fn attempt(play: &mut Play, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
    play.catch_up();
    let hearing = play.hearing.clone().unwrap_or_default();
    let file = play.case.file().expect("received").clone();
    let facts = play.seen_by(actor, |known| decide(&hearing, &command, known, &file))?;
    let mut after = hearing;
    for fact in &facts {
        let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
        assert_eq!(stored, *fact);
        after = evolve(after, &stored);
    }
    play.hearing = Some(after);
    Ok(facts)
}

fn then(mut play: Play, actor: &str, command: Command) -> Play {
    if let Err(refusal) = attempt(&mut play, actor, command) {
        panic!("{actor} {command:?}: {refusal:?}");
    }
    play
}

fn refuses(play: &Play, actor: &str, command: Command) -> &'static str {
    match attempt(&mut play.clone(), actor, command) {
        Ok(facts) => panic!("{actor} should be refused: {command:?}, but {facts:?}"),
        Err(refusal) => refusal.code(),
    }
}

pub fn third() -> Command {
    Command::Add(Who::Third { particulars: sealed(30) })
}

pub fn tell(party: u8) -> Command {
    Command::Tell { party }
}

/// The notice arrived on this day, by post.
pub fn serve(party: u8, on: &str) -> Command {
    Command::Serve(Service { party, on: day(on), way: Way::Post, proof: sealed(33) })
}

/// It arrived on this day, and in this way.
pub fn correct_service(party: u8, on: &str, way: Way) -> Command {
    let service = Service { party, on: day(on), way, proof: sealed(33) };
    Command::CorrectService(ServiceCorrection { service, reason: sealed(37) })
}

pub fn state(party: u8, asks_hearing: bool) -> Command {
    Command::State(Statement { party, words: None, asks_hearing })
}

fn call(chair: &str, at: Instant) -> Command {
    Command::Call(Call { chair: who(chair), at, place: sealed(31) })
}

pub fn hold() -> Command {
    Command::Hold(Hold { record: sealed(32), signature: PartySignature::Signed })
}

fn at(text: &str) -> Instant {
    day(text).at(9, 30)
}

// N13, N18: decision refused while parties were not told, nobody knows whether the notice arrived, or their time runs;
// silence lets it pass.
#[test]
fn the_decision_waits_until_everybody_was_told_and_answered() {
    let play = then(before(None), "agent.sc", third());
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-parties-not-told");
    let play = then(play, "agent.sc", tell(0));
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-parties-not-served");
    assert_eq!(play.clone().on("2026-03-20").refuses("chief.sc", grant()), "hearing-parties-not-served");
    let play = then(play, "agent.sc", serve(0, "2026-03-02"));
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-parties-time-runs");
    // Five working days from Monday 2 March: until Monday 9 March.
    assert_eq!(play.clone().on("2026-03-09").refuses("chief.sc", grant()), "hearing-parties-time-runs");
    let late = play.clone().on("2026-03-10");
    assert_eq!(refuses(&late, "agent.sc", state(0, true)), "hearing-time-passed");
    let _ = late.then("chief.sc", grant());
    let answered = then(play.on("2026-03-09"), "agent.sc", state(0, false));
    assert_eq!(refuses(&answered, "agent.sc", state(0, false)), "hearing-stated-before");
    let _ = answered.then("chief.sc", grant());
}

#[test]
fn the_register_is_kept_by_whoever_carries_the_case() {
    let play = before(None);
    for nobody in ["intake2", "chief.sc", "stranger", "do.sc"] {
        assert_eq!(refuses(&play, nobody, third()), "not-the-holder", "{nobody}");
    }
    assert_eq!(refuses(&play, "agent.sc", tell(0)), "hearing-no-such-party");
    let play = then(then(play, "agent.sc", third()), "agent.sc", Command::Add(Who::Applicant));
    assert_eq!(refuses(&play, "agent.sc", Command::Add(Who::Applicant)), "hearing-applicant-twice");
    assert_eq!(refuses(&play, "agent.sc", state(0, true)), "hearing-not-told");
    let play = then(play, "agent.sc", tell(0));
    assert_eq!(refuses(&play, "agent.sc", tell(0)), "hearing-told-before");
    let mut full = before(None);
    for _ in 0..PARTIES_MAX {
        full = then(full, "agent.sc", third());
    }
    assert_eq!(refuses(&full, "agent.sc", third()), "hearing-too-many-parties");
    assert!(postcard::to_stdvec(&full.hearing).expect("a state has a binary form").len() < 4_096);
}

// N18: required by the law itself, or asked for; without it no decision, and the decision names the record.
#[test]
fn a_required_hearing_comes_before_the_decision_which_names_its_record() {
    let play = before(Some(true));
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-missing");
    // Seven working days from Monday 2 March: Wednesday 11 March at the earliest.
    assert_eq!(refuses(&play, "agent.sc", call("stranger", at("2026-03-10"))), "hearing-notice-too-short");
    let play = then(play, "agent.sc", call("stranger", at("2026-03-11")));
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-missing");
    assert_eq!(refuses(&play, "stranger", hold()), "hearing-not-yet");
    let play = play.until(at("2026-03-11"));
    assert_eq!(refuses(&play, "agent.sc", hold()), "hearing-not-the-chair");
    let play = then(play, "stranger", hold());
    assert_eq!(refuses(&play, "stranger", hold()), "hearing-held-before");
    assert_eq!(refuses(&play, "agent.sc", third()), "hearing-held-before");
    let play = play.then("chief.sc", grant());
    let casework::Event::Decided(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!(fact.record.map(|number| number.kind), Some(casework::DocumentKind::HearingRecord));
}

// M4, N18: the chair holds the post and never had a part in the case.
#[test]
fn the_chair_is_never_one_who_took_part_in_the_case() {
    let play = before(Some(true));
    for chair in ["do2.sc", "chief.sc", "agent.sc", "nobody"] {
        assert_eq!(
            refuses(&play, "agent.sc", call(chair, at("2026-03-11"))),
            "hearing-chair-wrong",
            "{chair}"
        );
    }
}

// M4, N18: whoever held the hearing handles nothing afterwards; called alone, the chair is lost instead.
#[test]
fn whoever_chaired_the_hearing_takes_no_other_part() {
    let mut play = Play::with_handler_of(heard()).then("do.sc", complete(DonePlace::Hall));
    with_chairs(&mut play);
    let play = play.then("do.sc", visit(record("do2.sc")));
    let called = then(play, "agent.sc", call("do2.sc", at("2026-03-11"))).until(at("2026-03-11"));
    let confirmed = called.clone().then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(refuses(&confirmed, "do2.sc", hold()), "hearing-chair-wrong");
    let held = then(called, "do2.sc", hold());
    assert_eq!(held.refuses("do2.sc", complete(DonePlace::OnSite)), "chair-cannot-handle");
    assert_eq!(held.refuses("do.sc", visit(record("do2.sc"))), "visit-second-officer-wrong");
    let assigned = refuses(&held, "do.sc", assign("do.sc", "do2.sc"));
    assert_eq!(assigned, "hearing-officers-wrong");
}

/// A hearing was asked for on Monday 2 March: to be organised until Monday 30 March.
fn asked_for() -> Play {
    let told = then(then(before(Some(false)), "agent.sc", third()), "agent.sc", tell(0));
    then(told, "agent.sc", state(0, true))
}

// N18: as long as a day in time can have its whole notice, a later one is refused; then the hearing is called late and
// held all the same, and the decision does not wait for ever.
#[test]
fn a_hearing_that_was_not_called_in_time_is_called_late_and_keeps_its_notice() {
    // Seven working days before Monday 30 March: Thursday 19 March is the last day for a call in time.
    let last = asked_for().on("2026-03-19");
    assert_eq!(refuses(&last, "agent.sc", call("stranger", at("2026-03-31"))), "hearing-too-late");
    let facts = attempt(&mut last.clone(), "agent.sc", call("stranger", at("2026-03-30"))).expect("in time");
    assert!(matches!(facts[..], [Event::Convened(_)]), "{facts:?}");

    let late = asked_for().on("2026-03-20");
    assert_eq!(refuses(&late, "agent.sc", call("stranger", at("2026-03-30"))), "hearing-notice-too-short");
    let facts = attempt(&mut late.clone(), "agent.sc", call("stranger", at("2026-03-31"))).expect("late");
    let [Event::Convened(called), Event::CalledLate(marked)] = facts[..] else { panic!("{facts:?}") };
    assert_eq!((marked.until, marked.notice), (day("2026-03-30"), called.notice));
    // Late is not whenever it pleases: twenty working days from the first day that has the whole notice.
    let last_late = late.calendar.add_working_days(day("2026-03-31"), ORGANISE_DAYS).expect("a known year");
    let _ =
        attempt(&mut late.clone(), "agent.sc", call("stranger", last_late.at(9, 30))).expect("the last day");
    let beyond = attempt(&mut late.clone(), "agent.sc", call("stranger", last_late.plus_days(1).at(9, 30)));
    assert_eq!(beyond, Err(HearingRefusal::TooLate { until: last_late }.into()));
    let called = then(late, "agent.sc", call("stranger", at("2026-03-31")));
    let since = |play: &Play| play.hearing.as_ref().and_then(|it| it.late_since(&play.calendar));
    assert_eq!((since(&last), since(&called)), (None, Some(day("2026-03-30"))));
    let held = then(called.until(at("2026-03-31")), "stranger", hold());
    let _ = held.then("chief.sc", grant());
}

// N18: the chair called in time falls ill, and no day in time is left for another.
#[test]
fn another_chair_may_be_called_when_no_day_in_time_is_left() {
    let called = then(asked_for(), "agent.sc", call("stranger", at("2026-03-30")));
    let mut ill = called.on("2026-03-27");
    let mut seat = ill.organisation.posts.last().expect("the chairs stand last").clone();
    seat.person = who("intake3");
    ill.organisation.posts.push(seat);
    assert_eq!(refuses(&ill, "agent.sc", call("intake3", at("2026-03-30"))), "hearing-notice-too-short");
    let first = ill.calendar.add_working_days(ill.now.day(), NOTICE_DAYS).expect("a known year");
    let again = then(ill, "agent.sc", call("intake3", first.at(9, 30))).until(first.at(9, 30));
    assert_eq!(refuses(&again, "stranger", hold()), "hearing-not-the-chair");
    let _ = then(again, "intake3", hold()).then("chief.sc", grant());
}

// N18: a new holiday lays the days of a party and of the hearing later; a day that was told never comes earlier.
#[test]
fn the_days_of_a_party_follow_a_new_calendar_and_only_later() {
    let told = then(then(before(Some(false)), "agent.sc", third()), "agent.sc", tell(0));
    let told = then(told, "agent.sc", serve(0, "2026-03-02"));
    let mut longer = told.clone();
    longer.calendar = std::borrow::Cow::Owned(crate::time::with_holiday("2026-03-05"));
    // Served on Monday 2 March: until Monday 9 March, with the holiday until Tuesday 10 March.
    let ninth = told.clone().on("2026-03-10");
    assert_eq!(refuses(&ninth, "agent.sc", state(0, true)), "hearing-time-passed");
    let tenth = longer.clone().on("2026-03-10");
    assert_eq!(tenth.refuses("chief.sc", grant()), "hearing-parties-time-runs");
    assert_eq!(refuses(&longer.clone().on("2026-03-11"), "agent.sc", state(0, true)), "hearing-time-passed");
    let _ = then(tenth, "agent.sc", state(0, true));
    let mut shorter = longer;
    shorter = then(shorter.on("2026-03-02"), "agent.sc", state(0, true));
    let by = |play: &Play| play.hearing.as_ref().and_then(|it| it.organise_until(&play.calendar));
    assert_eq!(by(&shorter), Some(day("2026-03-31")));
    shorter.calendar = told.calendar.clone();
    assert_eq!(by(&shorter), Some(day("2026-03-31")), "never earlier");
    let mut later = then(told, "agent.sc", state(0, true));
    assert_eq!(by(&later), Some(day("2026-03-30")));
    later.calendar = std::borrow::Cow::Owned(crate::time::with_holiday("2026-03-05"));
    assert_eq!(by(&later), Some(day("2026-03-31")));
}

// N18: whoever is told may ask within five working days; organised within twenty.
#[test]
fn a_hearing_that_was_asked_for_is_organised_in_time() {
    let play = before(Some(false));
    assert_eq!(refuses(&play, "agent.sc", call("stranger", at("2026-03-11"))), "hearing-not-needed");
    let play = then(then(play, "agent.sc", third()), "agent.sc", tell(0));
    let play = then(play, "agent.sc", state(0, true));
    assert_eq!(play.refuses("chief.sc", grant()), "hearing-missing");
    // Twenty working days from Monday 2 March: Monday 30 March.
    assert_eq!(refuses(&play, "agent.sc", call("stranger", at("2026-03-31"))), "hearing-too-late");
    let _ = then(play, "agent.sc", call("stranger", at("2026-03-30")));
    let waived = then(then(before(Some(false)), "agent.sc", third()), "agent.sc", tell(0));
    let _ = then(waived, "agent.sc", state(0, false)).then("chief.sc", grant());
}

#[test]
fn only_a_case_in_hand_has_a_register() {
    let mut play = Play::received(&[1, 2]);
    play.hearing = Some(Hearing::default());
    assert_eq!(refuses(&play, "intake2", third()), "hearing-case-not-in-hand");
    let mut decided = Play::granted();
    decided.hearing = Some(Hearing::default());
    assert_eq!(refuses(&decided, "agent.sc", third()), "hearing-case-not-in-hand");
}

// Stored forms: lines of this list are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    let zero = "0".repeat(64);
    let paper = |kind: &str| format!(r#"{{"issuer":"sc","kind":"{kind}","year":2026,"n":1}}"#);
    let stored = [
        r#"hearing.party-added {"at":1,"by":"agent.sc","authority":"sc","who":"applicant"}"#.to_owned(),
        format!(
            r#"hearing.party-told {{"at":1,"by":"agent.sc","party":0,"notice":{},"until":"2026-03-09"}}"#,
            paper("party_notice")
        ),
        r#"hearing.party-stated {"at":1,"by":"agent.sc","statement":{"party":0,"words":null,"asks_hearing":true},"organise_by":"2026-03-30"}"#.to_owned(),
        format!(
            r#"hearing.called {{"at":1,"by":"agent.sc","notice":{},"call":{{"chair":"hearing","at":2,"place":"{zero}"}}}}"#,
            paper("hearing_notice")
        ),
        format!(
            r#"hearing.called-late {{"at":1,"by":"agent.sc","notice":{},"until":"2026-03-30"}}"#,
            paper("hearing_notice")
        ),
        format!(
            r#"hearing.held {{"at":1,"by":"hearing","number":{},"hold":{{"record":"{zero}","signature":"signed"}}}}"#,
            paper("hearing_record")
        ),
        r#"hearing.officers-assigned {"at":1,"by":"do.sc","officers":{"first":"do.sc","second":"do2.sc"}}"#.to_owned(),
        format!(
            r#"hearing.notice-served {{"at":1,"by":"agent.sc","service":{{"party":0,"on":"2026-03-02","way":"post","proof":"{zero}"}},"until":"2026-03-09"}}"#
        ),
        format!(
            r#"hearing.service-corrected {{"at":1,"by":"agent.sc","correction":{{"service":{{"party":0,"on":"2026-03-04","way":"hand","proof":"{zero}"}},"reason":"{zero}"}},"before":"2026-03-02","until":"2026-03-11"}}"#
        ),
        format!(
            r#"hearing.request-withdrawn {{"at":1,"by":"agent.sc","withdrawal":{{"party":0,"words":"{zero}","signed":true}}}}"#
        ),
        format!(r#"hearing.party-struck {{"at":1,"by":"agent.sc","strike":{{"party":0,"reason":"{zero}"}}}}"#),
        format!(
            r#"hearing.called-off {{"at":1,"by":"agent.sc","notice":{},"reason":null}}"#,
            paper("hearing_notice")
        ),
    ];
    for (line, kind) in stored.iter().zip(KINDS) {
        let (name, bytes) = line.split_once(' ').expect("a kind and its bytes");
        assert_eq!(name, *kind);
        let event = Event::decode(name, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(String::from_utf8(event.encode()).expect("JSON is UTF-8"), bytes);
    }
    assert_eq!(stored.len(), KINDS.len());
}

fn assign(first: &str, second: &str) -> Command {
    Command::Assign(Officers { first: who(first), second: who(second) })
}

// N22: within five working days of acceptance two certified officers of the unit are named; others may take their place,
// and the clock ends with the first two.
#[test]
fn two_officers_are_named_within_five_working_days() {
    let play = Play::with_handler();
    let seen = |play: &Play| {
        let file = play.case.file().expect("received");
        clock(&play.item, &file.facts, play.hearing.as_ref(), &play.calendar, play.now)
            .expect("a check on site")
    };
    let accepted_on = play.facts().acceptance.expect("accepted").accepted_on;
    let due = play.calendar.add_working_days(accepted_on, 5).expect("a known year");
    assert_eq!((seen(&play).clock.due(), seen(&play).ended_at), (due, None));
    for (who, first, second, code) in [
        ("intake2", "do.sc", "do2.sc", "not-the-holder"),
        ("do.sc", "do.sc", "do.sc", "hearing-officers-wrong"),
        ("do.sc", "do.sc", "intake2", "hearing-officers-wrong"),
        ("do.sc", "do.wj", "do2.sc", "hearing-officers-wrong"),
    ] {
        assert_eq!(refuses(&play, who, assign(first, second)), code, "{who} {first} {second}");
    }
    let mut late = play.clone();
    late.now = due.plus_days(1).at(9, 0);
    assert_eq!(seen(&late).light, calendar::Light::Red);
    assert_eq!(late.case.light(late.now), play.case.light(late.now), "it makes no case late");
    let named = then(play.clone(), "do.sc", assign("do.sc", "do2.sc"));
    assert_eq!(refuses(&named, "do.sc", assign("do.sc", "do2.sc")), "hearing-officers-named-before");
    let mut after = then(named.clone(), "do.sc", assign("do2.sc", "do.sc"));
    after.now = late.now;
    assert_eq!((seen(&after).ended_at, seen(&after).light), (Some(named.now), calendar::Light::Green));
    assert_eq!(after.hearing.and_then(|it| it.officers).map(|it| it.officers.first), Some(who("do2.sc")));

    let before_check = play.clone().then("do.sc", complete(DonePlace::Hall));
    let _ = then(before_check.clone(), "do.sc", assign("do.sc", "do2.sc"));
    let done =
        before_check.then("do.sc", visit(record("do2.sc"))).then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(refuses(&done, "agent.sc", assign("do.sc", "do2.sc")), "hearing-check-done");

    // What a list says: as long as nobody is named and the check, the second step, is not done.
    let listed = |play: &Play, step: u8| {
        to_name(&play.item, accepted_on, step, play.hearing.as_ref(), &play.calendar, play.now)
    };
    for step in [0, 1] {
        assert_eq!(listed(&late, step), Some(seen(&late)), "step {step}");
        assert_eq!(listed(&named, step), None, "named before step {step}");
    }
    assert_eq!(listed(&late, 2), None, "the check is done");
    let mut confirms = late.clone();
    confirms.item.kind = catalogue::item::ItemKind::Confirmation;
    assert_eq!(listed(&confirms, 0), None, "the article is about licences");

    let mut desk_only = play;
    desk_only.item.steps.retain(|step| step.kind != catalogue::item::StepKind::SiteCheck);
    assert_eq!(refuses(&desk_only, "do.sc", assign("do.sc", "do2.sc")), "hearing-no-check-on-site");
}
