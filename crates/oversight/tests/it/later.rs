//! Later cases of who rated badly or complained, beside the others, and the second call of supervision (F17, N51, B6, M7).

use crate::fixture::*;
use crate::play::Play;
use crate::rating_play::*;
use crate::watch::*;
use casework::*;
use catalogue::item::Post;
use oversight::bound::{Bound, Bounds};
use oversight::later::*;
use oversight::rating::{Event, Grade, Ground, Second, calls_second, ended_by, has_second_caller, is_drawn};

fn of(play: &Play) -> Option<[Option<u32>; MARKS]> {
    match &play.case {
        Case::Filed(file) => course(file, &play.calendar).map(|it| it.0),
        Case::Absent => None,
    }
}

// F17: what came to something is compared; what is in hand still, and what its applicant ended, is not.
#[test]
fn a_case_is_compared_once_it_has_come_to_something() {
    assert_eq!(of(&Play::received(&[1])), None);
    assert_eq!(of(&Play::with_handler()), None);
    assert_eq!(of(&Play::before_decision()), None, "the decision is the end");
    let granted = Some([Some(0), Some(0), Some(0), Some(0), Some(0)]);
    assert_eq!(of(&Play::granted()), granted, "on the day of receipt");
    assert_eq!(of(&Play::concluded()), granted, "what follows the decision changes nothing");
    let refused = Play::before_decision().on("2026-03-09").then("chief.sc", refuse("flow"));
    assert_eq!(of(&refused), Some([Some(0), Some(1), Some(0), Some(0), Some(5)]), "five working days");
    let mut extended = Play::granted();
    let Case::Filed(file) = &mut extended.case else { panic!("it was received") };
    file.facts.extension = Play::extended().facts().extension;
    assert_eq!(of(&extended).map(|it| it[3]), Some(Some(1)));
    let told = Play::received(&[1]).then("intake2", notice(&[2]));
    assert_eq!(of(&told), None, "the applicant has the turn");
    // Nothing was brought: closed by time, and how long that took says nothing of the office.
    let closed = told.on("2026-06-01");
    assert_eq!(of(&closed), Some([Some(1), Some(0), Some(0), Some(0), None]), "{:?}", closed.stage());
}

fn case(n: u8, marks: [u32; MARKS]) -> (catalogue::Digest, Course) {
    (digest(n), Course(marks.map(Some)))
}

fn others(days: &[u32]) -> Vec<Course> {
    days.iter().map(|days| Course([Some(0), Some(0), Some(0), Some(0), Some(*days)])).collect()
}

// F17: more than the median of the same item, and not more than its usual ones; by hand. Of 1 2 3 4 5 6 7 8 the upper middle is 5, above
// which three of eight lie.
#[test]
fn each_mark_is_held_against_the_median_of_the_same_item() {
    let later = vec![case(1, [0, 0, 0, 0, 5]), case(1, [2, 0, 0, 1, 6]), case(2, [0, 1, 9, 0, 60])];
    let food = OfItem { later, others: others(&[1, 2, 3, 4, 5, 6, 7, 8]) };
    let all = compare(std::slice::from_ref(&food), 8);
    assert_eq!((all.people, all.cases), (2, 3));
    assert_eq!(all.more, [1, 1, 1, 1, 2], "five days are the median itself");
    assert_eq!(all.usual, [0, 0, 0, 0, 112], "three times three eighths");
    assert_eq!(all.beyond(), Some((600 - 112) / 3));
    assert_eq!(compare(std::slice::from_ref(&food), 9), Later::default(), "beside a few nothing is said");
    // Who asks for what takes long anywhere is kept waiting by nobody.
    let slow = OfItem { later: vec![case(3, [0, 0, 0, 0, 60])], others: others(&[60; 8]) };
    let both = compare(&[food, slow], 8);
    assert_eq!((both.people, both.cases, both.more[4]), (3, 4, 2));
    // A mark that cannot be said of a case is none above.
    let unknown = Course([Some(1), Some(0), Some(0), Some(0), None]);
    let one = OfItem { later: vec![(digest(1), unknown)], others: others(&[1; 8]) };
    assert_eq!(compare(&[one], 8).more, [1, 0, 0, 0, 0]);
    assert_eq!(Later::default().beyond(), None);
    assert_eq!(compare(&[OfItem::default()], 0).cases, 0, "nothing beside nothing");
}

// F17, M7
#[test]
fn it_is_found_above_the_bound_and_not_among_few() {
    let look = |cases, more, bounds: &Bounds| {
        let later = Later { people: 1, cases, more: [more, 0, 0, 0, 0], usual: [0; MARKS] };
        look(&later, bounds).map(|it| (it.rule.key(), it.measured, it.bound))
    };
    let usual = Bounds::default();
    assert_eq!(look(8, 4, &usual), None, "on the bound");
    assert_eq!(look(8, 5, &usual), Some(("later-cases-harder", 62, 50)));
    assert_eq!(look(7, 7, &usual), None, "seven say nothing");
    let enough = |cases| Later { cases, ..Later::default() }.is_enough(&usual);
    assert_eq!([0, 7, 8].map(enough), [false, false, true], "and of seven nothing is kept");
    assert_eq!(look(7, 7, &changed(Bound::LaterSample, 7)), Some(("later-cases-harder", 100, 50)));
    assert_eq!(look(8, 5, &changed(Bound::LaterPoints, 62)), None);
    assert_eq!(look(0, 0, &usual), None);
    let told = |people| Later { people, ..Later::default() }.people_told();
    assert_eq!([0, 2, 3].map(told), [None, None, Some(3)], "whose they are could be guessed");
    let great = Later { people: 1, cases: 8, more: [u32::MAX; MARKS], usual: [0; MARKS] };
    let great = oversight::later::look(&great, &usual).map(|it| it.measured);
    assert_eq!(great, Some(i32::MAX), "no count is too great");
}

// F17: a tenth by the leaf, the same for whoever computes it, and nobody's choice.
#[test]
fn a_tenth_of_the_leaves_is_drawn() {
    let leaf = |n: u64| {
        let mut leaf = [7; 32];
        leaf[..8].copy_from_slice(&n.to_be_bytes());
        leaf
    };
    assert_eq!(
        [0, 9, 10, 99, 100, 109, 110].map(|n| is_drawn(&leaf(n), 10)),
        [true, true, false, false, true, true, false]
    );
    assert_eq!((0..1_000).filter(|n| is_drawn(&leaf(*n), 10)).count(), 100);
    assert!((0..100).all(|n| is_drawn(&leaf(n), 100)));
    assert!(is_drawn(&leaf(u64::MAX - 15), 1), "eighteen trillion and so many hundreds");
}

// F17: what draws is the entry by which the round ended; who adds another one afterwards does not draw again.
#[test]
fn the_entry_by_which_the_round_ended_draws() {
    let end = |rated: &Rated, also: &[Event]| {
        let stored =
            rated.log.iter().map(|(kind, bytes)| Event::decode(kind, bytes).expect("it was written"));
        let all: Vec<Event> = stored.chain(also.iter().copied()).collect();
        ended_by(all.iter().map(|event| (event, event.kind())))
    };
    assert_eq!(ended_by([] as [(&Event, u8); 0]), None);
    assert_eq!(end(&bad(), &[]), None, "the round runs");
    assert_eq!(end(&proposed(), &[]), None);
    let out = dismissed();
    assert_eq!(end(&out, &[]), Some("rating.dismissal-decided"));
    let first = Event::decode(out.log[0].0, &out.log[0].1).expect("it was written");
    assert_eq!(end(&out, &[first, first]), Some("rating.dismissal-decided"), "whatever comes after it");
    let appealed = out.then(RATER, appeal());
    assert_eq!(end(&appealed, &[]), None, "an appeal opens it again");
    let decided = appealed.then("super2", decide_appeal(false));
    assert_eq!(end(&decided, &[]), Some("rating.appeal-decided"));
    let asked = confirmed().then("head.biz", puts_right()).then("complaint", ask(Second::Satisfied));
    assert_eq!(end(&asked, &[]), Some("rating.asked-again"));
    assert_eq!(end(&asked, &[first]), Some("rating.asked-again"));
}

// F17: a supervisor who had no part in the round, once it is over, where whoever rated can be called.
#[test]
fn the_second_call_is_of_a_supervisor_who_had_no_part() {
    let calls = |rated: &Rated, person: &str| {
        let file = match &rated.world.case {
            Case::Filed(file) => Some(&**file),
            Case::Absent => None,
        };
        calls_second(&rated.world.organisation, rated.held(), file, who(person), rated.world.now.day())
    };
    let who_calls = |rated: &Rated| -> Vec<&str> {
        let everybody = PEOPLE.into_iter().chain(SUPERVISORS).chain(["complaint"]);
        everybody.filter(|person| calls(rated, person)).collect()
    };
    assert_eq!(who_calls(&bad()), [] as [&str; 0], "the round runs");
    assert_eq!(who_calls(&proposed()), [] as [&str; 0]);
    assert_eq!(who_calls(&dismissed()), ["super2", "super3"], "super1 agreed to leave it out");
    let asked = confirmed().then("head.biz", puts_right()).then("complaint", ask(Second::Satisfied));
    assert_eq!(who_calls(&asked), SUPERVISORS);
    let appealed = dismissed().then(RATER, appeal());
    assert_eq!(who_calls(&appealed), [] as [&str; 0], "an appeal opens it again");
    let decided = appealed.then("super2", decide_appeal(false));
    assert_eq!(who_calls(&decided), ["super3"], "who decided the appeal had a part in it");
    // Nobody who was rated, whatever post he has besides.
    let mut own = asked.clone();
    post(&mut own.world.organisation, "intake2", Post::Supervisor, "centre");
    assert!(!calls(&own, "intake2") && calls(&own, "super1"));
    // Where everybody had a part in the round nobody can call, and nobody is to blame for it.
    let mut alone = dismissed();
    let anybody = |rated: &Rated| {
        let Case::Filed(file) = &rated.world.case else { panic!("it was received") };
        has_second_caller(&rated.world.organisation, rated.held(), Some(&**file), rated.world.now.day())
    };
    assert!(anybody(&alone));
    alone.world.organisation.posts.retain(|it| it.post != Post::Supervisor || it.person == who("super1"));
    assert!(!anybody(&alone), "super1 agreed to leave it out");
    // On a tablet nobody can be called who left no telephone.
    let tablet = left_out_on_tablet();
    assert_eq!(who_calls(&tablet), [] as [&str; 0]);
}

fn left_out_on_tablet() -> Rated {
    let mut rated = Rated::new(Play::new(licence()));
    rated.day = Some(window_day(3));
    let given = rated.then(RATER, on_tablet(Grade::Dissatisfied, 3));
    given.then("complaint", propose(Ground::Elsewhere)).then("super1", agree(true))
}
