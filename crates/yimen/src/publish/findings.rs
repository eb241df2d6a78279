//! A finding of the lint as one line for whoever writes the file.

use catalogue::lint::{Finding, Rule, Spot};

/// "row 3: a material's name is no catch-all (L1)".
pub fn in_words(finding: &Finding) -> String {
    let (code, sentence) = match finding.rule {
        Rule::L1 => ("L1", "a material's name must not leave the list open (其他材料)"),
        Rule::L2 => ("L2", "a material needs a legal basis, an issuer and a number of copies"),
        Rule::L3 => ("L3", "the promise must end no later than the law's limit"),
        Rule::L4 => (
            "L4",
            "instant means a check of papers, at most with a leader's signature the same day (R55, R56)",
        ),
        Rule::L5 => ("L5", "a fee needs its item, basis and standard"),
        Rule::L6 => ("L6", "trips, online and post do not fit together"),
        Rule::L7 => ("L7", "inquiry and complaints need different telephones"),
        Rule::L8 => ("L8", "a licence needs a question with its answer, and its links"),
        Rule::L9 => ("L9", "a named result needs a sample"),
        Rule::L10 => {
            ("L10", "a stop of the clock needs a legal kind, an article and a longest duration (C1)")
        }
        Rule::L11 => ("L11", "a legal basis must cite an article"),
        Rule::L12 => (
            "L12",
            "a code has a wrong length or check character, or does not agree with authority, level and kind",
        ),
        Rule::Steps => ("steps", "the steps must fit in the promise and be done by units that exist"),
        Rule::Exceptions => (
            "exceptions",
            "what may follow after acceptance is required, of an item that is not instant, ends with the promise, and has its reason of refusal (N56)",
        ),
        Rule::Window => ("window", "no window serves it (A46)"),
    };
    let place = match &finding.at {
        Spot::Item => String::new(),
        Spot::Material(row) => format!("material row {row}: "),
        Spot::Basis(basis) => format!("{basis}: "),
        Spot::Exclusion(place) => format!("exclusion {}: ", place + 1),
        Spot::Step(place) => format!("step {}: ", place + 1),
        Spot::Unit(unit) => format!("unit {unit}: "),
    };
    format!("{place}{sentence} ({code})")
}
