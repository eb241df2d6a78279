//! The whole life of a case on one screen: what may be asked in which stage.  Everything not listed is refused.

use crate::authority::Desk;
use crate::command::Command as C;
use crate::event::Event;
use crate::known::Known;
use crate::refusal::Refusal;
use crate::register::{self, RegisterRefusal};
use crate::state::{Case, File, Stage as S, Stop};
use crate::{
    close, commitment, correction, cover, custody, deferral, delivery, extension, handling, instant, intake,
    letter, loss, photograph, rebind, stops, withdraw,
};

/// The facts that a command brings about, or why it does not.
pub(crate) type Answer = Result<Vec<Event>, Refusal>;

/// Decides a command on a case.  The ledger has caught the case up with time before (see [`crate::catch_up`]).
pub fn decide(case: &Case, command: &C, known: &Known) -> Answer {
    let file = match (case, command) {
        (Case::Absent, C::Receive(command)) => return intake::receive(command, known),
        (Case::Absent, _) => return Err(Refusal::NoSuchCase),
        (Case::Filed(_), C::Receive(_)) => return Err(Refusal::AlreadyReceived),
        (Case::Filed(file), _) => file,
    };
    let File { facts, stage } = &**file;
    let desk = &Desk::of(facts, known)?;
    match (stage, command) {
        (S::Received | S::CorrectionNoticed, C::ReceiveMore(command)) => intake::receive_more(desk, command),
        (S::Received | S::CorrectionNoticed, C::NoticeCorrection(command)) => {
            correction::notice(desk, command)
        }
        (S::Received | S::CorrectionNoticed, C::ReleaseCorrection(command)) => {
            correction::release(desk, command)
        }
        (S::Received | S::CorrectionNoticed, C::Accept) => intake::accept(desk),
        (S::Received | S::CorrectionNoticed, C::AcceptDeferred(command)) => deferral::accept(desk, command),
        (S::Received | S::CorrectionNoticed, C::RefuseAcceptance(command)) => intake::refuse(desk, command),

        (S::Received, C::PresentInstant) => instant::present(desk),
        (S::AwaitingSignature, C::SignInstant) => instant::sign(desk),
        (S::AwaitingSignature, C::ReturnInstant(command)) => instant::give_back(desk, command),
        (S::Handling(handling), C::SignInstant) => instant::sign_after_leader(desk, handling),

        (S::Handling(_), C::ReceiveMore(command)) => deferral::bring(desk, command),
        (S::ClosedForMissing { .. }, C::ReceiveMore(command)) => letter::lift(desk, stage, command),
        (S::Handling(handling), C::CompleteStep(command)) => handling::complete(desk, handling, command),
        (S::Handling(handling), C::ReturnToStep(command)) => handling::return_to(desk, handling, command),
        (S::Handling(handling), C::Decide(command)) => handling::decide(desk, handling, command),
        (S::Handling(handling), C::AskStop(command)) => stops::ask(desk, handling, command),
        (S::Handling(handling), C::ApproveStop) => stops::approve(desk, handling),
        (S::Handling(handling), C::RefuseStop(command)) => stops::refuse(desk, handling, command),
        (S::Handling(handling), C::Resume(command)) => match handling.stop {
            Stop::Running | Stop::Asked(_) => Err(Refusal::ClockNotStopped),
            Stop::Stopped { .. } | Stop::PastPlan { .. } => stops::resume(desk, handling, command),
        },
        (stage, C::ShowStopOrder(command)) if stage.is_open() => stops::show(desk, stage, command),

        (S::Handling(_), C::AskExtension(command)) => extension::ask(desk, command),
        (S::Handling(_), C::ApproveExtension) => extension::approve(desk),
        (S::Handling(_), C::RefuseExtension(command)) => extension::refuse(desk, command),

        (S::Decided { .. }, C::Recheck) => close::recheck(desk),
        (S::Decided { decision, .. }, C::ReturnDecision(command)) => {
            close::return_decision(desk, decision, command)
        }
        (S::Decided { recheck_by, .. }, C::MakeDocument(_)) => {
            Err(Refusal::NotRechecked { recheck_by: *recheck_by })
        }
        (S::Rechecked { decision, .. }, C::MakeDocument(command)) => {
            close::make_document(desk, decision, command)
        }
        (
            S::Decided { .. } | S::Rechecked { .. } | S::Concluded(_) | S::Delivered { .. },
            C::CheckCommitment(command),
        ) => commitment::check(desk, command),
        // What counts as delivered by a public notice still lies there for whoever comes for it (C25).
        (
            S::Concluded(conclusion) | S::Delivered { conclusion, by_notice: true, .. },
            C::Deliver(command),
        ) => close::deliver(desk, conclusion, command),
        (S::Concluded(_) | S::Delivered { by_notice: true, .. }, C::RenewPickup(command)) => {
            delivery::renew(desk, command)
        }
        (S::Concluded(conclusion), C::DeliverOtherwise(command)) => {
            delivery::otherwise(desk, conclusion, command)
        }
        // Whatever was delivered by it, somebody answers for what is in a letter (E8).
        (S::Delivered { conclusion, by_notice: true, .. }, C::DeliverOtherwise(command))
            if facts.sending.asks_of_originals(command.way) =>
        {
            delivery::otherwise(desk, conclusion, command)
        }
        (stage, C::ConfirmAddress(command)) if stage.is_open() => {
            delivery::confirm_address(desk, stage, command)
        }
        (stage, C::AgreeElectronic(command)) if stage.is_open() => delivery::agree(desk, stage, command),
        (stage, C::EndElectronic(command)) if stage.is_open() => delivery::end(desk, stage, command),
        (S::Concluded(_), C::FetchElectronic(command)) => delivery::fetch(desk, command),

        (stage, C::GiveOver(command)) if stage.is_open() => custody::give(desk, stage, command),
        (stage, C::TakeOver(command)) if stage.is_open() => custody::take(desk, stage, command),
        (stage, C::DeclineOver(command)) if stage.is_open() => custody::decline(desk, command),
        (stage, C::RecallOver) if stage.is_open() => custody::recall(desk),

        (stage, C::StandIn(command)) if stage.is_open() => cover::stand_in(desk, stage, command),
        (stage, C::TakeBack(command)) if stage.is_open() => cover::take_back(desk, command),
        (stage, C::Reassign(command)) if stage.is_open() => cover::reassign(desk, stage, command),

        (stage, C::AskPriority(command)) if stage.is_before_decision() => {
            handling::ask_priority(desk, command)
        }
        (stage, C::ApprovePriority(class)) if stage.is_before_decision() => {
            handling::approve_priority(desk, *class)
        }
        (stage, C::RefusePriority(command)) if stage.is_before_decision() => {
            handling::refuse_priority(desk, command)
        }
        (stage, C::Withdraw(command)) if stage.is_before_decision() => withdraw::withdraw(desk, command),
        (stage, C::SendWithdrawCode(command)) if stage.is_before_decision() => {
            withdraw::send_code(desk, command)
        }
        (stage, C::WithdrawByCode(command)) if stage.is_before_decision() => withdraw::by_code(desk, command),

        (_, C::ReissueReceipt(command)) => register::reissue(desk, command),
        (_, C::KeepPhotograph(command)) => photograph::keep(desk, command),
        (_, C::NotePapersLost(command)) => loss::noted(desk, command),
        (stage, C::NoteSameMatter(command)) if stage.is_open() => register::same_matter(desk, command),
        (stage, C::CorrectApplicant(command)) if stage.is_before_decision() => {
            register::correct(desk, command)
        }
        (stage, C::RenameApplicant(command)) if stage.is_owed() => register::rename(desk, command),
        (stage, C::ChangeContact(command)) if stage.is_owed() => {
            register::change_contact(desk, stage, command)
        }
        (stage, C::EndWithApplicant(command)) if stage.is_before_decision() => register::end(desk, command),
        (stage, C::Rebind(command)) if stage.is_open() => rebind::rebind(desk, stage, command),
        (stage, C::Succeed(command)) if stage.is_open() => register::succeed(desk, stage, command),
        (
            S::Decided { .. } | S::Rechecked { .. } | S::Concluded(_) | S::Delivered { .. },
            C::CorrectApplicant(_) | C::RenameApplicant(_) | C::EndWithApplicant(_),
        ) => Err(RegisterRefusal::AlreadyDecided.into()),
        (stage, C::ExplainLate(command)) if stage.is_before_conclusion() => {
            handling::explain_late(desk, command)
        }

        (stage, C::ReceiveMore(_) | C::NoticeCorrection(_) | C::ReleaseCorrection(_))
            if stage.is_after_acceptance() =>
        {
            Err(Refusal::MaterialsClosed)
        }
        (stage, _) if !stage.is_open() => Err(Refusal::CaseEnded { stage: stage.name() }),
        (stage, _) => Err(Refusal::NotInThisStage { stage: stage.name() }),
    }
}
