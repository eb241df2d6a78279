//! Pieces that several desk pages share: a case in a list, what was typed, a choice, a refusal.

use crate::layout::{Light, LightKind, StateWord, Tone};
use crate::text::Text;

/// A last day in words: `11 月 27 日（周五）` and `还剩 5 个工作日`.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// Day with weekday.
    pub day: String,
    /// What is left or by how much it is late, with the unit.
    pub left: String,
    /// Counted on a year whose holidays are not yet published (design.md section 4).
    pub provisional: bool,
}

impl Due {
    /// An official last day.
    pub fn of(day: impl Into<String>, left: impl Into<String>) -> Due {
        Due { day: day.into(), left: left.into(), provisional: false }
    }
}

/// One case in a list.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// Light, while a clock runs; a stopped clock or an ended case has a state only.
    pub light: Option<Light>,
    /// State or step, in the office's words.
    pub state: StateWord,
    /// Address of the case file, or of the card in it where the work is.
    pub href: String,
    /// Short number shown (收件编号 or 受理文书编号, C15).
    pub number: String,
    /// Name of the item.
    pub item: String,
    /// Applicant, masked by type.
    pub applicant: String,
    /// Last day, when a clock runs.
    pub due: Option<Due>,
    /// Person who holds the case now, with the window or unit.
    pub holder: String,
    /// Why the case stands in this list; may be empty.
    pub note: String,
    /// Until when two officers are to be named for its check, with the light of that clock (N22).
    pub officers: Option<(Light, String)>,
    /// The one thing to do from here, as a verb; empty: 打开.
    pub action: String,
}

impl CaseLine {
    /// Class of the row, by the light.
    pub fn class(&self) -> &'static str {
        match &self.light {
            Some(Light { kind: LightKind::Red | LightKind::PastLaw, .. }) => "row-red",
            Some(Light { kind: LightKind::Yellow, .. }) => "row-yellow",
            _ => "row-plain",
        }
    }
}

/// A text field: what was typed is kept, the error stands beside it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What was typed.
    pub value: String,
    /// Sentence to show under the field; empty when it is right.
    pub error: String,
}

impl Typed {
    /// A field with a value and no error.
    pub fn of(value: impl Into<String>) -> Typed {
        Typed { value: value.into(), error: String::new() }
    }

    /// A field whose value cannot stand, and why.
    pub fn wrong(value: impl Into<String>, error: impl Into<String>) -> Typed {
        Typed { value: value.into(), error: error.into() }
    }
}

/// One answer of a choice.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Value posted.
    pub value: String,
    /// Words shown.
    pub label: String,
    /// Second line: article, greatest number of days, unit; may be empty.
    pub hint: String,
    /// Chosen now.
    pub chosen: bool,
    /// Shown but not to be chosen; the hint says why.
    pub disabled: bool,
}

impl Answer {
    /// An answer with no hint.
    pub fn of(value: impl Into<String>, label: impl Into<String>) -> Answer {
        Answer { value: value.into(), label: label.into(), ..Answer::default() }
    }

    /// The same with a second line.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Answer {
        self.hint = hint.into();
        self
    }

    /// The same, chosen.
    #[must_use]
    pub fn chosen(mut self) -> Answer {
        self.chosen = true;
        self
    }

    /// The same, shown only.
    #[must_use]
    pub fn disabled(mut self) -> Answer {
        self.disabled = true;
        self
    }
}

/// Answers of a list that chooses nothing by itself; where there is only one, that one stands.
pub fn unchosen(text: Text, answers: Vec<Answer>) -> Vec<Answer> {
    let none = (answers.len() != 1).then(|| Answer::of("", text.t("请选择")));
    none.into_iter().chain(answers).collect()
}

/// A choice among several answers.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// Answers in order.
    pub answers: Vec<Answer>,
    /// Sentence to show under it; empty when it is right.
    pub error: String,
}

impl Pick {
    /// A choice without error.
    pub fn of(answers: Vec<Answer>) -> Pick {
        Pick { answers, error: String::new() }
    }

    /// The answer with this value becomes the chosen one, as after a post.
    pub fn choose(&mut self, value: &str) {
        for answer in &mut self.answers {
            answer.chosen = answer.value == value;
        }
    }
}

/// A refusal made a sentence: what stands in the way, who may act, what to do next (tone 14 to 20).
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The obstacle.
    pub sentence: String,
    /// Who may do it today: name and post, with `（代）` for a delegate.
    pub who_may: Vec<String>,
    /// What the reader can do next; may be empty.
    pub next: String,
    /// Stable code of the refusal, shown small for the telephone.
    pub code: String,
}

/// A long name for samples: 300 characters, as long as the centre admits.
pub(crate) fn long_name() -> String {
    "沅禾市澄禾县晨禾机械设备制造与农业技术推广服务有限责任公司".chars().cycle().take(300).collect()
}

/// A case in a list for samples.
pub(crate) fn sample_line(
    text: Text,
    light: Option<LightKind>,
    state: (&str, Tone),
    words: [&str; 4],
    due: Option<Due>,
) -> CaseLine {
    let [number, item, applicant, holder] = words;
    CaseLine {
        light: light.map(|kind| Light { text, kind }),
        state: StateWord { word: text.t(state.0).to_owned(), tone: state.1 },
        href: format!("/desk/cases/{}", number.replace('收', "r")),
        number: number.into(),
        item: item.into(),
        applicant: applicant.into(),
        due,
        holder: holder.into(),
        note: String::new(),
        officers: None,
        action: String::new(),
    }
}
