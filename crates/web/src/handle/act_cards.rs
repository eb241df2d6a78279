//! Just the acts this person may do now, as forms: what the rules offer, with likely answers filled in, or what was typed.

use casework::{Act as Kind, File, Offer};
use catalogue::{Power, RowSet};
use centre::account::Session;
use centre::act::FieldProblem;
use centre::file::CaseFile;

use super::refusal::{About, field_sentence};
use super::words;
use crate::app::form::{Form, new_command_id};
use pages::desk::act::{
    Act, ActCard, ApprovePriority, AskPriority, ExplainLate, PresentInstant, Recall, SignInstant, Supplement,
    Take,
};
use pages::desk::{Answer, MaterialRow, Pick, Refused, Typed};
use pages::layout::{ErrorSummary, FormKeys};
use pages::text::Text;

/// What was typed into one form that was refused, and what was wrong with it.
#[derive(Default)]
pub struct Sent<'a> {
    /// The act's name in addresses.
    pub act: &'a str,
    /// The fields.
    pub form: Option<&'a Form>,
    /// What is wrong, by field.
    pub problems: &'a [FieldProblem],
    /// What the rules said.
    pub refused: Option<Refused>,
}

/// Everything the forms are drawn from.
pub struct Cards<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// Its filed part.
    pub filed: &'a File,
    /// Words.
    pub about: About<'a>,
    /// Who looks.
    pub session: &'a Session,
    /// Token of the session.
    pub csrf: &'a str,
    /// The form that came back, if one did.
    pub sent: Sent<'a>,
}

/// The card on which the form of an act stands: second forms (decline, refuse, send back) on that of the first.
pub(super) fn card_of(act: &str) -> &str {
    match act {
        "decline" => "take",
        "return-decision" => "recheck",
        "return-instant" => "sign-instant",
        "refuse-priority" => "approve-priority",
        other => other,
    }
}

impl Cards<'_> {
    pub(super) fn text(&self) -> Text {
        self.about.text
    }

    /// The cards, the main one open.
    pub fn all(&self, offers: &[Offer]) -> Vec<ActCard> {
        let mut cards: Vec<ActCard> = Vec::new();
        for offer in offers.iter().filter(|offer| offer.refusal.is_none()) {
            let Some(act) = self.act(offer) else { continue };
            let keys = FormKeys {
                csrf: self.csrf.to_owned(),
                command_id: new_command_id(),
                version: Some(self.file.state.version),
            };
            let here = self.is_sent_to(act.slug());
            let mut card = ActCard::new(self.text(), act, keys, here);
            if here {
                card.refused = self.sent.refused.clone();
                card.errors = self.errors(card.act.slug());
            }
            cards.push(card);
        }
        // What is with a carrier waits for the receipt, and for nobody at the window.
        let posted = super::delivery_words::on_the_way(self.file).is_some();
        let rank = |act: &Act| match act {
            Act::DeliverOtherwise(_) if posted => 1,
            Act::Deliver(_) if posted => 20,
            // After the closing only a letter is taken in, and it comes seldom.
            Act::Supplement(_) if !self.filed.stage.is_open() => 20,
            other => rank(other),
        };
        cards.sort_by_key(|card| (!card.open, rank(&card.act)));
        if let Some(first) = cards.first_mut()
            && self.sent.form.is_none()
        {
            first.open = rank(&first.act) < 20;
        }
        cards
    }

    /// Whether the form that came back stands on this card.
    pub fn is_sent_to(&self, slug: &str) -> bool {
        self.sent.form.is_some() && card_of(self.sent.act) == slug
    }

    /// The form that came back, where it has this field: by whichever button of its card it was sent, what was typed stays.
    fn came_back(&self, act: &str, field: &str) -> Option<&Form> {
        let of_card = |form: &&Form| card_of(self.sent.act) == card_of(act) && form.has(field);
        self.sent.form.filter(|form| self.sent.act == act || of_card(form))
    }

    fn errors(&self, slug: &str) -> ErrorSummary {
        let errors = self.sent.problems.iter().map(|problem| {
            let id = format!("{slug}-{}", problem.field);
            (id, field_sentence(self.text(), &problem.why))
        });
        ErrorSummary { text: self.text(), errors: errors.collect() }
    }

    pub(super) fn error(&self, act: &str, field: &str) -> String {
        if self.sent.act != act {
            return String::new();
        }
        let problem = self.sent.problems.iter().find(|problem| problem.field == field);
        problem.map_or_else(String::new, |problem| field_sentence(self.text(), &problem.why))
    }

    pub(super) fn typed(&self, act: &str, field: &str, otherwise: impl Into<String>) -> Typed {
        let came_back = self.came_back(act, field);
        let value = came_back.map_or_else(|| otherwise.into(), |form| form.get(field).to_owned());
        Typed { value, error: self.error(act, field) }
    }

    pub(super) fn pick(&self, act: &str, field: &str, answers: Vec<Answer>) -> Pick {
        let mut pick = Pick { answers, error: self.error(act, field) };
        if let Some(form) = self.came_back(act, field) {
            for answer in &mut pick.answers {
                answer.chosen = form.all(field).any(|value| value == answer.value);
            }
        }
        pick
    }

    pub(super) fn t(&self, sentence: &str) -> String {
        self.text().t(sentence).to_owned()
    }

    pub(super) fn able(&self, power: Power) -> String {
        let today = self.file.now.day();
        let able = self.about.organisation.who_may(power, self.about.item, today);
        let names = able
            .iter()
            .take(4)
            .map(|holder| words::person(self.text(), self.about.organisation, holder.person));
        names.collect::<Vec<String>>().join(self.text().comma())
    }

    /// The sentence naming who has this power today; nothing where nobody has it.
    pub(super) fn by(&self, power: Power, sentence: &str) -> String {
        let names = self.able(power);
        if names.is_empty() { names } else { self.text().f(sentence, [("name", &names)]) }
    }

    fn act(&self, offer: &Offer) -> Option<Act> {
        let facts = &self.filed.facts;
        Some(match offer.act {
            Kind::ReceiveMore => Act::Supplement(Supplement {
                rows: self.material_rows(self.sent_marks()),
                papers: self.typed("supplement", "papers", "0"),
                sent: super::supplement::sent_by(self),
                effect: match super::deferral_words::open(self.filed) {
                    _ if !self.filed.stage.is_open() => super::supplement::closed(self),
                    Some(deferral) => self.text().f(
                        "先受理、后补来的材料，约好最迟 {day}。补齐以后才能作决定。",
                        [("day", &words::day(self.text(), deferral.bring_by))],
                    ),
                    None => self.t("补齐以后，当天就要受理。"),
                },
            }),
            Kind::NoticeCorrection => Act::Correction(self.correction()),
            Kind::ReleaseCorrection => Act::ReleaseCorrection(self.release_correction()?),
            Kind::Accept => Act::Accept(self.accept()),
            Kind::AcceptDeferred => Act::AcceptDeferred(self.accept_deferred()?),
            Kind::RefuseAcceptance => Act::RefuseAcceptance(self.refuse_acceptance()),
            Kind::PresentInstant => Act::PresentInstant(PresentInstant {
                returned: String::new(),
                signer: self.by(Power::SignInstant, "由{name}签字。"),
            }),
            Kind::SignInstant => Act::SignInstant(SignInstant {
                intake: words::person(self.text(), self.about.organisation, facts.intake),
                materials: self.names(facts.materials.marks.rows()),
                opinions: super::file_parts::opinions(self.text(), self.file),
                may_return: matches!(self.filed.stage, casework::Stage::AwaitingSignature),
                decision: self
                    .text()
                    .pick(&self.about.item.result_name, self.about.item.result_name_en.as_deref())
                    .to_owned(),
                reason: self.typed("return-instant", "reason", ""),
            }),
            Kind::GiveOver => Act::Give(self.give(offer)),
            Kind::TakeOver => {
                let pending = facts.pending?;
                Act::Take(Take {
                    from: words::person_of_unit(self.text(), self.about.organisation, facts.holding.person),
                    step: self.step_name(),
                    papers: u32::from(pending.papers),
                    remark: pending.note.map_or_else(String::new, |note| self.file.texts.text(note.0)),
                    counted: self.typed("take", "counted", ""),
                    reason: self.typed("decline", "reason", ""),
                })
            }
            Kind::RecallOver => {
                let pending = facts.pending?;
                Act::Recall(Recall {
                    to: words::person(self.text(), self.about.organisation, pending.to),
                    given: words::moment(self.text(), pending.given_at),
                })
            }
            Kind::StandIn => Act::StandIn(self.stand_in()),
            Kind::TakeBack => Act::TakeBack(self.take_back()),
            Kind::Reassign => Act::Reassign(self.reassign(offer)),
            Kind::CompleteStep => Act::Step(self.step()?),
            Kind::ReturnToStep => Act::ReturnStep(self.return_step()?),
            Kind::AskStop => Act::AskStop(self.ask_stop()),
            Kind::ApproveStop => Act::ApproveStop(self.approve_stop()?),
            Kind::RefuseStop => Act::RefuseStop(self.refuse_stop()?),
            Kind::Resume => Act::Resume(self.resume()?),
            Kind::ShowStopOrder => Act::ShowStopOrder(self.show_stop_order()?),
            Kind::Decide => Act::Decide(self.decide()),
            Kind::Recheck => Act::Recheck(self.recheck()?),
            Kind::MakeDocument => Act::Make(self.make()),
            Kind::Deliver => Act::Deliver(self.deliver()),
            Kind::DeliverOtherwise => Act::DeliverOtherwise(self.deliver_otherwise()),
            Kind::RenewPickup => Act::RenewPickup(self.renew_pickup()),
            Kind::ConfirmAddress => Act::ConfirmAddress(self.confirm_address()),
            Kind::AgreeElectronic => Act::AgreeElectronic(self.agree_electronic()),
            Kind::EndElectronic => Act::EndElectronic(self.end_electronic()),
            Kind::CheckCommitment => Act::CheckCommitment(self.check_commitment()?),
            Kind::AskPriority => Act::AskPriority(AskPriority {
                reason: self.typed("ask-priority", "reason", ""),
                approver: self.by(Power::ApprovePriority, "由{name}审批。"),
            }),
            Kind::ApprovePriority => {
                let casework::Priority::Asked { by, reason } = facts.priority else { return None };
                Act::ApprovePriority(ApprovePriority {
                    asked_by: words::person(self.text(), self.about.organisation, by),
                    because: self.file.texts.text(reason.0),
                    count: String::new(),
                    class: self.priority_classes(),
                    reason: self.typed("refuse-priority", "reason", ""),
                })
            }
            Kind::ExplainLate => {
                let shown = self.file.state.case.shown_clock()?;
                Act::ExplainLate(ExplainLate {
                    late: words::days_left(self.text(), shown.1, self.file.now, &self.file.calendar),
                    reason: self.typed("explain-late", "reason", ""),
                    expected_on: self.typed("explain-late", "expected_on", ""),
                })
            }
            Kind::AskExtension => Act::AskExtension(self.ask_extension()?),
            Kind::ApproveExtension => Act::ApproveExtension(self.approve_extension()?),
            Kind::RefuseExtension => Act::RefuseExtension(self.refuse_extension()?),
            Kind::Withdraw => Act::Withdraw(self.withdraw()),
            Kind::ReissueReceipt => Act::ReissueReceipt(self.reissue_receipt()),
            Kind::ChangeContact => Act::ChangeContact(self.change_contact()),
            Kind::CorrectApplicant => Act::CorrectApplicant(self.correct_applicant()),
            Kind::RenameApplicant => Act::RenameApplicant(self.rename_applicant()),
            Kind::Succeed => Act::Succeed(self.succeed()),
            Kind::EndWithApplicant => Act::EndWithApplicant(self.end_with_applicant()),
            Kind::KeepPhotograph => Act::Photographs(self.photographs()?),
            // Drawn inside the card of the act they are the other answer to; a receipt has its own page, and so has what
            // only the applicant does.
            Kind::ReturnInstant
            | Kind::DeclineOver
            | Kind::ReturnDecision
            | Kind::RefusePriority
            | Kind::NoteSameMatter
            | Kind::Rebind
            | Kind::SendWithdrawCode
            | Kind::WithdrawByCode
            | Kind::FetchElectronic
            | Kind::NotePapersLost
            | Kind::Receive => return None,
        })
    }

    pub(super) fn names(&self, rows: RowSet) -> Vec<String> {
        let name = |row| self.about.item.material(row);
        rows.iter()
            .filter_map(name)
            .map(|material| self.text().pick(&material.name, material.name_en.as_deref()).to_owned())
            .collect()
    }

    pub(super) fn sent_marks(&self) -> Option<casework::MaterialMarks> {
        self.sent.form.filter(|_| self.sent.act == "supplement").map(super::act_parse::marks)
    }

    /// Rows still to be brought, with the ticks of a form that came back.
    pub(super) fn material_rows(&self, sent: Option<casework::MaterialMarks>) -> Vec<MaterialRow> {
        let facts = &self.filed.facts;
        let corrected = facts.correction.map_or(RowSet::EMPTY, |it| it.rows.difference(it.brought));
        let wanted = facts.materials.applies.difference(facts.materials.marks.rows()).union(corrected);
        // After acceptance only what was deferred.
        let wanted = super::deferral_words::open(self.filed).map_or(wanted, |deferral| deferral.open());
        let rows =
            super::file_parts::material_rows(self.text(), self.about.item, facts, sent.unwrap_or_default());
        let rows = match self.sent.form.filter(|_| self.sent.act == "supplement") {
            Some(form) => super::copies::typed(self.text(), form, self.sent.problems, rows),
            None => rows,
        };
        rows.into_iter()
            .filter(|row| wanted.contains(row.row))
            .map(|row| MaterialRow { condition: String::new(), not_applicable: false, ..row })
            .collect()
    }
}

/// The order of the cards: the act that moves the case on first, what is rarely needed last.
fn rank(act: &Act) -> u8 {
    match act {
        Act::Take(_) | Act::StandIn(_) | Act::TakeBack(_) => 0,
        Act::SignInstant(_)
        | Act::Accept(_)
        | Act::Decide(_)
        | Act::Recheck(_)
        | Act::Make(_)
        | Act::Deliver(_) => 1,
        Act::ApproveStop(_) | Act::ApproveExtension(_) | Act::Resume(_) => 2,
        Act::RefuseStop(_) | Act::RefuseExtension(_) => 3,
        Act::AcceptDeferred(_) => 2,
        Act::Supplement(_) | Act::ShowStopOrder(_) => 3,
        Act::Correction(_) => 4,
        Act::Step(_) => 5,
        Act::Reassign(_) => 5,
        Act::Give(_) | Act::PresentInstant(_) => 6,
        Act::ExplainLate(_) => 7,
        Act::ApprovePriority(_) => 8,
        Act::CheckCommitment(_) => 9,
        Act::ReturnStep(_) => 20,
        Act::AskStop(_) => 20,
        Act::AskPriority(_) => 21,
        Act::Recall(_) => 22,
        Act::RefuseAcceptance(_) => 23,
        Act::ReleaseCorrection(_) => 26,
        Act::AskExtension(_) => 24,
        Act::Withdraw(_) => 25,
        Act::ReissueReceipt(_) => 26,
        Act::ChangeContact(_) => 26,
        Act::CorrectApplicant(_) => 27,
        Act::RenameApplicant(_) => 28,
        Act::Succeed(_) => 29,
        Act::EndWithApplicant(_) => 30,
        Act::Photographs(_) => 20,
        Act::RenewPickup(_) => 20,
        Act::DeliverOtherwise(_) => 21,
        Act::ConfirmAddress(_) => 22,
        Act::AgreeElectronic(_) => 22,
        Act::EndElectronic(_) => 23,
    }
}
