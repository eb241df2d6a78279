//! What goes to an officer's own telephone or mailbox, and when: a red light and an order at once, the yellow ones of a day
//! together, none in the night, and so many a day at most (R144).

use calendar::Instant;

/// Messages to one person on one day, at most; the last of them says how much more stands on the desk.
pub const DAY_MAX: u16 = 20;
/// No message goes out before this hour: lights turn at midnight, and nobody is woken for what the desk shows in the morning.
pub const FROM_HOUR: u32 = 7;

/// What a person is told of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// 临期: a case the person holds turned yellow.
    Yellow,
    /// 超期: a case the person holds turned red.
    Red,
    /// An order was issued to the person.
    OrderSent,
    /// An order that another did not answer rose to the person (R49).
    OrderRisen,
}

impl Topic {
    /// All of them.
    pub const ALL: [Topic; 4] = [Topic::Yellow, Topic::Red, Topic::OrderSent, Topic::OrderRisen];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Topic::Yellow => "yellow",
            Topic::Red => "red",
            Topic::OrderSent => "order-sent",
            Topic::OrderRisen => "order-risen",
        }
    }
}

/// One message to be sent, by the places of what it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Cases that turned yellow, together.
    Yellow(Vec<usize>),
    /// One red light or one order.
    One(usize),
    /// What no more goes out today: how much it is, and that it stands on the desk.
    Rest(Vec<usize>),
}

/// What a person was sent today already.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Had {
    /// Messages of every kind.
    pub messages: u16,
    /// Whether the one about yellow lights was among them.
    pub yellow: bool,
}

/// The messages to one person about what waits, in the order it came. What is in none of them waits until tomorrow.
pub fn messages(waiting: &[Topic], had: Had) -> Vec<Message> {
    let left = DAY_MAX.saturating_sub(had.messages);
    // The last place of a day is for the rest, whatever it is.
    let own = usize::from(left.saturating_sub(1));
    let of = |yellow: bool| {
        let places = waiting.iter().enumerate().filter(move |(_, it)| (**it == Topic::Yellow) == yellow);
        places.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let (mut yellow, urgent) = (of(true), of(false));
    if had.yellow {
        yellow.clear();
    }
    if left == 0 {
        return Vec::new();
    }
    let together = usize::from(own > 0 && !yellow.is_empty());
    let (at_once, rest) = urgent.split_at(urgent.len().min(own - together));
    let mut rest = rest.to_vec();
    let mut messages: Vec<Message> = at_once.iter().copied().map(Message::One).collect();
    match together {
        1 => messages.push(Message::Yellow(yellow)),
        _ => rest.extend(yellow),
    }
    if !rest.is_empty() {
        messages.push(Message::Rest(rest));
    }
    messages
}

/// When a message about something of this instant may go out: at once, or as the day begins.
pub fn goes_from(at: Instant) -> Instant {
    at.max(at.day().at(FROM_HOUR, 0))
}

/// When what no more went out today may: as the next day begins.
pub fn tomorrow(now: Instant) -> Instant {
    now.day().plus_days(1).at(FROM_HOUR, 0)
}
