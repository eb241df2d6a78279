//! The rules of a draw on one screen.  Everything not listed is refused.

use calendar::Day;
use casework::{DocumentKind, Known, Sealed, document_no};
use catalogue::item::Post;
use catalogue::{Code, Digest, DrawId, Organisation, PersonId, UnitCode};

use crate::draw::event::*;
use crate::draw::recusal::{AnswerRecusal, Recuse, answer, recuse};
use crate::draw::{
    Draw, Hash, Held, List, OBJECTS_MAX, Outcome, PICKS_MAX, RESULT_DAYS, Way, commitment, reveal_by,
};
use crate::leads;
use crate::refusal::Refusal;

/// Announce a draw.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Whose matter it is.
    pub unit: UnitCode,
    /// Digest of the lists, which come with the command.
    pub list: Digest,
    /// SM3 of the secret.
    pub commitment: Digest,
    /// The secret, sealed.
    pub kept: Sealed,
    /// From which day on the public value can be known.
    pub public_day: Day,
}

/// Lay the secret open.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// The secret.
    pub secret: Digest,
    /// The public value.
    pub value: Code,
}

/// Enter what a visit found.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Enter {
    /// Place of the object among the picks.
    pub place: u8,
    /// The day of the visit.
    pub on: Day,
    /// What was found.
    pub outcome: Outcome,
    /// What was seen.
    pub words: Sealed,
    /// Together with the visit of another draw (N38).
    pub with: Option<DrawId>,
}

/// Everything that can be asked of a draw.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// See [`Commit`].
    Commit(Commit),
    /// See [`Reveal`].
    Reveal(Reveal),
    /// See [`Recuse`].
    Recuse(Recuse),
    /// See [`AnswerRecusal`].
    AnswerRecusal(AnswerRecusal),
    /// See [`Enter`].
    Enter(Enter),
    /// The second inspector signs the result at this place.
    Sign(u8),
}

/// The draw with which a visit is said to be made together (N38).
#[derive(Clone, Debug)]
pub struct Other<'a> {
    /// As it stands.
    pub held: &'a Held,
    /// The places among its picks that are of the same holder as the object that was visited.
    pub same: Vec<u8>,
}

/// What a decision looks at besides what every decision knows.
pub struct Ground<'a> {
    /// What every decision knows.
    pub known: &'a Known<'a>,
    /// The lists: of the draw, or for a new one those that come with it.
    pub list: Option<&'a List>,
    /// The draw it takes the place of, as it stands.
    pub before: Option<&'a Held>,
    /// SM3, which the caller computes.
    pub sm3: Hash,
    /// The draw with which a visit is said to be made together.
    pub other: Option<Other<'a>>,
}

/// Why something of a draw was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawRefusal {
    /// No such draw.
    Unknown,
    /// It was announced already.
    AlreadyAnnounced,
    /// Only a leader of the unit, or a supervisor.
    MayNotAnnounce,
    /// The lists are not at hand, or cannot be drawn from.
    NoList,
    /// More certificates than one draw holds: some of the items are to be chosen.
    TooManyObjects,
    /// Whoever handled a case does not visit its object, and fewer than two others are on the list.
    TooFewApart,
    /// The public value would be known today already, or only after more than sixty days.
    PublicDay,
    /// The draw it takes the place of was neither drawn nor did it lapse, or is another unit's.
    NotInsteadOf,
    /// Only a supervisor lays the secret open, and not who announced the draw.
    MayNotReveal,
    /// The public value is not known before that day.
    TooEarly {
        /// From when on.
        from: Day,
    },
    /// It was drawn already, or its time is over.
    NotWaiting,
    /// Another secret than the one fixed before.
    WrongSecret,
    /// It was not drawn yet, or it lapsed.
    NotDrawn,
    /// No such pick.
    NoSuchPick,
    /// Only who was picked for this object; a leader of the unit may ask for a recusal.
    NotPicked,
    /// The result was entered already; a recusal comes before the visit.
    AlreadyEntered,
    /// The result was signed, and so is public.
    AlreadySigned,
    /// Nobody else is on the list who could visit it.
    NobodyLeft,
    /// A leader asked for this already, and no supervisor has decided.
    RecusalAsked,
    /// No such recusal was asked for.
    NothingAsked,
    /// Only a supervisor, who neither asked nor is the one to be spared.
    MayNotAgree,
    /// A visit before the draw, or after today.
    VisitDay,
    /// No result was entered.
    NothingToSign,
    /// Who entered the result does not sign it too.
    SamePerson,
    /// The other draw has no visit to the same holder that could be made together with this one on that day.
    NotTogether,
}

impl DrawRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use DrawRefusal::*;
        match self {
            Unknown => "draw-unknown",
            AlreadyAnnounced => "draw-already-announced",
            MayNotAnnounce => "draw-may-not-announce",
            NoList => "draw-no-list",
            TooManyObjects => "draw-too-many-objects",
            TooFewApart => "draw-too-few-apart",
            PublicDay => "draw-public-day",
            NotInsteadOf => "draw-not-instead-of",
            MayNotReveal => "draw-may-not-reveal",
            TooEarly { .. } => "draw-too-early",
            NotWaiting => "draw-not-waiting",
            WrongSecret => "draw-wrong-secret",
            NotDrawn => "draw-not-drawn",
            NoSuchPick => "draw-no-such-pick",
            NotPicked => "draw-not-picked",
            AlreadyEntered => "draw-already-entered",
            AlreadySigned => "draw-already-signed",
            NobodyLeft => "draw-nobody-left",
            RecusalAsked => "draw-recusal-asked",
            NothingAsked => "draw-nothing-asked",
            MayNotAgree => "draw-may-not-agree",
            VisitDay => "draw-visit-day",
            NothingToSign => "draw-nothing-to-sign",
            SamePerson => "draw-same-person",
            NotTogether => "draw-not-together",
        }
    }
}

impl From<DrawRefusal> for Refusal {
    fn from(refusal: DrawRefusal) -> Refusal {
        Refusal::Draw(refusal)
    }
}

/// Days ahead within which the public value must be known.
const AHEAD_DAYS: i32 = 60;

type Answer = std::result::Result<Vec<Event>, Refusal>;
use DrawRefusal as No;

/// Decides a command.
pub fn decide(draw: &Draw, command: &Command, ground: &Ground<'_>) -> Answer {
    let held = match (draw, command) {
        (Draw::Absent, Command::Commit(commit)) => return announce(commit, ground),
        (Draw::Absent, _) => return Err(No::Unknown.into()),
        (Draw::Announced(_), Command::Commit(_)) => return Err(No::AlreadyAnnounced.into()),
        (Draw::Announced(held), _) => &**held,
    };
    let list = ground.list.ok_or(No::NoList)?;
    let (at, by, today) = (ground.known.now, ground.known.actor, ground.known.today());
    match command {
        Command::Commit(_) => Err(No::AlreadyAnnounced.into()),
        Command::Reveal(reveal) => {
            if !ground.known.organisation.holds_anywhere(by, Post::Supervisor, today) || by == held.by {
                return Err(No::MayNotReveal.into());
            }
            if held.way != Way::Announced || today > held.reveal_by {
                return Err(No::NotWaiting.into());
            }
            if today < held.public_day {
                return Err(No::TooEarly { from: held.public_day }.into());
            }
            if commitment(&reveal.secret, ground.sm3) != held.commitment {
                return Err(No::WrongSecret.into());
            }
            let results_by = ground.known.calendar.add_working_days(today, RESULT_DAYS)?;
            let Reveal { secret, value } = *reveal;
            Ok(vec![Revealed { at, by, secret, value, picks: list.count, results_by }.into()])
        }
        Command::Recuse(asked) => recuse(held, asked, ground),
        Command::AnswerRecusal(asked) => answer(held, asked, ground),
        Command::Enter(enter) => {
            let (_, inspectors) = picked(held, ground, enter.place)?;
            if !inspectors.iter().any(|(_, person)| *person == by) {
                return Err(No::NotPicked.into());
            }
            if held.visit(enter.place).is_some_and(|visit| visit.signed.is_some()) {
                return Err(No::AlreadySigned.into());
            }
            let drawn = match held.way {
                Way::Drawn { at, .. } => at.day(),
                Way::Announced | Way::Lapsed => return Err(No::NotDrawn.into()),
            };
            if enter.on < drawn || enter.on > today {
                return Err(No::VisitDay.into());
            }
            let joins = |other: &Other<'_>| is_joint(held, enter.on, other);
            if enter.with.is_some() && !ground.other.as_ref().is_some_and(joins) {
                return Err(No::NotTogether.into());
            }
            let Enter { place, on, outcome, words, with } = *enter;
            Ok(vec![Entered { at, by, place, on, outcome, words, with }.into()])
        }
        Command::Sign(place) => {
            let (_, inspectors) = picked(held, ground, *place)?;
            let visit = held.visit(*place).ok_or(No::NothingToSign)?;
            if visit.signed.is_some() {
                return Err(No::AlreadySigned.into());
            }
            if !inspectors.iter().any(|(_, person)| *person == by) {
                return Err(No::NotPicked.into());
            }
            if visit.by == by {
                return Err(No::SamePerson.into());
            }
            Ok(vec![Signed { at, by, place: *place }.into()])
        }
    }
}

/// Whether one visit can be of both draws: of another unit, drawn by that day, the same holder among its picks, and that pick
/// still to be visited, or visited on that very day (N38).
fn is_joint(held: &Held, on: Day, other: &Other<'_>) -> bool {
    let Way::Drawn { at, .. } = other.held.way else { return false };
    let open = |place: &u8| other.held.visit(*place).is_none_or(|it| it.signed.is_none() || it.on == on);
    other.held.unit != held.unit && on >= at.day() && other.same.iter().any(open)
}

/// The object at a place among the picks and who visits it.
pub(super) fn picked(
    held: &Held,
    ground: &Ground<'_>,
    place: u8,
) -> std::result::Result<(u16, Vec<(u16, PersonId)>), No> {
    if !matches!(held.way, Way::Drawn { .. }) {
        return Err(No::NotDrawn);
    }
    let list = ground.list.ok_or(No::NoList)?;
    let picks = held.picks(list, ground.sm3);
    let pick = picks.get(usize::from(place)).ok_or(No::NoSuchPick)?;
    let inspectors = pick.inspectors.iter().map(|n| (*n, list.inspectors[usize::from(*n)].id)).collect();
    Ok((pick.object, inspectors))
}

/// Whether a person may announce a draw of a unit: who leads it, or a supervisor.
pub fn may_announce(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    organisation.holds_anywhere(person, Post::Supervisor, on) || leads(organisation, person, unit, on)
}

fn announce(commit: &Commit, ground: &Ground<'_>) -> Answer {
    let (known, today) = (ground.known, ground.known.today());
    let (at, by) = (known.now, known.actor);
    known.organisation.unit(commit.unit).ok_or(Refusal::UnknownUnit)?;
    if !may_announce(known.organisation, by, commit.unit, today) {
        return Err(No::MayNotAnnounce.into());
    }
    if ground.list.is_some_and(|it| it.objects.len() > OBJECTS_MAX) {
        return Err(No::TooManyObjects.into());
    }
    let list = ground
        .list
        .filter(|it| it.check().is_ok() && usize::from(it.count) <= PICKS_MAX)
        .ok_or(No::NoList)?;
    if commit.public_day <= today || commit.public_day > today.plus_days(AHEAD_DAYS) {
        return Err(No::PublicDay.into());
    }
    // A draw is made anew only where the one before has come to its end, and that one stays to be seen.
    let instead_of = list.instead_of.as_ref().map(|(draw, _)| *draw);
    if instead_of.is_some() {
        let before = ground.before.filter(|it| it.unit == commit.unit && it.way != Way::Announced);
        before.ok_or(No::NotInsteadOf)?;
    }
    let Commit { unit, list, commitment, kept, public_day } = *commit;
    let number = document_no(unit, DocumentKind::DrawNotice, known);
    let reveal_by = reveal_by(known.calendar, public_day)?;
    Ok(vec![
        Announced { at, by, unit, number, list, commitment, kept, public_day, reveal_by, instead_of }.into(),
    ])
}
