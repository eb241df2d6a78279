//! What comes between in a told case: asked for and refused, sent back, not taken, explained, somebody away for some days.

use casework::absence::{AbsenceClass, Command, Enter, deputies};
use casework::{Capacity, Case, EndGround, Extension, File, Handling, Priority, RebindGround, Stage, Stop};
use catalogue::{CaseId, Organisation, PersonId, Power, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::{Act, NonAcceptance};
use centre::act_register::RegisterAct;
use centre::case::Problem;

use super::ends::{decider, extender, stopper};
use super::matter::Matter;
use super::next_step::Step;
use super::register;
use super::simulate::HOUR;
use super::{by_post, electronic};

/// What comes between, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Twist {
    /// Nothing.
    #[default]
    None,
    /// More time is asked for and not given (N14).
    ExtensionRefused,
    /// A stop of the clock is asked for and not approved (F7).
    StopRefused,
    /// Priority is asked for and not given (A42).
    PriorityRefused,
    /// No permit is needed for it (N1).
    NotRequired,
    /// The applicant comes again with the same matter and is led to this case (E9).
    SameMatter,
    /// The applicant dies (E13).
    Died,
    /// A newer revision asks for less, and the case goes over to it (C19, E36).
    NewRevision,
    /// The window head sends an instant case back (C6).
    InstantReturned,
    /// A hand-over is not taken (R81).
    Declined,
    /// A hand-over is taken back by the giver (R81); the result goes by post in the end (C25).
    Recalled,
    /// Whoever decides sends it back to a step.
    StepReturned,
    /// The re-check returns the decision (C17); the result is delivered electronically in the end (C25).
    DecisionReturned,
    /// Nobody re-checks on the day (C17).
    NotRechecked,
    /// It is late, and the applicant reads why (N32).
    Late,
    /// Who holds it is away; the deputy stands in, and it is taken back afterwards (E23).
    Away {
        /// Back before the day that was entered.
        earlier: bool,
    },
}

/// What is done in a turn.
#[expect(clippy::large_enum_variant, reason = "it lives for one turn")]
enum Move {
    Act(PersonId, Act),
    Wait(i64),
    Fetch,
    Refused(String),
}

/// A told case at its turn.
struct Told<'a> {
    centre: &'a Centre,
    organisation: &'a Organisation,
    matter: &'a Matter,
    case: CaseId,
    file: &'a File,
    /// Kinds of what has happened.
    happened: Vec<&'static str>,
}

/// What comes between in this turn, if anything does; else the case goes the usual way.
pub async fn take(
    centre: &Centre,
    organisation: &Organisation,
    matter: &Matter,
    case: CaseId,
    state: &Case,
) -> anyhow::Result<Option<Step>> {
    if let Case::Filed(file) = state
        && matter.twist != Twist::None
        && let Some(whole) = centre.case_fetch(case).await?
    {
        let happened = whole.lines.iter().map(|line| line.event.kind()).collect();
        let told = Told { centre, organisation, matter, case, file, happened };
        if let Some(step) = told.step().await? {
            return Ok(Some(step));
        }
    }
    Ok(register::take(centre, organisation, matter, case, state).await?.then_some(Step::Done(1)))
}

impl Told<'_> {
    async fn step(&self) -> anyhow::Result<Option<Step>> {
        let next = match self.matter.twist {
            Twist::NewRevision => self.newer().await?,
            Twist::Away { earlier } => self.away(earlier).await?,
            _ => self.next(),
        };
        let (who, act) = match next {
            None => return Ok(None),
            Some(Move::Wait(until)) => return Ok(Some(Step::Later(until))),
            Some(Move::Fetch) => return self.fetch().await.map(Some),
            Some(Move::Refused(why)) => return Ok(Some(Step::Refused(self.named(&why)))),
            Some(Move::Act(who, act)) => (who, act),
        };
        let centre = self.centre;
        if centre.in_force().await?.absences.is_away(who, centre.today()) {
            return Ok(Some(Step::Later(centre.instant().0 + 4 * HOUR)));
        }
        let done =
            centre.case_act(&Session::acting(who), self.case, centre::seal::random(), None, &act).await;
        Ok(Some(match done {
            Ok(_) => Step::Done(2),
            Err(Problem::Refused(refusal)) => {
                Step::Refused(self.named(&format!("{}: {}", act.name(), refusal.code())))
            }
            Err(other) => return Err(anyhow::anyhow!("{:?} met {other:?}", self.matter.twist)),
        }))
    }

    async fn fetch(&self) -> anyhow::Result<Step> {
        match electronic::fetch(self.centre, self.case).await {
            Ok(()) => Ok(Step::Done(2)),
            Err(Problem::Refused(refusal)) => {
                Ok(Step::Refused(self.named(&format!("fetch: {}", refusal.code()))))
            }
            Err(other) => Err(anyhow::anyhow!("{:?} met {other:?}", self.matter.twist)),
        }
    }

    /// A refusal with the story in which it came: none is meant to.
    fn named(&self, why: &str) -> String {
        format!("{:?}, {why}", self.matter.twist)
    }

    fn was(&self, kind: &str) -> bool {
        self.happened.contains(&kind)
    }

    fn next(&self) -> Option<Move> {
        match &self.file.stage {
            Stage::Received => self.received(),
            Stage::AwaitingSignature => self.signing(),
            Stage::Handling(_) if self.file.facts.pending.is_some() => self.given(),
            Stage::Handling(handling) => self.handling(handling),
            Stage::Decided { recheck_by, .. } => match self.matter.twist {
                Twist::DecisionReturned if !self.was("case.decision-returned") => {
                    let reason = "决定书上的经营场所少写了门牌号，请改正后重新作出决定。".into();
                    Some(Move::Act(self.file.facts.agent, Act::ReturnDecision { reason }))
                }
                Twist::NotRechecked => Some(Move::Wait(recheck_by.plus_days(1).at(9, 0).0)),
                _ => None,
            },
            Stage::Concluded(_) => match self.matter.twist {
                Twist::Recalled => self.by_post(),
                Twist::DecisionReturned => self.electronic(),
                _ => None,
            },
            _ => None,
        }
    }

    fn by_post(&self) -> Option<Move> {
        let (out, window) = self.hands_out()?;
        let today = self.centre.today();
        Some(Move::Act(out, by_post::next(&self.matter.applicant, window, |kind| self.was(kind), today)))
    }

    fn electronic(&self) -> Option<Move> {
        let (out, window) = self.hands_out()?;
        let act = electronic::next(&self.matter.applicant, window, |kind| self.was(kind));
        Some(act.map_or(Move::Fetch, |act| Move::Act(out, act)))
    }

    /// Who hands out, and where.
    fn hands_out(&self) -> Option<(PersonId, WindowId)> {
        let today = self.centre.today();
        let able = self.organisation.who_may(Power::Deliver, &self.matter.item, today);
        let out = able.into_iter().map(|holder| holder.person).find(|person| person.as_str() == "out")?;
        Some((out, self.organisation.posts_of(out, today).find_map(|it| it.windows.first().copied())?))
    }

    fn received(&self) -> Option<Move> {
        let intake = self.file.facts.intake;
        match self.matter.twist {
            Twist::NotRequired => {
                let reason =
                    "您的车总质量不到 4500 千克，依法不用办道路运输经营许可，带好行驶证就可以经营。".into();
                let ground = NonAcceptance::NotRequired;
                Some(Move::Act(intake, Act::RefuseAcceptance { ground, reason }))
            }
            Twist::InstantReturned if self.was("case.instant-returned") => {
                Some(Move::Act(intake, Act::PresentInstant))
            }
            _ => None,
        }
    }

    fn signing(&self) -> Option<Move> {
        let returns = self.matter.twist == Twist::InstantReturned && !self.was("case.instant-returned");
        let reason = "申请书上经营者的姓名少写了一个字，请申请人当场改好再送来。".into();
        self.head().filter(|_| returns).map(|head| Move::Act(head, Act::ReturnInstant { reason }))
    }

    /// Given over and not yet taken.
    fn given(&self) -> Option<Move> {
        let pending = self.file.facts.pending?;
        match self.matter.twist {
            Twist::Declined if !self.was("case.over-declined") => {
                let reason =
                    format!("移交单上写 {} 份，当面点了两遍都少 1 份，请核对后再交。", pending.papers);
                Some(Move::Act(pending.to, Act::Decline { reason }))
            }
            Twist::Recalled if !self.was("case.over-recalled") => Some(Move::Act(pending.by, Act::Recall)),
            _ => None,
        }
    }

    /// The head of the window where it was taken in.
    fn head(&self) -> Option<PersonId> {
        self.organisation.window(self.matter.window)?.head
    }

    fn handling(&self, handling: &Handling) -> Option<Move> {
        let (facts, item, today) = (&self.file.facts, &self.matter.item, self.centre.today());
        let holder = facts.holding.person;
        let carried = facts.holding.capacity == Capacity::Handler;
        match (self.matter.twist, handling.stop, facts.extension, facts.priority) {
            (Twist::ExtensionRefused, _, Extension::Asked { .. }, _) => {
                let reason = "离期限还早，核查排在下周来得及，不用延长。".into();
                let who = extender(self.organisation, facts, item, today)?;
                Some(Move::Act(who, Act::RefuseExtension { reason }))
            }
            (Twist::ExtensionRefused, _, Extension::None, _)
                if carried && !self.was("case.extension-asked") =>
            {
                let reason = "这周要核查的店多，怕排不开。".into();
                Some(Move::Act(holder, Act::AskExtension { reason }))
            }
            (Twist::StopRefused, Stop::Asked(_), ..) => {
                let reason = "申请人交来的检测报告还在有效期内，不用再测，接着办。".into();
                let who = stopper(self.organisation, facts, item, today)?;
                Some(Move::Act(who, Act::RefuseStop { reason }))
            }
            (Twist::StopRefused, Stop::Running, ..) if carried && !self.was("case.stop-asked") => {
                let reason = "想再做一次检测，结果出来再核查。".into();
                Some(Move::Act(holder, Act::AskStop { exclusion: 0, days: 10, reason, order: String::new() }))
            }
            (Twist::PriorityRefused, _, _, Priority::Asked { .. }) => {
                let (who, _) = register::approver(self.centre, self.organisation, self.matter, facts)?;
                let reason = "开业吉日不在优先办理的范围内，按先后顺序办，承诺的日子不变。".into();
                Some(Move::Act(who, Act::RefusePriority { reason }))
            }
            (Twist::PriorityRefused, _, _, Priority::None) if carried && !self.was("case.priority-asked") => {
                let reason = "申请人看好了开业的日子，想提前几天拿证。".into();
                Some(Move::Act(holder, Act::AskPriority { reason }))
            }
            (Twist::Died, ..) if carried => {
                let proof = "居民死亡医学证明书，原件已核对退回；家属说店不开了。".into();
                let end = RegisterAct::End { ground: EndGround::Died, proof };
                Some(Move::Act(self.head()?, Act::Register(end)))
            }
            (Twist::SameMatter, ..) if carried && !self.was("case.same-matter") => {
                let same = RegisterAct::SameMatter { window: self.matter.window };
                Some(Move::Act(self.matter.intake, Act::Register(same)))
            }
            (Twist::StepReturned, ..)
                if handling.step + 1 >= handling.steps && !self.was("case.step-returned") =>
            {
                let reason = "驾驶员从业资格证的有效期没有核对，请核对后写进意见。".into();
                let who = decider(self.organisation, facts, item, today)?;
                Some(Move::Act(who, Act::ReturnStep { step: 0, reason }))
            }
            (Twist::Late, ..) if carried && !self.was("case.late-explained") => {
                let late_from = facts.clocks.promised?.clock.late_from();
                if self.centre.instant() < late_from {
                    return Some(Move::Wait(late_from.plus_minutes(9 * 60).0));
                }
                let reason = "车辆检测的联网查询中断了四天，昨天才查到结果，耽误您了。".into();
                let expected_on = today.plus_days(3);
                Some(Move::Act(holder, Act::ExplainLate { reason, expected_on }))
            }
            _ => None,
        }
    }

    /// The next revision is published while the case lies at the window, and the legal reviewer lets it go over.
    async fn newer(&self) -> anyhow::Result<Option<Move>> {
        let facts = &self.file.facts;
        if self.was("case.rebound") || !matches!(self.file.stage, Stage::Received) {
            return Ok(None);
        }
        let short = self.matter.item.short;
        let Some(entry) = self.centre.item_entry(short.as_str()).await? else { return Ok(None) };
        if entry.item.revision == facts.revision {
            let mut item = (*entry.item).clone();
            item.revision += 1;
            for material in item.materials.iter_mut().filter(|it| self.matter.lacks.contains(it.row)) {
                material.required = false;
            }
            return Ok(Some(match self.centre.item_publish("cat.gov", &item).await {
                Ok(()) => Move::Wait(self.centre.instant().0 + HOUR),
                Err(problem) => Move::Refused(format!("not published anew: {problem:?}")),
            }));
        }
        let rebind = RegisterAct::Rebind {
            ground: RebindGround::MoreFavourable,
            article: "《优化营商环境条例》第三十七条".into(),
            changes: "营业执照改由我们核验，不用您交了。".into(),
        };
        Ok(Some(Move::Act(PersonId::parse("cat.legal")?, Act::Register(rebind))))
    }

    /// Away for training, the deputy counts and takes over; back again, the case is taken back.
    async fn away(&self, earlier: bool) -> anyhow::Result<Option<Move>> {
        let (facts, today) = (&self.file.facts, self.centre.today());
        let (holder, papers) = (facts.holding.person, facts.holding.papers);
        let in_hand = matches!(self.file.stage, Stage::Handling(_)) && facts.pending.is_none();
        if !in_hand || facts.holding.capacity != Capacity::Handler || self.was("case.taken-back") {
            return Ok(None);
        }
        let absences = self.centre.absences().await?;
        if !self.was("case.taken-for-absent") {
            let Some(deputy) = deputies(self.organisation, holder, today).first().copied() else {
                return Ok(None);
            };
            if absences.is_away(holder, today) {
                return Ok(Some(Move::Act(deputy, Act::StandIn { papers })));
            }
            let until = Some(today.plus_days(if earlier { 6 } else { 2 }));
            let class = AbsenceClass::Training;
            let enter = Enter { person: holder, from: today, until, class, deputy: Some(deputy) };
            return Ok(Some(self.absence(holder, Command::Enter(enter)).await));
        }
        let Some(person) = facts.covers else { return Ok(None) };
        match absences.of(person, today) {
            Some(absence) if earlier && absence.from < today => {
                Ok(Some(self.absence(person, Command::End { id: absence.id }).await))
            }
            Some(_) => Ok(Some(Move::Wait(today.plus_days(1).at(9, 0).0))),
            None => Ok(Some(Move::Act(person, Act::TakeBack { papers }))),
        }
    }

    async fn absence(&self, person: PersonId, command: Command) -> Move {
        match self.centre.absence_act(&Session::acting(person), centre::seal::random(), command).await {
            Ok(_) => Move::Wait(self.centre.instant().0 + HOUR),
            Err(problem) => Move::Refused(format!("absence: {problem:?}")),
        }
    }
}
