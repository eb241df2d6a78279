//! Form fields as values: label, help, what was typed, the error next to it, and the summary of errors.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::text::Text;

/// One possible answer of a choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Value sent.
    pub value: String,
    /// Words shown.
    pub label: String,
    /// A second line under the words; may be empty.
    pub hint: String,
    /// Chosen already.
    pub is_chosen: bool,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: &str, label: &str, is_chosen: bool) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), hint: String::new(), is_chosen }
    }
}

/// What the field is made of.
#[derive(Debug, Clone)]
pub enum Control {
    /// One line; the text is the `type` attribute: text, password, date, number, tel, search.
    Line(&'static str),
    /// Several lines, with the number of rows shown.
    Area(u8),
    /// A list to choose one from.
    Select(Vec<Choice>),
    /// Answers to choose one from, all visible.
    Radios(Vec<Choice>),
    /// Answers to choose any from, all visible.
    Checks(Vec<Choice>),
    /// Photographs or scans; the form that bears one is sent in parts.
    Pictures(PicturesTaken),
}

/// Which photographs a field takes: a browser says before they are sent what would be refused.
#[derive(Debug, Clone)]
pub struct PicturesTaken {
    /// Bytes of one at most.
    pub bytes_max: usize,
    /// How many at once.
    pub most: u8,
    /// Said where one is larger or there are more.
    pub too_large: String,
}

/// A field of a form with its label. Keeps what was typed and names its error.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/field.html")]
pub struct Field {
    /// Language.
    pub text: Text,
    /// Name and id of the control; unique on its page.
    pub name: String,
    /// Label, in the page's language.
    pub label: String,
    /// Help under the label; may be empty.
    pub help: String,
    /// What was typed, or the default.
    pub value: String,
    /// The error, as a sentence that says what to do.
    pub error: Option<String>,
    /// Must be filled; others carry the mark 选填.
    pub is_required: bool,
    /// What it is made of.
    pub control: Control,
    /// The `autocomplete` attribute; `off` unless told.
    pub autocomplete: &'static str,
    /// The `inputmode` attribute; may be empty.
    pub inputmode: &'static str,
    /// Longest text taken, in characters; every input has a bound.
    pub length_max: u16,
    /// A button under a list, by which the page is drawn anew for what is chosen there, with all that was typed: address and words.
    pub anew: Option<(&'static str, String)>,
}

impl Field {
    /// A required line of text; change the rest with struct update or the methods below.
    pub fn line(text: Text, name: &str, label: &str) -> Self {
        Self {
            text,
            name: name.to_owned(),
            label: label.to_owned(),
            help: String::new(),
            value: String::new(),
            error: None,
            is_required: true,
            control: Control::Line("text"),
            autocomplete: "off",
            inputmode: "",
            length_max: 200,
            anew: None,
        }
    }

    /// With help text.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        help.clone_into(&mut self.help);
        self
    }

    /// With what was typed.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    /// With an error.
    #[must_use]
    pub fn error(mut self, error: &str) -> Self {
        self.error = Some(error.to_owned());
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_required = false;
        self
    }

    /// Takes at most this many characters.
    #[must_use]
    pub fn with_length(mut self, characters: u16) -> Self {
        self.length_max = characters;
        self
    }

    /// A list with a button that draws the page anew for what is chosen.
    #[must_use]
    pub fn anew(mut self, address: &'static str, words: &str) -> Self {
        self.anew = Some((address, words.to_owned()));
        self
    }

    /// Made of something else.
    #[must_use]
    pub fn control(mut self, control: Control) -> Self {
        self.control = control;
        self
    }

    /// Ids of help and error, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        match (self.help.is_empty(), self.error.is_some()) {
            (true, false) => String::new(),
            (false, false) => format!("{}-help", self.name),
            (true, true) => format!("{}-error", self.name),
            (false, true) => format!("{0}-help {0}-error", self.name),
        }
    }

    /// Id of the first control, the goal of the link in the summary.
    pub fn goal(&self) -> String {
        match &self.control {
            Control::Radios(_) | Control::Checks(_) => format!("{}-1", self.name),
            _ => self.name.clone(),
        }
    }
}

/// All errors of a form at its head, each a link to its field.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/errors.html")]
pub struct ErrorSummary {
    /// Language.
    pub text: Text,
    /// Id of the field (empty: of the whole form), and the sentence.
    pub errors: Vec<(String, String)>,
}

impl ErrorSummary {
    /// The errors that stand at these fields.
    pub fn of<'a>(text: Text, fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let error = |field: &Field| Some((field.goal(), field.error.clone()?));
        Self { text, errors: fields.into_iter().filter_map(error).collect() }
    }

    /// One error that belongs to no field.
    pub fn one(text: Text, sentence: &str) -> Self {
        Self { text, errors: vec![(String::new(), sentence.to_owned())] }
    }

    /// Too many tries, on a page where something is looked up.
    pub fn throttled(text: Text, minutes: u32) -> Self {
        let sentence = "试的次数多了，请过 {n} 分钟再查。着急的话，打电话或到任一窗口都能查。";
        Self::one(text, &text.f(sentence, [("n", &minutes)]))
    }

    /// No errors; prints nothing.
    pub fn none(text: Text) -> Self {
        Self { text, errors: Vec::new() }
    }
}

/// The hidden fields of every form that posts.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/keys.html")]
pub struct FormKeys {
    /// Token of the session.
    pub csrf: String,
    /// 32 hexadecimal digits minted when the form is drawn; empty where a form commands nothing (sign-in).
    pub command_id: String,
    /// Version of the case the page shows, on forms of a case.
    pub version: Option<u64>,
}

impl FormKeys {
    /// Keys of a sample.
    pub fn sample(version: Option<u64>) -> Self {
        Self {
            csrf: "0011aabb".to_owned(),
            command_id: "00112233445566778899aabbccddeeff".to_owned(),
            version,
        }
    }
}

impl HtmlSafe for Field {}
impl HtmlSafe for ErrorSummary {}
impl HtmlSafe for FormKeys {}
