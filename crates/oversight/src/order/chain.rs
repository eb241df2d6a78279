//! The chain of supervision: handler, agent, intake, window head, leader, supervisor (R49).

use casework::{File, Known, agent_on};
use catalogue::item::Post;
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::bound::Bound;

/// A rung of the chain.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// 具体办理人: whoever holds the case.
    Handler,
    /// 全程代理人.
    Agent,
    /// 受理人.
    Intake,
    /// 窗口负责人.
    WindowHead,
    /// 分管领导, or where none is here the head of the authority.
    Leader,
    /// 督查.
    Supervisor,
}

impl Rung {
    /// From below.
    pub const ALL: [Rung; 6] =
        [Rung::Handler, Rung::Agent, Rung::Intake, Rung::WindowHead, Rung::Leader, Rung::Supervisor];

    /// The next one above.
    pub fn above(self) -> Option<Rung> {
        Rung::ALL.into_iter().find(|rung| *rung > self)
    }

    /// The bound that says how many working days it has to answer. The handler's is that of the urging notice.
    pub fn days(self) -> Bound {
        match self {
            Rung::Handler => Bound::UrgingDays,
            Rung::Agent => Bound::AgentDays,
            Rung::Intake => Bound::IntakeDays,
            Rung::WindowHead => Bound::WindowHeadDays,
            Rung::Leader => Bound::LeaderDays,
            Rung::Supervisor => Bound::SupervisorDays,
        }
    }

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Rung::Handler => "handler",
            Rung::Agent => "agent",
            Rung::Intake => "intake",
            Rung::WindowHead => "window-head",
            Rung::Leader => "leader",
            Rung::Supervisor => "supervisor",
        }
    }
}

/// Who stands on a rung today and is here, in the order of the list: where no leader is here, the head of the authority.
pub fn people_of(rung: Rung, unit: UnitCode, case: Option<&File>, known: &Known<'_>) -> Vec<PersonId> {
    let (organisation, today) = (known.organisation, known.today());
    let facts = case.map(|file| &file.facts);
    let here = |person: &PersonId| !known.takes_nothing(*person);
    let holders = |post: Post| organisation.who_holds(post, unit, today).filter(here).collect::<Vec<_>>();
    let people: Vec<PersonId> = match rung {
        Rung::Handler => facts.map(|it| it.holding.person).into_iter().collect(),
        Rung::Agent => case.and_then(|file| agent_of(file, known)).into_iter().collect(),
        Rung::Intake => facts.map(|it| it.intake).into_iter().collect(),
        Rung::WindowHead => {
            let window = facts.map(|it| it.window);
            let heads = organisation.posts.iter().filter(|it| {
                it.post == Post::WindowHead
                    && it.in_force(today)
                    && window.is_some_and(|window| it.windows.contains(&window))
            });
            heads.map(|it| it.person).collect()
        }
        Rung::Leader => {
            let leaders = holders(Post::LeaderInCharge);
            if leaders.is_empty() { holders(Post::AuthorityHead) } else { leaders }
        }
        Rung::Supervisor => {
            let all = organisation.posts.iter();
            all.filter(|it| it.post == Post::Supervisor && it.in_force(today)).map(|it| it.person).collect()
        }
    };
    people.into_iter().filter(here).collect()
}

/// Who carries a case as its agent on the day (F31); the one named at receipt where its item is not at hand.
fn agent_of(file: &File, known: &Known<'_>) -> Option<PersonId> {
    let named = file.facts.agent;
    let carried = |item| agent_on(known.organisation, known.absences, item, named, known.today());
    known.item.map_or(Some(named), carried)
}

/// The first rung from a given one on where somebody is who was not addressed before.
pub(crate) fn next(
    from: Rung,
    unit: UnitCode,
    case: Option<&File>,
    known: &Known<'_>,
    before: &[(PersonId, Rung)],
) -> Option<(PersonId, Rung)> {
    Rung::ALL.into_iter().filter(|rung| *rung >= from).find_map(|rung| {
        let people = people_of(rung, unit, case, known);
        let fresh = people.into_iter().find(|person| before.iter().all(|(had, _)| had != person));
        fresh.map(|person| (person, rung))
    })
}
