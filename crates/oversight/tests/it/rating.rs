//! A rating: asked for once, given once, and the round of a bad one (N47-N53, C30, C31, F16, F17).

mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::rating_play::*;
use crate::watch::{post, set};
use catalogue::item::Post;
use oversight::bound::Bound;
use oversight::rating::*;
use std::collections::{BTreeMap, BTreeSet};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rating_events.txt");

// C30, N48: words on the screen, 1 the best in data, the last two are bad.
#[test]
fn the_five_grades_stand_in_their_order_and_the_last_two_are_bad() {
    let codes: Vec<_> = Grade::ALL.iter().map(|grade| (grade.code(), grade.is_bad())).collect();
    assert_eq!(codes, [(1, false), (2, false), (3, false), (4, true), (5, true)]);
    for grade in Grade::ALL {
        assert_eq!(Grade::of(i64::from(grade.code())), Some(grade));
        assert_eq!(serde_json::json!(grade), grade.key());
    }
    assert_eq!((Grade::of(0), Grade::of(6)), (None, None));
}

// N49
#[test]
fn a_visit_and_a_matter_are_asked_about_in_their_own_dimensions() {
    let keys = |kind: Kind| kind.dimensions().iter().map(|it| it.key()).collect::<Vec<_>>();
    assert_eq!(keys(Kind::Visit), ["efficiency", "competence", "attitude"]);
    assert_eq!(keys(Kind::Matter), ["speed", "guide", "convenience", "platform"]);
    assert!(Kind::ALL.iter().all(|kind| kind.dimensions().len() <= MARKS_MAX));
}

// F16: only the centre itself asks, once, for so many days.
#[test]
fn somebody_is_asked_once_and_by_nobody_in_person() {
    let none = Rated::of_case();
    for person in PEOPLE.into_iter().chain(["super1", "complaint", RATER]) {
        assert_eq!(none.refuses(person, invite(Kind::Visit)), "rating-not-by-hand", "{person}");
    }
    let invited = none.then("time", invite(Kind::Visit));
    let Rating::Invited(invitation) = invited.state else { panic!("it was asked for") };
    assert_eq!((invitation.code, invitation.until), (digest(93), day("2026-03-09")));
    assert_eq!(invited.refuses("time", invite(Kind::Visit)), "rating-already-invited");
    let given = invited.then(RATER, rates(Grade::Satisfied));
    assert_eq!(given.refuses("time", invite(Kind::Visit)), "rating-already-invited");
    let mut longer = Rated::of_case();
    longer.bounds = set(longer.bounds, Bound::RatingDays, 20);
    let Rating::Invited(invitation) = longer.then("time", invite(Kind::Matter)).state else {
        panic!("asked")
    };
    assert_eq!(invitation.until, day("2026-03-22"));
}

// N47, N51, F16: once, by whoever was asked, within the days; not giving it says nothing.
#[test]
fn a_rating_is_given_once_in_its_days_and_never_by_staff() {
    let invited = Rated::of_case().then("time", invite(Kind::Visit));
    for person in PEOPLE.into_iter().chain(["super1", "complaint", "time"]) {
        assert_eq!(invited.refuses(person, rates(Grade::VerySatisfied)), "rating-not-for-staff", "{person}");
    }
    let last = invited.clone().on("2026-03-09").then(RATER, rates(Grade::Satisfied));
    let held = last.held();
    assert_eq!((held.channel, held.answer, held.round), (Channel::Own, answer(Grade::Satisfied), None));
    assert_eq!(last.refuses(RATER, rates(Grade::Satisfied)), "rating-already-given");
    assert_eq!(invited.clone().on("2026-03-10").refuses(RATER, rates(Grade::Satisfied)), "rating-closed");
    assert_eq!(due(&invited.state), None, "silence is nothing that time has to write down");
    assert_eq!(Rated::of_case().refuses(RATER, rates(Grade::Satisfied)), "rating-unknown");
}

// C31: what a tablet says is another way, bound to the window's open day and to one visit.
#[test]
fn a_tablet_rates_the_last_visit_of_an_open_window_and_nothing_else() {
    let at = |visits| {
        let mut none = Rated::new(Play::new(licence()));
        none.day = Some(window_day(visits));
        none
    };
    let given = at(3).then(RATER, on_tablet(Grade::VerySatisfied, 3));
    assert_eq!((given.held().channel, given.held().invitation), (Channel::Tablet, None));
    assert_eq!(given.held().code, Some(digest(103)), "by which whoever rated follows it (F17)");
    assert_eq!(given.refuses(RATER, on_tablet(Grade::VerySatisfied, 3)), "rating-already-given");
    for (visits, no) in [(3, 2), (3, 4), (0, 0), (0, 1)] {
        assert_eq!(at(visits).refuses(RATER, on_tablet(Grade::Satisfied, no)), "rating-nobody-here");
    }
    let mut settled = at(3);
    settled.day = settled.day.map(|day| casework::window_day::WindowDay { opened_at: None, ..day });
    assert_eq!(settled.refuses(RATER, on_tablet(Grade::Satisfied, 3)), "rating-nobody-here");
    settled.day = None;
    assert_eq!(settled.refuses(RATER, on_tablet(Grade::Satisfied, 3)), "rating-unknown");
    assert_eq!(at(3).refuses("intake2", on_tablet(Grade::Satisfied, 3)), "rating-not-for-staff");
}

// F17: what was rated on a tablet is left out and appealed like any other; a code beside that of a message counts for nothing.
#[test]
fn what_was_rated_on_a_tablet_is_appealed_like_any_other() {
    let mut none = Rated::new(Play::new(licence()));
    none.day = Some(window_day(3));
    let bad = none.then(RATER, on_tablet(Grade::Dissatisfied, 3));
    // Nobody left a telephone: there is nobody to call.
    let dismissed = bad.then("complaint", propose(Ground::Elsewhere)).then("super1", agree(true));
    assert!(!dismissed.held().counts());
    let appealed = dismissed.then(RATER, appeal()).then("super2", decide_appeal(true));
    assert!(appealed.held().counts(), "it counts again");
    let Command::Give(give) = rates(Grade::Satisfied) else { unreachable!("it is one") };
    let with_code = Command::Give(Give { code: Some(digest(103)), ..give });
    let invited = Rated::of_case().then("time", invite(Kind::Visit)).then(RATER, with_code);
    assert_eq!(invited.held().code, None, "the code of the message serves");
}

// F17: it goes to somebody who was not rated and is here; the window's own people never.
#[test]
fn a_bad_rating_goes_to_somebody_who_was_not_rated() {
    assert_eq!(bad().round().handler, Some(who("complaint")));
    assert_eq!(bad().way(), (Way::ToCall, Some(day("2026-03-03"))));
    let invited = || Rated::of_case().then("time", invite(Kind::Visit));
    for grade in [Grade::VerySatisfied, Grade::Satisfied, Grade::Fairly] {
        assert_eq!(invited().then(RATER, rates(grade)).held().round, None);
    }
    // Whoever is ill is passed over; whoever sits at that window too.
    let mut away = invited();
    away.world = away.world.away("complaint", None);
    assert_eq!(away.then(RATER, rates(Grade::VeryDissatisfied)).round().handler, Some(who("centre")));
    let mut sits = invited();
    for held in &mut sits.world.organisation.posts {
        if held.person == who("complaint") {
            held.windows.push(window("w2"));
        }
    }
    assert_eq!(sits.then(RATER, rates(Grade::VeryDissatisfied)).round().handler, Some(who("centre")));
    // Of a matter nobody deals with who had a part in it.
    let mut part = Rated::of_case().then("time", invite(Kind::Matter));
    post(&mut part.world.organisation, "do.sc", Post::ComplaintOfficer, "centre");
    part.world.organisation.posts.retain(|held| held.person != who("complaint"));
    assert_eq!(part.then(RATER, rates(Grade::VeryDissatisfied)).round().handler, Some(who("centre")));
    // With nobody left it waits for a supervisor, and is late like any other.
    let mut none = invited();
    let deals = [Post::ComplaintOfficer, Post::CentreManager, Post::Supervisor];
    none.world.organisation.posts.retain(|held| !deals.contains(&held.post));
    let none = none.then(RATER, rates(Grade::Dissatisfied));
    assert_eq!((none.round().handler, none.on("2026-03-04").round().late), (None, true));
}

// N50, N53: called, found right, put right, asked again.
#[test]
fn a_bad_rating_makes_its_round() {
    let done = confirmed().on("2026-03-05").then("head.biz", puts_right());
    assert_eq!(done.way(), (Way::ToAsk, Some(day("2026-03-12"))));
    let done = done.then("complaint", ask(Second::Satisfied));
    assert_eq!(
        done.kinds(),
        ["invited", "given", "called", "confirmed", "corrected", "asked-again"],
        "nothing was late"
    );
    assert!(
        done.round().is_resolved() && !done.held().is_open() && done.held().counts() && !done.round().late
    );
    for command in
        [call(true), confirm(Class::Simple), puts_right(), ask(Second::Satisfied), propose(Ground::Malicious)]
    {
        assert_eq!(done.refuses("complaint", command), "rating-ended");
    }
}

#[test]
fn every_step_has_its_days_as_they_are_set() {
    let called = bad().then("complaint", call(true));
    assert_eq!(called.way(), (Way::ToJudge, Some(day("2026-03-04"))));
    for (class, bound, until) in [
        (Class::Simple, Bound::BadSimpleDays, "2026-03-04"),
        (Class::Complex, Bound::BadComplexDays, "2026-03-05"),
    ] {
        let to_correct = called.clone().then("complaint", confirm(class));
        assert_eq!(to_correct.way(), (Way::ToCorrect, Some(day(until))));
        let mut longer = called.clone();
        longer.bounds = set(longer.bounds, bound, 9);
        assert_eq!(longer.then("complaint", confirm(class)).way().1, Some(day("2026-03-13")));
    }
}

// N50: two tries are enough, and the second goes on without an answer.
#[test]
fn whoever_cannot_be_reached_is_tried_twice() {
    let once = bad().then("complaint", call(false));
    assert_eq!(once.way(), (Way::ToCall, Some(day("2026-03-03"))), "the day stays");
    for early in [confirm(Class::Simple), propose(Ground::Mistaken)] {
        assert_eq!(once.refuses("complaint", early), "rating-not-called");
    }
    let twice = once.then("complaint", call(false));
    assert_eq!(twice.way().0, Way::ToJudge);
    assert_eq!(twice.refuses("complaint", call(true)), "rating-already-reached");
    // Whoever left no telephone cannot be called: it is judged at once.
    let silent = Command::Give(Give {
        answer: answer(Grade::Dissatisfied),
        visit: None,
        no: 0,
        telephone: false,
        code: None,
    });
    let silent = Rated::of_case().then("time", invite(Kind::Visit)).then(RATER, silent);
    assert_eq!(silent.way(), (Way::ToJudge, Some(day("2026-03-04"))));
}

// N53: what is not right yet goes back, three times at most.
#[test]
fn what_was_not_put_right_goes_back() {
    let mut rated = confirmed();
    for n in 1..=3 {
        rated = rated.then("head.biz", puts_right()).then("complaint", ask(Second::NotSatisfied));
        let way = if n < 3 { Way::ToCorrect } else { Way::Closed };
        assert_eq!((rated.round().seconds, rated.way().0), (n, way));
    }
    assert!(!rated.round().is_resolved());
    let unreached = confirmed().then("head.biz", puts_right()).then("complaint", ask(Second::NotReached));
    assert!(unreached.way().0 == Way::Closed && !unreached.round().is_resolved());
}

// F17, M4
#[test]
fn who_was_rated_decides_nothing_and_the_unit_only_puts_right() {
    for person in ["intake2", "head.biz"] {
        for command in [call(true), confirm(Class::Simple)] {
            assert_eq!(bad().refuses(person, command), "rating-is-rated", "{person}");
        }
        let corrected = confirmed().then("head.biz", puts_right());
        assert_eq!(corrected.refuses(person, ask(Second::Satisfied)), "rating-is-rated");
    }
    for person in ["do.sc", "centre", "stranger"] {
        assert_eq!(bad().refuses(person, call(true)), "rating-not-handler", "{person}");
    }
    bad().then("super1", call(true));
    for person in ["intake2", "complaint", "super1", "lead.sc", "stranger", RATER] {
        assert_eq!(confirmed().refuses(person, puts_right()), "rating-not-yours", "{person}");
    }
    // A head who served the visitor does not put right alone.
    let mut own = Rated::of_case();
    let served = Command::Invite(Invite {
        about: About { by: Some(who("head.biz")), ..about(Kind::Visit) },
        code: digest(93),
        code_sealed: sealed(94),
    });
    own = own.then("time", served).then(RATER, rates(Grade::Dissatisfied));
    own = own.then("complaint", call(true)).then("complaint", confirm(Class::Simple));
    assert_eq!(own.refuses("head.biz", puts_right()), "rating-not-yours");
    // Nobody asks whether the own correction is right.
    let mut both = confirmed();
    post(&mut both.world.organisation, "super3", Post::LeaderInCharge, "centre");
    let both = both.then("super3", puts_right());
    assert_eq!(both.refuses("super3", ask(Second::Satisfied)), "rating-is-rated");
}

// F17, N50: two different people, and a third for the appeal.
#[test]
fn leaving_a_rating_out_takes_two_people() {
    assert!(proposed().held().counts(), "one alone leaves nothing out");
    for (person, why) in [
        ("complaint", "oversight-not-supervisor"),
        ("centre", "oversight-not-supervisor"),
        ("intake2", "oversight-not-supervisor"),
    ] {
        assert_eq!(proposed().refuses(person, agree(true)), why, "{person}");
    }
    let by_super = bad().then("super1", call(true)).then("super1", propose(Ground::Malicious));
    assert_eq!(by_super.refuses("super1", agree(true)), "rating-same-person");
    assert!(!by_super.then("super2", agree(true)).held().counts());
    let out = dismissed();
    assert_eq!(out.way(), (Way::Dismissed, None));
    assert!(!out.held().counts() && !out.held().is_open());
    let dismissal = out.round().dismissal.expect("it was");
    assert_eq!((dismissal.ground, dismissal.appeal_by), (Ground::Mistaken, Some(day("2026-03-17"))));
    let stays = proposed().then("super1", agree(false));
    assert_eq!(stays.way(), (Way::ToJudge, Some(day("2026-03-04"))));
    assert!(stays.held().counts());
    assert_eq!(stays.refuses("complaint", propose(Ground::Malicious)), "rating-dismissal-refused");
    assert_eq!(stays.refuses("super2", agree(true)), "rating-not-proposed");
}

// F17: the rater appeals, once, in time; whoever left it out does not decide.
#[test]
fn the_rater_appeals_and_a_third_decides() {
    for person in PEOPLE.into_iter().chain(["super1", "complaint"]) {
        assert_eq!(dismissed().refuses(person, appeal()), "rating-not-rater", "{person}");
    }
    assert_eq!(bad().refuses(RATER, appeal()), "rating-not-dismissed");
    let appealed = dismissed().on("2026-03-17").then(RATER, appeal());
    assert_eq!(appealed.way(), (Way::ToDecideAppeal, Some(day("2026-03-31"))));
    assert!(!appealed.held().counts(), "an appeal alone changes nothing");
    assert_eq!(dismissed().on("2026-03-18").refuses(RATER, appeal()), "rating-appeal-passed");
    assert_eq!(appealed.refuses(RATER, appeal()), "rating-already-appealed");
    assert_eq!(appealed.refuses("super1", decide_appeal(true)), "rating-same-person");
    assert_eq!(appealed.refuses("complaint", decide_appeal(true)), "oversight-not-supervisor");
    assert_eq!(dismissed().refuses("super2", decide_appeal(true)), "rating-no-appeal");
    let right = appealed.clone().then("super2", decide_appeal(true));
    assert_eq!(right.way(), (Way::ToJudge, Some(day("2026-03-19"))));
    assert!(right.held().counts());
    assert_eq!(right.refuses("complaint", propose(Ground::Malicious)), "rating-dismissal-refused");
    right.then("complaint", confirm(Class::Simple));
    let wrong = appealed.then("super2", decide_appeal(false));
    assert!(wrong.way() == (Way::Dismissed, None) && !wrong.held().counts());
    assert_eq!(wrong.refuses(RATER, appeal()), "rating-already-appealed");
}

// N53: late is a fact of its own, once for each step, and the step is still to be done.
#[test]
fn a_step_that_was_not_done_in_its_days_is_on_record_once() {
    let late = bad().on("2026-03-06");
    assert_eq!(late.kinds(), ["invited", "given", "late"]);
    assert_eq!(due(&late.state), None);
    let done = late.then("complaint", call(true));
    assert!(done.round().late && !done.round().late_now);
    let twice = done.on("2026-03-20");
    assert_eq!(twice.kinds().iter().filter(|kind| **kind == "late").count(), 2);
    let last = Event::decode(twice.log[4].0, &twice.log[4].1).expect("it was written");
    let Event::Late(fact) = last else { panic!("{last:?}") };
    assert_eq!(
        (fact.way, fact.person, fact.at),
        (Way::ToJudge, Some(who("complaint")), day("2026-03-11").start())
    );
    // A unit that is late is no person.
    let unit_late = confirmed().on("2026-03-06");
    let Event::Late(fact) = Event::decode(unit_late.log[4].0, &unit_late.log[4].1).expect("read") else {
        panic!("it is late")
    };
    assert_eq!((fact.way, fact.person), (Way::ToCorrect, None));
    assert_eq!(due(&dismissed().state), None, "whoever may appeal is under no duty");
}

// C32, F17: only what is to be put right is owed by the rated unit; every other step by who deals with it, or by the centre.
#[test]
fn a_late_step_is_of_the_unit_that_owed_it() {
    let mut world = Play::granted();
    post(&mut world.organisation, "desk", Post::ComplaintOfficer, "wj");
    let (on, matter) = (day("2026-03-02"), about(Kind::Matter));
    let owed = |way, handler: Option<&str>| {
        owes(&world.organisation, (way, &matter), handler.map(who), on).to_string()
    };
    for way in Way::ALL.into_iter().filter(|way| *way != Way::ToCorrect) {
        assert_eq!(
            owed(way, Some("desk")),
            "wj",
            "{}: the unit of the post by which he deals with it",
            way.key()
        );
        assert_eq!(owed(way, None), "centre", "{}", way.key());
        // Who deals with none any more owes for the centre.
        assert_eq!(owed(way, Some("do.sc")), "centre", "{}", way.key());
    }
    for handler in [Some("desk"), None] {
        assert_eq!(owed(Way::ToCorrect, handler), "sc", "the rated unit puts it right");
    }
}

// F17, N51: who was rated sees nothing; the unit sees what is to be put right; one person sees whom to call.
#[test]
fn the_rater_is_hidden_from_the_window() {
    let everybody: Vec<&str> = PEOPLE.into_iter().chain(["super1", "complaint"]).collect();
    let seen = |rated: &Rated| -> BTreeMap<&str, Sees> {
        everybody.iter().filter_map(|person| Some((*person, rated.sees(person)?))).collect()
    };
    let said = |rated: Rated, expected: &[(&str, Sees)]| {
        assert_eq!(seen(&rated), expected.iter().copied().collect());
    };
    said(bad(), &[("complaint", Sees::Rater), ("centre", Sees::Said), ("super1", Sees::Said)]);
    let to_correct = [
        ("complaint", Sees::Said),
        ("centre", Sees::Said),
        ("super1", Sees::Said),
        ("head.biz", Sees::Correction),
    ];
    said(confirmed(), &to_correct);
    let asks = confirmed().then("head.biz", puts_right());
    assert_eq!((asks.sees("complaint"), asks.sees("intake2")), (Some(Sees::Rater), None));
    // Of a matter the leaders of the unit see what is to be put right, and nobody else of it.
    let matter = Rated::of_case().then("time", invite(Kind::Matter)).then(RATER, rates(Grade::Dissatisfied));
    assert_eq!((matter.sees("lead.sc"), matter.sees("do.sc")), (None, None));
    let matter = matter.then("complaint", call(true)).then("complaint", confirm(Class::Simple));
    let corrects =
        [matter.sees("lead.sc"), matter.sees("chief.sc"), matter.sees("do.sc"), matter.sees("head.biz")];
    assert_eq!(corrects, [Some(Sees::Correction), Some(Sees::Correction), None, None]);
    let good = Rated::of_case().then("time", invite(Kind::Visit)).then(RATER, rates(Grade::Satisfied));
    assert!(everybody.iter().all(|person| good.sees(person).is_none()), "a good rating is nobody's matter");
}

#[test]
fn every_refusal_says_another_thing() {
    let refusals = [
        RatingRefusal::Unknown,
        RatingRefusal::AlreadyInvited,
        RatingRefusal::NotByHand,
        RatingRefusal::AlreadyGiven,
        RatingRefusal::Closed { until: day("2026-03-02") },
        RatingRefusal::NotForStaff,
        RatingRefusal::NobodyHere,
        RatingRefusal::NotBad,
        RatingRefusal::IsRated,
        RatingRefusal::NotHandler { handler: None },
        RatingRefusal::NotCalled,
        RatingRefusal::AlreadyReached,
        RatingRefusal::NotToCorrect,
        RatingRefusal::NotYours,
        RatingRefusal::NotCorrected,
        RatingRefusal::OwnCorrection,
        RatingRefusal::NotProposed,
        RatingRefusal::DismissalRefused,
        RatingRefusal::SamePerson { person: who("super1") },
        RatingRefusal::NotRater,
        RatingRefusal::NotDismissed,
        RatingRefusal::AppealPassed { until: day("2026-03-02") },
        RatingRefusal::AlreadyAppealed,
        RatingRefusal::NoAppeal,
        RatingRefusal::Ended,
        RatingRefusal::NotNow,
        RatingRefusal::TriedToday,
    ];
    let codes: BTreeSet<_> = refusals.iter().map(RatingRefusal::code).collect();
    assert_eq!(codes.len(), refusals.len());
    let good = Rated::of_case().then("time", invite(Kind::Visit)).then(RATER, rates(Grade::Satisfied));
    assert_eq!(good.refuses("complaint", call(true)), "rating-not-bad");
    assert_eq!(bad().refuses("complaint", puts_right()), "rating-not-to-correct");
    assert_eq!(bad().refuses("complaint", ask(Second::Satisfied)), "rating-not-corrected");
    assert_eq!(confirmed().refuses("complaint", confirm(Class::Simple)), "rating-not-now");
}

/// Everything that was ever written in these lives, in their order.
fn lives() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = confirmed()
        .on("2026-03-06")
        .then("head.biz", puts_right())
        .then("complaint", ask(Second::Satisfied))
        .log;
    all.extend(dismissed().then(RATER, appeal()).then("super2", decide_appeal(true)).log);
    all
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_ever_written_is_read_again() {
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let mut first: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for (kind, bytes) in lives() {
            first.entry(kind).or_insert(bytes);
        }
        let line = |kind: &&str| {
            let bytes = String::from_utf8(first.get(kind)?.clone()).expect("JSON is UTF-8");
            Some(format!("{kind} {bytes}\n"))
        };
        let text: String = KINDS.iter().filter_map(line).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/rating_events.txt stands in the source");
    let mut read = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!((event.kind(), event.encode()), (kind, bytes.as_bytes().to_vec()));
        read.insert(kind);
    }
    assert_eq!(read, KINDS.iter().copied().collect(), "every kind stands in tests/rating_events.txt");
    assert!(Event::decode("rating.burnt", b"{}").is_err());
}
