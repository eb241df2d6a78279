//! What every event of a case says of itself: who did it, and which numbers it used up. A new event needs its line in both.

use crate::event::Event;
use crate::number::Series;

impl Event {
    /// Who did it; none where time did.
    pub fn by(&self) -> Option<catalogue::PersonId> {
        use Event::*;
        match self {
            Received(fact) => Some(fact.by),
            ReceivedMore(fact) => Some(fact.by),
            CorrectionNoticed(fact) => Some(fact.by),
            CorrectionReleased(fact) => Some(fact.by),
            CorrectionRenewed(fact) => Some(fact.by),
            Accepted(fact) => Some(fact.by),
            Deferred(fact) => Some(fact.by),
            DeferredBrought(fact) => Some(fact.by),
            ClosureLifted(fact) => Some(fact.by),
            AcceptanceRefused(fact) => Some(fact.by),
            Presented(fact) => Some(fact.by),
            InstantReturned(fact) => Some(fact.by),
            AgentSkipped(fact) => Some(fact.by),
            GivenOver(fact) => Some(fact.by),
            TakenOver(fact) => Some(fact.by),
            OverDeclined(fact) => Some(fact.by),
            OverRecalled(fact) => Some(fact.by),
            SiteVisited(fact) => Some(fact.by),
            TakenForAbsent(fact) => Some(fact.by),
            TakenBack(fact) => Some(fact.by),
            Reassigned(fact) => Some(fact.by),
            StepConfirmed(fact) => Some(fact.by),
            StepCompleted(fact) => Some(fact.by),
            StepReturned(fact) => Some(fact.by),
            StopAskedFor(fact) => Some(fact.by),
            Stopped(fact) => Some(fact.by),
            StopOrderShown(fact) => Some(fact.by),
            StopRefused(fact) => Some(fact.by),
            ExtensionAskedFor(fact) => Some(fact.by),
            Extended(fact) => Some(fact.by),
            ExtensionRefused(fact) => Some(fact.by),
            Withdrawn(fact) => Some(fact.by),
            ReceiptReissued(fact) => Some(fact.by),
            ContactChanged(fact) => Some(fact.by),
            SameMatterCame(fact) => Some(fact.by),
            ApplicantCorrected(fact) => Some(fact.by),
            ApplicantRenamed(fact) => Some(fact.by),
            Rebound(fact) => Some(fact.by),
            Succeeded(fact) => Some(fact.by),
            EndedWithApplicant(fact) => Some(fact.by),
            Decided(fact) => Some(fact.by),
            CommitmentChecked(fact) => Some(fact.by),
            StepSkipped(fact) => Some(fact.by),
            Rechecked(fact) => Some(fact.by),
            DecisionReturned(fact) => Some(fact.by),
            DocumentMade(fact) => Some(fact.by),
            Concluded(fact) => Some(fact.by),
            Delivered(fact) => Some(fact.by),
            PriorityAskedFor(fact) => Some(fact.by),
            PriorityApproved(fact) => Some(fact.by),
            PriorityRefused(fact) => Some(fact.by),
            LateExplained(fact) => Some(fact.by),
            PhotographKept(fact) => Some(fact.by),
            PickupRenewed(fact) => Some(fact.by),
            AddressConfirmed(fact) => Some(fact.by),
            ResultPosted(fact) => Some(fact.by),
            PostCameBack(fact) => Some(fact.by),
            PostReturnCorrected(fact) => Some(fact.by),
            PostLost(fact) => Some(fact.by),
            DeliveryAnnounced(fact) => Some(fact.by),
            ElectronicAgreed(fact) => Some(fact.by),
            ElectronicEnded(fact) => Some(fact.by),
            SentElectronically(fact) => Some(fact.by),
            Resumed(fact) => match fact.cause {
                crate::ResumeCause::Result { by, .. } => Some(by),
                crate::ResumeCause::PlannedEnd | crate::ResumeCause::Decided => None,
            },
            WithdrawCodeSent(_) | WithdrawnByApplicant(_) => Some(crate::applicant_itself()),
            CommitmentToCheck(_)
            | PapersLost(_)
            | DeliveryDeemed(_)
            | ElectronicUnfetched(_)
            | DeemedAccepted(_)
            | CorrectionReminded(_)
            | ClosedForMissing(_)
            | DeferralTurned(_)
            | HandOverWaits(_)
            | StopOrderOverdue(_)
            | RecheckLapsed(_)
            | LightTurned(_)
            | ClocksRedated(_) => None,
        }
    }
}

/// The numbers a fact used up, for the ledger's series.
pub fn draws(event: &Event) -> Vec<(Series, u32)> {
    use Event::*;
    let paper = match event {
        Received(fact) => {
            return vec![(fact.receipt.series(), fact.receipt.n), (fact.number.series(), fact.number.n)];
        }
        ApplicantCorrected(fact) => return vec![(fact.receipt.series(), fact.receipt.n)],
        EndedWithApplicant(fact) => Some(fact.notice),
        WithdrawnByApplicant(fact) => Some(fact.notice),
        CorrectionNoticed(fact) => Some(fact.notice),
        CorrectionRenewed(fact) => Some(fact.notice),
        Accepted(fact) => Some(fact.notice),
        DeemedAccepted(fact) => Some(fact.notice),
        AcceptanceRefused(fact) => Some(fact.notice),
        ClosedForMissing(fact) => Some(fact.notice),
        Stopped(fact) => Some(fact.notice),
        Extended(fact) => Some(fact.notice),
        Withdrawn(fact) => Some(fact.notice),
        Decided(fact) => Some(fact.number),
        DocumentMade(fact) => fact.certificate,
        Delivered(fact) => Some(fact.proof),
        DeliveryDeemed(fact) => Some(fact.proof),
        _ => None,
    };
    paper.map(|no| (no.series(), no.n)).into_iter().collect()
}
