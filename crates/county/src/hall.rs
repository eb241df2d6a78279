//! The simulated county's hall: yesterday's windows settled, one with an explained difference, today's windows open, and people
//! who go for good before a witness (E1, E2, E31, E33).

use calendar::Day;
use casework::absence::leads;
use casework::window_day::VisitEnd;
use catalogue::{Organisation, PersonId, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::contact_list::ContactWhich;
use centre::leaving::{LeavingWords, NewLeaving};
use centre::list::{Narrow, Which};
use centre::oversight::rating::{RatingForm, Writing};
use centre::window_day::WindowAct;
use oversight::rating::Grade;

use super::away::done;

/// Windows and who sits there.
const SEATS: [(&str, &str); 4] = [("w2", "intake2"), ("w5", "intake5"), ("w7", "intake7"), ("w15", "out")];
/// People who may go: each has a colleague at the same post.
const GOING: [&str; 6] = ["do2.jy", "do2.wl", "do2.wj", "do2.ny", "do2.zj", "do2.rs"];

/// A whole day at some windows, settled: the first with a change of seats at noon, and a difference that is explained the
/// second time and signed; at the second the officer was gone for a while.
pub async fn settled_day(centre: &Centre) -> anyhow::Result<()> {
    let today = centre.today();
    for (place, (window, officer)) in SEATS.into_iter().take(2).enumerate() {
        visits(centre, window, officer, today, 9 + 4 * place).await?;
        let (id, session) = (WindowId::parse(window)?, Session::acting(PersonId::parse(officer)?));
        let Some(page) = centre.window_page(&session, id, today).await? else { continue };
        let differs = place == 0 && page.tally.papers > 0;
        let settle = |explained: &str| WindowAct::Settle {
            papers: page.tally.papers - u32::from(differs),
            originals: page.tally.originals,
            results: page.tally.results,
            explained: explained.into(),
        };
        let head = Session::acting(PersonId::parse("head.biz")?);
        if place == 1 {
            let leave = WindowAct::Leave { papers: page.tally.papers };
            done(act(centre, &session, id, today, leave).await)?;
            done(act(centre, &session, id, today, WindowAct::Open { printer: true, reader: true }).await)?;
            done(act(centre, &session, id, today, settle("")).await)?;
            continue;
        }
        noon(centre, id, today, [&session, &head]).await?;
        let explained = if differs { "有一份申请书在复印室，明早取回放好。" } else { "" };
        let first = if differs { "少一份，明天再找。" } else { "" };
        if done(act(centre, &session, id, today, settle(first)).await)? {
            let reason = "差的是哪一份、在哪儿、什么时候放回，请写清楚再交。".into();
            done(act(centre, &head, id, today, WindowAct::Return { reason }).await)?;
            done(act(centre, &session, id, today, settle(explained)).await)?;
            done(act(centre, &head, id, today, WindowAct::Sign).await)?;
        }
    }
    Ok(())
}

/// The seat changes hands at noon and back, each time counted by both; the first time the other is not ready yet (E22).
async fn noon(centre: &Centre, id: WindowId, day: Day, people: [&Session; 2]) -> anyhow::Result<()> {
    let [officer, other] = people;
    for (giver, taker, ready) in [(officer, other, false), (officer, other, true), (other, officer, true)] {
        let Some(page) = centre.window_page(giver, id, day).await? else { return Ok(()) };
        let (papers, results) = (page.tally.papers, page.tally.results);
        let note = "件都在柜子第一层，钥匙在抽屉里。".into();
        let give = WindowAct::Give { to: taker.person, papers, results, note };
        done(act(centre, giver, id, day, give).await)?;
        let answer = if ready { WindowAct::Take { papers, results } } else { WindowAct::Keep };
        done(act(centre, taker, id, day, answer).await)?;
    }
    Ok(())
}

/// Today's windows: some are open with a few visits, at others nobody sits yet.
pub async fn open_today(centre: &Centre) -> anyhow::Result<()> {
    for (place, (window, officer)) in SEATS.into_iter().enumerate().filter(|(place, _)| *place != 1) {
        visits(centre, window, officer, centre.today(), 2 + place).await?;
    }
    Ok(())
}

async fn visits(centre: &Centre, window: &str, officer: &str, day: Day, count: usize) -> anyhow::Result<()> {
    let (id, session) = (WindowId::parse(window)?, Session::acting(PersonId::parse(officer)?));
    let open = WindowAct::Open { printer: window != "w7", reader: true };
    if !done(act(centre, &session, id, day, open).await)? {
        return Ok(());
    }
    // As many receipts as cases were really taken in there.
    let taken = centre.window_page(&session, id, day).await?.map_or(0, |page| usize::from(page.tally.taken));
    for n in 0..count.max(taken) {
        done(act(centre, &session, id, day, WindowAct::Next).await)?;
        let how = match n {
            _ if window == "w15" => VisitEnd::Collected,
            _ if n < taken => VisitEnd::Receipt,
            _ => [VisitEnd::Advice, VisitEnd::Returned, VisitEnd::NoShow][n % 3],
        };
        let reason = if how == VisitEnd::Returned {
            "材料不齐，给了一次性告知单。".into()
        } else {
            String::new()
        };
        done(act(centre, &session, id, day, WindowAct::End { how, reason }).await)?;
        if window == "w5" {
            tablet(centre, id, n).await?;
        }
    }
    Ok(())
}

/// Nearly everybody presses something on the tablet before going.
async fn tablet(centre: &Centre, window: WindowId, n: usize) -> anyhow::Result<()> {
    let Some(visit) = centre.tablet_visit(window).await? else { return Ok(()) };
    let grade = if n % 5 == 3 { Grade::Satisfied } else { Grade::VerySatisfied };
    let form = RatingForm { grade: Some(grade), ..RatingForm::default() };
    let here = Writing { address: "192.0.2.5".into(), browser: "tablet".into() };
    super::after::done(centre.tablet_give(window, visit.no, &here, centre::seal::random(), &form).await)?;
    Ok(())
}

async fn act(
    centre: &Centre,
    session: &Session,
    window: WindowId,
    day: Day,
    act: WindowAct,
) -> Result<ledger::Done, Problem> {
    centre.window_act(session, centre::seal::random(), (window, day), None, &act).await
}

/// Two people go: one whose three signatures are there, one whose taker is next.
pub async fn leavers(centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
    let (today, mut gone) = (centre.today(), 0);
    for id in GOING {
        let person = PersonId::parse(id)?;
        let session = Session::acting(person);
        let narrow = Narrow::default();
        let held = centre.case_list(&session, Which::HeldBy(person), narrow, None, 1).await?;
        let pending = centre.case_list(&session, Which::PendingTo(person), narrow, None, 1).await?;
        let taker = casework::absence::deputies(organisation, person, today).first().copied();
        let witness = organisation.posts.iter().find(|it| {
            it.post == catalogue::item::Post::LeaderInCharge
                && it.in_force(today)
                && leads(organisation, it.person, person, today)
        });
        // Nor does anybody go who still answers for a visitor.
        let visitors = centre.contact_page(&session, None, ContactWhich::Mine, None, 1).await?;
        let is_free = held.is_empty() && pending.is_empty() && visitors.is_empty();
        let (true, Some(taker), Some(witness)) = (is_free, taker, witness) else {
            continue;
        };
        let new = NewLeaving {
            person,
            taker,
            witness: witness.person,
            words: LeavingWords {
                papers: "没有；原件都已退还，回执在档。".into(),
                results: "没有。".into(),
                seals: "资料柜钥匙 1 把，工作证 1 张。".into(),
                other: "常用表格放在柜子第二层。".into(),
            },
        };
        if !done(centre.leaving_list(&session, centre::seal::random(), &new).await)? {
            continue;
        }
        for signer in [person, taker, witness.person].into_iter().take(if gone == 0 { 3 } else { 1 }) {
            done(centre.leaving_sign(&Session::acting(signer), centre::seal::random(), person).await)?;
        }
        gone += 1;
        if gone == 2 {
            break;
        }
    }
    Ok(())
}
