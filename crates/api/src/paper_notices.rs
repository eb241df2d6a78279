//! Who is to be told on paper for want of a telephone, for programs: the list, one notice with its words, and that it was told (E3).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use centre::notice_paper::{PaperNotice, PaperNoticeDue, ToldWay, Whom};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::cases::line;
use super::problem::{Kind, Trouble};
use super::readings::{asks_first, notify_word};
use super::record::{Command, choice, next, of_unit};
use super::shown::{CaseLine, Next, time};
use web::handle::words;

/// Somebody who is to be told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperNoticeLine {
    /// Names the notice.
    pub notice: String,
    /// What it is about, stable: `accepted`, `ready-to-collect`.
    pub kind: String,
    /// It is for whom the case was registered on before, or goes where its applicant was reached before.
    pub to_former: bool,
    /// Since when it waits.
    #[schemars(extend("format" = "date-time"))]
    pub since: String,
    /// The case.
    pub case: CaseLine,
}

/// A page of those who are to be told, the longest waiting at the head.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperNoticePage {
    /// The notices.
    pub notices: Vec<PaperNoticeLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// How somebody was told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ToldShown {
    /// When it was noted.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Who noted it.
    pub by: Option<String>,
    /// `letter`, `window` or `trusted`.
    pub way: Option<String>,
}

/// One notice with its words, to be printed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperNoticeShown {
    /// Names the notice.
    pub notice: String,
    /// What it is about, stable.
    pub kind: String,
    /// It is for whom the case was registered on before, or goes where its applicant was reached before; without the number of the case
    /// where it was registered on them by mistake.
    pub to_former: bool,
    /// Since when it waits, or waited.
    #[schemars(extend("format" = "date-time"))]
    pub since: String,
    /// The case.
    pub case: String,
    /// 收件编号; null where the notice is for somebody to whom it means nothing.
    pub receipt_no: Option<String>,
    /// Name of who is to be told.
    pub name: String,
    /// `sms`, `paper` or `person`: how this person wanted to be told.
    pub notify: String,
    /// To whom or where besides.
    pub notify_detail: String,
    /// Address for letters.
    pub address: String,
    /// The words; null where they bear the code that collects, for whoever does not hand out.
    pub words: Option<String>,
    /// How it was told; null while it waits.
    pub told: Option<ToldShown>,
}

/// That somebody was told. Noted once: what was noted before stays.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldAsked {
    /// By a letter, at the window, or through whom the applicant named.
    #[schemars(extend("enum" = ["letter", "window", "trusted"]))]
    way: String,
}

/// `GET /api/v1/paper-notices?limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let (limit, centre) = (call.limit(query)?, &call.app.centre);
    let place = |text: &str| {
        let (at, key) = text.split_once('_')?;
        let is_key = key.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        (at.parse::<i64>().is_ok() && is_key && !key.is_empty()).then(|| text.to_owned())
    };
    let after = call.cursor(query, place)?.unwrap_or_default();
    let due = centre.paper_notices_of(&bearer.session, bearer.unit, &after, limit + 1).await;
    let mut due = due.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut due, limit, PaperNoticeDue::cursor);
    let now = centre.instant();
    let notices = due.into_iter().map(|it| PaperNoticeLine {
        case: line(&it.brief, now),
        to_former: it.whom == Whom::Former,
        since: time(it.due_at),
        notice: it.key,
        kind: it.kind,
    });
    call.json(StatusCode::OK, &PaperNoticePage { notices: notices.collect(), next })
}

/// `GET /api/v1/paper-notices/{notice}`
pub async fn one(call: Call) -> Response {
    call.finish(noticed(&call).await)
}

async fn noticed(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let notice = fetched(call, &bearer).await?;
    call.json(StatusCode::OK, &shown(notice))
}

/// `POST /api/v1/paper-notices/{notice}/told`
pub async fn tell(call: Call, body: Body) -> Response {
    call.finish(told(&call, body).await)
}

async fn told(call: &Call, body: Body) -> Answer {
    let Command { bearer, asked, .. } = call.makes::<ToldAsked>(body).await?;
    fetched(call, &bearer).await?;
    let way = choice("way", ToldWay::parse(&asked.way));
    let way = way.map_err(|it| Trouble::fields(call.text, &[it]))?;
    let noted = call.app.centre.paper_notice_told(&bearer.session, &call.place, way.key()).await;
    noted.map_err(|problem| call.problem(problem))?;
    // What stands is what was noted first; sent again it stands once.
    let notice = fetched(call, &bearer).await?;
    let path = format!("/paper-notices/{}", notice.key);
    call.answered(StatusCode::OK, &path, false, &shown(notice))
}

/// The notice of the address, within the token's unit, for whoever reads its case whole (F33).
async fn fetched(call: &Call, bearer: &Bearer) -> Result<PaperNotice, Trouble> {
    let notice = call.app.centre.paper_notice(&bearer.session, &call.place).await;
    let notice = notice.map_err(|problem| call.problem(problem))?;
    let facts = notice.file.filed().map(|filed| &filed.facts);
    of_unit(bearer, facts.ok_or(Kind::NotFound)?.authority)?;
    asks_first(call, &notice.file)?;
    Ok(notice)
}

fn shown(notice: PaperNotice) -> PaperNoticeShown {
    let receipt = notice.file.filed().map(|filed| words::receipt_no(filed.facts.receipt));
    let receipt = receipt.filter(|_| !notice.bears_no_number());
    let told = notice.told.map(|(at, by, way)| ToldShown {
        at: time(at),
        by: by.map(|it| it.to_string()),
        way: way.map(|it| it.key().to_owned()),
    });
    PaperNoticeShown {
        notice: notice.key,
        kind: notice.kind,
        to_former: notice.whom == Whom::Former,
        since: time(notice.due_at),
        case: notice.file.state.id.to_string(),
        receipt_no: receipt,
        name: notice.to.name,
        notify: notify_word(notice.to.notify).to_owned(),
        notify_detail: notice.to.notify_detail,
        address: notice.to.address,
        words: notice.text,
        told,
    }
}
