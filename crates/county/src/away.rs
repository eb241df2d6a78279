//! People of the simulated county who are away: one on leave whose deputy takes over, one ill at ten to five whose case is
//! given to another the same day (E23, E25).

use std::sync::atomic::{AtomicI64, Ordering};

use calendar::{Day, Instant};
use casework::absence::{AbsenceClass, Command, Enter, deputies};
use catalogue::{Organisation, PersonId};
use centre::Centre;
use centre::absence::Bulk;
use centre::account::Session;
use centre::act::Act;
use centre::case::Problem;
use centre::list::{CaseBrief, Narrow, Which};

/// Handlers of the county who have a colleague at the same post. `do.sc` is not among them: the course
/// shown first runs through her hands, and somebody trying it must find her at work.
const HANDLERS: [&str; 9] = ["do.rs", "do.zr", "do.zj", "do.sl", "do.ny", "do.wl", "do.wj", "do.jy", "do.xf"];

/// Who is away, once it is arranged.
#[derive(Debug, Default)]
pub struct Away {
    arranged_at: Option<i64>,
    on_leave: Option<(PersonId, PersonId)>,
}

impl Away {
    /// To be arranged at ten to five of the last of these days before that of the end: the day that whoever tries the
    /// demonstration lives in has no settled window, however late it is.
    pub fn planned(days: &[Day], until: Instant) -> Away {
        let evening = days.iter().rev().find(|day| **day < until.day());
        Away { arranged_at: evening.map(|day| day.at(16, 50).0), on_leave: None }
    }

    /// Arranges it when its instant has come: leave from the day of the end on, illness at once.
    pub async fn arrange(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        clock: &AtomicI64,
        now: i64,
        until: Instant,
    ) -> anyhow::Result<()> {
        let Some(at) = self.arranged_at.filter(|at| *at <= now) else { return Ok(()) };
        self.arranged_at = None;
        clock.fetch_max(at, Ordering::AcqRel);
        let mut busy: Vec<(PersonId, PersonId, Vec<CaseBrief>)> = Vec::new();
        for id in HANDLERS {
            let person = PersonId::parse(id)?;
            let Some(deputy) = deputies(organisation, person, centre.today()).first().copied() else {
                continue;
            };
            let which = Which::HeldBy(person);
            let held = centre.case_list(&Session::acting(person), which, Narrow::default(), None, 20).await?;
            if !held.is_empty() {
                busy.push((person, deputy, held));
            }
        }
        busy.sort_by_key(|(_, _, held)| std::cmp::Reverse(held.len()));
        let mut busy = busy.into_iter();
        if let Some((person, deputy, _)) = busy.next() {
            let from = until.day();
            let leave = Enter {
                person,
                from,
                until: Some(from.plus_days(6)),
                class: AbsenceClass::Leave,
                deputy: Some(deputy),
            };
            done(
                centre
                    .absence_act(&Session::acting(person), centre::seal::random(), Command::Enter(leave))
                    .await,
            )?;
            self.on_leave = Some((person, deputy));
        }
        super::hall::settled_day(centre).await?;
        super::hall::leavers(centre, organisation).await?;
        for (person, deputy, held) in busy {
            if ill(centre, organisation, person, deputy, &held).await? {
                break;
            }
        }
        Ok(())
    }

    /// On the first morning the deputy counts and takes over what is most pressing.
    pub async fn stand_in(&self, centre: &Centre) -> anyhow::Result<()> {
        super::hall::open_today(centre).await?;
        let Some((_, deputy)) = self.on_leave else { return Ok(()) };
        let session = Session::acting(deputy);
        let covers = centre.covers(&session, None).await?;
        let counted: Vec<_> = covers.stand_in.iter().take(2).map(|it| (it.brief.id, it.papers)).collect();
        for (_, answer) in centre.cover_bulk(&session, centre::seal::random(), Bulk::StandIn, &counted).await
        {
            done(answer)?;
        }
        Ok(())
    }
}

/// Ill at ten to five: a head enters it and gives the most pressing case to the colleague, who signs for it. Whether there was one
/// to give.
async fn ill(
    centre: &Centre,
    organisation: &Organisation,
    person: PersonId,
    deputy: PersonId,
    held: &[CaseBrief],
) -> anyhow::Result<bool> {
    let today = centre.today();
    let unit = organisation.person(person).map(|it| it.unit);
    let head = organisation.posts.iter().find(|it| {
        it.post == catalogue::item::Post::LeaderInCharge && Some(it.unit) == unit && it.in_force(today)
    });
    let Some(head) = head.map(|it| Session::acting(it.person)) else { return Ok(false) };
    let class = AbsenceClass::Illness;
    let illness = Enter { person, from: today, until: None, class, deputy: Some(deputy) };
    done(centre.absence_act(&head, centre::seal::random(), Command::Enter(illness)).await)?;
    for brief in held {
        let Some(state) = centre.case_state(brief.id).await? else { continue };
        let Some(facts) = state.case.facts() else { continue };
        let papers = facts.holding.papers;
        let reason = "承办人下午请病假，这一件快到期，请接着办。".to_owned();
        let reassign = Act::Reassign { to: deputy, papers, reason };
        let given = centre.case_act(&head, brief.id, centre::seal::random(), None, &reassign).await;
        if done(given)? {
            let take = Act::Take { papers };
            done(
                centre
                    .case_act(&Session::acting(deputy), brief.id, centre::seal::random(), None, &take)
                    .await,
            )?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether it was carried out; the rules may refuse a person who had another part in the case.
pub(super) fn done<T>(answer: Result<T, Problem>) -> anyhow::Result<bool> {
    match answer {
        Ok(_) => Ok(true),
        Err(Problem::Refused(_)) => Ok(false),
        Err(other) => Err(anyhow::anyhow!("the simulation met {other:?}")),
    }
}
