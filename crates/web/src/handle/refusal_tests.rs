//! Every refusal and every fault of a field has its sentence, in both languages (tone 14 to 19).

use std::collections::HashSet;
use std::mem::discriminant;
use std::path::Path;

use calendar::Day;
use casework::certificate::{CertificateRefusal, Standing};
use casework::contact::ContactRefusal;
use casework::destruction::DestructionRefusal;
use casework::folder::FolderRefusal;
use casework::picture::Unfit;
use casework::quota::{QuotaRefusal, Turn};
use casework::{
    Able, AcceptanceRefusal, DeliveryRefusal, Duty, Instead, Need, RebindRefusal, Refusal, RegisterRefusal,
    StageName, VisitRefusal, Whose,
};
use catalogue::authority::NoAuthority;
use catalogue::identity::IdentityError;
use catalogue::{DelegationId, Item, Organisation, PersonId, Power, RowSet, UnitCode, WindowId};
use centre::act::{FieldWhy, RowProblem, RowWhy};
use centre::photograph::PicturesWhy;

use super::refusal::{About, field_sentence, identity_differs, stage_word};
use pages::text::Text;

fn demo(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo");
    std::fs::read_to_string(folder.join(file)).expect("the demonstration county stands beside this crate")
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

fn person(name: &str) -> PersonId {
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
fn every_refusal(item: &Item) -> Vec<Refusal> {
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

fn every_folder_refusal(to: PersonId, rows: RowSet) -> [FolderRefusal; 23] {
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

const EVERY_DUTY: [Duty; 7] =
    [Duty::Intake, Duty::Handler, Duty::Asker, Duty::Approver, Duty::Decider, Duty::Rechecker, Duty::Chair];

const EVERY_STAGE: [StageName; 13] = [
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

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let organisation =
        Organisation::from_toml(&demo("organisation.toml")).expect("the county's organisation is right");
    let item = Item::from_toml(&demo("items/food-business.toml")).expect("the county's item is right");
    let refusals = every_refusal(&item);
    let kinds: HashSet<_> = refusals.iter().map(discriminant).collect();
    assert_eq!(kinds.len(), 88, "one of each kind of refusal");
    for text in Text::ALL {
        let about = About { text, organisation: &organisation, item: &item };
        for refusal in &refusals {
            let refused = about.refused(refusal);
            let said = format!("{} {} {}", refused.sentence, refused.who_may.join(" "), refused.next);
            assert!(!said.contains(['{', '}']), "a place is not filled: {said}");
            assert!(refused.sentence.ends_with(text.stop()), "no whole sentence: {said}");
            assert_eq!(has_han(&said), !text.is_english(), "{refusal:?}: {said}");
        }
    }
}

#[test]
fn a_refusal_for_who_one_is_names_those_who_may_act_today() {
    let organisation =
        Organisation::from_toml(&demo("organisation.toml")).expect("the county's organisation is right");
    let item = Item::from_toml(&demo("items/food-business.toml")).expect("the county's item is right");
    let about = About { text: Text::Chinese, organisation: &organisation, item: &item };
    let able = vec![
        Able { person: person("chief.sc"), deputising: false },
        Able { person: person("lead.sc"), deputising: true },
    ];
    let refused = about.refused(&Refusal::DutiesSeparate { did: Duty::Intake, wants: Duty::Decider, able });
    assert_eq!(refused.sentence, "这一件是您受理的，不能再由您决定。", "tone 16");
    assert_eq!(refused.who_may, ["赵局长", "钱副局长（代）"], "tone 16");
}

// C13, E16, N7: the sentence says whose document was wanted, and names the choice that the form has for somebody else.
#[test]
fn another_document_is_refused_with_the_choice_of_its_form() {
    for (instead, next) in [
        (Some(Instead::Collector), "别人来领，请选“别人代领”。"),
        (Some(Instead::Agent), "别人来办，请选“别人代办”。"),
        (Some(Instead::Fetcher), "别人来取，请选“别人代取”。"),
        (None, "这件事不能请别人代办。"),
    ] {
        let said = |whose| identity_differs(Text::Chinese, whose, instead);
        assert_eq!(said(Whose::Applicant), format!("出示的证件不是申请人的。{next}"));
        assert_eq!(said(Whose::Holder), format!("出示的证件不是持证人的。{next}"));
    }
}

#[test]
fn every_fault_of_a_field_is_a_sentence_in_both_languages() {
    let identity = [
        IdentityError::Empty,
        IdentityError::Length { got: 17, expected: "18" },
        IdentityError::Character { position: 3 },
        IdentityError::Province,
        IdentityError::BirthDate,
        IdentityError::CheckCharacter { position: 18 },
        IdentityError::Bounds { min: 1, max: 40 },
    ];
    let mut all = vec![
        FieldWhy::Missing,
        FieldWhy::TooLong(200),
        FieldWhy::TooManyLines(500),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Number, others: 0 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Amount, others: 2 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Day, others: 1 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::OtherDay, others: 0 }),
        FieldWhy::HasNul,
        FieldWhy::NotAChoice,
        FieldWhy::TooManyChosen(50),
        FieldWhy::NotANumber,
        FieldWhy::OutOfBounds(1, 99),
        FieldWhy::NotADay,
        FieldWhy::DayOutside { from: None, until: None },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: Day::parse("2026-03-02") },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: None },
        FieldWhy::DayOutside { from: None, until: Day::parse("2026-03-04") },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: Day::parse("2026-03-04") },
        FieldWhy::NotATime,
        FieldWhy::NotATelephone,
        FieldWhy::NotAMailbox,
        FieldWhy::SameAgain,
        FieldWhy::NotAnEntry,
        FieldWhy::Personal,
    ];
    all.extend(identity.map(FieldWhy::Identity));
    let unfit = [Unfit::TooLarge, Unfit::NoPicture, Unfit::Broken].map(|unfit| PicturesWhy::One(2, unfit));
    let pictures = [PicturesWhy::None, PicturesWhy::TooMany(9), PicturesWhy::TooLarge];
    all.extend(pictures.into_iter().chain(unfit).map(FieldWhy::Pictures));
    for text in Text::ALL {
        for why in &all {
            let said = field_sentence(text, why);
            assert!(said.ends_with(text.stop()) && !said.contains(['{', '}']), "{why:?}: {said}");
            assert_eq!(has_han(&said), !text.is_english(), "{why:?}: {said}");
        }
    }
}

#[test]
fn every_stage_has_a_word_in_both_languages() {
    for stage in EVERY_STAGE {
        assert!(has_han(stage_word(stage)));
        assert!(!has_han(Text::English.t(stage_word(stage))), "{stage:?}");
    }
}
