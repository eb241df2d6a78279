//! Who may act on this case today: powers by post or letter (R52), less what the same person did before (M4).

use crate::agent;
use crate::known::Known;
use crate::refusal::{ABLE_MAX, Able, Duty, Need, Refusal};
use crate::state::{Capacity, Case, Facts, Part};
use calendar::Day;
use catalogue::item::{Item, Post, Step, StepKind};
use catalogue::organisation::{Holder, NoAuthority};
use catalogue::{Authority, PersonId, Power, WindowId};

/// What a decision on a filed case looks at.
#[derive(Copy, Clone)]
pub(crate) struct Desk<'a> {
    pub facts: &'a Facts,
    pub known: &'a Known<'a>,
    pub item: &'a Item,
}

impl<'a> Desk<'a> {
    /// The desk, if the body at hand is the revision the case is bound to (M5).
    pub fn of(facts: &'a Facts, known: &'a Known<'a>) -> Result<Desk<'a>, Refusal> {
        let bound = |item: &&Item| item.code == facts.item && item.revision == facts.revision;
        let item = known.item.filter(bound).ok_or(Refusal::ItemUnknown)?;
        Ok(Desk { facts, known, item })
    }

    pub fn today(&self) -> Day {
        self.known.today()
    }

    pub fn actor(&self) -> PersonId {
        self.known.actor
    }

    /// The actor's authority for a power, with nothing done before that excludes it.
    pub fn needs(&self, power: Power, wants: Option<Duty>) -> Result<Authority, Refusal> {
        let able = || {
            able_by(self.known, self.known.organisation.who_may(power, self.item, self.today()), |person| {
                wants.is_none_or(|duty| self.blocked(person, duty).is_none())
            })
        };
        match self.known.organisation.may(self.actor(), power, self.item, self.today()) {
            Authority::No { reason } => {
                Err(Refusal::NotAuthorised { need: Need::Power(power), reason, able: able() })
            }
            authority => self.separate(wants, able).map(|()| authority),
        }
    }

    /// The actor's authority for a step, with nothing done before that excludes it.
    pub fn needs_step(&self, step: &Step) -> Result<Authority, Refusal> {
        let able = || self.able_for_step(step);
        match self.known.organisation.may_do_step(self.actor(), step, self.item, self.today()) {
            Authority::No { reason } => {
                let need = Need::Post { post: step.post, unit: step.unit };
                Err(Refusal::NotAuthorised { need, reason, able: able() })
            }
            authority => match self.barred_from(self.actor(), step) {
                Some((did, wants)) => Err(Refusal::DutiesSeparate { did, wants, able: able() }),
                None => Ok(authority),
            },
        }
    }

    pub fn able_for_step(&self, step: &Step) -> Vec<Able> {
        able_by(
            self.known,
            self.known.organisation.who_may_do_step(step, self.item, self.today()),
            |person| self.barred_from(person, step).is_none(),
        )
    }

    /// What the person did that excludes another duty: a part in the case, or the chair of its hearing (M4, N18).
    pub fn blocked(&self, person: PersonId, wants: Duty) -> Option<Duty> {
        let chaired = self.known.hearing.is_some_and(|hearing| hearing.was_chaired_by(person));
        match wants {
            Duty::Intake | Duty::Handler | Duty::Approver | Duty::Decider if chaired => Some(Duty::Chair),
            _ => blocked(&self.facts.people, person, wants),
        }
    }

    /// What the person did that excludes a step, and as what the step counts (M4).  A sign-off is another person's look at
    /// what was taken in and examined (R56).
    fn barred_from(&self, person: PersonId, step: &Step) -> Option<(Duty, Duty)> {
        if step.kind == StepKind::SignOff {
            let looked =
                |part: &&Part| part.person == person && matches!(part.duty, Duty::Intake | Duty::Handler);
            return self.facts.people.iter().find(looked).map(|part| (part.duty, Duty::Approver));
        }
        let wants = duty_of(step)?;
        Some((self.blocked(person, wants)?, wants))
    }

    fn separate(&self, wants: Option<Duty>, able: impl Fn() -> Vec<Able>) -> Result<(), Refusal> {
        let did = wants.and_then(|duty| Some((duty, self.blocked(self.actor(), duty)?)));
        match did {
            Some((wants, did)) => Err(Refusal::DutiesSeparate { did, wants, able: able() }),
            None => Ok(()),
        }
    }

    /// The actor is not the one who asked for it.
    pub fn differs_from(&self, asker: PersonId, power: Power) -> Result<(), Refusal> {
        if self.actor() != asker {
            return Ok(());
        }
        let able =
            able_by(self.known, self.known.organisation.who_may(power, self.item, self.today()), |person| {
                person != asker && self.blocked(person, Duty::Approver).is_none()
            });
        Err(Refusal::DutiesSeparate { did: Duty::Asker, wants: Duty::Approver, able })
    }

    /// The actor is the case agent or carries what the agent carried (F31), or carries the case beyond the intake counter.
    pub fn carries(&self) -> Result<(), Refusal> {
        let Facts { holding, agent, authority, .. } = self.facts;
        let Known { organisation, absences, actor, .. } = *self.known;
        let beyond_intake = holding.person == actor && holding.capacity != Capacity::Intake;
        if beyond_intake || agent::carries(organisation, absences, *authority, *agent, actor, self.today()) {
            Ok(())
        } else {
            Err(Refusal::NotTheHolder { holder: holding.person })
        }
    }

    /// The actor holds the case, and has not given it over.
    pub fn holds(&self) -> Result<(), Refusal> {
        let Facts { holding, pending, .. } = self.facts;
        if holding.person != self.actor() {
            return Err(Refusal::NotTheHolder { holder: holding.person });
        }
        match pending {
            Some(pending) => Err(Refusal::HandOverPending { to: pending.to }),
            None => Ok(()),
        }
    }

    /// Refuses once the case remembers as many people as it can.
    pub fn room_for(&self, duty: Duty) -> Result<(), Refusal> {
        let part = Part { person: self.actor(), duty };
        if self.facts.people.contains(&part) || self.facts.people.len() < crate::state::PEOPLE_MAX {
            Ok(())
        } else {
            Err(Refusal::TooManyPeople)
        }
    }
}

/// What doing a step makes of a person.  Signing off is neither handling nor deciding: a leader who signs within a
/// delegation commonly decides as well (C5).
pub(crate) fn duty_of(step: &Step) -> Option<Duty> {
    match step.kind {
        StepKind::Examine | StepKind::SiteCheck | StepKind::Make => Some(Duty::Handler),
        StepKind::SignOff => None,
        StepKind::Decide => Some(Duty::Decider),
    }
}

/// What the person did in the case that excludes another duty (M4).
fn blocked(people: &[Part], person: PersonId, wants: Duty) -> Option<Duty> {
    use Duty::*;
    let excluded_by: &[Duty] = match wants {
        Asker | Chair => &[],
        // Before acceptance nobody has these; afterwards papers are taken in by who takes no other part.
        Intake => &[Handler, Approver, Decider],
        Handler => &[Intake, Approver, Decider],
        Approver => &[Intake, Handler, Decider],
        Decider => &[Intake, Handler, Approver],
        Rechecker => &[Decider],
    };
    let did = people.iter().filter(|part| part.person == person).map(|part| part.duty);
    did.into_iter().find(|duty| excluded_by.contains(duty))
}

/// Each pair of duties has its own code (M4).
pub(crate) fn separation_code(did: Duty, wants: Duty) -> &'static str {
    use Duty::*;
    match (did, wants) {
        (Intake, Handler) => "intake-cannot-handle",
        (Intake, Approver) => "intake-cannot-approve",
        (Intake, Decider) => "intake-cannot-decide",
        (Handler, Approver) => "handler-cannot-approve",
        (Handler, Decider) => "handler-cannot-decide",
        (Asker, Approver) => "asker-cannot-approve",
        (Asker, Decider) => "asker-cannot-decide",
        (Approver, Handler) => "approver-cannot-handle",
        (Approver, Decider) => "approver-cannot-decide",
        (Decider, Handler) => "decider-cannot-handle",
        (Decider, Approver) => "decider-cannot-approve",
        (Decider, Rechecker) => "decider-cannot-recheck",
        (Chair, Handler) => "chair-cannot-handle",
        (Chair, Approver) => "chair-cannot-approve",
        (Chair, Decider) => "chair-cannot-decide",
        _ => "duties-separate",
    }
}

/// The actor takes papers in at that window: it exists, serves the item, and the actor sits there.
pub(crate) fn sits_at(known: &Known, item: &Item, window: WindowId) -> Result<(), Refusal> {
    let (organisation, today) = (known.organisation, known.today());
    let place = organisation.window(window).ok_or(Refusal::WindowUnknown { window })?;
    let serves = place.serves.contains(&item.authority)
        && (place.items.is_empty() || place.items.contains(&item.code));
    if !serves {
        return Err(Refusal::WindowDoesNotServe { window, unit: item.authority });
    }
    let able = || {
        able_by(known, organisation.who_may(Power::Receive, item, today), |person| {
            here(known, item, person, window)
        })
    };
    let need = Need::Power(Power::Receive);
    match organisation.may(known.actor, Power::Receive, item, today) {
        Authority::No { reason } => Err(Refusal::NotAuthorised { need, reason, able: able() }),
        _ if here(known, item, known.actor, window) => Ok(()),
        _ => Err(Refusal::NotAuthorised { need, reason: NoAuthority::ElsewhereOnly, able: able() }),
    }
}

/// Whether the person holds a receiving post at that window, or one of the authority that names no window.
fn here(known: &Known, item: &Item, person: PersonId, window: WindowId) -> bool {
    known.organisation.posts_of(person, known.today()).any(|holding| {
        matches!(holding.post, Post::IntakeOfficer | Post::WindowHead)
            && (holding.windows.contains(&window)
                || (holding.windows.is_empty() && holding.unit == item.authority))
    })
}

/// Those who pass and are neither away today nor leaving (F31, E33), at most [`ABLE_MAX`].
pub(crate) fn able_by(known: &Known, holders: Vec<Holder>, passes: impl Fn(PersonId) -> bool) -> Vec<Able> {
    let able =
        holders.into_iter().filter(|holder| !known.takes_nothing(holder.person) && passes(holder.person));
    able.map(|holder| Able { person: holder.person, deputising: holder.authority.is_by_delegation() })
        .take(ABLE_MAX)
        .collect()
}

/// The facts of a filed case.
pub(crate) fn facts_of(case: &Case) -> Option<&Facts> {
    match case {
        Case::Absent => None,
        Case::Filed(file) => Some(&file.facts),
    }
}
