//! A finding: raised, stated, judged, appealed, and nothing of it removed (F19, R143, R150).

mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use calendar::Day;
use casework::Sealed;
use catalogue::item::Post;
use oversight::bound::Bound;
use oversight::finding::*;
use oversight::{Refusal, Rule};
use std::collections::BTreeSet;

type Finding = Led<oversight::finding::Finding>;

/// What a rule finds about a step of do.sc at window 2.
fn about(rule: Rule) -> About {
    About {
        rule,
        unit: unit("sc"),
        case: None,
        step: Some(0),
        person: Some(who("do.sc")),
        window: Some(window("w2")),
        entry: 17,
        earlier: None,
        happened_at: day("2026-03-02").start(),
        measured: 3,
        bound: 2,
        edition: 0,
        words: None,
    }
}

fn seen_in_person() -> About {
    About { words: Some(sealed(60)), step: None, entry: 0, ..about(Rule::SeenInPerson) }
}

fn state() -> Command {
    Command::State(State(sealed(61)))
}

fn judge(verdict: Verdict) -> Command {
    Command::Judge(Judge { verdict, reason: sealed(62) })
}

fn appeal() -> Command {
    Command::Appeal(Appeal(sealed(63)))
}

fn decide(right: bool) -> Command {
    Command::DecideAppeal(DecideAppeal { ground: reason_for(right), reason: sealed(64) })
}

fn none() -> Finding {
    Led::new(Play::new(licence()))
}

fn raised() -> Finding {
    none().then("time", Command::Raise(Raise::from(about(Rule::StepLate))))
}

/// Explained and founded on 2 March: fifteen days to appeal end on 17 March.
fn founded() -> Finding {
    raised().then("do.sc", state()).then("super1", judge(Verdict::Founded))
}

fn found(finding: &Finding) -> &Found {
    match &finding.state {
        oversight::finding::Finding::Found(found) => found,
        oversight::finding::Finding::Absent => panic!("the test has raised something"),
    }
}

#[test]
fn a_rule_raises_by_itself_and_names_the_edition_of_the_bounds() {
    for rule in Rule::ALL {
        let mut finding = none();
        finding.bounds = set(changed(Bound::StepMinutes, 9), Bound::StepReturns, 3);
        let finding = finding.then("time", Command::Raise(Raise::from(about(*rule))));
        let found = found(&finding);
        assert_eq!(found.about, About { edition: 2, ..about(*rule) });
        assert_eq!((found.raised_by, found.raised_at), (None, finding.world.now));
        assert!(found.is_open() && !found.stands());
    }
}

// R150: a person writes down only what was seen, in words, and of others
#[test]
fn a_supervisor_raises_only_what_was_seen_in_person() {
    let raise = |about| Command::Raise(Raise::from(about));
    let finding = none().then("super1", raise(seen_in_person()));
    assert_eq!(found(&finding).raised_by, Some(who("super1")));
    let refused = |actor: &str, about| none().refusal(actor, raise(about));
    assert_eq!(refused("super1", About { words: None, ..seen_in_person() }), Refusal::NotSupervisor);
    for rule in Rule::ALL.iter().filter(|rule| !rule.is_by_hand()) {
        let about = About { words: Some(sealed(60)), ..about(*rule) };
        assert_eq!(refused("super1", about), Refusal::NotSupervisor, "{}", rule.key());
    }
    for person in PEOPLE {
        assert_eq!(refused(person, seen_in_person()), Refusal::NotSupervisor, "{person}");
    }
    assert_eq!(
        refused("super1", About { person: Some(who("super1")), ..seen_in_person() }),
        Refusal::OwnMatter
    );
    assert_eq!(refused("super1", About { unit: unit("none"), ..seen_in_person() }), Refusal::UnknownUnit);
}

/// Everybody of the county who answers for a finding.
fn concerned(about: &About) -> Vec<&'static str> {
    let play = supervised(Play::new(licence()));
    let everybody = PEOPLE.into_iter().chain(SUPERVISORS);
    everybody.filter(|it| concerns(&play.organisation, about, who(it), day("2026-03-02"))).collect()
}

#[test]
fn a_finding_concerns_the_person_the_leaders_and_for_what_a_window_did_its_head() {
    assert_eq!(concerned(&about(Rule::StepLate)), ["do.sc", "lead.sc", "chief.sc"]);
    let at_window = About { person: Some(who("intake2")), ..about(Rule::EnteredLate) };
    assert_eq!(concerned(&at_window), ["intake2", "head.biz", "lead.sc", "chief.sc"]);
    assert_eq!(concerned(&About { window: None, ..at_window }), ["intake2", "lead.sc", "chief.sc"]);
    let elsewhere = About { window: Some(window("w3")), person: None, ..at_window };
    assert_eq!(concerned(&elsewhere), ["head.soc", "lead.sc", "chief.sc"]);
    let other_unit = About { unit: unit("wj"), person: None, ..about(Rule::LawBroken) };
    assert!(concerned(&other_unit).is_empty(), "nobody leads there");
}

// A head of windows that the organisation does not name has those of the own unit, and of no other
#[test]
fn a_window_head_without_windows_answers_for_the_own_unit_only() {
    let mut organisation = organisation();
    post(&mut organisation, "head.wj", Post::WindowHead, "wj");
    let concerned = |of: &str| {
        let about = About { unit: unit(of), ..about(Rule::EnteredLate) };
        concerns(&organisation, &about, who("head.wj"), day("2026-03-02"))
    };
    assert_eq!([concerned("wj"), concerned("sc")], [true, false]);
}

#[test]
fn it_is_stated_once_and_only_by_whom_it_concerns() {
    for person in ["do2.sc", "intake2", "head.biz", "agent.sc", "super1", "centre", "stranger"] {
        assert_eq!(raised().refusal(person, state()), Refusal::NotConcerned, "{person}");
    }
    for person in ["do.sc", "lead.sc", "chief.sc"] {
        let stated = raised().then(person, state());
        let words = found(&stated).stated.expect("it was stated");
        assert_eq!((words.by, words.words), (who(person), sealed(61)));
        assert_eq!(stated.refusal("do.sc", state()), Refusal::AlreadyStated);
    }
    assert_eq!(founded().refusal("do.sc", state()), Refusal::AlreadyJudged);
}

#[test]
fn it_is_judged_once_by_a_supervisor_who_is_not_concerned() {
    for person in PEOPLE {
        assert_eq!(raised().refusal(person, judge(Verdict::Excused)), Refusal::NotSupervisor, "{person}");
    }
    for verdict in Verdict::ALL {
        let judged = raised().then("do.sc", state()).then("super1", judge(verdict));
        let judgement = found(&judged).judged.expect("it was judged");
        assert_eq!((judgement.verdict, judgement.why.by), (verdict, who("super1")));
        assert_eq!(found(&judged).stands(), verdict == Verdict::Founded);
        assert!(!found(&judged).is_open());
        let until = (verdict == Verdict::Founded).then(|| day("2026-03-17"));
        assert_eq!(judgement.appeal_by, until, "only what stands against somebody can be appealed");
        assert_eq!(judged.refusal("super2", judge(Verdict::Mistaken)), Refusal::AlreadyJudged);
    }
    let own = About { person: Some(who("super1")), ..about(Rule::StepLate) };
    let own = none().then("time", Command::Raise(Raise::from(own)));
    assert_eq!(own.refusal("super1", judge(Verdict::Mistaken)), Refusal::OwnMatter);
    let mut explained = raised();
    post(&mut explained.world.organisation, "super1", Post::LeaderInCharge, "sc");
    let explained = explained.then("super1", state());
    assert_eq!(explained.refusal("super1", judge(Verdict::Mistaken)), Refusal::OwnMatter);
    assert!(explained.then("super2", judge(Verdict::Mistaken)).log.len() == 3);
}

// R143, R190: nobody is held against what he could not explain: founded only once it was explained, or its days are over; a bound of
// later takes nobody's days away. What clears somebody waits for nothing.
#[test]
fn it_is_judged_founded_once_it_was_explained_or_its_days_are_over() {
    let mut found_out = raised();
    let until = day("2026-03-05");
    assert_eq!(found(&found_out).state_by, Some(until), "three working days");
    found_out.bounds = changed(Bound::StateDays, 1);
    let refused = Refusal::NotExplained { until };
    assert_eq!(found_out.refusal("super1", judge(Verdict::Founded)), refused);
    assert_eq!(found_out.clone().on("2026-03-05").refusal("super1", judge(Verdict::Founded)), refused);
    for verdict in [Verdict::Excused, Verdict::Mistaken] {
        assert!(found(&found_out.clone().then("super1", judge(verdict))).judged.is_some());
    }
    assert_eq!(found(&found_out).explained_by(until), Some(until));
    assert_eq!(found(&found_out).explained_by(day("2026-03-06")), None);
    let passed = found_out.clone().on("2026-03-06").then("super1", judge(Verdict::Founded));
    assert!(found(&passed).stands() && found(&passed).stated.is_none());
    let explained = found_out.then("lead.sc", state()).then("super1", judge(Verdict::Founded));
    assert!(found(&explained).stands(), "explained, it waits for nothing");
    // What a supervisor wrote down has the same days.
    let written = none().then("super1", Command::Raise(Raise::from(seen_in_person())));
    assert_eq!(written.refusal("super2", judge(Verdict::Founded)), refused);
    // Entries from before there was such a day wait for none.
    let mut of_old = raised();
    if let oversight::finding::Finding::Found(found) = &mut of_old.state {
        found.state_by = None;
    }
    assert!(found(&of_old.then("super1", judge(Verdict::Founded))).stands());
    // A year that no calendar covers takes no finding away.
    let mut far = none();
    far.world.now = day("2028-12-28").at(9, 0);
    assert_eq!(found(&far.then("time", Command::Raise(Raise::from(about(Rule::StepLate))))).state_by, None);
}

// C32: what is of the centre itself is explained by who runs it, for nobody leads it.
#[test]
fn who_runs_the_centre_answers_for_its_own_findings() {
    let own = About { unit: unit("centre"), person: None, window: None, ..about(Rule::ComplaintLate) };
    assert_eq!(concerned(&own), ["centre"]);
    let of_unit = About { unit: unit("sc"), ..own };
    assert_eq!(concerned(&of_unit), ["lead.sc", "chief.sc"]);
}

// F19: whoever wrote a finding down neither judges it nor decides its appeal; with nobody else in the post it waits
#[test]
fn what_a_supervisor_wrote_down_is_judged_and_decided_by_others() {
    let mut written = none().then("super1", Command::Raise(Raise::from(seen_in_person())));
    let is_for = |finding: &Finding, person: &str| found(finding).judgement_is_for(who(person));
    assert_eq!(["super1", "super2", "do.sc"].map(|it| is_for(&written, it)), [false, true, false]);
    for verdict in Verdict::ALL {
        assert_eq!(written.refusal("super1", judge(verdict)), Refusal::OwnFinding);
    }
    let appealed = written.clone().then("do.sc", state()).then("super2", judge(Verdict::Founded));
    let appealed = appealed.then("do.sc", appeal());
    let appeal_is_for = |person: &str| found(&appealed).appeal_is_for(who(person));
    assert_eq!(["super1", "super2", "super3"].map(appeal_is_for), [false, false, true]);
    for right in [true, false] {
        assert_eq!(appealed.refusal("super1", decide(right)), Refusal::OwnFinding);
        assert_eq!(appealed.refusal("super2", decide(right)), Refusal::SamePerson { person: who("super2") });
        assert_eq!(found(&appealed.clone().then("super3", decide(right))).stands(), !right);
    }
    // Alone in the post: no exception.
    written.world.organisation.posts.retain(|it| it.post != Post::Supervisor || it.person == who("super1"));
    assert_eq!(written.refusal("super1", judge(Verdict::Mistaken)), Refusal::OwnFinding);
    assert_eq!(written.refusal("super2", judge(Verdict::Mistaken)), Refusal::NotSupervisor);
    assert!(found(&written).is_open());
    // What a rule found, the same supervisor judges.
    assert!(is_for(&raised(), "super1") && found(&founded()).judged.is_some());
}

#[test]
fn an_appeal_is_made_in_time_by_whom_it_concerns() {
    assert_eq!(raised().refusal("do.sc", appeal()), Refusal::NotJudged);
    for verdict in [Verdict::Excused, Verdict::Mistaken] {
        let judged = raised().then("super1", judge(verdict));
        assert_eq!(judged.refusal("do.sc", appeal()), Refusal::NothingToAppeal);
    }
    for person in ["do2.sc", "super2", "stranger"] {
        assert_eq!(founded().refusal(person, appeal()), Refusal::NotConcerned, "{person}");
    }
    let last = founded().on("2026-03-17").then("do.sc", appeal());
    let made = found(&last).appeal.expect("on the last day");
    assert_eq!(made.decide_by, day("2026-03-31"), "ten working days");
    assert!(found(&last).is_open() && found(&last).stands(), "an appeal alone lifts nothing");
    assert_eq!(last.refusal("lead.sc", appeal()), Refusal::AlreadyAppealed);
    let until = day("2026-03-17");
    let passed = founded().on("2026-03-18").refusal("do.sc", appeal());
    assert_eq!(passed, Refusal::AppealTimePassed { until });
}

// The last day was said with the judgement: a bound of later changes nothing
#[test]
fn the_days_of_an_appeal_are_those_of_the_judgement() {
    let appeal_by = |finding: &Finding| found(finding).judged.and_then(|it| it.appeal_by);
    let mut judged = founded();
    judged.bounds = changed(Bound::AppealDays, 5);
    assert_eq!(appeal_by(&judged.on("2026-03-17").then("do.sc", appeal())), Some(day("2026-03-17")));
    let mut short = raised();
    short.bounds = set(changed(Bound::AppealDays, 5), Bound::AppealDecisionDays, 3);
    let short = short.then("lead.sc", state()).then("super1", judge(Verdict::Founded));
    assert_eq!(appeal_by(&short), Some(day("2026-03-07")));
    let made = short.on("2026-03-06").then("do.sc", appeal());
    assert_eq!(found(&made).appeal.map(|it| it.decide_by), Some(day("2026-03-11")));
}

// F19
#[test]
fn an_appeal_is_decided_once_by_another_supervisor() {
    assert_eq!(founded().refusal("super2", decide(true)), Refusal::NoAppeal);
    let appealed = founded().then("do.sc", appeal());
    assert_eq!(appealed.refusal("super1", decide(false)), Refusal::SamePerson { person: who("super1") });
    for person in ["do.sc", "chief.sc", "centre", "stranger"] {
        assert_eq!(appealed.refusal(person, decide(true)), Refusal::NotSupervisor, "{person}");
    }
    for right in [true, false] {
        let decided = appealed.clone().then("super2", decide(right));
        let found = found(&decided);
        assert_eq!(found.stands(), !right);
        assert!(!found.is_open());
        assert_eq!(decided.refusal("super3", decide(!right)), Refusal::NoAppeal);
        assert_eq!(decided.refusal("do.sc", appeal()), Refusal::AlreadyAppealed);
    }
    let mut leader = founded();
    post(&mut leader.world.organisation, "super2", Post::LeaderInCharge, "sc");
    let leader = leader.then("super2", appeal());
    assert_eq!(leader.refusal("super2", decide(true)), Refusal::SamePerson { person: who("super2") });
}

// F19: the answer is owed within its days; the last of them is in time, and afterwards it is late on record, once and for good.
#[test]
fn an_appeal_that_is_not_answered_in_its_days_is_late_on_record() {
    let appealed = founded().then("do.sc", appeal());
    assert_eq!(found(&appealed).appeal.map(|it| it.decide_by), Some(day("2026-03-16")));
    assert_eq!(due(&appealed.state), Some(day("2026-03-17").start()));
    let last = appealed.clone().on("2026-03-16");
    assert!(found(&last).appeal.is_some_and(|it| !it.late), "the last day is in time");
    let in_time = last.then("super2", decide(false)).on("2026-05-01");
    assert_eq!((in_time.kinds().last(), due(&in_time.state)), (Some(&"finding.appeal-decided"), None));
    let late = appealed.on("2026-03-17");
    assert_eq!(late.kinds().last(), Some(&"finding.appeal-late"));
    assert!(found(&late).appeal.is_some_and(|it| it.late) && found(&late).is_open());
    let later = late.clone().on("2026-05-01");
    assert_eq!(later.log.len(), late.log.len(), "said once");
    let decided = later.then("super2", decide(true));
    let appeal = found(&decided).appeal.expect("it was appealed");
    assert!(appeal.late && !found(&decided).stands(), "late stays late, whatever the answer is");
    assert_eq!(due(&founded().state), None, "nobody has appealed");
}

// F19: the reason is one of few, and says by itself whether the appeal was right.
#[test]
fn the_reason_of_an_answer_is_one_of_few_and_says_which_way_it_goes() {
    use oversight::appeal::Ground;
    for known in Ground::ALL {
        assert_eq!(Ground::parse(known.key()), Some(*known));
        let answer = Command::DecideAppeal(DecideAppeal { ground: *known, reason: sealed(64) });
        let decided = founded().then("do.sc", appeal()).then("super2", answer);
        let appeal = found(&decided).appeal.expect("it was appealed");
        assert_eq!((appeal.ground, appeal.decided.map(|it| it.0)), (Some(*known), Some(known.is_right())));
        assert_eq!(found(&decided).stands(), !known.is_right(), "{}", known.key());
    }
    let right = Ground::ALL.iter().filter(|it| it.is_right()).count();
    assert_eq!((right, Ground::ALL.len() - right), (3, 3));
    // An answer from before there were reasons is read as it was written.
    let stored = "{\"at\":1000000,\"by\":\"super2\",\"right\":true,\"reason\":";
    let reason = serde_json::to_string(&sealed(64)).expect("it is JSON");
    let stored = format!("{stored}{reason}}}");
    let event = Event::decode("finding.appeal-decided", stored.as_bytes()).expect("it is read");
    assert!(matches!(event, Event::AppealDecided(fact) if fact.ground.is_none() && fact.right));
    assert_eq!(String::from_utf8(event.encode()).as_deref(), Ok(stored.as_str()));
}

// F19: an appeal explains, and removes nothing
#[test]
fn nothing_of_a_finding_is_ever_removed() {
    let whole = raised().then("do.sc", state()).then("super1", judge(Verdict::Founded));
    let whole = whole.on("2026-03-05").then("do.sc", appeal()).on("2026-03-20");
    let whole = whole.then("super2", decide(true));
    let found = found(&whole);
    assert_eq!(found.about, about(Rule::StepLate));
    assert_eq!(found.stated.map(|it| it.words), Some(sealed(61)));
    assert_eq!(found.judged.map(|it| (it.verdict, it.why.words)), Some((Verdict::Founded, sealed(62))));
    let appeal = found.appeal.expect("it was appealed");
    assert_eq!(appeal.why.words, sealed(63));
    assert_eq!(appeal.decided.map(|(right, it)| (right, it.words)), Some((true, sealed(64))));
    assert_eq!((appeal.late, appeal.ground), (true, Some(reason_for(true))), "late stays late");
    assert_eq!(whole.kinds(), KINDS);
}

#[test]
fn a_year_that_no_calendar_covers_is_named() {
    let late = raised().on("2028-12-28").then("super1", judge(Verdict::Founded));
    let refused = late.refusal("do.sc", appeal());
    assert!(matches!(refused, Refusal::YearUnknown(_)), "{refused:?}");
    assert_eq!(refused.code(), "calendar-year-unknown");
}

#[test]
fn every_other_command_is_refused_with_a_code_of_its_own() {
    let all = [state(), judge(Verdict::Founded), appeal(), decide(true)];
    for command in all {
        assert_eq!(none().refusal("super1", command), Refusal::NoSuchFinding);
    }
    let again = Command::Raise(Raise::from(about(Rule::StepLate)));
    for finding in [raised(), founded()] {
        assert_eq!(finding.refusal("time", again), Refusal::AlreadyFound);
    }
    let until = Day::parse("2026-03-17").expect("a day");
    let refusals = [
        Refusal::NoSuchFinding,
        Refusal::AlreadyFound,
        Refusal::NotConcerned,
        Refusal::AlreadyStated,
        Refusal::AlreadyJudged,
        Refusal::NotJudged,
        Refusal::NotExplained { until },
        Refusal::OwnMatter,
        Refusal::OwnFinding,
        Refusal::NothingToAppeal,
        Refusal::AppealTimePassed { until },
        Refusal::AlreadyAppealed,
        Refusal::NoAppeal,
        Refusal::SamePerson { person: who("super1") },
        Refusal::NotSupervisor,
        Refusal::UnknownUnit,
    ];
    let codes: BTreeSet<_> = refusals.iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), refusals.len(), "each says another thing");
}

// Whatever comes out of place changes nothing that stands
#[test]
fn evolving_is_total() {
    let words: Sealed = sealed(1);
    let out_of_place: Event = Stated { at: day("2026-03-02").start(), by: who("do.sc"), words }.into();
    let absent = evolve(oversight::finding::Finding::Absent, &out_of_place);
    assert_eq!(absent, oversight::finding::Finding::Absent);
    let (at, by, reason) = (day("2026-03-02").start(), who("super2"), sealed(2));
    let decided: Event = AppealDecided { at, by, right: true, reason, ground: None }.into();
    let late: Event = AppealLate { at, decide_by: day("2026-03-16") }.into();
    let judged = founded().state;
    for event in [decided, late] {
        assert_eq!(evolve(judged.clone(), &event), judged, "no appeal was made");
    }
}
