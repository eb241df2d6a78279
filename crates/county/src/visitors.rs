//! Visitors of the simulated hall: asked at the guide desk, given on, signed for by the one, forgotten by the other
//! (R76, F13); and what a refused acceptance became.

use calendar::Day;
use casework::contact::Target;
use casework::{Channel, ClearAnswer, MaterialMarks};
use catalogue::item::ApplicantKind;
use catalogue::{ContactId, GroundCode, PersonId, RowSet, UnitCode, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::{Act, NonAcceptance};
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::intake::Intake;

use super::random::Random;

/// Whoever signs for what was given to their units.
const SIGN: [&str; 3] = ["do.zj", "do.sl", "do.wl"];

/// One morning at the guide desk and at the desks things were given to; `left` working days remain of the life told.
pub async fn morning(centre: &Centre, left: usize) -> anyhow::Result<()> {
    match left {
        9 => visit(centre, "", "想把自家门前的路口改宽一点，问归谁批", given("jt")?).await?,
        8 => passed_on(centre).await?,
        7 => sign(centre, PersonId::parse("do.zr")?).await?,
        6 => settled_by(centre, "do.zr").await?,
        5 => visit(centre, "", "村口小桥边想搭个棚子，问要不要批", given("sl")?).await?,
        4 => {
            visit(centre, "food-business", "", OutcomeForm::Advice("food-business".into())).await?;
            visit(centre, "", "楼下饭店油烟大，问找谁管", given("zj")?).await?;
        }
        3 => given_too_soon(centre).await?,
        2 => visit(centre, "", "想在河东街口摆个早点摊", given("jt")?).await?,
        1 => river_sand(centre).await?,
        _ => {}
    }
    // The last days are left as they are, so that something waits.
    if left >= 3 {
        for who in SIGN {
            sign(centre, PersonId::parse(who)?).await?;
        }
    }
    Ok(())
}

fn given(unit: &str) -> anyhow::Result<OutcomeForm> {
    let to = Target::Unit(UnitCode::parse(unit)?);
    Ok(OutcomeForm::Transferred(TransferForm { to, note: "请今天和他联系。".into() }))
}

async fn visit(centre: &Centre, item: &str, words: &str, outcome: OutcomeForm) -> anyhow::Result<()> {
    let session = Session::acting(PersonId::parse("guide")?);
    let form = ContactForm {
        window: Some(WindowId::parse("w1")?),
        item: item.to_owned(),
        words: words.to_owned(),
        visitor: String::new(),
        outcome,
    };
    let written = centre.contact_record(&session, centre::seal::random(), &form).await;
    settled(written.map(|_| ()))
}

/// The unit does not take what was given to it, and the guide desk, which answers for it until somebody signs, gives it on.
async fn passed_on(centre: &Centre) -> anyhow::Result<()> {
    let (unit, guide) =
        (Session::acting(PersonId::parse("do.jt")?), Session::acting(PersonId::parse("guide")?));
    let to_sign = centre.contact_lists(&unit).await?.to_sign;
    for waiting in to_sign.into_iter().filter(|it| it.responsible == Some(guide.person)) {
        let decline = ContactAct::Decline("不是公路，是村里的地，归自然资源部门。".into());
        contact(centre, &unit, waiting.id, decline).await?;
        let to = Target::Unit(UnitCode::parse("zr")?);
        let on = TransferForm { to, note: "交通局说是村里的地，请看一下图。".into() };
        contact(centre, &guide, waiting.id, ContactAct::Transfer(on)).await?;
    }
    Ok(())
}

/// Whoever signed for it brings it to an end with the printed list.
async fn settled_by(centre: &Centre, who: &str) -> anyhow::Result<()> {
    let session = Session::acting(PersonId::parse(who)?);
    for mine in centre.contact_lists(&session).await?.mine {
        let advice = OutcomeForm::Advice("planning-permit".into());
        contact(centre, &session, mine.id, ContactAct::Settle(advice)).await?;
    }
    Ok(())
}

/// Given to a unit, taken back the same hour, for the guide desk could answer it after all.
async fn given_too_soon(centre: &Centre) -> anyhow::Result<()> {
    let session = Session::acting(PersonId::parse("guide")?);
    let form = ContactForm {
        window: Some(WindowId::parse("w1")?),
        item: String::new(),
        words: "身份证丢了，问派出所还是这里补".into(),
        visitor: String::new(),
        outcome: given("ga")?,
    };
    match centre.contact_record(&session, centre::seal::random(), &form).await {
        Ok((id, _)) => {
            contact(centre, &session, id, ContactAct::Recall).await?;
            let advice = OutcomeForm::Advice("identity-card".into());
            contact(centre, &session, id, ContactAct::Settle(advice)).await
        }
        Err(problem) => settled(Err(problem)),
    }
}

async fn contact(centre: &Centre, session: &Session, id: ContactId, act: ContactAct) -> anyhow::Result<()> {
    settled(centre.contact_act(session, id, centre::seal::random(), None, &act).await.map(|_| ()))
}

/// Somebody applies for sand from a banned zone all the same, and has the written reply the same day (R61, R115).
async fn river_sand(centre: &Centre) -> anyhow::Result<()> {
    let session = Session::acting(PersonId::parse("intake9")?);
    let rows = RowSet::of(&[1, 2, 3]).map_err(|_| anyhow::anyhow!("three rows are rows"))?;
    let ground = GroundCode::parse("banned-zone")?;
    let intake = Intake {
        item: "river-sand".into(),
        applicant: super::people::person(&mut Random::new(19), 919),
        kind: ApplicantKind::NaturalPerson,
        marks: MaterialMarks { copy_kept: rows, ..MaterialMarks::default() },
        not_applicable: RowSet::EMPTY,
        papers: 4,
        window: WindowId::parse("w9")?,
        channel: Channel::Counter,
        arrived_on: None,
        other_matter: true,
        previous: None,
        earlier: RowSet::EMPTY,
        clear: ClearAnswer::Barred { ground },
    };
    let case = match centre.case_receive(&session, centre::seal::random(), &intake).await {
        Ok((case, _)) => case,
        Err(problem) => return settled(Err(problem)),
    };
    let reason = "申请的河段在县人民政府公告的禁采区内，换到可采区可以再来申请。".into();
    let refuse = Act::RefuseAcceptance { ground: NonAcceptance::Barred { ground }, reason };
    settled(centre.case_act(&session, case, centre::seal::random(), None, &refuse).await.map(|_| ()))
}

async fn sign(centre: &Centre, who: PersonId) -> anyhow::Result<()> {
    let session = Session::acting(who);
    let today: Day = centre.today();
    for waiting in centre.contact_lists(&session).await?.to_sign {
        if waiting.asked_at.day() < today {
            contact(centre, &session, waiting.id, ContactAct::Sign).await?;
        }
    }
    Ok(())
}

/// A refusal is part of life; anything else is not.
fn settled(done: Result<(), Problem>) -> anyhow::Result<()> {
    match done {
        Ok(()) | Err(Problem::Refused(_)) => Ok(()),
        Err(other) => Err(anyhow::anyhow!("a visitor met {other:?}")),
    }
}
