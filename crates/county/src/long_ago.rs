//! What the archive of the simulated county remembers: five matters of twelve years ago whose keeping time has run out, and the
//! lists by which their dossiers are destroyed or kept, each list as far as a list can be (C23, A29).
//!
//! The demonstration's ledger begins with them. Its clock stands twelve years back, they go their course by the rules of
//! everybody, and then the clock goes on to the weeks that are told; nothing about their time is made up.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, bail};
use calendar::{Calendar, Day, Instant};
use catalogue::item::ApplicantKind;
use catalogue::{Item, Organisation, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::destruction::{Appraised, DestructionAct, Proposal};

use super::after::After;
use super::hours::office_time;
use super::matter::{Matter, seats};
use super::next_step::{Step, act};
use super::people;
use super::random::Random;
use super::simulate::HOUR;

/// Years back: ten of keeping, counted from the year after the end, are then over for more than a year.
const YEARS: i32 = 12;
/// The items, each with who puts the dossier away.
const MATTERS: [(&str, &str); 5] = [
    ("self-employed", "do.sc"),
    ("self-employed", "do.sc"),
    ("hygiene-licence", "do.wj"),
    ("tree-felling", "do.zr"),
    ("employer-social-insurance", "do.rs"),
];
/// Turns of one matter at most; the longest has some twenty.
const TURNS_MAX: usize = 60;
/// The matters' numbers: those of the weeks that are told are smaller.
const NUMBERS_FROM: u32 = 900;

/// The day on which the ledger of the demonstration begins.
pub fn first_day(today: Day) -> anyhow::Result<Day> {
    let day = Day::from_ymd(today.year() - YEARS, 10, 13).context("October has a thirteenth day")?;
    Ok(Instant(office_time(Calendar::built_in(), day.at(8, 35).0)).day())
}

/// Those matters, from the window to the shelf; the clock goes on with them.
pub async fn live(centre: &Centre, clock: &Arc<AtomicI64>) -> anyhow::Result<()> {
    let organisation = centre.organisation().await?.context("no organisation was published")?;
    let mut after = After::default();
    let mut random = Random::new(u64::from(NUMBERS_FROM));
    for (n, (item, archivist)) in (NUMBERS_FROM..).zip(MATTERS) {
        let entry = centre.item_entry(item).await?.with_context(|| format!("{item} is not published"))?;
        let mut matter = plain(&mut random, entry.item, &organisation, centre.today(), n)?;
        let archivist = Session::acting(PersonId::parse(archivist)?);
        through(centre, &organisation, clock, &mut matter).await?;
        centre.tick().await?;
        let case = matter.case.context("it was taken in")?;
        if !after.put_away(centre, &organisation, &archivist, case).await? {
            bail!("the dossier of {item} does not go into the archive");
        }
    }
    Ok(())
}

/// A matter that nothing comes between.
fn plain(
    random: &mut Random,
    item: Arc<Item>,
    organisation: &Organisation,
    day: Day,
    n: u32,
) -> anyhow::Result<Matter> {
    let person = item.applicants.contains(&ApplicantKind::NaturalPerson);
    let applicant = if person { people::person(random, n) } else { people::firm(random, n) };
    let seat = seats(&item, organisation, day).first().copied();
    let seat = seat.with_context(|| format!("nobody takes {} in", item.short))?;
    Ok(Matter::plain(item, applicant, seat))
}

/// Until it is delivered.
async fn through(
    centre: &Centre,
    organisation: &Organisation,
    clock: &Arc<AtomicI64>,
    matter: &mut Matter,
) -> anyhow::Result<()> {
    let calendar = Calendar::built_in();
    for _ in 0..TURNS_MAX {
        let now = clock.load(Ordering::Acquire);
        let next = match act(centre, organisation, matter).await? {
            Step::Received(case) => {
                matter.case = Some(case);
                now + HOUR / 2
            }
            Step::Done(hours) => now + hours.max(1) * HOUR,
            Step::Later(at) => at.max(now + HOUR),
            Step::Refused(code) => bail!("{}: the rules refused: {code}", matter.item.short),
            Step::Ended => return Ok(()),
        };
        clock.fetch_max(office_time(calendar, next), Ordering::AcqRel);
        centre.tick().await?;
    }
    bail!("{} does not end", matter.item.short)
}

/// What is done with the lists: with how many days of the told weeks left, by whom, at which unit. Nobody has looked at the
/// dossier of `rs` yet.
const COURSE: [(i32, &str, &str, What); 11] = [
    (28, "do.sc", "sc", What::Draw { keep_second: true }),
    (26, "centre", "sc", What::Approve),
    (22, "do.sc", "sc", What::Sign),
    (22, "do2.sc", "sc", What::Sign),
    (22, "lead.sc", "sc", What::Sign),
    (15, "do.zr", "zr", What::Draw { keep_second: false }),
    (13, "centre", "zr", What::SendBack),
    (9, "do.wj", "wj", What::Draw { keep_second: false }),
    (7, "centre", "wj", What::Approve),
    (5, "do.wj", "wj", What::Sign),
    (3, "do.zr", "zr", What::Draw { keep_second: false }),
];

#[derive(Debug, Clone, Copy)]
enum What {
    Draw { keep_second: bool },
    Approve,
    SendBack,
    Sign,
}

/// How far the lists are; each thing happens once.
#[derive(Default)]
pub struct Lists {
    next: usize,
}

impl Lists {
    /// What is done by this morning; `left` days of the told weeks remain.
    pub async fn go_on(&mut self, centre: &Centre, left: i32) -> anyhow::Result<()> {
        while let Some((when, who, unit, what)) = COURSE.get(self.next).filter(|it| left <= it.0) {
            let (who, unit) = (Session::acting(PersonId::parse(who)?), UnitCode::parse(unit)?);
            let asked = match what {
                What::Approve => DestructionAct::Approve,
                What::Sign => DestructionAct::Sign,
                What::SendBack => DestructionAct::SendBack {
                    reason: "没有写明采伐迹地更新验收过没有，查清楚再列。".into(),
                },
                What::Draw { keep_second } => match centre.destruction_fetch(&who, unit).await {
                    Ok(view) if !view.proposals.is_empty() => {
                        drawn(&view.proposals, *keep_second, centre.today())
                    }
                    Ok(_) => return Ok(()),
                    Err(problem) => bail!("a list met {problem:?}"),
                },
            };
            match centre.destruction_act(&who, unit, centre::seal::random(), None, &asked).await {
                Ok(_) => self.next += 1,
                Err(Problem::Refused(refusal)) => {
                    bail!(
                        "{left} days before the end, at {when}, {what:?}: the rules refused: {}",
                        refusal.code()
                    )
                }
                Err(problem) => bail!("a list met {problem:?}"),
            }
        }
        Ok(())
    }
}

/// The dossiers that wait, appraised: destroyed, the second kept if that is wanted.
fn drawn(proposals: &[Proposal], keep_second: bool, today: Day) -> DestructionAct {
    let appraised = |(place, it): (usize, &Proposal)| match place {
        1 if keep_second => Appraised {
            case: it.case,
            keep_until: Day::from_ymd(today.year() + 10, 12, 31),
            reason: "同一经营场所后来的登记还要对照这一卷，继续保管。".into(),
        },
        _ => Appraised {
            case: it.case,
            keep_until: None,
            reason: "没有诉讼、复议和没有办完的事牵涉这一卷，没有继续保存的价值。".into(),
        },
    };
    DestructionAct::Draw(proposals.iter().enumerate().map(appraised).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_of_the_demonstration_begins_twelve_years_before() -> anyhow::Result<()> {
        let today = Day::parse("2026-11-20").context("a day")?;
        assert_eq!(Some(first_day(today)?), Day::parse("2014-10-13"));
        Ok(())
    }
}
