//! What the facts of a stop change in a case in hand.

use crate::event::{ResumeCause, Resumed, StopAskedFor, StopOrderShown, Stopped};
use crate::refusal::Duty;
use crate::state::{Facts, Handling, OrderOwed, Stop, StopAsked};

impl Handling {
    pub(crate) fn stop_asked(&mut self, fact: &StopAskedFor) {
        let StopAskedFor { by, exclusion, planned_days, reason, order, .. } = *fact;
        self.stop = Stop::Asked(StopAsked { by, exclusion, planned_days, reason, order });
    }

    pub(crate) fn stopped(&mut self, facts: &mut Facts, fact: &Stopped) {
        let Stop::Asked(asked) = self.stop else { return };
        facts.took_part(fact.by, Duty::Approver);
        facts.clocks.change(fact.promised, fact.statutory, fact.step);
        let (approved_by, notice) = (fact.by, fact.notice);
        let (from, planned_until) = (fact.from, fact.planned_until);
        self.stop = Stop::Stopped { asked, approved_by, notice, from, planned_until };
        let owed = |show_by| OrderOwed { asked_by: asked.by, notice, show_by, overdue: false };
        facts.stop_order = fact.order_by.map(owed);
    }

    /// No other stop can be asked for while a document is owed, so it is that of the one that is here.
    pub(crate) fn order_shown(&mut self, facts: &mut Facts, fact: &StopOrderShown) {
        facts.stop_order = None;
        match &mut self.stop {
            Stop::Asked(asked) | Stop::Stopped { asked, .. } | Stop::PastPlan { asked, .. } => {
                asked.order = Some(fact.order);
            }
            Stop::Running => {}
        }
    }

    pub(crate) fn resumed(&mut self, facts: &mut Facts, fact: &Resumed) {
        facts.clocks.change(fact.promised, fact.statutory, fact.step);
        if let Stop::Stopped { asked, notice, planned_until, .. } = self.stop {
            if let Some(used) = facts.stopped_days.get_mut(usize::from(asked.exclusion)) {
                *used = used.saturating_add(fact.days);
            }
            if fact.cause == ResumeCause::PlannedEnd {
                self.stop = Stop::PastPlan { asked, notice, planned_until };
                return;
            }
        }
        self.stop = Stop::Running;
    }
}
