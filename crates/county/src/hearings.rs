//! The hearing that the law requires for a place of entertainment, as the simulated agent brings it about (N18).

use casework::hearing::Way;
use casework::{File, Stage, Stop};
use catalogue::{CaseId, Item, PersonId};
use centre::Centre;
use centre::account::Session;
use centre::act_visit::Signature;
use centre::case::Problem;
use centre::hearing::{HearingAct, PartyForm};

use super::matter::Matter;

const HOUR: i64 = 3_600_000_000;

/// Whether the item's law requires a hearing.
pub fn is_required(item: &Item) -> bool {
    item.hearing.as_ref().is_some_and(|rule| rule.required)
}

/// Until when a matter waits for its hearing, once its check on site is done: with the clock stopped, or at the decision.
pub async fn in_the_way(
    centre: &Centre,
    matter: &Matter,
    case: CaseId,
    file: &File,
) -> anyhow::Result<Option<i64>> {
    let Stage::Handling(handling) = &file.stage else { return Ok(None) };
    if !is_required(&matter.item) || handling.step + 2 < handling.steps {
        return Ok(None);
    }
    let until = before_decision(centre, case, file).await?;
    let waits = matches!(handling.stop, Stop::Stopped { .. }) || handling.step + 1 >= handling.steps;
    Ok(until.filter(|_| waits))
}

/// What is done before a decision that has to wait for a hearing: until when to wait; none where nothing is in the way.
async fn before_decision(centre: &Centre, case: CaseId, file: &File) -> anyhow::Result<Option<i64>> {
    let agent = Session::acting(file.facts.agent);
    let register = match centre.hearing_fetch(&agent, case).await {
        Ok(register) => register,
        Err(problem) => return Err(anyhow::anyhow!("a hearing met {problem:?}")),
    };
    let now = centre.instant();
    let hearing = &register.hearing;
    if hearing.held.is_some() {
        return Ok(None);
    }
    if let Some(called) = hearing.called {
        if now < called.call.at {
            return Ok(Some(called.call.at.0 + 2 * HOUR));
        }
        let record = "申请人和楼上住户都到场；住户担心夜里的声音，申请人同意加装隔音、零点以前停业。".into();
        let held = HearingAct::Hold { record, signature: Signature::Signed };
        told(
            centre
                .hearing_act(&Session::acting(called.call.chair), case, centre::seal::random(), None, &held)
                .await,
        )?;
        return Ok(None);
    }
    let neighbour = PartyForm {
        name: "柏楼上".into(),
        contact: "0000-0001023".into(),
        interest: "住在楼上，担心夜里的声音。".into(),
    };
    let wrong = PartyForm {
        name: "柏隔壁".into(),
        contact: "0000-0001024".into(),
        interest: "以为住在同一栋楼。".into(),
    };
    let Some(at) = hour(register.case.calendar.add_working_days(now.day(), 8).ok()) else {
        return Ok(None);
    };
    let chair = PersonId::parse("hearing")?;
    let place = "县政务服务中心三楼会议室".into();
    let words = "怕吵，希望零点以前停业。".into();
    for act in [
        HearingAct::Add(wrong),
        HearingAct::Strike { party: 0, reason: "问过了，住在隔壁楼，听不到声音。".into() },
        HearingAct::Add(neighbour),
        HearingAct::Tell(1),
        HearingAct::Serve { party: 1, on: now.day(), way: Way::Hand, proof: "柏楼上当面签收".into() },
        HearingAct::State { party: 1, words, asks_hearing: true },
        HearingAct::Call { chair, at, place },
    ] {
        told(centre.hearing_act(&agent, case, centre::seal::random(), None, &act).await)?;
    }
    Ok(Some(at.0 + 2 * HOUR))
}

fn hour(day: Option<calendar::Day>) -> Option<calendar::Instant> {
    day.map(|day| day.at(9, 30))
}

/// A refusal is part of life; anything else is not.
fn told(done: Result<ledger::Done, Problem>) -> anyhow::Result<()> {
    match done {
        Ok(_) | Err(Problem::Refused(_)) => Ok(()),
        Err(other) => Err(anyhow::anyhow!("a hearing met {other:?}")),
    }
}
