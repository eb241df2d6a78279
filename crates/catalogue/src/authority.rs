//! Who may do what today: powers that come with a post, and powers that a letter of delegation adds (R52).

use crate::id::{DelegationId, PersonId, UnitCode};
use crate::item::{Category, Item, Post, Step};
use crate::organisation::{Delegation, Organisation, PostHolding};
use calendar::Day;
use serde::{Deserialize, Serialize};

/// Something a person does in a case by authority.  Separation of duties within one case is not judged here.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// 收件: take papers in and issue the receipt.
    Receive,
    /// 受理, a correction notice, 不受理 and 不予受理.
    Accept,
    /// A second correction that adds what the first did not name (tone 15): the window head, with a reason.
    ReleaseSecondCorrection,
    /// Sign an instant case at the window (C6).
    SignInstant,
    /// Do a handler's step of the authority; steps of other units are asked by [`Organisation::may_do_step`].
    Handle,
    /// 签批 by the leader in charge (C5).
    SignOff,
    /// 作出决定.
    Decide,
    /// Open or end a special procedure or a suspension (C1).
    ApproveSpecialProcedure,
    /// 延期 (C7): by whom the item's extension rule names; a leader only by a letter naming extensions.
    ApproveExtension,
    /// Fast track with a reason (A42).
    ApprovePriority,
    /// Re-check by the case agent after the decision (C17).
    Recheck,
    /// 制证用印.
    MakeDocument,
    /// 送达.
    Deliver,
    /// Confirm that money has come in (R47).
    ConfirmPayment,
    /// Give a case to another handler (E25).
    Reassign,
    /// Correct a wrong registration of the applicant (E10).
    CorrectRegistration,
    /// 催办, 督办 and findings.
    Supervise,
}

/// Whether a person may, and where the authority comes from; the paper and the entry name it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// By a post.
    ByPost {
        /// The post.
        post: Post,
        /// Held in, or for, this unit.
        unit: UnitCode,
    },
    /// By a letter of delegation.
    ByDelegation {
        /// The letter.
        id: DelegationId,
        /// Who gave it.
        from_person: PersonId,
    },
    /// No.
    No {
        /// Why not, as near as can be said.
        reason: NoAuthority,
    },
}

impl Authority {
    /// Whether the person may.
    pub fn is_yes(&self) -> bool {
        !matches!(self, Authority::No { .. })
    }

    /// Whether a letter of delegation gives it.
    pub fn is_by_delegation(&self) -> bool {
        matches!(self, Authority::ByDelegation { .. })
    }
}

/// Why a person may not.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoAuthority {
    /// Neither a post nor a letter that gives this power.
    NoPost,
    /// The right post, but in another unit or at other windows.
    ElsewhereOnly,
    /// The post ended.
    PostEnded {
        /// Its last day.
        until: Day,
    },
    /// A letter covers it but ended (tone 17).
    DelegationEnded {
        /// The letter.
        id: DelegationId,
        /// Its last day.
        until: Day,
    },
    /// A letter covers it from a later day.
    DelegationNotYet {
        /// The letter.
        id: DelegationId,
        /// Its first day.
        from: Day,
    },
    /// A letter in force does not cover this item or power (tone 17).
    DelegationDoesNotCover {
        /// The letter.
        id: DelegationId,
    },
    /// Whoever gave the letter does not hold the power today.
    GiverWithoutPower {
        /// The letter.
        id: DelegationId,
    },
}

/// One who may, and by what.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// By post or by letter; never [`Authority::No`].
    pub authority: Authority,
}

/// Where a post must be held for a power.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Where {
    /// In, or for, the item's authority.
    Authority,
    /// At one of the item's windows.
    Window,
    /// Anywhere in the division.
    Anywhere,
}

/// Posts that have a power by themselves.  Whatever is not listed is refused.
fn by_post(power: Power, item: &Item) -> &'static [(Post, Where)] {
    use Post::*;
    use Where::*;
    match power {
        Power::Receive | Power::Accept => {
            &[(IntakeOfficer, Window), (WindowHead, Window), (IntakeOfficer, Authority)]
        }
        Power::ReleaseSecondCorrection | Power::CorrectRegistration => &[(WindowHead, Window)],
        Power::SignInstant => &[(WindowHead, Window), (AuthorityHead, Authority)],
        Power::Decide if item.category == Category::Instant => {
            &[(WindowHead, Window), (AuthorityHead, Authority)]
        }
        Power::Decide | Power::ApproveSpecialProcedure => &[(AuthorityHead, Authority)],
        Power::Handle => &[(Handler, Authority)],
        Power::SignOff => &[(LeaderInCharge, Authority), (AuthorityHead, Authority)],
        Power::ApproveExtension => match item.extension.as_ref().map(|extension| extension.approver) {
            Some(GovernmentHead) => &[(GovernmentHead, Anywhere)],
            Some(AuthorityHead) => &[(AuthorityHead, Authority)],
            _ => &[],
        },
        Power::ApprovePriority => {
            &[(LeaderInCharge, Authority), (AuthorityHead, Authority), (CentreManager, Anywhere)]
        }
        Power::Recheck => &[(CaseAgent, Authority)],
        Power::MakeDocument => &[(Handler, Authority), (CaseAgent, Authority)],
        Power::Deliver => &[(DeliveryOfficer, Anywhere), (IntakeOfficer, Window), (WindowHead, Window)],
        Power::ConfirmPayment => &[(BankCounter, Anywhere)],
        Power::Reassign => &[(WindowHead, Window), (LeaderInCharge, Authority), (AuthorityHead, Authority)],
        Power::Supervise => &[(Supervisor, Anywhere)],
    }
}

/// Powers that may be given by letter; the rest goes with the post only.
fn can_be_delegated(power: Power) -> bool {
    matches!(
        power,
        Power::SignInstant
            | Power::SignOff
            | Power::Decide
            | Power::ApproveSpecialProcedure
            | Power::ApproveExtension
            | Power::ApprovePriority
            | Power::ReleaseSecondCorrection
    )
}

impl Organisation {
    /// Whether a person may use a power for an item on that day, by post or by letter of delegation.
    pub fn may(&self, person: PersonId, power: Power, item: &Item, on: Day) -> Authority {
        if let Some(holding) = self.post_for(person, power, item, on) {
            return Authority::ByPost { post: holding.post, unit: holding.unit };
        }
        let letters = self.delegations.iter().filter(|letter| letter.to_person == person);
        let mut reason = self.why_no_post(person, power, item, on);
        for letter in letters.filter(|letter| letter.unit == item.authority) {
            match self.by_letter(letter, power, item, on) {
                Ok(authority) => return authority,
                Err(why) => reason = nearer(reason, why),
            }
        }
        Authority::No { reason }
    }

    /// Everyone who may, by post first, then by letter, each person once.
    pub fn who_may(&self, power: Power, item: &Item, on: Day) -> Vec<Holder> {
        let rules = by_post(power, item);
        let mut holders: Vec<Holder> = Vec::new();
        let mut add = |person: PersonId, authority: Authority| {
            if authority.is_yes() && !holders.iter().any(|holder| holder.person == person) {
                holders.push(Holder { person, authority });
            }
        };
        // Straight from the posts: asking every person in turn would read the whole list for each.
        for holding in self.posts.iter().filter(|holding| rules.iter().any(|rule| fits(*rule, holding, item)))
        {
            if holding.in_force(on) {
                add(holding.person, Authority::ByPost { post: holding.post, unit: holding.unit });
            }
        }
        for letter in &self.delegations {
            add(letter.to_person, self.may(letter.to_person, power, item, on));
        }
        holders.sort_by_key(|holder| holder.authority.is_by_delegation());
        holders
    }

    /// Whether a person may decide the item today.
    pub fn may_decide(&self, person: PersonId, item: &Item, on: Day) -> Authority {
        self.may(person, Power::Decide, item, on)
    }

    /// Who may decide the item today: the head, then those with a letter.
    pub fn who_may_decide(&self, item: &Item, on: Day) -> Vec<Holder> {
        self.who_may(Power::Decide, item, on)
    }

    /// Whether a person may do a step: holds its post in its unit; a head may always decide for his unit.
    pub fn may_do_step(&self, person: PersonId, step: &Step, item: &Item, on: Day) -> Authority {
        if step.kind == crate::item::StepKind::Decide && step.unit == item.authority {
            return self.may_decide(person, item, on);
        }
        if self.holds(person, step.post, step.unit, on) {
            return Authority::ByPost { post: step.post, unit: step.unit };
        }
        if step.kind == crate::item::StepKind::SignOff && step.unit == item.authority {
            return self.may(person, Power::SignOff, item, on);
        }
        let reason = match self.holds_anywhere(person, step.post, on) {
            true => NoAuthority::ElsewhereOnly,
            false => NoAuthority::NoPost,
        };
        Authority::No { reason }
    }

    /// Who may do a step today.
    pub fn who_may_do_step(&self, step: &Step, item: &Item, on: Day) -> Vec<Holder> {
        if step.kind == crate::item::StepKind::Decide && step.unit == item.authority {
            return self.who_may_decide(item, on);
        }
        let mut holders: Vec<Holder> = Vec::new();
        for person in self.who_holds(step.post, step.unit, on) {
            if !holders.iter().any(|holder| holder.person == person) {
                holders.push(Holder {
                    person,
                    authority: Authority::ByPost { post: step.post, unit: step.unit },
                });
            }
        }
        if step.kind == crate::item::StepKind::SignOff && step.unit == item.authority {
            for holder in self.who_may(Power::SignOff, item, on) {
                if !holders.iter().any(|known| known.person == holder.person) {
                    holders.push(holder);
                }
            }
        }
        holders.sort_by_key(|holder| holder.authority.is_by_delegation());
        holders
    }

    /// The case agent of an item today: the one the item names, else one who holds the post for its authority.
    pub fn agent_for(&self, item: &Item, on: Day) -> Option<PersonId> {
        let named = self.holds(item.agent, Post::CaseAgent, item.authority, on).then_some(item.agent);
        named.or_else(|| self.who_holds(Post::CaseAgent, item.authority, on).next())
    }

    fn post_for(&self, person: PersonId, power: Power, item: &Item, on: Day) -> Option<&PostHolding> {
        let rules = by_post(power, item);
        self.posts_of(person, on).find(|holding| rules.iter().any(|rule| fits(*rule, holding, item)))
    }

    fn why_no_post(&self, person: PersonId, power: Power, item: &Item, on: Day) -> NoAuthority {
        let rules = by_post(power, item);
        let mine = self.posts.iter().filter(|holding| holding.person == person);
        let ended = mine
            .filter(|holding| rules.iter().any(|rule| fits(*rule, holding, item)))
            .filter_map(|holding| holding.until)
            .filter(|until| *until < on)
            .max();
        if let Some(until) = ended {
            return NoAuthority::PostEnded { until };
        }
        match self.posts_of(person, on).any(|holding| rules.iter().any(|rule| rule.0 == holding.post)) {
            true => NoAuthority::ElsewhereOnly,
            false => NoAuthority::NoPost,
        }
    }

    fn by_letter(
        &self,
        letter: &Delegation,
        power: Power,
        item: &Item,
        on: Day,
    ) -> Result<Authority, NoAuthority> {
        let id = letter.id;
        let covers =
            letter.powers.contains(&power) && letter.items.covers(item.code) && can_be_delegated(power);
        if !covers {
            return Err(NoAuthority::DelegationDoesNotCover { id });
        }
        if on < letter.from {
            return Err(NoAuthority::DelegationNotYet { id, from: letter.from });
        }
        if on > letter.until {
            return Err(NoAuthority::DelegationEnded { id, until: letter.until });
        }
        match self.post_for(letter.from_person, power, item, on) {
            Some(_) => Ok(Authority::ByDelegation { id, from_person: letter.from_person }),
            None => Err(NoAuthority::GiverWithoutPower { id }),
        }
    }
}

/// The reason that says more: a letter that nearly fits is nearer than a missing post, a date nearer than a scope.
fn nearer(one: NoAuthority, other: NoAuthority) -> NoAuthority {
    let weight = |reason: &NoAuthority| match reason {
        NoAuthority::NoPost => 0,
        NoAuthority::ElsewhereOnly => 1,
        NoAuthority::PostEnded { .. } => 2,
        NoAuthority::DelegationDoesNotCover { .. } => 3,
        NoAuthority::DelegationNotYet { .. } => 4,
        NoAuthority::DelegationEnded { .. } => 5,
        NoAuthority::GiverWithoutPower { .. } => 6,
    };
    if weight(&other) > weight(&one) { other } else { one }
}

fn fits(rule: (Post, Where), holding: &PostHolding, item: &Item) -> bool {
    rule.0 == holding.post
        && match rule.1 {
            Where::Authority => holding.unit == item.authority,
            Where::Window => holding.windows.iter().any(|window| item.windows.contains(window)),
            Where::Anywhere => true,
        }
}
