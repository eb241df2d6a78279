//! Dual-random draws of the simulated county: one whose visits are under way, one that nobody drew in time, one that waits.

use catalogue::{DrawId, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::draw::{DrawAct, DrawForm};
use oversight::draw::Outcome;

/// One morning; `left` working days remain of the life told.
pub async fn morning(centre: &Centre, left: usize) -> anyhow::Result<()> {
    match left {
        20 => announce(centre, "lead.wl", "wl", "wj", "营业场所经营项目与许可是否一致", 2).await,
        9 => announce(centre, "lead.sc", "sc", "wj", "食品经营单位持证和进货查验", 3).await,
        6 => draw(centre, "03 08 17 21 25 31 + 09").await,
        4 => visit(centre, 1).await,
        2 => visit(centre, 2).await,
        1 => announce(centre, "lead.sc", "sc", "wj", "个体工商户登记事项", 2).await,
        _ => Ok(()),
    }
}

fn acting(who: &str) -> anyhow::Result<Session> {
    Ok(Session::acting(PersonId::parse(who)?))
}

async fn announce(
    centre: &Centre,
    by: &str,
    unit: &str,
    with_unit: &str,
    title: &str,
    count: u8,
) -> anyhow::Result<()> {
    let public_day = centre.today().plus_days(2);
    let (_, month, day) = public_day.ymd();
    let form = DrawForm {
        unit: UnitCode::parse(unit)?,
        with_unit: Some(UnitCode::parse(with_unit)?),
        title: title.to_owned(),
        count,
        source: format!("{month}月{day}日双色球开奖号码"),
        public_day,
        instead_of: None,
        reason: String::new(),
    };
    settled(centre.draw_announce(&acting(by)?, centre::seal::random(), &form).await.map(drop))
}

/// The draws of the market regulation bureau, the latest first.
async fn own(centre: &Centre) -> anyhow::Result<Vec<DrawId>> {
    let all = centre.draw_list("", 20).await?;
    Ok(all.into_iter().filter(|it| it.unit.as_str() == "sc").map(|it| it.id).collect())
}

async fn draw(centre: &Centre, value: &str) -> anyhow::Result<()> {
    for id in own(centre).await? {
        let act = DrawAct::Reveal { value: value.to_owned() };
        settled(centre.draw_act(&acting("super")?, id, centre::seal::random(), None, &act).await.map(drop))?;
    }
    Ok(())
}

/// The first `done` objects are visited; each result is entered by one and signed by the other, but not the last of today.
async fn visit(centre: &Centre, done: u8) -> anyhow::Result<()> {
    for id in own(centre).await? {
        let view =
            centre.draw_public(id).await.map_err(|problem| anyhow::anyhow!("a draw met {problem:?}"))?;
        let picks = view.picks();
        for (place, pick) in (0..done).zip(&picks) {
            let people = pick.inspectors.iter().map(|n| view.list.inspectors[usize::from(*n)].id);
            let people: Vec<PersonId> = people.collect();
            let (Some(first), Some(second)) = (people.first(), people.get(1)) else { continue };
            if view.held.visit(place).is_none() {
                let words = "现场核对证照、进货台账，当场补记两天的台账。".to_owned();
                let (on, outcome) =
                    (centre.today(), [Outcome::InOrder, Outcome::PutRight][usize::from(place % 2)]);
                let act = DrawAct::Enter { place, on, outcome, words, with: None };
                let session = Session::acting(*first);
                settled(centre.draw_act(&session, id, centre::seal::random(), None, &act).await.map(drop))?;
            }
            if place + 1 < done || done == 1 {
                let session = Session::acting(*second);
                let act = DrawAct::Sign { place };
                settled(centre.draw_act(&session, id, centre::seal::random(), None, &act).await.map(drop))?;
            }
        }
    }
    Ok(())
}

/// A refusal is part of life; anything else is not.
fn settled(done: Result<(), Problem>) -> anyhow::Result<()> {
    match done {
        Ok(()) | Err(Problem::Oversight(_)) => Ok(()),
        Err(other) => Err(anyhow::anyhow!("a draw met {other:?}")),
    }
}
