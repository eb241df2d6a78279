//! What goes to an officer's own telephone, when and how often (R144).

use crate::fixture::*;
use oversight::telling::{DAY_MAX, Had, Message, Topic, goes_from, messages, tomorrow};
use std::collections::BTreeSet;

use Topic::{OrderRisen, OrderSent, Red, Yellow};

fn had(messages: u16, yellow: bool) -> Had {
    Had { messages, yellow }
}

#[test]
fn red_lights_and_orders_go_one_by_one_and_yellow_ones_together() {
    let waiting = [Yellow, Red, Yellow, OrderSent, OrderRisen, Yellow];
    let first = [Message::One(1), Message::One(3), Message::One(4), Message::Yellow(vec![0, 2, 5])];
    assert_eq!(messages(&waiting, Had::default()), first);
    assert_eq!(messages(&[Red], Had::default()), [Message::One(0)]);
    assert_eq!(messages(&[], Had::default()), []);
}

#[test]
fn a_second_yellow_message_waits_until_tomorrow_and_a_red_one_does_not() {
    assert_eq!(messages(&[Yellow], had(1, false)), [Message::Yellow(vec![0])]);
    assert_eq!(messages(&[Yellow], had(1, true)), []);
    assert_eq!(messages(&[Yellow, Red], had(1, true)), [Message::One(1)]);
}

// Twenty a day: nineteen of their own, and the last says how much more there is
#[test]
fn the_last_message_of_a_day_stands_for_all_the_rest() {
    let most = usize::from(DAY_MAX) - 1;
    let whole = messages(&vec![Red; most], Had::default());
    assert_eq!(whole.len(), most);
    assert!(whole.iter().all(|it| matches!(it, Message::One(_))), "nineteen are told one by one");
    let more = messages(&vec![Red; most + 1], Had::default());
    assert_eq!(more.len(), most + 1);
    assert_eq!(more.last(), Some(&Message::Rest(vec![most])));
    let many = messages(&vec![Red; 500], Had::default());
    assert_eq!(many.len(), usize::from(DAY_MAX));
    assert_eq!(many.last(), Some(&Message::Rest((most..500).collect())));
}

#[test]
fn the_yellow_message_has_its_place_among_the_twenty() {
    let mut waiting = vec![Red; 40];
    waiting.push(Yellow);
    let all = messages(&waiting, Had::default());
    assert_eq!(all.len(), usize::from(DAY_MAX));
    assert_eq!(all[18], Message::Yellow(vec![40]));
    assert_eq!(all[19], Message::Rest((18..40).collect()));
}

#[test]
fn with_one_place_left_everything_is_the_rest_and_with_none_nothing_goes_out() {
    let waiting = [Yellow, Red];
    assert_eq!(
        messages(&waiting, had(DAY_MAX - 2, false)),
        [Message::Yellow(vec![0]), Message::Rest(vec![1])]
    );
    assert_eq!(messages(&waiting, had(DAY_MAX - 1, false)), [Message::Rest(vec![1, 0])]);
    for messages_had in [DAY_MAX, DAY_MAX + 1, u16::MAX] {
        assert_eq!(messages(&waiting, had(messages_had, false)), []);
    }
}

// What waits is told in exactly one message, or waits on: nothing twice, nothing lost
#[test]
fn whatever_waits_stands_in_one_message_at_most() {
    for n in 0..60_usize {
        let waiting: Vec<Topic> = (0..n).map(|place| Topic::ALL[place % Topic::ALL.len()]).collect();
        for sent in 0..=DAY_MAX {
            let all = messages(&waiting, had(sent, n % 2 == 0));
            assert!(all.len() + usize::from(sent) <= usize::from(DAY_MAX), "{n} {sent}");
            let places: Vec<usize> = all
                .iter()
                .flat_map(|message| match message {
                    Message::One(place) => vec![*place],
                    Message::Yellow(places) | Message::Rest(places) => places.clone(),
                })
                .collect();
            let once: BTreeSet<usize> = places.iter().copied().collect();
            assert_eq!(once.len(), places.len(), "nothing is told twice");
            assert!(once.iter().all(|place| *place < n));
        }
    }
}

#[test]
fn nobody_is_woken_by_a_light_that_turns_at_midnight() {
    let (on, next) = (day("2026-03-03"), day("2026-03-04"));
    assert_eq!(goes_from(on.start()), on.at(7, 0));
    assert_eq!(goes_from(on.at(6, 59)), on.at(7, 0));
    for (hour, minute) in [(7, 0), (7, 1), (15, 30), (23, 59)] {
        assert_eq!(goes_from(on.at(hour, minute)), on.at(hour, minute));
        assert_eq!(tomorrow(on.at(hour, minute)), next.at(7, 0));
    }
}

#[test]
fn every_topic_has_a_word_of_its_own() {
    let words: BTreeSet<_> = Topic::ALL.iter().map(|it| it.key()).collect();
    assert_eq!(words.len(), Topic::ALL.len());
}
