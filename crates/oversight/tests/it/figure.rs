//! Figures: the arithmetic of the founding documents, and what is not printed.

use oversight::figure::{Counts, Share, WHOLE_MIN};

fn percent(part: u64, whole: u64) -> Option<String> {
    Share { part, whole }.percent()
}

// S2-4: 57,514 accepted and 57,323 concluded are 99.67 %; 444 items are 31.92 %, so there were 1,391 of them (R173, R178).
#[test]
fn the_founding_documents_add_up() {
    assert_eq!(percent(57_323, 57_514).as_deref(), Some("99.67%"));
    assert_eq!(percent(444, 1_391).as_deref(), Some("31.92%"));
    for other in [1_390, 1_392] {
        assert_ne!(percent(444, other).as_deref(), Some("31.92%"), "{other}");
    }
    // S2-3: 34 asked and 21 approved are counted apart, and are 55 matters and not 55 cases (R181).
    let mut counts = Counts::default();
    counts.add("received", 21);
    counts.add("consulted", 34);
    assert_eq!(counts, Counts { received: 21, consulted: 34, ..Counts::default() });
    assert_eq!(counts.concluded_rate(), Share::default(), "a question asked is in no rate of cases");
}

// R174, R176, R178, A37: what is left out of the rates of the concluded, and the shares of how cases come and where they are decided.
#[test]
fn what_is_left_out_is_counted_and_shares_are_of_what_they_say() {
    let mut counts = Counts::default();
    let words = [
        ("received", 200),
        ("received_online", 30),
        ("received_by_agent", 50),
        ("withdrawn", 4),
        ("ended", 1),
        ("closed_for_missing", 6),
        ("decided", 40),
        ("decided_in_hall", 10),
    ];
    for (word, n) in words {
        counts.add(word, n);
    }
    assert_eq!(counts.left_out(), 11);
    let percents = [counts.online_rate(), counts.by_agent_rate(), counts.in_hall()].map(|it| it.percent());
    assert_eq!(percents.map(|it| it.expect("enough")), ["15.00%", "25.00%", "25.00%"]);
}

// R174: what the documents call one rate are two.
#[test]
fn the_one_time_rate_and_the_concluded_rate_are_two_things() {
    let mut counts = Counts::default();
    for (word, n) in [("accepted", 90), ("deemed", 10), ("concluded", 80), ("concluded_corrected", 20)] {
        counts.add(word, n);
    }
    assert_eq!((counts.accepted, counts.deemed), (100, 10), "silence is acceptance");
    assert_eq!(counts.one_time().percent().as_deref(), Some("75.00%"));
    assert_eq!(counts.concluded_rate().percent().as_deref(), Some("80.00%"));
}

// R174, E7, N56: one submission means one: papers that came without a notice or after the acceptance were brought a second time;
// a report of before, which looked for notices alone, says what it said.
#[test]
fn whatever_was_brought_again_is_not_concluded_at_one_time() {
    let counts = |words: &[(&str, u64)]| {
        let mut counts = Counts::default();
        words.iter().for_each(|(word, n)| counts.add(word, *n));
        counts
    };
    let before = counts(&[("concluded", 80), ("concluded_corrected", 20)]);
    assert_eq!((before.brought_again(), before.one_time().part), (20, 60));
    for word in ["concluded_more", "concluded_deferred"] {
        let now = counts(&[("concluded", 80), ("concluded_corrected", 20), (word, 4)]);
        assert_eq!((now.brought_again(), now.one_time()), (24, Share { part: 56, whole: 80 }), "{word}");
    }
}

// N32: what is open and past its day is a count of its own and in no rate of the concluded.
#[test]
fn open_cases_past_their_day_are_counted_apart() {
    let mut counts = Counts::default();
    for (word, n) in [("concluded", 10), ("open", 5), ("open_late", 3)] {
        counts.add(word, n);
    }
    assert_eq!((counts.open, counts.open_late), (5, 3));
    assert_eq!(counts.on_time(), Share { part: 10, whole: 10 });
}

// R179, R180
#[test]
fn on_time_and_faster_are_of_the_concluded() {
    let counts =
        Counts { concluded: 40, concluded_late: 1, used_days: 120, promised_days: 300, ..Counts::default() };
    assert_eq!(counts.on_time().percent().as_deref(), Some("97.50%"));
    assert_eq!(counts.faster().percent().as_deref(), Some("60.00%"));
    // Slower than promised is no negative share.
    let slow = Counts { used_days: 400, ..counts };
    assert_eq!(slow.faster().percent().as_deref(), Some("0.00%"));
}

// M7: a rate of a few says nothing.
#[test]
fn a_share_of_a_few_is_not_printed() {
    assert_eq!(percent(9, WHOLE_MIN - 1), None);
    assert_eq!(percent(9, WHOLE_MIN).as_deref(), Some("90.00%"));
    assert_eq!(percent(0, 0), None);
    assert_eq!(Share { part: 1, whole: 0 }.basis_points(), None);
}

#[test]
fn a_share_is_rounded_half_up_and_large_numbers_are_no_trouble() {
    assert_eq!(Share { part: 1, whole: 20_000 }.basis_points(), Some(1));
    assert_eq!(Share { part: 1, whole: 20_001 }.basis_points(), Some(0));
    assert_eq!(Share { part: u64::MAX, whole: u64::MAX }.basis_points(), Some(10_000));
    assert_eq!(percent(2, 3_000).as_deref(), Some("0.07%"));
}

// F27: of thirty on, all or none is to be looked at; of fewer it says little
#[test]
fn a_rate_of_all_or_of_none_is_seldom_when_many_were_counted() {
    let seldom = |part, whole| Share { part, whole }.is_seldom(&[]);
    assert_eq!([seldom(29, 29), seldom(30, 30), seldom(0, 29), seldom(0, 30)], [false, true, false, true]);
    assert!(!seldom(29, 30) && !seldom(1, 30) && !seldom(0, 0));
    assert!(!seldom(45, 30), "the concluded rate may be above all");
}

// F27. By hand: rates of 88, 89, 90, 91 and 92 % have the mean 90 and the variance 2, so three standard deviations are 4.243.
#[test]
fn a_rate_far_from_those_of_the_other_units_is_seldom() {
    let of = |points: u64| Share { part: points, whole: 10_000 };
    let others = [8_800, 8_900, 9_000, 9_100, 9_200].map(of);
    assert_eq!([8_575, 8_576, 9_424, 9_425].map(|it| of(it).is_seldom(&others)), [true, false, false, true]);
    assert!(!of(5_000).is_seldom(&others[..4]), "four other units say nothing");
    assert!(!of(5_000).is_seldom(&[9_000; 5].map(of)), "where all are alike there is no measure");
    let few = Share { part: 1, whole: WHOLE_MIN - 1 };
    assert!(!few.is_seldom(&others), "a share that is not printed needs no note");
    let some = [others.as_slice(), &[few; 3]].concat();
    assert!(
        of(8_575).is_seldom(&some) && !of(8_576).is_seldom(&some),
        "and counts for nothing among the others"
    );
}
