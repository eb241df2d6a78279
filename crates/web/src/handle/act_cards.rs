//! Just the acts this person may do now, as forms: what the rules offer, with likely answers filled in, or what was typed.

use casework::{Act as Kind, Command, File, Offer, Stage, Stop};
use catalogue::item::ExclusionKind;
use catalogue::{Power, RowSet};
use centre::account::Session;
use centre::act::FieldProblem;
use centre::file::CaseFile;

use super::act_parse::REASONS;
use super::refusal::{About, field_sentence};
use super::words;
use crate::app::form::{Form, new_command_id};
use crate::desk::act::{
    Accept, Act, ActCard, ApprovePriority, ApproveStop, AskPriority, AskStop, Check, Correction,
    CorrectionRow, Decide, Deliver, ExplainLate, Give, Make, PLACE_REASONS, PresentInstant, Recall, Recheck,
    RefuseAcceptance, Resume, SignInstant, Step, Supplement, Take,
};
use crate::desk::{Answer, MaterialRow, Pick, Refused, Typed};
use crate::layout::{ErrorSummary, FormKeys};
use crate::text::Text;

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

impl Cards<'_> {
    fn text(&self) -> Text {
        self.about.text
    }

    /// The cards, the main one open.
    pub fn all(&self, offers: &[Offer]) -> Vec<ActCard> {
        let mut cards: Vec<ActCard> = Vec::new();
        for offer in offers.iter().filter(|offer| offer.refusal.is_none()) {
            let Some(act) = self.act(offer, offers) else { continue };
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
        cards.sort_by_key(|card| (!card.open, rank(&card.act)));
        if let Some(first) = cards.first_mut()
            && self.sent.form.is_none()
        {
            first.open = rank(&first.act) < 20;
        }
        cards
    }

    /// The second forms of a card (decline, refuse, return) belong to the card of the first.
    pub fn is_sent_to(&self, slug: &str) -> bool {
        let card = match self.sent.act {
            "decline" => "take",
            "refuse-stop" => "approve-stop",
            "return-step" => "step",
            "return-decision" => "recheck",
            "return-instant" => "sign-instant",
            "refuse-priority" => "approve-priority",
            other => other,
        };
        self.sent.form.is_some() && card == slug
    }

    fn errors(&self, slug: &str) -> ErrorSummary {
        let errors = self.sent.problems.iter().map(|problem| {
            let id = format!("{slug}-{}", problem.field);
            (id, field_sentence(self.text(), &problem.why))
        });
        ErrorSummary { text: self.text(), errors: errors.collect() }
    }

    fn error(&self, act: &str, field: &str) -> String {
        if self.sent.act != act {
            return String::new();
        }
        let problem = self.sent.problems.iter().find(|problem| problem.field == field);
        problem.map_or_else(String::new, |problem| field_sentence(self.text(), &problem.why))
    }

    fn typed(&self, act: &str, field: &str, otherwise: impl Into<String>) -> Typed {
        let value = match self.sent.form {
            Some(form) if self.sent.act == act => form.get(field).to_owned(),
            _ => otherwise.into(),
        };
        Typed { value, error: self.error(act, field) }
    }

    fn pick(&self, act: &str, field: &str, answers: Vec<Answer>) -> Pick {
        let mut pick = Pick { answers, error: self.error(act, field) };
        if let Some(form) = self.sent.form
            && self.sent.act == act
        {
            for answer in &mut pick.answers {
                answer.chosen = form.all(field).any(|value| value == answer.value);
            }
        }
        pick
    }

    fn t(&self, sentence: &str) -> String {
        self.text().t(sentence).to_owned()
    }

    fn able(&self, power: Power) -> String {
        let today = self.file.now.day();
        let able = self.about.organisation.who_may(power, self.about.item, today);
        let names = able
            .iter()
            .take(4)
            .map(|holder| words::person(self.text(), self.about.organisation, holder.person));
        names.collect::<Vec<String>>().join(self.text().comma())
    }

    /// The sentence naming who has this power today; nothing where nobody has it.
    fn by(&self, power: Power, sentence: &str) -> String {
        let names = self.able(power);
        if names.is_empty() { names } else { self.text().f(sentence, [("name", &names)]) }
    }

    fn act(&self, offer: &Offer, offers: &[Offer]) -> Option<Act> {
        let facts = &self.filed.facts;
        Some(match offer.act {
            Kind::ReceiveMore => Act::Supplement(Supplement {
                rows: self.material_rows(self.sent_marks()),
                papers: self.typed("supplement", "papers", "0"),
                effect: self.t("补齐以后，当天就要受理。"),
            }),
            Kind::NoticeCorrection => Act::Correction(self.correction()),
            Kind::Accept => Act::Accept(self.accept()),
            Kind::RefuseAcceptance => Act::RefuseAcceptance(self.refuse_acceptance()),
            Kind::PresentInstant => Act::PresentInstant(PresentInstant {
                returned: String::new(),
                signer: self.by(Power::SignInstant, "由{name}签字。"),
            }),
            Kind::SignInstant => Act::SignInstant(SignInstant {
                intake: words::person(self.text(), self.about.organisation, facts.intake),
                materials: self.names(facts.materials.marks.rows()),
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
            Kind::CompleteStep => Act::Step(self.step(offers)),
            Kind::AskStop => Act::AskStop(self.ask_stop()),
            Kind::ApproveStop => Act::ApproveStop(self.approve_stop()?),
            Kind::Resume => Act::Resume(self.resume()?),
            Kind::Decide => Act::Decide(self.decide()),
            Kind::Recheck => Act::Recheck(self.recheck()?),
            Kind::MakeDocument => Act::Make(self.make()),
            Kind::Deliver => Act::Deliver(self.deliver()),
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
            // Drawn inside the card of the act they are the other answer to; a receipt has its own page.
            Kind::ReturnInstant
            | Kind::DeclineOver
            | Kind::ReturnToStep
            | Kind::RefuseStop
            | Kind::ReturnDecision
            | Kind::RefusePriority
            | Kind::Receive => return None,
        })
    }

    fn names(&self, rows: RowSet) -> Vec<String> {
        let name = |row| self.about.item.material(row);
        rows.iter()
            .filter_map(name)
            .map(|material| self.text().pick(&material.name, material.name_en.as_deref()).to_owned())
            .collect()
    }

    fn sent_marks(&self) -> Option<casework::MaterialMarks> {
        self.sent.form.filter(|_| self.sent.act == "supplement").map(super::act_parse::marks)
    }

    /// Rows still to be brought, with the ticks of a form that came back.
    fn material_rows(&self, sent: Option<casework::MaterialMarks>) -> Vec<MaterialRow> {
        let facts = &self.filed.facts;
        let corrected = facts.correction.map_or(RowSet::EMPTY, |it| it.rows.difference(it.brought));
        let wanted = facts.materials.applies.difference(facts.materials.marks.rows()).union(corrected);
        let rows =
            super::file_parts::material_rows(self.text(), self.about.item, facts, sent.unwrap_or_default());
        rows.into_iter()
            .filter(|row| wanted.contains(row.row))
            .map(|row| MaterialRow { condition: String::new(), not_applicable: false, ..row })
            .collect()
    }

    fn correction(&self) -> Correction {
        let facts = &self.filed.facts;
        let missing = facts.materials.required.difference(facts.materials.marks.rows());
        let sent = self.sent.form.filter(|_| self.sent.act == "correction");
        let may = missing.union(facts.materials.marks.rows());
        let rows =
            self.about.item.materials.iter().filter(|material| may.contains(material.row)).map(|material| {
                let row = material.row;
                let asked = sent
                    .map_or(missing.contains(row), |form| super::act_parse::rows(form, "ask").contains(row));
                let default = if missing.contains(row) { "missing" } else { "" };
                let chosen =
                    sent.map_or(default.to_owned(), |form| form.get(&format!("reason{row}")).to_owned());
                let answers = std::iter::once(Answer::of("", self.t("请选择")))
                    .chain(REASONS.iter().map(|(value, words)| Answer::of(*value, self.t(words))))
                    .map(|answer| Answer { chosen: answer.value == chosen, ..answer });
                CorrectionRow {
                    row,
                    name: self.text().pick(&material.name, material.name_en.as_deref()).to_owned(),
                    basis: super::file_parts::bases(material),
                    asked,
                    reason: Pick::of(answers.collect()),
                    detail: self.typed("correction", &format!("detail{row}"), ""),
                    barred: String::new(),
                }
            });
        let today = self.file.now.day();
        let bring_by = calendar::Clock::start(&self.file.calendar, today, self.about.item.correction_days)
            .map_or_else(|_| String::new(), |clock| words::day(self.text(), clock.due()));
        let notice_by = facts
            .clocks
            .pre_acceptance
            .map_or_else(String::new, |watch| words::day(self.text(), watch.clock.due()));
        Correction { rows: rows.collect(), bring_by, notice_by }
    }

    fn accept(&self) -> Accept {
        let facts = &self.filed.facts;
        let missing = facts.materials.required.difference(facts.materials.marks.rows());
        let today = self.file.now.day();
        let received = facts.materials.complete_on.unwrap_or_else(|| facts.received_at.day());
        let by = |limit: &catalogue::item::ItemLimit| {
            let start = if limit.start == catalogue::item::StartEvent::Receipt { received } else { today };
            calendar::Clock::start(&self.file.calendar, start, limit.limit)
                .map_or_else(|_| String::new(), |clock| words::day(self.text(), clock.due()))
        };
        Accept {
            missing: self.names(missing),
            promised_by: by(&self.about.item.promised),
            statutory_by: self.about.item.statutory.as_ref().map_or_else(String::new, by),
            agent: words::person(self.text(), self.about.organisation, facts.agent),
            deemed_on: facts
                .clocks
                .deeming
                .map_or_else(String::new, |clock| words::day(self.text(), clock.due())),
        }
    }

    fn refuse_acceptance(&self) -> RefuseAcceptance {
        let act = "refuse-acceptance";
        let mut grounds = vec![
            Answer::of("not-required", self.t("不受理：这件事依法不需要许可"))
                .with_hint(self.t("行政许可法第三十二条第一款第一项")),
            Answer::of("not-competent", self.t("不予受理：不属本机关职权"))
                .with_hint(self.t("行政许可法第三十二条第一款第二项")),
        ];
        let bars: Vec<Answer> = self
            .about
            .item
            .refusal_grounds
            .iter()
            .map(|ground| {
                let name = self.text().pick(&ground.name, ground.name_en.as_deref());
                Answer::of(ground.code.as_str(), name).with_hint(ground.basis.short())
            })
            .collect();
        if !bars.is_empty() {
            grounds.push(
                Answer::of("barred", self.t("不予受理：本事项列明的情形"))
                    .with_hint(self.t("只有下面列出的几种")),
            );
        }
        let units =
            self.about.organisation.units.iter().filter(|unit| unit.code != self.about.item.authority);
        let competent =
            std::iter::once(Answer::of("", self.t("请选择"))).chain(units.map(|unit| {
                Answer::of(unit.code.as_str(), self.text().pick(&unit.name, Some(&unit.name_en)))
            }));
        RefuseAcceptance {
            ground: self.pick(act, "ground", grounds),
            competent: self.pick(act, "competent", competent.collect()),
            bar: self.pick(act, "bar", bars),
            explanation: self.typed(act, "explanation", ""),
        }
    }

    fn give(&self, offer: &Offer) -> Give {
        let likely = match offer.example {
            Command::GiveOver(give) => Some(give.to),
            _ => None,
        };
        let answers = super::file_parts::may_receive(self.file, self.session).into_iter().map(|person| {
            let answer = Answer::of(
                person.as_str(),
                words::person_of_unit(self.text(), self.about.organisation, person),
            );
            if Some(person) == likely { answer.chosen() } else { answer }
        });
        Give {
            next_step: self.step_name(),
            to: self.pick("give", "to", answers.collect()),
            papers: self.typed("give", "papers", self.filed.facts.holding.papers.to_string()),
            remark: self.typed("give", "remark", ""),
        }
    }

    fn step_name(&self) -> String {
        let step = match &self.filed.stage {
            Stage::Handling(handling) => self.about.item.steps.get(usize::from(handling.step)),
            _ => None,
        };
        step.map_or_else(String::new, |step| words::step(self.text(), step))
    }

    fn step(&self, offers: &[Offer]) -> Step {
        let Stage::Handling(handling) = &self.filed.stage else { return self.empty_step() };
        let item = self.about.item;
        let next = item.steps.get(usize::from(handling.step) + 1).map_or_else(String::new, |step| {
            self.text().f("交上去以后，下一步是“{step}”。", [("step", &words::step(self.text(), step))])
        });
        let on_site = item
            .steps
            .get(usize::from(handling.step))
            .is_some_and(|step| step.place == catalogue::item::Place::Site);
        let can_return =
            offers.iter().any(|offer| offer.act == Kind::ReturnToStep && offer.refusal.is_none());
        let back = if can_return { usize::from(handling.step) } else { 0 };
        let back = item
            .steps
            .iter()
            .take(back)
            .enumerate()
            .map(|(n, step)| Answer::of(n.to_string(), words::step(self.text(), step)));
        let place =
            |value: &str, words: &str, chosen: bool| Answer { chosen, ..Answer::of(value, self.t(words)) };
        let places = vec![
            place("hall", "在大厅", !on_site),
            place("department", "回单位", false),
            place("site", "到现场", on_site),
        ];
        let reasons = std::iter::once(Answer::of("", self.t("请选择")))
            .chain(PLACE_REASONS.iter().map(|(value, words)| Answer::of(*value, self.t(words))));
        let due = self
            .filed
            .facts
            .clocks
            .step
            .map_or_else(String::new, |watch| words::day(self.text(), watch.clock.due()));
        Step {
            name: self.step_name(),
            due,
            opinion: self.pick(
                "step",
                "opinion",
                vec![Answer::of("agree", self.t("同意")), Answer::of("disagree", self.t("不同意"))],
            ),
            text: self.typed("step", "text", ""),
            place: self.pick("step", "place", places),
            place_reason: self.pick("step", "place_reason", reasons.collect()),
            needs: handling.first_officer.map_or_else(String::new, |first| {
                let name = words::person(self.text(), self.about.organisation, first);
                self.text().f("{name}已经写了意见，还要另一位写。", [("name", &name)])
            }),
            next,
            back_to: self.pick("return-step", "back_to", back.collect()),
            reason: self.typed("return-step", "reason", ""),
        }
    }

    fn empty_step(&self) -> Step {
        Step {
            name: String::new(),
            due: String::new(),
            opinion: Pick::default(),
            text: Typed::default(),
            place: Pick::default(),
            place_reason: Pick::default(),
            needs: String::new(),
            next: String::new(),
            back_to: Pick::default(),
            reason: Typed::default(),
        }
    }

    fn ask_stop(&self) -> AskStop {
        let grounds = self.about.item.exclusions.iter().enumerate().map(|(n, exclusion)| {
            let used = self.filed.facts.stopped_days.get(n).copied().unwrap_or(0);
            let left = exclusion.max_days.saturating_sub(used);
            let hint = self
                .text()
                .f("{basis} · 最多还能停 {n} 天", [("basis", &exclusion.basis.short()), ("n", &left)]);
            Answer::of(n.to_string(), words::exclusion(self.text(), exclusion)).with_hint(hint)
        });
        AskStop {
            ground: self.pick("ask-stop", "ground", grounds.collect()),
            days: self.typed("ask-stop", "days", ""),
            reason: self.typed("ask-stop", "reason", ""),
            approver: self.by(Power::ApproveSpecialProcedure, "由{name}审批；办这一件的人不能批。"),
        }
    }

    fn approve_stop(&self) -> Option<ApproveStop> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let Stop::Asked(asked) = handling.stop else { return None };
        let exclusion = self.about.item.exclusions.get(usize::from(asked.exclusion))?;
        let today = self.file.now.day();
        let until = today.plus_days(i32::from(asked.planned_days) - 1);
        let word = self.text().pick(&exclusion.applicant_word, exclusion.applicant_word_en.as_deref());
        let sentence = match exclusion.kind {
            ExclusionKind::SpecialProcedure => {
                "计时暂停：{from}起做{what}（{law}），计划 {until}结束，到时没有结果就自动恢复计时。"
            }
            ExclusionKind::Suspension => {
                "计时暂停：{from}起等{what}（{law}），最多等到 {until}，到时没有结果就自动恢复计时。"
            }
        };
        let notice = self.text().f(
            sentence,
            [
                ("from", &words::day(self.text(), today)),
                ("what", &word),
                ("law", &exclusion.basis.short()),
                ("until", &words::day(self.text(), until)),
            ],
        );
        Some(ApproveStop {
            asked_by: words::person_of_unit(self.text(), self.about.organisation, asked.by),
            ground: format!("{} · {}", words::exclusion(self.text(), exclusion), exclusion.basis.short()),
            span: self.text().f(
                "{from}起，计划到 {until}，共 {n} 天",
                [
                    ("from", &words::day(self.text(), today)),
                    ("until", &words::day(self.text(), until)),
                    ("n", &asked.planned_days),
                ],
            ),
            because: self.file.texts.text(asked.reason.0),
            notice,
            due_change: String::new(),
            reason: self.typed("refuse-stop", "reason", ""),
        })
    }

    fn resume(&self) -> Option<Resume> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let (asked, until) = match handling.stop {
            Stop::Stopped { asked, planned_until, .. } | Stop::PastPlan { asked, planned_until, .. } => {
                (asked, planned_until)
            }
            Stop::Running | Stop::Asked(_) => return None,
        };
        let exclusion = self.about.item.exclusions.get(usize::from(asked.exclusion))?;
        Some(Resume {
            ground: words::exclusion(self.text(), exclusion),
            planned_until: words::day(self.text(), until),
            result: self.typed("resume", "result", ""),
        })
    }

    fn decide(&self) -> Decide {
        let item = self.about.item;
        let grounds = item.decision.refusal_reasons.iter().map(|reason| {
            Answer::of(reason.code.as_str(), self.text().pick(&reason.name, reason.name_en.as_deref()))
                .with_hint(reason.basis.short())
        });
        Decide {
            authority: self.text().f(
                "以{unit}的名义作决定。",
                [("unit", &words::unit_in_full(self.text(), self.about.organisation, item.authority))],
            ),
            opinions: super::file_parts::opinions(self.text(), self.file),
            outcome: self.pick(
                "decide",
                "outcome",
                vec![Answer::of("granted", self.t("准予")), Answer::of("refused", self.t("不予"))],
            ),
            grounds: self.pick("decide", "ground", grounds.collect()),
            text: self.typed("decide", "text", ""),
            remedies: super::file_parts::remedies(self.text(), item),
        }
    }

    fn recheck(&self) -> Option<Recheck> {
        let Stage::Decided { decision, recheck_by } = &self.filed.stage else { return None };
        let facts = &self.filed.facts;
        let check = |value: &str, name: &str, found: String, right: bool| Check {
            value: value.to_owned(),
            name: self.t(name),
            found,
            right,
            ticked: self.sent.form.is_some_and(|form| form.all("checked").any(|it| it == value)),
        };
        let missing = facts.materials.required.difference(facts.materials.marks.rows());
        let papers = self
            .text()
            .f("应有 {n} 样，缺 {m} 样", [("n", &facts.materials.required.len()), ("m", &missing.len())]);
        let limits =
            if decision.late { self.t("晚于承诺的日子") } else { self.t("在承诺的日子以内") };
        let notices = self.text().f("已告知 {n} 次", [("n", &self.file.notices.len())]);
        Some(Recheck {
            decision: words::document_no(self.about.organisation, self.about.item.kind, decision.number),
            checks: vec![
                check("papers", "材料", papers, missing.is_empty()),
                check("limits", "期限", limits, !decision.late),
                check("notices", "告知", notices, true),
            ],
            hold_until: self.text().f(
                "最迟 {day}复核，到时没有复核也自动往下办。",
                [("day", &words::day(self.text(), *recheck_by))],
            ),
            reason: self.typed("return-decision", "reason", ""),
        })
    }

    fn make(&self) -> Make {
        let item = self.about.item;
        Make {
            document: self.text().pick(&item.result_name, item.result_name_en.as_deref()).to_owned(),
            number: self.t("办结时自动编号，接着上一本，不留空号"),
            seal: item.decision.seal.clone(),
            holder: self.file.applicant.name.clone(),
            sealed_error: self.error("make", "sealed"),
            delivery_window: self.delivery_window(),
        }
    }

    fn delivery_window(&self) -> String {
        let kind = catalogue::organisation::WindowKind::Delivery;
        let window = self.about.organisation.windows.iter().find(|window| window.kind == kind);
        window.map_or_else(String::new, |window| {
            let name = crate::app::frame::window_name(self.text(), window);
            self.text().f("做好后送{window}。", [("window", &name)])
        })
    }

    fn deliver(&self) -> Deliver {
        let item = self.about.item;
        let types = catalogue::identity::DocumentType::ALL.iter().map(|kind| {
            let answer = Answer::of(kind.code(), self.text().pick(kind.name(), Some(kind.name_en())));
            if kind.code() == self.file.applicant.document_type { answer.chosen() } else { answer }
        });
        Deliver {
            document: self.text().pick(&item.result_name, item.result_name_en.as_deref()).to_owned(),
            applicant: self.file.applicant.name.clone(),
            collector: self.pick(
                "deliver",
                "collector",
                vec![Answer::of("self", self.t("本人")).chosen(), Answer::of("other", self.t("别人代领"))],
            ),
            pickup_code: self.typed("deliver", "pickup_code", ""),
            collector_name: self.typed("deliver", "collector_name", ""),
            document_type: self.pick("deliver", "document_type", types.collect()),
            document_number: self.typed("deliver", "document_number", ""),
            authority_letter: self
                .sent
                .form
                .is_some_and(|form| self.sent.act == "deliver" && form.get("letter") == "yes"),
            authority_letter_error: String::new(),
            due: self
                .filed
                .facts
                .clocks
                .delivery
                .map_or_else(String::new, |watch| words::day(self.text(), watch.clock.due())),
        }
    }
}

/// The order of the cards: the act that moves the case on first, what is rarely needed last.
fn rank(act: &Act) -> u8 {
    match act {
        Act::Take(_) => 0,
        Act::SignInstant(_)
        | Act::Accept(_)
        | Act::Decide(_)
        | Act::Recheck(_)
        | Act::Make(_)
        | Act::Deliver(_) => 1,
        Act::ApproveStop(_) | Act::Resume(_) => 2,
        Act::Supplement(_) => 3,
        Act::Correction(_) => 4,
        Act::Step(_) => 5,
        Act::Give(_) | Act::PresentInstant(_) => 6,
        Act::ExplainLate(_) => 7,
        Act::ApprovePriority(_) => 8,
        Act::AskStop(_) => 20,
        Act::AskPriority(_) => 21,
        Act::Recall(_) => 22,
        Act::RefuseAcceptance(_) => 23,
    }
}
