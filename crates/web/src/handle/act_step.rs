//! The form of a step: opinion, place, and on site the record of the check or what the second officer confirms; and the
//! form by which whoever decides sends the case back to a step that is done.

use casework::{Handling, Stage};
use catalogue::PersonId;
use catalogue::item::{Place, Step as ItemStep, StepKind};

use super::act_cards::Cards;
use super::{visit_words, words};
use pages::desk::act::{PLACE_REASONS, ReturnStep, SIGNATURES, Step, VisitForm};
use pages::desk::{Answer, Typed, unchosen};

impl Cards<'_> {
    pub(super) fn step(&self) -> Option<Step> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let (item, text) = (self.about.item, self.text());
        let step = item.steps.get(usize::from(handling.step))?;
        let next = item.steps.get(usize::from(handling.step) + 1).map_or_else(String::new, |step| {
            text.f("交上去以后，下一步是“{step}”。", [("step", &words::step(text, step))])
        });
        let on_site = step.place == Place::Site || step.kind == StepKind::SiteCheck;
        let place =
            |value: &str, words: &str, chosen: bool| Answer { chosen, ..Answer::of(value, self.t(words)) };
        let places = match on_site {
            true => vec![place("site", "到现场", true)],
            false => vec![place("hall", "在大厅", true), place("department", "回单位", false)],
        };
        let named = step.away.map(|reason| reason.key());
        let reasons = PLACE_REASONS.iter().filter(|(value, _)| named.is_none_or(|named| named == *value));
        let reasons = std::iter::once(Answer::of("", self.t("请选择")))
            .chain(reasons.map(|(value, words)| Answer::of(*value, self.t(words))));
        let due = self.filed.facts.clocks.step;
        let first = handling.first_officer.is_none_or(|first| first == self.session.person);
        let is_check = step.kind == StepKind::SiteCheck;
        let signs_off = step.kind == StepKind::SignOff;
        let may = || {
            let organisation = self.about.organisation;
            organisation.may_do_step(self.session.person, step, item, self.file.now.day())
        };
        Some(Step {
            authority: if signs_off { self.source(may()) } else { String::new() },
            name: self.step_name(),
            due: due.map_or_else(String::new, |watch| words::day(text, watch.clock.due())),
            opinion: self.pick(
                "step",
                "opinion",
                vec![Answer::of("agree", self.t("同意")), Answer::of("disagree", self.t("不同意"))],
            ),
            text: self.typed("step", "text", ""),
            place: self.pick("step", "place", places),
            place_reason: self.pick("step", "place_reason", reasons.collect()),
            visit: (is_check && first).then(|| Box::new(self.visit_form(handling, step))),
            recorded: if is_check && !first {
                visit_words::recorded(text, self.file).map(Box::new)
            } else {
                None
            },
            needs: self.needs(handling),
            next,
        })
    }

    /// The steps that are done, the last one first: it is the one most often sent back to.
    pub(super) fn return_step(&self) -> Option<ReturnStep> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let done = self.about.item.steps.iter().take(usize::from(handling.step)).enumerate();
        let done = done.map(|(n, step)| Answer::of(n.to_string(), words::step(self.text(), step)));
        Some(ReturnStep {
            back_to: self.pick("return-step", "back_to", done.rev().collect()),
            reason: self.typed("return-step", "reason", ""),
        })
    }

    /// What the step waits for besides this person.
    fn needs(&self, handling: &Handling) -> String {
        let name = |id: PersonId| words::person(self.text(), self.about.organisation, id);
        match (handling.first_officer, handling.companion) {
            (Some(first), Some(second)) if first == self.session.person => self.text().f(
                "您已经写了记录，等{name}确认。写错了，可以在这里重新记一次，原来的照样留着。",
                [("name", &name(second))],
            ),
            (Some(first), _) => self.text().f("{name}已经写了意见，还要另一位写。", [("name", &name(first))]),
            (None, _) => String::new(),
        }
    }

    fn visit_form(&self, handling: &Handling, step: &ItemStep) -> VisitForm {
        let (text, organisation, me) = (self.text(), self.about.organisation, self.session.person);
        let today = self.file.now.day();
        let able = organisation.who_may_do_step(step, self.about.item, today).into_iter();
        let able = able
            .map(|holder| holder.person)
            .filter(|person| *person != me && casework::is_certified(organisation, step, *person));
        let answer = |id: PersonId| {
            let answer = Answer::of(id.as_str(), visit_words::officer(text, self.file, id));
            if handling.companion == Some(id) { answer.chosen() } else { answer }
        };
        let signatures = SIGNATURES.iter().map(|(value, words)| Answer::of(*value, self.t(words)));
        let certificate = organisation.person(me).and_then(|person| person.enforcement_certificate.clone());
        let typed = |field: &str| -> Typed { self.typed("step", field, "") };
        VisitForm {
            certificate: certificate.unwrap_or_default(),
            with: self.pick("step", "with", unchosen(text, able.map(answer).collect())),
            on: self.typed("step", "visited_on", today.to_string()),
            entered: typed("entered"),
            left: typed("left"),
            minutes: typed("minutes"),
            signature: self.pick("step", "signature", signatures.collect()),
            refusal: typed("refusal"),
            witness: typed("witness"),
            photographs: typed("photographs"),
        }
    }
}
