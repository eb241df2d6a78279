//! What a person finds on the desk: their own queues, the most pressing first.

use catalogue::item::Post;
use catalogue::{Power, UnitCode};

use crate::account::Session;
use crate::list::{CaseBrief, PAGE, Which};
use crate::row::waits;
use crate::{Centre, Fault};

/// The queues of one person's desk; each at most a page, most pressing first.
#[derive(Debug, Default)]
pub struct DeskLists {
    /// Given to this person and not yet signed for (R81).
    pub to_take: Vec<CaseBrief>,
    /// Held by this person.
    pub held: Vec<CaseBrief>,
    /// Everything handed in, acceptance due (N5), at the units this person's windows serve.
    pub to_accept: Vec<CaseBrief>,
    /// Waiting for the second signature of an instant case (C6).
    pub to_sign: Vec<CaseBrief>,
    /// Waiting for a decision this person may have the power to make.
    pub to_decide: Vec<CaseBrief>,
    /// A stop of the clock asked for, waiting for approval (F7).
    pub to_approve: Vec<CaseBrief>,
    /// Decided, waiting for the case agent's re-check (C17).
    pub to_recheck: Vec<CaseBrief>,
    /// Re-checked, waiting to be made and sealed (E18).
    pub to_make: Vec<CaseBrief>,
    /// Ready, waiting to be collected (C13).
    pub to_deliver: Vec<CaseBrief>,
    /// Clock stopped, waiting for a result.
    pub stopped: Vec<CaseBrief>,
}

impl DeskLists {
    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Every case of every queue; one case may stand in two.
    pub fn all(&self) -> impl Iterator<Item = &CaseBrief> {
        [
            &self.to_take,
            &self.held,
            &self.to_accept,
            &self.to_sign,
            &self.to_decide,
            &self.to_approve,
            &self.to_recheck,
            &self.to_make,
            &self.to_deliver,
            &self.stopped,
        ]
        .into_iter()
        .flatten()
    }
}

impl Centre {
    /// The desk of a person.
    pub async fn desk(&self, session: &Session) -> Result<DeskLists, Fault> {
        let mut lists = DeskLists {
            to_take: self.case_list(Which::PendingTo(session.person), None, PAGE).await?,
            held: self.case_list(Which::HeldBy(session.person), None, PAGE).await?,
            ..DeskLists::default()
        };
        let Some(organisation) = self.organisation().await? else { return Ok(lists) };
        let today = self.today();
        for holding in organisation.posts_of(session.person, today) {
            match holding.post {
                Post::IntakeOfficer => {
                    for unit in self.units_of_windows(&organisation, holding) {
                        lists.to_accept.extend(
                            self.case_list(Which::Waiting(waits::ACCEPTANCE, unit), None, PAGE).await?,
                        );
                    }
                }
                Post::WindowHead => {
                    for unit in self.units_of_windows(&organisation, holding) {
                        lists
                            .to_sign
                            .extend(self.case_list(Which::Waiting(waits::INSTANT, unit), None, PAGE).await?);
                    }
                }
                Post::CaseAgent => {
                    lists.to_recheck.extend(
                        self.case_list(Which::WaitingAgent(waits::RECHECK, session.person), None, PAGE)
                            .await?,
                    );
                }
                Post::Handler => {
                    lists.to_make.extend(
                        self.case_list(Which::Waiting(waits::MAKING, holding.unit), None, PAGE).await?,
                    );
                    lists.stopped.extend(
                        self.case_list(Which::Waiting(waits::RESULT, holding.unit), None, PAGE).await?,
                    );
                }
                Post::AuthorityHead | Post::LeaderInCharge => {
                    for (what, list) in
                        [(waits::DECISION, &mut lists.to_decide), (waits::STOP, &mut lists.to_approve)]
                    {
                        list.extend(self.case_list(Which::Waiting(what, holding.unit), None, PAGE).await?);
                    }
                }
                Post::DeliveryOfficer => {
                    lists
                        .to_deliver
                        .extend(self.case_list(Which::WaitingAnywhere(waits::COLLECTION), None, PAGE).await?);
                }
                _ => {}
            }
        }
        for list in [
            &mut lists.to_accept,
            &mut lists.to_sign,
            &mut lists.to_decide,
            &mut lists.to_approve,
            &mut lists.to_recheck,
            &mut lists.to_make,
            &mut lists.to_deliver,
            &mut lists.stopped,
        ] {
            list.sort_by_key(|brief| {
                (brief.red_at.map_or(i64::MAX, |at| at.0), brief.id.as_str().to_owned())
            });
            list.dedup_by(|one, other| one.id == other.id);
            list.truncate(PAGE);
        }
        self.keep_decidable(session, &mut lists).await?;
        Ok(lists)
    }

    /// Of what waits for a decision or approval, only what this person has the power for today (R52).
    async fn keep_decidable(&self, session: &Session, lists: &mut DeskLists) -> Result<(), Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(()) };
        let today = self.today();
        for (list, power) in
            [(&mut lists.to_decide, Power::Decide), (&mut lists.to_approve, Power::ApproveSpecialProcedure)]
        {
            let mut kept = Vec::new();
            for brief in list.drain(..) {
                if let Some(item) = self.item_body(brief.item_body).await?
                    && organisation.may(session.person, power, &item, today).is_yes()
                {
                    kept.push(brief);
                }
            }
            *list = kept;
        }
        Ok(())
    }

    fn units_of_windows(
        &self,
        organisation: &catalogue::Organisation,
        holding: &catalogue::organisation::PostHolding,
    ) -> Vec<UnitCode> {
        let mut units: Vec<UnitCode> = organisation
            .windows
            .iter()
            .filter(|window| holding.windows.contains(&window.id) || window.head == Some(holding.person))
            .flat_map(|window| window.serves.iter().copied())
            .collect();
        units.sort();
        units.dedup();
        units
    }
}
