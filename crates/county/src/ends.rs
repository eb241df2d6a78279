//! The other ways a simulated case goes: the limit lengthened by who may, the application withdrawn by its applicant.

use calendar::Day;
use casework::{Facts, WithdrawCause};
use catalogue::{Item, Organisation, PersonId, Power, UnitCode};
use centre::act::{Act, NonAcceptance};

use super::matter::Matter;

/// Who may lengthen the limit and has had no part in the case (C7, M4).
pub fn extender(organisation: &Organisation, facts: &Facts, item: &Item, today: Day) -> Option<PersonId> {
    let able = organisation.who_may(Power::ApproveExtension, item, today).into_iter();
    able.map(|holder| holder.person).find(|person| facts.people.iter().all(|part| part.person != *person))
}

/// Why the limit is to be lengthened; people write what the matter is (F8).
pub fn extension_reason(facts: &Facts) -> &'static str {
    const REASONS: [&str; 4] = [
        "连日暴雨，进场道路中断，现场核查要推迟。",
        "两处经营场所要分别核查，核查人员排到下周。",
        "图纸和现场尺寸对不上，要请专业人员复测。",
        "同一地块另有权属争议，要等自然资源部门书面答复。",
    ];
    let place = usize::try_from(facts.receipt.n).unwrap_or(0) % REASONS.len();
    REASONS[place]
}

/// Whether the law's limit may be lengthened in time, with somebody else left to decide.
pub fn can_extend(organisation: &Organisation, facts: &Facts, item: &Item, today: Day) -> bool {
    let Some(extender) = extender(organisation, facts, item, today).filter(|_| item.extension.is_some())
    else {
        return false;
    };
    let mut deciders = organisation.who_may_decide(item, today).into_iter();
    let another = deciders.any(|holder| {
        holder.person != extender && facts.people.iter().all(|part| part.person != holder.person)
    });
    let measured = facts.clocks.statutory.or(facts.clocks.promised);
    another && measured.is_some_and(|watch| watch.clock.due().number() - today.number() > 2)
}

/// Who decides: the deputy with a letter of delegation first, for that is what the letter is for, and nobody who has had
/// a part in the case (M4).
pub fn decider(organisation: &Organisation, facts: &Facts, item: &Item, today: Day) -> Option<PersonId> {
    let mut able = organisation.who_may_decide(item, today);
    able.sort_by_key(|holder| !holder.authority.is_by_delegation());
    let mut able = able.into_iter().map(|holder| holder.person);
    able.find(|person| facts.people.iter().all(|part| part.person != *person))
}

/// Who may approve that the clock stops, has had no part in the case, and leaves somebody else to decide (M4).
pub fn stopper(organisation: &Organisation, facts: &Facts, item: &Item, today: Day) -> Option<PersonId> {
    let apart = |person: PersonId| facts.people.iter().all(|part| part.person != person);
    let deciders: Vec<PersonId> = organisation
        .who_may_decide(item, today)
        .into_iter()
        .map(|holder| holder.person)
        .filter(|person| apart(*person))
        .collect();
    let able = organisation.who_may(Power::ApproveSpecialProcedure, item, today).into_iter();
    able.map(|holder| holder.person)
        .find(|person| apart(*person) && deciders.iter().any(|decider| decider != person))
}

/// The window refuses because another office is competent: one of ours, to which the matter then goes (F13), or the
/// city's.
pub fn not_competent(matter: &Matter) -> Act {
    let wl = UnitCode::parse("wl").ok().filter(|unit| *unit != matter.item.authority);
    let ours = wl.filter(|_| matter.item.authority.as_str() == "sc");
    let (office, reason) = match ours {
        Some(_) => ("县文化和旅游局（2 号企业综合窗口）", "您要办的归县文化和旅游局，已经替您转过去。"),
        None => (
            "沅禾市有关部门（市政务服务中心二楼）",
            "申请的规模属于市级办理，请带上这些材料到市政务服务中心。",
        ),
    };
    let ground = NonAcceptance::NotCompetent { office: office.into(), unit: ours };
    Act::RefuseAcceptance { ground, reason: reason.into() }
}

/// The applicant signs at the window where the case was taken in.
pub fn withdraw(matter: &Matter) -> Act {
    Act::Withdraw {
        cause: WithdrawCause::ComesAgain,
        words: "眼下情况有变，等准备好了再来。".into(),
        document_type: matter.applicant.document_type.clone(),
        document_number: matter.applicant.document_number.clone(),
        window: matter.window,
    }
}

/// A hand-over with every paper.
pub fn give(to: PersonId, papers: u16) -> Act {
    Act::Give { to, papers, note: String::new() }
}
