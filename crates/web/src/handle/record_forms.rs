//! Filling the forms of a record: what was typed is kept, and each error stands at its field.

use casework::picture::PICTURE_BYTES_MAX;
use centre::act::FieldProblem;

use super::refusal::field_sentence;
use crate::app::form::{Form, new_command_id};
use pages::desk::{RecordForm, Refused};
use pages::layout::{Choice, Control, Field, FormKeys, PicturesTaken};
use pages::text::Text;

/// A form that came back.
#[derive(Default)]
pub struct SentForm<'a> {
    /// The act it was for.
    pub slug: &'a str,
    /// What was typed.
    pub form: Option<&'a Form>,
    /// What is wrong with it.
    pub problems: &'a [FieldProblem],
    /// Why it was not done.
    pub refused: Option<Refused>,
}

/// Makes the fields of one form.
pub struct Fields<'a> {
    /// Language.
    pub text: Text,
    /// The act.
    pub slug: &'static str,
    /// The form that came back, whichever it was.
    pub sent: &'a SentForm<'a>,
}

impl Fields<'_> {
    fn typed(&self) -> Option<&Form> {
        self.sent.form.filter(|_| self.sent.slug == self.slug)
    }

    fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.slug)
    }

    fn value(&self, field: &str, default: &str) -> String {
        self.typed().map_or_else(|| default.to_owned(), |form| form.get(&self.name(field)).to_owned())
    }

    fn finish(&self, field: &str, made: Field) -> Field {
        let mine = self.sent.slug == self.slug;
        let problem = self.sent.problems.iter().find(|it| mine && it.field == field);
        match problem {
            Some(problem) => made.error(&field_sentence(self.text, &problem.why)),
            None => made,
        }
    }

    /// A line of text.
    pub fn line(&self, field: &str, label: &str, default: &str) -> Field {
        let made = Field::line(self.text, &self.name(field), self.text.t(label));
        self.finish(field, made.value(&self.value(field, default)))
    }

    /// A whole number.
    pub fn number(&self, field: &str, label: &str, default: &str) -> Field {
        let made = self.line(field, label, default);
        Field { inputmode: "numeric", length_max: 6, ..made }
    }

    /// A day.
    pub fn day(&self, field: &str, label: &str) -> Field {
        let made = self.line(field, label, "").control(Control::Line("date"));
        Field { length_max: 10, ..made }
    }

    /// Several lines of text.
    pub fn area(&self, field: &str, label: &str) -> Field {
        let made = Field::line(self.text, &self.name(field), self.text.t(label)).control(Control::Area(3));
        let made = Field { length_max: 2000, ..made };
        self.finish(field, made.value(&self.value(field, "")))
    }

    /// One of several, all visible; values and words.
    pub fn radios(&self, field: &str, label: &str, all: &[(&str, String)], default: &str) -> Field {
        let made = Field::line(self.text, &self.name(field), self.text.t(label));
        self.finish(field, made.control(Control::Radios(self.choices(field, all, default))))
    }

    /// One of several, in a list.
    pub fn select<S: AsRef<str>>(
        &self,
        field: &str,
        label: &str,
        all: &[(S, String)],
        default: &str,
    ) -> Field {
        let made = Field::line(self.text, &self.name(field), self.text.t(label));
        self.finish(field, made.control(Control::Select(self.choices(field, all, default))))
    }

    /// One of several, in a list that chooses nothing by itself; where there is only one, that one stands.
    pub fn choose<S: AsRef<str>>(&self, field: &str, label: &str, all: &[(S, String)]) -> Field {
        let none = (all.len() != 1).then(|| ("", self.text.t("请选择").to_owned()));
        let named = all.iter().map(|(value, label)| (value.as_ref(), label.clone()));
        let all: Vec<(&str, String)> = none.into_iter().chain(named).collect();
        self.select(field, label, &all, "")
    }

    /// Any of several.
    pub fn checks(&self, field: &str, label: &str, all: &[(String, String)], default: &[String]) -> Field {
        let name = self.name(field);
        let chosen = |value: &str| match self.typed() {
            Some(form) => form.all(&name).any(|it| it == value),
            None => default.iter().any(|it| it == value),
        };
        let choices = all.iter().map(|(value, label)| Choice::new(value, label, chosen(value))).collect();
        let made = Field::line(self.text, &name, self.text.t(label)).optional();
        self.finish(field, made.control(Control::Checks(choices)))
    }

    /// Photographs or scans, so many at once; which were chosen cannot be kept in a form that comes back.
    pub fn pictures(&self, field: &str, label: &str, most: u8, too_large: String) -> Field {
        let taken = PicturesTaken { bytes_max: PICTURE_BYTES_MAX, most, too_large };
        let made = Field::line(self.text, &self.name(field), self.text.t(label));
        self.finish(field, made.control(Control::Pictures(taken)))
    }

    fn choices<S: AsRef<str>>(&self, field: &str, all: &[(S, String)], default: &str) -> Vec<Choice> {
        let chosen = self.value(field, default);
        let choice =
            |(value, label): &(S, String)| Choice::new(value.as_ref(), label, value.as_ref() == chosen);
        all.iter().map(choice).collect()
    }

    /// The form of these fields.
    pub fn form(
        &self,
        csrf: &str,
        version: u64,
        title: &str,
        help: &str,
        button: &str,
        fields: Vec<Field>,
    ) -> RecordForm {
        let mine = self.sent.slug == self.slug;
        let help = if help.is_empty() { String::new() } else { self.text.t(help).to_owned() };
        RecordForm {
            slug: self.slug,
            title: self.text.t(title).to_owned(),
            help,
            parts: Vec::new(),
            fields,
            code: None,
            keys: FormKeys { csrf: csrf.to_owned(), command_id: new_command_id(), version: Some(version) },
            button: self.text.t(button).to_owned(),
            refused: self.sent.refused.clone().filter(|_| mine),
            open: mine,
        }
    }
}

/// What a form says, read by its act.
pub struct Typed<'a> {
    /// The act.
    pub slug: &'a str,
    /// The form.
    pub form: &'a Form,
}

impl<'a> Typed<'a> {
    fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.slug)
    }

    /// A text without blanks around it.
    pub fn text(&self, field: &str) -> String {
        self.form.trimmed(&self.name(field)).to_owned()
    }

    /// Whether a choice of yes and no was answered with yes.
    pub fn yes(&self, field: &str) -> bool {
        self.form.get(&self.name(field)) == "yes"
    }

    /// Every value of a group of check boxes.
    pub fn all(&self, field: &str) -> Vec<String> {
        let name = self.name(field);
        self.form.all(&name).map(str::to_owned).collect()
    }

    /// A whole number within bounds.
    pub fn number<T: std::str::FromStr + PartialOrd>(
        &self,
        field: &str,
        bounds: std::ops::RangeInclusive<T>,
    ) -> Option<T> {
        self.form.number(&self.name(field), bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a list and the chosen one among them.
    fn listed(field: &Field) -> (Vec<&str>, Option<&str>) {
        let Control::Select(choices) = &field.control else { panic!("a list") };
        let chosen = choices.iter().find(|it| it.is_chosen).map(|it| it.value.as_str());
        (choices.iter().map(|it| it.value.as_str()).collect(), chosen)
    }

    // E5, E6: nobody is chosen by having been first; whoever was chosen stays when the form comes back.
    #[test]
    fn a_list_chooses_nothing_by_itself() {
        let people = [("a", "甲".to_owned()), ("b", "乙".to_owned())];
        let new = SentForm::default();
        let of = Fields { text: Text::Chinese, slug: "lend", sent: &new };
        assert_eq!(listed(&of.choose("to", "借给谁", &people)), (vec!["", "a", "b"], Some("")));
        assert_eq!(listed(&of.choose("to", "借给谁", &people[..1])).0, ["a"], "there is only one");
        assert_eq!(listed(&of.choose("to", "借给谁", &people[..0])).0, [""]);
        let form = Form::parse(b"lend-to=b").expect("a form");
        let sent = SentForm { slug: "lend", form: Some(&form), ..SentForm::default() };
        let of = Fields { text: Text::Chinese, slug: "lend", sent: &sent };
        assert_eq!(listed(&of.choose("to", "借给谁", &people)), (vec!["", "a", "b"], Some("b")));
    }
}
