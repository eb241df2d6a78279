//! What the page of who is away shows: the absences with what may be done to each, and the form of a new one (E23, F31).

use calendar::Day;
use casework::absence::{Absence, AbsenceClass, Absences, deputies, leads, own_people};
use catalogue::{Organisation, PersonId};
use centre::account::Session;

use super::posted::Sent;
use super::{people_words, words};
use crate::app::form::new_command_id;
use pages::desk::{AbsentLine, Answer as Choice, AwayForm, DeputyForm, Pick, Typed};
use pages::layout::FormKeys;
use pages::text::Text;

/// What the page is drawn from.
pub(super) struct Seen<'a> {
    /// Language.
    pub(super) text: Text,
    /// Its people.
    pub(super) organisation: &'a Organisation,
    /// Who is away.
    pub(super) absences: &'a Absences,
    /// Who looks.
    pub(super) session: &'a Session,
    /// Today.
    pub(super) today: Day,
    /// Token of the session.
    pub(super) csrf: &'a str,
}

impl Seen<'_> {
    /// Hidden fields of one form.
    pub(super) fn keys(&self) -> FormKeys {
        FormKeys { csrf: self.csrf.to_owned(), command_id: new_command_id(), version: None }
    }

    fn leads(&self, person: PersonId) -> bool {
        let me = self.session.person;
        me == person || leads(self.organisation, me, person, self.today)
    }

    /// Present ones first; why somebody is away is for the person and whoever leads the person (P7).
    pub(super) fn away(&self, sent: &Sent) -> Vec<AbsentLine> {
        let mut list: Vec<_> = self.absences.list.iter().collect();
        list.sort_by_key(|it| (it.from > self.today, it.from, it.id));
        let line = |it: &&Absence| AbsentLine {
            id: it.id,
            who: words::person_of_unit(self.text, self.organisation, it.person),
            days: people_words::span(self.text, it),
            class: if self.leads(it.person) {
                people_words::class(self.text, it.class)
            } else {
                String::new()
            },
            deputy: it
                .deputy
                .map_or_else(String::new, |deputy| words::person(self.text, self.organisation, deputy)),
            nobody: it.deputy.is_none(),
            now: it.covers(self.today),
            end: self.leads(it.person).then(|| self.keys()),
            change: self.change(it, sent),
        };
        list.iter().map(line).collect()
    }

    /// Whoever may end an absence may have another stand in, where somebody is here who could.
    fn change(&self, absence: &Absence, sent: &Sent) -> Option<DeputyForm> {
        let from = absence.from.max(self.today);
        let mut able = deputies(self.organisation, absence.person, from);
        able.retain(|it| {
            Some(*it) != absence.deputy && !self.absences.is_away_between(*it, from, absence.until)
        });
        let slug = format!("deputy-{}", absence.id);
        let field = format!("{slug}-deputy");
        let error = sent.errors.iter().find(|(known, _)| *known == field).map(|(_, why)| why.clone());
        if !self.leads(absence.person) || (able.is_empty() && error.is_none()) {
            return None;
        }
        let answers = able
            .into_iter()
            .map(|it| Choice::of(it.as_str(), words::person(self.text, self.organisation, it)));
        let answers = std::iter::once(Choice::of("", self.text.t("请选择"))).chain(answers).collect();
        let mut deputy = Pick { answers, error: error.unwrap_or_default() };
        if !deputy.error.is_empty() {
            deputy.choose(sent.form.trimmed("deputy"));
        }
        Some(DeputyForm { slug, keys: self.keys(), deputy })
    }

    /// The form by which an absence is entered.
    pub(super) fn form(&self, sent: &Sent) -> AwayForm {
        let typed = sent.form.get("do") == "enter";
        let kept = |field: &str, otherwise: String| {
            let value = if typed { sent.form.get(field).to_owned() } else { otherwise };
            Typed { value, error: self.error(sent, field) }
        };
        let pick = |field: &str, answers: Vec<Choice>, otherwise: &str| {
            let mut pick = Pick { answers, error: self.error(sent, field) };
            pick.choose(if typed { sent.form.trimmed(field) } else { otherwise });
            pick
        };
        let me = self.session.person;
        let people = own_people(self.organisation, me, self.today);
        let name = |person: PersonId| words::person(self.text, self.organisation, person);
        let who = people.iter().map(|person| Choice::of(person.as_str(), name(*person))).collect();
        let classes =
            AbsenceClass::ALL.map(|class| Choice::of(class.key(), people_words::class(self.text, class)));
        // Whom each of these can have; the hint says for whom.
        let mut able: Vec<(PersonId, Vec<String>)> = Vec::new();
        for person in &people {
            for deputy in deputies(self.organisation, *person, self.today) {
                // Whoever goes for good takes nothing over any more.
                if self.absences.has_left(deputy) || self.absences.leaving(deputy).is_some() {
                    continue;
                }
                match able.iter_mut().find(|(known, _)| *known == deputy) {
                    Some((_, whom)) => whom.push(name(*person)),
                    None => able.push((deputy, vec![name(*person)])),
                }
            }
        }
        let only_own = people.len() == 1;
        let mut stand_in = vec![Choice::of("", self.text.t("没有人能代班"))];
        stand_in.extend(able.into_iter().map(|(deputy, whom)| {
            let whom = whom.join(self.text.comma());
            let whom = (!only_own).then(|| self.text.f("可代{names}", [("names", &whom)]));
            let away = self.absences.list.iter().filter(|it| it.person == deputy);
            let days = |it| self.text.f("{days}不在岗", [("days", &people_words::span(self.text, it))]);
            let hints: Vec<String> = whom.into_iter().chain(away.map(days)).collect();
            Choice::of(deputy.as_str(), name(deputy)).with_hint(hints.join(self.text.semicolon()))
        }));
        AwayForm {
            person: pick("person", who, me.as_str()),
            class: pick("class", classes.to_vec(), AbsenceClass::Leave.key()),
            from: kept("from", self.today.to_string()),
            until: kept("until", String::new()),
            deputy: pick("deputy", stand_in, ""),
        }
    }

    fn error(&self, sent: &Sent, field: &str) -> String {
        let error = sent.errors.iter().find(|(known, _)| known.strip_prefix("away-") == Some(field));
        error.map_or_else(String::new, |(_, why)| why.clone())
    }
}
