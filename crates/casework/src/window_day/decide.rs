//! Who may do what at a window on one day.

use super::{
    Event, Ground, Handing, Opened, SeatGiven, SeatKept, SeatLeft, SeatTaken, Settled, SettlementReturned,
    SettlementSigned, VISITS_MAX, VisitBegun, VisitEnd, VisitEnded, WindowDay, WindowDayRefusal as No,
};
use crate::MaterialMarks;
use crate::command::Sealed;
use crate::folder::Rows;
use calendar::Day;
use catalogue::item::{Item, Material, MaterialForm, Post};
use catalogue::{Organisation, PersonId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

/// What the system knows of a window at an instant, as counted by the use case.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Cases taken in there on that day.
    pub taken: u16,
    /// Of those, handed over or ended.
    pub handed: u16,
    /// Cases that still lie at the window.
    pub waiting: u16,
    /// Papers in their folders.
    pub papers: u32,
    /// Of those, originals ([`originals`]); 0 in entries from before they were counted apart.
    #[serde(default)]
    pub originals: u16,
    /// Results in stock, not collected; at a window that hands out.
    pub results: u16,
    /// Half-done intakes of whoever sits there.
    pub drafts: u16,
}

/// Everything that can be asked of a window's day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 开窗.
    Open(Open),
    /// 下一位.
    Next,
    /// The visit ended.
    EndVisit {
        /// How.
        how: VisitEnd,
        /// Why nothing was taken in.
        reason: Option<Sealed>,
    },
    /// The window is given to somebody else.
    Give(Give),
    /// Taken, with the counts of both.
    Take {
        /// Papers counted.
        papers: u32,
        /// Results counted.
        results: u16,
    },
    /// It is not taken, by either.
    Keep,
    /// Nobody sits there for a while.
    Leave(Leave),
    /// 结算.
    Settle(Settle),
    /// The head sends it back.
    ReturnSettlement {
        /// Why.
        reason: Sealed,
    },
    /// The head signs it.
    SignSettlement,
}

/// Sit down: printer and reader were tried.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// It prints.
    pub printer: bool,
    /// It reads.
    pub reader: bool,
}

/// Give the window over (E22).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Give {
    /// To whom.
    pub to: PersonId,
    /// What the system knows to be there.
    pub stock: Tally,
    /// Papers counted.
    pub papers: u32,
    /// Results counted.
    pub results: u16,
    /// A word to the other.
    pub note: Option<Sealed>,
}

/// Go for a while; nobody takes over.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// What the system knows to be there.
    pub stock: Tally,
    /// Papers counted and locked away.
    pub papers: u32,
}

/// Count at the close (E31).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// What the system knows to be there.
    pub system: Tally,
    /// Papers counted.
    pub papers: u32,
    /// Originals among them, counted.
    pub originals: u16,
    /// Results counted.
    pub results: u16,
    /// Why they differ.
    pub explained: Option<Sealed>,
}

/// Originals of a case that were kept: of each row whose list asks for the original as many as came, unless it was shown and
/// given back on the spot; and what the folder notes as an original to be returned (E8). What went back is none.
pub fn originals(item: &Item, marks: MaterialMarks, folder: Option<&Rows>) -> u16 {
    let kept = marks.copy_kept.difference(marks.original_seen);
    let (owed, gone) = match folder {
        Some(rows) => (rows.owed(), rows.which(|row| row.returned)),
        None => (RowSet::EMPTY, RowSet::EMPTY),
    };
    let count = |material: &Material| {
        let asked = material.form == MaterialForm::Original && kept.contains(material.row);
        match (gone.contains(material.row), asked, owed.contains(material.row)) {
            (true, ..) | (false, false, false) => 0,
            (false, true, _) => u16::from(marks.copies_of(material)),
            (false, false, true) => u16::from(marks.copies.of(material.row).unwrap_or(1)),
        }
    };
    item.materials.iter().map(count).fold(0, u16::saturating_add)
}

/// Decides a command on a window's day.
pub fn decide(state: &WindowDay, command: &Command, ground: &Ground) -> Result<Vec<Event>, No> {
    let (at, by) = (ground.now, ground.actor);
    // A settlement is signed or sent back on the day or on a later one, and what is not settled on its day is settled late, with the
    // reason; everything else belongs to its own day (F4).
    let may_come_later = match command {
        Command::SignSettlement | Command::ReturnSettlement { .. } => true,
        Command::Settle(_) => is_over(ground),
        _ => false,
    };
    if !may_come_later && ground.day != at.day() {
        return Err(No::NotToday { today: at.day() });
    }
    match (state.settlement, command) {
        (Some(settlement), Command::SignSettlement) => {
            heads(ground, settlement.by)?;
            if settlement.signed.is_some() {
                return Err(No::AlreadySettled);
            }
            return Ok(vec![SettlementSigned { at, by }.into()]);
        }
        (Some(settlement), Command::ReturnSettlement { reason }) => {
            heads(ground, settlement.by)?;
            if settlement.signed.is_some() {
                return Err(No::AlreadySettled);
            }
            return Ok(vec![SettlementReturned { at, by, reason: *reason }.into()]);
        }
        (None, Command::SignSettlement | Command::ReturnSettlement { .. }) => return Err(No::NotSettled),
        (Some(_), _) => return Err(No::AlreadySettled),
        (None, _) => {}
    }
    Ok(vec![match command {
        Command::Open(command) => open(state, command, ground)?,
        Command::Next => next(state, ground)?,
        Command::EndVisit { how, reason } => end_visit(state, *how, *reason, ground)?,
        Command::Give(command) => give(state, command, ground)?,
        Command::Take { papers, results } => take(state, *papers, *results, ground)?,
        Command::Keep => keep(state, ground)?,
        Command::Leave(command) => leave(state, command, ground)?,
        Command::Settle(command) => settle(state, command, ground)?,
        Command::SignSettlement | Command::ReturnSettlement { .. } => return Err(No::NotSettled),
    }])
}

/// Whether a person has a post at a window today.
pub fn sits_at(organisation: &Organisation, person: PersonId, window: WindowId, today: Day) -> bool {
    organisation.posts_of(person, today).any(|holding| {
        matches!(
            holding.post,
            Post::IntakeOfficer | Post::WindowHead | Post::DeliveryOfficer | Post::GuideOfficer
        ) && holding.windows.contains(&window)
    })
}

fn open(state: &WindowDay, command: &Open, ground: &Ground) -> Result<Event, No> {
    if !sits_at(ground.organisation, ground.actor, ground.window, ground.now.day()) {
        return Err(No::NotYourWindow);
    }
    // Whoever was entered as away and sits there all the same is here.
    match state.seat {
        Some(by) if by != ground.actor && !ground.absences.is_away(by, ground.now.day()) => {
            return Err(No::SeatTaken { by });
        }
        Some(by) if by == ground.actor => return Err(No::SeatTaken { by }),
        _ => {}
    }
    let Open { printer, reader } = *command;
    Ok(Opened { at: ground.now, by: ground.actor, printer, reader }.into())
}

/// The actor sits there, and no hand-over waits.
fn seated(state: &WindowDay, ground: &Ground) -> Result<(), No> {
    if state.seat != Some(ground.actor) {
        return Err(No::NotYourSeat { by: state.seat });
    }
    match state.handing {
        Some(Handing { to, .. }) => Err(No::HandingOpen { to }),
        None => Ok(()),
    }
}

/// The same, with nobody at the counter.
fn free(state: &WindowDay, ground: &Ground) -> Result<(), No> {
    seated(state, ground)?;
    match state.visit {
        Some(visit) => Err(No::VisitOpen { no: visit.no }),
        None => Ok(()),
    }
}

fn next(state: &WindowDay, ground: &Ground) -> Result<Event, No> {
    free(state, ground)?;
    if state.visits >= VISITS_MAX {
        return Err(No::TooManyVisits);
    }
    Ok(VisitBegun { at: ground.now, by: ground.actor, no: state.visits + 1 }.into())
}

fn end_visit(state: &WindowDay, how: VisitEnd, reason: Option<Sealed>, ground: &Ground) -> Result<Event, No> {
    seated(state, ground)?;
    let visit = state.visit.ok_or(No::NoVisit)?;
    if how == VisitEnd::Returned && reason.is_none() {
        return Err(No::ReasonNeeded);
    }
    Ok(VisitEnded { at: ground.now, by: ground.actor, no: visit.no, how, reason }.into())
}

/// Papers as they lie there against what receipts say.
fn papers_agree(counted: u32, held: u32) -> Result<(), No> {
    match counted.cmp(&held) {
        std::cmp::Ordering::Greater => Err(No::UnsignedPapers { more: counted - held }),
        std::cmp::Ordering::Less => Err(No::PapersMissing { held }),
        std::cmp::Ordering::Equal => Ok(()),
    }
}

fn give(state: &WindowDay, command: &Give, ground: &Ground) -> Result<Event, No> {
    free(state, ground)?;
    let Give { to, stock, papers, results, note } = *command;
    let today = ground.now.day();
    let fits = sits_at(ground.organisation, to, ground.window, today) && !ground.absences.is_away(to, today);
    if to == ground.actor || !fits {
        return Err(No::NotARecipient);
    }
    papers_agree(papers, stock.papers)?;
    if results != stock.results {
        return Err(No::ResultsDiffer { held: stock.results });
    }
    Ok(SeatGiven { at: ground.now, by: ground.actor, to, stock, note }.into())
}

fn take(state: &WindowDay, papers: u32, results: u16, ground: &Ground) -> Result<Event, No> {
    let handing = state.handing.filter(|it| it.to == ground.actor).ok_or(No::NothingToTake)?;
    papers_agree(papers, handing.stock.papers)?;
    if results != handing.stock.results {
        return Err(No::ResultsDiffer { held: handing.stock.results });
    }
    Ok(SeatTaken { at: ground.now, by: ground.actor, from: handing.from, papers, results }.into())
}

fn keep(state: &WindowDay, ground: &Ground) -> Result<Event, No> {
    // Whoever sat down in the place of the giver, who is away, is held up by it as well (E25).
    let sits = state.seat == Some(ground.actor);
    let concerned = state.handing.is_some_and(|it| sits || it.to == ground.actor || it.from == ground.actor);
    if concerned { Ok(SeatKept { at: ground.now, by: ground.actor }.into()) } else { Err(No::NothingToTake) }
}

fn leave(state: &WindowDay, command: &Leave, ground: &Ground) -> Result<Event, No> {
    free(state, ground)?;
    papers_agree(command.papers, command.stock.papers)?;
    Ok(SeatLeft { at: ground.now, by: ground.actor, papers: command.papers }.into())
}

/// The day has passed.
fn is_over(ground: &Ground) -> bool {
    ground.day < ground.now.day()
}

/// Whoever sat there last, and in the place of one who is away or sits there no more whoever has a post there (E25).
fn sat_last(state: &WindowDay, ground: &Ground) -> Result<(), No> {
    let (today, actor) = (ground.now.day(), ground.actor);
    let last = state.seat.or(state.last).ok_or(No::NotToday { today })?;
    let sits = |person| sits_at(ground.organisation, person, ground.window, today);
    let instead = (ground.absences.is_away(last, today) || !sits(last)) && sits(actor);
    if last == actor || instead { Ok(()) } else { Err(No::NotYourSeat { by: Some(last) }) }
}

/// Whether a day that has passed and that nobody settled is settled late by this person.
pub fn settles_late(state: &WindowDay, ground: &Ground) -> bool {
    is_over(ground) && state.settlement.is_none() && sat_last(state, ground).is_ok()
}

fn settle(state: &WindowDay, command: &Settle, ground: &Ground) -> Result<Event, No> {
    let Settle { system, papers, originals, results, explained } = *command;
    match is_over(ground) {
        true => sat_last(state, ground)?,
        false => free(state, ground)?,
    }
    if is_over(ground) && explained.is_none() {
        return Err(No::LateReasonNeeded);
    }
    let settled = Settled { at: ground.now, by: ground.actor, system, papers, originals, results, explained };
    if explained.is_none() && !super::agree(&system, papers, originals, results) {
        let Tally { papers, originals, results, .. } = system;
        return Err(No::ExplanationNeeded { papers, originals, results });
    }
    Ok(settled.into())
}

/// The head of the window, or who runs the centre; never whoever counted (M4).
fn heads(ground: &Ground, counted_by: PersonId) -> Result<(), No> {
    let (organisation, actor) = (ground.organisation, ground.actor);
    let head = organisation.posts_of(actor, ground.now.day()).any(|holding| match holding.post {
        Post::WindowHead => holding.windows.contains(&ground.window),
        Post::CentreManager => true,
        _ => false,
    });
    if head && actor != counted_by { Ok(()) } else { Err(No::NotTheHead) }
}
