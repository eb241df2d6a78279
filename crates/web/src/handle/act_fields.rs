//! How the form of an act calls what the centre names, so that a problem stands at the field in which it was typed (E5).

use centre::act::FieldProblem;
use centre::case::Problem;

/// The problem with the names of the fields of this act's form.
pub fn on_form(act: &str, problem: Problem) -> Problem {
    let Problem::Form(problems) = problem else { return problem };
    let named = |it: FieldProblem| FieldProblem { field: field_of(act, &it.field), ..it };
    Problem::Form(problems.into_iter().map(named).collect())
}

fn field_of(act: &str, field: &str) -> String {
    let called = match (act, field) {
        ("decide", "reasons") | ("step", "opinion") => "text",
        ("refuse-acceptance", "reason") => "explanation",
        ("refuse-acceptance", "office") => "competent",
        ("give", "note") => "remark",
        ("deliver", "code") => "pickup_code",
        ("deliver", "collector_number") => "document_number",
        ("correction", field) => match field.strip_prefix("reason-") {
            Some(row) => return format!("detail{row}"),
            None => field,
        },
        (_, field) => field,
    };
    called.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use centre::act::FieldWhy;

    #[test]
    fn a_problem_bears_the_name_of_the_field_on_the_form() {
        let field = |act: &str, field: &str| {
            let problem =
                Problem::Form(vec![FieldProblem { field: field.to_owned(), why: FieldWhy::Missing }]);
            let Problem::Form(problems) = on_form(act, problem) else { panic!("it stays what it is") };
            problems.into_iter().map(|it| it.field).collect::<Vec<_>>().concat()
        };
        assert_eq!(field("decide", "reasons"), "text");
        assert_eq!(field("step", "opinion"), "text", "the form's own opinion is the verdict");
        assert_eq!(field("refuse-acceptance", "reason"), "explanation");
        assert_eq!(field("correction", "reason-12"), "detail12");
        assert_eq!(field("give", "note"), "remark");
        assert_eq!(field("deliver", "code"), "pickup_code");
        for (act, same) in
            [("ask-stop", "reason"), ("ask-stop", "order"), ("step", "minutes"), ("withdraw", "words")]
        {
            assert_eq!(field(act, same), same, "{act}");
        }
        assert!(matches!(on_form("decide", Problem::IdReused), Problem::IdReused));
    }
}
