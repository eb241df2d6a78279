//! Reconciliation for programs: a system of certificates, seals or fees hands in its list, and reads which numbers have no case, which
//! fee has no basis, and what the list does not have; comparisons of before, and what waits for one (F5, F22, A31).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{ReconciliationId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::reconcile::{LINES_MAX, ListForm, ListKind, Orphan};
use centre::oversight::reconcile_list::{Due, ReconciliationBrief};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, day_of, next, of_unit};
use super::shown::{Next, day, time};
use web::handle::reconcile_parse::lines;

/// Characters of a row at most, as the document says.
const ROW_MAX: usize = 120;

/// A list to compare with what was handled here in the same days. It names no person; each number becomes one finding, however often
/// it is handed in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListAsked {
    /// What the numbers are of: certificates that are out, papers that bear the seal, receipts of fees.
    #[schemars(extend("enum" = ["certificates", "seals", "fees"]))]
    kind: String,
    /// The unit.
    #[schemars(length(max = 40))]
    unit: String,
    /// First day that the list is of.
    #[schemars(extend("format" = "date"))]
    from: String,
    /// Last day that it is of: today at the latest, a year after the first at most. The list has everything of these days, for what it
    /// does not have is found too.
    #[schemars(extend("format" = "date"))]
    until: String,
    /// The numbers as they are written. Of a fee the amount in yuan may follow after a comma, and the day after another:
    /// `SC2026000123K,80.00,2026-11-28`; of the others the day may follow.
    #[schemars(length(max = 500), inner(length(max = 120)))]
    numbers: Vec<String>,
    /// That there was nothing in these days; only then may `numbers` be empty.
    #[serde(default)]
    nothing: bool,
}

/// A number that was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrphanShown {
    /// As it was read; of what the list does not have, the number of its receipt.
    pub number: String,
    /// The rule that finds it: `fee-without-basis` where the item of its case has no fee, or sets a lower one.
    pub rule: String,
    /// The finding of it; null where there was no room for more at once.
    pub finding: Option<String>,
}

/// What came of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReconciledShown {
    /// The record of the comparison.
    pub reconciliation: String,
    /// Numbers that have a case.
    pub matched: usize,
    /// Those that have none, or whose fee has no basis, in their order.
    pub without_case: Vec<OrphanShown>,
    /// Certificates and fees of these days that the list does not have.
    pub not_listed: Vec<OrphanShown>,
    /// Numbers that stand in the list more than once; their amounts were added up.
    pub twice: Vec<String>,
    /// Numbers of both sorts for which no finding was made; the next comparison goes on with them.
    pub rest: usize,
}

/// A comparison of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReconciliationLine {
    /// Its name.
    pub reconciliation: String,
    /// `certificates`, `seals` or `fees`.
    pub kind: String,
    /// The unit.
    pub unit: String,
    /// First day of the list.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day of the list.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// Numbers that have a case.
    pub matched: u64,
    /// Numbers that have none, or whose fee has no basis.
    pub without_case: u64,
    /// What the list does not have.
    pub not_listed: u64,
    /// Numbers that stand in the list more than once.
    pub twice: u64,
    /// Who compared.
    pub by: Option<String>,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}

/// Days between two lists that were not compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GapLine {
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day.
    #[schemars(extend("format" = "date"))]
    pub until: String,
}

/// A list of a unit, and by when it is compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DueLine {
    /// The unit.
    pub unit: String,
    /// `certificates`, `seals` or `fees`.
    pub kind: String,
    /// The last day up to which it was compared without a gap; null where it was not.
    #[schemars(extend("format" = "date"))]
    pub compared_until: Option<String>,
    /// Stretches of days that were not compared although later days were, the first one first.
    pub gaps: Vec<GapLine>,
    /// By when it is compared again.
    #[schemars(extend("format" = "date"))]
    pub due_by: String,
    /// Whether that day is over.
    pub late: bool,
}

/// Comparisons, the latest first, and every list with the day by which it is compared again.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReconciliationPage {
    /// The comparisons.
    pub reconciliations: Vec<ReconciliationLine>,
    /// The lists.
    pub due: Vec<DueLine>,
    /// Where the comparisons go on; null at the end.
    pub next: Next,
}

/// One comparison with its numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReconciliationShown {
    /// Its name.
    pub reconciliation: String,
    /// `certificates`, `seals` or `fees`.
    pub kind: String,
    /// The unit.
    pub unit: String,
    /// First day of the list.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Last day of the list.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// Numbers that have a case.
    pub matched: u32,
    /// How many have none, or whose fee has no basis.
    pub without_case_count: u32,
    /// The first of these.
    pub without_case: Vec<OrphanShown>,
    /// How many certificates and fees the list does not have.
    pub not_listed_count: u32,
    /// The first of these.
    pub not_listed: Vec<OrphanShown>,
    /// How many numbers stand in the list more than once.
    pub twice_count: u32,
    /// The first of these.
    pub twice: Vec<String>,
    /// SHA-256 of the list as it was read: for each number a line `number,times,fen`.
    pub digest: String,
    /// Who compared.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}

fn orphans(all: Vec<Orphan>) -> Vec<OrphanShown> {
    let shown = |it: Orphan| OrphanShown {
        number: it.written,
        rule: it.rule.key().to_owned(),
        finding: it.finding.map(|it| it.to_string()),
    };
    all.into_iter().map(shown).collect()
}

/// `POST /api/v1/reconcile`
pub async fn compare(call: Call, body: Body) -> Response {
    call.finish(compared(&call, body).await)
}

async fn compared(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<ListAsked>(body).await?;
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    let kind = choice("kind", ListKind::parse(&asked.kind)).map_err(wrong)?;
    let unit = choice("unit", UnitCode::parse(&asked.unit).ok()).map_err(wrong)?;
    of_unit(&bearer, unit)?;
    let day = |field: &str, typed: &str| day_of(field, typed).map_err(wrong);
    let days = (day("from", &asked.from)?, day("until", &asked.until)?);
    if asked.numbers.iter().any(|it| !it.chars().any(|it| it.is_ascii_digit())) {
        return Err(wrong(problem("numbers", FieldWhy::NotANumber)));
    }
    if asked.numbers.len() > LINES_MAX {
        return Err(wrong(problem("numbers", FieldWhy::TooManyLines(LINES_MAX))));
    }
    if asked.numbers.iter().any(|it| it.chars().count() > ROW_MAX) {
        return Err(wrong(problem("numbers", FieldWhy::TooLong(ROW_MAX))));
    }
    let organisation = call.organisation().await?;
    let lines = lines(&organisation, kind, days, &asked.numbers.join("\n")).map_err(wrong)?;
    let form = ListForm { kind, unit, days, lines, nothing: asked.nothing };
    let made = call.carried(call.app.centre.reconcile(&bearer.session, id, &form).await).await?;
    let of = made.id.to_string();
    let path = format!("/reconciliations/{of}");
    let answer = ReconciledShown {
        reconciliation: of,
        matched: made.counts.matched,
        without_case: orphans(made.outcome.orphans),
        not_listed: orphans(made.outcome.missing),
        twice: made.outcome.twice,
        rest: made.counts.rest,
    };
    call.answered(StatusCode::OK, &path, made.done.replayed, &answer)
}

fn line(it: &ReconciliationBrief) -> ReconciliationLine {
    ReconciliationLine {
        reconciliation: it.id.to_string(),
        kind: it.kind.key().to_owned(),
        unit: it.unit.to_string(),
        from: day(it.days.0),
        until: day(it.days.1),
        matched: it.matched,
        without_case: it.orphans,
        not_listed: it.missing,
        twice: it.twice,
        by: it.by.map(|it| it.to_string()),
        at: time(it.made_at),
    }
}

fn due(it: &Due) -> DueLine {
    DueLine {
        unit: it.standing.of.unit.to_string(),
        kind: it.standing.of.kind.key().to_owned(),
        compared_until: it.standing.until.map(day),
        gaps: it.standing.gaps.iter().map(|it| GapLine { from: day(it.0), until: day(it.1) }).collect(),
        due_by: day(it.by),
        late: it.is_late,
    }
}

/// `GET /api/v1/reconciliations?limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let (centre, session) = (&call.app.centre, &bearer.session);
    let made = centre.reconciliation_list(session, bearer.unit, &after, limit + 1).await;
    let mut made = made.map_err(|problem| call.problem(problem))?;
    let lists = centre.reconciliation_due(session).await.map_err(|problem| call.problem(problem))?;
    let next = next(&mut made, limit, ReconciliationBrief::cursor);
    let lists = lists.iter().filter(|it| bearer.covers_unit(it.standing.of.unit));
    let answer = ReconciliationPage {
        reconciliations: made.iter().map(line).collect(),
        due: lists.map(due).collect(),
        next,
    };
    call.json(StatusCode::OK, &answer)
}

/// `GET /api/v1/reconciliations/{reconciliation}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let id = ReconciliationId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.reconciliation_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    of_unit(&bearer, view.record.unit)?;
    let record = &view.record;
    let answer = ReconciliationShown {
        reconciliation: view.id.to_string(),
        kind: record.kind.key().to_owned(),
        unit: record.unit.to_string(),
        from: day(record.from),
        until: day(record.until),
        matched: record.matched,
        without_case_count: record.orphans,
        without_case: orphans(view.outcome.orphans),
        not_listed_count: record.missing,
        not_listed: orphans(view.outcome.missing),
        twice_count: record.twice,
        twice: view.outcome.twice,
        digest: record.digest.to_string(),
        by: view.by.to_string(),
        at: time(view.at),
    };
    call.json(StatusCode::OK, &answer)
}
