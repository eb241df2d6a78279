//! What a person may do to a case now: one small struct and one partial template for each command.
//!
//! The case file shows a card for each [`Act`]; the card posts to `/desk/cases/{id}/{slug}`. Element ids begin with
//! the slug, so that an error in the summary leads to its field.

mod acceptance;
mod closing;
mod cover;
mod delivery;
mod electronic;
mod exceptions;
mod handling;
mod handover;
mod outcomes;
mod photographs;
mod register;
mod visit;

pub use acceptance::{Accept, Correction, CorrectionRow, RefuseAcceptance, SentBy, Supplement};
pub use closing::{Check, Decide, Deliver, Make, PresentInstant, Recheck, SignInstant};
pub use cover::{Reassign, StandIn, TakeBack};
pub use delivery::{ConfirmAddress, DeliverOtherwise, OTHER_WAYS, RenewPickup};
pub use electronic::{AgreeElectronic, ELECTRONIC_WAYS, EndElectronic};
pub use exceptions::{AcceptDeferred, CheckCommitment, ReleaseCorrection};
pub use handling::{
    ApprovePriority, ApproveStop, AskPriority, AskStop, ExplainLate, PLACE_REASONS, Resume, ReturnStep,
    ShowStopOrder, Step,
};
pub use handover::{Give, Recall, Take};
pub use outcomes::{ApproveExtension, AskExtension, RefuseRequest, WITHDRAW_CAUSES, Withdraw};
pub use photographs::PhotographsForm;
pub use register::{
    ApplicantChange, ChangeContact, END_GROUNDS, EndWithApplicant, ReissueReceipt, SUCCESSION_GROUNDS,
};
pub use visit::{Recorded, SIGNATURES, VisitForm};

use super::CodeField;
use super::parts::Refused;
use crate::layout::{ErrorSummary, FormKeys};
use crate::text::Text;

/// A form for one command, with what was typed.
#[derive(Clone, Debug)]
pub enum Act {
    /// `supplement`
    Supplement(Supplement),
    /// `correction`
    Correction(Correction),
    /// `release-correction`
    ReleaseCorrection(ReleaseCorrection),
    /// `accept`
    Accept(Accept),
    /// `accept-deferred`
    AcceptDeferred(AcceptDeferred),
    /// `refuse-acceptance`
    RefuseAcceptance(RefuseAcceptance),
    /// `give`
    Give(Give),
    /// `take`, with `decline` beside it
    Take(Take),
    /// `recall`
    Recall(Recall),
    /// `stand-in`
    StandIn(StandIn),
    /// `take-back`
    TakeBack(TakeBack),
    /// `reassign`
    Reassign(Reassign),
    /// `step`
    Step(Step),
    /// `return-step`
    ReturnStep(ReturnStep),
    /// `ask-stop`
    AskStop(AskStop),
    /// `approve-stop`
    ApproveStop(ApproveStop),
    /// `refuse-stop`
    RefuseStop(RefuseRequest),
    /// `resume`
    Resume(Resume),
    /// `show-stop-order`
    ShowStopOrder(ShowStopOrder),
    /// `decide`
    Decide(Decide),
    /// `recheck`, with `return-decision` beside it
    Recheck(Recheck),
    /// `make`
    Make(Make),
    /// `deliver`
    Deliver(Deliver),
    /// `deliver-otherwise`
    DeliverOtherwise(DeliverOtherwise),
    /// `renew-pickup`
    RenewPickup(RenewPickup),
    /// `confirm-address`
    ConfirmAddress(ConfirmAddress),
    /// `agree-electronic`
    AgreeElectronic(AgreeElectronic),
    /// `end-electronic`
    EndElectronic(EndElectronic),
    /// `present-instant`
    PresentInstant(PresentInstant),
    /// `sign-instant`, with `return-instant` beside it
    SignInstant(SignInstant),
    /// `check-commitment`
    CheckCommitment(CheckCommitment),
    /// `ask-priority`
    AskPriority(AskPriority),
    /// `approve-priority`, with `refuse-priority` beside it
    ApprovePriority(ApprovePriority),
    /// `explain-late`
    ExplainLate(ExplainLate),
    /// `ask-extension`
    AskExtension(AskExtension),
    /// `approve-extension`
    ApproveExtension(ApproveExtension),
    /// `refuse-extension`
    RefuseExtension(RefuseRequest),
    /// `withdraw`
    Withdraw(Withdraw),
    /// `reissue-receipt`
    ReissueReceipt(ReissueReceipt),
    /// `change-contact`
    ChangeContact(ChangeContact),
    /// `correct-applicant`
    CorrectApplicant(ApplicantChange),
    /// `rename-applicant`
    RenameApplicant(ApplicantChange),
    /// `succeed`
    Succeed(ApplicantChange),
    /// `end-with-applicant`
    EndWithApplicant(EndWithApplicant),
    /// `photographs`
    Photographs(PhotographsForm),
}

impl Act {
    /// Last part of the address the form posts to, and first part of the ids in it.
    pub fn slug(&self) -> &'static str {
        match self {
            Act::Supplement(_) => "supplement",
            Act::Correction(_) => "correction",
            Act::ReleaseCorrection(_) => "release-correction",
            Act::Accept(_) => "accept",
            Act::AcceptDeferred(_) => "accept-deferred",
            Act::RefuseAcceptance(_) => "refuse-acceptance",
            Act::Give(_) => "give",
            Act::Take(_) => "take",
            Act::Recall(_) => "recall",
            Act::StandIn(_) => "stand-in",
            Act::TakeBack(_) => "take-back",
            Act::Reassign(_) => "reassign",
            Act::Step(_) => "step",
            Act::ReturnStep(_) => "return-step",
            Act::AskStop(_) => "ask-stop",
            Act::ApproveStop(_) => "approve-stop",
            Act::RefuseStop(_) => "refuse-stop",
            Act::Resume(_) => "resume",
            Act::ShowStopOrder(_) => "show-stop-order",
            Act::Decide(_) => "decide",
            Act::Recheck(_) => "recheck",
            Act::Make(_) => "make",
            Act::Deliver(_) => "deliver",
            Act::DeliverOtherwise(_) => "deliver-otherwise",
            Act::RenewPickup(_) => "renew-pickup",
            Act::ConfirmAddress(_) => "confirm-address",
            Act::AgreeElectronic(_) => "agree-electronic",
            Act::EndElectronic(_) => "end-electronic",
            Act::PresentInstant(_) => "present-instant",
            Act::SignInstant(_) => "sign-instant",
            Act::CheckCommitment(_) => "check-commitment",
            Act::AskPriority(_) => "ask-priority",
            Act::ApprovePriority(_) => "approve-priority",
            Act::ExplainLate(_) => "explain-late",
            Act::AskExtension(_) => "ask-extension",
            Act::ApproveExtension(_) => "approve-extension",
            Act::RefuseExtension(_) => "refuse-extension",
            Act::Withdraw(_) => "withdraw",
            Act::ReissueReceipt(_) => "reissue-receipt",
            Act::ChangeContact(_) => "change-contact",
            Act::CorrectApplicant(_) => "correct-applicant",
            Act::RenameApplicant(_) => "rename-applicant",
            Act::Succeed(_) => "succeed",
            Act::EndWithApplicant(_) => "end-with-applicant",
            Act::Photographs(_) => "photographs",
        }
    }

    /// Whether files go with its form.
    pub fn brings_files(&self) -> bool {
        matches!(self, Act::Photographs(_))
    }

    /// Message id of the heading of the card.
    pub fn title(&self) -> &'static str {
        match self {
            Act::Supplement(_) => "收补来的材料",
            Act::Correction(_) => "告知补正（一次说全）",
            Act::ReleaseCorrection(_) => "批准加列要补的材料",
            Act::Accept(_) => "受理",
            Act::AcceptDeferred(_) => "容缺受理",
            Act::RefuseAcceptance(_) => "不受理、不予受理",
            Act::Give(_) => "移交给下一位",
            Act::Take(_) => "点清材料，签收",
            Act::Recall(_) => "收回移交",
            Act::StandIn(_) => "代班，接过来办",
            Act::TakeBack(_) => "回来了，接回来办",
            Act::Reassign(_) => "没有人在岗，改派",
            Act::Step(_) => "写意见，办完这一步",
            Act::ReturnStep(_) => "退回前面的一步重办",
            Act::AskStop(_) => "申请暂停计时",
            Act::ApproveStop(_) => "审批暂停计时",
            Act::RefuseStop(_) => "不批准暂停",
            Act::Resume(_) => "有结果了，恢复计时",
            Act::ShowStopOrder(_) => "补登暂停的依据文书",
            Act::Decide(_) => "作决定",
            Act::Recheck(_) => "复核",
            Act::Make(_) => "制证、用印",
            Act::Deliver(_) => "交给领证人",
            Act::DeliverOtherwise(_) => "换一种方式送达",
            Act::RenewPickup(_) => "换新的取件码",
            Act::ConfirmAddress(_) => "确认送达地址",
            Act::AgreeElectronic(_) => "同意电子送达",
            Act::EndElectronic(_) => "不再用电子送达",
            Act::PresentInstant(_) => "再请窗口负责人签字",
            Act::SignInstant(_) => "当场办结，签字",
            Act::CheckCommitment(_) => "核查承诺",
            Act::AskPriority(_) => "申请走绿色通道",
            Act::ApprovePriority(_) => "审批绿色通道",
            Act::ExplainLate(_) => "说明为什么晚了",
            Act::AskExtension(_) => "申请延期",
            Act::ApproveExtension(_) => "审批延期",
            Act::RefuseExtension(_) => "不批准延期",
            Act::Withdraw(_) => "申请人要撤回",
            Act::ReissueReceipt(_) => "补打回执",
            Act::ChangeContact(_) => "申请人换了电话、地址",
            Act::CorrectApplicant(_) => "登记错了人，更正",
            Act::RenameApplicant(_) => "申请人改了名、换了号",
            Act::Succeed(_) => "换人接着办",
            Act::EndWithApplicant(_) => "终止办理",
            Act::Photographs(_) => "交现场照片",
        }
    }
}

/// An act on the page: the first is open, the others wait behind their heading.
#[derive(Clone, Debug)]
pub struct ActCard {
    /// The form.
    pub act: Act,
    /// Its hidden fields, with a command id of its own.
    pub keys: FormKeys,
    /// Open when the page is drawn; a refused form is always open.
    pub open: bool,
    /// Errors of the fields, shown at the top of the card; ids are `{slug}-{field}`.
    pub errors: ErrorSummary,
    /// Why the command was refused, when it was.
    pub refused: Option<Refused>,
    /// The one-time code, where the person signs as a leader.
    pub code: Option<CodeField>,
}

impl ActCard {
    /// A card as first drawn; the main one is open, the others wait behind their heading.
    pub fn new(text: Text, act: Act, keys: FormKeys, open: bool) -> ActCard {
        ActCard { act, keys, open, errors: ErrorSummary::none(text), refused: None, code: None }
    }

    /// A card drawn again after a refusal: open, with what was typed.
    pub fn refused(act: Act, keys: FormKeys, refused: Refused, errors: ErrorSummary) -> ActCard {
        ActCard { act, keys, open: true, errors, refused: Some(refused), code: None }
    }
}

/// The acts that a leader signs with a code, each as one is asked for it: set up, not set up, wrong.
pub(crate) fn signed_samples(text: Text) -> Vec<(&'static str, ActCard)> {
    let all = every_sample();
    let card = |name: &str, code: CodeField| {
        let act = all.iter().find(|act| act.0 == name).map(|act| act.1.clone())?;
        let mut card = ActCard::new(text, act, FormKeys::sample(Some(7)), true);
        card.errors.errors.extend(code.error());
        Some(ActCard { code: Some(code), ..card })
    };
    let ready = |slug: &str| CodeField::sample(text, slug);
    let sample = text.f("示例数据：这部手机上现在显示 {code}。", [("code", &"287082")]);
    let stop = CodeField::sample_wrong(text, "approve-stop");
    let extension = CodeField { is_set_up: false, ..ready("approve-extension") };
    let cards = [
        ("signed: step", card("step of a leader", CodeField { sample, ..ready("step") })),
        ("signed: decide", card("decide", ready("decide"))),
        ("signed: sign-instant", card("sign-instant", ready("sign-instant"))),
        ("signed: approve-stop", card("approve-stop", stop)),
        ("signed: approve-extension", card("approve-extension", extension)),
        ("signed: approve-priority", card("approve-priority", ready("approve-priority"))),
    ];
    cards.into_iter().filter_map(|(name, card)| Some((name, card?))).collect()
}

/// Every act at least once, with the name of the sample, for the page and its test.
pub(crate) fn every_sample() -> Vec<(&'static str, Act)> {
    let mut acts = acceptance::samples();
    acts.extend(handover::samples());
    acts.extend(cover::samples());
    acts.extend(handling::samples());
    acts.extend(closing::samples());
    acts.extend(delivery::samples());
    acts.extend(electronic::samples());
    acts.extend(exceptions::samples());
    acts.extend(outcomes::samples());
    acts.extend(register::samples());
    acts.extend(photographs::samples());
    acts
}
