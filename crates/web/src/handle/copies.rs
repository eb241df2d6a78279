//! How many copies stay of each row that is kept: read from the field beside its marks, and drawn again as it was typed (E6).

use casework::{COPIES_MAX, Copies, MaterialMarks};
use centre::act::{FieldProblem, FieldWhy};

use super::act_parse::{marks, problem};
use super::refusal::field_sentence;
use crate::app::form::Form;
use pages::desk::{MaterialRow, Typed};
use pages::text::Text;

/// The field of a row.
fn field(row: u8) -> String {
    format!("copies{row}")
}

/// The marks of a form, with the copies of the rows that are kept; what stands beside another row counts for nothing, and an
/// empty field means as many as the list asks for.
pub(super) fn counted(form: &Form) -> Result<MaterialMarks, Vec<FieldProblem>> {
    let (marks, mut problems) = (marks(form), Vec::new());
    let mut copies = Copies::default();
    for row in marks.copy_kept.iter().filter(|row| !form.trimmed(&field(*row)).is_empty()) {
        match form.number(&field(row), 1..=COPIES_MAX).and_then(|n| copies.with(row, n)) {
            Some(more) => copies = more,
            None => problems.push(problem(&field(row), FieldWhy::OutOfBounds(1, u32::from(COPIES_MAX)))),
        }
    }
    if problems.is_empty() { Ok(MaterialMarks { copies, ..marks }) } else { Err(problems) }
}

/// Rows with what was typed beside them, and what is wrong with it.
pub(super) fn typed(
    text: Text,
    form: &Form,
    problems: &[FieldProblem],
    rows: Vec<MaterialRow>,
) -> Vec<MaterialRow> {
    let again = |row: MaterialRow| {
        let (field, asked) = (field(row.row), row.copies.value.clone());
        let value = form.trimmed(&field);
        let wrong = problems.iter().find(|it| it.field == field);
        let error = wrong.map_or_else(String::new, |it| field_sentence(text, &it.why));
        let value = if value.is_empty() { asked } else { value.to_owned() };
        MaterialRow { copies: Typed { value, error }, ..row }
    };
    rows.into_iter().map(again).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    // E6: two digits, in either width; what is not kept is not counted, and nobody has to type the usual number.
    #[test]
    fn copies_are_counted_of_what_is_kept() {
        let of = |typed: &str| counted(&form(&[("kept", "3"), ("copies3", typed), ("copies4", "x")]));
        let right = |typed: &str| of(typed).expect("it is a number of copies").copies.of(3);
        assert_eq!(
            ["1", " 99 ", "１２", ""].map(right),
            [Some(1), Some(99), Some(12), None],
            "an empty field is as many as the list asks for"
        );
        let why = FieldWhy::OutOfBounds(1, 99);
        for typed in ["0", "100", "-1", "1.5", "两", "256"] {
            assert_eq!(of(typed), Err(vec![problem("copies3", why.clone())]), "{typed}");
        }
    }

    #[test]
    fn what_was_typed_comes_back_with_its_sentence() {
        let sent = form(&[("kept", "1"), ("copies1", "三"), ("copies2", " ")]);
        let problems = counted(&sent).expect_err("it is no number");
        let row = |row| MaterialRow { row, copies: Typed::of("1"), ..MaterialRow::default() };
        let rows = typed(Text::Chinese, &sent, &problems, vec![row(1), row(2)]);
        let shown: Vec<(&str, &str)> =
            rows.iter().map(|it| (it.copies.value.as_str(), it.copies.error.as_str())).collect();
        assert_eq!(shown, [("三", "请填 1 到 99 的整数。"), ("1", "")]);
    }
}
