//! What a decision may know: the lane's instant, the actor, and earlier entries of its own division.

use std::cell::RefCell;

use crate::{Domain, Series};

/// Earlier entries of the division, as far as they are in memory.
pub trait Known<D: Domain> {
    /// The state of a stream.
    fn stream(&self, stream: &str) -> Found<&D::State>;
    /// An immutable body.
    fn body(&self, digest: &[u8; 32]) -> Found<&D::Body>;
    /// The last number drawn from a series (0 for none).
    fn last_number(&self, series: &Series) -> Found<u32>;
}

/// The result of a lookup in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// It is this.
    Here(T),
    /// There is none in the division.
    Absent,
    /// Not in memory: it has to be loaded.
    Unknown,
}

/// Lookups that have to be loaded before the decision is made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misses {
    /// Streams.
    pub streams: Vec<String>,
    /// Bodies.
    pub bodies: Vec<[u8; 32]>,
    /// Series of numbers.
    pub series: Vec<Series>,
}

impl Misses {
    /// Nothing was missed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.streams.is_empty() && self.bodies.is_empty() && self.series.is_empty()
    }

    pub(crate) fn extend(&mut self, other: Misses) {
        push_new(&mut self.streams, other.streams);
        push_new(&mut self.bodies, other.bodies);
        push_new(&mut self.series, other.series);
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for it in more {
        if !list.contains(&it) {
            list.push(it);
        }
    }
}

/// What `decide`, `catch_up` and `redate` are given besides the state.
pub struct World<'a, D: Domain> {
    /// The lane's instant, microseconds UTC. The same for a whole batch; never falls within a division.
    pub now: i64,
    /// Who acts; [`crate::TIME`] while catching up.
    pub actor: &'a str,
    /// The division.
    pub division: &'a str,
    /// When it happened, as claimed.
    pub occurred_at: Option<i64>,
    known: &'a dyn Known<D>,
    misses: RefCell<Misses>,
    drawn: RefCell<Vec<(Series, u32)>>,
}

impl<'a, D: Domain> World<'a, D> {
    /// A world over what is known. The lane makes it; so may a domain's own tests.
    pub fn new(
        now: i64,
        actor: &'a str,
        division: &'a str,
        occurred_at: Option<i64>,
        known: &'a dyn Known<D>,
    ) -> World<'a, D> {
        World {
            now,
            actor,
            division,
            occurred_at,
            known,
            misses: RefCell::default(),
            drawn: RefCell::default(),
        }
    }

    /// The state of another stream of the division; `None` when it has no entry. Also `None` while it is not in
    /// memory: then the result of the decision is thrown away, the stream loaded, and the decision made again.
    pub fn stream(&self, stream: &str) -> Option<&'a D::State> {
        match self.known.stream(stream) {
            Found::Here(it) => Some(it),
            Found::Absent => None,
            Found::Unknown => {
                push_new(&mut self.misses.borrow_mut().streams, vec![stream.to_owned()]);
                None
            }
        }
    }

    /// An immutable body adopted by the division; `None` as for [`World::stream`].
    pub fn body(&self, digest: &[u8; 32]) -> Option<&'a D::Body> {
        match self.known.body(digest) {
            Found::Here(it) => Some(it),
            Found::Absent => None,
            Found::Unknown => {
                push_new(&mut self.misses.borrow_mut().bodies, vec![*digest]);
                None
            }
        }
    }

    /// Draws the next number of a series; called twice it gives n and n+1. Every number drawn must be carried by an
    /// event ([`Domain::draws`]), in the order of drawing, or the command is a fault.
    pub fn next_number(&self, series: &Series) -> u32 {
        let mut drawn = self.drawn.borrow_mut();
        let before = drawn.iter().rev().find(|(it, _)| it == series).map(|(_, number)| *number);
        let last = match before {
            Some(it) => it,
            None => match self.known.last_number(series) {
                Found::Here(it) => it,
                Found::Absent => 0,
                Found::Unknown => {
                    push_new(&mut self.misses.borrow_mut().series, vec![series.clone()]);
                    0
                }
            },
        };
        let number = last.checked_add(1).expect("a series has fewer than 2^32 numbers");
        drawn.push((series.clone(), number));
        number
    }

    /// The last number of a series as it stands, nothing drawn; 0 for none, and while it is not in memory, as for [`World::stream`].
    pub fn last_number(&self, series: &Series) -> u32 {
        match self.known.last_number(series) {
            Found::Here(it) => it,
            Found::Absent => 0,
            Found::Unknown => {
                push_new(&mut self.misses.borrow_mut().series, vec![series.clone()]);
                0
            }
        }
    }

    /// What was missed and what was drawn.
    pub fn finish(self) -> (Misses, Vec<(Series, u32)>) {
        (self.misses.into_inner(), self.drawn.into_inner())
    }
}
