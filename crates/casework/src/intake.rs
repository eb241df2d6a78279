//! From hand-over to acceptance: receipt, what comes later, acceptance, and the refusals the law knows.

use crate::authority::{Desk, sits_at};
use crate::clear;
use crate::command::{Channel, MaterialMarks, NonAcceptanceGround, Receive, ReceiveMore, RefuseAcceptance};
use crate::decide::Answer;
use crate::event::{AcceptanceRefused, Accepted, Received, ReceivedMore};
use crate::known::Known;
use crate::letter::{ARRIVED_DAYS_MAX, arrived_at, came_at};
use crate::number::{CaseNo, DocumentKind, DocumentNo, ReceiptNo};
use crate::refusal::{Duty, Refusal};
use crate::state::{Facts, PAPERS_MAX};
use crate::{clocks, commitment};
use calendar::{Clock, Instant, Limit};
use catalogue::item::Item;
use catalogue::{Power, RowSet, UnitCode};

/// 收件: also what is incomplete is receipted (E7, F3).
pub(crate) fn receive(command: &Receive, known: &Known) -> Answer {
    let item = known.item.filter(|item| item.code == command.item).ok_or(Refusal::ItemUnknown)?;
    if !known.item_live {
        return Err(Refusal::ItemNotLive { item: command.item });
    }
    if command.revision != item.revision {
        return Err(Refusal::RevisionNotPublished { published: item.revision });
    }
    if !item.applicants.contains(&command.applicant_kind) {
        return Err(Refusal::ApplicantNotServed);
    }
    check_rows(item, command.applies, command.marks)?;
    let marks = command.marks.counted(item)?;
    commitment::check_marks(item, command.marks, known)?;
    check_papers(0, command.papers)?;
    if command.open_duplicates > 0 && !command.other_matter_confirmed {
        return Err(Refusal::SameMatterOpen { open: command.open_duplicates });
    }
    clear::check(item, command.clear)?;
    sits_at(known, item, command.window)?;
    let received_at = received_at(command, known)?;
    let required = item.rows_where(|material| material.required).intersection(command.applies);
    let limit = item.pre_acceptance.limit();
    let deeming = limit.filter(|_| item.silence_is_acceptance());
    let deeming = deeming.map(|limit| Clock::start(known.calendar, received_at.day(), limit)).transpose()?;
    Ok(vec![
        Received {
            at: received_at,
            by: known.actor,
            item: item.code,
            revision: item.revision,
            body: known.item_digest,
            category: item.category,
            item_kind: item.kind,
            authority: item.authority,
            agent: known.agent_for(item),
            receipt: receipt_no(item.authority, known),
            number: case_no(item.authority, known),
            previous: command.previous,
            applicant: command.applicant,
            applicant_kind: command.applicant_kind,
            applicant_sealed: command.applicant_sealed,
            object: command.object,
            clear: command.clear,
            leader_signs: item.leader_signs_instant(),
            open_duplicates: command.open_duplicates,
            beside: command.beside.filter(|_| command.open_duplicates > 0),
            query: command.query,
            query_sealed: command.query_sealed,
            channel: command.channel,
            window: command.window,
            applies: command.applies,
            required,
            marks,
            earlier: command.earlier,
            papers: command.papers,
            complete: required.is_subset(command.marks.rows()),
            pre_acceptance: clocks::start(
                known,
                received_at.day(),
                clear::limit(command.clear, answer_within(item)),
                received_at,
            )?,
            deeming,
            calendar: known.calendar.version(),
        }
        .into(),
    ])
}

/// When the papers were received: by a letter or fax on the day it arrived, a few days back at most; of that day only the beginning
/// is known. What a pad says in an outage goes before (N4, E21).
fn received_at(command: &Receive, known: &Known) -> Result<Instant, Refusal> {
    let Some(on) = command.arrived_on else { return Ok(known.receipt_at()) };
    let back = match command.channel {
        Channel::Letter | Channel::Fax => ARRIVED_DAYS_MAX,
        _ => 0,
    };
    arrived_at(on, back, known)
}

/// How soon the applicant must hear: the item's rule; for an instant item, and where there is no rule, the promise
/// itself, which nobody may sit out before acceptance (C2, C6).
fn answer_within(item: &Item) -> Limit {
    let rule = item.pre_acceptance.limit().filter(|_| !item.is_instant());
    rule.unwrap_or(item.promised.limit)
}

fn check_rows(item: &Item, applies: RowSet, marks: MaterialMarks) -> Result<(), Refusal> {
    let unknown = applies.union(marks.rows()).difference(item.rows());
    let left_out = item.rows_where(|material| material.applies_when.is_none()).difference(applies);
    let foreign = marks.rows().difference(applies);
    if !unknown.is_empty() {
        Err(Refusal::RowsNotInItem { rows: unknown })
    } else if !left_out.is_empty() {
        Err(Refusal::RowsLeftOut { rows: left_out })
    } else if !foreign.is_empty() {
        Err(Refusal::RowsDoNotApply { rows: foreign })
    } else if marks.rows().is_empty() {
        Err(Refusal::NothingHandedOver)
    } else {
        Ok(())
    }
}

pub(crate) fn check_papers(held: u16, more: u16) -> Result<(), Refusal> {
    match held.checked_add(more) {
        Some(sum) if sum <= PAPERS_MAX => Ok(()),
        _ => Err(Refusal::TooManyPapers),
    }
}

/// 补收: joins the same number (E7); once everything asked for is in, acceptance is due the same day (N5).
pub(crate) fn receive_more(desk: &Desk, command: &ReceiveMore) -> Answer {
    let Desk { facts, known, item } = *desk;
    let came = command.marks.rows();
    let foreign = came.difference(facts.materials.applies);
    let unknown = came.difference(item.rows());
    if !unknown.is_empty() {
        return Err(Refusal::RowsNotInItem { rows: unknown });
    }
    if !foreign.is_empty() {
        return Err(Refusal::RowsDoNotApply { rows: foreign });
    }
    if came.is_empty() {
        return Err(Refusal::NothingHandedOver);
    }
    let marks = command.marks.counted(item)?;
    commitment::check_marks(item, command.marks, known)?;
    check_papers(facts.materials.papers, command.papers)?;
    sits_at(known, item, command.window)?;
    desk.room_for(Duty::Intake)?;
    let complete = facts.open_rows().difference(came).is_empty();
    let came_at = came_at(desk, command.letter)?;
    let same_day = clocks::start(known, came_at.day(), Limit::SAME_DAY, came_at)?;
    let sooner = |due| same_day.clock.due() < due;
    let running = facts.clocks.pre_acceptance.filter(|watch| watch.ended_at.is_none());
    let pre_acceptance = complete && running.is_none_or(|watch| sooner(watch.clock.due()));
    let anew = item.pre_acceptance.limit().filter(|_| {
        complete
            && facts.clocks.deeming.is_none()
            && facts.correction.is_some()
            && item.silence_is_acceptance()
    });
    Ok(vec![
        ReceivedMore {
            at: known.now,
            by: known.actor,
            window: command.window,
            marks,
            papers: command.papers,
            complete,
            pre_acceptance: pre_acceptance.then_some(same_day),
            deeming: anew.map(|limit| Clock::start(known.calendar, came_at.day(), limit)).transpose()?,
            letter: command.letter,
            by_representative: command.by_representative,
        }
        .into(),
    ])
}

/// 受理 (N5, N6).
pub(crate) fn accept(desk: &Desk) -> Answer {
    let Desk { facts, known, .. } = *desk;
    clear::not_due(facts)?;
    let missing = facts.open_rows();
    if !missing.is_empty() {
        return Err(Refusal::RowsMissing { rows: missing });
    }
    desk.needs(Power::Accept, None)?;
    desk.room_for(Duty::Intake)?;
    Ok(vec![accepted(desk, document_no(facts.authority, DocumentKind::AcceptanceNotice, known))?.into()])
}

/// The fact of acceptance, today, by the actor.
pub(crate) fn accepted(desk: &Desk, notice: DocumentNo) -> Result<Accepted, Refusal> {
    let Desk { facts, known, item } = *desk;
    let clocks::Started { promised, statutory, step, steps } =
        clocks::accepted(facts, item, known, desk.today(), known.now)?;
    let (at, by, accepted_on) = (known.now, known.actor, desk.today());
    let limited = item.quota.is_some();
    Ok(Accepted { at, by, notice, accepted_on, promised, statutory, step, steps, limited })
}

/// 不受理、不予受理: three grounds and no other; being incomplete is none (C4).
pub(crate) fn refuse(desk: &Desk, command: &RefuseAcceptance) -> Answer {
    let Desk { facts, known, item } = *desk;
    match command.ground {
        NonAcceptanceGround::NotRequired => {}
        NonAcceptanceGround::NotCompetent { unit, .. } => {
            if unit == Some(facts.authority) {
                return Err(Refusal::SameOffice);
            }
        }
        NonAcceptanceGround::Barred { ground } => {
            item.refusal_ground(ground).ok_or(Refusal::GroundNotListed)?;
        }
    }
    desk.needs(Power::Accept, None)?;
    desk.room_for(Duty::Intake)?;
    Ok(vec![
        AcceptanceRefused {
            at: known.now,
            by: known.actor,
            notice: document_no(facts.authority, DocumentKind::NonAcceptance, known),
            ground: command.ground,
            reason: command.reason,
        }
        .into(),
    ])
}

impl Facts {
    /// Rows that stand between the case and acceptance: what the notice named and has not come, or before any notice
    /// what the revision requires and is not in.
    pub fn open_rows(&self) -> RowSet {
        match &self.correction {
            Some(notice) => notice.rows.difference(notice.brought),
            None => self.materials.required.difference(self.materials.marks.rows()),
        }
    }
}

/// The next 收件编号, in the name of the authority.
pub(crate) fn receipt_no(issuer: UnitCode, known: &Known) -> ReceiptNo {
    let no = ReceiptNo { issuer, year: year(known), n: 0 };
    ReceiptNo { n: (known.numbers)(no.series()), ..no }
}

fn case_no(issuer: UnitCode, known: &Known) -> CaseNo {
    let no = CaseNo { issuer, day: known.today(), n: 0 };
    CaseNo { n: (known.numbers)(no.series()), ..no }
}

/// The next number of a kind of paper, in the name of the authority (C8).
pub fn document_no(issuer: UnitCode, kind: DocumentKind, known: &Known) -> DocumentNo {
    let no = DocumentNo { issuer, kind, year: year(known), n: 0 };
    DocumentNo { n: (known.numbers)(no.series()), ..no }
}

fn year(known: &Known) -> u16 {
    u16::try_from(known.today().year()).unwrap_or(u16::MAX)
}
