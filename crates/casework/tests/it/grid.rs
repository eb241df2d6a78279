//! What every command does in every state, by whom or why not: a text in the source, so that a change of the law is a
//! difference of a few lines.
//!
//! `YIMEN_WRITE_GOLDEN=1` rewrites the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What an attempt led to: the kinds of its facts, or the code of the refusal.
pub type Outcome = Result<Vec<&'static str>, &'static str>;

/// The text, one state after the other.
#[derive(Default)]
pub struct Grid {
    text: String,
    tried: BTreeSet<String>,
    passed: BTreeSet<String>,
}

impl Grid {
    /// Tries every command by everybody in one state.
    pub fn state<C>(
        &mut self,
        name: &str,
        people: &[&str],
        commands: &[(&str, C)],
        attempt: impl Fn(&str, &C) -> Outcome,
    ) {
        let (mut lines, mut refused) = (String::new(), BTreeMap::<&str, Vec<&str>>::new());
        for (command, asked) in commands {
            let mut outcomes: BTreeMap<Result<String, &str>, Vec<&str>> = BTreeMap::new();
            for person in people {
                let outcome = attempt(person, asked).map(|kinds| kinds.join(", "));
                outcomes.entry(outcome).or_default().push(person);
            }
            self.tried.insert((*command).to_owned());
            if outcomes.keys().any(Result::is_ok) {
                self.passed.insert((*command).to_owned());
            }
            if let [Err(code)] = outcomes.keys().collect::<Vec<_>>()[..] {
                refused.entry(code).or_default().push(command);
                continue;
            }
            let said = outcomes.into_iter().map(|(outcome, people)| match outcome {
                Ok(kinds) => format!("[{kinds}] by {}", people.join(", ")),
                Err(code) => format!("{code} for {}", people.join(", ")),
            });
            let said = said.collect::<Vec<_>>().join("; ");
            writeln!(lines, "  {command} -> {said}").expect("a string takes all");
        }
        write!(self.text, "{name}\n{lines}").expect("a string takes all");
        for (code, commands) in refused {
            writeln!(self.text, "  {code}: {}", commands.join(", ")).expect("a string takes all");
        }
        self.text.push('\n');
    }

    /// The text is the one in the source, and each command passes somewhere.
    pub fn is(self, file: &str) {
        let never: Vec<_> = self.tried.difference(&self.passed).collect();
        assert!(never.is_empty(), "in no state does anybody pass with {never:?}");
        is_in_the_source(&self.text, file);
    }
}

/// The text is the one of that name under `tests`.
pub fn is_in_the_source(text: &str, file: &str) {
    let path = format!("{}/tests/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("the text is written where the test reads it");
    }
    let golden = std::fs::read_to_string(&path).expect("the text stands in the source");
    for (line, (is, was)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(is, was, "tests/{file}, line {}", line + 1);
    }
    assert_eq!(text.len(), golden.len(), "tests/{file} has as many lines as there are");
}
