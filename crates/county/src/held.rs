//! One matter of accountability goes its whole course: a supervisor writes down what was seen and later brings the matter, a second
//! one judges the finding and decides, whom it concerns is heard and appeals, and a third supervisor answers (R190-R192, F19).

use catalogue::{FindingId, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::accountability::AccountabilityAct as Act;
use centre::oversight::finding::{FindingAct, SeenForm};
use oversight::accountability::{Kind, MatterId, Measure};
use oversight::appeal::Ground;
use oversight::finding::Verdict;

use super::after::done;

/// The form under which the finding is written down: with the same id nothing is written twice.
const FORM: [u8; 16] = *b"seen-on-the-spot";
/// Whom it concerns, and of which unit.
const CONCERNED: (&str, &str) = ("do.jt", "jt");

fn session(id: &str) -> anyhow::Result<Session> {
    let id = PersonId::parse(id).map_err(|error| anyhow::anyhow!("{id}: {error}"))?;
    Ok(Session::acting(id))
}

/// The next step, where one is due this morning; where it stands is read from the ledger.
pub async fn morning(centre: &Centre) -> anyhow::Result<()> {
    let (brings, decides, answers) = (session("super")?, session("super2")?, session("super3")?);
    let concerned = session(CONCERNED.0)?;
    let digits: String = FORM.iter().map(|byte| format!("{byte:02x}")).collect();
    let id = FindingId::parse(&digits)?;
    let found = match centre.finding_fetch(&brings, id).await {
        Ok(view) => view.found,
        Err(Problem::NotFound) => return seen(centre, &brings, &concerned).await,
        Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
    };
    let Some(judged) = found.judged else {
        let reason = "核查安排表和本人的说明对不上，属实。".to_owned();
        let judge = FindingAct::Judge { verdict: Verdict::Founded, reason };
        done(centre.finding_act(&decides, id, centre::seal::random(), None, &judge).await)?;
        return Ok(());
    };
    let named = MatterId::of(id, Some(concerned.person));
    let matter = match centre.accountability_fetch(&brings, named).await {
        Ok(view) => Some(view.brought),
        Err(Problem::NotFound) => None,
        Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
    };
    let (who, act) = match matter {
        None if judged.appeal_by.is_none_or(|until| centre.today() > until) => {
            let words = "约好的现场核查没有去，申请人白等半天，也没有事先告知。".to_owned();
            (&brings, Act::Open { kind: Kind::C6, person: Some(concerned.person), words })
        }
        None => return Ok(()),
        Some(matter) if matter.heard.is_none() => {
            (&concerned, Act::Hear("当天车辆故障，电话打不通，应当改约，没有改约。".to_owned()))
        }
        Some(matter) if matter.decided.is_none() => {
            let reason = "第一次，已经当面致歉并补做核查，提醒谈话。".to_owned();
            (&decides, Act::Decide { measure: Measure::Reminded, reason })
        }
        Some(matter) if matter.appeal.is_none() => {
            (&concerned, Act::Appeal("车辆故障有维修单，不是故意不去。".to_owned()))
        }
        Some(matter) if matter.appeal_right.is_none() => {
            let reason =
                "维修单只写了送修，看不出当天路上坏了；没有告知申请人也是事实，提醒谈话不变。".to_owned();
            (&answers, Act::DecideAppeal { ground: Ground::Unproven, reason })
        }
        Some(_) => return Ok(()),
    };
    done(centre.accountability_act(who, named, centre::seal::random(), None, &act).await)?;
    Ok(())
}

/// What was seen on the spot is written down, and explained the same day.
async fn seen(centre: &Centre, by: &Session, concerned: &Session) -> anyhow::Result<()> {
    let form = SeenForm {
        unit: UnitCode::parse(CONCERNED.1)?,
        person: Some(concerned.person),
        case: String::new(),
        words: "上午九点随现场核查组到约定地点，交通局的核查人员没有到，申请人等到十一点。".to_owned(),
    };
    let id = match centre.finding_write(by, FORM, &form).await {
        Ok((id, _)) => id,
        Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
    };
    let state = FindingAct::State("当天车辆故障，没有及时改约。".to_owned());
    done(centre.finding_act(concerned, id, centre::seal::random(), None, &state).await)?;
    Ok(())
}
