//! Return calls, open and secret visits: who writes them down, of whom (R150, R155, F22).

use crate::fixture::*;
use crate::play::Play;
use crate::rating_play::{Rated, bad, case_id, dismissed};
use crate::watch::{post, supervised};
use casework::{Case, File};
use catalogue::RatingId;
use catalogue::item::Post;
use oversight::follow_up::*;
use oversight::rating::Grade;
use oversight::{Refusal, Rule};

fn found(kind: Kind) -> Found {
    let mark = Grade::Satisfied;
    Found {
        kind,
        unit: unit("sc"),
        window: Some(window("w2")),
        case: None,
        attitude: Some(mark),
        quality: Some(mark),
        efficiency: Some(mark),
        paid_elsewhere: Some(false),
        words: sealed(80),
    }
}

fn write(world: &Play, actor: &str, record: Record) -> Result<Vec<Event>, Refusal> {
    let case: Option<&File> = match &world.case {
        Case::Filed(file) => Some(file),
        Case::Absent => None,
    };
    world.seen_by(actor, |known| decide(&FollowUp::Absent, &record, known, case, None))
}

fn world() -> Play {
    let mut world = supervised(Play::with_handler());
    post(&mut world.organisation, "complaint", Post::ComplaintOfficer, "centre");
    world
}

#[test]
fn supervision_the_centre_and_the_complaint_desk_write_them_down() {
    for person in PEOPLE.into_iter().chain(["super1", "complaint"]) {
        let written = write(
            &world(),
            person,
            Record { on: day("2026-03-02"), found: found(Kind::SecretVisit), rating: None },
        );
        let may = ["centre", "super1", "complaint"].contains(&person);
        assert_eq!(written.is_ok(), may, "{person}: {written:?}");
    }
}

#[test]
fn nobody_follows_up_the_own_matter_and_no_day_is_invented() {
    let record = |on: &str| Record { on: day(on), found: found(Kind::Call), rating: None };
    let mut own = world();
    post(&mut own.organisation, "do.sc", Post::CentreManager, "centre");
    assert_eq!(write(&own, "do.sc", record("2026-03-02")), Err(Refusal::OwnMatter));
    for (on, fits) in
        [("2026-01-30", false), ("2026-01-31", true), ("2026-03-02", true), ("2026-03-03", false)]
    {
        assert_eq!(write(&world(), "super1", record(on)).is_ok(), fits, "{on}");
    }
    let unknown = Record {
        on: day("2026-03-02"),
        found: Found { unit: unit("none"), ..found(Kind::Call) },
        rating: None,
    };
    assert_eq!(write(&world(), "super1", unknown), Err(Refusal::UnknownUnit));
}

#[test]
fn it_is_written_once_and_is_read_again() {
    let facts = write(
        &world(),
        "super1",
        Record { on: day("2026-03-02"), found: found(Kind::OpenVisit), rating: None },
    );
    let fact = facts.expect("a supervisor may")[0];
    let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
    assert_eq!(stored, fact);
    // Entries are never rewritten: this is the form in which the first one was stored.
    let golden = format!(
        r#"{{"at":1772413200000000,"by":"super1","on":"2026-03-02","found":{{"kind":"open-visit","unit":"sc","window":"w2","case":null,"attitude":"satisfied","quality":"satisfied","efficiency":"satisfied","paid_elsewhere":false,"words":"{}"}}}}"#,
        "50".repeat(32)
    );
    assert_eq!(
        (fact.kind(), String::from_utf8(fact.encode()).as_deref()),
        ("follow-up.recorded", Ok(golden.as_str()))
    );
    let state = evolve(FollowUp::Absent, &stored);
    let record = Record { on: day("2026-03-02"), found: found(Kind::Call), rating: None };
    let again = world().seen_by("super1", |known| decide(&state, &record, known, None, None));
    assert_eq!(again.expect_err("it is there").code(), "rating-ended");
}

// F22: money paid elsewhere is bad whatever the grades say.
#[test]
fn one_bad_answer_makes_it_a_bad_one() {
    assert!(!found(Kind::Call).is_bad());
    assert!(!Found { paid_elsewhere: None, ..found(Kind::Call) }.is_bad());
    assert!(Found { paid_elsewhere: Some(true), ..found(Kind::Call) }.is_bad());
    let bad = Some(Grade::Dissatisfied);
    for each in [
        Found { attitude: bad, ..found(Kind::Call) },
        Found { quality: bad, ..found(Kind::Call) },
        Found { efficiency: bad, ..found(Kind::Call) },
    ] {
        assert!(each.is_bad());
    }
}

// F22: money that was paid elsewhere is found by itself; a bad mark is written down by a supervisor, and nothing is made of what was
// not asked.
#[test]
fn money_paid_elsewhere_is_found_and_a_bad_mark_alone_is_not() {
    let shown = |paid_elsewhere, mark| {
        let found = Found { paid_elsewhere, attitude: Some(mark), ..found(Kind::Call) };
        let facts = write(&world(), "super1", Record { on: day("2026-03-02"), found, rating: None })
            .expect("written");
        look(&facts[0]).map(|it| (it.rule, it.person))
    };
    assert_eq!(shown(Some(true), Grade::VerySatisfied), Some((Rule::FeeOutsideCounter, None)));
    for (paid, mark) in [(Some(false), Grade::VeryDissatisfied), (None, Grade::VeryDissatisfied)] {
        assert_eq!(shown(paid, mark), None, "{paid:?}");
    }
}

// F17: the second call about a bad rating is of a supervisor who had no part in it, names no case and no other unit, and is kept with the
// rating.
#[test]
fn a_call_about_a_bad_rating_names_the_rating_and_no_case() {
    let rated = dismissed();
    let id = RatingId::parse("r1").expect("a plain code");
    let call = Found { unit: unit("centre"), window: None, ..found(Kind::Call) };
    let record = |found| Record { on: day("2026-03-02"), found, rating: Some(id) };
    let write = |actor: &str, rated: &Rated, found: Found, held: bool| {
        let file = match &rated.world.case {
            Case::Filed(file) => Some(&**file),
            Case::Absent => None,
        };
        let held = held.then(|| rated.held());
        rated.world.seen_by(actor, |known| decide(&FollowUp::Absent, &record(found), known, file, held))
    };
    let refused = |actor: &str, rated: &Rated, found: Found, held: bool| {
        write(actor, rated, found, held).expect_err("this is refused").code()
    };
    let facts = write("super2", &rated, call, true).expect("a supervisor without a part");
    let stored = Event::decode(facts[0].kind(), &facts[0].encode()).expect("it was just written");
    assert_eq!(stored, facts[0]);
    let FollowUp::Written { rating, found: kept, .. } = evolve(FollowUp::Absent, &stored) else {
        panic!("it was written");
    };
    assert_eq!((rating, kept.case), (Some(id), None));
    for (name, found) in [
        ("a visit", Found { kind: Kind::OpenVisit, ..call }),
        ("a case", Found { case: Some(case_id()), ..call }),
        ("another unit", Found { unit: unit("sc"), ..call }),
    ] {
        assert_eq!(refused("super2", &rated, found, true), "rating-not-now", "{name}");
    }
    assert_eq!(refused("super1", &rated, call, true), "rating-not-now", "who agreed to leave it out");
    assert_eq!(refused("complaint", &rated, call, true), "rating-not-now", "who dealt with it");
    assert_eq!(refused("super2", &rated, call, false), "rating-unknown");
    assert_eq!(refused("super2", &bad(), call, true), "rating-not-now", "its round runs");
}

// F17: nobody answered is written down as that, without a mark, and of the call that was drawn alone; nothing bad follows from it.
#[test]
fn a_call_that_nobody_answered_is_written_down_without_marks() {
    let rated = dismissed();
    let none = (None, None, None, None);
    let said = Some(Grade::Satisfied);
    let call = |(attitude, quality, efficiency, paid_elsewhere)| {
        let call = Found { unit: unit("centre"), window: None, ..found(Kind::Call) };
        Found { attitude, quality, efficiency, paid_elsewhere, ..call }
    };
    let write = |found, rating| {
        let file = match &rated.world.case {
            Case::Filed(file) => Some(&**file),
            Case::Absent => None,
        };
        let record = Record { on: day("2026-03-02"), found, rating };
        let held = rating.map(|_| rated.held());
        let asked = |known: &casework::Known<'_>| decide(&FollowUp::Absent, &record, known, file, held);
        rated.world.seen_by("super2", asked).map_err(|it| it.code())
    };
    let id = Some(RatingId::parse("r1").expect("a plain code"));
    let facts = write(call(none), id).expect("nobody answered");
    let stored = Event::decode(facts[0].kind(), &facts[0].encode()).expect("it was just written");
    assert_eq!((stored, look(&stored)), (facts[0], None));
    let FollowUp::Written { found: kept, .. } = evolve(FollowUp::Absent, &stored) else {
        panic!("it was written");
    };
    assert!(kept.is_unreached() && !kept.is_bad());
    assert!(!call((said, said, said, None)).is_unreached());
    assert_eq!(write(call(none), None), Err("rating-not-now"), "of no rating");
    for half in [
        (said, None, None, None),
        (None, said, said, None),
        (said, said, None, Some(false)),
        (None, None, None, Some(false)),
        (None, None, None, Some(true)),
    ] {
        assert_eq!(write(call(half), id), Err("rating-not-now"), "{half:?}");
    }
    assert!(write(call((said, said, said, None)), id).is_ok());
}

// F17: nobody answered on three days, and that is the end; whoever calls back on the same day was reached after all.
#[test]
fn a_call_in_vain_is_tried_on_three_days_and_no_more() {
    let rated = dismissed().on("2026-03-06");
    let id = RatingId::parse("r1").expect("a plain code");
    let heard = Found { unit: unit("centre"), window: None, ..found(Kind::Call) };
    let vain = Found { attitude: None, quality: None, efficiency: None, paid_elsewhere: None, ..heard };
    let write = |before: FollowUp, actor: &str, found, on: &str| {
        let file = match &rated.world.case {
            Case::Filed(file) => Some(&**file),
            Case::Absent => None,
        };
        let record = Record { on: day(on), found, rating: Some(id) };
        let held = Some(rated.held());
        let decided = rated.world.seen_by(actor, |known| decide(&before, &record, known, file, held));
        decided.map(|facts| evolve(before, &facts[0])).map_err(|it| it.code())
    };
    let tries = |state: FollowUp| match state {
        FollowUp::Written { tries, .. } => tries,
        FollowUp::Absent => 0,
    };
    let one = write(FollowUp::Absent, "super2", vain, "2026-03-03").expect("nobody answered");
    assert_eq!((one.again_after(), tries(one)), (Some(day("2026-03-03")), 1));
    assert_eq!(write(one, "super2", vain, "2026-03-03"), Err("rating-tried-today"));
    assert_eq!(write(one, "super3", vain, "2026-03-03"), Err("rating-tried-today"), "whoever calls");
    assert_eq!(write(one, "super2", vain, "2026-03-02"), Err("rating-not-now"), "before the last try");
    assert_eq!(write(one, "super1", vain, "2026-03-04"), Err("rating-not-now"), "who agreed to leave it out");
    for on in ["2026-03-03", "2026-03-04"] {
        let reached = write(one, "super3", heard, on).expect("somebody answered");
        assert_eq!((reached.again_after(), tries(reached)), (None, 2), "{on}");
        assert_eq!(write(reached, "super2", heard, "2026-03-05"), Err("rating-ended"), "{on}");
    }
    let two = write(one, "super3", vain, "2026-03-04").expect("another day");
    let three = write(two, "super2", vain, "2026-03-05").expect("the last try");
    assert_eq!((three.again_after(), tries(three)), (None, TRIES_MAX));
    for found in [vain, heard] {
        assert_eq!(write(three, "super2", found, "2026-03-06"), Err("rating-ended"), "three are enough");
    }
}

// F17: who was tried in vain may be called again within half a year, and not for ever.
#[test]
fn a_call_in_vain_is_not_tried_again_years_later() {
    let rated = dismissed().on("2026-09-10");
    let rating = Some(RatingId::parse("r1").expect("a plain code"));
    let heard = Found { unit: unit("centre"), window: None, ..found(Kind::Call) };
    let vain = Found { attitude: None, quality: None, efficiency: None, paid_elsewhere: None, ..heard };
    let recorded = Recorded {
        at: day("2026-03-03").at(9, 0),
        by: who("super2"),
        on: day("2026-03-03"),
        found: vain,
        rating,
    };
    let tried = evolve(FollowUp::Absent, &recorded.into());
    let last = day("2026-03-03").plus_days(AGAIN_DAYS);
    let write = |on: calendar::Day, found| {
        let file = match &rated.world.case {
            Case::Filed(file) => Some(&**file),
            Case::Absent => None,
        };
        let record = Record { on, found, rating };
        let held = Some(rated.held());
        let decided = rated.world.seen_by("super3", |known| decide(&tried, &record, known, file, held));
        decided.map(|facts| facts.len()).map_err(|it| it.code())
    };
    for found in [vain, heard] {
        assert_eq!(write(last, found), Ok(1), "the last day");
        assert_eq!(write(last.plus_days(1), found), Err("rating-not-now"));
    }
}
