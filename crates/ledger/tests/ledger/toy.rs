//! A toy domain: accounts with balances, numbers, alarms that fall due, notices, and a calendar.

use ledger::{DecodeError, Domain, Effect, RowImage, Series, World};
use serde::{Deserialize, Serialize};
use store::Migration;

/// The tables of the toy's rows and particulars.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "toy_0001",
    sql: "create table if not exists toy_account (division TEXT not null, stream TEXT not null, \
          balance BIGINT not null, wake_at BIGINT, primary key (division, stream));
          create table if not exists toy_rich (division TEXT not null, stream TEXT not null, \
          balance BIGINT not null, primary key (division, stream));
          create table if not exists toy_note (division TEXT not null, id BIGINT not null, \
          note TEXT not null, primary key (division, id));
          create table if not exists toy_view (division TEXT not null, stream TEXT not null, \
          events BIGINT not null, primary key (division, stream))",
}];

/// The toy's rules.
#[derive(Default)]
pub struct Toy {
    /// Counts as a change of the states' form.
    pub shape: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub balance: i64,
    pub numbers: u32,
    pub wake_at: Option<i64>,
    pub every: i64,
    pub rung: u32,
    pub stuck: bool,
    pub redated: u32,
    pub ballast: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Adds to the balance.
    Add(i64),
    /// Adds as many ones, each an event.
    AddOnes(u32),
    /// Takes from the balance; refused when there is too little.
    Take(i64),
    /// Adds the balance of other accounts.
    AddOf(Vec<String>),
    /// Adds the balance of the account named by the balance of another: each look-up needs the one before.
    Chain(u32),
    /// Draws as many numbers.
    Draw(u32),
    /// Draws a number that no event carries.
    DrawAndDrop,
    /// Draws a number and is refused.
    DrawAndRefuse,
    /// Draws a number and panics.
    DrawAndPanic,
    /// Rings at an instant and then every so often, as often as told.
    Ring { at: i64, every: i64 },
    /// Falls due at an instant and never moves on.
    Stick(i64),
    /// A new calendar is in force.
    Adopt,
    /// Adds the number that an immutable body holds.
    AddBody([u8; 32]),
    /// Makes the state so many bytes larger.
    Grow(usize),
    /// Gives a notice to a recipient (1 to 9).
    Notify(u8),
    /// Nothing to be recorded.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    Added(i64),
    Drew(u32),
    Set { at: i64, every: i64 },
    Rang(i64),
    Stuck(i64),
    Adopted,
    Redated,
    Grown(usize),
    Notified(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TooLittle,
    NotNow,
    NoBody,
}

pub fn series() -> Series {
    Series::new("unit", "receipt", "2026")
}

const ACCOUNT: &[&str] = &["division", "stream", "balance", "wake_at"];
const RICH: &[&str] = &["division", "stream", "balance"];

impl Domain for Toy {
    type State = Account;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;
    type Body = i64;

    fn empty(&self, _: &str) -> Account {
        Account::default()
    }

    fn decide(
        &self,
        _: &str,
        state: &Account,
        command: &Command,
        world: &World<'_, Toy>,
    ) -> Result<Vec<Event>, Refusal> {
        let balance = |stream: &str| world.stream(stream).map_or(0, |it| it.balance);
        Ok(match command {
            Command::Add(it) => vec![Event::Added(*it)],
            Command::AddOnes(times) => vec![Event::Added(1); *times as usize],
            Command::Take(it) if *it > state.balance => return Err(Refusal::TooLittle),
            Command::Take(it) => vec![Event::Added(-it)],
            Command::AddOf(others) => vec![Event::Added(others.iter().map(|it| balance(it)).sum())],
            Command::Chain(links) => {
                let mut at = 0;
                for _ in 0..*links {
                    at = balance(&format!("link/{at}"));
                }
                vec![Event::Added(at)]
            }
            Command::Draw(times) => (0..*times).map(|_| Event::Drew(world.next_number(&series()))).collect(),
            Command::DrawAndDrop => {
                world.next_number(&series());
                vec![]
            }
            Command::DrawAndRefuse => {
                world.next_number(&series());
                return Err(Refusal::NotNow);
            }
            Command::DrawAndPanic => panic!("number {} is drawn", world.next_number(&series())),
            Command::Ring { at, every } => vec![Event::Set { at: *at, every: *every }],
            Command::Stick(at) => vec![Event::Stuck(*at)],
            Command::Adopt => vec![Event::Adopted],
            Command::AddBody(digest) => match world.body(digest) {
                Some(it) => vec![Event::Added(*it)],
                None => return Err(Refusal::NoBody),
            },
            Command::Grow(bytes) => vec![Event::Grown(*bytes)],
            Command::Notify(recipient) => vec![Event::Notified(*recipient)],
            Command::Nothing => vec![],
        })
    }

    fn evolve(&self, mut state: Account, event: &Event) -> Account {
        match event {
            Event::Added(it) => state.balance += it,
            Event::Drew(_) => state.numbers += 1,
            Event::Set { at, every } => (state.wake_at, state.every) = (Some(*at), *every),
            Event::Rang(at) => {
                state.rung += 1;
                state.wake_at = (state.every > 0).then_some(at + state.every);
            }
            Event::Stuck(at) => (state.wake_at, state.stuck) = (Some(*at), true),
            Event::Redated => state.redated += 1,
            Event::Grown(bytes) => state.ballast += bytes,
            Event::Adopted | Event::Notified(_) => {}
        }
        state
    }

    fn due(&self, state: &Account) -> Option<i64> {
        state.wake_at
    }

    fn catch_up(&self, _: &str, state: &Account, at: i64, _: &World<'_, Toy>) -> Vec<Event> {
        if state.stuck { vec![] } else { vec![Event::Rang(at)] }
    }

    fn redate(&self, _: &str, state: &Account, _: &World<'_, Toy>) -> Vec<Event> {
        if state.wake_at.is_some() { vec![Event::Redated] } else { vec![] }
    }

    fn bumps_epoch(&self, event: &Event) -> bool {
        *event == Event::Adopted
    }

    fn draws(&self, event: &Event, out: &mut dyn FnMut(Series, u32)) {
        if let Event::Drew(number) = event {
            out(series(), *number);
        }
    }

    fn encode(&self, event: &Event) -> (&'static str, Vec<u8>) {
        ("toy", serde_json::to_vec(event).expect("a toy event is plain"))
    }

    fn decode(&self, _: &str, payload: &[u8]) -> Result<Event, DecodeError> {
        serde_json::from_slice(payload).map_err(|e| DecodeError(e.to_string()))
    }

    fn encode_state(&self, state: &Account) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(state).expect("a toy state is plain");
        bytes.resize(bytes.len() + state.ballast, b' ');
        bytes
    }

    fn decode_state(&self, _: &str, bytes: &[u8]) -> Result<Account, DecodeError> {
        serde_json::from_slice(bytes).map_err(|e| DecodeError(e.to_string()))
    }

    fn shape(&self, _: &str) -> i64 {
        self.shape
    }

    fn decode_body(&self, _: &str, bytes: &[u8]) -> Result<i64, DecodeError> {
        let bytes = bytes.try_into().map_err(|_| DecodeError("a body is eight bytes".into()))?;
        Ok(i64::from_be_bytes(bytes))
    }

    fn rows(&self, division: &str, stream: &str, state: &Account, wake_at: Option<i64>) -> Vec<RowImage> {
        let key = || vec![division.into(), stream.into()];
        let mut values = key();
        values.extend([state.balance.into(), wake_at.into()]);
        let account = RowImage { table: "toy_account", columns: ACCOUNT, key: 2, fixed: 2, values };
        // The rich have a second row, which goes when the money has gone.
        let rich = if state.balance >= 1000 {
            let mut values = key();
            values.push(state.balance.into());
            RowImage { table: "toy_rich", columns: RICH, key: 2, fixed: 2, values }
        } else {
            RowImage::absent("toy_rich", RICH, 2, key())
        };
        vec![account, rich]
    }

    fn effects(&self, _: &str, state_after: &Account, event: &Event) -> Vec<Effect> {
        let Event::Notified(recipient) = event else { return vec![] };
        let payload = state_after.balance.to_be_bytes().to_vec();
        vec![Effect { recipient: format!("person/{recipient}"), kind: "notice", payload }]
    }
}
