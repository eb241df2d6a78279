//! Formulas of a plan: read before a plan is adopted, worked out when a term is counted. What one came to enters the counts, so a
//! total follows from plan and frozen counts alone, whichever library worked it out.

use oversight::assessment::{Count, Formula, Indicator, Plan, Scale, subjects};
use oversight::report::{Line, Table};
use rules::FormulaError;

use crate::field::{FieldProblem, FieldWhy};

/// Reads the formula of an indicator, where it has one.
fn read(indicator: &Indicator) -> Option<Result<rules::Formula, FormulaError>> {
    let Formula::Feel { text } = &indicator.formula else { return None };
    Some(rules::Formula::read(text, &names(indicator.scale)))
}

/// The names a formula of a scale may speak of.
fn names(scale: Scale) -> Vec<&'static str> {
    Count::ALL.iter().filter(|count| count.fits(scale)).map(|count| count.name()).collect()
}

/// What is wrong with the formulas of a plan, if anything.
pub(super) fn problem(plan: &Plan) -> Option<FieldProblem> {
    let wrong = plan.indicators.iter().find_map(|it| read(it)?.err())?;
    Some(FieldProblem { field: "feel".to_owned(), why: FieldWhy::Formula(wrong) })
}

/// The counts with what the formulas of the plan came to.
pub(super) fn worked_out(plan: &Plan, table: Table) -> Table {
    let mut came = Vec::new();
    for indicator in &plan.indicators {
        let Some(Ok(formula)) = read(indicator) else { continue };
        for subject in subjects(&table, indicator.scale) {
            let key = subject.key();
            let count = |name: &str| {
                let known = Count::ALL.iter().find(|count| count.name() == name);
                known.map_or(0, |count| table.get(&key, count.key()))
            };
            if let Some(points) = formula.hundredths(count, indicator.full) {
                let [word, came_to] = indicator.formula_words();
                came.push(Line(key.clone(), word, i64::from(points)));
                came.push(Line(key, came_to, 1));
            }
        }
    }
    match came.is_empty() {
        true => table,
        false => Table::of(table.lines().iter().cloned().chain(came)),
    }
}
