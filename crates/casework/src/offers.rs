//! Which acts the case file page offers: found by asking [`decide`] with probes, so that page and rule cannot differ.

use crate::authority::Desk;
use crate::command::*;
use crate::decide::decide;
use crate::known::Known;
use crate::refusal::Refusal;
use crate::state::{Case, Facts, File, Stage};
use crate::visit;
use catalogue::item::Place;
use catalogue::{Digest, Item, PersonId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal,)+) => {
        /// A kind of command.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act {
            $($(#[$doc])* $act,)+
        }

        impl Act {
            /// Every act, in the order of a life.
            pub const ALL: &[Act] = &[$(Act::$act),+];

            /// Its stable name.
            pub fn name(self) -> &'static str {
                match self { $(Act::$act => $name,)+ }
            }
        }
    };
}

acts! {
    /// 收件.
    Receive = "receive",
    /// 补收材料.
    ReceiveMore = "receive-more",
    /// 一次性告知.
    NoticeCorrection = "notice-correction",
    /// 加项放行 by the window head.
    ReleaseCorrection = "release-correction",
    /// 受理.
    Accept = "accept",
    /// 容缺受理.
    AcceptDeferred = "accept-deferred",
    /// 不受理、不予受理.
    RefuseAcceptance = "refuse-acceptance",
    /// Put before the window head again.
    PresentInstant = "present-instant",
    /// 即办件签发.
    SignInstant = "sign-instant",
    /// Send an instant case back.
    ReturnInstant = "return-instant",
    /// 移交.
    GiveOver = "give-over",
    /// 签收.
    TakeOver = "take-over",
    /// Not taken.
    DeclineOver = "decline-over",
    /// Taken back.
    RecallOver = "recall-over",
    /// 代班接手.
    StandIn = "stand-in",
    /// 销假接回.
    TakeBack = "take-back",
    /// 改派.
    Reassign = "reassign",
    /// 办完一个环节.
    CompleteStep = "complete-step",
    /// 退回前一环节.
    ReturnToStep = "return-to-step",
    /// 申请特别程序或中止.
    AskStop = "ask-stop",
    /// 批准.
    ApproveStop = "approve-stop",
    /// 不批准.
    RefuseStop = "refuse-stop",
    /// 恢复计时.
    Resume = "resume",
    /// 补登依据文书.
    ShowStopOrder = "show-stop-order",
    /// 申请延期.
    AskExtension = "ask-extension",
    /// 批准延期.
    ApproveExtension = "approve-extension",
    /// 不批准延期.
    RefuseExtension = "refuse-extension",
    /// 决定.
    Decide = "decide",
    /// 复核.
    Recheck = "recheck",
    /// 复核退回.
    ReturnDecision = "return-decision",
    /// 制证用印.
    MakeDocument = "make-document",
    /// 送达.
    Deliver = "deliver",
    /// 邮寄、电子、留置、公告送达.
    DeliverOtherwise = "deliver-otherwise",
    /// 换新的取件码.
    RenewPickup = "renew-pickup",
    /// 送达地址确认书.
    ConfirmAddress = "confirm-address",
    /// 同意电子送达.
    AgreeElectronic = "agree-electronic",
    /// 不再同意电子送达.
    EndElectronic = "end-electronic",
    /// 凭码领取电子文书.
    FetchElectronic = "fetch-electronic",
    /// 承诺核查.
    CheckCommitment = "check-commitment",
    /// 申请优先.
    AskPriority = "ask-priority",
    /// 批准优先.
    ApprovePriority = "approve-priority",
    /// 不批准优先.
    RefusePriority = "refuse-priority",
    /// 超期说明.
    ExplainLate = "explain-late",
    /// 撤回.
    Withdraw = "withdraw",
    /// A one-time code to the applicant's telephone.
    SendWithdrawCode = "send-withdraw-code",
    /// 撤回 with that code.
    WithdrawByCode = "withdraw-by-code",
    /// 补打回执.
    ReissueReceipt = "reissue-receipt",
    /// 改联系方式.
    ChangeContact = "change-contact",
    /// Led here from an intake of the same matter.
    NoteSameMatter = "same-matter",
    /// 更正登记错的申请人.
    CorrectApplicant = "correct-applicant",
    /// 改名、换号.
    RenameApplicant = "rename-applicant",
    /// 换用新的一版.
    Rebind = "rebind",
    /// 承继.
    Succeed = "succeed",
    /// 终止办理.
    EndWithApplicant = "end-with-applicant",
    /// 交现场照片.
    KeepPhotograph = "keep-photograph",
    /// 材料遗失, told by the folder.
    NotePapersLost = "papers-lost",
}

impl Act {
    /// Whether only the applicant does it, and no officer (C26).
    pub fn is_applicants(self) -> bool {
        matches!(self, Act::SendWithdrawCode | Act::WithdrawByCode | Act::FetchElectronic)
    }

    /// Whether a file is handed in with it: it has a form and an address of its own.
    pub fn brings_a_file(self) -> bool {
        self == Act::KeepPhotograph
    }
}

impl Command {
    /// What kind of command it is.
    pub fn act(&self) -> Act {
        match self {
            Command::Receive(_) => Act::Receive,
            Command::ReceiveMore(_) => Act::ReceiveMore,
            Command::NoticeCorrection(_) => Act::NoticeCorrection,
            Command::ReleaseCorrection(_) => Act::ReleaseCorrection,
            Command::Accept => Act::Accept,
            Command::AcceptDeferred(_) => Act::AcceptDeferred,
            Command::RefuseAcceptance(_) => Act::RefuseAcceptance,
            Command::PresentInstant => Act::PresentInstant,
            Command::SignInstant => Act::SignInstant,
            Command::ReturnInstant(_) => Act::ReturnInstant,
            Command::GiveOver(_) => Act::GiveOver,
            Command::TakeOver(_) => Act::TakeOver,
            Command::DeclineOver(_) => Act::DeclineOver,
            Command::RecallOver => Act::RecallOver,
            Command::StandIn(_) => Act::StandIn,
            Command::TakeBack(_) => Act::TakeBack,
            Command::Reassign(_) => Act::Reassign,
            Command::CompleteStep(_) => Act::CompleteStep,
            Command::ReturnToStep(_) => Act::ReturnToStep,
            Command::AskStop(_) => Act::AskStop,
            Command::ApproveStop => Act::ApproveStop,
            Command::RefuseStop(_) => Act::RefuseStop,
            Command::Resume(_) => Act::Resume,
            Command::ShowStopOrder(_) => Act::ShowStopOrder,
            Command::AskExtension(_) => Act::AskExtension,
            Command::ApproveExtension => Act::ApproveExtension,
            Command::RefuseExtension(_) => Act::RefuseExtension,
            Command::Decide(_) => Act::Decide,
            Command::Recheck => Act::Recheck,
            Command::ReturnDecision(_) => Act::ReturnDecision,
            Command::MakeDocument(_) => Act::MakeDocument,
            Command::Deliver(_) => Act::Deliver,
            Command::DeliverOtherwise(_) => Act::DeliverOtherwise,
            Command::RenewPickup(_) => Act::RenewPickup,
            Command::ConfirmAddress(_) => Act::ConfirmAddress,
            Command::AgreeElectronic(_) => Act::AgreeElectronic,
            Command::EndElectronic(_) => Act::EndElectronic,
            Command::FetchElectronic(_) => Act::FetchElectronic,
            Command::CheckCommitment(_) => Act::CheckCommitment,
            Command::AskPriority(_) => Act::AskPriority,
            Command::ApprovePriority(_) => Act::ApprovePriority,
            Command::RefusePriority(_) => Act::RefusePriority,
            Command::ExplainLate(_) => Act::ExplainLate,
            Command::Withdraw(_) => Act::Withdraw,
            Command::SendWithdrawCode(_) => Act::SendWithdrawCode,
            Command::WithdrawByCode(_) => Act::WithdrawByCode,
            Command::ReissueReceipt(_) => Act::ReissueReceipt,
            Command::ChangeContact(_) => Act::ChangeContact,
            Command::NoteSameMatter(_) => Act::NoteSameMatter,
            Command::CorrectApplicant(_) => Act::CorrectApplicant,
            Command::RenameApplicant(_) => Act::RenameApplicant,
            Command::Rebind(_) => Act::Rebind,
            Command::Succeed(_) => Act::Succeed,
            Command::EndWithApplicant(_) => Act::EndWithApplicant,
            Command::KeepPhotograph(_) => Act::KeepPhotograph,
            Command::NotePapersLost(_) => Act::NotePapersLost,
        }
    }
}

/// An act the page shows to this person now.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Which.
    pub act: Act,
    /// A command of that kind that passes, or would if the person were another: a start for the form, with the likely
    /// recipient, window and rows; texts and codes in it are empty digests.
    pub example: Command,
    /// Why this person may not, and who may; none where the act is open.
    pub refusal: Option<Refusal>,
}

/// What the actor may do with the case now, and what only another may.
pub fn offers(case: &Case, known: &Known) -> Vec<Offer> {
    let (Some(file), Some(item)) = (case.file(), known.item) else { return Vec::new() };
    Act::ALL.iter().filter_map(|act| offer(case, file, item, *act, known)).collect()
}

/// Whether one of these acts is open to the actor now; no other is tried.
pub fn offers_any(case: &Case, known: &Known, acts: &[Act]) -> bool {
    let (Some(file), Some(item)) = (case.file(), known.item) else { return false };
    let open = |act: &Act| offer(case, file, item, *act, known).is_some_and(|it| it.refusal.is_none());
    acts.iter().any(open)
}

fn offer(case: &Case, file: &File, item: &Item, act: Act, known: &Known) -> Option<Offer> {
    let probes = match act {
        Act::GiveOver => give_over(case, file, known),
        Act::Reassign => reassign(case, file, known),
        _ => probes(file, item, act, known),
    };
    let mut refused = None;
    for example in probes {
        match decide(case, &example, known) {
            Ok(_) => return Some(Offer { act, example, refusal: None }),
            Err(refusal) if refusal.concerns_person() && refused.is_none() => {
                refused = Some(Offer { act, example, refusal: Some(refusal) });
            }
            Err(_) => {}
        }
    }
    refused
}

pub(crate) const EMPTY: Sealed = Sealed(Digest([0; 32]));
const REASON: Reason = Reason { reason: EMPTY };

/// Giving to oneself is never lawful, and the refusal names those to whom one may give.
fn give_over(case: &Case, file: &File, known: &Known) -> Vec<Command> {
    let to = |to: PersonId| Command::GiveOver(GiveOver { to, papers: file.facts.holding.papers, note: None });
    match decide(case, &to(known.actor), known) {
        Err(Refusal::WrongDirection { able }) => able.iter().map(|able| to(able.person)).collect(),
        _ => vec![to(known.actor)],
    }
}

/// The same of giving what somebody away holds to another.
fn reassign(case: &Case, file: &File, known: &Known) -> Vec<Command> {
    let papers = file.facts.holding.papers;
    let to = |to: PersonId| Command::Reassign(Reassign { to, papers, reason: EMPTY });
    match decide(case, &to(known.actor), known) {
        Err(Refusal::WrongDirection { able }) => able.iter().map(|able| to(able.person)).collect(),
        _ => vec![to(known.actor)],
    }
}

fn probes(file: &File, item: &Item, act: Act, known: &Known) -> Vec<Command> {
    let facts = &file.facts;
    let one = match act {
        Act::Receive | Act::GiveOver | Act::Reassign | Act::NotePapersLost => return Vec::new(),
        Act::SendWithdrawCode
        | Act::WithdrawByCode
        | Act::ReissueReceipt
        | Act::ChangeContact
        | Act::NoteSameMatter
        | Act::CorrectApplicant
        | Act::RenameApplicant
        | Act::Rebind
        | Act::Succeed
        | Act::EndWithApplicant => return crate::register::probes(facts, item, act, known),
        Act::ReceiveMore => Command::ReceiveMore(receive_more(file, known)),
        Act::NoticeCorrection => {
            Command::NoticeCorrection(NoticeCorrection { rows: notice_correction(facts), reasons: EMPTY })
        }
        Act::ReleaseCorrection => {
            let named = facts.correction.map_or(RowSet::EMPTY, |before| before.named);
            let rows = facts.materials.required.union(facts.materials.marks.rows()).difference(named);
            Command::ReleaseCorrection(ReleaseCorrection { rows, reason: EMPTY })
        }
        Act::Accept => Command::Accept,
        Act::AcceptDeferred => Command::AcceptDeferred(AcceptDeferred { rows: facts.open_rows() }),
        Act::RefuseAcceptance => {
            let ground = NonAcceptanceGround::NotRequired;
            Command::RefuseAcceptance(RefuseAcceptance { ground, reason: EMPTY })
        }
        Act::PresentInstant => Command::PresentInstant,
        Act::SignInstant => Command::SignInstant,
        Act::ReturnInstant => Command::ReturnInstant(REASON),
        Act::TakeOver => {
            let papers = facts.pending.map_or(0, |pending| pending.papers);
            Command::TakeOver(TakeOver { papers })
        }
        Act::DeclineOver => Command::DeclineOver(REASON),
        Act::RecallOver => Command::RecallOver,
        Act::StandIn => Command::StandIn(TakeOver { papers: facts.holding.papers }),
        Act::TakeBack => Command::TakeBack(TakeOver { papers: facts.holding.papers }),
        Act::CompleteStep => Command::CompleteStep(complete_step(file, item, known)),
        Act::ReturnToStep => Command::ReturnToStep(ReturnToStep { step: 0, reason: EMPTY }),
        Act::AskStop => {
            let places = 0..u8::try_from(item.exclusions.len()).unwrap_or(u8::MAX);
            let ask = |exclusion| {
                Command::AskStop(AskStop { exclusion, planned_days: 1, reason: EMPTY, order: None })
            };
            return places.map(ask).collect();
        }
        Act::ApproveStop => Command::ApproveStop,
        Act::RefuseStop => Command::RefuseStop(REASON),
        Act::Resume => Command::Resume(Resume { result: EMPTY }),
        Act::ShowStopOrder => Command::ShowStopOrder(ShowStopOrder { order: EMPTY }),
        Act::AskExtension => Command::AskExtension(REASON),
        Act::ApproveExtension => Command::ApproveExtension,
        Act::RefuseExtension => Command::RefuseExtension(REASON),
        Act::Withdraw => Command::Withdraw(Withdraw {
            cause: WithdrawCause::NoLongerWanted,
            words: None,
            identity: facts.applicant,
            window: window_of(facts, known),
        }),
        Act::Decide => return decide_probes(item),
        Act::Recheck => Command::Recheck,
        Act::ReturnDecision => Command::ReturnDecision(REASON),
        Act::MakeDocument => Command::MakeDocument(MakeDocument { pickup: EMPTY.0, pickup_sealed: EMPTY }),
        Act::Deliver => Command::Deliver(crate::close::deliver_example(file, known)),
        Act::DeliverOtherwise
        | Act::RenewPickup
        | Act::ConfirmAddress
        | Act::AgreeElectronic
        | Act::EndElectronic
        | Act::FetchElectronic => {
            return crate::delivery::probes(file, act, known);
        }
        Act::CheckCommitment => {
            Command::CheckCommitment(CheckCommitment { outcome: CheckOutcome::Kept, finding: EMPTY })
        }
        Act::AskPriority => Command::AskPriority(REASON),
        Act::ApprovePriority => Command::ApprovePriority(PriorityClass::MajorProject),
        Act::RefusePriority => Command::RefusePriority(REASON),
        Act::ExplainLate => Command::ExplainLate(ExplainLate { reason: EMPTY, expected_on: known.today() }),
        Act::KeepPhotograph => Command::KeepPhotograph(KeepPhotograph { photograph: EMPTY.0 }),
    };
    vec![one]
}

/// Everything that is open, with what was released for a further notice; where nothing is open, what is in.
fn notice_correction(facts: &Facts) -> RowSet {
    let released = facts.release.map_or(RowSet::EMPTY, |release| release.rows);
    let open = facts.open_rows().union(released);
    let named = facts.correction.map_or(facts.materials.applies, |before| before.named);
    if open.is_empty() { facts.materials.marks.rows().intersection(named) } else { open }
}

fn receive_more(file: &File, known: &Known) -> ReceiveMore {
    let facts = &file.facts;
    let open = facts.deferral.map_or(facts.open_rows(), |deferral| deferral.open());
    let rows = if open.is_empty() { facts.materials.applies } else { open };
    let marks = MaterialMarks { copy_kept: rows, ..MaterialMarks::default() };
    let (window, letter) = (window_of(facts, known), crate::letter::example(file, known));
    ReceiveMore { marks, papers: 0, window, letter, by_representative: false, taken_up: false, receipts: 0 }
}

/// A window of the actor that serves the authority, or where the case was taken in.
pub(crate) fn window_of(facts: &Facts, known: &Known) -> WindowId {
    let serves = |window: &WindowId| {
        known.organisation.window(*window).is_some_and(|window| window.serves.contains(&facts.authority))
    };
    windows_of(known).find(serves).unwrap_or(facts.window)
}

/// A grant, or where nothing may be granted yet a refusal on each ground.
fn decide_probes(item: &Item) -> Vec<Command> {
    let grant = Decide { outcome: Outcome::Granted, grounds: Grounds::NONE, reasons: None };
    let refuse = |grounds| Decide { outcome: Outcome::Refused, grounds, reasons: Some(EMPTY) };
    let reasons = item.decision.refusal_reasons.iter().map(|reason| refuse(Grounds::one(reason.code)));
    [grant].into_iter().chain(reasons).chain([refuse(Grounds::NONE)]).map(Command::Decide).collect()
}

fn complete_step(file: &File, item: &Item, known: &Known) -> CompleteStep {
    let (step, first) = match &file.stage {
        Stage::Handling(handling) => (item.steps.get(usize::from(handling.step)), handling.first_officer),
        _ => (None, None),
    };
    let first_officer = first.is_none_or(|first| first == known.actor);
    let on_site = step.filter(|step| first_officer && visit::is_needed(step));
    let visit = on_site.map(|step| {
        let companions = visit::companions(&Desk { facts: &file.facts, known, item }, step);
        Visit {
            with: companions.first().map_or(known.actor, |able| able.person),
            entered_at: known.now,
            left_at: known.now,
            minutes: EMPTY,
            signature: PartySignature::Signed,
            photographs: 1,
        }
    });
    let site = step.is_some_and(|step| step.place == Place::Site || visit::is_needed(step));
    let place = if site { DonePlace::OnSite } else { DonePlace::Hall };
    CompleteStep { verdict: Verdict::Agree, opinion: EMPTY, place, visit }
}

/// Windows at which the actor sits.
pub(crate) fn windows_of<'a>(known: &'a Known) -> impl Iterator<Item = WindowId> + 'a {
    let posts = known.organisation.posts_of(known.actor, known.today());
    posts.flat_map(|holding| holding.windows.iter().copied())
}
