//! The list row of a case: narrow, a pure function of its state, written in the commit of its entries.

use casework::{Case, Change, Extension, Facts, File, Priority, Stage, Stop};
use catalogue::number::{CaseNumber, ReceiptNumber};
use catalogue::publish::ItemState;
use catalogue::{CaseId, Digest};
use ledger::RowImage;
use store::{Migration, Value};

/// From when on the law's own limit of a case is past: rows from before have it with the next entry of their case.
pub(crate) const SCHEMA: Migration =
    Migration { name: "0066_case_law", sql: "alter table case_row add column law_at bigint" };

const COLUMNS: &[&str] = &[
    "division",
    "case_id",
    // Written once: what a case is and where it came in.
    "case_no",
    "item",
    "authority",
    "category",
    "intake",
    "window_id",
    "object",
    "received_at",
    // What its life changes: whose it is only where a registration was corrected or succeeded (E10, E13).
    "receipt_no",
    "applicant",
    "applicant_seal",
    "item_body",
    "state",
    "waits_for",
    "open",
    "step",
    "holder",
    "pending_to",
    "covers",
    "agent",
    "accepted_at",
    "due_on",
    "yellow_at",
    "red_at",
    "stopped",
    "stopped_until",
    "priority",
    "deemed",
    "decided_at",
    "concluded_at",
    "delivered_at",
    "late",
    "pending_since",
    "step_late_at",
    "agent_acted",
    "law_at",
];

/// How many of them are written once.
const FIXED: usize = 10;

/// Whose move it is: the queues of the desk.
pub mod waits {
    /// An intake officer: accept, or tell once what is missing.
    pub const ACCEPTANCE: &str = "acceptance";
    /// The applicant: the missing papers.
    pub const APPLICANT: &str = "applicant";
    /// The window head: the second signature of an instant case.
    pub const INSTANT: &str = "instant-signature";
    /// The leader in charge: an instant case is signed off the same day, before the window ends it (R56).
    pub const LEADER: &str = "leader-signature";
    /// The handler of the current step.
    pub const STEP: &str = "step";
    /// Who may approve that the clock stops.
    pub const STOP: &str = "stop-approval";
    /// Who may lengthen the limit (C7).
    pub const EXTENSION: &str = "extension-approval";
    /// Nobody before the awaited result: the clock is stopped.
    pub const RESULT: &str = "result";
    /// Who may decide.
    pub const DECISION: &str = "decision";
    /// The case agent: re-check.
    pub const RECHECK: &str = "recheck";
    /// The unit: make and seal the document.
    pub const MAKING: &str = "making";
    /// The applicant: collect.
    pub const COLLECTION: &str = "collection";
    /// Nobody any more.
    pub const NOBODY: &str = "nobody";
}

fn extension_waits(file: &File) -> bool {
    matches!(file.facts.extension, Extension::Asked { .. }) && !file.extension_is_too_late()
}

/// Whose move it is in this state.
pub fn waits_for(file: &File) -> &'static str {
    match &file.stage {
        Stage::Received => waits::ACCEPTANCE,
        Stage::CorrectionNoticed => waits::APPLICANT,
        Stage::AwaitingSignature => waits::INSTANT,
        Stage::Handling(handling) => match handling.stop {
            Stop::Stopped { .. } => waits::RESULT,
            // What can no longer be approved holds nobody up: the case goes on where it stands.
            Stop::Asked(_) if !file.stop_is_too_late() => waits::STOP,
            _ if extension_waits(file) => waits::EXTENSION,
            Stop::Running | Stop::PastPlan { .. } | Stop::Asked(_) => {
                let last = handling.step + 1 >= handling.steps;
                match (file.facts.leader_signs, last) {
                    (true, true) => waits::INSTANT,
                    (true, false) => waits::LEADER,
                    (false, true) => waits::DECISION,
                    (false, false) => waits::STEP,
                }
            }
        },
        Stage::Decided { .. } => waits::RECHECK,
        Stage::Rechecked { .. } => waits::MAKING,
        Stage::Concluded(_) => waits::COLLECTION,
        Stage::Delivered { .. }
        | Stage::NotAccepted { .. }
        | Stage::ClosedForMissing { .. }
        | Stage::Withdrawn(_)
        | Stage::EndedWithApplicant(_) => waits::NOBODY,
    }
}

/// The row of a case, or none before anything was received.
pub fn case_row(division: &str, case: CaseId, state: &Case) -> Option<RowImage> {
    let Case::Filed(file) = state else { return None };
    let facts = &file.facts;
    let (stopped, stopped_until) = match &file.stage {
        Stage::Handling(handling) => match handling.stop {
            Stop::Stopped { planned_until, .. } => (true, planned_until.to_string()),
            _ => (false, String::new()),
        },
        _ => (false, String::new()),
    };
    let step = match &file.stage {
        Stage::Handling(handling) => i64::from(handling.step),
        _ => -1,
    };
    let (decided_at, concluded_at, delivered_at, late) = match &file.stage {
        Stage::Decided { decision, .. } | Stage::Rechecked { decision, .. } => {
            (Some(decision.at.0), None, None, decision.late)
        }
        Stage::Concluded(conclusion) => {
            (Some(conclusion.decision.at.0), Some(conclusion.concluded_at.0), None, conclusion.late)
        }
        Stage::Delivered { conclusion, delivered_at, .. } => (
            Some(conclusion.decision.at.0),
            Some(conclusion.concluded_at.0),
            Some(delivered_at.0),
            conclusion.late,
        ),
        _ => (None, None, None, facts.late_since.is_some()),
    };
    let priority = match facts.priority {
        Priority::None => 0i64,
        Priority::Asked { .. } => 1,
        Priority::Approved { .. } => 2,
    };
    let deemed = facts.acceptance.is_some_and(|it| it.deemed);
    let values: Vec<Value> = vec![
        division.into(),
        case.as_str().into(),
        case_number(facts).into(),
        facts.item.as_str().into(),
        facts.authority.as_str().into(),
        category_key(facts.category).into(),
        facts.intake.as_str().into(),
        facts.window.as_str().into(),
        facts.object.map(|it| it.0.to_vec()).into(),
        facts.received_at.0.into(),
        receipt_text(facts.receipt).into(),
        facts.applicant.0.into(),
        facts.applicant_sealed.0.0.into(),
        facts.body.0.into(),
        state.public_state().map_or("", |it| it.key()).into(),
        waits_for(file).into(),
        state.is_open().into(),
        step.into(),
        facts.holding.person.as_str().into(),
        facts.pending.map_or(String::new(), |it| it.to.as_str().to_owned()).into(),
        facts.covers.map_or(String::new(), |it| it.as_str().to_owned()).into(),
        facts.agent.as_str().into(),
        facts.acceptance.map(|it| it.accepted_on.start().0).into(),
        due_on(state, file).into(),
        state.yellow_at().map(|it| it.0).into(),
        state.red_at().map(|it| it.0).into(),
        stopped.into(),
        stopped_until.into(),
        priority.into(),
        deemed.into(),
        decided_at.into(),
        concluded_at.into(),
        delivered_at.into(),
        late.into(),
        facts.pending.map(|it| it.given_at.0).into(),
        step_late_at(file).into(),
        facts.agent_acted.into(),
        state.law_broken_at().map(|it| it.0).into(),
    ];
    Some(RowImage { table: "case_row", columns: COLUMNS, key: 2, fixed: FIXED, values })
}

/// When the current step is past its own day; none while the clock stands still or no step runs (F32).
fn step_late_at(file: &File) -> Option<i64> {
    let Stage::Handling(handling) = &file.stage else { return None };
    let stopped = matches!(handling.stop, Stop::Stopped { .. });
    let running = file.facts.clocks.step.filter(|watch| !stopped && watch.ended_at.is_none());
    running.map(|watch| watch.clock.late_from().0)
}

/// The day a list shows: the clock's, or while papers are awaited the day by which they are to be brought.
fn due_on(state: &Case, file: &File) -> String {
    match (&file.stage, file.facts.correction) {
        (Stage::CorrectionNoticed, Some(correction)) => correction.bring_by.to_string(),
        _ => state.shown_clock().map_or(String::new(), |(_, watch)| watch.clock.due().to_string()),
    }
}

fn category_key(category: catalogue::item::Category) -> &'static str {
    use catalogue::item::Category;
    match category {
        Category::Instant => "instant",
        Category::Committed => "committed",
        Category::Joint => "joint",
        Category::Escalated => "escalated",
        Category::Restricted => "restricted",
    }
}

/// 收件编号 as people read it.
pub fn receipt_text(number: casework::ReceiptNo) -> String {
    ReceiptNumber::new(number.issuer, number.year, number.n).map_or_else(
        // Units whose code has no letters of their own still number without gaps.
        || format!("{}{:04}{:06}", number.issuer.as_str().to_ascii_uppercase(), number.year, number.n),
        |number| number.to_string(),
    )
}

const APPLICANT_COLUMNS: &[&str] = &["division", "applicant", "received_at", "case_id", "former"];

/// How a case is found: by its numbers, the former ones with them (E10), and by who applied, under former names and
/// numbers too (E11); not by whoever it was registered on by mistake. Whatever it is read from is compared in [`is_found_alike`].
pub fn finding_rows(division: &str, case: CaseId, state: &Case) -> Vec<RowImage> {
    let Case::Filed(file) = state else { return Vec::new() };
    let facts = &file.facts;
    let number = |number: String| RowImage {
        table: "case_number",
        columns: &["division", "number", "case_id"],
        key: 2,
        fixed: 3,
        values: vec![division.into(), number.into(), case.as_str().into()],
    };
    let key = |applicant: Digest| -> Vec<Value> {
        vec![division.into(), applicant.0.into(), facts.received_at.0.into(), case.as_str().into()]
    };
    let mut rows = vec![number(case_number(facts)), number(receipt_text(facts.receipt))];
    rows.push(RowImage {
        table: "case_window",
        columns: &["division", "window_id", "received_at", "case_id"],
        key: 4,
        fixed: 4,
        values: vec![
            division.into(),
            facts.window.as_str().into(),
            facts.received_at.0.into(),
            case.as_str().into(),
        ],
    });
    rows.push(RowImage {
        table: "case_item",
        columns: &["division", "item", "received_at", "case_id"],
        key: 4,
        fixed: 4,
        values: vec![
            division.into(),
            facts.item.as_str().into(),
            facts.received_at.0.into(),
            case.as_str().into(),
        ],
    });
    // One row for each document; what it is now counts more than what it once was.
    let mut said = vec![facts.applicant];
    let mut values = key(facts.applicant);
    values.push(0i64.into());
    rows.push(RowImage { table: "case_applicant", columns: APPLICANT_COLUMNS, key: 4, fixed: 4, values });
    let formers: Vec<_> = facts.register.former().collect();
    let theirs = formers.iter().filter(|it| it.change != Change::WrongPerson);
    let mistaken = formers.iter().filter(|it| it.change == Change::WrongPerson);
    for former in theirs.chain(mistaken) {
        if said.contains(&former.applicant) {
            continue;
        }
        said.push(former.applicant);
        let mut values = key(former.applicant);
        rows.push(match former.change {
            Change::WrongPerson => RowImage::absent("case_applicant", APPLICANT_COLUMNS, 4, values),
            Change::SamePerson | Change::Succeeded => {
                values.push(1i64.into());
                RowImage { table: "case_applicant", columns: APPLICANT_COLUMNS, key: 4, fixed: 4, values }
            }
        });
    }
    let mut numbers = vec![facts.receipt];
    for former in formers {
        if !numbers.contains(&former.receipt) {
            numbers.push(former.receipt);
            rows.push(number(receipt_text(former.receipt)));
        }
    }
    rows
}

/// Whether two states of a case are found in the same way: [`finding_rows`] of both are the same.
pub(crate) fn is_found_alike(one: &Case, other: &Case) -> bool {
    let (Case::Filed(one), Case::Filed(other)) = (one, other) else { return false };
    let found = |facts: &Facts| {
        let numbers = (facts.item, facts.number, facts.receipt);
        (numbers, facts.window, facts.received_at, facts.applicant, facts.register)
    };
    found(&one.facts) == found(&other.facts)
}

/// 办件编号 as people read it.
pub(crate) fn case_number(facts: &Facts) -> String {
    CaseNumber { item: facts.item, day: facts.number.day, serial: facts.number.n }.to_string()
}

const ITEM_COLUMNS: &[&str] = &["division", "code", "short", "revision", "body", "state"];

/// The row of an item, once a revision was published.
pub fn item_row(division: &str, state: &ItemState) -> Option<RowImage> {
    let (published, (code, short)) = (state.published?, state.name?);
    let values: Vec<Value> = vec![
        division.into(),
        code.as_str().into(),
        short.as_str().into(),
        published.body.revision.into(),
        published.body.digest.0.into(),
        state.stage.key().into(),
    ];
    Some(RowImage { table: "item_row", columns: ITEM_COLUMNS, key: 2, fixed: 3, values })
}
