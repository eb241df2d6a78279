//! Frauds that show in no single case: what a unit does again and again, beside a unit that does the same work honestly.

use anyhow::Context;
use catalogue::{CaseId, UnitCode};
use centre::act::Act;
use oversight::Rule;

use super::Left;
use super::office::{FARMING, HEALTH, Office, Unit};

/// The rule has to find the one unit, and nothing is found of the other, nor of the first of its cases.
fn habit(rule: Rule, honest: &[CaseId]) -> anyhow::Result<Left> {
    let units = Some([UnitCode::parse(HEALTH.code)?, UnitCode::parse(FARMING.code)?]);
    let honest = Some(*honest.first().context("somebody came")?);
    Ok(Left { refused: None, rule, case: None, honest, units, in_all: None })
}

/// So many cases taken in, accepted, and in the handler's hands.
async fn taken_up(office: &Office<'_>, unit: &Unit, n: usize) -> anyhow::Result<Vec<CaseId>> {
    let cases = office.receives_for(unit, n).await?;
    for case in &cases {
        office.accepts(unit, *case).await?;
        office.passes_on(unit, *case).await?;
    }
    Ok(cases)
}

/// F4: what was handled by day without an entry is entered in the evening, all at once. The other unit enters by day, and one
/// evening is late for a single case.
pub async fn entered_at_night(office: &Office<'_>) -> anyhow::Result<Left> {
    let (by_day, late) = (taken_up(office, &FARMING, 2).await?, taken_up(office, &FARMING, 1).await?);
    office.finishes(&FARMING, &by_day, 60).await?;
    office.evening().await?;
    let cases = taken_up(office, &HEALTH, 2).await?;
    office.finishes(&HEALTH, &cases, 10).await?;
    office.finishes(&FARMING, &late, 10).await?;
    office.tomorrow().await?;
    let left = habit(Rule::OutsideHours, &late);
    office.hands_out(&[cases, by_day, late].concat()).await?;
    left
}

/// F4: every case waits for its last day. The other unit needs it for every second, which is not more than half.
pub async fn accepted_on_the_last_day(office: &Office<'_>) -> anyhow::Result<Left> {
    let cases = office.receives_for(&HEALTH, 10).await?;
    let late = office.receives_for(&FARMING, 5).await?;
    let soon = taken_up(office, &FARMING, 5).await?;
    office.finishes(&FARMING, &soon, 60).await?;
    office.hands_out(&soon).await?;
    office.working_days(4).await?;
    for (unit, cases) in [(&HEALTH, &cases), (&FARMING, &late)] {
        for case in cases {
            office.accepts(unit, *case).await?;
            office.passes_on(unit, *case).await?;
        }
        office.finishes(unit, cases, 60).await?;
    }
    office.tomorrow().await?;
    let left = habit(Rule::AcceptedLastDay, &late);
    office.hands_out(&[cases, late].concat()).await?;
    left
}

/// F6: the steps are clicked one after the other, each just slowly enough that no case is hasty. In the other unit each takes a
/// day.
pub async fn steps_clicked(office: &Office<'_>) -> anyhow::Result<Left> {
    const CASES: usize = 16;
    let honest = taken_up(office, &FARMING, CASES).await?;
    office.working_days(1).await?;
    for case in &honest {
        office.examines(&FARMING, *case).await?;
    }
    office.working_days(1).await?;
    for case in &honest {
        office.visits(&FARMING, *case).await?;
    }
    office.hour().await?;
    // Decided on the same day as the others, and so counted in the same month.
    for case in &honest {
        office.grants(&FARMING, *case).await?;
    }
    let cases = taken_up(office, &HEALTH, CASES).await?;
    office.finishes(&HEALTH, &cases, 6).await?;
    office.tomorrow().await?;
    let left = habit(Rule::StepsUnlikeOthers, &honest);
    office.hands_out(&[cases, honest].concat()).await?;
    left
}

/// The words for the extension of the n-th case.
type Reason<'a> = &'a dyn Fn(usize) -> String;

/// F8: the same sentence for every extension. The other unit lengthens as many, a fifth of what it accepts, each for a reason of its
/// own.
pub async fn one_reason_for_all(office: &Office<'_>) -> anyhow::Result<Left> {
    const EXTENDED: usize = 10;
    let cases = taken_up(office, &HEALTH, EXTENDED).await?;
    let honest = taken_up(office, &FARMING, EXTENDED * 5).await?;
    office.hour().await?;
    let own = |n: usize| format!("{n}号圈舍正在改建，等完工后再去现场核查。");
    let same = |_: usize| "检测人手不足，需要延长。".to_owned();
    let asked: [(&Unit, &[CaseId], Reason<'_>); 2] = [(&HEALTH, &cases, &same), (&FARMING, &honest, &own)];
    for (unit, cases, reason) in asked {
        for (n, case) in (1..).zip(cases.iter().take(EXTENDED)) {
            office.does(unit.handler, *case, Act::AskExtension { reason: reason(n) }).await?;
            office.does(unit.chief, *case, Act::ApproveExtension).await?;
        }
        office.finishes(unit, cases, 30).await?;
    }
    office.tomorrow().await?;
    let left = habit(Rule::SameExtensionWords, &honest);
    office.hands_out(&[cases, honest].concat()).await?;
    left
}
