//! The forms of single acts: likely answers filled in from the case and its item, or what was typed.

use casework::{Command, Conclusion, Decision, Offer, Outcome, Stage, Stop};
use catalogue::Power;
use catalogue::item::ExclusionKind;

use super::act_parse::REASONS;
use super::{stop_words, words};
use pages::desk::act::{
    Accept, ApproveStop, AskStop, Check, Correction, CorrectionRow, Decide, Deliver, Give, Make, Recheck,
    RefuseAcceptance, Resume, ShowStopOrder,
};
use pages::desk::{Answer, Pick};

use super::act_cards::Cards;

impl Cards<'_> {
    pub(super) fn correction(&self) -> Correction {
        let facts = &self.filed.facts;
        let sent = self.sent.form.filter(|_| self.sent.act == "correction");
        let missing = facts.open_rows();
        let may = facts.materials.required.union(facts.materials.marks.rows()).union(missing);
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
                    barred: self.barred_row(row),
                }
            });
        let today = self.file.now.day();
        let bring_by = calendar::Clock::start(&self.file.calendar, today, self.about.item.correction_days)
            .map_or_else(|_| String::new(), |clock| words::day(self.text(), clock.due()));
        let notice_by = facts
            .clocks
            .pre_acceptance
            .filter(|watch| watch.ended_at.is_none())
            .map_or_else(String::new, |watch| words::day(self.text(), watch.clock.due()));
        Correction { rows: rows.collect(), again: self.correction_again(), bring_by, notice_by }
    }

    pub(super) fn accept(&self) -> Accept {
        let facts = &self.filed.facts;
        let missing = facts.open_rows();
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
            leader: if facts.leader_signs { self.able(Power::SignOff) } else { String::new() },
            deemed_on: facts
                .clocks
                .deeming
                .map_or_else(String::new, |clock| words::day(self.text(), clock.due())),
        }
    }

    pub(super) fn refuse_acceptance(&self) -> RefuseAcceptance {
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

    pub(super) fn give(&self, offer: &Offer) -> Give {
        let likely = match offer.example {
            Command::GiveOver(give) => Some(give.to),
            _ => None,
        };
        let answers = self.file.may_receive(self.session).into_iter().map(|person| {
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

    pub(super) fn step_name(&self) -> String {
        let step = match &self.filed.stage {
            Stage::Handling(handling) => self.about.item.steps.get(usize::from(handling.step)),
            _ => None,
        };
        step.map_or_else(String::new, |step| words::step(self.text(), step))
    }

    pub(super) fn ask_stop(&self) -> AskStop {
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
            order: self.typed("ask-stop", "order", ""),
            order_hint: self.text().f(
                "写上委托单、听证通知、来函的名称和编号，申请人会看到。还没有的先不填，批准告知以后 {n} 个工作日内补登。",
                [("n", &self.file.order_days)],
            ),
            approver: self.by(Power::ApproveSpecialProcedure, "由{name}审批；办这一件的人不能批。"),
        }
    }

    pub(super) fn approve_stop(&self) -> Option<ApproveStop> {
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
        let asker = words::person_of_unit(self.text(), self.about.organisation, asked.by);
        let (order, told) = self.order_told(&asker);
        Some(ApproveStop {
            authority: self.source_of(Power::ApproveSpecialProcedure),
            asked_by: asker,
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
            order,
            notice: [notice, told].join(self.text().gap()),
            due_change: String::new(),
        })
    }

    /// The document of the stop that is asked for, to whoever approves it and as the applicant will be told.
    fn order_told(&self, asker: &str) -> (String, String) {
        let (text, named) = (self.text(), self.file.stop_order(&self.file.lines));
        if !named.is_empty() {
            let told = text.f("依据文书：{order}。", [("order", &named)]);
            return (named, told);
        }
        let days = u32::from(self.file.order_days);
        let by = self.file.calendar.add_working_days(self.file.now.day(), days);
        by.map_or_else(
            |_| Default::default(),
            |by| {
                let day = words::day(text, by);
                let places = [("name", &asker as &dyn std::fmt::Display), ("day", &day)];
                let open = text.f("还没有登。今天批准告知的，{name}最迟 {day}补登。", places);
                (open, text.f("依据文书最迟 {day}补登。", [("day", &day)]))
            },
        )
    }

    pub(super) fn show_stop_order(&self) -> Option<ShowStopOrder> {
        let asked = stop_words::latest(self.file)?;
        let exclusion = self.about.item.exclusions.get(usize::from(asked.exclusion))?;
        let owed = self.filed.facts.stop_order;
        Some(ShowStopOrder {
            ground: format!("{} · {}", words::exclusion(self.text(), exclusion), exclusion.basis.short()),
            due: owed.map_or_else(String::new, |owed| stop_words::due(self.text(), owed)),
            order: self.typed("show-stop-order", "order", ""),
        })
    }

    pub(super) fn resume(&self) -> Option<Resume> {
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

    pub(super) fn decide(&self) -> Decide {
        let item = self.about.item;
        let grounds = item.decision.refusal_reasons.iter().map(|reason| {
            Answer::of(reason.code.as_str(), self.text().pick(&reason.name, reason.name_en.as_deref()))
                .with_hint(reason.basis.short())
        });
        Decide {
            authority: self.text().f(
                "以{unit}的名义作决定。",
                [("unit", &words::unit_in_full(self.text(), self.about.organisation, item.authority))],
            ) + self.text().gap()
                + &self.source_of(Power::Decide),
            opinions: super::file_parts::opinions(self.text(), self.file),
            awaited: self.awaited(),
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

    pub(super) fn recheck(&self) -> Option<Recheck> {
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
        let told = self.file.notices.len();
        let notices = match self.file.to_tell {
            0 => self.text().f("已告知 {n} 次", [("n", &told)]),
            m => self.text().f("已告知 {n} 次；没有电话，还有 {m} 次等着书面告知", [("n", &told), ("m", &m)]),
        };
        Some(Recheck {
            decision: words::document_no(self.about.organisation, self.about.item.kind, decision.number),
            checks: vec![
                check("papers", "材料", papers, missing.is_empty()),
                check("limits", "期限", limits, !decision.late),
                check("notices", "告知", notices, self.file.to_tell == 0),
            ],
            hold_until: self.text().f(
                "最迟 {day}复核，到时没有复核也自动往下办。",
                [("day", &words::day(self.text(), *recheck_by))],
            ),
            reason: self.typed("return-decision", "reason", ""),
        })
    }

    /// The decision by which nothing was granted: what is made and handed out is its paper.
    fn refusal(&self) -> Option<&Decision> {
        let (Stage::Rechecked { decision, .. } | Stage::Concluded(Conclusion { decision, .. })) =
            &self.filed.stage
        else {
            return None;
        };
        Some(decision).filter(|it| it.outcome == Outcome::Refused)
    }

    /// What is made and handed out.
    fn document(&self) -> String {
        let item = self.about.item;
        match self.refusal() {
            Some(_) => self.t("不予决定书"),
            None => self.text().pick(&item.result_name, item.result_name_en.as_deref()).to_owned(),
        }
    }

    pub(super) fn make(&self) -> Make {
        let item = self.about.item;
        Make {
            document: self.document(),
            is_refusal: self.refusal().is_some(),
            number: match self.refusal() {
                Some(decision) => words::document_no(self.about.organisation, item.kind, decision.number),
                None => self.t("办结时自动编号，接着上一本，不留空号"),
            },
            seal: item.decision.seal.clone(),
            holder: self.file.applicant.name.clone(),
            sealed_error: self.error("make", "sealed"),
            delivery_window: self.delivery_window(),
        }
    }

    pub(super) fn delivery_window(&self) -> String {
        let kind = catalogue::organisation::WindowKind::Delivery;
        let window = self.about.organisation.windows.iter().find(|window| window.kind == kind);
        window.map_or_else(String::new, |window| {
            let name = crate::app::frame::window_name(self.text(), window);
            self.text().f("做好后送{window}。", [("window", &name)])
        })
    }

    pub(super) fn deliver(&self) -> Deliver {
        let types = catalogue::identity::DocumentType::ALL.iter().map(|kind| {
            let answer = Answer::of(kind.code(), self.text().pick(kind.name(), Some(kind.name_en())));
            if kind.code() == self.file.applicant.document_type { answer.chosen() } else { answer }
        });
        Deliver {
            document: self.document(),
            is_refusal: self.refusal().is_some(),
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
            owed: self
                .originals_owed()
                .into_iter()
                .map(|it| it.label)
                .collect::<Vec<_>>()
                .join(self.text().comma()),
            nowhere: self.originals_nowhere(),
            folder: format!("/desk/folders/{}", self.file.state.id),
        }
    }
}
