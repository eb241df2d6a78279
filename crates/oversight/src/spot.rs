//! 突击检查和社会监督: somebody from outside sees how the hall stands, and twenty of its last cases that nobody chose, without
//! names; every look is written down (A6, E29, R46).
//!
//! The lot falls by a seed drawn when the command comes in, over a list that is stored with it: whoever has both can say
//! again which cases it had to be ([`picks`]).

use calendar::{Day, Instant};
use casework::{Known, Sealed};
use catalogue::item::Post;
use catalogue::{CaseId, Digest, Organisation, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::draw::Hash;

/// Cases that are looked at (E29).
pub const CASES: usize = 20;
/// The last cases among which the lot falls.
pub const CANDIDATES_MAX: usize = 500;
/// Looks that one check has room for.
pub const LOOKS_MAX: u16 = 400;
/// Remarks that one check has room for.
pub const REMARKS_MAX: u8 = 20;
/// Checks that one person begins on a day: whoever draws until the lot pleases is seen, and stopped.
pub const A_DAY: u32 = 5;

/// The cases among which the lot falls; a body of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidates {
    /// The last first.
    pub cases: Vec<CaseId>,
}

/// Which cases the lot takes: those whose `SM3(seed ‖ LF ‖ id)` are the smallest.
pub fn picks(candidates: &Candidates, seed: &Digest, sm3: Hash) -> Vec<CaseId> {
    let rank = |case: &CaseId| {
        let mut bytes = seed.0.to_vec();
        bytes.push(b'\n');
        bytes.extend_from_slice(case.as_str().as_bytes());
        sm3(&bytes)
    };
    let mut ranked: Vec<([u8; 32], CaseId)> =
        candidates.cases.iter().take(CANDIDATES_MAX).map(|case| (rank(case), *case)).collect();
    ranked.sort_unstable();
    ranked.truncate(CASES);
    ranked.into_iter().map(|(_, case)| case).collect()
}

/// A check.
#[expect(clippy::large_enum_variant, reason = "all that are held were begun")]
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// Nothing was begun under this id.
    #[default]
    Absent,
    /// Begun.
    Begun(Held),
}

/// A check that was begun.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// How it began.
    pub begun: Begun,
    /// Until when it can be looked at.
    pub until: Day,
    /// Whether it was ended before.
    pub ended: bool,
    /// Looks so far.
    pub looks: u16,
    /// Remarks so far.
    pub remarks: u8,
}

impl Held {
    /// Whether it can still be looked at by who makes it.
    pub fn is_open(&self, today: Day) -> bool {
        !self.ended && today <= self.until
    }

    /// Whether a visitor makes it, with a pass.
    pub fn by_pass(&self) -> bool {
        self.begun.code.is_some()
    }
}

/// What is asked.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Command {
    /// 开始.
    Begin(Begin),
    /// A look.
    Look {
        /// What at: 0 the state of the hall, else the place of a case, from 1.
        place: u8,
    },
    /// 留意见.
    Remark {
        /// What about, as in a look.
        place: u8,
        /// In words.
        words: Sealed,
    },
    /// 提前结束: the pass opens nothing any more.
    End,
}

/// A check to begin.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Begin {
    /// Who comes, and from where; none: the person makes it alone.
    pub visitor: Option<Sealed>,
    /// Keyed digest of the visitor's pass.
    pub code: Option<Digest>,
    /// One unit alone.
    pub unit: Option<UnitCode>,
    /// Digest of [`Candidates`].
    pub list: Digest,
    /// How many candidates there are.
    pub candidates: u16,
    /// What the lot falls by.
    pub seed: Digest,
    /// The ledger's place at that time.
    pub place: u64,
    /// Checks that the person began today before this one.
    pub today: u32,
}

casework::events! { @small
    /// 开始.
    Begun = "spot.begun" {
        /// By whom.
        by: PersonId,
        /// Who comes, and from where.
        visitor: Option<Sealed>,
        /// Keyed digest of the pass.
        code: Option<Digest>,
        /// One unit alone.
        unit: Option<UnitCode>,
        /// Digest of the candidates.
        list: Digest,
        /// How many they were.
        candidates: u16,
        /// What the lot fell by.
        seed: Digest,
        /// The ledger's place.
        place: u64,
    }
    /// 查阅.
    Looked = "spot.looked" {
        /// By whom; a visitor is `visitor`.
        by: PersonId,
        /// What at: 0 the state of the hall, else the place of a case.
        place: u8,
    }
    /// 留下意见.
    Remarked = "spot.remarked" {
        /// By whom.
        by: PersonId,
        /// What about.
        place: u8,
        /// In words.
        words: Sealed,
    }
    /// 提前结束.
    Ended = "spot.ended" {
        /// By whom.
        by: PersonId,
    }
}

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum SpotRefusal {
    /// No such check.
    Unknown,
    /// It was begun already.
    AlreadyBegun,
    /// Who may not begin one, or not for a visitor.
    MayNotBegin,
    /// A visitor needs a name, and a pass.
    NoVisitor,
    /// There is no unit of that code.
    UnknownUnit,
    /// No case is there to be drawn.
    NothingThere,
    /// More on one day than anybody needs.
    TooManyToday,
    /// Its day is over, or it was ended.
    Over,
    /// There is no such case in it.
    NoSuchPlace,
    /// Only who makes it.
    NotTheirs,
    /// It holds no more looks, or remarks.
    Full,
}

impl SpotRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            SpotRefusal::Unknown => "spot-unknown",
            SpotRefusal::AlreadyBegun => "spot-already-begun",
            SpotRefusal::MayNotBegin => "spot-may-not-begin",
            SpotRefusal::NoVisitor => "spot-no-visitor",
            SpotRefusal::UnknownUnit => "spot-unknown-unit",
            SpotRefusal::NothingThere => "spot-nothing-there",
            SpotRefusal::TooManyToday => "spot-too-many-today",
            SpotRefusal::Over => "spot-over",
            SpotRefusal::NoSuchPlace => "spot-no-such-place",
            SpotRefusal::NotTheirs => "spot-not-theirs",
            SpotRefusal::Full => "spot-full",
        }
    }
}

impl From<SpotRefusal> for Refusal {
    fn from(refusal: SpotRefusal) -> Refusal {
        Refusal::Spot(refusal)
    }
}

use SpotRefusal as No;

/// The actor of what a visitor does with a pass; no session bears it.
pub fn visitor() -> PersonId {
    PersonId::parse("visitor").expect("a short word is a code")
}

/// Whether a person receives visitors: a supervisor, the centre's management, the head of the government.
pub fn may_receive(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::Supervisor, Post::CentreManager, Post::GovernmentHead]
        .into_iter()
        .any(|post| organisation.holds_anywhere(person, post, on))
}

/// Whether a person looks alone: a social supervisor, or who receives visitors.
pub fn may_look(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    organisation.holds_anywhere(person, Post::SocialSupervisor, on) || may_receive(organisation, person, on)
}

/// Who does what.
pub fn decide(spot: &Spot, command: &Command, known: &Known<'_>) -> Result<Vec<Event>, Refusal> {
    let (at, by, today) = (known.now, known.actor, known.today());
    let held = match (spot, command) {
        (Spot::Absent, Command::Begin(begin)) => return begun(begin, known),
        (Spot::Absent, _) => return Err(No::Unknown.into()),
        (Spot::Begun(_), Command::Begin(_)) => return Err(No::AlreadyBegun.into()),
        (Spot::Begun(held), _) => held,
    };
    if !held.is_open(today) {
        return Err(No::Over.into());
    }
    // With a pass the visitor looks, and not who received the visitor.
    let looks = if held.by_pass() { visitor() } else { held.begun.by };
    let place_is_there = |place: u8| usize::from(place) <= CASES.min(usize::from(held.begun.candidates));
    match *command {
        Command::Begin(_) => Err(No::AlreadyBegun.into()),
        Command::Look { .. } | Command::Remark { .. } if by != looks => Err(No::NotTheirs.into()),
        Command::Look { place } | Command::Remark { place, .. } if !place_is_there(place) => {
            Err(No::NoSuchPlace.into())
        }
        Command::Look { .. } if held.looks >= LOOKS_MAX => Err(No::Full.into()),
        Command::Look { place } => Ok(vec![Looked { at, by, place }.into()]),
        Command::Remark { .. } if held.remarks >= REMARKS_MAX => Err(No::Full.into()),
        Command::Remark { place, words } => Ok(vec![Remarked { at, by, place, words }.into()]),
        Command::End if by != held.begun.by && !may_receive(known.organisation, by, today) => {
            Err(No::NotTheirs.into())
        }
        Command::End => Ok(vec![Ended { at, by }.into()]),
    }
}

fn begun(begin: &Begin, known: &Known<'_>) -> Result<Vec<Event>, Refusal> {
    let (at, by, today) = (known.now, known.actor, known.today());
    let Begin { visitor, code, unit, list, candidates, seed, place, .. } = *begin;
    let may = if visitor.is_some() || code.is_some() { may_receive } else { may_look };
    if !may(known.organisation, by, today) {
        return Err(No::MayNotBegin.into());
    }
    if visitor.is_some() != code.is_some() {
        return Err(No::NoVisitor.into());
    }
    if unit.is_some_and(|unit| known.organisation.unit(unit).is_none()) {
        return Err(No::UnknownUnit.into());
    }
    if candidates == 0 {
        return Err(No::NothingThere.into());
    }
    if begin.today >= A_DAY {
        return Err(No::TooManyToday.into());
    }
    Ok(vec![Begun { at, by, visitor, code, unit, list, candidates, seed, place }.into()])
}

/// The check after the fact.  Total.
pub fn evolve(spot: Spot, event: &Event) -> Spot {
    match (spot, event) {
        (Spot::Absent, Event::Begun(begun)) => {
            let until = begun.at.day();
            Spot::Begun(Held { begun: *begun, until, ended: false, looks: 0, remarks: 0 })
        }
        (Spot::Begun(held), Event::Looked(_)) => {
            Spot::Begun(Held { looks: held.looks.saturating_add(1), ..held })
        }
        (Spot::Begun(held), Event::Remarked(_)) => {
            Spot::Begun(Held { remarks: held.remarks.saturating_add(1), ..held })
        }
        (Spot::Begun(held), Event::Ended(_)) => Spot::Begun(Held { ended: true, ..held }),
        (spot, _) => spot,
    }
}
