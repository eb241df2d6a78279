//! The forms of the other ways a case goes: the limit lengthened, the application withdrawn.

use casework::{ClockKind, Extension, Sealed, Stage, Stop};
use catalogue::{Authority, PersonId, Power};

use super::act_cards::Cards;
use super::words;
use crate::app::frame::post_word;
use pages::desk::act::{ApproveExtension, AskExtension, RefuseRequest, WITHDRAW_CAUSES, Withdraw};
use pages::desk::{Answer, Pick};

impl Cards<'_> {
    /// Where the authority of whoever is about to sign comes from: a post, or a letter with its number and last day (A17).
    pub(super) fn source(&self, authority: Authority) -> String {
        let (text, organisation) = (self.text(), self.about.organisation);
        match authority {
            Authority::ByPost { post, unit } => text.f(
                "权限来自岗位：{unit}{post}。",
                [
                    ("unit", &words::unit_in_full(text, organisation, unit)),
                    ("post", &text.t(post_word(post))),
                ],
            ),
            Authority::ByDelegation { id, from_person } => {
                let Some(letter) = organisation.delegation(id) else { return String::new() };
                text.f(
                    "权限来自授权委托书（{letter}）：{from}签发，有效期到 {until}。",
                    [
                        ("letter", &letter.letter_no),
                        ("from", &words::person(text, organisation, from_person)),
                        ("until", &words::day(text, letter.until)),
                    ],
                )
            }
            Authority::No { .. } => String::new(),
        }
    }

    /// The same of a power.
    pub(super) fn source_of(&self, power: Power) -> String {
        let today = self.file.now.day();
        self.source(self.about.organisation.may(self.session.person, power, self.about.item, today))
    }

    /// By how much the item's law lets the limit be lengthened, and where it says so (N14).
    fn extension_rule(&self) -> Option<String> {
        let rule = self.about.item.extension.as_ref()?;
        let by = words::limit(self.text(), rule.by);
        let law = super::legal::short(self.text(), &rule.basis);
        Some(self.text().f("可以延长 {limit}，只有一次（{law}）", [("limit", &by), ("law", &law)]))
    }

    pub(super) fn ask_extension(&self) -> Option<AskExtension> {
        Some(AskExtension {
            rule: self.extension_rule()?,
            reason: self.typed("ask-extension", "reason", ""),
            approver: self.by(Power::ApproveExtension, "由{name}审批；办这一件的人不能批。"),
        })
    }

    pub(super) fn approve_extension(&self) -> Option<ApproveExtension> {
        let facts = &self.filed.facts;
        let Extension::Asked { by, reason } = facts.extension else { return None };
        let rule = self.about.item.extension.as_ref()?;
        let kinds = [ClockKind::Promised, ClockKind::Statutory];
        let due_change = kinds.into_iter().filter_map(|kind| {
            let watch = facts.clocks.get(kind).filter(|it| !it.is_late(self.file.now))?;
            let after = watch.clock.extend(&self.file.calendar, rule.by).ok()?;
            let day = |day| words::day(self.text(), day);
            let name = words::clock_name(self.text(), kind);
            let (from, to) = (day(watch.clock.due()), day(after.due()));
            Some(format!("{name}{}{from} → {to}", self.text().colon()))
        });
        Some(ApproveExtension {
            authority: self.source_of(Power::ApproveExtension),
            asked_by: words::person_of_unit(self.text(), self.about.organisation, by),
            because: self.file.texts.text(reason.0),
            rule: self.extension_rule()?,
            due_change: due_change.collect(),
        })
    }

    pub(super) fn refuse_stop(&self) -> Option<RefuseRequest> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let Stop::Asked(asked) = handling.stop else { return None };
        Some(self.refuse_request("refuse-stop", asked.by, asked.reason))
    }

    pub(super) fn refuse_extension(&self) -> Option<RefuseRequest> {
        let Extension::Asked { by, reason } = self.filed.facts.extension else { return None };
        Some(self.refuse_request("refuse-extension", by, reason))
    }

    fn refuse_request(&self, act: &str, by: PersonId, because: Sealed) -> RefuseRequest {
        let too_late = match act {
            "refuse-stop" => self.filed.stop_is_too_late(),
            _ => self.filed.extension_is_too_late(),
        };
        let sentence = too_late.then(|| self.t("期限已经过了，这份申请不能再批准，请给申请的人一个答复。"));
        RefuseRequest {
            too_late: sentence.unwrap_or_default(),
            asked_by: words::person_of_unit(self.text(), self.about.organisation, by),
            because: self.file.texts.text(because.0),
            reason: self.typed(act, "reason", ""),
        }
    }

    /// For which kind of reason, as it is counted in public (A42).
    pub(super) fn priority_classes(&self) -> Pick {
        let classes = casework::PriorityClass::ALL;
        let answers = classes.map(|class| Answer::of(class.key(), self.t(words::priority_class(class))));
        self.pick("approve-priority", "class", answers.to_vec())
    }

    pub(super) fn withdraw(&self) -> Withdraw {
        let types = catalogue::identity::DocumentType::ALL.iter().map(|kind| {
            let answer = Answer::of(kind.code(), self.text().pick(kind.name(), Some(kind.name_en())));
            if kind.code() == self.file.applicant.document_type { answer.chosen() } else { answer }
        });
        let causes = WITHDRAW_CAUSES.iter().map(|(value, words)| Answer::of(*value, self.t(words)));
        Withdraw {
            applicant: self.file.applicant.name.clone(),
            cause: self.pick("withdraw", "cause", causes.collect()),
            words: self.typed("withdraw", "words", ""),
            document_type: self.pick("withdraw", "document_type", types.collect()),
            document_number: self.typed("withdraw", "document_number", ""),
            signed_error: self.error("withdraw", "signed"),
            papers: self
                .text()
                .f("退还纸质材料 {n} 份，请申请人当面点清。", [("n", &self.filed.facts.holding.papers)]),
        }
    }
}
