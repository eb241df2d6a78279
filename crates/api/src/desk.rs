//! What waits for the person of a token: the queues of the desk with their counts, and what is to be done beside the cases (E2, A22,
//! A23, A25, C23).

use axum::http::StatusCode;
use axum::response::Response;
use centre::desk_queue::Queue;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::Trouble;
use super::shown::day;

/// How much waits in a queue of the desk.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QueueCount {
    /// The queue, as `queue` of the list of cases takes it.
    pub queue: String,
    /// All of it; a case that waits for two things in it counts twice.
    pub count: usize,
    /// Past its day.
    pub late: usize,
    /// On its last day.
    pub today: usize,
}

/// The queues of the desk; one in which nothing waits is left out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QueueCounts {
    /// The queues, in the order of the desk.
    pub queues: Vec<QueueCount>,
}

/// What waits beside the cases, of one kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeWaitShown {
    /// What is to be done, stable: of certificates `decide-renewal`, `decide-reissue`, `hear-holder`, `decide-end`; of the bar
    /// list `hear-bar`, `decide-bar`, `tell-bar`; of dossiers `appraise`, `approve-list`, `sign-list`; `sign-settlement`;
    /// `sign-leaving`; of papers `review-wording`; of supervision `correct-rating`, `agree-dismissal`, `call-drawn`, `make-round`,
    /// `correct-point`, `look-at-point`, `correct-term`, `look-at-term`, `self-check`, `mark-staff`, `hand-in-summary`, `explain-late`,
    /// `look-at-answer`, `follow-referral`, `lay-open-draw`, `decide-recusal`, `visit-drawn`, `sign-visit`, `compare-list`.
    pub what: String,
    /// How many. Of certificates and of the bar list the first 200 are looked at, of each duty of supervision the first 100.
    pub count: usize,
    /// The first last day, where there is one.
    pub first_on: Option<String>,
    /// The first of them: a certificate, the case of a bar, the unit of a list, a window, or who leaves; of supervision a rating, a
    /// round, a term, the summary of a year and unit, a month, an order, a matter, a draw.
    pub first: String,
}

/// What waits beside the cases.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeWaits {
    /// What is to be done, each kind once.
    pub waits: Vec<OfficeWaitShown>,
}

/// The queue of a word of an address; none for none.
pub fn queue_asked(call: &Call, word: &str) -> Result<Option<Queue>, Trouble> {
    match word {
        "" => Ok(None),
        word => Queue::parse(word).map(Some).ok_or_else(|| call.wrong("queue", "请从列出的里面选。")),
    }
}

/// `GET /api/v1/queues`
pub async fn queues(call: Call) -> Response {
    call.finish(counted(&call).await)
}

async fn counted(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let counts = call.app.centre.queue_counts(&bearer.session, bearer.unit).await;
    let counts = counts.map_err(|fault| call.fault(&fault))?;
    let queues = counts.into_iter().map(|(queue, waits)| QueueCount {
        queue: queue.key().to_owned(),
        count: waits.all,
        late: waits.late,
        today: waits.today,
    });
    call.json(StatusCode::OK, &QueueCounts { queues: queues.collect() })
}

/// `GET /api/v1/office-waits`
pub async fn beside(call: Call) -> Response {
    call.finish(waiting(&call).await)
}

async fn waiting(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let waits = call.app.centre.office_waits(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let waits = waits.into_iter().map(|it| OfficeWaitShown {
        what: it.what.key().to_owned(),
        count: it.count,
        first_on: it.first_on.map(day),
        first: it.one,
    });
    let duties =
        call.app.centre.oversight_duties(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let duties = duties.into_iter().map(|it| OfficeWaitShown {
        what: it.what.key().to_owned(),
        count: it.count,
        first_on: it.first_on.map(day),
        first: it.one,
    });
    call.json(StatusCode::OK, &OfficeWaits { waits: waits.chain(duties).collect() })
}
