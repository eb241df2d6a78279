//! Who appraises, approves, carries out and witnesses. Everything not listed is refused.

use super::{
    Appraisal, Appraised, Approved, CarriedOut, DOSSIERS_MAX, Destruction, DestructionRefusal as No, Drawn,
    Event, List, ListStage, SentBack, Signed, Verdict,
};
use crate::command::Sealed;
use crate::folder::Dossier;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::{ABLE_MAX, Able, Refusal};
use calendar::Day;
use catalogue::item::{Post, Retention};
use catalogue::{CaseId, Organisation, PersonId, UnitCode};

/// How many carry a list out before the witness signs.
const CARRY_OUT: usize = 2;

/// What can be asked of the lists of an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Draw a list up: every dossier of it appraised.
    Draw(Vec<Appraisal>),
    /// The centre's head approves it.
    Approve,
    /// The centre's head sends it back.
    SendBack {
        /// Why.
        reason: Sealed,
    },
    /// Sign that it is carried out: the first, the second, then the witness.
    Sign,
}

/// What a decision on a list looks at besides what every decision knows.
pub struct Ground<'a> {
    /// The authority.
    pub authority: UnitCode,
    /// What every decision knows.
    pub known: &'a Known<'a>,
    /// The dossiers that the command names, as far as there are any.
    pub dossiers: &'a [(CaseId, &'a Dossier)],
}

impl Ground<'_> {
    fn actor(&self) -> PersonId {
        self.known.actor
    }

    fn able(&self, may: impl Fn(PersonId) -> bool) -> Vec<Able> {
        let people = self.known.organisation.people.iter().map(|person| person.id);
        let able = people.filter(|person| may(*person) && !self.known.takes_nothing(*person));
        able.map(|person| Able { person, deputising: false }).take(ABLE_MAX).collect()
    }

    fn keeps(&self, person: PersonId) -> bool {
        keeps_archive(self.known.organisation, person, self.authority, self.known.today())
    }
}

/// Whether a person keeps the archive of an authority: its handlers and case agents do.
pub fn keeps_archive(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    [Post::Handler, Post::CaseAgent].into_iter().any(|post| organisation.holds(person, post, unit, on))
}

/// Whether a person may be the witness: a leader of the authority, or a supervisor (监销).
pub fn may_witness(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    let leads = [Post::LeaderInCharge, Post::AuthorityHead];
    leads.into_iter().any(|post| organisation.holds(person, post, unit, on))
        || organisation.holds_anywhere(person, Post::Supervisor, on)
}

/// Decides a command on the lists of an authority.
pub fn decide(state: &Destruction, command: &Command, ground: &Ground) -> Result<Vec<Event>, Refusal> {
    let open = state.list.as_ref().filter(|list| list.is_open());
    match (open, command) {
        (Some(_), Command::Draw(_)) => Err(No::ListOpen.into()),
        (None, Command::Draw(dossiers)) => draw(state, dossiers, ground),
        (None, _) => Err(No::NoList.into()),
        (Some(list), Command::Approve) => {
            heads(list, ground)?;
            Ok(vec![Approved { at: ground.known.now, by: ground.actor() }.into()])
        }
        (Some(list), Command::SendBack { reason }) => {
            heads(list, ground)?;
            Ok(vec![SentBack { at: ground.known.now, by: ground.actor(), reason: *reason }.into()])
        }
        (Some(list), Command::Sign) => sign(list, ground),
    }
}

/// Each dossier once, none that is permanent, whose time runs, or that is out of the house.
fn draw(state: &Destruction, dossiers: &[Appraisal], ground: &Ground) -> Result<Vec<Event>, Refusal> {
    if !ground.keeps(ground.actor()) {
        return Err(No::NotTheArchivist { able: ground.able(|person| ground.keeps(person)) }.into());
    }
    let once = |it: &Appraisal| dossiers.iter().filter(|other| other.case == it.case).count() == 1;
    if dossiers.is_empty() || dossiers.len() > DOSSIERS_MAX || !dossiers.iter().all(once) {
        return Err(No::ListWrong.into());
    }
    for it in dossiers {
        // What the list before destroyed may not have reached its folder yet.
        let gone = state.list.as_ref().is_some_and(|list| {
            list.stage == ListStage::Done && list.to_destroy().any(|case| case == it.case)
        });
        if gone {
            return Err(No::NotProposed { case: it.case }.into());
        }
        proposed(it.case, ground)?;
        if matches!(it.verdict, Verdict::Keep { until } if until <= ground.known.today()) {
            return Err(No::KeepDayPassed { case: it.case }.into());
        }
        let mut known = ground.dossiers.iter().filter(|(case, _)| *case == it.case);
        if it.verdict == Verdict::Destroy && known.any(|(_, dossier)| !dossier.goes_back().is_empty()) {
            return Err(No::OriginalsOwed { case: it.case }.into());
        }
    }
    let number = document_no(ground.authority, DocumentKind::DestructionList, ground.known);
    let at = ground.known.now;
    let mut events: Vec<Event> = vec![Drawn { at, by: ground.actor(), number }.into()];
    events.extend(dossiers.iter().map(|appraisal| Event::from(Appraised { at, appraisal: *appraisal })));
    Ok(events)
}

/// In the archive of the authority, its time over, on its shelf. A permanent dossier can stand on no list.
fn proposed(case: CaseId, ground: &Ground) -> Result<(), Refusal> {
    let refused = || No::NotProposed { case };
    let dossier = ground.dossiers.iter().find(|(known, _)| *known == case);
    let dossier = dossier.map(|(_, dossier)| *dossier).ok_or_else(refused)?;
    let archived = dossier.archived.ok_or_else(refused)?;
    let over = archived.keep_until.is_some_and(|until| until < ground.known.today());
    let fits = dossier.authority == ground.authority
        && dossier.proposed
        && dossier.destroyed.is_none()
        && archived.retention != Retention::Permanent
        && over;
    if !fits {
        return Err(refused().into());
    }
    match dossier.loan {
        Some(_) => Err(No::OnLoan { case }.into()),
        None => Ok(()),
    }
}

/// The centre's head, who did not appraise it.
fn heads(list: &List, ground: &Ground) -> Result<(), Refusal> {
    if list.stage != ListStage::Drawn {
        return Err(No::DecidedBefore.into());
    }
    let today = ground.known.today();
    let may = |person: PersonId| {
        person != list.drawn_by
            && ground.known.organisation.holds_anywhere(person, Post::CentreManager, today)
    };
    match may(ground.actor()) {
        true => Ok(()),
        false => Err(No::NotTheHead { able: ground.able(may) }.into()),
    }
}

/// Two who keep the archive, then the witness: three different people, none of whom approved it.
fn sign(list: &List, ground: &Ground) -> Result<Vec<Event>, Refusal> {
    if list.stage != ListStage::Approved {
        return Err(No::NotApproved.into());
    }
    let witness = list.signed.len() >= CARRY_OUT;
    let (organisation, today) = (ground.known.organisation, ground.known.today());
    let apart = |person: PersonId| {
        list.signed.iter().all(|(signed, _)| *signed != person)
            && list.decided.is_none_or(|(approved, _)| approved != person)
    };
    let may = |person: PersonId| {
        apart(person)
            && match witness {
                true => may_witness(organisation, person, ground.authority, today),
                false => ground.keeps(person),
            }
    };
    if !may(ground.actor()) {
        return Err(No::NotASigner { able: ground.able(may) }.into());
    }
    for case in list.to_destroy() {
        proposed(case, ground)?;
    }
    let (at, by) = (ground.known.now, ground.actor());
    let mut events: Vec<Event> = vec![Signed { at, by }.into()];
    if witness {
        events.push(CarriedOut { at, number: list.number }.into());
    }
    Ok(events)
}
