//! Spot checks of somebody from outside: who begins one, what the lot takes, which looks are written down (A6, E29, R46).

use std::collections::BTreeSet;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{post, supervised};
use calendar::Instant;
use catalogue::item::Post;
use catalogue::{CaseId, Digest};
use oversight::Refusal;
use oversight::spot::*;

fn world() -> Play {
    let mut world = supervised(Play::with_handler());
    post(&mut world.organisation, "social", Post::SocialSupervisor, "centre");
    post(&mut world.organisation, "mayor", Post::GovernmentHead, "centre");
    world
}

fn alone() -> Begin {
    Begin {
        visitor: None,
        code: None,
        unit: None,
        list: Digest([1; 32]),
        candidates: 100,
        seed: Digest([2; 32]),
        place: 7,
        today: 0,
    }
}

fn received() -> Begin {
    Begin { visitor: Some(sealed(90)), code: Some(Digest([3; 32])), ..alone() }
}

fn ask(world: &Play, actor: &str, spot: &Spot, command: Command) -> Result<Vec<Event>, Refusal> {
    world.seen_by(actor, |known| decide(spot, &command, known))
}

fn begun(world: &Play, actor: &str, begin: Begin) -> Spot {
    let events = ask(world, actor, &Spot::Absent, Command::Begin(begin)).expect("it may be begun");
    events.iter().fold(Spot::Absent, evolve)
}

fn no(refusal: SpotRefusal) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::Spot(refusal))
}

#[test]
fn who_supervises_leads_or_was_appointed_from_outside_begins_one() {
    let world = world();
    for person in PEOPLE.into_iter().chain(["super1", "social", "mayor"]) {
        let inside = ["centre", "super1", "mayor"].contains(&person);
        for (begin, may) in [(alone(), inside || person == "social"), (received(), inside)] {
            let asked = ask(&world, person, &Spot::Absent, Command::Begin(begin));
            let wanted = if may { Ok(1) } else { Err(Refusal::Spot(SpotRefusal::MayNotBegin)) };
            assert_eq!(asked.map(|it| it.len()), wanted, "{person}, {begin:?}");
        }
    }
}

#[test]
fn a_check_needs_a_visitor_with_a_pass_a_unit_that_is_there_and_something_to_draw() {
    let world = world();
    let refused = [
        (Begin { visitor: None, ..received() }, SpotRefusal::NoVisitor),
        (Begin { code: None, ..received() }, SpotRefusal::NoVisitor),
        (Begin { unit: Some(unit("none")), ..alone() }, SpotRefusal::UnknownUnit),
        (Begin { candidates: 0, ..alone() }, SpotRefusal::NothingThere),
        (Begin { today: A_DAY, ..alone() }, SpotRefusal::TooManyToday),
    ];
    for (begin, why) in refused {
        assert_eq!(ask(&world, "super1", &Spot::Absent, Command::Begin(begin)), no(why), "{begin:?}");
    }
    for begin in [Begin { today: A_DAY - 1, ..alone() }, Begin { candidates: 1, ..alone() }] {
        assert!(ask(&world, "super1", &Spot::Absent, Command::Begin(begin)).is_ok(), "{begin:?}");
    }
    let spot = begun(&world, "super1", alone());
    assert_eq!(ask(&world, "super1", &spot, Command::Begin(alone())), no(SpotRefusal::AlreadyBegun));
    assert_eq!(ask(&world, "super1", &Spot::Absent, Command::End), no(SpotRefusal::Unknown));
}

#[test]
fn only_who_makes_it_looks_and_every_look_is_an_entry() {
    let world = world();
    let (own, visit) = (begun(&world, "social", alone()), begun(&world, "super1", received()));
    for (spot, who) in [(&own, "social"), (&visit, "visitor")] {
        for person in ["social", "visitor", "super1", "centre"] {
            for command in [Command::Look { place: 3 }, Command::Remark { place: 0, words: sealed(91) }] {
                let asked = ask(&world, person, spot, command);
                match person == who {
                    true => assert_eq!(asked.map(|it| it.len()), Ok(1), "{person}"),
                    false => assert_eq!(asked, no(SpotRefusal::NotTheirs), "{person}"),
                }
            }
        }
    }
    let looked = ask(&world, "social", &own, Command::Look { place: 20 }).expect("the last of them");
    let Spot::Begun(held) = evolve(own, &looked[0]) else { panic!("it was begun") };
    assert_eq!((held.looks, held.remarks), (1, 0));
    assert_eq!(ask(&world, "social", &own, Command::Look { place: 21 }), no(SpotRefusal::NoSuchPlace));
    let few = begun(&world, "social", Begin { candidates: 2, ..alone() });
    assert!(ask(&world, "social", &few, Command::Look { place: 2 }).is_ok());
    assert_eq!(ask(&world, "social", &few, Command::Look { place: 3 }), no(SpotRefusal::NoSuchPlace));
}

#[test]
fn it_holds_for_its_day_and_for_so_many_looks() {
    let mut world = world();
    let Spot::Begun(held) = begun(&world, "social", alone()) else { panic!("it was begun") };
    let with = |looks, remarks| Spot::Begun(Held { looks, remarks, ..held });
    let remark = Command::Remark { place: 1, words: sealed(92) };
    assert!(ask(&world, "social", &with(LOOKS_MAX - 1, 0), Command::Look { place: 1 }).is_ok());
    assert_eq!(ask(&world, "social", &with(LOOKS_MAX, 0), Command::Look { place: 1 }), no(SpotRefusal::Full));
    assert!(ask(&world, "social", &with(0, REMARKS_MAX - 1), remark).is_ok());
    assert_eq!(ask(&world, "social", &with(0, REMARKS_MAX), remark), no(SpotRefusal::Full));
    let ended = ask(&world, "centre", &Spot::Begun(held), Command::End).expect("who leads may end it");
    let ended = evolve(Spot::Begun(held), &ended[0]);
    assert_eq!(ask(&world, "social", &ended, Command::Look { place: 1 }), no(SpotRefusal::Over));
    assert_eq!(ask(&world, "do.sc", &Spot::Begun(held), Command::End), no(SpotRefusal::NotTheirs));
    // 23:59:59 of its day, and midnight.
    let midnight = held.until.plus_days(1).start().0;
    for (now, open) in [(midnight - 1, true), (midnight, false)] {
        world.now = Instant(now);
        let asked = ask(&world, "social", &Spot::Begun(held), Command::Look { place: 1 });
        assert_eq!(asked.is_ok(), open, "{asked:?}");
    }
}

/// A stand-in that spreads: the lot has to be the same wherever it is computed, whatever the digest.
fn spread(bytes: &[u8]) -> [u8; 32] {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut out = [0; 32];
    out[..8].copy_from_slice(&state.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    out
}

fn candidates(count: usize) -> Candidates {
    let case = |n: usize| CaseId::parse(&format!("{n:032x}")).expect("a code");
    Candidates { cases: (0..count).map(case).collect() }
}

#[test]
fn the_lot_takes_twenty_and_is_the_same_for_everybody() {
    for count in [0, 1, 19, 20, 21, CANDIDATES_MAX, CANDIDATES_MAX + 50] {
        let list = candidates(count);
        let drawn = picks(&list, &Digest([9; 32]), spread);
        assert_eq!(drawn.len(), count.min(CASES));
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "none twice");
        let mut other = list.clone();
        other.cases.truncate(CANDIDATES_MAX);
        other.cases.reverse();
        assert_eq!(picks(&other, &Digest([9; 32]), spread), drawn, "the order of the list is of no weight");
    }
}

#[test]
fn every_case_has_the_same_chance() {
    let list = candidates(100);
    let mut hits = [0_u32; 100];
    for seed in 0..=255_u8 {
        for case in picks(&list, &Digest([seed; 32]), spread) {
            let at = list.cases.iter().position(|it| *it == case).expect("it was on the list");
            hits[at] += 1;
        }
    }
    // 51.2 expected, deviation 6.4: five of them on each side.
    assert!(hits.iter().all(|count| (19..=84).contains(count)), "{hits:?}");
}

#[test]
fn entries_are_read_for_ever_as_they_were_first_stored() {
    let world = world();
    let first = ask(&world, "super1", &Spot::Absent, Command::Begin(received())).expect("begun")[0];
    let spot = evolve(Spot::Absent, &first);
    let facts = [
        first,
        ask(&world, "visitor", &spot, Command::Look { place: 3 }).expect("looked at")[0],
        ask(&world, "visitor", &spot, Command::Remark { place: 3, words: sealed(91) }).expect("said")[0],
        ask(&world, "super1", &spot, Command::End).expect("ended")[0],
    ];
    let (words, said, list, seed, code) =
        ("5a".repeat(32), "5b".repeat(32), "01".repeat(32), "02".repeat(32), "03".repeat(32));
    let golden = [
        format!(
            r#"{{"at":1772413200000000,"by":"super1","visitor":"{words}","code":"{code}","unit":null,"list":"{list}","candidates":100,"seed":"{seed}","place":7}}"#
        ),
        r#"{"at":1772413200000000,"by":"visitor","place":3}"#.to_owned(),
        format!(r#"{{"at":1772413200000000,"by":"visitor","place":3,"words":"{said}"}}"#),
        r#"{"at":1772413200000000,"by":"super1"}"#.to_owned(),
    ];
    for ((fact, golden), kind) in facts.iter().zip(golden).zip(KINDS) {
        assert_eq!(fact.kind(), *kind);
        assert_eq!(String::from_utf8(fact.encode()).as_deref(), Ok(golden.as_str()));
        assert_eq!(Event::decode(fact.kind(), golden.as_bytes()), Ok(*fact));
    }
}
