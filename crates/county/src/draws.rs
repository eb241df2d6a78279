//! Dual-random draws of the simulated county: two whose visits are under way, of which one is made together, after somebody has
//! stepped back and a leader has asked for two others, of which a supervisor granted one; one that nobody drew in time, one that
//! waits.

use catalogue::{DrawId, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::draw::{DrawAct, DrawForm, DrawView};
use oversight::draw::{Cause, Outcome};

/// One morning; `left` working days remain of the life told.
pub async fn morning(centre: &Centre, left: usize) -> anyhow::Result<()> {
    match left {
        20 => announce(centre, "lead.wl", "wl", "wj", "营业场所经营项目与许可是否一致", 2).await,
        9 => {
            announce(centre, "lead.sc", "sc", "wj", "食品经营单位持证和进货查验", 3).await?;
            announce(centre, "lead.wj", "wj", "sc", "公共场所卫生许可条件", 2).await
        }
        6 => draw(centre, "03 08 17 21 25 31 + 09").await,
        5 => {
            recuse(centre).await?;
            spare(centre).await
        }
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
        items: Vec::new(),
        towns: Vec::new(),
        title: title.to_owned(),
        count,
        source: format!("{month}月{day}日双色球开奖号码"),
        public_day,
        instead_of: None,
        reason: String::new(),
    };
    settled(centre.draw_announce(&acting(by)?, centre::seal::random(), &form).await.map(drop))
}

/// The units whose draws are made and visited.
const VISITED: [&str; 2] = ["sc", "wj"];

/// Their draws, the latest first.
async fn own(centre: &Centre) -> anyhow::Result<Vec<DrawId>> {
    let all = centre.draw_list("", 20).await?;
    Ok(all.into_iter().filter(|it| VISITED.contains(&it.unit.as_str())).map(|it| it.id).collect())
}

async fn view(centre: &Centre, id: DrawId) -> anyhow::Result<DrawView> {
    centre.draw_public(id).await.map_err(|problem| anyhow::anyhow!("a draw met {problem:?}"))
}

async fn act(centre: &Centre, who: PersonId, id: DrawId, act: &DrawAct) -> Result<(), Problem> {
    centre.draw_act(&Session::acting(who), id, centre::seal::random(), None, act).await.map(drop)
}

async fn draw(centre: &Centre, value: &str) -> anyhow::Result<()> {
    for id in own(centre).await? {
        let reveal = DrawAct::Reveal { value: value.to_owned() };
        settled(act(centre, PersonId::parse("super")?, id, &reveal).await)?;
    }
    Ok(())
}

/// The first inspector who can be spared steps back from an object.
async fn recuse(centre: &Centre) -> anyhow::Result<()> {
    for id in own(centre).await? {
        let view = view(centre, id).await?;
        for (place, pick) in (0..).zip(view.picks()) {
            let Some(first) = pick.inspectors.first() else { continue };
            let inspector = view.list.inspectors[usize::from(*first)].id;
            let reason = "店主是我表弟，申请回避。".to_owned();
            let step_back = DrawAct::Recuse { place, inspector, cause: Cause::Kin, reason };
            let done = act(centre, inspector, id, &step_back).await;
            if done.is_ok() {
                return Ok(());
            }
            settled(done)?;
        }
    }
    Ok(())
}

/// Leaders ask to spare two inspectors who can be spared; the supervisor grants the first and declines the second.
async fn spare(centre: &Centre) -> anyhow::Result<()> {
    let (supervisor, mut asked) = (PersonId::parse("super")?, 0);
    for id in own(centre).await? {
        let view = view(centre, id).await?;
        let leader = PersonId::parse(&format!("lead.{}", view.held.unit))?;
        for (place, pick) in (0..).zip(view.picks()) {
            let Some(first) = pick.inspectors.first() else { continue };
            let inspector = view.list.inspectors[usize::from(*first)].id;
            let reason = "住院治疗，这两周不能到场。".to_owned();
            let ask = DrawAct::Recuse { place, inspector, cause: Cause::Ill, reason };
            let done = act(centre, leader, id, &ask).await;
            if done.is_err() {
                settled(done)?;
                continue;
            }
            let agreed = asked == 0;
            let words =
                if agreed { "有住院单，同意。" } else { "检查那天已经出院，不同意。" };
            let answer = DrawAct::AnswerRecusal { place, inspector, agreed, words: words.to_owned() };
            settled(act(centre, supervisor, id, &answer).await)?;
            asked += 1;
            if asked == 2 {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The first `done` objects are visited; each result is entered by one and signed by the other, but not the last of today. Where
/// another unit has drawn the same holder the visit is made together.
async fn visit(centre: &Centre, done: u8) -> anyhow::Result<()> {
    for id in own(centre).await? {
        let view = view(centre, id).await?;
        let others = centre
            .draws_together(&view)
            .await
            .map_err(|problem| anyhow::anyhow!("a draw met {problem:?}"))?;
        for (place, pick) in (0..done).zip(&view.picks()) {
            let people = pick.inspectors.iter().map(|n| view.list.inspectors[usize::from(*n)].id);
            let people: Vec<PersonId> = people.collect();
            let (Some(first), Some(second)) = (people.first(), people.get(1)) else { continue };
            if view.held.visit(place).is_none() {
                let words = "现场核对证照、进货台账，当场补记两天的台账。".to_owned();
                let (on, outcome) =
                    (centre.today(), [Outcome::InOrder, Outcome::PutRight][usize::from(place % 2)]);
                let with = others.iter().find(|it| it.same.contains(&place)).map(|it| it.id);
                let enter = DrawAct::Enter { place, on, outcome, words, with };
                settled(act(centre, *first, id, &enter).await)?;
            }
            if place + 1 < done || done == 1 {
                settled(act(centre, *second, id, &DrawAct::Sign { place }).await)?;
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
