//! Reconciliation for programs: a system of certificates, seals or fees hands in its numbers, and reads which have no case, or a fee
//! no basis (F5, F22, A31).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::UnitCode;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::reconcile::{FOUND_MAX, ListKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::Trouble;
use super::record::{Command, choice, of_unit};
use web::handle::reconcile::lines;

/// A list to compare with what was handled here. It names no person; each number that has no case becomes one finding, however
/// often it is handed in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListAsked {
    /// What the numbers are of: certificates that are out, papers that bear the seal, receipts of fees.
    #[schemars(extend("enum" = ["certificates", "seals", "fees"]))]
    kind: String,
    /// The unit.
    #[schemars(length(max = 40))]
    unit: String,
    /// The numbers as they are written; so many at once that a finding can be made of each. Of a fee the amount in yuan may follow
    /// after a comma: `SC2026000123K,80.00`.
    #[schemars(length(min = 1, max = 50), inner(length(max = 60)))]
    numbers: Vec<String>,
}

/// A number without a case, or a fee without a basis.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrphanShown {
    /// As it was read.
    pub number: String,
    /// The rule that finds it: `fee-without-basis` where the item of its case has no fee, or sets a lower one.
    pub rule: String,
    /// The finding of it.
    pub finding: String,
}

/// What came of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReconciledShown {
    /// Numbers that have a case.
    pub matched: usize,
    /// Those that have none, or whose fee has no basis, in their order.
    pub without_case: Vec<OrphanShown>,
    /// Numbers that stand in the list more than once; their amounts were added up.
    pub twice: Vec<String>,
}

/// `POST /api/v1/reconcile`
pub async fn compare(call: Call, body: Body) -> Response {
    call.finish(compared(&call, body).await)
}

async fn compared(call: &Call, body: Body) -> Answer {
    // The list itself says what is made of it, so that nothing is remembered of the command's id.
    let Command { bearer, asked, .. } = call.makes::<ListAsked>(body).await?;
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    let kind = ListKind::ALL.into_iter().find(|it| it.key() == asked.kind);
    let kind = choice("kind", kind).map_err(wrong)?;
    let unit = choice("unit", UnitCode::parse(&asked.unit).ok()).map_err(wrong)?;
    of_unit(&bearer, unit)?;
    if asked.numbers.iter().any(|it| !it.chars().any(|it| it.is_ascii_digit())) {
        return Err(wrong(problem("numbers", FieldWhy::NotANumber)));
    }
    let organisation = call.organisation().await?;
    let read = lines(&organisation, kind, &asked.numbers.join("\n"));
    if asked.numbers.len() > FOUND_MAX || read.len() > FOUND_MAX {
        return Err(wrong(problem("numbers", FieldWhy::TooManyLines(FOUND_MAX))));
    }
    let done = call.app.centre.reconcile_each(&bearer.session, kind, unit, &read).await;
    let (done, without_case) = call.carried(done).await?;
    let without_case: Vec<OrphanShown> = without_case
        .into_iter()
        .map(|it| OrphanShown {
            number: it.written,
            rule: it.rule.key().to_owned(),
            finding: it.finding.to_string(),
        })
        .collect();
    let twice = read.iter().filter(|it| it.times > 1).map(|it| it.written.clone()).collect();
    let answer = ReconciledShown { matched: done.matched, without_case, twice };
    call.answered(StatusCode::OK, "/findings", false, &answer)
}
