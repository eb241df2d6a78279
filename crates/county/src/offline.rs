//! A morning without power in the simulated county: a pad printed beforehand, the outage declared, three numbers entered and one
//! of which nobody has said what became of it (E21, A32).

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Day;
use casework::outage::{ClaimNumber, Command, OutageKind, Print, Void, VoidCause};
use catalogue::item::Category;
use catalogue::{Item, Organisation, PersonId, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;

use super::away::done;
use super::matter::{Matter, intake_of, invent};
use super::random::Random;

/// Numbers entered, and the hour and minute that stands on each; the third sheet is missing.
const SHEETS: [(u32, u32, u32); 3] = [(1, 10, 30), (2, 10, 55), (4, 11, 20)];
/// The sheet that was spoilt.
const SPOILT: u32 = 7;

/// The outage, while it is still to come.
pub struct Offline {
    print_on: Option<Day>,
    down_on: Option<Day>,
}

impl Offline {
    /// The pad is printed six working days before the last, the power fails on the next.
    pub fn planned(days: &[Day]) -> Offline {
        let back = |n: usize| days.len().checked_sub(n).and_then(|place| days.get(place)).copied();
        Offline { print_on: back(7), down_on: back(6) }
    }

    /// Does what is due at an instant, and gives the matters that were taken in on paper.
    pub async fn arrange(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        items: &[Arc<Item>],
        clock: &AtomicI64,
        now: i64,
    ) -> anyhow::Result<Vec<Matter>> {
        let (head, window) = (Session::acting(PersonId::parse("head.biz")?), WindowId::parse("w2")?);
        let act = async |command| centre.outage_act(&head, centre::seal::random(), command).await;
        if let Some(day) = self.print_on.filter(|day| day.at(8, 40).0 <= now) {
            self.print_on = None;
            clock.fetch_max(day.at(8, 40).0, Ordering::AcqRel);
            done(act(Command::Print(Print { window, count: 20 })).await)?;
        }
        let Some(day) = self.down_on.filter(|day| day.at(11, 45).0 <= now) else { return Ok(Vec::new()) };
        self.down_on = None;
        clock.fetch_max(day.at(11, 45).0, Ordering::AcqRel);
        done(act(Command::Declare { since: day.at(10, 12), kind: OutageKind::Power }).await)?;
        done(act(Command::End { until: day.at(11, 40) }).await)?;
        done(act(Command::Void(Void { number: SPOILT, cause: VoidCause::Spoiled })).await)?;
        let (mut random, mut taken, mut n) = (Random::new(1012), Vec::new(), 0);
        while taken.len() < SHEETS.len() && n < 4_000 {
            n += 1;
            let Some(mut matter) = invent(&mut random, items, organisation, day, 90_000 + n) else {
                continue;
            };
            if matter.window != window || matter.item.category == Category::Instant {
                continue;
            }
            let (number, hour, minute) = SHEETS[taken.len()];
            let (id, officer) = (centre::seal::random(), Session::acting(matter.intake));
            let case = centre::intake::case_id(id);
            let claim = ClaimNumber { number, occurred_at: day.at(hour, minute), case };
            let entered =
                centre.outage_act(&officer, centre::outage::claim_id(id), Command::Claim(claim)).await;
            if !done(entered)? {
                continue;
            }
            match centre.case_receive(&officer, id, &intake_of(&matter)).await {
                Ok((case, _)) => matter.case = Some(case),
                Err(Problem::Refused(_)) => continue,
                Err(other) => return Err(anyhow::anyhow!("the simulation met {other:?}")),
            }
            taken.push(matter);
        }
        Ok(taken)
    }
}
