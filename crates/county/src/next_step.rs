//! What comes next of one matter of the demonstration county: who acts, what they do, and how long it waits after that.

use casework::{Case, Extension, Outcome, Refusal, RegisterRefusal, Stage, Stop};
use catalogue::item::StepKind;
use catalogue::{CaseId, GroundCode, Organisation, PersonId, Power, RowSet};
use centre::Centre;
use centre::account::Session;
use centre::act::{Act, Collector};
use centre::case::Problem;
use centre::particulars::RowReason;

use super::ends::{can_extend, decider, extender, give, not_competent, stopper, withdraw};
use super::exceptions::{Turn, brings, turn};
use super::matter::{Matter, intake_of};
use super::simulate::{DAY, HOUR};
use super::steps::done;
use super::stop::Stands;

/// What one turn of a matter came to.
pub enum Step {
    /// Taken in.
    Received(CaseId),
    /// Done; the next is no sooner than so many hours.
    Done(i64),
    /// Nothing to do before this instant.
    Later(i64),
    /// The rules refused, with this code.
    Refused(String),
    /// Nothing is left to do.
    Ended,
}

/// Rows whose papers an earlier case still has, where the applicant comes for that (E14).
async fn earlier_papers(centre: &Centre, matter: &Matter) -> anyhow::Result<RowSet> {
    if !matter.takes_up {
        return Ok(RowSet::EMPTY);
    }
    let (session, who) = (Session::acting(matter.intake), &matter.applicant);
    let (kind, number) = (&who.document_type, &who.document_number);
    let known = centre.person_known(&session, &matter.item, kind, number, &who.object).await?;
    Ok(known.earlier.map_or(RowSet::EMPTY, |it| it.rows))
}

/// The next turn of a matter.
pub async fn act(centre: &Centre, organisation: &Organisation, matter: &Matter) -> anyhow::Result<Step> {
    let Some(case) = matter.case else {
        let mut intake = intake_of(matter);
        let known = earlier_papers(centre, matter).await?;
        if matter.takes_up && known.is_empty() {
            return Ok(Step::Later(centre.instant().0 + 12 * HOUR));
        }
        intake.earlier = known.intersection(intake.marks.copy_kept);
        return match centre
            .case_receive(&Session::acting(matter.intake), centre::seal::random(), &intake)
            .await
        {
            Ok((case, _)) => Ok(Step::Received(case)),
            Err(problem) => refused(problem),
        };
    };
    let Some(state) = centre.case_state(case).await? else { return Ok(Step::Ended) };
    if let Some(step) = super::twists::take(centre, organisation, matter, case, &state.case).await? {
        return Ok(step);
    }
    let Some((who, act, hours)) = next(centre, organisation, matter, case, &state.case).await? else {
        return Ok(Step::Ended);
    };
    if centre.in_force().await?.absences.is_away(who, centre.today()) {
        return Ok(Step::Later(centre.instant().0 + 4 * HOUR));
    }
    let act = match act {
        Next::Act(act) => *act,
        Next::Wait(until) => return Ok(Step::Later(until)),
    };
    match centre.case_act(&Session::acting(who), case, centre::seal::random(), None, &act).await {
        Ok(_) => {
            super::pictures::handed_in(centre, matter, case, who, &act).await?;
            Ok(Step::Done(hours))
        }
        Err(problem) => refused(problem),
    }
}

fn refused(problem: Problem) -> anyhow::Result<Step> {
    match problem {
        // Somebody accepted earlier is not decided yet (N23): the next day again.
        Problem::Refused(Refusal::Register(RegisterRefusal::Quota(_))) => Ok(Step::Later(DAY)),
        Problem::Refused(refusal) => Ok(Step::Refused(refusal.code().to_owned())),
        Problem::Form(problems) => Ok(Step::Refused(format!("form: {problems:?}"))),
        Problem::Stale { .. } => Ok(Step::Refused("stale".to_owned())),
        other => Err(anyhow::anyhow!("the simulation met {other:?}")),
    }
}

enum Next {
    Act(Box<Act>),
    Wait(i64),
}

/// What the next person does with a case in this state.
async fn next(
    centre: &Centre,
    organisation: &Organisation,
    matter: &Matter,
    case: CaseId,
    state: &Case,
) -> anyhow::Result<Option<(PersonId, Next, i64)>> {
    let Case::Filed(file) = state else { return Ok(None) };
    let (facts, item, today) = (&file.facts, &matter.item, centre.today());
    let now = centre.instant().0;
    let act = |who: PersonId, act: Act, hours: i64| Ok(Some((who, Next::Act(Box::new(act)), hours)));
    if let Some(pending) = facts.pending {
        // A slow one is forgotten on a desk for some days (F30).
        let taken_at = pending.given_at.0 + if matter.slow > 15 { 4 * DAY } else { 0 };
        if now < taken_at {
            return Ok(Some((pending.to, Next::Wait(taken_at), 0)));
        }
        return act(pending.to, Act::Take { papers: pending.papers }, 1);
    }
    match turn(organisation, matter, file, today) {
        Turn::Act(who, exceptional, hours) => return act(who, *exceptional, hours),
        Turn::Wait(until) => return Ok(Some((facts.intake, Next::Wait(until), 0))),
        Turn::Usual => {}
    }
    match &file.stage {
        Stage::Received => {
            if matter.parked {
                return Ok(Some((facts.intake, Next::Wait(now + 2 * DAY), 0)));
            }
            let missing = facts.materials.required.difference(facts.materials.marks.rows());
            if matter.not_competent {
                return act(facts.intake, not_competent(matter), 0);
            }
            if missing.is_empty() {
                return act(facts.intake, Act::Accept, i64::from(!facts.leader_signs));
            }
            let rows = missing
                .iter()
                .map(|row| RowReason { row, reason: "这次没有带来，请补齐。".into() })
                .collect();
            act(facts.intake, Act::Correction { rows }, 4)
        }
        Stage::CorrectionNoticed => match (matter.brings_after, facts.correction) {
            (Some(after), Some(correction)) => {
                let comes = correction.noticed_on.start().0 + after * DAY + 9 * HOUR;
                if now < comes {
                    return Ok(Some((facts.intake, Next::Wait(comes), 0)));
                }
                let marks = brings(facts);
                let papers = u16::from(marks.copy_kept.len());
                act(facts.intake, Act::supplement(marks, papers, matter.window), 1)
            }
            _ => Ok(Some((facts.intake, Next::Wait(now + 3 * DAY), 0))),
        },
        Stage::AwaitingSignature => {
            let head = organisation.window(matter.window).and_then(|window| window.head);
            match head {
                Some(head) => act(head, Act::SignInstant, 0),
                None => Ok(None),
            }
        }
        Stage::Handling(handling) if facts.leader_signs => {
            let signs = super::steps::signs(organisation, matter, facts, handling, today);
            signs.map_or(Ok(None), |(who, does)| act(who, does, 0))
        }
        Stage::Handling(handling) => {
            if let Stop::Asked(asked) = handling.stop {
                let approver = stopper(organisation, facts, item, today).filter(|who| *who != asked.by);
                return match approver {
                    Some(approver) => act(approver, Act::ApproveStop, 30),
                    None => Ok(None),
                };
            }
            if let Extension::Asked { .. } = facts.extension {
                return match extender(organisation, facts, item, today) {
                    Some(extender) => act(extender, Act::ApproveExtension, 20),
                    None => Ok(None),
                };
            }
            if let Some(until) = super::hearings::in_the_way(centre, matter, case, file).await? {
                return Ok(Some((facts.agent, Next::Wait(until), 0)));
            }
            match super::stop::stands(matter, facts, handling, now) {
                Stands::Does(does) => return act(facts.holding.person, *does, 2),
                Stands::Waits(until) => return Ok(Some((facts.holding.person, Next::Wait(until), 0))),
                Stands::Runs => {}
            }
            let Some(step) = item.steps.get(usize::from(handling.step)) else { return Ok(None) };
            if handling.step + 1 >= handling.steps || step.kind == StepKind::Decide {
                let Some(decider) = decider(organisation, facts, item, today) else { return Ok(None) };
                let reason = item.decision.refusal_reasons.first().map(|reason| reason.code);
                let decide = match (matter.refuse, reason) {
                    (true, Some(code)) => Act::Decide {
                        outcome: Outcome::Refused,
                        grounds: vec![code],
                        reasons: "现场情况与规定的条件还有差距，整改后可以再来申请。".into(),
                    },
                    _ => Act::Decide {
                        outcome: Outcome::Granted,
                        grounds: Vec::<GroundCode>::new(),
                        reasons: String::new(),
                    },
                };
                return act(decider, decide, 2);
            }
            if facts.holding.capacity == casework::Capacity::Intake {
                return act(facts.holding.person, give(facts.agent, facts.holding.papers), 1);
            }
            if matter.priority && matches!(facts.priority, casework::Priority::None) {
                let reason = "申请人是重点工程的施工方，工期在即。".into();
                return act(facts.holding.person, Act::AskPriority { reason }, 2);
            }
            let able: Vec<PersonId> = organisation
                .who_may_do_step(step, item, today)
                .into_iter()
                .map(|holder| holder.person)
                .collect();
            let holds =
                able.contains(&facts.holding.person) && facts.holding.capacity == casework::Capacity::Handler;
            if !holds {
                let to = able
                    .iter()
                    .copied()
                    .find(|person| *person != facts.intake && *person != facts.holding.person);
                return match to {
                    Some(to) => act(facts.holding.person, give(to, facts.holding.papers), 2),
                    None => Ok(None),
                };
            }
            if matter.withdraws {
                return act(matter.intake, withdraw(matter), 2);
            }
            if matter.extend
                && facts.extension == Extension::None
                && can_extend(organisation, facts, item, today)
            {
                let reason = super::ends::extension_reason(facts).to_owned();
                return act(facts.holding.person, Act::AskExtension { reason }, 3);
            }
            let not_yet = facts.stopped_days.iter().all(|days| *days == 0);
            let stops = (matter.stop || super::hearings::is_required(item))
                && stopper(organisation, facts, item, today).is_some();
            if stops
                && not_yet
                && handling.step + 2 >= handling.steps
                && let Some(ask) = super::stop::ask(matter, facts)
            {
                return act(facts.holding.person, ask, 3);
            }
            // The second officer of a site check is another person.
            let who = match handling.first_officer {
                Some(first) => {
                    let another = able.iter().copied().find(|person| *person != first);
                    handling.companion.or(another).unwrap_or(facts.holding.person)
                }
                None => facts.holding.person,
            };
            let second =
                able.iter().copied().find(|person| *person != who && handling.first_officer.is_none());
            act(who, done(matter, step, second, facts.holding.since, centre.instant()), 6)
        }
        Stage::Decided { .. } => act(facts.agent, Act::Recheck, 2),
        Stage::Rechecked { .. } => {
            let maker = organisation
                .who_may(Power::MakeDocument, item, today)
                .into_iter()
                .map(|holder| holder.person)
                .find(|person| organisation.person(*person).is_some_and(|it| it.unit == item.authority));
            match maker {
                Some(maker) => act(maker, Act::Make, 20),
                None => Ok(None),
            }
        }
        Stage::Concluded(conclusion) => {
            let Some(after) = matter.collects_after else {
                return Ok(Some((facts.agent, Next::Wait(now + 5 * DAY), 0)));
            };
            let comes = conclusion.concluded_at.0 + after * DAY;
            if now < comes {
                return Ok(Some((facts.agent, Next::Wait(comes), 0)));
            }
            let code = centre.pickup_code(case).await?.unwrap_or_default();
            let deliverer = organisation
                .who_may(Power::Deliver, item, today)
                .into_iter()
                .map(|holder| holder.person)
                .find(|person| person.as_str() == "out");
            let Some(deliverer) = deliverer else { return Ok(None) };
            let window = organisation
                .posts_of(deliverer, today)
                .find_map(|holding| holding.windows.first().copied())
                .unwrap_or(matter.window);
            let who = &matter.applicant;
            let collector = matter.other_collects.then(|| {
                let sent = who.representative.clone().unwrap_or_default();
                Collector {
                    name: if sent.name.is_empty() { "许家人".to_owned() } else { sent.name },
                    document_type: "111".into(),
                    document_number: if sent.document_number.is_empty() {
                        who.document_number.clone()
                    } else {
                        sent.document_number
                    },
                    letter: true,
                }
            });
            let deliver = Act::Deliver {
                code,
                document_type: who.document_type.clone(),
                document_number: who.document_number.clone(),
                collector,
                window,
            };
            act(deliverer, deliver, 0)
        }
        Stage::Delivered { .. }
        | Stage::NotAccepted { .. }
        | Stage::ClosedForMissing { .. }
        | Stage::Withdrawn(_)
        | Stage::EndedWithApplicant(_) => Ok(None),
    }
}
