//! The one-time code on a form that a leader signs: the same field on every page (A17).

use askama::Template;
use askama::filters::HtmlSafe;

use super::parts::Typed;
use crate::text::Text;

/// Asks for the code of the person's own telephone; field `one_time_code`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/code_field.html")]
pub struct CodeField {
    /// Language.
    pub text: Text,
    /// What the ids of its form begin with.
    pub form: String,
    /// What was typed, where it may still be right.
    pub typed: Typed,
    /// Whether the person has set up a second factor.
    pub is_set_up: bool,
    /// What the demonstration says beside the field; empty in operation.
    pub sample: String,
}

impl HtmlSafe for CodeField {}

impl CodeField {
    /// What is wrong with it, for the head of its form.
    pub fn error(&self) -> Option<(String, String)> {
        let error = &self.typed.error;
        (!error.is_empty()).then(|| (format!("{}-one_time_code", self.form), error.clone()))
    }

    /// An empty field for somebody who has set up a second factor, for samples.
    pub(crate) fn sample(text: Text, form: &str) -> CodeField {
        CodeField {
            text,
            form: form.to_owned(),
            typed: Typed::default(),
            is_set_up: true,
            sample: String::new(),
        }
    }

    /// The same with a code that is wrong.
    pub(crate) fn sample_wrong(text: Text, form: &str) -> CodeField {
        let sentence = text.t("动态码不对或者已经过时，请看手机上现在显示的再填。");
        CodeField { typed: Typed::wrong("287083", sentence), ..CodeField::sample(text, form) }
    }
}
