//! Visitors of the simulated hall: asked at the guide desk, given on, signed for by the one, forgotten by the other
//! (R76, F13); and what a refused acceptance became.

use calendar::Day;
use casework::contact::Target;
use casework::{Channel, ClearAnswer, MaterialMarks};
use catalogue::item::ApplicantKind;
use catalogue::{GroundCode, PersonId, RowSet, UnitCode, WindowId};
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
        5 => visit(centre, "", "村口小桥边想搭个棚子，问要不要批", given("sl")?).await?,
        4 => {
            visit(centre, "food-business", "", OutcomeForm::Advice("food-business".into())).await?;
            visit(centre, "", "楼下饭店油烟大，问找谁管", given("zj")?).await?;
        }
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
        other_matter: true,
        previous: None,
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
            let id = centre::seal::random();
            settled(centre.contact_act(&session, waiting.id, id, None, &ContactAct::Sign).await.map(|_| ()))?;
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
