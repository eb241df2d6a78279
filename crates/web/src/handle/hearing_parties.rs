//! Who stands on the register of a case, each with what may be entered of it, and what came back with a form (N13, N18, A26).

use calendar::Day;
use casework::hearing::{Party, Service, Told, Who};
use catalogue::{PersonId, Power};
use centre::act::FieldProblem;
use centre::hearing::{HearingFile, PartyForm};

use super::hearing_parse::WAYS;
use super::refusal::field_sentence;
use crate::app::form::Form;
use pages::desk::{
    Answer as Choice, PaperLink, PartyForms, PartyLine, Pick, ReasonForm, Refused, ServeForm, Typed,
    WordsForm,
};
use pages::layout::ErrorSummary;
use pages::text::{Text, masked_name};

/// What came back with a form.
#[derive(Default)]
pub struct Sent<'a> {
    /// The act of the form.
    pub act: &'a str,
    /// The form.
    pub form: Option<&'a Form>,
    /// What is wrong in it.
    pub problems: Vec<FieldProblem>,
    /// Why it was refused.
    pub refused: Option<Refused>,
}

impl Sent<'_> {
    /// A field of this act with what was typed.
    pub fn typed(&self, text: Text, act: &str, field: &str, otherwise: &str) -> Typed {
        let mine = self.form.filter(|_| self.act == act);
        let value = mine.map_or(otherwise, |form| form.get(field)).to_owned();
        let problem = self.problems.iter().find(|problem| mine.is_some() && problem.field == field);
        let error = problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why));
        Typed { value, error }
    }

    /// A choice of this act.
    pub fn pick(&self, text: Text, act: &str, field: &str, answers: Vec<Choice>) -> Pick {
        let Typed { value, error } = self.typed(text, act, field, "");
        let mut pick = Pick { answers, error };
        if !value.is_empty() {
            pick.choose(&value);
        }
        pick
    }

    /// Which party the form is about.
    fn party(&self) -> &str {
        self.form.map_or("", |form| form.trimmed("party"))
    }

    /// What came back, if it was this act on this party.
    fn about(&self, act: &str, n: usize) -> Option<&Sent<'_>> {
        (self.act == act && self.party() == n.to_string()).then_some(self)
    }

    /// What is wrong, at the head of the page.
    pub fn errors(&self, text: Text) -> ErrorSummary {
        let head = match self.act {
            "add" => "party".to_owned(),
            "state" | "serve" | "correct-service" | "withdraw" | "strike" => {
                [self.act, self.party()].concat()
            }
            other => other.to_owned(),
        };
        let errors = self.problems.iter();
        let errors = errors.map(|it| (format!("{head}-{}", it.field), field_sentence(text, &it.why)));
        ErrorSummary { text, errors: errors.collect() }
    }
}

/// The name of a party: the applicant, or as it was typed.
pub fn party_of(text: Text, file: &HearingFile, who: Who) -> PartyForm {
    match who {
        Who::Applicant => PartyForm {
            name: file.case.applicant.name.clone(),
            contact: text.t("申请人").to_owned(),
            interest: String::new(),
        },
        Who::Third { particulars } => file.texts.record(particulars.0).unwrap_or_default(),
    }
}

/// Who looks at the register.
#[derive(Clone, Copy)]
pub struct Hand {
    /// Whether the person carries the case.
    pub carries: bool,
    /// Whether the case is in hand.
    pub in_hand: bool,
    /// The person.
    pub person: PersonId,
}

/// The register; with the forms of each for whoever carries the case, and for whoever may put right when a notice arrived.
pub fn parties(text: Text, file: &HearingFile, path: &str, sent: &Sent<'_>, hand: Hand) -> Vec<PartyLine> {
    let today = file.case.now.day();
    let line = |(n, party): (usize, &Party)| {
        let who = match (file.case.whole, party_of(text, file, party.who)) {
            (true, who) => who,
            // Who takes no part and has not said what for reads no names (F33).
            (false, who) => {
                let name = masked_name(&who.name);
                PartyForm { name, contact: String::new(), interest: who.interest }
            }
        };
        let about = [who.contact, who.interest].into_iter().filter(|it| !it.is_empty());
        PartyLine {
            n,
            name: who.name,
            about: about.collect::<Vec<_>>().join(" · "),
            told: party.told.map_or_else(Vec::new, |told| how_told(text, file, &told)),
            said: said(text, file, party, today),
            notice: party.told.map(|_| PaperLink {
                href: format!("{path}/paper/party-{n}"),
                name: text.t("打印告知书").to_owned(),
                issued: String::new(),
            }),
            forms: party.stands().then(|| forms(text, file, sent, n, party, hand)).flatten(),
        }
    };
    file.hearing.parties.iter().enumerate().map(line).collect()
}

/// When it was told, and when and how the notice arrived.
fn how_told(text: Text, file: &HearingFile, told: &Told) -> Vec<String> {
    let at = text.f("{at}告知", [("at", &text.date(told.at.day()))]);
    let (Some(served), Some(until)) =
        (told.arrived.map(|it| it.service), told.answer_until(&file.case.calendar))
    else {
        return vec![at];
    };
    let way = WAYS.iter().find(|it| it.0 == served.way).map_or("", |it| it.2);
    let served = text.f(
        "{on}{way}，最迟 {until}答复",
        [("on", &text.date(served.on)), ("way", &text.t(way).to_owned()), ("until", &text.date(until))],
    ) + &text.aside(file.texts.text(served.proof.0));
    let corrected = told.arrived.and_then(|it| it.corrected).map(|it| {
        text.f(
            "送达的登记 {at}更正过：{reason}",
            [("at", &text.date(it.at.day())), ("reason", &file.texts.text(it.reason.0))],
        )
    });
    [at, served].into_iter().chain(corrected).collect()
}

/// What it said, gave up, or why it stands there no longer.
fn said(text: Text, file: &HearingFile, party: &Party, today: Day) -> String {
    if let Some(struck) = party.struck {
        return text.f("已撤下：{reason}", [("reason", &file.texts.text(struck.reason.0))]);
    }
    let Some(stated) = party.stated else {
        let until = party.told.and_then(|told| told.answer_until(&file.case.calendar));
        let is_over = until.is_some_and(|until| today > until);
        return if is_over { text.t("到期没有答复").to_owned() } else { String::new() };
    };
    let words = stated.words.map(|it| file.texts.text(it.0));
    let words = words.unwrap_or_else(|| text.t("没有意见").to_owned());
    let asked = stated.organise_by.map(|_| text.t("要求听证").to_owned());
    let given_up = stated.given_up.map(|it| {
        text.f(
            "{at}放弃听证：{words}",
            [("at", &text.date(it.at.day())), ("words", &file.texts.text(it.words.0))],
        )
    });
    text.in_line(&[Some(words), asked, given_up].into_iter().flatten().collect::<Vec<_>>())
}

/// When and how a notice arrived, as the form of that act asks it.
fn arrival(text: Text, sent: &Sent<'_>, act: &str, n: usize, now: Option<Service>, today: Day) -> ServeForm {
    let nothing = Sent::default();
    let about = sent.about(act, n).unwrap_or(&nothing);
    let ways = WAYS.iter().map(|(way, word, name)| {
        let chosen = now.is_some_and(|it| it.way == *way);
        Choice { chosen, ..Choice::of(*word, text.t(name)) }
    });
    let on = now.map_or(today, |it| it.on).to_string();
    ServeForm {
        open: sent.about(act, n).is_some(),
        on: about.typed(text, act, "on", &on),
        way: about.pick(text, act, "way", ways.collect()),
        proof: about.typed(text, act, "proof", ""),
        reason: about.typed(text, act, "reason", ""),
    }
}

/// Where a notice arrived on another day than was entered: for whoever entered it and for a window head, as long as nothing rests
/// on it (E10, E11).
fn correction(
    text: Text,
    file: &HearingFile,
    sent: &Sent<'_>,
    n: usize,
    party: &Party,
    hand: Hand,
) -> Option<ServeForm> {
    let (case, today) = (&file.case, file.case.now.day());
    let arrived = party.told?.arrived?;
    let rests = file.hearing.rests_on_service(party).is_some();
    let may = || case.organisation.may(hand.person, Power::CorrectRegistration, &case.item, today).is_yes();
    let open = hand.in_hand && !rests && (arrived.by == hand.person || may());
    open.then(|| arrival(text, sent, "correct-service", n, Some(arrived.service), today))
}

/// What may be entered of one who stands on the register; none where this person enters nothing of it.
fn forms(
    text: Text,
    file: &HearingFile,
    sent: &Sent<'_>,
    n: usize,
    party: &Party,
    hand: Hand,
) -> Option<PartyForms> {
    let correct = correction(text, file, sent, n, party, hand);
    if !hand.carries {
        return correct.map(|form| PartyForms { correct: Some(form), ..PartyForms::default() });
    }
    let today = file.case.now.day();
    let until = party.told.and_then(|told| told.answer_until(&file.case.calendar));
    let answers = party.told.is_some() && party.stated.is_none();
    let arrives = answers && party.told.is_some_and(|told| told.arrived.is_none());
    let asks = party.stated.is_some_and(|it| it.asks_hearing()) && file.hearing.held.is_none();
    let field = |act: &str, field: &str, otherwise: &str| match sent.about(act, n) {
        Some(sent) => sent.typed(text, act, field, otherwise),
        None => Typed::of(otherwise),
    };
    let open = |act: &str| sent.about(act, n).is_some();
    let ticked = |act: &str, name: &str| {
        sent.about(act, n).and_then(|it| it.form).is_some_and(|form| form.get(name) == "yes")
    };
    Some(PartyForms {
        correct,
        tell: party.told.is_none(),
        strike: party
            .told
            .is_none()
            .then(|| ReasonForm { open: open("strike"), reason: field("strike", "reason", "") }),
        serve: arrives.then(|| arrival(text, sent, "serve", n, None, today)),
        state: (answers && until.is_none_or(|until| today <= until)).then(|| WordsForm {
            open: open("state"),
            words: field("state", "words", ""),
            ticked: ticked("state", "asks_hearing"),
        }),
        withdraw: asks.then(|| WordsForm {
            open: open("withdraw"),
            words: field("withdraw", "words", ""),
            ticked: ticked("withdraw", "signed"),
        }),
    })
}
