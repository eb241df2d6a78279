//! Acceptance's exceptions in the simulated county: a second correction list with the window head's release, papers
//! that follow after acceptance, commitments that are checked.

use calendar::Day;
use casework::bar::Ground;
use casework::{Check, CheckOutcome, DeferralPhase, Duty, Facts, File, MaterialMarks, Outcome, Stage};
use catalogue::exception::DEFERRED_NOT_BROUGHT;
use catalogue::item::{Category, Post};
use catalogue::{GroundCode, Organisation, PersonId, Power, RowSet};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::bars::BarAct;
use centre::particulars::RowReason;

use super::matter::Matter;

/// Which exception a simulated matter will need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exception {
    /// None.
    #[default]
    None,
    /// A row was overlooked in the first notice; the window head releases it (F1).
    SecondList,
    /// A row follows after acceptance, in time (N56).
    Follows,
    /// A row was to follow and never came (N56).
    NeverFollows,
    /// By commitment; the check finds it kept (N55).
    Committed,
    /// By commitment; the check is still to come (N55).
    CommittedOpen,
    /// By commitment; the check finds it false (N55).
    CommittedFalsely,
}

/// What an exceptional matter does next.
pub enum Turn {
    /// This, by this person; the next is no sooner than so many hours.
    Act(PersonId, Box<Act>, i64),
    /// Nothing before this instant.
    Wait(i64),
    /// What every matter does.
    Usual,
}

/// Chosen by the matter's number, so that the same county comes out; a few matters only.
pub fn choose(matter: &mut Matter, n: u32) {
    let may_follow = matter.item.rows_where(|material| material.deferrable.is_some());
    let lacks = match n % 83 {
        _ if matter.item.category == Category::Instant => return,
        7 => {
            matter.exception = Exception::SecondList;
            matter.brings_after = Some(2);
            matter.item.required_rows().iter().next().and_then(|row| RowSet::of(&[row]).ok())
        }
        _ if matter.item.commitment.is_some() => match n % 4 {
            0 => {
                matter.exception = Exception::CommittedFalsely;
                None
            }
            1 => {
                matter.exception = Exception::Committed;
                None
            }
            2 => {
                matter.exception = Exception::CommittedOpen;
                None
            }
            _ => return,
        },
        19..=23 | 52..=55 if !may_follow.is_empty() => {
            matter.exception = if n % 83 < 50 { Exception::Follows } else { Exception::NeverFollows };
            Some(may_follow)
        }
        _ => return,
    };
    matter.lacks = lacks.unwrap_or(matter.lacks);
    (matter.parked, matter.not_competent, matter.refuse, matter.withdraws) = (false, false, false, false);
    if matter.item.commitment.is_some() {
        matter.slow = 0;
    }
}

/// What the matter's exception asks for now.
pub fn turn(organisation: &Organisation, matter: &Matter, file: &File, today: Day) -> Turn {
    let facts = &file.facts;
    match (&file.stage, matter.exception) {
        (Stage::Received, Exception::SecondList) => second_list(organisation, matter, facts, today),
        (Stage::Received, Exception::Follows | Exception::NeverFollows) if facts.correction.is_none() => {
            Turn::Act(facts.intake, Box::new(Act::AcceptDeferred { rows: facts.open_rows() }), 1)
        }
        (Stage::Handling(handling), Exception::Follows | Exception::NeverFollows) => {
            let Some(deferral) = facts.deferral.filter(|it| !it.open().is_empty()) else {
                return Turn::Usual;
            };
            let comes = matter.exception == Exception::Follows && today > deferral.signed_on.plus_days(1);
            if comes {
                let marks = MaterialMarks { copy_kept: deferral.open(), ..MaterialMarks::default() };
                let papers = u16::from(marks.copy_kept.len());
                let bring = Act::supplement(marks, papers, matter.window);
                return Turn::Act(matter.intake, Box::new(bring), 1);
            }
            if handling.step + 1 < handling.steps {
                return Turn::Usual;
            }
            match deferral.phase {
                DeferralPhase::Passed => not_brought(organisation, matter, facts, today),
                _ => Turn::Wait(deferral.bring_by.plus_days(1).at(9, 30).0),
            }
        }
        (
            Stage::Delivered { .. } | Stage::Concluded(_),
            Exception::Committed | Exception::CommittedFalsely,
        ) => checks(organisation, matter, facts, today),
        _ => Turn::Usual,
    }
}

/// Three days after the acceptance somebody who did not decide looks.
fn checks(organisation: &Organisation, matter: &Matter, facts: &Facts, today: Day) -> Turn {
    let Some(accepted) = facts.check.filter(Check::is_open).and(facts.acceptance) else { return Turn::Usual };
    let visit = accepted.accepted_on.plus_days(5);
    if today < visit {
        return Turn::Wait(visit.at(10, 0).0);
    }
    let able = organisation.who_may(Power::Handle, &matter.item, today).into_iter().map(|it| it.person);
    let decided = |who: PersonId| facts.people.iter().any(|it| it.person == who && it.duty == Duty::Decider);
    let (outcome, finding) = match matter.exception {
        Exception::CommittedFalsely => {
            (CheckOutcome::False, "承诺书写明设有两个安全出口，现场只有一个，另一个被货架封堵。")
        }
        _ => (CheckOutcome::Kept, "现场与承诺一致。"),
    };
    match able.into_iter().find(|who| !decided(*who)) {
        Some(who) => Turn::Act(who, Box::new(Act::CheckCommitment { outcome, finding: finding.into() }), 1),
        None => Turn::Usual,
    }
}

/// Rows in whose place the matter's commitment stands.
pub fn committed(matter: &Matter) -> RowSet {
    match matter.exception {
        Exception::Committed | Exception::CommittedOpen | Exception::CommittedFalsely => {
            matter.item.rows_where(|it| it.commitment_allowed)
        }
        _ => RowSet::EMPTY,
    }
}

/// Released by the head of a window, then told by the officer who took the case in.
fn second_list(organisation: &Organisation, matter: &Matter, facts: &Facts, today: Day) -> Turn {
    let Some(before) = facts.correction.filter(|it| it.round == 1) else { return Turn::Usual };
    if let Some(release) = facts.release {
        let row =
            |row| RowReason { row, reason: "图上没有标尺寸，请补画后重新交一份。".into() };
        let rows = release.rows.iter().map(row).collect();
        return Turn::Act(facts.intake, Box::new(Act::Correction { rows }), 2);
    }
    let overlooked = facts.materials.marks.rows().difference(before.named).iter().next();
    let heads = organisation.who_may(Power::ReleaseSecondCorrection, &matter.item, today).into_iter();
    let mut heads = heads.map(|it| it.person);
    let head = heads.find(|person| facts.people.iter().all(|part| part.person != *person));
    match (overlooked.and_then(|row| RowSet::of(&[row]).ok()), head) {
        (Some(rows), Some(head)) => {
            let reason = "收件时只看了有没有，没有展开看，是窗口的疏漏。".into();
            Turn::Act(head, Box::new(Act::ReleaseCorrection { rows, reason }), 2)
        }
        _ => Turn::Usual,
    }
}

/// Refused because what was to follow did not come, after its day.
fn not_brought(organisation: &Organisation, matter: &Matter, facts: &Facts, today: Day) -> Turn {
    let able = organisation.who_may_decide(&matter.item, today).into_iter().map(|holder| holder.person);
    let decider = able.into_iter().find(|person| facts.people.iter().all(|part| part.person != *person));
    match (decider, GroundCode::parse(DEFERRED_NOT_BROUGHT)) {
        (Some(decider), Ok(ground)) => {
            let reasons = "容缺受理时承诺补来的材料，过了约定的日子没有补来。".into();
            let decide = Act::Decide { outcome: Outcome::Refused, grounds: vec![ground], reasons };
            Turn::Act(decider, Box::new(decide), 2)
        }
        _ => Turn::Usual,
    }
}

/// What the applicant brings after a notice.
pub fn brings(facts: &Facts) -> MaterialMarks {
    let lacking = facts.materials.required.difference(facts.materials.marks.rows());
    MaterialMarks { copy_kept: facts.open_rows().union(lacking), ..MaterialMarks::default() }
}

/// A commitment found false leads to an entry of the bar list: proposed, heard, decided by the head, told. With the second
/// the head does not follow the proposal.
pub async fn bars(centre: &Centre, organisation: &Organisation, matters: &[Matter]) -> anyhow::Result<()> {
    let (today, mut barred) = (centre.today(), 0);
    for matter in matters.iter().filter(|it| it.exception == Exception::CommittedFalsely) {
        let Some(case) = matter.case else { continue };
        let Some(state) = centre.case_state(case).await? else { continue };
        let found = state.case.facts().and_then(|facts| facts.check?.found);
        let Some(found) = found.filter(|found| found.outcome == CheckOutcome::False) else { continue };
        let mut heads = organisation.who_holds(Post::AuthorityHead, matter.item.authority, today);
        let Some(head) = heads.next() else { continue };
        let reason = "承诺书写明有两个安全出口，核查时只有一个，照片和检查记录在卷。".into();
        let said = match barred {
            0 => "告知了本人；本人说开业前改动过布局，没有再报。",
            _ => "告知了本人；本人说货架是头天夜里卸货临时堆的，当场就搬开了，有监控。",
        };
        let propose = BarAct::Propose { ground: Ground::FalseCommitment, reason };
        let hear = BarAct::Hear { statement: said.into() };
        let acts = match barred {
            0 => {
                vec![(found.by, propose), (found.by, hear), (head, BarAct::Decide), (found.by, BarAct::Tell)]
            }
            _ => {
                let reason = "监控核对属实，出口本来就有，不是有意作虚假承诺，不列入名单。".into();
                vec![(found.by, propose), (found.by, hear), (head, BarAct::Refuse { reason })]
            }
        };
        for (who, act) in acts {
            let done =
                centre.bar_act(&Session::acting(who), case, centre::seal::random(), None, None, &act).await;
            if let Err(problem) = done {
                anyhow::bail!("the bar list of the simulation met {problem:?}");
            }
        }
        barred += 1;
        if barred == 2 {
            return Ok(());
        }
    }
    Ok(())
}
