//! Urging notices that go out by themselves: when a promise is broken, and where that is set already when its light turns yellow,
//! so that it is still kept (R122, R149).

use calendar::{Day, Light};
use casework::{Case, ClockKind, Event};
use catalogue::{CaseId, FindingId, OrderId, UnitCode};
use oversight::bound::{Bound, Bounds};
use oversight::order::{self, Issue, Kind};
use store::Statement;

use super::derived_near;
use super::watch::Read;
use crate::case::case_of;
use crate::domain::{Asked, Fact};
use crate::{Centre, Fault};

/// From this value of the bound on it goes out when a promise is broken.
const LATE: u16 = 1;
/// From this value on already when the light turns yellow.
const NEAR: u16 = 2;

/// The stream of the urging notice that goes with something, and the id of its command: it goes out once.
pub(super) fn urging_names(entry: u64, what: &str) -> (String, [u8; 16]) {
    let (command_id, hex) = derived_near(entry, &format!("urging/{what}"));
    let order = OrderId::parse(&hex).expect("32 hexadecimal digits are a code");
    (crate::kinds::order::stream_of(order), command_id)
}

/// An urging notice without words, to whoever has the case.
pub(super) fn urging(
    unit: UnitCode,
    case: Option<CaseId>,
    finding: Option<FindingId>,
    answer_by: Option<Day>,
) -> Asked {
    let (kind, words, to) = (Kind::Urging, None, None);
    Asked::Order(order::Command::Issue(Issue { kind, unit, case, finding, words, to, answer_by }))
}

impl Centre {
    /// Whether an urging notice goes out with a broken promise: not where one went out at yellow and waits, for that one rises.
    pub(super) async fn urges_late(&self, case: Option<CaseId>, bounds: &Bounds) -> Result<bool, Fault> {
        let value = bounds.get(Bound::UrgesByItself);
        Ok(match case {
            Some(case) if value >= NEAR => !self.is_urged(case).await?,
            _ => value >= LATE,
        })
    }

    /// Urges whoever has a case whose promise has just turned yellow, until its last day.
    pub(super) async fn urge_near(&self, read: &[Read<'_>], bounds: &Bounds) -> Result<(), Fault> {
        if bounds.get(Bound::UrgesByItself) < NEAR {
            return Ok(());
        }
        let today = self.today();
        for (entry, fact) in read {
            let Fact::Case(Event::LightTurned(fact)) = fact else { continue };
            let near = fact.clock == ClockKind::Promised && fact.to == Light::Yellow && today <= fact.due;
            let Some(case) = case_of(&entry.stream).filter(|_| near) else { continue };
            let state = self.case_state(case).await?;
            let file = state.as_ref().and_then(|it| match &it.case {
                Case::Filed(file) if file.stage.is_open() => Some(file),
                _ => None,
            });
            let Some(file) = file else { continue };
            if self.is_urged(case).await? {
                continue;
            }
            let issue = urging(file.facts.authority, Some(case), None, Some(fact.due));
            let what = format!("near/{}/{}", self.division, entry.seq);
            let (stream, command_id) = urging_names(entry.seq, &what);
            self.by_itself(stream, command_id, issue, Vec::new()).await?;
        }
        Ok(())
    }

    /// Whether an urging notice that went out by itself waits for an answer about this case.
    async fn is_urged(&self, case: CaseId) -> Result<bool, Fault> {
        let sql = "select order_id from order_row where division = $1 and case_id <> '' and case_id = $2 \
                   and kind = 'urging' and open = 1 and state = 'waiting' and issued_by = '' limit 1";
        let params = vec![self.division.as_str().into(), case.as_str().into()];
        Ok(!self.store.read(Statement::new(sql, params)).await?.is_empty())
    }
}
