//! Numbers that cannot be: each sign on both sides of its bound (F16, M7).

use crate::fixture::digest;
use crate::watch::set;
use oversight::bound::{Bound, Bounds};
use oversight::rating::*;

/// So many ratings that nobody would doubt: minutes apart, each from a device of its own, of several grades, own words.
fn honest(n: u8) -> Vec<Heard> {
    let one = |n: u8| Heard {
        waited: 900 + i64::from(n) * 60,
        grade: Grade::ALL[usize::from(n) % 3],
        device: digest(n),
        same: Some(digest(n)),
    };
    (0..n).map(one).collect()
}

fn tally(own: &[Heard]) -> Tally {
    let mut tally = Tally::default();
    own.iter().for_each(|it| tally.add(it.grade, 1));
    tally
}

fn look(own: &[Heard]) -> Vec<Sign> {
    let answered = u32::try_from(own.len()).expect("few");
    let sample =
        Sample { invited: answered * 3, answered, own, own_tally: tally(own), tablet: Tally::default() };
    signs(&sample, &Bounds::default())
}

#[test]
fn honest_ratings_bear_no_label() {
    for n in [0, 1, 9, 10, 40, 100] {
        assert_eq!(look(&honest(n)), [], "{n}");
    }
}

#[test]
fn shares_are_whole_percent_and_hundred_means_all() {
    for (part, of, share) in
        [(0, 0, 0), (1, 3, 33), (199, 200, 99), (200, 200, 100), (u32::MAX, u32::MAX, 100)]
    {
        assert_eq!(percent(part, of), share);
    }
    let tally = Tally([5, 2, 1, 1, 1]);
    assert_eq!((tally.all(), tally.satisfied(), tally.bad()), (10, 8, 2));
    assert_eq!(tally.share(&Bounds::default()), Some(80));
}

// M7: below the least number there is neither a rate nor a label.
#[test]
fn few_ratings_say_nothing() {
    let nine = Tally([9, 0, 0, 0, 0]);
    assert_eq!(nine.share(&Bounds::default()), None);
    let bounds = set(Bounds::default(), Bound::RatingSample, 9);
    assert_eq!(nine.share(&bounds), Some(100));
    let same = Heard { waited: 1, grade: Grade::VerySatisfied, device: digest(1), same: Some(digest(1)) };
    assert_eq!(look(&[same; 9]), []);
    assert_eq!(look(&[same; 10]).len(), 3, "quick, one device, the same words");
}

// E7 of domain.md 6.1: nearly everybody "volunteers".
#[test]
fn nearly_everybody_answers() {
    let own = honest(95);
    let at = |invited, answered| {
        let own = &own[..usize::try_from(answered).expect("few")];
        signs(
            &Sample { invited, answered, own, own_tally: tally(own), tablet: Tally::default() },
            &Bounds::default(),
        )
    };
    assert_eq!(at(100, 94), []);
    assert_eq!(at(100, 95), [Sign::Answered { share: 95, bound: 95 }]);
    assert_eq!(at(9, 9), [], "nine people may all answer");
    assert_eq!(at(10, 10), [Sign::Answered { share: 100, bound: 95 }]);
}

#[test]
fn ratings_within_seconds_of_the_message() {
    for (quick, waited, found) in [(5, 9, false), (6, 9, true), (6, 10, false), (20, 10, false), (6, 0, true)]
    {
        let mut own = honest(20);
        own.iter_mut().take(quick).for_each(|it| it.waited = waited);
        let share = u32::try_from(quick * 5).expect("few");
        let expected = if found { vec![Sign::Quick { share, seconds: 10, bound: 30 }] } else { vec![] };
        assert_eq!(look(&own), expected, "{quick} after {waited} s");
    }
    let mut own = honest(20);
    own.iter_mut().take(6).for_each(|it| it.waited = 15);
    let bounds = set(Bounds::default(), Bound::QuickSeconds, 16);
    let sample =
        Sample { invited: 60, answered: 20, own: &own, own_tally: tally(&own), tablet: Tally::default() };
    assert_eq!(signs(&sample, &bounds), [Sign::Quick { share: 30, seconds: 16, bound: 30 }]);
}

#[test]
fn many_ratings_from_one_device() {
    for (from_one, found) in [(3, false), (4, true)] {
        let mut own = honest(20);
        own.iter_mut().take(from_one).for_each(|it| it.device = digest(200));
        let share = u32::try_from(from_one * 5).expect("few");
        let expected = if found { vec![Sign::OneDevice { share, bound: 20 }] } else { vec![] };
        assert_eq!(look(&own), expected, "{from_one} of 20");
    }
}

#[test]
fn the_best_grade_again_and_again() {
    for (run, found) in [(29, false), (30, true)] {
        let mut own = honest(100);
        own.iter_mut().for_each(|it| it.grade = Grade::Satisfied);
        own[40..40 + run].iter_mut().for_each(|it| it.grade = Grade::VerySatisfied);
        let length = u32::try_from(run).expect("few");
        let expected = if found { vec![Sign::Run { length, bound: 30 }] } else { vec![] };
        assert_eq!(look(&own), expected, "{run}");
        // One other grade between breaks it.
        own[40 + run / 2].grade = Grade::Satisfied;
        assert_eq!(look(&own), [], "{run} with one between");
    }
}

#[test]
fn the_tablet_says_better_things_than_the_telephone() {
    let at = |own: [u32; 5], tablet: [u32; 5]| {
        let sample =
            Sample { invited: 500, answered: 0, own: &[], own_tally: Tally(own), tablet: Tally(tablet) };
        signs(&sample, &Bounds::default())
    };
    assert_eq!(at([0, 86, 0, 14, 0], [100, 0, 0, 0, 0]), []);
    assert_eq!(at([0, 85, 0, 15, 0], [100, 0, 0, 0, 0]), [Sign::Gap { tablet: 100, own: 85, bound: 15 }]);
    assert_eq!(at([0, 0, 0, 9, 0], [100, 0, 0, 0, 0]), [], "nine by telephone say nothing");
    assert_eq!(at([0, 0, 0, 100, 0], [9, 0, 0, 0, 0]), [], "nine on the tablet say nothing");
    assert_eq!(at([100, 0, 0, 0, 0], [0, 50, 0, 50, 0]), [], "a worse tablet is no sign of anything bought");
}

#[test]
fn many_write_the_same_words() {
    for (alike, wrote, found) in [(9, 20, false), (10, 20, true), (9, 9, false)] {
        let mut own = honest(20);
        own.iter_mut().skip(wrote).for_each(|it| it.same = None);
        own.iter_mut().take(alike).for_each(|it| it.same = Some(digest(201)));
        let share = percent(u32::try_from(alike).expect("few"), 20);
        let expected = if found { vec![Sign::SameWords { share, bound: 50 }] } else { vec![] };
        assert_eq!(look(&own), expected, "{alike} alike of {wrote}");
    }
}
