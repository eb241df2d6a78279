//! One of every refusal, for the tests of their sentences. A new one needs its line here.

use calendar::Day;
use casework::certificate::{CertificateRefusal, Standing};
use casework::contact::ContactRefusal;
use casework::destruction::DestructionRefusal;
use casework::folder::FolderRefusal;
use casework::quota::{QuotaRefusal, Turn};
use casework::{
    Able, AcceptanceRefusal, DeliveryRefusal, Duty, Instead, Need, RebindRefusal, Refusal, RegisterRefusal,
    StageName, VisitRefusal, Whose,
};
use catalogue::authority::NoAuthority;
use catalogue::{DelegationId, Item, PersonId, Power, RowSet, UnitCode, WindowId};

/// A person of the county.
pub(super) fn person(name: &str) -> PersonId {
    PersonId::parse(name).expect("a person's id")
}

fn every_reason(day: Day) -> Vec<NoAuthority> {
    let id = DelegationId::parse("d-1").expect("an id");
    vec![
        NoAuthority::NoPost,
        NoAuthority::ElsewhereOnly,
        NoAuthority::PostEnded { until: day },
        NoAuthority::DelegationEnded { id, until: day },
        NoAuthority::DelegationNotYet { id, from: day },
        NoAuthority::DelegationDoesNotCover { id },
        NoAuthority::GiverWithoutPower { id },
    ]
}

/// One of each variant; those that hold one of several words, one of each.
pub(super) fn every_refusal(item: &Item) -> Vec<Refusal> {
    use Refusal::*;
    let day = Day::from_ymd(2026, 11, 27).expect("a day");
    let rows = RowSet::of(&[1, 2]).expect("two rows");
    let (unit, window) = (UnitCode::parse("sc").expect("a unit"), WindowId::parse("w2").expect("a window"));
    let (zhang, wang) = (person("intake2"), person("do.sc"));
    let case = catalogue::CaseId::parse("c1").expect("a case");
    let able = vec![
        Able { person: person("chief.sc"), deputising: false },
        Able { person: person("lead.sc"), deputising: true },
    ];
    let mut all = vec![
        NoSuchCase,
        AlreadyReceived,
        ItemNotLive { item: item.code },
        ItemUnknown,
        RevisionNotPublished { published: 2 },
        ApplicantNotServed,
        WindowUnknown { window },
        WindowDoesNotServe { window, unit },
        NothingHandedOver,
        RowsNotInItem { rows },
        RowsDoNotApply { rows },
        RowsLeftOut { rows },
        NotFromEarlier { rows },
        RowsNotRequired { rows },
        CopiesNotKept { rows },
        TooManyPapers,
        SameMatterOpen { open: 1 },
        MaterialsClosed,
        NothingToCorrect,
        AlreadyNoticed { noticed_on: day, rows },
        Acceptance(AcceptanceRefusal::NothingNoticed),
        Acceptance(AcceptanceRefusal::PostedLate { bring_by: day }),
        Acceptance(AcceptanceRefusal::LetterIncomplete { rows, bring_by: day }),
        Acceptance(AcceptanceRefusal::ClosingStands { bring_by: day }),
        Acceptance(AcceptanceRefusal::LookAgain),
        Acceptance(AcceptanceRefusal::EarlierRuns),
        Bar(casework::bar::BarRefusal::NotHeard),
        RowsMissing { rows },
        GroundNotListed,
        ClearQuestionsOpen,
        ClearReplyDue { ground: item.refusal_grounds[0].code },
        SameOffice,
        NotTheHolder { holder: wang },
        HandOverPending { to: wang },
        NothingPending,
        NotTheRecipient { to: zhang },
        WrongDirection { able: able.clone() },
        PapersMissing { held: 5, counted: 4 },
        CountDiffers { given: 5, counted: 4 },
        StepIsDecision,
        StepsOpen { open: 2 },
        SignOffWithheld,
        NoSuchStep,
        MustBeOnSite,
        NeedsAnotherOfficer { done_by: wang },
        Destruction(DestructionRefusal::NotTheArchivist { able: able.clone() }),
        Destruction(DestructionRefusal::ListOpen),
        Destruction(DestructionRefusal::NoList),
        Destruction(DestructionRefusal::ListWrong),
        Destruction(DestructionRefusal::NotProposed { case }),
        Destruction(DestructionRefusal::OnLoan { case }),
        Destruction(DestructionRefusal::OriginalsOwed { case }),
        Destruction(DestructionRefusal::KeepDayPassed { case }),
        Destruction(DestructionRefusal::NotTheHead { able: able.clone() }),
        Destruction(DestructionRefusal::NotApproved),
        Destruction(DestructionRefusal::DecidedBefore),
        Destruction(DestructionRefusal::NotASigner { able: able.clone() }),
        Contact(ContactRefusal::NoSuchContact),
        Contact(ContactRefusal::AlreadyRecorded),
        Contact(ContactRefusal::NoDesk),
        Contact(ContactRefusal::NotAtWindow),
        Contact(ContactRefusal::NothingAsked),
        Contact(ContactRefusal::CaseUnknown),
        Contact(ContactRefusal::CaseNotRefused),
        Contact(ContactRefusal::ListUnknown),
        Contact(ContactRefusal::NobodyThere),
        Contact(ContactRefusal::PingPong),
        Contact(ContactRefusal::PassedTooOften),
        Contact(ContactRefusal::NotResponsible { responsible: zhang }),
        Contact(ContactRefusal::WaitsForSignature),
        Contact(ContactRefusal::NothingWaits),
        Contact(ContactRefusal::NotForYou),
        Contact(ContactRefusal::HasEnded),
        Contact(ContactRefusal::TransferIsNoEnd),
        AwayReasonDiffers { named: casework::AwayReason::Testing },
        Visit(VisitRefusal::RecordMissing),
        Visit(VisitRefusal::RecordNotWanted),
        Visit(VisitRefusal::RecordStands),
        Visit(VisitRefusal::NoSiteStep),
        Visit(VisitRefusal::NoCertificate { person: wang, able: able.clone() }),
        Visit(VisitRefusal::SecondOfficerWrong { able: able.clone() }),
        Visit(VisitRefusal::NotNamed { named: wang }),
        Visit(VisitRefusal::LeftBeforeEntered),
        Visit(VisitRefusal::NotOneDay),
        Visit(VisitRefusal::NotYet),
        Visit(VisitRefusal::BeforeReceipt { received_on: day }),
        Visit(VisitRefusal::Photographs { most: 999 }),
        Visit(VisitRefusal::NotRecorded),
        Visit(VisitRefusal::NotThere { by: wang, with: wang }),
        Visit(VisitRefusal::EnoughKept { most: 9 }),
        Visit(VisitRefusal::Archived),
        ExclusionNotListed,
        StopTooLong { left: 3 },
        StopAlreadyAsked,
        ClockAlreadyStopped { until: day },
        NoStopAsked,
        ClockNotStopped,
        ResultAwaited { planned_until: day },
        StopOrderOwed { show_by: day },
        NoStopOrderOwed,
        NobodyLeftToDecide,
        ExtensionNotListed,
        ExtensionAlreadyAsked,
        NoExtensionAsked,
        AlreadyExtended,
        ExtensionTooLate { due: day },
        HandlerCannotWitness,
        WordsNeeded,
        Absence(casework::absence::AbsenceRefusal::StillAway),
        Outage(casework::outage::OutageRefusal::NotDown),
        WindowDay(casework::window_day::WindowDayRefusal::NotSettled),
        TooManyStops,
        ClockHasRunOut { due: day },
        StopOverlaps,
        ReasonsNeeded,
        ReasonsNotWanted,
        ReasonTwice,
        NotRechecked { recheck_by: day },
        PickupCodeWrong,
        PriorityAlreadyAsked,
        NoPriorityAsked,
        NotLate,
        DayHasPassed { day },
        TooManyPeople,
        Register(RegisterRefusal::SamePerson),
        YearUnknown { year: 2031 },
    ];
    for instead in [None, Some(Instead::Collector), Some(Instead::Agent), Some(Instead::Fetcher)] {
        all.extend([Whose::Applicant, Whose::Holder].map(|whose| IdentityDiffers { whose, instead }));
    }
    all.extend(every_certificate_refusal(day).map(Certificate));
    all.extend(every_folder_refusal(wang, rows).map(Folder));
    for stage in EVERY_STAGE {
        all.push(NotInThisStage { stage });
        all.push(CaseEnded { stage });
    }
    for reason in every_reason(day) {
        let need = Need::Power(Power::ApproveSpecialProcedure);
        all.push(NotAuthorised { need, reason, able: Vec::new() });
        all.push(NotAuthorised { need, reason, able: able.clone() });
    }
    let register = [
        RegisterRefusal::NotAtThatWindow { window },
        RegisterRefusal::IntakeCannotCorrect { able: able.clone() },
        RegisterRefusal::RegistrarCannotHandOut { able: able.clone() },
        RegisterRefusal::RegistrationMoved,
        RegisterRefusal::LetterNotSeen,
        RegisterRefusal::AlreadyDecided,
        RegisterRefusal::AnotherFirm,
        RegisterRefusal::NoFirm,
        RegisterRefusal::WrongEnd,
        RegisterRefusal::TooManyChanges,
        RegisterRefusal::MandateEnded,
        RegisterRefusal::OnlyTheApplicant,
        RegisterRefusal::NoOwnTelephone,
        RegisterRefusal::NothingIsSent,
        RegisterRefusal::NoCodeSent,
        RegisterRefusal::CodeExpired,
        RegisterRefusal::CodeWrong,
        RegisterRefusal::Rebind(RebindRefusal::NotALegalReviewer),
        RegisterRefusal::Rebind(RebindRefusal::NotNewer),
        RegisterRefusal::Rebind(RebindRefusal::AlreadyDecided),
        RegisterRefusal::Rebind(RebindRefusal::CourseDiffers),
        RegisterRefusal::Rebind(RebindRefusal::RowsDiffer),
        RegisterRefusal::Rebind(RebindRefusal::MoreMaterials { rows }),
        RegisterRefusal::Rebind(RebindRefusal::MoreAfterAcceptance { rows }),
        RegisterRefusal::Rebind(RebindRefusal::TooManyBindings),
    ];
    all.extend(register.map(Register));
    all.extend(super::refusal_hearing::every(day, wang, &able).into_iter().map(Hearing));
    let delivery = [
        DeliveryRefusal::AddressNotConfirmed,
        DeliveryRefusal::NotPosted,
        DeliveryRefusal::NothingUnderWay,
        DeliveryRefusal::LetterIsBack,
        DeliveryRefusal::NothingCameBack,
        DeliveryRefusal::DayOutside { from: day, until: day },
        DeliveryRefusal::OtherWaysFirst { until: day },
        DeliveryRefusal::AlreadyAnnounced { until: day },
        DeliveryRefusal::ElectronicNotAgreed,
        DeliveryRefusal::ElectronicTakenBack { on: day },
        DeliveryRefusal::NothingSentElectronically,
        DeliveryRefusal::FetchCodeWrong,
        DeliveryRefusal::MessagesNotSent,
    ];
    all.extend(delivery.map(Delivery));
    let first = casework::ReceiptNo { issuer: unit, year: 2026, n: 12 };
    let turns = [Turn::NotInLine, Turn::Behind { first }, Turn::UsedUp { number: 40 }];
    let turns = turns.map(QuotaRefusal::NotItsTurn).into_iter();
    let others = [QuotaRefusal::AlreadyInLine, QuotaRefusal::NotInLine, QuotaRefusal::LineFull];
    all.extend(turns.chain(others).map(|it| Register(RegisterRefusal::Quota(it))));
    for did in EVERY_DUTY {
        all.extend(EVERY_DUTY.map(|wants| DutiesSeparate { did, wants, able: able.clone() }));
    }
    all
}

fn every_certificate_refusal(day: Day) -> [CertificateRefusal; 25] {
    use CertificateRefusal::*;
    [
        NoSuchCertificate,
        AlreadyIssued,
        NoCaseBehind,
        NotInForce { standing: Standing::Expired },
        StillInForce,
        ProceedingRuns,
        NoProceeding,
        NothingChanged,
        CorrectionKeepsHolder,
        CorrectionKeepsScope,
        ReissueWaits,
        NoReissue,
        TooManyPapers,
        PapersNotHandedOut,
        NotToHandOut,
        PublicNoticeRuns { until: day },
        NotRenewable,
        NotALicence,
        RenewalTooLate { by: Some(day) },
        RenewalTooLate { by: None },
        RenewalWaits,
        NoRenewal,
        HolderNotHeard { speak_by: day },
        NoticeNotHandedOut,
        HeardBefore,
    ]
}

fn every_folder_refusal(to: PersonId, rows: RowSet) -> [FolderRefusal; 28] {
    use FolderRefusal::*;
    [
        NoSuchFolder,
        AlreadyOpen,
        ListWrong { rows },
        ListWrong { rows: RowSet::EMPTY },
        ListIncomplete { rows },
        NotWithYou { person: to },
        GivenBefore { to },
        SheetsDiffer { listed: 5, counted: 4 },
        AllGoesBack,
        StaysWithCase,
        ProofNotSeen,
        NothingToReturn,
        OriginalsOwed { rows },
        WithCarrier { rows },
        InLostLetter { rows },
        NotAsLost { rows },
        NotAsLost { rows: RowSet::EMPTY },
        LetterMayCome { until: Day::from_ymd(2026, 5, 31).expect("a day") },
        CaseOpen,
        PapersNotFound { rows },
        Destroyed {
            list: casework::DocumentNo {
                issuer: UnitCode::parse("sc").expect("a unit"),
                kind: casework::DocumentKind::DestructionList,
                year: 2026,
                n: 1,
            },
        },
        InArchive,
        NotInArchive,
        OnLoan { to },
        NotOnLoan,
        LoanTooLong { days_max: 60 },
        PlaceMissing,
        NotByHand,
    ]
}

/// Every duty.
const EVERY_DUTY: [Duty; 7] =
    [Duty::Intake, Duty::Handler, Duty::Asker, Duty::Approver, Duty::Decider, Duty::Rechecker, Duty::Chair];

/// Every stage.
pub(super) const EVERY_STAGE: [StageName; 13] = [
    StageName::Absent,
    StageName::Received,
    StageName::CorrectionNoticed,
    StageName::AwaitingSignature,
    StageName::Handling,
    StageName::Decided,
    StageName::Rechecked,
    StageName::Concluded,
    StageName::Delivered,
    StageName::NotAccepted,
    StageName::ClosedForMissing,
    StageName::Withdrawn,
    StageName::EndedWithApplicant,
];
